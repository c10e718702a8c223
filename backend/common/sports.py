"""Strokes at balls, and what is towed: their verbs, and what both layout and motion know of where one stands for
them."""

from __future__ import annotations

GOLF, BAT, SLAP_SHOT = "golf swing", "bat ball", "slap shot"
RALLY, VOLLEY = "rally", "volley"
STROKES = frozenset({GOLF, BAT, SLAP_SHOT})
"""strokes of one player, the left shoulder to where the ball goes"""
RALLIES = frozenset({RALLY, VOLLEY})
"""strokes of several, to and fro"""
TOW = "tow by rope"
"""to walk ahead of a sled or a cart with its rope in the hand"""
TOW_ROPE_M, TOWED_M = 1.35, 6.0
"""length of such a rope at most, and of the way"""
LEADING, LED = "lead with", "tied to"
"""predicates of who has a leash, and of what is on it"""
CUP_M = 0.054
"""radius of the hole of a green"""
STROKE_M = {GOLF: 6.5, BAT: 7.0, SLAP_SHOT: 6.0}
"""from who hits to what the ball goes to"""
RALLY_M = {RALLY: 6.4, VOLLEY: 4.2}
"""between two who hit a ball to and fro"""
