"""How somebody comes to speed, loses it again, leans into a curve and turns: what forces and joints would do."""

from __future__ import annotations

import numpy as np
import pytest

from backend.m4_motion.body import Body, default_body
from backend.m4_motion.channels import INDEX, SIDES, Array
from backend.m4_motion.footsteps import shuffle
from backend.m4_motion.gait import load_gaits
from backend.m4_motion.locomotion import Style, travel
from backend.m4_motion.solve import place
from backend.m4_motion.ways import Path

FPS = 24.0


def gone(gait: str, speed_m_s: float, points: list[tuple[float, float]] | Array) -> tuple[Body, Array, Array]:
    """The body, its motion (T, C) and its joints (T, J, 3), each stride like the other."""
    body, line = default_body(), np.asarray(points, dtype=np.float64)
    last = line[-1] - line[-2]
    path = Path(line, 0.0, float(np.arctan2(last[0], -last[1])))
    motion, _ = travel(body, body.standing(), path, load_gaits()[gait], speed_m_s, Style(), FPS)
    return body, motion, place(body, motion, FPS).positions


def landings(motion: Array) -> Array:
    """Frames in which a foot comes down, in order."""
    down = [np.flatnonzero(np.diff((motion[:, INDEX[f"foot.z.{side}"]] > 0.0).astype(int)) == -1) for side in SIDES]
    return np.sort(np.concatenate(down))


@pytest.mark.parametrize(("gait", "speed_m_s", "metres"), [("walk", 1.28, 6.0), ("run", 3.0, 14.0)])
def test_speed_comes_and_goes_evenly(gait: str, speed_m_s: float, metres: float) -> None:
    body, motion, joints = gone(gait, speed_m_s, [(0.0, 0.0), (0.0, -metres)])
    hips = 0.5 * (joints[:, body.index["thigh.L"]] + joints[:, body.index["thigh.R"]])
    speed = -np.gradient(hips[:, 1]) * FPS
    first = landings(motion)[0]
    assert np.diff(speed[: first + 1]).min() > -0.03 * speed_m_s  # captured starts never lose speed before they land
    half = speed[first // 2 + 1]
    assert half > 0.42 * speed[first]  # they gain half of it half-way
    step = round(FPS * load_gaits()[gait].step_length(speed_m_s, body.leg) / speed_m_s)
    each = np.convolve(speed, np.full(step, 1.0 / step), mode="valid")
    lost = each[len(each) // 2 :]
    assert np.diff(lost).max() < 0.02 * speed_m_s
    below = np.flatnonzero(lost < 0.9 * lost.max())[0]
    assert (np.flatnonzero(lost < 0.35 * lost.max())[0] - below) / step > (0.7 if gait == "walk" else 1.9)


def test_who_brakes_from_a_run_leans_back_with_the_feet_ahead() -> None:
    body, motion, joints = gone("run", 3.6, [(0.0, 0.0), (0.0, -14.0)])
    mass = body.centre_of_mass(joints)
    trunk = joints[:, body.index["neck"]] - joints[:, 0]
    lean = np.degrees(np.arctan2(-trunk[:, 1], trunk[:, 2]))
    lands = landings(motion)
    steady, brakes = lands[len(lands) // 2], lands[-4:-1]
    ahead = {}
    for frame in (steady, *brakes):
        feet = [joints[frame, body.index[f"foot.{side}"], 1] for side in SIDES]
        ahead[frame] = mass[frame, 1] - min(feet)
    assert lean[steady] > 2.0
    assert lean[brakes[0] : brakes[-1]].mean() < 0.0
    assert lean[brakes[1] : brakes[-1]].min() < -3.0
    assert np.mean([ahead[frame] for frame in brakes[:-1]]) > ahead[steady] + 0.03


@pytest.mark.parametrize(("gait", "speed_m_s", "radius"), [("walk", 1.28, 1.5), ("run", 3.2, 5.0)])
def test_a_curve_is_gone_leaning_in_with_short_inner_steps(gait: str, speed_m_s: float, radius: float) -> None:
    angle = np.linspace(0.0, 1.6 * np.pi, 100)
    circle = np.stack([radius - radius * np.cos(angle), -radius * np.sin(angle)], axis=-1)
    body, motion, joints = gone(gait, speed_m_s, circle)  # to the left
    middle = slice(len(motion) // 3, 2 * len(motion) // 3)

    def out(points: Array) -> float:
        return float(np.linalg.norm(points[middle, :2] - [radius, 0.0], axis=-1).mean())

    mass = body.centre_of_mass(joints)
    needed = np.arctan(speed_m_s**2 / radius / 9.81)
    prints = [motion[:, [INDEX[f"foot.x.{side}"], INDEX[f"foot.y.{side}"]]] for side in SIDES]
    leans = np.arctan((0.5 * (out(prints[0]) + out(prints[1])) - out(mass)) / mass[middle, 2].mean())
    assert 0.5 * needed < leans < 1.2 * needed
    strides = []
    for side, places in zip(SIDES, prints, strict=True):
        stood = motion[:, INDEX[f"foot.z.{side}"]] <= 0.0
        down = np.flatnonzero(stood[1:] & ~stood[:-1]) + 1
        strides.append(np.linalg.norm(np.diff(places[down], axis=0), axis=-1)[1:-2].mean())
    assert strides[0] < strides[1]


@pytest.mark.parametrize("turn", [np.pi / 2, -np.pi / 2, np.pi])
def test_hips_that_turn_leave_no_foot_further_behind_than_a_hip_joint_turns(turn: float) -> None:
    body = default_body()
    motion = shuffle(body, body.standing(), 0.0, 0.0, turn, FPS)
    for side in SIDES:
        apart = motion[:, INDEX["heading"]] - motion[:, INDEX[f"foot.yaw.{side}"]]
        assert np.degrees(np.abs(apart)).max() < 65.0
    assert motion[-1, INDEX["heading"]] == pytest.approx(turn, abs=0.01)
