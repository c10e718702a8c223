"""What grows in fields, by the words that people use."""

from __future__ import annotations

CROP_WORDS = {
    "sunflower": "sunflower", "corn": "corn", "maize": "corn", "wheat": "wheat", "barley": "wheat", "rye": "wheat",
    "oat": "wheat", "grain": "wheat", "lavender": "lavender", "tulip": "tulip", "poppy": "poppy",
    "wildflower": "wildflower", "wild flower": "wildflower", "flower": "wildflower", "daisy": "wildflower",
    "blossom": "wildflower", "cotton": "cotton", "rice": "rice",
}  # fmt: skip
"""a word to the crop that is drawn for it"""
OVER_GRASS = frozenset({"poppy", "wildflower"})
"""crops that stand in a meadow, not in rows of soil"""


def crop_of(place: str) -> str:
    """The crop of a place such as `wheat field`; empty where it is no field of one."""
    words, _, ground = place.lower().rpartition(" ")
    if ground not in ("field", "meadow", "paddy"):
        return ""
    return next((crop for word, crop in CROP_WORDS.items() if words.endswith(word)), "")
