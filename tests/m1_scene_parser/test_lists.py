"""Lists and appositions: where an object list ends, who its members are."""

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "a clock on a dresser beside the wardrobe, a cushion on the armchair, a curtain behind the armchair",
            {("clock_1", "on", "dresser_1"), ("dresser_1", "next_to", "wardrobe_1"), ("cushion_1", "on", "armchair_1"),
             ("curtain_1", "behind", "armchair_1")},
        ),
        (
            "a desk against the wall, a chair in front of it and a radio on a small shelf near the desk",
            {("desk_1", "against", "wall_1"), ("chair_1", "in_front_of", "desk_1"), ("radio_1", "on", "shelf_1"),
             ("shelf_1", "near", "desk_1")},
        ),
        (
            "a cat sits on a pile of three cushions, closed umbrella to the left of it",
            {("cat_1", "on", "cushion_1"), ("umbrella_1", "left_of", "cushion_1")},
        ),
        ("a cup on a table, a book on the floor", {("cup_1", "on", "table_1"), ("book_1", "on", "floor_1")}),
        (
            "A man sits on a chair, a dog and a cat lie on the floor",
            {("man_1", "on", "chair_1"), ("dog_1", "on", "floor_1"), ("cat_1", "on", "floor_1")},
        ),
        ("A girl picks up the cup on the table, a couch and a barrel are there", {("cup_1", "on", "table_1")}),
        ("A woman picks up the cup on the table", {("cup_1", "on", "table_1")}),
    ],
)  # fmt: skip
def test_each_thing_has_its_own_place(
    parser: SceneParser, prompt: str, expected: set[tuple[str, str, str]]
) -> None:
    found = {(r.subject_id, r.spatial, r.object_id) for r in parser.run(prompt).relations if r.spatial}
    assert found == expected


@pytest.mark.parametrize(
    ("prompt", "people"),
    [
        ("a mother and her two kids, a boy and a girl, walk on the beach", ["mother", "boy", "girl"]),
        ("three friends, a man and two women, sit on a bench", ["man", "woman"]),
        ("two animals, a dog and a horse, run across a field", ["dog", "horse"]),
    ],
)
def test_apposition_names_the_members(parser: SceneParser, prompt: str, people: list[str]) -> None:
    description = parser.run(prompt)
    assert [e.lemma for e in description.entities if e.role == "character" or e.lemma in people] == people
    assert len({a.actor_id for a in description.actions}) == len(people)


def test_they_are_all_of_the_list(parser: SceneParser) -> None:
    description = parser.run("A king, a queen and a knight stand on a hill. Behind them is a castle with a red flag.")
    behind = [r.object_id for r in description.relations if r.spatial == "behind"]
    assert behind == ["king_1", "queen_1", "knight_1"]
    assert ("castle_1", "with", "flag_1") in [(r.subject_id, r.predicate, r.object_id) for r in description.relations]


def test_one_and_the_other_one(parser: SceneParser) -> None:
    description = parser.run("Two girls hug, then one points at a swing and the other one runs to it.")
    assert [(a.actor_id, a.verb, a.target_id) for a in description.actions][2:] == [
        ("girl_1", "point", "swing_1"), ("girl_2", "run", "swing_1")
    ]  # fmt: skip


@pytest.mark.parametrize("prompt", ["A boy says hello", "A girl says goodbye to the old man", "A robot says hi"])
def test_greeting_is_a_wave(parser: SceneParser, prompt: str) -> None:
    greeted = "man_1" if "man" in prompt else None
    assert [(a.verb, a.target_id) for a in parser.run(prompt).actions] == [("wave", greeted)]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Three cats, two black ones and a white one, sleep on a rug", [("cat", 2), ("cat", 1), ("rug", 1)]),
        ("A family, a mother, a father and a girl, sit on a bench", [("mother", 1), ("father", 1), ("girl", 1),
                                                                     ("bench", 1)]),
        ("A boy puts a mug on the shelf next to a red one", [("boy", 1), ("mug", 1), ("shelf", 1), ("mug", 1)]),
    ],
)  # fmt: skip
def test_ones_are_of_the_kind_said(parser: SceneParser, prompt: str, expected: list[tuple[str, int]]) -> None:
    assert [(e.lemma, e.count) for e in parser.run(prompt).entities] == expected


def test_what_is_on_the_other_side_is_not_what_the_first_is_beside(parser: SceneParser) -> None:
    found = parser.run("a desk with a laptop, a mug to the left of the laptop and three books stacked on the right")
    sides = {(r.subject_id, r.spatial, r.object_id) for r in found.relations if r.spatial in ("left_of", "right_of")}
    assert sides == {("mug_1", "left_of", "laptop_1"), ("book_1", "right_of", "laptop_1")}
    books = next(entity for entity in found.entities if entity.lemma == "book")
    assert (books.count, books.values("other")) == (3, ("stack",))
