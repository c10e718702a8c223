"""Ways of who rides an animal or a board or drives a car: both begin at one place, the rider where the mount is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.mounts import is_board, is_driven, is_ridden
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action, WalkPath
from .paths import plan_path, resample
from .separation import Array
from .stand import Stand
from .standoff import outline_distance
from .things import ROADS

if TYPE_CHECKING:
    from .choreography import Choreography

_RIDE_M_S, _FAST_M_S, _DRIVE_M_S, _BOARD_M_S = 1.9, 4.5, 5.0, 2.6
_USUAL_S = 4.2
_TOWARD = frozenset({"to", "toward", "towards", "into", "past"})
_FAST = frozenset({"gallop", "race", "canter", "fast", "quickly"})


def mount(plan: Choreography, actor: str, action: Action, target: str) -> bool:
    """Plans a ride on an animal or in a car; False for anything else."""
    thing = plan.scene.things[target]
    asset = thing.asset
    if not (is_ridden(asset) or is_driven(asset) or is_board(asset)) or plan.has_way(actor):
        return False
    if is_driven(asset) and (shared := _company(plan, target)) is not None:
        if actor not in plan.scene.held:
            plan.scene.stands[actor] = plan.scene.stands[target]
        plan.where[actor] = plan.scene.stands[target].pose
        along = np.asarray(shared.points[:, :2], dtype=np.float64)
        plan.add(actor, action, target, along, shared.start_heading_rad, shared.end_heading_rad)
        return True
    words = {*action.verb.split(), *" ".join(action.manner).split()}
    ridden = _FAST_M_S if words & _FAST else _RIDE_M_S
    speed = _DRIVE_M_S if is_driven(asset) else _BOARD_M_S if is_board(asset) else ridden
    length = float(np.clip(speed * (action.duration_s or plan.scene.description.duration_s or _USUAL_S), 4.0, 40.0))
    floor = plan.floor_plan(actor, leave_out=(target,))
    goal = _goal(plan, action, actor, target)
    road = plan.scene.things.get(plan.scene.supports[target].parent_id or "")
    lane = _lane(plan) if is_driven(asset) else None
    if goal is not None:
        points = _up_to(plan, goal, target, length)
    elif road is not None and road.words & ROADS and target in plan.scene.stands:
        x, y, heading = plan.scene.stands[target].pose
        ahead = np.array([np.sin(heading), -np.cos(heading)])
        points = np.array([x, y]) + np.array([[-0.5], [0.5]]) * length * ahead
    elif lane is not None:
        points = lane[0] + np.array([[-0.5], [0.5]]) * length * lane[1]
    else:
        end = plan.free_line(floor, 0.42 * np.pi, length)
        points = np.stack([end[:2] - length * np.array([np.sin(end[2]), -np.cos(end[2])]), end[:2]])
    way = plan_path(floor, points[0], points[-1]) if thing.is_person else None
    way = resample(points) if way is None else way
    start = np.array([*way[0], direction_heading(way[min(2, len(way) - 1)] - way[0])])
    for name in (target, actor):
        if name not in plan.scene.held:
            plan.scene.stands[name] = Stand(pose=start, base=0.0)
    plan.where[actor] = start
    plan.add(actor, action, target, way, start[2], direction_heading(way[-1] - way[-2]))
    if thing.is_person:
        plan.where[target] = start
        plan.add(target, action, None, way, start[2], direction_heading(way[-1] - way[-2]))
    return True


def _company(plan: Choreography, target: str) -> WalkPath | None:
    """The way of who sits in a car already."""
    return next((path for path in plan.paths if path.target_id == target and len(path.points) > 1), None)


def _lane(plan: Choreography) -> tuple[Array, Array] | None:
    """The middle (2,) and direction (2,) of the lane that a car keeps to: of a road that is there, on its right half,
    or along a street of the surroundings, which runs along X; None away from roads."""
    roads = [name for name, thing in plan.scene.things.items() if thing.words & ROADS and name in plan.scene.stands]
    if not roads:
        return (np.zeros(2), np.array([-1.0, 0.0])) if plan.scene.is_along_fronts else None
    extents, pose = plan.scene.things[roads[0]].extents, plan.scene.stands[roads[0]].pose
    long = int(extents[1] >= extents[0])
    turned = pose[2] + (0.0 if long == 1 else 0.5 * np.pi)
    ahead = np.array([np.sin(turned), -np.cos(turned)])
    ahead *= 1.0 if ahead[1] < 0.0 else -1.0  # rather toward the camera
    right = np.array([ahead[1], -ahead[0]])
    return pose[:2] + 0.25 * float(extents[1 - long]) * right, ahead


def _goal(plan: Choreography, action: Action, actor: str, target: str) -> str | None:
    """Where the ride ends: `rides a horse to a castle`."""
    for relation in plan.scene.description.relations:
        said = relation.predicate.split()
        if relation.subject_id == action.actor_id and said[0] == action.verb.split()[0] and said[-1] in _TOWARD:
            found = [i for i in plan.present(relation.object_id) if i in plan.scene.stands and i not in (actor, target)]
            if found and plan.scene.things[found[0]].kind not in ("environment", "ground"):
                return found[0]
    return None


def _up_to(plan: Choreography, goal: str, target: str, length: float) -> Array:
    """Across the picture to a stop before a thing."""
    thing, pose = plan.scene.things[goal], plan.scene.stands[goal].pose
    side = 1.0 if plan.rng.random() < 0.5 else -1.0
    heading = side * 0.62 * np.pi
    ahead = np.array([np.sin(heading), -np.cos(heading)])
    reach = outline_distance(thing, pose[2], -ahead) + 0.8 + float(plan.scene.things[target].extents[1])
    end = pose[:2] - reach * ahead
    return np.stack([end - length * ahead, end])
