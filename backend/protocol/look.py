"""A look: everything that post-processing does to a frame, as values with ranges.

Every default is neutral: `Look()` changes nothing. The ranges serve the panel's sliders, the command line's `--set`
and the check of a look that comes from a JSON file.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any

from .errors import InvalidRequestError

BUILT_IN_LOOKS = {
    "clean": "Only the scene's own view transform",
    "cinematic": "Shallow focus, film motion blur, teal shadows and warm lights",
    "documentary": "As a light camera sees it: motion blur, little grain, natural colours",
    "noir": "Black and white, hard contrast, dark corners, coarse grain",
    "warm_sunset": "Golden light, soft bloom, warm shadows",
    "cold_night": "Blue shadows, pale colours, darker, a little bloom",
    "vintage_film": "Faded blacks, shifted colours, an old lens, visible grain",
}
"""names of the presets in blender_assets/looks, and what each is for"""

Triple = tuple[float, float, float]
Points = tuple[tuple[float, float], ...]


def _range(low: float, high: float, text: str) -> dict[str, Any]:
    return {"low": low, "high": high, "text": text}


@dataclass(frozen=True, kw_only=True)
class DepthOfField:
    """Blur by distance from the focus, through the camera's own lens."""

    strength: float = field(
        default=0.0, metadata=_range(0.0, 4.0, "Size of the circles of confusion, 1 as the lens has them")
    )
    f_stop: float = field(default=0.0, metadata=_range(0.0, 32.0, "Aperture, 0 the camera's own"))
    blades: int = field(default=0, metadata=_range(0, 12, "Corners of the aperture, below 3 it is round"))


@dataclass(frozen=True, kw_only=True)
class MotionBlur:
    """Blur along the motion vectors."""

    shutter: float = field(default=0.0, metadata=_range(0.0, 2.0, "Exposure in frames, 0.5 is a film camera's"))


@dataclass(frozen=True, kw_only=True)
class Optics:
    """What glass does."""

    distortion: float = field(default=0.0, metadata=_range(-0.5, 0.5, "Above 0 a barrel, below 0 a pincushion"))
    chromatic_aberration: float = field(
        default=0.0, metadata=_range(0.0, 0.02, "How far red and blue part in the corners, of half a diagonal")
    )
    bloom: float = field(default=0.0, metadata=_range(0.0, 1.0, "Share of the light that scatters"))
    bloom_radius: float = field(
        default=0.1, metadata=_range(0.005, 0.5, "How far it scatters, of the picture's height")
    )


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """What the camera is set to."""

    exposure_ev: float = field(default=0.0, metadata=_range(-10.0, 10.0, "Stops brighter or darker"))
    temperature_k: float = field(
        default=6500.0, metadata=_range(2000.0, 15000.0, "Colour temperature of white; above 6500 the picture warms")
    )
    tint: float = field(default=0.0, metadata=_range(-1.0, 1.0, "Below 0 greener, above 0 more magenta"))


@dataclass(frozen=True, kw_only=True)
class Grade:
    """Colours after the view transform: ASC CDL, lift/gamma/gain, curves, a .cube table, in this order."""

    slope: Triple = field(default=(1.0, 1.0, 1.0), metadata=_range(0.0, 4.0, "ASC CDL slope"))
    offset: Triple = field(default=(0.0, 0.0, 0.0), metadata=_range(-1.0, 1.0, "ASC CDL offset"))
    power: Triple = field(default=(1.0, 1.0, 1.0), metadata=_range(0.1, 4.0, "ASC CDL power"))
    saturation: float = field(default=1.0, metadata=_range(0.0, 4.0, "ASC CDL saturation"))
    lift: Triple = field(default=(0.0, 0.0, 0.0), metadata=_range(-0.5, 0.5, "Shadows"))
    gamma: Triple = field(default=(1.0, 1.0, 1.0), metadata=_range(0.1, 4.0, "Middle tones"))
    gain: Triple = field(default=(1.0, 1.0, 1.0), metadata=_range(0.0, 4.0, "Lights"))
    curve: Points = field(
        default=(), metadata=_range(0.0, 1.0, "Points of a curve for all channels, as pairs from 0 to 1")
    )
    red_curve: Points = field(default=(), metadata=_range(0.0, 1.0, "Points of a curve for red"))
    green_curve: Points = field(default=(), metadata=_range(0.0, 1.0, "Points of a curve for green"))
    blue_curve: Points = field(default=(), metadata=_range(0.0, 1.0, "Points of a curve for blue"))
    lut: str = field(default="", metadata={"text": "A .cube file"})
    lut_interpolation: str = field(default="tetrahedral", metadata={"choices": ("tetrahedral", "trilinear")})
    lut_strength: float = field(default=1.0, metadata=_range(0.0, 1.0, "How much of the table is mixed in"))


