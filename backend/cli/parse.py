"""`sceneloom parse PROMPT`: the scene description as JSON; with --explain, which words gave what."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable

from ..common.progress import silent
from ..m1_scene_parser.explanation import as_table
from ..m1_scene_parser.stage import SceneParser
from ..protocol.codec_json import to_json
from ..protocol.job import checked_request
from ..protocol.messages import GenerateRequest
from ..protocol.scene import SceneDescription
from . import EXIT_DONE
from .inspection import inspect


def run(arguments: list[str]) -> int:
    if "--explain" in arguments:
        return _explain(arguments)
    return inspect("parse", arguments, _load, seeded=False)


def _load() -> Callable[[GenerateRequest], SceneDescription]:
    parser = SceneParser.load()
    return lambda request: parser.run(request.prompt, progress=silent)


def _explain(arguments: list[str]) -> int:
    """A table of entities, relations and actions with the words they came from."""
    options = argparse.ArgumentParser(prog="sceneloom parse --explain")
    options.add_argument("prompt", help="what the scene shows")
    options.add_argument("--explain", action="store_true", help="which words gave what")
    options.add_argument("--json", action="store_true", help="as JSON instead of a table")
    chosen = options.parse_args(arguments)
    prompt = checked_request(chosen.prompt).prompt
    description, lines = SceneParser.load().explain(prompt)
    if chosen.json:
        print(json.dumps([to_json(line) for line in lines], ensure_ascii=False, indent=1))
    else:
        print(as_table(prompt, lines))
        if description.unparsed:
            print("not used:", ", ".join(description.unparsed))
    return EXIT_DONE
