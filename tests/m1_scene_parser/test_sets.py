"""What a graph says is compared with annotators in their words: brick walls, pictures, backgrounds."""

import pytest

from backend.m1_scene_parser.lexicon import load_lexicon
from training.m1_scene_parser.sets import of_graph, rules_graph


@pytest.mark.parametrize(
    ("caption", "part", "facts"),
    [
        ("a wall made of bricks", "entity", {("wall",), ("brick",)}),
        ("a wall made of bricks", "relation", {("wall", "make of", "brick")}),
        ("the chair is made of wood", "entity", {("chair",), ("wood",)}),
        ("a brick wall", "attribute", {("wall", "brick")}),
        ("a picture of a dog on the wall", "entity", {("picture",), ("dog",), ("wall",)}),
        ("a picture of a dog on the wall", "attribute", set()),
        ("trees in the background", "relation", {("tree", "in", "background")}),
        ("a wall made of red bricks", "attribute", {("brick", "red")}),
        ("a plane in the air", "relation", {("plane", "in", "air")}),
        ("a red kite floating in the air", "relation", {("kite", "float in", "air")}),
        ("a single blue flower", "attribute", {("flower", "blue")}),
    ],
)
def test_said_as_annotators_do(caption: str, part: str, facts: set[tuple[str, ...]]) -> None:
    lexicon = load_lexicon()
    assert of_graph(rules_graph(caption, lexicon)[1], lexicon)[part] == facts
