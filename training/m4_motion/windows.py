"""Clips as normalised features in memory, and balanced batches of windows of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from backend.common.word_pieces import PADDING, UNKNOWN, WordPieces
from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.learned.features import GROUPS, WIDTH, from_motion

from .caches import dataset_folder
from .clip_store import FPS, Clip, mirrored

SPEEDS = (0.9, 1.0, 1.1)
CAPTURED_SHARE = 0.6
"""of a batch; the rest are motion programs"""
MAX_TOKENS = 40
Floats = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Normalisation:
    """Mean per value and deviation per group of values, as in the published recipe."""

    mean: Floats
    std: Floats

    @classmethod
    def of(cls, features: Sequence[Floats]) -> Normalisation:
        rows = np.concatenate(features).astype(np.float64)
        std = rows.std(axis=0)
        for group in GROUPS.values():
            std[group] = max(float(std[group].mean()), 1e-4)
        return cls(mean=rows.mean(axis=0).astype(np.float32), std=std.astype(np.float32))

    def normalised(self, features: Floats) -> Floats:
        return np.asarray((features - self.mean) / self.std, dtype=np.float32)


@dataclass
class Texts:
    """Captions as word pieces and sentence embeddings, each computed once."""

    pieces: WordPieces
    embeddings: dict[str, Floats] = field(default_factory=dict)

    def ids(self, captions: Sequence[str]) -> NDArray[np.int64]:
        """(N, L) padded with 0."""
        return piece_ids(self.pieces, captions)

    def sentences(self, captions: Sequence[str]) -> Floats:
        """(N, 384)"""
        return np.stack([self.embeddings[caption] for caption in captions])

    def learn(self, captions: Sequence[str], encoder: MiniLM) -> None:
        """Embed what is new; what was embedded once is kept in the per-user cache."""
        kept = dataset_folder("sentences") / "embeddings.npz"
        known: dict[str, Floats] = {}
        if kept.is_file():
            with np.load(kept) as arrays:
                known = dict(zip(arrays["captions"].tolist(), arrays["embeddings"], strict=True))
        new = sorted({caption for caption in captions if caption not in known})
        if new:
            known |= dict(zip(new, encoder.encode(new), strict=True))
            kept.parent.mkdir(parents=True, exist_ok=True)
            unfinished = kept.with_name(f".{os.getpid()}.npz")
            np.savez(unfinished, captions=np.array(list(known)), embeddings=np.stack(list(known.values())))
            unfinished.replace(kept)
        self.embeddings |= {caption: known[caption] for caption in captions}


def piece_ids(pieces: WordPieces, captions: Sequence[str]) -> NDArray[np.int64]:
    """(N, L) padded with 0; the same words as at run time."""
    rows = [[pieces.index[piece] for word in caption.split() for piece in pieces.split(word)][:MAX_TOKENS]
            for caption in captions]  # fmt: skip
    ids = np.zeros((len(rows), max(1, max(map(len, rows)))), dtype=np.int64)
    for row, own in zip(ids, rows, strict=True):
        row[: len(own)] = own
    return ids


def vocabulary_of(captions: Sequence[str], known: Sequence[str], least: int = 1) -> list[str]:
    """The pieces of MiniLM that the captions need, and every single letter, so that nothing is unknown."""
    full = WordPieces([PADDING, UNKNOWN, *known])
    counts = Counter(piece for caption in captions for word in caption.split() for piece in full.split(word))
    letters = [piece for piece in known if len(piece.removeprefix("##")) == 1 and piece.isascii()]
    used = [piece for piece, count in counts.items() if count >= least and piece not in (PADDING, UNKNOWN)]
    return [PADDING, UNKNOWN, *sorted({*letters, *used})]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One variant of a clip: as it is, mirrored, slower, quicker."""

    features: NDArray[np.float16]
    """(T, 251) normalised"""
    captions: tuple[str, ...]
    clip: int
    captured: bool
    verb: str


