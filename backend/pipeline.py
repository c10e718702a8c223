"""The whole program: a request becomes a scene bundle. Read from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .common.curves import bake
from .common.object_priors import object_priors
from .common.progress import Progress, silent
from .common.seeding import stage_rng
from .m1_scene_parser.lexicon import ATTRIBUTE_TYPES, load_lexicon
from .m1_scene_parser.minilm import MiniLM
from .m1_scene_parser.stage import SceneParser
from .m2_layout_planner.stage import LayoutPlanner, found_room
from .m3_assets.catalogue import categories
from .m3_assets.environment_places import OUTDOOR_WORDS
from .m3_assets.environment_styles import STYLES
from .m3_assets.stage import AssetBuilder
from .m4_motion.router import MotionRouter
from .m4_motion.stage import MotionPlanner, motion_provenance
from .m4_motion.verbs import PROGRAMS
from .m5_physics.stage import PhysicsSimulator
from .protocol.asset_sources import PARAMETRIC
from .protocol.enhancement import checked_enhancement
from .protocol.errors import InvalidRequestError, ResourceError, SceneBackendError
from .protocol.frames import ended_early
from .protocol.look import Look
from .protocol.messages import (
    AssetRequest,
    EnhanceReply,
    EnhanceRequest,
    EnhancerStateReply,
    EnhancerStateRequest,
    GenerateRequest,
    PostprocessReply,
    PostprocessRequest,
)
from .protocol.scene import Asset, AssetSet, Entity, FrameSequence, Provenance, SceneBundle, SceneDescription
from .protocol.telling import telling_frame

if TYPE_CHECKING:
    from .m8_enhancer.stage import Enhancer


@dataclass(frozen=True, kw_only=True)
class Stages:
    """Every stage, loaded once."""

    parser: SceneParser
    assets: AssetBuilder
    layout: LayoutPlanner
    motion: MotionPlanner
    physics: PhysicsSimulator

    @classmethod
    def load(cls) -> Stages:
        return cls(
            parser=SceneParser.load(),
            assets=AssetBuilder.load(sentence_embeddings),
            layout=LayoutPlanner.load(),
            motion=MotionPlanner.load(MotionRouter.from_environment(sentence_embeddings)),
            physics=PhysicsSimulator.load(),
        )


    def unload(self) -> None:
        """Give back what models hold besides these objects, a GPU's memory above all."""
        self.assets.unload()


def sentence_embeddings(sentences: list[str]) -> NDArray[np.float32]:
    """(N, 384) by MiniLM, which is loaded when a learned source of motion first asks."""
    return _sentence_model().encode(sentences)


@lru_cache(maxsize=1)
def _sentence_model() -> MiniLM:
    return MiniLM.load()


def generate(request: GenerateRequest, stages: Stages, progress: Progress = silent) -> SceneBundle:
    """Prompt to bundle: same request, same bytes. Raises SceneBackendError; `progress` may cancel."""
    seed = request.seed

    def rng(stage: str) -> np.random.Generator:
        return stage_rng(request.stage_seeds.get(stage, seed), stage)

    # 1. Understand: words to things, relations and actions
    reading = part(progress, "parse", 0.00, 0.05)
    if request.description is not None:
        description = stages.parser.fill_in(request.description)
    else:
        description = stages.parser.run(request.prompt, progress=reading)
    check_shows_something(description)

    # 2. Make the things: meshes, materials, skeletons, physics, places to hold and sit
    making = part(progress, "assets", 0.05, 0.35)
    assets = stages.assets.run(
        description,
        obstacles=request.obstacles,
        makehuman_folder=request.makehuman_folder,
        sources=request.sources,
        rng=rng("assets"),
        progress=making,
    )

    # 3. Place them: supports, relations, ways to walk, camera, light
    placing = part(progress, "layout", 0.35, 0.50)
    layout = stages.layout.run(description, assets, rng=rng("layout"), progress=placing)
    assets = found_room(assets, layout)
    fixed = {object_id: pose for object_id, pose in request.fixed.items() if object_id in assets.assets}
    if fixed:
        layout = stages.layout.solve_again(layout, assets, description, fixed, rng=rng("layout"), progress=placing)

    # 4. Act: what people do, when, and what they do to things
    motion = stages.motion.run(
        description,
        assets,
        layout,
        fps=request.fps,
        duration_s=request.duration_s or description.duration_s,
        chosen=request.motion_values,
        rng=rng("motion"),
        progress=part(progress, "motion", 0.50, 0.70),
    )

    # 5. Let physics have its say: flights, falls, contacts
    simulation = stages.physics.run(
        description,
        assets,
        layout,
        motion,
        physicality=dict.fromkeys(motion.clips, request.physicality) if request.physicality < 1.0 else None,
        rng=rng("physics"),
        progress=part(progress, "physics", 0.70, 0.90),
    )

    # 6. Film it: camera, light and backdrop for what really happens
    telling = telling_frame(motion, simulation)
    assets, layout = stages.layout.film(description, assets, layout, simulation, telling_frame=telling)

    # 7. Thin the tracks to curves that an artist can edit
    animation = bake(assets, layout, simulation, progress=part(progress, "curves", 0.90, 1.00))

    return SceneBundle(
        description=description,
        assets=assets,
        layout=layout,
        motion=motion,
        simulation=simulation,
        animation=animation,
        timeline=simulation.timeline,
        seed=seed,
        provenance=(
            stages.parser.provenance,
            stages.assets.provenance,
            *sourced_provenance(assets),
            stages.layout.provenance,
            motion_provenance(motion),
            stages.physics.provenance,
        ),
        warnings=(
            *(f"“{word}” was not understood." for word in description.unparsed),
            *assets.notes,
            *layout.unsatisfied,
            *motion.unmet,
            *simulation.missed,
        ),
    )


