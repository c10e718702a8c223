"""Samples as numbers, and batches of them: shuffled, of like lengths, the rules' reading left out now and then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.pointed_graph import MAX_WORDS, POSITIONS
from backend.m1_scene_parser.word_features import FEATURES, PLACES

from .model import END, TARGET_TOKENS

SHARES = {"FACTUAL": 1.0, "joined": 0.3, "made up": 0.25, "VSR": 0.2, "NSR-1K": 0.5, "T2I-CompBench": 0.25}
"""How much of each part an epoch sees: captions are what is scarce, templates are soon known by heart."""
_FIRST_POSITION = TARGET_TOKENS.index(POSITIONS[0])
_TARGET_INDEX = {token: index for index, token in enumerate(TARGET_TOKENS)}
_POINTING = [index for index, values in enumerate(FEATURES.values()) if values is PLACES]


@dataclass(slots=True)
class Sample:
    """Pieces (S,), features (S, len(FEATURES)), target (T,) with its end; where it comes from."""

    pieces: np.ndarray[Any, np.dtype[np.int64]]
    features: np.ndarray[Any, np.dtype[np.int64]]
    target: np.ndarray[Any, np.dtype[np.int64]]
    num_words: int
    origin: str

    def moved(self, offset: int) -> Sample:
        """The same with other position names: positions are labels, and late ones would hardly be seen otherwise."""
        features = self.features.copy()
        pointing = features[:, _POINTING]
        features[:, _POINTING] = np.where(pointing > 0, pointing + offset, 0)
        is_position = (self.target >= _FIRST_POSITION) & (self.target < _FIRST_POSITION + MAX_WORDS)
        return Sample(self.pieces, features, self.target + offset * is_position, self.num_words, self.origin)

    def by_itself(self) -> Sample:
        """Without what the rules think."""
        features = np.zeros_like(self.features)
        features[:, 0] = self.features[:, 0]
        return Sample(self.pieces, features, self.target, self.num_words, self.origin)


def read_samples(path: Path, pieces: WordPieces, limit: int = 10**9) -> list[Sample]:
    """The samples that `build_dataset` wrote; raises SystemExit where they are missing."""
    if not path.exists():
        raise SystemExit(f"{path} is missing; `python -m training.m1_scene_parser.build_dataset` writes it.")
    samples = []
    with path.open(encoding="utf-8") as file:
        for line in islice(file, limit):
            record = json.loads(line)
            words = record["words"].split(" ")
            columns = [column.split(" ") for column in record["features"]]
            target = [*(_TARGET_INDEX[token] for token in record["target"].split()), END]
            samples.append(
                Sample(*encode(words, columns, pieces), np.array(target), len(words), record["from"])
            )  # fmt: skip
    return samples


_FEATURE_INDEX = [{value: index for index, value in enumerate(values)} for values in FEATURES.values()]


def encode(words: list[str], columns: list[list[str]], pieces: WordPieces) -> tuple[Any, Any]:
    """Pieces (S,) and features (S, F) of words; `columns` has a value per word for each of FEATURES."""
    ids, rows = [], []
    for index, word in enumerate(words[: len(columns[0])]):
        row = [known[column[index]] for known, column in zip(_FEATURE_INDEX, columns, strict=True)]
        for piece in pieces.split(word):
            ids.append(pieces.index[piece])
            rows.append(row)
    return np.array(ids, dtype=np.int64), np.array(rows, dtype=np.int64).reshape(len(ids), len(FEATURES))


def batches(samples: list[Sample], tokens: int, rng: np.random.Generator, *, alone: float) -> Iterator[list[Sample]]:
    """One epoch in batches of about so many tokens; a share `alone` has no rules' reading, a third moved positions."""
    chosen = [sample for sample in samples if rng.random() < SHARES.get(sample.origin, 1.0)]
    chosen = [chosen[index] for index in rng.permutation(len(chosen))]
    ready: list[list[Sample]] = []
    for start in range(0, len(chosen), 8000):
        pool = sorted(chosen[start : start + 8000], key=lambda s: len(s.pieces) + len(s.target))
        batch: list[Sample] = []
        for sample in pool:
            longest = len(sample.pieces) + len(sample.target)
            if batch and (len(batch) + 1) * longest > tokens:
                ready.append(batch)
                batch = []
            batch.append(sample)
        ready.append(batch)
    for index in rng.permutation(len(ready)):
        yield [_varied(sample, rng, alone) for sample in ready[index]]


def _varied(sample: Sample, rng: np.random.Generator, alone: float) -> Sample:
    room = min(24, MAX_WORDS - sample.num_words)
    if room > 0 and rng.random() < 0.3:
        sample = sample.moved(int(rng.integers(1, room + 1)))
    return sample.by_itself() if rng.random() < alone else sample


def padded(batch: list[Sample], device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """(B, S) pieces, (B, S, F) features, (B, T) labels with −100 where there is nothing to learn."""
    length, width = max(len(s.pieces) for s in batch), max(len(s.target) for s in batch)
    pieces = np.zeros((len(batch), length), dtype=np.int64)
    features = np.zeros((len(batch), length, len(FEATURES)), dtype=np.int64)
    labels = np.full((len(batch), width), -100, dtype=np.int64)
    for row, sample in enumerate(batch):
        pieces[row, : len(sample.pieces)] = sample.pieces
        features[row, : len(sample.pieces)] = sample.features
        labels[row, : len(sample.target)] = sample.target
    found = (torch.from_numpy(numbers).to(device) for numbers in (pieces, features, labels))
    return next(found), next(found), next(found)
