"""Assets into and out of libraries, and meshes with colours of their own."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

import bpy
import numpy as np

PACKAGE = "bl_ext.user_default.sceneloom"
CATALOGS = """# kept
VERSION 1

11111111-2222-3333-4444-555555555555:Furniture/Seats:Furniture-Seats
"""


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def library_at(folder: Path) -> Path:
    library = folder / "library"
    library.mkdir()
    (library / "blender_assets.cats.txt").write_text(CATALOGS, encoding="utf-8")
    for known in list(bpy.context.preferences.filepaths.asset_libraries):
        bpy.context.preferences.filepaths.asset_libraries.remove(known)
    bpy.ops.preferences.asset_library_add(directory=str(library))
    bpy.context.preferences.filepaths.asset_libraries[-1].name = "Mine"
    return library


def blocks() -> dict[str, set[str]]:
    kinds = ("objects", "meshes", "materials", "images", "scenes", "worlds", "collections", "lights", "cameras")
    return {kind: {block.name for block in getattr(bpy.data, kind)} for kind in kinds}


def check_an_object_goes_into_a_library_and_comes_back_at_its_size(folder: Path) -> None:
    library = library_at(folder)
    cube = bpy.data.objects["Cube"]
    cube.location, cube.scale = (5.0, 2.0, 1.0), (0.25, 0.25, 0.5)
    cube["sceneloom_category"], cube["sceneloom_licence"] = "crate", "CC0-1.0"
    bpy.context.view_layer.update()
    before = blocks()
    for preview in (True, False):  # the second one takes another name
        with bpy.context.temp_override(object=cube, active_object=cube):
            done = bpy.ops.sceneloom.add_to_library(
                library="Mine", catalog="Furniture/Crates", tags="crate, wooden", author="A. Maker",
                preview=preview,
            )  # fmt: skip
        assert done == {"FINISHED"}
    assert blocks() == before, "the artist's file is as it was"
    assert cube.asset_data is None
    assert sorted(file.name for file in library.glob("*.blend")) == ["Cube 2.blend", "Cube.blend"]
    text = (library / "blender_assets.cats.txt").read_text(encoding="utf-8")
    assert text.startswith(CATALOGS)
    assert text.count("Furniture/Crates") == 1

    script = module("library_reader")
    file = str(library / "Cube.blend")
    (found,) = script._assets_of(file, script._directions(64))
    assert (found["author"], found["licence"], set(found["tags"])) == ("A. Maker", "CC0-1.0", {"crate", "wooden"})
    assert found["catalog_id"] in text
    assert np.allclose(np.subtract(found["high"], found["low"]), (0.5, 0.5, 1.0))

    bpy.ops.wm.read_homefile(use_factory_startup=True)
    with bpy.data.libraries.load(file, link=False) as (source, target):
        target.objects = list(source.objects)
    picture = target.objects[0].preview
    assert picture is not None
    pixels = np.array(picture.image_pixels_float[:]).reshape(-1, 4)
    assert len(pixels) > 1000
    assert pixels[:, :3].std() > 0.02, "the preview shows something"

    scene = module("_vendor.backend.protocol.scene")
    hand_made = importlib.import_module("hand_made_bundle")
    placement = scene.Transform(
        translation=np.array([0.0, 0.0, 1.0], np.float32), rotation=np.array([1.0, 0.0, 0.0, 0.0], np.float32),
        scale=np.full(3, 2.0, np.float32),
    )  # fmt: skip
    reference = scene.LibraryReference(file=file, kind="object", name="Cube", placement=placement)
    outline = scene.AssetMesh(
        name="body", part_names=("body",), mesh=hand_made.box((-0.5, -0.5, 0.0), (0.5, 0.5, 2.0))
    )
    asset = hand_made.asset("crate_1", (outline,),
                            hand_made.material("Wood", "wood", (0.3, 0.2, 0.1)), source="library",
                            library=reference, licence="CC0-1.0", origin="Cube of Cube.blend")  # fmt: skip
    made = module("scene_builder.assets").build_single_asset(asset, bpy.context.scene)
    corners = np.array([made.matrix_world @ vertex.co for vertex in made.data.vertices])
    assert np.allclose(corners.min(axis=0), (-0.5, -0.5, 0.0), atol=1e-5)
    assert np.allclose(corners.max(axis=0), (0.5, 0.5, 2.0), atol=1e-5)
    assert made.asset_data is None, "it is no asset of this file"
    assert made["sceneloom_source"] == "library"
    assert "Cube of Cube.blend" in made["sceneloom_repair"]


def check_colours_of_a_mesh_show_in_its_materials(folder: Path) -> None:
    hand_made = importlib.import_module("hand_made_bundle")
    texture = np.tile(np.array([200, 40, 40], np.uint8), (8, 8, 1))
    texture[:4] = (40, 40, 200)  # what is low on the map
    box = hand_made.box((-0.5, -0.5, 0.0), (0.5, 0.5, 1.0), texture=texture, texture_side_m=2.0)
    part = module("_vendor.backend.protocol.scene").AssetMesh(name="body", part_names=("body",), mesh=box)
    look = hand_made.material("Red", "textured", (0.6, 0.02, 0.02))
    made = module("scene_builder.assets").build_single_asset(
        hand_made.asset("thing_1", (part,), look), bpy.context.scene
    )
    shown = made.data.materials[0]
    assert shown.diffuse_color[0] > 3 * shown.diffuse_color[1], "Solid view shows it too"
    node = next(node for node in shown.node_tree.nodes if node.type == "TEX_IMAGE")
    assert node.outputs["Color"].is_linked
    assert node.image.packed_file is not None, "it travels in the .blend"
    pixels = np.array(node.image.pixels[:]).reshape(8, 8, 4)
    assert np.allclose(255 * pixels[0, 0, :3], (40, 40, 200), atol=0.6)
    assert np.allclose(255 * pixels[7, 7, :3], (200, 40, 40), atol=0.6)
    uv = np.array([corner.uv for corner in made.data.uv_layers.active.data])
    assert np.allclose(uv, np.asarray(box.uv) / 2.0, atol=1e-6)


def check_an_object_is_made_anew_from_a_mesh_file(folder: Path) -> None:
    bpy.ops.wm.obj_export(filepath=str(folder / "cube.obj"), export_materials=False)  # two metres
    hand_made = importlib.import_module("hand_made_bundle")
    part = module("_vendor.backend.protocol.scene").AssetMesh(
        name="body", part_names=("body",), mesh=hand_made.box((-0.1, -0.1, 0.0), (0.1, 0.1, 0.2))
    )
    look = hand_made.material("Wood", "wood", (0.3, 0.2, 0.1))
    made = module("scene_builder.assets").build_single_asset(
        hand_made.asset("crate_1", (part,), look), bpy.context.scene
    )
    made.location = (3.0, 0.0, 0.0)
    with bpy.context.temp_override(object=made, active_object=made):
        done = bpy.ops.sceneloom.remake(source="file", words="a crate", filepath=str(folder / "cube.obj"))
    assert done == {"FINISHED"}
    bpy.context.view_layer.update()
    assert 0.2 < made.dimensions.z < 1.2, "scaled to the size of a crate"
    assert abs(min(vertex.co.z for vertex in made.data.vertices)) < 1e-4
    assert tuple(made.location) == (3.0, 0.0, 0.0)
    assert "cube.obj" in made["sceneloom_origin"]
    assert "12 before" in made["sceneloom_repair"]


def check_make_from_keeps_what_was_modelled_as_a_variant(folder: Path) -> None:
    """Also what is modelled in Edit Mode still, and not a second time what nobody has touched since."""
    bpy.ops.wm.obj_export(filepath=str(folder / "cube.obj"), export_materials=False)
    assert bpy.ops.sceneloom.generate(prompt="a wooden crate", in_this_scene=True) == {"FINISHED"}
    scene, crate = bpy.context.scene, bpy.context.scene.objects["Wooden Crate"]
    bpy.context.view_layer.objects.active = crate
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.select_all(action="SELECT")
    bpy.ops.transform.translate(value=(0.0, 0.0, 0.3))
    modelled, place = None, crate.matrix_world.copy()
    for variants in (1, 0):
        before = set(scene.objects)
        done = bpy.ops.sceneloom.remake(source="file", words="a crate", filepath=str(folder / "cube.obj"))
        assert done == {"FINISHED"}
        kept = set(scene.objects) - before
        assert len(kept) == variants, kept
        for variant in kept:
            modelled = variant
            assert variant.name == "Wooden Crate · Mine"
            assert (variant.hide_viewport, variant.hide_render) == (True, True)
            assert min(v.co.z for v in variant.data.vertices) > 0.29, "with what was done in Edit Mode"
            assert variant.matrix_world == place
            assert not any(key.startswith("sceneloom") for key in list(variant.keys()))
        assert len(crate.data.vertices) == 8
        assert abs(min(v.co.z for v in crate.data.vertices)) < 1e-4
        if variants:
            assert crate.mode == "EDIT", "one works on where one was"
            bpy.ops.object.mode_set(mode="OBJECT")
    assert bpy.ops.sceneloom.regenerate() == {"FINISHED"}
    assert modelled.name in scene.objects, "a regeneration leaves it alone"
    assert len(crate.data.vertices) == 8, "and what was chosen"


def check_what_a_model_made_is_kept_once(folder: Path) -> None:
    hand_made = importlib.import_module("hand_made_bundle")
    part = module("_vendor.backend.protocol.scene").AssetMesh(
        name="body", part_names=("body",), mesh=hand_made.box((-0.1, -0.2, 0.0), (0.1, 0.2, 0.4))
    )
    look = hand_made.material("Stone", "plain", (0.3, 0.2, 0.1))
    gnomes = [
        hand_made.asset(f"statue_1.{number}", (part,), look, label="Stone gnome", source="model",
                        licence="MIT", origin="Shap-E, seed 7", recipe="0123abcd")
        for number in (1, 2)
    ]  # fmt: skip
    made = [(one, module("scene_builder.assets").build_single_asset(one, bpy.context.scene)) for one in gnomes[:1]]
    library = folder / "generated"
    before = blocks()
    keep_made = module("asset_library").keep_made
    assert keep_made([*made, (gnomes[1], made[0][1])], str(library)) == []
    assert blocks() == before, "the artist's file is as it was"
    shown = [one for one in bpy.context.preferences.filepaths.asset_libraries if Path(one.path) == library]
    assert [one.name for one in shown] == ["Sceneloom"], "it is in the Asset Browser"
    (file,) = library.glob("*.blend")
    script = module("library_reader")
    (found,) = script._assets_of(str(file), script._directions(64), "Stone gnome")
    text = (library / "blender_assets.cats.txt").read_text(encoding="utf-8")
    assert f"{found['catalog_id']}:Sceneloom/Generated:" in text
    assert set(found["tags"]) == {"statue", "stone", "gnome"}
    assert (found["recipe"], found["licence"], found["description"]) == ("0123abcd", "MIT", "Shap-E, seed 7")
    assert (len(found["vertices"]), len(found["triangles"])) == (8, 12)
    assert np.allclose(found["colors"], [(0.3, 0.2, 0.1)], atol=1e-5)
    (folder / "a file").write_text("", encoding="utf-8")
    (line,) = keep_made(made, str(folder / "a file"))
    assert line.startswith("“Stone gnome” is not kept"), line


def check_an_object_is_made_anew_from_a_library(folder: Path) -> None:
    library = folder / "library"
    library.mkdir()
    bpy.ops.mesh.primitive_monkey_add()
    monkey = bpy.context.object
    monkey.name = "Crate"
    marked = bpy.data.materials.new("Mine")
    monkey.data.materials.append(marked)
    num_vertices = len(monkey.data.vertices)
    extent = np.ptp([v.co for v in monkey.data.vertices], axis=0)
    barrel = bpy.data.collections.new("Barrel")
    for name in ("Staves", "Lid"):
        barrel.objects.link(bpy.data.objects.new(name, monkey.data.copy()))
    for block in (monkey, barrel):
        block.asset_mark()
        bpy.data.libraries.write(str(library / f"{block.name}.blend"), {block}, fake_user=True)

    bpy.ops.wm.read_homefile(use_factory_startup=True)
    hand_made = importlib.import_module("hand_made_bundle")
    part = module("_vendor.backend.protocol.scene").AssetMesh(
        name="body", part_names=("body",), mesh=hand_made.box((-0.1, -0.1, 0.0), (0.1, 0.1, 0.2))
    )
    look = hand_made.material("Wood", "wood", (0.3, 0.2, 0.1))
    made = module("scene_builder.assets").build_single_asset(
        hand_made.asset("crate_1", (part,), look), bpy.context.scene
    )
    made.location = (3.0, 0.0, 0.0)
    placement = module("_vendor.backend.protocol.scene").Transform(
        translation=np.array([0.0, 0.0, 0.5], np.float32), rotation=np.array([1.0, 0.0, 0.0, 0.0], np.float32),
        scale=np.full(3, 0.5, np.float32),
    )  # fmt: skip
    kinds = (("object", "Crate", []), ("collection", "Barrel", ["Lid", "Staves"]), ("object", "Crate", []))
    for kind, name, pieces in kinds:
        reference = module("_vendor.backend.protocol.scene").LibraryReference(
            file=str(library / f"{name}.blend"), kind=kind, name=name, placement=placement
        )
        thing = hand_made.asset("crate_1", (part,), look, source="library", library=reference)
        module("scene_builder.rebuild").rebuild_in_place(made, thing)
        bpy.context.view_layer.update()
        assert sorted(child.name.split()[-1] for child in made.children_recursive) == pieces
        shown = [made, *made.children_recursive] if pieces else [made]
        to_root = made.matrix_world.inverted()
        corners = [to_root @ piece.matrix_world @ v.co for piece in shown for v in piece.data.vertices]
        assert len(corners) == num_vertices * max(len(pieces), 1), "the artist's own mesh, not its outline"
        assert np.allclose(np.ptp(corners, axis=0), 0.5 * extent, atol=1e-5)
        assert {slot.name.split(".")[0] for piece in shown for slot in piece.data.materials} == {"Mine"}
        assert (made["sceneloom_source"], tuple(made.location)) == ("library", (3.0, 0.0, 0.0))
    assert made.asset_data is None


def check_single_things_of_the_list_come_from_where_they_are_told(folder: Path) -> None:
    library_at(folder)
    settings = bpy.context.scene.sceneloom
    settings.prompt = "a crate next to a chair"
    assert bpy.ops.sceneloom.read() == {"FINISHED"}
    things = settings.understood.things
    things["Crate"].source = "library"
    things["Chair"].source = "triposr"
    things["Chair"].image = picture = str(folder / "chair.png")
    sources = module("asset_sources")
    by_id = sources.with_choices(sources.chosen_sources(), things, by_id=True)
    assert by_id.by_thing == {things["Crate"].entity_id: "library", things["Chair"].entity_id: "triposr"}
    assert by_id.images == {things["Chair"].entity_id: picture}

    # read and built anew: what was chosen for a thing stays with it
    assert bpy.ops.sceneloom.generate(prompt=settings.prompt) == {"FINISHED"}
    (scene,) = (one for one in bpy.data.scenes if one.name != "Scene")
    (collection,) = scene.collection.children
    asked = module("generations").request_of(collection)["sources"]
    assert asked.by_thing == {"crate": "library", "chair": "triposr"}
    assert asked.images == {"chair": picture}
    warnings = json.loads(scene.sceneloom.report_json)["warnings"]
    for name in ("crate", "chair"):  # neither is here: both are built, and it is said
        assert [line for line in warnings if f"“{name}” is built from parameters instead" in line], warnings
        assert scene.objects[name.title()]["sceneloom_source"] == "parametric"
    listed = scene.sceneloom.understood.things
    assert (listed["Crate"].source, listed["Chair"].image) == ("library", picture)


def check_the_backend_hears_where_models_lie(folder: Path) -> None:
    chosen = bpy.context.preferences.addons[PACKAGE].preferences
    before = chosen.models_folder
    session, settings = module("session").SESSION, module("preferences").backend_settings
    first = session.backend()
    try:
        chosen.models_folder = str(folder)
        assert settings()["SCENELOOM_MODELS"] == str(folder)
        assert session.backend() is not first, "another one, which knows"
        assert session.backend() is session.backend()
    finally:
        chosen.models_folder = before
    bpy.context.preferences.system.use_online_access = False
    assert settings()["SCENELOOM_OFFLINE"] == "1"


def check_what_the_enhancer_needs_can_be_fetched(folder: Path) -> None:
    operators = module("model_operators")
    catalogue = module("_vendor.backend.common.models.catalogue")
    families = module("_vendor.backend.m8_enhancer.models")
    offered = {}
    for name, _, text in operators.MODELS:
        parts = operators.PARTS.get(name, (name,))
        offered[name] = set(parts)
        models = [catalogue.MODELS[part] for part in parts]
        for model in models:
            assert model.licence in text, (name, model.licence)
        if len(models) > 1 or name.startswith("enhancer"):
            assert f"about {sum(model.about_mb for model in models):,} MB" in text, text
    for family, name in (("sd15", "enhancer"), ("sdxl", "enhancer-xl")):
        needed = families.FAMILIES[family]
        every = {needed.base, needed.motion, *(control.model for control in needed.controls.values())} - {""}
        assert every == offered[name], every ^ offered[name]
        assert {needed.few_steps} == offered[f"{name}-few-steps"]
        error = families.missing_reason(family, is_clip=False, models_folder=str(folder))
        assert operators.fetched_with(str(error)) == name


def check_a_download_needs_online_access(folder: Path) -> None:
    bpy.context.preferences.system.use_online_access = False
    operators = module("model_operators")
    assert not bpy.app.online_access
    assert not operators.SCENELOOM_OT_download_model.poll(bpy.context)
