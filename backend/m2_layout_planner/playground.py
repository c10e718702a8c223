"""Where people are who play with things: behind a swing, at both ends of a long rope, before a basket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.sports import RALLIES, RALLY_M, STROKE_M, STROKES, TOW, TOW_ROPE_M, TOWED_M
from ..common.swinging import PUSH_SWING, pushed_on_swing, swing_rad
from ..common.toys import (
    AIM_GUN,
    ARROW_M,
    AT_HAND,
    DIVE_SAVE,
    GROWN_M,
    HOOP,
    JUMP_IN,
    SHOOT_ARROW,
    SHOOT_BASKET,
    SHOT_FROM_M,
    SKIP,
    TOLL,
    TURN_ROPE,
)
from ..protocol.conventions import direction_heading
from ..protocol.scene import Action
from .first_place import free_spot
from .stand import Stand, to_world

if TYPE_CHECKING:
    from .choreography import Choreography

_AT_THE_END, _APART_M = 0.14, 0.55
"""from the end of a long rope to who turns it, statures, and between those who jump in it"""
_ROOM = 0.62
"""that a skipping rope or a hoop takes up about who has it, statures"""
_FROM_THE_ROPE = 0.20
"""from a bell rope to the middle of who pulls it, statures"""
_ARMS, _BACK = 0.235, 0.055
"""from the back of who is pushed to the middle of who pushes, and from a seat to the back over it: statures"""


def play(plan: Choreography, actor: str, action: Action, target: str | None) -> bool:
    """Puts people and their things in place; False for other deeds."""
    if target is None:
        return False
    if action.verb in AT_HAND:
        if actor not in plan.where:
            plan.put(actor, free_spot(plan.scene, plan.floor_plan(actor, leave_out=(target,))))
        _at_hand(plan, actor, action, target)
        if action.verb in (SKIP, HOOP) and plan.has_way(actor):
            _to_where_there_is_room(plan, actor, action, target)
        return True
    if plan.has_way(actor):
        return False
    if action.verb in (TURN_ROPE, JUMP_IN):
        return _round_a_long_rope(plan, action, target)
    if action.verb == SHOOT_BASKET:
        return _before_the_basket(plan, actor, action, target)
    if action.verb == "throw" and plan.scene.things[target].asset.category == "paper plane":
        return _across_the_picture(plan, actor)
    if action.verb == TOLL:
        return _at_the_rope(plan, actor, target)
    if action.verb == DIVE_SAVE:
        return True  # before the goal, where the words have put the keeper
    if action.verb == SHOOT_ARROW:
        return _at_the_target(plan, actor, action, target, ARROW_M, ("bow", "arrow"))
    if action.verb == AIM_GUN:
        return _at_the_target(plan, actor, action, target, ARROW_M, (), 0.5 * np.pi)
    if action.verb in STROKES:
        return _at_the_ball(plan, actor, action, target)
    if action.verb == TOW:
        return _ahead_of_it(plan, actor, target)
    if action.verb in RALLIES:
        return _round_the_ball(plan, action, target)
    return _behind_the_swing(plan, actor, action)


def _across_the_picture(plan: Choreography, actor: str) -> bool:
    """Who lets a paper plane go does so across the picture."""
    if actor not in plan.where:
        plan.put(actor, free_spot(plan.scene, plan.floor_plan(actor)))
    x, y, _ = plan.where[actor]
    heading = 0.40 * np.pi * (1.0 if plan.rng.random() < 0.5 else -1.0)
    plan.put_first(actor, np.array([x, y, heading]))
    return True


def _at_the_rope(plan: Choreography, actor: str, bell: str) -> bool:
    """Before the rope of a bell, facing it, a little to the side so that the face is seen."""
    ropes = plan.scene.things[bell].asset.affordances_of("hang_at")
    if not ropes or bell not in plan.scene.stands:
        return False
    stand = plan.scene.stands[bell]
    rope = to_world(plan.scene.things[bell], stand, ropes[0].frame.translation.astype(float))
    turn = stand.pose[2] + 0.9
    away = np.array([np.sin(turn), -np.cos(turn)])
    spot = rope[:2] + _FROM_THE_ROPE * plan.scene.things[actor].top * away
    plan.put_first(actor, np.array([*spot, direction_heading(-away)]))
    return True


def _to_where_there_is_room(plan: Choreography, actor: str, action: Action, target: str) -> None:
    """A few steps on from what somebody has come to, to the nearest place where nothing is in the toy's way."""
    here, floor = plan.where[actor], plan.floor_plan(actor, leave_out=(target,))
    room = _ROOM * plan.scene.things[actor].top
    if float(floor.clearance(here[None, :2])[0]) >= room:
        return
    headings = np.linspace(-np.pi, np.pi, 24, endpoint=False)
    ahead = np.stack([np.sin(headings), -np.cos(headings)], axis=-1)
    for length in (0.5, 0.8, 1.1, 1.4, 1.8, 2.2):
        spots = here[:2] + length * ahead
        open_to = (floor.clearance(spots) >= room) & np.array([floor.is_free(here[:2], spot) for spot in spots])
        if open_to.any():
            best = int(np.argmax(np.where(open_to, np.cos(headings) + np.cos(headings - here[2]), -np.inf)))
            plan.add(actor, action, target, np.stack([here[:2], spots[best]]), here[2], headings[best])
            return


