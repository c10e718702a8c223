"""Skipping: a rope that turns between both hands, or between two people, and jumps that are timed with it."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.toys import ROPE_TURN_S, TURN_ROPE
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .guiding import about_point, guided
from .holding import placed_scale
from .in_use import use
from .limb_targets import with_wrist
from .performer import flat_direction
from .reach import PALM_THICKNESS, finger_curl, hand_rotation

_USUAL_S = 6.2
_FLIGHT = 0.46
"""of a jump, as a share of a turn of the rope"""
_GRIP_M, _CLEAR_M = 0.030, 0.006
_WITH_JUMP = 0.30
"""share of the jump that the hands make"""
_GRAVITY_M_S2 = 9.81
_CARRIED_RAD = 0.85
"""of the rope at rest from the plumb line: behind the heels before it is skipped, before the shins afterwards"""


def jumping(body: Body, standing: Array, t: Array) -> tuple[Array, Array]:
    """(T, C) of jumps on the spot, in the air at the middle of each turn, and how high the feet are (T,)."""
    phase = (t / ROPE_TURN_S) % 1.0
    flight_s = _FLIGHT * ROPE_TURN_S
    air = np.clip((phase - 0.5) / _FLIGHT, -0.5, 0.5)
    up = 0.5 * _GRAVITY_M_S2 * flight_s**2 * (0.25 - air**2)
    down = np.where(np.abs(phase - 0.5) > 0.5 * _FLIGHT, np.abs(phase - 0.5) * 2.0 - _FLIGHT, 0.0) / (1.0 - _FLIGHT)
    dip = np.sin(0.5 * np.pi * np.clip(down, 0.0, 1.0)) ** 2
    motion = np.repeat(standing[None], len(t), axis=0)
    motion[:, INDEX["hips.z"]] += up + 0.018 * body.leg - 0.075 * body.leg * dip
    motion[:, INDEX["hips.pitch"]] += 0.03 + 0.10 * dip
    motion[:, INDEX["spine.pitch"]] += 0.02 + 0.05 * dip
    motion[:, INDEX["head.pitch"]] -= 0.06 * dip
    tuck = np.clip(up / max(up.max(), 1e-6), 0.0, 1.0)
    for side in SIDES:
        motion[:, INDEX[f"foot.z.{side}"]] = up + 0.035 * body.leg * tuck
        motion[:, INDEX[f"foot.pitch.{side}"]] = 0.16 + 0.30 * minimum_jerk(tuck) - 0.10 * dip
        motion[:, INDEX[f"toe.{side}"]] = (0.16 - 0.10 * dip) * (1.0 - tuck)
        motion[:, INDEX[f"knee.{side}"]] += 0.04
    return motion, up


def together(standing: Array) -> Array:
    """The same with the feet side by side, as one jumps."""
    middle = {axis: np.mean([standing[INDEX[f"foot.{axis}.{side}"]] for side in SIDES]) for axis in "xy"}
    heading = float(standing[INDEX["heading"]])
    ahead = flat_direction(heading)
    pose = standing.copy()
    for side in SIDES:
        off = np.array([standing[INDEX[f"foot.{axis}.{side}"]] - middle[axis] for axis in "xy"])
        off = 0.72 * (off - (off @ ahead[:2]) * ahead[:2])
        for axis, value in zip("xy", off, strict=True):
            pose[INDEX[f"foot.{axis}.{side}"]] = middle[axis] + value
        pose[INDEX[f"foot.yaw.{side}"]] = heading + 0.06 * SIGN[side]
    return pose


def skip(act: Act) -> None:
    """The rope comes over the head and passes under the feet while they are off the floor; the wrists turn it."""
    performer, body, rope = act.performer, act.body, act.target_id
    asset = act.scene.asset(rope) if rope is not None else None
    grips = asset.affordances_of("grip_at") if asset is not None else ()
    if rope is None or asset is None or len(grips) < 2:
        act.notes.append(f"There is no rope for “{act.action.text}”; {act.actor} stays.")
        return
    scale = placed_scale(act.scene, rope)
    axis = float(grips[0].frame.translation[2] * scale[2])
    apart = abs(float(grips[0].frame.translation[0] * scale[0]))
    standing = together(body.standing(*performer.xy, performer.heading))
    flat = quat.from_angle_axis(np.array(performer.heading), [0.0, 0.0, 1.0])
    here = np.array([*performer.point, 0.0])

    def angle(t: Array, out: Array) -> Array:
        """(T,) over the head whenever one lands; it gets there from rest behind, and comes to rest before the shins."""
        way, speed = np.pi - _CARRIED_RAD, 2.0 * np.pi / ROPE_TURN_S
        since = np.minimum(np.abs(out), 2.0 * way / speed)
        return np.asarray(np.pi + speed * t + np.sign(out) * (speed * since - 0.25 * speed**2 * since**2 / way))

    def axle(t: Array) -> Array:
        up = jumping(body, standing, t)[1]
        out = here + quat.mul_vec(flat, np.array([0.0, -0.045 * body.stature, axis + _CLEAR_M]))
        return np.asarray(out + np.outer(_WITH_JUMP * up, [0.0, 0.0, 1.0]))

    def rows(t: Array, out: Array) -> Array:
        motion, _ = jumping(body, standing, t)
        middle = axle(t)
        rises = minimum_jerk(out / 0.45)[:, None]
        motion = motion + rises * (standing - motion)
        for side in SIDES:
            fingers, palm = np.array([0.0, -0.93, -0.36]), np.array([0.0, -0.36, 0.93])
            spin = 0.10 * np.stack([np.sin(2.0 * np.pi * t / ROPE_TURN_S), 0.0 * t, 0.0 * t], axis=-1)
            hand = quat.mul(quat.from_rotation_vector(spin), hand_rotation(side, fingers, palm))
            reach = palm * (0.5 * _GRIP_M + PALM_THICKNESS * body.stature / 1.7) + fingers * body.palm
            spot = middle + quat.mul_vec(flat, np.array([SIGN[side] * apart, 0.0, 0.0]))
            wrist = spot - quat.mul_vec(flat, quat.mul_vec(quat.from_rotation_vector(spin), reach))
            motion = with_wrist(motion, side, wrist, quat.mul(flat, hand))
            motion = changed(motion, {f"{name}.{side}": v for name, v in finger_curl(body, _GRIP_M).items()})
        return changed(motion, {"hand.pole": -0.15})

    def ways(t: Array, out: Array) -> dict[str, tuple[Array, Array]]:
        turn = quat.mul(flat, quat.from_angle_axis(angle(t, out), [1.0, 0.0, 0.0]))
        return {rope: about_point(axle(t), turn, np.array([0.0, 0.0, axis]))}

    use(act, rows, ways, seconds=act.duration_s or (act.count or 10) * ROPE_TURN_S, beat_s=ROPE_TURN_S / 2,
        cycle_s=ROPE_TURN_S)  # fmt: skip


# --- a long rope between two -----------------------------------------------------------------------------------------


def turn_rope(act: Act) -> None:
    """Who stands at the end of a long rope leads it round with one hand; the first of two has it."""
    performer, body, rope = act.performer, act.body, act.target_id
    asset = act.scene.asset(rope) if rope is not None else None
    grips = asset.affordances_of("grip_at") if asset is not None else ()
    axles = asset.affordances_of("hang_at") if asset is not None else ()
    placed = act.scene.transform(rope) if rope is not None else None
    if rope is None or asset is None or placed is None or len(grips) < 2 or not axles:
        act.notes.append(f"There is no long rope for “{act.action.text}”; {act.actor} stays.")
        return
    scale = placed_scale(act.scene, rope)
    axis = float(axles[0].frame.translation[2] * scale[2])
    radius = axis - float(grips[0].frame.translation[2] * scale[2])
    along = quat.mul_vec(np.asarray(placed.rotation, np.float64), np.array([1.0, 0.0, 0.0]))
    middle = np.array([*np.asarray(placed.translation[:2], np.float64), axis + _CLEAR_M])
    here = np.array([*performer.point, 0.0])
    side_on = 1.0 if float((here - middle) @ along) > 0.0 else -1.0
    end = middle + side_on * abs(float(grips[0].frame.translation[0] * scale[0])) * along
    heading = float(np.arctan2(*((middle - here)[:2] * [1.0, -1.0])))
    standing = body.standing(*performer.xy, heading)
    flat = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])

    def angle(t: Array) -> Array:
        return np.asarray(np.pi + 2.0 * np.pi * t / ROPE_TURN_S)

    def rows(t: Array) -> Array:
        motion = np.repeat(standing[None], len(t), axis=0)
        around = quat.from_rotation_vector(angle(t)[:, None] * along)
        grip = end + quat.mul_vec(around, np.array([0.0, 0.0, -radius]))
        fingers, palm = np.array([0.55 * SIGN[act.side] * -1.0, -0.80, 0.10]), np.array([0.0, 0.12, -0.99])
        fingers, palm = fingers / np.linalg.norm(fingers), palm / np.linalg.norm(palm)
        wrist = grip - quat.mul_vec(flat, palm * (0.5 * _GRIP_M + PALM_THICKNESS * body.stature / 1.7)
                                    + fingers * body.palm)  # fmt: skip
        motion = with_wrist(motion, act.side, wrist, quat.mul(flat, hand_rotation(act.side, fingers, palm)))
        swing = (grip - end) / radius
        motion[:, INDEX["hips.z"]] += 0.012 * body.leg * swing[:, 2] - 0.02 * body.leg
        motion[:, INDEX["spine.pitch"]] += 0.05 - 0.04 * swing[:, 2]
        motion[:, INDEX["spine.yaw"]] += 0.05 * (swing @ quat.mul_vec(flat, np.array([1.0, 0.0, 0.0])))
        curl = {f"{name}.{act.side}": v for name, v in finger_curl(body, _GRIP_M).items()}
        return changed(motion, {**curl, "knee": 0.10})

    def ways(t: Array) -> dict[str, tuple[Array, Array]]:
        if rope in act.scene.taken_things:
            return {}
        turn = quat.mul(quat.from_rotation_vector(angle(t)[:, None] * along), np.asarray(placed.rotation, np.float64))
        return {rope: about_point(np.broadcast_to(middle, (len(t), 3)), turn, np.array([0.0, 0.0, axis]))}

    guided(act, rows, ways, act.duration_s or _USUAL_S, ROPE_TURN_S / 2)
    performer.gazes.append((0, round(60.0 * act.fps), np.array([*middle[:2], 0.6 * body.stature]), 0.7))


def jump_in(act: Act) -> None:
    """In the middle of a long rope that others turn: in the air whenever it passes below."""
    performer, body = act.performer, act.body
    turned = any(a.verb == TURN_ROPE and a.target_id == act.action.target_id for a in act.scene.description.actions)
    if not turned:
        act.notes.append(f"Nobody turns the rope for “{act.action.text}”.")
    standing = together(body.standing(*performer.xy, performer.heading))

    def rows(t: Array) -> Array:
        motion, up = jumping(body, standing, t)
        for side in SIDES:
            motion[:, INDEX[f"arm.flex.{side}"]] += 0.35 + 1.2 * up / body.stature
            motion[:, INDEX[f"elbow.{side}"]] = 1.15
            motion[:, INDEX[f"arm.abduct.{side}"]] = 0.28 + 1.0 * up / body.stature
        return motion

    guided(act, rows, lambda t: {}, act.duration_s or _USUAL_S, ROPE_TURN_S / 2)
