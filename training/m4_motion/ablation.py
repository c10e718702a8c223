"""What PhysicsSSM is worth: distorted held-out clips restored with its gate, with a fixed one, without its state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from backend.m4_motion.learned.features import decode

from .clip_store import Clip
from .denoised import Denoised
from .distortions import Example, example
from .sampling import TorchCalibrator

Array = NDArray[np.float64]
_WINDOW = 61


def ablation(
    calibrator: TorchCalibrator, blind: TorchCalibrator | None, held_out: Sequence[Clip], denoised: Sequence[Denoised],
    rng: np.random.Generator, per_clip: int = 3,
) -> tuple[dict[str, Array], list[str]]:  # fmt: skip
    """Joint errors (M,) in mm of every setting, in the world, and the trial group of each window.

    blind: trained anew without the physics state. denoised: windows through the denoiser; they come last
    """
    errors: dict[str, list[float]] = {}
    groups = []

    def note(item: Example, group: str) -> None:
        for name, made in restored(calibrator, blind, item).items():
            errors.setdefault(name, []).append(joint_error_mm(made, item.target))
        groups.append(group)

    for clip in held_out:
        for _ in range(per_clip):
            length = min(_WINDOW, len(clip.motion.root))
            start = int(rng.integers(len(clip.motion.root) - length + 1))
            other = held_out[int(rng.integers(len(held_out)))]
            note(example(clip.motion.cut(start, start + length), other.motion, rng), clip.group)
    for pair in denoised:
        note(example(pair.right, pair.right, rng, made=pair.wrong), pair.group)
    return {name: np.array(own) for name, own in errors.items()}, groups


@torch.no_grad()
def restored(calibrator: TorchCalibrator, blind: TorchCalibrator | None, item: Example) -> dict[str, Array]:
    """Features of every setting."""
    made = {"distorted": item.motion, "projection alone": item.projected}
    for name, gate in (("gate learned", None), ("gate 0", 0.0), ("gate 1", 1.0)):
        made[name] = calibrator.network(item.motion, item.projected, item.state, gate)
    made["state taken away"] = calibrator.network(item.motion, item.projected, None, None)
    if blind is not None:
        made["trained without state"] = blind.network(item.motion, item.projected, None, None)
    return made


def joint_error_mm(made: Array, target: Array) -> float:
    """Mean distance of the joints in the world, both starting over the origin."""
    first, second = (decode(np.asarray(features, dtype=np.float64))[0] for features in (made, target))
    return float(1e3 * np.linalg.norm(first - second, axis=-1).mean())
