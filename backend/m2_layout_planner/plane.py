"""Things that are arranged together on one plane: the floor, or one surface of one thing."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..common.naming import capitalized
from .separation import Array, Footprints, corners, polygon_distance, polygon_separation
from .things import BENDY, FENCES, PLANTS, ROADS, WATER, Thing
from .wishes import WORDS, Wish

ROUND_SIDES = 24


@dataclass(frozen=True, kw_only=True)
class Region:
    """A convex area in the world that items stay in: normal . point <= limit for every side."""

    centre: Array
    """(2,) m"""
    normals: Array
    """(M, 2) outward unit normals"""
    limits: Array
    """(M,) m"""
    hard: bool = True
    """False: only a wish (the free ground outdoors)"""

    @classmethod
    def rectangle(cls, centre: Array, heading: float, half: Array, hard: bool = True) -> Region:
        """Sides in the order right, left, back, front of the rectangle's own frame."""
        cos, sin = np.cos(heading), np.sin(heading)
        normals = np.array([[cos, sin], [-cos, -sin], [-sin, cos], [sin, -cos]])
        return cls(centre=centre, normals=normals, limits=normals @ centre + np.repeat(half, 2), hard=hard)

    @classmethod
    def disc(cls, centre: Array, radius: float) -> Region:
        """A round top, as a polygon inside the circle."""
        angle = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
        normals = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        return cls(centre=centre, normals=normals, limits=normals @ centre + radius * np.cos(np.pi / 16))

    def sides(self) -> list[tuple[Array, float]]:
        """Outward normals (2,) and limits m."""
        return [(normal, float(limit)) for normal, limit in zip(self.normals, self.limits, strict=True)]

    def excess(self, points: Array, margin: Array | float = 0.0) -> Array:
        """How far points (N, 2), grown by a margin, reach over the border: (N,) m, negative inside."""
        return np.asarray((points @ self.normals.T - self.limits).max(axis=-1) + margin)


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What distances depend on, of P items: (P,) each."""

    reach: Array
    height: Array
    overhang: Array
    is_person: NDArray[np.bool_]
    is_backdrop: NDArray[np.bool_]
    is_fence: NDArray[np.bool_]
    stands: NDArray[np.bool_]
    """on the floor, as furniture and people do"""

    @classmethod
    def of(cls, things: list[Thing]) -> Traits:
        return cls(
            reach=np.array([t.reach for t in things]), height=np.array([t.height for t in things]),
            overhang=np.array([t.overhang for t in things]), is_person=np.array([t.is_person for t in things]),
            is_backdrop=np.array([t.kind == "backdrop" for t in things]),
            is_fence=np.array([bool(t.words & FENCES) for t in things]),
            stands=np.array([t.kind == "floor" for t in things]),
        )  # fmt: skip


@dataclass(kw_only=True)
class Plane:
    """P items: first those to be placed, then those that stand already."""

    things: list[Thing]
    free: NDArray[np.bool_]
    """(P,)"""
    poses: Array
    """(P, 3) x, y of the footprint's centre and heading; meaningful for fixed items"""
    bases: Array
    """(P,) m height that each stands at"""
    region: Region | None
    is_floor: bool
    wishes: list[Wish] = field(default_factory=list)
    apart: set[tuple[int, int]] = field(default_factory=set)
    """pairs (i < j) that may share a place seen from above: a cat under a table, a car on a road"""
    has_walkers: bool = False
    front_heading: float = 0.0
    is_straight: bool = False
    """nothing is turned a little for liveliness: the picture is from above"""
    far: set[int] = field(default_factory=set)
    """items at home at the back or the sides of the picture (in `poses`): houses, mountains, trees"""
    turned: dict[int, float] = field(default_factory=dict)
    """items at home turned from the front by so much, rad: a ramp seen from the side"""
    edges: dict[int, int] = field(default_factory=dict)
    """items that someone takes, and the side of the region that they stand near"""

    @cached_property
    def footprints(self) -> Footprints:
        return Footprints(
            half=np.array([t.half for t in self.things]).reshape(-1, 2),
            radius=np.array([t.radius for t in self.things]),
        )

    @cached_property
    def scale_m(self) -> float:
        """Size of a typical item: the solver's unit of length."""
        reaches = [t.reach for t, free in zip(self.things, self.free, strict=True) if free and t.kind != "ground"]
        return float(np.clip(np.median(reaches), 0.01, 2.0)) if reaches else 1.0

    def sentence(self, i: int, spatial: str, j: int) -> str:
        """What is said where item i is not where it should be by item j."""
        words = WORDS.get(spatial, spatial.replace("_", " "))
        return capitalized(f"{self.things[i].name} is not {words} {self.things[j].name}.")

    @cached_property
    def bumps(self) -> NDArray[np.bool_]:
        """(P, P) whether two items may not overlap seen from above; read once all wishes are there."""
        pairs = self.free[:, None] | self.free
        for i, j in self.apart:
            pairs[i, j] = pairs[j, i] = False
        if not self.is_floor:  # the flowers of one vase
            for word in frozenset().union(*(t.words for t in self.things)) & BENDY:
                bends = np.array([word in t.words for t in self.things])
                pairs &= ~(bends[:, None] & bends)
        for g, ground in enumerate(self.things):
            if ground.kind == "ground":
                keeps_off = np.array([_keeps_off(t, ground) for t in self.things])
                pairs[g] &= keeps_off
                pairs[:, g] &= keeps_off
        top = self.bases + np.array([t.top for t in self.things])
        bottom = self.bases + np.array([t.bottom for t in self.things])
        return np.asarray(pairs & (top[:, None] > bottom) & (top > bottom[:, None]))

    @cached_property
    def traits(self) -> Traits:
        return Traits.of(self.things)

    def outline(self, i: int, poses: Array) -> Array:
        """Footprint polygon (N, 2) of item i in the world."""
        thing = self.things[i]
        if thing.radius > 0.0:
            angle = np.linspace(0.0, 2.0 * np.pi, ROUND_SIDES, endpoint=False)
            return np.asarray(poses[i, :2] + thing.radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1))
        return corners(poses[i], thing.half)

    def gap(self, i: int, j: int, poses: Array) -> float:
        """Exact distance of two footprints in m; negative is the penetration."""
        distance = float(np.linalg.norm(poses[i, :2] - poses[j, :2]))
        a, b = self.things[i], self.things[j]
        if a.radius > 0.0 and b.radius > 0.0:
            return distance - a.radius - b.radius
        outline_a, outline_b = self.outline(i, poses), self.outline(j, poses)
        separation = polygon_separation(outline_a, outline_b)
        return separation if separation <= 0.0 else polygon_distance(outline_a, outline_b)

    def collisions(self, poses: Array, tolerance_m: float = 0.005) -> list[tuple[int, int]]:
        """Pairs of solid items whose convex pieces overlap by more than the tolerance."""
        found = []
        reach = self.traits.reach
        distance = np.linalg.norm(poses[:, None, :2] - poses[None, :, :2], axis=-1)
        near = (distance < reach[:, None] + reach[None]) & (self.free[:, None] | self.free)
        for i, j in zip(*np.nonzero(np.triu(near, 1)), strict=True):
            i, j = int(i), int(j)
            a, b = self.things[i], self.things[j]
            if not self.bumps[i, j] and (i, j) not in self.apart:
                continue
            if (i, j) in self.apart and "ground" in (a.kind, b.kind):
                continue
            if self.gap(i, j, poses) >= -tolerance_m:
                continue
            if pieces_overlap(a, poses[i], self.bases[i], b, poses[j], self.bases[j], tolerance_m):
                found.append((i, j))
        return found

    def outside(self, poses: Array, tolerance_m: float = 0.02) -> list[int]:
        """Free items that reach over the region's border."""
        if self.region is None or not self.region.hard:
            return []
        found = []
        for i in np.flatnonzero(self.free):
            outline = self.outline(int(i), poses)
            if any(
                float((outline @ normal).max()) > limit + max(tolerance_m, self._overhang(outline, normal, limit))
                for normal, limit in self.region.sides()
            ):
                found.append(int(i))
        return found

    def _overhang(self, outline: Array, normal: Array, limit: float) -> float:
        """How far what is wider than its support may reach over a side: half of what it is too wide, and a little."""
        if self.is_floor or self.region is None:
            return 0.0
        width = float(np.ptp(outline @ normal))
        spare = 2.0 * (limit - float(normal @ self.region.centre)) - width
        return max(0.0, 0.08 * width - 0.5 * spare) if spare < 0.0 else 0.0


