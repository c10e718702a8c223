"""People who sit in what is pushed or rolls go along with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.states import seats_from_start, stays_seated
from ..protocol.scene import AssetSet, MotionClip, PoseTrack, SceneDescription, SceneLayout, Transform
from .world import Array

_MOVES_M = 0.03


def taken_along(
    description: SceneDescription, assets: AssetSet, layout: SceneLayout, tracks: Mapping[str, PoseTrack],
    clips: Mapping[str, MotionClip],
) -> dict[str, MotionClip]:  # fmt: skip
    """The clips, with those of sitters moved as their seat moves from where the layout put it."""
    found = dict(clips)
    for sitter, seat in seats_from_start(description, assets.assets).items():
        entity, track = description.entity_of(sitter), tracks.get(seat)
        if sitter not in found or track is None or entity is None or not stays_seated(description, entity.id):
            continue
        way = track.translations.astype(float) - layout.placements[seat].transform.translation
        if len(way) > 1 and float(np.linalg.norm(way, axis=1).max()) > _MOVES_M:
            skeleton = assets.assets[sitter].skeleton
            assert skeleton is not None
            rest = skeleton.rest_rotations[0].astype(float)
            found[sitter] = _moved(found[sitter], layout.placements[seat].transform, track, rest)
    return found


def _moved(clip: MotionClip, seat: Transform, track: PoseTrack, rest: Array) -> MotionClip:
    """A clip carried by what moves from its placement along a track, frame by frame."""
    start, begin = seat.translation.astype(float), quat.inv(seat.rotation.astype(float))
    turns = quat.mul(track.rotations.astype(float), begin)

    def carried(points: Array) -> Array:
        return quat.mul_vec(turns, points - start) + track.translations

    rotations = clip.joint_rotations.astype(float).copy()
    rotations[:, 0] = quat.mul(quat.mul(quat.inv(rest), quat.mul(turns, rest)), rotations[:, 0])
    controls = {
        name: replace(each, translations=carried(each.translations.astype(float)).astype(np.float32),
                      rotations=quat.unroll(quat.mul(turns, each.rotations.astype(float))).astype(np.float32))
        for name, each in clip.control_tracks.items()
    }  # fmt: skip
    return replace(
        clip, root_translations=carried(clip.root_translations.astype(float)).astype(np.float32),
        joint_rotations=quat.unroll(rotations).astype(np.float32), control_tracks=controls,
        foot_contacts=np.zeros_like(clip.foot_contacts),
    )  # fmt: skip
