"""Pouring and watering: what is in the hand tips until its spout looks down into what stands before the body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.implements import IMPLEMENTS
from ..common.pouring import poured_into
from . import channels
from .acts import Act
from .carrying import have_one_from_start
from .channels import INDEX, SIGN, Array, changed
from .facing import face
from .holding import CUP, bring, grip_point, placed_scale, take
from .moving import get_to
from .performer import Held, Segment, flat_direction, keyed, turned
from .reach import Grip, finger_curl, reaching_pose

_OVER_RIM_M = 0.035
_TIPPED_RAD = {"spout": 0.85, "mouth": 1.80}
_NEAR_SIDE = 0.4
"""share of its radius by which the spout stays on this side of a cup's middle"""
_OVER_TABLE_M, _HELD_ASIDE, _HELD_AHEAD = 0.04, 0.10, 0.18
"""where it is held before and after: its bottom above the table, its grip beside and ahead of the middle (statures)"""
_EASY_REACH = 0.30
"""how far ahead (statures) the rim is best"""
_UP = np.array([0.0, 0.0, 1.0])


def hold_can(act: Act) -> bool:
    """Who waters something has the can in the hand from the start."""
    return have_one_from_start(act, IMPLEMENTS["water"].instead)


def pour(act: Act) -> None:
    """Over the rim, tip, let it run, up again; eyes on the rim, the other hand quiet."""
    performer, body = act.performer, act.body
    if act.verb == "pour":
        take(act, CUP)
    held = performer.held
    if held is None or held.two_hands:
        act.notes.append(f"There is nothing to pour from at hand for “{act.action.text}”.")
        return
    rims = act.scene.objects_of(poured_into(act.scene.description, act.action))
    rims = tuple(name for name in rims if name != held.object_id)
    near = min(rims, key=lambda i: float(np.linalg.norm(act.scene.centre(i)[:2] - performer.point)), default=None)
    ahead = flat_direction(performer.heading)
    rim = np.array([*performer.point, 0.55 * body.stature]) + ahead * _EASY_REACH * body.stature
    if near is not None:
        centre = act.scene.centre(near)
        if performer.posture == "stand":
            far = float(np.linalg.norm(centre[:2] - performer.point))
            if far > 0.46 * body.stature and act.scene.support_of(near) is None:
                away = (centre[:2] - performer.point) / far
                spot = centre[:2] - away * (0.36 * body.stature)
                get_to(act, spot, float(np.arctan2(away[0], -away[1])), float(np.linalg.norm(spot - performer.point)))
            face(act, centre, act.name_of(near), 0.12)
            if act.scene.support_of(near) is not None:
                _hold_over(act, held, act.scene.bottom(near))
        toward = performer.point - centre[:2]
        toward *= _NEAR_SIDE * _radius(act, near) / max(float(np.linalg.norm(toward)), 1e-6)
        rim = np.array([*(centre[:2] + toward), act.scene.top(near)])
    _tip_over(act, held, rim)


def _hold_over(act: Act, held: Held, top_m: float) -> None:
    """Carry it upright over the table before and after, not beside the thigh, where the table is."""
    body = act.body
    grip = np.array([SIGN[held.side] * _HELD_ASIDE * body.stature, -_HELD_AHEAD * body.stature, 0.0])
    grip[2] = top_m + _OVER_TABLE_M + held.grip_height
    arms = bring(body, held, grip, quat.IDENTITY, (0.5, 0.5, -0.7))
    act.performer.held = replace(held, arms=arms, level_at=grip)


def _radius(act: Act, name: str) -> float:
    """Of the mouth of a cup or bowl, m; handles stand off along x."""
    asset = act.scene.asset(name)
    return 0.0 if asset is None else 0.5 * float(asset.dimensions[1] * placed_scale(act.scene, name)[1])


