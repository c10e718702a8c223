"""Picking up and putting down: reach, close the hand, carry; and the way back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from ..protocol.scene import Asset, Transform
from . import channels
from .acts import Act
from .body import Body
from .carry_layers import carry_arms_of, lay_carrying, other_rotation, rise_over_edge
from .channels import INDEX, Array, changed
from .facing import face
from .footsteps import Step, carry_weight, place_feet, shuffle
from .gesture_layers import OTHER
from .opening import open_or_close
from .overhead import FINGERS_RISE, LOW_HOLD, goes_overhead
from .performer import FLAT_M, Happening, Held, Segment, flat_direction, keyed, turned
from .reach import Grip, finger_curl, grip_on, lunge_stance, reaching_pose, side_grip, with_hand
from .reaching_in import closed_around, way_out_of
from .scene_query import Place
from .setting_down import destination, free_spot, support_surface

_TWO_HANDS_M, _FLAT = 0.20, 2.5
_OUT_M_S = 0.45
"""how quickly a thing is brought out of what it is in"""
_EASY_REACH, _TO_EDGE = 0.34, 0.115
"""how far ahead a thing is set down with ease, and how near one stands to the edge of a table (statures)"""


def grip_of(act: Act, object_id: str) -> tuple[Array, float, Array | None]:
    """Centre (3,), thickness and long axis (None: round) of where a thing is held."""
    place = act.scene.nearest_place(object_id, "grip_at", np.array([*act.performer.point, 0.0]))
    if place is not None:
        thickness, length = float(place.dimensions[0]), float(place.dimensions[1])
        along = place.axis(1.0, 0.0, 0.0) if length > 1.3 * thickness else None
        return place.translation, max(thickness, 0.004), along
    asset, transform = act.scene.asset(object_id), act.scene.transform(object_id)
    centre = act.scene.centre(object_id)
    if asset is None or transform is None:
        return centre, 0.08, None
    size = asset.dimensions * transform.scale
    return centre, float(min(size[0], size[1])), None


def pick_up(act: Act) -> None:
    """Step up, bend as far as needed, take the thing, rise with it."""
    performer, object_id = act.performer, act.target_id
    if object_id is None or act.scene.asset(object_id) is None:
        act.notes.append(f"There is nothing to {act.action.verb} for “{act.action.text}”.")
        return
    if performer.held is not None and performer.held.object_id == object_id:
        return  # it is in the hands
    if performer.held is not None:
        holding = act.said(performer.held.object_id)
        act.notes.append(f"The hands already hold {holding}; “{act.action.text}” is left out.")
        return
    body, fps = act.body, act.fps
    shut = closed_around(act.scene, object_id)
    if shut is not None:
        open_or_close(replace(act, verb="open", target_id=shut))
    if performer.posture == "stand":
        face(act, act.scene.centre(object_id), act.name_of(object_id))
    centre, thickness, along = grip_of(act, object_id)
    two_hands = thickness > _TWO_HANDS_M * body.stature / 1.7 and "one hand" not in act.action.text
    local = turned(-performer.heading, centre - np.array([*performer.point, 0.0]))
    side = act.side if abs(local[0]) < 0.12 else ("L" if local[0] > 0.0 else "R")
    flat = _flat_side(act, object_id, thickness)
    grips = _grips(act, centre, thickness, along, side, two_hands, flat)
    sitting = performer.posture == "sit"
    contact, missing = reaching_pose(body, performer.pose, grips, sitting)
    if missing > 0.01 and not sitting:
        spot = performer.point + flat_direction(performer.heading)[:2] * min(missing + 0.10, 0.6)
        performer.play(
            Segment(motion=shuffle(body, performer.pose, float(spot[0]), float(spot[1]), performer.heading, fps)),
            act.action.id,
        )
        grips = _grips(act, centre, thickness, along, side, two_hands, flat)
        contact, missing = reaching_pose(body, performer.pose, grips, sitting)
    stance, front = (performer.pose, None) if sitting else lunge_stance(body, performer.pose, grips, thickness)
    if front is not None:
        contact, missing = reaching_pose(body, stance, grips, front=front)
    if missing > 0.02:
        act.notes.append(capitalized(f"{act.said(object_id)} is {missing * 100:.0f} cm out of reach."))
    bend = float(performer.pose[INDEX["hips.z"]] - contact[INDEX["hips.z"]]) / body.leg
    reach_s = (0.62 + 0.75 * bend) / act.style.tempo
    reach_s = act.value("reach_s", reach_s, 0.3, 3.0, "s", "time until the hand arrives")
    rise_s = (0.70 + 0.60 * bend) / act.style.tempo
    start = performer.pose
    within = way_out_of(act.scene, object_id)
    on_flat = flat is not None or (two_hands and flat_sided(act.scene.asset(object_id)))
    around = FLAT_M if on_flat else thickness
    open_hand = finger_curl(body, around * 1.25 + 0.05)
    closed = finger_curl(body, around)
    # Hips start, the hand arrives from above in an arc
    before, after = contact, contact
    raised = contact
    for s, grip in grips.items():
        fingers = {f"{k}.{s}": v * 0.75 for k, v in open_hand.items()}
        come = -grip.normal * 0.09 + np.array([0.0, 0.0, 0.035]) if within is None else within.come
        above = grip.wrist + come
        start = with_hand(start, s, above, grip.rotation, 0.0)
        before = changed(with_hand(before, s, above, grip.rotation), fingers)
        after = changed(after, {f"{k}.{s}": v for k, v in closed.items()})
        # clear of the support before it comes to the body
        leave = np.array([0.0, 0.0, 0.18]) - flat_direction(performer.heading) * 0.03
        lifted = grip.wrist + (leave if within is None else within.leave)
        raised = changed(with_hand(raised, s, lifted, grip.rotation), {f"{k}.{s}": v for k, v in closed.items()})
    almost = start + 0.88 * (before - start)
    for s in grips:
        almost[channels.hand_columns(s)] = before[channels.hand_columns(s)]
        almost[channels.arm_columns(s)] = before[channels.arm_columns(s)]
    landing = changed(contact, {f"{k}.{s}": v * 0.75 for s in grips for k, v in open_hand.items()})
    raised[INDEX["hips.z"]] += 0.25 * (performer.pose[INDEX["hips.z"]] - raised[INDEX["hips.z"]])
    held = Held(
        object_id=object_id, side=side, hand_rotation=grips[side].rotation,
        wrist_from_grip=grips[side].wrist - centre, heading=performer.heading,
        grip_height=float(centre[2] - act.scene.bottom(object_id)), thickness=thickness, two_hands=two_hands,
        other_wrist_from_grip=grips[OTHER[side]].wrist - centre if two_hands else None,
        other_hand_rotation=grips[OTHER[side]].rotation if two_hands else None, on_flat=on_flat,
    )  # fmt: skip
    held = _over_the_edge(act, held, grips[side])
    end = changed(performer.pose, carry_arms_of(body, held))
    if not sitting:
        end = changed(end, {"foot.pitch.L": 0.0, "foot.pitch.R": 0.0, "toe.L": 0.0, "toe.R": 0.0})
    for s, grip in grips.items():
        chest = end[INDEX["hips.z"]] + 0.12 * body.stature + held.raised_m
        drop = np.array([*(performer.point + flat_direction(performer.heading)[:2] * 0.33), chest])
        end = with_hand(end, s, drop, grip.rotation, 0.0)
    grasp_s = reach_s + 0.16 / act.style.tempo
    close_s = grasp_s + 0.14 / act.style.tempo
    up_s = 0.32 * rise_s
    if within is not None:  # the way out is longer than off a table
        up_s = max(up_s, float(np.linalg.norm(within.leave)) / (_OUT_M_S * act.style.tempo))
        rise_s += up_s
    times = [0.0, reach_s * 0.86, grasp_s, close_s, close_s + up_s, close_s + rise_s]
    poses = [start, almost, landing, after, raised, end]
    if centre[2] > 0.45 * body.leg and not sitting:
        times.insert(1, 0.44 * reach_s)
        poses.insert(1, _hands_up(start, almost, tuple(grips), float(centre[2]) / body.stature))
    motion, keys = keyed(body, fps, times, poses)
    if front is not None:
        _step_into_lunge(body, motion, fps, start, contact, front, reach_s, close_s, rise_s)
    frame = min(len(motion) - 1, round(close_s * fps) - 1)
    first = performer.length
    performer.gazes.append((first - int(0.45 * fps), first + frame + int(0.12 * fps), centre, 1.0))
    joint = f"hand.{side}"
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind="grasp", frame=frame, joint=joint, target_id=object_id),),
        ),
        act.action.id,
    )  # fmt: skip
    performer.held = Held(**{**held.__dict__, "start": first + frame})


def _over_the_edge(act: Act, held: Held, grip: Grip) -> Held:
    """The same thing carried as high as clears what it is taken from."""
    scene, thing = act.scene, held.object_id
    support, asset, transform = scene.support_of(thing), scene.asset(thing), scene.transform(thing)
    surface = scene.nearest_place(support, "surface_top", scene.centre(thing)) if support is not None else None
    if surface is None or asset is None or transform is None:
        return held
    grid = np.stack(np.meshgrid(*([np.linspace(0.0, 1.0, 5)] * 3)), axis=-1).reshape(-1, 3)
    points = (asset.bounds[0] + grid * asset.dimensions) * transform.scale
    points = transform.translation + quat.mul_vec(transform.rotation.astype(np.float64), points)
    return replace(held, raised_m=rise_over_edge(act.performer, held, grip, points, surface))


def _step_into_lunge(
    body: Body, motion: Array, fps: float, start: Array, low: Array, side: str,
    reach_s: float, leave_s: float, rise_s: float,
) -> None:  # fmt: skip
    """One foot ahead while the hips come down, and back beside the other while they rise; written into a motion."""
    columns = [INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "yaw")]
    motion[:, [*columns, INDEX[f"foot.z.{side}"]]] = start[[*columns, INDEX[f"foot.z.{side}"]]]
    t = np.arange(1, len(motion) + 1) / fps
    steps = [
        Step(side, 0.12 * reach_s, 0.62 * reach_s, *low[columns]),
        Step(side, leave_s + 0.46 * rise_s, leave_s + 0.98 * rise_s, *start[columns]),
    ]
    swings = place_feet(motion, t, steps, 0.035 * body.stature)
    carry_weight(body, motion, swings, fps)


def _hands_up(start: Array, almost: Array, sides: tuple[str, ...], height: float) -> Array:
    """On the way to a table: elbows bend first, so that the hands come over its edge, not through it.

    height: of the thing, statures; what is as high as the chest, to a child, is reached past the shoulder.
    """
    elbow = 1.55 + 0.75 * float(np.clip((height - 0.50) / 0.15, 0.0, 1.0))
    pose = start + 0.35 * (almost - start)
    for side in sides:
        pose[channels.hand_columns(side)] = start[channels.hand_columns(side)]
        pose = changed(pose, {f"arm.flex.{side}": -0.12, f"arm.abduct.{side}": 0.16, f"elbow.{side}": elbow})
    return pose


def _grips(
    act: Act, centre: Array, thickness: float, along: Array | None, side: str, two_hands: bool,
    flat: Array | None,
) -> dict[str, Grip]:  # fmt: skip
    heading = act.performer.heading
    thing = act.target_id
    if two_hands and thing is not None and goes_overhead(act.scene, act.performer.actor_id, thing):
        low = centre - np.array([0.0, 0.0, LOW_HOLD * (act.scene.top(thing) - act.scene.bottom(thing))])
        return {s: side_grip(act.body, s, low, thickness, heading, FINGERS_RISE) for s in (side, OTHER[side])}
    if two_hands:
        return {s: side_grip(act.body, s, centre, thickness, heading) for s in (side, OTHER[side])}
    return {side: grip_on(act.body, side, centre, thickness, along, heading, flat)}


def flat_sided(asset: Asset | None) -> bool:
    """Whether both hands lie on even sides, as of a box, not round a ball or a barrel."""
    return asset is not None and any(shape.kind == "box" for shape in asset.collision_shapes)


def _flat_side(act: Act, object_id: str, thickness: float) -> Array | None:
    """(3,) across the flat side of what is much wider than it is thick, like a book; None for all else."""
    asset, transform = act.scene.asset(object_id), act.scene.transform(object_id)
    if asset is None or transform is None:
        return None
    size = asset.dimensions * transform.scale
    if float(np.sort(size)[1]) < _FLAT * thickness:
        return None
    return quat.mul_vec(transform.rotation.astype(np.float64), np.eye(3)[int(np.argmin(size))])


def put_down(act: Act) -> None:
    """Set the held thing on the target's top (or on the floor before the feet) and let go."""
    performer, held = act.performer, act.performer.held
    if held is None:
        act.notes.append(f"There is nothing in the hands to put down for “{act.action.text}”.")
        return
    body, fps = act.body, act.fps
    goal = destination(act, held)
    target = goal.neighbour or goal.support
    if target is not None and act.scene.asset(target) is not None:
        face(act, act.scene.centre(target), act.name_of(target))
    spot = free_spot(act, held, goal)
    _step_up(act, spot, support_surface(act, goal))
    grip_centre = spot + np.array([0.0, 0.0, held.grip_height + 0.002])
    turn = quat.from_angle_axis(np.array(performer.heading - held.heading), [0.0, 0.0, 1.0])
    sides = {held.side: held.wrist_from_grip}
    if held.two_hands and held.other_wrist_from_grip is not None:
        sides[OTHER[held.side]] = held.other_wrist_from_grip
    grips = {}
    for s, offset in sides.items():
        rotation = quat.mul(turn, held.hand_rotation if s == held.side else other_rotation(body, held))
        reach = quat.mul_vec(turn, offset)
        grips[s] = Grip(
            wrist=grip_centre + reach, rotation=rotation, normal=-reach / max(float(np.linalg.norm(reach)), 1e-6)
        )
    sitting = performer.posture == "sit"
    stance, front = (performer.pose, None) if sitting else lunge_stance(body, performer.pose, grips, held.thickness)
    contact, missing = reaching_pose(body, stance, grips, sitting, front)
    if missing > 0.02:
        act.notes.append(f"The place to put {act.said(held.object_id)} is {missing * 100:.0f} cm out of reach.")
    bend = float(performer.pose[INDEX["hips.z"]] - contact[INDEX["hips.z"]]) / body.leg
    reach_s, rise_s = (0.75 + 0.7 * bend) / act.style.tempo, (0.65 + 0.5 * bend) / act.style.tempo
    closed = {f"{k}.{s}": v for s in grips for k, v in finger_curl(body, held.around_m).items()}
    opened = {f"{k}.{s}": v * 0.7 for s in grips for k, v in finger_curl(body, held.around_m * 1.25 + 0.06).items()}
    start, above, away = performer.pose, contact, contact
    for s, grip in grips.items():
        lifted = grip.wrist + np.array([0.0, 0.0, 0.06])
        start = with_hand(start, s, lifted, grip.rotation, 0.0)
        above = with_hand(above, s, lifted, grip.rotation)
        away = with_hand(away, s, grip.wrist - grip.normal * 0.08 + np.array([0.0, 0.0, 0.05]), grip.rotation)
    on = changed(contact, closed)
    above, away = changed(start + 0.92 * (above - start), closed), changed(away, opened)
    for s in grips:
        above[channels.hand_columns(s)] = with_hand(
            contact, s, grips[s].wrist + np.array([0.0, 0.0, 0.06]), grips[s].rotation
        )[channels.hand_columns(s)]
    stand = performer.pose if sitting else performer.upright()
    for s, grip in grips.items():
        stand = with_hand(stand, s, away[[INDEX[f"hand.{a}.{s}"] for a in "xyz"]], grip.rotation, 0.0)
    set_s = reach_s + 0.2 / act.style.tempo
    open_s = set_s + 0.16 / act.style.tempo
    motion, keys = keyed(
        body, fps, [0.0, reach_s, set_s, set_s + 0.06, open_s + 0.1, open_s + rise_s],
        [start, above, on, on, away, stand],
    )  # fmt: skip
    if front is not None:
        _step_into_lunge(body, motion, fps, start, contact, front, reach_s, open_s + 0.1, rise_s - 0.1)
    frame = min(len(motion) - 1, round((set_s + 0.06) * fps) - 1)
    first = performer.length
    performer.gazes.append((first, first + frame + int(0.2 * fps), spot, 1.0))
    performer.play(
        Segment(
            motion=motion, keys=keys,
            happenings=(Happening(kind="release", frame=frame, joint=f"hand.{held.side}", target_id=held.object_id,
                                  velocity=np.zeros(3)),),
        ),
        act.action.id,
    )  # fmt: skip
    let_go(act, first + frame)
    old = act.scene.transform(held.object_id)
    if old is not None:
        act.scene.moved[held.object_id] = Transform(
            translation=spot.astype(np.float32), rotation=old.rotation, scale=old.scale
        )
    if performer.held is not None:  # the other bucket too
        put_down(act)


