"""Instruments that one sits at: fingers that meet the keys of a piano, sticks that meet the heads of drums."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from . import channels
from .acts import Act
from .body import Body
from .channels import FINGERS, INDEX, SIDES, SIGN, Array, changed
from .holding import grip_point, in_the_hand
from .performer import Happening, Held, flat_direction, turned
from .reach import PALM_THICKNESS, Grip, finger_curl, hand_rotation, reaching_pose, with_hand
from .solve import solve
from .working import hands_at_work, toward

_BEAT_S = 0.46
_CURL = 0.50
"""of fingers on keys, rad a joint"""
_INTO_KEYS_M = 0.055
"""from the front edge of the keys to where fingers strike"""
_STICK_M = 0.016
_USUAL_S = 6.0


# --- piano ----------------------------------------------------------------------------------------------------------


def play_piano(act: Act) -> None:
    """Both hands over the keys, fingers that strike them on the beat, hands that move along; the trunk sways."""
    body, performer = act.body, act.performer
    keys = act.scene.part_points(act.target_id, "white_keys") if act.target_id is not None else np.zeros((0, 3))
    if len(keys) == 0 or performer.posture != "sit":
        act.notes.append(f"Nobody sits at keys for “{act.action.text}”; {act.actor} stays as before.")
        return
    heading = performer.heading
    ahead, left = flat_direction(heading), turned(heading, np.array([1.0, 0.0, 0.0]))
    away = (keys - np.array([*performer.point, 0.0])) @ ahead
    top = float(keys[:, 2].max())
    front = np.array([*performer.point, 0.0]) + (float(away.min()) + _INTO_KEYS_M) * ahead
    tips = {side: front * [1, 1, 0] + np.array([0, 0, top]) + SIGN[side] * 0.20 * left for side in SIDES}
    curl = dict.fromkeys(FINGERS[1:], _CURL) | {"thumb": 0.20, "spread": 0.10}
    grips = {}
    for side in SIDES:
        rotation = hand_rotation(side, toward(heading, 1.0, -0.10 * SIGN[side], -0.12), np.array([0.0, 0.0, -1.0]))
        wrist = tips[side] - _finger_tip(body, side, rotation, curl)
        grips[side] = Grip(wrist=wrist, rotation=rotation, normal=np.array([0.0, 0.0, -1.0]))
    at, missing = reaching_pose(body, performer.pose, grips, True)
    if missing > 0.03:
        act.notes.append(f"The keys of {act.said(act.target_id)} are {missing * 100:.0f} cm out of reach.")
    at = changed(at, {f"{name}.{side}": value for side in SIDES for name, value in curl.items()})
    at = changed(at, {"head.pitch": at[INDEX["head.pitch"]] + 0.08})
    places = {side: np.cumsum(act.rng.uniform(-0.08, 0.08, 200)).clip(-0.14, 0.14) for side in SIDES}

    def moves(t: Array) -> dict[str, Array]:
        found: dict[str, Array] = {
            "spine.roll": 0.05 * np.sin(np.pi * t / (2.0 * _BEAT_S)), "spine.pitch": 0.04 * np.sin(np.pi * t / _BEAT_S),
            "head.pitch": 0.07 * np.sin(np.pi * t / _BEAT_S + 0.6),
        }  # fmt: skip
        for side, lag in (("L", 0.0), ("R", 0.5)):
            beat = t / (2.0 * _BEAT_S) + lag
            number = np.floor(beat).astype(int) % 199
            over = channels.minimum_jerk((beat % 1.0 - 0.62) / 0.36)
            along = places[side][number] + over * (places[side][number + 1] - places[side][number])
            lift = 0.035 * np.sin(np.pi * np.clip((beat % 1.0 - 0.6) / 0.4, 0.0, 1.0)) ** 2
            for i, axis in enumerate("xyz"):
                found[f"hand.{axis}.{side}"] = along * left[i] + (lift if axis == "z" else 0.0)
            for k, finger in enumerate(FINGERS[1:]):  # off the key and onto it again, one after the other
                swing = 0.5 - 0.5 * np.cos(2.0 * np.pi * (2.0 * beat + 0.25 * k + (0.1 if side == "L" else 0.0)))
                found[f"{finger}.{side}"] = -0.20 * swing
        return found

    hands_at_work(act, grips, at, np.array([0.0, 0.0, 0.08]), moves, front * [1, 1, 0] + [0, 0, top], 0.9, _USUAL_S)


def _finger_tip(body: Body, side: str, rotation: Array, curl: dict[str, float]) -> Array:
    """(3,) from the wrist to the tip of the middle finger of a hand that is turned so (4,) and bent so."""
    wrist = body.position(f"upper_arm.{side}") + body.arm * np.array([0.0, -0.6, -0.5])
    pose = changed(body.standing(), {f"{name}.{side}": value for name, value in curl.items()})
    posed = solve(body, with_hand(pose, side, wrist, rotation)[None], 24.0)
    last = body.index[f"middle_3.{side}"]
    turn = quat.mul(posed.turns[0, last], body.rest_rotations[last])
    tip = posed.positions[0, last] + quat.mul_vec(turn, np.array([0.0, float(body.skeleton.bone_lengths[last]), 0.0]))
    return np.asarray(tip - posed.positions[0, body.index[f"hand.{side}"]])


# --- drums ----------------------------------------------------------------------------------------------------------

_RIDE, _SNARE, _TOM_L, _TOM_R, _FLOOR, _HAT = (
    "ride", "snare_head", "tom_left_head", "tom_right_head", "floor_tom_head", "hi_hat"
)  # fmt: skip
# What each hand strikes on the eighths of two bars; None: it waits, lifted.
_PATTERN: dict[str, Sequence[str | None]] = {
    "R": (_RIDE, _RIDE, _RIDE, _RIDE, _RIDE, _RIDE, _RIDE, _RIDE,
          _RIDE, _RIDE, _RIDE, _RIDE, _TOM_R, _TOM_R, _FLOOR, _FLOOR),
    "L": (None, None, _SNARE, None, None, None, _SNARE, None,
          None, None, _SNARE, _SNARE, _TOM_L, _TOM_L, _SNARE, None),
}  # fmt: skip
_DOWN_RAD, _UP_RAD = 0.10, 0.75
"""how a stick slopes when it strikes, and how high it is lifted"""


def take_sticks(act: Act) -> None:
    """A stick in each hand from the start."""
    body = act.body
    things = [i for e in act.scene.description.entities if e.category == "drumstick" for i in e.object_ids]
    free = [i for i in things if i in act.scene.layout.placements and i not in act.scene.taken_things]
    for side, thing in zip("RL", free, strict=False):
        grip, _ = grip_point(act.scene, thing)
        asset = act.scene.asset(thing)
        assert asset is not None
        grip = np.array([float(asset.bounds[0, 0]) + 0.30 * float(np.ptp(asset.bounds[:, 0])), grip[1], grip[2]])
        rotation, wrist = _stick_hand(body, side)
        held = Held(object_id=thing, side=side, hand_rotation=rotation, wrist_from_grip=wrist, heading=0.0,
                    grip_height=0.0, thickness=_STICK_M)  # fmt: skip
        act.scene.taken_things.add(thing)
        ahead = quat.from_angle_axis(np.array(-0.5 * np.pi), [0.0, 0.0, 1.0])  # +X of the stick to -Y
        offset = in_the_hand(body, held, grip, ahead)
        act.performer.happenings.append(
            Happening(kind="grasp", frame=0, joint=f"hand.{side}", target_id=thing, offset=offset)
        )


def _stick_hand(body: Body, side: str) -> tuple[Array, Array]:
    """Rotation (4,) of the hand and its wrist from the grip (3,) while a stick points to -Y."""
    fingers = np.array([-0.25 * SIGN[side], -0.95, -0.18])
    fingers /= np.linalg.norm(fingers)
    palm = np.array([-0.35 * SIGN[side], 0.0, -0.94])
    away = 0.5 * _STICK_M + PALM_THICKNESS * body.stature / 1.7
    return hand_rotation(side, fingers, palm), -palm * away - fingers * 1.05 * body.palm


def play_drums(act: Act) -> None:
    """Eighths on the ride, the snare on two and four, a fill over the toms: the head of a stick meets each."""
    body, performer, thing = act.body, act.performer, act.target_id
    sticks = {h.joint[-1]: h.target_id for h in performer.happenings if h.kind == "grasp" and h.joint[:4] == "hand"}
    if thing is None or len(sticks) < 2 or performer.posture != "sit":
        act.notes.append(f"Nobody sits at drums with sticks for “{act.action.text}”; {act.actor} stays so.")
        return
    heading, spots = performer.heading, {}
    for name in (_RIDE, _SNARE, _TOM_L, _TOM_R, _FLOOR, _HAT):
        points = act.scene.part_points(thing, name)
        if len(points):
            spots[name] = _struck(points, np.array([*performer.point, 0.0]))
    if not {_RIDE, _SNARE} <= set(spots):
        act.notes.append(capitalized(f"{act.said(thing)} has no heads to strike; {act.actor} stays as before."))
        return
    ways = {side: _stick_way(act, side, sticks[side], spots) for side in SIDES}
    grips = {}
    for side in SIDES:
        wrist, rotation = ways[side](np.array([0.0]))
        grips[side] = Grip(wrist=wrist[0], rotation=rotation[0], normal=np.array([0.0, 0.0, -1.0]))
    at, missing = reaching_pose(body, performer.pose, grips, True)
    if missing > 0.06:
        act.notes.append(f"The drums are {missing * 100:.0f} cm out of reach.")
    at = changed(at, {f"{n}.{s}": v for s in SIDES for n, v in finger_curl(body, _STICK_M).items()})

    def moves(t: Array) -> dict[str, Array]:
        found: dict[str, Array] = {
            "head.pitch": 0.10 * np.cos(np.pi * t / _BEAT_S), "spine.pitch": 0.03 * np.cos(np.pi * t / _BEAT_S),
            "spine.yaw": 0.05 * np.sin(0.5 * np.pi * t / _BEAT_S),
            "foot.pitch.R": 0.10 * (0.5 - 0.5 * np.cos(2.0 * np.pi * t / (2.0 * _BEAT_S))),
        }  # fmt: skip
        for side in SIDES:
            wrists, rotations = ways[side](t)
            own = quat.unroll(rotations)
            own = own * np.where(np.sum(own[0] * grips[side].rotation) < 0.0, -1.0, 1.0)
            for i, axis in enumerate("xyz"):
                found[f"hand.{axis}.{side}"] = wrists[:, i] - grips[side].wrist[i]
            for i, axis in enumerate("wxyz"):
                found[f"hand.q{axis}.{side}"] = own[:, i] - grips[side].rotation[i]
        return found

    middle = np.mean([spots[_SNARE], spots[_RIDE]], axis=0)
    hands_at_work(act, grips, at, np.array([0.0, 0.0, 0.10]) - 0.05 * flat_direction(heading), moves, middle, 0.9,
                  _USUAL_S)  # fmt: skip


def _struck(points: Array, player: Array) -> Array:
    """(3,) of a head or cymbal where it is struck: in the middle, of a far one on the player's side; its upper face."""
    middle = points.mean(axis=0)
    out = player - middle
    out[2] = 0.0
    far = float(np.linalg.norm(out))
    toward_player = 0.3 * float(np.ptp(points[:, 0])) * np.clip((far - 0.6) / 0.2, 0.0, 1.0)
    spot = middle + toward_player * out / max(far, 1e-6)
    flat = np.linalg.norm(points[:, :2] - spot[:2], axis=1)
    near = flat <= max(0.035, float(np.partition(flat, 3)[3]))
    return np.array([spot[0], spot[1], float(points[near, 2].max())])


