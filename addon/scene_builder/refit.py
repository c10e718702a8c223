"""Bones that follow the body's sliders: joints go where the skin around them has gone."""

from __future__ import annotations

import json

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.scene import ActorCurves, MotionClip, Skeleton
from .animation import ActionWriter, animate_actor, channels_of, new_curve
from .armature import place_bones
from .digests import GENERATED, curves_of
from .rig_controls import fit_poles
from .rig_motion import skeleton_at
from .strips import exchange_action

BODY_SLIDERS = ("weight", "muscle", "height", "head_size", "age", "sex")
_FITTED = "sceneloom_fitted"
"""custom property: the sliders' values that the bones fit, as JSON"""
_NEAREST = 60


def body_of(rig: bpy.types.Object) -> bpy.types.Object | None:
    """The mesh of a generated person's body."""
    children = (child for child in rig.children if child.type == "MESH" and "sceneloom_parameters" in child.data)
    return next((child for child in children if child.data.shape_keys is not None), None)


def slider_values(rig: bpy.types.Object) -> dict[str, float]:
    """What the body's sliders say now."""
    return {name: float(rig[name]) for name in BODY_SLIDERS if name in rig}


def fitted_values(rig: bpy.types.Object) -> dict[str, float]:
    """What they said when the bones were fitted last: at first, when the person was made."""
    made = {name: float(rig.id_properties_ui(name).as_dict()["default"]) for name in slider_values(rig)}
    return made | json.loads(rig.get(_FITTED, "{}"))


def refitted_skeleton(rig: bpy.types.Object, links: dict[str, str | None]) -> tuple[Skeleton, Skeleton]:
    """The joints at rest, in the armature's axes, as they are and as the sliders want them."""
    bones = rig.data.bones
    surface, shift = _skin_shift(body_of(rig), fitted_values(rig), slider_values(rig))
    ends = np.array([end for name in links for end in (bones[name].head_local, bones[name].tail_local)])
    moved = ends + _carried(ends, surface, shift)
    old = {name: bones[name].matrix_local for name in links}
    new, lengths = {}, {}
    for number, name in enumerate(links):
        head, tail = Vector(moved[2 * number]), Vector(moved[2 * number + 1])
        along = tail - head
        turn = old[name].col[1].to_3d().rotation_difference(along) @ old[name].to_quaternion()
        new[name], lengths[name] = Matrix.LocRotScale(head, turn, None), along.length
    before = skeleton_at(links, old, {name: bones[name].length for name in links})
    return before, skeleton_at(links, new, lengths)


def _skin_shift(
    body: bpy.types.Object, before: dict[str, float], now: dict[str, float]
) -> tuple[np.ndarray, np.ndarray]:
    """The skin at rest with the sliders as they were (V, 3), and how far each point has gone since (V, 3)."""
    blocks = body.data.shape_keys.key_blocks

    def points(block: bpy.types.ShapeKey) -> np.ndarray:
        values = np.empty(3 * len(block.data), dtype=np.float32)
        block.data.foreach_get("co", values)
        return values.reshape(-1, 3).astype(np.float64)

    basis = points(blocks[0])
    surface, shift = basis.copy(), np.zeros_like(basis)
    for name in now:
        if name in blocks:
            offsets = points(blocks[name]) - basis
            surface += before[name] * offsets
            shift += (now[name] - before[name]) * offsets
    return surface, shift


def _carried(places: np.ndarray, surface: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """(N, 3): how far places inside a body go with its skin; moving least squares, which get stretches quite right."""
    found = np.zeros_like(places)
    for number, place in enumerate(places):
        offset = surface - place
        distance = np.einsum("vi,vi->v", offset, offset)
        near = np.argpartition(distance, _NEAREST)[:_NEAREST]
        weight = np.exp(-4.0 * distance[near] / distance[near].max())
        terms = np.concatenate([np.ones((_NEAREST, 1)), offset[near]], axis=1)
        weighted = terms * weight[:, None]
        normal = weighted.T @ terms + 1e-9 * np.eye(4)
        found[number] = np.linalg.solve(normal, weighted.T @ shift[near])[0]
    return found


def refit(
    rig: bpy.types.Object, skeleton: Skeleton, clip: MotionClip | None, curves: ActorCurves | None, frame_start: int
) -> None:
    """Put the bones where `skeleton` says, in the armature's axes, and exchange the generated motion for `clip`."""
    scene = rig.users_scene[0]
    holds = [(thing, hold) for thing in bpy.data.objects for hold in thing.constraints
             if hold.type == "CHILD_OF" and hold.target == rig and hold.subtarget in skeleton.joint_names]  # fmt: skip
    rest_before = {hold.subtarget: rig.data.bones[hold.subtarget].matrix_local.to_quaternion() for _, hold in holds}
    place_bones(rig, scene, skeleton)
    fit_poles(rig)
    for _, hold in holds:
        # a joint's turn since rest stays what it was, so what its rest frame has turned by is taken out
        turned = rig.data.bones[hold.subtarget].matrix_local.to_quaternion().inverted() @ rest_before[hold.subtarget]
        hold.inverse_matrix = turned.to_matrix().to_4x4() @ hold.inverse_matrix
    if clip is not None:
        _exchange_motion(rig, skeleton, clip, curves, frame_start)
    rig[_FITTED] = json.dumps(slider_values(rig))


def _exchange_motion(
    rig: bpy.types.Object, skeleton: Skeleton, clip: MotionClip, curves: ActorCurves, frame_start: int
) -> None:
    """The generated strips get the new motion; the face's keys are copied, what the artist keyed above stays."""
    track = rig.animation_data.nla_tracks[GENERATED]
    old = track.strips[0].action
    writer = ActionWriter(old.name, frame_start, clip.pose_frames.tolist())
    leads = {bone.name: bone["ik_fk"] for bone in rig.pose.bones if "ik_fk" in bone}
    for _ in animate_actor(rig, rig.matrix_world, writer, skeleton, clip, curves):
        pass
    for name, value in leads.items():
        rig.pose.bones[name]["ik_fk"] = value
    channels = channels_of(writer.action)
    for curve in [curve for curve in curves_of(old) if not curve.data_path.startswith("pose.bones")]:
        _copy_curve(curve, new_curve(channels, curve.data_path, curve.group.name if curve.group else "Face"))
    exchange_action(track, writer.action, writer.slot)
    name = old.name
    if old.users == 0:
        bpy.data.actions.remove(old)
        writer.action.name = name


def _copy_curve(source: bpy.types.FCurve, target: bpy.types.FCurve) -> None:
    target.keyframe_points.add(len(source.keyframe_points))
    for old, new in zip(source.keyframe_points, target.keyframe_points, strict=True):
        new.co, new.handle_left, new.handle_right = old.co, old.handle_left, old.handle_right
        new.handle_left_type, new.handle_right_type = old.handle_left_type, old.handle_right_type
        new.interpolation, new.type = old.interpolation, old.type
    target.update()
