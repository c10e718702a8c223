"""What can go wrong around a job: full and read-only folders, a backend that dies, other files, modes, copies."""

from __future__ import annotations

import signal
import unittest
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bpy
from check_regenerate import module, regenerate
from generating import generated


def check_a_clean_copy_leaves_every_setting_and_says_where_it_cannot_be_written(folder: Path) -> None:
    scene = generated("a red ball on a table")
    settings = scene.sceneloom
    settings.look.wipe, settings.understood.things["Ball"].stand_in = 0.25, True
    settings.understood.things["Ball"].count = 3
    reader = settings.understood.things["Table"].reader
    (folder / "file").write_text("in the way")
    for path, reason in ((folder / "file" / "clean.blend", "could not be written"), (folder / "clean.blend", "")):
        said = ""
        try:
            bpy.ops.sceneloom.clean_copy(filepath=str(path))
        except RuntimeError as error:  # what an operator reports as an error
            said = str(error)
        assert reason in said, said
        assert bool(reason) == bool(said), said
        assert "Traceback" not in said, said
        settings = scene.sceneloom
        assert abs(settings.look.wipe - 0.25) < 1e-6
        ball, table = settings.understood.things["Ball"], settings.understood.things["Table"]
        assert (ball.count, ball.stand_in, table.reader) == (3, True, reader)
        assert settings.prompt == "a red ball on a table"
    assert (folder / "clean.blend").exists()
    assert not list(folder.glob(".clean*"))


@contextmanager
def disk_with_room_for(size: int) -> Iterator[None]:
    """Every file that is written ends there, as on a full disk."""
    try:
        import resource
    except ImportError:
        raise unittest.SkipTest("this system limits no files") from None
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as Python does, but not where it is a part of Blender
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def check_a_full_disk_is_said_and_leaves_nothing_half_written(folder: Path) -> None:
    scene, (mine, out) = generated("a red ball on a table"), (folder / "mine", folder / "out")
    mine.mkdir()
    out.mkdir()
    table, generations = scene.objects["Table"], module("generations")
    errors, collection = module("_vendor.backend.protocol.errors"), generations.shown(scene)
    before = {kind: set(getattr(bpy.data, kind).keys()) for kind in ("objects", "meshes", "collections", "libraries")}
    add = module("asset_library").add_to_library
    facts = {"catalog": "", "tags": [], "author": "", "licence": "", "preview": False}
    paths = bpy.context.preferences.filepaths
    ways = [lambda: add(table, mine, **facts), lambda: generations.keep_copy(scene, collection)]
    for compressed in (False, True):
        ways.append(lambda compressed=compressed: setattr(paths, "use_file_compression", compressed)
                    or bpy.ops.sceneloom.clean_copy(filepath=str(out / "clean.blend")))  # fmt: skip
    for way in ways:
        said = ""
        with disk_with_room_for(4096):
            try:
                way()
            except (errors.ResourceError, RuntimeError) as error:  # an operator's report is a RuntimeError
                said = str(error)
        assert "written" in said, said
        assert "Traceback" not in said, said
        assert [path.name for path in (*mine.iterdir(), *out.iterdir())] == []
        assert {kind: set(getattr(bpy.data, kind).keys()) for kind in before} == before
    paths.use_file_compression = False
    assert bpy.ops.sceneloom.clean_copy(filepath=str(out / "clean.blend")) == {"FINISHED"}
    assert add(table, mine, **facts).exists()


def check_a_dead_backend_does_not_keep_a_cancel_from_ending(folder: Path) -> None:
    session, job = module("session").SESSION, module("job")
    request = module("_vendor.backend.protocol.job").checked_request("a chair")
    order = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    backend = session.backend()
    while not backend.ready():
        pass
    options = module("scene_builder.build").BuildOptions()
    session.job = job.generate(order, backend, options, wait_s=0.05)
    next(session.job)
    backend._process.kill()
    backend._process.wait()
    session.end_job()
    assert session.job is None
    assert generated("a chair", anew=True) is not None, "the next one starts another backend"


def check_what_is_half_built_is_completed_before_the_file_is_saved(folder: Path) -> None:
    session, job = module("session").SESSION, module("job")
    request = module("_vendor.backend.protocol.job").checked_request("a chair")
    order = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    is_building = module("reporting").is_building
    session.job = job.generate(order, session.backend(), module("scene_builder.build").BuildOptions(), wait_s=0.05)
    while not session.is_building:
        session.is_building = is_building(next(session.job)[1])
    path = folder / "saved.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
    outcome = job.run_to_end(session.job, lambda fraction, text: None)
    session.job, session.is_building = None, False
    assert "Chair" in outcome.scene.objects
    bpy.ops.wm.open_mainfile(filepath=str(path))
    (made,) = (c for c in bpy.data.collections if "sceneloom_generation" in c)
    assert module("generations").has_request(made)


def check_an_appended_generation_is_one_of_its_own(folder: Path) -> None:
    generations = module("generations")
    scene = generated("a chair")
    name = generations.shown(scene).name
    path = folder / "chair.blend"
    bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
    with bpy.data.libraries.load(str(path)) as (_, wanted):
        wanted.collections = [name]
    second = wanted.collections[0]
    scene.collection.children.link(second)
    first = next(c for c in generations.of_scene(scene) if c != second)
    copy = next(o for o in second.all_objects if o.name.startswith("Chair"))
    copy.location.x += 1.0
    place = copy.location.copy()
    scene.sceneloom.generation = first["sceneloom_generation"]
    regenerate(scene)
    assert first["sceneloom_generation"] != second["sceneloom_generation"]
    assert generations.family_of(scene, first) == [first], "it is no variation of the other one"
    assert copy.name in second.all_objects
    assert copy.location == place


def check_a_linked_generation_says_that_it_is_linked(folder: Path) -> None:
    scene = generated("a chair")
    path, name = folder / "chair.blend", module("generations").shown(scene).name
    bpy.ops.wm.save_as_mainfile(filepath=str(path), copy=True)
    bpy.ops.wm.read_homefile(use_factory_startup=True)
    with bpy.data.libraries.load(str(path), link=True) as (_, wanted):
        wanted.collections = [name]
    scene = bpy.context.scene
    scene.collection.children.link(wanted.collections[0])
    assert not bpy.ops.sceneloom.regenerate.poll()
    assert bpy.ops.sceneloom.generate(prompt="a lamp", in_this_scene=True) == {"FINISHED"}


def check_the_mode_that_one_works_in_comes_back(folder: Path) -> None:
    scene = bpy.context.scene
    assert bpy.ops.sceneloom.generate(prompt="a man waves", in_this_scene=True) == {"FINISHED"}
    rig, layer = scene.objects["Man"], bpy.context.view_layer
    layer.objects.active = rig
    for mode in ("POSE", "EDIT"):
        bpy.ops.object.mode_set(mode=mode)
        if mode == "EDIT":
            rig.data.edit_bones["head"].tail.z += 0.05
            length = rig.data.edit_bones["head"].length
        assert bpy.ops.sceneloom.regenerate(what="MOTION") == {"FINISHED"}
        assert rig.mode == mode, rig.mode
        bpy.ops.object.mode_set(mode="OBJECT")
    assert abs(rig.data.bones["head"].length - length) < 1e-5
