"""What takes the whole body on the spot: reach, block, balance, swing a bat or a sword, lean."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed, mirrored_names
from .facing import face
from .footsteps import Step, carry_weight, place_feet
from .gesture_layers import FIST, OPEN, OTHER, hand_at, lay, look_at_target
from .guard import room_on_guard
from .holding import HANDLE, take
from .idle import idle
from .moving import get_to
from .performer import Segment, flat_direction, keyed, turned
from .reach import finger_curl, grip_on, reaching_pose, with_hand

_STRIKES_M = 1.8
"""from how far somebody may strike"""
_WHERE = frozenset({"next_to", "near", "in_front_of", "behind", "in", "under", "left_of", "right_of", "around"})
"""relations that tell where somebody is, not what they do it to"""


def reach(act: Act) -> None:
    """The hand goes to the thing, as far as the body lets it, stays, and comes back; without a thing, ahead and up."""
    body, performer = act.body, act.performer
    thing = act.target_id
    if thing is None:
        thing = named_beside(act)
    rise = {"up": 1.05, "down": 0.35}.get(act.direction or "", 0.80)
    if thing is not None and act.scene.asset(thing) is not None:
        centre = act.scene.centre(thing)
        if performer.posture == "stand":
            away = centre[:2] - performer.point
            far = float(np.linalg.norm(away))
            near = act.scene.radius(thing) if act.scene.is_character(thing) else 0.0
            if far > 0.75 * body.stature + near:
                spot = centre[:2] - away / far * (0.42 * body.stature + near)
                get_to(act, spot, float(np.arctan2(away[0], -away[1])), float(np.linalg.norm(spot - performer.point)))
            face(act, centre, act.name_of(thing), 0.3)
        name = act.name_of(thing)
    else:
        ahead = flat_direction(performer.heading)
        centre = np.array([*performer.point, rise * body.stature]) + 0.42 * body.stature * ahead
        name = ""
    local = turned(-performer.heading, centre - np.array([*performer.point, 0.0]))
    side = act.side if abs(local[0]) < 0.12 else ("L" if local[0] > 0.0 else "R")
    if performer.held is not None and performer.held.side == side:
        side = OTHER[side]
    grip = grip_on(body, side, centre, 0.05, None, performer.heading)
    touch, missing = reaching_pose(body, performer.pose, {side: grip}, performer.posture == "sit")
    if missing > 0.05 and name:
        act.notes.append(f"The {name} is {missing * 100:.0f} cm out of reach.")
    opened = {f"{finger}.{side}": value for finger, value in OPEN.items()}
    start = with_hand(performer.pose, side, grip.wrist, grip.rotation, 0.0)
    touch = changed(touch, opened)
    tempo = act.style.tempo
    hold = act.value("seconds", 0.9 / tempo, 0.1, 10.0, "s", "how long the hand stays there")
    times = [0.0, 0.8 / tempo, 0.8 / tempo + hold, 1.7 / tempo + hold]
    motion, keys = keyed(body, act.fps, times, [start, touch, touch, start])
    first = performer.length
    performer.gazes.append((first - round(0.3 * act.fps), first + len(motion) - round(0.4 * act.fps), centre, 1.0))
    performer.play(Segment(motion=motion, keys=keys), act.action.id)


def work_place(act: Act, thing: str, ahead: Array) -> Array:
    """(3,) where hands work on a thing: on the near part of its top, or before the middle of what has no top; on
    somebody, at the back of the head."""
    tops = [place for _, place in act.scene.places(thing, "surface_top")]
    other = act.performers.get(thing)
    if other is not None:  # at the hair of who sits or stands there
        head_m = float(other.pose[INDEX["hips.z"]]) + 0.40 * other.body.stature
        return np.array([*other.point, head_m]) - 0.10 * ahead
    if not tops:
        spot = act.scene.centre(thing) - ahead * 0.06
        return np.array([spot[0], spot[1], min(act.scene.bottom(thing) + 0.03, act.scene.top(thing))])
    top = max(tops, key=lambda place: float(place.dimensions[0] * place.dimensions[1]))
    here = np.array([*act.performer.point, 0.0]) + 0.30 * act.body.stature * ahead - top.translation
    half = np.maximum(0.5 * top.dimensions[:2] - 0.12, 0.0)
    local = np.clip(quat.mul_vec(quat.inv(top.rotation), here)[:2], -half, half)
    return np.asarray(top.translation + quat.mul_vec(top.rotation, np.array([*local, 0.01])))


def named_beside(act: Act) -> str | None:
    """What the action's own words relate to: reaches for a cup."""
    first = act.action.verb.split()[0]
    for relation in act.scene.description.relations:
        if relation.spatial in _WHERE:
            continue  # knits by the fireplace
        if relation.subject_id == act.action.actor_id and relation.predicate.split()[0] == first:
            found = act.scene.objects_of(relation.object_id)
            if found and not (act.performer.posture == "sit" and act.scene.places(found[0], "sit_at")):
                return found[0]
    return None


