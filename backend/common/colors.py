"""Colour words to scene-linear Rec.709."""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ..protocol.conventions import FloatArray
from .resources import resource_path

# Plain words as paints rather than as screen primaries: saturated, within the albedo range 0.03 … 0.8.
_BASIC: dict[str, tuple[float, float, float]] = {
    "red": (0.60, 0.020, 0.020),
    "orange": (0.75, 0.20, 0.015),
    "yellow": (0.78, 0.52, 0.03),
    "green": (0.045, 0.30, 0.05),
    "blue": (0.025, 0.10, 0.50),
    "purple": (0.20, 0.035, 0.36),
    "violet": (0.26, 0.06, 0.50),
    "pink": (0.75, 0.22, 0.36),
    "brown": (0.16, 0.065, 0.025),
    "black": (0.018, 0.018, 0.020),
    "white": (0.78, 0.77, 0.75),
    "gray": (0.26, 0.26, 0.27),
    "silver": (0.62, 0.62, 0.64),
    "gold": (0.72, 0.42, 0.10),
    "golden": (0.72, 0.42, 0.10),
    "bronze": (0.42, 0.22, 0.07),
    "copper": (0.64, 0.27, 0.14),
    "beige": (0.60, 0.50, 0.36),
    "cream": (0.75, 0.68, 0.52),
    "ivory": (0.76, 0.72, 0.60),
    "tan": (0.46, 0.30, 0.16),
    "khaki": (0.40, 0.34, 0.17),
    "navy": (0.012, 0.025, 0.12),
    "turquoise": (0.04, 0.45, 0.42),
    "teal": (0.01, 0.20, 0.20),
    "cyan": (0.03, 0.50, 0.60),
    "magenta": (0.55, 0.02, 0.30),
    "maroon": (0.18, 0.010, 0.022),
    "burgundy": (0.17, 0.008, 0.030),
    "crimson": (0.50, 0.010, 0.045),
    "scarlet": (0.68, 0.025, 0.010),
    "olive": (0.16, 0.16, 0.025),
    "lime": (0.32, 0.65, 0.03),
    "mint": (0.36, 0.70, 0.50),
    "lavender": (0.48, 0.40, 0.72),
    "lilac": (0.50, 0.32, 0.62),
    "indigo": (0.06, 0.02, 0.28),
    "coral": (0.75, 0.20, 0.12),
    "salmon": (0.72, 0.25, 0.18),
    "peach": (0.78, 0.45, 0.28),
    "mustard": (0.55, 0.32, 0.02),
    "charcoal": (0.045, 0.046, 0.05),
    "blond": (0.55, 0.36, 0.13),
    "blonde": (0.55, 0.36, 0.13),
    "ginger": (0.42, 0.12, 0.02),
    "auburn": (0.20, 0.05, 0.02),
    "brunette": (0.06, 0.028, 0.014),
}
_HAIR = {"blond", "blonde", "ginger", "auburn", "brunette", "golden"}
_TONED = ("red", "orange", "green", "blue", "purple", "pink", "brown", "gray")
_SPELLINGS = {"grey": "gray", "violet-blue": "indigo", "aqua": "cyan", "rose": "pink", "ruby": "crimson"}
# factor on the colour, and share of grey that replaces its saturation
_TONES = {
    "dark": (0.35, 0.0),
    "deep": (0.45, -0.1),
    "light": (1.7, 0.35),
    "pale": (1.6, 0.5),
    "pastel": (1.7, 0.45),
    "bright": (1.25, -0.15),
    "vivid": (1.2, -0.2),
    "neon": (1.6, -0.3),
    "dull": (0.8, 0.45),
    "faded": (1.1, 0.5),
    "golden": (1.0, 0.0),
}


def srgb_to_linear(values: tuple[float, float, float]) -> FloatArray:
    """sRGB 0…1 (3,) to scene-linear Rec.709 (3,) (IEC 61966-2-1)."""
    srgb = np.asarray(values, dtype=np.float64)
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4).astype(np.float32)


def linear_color(word: str) -> FloatArray | None:
    """Scene-linear (3,) of a colour word (`dark red`, `light-blue`, `#c0ffee`); None if it is none."""
    text = word.strip().lower()
    if text.startswith("#") and len(text) == 7:
        try:
            red, green, blue = (int(text[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
        except ValueError:
            return None
        return srgb_to_linear((red, green, blue))
    words = text.replace("-", " ").replace("_", " ").replace("coloured", "").replace("colored", "").split()
    if not words:
        return None
    name = " ".join(words)
    base = _basic(name)
    if base is None and len(words) > 1 and words[0] in _TONES:
        rest = linear_color(" ".join(words[1:]))
        base = None if rest is None else _toned(rest, *_TONES[words[0]])
    if base is None:
        base = _listed(name)
    if base is None and len(words) > 1:  # `blue green`
        first, rest = linear_color(words[0]), linear_color(" ".join(words[1:]))
        base = None if first is None or rest is None else (0.4 * first + 0.6 * rest).astype(np.float32)
    return base


def nearest_color_word(color: NDArray[np.floating]) -> str:
    """The plain word, darkened or lightened, whose colour looks most like a scene-linear one (3,)."""
    names = [word for word in _BASIC if word not in _HAIR]
    names += [f"{tone} {word}" for tone in ("dark", "light") for word in _TONED]
    candidates = np.array([linear_color(name) for name in names])
    distance = np.linalg.norm(np.cbrt(candidates) - np.cbrt(np.asarray(color)), axis=1)
    return names[int(np.argmin(distance))]


def is_color(word: str) -> bool:
    """True where `linear_color` knows the word."""
    return linear_color(word) is not None


def _basic(name: str) -> FloatArray | None:
    name = _SPELLINGS.get(name, name)
    return np.array(_BASIC[name], dtype=np.float32) if name in _BASIC else None


def _listed(name: str) -> FloatArray | None:
    """A name of the shipped colour list, brought from screen colour to a paint's albedo (0.015 … 0.8)."""
    code = _color_list().get(name)
    if code is None:
        return None
    red, green, blue = (int(code[i : i + 2], 16) / 255.0 for i in (1, 3, 5))
    return np.asarray(np.clip(0.85 * srgb_to_linear((red, green, blue)), 0.015, 0.8), dtype=np.float32)


@lru_cache(maxsize=1)
def _color_list() -> dict[str, str]:
    text = resource_path("lexicon", "colors.json").read_text(encoding="utf-8")
    colors: dict[str, str] = json.loads(text)["colors"]
    return colors


def _toned(color: FloatArray, factor: float, gray: float) -> FloatArray:
    luminance = float(color @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32))
    toned = (color + (luminance - color) * gray) * factor
    if gray > 0.0:
        toned += 0.12 * gray  # pale colours lean to white
    return np.clip(toned, 0.012, 0.8).astype(np.float32)
