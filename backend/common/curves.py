"""The simulation as sparse, editable keys: which curve each thing, part and joint gets, and how exact it is."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import (
    ActorCurves,
    Animation,
    AssetSet,
    Curve,
    MotionClip,
    PartCurve,
    PartTrack,
    PoseTrack,
    SceneLayout,
    Simulation,
    Skeleton,
    TransformCurves,
)
from . import quat
from .fitting import Track, Values, fit
from .progress import Progress, silent
from .skeleton import rest_pose
from .splines import fit_smooth

_FINE_JOINTS = ("hips", "spine", "chest", "upper_chest", "shoulder", "upper_arm", "forearm", "hand")
_STANDING = {
    "foot.L": 0, "foot.R": 1, "leg_front_cannon.L": 0, "leg_front_cannon.R": 1, "leg_back_cannon.L": 2,
    "leg_back_cannon.R": 3,
}  # fmt: skip
"""controls that carry a foot, and its column of the contacts"""
_LEGS = {
    "foot": ("thigh", "shin"), "leg_front_cannon": ("leg_front_upper", "leg_front_lower"),
    "leg_back_cannon": ("leg_back_upper", "leg_back_lower"),
}  # fmt: skip
"""control of a leg: the two bones that it leads"""
_LED = {joint for end, bones in _LEGS.items() for joint in (end, *bones)}
"""joints whose own keys only show where an artist switches the leg to FK"""
_OFF_M, _OFF_RAD = 0.0016, (0.002, 0.016)
_PAW_RAD = 0.06
"""of the joints of an animal's leg, which are many and small"""
_CONTROL_RAD = np.radians(0.7)
_FOOT_M, _KNEE_M = 0.0035, 0.0019
_LED_OFF, _LED_PAW_OFF = 1.7, 9.0
"""how much coarser the joints of a led leg of a person and of an animal are than others"""
_KINK_M, _KINK_RAD = 0.006, np.radians(4.0)  # per frame
_SPIN_SHARE, _PART_SHARE = 0.03, 0.01


def bake(assets: AssetSet, layout: SceneLayout, simulation: Simulation, progress: Progress = silent) -> Animation:
    """Thinned curves of everything that moves: objects within 1 mm and 0.5 degrees, people within 1 degree.

    Objects turn about their assets' pivots. While a thing is held its own curve rests at the pose of the grasp; the
    holder carries it.
    """
    tracks: dict[tuple[str, str, str], Track] = {}
    people: dict[str, dict[tuple[str, str], Track]] = {}
    for object_id, track in simulation.object_tracks.items():
        if len(track.translations) > 1:
            pivot = assets.assets[object_id].pivot * layout.placements[object_id].transform.scale
            _add_object(tracks, object_id, track, pivot.astype(np.float64), simulation)
    for actor_id, clip in simulation.clips.items():
        skeleton = assets.assets[actor_id].skeleton
        assert skeleton is not None
        people[actor_id] = _actor_tracks(clip, skeleton)
    for part in simulation.part_tracks:
        _add_part(tracks, part)
    progress(0.2)
    curves = dict(zip(tracks, fit(list(tracks.values())), strict=True))
    for actor_id, own in people.items():
        curves |= {(actor_id, *key): curve for key, curve in zip(own, fit_smooth(list(own.values())), strict=True)}
    objects = {
        object_id: TransformCurves(
            translation=_moving(curves.get((object_id, "object", "translation"))),
            rotation=_moving(curves.get((object_id, "object", "rotation"))),
        )
        for object_id, track in simulation.object_tracks.items()
        if len(track.translations) > 1
    }
    actors = {
        actor_id: _actor_curves({key[1:]: curve for key, curve in curves.items() if key[0] == actor_id}, clip)
        for actor_id, clip in simulation.clips.items()
    }
    return Animation(
        objects={k: v for k, v in objects.items() if v.translation is not None or v.rotation is not None},
        actors=actors,
        parts=tuple(
            PartCurve(object_id=part.object_id, part=part.part, curve=curves[part.object_id, "part", part.part])
            for part in simulation.part_tracks
        ),
    )