def block(act: Act, start: int, frames: int | None) -> None:
    """Forearms come up before head and chest, the body gives way behind them; to whoever is near enough to strike."""
    others = [other.point for name, other in act.performers.items() if name != act.performer.actor_id]
    away = [np.array([*point, 0.0]) for point in others if np.linalg.norm(point - act.performer.point) < _STRIKES_M]
    if away and frames is None and act.performer.posture == "stand":
        face(act, min(away, key=lambda point: float(np.linalg.norm(point[:2] - act.performer.point))), "", 0.3)
        start = act.performer.length
    count = room_on_guard(act, start, frames, 1.6 / act.style.tempo)
    poses: list[dict[str, float]] = [{}, {}]
    for side, up in ((act.side, 0.16), (OTHER[act.side], -0.10)):
        shield = hand_at(
            act.body, side, (-0.22, -0.42, 0.10 + up), (-0.45, -0.1, 0.9), (0.0, 0.95, 0.2), (0.75, -0.3, -0.6), FIST
        )
        guard = hand_at(
            act.body, side, (-0.10, -0.44, -0.02), (-0.3, -0.4, 0.9), (-0.8, 0.5, 0.1), (0.5, 0.1, -0.9), FIST
        )
        poses[0] |= guard
        poses[1] |= shield
    end = count / act.fps
    lay(act, start, count, [poses[0], poses[1], poses[1], poses[0]], [0.15, 0.32, 0.65 * end, 0.9 * end], 0.2, 0.4)
    gives = {"spine.pitch": 0.10, "head.pitch": 0.12, "spine.yaw": -0.22 * SIGN[act.side], "shoulder.lift": 0.12}
    calm = dict.fromkeys(gives, 0.0)
    lay(act, start, count, [calm, gives, gives, calm], [0.1, 0.32, 0.65 * end, 0.95 * end], 0.1, 0.2, additive=True)
    look_at_target(act, start, count)


