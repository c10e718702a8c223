"""The linked body: it follows a walk with help at the root, and falls as a ragdoll without."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from backend.common import quat
from backend.common.skeleton import forward_kinematics
from backend.m5_physics.humanoid import Tracking, follow, limbs_of
from backend.protocol.scene import Action, MotionClip, MotionEvent
from tests.m5_physics.scenes import FPS, SKELETON, clip, person, pose, simulate, standing

FRAMES = 72
NAMES = SKELETON.joint_names


def x_turn(angle: Any) -> Any:
    return quat.from_angle_axis(np.asarray(angle), [1.0, 0.0, 0.0])


@lru_cache
def walk() -> MotionClip:
    """A plain walk whose stance foot stays on the floor: the hips are as high as the lower foot allows."""
    root, rotations = standing(FRAMES)
    phase = 2.0 * np.pi * np.arange(FRAMES) / 26.0
    for side, shift in (("L", 0.0), ("R", np.pi)):
        thigh = 0.42 * np.sin(phase + shift)
        knee = -0.08 - 0.75 * np.clip(np.sin(phase + shift + 1.3), 0.0, 1.0) ** 2
        rotations[:, NAMES.index(f"thigh.{side}")] = x_turn(thigh)
        rotations[:, NAMES.index(f"shin.{side}")] = x_turn(knee)
        rotations[:, NAMES.index(f"foot.{side}")] = x_turn(-thigh - knee)
        rotations[:, NAMES.index(f"upper_arm.{side}")] = x_turn(-0.25 * np.sin(phase + shift))
    root[:, 1] -= 1.15 * np.arange(FRAMES) / FPS
    heads, _ = forward_kinematics(SKELETON, root, rotations)
    feet = heads[:, [NAMES.index("foot.L"), NAMES.index("foot.R")], 2]
    ankle = heads[0, NAMES.index("foot.L"), 2]
    root[:, 2] += ankle - feet.min(axis=1)
    return clip("man_1", root, rotations)


@lru_cache
def tracked(physicality: float) -> Tracking:
    return follow(person(), walk(), FPS, physicality)


def bone_lengths(motion: MotionClip) -> np.ndarray:
    heads, _ = forward_kinematics(SKELETON, motion.root_translations, motion.joint_rotations)
    return np.linalg.norm(heads[:, 1:] - heads[:, SKELETON.parents[1:]], axis=-1)


def test_full_physicality_is_the_motion_itself() -> None:
    tracking = follow(person(), walk(), FPS, 1.0)
    assert tracking.clip is walk()
    assert tracking.fall_s is None


def test_a_walk_is_followed_with_help_at_the_root() -> None:
    tracking = tracked(0.9)
    assert tracking.mean_joint_error_m < 0.05
    assert tracking.fall_s is None
    assert tracking.assist > 0.0


def test_without_help_it_falls_and_comes_to_rest_on_the_floor() -> None:
    tracking = tracked(0.0)
    assert tracking.fall_s is not None
    assert tracking.fall_s < 2.0
    assert tracking.assist == 0.0
    heads, _ = forward_kinematics(SKELETON, tracking.clip.root_translations, tracking.clip.joint_rotations)
    body = heads[:, [limb.joint for limb in limbs_of(person())]]
    assert body[-1, :, 2].max() < 0.45
    assert body[..., 2].min() > -0.03
    assert np.linalg.norm(np.diff(body[-6:], axis=0), axis=-1).max() * FPS < 0.6


@pytest.mark.parametrize("physicality", [0.0, 0.9])
def test_bones_keep_their_lengths(physicality: float) -> None:
    motion = tracked(physicality).clip
    assert np.ptp(bone_lengths(motion), axis=0).max() < 1e-5
    assert np.abs(np.linalg.norm(motion.joint_rotations, axis=-1) - 1.0).max() < 1e-5


def test_knees_do_not_bend_forwards() -> None:
    shins = tracked(0.0).clip.joint_rotations[:, [NAMES.index("shin.L"), NAMES.index("shin.R")]]
    assert np.degrees(quat.to_rotation_vector(shins.astype(float))[..., 0]).max() < 25.0


def test_somebody_falls_like_a_ragdoll() -> None:
    """Up to the fall the motion is kept, after it the body lies; twice the same."""
    action = Action(id="a1", actor_id="man_1", verb="fall", text="falls down", manner=("like", "a", "ragdoll"))
    motion = clip("man_1", *standing(48), segments=(("a1", 10, 47),))
    event = MotionEvent(kind="fall", frame=10, actor_id="man_1", joint="hips", target_id=None)
    scenes = [
        simulate([person()], {"man_1": pose((0, 0, 0))}, clips=[motion], events=[event], actions=[action])
        for _ in range(2)
    ]
    fallen = scenes[0].clips["man_1"]
    assert np.array_equal(fallen.root_translations[:10], motion.root_translations[:10])
    assert fallen.root_translations[-1, 2] < 0.5
    assert fallen.root_translations.tobytes() == scenes[1].clips["man_1"].root_translations.tobytes()
    assert {p.name for p in fallen.parameters} >= {"body.physicality", "body.assist"}
