"""Birds on one body: a lofted trunk with neck, head, beak, folded wings of layered feathers, tail and legs with toes.

A species is a row of a table: how long its neck and legs are, what beak it has, how upright it stands, its colours.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Surface, Values
from .geometry import loft, rotated, superellipsoid, translated, tube
from .geometry_grid import outward, thick_sheet
from .making import Look, fine, look, main_look
from .sampler import Value
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .unfolding import unfolding
from .vessel_geometry import smooth_line
from .wings import on_wings, spread_wing, wing_joints

Array = NDArray[np.float64]
_QUILL_SHADE = 0.55
"""of the colour of the coat: wings and tail end darker"""


@dataclass(frozen=True, kw_only=True)
class Species:
    """Lengths as shares of the trunk's."""

    neck: float
    leg: float
    beak: str
    """cone, flat, hook, dagger"""
    beak_length: float
    upright_deg: float
    """of the trunk above level"""
    head: float
    tail: float
    colors: tuple[str, str, str, str]
    """back and wings, belly, beak, legs"""
    size_m: tuple[float, float, float]
    comb: bool = False
    pale_body: bool = False
    """body and head have the belly's colour"""


SPECIES = {
    "songbird": Species(neck=0.12, leg=0.26, beak="cone", beak_length=0.14, upright_deg=32, head=0.40, tail=0.5,
                        colors=("#5b4330", "#c7794a", "#3a332c", "#5a4638"), size_m=(0.07, 0.17, 0.14)),
    "pigeon": Species(neck=0.2, leg=0.22, beak="cone", beak_length=0.11, upright_deg=22, head=0.3, tail=0.45,
                      colors=("#6d7683", "#8b93a0", "#3b3b3f", "#a5483f"), size_m=(0.13, 0.32, 0.24)),
    "crow": Species(neck=0.2, leg=0.3, beak="dagger", beak_length=0.22, upright_deg=25, head=0.32, tail=0.5,
                    colors=("#131417", "#191a1e", "#17171a", "#17171a"), size_m=(0.15, 0.42, 0.32)),
    "seagull": Species(neck=0.24, leg=0.26, beak="hook", beak_length=0.2, upright_deg=14, head=0.3, tail=0.35,
                       colors=("#8f989f", "#f1f1ee", "#e2a81f", "#d08a5a"), size_m=(0.17, 0.45, 0.34), pale_body=True),
    "eagle": Species(neck=0.22, leg=0.2, beak="hook", beak_length=0.24, upright_deg=52, head=0.32, tail=0.5,
                     colors=("#3a2a1e", "#4a3626", "#e0aa24", "#d9a92c"), size_m=(0.28, 0.62, 0.7)),
    "owl": Species(neck=0.06, leg=0.12, beak="hook", beak_length=0.1, upright_deg=70, head=0.62, tail=0.3,
                   colors=("#6b4f33", "#c9ad82", "#4a4034", "#b59a6e"), size_m=(0.2, 0.26, 0.38)),
    "parrot": Species(neck=0.14, leg=0.14, beak="hook", beak_length=0.24, upright_deg=55, head=0.42, tail=0.85,
                      colors=("#b3161c", "#c8202a", "#e8e0cf", "#5c5c5c"), size_m=(0.14, 0.4, 0.42)),
    "chicken": Species(neck=0.34, leg=0.34, beak="cone", beak_length=0.12, upright_deg=18, head=0.27, tail=0.4,
                       colors=("#a5602c", "#b9783f", "#d9a23a", "#d8a53c"), size_m=(0.22, 0.4, 0.42), comb=True),
    "duck": Species(neck=0.34, leg=0.16, beak="flat", beak_length=0.24, upright_deg=10, head=0.32, tail=0.22,
                    colors=("#f0d024", "#f2d63a", "#e07a18", "#e07a18"), size_m=(0.19, 0.42, 0.34)),
    "swan": Species(neck=0.95, leg=0.14, beak="flat", beak_length=0.26, upright_deg=8, head=0.22, tail=0.22,
                    colors=("#f2f1ec", "#f2f1ec", "#dd7a1e", "#2a2a2a"), size_m=(0.45, 1.1, 0.95)),
    "flamingo": Species(neck=1.2, leg=1.5, beak="hook", beak_length=0.26, upright_deg=18, head=0.22, tail=0.2,
                        colors=("#e88f9c", "#f0a5ab", "#2b2422", "#e58a96"), size_m=(0.3, 0.75, 1.3)),
    "penguin": Species(neck=0.1, leg=0.06, beak="dagger", beak_length=0.17, upright_deg=82, head=0.36, tail=0.1,
                       colors=("#17191d", "#f0efe9", "#d98a2a", "#d98a2a"), size_m=(0.36, 0.42, 0.8)),
    "phoenix": Species(neck=0.42, leg=0.24, beak="hook", beak_length=0.2, upright_deg=40, head=0.30, tail=1.25,
                       colors=("#d63a0c", "#f2a81e", "#f0c23a", "#c98a1c"), size_m=(0.5, 1.9, 1.25)),
}  # fmt: skip
_LIKE = {
    "songbird": ("bird", "robin", "sparrow", "canary", "hummingbird", "finch", "bluebird"),
    "pigeon": ("pigeon", "dove"),
    "crow": ("crow", "raven", "blackbird", "magpie"), "seagull": ("seagull", "gull"),
    "eagle": ("eagle", "hawk", "falcon", "vulture"), "owl": ("owl",),
    "parrot": ("parrot", "macaw", "parakeet", "cockatoo", "toucan"),
    "chicken": ("chicken", "hen", "rooster", "turkey"), "duck": ("duck", "duckling", "goose", "rubber duck"),
    "swan": ("swan",), "phoenix": ("phoenix", "firebird"), "flamingo": ("flamingo", "heron", "stork", "crane bird"),
    "penguin": ("penguin",),
}  # fmt: skip


