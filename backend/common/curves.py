"""Dense tracks to sparse, editable keys: cubic Hermite curves fitted to a stated error.

Keys are inserted where the fit is worst (Schneider 1990, "An Algorithm for Automatically Fitting Digitized
Curves", with the slopes taken from the samples), for all tracks of a scene at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import (
    ActorCurves,
    Animation,
    AssetSet,
    Curve,
    MotionClip,
    PoseTrack,
    SceneLayout,
    Simulation,
    TransformCurves,
)
from . import quat
from .progress import Progress, silent

_FINE_JOINTS = ("hips", "spine", "chest", "upper_chest", "shoulder", "upper_arm", "forearm", "hand", "thigh", "shin")
_STILL_M, _STILL_RAD = 2e-4, 5e-4
_KINK_M, _KINK_RAD = 0.006, np.radians(4.0)  # per frame
_SPIN_SHARE = 0.03

Values = NDArray[np.float64]


@dataclass(frozen=True)
class _Track:
    """One property to fit."""

    values: Values
    """(T, C)"""
    tolerance: float | Values
    """m, or rad for a rotation; one for all frames or (T,)"""
    rotation: bool
    poses: tuple[int, ...]
    """frames that must be keyed"""
    kinks: tuple[int, ...] = ()
    """frames where the velocity jumps"""
    jumps: tuple[int, ...] = ()
    """frames b where the value, or the velocity, jumps between b - 1 and b"""
    fewest: bool = False
    """worth a search for the fewest keys, one stretch after the other"""


def bake(assets: AssetSet, layout: SceneLayout, simulation: Simulation, progress: Progress = silent) -> Animation:
    """Thinned curves of everything that moves: objects within 1 mm and 0.5 degrees, people within 1 degree.

    Objects turn about their assets' pivots. While a thing is held its own curve rests at the pose of the grasp; the
    holder carries it.
    """
    tracks: dict[tuple[str, str, str], _Track] = {}
    for object_id, track in simulation.object_tracks.items():
        if len(track.translations) > 1:
            pivot = assets.assets[object_id].pivot * layout.placements[object_id].transform.scale
            _add_object(tracks, object_id, track, pivot.astype(np.float64), simulation)
    for actor_id, clip in simulation.clips.items():
        skeleton = assets.assets[actor_id].skeleton
        assert skeleton is not None
        _add_actor(tracks, actor_id, clip, skeleton.joint_names)
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
    actors = {
        actor_id: ActorCurves(
            root=TransformCurves(
                translation=curves[actor_id, "root", "translation"], rotation=curves[actor_id, "root", "rotation"]
            ),
            joints={name: c for (owner, kind, name), c in curves.items() if owner == actor_id and kind == "joint"},
            controls={
                name: TransformCurves(
                    translation=curves[actor_id, f"control {name}", "translation"],
                    rotation=curves[actor_id, f"control {name}", "rotation"],
                )
                for name in clip.control_tracks
            },
        )
        for actor_id, clip in simulation.clips.items()
    }
    return Animation(
        objects={k: v for k, v in objects.items() if v.translation is not None or v.rotation is not None},
        actors=actors,
    )


def _moving(curve: Curve | None) -> Curve | None:
    """None for a curve of a single key: a thing that stays gets no curve."""
    return curve if curve is not None and len(curve.frames) > 1 else None


def _add_object(
    tracks: dict[tuple[str, str, str], _Track], object_id: str, track: PoseTrack, pivot: Values, simulation: Simulation
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
        tracks[object_id, "object", name] = _Track(
            values, tolerance, rotation, (), tuple(sorted(kinks)), tuple(sorted(jumps)), fewest=True
        )


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


def _add_actor(
    tracks: dict[tuple[str, str, str], _Track], actor_id: str, clip: MotionClip, joint_names: Sequence[str]
) -> None:
    poses = tuple(int(f) for f in clip.pose_frames)
    translations = clip.root_translations.astype(np.float64)
    tracks[actor_id, "root", "translation"] = _Track(translations, 0.002, False, poses)
    joint_rotations = quat.unroll(clip.joint_rotations.astype(np.float64))
    for index, name in enumerate(joint_names):
        fine = name.split(".")[0] in _FINE_JOINTS
        track = _Track(joint_rotations[:, index], np.radians(0.4 if fine else 0.9), True, poses if fine else ())
        if index == 0:
            tracks[actor_id, "root", "rotation"] = track
        elif np.ptp(track.values, axis=0).max() > 0.0 or abs(track.values[0, 0]) < 1.0 - 1e-9:
            tracks[actor_id, "joint", name] = track
    for name, control in clip.control_tracks.items():
        pole = name.startswith(("knee", "elbow"))
        kind = f"control {name}"
        tracks[actor_id, kind, "translation"] = _Track(
            control.translations.astype(np.float64), 0.01 if pole else 0.001, False, ()
        )
        rotations = quat.unroll(control.rotations.astype(np.float64))
        tracks[actor_id, kind, "rotation"] = _Track(rotations, np.radians(0.5), True, ())


def fit(tracks: Sequence[_Track]) -> list[Curve]:
    """One curve per track; a track that does not move gets a single key."""
    padded = [_fit_group([t for t in tracks if len(t.values) == count]) for count in _lengths(tracks)]
    by_track = {id(track): curve for group in padded for track, curve in group}
    return [by_track[id(track)] for track in tracks]


def _lengths(tracks: Sequence[_Track]) -> list[int]:
    return sorted({len(track.values) for track in tracks})


def _fit_group(tracks: list[_Track]) -> list[tuple[_Track, Curve]]:
    """All tracks of one length together: arrays are (N, T, C)."""
    count = len(tracks[0].values)
    values = np.zeros((len(tracks), count, 4))
    for i, track in enumerate(tracks):
        values[i, :, : track.values.shape[1]] = track.values
    rotation = np.array([t.rotation for t in tracks])
    tolerance = np.array([np.broadcast_to(t.tolerance, count) for t in tracks])
    before, after = _slopes(values, tracks)
    keys = np.zeros((len(tracks), count), dtype=bool)
    keys[:, [0, -1]] = True
    for i, track in enumerate(tracks):
        keys[i, [f for f in (*track.kinks, *track.poses) if 0 <= f < count]] = True
        for jump in track.jumps:
            keys[i, [jump - 1, jump]] = True
    required = keys.copy()
    for i, track in enumerate(tracks):
        if track.fewest:
            keys[i] = _fewest(keys[i], values[i], before[i], after[i], track.rotation, tolerance[i])
    searched = np.array([track.fewest for track in tracks])
    active = others = np.flatnonzero(~searched)
    while len(active):  # the worst frame of every segment that is not good enough
        rows, columns, segment, excess = _misfits(keys, active, values, before, after, rotation, tolerance)
        order = np.lexsort((excess, segment))
        chosen = order[np.append(np.diff(segment[order]) > 0, True)] if len(order) else order
        keys[active[rows[chosen]], columns[chosen]] = True
        active = active[np.unique(rows)]
    for turn in range(4):  # every second key that can go, goes
        rank = np.cumsum(keys, axis=1)
        tried = keys & ~required & (rank % 2 == turn % 2) & ~searched[:, None]
        keys &= ~tried
        rows, columns, _, _ = _misfits(keys, others, values, before, after, rotation, tolerance)
        start, end = _segments(keys)
        for row, left, right in {(r, start[r, c], end[r, c]) for r, c in zip(others[rows], columns, strict=True)}:
            keys[row, left:right] |= tried[row, left:right]
    return [(track, _curve(track, i, keys, values, before, after)) for i, track in enumerate(tracks)]


def _fewest(
    keys: NDArray[np.bool_], values: Values, before: Values, after: Values, rotation: bool, tolerance: Values
) -> NDArray[np.bool_]:
    """Keys (T,) such that every segment reaches as far as it can between the keys given."""
    found = keys.copy()
    start = 0
    for end in np.flatnonzero(keys)[1:].tolist():
        while start < end:
            count, ends = 8, np.array([end])
            while True:
                fits = _fitting(start, ends, values, before, after, rotation, tolerance)
                if len(fits) and (fits[-1] < ends[-1] or fits[-1] == end):
                    break
                if len(fits) == 0 and len(ends) > 1:
                    fits = np.array([start + 1])
                    break
                count *= 2
                ends = np.arange(start + 1, min(start + count, end) + 1)
            start = int(fits[-1])
            found[start] = True
    return found


def _fitting(
    start: int, ends: NDArray[np.intp], values: Values, before: Values, after: Values, rotation: bool, tolerance: Values
) -> NDArray[np.intp]:
    """Those of `ends` to which one segment from `start` stays within the tolerance."""
    inside = np.arange(start + 1, ends[-1])
    fitted = hermite(
        values[start], values[ends, None], after[start], before[ends, None],
        (ends - start)[:, None, None].astype(float), (inside - start)[None, :, None].astype(float),
    )  # fmt: skip
    error = _distance(fitted, values[inside], np.array(rotation))
    return ends[np.all((error <= tolerance[inside]) | (inside >= ends[:, None]), axis=1)]


def _segments(keys: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The keys before (for a key itself too) and after every frame: (N, T) each."""
    frames = np.arange(keys.shape[1])
    start = np.maximum.accumulate(np.where(keys, frames, 0), axis=1)
    start = np.concatenate([start[:, :1], start[:, :-1]], axis=1)
    end = np.minimum.accumulate(np.where(keys, frames, frames[-1])[:, ::-1], axis=1)[:, ::-1]
    return start, end


