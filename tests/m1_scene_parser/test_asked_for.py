"""Prompts as they are written for image generators: what the picture shows is the scene."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "things", "shot"),
    [
        ("Close-up portrait of a woman", ["woman"], "close-up"),
        ("Studio portrait photo of a knight", ["knight"], "close-up"),
        ("Macro photo of a bee on a sunflower", ["bee", "sunflower"], "close-up"),
        ("3d render of a cute robot", ["robot"], None),
        ("An illustration of a wizard in a forest", ["wizard"], None),
        ("Cinematic shot of a car in the rain", ["car"], None),
        ("A painting of a sunset over the sea", ["sea"], None),
        ("Concept art of a spaceship in a hangar", ["spaceship"], None),
        ("Low-poly style scene of a campfire in a forest at night", ["campfire"], None),
        ("Highly detailed 3D render of a knight riding a horse, 8k", ["knight", "horse"], None),
        ("A portrait of a king hangs on the wall", ["portrait", "wall"], None),
        ("A drawing of a house hangs on the fridge", ["drawing", "fridge"], None),
        ("A woman paints a portrait of a man", ["woman", "easel"], None),
        ("A statue of a lion in a park", ["statue"], None),
    ],
)
def test_what_the_picture_shows_is_the_scene(
    parser: SceneParser, prompt: str, things: list[str], shot: str | None
) -> None:
    description = parser.run(prompt)
    assert [entity.lemma for entity in description.entities] == things
    assert description.shot.size == shot


def test_it_may_look_from_above_and_like_film(parser: SceneParser) -> None:
    assert parser.run("Isometric view of a small bedroom").shot.angle == "high"
    assert parser.run("Cinematic shot of a car in the rain").lighting.mood == "cinematic"
    assert parser.run("A karate master practices karate in a dojo").setting.place == "dojo"
