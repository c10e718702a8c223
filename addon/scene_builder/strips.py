"""The acts of a generated motion as named NLA strips, side by side over one Action, under the artist's own keys."""

from __future__ import annotations

from collections.abc import Sequence

import bpy

from .._vendor.backend.protocol.scene import MotionClip, SceneDescription
from .animation import ActionWriter
from .digests import GENERATED

Act = tuple[str, int, int]
"""name, first and last frame (0-based) of a stretch of motion; the last frame of one is the first of the next"""

ASIDE = "Changed by Hand"
"""track of motion that an artist had changed before it was made anew from other values"""
_SHORTEST_FRAMES = 2
_NAME_LENGTH = 60
_COPIED = ("action_frame_start", "action_frame_end", "frame_start", "frame_end", "extrapolation", "mute")


def acts_of(clip: MotionClip, description: SceneDescription) -> list[Act]:
    """What somebody does one after the other, in the prompt's words."""
    words = {action.id: action.text for action in description.actions}
    last = len(clip.root_translations) - 1
    starts: list[tuple[str, int]] = []
    for action_id, first, _ in clip.segments:
        name = words.get(action_id) or action_id.partition("_")[2] or "idle"  # a1_catch: the answer to a throw
        if starts and (starts[-1][0] == name or first - starts[-1][1] < _SHORTEST_FRAMES):
            continue
        if first <= last - _SHORTEST_FRAMES or not starts:
            starts.append((name, first if starts else 0))
    starts = starts or [("motion", 0)]
    ends = [first for _, first in starts[1:]] + [last]
    return [(name[:_NAME_LENGTH], first, end) for (name, first), end in zip(starts, ends, strict=True)]


def push_under_empty_action(
    target: bpy.types.Object, generated: ActionWriter, edits: ActionWriter, acts: Sequence[Act]
) -> None:
    """The generated motion as NLA strips, one for each act, and an empty action above them whose keys offset it."""
    data = target.animation_data_create()
    track = data.nla_tracks.new()
    track.name = GENERATED
    start, end = generated.frame_start, generated.frame_start + max(last for _, _, last in acts)
    for name, first, last in acts:
        _add(
            track, name, generated.action, generated.slot,
            {
                "action_frame_start": start + first, "action_frame_end": max(start + last, start + first + 1),
                "frame_start": start + first, "frame_end": max(start + last, start + first + 1),
                "extrapolation": "HOLD" if start + last == end or first == 0 else "NOTHING",
            },
        )  # fmt: skip
    edits.assign(target)
    data.action_blend_type = "COMBINE"
    data.action_extrapolation = "HOLD"


def exchange_action(track: bpy.types.NlaTrack, action: bpy.types.Action, slot: object | None) -> None:
    """Let every strip play its stretch of another action."""
    for strip in track.strips:
        settings = {key: getattr(strip, key) for key in _COPIED}
        strip.action = action
        if slot is not None:
            strip.action_slot = slot
        for key, value in settings.items():
            setattr(strip, key, value)


def _add(
    track: bpy.types.NlaTrack, name: str, action: bpy.types.Action, slot: object | None, settings: dict[str, object]
) -> None:
    free = int(max((strip.frame_end for strip in track.strips), default=0.0)) + 1
    strip = track.strips.new(name, free, action)
    strip.name = name
    if slot is not None:
        strip.action_slot = slot
    strip.use_sync_length = False
    for key, value in settings.items():
        setattr(strip, key, value)


def copy_strips(source: bpy.types.NlaTrack, track: bpy.types.NlaTrack) -> None:
    """Let a track hold what another holds."""
    for strip in list(track.strips):
        track.strips.remove(strip)
    for strip in source.strips:
        settings = {key: getattr(strip, key) for key in _COPIED}
        _add(track, strip.name, strip.action, getattr(strip, "action_slot", None), settings)


def set_aside(target: bpy.types.Object) -> str | None:
    """Keep the generated track as it is now in a muted one; returns the name of that, None where there is none."""
    track = target.animation_data.nla_tracks.get(GENERATED) if target.animation_data is not None else None
    if track is None:
        return None
    aside = target.animation_data.nla_tracks.new()
    aside.name, aside.mute = ASIDE, True
    copy_strips(track, aside)
    return aside.name


def span_of(track: bpy.types.NlaTrack) -> tuple[int, int]:
    """First and last frame of all strips."""
    return int(min(s.frame_start for s in track.strips)), int(max(s.frame_end for s in track.strips))


def were_moved(track: bpy.types.NlaTrack) -> bool:
    """Whether a strip plays its part of the action at another time, at another pace, or not at all."""
    return any(
        strip.mute
        or abs(strip.frame_start - strip.action_frame_start) > 0.01
        or abs(strip.frame_end - strip.action_frame_end) > 0.01
        for strip in track.strips
    )
