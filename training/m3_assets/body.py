"""The cage of torso, arms, legs and feet: rings on the implicit figure, stitched with equal counts."""

from __future__ import annotations

import numpy as np

from .cage import Cage, Indices, Points
from .figure import ARM_ALONG, ARM_FORWARD, ARM_UP, LEG_AXIS, SHOULDER, Figure
from .hand import WRIST
from .implicit import Field, cast, foot, leg, neck, smooth_union, torso

COLUMNS = 16
HOLE_ROWS = (10, 16)
HOLE_COLUMNS = (6, 10)
# z of each torso row at the front, the side and the back
TORSO_ROWS = np.array(
    [
        (0.470, 0.556, 0.472),
        (0.496, 0.570, 0.492),
        (0.522, 0.585, 0.515),
        (0.548, 0.601, 0.540),
        (0.574, 0.618, 0.566),
        (0.599, 0.635, 0.592),
        (0.624, 0.653, 0.618),
        (0.649, 0.672, 0.645),
        (0.674, 0.692, 0.672),
        (0.698, 0.713, 0.698),
        (0.720, 0.738, 0.723),
        (0.740, 0.756, 0.745),
        (0.758, 0.773, 0.765),
        (0.774, 0.789, 0.784),
        (0.788, 0.804, 0.802),
        (0.800, 0.820, 0.818),
        (0.811, 0.838, 0.832),
        (0.820, 0.843, 0.844),
        (0.829, 0.848, 0.855),
        (0.838, 0.853, 0.865),
    ]
)
# z of the leg rows along the axis, and how much higher their outside is
LEG_ROWS = np.array(
    [
        (0.456, 0.076),
        (0.440, 0.058),
        (0.422, 0.040),
        (0.400, 0.024),
        (0.375, 0.012),
        (0.350, 0.004),
        (0.328, 0.0),
        (0.310, 0.0),
        (0.297, 0.0),
        (0.285, 0.0),
        (0.273, 0.0),
        (0.259, 0.0),
        (0.240, 0.0),
        (0.217, 0.0),
        (0.192, 0.0),
        (0.166, 0.0),
        (0.140, 0.0),
        (0.115, 0.0),
        (0.094, 0.0),
        (0.078, 0.0),
    ]
)
# (y, z) of the front top and the back bottom of each foot ring
FOOT_RINGS = np.array(
    [
        (-0.0115, 0.0680, 0.0375, 0.0600), (-0.0170, 0.0600, 0.0440, 0.0430), (-0.0245, 0.0530, 0.0480, 0.0240),
        (-0.0320, 0.0475, 0.0460, 0.0060), (-0.0400, 0.0425, 0.0290, 0.0000), (-0.0490, 0.0370, 0.0030, 0.0000),
        (-0.0590, 0.0320, -0.0230, 0.0000), (-0.0690, 0.0280, -0.0470, 0.0000), (-0.0790, 0.0250, -0.0680, 0.0000),
        (-0.0880, 0.0225, -0.0840, 0.0000), (-0.0970, 0.0200, -0.0965, 0.0000), (-0.1055, 0.0170, -0.1065, 0.0020),
    ]
)  # fmt: skip
# (front y, front z, back y, back z) of the planes from a pump's opening to its toe
PUMP_RINGS = np.array(
    [
        (-0.0560, 0.0345, 0.0485, 0.0430), (-0.0600, 0.0325, 0.0500, 0.0330), (-0.0640, 0.0305, 0.0490, 0.0130),
        (-0.0680, 0.0290, 0.0300, 0.0000), (-0.0720, 0.0270, 0.0030, 0.0000), (-0.0765, 0.0257, -0.0230, 0.0000),
        (-0.0815, 0.0243, -0.0470, 0.0000), (-0.0870, 0.0228, -0.0680, 0.0000), (-0.0925, 0.0213, -0.0840, 0.0000),
        (-0.0990, 0.0193, -0.0965, 0.0000), (-0.1055, 0.0170, -0.1065, 0.0020),
    ]
)  # fmt: skip
ARM_ROWS = np.array(
    [
        0.020,
        0.036,
        0.052,
        0.070,
        0.090,
        0.112,
        0.133,
        0.149,
        0.161,
        0.172,
        0.183,
        0.196,
        0.213,
        0.232,
        0.252,
        0.272,
        0.290,
        0.306,
        WRIST,
    ]
)


RING_ANGLES = np.radians(90.0 + 18.0 * (np.arange(20) - 8))
"""of a leg ring, from the front over the outside"""


def torso_angles() -> Points:
    return np.linspace(0.0, np.pi, COLUMNS + 1)


def _row_heights(row: Points, angles: Points) -> Points:
    """z over the column angle, through front, side and back values."""
    front, side, back = row
    sine = np.sin(angles) ** 2
    return np.where(angles <= np.pi / 2, front, back) * (1 - sine) + side * sine


def torso_field(figure: Figure) -> Field:
    return lambda p: smooth_union(smooth_union(torso(p, figure), leg(p, figure), 0.02), neck(p, figure), 0.024)


def add_torso(
    cage: Cage,
    solid: Field,
    heights: Points = TORSO_ROWS,
    hole_row: int | None = HOLE_ROWS[0],
    turned: Points | None = None,
) -> Indices:
    """Rows (R, 17) from the leg line to the base of the neck, with a hole for the arm that starts at `hole_row`.

    `turned` (R, 17) replaces the even column angles. The quads are left to `fill_torso`.
    """
    rows = []
    for number, row in enumerate(heights):
        angles = torso_angles() if turned is None else turned[number]
        origins, directions = torso_rays(row, angles, narrow=hole_row is not None and number >= hole_row + 4)
        points = cast(origins, directions, solid, 0.22)
        above = hole_row is not None and number >= hole_row + 7
        rows.append(cage.add(points, "neck" if above else "torso", 1.0 if number > 0 else 0.8))
    return np.stack(rows)


