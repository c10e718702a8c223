"""The studio's paper: its tone, its colour and the exposure, read from the picture that will be taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from ..common.skeleton import rest_pose
from ..protocol.scene import Asset, AssetSet, Material, SceneLayout, Simulation, Transform
from .metering import Surface, meter, surface_of

PAPER = "sweep"
"""name of the paper's material"""
_COOL, _WARM = np.array([0.80, 1.0, 1.24]), np.array([1.30, 0.96, 0.68])
"""colours of paper, as bright as grey: a dusty blue, against which wood and skin look warm; sand for what is blue"""
_BLUE = -0.08
"""warmth of a subject below which it stands before sand"""


def paper_wall_y(assets: AssetSet) -> float:
    """Where the paper goes up, m; infinite where there is none."""
    return min((float(a.bounds[1, 1]) for a in assets.assets.values() if _is_paper(a)), default=np.inf)


def set_on_paper(
    assets: AssetSet, layout: SceneLayout, simulation: Simulation, telling_frame: int
) -> tuple[AssetSet, SceneLayout]:
    """The assets with the paper in the right tone, and the layout exposed for it; both as they are elsewhere."""
    papers = {i: a for i, a in assets.assets.items() if _is_paper(a)}
    camera = layout.cameras[0]
    if not papers or camera.focus_object_id is None or layout.world.kind != "color":
        return assets, layout
    filmed = {i: a for i, a in assets.assets.items() if i in layout.placements and a.role != "environment"}
    poses = {i: _pose(a, layout.placements[i].transform, simulation, telling_frame) for i, a in filmed.items()}
    surfaces = [_surface(a, poses[i]) for i, a in filmed.items()]
    main = list(filmed).index(camera.focus_object_id)
    fraction = telling_frame / max(simulation.timeline.frame_count - 1, 1)
    reading = meter(surfaces, main, camera, layout.lights, layout.world, paper_wall_y(assets), fraction)
    warmth = surfaces[main].warmth  # none, where it is of glass
    tint = _WARM if len(warmth) and float(warmth.mean()) < _BLUE else _COOL
    color = (reading.tone * tint).astype(np.float32)
    toned = {i: replace(a, materials=tuple(_toned(m, color) for m in a.materials)) for i, a in papers.items()}
    world = replace(layout.world, exposure=round(reading.exposure, 2))
    return replace(assets, assets={**assets.assets, **toned}), replace(layout, world=world)


def _is_paper(asset: Asset) -> bool:
    return any(material.name == PAPER for material in asset.materials)


def _toned(material: Material, color: np.ndarray) -> Material:
    return replace(material, base_color=color) if material.name == PAPER else material


def _pose(asset: Asset, placed: Transform, simulation: Simulation, frame: int) -> Transform:
    """Where a thing is at a frame; a body counts as upright, where its hips are and facing as they do."""
    clip, track = simulation.clips.get(asset.object_id), simulation.object_tracks.get(asset.object_id)
    if clip is not None and asset.skeleton is not None:
        turned = quat.mul(clip.joint_rotations[frame, 0], quat.inv(rest_pose(asset.skeleton)[1][0]))
        ahead = quat.mul_vec(turned, np.array([0.0, -1.0, 0.0]))
        turn = quat.from_angle_axis(np.arctan2(ahead[0], -ahead[1]), np.array([0.0, 0.0, 1.0]))
        place = clip.root_translations[frame] * [1.0, 1.0, 0.0] + placed.translation * [0.0, 0.0, 1.0]
        return Transform(translation=place.astype(np.float32), rotation=turn.astype(np.float32), scale=placed.scale)
    if track is not None and len(track.translations) > 1:
        return Transform(translation=track.translations[frame], rotation=track.rotations[frame], scale=placed.scale)
    return placed


def _surface(asset: Asset, pose: Transform) -> Surface:
    return surface_of(asset, quat.to_matrix(pose.rotation), pose.translation.astype(np.float64),
                      pose.scale.astype(np.float64))  # fmt: skip
