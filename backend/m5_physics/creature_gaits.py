"""How creatures without a rig go: in bounds, in humps on the belly, on two legs, with strokes of the tail.

Their way is planned as a thing's is; this lays the gait over it, in step with the ground that is covered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..common import quat
from ..protocol.scene import Asset, AssetSet, Entity, PartTrack, PoseTrack, SceneDescription
from .world import Array

LEGS, FLUKES = ("leg.L", "leg.R"), "flukes"
"""names of the parts that swing"""


@dataclass(frozen=True, kw_only=True)
class Gait:
    """One cycle of a body."""

    kind: Literal["bound", "hump", "stride", "waddle", "stroke"]
    cycle: float
    """way of one cycle, of the body's length (of a stride: of the height)"""
    rise: float
    """of the body's height"""
    pitch_rad: float


GAITS = {
    "squirrel": Gait(kind="bound", cycle=2.2, rise=0.45, pitch_rad=0.38),
    "mouse": Gait(kind="bound", cycle=1.1, rise=0.16, pitch_rad=0.12),
    "frog": Gait(kind="bound", cycle=4.0, rise=2.4, pitch_rad=0.45),
    "seal": Gait(kind="hump", cycle=0.55, rise=0.10, pitch_rad=0.20),
    "ostrich": Gait(kind="stride", cycle=1.5, rise=0.035, pitch_rad=0.03),
    "penguin": Gait(kind="waddle", cycle=0.5, rise=0.02, pitch_rad=0.16),
    "duck": Gait(kind="waddle", cycle=0.9, rise=0.03, pitch_rad=0.10),
    "chicken": Gait(kind="waddle", cycle=0.9, rise=0.03, pitch_rad=0.06),
    "goose": Gait(kind="waddle", cycle=0.8, rise=0.03, pitch_rad=0.09),
    "whale": Gait(kind="stroke", cycle=1.4, rise=0.16, pitch_rad=0.09),
}
"""by word or category"""
_HIP = 0.52
"""height of an ostrich's hip, of its own"""
_FLUKE_RAD, _FLUKE_LAG = 0.42, 1.3
_LEAST_M_S = 0.05
_GOING = frozenset({
    "run", "walk", "scurry", "scamper", "dash", "sprint", "bound", "leap", "hop", "waddle", "march", "stroll", "wander",
    "trot", "gallop", "crawl", "move", "flee", "hurry", "rush", "race",
})  # fmt: skip


def goes(entity: Entity, verb: str) -> bool:
    """Whether a creature without a rig goes somewhere by this verb."""
    return _gait_of(entity) is not None and verb in _GOING


def _gait_of(entity: Entity | None) -> Gait | None:
    return None if entity is None else GAITS.get(entity.lemma) or GAITS.get(entity.category)


def laid_over(
    description: SceneDescription, assets: AssetSet, tracks: Mapping[str, PoseTrack], fps: float,
    in_water: frozenset[str],
) -> tuple[dict[str, PoseTrack], tuple[PartTrack, ...]]:  # fmt: skip
    """The tracks with the gaits of those that go, and the tracks of their legs and flukes; what is in the water only
    strokes."""
    found, parts = dict(tracks), []
    for object_id, track in tracks.items():
        asset = assets.assets.get(object_id)
        gait = _gait_of(description.entity_of(object_id))
        if asset is None or gait is None or (object_id in in_water and gait.kind != "stroke"):
            continue
        phase, going = _phase(asset, gait, track, fps)
        if not going.any():
            continue
        found[object_id] = _moved(asset, gait, track, phase, going)
        for mesh in asset.meshes:
            values = _part(mesh.name, gait, asset, phase)
            if values is not None:
                parts.append(PartTrack(object_id=object_id, part=mesh.name,
                                       values=(going * values)[:, None].astype(np.float32)))  # fmt: skip
    return found, tuple(parts)


def _phase(asset: Asset, gait: Gait, track: PoseTrack, fps: float) -> tuple[Array, Array]:
    """(T,) cycles gone, and how far it is going, 0…1."""
    place = np.asarray(track.translations, dtype=float)
    if len(place) < 3:
        return np.zeros(len(place)), np.zeros(len(place))
    step = np.r_[0.0, np.linalg.norm(np.diff(place[:, :2], axis=0), axis=1)]
    length = float(asset.dimensions[2] if gait.kind == "stride" else asset.dimensions[1])
    size = float(np.clip(length, 0.05, 20.0))
    width = max(1, round(0.12 * fps))
    fast = np.clip(step * fps / (_LEAST_M_S + 0.10 * size), 0.0, 1.0)
    going = np.convolve(np.pad(fast, width, mode="edge"), np.ones(2 * width + 1) / (2 * width + 1), mode="valid")
    return np.cumsum(step) / (gait.cycle * size), going


def _moved(asset: Asset, gait: Gait, track: PoseTrack, phase: Array, going: Array) -> PoseTrack:
    u = phase % 1.0
    wave = np.sin(2.0 * np.pi * phase)
    high, half = float(asset.dimensions[2]), 0.5 * float(asset.dimensions[1])
    if gait.kind == "bound":
        pitch, rise = gait.pitch_rad * wave, gait.rise * high * 4.0 * u * (1.0 - u)
    elif gait.kind == "hump":  # the chest is thrown up and ahead, then the rump drawn after it
        pitch = gait.pitch_rad * np.where(wave > 0.0, wave, 0.45 * wave)
        rise = gait.rise * high * np.clip(wave, 0.0, None)
    elif gait.kind == "stride":
        pitch, rise = gait.pitch_rad * np.sin(4.0 * np.pi * phase), gait.rise * high * np.abs(wave)
    elif gait.kind == "waddle":
        pitch, rise = np.zeros(len(phase)), gait.rise * high * np.abs(wave)
    else:
        pitch, rise = gait.pitch_rad * wave, -gait.rise * high * np.cos(2.0 * np.pi * phase)
    pitch, rise = pitch * going, rise * going
    if gait.kind in ("bound", "hump"):
        rise = rise + half * np.abs(np.sin(pitch))  # it tilts about the end that stays down
    turn = quat.mul(np.asarray(track.rotations, dtype=float), quat.from_angle_axis(-pitch, np.array([1.0, 0.0, 0.0])))
    if gait.kind == "waddle":  # over one foot, then over the other, about the line between them
        roll = gait.pitch_rad * wave * going
        turn = quat.mul(turn, quat.from_angle_axis(roll, np.array([0.0, 1.0, 0.0])))
        rise = rise + 0.25 * float(asset.dimensions[0]) * np.abs(np.sin(roll))
    place = np.asarray(track.translations, dtype=float).copy()
    place[:, 2] += rise
    return PoseTrack(translations=place.astype(np.float32), rotations=turn.astype(np.float32))


def _part(name: str, gait: Gait, asset: Asset, phase: Array) -> Array | None:
    """(T,) rad of a part that swings; a leg's foot goes back as fast as the body goes on while it is below."""
    if gait.kind == "stride" and name in LEGS:
        swing = gait.cycle / (2.0 * np.pi * _HIP)
        return np.asarray((1.0 if name == LEGS[0] else -1.0) * swing * np.sin(2.0 * np.pi * phase))
    if gait.kind == "stroke" and name == FLUKES:
        return np.asarray(_FLUKE_RAD * np.sin(2.0 * np.pi * phase - _FLUKE_LAG))
    return None
