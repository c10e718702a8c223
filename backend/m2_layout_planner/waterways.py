"""Ways at a river, lake or pond: along its banks, over its bridges, through its water."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.afloat import BATHES, SWIMMING
from ..common.rivers import RiverScene, Watercourse, river_scene
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action, WalkPath
from .banks import on_the_bank, side_along
from .paths import plan_path, resample
from .placing import Scene
from .separation import Array
from .verbs import need_of, passing, speed_m_s

if TYPE_CHECKING:
    from .choreography import Choreography

_WALK_OFF_M = 0.95
"""from the water to who walks along it"""
_BEYOND_M = 1.1
"""how far a way over a bridge begins before it and ends beyond it"""
_WADING, _BED = 0.26, 0.5
"""how deep one wades, at most, in statures and in half widths of the water"""
_USUAL_S, _SWIM_M_S = 4.2, 0.9
_ALONG = frozenset({"along", "by", "beside", "past", "down", "up", "near"})
_OVER = frozenset({"cross", "walk", "run", "jog", "ride", "go", "come", "march", "stroll", "wander", "skip", "drive"})


def go_by_water(plan: Choreography, actor: str, action: Action, target: str | None) -> bool:
    """Plans what somebody does who swims in the river, goes along it or over its bridge, or is at its bank; False for
    anything else."""
    scene, water = plan.scene, plan.scene.water
    said = river_scene(scene.description)
    entity = scene.things[actor].entity
    if water is None or said is None or entity is None:
        return False
    if entity.id in said.within and action.verb.split()[0] in SWIMMING - {"dive"} and not plan.has_way(actor):
        _swim(plan, water, actor, action)
        return True
    bridge = _bridge_of(scene, action, target)
    if bridge is not None and not plan.has_way(actor) and need_of(action) == "walk":
        _over(plan, water, bridge, actor, action)
        return True
    is_at = entity.id in said.facing and actor not in plan.where and need_of(action) != "walk"
    if is_at and target in scene.stands and _is_within(scene, said, target):
        beside = side_along(water, scene.stands[target].pose[:2])
        plan.put(actor, on_the_bank(scene, water, said, scene.things[actor], beside, True).pose)
        return True
    if target != water.river_id:
        return False
    if need_of(action) == "walk" and actor not in plan.where and passing(action) in _ALONG:
        _along(plan, water, actor, action)
        return True
    if need_of(action) == "walk" and actor not in plan.where and passing(action) in ("across", "through"):
        _wade(plan, water, actor, action)
        return True
    if entity.id in said.facing and actor not in plan.where:
        plan.put(actor, on_the_bank(scene, water, said, scene.things[actor], 0.0, True).pose)
        return True
    return False


def _is_within(scene: Scene, said: RiverScene, object_id: str | None) -> bool:
    entity = scene.things[object_id].entity if object_id is not None else None
    return entity is not None and entity.id in said.within


def _bridge_of(scene: Scene, action: Action, target: str | None) -> str | None:
    """The bridge that somebody goes over: the one said, or one that is there where the river is crossed."""
    bridges = scene.water.bridges if scene.water is not None else {}
    words = set(f"{action.verb} {action.text}".lower().split())
    if target in bridges:
        return target if action.verb.split()[0] in _OVER and not words & {"to", "toward", "towards", "under"} else None
    crosses = action.verb.split()[0] == "cross" or words & {"across", "over"}
    at_river = scene.water is not None and (target == scene.water.river_id or target is None)
    return next(iter(bridges), None) if crosses and at_river else None


def _swim(plan: Choreography, water: Watercourse, actor: str, action: Action) -> None:
    """Along the middle of the water, across the picture."""
    number = sum(p.action_id == action.id for p in plan.paths)
    length = _SWIM_M_S * (action.duration_s or plan.scene.description.duration_s or _USUAL_S)
    across = min(0.3 * water.half_width_m, 0.5) * (-1.0) ** number
    points = water.line(np.linspace(-0.5, 0.5, 25) * length - 1.4 * number, across, np.zeros(2))
    if points[-1, 0] < points[0, 0]:
        points = points[::-1]
    bathes = action.verb.split()[0] in BATHES
    _add(plan, actor, action, resample(points), water.level_m - (0.0 if bathes else _wading_m(plan, water, actor)))


def _wading_m(plan: Choreography, water: Watercourse, actor: str) -> float:
    """How deep somebody stands in the water: up to the knees or the thighs."""
    return min(_WADING * plan.scene.things[actor].height, _BED * water.half_width_m)


def _wade(plan: Choreography, water: Watercourse, actor: str, action: Action) -> None:
    """Through the water from one bank to the other, on its bed."""
    middle, flow = water.nearest(np.zeros(2))
    over = np.array([-flow[1], flow[0]])
    over = over if over[1] < 0.0 else -over  # toward the viewer
    ahead = sum(p.action_id == action.id for p in plan.paths) * (1.0 + 2.0 * float(plan.scene.things[actor].body[1]))
    reach = max(water.half_width_m - 0.3, 0.6)
    ends = np.array([middle - (reach + ahead) * over, middle + (reach - ahead) * over])
    _add(plan, actor, action, resample(ends), water.level_m - _wading_m(plan, water, actor))


def _along(plan: Choreography, water: Watercourse, actor: str, action: Action) -> None:
    """On the bank, as it bends; on the side of the viewer, or beyond the water that is before the picture."""
    number = sum(p.action_id == action.id for p in plan.paths)
    body = plan.scene.things[actor].body
    length = speed_m_s(action) * (action.duration_s or plan.scene.description.duration_s or 3.4) + 2.0 * float(body[1])
    middle, flow = water.nearest(np.zeros(2))
    left = np.array([-flow[1], flow[0]])
    in_it = float(np.linalg.norm(middle)) < water.half_width_m  # the water runs through the picture: beyond it
    side = float(np.sign(left[1])) if in_it else float(np.sign(-(middle @ left)) or 1.0)
    off = _WALK_OFF_M + 0.7 * number + float(body[0])
    points = water.shoreline(np.linspace(-0.5, 0.5, 31) * length, off, side > 0.0, np.zeros(2))
    points = points[::-1] if plan.rng.random() < 0.5 else points
    floor = plan.floor_plan(actor)
    if float(floor.clearance(points).min()) < 0.2 and (way := plan_path(floor, points[0], points[-1])) is not None:
        points = way
    _add(plan, actor, action, resample(points), 0.0)


def _over(plan: Choreography, water: Watercourse, bridge: str, actor: str, action: Action) -> None:
    """Over the deck from bank to bank, across the picture; several one behind the other."""
    middle, span, half = water.bridges[bridge]
    body = plan.scene.things[actor].body
    ahead = sum(p.action_id == action.id for p in plan.paths) * (1.1 + 2.0 * float(body[1]))
    reach = half + _BEYOND_M + float(body[1])
    span = span if plan.rng.random() < 0.5 else -span
    ends = np.array([middle - (reach + ahead) * span, middle + (reach - ahead) * span])
    _add(plan, actor, action, resample(ends), 0.0)


def _add(plan: Choreography, actor: str, action: Action, points: Array, level_m: float) -> None:
    """The whole way of somebody from where it begins."""
    start = np.array([*points[0], direction_heading(points[min(2, len(points) - 1)] - points[0])])
    plan.put_first(actor, start)
    end = direction_heading(points[-1] - points[-2])
    plan.paths.append(
        WalkPath(
            actor_id=actor, action_id=action.id, target_id=None,
            points=np.column_stack([points, np.full(len(points), level_m)]).astype(np.float32),
            start_heading_rad=float(start[2]), end_heading_rad=float(end),
        )
    )  # fmt: skip
    plan.where[actor] = np.array([*points[-1], end])
