"""The generations of a file: what was asked for, which one is shown, and how one comes into a scene.

All of it lives with the generation's collection, so that it is saved, appended and removed with it.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path
from typing import Any

import bpy
from mathutils import Matrix

from ._vendor.backend.protocol.asset_sources import AssetSources, sources_from_json
from ._vendor.backend.protocol.codec_json import description_from_json, description_to_json
from ._vendor.backend.protocol.messages import GenerateRequest
from ._vendor.backend.protocol.scene import SceneDescription
from .scene_builder import fingerprints, regenerate
from .scene_builder.collections import GENERATION_KEY, TEXT_KEY
from .whole_files import finished_file

_REQUEST = "sceneloom_request"
_STAGE = "sceneloom_stage"
"""frame range, frame rate and exposure that belong to a generation with a scene of its own"""
_ORIGIN = "sceneloom_origin"
"""(16,) where the bundle's origin lies in the scene, row by row"""
_FAMILY = "sceneloom_variation_of"
_CAMERA, _WORLD, _WORLD_PRINT = "sceneloom_camera", "sceneloom_world", "sceneloom_world_print"


def store(collection: bpy.types.Collection, request: GenerateRequest, description: SceneDescription) -> None:
    """Keep with a fresh generation what is needed to show it, to repeat it and to make it anew."""
    collection[_REQUEST] = json.dumps(
        {
            "prompt": request.prompt,
            "seed": request.seed,
            "duration_s": request.duration_s,
            "physicality": request.physicality,
            "stage_seeds": request.stage_seeds,
            "motion_values": request.motion_values,
            "makehuman_folder": request.makehuman_folder,
            "sources": dataclasses.asdict(request.sources),
            "description": description_to_json(description),
        },
        ensure_ascii=False,
    )
    fingerprints.remember(collection)
    regenerate.remember_members(collection)
    origin = fingerprints.originals(collection)["Take"].matrix_basis
    collection[_ORIGIN] = [value for row in origin for value in row]
    cameras = [target for target in collection.all_objects if target.type == "CAMERA"]
    if cameras:
        collection[_CAMERA] = cameras[0]


def store_stage(collection: bpy.types.Collection, scene: bpy.types.Scene) -> None:
    """Keep what a scene of its own got from its generation."""
    view = scene.view_settings
    collection[_STAGE] = [scene.frame_start, scene.frame_end, scene.render.fps, view.exposure]
    collection[_WORLD] = scene.world
    collection[_WORLD_PRINT] = fingerprints.of_world(scene.world)


def request_of(collection: bpy.types.Collection) -> dict[str, Any]:
    """What was asked for: prompt, seed, duration_s, physicality, stage_seeds, motion_values, makehuman_folder,
    sources, description."""
    plain = {"motion_values": {}, "makehuman_folder": "", **json.loads(collection[_REQUEST])}
    sources = sources_from_json(plain["sources"]) if "sources" in plain else AssetSources()
    return {**plain, "sources": sources, "description": description_from_json(plain["description"])}


def has_request(collection: bpy.types.Collection) -> bool:
    return _REQUEST in collection


def store_motion(collection: bpy.types.Collection, request: GenerateRequest) -> None:
    """Remember which seeds single stages were made anew with, and what was set of the motion."""
    changed = {"stage_seeds": request.stage_seeds, "motion_values": request.motion_values}
    collection[_REQUEST] = json.dumps({**json.loads(collection[_REQUEST]), **changed}, ensure_ascii=False)


def origin_of(collection: bpy.types.Collection) -> Matrix:
    """Where the bundle's origin lies in the scene."""
    values = list(collection[_ORIGIN])
    return Matrix([values[row : row + 4] for row in range(0, 16, 4)])


def has_stage(collection: bpy.types.Collection) -> bool:
    """Whether world, camera and frame range of the scene came with it."""
    return _STAGE in collection


