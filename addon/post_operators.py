"""Preview a look, render through it, save it."""

from __future__ import annotations

from pathlib import Path

import bpy
from bpy.props import StringProperty
from bpy_extras.io_utils import ExportHelper, ImportHelper

from . import live_preview
from ._vendor.backend.protocol.enhancement import checked_enhancement
from ._vendor.backend.protocol.errors import InvalidRequestError, SceneBackendError
from ._vendor.backend.protocol.job import CLIP_SUFFIXES, checked_output
from ._vendor.backend.protocol.messages import EnhanceReply, PostprocessReply
from .asking import Steps, part_of
from .enhance_operators import asked_for_preview, asked_state
from .enhance_properties import enhancement_of, prompt_of
from .live_preview import PREVIEW
from .look_properties import load_preset, look_json
from .modal import JobOperator, redraw
from .passes import render_frames
from .post import render_through_look
from .projection import picture_size
from .reporting import report
from .session import SESSION

_CUT_SCENE = "Sceneloom Cut"


class SCENELOOM_OT_preview_look(JobOperator, bpy.types.Operator):
    """Render the current frame at half size with its passes, and show it through the look while you change it"""

    bl_idname = "sceneloom.preview_look"
    bl_label = "Preview Look"
    bl_options = {"REGISTER"}
    changes_scene = False

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> Steps:
        SESSION.backend_of_this_machine()  # before anything is rendered
        scene = context.scene
        size_px = tuple(max(16, size // 2) for size in picture_size(scene.render))
        folder = live_preview.new_folder()
        PREVIEW.frame = scene.frame_current
        frames = range(PREVIEW.frame, PREVIEW.frame + 1)
        yield from part_of(render_frames(scene, folder, frames, size_px=size_px, is_still=True), 0.0, 0.8)
        return (yield from part_of(asked_for_preview(context, wait_s), 0.8, 1.0))

    def finish(self, context: bpy.types.Context, outcome: PostprocessReply) -> set[str]:
        live_preview.compare(context, outcome.before, outcome.after)
        self.report({"INFO"}, f"Frame {PREVIEW.frame} is in the Image Editor as {live_preview.IMAGE_NAME}")
        return {"FINISHED"}


class SCENELOOM_OT_refresh_preview(JobOperator, bpy.types.Operator):
    """Show the previewed frame through the look as it is now"""

    bl_idname = "sceneloom.refresh_preview"
    bl_label = "Refresh Preview"
    bl_options = {"INTERNAL"}
    changes_scene = False

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if PREVIEW.folder is None:
            cls.poll_message_set("Preview a frame first")
            return False
        return super().poll(context)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> Steps:
        return asked_for_preview(context, wait_s)

    def finish(self, context: bpy.types.Context, outcome: PostprocessReply) -> set[str]:
        PREVIEW.before, PREVIEW.after = outcome.before, outcome.after
        live_preview.show(context.scene.sceneloom.look.wipe)
        redraw(context)
        return {"FINISHED"}


class SCENELOOM_OT_render_and_post(JobOperator, bpy.types.Operator):
    """Render with all passes, repaint where Enhance is on, and write the result of the look; a video takes the frame
    range, a picture this frame"""

    bl_idname = "sceneloom.render_and_post"
    bl_label = "Render and Post"
    bl_options = {"REGISTER", "UNDO"}
    changes_scene = False

    filepath: StringProperty(
        name="Output", description="Empty: what the panel says", subtype="FILE_PATH", options={"SKIP_SAVE"}
    )

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> Steps:
        scene, settings = context.scene, context.scene.sceneloom
        named = self.filepath or settings.post_output
        if named.startswith("//") and not bpy.data.filepath:
            raise InvalidRequestError(
                f"{named} lies beside the file, which is not saved yet.", hint="Save the file, or name a full path."
            )
        pictures = (".png",) if settings.enhancement.is_on else (".png", ".exr")  # repainted frames are no light
        path = checked_output(bpy.path.abspath(named), (*CLIP_SUFFIXES, *pictures))
        is_clip = Path(path).suffix.lower() in CLIP_SUFFIXES
        kept = bpy.path.abspath(settings.post_frames) if settings.post_frames else None
        self.filepath = path
        frames = range(scene.frame_start, scene.frame_end + 1) if is_clip else None
        enhancement, asked_share = None, 0.0
        if settings.enhancement.is_on:
            # before hours of rendering
            enhancement, asked_share = checked_enhancement(enhancement_of(scene)), 0.02
            yield from part_of(asked_state(scene, len(frames) if frames else 1, wait_s), 0.0, asked_share)
        rendering = render_through_look(
            scene,
            path,
            SESSION.backend_of_this_machine(),
            look=look_json(settings.look),
            strength=settings.look.strength,
            frames=frames,
            keep_in=kept,
            keep_existing=settings.post_keep_existing and kept is not None,
            seed=settings.seed,
            prompt=prompt_of(scene),
            enhancement=enhancement,
            compare=True,
            wait_s=wait_s,
        )
        return (yield from part_of(rendering, asked_share, 1.0))

    def finish(self, context: bpy.types.Context, outcome: PostprocessReply | EnhanceReply) -> set[str]:
        path = outcome.files[0]
        for note in outcome.notes:
            self.report({"WARNING"}, note)
        if isinstance(outcome, EnhanceReply):
            PREVIEW.frame = context.scene.frame_current
            live_preview.compare(context, outcome.before, outcome.after)
            if outcome.not_enhanced:
                self.report({"WARNING"}, f"{Path(path).name} shows the look alone: {outcome.not_enhanced}")
        if context.scene.sceneloom.post_add_strip and Path(path).suffix.lower() in CLIP_SUFFIXES:
            _add_strip(context.scene, path)
        self.report({"INFO"}, f"{Path(path).name} is finished")
        redraw(context)
        return {"FINISHED"}


def _add_strip(scene: bpy.types.Scene, path: str) -> None:
    """At the end of a scene of its own: a strip in the rendered scene would take the place of its next render."""
    cut = bpy.data.scenes.get(_CUT_SCENE)
    if cut is None:
        cut = bpy.data.scenes.new(_CUT_SCENE)
        cut.render.fps, cut.render.fps_base = scene.render.fps, scene.render.fps_base
        cut.render.resolution_x, cut.render.resolution_y = picture_size(scene.render)
        cut.view_settings.view_transform = "Standard"  # the look is in the picture already
        cut.frame_end = 0
        for workspace in bpy.data.workspaces:  # from 5.0 on, sequencers show the scene that theirs names
            if getattr(workspace, "sequencer_scene", cut) is None:
                workspace.sequencer_scene = cut
    editor = cut.sequence_editor or cut.sequence_editor_create()
    strips = editor.strips if hasattr(editor, "strips") else editor.sequences
    strip = strips.new_movie(Path(path).stem, path, 1, cut.frame_end + 1)
    cut.frame_end += strip.frame_final_duration
    cut.frame_start = 1  # an end at 0 has taken it along


class SCENELOOM_OT_save_look(ExportHelper, bpy.types.Operator):
    """Save the look with all its values as a file, for other scenes and the command line"""

    bl_idname = "sceneloom.save_look"
    bl_label = "Save Look"
    filename_ext = ".json"
    filter_glob: StringProperty(default="*.json", options={"HIDDEN"})

    def execute(self, context: bpy.types.Context) -> set[str]:
        path = Path(self.filepath)
        partial = path.with_name(f".{path.name}")
        try:
            partial.write_text(look_json(context.scene.sceneloom.look) + "\n", encoding="utf-8")
            partial.replace(path)
        except OSError as error:
            partial.unlink(missing_ok=True)
            self.report({"ERROR"}, f"{path} could not be written: {error.strerror}")
            return {"CANCELLED"}
        return {"FINISHED"}


class SCENELOOM_OT_load_look(ImportHelper, bpy.types.Operator):
    """Take a look from a file"""

    bl_idname = "sceneloom.load_look"
    bl_label = "Load Look"
    bl_options = {"REGISTER", "UNDO"}
    filename_ext = ".json"
    filter_glob: StringProperty(default="*.json", options={"HIDDEN"})

    def execute(self, context: bpy.types.Context) -> set[str]:
        settings = context.scene.sceneloom.look
        try:
            load_preset(settings, Path(self.filepath))
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        settings.look = "custom"
        return {"FINISHED"}


CLASSES = (
    SCENELOOM_OT_preview_look,
    SCENELOOM_OT_refresh_preview,
    SCENELOOM_OT_render_and_post,
    SCENELOOM_OT_save_look,
    SCENELOOM_OT_load_look,
)
