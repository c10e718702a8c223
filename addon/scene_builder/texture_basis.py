"""What a texture recipe starts from and what it gives, and the two things that all of them do."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .node_graph import NodeGraph, Value


class Surface(NamedTuple):
    """What a recipe makes of the inputs."""

    color: Value
    relief: Value
    """0…1"""
    relief_m: float
    """metres of relief at Bump 1"""
    roughness_noise: Value
    """around 0.5; moves the roughness by ± 0.1"""


class Sockets(NamedTuple):
    """What a recipe starts from."""

    base: Value
    second: Value
    scale: Value
    uv: Value
    """metres; each connected piece is shifted, so that no two boards are alike"""
    plain_uv: Value
    """metres, not shifted"""


Recipe = Callable[[NodeGraph, Sockets], Surface]


def tone(graph: NodeGraph, color: Value, noise: Value, spread: float) -> Value:
    """The colour made darker and lighter by `spread` with the noise."""
    return graph.vector("SCALE", color, graph.remap(noise, 0.25, 0.75, 1.0 - spread, 1.0 + spread))


def stretched(graph: NodeGraph, uv: Value, along: float, across: float) -> Value:
    return graph.vector("MULTIPLY", uv, (along, across, 1.0))
