"""The simulation as sparse, editable keys: which curve each thing, part and joint gets, and how exact it is."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import (
    Animation,
    AssetSet,
    Curve,
    PartCurve,
    PartTrack,
    PoseTrack,
    SceneLayout,
    Simulation,
    TransformCurves,
)
from . import quat
from .actor_curves import fit_actor
from .fitting import Track, Values, fit
from .progress import Progress, silent

_KINK_M, _KINK_RAD = 0.006, np.radians(4.0)  # per frame
_SPIN_SHARE, _PART_SHARE = 0.03, 0.01


def bake(assets: AssetSet, layout: SceneLayout, simulation: Simulation, progress: Progress = silent) -> Animation:
    """Thinned curves of everything that moves: objects within 1 mm and 0.5 degrees, people within 1 degree.

    Objects turn about their assets' pivots. While a thing is held its own curve rests at the pose of the grasp; the
    holder carries it.
    """
    tracks: dict[tuple[str, str, str], Track] = {}
    for object_id, track in simulation.object_tracks.items():
        if len(track.translations) > 1:
            pivot = assets.assets[object_id].pivot * layout.placements[object_id].transform.scale
            _add_object(tracks, object_id, track, pivot.astype(np.float64), simulation)
    for part in simulation.part_tracks:
        _add_part(tracks, part)
    progress(0.2)
    curves = dict(zip(tracks, fit(list(tracks.values())), strict=True))
    objects = {
        object_id: TransformCurves(
            translation=_moving(curves.get((object_id, "object", "translation"))),
            rotation=_moving(curves.get((object_id, "object", "rotation"))),
        )
        for object_id, track in simulation.object_tracks.items()
        if len(track.translations) > 1
    }
    actors = {}
    for actor_id, clip in simulation.clips.items():
        skeleton = assets.assets[actor_id].skeleton
        assert skeleton is not None
        actors[actor_id] = fit_actor(clip, skeleton)
    return Animation(
        objects={k: v for k, v in objects.items() if v.translation is not None or v.rotation is not None},
        actors=actors,
        parts=tuple(
            PartCurve(object_id=part.object_id, part=part.part, curve=curves[part.object_id, "part", part.part])
            for part in simulation.part_tracks
        ),
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
