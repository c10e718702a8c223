"""Whole scenes made from a prompt, and what tests ask of them."""

from __future__ import annotations

import numpy as np

from backend.common.skeleton import forward_kinematics
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle


def made(prompt: str, stages: Stages) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=5), stages)


def joint(bundle: SceneBundle, actor_id: str, name: str) -> np.ndarray:
    """(T, 3) of a person's joint over all frames."""
    clip, skeleton = bundle.simulation.clips[actor_id], bundle.assets.assets[actor_id].skeleton
    assert skeleton is not None
    places, _ = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)
    return np.asarray(places[:, skeleton.joint_names.index(name)], dtype=float)


def setting(bundle: SceneBundle) -> str:
    """The kind of surroundings that were made."""
    grounds = [a for a in bundle.assets.assets.values() if a.role == "environment"]
    return next(str(p.value) for a in grounds for p in a.parameters if p.name == "place")
