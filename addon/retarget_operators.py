"""Generated motion on other bones: an armature of the artist's own, or the same person with other proportions."""

from __future__ import annotations

import bpy
import numpy as np
from bpy.props import BoolProperty
from mathutils import Quaternion

from . import generations, job, work_modes
from ._vendor.backend.protocol.messages import Grip, RetargetReply, RetargetRequest
from ._vendor.backend.protocol.scene import Skeleton
from .backend_process import Backend
from .finding import Found
from .modal import JobOperator
from .scene_builder import fingerprints
from .scene_builder.limb_matching import is_character
from .scene_builder.merge_action import can_merge
from .scene_builder.playing import without_edits
from .scene_builder.refit import body_of, fitted_values, refit, refitted_skeleton, slider_values
from .scene_builder.rig_motion import hand_over, joint_links, links_of, sampled_motion, world_skeleton, write_motion
from .session import SESSION


def person_for(context: bpy.types.Context) -> bpy.types.Object | None:
    """Whose motion is meant: the selected generated person, else the first of the shown generation that moves."""
    chosen = [o for o in context.selected_objects if o != context.object and _moves(o)]
    if chosen:
        return chosen[0]
    collection = generations.shown(context.scene)
    people = fingerprints.originals(collection).values() if collection is not None else ()
    return next((target for target in people if _moves(target)), None)


def _moves(target: bpy.types.Object) -> bool:
    is_person = is_character(target) and "upper_arm.L" in target.data.bones
    return is_person and bool(fingerprints.generated_actions(target))


def pose_frames_of(rig: bpy.types.Object, frames: range) -> np.ndarray:
    """(K,) 0-based: where key poses were keyed."""
    found = {
        round(point.co.x) - frames.start
        for action in fingerprints.generated_actions(rig)
        for curve in fingerprints.curves_of(action)
        for point in curve.keyframe_points
        if point.type == "EXTREME"
    }
    return np.array(sorted(found | {0, len(frames) - 1}), dtype=np.int32)


def grips_of(rig: bpy.types.Object, frames: range) -> tuple[Grip, ...]:
    """When each hand holds something, read from the keyed influences of what is held."""
    found = []
    for thing in bpy.data.objects:
        for hold in thing.constraints:
            if hold.type != "CHILD_OF" or hold.target != rig or not hold.subtarget.startswith("hand."):
                continue
            path = f'constraints["{hold.name}"].influence'
            curves = [
                c
                for a in fingerprints.generated_actions(thing)
                for c in fingerprints.curves_of(a)
                if c.data_path == path
            ]
            held = [frame for frame in frames if curves and curves[0].evaluate(frame) > 0.5]
            if held:
                found.append(Grip(hand=hold.subtarget, first=held[0] - frames.start, last=held[-1] - frames.start))
    return tuple(found)


