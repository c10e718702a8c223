"""Camera, light, place, materials and the fate of things, as `bench_prompts.md` defines them. Runs inside Blender."""

from __future__ import annotations

from typing import Any

import bpy
import numpy as np
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

from .colors import albedo, to_oklch
from .recording import Recording, Thing

Mask = np.ndarray


# --- materials ----------------------------------------------------------------------------------


def has_material(recording: Recording, thing: Thing, wanted: str) -> bool:
    """On at least half of the thing's area."""
    area: dict[bpy.types.Material, float] = {}
    for mesh_object in thing.meshes:
        for polygon in mesh_object.data.polygons:
            slot = mesh_object.material_slots[polygon.material_index].material
            area[slot] = area.get(slot, 0.0) + polygon.area
    fitting = sum(a for m, a in area.items() if m is not None and _is_made_of(recording, thing, m, wanted))
    return fitting >= 0.5 * sum(area.values())


def _is_made_of(recording: Recording, thing: Thing, material: bpy.types.Material, wanted: str) -> bool:
    shader = next((n for n in material.node_tree.nodes if n.type == "BSDF_PRINCIPLED"), None)
    if shader is None:
        return False
    metallic = shader.inputs["Metallic"].default_value
    if wanted == "metal":
        return metallic >= 0.5
    if wanted == "glass":
        return shader.inputs["Transmission Weight"].default_value >= 0.5
    lightness, chroma, hue = to_oklch(albedo(recording, thing))
    textured = bool(shader.inputs["Base Color"].links) and float(np.std(lightness)) >= 0.008
    if metallic >= 0.2 or not textured:
        return False
    if wanted == "wood":
        return bool(35 <= np.median(hue) <= 95 and 0.02 <= np.median(chroma) <= 0.15)
    if wanted == "stone":
        return bool(np.median(chroma) <= 0.05)
    raise ValueError(f"no such material: {wanted}")


# --- sizes and stands ---------------------------------------------------------------------------


def extent(thing: Thing, axis: str) -> float:
    size = thing.size
    if thing.is_person and axis in ("height", "longest"):
        return thing.standing_height
    return float({"height": size[2], "width": size[0], "longest": size.max()}[axis])


def is_grounded(recording: Recording, thing: Thing) -> bool:
    """The lowest vertex is within 1 cm of a surface below it."""
    scene = recording.scene
    scene.frame_set(scene.frame_start)
    graph = bpy.context.evaluated_depsgraph_get()
    lowest = thing.vertices[np.argmin(thing.vertices[:, 2])]
    heights = []
    for other in scene.objects:  # one by one: a floor that touches the thing exactly must not hide behind it
        if other.type != "MESH" or other in thing.meshes or other.hide_render or not other.data.polygons:
            continue
        inverse = other.matrix_world.inverted()
        origin, below = inverse @ (Vector(lowest) + Vector((0, 0, 0.05))), inverse.to_3x3() @ Vector((0, 0, -1))
        hit, place, _, _ = other.ray_cast(origin, below, depsgraph=graph)
        if hit:
            heights.append((other.matrix_world @ place).z)
    return any(abs(lowest[2] - height) <= 0.01 for height in heights)


# --- what happens to things ---------------------------------------------------------------------


def event_mask(recording: Recording, thing: Thing, check: dict[str, Any], others: list[Thing]) -> Mask | None:
    """The frames in which the event happens, or None."""
    centers, count = thing.centers, recording.frame_count
    path = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(centers, axis=0), axis=1))])
    up = thing.matrices[:, :3, 2] / np.linalg.norm(thing.matrices[:, :3, 2], axis=1, keepdims=True)
    turned = np.degrees(np.arccos(np.clip(up @ up[0], -1, 1)))
    event = check["event"]
    moving = np.append(np.diff(path), 0) > 0.002
    when = moving if moving.any() else None
    if event == "still":
        still = np.linalg.norm(centers - centers[0], axis=1).max() < 0.02 and turned.max() < 3
        return np.ones(count, bool) if still else None
    if event == "travels":
        if "away_from" in check:
            distances = [np.linalg.norm(centers - o.centers, axis=1) for o in others]
            return when if any(d[-1] - d[0] >= check["min_m"] for d in distances) else None
        return when if np.linalg.norm(centers - centers[0], axis=1).max() >= check["min_m"] else None
    if event == "falls":
        return when if centers[0, 2] - centers[:, 2].min() >= check.get("min_m", 0.3) else None
    if event == "rolls":
        rotations = thing.matrices[:, :3, :3] / np.linalg.norm(thing.matrices[:, :3, :3], axis=1, keepdims=True)
        steps = np.einsum("tij,tkj->tik", rotations[1:], rotations[:-1])
        angle = np.arccos(np.clip((np.trace(steps, axis1=1, axis2=2) - 1) / 2, -1, 1)).sum()
        radius = float(thing.size.min()) / 2
        return when if path[-1] >= check["min_m"] and angle >= 0.5 * path[-1] / radius else None
    if event == "topples":
        return when if turned[-1] >= 45 else None
    if event == "bounces":
        return when if _bounces(centers[:, 2]) >= check["min_count"] else None
    if event == "crosses":
        return when if any(_crosses(centers, o) for o in others) else None
    raise ValueError(f"no such event: {event}")


