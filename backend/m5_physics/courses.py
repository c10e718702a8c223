"""Where driven bodies go: things that are held or guided, and the bones of people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from .engine import Engine
from .world import Array


@dataclass(frozen=True)
class Path:
    """Poses of a driven body, one per frame from `first` on; after the last it stands."""

    first: int
    translations: Array
    """(K, 3)"""
    rotations: Array
    """(K, 4)"""

    def span(self, frame: int) -> tuple[Array, Array, Array, Array]:
        """Poses at a frame and at the next: translations (3,) and rotations (4,)."""
        last = len(self.translations) - 1
        i = min(max(frame - self.first, 0), last)
        j = min(max(frame + 1 - self.first, 0), last)
        return self.translations[i], self.translations[j], self.rotations[i], self.rotations[j]


@dataclass(frozen=True)
class Course:
    """What driven bodies do within one frame: N bodies at S steps."""

    indices: list[int]
    translations: Array
    """(S, N, 3)"""
    rotations: Array
    """(S, N, 4)"""
    linear: Array
    """(N, 3) m/s"""
    angular: Array
    """(N, 3) rad/s"""

    @classmethod
    def between(cls, indices: list[int], span: tuple[Array, Array, Array, Array], steps: int, fps: int) -> Course:
        """Straight lines and even turns from (N, 3), (N, 4) to the same at the next frame."""
        start, end, start_turn, end_turn = span
        share = np.arange(steps)[:, None, None] / steps
        turn = quat.to_rotation_vector(quat.mul(end_turn, quat.inv(start_turn)))
        return cls(
            indices,
            start + (end - start) * share,
            quat.mul(quat.from_rotation_vector(turn * share), start_turn),
            (end - start) * fps,
            turn * fps,
        )

    def place(self, engine: Engine, step: int) -> None:
        """Put the bodies where they are at a step."""
        for i, index in enumerate(self.indices):
            engine.place(index, self.translations[step, i], self.rotations[step, i], self.linear[i], self.angular[i])


@dataclass(frozen=True)
class Bones:
    """The colliders of one person over all frames, as the last bodies of the world."""

    actor_id: str
    first_body: int
    translations: Array
    """(T, C, 3)"""
    rotations: Array
    """(T, C, 4)"""
    reach_m: Array
    """(C,) radius of a ball around each collider"""

    @property
    def count(self) -> int:
        return int(self.translations.shape[1])
