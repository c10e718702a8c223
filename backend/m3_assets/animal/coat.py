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
    names = [name for name in species.coats if name not in species.rare]
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
    kind = "skin" if species.bare else "fur"
    dark = np.array([0.022, 0.018, 0.016], dtype=np.float32)
    hoof = np.array([0.045, 0.034, 0.026], dtype=np.float32)
    hair = second if species.markings.get(coat) in ("points", "mane") or species.name == "zebra" else base * 0.6
    hair = _linear(species.hair[coat]) if coat in species.hair and not said else hair
    third = _linear(species.third[coat]) if coat in species.third else None
    blood = float(np.clip(base.mean() / 0.2, 0.1, 1.0))  # dark coats have dark ears
    pink = np.clip(0.6 * base + blood * np.array([0.10, 0.045, 0.038]), 0.0, 0.6).astype(np.float32)
    if kind == "skin":
        pink = base * np.float32(0.9)
    mouth = np.array([0.13, 0.045, 0.042], dtype=np.float32)
    natural = coat in species.hair and (not said or coat in entity.values("color"))
    sail = _linear(species.hair[coat]) if natural else 0.55 * base
    sails = (Material(name="membrane", kind="skin", base_color=np.asarray(sail, dtype=np.float32), roughness=0.6,
                      bump=0.3),) if species.wings is not None else ()  # fmt: skip
    return (
        Material(name="coat", kind=kind, base_color=base, second_color=second, third_color=third,
                 roughness=0.75, bump=0.25, pattern=pattern or None, pattern_scale_m=scale),
        Material(name="lid", kind="plain", base_color=0.75 * base, roughness=0.7, bump=0.1),
        Material(name="hair", kind="hair", base_color=np.asarray(hair, dtype=np.float32), roughness=0.55, bump=0.6),
        Material(name="hoof", kind="plain", base_color=hoof, roughness=0.4, bump=0.05),
        Material(name="horn", kind="plain", base_color=_linear("CDBB96"), roughness=0.35, bump=0.1),
        Material(name="nose", kind="plain", base_color=dark, roughness=0.25, bump=0.1),
        Material(name="mouth", kind="plain", base_color=mouth, roughness=0.3),
        Material(name="ear_inner", kind="plain", base_color=pink, roughness=0.7, bump=0.1),
        Material(name="eye_white", kind="plain", base_color=np.array([0.05, 0.03, 0.02], dtype=np.float32),
                 roughness=0.1, bump=0.0),
        Material(name="iris", kind="plain", base_color=_linear(species.iris), roughness=0.06, bump=0.0),
        Material(name="pupil", kind="plain", base_color=np.full(3, 0.004, dtype=np.float32), roughness=0.04, bump=0.0),
        *sails,
    )  # fmt: skip


def _linear(text: str) -> FloatArray:
    values = tuple(int(text[i : i + 2], 16) / 255.0 for i in (0, 2, 4))
    return np.asarray(srgb_to_linear((values[0], values[1], values[2])), dtype=np.float32)


def markings_of(species: Species, coat: str, points: Array, normals: Array) -> Array:
    """(V,) −1…1, + the second colour, − the third, from places (side, forward, up) and normals."""
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
    head = species.spine[-2]
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


def _fox(species: Species, p: Array, n: Array) -> Array:
    """White chin, cheeks, chest, belly and tip of the tail; black legs and backs of the ears."""
    eye, tail = species.eye, species.tail[-1][0]
    below = _ramp(-n[:, 2], 0.45, 0.95) * _ramp(p[:, 2], 0.40, 0.55)
    jowl = _ramp(p[:, 1], species.spine[-2][0], eye[0]) * _ramp(-p[:, 2], 0.02 - eye[1], 0.06 - eye[1])
    throat = _ramp(p[:, 1], 0.34, 0.46) * _ramp(-n[:, 2] + 0.6 * n[:, 1], 0.1, 0.7) * _ramp(p[:, 2], 0.55, 0.65)
    tip = _ramp(-p[:, 1], -0.16 - tail, -0.10 - tail)
    root, point = species.ears.root, species.ears.tip
    ear = _ramp(p[:, 2], root[2] + 0.25 * (point[2] - root[2]), root[2] + 0.6 * (point[2] - root[2]))
    black = np.maximum(ear, _ramp(-p[:, 2], -0.42, -0.26) * _ramp(p[:, 1], -0.75, -0.70))
    return np.asarray(np.maximum.reduce([below, jowl, throat, tip]) * (1.0 - black) - black)