def balance(act: Act) -> None:
    """One foot leaves the floor, arms go out, small sways over the other; and down again."""
    body, performer, fps = act.body, act.performer, act.fps
    tempo = act.style.tempo
    hold = act.value("seconds", act.duration_s or 2.6, 0.5, 30.0, "s", "how long one stands on one leg")
    free, stand = act.side, OTHER[act.side]
    count = round((hold + 1.6 / tempo) * fps)
    motion = idle(body, performer.pose, count, fps, performer.idle_phase, True)
    t = np.arange(1, count + 1) / fps
    lift, land = 0.45 / tempo, hold + 0.95 / tempo
    x, y, yaw = (float(performer.pose[INDEX[f"foot.{name}.{free}"]]) for name in ("x", "y", "yaw"))
    swings = place_feet(motion, t, [Step(free, lift, land, x, y, yaw)], 0.01)
    up = channels.minimum_jerk((t - lift) / 0.5) * channels.minimum_jerk((land - t) / 0.5)
    ahead = flat_direction(performer.heading)
    for i, name in enumerate(("x", "y")):
        motion[:, INDEX[f"foot.{name}.{free}"]] += up * ahead[i] * 0.16 * body.leg
    motion[:, INDEX[f"foot.z.{free}"]] = np.maximum(up * 0.36 * body.leg, motion[:, INDEX[f"foot.z.{free}"]])
    motion[:, INDEX[f"foot.pitch.{free}"]] += 0.5 * up
    carry_weight(body, motion, swings, fps)
    sway = np.sin(2.0 * np.pi * 0.9 * t) + 0.6 * np.sin(2.0 * np.pi * 1.45 * t + 1.0)
    for side in SIDES:
        motion[:, INDEX[f"arm.abduct.{side}"]] += up * (1.15 + 0.10 * SIGN[side] * sway - 0.13)
        motion[:, INDEX[f"elbow.{side}"]] += up * 0.10
        for finger in ("index", "middle", "ring", "pinky"):
            motion[:, INDEX[f"{finger}.{side}"]] *= 1.0 - 0.6 * up
    motion[:, INDEX["spine.roll"]] += up * (0.05 * SIGN[stand] + 0.035 * sway)
    motion[:, INDEX["hips.roll"]] -= up * 0.03 * sway
    motion[:, INDEX["hips.z"]] -= 0.012 * body.leg * up
    keys = [round(time * fps) for time in (lift, lift + 0.5, 0.5 * (lift + land), land - 0.5, land)]
    performer.play(Segment(motion=motion, keys=tuple(min(count - 1, key) for key in keys)), act.action.id)


def swing_bat(act: Act) -> None:
    """Both hands at the shoulder, a step, hips and then arms come round, through, and back."""
    _swing(act, flat=True)


def swing_sword(act: Act) -> None:
    """Up over the shoulder and down across the body; the next one from the other side."""
    _swing(act, flat=False)


# Wrist from the shoulder in arm lengths, where the blade points and the palm looks, how the trunk turns: ready, as it
# hits, followed through. As for `hand_at`, x counts outward.
_Way = tuple[float, float, float]
_Key = tuple[_Way, _Way, _Way, dict[str, float]]
_CUTS: tuple[tuple[_Key, ...], ...] = (
    (((0.16, -0.16, 0.52), (0.15, 0.50, 0.85), (-1.0, -0.1, 0.0),
      {"spine.yaw": -0.45, "spine.pitch": -0.08, "head.yaw": 0.4}),
     ((-0.20, -0.84, 0.02), (-0.20, -0.82, 0.52), (-1.0, 0.2, -0.1),
      {"spine.yaw": 0.20, "spine.pitch": 0.20, "hips.pitch": 0.06}),
     ((-0.62, -0.48, -0.50), (-0.60, -0.72, -0.35), (-0.7, 0.6, 0.0),
      {"spine.yaw": 0.55, "spine.pitch": 0.26, "head.yaw": -0.4})),
    (((-0.55, -0.30, 0.42), (-0.25, 0.45, 0.87), (-0.6, 0.8, 0.0),
      {"spine.yaw": 0.45, "spine.pitch": -0.08, "head.yaw": -0.4}),
     ((-0.04, -0.86, 0.00), (0.20, -0.82, 0.52), (-0.9, 0.1, -0.4),
      {"spine.yaw": -0.20, "spine.pitch": 0.20, "hips.pitch": 0.06}),
     ((0.32, -0.50, -0.48), (0.55, -0.75, -0.35), (-0.85, -0.4, 0.0),
      {"spine.yaw": -0.55, "spine.pitch": 0.26, "head.yaw": 0.4})),
)  # fmt: skip
"""of a sword: over the own shoulder, then over the other one"""
_DRIVE: tuple[_Key, ...] = (
    ((-0.05, -0.30, 0.10), (0.25, 0.55, 0.80), (-0.8, 0.6, 0.0),
     {"spine.yaw": -0.60, "hips.yaw": -0.25, "head.yaw": 0.75, "spine.pitch": 0.05}),
    ((-0.34, -0.80, -0.26), (0.15, -0.97, 0.05), (-0.6, 0.0, 0.8),
     {"spine.yaw": 0.25, "hips.yaw": 0.25, "head.yaw": -0.35, "spine.pitch": 0.16}),
    ((-0.72, -0.30, 0.15), (-0.75, 0.45, 0.45), (0.2, 0.5, -0.8),
     {"spine.yaw": 0.75, "hips.yaw": 0.45, "head.yaw": -0.9, "spine.pitch": 0.05}),
)  # fmt: skip
"""of a bat"""
_HANDS_APART = 0.15
"""of two hands on one handle, arm lengths"""


