"""The studio's light meter: what it reads off a picture that is not taken yet."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m2_layout_planner.light import Stage, plan_light
from backend.m2_layout_planner.metering import TONES, Reading, Surface, meter, surface_of
from backend.m3_assets.stage import AssetBuilder
from backend.protocol.scene import Camera, CameraKey, Lighting

STAGE = Stage(centre=np.array([0.0, 0.0, 0.5]), radius=0.9, camera_azimuth=0.0, room=None, place="studio")


def ball(albedo: float, *, radius: float = 0.5, count: int = 3000, mirror: float = 0.0) -> Surface:
    """A Fibonacci sphere that lies on the floor."""
    k = np.arange(count) + 0.5
    z, turn = 1.0 - 2.0 * k / count, np.pi * (1.0 + 5.0**0.5) * k
    normals = np.stack([np.sqrt(1 - z**2) * np.cos(turn), np.sqrt(1 - z**2) * np.sin(turn), z], -1)
    return Surface(
        points=radius * normals + [0.0, 0.0, radius], normals=normals, albedo=np.full(count, albedo),
        mirror=np.full(count, mirror), warmth=np.zeros(count),
        spacing_m=float(np.sqrt(4.0 * np.pi * radius**2 / count)),
    )  # fmt: skip


def reading(*surfaces: Surface, distance_m: float = 4.0, main: int = 0) -> Reading:
    lights, world = plan_light(Lighting(), STAGE)
    key = CameraKey(fraction=0.0, translation=np.array([0.0, -distance_m, 1.0]), target=np.array([0.0, 0.0, 0.5]))
    return meter(surfaces, main, Camera(name="Camera", keys=(key,)), lights, world, wall_y=7.5)


def test_light_things_get_dark_paper_and_dark_things_light_paper() -> None:
    assert reading(ball(0.75)).tone == min(TONES)
    assert reading(ball(0.16)).tone == max(TONES)


def test_what_fills_the_frame_sets_the_exposure() -> None:
    """A dark desk from near is not a black picture, and a white one is not burnt out."""
    dark, white = reading(ball(0.05), distance_m=1.2), reading(ball(0.8), distance_m=1.2)
    assert dark.exposure > white.exposure + 0.7


@settings(deadline=None)
@given(albedo=st.floats(0.0, 0.9), distance_m=st.floats(0.9, 30.0), mirror=st.sampled_from([0.0, 1.0]))
def test_a_picture_is_never_burnt_out(albedo: float, distance_m: float, mirror: float) -> None:
    found = reading(ball(albedo, mirror=mirror, count=400), distance_m=distance_m)
    assert np.isfinite(found.exposure)
    assert found.bright <= 0.78
    assert found.mean <= 0.65


def test_glass_counts_as_what_is_behind_it() -> None:
    """The subject has no points then, and everything is as without it."""
    nothing = Surface(points=np.zeros((0, 3)), normals=np.zeros((0, 3)), albedo=np.zeros(0), mirror=np.zeros(0),
                      warmth=np.zeros(0), spacing_m=0.0)  # fmt: skip
    found = reading(nothing, ball(0.4), main=0)
    assert found.contrast == 0.0
    assert found.exposure == pytest.approx(reading(ball(0.4), nothing, main=1).exposure)


def test_points_lie_on_the_asset_evenly() -> None:
    asset = AssetBuilder.load().rebuild("table", "table", {}, seed=1)
    half_turn = np.diag([-1.0, -1.0, 1.0])
    found = surface_of(asset, half_turn, np.array([2.0, 0.0, 1.0]), np.ones(3), count=4000)
    low, high = asset.bounds
    assert (found.points >= [2.0 - high[0] - 1e-4, -high[1] - 1e-4, 1.0 + low[2] - 1e-4]).all()
    assert (found.points <= [2.0 - low[0] + 1e-4, -low[1] + 1e-4, 1.0 + high[2] + 1e-4]).all()
    np.testing.assert_allclose(np.linalg.norm(found.normals, axis=1), 1.0, atol=1e-6)
    up = found.normals[:, 2] > 0.99
    top = up & (found.points[:, 2] > 1.0 + high[2] - 0.003)
    area = float((high - low)[0] * (high - low)[1])
    assert top.sum() * found.spacing_m**2 == pytest.approx(area, rel=0.15)


def test_surfaces_know_how_warm_they_are() -> None:
    builder = AssetBuilder.load()
    for color, warm in (("red", 1), ("blue", -1)):
        asset = builder.rebuild("ball", "ball", {"color": color}, seed=1)
        warmth = surface_of(asset, np.eye(3), np.zeros(3), np.ones(3)).warmth
        assert warm * float(warmth.mean()) > 0.3
