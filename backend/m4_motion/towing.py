"""Towing: one walks ahead with a rope over the way, taut from the hand to what comes behind."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.sports import TOW_ROPE_M, TOWED_M
from ..common.two_bone import unit
from .acts import Act
from .channels import INDEX, Array, changed, smooth
from .club_swings import own_of
from .guiding import track
from .holding import placed_scale
from .limb_targets import with_wrist
from .locomotion import travel
from .performer import Happening, Segment, flat_direction, turned
from .reach import finger_curl, hand_rotation
from .ways import Path

_ROPES = frozenset({"tow rope"})
_SPEED_M_S, _ROPE_SHARE, _ROPE_M = 0.95, 0.92, 0.018
_HAND = (-0.13, 0.10, 0.50)
"""where the fist is while it pulls: to the left, behind, up (statures)"""
_HOOK = 0.55
"""height of where the rope is tied, of what is towed, where that is low"""


def tow(act: Act) -> None:
    """Leaning into it, the arm drawn back by the rope; what is towed follows in the footsteps."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    rope = own_of(act, _ROPES)
    asset = act.scene.asset(thing) if thing is not None else None
    line = act.scene.asset(rope) if rope is not None else None
    if thing is None or asset is None or rope is None or line is None or performer.length > 0:
        act.notes.append(f"“{act.action.text}” needs a rope from the beginning; {act.actor} stands instead.")
        return
    # 1. The walk
    heading, ahead = performer.heading, flat_direction(performer.heading)
    wanted_m = act.value("distance_m", _SPEED_M_S * act.duration_s if act.duration_s else 0.8 * TOWED_M, 0.5, 20.0, "m",
                         "how far it is pulled")  # fmt: skip
    start = body.standing(*performer.xy, heading)
    way = Path(np.stack([performer.point, performer.point + wanted_m * ahead[:2]]), heading, heading)
    speed = _SPEED_M_S * act.style.tempo
    motion, keys = travel(body, start, way, act.gaits["walk"], speed, act.style, fps)
    motion[:, INDEX["hips.pitch"]] += 0.10
    motion[:, INDEX["spine.pitch"]] += 0.08
    motion[:, INDEX["spine.yaw"]] -= 0.18
    motion[:, INDEX["head.pitch"]] -= 0.12

    # 2. The fist goes evenly with the hips
    hips = smooth(motion[:, [INDEX["x"], INDEX["y"]]], 0.18 * fps)
    local = turned(heading, np.array(_HAND)) * body.stature
    fist = np.column_stack([hips + local[:2], np.full(len(hips), local[2])])
    scale = placed_scale(act.scene, thing)
    low, high = asset.bounds[0] * scale, asset.bounds[1] * scale
    hook = np.array([0.5 * (low[0] + high[0]), low[1], min(_HOOK * high[2], 0.30)])
    reach = _ROPE_SHARE * TOW_ROPE_M
    behind = float(np.sqrt(max(reach**2 - (local[2] - hook[2]) ** 2, 0.04)))
    end = fist - behind * ahead + np.array([0.0, 0.0, hook[2] - local[2]])
    side = "R"
    along = unit(end - fist)
    fingers = unit(0.35 * along + np.array([0.0, 0.0, -0.9]))
    palm = turned(heading, np.array([1.0, 0.0, 0.0]))
    palm = unit(palm - np.sum(palm * fingers, axis=-1, keepdims=True) * fingers)
    rotation = hand_rotation(side, fingers, palm)
    motion = with_wrist(motion, side, fist - fingers * body.palm, rotation)
    motion = changed(motion, {f"{name}.{side}": value for name, value in finger_curl(body, _ROPE_M).items()})

    # 3. What is towed, and the rope
    turn = np.tile(quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0]), (len(end), 1))
    ground = end - quat.mul_vec(turn, hook)
    ground[:, 2] = 0.0
    # both lie on one line: the rope's own -Y looks from the hook to the fist
    up = np.array([0.0, 0.0, 1.0])
    back = along
    across = unit(np.cross(back, up))
    lies = quat.unroll(quat.from_matrix(np.stack([across, back, np.cross(across, back)], axis=-1)))
    knot = line.bounds[1][1] * placed_scale(act.scene, rope)[1]
    middle = 0.5 * (line.bounds[0] + line.bounds[1])[2] * placed_scale(act.scene, rope)[2]
    rope_at = end - quat.mul_vec(lies, np.array([0.0, knot, middle]))
    length = float(np.linalg.norm(fist[0] - end[0]))
    half = 0.5 * TOW_ROPE_M
    performer.pose = motion[0].copy()
    happenings = (
        Happening(kind="guide", frame=0, joint="hand.R", target_id=thing, way=track(ground, turn)),
        Happening(kind="guide", frame=0, joint="hand.R", target_id=rope, way=track(rope_at, lies)),
        Happening(kind="turn", frame=0, joint="hand.R", target_id=rope,
                  turns={"out": np.full(len(motion), max(length - half, 0.0))}),
    )  # fmt: skip
    performer.play(Segment(motion=motion, keys=tuple(keys), seam_s=0.0, happenings=happenings), act.action.id)
    rest: Array = motion[-1]
    performer.goes_on = lambda count: np.repeat(rest[None], count, axis=0)
    act.scene.taken_things |= {rope, thing}
