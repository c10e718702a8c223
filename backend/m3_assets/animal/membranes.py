"""Wings of skin: an arm, fingers, and sheets between them that open and close like a fan.

The sheets are made folded, ruled between the bones that hold their edges; a point of a sheet is moved by both, by its
share of the way from one to the other, so that a wing that opens keeps its sheets even.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ..contract import Surface
from ..geometry import tube
from ..geometry_core import mirrored
from ..geometry_grid import thick_sheet
from .piece import Piece
from .skeleton import asset_point, wing_bones
from .species import Wings
from .sweep import Array, interpolate

_ROWS, _COLUMNS = 9, 7
_THICK, _SCALLOP, _SLACK = 0.010, 0.16, 0.035
"""of the height: of a sheet; how far its free edge draws in between two bones, of its length; how far it hangs"""
_LAST = 0.97
"""how far along a finger its sheet reaches"""


def wing_pieces(wings: Wings, height_m: float) -> list[Piece]:
    """Both wings: arms and fingers, then sheets."""
    made: list[Piece] = []
    bones = wing_bones(wings)
    for suffix in (".L", ".R"):

        def placed(surface: Surface, side: str = suffix) -> Surface:
            return surface if side == ".L" else mirrored(surface)

        for name, (_, head, tail) in bones.items():
            if name == "wing_trail":
                continue
            finger = name.startswith("wing_finger")
            share = (0.55, 0.45, 0.10) if finger else (1.0, 0.8, 0.62) if name == "wing_upper" else (0.72, 0.6, 0.55)
            line = [asset_point(*p) * height_m for p in (head, 0.5 * (head + tail), tail)]
            bar = tube(line, [wings.thickness * height_m * s for s in share], 10)
            made.append(Piece(f"{name}{suffix}", "coat", placed(bar), (f"{name}{suffix}",)))
        wrist = bones["wing_lower"][2]
        claw = [wrist, wrist + np.array([0.02, 0.09, 0.06]), wrist + np.array([0.03, 0.17, 0.03])]
        thorn = tube([asset_point(*p) * height_m for p in claw], [0.55 * wings.thickness * height_m * s for s in
                     (1.0, 0.7, 0.08)], 10)  # fmt: skip
        made.append(Piece(f"wing_thumb{suffix}", "horn", placed(thorn), (f"wing_lower{suffix}",), soft=False))
        for number, (edges, names) in enumerate(_sheets(wings)):
            grid, held = _sheet(*edges)
            points = np.stack([asset_point(*p) for p in grid.reshape(-1, 3)]).reshape(grid.shape) * height_m
            own = tuple(name + suffix if name.startswith("wing") else name for name in names)
            weights = _shares(held, len(own))
            made.append(Piece(f"membrane_{number}{suffix}", "membrane",
                              placed(thick_sheet(points, _THICK * height_m)), own,
                              weights=np.concatenate([weights, weights])))  # fmt: skip
    return made


def _shares(held: Array, count: int) -> Array:
    """(R * C, count): of what holds the first edge, and of those that hold the second, from its root on."""
    rows = np.linspace(0.0, 1.0, len(held)) * (count - 2)
    shares = [1.0 - held]
    for k in range(count - 1):
        shares.append(held * np.clip(1.0 - np.abs(rows - k), 0.0, 1.0)[:, None])
    return np.stack([share.ravel() for share in shares], axis=1)


def _sheets(wings: Wings) -> list[tuple[tuple[Array, Array], tuple[str, ...]]]:
    """Edges (N, 3) each and the bones that hold them: between the fingers, finger to strut, strut to flank."""
    bones = wing_bones(wings)
    u = np.linspace(0.0, 1.0, _ROWS)[:, None]

    def along(name: str) -> Array:
        _, head, tail = bones[name]
        return np.asarray(head + _LAST * u * (tail - head))

    fingers = [f"wing_finger_{k}" for k in (1, 2, 3, 4)]
    found: list[tuple[tuple[Array, Array], tuple[str, ...]]] = [
        ((along(a), along(b)), (a, b)) for a, b in pairwise(fingers)
    ]
    found.append(((along(fingers[-1]), along("wing_trail")), (fingers[-1], "wing_trail")))
    flank = np.array([place[1:] for place in wings.flank])
    body = interpolate(np.linspace(0.0, 1.0, len(flank)), flank, u[:, 0])
    found.append(((along("wing_trail"), body), ("wing_trail", *(place[0] for place in wings.flank))))
    return found


def _sheet(first: Array, second: Array) -> tuple[Array, Array]:
    """A grid (R, C, 3) between two edges, and how far (R, C) the second holds it."""
    across = np.linspace(0.0, 1.0, _COLUMNS)
    bow = np.sin(np.pi * across)
    grid = np.zeros((_ROWS, _COLUMNS, 3))
    rows = np.linspace(0.0, 1.0, _ROWS)
    for c, share in enumerate(across):
        at = rows * (1.0 - _SCALLOP * bow[c])
        a = np.column_stack([np.interp(at, rows, first[:, k]) for k in range(3)])
        b = np.column_stack([np.interp(at, rows, second[:, k]) for k in range(3)])
        grid[:, c] = a + share * (b - a)
        grid[:, c, 0] += _SLACK * bow[c] * rows  # off the plane of its edges, or folded bones would pierce it
    return grid, np.broadcast_to(across, (_ROWS, _COLUMNS))
