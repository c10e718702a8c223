"""Gaits laid over the ways of creatures without a rig."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from backend.m3_assets import catalogue
from backend.m3_assets.assemble import assemble
from backend.m5_physics.creature_gaits import laid_over
from backend.protocol.scene import (
    Asset,
    AssetSet,
    Entity,
    Lighting,
    PartTrack,
    PoseTrack,
    SceneDescription,
    Setting,
    Shot,
)

FPS = 24.0


@cache
def creature(name: str) -> Asset:
    category = catalogue.categories()[catalogue.canonical(name) or name]
    values = category.sample(Entity(id="c", lemma=name, category=category.name), np.random.default_rng(1))
    return assemble(category, values, "c", name.capitalize())


def described(entity: Entity) -> SceneDescription:
    return SceneDescription(prompt="", setting=Setting(), entities=(entity,), relations=(), actions=(), shot=Shot(),
                            lighting=Lighting())  # fmt: skip


def gone(name: str, speed_m_s: float, wet: bool = False) -> tuple[PoseTrack, tuple[PartTrack, ...]]:
    """Two seconds at rest, three of an even way ahead."""
    t = np.maximum(np.arange(120) / FPS - 2.0, 0.0)
    way = np.stack([0.0 * t, -speed_m_s * t, 0.0 * t], axis=1).astype(np.float32)
    still = np.tile(np.array([1.0, 0.0, 0.0, 0.0], np.float32), (120, 1))
    asset = creature(name)
    assets = AssetSet(assets={"c": asset}, room_bounds=None, notes=())
    scene = described(Entity(id="c", lemma=name, category=asset.category))
    tracks, parts = laid_over(scene, assets, {"c": PoseTrack(translations=way, rotations=still)}, FPS,
                              frozenset({"c"}) if wet else frozenset())  # fmt: skip
    return tracks["c"], parts


@pytest.mark.parametrize(("name", "speed"), [("squirrel", 1.2), ("seal", 1.0), ("ostrich", 4.0), ("penguin", 0.6)])
def test_it_rises_and_falls_as_it_goes_and_not_while_it_rests(name: str, speed: float) -> None:
    asset = creature(name)
    track, _ = gone(name, speed)
    high = track.translations[:, 2] / float(asset.dimensions[2])
    assert np.abs(high[:40]).max() < 1e-4
    assert high[60:].max() > 0.015
    assert high.min() > -1e-4, "it goes into the floor"
    middle = high[60:].mean()
    assert (np.diff(np.sign(high[60:] - middle)) != 0).sum() >= 4


def test_an_ostrichs_foot_goes_back_as_fast_as_it_goes_on() -> None:
    asset = creature("ostrich")
    _, parts = gone("ostrich", 4.0)
    swing = {part.part: part.values[:, 0] for part in parts}
    assert np.allclose(swing["leg.L"], -swing["leg.R"], atol=1e-6), "it hops on both legs"
    assert np.ptp(swing["leg.L"]) > 0.6
    below = 60 + int(np.argmin(np.abs(swing["leg.L"][60:100])))
    hip_m = 0.52 * float(asset.dimensions[2])
    rate = (swing["leg.L"][below + 1] - swing["leg.L"][below - 1]) * FPS / 2.0
    assert abs(hip_m * rate) == pytest.approx(4.0, rel=0.25)


def test_a_whale_beats_its_flukes_up_and_down_in_the_water() -> None:
    track, parts = gone("whale", 3.0, wet=True)
    assert {part.part for part in parts} == {"flukes"}
    assert np.ptp(parts[0].values) > 0.3
    assert np.ptp(track.translations[:, 2]) > 0.2
