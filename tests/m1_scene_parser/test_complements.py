"""Who is helped, seen or taught to do something does it; what is done, worn or shone and is no thing is none."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser

Deeds = list[tuple[str, str, str | None]]


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def deeds(parser: SceneParser, prompt: str) -> Deeds:
    return [(a.actor_id, a.verb, a.target_id) for a in parser.run(prompt).actions]


def lemmas(parser: SceneParser, prompt: str) -> list[str]:
    return [entity.lemma for entity in parser.run(prompt).entities]


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("A nurse helps an old man stand up from the bed", [("nurse_1", "help", "man_1"), ("man_1", "stand up", None)]),
        ("A boy lets his dog run in the park", [("dog_1", "run", None)]),
        ("A girl makes her cat jump through a hoop", [("cat_1", "jump", "hoop_1")]),
        ("A mother watches her son play with toy cars and smiles",
         [("mother_1", "watch", "son_1"), ("son_1", "play", "toy_car_1"), ("mother_1", "smile", None)]),
        ("A father teaches his son to ride a bike", [("father_1", "teach", "son_1"), ("son_1", "ride", "bike_1")]),
        ("A man tells his dog to sit", [("man_1", "tell", "dog_1"), ("dog_1", "sit", None)]),
        ("A robot vacuums the living room while a cat watches", [("robot_1", "vacuum", "living_room_1"),
                                                                 ("cat_1", "watch", None)]),
        ("A painter paints a portrait of a woman who sits on a stool", [("painter_1", "paint", "portrait_1"),
                                                                        ("woman_1", "sit", "stool_1")]),
    ],
)  # fmt: skip
def test_whose_deed_it_is(parser: SceneParser, prompt: str, wanted: Deeds) -> None:
    assert deeds(parser, prompt) == wanted


def test_who_is_watched_acts_meanwhile_and_who_is_told_afterwards(parser: SceneParser) -> None:
    watches, plays = parser.run("A mother watches her son play").actions
    assert (plays.during, plays.after) == (watches.id, None)
    tells, sits = parser.run("A man tells his dog to sit").actions
    assert (sits.during, sits.after) == (None, tells.id)


@pytest.mark.parametrize(
    ("prompt", "verb", "things"),
    [
        ("A woman does push-ups in a gym", "push-up", ["woman"]),
        ("Kids do jumping jacks", "jumping jack", ["kid"]),
        ("A man does a backflip", "backflip", ["man"]),
        ("A man practices karate in a gym", "practice", ["man"]),
        ("A couple practices the waltz", "dance", ["man", "woman"]),
        ("Two men have an argument in the street", "argue", ["man"]),
        ("A man takes a look at the red car", "look", ["man", "car"]),
        ("The toddler takes his first steps towards his father", "walk", ["toddler", "father"]),
        ("A man does the dishes in the kitchen", "wash", ["man", "dish"]),
        ("A knight draws his sword", "raise", ["knight", "sword"]),
        ("A girl draws the curtains", "close", ["girl", "curtain"]),
        ("A girl draws a house", "draw", ["girl", "house"]),
        ("A bird flaps its wings", "flap", ["bird"]),
    ],
)
def test_what_is_done_is_no_thing(parser: SceneParser, prompt: str, verb: str, things: list[str]) -> None:
    description = parser.run(prompt)
    assert description.actions[0].verb == verb
    assert [entity.lemma for entity in description.entities] == things


def test_who_is_in_a_color_wears_it(parser: SceneParser) -> None:
    description = parser.run("The boy in blue passes the ball to the girl in yellow")
    clothes = [entity for entity in description.entities if entity.lemma == "clothes"]
    assert [entity.values("color") for entity in clothes] == [("blue",), ("yellow",)]
    owners = [r.subject_id for r in description.relations if r.object_id in {entity.id for entity in clothes}]
    assert owners == ["boy_1", "girl_1"]
    assert "salmon" in lemmas(parser, "A bear catches a salmon in a river")


def test_parts_of_their_own_are_not_built_twice(parser: SceneParser) -> None:
    assert lemmas(parser, "A snowman with a carrot nose and a red scarf stands in a garden") == ["snowman"]
    assert lemmas(parser, "A dog stands on its hind legs and begs") == ["dog"]
    assert deeds(parser, "A puppy licks the cat's ear") == [("puppy_1", "lick", "cat_1")]


def test_what_somebody_has_with_them_is_no_part_of_the_place(parser: SceneParser) -> None:
    waits = parser.run("A man waits at a bus stop in the rain with an umbrella")
    assert ("man_1", "wait with", "umbrella_1") in [(r.subject_id, r.predicate, r.object_id) for r in waits.relations]
    door = parser.run("A man walks to a house with a red door")
    assert ("house_1", "with", "door_1") in [(r.subject_id, r.predicate, r.object_id) for r in door.relations]
    assert lemmas(parser, "A house with a chimney and two windows") == ["house"]
    assert lemmas(parser, "A woman looks out of the window of her house") == ["woman", "window", "house"]
    knits = deeds(parser, "A grandmother knits a scarf in a rocking chair")
    assert knits[0] == ("grandmother_1", "sit", "rocking_chair_1")


def test_words_that_depend_on_what_they_do(parser: SceneParser) -> None:
    assert parser.run("Fans in blue shirts cheer").entities[0].category == "person"
    glasses = parser.run("A waitress drops a tray of glasses").entities[-1]
    assert (glasses.category, glasses.count) == ("glass", 4)
    assert parser.run("An owl flies over the forest at night").setting.place == "forest"
    assert deeds(parser, "A tractor plows a field") == [("tractor_1", "plow", "field_1")]


def test_seasons_and_weather_are_no_things(parser: SceneParser) -> None:
    autumn = parser.run("A mother pushes a stroller through the park in autumn")
    assert autumn.setting.place == "autumn park"
    assert [entity.lemma for entity in autumn.entities] == ["mother", "stroller"]
    assert parser.run("In winter, two kids walk through the forest").setting.place == "snowy forest"
    foggy = parser.run("Fog hangs over the lake, an old man rows a boat")
    assert foggy.lighting.weather == "fog"
    assert [entity.lemma for entity in foggy.entities] == ["lake", "man", "boat"]
    struck = parser.run("Lightning strikes a tree")
    assert (struck.lighting.weather, [entity.lemma for entity in struck.entities]) == ("storm", ["tree"])
    sunny = parser.run("The sun shines through the window onto the floor")
    assert (sunny.lighting.weather, [entity.lemma for entity in sunny.entities]) == ("clear", ["window", "floor"])


def test_a_spring_and_winter_clothes_are_things(parser: SceneParser) -> None:
    assert [lemma.split()[-1] for lemma in lemmas(parser, "A winter coat hangs on the wall")] == ["coat", "wall"]
    assert parser.run("A man sits in a hot spring").setting.place is None


def test_a_surfer_who_rides_a_wave_has_a_board(parser: SceneParser) -> None:
    assert deeds(parser, "A surfer rides a big wave at sunset") == [("surfer_1", "ride", "surfboard")]


def test_who_writes_at_a_desk_sits_at_it(parser: SceneParser) -> None:
    assert deeds(parser, "A girl does her homework at a desk") == [
        ("girl_1", "sit", "chair_1"), ("girl_1", "write", "homework_1")
    ]  # fmt: skip


@pytest.mark.parametrize(("prompt", "thing"), [
    ("A woman types on a laptop at a desk", "laptop_1"), ("A boy writes a letter at a desk", "letter_1"),
])  # fmt: skip
def test_what_is_worked_on_at_a_desk_lies_on_it(parser: SceneParser, prompt: str, thing: str) -> None:
    scene = parser.run(prompt)
    on = {(r.subject_id, r.object_id) for r in scene.relations if r.spatial == "on"}
    assert on == {(thing, "desk_1")}  # and nobody is on it


def test_what_is_said_to_be_elsewhere_stays_there(parser: SceneParser) -> None:
    scene = parser.run("A man at a desk reads a book. The book is on a shelf.")
    assert ("book_1", "desk_1") not in {(r.subject_id, r.object_id) for r in scene.relations if r.spatial == "on"}


def test_two_drawers_are_not_parts_of_each_other(parser: SceneParser) -> None:
    description = parser.run("A drawer stands on a drawer, a man sits on the drawer")
    known = {entity.id for entity in description.entities}
    assert all({r.subject_id, r.object_id} <= known for r in description.relations)
    assert len(known) >= 2


def test_who_is_knocked_down_falls_and_who_is_wheeled_sits(parser: SceneParser) -> None:
    assert deeds(parser, "A man knocks a robber down in the street") == [
        ("man_1", "punch", "robber_1"), ("robber_1", "fall", None)
    ]  # fmt: skip
    boxers = deeds(parser, "Two boxers fight in a ring, the one in red knocks the other down")
    assert boxers[2:] == [("boxer_1", "punch", None), ("boxer_2", "fall", None)]
    wheeled = parser.run("A nurse pushes an old woman in a wheelchair")
    assert [(a.actor_id, a.verb, a.target_id) for a in wheeled.actions] == [
        ("woman_1", "sit", "wheelchair_1"), ("nurse_1", "push", "wheelchair_1")
    ]  # fmt: skip
    through = parser.run("A nurse pushes an old man in a wheelchair through the park")
    assert ("man_1", "in", "wheelchair_1") in [(r.subject_id, r.spatial, r.object_id) for r in through.relations]
    assert ("nurse_1", "behind", "wheelchair_1") in [(r.subject_id, r.spatial, r.object_id) for r in wheeled.relations]
    cat = parser.run("A robot vacuums the living room while a cat watches from the sofa")
    assert [(r.subject_id, r.spatial) for r in cat.relations if r.object_id == "sofa_1"] == [("cat_1", "on")]


def test_who_is_boiled_and_hoots_is_still_there(parser: SceneParser) -> None:
    description = parser.run("A witch boils a runner, the runner hoots")
    known = {entity.id for entity in description.entities}
    assert {action.actor_id for action in description.actions} <= known
