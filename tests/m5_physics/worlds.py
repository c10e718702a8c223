"""Worlds of a few bodies for the engines alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.common import quat
from backend.m5_physics.runner import Recording, Runner
from backend.m5_physics.world import Body, Hinge, Shape, mass_properties

FPS = 60
UPRIGHT = quat.IDENTITY
Vector = Sequence[float]


def shape(kind: Any, size: Vector, at: Vector = (0, 0, 0), points: Any = None) -> Shape:
    return Shape(
        kind=kind, translation=np.array(at, dtype=float), rotation=quat.IDENTITY.copy(),
        dimensions=np.array(size, dtype=float), points=points,
    )  # fmt: skip


def loose(
    name: str, shapes: Sequence[Shape], mass_kg: float, at: Vector, rotation: Any = UPRIGHT, **surface: Any
) -> Body:
    centre, axes, inertia = mass_properties(shapes, mass_kg)
    assert np.allclose(centre, 0.0)
    assert np.allclose(axes, quat.IDENTITY)
    return Body(
        id=name, shapes=tuple(shapes), translation=np.array(at, dtype=float), rotation=np.array(rotation, dtype=float),
        mass_kg=mass_kg, inertia_kg_m2=inertia, **surface,
    )  # fmt: skip


def ball(name: str, diameter: float, mass_kg: float, at: Vector, **surface: Any) -> Body:
    return loose(name, [shape("sphere", [diameter] * 3)], mass_kg, at, **surface)


def cube(name: str, size: Any, mass_kg: float, at: Vector, rotation: Any = UPRIGHT, **surface: Any) -> Body:
    extents = [size] * 3 if np.isscalar(size) else size
    return loose(name, [shape("box", extents)], mass_kg, at, rotation, **surface)


def fixed(name: str, shapes: Sequence[Shape], at: Vector = (0, 0, 0), rotation: Any = UPRIGHT, **surface: Any) -> Body:
    return Body(
        id=name, shapes=tuple(shapes), translation=np.array(at, dtype=float), rotation=np.array(rotation, dtype=float),
        **surface,
    )  # fmt: skip


def floor(**surface: Any) -> Body:
    return fixed("floor", [shape("plane", [1, 1, 1])], **surface)


def hinged(body: Body, pivot: Vector, axis: Vector, limits: tuple[float, float] | None = None) -> Body:
    hinge = Hinge(pivot=np.array(pivot, dtype=float), axis=np.array(axis, dtype=float), limits_rad=limits)
    return Body(**{**vars(body), "hinge": hinge})


class Throw:
    """Gives bodies their velocities at the first frame."""

    def __init__(self, **velocities: tuple[Vector, Vector]) -> None:
        self.velocities = velocities

    def begin_frame(self, frame: int, runner: Runner) -> None:
        if frame == 0:
            for name, (linear, angular) in self.velocities.items():
                runner.throw(runner.index[name], np.array(linear, dtype=float), np.array(angular, dtype=float))


def run(
    engine: str,
    bodies: Sequence[Body],
    seconds: float,
    script: Any = None,
    *,
    awake: bool = True,
    fps: int = FPS,
    gravity: float = 9.81,
) -> tuple[Recording, Runner]:
    runner = Runner(bodies, fps, engine, gravity_m_s2=gravity, always_awake=awake)
    return runner.run(round(seconds * fps) + 1, script), runner
