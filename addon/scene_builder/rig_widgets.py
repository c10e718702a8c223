"""What an animator sees of a rig: shapes, colours and bone collections; wire meshes stand in for bones."""

from __future__ import annotations

import math

import bpy
from mathutils import Vector

from .._vendor.backend.protocol.scene import Skeleton
from .rig_controls import COG, ROOT
from .rig_roll_look import LOOK_AT

COLLECTIONS = {
    "Controls": (),
    "Torso": ("hips", "spine", "chest", "upper_chest", "neck", "head", "jaw", "ear", "tail", "trunk", "eye"),
    "Arms": ("shoulder", "upper_arm", "forearm", "hand"),
    "Legs": ("thigh", "shin", "foot", "toe", "leg"),
    "Fingers": ("thumb", "index", "middle", "ring", "pinky"),
    "Mechanism": (),
}
"""bone collections, and the first words of the joints in them"""
BARE = (*COLLECTIONS["Fingers"], "eye", "toe")
"""bones without a ring"""
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
    """One wire mesh per shape; `make_object(name, mesh)` links them where they belong."""
    return {name: make_object(f"WGT-{name}", _wire(f"WGT-{name}", *shape())) for name, shape in _SHAPES.items()}


def dress_controls(target: bpy.types.Object, skeleton: Skeleton, widgets: dict[str, bpy.types.Object]) -> None:
    """Shapes, colours and bone collections of controls; the mechanism is hidden."""
    armature = target.data
    folders = {name: armature.collections.new(name) for name in COLLECTIONS}
    folders["Mechanism"].is_visible = False
    joints = set(skeleton.joint_names)
    for bone in target.pose.bones:
        base, side = bone.name.partition(".")[::2]
        if bone.name.startswith(("MCH-", "DEF-")):
            folders["Mechanism"].assign(bone.bone)
            continue
        bone.bone.color.palette = {"L": "THEME04", "R": "THEME01"}.get(side, "THEME09")
        if bone.name in joints:
            kind = base.rstrip("_0123456789")
            words = {kind, kind.split("_")[0]}
            folders[next((name for name, own in COLLECTIONS.items() if words & {*own}), "Torso")].assign(bone.bone)
            if kind not in BARE:
                bone.custom_shape = widgets["ring"]
                width = _FK_WIDTH.get(kind, 0.32)
                bone.custom_shape_scale_xyz = (width, 1.0, width)
            continue
        folders["Controls"].assign(bone.bone)
        bone.custom_shape = widgets[_widget_of(bone.name)]
        bone.use_custom_shape_bone_size = True
    for name in [name for name, folder in folders.items() if not folder.bones]:
        armature.collections.remove(folders[name])


def _widget_of(name: str) -> str:
    if name in (ROOT, COG, LOOK_AT):
        return name
    if name.startswith("foot_roll"):
        return "roll"
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


def _roll() -> tuple[list, list]:
    """An arc across the bone's X with arrows at both ends: it is turned about X."""
    turns = [math.radians(-60.0 + 10.0 * i) for i in range(13)]
    points = [(0.0, 1.1 * math.sin(turn), 1.1 * math.cos(turn) - 0.55) for turn in turns]
    edges = [(i, i + 1) for i in range(12)]
    for end, back in ((0, 2), (12, 10)):
        for across in (-0.16, 0.16):
            points.append((across, points[back][1], points[back][2]))
            edges.append((end, len(points) - 1))
    return points, edges


def _look_at() -> tuple[list, list]:
    """An eye's outline round a pupil, upright, looked at from the front."""
    lid = [
        (0.9 * math.cos(t), 0.0, 0.42 * math.sin(t) * abs(math.sin(t))) for t in (math.pi * i / 16 for i in range(32))
    ]
    points, edges = _loop(lid)
    pupil, around = _loop(_circle(0.3, lambda a, b: (a, 0.0, b)))
    return points + pupil, edges + [(i + 32, j + 32) for i, j in around]


_SHAPES = {
    "root": _root,
    "cog": _cog,
    "foot": _foot,
    "box": _box,
    "pole": _pole,
    "ring": _ring,
    "roll": _roll,
    "look_at": _look_at,
}
