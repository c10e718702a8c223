"""The judge: a contrastive text–motion model of its own, trained on training clips only.

It shares no weights, words or embeddings with generator, retriever or router: words are learned from scratch, motion is
read by strided convolutions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from backend.common.word_pieces import WordPieces

from .train_motion_ssm import contrastive
from .windows import Windows, piece_ids

WIDTH, FRAMES = 96, 60


class Judge(nn.Module):
    """Motions (B, T, 251) and captions to unit vectors (B, 96)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for width in (251, 192, 192):
            layers += [nn.Conv1d(width, 192, 4, stride=2, padding=1), nn.GELU(), nn.Dropout(0.1)]
        self.motion = nn.Sequential(*layers)
        self.seen = nn.Linear(384, WIDTH)
        self.words = nn.Embedding(vocabulary, 128, padding_idx=0)
        self.said = nn.Sequential(nn.Linear(128, 128), nn.GELU(), nn.Dropout(0.1), nn.Linear(128, WIDTH))

    def of_motions(self, features: Tensor) -> Tensor:
        """Mean and greatest value over time."""
        x = self.motion(features.transpose(1, 2))
        return nn.functional.normalize(self.seen(torch.cat([x.mean(-1), x.amax(-1)], dim=-1)), dim=-1)

    def of_texts(self, ids: Tensor) -> Tensor:
        words = self.words(ids)
        mask = (ids != 0).float()[..., None]
        return nn.functional.normalize(self.said((words * mask).sum(1) / mask.sum(1).clamp(min=1.0)), dim=-1)


def train_judge(windows: Windows, pieces: WordPieces, seed: int, steps: int, batch_size: int = 48) -> Judge:
    """On windows of three seconds of the training clips."""
    torch.manual_seed(seed)
    rng = np.random.default_rng([seed, 77])
    judge = Judge(len(pieces.vocabulary))
    optimizer = torch.optim.AdamW(judge.parameters(), lr=1e-3, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        batch = windows.draw(batch_size, FRAMES, rng)
        motions = judge.of_motions(torch.tensor(batch.values))
        texts = judge.of_texts(torch.tensor(piece_ids(pieces, batch.captions)))
        loss = contrastive(texts, motions, batch.captions, torch.ones(batch_size, dtype=torch.bool))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
    return judge.eval()


@torch.no_grad()
def embedded_motions(judge: Judge, features: Sequence[np.ndarray]) -> np.ndarray:
    """(N, 96); shorter motions end with zeros, as padding does in training."""
    values = np.zeros((len(features), FRAMES, 251), np.float32)
    for row, own in zip(values, features, strict=True):
        row[: len(own)] = own[:FRAMES]
    return judge.of_motions(torch.tensor(values)).numpy().astype(np.float64)


@torch.no_grad()
def embedded_texts(judge: Judge, pieces: WordPieces, captions: Sequence[str]) -> np.ndarray:
    """(N, 96)"""
    return judge.of_texts(torch.tensor(piece_ids(pieces, captions))).numpy().astype(np.float64)
