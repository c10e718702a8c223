"""A person as a body of linked limbs: it follows its motion as far as its strength reaches, or falls as a ragdoll.

`physicality` 1 follows the motion, 0 is a ragdoll; between them the joints' strength and the help at the root fade.
Joints are driven by PD control towards the motion. By itself such a body falls within about a second; what keeps it
up is a servo on the velocity of the root, whose help is measured and reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.progress import Progress, silent
from ..common.skeleton import forward_kinematics, rest_pose
from ..protocol.conventions import GRAVITY_M_S2
from ..protocol.errors import SimulationDivergedError
from ..protocol.scene import Asset, MotionClip, MotionSet, Parameter, PoseTrack, SceneDescription, Skeleton
from .substeps import steps_per_frame
from .world import Array, Body, Shape, scaled_shape

# Share of the body's mass per joint, one side (Winter 2009, table 4.1; the trunk's .497 over four joints).
_MASS_SHARE = {
    "hips": 0.142, "spine": 0.10, "chest": 0.11, "upper_chest": 0.115, "neck": 0.02, "head": 0.061, "shoulder": 0.0155,
    "upper_arm": 0.028, "forearm": 0.016, "hand": 0.006, "thigh": 0.1, "shin": 0.0465, "foot": 0.0115, "toe": 0.003,
}  # fmt: skip
# Strength in N m per kg of body mass: about what people have (e.g. 3 at the knee), more at the trunk for stiffness.
_TORQUE_PER_KG = {
    "spine": 6.0, "chest": 6.0, "upper_chest": 6.0, "neck": 1.0, "head": 1.0, "shoulder": 3.0, "upper_arm": 2.0,
    "forearm": 1.5, "hand": 0.5, "thigh": 6.0, "shin": 5.0, "foot": 4.0, "toe": 0.6,
}  # fmt: skip
# How far a limp joint bends about its own X, Y, Z, degrees low and high; +X flexes hips, elbows, -X the knees.
_LIMITS_DEG = {
    "spine": ((-15, 35), (-20, 20), (-15, 15)), "chest": ((-10, 25), (-15, 15), (-12, 12)),
    "upper_chest": ((-10, 20), (-15, 15), (-12, 12)), "neck": ((-30, 30), (-35, 35), (-25, 25)),
    "head": ((-25, 25), (-30, 30), (-15, 15)), "shoulder": ((-10, 10), (-10, 10), (-15, 15)),
    "upper_arm": ((-50, 120), (-60, 60), (-45, 60)), "forearm": ((0, 140), (-60, 60), (-5, 5)),
    "hand": ((-50, 50), (-10, 10), (-20, 20)), "thigh": ((-15, 110), (-35, 35), (-30, 30)),
    "shin": ((-140, 0), (-10, 10), (-4, 4)), "foot": ((-30, 25), (-15, 15), (-15, 15)),
    "toe": ((-5, 35), (-5, 5), (-5, 5)),
}  # fmt: skip
_FALLEN = 0.6
_SUBSTEPS = 1
_LIMP_WORDS = frozenset(("ragdoll", "limply", "lifeless", "lifelessly", "unconscious"))


@dataclass(frozen=True, kw_only=True)
class Limb:
    """One joint of the body and what hangs on it, in the joint's frame."""

    name: str
    joint: int
    """in the skeleton"""
    parent: int
    """place in the list of limbs, -1 for the root"""
    translation: Array
    """(3,) from the parent's joint, in its frame"""
    rotation: Array
    """(4,) at rest, relative to the parent's"""
    shapes: tuple[Shape, ...]
    centre: Array
    """(3,) centre of mass"""
    mass_kg: float
    torque_n_m: float
    limits_rad: Array
    """(3, 2)"""


@dataclass(frozen=True, kw_only=True)
class Tracking:
    """How well a body followed its motion."""

    clip: MotionClip
    mean_joint_error_m: float
    assist: float
    """mean force of the servo at the root, in body weights"""
    fall_s: float | None
    """when the hips came below 60 % of where the motion has them; None = it stayed up"""


def limp_from(description: SceneDescription, motion: MotionSet) -> dict[str, int]:
    """People who are to fall as a ragdoll, and the frame from which they do."""
    falls: dict[str, int] = {}
    for action in description.actions:
        said = {word for text in (action.verb, action.text, *action.manner) for word in text.lower().split()}
        goes_limp = "limp" in said and action.verb != "limp"  # who limps walks
        if goes_limp or said & _LIMP_WORDS:
            entity = next((e for e in description.entities if e.id == action.actor_id), None)
            for actor_id in entity.object_ids if entity else ():
                if actor_id in motion.clips:
                    starts = [first for name, first, _ in motion.clips[actor_id].segments if name == action.id]
                    starts += [e.frame for e in motion.events if e.kind == "fall" and e.actor_id == actor_id]
                    falls.setdefault(actor_id, min(starts, default=0))
    return falls


