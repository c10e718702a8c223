"""What makes a species: landmarks of the skeleton, flesh round it, and the parts that are no flesh.

Everything is a share of the height at the withers; points are (forward, up) unless said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from .sweep import Sweep

Point = tuple[float, float]
SPINE = ("hips", "spine_1", "spine_2", "chest", "neck_1", "neck_2", "head")
WING = ("wing_upper", "wing_lower", "wing_finger_1", "wing_finger_2", "wing_finger_3", "wing_finger_4", "wing_trail")
FRONT = ("shoulder", "leg_front_upper", "leg_front_lower", "leg_front_cannon", "leg_front_foot")
BACK = ("leg_back_upper", "leg_back_lower", "leg_back_cannon", "leg_back_foot")


@dataclass(frozen=True, kw_only=True)
class Ear:
    """A leaf from `root` (side, forward, up) to `tip`."""

    root: tuple[float, float, float]
    tip: tuple[float, float, float]
    width: float
    opening: tuple[float, float, float] = (0.5, 1.0, 0.2)
    """where its hollow side looks"""
    shape: Literal["leaf", "round", "fan"] = "leaf"
    cup: float = 0.35


@dataclass(frozen=True, kw_only=True)
class Lock:
    """A tapered horn, tusk, tail or lock of hair: middle line (side, forward, up) and half thicknesses."""

    part: str
    points: tuple[tuple[float, float, float], ...]
    widths: tuple[float, ...]
    bone: str
    """rigidly this bone's, or the first of a chain `tail_1`, `tail_2`, …"""
    look: str
    flat: float = 1.0
    """thickness to the side, of the other"""
    paired: bool = False
    rigid: bool = False
    """of a bone of a chain: moved by that one alone"""


@dataclass(frozen=True, kw_only=True)
class Wings:
    """A pair of wings of skin, folded at rest: an arm of two bones, four fingers from its wrist, a strut from its
    elbow; points and ways are (side, forward, up) of the left one."""

    root: tuple[float, float, float]
    ways: tuple[tuple[float, float, float], ...]
    """of each bone of WING when folded, need not be of length 1"""
    lengths: tuple[float, ...]
    thickness: float
    """half, of the arm at its root"""
    flank: tuple[tuple[str, float, float, float], ...]
    """bone and place of the points along the body where the skin is fast, from the root back"""


@dataclass(frozen=True, kw_only=True)
class Breath:
    """What comes out of a mouth or a trunk when it is let out; it is in there at rest."""

    kind: Literal["fire", "water"]
    bone: str
    start: tuple[float, float]
    """(forward, up)"""
    way: tuple[float, float]
    """(forward, up)"""
    length: float
    width: float
    """half, at its far end"""


@dataclass(frozen=True, kw_only=True, eq=False)
class Species:
    """One kind of four-legged animal."""

    name: str
    form_of: str = ""
    """the species whose skin, size and way of going it shares (a stag is a deer)"""
    spine: tuple[Point, ...]
    """heads of the bones of `spine_names` and the end of the head bone"""
    shoulder: tuple[Point, ...]
    """top of the shoulder blade, point of shoulder, elbow, wrist, ball of the foot, toe"""
    hip: tuple[Point, ...]
    """hip, knee, hock, ball, toe"""
    tracks: tuple[float, float]
    """half distance between the fore and between the hind feet"""
    tail: tuple[Point, ...]
    trunk: tuple[Point, ...] = ()
    jaw: tuple[Point, Point]
    """hinge and chin"""
    flesh: tuple[Sweep, ...]
    """the trunk of the body first"""
    ears: Ear
    eye: tuple[float, float, float]
    """(forward, up, radius): it sits on the skin there"""
    nostril: tuple[float, float, float, float]
    """(side, forward, up, radius)"""
    nose: tuple[float, float, float] | None = None
    """(forward, up, radius) of a bare nose"""
    foot: Literal["paw", "hoof", "cloven", "pad", "talon"] = "paw"
    locks: tuple[Lock, ...] = ()
    jaw_rows: tuple[tuple[float, float, float, float, float], ...] = ()
    """(forward, up of its upper edge, half width, depth, 0) from hinge to chin"""
    hoof: tuple[float, float, float] = (0.085, 0.034, 0.060)
    """length, half width and height of a hoof"""
    cell: float = 0.0175
    """edge of a quad of the skin"""
    wool: float = 0.0
    """depth of curls on the trunk"""
    listed_height: float = 1.0
    """the height that lists give, of the height at the withers"""
    coats: Mapping[str, tuple[str, str, str, float]] = field(default_factory=dict)
    """name of a coat: base colour, second colour (hex), pattern, pattern scale in m; the first is the usual one"""
    markings: Mapping[str, str] = field(default_factory=dict)
    """name of a coat to where its second colour lies"""
    third: Mapping[str, str] = field(default_factory=dict)
    """name of a coat to a third colour (hex), which lies where the markings are negative"""
    hair: Mapping[str, str] = field(default_factory=dict)
    """name of a coat to the colour of mane, beard and tuft (hex), where that is no darker shade of the coat"""
    rare: tuple[str, ...] = ()
    """coats that it only has where they are said"""
    iris: str = "2E1A0E"
    bare: bool = False
    """hide without fur"""
    young: float = 0.5
    """size of a baby that has no size of its own, of the grown one's"""
    wings: Wings | None = None
    breath: Breath | None = None

    @property
    def spine_names(self) -> tuple[str, ...]:
        """SPINE, with as many bones of the neck as there are points for."""
        neck = len(self.spine) - len(SPINE) + 1
        return (*SPINE[:4], *(f"neck_{k}" for k in range(1, neck + 1)), SPINE[-1])

    @property
    def kind(self) -> str:
        """The species that it is or is a form of."""
        return self.form_of or self.name


