"""Where people are who carry things about, and who throw things to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.belongings import goal_of, goes_along
from ..common.implements import PHOTOGRAPHING
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .first_place import free_spot
from .paths import BODY_RADIUS_M, plan_path, resample
from .separation import Array
from .standoff import choose_stand_point, stand_points
from .strolls import pass_by
from .verbs import passing

if TYPE_CHECKING:
    from .choreography import Choreography

NEAREST_M, FARTHEST_M = 2.5, 5.0
"""between two who throw something to each other"""
_PER_STATURE, _SMALL_M, _BIG_M = 2.3, 0.12, 0.20
_STILL_FINE = (2.0, 6.5)
_MEETING_M, _TALKING_M, _LISTENING_M = 4.6, 1.15, 1.7
TALKING = frozenset({"talk", "speak", "chat", "discuss", "argue", "converse", "gossip", "whisper"})
MUTUAL = TALKING | {"fight", "box", "wrestle", "spar", "duel", "fence"}
_PHOTOGRAPHED_FROM = 1.15
"""how far away what is photographed is, in its own heights"""
_WORN = frozenset({"guitar", "violin"})
_CARRIED_ABOUT = frozenset({"carry", "bring"})
_GIVING, _COMES_M = 0.44, 1.3
"""how far apart two stand of whom one hands something to the other (statures), and how far the giver comes"""


def throwing_distance(first_m: float, second_m: float, thing_m: float) -> float:
    """How far apart two people of given statures stand to throw something of a given size: children nearer, a ball
    that takes both hands nearer than one that fits in one."""
    size = 1.1 if thing_m < _SMALL_M else 0.92 if thing_m > _BIG_M else 1.0
    return float(np.clip(_PER_STATURE * size * 0.5 * (first_m + second_m), NEAREST_M, FARTHEST_M))


def throw_across(plan: Choreography, actor: str, action: Action, thing: str, partner: str) -> None:
    """The thrower and who is to catch: at a throwing distance from each other, face to face, across the picture."""
    things = plan.scene.things
    far = throwing_distance(things[actor].top, things[partner].top, 2.0 * float(things[thing].extents.max()))
    if actor not in plan.where and partner not in plan.where:
        end = plan.free_line(plan.floor_plan(actor), 0.5 * np.pi, far)
        back = end[:2] - far * np.array([np.sin(end[2]), -np.cos(end[2])])
        plan.put(actor, np.array([*back, end[2]]))
        plan.put(partner, np.array([*end[:2], end[2] + np.pi]))
    elif actor not in plan.where:
        plan.put(actor, _opposite(plan, actor, plan.where[partner], far))
    elif partner not in plan.where:
        plan.put(partner, _opposite(plan, partner, plan.where[actor], far))
    here, there = plan.where[actor], plan.where[partner]
    away = float(np.linalg.norm(there[:2] - here[:2]))
    points = here[None, :2]
    if not _STILL_FINE[0] <= away <= _STILL_FINE[1]:
        goal = _opposite(plan, actor, there, far)
        way = plan_path(plan.floor_plan(actor), here[:2], goal[:2])
        points = resample(np.array([here[:2], goal[:2]])) if way is None else way
    heading = direction_heading(there[:2] - points[-1])
    for who, facing in ((actor, heading), (partner, heading + np.pi)):
        if len(points) == 1 and not plan.has_way(who):
            plan.face_at_start(who, facing)
    plan.add(actor, action, thing, points, plan.where[actor][2], heading)
    plan.carried[thing] = partner


def hand_across(plan: Choreography, actor: str, action: Action, thing: str, partner: str) -> None:
    """The giver walks up to who is to have it, face to face across the picture; both stay where something is between
    them that it is handed over."""
    things = plan.scene.things
    apart = _GIVING * 0.5 * (things[actor].top + things[partner].top)
    if actor not in plan.where and partner not in plan.where:
        end = plan.free_line(plan.floor_plan(actor), 0.5 * np.pi, apart + _COMES_M)
        back = end[:2] - (apart + _COMES_M) * np.array([np.sin(end[2]), -np.cos(end[2])])
        plan.put(actor, np.array([*back, end[2]]))
        plan.put(partner, np.array([*end[:2], end[2] + np.pi]))
    elif actor not in plan.where:
        plan.put(actor, _opposite(plan, actor, plan.where[partner], apart + _COMES_M))
    elif partner not in plan.where:
        plan.put(partner, _opposite(plan, partner, plan.where[actor], apart + _COMES_M))
    here, there = plan.where[actor], plan.where[partner]
    away = there[:2] - here[:2]
    length, heading = float(np.linalg.norm(away)), direction_heading(away)
    points = here[None, :2]
    goal = there[:2] - away / max(length, 1e-6) * apart
    floor = plan.floor_plan(actor, leave_out=(partner,))
    if length > apart + 0.1 and float(floor.clearance(goal[None])[0]) > 0.0:
        way = plan_path(floor, here[:2], goal)
        points = resample(np.array([here[:2], goal])) if way is None else way
    if not plan.has_way(partner):
        plan.face_at_start(partner, heading + np.pi)
    plan.add(actor, action, thing, points, here[2], heading)
    plan.carried[thing] = partner


def carry(plan: Choreography, actor: str, action: Action, later: list[Action]) -> None:
    """Who has something in the hands goes where it is to be brought, or about with it, or stands with it."""
    entity = goal_of(plan.scene.description, action)
    goal = next((i for i in entity.object_ids if i in plan.scene.stands and i != actor), None) if entity else None
    if goal is not None and (way := passing(action)) and actor not in plan.where:
        pass_by(plan, actor, action, goal, way)
    elif goal is not None:
        plan.go(actor, action, "walk", goal, later)
    elif action.verb.split()[0] in _CARRIED_ABOUT and not goes_along(plan.scene.description, action):
        plan.stroll(actor, action)


def _opposite(plan: Choreography, who: str, other: Array, far: float) -> Array:
    """Pose (3,) at a distance from another's, facing it: where there is room, across the picture, near."""
    floor = plan.floor_plan(who)
    angle = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    ways = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    points = other[:2] + far * ways
    facing = np.array([np.sin(other[2]), -np.cos(other[2])])
    cost = 1.2 * np.abs(ways[:, 1]) - 0.4 * ways @ facing + 10.0 * np.maximum(0.5 - floor.clearance(points), 0.0)
    cost += [0.0 if floor.is_free(point, other[:2]) else 2.0 for point in points]
    for third, pose in plan.where.items():  # three in a ring
        if third != who and plan.scene.things[third].is_person and float(np.linalg.norm(pose[:2] - other[:2])) > 0.1:
            away_m = np.linalg.norm(points - pose[:2], axis=1)
            cost += 2.0 * np.maximum(0.8 * far - away_m, 0.0) + np.maximum(away_m - 1.3 * far, 0.0)
    if who in plan.where:
        cost += 0.3 * np.linalg.norm(points - plan.where[who][:2], axis=1)
    best = points[int(np.argmin(np.round(cost, 6)))]
    return np.array([*best, direction_heading(other[:2] - best)])


