"""Groups: rows and stacks stay one entity, one of two is somebody of its own."""

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "lemma", "count", "arrangement"),
    [
        ("Twelve dominoes stand in a line on the floor. The last one falls.", "domino", 12, "row"),
        ("six bottles in a row on a wall, the first one tips over and they all fall", "bottle", 6, "row"),
        ("three boxes stacked on top of each other in a garage", "box", 3, "stack"),
        ("four plates stacked on a counter", "plate", 4, "stack"),
        ("a tower of seven cubes on a rug", "cube", 7, "stack"),
        ("a pile of bricks near a wheelbarrow", "brick", 6, "pile"),
        ("Five buckets on a bench. One of them falls off.", "bucket", 5, None),
        ("Eight cans stand on a fence. All of them fall down.", "can", 8, None),
    ],
)
def test_group_is_one_entity(
    parser: SceneParser, prompt: str, lemma: str, count: int, arrangement: str | None
) -> None:
    found = [entity for entity in parser.run(prompt).entities if entity.lemma == lemma]
    assert [entity.count for entity in found] == [count]
    said = {a.value for a in found[0].attributes if a.type == "other"} & {"row", "stack", "pile", "circle"}
    assert said == ({arrangement} if arrangement else set())


def test_first_one_acts_as_its_group(parser: SceneParser) -> None:
    description = parser.run("Nine dominoes in a row on a bench. The first one tips over and they all topple.")
    assert [(a.actor_id, a.verb) for a in description.actions] == [("domino_1", "tip over"), ("domino_1", "topple")]
    assert [(r.subject_id, r.spatial, r.object_id) for r in description.relations] == [("domino_1", "on", "bench_1")]


@pytest.mark.parametrize(
    ("prompt", "group"),
    [
        ("a stack of four crates in a yard. A dog jumps onto the stack", "crate_1"),
        ("three blocks stacked on top of each other, a cat pushes the tower", "block_1"),
        ("a pile of tyres, a boy kicks it", "tyre_1"),
    ],
)
def test_stack_said_again_is_the_group(parser: SceneParser, prompt: str, group: str) -> None:
    description = parser.run(prompt)
    assert description.actions[-1].target_id == group
    assert "tower" not in [entity.lemma for entity in description.entities]


def test_purple_one_is_of_the_kind_it_stands_next_to(parser: SceneParser) -> None:
    description = parser.run("Two green mugs stacked on top of each other on a desk, next to a blue one")
    assert [(e.lemma, e.count) for e in description.entities] == [("mug", 2), ("desk", 1), ("mug", 1)]
    assert ("mug_1", "next_to", "mug_2") in [(r.subject_id, r.spatial, r.object_id) for r in description.relations]


def test_tower_of_stone_is_a_tower(parser: SceneParser) -> None:
    assert "tower" in [entity.lemma for entity in parser.run("a tower of stone on a hill").entities]


def test_one_of_a_group_with_a_look_of_its_own_is_split_off(parser: SceneParser) -> None:
    cups = parser.run("Two bowls on a shelf, one is green and the other is white").entities
    assert [(e.lemma, e.count, e.values("color")) for e in cups if e.lemma == "bowl"] == [
        ("bowl", 1, ("green",)), ("bowl", 1, ("white",))
    ]  # fmt: skip
    chairs = parser.run("Six stools in a circle, one of them is blue").entities
    assert [(e.count, e.values("color")) for e in chairs] == [(1, ("blue",)), (5, ())]


@pytest.mark.parametrize(
    ("prompt", "actor"),
    [
        ("A row of seven cans on a wall. A ball hits the first can and all of them fall.", "can_1"),
        ("Each of the two knights holds a sword and bows", "knight_1"),
        ("The boys run into the hall and all of them dance", "boy_1"),
    ],
)
def test_all_of_them_act(parser: SceneParser, prompt: str, actor: str) -> None:
    description = parser.run(prompt)
    assert description.actions[-1].actor_id == actor
    assert {entity.id for entity in description.entities if entity.lemma == actor[:-2]} == {actor}


def test_pile_of_what_was_put_on_top_of_each_other(parser: SceneParser) -> None:
    description = parser.run("A woman puts four crates on top of each other. Then she kicks the pile.")
    assert [(a.verb, a.target_id) for a in description.actions] == [("put", "crate_1"), ("kick", "crate_1")]


@pytest.mark.parametrize("kind", ["car", "dog", "train"])
def test_second_one_after_the_first_is_another(parser: SceneParser, kind: str) -> None:
    description = parser.run(f"The first {kind} moves away and the second one follows it")
    assert [(a.actor_id, a.target_id) for a in description.actions] == [(f"{kind}_1", None), (f"{kind}_2", f"{kind}_1")]


def test_top_one_of_a_stack_stays_in_it(parser: SceneParser) -> None:
    description = parser.run("a stack of three tins on a table. The top one falls off.")
    assert [(e.lemma, e.count) for e in description.entities] == [("tin", 3), ("table", 1)]


@pytest.mark.parametrize(
    ("prompt", "people", "actions"),
    [
        ("Two boys high five", 2, [("boy_1", None)]),
        ("A man gives a boy a high five", 2, [("man_1", "boy_1")]),
        ("A man hugs a woman, then they high five", 2, [("man_1", None), ("woman_1", None)]),
    ],
)
def test_a_high_five_is_a_deed_of_two(
    parser: SceneParser, prompt: str, people: int, actions: list[tuple[str, str | None]]
) -> None:
    description = parser.run(prompt)
    assert sum(entity.count for entity in description.entities) == people
    assert [(a.actor_id, a.target_id) for a in description.actions if a.verb == "high five"] == actions


def test_what_is_reached_for_is_on_the_table_and_not_who_reaches(parser: SceneParser) -> None:
    description = parser.run("A man reaches for a cup on a table")
    on = [(r.subject_id, r.object_id) for r in description.relations if r.spatial == "on"]
    assert on == [("cup_1", "table_1")]