@dataclass(frozen=True, kw_only=True)
class Batch:
    """N windows."""

    values: Floats
    """(N, T, 251) normalised, 0 where there is padding"""
    mask: Floats
    """(N, T)"""
    captions: list[str]
    clips: list[int]
    seconds: Floats
    """(N,) of the whole clips"""


class Windows:
    """Samples of clips, drawn so that no verb is more than the square root of its share."""

    def __init__(self, clips: Sequence[Clip], normalisation: Normalisation | None = None, *, augment: bool = True,
                 features: Sequence[Floats] | None = None) -> None:  # fmt: skip
        variants: list[tuple[int, Clip, Floats]] = []
        for number, clip in enumerate(clips):
            for side in (clip, mirrored(clip)) if augment else (clip,):
                speeds = SPEEDS if augment and clip.kind != "program" else (1.0,)
                for speed in speeds:
                    count = int((len(side.motion.root) - 1) / speed) + 1
                    motion = side.motion if speed == 1.0 else side.motion.at(np.arange(count) * speed, FPS)
                    variants.append((number, side, from_motion(motion)))
        self.normalisation = normalisation or Normalisation.of([features for _, _, features in variants])
        self.samples = [
            Sample(features=self.normalisation.normalised(features).astype(np.float16), captions=side.captions,
                   clip=number, captured=side.kind != "program", verb=side.verb)
            for number, side, features in variants
        ]  # fmt: skip
        self.captions = sorted({caption for sample in self.samples for caption in sample.captions})
        self._pools = [_Pool([i for i, s in enumerate(self.samples) if s.captured == captured], self.samples)
                       for captured in (True, False)]  # fmt: skip

    def draw(self, count: int, frames: int, rng: np.random.Generator) -> Batch:
        """Windows that start anywhere; their lengths are multiples of four."""
        values = np.zeros((count, frames, WIDTH), dtype=np.float32)
        mask = np.zeros((count, frames), dtype=np.float32)
        captions, clips, seconds = [], [], []
        for row in range(count):
            pool = self._pools[0 if rng.uniform() < CAPTURED_SHARE or not self._pools[1].members else 1]
            pool = pool if pool.members else self._pools[1]
            sample = self.samples[pool.draw(rng)]
            length = min(frames, len(sample.features)) // 4 * 4
            start = int(rng.integers(len(sample.features) - length + 1))
            values[row, :length] = sample.features[start : start + length]
            mask[row, :length] = 1.0
            captions.append(sample.captions[rng.integers(len(sample.captions))])
            clips.append(sample.clip)
            seconds.append(len(sample.features) / FPS)
        return Batch(values=values, mask=mask, captions=captions, clips=clips, seconds=np.array(seconds, np.float32))

    @property
    def num_frames(self) -> int:
        return sum(len(sample.features) for sample in self.samples)


class _Pool:
    """Samples of one kind, by verb, the longer ones more often."""

    def __init__(self, members: list[int], samples: Sequence[Sample]) -> None:
        members = [i for i in members if len(samples[i].features) >= 4]
        self.members = members
        by_verb: dict[str, list[int]] = {}
        for index in members:
            by_verb.setdefault(samples[index].verb, []).append(index)
        self._verbs = list(by_verb.values())
        frames = np.array([[sum(len(samples[i].features) for i in own), 0] for own in self._verbs], dtype=np.float64)
        weights = np.sqrt(frames[:, 0]) if len(frames) else np.zeros(0)
        self._verb_weights = weights / max(weights.sum(), 1e-9)
        self._own = []
        for own in self._verbs:
            lengths = np.sqrt([len(samples[i].features) for i in own])
            self._own.append(lengths / lengths.sum())

    def draw(self, rng: np.random.Generator) -> int:
        verb = int(rng.choice(len(self._verbs), p=self._verb_weights))
        return self._verbs[verb][int(rng.choice(len(self._verbs[verb]), p=self._own[verb]))]
