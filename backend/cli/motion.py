"""`sceneloom motion TEXT --out clip.bvh`: what one person does, as a motion file; --explain: which source makes it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from ..common.progress import silent
from ..common.seeding import stage_rng
from ..m1_scene_parser.stage import SceneParser
from ..m2_layout_planner.stage import LayoutPlanner
from ..m3_assets.stage import AssetBuilder
from ..m4_motion.bvh import write_bvh
from ..m4_motion.learned.performing import sentence_of
from ..m4_motion.parameters import Values, full_names
from ..m4_motion.router import MotionRouter, Source
from ..m4_motion.stage import MotionPlanner
from ..m4_motion.verbs import program_for
from ..pipeline import sentence_embeddings
from ..protocol.errors import InvalidRequestError, ResourceError
from ..protocol.job import checked_output, checked_request
from ..protocol.scene import MotionSet, SceneDescription


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="sceneloom motion", description=__doc__)
    parser.add_argument("text", help="what the person does: “a man walks, then waves”")
    parser.add_argument("--out", metavar="CLIP.bvh", help="Y up, metres, facing +Z")
    parser.add_argument("--explain", action="store_true", help="which source makes each action")
    parser.add_argument(
        "--library", action="append", default=[], type=Path, metavar="FOLDER",
        help="clips to choose from: KIT-ML or HumanML3D format, or BVH files with captions",
    )  # fmt: skip
    parser.add_argument("--source", choices=get_args(Source), help="take this source, whatever it is worth")
    parser.add_argument("--duration", type=float, metavar="S")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fps", type=int, default=24)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", dest="settings",
        help="a value of the motion: speed=1.4, wave.tempo=2; a name that there is not lists all that there are",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    request = checked_request(options.text, options.seed, options.duration, options.fps)
    settings = [_setting(text) for text in options.settings]
    if not options.out and not options.explain:
        parser.error("--out or --explain is needed")
    out = Path(checked_output(options.out, (".bvh",))) if options.out else None

    parsed = SceneParser.load()
    description = parsed.run(request.prompt, progress=silent)
    if not any(entity.role == "character" for entity in description.entities):
        # “walks slowly” has no subject: it is a person's motion that is asked for
        description = parsed.run(f"a person {request.prompt}", progress=silent)
    assets = AssetBuilder.load().run(description, rng=stage_rng(request.seed, "assets"), progress=silent)
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(request.seed, "layout"), progress=silent)
    router = MotionRouter.from_environment(sentence_embeddings, tuple(options.library), options.source)
    if options.explain:
        print("\n".join(_explained(description, router, request.seed)))
    if out is None:
        return 0
    planner = MotionPlanner.load(router)

    def play(chosen: Mapping[str, Values]) -> MotionSet:
        return planner.run(
            description,
            assets,
            layout,
            fps=request.fps,
            duration_s=request.duration_s or description.duration_s,
            chosen=chosen,
            rng=stage_rng(request.seed, "motion"),
            progress=silent,
        )

    motion = play({})
    if settings:
        names = [parameter for clip in motion.clips.values() for parameter in clip.parameters]
        values = full_names(settings, names)
        motion = play(dict.fromkeys(motion.clips, values))
    if not motion.clips:
        raise InvalidRequestError(f"“{options.text}” names nobody who moves.", hint="Say who does what.")
    actor_id, clip = next(iter(motion.clips.items()))
    skeleton = assets.assets[actor_id].skeleton
    assert skeleton is not None
    unfinished = out.with_name(f".{out.stem}.{os.getpid()}{out.suffix}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(write_bvh(skeleton, clip, request.fps), encoding="ascii")
        unfinished.replace(out)
    except OSError as error:
        raise ResourceError(f"{out} could not be written: {error.strerror}.", hint="Free some space.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    for wish in motion.unmet:
        print(f"note: {wish}")
    if clip.source != "program":
        print(f"source: {clip.source}")
    print(out)
    return 0


def _explained(description: SceneDescription, router: MotionRouter, seed: int) -> list[str]:
    """Each action with its source, how sure every source is, and the captions that are nearest."""
    lines = []
    for action in description.actions:
        sentence = sentence_of(action.text)
        choice = router.choose(sentence, program_for(action)[1], stage_rng(seed, "motion", action.id))
        lines.append(f"{action.text}: {choice.source} ({choice.confidence:.2f})")
        lines += [f"    {source:<17} {confidence:.2f}" for source, confidence in choice.confidences.items()]
        lines += [f"    {similarity:.2f}  “{caption}”" for caption, similarity in choice.nearest]
    return lines or ["There is no action in this text."]


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise InvalidRequestError(f"“{text}” sets nothing.", hint="Write --set name=value.")
    return name.strip(), value.strip()
