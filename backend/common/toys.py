"""Deeds whose things go with the body all the time: their verbs, and what both layout and motion know of them."""

from __future__ import annotations

SKIP, TURN_ROPE, JUMP_IN = "skip rope", "turn rope", "jump in rope"
HOOP, JUGGLE, SHOOT_BASKET = "spin hoop", "juggle", "shoot basket"
YO_YO, BLOW_BUBBLES = "play yo-yo", "blow bubbles"
SHOOT_ARROW, RING, TOLL, DIVE_SAVE = "shoot arrow", "ring hand bell", "toll bell", "dive for"
AIM_GUN = "aim gun"
GUNS = frozenset({"gun", "rifle", "crossbow"})
"""categories of what one aims"""
SAVING = "saving"
"""manner of a dive that has the ball"""
AT_HAND = frozenset({SKIP, HOOP, JUGGLE, YO_YO, BLOW_BUBBLES, RING})
"""deeds done on the spot with what is in the hands or about the body from the first frame on"""

ROPE_TURN_S = 0.62
"""of a skipping rope, and of a jump"""
CHILD_M, GROWN_M = 1.22, 1.70
"""statures that ropes and hoops are made for"""
SHOT_FROM_M = 3.4
"""from who shoots to the middle of the ring over the floor"""
ARROW_M = 6.0
"""from an archer to the target"""
