"""Walking and running as Fourier series in phase, linear in speed, fitted to motion capture (training/m4_motion)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..common.resources import resource_path
from ..protocol.conventions import GRAVITY_M_S2
from .channels import Array
from .variation import Variation, variation_of


@dataclass(frozen=True)
class Swing:
    """How a foot swings from one print to the next at a speed."""

    start: float
    """phase (cycles) at which the foot leaves the floor, before its furthest forward point at 0"""
    end: float
    progress: Array
    """(N,) of the footprint over the swing, 0…1"""
    clearance: Array
    """(N,) of the sole over the swing"""


@dataclass(frozen=True)
class Gait:
    """One gait's coefficients. Speeds are Froude numbers v / sqrt(g leg), lengths are in leg lengths."""

    name: str
    channels: Mapping[str, Array]
    """(2, 1 + 2 H): at the central speed, and per unit of speed"""
    speed_centre: float
    speed_range: tuple[float, float]
    stride_law: tuple[float, float]
    """stride = exp(a) * speed ** b"""
    print_side: float
    """half the step width"""
    pass_phase: float
    """phase at which the hips pass over a foot"""
    swing_speeds: Array
    """(K,) of the swings, ascending"""
    swings: tuple[Swing, ...]
    variation: Variation
    """how strides and people differ"""

    def froude(self, speed_m_s: float, leg: float) -> float:
        """Dimensionless speed."""
        return speed_m_s / float(np.sqrt(GRAVITY_M_S2 * leg))

    def step_length(self, speed_m_s: float, leg: float) -> float:
        """Half a stride in metres."""
        a, b = self.stride_law
        return 0.5 * leg * float(np.exp(a) * max(self.froude(speed_m_s, leg), 0.05) ** b)

    def usual_step(self, froude: float, leg: float) -> float:
        """Half a stride in metres of those captured whose speed is nearest."""
        speed = float(np.clip(froude, *self.speed_range)) * float(np.sqrt(GRAVITY_M_S2 * leg))
        return self.step_length(speed, leg)

    def swing(self, froude: float) -> Swing:
        """How a foot swings at a speed, between those of the captures."""

        def at(values: list[Array | float]) -> Array:
            stacked = np.stack([np.asarray(value, dtype=np.float64) for value in values])
            place = float(np.interp(froude, self.swing_speeds, np.arange(len(stacked))))
            low = min(int(place), len(stacked) - 2)
            return np.asarray(stacked[low] + (place - low) * (stacked[low + 1] - stacked[low]))

        return Swing(
            start=float(at([swing.start for swing in self.swings])),
            end=float(at([swing.end for swing in self.swings])),
            progress=at([swing.progress for swing in self.swings]),
            clearance=at([swing.clearance for swing in self.swings]),
        )

    def channel(self, name: str, phase: Array, froude: float) -> Array:
        """Value (T,) of a channel at phases (T,) in cycles; speeds outside what was captured count as its border."""
        base, slope = self.channels[name]
        low, high = self.speed_range
        coefficients = base + slope * (float(np.clip(froude, low, high)) - self.speed_centre)
        harmonics = (len(coefficients) - 1) // 2
        k = 2.0 * np.pi * np.arange(1, harmonics + 1)[None] * np.asarray(phase)[:, None]
        return np.asarray(
            coefficients[0] + np.cos(k) @ coefficients[1 : harmonics + 1] + np.sin(k) @ coefficients[harmonics + 1 :]
        )


def gait_of(name: str, entry: Mapping[str, Any]) -> Gait:
    """From the fitted coefficients as `training/m4_motion/fit_gait.py` writes them."""
    return Gait(
        name=name,
        channels={key: np.array(value) for key, value in entry["channels"].items()},
        speed_centre=entry["speed_centre"],
        speed_range=(entry["speed_range"][0], entry["speed_range"][1]),
        stride_law=(entry["stride"][0], entry["stride"][1]),
        print_side=entry["print_side"],
        pass_phase=entry["pass_phase"],
        swing_speeds=np.array([swing["speed"] for swing in entry["swings"]]),
        swings=tuple(
            Swing(swing["start"], swing["end"], np.array(swing["progress"]), np.array(swing["clearance"]))
            for swing in entry["swings"]
        ),
        variation=variation_of(entry["variation"]),
    )


def load_gaits() -> dict[str, Gait]:
    """`walk` and `run` from blender_assets/motion/gait.json."""
    data = json.loads(resource_path("motion", "gait.json").read_text())
    return {name: gait_of(name, data[name]) for name in ("walk", "run")}
