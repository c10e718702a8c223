"""`sceneloom enhance DIR --prompt "an oil painting" --strength 0.5 --out clip.mp4`: rendered frames, repainted.

A diffusion model repaints the frames while depth, normals, people and outlines from the renderer's own passes hold
everything in its place. It needs weights on this machine; --plan says whether they are here and what fits.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..m8_enhancer.stage import Enhancer
from ..pipeline import enhance, enhancer_state
from ..protocol.enhancement import DEFAULT_NEGATIVE, DEFAULT_STRENGTH, ENHANCER_MODELS, Enhancement, checked_enhancement
from ..protocol.errors import InvalidRequestError, WeightsNotFoundError
from ..protocol.frames import SEQUENCE_FILE, read_sequence
from ..protocol.job import CLIP_SUFFIXES, check_look, checked_output
from ..protocol.messages import EnhanceRequest, EnhancerStateRequest
from .progress_line import ProgressLine


def run(arguments: list[str]) -> int:
    models = "\n".join(f"  {name:<14}{text}" for name, text in ENHANCER_MODELS.items())
    parser = argparse.ArgumentParser(
        prog="sceneloom enhance",
        description=f"{__doc__}\n\nmodels:\n{models}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", metavar="DIR", help="frames with a sequence.json, or numbered multilayer EXR files")
    parser.add_argument("--prompt", help="what the picture shows (default: what the scene was made from)")
    parser.add_argument("--negative", default=DEFAULT_NEGATIVE, help="what it does not show")
    parser.add_argument(
        "--strength", type=float, default=DEFAULT_STRENGTH, help=f"0 nothing, 1 all anew (default {DEFAULT_STRENGTH:g})"
    )
    parser.add_argument("--out", metavar="FILE", help=".mp4 .mkv .mov, or .png; of several frames with their numbers")
    parser.add_argument("--look", default="", metavar="NAME|FILE.json", help="lens and exposure before, grade after it")
    parser.add_argument("--frame", type=int, metavar="N", help="this frame only")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=0, help="of denoising (default: what suits the model)")
    parser.add_argument("--model", default="sd15", metavar="NAME", help="default sd15")
    parser.add_argument("--base", default="", metavar="FOLDER", help="another base model of that kind (diffusers)")
    parser.add_argument("--few-steps", action="store_true", help="with the LCM weights: about four times as fast")
    parser.add_argument("--lora", default="", metavar="FILE", help="a style, .safetensors")
    parser.add_argument("--lora-weight", type=float, default=1.0, help="default 1")
    parser.add_argument("--models", default="", metavar="FOLDER", help="where the weights are ($SCENELOOM_MODELS)")
    parser.add_argument("--memory", type=int, default=0, metavar="MB", help="of the device (default: what is free)")
    parser.add_argument("--codec", choices=("h264", "prores", "dnxhr"), help="default h264, ProRes in .mov")
    parser.add_argument("--sound", default="", metavar="FILE", help="heard in the video (default: the folder's own)")
    parser.add_argument("--fps", type=int, default=24, help="of a folder without sequence.json (default 24)")
    parser.add_argument("--plan", action="store_true", help="only say whether it works here and what fits")
    options = parser.parse_args(arguments)
    folder = Path(options.folder).expanduser().absolute()
    if not options.plan and not options.out:
        raise InvalidRequestError("There is no file to write.", hint="Name one with --out, or ask with --plan.")
    out = checked_output(options.out, (*CLIP_SUFFIXES, ".png")) if options.out else ""
    if options.look:
        check_look(options.look)
    enhancement = checked_enhancement(
        Enhancement(
            prompt=options.prompt if options.prompt is not None else _prompt_of(folder),
            negative=options.negative,
            strength=options.strength,
            seed=options.seed,
            steps=options.steps,
            model=options.model,
            base=str(Path(options.base).expanduser().absolute()) if options.base else "",
            few_steps=options.few_steps,
            lora=str(Path(options.lora).expanduser().absolute()) if options.lora else "",
            lora_weight=options.lora_weight,
            models_folder=options.models,
            memory_mb=options.memory,
        )
    )
    enhancer = Enhancer.load()
    is_available, told = _plan(folder, enhancement, options.frame is not None, options.fps, enhancer)
    if options.plan:
        print(told)
        return 0 if is_available else 1
    if is_available and enhancement.strength > 0.0:
        print(f"paints {told}", file=sys.stderr)
    request = EnhanceRequest(
        folder=str(folder),
        enhancement=enhancement,
        look=options.look,
        out=out,
        frame=options.frame,
        or_look_alone=bool(options.look),
        codec=options.codec or "",
        sound=options.sound,
        fps=options.fps,
    )
    line = ProgressLine()
    reply = enhance(request, enhancer, line)
    line.end()
    if reply.num_resumed:
        print(f"{reply.num_resumed} of {reply.num_frames} frames were painted before", file=sys.stderr)
    for note in reply.notes:
        print(note, file=sys.stderr)
    print("\n".join(reply.files))
    if reply.not_enhanced:
        raise WeightsNotFoundError(reply.not_enhanced, hint=f"What was written is the look {options.look} alone.")
    return 0


def _prompt_of(folder: Path) -> str:
    """What the scene of the frames was made from; empty where they do not say."""
    return read_sequence(folder).prompt if (folder / SEQUENCE_FILE).is_file() else ""


def _plan(folder: Path, enhancement: Enhancement, is_still: bool, fps: int, enhancer: Enhancer) -> tuple[bool, str]:
    """Whether it works here, and how or why not."""
    from ..m7_render_post.folder import open_folder

    sequence = open_folder(folder, fps)
    frames = 1 if is_still else sequence.timeline.frame_count
    request = EnhancerStateRequest(enhancement=enhancement, size_px=sequence.resolution_px, num_frames=frames)
    state = enhancer_state(request, enhancer)
    return state.is_available, " ".join(filter(None, (state.text, state.hint)))
