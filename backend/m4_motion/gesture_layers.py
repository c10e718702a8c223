"""How gestures are written: hands placed before the chest, key poses laid over the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..common.two_bone import unit
from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .idle import idle
from .limbs import arm_angles
from .performer import Layer, Segment, ramp
from .reach import hand_rotation

OTHER = {"L": "R", "R": "L"}
FIST = {"thumb": 0.7, "index": 1.35, "middle": 1.4, "ring": 1.4, "pinky": 1.4, "spread": 0.0}
OPEN = {"thumb": 0.1, "index": 0.06, "middle": 0.07, "ring": 0.10, "pinky": 0.12, "spread": 0.10}


def hand_at(
    body: Body, side: str, wrist: Sequence[float], fingers: Sequence[float], palm: Sequence[float],
    pole: Sequence[float], curl: Mapping[str, float],
) -> dict[str, float]:  # fmt: skip
    """Arm channels for a hand before the chest: wrist from the shoulder in arm lengths; x counts outward."""
    mirror = np.array([SIGN[side], 1.0, 1.0])
    rotation = hand_rotation(side, unit(np.array(fingers) * mirror), unit(np.array(palm) * mirror))
    values = arm_angles(body, side, np.array(wrist) * mirror * body.arm, np.array(pole) * mirror, rotation)
    return values | {f"{name}.{side}": value for name, value in curl.items()}


def lay(
    act: Act, start: int, count: int, poses: Sequence[Mapping[str, float]], times: Sequence[float],
    rise_s: float = 0.35, fall_s: float = 0.45, additive: bool = False,
) -> None:  # fmt: skip
    """Key poses (all of the same channels, seconds from `start`) as a layer over `count` frames."""
    if not additive:  # a hand that something holds, reins or a rail, leaves it for the gesture
        for side in SIDES:
            moved = any(f"arm.flex.{side}" in _expanded(pose) for pose in poses)
            if moved and act.performer.pose[INDEX[f"hand.w.{side}"]] > 0.0:
                poses = [{**pose, f"hand.w.{side}": 0.0} for pose in poses]
    columns = sorted({INDEX[name] for pose in poses for name in _expanded(pose)})
    rows = np.stack([changed(np.zeros(channels.COUNT), pose)[columns] for pose in poses])
    t = np.arange(count) / act.fps
    values = channels.smooth(channels.interpolate(list(times), rows, t), 0.035 * act.fps)
    fall = min(fall_s, 0.5 * count / act.fps)
    weight = ramp(count, act.fps, min(rise_s, 0.4 * count / act.fps), fall)
    act.performer.layers.append(
        Layer(start=start, columns=tuple(columns), values=values, weight=weight, additive=additive)
    )
    act.performer.keys += [start + min(count - 1, round(time * act.fps)) for time in times]


def _expanded(pose: Mapping[str, float]) -> list[str]:
    return [n for name in pose for n in ([name] if name in INDEX else [f"{name}.L", f"{name}.R"])]


def room(act: Act, start: int, frames: int | None, seconds: float) -> int:
    """How many frames the gesture has; where it stands alone, the body idles under it for its own time."""
    if frames is not None:
        return frames
    seconds = act.value("seconds", act.duration_s or seconds, 0.5, 20.0, "s", "how long it takes")
    count = max(4, round(seconds * act.fps))
    performer = act.performer
    if performer.goes_on is not None:  # who swings goes on to swing
        performer.play(Segment(motion=performer.goes_on(count), seam_s=0.0), act.action.id)
        return count
    motion = idle(act.body, performer.pose, count, act.fps, performer.idle_phase, performer.posture != "stand")
    performer.play(Segment(motion=motion), act.action.id)
    return count


def look_at_target(act: Act, start: int, count: int, weight: float = 1.0) -> None:
    """Eyes on what the gesture is for."""
    if act.target_id is None:
        return
    flight = act.scene.flights.get(act.target_id)
    there = act.scene.centre(act.target_id) if flight is None else flight.landing
    asset = act.scene.asset(act.target_id)
    if asset is not None and asset.category == "mirror":  # one's own eyes
        eyes = float(act.body.position("eye.L")[2])
        there = np.array([*there[:2], min(eyes, act.scene.top(act.target_id) - 0.05)])
    point: Array | str = act.target_id if act.target_id in act.performers else there
    act.performer.gazes.append((start, start + count, point, weight))


def side_for(act: Act) -> str:
    """The acting arm: the free one."""
    held = act.performer.held
    if held is not None and held.side == act.side:
        return OTHER[act.side]
    return act.side
