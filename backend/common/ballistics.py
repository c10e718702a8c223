"""Flights in closed form, without drag, and how far what has landed rolls."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.scene import AssetSet

SOFT_ROLLING_FRICTION = 0.14
"""resistance of grass, soil, sand or snow as a share of a ball's weight; a ball from a ramp of 1 m rolls 7 m on it
(FIFA Quality Programme for Football Turf, ball roll: 4 to 10 m)"""
_SOFT_GROUND = ("grass", "soil", "sand", "snow")
PEDAL_WAY_M = 5.0
"""that a bicycle goes with one turn of its crank: a middle gear"""
BALL_PER_FOOT = 1.2
"""how much faster a kicked ball leaves than the foot comes (Lees & Nolan, J. Sports Sciences 16, 1998)"""
_KEPT = 0.68
"""of the speed along the ground, after bounces and slip have turned it into rolling"""
_HOLLOW = 5.0 / 3.0
"""inertia of a rolling hollow ball, of its mass"""


def on_soft_ground(assets: AssetSet) -> bool:
    """Whether things roll on grass, soil, sand or snow."""
    environment = (asset for asset in assets.assets.values() if asset.role == "environment")
    return any(material.kind in _SOFT_GROUND for asset in environment for material in asset.materials[:1])


def rolled(speed_m_s: float, rolling_friction: float, seconds: float) -> float:
    """How far (m) a ball is from where it landed with a speed along the ground, so long after that."""
    speed, slowing = _KEPT * speed_m_s, rolling_friction * GRAVITY_M_S2 / _HOLLOW
    t = min(max(seconds, 0.0), speed / slowing)
    return speed * t - 0.5 * slowing * t * t


def launch_velocity(start: ArrayLike, landing: ArrayLike, flight_s: float) -> NDArray[np.float64]:
    """Velocity (3,) m/s at `start` (3,) that reaches `landing` (3,) after `flight_s` seconds."""
    way: NDArray[np.float64] = np.asarray(landing, dtype=np.float64) - np.asarray(start, dtype=np.float64)
    velocity: NDArray[np.float64] = way / flight_s + np.array([0.0, 0.0, 0.5 * GRAVITY_M_S2 * flight_s])
    return velocity


def flight_time(start: ArrayLike, landing: ArrayLike, speed_m_s: float, shortest_s: float = 0.25) -> float:
    """Seconds of a flight whose horizontal speed is `speed_m_s`."""
    across = np.asarray(landing, dtype=np.float64)[:2] - np.asarray(start, dtype=np.float64)[:2]
    return max(shortest_s, float(np.linalg.norm(across)) / max(speed_m_s, 1e-6))


def position(start: ArrayLike, velocity: ArrayLike, t: ArrayLike) -> NDArray[np.float64]:
    """Where a thing is `t` (...) seconds after its launch: (..., 3) m."""
    t = np.asarray(t, dtype=np.float64)[..., None]
    fall = np.array([0.0, 0.0, -0.5 * GRAVITY_M_S2])
    return np.asarray(np.asarray(start, dtype=np.float64) + np.asarray(velocity, dtype=np.float64) * t + fall * t * t)
