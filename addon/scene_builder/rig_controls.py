"""Controls of a rig: root, centre of gravity, IK feet and hands with poles, and switches between FK and IK.

Controls are aligned with the armature, so that their Z is up; a mechanism bone below each carries the joint's own
frame. Feet are on IK from the start: they stay where they are when the hips move. Hands are on FK, and their IK
controls move along.
"""

from __future__ import annotations

import math

import bpy
from mathutils import Matrix, Vector

from .._vendor.backend.protocol.scene import Skeleton

ROOT, COG = "root", "cog"
CONTROL_BONES, MECHANISM_BONES = "Controls", "Mechanism"
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
FINGERS = ("thumb", "index", "middle", "ring", "pinky")
BARE = (*FINGERS, "eye", "toe")
"""bones without a ring"""
_POLE_DISTANCE = 1.1
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
    root = _add(bones, ROOT, Matrix.Identity(4), 0.25, None)
    cog = _add(bones, COG, Matrix.Translation(frames[first].translation), 0.2, root)
    bones[first].parent = cog
    for end, side in limbs_of(skeleton):
        upper, lower, pole, direction, _, stand = LIMBS[end]
        length = bones[end + side].length
        control = _add(bones, f"{end}_ik{side}", Matrix.Translation(frames[stand + side].translation), length, root)
        _add(bones, f"MCH-{end}_target{side}", frames[end + side], length * 0.5, control)
        away = frames[upper + side].col[2].to_3d() * direction * bones[upper + side].length * _POLE_DISTANCE
        place = Matrix.Translation(frames[lower + side].translation + away)
        _add(bones, f"{pole}_pole{side}", place, 0.08, root)


def _add(bones, name: str, matrix: Matrix, length: float, parent) -> bpy.types.EditBone:
    bone = bones.new(name)
    bone.tail = (0.0, length, 0.0)
    bone.matrix = matrix
    bone.parent = parent
    bone.use_deform = False
    return bone


def constrain_limbs(target: bpy.types.Object, skeleton: Skeleton) -> None:
    """IK with a pole, and the end joint's rotation, both switched by one property of the control."""
    for end, side in limbs_of(skeleton):
        upper, lower, pole, _, start_value, _ = LIMBS[end]
        bones = target.pose.bones
        control = bones[f"{end}_ik{side}"]
        control[IK_SWITCH] = start_value
        control.id_properties_ui(IK_SWITCH).update(
            min=0.0,
            max=1.0,
            soft_min=0.0,
            soft_max=1.0,
            description="1: the control leads, 0: the joints' own keys lead",
        )
        goal = f"MCH-{end}_target{side}"
        ik = bones[lower + side].constraints.new("IK")
        ik.target, ik.subtarget = target, goal
        ik.pole_target, ik.pole_subtarget = target, f"{pole}_pole{side}"
        ik.chain_count = 2
        ik.use_stretch = False
        ik.pole_angle = _pole_angle(target.data.bones, upper + side, lower + side, f"{pole}_pole{side}")
        turn = bones[end + side].constraints.new("COPY_ROTATION")
        turn.target, turn.subtarget = target, goal
        for constraint in (ik, turn):
            _drive_influence(target, constraint, f'pose.bones["{control.name}"]["{IK_SWITCH}"]')


def _pole_angle(bones, upper: str, lower: str, pole: str) -> float:
    """The angle at which the rest pose is left as it is."""
    start, knee, end = bones[upper].head_local, bones[upper].tail_local, bones[lower].tail_local
    normal = (end - start).cross(bones[pole].head_local - start)
    axis = (knee - start).normalized()
    toward = normal.cross(axis).normalized()
    across = bones[upper].matrix_local.to_3x3().col[0]
    angle = across.angle(toward)
    return -angle if across.cross(toward).dot(axis) > 0.0 else angle


def _drive_influence(target: bpy.types.Object, constraint: bpy.types.Constraint, data_path: str) -> None:
    """Influence = property; a sum of one variable needs no Python when the file opens."""
    driver = constraint.driver_add("influence").driver
    driver.type = "SUM"
    variable = driver.variables.new()
    variable.name = IK_SWITCH
    variable.targets[0].id = target
    variable.targets[0].data_path = data_path


# --- What the animator sees -----------------------------------------------------------------------------------------

_FK_WIDTH = {
    "hips": 2.6,
    "spine": 1.5,
    "chest": 1.6,
    "upper_chest": 1.5,
    "neck": 1.0,
    "head": 0.9,
    "hand": 0.7,
    "shoulder": 0.5,
    "tail": 0.8,
    "ear": 0.5,
    "jaw": 0.4,
}
"""radius of the FK rings, of the bone's length"""


