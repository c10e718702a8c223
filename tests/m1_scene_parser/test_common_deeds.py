"""What everyday deeds mean besides their words."""

from __future__ import annotations

import pytest

from backend.common.people_carried import ACROSS, FRONT, ON_BACK, ON_SHOULDERS, carried_people
from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "carrier", "carried", "manner", "verb"),
    [
        ("A mother carries her baby", "mother_1", "baby_1", ACROSS, "walk"),
        ("A mother holds her baby in a living room", "mother_1", "baby_1", ACROSS, "stand"),
        ("A father carries his daughter on his shoulders", "father_1", "daughter_1", ON_SHOULDERS, "walk"),
        ("A boy carries his little sister on his back", "boy_1", "sister_1", ON_BACK, "walk"),
        ("A firefighter carries a child out of a burning house", "firefighter_1", "child_1", FRONT, "walk"),
    ],
)  # fmt: skip
def test_who_is_carried_goes_along(
    parser: SceneParser, prompt: str, carrier: str, carried: str, manner: str, verb: str
) -> None:
    scene = parser.run(prompt)
    assert list(carried_people(scene)) == [(carrier, carried, manner)]
    assert [(a.actor_id, a.verb, a.target_id) for a in scene.actions] == [(carrier, verb, None)]


def test_who_carries_a_box_picks_it_up(parser: SceneParser) -> None:
    scene = parser.run("A man carries a box to a table")
    assert not list(carried_people(scene))
    assert scene.actions[0].target_id == "box_1"


@pytest.mark.parametrize(
    ("prompt", "child", "bed"),
    [
        ("A tired mother puts her baby to sleep in a crib", "baby_1", "crib_1"),
        ("A mother puts her son to bed", "son_1", "bed_1"),
    ],
)
def test_who_is_put_to_bed_lies_there(parser: SceneParser, prompt: str, child: str, bed: str) -> None:
    scene = parser.run(prompt)
    sleeps, looks = scene.actions
    assert (sleeps.actor_id, sleeps.verb, sleeps.target_id) == (child, "sleep", bed)
    assert (looks.actor_id, looks.verb, looks.target_id) == ("mother_1", "look", child)


def test_each_of_three_musicians_has_an_instrument(parser: SceneParser) -> None:
    scene = parser.run("Three musicians play guitar, drums and violin on a street corner")
    played = {a.actor_id: next(e.category for e in scene.entities if e.id == a.target_id)
              for a in scene.actions if a.verb == "play"}  # fmt: skip
    assert sorted(played.values()) == ["drum kit", "guitar", "violin"]
    assert len(played) == 3


@pytest.mark.parametrize("meal", ["has dinner", "eats breakfast", "has lunch at a cafe"])
def test_a_meal_stands_on_a_table(parser: SceneParser, meal: str) -> None:
    scene = parser.run(f"A family {meal}")
    dish = next(e for e in scene.entities if e.category == "plate")
    assert dish.count == 4
    assert [(r.spatial, r.object_id) for r in scene.relations if r.subject_id == dish.id] == [("on", "table_1")]
    sit, eat = ({a.actor_id for a in scene.actions if a.verb == verb} for verb in ("sit", "eat"))
    assert sit == eat


@pytest.mark.parametrize(
    ("prompt", "touched"),
    [
        ("A doctor touches a child's forehead", "child_1"),
        ("A doctor checks the boy's pulse", "boy_1"),
        ("A doctor listens to a child's heartbeat", "child_1"),
    ],
)
def test_what_is_felt_of_somebody_is_no_thing(parser: SceneParser, prompt: str, touched: str) -> None:
    scene = parser.run(prompt)
    assert [e.category for e in scene.entities] == ["person", "person"]
    assert scene.actions[0].target_id == touched


@pytest.mark.parametrize(
    ("prompt", "other"),
    [
        ("A boy builds a sandcastle with his sister on the beach", "sister_1"),
        ("A grandmother bakes a cake with her granddaughter in the kitchen", "granddaughter_1"),
        ("A man reads a book with a child", "child_1"),
    ],
)
def test_what_is_done_with_somebody_both_do(parser: SceneParser, prompt: str, other: str) -> None:
    first, second = (a for a in parser.run(prompt).actions if a.verb in ("build", "bake", "read"))
    assert (second.actor_id, second.verb, second.target_id, second.during) == (
        other, first.verb, first.target_id, first.id,
    )  # fmt: skip