def torso_rays(row: Points, angles: Points, narrow: bool) -> tuple[Points, Points]:
    """Origins on the axis and level directions of one torso row."""
    z = _row_heights(row, angles)
    directions = np.stack([np.sin(angles), -(0.65 if narrow else 0.8) * np.cos(angles), np.zeros_like(angles)], axis=1)
    directions[np.abs(np.sin(angles)) < 1e-9, 0] = 0.0
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return np.stack([np.zeros_like(z), np.full_like(z, 0.008), z], axis=1), directions


def fill_torso(cage: Cage, rows: Indices, hole_row: int | None = HOLE_ROWS[0], first_column: int = 0) -> None:
    """The quads of a torso; `first_column` > 0 leaves the front open."""
    skip = np.zeros((len(rows) - 1, COLUMNS), dtype=bool)
    skip[:, :first_column] = True
    if hole_row is not None:
        skip[hole_row : hole_row + 6, HOLE_COLUMNS[0] : HOLE_COLUMNS[1]] = True
    cage.grid(rows, "torso", skip=skip)


def add_leg(cage: Cage, rows: Indices, solid: Field, heights: Points = LEG_ROWS) -> list[Indices]:
    """Rings (20,) of a leg from the lowest torso row and three vertices under the crotch."""
    at = np.array(cage.points)
    front, back = at[rows[0, 0]], at[rows[0, -1]]
    crotch = np.array(
        [back + (front - back) * t + np.array([0.0, 0.0, -0.012 * np.sin(np.pi * t)]) for t in (0.25, 0.5, 0.75)]
    )
    first = np.concatenate([rows[0], cage.add(crotch, "torso", 0.8)])
    count = np.arange(20)
    high = np.radians(np.where(count <= 16, -40.0 + 16.25 * count, 220.0 + 25.0 * (count - 16)))

    rings = [first]
    for z, slant in heights:
        blend = np.clip((0.456 - z) / 0.08, 0.0, 1.0)
        angles = (1 - blend) * high + blend * RING_ANGLES
        heights = z + slant * np.clip(np.sin(angles), -0.15, 1.0)
        x, y = (np.interp(heights, LEG_AXIS[:, 0], LEG_AXIS[:, i]) for i in (1, 2))
        origins = np.stack([x, y, heights], axis=1)
        directions = np.stack([np.sin(angles), -np.cos(angles), np.zeros(20)], axis=1)
        rings.append(cage.add(cast(origins, directions, solid, 0.12), "leg", 1.0 if z > 0.36 else 0.15))
    cage.ring_strip(rings, "leg")
    return rings


def leg_field(figure: Figure) -> Field:
    return lambda p: smooth_union(leg(p, figure), foot(p, figure), 0.014)


def add_foot(cage: Cage, first: Indices | None, solid: Field, planes: Points = FOOT_RINGS) -> None:
    """Foot from the lowest ring of the leg, or open: rings that turn from the ankle to the toes, and a cap."""
    rings = [] if first is None else [first]
    for front_y, front_z, back_y, back_z in planes:
        middle_y, middle_z = 0.5 * (front_y + back_y), 0.5 * (front_z + back_z) + 0.001
        across = np.array([0.0, front_y - back_y, front_z - back_z])
        across /= np.linalg.norm(across)
        directions = np.sin(RING_ANGLES)[:, None] * np.array([1.0, 0.0, 0.0]) + np.cos(RING_ANGLES)[:, None] * across
        x = 0.0525 + np.clip(-middle_y, 0.0, 0.112) * 0.045
        origins = np.tile(np.array([x, middle_y, middle_z]), (20, 1))
        rings.append(cage.add(cast(origins, directions, solid, 0.08), "foot", 0.2))
    cage.ring_strip(rings, "foot")
    last = rings[-1]
    # corners of the cap: 8 across the top, 2 down the sides
    cage.cap(np.roll(last, 1), 8, 2, "foot", np.array([0.0, -0.0055, 0.0]))


def add_arm(cage: Cage, rows: Indices, solid: Field, stations: Points, hole_row: int = HOLE_ROWS[0]) -> list[Indices]:
    """Rings (20,) of an arm from the hole in the torso; they start on top and run backward."""
    (left, right), low, high = HOLE_COLUMNS, hole_row, hole_row + 6
    middle = (left + right) // 2
    hole = [rows[high, c] for c in range(middle, right + 1)]
    hole += [rows[r, right] for r in range(high - 1, low - 1, -1)]
    hole += [rows[low, c] for c in range(right - 1, left - 1, -1)]
    hole += [rows[r, left] for r in range(low + 1, high + 1)]
    hole += [rows[high, c] for c in range(left + 1, middle)]
    angles = 2 * np.pi * np.arange(20) / 20

    rings = [np.array(hole)]
    for s in stations:
        # the first rings lean from the plane of the shoulder into planes across the arm
        lean = np.clip((0.075 - s) / 0.075, 0.0, 1.0) * np.radians(32.0)
        normal = np.cos(lean) * ARM_ALONG + np.sin(lean) * ARM_UP
        up = np.cos(lean) * ARM_UP - np.sin(lean) * ARM_ALONG
        assert abs(normal @ up) < 1e-9
        directions = np.cos(angles)[:, None] * up - np.sin(angles)[:, None] * ARM_FORWARD
        origins = np.tile(SHOULDER + s * ARM_ALONG, (20, 1))
        points = cast(origins, directions, solid, 0.09)
        rings.append(cage.add(points, "arm", 1.0 if s < 0.08 else 0.1))
    cage.ring_strip(rings, "arm")
    return rings
