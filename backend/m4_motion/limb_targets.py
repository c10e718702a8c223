"""Feet and hands of a whole motion put where something takes them: on a turning plank, round a chain, along a slide."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .body import Body
from .channels import INDEX, Array
from .solve import ankle_of


def with_ankle(
    body: Body, motion: Array, side: str, ankle: Array, pitch: Array, yaw: float, roll: Array | float = 0.0
) -> Array:
    """A copy of a motion (T, C) with one ankle at points (T, 3), the foot at pitches (T,) (heel up) and rolls."""
    motion = motion.copy()
    for name, value in (("foot.pitch", pitch), ("foot.yaw", yaw), ("toe", 0.0), ("foot.roll", roll),
                        ("foot.level", 0.0)):  # fmt: skip
        motion[:, INDEX[f"{name}.{side}"]] = value
    columns = [INDEX[f"foot.{axis}.{side}"] for axis in "xyz"]
    motion[:, columns] = 0.0
    motion[:, columns] = ankle - ankle_of(body, motion, side)[0]
    return motion


def with_wrist(motion: Array, side: str, wrist: Array, rotation: Array, weight: Array | float = 1.0) -> Array:
    """A copy of a motion (T, C) in which one wrist is at points (T, 3), the hanging hand turned by (T, 4) or (4,)."""
    motion = motion.copy()
    motion[:, INDEX[f"hand.w.{side}"]] = weight
    motion[:, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = wrist
    turns = quat.unroll(np.broadcast_to(rotation, (len(motion), 4)).copy())
    motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = turns
    return motion


def hanging_legs(body: Body, hip: Array, thigh_rad: Array, shin_rad: Array) -> Array:
    """(T, 3) ankles of legs in the plane ahead of hips (T, 3), facing -Y: the thigh so far below the level, the shin
    so far ahead of the plumb line."""
    thigh = float(np.linalg.norm(body.offsets[body.index["shin.L"]]))
    shin = float(np.linalg.norm(body.offsets[body.index["foot.L"]]))
    ahead = thigh * np.cos(thigh_rad) + shin * np.sin(shin_rad)
    down = thigh * np.sin(thigh_rad) + shin * np.cos(shin_rad)
    return hip + np.stack([np.zeros(len(hip)), -ahead, -down], axis=-1)
