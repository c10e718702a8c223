"""What turns about an axle of its own while it stands: a windmill's sails, a fan, a carousel, a Ferris wheel, a
pendulum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import Asset, AssetMesh, AssetSet, PartTrack, Timeline
from .cues import Cue, words_of
from .wheels import road_wheels
from .world import Array

_TURNING = frozenset({"turn", "spin", "rotate", "whirl", "revolve", "run", "work", "go", "blow", "move", "start",
                      "swing", "tick", "sway", "oscillate", "hum"})  # fmt: skip
_RIM_M_S = 2.4
"""how fast the rim of what turns goes: a fan as well as a Ferris wheel"""
_SEEN_RAD = 0.55
"""that four blades may turn in a frame and not seem to stand or go back"""
_FREE_RAD = 100.0
"""limits of a joint that turns round and round"""
_PENDULUMS = ("pendulum", "needle")
_AS_FAR = 0.85
"""of its limits, that a pendulum swings"""
_LOOKS_ROUND, _LOOKS_ROUND_RAD, _LOOKS_ROUND_HZ = "head", 0.5, 0.12
"""of a fan: the part that carries the blades, and how it sweeps a room"""


def turning_parts(
    assets: AssetSet, cues: Sequence[Cue], timeline: Timeline
) -> tuple[tuple[PartTrack, ...], list[Cue]]:
    """A track for each part of what turns by itself, and the cues of what goes as a whole."""
    tracks: list[PartTrack] = []
    others: list[Cue] = []
    seconds = np.arange(timeline.frame_count) / timeline.fps
    for cue in cues:
        verb, words = words_of(cue.action)
        own = [name for name in cue.object_ids if name in assets.assets and _turns(assets.assets[name])]
        if verb not in _TURNING or not own or len(own) < len(cue.object_ids):
            others.append(cue)
            continue
        pace = 2.0 if words & {"fast", "quickly"} else 0.5 if words & {"slowly", "slow"} else 1.0
        for name in own:
            values = _values(assets.assets[name], seconds, pace, timeline.fps, sweeps=bool(words & {"head", "side"}))
            tracks += [PartTrack(object_id=name, part=part, values=value[:, None].astype(np.float32))
                       for part, value in values]  # fmt: skip
    for name, asset in assets.assets.items():  # a clock goes unasked
        if name not in {track.object_id for track in tracks} and any(m.name == "pendulum" for m in _pendulums(asset)):
            tracks += [PartTrack(object_id=name, part=part, values=value[:, None].astype(np.float32))
                       for part, value in _values(asset, seconds, 1.0, timeline.fps, sweeps=False)]  # fmt: skip
    return tuple(tracks), others


def _round_and_round(asset: Asset) -> list[AssetMesh]:
    """Parts that turn without end on what stands, no wheels that it stands on, no clock's hands."""
    road = road_wheels(asset)
    return [mesh for mesh in asset.meshes
            if mesh.joint is not None and mesh.joint.kind in ("hinge", "wheel") and mesh not in road
            and np.ptp(mesh.joint.limits) > _FREE_RAD and "hand" not in mesh.name and "wheel_" not in mesh.name
            and not any(word in mesh.name for word in ("rotor", "propeller", "screw", "crank", "castor"))]  # fmt: skip


def _pendulums(asset: Asset) -> list[AssetMesh]:
    return [mesh for mesh in asset.meshes if mesh.joint is not None and mesh.name in _PENDULUMS]


def _turns(asset: Asset) -> bool:
    return bool(_round_and_round(asset) or _pendulums(asset)) and asset.skeleton is None


def _values(asset: Asset, seconds: Array, pace: float, fps: int, *, sweeps: bool) -> Iterable[tuple[str, Array]]:
    """Values (T,) by part: the same rim speed for all, what hangs on what turns stays upright."""
    turning = _round_and_round(asset)
    names = {mesh.name for mesh in turning}
    carried = {mesh.name for mesh in turning if mesh.joint is not None and mesh.joint.carrier in names}
    for mesh in turning:
        if mesh.name not in carried:
            rate = min(pace * _RIM_M_S / _radius(mesh), _SEEN_RAD * fps)
            yield mesh.name, rate * seconds
            yield from ((other.name, -rate * seconds) for other in turning
                        if other.joint is not None and other.joint.carrier == mesh.name)  # fmt: skip
    for mesh in _pendulums(asset):
        rate = pace * np.sqrt(GRAVITY_M_S2 / max(_radius(mesh), 0.05))
        assert mesh.joint is not None
        yield mesh.name, _AS_FAR * mesh.joint.limits[1] * np.sin(rate * seconds)
    if sweeps:
        yield from ((mesh.name, _LOOKS_ROUND_RAD * np.sin(2.0 * np.pi * _LOOKS_ROUND_HZ * seconds))
                    for mesh in asset.meshes if mesh.name == _LOOKS_ROUND and mesh.joint is not None)  # fmt: skip


def _radius(mesh: AssetMesh) -> float:
    """From the axle to the outermost vertex."""
    assert mesh.joint is not None
    axis = mesh.joint.axis.astype(float)
    vertices = mesh.mesh.vertices.astype(float)
    return float(np.linalg.norm(vertices - (vertices @ axis)[:, None] * axis, axis=1).max())
