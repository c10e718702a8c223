"""Variations beside one another, the way back to earlier generations, and presets."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import bpy
from generating import generated

PACKAGE = "bl_ext.user_default.sceneloom"


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def visible(scene: bpy.types.Scene) -> set[int]:
    layers = scene.view_layers[0].layer_collection.children
    return {layer.collection["sceneloom_generation"] for layer in layers if not layer.exclude}


def check_variations_stand_beside_one_another(folder: Path) -> None:
    generations = module("generations")
    scene = generated("a man waves", seed=1)
    scenes = len(bpy.data.scenes)
    first = generations.shown(scene)
    camera, world = scene.camera, scene.world
    scene.frame_end = 44  # by hand
    with bpy.context.temp_override(scene=scene):
        assert bpy.ops.sceneloom.vary(count=2) == {"FINISHED"}
    assert len(bpy.data.scenes) == scenes
    family = generations.family_of(scene, first)
    assert [generations.request_of(c)["seed"] for c in family] == [1, 2, 3]
    assert generations.shown(scene) == family[1]
    assert visible(scene) == {family[1]["sceneloom_generation"]}
    assert scene.camera.name in family[1].all_objects
    assert scene.world != world
    assert scene.sceneloom.seed == 2
    with bpy.context.temp_override(scene=scene):
        bpy.ops.sceneloom.step_variation(step=-1)
    assert generations.shown(scene) == first
    assert (scene.camera, scene.world, scene.frame_end) == (camera, world, 44)
    with bpy.context.temp_override(scene=scene):
        bpy.ops.sceneloom.step_variation(step=-1)
    assert generations.shown(scene) == family[2]

    # kept in the file, and removed without a trace
    path, name = folder / "varied.blend", scene.name
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    scene = bpy.data.scenes[name]
    family = generations.family_of(scene, generations.shown(scene))
    assert len(family) == 3
    number = family[2]["sceneloom_generation"]
    scene.sceneloom.history_index = bpy.data.collections.find(family[2].name)
    with bpy.context.temp_override(scene=scene):
        assert bpy.ops.sceneloom.remove_generation() == {"FINISHED"}
    assert generations.shown(scene) == family[1]
    assert not [o.name for o in bpy.data.objects if o.get("sceneloom_generation") == number]
    assert len(bpy.data.worlds) <= 3, bpy.data.worlds.keys()


def check_corrections_survive_a_look_at_another_variation(folder: Path) -> None:
    scene = generated("a red ball on a table")
    with bpy.context.temp_override(scene=scene):
        bpy.ops.sceneloom.vary()
        scene.sceneloom.understood.things["Ball"].count = 4
        bpy.ops.sceneloom.step_variation()
    assert scene.sceneloom.understood.things["Ball"].count == 4


def check_settings_come_back_from_the_history(folder: Path) -> None:
    generations = module("generations")
    scene = generated("a red ball on a table", seed=7, duration_s=2.0)
    first = generations.shown(scene)
    settings = scene.sceneloom
    settings.prompt, settings.seed, settings.use_duration = "something else", 1, False
    settings.understood.things.clear()
    settings.history_index = bpy.data.collections.find(first.name)
    with bpy.context.temp_override(scene=scene):
        assert bpy.ops.sceneloom.restore_settings() == {"FINISHED"}
    assert (settings.prompt, settings.seed, settings.use_duration) == ("a red ball on a table", 7, True)
    assert abs(settings.duration_s - 2.0) < 1e-6
    assert [thing.words for thing in settings.understood.things] == ["red ball", "table"]


def check_variations_in_this_scene_leave_it_as_it_is(folder: Path) -> None:
    generations = module("generations")
    scene = bpy.context.scene
    world, camera = scene.world, scene.camera
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True) == {"FINISHED"}
    assert bpy.ops.sceneloom.generate(prompt="a lamp", in_this_scene=True) == {"FINISHED"}
    assert bpy.ops.sceneloom.vary() == {"FINISHED"}
    assert (scene.world, scene.camera) == (world, camera)
    chair, lamp, other = generations.of_scene(scene)
    assert generations.family_of(scene, other) == [lamp, other]
    layers = {layer.collection: layer.exclude for layer in scene.view_layers[0].layer_collection.children}
    assert (layers[chair], layers[lamp], layers[other]) == (False, True, False)


def check_a_cancelled_row_of_variations_leaves_nothing(folder: Path) -> None:
    scene = generated("a red ball on a table")
    kinds = (bpy.data.objects, bpy.data.meshes, bpy.data.materials, bpy.data.collections, bpy.data.scenes)
    count = [len(kind) for kind in kinds]
    operators, session = module("history_operators"), module("session").SESSION
    generations, options = module("generations"), module("scene_builder.build").BuildOptions()
    request = module("_vendor.backend.protocol.messages").GenerateRequest(prompt="a red ball on a table", seed=9)
    backend = session.backend()

    class Order:
        count = 3

    first = generations.shown(scene)
    vary = operators.SCENELOOM_OT_vary._vary
    found = module("finding").Found
    places = found(bpy.data.scenes, scene), found(bpy.data.collections, first)
    steps = vary(Order(), places, request, options, backend, 0.05)
    for fraction, _ in steps:
        if fraction > 0.5:  # in the middle of the second
            break
    steps.close()
    assert [len(kind) for kind in kinds] == count


def check_presets_keep_the_options(folder: Path) -> None:
    settings = bpy.context.scene.sceneloom
    settings.physicality, settings.keep, settings.num_variations = 0.25, {"shape"}, 4
    assert bpy.ops.sceneloom.add_preset(name="Loose") == {"FINISHED"}
    settings.physicality, settings.keep, settings.num_variations = 1.0, {"motion"}, 1
    (preset,) = [p for path in bpy.utils.preset_paths("sceneloom") for p in Path(path).glob("*.py")]
    bpy.ops.script.execute_preset(filepath=str(preset), menu_idname="SCENELOOM_PT_presets")
    assert abs(settings.physicality - 0.25) < 1e-6
    assert settings.keep == {"shape"}
    assert settings.num_variations == 4
    assert bpy.ops.sceneloom.add_preset(name="Loose", remove_active=True) == {"FINISHED"}
