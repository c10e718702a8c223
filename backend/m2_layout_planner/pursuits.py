"""Ways of two who go one behind the other: round a thing, weaving across the picture, or as the first one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.pursuits import Pursuit
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .paths import COMFORT_M, FloorPlan, resample
from .separation import Array
from .standoff import outline_distance
from .verbs import speed_m_s

if TYPE_CHECKING:
    from .choreography import Choreography

_LEAD_M, _NEAR_M = 1.9, 1.0
"""between two bodies in a chase, and where one walks behind the other"""
_USUAL_S = 5.0
_WEAVE_M, _TIGHTEST_M = 0.7, 2.5
"""how far one who is chased swerves, and the tightest ring that is run"""
_ROUND = frozenset({"around", "round"})


def pursue(plan: Choreography, pursuit: Pursuit, later: list[Action]) -> None:
    """Both ways of a pursuit, that of the one in front first; chasers go in a line."""
    leaders, chasers = (plan.present(action.actor_id) for action in (pursuit.flight, pursuit.chase))
    planned = any(path.action_id == pursuit.chase.id for path in plan.paths)
    if planned or not chasers or not leaders or chasers == leaders[:1]:
        return
    leader = leaders[0]
    chasers = [name for name in chasers if name != leader]
    gaps = _gaps(plan, pursuit, leader, chasers)
    if not any(path.action_id == pursuit.flight.id for path in plan.paths):
        if pursuit.is_implied:
            way = _own_way(plan, pursuit, leader, chasers, gaps[-1])
            plan.put_first(leader, _at(way, gaps[-1]))
            _add(plan, leader, pursuit.flight, None, _part(way, gaps[-1], _length(way)))
            for name, gap in zip(chasers, gaps, strict=True):
                plan.put_first(name, _at(way, gaps[-1] - gap))
                _add(plan, name, pursuit.chase, leader, _part(way, gaps[-1] - gap, _length(way) - gap))
            return
        plan.act(leader, pursuit.flight, later)
    ahead = next((path for path in plan.paths if path.action_id == pursuit.flight.id), None)
    if ahead is None or len(ahead.points) < 2:
        return
    points = ahead.points[:, :2].astype(np.float64)
    back = points[0] - points[min(2, len(points) - 1)]
    back /= max(float(np.linalg.norm(back)), 1e-9)
    for name, gap in zip(chasers, gaps, strict=True):
        way = resample(np.concatenate([[points[0] + gap * back], points]))
        plan.put_first(name, _at(way, 0.0))
        _add(plan, name, pursuit.chase, leader, _part(way, 0.0, max(_length(way) - gap, 0.5 * gap)))


def _gaps(plan: Choreography, pursuit: Pursuit, leader: str, chasers: list[str]) -> list[float]:
    """How far along the way each chaser is behind the one in front: bodies apart, not their middles."""
    free = _NEAR_M if pursuit.is_slow else _LEAD_M
    gaps: list[float] = []
    ahead = leader
    for name in chasers:
        own, other = (float(plan.scene.things[each].body[1]) for each in (name, ahead))
        gaps.append((gaps[-1] if gaps else 0.0) + free + own + other)
        ahead, free = name, _NEAR_M
    return gaps


def _own_way(plan: Choreography, pursuit: Pursuit, leader: str, chasers: list[str], gap: float) -> Array:
    """Points (K, 2) of a way for all: round what the words name, else weaving across the picture."""
    speed = speed_m_s(pursuit.chase) if not pursuit.is_slow else 1.2
    size = max(float(plan.scene.things[name].top) for name in (leader, chasers[0]))
    speed *= float(np.sqrt(np.clip(size / 1.2, 0.6, 1.3)))
    length = gap + speed * (pursuit.chase.duration_s or plan.scene.description.duration_s or _USUAL_S)
    floor = plan.floor_plan(leader, leave_out=tuple(chasers))
    centre = _circled(plan, pursuit, (leader, *chasers))
    if centre is not None:
        return _ring(plan, floor, centre, length)
    length = float(np.clip(length, 4.0, 16.0))
    end = plan.free_line(floor, 0.42 * np.pi, length)
    ahead = np.array([np.sin(end[2]), -np.cos(end[2])])
    share = np.linspace(0.0, 1.0, 49)
    straight = end[:2] - length * ahead + share[:, None] * length * ahead
    if pursuit.is_slow:
        return resample(straight)
    aside = np.array([-ahead[1], ahead[0]])
    wave = _WEAVE_M * np.sin(2.0 * np.pi * share) * np.sin(np.pi * share)
    for side in (1.0, -1.0, 0.5, -0.5):
        way = straight + side * wave[:, None] * aside
        if float(floor.clearance(way).min()) > COMFORT_M:
            return resample(way)
    return resample(straight)


def _circled(plan: Choreography, pursuit: Pursuit, runners: tuple[str, ...]) -> str | None:
    """The thing (object id) that they run round: `chases a cat around a tree`."""
    people = {pursuit.chase.actor_id, pursuit.flight.actor_id}
    for relation in plan.scene.description.relations:
        said = set(f"{relation.predicate} {relation.spatial or ''}".replace("_", " ").split())
        if relation.subject_id in people and said & _ROUND:
            found = [i for i in plan.present(relation.object_id) if i not in runners and i in plan.scene.stands]
            if found and plan.scene.things[found[0]].kind not in ("environment", "ground"):
                return found[0]
    return None


def _ring(plan: Choreography, floor: FloorPlan, centre: str, length: float) -> Array:
    """Round a thing, as often as the length asks for; it begins behind it and comes past the camera's side."""
    thing, pose = plan.scene.things[centre], plan.scene.stands[centre].pose
    angle = np.linspace(0.0, 2.0 * np.pi, 49)
    directions = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    reach = max(outline_distance(thing, pose[2], direction) for direction in directions)
    for room in (1.1, 0.8, 0.6):
        radius = max(reach + room, _TIGHTEST_M)
        if float(floor.clearance(pose[:2] + radius * directions).min()) > 0.3:
            break
    else:
        plan.scene.unsatisfied.append(f"There is too little room to run around {thing.name}.")
    sign = 1.0 if plan.rng.random() < 0.5 else -1.0
    turns = length / radius
    along = np.linspace(0.0, turns, max(12, int(turns / 0.08)))
    heading = (0.85 * np.pi if sign > 0.0 else 0.15 * np.pi) + sign * along
    return resample(pose[:2] + radius * np.stack([np.cos(heading), np.sin(heading)], axis=-1))


def _add(plan: Choreography, actor: str, action: Action, target: str | None, points: Array) -> None:
    here = plan.where[actor]
    if float(np.linalg.norm(points[0] - here[:2])) > 0.05:
        points = np.concatenate([here[None, :2], points])
    plan.add(actor, action, target, points, here[2], direction_heading(points[-1] - points[-2]))


def _along(points: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _length(points: Array) -> float:
    return float(_along(points)[-1])


def _part(points: Array, first: float, last: float) -> Array:
    """The way between two places along it."""
    along = _along(points)
    inside = (along > first + 0.02) & (along < last - 0.02)
    ends = np.stack([np.interp([first, last], along, points[:, k]) for k in range(2)], axis=-1)
    return np.concatenate([ends[:1], points[inside], ends[1:]])


def _at(points: Array, place: float) -> Array:
    """Pose (3,) on the way."""
    along = _along(points)
    here, soon = (np.array([np.interp(s, along, points[:, k]) for k in range(2)]) for s in (place, place + 0.3))
    return np.array([*here, direction_heading(soon - here)])