def _keeps_off(thing: Thing, ground: Thing) -> bool:
    """Whether a thing that nobody put there stays off this ground: all off water, houses and trees off a road."""
    if thing.kind == "ground":
        return False
    return bool(ground.words & WATER or (ground.words & ROADS and (thing.kind == "backdrop" or thing.words & PLANTS)))


def pieces_overlap(
    a: Thing, pose_a: Array, base_a: float, b: Thing, pose_b: Array, base_b: float, tolerance_m: float
) -> bool:
    """Whether any two convex prisms of the things overlap by more than the tolerance in every direction."""
    placed_b = [(place(b, piece.polygon, pose_b), piece) for piece in b.pieces]
    for piece_a in a.pieces:
        polygon_a = place(a, piece_a.polygon, pose_a)
        for polygon_b, piece_b in placed_b:
            overlap = min(base_a + piece_a.top, base_b + piece_b.top) - max(
                base_a + piece_a.bottom, base_b + piece_b.bottom
            )
            if overlap > tolerance_m and polygon_separation(polygon_a, polygon_b) < -tolerance_m:
                return True
    return False


def place(thing: Thing, points: Array, pose: Array) -> Array:
    """Asset-space points (N, 2) in the world, for a pose of the footprint's centre."""
    cos, sin = np.cos(pose[2]), np.sin(pose[2])
    return np.asarray(pose[:2] + (points - thing.centre) @ np.array([[cos, sin], [-sin, cos]]))
