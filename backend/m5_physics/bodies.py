"""Assets at their placements become rigid bodies; people become a driven body per bone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..common import quat
from ..common.afloat import is_afloat
from ..common.ballistics import SOFT_ROLLING_FRICTION, on_soft_ground
from ..common.skeleton import rest_pose
from ..protocol.scene import Asset, AssetSet, ObjectPlacement, SceneLayout
from .courses import Bones
from .people import JointPoses
from .world import Array, Body, Hinge, Shape, mass_properties, scaled_shape

_MAX_LOOSE_SHAPES = 16
_BALL_ROLLING_FRICTION, _ROLLING_FRICTION = 0.01, 0.04
_BOUNCE = 0.78
GROUND_ID = "ground plane"
SLOPES = ("ramp", "slide", "stairs", "hill", "slope", "staircase", "mountain")


@dataclass(frozen=True)
class BodySet:
    """All bodies of a scene, and how an object's origin lies in its body."""

    bodies: tuple[Body, ...]
    origins: Mapping[str, tuple[Array, Array]]
    """object id to the asset's origin in the frame of its body: (3,), (4,)"""
    bones: tuple[Bones, ...]


def build_bodies(
    assets: AssetSet,
    layout: SceneLayout,
    joints: Mapping[str, JointPoses],
    verbs: Mapping[str, str],
    steady: frozenset[str] = frozenset(),
) -> BodySet:
    """Things first, then the ground where no asset is one, then the bones of everybody who moves.

    verbs: what the things that act by themselves do, by object id; these are loose even where their kind is fixed
    steady: ids of what stays where it is, whatever brushes it
    """
    bodies: list[Body] = []
    origins: dict[str, tuple[Array, Array]] = {}
    soft = on_soft_ground(assets)
    for object_id, placement in layout.placements.items():
        asset = assets.assets[object_id]
        if asset.role != "character":
            if object_id in steady or is_afloat(asset, placement):
                asset = replace(asset, physics=replace(asset.physics, static=True))
            body, origin = object_body(asset, placement, verbs.get(object_id))
            if soft and body.mass_kg > 0.0:
                body = replace(body, rolling_friction=max(body.rolling_friction, SOFT_ROLLING_FRICTION))
            bodies.append(body)
            origins[object_id] = origin
    grounded = [a for a in assets.assets.values() if a.role == "environment" and a.collision_shapes]
    if not any(shape.kind == "plane" for asset in grounded for shape in asset.collision_shapes):
        bodies.append(ground_body(grounded))
    bones: list[Bones] = []
    for actor_id, poses in joints.items():
        asset = assets.assets[actor_id]
        if any(shape.joint is not None for shape in asset.collision_shapes):
            group, members = _bone_bodies(asset, poses, len(bodies))
            bones.append(group)
            bodies += members
    return BodySet(tuple(bodies), origins, tuple(bones))


def object_body(asset: Asset, placement: ObjectPlacement, verb: str | None = None) -> tuple[Body, tuple[Array, Array]]:
    """The body of a thing, and the pose of the asset's origin in it."""
    scale = np.asarray(placement.transform.scale, dtype=float)
    translation = np.asarray(placement.transform.translation, dtype=float)
    rotation = quat.normalize(np.asarray(placement.transform.rotation, dtype=float))
    shapes = tuple(scaled_shape(shape, scale) for shape in asset.collision_shapes)
    physics = asset.physics
    rigid = not any(shape.kind in ("plane", "concave") for shape in shapes)
    fixed = (
        (physics.static and verb is None)
        or asset.role == "environment"
        or physics.mass_kg <= 0.0
        or not shapes
        or not rigid
    )
    body = Body(
        id=asset.object_id,
        shapes=shapes,
        translation=translation,
        rotation=rotation,
        friction=physics.friction,
        restitution=max(physics.restitution, _BOUNCE) if verb == "bounce" else physics.restitution,
        rolling_friction=physics.rolling_friction,
        yielding=fixed and any("net" in part.part_names for part in asset.meshes),
    )
    if fixed:
        return body, (np.zeros(3), quat.IDENTITY.copy())
    shapes = _solid_shapes(shapes)
    centre, axes, inertia = mass_properties(shapes, physics.mass_kg)
    to_body = quat.inv(axes)
    body = replace(
        body,
        shapes=tuple(_moved(shape, quat.mul_vec(to_body, shape.translation - centre), to_body) for shape in shapes),
        translation=translation + quat.mul_vec(rotation, centre),
        rotation=quat.mul(rotation, axes),
        mass_kg=physics.mass_kg,
        inertia_kg_m2=np.maximum(inertia, 1e-9),
        rolling_friction=physics.rolling_friction or (
            _BALL_ROLLING_FRICTION if all(shape.kind == "sphere" for shape in shapes) else _ROLLING_FRICTION
        ),
        hinge=_hanging(asset, translation, rotation, scale) if verb in ("swing", "sway") else None,
    )
    return body, (quat.mul_vec(to_body, -centre), to_body)


