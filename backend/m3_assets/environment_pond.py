"""A pond: a hollow in the ground with a soft outline, still water in it, and a bank all round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.rivers import WATER_PART
from ..protocol.scene import CollisionShape, PhysicsProperties
from .contract import Build, Part, Surface
from .environment_river import Bed, River, ground_of_water
from .environment_terrain import GROUND_REACH_M, smoothstep
from .geometry import merge
from .geometry_grid import patch
from .nature_materials import nature
from .plant_geometry import smooth_noise
from .shapes import at

Array = NDArray[np.float64]

LONG = 1.55
"""length of a pond, in widths"""
_AROUND = 120
"""points of the outline"""
_BANK_M, _DEEP_M = 0.5, 0.5
_SLICE_M = 0.7


@dataclass(frozen=True)
class Pond(River):
    """Water whose edge goes round its middle: an ellipse that wavers."""

    radii: tuple[float, ...] = ()
    """(_AROUND,) what the outline is at angles from 0 on, times the ellipse"""

    def rim(self, out_m: float = 0.0) -> Array:
        """(_AROUND, 2) m in the frame of the axis, counter-clockwise, so far out from the water's edge."""
        angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
        half = 0.5 * self.width_m * np.array([LONG, 1.0])
        edge = np.array(self.radii)[:, None] * half * np.stack([np.cos(angle), np.sin(angle)], -1)
        # what is far out is round
        normal = np.stack([np.cos(angle), LONG * np.sin(angle)], -1)
        normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        return np.asarray(edge + out_m * normal)

    @property
    def shore_m(self) -> float:
        rim = self.rim()
        return 0.6 * float(np.linalg.norm(rim - np.roll(rim, 1, axis=0), axis=1).sum())  # more of it is bare

    def placed(self, local: Array) -> Array:
        """Points (…, 2) of the frame of the axis in the world."""
        return np.asarray((local + np.array([0.0, self.off_m])) @ self.axes)

    def distance(self, points: Array) -> Array:
        local = points[:, :2] @ self.axes.T - np.array([0.0, self.off_m])
        rim = self.rim()
        angle = np.arctan2(local[:, 1], local[:, 0] / LONG)
        reach = np.interp(angle, np.linspace(0.0, 2.0 * np.pi, _AROUND + 1), [*self.radii, self.radii[0]],
                          period=2.0 * np.pi)  # fmt: skip
        inside = np.hypot(local[:, 0] / LONG, local[:, 1]) < 0.5 * self.width_m * reach
        nearest = np.min(np.linalg.norm(local[:, None] - rim, axis=-1), axis=1)
        return np.asarray(np.where(inside, -nearest, nearest))

    def edge(self, off_m: Array, rng: np.random.Generator) -> Array:
        angle = rng.integers(_AROUND, size=len(off_m))
        rim, out = self.rim(), self.rim(1.0)
        return self.placed(rim[angle] + off_m[:, None] * (out - rim)[angle])


def pond_of(bed: Bed, rng: np.random.Generator) -> Pond:
    """A pond of an outline of its own."""
    angle = np.linspace(0.0, 2.0 * np.pi, _AROUND, endpoint=False)
    ring = np.stack([np.cos(angle), np.sin(angle), np.zeros(_AROUND)], -1)
    waver = 1.0 + 0.09 * np.clip(smooth_noise(ring, rng, 1.7), -1.5, 1.5)
    waver /= waver[3 * _AROUND // 4]  # the bank toward the scene is where it was asked for
    return Pond(bed.turn_rad, bed.off_m, bed.width_m, bed.level_m, False, (), tuple(float(w) for w in waver))


def pond_ground(
    pond: Pond, look: str, color: str, flat_m: float, rise_m: float, rng: np.random.Generator, roughness: float
) -> Build:
    """The ground of the country with the hollow of a pond in it: level at 0 up to the bank."""
    level, floor = pond.level_m, pond.level_m - _DEEP_M
    inner = [(share, floor + (level - floor) * share**3) for share in (0.02, 0.3, 0.6, 0.82, 0.94, 1.0)]
    bed = [np.column_stack([pond.placed(share * pond.rim()), np.full(_AROUND, z)]) for share, z in inner]
    bed += [np.column_stack([pond.placed(pond.rim(_BANK_M * k)), np.full(_AROUND, level * (1.0 - k) ** 1.5)])
            for k in (0.35, 0.7, 1.0)]  # fmt: skip
    out = GROUND_REACH_M * np.sinh(3.2 * np.linspace(0.0, 1.0, 28)) / np.sinh(3.2) + _BANK_M
    rings = np.array([pond.placed(pond.rim(float(off))) for off in out])
    points = np.concatenate([rings, np.zeros((*rings.shape[:2], 1))], axis=-1)
    rolling = 0.5 + 0.5 * np.clip(smooth_noise(points, rng, roughness), -1.0, 1.0)
    far = smoothstep(flat_m, flat_m + 70.0, np.hypot(points[..., 0], points[..., 1]))
    points[..., 2] = rise_m * rolling * far * smoothstep(2.0, 45.0, out)[:, None]
    shore = {"snow": "snow", "sand": "sand", "desert sand": "sand"}.get(look, "soil")
    return ground_of_water(_closed_rings(points), _closed_rings(np.array(bed)), look, color, shore)


def pond_water(pond: Pond, color: str) -> Build:
    """Its surface, and boxes that say where it is: slices across its length."""
    rows = [np.column_stack([pond.placed(s * pond.rim(0.06)), np.full(_AROUND, pond.level_m)])
            for s in (0.001, 0.2, 0.4, 0.6, 0.8, 1.0)]  # fmt: skip
    rim = pond.rim()
    turn = quat.from_angle_axis(np.array(pond.turn_rad), np.array([0.0, 0.0, 1.0]))
    low, high = float(rim[:, 0].min()), float(rim[:, 0].max())
    count = int(np.ceil((high - low) / _SLICE_M))
    edges = np.linspace(low, high, count + 1)
    upper, lower = rim[rim[:, 1] >= 0.0], rim[rim[:, 1] <= 0.0]
    boxes: list[CollisionShape] = []
    for x in 0.5 * (edges[1:] + edges[:-1]):
        top, bottom = (float(np.interp(x, *side[np.argsort(side[:, 0])].T)) for side in (upper, lower))
        middle = pond.placed(np.array([x, 0.5 * (top + bottom)]))
        boxes.append(CollisionShape(
            kind="box", transform=at((*middle, pond.level_m - 0.2), turn),
            dimensions=np.array([edges[1] - edges[0], top - bottom, 0.4], np.float32),
        ))  # fmt: skip
    return Build(
        parts=(Part(name=WATER_PART, surface=_closed_rings(np.array(rows)), material="water", closed=False),),
        materials=(nature("water", "water", color),),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.3, restitution=0.0, static=True),
        collision_shapes=tuple(boxes),
    )  # fmt: skip


def _closed_rings(rings: Array) -> Surface:
    """Rings (R, _AROUND, 3) from the inside out, as a sheet that is seen from above."""
    return merge([patch(np.concatenate([rings, rings[:, :1]], axis=1)[::-1])])
