"""Doors, lids and drawers that somebody opens or closes, or that do so by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..common.naming import said_start
from ..common.openings import CLOSE_VERBS, OPEN_VERBS, Opening, eased, opening_of
from ..common.rowing import STROKE_S, oar_angle
from ..protocol.scene import Asset, AssetSet, MotionEvent, MotionSet, PartTrack, SceneDescription
from .cues import Cue


@dataclass(frozen=True)
class _Move:
    object_id: str
    opening: Opening
    first: int
    last: int
    opens: bool


def opening_tracks(
    description: SceneDescription, assets: AssetSet, motion: MotionSet, cues: Sequence[Cue]
) -> tuple[tuple[PartTrack, ...], tuple[str, ...]]:
    """A track for each part that opens or closes, and what could not, in words."""
    moves: list[_Move] = []
    missed: list[str] = []
    fps = motion.timeline.fps
    lemma = {name: entity.lemma for entity in description.entities for name in entity.object_ids}
    for event in motion.events:
        if event.kind in ("open", "close") and event.target_id in assets.assets:
            opening = opening_of(assets.assets[event.target_id], lemma.get(event.target_id, ""))
            if opening is not None:
                last = event.frame_end or event.frame + round(opening.seconds * fps)
                moves.append(_Move(event.target_id, opening, event.frame, last, event.kind == "open"))
    for cue in cues:
        opens = cue.action.verb in OPEN_VERBS
        if not opens and cue.action.verb not in CLOSE_VERBS:
            continue
        for object_id in cue.object_ids:
            opening = opening_of(assets.assets[object_id], lemma[object_id]) if object_id in assets.assets else None
            if opening is None:
                missed.append(f"{said_start(description, object_id)} has nothing that could {cue.action.verb}.")
                continue
            moves.append(_Move(object_id, opening, cue.frame, cue.frame + round(1.3 * opening.seconds * fps), opens))
    tracks: dict[tuple[str, str], np.ndarray] = _swings(assets, motion) | _oars(assets, motion)
    tracks |= _turned(motion)
    frames = np.arange(motion.timeline.frame_count)
    for move in sorted(moves, key=lambda m: m.first):
        key = (move.object_id, move.opening.part)
        begin, end = move.opening.closed, move.opening.opened
        if not move.opens:
            begin, end = end, begin
        values = tracks.setdefault(key, np.full(len(frames), begin))
        begin = float(values[min(move.first, len(values) - 1)])
        share = eased((frames - move.first) / max(move.last - move.first, 1))
        values[move.first :] = begin + (end - begin) * share[move.first :]
    return (
        tuple(
            PartTrack(object_id=object_id, part=part, values=values[:, None].astype(np.float32))
            for (object_id, part), values in tracks.items()
        ),
        tuple(missed),
    )


def _events(assets: AssetSet, motion: MotionSet, kind: str) -> Iterator[tuple[MotionEvent, Asset, np.ndarray]]:
    """Events of a kind with what they are done to, and the seconds (T,) since each, below 0 before it."""
    for event in motion.events:
        asset = assets.assets.get(event.target_id or "")
        if event.kind == kind and asset is not None:
            yield event, asset, (np.arange(motion.timeline.frame_count) - event.frame) / motion.timeline.fps


def _oars(assets: AssetSet, motion: MotionSet) -> dict[tuple[str, str], np.ndarray]:
    """(T,) rad of the oars of a boat that is rowed: at the catch before and after, as their handles go meanwhile."""
    tracks: dict[tuple[str, str], np.ndarray] = {}
    for event, asset, seconds in _events(assets, motion, "row"):
        end = ((event.frame_end or event.frame) - event.frame) / motion.timeline.fps
        angle = oar_angle(np.clip(seconds, 0.0, STROKE_S * round(end / STROKE_S)))
        tracks |= {(str(event.target_id), part.name): angle for part in asset.meshes if part.name.startswith("oar.")}
    return tracks


def _turned(motion: MotionSet) -> dict[tuple[str, str], np.ndarray]:
    """(T,) of the parts that people turn, as their motion says: a swing under a child, a plank with two on it."""
    tracks: dict[tuple[str, str], np.ndarray] = {}
    for event in motion.events:
        for part, values in event.turns.items() if event.kind == "turn" else ():
            track = tracks.setdefault((str(event.target_id), part), np.zeros(motion.timeline.frame_count))
            end = min(event.frame + len(values), len(track))
            track[event.frame : end] = values[: end - event.frame]
            track[end:] = track[end - 1]
    return tracks


_SWING_RAD, _SWING_HZ, _SWING_FADES_S = 0.15, 0.55, 1.6
"""of a heavy bag on a metre of chain, after one blow"""


def _swings(assets: AssetSet, motion: MotionSet) -> dict[tuple[str, str], np.ndarray]:
    """(T,) rad of what hangs from a hinge and is struck: away from each blow, to and fro, less and less."""
    tracks: dict[tuple[str, str], np.ndarray] = {}
    for event, asset, seconds in _events(assets, motion, "strike"):
        after = np.clip(seconds, 0.0, None)
        swing = _SWING_RAD * np.exp(-after / _SWING_FADES_S) * np.sin(2.0 * np.pi * _SWING_HZ * after)
        for part in (m for m in asset.meshes if m.joint is not None and m.joint.kind == "hinge"):
            key = (str(event.target_id), part.name)
            tracks[key] = tracks.get(key, np.zeros(len(seconds))) + swing
    return tracks
