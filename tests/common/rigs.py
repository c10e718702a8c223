"""Skeletons of other programs made on the spot: our own body with other names, rest poses, rolls, scales and links."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from backend.common import quat
from backend.common.skeleton import forward_kinematics, humanoid_skeleton
from backend.protocol.scene import Skeleton

SHARED = next((p / "shared" for p in Path(__file__).resolve().parents if (p / "shared" / "data").is_dir()), None)

_FINGERS = ("thumb", "index", "middle", "ring", "pinky")
_CENTRE = ("hips", "spine", "chest", "upper_chest", "neck", "head")


def _named(
    centre: str, limbs: str, finger: str, fingers: str, left: str, right: str, central: str = "{}", limb: str = "{}"
) -> dict[str, str]:
    """Our joints to names: words of trunk, limbs and fingers; `§` stands for the side, `{}` for the word."""
    found = {own: central.format(word) for own, word in zip(_CENTRE, centre.split(), strict=True)}
    sided = {own: limb.format(word) for own, word in zip(_LIMBS, limbs.split(), strict=True)}
    for own, word in zip(_FINGERS, fingers.split(), strict=True):
        sided |= {f"{own}_{k}": finger.format(word, k) for k in (1, 2, 3)}
    for side, spoken in ((".L", left), (".R", right)):
        found |= {own + side: name.replace("§", spoken) for own, name in sided.items()}
    return found


_LIMBS = ("shoulder", "upper_arm", "forearm", "hand", "thigh", "shin", "foot", "toe")

NAMINGS: dict[str, dict[str, str]] = {
    "rigify": _named(
        "spine spine.001 spine.002 spine.003 spine.004 spine.006",
        "shoulder.§ upper_arm.§ forearm.§ hand.§ thigh.§ shin.§ foot.§ toe.§",
        "{}.0{}.§", "thumb f_index f_middle f_ring f_pinky", "L", "R",
    ),
    "mixamo": _named(
        "Hips Spine Spine1 Spine2 Neck Head",
        "Shoulder Arm ForeArm Hand UpLeg Leg Foot ToeBase",
        "mixamorig:§Hand{}{}", "Thumb Index Middle Ring Pinky", "Left", "Right", "mixamorig:{}", "mixamorig:§{}",
    ),
    "makehuman": _named(
        "root spine03 spine02 spine01 neck01 head",
        "clavicle.§ upperarm01.§ lowerarm01.§ wrist.§ upperleg01.§ lowerleg01.§ foot.§ toe.§",
        "finger{}-{}.§", "1 2 3 4 5", "L", "R",
    ),
    "vrm": _named(
        "Hips Spine Chest UpperChest Neck Head",
        "Shoulder UpperArm LowerArm Hand UpperLeg LowerLeg Foot ToeBase",
        "J_Bip_§_{}{}", "Thumb Index Middle Ring Little", "L", "R", "J_Bip_C_{}", "J_Bip_§_{}",
    ),
    "smplh": _named(
        "pelvis spine1 spine2 spine3 neck head",
        "§_collar §_shoulder §_elbow §_wrist §_hip §_knee §_ankle §_foot",
        "§_{}{}", "thumb index middle ring pinky", "left", "right",
    ),
    "unreal": _named(
        "pelvis spine_01 spine_02 spine_03 neck_01 head",
        "clavicle_§ upperarm_§ lowerarm_§ hand_§ thigh_§ calf_§ foot_§ ball_§",
        "{}_0{}_§", "thumb index middle ring pinky", "l", "r",
    ),
    "ours": {name: name for name in humanoid_skeleton().joint_names},
    "unknown": {n: f"Node{i:03d}" for i, n in enumerate(humanoid_skeleton().joint_names) if not n.startswith("eye")},
}  # fmt: skip
"""our joint to the name that each convention gives it; eyes are left out"""

ARMS_OUT = {"A": 0.0, "T": 45.0, "down": -40.0}
"""degrees by which a rest pose raises the arms over ours"""


def rig(
    naming: str,
    *,
    stature_m: float = 1.70,
    pose: str = "A",
    roll: np.random.Generator | None = None,
    leg_scale: float = 1.0,
    facing_rad: float = 0.0,
    spread_deg: float = 0.0,
    root: bool = False,
) -> Skeleton:
    """Our body as another program's armature.

    roll: random rolls of all bones about their length; root: a further bone on the floor above the hips; spread:
    legs apart at rest, soles still flat
    """
    own = humanoid_skeleton(stature_m, leg_scale=leg_scale)
    names = own.joint_names
    rotations = np.tile(quat.IDENTITY, (len(names), 1))
    _, rest = forward_kinematics(own, own.rest_translations[0], rotations)

    def turn(name: str, degrees: float) -> None:
        j = names.index(name)
        world = quat.from_angle_axis(np.radians(degrees), np.array([0.0, -1.0, 0.0]))
        rotations[j] = quat.mul(quat.inv(rest[j]), quat.mul(world, rest[j]))

    for side, sign in ((".L", 1.0), (".R", -1.0)):
        turn("upper_arm" + side, sign * ARMS_OUT[pose])
        turn("thigh" + side, sign * spread_deg)
        turn("foot" + side, -sign * spread_deg)
    heads, world = forward_kinematics(own, own.rest_translations[0], rotations)
    heads[:, 2] -= min(heads[names.index("toe" + side), 2] - rest_toe(own) for side in (".L", ".R"))
    heading = quat.from_angle_axis(np.array(facing_rad), np.array([0.0, 0.0, 1.0]))
    heads, world = quat.mul_vec(heading, heads), quat.mul(heading, world)
    if roll is not None:
        world = quat.mul(world, quat.from_angle_axis(roll.uniform(-3.0, 3.0, len(names)), np.array([0.0, 1.0, 0.0])))
    kept = [j for j, name in enumerate(names) if name in NAMINGS[naming]]
    rows = [(NAMINGS[naming][names[j]], heads[j], world[j], float(own.bone_lengths[j])) for j in kept]
    parents = [kept.index(int(own.parents[j])) if own.parents[j] >= 0 else -1 for j in kept]
    if root:
        rows.insert(0, ("Root", np.zeros(3), heading, 0.2))
        parents = [-1, *(parent + 1 for parent in parents)]
    return skeleton_of(rows, parents)


def rest_toe(skeleton: Skeleton) -> float:
    heads, _ = forward_kinematics(
        skeleton, skeleton.rest_translations[0], np.tile(quat.IDENTITY, (len(skeleton.parents), 1))
    )
    return float(heads[skeleton.joint_names.index("toe.L"), 2])


def skeleton_of(rows: list[tuple[str, np.ndarray, np.ndarray, float]], parents: list[int]) -> Skeleton:
    """From name, world head (3,), world rotation (4,) and length of each joint."""
    heads, world = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    above = np.array(parents)
    parent_turn = np.where(above[:, None] >= 0, world[above], quat.IDENTITY)
    parent_head = np.where(above[:, None] >= 0, heads[above], 0.0)
    return Skeleton(
        joint_names=tuple(row[0] for row in rows),
        parents=above.astype(np.int32),
        rest_translations=quat.mul_vec(quat.inv(parent_turn), heads - parent_head).astype(np.float32),
        rest_rotations=quat.normalize(quat.mul(quat.inv(parent_turn), world)).astype(np.float32),
        bone_lengths=np.array([row[3] for row in rows], dtype=np.float32),
    )


def makehuman_rig(name: str) -> Skeleton:
    """One of the rigs in `shared/data/humanoid`, on the base mesh, in Blender's space and metres."""
    assert SHARED is not None
    folder = SHARED / "data" / "humanoid"
    vertices, cubes = _base_mesh(folder / "base.obj")
    if name == "default":
        data = json.loads((folder / "rigs" / "default.mhskel").read_text())
        places = {joint: vertices[rows].mean(axis=0) for joint, rows in data["joints"].items()}
        bones = {bone: (places[d["head"]], places[d["tail"]], d["parent"] or "") for bone, d in data["bones"].items()}
    else:
        data = json.loads((folder / "rigs" / f"rig.{name}.json").read_text())

        def place(end: dict) -> np.ndarray:  # type: ignore[type-arg]
            rows = cubes[end["cube_name"]] if end["strategy"] == "CUBE" else end["vertex_indices"]
            return np.asarray(vertices[rows].mean(axis=0))

        bones = {bone: (place(d["head"]), place(d["tail"]), d["parent"]) for bone, d in data.items()}
    order: list[str] = []
    while len(order) < len(bones):
        order += [bone for bone, (*_, above) in bones.items() if bone not in order and (not above or above in order)]
    rows = []
    for bone in order:
        head, tail, _ = bones[bone]
        turn = quat.between(np.array([0.0, 1.0, 0.0]), tail - head)
        rows.append((bone, head, turn, float(np.linalg.norm(tail - head))))
    return skeleton_of(rows, [order.index(bones[bone][2]) if bones[bone][2] else -1 for bone in order])


def _base_mesh(path: Path) -> tuple[np.ndarray, dict[str, list[int]]]:
    points, cubes, group = [], {}, ""
    for line in path.read_text().splitlines():
        if line.startswith("v "):
            x, y, z = (float(word) for word in line.split()[1:4])
            points.append((x / 10.0, -z / 10.0, y / 10.0))
        elif line.startswith("g "):
            group = line[2:].strip()
        elif line.startswith("f ") and group.startswith("joint-"):
            cubes.setdefault(group, set()).update(int(word.split("/")[0]) - 1 for word in line.split()[1:])
    return np.array(points), {name: sorted(rows) for name, rows in cubes.items()}
