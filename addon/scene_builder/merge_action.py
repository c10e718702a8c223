"""The generated strip and the artist's keys above it as one Action that plays by itself."""

from __future__ import annotations

import bpy
import numpy as np

from .animation import channels_of, new_curve
from .digests import GENERATED, curves_of
from .fingerprints import generated_actions
from .playing import played
from .strips import span_of, were_moved

_TOLERANCE = 1e-3


def can_merge(target: bpy.types.Object) -> bool:
    """Whether there is a generated strip."""
    data = target.animation_data
    return data is not None and data.nla_tracks.get(GENERATED) is not None and bool(generated_actions(target))


def merge_to_one_action(target: bpy.types.Object) -> bpy.types.Action:
    """Keys of both layers in one Action; what the artist has keyed or moved is sampled, all else stays as keyed."""
    data = target.animation_data
    track = data.nla_tracks[GENERATED]
    action = track.strips[0].action
    merged = action.copy()
    merged.name = f"{target.name} · Merged"
    edits = data.action
    edited = sorted({curve.data_path for curve in curves_of(edits)}) if edits is not None else []
    if were_moved(track):
        edited = sorted({*edited, *(curve.data_path for curve in curves_of(action))})
    first, last = span_of(track)
    samples = _sampled(target, edited, range(first, last + 1))
    keyed = {path: _key_frames(path, (action, edits), first, last) for path in edited}
    _write(merged, {path: (frames, samples[path], first) for path, frames in keyed.items()})
    data.nla_tracks.remove(track)
    data.action = merged
    if hasattr(data, "action_slot"):
        data.action_slot = merged.slots[0]
    data.action_blend_type = "REPLACE"
    if edits is not None and edits.users == 0:
        bpy.data.actions.remove(edits)
    return merged


def _sampled(target: bpy.types.Object, paths: list[str], frames: range) -> dict[str, np.ndarray]:
    """(F, C) values of each path at each frame, both layers together."""
    values: dict[str, list[list[float]]] = {path: [] for path in paths}
    if not paths:
        return {}
    for evaluated in played(target, frames):
        for path in paths:
            value = evaluated.path_resolve(path)
            values[path].append(list(value) if hasattr(value, "__len__") else [value])
    return {path: np.array(rows, dtype=np.float32) for path, rows in values.items()}


def _key_frames(path: str, actions: tuple[bpy.types.Action | None, ...], first: int, last: int) -> list[int]:
    """Where either layer has a key of the path."""
    frames = {first, last}
    for action in actions:
        for curve in curves_of(action) if action is not None else ():
            if curve.data_path == path:
                frames |= {round(point.co.x) for point in curve.keyframe_points}
    return sorted(frame for frame in frames if first <= frame <= last)


def _write(action: bpy.types.Action, channels: dict[str, tuple[list[int], np.ndarray, int]]) -> None:
    owner = channels_of(action)
    for curve in [curve for curve in curves_of(action) if curve.data_path in channels]:
        owner.fcurves.remove(curve)
    for path, (frames, values, first) in channels.items():
        group = path.split('"')[1] if '"' in path else "Object Transforms"
        for channel in range(values.shape[1]):
            curve = new_curve(owner, path, group, None if values.shape[1] == 1 else channel)
            _key(curve, frames, values[:, channel], first)
            if _error(curve, values[:, channel], first) > _TOLERANCE:  # keys of one layer between those of the other
                _key(curve, range(first, first + len(values)), values[:, channel], first)


def _key(curve: bpy.types.FCurve, frames: list[int] | range, values: np.ndarray, first: int) -> None:
    curve.keyframe_points.clear()
    curve.keyframe_points.add(len(frames))
    times = np.array(frames, dtype=np.float32)
    curve.keyframe_points.foreach_set("co", np.stack([times, values[times.astype(int) - first]], axis=1).reshape(-1))
    for point in curve.keyframe_points:
        point.interpolation = "BEZIER"
        point.handle_left_type = point.handle_right_type = "AUTO_CLAMPED"
    curve.update()


def _error(curve: bpy.types.FCurve, values: np.ndarray, first: int) -> float:
    return max(abs(curve.evaluate(first + index) - value) for index, value in enumerate(values.tolist()))
