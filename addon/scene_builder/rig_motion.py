"""Skeletons and motion read from armatures, and motion written onto them."""

from __future__ import annotations

from collections.abc import Iterable

import bpy
import numpy as np
from mathutils import Matrix, Quaternion

from .._vendor.backend.protocol.errors import InvalidRequestError
from .._vendor.backend.protocol.messages import RetargetReply
from .._vendor.backend.protocol.scene import Curve, Skeleton
from .animation import ActionWriter, push_under_empty_action
from .fingerprints import GENERATED
from .playing import played

_UNEVEN = 0.01


def joint_bones(rig: bpy.types.Object) -> list[bpy.types.Bone]:
    """The bones of a generated rig that are joints of its skeleton, parents first."""
    return [bone for bone in rig.data.bones if bone.use_deform and not bone.name.startswith("DEF-")]


def skeleton_of(rig: bpy.types.Object, bones: Iterable[bpy.types.Bone]) -> Skeleton:
    """Bones at rest, parents first, in world axes and units about the object's origin."""
    bones = list(bones)
    scale = rig.matrix_world.to_scale()
    size = sum(scale) / 3.0
    if max(scale) - min(scale) > _UNEVEN * abs(size) or size <= 0.0:
        raise InvalidRequestError(
            f"{rig.name} is scaled unevenly or mirrored.", hint="Apply its scale (Object > Apply > Scale)."
        )
    turn = rig.matrix_world.to_quaternion().to_matrix().to_4x4() @ Matrix.Scale(size, 4)
    index = {bone.name: number for number, bone in enumerate(bones)}
    translations, rotations, parents = [], [], []
    for bone in bones:
        above = _above(bone, index)
        local = above.matrix_local.inverted() @ bone.matrix_local if above is not None else turn @ bone.matrix_local
        translations.append(local.translation * (size if above is not None else 1.0))
        rotations.append(local.to_quaternion().normalized())
        parents.append(index[above.name] if above is not None else -1)
    return Skeleton(
        joint_names=tuple(index),
        parents=np.array(parents, dtype=np.int32),
        rest_translations=np.array(translations, dtype=np.float32),
        rest_rotations=np.array(rotations, dtype=np.float32),
        bone_lengths=np.array([bone.length * size for bone in bones], dtype=np.float32),
    )


def _above(bone: bpy.types.Bone, index: dict[str, int]) -> bpy.types.Bone | None:
    above = bone.parent
    while above is not None and above.name not in index:
        above = above.parent
    return above


def sampled_motion(rig: bpy.types.Object, bones: list[bpy.types.Bone], frames: range) -> tuple[np.ndarray, np.ndarray]:
    """What a generated rig plays: world places of its first joint (T, 3), joint rotations in rest frames (T, J, 4)."""
    index = {bone.name: number for number, bone in enumerate(bones)}
    above = [_above(bone, index) for bone in bones]
    places, turns = np.empty((len(frames), 3)), np.empty((len(frames), len(bones), 4))
    for row, evaluated in enumerate(played(rig, frames)):
        pose = {bone.name: evaluated.pose.bones[bone.name].matrix for bone in bones}
        places[row] = (evaluated.matrix_world @ pose[bones[0].name]).translation
        world = evaluated.matrix_world.to_quaternion() @ rig.matrix_world.to_quaternion().inverted()
        for number, (bone, parent) in enumerate(zip(bones, above, strict=True)):
            if parent is None:
                own = world @ pose[bone.name].to_quaternion()
                turns[row, number] = bone.matrix_local.to_quaternion().inverted() @ own
            else:
                rest = pose[parent.name] @ parent.matrix_local.inverted() @ bone.matrix_local
                turns[row, number] = (rest.inverted() @ pose[bone.name]).to_quaternion()
    flips = np.cumsum(np.sum(turns[1:] * turns[:-1], axis=-1) < 0.0, axis=0) % 2
    turns[1:] *= np.where(flips == 1, -1.0, 1.0)[..., None]
    return places.astype(np.float32), turns.astype(np.float32)


