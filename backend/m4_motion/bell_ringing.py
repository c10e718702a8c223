"""Ringing a bell by its rope: both hands pull it down and let it up again, and the wheel turns the bell."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .acts import Act
from .channels import INDEX, SIDES, Array, changed
from .guiding import guided
from .limb_targets import with_wrist
from .performer import Happening
from .reach import PALM_THICKNESS, finger_curl, hand_rotation
from .swinging import LONGEST_S

_PULL_S, _USUAL_PULLS = 2.5, 3
_ROPE_M, _HIGH, _APART = 0.042, 1.02, 0.085
"""thickness of the grip; how high the upper hand begins, and how far below it the other is, statures"""
_LATE_S, _FALLS = 0.16, 0.55
"""how much later the clapper comes, and how far, as a share of the bell's swing"""


def toll(act: Act) -> None:
    """Pull after pull; the body goes down with the hands."""
    performer, body, bell = act.performer, act.body, act.target_id
    asset = act.scene.asset(bell) if bell is not None else None
    joints = {m.name: m.joint for m in asset.meshes if m.joint is not None} if asset is not None else {}
    places = act.scene.places(bell, "hang_at") if bell is not None else []
    swing, slide = joints.get("bell"), joints.get("rope")
    if bell is None or swing is None or slide is None or not places:
        act.notes.append(f"No rope hangs from a bell for “{act.action.text}”; {act.actor} stays.")
        return
    rope = places[0][1].translation
    way = rope[:2] - performer.point
    heading = float(np.arctan2(way[0], -way[1]))
    standing = body.standing(*performer.xy, heading)
    flat = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])
    reach = float(slide.limits[1])

    def pulled(t: Array) -> Array:
        """(T,) 0 as the rope hangs, 1 where it is down; it comes down quicker than it goes up."""
        phase = 2.0 * np.pi * t / _PULL_S
        return np.asarray(0.5 - 0.5 * np.cos(phase - 0.25 * np.sin(phase)))

    def rows(t: Array) -> Array:
        down = pulled(t)
        motion = np.repeat(standing[None], len(t), axis=0)
        motion[:, INDEX["hips.z"]] -= (0.02 + 0.10 * down) * body.leg
        motion[:, INDEX["hips.pitch"]] += 0.24 * down
        motion[:, INDEX["spine.pitch"]] += 0.20 * down - 0.06
        motion[:, INDEX["head.pitch"]] += 0.05 - 0.36 * (1.0 - down)
        for side in SIDES:
            low = 0.0 if side == "R" else _APART
            at = np.array([*rope[:2], (_HIGH - low) * body.stature]) - np.outer(reach * down, [0.0, 0.0, 1.0])
            inward = 1.0 if side == "R" else -1.0
            fingers, palm = np.array([0.55 * inward, -0.80, 0.22]), np.array([0.83 * inward, 0.55, 0.0])
            fingers = fingers / np.linalg.norm(fingers)
            palm = palm - float(palm @ fingers) * fingers
            palm = palm / np.linalg.norm(palm)
            off = palm * (0.5 * _ROPE_M + PALM_THICKNESS * body.stature / 1.7) + fingers * body.palm
            motion = with_wrist(motion, side, at - quat.mul_vec(flat, off),
                                quat.mul(flat, hand_rotation(side, fingers, palm)))  # fmt: skip
            motion = changed(motion, {f"{name}.{side}": v for name, v in finger_curl(body, _ROPE_M).items()})
        return changed(motion, {"knee": 0.10})

    if not guided(act, rows, lambda t: {}, act.duration_s or _USUAL_PULLS * _PULL_S, 0.5 * _PULL_S):
        return
    t = np.arange(round(LONGEST_S * act.fps)) / act.fps
    limit = float(swing.limits[1])

    def angle(at: Array) -> Array:
        return np.asarray(limit * (2.0 * pulled(at) - 1.0))

    # the rope leaves the wheel before its axle: what draws it down turns that side down
    turns = {"bell": angle(t), "rope": reach * pulled(t), "clapper": -_FALLS * angle(t - _LATE_S)}
    performer.happenings.append(Happening(kind="turn", frame=0, joint="hand.R", target_id=bell, turns=turns))
    performer.gazes.append((0, len(t), rope + np.array([0.0, 0.0, 1.0]), 0.35))
