"""Bringing the hands to things: the whole body leans, bends and turns as far as the reach needs, and stays balanced."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .body import Body
from .channels import FINGERS, INDEX, SIGN, Array, changed
from .footsteps import standing_point
from .limbs import arm_angles, bone_frame
from .performer import flat_direction, turned
from .solve import Placed, place
from .thumb import flat_thumb

PALM_THICKNESS = 0.013
"""from the hand's bones to its skin, of 1.7 m, where something round lies in its hollow"""
_FINGER_RADIUS = 0.008
_HALF_PALM, _KNUCKLES, _LEVERS = 0.045, 0.015, 0.153
"""of 1.7 m: half the palm's length, from the palm's middle to the knuckles, from all joints of a finger to its tip"""
_LUNGE, _LUNGE_BELOW = 0.46, 0.40
"""how far a foot steps up at most to take something with one hand, up to which height of the wrist (leg lengths)"""
_ON_TOES = 0.10
"""how far the hips rise on the toes, leg lengths"""
_HALF_HAND = 0.055
"""from the middle of a palm to its finger tips, statures"""
_BESIDE = 0.015
"""how far behind the thing its ankle comes to stand (statures)"""


@dataclass(frozen=True)
class Grip:
    """Where wrist and hand go to hold something."""

    wrist: Array
    """(3,) world"""
    rotation: Array
    """(4,) world rotation of the hanging hand"""
    normal: Array
    """(3,) out of the palm"""


def hand_rotation(side: str, fingers: Array, palm: Array) -> Array:
    """Rotation of the hanging hand (fingers down, palm to the thigh) that points fingers and palm as given."""
    hanging = bone_frame(np.array([0.0, 0.0, -1.0]), np.cross(np.array([0.0, 0.0, -1.0]), [-SIGN[side], 0.0, 0.0]))
    return quat.mul(bone_frame(fingers, np.cross(fingers, palm)), quat.inv(hanging))


def grip_on(
    body: Body, side: str, centre: Array, thickness: float, along: Array | None, heading: float,
    face: Array | None = None,
) -> Grip:  # fmt: skip
    """A one-handed grip: palm on the surface, fingers across the grip's axis (or free, for a ball).

    face: (3,) across the flat side of something wider than the palm, that this lies on.
    """
    inward = -SIGN[side]
    forward = flat_direction(heading)
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    down = np.array([0.0, 0.0, -1.0])
    height = centre[2] / body.stature
    # Waist-high and lower things are taken from above and the side, high ones from the side
    steep = float(np.clip(1.6 - 2.2 * height, 0.25, 1.1))
    palm = unit(steep * down + 0.62 * inward * left + 0.38 * forward)
    if face is not None:
        palm = face * np.sign(np.dot(face, palm))
    if along is not None:
        axis = unit(along)
        palm = unit(palm - np.dot(palm, axis) * axis)
        fingers = unit(np.cross(palm, axis))
        wish = forward + 0.3 * down + 0.25 * inward * left
        fingers = fingers if np.dot(fingers, wish) > 0.0 else -fingers
    else:
        wish = unit(0.9 * forward + 0.45 * down + 0.2 * inward * left)
        fingers = unit(wish - np.dot(wish, palm) * palm)
    flesh = PALM_THICKNESS * body.stature / 1.7 if face is None else body.palm_flesh
    wrist = centre - palm * (0.5 * thickness + flesh) - fingers * body.palm
    return Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)


def side_grip(
    body: Body, side: str, centre: Array, width: float, heading: float, fingers_rise: float = -0.45
) -> Grip:  # fmt: skip
    """One of two palms on the sides of a big thing, fingers forward and a little under it.

    fingers_rise: how far they point up, of how far they point forward.
    """
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    outward = SIGN[side] * left
    palm = -outward
    fingers = unit(flat_direction(heading) + np.array([0.0, 0.0, fingers_rise]))
    wrist = centre + outward * (0.5 * width + body.palm_flesh) - fingers * body.palm
    return Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)


