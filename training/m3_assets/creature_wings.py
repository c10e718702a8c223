"""Wings at the shoulders, of feathers, of skin, of glass; and the light over an angel's head."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .cage import Points
from .creature_parts import curve, spike
from .figure import Figure
from .outfit_parts import Pieces, X, Y


def _feather(pieces: Pieces, part: str, root: Points, way: Points, flat: Points, length: float, wide: float) -> None:
    """One vane of both wings, a little vaulted, round at its end."""
    t = np.linspace(0.0, 1.0, 8)
    spine = root + length * t[:, None] * way - 0.06 * length * (t**2)[:, None] * flat
    across = np.cross(way, flat)
    across /= np.linalg.norm(across)
    sizes = wide * np.array([0.35, 0.75, 0.95, 1.0, 1.0, 0.92, 0.70, 0.18])
    pieces.loft(part, "upper_chest", spine, across, flat, sizes, 0.13 * sizes + 0.0008, 2.0, 8, both=True)


def feathered_wings(figure: Figure) -> Pieces:
    """An angel's, half spread: an arm of down, two rows of coverts, long primaries that fan down and out."""
    pieces = Pieces()
    arm = curve([(0.030, 0.062, 0.770), (0.095, 0.105, 0.850), (0.170, 0.125, 0.950), (0.245, 0.115, 1.010), (0.315,
                  0.095, 1.000)], 17)  # fmt: skip
    wide = np.linspace(0.026, 0.010, 17)
    pieces.loft("down", "upper_chest", arm, np.array([0.60, 0.0, -0.80]), Y, wide, 0.60 * wide, 2.0, 12, both=True)
    back = np.array([0.10, 0.99, 0.0])
    for row, (count, first, length, size) in enumerate(((13, 0.02, 0.40, 0.023), (11, 0.03, 0.21, 0.020),
            (9, 0.05, 0.11,
                                                        0.017))):  # fmt: skip
        for k in range(count):
            share = first + (0.98 - first) * k / (count - 1)
            root = np.array([np.interp(share * 16, np.arange(17), arm[:, axis]) for axis in range(3)])
            angle = np.radians(np.interp(share, [0.0, 0.5, 1.0], [-94.0, -74.0, -38.0]))
            way = np.array([np.cos(angle), 0.05, np.sin(angle)])
            way /= np.linalg.norm(way)
            flat = back - (back @ way) * way
            flat /= np.linalg.norm(flat)
            own = length * float(np.interp(share, [0.0, 0.35, 0.8, 1.0], [0.70, 0.95, 1.0, 0.82]))
            root = root + flat * (0.006 - 0.009 * row) + 0.0025 * (k % 2) * flat
            _feather(pieces, "feather" if row == 0 else "down", root, way, flat, own, size)
    return pieces


def bat_wings(figure: Figure) -> Pieces:
    """A demon's: an arm and three fingers with skin between them, scalloped at its edge."""
    pieces = Pieces()
    wrist = np.array([0.235, 0.110, 1.010])
    arm = curve([(0.028, 0.060, 0.775), (0.120, 0.110, 0.880), tuple(wrist)], 11)
    pieces.loft("flesh", "upper_chest", arm, np.array([0.8, 0.0, -0.6]), Y, np.linspace(0.016, 0.009, 11), np.linspace(
        0.016, 0.009, 11), 2.0, 10, both=True)  # fmt: skip
    spike(pieces, "claw", "upper_chest", curve([tuple(wrist), (0.240, 0.104, 1.034), (0.232, 0.092, 1.056)], 7), 0.0075)
    tips = np.array([(0.430, 0.085, 0.960), (0.385, 0.105, 0.760), (0.265, 0.125, 0.620), (0.050, 0.075, 0.690)])
    roots = np.array([wrist, wrist, wrist, (0.026, 0.060, 0.770)])
    for root, tip in zip(roots[:3], tips[:3], strict=True):
        middle = 0.5 * (root + tip) + np.array([0.018, 0.012, 0.022])
        line = curve([tuple(root), tuple(middle), tuple(tip)], 10)
        spike(pieces, "flesh", "upper_chest", line, 0.0075)
    for k in range(3):
        (a0, a1), (b0, b1) = (roots[k], tips[k]), (roots[k + 1], tips[k + 1])
        rings = []
        for u in np.linspace(0.02, 0.985, 10):
            p = a0 + (a1 - a0) * u + 4 * u * (1 - u) * np.array([0.009, 0.006, 0.011])
            q = b0 + (b1 - b0) * u + 4 * u * (1 - u) * np.array([0.009, 0.006, 0.011]) * (k < 2)
            v = np.linspace(0.0, 1.0, 9)[:, None]
            hollow = 0.16 * u * np.sin(np.pi * v) * (0.5 * (a0 + b0) - 0.5 * (p + q))
            line = p + (q - p) * v + hollow + 0.010 * np.sin(np.pi * v) * Y
            rings.append(np.concatenate([line + 0.0012 * Y, (line - 0.0012 * Y)[::-1]]))
        pieces.rings("membrane", "upper_chest", np.array(rings), 0.2, both=True)
    return pieces


def fairy_wings(figure: Figure) -> Pieces:
    """Four petals behind the shoulders, with veins."""
    pieces = Pieces()
    for way, length, wide in (((0.66, 0.30, 0.72), 0.330, 0.088), ((0.80, 0.34, -0.36), 0.225, 0.068)):
        along = np.array(way) / np.linalg.norm(way)
        back = Y - (Y @ along) * along
        back /= np.linalg.norm(back)
        across = np.cross(along, back)
        root = np.array([0.012, 0.066, 0.765])
        t = np.linspace(0.0, 1.0, 14)
        sizes = wide * (np.sin(np.pi * np.clip(0.03 + 0.96 * t, 0, 1)) ** 0.7) * (0.45 + 0.55 * t) + 0.0015
        pieces.loft("wing", "upper_chest", root + length * t[:, None] * along, across, back, sizes, np.full(14, 0.0014),
                    2.0, 16, both=True)  # fmt: skip
        for lean in (-0.34, 0.0, 0.34):
            vein = root + length * np.linspace(0.02, 0.86, 9)[:,
                None] * (along + lean * across * np.linspace(0.2, 0.8, 9)[
                :, None])  # fmt: skip
            pieces.loft("vein", "upper_chest", vein, across, back, np.linspace(0.0030, 0.0012, 9), np.full(9, 0.0024),
                2.0,
                        6, both=True)  # fmt: skip
    return pieces


def halo(figure: Figure) -> Pieces:
    """A ring of light above the head."""
    pieces = Pieces()
    pieces.ring("glow", "head", np.array([0.0, 0.012, 1.055]), X, Y, (0.054, 0.054), 0.0052, 0.0052)
    return pieces


CREATURE_WINGS: dict[str, Callable[[Figure], Pieces]] = {
    "feathered_wings": feathered_wings, "bat_wings": bat_wings, "fairy_wings": fairy_wings, "halo": halo,
}  # fmt: skip
