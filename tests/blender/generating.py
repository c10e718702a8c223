"""A generated scene, as most checks begin with one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bpy

_FILES: dict[tuple[object, ...], tuple[Path, str]] = {}
"""what was generated so far in this process: file and name of the scene"""


def generated(prompt: str, *, anew: bool = False, **options: object) -> bpy.types.Scene:
    """The scene that a prompt becomes, in a file that holds Blender's start-up scene and nothing else.

    Checks that ask for the same get the same, read from a file, which takes a tenth of the time; `anew` where it must
    not have been in a file. Its skin is not subdivided in the viewport: where bones, keys and things are what is looked
    at, it is half the time.
    """
    key = (prompt, *sorted(options.items()))
    if key in _FILES and not anew:
        path, name = _FILES[key]
        bpy.ops.wm.read_homefile(filepath=str(path))  # as a file without a name
        return bpy.data.scenes[name]
    before = set(bpy.data.scenes)
    assert bpy.ops.sceneloom.generate(prompt=prompt, **options) == {"FINISHED"}
    (scene,) = set(bpy.data.scenes) - before
    scene.render.use_simplify, scene.render.simplify_subdivision = True, 0
    folder = Path(os.environ["BLENDER_USER_RESOURCES"], "generated")
    folder.mkdir(exist_ok=True)
    _FILES[key] = folder / f"{len(_FILES)}.blend", scene.name
    bpy.ops.wm.save_as_mainfile(filepath=str(_FILES[key][0]), copy=True)
    return scene


@contextmanager
def bones_alone(scene: bpy.types.Scene) -> Iterator[None]:
    """Without the meshes, which are most of the work of a frame, where only bones are looked at."""
    meshes = [o for o in scene.objects if o.type == "MESH" and not o.hide_viewport]
    for mesh in meshes:
        mesh.hide_viewport = True
    try:
        yield
    finally:
        for mesh in meshes:
            mesh.hide_viewport = False


def generated_person(prompt: str, **options: object) -> tuple[bpy.types.Scene, bpy.types.Object]:
    """The scene and its first armature."""
    scene = generated(prompt, **options)
    return scene, next(thing for thing in scene.objects if thing.type == "ARMATURE")