def _hanging(asset: Asset, translation: Array, rotation: Array, scale: Array) -> Hinge:
    """A hinge across the thing's front, at its hook or at the middle of its top."""
    hooks = asset.affordances_of("hang_at")
    low, high = np.asarray(asset.bounds, dtype=float)
    top = np.array([0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]), high[2]])
    pivot = np.asarray(hooks[0].frame.translation, dtype=float) if hooks else top
    return Hinge(
        pivot=translation + quat.mul_vec(rotation, pivot * scale), axis=quat.mul_vec(rotation, [0.0, 1.0, 0.0])
    )


def _solid_shapes(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """What one loose body can have: a single hull, or up to 16 simple solids (those it stands on come first)."""
    if len(shapes) == 1:
        return shapes
    solids = [replace(s, kind="box", points=None) if s.kind == "hull" else s for s in shapes]
    if len(solids) > _MAX_LOOSE_SHAPES:
        foot = [s.translation[2] - 0.5 * s.dimensions[2] for s in solids]
        lowest = min(foot)
        rank = [(f > lowest + 0.01, -float(np.prod(s.dimensions))) for f, s in zip(foot, solids, strict=True)]
        keep = sorted(sorted(range(len(solids)), key=lambda i: (rank[i], i))[:_MAX_LOOSE_SHAPES])
        solids = [solids[i] for i in keep]
    return tuple(solids)


def _moved(shape: Shape, translation: Array, rotation: Array) -> Shape:
    return replace(shape, translation=translation, rotation=quat.mul(rotation, shape.rotation))


def ground_body(environment: list[Asset]) -> Body:
    """An endless floor at height 0, or far below where the scene brings its own ground."""
    material = environment[0].physics if environment else None
    return Body(
        id=GROUND_ID,
        shapes=(Shape(kind="plane", translation=np.zeros(3), rotation=quat.IDENTITY, dimensions=np.ones(3)),),
        translation=np.array([0.0, 0.0, -20.0 if environment else 0.0]),
        rotation=quat.IDENTITY,
        friction=material.friction if material else 0.6,
    )


def _bone_bodies(asset: Asset, poses: JointPoses, first: int) -> tuple[Bones, list[Body]]:
    """One body per collider of a person, moved by the clip."""
    assert asset.skeleton is not None
    names = asset.skeleton.joint_names
    shapes = [shape for shape in asset.collision_shapes if shape.joint is not None]
    joints = [names.index(str(shape.joint)) for shape in shapes]
    rest_translations, rest_rotations = rest_pose(asset.skeleton)
    heads, turns = poses.translations, poses.rotations
    placed = [scaled_shape(shape, np.ones(3)) for shape in shapes]
    offset = quat.mul_vec(
        quat.inv(rest_rotations[joints]), np.array([s.translation for s in placed]) - rest_translations[joints]
    )
    turn = quat.mul(quat.inv(rest_rotations[joints]), np.array([s.rotation for s in placed]))
    members = [
        Body(
            id=f"{asset.object_id}/{shape.joint}",
            shapes=(replace(solid, translation=np.zeros(3), rotation=quat.IDENTITY),),
            translation=np.zeros(3),
            rotation=quat.IDENTITY,
            friction=0.8,
            restitution=0.3,
            bone=True,
        )
        for shape, solid in zip(shapes, placed, strict=True)
    ]
    group = Bones(
        actor_id=asset.object_id,
        first_body=first,
        translations=heads[:, joints] + quat.mul_vec(turns[:, joints], offset),
        rotations=quat.normalize(quat.mul(turns[:, joints], turn)),
        reach_m=np.array([0.5 * float(np.linalg.norm(s.dimensions)) for s in placed]),
    )
    return group, members
