"""What everyday deeds are done with, and where those who do them are."""

from __future__ import annotations

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.scene import SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def _deeds(description: SceneDescription) -> set[tuple[str, str, str | None]]:
    lemma = {e.id: e.lemma for e in description.entities}
    return {(lemma[a.actor_id], a.verb, lemma.get(a.target_id or "")) for a in description.actions}


@pytest.mark.parametrize(
    ("prompt", "place", "things", "deed"),
    [
        ("two people ice skate", "ice rink", {"person"}, ("person", "ice skate", None)),
        ("a man golfs", "field", {"man", "golf club", "golf ball", "golf hole"}, ("man", "golf swing", "golf ball")),
        ("a woman paints her nails", None, {"woman", "chair"}, ("woman", "write", None)),
        ("three men play poker", None, {"man", "table", "chair", "hand of cards"}, ("man", "read", "hand of cards")),
        ("a woman sunbathes", "beach", {"woman", "beach mat"}, ("woman", "lie", None)),
        ("two men play pool", "bar", {"man", "pool table", "pool cue"}, ("man", "look", "pool table")),
        ("a boy brushes his teeth", "bathroom", {"boy", "toothbrush"}, ("boy", "brush", None)),
        ("a teenager plays video games", "living room", {"teenager", "tv", "tv stand", "couch"},
         ("teenager", "watch", "tv")),
        ("an artist paints a portrait of a woman", "studio", {"artist", "easel"}, ("artist", "paint", "easel")),
        ("a painter paints in the garden", "garden", {"painter", "easel"}, ("painter", "paint", "easel")),
        ("a barber cuts a man's hair", "salon", {"barber", "man", "chair", "scissors"}, ("man", "sit", "chair")),
        ("a woman types on her laptop", "office", {"woman", "laptop", "desk", "chair"}, ("woman", "sit", "chair")),
        ("an old witch stirs a cauldron in her hut", "cabin interior", {"witch", "cauldron"},
         ("witch", "stir", "cauldron")),
        ("Robin Hood shoots an arrow at a target", "forest", {"robin hood", "arrow", "target"},
         ("robin hood", "shoot arrow", "target")),
        ("a businessman runs down the street with a briefcase, late for the train", "street",
         {"businessman", "briefcase"}, ("businessman", "run", None)),
        ("a kitten plays with a ball of yarn", "living room", {"kitten", "ball of yarn"},
         ("kitten", "play", "ball of yarn")),
        ("three children play hide and seek", "park", {"child"}, ("child", "run", None)),
    ],
)  # fmt: skip
def test_what_a_pastime_is_done_with_and_where(
    parser: SceneParser, prompt: str, place: str | None, things: set[str], deed: tuple[str, str, str | None]
) -> None:
    description = parser.run(prompt)
    assert description.setting.place == place
    assert things <= {e.lemma for e in description.entities}
    assert len(description.entities) <= len(things) + 1  # a bow goes with the arrow
    assert deed in _deeds(description)


def test_who_is_photographed_stands_close_and_looks_at_who_photographs(parser: SceneParser) -> None:
    description = parser.run("a photographer takes pictures of a bride and groom")
    assert {("bride", "look", "photographer"), ("groom", "look", "photographer")} <= _deeds(description)
    assert any({r.subject_id, r.object_id} == {"bride_1", "groom_1"} and r.spatial for r in description.relations)


def test_a_game_of_water_stays_water_and_skates_stay_shoes(parser: SceneParser) -> None:
    assert "pool table" not in {e.lemma for e in parser.run("children play in the pool").entities}
    assert "ice skate" not in {a.verb for a in parser.run("a boy in ice skates waves").actions}
    assert parser.run("a woman with a briefcase waits for the train").entities, "only who is late has no train"


def test_what_is_delivered_to_somebody_is_still_handed_over(parser: SceneParser) -> None:
    to_her = parser.run("a mailman delivers a letter to a woman")
    assert ("mailman", "deliver", "letter") in _deeds(to_her)
    alone = parser.run("a mailman delivers a letter")
    assert ("mailman", "walk", None) in _deeds(alone)
    assert any(r.predicate == "with" and r.object_id == "letter_1" for r in alone.relations)
