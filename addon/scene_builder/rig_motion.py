"""Skeletons and motion read from armatures, and motion written onto them."""

from __future__ import annotations

import bpy
import numpy as np
from mathutils import Matrix, Quaternion

from .._vendor.backend.protocol.errors import InvalidRequestError
from .._vendor.backend.protocol.messages import RetargetReply
from .._vendor.backend.protocol.scene import Curve, Skeleton
from .animation import ActionWriter
from .digests import GENERATED
from .playing import played
from .rigify_rigs import fk_controls, is_rigify, let_fk_lead
from .strips import push_under_empty_action

_UNEVEN = 0.01


def world_skeleton(rig: bpy.types.Object, links: dict[str, str | None]) -> Skeleton:
    """Bones at rest with the bone that each hangs on, parents first; world axes and units about the object's origin."""
    scale = rig.matrix_world.to_scale()
    size = sum(scale) / 3.0
    if max(scale) - min(scale) > _UNEVEN * abs(size) or size <= 0.0:
        raise InvalidRequestError(
            f"{rig.name} is scaled unevenly or mirrored.", hint="Apply its scale (Object > Apply > Scale)."
        )
    turn = rig.matrix_world.to_quaternion().to_matrix().to_4x4()
    bones = rig.data.bones
    rest = {name: turn @ Matrix.Scale(size, 4) @ bones[name].matrix_local for name in links}
    return skeleton_at(links, rest, {name: bones[name].length * size for name in links})


def skeleton_at(links: dict[str, str | None], rest: dict[str, Matrix], lengths: dict[str, float]) -> Skeleton:
    """A skeleton from rest frames in one space; their scale, if any, is the same for all."""
    names = list(links)
    frames = {name: Matrix.LocRotScale(rest[name].translation, rest[name].to_quaternion(), None) for name in names}
    local = [
        frames[name] if above is None else frames[above].inverted() @ frames[name] for name, above in links.items()
    ]
    return Skeleton(
        joint_names=tuple(names),
        parents=np.array([-1 if above is None else names.index(above) for above in links.values()], dtype=np.int32),
        rest_translations=np.array([matrix.translation for matrix in local], dtype=np.float32),
        rest_rotations=np.array([matrix.to_quaternion().normalized() for matrix in local], dtype=np.float32),
        bone_lengths=np.array([lengths[name] for name in names], dtype=np.float32),
    )


def links_of(rig: bpy.types.Object) -> dict[str, str | None]:
    """What moves an armature: every bone, or the FK controls of a rig that Rigify has generated."""
    if is_rigify(rig):
        return fk_controls(rig)
    return {bone.name: bone.parent.name if bone.parent is not None else None for bone in rig.data.bones}


def joint_links(rig: bpy.types.Object) -> dict[str, str | None]:
    """The joints of a generated rig, parents first, and the joint above each."""
    joints = [bone for bone in rig.data.bones if bone.use_deform and not bone.name.startswith("DEF-")]
    names = {bone.name for bone in joints}
    return {bone.name: next((b.name for b in bone.parent_recursive if b.name in names), None) for bone in joints}


def sampled_motion(
    rig: bpy.types.Object, links: dict[str, str | None], frames: range, axes: Quaternion
) -> tuple[np.ndarray, np.ndarray]:
    """What a generated rig plays: world places of its first joint (T, 3), joint rotations in rest frames (T, J, 4).

    axes: the rest frames' own turn in the world
    """
    rest = {name: rig.data.bones[name].matrix_local for name in links}
    first = next(iter(links))
    places, turns = np.empty((len(frames), 3)), np.empty((len(frames), len(links), 4))
    for row, evaluated in enumerate(played(rig, frames)):
        pose = {name: evaluated.pose.bones[name].matrix for name in links}
        places[row] = (evaluated.matrix_world @ pose[first]).translation
        whole = (axes.inverted() @ evaluated.matrix_world.to_quaternion()).to_matrix().to_4x4()
        for number, (name, above) in enumerate(links.items()):
            if above is None:
                own = rest[name].inverted() @ whole @ pose[name]
            else:
                own = (pose[above] @ rest[above].inverted() @ rest[name]).inverted() @ pose[name]
            turns[row, number] = own.to_quaternion()
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
    if is_rigify(target):
        let_fk_lead(target)
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
    generated.write(f"{_path(moved.name)}.location", curve or every_frame(places), moved.name)
    data = target.animation_data_create()
    if data.action is not None:
        data.action.use_fake_user = True  # the artist's own motion stays in the file
    for track in [track for track in data.nla_tracks if track.name == GENERATED]:
        data.nla_tracks.remove(track)
    whole = (generated.action.name, 0, len(reply.clip.root_translations) - 1)
    push_under_empty_action(target, generated, edits, [whole])
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
        writer.write(f"{_path(bone.name)}.rotation_quaternion", curve or every_frame(turns), bone.name)
        return
    angles, last = [], None
    for turn in turns.tolist():
        last = (
            Quaternion(turn).to_euler(bone.rotation_mode, last)
            if last is not None
            else Quaternion(turn).to_euler(bone.rotation_mode)
        )
        angles.append(last[:])
    writer.write(f"{_path(bone.name)}.rotation_euler", every_frame(np.array(angles)), bone.name)


def _path(bone: str) -> str:
    return f'pose.bones["{bpy.utils.escape_identifier(bone)}"]'


def every_frame(values: np.ndarray) -> Curve:
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