def _at_hand(plan: Choreography, actor: str, action: Action, target: str) -> None:
    """Things that are in use from the first frame on are where their user is: all of them of one, else each his own."""
    entity = plan.scene.things[target].entity
    users = plan.present(action.actor_id)
    own = [i for i in (entity.object_ids if entity else (target,)) if i in plan.scene.things]
    own = own[users.index(actor) :: len(users)] if actor in users else own
    for thing in own:
        base = 0.45 * plan.scene.things[actor].top
        plan.scene.stands[thing] = Stand(pose=plan.scene.stands[actor].pose.copy(), base=base)


def _round_a_long_rope(plan: Choreography, action: Action, rope: str) -> bool:
    """The rope across the picture, one at each of its ends, who jumps in its middle, facing the camera."""
    actions = plan.scene.description.actions
    turners = [who for a in actions if a.verb == TURN_ROPE for who in plan.present(a.actor_id)]
    jumpers = [who for a in actions if a.verb == JUMP_IN for who in plan.present(a.actor_id)]
    if len(turners) != 2 or any(plan.has_way(who) for who in (*turners, *jumpers)):
        return False
    people = (*turners, *jumpers)
    middle = free_spot(plan.scene, plan.floor_plan(people[0], leave_out=(*people, rope)))[:2]
    half = float(plan.scene.things[rope].extents[0]) + _AT_THE_END * plan.scene.things[turners[0]].top
    plan.scene.stands[rope] = Stand(pose=np.array([*middle, 0.0]), base=0.0)
    for who, side in zip(turners, (1.0, -1.0), strict=True):
        plan.put_first(who, np.array([middle[0] + side * half, middle[1], -side * 0.5 * np.pi]))
    for number, who in enumerate(jumpers):
        off = _APART_M * (number - 0.5 * (len(jumpers) - 1))
        plan.put_first(who, np.array([middle[0] + off, middle[1], 0.0]))
    return True


def _before_the_basket(plan: Choreography, actor: str, action: Action, ball: str) -> bool:
    """Facing the ring, from as far as one throws."""
    hoops = [i for r in plan.scene.description.relations if r.subject_id == action.actor_id
             and r.predicate == "shoot into" for i in plan.present(r.object_id)]  # fmt: skip
    rings = plan.scene.things[hoops[0]].asset.affordances_of("hang_at") if hoops else ()
    if not rings or hoops[0] not in plan.scene.stands:
        return False
    hoop, stand = plan.scene.things[hoops[0]], plan.scene.stands[hoops[0]]
    ring = to_world(hoop, stand, rings[0].frame.translation.astype(float))
    company = plan.present(action.actor_id)
    side = 0.45 + 0.5 * company.index(actor)
    away = np.array([np.sin(stand.pose[2] + side), -np.cos(stand.pose[2] + side)])
    share = float(np.clip(plan.scene.things[actor].top / GROWN_M, 0.7, 1.1))
    spot = ring[:2] + SHOT_FROM_M * share * away
    plan.put_first(actor, np.array([*spot, direction_heading(-away)]))
    _at_hand(plan, actor, action, ball)
    return True


def _at_the_ball(plan: Choreography, actor: str, action: Action, ball: str) -> bool:
    """Beside a ball that goes to the left: to what it is hit to, across the picture, where that is named."""
    named = [i for r in plan.scene.description.relations if r.subject_id == action.actor_id
             and r.predicate == f"{action.verb} to" for i in plan.present(r.object_id)]  # fmt: skip
    if not any(i in plan.scene.stands for i in named):
        if actor not in plan.where:
            plan.put(actor, free_spot(plan.scene, plan.floor_plan(actor, leave_out=(ball,))))
        plan.put_first(actor, np.array([*plan.where[actor][:2], 0.0]))
    elif not _at_the_target(plan, actor, action, named[0], STROKE_M[action.verb], ()):
        return False
    x, y, _ = plan.where[actor]
    plan.scene.stands[ball] = Stand(pose=np.array([x, y - 0.5, 0.0]), base=0.0)
    return True


