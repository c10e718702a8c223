"""Where the joints of people are."""

from __future__ import annotations

from dataclasses import dataclass

from .world import Array


@dataclass(frozen=True)
class JointPoses:
    """All joints of one person in the world."""

    names: tuple[str, ...]
    translations: Array
    """(T, J, 3)"""
    rotations: Array
    """(T, J, 4)"""

    def of(self, joint: str) -> tuple[Array, Array]:
        """Track of one joint: (T, 3), (T, 4)."""
        i = self.names.index(joint)
        return self.translations[:, i], self.rotations[:, i]

    def velocity(self, joint: str, frame: int, fps: int) -> Array:
        track = self.of(joint)[0]
        a, b = max(frame - 1, 0), min(frame + 1, len(track) - 1)
        velocity: Array = (track[b] - track[a]) * (fps / max(b - a, 1))
        return velocity
