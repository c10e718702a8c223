"""Long bodies of buses, vans and trains from cross-sections, rows of windows on them, and their wheels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..protocol.scene import PartJoint
from . import shapes
from .contract import Part, Surface
from .geometry import cylinder, fillet, lathe, loft, merge, mirrored, rotated, rounded_box, translated
from .geometry_grid import outward
from .sketch import Solid, part, solid
from .vehicle_geometry import brake, rim, tyre

Axle = tuple[str, float]
"""name and y"""
Row = tuple[float, float, float, float]
"""y, lowest z, highest z, half width"""


def long_body(rows: Sequence[Row], corner: float, lean: float = 0.04) -> Surface:
    """A closed body through upright cross-sections from the front to the back; its shoulders are rounded by `corner`
    and lean in by `lean` of the half width."""
    rings = []
    for y, low, high, half in rows:
        radius = min(corner, 0.3 * (high - low), 0.4 * half)
        top = half * (1.0 - lean)
        section = fillet([(-half, low), (half, low), (half, 0.5 * (low + high)), (top, high), (-top, high),
                          (-half, 0.5 * (low + high))], [0.3 * radius, 0.3 * radius, 0.0, radius, radius, 0.0], 4,
                         closed=True)  # fmt: skip
        rings.append(np.column_stack([section[:, 0], np.full(len(section), y), section[:, 1]]))
    return outward(loft(np.array(rings), caps="fan"))


def both_sides(*left: Surface) -> Surface:
    """The pieces of the left side and their mirror images."""
    piece = merge(left)
    return merge([piece, mirrored(piece)])


def pane(x: float, y: float, z: float, length: float, tall: float) -> Surface:
    """A side window: a flat rounded slab that stands out by a centimetre."""
    return rounded_box((0.03, length, tall), (x, y, z), 0.012)


def window_row(x: float, start: float, end: float, z: float, tall: float, count: int, gap: float = 0.1) -> Surface:
    """`count` windows between two places along y, on both sides."""
    step = (end - start) / count
    return both_sides(*(pane(x, start + step * (k + 0.5), z, step - gap, tall) for k in range(count)))


def turning_wheels(
    axles: Iterable[Axle], half: float, radius: float, width: float
) -> tuple[list[Part], dict[str, PartJoint]]:
    """Two wheels on every axle, their outer faces `half` from the middle."""
    parts: list[Part] = []
    joints: dict[str, PartJoint] = {}
    made = {s: (tyre(radius, width), rim(radius, width, s, 6), brake(radius, width, s)) for s in (1.0, -1.0)}
    for axle, y in axles:
        for side, s in (("L", 1.0), ("R", -1.0)):
            name, centre = f"wheel_{axle}.{side}", (s * (half - width / 2), y, radius)
            for label, stuff, piece in zip(("tyre", "rim", "disc"), ("Tyre", "Rim", "Trim"), made[s], strict=True):
                parts.append(part(f"{label}_{axle}.{side}", stuff, translated(piece, centre), moves_with=name))
            joints[name] = shapes.joint("wheel", centre, (1, 0, 0), (-1e4, 1e4))
    return parts, joints


def arches(axles: Iterable[Axle], half: float, radius: float) -> Surface:
    """Dark rounds in the flanks behind the wheels."""
    return both_sides(*(cylinder(1.17 * radius, 0.06, (half - 0.028, y, 1.02 * radius), axis=0, segments=28)
                        for _, y in axles))  # fmt: skip


def ring(radius: float, thick: float, segments: int = 40, sides: int = 10) -> Surface:
    """A torus about the X axis at the origin."""
    turn = 2 * np.pi * np.arange(sides) / sides
    profile = np.column_stack([radius + thick * np.cos(turn), thick * np.sin(turn)])
    return rotated(lathe(profile, segments, closed_profile=True), np.pi / 2, (0, 1, 0))


def wheel_solids(axles: Iterable[Axle]) -> list[Solid]:
    """A collision cylinder for every wheel."""
    return [solid(f"tyre_{axle}.{side}", kind="cylinder", axis=0) for axle, _ in axles for side in "LR"]