def _misfits(
    keys: NDArray[np.bool_],
    active: NDArray[np.intp],
    values: Values,
    before: Values,
    after: Values,
    rotation: NDArray[np.bool_],
    tolerance: Values,
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], Values]:
    """Rows (into `active`), frames, segment numbers and error ratios of all samples off by more than the tolerance."""
    start, end = _segments(keys[active])
    error = _error(values[active], before[active], after[active], rotation[active], start, end)
    excess = np.where(keys[active], 0.0, error / tolerance[active])
    rows, columns = np.nonzero(excess > 1.0)
    return rows, columns, rows * keys.shape[1] + start[rows, columns], excess[rows, columns]


def _curve(track: _Track, i: int, keys: NDArray[np.bool_], values: Values, before: Values, after: Values) -> Curve:
    channels = track.values.shape[1]
    still = _STILL_RAD / 2 if track.rotation else _STILL_M
    frames = np.nonzero(keys[i])[0]
    if np.ptp(track.values, axis=0).max() < still:
        frames = frames[:1]
    slopes = np.stack([before[i, frames, :channels], after[i, frames, :channels]], axis=1)
    return Curve(
        frames=frames.astype(np.int32),
        values=values[i, frames, :channels].astype(np.float32),
        slopes=slopes.astype(np.float32),
    )


