"""What is done with which tool."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Implement:
    """A tool that somebody has who does something."""

    lemma: str
    instead: frozenset[str]
    """words for what does as well"""
    category: str = ""
    """where it is not the lemma"""


_SHOVEL = Implement("shovel", frozenset({"shovel", "spade", "excavator", "hand", "claw", "pickaxe", "digger"}))
_AXE = Implement("axe", frozenset({"axe", "hatchet", "ax", "tomahawk", "saw", "chainsaw", "cleaver", "knife"}))
_BROOM = Implement("broom", frozenset({"broom", "mop", "brush", "besom", "cloth", "rake", "hoe"}))
_HAMMER = Implement("hammer", frozenset({"hammer", "mallet", "rock", "stone"}))
_SAW = Implement("saw", frozenset({"saw", "handsaw", "chainsaw"}))
_BRUSH = Implement("hairbrush", frozenset({"hairbrush", "brush", "comb", "toothbrush"}))
_ROD = Implement("fishing rod", frozenset({"fishing rod", "rod", "net", "hand", "spear", "harpoon"}))
_CAMERA = Implement("camera", frozenset({"camera", "phone", "smartphone", "tablet"}))
_CAN = Implement("watering can", frozenset({"watering can", "hose", "bucket", "can", "sprinkler", "kettle"}))
_STIRRERS = frozenset({"spoon", "ladle", "paddle", "whisk", "stick", "staff", "wand", "hand", "finger", "fork"})
_SPOON = Implement("wooden spoon", _STIRRERS | {"cup", "mug", "glass", "tea", "coffee", "paint"}, "spoon")
_PADDLE = Implement("stirring spoon", _STIRRERS, "spoon")
_HOSE = Implement("fire hose", frozenset({"hose", "extinguisher", "bucket", "helicopter", "plane"}))
_STAFF = Implement("magic staff", frozenset({"staff", "wand", "scepter", "sceptre", "broom", "hand", "book"}),
                   "staff")  # fmt: skip
_SWORD = Implement("sword", frozenset({"sword", "katana", "lightsaber", "axe", "spear", "lance", "bow", "mace",
                                       "hammer", "trident", "saber", "dagger", "knife", "club", "staff"}))  # fmt: skip
DOUSING = frozenset({"spray", "hose", "extinguish", "douse", "put out", "fight"})
"""what is done to fires with water"""
PHOTOGRAPHING = frozenset({"photograph", "film"})
IMPLEMENTS = {
    "chop wood": _AXE,
    "dig": _SHOVEL, "shovel": _SHOVEL, "excavate": _SHOVEL, "sweep": _BROOM, "mop": _BROOM, "hammer": _HAMMER,
    "nail": _HAMMER, "water": _CAN, "saw": _SAW, "brush": _BRUSH, "comb": _BRUSH, "rake": _BROOM, "fish": _ROD,
    "douse fire": _HOSE, "conjure": _STAFF, "fence": _SWORD, "stir": _SPOON, "stir cauldron": _PADDLE,
    **dict.fromkeys(PHOTOGRAPHING, _CAMERA),
}  # fmt: skip
