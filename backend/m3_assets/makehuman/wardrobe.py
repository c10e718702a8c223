"""Which of MakeHuman's clothes and hair a person wears, and in what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...protocol.scene import Entity, Material
from ..character.wardrobe import HAIR_WORDS, WHITE, cloth
from ..character.words import Person, color_of, words_of
from .data import Garment, HumanData, body_suit

# what is worn where nothing or something of it is said: word to suits, of which one is drawn
_SUITS: dict[str, dict[str, tuple[str, ...]]] = {
    "man": {
        "": ("male_casualsuit02", "male_casualsuit04", "male_casualsuit05"),
        "suit": ("male_elegantsuit01",), "jacket": ("male_elegantsuit01", "male_casualsuit05"),
        "coat": ("male_elegantsuit01",), "shirt": ("male_casualsuit02",), "overalls": ("male_worksuit01",),
        "worker": ("male_worksuit01",), "businessman": ("male_elegantsuit01",),
    },
    "woman": {
        "": ("female_casualsuit01", "female_casualsuit02", "female_sportsuit01"),
        "dress": ("female_elegantsuit01",), "skirt": ("female_elegantsuit01",), "blouse": ("female_elegantsuit01",),
        "shorts": ("female_casualsuit02",), "top": ("female_sportsuit01",), "player": ("female_sportsuit01",),
    },
}  # fmt: skip
_SHOES = ("shoes01", "shoes02")
_HATS = {"hat": "fedora", "fedora": "fedora"}
_HAIR = {
    "hair_long": "long01", "hair_ponytail": "ponytail01", "hair_bun": "ponytail01", "hair_bob": "bob02",
    "hair_curly": "afro01", "hair_short": "short02",
}  # fmt: skip
_MENS_HAIR, _WOMENS_HAIR = ("short02", "short03"), ("bob02", "ponytail01", "long01")
LOWER = ("trousers", "pants", "jeans", "shorts", "skirt")
UPPER = ("t-shirt", "shirt", "blouse", "sweater", "jacket", "coat", "suit", "top", "dress")


@dataclass(frozen=True, kw_only=True)
class Worn:
    """One mesh and what its upper and lower pieces are made of."""

    garment: Garment
    upper: Material
    lower: Material
    covers: bool
    """skin under it is hidden"""


def dress(
    data: HumanData, person: Person, entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator
) -> list[Worn]:
    """Clothes, shoes, hair and hat; all draws are made first, so that a word changes only what it says."""
    suit, shoe, style = rng.random(3)
    said = words_of(entity, worn)
    colors = {thing.lemma.split()[-1].lower(): color_of(thing) for thing in worn}
    top, bottom, shoes = person.outfit
    whole = color_of(entity)
    top = whole if whole is not None else top
    for word, color in colors.items():
        if color is None:
            continue
        top = color if word in UPPER else top
        bottom = color if word in LOWER else bottom
        shoes = color if word.rstrip("s") in ("shoe", "boot") else shoes
    suits = _SUITS[person.sex]
    named = next((suits[word] for word in suits if word in said), suits[""])
    wishes = [("clothes", _drawn(suit, named), cloth("clothes", "fabric", top, 0.85),
               cloth("trousers", "fabric", bottom, 0.88), True),
              ("clothes", _drawn(shoe, _SHOES), *(cloth("shoes", "leather", shoes, 0.45),) * 2, True)]  # fmt: skip
    hat = next((_HATS[word] for word in _HATS if word in said), None)
    if hat is not None:
        color = next((colors[word] for word in _HATS if colors.get(word) is not None), None)
        felt = cloth("hat", "fabric", bottom if color is None else color, 0.85)
        wishes.append(("clothes", hat, felt, felt, False))
    hair = Material(name="hair", kind="hair", base_color=person.hair_color,
                    second_color=(0.55 * person.hair_color).astype(np.float32), roughness=0.45, bump=0.2)  # fmt: skip
    name = next((_HAIR[HAIR_WORDS[word]] for word in HAIR_WORDS if word in said), None)
    if name is None and person.sex == "woman":
        name = "long01" if "long" in said else _drawn(style, _WOMENS_HAIR)
    elif name is None:
        name = _drawn(style, _MENS_HAIR)
    if "bald" not in said and hat is None:
        wishes.append(("hair", name, hair, hair, False))
    brow = Material(name="brows", kind="hair", base_color=np.clip(0.75 * person.hair_color, 0.006, 0.35).astype(
        np.float32), second_color=WHITE, roughness=0.6, bump=0.0)  # fmt: skip
    wishes.append(("eyes", "eyebrow001", brow, brow, False))
    found = []
    for kind, wish, upper, lower, covers in wishes:
        garment = data.garment(kind, wish)
        if garment is not None:
            found.append(Worn(garment=garment, upper=upper, lower=lower, covers=covers))
    if not any(piece.garment.name in named for piece in found):
        suit_material = cloth("clothes", "fabric", top, 0.85)
        found.insert(0, Worn(garment=body_suit(data), upper=suit_material, lower=suit_material, covers=True))
    return found


def _drawn(draw: float, choices: tuple[str, ...]) -> str:
    return choices[int(min(draw, 0.999999) * len(choices))]
