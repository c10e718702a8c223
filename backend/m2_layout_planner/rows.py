"""Rows: things side by side, dominoes one behind the other, pins in their triangle, houses and trees along a road."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np

from ..common.naming import capitalized
from ..protocol.conventions import direction_heading
from ..protocol.scene import Relation, SceneDescription
from .plane import Plane
from .separation import turn
from .stand import Stand
from .things import Thing
from .wishes import Wish

FRONT_GARDEN_M = 7.0
"""from a road to its houses"""
BOWLED_FROM_M, PIN_DECK_M, BESIDE_FIRST_M = 3.0, 1.1, 0.05
"""half the way to pins without a lane; from the first pin to the lane's end; how far beside it a ball aims"""
ROW_WORDS = frozenset({"row", "line", "queue"})


def add_named_row(plane: Plane, description: SceneDescription, relation: Relation, items: dict[str, int]) -> None:
    """The row that a relation asks for, of one entity or of two."""
    entity = next((e for e in description.entities if e.id == relation.subject_id), None)
    if entity is None:
        return
    if relation.object_id != relation.subject_id:
        other = next((e for e in description.entities if e.id == relation.object_id), None)
        ids = [*entity.object_ids, *(other.object_ids if other else ())]
    else:
        ids = list(entity.object_ids)
    add_row(plane, [items[i] for i in ids if i in items])


def add_row(plane: Plane, members: list[int]) -> None:
    """Items side by side; dominoes one behind the other, close enough that each topples the next."""
    if len(members) < 2:
        return
    things = [plane.things[i] for i in members]
    topple = bool(things[0].words & {"domino"}) or things[0].height > 3.0 * 2.0 * things[0].extents[1]
    axis = 1 if topple else 0
    gap = 0.12 if plane.is_floor and things[0].reach > 0.15 else 0.03
    steps = [0.0]
    for a, b in itertools.pairwise(things):
        steps.append(steps[-1] + (0.6 * a.height if topple else float(a.extents[axis] + b.extents[axis]) + gap))
    long = _long_axis(plane)
    if long is not None:  # along the longer side of a table-top, and not over its ends
        heading, length = long
        for i in members:
            plane.turned[i] = heading + (0.5 * np.pi if axis == 1 else 0.0) - plane.front_heading
        own = float(things[0].extents[axis] + things[-1].extents[axis])
        steps = [s * min(1.0, (0.96 * length - own) / max(steps[-1], 1e-6)) for s in steps]
    middle = len(members) // 2
    for k, i in enumerate(members):
        if k != middle:
            along = steps[k] - steps[middle]
            plane.wishes.append(
                Wish(kind="anchor", spatial="in_row", first=i, others=(members[middle],), heading=0.0,
                     offset=(along, 0.0) if axis == 0 else (0.0, along),
                     text=capitalized(f"{things[k].name} is not in the row."))
            )  # fmt: skip


def add_rack(plane: Plane, members: list[int]) -> None:
    """Pins in their triangle, its tip to the front, a little closer than the rules have it, so that they fall."""
    pitch = 0.74 * plane.things[members[0]].height
    row, place = 0, 0
    for i in members:
        if row:
            plane.wishes.append(
                Wish(kind="anchor", spatial="in_row", first=i, others=(members[0],), heading=0.0,
                     offset=(pitch * (place - 0.5 * row), pitch * row * 0.75**0.5),
                     text=capitalized(f"{plane.things[i].name} is not in the triangle."))
            )  # fmt: skip
        row, place = (row + 1, 0) if place == row else (row, place + 1)


