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
    [(0, 53), (20, 52), (36, 53), (48, 64), (58, 76), (66, 98), (74, 102), (83, 79), (101, 81), (112, 114), (140,
    126), (180, 129)],
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
    lift: float, rise: Sequence[float] = (0.35, 0.80, 1.0, 0.80, 0.35),
    flick: float = 0.0, drop: float = 0.0, wave: float = 0.0, sway: float = 0.0, curl_in: float = 0.0,
    swell: float = 0.008,
    stations: int = 8, root_share: float = 0.45, tip_share: float = 0.10, thick: float = 0.36,
) -> None:  # fmt: skip
    """A tapered clump from direction `start` to `end`.

    `rise`: how its height over the head goes from root to tip, in shares of `lift`; `flick` lifts its tip, `drop` lets
    it hang on below, standing out by `swell`, `wave` swings that and `curl_in` bends its end toward the neck.
    `root_share` and `tip_share` are of its full width, `thick` is its half depth as a share of its half width.
    """
    a, b = directions(np.array(start[0]), np.array(start[1])), directions(np.array(end[0]), np.array(end[1]))
    angle = np.arccos(np.clip(a @ b, -1.0, 1.0))
    t = np.linspace(0.0, 1.0, stations)
    towards = (np.sin((1 - t) * angle)[:, None] * a + np.sin(t * angle)[:, None] * b) / np.sin(angle)
    # bend sideways, so that neighbours cross
    side = np.cross(a, b)
    side /= np.linalg.norm(side)
    towards = towards + sway * np.sin(np.pi * t)[:, None] * side
    towards /= np.linalg.norm(towards, axis=1, keepdims=True)
    spine = on_head(figure, towards)
    outward = gradient(spine, lambda p: skull(_left(p), figure))
    height = lift * PchipInterpolator(np.linspace(0.0, 1.0, len(rise)), rise)(t) + flick * t**3
    spine = spine + height[:, None] * outward
    if drop > 0.0:
        more = np.linspace(0.0, 1.0, 8)[1:]
        away = outward[-1] * np.array([1.0, 1.0, 0.0])
        away /= np.linalg.norm(away)
        fall = np.outer(more, np.array([0.0, 0.0, -drop])) + np.outer(np.sin(np.pi * more * 0.8), away) * swell
        fall += np.outer(wave * np.sin(2.2 * np.pi * more), away + 0.7 * side)
        fall -= np.outer(curl_in * more**2.5, away)
        spine = np.concatenate([spine, spine[-1] + fall])
        for _ in range(4):  # round the corner where it leaves the head: a tube would be a knob there
            spine[1:-1] = 0.5 * spine[1:-1] + 0.25 * (spine[:-2] + spine[2:])
        outward = np.concatenate([outward, np.tile(away, (7, 1))])
        t = np.linspace(0.0, 1.0, len(spine))
    body = np.interp(t, [0.0, 0.12, 0.45, 0.8, 1.0], [root_share, 0.85, 1.0, max(0.72, tip_share), tip_share])
    strands.tube(spine, outward, width * body, np.maximum(thick * width * body, 0.0006))


def edge(azimuth: float, share: float = 1.0) -> float:
    """Angle from the top of a share of the way down to the hairline."""
    return float(hairline(np.array(azimuth))) * share


