"""A class is several pupils at desks, an audience listens, kids who watch cartoons have a screen."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


@pytest.mark.parametrize("prompt", ["A teacher writes on the blackboard in front of the class",
                                    "A teacher teaches a class"])  # fmt: skip
def test_a_class_sits_at_desks_before_a_board(prompt: str, parser: SceneParser) -> None:
    description = parser.run(prompt)
    count = {entity.lemma: entity.count for entity in description.entities}
    assert count["pupil"] == count["desk"] == count["chair"] > 3
    assert count["blackboard"] == 1
    assert any(action.actor_id == "pupil_1" and action.verb == "sit" for action in description.actions)
    assert not any(relation.object_id == "pupil_1" and relation.spatial for relation in description.relations)


@pytest.mark.parametrize(("prompt", "speaker", "listener"), [
    ("A singer sings to an audience", "singer_1", "person_1"),
    ("An old sailor tells a story to three children", "sailor_1", "child_1"),
    ("A teacher reads to her pupils", "teacher_1", "pupil_1"),
])  # fmt: skip
def test_those_who_are_sung_or_read_to_listen(prompt: str, speaker: str, listener: str, parser: SceneParser) -> None:
    listens = [a for a in parser.run(prompt).actions if a.verb == "listen"]
    assert [(a.actor_id, a.target_id) for a in listens] == [(listener, speaker)]


def test_a_choir_is_several(parser: SceneParser) -> None:
    assert sum(e.count for e in parser.run("A choir sings in a church").entities if e.category == "person") > 3


@pytest.mark.parametrize(("prompt", "who"), [
    ("Kids watch cartoons on TV", "kid"), ("Two kids watch cartoons", "kid"), ("Two boys watch videos", "boy"),
])  # fmt: skip
def test_kids_who_watch_something_watch_a_screen(prompt: str, who: str, parser: SceneParser) -> None:
    description = parser.run(prompt)
    assert [(a.actor_id, a.verb, a.target_id) for a in description.actions] == [(f"{who}_1", "watch", "tv_1")]
    assert {e.lemma for e in description.entities} == {who, "tv"}
