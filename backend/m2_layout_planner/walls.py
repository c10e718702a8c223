"""Places pictures, mirrors, clocks, windows and doors on walls: the room's, or a wall of the scene."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ..common.naming import capitalized
from ..protocol.scene import SceneDescription
from .separation import Array, turn
from .stand import Stand, to_world
from .supports import Support, instance_pairs
from .things import Thing

CENTRE_HEIGHT_M = {"clock": 1.9, "mirror": 1.45, "picture": 1.55, "painting": 1.55, "poster": 1.5, "sign": 1.6}
STEPS = 17
LOW_SILL_M = 0.62
"""of a sill so deep that one puts things, or oneself, on it"""
_DEEP_M = 0.14
_POOR, _TAKEN = 5.0, 50.0
"""scores of a place behind furniture, and of one that something else has"""
_TOWARD_BACK = 0.6
"""of the half wall: windows at the side are where the camera sees into them"""


@dataclass(frozen=True, kw_only=True)
class Wall:
    """A face that things hang on."""

    owner_id: str | None
    middle: Array
    """(2,) m of its foot"""
    heading: float
    """things on it face this way"""
    half_width: float
    base: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Patch:
    """A taken rectangle on a wall: along it and up."""

    wall: Wall
    low: Array
    high: Array


def hang_on_walls(
    things: dict[str, Thing], supports: dict[str, Support], stands: dict[str, Stand], room: Array | None,
    unsatisfied: list[str], fixed: frozenset[str], behind: Mapping[str, str],
) -> None:  # fmt: skip
    """Adds stands for everything whose support is a wall; doors and windows first, what nobody asked for last, and
    only where it finds room.

    `behind`: object -> the thing that it hangs behind, as the camera sees it.
    """
    room_walls = list(_room_walls(room)) if room is not None else []
    taken: list[Patch] = []
    members = [i for i, s in supports.items() if s.kind == "wall" and i not in fixed]
    members.sort(key=lambda i: (things[i].entity is None, not things[i].words & {"door"},
                                not things[i].words & {"window"}))  # fmt: skip
    for object_id in members:
        thing, support = things[object_id], supports[object_id]
        walls = room_walls
        if support.parent_id is not None and support.parent_id in stands:
            walls = [_front_of(things[support.parent_id], stands[support.parent_id])]
        before = behind.get(object_id)
        if before is not None and walls is room_walls:
            walls = room_walls[:1]
        best: tuple[float, Stand, Patch] | None = None
        for rank, wall in enumerate(walls):
            for along in np.linspace(-1.0, 1.0, STEPS) * max(wall.half_width - thing.extents[0] - 0.1, 0.0):
                over = things[before].top if before in stands and things[before].kind == "floor" else 0.0
                stand, patch = _hang(thing, wall, float(along), over)
                score = _score(thing, wall, rank, float(along), patch, taken, things, supports, stands)
                if before in stands:
                    score += 2.0 * abs(float(stand.pose[0] - stands[before].pose[0]))
                if best is None or score < best[0]:
                    best = (score, stand, patch)
        if things[object_id].entity is None and (best is None or best[0] >= _POOR):
            del things[object_id], supports[object_id]
            continue
        if best is None:
            unsatisfied.append(capitalized(f"{thing.name} is not on a wall: there is no wall."))
            stands[object_id] = Stand(pose=np.array([1.2, 1.2, 0.0]), base=0.0)
            continue
        stands[object_id] = best[1]
        taken.append(best[2])
        if best[0] >= _TAKEN:
            unsatisfied.append(
                capitalized(f"{thing.name} overlaps something else on the wall: there is too little room.")
            )


def _room_walls(room: Array) -> Iterator[Wall]:
    """Back wall, then left, then right; the camera's side stays open."""
    low, high = room.astype(np.float64)
    x, y = 0.5 * (low[:2] + high[:2])
    half_x, half_y = 0.5 * (high[:2] - low[:2])
    height = float(high[2] - low[2])
    yield Wall(owner_id=None, middle=np.array([x, high[1]]), heading=0.0, half_width=half_x, base=0.0, height=height)
    yield Wall(
        owner_id=None, middle=np.array([low[0], y]), heading=0.5 * np.pi, half_width=half_y, base=0.0, height=height
    )
    yield Wall(
        owner_id=None, middle=np.array([high[0], y]), heading=-0.5 * np.pi, half_width=half_y, base=0.0, height=height
    )