def _ahead_of_it(plan: Choreography, actor: str, target: str) -> bool:
    """Who tows something: a rope's length before it, at the beginning of a free way across the picture."""
    thing = plan.scene.things[target]
    behind = TOW_ROPE_M + 2.0 * float(thing.extents[1])
    end = plan.free_line(plan.floor_plan(actor, leave_out=(target,)), 0.42 * np.pi, TOWED_M + behind)
    ahead = np.array([np.sin(end[2]), -np.cos(end[2])])
    plan.put_first(actor, np.array([*(end[:2] - TOWED_M * ahead), end[2]]))
    if target not in plan.scene.held:
        spot = end[:2] - (TOWED_M + 0.85 * behind) * ahead
        plan.scene.stands[target] = Stand(pose=np.array([*spot, end[2]]), base=0.0)
    return True


def _round_the_ball(plan: Choreography, action: Action, ball: str) -> bool:
    """Who send a ball to and fro: two at both ends of a line across the picture, with the net between them, more in a
    ring; each faces the next one."""
    actions = plan.scene.description.actions
    players = [who for a in actions if a.verb == action.verb and a.target_id == action.target_id
               for who in plan.present(a.actor_id)]  # fmt: skip
    if len(players) < 2 or any(plan.has_way(who) for who in players):
        return False
    middle = free_spot(plan.scene, plan.floor_plan(players[0], leave_out=(*players, ball)))[:2]
    nets = [i for e in plan.scene.description.entities if e.category.endswith(" net") for i in plan.present(e.id)]
    for net in nets[:1]:
        if net in plan.scene.stands and net not in plan.scene.held:
            middle = plan.scene.stands[net].pose[:2]
            plan.scene.stands[net] = Stand(pose=np.array([*middle, 0.5 * np.pi]), base=plan.scene.stands[net].base)
    radius = 0.5 * RALLY_M[action.verb] * max(1.0, 0.28 * len(players))
    angles = np.pi * (2.0 * np.arange(len(players)) / len(players) + (0.0 if len(players) == 2 else 0.25))
    spots = middle + radius * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    for number, who in enumerate(players):
        away = spots[(number + 1) % len(players)] - spots[number]
        plan.put_first(who, np.array([*spots[number], direction_heading(away)]))
    plan.scene.stands[ball] = Stand(pose=np.array([*middle, 0.0]), base=1.0)
    return True


def _at_the_target(
    plan: Choreography, actor: str, action: Action, target: str, away_m: float, in_hands: tuple[str, ...],
    heading: float = 0.0,
) -> bool:  # fmt: skip
    """The target across the picture, its face to who aims: an archer side-on, with the chest to the camera and what is
    in the hands, who aims a gun turned to it."""
    thing = plan.scene.things[target]
    if target not in plan.scene.stands:
        return False
    company = plan.present(action.actor_id)
    number = company.index(actor) - 0.5 * (len(company) - 1)
    if number <= 0.0 and thing.kind == "floor" and not thing.is_person and target not in plan.scene.held:
        x, y, _ = plan.scene.stands[target].pose
        base = plan.scene.stands[target].base
        plan.scene.stands[target] = Stand(pose=np.array([x + 0.4 * away_m, y, -0.5 * np.pi]), base=base)
    spot = plan.scene.stands[target].pose[:2] + np.array([-away_m, 1.3 * number])
    plan.put_first(actor, np.array([*spot, heading]))
    for each in plan.scene.description.entities:
        if each.category in in_hands:
            own = [i for i in each.object_ids if i in plan.scene.things][company.index(actor) :: len(company)]
            for name in own:
                base = 0.4 * plan.scene.things[actor].top
                plan.scene.stands[name] = Stand(pose=plan.where[actor].copy(), base=base)
    return True


def _behind_the_swing(plan: Choreography, actor: str, action: Action) -> bool:
    """Who pushes somebody on a swing stands as far behind as the seat comes and the arms are long."""
    pushed = pushed_on_swing(plan.scene.description, action)
    if action.verb != PUSH_SWING or pushed is None:
        return False
    for sitter in plan.present(pushed[0]):
        support = plan.scene.supports[sitter]
        holder = plan.scene.things.get(support.parent_id or "")
        if holder is None or support.surface is None or support.kind != "seat":
            continue
        stand = plan.scene.stands[holder.object_id]
        joints = {part.name: part.joint for part in holder.asset.meshes if part.joint is not None}
        hook = joints.get(support.surface.name)
        if hook is None:
            continue
        length = float(hook.origin[2] - support.surface.centre[2])
        deed = next(a for a in plan.scene.description.actions if a.id == action.during)
        behind = length * np.sin(swing_rad(deed))
        behind += _BACK * plan.scene.things[sitter].top + _ARMS * plan.scene.things[actor].top
        heading = stand.pose[2] + support.surface.heading
        back = -np.array([np.sin(heading), -np.cos(heading)])
        spot = to_world(holder, stand, support.surface.centre)[:2] + behind * back
        plan.put_first(actor, np.array([*spot, heading]))
        return True
    return False
