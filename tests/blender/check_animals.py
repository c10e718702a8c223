"""An animal in Blender: feet stand where they were put, nothing sinks in, hand keys on the IK controls count."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np
from generating import bones_alone, generated

LEGS = ("front_foot.L", "front_foot.R", "back_foot.L", "back_foot.R")


def toes_of(rig: bpy.types.Object, frame: int) -> np.ndarray:
    """(4, 3) world points of the toes at a frame."""
    scene = rig.users_scene[0]
    scene.frame_set(frame)
    evaluated = rig.evaluated_get(scene.view_layers[0].depsgraph)
    return np.array([evaluated.matrix_world @ evaluated.pose.bones[f"leg_{leg}"].tail for leg in LEGS])


def check_a_dog_runs_on_planted_feet(folder: Path) -> None:
    scene = generated("A brown dog runs to the boy and sits", seed=1)
    rig = next(o for o in scene.objects if o.type == "ARMATURE" and "leg_back_foot.L" in o.data.bones)
    assert rig.pose.bones["leg_front_cannon_ik.L"]["ik_fk"] == 1.0
    frames = range(scene.frame_start, scene.frame_end + 1)
    with bones_alone(scene):
        toes = np.array([toes_of(rig, frame) for frame in frames])  # (T, 4, 3)
    assert toes[..., 2].min() > -0.004, toes[..., 2].min()
    steps = np.linalg.norm(np.diff(toes, axis=0), axis=-1)
    low = np.maximum(toes[1:, :, 2], toes[:-1, :, 2]) < 0.002
    slides = steps[low & (steps < 0.02)]  # what moves faster than that is landing or leaving
    assert low.any(axis=0).all()
    assert np.median(slides) < 0.001, np.median(slides)
    assert np.percentile(slides, 95) < 0.008, np.percentile(slides, 95)

    # an artist lifts a paw at the end, on top of the generated motion
    before = toes_of(rig, scene.frame_end)
    control = rig.pose.bones["leg_front_cannon_ik.L"]
    scene.frame_set(scene.frame_end)
    control.location.z += 0.08
    control.keyframe_insert("location", frame=scene.frame_end)
    after = toes_of(rig, scene.frame_end)
    assert after[0, 2] - before[0, 2] > 0.05, after[0, 2] - before[0, 2]
    assert np.abs(after[1:] - before[1:]).max() < 0.002
