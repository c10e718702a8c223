"""What makes a role at first sight: plates, helms, packs, joints, lenses, each piece fixed to one bone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .cage import Points
from .figure import ARM_ALONG, ARM_FORWARD, ARM_UP, EYE, SHOULDER, Figure
from .hair import Strands
from .implicit import Field, arm, cast, figure_field, project, smooth_union, torso

X, Y, Z = np.eye(3)
KNEE = np.array([0.0525, 0.0, 0.285])
HEAD = np.array([0.0, 0.0, 0.938])


@dataclass
class Pieces:
    """Closed pieces with the material part and the bone of each; pieces of the left side are mirrored by `both`."""

    strands: Strands = field(default_factory=Strands)
    parts: list[str] = field(default_factory=list)
    """per quad"""
    bones: list[str] = field(default_factory=list)
    """per vertex; `a+b` is held by both alike"""

    def loft(
        self, part: str, bone: str | Sequence[str], spine: Points, u: Points, v: Points, widths: Sequence[float],
        depths: Sequence[float], exponent: float = 2.0, sections: int = 16, both: bool = False,
    ) -> None:  # fmt: skip
        """Closed cross-sections (superellipses of half `widths` along u and `depths` along v) along a spine (N, 3)."""
        turn = 2 * np.pi * np.arange(sections) / sections
        cosine, sine = np.cos(turn), np.sin(turn)
        round_ = np.stack([np.sign(c) * np.abs(c) ** (2.0 / exponent) for c in (cosine, sine)], axis=1)
        rings = [
            at + width * round_[:, :1] * u + depth * round_[:, 1:] * v
            for at, width, depth in zip(spine, widths, depths, strict=True)
        ]
        self.rings(part, bone, np.array(rings), float(np.max(widths)), both)

    def rings(
        self, part: str, bone: str | Sequence[str], rings: Points, size: float, both: bool = False
    ) -> None:
        """Cross-sections (N, S, 3) skinned over and closed at both ends; `bone` of all, or of each."""
        bones = [bone] * len(rings) if isinstance(bone, str) else list(bone)
        for side in (1.0, -1.0) if both else (1.0,):
            start, quads = len(self.strands.points), len(self.strands.quads)
            for ring in rings:
                self.strands.points.extend(ring * np.array([side, 1.0, 1.0]))
            self._skin(start, len(rings), rings.shape[1], size)
            self._note(part, bones[0], start, quads, side)
            own = [_on_side(name, side) for name in bones for _ in range(rings.shape[1])]
            self.bones[start:] = own

    def tube(
        self, part: str, bone: str, spine: Points, outward: Points, width: float, depth: float, both: bool = False
    ) -> None:
        """A strap, rim or rod."""
        for side in (1.0, -1.0) if both else (1.0,):
            start, quads = len(self.strands.points), len(self.strands.quads)
            flip = np.array([side, 1.0, 1.0])
            count = len(spine)
            self.strands.tube(spine * flip, outward * flip, np.full(count, width), np.full(count, depth), 8)
            self._note(part, bone, start, quads, side)

    def ring(
        self, part: str, bone: str, middle: Points, u: Points, v: Points, size: tuple[float, float],
        width: float, depth: float, both: bool = False,
    ) -> None:  # fmt: skip
        """A closed band round `middle` in the plane of u and v."""
        turn = np.linspace(0.0, 2 * np.pi, 25)
        out = np.cos(turn)[:, None] * u + np.sin(turn)[:, None] * v
        spine = middle + size[0] * np.cos(turn)[:, None] * u + size[1] * np.sin(turn)[:, None] * v
        self.tube(part, bone, spine, out, width, depth, both)

    def _skin(self, start: int, rows: int, sections: int, size: float) -> None:
        for r in range(rows - 1):
            for k in range(sections):
                a, b = start + r * sections, start + (r + 1) * sections
                n = (k + 1) % sections
                at = [(k, r * size), (k + 1, r * size), (k + 1, (r + 1) * size), (k, (r + 1) * size)]
                self.strands._quad((a + k, a + n, b + n, b + k), at)
        for first, way in ((start, -1), (start + (rows - 1) * sections, 1)):
            ring = [first + k for k in range(sections)][::way]
            for k in range(sections // 2 - 1):
                quad = (ring[k], ring[k + 1], ring[sections - 2 - k], ring[sections - 1 - k])
                self.strands._quad(quad, [(k, 0), (k + 1, 0), (k + 1, size), (k, size)])

    def _note(self, part: str, bone: str, start: int, quads: int, side: float) -> None:
        self.bones += [_on_side(bone, side)] * (len(self.strands.points) - start)
        self.parts += [part] * (len(self.strands.quads) - quads)
        points = np.array(self.strands.points[start:])
        corners = points[np.array(self.strands.quads[quads:]) - start] - points.mean(axis=0)
        volume = np.sum(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]) * corners[:, 0])
        if volume < 0.0:
            self.strands.quads[quads:] = [quad[::-1] for quad in self.strands.quads[quads:]]
            self.strands.uv[quads:] = [uv[::-1] for uv in self.strands.uv[quads:]]

    def ball(
        self, part: str, bone: str, middle: Points, axis: Points, u: Points, v: Points, radii: tuple[float, ...],
        low: float = -1.0, high: float = 1.0, exponent: float = 2.0, both: bool = False, sections: int = 16,
    ) -> None:  # fmt: skip
        """An ellipsoid of radii (along the axis, u, v), cut at shares `low` and `high` of its axis."""
        rows = 11 if sections > 8 else 7
        t = np.sin(np.linspace(np.arcsin(max(low, -0.985)), np.arcsin(min(high, 0.985)), rows))
        reach = (1.0 - np.abs(t) ** exponent) ** (1.0 / exponent)
        spine = middle + radii[0] * t[:, None] * axis
        self.loft(part, bone, spine, u, v, radii[1] * reach, radii[2] * reach, exponent, sections, both)


def _on_side(bone: str, side: float) -> str:
    """The mirror image's name of a left bone, or of several joined by `+`."""
    return bone if side > 0 else bone.replace(".L", ".R")


