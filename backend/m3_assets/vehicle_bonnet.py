"""A bonnet that stands open on its rod, and the engine in the bay below it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance
from .contract import Part
from .geometry import cylinder, merge, rounded_box, tube
from .geometry_grid import thick_sheet
from .shapes import affordance
from .vehicle_geometry import BAY_DEEP_M, Silhouette, sections
from .vessel_geometry import smooth_line

Array = NDArray[np.float64]
_OPEN_RAD, _THICK_M = 1.15, 0.022
_LAMPS_M, _SCREEN_M, _SHORTEST_M = 0.27, 0.12, 0.45
"""from the front to the bay, from the bay to the windscreen, and a bay that is worth opening"""


def bay_of(deck: Array, windscreen: float) -> tuple[float, float] | None:
    """Where the bay begins and ends along y, m; None where there is no room for one: the engine is elsewhere."""
    front, back = float(deck[0, 0]) + _LAMPS_M, windscreen - _SCREEN_M
    return (front, back) if back - front > _SHORTEST_M else None


def open_bonnet(shape: Silhouette) -> tuple[list[Part], Affordance]:
    """The panel turned up about its back edge, its rod, the engine; and where hands get at that."""
    assert shape.bay is not None
    front, back = shape.bay
    y = np.linspace(front, back, 12)
    right = sections(shape, y, closed=True)[:, -3:]
    across = np.concatenate([right[:, :, :], right[:, ::-1] * np.array([-1.0, 1.0])], axis=1)
    grid = np.stack([across[..., 0], np.broadcast_to(y[:, None], across.shape[:2]), across[..., 1]], axis=-1)
    hinge = grid[-1, 0] * [0.0, 1.0, 1.0]
    cos, sin = np.cos(_OPEN_RAD), np.sin(_OPEN_RAD)
    local = grid - hinge
    turned = np.stack([local[..., 0], cos * local[..., 1] + sin * local[..., 2],
                       -sin * local[..., 1] + cos * local[..., 2]], axis=-1) + hinge  # fmt: skip
    panel = thick_sheet(turned[:, ::-1], _THICK_M)
    edge = turned[4, 0] * [0.96, 1.0, 1.0]
    rod = tube([(edge[0], front + 0.05, grid[0, 0, 2] - 0.02), edge], 0.006, 6)
    half, long = float(grid[6, 0, 0]), back - front
    middle, deck = 0.5 * (front + back), float(grid[6, 0, 2])
    floor = deck - BAY_DEEP_M
    block = rounded_box((0.62 * half, 0.62 * long, 0.20), (0.05 * half, middle, floor + 0.10), 0.03, 2)
    cover = rounded_box((0.46 * half, 0.50 * long, 0.06), (0.05 * half, middle, floor + 0.22), 0.02, 2)
    ribs = [rounded_box((0.40 * half, 0.035, 0.012), (0.05 * half, middle + s * 0.13 * long, floor + 0.254), 0.004, 2)
            for s in (-1.0, 0.0, 1.0)]  # fmt: skip
    battery = rounded_box((0.30 * half, 0.22 * long, 0.19), (0.62 * half, middle + 0.16 * long, floor + 0.10), 0.012, 2)
    posts = [cylinder(0.014, 0.03, (0.62 * half + s * 0.08 * half, middle + 0.16 * long, floor + 0.205), segments=12)
             for s in (-1.0, 1.0)]  # fmt: skip
    filter_box = cylinder(0.15 * half, 0.12, (-0.58 * half, middle + 0.12 * long, floor + 0.14), segments=24, edge=0.02)
    pipe = tube(smooth_line(np.array([(-0.5 * half, middle, floor + 0.14), (-0.35 * half, front + 0.12, floor + 0.2),
                                      (0.0, front + 0.08, floor + 0.2), (0.05 * half, middle - 0.2 * long, floor + 0.2),
                                      ]), 5), 0.028, 10)  # fmt: skip
    radiator = rounded_box((1.3 * half, 0.06, 0.20), (0.0, front + 0.05, floor + 0.10), 0.012, 2)
    cap = cylinder(0.03, 0.025, (-0.30 * half, front + 0.05, floor + 0.21), segments=16, edge=0.005)
    parts = [
        Part(name="bonnet", surface=panel, material="paint"),
        Part(name="engine", surface=merge([block, *posts, filter_box, cap, rod]), material="rim"),
        Part(name="engine_cover", surface=merge([cover, *ribs, battery, pipe, radiator]), material="trim"),
    ]
    place = (0.0, front + 0.35 * long, floor + 0.20)
    return parts, affordance("engine", "reach_at", place, (0.8 * half, 0.4 * long, 0.0))
