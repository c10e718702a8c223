"""What an artist does while a job runs: sculpts, paints, or deletes what the job is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import bpy
from check_regenerate import module
from generating import generated


def check_brushes_keep_their_modes_and_their_strokes(folder: Path) -> None:
    scene, layer = bpy.context.scene, bpy.context.view_layer
    assert bpy.ops.sceneloom.generate(prompt="a man waves beside a chair", in_this_scene=True) == {"FINISHED"}
    rig, body, chair = (scene.objects[name] for name in ("Man", "Man Body", "Chair"))
    for mode, target, order in (("SCULPT", chair, {"seed": 5}), ("WEIGHT_PAINT", body, {"what": "MOTION"})):
        for other in layer.objects:
            other.select_set(other in (target, rig))
        if mode == "WEIGHT_PAINT":  # as one does to pose while painting
            layer.objects.active = rig
            bpy.ops.object.mode_set(mode="POSE")
        layer.objects.active = target
        bpy.ops.object.mode_set(mode=mode)
        stroke = stroke_in(mode, target)
        assert bpy.ops.sceneloom.regenerate(**order) == {"FINISHED"}
        assert (layer.objects.active, target.mode) == (target, mode), (mode, target.mode)
        assert abs(stroke() - 0.123) < 1e-3, mode
        assert rig.mode == ("POSE" if mode == "WEIGHT_PAINT" else "OBJECT"), rig.mode
        bpy.ops.object.mode_set(mode="OBJECT")


def stroke_in(mode: str, target: bpy.types.Object):
    """Does what the brush does, and returns what finds it again."""
    if mode == "SCULPT":
        target.data.vertices[0].co.x = 0.123
        return lambda: target.data.vertices[0].co.x
    target.vertex_groups["head"].add([5], 0.123, "REPLACE")
    return lambda: target.vertex_groups["head"].weight(5)


def check_what_is_deleted_while_it_is_built_ends_the_job_in_a_sentence(folder: Path) -> None:
    scene = bpy.context.scene
    doomed = (lambda made: bpy.data.batch_remove([o for o in made.all_objects if o.name.startswith("Chair")]),
              lambda made: bpy.data.collections.remove(made),
              lambda made: bpy.data.scenes.remove(next(s for s in bpy.data.scenes if s != scene)))  # fmt: skip
    before = blocks()
    for at in ("Lamp", "Lights & Camera"):
        for delete in doomed:
            job, session = module("job"), module("session").SESSION
            request = module("_vendor.backend.protocol.job").checked_request("a chair beside a lamp")
            order = module("_vendor.backend.protocol.job").GenerateJob(request=request)
            options = module("scene_builder.build").BuildOptions()
            steps = job.generate(order, session.backend(), options, wait_s=0.02)
            while next(steps)[1] != at:
                pass
            delete(next(c for c in bpy.data.collections if "sceneloom_generation" in c))
            assert "deleted" in what_cancels(steps)
            assert blocks() == before, (at, blocks() - before)


def check_what_is_deleted_while_it_is_made_anew_stays_deleted(folder: Path) -> None:
    """The collection in a row of the history, or the whole scene."""
    regenerate, found = module("regenerate_operators").SCENELOOM_OT_regenerate, module("finding").Found
    for kind in ("collections", "scenes"):
        bpy.ops.wm.read_homefile(use_factory_startup=True)
        generations, options = module("generations"), module("scene_builder.build").BuildOptions()
        scene = generated("a red ball on a table")
        collection = generations.shown(scene)
        places = found(bpy.data.scenes, scene), found(bpy.data.collections, collection)
        request = module("_vendor.backend.protocol.messages").GenerateRequest(prompt="a red ball on a table", seed=2)
        order = SimpleNamespace(what="ALL", keep=set())
        backend = module("session").SESSION.backend()
        steps = regenerate._regenerate(order, places, request, backend, options, None, {}, 0.02)
        while next(steps)[1] != "Red Ball":
            pass
        if kind == "collections":
            generations.remove(collection)
        else:
            bpy.data.scenes.remove(scene)
        before = {block for block in blocks() if not block[1].startswith("Sceneloom 2")}
        assert "is gone" in what_cancels(steps)
        assert {name for what, name in blocks() if what == "objects"} <= {name for _, name in before}
        assert len(bpy.data.scenes) == (2 if kind == "collections" else 1)


def what_cancels(steps: Iterator[tuple[float, str]]) -> str:
    try:
        module("job").run_to_end(steps, lambda fraction, text: None)
    except module("_vendor.backend.protocol.errors").JobCancelled as error:
        return error.message
    return ""


def blocks() -> set[tuple[str, str]]:
    kinds = ("objects", "meshes", "materials", "scenes", "collections", "worlds", "lights", "cameras", "texts")
    return {(kind, block.name) for kind in kinds for block in getattr(bpy.data, kind)}
