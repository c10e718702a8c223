"""What a tailor adds to a garment: ribs, collars, cuffs, plackets with buttons, belts, laces, hems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.spatial import cKDTree

from .cage import Points, QuadMesh
from .hair import Strands
from .implicit import Field, cast, gradient

X, Y, Z = np.eye(3)


@dataclass
class Trim:
    """Strips on a finished garment: `limb` of the vertices (for the weights) and `part` of the quads (material)."""

    mesh: QuadMesh
    field: Field
    strands: Strands = field(default_factory=Strands)
    limbs: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def strip(
        self,
        part: str,
        limb: str,
        spine: Points,
        outward: Points,
        width: Points | float,
        depth: float,
        sections: int = 8,
    ) -> None:
        """A lens along a spine, its thickness along `outward`."""
        points, quads = len(self.strands.points), len(self.strands.quads)
        count = len(spine)
        self.strands.tube(spine, outward, np.broadcast_to(width, count), np.full(count, depth), sections)
        self.limbs += [limb] * (len(self.strands.points) - points)
        self.parts += [part] * (len(self.strands.quads) - quads)

    def outward(self, points: Points) -> Points:
        """Unit normals of the cloth, on both sides of the body."""
        side = np.where(points[:, :1] < 0.0, -1.0, 1.0) * X + Y + Z
        return np.asarray(gradient(points * side, self.field) * side)

    def neck(self) -> Points:
        """The neck's edge from its left front round the back to its right front."""
        left, right = (self.mesh.points[self.mesh.loops["neck" + side]] for side in (".L", ".R"))
        return np.concatenate([left, right[::-1][1:]])

    def around(self, loop: str, part: str, limb: str, width: float, depth: float, shift: float = 0.0) -> None:
        """A band on a closed edge of each side, `shift` up the limb, where the loop `…_before` is."""
        for side in (".L", ".R"):
            ring = self.mesh.points[self.mesh.loops[loop + side]]
            middle = ring.mean(axis=0)
            along = self.mesh.points[self.mesh.loops[f"{loop}_before{side}"]].mean(axis=0) - middle
            along /= np.linalg.norm(along)
            ring = np.concatenate([ring, ring[:2]])
            out = ring - middle
            out -= np.outer(out @ along, along)
            out /= np.linalg.norm(out, axis=1, keepdims=True)
            self.strip(part, limb + side, ring + shift * along, out, width, depth)

    def front(self, heights: Points, x: float = 0.0) -> Points:
        """Where the cloth is at the front of the body."""
        origins = np.stack([np.full(len(heights), abs(x)), np.full(len(heights), 0.01), heights], axis=1)
        found = cast(origins, np.tile(-Y, (len(heights), 1)), self.field, 0.2)
        found[:, 0] = x
        return np.asarray(found)

    def buttons(self, heights: Points, out: float = 0.0014) -> None:
        for at in self.front(heights):
            spine = at - np.outer([out - 0.001, out + 0.0008, out + 0.0012], Y)
            self.strip("buttons", "torso", spine, np.tile(Z, (3, 1)), np.array([0.0044, 0.0044, 0.0034]), 0.0040)

    def collar(self, width: float, points_down: float) -> None:
        """A turned-down collar on the neck's edge, pointed at the front."""
        ring = self.neck()
        t = np.linspace(-1.0, 1.0, len(ring))
        out = (ring - np.array([0.0, 0.014, 0.0])) * np.array([1.0, 1.0, 0.0])
        out /= np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
        front = np.clip((np.abs(t) - 0.55) / 0.45, 0.0, 1.0)
        apart = np.clip(np.abs(ring[:, :1]), 0.006, None) * np.where(t > 0, -1.0, 1.0)[:, None]
        spine = np.concatenate([np.where(np.abs(ring[:, :1]) < 0.006, apart, ring[:, :1]), ring[:, 1:]], axis=1)
        spine = spine + 0.0050 * out - (0.35 * width + points_down * front**2)[:, None] * Z + 0.0025 * Z
        lean = 0.90 * out + 0.44 * Z
        self.strip("trim", "neck", spine, lean, width * (0.75 + 0.55 * front), 0.0014)

    def laces(self) -> None:
        for side in (1.0, -1.0):
            for y in (-0.020, -0.031, -0.042, -0.053):
                x = 0.0525 - 0.045 * y + np.linspace(-0.0125, 0.0125, 7)
                origins = np.stack([x, np.full(7, y), np.full(7, 0.018)], axis=1)
                spine = cast(origins, np.tile(Z, (7, 1)), self.field, 0.06)
                out = gradient(spine, self.field)
                flip = np.array([side, 1.0, 1.0])
                self.strip("laces", "foot.L" if side > 0 else "foot.R", spine * flip, out * flip, 0.0021, 0.0014)

    def round_body(self, direction: Points, height: float) -> Points:
        """Where the cloth is along level directions from the middle of the body."""
        half = np.stack([np.abs(direction[:, 0]), direction[:, 1], direction[:, 2]], axis=1)
        spine = cast(np.tile(np.array([0.0, 0.008, height]), (len(half), 1)), half, self.field, 0.2)
        spine[:, 0] *= np.where(direction[:, 0] < 0.0, -1.0, 1.0)
        return np.asarray(spine)

    def belt(self, height: float) -> None:
        turn = np.linspace(-np.pi, np.pi, 41)
        direction = np.stack([np.sin(turn), -np.cos(turn), np.zeros(41)], axis=1)
        spine = self.round_body(direction, height)
        self.strip("belt", "torso", spine + 0.0012 * direction, direction, 0.0105, 0.0022)
        at = self.front(np.array([height]))[0] - 0.0032 * Y
        turn = np.linspace(0.0, 2 * np.pi, 17)
        ring = at + np.stack([0.0125 * np.cos(turn), np.zeros(17), 0.0120 * np.sin(turn)], axis=1)
        out = np.stack([np.cos(turn), np.zeros(17), np.sin(turn)], axis=1)
        self.strip("buckle", "torso", ring, out, 0.0016, 0.0020, 6)


