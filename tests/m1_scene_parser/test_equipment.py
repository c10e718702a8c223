"""What names and deeds say of things: equipment of who has it, what a deed is done to, where somebody only is."""

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "lemmas", "deeds"),
    [
        ("a boy kicks a can down the alley", {"boy", "can", "alley"}, [("kick", "can")]),
        ("a surfer carries his board to the water", {"surfer", "surfboard", "water"}, [("carry", "surfboard")]),
        ("a boxer trains with a punching bag", {"boxer", "punching bag"}, [("punch", "punching bag")]),
        ("a woman looks at herself in the mirror", {"woman", "mirror"}, [("look", "mirror")]),
        ("a girl feeds breadcrumbs to pigeons", {"girl", "pigeon"}, [("feed", "pigeon")]),
        ("a ballerina spins on one toe on a stage", {"ballerina", "stage"}, [("spin", None)]),
        ("a carpenter saws a plank with a hand saw", {"carpenter", "plank", "hand saw", "table"}, [("saw", "plank")]),
        ("a knight fights a dragon, a princess watches from the tower",
         {"knight", "dragon", "princess", "tower", "sword"},
         [("fight", "dragon"), ("watch", None)]),
        ("a scientist pours a green liquid from a flask into a glass", {"scientist", "flask", "glass", "table"},
         [("pour", "flask")]),
        ("an old sailor tells a story to three children", {"sailor", "child"}, [("tell", None), ("listen", "sailor")]),
        ("a woman opens an umbrella because it starts to rain", {"woman", "umbrella"}, [("open", "umbrella")]),
        ("a man plays, the audience of ten people claps", {"man", "person"}, [("play", None), ("clap", None)]),
        ("a hiker reaches the top of a mountain and raises both arms", {"hiker", "mountain"},
         [("reach", "mountain"), ("raise", None)]),
        ("a boy hides behind the curtain while his sister counts to ten", {"boy", "curtain", "sister"},
         [("hide", "curtain"), ("count", None)]),
        ("a man and a woman toast with champagne", {"man", "woman", "champagne"},
         [("raise", "champagne"), ("drink", "champagne")] * 2),
        ("a child draws a sun on the pavement", {"child", "pavement"}, [("draw", "pavement")]),
        ("an elephant sprays water with its trunk", {"elephant"}, [("spray", None)]),
        ("smoke rises from the cauldron", {"cauldron"}, []),
        ("a woman paints a landscape on a canvas", {"woman", "canvas"}, [("paint", "canvas")]),
        ("a firefighter sprays water on a burning house", {"firefighter", "house", "fire hose"}, [("spray", "house")]),
        ("a man proposes to his girlfriend on one knee", {"man", "girlfriend"}, [("propose", "girlfriend")]),
        ("a dragon lies on a pile of gold", {"dragon", "pile of gold"}, [("lie", "pile of gold")]),
        ("a man paints a fence", {"man", "fence"}, [("paint", "fence")]),
    ],
)  # fmt: skip
def test_what_is_there_and_what_is_done_to_it(
    parser: SceneParser, prompt: str, lemmas: set[str], deeds: list[tuple[str, str | None]]
) -> None:
    scene = parser.run(prompt)
    lemma_of = {entity.id: entity.lemma for entity in scene.entities}
    assert set(lemma_of.values()) == lemmas
    assert [(a.verb, lemma_of.get(a.target_id or "")) for a in scene.actions] == deeds


def test_nobody_stands_in_a_mirror(parser: SceneParser) -> None:
    scene = parser.run("a woman looks at herself in the mirror")
    assert all(relation.spatial is None for relation in scene.relations)


def test_a_garment_is_of_who_gets_the_cup(parser: SceneParser) -> None:
    scene = parser.run("a barista hands a cup to a woman in a yellow raincoat")
    assert [r.subject_id for r in scene.relations if r.object_id == "raincoat_1"] == ["woman_1"]


def test_chess_players_have_a_board_between_them(parser: SceneParser) -> None:
    scene = parser.run("two chess players sit at a table in the park")
    board = next(entity for entity in scene.entities if entity.category == "chess set")
    assert [(r.spatial, r.object_id) for r in scene.relations if r.subject_id == board.id] == [("on", "table_1")]
    assert [a.verb for a in scene.actions if a.target_id == board.id] == ["play"]
    assert not any(e.category == "chess set" for e in parser.run("two chess players without a chess set").entities)


def test_rain_that_starts_is_weather_and_a_moon_is_of_the_night(parser: SceneParser) -> None:
    assert parser.run("a woman opens an umbrella because it starts to rain").lighting.weather == "rain"
    assert parser.run("a wolf howls at the full moon").lighting.time_of_day == "night"
    assert parser.run("waves crash against the rocks").setting.place == "coast"


def test_things_beside_each_other_are_on_the_same_desk(parser: SceneParser) -> None:
    scene = parser.run("a stack of old books with a candle and a skull on a wooden desk")
    assert {r.subject_id for r in scene.relations if (r.spatial, r.object_id) == ("on", "desk_1")} == {
        "book_1", "candle_1", "skull_1",
    }  # fmt: skip


def test_windows_are_of_the_hall(parser: SceneParser) -> None:
    scene = parser.run("two fencers duel in a hall with tall windows")
    assert [(a.actor_id, a.verb) for a in scene.actions] == [("fencer_1", "duel")]
    assert all(r.subject_id != "fencer_1" for r in scene.relations)


@pytest.mark.parametrize(
    ("prompt", "glasses"),
    [("two friends clink their beer glasses", 2), ("a man and a woman toast with wine", 2), ("three men toast", 3)],
)
def test_everybody_who_toasts_has_a_glass(parser: SceneParser, prompt: str, glasses: int) -> None:
    scene = parser.run(prompt)
    assert sum(entity.count for entity in scene.entities if entity.category == "glass") == glasses
    assert {a.verb for a in scene.actions} == {"raise", "drink"}


@pytest.mark.parametrize(
    ("prompt", "owner", "thing"),
    [
        ("a boy looks under his bed with a flashlight", "boy_1", "flashlight_1"),
        ("a chef slices a salmon behind the counter", "chef_1", "counter_1"),
    ],
)
def test_whose_a_light_is_and_who_stands_behind_the_counter(
    parser: SceneParser, prompt: str, owner: str, thing: str
) -> None:
    related = [r for r in parser.run(prompt).relations if r.object_id == thing]
    assert [r.subject_id for r in related if r.spatial != "on"] == [owner]  # what is sliced lies on the counter


def test_on_one_knee_is_nobody_s_place(parser: SceneParser) -> None:
    scene = parser.run("a man proposes to his girlfriend on one knee")
    assert all(relation.spatial is None for relation in scene.relations)
