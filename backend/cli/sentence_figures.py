"""Random action sentences over random layouts, from the words to the finished scene: what breaks, what is left out."""

from __future__ import annotations

import traceback

import numpy as np

from ..m4_motion.verbs import program_for
from ..pipeline import Stages, generate
from ..protocol.errors import SceneBackendError
from ..protocol.messages import GenerateRequest
from ..protocol.scene import SceneBundle

_WHO = ("a man", "a woman", "a boy", "a girl", "an old man", "a knight", "a tired woman", "two men", "a policeman")
_ALONE = (
    "waves", "dances", "bows", "jumps", "claps", "sits down", "kneels", "crouches", "stretches", "falls", "salutes",
    "cheers", "turns around", "walks", "runs", "crawls", "sneaks", "punches", "looks around", "lies down", "nods",
    "shakes his head", "balances on one leg", "digs a hole", "sweeps the floor", "marches", "limps", "hops",
)  # fmt: skip
_THINGS = ("table", "chair", "ball", "crate", "bench", "door", "lamp", "cup", "book", "tree", "stairs", "bed", "car")
_TO_THINGS = (
    "walks to the {}", "runs to the {}", "points at the {}", "looks at the {}", "kicks the {}", "pushes the {}",
    "picks up the {}", "sits down on the {}", "opens the {}", "pulls the {}", "reaches for the {}", "touches the {}",
    "jumps over the {}", "walks around the {}", "leans against the {}", "throws the {}", "climbs the {}",
    "lies down on the {}", "hammers the {}", "wipes the {}", "carries the {}", "hides behind the {}", "eats the {}",
    "reads the {}", "drinks from the {}", "rides the {}", "paints the {}", "lifts the {} overhead",
)  # fmt: skip
_TO_PEOPLE = (
    "waves at {}", "hugs {}", "shakes hands with {}", "high fives {}", "follows {}", "chases {}", "talks to {}",
    "throws a ball to {}", "hands a cup to {}", "dances with {}", "bows to {}", "punches {}", "points at {}",
)  # fmt: skip
_HOW = ("", "", "", " slowly", " quickly", " sadly", " happily", " angrily", " proudly", " carefully", " three times")
_JOINS = (", then {}", " and {}", ", and then {}", " while a woman {}", " for 3 seconds, then {}")
_WHERE = ("", "", " in the park", " in a living room", " on the beach", " in the snow", " on a street")


def sentence(rng: np.random.Generator) -> str:
    """One or two things that somebody does."""

    def pick(words: tuple[str, ...]) -> str:
        return str(words[rng.integers(len(words))])

    def deed() -> str:
        kind = rng.random()
        if kind < 0.35:
            return pick(_ALONE) + pick(_HOW)
        if kind < 0.78:
            return pick(_TO_THINGS).format(pick(_THINGS)) + pick(_HOW)
        return pick(_TO_PEOPLE).format(pick(_WHO))

    text = f"{pick(_WHO)} {deed()}"
    if rng.random() < 0.5:
        text += pick(_JOINS).format(deed())
    return text + pick(_WHERE)


def unaccounted(bundle: SceneBundle) -> list[str]:
    """Actions of people that no clip shows and no warning speaks of."""
    told = " ".join(bundle.warnings).lower()
    found = []
    for action in bundle.description.actions:
        entity = next((e for e in bundle.description.entities if e.id == action.actor_id), None)
        clips = [bundle.motion.clips.get(i) for i in (entity.object_ids if entity is not None else ())]
        people = [clip for clip in clips if clip is not None]
        if not people:
            continue
        shown = any(name == action.id for clip in people for name, *_ in clip.segments)
        done = any(e.actor_id == clip.actor_id and e.target_id == action.target_id and action.target_id is not None
                   for e in bundle.motion.events for clip in people)  # fmt: skip
        parallel = action.during is not None or any(o.during == action.id for o in bundle.description.actions)
        named = action.text.lower() in told or action.verb.split()[0] in told or action.actor_id in told
        if not (shown or done or parallel or named) and program_for(action)[0] != "stand":
            found.append(f"{action.verb} ({action.id})")
    return found


def run(count: int) -> bool:
    """Whether no sentence broke and every action is played or spoken of; prints a line for each that is not."""
    stages = Stages.load()
    broken = silent = told = 0
    for seed in range(count):
        text = sentence(np.random.default_rng([seed, 4]))
        try:
            bundle = generate(GenerateRequest(prompt=text, seed=seed), stages)
        except SceneBackendError as error:
            print(f"{seed:4} refused: {text}: {error.message}", flush=True)
            broken += 1
            continue
        except Exception:
            print(f"{seed:4} BROKE: {text}\n{traceback.format_exc(limit=-3)}", flush=True)
            broken += 1
            continue
        told += bool(bundle.warnings)
        missing = unaccounted(bundle)
        silent += bool(missing)
        if missing or bundle.warnings:
            print(f"{seed:4} {text}\n       {'; '.join(bundle.warnings)} {'SILENT ' + str(missing) if missing else ''}",
                  flush=True)  # fmt: skip
    print(f"{count} sentences: {broken} broke, {silent} left something out silently, {told} say what they cannot do")
    return broken == 0 and silent == 0
