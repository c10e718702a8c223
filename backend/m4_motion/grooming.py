"""Brushing one's teeth: short strokes to and fro before the mouth, the elbow lifted, on one side, then in front."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import SIGN
from .gesture_layers import hand_at, lay, room
from .holding import BRUSH, bring, mouth_of, put_back, take
from .using import bristles_of

_STROKE_S, _STROKE_M = 0.34, 0.014
"""to and fro, and half the way of it"""
_CURL = dict.fromkeys(("index", "middle", "ring", "pinky"), 0.62) | {"thumb": 0.35, "spread": 0.02}


def brush_teeth(act: Act, start: int, frames: int | None) -> None:
    """The brush lies level before the teeth, its bristles toward them, and goes to and fro; the chin is up."""
    support = take(act, BRUSH) if frames is None else None
    start = act.performer.length if frames is None else start
    count = room(act, start, frames, 5.0 / act.style.tempo)
    seconds = count / act.fps
    held, body = act.performer.held, act.body
    side = held.side if held is not None else act.side
    out = SIGN[side]
    # the teeth are below the middle of the lips of a face that looks up a little
    mouth = mouth_of(body) - np.array([0.0, 0.0, 0.009 * body.stature])
    times = np.arange(0.45, max(seconds - 0.5, 0.8), 0.25 * _STROKE_S)
    poses = []
    for t in times:
        half = np.sign(np.sin(2.0 * np.pi * 0.28 * (t - 0.45)) + 1e-9)  # cheek side, then across the front
        normal = unit(np.array([0.55 * out if half > 0.0 else 0.12 * out, -1.0, 0.0]))
        along = unit(np.array([-out, -0.45 if half > 0.0 else 0.0, 0.10]))
        along = unit(along - float(along @ normal) * normal)
        stroke = _STROKE_M * np.sin(2.0 * np.pi * (t - 0.45) / _STROKE_S)
        spot = mouth + 0.010 * normal + stroke * along + np.array([0.016 * out * (half > 0.0), 0.0, 0.0])
        if held is not None and not held.two_hands:
            turn = quat.from_matrix(np.stack([along, normal, np.cross(along, normal)], axis=-1))
            poses.append(bring(body, held, spot - quat.mul_vec(turn, bristles_of(act, held)), turn, (0.9, -0.2, -0.35)))
        else:
            wrist = (spot - 0.12 * along - body.position(f"upper_arm.{side}")) / body.arm * [out, 1.0, 1.0]
            poses.append(hand_at(body, side, wrist.tolist(), (-1.0, 0.0, 0.1), (0.0, 1.0, 0.0), (0.8, -0.3, -0.4),
                                 _CURL))  # fmt: skip
    lay(act, start, count, poses, times.tolist(), 0.45, 0.5)
    lay(act, start, count, [{"head.pitch": -0.10}], [0.0], 0.6, 0.5, additive=True)
    put_back(act, support if frames is None else None)