def make_asset(request: AssetRequest, stages: Stages, progress: Progress = silent) -> Asset:
    """One asset: from parameters, from a mesh file, or from another source. Raises SceneBackendError."""
    if not request.mesh_file and request.sources.default == PARAMETRIC:
        return stages.assets.rebuild(request.category, request.object_id, request.values, seed=request.seed)
    description = stages.parser.run(request.category, progress=part(progress, "parse", 0.0, 0.05))
    place = description.setting.place  # a spaceship by itself is where a scene plays
    if description.entities:
        entity = replace(description.entities[0], id=request.object_id, count=1)
    elif place:
        entity = Entity(id=request.object_id, lemma=place, category=place, count=1)
    else:
        raise InvalidRequestError(
            f"“{request.category}” names no thing.", hint="Say what it is, for example “a mossy stone gnome”."
        )
    making = part(progress, "assets", 0.05, 1.0)
    return stages.assets.make(
        entity, request.sources, request.mesh_file, request.category, seed=request.seed, progress=making
    )


def sourced_provenance(assets: AssetSet) -> tuple[Provenance, ...]:
    """One entry for everything that was not built from parameters."""
    found = {(one.source, one.origin, one.licence): None for one in assets.assets.values() if one.origin}
    return tuple(
        Provenance(stage="assets", method=source, version="1", model=origin, licence=licence)
        for source, origin, licence in found
    )


def postprocess(request: PostprocessRequest, progress: Progress = silent) -> PostprocessReply:
    """Rendered frames through a look. Raises SceneBackendError; `progress` may cancel, and a later run goes on."""
    # Colour management, video and compiled loops: loaded when frames are worked on, never before
    from .m7_render_post.folder import open_folder
    from .m7_render_post.looks import load_look
    from .m7_render_post.process import Output, only_frame, preview, process_folder
    from .m7_render_post.stage import left_out_of_light

    folder = Path(request.folder)
    sequence = open_folder(folder, request.fps)
    look = load_look(request.look, request.strength, request.settings)
    progress(0.0, "post")
    notes = ended_early(sequence) if request.frame is None else ()
    if request.frame is not None:
        sequence = only_frame(sequence, request.frame)
    if not request.out:
        before, after = preview(folder, sequence, look, sequence.timeline.frame_start, seed=request.seed)
        return PostprocessReply(num_frames=1, before=before, after=after)
    output = Output(path=Path(request.out), codec=request.codec, sound=_sound(request.sound, folder, sequence))
    done = process_folder(
        folder, sequence, look, output, seed=request.seed, progress=progress, memory_mb=request.memory_mb
    )
    left_out = left_out_of_light(look) if output.path.suffix.lower() == ".exr" else ()
    if left_out:
        parts = ", ".join(left_out)
        notes += (f"{output.path.name} is scene-linear light for compositing: without the look's {parts}.",)
    return PostprocessReply(
        files=tuple(map(str, done.files)),
        num_frames=done.num_frames,
        num_resumed=done.num_resumed,
        notes=notes,
    )


