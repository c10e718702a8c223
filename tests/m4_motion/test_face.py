"""Blinks and expressions: how often, how long, and which words set them."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m4_motion.face import EXPRESSIONS, WORDS, expression_of, face_curves
from backend.protocol.scene import Action, Attribute, Curve, Entity

FPS = 24.0


def value_at(curve: Curve, frame: int) -> float:
    return float(np.interp(frame, curve.frames, curve.values[:, 0]))


def curves(
    words: tuple[str, ...] = (), manner: tuple[str, ...] = (), seconds: float = 10.0, seed: int = 0
) -> dict[str, Curve]:
    man = Entity(
        id="man_1", lemma="man", category="person", attributes=tuple(Attribute(type="other", value=w) for w in words)
    )
    act = Action(id="a1", actor_id="man_1", verb="wave", text="waves", manner=manner)
    segments = (("idle", 0, 60), ("a1", 60, 150), ("idle", 150, 240))
    return face_curves(man, (act,), segments, round(seconds * FPS), FPS, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(3))
def test_blinks_are_as_frequent_and_short_as_people_s(seed: int) -> None:
    blink = curves(seconds=120.0, seed=seed)["blink"]
    shut = blink.frames[blink.values[:, 0] == 1.0]
    assert 20 <= len(shut) <= 60  # 10 to 30 a minute
    assert np.diff(shut).min() >= round(0.9 * FPS) - 1
    dense = np.array([value_at(blink, frame) for frame in range(2880)])
    assert (dense > 0.01).mean() < 0.10


def test_a_manner_changes_the_face_for_the_act_only() -> None:
    face = curves(manner=("sadly",))
    assert value_at(face["frown"], 50) == 0.0
    assert value_at(face["frown"], 100) == pytest.approx(EXPRESSIONS["sad"]["frown"])
    assert value_at(face["frown"], 200) == 0.0
    assert value_at(face["smile"], 100) == 0.0
    assert value_at(face["smile"], 30) > 0.1  # nobody stares


def test_a_word_of_the_person_holds_all_the_time() -> None:
    face = curves(("angry",))
    assert all(value_at(face["brows_down"], frame) == 1.0 for frame in (0, 100, 239))
    assert "smile" not in face


def test_words_and_their_adverbs_are_found() -> None:
    assert {expression_of((word,)) for word in ("happily", "laughs", "angrily", "sadly", "tiredly", "chair")} == {
        "happy", "laughing", "angry", "sad", "tired", None,
    }  # fmt: skip
    assert set(WORDS.values()) == set(EXPRESSIONS)


def test_same_seed_same_face() -> None:
    first, again, other = curves(seed=3), curves(seed=3), curves(seed=4)
    assert all(np.array_equal(first[k].frames, again[k].frames) for k in first)
    assert not np.array_equal(first["blink"].frames, other["blink"].frames)
