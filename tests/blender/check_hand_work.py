"""An afternoon's work on a generated scene outlives Regenerate: weights, layers, keys, bones, modifiers, notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import bpy
from check_regenerate import PROMPT, module, regenerate
from generating import generated, generated_person

PROMPT_WITH_MORE = f"{PROMPT}, a lamp and a cabinet stand beside it"
Check = Callable[[bpy.types.Scene], bool]


def check_an_afternoons_work_outlives_regenerating(folder: Path) -> None:
    """With the same seed and with another one, which makes everything anew."""
    scene = generated(PROMPT_WITH_MORE, seed=1)
    checks = {work.__name__: work(scene) for work in WORKS}
    scene.view_layers[0].update()
    regenerate(scene)
    lost = [name for name, holds in checks.items() if not holds(scene)]
    assert not lost, f"lost with the same seed: {lost}"
    regenerate(scene, seed=9)
    lost = [name for name, holds in checks.items() if not holds(scene)]
    assert not lost, f"lost with another seed: {lost}"
    unused = [m.name for m in bpy.data.meshes if m.users == 0] + [a.name for a in bpy.data.actions if a.users == 0]
    assert not unused, unused


def body_of(scene: bpy.types.Scene) -> bpy.types.Object:
    return scene.objects["Woman Body"]


def painted_weights(scene: bpy.types.Scene) -> Check:
    body_of(scene).vertex_groups["head"].add([5], 0.123, "REPLACE")
    return lambda scene: abs(body_of(scene).vertex_groups["head"].weight(5) - 0.123) < 1e-3


def a_vertex_group(scene: bpy.types.Scene) -> Check:
    chair = scene.objects["Chair 1"]
    chair.vertex_groups.new(name="Mine").add([0, 1, 2], 0.7, "REPLACE")
    return lambda scene: abs(scene.objects["Chair 1"].vertex_groups["Mine"].weight(1) - 0.7) < 1e-3


def painted_colours(scene: bpy.types.Scene) -> Check:
    scene.objects["Lamp"].data.color_attributes.new("Paint", "BYTE_COLOR", "POINT")
    return lambda scene: "Paint" in scene.objects["Lamp"].data.color_attributes


def a_seam(scene: bpy.types.Scene) -> Check:
    scene.objects["Cabinet"].data.edges[3].use_seam = True
    return lambda scene: scene.objects["Cabinet"].data.edges[3].use_seam


def a_material_slot_with_faces(scene: bpy.types.Scene) -> Check:
    table = scene.objects["Wooden Table"]
    table.data.materials.append(bpy.data.materials.new("Mine"))
    last = table.data.polygons[0].material_index = len(table.data.materials) - 1

    def holds(scene: bpy.types.Scene) -> bool:
        mesh = scene.objects["Wooden Table"].data
        return mesh.polygons[0].material_index == last and mesh.materials[last].name == "Mine"

    return holds


def keys_on_a_prop(scene: bpy.types.Scene) -> Check:
    chair = scene.objects["Chair 2"]
    chair.keyframe_insert("location", frame=1)
    chair.location.x += 1.0
    chair.keyframe_insert("location", frame=30)
    return lambda scene: bool(curves_on(scene.objects["Chair 2"]))


def keys_on_what_is_seen(scene: bpy.types.Scene) -> Check:
    scene.objects["Lamp"].keyframe_insert("hide_render", frame=5)
    return lambda scene: bool(curves_on(scene.objects["Lamp"]))


def keys_on_camera_and_lens(scene: bpy.types.Scene) -> Check:
    scene.camera.keyframe_insert("location", frame=1)
    scene.camera.data.keyframe_insert("lens", frame=1)
    return lambda scene: bool(curves_on(scene.camera)) and bool(curves_on(scene.camera.data))


def focus_of_the_camera(scene: bpy.types.Scene) -> Check:
    scene.camera.data.dof.use_dof, scene.camera.data.dof.aperture_fstop = True, 1.4
    return lambda scene: abs(scene.camera.data.dof.aperture_fstop - 1.4) < 1e-6


def keys_on_a_lamp(scene: bpy.types.Scene) -> Check:
    scene.objects["Key"].data.keyframe_insert("energy", frame=1)
    return lambda scene: bool(curves_on(scene.objects["Key"].data))


def keys_in_a_material(scene: bpy.types.Scene) -> Check:
    tree = scene.objects["Red Ball"].data.materials[0].node_tree
    socket = next(node.inputs["Base Color"] for node in tree.nodes if "Base Color" in node.inputs)
    socket.keyframe_insert("default_value", frame=1)
    return lambda scene: bool(curves_on(scene.objects["Red Ball"].data.materials[0].node_tree))


def keys_in_the_sky(scene: bpy.types.Scene) -> Check:
    node = next(node for node in scene.world.node_tree.nodes if "Strength" in node.inputs)
    node.inputs["Strength"].keyframe_insert("default_value", frame=1)
    return lambda scene: bool(curves_on(scene.world.node_tree))


def an_own_bone_with_a_hat(scene: bpy.types.Scene) -> Check:
    rig, layer = scene.objects["Woman"], scene.view_layers[0]
    layer.objects.active = rig
    with bpy.context.temp_override(scene=scene, view_layer=layer, active_object=rig, object=rig):
        bpy.ops.object.mode_set(mode="EDIT")
        bone = rig.data.edit_bones.new("Mine")
        bone.head, bone.tail, bone.parent = (0, 0, 1.8), (0, 0, 2.0), rig.data.edit_bones["head"]
        bpy.ops.object.mode_set(mode="OBJECT")
    hat = bpy.data.objects.new("Hat", None)
    scene.collection.objects.link(hat)
    hat.parent, hat.parent_type, hat.parent_bone = rig, "BONE", "Mine"
    rig.animation_data.nla_tracks.new().name = "My Layer"
    rig.pose.bones["head"].constraints.new("COPY_ROTATION").name = "Look"
    rig.data.bones["cog"].hide = True

    def holds(scene: bpy.types.Scene) -> bool:
        now = scene.objects["Woman"]
        return (
            now == rig and scene.objects["Hat"].parent == now
            and "Mine" in now.data.bones and now.data.bones["cog"].hide
            and "My Layer" in now.animation_data.nla_tracks and "Look" in now.pose.bones["head"].constraints
            and len(now.animation_data.nla_tracks["Generated"].strips) > 0
        )  # fmt: skip

    return holds


def a_modifier_that_was_removed(scene: bpy.types.Scene) -> Check:
    body = body_of(scene)
    body.modifiers.remove(body.modifiers["Subdivision"])
    return lambda scene: "Subdivision" not in body_of(scene).modifiers


def a_parameter_that_is_not_built_yet(scene: bpy.types.Scene) -> Check:
    scene.objects["Cabinet"].data["width_m"] = 1.3
    return lambda scene: abs(scene.objects["Cabinet"].data["width_m"] - 1.3) < 1e-6


def notes_in_the_text(scene: bpy.types.Scene) -> Check:
    bpy.data.texts[0].write("my notes")
    return lambda scene: sorted("my notes" in text.as_string() for text in bpy.data.texts)[-1]


WORKS = (
    painted_weights, a_vertex_group, painted_colours, a_seam, a_material_slot_with_faces, keys_on_a_prop,
    keys_on_what_is_seen, keys_on_camera_and_lens, focus_of_the_camera, keys_on_a_lamp, keys_in_a_material,
    keys_in_the_sky, an_own_bone_with_a_hat, a_modifier_that_was_removed, a_parameter_that_is_not_built_yet,
    notes_in_the_text,
)  # fmt: skip


def curves_on(block: bpy.types.ID) -> list[bpy.types.FCurve]:
    data = block.animation_data
    action = data.action if data is not None else None
    return list(module("scene_builder.digests").curves_of(action)) if action is not None else []


def check_folders_keep_the_artists_names(folder: Path) -> None:
    scene = generated("a red ball on a table")
    generation = module("generations").shown(scene)
    props = next(child for child in generation.children if child.name.startswith("Props"))
    generation.name, props.name, scene.name = "SHOT_010", "set_dressing", "sh010"
    listed = scene.sceneloom.understood
    listed.things.add().lemma = "bench"
    listed.things[-1].entity_id = "bench_1"
    regenerate(scene)
    assert scene.objects["Bench"].users_collection[0] == props
    assert {"SHOT_010", "set_dressing"} <= set(bpy.data.collections.keys())
    assert len(bpy.data.texts) == 1, bpy.data.texts.keys()


def check_looks_of_bones_outlive_another_body(folder: Path) -> None:
    """Another seed makes another armature in the place of the old one."""
    scene, rig = generated_person("a man waves", seed=1)
    bones = rig.data.bones
    before = rig.data.session_uid, [bone.head_local.z for bone in bones]
    bones["head"].color.palette = "THEME03"
    bones["chest"].color.palette = "CUSTOM"
    bones["chest"].color.custom.normal = (0.1, 0.7, 0.2)
    rig.pose.bones["hips"].color.palette = "THEME05"
    bones["cog"].hide_select = True
    mine, left = rig.data.collections.new("Mine"), rig.data.collections[0]
    mine.assign(bones["head"])
    mine.is_visible = False
    taken = left.bones[0].name
    left.unassign(bones[taken])
    renamed = rig.data.collections[1]
    renamed.name, members = "My Controls", {bone.name for bone in renamed.bones}
    count = len(rig.data.collections_all)
    regenerate(scene, seed=9)
    bones = rig.data.bones
    assert rig.data.session_uid != before[0]
    assert [bone.head_local.z for bone in bones] != before[1], "it is another body"
    assert bones["head"].color.palette == "THEME03"
    assert bones["chest"].color.palette == "CUSTOM"
    assert abs(bones["chest"].color.custom.normal[1] - 0.7) < 0.01
    assert rig.pose.bones["hips"].color.palette == "THEME05"
    assert bones["cog"].hide_select
    groups = rig.data.collections_all
    assert [bone.name for bone in groups["Mine"].bones] == ["head"]
    assert not groups["Mine"].is_visible
    assert taken not in groups[0].bones
    assert {bone.name for bone in groups["My Controls"].bones} == members
    assert len(groups) == count, groups.keys()


def check_what_the_artist_hung_things_on_is_not_thrown_away(folder: Path) -> None:
    scene = generated("a chair and a red ball on a table", seed=1)
    chair, listed = scene.objects["Chair"], scene.sceneloom.understood
    flower = bpy.data.objects.new("Flower", None)
    scene.collection.objects.link(flower)
    flower.parent = chair
    module("correction").remove(listed, "things", listed.things.find("Chair"))
    regenerate(scene)
    assert flower.parent == chair
    assert chair.users_collection[0].name == "Kept by Hand"
    kept = json.loads(scene.sceneloom.report_json)["kept"]
    assert any(line.startswith("Chair: no longer asked for") for line in kept), kept