def test_a_pram_with_a_baby_is_pushed_by_the_nurse_alone(parser: SceneParser) -> None:
    assert [a.actor_id for a in parser.run("A nurse pushes a stroller with a baby").actions] == ["nurse_1"]


def test_who_tries_a_dress_on_wears_it(parser: SceneParser) -> None:
    scene = parser.run("A woman tries on a red dress in front of a mirror")
    assert ("woman_1", "wear", "dress_1") in {(r.subject_id, r.predicate, r.object_id) for r in scene.relations}
    assert [(a.verb, a.target_id) for a in scene.actions] == [("look", "mirror_1")]


def test_what_is_knocked_off_a_shelf_stood_on_it(parser: SceneParser) -> None:
    scene = parser.run("A cat knocks a vase off the shelf")
    assert ("vase_1", "on", "shelf_1") in {(r.subject_id, r.spatial, r.object_id) for r in scene.relations}


def test_lawns_are_mown_with_a_mower(parser: SceneParser) -> None:
    scene = parser.run("A gardener mows the lawn in front of a white house")
    assert [(a.verb, a.target_id) for a in scene.actions] == [("push", "lawn_mower_1")]


def test_a_snowball_fight_is_thrown(parser: SceneParser) -> None:
    scene = parser.run("Kids have a snowball fight in front of a cabin")
    assert [(a.actor_id, a.verb, a.target_id) for a in scene.actions] == [("kid_1", "throw", "snowball_1")]


def test_a_farmer_who_milks_is_a_person(parser: SceneParser) -> None:
    scene = parser.run("A farmer milks a cow in the barn")
    assert [(a.actor_id, a.verb, a.target_id) for a in scene.actions] == [("farmer_1", "milk", "cow_1")]


@pytest.mark.parametrize(
    ("prompt", "relation"),
    [
        ("A vet examines a sick puppy on a table", ("puppy_1", "on", "table_1")),
        ("A boy feeds a carrot to a horse over the fence", ("horse_1", "behind", "fence_1")),
        ("A surgeon operates on a patient", ("surgeon_1", "next_to", "bed_1")),
    ],
)
def test_who_is_where_by_such_deeds(parser: SceneParser, prompt: str, relation: tuple[str, str, str]) -> None:
    found = {(r.subject_id, r.spatial, r.object_id) for r in parser.run(prompt).relations if r.spatial}
    assert found == {relation}


@pytest.mark.parametrize(
    ("prompt", "verb"),
    [("A weightlifter lifts a barbell over his head", "raise"), ("A man holds an umbrella over his head", "hold")],
)
def test_what_is_lifted_over_the_head_begins_elsewhere(parser: SceneParser, prompt: str, verb: str) -> None:
    scene = parser.run(prompt)
    assert not [r for r in scene.relations if r.spatial]
    assert [a.verb for a in scene.actions] == [verb]


def test_a_house_on_fire_burns_and_stands_on_nothing(parser: SceneParser) -> None:
    scene = parser.run("A house is on fire and a firefighter runs to it")
    house = scene.entities[0]
    assert [e.category for e in scene.entities] == ["house", "person"]
    assert "burning" in house.values("state")


@pytest.mark.parametrize(
    ("prompt", "thing"),
    [
        ("A chef chops vegetables, then throws them in a pan", "vegetable_1"),
        ("A woman cuts a carrot on a table", "carrot_1"),
        ("A man slices bread in a kitchen", "bread_1"),
    ],
)
def test_food_is_cut_on_a_table(parser: SceneParser, prompt: str, thing: str) -> None:
    scene = parser.run(prompt)
    assert (thing, "on", "table_1") in {(r.subject_id, r.spatial, r.object_id) for r in scene.relations}
    assert scene.actions[0].target_id == thing


def test_who_is_danced_with_dances(parser: SceneParser) -> None:
    for prompt in ("A man dances with a woman", "A couple dances a slow waltz in a ballroom"):
        scene = parser.run(prompt)
        assert [(a.actor_id, a.verb) for a in scene.actions] == [("man_1", "dance"), ("woman_1", "dance")]
        assert scene.actions[1].during == scene.actions[0].id
