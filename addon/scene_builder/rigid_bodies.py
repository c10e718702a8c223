"""Make Live: generated things as rigid bodies of Blender that simulate on from their baked motion, and back.

A live object turns about its middle, since Blender takes an object's origin for its centre of mass. Its baked action
and its mesh are kept on the object, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable

import bpy
import numpy as np
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.scene import Asset, Simulation

SHAPE_KEY = "sceneloom_collision_shape"
"""custom property: what a rigid body of it collides as; empty = nothing"""
START_KEY = "sceneloom_live_frame"
_MESH_KEY, _ACTION_KEY, _MIDDLE_KEY = "sceneloom_baked_mesh", "sceneloom_baked_action", "sceneloom_live_middle"
_MUTED_KEY = "sceneloom_live_muted"
_SUBSTEPS, _ITERATIONS = 10, 50
_STATIC_SHAPES = ("plane", "concave")
_LEAST_MASS_KG = 0.01
_MARGIN_M = 0.002
_MOVES_M = 0.002
_STEPS_BEFORE = 2


def describe_physics(target: bpy.types.Object, asset: Asset) -> None:
    """What Make Live needs to know later, as custom properties."""
    kinds = {shape.kind for shape in asset.collision_shapes}
    shape = "" if not kinds else "SPHERE" if kinds == {"sphere"} else "CONVEX_HULL"
    fixed = asset.physics.static or asset.role == "environment" or bool(kinds & set(_STATIC_SHAPES))
    target[SHAPE_KEY] = "MESH" if fixed and shape else shape
    target["sceneloom_friction"] = float(asset.physics.friction)
    target["sceneloom_bounce"] = float(asset.physics.restitution)


def start_frame_of(object_id: str, simulation: Simulation) -> int:
    """When a thing's own motion takes over, 0-based: at its blow, throw or release; 0 where others set it going."""
    held = [a.frame_end for a in simulation.attachments if a.object_id == object_id]
    if held:
        return max(simulation.timeline.frame_count - 1 if end is None else end for end in held) + 1
    translations = simulation.object_tracks[object_id].translations
    moved = np.flatnonzero(np.linalg.norm(np.diff(translations, axis=0), axis=1) > _MOVES_M)
    if not len(moved):
        return 0
    first = int(moved[0])
    for contact in simulation.contacts:
        if abs(contact.frame - first) <= 1 and object_id in (contact.object_a, contact.object_b):
            other = contact.object_b if contact.object_a == object_id else contact.object_a
            track = simulation.object_tracks.get(other)
            if track is not None and len(track.translations) > 1:
                return 0
    return first + 1


def can_be_live(target: bpy.types.Object) -> bool:
    """A loose generated thing that is not live yet."""
    return target.get(SHAPE_KEY, "") in ("SPHERE", "CONVEX_HULL") and not is_live(target)


def is_live(target: bpy.types.Object) -> bool:
    return _MESH_KEY in target


def make_live(scene: bpy.types.Scene, targets: Iterable[bpy.types.Object]) -> None:
    """Rigid bodies on the targets, and on all generated things around them, which stay as they are."""
    targets = list(targets)
    _open_world(scene)
    now = scene.frame_current
    for target in targets:
        _hand_over(scene, target)
    for other in scene.objects:
        if other.get(SHAPE_KEY) and not is_live(other) and other.rigid_body is None:
            body = _add_body(scene, other, "PASSIVE")
            body.collision_shape = "MESH" if other[SHAPE_KEY] != "SPHERE" else "SPHERE"
            body.kinematic = other.animation_data is not None
    scene.frame_set(now)


def restore(scene: bpy.types.Scene, targets: Iterable[bpy.types.Object]) -> None:
    """Back to the baked motion; with the last live object the bodies around it go too."""
    for target in targets:
        _remove_body(scene, target)
        live_action = target.animation_data.action if target.animation_data is not None else None
        target.animation_data_clear()
        if live_action is not None and live_action.users == 0:
            bpy.data.actions.remove(live_action)
        baked = target.get(_ACTION_KEY)
        if baked is not None:
            data = target.animation_data_create()
            data.action = baked
            if hasattr(baked, "slots") and baked.slots:
                data.action_slot = baked.slots[0]
        middle = Vector(target[_MIDDLE_KEY])
        own, target.data = target.data, target[_MESH_KEY]
        bpy.data.meshes.remove(own)
        target.matrix_basis = target.matrix_basis @ Matrix.Translation(-middle)
        _shift_children(target, middle)
        for name in target[_MUTED_KEY].split("\n") if target[_MUTED_KEY] else ():
            target.constraints[name].mute = False
        for key in (_MESH_KEY, _ACTION_KEY, _MIDDLE_KEY, _MUTED_KEY):
            if key in target:
                del target[key]
    if not any(is_live(other) for other in scene.objects):
        for other in scene.objects:
            if SHAPE_KEY in other and other.rigid_body is not None:
                _remove_body(scene, other)
    scene.frame_set(scene.frame_current)


