"""What comes from a generator has the size of what was asked for: a toy dinosaur fits in a hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from backend.common.progress import silent
from backend.m1_scene_parser.stage import SceneParser
from backend.m3_assets.repair.broken import fine_sphere
from backend.m3_assets.repair.chain import Wanted, repaired
from backend.m3_assets.sources.making import wanted_for
from backend.m3_assets.stage import AssetBuilder


@pytest.fixture(scope="module")
def asked() -> Callable[[str], Wanted]:
    parser = SceneParser.load()
    return lambda phrase: wanted_for(parser.run(phrase, progress=silent).entities[0], phrase)


@pytest.mark.parametrize(
    ("phrase", "least_m", "most_m"),
    [
        ("a mossy stone gnome", 0.3, 0.5), ("a garden gnome", 0.3, 0.5), ("a tiny gnome", 0.15, 0.25),
        ("a knight figurine", 0.15, 0.3), ("a chess knight", 0.05, 0.12), ("an action figure", 0.2, 0.4),
        ("a marble bust of a man", 0.4, 0.8), ("a garden statue", 0.5, 1.0), ("a bronze statue of a horse", 1.5, 3.0),
        ("a toy dinosaur", 0.2, 0.4), ("a dinosaur", 5.0, 15.0), ("a plush dragon", 0.3, 0.5), ("a toy car", 0.2, 0.4),
        ("a car", 3.5, 5.0), ("a lego castle", 0.2, 0.5), ("a miniature house", 0.15, 0.4), ("a birdhouse", 0.2, 0.4),
        ("a porcelain elephant", 0.1, 0.3), ("a glass swan", 0.1, 0.3), ("a rubber duck", 0.1, 0.3),
        ("a paper boat", 0.1, 0.3), ("a stone lion", 1.0, 2.5), ("a rocking horse", 0.7, 1.2), ("a clay pot", 0.1, 0.5),
        ("a glass vase", 0.1, 0.6), ("a paper lantern", 0.1, 0.8), ("a piggy bank", 0.1, 0.3), ("a helmet", 0.2, 0.4),
        ("a treasure chest", 0.5, 1.2), ("a stuffed giraffe", 0.3, 0.5),
        ("a corgi", 0.5, 0.8), ("a great dane", 0.9, 1.3), ("a steam locomotive", 9.0, 13.0), ("a dwarf", 1.1, 1.4),
    ],
)  # fmt: skip
def test_sizes_are_sensible(asked: Callable[[str], Wanted], phrase: str, least_m: float, most_m: float) -> None:
    usual_m = asked(phrase).usual_m
    assert usual_m is not None
    assert least_m <= usual_m.max() <= most_m


@pytest.mark.parametrize(
    ("phrase", "category", "axis", "least_m", "most_m"),
    [("a gnome", "person", 2, 0.35, 0.55), ("a garden gnome", "person", 2, 0.35, 0.55),
     ("a dwarf", "person", 2, 1.1, 1.5), ("a corgi", "dog", 1, 0.5, 0.8),
     ("a steam locomotive", "train", 1, 9.0, 13.0)],
)  # fmt: skip
def test_what_is_built_from_parameters_has_that_size_too(
    phrase: str, category: str, axis: int, least_m: float, most_m: float
) -> None:
    scene = SceneParser.load().run(phrase, progress=silent)
    made = AssetBuilder.load().run(scene, rng=np.random.default_rng(0), progress=silent)
    thing = made.assets[scene.entities[0].id]
    assert thing.category == category
    assert least_m <= thing.dimensions[axis] <= most_m


def test_what_is_small_is_light(asked: Callable[[str], Wanted]) -> None:
    masses = [asked(phrase).mass_kg for phrase in ("a toy car", "a car")]
    assert masses[0] is not None
    assert masses[1] is not None
    assert 0.1 < masses[0] < 2.0 < 500.0 < masses[1]


def test_a_length_that_is_said_holds(asked: Callable[[str], Wanted]) -> None:
    asset = repaired(fine_sphere(400), asked("a 2 m tall stone gnome"))
    assert asset.dimensions[2] == pytest.approx(2.0, abs=1e-3)
    assert asset.label == "2 m tall stone gnome"
    assert np.isclose(asset.bounds[0, 2], 0.0, atol=1e-4)
