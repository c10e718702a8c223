"""Trained networks at work in torch, many clips at once: the generator with its ranker, and the calibrator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from backend.m4_motion.learned.calibrator import project_restored
from backend.m4_motion.learned.features import WIDTH, from_motion
from backend.m4_motion.learned.generator import GUIDANCE, STEPS
from backend.m4_motion.learned.joints import JointMotion
from backend.m4_motion.learned.physics_state import physics_state
from backend.m4_motion.learned.projection import project
from backend.m4_motion.learned.sampler import sample
from backend.m4_motion.model import PHYSICS_WIDTH, PhysicsSSM, TextToMotionSSM

from .windows import Normalisation, Texts

Array = NDArray[Any]


class TorchGenerator:
    """TextToMotionSSM on many captions at once, as it is sampled at run time."""

    def __init__(self, model: TextToMotionSSM, texts: Texts, scale: Normalisation, regression: bool = False) -> None:
        self.model, self.texts, self.scale, self.regression = model.eval(), texts, scale, regression

    @torch.no_grad()
    def features(
        self, captions: Sequence[str], frames: Sequence[int], rng: np.random.Generator, *,
        start: Sequence[Array] | None = None, strength: float = 1.0,
    ) -> list[Array]:  # fmt: skip
        """(frames, 251) per caption, not normalised any more.

        frames: multiples of four. start: features to keep in part, noised by `strength` and denoised again (SDEdit)
        """
        count, longest = len(captions), max(frames)
        valid = torch.tensor(_mask(frames, longest))
        ids, sentences = torch.tensor(self.texts.ids(captions)), torch.tensor(self.texts.sentences(captions))
        spoken = self.model.text(ids, sentences)
        silent_text = self.model.text(torch.zeros_like(ids), sentences)
        noise = rng.standard_normal((count, longest, WIDTH)).astype(np.float32)
        known = None if start is None else self._padded(start, longest)

        def denoise(x: NDArray[np.float32], time: int) -> NDArray[np.float32]:
            times, values = torch.full((count,), time), torch.tensor(x)
            with_text = self.model.denoise(values, times, *spoken, valid)
            if self.regression:
                return np.asarray(with_text.numpy())
            without = self.model.denoise(values, times, *silent_text, valid)
            return np.asarray((without + GUIDANCE * (with_text - without)).numpy())

        if self.regression:
            made = denoise(np.zeros_like(noise), 999)
        else:
            made = sample(denoise, noise, STEPS, start=known, strength=strength)
        return [row[:length] * self.scale.std + self.scale.mean for row, length in zip(made, frames, strict=True)]

    def best_of(
        self, captions: Sequence[str], frames: Sequence[int], rng: np.random.Generator, candidates: int
    ) -> list[Array]:
        """Of so many samples per caption the one that the network itself finds nearest to the caption."""
        drawn = [self.features(captions, frames, rng) for _ in range(candidates)]
        scores = np.stack([self.likeness(captions, own) for own in drawn])
        return [drawn[best][row] for row, best in enumerate(scores.argmax(axis=0))]

    @torch.no_grad()
    def likeness(self, captions: Sequence[str], features: Sequence[Array]) -> Array:
        """(N,) cosine of caption and motion, by the contrastive pair that the network was trained with."""
        lengths = [len(own) for own in features]
        vector, _, _ = self.model.text(
            torch.tensor(self.texts.ids(captions)), torch.tensor(self.texts.sentences(captions))
        )
        mask = torch.tensor(_mask(lengths, max(lengths)))
        seen = self.model.seen(torch.tensor(self._padded(features, max(lengths))), mask)
        return np.asarray(torch.nn.functional.cosine_similarity(vector, seen).numpy(), dtype=np.float64)

    def _padded(self, features: Sequence[Array], longest: int) -> NDArray[np.float32]:
        rows = np.zeros((len(features), longest, WIDTH), np.float32)
        for row, own in zip(rows, features, strict=True):
            row[: len(own)] = self.scale.normalised(own[:longest])
        return rows


def _mask(frames: Sequence[int], longest: int) -> NDArray[np.float32]:
    """(N, longest) 1 where there are frames."""
    return np.asarray(np.arange(longest)[None] < np.asarray(frames)[:, None], dtype=np.float32)


class TorchCalibrator:
    """PhysicsSSM as it runs, with its gate as it is or fixed, with or without its state."""

    def __init__(self, model: PhysicsSSM, motion_scale: Normalisation, state_scale: Normalisation) -> None:
        self.model, self.motion_scale, self.state_scale = model.eval(), motion_scale, state_scale

    @torch.no_grad()
    def network(self, motion: Array, projected: Array, state: Array | None, gate: float | None) -> Array:
        """Features (T, 251) from those of the motion and of its projection, and the state (T, 64) or None for zeros."""
        seen = np.zeros((len(motion), PHYSICS_WIDTH), np.float32)
        if state is not None:
            seen = np.clip(self.state_scale.normalised(state), -6.0, 6.0)
        inputs = (self.motion_scale.normalised(motion), self.motion_scale.normalised(projected), seen)
        tensors = [torch.tensor(value[None]) for value in inputs]
        made = self.model(*tensors, torch.ones_like(tensors[0][..., 0]), gate)[0][0].numpy()
        return np.asarray(made * self.motion_scale.std + self.motion_scale.mean)

    def calibrated(self, motion: JointMotion, standing: NDArray[np.bool_] | None = None) -> JointMotion:
        """As `learned.calibrator` does it."""
        projected = from_motion(project(motion))
        features = self.network(from_motion(motion), projected, physics_state(motion)[:-1], None)
        return project_restored(features, standing)
