"""Places that are told by more than a noun for one."""

from __future__ import annotations

import pytest

from backend.common.progress import silent
from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "place", "there"),
    [
        ("A shark swims deep under the sea", "underwater", {"shark", "sea"}),
        ("An octopus crawls on the ocean floor", "underwater", {"octopus", "sea"}),
        ("A rover drives across Mars", "mars", {"rover"}),
        ("A spaceship flies through space past a planet", "space", {"spaceship"}),
        ("A camel walks across the desert dunes", "desert", {"camel"}),
        ("A volcano erupts behind a village", "village", {"volcano"}),
        ("A soldier walks through a destroyed city", "ruined city", {"soldier"}),
        ("An explorer walks through an ice cave", "ice cave", {"explorer"}),
        ("A girl runs through a field of sunflowers", "sunflower field", {"girl"}),
        ("A footballer runs in a stadium full of people", "stadium", {"footballer"}),
        ("A doctor walks through a hospital", "hospital", {"doctor"}),
        ("A castle with a moat", None, {"castle"}),
    ],
)
def test_the_place_is_told_and_is_no_thing(
    parser: SceneParser, prompt: str, place: str | None, there: set[str]
) -> None:
    found = parser.run(prompt, progress=silent)
    assert found.setting.place == place
    assert {entity.lemma for entity in found.entities} == there


@pytest.mark.parametrize(
    "prompt",
    [
        "A man sails a boat over a coral reef",
        "A boy swims underwater in a swimming pool",
        "A boy looks at Mars through a telescope",
        "A girl picks a sunflower in the garden",
    ],
)
def test_what_is_above_the_surface_or_looked_at_is_no_such_place(parser: SceneParser, prompt: str) -> None:
    place = parser.run(prompt, progress=silent).setting.place
    assert place not in ("underwater", "mars", "sunflower field")


def test_a_moat_belongs_to_its_castle(parser: SceneParser) -> None:
    castle = next(e for e in parser.run("A moat surrounds the castle", progress=silent).entities)
    assert castle.category == "castle"
    assert "moat" in castle.values("other")
