"""Flights in closed form, without drag."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..protocol.conventions import GRAVITY_M_S2


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