def limbs_of(asset: Asset) -> tuple[Limb, ...]:
    """The joints that matter (no fingers, no eyes), limb by limb, with the asset's own colliders."""
    skeleton = asset.skeleton
    assert skeleton is not None
    heads, turns = rest_pose(skeleton)
    mass_kg = max(asset.physics.mass_kg, 1.0)
    known = [j for j, name in enumerate(skeleton.joint_names) if name.split(".")[0] in _MASS_SHARE]
    chosen = _depth_first(known, skeleton)
    limbs: list[Limb] = []
    for j in chosen:
        name = skeleton.joint_names[j]
        base = name.split(".")[0]
        shapes = []
        for shape in asset.collision_shapes:
            if shape.joint == name:
                solid = scaled_shape(shape, np.ones(3))
                back = quat.inv(turns[j])
                shapes.append(
                    replace(
                        solid,
                        translation=quat.mul_vec(back, solid.translation - heads[j]),
                        rotation=quat.mul(back, solid.rotation),
                    )
                )
        middle = np.array([0.0, 0.45 * float(skeleton.bone_lengths[j]), 0.0])
        parent = int(skeleton.parents[j])
        limbs.append(
            Limb(
                name=name,
                joint=j,
                parent=chosen.index(parent) if parent >= 0 else -1,
                translation=skeleton.rest_translations[j].astype(float),
                rotation=quat.normalize(skeleton.rest_rotations[j].astype(float)),
                shapes=tuple(shapes),
                centre=np.zeros(3) if parent < 0 else middle,
                mass_kg=mass_kg * _MASS_SHARE[base],
                torque_n_m=mass_kg * _TORQUE_PER_KG.get(base, 1.0),
                limits_rad=np.radians(np.array(_LIMITS_DEG.get(base, ((-1, 1),) * 3), dtype=float)),
            )
        )
    return tuple(limbs)


def _depth_first(joints: list[int], skeleton: Skeleton) -> list[int]:
    """Each joint followed by all that hangs on it: the order in which PyBullet counts links."""
    order: list[int] = []

    def visit(joint: int) -> None:
        order.append(joint)
        for child in joints:
            if skeleton.parents[child] == joint:
                visit(child)

    visit(joints[0])
    return order


def within_limits(rotations: Array, limits_rad: Array) -> Array:
    """Joint rotations (L, 4) brought back into (L, 3, 2) limits of their rotation vectors."""
    vectors = quat.to_rotation_vector(rotations)
    return quat.from_rotation_vector(np.clip(vectors, limits_rad[..., 0], limits_rad[..., 1]))


