"""Where things are when the scene begins, which thing a verb's `it` is, and parts of things as places."""

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def places(description: SceneDescription) -> set[tuple[str, str, str]]:
    return {(r.subject_id, r.spatial, r.object_id) for r in description.relations if r.spatial}


@pytest.mark.parametrize(
    ("prompt", "targets"),
    [
        (
            "There is a bottle on the counter. A woman walks to the counter, picks it up and looks at it",
            ["counter_1", "bottle_1", "bottle_1"],
        ),
        ("A hat lies on a bench. A boy runs to the bench, grabs it and throws it", ["bench_1", "hat_1", "hat_1"]),
        ("A man walks to a chair with a book on it and sits on it", ["chair_1", "chair_1"]),
        ("A woman with a basketball walks to the door and opens it", ["door_1", "door_1"]),
        ("A ball lies next to a car. A girl runs to the car and kicks it", ["car_1", "ball_1"]),
    ],
)
def test_it_is_what_the_verb_can_take(parser: SceneParser, prompt: str, targets: list[str]) -> None:
    acts = [a for a in parser.run(prompt).actions if a.verb not in ("lie",)]
    assert [a.target_id for a in acts] == targets


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("a marble rolls down a ramp", ("marble_1", "on", "ramp_1")),
        ("an apple rolls off the edge of the counter", ("apple_1", "on", "counter_1")),
        ("a vase falls from the shelf onto the floor", ("vase_1", "on", "shelf_1", "floor_1")),
        ("a box drops onto the top of the stairs", ("box_1", "above", "stairs_1")),
        ("a coin falls into a bucket", ("coin_1", "above", "bucket_1")),
    ],
)
def test_start_of_a_motion(parser: SceneParser, prompt: str, expected: tuple[str, ...]) -> None:
    """Where it starts; it aims at the last that is named."""
    description = parser.run(prompt)
    assert places(description) == {expected[:3]}
    assert description.actions[0].target_id == expected[-1]
    assert not {"top", "edge", "way"} & {entity.lemma for entity in description.entities}


@pytest.mark.parametrize(
    ("prompt", "target"),
    [
        ("A man walks to the end of the pier", "pier_1"),
        ("A girl climbs up to the top of the ladder", "ladder_1"),
        ("A dog runs to the foot of the stairs", "stairs_1"),
        ("A cat walks toward the edge of the roof", "roof_1"),
    ],
)
def test_part_as_a_goal(parser: SceneParser, prompt: str, target: str) -> None:
    description = parser.run(prompt)
    assert description.actions[0].target_id == target
    assert len(description.entities) == 2


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("four stools around a table with a candle in the middle",
         {("stool_1", "around", "table_1"), ("candle_1", "on", "table_1")}),
        ("five logs with a fire in the middle", {("log_1", "around", "fire_1")}),
        ("a clock between two candles on a shelf",
         {("clock_1", "between", "candle_1"), ("candle_1", "on", "shelf_1"), ("clock_1", "on", "shelf_1")}),
        ("trees along both sides of a path", {("tree_1", "along", "path_1")}),
    ],
)  # fmt: skip
def test_arrangements(parser: SceneParser, prompt: str, expected: set[tuple[str, str, str]]) -> None:
    description = parser.run(prompt)
    assert places(description) == expected
    assert all(e.count >= 4 for e in description.entities if e.lemma == "tree")


@pytest.mark.parametrize("verb", ["trips on", "trips over", "stumbles over"])
def test_trip_has_what_is_tripped_on(parser: SceneParser, verb: str) -> None:
    description = parser.run(f"A kid {verb} a rock and falls")
    assert [a.target_id for a in description.actions] == ["rock_1", None]
    assert [a.after for a in description.actions] == [None, "a1"]
    assert places(description) == set()