def write_motion(
    target: bpy.types.Object, reply: RetargetReply, skeleton: Skeleton, frame_start: int, *, few_keys: bool
) -> list[str]:
    """Motion as a strip under an empty action, as generated motion is; returns the bones that something else leads too.

    `few_keys`: thinned Bezier keys, else one on every frame.
    """
    moved = target.data.bones[reply.moved]
    if moved.use_connect:
        raise InvalidRequestError(
            f"“{moved.name}” carries the body but is connected to “{moved.parent.name}”, so it cannot travel.",
            hint="Disconnect it in Edit Mode (Alt+P, Disconnect Bone).",
        )
    generated = ActionWriter(f"{target.name} · Generated", frame_start, reply.clip.pose_frames.tolist())
    edits = ActionWriter(f"{target.name} · Edits", frame_start)
    for bone in moved.parent_recursive:
        target.pose.bones[bone.name].matrix_basis = Matrix.Identity(4)
    mapped = [skeleton.joint_names.index(name) for name in reply.parts.values()]
    for joint in mapped:
        name = skeleton.joint_names[joint]
        curve = reply.curves.joints.get(name) if few_keys else None
        _write_turns(target.pose.bones[name], generated, reply.clip.joint_rotations[:, joint], curve)
    to_bone = (target.matrix_world @ moved.matrix_local).inverted()
    places = np.array(
        [to_bone @ Matrix.Translation(place).translation for place in reply.clip.root_translations.tolist()]
    )
    curve = reply.curves.root.translation if few_keys else None
    if curve is not None:
        linear = np.array(to_bone.to_3x3())
        offset = np.array(to_bone.translation)
        curve = Curve(
            frames=curve.frames, values=curve.values @ linear.T + offset, slopes=curve.slopes @ linear.T,
            interpolation=curve.interpolation,
        )  # fmt: skip
    generated.write(f"{_path(moved.name)}.location", curve or _every_frame(places), moved.name)
    data = target.animation_data_create()
    if data.action is not None:
        data.action.use_fake_user = True  # the artist's own motion stays in the file
    for track in [track for track in data.nla_tracks if track.name == GENERATED]:
        data.nla_tracks.remove(track)
    push_under_empty_action(target, generated, edits)
    return [
        name
        for name in (skeleton.joint_names[joint] for joint in mapped)
        if any(not c.mute and c.influence > 0.0 for c in target.pose.bones[name].constraints)
    ]


def _write_turns(bone: bpy.types.PoseBone, writer: ActionWriter, turns: np.ndarray, curve: Curve | None) -> None:
    """In the bone's own way of saying rotations."""
    if bone.rotation_mode == "AXIS_ANGLE":
        bone.rotation_mode = "QUATERNION"
    if bone.rotation_mode == "QUATERNION":
        writer.write(f"{_path(bone.name)}.rotation_quaternion", curve or _every_frame(turns), bone.name)
        return
    angles, last = [], None
    for turn in turns.tolist():
        last = (
            Quaternion(turn).to_euler(bone.rotation_mode, last)
            if last is not None
            else Quaternion(turn).to_euler(bone.rotation_mode)
        )
        angles.append(last[:])
    writer.write(f"{_path(bone.name)}.rotation_euler", _every_frame(np.array(angles)), bone.name)


def _path(bone: str) -> str:
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"]'


def _every_frame(values: np.ndarray) -> Curve:
    """A curve that passes through every frame; constant ones keep a single key."""
    if np.ptp(values, axis=0).max() < 1e-6:
        values = values[:1]
    return Curve(
        frames=np.arange(len(values), dtype=np.int32),
        values=values.astype(np.float32),
        slopes=np.zeros((len(values), 2, values.shape[1]), dtype=np.float32),
        interpolation="linear",
    )


def hand_over(target: bpy.types.Object, source: bpy.types.Object, reply: RetargetReply) -> list[bpy.types.Object]:
    """Let what the source holds be held by the target, the same way round in its hand; returns what was handed over."""
    handed = []
    for thing in bpy.data.objects:
        for hold in thing.constraints:
            if hold.type == "CHILD_OF" and hold.target == source and hold.subtarget in reply.parts:
                own = target.pose.bones[reply.parts[hold.subtarget]]
                theirs = source.pose.bones[hold.subtarget]
                here, there = (o.matrix_world @ b.matrix for o, b in ((target, own), (source, theirs)))
                turn = here.to_quaternion().inverted() @ there.to_quaternion()
                to_hand = turn.to_matrix().to_4x4() @ Matrix.Scale(there.median_scale / here.median_scale, 4)
                hold.inverse_matrix = to_hand @ hold.inverse_matrix
                hold.target, hold.subtarget = target, own.name
                handed.append(thing)
    return handed