class SCENELOOM_OT_retarget(JobOperator, bpy.types.Operator):
    """Put the motion of the generated person, edits included, on the active armature; feet are planted again"""

    bl_idname = "sceneloom.retarget"
    bl_label = "Retarget to Selected Armature"
    bl_options = {"REGISTER", "UNDO"}

    keep_path: BoolProperty(
        name="Keep Places",
        description="Feet, hips and what is held stay where they are in the scene; off: ways grow with the legs",
        default=True,
    )
    few_keys: BoolProperty(
        name="Few Keys",
        description="Thinned keys that are easier to edit, within 2 mm for each joint; off: one on every frame",
    )
    hide_person: BoolProperty(
        name="Hide Person", description="Hide the person whose motion it was, and let the armature hold what they held",
        default=True,
    )  # fmt: skip

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        target = context.object
        if target is None or target.type != "ARMATURE" or is_character(target):
            cls.poll_message_set("Make an armature of your own the active object")
            return False
        if person_for(context) is None:
            cls.poll_message_set("There is no generated person with motion in this scene")
            return False
        return super().poll(context)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        source, target = person_for(context), context.object
        context.view_layer.update()
        frames = fingerprints.frames_of(source)
        links = joint_links(source)
        places, turns = sampled_motion(source, links, frames, source.matrix_world.to_quaternion())
        request = RetargetRequest(
            source=world_skeleton(source, links),
            root_translations=places,
            joint_rotations=turns,
            target=world_skeleton(target, links_of(target)),
            fps=context.scene.render.fps / context.scene.render.fps_base,
            keep_path=self.keep_path,
            grips=grips_of(source, frames) if self.keep_path else (),
            pose_frames=pose_frames_of(source, frames),
        )
        backend = SESSION.backend()
        objects = bpy.data.objects
        return self._retarget(Found(objects, source), Found(objects, target), frames.start, request, backend, wait_s)

    def _retarget(
        self,
        found_source: Found,
        found_target: Found,
        frame_start: int,
        request: RetargetRequest,
        backend: Backend,
        wait_s: float,
    ) -> job.Steps:
        reply = yield from job.ask(backend, request, share=0.8, wait_s=wait_s)
        assert isinstance(reply, RetargetReply)
        source, target = found_source.get(), found_target.get()
        work_modes.leave()
        led = write_motion(target, reply, request.target, frame_start, few_keys=self.few_keys)
        yield 1.0, "write"
        return source, target, reply, led

    def finish(
        self,
        context: bpy.types.Context,
        outcome: tuple[bpy.types.Object, bpy.types.Object, RetargetReply, list[str]],
    ) -> set[str]:
        source, target, reply, led = outcome
        context.scene.frame_set(context.scene.frame_current)
        if self.hide_person:
            if self.keep_path:
                hand_over(target, source, reply)
            for hidden in (source, *source.children_recursive):
                hidden.hide_render = True
                if hidden.name in context.view_layer.objects:
                    hidden.hide_set(True)
        if led:
            self.report({"WARNING"}, f"Constraints also lead {', '.join(led[:4])}{' …' if len(led) > 4 else ''}")
        else:
            self.report({"INFO"}, f"{target.name} moves as {source.name} does: {len(reply.parts)} bones")
        return {"FINISHED"}


class SCENELOOM_OT_refit_rig(JobOperator, bpy.types.Operator):
    """Move the bones of the active person after its body sliders; feet and what is held stay where they are"""

    bl_idname = "sceneloom.refit_rig"
    bl_label = "Refit Rig"
    bl_options = {"REGISTER", "UNDO"}

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        rig = context.object
        if not is_character(rig) or body_of(rig) is None or "upper_arm.L" not in rig.data.bones:
            cls.poll_message_set("Make a generated person the active object")
            return False
        if slider_values(rig) == fitted_values(rig):
            cls.poll_message_set(
                "The bones fit already; move a body slider first (Object Properties, Custom Properties)"
            )
            return False
        return super().poll(context)

    def steps(self, context: bpy.types.Context, *, wait_s: float) -> job.Steps:
        rig = context.object
        context.view_layer.update()
        links = joint_links(rig)
        before, after = refitted_skeleton(rig, links)
        request, frame_start = None, 0
        if can_merge(rig):
            frames = fingerprints.frames_of(rig)
            frame_start = frames.start
            with without_edits(rig):
                places, turns = sampled_motion(rig, links, frames, Quaternion())
            request = RetargetRequest(
                source=before,
                root_translations=places,
                joint_rotations=turns,
                target=after,
                fps=context.scene.render.fps / context.scene.render.fps_base,
                keep_path=True,
                grips=grips_of(rig, frames),
                pose_frames=pose_frames_of(rig, frames),
            )
        return self._refit(Found(bpy.data.objects, rig), after, frame_start, request, SESSION.backend(), wait_s)

    def _refit(
        self,
        found: Found,
        skeleton: Skeleton,
        frame_start: int,
        request: RetargetRequest | None,
        backend: Backend,
        wait_s: float,
    ) -> job.Steps:
        clip, curves = None, None
        if request is not None:
            reply = yield from job.ask(backend, request, share=0.8, wait_s=wait_s)
            assert isinstance(reply, RetargetReply)
            clip, curves = reply.clip, reply.curves
        rig = found.get()
        work_modes.leave()
        refit(rig, skeleton, clip, curves, frame_start)
        yield 1.0, "rig"
        return rig

    def finish(self, context: bpy.types.Context, outcome: bpy.types.Object) -> set[str]:
        context.scene.frame_set(context.scene.frame_current)
        self.report({"INFO"}, f"The bones of {outcome.name} follow the sliders")
        return {"FINISHED"}


CLASSES = (SCENELOOM_OT_retarget, SCENELOOM_OT_refit_rig)