def tell_apart() -> None:
    """Give generations that came from another file, or are copies, numbers of their own."""
    local = [c for c in bpy.data.collections if GENERATION_KEY in c and c.library is None]
    taken: set[int] = set()
    for collection in sorted(local, key=lambda c: (c[GENERATION_KEY], len(c.name), c.name)):
        number = collection[GENERATION_KEY]
        if number in taken:
            own = max(c[GENERATION_KEY] for c in local) + 1
            first = next(c for c in local if c[GENERATION_KEY] == number and c != collection)
            for target in set(collection.all_objects) - set(first.all_objects):
                if target.get(GENERATION_KEY) == number:
                    target[GENERATION_KEY] = own
            collection[GENERATION_KEY] = number = own
            if _FAMILY in collection:
                del collection[_FAMILY]
        taken.add(number)


def of_scene(scene: bpy.types.Scene) -> list[bpy.types.Collection]:
    """The generations in a scene, oldest first."""
    found = [c for c in scene.collection.children_recursive if GENERATION_KEY in c]
    return sorted(found, key=lambda collection: collection[GENERATION_KEY])


def family_of(scene: bpy.types.Scene, collection: bpy.types.Collection) -> list[bpy.types.Collection]:
    """The variations that stand for one another in a scene, this one included, oldest first."""
    first = collection.get(_FAMILY, collection[GENERATION_KEY])
    return [other for other in of_scene(scene) if other.get(_FAMILY, other[GENERATION_KEY]) == first]


def names_in_family(scene: bpy.types.Scene, collection: bpy.types.Collection) -> frozenset[str]:
    """Names of all objects of a family of variations."""
    return frozenset(target.name for member in family_of(scene, collection) for target in member.all_objects)


def shown(scene: bpy.types.Scene) -> bpy.types.Collection | None:
    """The generation that the panel is about: the one that was shown or made last."""
    found = of_scene(scene)
    wanted = scene.sceneloom.generation
    return next((c for c in found if c[GENERATION_KEY] == wanted), found[-1] if found else None)


def show(scene: bpy.types.Scene, collection: bpy.types.Collection) -> None:
    """Make one of a family of variations the visible one, with its camera, world and frame range."""
    scene.sceneloom.generation = collection[GENERATION_KEY]
    scene.sceneloom.history_index = bpy.data.collections.find(collection.name)
    for other in family_of(scene, collection):
        for layer in _layers(scene, other):
            layer.exclude = other != collection
    if not has_stage(collection):
        return
    scene.camera = collection.get(_CAMERA) or scene.camera
    scene.world = collection.get(_WORLD) or scene.world
    start, end, fps, exposure = collection[_STAGE]
    scene.frame_start, scene.frame_end, scene.render.fps = int(start), int(end), int(fps)
    scene.view_settings.exposure = exposure


def _layers(scene: bpy.types.Scene, collection: bpy.types.Collection) -> list[bpy.types.LayerCollection]:
    found = []
    for view_layer in scene.view_layers:
        waiting = [view_layer.layer_collection]
        while waiting:
            layer = waiting.pop()
            if layer.collection == collection:
                found.append(layer)
            waiting.extend(layer.children)
    return found


def add_variation(
    scene: bpy.types.Scene, made: bpy.types.Scene, collection: bpy.types.Collection, first: bpy.types.Collection
) -> None:
    """Let a fresh generation stand beside `first`; if it was built in a scene of its own, that scene goes."""
    keep_stage(scene)
    collection[_FAMILY] = first.get(_FAMILY, first[GENERATION_KEY])
    if made != scene:
        scene.collection.children.link(collection)
        bpy.data.scenes.remove(made)


