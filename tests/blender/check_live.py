"""Make Live: Blender's own rigid bodies take over from the baked motion, and give it back."""

from __future__ import annotations

from pathlib import Path

import bpy
import hand_made_bundle as made
import numpy as np


def physical_bundle():
    """The hand-made scene whose ball, cup and ground can collide."""
    bundle = made.bundle()
    shape = made.scene.CollisionShape
    place = made.scene.Transform(translation=np.array([0, 0, 0.1], dtype=np.float32), rotation=made.IDENTITY)
    kinds = {"ball_1": "sphere", "cup_1": "box", "ground": "plane", "chair_1.1": "box"}
    assets = {
        name: made.dataclasses.replace(
            asset,
            collision_shapes=(
                shape(kind=kinds[name], transform=place, dimensions=np.full(3, 0.2, dtype=np.float32)),
            ) if name in kinds else (),
        )
        for name, asset in bundle.assets.assets.items()
    }  # fmt: skip
    return {"assets": made.scene.AssetSet(assets=assets)}


def path_of(scene: bpy.types.Scene, target: bpy.types.Object, frames: range) -> np.ndarray:
    """Middle of a thing at every frame (T, 3), played in order, as simulations must be."""
    places = []
    for frame in frames:
        scene.frame_set(frame)
        evaluated = target.evaluated_get(scene.view_layers[0].depsgraph)
        middle = np.array(evaluated.bound_box).mean(axis=0)
        places.append(np.array(evaluated.matrix_world) @ [*middle, 1.0])
    return np.array(places)[:, :3]


def select(scene: bpy.types.Scene, *targets: bpy.types.Object) -> dict[str, object]:
    bpy.context.window.scene = scene
    for other in scene.objects:
        other.select_set(other in targets)
    scene.view_layers[0].objects.active = targets[0]
    return {}


def check_live_things_fly_on_as_they_were_thrown_and_come_back(folder: Path) -> None:
    builder = made.build(**physical_bundle())
    scene, ball = builder.scene, builder.objects["ball_1"]
    baked = path_of(scene, ball, range(1, 49))
    mesh, curves = ball.data, made.build_module("animation").curves_of(ball)
    keys = [len(curve.keyframe_points) for curve in curves]
    select(scene, ball)
    assert bpy.ops.sceneloom.make_live() == {"FINISHED"}
    assert ball.rigid_body.type == "ACTIVE"
    assert ball.rigid_body.collision_shape == "SPHERE"
    assert abs(ball.rigid_body.mass - 2.0) < 1e-6
    assert builder.objects["ground"].rigid_body.type == "PASSIVE"
    assert builder.objects["table_1"].rigid_body is None, "it has nothing that collides"
    live = path_of(scene, ball, range(1, 49))
    flight = 8  # frames before it lands
    # the velocity at the hand-over is that of the frame before it: half a frame of gravity less
    off = np.abs(live[:flight] - baked[:flight]).max()
    assert off < 0.02 + 0.5 * 9.81 / 24 * flight / 24, off
    assert np.abs(live[:flight, 0] - baked[:flight, 0]).max() < 0.01, "the throw's own speed is kept"
    assert np.abs(live[-1] - live[0]).max() > 0.3, "it goes on by itself"
    assert live[:, 2].min() > 0.05, "the ground holds it"
    select(scene, ball)
    assert bpy.ops.sceneloom.restore_baked_motion() == {"FINISHED"}
    assert ball.rigid_body is None
    assert builder.objects["ground"].rigid_body is None
    assert ball.data == mesh
    assert [len(c.keyframe_points) for c in made.build_module("animation").curves_of(ball)] == keys
    assert np.abs(path_of(scene, ball, range(1, 49)) - baked).max() < 1e-5


def check_a_released_cup_is_live_from_its_release_on(folder: Path) -> None:
    builder = made.build(**physical_bundle())
    scene, cup = builder.scene, builder.objects["cup_1"]
    baked = path_of(scene, cup, range(1, 49))
    chair = builder.objects["chair_1.1"]
    seat = np.array(chair.matrix_world)
    select(scene, cup, chair)
    assert bpy.ops.sceneloom.make_live() == {"FINISHED"}
    assert all(constraint.mute for constraint in cup.constraints)
    bpy.ops.sceneloom.restore_baked_motion()
    assert not any(constraint.mute for constraint in cup.constraints)
    assert np.abs(path_of(scene, cup, range(1, 49)) - baked).max() < 1e-4
    assert np.abs(np.array(chair.matrix_world) - seat).max() < 1e-5
    assert not bpy.ops.sceneloom.restore_baked_motion.poll()