def fit_actor(clip: MotionClip, skeleton: Skeleton) -> ActorCurves:
    """Thinned curves of one person."""
    tracks = _actor_tracks(clip, skeleton)
    return _actor_curves(dict(zip(tracks, fit_smooth(list(tracks.values())), strict=True)), clip)


def _actor_curves(curves: dict[tuple[str, str], Curve], clip: MotionClip) -> ActorCurves:
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


def _moving(curve: Curve | None) -> Curve | None:
    """None for a curve of a single key: a thing that stays gets no curve."""
    return curve if curve is not None and len(curve.frames) > 1 else None


def _add_object(
    tracks: dict[tuple[str, str, str], Track], object_id: str, track: PoseTrack, pivot: Values, simulation: Simulation
) -> None:
    rotations = quat.unroll(track.rotations.astype(np.float64))
    translations = track.translations.astype(np.float64) + quat.mul_vec(rotations, pivot)
    count = len(translations)
    jumps = set()
    for held in simulation.attachments:
        if held.object_id == object_id:
            end = count if held.frame_end is None else held.frame_end
            translations[held.frame_start : end] = translations[held.frame_start]
            rotations[held.frame_start : end] = rotations[held.frame_start]
            if 0 < end < count:
                jumps.add(end)
    rotations = quat.unroll(rotations)
    turns = quat.to_rotation_vector(quat.mul(rotations[1:], quat.inv(rotations[:-1])))
    kinks = set()
    for steps, least in ((np.diff(translations, axis=0), _KINK_M), (turns, _KINK_RAD)):
        sudden, between = _breaks(steps, least)
        kinks |= sudden
        jumps |= between
    # What spins fast may be a little early or late: a share of a frame that nobody sees, and half the keys.
    spin = np.linalg.norm(turns, axis=1)
    spin = np.maximum(np.append(spin, 0.0), np.append(0.0, spin))
    for name, values, tolerance, rotation in (
        ("translation", translations, np.array(0.0007), False),
        ("rotation", rotations, np.maximum(np.radians(0.4), _SPIN_SHARE * spin), True),
    ):
        tracks[object_id, "object", name] = Track(
            values, tolerance, rotation, (), tuple(sorted(kinks)), tuple(sorted(jumps)), fewest=True
        )


def _add_part(tracks: dict[tuple[str, str, str], Track], part: PartTrack) -> None:
    """Angles as numbers: a wheel turns many times; 1 mm of a drawer, and as many thousandths of a turned door."""
    values = part.values.astype(np.float64)
    steps = np.linalg.norm(np.diff(values, axis=0), axis=1)
    tolerance = np.maximum(0.001, _PART_SHARE * np.maximum(np.append(steps, 0.0), np.append(0.0, steps)))
    tracks[part.object_id, "part", part.part] = Track(values, tolerance, False, (), fewest=True)


def _breaks(steps: Values, least: float) -> tuple[set[int], set[int]]:
    """Where a motion of (T - 1, 3) steps from frame to frame breaks: blows, bounces, starts and stops.

    Returns frames at which the velocity jumps, and frames b where it jumps on the way from b - 1 to b. Seen from
    the two steps on each side of a third, its length should be the same; where it is not there is a break.
    """
    if len(steps) < 5:
        return set(), set()
    before, after = 2.0 * steps[1:-3] - steps[:-4], 2.0 * steps[3:-1] - steps[4:]  # of the steps 2 … T - 4
    # Beside a break the extrapolation runs the wrong way: only what the steps themselves confirm counts.
    change = steps[3:-1] - steps[1:-3]
    size = np.sum((after - before) * change, axis=1) / np.maximum(np.linalg.norm(change, axis=1), 1e-12)
    sudden, between = set(), set()
    free = size > least
    while free.any():
        i = int(np.argmax(np.where(free, size, 0.0)))
        free[max(i - 2, 0) : i + 3] = False
        share = float((steps[i + 2] - before[i]) @ (after[i] - before[i]))
        share /= float(np.sum((after[i] - before[i]) ** 2))
        if share < 0.1 or share > 0.9:
            sudden.add(i + 3 if share < 0.1 else i + 2)
        else:
            between.add(i + 3)
    return sudden, between


