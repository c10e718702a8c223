"""Colours of the coat: natural ones drawn by seed, colour words obeyed, and where the second colour lies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...common.colors import linear_color, srgb_to_linear
from ...protocol.conventions import FloatArray
from ...protocol.scene import Entity, Material
from .species import Species
from .sweep import Array


def coat_of(species: Species, entity: Entity, rng: np.random.Generator) -> str:
    """The name of the coat: what was said, else one drawn, the usual one most often."""
    draw = float(rng.random())
    words = [*entity.values("color"), *entity.values("pattern"), *entity.values("other"), *entity.lemma.split()]
    for word in words:
        if word in species.coats:
            return word
    names = list(species.coats)
    if any(linear_color(word) is not None for word in entity.values("color")):
        return names[0]
    return names[0] if draw < 0.4 else names[int((draw - 0.4) / 0.6 * len(names)) % len(names)]


def materials_of(species: Species, coat: str, entity: Entity) -> tuple[Material, ...]:
    """Coat, hair, hooves, nose and eyes; a colour word that names no natural coat dyes the coat all over."""
    base_hex, second_hex, pattern, scale = species.coats[coat]
    base, second = _linear(base_hex), _linear(second_hex)
    said = [color for word in entity.values("color") if (color := linear_color(word)) is not None]
    if said and coat not in entity.values("color"):
        base = np.asarray(said[0], dtype=np.float32)
        second = np.asarray(said[1], dtype=np.float32) if len(said) > 1 else base * np.float32(0.45)
    kind = "skin" if species.foot == "pad" else "fur"
    dark = np.array([0.022, 0.018, 0.016], dtype=np.float32)
    hoof = np.array([0.045, 0.034, 0.026], dtype=np.float32)
    hair = second if species.markings.get(coat) in ("points", "mane") or species.name == "zebra" else base * 0.6
    blood = float(np.clip(base.mean() / 0.2, 0.1, 1.0))  # dark coats have dark ears
    pink = np.clip(0.6 * base + blood * np.array([0.10, 0.045, 0.038]), 0.0, 0.6).astype(np.float32)
    if kind == "skin":
        pink = base * np.float32(0.9)
    mouth = np.array([0.13, 0.045, 0.042], dtype=np.float32)
    return (
        Material(name="coat", kind=kind, base_color=base, second_color=second, roughness=0.75, bump=0.25,
                 pattern=pattern or None, pattern_scale_m=scale),
        Material(name="lid", kind="plain", base_color=0.75 * base, roughness=0.7, bump=0.1),
        Material(name="hair", kind="hair", base_color=np.asarray(hair, dtype=np.float32), roughness=0.55, bump=0.6),
        Material(name="hoof", kind="plain", base_color=hoof, roughness=0.4, bump=0.05),
        Material(name="horn", kind="plain", base_color=_linear("CDBB96"), roughness=0.35, bump=0.1),
        Material(name="nose", kind="plain", base_color=dark, roughness=0.25, bump=0.1),
        Material(name="mouth", kind="plain", base_color=mouth, roughness=0.3),
        Material(name="ear_inner", kind="plain", base_color=pink, roughness=0.7, bump=0.1),
        Material(name="eye_white", kind="plain", base_color=np.array([0.05, 0.03, 0.02], dtype=np.float32),
                 roughness=0.1, bump=0.0),
        Material(name="iris", kind="plain", base_color=_iris(species), roughness=0.06, bump=0.0),
        Material(name="pupil", kind="plain", base_color=np.full(3, 0.004, dtype=np.float32), roughness=0.04, bump=0.0),
    )  # fmt: skip


def _iris(species: Species) -> FloatArray:
    return _linear({"cat": "8FA33B", "dog": "5A3417"}.get(species.name, "2E1A0E"))


def _linear(text: str) -> FloatArray:
    values = tuple(int(text[i : i + 2], 16) / 255.0 for i in (0, 2, 4))
    return np.asarray(srgb_to_linear((values[0], values[1], values[2])), dtype=np.float32)


def markings_of(species: Species, coat: str, points: Array, normals: Array) -> Array:
    """(V,) 0…1 from places (side, forward, up as shares of the height) and normals."""
    where = species.markings.get(coat, "")
    return _WHERE[where](species, points, normals) if where in _WHERE else np.zeros(len(points))


def _ramp(values: Array, low: float, high: float) -> Array:
    u = np.clip((values - low) / (high - low), 0.0, 1.0)
    return np.asarray(u * u * (3.0 - 2.0 * u))


def _belly(species: Species, p: Array, n: Array) -> Array:
    """Paler below: belly, throat, inside of the legs, paws."""
    legs = _ramp(-p[:, 2], -0.34, -0.10)
    inside = _ramp(-n[:, 0] * np.sign(p[:, 0]), 0.2, 0.9) * _ramp(-p[:, 2], -0.75, -0.35)
    throat = _ramp(p[:, 1], 0.30, 0.46) * _ramp(-n[:, 2] + 0.4 * n[:, 1], 0.1, 0.8)
    below = _ramp(-n[:, 2], 0.35, 0.95)
    return np.asarray(np.clip(np.maximum.reduce([below, 0.55 * legs, 0.8 * inside, throat]), 0.0, 1.0))


def _saddle(species: Species, p: Array, n: Array) -> Array:
    """A dark back, tail and muzzle, as a shepherd dog has."""
    back = _ramp(p[:, 2] + 0.10 * n[:, 2], 0.70, 0.86) * (1.0 - _ramp(p[:, 1], 0.34, 0.52))
    muzzle = _ramp(p[:, 1], species.eye[0] + 0.02, species.eye[0] + 0.08) * 0.9
    return np.asarray(np.maximum(back, muzzle))


def _points(species: Species, p: Array, n: Array) -> Array:
    """Dark legs and muzzle, as a bay horse has."""
    knee = max(species.shoulder[3][1], species.hip[2][1])
    legs = _ramp(-p[:, 2], -1.25 * knee, -0.75 * knee)
    nose = species.spine[-1][0]
    return np.asarray(np.maximum(legs, 0.8 * _ramp(p[:, 1], nose - 0.14, nose - 0.02)))


def _muzzle(species: Species, p: Array, n: Array) -> Array:
    nose = species.spine[-1][0]
    return _ramp(p[:, 1], nose - 0.12, nose - 0.03)


def _face(species: Species, p: Array, n: Array) -> Array:
    """Bare dark face and legs of a sheep."""
    head = species.spine[6]
    away = p[:, 1] - head[0] + 0.3 * (head[1] - p[:, 2])
    legs = _ramp(-p[:, 2], -0.42, -0.34)
    return np.asarray(np.maximum(_ramp(away, -0.02, 0.05), legs))


def _socks(species: Species, p: Array, n: Array) -> Array:
    """Paws, chest and muzzle."""
    chest = _ramp(p[:, 1], 0.30, 0.42) * _ramp(-p[:, 2], -0.95, -0.75)
    muzzle = _ramp(p[:, 1], species.eye[0] + 0.02, species.eye[0] + 0.07) * _ramp(-n[:, 2], -0.5, 0.2)
    return np.asarray(np.maximum.reduce([_ramp(-p[:, 2], -0.20, -0.12), chest, muzzle]))


def _pale_legs(species: Species, p: Array, n: Array) -> Array:
    """Patches fade out below the knees and under the belly."""
    return np.asarray(np.maximum(_ramp(-p[:, 2], -0.36, -0.20), _ramp(-n[:, 2], 0.7, 1.0)))


_WHERE: dict[str, Callable[[Species, Array, Array], Array]] = {
    "belly": _belly, "saddle": _saddle, "points": _points, "muzzle": _muzzle, "face": _face, "socks": _socks,
    "pale legs": _pale_legs,
}  # fmt: skip
