"""Actions that belong together: a fall out of a run, gestures as long as what goes along."""

from __future__ import annotations

import numpy as np
import pytest

from .scenes import Figure, at, crate, does, person, play, thing, way


def test_a_trip_is_a_fall_out_of_the_run_beside_the_obstacle() -> None:
    motion = play(
        [person("m"), thing("rock", "rock", (0.5, 0.5, 0.3))],
        {"m": at(0, 5), "rock": at(0, 0)},
        [does("a", "m", "run"), does("b", "m", "trip", "rock", after="a")],
        [way("m", "a", [(0, 5), (0, -4)], 0, 0)],
    )
    figure = Figure(motion, "m")
    hips = figure.of("hips")
    speed = np.linalg.norm(np.diff(hips[:, :2], axis=0), axis=1) * 24
    first = next(start for name, start, _ in figure.clip.segments if name == "b")
    assert speed[first - 10 : first + 6].min() > 1.5  # no halt before the fall
    assert 0.2 < np.linalg.norm(hips[first, :2]) < 0.8  # beside the rock
    assert hips[-1, 2] < 0.2
    assert figure.positions[:, :, 2].min() > -0.01


def test_claps_last_as_long_as_the_dance_they_go_along_with() -> None:
    motion = play(
        [person("w"), person("m")],
        {"w": at(0, 0), "m": at(2, 0)},
        [does("a", "w", "clap"), does("b", "m", "dance", during="a")],
    )
    spans = {name: (first, last) for clip in motion.clips.values() for name, first, last in clip.segments}
    assert abs(spans["a"][1] - spans["b"][1]) <= 2
    figure = Figure(motion, "w")
    apart = np.linalg.norm(figure.of("middle_1.L") - figure.of("middle_1.R"), axis=1)
    late = apart[spans["a"][1] - 60 : spans["a"][1] - 20]
    assert late.min() < 0.08
    assert late.max() > 0.12


@pytest.mark.parametrize("size", [0.6, 0.75, 1.1])
def test_the_palms_are_on_what_is_pushed_whatever_its_height(size: float) -> None:
    motion = play(
        [person("m"), crate("c", size)],
        {"m": at(0, 2.5), "c": at(0, 0, heading=np.pi)},
        [does("a", "m", "push", "c")],
    )
    figure = Figure(motion, "m")
    (push,) = motion.events
    assert push.frame_end is not None
    for side in "LR":
        hand = figure.of(f"hand.{side}")[push.frame : push.frame_end]
        assert abs(hand[0, 1] - 0.5 * size) < 0.04
        assert hand[0, 1] - hand[-1, 1] > 1.0