def at_arm(along: float, up: float = 0.0, forward: float = 0.0) -> Points:
    return SHOULDER + along * ARM_ALONG + up * ARM_UP + forward * ARM_FORWARD


def box(pieces: Pieces, part: str, bone: str, low: Sequence[float], high: Sequence[float], edge: float) -> None:
    """A rounded box between two corners."""
    lowest, highest = np.array(low), np.array(high)
    middle, half = 0.5 * (lowest + highest), 0.5 * (highest - lowest)
    levels = [-half[2], -half[2] + 0.3 * edge, -half[2] + edge, half[2] - edge, half[2] - 0.3 * edge, half[2]]
    shrink = np.array([edge, 0.3 * edge, 0.0, 0.0, 0.3 * edge, edge])
    spine = middle + np.outer(levels, Z)
    pieces.loft(part, bone, spine, X, Y, half[0] - shrink, half[1] - shrink, 6.0, 24)


def knight_plate(figure: Figure) -> Pieces:
    """Pauldrons in three lames, elbow and knee cops, tassets and a gorget."""
    pieces = Pieces()
    for number, (along, size) in enumerate(((-0.010, 0.054), (0.014, 0.053), (0.038, 0.049))):
        wide = size * (0.6 + 0.4 * figure.upper_arm)
        pieces.ball("plate", "upper_arm.L", at_arm(along, 0.004), ARM_ALONG, ARM_UP, ARM_FORWARD,
                    (0.038 - 0.004 * number, wide, wide), low=-0.55, high=0.80, both=True)  # fmt: skip
    pieces.ball("plate", "forearm.L", at_arm(0.172, 0.0, -0.004), ARM_ALONG, ARM_UP, ARM_FORWARD,
                (0.029, 0.034, 0.037), low=-0.8, high=0.8, both=True)  # fmt: skip
    pieces.ring("trim", "forearm.L", at_arm(0.292), ARM_UP, ARM_FORWARD, (0.0215, 0.0255), 0.014, 0.003, both=True)
    pieces.ball("plate", "shin.L", KNEE + np.array([0, -0.010, 0.004]), Z, X, Y, (0.038, 0.042, 0.046),
                low=-0.75, high=0.75, both=True)  # fmt: skip
    pieces.ring("trim", "thigh.L", np.array([0.0525, 0.001, 0.345]), X, Y, (0.049 * figure.thigh, 0.053), 0.008, 0.003,
                both=True)  # fmt: skip
    hips = 0.112 * (0.4 + 0.6 * figure.hips)
    for number, z in enumerate((0.500, 0.474)):
        pieces.ring("plate", "hips", np.array([0, 0.006, z]), X, Y, (hips + 0.004 * number, 0.092 + 0.004 * number),
                    0.018, 0.004)  # fmt: skip
    pieces.ring("trim", "hips", np.array([0, 0.004, 0.520]), X, Y, (hips + 0.001, 0.090), 0.0075, 0.005)
    pieces.ring("plate", "neck", np.array([0, 0.010, 0.862]), X, Y, (0.050, 0.052), 0.016, 0.004)
    return pieces