def _front_of(thing: Thing, stand: Stand) -> Wall:
    """The front face of a wall, fence or house."""
    faces = thing.asset.affordances_of("lean_at")
    if faces:
        point = to_world(thing, stand, faces[0].frame.translation.astype(np.float64))
        half, height = 0.5 * float(faces[0].dimensions[0]), float(faces[0].dimensions[2])
        return Wall(owner_id=thing.object_id, middle=point[:2], heading=stand.pose[2], half_width=half,
                    base=stand.base, height=max(height, thing.height))  # fmt: skip
    front = stand.pose[:2] + turn(stand.pose[2], np.array([0.0, -thing.extents[1]]))
    return Wall(owner_id=thing.object_id, middle=front, heading=stand.pose[2], half_width=float(thing.extents[0]),
                base=stand.base, height=thing.height)  # fmt: skip


def _hang(thing: Thing, wall: Wall, along: float, over: float) -> tuple[Stand, Patch]:
    middle = next((h for word, h in CENTRE_HEIGHT_M.items() if word in thing.words), 1.5)
    bottom = middle - 0.5 * thing.height
    if thing.words & {"door", "curtain"}:
        bottom = 0.0
    elif thing.words & {"window"}:
        bottom = 0.9 if thing.height < 1.7 else 0.3
        bottom = min(bottom, LOW_SILL_M) if _has_deep_sill(thing) else bottom
    if not thing.words & {"door", "curtain"}:  # what stands before it does not hide it
        bottom = max(bottom, over + 0.05)
    bottom = float(np.clip(bottom, 0.0, max(wall.height - thing.height - 0.02, 0.0)))
    foot = wall.middle + turn(wall.heading, np.array([along, -thing.extents[1] - 0.002]))
    stand = Stand(pose=np.array([*foot, wall.heading]), base=wall.base + bottom - min(thing.bottom, 0.0))
    low = np.array([along - thing.extents[0], bottom])
    return stand, Patch(wall=wall, low=low, high=np.array([along + thing.extents[0], bottom + thing.height]))


def _has_deep_sill(thing: Thing) -> bool:
    """Whether a window is there for what is on its sill, and is looked at from before it."""
    return bool(thing.words & {"window"}) and float(thing.extents[1]) > _DEEP_M


def _score(
    thing: Thing, wall: Wall, rank: int, along: float, patch: Patch, taken: list[Patch], things: dict[str, Thing],
    supports: dict[str, Support], stands: dict[str, Stand],
) -> float:  # fmt: skip
    """Lower is better: free of other patches, not behind furniture, near the middle of the back wall."""
    side_wall = 0.9 * rank
    prefer_side = 0.6 if thing.words & {"door", "window"} and not _has_deep_sill(thing) else 0.0
    back = np.sin(wall.heading) * _TOWARD_BACK if thing.words & {"window"} else 0.0
    score = abs(side_wall - prefer_side) + 0.25 * abs(along / max(wall.half_width, 0.1) - back)
    for other in taken:
        if other.wall is wall or other.wall.owner_id == wall.owner_id is not None:
            gap = np.maximum(patch.low - other.high, other.low - patch.high).max()
            score += 50.0 if gap < 0.0 else 3.0 * max(0.0, 0.25 - float(gap))
    for object_id, stand in stands.items():
        furniture = things[object_id]
        if supports[object_id].kind != "floor" or furniture.kind != "floor" or object_id == wall.owner_id:
            continue
        offset = turn(-wall.heading, stand.pose[:2] - wall.middle)  # x along the wall, -y into the room
        beside = abs(offset[0] - along) - furniture.reach - thing.extents[0]
        distance = -offset[1] - furniture.reach
        hidden = furniture.top > patch.low[1] and beside < 0.0
        if hidden and distance < (0.9 if thing.words & {"door"} else 0.3):
            score += 6.0
    return score


def what_is_before(description: SceneDescription, things: Mapping[str, Thing]) -> dict[str, str]:
    """Object -> the first thing that the prompt puts it behind."""
    found: dict[str, str] = {}
    for relation in description.relations:
        if relation.spatial == "behind":
            for subject, other in instance_pairs(description, relation, things):
                found.setdefault(subject, other)
    return found
