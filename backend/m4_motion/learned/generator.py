"""TextToMotionSSM as it runs: ONNX, no torch. Text in, features of 20 frames a second out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from ...common.word_pieces import WordPieces
from .calibrator import smoothed
from .features import OWN, WIDTH, from_motion, standing_feet, to_motion
from .joints import JointMotion
from .projection import sole_points, spans_of
from .sampler import sample
from .weights import check_weights, open_session, read_json, read_scale, weights_folder

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Encode = Callable[[list[str]], Floats]
"""sentences to unit vectors (N, 384), as MiniLM gives them"""
STEPS, GUIDANCE = 10, 2.0
CANDIDATES = 4
"""motions that are sampled for a caption; the one that the network itself finds nearest to it is taken"""
CALM_S, STANDS = 0.035, 0.25
"""what trembles quicker is the sampler's noise, and a foot stands from this contact value on: with both, jerk and
skating of generated training captions are those of the training clips"""
_SHORTEST_S, _LONGEST_S = 1.0, 60.0
_MAX_TOKENS = 40
_OFF_M, _LEAP_S, _HOVERS_M = 0.03, 0.7, 0.08
"""a lowest sole point above this is off the floor, how long a leap takes at most, and what is clearly up"""


@dataclass(frozen=True)
class Generator:
    """The exported network."""

    text: Any
    denoiser: Any
    ranker: Any
    pieces: WordPieces
    mean: Floats
    std: Floats
    encode: Encode

    @classmethod
    def load(cls, encode: Encode, folder: Path | None = None) -> Generator:
        """From a folder of weights; errors name the file that is missing or another one."""
        folder = folder or weights_folder("motion_ssm")
        check_weights(folder)
        vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        read_json(folder / "config.json")
        mean, std = read_scale(folder)
        text, denoiser, ranker = (open_session(folder / f"{name}.onnx") for name in ("text", "denoiser", "ranker"))
        return cls(text, denoiser, ranker, WordPieces(vocabulary), mean, std, encode)

    def generate(
        self, caption: str, seconds: float | None, rng: np.random.Generator, *, start: JointMotion | None = None,
        strength: float = 0.5, candidates: int = CANDIDATES,
    ) -> tuple[JointMotion, Bools]:  # fmt: skip
        """A motion for a caption, exactly `seconds` long or as long as such motions are, and which feet stand (T, 2).

        start: a motion to keep in part: it is noised by `strength` and denoised again (Meng et al. 2022, SDEdit)
        candidates: how many are sampled, of which the one nearest to the caption is taken
        """
        vector, words, mask, log_s = self._text(caption)
        seconds = float(np.clip(np.exp(log_s) if seconds is None else seconds, _SHORTEST_S, _LONGEST_S))
        frames = max(2, round(seconds * OWN.fps))
        padded = -(-frames // 4) * 4
        known = None
        if start is not None:
            known = np.resize(self._normalised(start), (padded, WIDTH))
        drawn = self._sampled(vector, words, mask, padded, rng, known, strength, candidates)
        likeness = self.ranker.run(None, {"motion": drawn[:, :frames], "vector": vector[:1]})[0]
        return finished(drawn[int(np.argmax(likeness)), :frames] * self.std + self.mean)

    def _sampled(
        self, vector: Floats, words: Floats, mask: Floats, frames: int, rng: np.random.Generator, start: Floats | None,
        strength: float, candidates: int,
    ) -> Floats:  # fmt: skip
        """(candidates, frames, 251) normalised. The two text rows are: with the caption, without."""
        text = {name: np.repeat(rows, candidates, axis=0)
                for name, rows in {"vector": vector, "words": words, "word_mask": mask}.items()}  # fmt: skip

        def denoise(x: Floats, time: int) -> Floats:
            inputs = {"noisy": np.concatenate([x, x]), "time": np.full(2 * candidates, time, np.int64), **text}
            said, unsaid = np.split(self.denoiser.run(None, inputs)[0], 2)
            return np.asarray(unsaid + GUIDANCE * (said - unsaid), dtype=np.float32)

        noise = rng.standard_normal((candidates, frames, WIDTH)).astype(np.float32)
        return sample(denoise, noise, STEPS, start=None if start is None else start[None], strength=strength)

    def _text(self, caption: str) -> tuple[Floats, Floats, Floats, float]:
        ids = [self.pieces.index[piece] for word in caption.split() for piece in self.pieces.split(word)]
        rows = np.zeros((2, max(1, min(len(ids), _MAX_TOKENS))), np.int64)
        rows[0, : len(ids[:_MAX_TOKENS])] = ids[:_MAX_TOKENS]
        sentence = np.concatenate([self.encode([caption]), np.zeros((1, 384), np.float32)])
        vector, words, mask, log_s = self.text.run(None, {"pieces": rows, "sentence": sentence})
        return vector, words, mask, float(log_s[0])

    def _normalised(self, motion: JointMotion) -> Floats:
        return np.asarray((from_motion(motion) - self.mean) / self.std, dtype=np.float32)


def finished(features: Floats) -> tuple[JointMotion, Bools]:
    """Sampled features (T, 251), not normalised, as a calm motion, and which feet stand (T, 2)."""
    return grounded(smoothed(to_motion(features), CALM_S), standing_feet(features, STANDS))


def grounded(motion: JointMotion, standing: Bools) -> tuple[JointMotion, Bools]:
    """Nobody hovers: off the floor for longer than any leap takes, or clearly up without hips that rise, the body comes
    down until its lower foot stands."""
    feet, height = sole_points(motion)[..., 2].min(axis=2), motion.root[:, 2]
    lowest = feet.min(axis=1)
    drop = np.zeros(len(lowest))
    for first, end in spans_of(np.asarray(lowest > _OFF_M)):
        before, after = height[max(first - 1, 0)], height[min(end, len(height) - 1)]
        rise, clearance = float(height[first:end].max() - max(before, after)), float(lowest[first:end].max())
        if end - first > _LEAP_S * motion.fps or (clearance > _HOVERS_M and rise < 0.25 * clearance):
            drop[first:end] = lowest[first:end]
    if not drop.any():
        return motion, standing
    lower = feet <= lowest[:, None] + 0.01
    held = standing | (lower & (drop > 0.0)[:, None])
    drop = np.minimum(gaussian_filter1d(drop, 1.0, mode="nearest"), np.maximum(lowest, 0.0))
    return replace(motion, root=motion.root - drop[:, None] * np.array([0.0, 0.0, 1.0])), held