def _by(x: float, y: float, z: float) -> Array:
    return np.array([x, y, z])


def _trunk(one: Species) -> tuple[Surface, Array, Array]:
    """The trunk from tail to head with its neck, as one skin; where the head is; the way of the back."""
    up = np.radians(one.upright_deg)
    way = np.array([0.0, -np.cos(up), np.sin(up)])
    hips = np.zeros(3)
    chest = hips + 0.62 * way
    neck_way = np.array([0.0, -0.35, 1.0]) / np.linalg.norm([0.35, 1.0]) if one.upright_deg < 60 else way
    top = chest + (0.16 + one.neck) * neck_way + 0.10 * way
    if one.neck > 0.7:  # a long neck makes an S
        middle = [chest + 0.2 * way + [0, -0.02, 0.0], chest + _by(0, -0.26, 0.42 * one.neck),
                  chest + _by(0, -0.08, 0.85 * one.neck)]
        top = chest + np.array([0, -0.12, 1.02 * one.neck])
    else:
        middle = [chest + 0.16 * way + 0.35 * one.neck * neck_way]
    points = [hips - 0.42 * way, hips - 0.2 * way, hips + 0.15 * way, chest, *middle, top]
    thin = 0.3 * one.head if one.neck > 0.3 else 0.42 * one.head
    radii = [0.04, 0.17, 0.285, 0.27, *([0.16, thin * 0.9, thin * 0.8] if one.neck > 0.7 else [0.5 * (0.2 + thin)]),
             thin]
    line = smooth_line(np.array(points), 4)
    grown = smooth_line(np.column_stack([np.arange(len(radii)), radii, radii]), 4)[:, 1]
    skin = tube(line, np.maximum(grown, 0.02), 24, edge=0.5)
    return replace(skin, uv=skin.uv[:, ::-1]), top, way  # the barbs lie along it


