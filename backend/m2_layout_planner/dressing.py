"""What goes without saying of a room stands along its walls and behind those who act: it dresses the picture and is
never in the way, nor between the camera, which looks in from the front, and anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .separation import Array, corners, polygon_separation, turn
from .stand import Stand
from .supports import Support
from .things import SEATS, TABLES, Thing

APART_M = 0.08
STEP_M = 0.15
FRONT_M = 0.35
"""how far behind the middle of the room the foremost thing at a side wall begins"""
BEHIND_COUNTER_M = 0.85
"""who serves stands there"""
DOORWAY_M = 0.9


def dressing_of(things: Mapping[str, Thing], supports: Mapping[str, Support]) -> list[str]:
    """What came with the place, in the order of the assets: no word of the prompt names it, and nothing that one names
    is on it: that is where the action is."""
    own = [i for i, thing in things.items() if thing.entity is None and thing.asset.role in ("prop", "structure")]
    carriers = {support.parent_id for i, support in supports.items() if things[i].entity is not None}
    return [i for i in own if things[i].kind == "floor" and supports[i].kind == "floor" and i not in carriers]


def dress(
    things: dict[str, Thing], supports: dict[str, Support], stands: dict[str, Stand], surroundings: Sequence[Thing],
    room: Array,
) -> None:  # fmt: skip
    """Adds stands for what came with the place, what makes it first: in the middle of the back wall; forgets what finds
    no room, with what is on it.

    `room`: (2, 3) m inner bounds. `surroundings`: what is built in.
    """
    pieces = [things[i] for i in dressing_of(things, supports) if i not in stands]
    placed = [i for i in stands if things[i].kind == "floor" and supports[i].kind == "floor"]
    blocked = [corners(stands[i].pose, things[i].extents) for i in placed]
    blocked += [corners(np.append(thing.centre, 0.0), thing.half) for thing in surroundings]
    blocked += doorways([thing for thing in things.values() if thing.asset.category == "room"])
    last_table: Thing | None = None
    seats = 0
    for number, thing in enumerate(pieces):
        spots = _along_walls(thing, room, middle=number == 0 and "bench" not in thing.words)
        if last_table is not None and thing.words & SEATS and thing.height < 1.3:
            spots = _at_table(thing, last_table, stands[last_table.object_id], seats)
            seats += 1
        elif "coffee table" in _said(thing) and (couch := _couch(pieces[:number], stands)) is not None:
            spots = _before(thing, couch, stands[couch.object_id], 0.4)
        pose = next((pose for pose in spots if _is_free(thing, pose, room, blocked)), None)
        if pose is None:
            pose = next((p for p in _along_walls(thing, room, middle=False) if _is_free(thing, p, room, blocked)), None)
        if pose is None:
            for object_id in [thing.object_id, *(i for i, s in supports.items() if s.parent_id == thing.object_id)]:
                del things[object_id], supports[object_id]
            continue
        stands[thing.object_id] = Stand(pose=pose, base=-min(thing.bottom, 0.0))
        blocked.append(corners(pose, thing.extents))
        if thing.words & TABLES:
            last_table, seats = thing, 0


def doorways(room_things: list[Thing]) -> list[Array]:
    """The floor before the doors of a room, as footprints."""
    found = []
    for thing in room_things:
        for door in thing.asset.affordances_of("doorway"):
            place, half = door.frame.translation[:2].astype(np.float64), 0.5 * float(door.dimensions[0])
            found.append(place + np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [DOORWAY_M, half])
    return found


def _said(thing: Thing) -> str:
    return thing.asset.label.lower() or thing.asset.category


def _couch(pieces: list[Thing], stands: Mapping[str, Stand]) -> Thing | None:
    return next((t for t in pieces if t.words & {"couch", "sofa"} and t.object_id in stands), None)


def _before(thing: Thing, other: Thing, stand: Stand, gap_m: float) -> Iterator[Array]:
    ahead = np.array([0.0, -(other.extents[1] + gap_m + thing.extents[1])])
    yield np.array([*(stand.pose[:2] + turn(float(stand.pose[2]), ahead)), stand.pose[2]])


def _at_table(seat: Thing, table: Thing, stand: Stand, number: int) -> Iterator[Array]:
    """Stools in a row before a counter; chairs at the ends of a table, then before it, all turned to it."""
    heading = float(stand.pose[2])
    side = table.extents[0] + seat.extents[1] + 0.06
    front = table.extents[1] + seat.extents[1] + 0.06
    row = 0.62 * ((number + 1) // 2) * (1 if number % 2 else -1)
    before = (row, -front, np.pi) if "counter" in table.words else (0.0, -front, np.pi)
    ends = [(-side, 0.0, 0.5 * np.pi), (side, 0.0, -0.5 * np.pi)]
    if "desk" in table.words or "counter" in table.words:
        ends = []
    for x, y, own in (*ends, before):
        offset = turn(heading, np.array([x, y]))
        yield np.array([*(stand.pose[:2] + offset), heading + own])


def _along_walls(thing: Thing, room: Array, middle: bool) -> Iterator[Array]:
    """Poses with the back to a wall: the back wall from its middle or its corners on, then the sides, from the back."""
    low, high = room.astype(np.float64)
    half, deep = thing.extents
    serves = "counter" in thing.words and _said(thing) != "counter"  # a bar, not what is in a kitchen
    off = deep + 0.02 + (BEHIND_COUNTER_M if serves else 0.0)
    reach = 0.5 * (high[0] - low[0]) - half - 0.05
    centre = 0.5 * (low[0] + high[0])
    offsets = np.arange(0.0, max(reach, 0.0) + 1e-6, STEP_M)
    tall = thing.height > 1.2 or middle
    for offset in offsets if tall else offsets[::-1]:
        for side in (1.0, -1.0):
            yield np.array([centre + side * offset, high[1] - off, 0.0])
    first = max(FRONT_M, low[1] + 0.2) + half
    for y in np.arange(high[1] - half - 0.05, first, -STEP_M):
        for x, heading in ((low[0] + off, 0.5 * np.pi), (high[0] - off, -0.5 * np.pi)):
            yield np.array([x, y, heading])


def _is_free(thing: Thing, pose: Array, room: Array, blocked: list[Array]) -> bool:
    outline = corners(pose, thing.extents)
    inside = (outline >= room[0, :2] - 1e-6).all() and (outline <= room[1, :2] + 1e-6).all()
    return bool(inside) and all(polygon_separation(outline, other) > APART_M * 0.5 for other in blocked)


