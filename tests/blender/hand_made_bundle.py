"""A small scene bundle made by hand: furniture, a ball that falls, a cup that is carried, a stick figure, a sun."""

from __future__ import annotations

import dataclasses
import importlib

import numpy as np
from hand_made_tracks import FRAMES, PACKAGE, falling_ball, moving_parts, quat, scene

skeletons = importlib.import_module(f"{PACKAGE}._vendor.backend.common.skeleton")
curves = importlib.import_module(f"{PACKAGE}._vendor.backend.common.curves")
fitting = importlib.import_module(f"{PACKAGE}._vendor.backend.common.fitting")

GRASP, RELEASE = 16, 36
ACTOR_START = np.array([0.4, -0.9, 0.0])
ACTOR_HEADING = 2.2
_CORNERS = np.array([[x, y, z] for z in (0, 1) for y in (0, 1) for x in (0, 1)], dtype=float)
_QUADS = np.array([[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]])
IDENTITY = np.array([1.0, 0.0, 0.0, 0.0], dtype=np.float32)


def box(low, high, **fields):
    """A box mesh between two corners."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return boxes([(low, high)], [0], **fields)


def boxes(extents, parts, **fields):
    """Several boxes as one mesh; `parts` gives the part number of each."""
    vertices = np.concatenate([np.asarray(a) + _CORNERS * (np.asarray(b) - np.asarray(a)) for a, b in extents])
    quads = np.concatenate([_QUADS + 8 * i for i in range(len(extents))])
    uv = np.tile(np.array([[0, 0], [0, 1], [1, 1], [1, 0]], dtype=np.float32) * 0.2, (len(quads), 1))
    return scene.Mesh(
        vertices=vertices.astype(np.float32),
        face_sizes=np.full(len(quads), 4, dtype=np.int32),
        face_vertices=quads.reshape(-1).astype(np.int32),
        uv=uv,
        material_index=np.zeros(len(quads), dtype=np.int32),
        part_index=np.repeat(np.asarray(parts, dtype=np.int32), 6),
        **fields,
    )


def asset(object_id, meshes, material, role="prop", **fields):
    """An asset of the fewest fields."""
    vertices = np.concatenate([m.mesh.vertices + (m.joint.origin if m.joint else 0) for m in meshes])
    return scene.Asset(
        object_id=object_id,
        category=object_id.split("_")[0],
        label=fields.pop("label", object_id.split("_")[0]),
        role=role,
        source=fields.pop("source", "parametric"),
        meshes=tuple(meshes),
        materials=(material,),
        bounds=np.stack([vertices.min(axis=0), vertices.max(axis=0)]).astype(np.float32),
        physics=scene.PhysicsProperties(mass_kg=2.0),
        collision_shapes=(),
        **fields,
    )


def material(name, kind, color, **fields):
    return scene.Material(name=name, kind=kind, base_color=np.array(color, dtype=np.float32), **fields)


def assets():
    """Table with parameters, two chairs that share arrays, cabinet with a door, ball, cup, person, ground."""
    legs = [([x, y, 0], [x + 0.06, y + 0.06, 0.7]) for x in (-0.6, 0.54) for y in (-0.35, 0.29)]
    table_mesh = boxes([([-0.6, -0.35, 0.7], [0.6, 0.35, 0.74]), *legs], [0, 1, 2, 3, 4])
    table = asset(
        "table_1",
        [scene.AssetMesh(name="body", mesh=table_mesh, part_names=("top", *(f"leg_{i}" for i in range(4))))],
        material("top", "wood", (0.36, 0.2, 0.085)),
        label="wooden table",
        parameters=(
            scene.Parameter(name="width_m", value=1.2, minimum=0.6, maximum=2.5, unit="m"),
            scene.Parameter(name="leg_count", value=4, minimum=3, maximum=6),
            scene.Parameter(name="drawer", value=False),
        ),
    )
    chair_mesh = scene.AssetMesh(name="body", mesh=box([-0.2, -0.2, 0], [0.2, 0.2, 0.45]), part_names=("seat",))
    fabric = material("seat", "fabric", (0.1, 0.2, 0.4), pattern="striped")
    chairs = [asset(f"chair_1.{i}", [chair_mesh], fabric) for i in (1, 2)]
    door = scene.PartJoint(
        kind="hinge",
        origin=np.array([-0.3, -0.2, 0.1], dtype=np.float32),
        axis=np.array([0, 0, 1], dtype=np.float32),
        limits=(-1.6, 0.0),
    )
    drawer = scene.PartJoint(
        kind="slide",
        origin=np.array([0, -0.2, 0.9], dtype=np.float32),
        axis=np.array([0, -1, 0], dtype=np.float32),
        limits=(0.0, 0.3),
    )
    cabinet = asset(
        "cabinet_1",
        [
            scene.AssetMesh(name="body", mesh=box([-0.3, -0.2, 0], [0.3, 0.2, 1.0]), part_names=("case",)),
            scene.AssetMesh(name="door", mesh=box([0, -0.02, 0], [0.6, 0, 0.6]), part_names=("door",), joint=door),
            scene.AssetMesh(
                name="drawer", mesh=box([-0.2, -0.02, 0], [0.2, 0, 0.1]), part_names=("drawer",), joint=drawer
            ),
        ],
        material("paint", "plastic", (0.6, 0.1, 0.1)),
    )
    axle = scene.PartJoint(
        kind="wheel",
        origin=np.array([0.3, -0.5, 0.2], dtype=np.float32),
        axis=np.array([1, 0, 0], dtype=np.float32),
        limits=(-1e4, 1e4),
    )
    cart = asset(
        "cart_1",
        [
            scene.AssetMesh(name="body", mesh=box([-0.25, -0.7, 0.2], [0.25, 0.7, 0.5]), part_names=("body",)),
            scene.AssetMesh(
                name="wheel_front.L", mesh=box([0, -0.2, -0.2], [0.1, 0.2, 0.2]), part_names=("tyre",), joint=axle
            ),
        ],
        material("tar", "rubber", (0.05, 0.05, 0.05)),
    )
    ball = asset(
        "ball_1",
        [scene.AssetMesh(name="body", mesh=box([-0.1] * 2 + [0], [0.1] * 2 + [0.2]), part_names=("ball",))],
        material("rubber", "rubber", (0.6, 0.02, 0.02)),
        pivot=np.array([0, 0, 0.1], dtype=np.float32),
    )
    cup = asset(
        "cup_1",
        [scene.AssetMesh(name="body", mesh=box([-0.04] * 2 + [0], [0.04] * 2 + [0.1]), part_names=("cup",))],
        material("glaze", "ceramic", (0.7, 0.7, 0.6)),
        pivot=np.array([0.01, 0, 0.05], dtype=np.float32),
    )
    ground = asset(
        "ground",
        [scene.AssetMesh(name="body", mesh=box([-8, -8, -0.1], [8, 8, 0]), part_names=("ground",))],
        material("grass", "grass", (0.1, 0.2, 0.04)),
        role="environment",
    )
    everything = [table, *chairs, cabinet, cart, ball, cup, person(), ground]
    return {each.object_id: each for each in everything}


def person():
    """A figure of one box per joint, rigidly skinned, with a slider and covered skin."""
    skeleton = skeletons.humanoid_skeleton()
    heads, turns = skeletons.rest_pose(skeleton)
    count = len(skeleton.joint_names)
    half = np.where(np.array([name[-3:-2].isdigit() for name in skeleton.joint_names]), 0.006, 0.03)
    unit = np.stack([-half, np.zeros(count), -half], -1), np.stack([half, skeleton.bone_lengths, half], -1)
    mesh = boxes(list(zip(*unit, strict=True)), np.arange(count))
    joint = np.repeat(np.arange(count), 8)
    vertices = (quat.mul_vec(turns[joint], mesh.vertices) + heads[joint]).astype(np.float32)
    fields = {
        name: getattr(mesh, name) for name in ("face_sizes", "face_vertices", "uv", "material_index", "part_index")
    }
    skinned = scene.Mesh(
        vertices=vertices,
        skin_joints=np.stack([joint, *[np.zeros_like(joint)] * 3], -1).astype(np.int32),
        skin_weights=np.tile(np.array([1, 0, 0, 0], dtype=np.float32), (len(joint), 1)),
        shape_keys=(scene.ShapeKey(name="Heavy", offsets=(vertices * [0.2, 0.2, 0]).astype(np.float32)),),
        covered=joint == 2,
        **fields,
    )
    body = scene.AssetMesh(name="body", mesh=skinned, part_names=skeleton.joint_names)
    return asset(
        "woman_1",
        [body],
        material("skin", "skin", (0.5, 0.3, 0.2)),
        role="character",
        source="character",
        skeleton=skeleton,
    )


def clip():
    """Steps, bends and lifts an arm, turned away from the axes; feet and hands are tracked."""
    skeleton = skeletons.humanoid_skeleton()
    names = skeleton.joint_names
    index = {name: i for i, name in enumerate(names)}
    t = np.linspace(0.0, 2.0 * np.pi, FRAMES)
    rotations = np.tile(quat.IDENTITY, (FRAMES, len(names), 1))
    x, y = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])
    bend = {
        "thigh.L": 0.45 + 0.4 * np.sin(t),
        "shin.L": -0.7 - 0.3 * np.sin(t + 1),
        "foot.L": 0.2 * np.sin(t),
        "thigh.R": 0.45 - 0.4 * np.sin(t),
        "shin.R": -0.7 + 0.3 * np.sin(t + 1),
        "spine": 0.2 * np.sin(t),
        "upper_arm.R": 0.6 + 0.5 * np.sin(t),
        "forearm.R": 0.8 + 0.3 * np.sin(2 * t),
        "upper_arm.L": 0.3 * np.sin(t),
        "forearm.L": 0.5 + 0.2 * np.cos(t),
    }
    for name, angle in bend.items():
        rotations[:, index[name]] = quat.from_angle_axis(angle, x)
    rotations[:, index["chest"]] = quat.from_angle_axis(0.3 * np.sin(t), y)
    heading = quat.from_angle_axis(ACTOR_HEADING + 0.3 * np.sin(t), np.array([0, 0, 1.0]))
    rest = skeleton.rest_rotations[0]
    rotations[:, 0] = quat.mul(quat.mul(quat.inv(rest), heading), rest)
    root = np.add(ACTOR_START, [0, 0, 0.8]) + np.stack([0.02 * t, 0.3 * t / t[-1], 0.03 * np.sin(2 * t)], -1)
    heads, turns = skeletons.forward_kinematics(skeleton, root, rotations)

    def track(translations, turn=None):
        turn = np.tile(quat.IDENTITY, (FRAMES, 1)) if turn is None else quat.unroll(turn)
        return scene.PoseTrack(translations=translations.astype(np.float32), rotations=turn.astype(np.float32))

    controls = {}
    for side in (".L", ".R"):
        for end, lower, upper, pole, away in (
            ("foot", "shin", "thigh", "knee", 0.45),
            ("hand", "forearm", "upper_arm", "elbow", -0.3),
        ):
            controls[end + side] = track(heads[:, index[end + side]], turns[:, index[end + side]])
            front = quat.mul_vec(turns[:, index[upper + side]], np.array([0, 0, away]))
            controls[pole + side] = track(heads[:, index[lower + side]] + front)
    return scene.MotionClip(
        actor_id="woman_1",
        root_translations=root.astype(np.float32),
        joint_rotations=rotations.astype(np.float32),
        foot_contacts=np.zeros((FRAMES, 2), dtype=bool),
        control_tracks=controls,
        pose_frames=np.array([0, 12, GRASP, 24, RELEASE, FRAMES - 1], dtype=np.int32),
        source="program",
    )


def bundle(*, grasp=GRASP, **changes):
    """The whole scene; `changes` replace fields of the bundle."""
    things, motion = assets(), clip()
    still = {
        "table_1": (1.5, 1, 0),
        "chair_1.1": (0.5, 2, 0),
        "chair_1.2": (2.5, 2, 0),
        "cabinet_1": (-1.5, 1, 0),
        "cart_1": (-3, 0, 0),
        "ball_1": (2, -0.5, 1.0),
        "cup_1": (0, 0, 0),
        "woman_1": tuple(ACTOR_START),
        "ground": (0, 0, 0),
    }
    placements = {
        object_id: scene.ObjectPlacement(
            object_id=object_id,
            category=things[object_id].category,
            dimensions=things[object_id].dimensions,
            transform=scene.Transform(translation=np.array(place, dtype=np.float32), rotation=IDENTITY),
        )
        for object_id, place in still.items()
    }
    heading = quat.from_angle_axis(np.array(ACTOR_HEADING), np.array([0, 0, 1.0])).astype(np.float32)
    turned = scene.Transform(translation=ACTOR_START.astype(np.float32), rotation=heading)
    placements["woman_1"] = scene.ObjectPlacement(
        object_id="woman_1", category="person", transform=turned, dimensions=things["woman_1"].dimensions
    )
    tracks = {
        object_id: scene.PoseTrack(translations=np.array([place], dtype=np.float32), rotations=IDENTITY[None])
        for object_id, place in still.items()
        if object_id != "woman_1"
    }
    tracks["ball_1"] = falling_ball()
    tracks["cup_1"], held = carried_cup(motion, grasp)
    timeline = scene.Timeline(fps=24, frame_count=FRAMES)
    simulation = scene.Simulation(
        timeline=timeline,
        object_tracks=tracks,
        part_tracks=moving_parts(),
        clips={"woman_1": motion},
        attachments=(held,),
    )
    asset_set = scene.AssetSet(assets=things)
    keys = tuple(
        scene.CameraKey(
            fraction=f,
            translation=np.array([3 - f, -5, 1.5], dtype=np.float32),
            target=np.array([0.5, 0, 0.8], dtype=np.float32),
        )
        for f in (0.0, 1.0)
    )
    sun = scene.Transform(
        translation=np.array([0, 0, 5], dtype=np.float32),
        rotation=quat.normalize([0.88, 0.4, 0.15, 0.2]).astype(np.float32),
    )
    world = scene.World(
        kind="gradient",
        colors=np.array([[0.7, 0.75, 0.8], [0.2, 0.4, 0.8]], dtype=np.float32),
        stops=np.array([0, 0.6], dtype=np.float32),
        strength=0.6,
    )
    layout = scene.SceneLayout(
        bounds=np.array([[-4, -4, 0], [4, 4, 3]], dtype=np.float32),
        placements=placements,
        cameras=(scene.Camera(name="Camera", keys=keys, aperture_fstop=4.0, focus_object_id="woman_1"),),
        lights=(
            scene.Light(
                name="Sun", kind="sun", transform=sun, power_w=4.0, color=np.ones(3, dtype=np.float32), size_m=0.02
            ),
        ),
        world=world,
        paths=(),
    )
    fields = {
        "description": scene.SceneDescription(
            prompt="A woman lifts a cup near a wooden table with two chairs",
            setting=scene.Setting(),
            lighting=scene.Lighting(),
            shot=scene.Shot(),
            entities=(),
            relations=(),
            actions=(),
        ),
        "assets": asset_set,
        "layout": layout,
        "motion": scene.MotionSet(timeline=timeline, clips={"woman_1": motion}),
        "simulation": simulation,
        "animation": curves.bake(asset_set, layout, simulation),
        "timeline": timeline,
        "seed": 4_000_000_000,
        "provenance": (scene.Provenance(stage="m1", method="rule", version="1"),),
        "warnings": ("“gracefully” was not understood.",),
    }
    return scene.SceneBundle(**(fields | changes))


def carried_cup(motion, grasp=GRASP):
    """In the right hand from a grasp to RELEASE; it waits at the grasp before, and falls afterwards."""
    skeleton = skeletons.humanoid_skeleton()
    heads, turns = skeletons.forward_kinematics(skeleton, motion.root_translations, motion.joint_rotations)
    hand = skeleton.joint_names.index("hand.R")
    offset = scene.Transform(
        translation=np.array([0, 0.08, 0.03], dtype=np.float32),
        rotation=quat.normalize([0.9, 0.1, 0.3, 0.2]).astype(np.float32),
    )
    places = heads[:, hand] + quat.mul_vec(turns[:, hand], offset.translation)
    spins = quat.unroll(quat.mul(turns[:, hand], offset.rotation))
    places[:grasp], spins[:grasp] = places[grasp], spins[grasp]
    after = np.arange(FRAMES - RELEASE)
    places[RELEASE:] = places[RELEASE] - np.stack([0 * after, 0 * after, 0.5 * 9.81 * (after / 24) ** 2], -1)
    spins[RELEASE:] = spins[RELEASE]
    track = scene.PoseTrack(translations=places.astype(np.float32), rotations=spins.astype(np.float32))
    held = scene.Attachment(
        object_id="cup_1", actor_id="woman_1", joint="hand.R", frame_start=grasp, frame_end=RELEASE, offset=offset
    )
    return track, held


def origin_of(evaluated):
    """Where the origin of an object's asset is in the world; the object's own is the pivot."""
    pivot = np.append(-np.array(evaluated["sceneloom_pivot_m"]), 1.0)
    return (np.array(evaluated.matrix_world) @ pivot)[:3]


def build_module(name):
    """A module of the scene builder."""
    return importlib.import_module(f"{PACKAGE}.scene_builder.{name}")


def build(**changes):
    """The bundle in a new scene, as `SceneBuilder` leaves it."""
    module = build_module("build")
    builder = module.SceneBuilder(bundle(**changes), module.BuildOptions())
    for _ in builder.steps():
        pass
    return builder


def many_chairs(count):
    """A bundle of `count` things, each with a mesh of its own."""
    original = bundle()
    fabric = material("seat", "fabric", (0.1, 0.2, 0.4))
    chairs, tracks = {}, {}
    for number in range(count):
        mesh = scene.AssetMesh(name="body", mesh=box([-0.2, -0.2, 0], [0.2, 0.2, 0.45]), part_names=("seat",))
        name = f"chair_1.{number}"
        chairs[name] = asset(name, [mesh], fabric)
        place = np.array([[number % 20, number // 20, 0]], dtype=np.float32)
        tracks[name] = scene.PoseTrack(translations=place, rotations=IDENTITY[None])
    return dataclasses.replace(
        original,
        assets=scene.AssetSet(assets=chairs),
        simulation=scene.Simulation(timeline=original.timeline, object_tracks=tracks, clips={}),
        animation=scene.Animation(objects={}, actors={}),
    )
