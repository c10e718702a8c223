"""Descriptions that an artist has corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.errors import InvalidRequestError
from backend.protocol.scene import Entity, Relation, SceneDescription


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def said(parser: SceneParser) -> SceneDescription:
    return parser.run("A man waves beside a wooden table, a red ball lies on the table")


def test_what_is_complete_stays_as_it_is(parser: SceneParser) -> None:
    description = said(parser)
    assert parser.fill_in(description) == description


def test_blanks_are_looked_up(parser: SceneParser) -> None:
    description = said(parser)
    added = (Entity(id="woman_9", lemma="woman", category=""), Entity(id="sofa_9", lemma="sofa", category=""))
    words = {"in front of": "in_front_of", "in corner of": "in_corner_of", "wear": None}
    relations = tuple(
        Relation(subject_id="woman_9", predicate=word, spatial="", object_id="sofa_9") for word in words
    )
    filled = parser.fill_in(
        replace(description, entities=(*description.entities, *added), relations=(*description.relations, *relations))
    )
    woman, sofa = filled.entities[-2:]
    assert (woman.category, woman.role) == ("person", "character")
    assert (sofa.category, sofa.role) == ("couch", "prop")
    assert [r.spatial for r in filled.relations[-3:]] == list(words.values())


@pytest.mark.parametrize("object_id", ["nothing_1", ""])
def test_relations_to_nothing_are_refused(parser: SceneParser, object_id: str) -> None:
    description = said(parser)
    wrong = Relation(subject_id=description.entities[0].id, predicate="on", spatial="on", object_id=object_id)
    with pytest.raises(InvalidRequestError, match="not among the things"):
        parser.fill_in(replace(description, relations=(wrong,)))


def test_two_things_of_one_name_are_refused(parser: SceneParser) -> None:
    description = said(parser)
    with pytest.raises(InvalidRequestError, match="same name"):
        parser.fill_in(replace(description, entities=(*description.entities, description.entities[0])))
