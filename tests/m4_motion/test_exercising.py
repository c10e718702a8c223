"""What a trainer checks: one line from heel to head, hands under the shoulders, heels down, feet that stay."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.m3_assets.assemble import assemble
from backend.m3_assets.catalogue import category

from .scenes import Figure, at, does, person, play, way


def figure_of(verb: str, stature: float, **more: object) -> Figure:
    return Figure(play([person("m", stature)], {"m": at(0, 0)}, [does("a", "m", verb, **more)]), "m", stature)


@pytest.mark.parametrize("stature", [1.15, 1.75])
def test_a_push_up_is_one_line_over_hands_that_stay(stature: float) -> None:
    figure = figure_of("push-up", stature)
    shoulder = 0.5 * (figure.of("upper_arm.L") + figure.of("upper_arm.R"))
    ankle = 0.5 * (figure.of("foot.L") + figure.of("foot.R"))
    hip = 0.5 * (figure.of("thigh.L") + figure.of("thigh.R"))
    low = np.flatnonzero((shoulder[:, 2] < 0.42 * stature) & (figure.knee_flexion("L") < np.radians(25)))
    assert len(low) > 40  # three of them, for more than a second
    along = (shoulder - ankle)[low]
    off_line = np.linalg.norm(np.cross(along, (hip - ankle)[low]), axis=-1) / np.linalg.norm(along, axis=-1)
    assert off_line.max() < 0.06 * stature
    dips = shoulder[low, 2]
    assert dips.min() < 0.20 * stature < 0.27 * stature < dips.max()
    for side in "LR":
        hand = figure.of(f"hand.{side}")[low]
        assert np.ptp(hand, axis=0).max() < 0.015
        assert np.linalg.norm((hand - figure.of(f"upper_arm.{side}")[low])[:, :2], axis=-1).max() < 0.20 * stature
    assert np.linalg.norm((ankle[-1] - ankle[0])[:2]) < 0.02  # where they stood


def test_squats_keep_the_heels_down_and_the_weight_over_them() -> None:
    figure = figure_of("squats", 1.75)
    assert figure.of("hips")[:, 2].min() < 0.62 * figure.of("hips")[0, 2]
    for side in "LR":
        assert np.ptp(figure.of(f"foot.{side}")[:, 2]) < 0.01
    assert np.mean(figure.off_balance()) <= 0.02


def test_a_jumping_jack_has_hands_up_when_the_feet_are_out() -> None:
    figure = figure_of("jumping jack", 1.75)
    apart = np.linalg.norm(figure.of("foot.L") - figure.of("foot.R"), axis=-1)
    hands = 0.5 * (figure.of("hand.L") + figure.of("hand.R"))[:, 2]
    assert np.corrcoef(apart, hands)[0, 1] > 0.9
    assert apart.max() > 2.0 * apart[0]
    assert hands.max() > 1.75


def test_who_meditates_sits_so_from_the_first_frame() -> None:
    figure = figure_of("meditate", 1.75)
    assert figure.of("hips")[:, 2].max() < 0.25
    knees = np.linalg.norm(figure.of("shin.L") - figure.of("shin.R"), axis=-1)
    ankles = np.linalg.norm(figure.of("foot.L") - figure.of("foot.R"), axis=-1)
    assert (knees > 2.0 * ankles).all()  # cross-legged
    assert np.ptp(figure.of("hips"), axis=0).max() < 0.05


@pytest.mark.parametrize("kind", ["skateboard", "surfboard", "snowboard"])
def test_a_board_goes_under_the_feet(kind: str) -> None:
    board = assemble(category(kind), {p.name: p.value for p in category(kind).parameters}, "b", kind)
    motion = play(
        [person("m"), board], {"m": at(-4, 0), "b": at(-4, 0)}, [does("a", "m", "ride", "b")],
        [way("m", "a", [(-4, 0), (4, 0)], 0.5 * np.pi, 0.5 * np.pi)],
    )  # fmt: skip
    figure = Figure(motion, "m")
    (grasp,) = [event for event in motion.events if event.kind == "grasp"]
    assert (grasp.frame, grasp.joint, grasp.target_id) == (0, "hips", "b")
    assert figure.of("hips")[-1, 0] - figure.of("hips")[0, 0] > 6.0
    deck = float(board.affordances_of("stand_at")[0].frame.translation[2])
    offset = grasp.offset
    assert offset is not None
    joint = quat.mul(figure.turn("hips"), figure.body.rest_rotations[0])
    where = figure.of("hips") + quat.mul_vec(joint, np.asarray(offset.translation, dtype=np.float64))
    assert np.abs(where[:, 2]).max() < 0.01  # it stays on the ground
    for side in "LR":
        assert np.abs(figure.sole(side) - deck).max() < 0.03
        beside = np.abs(figure.of(f"foot.{side}")[:, 1] - where[:, 1])
        assert beside.max() < 0.5 * float(board.dimensions[0]) + 0.03
