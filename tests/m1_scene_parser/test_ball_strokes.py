"""Strokes at balls, what is towed, and hands at work on somebody: what the words ask for besides themselves."""

from __future__ import annotations

import pytest

from backend.common.sports import BAT, GOLF, RALLY, SLAP_SHOT, TOW, VOLLEY
from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def _deeds(description: SceneDescription) -> set[tuple[str, str, str | None]]:
    lemma = {e.id: e.lemma for e in description.entities}
    return {(lemma[a.actor_id], a.verb, lemma.get(a.target_id or "")) for a in description.actions}


@pytest.mark.parametrize(
    ("prompt", "deed", "things"),
    [
        ("a golfer hits a golf ball toward a hole with a flag", ("golfer", GOLF, "golf ball"),
         {"golfer": 1, "golf ball": 1, "golf hole": 1, "golf club": 1}),
        ("a boy hits a baseball with a bat", ("boy", BAT, "baseball"), {"boy": 1, "baseball": 1, "baseball bat": 1}),
        ("two men play hockey on an ice rink", ("man", SLAP_SHOT, "puck"),
         {"man": 1, "puck": 1, "goal": 1, "hockey stick": 1}),
        ("two women play tennis", ("woman", RALLY, "tennis ball"),
         {"woman": 2, "tennis ball": 1, "tennis net": 1, "tennis racket": 2}),
        ("four girls play volleyball on the beach", ("girl", VOLLEY, "volleyball"), {"girl": 4, "volleyball": 1}),
        ("a boy pulls a sled through the snow by a rope", ("boy", TOW, "sled"), {"boy": 1, "sled": 1, "tow rope": 1}),
        ("a doctor examines a patient", ("doctor", "tend", "patient"), {"doctor": 1, "patient": 1, "hospital bed": 1}),
    ],
)  # fmt: skip
def test_a_stroke_comes_with_what_it_needs(
    parser: SceneParser, prompt: str, deed: tuple[str, str, str | None], things: dict[str, int]
) -> None:
    description = parser.run(prompt)
    assert deed in _deeds(description)
    assert {e.lemma: e.count for e in description.entities} == things


def test_a_dentist_works_at_the_mouth_and_who_only_watches_keeps_the_hands_off(parser: SceneParser) -> None:
    tended = next(a for a in parser.run("a dentist examines a patient's teeth").actions if a.verb == "tend")
    assert "mouth" in tended.manner
    assert ("man", "tend", "woman") not in _deeds(parser.run("a man examines a woman"))


def test_a_place_before_a_colon_is_a_title(parser: SceneParser) -> None:
    description = parser.run("Sunny backyard: a father and a boy stand on the grass near a white fence")
    assert not any(r.subject_id.startswith("backyard") for r in description.relations)
    assert {a.actor_id for a in parser.run("Park: a man and a woman sit on a bench").actions} == {"man_1", "woman_1"}


def test_the_camera_stays_at_the_eye_while_they_pose(parser: SceneParser) -> None:
    actions = parser.run("a photographer takes a picture of a family posing in front of a house").actions
    shot = next(a for a in actions if a.verb == "photograph")
    assert shot.after is None
    assert all(a.during == shot.id and a.target_id == "photographer_1" for a in actions if a is not shot)