def _bounces(height: np.ndarray) -> int:
    count, low, rising = 0, height[0], False
    high = height[0]
    for z in height[1:]:
        if rising:
            high = max(high, z)
            if z < high - 0.005:
                count += high - low >= 0.03
                rising, low = False, z
        elif z > low + 0.003:
            rising, high = True, z
        else:
            low = min(low, z)
    return count + int(rising and high - low >= 0.03)


def _crosses(centers: np.ndarray, fence: Thing) -> bool:
    local = np.linalg.inv(fence.matrices[0])
    path = centers @ local[:3, :3].T + local[:3, 3]
    box = fence.local_box
    across = 0 if box[1, 0] - box[0, 0] < box[1, 1] - box[0, 1] else 1
    along = 1 - across
    side = path[:, across] - box.mean(0)[across]
    for frame in np.nonzero(side[:-1] * side[1:] < 0)[0]:
        inside = box[0, along] <= path[frame, along] <= box[1, along]
        if inside and path[frame, 2] > box[1, 2] and side[-1] * side[0] < 0:
            return True
    return False


# --- light, camera, place -----------------------------------------------------------------------


def has_lighting(recording: Recording, check: dict[str, Any]) -> bool:
    scene = recording.scene
    if check.get("weather") == "fog":
        return _has_fog(scene)
    suns = [o for o in scene.objects if o.type == "LIGHT" and o.data.type == "SUN" and not o.hide_render]
    sun = max(suns, key=lambda o: o.data.energy, default=None)
    world = _world_luminance(scene)
    when = check["time_of_day"]
    if when == "night":
        return world <= 0.06 and (sun is None or sun.data.energy <= 0.6)
    if sun is None:
        return False
    direction = sun.matrix_world.to_3x3() @ Vector((0, 0, 1))
    elevation = np.degrees(np.arcsin(direction.normalized().z))
    redness = sun.data.color[0] / max(sun.data.color[2], 1e-6)
    if when == "day":
        return elevation >= 25 and redness <= 1.6 and sun.data.energy >= 2
    return bool(0 <= elevation <= 20 and redness >= 1.5)


def _has_fog(scene: bpy.types.Scene) -> bool:
    output = next((n for n in scene.world.node_tree.nodes if n.type == "OUTPUT_WORLD"), None)
    if output is not None and output.inputs["Volume"].links:
        return True
    camera = scene.camera.matrix_world.translation
    for domain in scene.objects:
        if domain.type != "MESH" or domain.hide_render:
            continue
        volumes = [
            n for s in domain.material_slots if s.material for n in s.material.node_tree.nodes
            if n.type == "OUTPUT_MATERIAL" and n.inputs["Volume"].links
        ]  # fmt: skip
        corners = np.array([domain.matrix_world @ Vector(c) for c in domain.bound_box])
        if volumes and (corners.min(0) <= camera).all() and (corners.max(0) >= camera).all():
            return True
    return False


