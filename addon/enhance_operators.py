"""Ask whether the enhancer works here, and see what it does to the current frame."""

from __future__ import annotations

from pathlib import Path

import bpy

from . import live_preview
from ._vendor.backend.protocol.errors import InvalidRequestError, error_from_code
from ._vendor.backend.protocol.job import CLIP_SUFFIXES
from ._vendor.backend.protocol.messages import (
    EnhanceReply,
    EnhanceRequest,
    EnhancerStateReply,
    EnhancerStateRequest,
    PostprocessRequest,
)
from .asking import Steps, ask, part_of
from .enhance_properties import enhancement_of, prompt_of
from .live_preview import PREVIEW
from .look_properties import look_json
from .modal import JobOperator, redraw
from .passes import render_frames
from .projection import picture_size
from .session import SESSION


def asked_state(scene: bpy.types.Scene, num_frames: int, wait_s: float) -> Steps:
    """Whether a shot of this scene can be enhanced; the session keeps the answer for the panel, and it is returned.

    Raises InvalidRequestError for settings that make no sense.
    """
    request = EnhancerStateRequest(
        enhancement=enhancement_of(scene), size_px=picture_size(scene.render), num_frames=num_frames
    )
    state = yield from ask(SESSION.backend_of_this_machine(), request, share=1.0, wait_s=wait_s)
    SESSION.enhancer = state
    if state.code == InvalidRequestError.code:
        raise error_from_code(state.code, state.text, state.hint, "")
    return state


def asked_for_preview(context: bpy.types.Context, wait_s: float) -> Steps:
    """The previewed frame before and after the look as it is now, repainted where it was."""
    settings = context.scene.sceneloom.look
    folder, look = str(PREVIEW.folder), look_json(settings)
    if PREVIEW.enhancement is None:
        request = PostprocessRequest(folder=folder, look=look, strength=settings.strength, out="", frame=PREVIEW.frame)
    else:  # what is painted stays in the folder: another grade needs no painting
        request = EnhanceRequest(
            folder=folder,
            enhancement=PREVIEW.enhancement,
            look=look,
            look_strength=settings.strength,
            frame=PREVIEW.frame,
        )
    return ask(SESSION.backend_of_this_machine(), request, share=1.0, wait_s=wait_s)


class SCENELOOM_OT_check_enhancer(JobOperator, bpy.types.Operator):
    """Say whether the enhancer works here, at which size and in how much memory"""

    bl_idname = "sceneloom.check_enhancer"
    bl_label = "Check Enhancer"
    bl_options = {"INTERNAL"}
    changes_scene = False

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> Steps:
        scene = context.scene
        is_clip = Path(scene.sceneloom.post_output).suffix.lower() in CLIP_SUFFIXES
        return asked_state(scene, max(scene.frame_end - scene.frame_start + 1, 1) if is_clip else 1, wait_s)

    def finish(self, context: bpy.types.Context, outcome: EnhancerStateReply) -> set[str]:
        redraw(context)
        self.report({"INFO"}, outcome.text)
        return {"FINISHED"}


class SCENELOOM_OT_preview_enhanced(JobOperator, bpy.types.Operator):
    """Render the current frame with its passes, repaint it, and show it before and after"""

    bl_idname = "sceneloom.preview_enhanced"
    bl_label = "Preview Enhanced"
    bl_options = {"REGISTER"}
    changes_scene = False

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> Steps:
        scene = context.scene
        state = yield from part_of(asked_state(scene, 1, wait_s), 0.0, 0.05)
        if not state.is_available:
            raise error_from_code(state.code, state.text, state.hint, "")
        folder = live_preview.new_folder()
        PREVIEW.frame = scene.frame_current
        frames = range(PREVIEW.frame, PREVIEW.frame + 1)
        rendering = render_frames(scene, folder, frames, is_still=True, prompt=prompt_of(scene))
        yield from part_of(rendering, 0.05, 0.5)
        PREVIEW.enhancement = enhancement_of(scene)
        return (yield from part_of(asked_for_preview(context, wait_s), 0.5, 1.0))

    def finish(self, context: bpy.types.Context, outcome: EnhanceReply) -> set[str]:
        live_preview.compare(context, outcome.before, outcome.after)
        self.report({"INFO"}, f"Frame {PREVIEW.frame} is in the Image Editor as {live_preview.IMAGE_NAME}")
        return {"FINISHED"}


CLASSES = (SCENELOOM_OT_check_enhancer, SCENELOOM_OT_preview_enhanced)
