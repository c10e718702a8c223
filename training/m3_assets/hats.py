"""Hats of professions and tales: closed or turned shells of rings round the head, front at angle 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from .cage import Points
from .figure import Figure
from .hair import Strands, add_scalp, directions, on_head
from .implicit import cast, figure_field

COLUMNS = 40
TURN = 2 * np.pi * np.arange(COLUMNS) / COLUMNS
ROUND = np.stack([np.sin(TURN), -np.cos(TURN), np.zeros(COLUMNS)], axis=1)
AHEAD = np.cos(TURN)
MIDDLE = np.array([0.0, 0.003, 0.0])
UP = np.array([0.0, 0.0, 1.0])


def oval(z: float | Points, half_x: float | Points, half_y: float | Points) -> Points:
    """(COLUMNS, 3) round the head."""
    return np.asarray(
        MIDDLE + np.stack([half_x * ROUND[:, 0], half_y * ROUND[:, 1], np.broadcast_to(z, COLUMNS)], axis=1)
    )


def shell(strands: Strands, rings: Sequence[Points], closed_top: bool = True) -> None:
    """Quads between rings (C, 3) of equal length, and over the last one."""
    start, count = len(strands.points), len(rings[0])
    for ring in rings:
        strands.points.extend(ring)
    size = float(np.ptp(rings[0][:, 0])) / count
    for low, high in pairwise(range(len(rings))):
        for c in range(count):
            n, a, b = (c + 1) % count, start + low * count, start + high * count
            strands._quad((a + c, a + n, b + n, b + c), [(c, low), (c + 1, low), (c + 1, high), (c, high)])
    if closed_top:
        strands.points.append(rings[-1].mean(axis=0))
        pole, last = len(strands.points) - 1, start + (len(rings) - 1) * count
        for c in range(0, count, 2):
            strands._quad(
                (last + c, last + (c + 1) % count, last + (c + 2) % count, pole),
                [(c, 0), (c + 1, 0), (c + 2, 0), (c + 1, size)],
            )


def tilted(levels: Sequence[tuple[float, float, float]], tilt: float) -> list[Points]:
    """Ovals of (z, half x, half y), `tilt` higher in front and as much lower behind."""
    return [oval(z + tilt * AHEAD, half_x, half_y) for z, half_x, half_y in levels]


def visor(strands: Strands, z: float, reach: float) -> None:
    """A peak over the brow."""
    angle = np.radians(np.linspace(-62.0, 62.0, 13))
    out = reach * np.clip(np.cos(1.4 * angle), 0.05, 1.0)
    edge = MIDDLE + np.stack([0.0560 * np.sin(angle), -0.0650 * np.cos(angle), np.full(13, z)], axis=1)
    spine = edge + np.outer(0.75 * out, np.array([0.0, -1.0, -0.40]))
    strands.tube(spine, np.tile(np.array([0.0, -0.40, 1.0]), (13, 1)), out, np.full(13, 0.0014))


def toque(figure: Figure) -> Strands:
    """A cook's: a stiff band and a pleated top."""
    strands = Strands()
    band = [(0.972, 0.0545, 0.0635), (0.973, 0.0565, 0.0655), (1.006, 0.0580, 0.0670), (1.010, 0.0575, 0.0665)]
    puff = [(1.016, 0.066, 0.074), (1.036, 0.078, 0.086), (1.060, 0.081, 0.089), (1.078, 0.071, 0.078),
            (1.085, 0.046, 0.051), (1.083, 0.018, 0.020)]  # fmt: skip
    pleat = 1.0 + 0.045 * np.cos(10 * TURN)
    soft = [oval(z + 0.008 * np.sin(TURN) * (z - 1.01) / 0.07, x * pleat, y * pleat) for z, x, y in puff]
    shell(strands, [*tilted(band, 0.004), *soft])
    return strands


def peaked_cap(figure: Figure) -> Strands:
    """Of the police, pilots and sailors: a band, a wide flat crown that rises in front, a peak."""
    strands = Strands()
    band = [(0.970, 0.0540, 0.0630), (0.971, 0.0562, 0.0652), (0.992, 0.0568, 0.0658)]
    crown = [(0.995, 0.062, 0.071), (1.008, 0.075, 0.085), (1.013, 0.077, 0.087), (1.018, 0.072, 0.081),
             (1.020, 0.046, 0.052), (1.020, 0.018, 0.020)]  # fmt: skip
    shell(strands, [*tilted(band, 0.003), *tilted(crown, 0.012)])
    visor(strands, 0.972, 0.022)
    return strands


_DOME = [(1.000, 0.0550, 0.0640), (1.014, 0.0430, 0.0510), (1.022, 0.0260, 0.0310), (1.025, 0.0100, 0.0120)]


def hard_hat(figure: Figure) -> Strands:
    """Of a building site: a dome with a rib, and a brim that is a peak in front."""
    strands = Strands()
    shell(strands, tilted([(0.970, 0.0560, 0.0650), (0.971, 0.0590, 0.0685), (0.986, 0.0598, 0.0695), *_DOME], 0.003))
    turn = np.concatenate([TURN, TURN[:1]])
    brim = MIDDLE + np.stack([0.0600 * np.sin(turn), -0.0700 * np.cos(turn), 0.970 + 0.003 * np.cos(turn)], axis=1)
    wide = 0.006 + 0.012 * np.clip(np.cos(turn), 0.0, 1.0) ** 2
    strands.tube(brim, np.tile(UP, (COLUMNS + 1, 1)), wide, np.full(COLUMNS + 1, 0.0016))
    t = np.linspace(-1.0, 1.0, 13)
    rib = MIDDLE + np.stack([np.zeros(13), 0.062 * np.sin(1.35 * t), 0.972 + 0.0545 * np.cos(1.35 * t)], axis=1)
    out = np.stack([np.zeros(13), np.sin(1.35 * t), np.cos(1.35 * t)], axis=1)
    strands.tube(rib, out, np.full(13, 0.0060), np.full(13, 0.0030))
    return strands


