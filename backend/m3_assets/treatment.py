"""What words make of any thing, whatever it is: worn, dirty, shiny, broken, on fire; of an era; drawn low-poly or as
a cartoon.

`treated` gives a category three more parameters and does what they say after its own builder.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..protocol.scene import Attribute, Entity, Material
from .burning import on_fire
from .contract import Build, Category, Values
from .eras import TIMELESS_FAMILIES, of_era
from .remodelling import chipped, faceted, plumped
from .sampler import CHOICE_WORDS, Value, clipped, words_of
from .shapes import choice

CONDITION = choice("condition", "", ("", "shiny", "matte", "worn", "dirty", "broken", "burning"), "how it was kept")
ERA = choice("era", "", ("", "rustic", "old", "medieval", "modern", "sci-fi"), "of its materials")
RENDITION = choice("rendition", "", ("", "low-poly", "cartoon"), "how it is drawn")
PARAMETERS = (CONDITION, ERA, RENDITION)

_LIT = frozenset({"candle", "lamp", "match", "stump", "log", "oven", "cake", "street light", "spotlight", "rocket"})
"""categories that burn as they should, as those of the family `fire` do"""
_WORDS = {
    **dict.fromkeys(("shiny", "glossy", "polished", "gleaming", "sparkling"), "shiny"),
    **dict.fromkeys(("matte", "matt", "dull"), "matte"),
    **dict.fromkeys(("worn", "weathered", "battered", "shabby", "scratched", "worn-out", "rundown", "faded"), "worn"),
    **dict.fromkeys(("dirty", "muddy", "dusty", "filthy", "grimy", "stained"), "dirty"),
    **dict.fromkeys(("broken", "cracked", "shattered", "damaged", "ruined", "smashed", "chipped"), "broken"),
    **dict.fromkeys(("burning", "on fire", "ablaze", "flaming", "blazing", "burning down"), "burning"),
    **dict.fromkeys(("medieval", "gothic"), "medieval"),
    **dict.fromkeys(("sci-fi", "futuristic", "cyberpunk", "high-tech"), "sci-fi"),
    **dict.fromkeys(("low-poly", "lowpoly", "poly"), "low-poly"),
    **dict.fromkeys(("cartoon", "cartoonish", "cartoony", "toon", "stylized", "stylised"), "cartoon"),
}


def treated(category: Category) -> Category:
    """The category with `condition`, `era` and `rendition`."""
    parameters = (*category.parameters, *PARAMETERS)

    def build(values: Values) -> Build:
        return _treat(category.build(values), category.family, values)

    def sample(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
        drawing = _meant(entity)
        values = category.sample(drawing, rng)
        return {**values, **_read(category, values, drawing)}

    return replace(category, parameters=parameters, build=build, sample=sample)


def _meant(entity: Entity) -> Entity:
    """`low poly` is one word: nothing is low."""
    if "poly" not in entity.values("other"):
        return entity
    kept = tuple(a for a in entity.attributes if (a.type, a.value) not in (("size", "low"), ("other", "poly")))
    return replace(entity, attributes=(*kept, Attribute(type="style", value="low-poly")))


def _read(category: Category, values: Mapping[str, Value], entity: Entity) -> dict[str, Value]:
    """Values that the entity's words set: of the three parameters, and what an era or a cartoon makes of others."""
    own = {one for p in category.parameters for one in p.choices}
    found: dict[str, Value] = {p.name: p.value for p in PARAMETERS}
    for said in words_of(entity)[: len(entity.attributes)]:
        for parameter in PARAMETERS:
            word = _WORDS.get(said, said if said in ERA.choices else CHOICE_WORDS.get(said, ""))
            if word == "burning" and (category.family == "fire" or category.name in _LIT):
                continue
            if word and word in parameter.choices and not (parameter is ERA and {word, said} & own):
                found[parameter.name] = word
    era = str(found["era"])
    if era and "color" in values and category.family not in TIMELESS_FAMILIES and not entity.values("color"):
        found["color"] = ""  # a colour that nobody asked for would keep the era's own away
    if found["rendition"] == "cartoon":
        found.update(_squat(category, values))
    return found


def _squat(category: Category, values: Mapping[str, Value]) -> dict[str, Value]:
    """Short and stout: the longest side shrinks, the others grow."""
    keys = ("width_m", "depth_m", "height_m")
    sizes = {key: float(values[key]) for key in keys}
    longest = max(sizes, key=sizes.__getitem__)
    factors = {key: 0.80 if key == longest else 1.15 for key in keys}
    if max(sizes.values()) < 1.3 * min(sizes.values()):
        factors = dict.fromkeys(keys, 1.0)  # a ball stays round
    return clipped({key: sizes[key] * factors[key] for key in keys}, {p.name: p for p in category.parameters})


def _treat(build: Build, family: str, values: Values) -> Build:
    condition, era, rendition = (str(values.get(p.name, "")) for p in PARAMETERS)
    if era:
        own_color = bool(values.get("color")) or bool(values.get("pattern"))
        build = of_era(build, family, era, own_color)
    if condition == "burning":
        build = on_fire(build)
    elif condition:
        build = replace(build, materials=tuple(_kept(one, condition) for one in build.materials))
    if condition == "broken":
        build = replace(build, parts=chipped(build.parts))
    if rendition == "low-poly":
        build = replace(build, parts=faceted(build.parts), smooth=False)
    if rendition == "cartoon":
        build = replace(build, parts=plumped(build.parts))
    if rendition:
        build = replace(build, materials=tuple(_drawn(one) for one in build.materials))
    return build


def _kept(one: Material, condition: str) -> Material:
    if one.kind in ("emission", "flame", "light", "screen", "cloud", "water"):
        return one
    if condition == "shiny":
        return replace(one, roughness=min(one.roughness, 0.06), bump=0.1 * one.bump)
    if condition == "matte":
        return replace(one, roughness=max(one.roughness, 0.92), metallic=0.5 * one.metallic)
    wear, dirt = {"worn": (0.9, 0.15), "dirty": (0.15, 0.9), "broken": (0.7, 0.4)}[condition]
    return replace(one, wear=wear, dirt=dirt)


def _drawn(one: Material) -> Material:
    """Clear plain colour: no grain, no relief, more saturated."""
    if one.kind in ("emission", "flame", "light", "screen", "glass", "water", "cloud"):
        return one
    grey = float(one.base_color @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32))
    vivid = np.clip(grey + 1.45 * (1.15 * one.base_color - grey), 0.0, 0.85).astype(np.float32)
    return replace(one, kind="plain", base_color=vivid, roughness=0.55, metallic=0.0, bump=0.0, wear=0.0, dirt=0.0)
