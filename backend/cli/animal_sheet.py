"""`sceneloom bench animals`: every species in every gait, its figures and a contact sheet drawn without Blender."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..m3_assets.animal.build import build_animal
from ..m3_assets.animal.words import SPECIES
from ..m4_motion.animals.gait import FROUDE, MANNERS, Manner, speed_at, stride_length
from ..m4_motion.animals.going import travel
from ..m4_motion.animals.pose import INDEX, LEGS, Body, Posed, measure, misses, solve
from ..protocol.scene import Asset, Entity

Array = NDArray[np.float64]
FPS = 24.0
PICTURES, WIDTH, HEIGHT = 8, 300, 230


def run(out: Path) -> None:
    """Prints a line per species and gait, and writes `animals.png`."""
    print("species    gait   m/s  stride s  build ms  motion ms  slide mm  sole mm  in the air")
    rows = []
    for species in SPECIES:
        start = time.perf_counter()
        rng = np.random.default_rng(zlib.crc32(species.name.encode()))
        asset = build_animal(Entity(id=species.name, lemma=species.name, category=species.name), rng)
        build_s = time.perf_counter() - start
        body, manner = measure(asset), MANNERS.get(species.name, Manner())
        gaits = ("walk",) if manner.fastest == "walk" else ("walk", "run") if manner.hops else ("walk", "trot", "run")
        for gait in gaits:
            speed = speed_at(FROUDE[gait], body.leg)
            stride = manner.stride * float(stride_length(speed, body.leg))
            way = np.array([[0.0, 0.0], [0.0, -(5.0 * stride + 5.0 * body.leg)]])
            start = time.perf_counter()
            motion, _ = travel(body, body.standing(0.0, 0.0, 0.0), way, 0.0, speed, manner, FPS)
            posed = solve(body, motion)
            motion_s = time.perf_counter() - start
            planted = motion[:, [INDEX[f"foot.z.{leg}"] for leg in LEGS]] < 1e-4
            slide = float(np.where(planted, misses(body, posed, motion), 0.0).max())
            middle = len(motion) // 2 + np.linspace(0.0, stride / speed * FPS, PICTURES, endpoint=False).astype(int)
            pictures, soles = [], []
            for frame in np.minimum(middle, len(motion) - 1):
                vertices = skinned(asset, body, posed, int(frame))
                soles.append(float(vertices[:, 2].min()))
                pictures.append(drawn(asset, vertices, motion[frame, :2]))
            air = float(np.mean(~planted[middle[0] : middle[-1] + 1].any(axis=1)))
            print(f"{species.name:10s} {gait:5s} {speed:5.2f} {stride / speed:9.2f} {1e3 * build_s:9.0f} "
                  f"{1e3 * motion_s:10.0f} {1e3 * slide:9.2f} {1e3 * min(soles):8.1f} {air:11.2f}")  # fmt: skip
            rows.append(np.hstack(pictures))
    path = out / "animals.png"
    cv2.imwrite(str(path), np.vstack(rows))
    print(f"contact sheet: {path}")


def skinned(asset: Asset, body: Body, posed: Posed, frame: int) -> Array:
    """All vertices (V, 3) of an asset in the pose of a frame, by linear blending."""
    parts = []
    for part in asset.meshes:
        mesh = part.mesh
        assert mesh.skin_joints is not None
        assert mesh.skin_weights is not None
        joints = mesh.skin_joints
        rest = mesh.vertices.astype(np.float64)[:, None] - body.positions[joints]
        moved = posed.positions[frame, joints] + quat.mul_vec(posed.turns[frame, joints], rest)
        parts.append(np.einsum("vk,vkx->vx", mesh.skin_weights.astype(np.float64), moved))
    return np.concatenate(parts)


def drawn(asset: Asset, vertices: Array, centre: Array) -> NDArray[np.uint8]:
    """A shaded side view on a floor, BGR."""
    first = np.cumsum([0, *(len(part.mesh.vertices) for part in asset.meshes)])
    faces = np.concatenate([p.mesh.face_vertices.reshape(-1, 4) + n for p, n in zip(asset.meshes, first, strict=False)])
    materials = np.concatenate([part.mesh.material_index for part in asset.meshes])
    base = np.array([material.base_color for material in asset.materials])
    second = np.array([m.base_color if m.second_color is None else m.second_color for m in asset.materials])
    marks = np.concatenate([p.mesh.markings for p in asset.meshes if p.mesh.markings is not None])[faces].mean(axis=1)
    color = np.where(marks[:, None] > 0.5, second[materials], base[materials])
    view, right = np.array([0.97, -0.24, 0.0]), np.array([0.24, 0.97, 0.0])
    scale = min(0.62 * WIDTH / float(asset.dimensions.max()), 0.72 * HEIGHT / float(asset.bounds[1, 2]))
    floor = int(0.88 * HEIGHT)
    along = (vertices - [*centre, 0.0]) @ right
    pixels = np.column_stack([0.5 * WIDTH + along * scale, floor - vertices[:, 2] * scale])
    corner = vertices[faces]
    normal = np.cross(corner[:, 2] - corner[:, 0], corner[:, 3] - corner[:, 1])
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12)
    light = np.array([0.55, -0.35, 0.76])
    shade = 0.42 + 0.58 * np.clip(normal @ light, 0.0, 1.0)
    ink = (255.0 * np.clip(color * shade[:, None], 0.0, 1.0) ** (1.0 / 2.2)).astype(np.uint8)[:, ::-1]
    picture = np.full((HEIGHT, WIDTH, 3), 235, dtype=np.uint8)
    cv2.rectangle(picture, (0, floor), (WIDTH, HEIGHT), (205, 205, 205), -1)
    depth = (vertices @ view)[faces].mean(axis=1)
    fixed = np.round(8.0 * pixels[faces]).astype(np.int32)  # three bits of fraction
    for face in np.argsort(depth, kind="stable"):
        if normal[face] @ view > 0.0:
            cv2.fillConvexPoly(picture, fixed[face], [int(v) for v in ink[face]], cv2.LINE_8, 3)
    return picture