def _t_shirt(trim: Trim) -> None:
    ring = trim.neck()
    out = (ring - np.array([0.0, 0.014, 0.80])) * np.array([1.0, 1.0, 0.35])
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    trim.strip("trim", "neck", ring - 0.0006 * out, out, 0.0052, 0.0022)
    trim.around("sleeve", "trim", "arm", 0.0046, 0.0014, 0.004)


def _shirt(trim: Trim) -> None:
    trim.collar(0.0135, 0.010)
    heights = np.linspace(0.508, 0.808, 14)
    trim.strip("trim", "torso", trim.front(heights) - 0.0004 * Y, np.tile(-Y, (14, 1)), 0.0078, 0.0014)
    trim.buttons(np.linspace(0.530, 0.800, 6))
    trim.around("sleeve", "trim", "arm", 0.0120, 0.0022, 0.010)


def _jacket(trim: Trim) -> None:
    trim.collar(0.0165, 0.014)
    trim.around("sleeve", "trim", "arm", 0.0100, 0.0022, 0.009)


def _coat(trim: Trim) -> None:
    trim.collar(0.0200, 0.018)
    heights = np.linspace(0.320, 0.808, 20)
    trim.strip("trim", "torso", trim.front(heights) - 0.0004 * Y, np.tile(-Y, (20, 1)), 0.0090, 0.0014)
    trim.buttons(np.linspace(0.500, 0.790, 5))
    trim.belt(0.612)
    trim.around("sleeve", "trim", "arm", 0.0150, 0.0028, 0.012)


def _dress_shirt(trim: Trim) -> None:
    """Collar and tie, as seen in an open jacket."""
    trim.collar(0.0125, 0.010)
    heights = np.linspace(0.600, 0.826, 12)
    wide = np.interp(heights, [0.600, 0.616, 0.800, 0.808, 0.826], [0.0010, 0.0150, 0.0085, 0.0080, 0.0110])
    trim.strip("tie", "torso", trim.front(heights) - 0.0014 * Y, np.tile(-Y, (12, 1)), wide, 0.0020)


def _apron(trim: Trim) -> None:
    turn = np.linspace(-np.pi, np.pi, 41)
    direction = np.stack([np.sin(turn), -np.cos(turn), np.zeros(41)], axis=1)
    spine = trim.round_body(direction, 0.612)
    trim.strip("trim", "torso", spine + 0.0006 * direction, direction, 0.0060, 0.0014)


def _boots(trim: Trim) -> None:
    trim.around("shaft", "trim", "leg", 0.0085, 0.0030, 0.004)


TRIMMINGS: dict[str, Callable[[Trim], None]] = {
    "t_shirt": _t_shirt, "shirt": _shirt, "jacket": _jacket, "coat": _coat, "boots": _boots,
    "dress_shirt": _dress_shirt, "apron": _apron,
    "shoes": Trim.laces,
    "gown": lambda trim: (trim.belt(0.622), trim.around("sleeve", "trim", "arm", 0.0110, 0.0026, 0.008))[0],
    "trousers": lambda trim: trim.around("leg", "trim", "leg", 0.0050, 0.0014, 0.004),
}  # fmt: skip


def trimmed(name: str, mesh: QuadMesh, solid: Field) -> QuadMesh:
    """The garment with its trimmings as further pieces of the same mesh."""
    if name not in TRIMMINGS:
        return mesh
    trim = Trim(mesh, solid)
    TRIMMINGS[name](trim)
    points = np.array(trim.strands.points)
    count = len(mesh.points)
    _, other = cKDTree(points).query(points * np.array([-1.0, 1.0, 1.0]))
    return replace(
        mesh,
        points=np.concatenate([mesh.points, points]),
        quads=np.concatenate([mesh.quads, np.array(trim.strands.quads) + count]),
        parts=(*mesh.parts, *trim.limbs),
        quad_parts=(*mesh.quad_parts, *trim.parts),
        quad_rows=np.concatenate([mesh.quad_rows, np.zeros((len(trim.strands.quads), 2), dtype=int)]),
        uv=np.concatenate([mesh.uv, np.array(trim.strands.uv)]),
        mirror=np.concatenate([mesh.mirror, other + count]),
        softness=np.concatenate([mesh.softness, np.zeros(len(points))]),
    )
