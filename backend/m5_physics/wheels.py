"""Wheels turn as far as the ground passes under them, and those in front point where they go."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..common.ballistics import PEDAL_WAY_M
from ..protocol.scene import Asset, AssetMesh, AssetSet, PartTrack, PoseTrack, SceneLayout
from .world import Array

_UP = np.array([0.0, 0.0, 1.0])
_TOUCHES_GROUND = 0.15
_MOST_STEER_RAD = 0.6
_STANDS_M = 2e-4
"""way per frame below which a wheel keeps its direction"""


def wheel_tracks(assets: AssetSet, layout: SceneLayout, tracks: Mapping[str, PoseTrack]) -> tuple[PartTrack, ...]:
    """A track for each wheel of everything that moves."""
    found: list[PartTrack] = []
    for object_id, track in tracks.items():
        if len(track.translations) < 2:
            continue
        asset = assets.assets[object_id]
        scale = np.asarray(layout.placements[object_id].transform.scale, dtype=float)
        for mesh in road_wheels(asset):
            values = _rolled(mesh, track, scale, steers="front" in mesh.name)
            found.append(PartTrack(object_id=object_id, part=mesh.name, values=values.astype(np.float32)))
        found += [
            PartTrack(object_id=object_id, part=mesh.name, values=_pedalled(track).astype(np.float32))
            for mesh in asset.meshes
            if mesh.name == "crank" and mesh.joint is not None
        ]
    return tuple(found)


def _pedalled(track: PoseTrack) -> Array:
    """(T, 1) angle of a crank, by the way along the floor."""
    steps = np.linalg.norm(np.diff(track.translations[:, :2].astype(float), axis=0), axis=1)
    return 2.0 * np.pi * np.append(0.0, np.cumsum(steps))[:, None] / PEDAL_WAY_M


def road_wheels(asset: Asset) -> tuple[AssetMesh, ...]:
    """The wheels that an asset stands on; the hands of a clock are none."""
    low = float(asset.bounds[0, 2])
    return tuple(
        mesh
        for mesh in asset.meshes
        if mesh.joint is not None
        and mesh.joint.kind == "wheel"
        and abs(float(mesh.joint.origin[2]) - low - _radius(mesh)) < _TOUCHES_GROUND * _radius(mesh)
    )


def _radius(mesh: AssetMesh) -> float:
    """From the axle to the outermost vertex."""
    assert mesh.joint is not None
    axis = mesh.joint.axis.astype(float)
    vertices = mesh.mesh.vertices.astype(float)
    return float(np.linalg.norm(vertices - (vertices @ axis)[:, None] * axis, axis=1).max())


def _rolled(mesh: AssetMesh, track: PoseTrack, scale: Array, *, steers: bool) -> Array:
    """(T, 1) angle about the axle, and (T, 2) with the steering angle."""
    assert mesh.joint is not None
    axle = mesh.joint.axis.astype(float)
    ahead = np.cross(axle, _UP)  # a positive turn about +X rolls towards -Y
    rotations = quat.normalize(track.rotations.astype(float))
    hub = track.translations.astype(float) + quat.mul_vec(rotations, mesh.joint.origin.astype(float) * scale)
    between = quat.slerp(rotations[:-1], rotations[1:], np.full(len(rotations) - 1, 0.5))
    step = quat.mul_vec(quat.inv(between), np.diff(hub, axis=0))
    step[quat.mul_vec(between, _UP)[:, 2] < 0.7] = 0.0  # tipped over: nothing rolls
    way, aside = step @ ahead, step @ axle
    steer = np.zeros(len(step))
    going = np.abs(way) > _STANDS_M
    if steers and going.any():
        angle = np.clip(np.arctan2(aside * np.sign(way), np.abs(way)), -_MOST_STEER_RAD, _MOST_STEER_RAD)
        frames = np.arange(len(step))
        steer = np.interp(frames, frames[going], angle[going])
    turned = np.append(0.0, np.cumsum(way * np.cos(steer) + aside * np.sin(steer))) / (_radius(mesh) * scale[2])
    if not steers or np.abs(steer).max() < 0.005:
        return np.stack([turned], axis=1)
    at_frames = np.concatenate([steer[:1], 0.5 * (steer[1:] + steer[:-1]), steer[-1:]])
    return np.stack([turned, at_frames], axis=1)