def great_helm(figure: Figure) -> Pieces:
    """Closed all round, with a cross of brass, an eye slit, breaths and a plume."""
    pieces = Pieces()
    z = np.array([0.862, 0.866, 0.900, 0.945, 0.985, 1.006, 1.018, 1.024])
    wide = np.array([0.057, 0.060, 0.062, 0.063, 0.061, 0.053, 0.036, 0.012])
    deep = wide + 0.010
    middle = np.stack([np.zeros(8), np.full(8, 0.000), z], axis=1)
    pieces.loft("plate", "head", middle, X, Y, wide, deep, 2.3, 32)
    turn = np.linspace(-1.05, 1.05, 13)
    for height, part, width in ((0.9385, "trim", 0.0085), (0.9385, "slit", 0.0042)):
        spine = np.stack([0.0635 * np.sin(turn), -0.0735 * np.cos(turn), np.full(13, height)], axis=1)
        out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(13)], axis=1)
        pieces.tube(part, "head", spine + (0.001 if part == "slit" else 0.0) * out, out, width, 0.0022)
    level = np.linspace(0.868, 1.004, 9)
    front = np.stack([np.zeros(9), -np.interp(level, z, deep) - 0.0005, level], axis=1)
    pieces.tube("trim", "head", front[level < 0.929], np.tile(-Y, (int((level < 0.929).sum()), 1)), 0.0055, 0.0024)
    pieces.tube("trim", "head", front[level > 0.948], np.tile(-Y, (int((level > 0.948).sum()), 1)), 0.0055, 0.0024)
    for row, height in enumerate((0.882, 0.895, 0.908)):
        for side in range(2):
            angle = 0.30 + 0.16 * side + 0.02 * row
            out = np.array([np.sin(angle), -np.cos(angle), 0.0])
            hole = np.array([0.0622 * np.sin(angle), -0.0722 * np.cos(angle), height])
            pieces.ball("slit", "head", hole, out, Z, np.cross(out, Z), (0.0022, 0.0026, 0.0026), both=True)
    rise = np.linspace(0.0, 1.0, 10)
    plume = np.stack([np.zeros(10), -0.030 + 0.115 * rise, 1.022 + 0.050 * np.sin(2.2 * rise) - 0.080 * rise**3], 1)
    pieces.loft("plume", "head", plume, X, Z, 0.013 * np.sin(np.pi * (0.15 + 0.80 * rise)),
                0.020 * np.sin(np.pi * (0.15 + 0.80 * rise)), 2.0, 12)  # fmt: skip
    return pieces


def space_gear(figure: Figure) -> Pieces:
    """A shell helmet with a gilded visor, a neck ring, the life-support pack, a chest box, joint rings and hoses."""
    pieces = Pieces()
    middle = HEAD + np.array([0.0, 0.004, 0.006])
    pieces.ball("shell", "head", middle, Z, X, Y, (0.082, 0.076, 0.084), low=-0.92)
    visor = middle + np.array([0.0, -0.016, 0.002])
    pieces.ball("visor", "head", visor, -Y, X, Z, (0.0735, 0.061, 0.052), low=0.05, exponent=2.2)
    turn = np.linspace(0.0, 2 * np.pi, 33)
    rim = visor + np.stack([0.0625 * np.cos(turn), -0.0235 - 0.014 * np.sin(turn) ** 2, 0.0535 * np.sin(turn)], 1)
    pieces.tube("ring", "head", rim, np.stack([np.cos(turn), np.zeros(33), np.sin(turn)], 1), 0.0050, 0.0040)
    pieces.ring("ring", "neck", np.array([0, 0.008, 0.862]), X, Y, (0.062, 0.066), 0.0105, 0.016)
    box(pieces, "shell", "upper_chest", (-0.078, 0.078, 0.610), (0.078, 0.142, 0.845), 0.020)
    box(pieces, "ring", "upper_chest", (-0.050, 0.138, 0.640), (0.050, 0.150, 0.700), 0.006)
    box(pieces, "ring", "upper_chest", (-0.042, -0.112, 0.690), (0.042, -0.078, 0.745), 0.007)
    for x, part in ((-0.022, "red"), (0.0, "blue"), (0.022, "red")):
        box(pieces, part, "upper_chest", (x - 0.007, -0.118, 0.722), (x + 0.007, -0.108, 0.736), 0.003)
    for along, bone, size in ((0.165, "forearm.L", 0.036), (0.302, "forearm.L", 0.031)):
        pieces.ring("ring", bone, at_arm(along), ARM_UP, ARM_FORWARD, (size, size + 0.003), 0.006, 0.004, both=True)
    pieces.ring("ring", "shin.L", KNEE + np.array([0, 0.002, -0.012]), X, Y, (0.047, 0.050), 0.006, 0.004, both=True)
    t = np.linspace(0.0, 1.0, 12)
    hose = np.stack([0.030 + 0.040 * np.sin(np.pi * t), -0.100 + 0.19 * t, 0.700 - 0.055 * np.sin(np.pi * t)], 1)
    hose[:, 0] += 0.055 * np.sin(np.pi * t)
    pieces.tube("ring", "chest", hose, np.tile(Z, (12, 1)), 0.0065, 0.0065, both=True)
    return pieces


