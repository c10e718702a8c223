"""What rolls, slides or bounces down a ramp, a slide or stairs begins at its upper end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..protocol.conventions import direction_heading
from ..protocol.scene import SceneDescription
from .separation import Array, turn
from .stand import Stand, to_world
from .surfaces import height_at, surfaces_of
from .things import PLANTS, Thing

DESCENDING = frozenset({
    "roll", "slide", "bounce", "tumble", "fall", "drop", "skid", "glide", "hop", "race", "speed", "rush", "drive", "go"
})  # fmt: skip
DROPPED = frozenset({"drop", "fall"})
DROP_M = 0.45
FALLING_M = 0.9
"""what is larger and falls, falls over"""
LEAST_SLOPE = 0.12
"""rise per metre from which something rolls down by itself"""
FIRST_BEYOND_FOOT_M = 0.25


@dataclass(frozen=True, kw_only=True)
class Descent:
    """The upper end of a slope, in the asset space of its owner."""

    top: Array
    """(3,) m, where things begin"""
    downhill: Array
    """(2,) unit"""
    slope: float
    """rise per metre at the top; 0 on a step"""
    foot_m: float
    """from the footprint's centre to the lower end"""


def descent_of(thing: Thing, room_m: float) -> Descent | None:
    """The upper end of a ramp, slide or stairs, with `room_m` of it behind the place; None for what is level."""
    steps = surfaces_of(thing, "stand_at")
    if not steps:
        return None
    axis = int(thing.extents[1] >= thing.extents[0])
    half = float(thing.extents[axis])
    if len(steps) > 2:
        high, low = max(steps, key=lambda s: s.centre[2]), min(steps, key=lambda s: s.centre[2])
        way = (low.centre - high.centre)[:2]
        if high.centre[2] - low.centre[2] < 0.2 or np.linalg.norm(way) < 0.1:
            return None
        return Descent(top=high.centre, downhill=way / np.linalg.norm(way), slope=0.0, foot_m=half)
    along = np.linspace(-0.96, 0.96, 33) * half
    points = np.tile(thing.centre, (33, 1))
    points[:, axis] += along
    heights = height_at(thing.asset, points)
    if not np.isfinite(heights).all() or abs(heights[-1] - heights[0]) < 2.0 * half * LEAST_SLOPE:
        return None
    if heights[0] > heights[-1]:
        along, heights = -along[::-1], heights[::-1]
        uphill = -np.eye(2)[axis]
    else:
        uphill = np.eye(2)[axis]
    slopes = np.gradient(heights, along)
    mean = float(np.ptp(heights)) / (2.0 * half)
    fitting = np.flatnonzero((slopes > 0.6 * mean) & (along < 0.98 * half - room_m))
    k = int(fitting[-1]) if len(fitting) else len(along) // 2
    top = np.array([*(thing.centre + along[k] * uphill), heights[k]])
    return Descent(top=top, downhill=-uphill, slope=float(slopes[k]), foot_m=half)


def descents(description: SceneDescription, things: dict[str, Thing]) -> Iterator[tuple[str, str, str]]:
    """Object, what it comes down, and the verb's first word, for everything but people that acts so."""
    entities = {entity.id: entity for entity in description.entities}
    for action in description.actions:
        base = action.verb.split()[0]
        actor = entities.get(action.actor_id)
        if actor is None or base not in DESCENDING:
            continue
        named = [action.target_id] if action.target_id else []
        named += [r.object_id for r in description.relations if r.subject_id == actor.id and r.object_id not in named]
        slopes = [
            i for n in named if n in entities for i in entities[n].object_ids
            if i in things and not things[i].is_person and descent_of(things[i], 0.1) is not None
        ]  # fmt: skip
        for number, object_id in enumerate(i for i in actor.object_ids if i in things and not things[i].is_person):
            if slopes and object_id not in slopes:
                yield object_id, slopes[number % len(slopes)], base


