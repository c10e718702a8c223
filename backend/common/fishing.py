"""How a rod is held out while one fishes: the same for the hand and for the line that hangs from its tip."""

HELD_RAD, RAISED_RAD = 0.36, 0.61
"""how far the tip of a rod is brought up, and how far it is up then: the wrist does not bend so far down"""
LINE_M = 2.4
"""from the tip down to the float"""