def _tip_over(act: Act, held: Held, rim: Array) -> None:
    performer, body, fps, tempo = act.performer, act.body, act.fps, act.style.tempo
    side, heading = held.side, performer.heading
    about = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    grip, _ = grip_point(act.scene, held.object_id)
    spout, kind = _spout(act, held, grip)
    own = _turn_in_hand(act, held)  # (4,) of the thing while the hand is as `held` says
    full = act.value("tip_rad", _TIPPED_RAD[kind], 0.2, 2.4, "rad", "how far it is tipped")
    wet = act.verb == "water"
    over = np.array([0.0, 0.0, _OVER_RIM_M + (0.10 if wet else 0.0)])
    to_side = SIGN[side] * turned(heading, np.array([1.0, 0.0, 0.0]))
    run_s = act.value("seconds", act.duration_s or (3.0 if wet else 1.7), 0.3, 30.0, "s", "how long it runs")
    t1, t2 = 0.85 / tempo, 1.45 / tempo
    times = [0.0, 0.55 * t1, t1, t2, t2 + run_s, t2 + run_s + 0.5 / tempo, t2 + run_s + 1.3 / tempo]
    tips = [0.0, 0.0, 0.12, full, min(full * 1.12, 2.4), 0.05, 0.0]
    # first up beside the body, clear of the edge of a table, then over
    beside = np.array([*(performer.point + 0.5 * (rim[:2] - performer.point)), rim[2] + 0.16]) + 0.10 * to_side
    above = rim + over
    places = [beside, beside, above + 0.07 * _UP + 0.03 * to_side,
              above, above, above + 0.09 * _UP + 0.05 * to_side, above + 0.10 * _UP]

    def wrist_at(place: Array, tip: float) -> tuple[Array, Array]:
        """Wrist (3,) and rotation (4,) of the hand with the spout at a place."""
        turn = quat.mul(about, quat.from_angle_axis(np.array(-SIGN[side] * tip), [0.0, 1.0, 0.0]))
        if side == "L":  # its spout looks to the right
            turn = quat.mul(turn, quat.from_angle_axis(np.array(np.pi), [0.0, 0.0, 1.0]))
        hand = quat.mul(turn, quat.inv(own))
        at = place - quat.mul_vec(turn, spout)
        return at + quat.mul_vec(hand, held.wrist_from_grip), quat.mul(hand, held.hand_rotation)

    def reached(place: Array, tip: float) -> Array:
        wrist, rotation = wrist_at(place, tip)
        pose, missing = reaching_pose(
            body, performer.pose, {side: Grip(wrist=wrist, rotation=rotation, normal=np.array([0.0, 0.0, -1.0]))},
            performer.posture == "sit",
        )  # fmt: skip
        if missing > 0.04:
            act.notes.append(f"What is poured into is {missing * 100:.0f} cm too far away.")
        return changed(pose, {"head.pitch": pose[INDEX["head.pitch"]] + 0.08})

    # The hand's way is exact in every frame; the body only goes along
    ready, tipped = reached(places[2], tips[2]), reached(places[3], tips[3])
    poses = [performer.pose, performer.pose + 0.5 * (ready - performer.pose), ready, tipped, tipped, ready]
    motion, keys = keyed(body, fps, times, [*poses, performer.pose], sigma_s=0.04, lag_s=0.0)
    t = np.arange(1, len(motion) + 1) / fps
    rows = channels.interpolate(times, np.column_stack([np.array(places), tips]), t)
    if act.verb == "water":  # to and fro over all of them
        flow = channels.minimum_jerk((t - t2) / 0.3) * channels.minimum_jerk((times[4] - t) / 0.3)
        rows[:, :3] += (0.10 * flow * np.sin(2.0 * np.pi * 0.55 * (t - t2)))[:, None] * to_side
    wrists = [wrist_at(row[:3], float(row[3])) for row in rows]
    on = channels.minimum_jerk(t / (0.5 * t1)) * channels.minimum_jerk((t[-1] - t) / (0.7 / tempo))
    motion[:, INDEX[f"hand.w.{side}"]] = on
    motion[:, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = np.array([wrist for wrist, _ in wrists])
    motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = quat.unroll(np.array([turn for _, turn in wrists]))
    motion = changed(motion, {f"{name}.{side}": value for name, value in finger_curl(body, held.around_m).items()})
    first = performer.length
    performer.gazes.append((first, first + len(motion) - round(0.5 * fps), rim, 1.0))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def _spout(act: Act, held: Held, grip: Array) -> tuple[Array, str]:
    """From the grip to where it runs out (3,), in the thing's space, and what that is: a spout beside, or its mouth."""
    asset = act.scene.asset(held.object_id)
    assert asset is not None
    scale = placed_scale(act.scene, held.object_id)
    for mesh in asset.meshes:
        if "spout" in mesh.part_names:
            parts = np.repeat(mesh.mesh.part_index, mesh.mesh.face_sizes)
            own = mesh.mesh.face_vertices[parts == mesh.part_names.index("spout")]
            points = mesh.mesh.vertices[np.unique(own)].astype(np.float64)
            far = points[points[:, 0] > points[:, 0].max() - 0.15 * np.ptp(points[:, 0])]
            return far.mean(axis=0) * scale - grip, "spout"
    top = np.array([asset.bounds[:, 0].mean() + 0.25 * np.ptp(asset.bounds[:, 0]), asset.bounds[:, 1].mean(),
                    asset.bounds[1, 2]])  # fmt: skip
    return top * scale - grip, "mouth"


def _turn_in_hand(act: Act, held: Held) -> Array:
    """(4,) of the thing in the world while its hand is turned as `held` says."""
    grasps = [h for h in act.performer.happenings if h.kind == "grasp" and h.target_id == held.object_id]
    body = act.body
    joint = quat.mul(held.hand_rotation, quat.mul(body.hang[held.side], body.rest_rotations[
        body.index[f"hand.{held.side}"]]))  # fmt: skip
    if grasps and grasps[-1].offset is not None:
        return quat.mul(joint, np.asarray(grasps[-1].offset.rotation, dtype=np.float64))
    placed = act.scene.layout.placements.get(held.object_id)
    return quat.IDENTITY if placed is None else np.asarray(placed.transform.rotation, dtype=np.float64)
