"""`sceneloom parse PROMPT`: the scene description as JSON."""

from __future__ import annotations

from collections.abc import Callable

from ..common.progress import silent
from ..m1_scene_parser.stage import SceneParser
from ..protocol.messages import GenerateRequest
from ..protocol.scene import SceneDescription
from .inspection import inspect


def run(arguments: list[str]) -> int:
    return inspect("parse", arguments, _load, seeded=False)


def _load() -> Callable[[GenerateRequest], SceneDescription]:
    parser = SceneParser.load()
    return lambda request: parser.run(request.prompt, progress=silent)
