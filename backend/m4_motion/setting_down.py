"""Where a held thing goes: on what was named, beside what was named, clear of what stands there already."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.belongings import goal_of
from .acts import Act
from .channels import Array
from .performer import Held, flat_direction
from .scene_query import Place

_ONTO = frozenset({"on", "onto", "in", "into"})
_BESIDE = frozenset({"next", "beside", "near", "by", "behind", "left", "right", "front"})
_EDGE_M = 0.09
_GAP_M = 0.04
_SPACING_M = 0.04
_AHEAD_M = 0.41
_AT_HAND_M = 1.1
_SAME_HEIGHT_M = 0.03


@dataclass(frozen=True)
class Destination:
    """What the words say about where a thing goes."""

    support: str | None
    """what it is put on or in; None: the floor"""
    neighbour: str | None
    """what it is put beside"""


def destination(act: Act, held: Held) -> Destination:
    """`puts it on a table`, `puts it next to the plate` (on whatever carries the plate), or the target itself."""
    target = act.target_id if act.target_id != held.object_id else None
    support, neighbour = target or _said_with(act, _ONTO), _said_with(act, _BESIDE)
    if neighbour is not None and support is None:
        support = act.scene.support_of(neighbour)
    if support is None:
        support = _brought_to(act, held)
    if support is None:  # where it is said to be may as well be where it was taken from
        support = act.scene.related(held.object_id, tuple(sorted(_ONTO)))
    return Destination(support=support, neighbour=neighbour)


def _brought_to(act: Act, held: Held) -> str | None:
    """`carries a tray to the table and puts it down`, `walks to the table`: on the table, where it has a top and is at
    hand."""
    scene = act.scene
    for action in scene.description.actions:
        goal = goal_of(scene.description, action) if action.actor_id == act.action.actor_id else None
        walks = goal is not None and goal.id == action.target_id
        mine = walks or held.object_id in scene.objects_of(action.target_id)
        for object_id in scene.objects_of(goal.id) if goal is not None and mine else ():
            near = float(np.linalg.norm(scene.centre(object_id)[:2] - act.performer.point)) - scene.radius(object_id)
            if object_id != held.object_id and scene.places(object_id, "surface_top") and near < _AT_HAND_M:
                return object_id
    return None


def _said_with(act: Act, words: frozenset[str]) -> str | None:
    """The object that this action's own words relate the thing to."""
    verb = act.action.verb.split()[0]
    for relation in act.scene.description.relations:
        said = relation.predicate.split()
        if relation.subject_id == act.action.actor_id and said[0] == verb and set(said[1:]) & words:
            found = act.scene.objects_of(relation.object_id)
            if found:
                return found[0]
    return None


def support_surface(act: Act, goal: Destination) -> Place | None:
    """The top (or the inside) that the thing goes to; None where there is none."""
    if goal.support is None:
        return None
    near = act.scene.centre(goal.neighbour) if goal.neighbour else np.array([*act.performer.point, 0.0])
    for kind in ("surface_top", "inside"):
        place = act.scene.nearest_place(goal.support, kind, near)
        if place is not None:
            return place
    return None


def free_spot(act: Act, held: Held, goal: Destination) -> Array:
    """(3,) on the support near the body, beside the neighbour, off the edge and off other things; else on the floor."""
    scene, performer = act.scene, act.performer
    here = np.array([*performer.point, 0.0])
    ahead = here + flat_direction(performer.heading) * _AHEAD_M
    place = support_surface(act, goal)
    known = goal.support if scene.asset(goal.support or "") and not scene.is_character(goal.support) else None
    if place is None and known is not None:
        centre = scene.centre(known)
        return np.array([centre[0], centre[1], scene.top(known)])
    if place is None and goal.neighbour is None:
        return ahead
    if place is None:
        steps = np.arange(-_AT_HAND_M, _AT_HAND_M, _SPACING_M)
        around = np.pad(np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2), ((0, 0), (0, 1)))
        spots = np.array([*ahead[:2], scene.bottom(goal.neighbour or "")]) + around
    else:
        half = np.maximum(0.5 * place.dimensions[:2] - _EDGE_M, 0.0)
        wish = quat.mul_vec(quat.inv(place.rotation), ahead - place.translation)[:2]
        axes = [np.unique(np.append(np.arange(-h, h, _SPACING_M), np.clip(w, -h, h)))
                for h, w in zip(half, wish, strict=True)]  # fmt: skip
        local = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
        spots = place.translation + quat.mul_vec(place.rotation, np.pad(local, ((0, 0), (0, 1))))
    # Things in the way are round; a thing that is set beside another keeps a finger's breadth from it.
    own = scene.radius(held.object_id)
    cost = np.linalg.norm((spots - ahead)[:, :2], axis=-1)
    for other, centre, radius in _standing_at(act, float(spots[0, 2]), held.object_id, goal.support):
        gap = np.linalg.norm(spots[:, :2] - centre[:2], axis=-1) - own - radius
        cost += 20.0 * np.maximum(_GAP_M - gap, 0.0)
        if other == goal.neighbour:
            cost += 5.0 * np.maximum(gap - _GAP_M, 0.0)
    return np.asarray(spots[int(np.argmin(np.round(cost, 6)))])


def _standing_at(act: Act, height: float, *but: str | None) -> list[tuple[str, Array, float]]:
    """Name, centre (3,) and radius of what stands at a height."""
    scene = act.scene
    return [
        (name, scene.centre(name), scene.radius(name))
        for name in sorted(scene.layout.placements)
        if name not in but
        and not scene.is_character(name)
        and (asset := scene.asset(name)) is not None
        and asset.role != "environment"
        and abs(scene.bottom(name) - height) < _SAME_HEIGHT_M
    ]
