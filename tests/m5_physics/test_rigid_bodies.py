"""The measured table of the design notes: each row a test, held by both engines."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from tests.m5_physics.worlds import FPS, Throw, ball, cube, fixed, floor, hinged, loose, run, shape

G = 9.81
pytestmark = pytest.mark.parametrize("engine", ["pybullet", "mujoco"])


def tilt(angle_deg: float) -> np.ndarray:
    """About +Y: what lies on it slides towards +X."""
    return quat.from_angle_axis(np.radians(angle_deg), [0.0, 1.0, 0.0])


def test_free_fall(engine: str) -> None:
    recording, _ = run(engine, [ball("ball", 0.2, 1.0, (0, 0, 10))], 1.0)
    fallen = 10.0 - recording.translations[-1, 0, 2]
    assert fallen == pytest.approx(0.5 * G, rel=0.005)


def test_projectile(engine: str) -> None:
    velocity = np.array([3.0, -2.0, 5.0])
    recording, _ = run(engine, [ball("ball", 0.2, 1.0, (0, 0, 1))], 1.0, Throw(ball=(velocity, (0, 0, 0))))
    time = np.arange(FPS + 1) / FPS
    exact = np.array([0, 0, 1]) + time[:, None] * velocity - 0.5 * G * time[:, None] ** 2 * [0, 0, 1]
    assert np.abs(recording.translations[:, 0] - exact).max() < 0.03


def test_slide_turns_to_roll(engine: str) -> None:
    """A ball thrown level without spin rolls at 5/7 of its speed, whatever the friction."""
    bodies = [ball("ball", 0.2, 1.0, (0, 0, 0.1)), floor()]
    recording, runner = run(engine, bodies, 1.5, Throw(ball=((3, 0, 0), (0, 0, 0))))
    assert runner.linear[0, 0] == pytest.approx(15.0 / 7.0, rel=1e-9 if engine == "pybullet" else 0.01)
    assert runner.angular[0, 1] * 0.1 == pytest.approx(runner.linear[0, 0], rel=0.01)
    assert recording.translations[-1, 0, 0] > 3.0


@pytest.mark.parametrize(("angle_deg", "slides"), [(25.0, False), (28.0, True)])
def test_friction_slope(engine: str, angle_deg: float, slides: bool) -> None:
    """A friction of 0.5 holds up to 26.6 degrees."""
    turn = tilt(angle_deg)
    slab = fixed("slope", [shape("box", [20, 4, 0.2])], rotation=turn, friction=0.5)
    box = cube("box", 0.3, 2.0, quat.mul_vec(turn, [-3.0, 0.0, 0.25]), turn, friction=0.5)
    recording, _ = run(engine, [slab, box], 2.0)
    way = np.linalg.norm(recording.translations[-1, 1] - recording.translations[30, 1])
    assert (way > 0.1) == slides
    if not slides:
        assert way < 0.005


def test_stopping_distance(engine: str) -> None:
    box = cube("box", (0.4, 0.4, 0.1), 2.0, (0, 0, 0.05), friction=0.4)
    recording, _ = run(engine, [box, floor(friction=0.4)], 1.5, Throw(box=((2, 0, 0), (0, 0, 0))))
    assert recording.translations[-1, 0, 0] == pytest.approx(4.0 / (2 * 0.4 * G), rel=0.05)


@pytest.mark.parametrize("restitution", [0.25, 0.5, 0.8])
def test_rebound(engine: str, restitution: float) -> None:
    height = 1.0
    bodies = [ball("ball", 0.22, 0.43, (0, 0, 0.11 + height), restitution=restitution), floor()]
    recording, _ = run(engine, bodies, 1.2, fps=240)
    z = recording.translations[:, 0, 2] - 0.11
    hit = int(np.argmax(z < 0.01))
    assert z[hit:].max() == pytest.approx(restitution**2 * height, rel=0.1)


@pytest.mark.parametrize("restitution", [0.0, 0.5, 0.8])
def test_energy_never_grows(engine: str, restitution: float) -> None:
    rng = np.random.default_rng(5)
    bodies = [
        cube(f"box {i}", 0.2, 1.0, (0.02 * rng.normal(), 0.02 * rng.normal(), 0.3 + 0.3 * i), restitution=restitution)
        for i in range(4)
    ]
    recording, runner = run(engine, [*bodies, floor()], 3.0)
    velocity = np.diff(recording.translations, axis=0)[:, :4] * FPS
    height = 0.5 * (recording.translations[1:, :4, 2] + recording.translations[:-1, :4, 2])
    energy = (0.5 * np.sum(velocity**2, axis=2) + G * height).sum(axis=1)
    assert energy.max() < 1.01 * G * recording.translations[0, :4, 2].sum()
    assert np.isfinite(runner.linear).all()


@pytest.mark.parametrize("size", [0.25, 0.05, 0.025])
def test_ten_cubes_stand(engine: str, size: float) -> None:
    """Those of 2.5 cm need the sub-steps for small things."""
    bodies = [cube(f"cube {i}", size, 600 * size**3, (0, 0, size * (i + 0.5))) for i in range(10)]
    recording, _ = run(engine, [*bodies, floor()], 3.0, fps=24)
    moved = np.linalg.norm(recording.translations[-1, :10] - recording.translations[0, :10], axis=1)
    assert moved.max() < 0.005


def test_heavy_on_light(engine: str) -> None:
    """A mass ratio of 1000."""
    bodies = [cube("light", 0.2, 0.1, (0, 0, 0.1)), cube("heavy", 0.2, 100.0, (0, 0, 0.3)), floor()]
    recording, _ = run(engine, bodies, 2.0)
    assert recording.translations[0, 1, 2] - recording.translations[-1, 1, 2] < 0.005


@pytest.mark.parametrize("speed", [10.0, 25.0, 50.0])
def test_no_tunnelling(engine: str, speed: float) -> None:
    """A ball of 4 cm at a wall of 2 cm."""
    wall = fixed("wall", [shape("box", [0.02, 2, 2])], (1, 0, 1))
    recording, _ = run(
        engine, [ball("ball", 0.04, 0.05, (0, 0, 1)), wall], 0.3, Throw(ball=((speed, 0, 0), (0, 0, 0))), fps=24
    )
    assert recording.translations[:, 0, 0].max() < 1.0


def test_pendulum_period(engine: str) -> None:
    length, radius = 1.0, 0.05
    bob = hinged(ball("bob", 2 * radius, 1.0, (0, 0, 2 - length)), (0, 0, 2), (0, 1, 0))
    start = 0.2
    recording, _ = run(engine, [bob], 6.0, Throw(bob=((0, 0, 0), (0, start, 0))))
    x = recording.translations[:, 0, 0]
    up = [i + x[i] / (x[i] - x[i + 1]) for i in range(2, len(x) - 1) if x[i] < 0 <= x[i + 1]]
    inertia = 0.4 * radius**2 + length**2
    assert np.diff(up).mean() / FPS == pytest.approx(2 * np.pi * np.sqrt(inertia / (G * length)), rel=0.01)


def test_door_limits(engine: str) -> None:
    door = hinged(cube("door", (0.9, 0.04, 2.0), 20.0, (0.45, 0, 1.0)), (0, 0, 1.0), (0, 0, 1), (0.0, np.pi / 2))
    recording, _ = run(engine, [door], 3.0, Throw(door=((0, 0, 0), (0, 0, 2.0))))
    angle = 2 * np.arctan2(recording.rotations[:, 0, 3], recording.rotations[:, 0, 0])
    assert np.degrees(angle.max()) == pytest.approx(90.0, abs=4.0)
    assert angle.min() > -0.07


def test_torque_free_precession(engine: str) -> None:
    """A symmetric top keeps its angular momentum; its axis goes round it at L / I."""
    top = loose("top", [shape("cylinder", [0.3, 0.3, 0.06])], 1.0, (0, 0, 0))
    assert top.inertia_kg_m2 is not None
    spin = np.array([1.0, 0.0, 8.0])
    recording, _ = run(engine, [top], 1.0, Throw(top=((0, 0, 0), spin)), gravity=0.0, fps=240)
    momentum = top.inertia_kg_m2 * spin
    axis = quat.mul_vec(recording.rotations[:, 0], [0.0, 0.0, 1.0])
    direction = momentum / np.linalg.norm(momentum)
    assert np.ptp(axis @ direction) < 0.01
    side = np.cross(direction, [1.0, 0.0, 0.0])
    phase = np.unwrap(np.arctan2(axis @ side, axis @ np.cross(side, direction)))
    rate = abs(phase[-1] - phase[0])
    assert rate == pytest.approx(np.linalg.norm(momentum) / top.inertia_kg_m2[0], rel=0.03)


def test_roll_down_a_ramp(engine: str) -> None:
    """A solid ball gains 5/7 g sin(angle)."""
    turn = tilt(15.0)
    ramp = fixed("ramp", [shape("box", [20, 2, 0.2])], rotation=turn, friction=0.6)
    start = quat.mul_vec(turn, [-5.0, 0.0, 0.2])
    recording, _ = run(engine, [ramp, ball("ball", 0.2, 1.0, start, friction=0.6)], 2.0)
    way = np.linalg.norm(recording.translations[-1, 1] - recording.translations[0, 1])
    assert way == pytest.approx(0.5 * 5 / 7 * G * np.sin(np.radians(15)) * 4.0, rel=0.02)


def test_dominoes(engine: str) -> None:
    size = (0.01, 0.03, 0.06)
    row = [cube(f"domino {i}", size, 0.01, (0.03 * i, 0, 0.03), friction=0.4) for i in range(8)]
    script = Throw(**{"domino 0": ((0.15, 0, 0), (0, 5.0, 0))})
    recording, _ = run(engine, [*row, floor()], 2.0, script, awake=False, fps=24)
    up = quat.mul_vec(recording.rotations[-1, :8], [0.0, 0.0, 1.0])[:, 2]
    assert np.degrees(np.arccos(up)).min() > 45.0


def test_bones_touch_only_loose_bodies(engine: str) -> None:
    """The collision filter: what stands still neither moves nor is touched by bones."""
    bone = fixed("man/foot", [shape("capsule", [0.1, 0.1, 0.4])], (0, 0, 0.1))
    bone = type(bone)(**{**vars(bone), "bone": True})
    recording, _ = run(engine, [floor(), fixed("wall", [shape("box", [1, 1, 1])]), bone], 0.2)
    assert not recording.touches


def test_rest(engine: str) -> None:
    """Shallow at rest and on impact, still after two seconds, then constant to the bit."""
    rng = np.random.default_rng(3)
    bodies = []
    for i in range(6):
        turn = quat.normalize(rng.normal(size=4))
        bodies.append(cube(f"box {i}", 0.2 + 0.1 * rng.random(3), 2.0, (0.6 * i, 0, 0.6 + 0.3 * rng.random()), turn))
    script = Throw(**{body.id: ((0, 0, 0), (0, 0, 0)) for body in bodies})
    recording, runner = run(engine, [*bodies, floor()], 4.0, script, awake=False, fps=24)
    late = recording.translations[3 * 24 :, :6]
    assert np.abs(np.diff(late, axis=0)).max() * 24 < 1e-3
    assert np.array_equal(recording.translations[-1], recording.translations[-6])
    corners = [quat.mul_vec(recording.rotations[:, i, None], b.corners()[None]) + recording.translations[:, i, None]
               for i, b in enumerate(bodies)]  # fmt: skip
    lowest = np.array([c[..., 2].min(axis=1) for c in corners])
    assert lowest.min() > -0.02
    assert np.percentile(lowest[:, -10:], 1) > -0.005
    assert runner.engine_name == engine


def test_a_ball_stays_in_a_net(engine: str) -> None:
    net = fixed("net", [shape("box", [0.03, 3, 2], (0, 0, 1))], yielding=True)
    bodies = [ball("ball", 0.22, 0.43, (-1, 0, 0.6), restitution=0.75), net, floor()]
    recording, _ = run(engine, bodies, 1.5, Throw(ball=((9, 0, 0), (0, 0, 0))))
    assert -0.35 < recording.translations[-1, 0, 0] < 0.0
