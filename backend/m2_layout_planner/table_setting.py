"""What someone who sits at a table types on, reads, eats or takes lies on the table straight before them, and so does
what the table is set with: one of each before everybody, cups and knives to the right, forks to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.states import seats_from_start
from ..protocol.scene import Entity
from .plane import Region
from .separation import Array, turn
from .stand import Stand, surface_height
from .surfaces import Surface
from .verbs import need_of

if TYPE_CHECKING:
    from .placing import Scene

EDGE_M = 0.04
"""between a table's edge and what is used there"""
SETTING = {
    "plate": 0.0, "bowl": 0.0, "cup": 1.0, "mug": 1.0, "glass": 1.0, "wine glass": 1.0, "goblet": 1.0, "fork": -0.7,
    "knife": 0.7, "spoon": 0.8, "napkin": -0.9,
}  # fmt: skip
"""categories that tables are set with, and how far to the right of whose they are, in widths of a plate"""
PLATE_M = 0.24
FAR_M = 0.9
"""from the middle of a seat to the edge of the table that it stands at, at most"""


def set_before_sitters(scene: Scene, parent_id: str, members: list[str], surface: Surface, region: Region) -> None:
    """Stands of those members of a table's surface that a sitter uses; none that has one already."""
    table, stand = scene.things[parent_id], scene.stands[parent_id]
    laid: list[tuple[Array, float]] = []
    for object_id, seat_id in {**_used_from(scene), **_set_for(scene, members)}.items():
        if object_id not in members or object_id in scene.stands or seat_id not in scene.stands:
            continue
        thing, seat = scene.things[object_id], scene.stands[seat_id]
        ahead = turn(seat.pose[2], np.array([0.0, -1.0]))
        edge_m = _way_to(region, seat.pose[:2], ahead)
        if edge_m is None:
            continue
        reach = float(thing.extents.max())
        aside = PLATE_M * SETTING.get(thing.asset.category, 0.0) * np.array([ahead[1], -ahead[0]])
        point = seat.pose[:2] + (edge_m + EDGE_M + thing.extents[1]) * ahead
        if thing.asset.category in SETTING and any(np.linalg.norm(point - at) < reach + other for at, other in laid):
            point = point + aside + (0.5 * PLATE_M if SETTING[thing.asset.category] == 1.0 else 0.0) * ahead
            if any(np.linalg.norm(point - at) < min(reach, 0.05) + other for at, other in laid):
                continue  # there is no room left before this sitter
        laid.append((point, reach))
        pose = np.array([*point, seat.pose[2] + np.pi])  # its front to the sitter
        base = surface_height(table, stand, surface, thing, pose) - min(thing.bottom, 0.0)
        scene.stands[object_id] = Stand(pose=pose, base=base)


def _set_for(scene: Scene, members: list[str]) -> dict[str, str]:
    """Object -> the seat before which it is laid, of what a table is set with and there is one of for every sitter."""
    entities = {entity.id: entity for entity in scene.description.entities}
    seats = list(_seats(scene, entities).values())
    sets = (entity for entity in entities.values() if entity.category in SETTING and entity.count == len(seats))
    own = [entity for entity in sets if entity.object_ids[0] in members]
    own.sort(key=lambda entity: abs(SETTING[entity.category]))
    return {object_id: seat for entity in own for object_id, seat in zip(entity.object_ids, seats, strict=True)}


def _used_from(scene: Scene) -> dict[str, str]:
    """Object -> the seat of who uses it; one thing between several sitters is nobody's own."""
    entities = {entity.id: entity for entity in scene.description.entities}
    seats = _seats(scene, entities)
    users: dict[str, list[str]] = {}
    for action in scene.description.actions:
        actor, thing = entities.get(action.actor_id), entities.get(action.target_id or "")
        if actor is not None and thing is not None and need_of(action) in ("touch", "take"):
            known = users.setdefault(thing.id, [])
            known += [person for person in actor.object_ids if person in seats and person not in known]
    return {
        object_id: seats[person]
        for thing_id, people in users.items() if len(people) == entities[thing_id].count
        for object_id, person in zip(entities[thing_id].object_ids, people, strict=True)
    }  # fmt: skip


def _seats(scene: Scene, entities: dict[str, Entity]) -> dict[str, str]:
    """Person -> where they sit, from the start or once they have sat down."""
    found = seats_from_start(scene.description, {i: thing.asset for i, thing in scene.things.items()})
    for action in scene.description.actions:
        person, seat = entities.get(action.actor_id), entities.get(action.target_id or "")
        if action.verb.split()[0] == "sit" and person is not None and seat is not None and seat.count == person.count:
            for sitter, own in zip(person.object_ids, seat.object_ids, strict=True):
                found.setdefault(sitter, own)
    return found


def _way_to(region: Region, start: Array, along: Array) -> float | None:
    """The distance in m at which a ray enters a region; None where it begins inside, misses it or has far to go."""
    enter, leave = 0.0, np.inf
    for normal, limit in region.sides():
        slope, ahead = float(normal @ along), limit - float(normal @ start)
        if abs(slope) < 1e-9:
            if ahead < 0.0:
                return None
        elif slope < 0.0:
            enter = max(enter, ahead / slope)
        else:
            leave = min(leave, ahead / slope)
    return enter if 0.0 < enter < min(leave, FAR_M) else None
