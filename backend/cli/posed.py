"""A finished scene in world space: posed people, the skin of their hands, and how far points are from real surfaces.

Nothing here asks the planner: joints come from the finished clips, skin by linear blending, things from their meshes.
Symbols: T frames, J joints, V vertices, N points, M triangles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import trimesh
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..common import quat
from ..common.skeleton import forward_kinematics, rest_pose
from ..m4_motion.body import Body, measure_person
from ..m4_motion.channels import FINGERS, SIGN
from ..m4_motion.flesh import SAT_ON
from ..protocol.scene import Asset, AssetMesh, SceneBundle

Array = NDArray[np.float64]

_EDGE_M, _NEAREST = 0.03, 24
_PALM_M = 0.028
"""how far around its middle the palm is flat"""
_SEAT_JOINTS = ("hips", "thigh.L", "thigh.R")


class Surface:
    """Triangles that answer how far points are from them."""

    def __init__(self, vertices: Array, triangles: NDArray[np.int64]) -> None:
        self._coarse = vertices[triangles]
        fine, faces = trimesh.remesh.subdivide_to_size(vertices, triangles, _EDGE_M, max_iter=12)
        corners = np.asarray(fine, dtype=np.float64)[faces]
        normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        size = np.linalg.norm(normals, axis=1)
        self._corners, self._normals = corners[size > 1e-12], (normals[size > 1e-12].T / size[size > 1e-12]).T
        self._tree = cKDTree(self._corners.mean(axis=1))

    def outside(self, points: Array) -> Array:
        """(N,) m from points (N, 3) to the nearest place of the surface; negative behind it."""
        near = self._tree.query(points, k=min(_NEAREST, len(self._corners)))[1].reshape(len(points), -1)
        every = np.repeat(np.arange(len(points)), near.shape[1])
        apart = np.linalg.norm(points[every] - self._closest(points[every], near.ravel()), axis=1)
        best = near[np.arange(len(points)), np.argmin(apart.reshape(near.shape), axis=1)]
        place = self._closest(points, best)
        away = points - place
        # On an edge the triangle that looks at the point most squarely tells the side. All that meet there are asked:
        # from afar the middles of others may be nearer than theirs.
        meeting = self._meeting[best].tocoo()
        ties = np.linalg.norm(place[meeting.row] - self._closest(place[meeting.row], meeting.col), axis=1) <= 1e-6
        rows, faces = meeting.row[ties], meeting.col[ties]
        facing = np.einsum("nx,nx->n", away[rows], self._normals[faces])
        sign = np.ones(len(points))
        order = np.argsort(np.abs(facing), kind="stable")  # the squarest is written last
        sign[rows[order]] = np.where(facing[order] < 0.0, -1.0, 1.0)
        return np.asarray(sign * np.linalg.norm(away, axis=1))

    def _closest(self, points: Array, triangles: NDArray[np.int64]) -> Array:
        """(N, 3) the places of triangles (N,) that are closest to points (N, 3)."""
        return np.asarray(trimesh.triangles.closest_point(self._corners[triangles], points))

    @cached_property
    def _meeting(self) -> csr_array:
        """(M, M) which triangles have a corner in common."""
        corners = np.unique(self._corners.reshape(-1, 3).round(7), axis=0, return_inverse=True)[1].ravel()
        own = coo_array((np.ones(len(corners)), (np.arange(len(corners)) // 3, corners))).tocsr()
        return (own @ own.T).tocsr()

    def height_under(self, x: float, y: float, below: float) -> float | None:
        """The highest place of the surface over (x, y) that is not above `below`, m; None where there is none."""
        a, b, c = (self._coarse[:, i] - [x, y, 0.0] for i in range(3))
        area = _cross(b - a, c - a)
        flat = np.abs(area) > 1e-12
        shares = np.stack([_cross(b, c), _cross(c, a), _cross(a, b)], axis=-1)[flat] / area[flat][:, None]
        inside = (shares >= -1e-6).all(axis=1)
        heights = np.einsum("mk,mk->m", shares[inside], self._coarse[flat][inside][:, :, 2])
        under = heights[heights <= below]
        return float(under.max()) if len(under) else None


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])


def triangles_of(part: AssetMesh, scale: Array) -> tuple[Array, NDArray[np.int64]]:
    """Vertices (V, 3) and triangles (M, 3) of a part as built, in the space of its asset."""
    mesh = part.mesh
    vertices = (mesh.vertices + (part.joint.origin if part.joint is not None else 0.0)).astype(np.float64) * scale
    first = np.cumsum([0, *mesh.face_sizes[:-1]])
    found = []
    for size in np.unique(mesh.face_sizes):
        faces = mesh.face_vertices[first[mesh.face_sizes == size][:, None] + np.arange(size)]
        found += [faces[:, [0, i, i + 1]] for i in range(1, size - 1)]
    return vertices, np.concatenate(found).astype(np.int64)


def closed(vertices: Array, triangles: NDArray[np.int64]) -> tuple[Array, NDArray[np.int64]]:
    """A surface (V, 3), (M, 3) with a fan over each of its holes: an open edge has a far side, but no inside."""
    edges = triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2)
    paired = {(int(b), int(a)) for a, b in edges}
    rim = np.array([edge for edge in edges.tolist() if tuple(edge) not in paired], dtype=np.int64).reshape(-1, 2)
    links = coo_array((np.ones(len(rim)), (rim[:, 0], rim[:, 1])), shape=(len(vertices), len(vertices)))
    hole = connected_components(links, directed=False)[1][rim[:, 0]]
    middles, fans = [vertices], [triangles]
    for count, name in enumerate(np.unique(hole)):
        around = rim[hole == name]
        middles.append(vertices[np.unique(around)].mean(axis=0)[None])
        fans.append(np.column_stack([around[:, ::-1], np.full(len(around), len(vertices) + count)]))
    return np.concatenate(middles), np.concatenate(fans)


def surface_of(bundle: SceneBundle, object_id: str) -> Surface:
    """A thing's whole mesh in its own space, scaled."""
    scale = bundle.layout.placements[object_id].transform.scale.astype(np.float64)
    parts = [triangles_of(part, scale) for part in bundle.assets.assets[object_id].meshes]
    starts = np.cumsum([0, *(len(vertices) for vertices, _ in parts)])
    return Surface(
        np.concatenate([vertices for vertices, _ in parts]),
        np.concatenate([faces + start for (_, faces), start in zip(parts, starts, strict=False)]),
    )


