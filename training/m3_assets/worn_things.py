"""Things that are worn: on the ears, round the neck, on the back, at the belt."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from .cage import Points
from .creature_parts import curve
from .figure import Figure
from .implicit import Field, arm, cast, figure_field, gradient, project, smooth_union, torso
from .outfit_parts import Pieces, X, Y, Z, box

CLOTH_M, COAT_M = 0.0105, 0.0150
"""how far shirts and coats lie off the body"""


def headphones(figure: Figure) -> Pieces:
    """Two cushioned cups over the ears and a padded band across the head."""
    pieces = Pieces()
    cup = np.array([0.066, 0.004, 0.936])
    pieces.loft("cushion", "head", cup + np.outer([-0.0090, -0.0075, 0.0005, 0.0020], X), Y, Z,
                [0.0160, 0.0195, 0.0195, 0.0160], [0.0195, 0.0235, 0.0235, 0.0195], both=True)  # fmt: skip
    pieces.loft("shell", "head", cup + np.outer([0.0010, 0.0020, 0.0095, 0.0120], X), Y, Z,
                [0.0170, 0.0185, 0.0170, 0.0110], [0.0205, 0.0225, 0.0205, 0.0140], both=True)  # fmt: skip
    turn = np.linspace(-0.5 * np.pi, 0.5 * np.pi, 25)
    out = np.stack([np.sin(turn), np.zeros(25), np.cos(turn)], axis=1)
    band = np.array([0.0, 0.004, 0.950]) + np.array([0.0725, 0.0, 0.0795]) * out
    pieces.tube("shell", "head", band, out, 0.0075, 0.0028)
    pieces.tube("cushion", "head", band[7:18] - 0.0035 * out[7:18], out[7:18], 0.0090, 0.0030)
    arm_ = np.linspace([0.0725, 0.004, 0.968], [0.0735, 0.004, 0.930], 4)
    pieces.tube("steel", "head", arm_, np.tile(X, (4, 1)), 0.0050, 0.0022, both=True)
    return pieces


def stethoscope(figure: Figure) -> Pieces:
    """Hung round the neck: the tube on one side down to its chest piece, the two ear tubes on the other."""
    pieces = Pieces()
    solid = _dressed(figure, COAT_M)
    way = [(-0.040, 0.0, 0.755), (-0.046, 0.0, 0.800), (-0.045, -0.020, 0.845), (-0.036, 0.030, 0.868),
           (0.0, 0.050, 0.874), (0.036, 0.030, 0.868), (0.045, -0.020, 0.845), (0.046, 0.0, 0.800),
           (0.042, 0.0, 0.740), (0.038, 0.0, 0.690)]  # fmt: skip
    spine = _on_front(way, solid, 45, free=(2, 6))
    pieces.tube("hose", "upper_chest", spine, _out(spine, solid), 0.0036, 0.0036)
    end = spine[-1]
    out = _out(spine[-1:], solid)[0]
    pieces.ball("steel", "upper_chest", end - 0.008 * Z + 0.001 * out, out, X, np.cross(out, X),
                (0.006, 0.0150, 0.0150), exponent=4.0)  # fmt: skip
    for side in (-1.0, 1.0):
        x, y, z = spine[0]
        prong = [(x, y, z), (x + 0.013 * side, y, z - 0.030), (x + 0.015 * side, y, z - 0.058),
                 (x + 0.006 * side, y, z - 0.080)]  # fmt: skip
        ear = _on_front(prong, solid, 12, free=None)
        pieces.tube("steel", "upper_chest", ear, _out(ear, solid), 0.0024, 0.0024)
        pieces.ball("hose", "upper_chest", ear[-1], -Z, X, Y, (0.0050, 0.0042, 0.0042))
    return pieces


def scarf(figure: Figure) -> Pieces:
    """Wound twice round the neck, its fringed ends down the chest."""
    pieces = Pieces()
    turn = np.linspace(0.0, 2 * np.pi, 49)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(49)], axis=1)
    for z, wide, low, thick in ((0.846, 0.050, 0.020, 0.0125), (0.868, 0.045, 0.010, 0.0120)):
        fold = 0.0012 * np.cos(9 * turn + 90 * z)
        ring = np.array([0.0, 0.010, z]) + (np.array([wide, wide + 0.002, 0.0]) * out) - np.outer(low * np.cos(turn), Z)
        pieces.tube("wool", "neck", ring + fold[:, None] * out, 0.35 * Z + out, 0.0150, thick)
    solid = _dressed(figure, CLOTH_M + 0.004)
    for x, reach in ((0.020, 0.665), (-0.012, 0.705)):
        way = [(0.6 * x, -0.060, 0.838), (x, 0.0, 0.800), (1.15 * x, 0.0, 0.750), (1.25 * x, 0.0, reach)]
        tail = _on_front(way, solid, 15, free=(0, 0))
        pieces.tube("wool", "upper_chest", tail, _out(tail, solid), 0.0190, 0.0042)
        for k in range(6):
            foot = tail[-1] + (0.0062 * (k - 2.5)) * X
            tuft = foot + np.outer(np.linspace(0.003, -0.020, 4), Z)
            pieces.tube("wool", "upper_chest", tuft, np.tile(Y, (4, 1)), 0.0019, 0.0019)
    return pieces


def quiver(figure: Figure) -> Pieces:
    """A leather tube aslant on the back, feathered arrows out of it over the right shoulder, a strap across."""
    pieces = Pieces()
    low, high = np.array([0.050, 0.088, 0.610]), np.array([-0.052, 0.104, 0.830])
    along = (high - low) / np.linalg.norm(high - low)
    across = np.cross(along, Y) / np.linalg.norm(np.cross(along, Y))
    depth = np.cross(across, along)
    t = np.array([0.0, 0.02, 0.06, 0.90, 0.93, 1.0])
    pieces.loft("hide", "upper_chest", low + np.outer(t, high - low), across, depth,
                [0.014, 0.019, 0.0205, 0.0255, 0.0285, 0.0285],
                [0.012, 0.017, 0.0185, 0.0225, 0.0250, 0.0250])  # fmt: skip
    for share in (0.10, 0.55, 0.95):
        pieces.ring("trim", "upper_chest", low + share * (high - low), across, depth,
                    (0.0205 + 0.008 * share, 0.0185 + 0.0065 * share), 0.0045, 0.0016)  # fmt: skip
    for k, (a, d) in enumerate(((-0.012, -0.006), (0.002, 0.010), (0.013, -0.003), (-0.002, -0.012), (-0.010, 0.008))):
        foot = high - 0.02 * along + a * across + d * depth
        lean = along + 1.6 * a * across
        shaft = foot + np.outer(np.linspace(0.0, 0.095 - 0.006 * k, 4), lean)
        pieces.tube("shaft", "upper_chest", shaft, np.tile(depth, (4, 1)), 0.0020, 0.0020)
        for angle in (0.0, 2.1, 4.2):
            vane = np.cos(angle) * across + np.sin(angle) * depth
            feather = shaft[-1] + np.outer(np.linspace(-0.034, -0.004, 5), lean) + 0.0052 * vane
            pieces.loft("feather", "upper_chest", feather, vane, np.cross(lean, vane),
                        [0.0010, 0.0052, 0.0058, 0.0052, 0.0018], [0.0006] * 5, 2.0, 8)  # fmt: skip
    solid = _dressed(figure, CLOTH_M + 0.003)
    way = [(-0.045, 0.085, 0.815), (-0.056, 0.045, 0.852), (-0.058, 0.0, 0.858), (-0.050, -0.045, 0.820),
           (-0.020, -0.080, 0.760), (0.025, -0.082, 0.690), (0.066, -0.055, 0.640), (0.078, 0.010, 0.622),
           (0.050, 0.075, 0.630)]  # fmt: skip
    strap = project(curve(way, 33), solid, 6)
    pieces.tube("trim", "upper_chest", strap, _out(strap, solid), 0.0085, 0.0024)
    return pieces


def scabbard(figure: Figure) -> Pieces:
    """A sword in its sheath at the left hip, on a belt that dips to it."""
    pieces = Pieces()
    turn = np.linspace(0.0, 2 * np.pi, 49)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(49)], axis=1)
    half = np.stack([np.abs(out[:, 0]), out[:, 1], out[:, 2]], axis=1)
    level = 0.588 - 0.012 * np.clip(np.sin(turn), 0.0, 1.0)
    origins = np.stack([np.zeros(49), np.full(49, 0.008), level], axis=1)
    belt = cast(origins, half, lambda p: torso(p, figure), 0.2)
    belt[:, 0] *= np.where(out[:, 0] < 0.0, -1.0, 1.0)
    belt += (CLOTH_M + 0.002) * out
    pieces.tube("strap", "hips", belt, out, 0.0085, 0.0024)
    buckle = belt[0] - 0.003 * Y
    pieces.ring("steel", "hips", buckle, X, Z, (0.0115, 0.0105), 0.0018, 0.0022)
    hip = belt[12] + 0.0165 * X
    along = np.array([0.10, 0.50, -0.86])
    along /= np.linalg.norm(along)
    across = np.cross(X, along) / np.linalg.norm(np.cross(X, along))
    side = np.cross(along, across)
    mouth = hip - 0.035 * along
    t = np.array([0.0, 0.01, 0.70, 0.90, 0.97, 1.0])
    pieces.loft("sheath", "hips", mouth + np.outer(0.40 * t, along), across, side,
                [0.0135, 0.0145, 0.0120, 0.0095, 0.0060, 0.0020], [0.0060, 0.0065, 0.0055, 0.0045, 0.0035, 0.0015],
                2.4)  # fmt: skip
    for share in (0.02, 0.16, 0.92):
        wide = float(np.interp(share, t, [0.0135, 0.0145, 0.0120, 0.0095, 0.0060, 0.0020]))
        pieces.ring("steel", "hips", mouth + 0.40 * share * along, across, side, (wide + 0.001, 0.0066), 0.0050, 0.0014)
    guard = mouth - 0.005 * along
    pieces.loft("steel", "hips", guard + np.outer([-0.036, -0.034, 0.034, 0.036], across), along, side,
                [0.0030, 0.0046, 0.0046, 0.0030], [0.0030, 0.0044, 0.0044, 0.0030], 2.0, 12)  # fmt: skip
    grip = guard + np.outer(np.linspace(-0.002, -0.068, 8), along)
    pieces.loft("strap", "hips", grip, across, side, [0.0062, 0.0070] * 4, [0.0056, 0.0063] * 4, 2.0, 12)
    pieces.ball("steel", "hips", grip[-1] - 0.006 * along, along, across, side, (0.0085, 0.0095, 0.0080))
    for at in (mouth + 0.02 * along, mouth + 0.09 * along):
        hanger = np.linspace(hip - 0.0140 * X + 0.03 * (at - hip), at, 5)
        pieces.tube("strap", "hips", hanger, np.tile(Y, (5, 1)), 0.0055, 0.0018)
    return pieces


def neck_camera(figure: Figure) -> Pieces:
    """A camera before the chest, its strap round the neck."""
    pieces = Pieces()
    solid = _dressed(figure, CLOTH_M)
    behind = np.array([[0.0, 0.01, 0.705], [0.03, 0.01, 0.705]])
    back = float(cast(behind, np.tile(-Y, (2, 1)), solid, 0.2)[:, 1].min()) - 0.002
    box(pieces, "dark", "upper_chest", (-0.0400, back - 0.024, 0.682), (0.0400, back, 0.728), 0.005)
    box(pieces, "steel", "upper_chest", (-0.0390, back - 0.023, 0.727), (0.0390, back - 0.001, 0.735), 0.003)
    box(pieces, "steel", "upper_chest", (-0.0140, back - 0.024, 0.732), (0.0140, back - 0.002, 0.745), 0.004)
    pieces.ball("dark", "upper_chest", np.array([0.027, back - 0.012, 0.738]), Z, X, Y, (0.004, 0.005, 0.005))
    for reach, wide in ((0.012, 0.0205), (0.024, 0.0190), (0.034, 0.0175)):
        barrel = np.array([0.0, back - 0.022, 0.705]) - np.outer([0.0, 0.1 * reach, reach - 0.001, reach], Y)
        pieces.loft("dark" if reach != 0.024 else "steel", "upper_chest", barrel, X, Z,
                    [wide - 0.001, wide, wide, wide - 0.0015], [wide - 0.001, wide, wide, wide - 0.0015])  # fmt: skip
    pieces.ball("glass", "upper_chest", np.array([0.0, back - 0.0545, 0.705]), -Y, X, Z, (0.0040, 0.0140, 0.0140))
    way = [(0.0405, back - 0.012, 0.722), (0.044, 0.0, 0.765), (0.047, 0.0, 0.805), (0.046, -0.020, 0.845),
           (0.036, 0.030, 0.868), (0.0, 0.050, 0.874)]  # fmt: skip
    half = _on_front(way, solid, 25, free=(3, 5), start=True)
    strap = np.concatenate([half, (half * np.array([-1.0, 1.0, 1.0]))[-2::-1]])
    pieces.tube("strap", "upper_chest", strap, _out(strap, solid), 0.0060, 0.0016)
    return pieces


def _dressed(figure: Figure, off_m: float) -> Field:
    """A body in clothes."""

    def cloth(p: Points) -> Points:
        half = np.column_stack([np.abs(p[:, 0]), p[:, 1:]])
        body = smooth_union(torso(half, figure), arm(half, figure), 0.028)
        return smooth_union(body, figure_field(figure)(half), 0.002) - off_m

    return cloth


def _out(points: Points, solid: Field) -> Points:
    """Unit normals of the clothes."""
    return np.asarray(gradient(points, solid))


def _on_front(
    way: Sequence[tuple[float, float, float]], solid: Field, count: int, free: tuple[int, int] | None,
    start: bool = False,
) -> Points:  # fmt: skip
    """A smooth line over the clothes: before the chest, but round the neck between the `free` points of the way.

    The first point stays where it is given with `start`.
    """
    line = curve(list(way), count)
    share = np.linspace(0.0, len(way) - 1.0, count)
    lying = np.ones(count, dtype=bool) if free is None else (share < free[0]) | (share > free[1])
    before = line.copy()
    before[:, 1] = 0.01
    origins = np.stack([np.abs(before[:, 0]), before[:, 1], before[:, 2]], axis=1)
    met = cast(origins, np.tile(-Y, (count, 1)), solid, 0.2)
    line[lying, 1] = met[lying, 1]
    kept = line[0].copy()
    line = project(line, solid, 6)
    if start:
        line[0] = kept if not lying[0] else way[0]
    return line


WORN_THINGS: dict[str, Callable[[Figure], Pieces]] = {
    "headphones": headphones, "stethoscope": stethoscope, "scarf": scarf, "quiver": quiver, "scabbard": scabbard,
    "neck_camera": neck_camera,
}  # fmt: skip
