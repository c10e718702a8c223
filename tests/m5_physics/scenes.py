"""Small scenes by hand: things with one collider, a person, and what happens to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backend.common import quat
from backend.common.seeding import stage_rng
from backend.common.skeleton import humanoid_skeleton, rest_pose
from backend.m5_physics.stage import PhysicsSimulator
from backend.protocol.scene import (
    Action,
    Asset,
    AssetSet,
    CollisionShape,
    Entity,
    Lighting,
    MotionClip,
    MotionEvent,
    MotionSet,
    ObjectPlacement,
    PhysicsProperties,
    SceneDescription,
    SceneLayout,
    Setting,
    Shot,
    Simulation,
    Skeleton,
    Timeline,
    Transform,
    World,
)

FPS = 24
SKELETON = humanoid_skeleton(1.70)


def pose(at: Sequence[float], rotation: Any = quat.IDENTITY) -> Transform:
    return Transform(translation=np.array(at, dtype=np.float32), rotation=np.asarray(rotation, dtype=np.float32))


def box_shape(size: Sequence[float], centre: Sequence[float] | None = None) -> CollisionShape:
    """A box that stands on the origin."""
    at = (0.0, 0.0, size[2] / 2) if centre is None else centre
    return CollisionShape(kind="box", transform=pose(at), dimensions=np.array(size, dtype=np.float32))


def ball_shape(diameter: float) -> CollisionShape:
    return CollisionShape(
        kind="sphere", transform=pose((0, 0, diameter / 2)), dimensions=np.full(3, diameter, dtype=np.float32)
    )


def cylinder_shape(diameter: float, height: float) -> CollisionShape:
    return CollisionShape(
        kind="cylinder",
        transform=pose((0, 0, height / 2)),
        dimensions=np.array([diameter, diameter, height], dtype=np.float32),
    )


def thing(
    object_id: str,
    shapes: Sequence[CollisionShape],
    mass_kg: float = 1.0,
    *,
    friction: float = 0.5,
    restitution: float = 0.2,
    static: bool = False,
    category: str | None = None,
    role: Any = "prop",
) -> Asset:
    return Asset(
        object_id=object_id,
        category=category or object_id.split("_")[0],
        label=object_id,
        role=role,
        source="parametric",
        meshes=(),
        materials=(),
        bounds=np.array([[-0.5, -0.5, 0], [0.5, 0.5, 1]], dtype=np.float32),
        physics=PhysicsProperties(mass_kg=mass_kg, friction=friction, restitution=restitution, static=static),
        collision_shapes=tuple(shapes),
    )


def ramp_shape(length: float, width: float, height: float) -> CollisionShape:
    """A wedge: high at +Y, down to the floor at -Y."""
    x, y = width / 2, length / 2
    points = [(-x, -y, 0), (x, -y, 0), (-x, y, 0), (x, y, 0), (-x, y, height), (x, y, height)]
    return CollisionShape(
        kind="hull",
        transform=pose((0, 0, 0)),
        dimensions=np.array([width, length, height], dtype=np.float32),
        points=np.array(points, dtype=np.float32),
    )


def person(object_id: str = "man_1") -> Asset:
    """A skeleton with capsules along its larger bones."""
    shapes = []
    positions, rotations = rest_pose(SKELETON)
    radius = {"thigh": 0.07, "shin": 0.05, "foot": 0.04, "toe": 0.03, "upper_arm": 0.045, "forearm": 0.035,
              "hand": 0.03, "hips": 0.13, "spine": 0.13, "chest": 0.14, "upper_chest": 0.14, "head": 0.09}  # fmt: skip
    for j, name in enumerate(SKELETON.joint_names):
        r = radius.get(name.split(".")[0])
        if r is None:
            continue
        length = float(SKELETON.bone_lengths[j])
        middle = positions[j] + quat.mul_vec(rotations[j], [0.0, length / 2, 0.0])
        along = quat.mul(rotations[j], quat.from_angle_axis(np.array(-np.pi / 2), [1.0, 0.0, 0.0]))  # Z onto Y
        shapes.append(
            CollisionShape(
                kind="capsule",
                transform=pose(middle, along),
                dimensions=np.array([2 * r, 2 * r, length + r], dtype=np.float32),
                joint=name,
            )
        )
    asset = thing(object_id, shapes, 70.0, category="person", role="character")
    return Asset(**{**vars(asset), "skeleton": SKELETON, "source": "character"})


def clip(
    actor_id: str, root: np.ndarray, rotations: np.ndarray, segments: tuple[tuple[str, int, int], ...] = ()
) -> MotionClip:
    return MotionClip(
        actor_id=actor_id,
        root_translations=root.astype(np.float32),
        joint_rotations=rotations.astype(np.float32),
        foot_contacts=np.ones((len(root), 2), dtype=bool),
        control_tracks={},
        pose_frames=np.array([0, len(root) - 1], dtype=np.int32),
        source="program",
        segments=segments,
    )


def standing(num_frames: int, at: Sequence[float] = (0, 0), skeleton: Skeleton = SKELETON) -> tuple[Any, Any]:
    """Root (T, 3) and joint rotations (T, J, 4) of somebody who stands still."""
    root = np.tile(skeleton.rest_translations[0] + [at[0], at[1], 0.0], (num_frames, 1))
    return root, np.tile(quat.IDENTITY, (num_frames, len(skeleton.joint_names), 1))


def layout_of(
    assets: Sequence[Asset], places: dict[str, Transform], supports: dict[str, str] | None = None
) -> SceneLayout:
    by_id = {asset.object_id: asset for asset in assets}
    return SceneLayout(
        bounds=np.array([[-5, -5, 0], [5, 5, 3]], dtype=np.float32),
        placements={
            name: ObjectPlacement(
                object_id=name, category=by_id[name].category, transform=transform,
                dimensions=by_id[name].dimensions, support_id=(supports or {}).get(name),
            )
            for name, transform in places.items()
        },
        cameras=(), lights=(), world=World(kind="color", colors=np.ones((1, 3)), stops=np.zeros(1)), paths=(),
    )  # fmt: skip


def simulate(
    assets: Sequence[Asset],
    places: dict[str, Transform],
    *,
    num_frames: int = 48,
    clips: Sequence[MotionClip] = (),
    events: Sequence[MotionEvent] = (),
    actions: Sequence[Action] = (),
    entities: Sequence[Entity] = (),
    supports: dict[str, str] | None = None,
    engine: str = "pybullet",
    fps: int = FPS,
) -> Simulation:
    """Run the stage on a scene by hand."""
    by_id = {asset.object_id: asset for asset in assets}
    known = {object_id for entity in entities for object_id in entity.object_ids}
    lemmas = {a: a.rpartition("_")[0] or a for a in by_id if a not in known}
    entities = (*entities, *(Entity(id=a, lemma=word, category=by_id[a].category) for a, word in lemmas.items()))
    description = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), entities=entities, relations=(),
        actions=tuple(actions),
    )  # fmt: skip
    layout = layout_of(assets, places, supports)
    motion = MotionSet(
        timeline=Timeline(fps=fps, frame_count=num_frames), clips={c.actor_id: c for c in clips}, events=tuple(events)
    )
    stage = PhysicsSimulator.load(engine)
    return stage.run(description, AssetSet(assets=by_id), layout, motion, rng=stage_rng(0, "physics"))
