"""Where things belong when nobody says where they are: a setting in the open, or a kind of room."""

from __future__ import annotations

from collections.abc import Set

OPEN_AIR_OF = {  # category -> setting, strongest first
    "goal": "pitch", "waterfall": "forest", "mountain": "mountains",
    "cliff": "mountains", "road": "street", "street light": "street",
    "traffic light": "street", "fire hydrant": "street", "bus stop": "street",
    "car": "street", "truck": "street", "bus": "street", "building": "street",
    "house": "park", "fence": "park", "tree": "park", "bush": "park", "water": "park",
    "rock": "park", "cloud": "park", "sandcastle": "beach", "castle": "field", "lighthouse": "field",
    "windmill": "field", "barn": "field", "tower": "field", "church": "park", "tent": "field", "campfire": "field",
    "well": "field", "pyramid": "desert", "train track": "field",
}  # fmt: skip
ROOM_OF = {  # category -> the kind of room that it is in wherever nothing else is said, strongest first
    "bed": "bedroom", "wardrobe": "bedroom", "bathtub": "bathroom", "toilet": "bathroom", "oven": "kitchen",
    "refrigerator": "kitchen", "microwave": "kitchen", "counter": "kitchen", "couch": "living room",
    "tv": "living room", "bookshelf": "living room", "desk": "office", "laptop": "office", "computer": "office",
    "monitor": "office", "piano": "living room", "rug": "living room", "fireplace": "living room",
}  # fmt: skip


def room_of(categories: Set[str]) -> str:
    """The kind of room that things belong to; empty where none of them belongs indoors."""
    return next((kind for category, kind in ROOM_OF.items() if category in categories), "")


def open_air_of(categories: Set[str]) -> str:
    """The setting in the open that things belong to; empty where none of them does."""
    return next((setting for category, setting in OPEN_AIR_OF.items() if category in categories), "")