def robot_parts(figure: Figure) -> Pieces:
    """A head of its own with lens eyes, speaker and antenna; joints as dark bearings; a chest with a lit panel."""
    pieces = Pieces()
    z = np.array([0.872, 0.880, 0.900, 0.960, 0.996, 1.010, 1.016])
    size = np.array([0.040, 0.050, 0.057, 0.060, 0.055, 0.044, 0.026])
    pieces.loft("plate", "head", np.stack([np.zeros(7), np.zeros(7), z], 1), X, Y, size, 0.95 * size, 3.6, 32)
    face = np.stack([np.zeros(4), np.array([-0.050, -0.0575, -0.0600, -0.0605]), np.full(4, 0.938)], 1)
    pieces.loft("dark", "head", face, X, Z, [0.050, 0.050, 0.0485, 0.046], [0.031, 0.031, 0.0295, 0.027], 3.2, 24)
    for radius, depth, part in ((0.0175, 0.0, "joint"), (0.0140, 0.0025, "lens"), (0.0060, 0.0052, "dark")):
        eye = np.array([0.0225, -0.0600 - depth, 0.942])
        spine = eye + np.outer([0.004, 0.0, -0.0022, -0.003], Y)
        sizes = np.array([1, 1, 0.92, 0.7]) * radius
        pieces.loft(part, "head", spine, X, Z, sizes, sizes, both=True)
    for number in range(4):
        box(pieces, "joint", "head", (-0.018, -0.0585, 0.8915 + 0.0055 * number),
            (0.018, -0.0525, 0.8945 + 0.0055 * number), 0.0012)  # fmt: skip
    ear = np.array([0.058, 0.002, 0.938])
    pieces.loft("joint", "head", ear + np.outer([-0.006, 0.004, 0.009, 0.010], X), Y, Z, [0.021, 0.021, 0.018, 0.012],
                [0.021, 0.021, 0.018, 0.012], both=True)  # fmt: skip
    mast = np.array([0.0, 0.004, 1.012]) + np.outer(np.linspace(0.0, 0.050, 5), Z)
    pieces.tube("joint", "head", mast, np.tile(Y, (5, 1)), 0.0024, 0.0024)
    pieces.ball("lens", "head", np.array([0.0, 0.004, 1.066]), Z, X, Y, (0.0085, 0.0085, 0.0085))
    for number in range(4):
        pieces.ring("joint", "neck", np.array([0, 0.012 - 0.002 * number, 0.852 + 0.008 * number]), X, Y,
                    (0.031, 0.033), 0.0030, 0.003)  # fmt: skip
    pieces.ball("joint", "upper_arm.L", at_arm(0.006, 0.002), ARM_ALONG, ARM_UP, ARM_FORWARD, (0.030, 0.036, 0.038),
                low=-0.8, high=0.8, both=True)  # fmt: skip
    for middle, bone, u, v, axis, size2 in (
        (at_arm(0.172), "forearm.L", ARM_UP, ARM_ALONG, ARM_FORWARD, 0.0245),
        (KNEE, "shin.L", Y, Z, X, 0.0330),
    ):
        reach = 0.028 if bone == "forearm.L" else 0.034
        pieces.loft("joint", bone, middle + np.outer(np.array([-1.0, -0.9, 0.9, 1.0]) * reach, axis), u, v,
                    np.array([0.8, 1, 1, 0.8]) * size2, np.array([0.8, 1, 1, 0.8]) * size2, both=True)  # fmt: skip
    pieces.ring("joint", "hand.L", at_arm(0.312), ARM_UP, ARM_FORWARD, (0.0165, 0.0200), 0.007, 0.003, both=True)
    pieces.ring("joint", "thigh.L", np.array([0.0525, 0.002, 0.440]), X, Y, (0.0475, 0.0500), 0.005, 0.003, both=True)
    box(pieces, "plate", "upper_chest", (-0.062, -0.094, 0.690), (0.062, -0.058, 0.795), 0.012)
    box(pieces, "dark", "upper_chest", (-0.040, -0.0965, 0.735), (0.040, -0.090, 0.780), 0.004)
    for number in range(3):
        x = -0.022 + 0.022 * number
        pieces.ball("lens", "upper_chest", np.array([x, -0.0965, 0.757]), -Y, X, Z, (0.004, 0.0065, 0.0065))
    return pieces


