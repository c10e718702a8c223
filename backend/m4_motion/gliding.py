"""Standing on a board that goes: sideways over it, knees bent, arms out, eyes ahead."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .holding import placed_scale
from .performer import Happening, Segment, flat_direction
from .riding import attached_to_hips
from .ways import Path

_SPEED_M_S, _SHORTEST_M = 2.6, 6.0
_STANCE = 0.27
"""from the middle of the board to each foot, leg lengths"""
_TURN_RAD = 1.25
"""of the body from where the board goes"""


def way_of(act: Act, shortest_m: float) -> tuple[Path, float]:
    """The layout's way of an act, or straight on for `shortest_m`, and the heading (rad) in which it begins."""
    performer = act.performer
    path = act.scene.path(performer.actor_id, act.action.id)
    here = performer.point
    points = np.asarray(path.points[:, :2], dtype=np.float64) if path is not None else here[None]
    if len(points) < 2:
        points = np.stack([here, here + shortest_m * flat_direction(performer.heading)[:2]])
    first, last = points[1] - points[0], points[-1] - points[-2]
    heading = float(np.arctan2(first[0], -first[1]))
    return Path(points, heading, float(np.arctan2(last[0], -last[1]))), heading


def glide(act: Act) -> bool:
    """Along the layout's way on a skateboard, surfboard or snowboard; False for what has no place to stand on.

    The hips keep their place over the board, which goes with them; spine and arms take the balance.
    """
    performer, body, fps = act.performer, act.body, act.fps
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    decks = asset.affordances_of("stand_at") if asset is not None else ()
    if not decks or act.target_id is None or performer.length > 0 or act.target_id in act.scene.taken_things:
        return False
    deck_m = float(decks[0].frame.translation[2] * placed_scale(act.scene, act.target_id)[2])
    way, heading = way_of(act, _SHORTEST_M)
    speed = act.value("speed_m_s", _SPEED_M_S * act.style.tempo, 0.5, 12.0, "m/s", "speed on the way")
    count = max(2, round((act.duration_s or way.length / speed) * fps))
    t = np.arange(1, count + 1) / fps
    xy, headings = way.at(way.length * (0.8 * t / t[-1] + 0.2 * minimum_jerk(t / t[-1])))
    headings = heading + headings - way.start_heading
    # the chest toward who looks: the picture is seen from -Y
    front = "L" if flat_direction(heading - _TURN_RAD)[1] < flat_direction(heading + _TURN_RAD)[1] else "R"
    facing = headings - _TURN_RAD * SIGN[front]
    stand = body.standing()
    bend = 0.17 * body.leg
    pose = changed(stand, {
        "hips.z": stand[INDEX["hips.z"]] - bend + deck_m, "hips.pitch": 0.20, "spine.pitch": 0.16,
        "spine.yaw": 0.25 * SIGN[front], "head.yaw": 0.85 * SIGN[front], "head.pitch": -0.15, "elbow": 0.45,
        "arm.abduct": 0.75, f"arm.flex.{front}": 0.35, "knee": 0.12, "foot.z": deck_m,
    })  # fmt: skip
    motion = np.repeat(pose[None], count, axis=0)
    motion[:, INDEX["heading"]] = facing
    back = -0.05 * body.leg * np.stack([np.sin(facing), -np.cos(facing)], -1)  # the hips behind the heels' line
    motion[:, INDEX["x"]], motion[:, INDEX["y"]] = (xy + back).T
    along = np.stack([np.sin(headings), -np.cos(headings)], -1)
    for side in SIDES:
        ahead = _STANCE * body.leg * (1.0 if side == front else -1.0)
        foot = xy + ahead * along
        motion[:, INDEX[f"foot.x.{side}"]], motion[:, INDEX[f"foot.y.{side}"]] = foot.T
        motion[:, INDEX[f"foot.yaw.{side}"]] = facing + (0.45 if side == front else -0.10) * SIGN[front]
    _keep_balance(act, motion, t)
    performer.pose = motion[0].copy()
    offset = attached_to_hips(body, motion[0], np.array([*xy[0], 0.0]), float(headings[0]))
    performer.happenings.append(Happening(kind="grasp", frame=0, joint="hips", target_id=act.target_id, offset=offset))
    act.scene.taken_things.add(act.target_id)
    keys = tuple(range(0, count, max(1, round(0.6 * fps))))
    span = performer.play(Segment(motion=motion, keys=keys, seam_s=0.0), act.action.id)
    performer.travelled.append(span)
    performer.gazes.append((span[0], span[1], np.array([*(xy[-1] + 3.0 * along[-1]), 0.8 * body.stature]), 0.6))
    performer.posture = "ride"
    return True


def _keep_balance(act: Act, motion: Array, t: Array) -> None:
    """Slow sways of trunk and arms, one against the other."""
    phase = act.rng.uniform(0.0, 2.0 * np.pi)
    sway = np.sin(2.0 * np.pi * 0.45 * t + phase) + 0.4 * np.sin(2.0 * np.pi * 0.83 * t)
    motion[:, INDEX["spine.roll"]] += 0.06 * sway
    motion[:, INDEX["spine.pitch"]] += 0.03 * np.sin(2.0 * np.pi * 0.31 * t + phase)
    for side in SIDES:
        motion[:, INDEX[f"arm.abduct.{side}"]] += 0.16 * SIGN[side] * sway
        motion[:, INDEX[f"elbow.{side}"]] += 0.08 * sway
