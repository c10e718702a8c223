"""Fire from a mouth, water from a trunk: a jet that a slider lets out, and one that makes it flicker.

At rest it is a spark within the mouth; the slider `fire` or `water` grows it to its whole length, `flicker` passes from
one shape of its tongues to another.
"""

from __future__ import annotations

import numpy as np

from ...common import quat
from ...protocol.scene import AssetMesh, Material, Mesh, ShapeKey
from ..contract import Surface
from ..geometry import loft, merge, superellipsoid
from ..geometry_grid import outward
from ..kit_camp import flame
from ..materials import burning, material
from .skeleton import asset_point
from .species import Breath
from .sweep import Array

FLICKER = "flicker"
_TONGUES, _HEARTS, _STRANDS, _DROPS = 15, 6, 9, 46
_SPARK = 0.012
"""of its length: how much of it there is at rest"""
_SHAPES = (3, 11)


def breath_looks(breath: Breath) -> tuple[Material, ...]:
    """Of its outside and its heart."""
    if breath.kind == "fire":
        return burning("breath", "#ff5a0c", 3.2), burning("breath_heart", "#ffb02a", 6.0)
    water = material("breath", "water", "#bcdcec", roughness=0.1)
    return water, material("breath_heart", "plastic", "#eaf4f8", roughness=0.4)


def breath_mesh(breath: Breath, joint: int, first_look: int, height_m: float) -> AssetMesh:
    """The jet on its bone, whose looks are that one of the asset's materials and the next."""
    kinds = [_fire(breath, seed) if breath.kind == "fire" else _water(breath, seed) for seed in _SHAPES]
    outer, heart = kinds[0]
    surface = merge((outer, heart))
    shapes = [_placed(breath, np.concatenate([o.vertices, h.vertices]), height_m) for o, h in kinds]
    start = asset_point(0.0, *breath.start) * height_m
    rest = start + _SPARK * (shapes[0] - start)
    count = np.array([len(outer.face_sizes), len(heart.face_sizes)])
    weights = np.zeros((len(rest), 4), dtype=np.float32)
    weights[:, 0] = 1.0
    joints = np.zeros((len(rest), 4), dtype=np.int32)
    joints[:, 0] = joint
    return AssetMesh(
        name="breath",
        part_names=(breath.kind, f"{breath.kind}_heart"),
        mesh=Mesh(
            vertices=rest.astype(np.float32), face_sizes=surface.face_sizes, face_vertices=surface.face_vertices,
            uv=(surface.uv * height_m).astype(np.float32),
            material_index=np.repeat(np.array([first_look, first_look + 1], dtype=np.int32), count),
            part_index=np.repeat(np.arange(2, dtype=np.int32), count),
            skin_joints=joints, skin_weights=weights, markings=np.zeros(len(rest), dtype=np.float32),
            shape_keys=(
                ShapeKey(name=breath.kind, offsets=(shapes[0] - rest).astype(np.float32)),
                ShapeKey(name=FLICKER, offsets=(shapes[1] - shapes[0]).astype(np.float32)),
            ),
        ),
    )  # fmt: skip


def _placed(breath: Breath, points: Array, height_m: float) -> Array:
    """Points (V, 3) of a jet along +Z, in shares of its length and of its width, at the mouth (m)."""
    way = asset_point(0.0, *breath.way)
    way = way / np.linalg.norm(way)
    turn = np.arctan2(-way[1], way[2])  # about X, from +Z toward -Y
    grown = points * np.array([breath.width, breath.width, breath.length])
    return np.asarray((asset_point(0.0, *breath.start) + quat.mul_vec(
        quat.from_angle_axis(np.array(turn), np.array([1.0, 0.0, 0.0])), grown)) * height_m)  # fmt: skip


def _fire(breath: Breath, seed: int) -> tuple[Surface, Surface]:
    """Tongues that leave one point in a cone, longest in the middle; a heart of shorter ones."""
    rng = np.random.default_rng(seed)
    found: list[list[Surface]] = []
    for count, long, wide in ((_TONGUES, 1.0, 0.55), (_HEARTS, 0.62, 0.34)):
        made = []
        for k in range(count):
            spread = np.sqrt((k + 0.3) / count)
            turn, tall = 2.4 * k + 0.5 * rng.random(), long * (1.0 - 0.42 * spread * rng.random())
            tongue = flame(tall, wide, float(rng.uniform(0.0, 6.0)), 10)
            v = tongue.vertices.copy()
            u = v[:, 2]
            v[:, :2] *= (0.12 + 0.88 * np.clip(u, 0.0, 1.0))[:, None]
            v[:, 0] += spread * 0.75 * u * np.cos(turn)
            v[:, 1] += spread * 0.75 * u * np.sin(turn)
            made.append(Surface(vertices=v, face_sizes=tongue.face_sizes, face_vertices=tongue.face_vertices,
                                uv=tongue.uv))  # fmt: skip
        found.append(made)
    return merge(found[0]), merge(found[1])


def _water(breath: Breath, seed: int) -> tuple[Surface, Surface]:
    """Strands that fan out, and drops that have left them."""
    rng = np.random.default_rng(seed)
    strands, drops = [], []
    for k in range(_STRANDS):
        u = np.linspace(0.0, 1.0, 12)
        turn, spread = 2.4 * k + rng.random(), np.sqrt((k + 0.2) / _STRANDS)
        out = spread * u * (1.0 - 0.25 * u)
        line = np.column_stack([out * np.cos(turn), out * np.sin(turn), u])
        circle = 2.0 * np.pi * np.arange(10) / 10
        radius = 0.04 + 0.16 * u * (1.0 - 0.85 * u)
        ring = np.column_stack([np.cos(circle), np.sin(circle), np.zeros(10)])
        strands.append(outward(loft(line[:, None] + radius[:, None, None] * ring)))
    for _ in range(_DROPS):
        along, off, turn = rng.uniform(0.3, 1.1), 1.25 * np.sqrt(rng.random()), rng.uniform(0.0, 6.3)
        size = rng.uniform(0.04, 0.11)
        place = (float(off * along * np.cos(turn)), float(off * along * np.sin(turn)), float(along))
        drops.append(superellipsoid((size, size, size * breath.width / breath.length), place, 2.0, 2))
    return merge(strands), merge(drops)
