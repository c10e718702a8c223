"""The animator's channels of a four-legged animal, and the joints that follow from them.

A motion is (T, C). Feet live in the world and are reached by inverse kinematics, so a planted foot cannot slide.
Angles in rad, lengths in m:
    x, y, heading     where the asset's origin is on the floor, and where it faces (0 = -Y)
    z                 the trunk above its height at rest
    pitch, roll       of the trunk, + nose up, + leans to the left
    spine.pitch, yaw  + arched as a cat's, + bent to the left
    neck, head        pitch + up, yaw + to the left, roll
    jaw               + open;  ears + back;  lids + closing
    tail              pitch + up, yaw + to the left, curl + tip up
    trunk             pitch + forward, curl + tip up (elephants)
    wing              spread 0 folded … 1 held out, lift + up, tip + hand and fingers above the arm, sweep + back
    breath            0…1 how far it lets out fire or water
    foot              x, y, yaw of the toe on the floor (world), z above it, pitch + heel up, roll + as the trunk's,
                      fold + wrist or hock folded, flat 0…1 the foot lies flat up to wrist or hock
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...common import quat
from ...common.skeleton import rest_pose
from ...protocol.scene import Asset, Skeleton
from ..channels import Array
from .wings import turn_wings

LEGS = ("front.L", "front.R", "back.L", "back.R")
_BODY = (
    "x", "y", "heading", "z", "pitch", "roll", "spine.pitch", "spine.yaw", "neck.pitch", "neck.yaw", "head.pitch",
    "head.yaw", "head.roll", "jaw", "ears", "lids", "tail.pitch", "tail.yaw", "tail.curl", "trunk.pitch", "trunk.curl",
    "wing.spread", "wing.lift", "wing.tip", "wing.sweep", "breath",
)  # fmt: skip
_FOOT = ("x", "y", "yaw", "z", "pitch", "roll", "fold", "flat")
NAMES = _BODY + tuple(f"foot.{name}.{leg}" for leg in LEGS for name in _FOOT)
INDEX = {name: i for i, name in enumerate(NAMES)}
COUNT = len(NAMES)
ON_THE_FLOOR = [INDEX[f"foot.{name}.{leg}"] for leg in LEGS for name in ("x", "y", "yaw", "z")]

LIDS_SHUT = 1.35
"""rad from open to closed"""

Angle = Array | float
_X, _Y, _Z = np.eye(3)
_REACH = 0.998
_LEAN = 0.2


@dataclass(frozen=True, kw_only=True)
class Body:
    """Measures of one animal."""

    skeleton: Skeleton
    index: dict[str, int]
    positions: Array
    """(J, 3) at rest, asset space"""
    rotations: Array
    """(J, 4) at rest"""
    offsets: Array
    """(J, 3) from the parent, asset space"""
    toes: dict[str, Array]
    """(3,) the point of each foot that stays on the floor"""
    leg: float
    """height of the hip, m"""
    withers: float
    belly: float
    """height of the lowest point of the trunk"""
    flesh: tuple[Array, NDArray[np.int32], Array]
    """points of the skin above the feet (N, 3) at rest, their joints (N, 4) and weights (N, 4)"""
    length: float
    """from hip to shoulder joint along the body"""
    heel: float
    """rad by which the hind foot's upper bone slopes up to the heel when its flesh lies on the floor"""
    nose: float
    """how far the nose is before the origin"""
    species: str
    breath: str = ""
    """what it can let out, and the slider that does: fire, water"""

    @property
    def winged(self) -> bool:
        return "wing_upper.L" in self.index

    def at(self, joint: str) -> Array:
        return np.asarray(self.positions[self.index[joint]])

    def standing(self, x: float, y: float, heading: float) -> Array:
        """The rest pose at a place (C,)."""
        pose = np.zeros(COUNT)
        pose[[INDEX["x"], INDEX["y"], INDEX["heading"]]] = x, y, heading
        for leg in LEGS:
            pose[[INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]] = self.print_at(leg, x, y, heading)
        return pose

    def print_at(self, leg: str, x: float, y: float, heading: float) -> Array:
        """x, y, yaw of a foot under a body at rest there."""
        toe = quat.mul_vec(quat.from_angle_axis(np.array(heading), _Z), self.toes[leg])
        return np.array([x + toe[0], y + toe[1], heading])


def is_quadruped(skeleton: Skeleton) -> bool:
    """Whether these programs can drive a skeleton."""
    return {"hips", "chest", "leg_front_foot.L", "leg_back_foot.R"} <= set(skeleton.joint_names)


