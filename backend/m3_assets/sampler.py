"""The words said of a thing, and what is usual for it, become parameter values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ..common.colors import linear_color
from ..common.object_priors import object_prior
from ..protocol.scene import Entity, Parameter
from .materials import PATTERNS, WOODS, stuff_name

Value = float | int | bool | str
Sample = Callable[[Entity, np.random.Generator], dict[str, Value]]

# word -> factors on width, depth, height
SIZE_WORDS: dict[str, tuple[float, float, float]] = {
    "tiny": (0.5, 0.5, 0.5), "miniature": (0.4, 0.4, 0.4), "small": (0.75, 0.75, 0.75), "little": (0.75, 0.75, 0.75),
    "big": (1.3, 1.3, 1.3), "large": (1.35, 1.35, 1.35), "huge": (1.8, 1.8, 1.8), "enormous": (2.0, 2.0, 2.0),
    "giant": (2.2, 2.2, 2.2), "gigantic": (2.4, 2.4, 2.4), "massive": (1.9, 1.9, 1.9), "tall": (1.0, 1.0, 1.35),
    "high": (1.0, 1.0, 1.3), "short": (1.0, 1.0, 0.75), "low": (1.0, 1.0, 0.7), "long": (1.45, 1.0, 1.0),
    "wide": (1.35, 1.1, 1.0), "broad": (1.3, 1.1, 1.0), "narrow": (0.7, 0.8, 1.0), "thin": (0.8, 0.75, 1.0),
    "slim": (0.8, 0.8, 1.0), "thick": (1.1, 1.35, 1.1), "fat": (1.35, 1.35, 1.0), "deep": (1.0, 1.3, 1.0),
    "mini": (0.5, 0.5, 0.5), "oversized": (1.5, 1.5, 1.5), "compact": (0.85, 0.85, 0.85),
}  # fmt: skip
# other words for the choices of a parameter
CHOICE_WORDS = {
    "circular": "round", "rectangular": "rectangular", "squared": "square", "antique": "old", "vintage": "old",
    "ancient": "old", "worn": "old", "shabby": "old", "contemporary": "modern", "minimalist": "modern",
    "sleek": "modern", "new": "modern", "farmhouse": "rustic", "country": "rustic", "classic": "classic",
    "victorian": "classic", "ornate": "classic", "traditional": "classic", "opened": "open", "closed": "closed",
}  # fmt: skip
MODE_OF_SIZE = 0.06
"""natural variation of a size that nobody named, as a share"""
LENGTH = re.compile(r"(?P<metres>\d+(?:\.\d+)?) m(?: (?P<axis>tall|wide|long|deep|thick))?")
"""a size in metres as M1 writes it"""


def sampler(
    name: str,
    parameters: Sequence[Parameter],
    *,
    presets: Mapping[str, Mapping[str, Value]] | None = None,
    stuffs: Sequence[str] = (),
    colors: Sequence[str] = (),
    ergonomic: bool = False,
    use_prior: bool = True,
    finish: Callable[[dict[str, Value], Entity, np.random.Generator], None] | None = None,
) -> Sample:
    """A sampler for a category called `name`.

    `presets` give other defaults for a lemma (`stool`), `stuffs` and `colors` are drawn from where the prompt names
    none, `ergonomic` things keep their height when they are big or small, `finish` may adjust the values at the end.
    Draws the same number of random values whatever the words are.
    """
    known = {parameter.name: parameter for parameter in parameters}

    def sample(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
        values: dict[str, Value] = {parameter.name: parameter.value for parameter in parameters}
        draw = rng.random(8)
        preset = dict((presets or {}).get(entity.lemma, {}))
        values.update(preset)
        _read_choices(values, known, entity)
        _read_material(values, known, entity, preset, stuffs, colors, draw)
        _read_size(values, known, entity, name, preset, ergonomic, use_prior, draw)
        if finish is not None:
            finish(values, entity, rng)
        return clipped(values, known)

    return sample


def clipped(values: Mapping[str, Value], known: Mapping[str, Parameter]) -> dict[str, Value]:
    """Numbers within their parameter's range; sizes rounded to a tenth of a millimetre so that they read well."""
    result: dict[str, Value] = {}
    for key, value in values.items():
        parameter = known[key]
        if isinstance(parameter.value, bool) or isinstance(value, (bool, str)):
            result[key] = value
            continue
        low = -np.inf if parameter.minimum is None else parameter.minimum
        high = np.inf if parameter.maximum is None else parameter.maximum
        number = min(max(value, low), high)
        result[key] = round(number) if isinstance(parameter.value, int) else float(round(number, 4))
    return result


def words_of(entity: Entity) -> tuple[str, ...]:
    """All words said of an entity, its own last."""
    return (*(attribute.value.lower() for attribute in entity.attributes), *entity.lemma.lower().split())