def build_widgets(make_object) -> dict[str, bpy.types.Object]:
    """The shapes of controls, as wire meshes; `make_object(name, mesh)` links them where they belong."""
    return {name: make_object(f"WGT-{name}", _wire(f"WGT-{name}", *shape())) for name, shape in _SHAPES.items()}


def dress_controls(target: bpy.types.Object, skeleton: Skeleton, widgets: dict[str, bpy.types.Object]) -> None:
    """Shapes, colours and bone collections of controls; the mechanism is hidden."""
    armature = target.data
    controls = armature.collections.new(CONTROL_BONES)
    mechanism = armature.collections.new(MECHANISM_BONES)
    mechanism.is_visible = False
    joints = set(skeleton.joint_names)
    for bone in target.pose.bones:
        base, side = bone.name.partition(".")[::2]
        if bone.name.startswith("MCH-"):
            mechanism.assign(bone.bone)
            continue
        bone.bone.color.palette = {"L": "THEME04", "R": "THEME01"}.get(side, "THEME09")
        if bone.name in joints:
            if base.rstrip("_0123456789") not in BARE:
                bone.custom_shape = widgets["ring"]
                width = _FK_WIDTH.get(base.rstrip("_0123456789"), 0.32)
                bone.custom_shape_scale_xyz = (width, 1.0, width)
            continue
        controls.assign(bone.bone)
        bone.custom_shape = widgets[_widget_of(bone.name)]
        bone.use_custom_shape_bone_size = True


def _widget_of(name: str) -> str:
    if name in (ROOT, COG):
        return name
    return "pole" if "_pole" in name else "foot" if name.startswith(("foot", "leg")) else "box"


def _wire(name: str, points: list[tuple[float, float, float]], edges: list[tuple[int, int]]) -> bpy.types.Mesh:
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(points, edges, [])
    return mesh


def _loop(points: list[Vector] | list[tuple[float, float, float]]) -> tuple[list, list]:
    return list(points), [(i, (i + 1) % len(points)) for i in range(len(points))]


def _circle(radius: float, place) -> list[tuple[float, float, float]]:
    turns = [2.0 * math.pi * i / 32 for i in range(32)]
    return [place(radius * math.cos(turn), radius * math.sin(turn)) for turn in turns]


def _ring() -> tuple[list, list]:
    return _loop(_circle(1.0, lambda a, b: (a, 0.5, b)))


def _root() -> tuple[list, list]:
    points, edges = _loop(_circle(1.6, lambda a, b: (a, b, 0.0)))
    arrow = [(-0.3, -1.6, 0.0), (0.0, -2.1, 0.0), (0.3, -1.6, 0.0)]
    return points + arrow, [*edges, (32, 33), (33, 34)]


def _cog() -> tuple[list, list]:
    return _loop(
        [(-1.3, -1.0, 0.0), (0.0, -1.3, 0.0), (1.3, -1.0, 0.0), (1.3, 1.0, 0.0), (0.0, 1.3, 0.0), (-1.3, 1.0, 0.0)]
    )


def _foot() -> tuple[list, list]:
    """A sole on the floor below the ankle, seen from the armature's axes: toes toward -Y."""
    return _loop(
        [
            (-0.35, 0.45, -0.6),
            (0.35, 0.45, -0.6),
            (0.5, -0.6, -0.6),
            (0.42, -1.5, -0.6),
            (-0.42, -1.5, -0.6),
            (-0.5, -0.6, -0.6),
        ]
    )


def _box() -> tuple[list, list]:
    corners = [(x, y, z) for x in (-0.6, 0.6) for y in (-0.6, 0.6) for z in (-0.6, 0.6)]
    edges = [(i, j) for i in range(8) for j in range(i) if bin(i ^ j).count("1") == 1]
    return corners, edges


def _pole() -> tuple[list, list]:
    points = [(0.5, 0.0, 0.0), (-0.5, 0.0, 0.0), (0.0, 0.5, 0.0), (0.0, -0.5, 0.0), (0.0, 0.0, 0.5), (0.0, 0.0, -0.5)]
    edges = [(i, j) for i in range(6) for j in range(i) if i // 2 != j // 2]
    return points, edges


_SHAPES = {"root": _root, "cog": _cog, "foot": _foot, "box": _box, "pole": _pole, "ring": _ring}