def enhance(request: EnhanceRequest, enhancer: Enhancer, progress: Progress = silent) -> EnhanceReply:
    """Rendered frames, repainted between the two halves of a look. Raises SceneBackendError; `progress` may cancel."""
    from .m7_render_post.folder import open_folder
    from .m7_render_post.looks import load_look
    from .m7_render_post.process import Output, Shown, before_and_after, only_frame, preview, process_folder
    from .m7_render_post.shot import RenderedShot
    from .m8_enhancer.finish import Finisher
    from .m8_enhancer.store import painted_folder

    # 1. What is there: frames, look, enhancer
    wish, folder = checked_enhancement(request.enhancement), Path(request.folder)
    if request.out.lower().endswith(".exr"):
        raise InvalidRequestError(
            "A repainted frame is no scene-linear light, which .exr files hold.", hint="Name a .png file or a video."
        )
    sequence = open_folder(folder, request.fps)
    if request.frame is not None:
        sequence = only_frame(sequence, request.frame)
    look = load_look(request.look, request.look_strength, request.settings) if request.look else Look()
    shot = RenderedShot(folder, sequence, look)
    plan, missing = "", ""
    if wish.strength > 0.0:
        try:
            plan = str(enhancer.plan(wish, shot.size_px, len(shot.numbers)))
        except ResourceError as error:
            if not request.or_look_alone:
                raise
            missing = str(error)

    # 2. Repaint
    shown, store, num_resumed = None, None, 0
    notes = ended_early(sequence) if request.frame is None else ()
    if wish.strength > 0.0 and not missing:
        painting = part(progress, "", 0.0, 0.9)
        painted = enhancer.run(shot, wish, painted_folder(folder, shot.key, wish), progress=painting)
        store, num_resumed, plan = painted.store, painted.num_resumed, str(painted.plan)
        notes += painted.notes
        shown = Shown(key=store.key, picture=Finisher(shot, store, wish.strength).picture)

    # 3. Grade, vignette, grain; write
    before = after = None
    if request.compare_frame is not None or not request.out:
        number = shot.numbers[0] if request.compare_frame is None else request.compare_frame
        compared = only_frame(sequence, number)
        if missing:  # what there is to compare is the look
            before, after = preview(folder, compared, look, number, seed=wish.seed)
        else:
            before, after = before_and_after(folder, compared, look, number, shown, seed=wish.seed)
    files: tuple[str, ...] = ()
    if request.out:
        output = Output(path=Path(request.out), codec=request.codec, sound=_sound(request.sound, folder, sequence))
        writing = part(progress, "", 0.9, 1.0)
        done = process_folder(folder, sequence, look, output, seed=wish.seed, progress=writing, shown=shown)
        files = tuple(map(str, done.files))
        if store is not None:
            store.remove()
    return EnhanceReply(
        files=files,
        num_frames=len(shot.numbers),
        num_resumed=num_resumed,
        plan=plan,
        notes=notes,
        not_enhanced=missing,
        before=before,
        after=after,
    )


def enhancer_state(request: EnhancerStateRequest, enhancer: Enhancer) -> EnhancerStateReply:
    """Whether a shot can be enhanced here and how; loads no model."""
    try:
        plan = enhancer.plan(checked_enhancement(request.enhancement), request.size_px, request.num_frames)
    except SceneBackendError as error:
        return EnhancerStateReply(is_available=False, text=error.message, hint=error.hint, code=error.code)
    instead = f" instead of {plan.shrunk_from}" if plan.shrunk_from else ""
    return EnhancerStateReply(is_available=True, text=f"{plan}{instead}")


def _sound(asked: str, folder: Path, sequence: FrameSequence) -> Path | None:
    """What is heard in a video: the file asked for, else the folder's own."""
    sound = asked or (str(folder / sequence.sound) if sequence.sound else "")
    if sound and not Path(sound).is_file():
        raise InvalidRequestError(f"The sound {sound} is missing.", hint="Name another with --sound.")
    return Path(sound) if sound else None


def check_shows_something(description: SceneDescription) -> None:
    """Raises InvalidRequestError for a description without a thing, a place or a weather."""
    setting, lighting = description.setting, description.lighting
    if description.entities or setting.place or setting.indoor or lighting.weather or lighting.time_of_day:
        return
    unread = ", ".join(f"“{word}”" for word in description.unparsed[:5])
    raise InvalidRequestError(
        f"There is nothing in this prompt to show{f': {unread} was not understood' if unread else ''}.",
        hint="Name a thing, a person or a place, for example “a red ball on a table”.",
    )


def vocabulary() -> dict[str, tuple[str, ...]]:
    """The words that an artist may choose from when correcting a description, by what they are for."""
    lexicon = load_lexicon()
    attributes: dict[str, tuple[str, ...]] = {
        kind: tuple(sorted(word for word, its_kind in lexicon.attribute_types.items() if its_kind == kind))
        for kind in ATTRIBUTE_TYPES
    }
    people = {prior.name for prior in object_priors().values() if prior.category == "person"}
    return {
        **attributes,
        "thing": tuple(sorted({*categories(), *people})),
        "verb": tuple(sorted(PROGRAMS)),
        "relation": tuple(sorted({relation.replace("_", " ") for relation in lexicon.spatial.values()})),
        "place": tuple(sorted({*OUTDOOR_WORDS, *STYLES})),
    }


def part(progress: Progress, stage: str, start: float, end: float) -> Progress:
    """The share `start`…`end` of the whole, under the stage's name."""

    def report(fraction: float, message: str = "") -> None:
        text = ": ".join(filter(None, (stage, message)))
        progress(start + (end - start) * min(max(fraction, 0.0), 1.0), text)

    return report