@dataclass(frozen=True, kw_only=True)
class Vignette:
    """Darker corners."""

    strength: float = field(default=0.0, metadata=_range(0.0, 1.0, "How dark the corners get"))
    radius: float = field(default=0.4, metadata=_range(0.0, 1.0, "Where it begins, of half a diagonal"))
    softness: float = field(default=0.6, metadata=_range(0.01, 1.5, "Over how much it grows, of half a diagonal"))


@dataclass(frozen=True, kw_only=True)
class Grain:
    """Film grain: another pattern in each frame."""

    strength: float = field(default=0.0, metadata=_range(0.0, 0.3, "Standard deviation in middle tones"))
    size: float = field(default=1.0, metadata=_range(0.5, 4.0, "Width of a grain in pixels of a picture 1080 high"))
    color: float = field(default=0.0, metadata=_range(0.0, 1.0, "0 grey, 1 each channel for itself"))


@dataclass(frozen=True, kw_only=True)
class Look:
    """Everything that post-processing does, in the order in which it does it."""

    name: str = ""
    depth_of_field: DepthOfField = DepthOfField()
    motion_blur: MotionBlur = MotionBlur()
    optics: Optics = Optics()
    exposure: Exposure = Exposure()
    grade: Grade = Grade()
    vignette: Vignette = Vignette()
    grain: Grain = Grain()

    def at_strength(self, strength: float) -> Look:
        """This look mixed with a neutral one: 0 changes nothing, 1 is the look."""
        if strength == 1.0:
            return self
        groups = {name: _mixed(getattr(self, name), strength) for name in GROUPS}
        return dataclasses.replace(self, **groups)


GROUPS = tuple(f.name for f in fields(Look) if dataclasses.is_dataclass(f.default))


def _mixed(group: Any, strength: float) -> Any:
    values = {}
    for item in fields(group):
        neutral: Any = item.default
        value = getattr(group, item.name)
        if item.name in (
            "f_stop",
            "blades",
            "bloom_radius",
            "radius",
            "softness",
            "size",
            "color",
            "lut_interpolation",
        ):
            values[item.name] = value  # how, not how much
        elif item.name == "lut_strength":
            values[item.name] = strength * value
        elif item.name.endswith("curve"):
            values[item.name] = tuple((x, x + strength * (y - x)) for x, y in value) if strength else ()
        elif isinstance(value, tuple):
            values[item.name] = tuple(n + strength * (v - n) for n, v in zip(neutral, value, strict=True))
        elif isinstance(value, float):
            values[item.name] = neutral + strength * (value - neutral)
        else:
            values[item.name] = value
    if strength == 0.0 and "lut" in values:
        values["lut"] = ""
    return type(group)(**values)


