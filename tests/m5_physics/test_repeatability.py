"""The stage as such: finite, the same bytes everywhere, stoppable."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from backend.common import quat
from backend.m5_physics.runner import Runner
from backend.m5_physics.stage import PhysicsSimulator
from backend.protocol.errors import JobCancelled, ResourceError
from backend.protocol.scene import Action, Simulation
from tests.m5_physics.scenes import ball_shape, box_shape, pose, simulate, thing


def random_scene(seed: int, engine: str = "pybullet", num_frames: int = 20) -> Simulation:
    """A heap of odd things thrown together."""
    rng = np.random.default_rng(seed)
    assets, places, actions = [], {}, []
    for i in range(int(rng.integers(2, 8))):
        size = np.exp(rng.uniform(np.log(0.01), np.log(1.0), 3))
        shapes = [ball_shape(float(size[0]))] if rng.random() < 0.3 else [box_shape(size)]
        name = f"thing_{i}"
        mass = float(np.exp(rng.uniform(np.log(0.01), np.log(100.0))))
        assets.append(thing(name, shapes, mass, restitution=float(rng.random()), friction=float(rng.random())))
        places[name] = pose(rng.uniform((-0.5, -0.5, 0.0), (0.5, 0.5, 1.0)), quat.normalize(rng.normal(size=4)))
        verb = str(rng.choice(["drop", "roll", "topple", "slide", "bounce"]))
        actions.append(Action(id=f"a{i}", actor_id=name, verb=verb, text=verb))
    return simulate(assets, places, num_frames=num_frames, actions=actions, engine=engine)


@pytest.mark.parametrize("engine", ["pybullet", "mujoco"])
def test_sixty_random_scenes_stay_finite(engine: str) -> None:
    for seed in range(60 if engine == "pybullet" else 12):
        for track in random_scene(seed, engine).object_tracks.values():
            assert np.isfinite(track.translations).all()
            assert np.abs(np.linalg.norm(track.rotations, axis=1) - 1.0).max() < 1e-5
            assert np.all(np.sum(track.rotations[1:] * track.rotations[:-1], axis=1) > 0.0)
            assert track.translations.dtype == track.rotations.dtype == np.float32


def digest(simulation: Simulation) -> str:
    state = hashlib.sha256()
    for name, track in simulation.object_tracks.items():
        state.update(name.encode() + track.translations.tobytes() + track.rotations.tobytes())
    state.update(repr(simulation.contacts).encode())
    return state.hexdigest()


@pytest.mark.parametrize("engine", ["pybullet", "mujoco"])
def test_equal_bytes_in_another_process(engine: str) -> None:
    """500 steps and more, twice here and once elsewhere."""
    code = f"from tests.m5_physics.test_repeatability import *; print(digest(random_scene(7, {engine!r}, 60)))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    here = digest(random_scene(7, engine, 60))
    assert here == digest(random_scene(7, engine, 60)) == done.stdout.strip().splitlines()[-1]


def test_cancel() -> None:
    stage = PhysicsSimulator.load()
    assert stage.provenance.model == "pybullet"

    def stop(fraction: float, message: str = "") -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        Runner([], 24, "pybullet").run(10, None, stop)


def test_an_engine_that_is_not_there() -> None:
    with pytest.raises(ResourceError, match="havok"):
        PhysicsSimulator.load("havok")
