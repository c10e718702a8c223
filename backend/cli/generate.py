"""`sceneloom generate PROMPT --out scene.blend …`"""

from __future__ import annotations

import dataclasses
import sys

from ..protocol.job import generate_parser, job_from_arguments
from .blender import run_in_blender
from .progress_line import ProgressLine


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