def _step_up(act: Act, spot: Array, support: Place | None) -> None:
    """Steps to the edge of a support whose far end is wanted, as near as the thighs get to it."""
    performer, body = act.performer, act.body
    if support is None or performer.posture != "stand":
        return
    away = spot[:2] - performer.point
    distance = float(np.linalg.norm(away))
    local = quat.mul_vec(quat.inv(support.rotation), np.array([*performer.point, 0.0]) - support.translation)
    beyond = np.maximum(np.abs(local[:2]) - 0.5 * support.dimensions[:2], 0.0)
    step = min(distance - _EASY_REACH * body.stature, float(np.linalg.norm(beyond)) - _TO_EDGE * body.stature)
    if step < 0.06:
        return
    x, y = performer.point + away / distance * step
    heading = performer.heading
    motion = shuffle(body, performer.pose, float(x), float(y), heading, act.fps, act.style.tempo)
    performer.play(Segment(motion=motion, keys=(len(motion) // 2,)), act.action.id)


def let_go(act: Act, frame: int) -> None:
    """The thing leaves the hand: from the grasp to here the arm carried it."""
    performer, held = act.performer, act.performer.held
    if held is None:
        return
    lay_carrying(performer, held, frame)
    performer.held, performer.also_held = performer.also_held, None
