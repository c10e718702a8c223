"""`sceneloom generate PROMPT --out scene.blend …`"""

from __future__ import annotations

import dataclasses
import sys

from ..protocol.job import generate_parser, job_from_arguments
from .blender import run_in_blender


def run(arguments: list[str]) -> int:
    options = generate_parser().parse_args(arguments)
    job = job_from_arguments(options)
    line = ProgressLine()
    understood = run_in_blender("generate", dataclasses.asdict(job), options.blender, line)
    line.end()
    print(understood, file=sys.stderr)
    for path in (job.out, *job.renders, job.report):
        if path:
            print(path)
    return 0


class ProgressLine:
    """Progress on standard error: one line that moves on a terminal, a line for each step in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._text = ""

    def __call__(self, fraction: float, text: str = "") -> None:
        if self._terminal:
            print(f"\r\033[K{100 * fraction:3.0f} %  {text}", end="", file=sys.stderr, flush=True)
        elif text.split(":")[0] != self._text:
            self._text = text.split(":")[0]
            print(f"{100 * fraction:3.0f} %  {text}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
