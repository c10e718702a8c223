"""Curves of the bundle as Blender keys: the same calls on 4.2, which has no slots, and on 5.x, which has only slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import bpy
import numpy as np
from mathutils import Matrix, Quaternion

from .._vendor.backend.protocol.scene import (
    ActorCurves,
    Attachment,
    Curve,
    MotionClip,
    PoseTrack,
    Skeleton,
    TransformCurves,
)
from .convert import map_rotation, map_translation, pose_matrix, to_matrix, to_quaternion
from .rig_controls import COG, IK_SWITCH, control_bone, set_switch


@cache
def _enum(property_name: str, item: str) -> int:
    return bpy.types.Keyframe.bl_rna.properties[property_name].enum_items[item].value


class ActionWriter:
    """An Action being filled with curves of one object, or of another `kind` of data-block."""

    def __init__(self, name: str, frame_start: int, pose_frames: Iterable[int] = (), kind: str = "OBJECT") -> None:
        self.action = bpy.data.actions.new(name)
        self.frame_start = frame_start
        self._poses = np.array(sorted(pose_frames), dtype=np.int32)
        self.slot = None
        if hasattr(self.action, "slots"):
            self.slot = self.action.slots.new(id_type=kind, name=name)
            strip = self.action.layers.new("Layer").strips.new(type="KEYFRAME")
            self._channels = strip.channelbag(self.slot, ensure=True)
        else:
            self._channels = self.action

    def write(
        self,
        data_path: str,
        curve: Curve,
        group: str,
        held: Iterable[tuple[int, int]] = (),
        channels: Sequence[int] | None = None,
    ) -> list[bpy.types.FCurve]:
        """Key every channel of a property; keys inside a hold (first, last frame) keep their value until the next.

        channels  which component of the property each channel of the curve is; None = in order
        """
        frames = curve.frames.astype(np.int32)
        interpolation = np.full(len(frames), _enum("interpolation", curve.interpolation.upper()), dtype=np.int32)
        for first, last in held:
            interpolation[(frames >= first) & (frames <= last)] = _enum("interpolation", "CONSTANT")
        is_pose = np.isin(frames, self._poses)
        key_type = np.where(is_pose, _enum("type", "EXTREME"), _enum("type", "KEYFRAME")).astype(np.int32)
        smooth = np.abs(curve.slopes[:, 0] - curve.slopes[:, 1]).max(axis=1) < 1e-6
        handle_type = np.where(smooth, _enum("handle_left_type", "ALIGNED"), _enum("handle_left_type", "FREE")).astype(
            np.int32
        )
        times = (self.frame_start + frames).astype(np.float32)
        gaps = np.diff(times, prepend=times[0] - 3.0, append=times[-1] + 3.0) / 3.0
        written = []
        for channel in range(curve.values.shape[1]):
            values = curve.values[:, channel]
            written.append(self._curve(data_path, channel if channels is None else channels[channel], group))
            points = written[-1].keyframe_points
            points.add(len(frames))
            points.foreach_set("co", _interleave(times, values))
            points.foreach_set(
                "handle_left", _interleave(times - gaps[:-1], values - curve.slopes[:, 0, channel] * gaps[:-1])
            )
            points.foreach_set(
                "handle_right", _interleave(times + gaps[1:], values + curve.slopes[:, 1, channel] * gaps[1:])
            )
            points.foreach_set("handle_left_type", handle_type)
            points.foreach_set("handle_right_type", handle_type)
            points.foreach_set("interpolation", interpolation)
            points.foreach_set("type", key_type)
        return written

    def write_steps(self, data_path: str, steps: list[tuple[int, float]], group: str) -> None:
        """A number that jumps at frames (0-based)."""
        curve = Curve(
            frames=np.array([frame for frame, _ in steps], dtype=np.int32),
            values=np.array([[value] for _, value in steps], dtype=np.float32),
            slopes=np.zeros((len(steps), 2, 1), dtype=np.float32),
            interpolation="constant",
        )
        self.write(data_path, curve, group)

    def _curve(self, data_path: str, index: int, group: str) -> bpy.types.FCurve:
        scalar = not data_path.endswith(("location", "rotation_quaternion", "rotation_euler", "scale"))
        return new_curve(self._channels, data_path, group, None if scalar else index)

    def assign(self, target: bpy.types.ID) -> None:
        """Make it the active action of an object."""
        data = target.animation_data_create()
        data.action = self.action
        if self.slot is not None:
            data.action_slot = self.slot


def channels_of(action: bpy.types.Action):
    """What holds the curves and groups of an action of one object, with slots or without."""
    return action.layers[0].strips[0].channelbags[0] if hasattr(action, "layers") else action


def new_curve(channels, data_path: str, group: str, index: int | None = None) -> bpy.types.FCurve:
    """An empty curve in a group; `index`: the component of a vector or quaternion, None for a number."""
    where = {"data_path": data_path} if index is None else {"data_path": data_path, "index": index}
    parameters = channels.fcurves.bl_rna.functions["new"].parameters.keys()
    if "group_name" in parameters:
        return channels.fcurves.new(**where, group_name=group)
    if "action_group" in parameters:
        return channels.fcurves.new(**where, action_group=group)
    curve = channels.fcurves.new(**where)
    curve.group = channels.groups.get(group) or channels.groups.new(group)
    return curve


def curves_of(target: bpy.types.Object) -> list[bpy.types.FCurve]:
    """The curves of an object's active action."""
    data = target.animation_data
    if data is None or data.action is None:
        return []
    if not hasattr(data.action, "slots"):
        return list(data.action.fcurves)
    bags = [s.channelbag(data.action_slot) for layer in data.action.layers for s in layer.strips if data.action_slot]
    return [curve for bag in bags if bag is not None for curve in bag.fcurves]


