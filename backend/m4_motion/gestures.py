"""Gestures: arms, head and trunk over whatever the legs do."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import SIGN
from .conversing import converse, talking_with
from .facing import face
from .gesture_layers import FIST, OPEN, OTHER, hand_at, lay, look_at_target, room, side_for
from .performer import Held, flat_direction
from .reach import finger_curl


def wave(act: Act, start: int, frames: int | None) -> None:
    """Arm up, forearm swings, wrist lags."""
    side = side_for(act)
    swings = act.count or 3
    beat = 0.44 / act.style.tempo
    count = room(act, start, frames, 0.45 + swings * beat + 0.55)
    wide = 0.16 * act.style.amplitude
    up = [
        hand_at(
            act.body,
            side,
            (0.30 + x, -0.40, 0.34),
            (0.9 * x * 2.2, -0.12, 1.0),
            (0.15, -1.0, 0.1),
            (0.75, 0.1, -0.6),
            OPEN,
        )
        for x in (wide, -0.75 * wide)
    ]
    swings = (
        swings
        if frames is None and (act.count or act.duration_s is None)
        else max(1, int((count / act.fps - 0.8) / beat))
    )
    times = [0.0, *(0.40 + 0.5 * beat * k for k in range(2 * swings + 1))]
    poses = [{**pose, f"shoulder.lift.{side}": 0.16} for pose in (up[1], *(up[k % 2] for k in range(2 * swings + 1)))]
    lay(act, start, count, poses, times, rise_s=0.45, fall_s=0.55)
    lean = 0.05 * -SIGN[side]
    lay(act, start, count, [{"spine.roll": lean, "head.roll": -0.6 * lean}], [0.0], additive=True)
    look_at_target(act, start, count)


def point(act: Act, start: int, frames: int | None) -> None:
    """The straight arm and index toward the target, the eyes first."""
    body, performer = act.body, act.performer
    flight = act.scene.flights.get(act.target_id or "")
    gone = flight.landing + unit(flight.landing - flight.start) * [1.0, 1.0, 0.0] if flight is not None else None
    if gone is not None and frames is None and performer.posture == "stand":
        face(act, gone, act.name_of(act.target_id), 1.1)
        start = performer.length
    count = room(act, start, frames, 1.9 / act.style.tempo)
    heading = performer.heading
    here = np.array([*performer.point, body.position("upper_arm.L")[2]])
    if act.target_id is not None:
        goal = act.scene.centre(act.target_id) if gone is None else gone
        if act.target_id in act.performers:
            other = act.performers[act.target_id]
            goal = np.array([*other.point, 0.75 * other.body.stature])
    else:
        away = {"left": 1.2, "right": -1.2}.get(act.direction or "", -0.3)
        rise = {"up": 2.0, "down": -1.0}.get(act.direction or "", 0.1)
        goal = here + 3.0 * flat_direction(heading + away) + np.array([0.0, 0.0, rise])
    local = quat.mul_vec(quat.from_angle_axis(np.array(-heading), [0.0, 0.0, 1.0]), goal - here)
    side = side_for(act) if abs(local[0]) < 0.25 * np.linalg.norm(local) else ("L" if local[0] > 0.0 else "R")
    if performer.held is not None and performer.held.side == side:
        side = OTHER[side]
    shoulder = body.position(f"upper_arm.{side}") * np.array([1.0, 1.0, 0.0])
    aim = unit(local - shoulder)
    turn = float(np.clip(np.arctan2(aim[0], -aim[1]), -1.4, 1.4))
    yaw = 0.30 * turn
    aim = quat.mul_vec(quat.from_angle_axis(np.array(-yaw), [0.0, 0.0, 1.0]), aim)
    outward = aim * np.array([SIGN[side], 1.0, 1.0])
    curl = {**FIST, "index": 0.04, "thumb": 0.45}
    pose = hand_at(body, side, 0.985 * outward, outward, (-0.35, 0.15, -1.0), (0.55, 0.3, -0.8), curl)
    pose[f"shoulder.forward.{side}"] = 0.16
    bent = hand_at(
        body, side, 0.70 * outward + np.array([0.05, 0.0, -0.12]), outward, (-0.5, 0.1, -0.8), (0.6, 0.3, -0.8), curl
    )
    bent[f"shoulder.forward.{side}"] = 0.05
    lay(act, start, count, [bent, pose, pose], [0.0, 0.38, count / act.fps], rise_s=0.40)
    lay(act, start, count, [{"spine.yaw": yaw, "spine.pitch": 0.04}], [0.0], additive=True)
    gaze = goal if act.target_id not in act.performers else str(act.target_id)
    performer.gazes.append((start - round(0.1 * act.fps), start + count, gaze, 1.0))


def look(act: Act, start: int, frames: int | None) -> None:
    """At the target, or around: left, right, back; what the hand holds comes up before the eyes."""
    held = act.performer.held
    if held is not None and act.target_id == held.object_id:
        _look_at_held(act, held, start, frames)
        return
    count = room(act, start, frames, 1.8 / act.style.tempo if act.target_id else 3.2 / act.style.tempo)
    if act.target_id is not None:
        look_at_target(act, start, count)
        lay(act, start, count, [{"spine.pitch": 0.05, "head.roll": 0.05}], [0.0], additive=True)
        return
    eyes = np.array([*act.performer.point, act.body.position("eye.L")[2]])
    turns = {"left": [1.0], "right": [-1.0], "up": [0.0], "down": [0.0]}.get(act.direction or "", [0.95, -0.95])
    rise = {"up": 2.2, "down": -2.0}.get(act.direction or "", 0.1)
    part = count // len(turns)
    for number, angle in enumerate(turns):
        away = 3.0 * flat_direction(act.performer.heading + angle) + np.array([0.0, 0.0, rise])
        act.performer.gazes.append((start + number * part, start + (number + 1) * part, eyes + away, 1.0))
        lay(act, start + number * part, part, [{"spine.yaw": 0.28 * angle}], [0.0], 0.5, 0.5, additive=True)


def _look_at_held(act: Act, held: Held, start: int, frames: int | None) -> None:
    """The thing rises to the chest, turns a little this way and that, the head bends to it."""
    count = room(act, start, frames, 2.6 / act.style.tempo)
    sides = (held.side, OTHER[held.side]) if held.two_hands else (held.side,)
    poses: list[dict[str, float]] = [{}, {}]
    for side in sides:
        curl = finger_curl(act.body, held.around_m)
        shoulder = abs(act.body.position(f"upper_arm.{side}")[0]) / act.body.arm
        out = 0.5 * held.thickness / act.body.arm + 0.03 - shoulder if held.two_hands else -0.12
        for number, turn in enumerate((0.0, 0.25)):
            palm = (-1.0, -0.1, 0.1) if held.two_hands else (-0.75 - turn, 0.55, 0.25 + turn)
            poses[number] |= hand_at(
                act.body, side, (out, -0.60, -0.16), (0.0, -0.75, 0.62), palm, (0.75, 0.25, -0.7), curl
            )
    end = count / act.fps
    lay(act, start, count, [poses[0], poses[1], poses[0], poses[0]], [0.35, 0.5 * end, 0.75 * end, end], 0.5, 0.55)
    chest = act.body.position("upper_arm.L")[2] - 0.10 * act.body.arm
    ahead = flat_direction(act.performer.heading) * 0.85 * act.body.arm
    point = np.array([*act.performer.point, chest]) + ahead
    act.performer.gazes.append((start, start + count, point, 1.0))


def bow(act: Act, start: int, frames: int | None) -> None:
    """From the hips, with the hips going back; the arms hang."""
    times = act.count or 1
    each = 2.3 / act.style.tempo
    count = room(act, start, frames, times * each)
    times = times if frames is None else max(1, int(count / act.fps / each))
    depth = 0.95 * act.style.amplitude
    forward = flat_direction(act.performer.heading)
    back = 0.092 * act.body.stature * depth
    seated = act.performer.posture != "stand"
    # A hinge at the hips: the back stays straight, the head goes on in its line, the hands slide down the thighs
    down = {
        "hips.pitch": 0.0 if seated else 0.78 * depth,
        "spine.pitch": (0.5 if seated else 0.14) * depth,
        "head.pitch": 0.12 * depth,
        "arm.flex": (0.35 if seated else 0.52) * depth,
        "arm.abduct": -0.03 * depth,
        "elbow": 0.05 * depth,
    }
    if not seated:
        down |= {"x": -forward[0] * back, "y": -forward[1] * back, "hips.z": -0.012}
    up = dict.fromkeys(down, 0.0)
    moments = [0.0]
    poses: list[Mapping[str, float]] = [up]
    for number in range(times):
        begin = number * count / act.fps / times
        moments += [begin + 0.34 * each, begin + 0.60 * each, begin + 0.95 * each]
        poses += [down, down, up]
    lay(act, start, count, poses, moments, 0.1, 0.1, additive=True)


def clap(act: Act, start: int, frames: int | None) -> None:
    """Palms meet before the chest, one a little higher; the elbows give."""
    claps = act.count or 6
    beat = 0.34 / act.style.tempo
    count = room(act, start, frames, 0.45 + claps * beat + 0.5)
    claps = (
        claps
        if frames is None and (act.count or act.duration_s is None)
        else max(1, int((count / act.fps - 0.8) / beat))
    )

    def hands(gap: float) -> dict[str, float]:
        pose: dict[str, float] = {}
        for side, tilt in (("L", 0.03), ("R", -0.02)):
            shoulder = abs(act.body.position("upper_arm.L")[0]) / act.body.arm
            wrist = (gap + 0.025 - shoulder, -0.56, -0.44 + tilt)
            pose |= hand_at(
                act.body, side, wrist, (-0.25 + gap, -0.85, 0.42 + tilt), (-1.0, 0.0, 0.05), (0.7, 0.3, -0.65), OPEN
            )
        return pose

    shut, wide = hands(0.0), hands(0.17 + 0.06 * act.style.amplitude)
    times, poses = [0.0], [wide]
    for k in range(claps):
        times += [0.40 + k * beat, 0.40 + (k + 0.52) * beat]
        poses += [shut, wide]
    lay(act, start, count, poses, times, rise_s=0.38, fall_s=0.5)
    bob = 0.02 * act.style.amplitude
    nods = [0.4 + 0.5 * beat * k for k in range(2 * claps)]
    lay(act, start, count, [{"spine.pitch": bob}, {"spine.pitch": -bob}] * claps, nods, additive=True)
    look_at_target(act, start, count)


def nod(act: Act, start: int, frames: int | None) -> None:
    """Head down and up; the first nod is the largest."""
    _head_cycle(act, start, frames, "head.pitch", 0.26, 0.42)


def shake_head(act: Act, start: int, frames: int | None) -> None:
    """Head left and right."""
    _head_cycle(act, start, frames, "head.yaw", 0.42, 0.46)


def _head_cycle(act: Act, start: int, frames: int | None, channel: str, size: float, beat: float) -> None:
    cycles = act.count or 3
    beat /= act.style.tempo
    count = room(act, start, frames, cycles * beat + 0.5)
    times, poses = [0.0], [{channel: 0.0}]
    for k in range(cycles):
        fade = size * act.style.amplitude * (1.0 - 0.45 * k / max(1, cycles))
        times += [0.1 + (k + 0.35) * beat, 0.1 + (k + 0.85) * beat]
        poses += [{channel: fade}, {channel: -0.25 * fade if channel == "head.pitch" else -fade}]
    times.append(0.1 + (cycles + 0.3) * beat)
    poses.append({channel: 0.0})
    lay(act, start, count, poses, times, 0.15, 0.2, additive=True)
    look_at_target(act, start, count)


def cheer(act: Act, start: int, frames: int | None) -> None:
    """Both fists up, pumping, not quite together."""
    pumps = act.count or 3
    beat = 0.42 / act.style.tempo
    count = room(act, start, frames, 0.4 + pumps * beat + 0.6)
    pumps = (
        pumps
        if frames is None and (act.count or act.duration_s is None)
        else max(1, int((count / act.fps - 0.9) / beat))
    )

    def arms(height: float) -> dict[str, float]:
        pose: dict[str, float] = {"shoulder.lift": 0.22}
        for side, uneven in (("L", -0.04), ("R", 0.0)):
            wrist = (0.34, -0.12 - 0.1 * (1 - height), 0.55 + 0.33 * height + uneven)
            pose |= hand_at(act.body, side, wrist, (0.1, -0.1, 1.0), (-0.6, -0.8, 0.0), (0.9, -0.1, -0.2), FIST)
        return pose

    times, poses = [0.0], [arms(0.2)]
    for k in range(pumps):
        times += [0.35 + k * beat, 0.35 + (k + 0.5) * beat]
        poses += [arms(1.0), arms(0.25)]
    lay(act, start, count, poses, times, rise_s=0.35, fall_s=0.55)
    lift = {"spine.pitch": -0.08, "head.pitch": -0.2}
    lay(act, start, count, [lift], [0.0], additive=True)


def salute(act: Act, start: int, frames: int | None) -> None:
    """Flat hand to the brow, held, down."""
    count = room(act, start, frames, 1.9 / act.style.tempo)
    side = side_for(act)
    flat = {**OPEN, "spread": 0.0, "thumb": 0.2}
    pose = hand_at(
        act.body, side, (0.02, -0.36, 0.36), (-0.75, -0.1, 0.55), (0.1, -0.75, -0.6), (0.9, -0.2, -0.15), flat
    )
    lay(act, start, count, [pose], [0.0], rise_s=0.32, fall_s=0.4)
    lay(act, start, count, [{"spine.pitch": -0.05, "head.pitch": -0.05}], [0.0], additive=True)
    look_at_target(act, start, count)


def wipe_brow(act: Act, start: int, frames: int | None) -> None:
    """The back of the hand across the forehead, from the far side to its own, and a breath out."""
    count = room(act, start, frames, 2.4 / act.style.tempo)
    back, loose = (-0.95, 0.05, 0.30), {**OPEN, "index": 0.3, "middle": 0.4, "ring": 0.45, "pinky": 0.5}
    far, near = (
        hand_at(act.body, side_for(act), wrist, back, (0.15, -0.95, 0.15), (0.9, -0.3, -0.2), loose)
        for wrist in ((-0.10, -0.36, 0.42), (0.12, -0.30, 0.42))
    )
    end = count / act.fps
    lay(act, start, count, [far, far, near, near], [0.0, 0.35 * end, 0.68 * end, end], rise_s=0.45, fall_s=0.55)
    lay(act, start, count, [{"head.pitch": 0.10}, {"head.pitch": 0.02}], [0.0, 0.7 * end], additive=True)


def talk(act: Act, start: int, frames: int | None) -> None:
    """Hands that speak, now one and now the other, small nods; of several who talk, one after the other."""
    group = talking_with(act)
    if len(group) > 1:
        converse(act, group, start, frames, speak)
        return
    count = room(act, start, frames, 3.2)
    speak(act, start, count)
    look_at_target(act, start, count, 0.9)


def speak(act: Act, start: int, count: int) -> None:
    """The hands and the head of one who says something."""
    seconds = count / act.fps
    rng = act.rng
    beats = max(2, int(seconds / 0.55))
    times = np.linspace(0.15, seconds - 0.2, beats).tolist()
    size = act.style.amplitude
    for side, busy in (("R", 1.0), ("L", 0.6)):
        poses = []
        for _ in range(beats):
            lift, out, ahead = rng.uniform(-0.12, 0.12), rng.uniform(-0.10, 0.14), rng.uniform(-0.1, 0.1)
            wrist = (0.05 + out * size, -0.52 + ahead, -0.40 + lift * size * busy)
            poses.append(
                hand_at(
                    act.body,
                    side,
                    wrist,
                    (-0.25, -0.9, 0.25),
                    (-0.7, 0.15, 0.6 * lift + 0.35),
                    (0.5, 0.4, -0.8),
                    {**OPEN, "index": 0.2, "middle": 0.3, "ring": 0.38, "pinky": 0.4},
                )
            )
        if act.performer.held is None or act.performer.held.side != side:
            lay(act, start, count, poses, times, 0.5, 0.6)
    heads = [
        {"head.pitch": float(rng.uniform(-0.05, 0.10)), "head.yaw": float(rng.uniform(-0.1, 0.1))} for _ in range(beats)
    ]
    lay(act, start, count, heads, times, 0.3, 0.4, additive=True)


def stretch(act: Act, start: int, frames: int | None) -> None:
    """Arms high and wide, back long, and down."""
    count = room(act, start, frames, 3.0 / act.style.tempo)
    pose: dict[str, float] = {"shoulder.lift": 0.3}
    for side, uneven in (("L", 0.0), ("R", 0.05)):
        pose |= hand_at(
            act.body, side, (0.32 - uneven, -0.05, 0.90), (0.2, 0.1, 1.0), (0.0, -1.0, 0.2), (0.9, 0.2, 0.0), OPEN
        )
    lay(act, start, count, [pose], [0.0], rise_s=0.9, fall_s=0.9)
    lay(
        act,
        start,
        count,
        [{"spine.pitch": -0.22, "head.pitch": -0.25, "hips.pitch": -0.03}],
        [0.0],
        1.0,
        0.9,
        additive=True,
    )