def _slopes(values: Values, tracks: list[_Track]) -> tuple[Values, Values]:
    """Slopes per frame before and after each frame (N, T, C); they differ only at kinks and jumps."""
    central = _derivative(values)
    before, after = central.copy(), central.copy()
    last = values.shape[1] - 1
    for i, track in enumerate(tracks):
        start = 0
        breaks = {frame: 0 for frame in track.kinks if 0 < frame < last} | {b: 1 for b in track.jumps if 0 < b <= last}
        for frame in (*sorted(breaks), None):  # each stretch between breaks by itself
            end = last if frame is None else frame - breaks[frame]
            slopes = _derivative(values[i : i + 1, start : end + 1])[0]
            after[i, start : end + 1], before[i, start + 1 : end + 1] = slopes, slopes[1:]
            if frame is not None and breaks[frame]:
                after[i, end] = before[i, frame] = values[i, frame] - values[i, end]
            start = frame or 0
    return before, after


def _derivative(values: Values) -> Values:
    """Per frame, (N, T, C): fourth order inside, since the slopes' own error must not cost keys, second at the ends."""
    count = values.shape[1]
    if count == 1:
        return np.zeros_like(values)
    slopes: Values = np.gradient(values, axis=1, edge_order=2 if count > 2 else 1)
    if count > 4:
        slopes[:, 2:-2] = (8.0 * (values[:, 3:-1] - values[:, 1:-3]) - (values[:, 4:] - values[:, :-4])) / 12.0
    return slopes


def _error(
    values: Values,
    before: Values,
    after: Values,
    rotation: NDArray[np.bool_],
    start: NDArray[np.intp],
    end: NDArray[np.intp],
) -> Values:
    """Distance (m) or angle (rad) between samples and Hermite curves: (N, T)."""
    rows = np.arange(len(values))[:, None]
    fitted = hermite(
        values[rows, start],
        values[rows, end],
        after[rows, start],
        before[rows, end],
        (end - start)[..., None].astype(float),
        (np.arange(values.shape[1]) - start)[..., None].astype(float),
    )
    return _distance(fitted, values, rotation[:, None])


def _distance(fitted: Values, values: Values, rotation: NDArray[np.bool_]) -> Values:
    """Between points (m), or between rotations (rad)."""
    distance = np.linalg.norm(fitted - values, axis=-1)
    norm = np.maximum(np.linalg.norm(fitted, axis=-1), 1e-9)
    cosine = np.abs(np.sum(fitted * values, axis=-1)) / norm
    angle = 2.0 * np.arccos(np.clip(cosine, 0.0, 1.0))
    error: Values = np.where(rotation, angle, distance)
    return error


def hermite(p0: Values, p1: Values, m0: Values, m1: Values, span: Values, offset: Values) -> Values:
    """Cubic Hermite segment of `span` frames, slopes per frame, at `offset` frames from its start."""
    u = offset / np.maximum(span, 1.0)
    u2, u3 = u * u, u * u * u
    return (2 * u3 - 3 * u2 + 1) * p0 + (u3 - 2 * u2 + u) * span * m0 + (3 * u2 - 2 * u3) * p1 + (u3 - u2) * span * m1


def evaluate(curve: Curve, frame_count: int) -> Values:
    """The curve at every frame: (T, C). Held constant before the first and after the last key."""
    frames = np.clip(np.arange(frame_count), curve.frames[0], curve.frames[-1])
    right = np.clip(np.searchsorted(curve.frames, frames, side="left"), min(1, len(curve.frames) - 1), None)
    left = np.maximum(right - 1, 0)
    span = (curve.frames[right] - curve.frames[left]).astype(float)[:, None]
    offset = (frames - curve.frames[left]).astype(float)[:, None]
    values, slopes = curve.values.astype(float), curve.slopes.astype(float)
    return hermite(values[left], values[right], slopes[left, 1], slopes[right, 0], span, offset)