def short(figure: Figure) -> Strands:
    """Parted at the side: the top sweeps over to the other one and stands up a little at the forehead; close below."""
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0050)
    rng = np.random.default_rng(3)
    # sides and back, combed down from the crown
    for layer, (root, reach, lift) in enumerate(((0.50, 0.985, 0.0036), (0.20, 0.80, 0.0062))):
        for azimuth in np.arange(58.0 + 6.0 * layer, 303.0 - 6.0 * layer, 11.0):
            back = np.sign(180.0 - azimuth)
            start = (azimuth - 10.0 * back * (1 - layer), edge(azimuth, root))
            end = (azimuth + 7.0 * back + rng.uniform(-2, 2), edge(azimuth, reach + rng.uniform(-0.03, 0.0)))
            add_clump(strands, figure, start, end, width=0.0098, lift=lift, rise=(0.5, 0.9, 1.0, 0.8, 0.35), sway=0.04,
                      root_share=0.6, thick=0.26)  # fmt: skip
    # the parting runs back from the left temple; locks leave it to both sides
    for layer in range(2):
        for share in np.linspace(0.03 + 0.05 * layer, 1.0, 11 - layer):
            front = 1.0 - share
            root = (36.0 + 96.0 * share**1.5, edge(38.0, 0.97) * front + 19.0 * share)
            lift = 0.0095 + 0.0030 * layer + 0.0105 * front**2
            end = (-(58.0 + 74.0 * share) + rng.uniform(-4, 4), 66.0 + 10.0 * share - 16.0 * layer + rng.uniform(-3, 3))
            add_clump(strands, figure, root, end, width=0.0118, lift=lift, rise=(0.30, 0.9, 1.0, 0.72, 0.32),
                      sway=-0.20 * front - 0.04, root_share=0.55, stations=10, thick=0.30)  # fmt: skip
    for share in np.linspace(0.0, 1.0, 7):
        root = (38.0 + 90.0 * share, edge(38.0, 0.92) * (1.0 - share) + 22.0 * share)
        end = (66.0 + 52.0 * share, 70.0 + 4.0 * share + rng.uniform(-3, 3))
        add_clump(strands, figure, root, end, width=0.0105, lift=0.0085, rise=(0.35, 0.95, 1.0, 0.75, 0.3), sway=0.06,
                  root_share=0.6, thick=0.28)  # fmt: skip
    # the forelock
    for number, azimuth in enumerate((30.0, 18.0, 5.0, -9.0, -23.0)):
        root, end = (azimuth, edge(azimuth, 0.985)), (azimuth - 62.0 + 4.0 * (number % 2), 38.0 + 5.0 * number)
        add_clump(strands, figure, root, end, width=0.0105, lift=0.0185 - 0.0018 * number,
                  rise=(0.22, 0.95, 1.0, 0.66, 0.35), sway=-0.10, root_share=0.62, stations=10, thick=0.32)  # fmt: skip
    return strands


def long(figure: Figure) -> Strands:
    """From a parting beside the middle over the temples, waving to the shoulders."""
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0052)
    rng = np.random.default_rng(5)
    parting = 14.0
    for side in (1.0, -1.0):
        shift = parting * (1.0 if side > 0 else -1.0)
        # underneath, down the neck
        for azimuth in (96.0, 116.0, 136.0, 156.0, 176.0):
            end = (side * azimuth, 104.0)
            add_clump(strands, figure, (side * azimuth * 0.8, 40.0), end, width=0.0165, lift=0.0070,
                      drop=0.070 + rng.uniform(-0.008, 0.010), wave=0.0022, sway=0.04 * side)  # fmt: skip
        # over it, from the parting
        for number, azimuth in enumerate((60.0, 80.0, 100.0, 120.0, 141.0, 163.0)):
            root = (side * (26.0 + 22.0 * number) + shift, 14.0 - 1.5 * number)
            end = (side * (azimuth + 9.0), 92.0 + 2.0 * number)
            add_clump(strands, figure, root, end, width=0.0165, lift=0.0115 - 0.0006 * number,
                      rise=(0.45, 1.0, 1.0, 0.95, 0.9), drop=0.072 + 0.012 * (number % 2) + rng.uniform(-0.006, 0.008),
                      wave=0.0030, sway=-0.10 * side)  # fmt: skip
        # the front frames the face
        for number in range(3):
            root = (shift + side * (5.0 + 5.0 * number), 47.0 - 15.0 * number)
            end = (side * (57.0 + 7.0 * number), 74.0 + 6.0 * number)
            add_clump(strands, figure, root, end, width=0.0125, lift=0.0125, rise=(0.25, 0.85, 1.0, 0.9, 0.7),
                      drop=0.034 + 0.016 * number, wave=0.0026, sway=-0.22 * side, root_share=0.6)  # fmt: skip
    return strands


