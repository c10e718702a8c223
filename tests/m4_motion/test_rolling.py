"""What a coach checks of a roll: it does not slip, it turns as often as said, and nothing goes through the floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.m4_motion.verbs import program_for

from .scenes import does
from .test_exercising import figure_of

FPS = 24


@pytest.mark.parametrize("stature", [1.15, 1.75])
@pytest.mark.parametrize(("side", "sign"), [("left", 1.0), ("right", -1.0)])
def test_a_log_roll_goes_over_and_over_without_slipping(stature: float, side: str, sign: float) -> None:
    figure = figure_of("roll", stature, manner=(side, "twice"))
    hips = figure.of("hips")
    left, right = figure.of("thigh.L"), figure.of("thigh.R")
    across = (left - right) / np.linalg.norm(left - right, axis=-1)[:, None]
    lying = hips[:, 2] < 0.16 * stature
    angle = np.unwrap(np.arctan2(-across[:, 2], across[:, 0]))
    turned = np.diff(angle)
    rolling = lying[1:] & (np.abs(turned) > 0.05)
    assert sign * turned[rolling].sum() == pytest.approx(4.0 * np.pi, abs=0.6)
    moved = sign * np.diff(hips[:, 0])[rolling]
    height = 0.5 * (hips[1:, 2] + hips[:-1, 2])[rolling]
    assert moved.sum() == pytest.approx(float((height * np.abs(turned[rolling])).sum()), rel=0.06)  # rolls, not slides
    assert figure.positions[..., 2].min() > -0.012
    assert min(figure.sole("L").min(), figure.sole("R").min()) > -0.005


@pytest.mark.parametrize("stature", [1.15, 1.75])
def test_a_forward_roll_goes_over_the_back_and_up_onto_the_feet(stature: float) -> None:
    figure = figure_of("roll", stature, manner=("forward",))
    trunk = figure.of("neck") - figure.of("hips")
    over = np.unwrap(np.arctan2(-trunk[:, 1], trunk[:, 2]))
    assert over[-1] - over[0] == pytest.approx(2.0 * np.pi, abs=0.1)
    assert np.all(np.diff(over)[np.gradient(over)[1:] > 0.1] > 0.0)
    upside = np.flatnonzero(figure.of("hips")[:, 2] > figure.of("head")[:, 2] + 0.1 * stature)
    assert 4 <= len(upside) <= 20
    back = int(np.argmin(figure.of("hips")[:, 2]))  # low on the back, after the neck, the legs above it
    assert back > upside[-1]
    assert figure.of("hips")[back, 2] < 0.08 * stature
    assert figure.of("shin.L")[back, 2] > 0.15 * stature
    hands = figure.of("hand.L")
    down = (hands[:, 2] < 0.04 * stature) & (np.linalg.norm(np.gradient(hands, axis=0), axis=-1) * FPS < 0.05)
    assert down.sum() >= 3  # the hands are down before the neck is
    assert np.flatnonzero(down)[-1] < upside[-1]
    travelled = float(-(figure.of("hips")[-1] - figure.of("hips")[0])[1])
    assert 0.7 * stature < travelled < 1.4 * stature
    assert figure.of("head")[-1, 2] > 0.8 * stature
    assert figure.positions[..., 2].min() > -0.012


def test_who_rolls_a_thing_pushes_it_and_who_rolls_rolls() -> None:
    assert program_for(replace(does("a", "m", "roll"), text="rolls a barrel")) == ("push", True)
    assert program_for(replace(does("a", "m", "roll"), text="rolls over and over")) == ("roll", True)
    assert program_for(replace(does("a", "m", "do"), text="does two forward rolls")) == ("roll", True)
    assert program_for(replace(does("a", "m", "roll"), text="rolls the dice"))[1] is False