def follow(
    asset: Asset,
    clip: MotionClip,
    fps: int,
    physicality: float,
    *,
    surroundings: Sequence[Body] = (),
    start_frame: int = 0,
    progress: Progress = silent,
) -> Tracking:
    """The clip as a body of that physicality performs it from `start_frame` on.

    surroundings  fixed bodies that it can fall on; an endless floor is among them
    """
    skeleton = asset.skeleton
    assert skeleton is not None
    frames = len(clip.root_translations)
    if physicality >= 1.0 or start_frame >= frames - 1:
        return Tracking(clip=clip, mean_joint_error_m=0.0, assist=0.0, fall_s=None)
    from .pybullet_humanoid import Puppet

    limbs = limbs_of(asset)
    joints = [limb.joint for limb in limbs]
    limits = np.array([limb.limits_rad for limb in limbs])
    root = clip.root_translations.astype(float)
    turns = quat.unroll(quat.normalize(clip.joint_rotations.astype(float)))
    new_root, new_turns = root.copy(), turns.copy()
    strength, servo = physicality, physicality**3
    steps = steps_per_frame(fps)
    dt_s = 1.0 / (fps * steps * _SUBSTEPS)
    weight_n = sum(limb.mass_kg for limb in limbs) * GRAVITY_M_S2
    assist: list[float] = []
    puppet = Puppet(limbs, surroundings, dt_s)
    try:
        before = max(start_frame - 1, 0)
        puppet.start(
            root[start_frame],
            turns[start_frame][joints],
            (root[start_frame] - root[before]) * fps,
            quat.to_rotation_vector(quat.mul(quat.inv(turns[before][joints]), turns[start_frame][joints])) * fps,
        )
        for frame in range(start_frame, frames - 1):
            progress(frame / frames, f"body, frame {frame + 1} of {frames}")
            velocity = (root[frame + 1] - root[frame]) * fps
            spin = quat.to_rotation_vector(quat.mul(turns[frame + 1, 0], quat.inv(turns[frame, 0]))) * fps
            spin = quat.mul_vec(limbs[0].rotation, spin)
            for step in range(steps):
                share = (step + 1) / steps
                wanted = quat.slerp(turns[frame][joints], turns[frame + 1][joints], np.full(len(joints), share))
                limp = within_limits(puppet.joint_rotations(), limits)
                puppet.drive(quat.slerp(limp, wanted, np.full(len(joints), strength)), strength)
                goal = root[frame] + (root[frame + 1] - root[frame]) * share
                for _ in range(_SUBSTEPS):
                    if servo > 0.0:
                        force = puppet.help_root(goal, wanted[0], velocity, spin, servo)
                        assist.append(force / weight_n)
                    puppet.step()
            new_root[frame + 1], rotations = puppet.root_and_rotations()
            new_turns[frame + 1, joints] = rotations
            if not np.isfinite(new_root[frame + 1]).all() or np.abs(new_root[frame + 1]).max() > 1e3:
                raise SimulationDivergedError(
                    f"The body of {asset.object_id} ran out of bounds at frame {frame + 1}.",
                    hint="Set its physicality nearer to 1.",
                    stage="physics",
                )
    finally:
        puppet.close()
    new_turns = quat.unroll(quat.normalize(new_turns))
    wanted_heads, _ = forward_kinematics(skeleton, root, turns)
    heads, world = forward_kinematics(skeleton, new_root, new_turns)
    error = np.linalg.norm(heads[start_frame:, joints] - wanted_heads[start_frame:, joints], axis=-1)
    fallen = np.flatnonzero(heads[start_frame:, 0, 2] < _FALLEN * np.maximum(wanted_heads[start_frame:, 0, 2], 0.2))
    moved = _with_motion(clip, skeleton, new_root, new_turns, heads, world, start_frame)
    help_in_weights = float(np.mean(assist)) if assist else 0.0
    fall_s = float(fallen[0] / fps) if len(fallen) else None
    told = [
        Parameter(name="body.physicality", value=physicality, description="1 follows the motion, 0 is a ragdoll"),
        Parameter(name="body.assist", value=round(help_in_weights, 3), description="help at the root in body weights"),
    ]
    if fall_s is not None:
        told.append(Parameter(name="body.fall_s", value=fall_s, unit="s", description="time until it has fallen"))
    return Tracking(
        clip=replace(moved, parameters=(*clip.parameters, *told)),
        mean_joint_error_m=float(error.mean()),
        assist=help_in_weights,
        fall_s=fall_s,
    )


def _with_motion(
    clip: MotionClip, skeleton: Skeleton, root: Array, turns: Array, heads: Array, world: Array, start_frame: int
) -> MotionClip:
    """The clip with a new motion, and its controls where that motion has the joints."""
    names = skeleton.joint_names
    tracks: dict[str, PoseTrack] = {}
    for name, track in clip.control_tracks.items():
        base, _, side = name.partition(".")
        if name in names:
            j = names.index(name)
            tracks[name] = PoseTrack(
                translations=heads[:, j].astype(np.float32),
                rotations=quat.unroll(quat.normalize(world[:, j])).astype(np.float32),
            )
        elif base in ("knee", "elbow"):
            upper, middle, front = ("thigh", "shin", 1.0) if base == "knee" else ("upper_arm", "forearm", -1.0)
            reach = 0.4 * front
            ahead = quat.mul_vec(world[:, names.index(f"{upper}.{side}")], np.array([0.0, 0.0, reach]))
            at = heads[:, names.index(f"{middle}.{side}")] + ahead
            at[:start_frame] = track.translations[:start_frame]
            tracks[name] = PoseTrack(translations=at.astype(np.float32), rotations=track.rotations)
        else:
            tracks[name] = track
    contacts: NDArray[np.bool_] = clip.foot_contacts.copy()
    feet = heads[:, [names.index("foot.L"), names.index("foot.R")]]
    speed = np.linalg.norm(np.gradient(feet, axis=0), axis=-1)
    contacts[start_frame:] &= speed[start_frame:] < 0.01
    poses = [
        *(f for f in clip.pose_frames.tolist() if f <= start_frame),
        *range(start_frame, len(root), 6),
        len(root) - 1,
    ]
    return replace(
        clip,
        root_translations=root.astype(np.float32),
        joint_rotations=turns.astype(np.float32),
        foot_contacts=contacts,
        control_tracks=tracks,
        pose_frames=np.array(sorted(set(poses)), dtype=np.int32),
    )
