"""One job, step by step: ask the backend, build, save, render. Driven by a modal operator or to the end in one go.

A job is a generator that yields (fraction, text). Closing it cancels: the backend stops, what was built so far is
removed, no file is left half-written.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bpy

from . import generations, post, render
from ._vendor.backend import __version__
from ._vendor.backend.protocol.codec import encode
from ._vendor.backend.protocol.enhancement import Enhancement
from ._vendor.backend.protocol.errors import JobCancelled
from ._vendor.backend.protocol.job import CLIP_SUFFIXES, GenerateJob
from ._vendor.backend.protocol.messages import EnhanceReply, GenerateReply
from ._vendor.backend.protocol.scene import SceneBundle
from ._vendor.backend.protocol.telling import telling_frame
from .asking import Steps, ask, part_of
from .asset_figures import repair_report
from .asset_library import keep_made
from .backend_process import Backend
from .scene_builder.build import BuildOptions, SceneBuilder
from .scene_builder.collections import lives
from .whole_files import finished_file


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a finished generation made."""

    scene: bpy.types.Scene
    collection: bpy.types.Collection
    bundle: SceneBundle
    report: dict[str, Any]


def generate(job: GenerateJob, backend: Backend, options: BuildOptions, *, wait_s: float) -> Steps:
    """Run a generation; returns its Outcome. `wait_s`: how long one step may wait for the backend (0 in a window)."""
    seconds: dict[str, float] = {}
    start_s = time.perf_counter()

    # 1. Ask
    request = yield from options.fitted(job.request)
    reply = yield from ask(backend, request, share=0.5 if job.out else 0.7, wait_s=wait_s)
    assert isinstance(reply, GenerateReply)
    seconds["backend"] = time.perf_counter() - start_s

    # 2. Build
    if options.scene is not None and not lives(options.scene):
        raise JobCancelled("The scene to build in is gone; nothing was changed.")
    build_start_s = time.perf_counter()
    builder = SceneBuilder(reply.bundle, options)
    first, last = (0.5, 0.65) if job.out else (0.7, 1.0)
    for fraction, text in builder.steps():
        yield first + (last - first) * fraction, text
    generations.store(builder.collection, job.request, reply.bundle.description)
    if options.scene is None:
        generations.store_stage(builder.collection, builder.scene)
    seconds["build"] = time.perf_counter() - build_start_s
    assets = reply.bundle.assets.assets
    unmet = keep_made(((assets[key], made) for key, made in builder.objects.items()), job.request.sources.kept_in)

    # 3. Save
    if job.out:
        yield 0.65, "save"
        save_start_s = time.perf_counter()
        with finished_file(job.out) as temporary:
            save_blend(temporary, builder.scene)
        seconds["save"] = time.perf_counter() - save_start_s

    # 4. Render
    for index, path in enumerate(job.renders):
        yield 0.7 + 0.3 * index / len(job.renders), f"render {Path(path).name}"
        render_start_s = time.perf_counter()
        clip = Path(path).suffix.lower() in CLIP_SUFFIXES
        if not clip:
            telling = telling_frame(reply.bundle.motion, reply.bundle.simulation)
            builder.scene.frame_set(builder.scene.frame_start + telling)
        if job.look is not None or job.enhance is not None or (clip and job.frames is not None):
            finishing = post.render_through_look(
                builder.scene,
                path,
                backend,
                look=job.look or "clean",
                frames=range(builder.scene.frame_start, builder.scene.frame_end + 1) if clip else None,
                engine=job.engine or (render.CLIP_ENGINE if clip else render.STILL_ENGINE),
                size_px=render.CLIP_SIZE if clip else render.STILL_SIZE,
                keep_in=job.frames if clip else None,
                seed=job.request.seed,
                prompt=job.request.prompt,
                render_key=_render_key(job, reply.bundle),
                enhancement=_enhancement(job),
                wait_s=wait_s,
            )
            first = 0.7 + 0.3 * index / len(job.renders)
            finished = yield from part_of(finishing, first, first + 0.3 / len(job.renders))
            if isinstance(finished, EnhanceReply):
                if finished.not_enhanced:
                    unmet.append(f"{Path(path).name} is not enhanced: {finished.not_enhanced}")
                unmet += [f"{Path(path).name}: {note}" for note in finished.notes]
        else:
            with finished_file(path) as temporary:
                (render.render_clip if clip else render.render_still)(builder.scene, temporary, job.engine)
        seconds[f"render {Path(path).name}"] = time.perf_counter() - render_start_s

    # 5. Report
    seconds["total"] = time.perf_counter() - start_s
    report = make_report(job, reply, builder, seconds)
    report["warnings"] += unmet
    if job.report:
        with finished_file(job.report) as temporary:
            Path(temporary).write_text(json.dumps(report, indent=1, ensure_ascii=False), encoding="utf-8")
    yield 1.0, "done"
    return Outcome(scene=builder.scene, collection=builder.collection, bundle=reply.bundle, report=report)


