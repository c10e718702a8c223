"""Walks that go nowhere: round something, past it, along with somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.pursuits import HAND_IN_HAND
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .first_place import way_up_to
from .hands import moved_along
from .paths import plan_path, resample
from .separation import Array, turn
from .standoff import outline_distance, pushed_way
from .things import is_mountain
from .verbs import Need, need_of, speed_m_s

if TYPE_CHECKING:
    from .choreography import Choreography

_ABREAST_M, _HALF_STEP_M = 0.75, 0.35
_RUN_UP_M, _TAKE_OFF_M, _TAKE_OFF_BODIES, _STRIDE_M = 1.6, 0.35, 1.25, 0.6
"""of a jump through a hoop: the run-up, how far before the ring one takes off over so many half lengths of the body"""
_FROM_AFAR_RAD, _FROM_AFAR_M = 0.4, 5.0
"""from the way straight to the viewer, of who comes from a mountain; how far they come at least"""
_ROLLED_M = 6.4
"""of the way that something is pushed along by its bar"""
_JOINED_M = 0.58
"""of two who have each other's hand"""
"""between the middles of two who walk together"""


def circle(plan: Choreography, actor: str, action: Action, target: str | None) -> None:
    """Once around a thing, or around a free place."""
    floor = plan.floor_plan(actor)
    if target is not None:
        centre = plan.scene.stands[target].pose
        thing = plan.scene.things[target]
        angle = np.linspace(0.0, 2.0 * np.pi, 25)
        directions = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        reach = np.array([outline_distance(thing, centre[2], d) for d in directions])
        reach = np.maximum(reach, reach.max() * 0.85) + 0.6
        ring = centre[:2] + reach[:, None] * directions
        if float(floor.clearance(ring).min()) < 0.15:
            plan.scene.unsatisfied.append(f"There is too little room to walk around {thing.name}.")
    else:
        radius = 1.1 if speed_m_s(action) < 2.0 else 1.8
        current = plan.where.get(actor)
        middles = np.array([[x, y] for y in (0.0, -1.5, 1.5) for x in (0.0, 1.5, -1.5)])
        if current is not None:  # the circle begins where the person is, to the left of it
            side = turn(current[2], np.array([1.0, 0.0]))
            middles = np.array([current[:2] + radius * side, current[:2] - radius * side])
        angle = np.linspace(0.0, 2.0 * np.pi, 25)
        rings = middles[:, None] + radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        room = np.array([float(floor.clearance(r).min()) for r in rings])
        ring = rings[int(np.argmax(np.minimum(room, 0.5)))]
    if actor in plan.where:
        first = int(np.argmin(np.linalg.norm(ring[:-1] - plan.where[actor][:2], axis=1)))
    else:
        first = 18  # nearest to the camera, walking to the right
    loop = np.concatenate([ring[first:-1], ring[: first + 1]])
    heading = direction_heading(loop[1] - loop[0])
    if actor not in plan.where:
        plan.put(actor, np.array([*loop[0], heading]))
    here = plan.where[actor]
    points = np.concatenate([here[None, :2], loop]) if np.linalg.norm(loop[0] - here[:2]) > 0.05 else loop
    plan.add(actor, action, target, resample(points), here[2], direction_heading(loop[-1] - loop[-2]))


def pass_by(plan: Choreography, actor: str, action: Action, target: str, way: str) -> None:
    """Across a road, along it, or past the camera's side of a thing."""
    thing, pose = plan.scene.things[target], plan.scene.stands[target].pose
    direction, centre = np.array([1.0, 0.0]), pose[:2].copy()
    if thing.kind in ("ground", "environment"):
        long = thing.extents[0] >= thing.extents[1]
        direction = turn(pose[2], np.array([1.0, 0.0] if long == (way == "along") else [0.0, 1.0]))
        reach = min(outline_distance(thing, pose[2], direction) + 0.8, 4.0)
        centre = centre if np.linalg.norm(centre) < 6.0 else np.zeros(2)
    else:
        reach = min(float(thing.extents[0]) + 0.9, 3.5)
        centre[1] -= outline_distance(thing, pose[2], np.array([0.0, -1.0])) + 0.9
    body = plan.scene.things[actor].body
    if thing.kind not in ("ground", "environment"):
        centre[1] -= body[0]
        reach += 0.8 * body[1]
    if direction[1] > 0.1:
        direction = -direction  # toward the camera rather than away from it
    elif abs(direction[1]) <= 0.1 and plan.rng.random() < 0.5:
        direction = -direction
    ahead = sum(p.action_id == action.id for p in plan.paths)  # one behind the other
    centre = centre - ahead * (2.0 * body[1] + 0.6) * direction
    start, end = centre - reach * direction, centre + reach * direction
    heading = direction_heading(direction)
    plan.put(actor, np.array([*start, heading]))
    points = plan_path(plan.floor_plan(actor), start, end)
    plan.add(
        actor, action, target, resample(np.array([start, end])) if points is None else points, heading, heading
    )


