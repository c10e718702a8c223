"""What an artist does by hand on a generated scene: a key on the arm, lower hips, a moved chair; after a reload."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np
from check_regenerate import PROMPT
from generating import generated
from mathutils import Quaternion, Vector

VERSIONS = ("4.2", "5.2")
TURN_RAD, LOWER_M = 0.5, 0.05
MOVE = Vector((0.4, -0.3, 0.0))
SOLE_BONES = ("foot.L", "foot.R", "toe.L", "toe.R")
EDITED = 21


def check_an_arm_key_lower_hips_and_a_moved_chair_survive_a_reload(folder: Path) -> None:
    scene = generated(PROMPT, seed=1)
    rig, chair, table = scene.objects["Woman"], scene.objects["Chair 1"], scene.objects["Wooden Table"]
    frames = (scene.frame_start, EDITED, (scene.frame_start + scene.frame_end) // 2, scene.frame_end)
    before = {frame: seen(scene, frame) for frame in frames}
    chair_before, table_before = chair.matrix_world.copy(), table.matrix_world.copy()

    # by hand, on the empty layer above the generated motion
    scene.frame_set(EDITED)
    arm, weight = rig.pose.bones["upper_arm.L"], rig.pose.bones["cog"]
    arm.rotation_quaternion = arm.rotation_quaternion @ Quaternion((1, 0, 0), TURN_RAD)
    arm.keyframe_insert("rotation_quaternion", frame=EDITED)
    weight.location.z -= LOWER_M
    weight.keyframe_insert("location", frame=EDITED)
    chair.location += MOVE

    path, name = folder / "edited.blend", scene.name
    bpy.ops.wm.save_as_mainfile(filepath=str(path))
    bpy.ops.wm.open_mainfile(filepath=str(path))
    scene = bpy.data.scenes[name]
    rig, chair, table = scene.objects["Woman"], scene.objects["Chair 1"], scene.objects["Wooden Table"]
    turned = []
    for frame in frames:
        now, then = seen(scene, frame), before[frame]
        # the hips are lower by what was asked, the soles stay on the floor, and nothing of her goes through it
        assert abs(now["hips"].z - then["hips"].z + LOWER_M) < 0.002, (frame, now["hips"], then["hips"])
        for bone in SOLE_BONES:
            assert (now[bone] - then[bone]).length < 0.002, (frame, bone)
        assert now["lowest"] > then["lowest"] - 0.004, (frame, now["lowest"], then["lowest"])
        turned.append(now["arm"].rotation_difference(then["arm"]).angle)
        # where it was put, at every frame, and upright on the floor
        assert (chair.matrix_world.translation - chair_before.translation - MOVE).length < 1e-4, frame
        assert chair.matrix_world.to_quaternion().rotation_difference(chair_before.to_quaternion()).angle < 1e-4
        assert (table.matrix_world.translation - table_before.translation).length < 1e-4
    # the arm is turned for the whole take by what the key says; lower hips bend the trunk a little at most
    assert all(abs(angle - TURN_RAD) < 0.06 for angle in turned), np.degrees(turned)


def check_a_camera_aims_at_its_target_and_focuses_on_who_acts(folder: Path) -> None:
    scene = generated("A woman walks to a wooden table and picks up the red ball on it, close-up", seed=1)
    camera, aim = scene.camera, scene.objects["Camera Target"]
    assert camera.parent is aim.parent is scene.objects["Take"], "the camera moves with the take"
    focus = camera.data.dof
    assert focus.focus_object is not None
    if focus.focus_object.type == "ARMATURE":
        assert focus.focus_subtarget == "head"
    aim.location.x += 1.0  # by hand: it turns after the target
    for frame in (scene.frame_start, scene.frame_end):
        scene.frame_set(frame)
        looks = -camera.matrix_world.to_3x3().col[2]
        toward = (aim.matrix_world.translation - camera.matrix_world.translation).normalized()
        assert looks.angle(toward) < 1e-3, frame


def seen(scene: bpy.types.Scene, frame: int) -> dict[str, object]:
    """Where hips and soles are, how the left arm is turned, and the lowest point of the skin, in the world."""
    scene.frame_set(frame)
    depsgraph = scene.view_layers[0].depsgraph
    rig = scene.objects["Woman"].evaluated_get(depsgraph)
    found: dict[str, object] = {bone: rig.matrix_world @ rig.pose.bones[bone].head for bone in ("hips", *SOLE_BONES)}
    found["arm"] = (rig.matrix_world @ rig.pose.bones["upper_arm.L"].matrix).to_quaternion()
    lowest = np.inf
    for target in scene.objects["Woman"].children:
        if target.type == "MESH" and not target.hide_render:
            made = target.evaluated_get(depsgraph)
            points = np.empty(3 * len(made.data.vertices), dtype=np.float32)
            made.data.vertices.foreach_get("co", points)
            world = points.reshape(-1, 3) @ np.array(made.matrix_world.to_3x3()).T
            lowest = min(lowest, float(world[:, 2].min()) + made.matrix_world.translation.z)
    found["lowest"] = lowest
    return found