def bob(figure: Figure) -> Strands:
    """To the jaw, its ends turned in, with a fringe swept to one side."""
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0052)
    rng = np.random.default_rng(9)
    for layer in range(2):
        for side in (1.0, -1.0):
            for number, azimuth in enumerate(np.linspace(64.0 + 5.0 * layer, 180.0, 11)):
                root = (side * (34.0 + 13.0 * number), 6.0 - 3.0 * layer)
                add_clump(
                    strands, figure, root, (side * azimuth, 97.0), width=0.0128,
                    lift=0.0105 + 0.0022 * layer, rise=(0.4, 0.9, 1.0, 1.0, 1.0),
                    drop=0.027 - 0.004 * layer + rng.uniform(-0.0015, 0.0015), swell=0.002, curl_in=0.013,
                    sway=-0.05 * side, tip_share=0.24, thick=0.30,
                )  # fmt: skip
    for number, azimuth in enumerate(np.linspace(62.0, -66.0, 16)):  # into the sides, so that no scalp shows between
        root = (24.0 - 0.25 * (44.0 - azimuth), 15.0 + 0.05 * abs(azimuth))
        end = (azimuth, 63.0 + 0.16 * abs(azimuth - 20.0) + 1.5 * (number % 2))
        add_clump(strands, figure, root, end, width=0.0092, lift=0.0118 + 0.0008 * (number % 2), flick=0.001,
                  rise=(0.5, 1.0, 1.0, 0.8, 0.42), sway=0.14, root_share=0.7, tip_share=0.30, thick=0.30)  # fmt: skip
    return strands


def _gathered(figure: Figure, tie: tuple[float, float]) -> Strands:
    """Hair combed from the whole hairline to one place."""
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0048)
    for azimuth in np.arange(-160.0, 161.0, 13.0):
        root = (azimuth, edge(azimuth, 0.975))
        add_clump(strands, figure, root, tie, width=0.0125, lift=0.0062, rise=(0.10, 0.7, 1.0, 1.0, 0.8),
                  root_share=0.6)  # fmt: skip
    # a lock before each ear
    for side in (1.0, -1.0):
        add_clump(strands, figure, (side * 50.0, 58.0), (side * 66.0, 92.0), width=0.0052, lift=0.0045, drop=0.018,
                  wave=0.0010, swell=0.0015)  # fmt: skip
    return strands


def ponytail(figure: Figure) -> Strands:
    strands = _gathered(figure, (180.0, 58.0))
    knot = on_head(figure, directions(np.array([180.0]), np.array([58.0])))[0] + np.array([0.0, 0.009, 0.0])
    t = np.linspace(0.0, 1.0, 10)
    for number, turn in enumerate(np.linspace(0.0, 2 * np.pi, 7)[:-1]):
        spread = 0.0085 * np.sin(np.pi * np.clip(t * 0.8, 0, 1))
        length = 0.125 + 0.012 * (number % 3)
        spine = knot + np.stack(
            [
                np.cos(turn) * spread + 0.004 * np.sin(4.0 * t + number),
                0.034 * np.sin(1.9 * t) + np.sin(turn) * spread,
                0.016 * np.sin(2.6 * t) - length * t**1.45,
            ],
            1,
        )
        out = np.tile(np.array([np.cos(turn), np.sin(turn), 0.2]), (10, 1))
        width = np.interp(t, [0, 0.1, 0.5, 1], [0.006, 0.0115, 0.0135, 0.0012]) * (1.0 - 0.05 * number)
        strands.tube(spine, out, width, 0.6 * width)
    band = 2 * np.pi * np.arange(13) / 12
    ring = knot + np.stack([0.0105 * np.cos(band), np.full(13, 0.003), 0.0105 * np.sin(band)], 1)
    strands.tube(ring, np.tile(np.array([0.0, 1.0, 0.0]), (13, 1)), np.full(13, 0.0030), np.full(13, 0.0030))
    return strands