@contextmanager
def taken_back(made: list[Outcome], options: BuildOptions) -> Iterator[None]:
    """Whatever ends the block early, a cancel or an error, takes finished generations away as well."""
    try:
        yield
    except BaseException:
        for outcome in made:
            if lives(outcome.collection):
                generations.remove(outcome.collection)
            if options.scene is None and lives(outcome.scene):
                bpy.data.scenes.remove(outcome.scene)
        raise


def _enhancement(job: GenerateJob) -> Enhancement | None:
    if job.enhance is None:
        return None
    return Enhancement(prompt=job.request.prompt, strength=job.enhance, seed=job.request.seed)


def _render_key(job: GenerateJob, bundle: SceneBundle) -> str:
    """Equal for clips of an equal scene: one that was ended early goes on with the frames that are there."""
    made_by = [__version__, bpy.app.version_string, job.engine, *render.CLIP_SIZE]
    return hashlib.sha256(encode(bundle) + json.dumps(made_by).encode()).hexdigest()[:16]


def run_to_end(steps: Steps, on_progress: Callable[[float, str], None]) -> Any:
    """Drive a job in one go; an exception of `on_progress` (or ctrl-C) cancels it."""
    try:
        while True:
            fraction, text = next(steps)
            on_progress(fraction, text)
    except StopIteration as stop:
        return stop.value
    finally:
        steps.close()


def save_blend(path: str, scene: bpy.types.Scene) -> None:
    """Save the file with `scene` in the window, at the first frame."""
    for window in bpy.context.window_manager.windows:
        window.scene = scene
    scene.frame_set(scene.frame_start)
    bpy.ops.wm.save_as_mainfile(filepath=path, copy=True, compress=True, check_existing=False)


def make_report(
    job: GenerateJob, reply: GenerateReply, builder: SceneBuilder, seconds: dict[str, float]
) -> dict[str, Any]:
    """Everything a script wants to know of a generation; times and paths live here, never in the bundle."""
    bundle = reply.bundle
    description = bundle.description
    words = {e.id: " ".join([*(a.value for a in e.attributes), e.lemma]) for e in description.entities}
    return {
        "version": __version__,
        "prompt": job.request.prompt,
        "seed": job.request.seed,
        "fps": bundle.timeline.fps,
        "frames": bundle.timeline.frame_count,
        "still_frame": telling_frame(bundle.motion, bundle.simulation),
        "outputs": [path for path in (job.out, *job.renders) if path],
        "understood": {
            "things": [words[e.id] + (f" × {e.count}" if e.count > 1 else "") for e in description.entities],
            "relations": [f"{words[r.subject_id]} {r.predicate} {words[r.object_id]}" for r in description.relations],
            "actions": [a.text for a in description.actions],
        },
        "not_understood": list(description.unparsed),
        "warnings": list(bundle.warnings),
        "stand_ins": {a.object_id: a.category for a in bundle.assets.assets.values() if a.stand_in_for},
        "sourced": {a.object_id: repair_report(a) for a in bundle.assets.assets.values() if a.origin},
        "objects": len(builder.scene.objects),
        "provenance": [vars(p) for p in bundle.provenance],
        "seconds": {"stages": reply.stage_seconds, **seconds},
        "backend_memory_mb": reply.memory_mb,
    }