def finger_curl(body: Body, thickness: float) -> dict[str, float]:
    """Mean bend per finger joint around something `thickness` thick; the thumb comes round the other side.

    On what is wider than the palm this lies flat: the fingers come down to it from the knuckles, the thumb bends back.
    """
    radius = max(0.5 * thickness, 0.006) + _FINGER_RADIUS
    size = body.stature / 1.7
    phalanx = 0.026 * size
    flat = float(np.clip(radius / (_HALF_PALM * size) - 1.0, 0.0, 1.0))
    above = np.hypot(_KNUCKLES * size, radius - _FINGER_RADIUS + body.palm_flesh) - radius
    bend = 2.0 * np.arctan2(0.5 * phalanx, radius) + 0.02 + flat * above / (_LEVERS * size)
    bend = float(np.clip(bend, 0.08, 1.25))
    values = {finger: bend * factor for finger, factor in zip(FINGERS, (0.55, 0.95, 1.0, 1.03, 1.08), strict=True)}
    if flat > 0.0:
        values["thumb"] += flat * (flat_thumb(body) - values["thumb"])
    values["spread"] = float(np.clip(thickness * 0.9, 0.0, 0.12))
    return values


def with_hand(pose: Array, side: str, wrist: Array, rotation: Array, weight: float = 1.0) -> Array:
    """A copy of a pose with the hand's world target set."""
    values = {"w": weight, "x": wrist[0], "y": wrist[1], "z": wrist[2]}
    values |= {f"q{axis}": rotation[i] for i, axis in enumerate("wxyz")}
    return changed(pose, {f"hand.{name}.{side}": float(value) for name, value in values.items()})


def lunge_stance(body: Body, pose: Array, grips: dict[str, Grip], thickness: float) -> tuple[Array, str | None]:
    """For what one hand takes from the floor, the other side's foot steps up beside it: the stance and that side.

    The front knee bends, the back heel rises and the hand hangs free behind the front leg. Without a lunge: None.
    """
    side, grip = next(iter(grips.items()))
    x, y, heading = standing_point(body, pose)
    local = turned(-heading, grip.wrist + grip.normal * 0.5 * thickness - np.array([x, y, 0.0]))
    ahead = float(np.clip(-local[1] - _BESIDE * body.stature, 0.0, _LUNGE * body.leg))
    if len(grips) > 1 or grip.wrist[2] > _LUNGE_BELOW * body.leg or ahead < 0.12 * body.leg:
        return pose, None
    front = "L" if side == "R" else "R"
    clear = SIGN[front] * local[0] + 0.5 * thickness + 0.045 * body.stature
    apart = float(np.clip(clear, 0.5 * body.foot_width, 0.13 * body.stature))
    print_x, print_y, _ = np.array([x, y, 0.0]) + turned(
        heading, np.array([SIGN[front] * apart, body.foot_origin(front)[1] - ahead, 0.0])
    )
    return changed(pose, {f"foot.x.{front}": print_x, f"foot.y.{front}": print_y, f"foot.yaw.{front}": heading}), front


