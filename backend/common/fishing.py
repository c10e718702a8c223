"""How a rod is held out while one fishes: the same for the hand and for the line that hangs from its tip."""

RAISED_RAD = 0.42
"""how far the rod's tip is up"""
LINE_M = 2.0
"""from the tip down to the float"""
