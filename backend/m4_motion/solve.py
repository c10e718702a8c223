"""Rig channels to a posed skeleton, all frames at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d

from ..common import quat
from ..common.two_bone import two_bone, unit
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, minimum_jerk, smooth
from .clearance import hand_clearance
from .limbs import bone_frame, euler, twist_about
from .thumb import BENDS

# Legs never straighten fully: the knee would pop.
_LEG_REACH = 0.9965
CREASE = 0.0036
"""statures that the sole bulges under fully bent toes (measured on the generated people and shoes)"""
SPINE = (("spine", 0.30), ("chest", 0.35), ("upper_chest", 0.35))
"""the joints that a bend of the spine is shared among"""
_NECK = (("neck", 0.40), ("head", 0.60))


HangOn = Callable[[str, str], None]
"""puts a joint at its place on its parent"""


@dataclass(frozen=True)
class Placed:
    """Where T poses are, fingers excepted."""

    positions: Array
    """(T, J, 3) world"""
    turns: Array
    """(T, J, 4) world rotation from the rest pose; world frame = turn * rest"""


@dataclass(frozen=True)
class Posed(Placed):
    """A solved motion: T frames of J joints."""

    root: Array
    """(T, 3) world position of joint 0"""
    joint_rotations: Array
    """(T, J, 4) parent-relative, in the rest frames"""


def place(body: Body, motion: Array, fps: float | None = None) -> Placed:
    """Channels (T, C) to world positions, without fingers; fps None: the rows are poses with nothing in between."""
    frames, joints = len(motion), len(body.offsets)
    positions = np.zeros((frames, joints, 3))
    turns = np.tile(quat.IDENTITY, (frames, joints, 1))

    def channel(name: str) -> Array:
        return motion[:, INDEX[name]]

    def hang_on(name: str, parent: str) -> None:
        joint = body.index[name]
        positions[:, joint] = positions[:, body.index[parent]] + quat.mul_vec(
            turns[:, body.index[parent]], body.offsets[joint]
        )

    # 1. Hips, low enough for both feet
    hips = euler(channel("hips.pitch"), channel("hips.roll"), channel("heading") + channel("hips.yaw"))
    ankles = {side: ankle_of(body, motion, side) for side in SIDES}
    root = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]].copy()
    clearance = {side: channel(f"foot.z.{side}") for side in SIDES}
    excess = _lowering(body, root, hips, {side: ankle for side, (ankle, _) in ankles.items()}, clearance)
    if fps is not None and np.any(excess > 0.0):
        excess = smooth(maximum_filter1d(excess, 5, mode="nearest"), 1.0)
    root[:, 2] -= excess
    positions[:, 0], turns[:, 0] = root, hips

    # 2. Spine, neck and head with the gaze
    parent = "hips"
    for name, share in SPINE:
        hang_on(name, parent)
        bend = [channel(f"spine.{axis}") * share for axis in ("pitch", "roll", "yaw")]
        turns[:, body.index[name]] = quat.mul(turns[:, body.index[parent]], euler(*bend))
        parent = name
    chest = turns[:, body.index["upper_chest"]]
    hang_on("neck", "upper_chest")
    head, eyes = _look(body, motion, fps, chest, positions[:, body.index["neck"]])
    for name, share in _NECK:
        if name == "head":
            hang_on("head", "neck")
        turns[:, body.index[name]] = quat.mul(turns[:, body.index[parent]], euler(*(angle * share for angle in head)))
        parent = name
    for side in SIDES:
        hang_on(f"eye.{side}", "head")
        turns[:, body.index[f"eye.{side}"]] = quat.mul(
            turns[:, body.index["head"]], euler(eyes[0], np.zeros(frames), eyes[1])
        )

    # 3. Legs to the footprints
    for side in SIDES:
        hang_on(f"thigh.{side}", "hips")
        _leg(body, motion, side, hips, *ankles[side], positions, turns, hang_on)

    # 4. Arms by angles, then hands to their targets, round the body where they would go through it
    for side in SIDES:
        _arm(body, motion, side, chest, positions, turns, hang_on)
        if fps is None:
            continue
        aside = np.zeros((frames, 3))
        for _ in range(3):  # what leaves the trunk may meet a thigh
            more = hand_clearance(body, positions, turns, side, motion, fps)
            if not np.any(more):
                break
            aside += more
            _arm(body, motion, side, chest, positions, turns, hang_on, aside)

    return Placed(positions, turns)


def solve(body: Body, motion: Array, fps: float) -> Posed:
    """Channels (T, C) of a motion to joint rotations and world positions."""
    # 1. Everything but the fingers
    placed = place(body, motion, fps)
    positions, turns = placed.positions, placed.turns

    # 2. World to parent-relative in the rest frames
    parents = body.skeleton.parents
    relative = turns.copy()
    relative[:, 1:] = quat.mul(quat.inv(turns[:, parents[1:]]), turns[:, 1:])
    rest = body.rest_rotations
    rotations = quat.mul(quat.inv(rest), quat.mul(relative, rest))

    # 3. Fingers bend about their own axes
    local_overrides: dict[int, Array] = {}
    for side in SIDES:
        _fingers(body, motion, side, local_overrides)
    for joint, rotation in local_overrides.items():
        rotations[:, joint] = rotation
    for joint in sorted(local_overrides):
        parent_joint = parents[joint]
        positions[:, joint] = positions[:, parent_joint] + quat.mul_vec(turns[:, parent_joint], body.offsets[joint])
        turns[:, joint] = quat.mul(
            turns[:, parent_joint], quat.mul(rest[joint], quat.mul(rotations[:, joint], quat.inv(rest[joint])))
        )
    return Posed(
        positions=positions, turns=turns, root=positions[:, 0].copy(),
        joint_rotations=quat.unroll(quat.normalize(rotations)),
    )  # fmt: skip


def ankle_of(body: Body, motion: Array, side: str) -> tuple[Array, Array]:
    """Ankle position (T, 3) and turn of the foot (T, 4).

    A foot with its heel up stands on the toe joint, one with its toes up on the heel; the lowest point of
    the sole is `foot.z` above the floor.
    """
    x, y, z, yaw, pitch, roll, toe = (
        motion[:, INDEX[f"{name}.{side}"]]
        for name in ("foot.x", "foot.y", "foot.z", "foot.yaw", "foot.pitch", "foot.roll", "toe")
    )
    mirror = np.array([SIGN[side], 1.0, 1.0])
    heel, ball, tip = body.heel * mirror, body.ball * mirror, body.toe_tip * mirror
    turn = euler(pitch, roll, yaw)
    flat = quat.from_angle_axis(yaw, [0.0, 0.0, 1.0])
    toe_turn = quat.mul(turn, quat.from_angle_axis(-toe, [1.0, 0.0, 0.0]))
    ankle = np.array([0.0, 0.0, body.ankle_height])
    from_ball = quat.mul_vec(turn, ankle - ball) + quat.mul_vec(flat, ball)
    from_heel = quat.mul_vec(turn, ankle - heel) + quat.mul_vec(flat, heel)
    offset = np.where((pitch > 0.0)[:, None], from_ball, from_heel)
    # The lowest sole point, measured from the ankle: heel, below the toe joint, tip of the toes.
    ball_joint = quat.mul_vec(turn, ball - ankle)
    under_ball = ball_joint + quat.mul_vec(toe_turn, np.array([0.0, 0.0, -ball[2]]))
    at_tip = ball_joint + quat.mul_vec(toe_turn, tip - ball)
    at_heel = quat.mul_vec(turn, heel - ankle)
    lowest = np.minimum(np.minimum(under_ball[:, 2], at_tip[:, 2]), at_heel[:, 2])
    # Skin and shoe bulge under toes that bend up: the foot rides on that crease.
    crease = CREASE * body.stature * np.sin(np.clip(toe, 0.0, 1.4))
    offset[:, 2] = z + motion[:, INDEX[f"foot.level.{side}"]] + crease - lowest
    return np.stack([x, y, np.zeros_like(x)], axis=-1) + offset, turn


def _lowering(body: Body, root: Array, hips: Array, ankles: dict[str, Array], feet: dict[str, Array]) -> Array:
    """How far (T,) the hips come down so that both legs reach their feet with a soft knee."""
    reach = _LEG_REACH * body.leg
    excess = np.zeros(len(root))
    for side, ankle in ankles.items():
        hip = root + quat.mul_vec(hips, body.offsets[body.index[f"thigh.{side}"]])
        # A foot in the air does not pull the hips down: it comes along as far as the leg reaches.
        on_floor = np.clip(1.0 - feet[side] / 0.03, 0.0, 1.0)
        excess = np.maximum(excess, on_floor * _too_high(hip, ankle, reach))
    return excess


def _too_high(hip: Array, ankle: Array, reach: float | Array) -> Array:
    """How far (...,) a hip is above where the leg still reaches."""
    across = np.linalg.norm((hip - ankle)[..., :2], axis=-1)
    return np.asarray(hip[..., 2] - ankle[..., 2] - np.sqrt(np.maximum(reach**2 - across**2, (0.3 * reach) ** 2)))


def stretched(body: Body, motion: Array, side: str, reach: float) -> Array:
    """How far (T,) a hip is above where the leg, stretched to a share of its length, still reaches its foot."""
    hip, _ = _hip_of(body, motion, side)
    return _too_high(hip, ankle_of(body, motion, side)[0], reach * body.leg)


def _hip_of(body: Body, motion: Array, side: str) -> tuple[Array, Array]:
    """Hip joint (T, 3) and turn of the hips (T, 4)."""
    yaw = motion[:, INDEX["heading"]] + motion[:, INDEX["hips.yaw"]]
    hips = euler(motion[:, INDEX["hips.pitch"]], motion[:, INDEX["hips.roll"]], yaw)
    root = motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
    return root + quat.mul_vec(hips, body.offsets[body.index[f"thigh.{side}"]]), hips


def heel_rise(body: Body, motion: Array, side: str, reach: float = _LEG_REACH, steps: int = 14) -> Array:
    """The least foot pitch (T,), at or above the motion's own, with which the leg, stretched to a share of its length,
    reaches a foot behind the hips.

    This is what people do at the end of a stance: the heel comes up and the hips stay up.
    """
    hip, hips = _hip_of(body, motion, side)
    own = motion[:, INDEX[f"foot.pitch.{side}"]]
    added = np.linspace(0.0, 0.75, steps)
    trial = np.repeat(motion[:, None], steps, axis=1)
    trial[..., INDEX[f"foot.pitch.{side}"]] = np.maximum(own, 0.0)[:, None] + added
    trial[..., INDEX[f"toe.{side}"]] += added
    ankle = ankle_of(body, trial.reshape(-1, trial.shape[-1]), side)[0].reshape(len(motion), steps, 3)
    forward = quat.mul_vec(hips, np.array([0.0, -1.0, 0.0]))
    behind = np.sum((hip - ankle[:, 0]) * forward, axis=-1)
    missing = np.maximum(_too_high(hip[:, None], ankle, reach * body.leg), 0.0)
    limit = missing.min(axis=1) + 0.002
    first = np.argmax(missing <= limit[:, None], axis=1)
    every, before = np.arange(len(missing)), np.maximum(first - 1, 0)
    over, under = missing[every, before], missing[every, first]
    share = np.where(first > 0, (over - limit) / np.maximum(over - under, 1e-9), 0.0)
    rise = added[before] + np.clip(share, 0.0, 1.0) * (added[first] - added[before])
    return np.asarray(np.where(behind > 0.0, rise, 0.0))


def _look(
    body: Body, motion: Array, fps: float | None, chest: Array, neck: Array
) -> tuple[list[Array], tuple[Array, Array]]:
    """Head pitch, roll, yaw (T,) and eye pitch, yaw: eyes jump to the gaze point, the head follows later."""
    weight = np.clip(motion[:, INDEX["gaze.w"]], 0.0, 1.0)
    point = motion[:, [INDEX["gaze.x"], INDEX["gaze.y"], INDEX["gaze.z"]]]
    pitch, roll, yaw = (motion[:, INDEX[f"head.{axis}"]] for axis in ("pitch", "roll", "yaw"))
    eye_height = (body.position("eye.L") - body.position("neck"))[2]
    aim = quat.mul_vec(quat.inv(chest), point - neck - np.array([0.0, 0.0, eye_height]))
    flat = np.maximum(np.linalg.norm(aim[:, :2], axis=-1), 0.05)
    aim_yaw = np.clip(np.arctan2(aim[:, 0], np.maximum(-aim[:, 1], 0.02)), -1.25, 1.25)
    aim_pitch = np.clip(np.arctan2(-aim[:, 2], flat), -0.6, 0.9)
    wished_yaw = yaw + weight * (aim_yaw - yaw)
    wished_pitch = pitch + weight * (aim_pitch - pitch)
    if fps is None:
        return [wished_pitch, roll, wished_yaw], (np.zeros_like(yaw), np.zeros_like(yaw))
    lag = max(1, round(0.10 * fps))

    def follow(angle: Array, limit: float) -> Array:
        late = np.concatenate([np.repeat(angle[:1], lag), angle[:-lag]])[: len(angle)]
        return smooth(np.clip(late, -limit, limit), 0.09 * fps)

    # Without a gaze point the head's own keys hold as they are; with one the head goes most of the way.
    head_yaw = yaw + (follow(0.92 * wished_yaw, 1.1) - yaw) * np.minimum(1.0, smooth(weight, 0.12 * fps))
    head_pitch = pitch + (follow(0.88 * wished_pitch, 0.75) - pitch) * np.minimum(1.0, smooth(weight, 0.12 * fps))
    eye_yaw = np.clip(smooth(wished_yaw, 0.03 * fps) - head_yaw, -0.45, 0.45)
    eye_pitch = np.clip(smooth(wished_pitch, 0.03 * fps) - head_pitch, -0.3, 0.3)
    return [head_pitch, roll, head_yaw], (eye_pitch, eye_yaw)


def _arm(
    body: Body, motion: Array, side: str, chest: Array, positions: Array, turns: Array, hang_on: HangOn,
    aside: Array | None = None,
) -> None:  # fmt: skip
    """Shoulder to hand, written into positions and turns; a hand without target goes `aside` (T, 3)."""
    sign = SIGN[side]
    shoulder, upper, fore, hand = (body.index[f"{n}.{side}"] for n in ("shoulder", "upper_arm", "forearm", "hand"))
    hang = body.hang[side]
    zero = np.zeros(len(motion))

    def channel(name: str) -> Array:
        return motion[:, INDEX[f"{name}.{side}"]]

    hang_on(f"shoulder.{side}", "upper_chest")
    turns[:, shoulder] = quat.mul(
        chest, euler(zero, -sign * channel("shoulder.lift"), -sign * channel("shoulder.forward"))
    )
    hang_on(f"upper_arm.{side}", f"shoulder.{side}")

    # Forward kinematics in the space of the hanging arm
    turn_upper = quat.mul(
        turns[:, shoulder],
        quat.mul(
            quat.from_angle_axis(-channel("arm.flex"), [1.0, 0.0, 0.0]),
            quat.mul(
                quat.from_angle_axis(-sign * channel("arm.abduct"), [0.0, 1.0, 0.0]),
                quat.from_angle_axis(-sign * channel("arm.twist"), [0.0, 0.0, 1.0]),
            ),
        ),
    )
    turn_fore = quat.mul(turn_upper, quat.from_angle_axis(-channel("elbow"), [1.0, 0.0, 0.0]))
    wrist_bend = quat.mul(
        quat.from_angle_axis(-sign * channel("pronate"), [0.0, 0.0, 1.0]),
        quat.mul(
            quat.from_angle_axis(sign * channel("wrist.flex"), [0.0, 1.0, 0.0]),
            quat.from_angle_axis(-channel("wrist.deviate"), [1.0, 0.0, 0.0]),
        ),
    )
    rest_upper = quat.mul_vec(hang, body.offsets[fore])
    rest_fore = quat.mul_vec(hang, body.offsets[hand])
    start = positions[:, upper]
    wrist = start + quat.mul_vec(turn_upper, rest_upper) + quat.mul_vec(turn_fore, rest_fore)

    # The hand's target pulls the wrist, the elbow keeps its plane and turns toward down, back and out
    weight = np.clip(channel("hand.w"), 0.0, 1.0)[:, None]
    target = np.stack([channel("hand.x"), channel("hand.y"), channel("hand.z")], axis=-1)
    outward = np.stack([sign * (0.42 + channel("hand.pole")), zero + 0.42, zero - 0.8], axis=-1)
    pole = quat.mul_vec(turn_upper, np.array([0.0, 1.0, 0.0]))
    pole = pole + weight * (unit(quat.mul_vec(chest, outward)) - pole)
    goal = wrist + weight * (target - wrist)
    if aside is not None:
        goal = goal + (1.0 - weight**6) * aside
    elbow, end, hinge = two_bone(start, goal, float(np.linalg.norm(rest_upper)), float(np.linalg.norm(rest_fore)), pole)
    rest_hinge = np.array([-1.0, 0.0, 0.0])
    up = quat.mul(bone_frame(elbow - start, hinge), quat.inv(bone_frame(rest_upper, rest_hinge)))
    down = quat.mul(bone_frame(end - elbow, hinge), quat.inv(bone_frame(rest_fore, rest_hinge)))
    wished = np.stack([channel(f"hand.q{axis}") for axis in "wxyz"], axis=-1)
    palm = quat.slerp(quat.mul(down, wrist_bend), quat.normalize(wished), weight[:, 0])
    # Half of the hand's turn about the forearm is the forearm's
    bone = -unit(rest_fore)
    half = quat.from_angle_axis(0.5 * twist_about(quat.mul(quat.inv(down), palm), bone), bone)
    turns[:, upper] = quat.mul(up, hang)
    turns[:, fore] = quat.mul(quat.mul(down, half), hang)
    turns[:, hand] = quat.mul(palm, hang)
    positions[:, fore], positions[:, hand] = elbow, end


def _leg(
    body: Body, motion: Array, side: str, hips: Array, ankle: Array, foot_turn: Array, positions: Array, turns: Array,
    hang_on: HangOn,
) -> None:  # fmt: skip
    """Hip to toes, written into positions and turns."""
    thigh, shin, foot, toe = (body.index[f"{n}.{side}"] for n in ("thigh", "shin", "foot", "toe"))
    yaw, knee = motion[:, INDEX[f"foot.yaw.{side}"]], motion[:, INDEX[f"knee.{side}"]]
    lateral = np.array([1.0, 0.0, 0.0])
    flat = quat.mul_vec(quat.from_angle_axis(yaw, [0.0, 0.0, 1.0]), lateral)
    # The knee points as the footprint does; upside down (a cartwheel) there is none, but a foot that turned over too
    turned_over = minimum_jerk((np.abs(motion[:, INDEX[f"foot.roll.{side}"]]) - 0.9) / 0.6)[:, None]
    across = unit(quat.mul_vec(hips, lateral) + flat + turned_over * (quat.mul_vec(foot_turn, lateral) - flat))
    reach = unit(ankle - positions[:, thigh])
    across = quat.mul_vec(quat.from_angle_axis(-SIGN[side] * knee, reach), across)
    knee_position, end, hinge = two_bone(
        positions[:, thigh], ankle,
        float(np.linalg.norm(body.offsets[shin])), float(np.linalg.norm(body.offsets[foot])),
        np.cross(reach, across), 0.9985,
    )  # fmt: skip
    for joint, direction, rest in (
        (thigh, knee_position - positions[:, thigh], body.offsets[shin]),
        (shin, end - knee_position, body.offsets[foot]),
    ):
        turns[:, joint] = quat.mul(bone_frame(direction, hinge), quat.inv(bone_frame(rest, lateral)))
    positions[:, shin], positions[:, foot] = knee_position, end
    turns[:, foot] = foot_turn
    hang_on(f"toe.{side}", f"foot.{side}")
    bend = motion[:, INDEX[f"toe.{side}"]]
    turns[:, toe] = quat.mul(foot_turn, quat.from_angle_axis(-bend, [1.0, 0.0, 0.0]))


def _fingers(body: Body, motion: Array, side: str, overrides: dict[int, Array]) -> None:
    """Finger joints (T, 4), each about its own X, with a little spread."""
    spread = motion[:, INDEX[f"spread.{side}"]]
    for number, finger in enumerate(FINGERS):
        curl = motion[:, INDEX[f"{finger}.{side}"]]
        for knuckle, share in BENDS.items():
            rotation = quat.from_angle_axis(curl * share, [1.0, 0.0, 0.0])
            if knuckle == "1" and finger != "thumb":
                fan = quat.from_angle_axis(SIGN[side] * spread * (2.0 - number), [0.0, 0.0, 1.0])
                rotation = quat.mul(fan, rotation)
            overrides[body.index[f"{finger}_{knuckle}.{side}"]] = rotation
