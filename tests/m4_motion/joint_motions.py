"""Motions of the 21 joints to test with: what the programs do, and smooth random ones."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy.ndimage import gaussian_filter1d

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.m4_motion.learned.joints import COUNT, PELVIS, JointMotion, from_character

from .scenes import at, does, person, play, way


@lru_cache(maxsize=8)
def programmed(verb: str) -> JointMotion:
    """A person of 1.70 m who does one thing, 20 fps."""
    paths = [way("m", "a", [(0, 4), (0, 0)], 0, 0)] if verb in ("walk", "run") else []
    motion = play([person("m")], {"m": at(0, 4)}, [does("a", "m", verb)], paths, fps=20)
    clip = motion.clips["m"]
    return from_character(default_body(), clip.root_translations, clip.joint_rotations, 20.0)


def random_motion(seed: int, frames: int = 40, bend_rad: float = 0.5) -> JointMotion:
    """A body that wanders, turns and bends smoothly."""
    rng = np.random.default_rng(seed)

    def smooth(width: int, size: float) -> np.ndarray:
        noise = gaussian_filter1d(rng.normal(size=(frames + 40, width)), 6.0, axis=0)[20:-20]
        return np.asarray(noise / noise.std() * size)

    facing = quat.from_angle_axis(np.cumsum(smooth(1, 0.08)[:, 0]), [0.0, 0.0, 1.0])
    bends = quat.from_rotation_vector(smooth(3 * COUNT, bend_rad / 2).reshape(frames, COUNT, 3))
    turns = quat.mul(facing[:, None], bends)
    turns[:, PELVIS] = turns[:, :1]
    root = np.cumsum(smooth(3, 0.03), axis=0) * [1.0, 1.0, 0.1] + [0.0, 0.0, 0.9]
    return JointMotion(fps=20.0, root=root, turns=quat.unroll(turns))


def apart_mm(first: JointMotion, second: JointMotion) -> float:
    """The greatest distance of any joint over the frames that both have."""
    count = min(len(first.root), len(second.root))
    return float(1e3 * np.linalg.norm(first.points[:count] - second.points[:count], axis=-1).max())


def apart_degrees(first: JointMotion, second: JointMotion) -> float:
    """The greatest angle between the bones' turns."""
    count = min(len(first.root), len(second.root))
    turn = quat.mul(quat.inv(first.turns[:count]), second.turns[:count])
    return float(np.degrees(np.linalg.norm(quat.to_rotation_vector(turn), axis=-1).max()))
