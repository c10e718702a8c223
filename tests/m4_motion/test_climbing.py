"""Stairs and ladders are climbed on their real steps, and one comes down again."""

from __future__ import annotations

import numpy as np
import pytest

from backend.protocol.scene import Asset

from .scenes import Figure, at, does, person, place, play, thing

RISE, RUN = 0.18, 0.27


def stairs(steps: int = 5) -> Asset:
    depth = steps * RUN
    treads = [place("stand_at", 0, -depth / 2 + RUN * (k + 0.5), RISE * (k + 1), (1.0, RUN, 0)) for k in range(steps)]
    return thing("s", "stairs", (1.0, depth, steps * RISE), *treads)


def ladder(rungs: int = 9) -> Asset:
    stands = [place("stand_at", 0, -0.12 + 0.03 * k, 0.19 + 0.3 * k, (0.36, 0.03, 0)) for k in range(rungs)]
    return thing("s", "ladder", (0.42, 0.3, 2.6), *stands)


@pytest.mark.parametrize("stature", [1.15, 1.7])
@pytest.mark.parametrize("where", [(0.0, -2.0), (1.5, 1.0)], ids=["before", "behind"])
def test_feet_stand_on_the_steps(stature: float, where: tuple[float, float]) -> None:
    motion = play([person("m", stature), stairs()], {"m": at(*where), "s": at(0, 0)}, [does("a", "m", "climb", "s")])
    figure = Figure(motion, "m", stature)
    assert motion.unmet == ()
    levels = RISE * np.arange(6)
    for i, side in enumerate("LR"):
        on = figure.clip.foot_contacts[:, i]
        height = figure.sole(side)[on]
        assert np.abs(height[:, None] - levels[None]).min(axis=1).max() < 0.01
        assert height.max() == pytest.approx(5 * RISE, abs=0.01)
        ankle = figure.of(f"foot.{side}")
        moved = np.linalg.norm(np.diff(ankle, axis=0), axis=-1) * figure.fps
        assert moved.max() < 6.0
    # the sole clears the edge of each tread: nowhere in a step
    for side in "LR":
        toe = figure.of(f"toe.{side}")
        step = np.clip(np.ceil((-toe[:, 1] * -1.0 + 2.5 * RUN) / RUN), 0, 5)
        inside = (np.abs(toe[:, 0]) < 0.5) & (toe[:, 1] > -2.5 * RUN)
        assert (toe[inside, 2] - RISE * step[inside]).min() > -0.06
    assert figure.of("hips")[-1, 2] == pytest.approx(5 * RISE + figure.body.hip_height, abs=0.03)
    assert figure.knee_flexion("L").min() > 0.03


def test_one_comes_down_the_way_one_came_up() -> None:
    actions = [does("a", "m", "climb", "s"), does("b", "m", "wave", after="a"), does("c", "m", "walk", after="b")]
    figure = Figure(play([person("m"), stairs()], {"m": at(0, -2), "s": at(0, 0)}, actions), "m")
    assert figure.of("hips")[:, 2].max() > 5 * RISE + 0.8
    assert figure.of("hips")[-1, 2] == pytest.approx(figure.body.hip_height, abs=0.03)


def test_hands_are_on_the_rungs_of_a_ladder() -> None:
    motion = play([person("m"), ladder()], {"m": at(0, -2), "s": at(0, 0)}, [does("a", "m", "climb", "s")])
    figure = Figure(motion, "m")
    first, last = next((a, b) for name, a, b in figure.clip.segments if name == "a")
    climbing = slice(last - 40, last)
    rungs = np.array([[0.0, -0.12 + 0.03 * k, 0.19 + 0.3 * k] for k in range(9)])
    for side in "LR":
        palm = figure.of(f"middle_1.{side}")[climbing]
        gap = np.linalg.norm((palm[:, None] - rungs[None])[..., 1:], axis=-1).min(axis=1)
        assert np.median(gap) < 0.07
    on = figure.clip.foot_contacts[climbing]
    assert on.any(axis=1).mean() > 0.6
    assert first < last


def test_what_has_no_steps_is_not_climbed_and_told() -> None:
    motion = play([person("m"), thing("s", "rock", (1, 1, 1))], {"m": at(0, -2), "s": at(0, 0)},
                  [does("a", "m", "climb", "s")])  # fmt: skip
    assert any("no steps on the rock" in note for note in motion.unmet)
