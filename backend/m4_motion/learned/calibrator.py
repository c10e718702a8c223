"""PhysicsSSM as it runs: ONNX, no torch. A motion in, the same motion with its feet on the ground out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ..channels import smooth
from .features import OWN, from_motion, heading_of, scene_to_features, standing_feet, to_motion
from .joints import JointMotion
from .physics_state import physics_state
from .projection import Bools, project
from .weights import check_weights, open_session, read_scale, weights_folder

Floats = NDArray[np.float32]
_STATE_LIMIT = 6.0
_CALM_S = 0.025
"""what the network makes of generated motion trembles more than captures do; with this its jerk is theirs"""
_SHORTEST = 8
"""frames that the network can read something from"""


@dataclass(frozen=True)
class Calibrator:
    """The exported network."""

    session: Any
    motion_scale: tuple[Floats, Floats]
    state_scale: tuple[Floats, Floats]

    @classmethod
    def load(cls, folder: Path | None = None) -> Calibrator:
        """From a folder of weights; errors name the file that is missing or another one."""
        folder = folder or weights_folder("physics_ssm")
        check_weights(folder)
        return cls(open_session(folder / "physics.onnx"), read_scale(folder), read_scale(folder, "state_"))

    def calibrate(self, motion: JointMotion, standing: Bools | None = None) -> JointMotion:
        """The restored motion, at 20 fps, one frame shorter, where the given one starts; feet are held afterwards.

        standing: (T, 2) which foot stands, where its maker knows; else the network says so
        """
        motion = motion.resampled(OWN.fps)
        if len(motion.root) < _SHORTEST:
            return project(motion)
        features, _ = self.restored(motion)
        return project_restored(features, standing, motion)

    def restored(self, motion: JointMotion) -> tuple[Floats, Floats]:
        """Features (T - 1, 251) and the gate (T - 1, groups): 1 where the network decides, 0 where the projection."""
        mean, std = self.motion_scale
        state_mean, state_std = self.state_scale
        state = np.clip((physics_state(motion)[:-1] - state_mean) / state_std, -_STATE_LIMIT, _STATE_LIMIT)
        projected = (from_motion(project(motion)) - mean) / std
        inputs = {"motion": (from_motion(motion) - mean) / std, "projected": projected, "state": state}
        output, logits = self.session.run(
            None, {name: value[None].astype(np.float32) for name, value in inputs.items()}
        )
        return np.asarray(output[0] * std + mean), np.asarray(1.0 / (1.0 + np.exp(-logits[0])))


def project_restored(features: Floats, standing: Bools | None, model: JointMotion | None = None) -> JointMotion:
    """What the network restored, as a motion whose feet are held, where `model` starts.

    standing: of a generated motion, which is calmed, and steps where it travels
    """
    made = to_motion(features)
    made = made if model is None else placed_like(made, model)
    if standing is None:
        return project(made, standing=standing_feet(features))
    return project(smoothed(made, _CALM_S), standing=standing[: len(features)], steps=True)


def placed_like(motion: JointMotion, model: JointMotion) -> JointMotion:
    """A motion that starts at the origin facing -Y, where another one starts and faces."""
    heading = heading_of(scene_to_features(model.points), OWN, model.fps)[0]
    angle = 2.0 * float(np.arctan2(heading[2], heading[0]))
    return motion.moved(model.root[0] * np.array([1.0, 1.0, 0.0]), angle)


def smoothed(motion: JointMotion, seconds: float) -> JointMotion:
    """Less trembling: root and turns through a Gaussian along time."""
    sigma = seconds * motion.fps
    turns = smooth(motion.turns.reshape(len(motion.root), -1), sigma).reshape(motion.turns.shape)
    return replace(motion, root=smooth(motion.root, sigma), turns=quat.normalize(turns))
