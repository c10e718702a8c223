"""What is drunk, spooned and stacked is one thing to see, with the right liquid in the right vessel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.m1_scene_parser.knowledge_base import KnowledgeBase
from backend.m1_scene_parser.stage import SceneParser
from backend.m3_assets.circumstances import as_meant
from backend.m3_assets.drinks import LIQUIDS, liquid_material, liquid_named
from backend.m3_assets.stage import find_category
from backend.protocol.scene import Entity


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser(KnowledgeBase())


@pytest.mark.parametrize(
    ("said", "liquid"),
    [("orange juice", "juice"), ("tomato juice", "tomato juice"), ("white wine", "white wine"), ("chair", None)],
)
def test_the_longest_name_of_a_liquid_counts(said: str, liquid: str | None) -> None:
    assert liquid_named([said]) == liquid
    assert all(0.0 <= liquid_material(name).base_color.min() <= 1.0 for name in LIQUIDS)


@pytest.mark.parametrize(
    ("lemma", "category", "vessel", "style"),
    [
        ("coffee", "cup", "cup", "mug"),
        ("tea", "cup", "cup", "tea"),
        ("orange juice", "glass", "glass", "tumbler"),
        ("wine", "glass", "glass", "wine"),
        ("soup", "bowl", "bowl", None),
    ],
)
def test_a_liquid_is_served_in_its_vessel_and_seen_in_it(
    lemma: str, category: str, vessel: str, style: str | None, parser: SceneParser
) -> None:
    entity = Entity(id="it_1", lemma=lemma, category=category)
    served = as_meant(replace(parser.run("a table"), entities=(entity,)), entity)
    found, stand_in_for = find_category(served)
    values = found.sample(served, np.random.default_rng(0))
    assert (found.name, stand_in_for, values["filled"]) == (vessel, None, True)
    assert values.get("style") == style
    assert (values.get("drink") or values["food"]) == liquid_named([lemma])


def test_a_vessel_of_a_liquid_is_one_thing(parser: SceneParser) -> None:
    read = parser.run("a stack of pancakes, a glass of orange juice and a cup of hot coffee on a table")
    assert sorted((e.category, e.count) for e in read.entities) == [
        ("cup", 1), ("glass", 1), ("pancakes", 1), ("table", 1)
    ]  # fmt: skip
    said = {e.category: [a.value for a in e.attributes] for e in read.entities}
    assert (said["glass"], said["cup"]) == (["orange juice"], ["hot coffee"])


def test_who_pours_still_needs_a_pot_or_a_bottle(parser: SceneParser) -> None:
    for prompt, source in (("a man pours coffee into a cup", "kettle"), ("a woman pours milk into a glass", "bottle")):
        assert source in {e.category for e in parser.run(prompt).entities}, prompt
