"""What covers a creature's whole skin, every vertex hung on vertices of the body: fur in locks, bandages in turns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.spatial import cKDTree

from .cage import Points, QuadMesh
from .figure import ARM_ALONG, ARM_FORWARD, ARM_UP, LEG_AXIS, SHOULDER, Figure
from .hair import Strands, directions, on_head
from .implicit import Field, arm, cast, leg, torso
from .skinning import vertex_normals

_Z = np.array([0.0, 0.0, 1.0])
_LOCKS = 460
_NEIGHBOURS = 4


def fur(body: QuadMesh) -> Strands:
    """Locks that lie down over trunk and limbs, evenly spread; none on hands, soles and face."""
    base = np.array([part.split(".")[0] for part in body.parts])
    points, normals = body.points, vertex_normals(body.points, body.quads)
    allowed = np.flatnonzero(np.isin(base, ("torso", "arm", "leg", "neck")) & (points[:, 2] > 0.045))
    chosen = _spread(points[allowed], _LOCKS)
    rng = np.random.default_rng(3)
    made = Strands()
    for vertex in allowed[chosen]:
        at, out = points[vertex], normals[vertex]
        side = np.sign(at[0]) if abs(at[0]) > 1e-6 else 0.0
        along = (ARM_ALONG * np.array([side, 1.0, 1.0])) if base[vertex] == "arm" else -_Z
        way = 0.62 * out + 0.75 * along + rng.normal(0.0, 0.13, 3)
        way /= np.linalg.norm(way)
        length = (0.034 if base[vertex] != "arm" else 0.028) * rng.uniform(0.85, 1.25)
        t = np.linspace(0.0, 1.0, 5)
        spine = at - 0.004 * out + length * (t[:, None] * way + 0.28 * (t**2)[:, None] * along)
        wide = 0.0150 * np.array([0.90, 1.0, 0.82, 0.46, 0.05])
        made.tube(spine, np.tile(out, (5, 1)), wide, 0.62 * wide, 6)
    return made


def _spread(points: Points, count: int) -> list[int]:
    """Each next one farthest from all chosen before."""
    chosen = [0]
    distance = np.linalg.norm(points - points[0], axis=1)
    while len(chosen) < count:
        chosen.append(int(distance.argmax()))
        distance = np.minimum(distance, np.linalg.norm(points - points[chosen[-1]], axis=1))
    return chosen


def bandages(body: QuadMesh) -> Strands:
    """Strips wound round arms, legs, trunk and head, the eyes left free, and loose ends."""
    figure, made = Figure(), Strands()

    def wind(origins: Points, directions: Points, solid: Field, width: float, flip: float) -> None:
        spine = cast(origins, directions, solid, 0.16)
        out = directions / np.linalg.norm(directions, axis=1, keepdims=True)
        lift = 0.0022 + 0.0012 * np.cos(np.linspace(0.0, 40.0, len(spine)))
        mirror = np.array([flip, 1.0, 1.0])
        made.tube((spine + lift[:, None] * out) * mirror, out * mirror, np.full(len(spine), width),
                  np.full(len(spine), 0.0024), 8)  # fmt: skip

    for flip in (1.0, -1.0):
        turn = np.linspace(0.0, 2 * np.pi * 13, 13 * 18)
        along = np.linspace(0.022, 0.318, len(turn)) + 0.004 * np.sin(0.37 * turn)
        axis = SHOULDER + np.outer(along, ARM_ALONG)
        wind(axis, np.outer(np.cos(turn), ARM_UP) + np.outer(np.sin(turn), ARM_FORWARD), lambda p: arm(p, figure),
            0.0145,
             flip)  # fmt: skip
        turn = np.linspace(0.0, 2 * np.pi * 16, 16 * 18)
        height = np.linspace(0.450, 0.062, len(turn)) + 0.005 * np.sin(0.31 * turn)
        axis = np.stack([np.interp(height, LEG_AXIS[:, 0], LEG_AXIS[:, 1]), np.interp(height, LEG_AXIS[:, 0], LEG_AXIS[
            :, 2]), height], 1)  # fmt: skip
        wind(axis, np.stack([np.sin(turn), -np.cos(turn), 0 * turn], 1), lambda p: leg(p, figure), 0.0155, flip)
    turn = np.linspace(0.0, 2 * np.pi * 13, 13 * 28)
    height = np.linspace(0.478, 0.815, len(turn)) + 0.006 * np.sin(turn + 0.7)
    out = np.stack([np.sin(turn), -np.cos(turn), 0 * turn], 1)
    half = out * np.array([np.sign(np.sin(turn) + 1e-12), np.ones_like(turn), np.ones_like(turn)]).T
    spine = cast(np.stack([0 * turn, np.full_like(turn, 0.008), height], 1), half, lambda p: torso(p, figure), 0.2)
    spine[:, 0] *= np.where(out[:, 0] < 0.0, -1.0, 1.0)
    made.tube(spine + 0.0026 * out, out, np.full(len(turn), 0.0175), np.full(len(turn), 0.0026), 8)
    # round the head: level turns above and below the eyes, one over the brow aslant
    for polar, lean in ((20.0, 6.0), (36.0, -8.0), (52.0, 7.0), (66.0, -5.0), (101.0, 4.0), (113.0, -6.0), (124.0, 6.0),
                        (134.0, -4.0)):  # fmt: skip
        azimuth = np.linspace(-180.0, 180.0, 41)
        way = directions(azimuth, polar + lean * np.cos(np.radians(azimuth + 60.0)))
        spine = on_head(figure, way)
        made.tube(spine + 0.0024 * way, way, np.full(41, 0.0112), np.full(41, 0.0026), 8)
    for at, out in (((0.086, 0.010, 0.560), (0.9, -0.3, 0.0)), ((-0.190, 0.010, 0.690), (-0.5, -0.7, 0.0)),
                    ((0.070, 0.050, 0.300), (0.6, 0.7, 0.0))):  # fmt: skip
        t = np.linspace(0.0, 1.0, 8)
        line = np.array(at) + 0.020 * np.outer(np.sin(2.5 * t), out) - 0.120 * np.outer(t, _Z)
        made.tube(line, np.tile(out, (8, 1)), np.full(8, 0.0130), np.full(8, 0.0018), 8)
    return made


def hung(
    made: Strands, body: QuadMesh, joints: np.ndarray, weights: np.ndarray, offsets: Mapping[str, Points]
) -> tuple[np.ndarray, np.ndarray, dict[str, Points]]:
    """Joints and weights (V, 4) and morph offsets of what hangs on the nearest vertices of the body."""
    points = np.array(made.points)
    distance, nearest = cKDTree(body.points).query(points, k=_NEIGHBOURS)
    share = 1.0 / (distance + 0.004) ** 2
    share /= share.sum(axis=1, keepdims=True)
    dense = np.zeros((len(body.points), int(joints.max()) + 1))
    np.put_along_axis(dense, joints.astype(int), weights, axis=1)
    own = np.einsum("vk,vkj->vj", share, dense[nearest])
    best = np.argsort(-own, axis=1, kind="stable")[:, :4]
    kept = np.take_along_axis(own, best, axis=1)
    kept /= kept.sum(axis=1, keepdims=True)
    moved = {name: np.einsum("vk,vka->va", share, offset[nearest]) for name, offset in offsets.items()}
    return np.where(kept > 0, best, 0).astype(np.uint8), kept.astype(np.float32), moved


CREATURE_SKINS = {"fur": fur, "bandages": bandages}
