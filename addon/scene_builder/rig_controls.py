"""Controls of a rig: root, centre of gravity, IK feet and hands with poles, and switches between FK and IK.

Controls are aligned with the armature, so that their Z is up; a mechanism bone below each carries the joint's own
frame. Feet are on IK from the start: they stay where they are when the hips move. Hands are on FK, and their IK
controls move along.
"""

from __future__ import annotations

import bpy
from mathutils import Matrix

from .._vendor.backend.protocol.scene import Skeleton

ROOT, COG = "root", "cog"
IK_SWITCH = "ik_fk"
"""custom property of `foot_ik.*` and `hand_ik.*`: 1 = IK, 0 = FK"""

# end joint: upper joint, lower joint, pole, side of the upper joint's local Z that the pole stands on, IK at the start,
# joint at whose head the control is
LIMBS = {
    "foot": ("thigh", "shin", "knee", 1.0, 1.0, "foot"),
    "hand": ("upper_arm", "forearm", "elbow", -1.0, 0.0, "hand"),
    "leg_front_cannon": ("leg_front_upper", "leg_front_lower", "leg_front", -1.0, 1.0, "leg_front_foot"),
    "leg_back_cannon": ("leg_back_upper", "leg_back_lower", "leg_back", 1.0, 1.0, "leg_back_foot"),
}
SIDES = (".L", ".R")
POLE_DISTANCE = 1.1
"""of the upper bone's length"""


def limbs_of(skeleton: Skeleton) -> list[tuple[str, str]]:
    """(end joint, side) of every limb that the skeleton has whole."""
    names = set(skeleton.joint_names)
    return [
        (end, side)
        for end, (upper, lower, *_) in LIMBS.items()
        for side in SIDES
        if {end + side, upper + side, lower + side} <= names
    ]


def control_bone(control: str) -> str:
    """The bone that a control track moves: `foot.L` -> `foot_ik.L`, `knee.L` -> `knee_pole.L`."""
    base, _, side = control.partition(".")
    return f"{base}_ik.{side}" if base in LIMBS else f"{base}_pole.{side}"


def add_control_bones(bones: bpy.types.ArmatureEditBones, skeleton: Skeleton, rest: list[Matrix]) -> None:
    """Add the control and mechanism bones, in Edit Mode."""
    first = skeleton.joint_names[0]
    frames = dict(zip(skeleton.joint_names, rest, strict=True))
    root = add_bone(bones, ROOT, Matrix.Identity(4), 0.25, None)
    cog = add_bone(bones, COG, Matrix.Translation(frames[first].translation), 0.2, root)
    bones[first].parent = cog
    for end, side in limbs_of(skeleton):
        upper, lower, pole, direction, _, stand = LIMBS[end]
        length = bones[end + side].length
        control = add_bone(bones, f"{end}_ik{side}", Matrix.Translation(frames[stand + side].translation), length, root)
        add_bone(bones, f"MCH-{end}_target{side}", frames[end + side], length * 0.5, control)
        away = frames[upper + side].col[2].to_3d() * direction * bones[upper + side].length * POLE_DISTANCE
        place = Matrix.Translation(frames[lower + side].translation + away)
        add_bone(bones, f"{pole}_pole{side}", place, 0.08, root)


def add_bone(
    bones: bpy.types.ArmatureEditBones, name: str, matrix: Matrix, length: float, parent: bpy.types.EditBone | None
) -> bpy.types.EditBone:
    """A control or mechanism bone, in Edit Mode; one that is there already is moved."""
    bone = bones.get(name) or bones.new(name)
    bone.head, bone.tail = (0.0, 0.0, 0.0), (0.0, length, 0.0)
    bone.matrix = matrix
    bone.parent = parent
    bone.use_deform = False
    return bone


def constrain_limbs(target: bpy.types.Object, skeleton: Skeleton) -> None:
    """IK with a pole, and the end joint's rotation, both switched by one property of the control."""
    for end, side in limbs_of(skeleton):
        _, lower, pole, _, start_value, _ = LIMBS[end]
        bones = target.pose.bones
        control = bones[f"{end}_ik{side}"]
        add_switch(control, IK_SWITCH, start_value, "1: the control leads, 0: the joints' own keys lead")
        goal = f"MCH-{end}_target{side}"
        ik = bones[lower + side].constraints.new("IK")
        ik.target, ik.subtarget = target, goal
        ik.pole_target, ik.pole_subtarget = target, f"{pole}_pole{side}"
        ik.chain_count = 2
        ik.use_stretch = False
        turn = bones[end + side].constraints.new("COPY_ROTATION")
        turn.target, turn.subtarget = target, goal
        for constraint in (ik, turn):
            drive_influence(constraint, control.name, IK_SWITCH)
    fit_poles(target)


def fit_poles(target: bpy.types.Object) -> None:
    """Pole angles that leave the rest pose as it is."""
    for bone in target.pose.bones:
        for ik in bone.constraints:
            if ik.type == "IK" and ik.pole_subtarget.endswith(f"_pole{bone.name[-2:]}"):
                ik.pole_angle = _pole_angle(target.data.bones, bone.parent.name, bone.name, ik.pole_subtarget)


def _pole_angle(bones, upper: str, lower: str, pole: str) -> float:
    """The angle at which the rest pose is left as it is."""
    start, knee, end = bones[upper].head_local, bones[upper].tail_local, bones[lower].tail_local
    normal = (end - start).cross(bones[pole].head_local - start)
    axis = (knee - start).normalized()
    toward = normal.cross(axis).normalized()
    across = bones[upper].matrix_local.to_3x3().col[0]
    angle = across.angle(toward)
    return -angle if across.cross(toward).dot(axis) > 0.0 else angle


def drive_influence(constraint: bpy.types.Constraint, bone: str, switch: str) -> None:
    """Influence = a property of a bone; a sum of one variable needs no Python when the file opens."""
    driver = constraint.driver_add("influence").driver
    driver.type = "SUM"
    variable = driver.variables.new()
    variable.name = switch
    variable.targets[0].id = constraint.id_data
    variable.targets[0].data_path = f'pose.bones["{bone}"]["{switch}"]'


def add_switch(bone: bpy.types.PoseBone, name: str, value: float, description: str) -> None:
    """A property 0…1 that an animator sees beside the bone's transforms; its default is what it was generated with."""
    bone[name] = value
    bone.id_properties_ui(name).update(
        min=0.0, max=1.0, soft_min=0.0, soft_max=1.0, default=value, description=description
    )


def set_switch(bone: bpy.types.PoseBone, name: str, value: float) -> None:
    """Generate a switch with another value."""
    bone[name] = value
    bone.id_properties_ui(name).update(default=value)


def was_switched(bone: bpy.types.PoseBone, name: str) -> bool:
    """Whether somebody has set a switch otherwise than it was generated."""
    made = bone.id_properties_ui(name).as_dict()["default"]
    return bool(abs(float(bone[name]) - float(made)) > 1e-6)
