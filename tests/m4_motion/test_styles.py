"""Style words: every one of them moves otherwise, in figures that the eye reads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.m4_motion.styles import style_of
from backend.protocol.scene import Attribute

from .scenes import Figure, at, does, person, play, way, who

WORDS = (
    "slowly",
    "quickly",
    "angrily",
    "happily",
    "sadly",
    "tired",
    "drunk",
    "old",
    "sneaking",
    "proudly",
    "carefully",
)


def _walk(word: str) -> dict[str, float]:
    """What one sees of a walk: speed, step, lean, look, arm swing, bob, reeling, knees."""
    manner = (word,) if word else ()
    motion = play(
        [person("m")],
        {"m": at(0, 6)},
        [does("a", "m", "walk", manner=manner)],
        [way("m", "a", [(0, 6), (0, -2)], 0, 0)],
    )
    figure = Figure(motion, "m")
    first, last = next(span for name, *span in figure.clip.segments if name == "a")
    steady = slice(first + (last - first) // 3, first + 2 * (last - first) // 3)
    hips, neck, head = (figure.of(name)[steady] for name in ("hips", "neck", "head"))
    hand = (figure.of("hand.R") - figure.of("upper_arm.R"))[steady]
    feet = (figure.of("foot.L") - figure.of("foot.R"))[steady]
    assert figure.skate_ratio() <= 0.07, word  # people: 0.05 to 0.075; tired feet are low when they swing
    return {
        "speed": float(np.linalg.norm(hips[-1, :2] - hips[0, :2]) / (len(hips) - 1) * 24),
        "step": float(np.ptp(feet[:, 1]) / 2),
        "lean": float(np.degrees(np.mean(np.arctan2(-(neck - hips)[:, 1], (neck - hips)[:, 2])))),
        "head": float(np.degrees(np.mean(np.arctan2(-(head - neck)[:, 1], (head - neck)[:, 2])))),
        "swing": float(np.ptp(hand[:, 1])),
        "bob": float(np.ptp(hips[:, 2])),
        "reel": float(np.ptp(hips[:, 0])),
        "height": float(np.mean(hips[:, 2])),
    }


# What counts as seen: a quarter of a step or swing, 3 degrees, 12 mm of the hips
_SEEN = {
    "speed": 0.18, "step": 0.12, "lean": 3.0, "head": 4.0, "swing": 0.06, "bob": 0.010, "reel": 0.05, "height": 0.012,
}  # fmt: skip


@pytest.fixture(scope="module")
def walks() -> dict[str, dict[str, float]]:
    return {word: _walk(word) for word in ("", *WORDS)}


def test_every_style_differs_from_plain_walking_and_from_every_other(walks: dict[str, dict[str, float]]) -> None:
    words = list(walks)
    for i, one in enumerate(words):
        for other in words[:i]:
            seen = [name for name, least in _SEEN.items() if abs(walks[one][name] - walks[other][name]) > least]
            assert seen, (one, other)


def test_moods_do_what_they_say(walks: dict[str, dict[str, float]]) -> None:
    plain = walks[""]
    assert walks["quickly"]["speed"] > 1.2 * plain["speed"] > 1.4 * walks["slowly"]["speed"]
    assert walks["sadly"]["head"] > plain["head"] + 10.0
    assert walks["old"]["lean"] > plain["lean"] + 8.0
    assert walks["old"]["step"] < 0.8 * plain["step"]
    assert walks["proudly"]["lean"] < plain["lean"] - 3.0
    assert walks["happily"]["bob"] > 1.25 * plain["bob"]
    assert walks["drunk"]["reel"] > 2.0 * plain["reel"]
    assert walks["sneaking"]["height"] < plain["height"] - 0.06
    assert walks["carefully"]["speed"] < 0.7 * plain["speed"]


def test_what_someone_is_shows_while_they_wait() -> None:
    def leaning(value: str) -> float:
        entity = replace(who("m"), attributes=(Attribute(type="state", value=value),))
        figure = Figure(play([person("m")], {"m": at(0, 0)}, [], entities=(entity,)), "m")
        up = figure.of("head")[36] - figure.of("hips")[36]
        return float(np.degrees(np.arctan2(-up[1], up[2])))

    assert leaning("tired") > leaning("green") + 4.0
    assert leaning("proud") < leaning("green") - 2.0


def test_a_word_counts_once() -> None:
    assert style_of(["slowly", "slow"]) == style_of(["slowly"])
    assert style_of(["green"]) == style_of([])