def reaching_pose(
    body: Body, pose: Array, grips: dict[str, Grip], sitting: bool = False, front: str | None = None
) -> tuple[Array, float]:
    """The standing pose of least effort that brings the hands to their grips, and what is missing (m).

    Searches lean and squat, or standing on the toes, on a grid; the hips shift back so that the weight stays over the
    feet.
    front: the side of the foot that stands ahead in a lunge.
    """
    heading = float(pose[INDEX["heading"]])
    x, y, _ = standing_point(body, pose)
    wrists = np.mean([g.wrist for g in grips.values()], axis=0)
    local = turned(-heading, wrists - np.array([x, y, 0.0]))
    squats = np.array([0.0]) if sitting else np.linspace(0.0, 0.60, 13)
    if not sitting and front is None:
        squats = np.r_[-_ON_TOES, -0.5 * _ON_TOES, squats]
    leans = np.linspace(0.0, 1.0 if front is None else 1.3, 8)
    squat, lean = (grid.ravel() for grid in np.meshgrid(squats, leans, indexing="ij"))
    raised, squat = np.maximum(-squat, 0.0), np.maximum(squat, 0.0)
    rows = np.repeat(pose[None], len(squat), axis=0)
    one_sided = len(grips) == 1
    side = next(iter(grips))
    reach_yaw = float(np.clip(np.arctan2(local[0], -local[1] + 0.2), -0.7, 0.7)) if not one_sided else 0.0
    toward = SIGN[side] * -0.32 if one_sided else 0.0
    lateral = float(np.clip(local[0] / body.arm, -0.8, 0.8))
    rows[:, INDEX["hips.z"]] += (raised - squat) * body.leg
    heels = np.arcsin(np.minimum(raised * body.leg / abs(float(body.ball[1])), 0.9))
    rows[:, INDEX["hips.pitch"]] += 0.62 * lean + 0.45 * squat
    rows[:, INDEX["spine.pitch"]] += 0.72 * lean + 0.10 * squat
    rows[:, INDEX["spine.yaw"]] += (0.35 + 0.65 * lean) * toward + reach_yaw
    rows[:, INDEX["spine.roll"]] += 0.28 * lateral * (0.4 + lean)
    rows[:, INDEX["head.pitch"]] += -0.25 * lean
    for s in ("L", "R"):
        rows[:, INDEX[f"knee.{s}"]] += 0.55 * squat
        rows[:, INDEX[f"foot.pitch.{s}"]] = np.clip(1.6 * (squat - 0.30), 0.0, 0.5) + heels
        rows[:, INDEX[f"toe.{s}"]] = rows[:, INDEX[f"foot.pitch.{s}"]]
        if s not in grips:  # the free arm hangs down, whatever the trunk does
            rows[:, INDEX[f"arm.flex.{s}"]] += 0.55 * lean + 0.95 * squat + 0.55 * lean
            rows[:, INDEX[f"elbow.{s}"]] += 0.25 * lean
            rows[:, INDEX[f"arm.abduct.{s}"]] += 0.15 * lean
    if front is not None:  # a hinge over the front foot, the shoulder of the hand low and ahead
        back = "L" if front == "R" else "R"
        rows[:, INDEX[f"foot.pitch.{front}"]] = rows[:, INDEX[f"toe.{front}"]] = 0.0
        rows[:, INDEX[f"foot.pitch.{back}"]] = rows[:, INDEX[f"toe.{back}"]] = np.clip(1.2 * squat + 0.25, 0.0, 1.0)
        rows[:, INDEX["hips.pitch"]] += 0.30 * lean
        rows[:, INDEX["spine.roll"]] += 0.20 * SIGN[back] * lean
    for s, grip in grips.items():
        rows[:, INDEX[f"shoulder.forward.{s}"]] += 0.22
        rows = with_hand(rows, s, grip.wrist, grip.rotation)
    forward = flat_direction(heading)
    prints = {s: np.array([pose[INDEX[f"foot.{axis}.{s}"]] for axis in "xy"]) for s in SIGN}
    ahead = abs(float((prints["L"] - prints["R"]) @ forward[:2]))
    posed = place(body, rows)
    moved = np.zeros((len(rows), 3))
    for again in () if sitting else (True, False):
        drift = (body.centre_of_mass(posed.positions) - np.array([x, y, 0.0])) @ forward
        # The feet carry from the heel to the ball: who leans lets the weight come forward onto the balls.
        heel_up = np.clip(rows[:, INDEX["foot.pitch.L"]] / 0.2, 0.0, 1.0)
        wish = body.stature * np.maximum(0.004 + 0.040 * lean, 0.066 * heel_up)
        if front is not None:  # most of it on the front foot
            wish = wish + 0.20 * ahead
        back = -1.05 * (drift - wish)[:, None] * forward
        rows[:, [INDEX["x"], INDEX["y"]]] += back[:, :2]
        if again:
            posed = place(body, rows)
        else:  # so little that it carries all of the body along
            moved = back
    missing = np.zeros(len(rows))
    stretch = np.zeros(len(rows))
    near_face = np.zeros(len(rows))
    head_m = body.stature - float(body.position("head")[2])
    up = quat.mul_vec(posed.turns[:, body.index["head"]], np.array([0.0, 0.0, 0.5 * head_m]))
    face = posed.positions[:, body.index["head"]] + up + moved
    clear_m = 0.6 * head_m + _HALF_HAND * body.stature
    for s, grip in grips.items():
        hand = grip.wrist + body.palm * quat.mul_vec(grip.rotation, np.array([0.0, 0.0, -1.0]))
        near_face = np.maximum(near_face, clear_m - np.linalg.norm(hand - face, axis=-1))
        shoulder = posed.positions[:, body.index[f"upper_arm.{s}"]] + moved
        distance = np.linalg.norm(grip.wrist - shoulder, axis=-1)
        missing = np.maximum(missing, distance - 0.97 * body.arm)
        stretch = np.maximum(stretch, distance - 0.90 * body.arm)
    # Knees bend for what lies below the hips; what stands as high as they do is reached with the trunk alone.
    high = float(np.clip((wrists[2] - 0.45 * body.leg) / (0.55 * body.leg), 0.0, 1.0))
    effort = (
        (squat + raised) ** 2 * ((2.2 if front is None else 5.0) + 30.0 * high) + lean**2 * (1.1 - 0.5 * high)
        + 60.0 * np.maximum(missing, 0.0) + 1.5 * np.maximum(stretch, 0.0) + 20.0 * near_face
    )  # fmt: skip
    best = int(np.argmin(effort))
    return rows[best], float(max(0.0, missing[best]))


