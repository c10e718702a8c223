"""What sits on the head and face: brows, lashes, glasses, caps, hats, helmets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .cage import Points
from .figure import EYE, EYE_RADIUS, Figure
from .hair import Strands, add_scalp, directions, on_head
from .hats import HATS
from .head import eye_outline
from .implicit import cast, gradient, head


def brows(figure: Figure) -> Strands:
    """Two tapered strokes over the eyes, thick inside; they carry most of an expression."""
    strands = Strands()
    t = np.linspace(0.0, 1.0, 9)
    x = 0.0066 + 0.0268 * t
    z = 0.9545 + 0.0058 * np.sin(np.pi * np.clip(0.10 + 0.78 * t, 0, 1)) - 0.0024 * t - 0.0008 * figure.sag
    z = z + 0.0050 * figure.brow_raise * (0.75 + 0.25 * np.sin(np.pi * t))
    z = z + 0.0060 * figure.brow_tilt * (t - 0.75)
    x = x - 0.0016 * max(figure.brow_tilt, 0.0) * (1.0 - t)
    origins = np.stack([x, np.full(9, -0.02), z], axis=1)
    spine = cast(origins, np.tile(np.array([0.0, -1.0, 0.0]), (9, 1)), lambda p: head(p, figure), 0.08)
    outward = gradient(spine, lambda p: head(p, figure))
    thick = (0.0013 + 0.0013 * figure.brow) * np.interp(t, [0, 0.12, 0.55, 1], [0.62, 1.0, 0.85, 0.22])
    for side in (1.0, -1.0):
        flip = np.array([side, 1.0, 1.0])
        strands.tube((spine + 0.0003 * outward) * flip, outward * flip, thick, np.full(9, 0.0008))
    return strands


def lashes(figure: Figure) -> Strands:
    """A dark line on the upper lid that thickens outward; it follows the blink."""
    strands = Strands()
    angles = np.radians(np.linspace(172.0, -4.0, 13))
    t = np.linspace(0.0, 1.0, 13)
    x, z = eye_outline(figure, angles)
    flat = (x - EYE[0]) ** 2 + (z - EYE[2]) ** 2
    y = EYE[1] - np.sqrt(np.maximum((EYE_RADIUS + 0.0014) ** 2 - flat, 1e-6))
    spine = np.stack([x, y, z], axis=1)
    outward = spine - EYE
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    spine = spine + np.outer(np.clip(t - 0.82, 0, 1) * figure.lash, np.array([0.011, 0.004, 0.006]))
    width = (0.00055 + 0.00055 * figure.lash) * np.interp(t, [0, 0.3, 0.8, 1], [0.35, 0.9, 1.2, 0.2])
    for side in (1.0, -1.0):
        flip = np.array([side, 1.0, 1.0])
        strands.tube(spine * flip, outward * flip, width, np.full(13, 0.0006 + 0.0004 * figure.lash), 4)
    return strands


def rim_of(figure: Figure, azimuth: Points, polar: Points, out: float) -> Points:
    """Points over the head, `out` metres off it."""
    towards = directions(azimuth, polar)
    return on_head(figure, towards) + out * towards


def cap(figure: Figure) -> Strands:
    """A dome with a visor over the brow."""
    strands = Strands()
    add_scalp(strands, figure, lambda a: 66.0 + 10.0 * (1.0 - np.cos(np.radians(a))), 0.0170)
    azimuth = np.linspace(-56.0, 56.0, 13)
    edge = rim_of(figure, azimuth, np.full(13, 64.0), 0.014)
    reach = 0.030 * np.cos(np.radians(azimuth * 1.45)) + 0.004
    spine = edge + np.outer(reach * 0.8, np.array([0.0, -1.0, -0.22]))
    strands.tube(spine, np.tile(np.array([0.0, -0.2, 1.0]), (13, 1)), reach, np.full(13, 0.0016))
    return strands


def hat(figure: Figure) -> Strands:
    """A crown with a brim all round."""
    strands = Strands()
    add_scalp(strands, figure, lambda a: 66.0 + 8.0 * (1.0 - np.cos(np.radians(a))), 0.0195)
    low = min(point[2] for point in strands.points)
    strands.points = [point + np.array([0.0, 0.0, 0.45 * (point[2] - low)]) for point in strands.points]
    azimuth = np.linspace(-180.0, 180.0, 41)
    polar = 66.0 + 8.0 * (1.0 - np.cos(np.radians(azimuth)))
    out = directions(azimuth, np.full(41, 90.0))
    spine = (
        rim_of(figure, azimuth, polar, 0.010)
        + 0.022 * out
        + np.outer(0.004 * np.cos(np.radians(2 * azimuth)), np.array([0, 0, -1.0]))
    )
    strands.tube(spine, np.tile(np.array([0.0, 0.0, 1.0]), (41, 1)), np.full(41, 0.026), np.full(41, 0.0018))
    return strands


def helmet(figure: Figure) -> Strands:
    """Open at the face, down to the nape, with a raised comb."""
    strands = Strands()

    def line(azimuth: Points) -> Points:
        away = np.abs((azimuth + 180.0) % 360.0 - 180.0)
        return 62.0 + 56.0 / (1.0 + np.exp(-(away - 58.0) / 5.0))

    add_scalp(strands, figure, line, 0.0190)
    polar = np.linspace(58.0, -110.0, 15)
    azimuth = np.where(polar >= 0, 0.0, 180.0)
    towards = directions(azimuth, np.abs(polar))
    spine = on_head(figure, towards) + 0.0200 * towards
    strands.tube(spine, towards, np.full(15, 0.0040), np.interp(np.arange(15), [0, 7, 14], [0.003, 0.009, 0.003]))
    return strands


def glasses(figure: Figure) -> Strands:
    """Round frames, a bridge and temples."""
    strands = Strands()
    turn = np.linspace(0.0, 2 * np.pi, 21)
    front = EYE[1] - EYE_RADIUS - 0.0060
    for side in (1.0, -1.0):
        flip = np.array([side, 1.0, 1.0])
        ring = np.stack(
            [EYE[0] + 0.0160 * np.cos(turn), np.full(21, front) + 0.003 * np.cos(turn), EYE[2] + 0.0140 * np.sin(turn)],
            1,
        )
        strands.tube(
            ring * flip, np.tile(np.array([0.0, -1.0, 0.0]), (21, 1)), np.full(21, 0.0010), np.full(21, 0.0010), 6
        )
        temple = np.array(
            [(0.0330, front + 0.004, 0.941), (0.0450, -0.040, 0.942), (0.0500, -0.015, 0.941), (0.0505, 0.008, 0.936)]
        )
        strands.tube(temple * flip, np.tile(np.array([side, 0.0, 0.0]), (4, 1)), np.full(4, 0.0014), np.full(4, 0.0008))
    bridge = np.array(
        [(-0.0045, front - 0.003, 0.9405), (0.0, front - 0.0045, 0.9420), (0.0045, front - 0.003, 0.9405)]
    )
    strands.tube(bridge, np.tile(np.array([0.0, 0.0, 1.0]), (3, 1)), np.full(3, 0.0010), np.full(3, 0.0010))
    return strands


HEADWEAR: dict[str, Callable[[Figure], Strands]] = {
    "brows": brows, "lashes": lashes, "cap": cap, "hat": hat, "helmet": helmet, "glasses": glasses, **HATS,
}  # fmt: skip