def gather(plan: Choreography, people: list[str]) -> None:
    """Who talk or fight with one another: two face to face across the picture, more in a ring open to the camera."""
    if len(people) == 2 and all(name in plan.where and _is_in_ring(plan, name) for name in people):
        middle = np.mean([plan.where[name][:2] for name in people], axis=0)
        for name, side in zip(people, (-0.5, 0.5), strict=True):  # not one hidden behind the other
            plan.where[name] = np.array([*(0.5 * middle + [side * _TALKING_M, 0.0]), 0.0])
    if any(name in plan.where for name in people):  # they stand somewhere: they turn to one another
        for name in (name for name in people if name in plan.where):
            others = [plan.where[each][:2] for each in people if each in plan.where and each != name]
            way = np.mean(others, axis=0) - plan.where[name][:2] if others else np.array([0.0, -1.0])
            plan.face_at_start(name, direction_heading(way / max(float(np.linalg.norm(way)), 1e-6) + [0.0, -0.25]))
        return
    people = [name for name in people if name not in plan.scene.held]
    floor = plan.floor_plan(people[0], leave_out=tuple(people[1:]))
    middle = free_spot(plan.scene, floor)[:2]
    radius = 0.5 * _TALKING_M if len(people) == 2 else 0.32 * _TALKING_M * len(people) ** 0.8
    spread = np.pi if len(people) == 2 else 1.45 * np.pi
    angles = 0.5 * np.pi + spread * (np.arange(len(people)) / max(len(people) - 1, 1) - 0.5)
    for name, angle in zip(people, angles, strict=True):
        away = np.array([np.cos(angle), np.sin(angle)])
        toward = direction_heading(-away + np.array([0.0, -0.25]))  # faces are seen
        plan.put(name, np.array([*(middle + radius * away), toward]))


