"""One generation as a job: the same for the command line, Blender's own command line, scripts and the panel."""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from .asset_sources import add_source_arguments, sources_from_arguments
from .conventions import DEFAULT_FPS, MAX_DURATION_S, MAX_PROMPT_WORDS
from .enhancement import DEFAULT_STRENGTH, Enhancement, checked_enhancement
from .errors import InvalidRequestError
from .look import BUILT_IN_LOOKS, look_from_json
from .messages import GenerateRequest

ENGINES = ("workbench", "cycles", "eevee")
STILL_SUFFIXES = (".png", ".jpg", ".exr")
CLIP_SUFFIXES = (".mp4", ".mkv", ".mov")


@dataclass(frozen=True, kw_only=True)
class GenerateJob:
    """What to generate and what to write."""

    request: GenerateRequest
    out: str | None = None
    """absolute path of the .blend, None = build only"""
    renders: tuple[str, ...] = ()
    """absolute paths of stills and clips; the suffix tells which"""
    engine: str | None = None
    """for all renders; None = Cycles for stills, Workbench for clips"""
    look: str | None = None
    """of all renders: a name, a .json file; None = as Blender shows them"""
    enhance: float | None = None
    """strength of the enhancer (M8) after that, with the prompt of the scene; None = none"""
    frames: str | None = None
    """absolute path of a folder that keeps the rendered frames with their passes"""
    report: str | None = None
    """absolute path of the JSON report"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence instead of printing a usage page."""

    def error(self, message: str) -> NoReturn:
        raise InvalidRequestError(f"{message[:1].upper()}{message[1:]}.", hint=f"See {self.prog} --help.")


def generate_parser() -> argparse.ArgumentParser:
    """The arguments of `generate`."""
    parser = _Parser(prog="sceneloom generate", description="Turn a prompt into an animated Blender scene.")
    parser.add_argument("prompt", help="what the scene shows, in plain words")
    parser.add_argument("--out", metavar="SCENE.blend", required=True, help="the Blender file to write")
    parser.add_argument("--seed", type=int, default=0, help="another seed gives another variation (default 0)")
    parser.add_argument("--duration", type=float, metavar="S", help="seconds (default: as long as the action takes)")
    parser.add_argument("--fps", type=int, default=DEFAULT_FPS, help=f"frames per second (default {DEFAULT_FPS})")
    parser.add_argument(
        "--render", action="append", default=[], metavar="FILE", help="a still (.png) or a clip (.mp4); repeatable"
    )
    parser.add_argument("--engine", choices=ENGINES, help="default: cycles for stills, workbench for clips")
    looks = ", ".join(BUILT_IN_LOOKS)
    parser.add_argument("--look", metavar="NAME|FILE.json", help=f"post-processing of all renders: {looks}")
    parser.add_argument(
        "--enhance", type=float, nargs="?", const=DEFAULT_STRENGTH, metavar="STRENGTH",
        help=f"repaint all renders with a diffusion model, 0 to 1 (default {DEFAULT_STRENGTH:g}): sceneloom enhance -h",
    )  # fmt: skip
    parser.add_argument("--frames", metavar="DIR", help="keep the clip's frames and passes for sceneloom postprocess")
    parser.add_argument("--report", metavar="REPORT.json", help="what was understood, made and missed, and the times")
    parser.add_argument("--makehuman", metavar="FOLDER", help="build people from MakeHuman's data (MPFB's data folder)")
    add_source_arguments(parser)
    parser.add_argument("--blender", metavar="PATH", help="a Blender executable (default: the bpy module)")
    return parser


def job_from_arguments(arguments: argparse.Namespace) -> GenerateJob:
    """Check everything that can be checked before any work. Raises InvalidRequestError; writes nothing."""
    request = checked_request(arguments.prompt, arguments.seed, arguments.duration, arguments.fps)
    if arguments.makehuman:
        folder = Path(arguments.makehuman).expanduser().absolute()
        if not folder.is_dir():
            raise InvalidRequestError(f"There is no folder {folder}.", hint="Name the folder of MakeHuman's data.")
        request = dataclasses.replace(request, makehuman_folder=str(folder))
    request = dataclasses.replace(request, sources=sources_from_arguments(arguments))
    out = checked_output(arguments.out, (".blend",))
    renders = tuple(checked_output(path, STILL_SUFFIXES + CLIP_SUFFIXES) for path in arguments.render)
    report = checked_output(arguments.report, (".json",)) if arguments.report else None
    paths = [out, *renders, *([report] if report else [])]
    if len(set(paths)) != len(paths):
        raise InvalidRequestError("Two outputs have the same name.", hint="Give each its own file.")
    frames = checked_folder(arguments.frames) if arguments.frames else None
    clips = [path for path in renders if Path(path).suffix.lower() in CLIP_SUFFIXES]
    if frames is not None and len(clips) != 1:
        raise InvalidRequestError("--frames keeps the frames of one clip.", hint="Add one --render clip.mp4.")
    if arguments.look is not None:
        check_look(arguments.look)
        _check_fits(renders, (".jpg",), "A look", "Use .png or .exr.")
    if arguments.enhance is not None:
        checked_enhancement(Enhancement(prompt=request.prompt, strength=arguments.enhance))
        _check_fits(renders, (".jpg", ".exr"), "The enhancer", "Use .png.")
        if not renders:
            raise InvalidRequestError("There is nothing to enhance.", hint="Add --render clip.mp4 or still.png.")
    return GenerateJob(
        request=request,
        out=out,
        renders=renders,
        engine=arguments.engine,
        look=arguments.look,
        enhance=arguments.enhance,
        frames=frames,
        report=report,
    )


