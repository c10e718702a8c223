"""Who aims a gun has it in the hands; what it is aimed at is what the deed is about."""

from __future__ import annotations

import pytest

from backend.common.toys import AIM_GUN
from backend.m1_scene_parser.stage import SceneParser


@pytest.mark.parametrize(
    ("prompt", "gun", "target"),
    [("A soldier aims a rifle at a target.", "rifle", "target"), ("A cowboy aims a gun at a bandit.", "gun", "bandit"),
     ("A man shoots a rifle.", "rifle", None)],
)  # fmt: skip
def test_the_gun_is_with_its_bearer(prompt: str, gun: str, target: str | None) -> None:
    scene = SceneParser.load().run(prompt)
    (action,) = scene.actions
    named = {entity.id: entity for entity in scene.entities}
    assert action.verb == AIM_GUN
    assert (None if action.target_id is None else named[action.target_id].lemma) == target
    assert [named[r.object_id].category for r in scene.relations if r.predicate == "with"] == [gun]
