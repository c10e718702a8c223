"""Tracks of a small scene made by hand: a ball that falls, a door, a drawer and a wheel that move."""

from __future__ import annotations

import importlib

import numpy as np

PACKAGE = "bl_ext.user_default.sceneloom"
scene = importlib.import_module(f"{PACKAGE}._vendor.backend.protocol.scene")
quat = importlib.import_module(f"{PACKAGE}._vendor.backend.common.quat")

FRAMES = 48


def falling_ball():
    """Falls from 1 m and bounces once."""
    t = np.arange(FRAMES) / 24
    landed = np.sqrt(2 / 9.81)
    height = np.where(
        t < landed, 1 - 0.5 * 9.81 * t**2, np.maximum(0.0, 2.5 * (t - landed) - 0.5 * 9.81 * (t - landed) ** 2)
    )
    translations = np.stack([2 + 0.3 * t, np.full(FRAMES, -0.5), height], -1)
    spin = quat.unroll(quat.from_angle_axis(4.0 * t, np.array([0.0, 1.0, 0.0])))
    # it spins about its centre, 0.1 m above the asset's origin
    translations += np.array([0.0, 0.0, 0.1]) - quat.mul_vec(spin, np.array([0.0, 0.0, 0.1]))
    return scene.PoseTrack(translations=translations.astype(np.float32), rotations=spin.astype(np.float32))


def moving_parts():
    """The cabinet's door swings open, its drawer slides out, and the cart's wheel turns while it steers."""
    t = np.linspace(0.0, 1.0, FRAMES)[:, None]
    ease = t * t * (3.0 - 2.0 * t)
    values = {
        ("cabinet_1", "door"): -1.4 * ease,
        ("cabinet_1", "drawer"): 0.25 * ease,
        ("cart_1", "wheel_front.L"): np.concatenate([9.0 * t, 0.4 * ease], axis=1),
    }
    return tuple(
        scene.PartTrack(object_id=object_id, part=part, values=track.astype(np.float32))
        for (object_id, part), track in values.items()
    )
