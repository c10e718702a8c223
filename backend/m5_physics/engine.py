"""The small surface that both rigid-body engines have in common."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .world import Array, Body

ENGINES = ("pybullet", "mujoco")


@dataclass(frozen=True)
class Touch:
    """Two bodies touch during a step; `a` < `b` are places in the list of bodies."""

    a: int
    b: int
    point: tuple[float, float, float]
    impulse_n_s: float
    depth_m: float


class Engine(Protocol):
    """A world of rigid bodies, opened for one run and closed after it; nothing is ever saved or restored."""

    def freeze(self, index: int) -> None:
        """Hold a loose body where it is, at rest, as if its mass were infinite."""

    def free(self, index: int) -> None:
        """Let a frozen body move again."""

    def place(self, index: int, translation: Array, rotation: Array, linear: Array, angular: Array) -> None:
        """Put a body somewhere, with the velocities (m/s, rad/s, world) it has there."""

    def set_velocity(self, index: int, linear: Array, angular: Array) -> None:
        """Give a loose body a velocity (m/s and rad/s, world)."""

    def push(self, index: int, force_n: Array) -> None:
        """A force at the centre of mass during the next step."""

    def step(self, dt_s: float, iterations: int, bouncing: bool) -> None:
        """One step of the solver; `bouncing` trades the stiffness that stacks need for exact rebounds."""

    def pose(self, index: int) -> tuple[Array, Array]:
        """Translation (3,) and rotation (4,) wxyz of a body."""

    def velocity(self, index: int) -> tuple[Array, Array]:
        """Linear and angular velocity, world."""

    def touches(self) -> list[Touch]:
        """What touched in the last step, in a fixed order."""

    def close(self) -> None: ...


def available() -> tuple[str, ...]:
    """The engines that are installed, the preferred one first."""
    return tuple(name for name in ENGINES if importlib.util.find_spec(name) is not None)


def open_engine(name: str, bodies: Sequence[Body], gravity_m_s2: float) -> Engine:
    """A fresh world. Engines are imported when one is opened: both take a while to load."""
    if name == "pybullet":
        from .pybullet_engine import PyBulletEngine

        return PyBulletEngine(bodies, gravity_m_s2)
    from .mujoco_engine import MujocoEngine

    return MujocoEngine(bodies, gravity_m_s2)