def bun(figure: Figure) -> Strands:
    """Combed up into a coil on the crown."""
    strands = _gathered(figure, (180.0, 30.0))
    towards = directions(np.array([180.0]), np.array([30.0]))
    middle = on_head(figure, towards)[0] + 0.017 * towards[0]
    up = towards[0]
    side = np.array([1.0, 0.0, 0.0])
    ahead = np.cross(side, up)
    for number in range(7):
        turn = 2 * np.pi * number / 7 + np.linspace(0.0, 0.9 * np.pi, 9)
        height = np.linspace(-0.75, 0.95, 9)
        round_ = np.sqrt(np.clip(1.0 - height**2, 0.04, 1.0))
        out = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * ahead
        spine = middle + 0.0215 * round_[:, None] * out + 0.0185 * height[:, None] * up
        outward = round_[:, None] * out + height[:, None] * up
        width = np.interp(np.linspace(0, 1, 9), [0, 0.2, 0.7, 1], [0.006, 0.0105, 0.0095, 0.003])
        strands.tube(spine, outward, width, 0.55 * width)
    return strands


CURLS = 290
"""over the whole sphere above the nape: so many that no scalp shows between them"""


def curly(figure: Figure) -> Strands:
    """A round head of coils."""
    strands = Strands()
    add_scalp(strands, figure, hairline, 0.0048)
    rng = np.random.default_rng(12)
    golden = np.pi * (3.0 - np.sqrt(5.0))
    polars = np.degrees(np.arccos(1.0 - (1.0 - np.cos(np.radians(132.0))) * (np.arange(CURLS) + 0.5) / CURLS))
    azimuths = np.degrees(golden * np.arange(CURLS)) % 360.0 - 180.0
    places = [(a, p) for a, p in zip(azimuths, polars, strict=True) if p < edge(a, 0.97)]
    places += [(a, edge(a, 0.97 + 0.02 * (n % 2))) for n, a in enumerate(np.arange(-80.0, 81.0, 8.0))]
    for azimuth, polar in places:
        towards = directions(np.array([azimuth + rng.uniform(-3, 3)]), np.array([polar]))
        root, up = on_head(figure, towards)[0], towards[0]
        side = np.cross(up, rng.normal(size=3))
        side /= np.linalg.norm(side)
        ahead = np.cross(side, up)
        size = rng.uniform(0.0050, 0.0070)
        turn = rng.uniform(0, 2 * np.pi) + np.linspace(0.0, 1.55 * np.pi, 8)
        out = np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * ahead
        spine = root + size * out + np.outer(0.010 + 0.006 * np.linspace(0.0, 1.0, 8), up)
        width = np.interp(np.linspace(0, 1, 8), [0, 0.25, 0.8, 1], [0.0040, 0.0082, 0.0074, 0.0022])
        strands.tube(spine, out, width, 0.95 * width, 5)
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
        for share in np.linspace(0.0, 1.0, 13):
            angle = np.radians(4.0 + 76.0 * share)
            root = np.array([side * 0.042 * np.sin(angle), -0.058 * np.cos(angle) - 0.002, 0.8855 + 0.036 * share**1.5])
            drop = 0.030 * (1 - share) + 0.018
            tip = root + np.array([-side * 0.006 * share, -0.004 + 0.004 * share, -drop + rng.uniform(-0.002, 0.002)])
            lock(root + np.array([0, 0, 0.003]), tip, 0.0080, 0.0030)
            lock(root + np.array([0, 0, -0.005]), tip + np.array([0, 0.002, -0.006]), 0.0095, 0.0010)
        lock(np.array([side * 0.001, -0.062, 0.9035]), np.array([side * 0.0175, -0.052, 0.8905]), 0.0034, 0.0022)
        lock(np.array([side * 0.004, -0.062, 0.9030]), np.array([side * 0.0190, -0.049, 0.8860]), 0.0030, 0.0012)
    return strands


HAIR: dict[str, Callable[[Figure], Strands]] = {
    "hair_short": short, "hair_long": long, "hair_bob": bob, "hair_ponytail": ponytail, "hair_bun": bun,
    "hair_curly": curly, "hair_ring": ring_of_hair, "beard": beard,
}  # fmt: skip