def measure(asset: Asset) -> Body:
    """The measures of an asset with a four-legged skeleton."""
    skeleton = asset.skeleton
    assert skeleton is not None
    positions, rotations = rest_pose(skeleton)
    parents = skeleton.parents
    index = {name: i for i, name in enumerate(skeleton.joint_names)}
    toes = {}
    for leg in LEGS:
        kind, side = leg.split(".")
        foot = index[f"leg_{kind}_foot.{side}"]
        tip = positions[foot] + quat.mul_vec(rotations[foot], [0.0, float(skeleton.bone_lengths[foot]), 0.0])
        toes[leg] = np.array([tip[0], tip[1], 0.0])
    flesh = _flesh(asset)
    return Body(
        skeleton=skeleton, index=index, positions=positions, rotations=rotations,
        offsets=positions - np.where(parents[:, None] >= 0, positions[parents], 0.0), toes=toes,
        leg=float(positions[index["leg_back_upper.L"], 2]), withers=float(positions[index["shoulder.L"], 2]),
        belly=_lowest(asset, ("spine_1", "spine_2", "chest")), flesh=flesh,
        length=float(positions[index["leg_back_upper.L"], 1] - positions[index["leg_front_upper.L"], 1]),
        heel=_heel(flesh, positions, index), nose=float(-asset.bounds[0, 1]), species=asset.category,
        breath=next((key.name for mesh in asset.meshes if mesh.name == "breath" for key in mesh.mesh.shape_keys), ""),
    )  # fmt: skip


