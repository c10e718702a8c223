"""Strokes at balls: their verbs, and what both layout and motion know of where one stands for them."""

from __future__ import annotations

GOLF, BAT, SLAP_SHOT = "golf swing", "bat ball", "slap shot"
RALLY, VOLLEY, SHOOT_POOL = "rally", "volley", "shoot pool"
STROKES = frozenset({GOLF, BAT, SLAP_SHOT})
"""strokes of one player, the left shoulder to where the ball goes"""
RALLIES = frozenset({RALLY, VOLLEY})
"""strokes of several, to and fro"""
CUP_M = 0.054
"""radius of the hole of a green"""
STROKE_M = {GOLF: 6.5, BAT: 7.0, SLAP_SHOT: 6.0}
"""from who hits to what the ball goes to"""
RALLY_M = {RALLY: 6.4, VOLLEY: 4.2}
"""between two who hit a ball to and fro"""
CUE_BALL, POCKET = (0.50, 0.11), (-1.14, -0.585)
"""m on the bed of a pool table, from its middle: where the white ball lies, and where it sends the other one"""
STRUCK_SHARE = 0.42
"""of the way from the white ball to the pocket, where the ball lies that it is to hit"""