def falls_off(description: SceneDescription, things: dict[str, Thing]) -> Iterator[tuple[str, str]]:
    """Object, and the table, shelf or tree that it is on until it falls or rolls off."""
    entities = {entity.id: entity for entity in description.entities}
    for action in description.actions:
        base = action.verb.split()[0]
        for relation in description.relations if base in DESCENDING else ():
            words = set(f"{relation.predicate} {relation.spatial or ''} {action.verb}".split())
            actor, holder = entities.get(relation.subject_id), entities.get(relation.object_id)
            own = relation.subject_id == action.actor_id and relation.predicate.split()[0] == base
            if not own or actor is None or holder is None or not words & {"off", "from"}:
                continue
            holders = [i for i in holder.object_ids if i in things and _gives_off(things[i])]
            for number, object_id in enumerate(i for i in actor.object_ids if i in things and not things[i].is_person):
                if holders:
                    yield object_id, holders[number % len(holders)]


def falling(description: SceneDescription, things: dict[str, Thing]) -> set[str]:
    """Small objects that fall or drop by themselves, and do not fall over."""
    entities = {entity.id: entity for entity in description.entities}
    return {
        object_id
        for action in description.actions
        if action.verb.split()[0] in DROPPED and not {"over", "down"} & set(action.verb.split())
        for object_id in (entities[action.actor_id].object_ids if action.actor_id in entities else ())
        if object_id in things and not things[object_id].is_person and things[object_id].kind == "floor"
        and max(things[object_id].height, things[object_id].reach) < FALLING_M
    }  # fmt: skip


def _gives_off(thing: Thing) -> bool:
    return bool(thing.words & PLANTS or surfaces_of(thing, "surface_top"))


def stand_on_top(thing: Thing, holder: Thing, stand: Stand, number: int, count: int, drops: bool) -> Stand:
    """Touching the slope at its top, `number` of `count` side by side; level things lie along it."""
    found = descent_of(holder, float(thing.extents.max()))
    if found is None:
        raise ValueError(f"{holder.object_id} has no slope")
    across = np.array([-found.downhill[1], found.downhill[0]])
    aside = (number - 0.5 * (count - 1)) * (2.0 * thing.reach + 0.03)
    top = found.top + np.array([*(aside * across), 0.0])
    world = to_world(holder, stand, top)
    downhill = turn(float(stand.pose[2]), found.downhill)
    heading = direction_heading(downhill)
    angle = float(np.arctan(found.slope))
    if thing.radius > 0.0 and abs(thing.height - 2.0 * thing.radius) < 0.1 * thing.height:  # a ball
        base = float(world[2]) + thing.radius * (1.0 / np.cos(angle) - 1.0) - thing.bottom
        return Stand(pose=np.array([*world[:2], heading]), base=_raised(base, holder, stand) if drops else base)
    # a leaning thing turns about its front bottom edge, which lies that much further down
    front = float(thing.extents[1])
    base = float(world[2]) - front * found.slope - thing.bottom
    base = _raised(base, holder, stand) if drops else base
    return Stand(pose=np.array([*world[:2], heading]), base=base, pitch_rad=angle)


def _raised(base: float, holder: Thing, stand: Stand) -> float:
    """The start of a drop: well above the surface, and above rails, which would hide it."""
    return max(base + DROP_M, stand.base + holder.top + 0.02)


def beyond_the_foot(thing: Thing, holder: Thing, targets: list[Thing]) -> list[Array]:
    """Offsets (3,) x, y, heading in the holder's frame: what shall be hit stands in a wedge below the slope."""
    found = descent_of(holder, float(thing.extents.max()))
    if found is None:
        return []
    across = np.array([-found.downhill[1], found.downhill[0]])
    width = max(2.0 * t.reach for t in targets)
    rows = list(itertools.chain.from_iterable([(row, k) for k in range(row + 1)] for row in range(len(targets))))
    places = []
    for row, k in rows[: len(targets)]:
        distance = found.foot_m + FIRST_BEYOND_FOOT_M + 0.5 * width + row * (width + 0.04)
        offset = distance * found.downhill + (k - 0.5 * row) * (width + 0.04) * across
        places.append(np.array([*offset, direction_heading(-found.downhill)]))
    return places
