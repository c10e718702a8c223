"""Export Character: one person or animal with its motion as FBX, glTF, USD or BVH."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bpy
from bpy.props import BoolProperty, StringProperty
from mathutils import Matrix

from ._vendor.backend.protocol.errors import SceneBackendError
from .reporting import report
from .scene_builder.deform_copy import deform_copy
from .scene_builder.fingerprints import frames_of
from .scene_builder.limb_matching import is_character
from .texture_bake import bake_textures
from .whole_files import finished_file

SUFFIXES = (".fbx", ".glb", ".usdc", ".bvh")


class SCENELOOM_OT_export_character(bpy.types.Operator):
    """Write the active character with what it does as .fbx, .glb, .usdc or .bvh: deform bones, a key on every frame"""

    bl_idname = "sceneloom.export_character"
    bl_label = "Export Character"

    filepath: StringProperty(subtype="FILE_PATH", options={"SKIP_SAVE"})
    filter_glob: StringProperty(default=";".join(f"*{suffix}" for suffix in SUFFIXES), options={"HIDDEN"})
    textures: BoolProperty(
        name="Bake Textures",
        description="Materials as images; without, other programs show plain colours",
        default=True,
    )

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not is_character(context.object):
            cls.poll_message_set("Make a generated person or animal the active object")
            return False
        return context.mode == "OBJECT"

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        self.filepath = f"{context.object.name}.glb"
        context.window_manager.fileselect_add(self)
        return {"RUNNING_MODAL"}

    def execute(self, context: bpy.types.Context) -> set[str]:
        suffix = Path(self.filepath).suffix.lower()
        if suffix not in SUFFIXES:
            self.report({"WARNING"}, f"“{suffix}” is no format for characters; choose {', '.join(SUFFIXES)}")
            return {"CANCELLED"}
        path = bpy.path.abspath(self.filepath)
        try:
            with finished_file(path) as unfinished:
                export_character(context.object, unfinished, suffix, textures=self.textures and suffix != ".bvh")
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        self.report({"INFO"}, f"Wrote {Path(path).name}")
        return {"FINISHED"}


def export_character(rig: bpy.types.Object, path: str, suffix: str, *, textures: bool) -> None:
    """Build a copy that other programs understand in a scene of its own, write it, and take it away again."""
    source = rig.users_scene[0]
    frames = frames_of(rig) or range(source.frame_current, source.frame_current + 1)
    scene = bpy.data.scenes.new(f"{rig.name} Export")
    scene.render.fps, scene.render.fps_base = source.render.fps, source.render.fps_base
    scene.frame_start, scene.frame_end = frames.start, frames.stop - 1
    before = {kind: set(getattr(bpy.data, kind)) for kind in _MADE}
    try:
        made = deform_copy(rig, scene, frames)
        with shown_scene(scene):
            scene.frame_set(frames.start)
            if textures:
                _own_materials(made[1:])
                bake_textures(scene, made[1:], None, rig.name)
            for target in made:
                target.select_set(True, view_layer=scene.view_layers[0])
            scene.view_layers[0].objects.active = made[0]
            _write(path, suffix, frames)
    finally:
        bpy.data.scenes.remove(scene)
        for kind, known in before.items():
            bpy.data.batch_remove([block for block in getattr(bpy.data, kind) if block not in known])


@contextmanager
def shown_scene(scene: bpy.types.Scene) -> Iterator[None]:
    """While exporters work, which look at what the window shows."""
    window = bpy.context.window_manager.windows[0]
    shown, window.scene = window.scene, scene
    try:
        yield
    finally:
        window.scene = shown


_MADE = ("objects", "meshes", "armatures", "actions", "materials", "images")


def _own_materials(meshes: list[bpy.types.Object]) -> None:
    for target in meshes:
        for slot in target.material_slots:
            if slot.material is not None:
                slot.material = slot.material.copy()


def _write(path: str, suffix: str, frames: range) -> None:
    if suffix == ".fbx":
        bpy.ops.export_scene.fbx(
            filepath=path,
            use_selection=True,
            object_types={"ARMATURE", "MESH"},
            add_leaf_bones=False,
            use_mesh_modifiers=False,
            bake_anim_use_nla_strips=False,
            bake_anim_use_all_actions=False,
            bake_anim_simplify_factor=0.0,
            path_mode="COPY",
            embed_textures=True,
        )
    elif suffix == ".glb":
        bpy.ops.export_scene.gltf(
            filepath=path,
            export_format="GLB",
            use_selection=True,
            export_animation_mode="ACTIVE_ACTIONS",
            export_force_sampling=True,
            export_optimize_animation_size=False,
            export_morph_normal=False,
        )
    elif suffix == ".usdc":
        bpy.ops.wm.usd_export(
            filepath=path,
            selected_objects_only=True,
            export_animation=True,
            export_armatures=True,
            export_shapekeys=True,
        )
    else:
        armature = bpy.context.view_layer.objects.active
        upright = Matrix.Rotation(math.radians(-90.0), 4, "X")  # Y up, as is usual
        armature.matrix_world = upright @ armature.matrix_world
        for other in [other for other in bpy.context.selected_objects if other != armature]:
            other.select_set(False)
        bpy.ops.object.transform_apply()  # the exporter knows only the armature's own space
        bpy.ops.export_anim.bvh(
            filepath=path, frame_start=frames.start, frame_end=frames.stop - 1, root_transform_only=False
        )


CLASSES = (SCENELOOM_OT_export_character,)
