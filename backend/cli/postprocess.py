"""`sceneloom postprocess DIR --look cinematic --out clip.mp4`: rendered frames through a look."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ..pipeline import postprocess
from ..protocol.errors import InvalidRequestError
from ..protocol.job import CLIP_SUFFIXES, checked_output
from ..protocol.look import BUILT_IN_LOOKS
from ..protocol.messages import PostprocessRequest
from .progress_line import ProgressLine


def run(arguments: list[str]) -> int:
    looks = "\n".join(f"  {name:<14}{text}" for name, text in BUILT_IN_LOOKS.items())
    parser = argparse.ArgumentParser(
        prog="sceneloom postprocess",
        description=f"{__doc__}\n\nlooks:\n{looks}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", help="frames with a sequence.json, or numbered multilayer EXR files")
    parser.add_argument("--look", default="clean", metavar="NAME|FILE.json", help="default clean")
    parser.add_argument("--strength", type=float, default=1.0, help="0 nothing of the look, 1 all of it")
    parser.add_argument(
        "--set", action="append", default=[], metavar="GROUP.NAME=VALUE", dest="settings",
        help="a value of the look: grain.strength=0.02; a name that there is not lists all that there are",
    )  # fmt: skip
    parser.add_argument("--out", required=True, metavar="FILE", help=".mp4 .mkv .mov, or .png or scene-linear .exr")
    parser.add_argument("--frame", type=int, metavar="N", help="this frame only")
    parser.add_argument("--codec", choices=("h264", "prores", "dnxhr"), help="default h264, ProRes in .mov")
    parser.add_argument("--sound", metavar="FILE", help="heard in the video (default: what the folder holds)")
    parser.add_argument("--fps", type=int, default=24, help="of a folder without sequence.json (default 24)")
    parser.add_argument("--seed", type=int, default=0, help="of the grain")
    parser.add_argument("--memory", type=int, metavar="MB", help="for frames worked on at once (default 1600)")
    options = parser.parse_args(arguments)
    out = checked_output(options.out, (*CLIP_SUFFIXES, ".png", ".exr"))
    settings = []
    for text in options.settings:
        name, equals, value = text.partition("=")
        if not equals:
            raise InvalidRequestError(f"“{text}” sets nothing.", hint="Write --set grain.strength=0.02.")
        settings.append((name.strip(), value.strip()))
    request = PostprocessRequest(
        folder=str(Path(options.folder).expanduser().absolute()),
        look=options.look,
        strength=options.strength,
        settings=tuple(settings),
        out=out,
        frame=options.frame,
        codec=options.codec or "",
        sound=options.sound or "",
        seed=options.seed,
        fps=options.fps,
    )
    if options.memory is not None:
        request = replace(request, memory_mb=options.memory)
    line = ProgressLine()
    reply = postprocess(request, line)
    line.end()
    if reply.num_resumed:
        print(f"{reply.num_resumed} of {reply.num_frames} frames were finished before", file=sys.stderr)
    for note in reply.notes:
        print(note, file=sys.stderr)
    print("\n".join(reply.files))
    return 0
