"""Small hand-made scenes: people, a table, a ball, a chair, without the stages that normally make them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from backend.common import quat
from backend.common.skeleton import forward_kinematics, humanoid_skeleton
from backend.m4_motion.body import Body, measure
from backend.m4_motion.parameters import Values
from backend.m4_motion.router import MotionRouter
from backend.m4_motion.solve import CREASE
from backend.m4_motion.stage import MotionPlanner
from backend.protocol.scene import (
    Action,
    Affordance,
    Asset,
    AssetSet,
    Entity,
    Lighting,
    MotionSet,
    ObjectPlacement,
    PhysicsProperties,
    Relation,
    SceneDescription,
    SceneLayout,
    Setting,
    Shot,
    Transform,
    WalkPath,
    World,
)

F = np.float32


def at(x: float, y: float, z: float = 0.0, heading: float = 0.0) -> Transform:
    turn = np.array([np.cos(heading / 2), 0.0, 0.0, np.sin(heading / 2)], F)
    return Transform(translation=np.array([x, y, z], F), rotation=turn)


def place(kind: str, x: float, y: float, z: float, dimensions: tuple[float, float, float]) -> Affordance:
    return Affordance(name=kind, kind=kind, frame=at(x, y, z), dimensions=np.array(dimensions, F))


def thing(
    object_id: str, category: str, size: tuple[float, float, float], *places: Affordance, stature: float | None = None
) -> Asset:
    width, depth, height = size
    return Asset(
        object_id=object_id,
        category=category,
        label=category,
        role="character" if stature else "prop",
        source="parametric",
        meshes=(),
        materials=(),
        bounds=np.array([[-width / 2, -depth / 2, 0.0], [width / 2, depth / 2, height]], F),
        physics=PhysicsProperties(mass_kg=1.0),
        collision_shapes=(),
        affordances=places,
        skeleton=humanoid_skeleton(stature) if stature else None,
    )


def person(object_id: str, stature: float = 1.70) -> Asset:
    return thing(object_id, "person", (0.5, 0.3, stature), stature=stature)


def table(object_id: str, height: float = 0.75) -> Asset:
    return thing(object_id, "table", (1.2, 0.7, height), place("surface_top", 0, 0, height, (1.2, 0.7, 0)))


def ball(object_id: str, diameter: float = 0.12) -> Asset:
    return thing(
        object_id, "ball", (diameter,) * 3,
        place("grip_at", 0, 0, diameter / 2, (diameter, 0, 0)), place("kick_at", 0, 0, diameter / 2, (diameter, 0, 0)),
    )  # fmt: skip


def chair(object_id: str, height: float = 0.46) -> Asset:
    return thing(object_id, "chair", (0.45, 0.5, 0.9), place("sit_at", 0, 0, height, (0.42, 0.42, 0)))


def crate(object_id: str, size: float = 0.9) -> Asset:
    palms = 0.85 * size
    return thing(object_id, "crate", (size, size, size), place("push_at", 0, -size / 2, palms, (size, 0, palms)))


def who(object_id: str, category: str = "person", count: int = 1) -> Entity:
    role = "character" if category == "person" else "prop"
    return Entity(id=object_id, lemma=category, category=category, count=count, role=role)


def does(action_id: str, actor_id: str, verb: str, target_id: str | None = None, **more: object) -> Action:
    return Action(id=action_id, actor_id=actor_id, verb=verb, text=verb, target_id=target_id, **more)  # type: ignore[arg-type]


def way(actor_id: str, action_id: str, points: list[tuple[float, float]], start: float, end: float) -> WalkPath:
    line = np.array([(x, y, 0.0) for x, y in points], F)
    return WalkPath(
        actor_id=actor_id,
        action_id=action_id,
        target_id=None,
        points=line,
        start_heading_rad=start,
        end_heading_rad=end,
    )


def play(
    assets: list[Asset],
    placements: dict[str, Transform],
    actions: list[Action],
    paths: list[WalkPath] | None = None,
    relations: list[Relation] | None = None,
    *,
    duration_s: float | None = None,
    fps: int = 24,
    seed: int = 1,
    entities: tuple[Entity, ...] | None = None,
    chosen: Mapping[str, Values] | None = None,
    supports: Mapping[str, str] | None = None,
    router: MotionRouter | None = None,
) -> MotionSet:
    """Run the stage on a hand-made scene."""
    description = SceneDescription(
        prompt="",
        setting=Setting(),
        lighting=Lighting(),
        shot=Shot(),
        entities=entities or tuple(who(a.object_id, a.category) for a in assets),
        relations=tuple(relations or ()),
        actions=tuple(actions),
    )
    layout = SceneLayout(
        bounds=np.array([[-5, -5, 0], [5, 5, 3]], F),
        placements={
            name: ObjectPlacement(
                object_id=name, category=name, transform=where, dimensions=np.ones(3, F),
                support_id=(supports or {}).get(name),
            )
            for name, where in placements.items()
        },
        cameras=(),
        lights=(),
        world=World(kind="color", colors=np.ones((1, 3), F), stops=np.zeros(1, F)),
        paths=tuple(paths or ()),
    )
    asset_set = AssetSet(assets={a.object_id: a for a in assets})
    return MotionPlanner.load(router).run(
        description, asset_set, layout, fps=fps, duration_s=duration_s, chosen=chosen or {},
        rng=np.random.default_rng(seed),
    )  # fmt: skip


class Figure:
    """One actor's solved motion: joint positions and what the eye would judge."""

    def __init__(self, motion: MotionSet, actor_id: str, stature: float = 1.70) -> None:
        self.clip = motion.clips[actor_id]
        self.fps = motion.timeline.fps
        self.body: Body = measure(humanoid_skeleton(stature))
        self.positions, self.rotations = forward_kinematics(
            self.body.skeleton, self.clip.root_translations, self.clip.joint_rotations
        )

    def of(self, joint: str) -> np.ndarray:
        return self.positions[:, self.body.index[joint]]

    def turn(self, joint: str) -> np.ndarray:
        """(T, 4) from the rest pose, world."""
        index = self.body.index[joint]
        return quat.mul(self.rotations[:, index], quat.inv(self.body.rest_rotations[index]))

    def heading(self) -> np.ndarray:
        forward = quat.mul_vec(self.turn("hips"), [0.0, -1.0, 0.0])
        return np.arctan2(forward[:, 0], -forward[:, 1])

    def sole(self, side: str) -> np.ndarray:
        """(T,) height of the lowest of heel, ball and toe tip."""
        mirror = np.array([1.0 if side == "L" else -1.0, 1.0, 1.0])
        foot, toe = self.turn(f"foot.{side}"), self.turn(f"toe.{side}")
        heel = self.of(f"foot.{side}") + quat.mul_vec(foot, self.body.heel * mirror - [0, 0, self.body.ankle_height])
        under = self.of(f"toe.{side}") + quat.mul_vec(toe, np.array([0.0, 0.0, -self.body.ball[2]]))
        tip = self.of(f"toe.{side}") + quat.mul_vec(toe, (self.body.toe_tip - self.body.ball) * mirror)
        # bent toes push the skin of the ball down (see solve.CREASE)
        bend = quat.to_rotation_vector(quat.mul(quat.inv(foot), toe))[:, 0]
        bulge = CREASE * self.body.stature * np.sin(np.clip(-bend, 0.0, 1.4))
        return np.minimum(heel[:, 2], np.minimum(under[:, 2], tip[:, 2]) - bulge)

    def skate_ratio(self) -> float:
        """Share of frames in which a toe lower than 5 cm moves faster than 0.2 m/s."""
        found = []
        for side in "LR":
            toe = self.of(f"toe.{side}")
            speed = np.linalg.norm(np.diff(toe[:, :2], axis=0), axis=-1) * self.fps
            low = (toe[1:, 2] < 0.05) & (toe[:-1, 2] < 0.05)
            found.append((speed > 0.2) & low)
        return float(np.mean(found))

    def off_balance(self, margin_m: float = 0.02) -> np.ndarray:
        """(T,) the centre of mass is more than the margin beside the soles that are on the floor; False in flight."""
        mass = self.body.centre_of_mass(self.positions)[:, :2]
        corners, down = [], []
        for side in "LR":
            sign = 1.0 if side == "L" else -1.0
            half = 0.020 * self.body.stature
            foot, toe = self.turn(f"foot.{side}"), self.turn(f"toe.{side}")
            heel = self.of(f"foot.{side}") + quat.mul_vec(foot, self.body.heel - [0, 0, self.body.ankle_height])
            ball = self.of(f"toe.{side}") - [0, 0, 0]
            tip = self.of(f"toe.{side}") + quat.mul_vec(toe, (self.body.toe_tip - self.body.ball) * [sign, 1, 1])
            across = quat.mul_vec(foot, [half, 0.0, 0.0])
            on = self.sole(side) < 0.005
            for point, low in ((heel, heel[:, 2] < 0.02), (ball, on), (tip, tip[:, 2] < 0.02)):
                for way in (-1.0, 1.0):
                    corners.append((point + way * across)[:, :2])
                    down.append(on & low)
        corners, down = np.stack(corners, axis=1), np.stack(down, axis=1)
        off = np.zeros(len(mass), bool)
        for angle in np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False):  # support lines of the convex hull
            way = np.array([np.cos(angle), np.sin(angle)])
            reach = np.where(down, corners @ way, -np.inf).max(axis=1)
            off |= down.any(axis=1) & (mass @ way > reach + margin_m)
        return off

    def jerk(self, joint: str) -> np.ndarray:
        """(T - 3,) m/s^3"""
        return np.linalg.norm(np.diff(self.of(joint), n=3, axis=0), axis=-1) * self.fps**3

    def knee_flexion(self, side: str) -> np.ndarray:
        """(T,) rad"""
        thigh = self.of(f"shin.{side}") - self.of(f"thigh.{side}")
        shin = self.of(f"foot.{side}") - self.of(f"shin.{side}")
        cosine = np.sum(thigh * shin, -1) / np.linalg.norm(thigh, axis=-1) / np.linalg.norm(shin, axis=-1)
        return np.arccos(np.clip(cosine, -1, 1))
