"""What words mean beside water and on wheels."""

from __future__ import annotations

import pytest

from backend.common.progress import silent
from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def relations(found: SceneDescription) -> list[tuple[str, str | None, str]]:
    return [(r.subject_id, r.spatial, r.object_id) for r in found.relations]


def test_the_bank_of_a_river_is_no_house_of_money(parser: SceneParser) -> None:
    found = parser.run("a lady with an umbrella watches a boat on the river from the bank", progress=silent)
    assert not any(e.lemma == "bank" for e in found.entities)
    assert ("lady_1", "next_to", "river_1") in relations(found)
    town = parser.run("a man robs a bank", progress=silent)
    assert any(e.lemma == "bank" for e in town.entities)


def test_an_island_lies_in_the_sea_and_what_is_there_is_on_it(parser: SceneParser) -> None:
    found = parser.run("an island with a lighthouse in the sea, seagulls circling", progress=silent)
    assert ("island_1", "in", "sea_1") in relations(found)
    assert ("lighthouse_1", "on", "island_1") in relations(found)
    assert not any(subject.startswith("seagull") for subject, _, _ in relations(found))


def test_a_train_that_goes_gets_rails_and_a_toy_train_none(parser: SceneParser) -> None:
    found = parser.run("a train leaves the station", progress=silent)
    assert ("train_1", "on", "train_track_1") in relations(found)
    for prompt in ("a train stands in a field", "a toy train drives round the table"):
        assert not any(e.category == "train track" for e in parser.run(prompt, progress=silent).entities)


def test_what_is_jumped_through_is_a_standing_hoop(parser: SceneParser) -> None:
    through = parser.run("a lion jumps through a flaming hoop", progress=silent)
    hoop = next(e for e in through.entities if e.category == "basketball hoop")
    assert hoop.lemma == "jumping hoop"
    assert "flaming" in hoop.values("state")
    thrown = parser.run("a boy throws a ball through the hoop", progress=silent)
    assert not any(e.lemma == "jumping hoop" for e in thrown.entities)


def test_who_is_on_the_roof_of_a_house_is_on_the_house(parser: SceneParser) -> None:
    found = parser.run("a cat sits on the roof of a house", progress=silent)
    assert [e.category for e in found.entities] == ["cat", "house"]
    assert ("cat_1", "on", "house_1") in relations(found)


def test_who_swims_or_paddles_has_water_and_a_boat(parser: SceneParser) -> None:
    assert ("man_1", "in", "lake_1") in relations(parser.run("a man swims", progress=silent))
    kayak = parser.run("a lone kayaker paddles down a misty river", progress=silent)
    assert ("boat_1", "on", "river_1") in relations(kayak)
    assert ("kayaker_1", "row", "boat_1") in [(a.actor_id, a.verb, a.target_id) for a in kayak.actions]


def test_who_casts_a_line_into_water_fishes_with_a_rod(parser: SceneParser) -> None:
    found = parser.run("a fisherman casts his line into the river", progress=silent)
    assert [(a.actor_id, a.verb) for a in found.actions] == [("fisherman_1", "fish")]
    assert [e.category for e in found.entities] == ["person", "fishing rod", "water"]


@pytest.mark.parametrize(
    ("prompt", "place", "water"),
    [("a woman sits at the lakeside", None, "lake"), ("a detective walks down an alley", "alley", None),
     ("a man wades through a swamp", "swamp", "swamp"), ("a diver swims underwater", "underwater", "sea"),
     ("a woman stands at the water's edge on the beach", "shore", None)],
)  # fmt: skip
def test_banks_alleys_and_edges_are_places(
    parser: SceneParser, prompt: str, place: str | None, water: str | None
) -> None:
    found = parser.run(prompt, progress=silent)
    assert found.setting.place == place
    assert [e.lemma for e in found.entities if e.category == "water"] == ([water] if water else [])
    assert not any(e.category in ("road", "knife") for e in found.entities)
