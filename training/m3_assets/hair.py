"""Hair and beards: a thin scalp with a hairline, and tapered clumps that overlap on it.

Directions from the middle of the head are (azimuth from the front toward the left, angle from the top), degrees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from scipy.interpolate import PchipInterpolator

from .cage import Indices, Points
from .figure import Figure
from .implicit import cast, gradient, head, neck, skull, smooth_union

CENTRE = np.array([0.0, 0.0, 0.940])
# azimuth, angle from the top, of the hairline
HAIRLINE = np.array(
    [(0, 58), (20, 57), (38, 60), (52, 70), (62, 84), (70, 100), (79, 106), (88, 92), (100, 96), (112, 116), (140,
    128), (180, 132)],
    dtype=float,
)  # fmt: skip


@dataclass
class Strands:
    """A growing mesh of quads that need not be symmetric."""

    points: list[Points] = field(default_factory=list)
    quads: list[tuple[int, int, int, int]] = field(default_factory=list)
    uv: list[Points] = field(default_factory=list)

    def tube(self, spine: Points, outward: Points, width: Points, depth: Points, sections: int = 6) -> None:
        """A closed lens along `spine` (N, 3), `width` (N,) across and `depth` (N,) along `outward` (N, 3)."""
        tangent = np.gradient(spine, axis=0)
        across = np.cross(tangent, outward)
        across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
        start = len(self.points)
        angles = 2 * np.pi * np.arange(sections) / sections
        for i in range(len(spine)):
            for angle in angles:
                self.points.append(
                    spine[i] + np.cos(angle) * width[i] * across[i] + np.sin(angle) * depth[i] * outward[i]
                )
        length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(spine, axis=0), axis=1))])
        for i in range(len(spine) - 1):
            for k in range(sections):
                n = (k + 1) % sections
                a, b = start + i * sections, start + (i + 1) * sections
                self._quad(
                    (a + k, a + n, b + n, b + k),
                    [(k, length[i]), (k + 1, length[i]), (k + 1, length[i + 1]), (k, length[i + 1])],
                )
        last = start + (len(spine) - 1) * sections
        for first, way in ((start, -1), (last, 1)):
            ring = [first + k for k in range(sections)][::way]
            for k in range(1, sections - 2, 2):
                self._quad((ring[0], ring[k], ring[k + 1], ring[k + 2]), [(0, 0), (1, 0), (1, 0.002), (0, 0.002)])

    def _quad(self, quad: tuple[int, int, int, int], uv: Sequence[tuple[float, float]]) -> None:
        self.quads.append(quad)
        self.uv.append(np.array([(v, 0.004 * u) for u, v in uv]))


def directions(azimuth: Points, polar: Points) -> Points:
    a, p = np.radians(azimuth), np.radians(polar)
    return np.stack([np.sin(p) * np.sin(a), -np.sin(p) * np.cos(a), np.cos(p)], axis=-1)


def hairline(azimuth: Points) -> Points:
    """Angle from the top, degrees, where the hair ends."""
    return np.asarray(PchipInterpolator(HAIRLINE[:, 0], HAIRLINE[:, 1])(np.abs((azimuth + 180.0) % 360.0 - 180.0)))


def on_head(figure: Figure, towards: Points) -> Points:
    """Where rays from the middle of the head leave skull and neck."""

    def scalp(p: Points) -> Points:
        return smooth_union(skull(p, figure), neck(p, figure), 0.010)

    return cast(np.tile(CENTRE, (len(towards), 1)), towards, lambda p: scalp(_left(p)), 0.12)


def _left(p: Points) -> Points:
    return np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], axis=1)


def add_scalp(strands: Strands, figure: Figure, line: Callable[[Points], Points], thickness: float) -> None:
    """A thin shell of hair over the head down to `line`, with its edge turned into the skin."""
    columns = 40
    azimuth = np.arange(columns) * 360.0 / columns
    edge = line(azimuth)
    rings: list[Indices] = []
    shares = [1.015, 1.0, 0.94, 0.82, 0.66, 0.48, 0.30, 0.12]
    for number, share in enumerate(shares):
        towards = directions(azimuth, edge * share)
        out = (-0.0012, 0.0006, 0.6 * thickness, thickness)[min(number, 3)]
        surface = on_head(figure, towards)
        start = len(strands.points)
        strands.points.extend(surface + out * towards)
        rings.append(np.arange(start, start + columns))
    top = on_head(figure, np.array([[0.0, 0.0, 1.0]]))[0] + np.array([0.0, 0.0, thickness - 0.0022])
    strands.points.append(top)
    pole = len(strands.points) - 1
    for low, high in pairwise(rings):
        for c in range(columns):
            n = (c + 1) % columns
            strands._quad((low[c], low[n], high[n], high[c]), [(c, 0.0), (c + 1, 0.0), (c + 1, 0.012), (c, 0.012)])
    last = rings[-1]
    for c in range(0, columns, 2):
        strands._quad(
            (last[c], last[(c + 1) % columns], last[(c + 2) % columns], pole),
            [(c, 0), (c + 1, 0), (c + 2, 0), (c + 1, 0.01)],
        )


def add_clump(
    strands: Strands, figure: Figure, start: tuple[float, float], end: tuple[float, float], *, width: float,
    lift: float,
    flick: float = 0.0, drop: float = 0.0, sway: float = 0.0, stations: int = 8, root_share: float = 0.45,
) -> None:  # fmt: skip
    """A tapered clump from direction `start` to `end`; `flick` lifts its tip, `drop` lets it hang on below."""
    a, b = directions(np.array(start[0]), np.array(start[1])), directions(np.array(end[0]), np.array(end[1]))
    angle = np.arccos(np.clip(a @ b, -1.0, 1.0))
    t = np.linspace(0.0, 1.0, stations)
    towards = (np.sin((1 - t) * angle)[:, None] * a + np.sin(t * angle)[:, None] * b) / np.sin(angle)
    # bend sideways, so that neighbours cross
    side = np.cross(a, b)
    towards = towards + sway * np.sin(np.pi * t)[:, None] * side / np.linalg.norm(side)
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    spine = on_head(figure, towards)
    outward = gradient(spine, lambda p: skull(_left(p), figure))
    height = lift * (0.35 + 0.65 * np.sin(np.pi * np.clip(t * 0.75 + 0.18, 0, 1))) + flick * t**3
    spine = spine + height[:, None] * outward
    if drop > 0.0:
        more = np.linspace(0.0, 1.0, 7)[1:]
        away = outward[-1] * np.array([1.0, 1.0, 0.0])
        fall = np.outer(more, np.array([0.0, 0.0, -drop])) + np.outer(np.sin(np.pi * more * 0.8), away) * 0.010
        spine = np.concatenate([spine, spine[-1] + fall])
        outward = np.concatenate([outward, np.tile(away / np.linalg.norm(away), (6, 1))])
        t = np.linspace(0.0, 1.0, len(spine))
    body = np.interp(t, [0.0, 0.12, 0.45, 0.8, 1.0], [root_share, 0.85, 1.0, 0.72, 0.10])
    strands.tube(spine, outward, width * body, np.maximum(0.36 * width * body, 0.0006))


def short(figure: Figure) -> Strands:
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0045)
    rng = np.random.default_rng(3)
    whorl = (150.0, 16.0)
    for azimuth in np.arange(64.0, 300.0, 19.0):
        for layer, reach in enumerate((1.0, 0.70)):
            turn = azimuth + 9.0 * layer + rng.uniform(-3, 3)
            end = (turn, float(hairline(np.array(turn)) * (reach - 0.02) + rng.uniform(-2, 2)))
            add_clump(strands, figure, whorl, end, width=0.0135, lift=0.006 + 0.002 * layer, flick=0.002, sway=0.10)
    for azimuth in (24.0, 40.0, 54.0, -26.0, -42.0, -56.0):
        end = (azimuth, float(hairline(np.array(azimuth))) * 0.985)
        add_clump(strands, figure, (azimuth * 1.3, 24.0), end, width=0.0125, lift=0.0075, sway=0.08 * np.sign(azimuth))
    # the top sweeps from the parting on the left over to the right, and rises at the front
    for number, start in enumerate(np.linspace(0.0, 1.0, 6)):
        root = (55.0 + 60.0 * start, 34.0 - 6.0 * start)
        end = (-30.0 - 16.0 * start + rng.uniform(-4, 4), 56.0 - 4.0 * number * 0.6)
        add_clump(strands, figure, root, end, width=0.0150, lift=0.0115, flick=0.001 - 0.004 * start, sway=-0.16)
    for number in range(5):
        root = (35.0 - 12.0 * number, 36.0)
        end = (8.0 - 14.0 * number + rng.uniform(-3, 3), 56.5)
        add_clump(strands, figure, root, end, width=0.0120, lift=0.0125, flick=0.002, sway=-0.14)
    return strands


def long(figure: Figure) -> Strands:
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0060)
    rng = np.random.default_rng(5)
    for side in (1.0, -1.0):
        # from the middle parting over the temples and the back
        for number, azimuth in enumerate((44.0, 62.0, 80.0, 98.0, 116.0, 134.0, 152.0, 170.0)):
            root = (side * (30.0 + 14.0 * number), 9.0 + 5.0 * (number < 3))
            polar = 74.0 if number == 0 else 96.0
            drop = 0.055 + 0.045 * (number >= 2) + rng.uniform(-0.006, 0.006)
            end = (side * (azimuth + (26.0 if number == 0 else 8.0)), polar + 6.0)
            add_clump(strands, figure, root, end, width=0.0170, lift=0.011, drop=drop, sway=-0.10 * side, flick=0.003)
        for number, azimuth in enumerate((70.0, 96.0, 122.0, 150.0, 176.0)):
            root = (side * (40.0 + 25.0 * number), 14.0)
            end = (side * azimuth, 100.0)
            add_clump(
                strands,
                figure,
                root,
                end,
                width=0.0160,
                lift=0.0145,
                drop=0.085 + rng.uniform(-0.008, 0.008),
                sway=0.08 * side,
            )
        # the front frames the forehead
        for number in range(4):
            root = (side * (4.0 + 2.0 * number), 48.0 - 12.0 * number)
            end = (side * (58.0 + 7.0 * number), 70.0 + 8.0 * number)
            add_clump(strands, figure, root, end, width=0.0120, lift=0.011, flick=0.001, sway=-0.20 * side)
    return strands


def ponytail(figure: Figure) -> Strands:
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0055)
    tie = (180.0, 62.0)
    for azimuth in np.arange(-168.0, 169.0, 16.0):
        root = (azimuth, float(hairline(np.array(azimuth))) * 0.965)
        if abs(azimuth) > 160.0:
            continue
        add_clump(strands, figure, root, tie, width=0.0125, lift=0.0060, root_share=0.12)
    knot = on_head(figure, directions(np.array([180.0]), np.array([62.0])))[0] + np.array([0.0, 0.008, 0.0])
    t = np.linspace(0.0, 1.0, 9)
    for number, turn in enumerate(np.linspace(0.0, 2 * np.pi, 6)[:-1]):
        spread = 0.007 * np.sin(np.pi * np.clip(t * 0.8, 0, 1))
        spine = knot + np.stack(
            [
                np.cos(turn) * spread,
                0.030 * np.sin(1.9 * t) + np.sin(turn) * spread,
                0.012 * np.sin(2.6 * t) - 0.115 * t**1.5,
            ],
            1,
        )
        out = np.tile(np.array([np.cos(turn), np.sin(turn), 0.2]), (9, 1))
        width = np.interp(t, [0, 0.1, 0.5, 1], [0.005, 0.010, 0.0125, 0.0015]) * (1.0 - 0.06 * number)
        strands.tube(spine, out, width, 0.6 * width)
    return strands


def ring_of_hair(figure: Figure) -> Strands:
    """What an old man keeps: hair at the sides and the back."""
    strands = Strands()
    rng = np.random.default_rng(8)
    for side in (1.0, -1.0):
        for azimuth in np.arange(70.0, 181.0, 9.0):
            for layer in range(2):
                root = (side * (azimuth - 6.0 + 5 * layer), 60.0 + 5.0 * layer)
                low = float(hairline(np.array(azimuth))) - 1.0 - 14.0 * layer
                end = (side * (azimuth + 8.0 + rng.uniform(-3, 3)), max(low, root[1] + 22.0))
                add_clump(strands, figure, root, end, width=0.0098, lift=0.0026 + 0.002 * layer, flick=0.002)
    return strands


def beard(figure: Figure) -> Strands:
    """Clumps over jaw and chin, and a moustache."""
    strands = Strands()
    rng = np.random.default_rng(4)

    def face(p: Points) -> Points:
        return head(_left(p), figure)

    def lock(root: Points, tip: Points, width: float, bulge: float) -> None:
        t = np.linspace(0.0, 1.0, 7)
        spine = (1 - t)[:, None] * root + t[:, None] * tip
        middle = np.array([0.0, -0.010, 0.900])
        towards = spine - middle
        hit = cast(np.tile(middle, (7, 1)), towards, face, 0.1)
        outward = towards / np.linalg.norm(towards, axis=1, keepdims=True)
        beyond = np.linalg.norm(towards, axis=1) > np.linalg.norm(hit - middle, axis=1)
        spine = (
            np.where((beyond & (t > 0.35))[:, None], spine, hit)
            + (0.001 + bulge * np.sin(np.pi * np.clip(t, 0, 0.8)))[:, None] * outward
        )
        body = np.interp(t, [0, 0.15, 0.5, 1.0], [0.5, 0.9, 1.0, 0.12])
        strands.tube(spine, outward, width * body, 0.42 * width * body)

    for side in (1.0, -1.0):
        for share in np.linspace(0.0, 1.0, 8):
            angle = np.radians(4.0 + 76.0 * share)
            root = np.array([side * 0.042 * np.sin(angle), -0.058 * np.cos(angle) - 0.002, 0.8855 + 0.036 * share**1.5])
            drop = 0.030 * (1 - share) + 0.018
            tip = root + np.array([-side * 0.006 * share, -0.004 + 0.004 * share, -drop + rng.uniform(-0.002, 0.002)])
            lock(root, tip, 0.0080, 0.0035)
            lock(root + np.array([0, 0, -0.006]), tip + np.array([0, 0.002, -0.006]), 0.0075, 0.0015)
        lock(np.array([side * 0.001, -0.062, 0.9035]), np.array([side * 0.0175, -0.052, 0.8905]), 0.0034, 0.0022)
        lock(np.array([side * 0.004, -0.062, 0.9030]), np.array([side * 0.0190, -0.049, 0.8860]), 0.0030, 0.0012)
    return strands


HAIR: dict[str, Callable[[Figure], Strands]] = {
    "hair_short": short, "hair_long": long, "hair_ponytail": ponytail, "hair_ring": ring_of_hair, "beard": beard,
}  # fmt: skip