def _world_luminance(scene: bpy.types.Scene) -> float:
    """Mean luminance of the world, rendered alone as a panorama."""
    studio = bpy.data.scenes.new("world")
    studio.world = scene.world
    data = bpy.data.cameras.new("world")
    data.type = "PANO"
    if hasattr(data, "panorama_type"):
        data.panorama_type = "EQUIRECTANGULAR"
    else:
        data.cycles.panorama_type = "EQUIRECTANGULAR"
    camera = bpy.data.objects.new("world", data)
    camera.rotation_euler = (np.pi / 2, 0, 0)
    studio.collection.objects.link(camera)
    studio.camera = camera
    studio.render.engine, studio.cycles.samples, studio.cycles.use_denoising = "CYCLES", 1, False
    studio.render.resolution_x, studio.render.resolution_y = 32, 16
    studio.view_settings.view_transform = "Raw"
    path = bpy.app.tempdir + "world.exr"
    if hasattr(studio.render.image_settings, "media_type"):
        studio.render.image_settings.media_type = "IMAGE"
    studio.render.image_settings.file_format = "OPEN_EXR"
    studio.render.filepath = path
    bpy.ops.render.render(write_still=True, scene=studio.name)
    image = bpy.data.images.load(path)
    image.colorspace_settings.name = "Non-Color"
    pixels = np.array(image.pixels[:]).reshape(16, 32, -1)[..., :3]
    weight = np.cos((np.arange(16) + 0.5) / 16 * np.pi - np.pi / 2)[:, None]
    bpy.data.scenes.remove(studio)
    return float(((pixels @ [0.2126, 0.7152, 0.0722]) * weight).sum() / (weight.sum() * 32))


def has_framing(recording: Recording, check: dict[str, Any], subject: Thing) -> bool:
    scene, framing = recording.scene, check["framing"]
    first = _on_frame(recording, subject, 0)
    span = first.max(0) - first.min(0)
    matrix = recording.camera[0]
    pitch = np.degrees(np.arcsin(np.clip(-matrix[2, 2], -1, 1)))
    if framing == "in_view":
        return all(_center_in_view(recording, subject, f) for f in range(recording.frame_count))
    if framing == "close_up":
        return bool(span.max() >= 0.6)
    if framing == "wide":
        return bool((first >= 0).all() and (first <= 1).all() and span[1] <= 0.5)
    if framing == "low_angle":
        return bool(matrix[2, 3] < subject.box.mean(0)[2] and pitch > 0)
    if framing == "top_down":
        return bool(pitch <= -60)
    if framing == "orbit":
        offset = recording.camera[:, :3, 3] - subject.centers
        azimuth = np.degrees(np.unwrap(np.arctan2(offset[:, 1], offset[:, 0])))
        distance = np.linalg.norm(offset[:, :2], axis=1)
        steady = np.abs(distance / distance.mean() - 1).max() <= 0.2
        scene.frame_set(scene.frame_start)
        return bool(np.ptp(azimuth) >= 20 and steady)
    raise ValueError(f"no such framing: {framing}")


def _on_frame(recording: Recording, thing: Thing, frame: int) -> np.ndarray:
    """(8, 2) box corners on the picture, 0…1."""
    scene = recording.scene
    scene.frame_set(scene.frame_start + frame)
    box = thing.box_at(frame)
    corners = [Vector((box[i, 0], box[j, 1], box[k, 2])) for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    return np.array([world_to_camera_view(scene, scene.camera, c) for c in corners])[:, :2]


def _center_in_view(recording: Recording, thing: Thing, frame: int) -> bool:
    scene = recording.scene
    scene.frame_set(scene.frame_start + frame)
    x, y, depth = world_to_camera_view(scene, scene.camera, Vector(thing.box_at(frame).mean(0)))
    return 0 <= x <= 1 and 0 <= y <= 1 and depth > 0


def is_indoor(recording: Recording) -> bool:
    """Floor below and at least two walls of 2 m around the scene's centre."""
    scene = recording.scene
    scene.frame_set(scene.frame_start)
    graph = bpy.context.evaluated_depsgraph_get()
    boxes = [t.box for t in recording.things if t.root.get("sceneloom_role") in ("prop", "character")]
    boxes = boxes or [t.box for t in recording.things] or [np.zeros((2, 3))]
    center = Vector(np.mean([b.mean(0) for b in boxes], axis=0))
    own = {m for t in recording.things if t.root.get("sceneloom_role") != "structure" for m in t.meshes}
    walls = 0
    for direction in (recording.right, -recording.right, recording.away):
        target = _first_hit(scene, graph, Vector((center.x, center.y, 1.2)), Vector(direction), 10.0, own)
        if target is not None:
            corners = np.array([target.matrix_world @ Vector(c) for c in target.bound_box])
            walls += float(np.ptp(corners[:, 2])) >= 2.0
    floor = _first_hit(scene, graph, Vector((center.x, center.y, 1.2)), Vector((0, 0, -1)), 10.0, own)
    return floor is not None and walls >= 2


def _first_hit(scene, graph, origin, direction, reach, passing):
    for _ in range(30):
        hit, place, _, _, target, _ = scene.ray_cast(graph, origin, direction, distance=reach)
        if not hit:
            return None
        if target.original not in passing:
            return target.original
        origin = place + 1e-3 * direction
    return None
