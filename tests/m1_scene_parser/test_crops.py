"""Fields of something are where it happens; films are watched on a screen; -people are people."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "place", "there"),
    [
        ("A girl dances in a field of sunflowers", "sunflower field", {"girl"}),
        ("A scarecrow in a cornfield", "corn field", {"scarecrow"}),
        ("A tractor drives through a cornfield", "corn field", {"tractor"}),
        ("A woman walks through a poppy field", "poppy field", {"woman"}),
        ("A deer stands in a meadow full of wildflowers", "wildflower meadow", {"deer"}),
        ("A girl picks tulips in a tulip field", "tulip field", {"girl", "tulip"}),
        ("A girl rides her bike down a country road past a field of sunflowers", "road by a sunflower field",
         {"girl", "bike", "road"}),
        ("A vase of sunflowers on a table", None, {"vase", "sunflower", "table"}),
    ],
)  # fmt: skip
def test_a_field_of_something_is_the_place(
    parser: SceneParser, prompt: str, place: str | None, there: set[str]
) -> None:
    found = parser.run(prompt)
    assert found.setting.place == place
    assert {entity.lemma for entity in found.entities} == there


def test_who_watches_on_a_sofa_sits_on_it(parser: SceneParser) -> None:
    found = parser.run("A family watches TV on the sofa")
    assert not any(r.subject_id == "tv_1" and r.object_id == "sofa_1" for r in found.relations)
    assert sum(a.verb == "sit" and a.target_id == "sofa_1" for a in found.actions) == 4


def test_a_film_at_home_is_on_a_screen(parser: SceneParser) -> None:
    found = parser.run("She watches a movie in bed")
    assert {e.category for e in found.entities} == {"person", "tv", "bed"}
    assert any(a.verb == "watch" and a.target_id == "tv_1" for a in found.actions)
    shown = parser.run("A couple watches a movie in the cinema")
    assert all(e.category != "tv" for e in shown.entities)


@pytest.mark.parametrize("word", ["businesspeople", "townspeople", "salespeople"])
def test_people_by_any_word_act(parser: SceneParser, word: str) -> None:
    found = parser.run(f"Three {word} look at a clock")
    assert [e.count for e in found.entities if e.category == "person"] == [3]
    assert any(a.verb == "look" for a in found.actions)
