"""Which garments a person wears, and in which colours, from the words and from what suits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...protocol.scene import Entity, Material
from .words import Color, Person, color_of, words_of

TOPS = {
    "t-shirt": "t_shirt", "tshirt": "t_shirt", "tee": "t_shirt", "shirt": "shirt", "blouse": "shirt", "sweater": "shirt",
    "pullover": "shirt", "hoodie": "shirt", "jersey": "t_shirt", "jacket": "jacket", "coat": "jacket", "suit": "jacket",
    "blazer": "jacket", "vest": "t_shirt", "uniform": "shirt", "robe": "jacket", "tunic": "shirt", "cloak": "jacket",
    "armor": "jacket", "armour": "jacket", "dress": "t_shirt", "gown": "shirt",
}  # fmt: skip
BOTTOMS = {
    "trousers": "trousers", "pants": "trousers", "jeans": "trousers", "leggings": "trousers", "shorts": "shorts",
    "skirt": "skirt", "dress": "skirt", "gown": "skirt", "kilt": "skirt",
}  # fmt: skip
FEET = {"shoe": "shoes", "sneaker": "shoes", "sandal": "shoes", "boot": "boots", "boots": "boots", "shoes": "shoes"}


@dataclass(frozen=True, kw_only=True)
class Garment:
    """One worn mesh: the file it comes from and what it is made of."""

    mesh: str
    material: Material


def dress(person: Person, entity: Entity, worn: tuple[Entity, ...], rng: np.random.Generator) -> tuple[Garment, ...]:
    """Garments from the outside of the body inward order does not matter: shoes, bottom, top."""
    sleeve, skirt_draw = rng.random(2)
    said = words_of(entity)
    top_color, bottom_color, shoe_color = person.outfit
    top = "t_shirt" if sleeve < 0.55 or person.age == "child" else "shirt"
    bottom = "shorts" if person.age == "child" and skirt_draw < 0.5 else "trousers"
    shoe = "shoes"
    color = color_of(entity)
    if color is not None:
        top_color = color
    for thing in worn:
        word, thing_color = thing.lemma.split()[-1], color_of(thing)
        name = next((w for w in (word, thing.category) if w in TOPS), None)
        if name is not None:
            top, top_color = TOPS[name], thing_color if thing_color is not None else top_color
        if word in BOTTOMS:
            bottom, bottom_color = BOTTOMS[word], thing_color if thing_color is not None else bottom_color
        if word in FEET:
            shoe, shoe_color = FEET[word], thing_color if thing_color is not None else shoe_color
    del said
    return (
        Garment(mesh=shoe, material=cloth(shoe, "leather", shoe_color, 0.45)),
        Garment(mesh=bottom, material=cloth(bottom, "fabric", bottom_color, 0.88)),
        Garment(mesh=top, material=cloth(top, "fabric", top_color, 0.85)),
    )


def cloth(name: str, kind: str, color: Color, roughness: float) -> Material:
    """A garment's material, named after it."""
    return Material(
        name=name, kind=kind, base_color=np.asarray(color, dtype=np.float32),
        second_color=(0.75 * np.asarray(color)).astype(np.float32), roughness=roughness, bump=0.12,
    )  # fmt: skip
