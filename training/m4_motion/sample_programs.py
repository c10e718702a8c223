"""Motion programs sampled over their parameters, with the captions that people might write.

    python -m training.m4_motion.sample_programs [--clips 3000] [--out FOLDER] [--seed 0] [--workers 2]

Each sample is a sentence made from a verb's phrases, run through the stages that make a scene, with the values of its
program drawn around their defaults. Synthetic clips are their own kind and are never mixed with captures in a report.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m3_assets.stage import AssetBuilder
from backend.m4_motion.body import measure
from backend.m4_motion.learned.joints import from_character
from backend.m4_motion.stage import MotionPlanner
from backend.protocol.errors import SceneBackendError
from backend.protocol.scene import MotionClip, Parameter

from .caches import dataset_folder
from .clip_store import FPS, Clip, write_clips

SUBJECTS = ("a person", "a man", "a woman", "someone", "a human", "the person", "he", "she", "somebody")
_MANNERS = {"": "", "slowly": "slowly", "quickly": "quickly", "happily": "happily", "sadly": "sadly",
            "tiredly": "tiredly", "carefully": "carefully", "angrily": "angrily", "proudly": "proudly"}  # fmt: skip
# verb: what the stages are told (third person), and how people put it; {} stands for the manner
PHRASES: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "walk": (
        ("walks {}", ("walks {}", "walks forward {}", "is walking {}", "takes some steps forward {}", "strolls {}",
                      "walks straight ahead {}", "goes forward {}")),
        ("walks to the left {}", ("walks to the left {}", "turns left and walks {}")),
        ("walks to the right {}", ("walks to the right {}", "turns right and walks {}")),
        ("walks backwards {}", ("walks backwards {}", "walks backward {}", "steps back {}")),
        ("walks, then turns around", ("walks and turns around", "walks forward, then turns back")),
    ),
    "run": (("runs {}", ("runs {}", "runs forward {}", "is running {}", "sprints {}", "runs fast {}")),),
    "jog": (("jogs {}", ("jogs {}", "jogs forward {}", "is jogging {}")),),
    "sneak": (("sneaks", ("sneaks", "sneaks forward quietly", "tiptoes forward", "creeps along")),),
    "march": (("marches", ("marches", "marches like a soldier", "marches forward")),),
    "limp": (("limps {}", ("limps {}", "walks with a limp {}", "hobbles {}")),),
    "sidestep": (("steps to the left", ("steps to the left", "takes a step to the left", "sidesteps left")),
                 ("steps to the right", ("steps to the right", "takes a step to the right", "sidesteps right"))),
    "turn": (("turns around {}", ("turns around {}", "turns 180 degrees {}", "turns on the spot {}")),
             ("turns left", ("turns left", "turns to the left")),
             ("turns right", ("turns right", "turns to the right"))),
    "jump": (("jumps {}", ("jumps {}", "jumps up {}", "leaps {}", "jumps in place {}")),
             ("jumps twice", ("jumps two times", "jumps twice")),
             ("hops three times", ("hops three times", "makes three hops"))),
    "stand": (("stands", ("stands", "stands still", "waits", "stands and does nothing", "is standing idle")),),
    "sit": (("sits on a chair", ("sits down", "sits down on a chair", "takes a seat", "sits on a chair")),),
    "stand up": (("stands up from a chair", ("stands up", "stands up from a chair", "gets up from a seat")),),
    "kneel": (("kneels", ("kneels", "kneels down", "goes down on the knees")),),
    "crouch": (("crouches", ("crouches", "squats", "squats down", "crouches down")),),
    "crawl": (("crawls", ("crawls", "crawls forward", "crawls on hands and knees")),),
    "lie": (("lies on a bed", ("lies down", "lies down on a bed")),),
    "fall": (("falls", ("falls", "falls down", "falls to the ground", "collapses")),),
    "pick up": (("picks up a ball", ("picks something up", "picks up a ball from the floor", "bends down to pick "
                                     "something up")),
                ("picks up the cup on the table", ("picks up a cup from a table", "takes something from a table"))),
    "throw": (("throws a ball", ("throws a ball", "throws something", "throws a ball with the right hand")),
              ("throws a ball with the left hand", ("throws a ball with the left hand",))),
    "kick": (("kicks a ball", ("kicks", "kicks a ball", "kicks with the right foot", "kicks with the right leg")),
             ("kicks a ball with the left foot", ("kicks with the left foot", "kicks a ball with the left leg"))),
    "push": (("pushes a crate", ("pushes something", "pushes a box", "pushes a heavy object forward")),),
    "pull": (("pulls a crate", ("pulls something", "pulls a box", "drags a heavy object")),),
    "punch": (("punches {}", ("punches {}", "throws a punch {}", "boxes {}", "hits with the fist {}")),
              ("punches with the left hand", ("punches with the left hand", "throws a left punch"))),
    "block": (("blocks", ("blocks", "blocks with both arms", "defends")),),
    "swing": (("swings a bat", ("swings a bat", "swings a baseball bat", "hits with a bat")),
              ("swings a sword", ("swings a sword", "slashes with a sword", "strikes with a sword"))),
    "wave": (("waves {}", ("waves {}", "waves with the right hand {}", "waves hello {}", "greets {}")),
             ("waves with the left hand", ("waves with the left hand", "waves left hand")),),
    "point": (("points at a tree", ("points at something", "points forward", "points with the right hand")),),
    "clap": (("claps {}", ("claps {}", "claps hands {}", "applauds {}")),),
    "bow": (("bows {}", ("bows {}", "bows down {}", "takes a bow {}")),),
    "nod": (("nods", ("nods", "nods the head", "agrees")),),
    "shake head": (("shakes his head", ("shakes the head", "disagrees", "says no with the head")),),
    "look": (("looks around", ("looks around", "looks left and right", "is looking around")),),
    "salute": (("salutes", ("salutes", "gives a salute", "salutes like a soldier")),),
    "cheer": (("cheers {}", ("cheers {}", "raises both arms and cheers {}", "celebrates {}")),),
    "stretch": (("stretches", ("stretches", "stretches the arms", "stretches and yawns")),),
    "dance": (("dances {}", ("dances {}", "is dancing {}", "dances on the spot {}")),),
    "balance": (("balances on one leg", ("balances on one leg", "stands on one leg")),),
    "drink": (("drinks from a cup", ("drinks", "drinks from a cup", "takes a sip")),),
    "eat": (("eats an apple", ("eats", "eats an apple")),),
    "phone": (("talks on the phone", ("talks on the phone", "makes a phone call")),),
    "reach": (("reaches for a cup on a table", ("reaches forward", "reaches for something on a table")),),
    "open": (("opens a door", ("opens a door",)),),
    "type": (("types on a laptop on a desk", ("types on a keyboard", "works at a desk")),),
    "talk": (("talks", ("talks", "talks with gestures", "explains something")),),
    "climb": (("climbs the stairs", ("climbs the stairs", "walks up stairs", "goes upstairs")),
              ("climbs a ladder", ("climbs a ladder", "climbs up a ladder"))),
}  # fmt: skip
_HELD_OUT_PARAMETERS = ("left",)
"""what the sentence says is not drawn"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=3000)
    parser.add_argument("--out", type=Path, default=dataset_folder("programs"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes; the clips are the same")
    options = parser.parse_args()
    start_s, made = time.monotonic(), []
    for clip in samples(options.clips, options.seed, options.workers):
        made.append(clip)
        if len(made) % 200 == 0:
            minutes = (time.monotonic() - start_s) / 60
            print(f"{len(made)} clips, {minutes:.1f} min, {minutes * (options.clips / len(made) - 1):.1f} left",
                  flush=True)  # fmt: skip
    write_clips(options.out, made)
    hours = sum(len(clip.motion.root) for clip in made) / FPS / 3600
    print(f"{len(made)} clips, {hours:.2f} hours in {options.out}")


def samples(count: int, seed: int, workers: int) -> Iterator[Clip]:
    """As many clips, verb after verb, so that none is more frequent than another."""
    verbs = sorted(PHRASES)
    numbers = range(count)
    with ProcessPoolExecutor(workers) as pool:
        wanted = [verbs[number % len(verbs)] for number in numbers]
        for clip in pool.map(_sample, wanted, numbers, repeat(seed), chunksize=10):
            if clip is not None:
                yield clip


@lru_cache(maxsize=1)
def _stages() -> tuple[SceneParser, AssetBuilder, LayoutPlanner, MotionPlanner]:
    """Of this process."""
    return SceneParser.load(), AssetBuilder.load(), LayoutPlanner.load(), MotionPlanner.load()


def _sample(verb: str, number: int, seed: int) -> Clip | None:
    parser, assets_of, layout_of, planner = _stages()
    rng = np.random.default_rng([seed, number])
    told, captions = PHRASES[verb][rng.integers(len(PHRASES[verb]))]
    manner = str(rng.choice(list(_MANNERS))) if "{}" in told and rng.uniform() < 0.5 else ""
    actor = str(rng.choice(["a man", "a woman", "a boy"]))
    text = f"{actor} {told.format(manner)}".strip()
    try:
        description = parser.run(text, progress=silent)
        assets = assets_of.run(description, rng=stage_rng(number, "assets"), progress=silent)
        layout = layout_of.run(description, assets, rng=stage_rng(number, "layout"), progress=silent)

        def play(chosen: dict[str, float | bool]) -> MotionClip:
            motion = planner.run(
                description, assets, layout, fps=int(FPS), duration_s=None,
                chosen=dict.fromkeys(assets.assets, chosen), rng=stage_rng(number, "motion"), progress=silent,
            )  # fmt: skip
            return next(iter(motion.clips.values()))

        usual = play({})
        drawn = {p.name: _drawn(p, rng) for p in usual.parameters
                 if not isinstance(p.value, bool) and not p.name.endswith(_HELD_OUT_PARAMETERS)}  # fmt: skip
        clip = play(drawn)
    except SceneBackendError as error:
        print(f"{text}: {error}", flush=True)
        return None
    skeleton = assets.assets[clip.actor_id].skeleton
    motion = from_character(measure(skeleton), clip.root_translations, clip.joint_rotations, FPS)
    acting = [(first, last) for name, first, last in clip.segments if name != "idle"]
    first, last = (min(a for a, _ in acting), max(b for _, b in acting)) if acting else (0, len(motion.root) - 1)
    motion = motion.cut(max(first - 4, 0), min(last + 6, len(motion.root)))
    if len(motion.root) < 24:
        return None
    chosen = rng.choice(len(captions), size=min(3, len(captions)), replace=False)
    texts = tuple(f"{rng.choice(SUBJECTS)} {captions[i].format(manner)}".strip() + "." for i in chosen)
    return Clip(id=f"program_{number:05d}", group=f"program:{number}", kind="program", captions=texts, verb=verb,
                motion=motion)  # fmt: skip


def _drawn(parameter: Parameter, rng: np.random.Generator) -> float:
    """A value around the program's own: a fifth up or down where it is a factor, a tenth of the range where not."""
    value = float(parameter.value)
    low, high = float(parameter.minimum or 0.0), float(parameter.maximum or 0.0)
    spread = 0.2 * abs(value) if abs(value) > 1e-6 else 0.05 * (high - low)
    return float(np.clip(value + rng.normal() * spread, low, high))


if __name__ == "__main__":
    main()
