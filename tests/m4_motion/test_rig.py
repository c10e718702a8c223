"""The rig: solving, interpolation, gait coefficients, words, BVH."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common import quat
from backend.common.ballistics import flight_time, launch_velocity, position
from backend.common.skeleton import forward_kinematics
from backend.m4_motion.body import default_body
from backend.m4_motion.bvh import scene_to_bvh, write_bvh
from backend.m4_motion.channels import INDEX, changed, decay, interpolate
from backend.m4_motion.gait import load_gaits
from backend.m4_motion.reach import finger_curl, with_hand
from backend.m4_motion.solve import place, solve
from backend.m4_motion.styles import style_of
from backend.m4_motion.thumb import THICKNESS, flat_thumb, thumb_points
from backend.m4_motion.verbs import count_of, program_of

from .scenes import Figure, at, does, person, play, way


def test_solved_rotations_give_the_solved_positions() -> None:
    body = default_body()
    rng = np.random.default_rng(0)
    motion = np.repeat(body.standing(0.3, -0.2, 0.7)[None], 40, axis=0)
    for name in (
        "hips.pitch",
        "hips.roll",
        "spine.pitch",
        "spine.yaw",
        "arm.flex.L",
        "arm.abduct.R",
        "elbow.L",
        "pronate.R",
    ):
        motion[:, INDEX[name]] += np.cumsum(rng.normal(0.0, 0.02, 40))
    posed = solve(body, motion, 24.0)
    positions, _ = forward_kinematics(body.skeleton, posed.root, posed.joint_rotations)
    assert np.abs(positions - posed.positions).max() < 1e-6


@settings(max_examples=25, deadline=None)
@given(x=st.floats(-0.3, 0.1), y=st.floats(-0.5, -0.2), z=st.floats(0.9, 1.5), turn=st.floats(-0.8, 0.8))
def test_the_hand_reaches_what_is_in_reach(x: float, y: float, z: float, turn: float) -> None:
    body = default_body()
    pose = body.standing()
    shoulder = place(body, pose[None]).positions[0, body.index["upper_arm.R"]]
    goal = np.array([x, y, z])
    rotation = np.array([np.cos(turn / 2), 0.0, 0.0, np.sin(turn / 2)])
    posed = place(body, with_hand(pose, "R", goal, rotation)[None])
    wrist = posed.positions[0, body.index["hand.R"]]
    reach = min(float(np.linalg.norm(goal - shoulder)), 0.9995 * body.arm)
    assert np.linalg.norm(wrist - shoulder) == pytest.approx(reach, abs=1e-3)
    if np.linalg.norm(goal - shoulder) < 0.99 * body.arm:
        assert np.linalg.norm(wrist - goal) < 1e-3
    lengths = np.linalg.norm(posed.positions[0, body.index["forearm.R"]] - shoulder)
    assert lengths == pytest.approx(np.linalg.norm(body.offsets[body.index["forearm.R"]]), abs=1e-6)


def test_interpolation_hits_its_keys_without_overshoot() -> None:
    keys = np.array([[0.0], [1.0], [1.0], [-0.5]])
    t = np.linspace(0.0, 3.0, 301)
    values = interpolate([0.0, 1.0, 2.0, 3.0], keys, t)[:, 0]
    assert values[[0, 100, 200, 300]] == pytest.approx(keys[:, 0])
    assert values.max() <= 1.0 + 1e-9
    assert values.min() >= -0.5 - 1e-9
    assert np.ptp(values[100:201]) < 1e-9


def test_a_seam_starts_at_the_old_pose_and_ends_at_rest() -> None:
    left = decay(np.array([0.4]), np.array([-1.0]), np.linspace(0.0, 0.3, 31), 0.3)[:, 0]
    assert left[0] == pytest.approx(0.4)
    assert (left[1] - left[0]) / 0.01 == pytest.approx(-1.0, abs=0.15)
    assert abs(left[-1]) < 1e-9
    assert np.all(left >= -1e-9)


def test_the_gait_is_a_persons() -> None:
    walk, run = load_gaits()["walk"], load_gaits()["run"]
    leg = 0.82
    assert 0.60 < walk.step_length(1.3, leg) < 0.80
    swing, flight = walk.swing(walk.speed_centre), run.swing(run.speed_centre)
    assert 0.58 < 1.0 - (swing.end - swing.start) < 0.68  # stance share of a walk
    assert 1.0 - (flight.end - flight.start) < 0.45  # of a run: there is a flight
    slow, fast = (walk.swing(speed) for speed in walk.speed_range)
    assert 2.0 * slow.clearance.max() > fast.clearance.max() > slow.clearance.max()  # who is quick lifts the feet more
    phase = np.linspace(0.0, 1.0, 100, endpoint=False)
    pelvis = walk.channel("hips.z", phase, walk.speed_centre)
    spectrum = np.abs(np.fft.rfft(pelvis - pelvis.mean()))
    assert np.argmax(spectrum) == 2  # up and down twice per cycle
    assert swing.progress[0] == 0.0
    assert swing.progress[-1] == 1.0


def test_words_become_programs_styles_and_counts() -> None:
    assert program_of("pick up") == ("pick up", True)
    assert program_of("stroll")[0] == "walk"
    assert program_of("sit down on")[0] == "sit"
    assert program_of("frobnicate") == ("stand", False)
    slow = style_of(["slowly"])
    assert slow.tempo < 0.8
    assert count_of(does("a", "m", "jump", manner=("three times",))) == 3
    assert count_of(does("a", "m", "jump", manner=("twice",))) == 2


def test_a_name_without_side_sets_both() -> None:
    pose = changed(default_body().standing(), {"elbow": 1.0})
    assert pose[INDEX["elbow.L"]] == pose[INDEX["elbow.R"]] == 1.0


@given(x=st.floats(-5, 5), y=st.floats(-5, 5), z=st.floats(0, 3), speed=st.floats(2, 15))
def test_a_flight_lands_where_it_should(x: float, y: float, z: float, speed: float) -> None:
    start, landing = np.array([0.0, 0.0, 1.5]), np.array([x, y, z])
    seconds = flight_time(start, landing, speed)
    velocity = launch_velocity(start, landing, seconds)
    assert np.abs(position(start, velocity, seconds) - landing).max() < 1e-9


def test_bvh_reads_back_to_the_same_joints() -> None:
    motion = play([person("m")], {"m": at(0, 1)}, [does("a", "m", "walk")], [way("m", "a", [(0, 1), (0, -1)], 0, 0)])
    figure = Figure(motion, "m")
    names, parents, offsets, rows = _read_bvh(write_bvh(figure.body.skeleton, figure.clip, 24))
    assert rows.shape[0] == len(figure.positions)
    assert offsets[names.index("thigh.L"), 0] > 0.0  # left is +X
    frame = 30
    turns: list[np.ndarray] = []
    points: list[np.ndarray] = []
    for j, parent in enumerate(parents):
        z, x, y = np.radians(rows[frame, 3 + 3 * j : 6 + 3 * j])
        local = _axis(2, z) @ _axis(0, x) @ _axis(1, y)
        turns.append(local if parent < 0 else turns[parent] @ local)
        points.append(rows[frame, :3] if parent < 0 else points[parent] + turns[parent] @ offsets[j])
    expected = scene_to_bvh(figure.positions[frame])
    for j, name in enumerate(names):
        assert np.linalg.norm(points[j] - expected[figure.body.index[name]]) < 1e-3
    # walking along -Y of the scene is walking along +Z of the file
    assert rows[-1, 2] - rows[0, 2] > 1.5
    assert 0.7 < rows[0, 1] < 1.0


def _axis(axis: int, angle: float) -> np.ndarray:
    c, s = np.cos(angle), np.sin(angle)
    i, j = (axis + 1) % 3, (axis + 2) % 3
    m = np.eye(3)
    m[i, i], m[i, j], m[j, i], m[j, j] = c, -s, s, c
    return m


def _read_bvh(text: str) -> tuple[list[str], list[int], np.ndarray, np.ndarray]:
    names: list[str] = []
    parents: list[int] = []
    offsets: list[list[float]] = []
    stack: list[int] = []
    end_site = False
    lines = text.splitlines()
    for number, line in enumerate(lines):
        words = line.split()
        if words[0] in ("ROOT", "JOINT"):
            parents.append(stack[-1] if stack else -1)
            names.append(words[1])
        elif words[0] == "End":
            end_site = True
        elif words[0] == "{":
            stack.append(-2 if end_site else len(names) - 1)
        elif words[0] == "}":
            end_site = False if stack.pop() == -2 else end_site
        elif words[0] == "OFFSET" and not end_site:
            offsets.append([float(word) for word in words[1:]])
        elif words[0] == "MOTION":
            rows = np.array([[float(w) for w in row.split()] for row in lines[number + 3 :]])
            return names, parents, np.array(offsets), rows
    raise AssertionError("no MOTION block")


def test_a_flat_hand_does_not_stand_on_its_thumb() -> None:
    body = default_body()
    thumb = flat_thumb(body)
    assert -0.35 < thumb < -0.05  # back, and no further than thumbs go
    inward = quat.mul_vec(quat.inv(body.hang["R"]), np.array([1.0, 0.0, 0.0]))
    out_m = (thumb_points(body, "R", np.array([thumb])) @ inward + THICKNESS * body.stature).max()
    assert out_m == pytest.approx(body.palm_flesh, abs=0.001)
    assert finger_curl(body, 0.5)["thumb"] == pytest.approx(thumb)