def _wolf(species: Species, p: Array, n: Array) -> Array:
    """Pale legs, belly, chest and cheeks; a dark cape over neck and back, and the tip of the tail."""
    pale = np.maximum(_belly(species, p, n), _muzzle_side(species, p))
    cape = _ramp(p[:, 2] + 0.16 * n[:, 2], 0.86, 1.02) * (1.0 - _ramp(p[:, 1], 0.44, 0.56))
    tail = _ramp(-p[:, 1], 0.62, 0.70) * _ramp(-p[:, 2], -0.50, -0.36)
    dark = np.maximum(cape, tail)
    return np.asarray(0.9 * pale * (1.0 - dark) - dark)


def _tiger(species: Species, p: Array, n: Array) -> Array:
    """Pale belly, inside of the legs, chest, chin, cheeks and brows, under the stripes."""
    eye = species.eye
    brow = _ramp(-np.hypot(p[:, 1] - eye[0] - 0.015, p[:, 2] - eye[1] - 0.035), -0.035, -0.020)
    below = _ramp(-n[:, 2], 0.35, 0.90) * _ramp(-p[:, 1], -eye[0], 0.1 - eye[0])
    inside = _ramp(-n[:, 0] * np.sign(p[:, 0]), 0.3, 0.9) * _ramp(-p[:, 2], -0.70, -0.40)
    throat = _ramp(p[:, 1], 0.36, 0.48) * _ramp(-n[:, 2] + 0.4 * n[:, 1], 0.2, 0.8)
    return np.asarray(-np.maximum.reduce([brow, below, inside, throat, _muzzle_side(species, p)]))


def _cheetah(species: Species, p: Array, n: Array) -> Array:
    """As a tiger's, and a dark tear from the eye to the mouth."""
    eye = species.eye
    along = np.clip((p[:, 1] - eye[0]) / 0.10, 0.0, 1.0)
    tear = _ramp(-np.abs(p[:, 2] - eye[1] + 0.075 * along + 0.012), -0.016, -0.009)
    tear = tear * _ramp(p[:, 1], eye[0] - 0.01, eye[0] + 0.01) * _ramp(-p[:, 1], -0.11 - eye[0], -0.09 - eye[0])
    pale = _tiger(species, p, n)
    return np.asarray(np.where(tear > 0.3, tear, pale))


def _deer(species: Species, p: Array, n: Array) -> Array:
    """Pale belly, throat, chin, rump and inside of the legs."""
    rump = _ramp(-p[:, 1], 0.50, 0.56) * _ramp(p[:, 2], 0.58, 0.68)
    eye = species.eye
    chin = _ramp(p[:, 1], eye[0] + 0.02, eye[0] + 0.08) * _ramp(-p[:, 2], 0.09 - eye[1], 0.13 - eye[1])
    return np.asarray(np.maximum.reduce([0.9 * _belly(species, p, n) * _ramp(p[:, 2], 0.25, 0.45), rump, chin]))


def _rabbit(species: Species, p: Array, n: Array) -> Array:
    """Pale belly, inside of the legs, chin, rings round the eyes and underside of the tail."""
    eye = species.eye
    ring = _ramp(-np.hypot(p[:, 1] - eye[0], p[:, 2] - eye[1]), -0.110, -0.075) * _ramp(np.abs(p[:, 0]), 0.10, 0.14)
    below = _ramp(-n[:, 2], 0.40, 0.95) * _ramp(-p[:, 1], -eye[0] - 0.25, 0.0)
    chin = _ramp(p[:, 1], 0.74, 0.90) * _ramp(-p[:, 2], -1.16, -1.10)
    scut = _ramp(-p[:, 1], 1.00, 1.06) * _ramp(-p[:, 2], -1.00, -0.88)
    return np.asarray(np.maximum.reduce([0.8 * ring, below, chin, scut]))


def _monkey(species: Species, p: Array, n: Array) -> Array:
    """A bare face below a brow of hair, ears, palms and soles."""
    eye, ear = species.eye, species.ears
    mask = _ramp(p[:, 1], eye[0] - 0.050, eye[0] - 0.015) * _ramp(-p[:, 2], -0.062 - eye[1], -0.036 - eye[1])
    ears = _ramp(np.abs(p[:, 0]), ear.root[0] + 0.012, ear.root[0] + 0.03) * _ramp(p[:, 2], ear.root[2] - 0.1,
                                                                                   ear.root[2])
    hands = _ramp(-p[:, 2], -0.085, -0.055)
    return np.asarray(np.maximum.reduce([mask, ears, hands]))


