"""What makes a species: landmarks of the skeleton, flesh round it, and the parts that are no flesh.

Everything is a share of the height at the withers; points are (forward, up) unless said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .sweep import Sweep

Point = tuple[float, float]
SPINE = ("hips", "spine_1", "spine_2", "chest", "neck_1", "neck_2", "head")
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Species:
    """One kind of four-legged animal."""

    name: str
    spine: tuple[Point, ...]
    """heads of SPINE and the end of the head bone"""
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
    foot: Literal["paw", "hoof", "cloven", "pad"] = "paw"
    locks: tuple[Lock, ...] = ()
    jaw_rows: tuple[tuple[float, float, float, float, float], ...] = ()
    """(forward, up of its upper edge, half width, depth, 0) from hinge to chin"""
    wool: float = 0.0
    """depth of curls on the trunk"""
    listed_height: float = 1.0
    """the height that lists give, of the height at the withers"""
    coats: Mapping[str, tuple[str, str, str, float]] = field(default_factory=dict)
    """name of a coat: base colour, second colour (hex), pattern, pattern scale in m; the first is the usual one"""
    markings: Mapping[str, str] = field(default_factory=dict)
    """name of a coat to where its second colour lies"""


def sweep(name: str, bones: tuple[str, ...], table: str, blend: float = 0.05) -> Sweep:
    """A sweep from lines of six numbers: forward, up, side, half width, dorsal, ventral."""
    rows = np.array([[float(word) for word in line.split()] for line in table.strip().splitlines()])
    return Sweep(name=name, rows=rows, bones=bones, blend=blend)
