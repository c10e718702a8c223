"""`sceneloom simulate PROMPT`: where everything is at every frame, as JSON."""

from __future__ import annotations

from collections.abc import Callable

from ..pipeline import Stages, generate
from ..protocol.messages import GenerateRequest
from ..protocol.scene import Simulation
from .inspection import inspect


def run(arguments: list[str]) -> int:
    return inspect("simulate", arguments, _load, seeded=True)


def _load() -> Callable[[GenerateRequest], Simulation]:
    stages = Stages.load()
    return lambda request: generate(request, stages).simulation