def with_head(species: Species, factor: float) -> Species:
    """The same with a larger head, grown from where the neck carries it."""
    origin = np.array(species.spine[-2])

    def at(point: Point) -> Point:
        grown = origin + factor * (np.array(point) - origin)
        return float(grown[0]), float(grown[1])

    def place(point: tuple[float, float, float]) -> tuple[float, float, float]:
        return factor * point[0], *at((point[1], point[2]))

    def flesh(one: Sweep) -> Sweep:
        if not one.name.startswith("head"):
            return one
        rows = one.rows * factor
        rows[:, :2] += (1.0 - factor) * origin
        return replace(one, rows=rows)

    ears = replace(
        species.ears, root=place(species.ears.root), tip=place(species.ears.tip), width=factor * species.ears.width
    )
    side, forward, up, radius = species.nostril
    return replace(
        species,
        spine=(*species.spine[:-1], at(species.spine[-1])),
        jaw=(at(species.jaw[0]), at(species.jaw[1])),
        flesh=tuple(flesh(one) for one in species.flesh),
        ears=ears,
        eye=(*at(species.eye[:2]), factor * species.eye[2]),
        nostril=(*place((side, forward, up)), factor * radius),
        nose=None if species.nose is None else (*at(species.nose[:2]), factor * species.nose[2]),
        jaw_rows=tuple((*at((f, u)), factor * w, factor * d, 0.0) for f, u, w, d, _ in species.jaw_rows),
        locks=tuple(
            replace(one, points=tuple(place(p) for p in one.points), widths=tuple(factor * w for w in one.widths))
            if one.bone == "head" else one
            for one in species.locks
        ),
    )  # fmt: skip


def stretched(species: Species, length: float, width: float) -> Species:
    """The same, longer from nose to tail and wider from side to side; heights stay."""

    def at(point: Point) -> Point:
        return length * point[0], point[1]

    def place(point: tuple[float, float, float]) -> tuple[float, float, float]:
        return width * point[0], *at((point[1], point[2]))

    def flesh(one: Sweep) -> Sweep:
        return replace(one, rows=one.rows * np.array([length, 1.0, width, width, 1.0, 1.0]))

    return replace(
        species,
        spine=tuple(at(p) for p in species.spine),
        shoulder=tuple(at(p) for p in species.shoulder),
        hip=tuple(at(p) for p in species.hip),
        tracks=(width * species.tracks[0], width * species.tracks[1]),
        tail=tuple(at(p) for p in species.tail),
        jaw=(at(species.jaw[0]), at(species.jaw[1])),
        flesh=tuple(flesh(one) for one in species.flesh),
        ears=replace(species.ears, root=place(species.ears.root), tip=place(species.ears.tip)),
        eye=(*at(species.eye[:2]), species.eye[2]),
        nostril=(*place(species.nostril[:3]), species.nostril[3]),
        nose=None if species.nose is None else (*at(species.nose[:2]), species.nose[2]),
        jaw_rows=tuple((*at((f, u)), width * w, d, 0.0) for f, u, w, d, _ in species.jaw_rows),
        locks=tuple(replace(one, points=tuple(place(p) for p in one.points)) for one in species.locks),
    )


def thicker(one: Sweep, factor: float) -> Sweep:
    """The same tube with more flesh, or less, round the same middle line."""
    return replace(one, rows=one.rows * np.array([1.0, 1.0, 1.0, factor, factor, factor]))


def paw(name: str, bone: str, ball: float, track: float, size: float = 1.0) -> tuple[Sweep, ...]:
    """Pad and four toes from the ball of the foot on."""
    s = size
    pad = sweep(
        f"{name} paw", (bone,),
        f"""
        {ball - 0.02 * s} {0.042 * s} {track} {0.042 * s} {0.036 * s} {0.040 * s}
        {ball + 0.03 * s} {0.036 * s} {track} {0.050 * s} {0.036 * s} {0.036 * s}
        {ball + 0.065 * s} {0.030 * s} {track} {0.046 * s} {0.028 * s} {0.030 * s}
        """,
        0.02 * s,
    )  # fmt: skip
    toes = (
        sweep(
            f"{name} toe {number}", (bone,),
            f"""
            {ball + (0.045 + reach) * s} {0.032 * s} {track + side * s} {0.017 * s} {0.022 * s} {0.030 * s}
            {ball + (0.085 + reach) * s} {0.026 * s} {track + side * s} {0.016 * s} {0.019 * s} {0.026 * s}
            """,
            0.012 * s,
        )
        for number, (side, reach) in enumerate(((-0.036, -0.012), (-0.013, 0.012), (0.013, 0.012), (0.036, -0.012)))
    )  # fmt: skip
    return (pad, *toes)


def sweep(name: str, bones: tuple[str, ...], table: str, blend: float = 0.05) -> Sweep:
    """A sweep from lines of six numbers: forward, up, side, half width, dorsal, ventral."""
    rows = np.array([[float(word) for word in line.split()] for line in table.strip().splitlines()])
    return Sweep(name=name, rows=rows, bones=bones, blend=blend)