def _around(handle: Array, palm: Array) -> tuple[list[float], list[float]]:
    """Where fingers and palm of a hand point that holds a handle, its thumb along `handle`; x counts outward."""
    inward = unit(palm - float(handle @ palm) * handle)
    return np.cross(handle, inward).tolist(), inward.tolist()


def _swing(act: Act, flat: bool) -> None:
    body, performer, fps = act.body, act.performer, act.fps
    take(act, HANDLE)
    held = performer.held
    side = held.side if held is not None else act.side
    start, tempo = performer.pose, act.style.tempo
    grip = finger_curl(body, held.around_m if held is not None else 0.035)

    def arms(wrist: _Way, handle: _Way, palm: _Way) -> dict[str, float]:
        up = unit(np.array(handle))
        arm = hand_at(body, side, wrist, *_around(up, np.array(palm)), (0.7, 0.2, -0.6), grip)
        if not flat:
            return arm
        # the other hand joins below the first, from the other side of the handle
        across = 2.0 * abs(body.position(f"upper_arm.{side}")[0]) / body.arm
        below = np.array(wrist) - _HANDS_APART * up
        mate = (-across - below[0], below[1], below[2])
        there = _around(up * [-1.0, 1.0, 1.0], np.array(palm) * [1.0, -1.0, -1.0])
        return arm | hand_at(body, OTHER[side], mate, *there, (0.6, 0.2, -0.7), grip)

    swings = act.count or (1 if flat else 2)
    times, poses = [0.0], [start]
    held_so: list[dict[str, float]] = []
    for number in range(swings):
        keys = _DRIVE if flat else _CUTS[number % 2]
        gaps = (0.70 / tempo, 0.20, 0.24, 0.85 / tempo) if flat else (0.55 / tempo, 0.18, 0.20, 0.70 / tempo)
        times += (times[-1] + np.cumsum(gaps)).tolist()
        torsos = [changed(start, mirrored_names(torso, side)) for *_, torso in keys]
        poses += [*torsos, start if number == swings - 1 else torsos[-1]]
        swung = [arms(wrist, handle, palm) for wrist, handle, palm, _ in keys]
        held_so += [*swung, swung[-1]]
    forward = flat_direction(performer.heading)
    step = 0.0 if performer.posture != "stand" else 0.30 * body.leg
    motion, moments = keyed(body, fps, times, poses, sigma_s=0.02, lag_s=0.0)
    if step:
        front = OTHER[side]
        t = np.arange(1, len(motion) + 1) / fps
        x, y, yaw = (float(start[INDEX[f"foot.{name}.{front}"]]) for name in ("x", "y", "yaw"))
        out = Step(front, times[1] - 0.22, times[2] - 0.03, x + step * forward[0], y + step * forward[1], yaw)
        back = Step(front, times[-1] - 0.5, times[-1] - 0.05, x, y, yaw)
        swings_of = place_feet(motion, t, [out, back], 0.06)
        share = channels.minimum_jerk((t - times[1]) / 0.4) * channels.minimum_jerk((times[-1] - t) / 0.5)
        for i, name in enumerate(("x", "y")):
            motion[:, INDEX[name]] += 0.5 * step * forward[i] * share
        motion[:, INDEX["hips.z"]] -= 0.035 * body.leg * share
        carry_weight(body, motion, swings_of, fps)
    first = performer.length
    performer.play(Segment(motion=motion, keys=moments), act.action.id)
    # over how the thing is carried
    lay(act, first, len(motion), held_so, times[1:], rise_s=times[1] - 0.1, fall_s=0.6 / tempo)
    ahead = np.array([*performer.point, 0.6 * body.stature]) + 2.5 * forward
    performer.gazes.append((first, first + len(motion) - 4, ahead, 0.8))
