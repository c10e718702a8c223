"""What is taken out of captured gaits before they are measured: floors that rise, figures that never straighten."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m4_motion.gait import load_gaits
from training.m4_motion.captured_gaits import Points, levelled, measure_clip, zeros_of
from training.m4_motion.leave_one_out import programmed


def _on_a_slope(points: Points, slope: float) -> Points:
    """The same walk, towards -Y, on a floor that rises by `slope` of the way."""
    angle = np.arctan(slope)
    turn = np.array([[1.0, 0.0, 0.0], [0.0, np.cos(angle), np.sin(angle)], [0.0, -np.sin(angle), np.cos(angle)]])
    return {name: place @ turn.T for name, place in points.items()}


@pytest.mark.parametrize("slope", [0.02, -0.01])
def test_a_walk_up_a_floor_that_rises_is_measured_as_on_a_level_one(slope: float) -> None:
    walk = programmed(load_gaits()["walk"], 0.43)
    raised = _on_a_slope(walk["points"], slope)
    tilted, mended = (measure_clip(points, walk["zeros"]) for points in (raised, levelled(raised)))
    assert tilted is not None
    assert mended is not None
    index, level = walk["index"], walk["body"]["hips.z"]
    assert np.ptp(tilted["body"]["hips.z"][index] - level[index]) > 0.1  # the hips rise with the floor
    assert np.abs(mended["body"]["hips.z"][index] - level[index]).max() < 0.004


def test_a_joint_reads_nothing_in_the_pose_in_which_its_figure_rests() -> None:
    def bent(knee: float, elbow: float, lean: float) -> Points:
        at = {"LH": [0.1, 0.0, 0.9], "RH": [-0.1, 0.0, 0.9]}
        at["BLN"] = [0.0, -0.5 * np.sin(lean), 0.9 + 0.5 * np.cos(lean)]
        at |= {"LK": [0.1, 0.0, 0.5], "LA": [0.1, 0.4 * np.sin(knee), 0.5 - 0.4 * np.cos(knee)]}
        at |= {"LS": [0.2, 0.0, 1.4], "LE": [0.5, 0.0, 1.4]}
        at["LW"] = [0.5 + 0.25 * np.cos(elbow), -0.25 * np.sin(elbow), 1.4]
        return {name: np.array(place) for name, place in at.items()}

    straight, crooked = zeros_of(bent(0.0, 0.0, 0.0)), zeros_of(bent(0.13, 0.30, -0.08))
    assert (straight.knee, straight.elbow, straight.trunk, straight.thigh) == pytest.approx((0.0, 0.0, 0.0, 0.0))
    assert (crooked.knee, crooked.elbow, crooked.trunk) == pytest.approx((0.13, 0.30, -0.08), abs=1e-6)
    assert crooked.thigh == pytest.approx(0.065, abs=1e-3)  # half of the knee's: thigh and shin are equally long