def _hippo(species: Species, p: Array, n: Array) -> Array:
    """Pink round eyes, ears and mouth, and below."""
    eye, nose = species.eye, species.spine[-1]
    ring = _ramp(-np.hypot(p[:, 1] - eye[0], p[:, 2] - eye[1]), -0.080, -0.040) * _ramp(np.abs(p[:, 0]), 0.09, 0.12)
    lips = _ramp(p[:, 1], nose[0] - 0.30, nose[0] - 0.10) * _ramp(-p[:, 2], -0.60, -0.50)
    return np.asarray(np.maximum.reduce([ring, lips, 0.8 * _ramp(-n[:, 2], 0.35, 0.95)]))


def _crocodile(species: Species, p: Array, n: Array) -> Array:
    """Pale below and along the jaws."""
    jaws = _ramp(p[:, 1], 1.80, 2.00) * _ramp(-p[:, 2], -0.53, -0.45)
    return np.asarray(np.maximum(_ramp(-n[:, 2], 0.0, 0.70), 0.8 * jaws))


def _dragon(species: Species, p: Array, n: Array) -> Array:
    """Pale plates below, from the chin along throat, chest and belly to under the tail."""
    side = np.hypot(n[:, 1], n[:, 2])
    front = np.where(p[:, 1] > species.spine[3][0], -0.6 * n[:, 2] + 0.9 * n[:, 1], -n[:, 2])
    legs = _ramp(p[:, 2], 0.42, 0.58) + _ramp(-p[:, 1], 0.95, 1.05)
    middle = _ramp(-np.abs(p[:, 0]), -0.20, -0.12)
    return np.asarray(_ramp(front / np.maximum(side, 0.2), 0.45, 0.85) * np.clip(legs, 0.0, 1.0) * middle)


def _donkey(species: Species, p: Array, n: Array) -> Array:
    """Pale muzzle, belly and rings round the eyes; a dark line along the back, and one across the shoulders."""
    nose, eye = species.spine[-1], species.eye
    muzzle = _ramp(p[:, 1], nose[0] - 0.15, nose[0] - 0.08)
    ring = _ramp(-np.hypot(p[:, 1] - eye[0], p[:, 2] - eye[1]), -0.052, -0.030) * _ramp(np.abs(p[:, 0]), 0.03, 0.04)
    pale = np.maximum.reduce([muzzle, ring, _ramp(-n[:, 2], 0.35, 0.95) * _ramp(p[:, 2], 0.30, 0.45)])
    back = _ramp(-np.abs(p[:, 0]), -0.030, -0.018) * _ramp(p[:, 2], 0.78, 0.84) * _ramp(-p[:, 1], -0.34, -0.28)
    cross = _ramp(-np.abs(p[:, 1] - 0.24), -0.030, -0.018) * _ramp(p[:, 2], 0.62, 0.72)
    ear = _ramp(p[:, 2], species.ears.tip[2] - 0.06, species.ears.tip[2] - 0.03)
    dark = np.maximum.reduce([back, cross, ear])
    return np.asarray(pale * (1.0 - dark) - dark)


def _panda(species: Species, p: Array, n: Array) -> Array:
    """Black legs, shoulders, ears and eye patches."""
    eye, ear = species.eye, species.ears
    patch = _ramp(-np.hypot(p[:, 1] - eye[0] + 0.008, p[:, 2] - eye[1] + 0.008), -0.052, -0.036)
    ears = _ramp(p[:, 2], ear.root[2] - 0.01, ear.root[2] + 0.03) * _ramp(np.abs(p[:, 0]), 0.07, 0.09)
    shoulder = _ramp(-np.abs(p[:, 1] - 0.30 + 0.12 * (p[:, 2] - 0.6)), -0.15, -0.11) * _ramp(-p[:, 1], -0.47, -0.42)
    legs = _ramp(-p[:, 2], -0.44, -0.36)
    return np.asarray(np.maximum.reduce([patch, ears, shoulder, legs]))


def _muzzle_side(species: Species, p: Array) -> Array:
    eye = species.eye
    return np.asarray(_ramp(p[:, 1], eye[0] - 0.10, eye[0]) * _ramp(-p[:, 2], 0.01 - eye[1], 0.06 - eye[1]))


_WHERE: dict[str, Callable[[Species, Array, Array], Array]] = {
    "belly": _belly, "saddle": _saddle, "points": _points, "muzzle": _muzzle, "face": _face, "socks": _socks,
    "pale legs": _pale_legs, "fox": _fox, "wolf": _wolf, "tiger": _tiger,
    "cheetah": _cheetah, "deer": _deer, "donkey": _donkey, "rabbit": _rabbit,
    "panda": _panda, "monkey": _monkey, "hippo": _hippo, "crocodile": _crocodile, "dragon": _dragon,
}  # fmt: skip
