"""The scene builder: meshes, names, joints, keys, materials, worlds, and that nothing is left after a cancel."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import bpy
import hand_made_bundle as made
import numpy as np


def evaluated(builder, object_id: str) -> bpy.types.Object:
    return builder.objects[object_id].evaluated_get(builder.scene.view_layers[0].depsgraph)


def check_names_collections_and_scene(folder: Path) -> None:
    builder = made.build()
    scene = builder.scene
    assert scene.name.startswith("Sceneloom 1 · A woman lifts a cup")
    assert builder.collection.name == scene.name
    assert [c.name for c in builder.collection.children] == [
        "Characters",
        "Props",
        "Environment",
        "Lights & Camera",
        "Controls",
    ]
    names = {object_id: target.name for object_id, target in builder.objects.items()}
    assert names["table_1"] == "Wooden Table"
    assert (names["chair_1.1"], names["chair_1.2"]) == ("Chair 1", "Chair 2")
    assert (scene.frame_start, scene.frame_end, scene.render.fps) == (1, made.FRAMES, 24)
    assert scene.view_settings.view_transform == "AgX"
    assert scene.view_settings.look == "AgX - Medium High Contrast"
    assert scene.camera is not None
    assert scene.world is not None
    assert builder.collection["sceneloom_seed"] == "4000000000"
    assert json.loads(bpy.data.texts[scene.name].as_string())["warnings"] == list(builder.bundle.warnings)
    assert bpy.data.objects["Cube"].users_scene[0] != scene


def check_meshes_keep_what_the_asset_says(folder: Path) -> None:
    builder = made.build()
    table = builder.objects["table_1"]
    source = builder.bundle.assets.assets["table_1"].meshes[0].mesh
    mesh = table.data
    assert [len(p.vertices) for p in mesh.polygons] == source.face_sizes.tolist()
    assert [v for p in mesh.polygons for v in p.vertices] == source.face_vertices.tolist()
    assert not mesh.copy().validate()
    corners = np.array([corner.vector[:] for corner in mesh.uv_layers["UVMap"].uv])
    assert np.allclose(corners, source.uv, atol=1e-6)
    assert [g.name for g in table.vertex_groups] == ["top", "leg_0", "leg_1", "leg_2", "leg_3"]
    assert [a.value for a in mesh.attributes["part"].data] == source.part_index.tolist()
    assert all(edge.use_edge_sharp for edge in mesh.edges)  # a box has only right angles
    assert mesh["width_m"] == 1.2 or abs(mesh["width_m"] - 1.2) < 1e-6
    assert mesh.id_properties_ui("width_m").as_dict()["max"] == 2.5
    assert table["sceneloom_object_id"] == "table_1"
    assert [m.type for m in table.modifiers] == ["WEIGHTED_NORMAL"]
    assert builder.objects["chair_1.1"].data == builder.objects["chair_1.2"].data


def check_jointed_parts_move_only_about_their_joint(folder: Path) -> None:
    builder = made.build()
    door, drawer = (
        next(o for o in builder.objects["cabinet_1"].children if part in o.name.lower()) for part in ("door", "drawer")
    )
    layer = builder.scene.view_layers[0]
    corner = max(range(8), key=lambda i: door.data.vertices[i].co.x)
    for part in (door, drawer):
        part.animation_data_clear()
    door.rotation_euler.z = -3.0
    drawer.location.z = 5.0
    layer.update()
    turned = door.evaluated_get(layer.depsgraph)
    place = turned.matrix_world @ turned.data.vertices[corner].co
    hinge = np.array([-1.5 - 0.3, 1.0 - 0.2, 0.1])
    opened = np.array(place) - hinge
    assert abs(np.arctan2(opened[1], opened[0]) + 1.6) < 0.06, opened  # stopped by the limit
    out = drawer.evaluated_get(layer.depsgraph).matrix_world.translation
    assert np.allclose(out, [-1.5, 1.0 - 0.2 - 0.3, 0.9], atol=1e-4), out


def check_jointed_parts_follow_their_tracks(folder: Path) -> None:
    """A door about its hinge, a drawer along its slide, and a wheel that turns about its axle and is steered."""
    builder = made.build()
    part = {o["sceneloom_part"]: o for o in bpy.data.objects if "sceneloom_part" in o}
    turn = made.quat.from_angle_axis
    for moved in builder.bundle.simulation.part_tracks:
        joint = next(
            mesh.joint for mesh in builder.bundle.assets.assets[moved.object_id].meshes if mesh.name == moved.part
        )
        start = builder.bundle.simulation.object_tracks[moved.object_id].translations[0]
        local = np.array(part[moved.part].data.vertices[7].co)
        axes = np.array(part[moved.part].matrix_parent_inverse.to_3x3())
        corner = axes @ local  # in asset space about the joint
        for frame in range(0, made.FRAMES, 7):
            builder.scene.frame_set(1 + frame)
            value = moved.values[frame].astype(float)
            if joint.kind == "slide":
                wanted = corner + value[0] * joint.axis
            else:
                wanted = made.quat.mul_vec(turn(value[0], joint.axis), corner)
                if len(value) == 2:
                    wanted = made.quat.mul_vec(turn(value[1], [0.0, 0.0, 1.0]), wanted)
            graph = builder.scene.view_layers[0].depsgraph
            found = np.array(part[moved.part].evaluated_get(graph).matrix_world) @ [*local, 1.0]
            assert np.linalg.norm(found[:3] - (start + joint.origin + wanted)) < 0.004, (moved.part, frame)


def check_things_follow_their_tracks(folder: Path) -> None:
    builder = made.build()
    track = builder.bundle.simulation.object_tracks["ball_1"]
    for frame in range(0, made.FRAMES, 5):
        builder.scene.frame_set(1 + frame)
        place = made.origin_of(evaluated(builder, "ball_1"))
        assert np.linalg.norm(place - track.translations[frame]) < 0.0015, frame
    for still in ("table_1", "chair_1.1"):
        assert builder.objects[still].animation_data is None
        assert builder.objects[still].parent is None


def check_what_is_held_from_the_first_frame_never_jumps(folder: Path) -> None:
    """By the hand from the first frame on: no other frame before, and no key that hands it over."""
    builder = made.build(grasp=0)
    cup, track = builder.objects["cup_1"], builder.bundle.simulation.object_tracks["cup_1"]
    held = next(c for c in cup.constraints if c.name.startswith("Held"))
    assert (held.type, held.subtarget) == ("CHILD_OF", "hand.R")
    for frame in (0, 1, 2, 7, made.RELEASE - 2):
        builder.scene.frame_set(1 + frame)
        found = evaluated(builder, "cup_1")
        assert found.constraints[held.name].influence == 1.0, frame
        assert found.constraints["Take"].influence == 0.0, frame
        assert np.linalg.norm(made.origin_of(found) - track.translations[frame]) < 0.006, frame


def check_generated_motion_is_a_strip_below_an_empty_action(folder: Path) -> None:
    rig = made.build().objects["woman_1"]
    data = rig.animation_data
    assert [(t.name, len(t.strips)) for t in data.nla_tracks] == [("Generated", 1)], "one act, one strip"
    assert data.action.name.endswith("Edits")
    assert tuple(data.action.frame_range) in {(0.0, 0.0), (0.0, 1.0), (1.0, 1.0)}
    assert data.action_blend_type == "COMBINE"


def check_character_has_sliders_and_hidden_skin(folder: Path) -> None:
    builder = made.build()
    body = next(child for child in builder.objects["woman_1"].children if child.type == "MESH")
    assert [key.name for key in body.data.shape_keys.key_blocks] == ["Basis", "Heavy"]
    rig = builder.objects["woman_1"]
    rig["Heavy"] = 0.75  # one slider on the armature drives every mesh of the person
    rig.update_tag()
    builder.scene.frame_set(3)
    graph = builder.scene.view_layers[0].depsgraph
    assert abs(body.evaluated_get(graph).data.shape_keys.key_blocks["Heavy"].value - 0.75) < 1e-6
    assert [m.type for m in body.modifiers] == ["MASK", "ARMATURE"]
    builder.scene.view_layers[0].update()
    depsgraph = builder.scene.view_layers[0].depsgraph
    assert len(body.evaluated_get(depsgraph).data.vertices) == len(body.data.vertices) - 8
    widgets = bpy.data.collections["Widgets"]
    assert widgets.hide_viewport
    assert {o.name for o in widgets.objects} >= {"WGT-root", "WGT-cog", "WGT-foot"}


def check_every_kind_of_material_builds(folder: Path) -> None:
    materials = made.build_module("materials")
    kinds = sorted({*made.build_module("textures").RECIPES, "plain", "glass", "plastic", "cloud", "emission", "screen"})
    for kind in kinds:
        transmission = 1.0 if kind == "glass" else 0.0
        built = materials.build_material(made.material("m", kind, (0.4, 0.2, 0.1), transmission=transmission), kind)
        output = next(n for n in built.node_tree.nodes if n.type == "OUTPUT_MATERIAL")
        assert output.inputs["Surface"].is_linked, kind
        assert np.allclose(built.diffuse_color[:3], np.array([0.4, 0.2, 0.1]) ** 0.7, atol=1e-5)
    for pattern in ["striped", "checked", "dotted", "brick", "planks", "tiles", "soccer"]:
        materials.build_material(made.material("m", "fabric", (0.9, 0.0, 0.1), pattern=pattern), pattern)
    extreme = materials.build_material(made.material("m", "plain", (1.0, 0.0, 0.1)), "extreme")
    group = next(n for n in extreme.node_tree.nodes if n.type == "GROUP")
    assert np.allclose(group.inputs["Base Color"].default_value[:3], [0.8, 0.03, 0.1], atol=1e-6)


def check_every_kind_of_world_builds(folder: Path) -> None:
    world = made.build_module("world")
    for kind in ("color", "gradient", "sky"):
        built = world.build_world(
            made.scene.World(
                kind=kind,
                colors=np.array([[0.5, 0.5, 0.5], [0.1, 0.2, 0.4]], dtype=np.float32),
                stops=np.array([0.0, 1.0], dtype=np.float32),
                clouds=0.5,
                stars=True,
            ),
            kind,
        )
        assert any(n.type == "OUTPUT_WORLD" and n.inputs["Surface"].is_linked for n in built.node_tree.nodes)


def names_of_everything() -> set[tuple[str, str]]:
    collections = [getattr(bpy.data, name) for name in dir(bpy.data)]
    blocks = [c for c in collections if isinstance(c, bpy.types.bpy_prop_collection)]
    return {(type(block).__name__, block.name) for blocks_of_kind in blocks for block in blocks_of_kind}


def check_closing_early_leaves_nothing(folder: Path) -> None:
    before = names_of_everything()
    module = made.build_module("build")
    bundle = made.bundle()
    texts = [text for _, text in module.SceneBuilder(bundle, module.BuildOptions()).steps()]
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    last = {text: number for number, text in enumerate(texts, start=1)}  # of each thing that is built
    for stop_after in sorted(last.values()):
        steps = module.SceneBuilder(bundle, module.BuildOptions()).steps()
        for _ in range(stop_after):
            next(steps)
        steps.close()
        assert names_of_everything() == before, names_of_everything() ^ before


def check_this_scene_is_kept_as_it_is(folder: Path) -> None:
    scene = bpy.context.scene
    scene.frame_end, scene.render.fps = 77, 30
    before = (scene.world, scene.camera, scene.render.engine, scene.view_settings.look)
    module = made.build_module("build")
    builder = module.SceneBuilder(made.bundle(), module.BuildOptions(scene=scene, anchor=(10.0, 0.0, 1.0)))
    for _ in builder.steps():
        pass
    assert (scene.world, scene.camera, scene.render.engine, scene.view_settings.look) == before
    assert (scene.frame_end, scene.render.fps) == (77, 30)
    assert len(bpy.data.scenes) == 1
    scene.view_layers[0].update()
    for object_id in ("table_1", "ball_1", "cup_1", "woman_1"):
        track = builder.bundle.simulation.object_tracks.get(object_id)
        place = made.ACTOR_START if track is None else track.translations[0]
        assert np.allclose(made.origin_of(builder.objects[object_id]), np.add(place, [10.0, 0.0, 1.0]), atol=1e-3)


def check_the_file_needs_no_addon(folder: Path) -> None:
    """Drivers without Python, no unknown property groups, and the motion plays after a reload with scripts off."""
    builder = made.build()
    path = str(folder / "scene.blend")
    bpy.ops.wm.save_as_mainfile(filepath=path)
    bpy.ops.wm.open_mainfile(filepath=path, use_scripts=False)
    rig = next(o for o in bpy.data.objects if o.type == "ARMATURE")
    drivers = [curve.driver for curve in rig.animation_data.drivers]
    assert drivers
    assert all(driver.type != "SCRIPTED" and driver.is_valid for driver in drivers)
    scene = rig.users_scene[0]
    track = builder.bundle.simulation.object_tracks["ball_1"]
    scene.frame_set(1 + 20)
    ball = next(o for o in scene.objects if o.get("sceneloom_object_id") == "ball_1")
    place = made.origin_of(ball.evaluated_get(scene.view_layers[0].depsgraph))
    assert np.linalg.norm(place - track.translations[20]) < 0.002


def check_replacing_the_startup_scene(folder: Path) -> None:
    module = made.build_module("build")
    builder = module.SceneBuilder(made.bundle(), module.BuildOptions(replace_startup=True))
    for _ in builder.steps():
        pass
    assert list(bpy.data.scenes) == [builder.scene]
    assert "Cube" not in bpy.data.objects
    assert bpy.context.window_manager.windows[0].scene == builder.scene if bpy.context.window_manager.windows else True


def check_big_scenes_stay_fast(folder: Path) -> None:
    """400 things, and one mesh of a million vertices."""

    module = made.build_module("meshes")
    side = 1000
    x, y = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    vertices = np.stack([x, y, np.sin(x * 0.1)], -1).reshape(-1, 3).astype(np.float32)
    corner = (np.arange(side - 1)[:, None] * side + np.arange(side - 1)).reshape(-1)
    quads = np.stack([corner, corner + side, corner + side + 1, corner + 1], -1).astype(np.int32)
    mesh = made.scene.Mesh(
        vertices=vertices,
        face_sizes=np.full(len(quads), 4, dtype=np.int32),
        face_vertices=quads.reshape(-1),
        uv=np.zeros((4 * len(quads), 2), dtype=np.float32),
        material_index=np.zeros(len(quads), dtype=np.int32),
        part_index=np.zeros(len(quads), dtype=np.int32),
    )
    part = made.scene.AssetMesh(name="body", mesh=mesh, part_names=("ground",))
    asset = dataclasses.replace(made.many_chairs(1).assets.assets["chair_1.0"], meshes=(part,))
    ground = module.build_mesh(asset, part, "ground", ())
    assert len(ground.polygons) == len(quads)
    bundle = made.many_chairs(400)
    builder = made.build_module("build")
    for _ in builder.SceneBuilder(bundle, builder.BuildOptions()).steps():
        pass


def check_rooms_open_toward_the_camera(folder: Path) -> None:
    walls = {
        "ceiling": ([-2, -2, 2.5], [2, 2, 2.6]),
        "wall_front": ([-2, -2.1, 0], [2, -2, 2.5]),
        "wall_back": ([-2, 2, 0], [2, 2.1, 2.5]),
        "wall_left": ([2, -2, 0], [2.1, 2, 2.5]),
    }
    meshes = [made.scene.AssetMesh(name=name, mesh=made.box(*box), part_names=(name,)) for name, box in walls.items()]
    room = made.asset("room", meshes, made.material("plaster", "plaster", (0.5, 0.5, 0.5)), role="environment")
    original = made.bundle()
    assets = made.scene.AssetSet(assets=original.assets.assets | {"room": room})
    sun = original.layout.lights[0]
    lights = (sun, dataclasses.replace(sun, name="Lamp", kind="point"))
    builder = made.build(assets=assets, layout=dataclasses.replace(original.layout, lights=lights))
    root = builder.objects["room"]
    hidden = {o.name for o in (root, *root.children) if not o.visible_camera}
    # the camera starts at (3, -5, 1.5) and ends at (2, -5, 1.5): behind the front and, at first, behind the left wall
    assert hidden == {"Room Wall Front", "Room Wall Left"}, hidden
    passed = {o.name: o.light_linking.blocker_collection for o in builder.scene.objects if o.type == "LIGHT"}
    assert passed["Sun"] is None
    assert {o.name for o in passed["Lamp"].objects} == hidden
    assert all(one.light_linking.link_state == "EXCLUDE" for one in passed["Lamp"].collection_objects)


def check_weather_falls_for_ever(folder: Path) -> None:
    original = made.bundle()
    for kind in ("rain", "snow"):
        world = dataclasses.replace(original.layout.world, weather=kind, fog_density=0.02)
        builder = made.build(layout=dataclasses.replace(original.layout, world=world))
        drops = next(o for o in builder.scene.objects if o.name.startswith(kind.title()))
        heights = []
        for frame in (1, 11, 100_001):
            builder.scene.frame_set(frame)
            heights.append(drops.evaluated_get(builder.scene.view_layers[0].depsgraph).matrix_world.translation.z)
        assert heights[0] == 0.0
        assert -9.01 < heights[2] <= 0.0
        assert heights[1] < 0.0
        assert not drops.data.copy().validate()
        assert any(o.name.startswith("Fog") for o in builder.scene.objects)


def check_single_assets_build(folder: Path) -> None:
    module = made.build_module("assets")
    scene = bpy.context.scene
    table = module.build_single_asset(made.assets()["table_1"], scene)
    assert [o.name for o in scene.objects] == ["wooden table"]
    assert table.type == "MESH"
    rig = module.build_single_asset(made.assets()["woman_1"], scene)
    assert rig.type == "ARMATURE"
    assert {child.name for child in rig.children} == {"woman Body"}


def check_woods_are_linked_objects_and_lawns_are_faces(folder: Path) -> None:
    """Few places are objects of one mesh, many are faces that carry one; what covers the ground pushes them aside."""
    original = made.bundle()
    ground = original.assets.assets["ground"]
    root = ground.meshes[0]
    few = np.array([[5.0, 6.0, 0.0, 0.5, 2.0], [-7.0, 3.0, 0.0, 0.0, 1.0]], dtype=np.float32)
    rng = np.random.default_rng(1)
    many = np.column_stack([rng.uniform(-9, 9, (300, 2)), np.zeros(300), rng.uniform(0, 6, 300), np.full(300, 0.5)])
    wood = dataclasses.replace(root, name="tree", instances=few)
    lawn = dataclasses.replace(root, name="patch", instances=many.astype(np.float32))
    assets = dict(original.assets.assets)
    assets["ground"] = dataclasses.replace(ground, meshes=(root, wood, lawn))
    world = dataclasses.replace(original.layout.world, fog_density=0.001)
    builder = made.build(
        assets=dataclasses.replace(original.assets, assets=assets),
        layout=dataclasses.replace(original.layout, world=world),
    )
    target = builder.objects["ground"]
    trees = [o for o in target.children if o.get("sceneloom_part") == "tree"]
    assert len(trees) == 2
    assert trees[0].data == trees[1].data
    depsgraph = builder.scene.view_layers[0].depsgraph
    depsgraph.update()
    np.testing.assert_allclose(sorted(tuple(round(v, 4) for v in o.matrix_world.translation) for o in trees),
                               sorted(map(tuple, few[:, :3])), atol=1e-4)  # fmt: skip
    carrier = next(o for o in target.children if o.instance_type == "FACES")
    stands = np.array([tuple(i.matrix_world.translation) for i in depsgraph.object_instances
                       if i.is_instance and i.parent.original == carrier])  # fmt: skip
    scales = [i.matrix_world.to_scale()[0] for i in depsgraph.object_instances
              if i.is_instance and i.parent.original == carrier]  # fmt: skip
    assert 200 < len(stands) <= 300
    np.testing.assert_allclose(scales, 0.5, rtol=1e-3)
    nearest = np.min(np.linalg.norm(stands[:, None] - many[None, :, :3], axis=2), axis=1)
    assert nearest.max() < 1e-3
    groups = [n.node_tree.name for n in root_material(target).node_tree.nodes if n.type == "GROUP"]
    assert any(name.endswith("Air") for name in groups)
    assert not any(o.name.startswith("Fog") for o in builder.scene.objects)


def root_material(target: bpy.types.Object) -> bpy.types.Material:
    return target.data.materials[0]
