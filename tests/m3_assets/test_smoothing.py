"""Noise of scanners and marching cubes goes, and what was modelled stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
import trimesh

from backend.m3_assets.repair.broken import sound_mesh
from backend.m3_assets.repair.cleaning import cleaned
from backend.m3_assets.repair.closing import closed
from backend.m3_assets.repair.smoothing import smoothed
from backend.m3_assets.repair.surface import settled
from backend.m3_assets.repair.triangles import ColorSamples, spread


def noisy(mesh: trimesh.Trimesh, share: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    vertices = np.asarray(mesh.vertices, float)
    return vertices + share * rng.normal(size=vertices.shape), np.asarray(mesh.faces, np.int64)


def tilt_deg(vertices: np.ndarray, triangles: np.ndarray, normals: np.ndarray) -> float:
    """How far most faces lie off, by area."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    across = np.cross(b - a, c - a)
    length = np.linalg.norm(across, axis=1)
    angle = np.degrees(np.arccos(np.clip((across * normals).sum(axis=1) / np.maximum(length, 1e-12), -1.0, 1.0)))
    return float(np.average(angle, weights=length))


@pytest.mark.parametrize("share", [0.004, 0.012])
def test_a_noisy_ball_is_round_and_as_large_as_before(share: float) -> None:
    ball = trimesh.creation.icosphere(4, radius=0.5)
    vertices, triangles = noisy(ball, share)
    result, _, _, steps = smoothed(vertices, triangles)
    assert steps == ["smoothed the noise of 1 piece"]
    before, after = (tilt_deg(points, triangles, ball.face_normals) for points in (vertices, result))
    assert after < 0.35 * before
    assert np.linalg.norm(result, axis=1).mean() == pytest.approx(0.5, rel=0.01)


def test_a_noisy_cube_keeps_its_edges_and_corners() -> None:
    cube = trimesh.creation.box((1.0, 1.0, 1.0))
    for _ in range(5):
        cube = cube.subdivide()
    vertices, triangles = noisy(cube, 0.004)
    result, _, _, _ = smoothed(vertices, triangles)
    assert tilt_deg(result, triangles, cube.face_normals) < 0.25 * tilt_deg(vertices, triangles, cube.face_normals)
    corners = np.flatnonzero((np.abs(cube.vertices) > 0.499).all(axis=1))
    assert len(corners) == 8
    assert np.linalg.norm(result[corners] - cube.vertices[corners], axis=1).max() < 0.03
    edges = (np.abs(cube.vertices) > 0.499).sum(axis=1) == 2
    assert np.median(np.linalg.norm(result[edges] - cube.vertices[edges], axis=1)) < 0.006


@pytest.mark.parametrize("name", ["chair", "cup", "car"])
def test_what_was_modelled_stays_as_it_is(name: str) -> None:
    mesh = sound_mesh(name)
    vertices, triangles, _, _ = cleaned(mesh.vertices, mesh.triangles)
    vertices, triangles, _ = closed(vertices, triangles)
    result, _, _, steps = smoothed(vertices, triangles)
    assert steps == []
    assert result is vertices


def test_colours_go_where_the_surface_goes() -> None:
    ball = trimesh.creation.icosphere(4, radius=0.5)
    vertices, triangles = noisy(ball, 0.01)
    face, weights = spread(vertices, triangles)
    points = np.einsum("nk,nkd->nd", weights, vertices[triangles[face]])
    _, _, samples, _ = smoothed(vertices, triangles, ColorSamples(points=points, colors=np.ones_like(points)))
    assert samples is not None
    before, after = (np.linalg.norm(where, axis=1).std() for where in (points, samples.points))
    assert after < 0.6 * before
    assert 0.2 * before < samples.noise < 3.0 * before


def test_a_layer_that_came_through_another_is_hidden_again_and_borders_stay() -> None:
    ball = trimesh.creation.icosphere(4, radius=0.5)
    face, weights = spread(np.asarray(ball.vertices), np.asarray(ball.faces))
    points = np.einsum("nk,nkd->nd", weights, np.asarray(ball.vertices)[np.asarray(ball.faces)[face]])
    red, blue = np.array([0.6, 0.05, 0.05]), np.array([0.05, 0.05, 0.6])
    is_red = points[:, 0] > 0.0
    through = np.random.default_rng(0).random(len(points)) < 0.3
    speckled = ColorSamples(points=points, colors=np.where((is_red ^ through)[:, None], red, blue), noise=0.008)
    clean = settled(speckled, np.asarray(ball.vertices), np.asarray(ball.faces))
    is_right = (clean.colors[:, 0] > clean.colors[:, 2]) == (clean.points[:, 0] > 0.0)
    assert is_right.mean() > 0.985
    assert is_right[np.abs(clean.points[:, 0]) > 0.03].mean() > 0.99


def test_where_no_two_colours_are_alike_they_stay_numbers() -> None:
    ball = trimesh.creation.icosphere(2, radius=0.5)
    rng = np.random.default_rng(0)
    many = ColorSamples(points=np.asarray(ball.vertices), colors=rng.random((len(ball.vertices), 3)), noise=0.2)
    clean = settled(many, np.asarray(ball.vertices), np.asarray(ball.faces))
    assert np.isfinite(clean.colors).all()


def test_a_crumpled_piece_is_smoothed_and_the_sound_one_beside_it_is_left() -> None:
    ball = trimesh.creation.icosphere(4, radius=0.3)
    crumpled, triangles = noisy(ball, 0.02)
    sound = np.add(ball.vertices, (0.7, 0.0, 0.0))
    both = np.concatenate([crumpled, sound])
    result, _, _, _ = smoothed(both, np.concatenate([triangles, triangles + len(sound)]))
    assert np.array_equal(result[len(sound) :], sound)
    before, after = (np.linalg.norm(points, axis=1).std() for points in (crumpled, result[: len(sound)]))
    assert after < 0.35 * before