def in_thing(bundle: SceneBundle, object_id: str, points: Array, frame: int) -> Array:
    """World points (N, 3) in the space of a thing at a frame."""
    track = bundle.simulation.object_tracks[object_id]
    now = min(frame, len(track.translations) - 1)
    turn, at = track.rotations[now].astype(np.float64), track.translations[now].astype(np.float64)
    return quat.mul_vec(quat.inv(turn), points - at)


@dataclass(frozen=True)
class Performance:
    """One person of a finished scene, posed."""

    bundle: SceneBundle
    actor_id: str
    body: Body
    positions: Array
    """(T, J, 3)"""
    rotations: Array
    """(T, J, 4)"""

    @property
    def asset(self) -> Asset:
        return self.bundle.assets.assets[self.actor_id]

    def joint(self, name: str) -> Array:
        return np.asarray(self.positions[:, self.body.index[name]])

    def palm(self, side: str) -> Array:
        """(T, 3) the middle of the palm, on its bone."""
        j = self.body.index[f"hand.{side}"]
        return np.asarray(self.joint(f"hand.{side}") + quat.mul_vec(self.rotations[:, j], [0.0, self.body.palm, 0.0]))

    def segment(self, action_id: str) -> tuple[int, int] | None:
        spans = [(a, b) for name, a, b in self.bundle.motion.clips[self.actor_id].segments if name == action_id]
        return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None

    @cached_property
    def _rest(self) -> tuple[Array, Array]:
        assert self.asset.skeleton is not None
        places, turns = rest_pose(self.asset.skeleton)
        return places.astype(np.float64), turns.astype(np.float64)

    def skin(self, part: AssetMesh, rows: NDArray[np.int64], frame: int) -> Array:
        """(V, 3) some vertices of a worn or own mesh, in the world at a frame."""
        mesh = part.mesh
        assert mesh.skin_joints is not None
        assert mesh.skin_weights is not None
        vertices = mesh.vertices[rows].astype(np.float64)
        for key in mesh.shape_keys:
            vertices = vertices + float(key.value) * key.offsets[rows]
        joints, weights = mesh.skin_joints[rows], mesh.skin_weights[rows].astype(np.float64)
        places, turns = self._rest
        turned = quat.mul(self.rotations[frame], quat.inv(turns))
        moved = self.positions[frame][joints] + quat.mul_vec(turned[joints], vertices[:, None] - places[joints])
        return np.asarray(np.einsum("vk,vkx->vx", weights, moved))

    def belonging(self, part: AssetMesh, names: tuple[str, ...]) -> NDArray[np.int64]:
        """Rows of the vertices that follow these joints more than all others."""
        mesh = part.mesh
        if mesh.skin_joints is None or mesh.skin_weights is None:
            return np.zeros(0, dtype=np.int64)
        own = np.isin(mesh.skin_joints, [self.body.index[name] for name in names])
        return np.flatnonzero((own * mesh.skin_weights).sum(axis=1) > 0.5)

    @cached_property
    def own_skin(self) -> AssetMesh:
        return self.asset.meshes[0]

    def hand_skin(self, side: str, frame: int) -> Array:
        """(V, 3) hand and fingers."""
        names = (f"hand.{side}", *(f"{finger}_{k}.{side}" for finger in FINGERS for k in (1, 2, 3)))
        return self.skin(self.own_skin, self.belonging(self.own_skin, names), frame)

    def palm_skin(self, side: str, frame: int) -> Array:
        """(V, 3) the inside of the hand, about its middle."""
        rows = self.belonging(self.own_skin, (f"hand.{side}", *(f"{f}_1.{side}" for f in FINGERS[1:])))
        joint = self.body.index[f"hand.{side}"]
        places, turns = self._rest
        inward = quat.mul_vec(quat.inv(self.body.hang[side]), np.array([-SIGN[side], 0.0, 0.0]))
        middle = places[joint] + quat.mul_vec(turns[joint], np.array([0.0, self.body.palm, 0.0]))
        at = self.own_skin.mesh.vertices[rows].astype(np.float64) - middle
        inside = at @ inward
        flat = np.linalg.norm(at - inside[:, None] * inward, axis=1)
        return self.skin(self.own_skin, rows[(inside > 0.0) & (flat < _PALM_M * self.body.stature / 1.7)], frame)

    def sole(self, side: str, frame: int) -> Array:
        """(N, 3) what of a foot and its shoe is within a centimetre of its lowest vertex."""
        joints = (f"foot.{side}", f"toe.{side}")
        every = np.concatenate([self.skin(part, self.belonging(part, joints), frame) for part in self.asset.meshes])
        return np.asarray(every[every[:, 2] < every[:, 2].min() + 0.01])

    def seat(self, frame: int) -> Array:
        """(3,) where the sitting body is lowest under the hips."""
        hips = self.positions[frame, self.body.index["hips"], :2]
        points = np.concatenate([
            self.skin(part, self.belonging(part, _SEAT_JOINTS), frame) for part in self.asset.meshes
            if part.name in SAT_ON
        ])  # fmt: skip
        under = points[np.linalg.norm(points[:, :2] - hips, axis=1) < 0.075 * self.body.stature]
        return np.asarray(under[np.argmin(under[:, 2])])

    def trunk(self, frame: int) -> Surface:
        """The own skin of trunk, head and thighs at a frame, closed where arms and shins were cut off."""
        part = self.own_skin
        rows = self.belonging(part, ("hips", "spine", "chest", "upper_chest", "neck", "head", "thigh.L", "thigh.R"))
        every = np.full(len(part.mesh.vertices), -1)
        every[rows] = np.arange(len(rows))
        faces = every[triangles_of(part, np.ones(3))[1]]
        return Surface(*closed(self.skin(part, rows, frame), faces[(faces >= 0).all(axis=1)]))


def performances(bundle: SceneBundle) -> Iterator[Performance]:
    """Every person, posed by the finished clips."""
    for actor_id, clip in bundle.simulation.clips.items():
        asset = bundle.assets.assets[actor_id]
        if asset.skeleton is None or "hand.R" not in asset.skeleton.joint_names:
            continue
        poses = forward_kinematics(asset.skeleton, clip.root_translations, clip.joint_rotations)
        positions, rotations = (values.astype(np.float64) for values in poses)
        yield Performance(bundle, actor_id, measure_person(asset), positions, rotations)