def _is_in_ring(plan: Choreography, name: str) -> bool:
    """Whether somebody stands in a boxing ring, and was not placed there by hand."""
    ring = plan.scene.things.get(plan.scene.supports[name].parent_id or "")
    return ring is not None and "boxing ring" in ring.words and name not in plan.scene.held


def be_in_place(plan: Choreography, actor: str, action: Action, company: list[str], target: str) -> None:
    """Where one is from the start who listens to somebody or photographs something."""
    verb = action.verb.split()[0]
    if verb == "listen" and target in plan.where:
        _be_in_audience(plan, actor, company, target)
    elif verb in PHOTOGRAPHING and actor not in plan.scene.held:
        _be_across(plan, actor, target)


def _be_across(plan: Choreography, actor: str, target: str) -> None:
    """Far enough from what is photographed to have it in the picture, at a side from which both are seen."""
    at, thing = plan.stand_of(target).pose, plan.scene.things[target]
    away_m = thing.reach + _PHOTOGRAPHED_FROM * max(thing.height, 0.8)
    angles = np.radians([62.0, -62.0, 35.0, -35.0, 90.0, -90.0])
    points = at[:2] + away_m * np.stack([np.sin(angles), -np.cos(angles)], axis=-1)
    clear = plan.floor_plan(actor).clearance(points)
    free = np.flatnonzero(clear > BODY_RADIUS_M)
    best = points[free[0]] if len(free) else points[int(np.argmax(clear))]
    plan.put(actor, np.array([*best, direction_heading(at[:2] - best)]))
    if thing.is_person and not plan.has_way(target) and plan.scene.supports[target].kind == "floor":
        plan.put(target, np.array([*at[:2], direction_heading(best - at[:2])]))


def _be_in_audience(plan: Choreography, actor: str, company: list[str], speaker: str) -> None:
    """One of those who listen to somebody: on an arc about the speaker that is open to the camera."""
    if actor in plan.scene.held or plan.scene.supports[actor].kind != "floor":
        return
    place = company.index(actor)
    row, rows = place // 2, (len(company) + 1) // 2
    angle = np.radians(34.0 + (52.0 * row / max(rows - 1, 1) if rows > 1 else 12.0)) * (1.0 if place % 2 else -1.0)
    away = np.array([np.sin(angle), -np.cos(angle)])
    point = plan.where[speaker][:2] + (_LISTENING_M + 0.12 * len(company)) * away
    plan.put(actor, np.array([*point, direction_heading(-away)]))


def stand_at(plan: Choreography, actor: str, target: str) -> None:
    """Somebody who leans on a thing, or looks out of a window, from the start is within reach of it."""
    stand = plan.stand_of(target)
    options = stand_points(plan.scene, actor, target, stand, "touch", None)
    end, _ = choose_stand_point(
        plan.scene, plan.floor_plan(actor), options, actor, target, stand, "touch", None, None
    )
    if actor not in plan.scene.held:
        plan.put(actor, end)


def in_use(plan: Choreography, actor: str, action: Action, target: str) -> bool:
    """Whether something is done with what somebody has on them: in the hands, or an instrument hung round the neck."""
    worn = plan.scene.things[target].words & _WORN and action.verb.split()[0] in ("play", "strum")
    return plan.carried.get(target) == actor or (bool(worn) and plan.scene.supports[actor].kind == "floor")


def together(plan: Choreography, action: Action) -> list[str]:
    """Who does with each other what takes several: one group, or two who are said one by one to fight; else nobody."""
    actions = plan.scene.description.actions
    leader = next((a for a in actions if a.id == action.during), action)
    if any(a.verb.split()[0] not in MUTUAL for a in (action, leader)):
        return []
    found = [leader, *(a for a in actions if a.during == leader.id and a.verb == leader.verb and a.target_id is None)]
    return [who for a in found for who in plan.present(a.actor_id)]


def face_off(plan: Choreography, actor: str, target: str) -> None:
    """Two who will walk to each other: at both ends of a free line across the picture."""
    end = plan.free_line(plan.floor_plan(actor), 0.5 * np.pi, _MEETING_M)
    back = end[:2] - _MEETING_M * np.array([np.sin(end[2]), -np.cos(end[2])])
    plan.put(actor, np.array([*back, end[2]]))
    plan.put(target, np.array([*end[:2], end[2] + np.pi]))
