"""A generated scene, as most checks begin with one."""

from __future__ import annotations

import bpy


def generated(prompt: str, **options: object) -> bpy.types.Scene:
    """The scene that a prompt becomes: a new one, or the one in the window where the options say so.

    Its skin is not subdivided in the viewport: where bones, keys and things are what is looked at, it is half the time.
    """
    before = set(bpy.data.scenes)
    assert bpy.ops.sceneloom.generate(prompt=prompt, **options) == {"FINISHED"}
    scene = (set(bpy.data.scenes) - before or {bpy.context.scene}).pop()
    scene.render.use_simplify, scene.render.simplify_subdivision = True, 0
    return scene


def generated_person(prompt: str, **options: object) -> tuple[bpy.types.Scene, bpy.types.Object]:
    """The scene and its first armature."""
    scene = generated(prompt, **options)
    return scene, next(thing for thing in scene.objects if thing.type == "ARMATURE")