def _beak(one: Species, at: Array, radius: float) -> Surface:
    """The beak before the head's front at `at`."""
    length = one.beak_length
    shapes_of = {
        "cone": [(0.0, 0.09, 0.09, 0.0), (0.5, 0.055, 0.055, 0.0), (1.0, 0.008, 0.008, -0.01)],
        "dagger": [(0.0, 0.09, 0.1, 0.0), (0.5, 0.055, 0.07, 0.0), (1.0, 0.008, 0.01, -0.03)],
        "flat": [(0.0, 0.10, 0.09, 0.02), (0.45, 0.10, 0.04, -0.01), (0.9, 0.115, 0.028, -0.01),
                 (1.0, 0.06, 0.012, -0.012)],
        "hook": [(0.0, 0.085, 0.11, 0.0), (0.45, 0.065, 0.085, 0.01), (0.8, 0.038, 0.06, -0.03),
                 (1.0, 0.01, 0.02, -0.10)],
    }  # fmt: skip
    turn = 2 * np.pi * np.arange(14) / 14
    rings = []
    for along, wide, tall, drop in shapes_of[one.beak]:
        k = min(max(length / 0.2, 0.7), 1.15) * radius / 0.17 * (0.66 if one.beak != "flat" else 0.85)
        rings.append(np.column_stack([k * wide * np.cos(turn), np.full(14, at[1] - along * length),
                                      at[2] + k * drop + k * tall * np.sin(turn)]))
    return outward(loft(np.array(rings)))


def feathers(length: float, wide: float, count: int, spread: float, curve: float) -> list[Surface]:
    """Overlapping rounded blades from the origin along +Y, fanned out in the plane of X."""
    blades = []
    for k in range(count):
        share = k / max(count - 1, 1) - 0.5
        rows = []
        for u in np.linspace(0, 1, 6):
            half = 0.5 * wide * np.interp(u, [0, 0.3, 0.8, 1.0], [0.5, 1.0, 1.0, 0.35])
            rows.append([(half * v, length * u, curve * u * u * length - 0.15 * half * v * v) for v in (-1, -0.4, 0.4,
                                                                                                        1)])
        sheet = thick_sheet(np.array(rows), 0.012)
        blades.append(translated(rotated(sheet, -spread * share, (0, 0, 1)), (0.3 * wide * share, 0, 0.006 * (k % 2))))
    return blades


def _plumage(one: Look) -> Look:
    """Smooth barbs where no pattern is asked for: cloth would show its threads, fur at this size looks like wood."""
    return one if one.material.pattern else replace(one, material=replace(one.material, kind="plain", roughness=0.8))


