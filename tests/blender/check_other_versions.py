"""A scene that another version of Sceneloom or Blender has saved: what was changed by hand cannot always be told."""

from __future__ import annotations

import json
from pathlib import Path

import bpy
from check_regenerate import module, regenerate
from generating import generated

PRINTS = "sceneloom_fingerprints"


def saved_by_another_version(collection: bpy.types.Collection, channels: tuple[str, ...]) -> None:
    """As if other things had counted in those channels; before fingerprints said by which rules they were taken."""
    for target in module("scene_builder.fingerprints").originals(collection).values():
        prints = {channel: value.rpartition(":")[2] for channel, value in json.loads(target[PRINTS]).items()}
        target[PRINTS] = json.dumps({k: v[::-1] if k in channels else v for k, v in prints.items()})


def report_of(scene: bpy.types.Scene) -> dict[str, object]:
    return json.loads(scene.sceneloom.report_json)


def check_what_cannot_be_told_from_handiwork_stays_and_it_is_said_once(folder: Path) -> None:
    generations, versions = module("generations"), module("other_versions")
    scene = generated("a chair and a red ball on a table", seed=1)
    collection = generations.shown(scene)
    saved_by_another_version(collection, ("shape", "materials"))
    chair, table = scene.objects["Chair"], scene.objects["Table"]
    chair.data.vertices[0].co.z += 0.4
    corner = chair.data.vertices[0].co.copy()
    regenerate(scene)
    # what comes out as it is there loses nothing, so only what differs is kept, and known from now on
    assert (chair.data.vertices[0].co - corner).length < 1e-6
    assert report_of(scene)["kept"][0].startswith("1 things come from another version"), report_of(scene)["kept"]
    assert len(report_of(scene)["kept"]) == 1
    assert versions.untold_in(collection) == {"chair_1": {"shape"}}
    mesh = table.data
    regenerate(scene, seed=5)
    assert table.data != mesh or table.data.vertices[0].co != mesh.vertices[0].co
    assert (chair.data.vertices[0].co - corner).length < 1e-6


def check_the_artist_may_say_what_is_whose_and_nothing_is_lost(folder: Path) -> None:
    generations = module("generations")
    scene = generated("a chair and a red ball on a table", seed=1)
    collection = generations.shown(scene)
    saved_by_another_version(collection, ("placement", "shape", "materials", "motion"))
    chair, table = scene.objects["Chair"], scene.objects["Table"]
    for target in (chair, table):
        target.data.vertices[0].co.z += 0.4
        target.location.x += 0.5
    libraries = len(bpy.data.libraries)
    corner, place = table.data.vertices[0].co.copy(), chair.location.copy()
    regenerate(scene, ("Chair",), untold="ANEW")
    # what was selected is the artist's
    assert (chair.location - place).length < 1e-4
    assert "shape" in module("scene_builder.fingerprints").changed_by_hand([chair])["chair_1"]
    assert any(line.startswith("Chair: kept") for line in report_of(scene)["kept"]), report_of(scene)["kept"]
    # the rest is made anew, and as it was it is in the history
    assert any("it is in the history as" in line for line in report_of(scene)["kept"]), report_of(scene)["kept"]
    assert report_of(scene)["untold"] == 0
    assert (table.data.vertices[0].co - corner).length > 0.3
    assert len(scene.objects) == 2 * len(collection.all_objects)
    before = next(member for member in generations.family_of(scene, collection) if member != collection)
    copy = next(o for o in before.all_objects if o.get("sceneloom_key") == "table_1")
    assert (copy.data.vertices[0].co - corner).length < 1e-6
    with bpy.context.temp_override(scene=scene):
        assert bpy.ops.sceneloom.step_variation() == {"FINISHED"}
    assert generations.shown(scene) == before
    assert copy.visible_get(view_layer=scene.view_layers[0])
    assert not table.visible_get(view_layer=scene.view_layers[0])
    assert len(bpy.data.libraries) == libraries


def check_another_look_is_given_where_it_is_asked_for(folder: Path) -> None:
    generations = module("generations")
    scene = generated("a chair and a red ball on a table", seed=1)
    collection = generations.shown(scene)
    saved_by_another_version(collection, ("shape", "materials"))
    mesh = scene.objects["Chair"].data.session_uid
    regenerate(scene, ("Chair",), what="LOOK")
    assert scene.objects["Chair"].data.session_uid == mesh, "it may be the artist's"
    regenerate(scene, ("Chair",), what="LOOK", untold="ANEW")
    assert scene.objects["Chair"].data.session_uid != mesh
    assert "table_1" in module("other_versions").untold_in(collection), "nothing was said of it"
    assert len(generations.family_of(scene, collection)) == 2


COUNTED = "1: a78e6dc6edf0b7f9"


def check_whoever_changes_what_counts_raises_the_number_of_the_rules(folder: Path) -> None:
    """Or else what older scenes remember is taken for work by hand."""
    digests = module("scene_builder.digests")
    mesh = bpy.data.meshes.new("Made")
    mesh.from_pydata([(0, 0, 0), (1, 0, 0), (0, 1, 0.5)], [], [(0, 1, 2)])
    mesh.uv_layers.new(name="UV")
    mesh.materials.append(bpy.data.materials.new("Made"))
    made = bpy.data.objects.new("Made", mesh)
    made.location, made.scale = (1.0, 2.0, 3.0), (1.0, 0.5, 2.0)
    made.vertex_groups.new(name="Group").add([1], 0.5, "REPLACE")
    made.shape_key_add(name="Basis").value = 0.0
    made.keyframe_insert("location", frame=1)
    lamp, camera = bpy.data.lights.new("Made", "SPOT"), bpy.data.cameras.new("Made")
    lamp.energy, camera.lens, camera.dof.use_dof = 300.0, 85.0, True
    parts = [*digests.placement_of(made), *digests.shape_of(made)]
    for data in (lamp, camera):
        parts += digests.shape_of(bpy.data.objects.new("Made", data))
    for curve in digests.curves_of(made.animation_data.action):
        parts += [curve.data_path, digests.keys_of(curve)]
    assert f"{digests.RULES}: {digests.digest(parts)}" == COUNTED
