"""What a coach checks: hands and feet that stay where they come down, straight arms, weight over the hands, flight."""

from __future__ import annotations

import numpy as np
import pytest

from .scenes import Figure
from .test_exercising import figure_of

FPS = 24


def still(track: np.ndarray, low: float) -> np.ndarray:
    """(T,) where a joint is within `low` m of the floor and does not move."""
    moves = np.linalg.norm(np.gradient(track, axis=0), axis=-1) * FPS
    return (track[:, 2] < low) & (moves < 0.03)


def middle(rows: np.ndarray) -> float:
    return float(np.flatnonzero(rows).mean())


def lowest(figure: Figure) -> float:
    return min(float(figure.of(name)[:, 2].min()) for name in figure.body.skeleton.joint_names)


@pytest.mark.parametrize("stature", [1.15, 1.75])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_cartwheel_goes_hand_hand_foot_foot_on_one_line(stature: float, side: str) -> None:
    figure = figure_of("cartwheel", stature, manner=(f"to the {side}",))
    lead, trail = ("L", "R") if side == "left" else ("R", "L")
    up = figure.of("hips")[:, 2] - figure.of("head")[:, 2]
    over = np.flatnonzero(up > 0.2 * stature)
    assert len(over) > 6  # head down
    down = {s: still(figure.of(f"hand.{s}"), 0.05 * stature) for s in "LR"}
    assert min(rows.sum() for rows in down.values()) >= 8
    assert middle(down[lead]) < middle(down[trail])
    for s in "LR":
        rows = np.flatnonzero(down[s])
        hand = figure.of(f"hand.{s}")[rows]
        assert np.ptp(hand, axis=0).max() < 0.002  # locked
        arm = np.linalg.norm(hand - figure.of(f"upper_arm.{s}")[rows], axis=-1) / figure.body.arm
        assert arm.min() > 0.78
    assert lowest(figure) > -0.002
    feet = {s: still(figure.of(f"foot.{s}"), 1.2 * figure.body.ankle_height) for s in "LR"}
    landed = {s: int(np.flatnonzero(feet[s] & (np.arange(len(up)) > over[-1]))[0]) for s in "LR"}
    assert landed[trail] < landed[lead]
    sign = 1.0 if side == "left" else -1.0
    travelled = sign * (figure.of("hips")[-1, 0] - figure.of("hips")[0, 0])
    assert 0.9 * stature < travelled < 2.0 * stature
    assert abs(figure.of("hips")[-1, 1] - figure.of("hips")[0, 1]) < 0.03 * stature
    assert figure.of("head")[-1, 2] > 0.8 * stature
    assert abs(figure.of("head")[-1, 2] - figure.of("head")[0, 2]) < 0.03


def test_two_cartwheels_turn_over_twice() -> None:
    one, two = (figure_of("cartwheel", 1.7, manner=manner) for manner in ((), ("twice",)))
    for figure, often in ((one, 1), (two, 2)):
        up = figure.of("hips")[:, 2] > figure.of("head")[:, 2]
        assert np.sum(np.diff(up.astype(int)) == 1) == often


def test_a_handstand_has_the_weight_over_the_hands_and_legs_straight_up() -> None:
    figure = figure_of("handstand", 1.7, duration_s=2.0)
    ankle, head = (0.5 * (figure.of("foot.L") + figure.of("foot.R")), figure.of("head"))
    up = np.flatnonzero(ankle[:, 2] > 0.99 * ankle[:, 2].max())
    assert len(up) >= 40
    assert (head[up, 2] > 0.15).all()
    assert lowest(figure) > -0.002
    mass = figure.body.centre_of_mass(figure.positions)[up]
    hands = 0.5 * (figure.of("hand.L") + figure.of("hand.R"))[up]
    assert np.linalg.norm((mass - hands)[:, :2], axis=-1).max() < 0.09
    for side in "LR":
        assert np.ptp(figure.of(f"hand.{side}")[up], axis=0).max() < 0.002
        assert np.degrees(figure.knee_flexion(side)[up]).max() < 25
    assert np.linalg.norm((figure.of("hips")[-1] - figure.of("hips")[0])[:2]) < 0.05  # comes down the same way


@pytest.mark.parametrize(("verb", "sign"), [("flip", 1.0), ("backflip", -1.0)])
def test_a_flip_flies_on_a_parabola_and_lands_on_the_feet(verb: str, sign: float) -> None:
    figure = figure_of(verb, 1.75)
    soles = np.minimum(figure.sole("L"), figure.sole("R"))
    air = np.flatnonzero(soles > 0.02)
    assert 0.4 < len(air) / FPS < 1.0
    assert np.all(np.diff(air) == 1)
    mass = figure.body.centre_of_mass(figure.positions)
    falls = np.diff(mass[air, 2], 2) * FPS**2
    assert np.abs(falls + 9.81).max() < 0.6
    drift = np.diff(mass[air, 1])
    assert np.abs(drift - drift.mean()).max() < 0.012
    trunk = figure.of("neck") - figure.of("hips")
    angle = np.unwrap(np.arctan2(-trunk[:, 1], trunk[:, 2]))
    assert np.isclose(angle[-1] - angle[0], sign * 2.0 * np.pi, atol=0.1)
    assert figure.of("head")[-1, 2] > 1.4
    assert lowest(figure) > -0.002
