"""What the prompt wishes of a plane's arrangement, read from its relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from .separation import Array

WishKind = Literal["gap", "side", "face", "anchor", "between", "within", "corner"]

# spatial word -> surface distance (lower, upper) in m on the floor, and on a table-sized surface
GAPS: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "next_to": ((0.08, 0.42), (0.01, 0.15)),
    "beside": ((0.08, 0.42), (0.01, 0.15)),
    "near": ((0.52, 1.2), (0.02, 0.3)),
    "at": ((0.08, 0.45), (0.01, 0.2)),
    "far_from": ((3.0, 5.0), (0.3, 3.0)),
    "touching": ((0.0, 0.006), (0.0, 0.004)),
    "against": ((0.004, 0.03), (0.0, 0.01)),
    "leaning": ((0.004, 0.03), (0.0, 0.01)),
    "attached_to": ((0.0, 0.006), (0.0, 0.004)),
    "opposite": ((0.6, 2.2), (0.05, 0.4)),
    "facing": ((0.5, 3.0), (0.03, 0.6)),
    "among": ((0.15, 1.5), (0.02, 0.3)),
    "with": ((0.1, 1.2), (0.02, 0.3)),
    "along": ((0.1, 1.0), (0.01, 0.2)),
}
# the widest gap that still counts, where it is not the upper bound above
STILL_FINE_M = {
    "next_to": 0.5, "beside": 0.5, "near": 1.5, "at": 0.6, "against": 0.05, "leaning": 0.06, "touching": 0.01,
    "attached_to": 0.01, "far_from": np.inf, "facing": np.inf, "opposite": 3.0,
}  # fmt: skip
# spatial word -> axis in the viewer's frame (right, away), and in the object's own (left is +X, front is -Y)
SIDES: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "left_of": ((-1.0, 0.0), (1.0, 0.0)),
    "right_of": ((1.0, 0.0), (-1.0, 0.0)),
    "in_front_of": ((0.0, -1.0), (0.0, -1.0)),
    "behind": ((0.0, 1.0), (0.0, 1.0)),
}
SIDE_GAP = ((0.12, 1.1), (0.01, 0.25))
WORDS = {
    "next_to": "next to", "far_from": "far from", "left_of": "left of", "right_of": "right of",
    "in_front_of": "in front of", "attached_to": "attached to", "leaning": "leaning on", "in_row": "in a row with",
    "at": "at", "in_corner_of": "in the corner of", "opposite": "opposite", "along": "along",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wish:
    """One constraint of one item with respect to others on the plane."""

    kind: WishKind
    spatial: str
    """the canonical word it comes from"""
    first: int
    others: tuple[int, ...]
    text: str
    """the sentence that says it does not hold"""
    lower: float = 0.0
    upper: float = np.inf
    """m of surface distance that count as fulfilled"""
    goal: tuple[float, float] = (0.0, np.inf)
    """m of surface distance to aim at"""
    axis: tuple[float, float] = (0.0, 0.0)
    turns: bool = False
    """the axis turns with the other item"""
    slack: float = 0.35
    """of a side: m off the axis per m along it"""
    offset: tuple[float, float] = (0.0, 0.0)
    heading: float | None = None
    """relative heading of an anchor; None = free"""
    strength: float = 1.0


def ring_offsets(
    count: int, own: Array, half: Array, radius: float, gap_m: float, phase: float
) -> list[tuple[float, float, float]]:
    """Even places around a centre: (x, y, heading) in its frame, each facing the centre.

    own (2,) extents of what stands around, half (2,) and radius of the centre's footprint. Long rectangles get their
    places side by side along the edges, other centres at even angles.
    """
    reach = half + radius
    if count >= 5 and radius == 0.0 and max(reach) / min(reach) > 1.4:
        return _along_edges(count, own, reach, gap_m)
    places = []
    for k in range(count):
        angle = phase + 2.0 * np.pi * k / count
        direction = np.array([np.cos(angle), np.sin(angle)])
        if radius > 0.0 and half.max() == 0.0:
            distance = radius
        else:  # where the ray leaves the rectangle
            distance = float(np.min(reach / np.maximum(np.abs(direction), 1e-9)))
        # own depth along the ray, and its front corners that reach past a flat edge
        slant = min(abs(direction[0]), abs(direction[1])) if radius == 0.0 else 0.0
        distance += own[1] + gap_m + slant * own[0]
        x, y = distance * direction
        places.append((float(x), float(y), float(np.arctan2(-x, y))))
    # an even ring: the same distance for all where the centre is nearly square
    if max(reach) / max(min(reach), 1e-6) < 1.25:
        farthest = max(np.hypot(x, y) for x, y, _ in places)
        return [(x * farthest / np.hypot(x, y), y * farthest / np.hypot(x, y), h) for x, y, h in places]
    return places


def _along_edges(count: int, own: Array, reach: Array, gap_m: float) -> list[tuple[float, float, float]]:
    long = int(reach[1] > reach[0])
    ends = 2 if count >= 6 and count % 2 == 0 else count % 2
    sides = [(count - ends + 1) // 2, (count - ends) // 2]
    places = []
    for side, number in zip((-1.0, 1.0), sides, strict=True):
        for k in range(number):
            along = ((k + 0.5) / number * 2.0 - 1.0) * reach[long]
            across = side * (reach[1 - long] + own[1] + gap_m)
            places.append((along, across) if long == 0 else (across, along))
    for side in (1.0, -1.0)[:ends]:
        along = side * (reach[long] + own[1] + gap_m)
        places.append((along, 0.0) if long == 0 else (0.0, along))
    found = []
    for x, y in places:
        flat = abs(y) > reach[1] if abs(y) - reach[1] > abs(x) - reach[0] else False
        heading = np.arctan2(0.0, y) if flat else np.arctan2(-x, 0.0)
        found.append((float(x), float(y), float(heading)))
    return found