def changed(look: Look, path: str, text: str) -> Look:
    """The look with one value replaced: `grain.strength`, `0.05`. Raises InvalidRequestError with what there is."""
    group_name, _, name = path.partition(".")
    group = getattr(look, group_name, None) if group_name in GROUPS else None
    if group is None or name not in {f.name for f in fields(group)}:
        known = [f"{g}.{f.name}" for g in GROUPS for f in fields(getattr(look, g))]
        raise InvalidRequestError(f"A look has no value {path!r}.", hint=f"There are {', '.join(known)}.")
    return look_from_json({"name": look.name, **_plain(look), group_name: {**_plain(group), name: _parsed(text)}})


def _parsed(text: str) -> Any:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return text
    return numbers[0] if len(numbers) == 1 else numbers


def _plain(value: Any) -> dict[str, Any]:
    plain: dict[str, Any] = dataclasses.asdict(value)
    return plain


def look_from_json(plain: Any) -> Look:
    """A look from the values of a JSON file; what it does not name is neutral. Raises InvalidRequestError."""
    if not isinstance(plain, dict):
        raise InvalidRequestError("This look is no JSON object.", hint="Start from a file of blender_assets/looks.")
    unknown = sorted(set(plain) - {"name", *GROUPS})
    if unknown:
        raise InvalidRequestError(f"A look has no part {unknown[0]!r}.", hint=f"There are {', '.join(GROUPS)}.")
    neutral = Look()
    groups = {}
    for group_name in GROUPS:
        values = plain.get(group_name, {})
        kind = type(getattr(neutral, group_name))
        known = {f.name: f for f in fields(kind)}
        if not isinstance(values, dict) or not values.keys() <= known.keys():
            wrong = sorted(set(values) - known.keys()) if isinstance(values, dict) else [str(values)]
            hint = f"There are {', '.join(known)}."
            raise InvalidRequestError(f"{group_name} of a look has no value {wrong[0]!r}.", hint=hint)
        groups[group_name] = kind(
            **{name: _checked(f"{group_name}.{name}", known[name], value) for name, value in values.items()}
        )
    return Look(name=str(plain.get("name", "")), **groups)


def look_to_json(look: Look) -> dict[str, Any]:
    """What `look_from_json` reads: only what is not neutral."""
    plain: dict[str, Any] = {"name": look.name}
    for group_name in GROUPS:
        group = getattr(look, group_name)
        values = {f.name: getattr(group, f.name) for f in fields(group) if getattr(group, f.name) != f.default}
        if values:
            plain[group_name] = values
    return plain


def _checked(path: str, item: dataclasses.Field[Any], value: Any) -> Any:
    """The value as the field wants it. Raises InvalidRequestError with the range."""
    if isinstance(item.default, str):
        choices = item.metadata.get("choices")
        if not isinstance(value, str) or (choices and value not in choices):
            hint = f"Use {' or '.join(choices)}." if choices else "Name a file."
            raise InvalidRequestError(f"{path} cannot be {value!r}.", hint=hint)
        return value
    low, high = item.metadata["low"], item.metadata["high"]
    hint = f"{item.metadata['text']}: {low:g} to {high:g}."

    def number(single: Any) -> float:
        if isinstance(single, bool) or not isinstance(single, int | float) or not low <= single <= high:
            raise InvalidRequestError(f"{path} cannot be {single!r}.", hint=hint)
        return float(single)

    if item.name.endswith("curve"):
        try:
            points = tuple((number(x), number(y)) for x, y in value)
        except (TypeError, ValueError) as error:
            raise InvalidRequestError(f"{path} is no list of pairs.", hint=hint) from error
        if any(b[0] <= a[0] for a, b in pairwise(points)) or len(points) == 1:
            raise InvalidRequestError(f"{path} needs two points or more, from left to right.", hint=hint)
        return points
    if isinstance(item.default, tuple):
        if isinstance(value, int | float):
            return (number(value),) * 3
        if not isinstance(value, list | tuple) or len(value) != 3:
            raise InvalidRequestError(f"{path} needs one number or three.", hint=hint)
        return tuple(number(single) for single in value)
    return int(number(value)) if isinstance(item.default, int) else number(value)