def _heel(flesh: tuple[Array, NDArray[np.int32], Array], positions: Array, index: dict[str, int]) -> float:
    """The slope at which the flesh between hock and ball just touches the floor."""
    points, joints, weights = flesh
    strongest = np.take_along_axis(joints, weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    ball, hock = positions[index["leg_back_foot.L"]], positions[index["leg_back_cannon.L"]]
    away = points[strongest == index["leg_back_cannon.L"]] - ball
    radius = np.hypot(away[:, 1], away[:, 2])
    away, radius = away[radius > ball[2]], radius[radius > ball[2]]
    if not len(away):
        return 0.0
    level = np.arctan2(away[:, 2], away[:, 1]) - np.arctan2(hock[2] - ball[2], hock[1] - ball[1])
    return float(np.clip((-np.arcsin(ball[2] / radius) - level).max(), 0.0, 0.4))


def _lowest(asset: Asset, joints: tuple[str, ...]) -> float:
    """Height of the lowest point of the skin that some joints carry, at rest."""
    assert asset.skeleton is not None
    mesh = asset.meshes[0].mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    own = [asset.skeleton.joint_names.index(name) for name in joints]
    held = (np.isin(mesh.skin_joints, own) * mesh.skin_weights).sum(axis=1) > 0.7
    return float(mesh.vertices[held, 2].min()) if held.any() else 0.0


def _flesh(asset: Asset) -> tuple[Array, NDArray[np.int32], Array]:
    """Every ninth vertex of skin, tail and ears that the feet do not carry; a mane lies where it falls."""
    assert asset.skeleton is not None
    mesh = asset.meshes[0].mesh
    assert mesh.skin_joints is not None
    assert mesh.skin_weights is not None
    names = asset.skeleton.joint_names
    feet = [i for i, name in enumerate(names) if name.startswith("leg") and "foot" in name]
    parts = [i for i, name in enumerate(asset.meshes[0].part_names) if name in ("skin", "tail", "ear.L", "ear.R")]
    own = np.unique(mesh.face_vertices.reshape(-1, 4)[np.isin(mesh.part_index, parts)])
    above = own[(np.isin(mesh.skin_joints[own], feet) * mesh.skin_weights[own]).sum(axis=1) < 0.1][::9]
    return mesh.vertices[above].astype(np.float64), mesh.skin_joints[above], mesh.skin_weights[above].astype(np.float64)


TRUNK = ("hips", "spine", "chest")


def lowest_flesh(body: Body, pose: Array, of: tuple[str, ...] = TRUNK) -> float:
    """Height of the lowest point of what bones with these beginnings of names carry, in a pose (C,)."""
    posed = solve(body, pose[None])
    points, joints, weights = body.flesh
    strongest = np.take_along_axis(joints, weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    own = np.isin(strongest, [i for name, i in body.index.items() if name.startswith(of)])
    points, joints, weights = points[own], joints[own], weights[own]
    moved = posed.positions[0, joints] + quat.mul_vec(posed.turns[0, joints], points[:, None] - body.positions[joints])
    return float(np.einsum("nk,nk->n", weights, moved[..., 2]).min())


@dataclass(frozen=True)
class Posed:
    """Joints of every frame."""

    root: Array
    """(T, 3)"""
    joint_rotations: Array
    """(T, J, 4)"""
    positions: Array
    """(T, J, 3)"""
    turns: Array
    """(T, J, 4) world rotation on top of the rest orientation"""


def solve(body: Body, motion: Array) -> Posed:
    """Channels (T, C) to joints: the trunk from its channels, the legs from their feet."""
    frames, joints = len(motion), len(body.skeleton.joint_names)
    turns = np.tile(quat.IDENTITY, (frames, joints, 1))

    def channel(name: str) -> Array:
        return motion[:, INDEX[name]]

    def turn(axis: Array, angle: Array | float) -> Array:
        return quat.from_angle_axis(np.broadcast_to(np.asarray(angle), (frames,)), axis)

    def put(name: str, parent: Array, pitch: Angle, yaw: Angle = 0.0, roll: Angle = 0.0) -> Array:
        """Pitch + lifts the front (of a tail: lowers its tip)."""
        world = quat.mul(quat.mul(quat.mul(parent, turn(_Z, yaw)), turn(_X, -np.asarray(pitch))), turn(_Y, roll))
        if name in body.index:
            turns[:, body.index[name]] = world
        return world

    # 1. The trunk, bent about its middle
    whole = quat.mul(turn(_Z, channel("heading")), quat.mul(turn(_X, -channel("pitch")), turn(_Y, channel("roll"))))
    arch, bend = channel("spine.pitch"), channel("spine.yaw")
    hips = put("hips", whole, 0.5 * arch, -0.5 * bend)
    put("spine_1", whole, 0.25 * arch, -0.2 * bend)
    put("spine_2", whole, -0.15 * arch, 0.2 * bend)
    chest = put("chest", whole, -0.5 * arch, 0.5 * bend)

    # 2. Neck, head, ears, jaw, tail, trunk
    necks = [name for name in body.skeleton.joint_names if name.startswith("neck_")]
    neck = chest
    for number, name in enumerate(necks):
        lean = _LEAN * (1.0 - 2.0 * (number + 0.5) / len(necks))  # pitch more at the root, yaw more at the head
        neck = put(name, neck, (1.0 + lean) / len(necks) * channel("neck.pitch"),
                   (1.0 - lean) / len(necks) * channel("neck.yaw"))  # fmt: skip
    head = put("head", neck, channel("head.pitch"), channel("head.yaw"), channel("head.roll"))
    put("jaw", head, -channel("jaw"))
    for side in (".L", ".R"):
        put(f"ear{side}", head, channel("ears"))
        lid = body.index[f"lid{side}"]  # turns about the axis across the eye
        turns[:, lid] = quat.mul(head, turn(quat.mul_vec(body.rotations[lid], _X), -channel("lids")))
    tails = [name for name in body.skeleton.joint_names if name.startswith("tail_")]
    last = hips
    for number, name in enumerate(tails):
        share = 2.0 * (number + 1) / (len(tails) + 1)
        lift = channel("tail.pitch") * (0.55 if number == 0 else 0.45 / max(len(tails) - 1, 1))
        part = share / len(tails)
        last = put(name, last, -lift - channel("tail.curl") * part, channel("tail.yaw") * part)
    trunk = [name for name in body.skeleton.joint_names if name.startswith("trunk_")]
    last = head
    for number, name in enumerate(trunk):
        share = 2.0 * (number + 1) / (len(trunk) + 1)
        last = put(name, last, (channel("trunk.pitch") + channel("trunk.curl") * share) / len(trunk))

    turn_wings(body.skeleton.joint_names, body.rotations, chest, channel, turns)

    # 3. Where the trunk is: the middle between hips and shoulders leads
    positions = np.zeros((frames, joints, 3))
    parents = body.skeleton.parents
    for j in range(1, joints):
        positions[:, j] = positions[:, parents[j]] + quat.mul_vec(turns[:, parents[j]], body.offsets[j])
    middle = _middle(body, positions)
    rest = _middle(body, body.positions[None])[0]
    aim = quat.mul_vec(turn(_Z, channel("heading")), rest)
    aim = aim + np.stack([channel("x"), channel("y"), channel("z")], axis=-1)
    positions += (aim - middle)[:, None]

    # 4. Legs: shoulder blades swing with them
    for leg in LEGS:
        _leg(body, leg, motion, chest if leg.startswith("front") else hips, positions, turns)
    for j in range(1, joints):
        positions[:, j] = positions[:, parents[j]] + quat.mul_vec(turns[:, parents[j]], body.offsets[j])
    own = quat.mul(turns, body.rotations)
    before = np.where(parents[:, None] >= 0, turns[:, parents], quat.IDENTITY)
    local = quat.mul(quat.mul(quat.inv(body.rotations), quat.inv(before)), own)
    return Posed(positions[:, 0], quat.unroll(quat.normalize(local)), positions, turns)


def misses(body: Body, posed: Posed, motion: Array) -> Array:
    """(T, 4) m from where each toe should be to where it is."""
    result = np.zeros((len(motion), len(LEGS)))
    for number, leg in enumerate(LEGS):
        kind, side = leg.split(".")
        foot = body.index[f"leg_{kind}_foot.{side}"]
        toe = posed.positions[:, foot] + quat.mul_vec(posed.turns[:, foot], body.toes[leg] - body.positions[foot])
        wished = motion[:, [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]]
        result[:, number] = np.linalg.norm(toe - wished, axis=1)
    return result


def _middle(body: Body, positions: Array) -> Array:
    ends = [body.index[f"{name}.{side}"] for name in ("leg_back_upper", "shoulder") for side in "LR"]
    return np.asarray(positions[:, ends].mean(axis=1))


def _leg(body: Body, leg: str, motion: Array, frame: Array, positions: Array, turns: Array) -> None:
    """Upper, lower, cannon and foot of one leg, in the plane through its socket and its foot.

    First and third bone turn together (the pantograph leg of Fischer & Blickhan 2006), `fold` and `flat` apart.
    """
    kind, side = leg.split(".")
    names = [f"leg_{kind}_{part}.{side}" for part in ("upper", "lower", "cannon", "foot")]
    upper, lower, cannon, foot = (body.index[name] for name in names)

    def channel(name: str) -> Array:
        return motion[:, INDEX[f"foot.{name}.{leg}"]]

    # the foot stands on its toe and turns about it
    rolled = quat.mul(quat.from_angle_axis(channel("yaw"), _Z), quat.from_angle_axis(channel("roll"), _Y))
    foot_turn = quat.mul(rolled, quat.from_angle_axis(channel("pitch"), _X))
    toe = np.stack([channel("x"), channel("y"), channel("z")], axis=-1)
    ball = toe + quat.mul_vec(foot_turn, body.positions[foot] - body.toes[leg])

    # the shoulder blade leans toward where the leg goes
    parent = int(body.skeleton.parents[upper])
    if kind == "front":
        blade = parent
        rest = body.positions[foot] - body.positions[blade]
        way = quat.mul_vec(quat.inv(frame), ball - positions[:, blade])
        swing = np.arctan2(-way[:, 1], -way[:, 2]) - np.arctan2(-rest[1], -rest[2])
        turns[:, blade] = quat.mul(frame, quat.from_angle_axis(-0.85 * swing, _X))
        socket = positions[:, blade] + quat.mul_vec(turns[:, blade], body.offsets[upper])
    else:
        socket = positions[:, upper]
    way = quat.mul_vec(quat.inv(frame), ball - socket)
    tilt = quat.from_angle_axis(np.arctan2(-way[:, 0], -way[:, 2]), _Y)
    plane = quat.mul(frame, tilt)
    flat = quat.mul_vec(quat.inv(plane), ball - socket)
    goal = -flat[:, 1] + 1j * flat[:, 2]

    def bone(start: int, end: int) -> complex:
        way = body.positions[end] - body.positions[start]
        return complex(-way[1], way[2])

    a, b, c = bone(upper, lower), bone(lower, cannon), bone(cannon, foot)
    first, _ = _two_bones(a + c, b, goal)
    rising = np.arcsin(np.clip(quat.mul_vec(plane, -_Y)[..., 2], -1.0, 1.0))
    heel = body.heel if kind == "back" else 0.0
    lying = np.angle(c) + rising + heel  # level in the world, however the trunk is pitched
    third = first + channel("fold")
    # a leg that is too short straightens its wrist or hock
    short = np.abs(goal) - 0.992 * (abs(a + c) + abs(b))
    straight = _small(np.angle(c) - np.angle(goal))
    third = third + np.clip(short / (0.05 * abs(b)), 0.0, 1.0) * _small(straight - third)
    third = third + channel("flat") * (lying - third)
    first, second = _two_bones(a, b, goal - c * np.exp(-1j * third))
    for joint, angle in ((upper, first), (lower, second), (cannon, third)):
        turns[:, joint] = quat.mul(plane, quat.from_angle_axis(angle, _X))
    turns[:, foot] = foot_turn


def _two_bones(a: complex, b: complex, goal: Array) -> tuple[Array, Array]:
    """Angles (T,) by which two bones a, b (forward + i up, at rest) turn forward-down so that they end at `goal`."""
    m, n = abs(a), abs(b)
    distance = np.clip(np.abs(goal), abs(m - n) + 1e-4, _REACH * (m + n))
    goal = goal / np.maximum(np.abs(goal), 1e-9) * distance
    inner = np.arccos(np.clip((m * m + distance**2 - n * n) / (2.0 * m * distance), -1.0, 1.0))
    side = 1.0 if (a * (a + b).conjugate()).imag >= 0.0 else -1.0
    first = np.angle(goal) + side * inner
    second = np.angle(goal - m * np.exp(1j * first))
    return _small(np.angle(a) - first), _small(np.angle(b) - second)


def _small(angle: Array) -> Array:
    return np.asarray((angle + np.pi) % (2.0 * np.pi) - np.pi)
