"""Doors, lids and drawers: what opens on an asset, where one takes hold of it, and how it moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Asset, AssetMesh, PartJoint
from . import quat

OPEN_VERBS = ("open", "open up", "unlock", "uncover")
CLOSE_VERBS = ("close", "shut", "close up", "lock")
_WIDEST_RAD, _DRAWN_SHARE = 1.5, 0.8
_FITTED_RAD = 0.05

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Opening:
    """A part that opens, in asset space."""

    part: str
    joint: PartJoint
    closed: float
    """rad or m"""
    opened: float
    handle: Array
    """(3,) m where a hand takes it, as built"""

    def handle_at(self, value: float) -> Array:
        """(3,) m where the handle is when the part has moved."""
        axis = self.joint.axis.astype(float)
        if self.joint.kind == "slide":
            return self.handle + value * axis
        origin = self.joint.origin.astype(float)
        turned: Array = origin + quat.mul_vec(quat.from_angle_axis(np.array(value), axis), self.handle - origin)
        return turned

    @property
    def seconds(self) -> float:
        """How long it takes by hand."""
        return 0.9 if self.joint.kind == "slide" else 1.3


def opening_of(asset: Asset, word: str) -> Opening | None:
    """The part that `word` (the lemma said) opens: its first door, lid or casement, or its topmost drawer."""
    hinges = [m for m in asset.meshes if m.joint is not None and m.joint.kind == "hinge"]
    slides = [m for m in asset.meshes if m.joint is not None and m.joint.kind == "slide"]
    slides.sort(key=lambda m: -float(m.joint.origin[2]) if m.joint is not None else 0.0)
    wanted = [*slides, *hinges] if "drawer" in word else [*hinges, *slides]
    return _opening(wanted[0]) if wanted else None


def _opening(mesh: AssetMesh) -> Opening:
    joint = mesh.joint
    assert joint is not None
    low, high = joint.limits
    far = high if abs(high) > abs(low) else low
    if joint.kind == "slide":
        closed, opened = 0.0, _DRAWN_SHARE * far
    elif min(abs(low), abs(high)) < _FITTED_RAD:  # built closed
        closed, opened = 0.0, float(np.clip(far, -_WIDEST_RAD, _WIDEST_RAD))
    else:  # built open, as a laptop is: it closes the longer way
        closed, opened = far, 0.0
    return Opening(mesh.name, joint, closed, opened, _handle(mesh, joint))


def _handle(mesh: AssetMesh, joint: PartJoint) -> Array:
    """The middle of the front handle, or of the edge farthest from the hinge."""
    vertices = mesh.mesh.vertices.astype(float)
    parts = np.repeat(mesh.mesh.part_index, mesh.mesh.face_sizes)
    named = [i for i, name in enumerate(mesh.part_names) if "handle" in name or "knob" in name]
    held = vertices[np.unique(mesh.mesh.face_vertices[np.isin(parts, named)])] if named else vertices
    if joint.kind == "hinge":  # knuckles count as handles too, and sit at the hinge
        axis = joint.axis.astype(float)
        away = np.linalg.norm(held - (held @ axis)[:, None] * axis, axis=1)
        held = held[away > (0.7 if named else 0.97) * away.max()]
    if named:  # there may be one on both sides; the front faces -Y
        held = held[held[:, 1] <= np.median(held[:, 1])]
    return np.asarray(0.5 * (held.min(axis=0) + held.max(axis=0)) + joint.origin.astype(float))


def eased(share: Array) -> Array:
    """Share of the way at a share of the time: off quickly, slower and slower to its stop."""
    u = np.clip(share, 0.0, 1.0) ** 0.8
    return np.asarray(u * u * (3.0 - 2.0 * u))
