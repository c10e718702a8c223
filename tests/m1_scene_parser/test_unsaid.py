"""What goes without saying: who a couple or a family are, and what people at a table sit on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.m1_scene_parser.validity import problem_of
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def things(description: SceneDescription) -> dict[str, int]:
    return {entity.lemma: entity.count for entity in description.entities}


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a couple dances", {"man": 1, "woman": 1}),
        ("two couples dance", {"man": 2, "woman": 2}),
        ("a family walks along the beach", {"man": 1, "woman": 1, "boy": 1, "girl": 1}),
        ("a family of three waves", {"man": 1, "woman": 1, "boy": 1}),
        ("a family of six waves", {"man": 1, "woman": 1, "boy": 2, "girl": 2}),
        ("a crowd watches a dog", {"person": 8, "dog": 1}),
        ("a couple friends chat", {"friend": 2}),
        ("a couple of apples on a plate", {"apple": 2, "plate": 1}),
    ],
)
def test_companies_are_people(parser: SceneParser, prompt: str, expected: dict[str, int]) -> None:
    assert things(parser.run(prompt)) == expected


def test_each_of_a_company_does_it_and_what_follows_waits_for_the_first(parser: SceneParser) -> None:
    description = parser.run("an old couple walks to a bench, then a dog barks")
    assert {entity.values("age") for entity in description.entities if entity.category == "person"} == {("old",)}
    first, second, bark = description.actions
    assert (first.actor_id, second.actor_id) == ("man_1", "woman_1")
    assert (second.during, bark.after) == (first.id, first.id)
    assert len({action.id for action in description.actions}) == 3


def test_a_couple_dances_with_each_other(parser: SceneParser) -> None:
    dance, along = parser.run("a couple dances in the rain").actions
    assert (dance.actor_id, dance.target_id) == ("man_1", "woman_1")
    assert (along.actor_id, along.target_id, along.during) == ("woman_1", "man_1", dance.id)


@pytest.mark.parametrize(
    ("prompt", "count", "spatial"),
    [
        ("a woman sits down at the desk and types", 1, "at"),
        ("two men sit around a table", 2, "around"),
        ("a family of four sits around the dinner table", 4, "around"),
        ("a woman sits at the table, then a man sits down at it too", 2, "around"),
    ],
)
def test_who_sits_at_a_table_has_a_chair(parser: SceneParser, prompt: str, count: int, spatial: str) -> None:
    description = parser.run(prompt)
    assert things(description)["chair"] == count
    assert {a.target_id for a in description.actions if a.verb.startswith("sit")} == {"chair_1"}
    seats = [r for r in description.relations if r.subject_id == "chair_1"]
    assert [r.spatial for r in seats] == [spatial]
    people = {e.id for e in description.entities if e.category == "person"}
    assert not [r for r in description.relations if r.spatial and r.subject_id in people]


@pytest.mark.parametrize(
    "prompt",
    ["a cat sits on a table", "a man sits on the table", "a man sits at a table with two chairs",
     "a man sits on a bench next to a table", "a man sits at a table, no chairs", "a table and a man"],
)  # fmt: skip
def test_no_chair_comes_where_none_is_needed(parser: SceneParser, prompt: str) -> None:
    description, said = parser.run(prompt), parser.read(prompt)
    assert description == replace(said, setting=description.setting)  # a bench stands in a park


@pytest.mark.parametrize(
    ("prompt", "expected", "verb"),
    [
        ("a woman opens the drawer of a desk", {"woman": 1, "desk": 1}, "open"),
        ("a man opens the fridge door", {"man": 1, "fridge": 1}, "open"),
        ("a boy lifts the lid of a chest", {"boy": 1, "chest": 1}, "open"),
        ("a man opens the door of a house", {"man": 1, "door": 1, "house": 1}, "open"),  # a building's is found in M3
        ("a woman opens the drawer", {"woman": 1, "drawer": 1}, "open"),
        ("a cup is on the desk, a woman opens the drawer", {"cup": 1, "desk": 1, "woman": 1}, "open"),
    ],
)
def test_what_opens_belongs_to_what_has_it(
    parser: SceneParser, prompt: str, expected: dict[str, int], verb: str
) -> None:
    description = parser.run(prompt)
    assert things(description) == expected
    (action,) = description.actions
    target = description.entity_of(str(action.target_id))
    assert action.verb == verb
    assert target is not None
    assert target.lemma in expected


@pytest.mark.parametrize("prompt", ["A riverside laughs at a tower next to a river.", "The roof of a house shakes."])
def test_what_acts_is_there_or_its_owner_is(parser: SceneParser, prompt: str) -> None:
    assert problem_of(parser.run(prompt)) == ""