def steel_helmet(figure: Figure) -> Strands:
    """Of a soldier: a bowl down to the ears, with a turned rim."""
    strands = Strands()
    rim = [(0.950, 0.0620, 0.0700), (0.949, 0.0670, 0.0750), (0.954, 0.0655, 0.0735), (0.976, 0.0615, 0.0710)]
    shell(strands, tilted([*rim, *_DOME], 0.009))
    return strands


def horned_helmet(figure: Figure) -> Strands:
    """A bowl with a band and two horns."""
    strands = Strands()
    shell(strands, tilted([(0.962, 0.0555, 0.0645), (0.961, 0.0600, 0.0695), (0.976, 0.0605, 0.0700), *_DOME], 0.004))
    t = np.linspace(0.0, 1.0, 9)
    for side in (1.0, -1.0):
        spine = np.stack([side * (0.052 + 0.050 * np.sin(1.7 * t)), 0.002 - 0.010 * t, 0.984 + 0.085 * t**1.6], axis=1)
        width = 0.0150 * (1.0 - t) ** 0.8 + 0.0006
        strands.tube(spine, np.tile(np.array([0.0, -1.0, 0.0]), (9, 1)), width, width, 10)
    return strands


def tricorn(figure: Figure) -> Strands:
    """A pirate's: the brim turned up on three sides, a corner in front."""
    strands = Strands()
    shell(strands, tilted([(0.972, 0.0555, 0.0645), (0.985, 0.0580, 0.0670), *_DOME], 0.0))
    up = 0.5 * (1.0 - np.cos(3 * TURN))
    rings = []
    for share, over in ((0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (1.0, 0.0024), (0.5, 0.0026), (0.0, 0.0026)):
        out = share * (0.052 - 0.030 * up)
        ring = oval(0.973 + over + share**1.6 * (0.004 + 0.046 * up), 0.0560 + out, 0.0650 + out)
        rings.append(ring)
    shell(strands, rings, closed_top=False)
    return strands


def hood(figure: Figure) -> Strands:
    """Cloth over head, neck and the lower face: only the eyes are seen."""
    strands = Strands()

    def line(azimuth: Points) -> Points:
        away = np.abs((azimuth + 180.0) % 360.0 - 180.0)
        return 72.0 + 58.0 / (1.0 + np.exp(-(away - 56.0) / 4.0))

    add_scalp(strands, figure, line, 0.0130)
    solid = figure_field(figure)
    rings = []
    for z, out in ((0.922, 0.0), (0.9225, 0.0040), (0.912, 0.0048), (0.900, 0.0048), (0.888, 0.0048), (0.876, 0.0052),
                   (0.864, 0.0058), (0.852, 0.0062), (0.840, 0.0066)):  # fmt: skip
        # rays from the middle of neck and skull; behind, the wrap rises under the scalp
        level = z + 0.016 * np.clip(-AHEAD, 0.0, 1.0)
        origins = np.stack([np.zeros(COLUMNS), np.full(COLUMNS, 0.004), level], axis=1)
        half = ROUND * np.where(ROUND[:, :1] < 0.0, -1.0, 1.0) * np.array([1.0, 0.0, 0.0]) + ROUND * [0.0, 1.0, 0.0]
        at = cast(origins, half, solid, 0.075)
        at[:, 0] *= np.where(ROUND[:, 0] < 0.0, -1.0, 1.0)
        rings.append(at + out * ROUND)
    shell(strands, rings[::-1], closed_top=False)
    return strands


def veil(figure: Figure) -> Strands:
    """A sheet from the crown over the back of the head and down the back."""
    strands = Strands()
    across = np.linspace(98.0, 262.0, 21)
    rows = []
    for polar in (12.0, 30.0, 50.0, 72.0, 92.0):
        towards = directions(across, np.full(21, polar))
        rows.append(on_head(figure, towards) + 0.0190 * towards)
    for drop in (0.05, 0.11, 0.18, 0.25, 0.32):
        spread = 1.0 + 2.2 * drop
        wave = 0.006 * drop / 0.3 * np.cos(np.radians(across * 9.0))
        rows.append(rows[4] * np.array([spread, 1.0, 1.0]) + np.stack(
            [np.zeros(21), 0.10 * drop + wave + 0.03 * np.clip(drop / 0.1, 0, 1), np.full(21, -drop)], 1))  # fmt: skip
    start = len(strands.points)
    for row in rows:
        strands.points.extend(row)
    for r in range(len(rows) - 1):
        for c in range(20):
            a, b = start + r * 21 + c, start + (r + 1) * 21 + c
            strands._quad((a, b, b + 1, a + 1), [(c, r), (c, r + 1), (c + 1, r + 1), (c + 1, r)])
    return strands


HATS: dict[str, Callable[[Figure], Strands]] = {
    "toque": toque, "peaked_cap": peaked_cap, "hard_hat": hard_hat, "steel_helmet": steel_helmet,
    "horned_helmet": horned_helmet, "tricorn": tricorn, "hood": hood, "veil": veil,
}  # fmt: skip