def _interleave(times: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.stack([times, values], axis=1).astype(np.float32).reshape(-1)


# --- Objects --------------------------------------------------------------------------------------------------------


def animate_object(writer: ActionWriter, curves: TransformCurves, holds: list[Attachment], frame_count: int) -> None:
    """Key a thing's own path; while it is held it waits where it was taken."""
    held = [(a.frame_start, _end_frame(a, frame_count) - 1) for a in holds]
    for path, curve in (("location", curves.translation), ("rotation_quaternion", curves.rotation)):
        if curve is not None:
            writer.write(path, curve, "Object Transforms", held)


def animate_part(part: bpy.types.Object, writer: ActionWriter, curve: Curve) -> None:
    """Key a jointed part: its local Z is the joint's axis; a wheel on an axle along X steers about its local X."""
    if part.lock_rotation[2]:  # a drawer
        part.location.z = curve.values[0, 0]
        writer.write("location", curve, "Joint", channels=(2,))
        return
    if curve.values.shape[1] == 2:
        part.rotation_mode = "ZYX"  # it turns first, then it is steered
        part.lock_rotation[0] = False
        curve = replace(curve, values=curve.values * [1.0, -1.0], slopes=curve.slopes * [1.0, -1.0])
    part.rotation_euler.z = curve.values[0, 0]
    writer.write("rotation_euler", curve, "Joint", channels=(2, 0)[: curve.values.shape[1]])


def hold_object(
    target: bpy.types.Object,
    writer: ActionWriter,
    holds: list[Attachment],
    holders: dict[str, bpy.types.Object],
    track: PoseTrack,
    anchor: bpy.types.Object,
    frame_count: int,
) -> None:
    """Child Of constraints whose influence is keyed: by the hand while held, else by the take's anchor.

    The thing's own pose K waits at the grasp, so the hand's inverse matrix is offset * K⁻¹; the pivot falls out of it.
    """
    steps = {0: 1.0}
    for hold in holds:
        steps[hold.frame_start] = 0.0
        end = _end_frame(hold, frame_count)
        if end < frame_count:
            steps[end] = 1.0
    for hold in holds:  # taken over from one hand by the other in the same frame
        steps[hold.frame_start] = 0.0
    free = target.constraints.new("CHILD_OF")
    free.name = "Take"
    free.target = anchor
    free.inverse_matrix = Matrix.Identity(4)
    writer.write_steps(f'constraints["{free.name}"].influence', sorted(steps.items()), "Held By")
    for number, hold in enumerate(holds, start=1):
        constraint = target.constraints.new("CHILD_OF")
        constraint.name = f"Held {number} {hold.joint}"
        constraint.target = holders[hold.actor_id]
        constraint.subtarget = hold.joint
        frame = min(hold.frame_start, len(track.translations) - 1)
        waiting = pose_matrix(track.translations[frame], track.rotations[frame])
        constraint.inverse_matrix = to_matrix(hold.offset) @ waiting.inverted()
        steps = {0: 0.0, hold.frame_start: 1.0}
        end = _end_frame(hold, frame_count)
        if end < frame_count:
            steps[end] = 0.0
        writer.write_steps(f'constraints["{constraint.name}"].influence', sorted(steps.items()), "Held By")


def _end_frame(hold: Attachment, frame_count: int) -> int:
    return frame_count if hold.frame_end is None else hold.frame_end


# --- Characters -----------------------------------------------------------------------------------------------------


def animate_actor(
    target: bpy.types.Object,
    pose: Matrix,
    writer: ActionWriter,
    skeleton: Skeleton,
    clip: MotionClip,
    curves: ActorCurves | None,
) -> Iterator[str]:
    """Keys on the centre of gravity, the IK controls and the FK bones; what never moves is posed and not keyed.

    `pose` is where the armature object stands in the bundle's world. Yields each joint or control that is done.
    """
    actor = _ActorKeys(target, writer)
    world_to_rig = pose.inverted()
    turn = world_to_rig.to_quaternion()
    root = curves.root if curves is not None else TransformCurves()
    first_rest = target.data.bones[skeleton.joint_names[0]].matrix_local
    translation = root.translation or _single(clip.root_translations[0])
    rotation = root.rotation or _single(clip.joint_rotations[0, 0])
    rest_turn = to_quaternion(skeleton.rest_rotations[0])
    actor.location(COG, translation, Matrix.Translation(-first_rest.translation) @ world_to_rig)
    actor.rotation(COG, rotation, turn @ rest_turn, rest_turn.inverted())
    for joint, name in enumerate(skeleton.joint_names):
        if joint > 0:
            keyed = curves.joints.get(name) if curves is not None else None
            actor.rotation(name, keyed or _single(clip.joint_rotations[0, joint]), Quaternion(), Quaternion())
            yield name
    for control, track in clip.control_tracks.items():
        name = control_bone(control)
        if name not in target.pose.bones:
            continue
        rest = target.data.bones[name].matrix_local
        keyed = curves.controls.get(control, TransformCurves()) if curves is not None else TransformCurves()
        actor.location(
            name,
            keyed.translation or _single(track.translations[0]),
            Matrix.Translation(-rest.translation) @ world_to_rig,
        )
        if control in skeleton.joint_names:
            joint_rest = target.data.bones[control].matrix_local.to_quaternion()
            actor.rotation(name, keyed.rotation or _single(track.rotations[0]), turn, joint_rest.inverted())
        yield name
    for bone in target.pose.bones:
        if IK_SWITCH in bone and not any(control_bone(control) == bone.name for control in clip.control_tracks):
            set_switch(bone, IK_SWITCH, 0.0)  # nothing leads this control: the joints' own keys do


class _ActorKeys:
    """Poses or keys bones of one armature."""

    def __init__(self, target: bpy.types.Object, writer: ActionWriter) -> None:
        self._bones = target.pose.bones
        self._writer = writer

    def location(self, bone: str, curve: Curve, matrix: Matrix) -> None:
        self._set(bone, "location", map_translation(curve, matrix))

    def rotation(self, bone: str, curve: Curve, left: Quaternion, right: Quaternion) -> None:
        self._set(bone, "rotation_quaternion", map_rotation(curve, left, right))

    def _set(self, bone: str, channel: str, curve: Curve) -> None:
        setattr(self._bones[bone], channel, curve.values[0].tolist())
        if len(curve.frames) > 1:
            self._writer.write(f'pose.bones["{bone}"].{channel}', curve, bone)


def _single(value: np.ndarray) -> Curve:
    """A value that never moves."""
    return Curve(
        frames=np.zeros(1, dtype=np.int32),
        values=np.asarray(value, dtype=np.float32)[None],
        slopes=np.zeros((1, 2, len(value)), dtype=np.float32),
    )