def backpack(figure: Figure) -> Pieces:
    """A bag with a pocket and two straps."""
    pieces = Pieces()
    box(pieces, "bag", "upper_chest", (-0.072, 0.078, 0.600), (0.072, 0.150, 0.820), 0.024)
    box(pieces, "trim", "upper_chest", (-0.050, 0.140, 0.620), (0.050, 0.166, 0.705), 0.012)

    def cloth(p: Points) -> Points:
        body = smooth_union(torso(p, figure), arm(p, figure), 0.028)
        return smooth_union(body, figure_field(figure)(p), 0.002) - 0.0105

    way = np.array(
        [(0.045, 0.085, 0.800), (0.050, 0.050, 0.850), (0.054, 0.010, 0.860), (0.056, -0.030, 0.835),
         (0.060, -0.068, 0.780), (0.068, -0.072, 0.720), (0.078, -0.050, 0.660), (0.074, 0.020, 0.635),
         (0.060, 0.080, 0.630)]
    )  # fmt: skip
    t = np.linspace(0.0, 8.0, 25)
    spine = np.stack([np.interp(t, np.arange(9), way[:, k]) for k in range(3)], axis=1)
    spine = project(spine, cloth, 6)
    out = _normals(spine, cloth)
    pieces.tube("trim", "upper_chest", spine, out, 0.0090, 0.0028, both=True)
    return pieces


def _normals(points: Points, solid: Field) -> Points:
    slope = np.stack([solid(points + 1e-3 * axis) - solid(points - 1e-3 * axis) for axis in np.eye(3)], axis=1)
    return slope / np.maximum(np.linalg.norm(slope, axis=1, keepdims=True), 1e-12)


def crown(figure: Figure) -> Pieces:
    """A band with eight points and stones."""
    pieces = Pieces()
    middle = np.array([0.0, 0.003, 0.984])
    pieces.ring("band", "head", middle, X, Y, (0.0555, 0.0650), 0.0095, 0.0028)
    for number in range(8):
        angle = 2 * np.pi * number / 8
        out = np.array([np.sin(angle), -np.cos(angle), 0.0])
        foot = middle + np.array([0.0555 * np.sin(angle), -0.0650 * np.cos(angle), 0.006])
        spine = foot + np.outer([0.0, 0.010, 0.022, 0.026], Z + 0.12 * out)
        pieces.loft("band", "head", spine, np.cross(Z, out), out, [0.0150, 0.0085, 0.0020, 0.0006],
                    [0.0026, 0.0024, 0.0018, 0.0006], 2.0, 8)  # fmt: skip
        pieces.ball("band", "head", spine[-1], Z, X, Y, (0.0042, 0.0042, 0.0042))
        pieces.ball("stone", "head", foot + 0.0024 * out - 0.006 * Z, out, np.cross(Z, out), Z, (0.003, 0.0052, 0.0062))
    return pieces


def pointed_hat(figure: Figure) -> Pieces:
    """A wizard's: a wide brim and a tall cone that bends at its tip."""
    pieces = Pieces()
    turn = np.linspace(0.0, 2 * np.pi, 37)
    brim = np.stack([0.078 * np.cos(turn), 0.004 + 0.084 * np.sin(turn), 0.974 + 0.006 * np.cos(2 * turn)], 1)
    pieces.tube("cloth", "head", brim, np.tile(Z, (37, 1)), 0.030, 0.0022)
    t = np.linspace(0.0, 1.0, 10)
    spine = np.stack([0.012 * t**3, 0.004 + 0.075 * t**2.4, 0.968 + 0.190 * t - 0.020 * t**4], 1)
    wide = 0.0585 * (1.0 - t) ** 0.85 + 0.002
    pieces.loft("cloth", "head", spine, X, Y, wide, wide * 1.12, 2.0, 24)
    pieces.ring("trim", "head", np.array([0.0, 0.006, 0.982]), X, Y, (0.0575, 0.0645), 0.0070, 0.0026)
    return pieces