def keep_copy(scene: bpy.types.Scene, collection: bpy.types.Collection) -> bpy.types.Collection:
    """A copy of a generation with everything that belongs to it, beside it as a variation that is not shown.

    Raises ResourceError where the temporary folder has no room for it.
    """
    with tempfile.TemporaryDirectory(prefix="sceneloom-") as folder:
        path = str(Path(folder) / "generation.blend")
        with finished_file(path) as temporary:
            bpy.data.libraries.write(temporary, {collection})
        with bpy.data.libraries.load(path) as (_, wanted):
            wanted.collections = [collection.name]
        for library in [library for library in bpy.data.libraries if library.filepath == path]:
            bpy.data.libraries.remove(library)  # everything of it has become this file's own
    copy: bpy.types.Collection = wanted.collections[0]
    copy.name = f"{collection.name} · As It Was"
    for target in copy.all_objects:
        fingerprints.take_name_as_given(target)
    scene.collection.children.link(copy)
    tell_apart()
    copy[_FAMILY] = collection.get(_FAMILY, collection[GENERATION_KEY])
    for layer in _layers(scene, copy):
        layer.exclude = True
    return copy


def take_world_as_made(collection: bpy.types.Collection) -> None:
    """Count what was done to the sky of a generation as made with it."""
    if _WORLD in collection:
        collection[_WORLD_PRINT] = fingerprints.of_world(collection[_WORLD])


def remove(collection: bpy.types.Collection) -> None:
    """Take a generation out of the file, with everything that only it uses."""
    world = collection.get(_WORLD)
    text = collection.get(TEXT_KEY)
    regenerate.remove(collection)
    if world is not None and world.users == 0:
        bpy.data.worlds.remove(world)
    if text is not None:
        bpy.data.texts.remove(text)


def keep_stage(scene: bpy.types.Scene) -> None:
    """Before another generation is shown: what the artist has set in the meantime belongs to the one shown now."""
    now = shown(scene)
    if now is not None and has_stage(now):
        prints = now[_WORLD_PRINT]
        store_stage(now, scene)
        now[_WORLD_PRINT] = prints
        if scene.camera is not None:
            now[_CAMERA] = scene.camera


def take_frame_range(scene: bpy.types.Scene, made: bpy.types.Scene, collection: bpy.types.Collection) -> None:
    """The frame range of a motion made anew, except where the artist has set another one."""
    start, end, fps, exposure = collection[_STAGE]
    if (scene.frame_start, scene.frame_end) == (int(start), int(end)):
        scene.frame_start, scene.frame_end = made.frame_start, made.frame_end
        collection[_STAGE] = [scene.frame_start, scene.frame_end, fps, exposure]


def take_stage(
    scene: bpy.types.Scene, made: bpy.types.Scene, old: bpy.types.Collection, new: bpy.types.Collection
) -> None:
    """After a regeneration: frame range, exposure and world of the new one, except where the artist has set them."""
    start, end, fps, exposure = old[_STAGE]
    if (scene.frame_start, scene.frame_end, scene.render.fps) == (int(start), int(end), int(fps)):
        scene.frame_start, scene.frame_end = made.frame_start, made.frame_end
        scene.render.fps = made.render.fps
    if abs(scene.view_settings.exposure - exposure) < 1e-4:
        scene.view_settings.exposure = made.view_settings.exposure
    before, world_print = old.get(_WORLD), old[_WORLD_PRINT]
    is_new = not fingerprints.is_same(fingerprints.of_world(made.world), world_print)
    is_as_made = scene.world == before and before is not None
    if is_new and is_as_made and fingerprints.is_same(fingerprints.of_world(before), world_print):
        name, scene.world = before.name, made.world
        world_print = fingerprints.of_world(scene.world)
        if before.users <= 1:  # this collection's own pointer
            del old[_WORLD]
            bpy.data.worlds.remove(before)
            scene.world.name = name
    spare, made.world = made.world, scene.world
    if spare is not None and spare.users == 0:
        bpy.data.worlds.remove(spare)
    store_stage(new, scene)
    new[_WORLD_PRINT] = world_print