def _actor_tracks(clip: MotionClip, skeleton: Skeleton) -> dict[tuple[str, str], Track]:
    """What a person's curves are fitted to: a joint may be off by as much as moves its furthest descendant 1.8 mm."""
    poses = tuple(int(f) for f in clip.pose_frames)
    tracks: dict[tuple[str, str], Track] = {}
    tracks["root", "translation"] = Track(clip.root_translations.astype(np.float64), 0.0015, False, poses)
    joint_rotations = quat.unroll(clip.joint_rotations.astype(np.float64))
    levers = _levers(skeleton)
    for index, name in enumerate(skeleton.joint_names):
        base = name.split(".")[0]
        paw = base.startswith("leg_")
        off = 1.0 if base not in _LED else _LED_PAW_OFF if paw else _LED_OFF
        tolerance = float(np.clip(off * _OFF_M / levers[index], _OFF_RAD[0], _PAW_RAD if paw else _OFF_RAD[1]))
        fine = base in _FINE_JOINTS
        track = Track(joint_rotations[:, index], tolerance, True, poses if fine else ())
        if index == 0:
            tracks["root", "rotation"] = track
        elif np.ptp(track.values, axis=0).max() > 0.0 or abs(track.values[0, 0]) < 1.0 - 1e-9:
            tracks["joint", name] = track
    for name, control in clip.control_tracks.items():
        tolerance_m: float | Values = 0.0025 if name in skeleton.joint_names else 0.01
        tolerance_rad: float | Values = _CONTROL_RAD
        if name in _STANDING:  # a foot that stands must not creep, a straight knee not jump
            lever, ratio = _leg(clip, skeleton, name)
            tolerance_m = np.minimum(_FOOT_M, _KNEE_M / ratio)
            tolerance_m = np.where(clip.foot_contacts[:, _STANDING[name]], np.minimum(tolerance_m, 0.0008), tolerance_m)
            tolerance_rad = np.minimum(_CONTROL_RAD, _KNEE_M / ratio / lever)
        kind = f"control {name}"
        tracks[kind, "translation"] = Track(control.translations.astype(np.float64), tolerance_m, False, ())
        rotations = quat.unroll(control.rotations.astype(np.float64))
        tracks[kind, "rotation"] = Track(rotations, tolerance_rad, True, ())
    return tracks


def _leg(clip: MotionClip, skeleton: Skeleton, end: str) -> tuple[float, Values]:
    """How far below the end of the leg its control turns it (m), and how much further than that end the knee (T,) goes.

    A leg that is nearly straight moves its knee by many times what its end comes nearer.
    """
    base, _, side = end.partition(".")
    index = {name: joint for joint, name in enumerate(skeleton.joint_names)}
    lower, foot = index[f"{_LEGS[base][1]}.{side}"], index[end]
    knee = skeleton.rest_translations[lower].astype(np.float64)
    bend = quat.mul(skeleton.rest_rotations[lower], clip.joint_rotations[:, lower])
    ankle = knee + quat.mul_vec(bend, skeleton.rest_translations[foot])
    along = np.sum(ankle * knee, axis=-1) / np.linalg.norm(ankle, axis=-1)
    out = np.sqrt(np.maximum(knee @ knee - along**2, 1e-6))
    lever = 0.0 if base == "foot" else float(skeleton.bone_lengths[foot])
    return max(lever, 0.01), np.hypot(0.5, 0.5 * along / out)


def _levers(skeleton: Skeleton) -> Values:
    """(J,) from each joint to the end of the furthest bone below it, at rest, m; led limbs stay where they are led."""
    positions, rotations = rest_pose(skeleton)
    tails = positions + quat.mul_vec(rotations, np.stack([0.0 * skeleton.bone_lengths, skeleton.bone_lengths,
                                                          0.0 * skeleton.bone_lengths], axis=-1))  # fmt: skip
    levers: Values = np.linalg.norm(tails - positions, axis=-1)
    led = np.zeros(len(positions), dtype=bool)
    for joint, name in enumerate(skeleton.joint_names):
        above = int(skeleton.parents[joint])
        led[joint] = name.split(".")[0] in _LED or (above >= 0 and led[above])
        while above >= 0 and (led[above] or not led[joint]):
            levers[above] = max(levers[above], float(np.linalg.norm(tails[joint] - positions[above])))
            above = int(skeleton.parents[above])
    return levers
