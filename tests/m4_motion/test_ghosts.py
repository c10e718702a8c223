"""Ghosts hover, and the undead reach out as they walk."""

from __future__ import annotations

import numpy as np

from backend.common.weightless import is_weightless, walked
from backend.m4_motion.channels import INDEX, NAMES
from backend.m4_motion.hovering import hover
from backend.m4_motion.styles import nature_of, style_of
from backend.protocol.scene import Action, Entity, Lighting, SceneDescription, Setting, Shot

FPS = 24.0


def described(lemma: str, verb: str) -> SceneDescription:
    entity = Entity(id="it_1", lemma=lemma, category="person", role="character")
    action = Action(id="action_1", actor_id="it_1", verb=verb, text=verb)
    return SceneDescription(
        prompt=f"a {lemma} {verb}s", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=(entity,),
        relations=(), actions=(action,),
    )  # fmt: skip


def test_a_ghost_that_floats_goes_where_a_man_would_not() -> None:
    assert walked(described("ghost", "float")).actions[0].verb == "walk"
    assert walked(described("man", "float")).actions[0].verb == "float"
    assert walked(described("ghost", "wave")).actions[0].verb == "wave"
    assert is_weightless(described("old ghost", "float").entities[0])


def test_hovering_lifts_the_feet_and_stills_the_steps() -> None:
    t = np.arange(240) / FPS
    motion = np.zeros((240, len(NAMES)))
    motion[:, INDEX["hips.z"]] = 0.9 + 0.03 * np.sin(2 * np.pi * 1.8 * t)
    motion[:, INDEX["hips.roll"]] = 0.1 * np.sin(2 * np.pi * 0.9 * t)
    hover(motion, 1.7, FPS, 0.0)
    middle = slice(48, -48)
    feet = motion[middle, INDEX["foot.level.L"]]
    assert 0.06 < feet.min() < feet.max() < 0.25
    assert np.abs(motion[middle, INDEX["hips.roll"]]).max() < 0.03
    # the bob is slow: the height turns round about once in half its period
    speed = np.diff(motion[middle, INDEX["hips.z"]])
    turns = int((np.sign(speed[1:]) != np.sign(speed[:-1])).sum())
    assert turns <= 6


def test_zombies_reach_out_and_others_do_not() -> None:
    def reach(lemma: str) -> float:
        return style_of(nature_of(described(lemma, "walk").entities[0])).arms_forward

    assert reach("zombie") == 1.0
    assert reach("woman") == 0.0
