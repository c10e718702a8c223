"""What `parse`, `layout` and `simulate` share: run the first stages, print the result as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..protocol.codec_json import to_json
from ..protocol.errors import InvalidRequestError, SceneBackendError
from ..protocol.job import checked_request
from ..protocol.messages import GenerateRequest
from . import EXIT_DONE, exit_code


def inspect(
    name: str, arguments: list[str], load: Callable[[], Callable[[GenerateRequest], Any]], *, seeded: bool
) -> int:
    """Print one JSON document, or with --file one line for each prompt; returns the exit code."""
    parser = argparse.ArgumentParser(prog=f"sceneloom {name}")
    parser.add_argument("prompt", nargs="?", help="what the scene shows")
    parser.add_argument("--file", metavar="PROMPTS.txt", help="one prompt a line instead")
    parser.add_argument("--jsonl", action="store_true", help="one JSON document a line (always so with --file)")
    if seeded:
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--duration", type=float, metavar="S")
        parser.add_argument("--fps", type=int, default=24)
    options = parser.parse_args(arguments)
    if (options.prompt is None) == (options.file is None):
        raise InvalidRequestError("There is no prompt.", hint=f"Use: sceneloom {name} PROMPT, or --file PROMPTS.txt.")
    prompts = [options.prompt] if options.file is None else _read_prompts(options.file)
    settings = (options.seed, options.duration, options.fps) if seeded else ()
    if options.file is None:
        request = checked_request(options.prompt, *settings)
        print(_text(to_json(load()(request)), lines=not options.jsonl))
        return EXIT_DONE
    run, worst = load(), EXIT_DONE
    for prompt in prompts:
        try:
            answer = to_json(run(checked_request(prompt, *settings)))
        except SceneBackendError as error:
            worst = max(worst, exit_code(error))
            answer = {"prompt": prompt, "error": {"code": error.code, "message": error.message, "hint": error.hint}}
        print(_text(answer, lines=False), flush=True)
    return worst


def _text(value: Any, *, lines: bool) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1 if lines else None, allow_nan=False)


def _read_prompts(path: str) -> list[str]:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        raise InvalidRequestError(f"{path} cannot be read: {reason}.", hint="Name a text file.") from error
    return [line for line in text.splitlines() if line.strip()]