def _open_world(scene: bpy.types.Scene) -> None:
    if scene.rigidbody_world is None:
        with bpy.context.temp_override(scene=scene):
            bpy.ops.rigidbody.world_add()
    world = scene.rigidbody_world
    if world.collection is None:
        world.collection = bpy.data.collections.new("Rigid Bodies")
    world.substeps_per_frame, world.solver_iterations = _SUBSTEPS, _ITERATIONS
    world.point_cache.frame_start, world.point_cache.frame_end = scene.frame_start, scene.frame_end


def _hand_over(scene: bpy.types.Scene, target: bpy.types.Object) -> None:
    """An active body that follows the baked motion up to its own start, and has the velocity that it has there."""
    moves = int(target.get(START_KEY, 0)) > 0
    # The first step of a simulation knows no velocities yet.
    start = scene.frame_start + max(int(target[START_KEY]), _STEPS_BEFORE) if moves else scene.frame_start
    # One pose more than the hand-over needs: whether a step reads the switch at its start or its end differs.
    frames = tuple(range(start - 2, start + 2)) if moves else (start,)
    corners = np.array(target.bound_box)
    middle = Vector((0.5 * (corners.min(axis=0) + corners.max(axis=0))).tolist())
    poses = {}
    for frame in frames:
        scene.frame_set(frame)
        poses[frame] = target.matrix_world @ Matrix.Translation(middle)
    if target.animation_data is not None and target.animation_data.action is not None:
        target[_ACTION_KEY] = target.animation_data.action
        target.animation_data_clear()
    target[_MESH_KEY], target[_MIDDLE_KEY] = target.data, middle
    target.data = target.data.copy()
    target.data.transform(Matrix.Translation(-middle))
    _shift_children(target, -middle)
    muted = [constraint for constraint in target.constraints if not constraint.mute]
    for constraint in muted:
        constraint.mute = True
    target[_MUTED_KEY] = "\n".join(constraint.name for constraint in muted)
    to_parent = target.parent.matrix_world.inverted() if target.parent is not None else Matrix.Identity(4)
    target.rotation_mode = "QUATERNION"
    for frame, pose in poses.items():
        target.matrix_basis = to_parent @ pose
        if moves:
            target.keyframe_insert("location", frame=frame)
            target.keyframe_insert("rotation_quaternion", frame=frame)
    body = _add_body(scene, target, "ACTIVE")
    body.collision_shape = target[SHAPE_KEY]
    body.mass = max(float(target["sceneloom_mass_kg"]), _LEAST_MASS_KG)
    body.linear_damping, body.angular_damping = 0.02, 0.05
    body.use_deactivation = body.use_start_deactivated = not moves  # what rests stays until it is hit
    if moves:
        body.kinematic = True
        target.keyframe_insert("rigid_body.kinematic", frame=scene.frame_start)
        body.kinematic = False
        # A step reads this at its end: the one from `start` on is the first that is free.
        target.keyframe_insert("rigid_body.kinematic", frame=start + 1)


def _shift_children(target: bpy.types.Object, by: Vector) -> None:
    for child in target.children:
        child.matrix_parent_inverse = Matrix.Translation(by) @ child.matrix_parent_inverse


def _add_body(scene: bpy.types.Scene, target: bpy.types.Object, kind: str) -> bpy.types.RigidBodyObject:
    with bpy.context.temp_override(scene=scene, object=target, active_object=target, selected_objects=[target]):
        bpy.ops.rigidbody.object_add(type=kind)
    body = target.rigid_body
    body.friction, body.restitution = target["sceneloom_friction"], target["sceneloom_bounce"]
    body.use_margin, body.collision_margin = True, _MARGIN_M
    return body


def _remove_body(scene: bpy.types.Scene, target: bpy.types.Object) -> None:
    with bpy.context.temp_override(scene=scene, object=target, active_object=target, selected_objects=[target]):
        bpy.ops.rigidbody.object_remove()