def _check_fits(renders: tuple[str, ...], unfit: tuple[str, ...], what: str, hint: str) -> None:
    """Raises InvalidRequestError for a render of a kind that `what` does not write."""
    for path in renders:
        if Path(path).suffix.lower() in unfit:
            raise InvalidRequestError(f"{what} does not write {Path(path).name}.", hint=hint)


def check_look(look: str) -> None:
    """Raises InvalidRequestError unless it is a look that ships, or a file that holds one."""
    if look in BUILT_IN_LOOKS:
        return
    if not look.lower().endswith(".json"):
        hint = f"Choose from {', '.join(BUILT_IN_LOOKS)}, or name a .json file."
        raise InvalidRequestError(f"There is no look {look!r}.", hint=hint)
    try:
        look_from_json(json.loads(Path(look).expanduser().read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        hint = "Start from a copy of one that ships."
        reason = error.strerror if isinstance(error, OSError) else error
        raise InvalidRequestError(f"The look {look} cannot be read: {reason}.", hint=hint) from error


def checked_folder(path: str) -> str:
    """The absolute path of a folder that can be written into. Raises InvalidRequestError."""
    absolute = Path(path).expanduser().absolute()
    if absolute.exists() and not absolute.is_dir():
        raise InvalidRequestError(f"{path} is a file.", hint="Name a folder.")
    checked_output(str(absolute / "sequence.json"), (".json",))
    return str(absolute)


def checked_seed(seed: int) -> int:
    """Raises InvalidRequestError for one that is none."""
    if not 0 <= seed < 2**32:
        raise InvalidRequestError(f"The seed {seed} is out of range.", hint="Use a whole number from 0 to 4294967295.")
    return seed


def checked_request(
    prompt: str, seed: int = 0, duration_s: float | None = None, fps: int = DEFAULT_FPS
) -> GenerateRequest:
    """A request whose values make sense. Raises InvalidRequestError with one sentence."""
    # Lone surrogates (from a terminal with another encoding) cannot be written to any file.
    prompt = prompt.encode("utf-8", "replace").decode("utf-8").replace("\0", " ").strip()
    if not prompt:
        raise InvalidRequestError("The prompt is empty.", hint="Describe what the scene shows, in plain words.")
    words = len(prompt.split())
    if words > MAX_PROMPT_WORDS:
        raise InvalidRequestError(
            f"The prompt has {words:,} words; {MAX_PROMPT_WORDS:,} is the most.", hint="Split it into several scenes."
        )
    checked_seed(seed)
    if duration_s is not None and not (math.isfinite(duration_s) and 0 < duration_s <= MAX_DURATION_S):
        raise InvalidRequestError(
            f"A duration of {duration_s:g} s is not possible.",
            hint=f"Use more than 0 and at most {MAX_DURATION_S:g} s.",
        )
    if not 1 <= fps <= 240:
        raise InvalidRequestError(f"{fps} frames per second are not possible.", hint="Use 1 to 240.")
    return GenerateRequest(prompt=prompt, seed=seed, duration_s=duration_s, fps=fps)


def checked_output(path: str, suffixes: tuple[str, ...]) -> str:
    """The absolute path of an output that can be written. Raises InvalidRequestError."""
    absolute = Path(path).expanduser().absolute()
    if absolute.suffix.lower() not in suffixes:
        raise InvalidRequestError(
            f"{path} cannot be written: its name must end in {', '.join(suffixes)}.", hint="Choose such a name."
        )
    if absolute.is_dir():
        raise InvalidRequestError(f"{path} is a folder.", hint="Name a file.")
    folder = absolute.parent
    while not folder.exists():
        folder = folder.parent
    try:  # asking the file system is the only check that holds for root, network drives and read-only mounts
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InvalidRequestError(
            f"{path} cannot be written: {os.strerror(error.errno) if error.errno else error}.",
            hint="Choose another folder.",
        ) from error
    return str(absolute)