def add_bowling(plane: Plane, pins: list[int]) -> None:
    """The ball far before the pins, where it is bowled from; their lane is laid under them (`lay_lane`)."""
    lanes = [i for i, thing in enumerate(plane.things) if "bowling lane" in thing.words]
    balls = [i for i, thing in enumerate(plane.things) if thing.words & {"ball", "bowling ball"} and plane.free[i]]
    half = float(plane.things[lanes[0]].extents[1]) if lanes else BOWLED_FROM_M
    plane.wishes = [w for w in plane.wishes if w.first not in balls[:1]]
    plane.wishes += [
        Wish(kind="anchor", spatial="in_front_of", first=i, others=(pins[0],), heading=0.0,
             offset=(BESIDE_FIRST_M, PIN_DECK_M + 0.5 - 2.0 * half), text=plane.sentence(i, "in front of", pins[0]))
        for i in balls[:1]
    ]  # fmt: skip
    plane.turned[pins[0]] = 0.0


def lay_lane(things: Mapping[str, Thing], stands: dict[str, Stand], fixed: frozenset[str]) -> None:
    """The bowling lane goes under its pins, the first of which stands near its end."""
    lanes = [i for i, thing in things.items() if "bowling lane" in thing.words and i in stands and i not in fixed]
    pins = [i for i, thing in things.items() if "bowling pin" in thing.words and i in stands]
    if lanes and pins:
        pose = stands[pins[0]].pose
        along = PIN_DECK_M - float(things[lanes[0]].extents[1])
        middle = pose[:2] + turn(float(pose[2]), np.array([0.0, along]))
        stands[lanes[0]] = Stand(pose=np.array([*middle, pose[2]]), base=0.0)


def _long_axis(plane: Plane) -> tuple[float, float] | None:
    """Heading whose x axis runs along the longer side of a surface, and that side's length; None on the floor."""
    if plane.is_floor or plane.region is None:
        return None
    widths = [2.0 * (limit - float(normal @ plane.region.centre)) for normal, limit in plane.region.sides()]
    k = int(np.argmax(widths))
    normal = plane.region.normals[k]
    if normal[0] < 0.0:
        normal = -normal
    return float(np.arctan2(normal[1], normal[0])), widths[k]


def add_rows(plane: Plane) -> None:
    """Dominoes, bowling pins, and what is said to be in a row."""
    rows: dict[str, list[int]] = {}
    for i, thing in enumerate(plane.things):
        lined_up = thing.entity is not None and ROW_WORDS & set(thing.entity.values("other"))
        if (thing.words & {"domino", "bowling pin"} or lined_up) and plane.free[i] and thing.entity:
            rows.setdefault(thing.entity.id, []).append(i)
    for members in rows.values():
        if not any(w.first in members and w.kind == "anchor" for w in plane.wishes):
            is_rack = "bowling pin" in plane.things[members[0]].words and len(members) > 2
            (add_rack if is_rack else add_row)(plane, members)
        if plane.is_floor and "bowling pin" in plane.things[members[0]].words:
            add_bowling(plane, members)


def add_roadside(plane: Plane, i: int, road: int, count: int, text: str) -> None:
    """The next of `count` things along a road: on either side in turn, facing it, as the road leads away."""
    own, way = plane.things[i], plane.things[road]
    number = sum(w.spatial == "along" and w.others == (road,) and w.kind == "anchor" for w in plane.wishes)
    long = int(way.extents[1] >= way.extents[0])
    plane.turned[road] = 0.12 if long == 1 else 0.12 + 0.5 * np.pi
    side = -1.0 if number % 2 == 0 else 1.0
    verge = FRONT_GARDEN_M if own.kind == "backdrop" else 0.6
    pitch = 2.0 * max(float(own.extents[0]), own.overhang + own.radius) + (2.0 if own.kind == "backdrop" else 1.0)
    first = -0.5 * pitch * ((count + 1) // 2 - 1)
    offset = np.zeros(2)
    offset[1 - long] = side * (float(way.extents[1 - long]) + verge + float(own.extents[1]))
    offset[long] = first + pitch * (number // 2)
    inward = np.zeros(2)
    inward[1 - long] = -side
    plane.wishes.append(
        Wish(kind="anchor", spatial="along", first=i, others=(road,), offset=(float(offset[0]), float(offset[1])),
             heading=direction_heading(inward), text=text)
    )  # fmt: skip