def _read_choices(values: dict[str, Value], known: Mapping[str, Parameter], entity: Entity) -> None:
    for word in words_of(entity):
        plain = CHOICE_WORDS.get(word, word)
        for key, parameter in known.items():
            if parameter.choices and key not in ("material", "pattern") and plain in parameter.choices:
                values[key] = plain
            elif isinstance(parameter.value, bool) and plain == key:
                values[key] = True


def _read_material(
    values: dict[str, Value],
    known: Mapping[str, Parameter],
    entity: Entity,
    preset: Mapping[str, Value],
    stuffs: Sequence[str],
    colors: Sequence[str],
    draw: np.ndarray,
) -> None:
    said_colors, patterns = [], []
    # a compound names its stuff first: `glass vase`, `cardboard box`
    first, *rest = entity.lemma.lower().replace("_", " ").split() or [""]
    said_stuff = (stuff_name(first) or "") if rest else ""
    for attribute in entity.attributes:
        for word in dict.fromkeys((attribute.value.lower(), *attribute.value.lower().split())):
            if attribute.type == "material" and (stuff := stuff_name(word)) is not None:
                said_stuff = stuff
            if word in PATTERNS:
                patterns.append(PATTERNS[word])
        if attribute.type == "color" and linear_color(attribute.value) is not None:
            said_colors.append(attribute.value.lower())
    if "material" in known:
        if said_stuff == "oak" and "oak" not in (*entity.values("material"), first):
            said_stuff = WOODS[int(draw[0] * 3)]  # `wooden`: oak, walnut or pine
            if said_colors:
                said_stuff = "oak"
        if said_stuff:
            values["material"] = said_stuff
        elif "material" not in preset and stuffs:
            values["material"] = stuffs[int(draw[0] * len(stuffs))]
        if said_colors and not said_stuff and values["material"] in WOODS:
            values["material"] = "painted wood"
        if "rusty" in words_of(entity):
            values["material"] = "rust"
    if "color" in known:
        if said_colors:
            values["color"] = said_colors[0]
        elif said_stuff:
            values["color"] = ""
        elif "color" not in preset and colors:
            values["color"] = colors[int(draw[1] * len(colors))]
    if "second_color" in known and len(said_colors) > 1:
        values["second_color"] = said_colors[1]
    if "pattern" in known and patterns:
        values["pattern"] = patterns[0]


def _read_size(
    values: dict[str, Value],
    known: Mapping[str, Parameter],
    entity: Entity,
    name: str,
    preset: Mapping[str, Value],
    ergonomic: bool,
    use_prior: bool,
    draw: np.ndarray,
) -> None:
    keys = ("width_m", "depth_m", "height_m")
    own = object_prior(entity.lemma)
    if use_prior and own is not None and own.category == name and own.name != name and entity.lemma not in known:
        usual = (own.width_m, own.depth_m, own.height_m)
        for key, size in zip(keys, usual, strict=True):
            if key not in preset:
                values[key] = size
    factors = np.ones(3)
    for word in words_of(entity):
        factors *= np.array(SIZE_WORDS.get(word, (1.0, 1.0, 1.0)))
    if ergonomic and abs(factors[2] - factors[0]) < 0.01:
        factors[2] **= 0.3
    vary = 1.0 + MODE_OF_SIZE * (2.0 * draw[2:5] - 1.0)
    if ergonomic:
        vary[2] = 1.0 + 0.3 * (vary[2] - 1.0)
    for key, factor, change in zip(keys, factors, vary, strict=True):
        if key in known:
            values[key] = float(values[key]) * float(factor) * float(change)
    _read_lengths(values, known, entity, ergonomic)


def _read_lengths(values: dict[str, Value], known: Mapping[str, Parameter], entity: Entity, ergonomic: bool) -> None:
    """`2 m tall` is that tall; sizes nobody named follow by the root of its share, so that a tall tree is broad too."""
    sizes = {key: float(values[key]) for key in ("width_m", "depth_m", "height_m") if key in known}
    said: dict[str, float] = {}
    for match in filter(None, map(LENGTH.fullmatch, entity.values("size"))):
        level = [key for key in sizes if key != "height_m"]
        keys = {"tall": ["height_m"], "wide": ["width_m"], "deep": ["depth_m"], "thick": ["depth_m"], "long": level}
        fitting = [key for key in keys.get(match["axis"] or "", sizes) if key in sizes]
        if fitting:
            said[max(fitting, key=sizes.__getitem__)] = float(match["metres"])
    if not said:
        return
    share = float(np.prod([metres / sizes[key] for key, metres in said.items()]) ** (1.0 / len(said)))
    for key, size in sizes.items():
        like = [metres for other, metres in said.items() if abs(sizes[other] - size) < 0.15 * size]
        if key in said:
            values[key] = said[key]
        elif key != "height_m" and like:
            values[key] = like[0]  # round things and cubes keep their shape
        elif not (ergonomic and key == "height_m"):
            values[key] = size * (share if like else share**0.5)
