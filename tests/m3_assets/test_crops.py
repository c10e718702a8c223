"""Fields of what is grown."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common.crops import CROP_WORDS, crop_of
from backend.m3_assets.environment import build_environment
from backend.m3_assets.environment_crops import CROPS
from backend.m3_assets.environment_places import place_of
from backend.protocol.scene import Asset, Lighting, SceneDescription, Setting, Shot


def _built(place: str) -> dict[str, Asset]:
    description = SceneDescription(
        prompt=f"a {place}", setting=Setting(place=place, indoor=False), lighting=Lighting(), shot=Shot(),
        entities=(), relations=(), actions=(),
    )  # fmt: skip
    assert place_of(description, {}) == "field"
    return build_environment(description, {}, np.random.default_rng(1))[0]


def _places(asset: Asset) -> np.ndarray:
    return np.concatenate([one.instances for one in asset.meshes if one.instances is not None])


@pytest.mark.parametrize("crop", sorted(CROPS))
def test_a_field_leaves_room_for_people_and_is_full_beyond(crop: str) -> None:
    assets = _built(f"{crop} field")
    places = _places(assets["backdrop_crop"])
    away = np.hypot(places[:, 0], places[:, 1])
    assert len(np.unique(places[:, :2], axis=0)) > 800
    assert away.min() > 1.4
    behind = (np.abs(places[:, 0]) < 4.0) & (places[:, 1] > 4.0) & (places[:, 1] < 8.0)
    assert len(np.unique(places[behind, :2], axis=0)) > 8


@pytest.mark.parametrize("crop", ["sunflower", "corn", "wheat"])
def test_high_crops_hide_nobody_from_the_camera(crop: str) -> None:
    places = _places(_built(f"{crop} field")["backdrop_crop"])
    before = places[places[:, 1] < -2.0]
    assert np.abs(before[:, 0]).min() > 2.5


def test_plants_are_as_high_as_they_grow() -> None:
    for crop in CROPS.values():
        pieces = crop.plant(np.random.default_rng(2))
        top = max(float(surface.vertices[:, 2].max()) for surface in pieces.values())
        assert 0.7 * crop.height_m < top < 1.35 * crop.height_m
        assert {material for material, _, _ in crop.looks} <= set(pieces)


def test_every_word_for_a_crop_is_drawn() -> None:
    assert set(CROP_WORDS.values()) == set(CROPS)
    assert crop_of("road by a wheat field") == "wheat"
    assert crop_of("soccer field") == crop_of("field") == crop_of("flower shop") == ""
