"""What goes without saying: a ball to play catch with, a hand that has a cup, a chair at the table."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize(
    ("prompt", "players", "ball"),
    [("Two kids play catch in the park", ["kid_1"], "ball"),
     ("A father and his son play catch with a baseball", ["father_1", "son_1"], "baseball"),
     ("A boy plays catch with his father", ["boy_1", "father_1"], "ball")],
)  # fmt: skip
def test_play_catch_is_throwing_to_and_fro(parser: SceneParser, prompt: str, players: list[str], ball: str) -> None:
    read = parser.run(prompt)
    assert [a.actor_id for a in read.actions] == players
    assert {a.verb for a in read.actions} == {"throw"}
    (thing,) = [e for e in read.entities if e.role == "prop"]
    assert thing.lemma == ball
    assert {a.target_id for a in read.actions} == {thing.id}
    assert all("back and forth" in a.manner for a in read.actions)


def test_to_play_and_to_catch_are_not_to_play_catch(parser: SceneParser) -> None:
    read = parser.run("A girl plays and catches a ball")
    assert [a.verb for a in read.actions] == ["play", "catch"]


def test_what_comes_after_a_game_comes_after_it(parser: SceneParser) -> None:
    read = parser.run("A boy plays catch with his father, then waves")
    wave = next(a for a in read.actions if a.verb == "wave")
    assert wave.after in {a.id for a in read.actions if a.verb == "throw"}


@pytest.mark.parametrize(
    "prompt",
    ["a woman with a cup in her hand walks to the window", "A woman walks to the window with a cup in her hands"],
)
def test_in_her_hand_is_with_her(parser: SceneParser, prompt: str) -> None:
    read = parser.run(prompt)
    assert ("cup_1", "in", "woman_1") in {(r.subject_id, r.spatial, r.object_id) for r in read.relations}


@pytest.mark.parametrize(
    ("prompt", "seats"),
    [("A waitress walks to a table where an old man sits", 1), ("Two women sit at a table", 2),
     ("A man sits on a table", 0), ("A man sits at a table on a stool", 0)],
)  # fmt: skip
def test_who_sits_at_a_table_has_a_chair(parser: SceneParser, prompt: str, seats: int) -> None:
    read = parser.run(prompt)
    chairs = [e for e in read.entities if e.lemma == "chair"]
    assert sum(e.count for e in chairs) == seats
    if seats:
        assert chairs[0].id in {a.target_id for a in read.actions if a.verb == "sit"}
        assert any(r.subject_id == chairs[0].id and r.spatial in ("at", "around") for r in read.relations)


@pytest.mark.parametrize("prompt", ["Two men play chess", "An old man plays chess with a boy"])
def test_who_plays_chess_sits_at_a_table_with_the_board_on_it(parser: SceneParser, prompt: str) -> None:
    read = parser.run(prompt)
    lemmas = [e.lemma for e in read.entities]
    assert lemmas.count("table") == 1
    assert ("chess_1", "on", "table_1") in {(r.subject_id, r.spatial, r.object_id) for r in read.relations}
    assert sum(e.count for e in read.entities if e.lemma == "chair") == 2
    play = next(a for a in read.actions if a.verb == "play")
    assert next(a.verb for a in read.actions if a.id == play.after) == "sit"


def test_the_board_lies_on_the_table_that_it_is_played_at(parser: SceneParser) -> None:
    read = parser.run("A woman puts a vase on a wooden table. Two old men play chess at a small round table.")
    on = next(r.object_id for r in read.relations if r.subject_id == "chess_1" and r.spatial == "on")
    table = next(entity for entity in read.entities if entity.id == on)
    assert {attribute.value for attribute in table.attributes} == {"small", "round"}
