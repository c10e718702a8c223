"""Which joints of a skeleton are the parts of a body: the common ground of two rigs."""

from __future__ import annotations

from dataclasses import dataclass, field

SIDES = (".L", ".R")
FINGERS = ("thumb", "index", "middle", "ring", "pinky")
NEEDED = ("upper_arm", "forearm", "hand", "thigh", "shin", "foot")
"""what both sides of a body must have; `shoulder` and `toe` are taken where they are"""


@dataclass(frozen=True, kw_only=True)
class BodyMap:
    """Joint indices of one skeleton by what they are."""

    hips: int
    """carries both legs and the trunk"""
    spine: tuple[int, ...]
    """above the hips, up to the joint that carries the arms"""
    neck: tuple[int, ...]
    head: int | None
    limbs: dict[str, int]
    """`upper_arm.L`, `shin.R`, …"""
    fingers: dict[str, int] = field(default_factory=dict)
    """`index_1.L` …, from the knuckle on"""

    @property
    def joints(self) -> dict[str, int]:
        """Every mapped joint by its role; links of spine and neck are numbered from 1."""
        found = {"hips": self.hips} | self.limbs | self.fingers
        found |= {f"spine_{number}": joint for number, joint in enumerate(self.spine, start=1)}
        found |= {f"neck_{number}": joint for number, joint in enumerate(self.neck, start=1)}
        return found if self.head is None else found | {"head": self.head}


def ancestors(parents: list[int], joint: int) -> list[int]:
    """The joint and all above it, itself first."""
    path = [joint]
    while parents[path[-1]] >= 0:
        path.append(parents[path[-1]])
    return path


def common_ancestor(parents: list[int], *joints: int) -> int | None:
    """The deepest joint that is above all (or one of them)."""
    paths = [ancestors(parents, joint) for joint in joints]
    shared = set(paths[0]).intersection(*paths[1:])
    return next((joint for joint in paths[0] if joint in shared), None)


def between(parents: list[int], above: int, below: int) -> list[int]:
    """The joints under `above` down to `below`, which is the last."""
    path = ancestors(parents, below)
    return path[: path.index(above)][::-1] if above in path else []