def arm_to(body: Body, posed: Placed, side: str, wrist: Array, rotation: Array, pole: Array) -> dict[str, float]:
    """Arm channels that bring the wrist to a world point when the body is so placed; directions in the world."""
    chest = posed.turns[0, body.index["upper_chest"]]
    back = quat.inv(chest)
    shoulder = posed.positions[0, body.index[f"upper_arm.{side}"]]
    return arm_angles(
        body, side, quat.mul_vec(back, wrist - shoulder), quat.mul_vec(back, pole), quat.mul(back, rotation)
    )


def hands_on_thighs(body: Body, pose: Array, heading: float) -> Array:
    """A sitting or rising pose with both palms on the thighs, not quite alike."""
    posed = place(body, pose[None])
    values: dict[str, float] = {}
    for side in SIGN:
        hip, knee = (posed.positions[0, body.index[f"{name}.{side}"]] for name in ("thigh", "shin"))
        along = (knee - hip) / np.linalg.norm(knee - hip)
        steep = float(np.clip(2.0 * along[2], 0.0, 1.0))  # knees up: the hands rest on them
        share = (0.52 if side == "L" else 0.46) + 0.36 * steep
        reach = along + steep * (flat_direction(heading) - np.array([0.0, 0.0, 0.9]) - along)
        up = np.array([0.0, 0.0, 1.0])
        over = up if along[2] > 0.0 else unit(up - along[2] * along)  # off the thigh, also while it is still steep
        wrist = hip + share * (knee - hip) + 0.058 * body.stature * over
        left = turned(heading, np.array([1.0, 0.0, 0.0]))
        rotation = hand_rotation(
            side, reach - 0.25 * SIGN[side] * left - np.array([0, 0, 0.12]), -over
        )
        pole = 0.7 * SIGN[side] * left - 0.5 * along - np.array([0.0, 0.0, 0.5])
        values |= arm_to(body, posed, side, wrist, rotation, pole)
        values |= {f"{finger}.{side}": 0.22 for finger in FINGERS} | {f"thumb.{side}": flat_thumb(body)}
    return changed(pose, values)
