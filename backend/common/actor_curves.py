"""The motion of a person or an animal as sparse, editable keys, as exact as its joints' places in the world ask for."""

from __future__ import annotations

import dataclasses

import numpy as np

from ..protocol.scene import ActorCurves, MotionClip, Skeleton, TransformCurves
from . import quat
from .fitting import Track, Values, evaluate
from .replay import Key, Replay, legs_of
from .skeleton import rest_pose
from .splines import fit_smooth

_JOINT_M = 0.0046
"""what a joint may be off between keys, wherever it is on the body"""
_ROUNDS = 10
_POSED = ("hips", "spine", "chest", "upper_chest", "upper_arm", "forearm", "hand")
"""joints that are keyed at every pose, as an animator would"""
_STANDING = {
    "foot.L": 0, "foot.R": 1, "leg_front_cannon.L": 0, "leg_front_cannon.R": 1, "leg_back_cannon.L": 2,
    "leg_back_cannon.R": 3,
}  # fmt: skip
"""controls that carry a foot, and its column of the contacts"""
_OFF_M = 0.003
"""m by which one joint's error may move what hangs on it"""
_LED_M, _LED_PAW_M = 0.0027, 0.018
"""the same of the joints of a led leg of a person and of an animal (which are many and small): their own keys only show
where an artist switches the leg to FK"""
_ROOT_M, _HAND_M = 0.0025, 0.0025
_POLE_M, _ANIMAL_POLE_M = 0.01, 0.02
_LEAST_RAD = 0.001
_MOST_RAD, _ANIMAL_RAD, _PAW_RAD = 0.016, 0.1, 0.15
"""people's joints are within a degree (an eye is small, but looks far); those of animals, and of their led legs"""
_CONTROL_RAD = float(np.radians(0.7))
_FOOT_M, _STAND_M = 0.004, 0.0008
"""m that a foot in the air may be off, and one that stands"""


def fit_actor(clip: MotionClip, skeleton: Skeleton) -> ActorCurves:
    """Thinned curves of one actor: no joint is off by 5 mm between keys, no foot that stands by 1 mm.

    First each curve is fitted by the lever of what hangs on it. Errors add up along a spine, and grow at the knee of a
    leg that is nearly straight, so the curves are then played, and those to blame for a joint that is off are fitted
    closer where it is.
    """
    tracks = _tracks(clip, skeleton)
    curves = dict(zip(tracks, fit_smooth(list(tracks.values())), strict=True))
    count = len(clip.root_translations)
    played = {key: evaluate(curve, count) for key, curve in curves.items()}
    replay = Replay(clip, skeleton)
    for _ in range(_ROUNDS):
        blamed = replay.blame(played, replay.heads_off(played), _JOINT_M)
        if not blamed:
            break
        for key, factor in blamed.items():
            error = np.maximum(replay.errors(key, played[key]), 1e-6)
            tolerance = np.broadcast_to(tracks[key].tolerance, count)
            closer = np.where(factor < 1.0, np.minimum(tolerance, factor * error), tolerance)
            keyed = tuple(curves[key].frames.tolist())  # no key is lost, so that each round comes nearer
            tracks[key] = dataclasses.replace(tracks[key], tolerance=closer, poses=keyed)
        for key, curve in zip(blamed, fit_smooth([tracks[key] for key in blamed]), strict=True):
            curves[key], played[key] = curve, evaluate(curve, count)
    return ActorCurves(
        root=TransformCurves(translation=curves["root", "translation"], rotation=curves["root", "rotation"]),
        joints={name: curve for (kind, name), curve in curves.items() if kind == "joint"},
        controls={
            name: TransformCurves(
                translation=curves[f"control {name}", "translation"], rotation=curves[f"control {name}", "rotation"]
            )
            for name in clip.control_tracks
        },
    )


def _tracks(clip: MotionClip, skeleton: Skeleton) -> dict[Key, Track]:
    """What the curves are fitted to, and how near."""
    poses = tuple(int(f) for f in clip.pose_frames)
    tracks: dict[Key, Track] = {}
    tracks["root", "translation"] = Track(clip.root_translations.astype(np.float64), _ROOT_M, False, poses)
    joint_rotations = quat.unroll(clip.joint_rotations.astype(np.float64))
    legs = legs_of(skeleton)
    led = {joint for leg in legs for joint in (leg.upper, leg.lower, leg.end)}
    levers = _levers(skeleton, led)
    human = "upper_arm.L" in skeleton.joint_names
    for index, name in enumerate(skeleton.joint_names):
        base, paw = name.split(".")[0], name.startswith("leg_")
        off_m = _OFF_M if index not in led else _LED_PAW_M if paw else _LED_M
        most = _PAW_RAD if paw else _MOST_RAD if human else _ANIMAL_RAD
        tolerance = float(np.clip(off_m / levers[index], _LEAST_RAD, most))
        track = Track(joint_rotations[:, index], tolerance, True, poses if base in _POSED else ())
        if index == 0:
            tracks["root", "rotation"] = track
        elif np.ptp(track.values, axis=0).max() > 0.0 or abs(track.values[0, 0]) < 1.0 - 1e-9:
            tracks["joint", name] = track
    pole_m = _POLE_M if human else _ANIMAL_POLE_M
    by_control = {leg.control: leg for leg in legs}
    for name, control in clip.control_tracks.items():
        tolerance_m: float | Values = _HAND_M if name in skeleton.joint_names else pole_m
        tolerance_rad: float | Values = _CONTROL_RAD
        if name in _STANDING:  # a foot that stands must not creep
            tolerance_m = np.where(clip.foot_contacts[:, _STANDING[name]], _STAND_M, _FOOT_M)
            leg = by_control[name]
            if leg.stand != leg.end:
                tolerance_rad = _FOOT_M / float(skeleton.bone_lengths[leg.end])
        kind = f"control {name}"
        tracks[kind, "translation"] = Track(control.translations.astype(np.float64), tolerance_m, False, ())
        rotations = quat.unroll(control.rotations.astype(np.float64))
        tracks[kind, "rotation"] = Track(rotations, tolerance_rad, True, ())
    return tracks


def _levers(skeleton: Skeleton, leading: set[int]) -> Values:
    """(J,) from each joint to the end of the furthest bone below it, at rest, m; led limbs stay where they are led."""
    positions, rotations = rest_pose(skeleton)
    tails = positions + quat.mul_vec(rotations, np.stack([0.0 * skeleton.bone_lengths, skeleton.bone_lengths,
                                                          0.0 * skeleton.bone_lengths], axis=-1))  # fmt: skip
    levers: Values = np.linalg.norm(tails - positions, axis=-1)
    led = np.zeros(len(positions), dtype=bool)
    for joint in range(len(positions)):
        above = int(skeleton.parents[joint])
        led[joint] = joint in leading or (above >= 0 and led[above])
        while above >= 0 and (led[above] or not led[joint]):
            levers[above] = max(levers[above], float(np.linalg.norm(tails[joint] - positions[above])))
            above = int(skeleton.parents[above])
    return levers
