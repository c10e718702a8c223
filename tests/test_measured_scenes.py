"""The surfaces that finished scenes are measured against."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from backend.cli.posed import Surface, closed


def test_outside_is_outside_also_from_afar() -> None:
    """Over a ridge of which one side overhangs, in triangles so small that from afar the other side's seem farther."""
    overhang, slope = (_strip(np.array([x, -0.1]), steps) for x, steps in ((0.03, 1000), (0.1, 4)))
    faces = np.concatenate([overhang[1][:, ::-1], slope[1] + len(overhang[0])])
    surface = Surface(np.concatenate([overhang[0], slope[0]]), faces)
    assert surface.outside(np.array([[0.1, 0.0, 0.3], [0.02, 0.0, 0.02]])) == pytest.approx([0.316, 0.028], abs=1e-3)


def _strip(down: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """A strip about Y from the origin down a slope (x, z), in pairs of triangles that look to +x."""
    at = np.linspace(0.0, 1.0, steps + 1)[:, None] * [down[0], 0.0, down[1]]
    half = np.array([0.0, 0.01, 0.0])
    faces = (2 * np.arange(steps)[:, None, None] + np.array([[0, 2, 1], [1, 2, 3]])).reshape(-1, 3)
    return np.stack([at - half, at + half], axis=1).reshape(-1, 3), faces


def test_an_open_end_has_no_inside() -> None:
    tube = trimesh.creation.cylinder(radius=0.08, height=0.6, sections=24)
    sides = np.asarray(tube.faces)[np.abs(tube.face_normals[:, 2]) < 0.5]
    vertices, faces = closed(np.asarray(tube.vertices), sides)
    assert trimesh.Trimesh(vertices, faces, process=False).is_watertight
    # beyond the end, where the nearest of the bare tube is its rim
    beyond = np.array([[0.05, 0.0, 0.33], [0.0, 0.03, 0.5], [0.0, 0.0, -0.4]])
    assert (Surface(vertices, faces).outside(beyond) > 0.02).all()
    assert (Surface(vertices, faces).outside(beyond * [1.0, 1.0, 0.5]) < -0.02).all()
