"""Regenerate: what an artist changed by hand stays, channel by channel, and the rest is new."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import bpy
from generating import generated
from mathutils import Vector

PACKAGE = "bl_ext.user_default.sceneloom"
PROMPT = "A woman walks to a wooden table and picks up the red ball on it, two chairs stand near the table"


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def regenerate(scene: bpy.types.Scene, selected: tuple[str, ...] = (), **options: object) -> None:
    layer = scene.view_layers[0]
    chosen = [scene.objects[name] for name in selected]
    with bpy.context.temp_override(scene=scene, view_layer=layer, selected_objects=chosen):
        assert bpy.ops.sceneloom.regenerate(**options) == {"FINISHED"}
    layer.update()


def check_a_fresh_generation_is_untouched_also_after_a_reload(folder: Path) -> None:
    scene = generated(PROMPT, anew=True, seed=1)
    fingerprints, generations = module("scene_builder.fingerprints"), module("generations")
    originals = fingerprints.originals(generations.shown(scene))
    assert {"woman_1", "table_1", "ball_1", "chair_1.1", "chair_1.2", "ground", "Take", "Camera"} <= set(originals)
    assert len(originals) == len(scene.objects), "every object has a key of its own"
    scene.frame_set(40)  # what is driven and keyed moves
    scene.view_layers[0].update()
    assert fingerprints.changed_by_hand(originals.values()) == {}
    path, name = folder / "fresh.blend", scene.name
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    scene = bpy.data.scenes[name]
    scene.frame_set(30)
    originals = fingerprints.originals(generations.shown(scene))
    assert fingerprints.changed_by_hand(originals.values()) == {}
    assert generations.request_of(generations.shown(scene))["prompt"] == PROMPT


def check_what_was_done_by_hand_is_kept_and_the_rest_follows(folder: Path) -> None:
    own = set(bpy.data.materials.keys())
    scene = generated(PROMPT, seed=1)
    layer = scene.view_layers[0]
    table, ball, rig = scene.objects["Wooden Table"], scene.objects["Red Ball"], scene.objects["Woman"]
    chair, other = scene.objects["Chair 1"], scene.objects["Chair 2"]
    layer.update()
    # by hand: a moved table, a modelled chair, a repainted ball, a new name, keys, a modifier, a child, a copy
    table.location.x += 1.5
    table.location.y += 0.5
    there = table.location.copy()
    chair.data.vertices[0].co.z += 0.4
    modelled = chair.data.vertices[0].co.copy()
    paint = ball.data.materials[0]
    group = next(n for n in paint.node_tree.nodes if "Base Color" in n.inputs)
    group.inputs["Base Color"].default_value = (0.0, 0.0, 1.0, 1.0)
    other.name = "My Chair"
    rig.pose.bones["head"].rotation_mode = "QUATERNION"
    rig.pose.bones["head"].rotation_quaternion = (0.9, 0.1, 0.0, 0.0)
    rig.pose.bones["head"].keyframe_insert("rotation_quaternion", frame=10)
    edits = rig.animation_data.action
    table.modifiers.new("Mine", "BEVEL")
    flower = bpy.data.objects.new("Flower", None)
    scene.collection.objects.link(flower)
    flower.parent = table
    copy = ball.copy()
    table.users_collection[0].objects.link(copy)
    gone = next(o for o in scene.objects if o.get("sceneloom_role") == "environment" and o.name != "Ground")
    gone_name = gone.name
    bpy.data.objects.remove(gone)
    names, scenes = sorted(o.name for o in scene.objects), len(bpy.data.scenes)

    for _ in range(2):  # a second time as well
        regenerate(scene)
        assert len(bpy.data.scenes) == scenes
        now = sorted(o.name for o in scene.objects)
        assert now == names, (set(now) ^ set(names), json.loads(scene.sceneloom.report_json)["kept"])
        assert scene.objects["Wooden Table"] == table, "it is the same object"
        assert (table.location - there).length < 1e-4
        assert "Mine" in table.modifiers
        assert flower.parent == table
        assert (chair.data.vertices[0].co - modelled).length < 1e-6
        assert ball.data.materials[0] == paint
        assert rig.animation_data.action == edits
        assert len(module("scene_builder.fingerprints").generated_actions(rig)) == 1
        assert gone_name not in scene.objects
        assert copy.name in scene.objects
        assert "My Chair" in scene.objects
        report = json.loads(scene.sceneloom.report_json)
        assert any(line.startswith("Wooden Table: kept placement") for line in report["kept"]), report["kept"]
        scene.frame_set(scene.frame_start)
        on_table = ball.matrix_world.translation - table.matrix_world.translation
        assert on_table.xy.length < 1.2, f"the ball is not on the moved table: {on_table}"
        assert 0.4 < on_table.z < 1.1, on_table
        scene.frame_set(scene.frame_end)
        reached = rig.matrix_world @ rig.pose.bones["hips"].head
        assert (reached - table.matrix_world.translation).xy.length < 2.0, "she walks to where the table is now"
    unused = {m.name for m in bpy.data.materials if m.users == 0} - own
    assert not unused, unused


def check_taking_the_new_puts_everything_back(folder: Path) -> None:
    scene = generated("a chair and a red ball on a table", seed=1)
    chair = scene.objects["Chair"]
    place, corner = chair.location.copy(), chair.data.vertices[0].co.copy()
    chair.location.x += 2.0
    chair.data.vertices[0].co.z += 0.4
    regenerate(scene, keep={"shape"})
    assert (chair.location - place).length < 1e-4
    assert abs(chair.data.vertices[0].co.z - corner.z - 0.4) < 1e-5
    regenerate(scene, keep=set())
    assert (chair.data.vertices[0].co - corner).length < 1e-6


def check_a_corrected_list_changes_only_what_it_says(folder: Path) -> None:
    scene = generated("a chair and a red ball on a table", seed=1)
    ball, chair = scene.objects["Red Ball"], scene.objects["Chair"]
    chair.scale *= 1.5
    understood = scene.sceneloom.understood
    understood.things["Ball"].attributes[0].value = "blue"
    understood.things.remove(2)  # the table
    understood.relations.clear()
    understood.things.add().lemma = "lamp"
    understood.things[-1].entity_id = "lamp_1"
    regenerate(scene)
    assert scene.objects["Blue Ball"] == ball
    assert "Table" not in scene.objects
    assert "Lamp" in scene.objects
    assert scene.objects["Lamp"].users_collection[0].name == chair.users_collection[0].name
    assert abs(chair.scale.x - 1.5) < 1e-5
    chair.location.x += 0.3
    understood.things.remove(0)
    assert bpy.data.collections.get("Kept by Hand") is None
    regenerate(scene)
    assert chair.users_collection[0].name == "Kept by Hand", "worked on, so not thrown away"


def check_another_look_for_what_is_selected(folder: Path) -> None:
    scene = generated("a chair and a red ball on a table", seed=1)
    chair, table = scene.objects["Chair"], scene.objects["Table"]
    before, same = shape(chair), shape(table)
    place = chair.location.copy()
    regenerate(scene, ("Chair",), what="LOOK")
    chosen = shape(chair)
    assert chosen != before
    assert shape(table) == same
    assert (chair.location - place).length < 1e-5
    regenerate(scene)
    assert shape(chair) == chosen, "what was chosen stays"


def check_another_motion_keeps_keys_and_things(folder: Path) -> None:
    scene = generated("A woman walks to a wooden table and waves. A man claps three times.", seed=1)
    woman, man, table = scene.objects["Woman"], scene.objects["Man"], scene.objects["Wooden Table"]
    fingerprints = module("scene_builder.fingerprints")
    before = {rig: motion(rig) for rig in (woman, man)}
    woman.pose.bones["head"].keyframe_insert("rotation_quaternion", frame=5)
    edits, place = woman.animation_data.action, table.matrix_world.copy()
    regenerate(scene, ("Woman",), what="MOTION")
    assert motion(woman) != before[woman]
    assert motion(man) == before[man]
    assert woman.animation_data.action == edits
    assert table.matrix_world == place
    changed = motion(woman)
    curve = next(fingerprints.curves_of(fingerprints.generated_actions(woman)[0]))
    curve.keyframe_points[0].co.y += 0.1
    by_hand = motion(woman)
    regenerate(scene, what="MOTION")
    assert motion(woman) == by_hand != changed, "curves edited by hand stay"
    assert motion(man) != before[man]


def check_this_scene_is_regenerated_in_place(folder: Path) -> None:
    scene = bpy.context.scene
    scene.cursor.location = (5.0, 0.0, 0.0)
    assert bpy.ops.sceneloom.generate(prompt="a chair", in_this_scene=True) == {"FINISHED"}
    chair, world, camera = scene.objects["Chair"], scene.world, scene.camera
    bpy.context.view_layer.update()
    place = chair.matrix_world.translation.copy()
    chair.location += Vector((0.0, 2.0, 0.0))
    regenerate(scene)
    assert (chair.matrix_world.translation - place - Vector((0.0, 2.0, 0.0))).length < 1e-4
    regenerate(scene, keep=set())
    assert (chair.matrix_world.translation - place).length < 1e-4
    assert (scene.world, scene.camera) == (world, camera)
    assert {"Cube", "Light", "Camera"} <= set(scene.objects.keys())


def shape(target: bpy.types.Object) -> list[float]:
    return [round(v, 4) for vertex in target.data.vertices for v in vertex.co]


def motion(rig: bpy.types.Object) -> list[object]:
    fingerprints = module("scene_builder.fingerprints")
    return [
        (curve.data_path, [tuple(round(v, 3) for v in point.co) for point in curve.keyframe_points])
        for action in fingerprints.generated_actions(rig)
        for curve in fingerprints.curves_of(action)
    ]
