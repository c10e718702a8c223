"""Lexicons that have not counted the words of the captions which they read.

The lexicon that ships counts every training caption, so the rules know a training caption's words better than those of
a caption that nobody counted. A network that learns from such readings trusts them too much, and thresholds chosen on
them come out too high. Each caption is therefore read with a lexicon of the other folds (cross-fitting: Chernozhukov et
al. 2018; stacking on held-out folds: Wolpert 1992).
"""

from __future__ import annotations

import zlib

from backend.common.object_priors import object_priors
from backend.m1_scene_parser.lexicon import Lexicon, assemble_lexicon

from .build_lexicon import count_words
from .dataset import is_validation, read_factual

FOLDS = 5


def fold_of(image_id: int) -> int:
    """The fold of an image, 0 … FOLDS - 1; depends on the id only."""
    return zlib.crc32(f"fold {image_id}".encode()) % FOLDS


def lexicons_of_other_folds() -> list[Lexicon]:
    """For each fold the lexicon of the words of all others."""
    rows = list(read_factual(held_out=False))
    return [
        assemble_lexicon(object_priors(), count_words(row for row in rows if fold_of(row["image_id"]) != fold))
        for fold in range(FOLDS)
    ]


def lexicon_without_validation() -> Lexicon:
    """The lexicon of the words of all training captions but those that settings are chosen on."""
    rows = (row for row in read_factual(held_out=False) if not is_validation(row["image_id"]))
    return assemble_lexicon(object_priors(), count_words(rows))