def stocking_cap(figure: Figure) -> Pieces:
    """Santa's: a soft cone that falls to one side, a fluffy band and a bobble."""
    pieces = Pieces()
    t = np.linspace(0.0, 1.0, 16)
    spine = np.stack([0.100 * t**2, np.full(16, 0.006), 0.966 + 0.260 * t - 0.275 * t**2], 1)
    wide = 0.0550 * (1.0 - t) ** 0.75 + 0.005
    pieces.strands.tube(spine, np.tile(Y, (16, 1)), wide, 1.12 * wide, 20)
    pieces._note("cloth", "head", 0, 0, 1.0)
    pieces.ring("fluff", "head", np.array([0.0, 0.006, 0.978]), X, Y, (0.0565, 0.0640), 0.0105, 0.0075)
    turn = np.linspace(0.12, np.pi - 0.12, 8)
    bobble = spine[-1] - np.outer(0.0150 * np.cos(turn), Z)
    pieces.loft("fluff", "head", bobble, X, Y, 0.0150 * np.sin(turn), 0.0150 * np.sin(turn), 2.0, 16)
    return pieces


def tutu(figure: Figure) -> Pieces:
    """Three ruffled layers of tulle that stand out from the hips, on a fitted waistband."""
    pieces = Pieces()
    turn = np.linspace(0.0, 2 * np.pi, 121)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(121)], axis=1)
    half = np.abs(out) * np.array([1.0, 0.0, 0.0]) + out * Y
    for height, reach, fold in ((0.546, 0.084, 0.0040), (0.538, 0.092, 0.0050), (0.530, 0.080, 0.0060)):
        edge = cast(np.tile(np.array([0.0, 0.008, height]), (121, 1)), half, lambda p: torso(p, figure), 0.2)
        edge[:, 0] *= np.where(out[:, 0] < 0.0, -1.0, 1.0)
        down = 0.10 * reach - fold * np.cos(30 * turn + 90 * height)
        spine = edge + 0.5 * (reach + 0.006) * out - np.outer(down, Z)
        pieces.tube("tulle", "hips", spine, Z + 0.18 * out, 0.5 * reach, 0.0012)
    return pieces


def clown_nose(figure: Figure) -> Pieces:
    """A red ball, and a ruff round the neck."""
    pieces = Pieces()
    pieces.ball("red", "head", np.array([0.0, -0.0700, 0.9150]), -Y, X, Z, (0.0125, 0.0125, 0.0125))
    turn = np.linspace(0.0, 2 * np.pi, 97)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(97)], axis=1)
    wide = np.array([0.058, 0.060, 0.0])
    spine = np.array([0.0, 0.010, 0.856]) + wide * out + np.outer(0.006 * np.cos(16 * turn), Z)
    pieces.tube("ruff", "neck", spine, np.tile(Z, (97, 1)), 0.0240, 0.0022)
    return pieces


def eye_patch(figure: Figure) -> Pieces:
    """A patch over the left eye on a band round the head."""
    pieces = Pieces()
    at = EYE + np.array([0.001, -0.0185, 0.0])
    pieces.ball("patch", "head", at, -Y, X, Z, (0.0030, 0.0150, 0.0130), low=-0.2)
    turn = np.linspace(0.0, 2 * np.pi, 49)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(49)], axis=1)
    spine = np.array([0.0, 0.002, 0.950]) + np.array([0.0525, 0.0625, 0.0]) * out
    spine = spine + np.outer(0.010 * np.sin(turn - 0.4), -Z)
    pieces.tube("patch", "head", spine, out, 0.0022, 0.0010)
    return pieces


OUTFIT_PARTS: dict[str, Callable[[Figure], Pieces]] = {
    "knight_plate": knight_plate, "great_helm": great_helm, "space_gear": space_gear, "robot_parts": robot_parts,
    "backpack": backpack, "crown": crown, "pointed_hat": pointed_hat, "tutu": tutu, "clown_nose": clown_nose,
    "eye_patch": eye_patch, "stocking_cap": stocking_cap,
}  # fmt: skip
HIDES_HEAD = ("great_helm", "space_gear", "robot_parts", "alien_head", "wolf_head", "monster_head")
"""parts that the whole head is inside"""
