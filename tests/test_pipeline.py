"""The whole pipeline, and the contract that every stage keeps."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backend.common.fitting import evaluate
from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.pipeline import Stages, generate
from backend.protocol.codec import decode, encode
from backend.protocol.errors import InvalidRequestError, JobCancelled
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import (
    AssetSet,
    MotionSet,
    Provenance,
    SceneBundle,
    SceneDescription,
    SceneLayout,
    Simulation,
)

ROOT = Path(__file__).resolve().parents[1]
PROMPT = "A woman walks to a wooden table and picks up the red ball on it, two chairs stand near the table"
KICK = "A man kicks a ball, a boy waves"


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def _bundle(prompt: str, stages: Stages, seed: int = 4) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=seed), stages)


@pytest.mark.parametrize("prompt", [PROMPT, KICK])
def test_same_request_gives_the_same_bytes_here_and_in_another_process(prompt: str, stages: Stages) -> None:
    first, second = (encode(_bundle(prompt, stages)) for _ in range(2))
    assert first == second
    script = (
        "import sys, hashlib\n"
        "from backend.pipeline import Stages, generate\n"
        "from backend.protocol.codec import encode\n"
        "from backend.protocol.messages import GenerateRequest\n"
        "b = generate(GenerateRequest(prompt=sys.argv[1], seed=4), Stages.load())\n"
        "sys.stdout.buffer.write(hashlib.sha256(encode(b)).hexdigest().encode())\n"
    )
    command = [sys.executable, "-c", script, prompt]
    kernels = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}  # of this machine
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=kernels | {"PYTHONHASHSEED": "7"}, check=True)
    import hashlib

    assert done.stdout.decode().endswith(hashlib.sha256(first).hexdigest())


def test_another_seed_gives_another_scene(stages: Stages) -> None:
    assert encode(_bundle(PROMPT, stages, seed=1)) != encode(_bundle(PROMPT, stages, seed=2))


def test_bundle_survives_the_wire(stages: Stages) -> None:
    frame = encode(_bundle(KICK, stages))
    assert encode(decode(frame, {"SceneBundle": SceneBundle})) == frame


def test_ids_join_and_curves_follow_the_simulation(stages: Stages) -> None:
    bundle = _bundle(PROMPT, stages)
    ids = set(bundle.assets.assets)
    assert set(bundle.layout.placements) == ids
    people = {i for i, a in bundle.assets.assets.items() if a.skeleton is not None}
    assert set(bundle.simulation.clips) == people == set(bundle.animation.actors)
    assert set(bundle.simulation.object_tracks) == ids - people
    held = {a.object_id for a in bundle.simulation.attachments}
    count = bundle.timeline.frame_count
    for object_id, curves in bundle.animation.objects.items():
        track = bundle.simulation.object_tracks[object_id]
        if object_id not in held and curves.translation is not None:
            error = abs(evaluate(curves.translation, count) - track.translations).max()
            assert error <= 0.001, object_id


@pytest.mark.parametrize("prompt", [PROMPT, "A man runs to a tree", "Three men walk"])
def test_curves_key_at_most_a_quarter_of_the_frames(prompt: str, stages: Stages) -> None:
    bundle = _bundle(prompt, stages)
    for actor in bundle.animation.actors.values():
        curves = [c for c in actor.joints.values() if len(c.frames) > 1]
        keyed = sum(len(c.frames) for c in curves) / (len(curves) * bundle.timeline.frame_count)
        assert keyed <= 0.25


def test_progress_goes_up_and_names_every_stage(stages: Stages) -> None:
    seen: list[tuple[float, str]] = []
    generate(GenerateRequest(prompt=PROMPT), stages, lambda fraction, text="": seen.append((fraction, text)))
    fractions = [fraction for fraction, _ in seen]
    assert fractions == sorted(fractions)
    assert {text.split(":")[0] for _, text in seen} == {"parse", "assets", "layout", "motion", "physics", "curves"}


def _arguments(stages: Stages) -> dict[str, tuple[Any, tuple[Any, ...], dict[str, Any], type]]:
    """Each stage with the inputs it gets in the pipeline."""
    description = stages.parser.run(KICK, progress=silent)
    assets = stages.assets.run(description, rng=stage_rng(1, "assets"), progress=silent)
    layout = stages.layout.run(description, assets, rng=stage_rng(1, "layout"), progress=silent)
    clock = {"fps": 24, "duration_s": 3.0}
    motion = stages.motion.run(description, assets, layout, **clock, rng=stage_rng(1, "motion"), progress=silent)
    return {
        "parser": (stages.parser, (KICK,), {}, SceneDescription),
        "assets": (stages.assets, (description,), {}, AssetSet),
        "layout": (stages.layout, (description, assets), {}, SceneLayout),
        "motion": (stages.motion, (description, assets, layout), clock, MotionSet),
        "physics": (stages.physics, (description, assets, layout, motion), {}, Simulation),
    }


@pytest.mark.parametrize("name", ["parser", "assets", "layout", "motion", "physics"])
def test_stage_contract(name: str, stages: Stages) -> None:
    stage, inputs, options, output = _arguments(stages)[name]
    seeded = "rng" in inspect.signature(stage.run).parameters
    before = [encode(value) for value in inputs if not isinstance(value, str)]

    def run(progress: Any = silent) -> Any:
        generator = {"rng": stage_rng(9, name)} if seeded else {}
        return stage.run(*inputs, **options, **generator, progress=progress)

    first, second = run(), run()
    assert type(first) is output
    assert encode(first) == encode(second)
    assert [encode(value) for value in inputs if not isinstance(value, str)] == before
    assert isinstance(stage.provenance, Provenance)

    def cancel(fraction: float, text: str = "") -> None:
        raise JobCancelled

    with pytest.raises(JobCancelled):
        run(cancel)


@pytest.mark.parametrize(
    "prompt",
    [
        "a red ball is blue", "a cup left of a plate, the plate is left of the cup", "A box inside itself",
        "ten thousand chairs", "a chair on a chair on a chair on a chair", "walk", "A man kicks the moon",
    ],
)  # fmt: skip
def test_odd_prompts_give_a_scene(prompt: str, stages: Stages) -> None:
    bundle = _bundle(prompt, stages)
    assert bundle.timeline.frame_count >= 1
    assert bundle.layout.cameras


@pytest.mark.parametrize("prompt", ["🎈🐉", "no objects", "nothing", "?!…", "a", "the the the", "no chairs, no people"])
def test_a_prompt_with_nothing_to_show_is_refused_in_one_sentence(prompt: str, stages: Stages) -> None:
    with pytest.raises(InvalidRequestError, match="nothing in this prompt to show"):
        _bundle(prompt, stages)


@pytest.mark.parametrize("prompt", ["at night", "a forest", "it snows"])
def test_a_place_or_a_weather_alone_is_a_scene(prompt: str, stages: Stages) -> None:
    assert _bundle(prompt, stages).layout.cameras


@pytest.mark.parametrize("prompt", ["Ein Mann geht zum Tisch", "人が歩く", "Мужчина идёт к столу"])
def test_other_languages_get_one_clear_sentence(prompt: str, stages: Stages) -> None:
    with pytest.raises(InvalidRequestError, match="English"):
        _bundle(prompt, stages)


def test_a_family_at_a_table_sits_on_four_chairs(stages: Stages) -> None:
    bundle = generate(GenerateRequest(prompt="a family of four sits around the dinner table", seed=5), stages)
    chairs = [bundle.layout.placements[f"chair_1.{n}"].transform.translation for n in range(1, 5)]
    seats = [clip.root_translations[-1] for clip in bundle.simulation.clips.values()]
    nearest = [int(np.argmin([np.linalg.norm(seat[:2] - chair[:2]) for chair in chairs])) for seat in seats]
    assert sorted(nearest) == [0, 1, 2, 3]
    for seat, chair in zip(seats, nearest, strict=True):
        assert np.linalg.norm(seat[:2] - chairs[chair][:2]) < 0.15
        assert 0.4 < seat[2] < 0.75
    assert not bundle.warnings


def test_a_fridge_stands_while_a_girl_reaches_into_it(stages: Stages) -> None:
    bundle = generate(GenerateRequest(prompt="A girl opens the fridge and takes out a bottle", seed=5), stages)
    assert len(bundle.simulation.object_tracks["fridge_1"].translations) == 1
    bottle = bundle.simulation.object_tracks["bottle_1"].translations
    assert np.linalg.norm(bottle[-1] - bottle[0]) > 0.2
