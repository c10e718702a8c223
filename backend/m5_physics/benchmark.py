"""How fast and how steady the rigid bodies are on this machine, as a table (`sceneloom bench physics`)."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from ..common import quat
from ..common.seeding import stage_rng
from ..protocol.errors import SimulationDivergedError
from .engine import available
from .runner import Recording, Runner
from .world import Array, Body, Shape, mass_properties

FPS = 24


def run(write: Callable[[str], object] = print) -> bool:
    """Print a row per engine and case; returns whether all bars hold."""
    write(f"{'engine':<10}{'case':<42}{'result':>14}  bar")
    good = True
    for engine in available():
        seconds, recording = pile(engine, num_bodies=100, seconds=10.0)
        speed = np.linalg.norm(np.diff(recording.translations[-FPS:], axis=0), axis=-1).max() * FPS
        wrong, longest = random_scenes(engine, count=500)
        rows = (
            ("100 boxes fall in a heap, 10 s", f"{seconds:.1f} s", "≤ 20 s", seconds <= 20.0),
            ("fastest of them in the last second", f"{1e3 * speed:.2f} mm/s", "", True),
            ("500 random scenes of 1 s, not finite", f"{wrong}", "0", wrong == 0),
            ("longest of them", f"{longest:.2f} s", "", True),
        )
        for case, result, bar, holds in rows:
            write(f"{engine:<10}{case:<42}{result:>14}  {bar}{'' if holds else '  MISSED'}")
            good &= holds
    return good


def pile(engine: str, *, num_bodies: int, seconds: float) -> tuple[float, Recording]:
    """Boxes and balls that fall on each other; returns the wall time and what happened."""
    rng = stage_rng(0, "benchmark", "pile")
    bodies = []
    for i in range(num_bodies):
        place = np.array([0.45 * (i % 5), 0.45 * (i // 5 % 5), 0.5 + 0.45 * (i // 25)]) + rng.uniform(-0.05, 0.05, 3)
        bodies.append(_loose(f"body {i}", rng, place, 0.2, 0.4))
    return _run(engine, bodies, round(seconds * FPS))


def random_scenes(engine: str, *, count: int) -> tuple[int, float]:
    """Scenes of a few overlapping bodies of any size and mass; returns how many broke, and the longest time."""
    wrong, longest = 0, 0.0
    for number in range(count):
        rng = stage_rng(number, "benchmark", "random")
        bodies = [
            _loose(f"body {i}", rng, rng.uniform((-0.4, -0.4, 0.1), (0.4, 0.4, 1.2)), 0.01, 0.8)
            for i in range(int(rng.integers(2, 8)))
        ]
        try:
            seconds, recording = _run(engine, bodies, FPS)
        except SimulationDivergedError:
            wrong += 1
            continue
        longest = max(longest, seconds)
        wrong += int(not (np.isfinite(recording.translations).all() and np.isfinite(recording.rotations).all()))
    return wrong, longest


class _LetGo:
    """Frees every loose body at the first frame."""

    def begin_frame(self, frame: int, runner: Runner) -> None:
        if frame == 0:
            for index in np.flatnonzero(runner.mass > 0.0).tolist():
                runner.free(index)


def _run(engine: str, bodies: list[Body], num_frames: int) -> tuple[float, Recording]:
    floor = Shape(kind="plane", translation=np.zeros(3), rotation=quat.IDENTITY, dimensions=np.ones(3))
    ground = Body(id="floor", shapes=(floor,), translation=np.zeros(3), rotation=quat.IDENTITY)
    start = time.perf_counter()
    recording = Runner([*bodies, ground], FPS, engine).run(num_frames, _LetGo())
    return time.perf_counter() - start, recording


def _loose(name: str, rng: np.random.Generator, place: Array, smallest_m: float, largest_m: float) -> Body:
    size = np.exp(rng.uniform(np.log(smallest_m), np.log(largest_m), 3))
    sphere = rng.random() < 0.3
    shape = Shape(
        kind="sphere" if sphere else "box",
        translation=np.zeros(3),
        rotation=quat.IDENTITY,
        dimensions=np.full(3, size[0]) if sphere else size,
    )
    mass_kg = float(300.0 * np.prod(shape.dimensions) * np.exp(rng.uniform(-1.0, 1.0)))
    _, _, inertia = mass_properties([shape], mass_kg)
    return Body(
        id=name,
        shapes=(shape,),
        translation=place,
        rotation=quat.normalize(rng.normal(size=4)),
        mass_kg=mass_kg,
        inertia_kg_m2=inertia,
        friction=float(rng.uniform(0.2, 0.9)),
        restitution=float(rng.uniform(0.0, 0.9)),
        rolling_friction=0.01,
    )
