"""Five folds by trial group: all clips of a trial, mirrored ones and partners' too, are on one side."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from .clip_store import Clip

FOLDS = 5


def fold_of(group: str) -> int:
    """0…4, the same everywhere."""
    return int(hashlib.sha1(f"motion-folds-v1:{group}".encode()).hexdigest(), 16) % FOLDS


def split(clips: Sequence[Clip], fold: int) -> tuple[list[Clip], list[Clip]]:
    """Clips to train on and those held out; motion programs are never held out, and a fold of -1 holds out none."""
    held_out = [clip for clip in clips if clip.kind != "program" and fold_of(clip.group) == fold]
    return [clip for clip in clips if clip not in held_out] if held_out else list(clips), held_out