def _stick_way(
    act: Act, side: str, thing: str | None, spots: dict[str, Array]
) -> Callable[[Array], tuple[Array, Array]]:
    """Wrists (T, 3) and rotations (T, 4) of a hand at times (T,) s: strokes that end on what is struck."""
    body, heading = act.body, act.performer.heading
    asset = act.scene.asset(thing) if thing is not None else None
    assert asset is not None
    reach = 0.70 * float(np.ptp(asset.bounds[:, 0]))  # from the grip to the stick's head
    rotation, wrist = _stick_hand(body, side)
    tip_from_wrist = np.array([0.0, -reach, 0.0]) - wrist
    seat = np.array([*act.performer.point, 0.0]) + SIGN[side] * 0.17 * body.stature / 1.7 * turned(
        heading, np.array([1.0, 0.0, 0.0])
    )
    eighth = 0.5 * _BEAT_S
    pattern = [name if name is None or name in spots else _SNARE for name in _PATTERN[side]]
    times: list[float] = []
    rows: list[list[float]] = []
    home = next(name for name in pattern if name is not None)
    for number in range(round(42.0 / eighth)):
        name = pattern[number % len(pattern)]
        spot = spots[name or home]
        aim = spot - seat
        yaw = float(np.arctan2(aim[0], -aim[1]))
        begin = number * eighth
        for share, up in ((-0.42, 1.0), (-0.15, 0.75), (0.0, 0.0 if name is not None else 0.75)):
            if begin + share * eighth > (times[-1] if times else -1.0):
                times.append(begin + share * eighth)
                rows.append([*spot, up, yaw])

    def way(t: Array) -> tuple[Array, Array]:
        values = channels.interpolate(times, np.array(rows), t)
        lifted = np.maximum(values[:, 3], 0.0)
        tip = values[:, :3] + np.array([0.0, 0.0, 1.0]) * (0.004 + 0.16 * lifted)[:, None]
        turn = quat.mul(
            quat.from_angle_axis(values[:, 4], [0.0, 0.0, 1.0]),
            quat.from_angle_axis(_DOWN_RAD - (_DOWN_RAD + _UP_RAD) * lifted, [1.0, 0.0, 0.0]),
        )
        return tip - quat.mul_vec(turn, tip_from_wrist), quat.mul(turn, rotation)

    return way
