"""What PhysicsSSM is worth: distorted held-out clips restored with its gate, with a fixed one, without its state."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backend.m4_motion.learned.features import decode

from .clip_store import Clip
from .distortions import Example, example
from .metrics import interval
from .rows import TorchCalibrator
from .train_physics_ssm import Trainer

_ROWS = ("distorted", "projection alone", "gate learned", "gate 0", "gate 1", "no physics state")
_WINDOW = 61


def ablation(
    calibrator: TorchCalibrator, held_out: Sequence[Clip], rng: np.random.Generator, per_clip: int = 3
) -> dict:
    """Joint error in mm (world) with intervals over trial groups, and the gain of `gate learned` over each row.

    `no physics state` gives the same network zeros: it was not trained anew without them.
    """
    errors: dict[str, list[float]] = {name: [] for name in _ROWS}
    groups, touched = [], []
    for clip in held_out:
        for _ in range(per_clip):
            length = min(_WINDOW, len(clip.motion.root))
            start = int(rng.integers(len(clip.motion.root) - length + 1))
            other = held_out[int(rng.integers(len(held_out)))]
            item = example(clip.motion.cut(start, start + length), other.motion, rng)
            made = restored(calibrator, item)
            for name in _ROWS:
                errors[name].append(joint_error_mm(made[name], item.target))
            groups.append(clip.group)
            touched.append(item.touched.any())
    values = {name: np.array(own) for name, own in errors.items()}
    result = {name: {"joint error mm": interval(own, groups, rng)} for name, own in values.items()}
    for name in _ROWS:
        if name != "gate learned":
            result[name]["gate learned is better by mm"] = interval(values[name] - values["gate learned"], groups, rng)
    clean = ~np.array(touched)
    if clean.any():
        result["gate learned"]["error on what was right, mm"] = float(values["gate learned"][clean].mean())
    return result


def restored(calibrator: TorchCalibrator, item: Example) -> dict[str, np.ndarray]:
    """Features of every row."""
    import torch

    tensors = _tensors(calibrator, item)
    scale = calibrator.scale.motion
    made = {"distorted": item.motion, "projection alone": item.projected}
    settings = {"gate learned": (None, 1.0), "gate 0": (0.0, 1.0), "gate 1": (1.0, 1.0),
                "no physics state": (None, 0.0)}  # fmt: skip
    with torch.no_grad():
        for name, (gate, share) in settings.items():
            state = share * tensors["state"]
            output, _ = calibrator.model(tensors["motion"], tensors["projected"], state, tensors["mask"], gate)
            made[name] = output[0].numpy() * scale.std + scale.mean
    return made


def joint_error_mm(made: np.ndarray, target: np.ndarray) -> float:
    """Mean distance of the joints in the world, m of both starting over the origin."""
    first, second = (decode(np.asarray(features, dtype=np.float64))[0] for features in (made, target))
    return float(1e3 * np.linalg.norm(first - second, axis=-1).mean())


def _tensors(calibrator: TorchCalibrator, item: Example) -> dict:
    trainer = Trainer.__new__(Trainer)
    trainer.scale = calibrator.scale
    trainer.run = type("Where", (), {"device": "cpu"})()
    return trainer.tensors([item])