def _bird(values: Values) -> Sketch:
    """See the module: parts are body, belly, head, eyes, beak, wings, tail, legs, and a comb where it has one."""
    one = SPECIES[str(values["species"])]
    flies = values["pose"] == "flying"
    if flies:
        one = replace(one, upright_deg=min(one.upright_deg, 6.0))
    back, belly, bill, foot = one.colors
    coat = _plumage(fine(main_look("Feathers", {**values, "color": values["color"] or back}), 0.12))
    pale = _plumage(fine(look("Belly", "wool", str(values["second_color"]) or (
        belly if not values["color"] else str(values["color"]))), 0.12))
    quills = replace(coat, material=replace(coat.material, name="Flight Feathers",
                                            base_color=(_QUILL_SHADE * coat.material.base_color).astype(np.float32)))
    beak, legs_look, dark = look("Beak", "plastic", bill), look("Legs", "plastic", foot), look("Eyes", "plastic",
                                                                                               "#0c0b0a")
    red, white = look("Comb", "leather", "#b3161c"), look("Eye Rings", "plastic",
                                                          "#e8c22a" if one is SPECIES["owl"] else "#e9e4d8")
    trunk, top, way = _trunk(one)
    up = np.radians(one.upright_deg)
    radius = 0.5 * one.head
    head_at = top + np.array([0.0, -0.3 * radius, 0.25 * radius])
    head = superellipsoid((2 * radius * 0.92, 2.15 * radius, 2 * radius), tuple(head_at), 2.0, 7)
    front = head_at + np.array([0.0, -0.93 * radius, -0.05 * radius])
    eye = superellipsoid((0.16 * radius, 0.36 * radius, 0.36 * radius),
                         tuple(head_at + _by(0.82 * radius, -0.42 * radius, 0.22 * radius)), 2, 4)
    under = superellipsoid((0.53, 1.02, 0.5), (0, 0, 0), 2, 7)
    front_of_trunk = np.array([0, -np.sin(up), -np.cos(up)])
    under = translated(rotated(under, -up, (1, 0, 0)), tuple(0.36 * way + 0.085 * front_of_trunk))
    flight = [*feathers(0.96, 0.15, 6, 0.20, 0.0), *(translated(f, (0, 0, 0.022)) for f in feathers(
        0.72, 0.16, 6, 0.42, 0.0))]
    coverts = [translated(f, (0, 0, lift)) for length, count, lift in ((0.46, 7, 0.042), (0.28, 6, 0.06))
               for f in feathers(length, 0.15, count, 0.62, 0.0)]  # fmt: skip
    shoulder = superellipsoid((0.36, 0.34, 0.12), (0, 0.12, 0.02), 2, 5)

    def folded(piece: Surface) -> Surface:
        lying = rotated(rotated(piece, 1.18, (0, 1, 0)), -up - 0.04, (1, 0, 0))
        return translated(lying, tuple(np.array([0.262, 0, 0.05]) + 0.60 * way))

    tail = [translated(rotated(f, -up * 0.9, (1, 0, 0)), tuple(-0.30 * way + np.array([0, 0, 0.03])))
            for f in feathers(one.tail + 0.12, 0.17, 5, 0.5 if not one.comb else 0.9,
                               0.5 if one.comb else 0.02)]  # fmt: skip
    parts = [
        part("body", "Belly" if one.pale_body else "Feathers", trunk), part("belly", "Belly", under),
        part("head", "Belly" if one.pale_body else "Feathers", head),
        part("eyes", "Eyes", both_sides(eye)), part("beak", "Beak", _beak(one, front, radius)),
        part("tail", "Flight Feathers", *tail),
    ]  # fmt: skip
    joint = np.array([0.15, 0.0, 0.12]) + 0.52 * way
    if flies:
        parts += on_wings("wings", "Feathers", *spread_wing(1.6 if one.neck < 0.7 else 1.75, joint))
    else:
        parts += [part("wings", "Feathers", both_sides(*map(folded, (shoulder, *coverts)))),
                  part("wing_quills", "Flight Feathers", both_sides(*map(folded, flight)))]  # fmt: skip
    if one is SPECIES["owl"]:
        disc = superellipsoid((1.0 * radius, 0.3 * radius, 1.0 * radius),
                              tuple(head_at + _by(0.42 * radius, -0.82 * radius, 0.12 * radius)), 2, 5)
        ring = superellipsoid((0.52 * radius, 0.2 * radius, 0.52 * radius),
                              tuple(head_at + _by(0.42 * radius, -0.93 * radius, 0.14 * radius)), 2, 4)
        pupil = superellipsoid((0.28 * radius, 0.16 * radius, 0.28 * radius),
                               tuple(head_at + _by(0.42 * radius, -1.01 * radius, 0.14 * radius)), 2, 4)
        tuft = tube([head_at + _by(0.5 * radius, -0.3 * radius, 0.7 * radius), head_at + _by(0.72 * radius,
                                                                                             -0.35 * radius,
                                                                                       1.25 * radius)],
                    [0.2 * radius, 0.04 * radius], 8)
        parts[3] = part("eyes", "Eyes", both_sides(pupil))
        parts += [part("face", "Belly", both_sides(disc)), part("eye_rings", "Eye Rings", both_sides(ring)),
                  part("tufts", "Feathers", both_sides(tuft))]
    if one is SPECIES["phoenix"]:
        crest = [tube(smooth_line(np.array([head_at + _by(0, -0.2 * radius, 0.8 * radius), head_at + _by(
            0.35 * s * radius, (0.7 + 0.3 * k) * radius, (1.5 + 0.35 * k) * radius), head_at + _by(
            0.6 * s * radius, (1.7 + 0.5 * k) * radius, (1.5 + 0.6 * k) * radius)]), 4), np.linspace(0.030, 0.008, 9),
            8)
            for k in range(3) for s in (-1, 0, 1)]  # fmt: skip
        embers = [translated(rotated(f, -0.5 * up, (1, 0, 0)), tuple(-0.24 * way + np.array([0, 0, 0.07])))
                  for f in feathers(0.8 * one.tail, 0.13, 7, 1.0, 0.16)]  # fmt: skip
        parts += [part("crest", "Belly", *crest), part("tail_plumes", "Belly", *embers)]
    if one.comb:
        comb = [superellipsoid((0.07, 0.13, 0.16),
                               tuple(head_at + _by(0, y * radius, (0.95 + 0.1 * (k == 1)) * radius)),
                               2, 4)
                for k, y in enumerate((-0.55, -0.1, 0.35))]
        wattle = superellipsoid((0.08, 0.07, 0.16), tuple(head_at + _by(0, -0.85 * radius, -0.75 * radius)), 2, 4)
        parts.append(part("comb", "Comb", *comb, wattle))
    root = 0.12 * way + np.array([0.0, 0.0, -0.2])
    ground = float(root[2]) - one.leg - 0.02
    x = 0.13
    knee = np.array([x, root[1] + 0.06 * (one.leg > 0.5), 0.5 * (root[2] + ground)])
    ankle = np.array([x, root[1] - 0.01, ground + 0.02])
    shank = tube([root + _by(x, 0, 0.02), knee, ankle], [0.036, 0.024, 0.022] if one.leg < 1 else [0.03, 0.022, 0.02],
                 8)
    thigh = superellipsoid((0.17, 0.2, 0.24), tuple(root + _by(x, 0, 0.04)), 2, 4)
    toes = [tube([ankle, ankle + np.array([np.sin(a) * r, -np.cos(a) * r, -0.008])], [0.021, 0.010], 8)
            for a, r in ((-0.5, 0.19), (0.0, 0.22), (0.5, 0.19), (np.pi, 0.11))]
    if one.beak == "flat":
        web = [thick_sheet(np.array([[(np.sin(a) * r * 0.2 / 0.2, -np.cos(a) * r, 0.0) for a in np.linspace(-0.5, 0.5,
                                                                                                            5)]
                                     for r in (0.02, 0.1, 0.185)]) + ankle, 0.012)]
        toes += web
    below = [both_sides(shank, *toes), both_sides(thigh)]
    if flies:  # the legs trail under the tail
        below = [rotated(piece, 1.2, (1, 0, 0), tuple(root + _by(0, 0, 0.1))) for piece in below]
    parts += [part("legs", "Legs", below[0]), part("thighs", "Feathers", below[1])]
    return Sketch(parts=parts, looks=[coat, pale, quills, beak, legs_look, dark, red, white], push=False, grip=None,
                  joints=wing_joints(joint) if flies else {},
                  solids=(solid("body", "head", "belly", kind="hull"), solid("legs")))  # fmt: skip


_PRESETS: dict[str, dict[str, Value]] = {
    word: {"species": name, **dict(zip(("width_m", "depth_m", "height_m"), SPECIES[name].size_m, strict=True))}
    for name, words in _LIKE.items() for word in words
}  # fmt: skip
_COLORS = {"raven": "#131417", "dove": "#efeeea", "canary": "#f0cf2a", "robin": "#5a4632", "bluebird": "#2f5f9f",
           "goose": "#e9e6dd",
           "duckling": "#f2d63a", "rooster": "#8c3a1c", "cockatoo": "#f2f0e8", "parakeet": "#5aa43a"}  # fmt: skip
for _word, _color in _COLORS.items():
    _PRESETS[_word]["color"] = _color


CATEGORIES = (
    unfolding(
        thing("bird", "animal", SPECIES["songbird"].size_m, _bird, material="wool", color="", span=30, mass_kg=0.04,
              synonyms=tuple(word for words in _LIKE.values() for word in words if word != "bird"), patterned=True,
              extra=(shapes.choice("species", "songbird", tuple(SPECIES)),
                     shapes.choice("pose", "perched", ("perched", "flying"))), presets=_PRESETS),
        _bird, "pose", "perched",
    ),
)  # fmt: skip