def pushed_along(plan: Choreography, actor: str, target: str, need: Need) -> Array | None:
    """Direction (2,) in which a thing is pushed by its bar, None for what has none.

    Where nobody has said where it stands, it is turned, with who sits in it, to a free way across the picture, and put
    at its beginning.
    """
    way = pushed_way(plan.scene.things[target], plan.scene.stands[target], need)
    entity = plan.scene.things[target].entity
    said = any(entity is not None and r.subject_id == entity.id and r.spatial
               for r in plan.scene.description.relations)  # fmt: skip
    fixed = said or target in plan.scene.held or plan.scene.supports[target].kind != "floor"
    if way is None or fixed or plan.has_way(actor):
        return way
    old, thing = plan.scene.stands[target], plan.scene.things[target]
    riders = [i for i, support in plan.scene.supports.items() if support.parent_id == target]
    floor = plan.floor_plan(actor, leave_out=(target, *riders))
    end = plan.free_line(floor, 0.5 * np.pi, _ROLLED_M)
    ahead = np.array([np.sin(end[2]), -np.cos(end[2])])
    start = end[:2] - (_ROLLED_M - float(thing.extents.max())) * ahead
    pose = np.array([*start, old.pose[2] + end[2] - direction_heading(way)])
    for name in (target, *riders):
        if name in plan.scene.stands:
            stand = moved_along(plan.scene.stands[name], old, pose, old.base)
            plan.scene.stands[name] = stand
            if name in plan.where:
                plan.where[name] = stand.pose.copy()
    return ahead


def run_into(plan: Choreography, actor: str, action: Action, obstacle: str) -> None:
    """Straight up to a thing, across the picture."""
    floor = plan.floor_plan(actor, leave_out=(obstacle,))
    usual = float(np.clip(1.9 * speed_m_s(action), 2.5, 5.5))
    way, heading = way_up_to(plan.scene, floor, obstacle, usual, plan.where.get(actor))
    if actor not in plan.where:
        plan.put(actor, np.array([*way[0], heading]))
    plan.add(actor, action, obstacle, resample(way), plan.where[actor][2], heading)


def through(plan: Choreography, actor: str, action: Action, target: str | None) -> bool:
    """A run-up to a hoop, straight along its axis, that ends where one takes off; False for anything else."""
    if target is None or "jumping hoop" not in plan.scene.things[target].words or plan.has_way(actor):
        return False
    pose = plan.scene.stands[target].pose
    ahead = turn(float(pose[2]), np.array([0.0, -1.0]))
    ahead = ahead if ahead[1] <= 0.0 else -ahead
    body = float(plan.scene.things[actor].body[1]) or _STRIDE_M
    take_off = pose[:2] - (_TAKE_OFF_BODIES * body + _TAKE_OFF_M) * ahead
    way = np.array([take_off - (_RUN_UP_M + body) * ahead, take_off])
    heading = direction_heading(ahead)
    plan.put_first(actor, np.array([*way[0], heading]))
    plan.add(actor, action, target, resample(way), heading, heading)
    return True


def by_mountain(plan: Choreography, actor: str, action: Action, target: str | None) -> bool:
    """Who goes to a mountain or from it does so before the picture of it: its foot is a long way off."""
    words = set(action.text.lower().split())
    if target is None or need_of(action) != "walk" or actor in plan.where:
        return False
    if not is_mountain(plan.scene.things[target]) or not words & {"to", "toward", "towards", "from", "away"}:
        return False
    heading = _FROM_AFAR_RAD if words & {"from", "away"} else np.pi - _FROM_AFAR_RAD
    length = max(1.9 * speed_m_s(action), _FROM_AFAR_M)
    end = plan.free_line(plan.floor_plan(actor), heading, length)
    start = np.array([*(end[:2] - length * np.array([np.sin(end[2]), -np.cos(end[2])])), end[2]])
    plan.put(actor, start)
    plan.add(actor, action, None, resample(np.array([start[:2], end[:2]])), start[2], end[2])
    return True


def beside_companion(plan: Choreography, actor: str, action: Action) -> bool:
    """`a man and a woman walk`: the second goes along with the first, at the far side and half a step behind.

    False where nobody walks along, or there is no room beside them.
    """
    together = [
        path for path in plan.paths
        if path.action_id in (action.id, action.during) and path.target_id is None and len(path.points) > 1
    ]  # fmt: skip
    if not together:
        return False
    first = together[0]
    ahead = np.array([np.sin(first.end_heading_rad), -np.cos(first.end_heading_rad)])
    aside = np.array([-ahead[1], ahead[0]])
    aside = aside if aside[1] > 0.0 else -aside
    joined = HAND_IN_HAND in action.manner
    apart = (_JOINED_M if joined else _ABREAST_M) + max(0.0, float(plan.scene.things[actor].body[0]) - 0.25)
    floor = plan.floor_plan(actor)
    number = len(together)
    for sideways, behind in ((number, 0.5 * number), (-number, 0.5 * number), (0.0, 1.6 * number)):
        points = first.points[:, :2] + apart * sideways * aside
        points = points - (0.0 if joined else _HALF_STEP_M) * behind * ahead
        if floor.is_free(points[0], points[-1]):
            start = np.array([*points[0], first.start_heading_rad])
            plan.put(actor, start)
            plan.add(actor, action, None, points, first.start_heading_rad, first.end_heading_rad)
            return True
    return False
