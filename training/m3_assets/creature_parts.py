"""What makes a creature of tales at first sight, worn on a person's body: horns, ears, noses, tusks, claws, tails."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.interpolate import PchipInterpolator

from backend.common.skeleton import humanoid_skeleton, rest_pose

from .cage import Points
from .figure import Figure
from .outfit_parts import Pieces, X, Y, Z


def curve(points: list[tuple[float, float, float]], count: int) -> Points:
    """(count, 3) along a soft line through the given points."""
    given = np.array(points)
    return np.asarray(PchipInterpolator(np.arange(len(given)), given)(np.linspace(0.0, len(given) - 1.0, count)))


def spike(pieces: Pieces, part: str, bone: str, line: Points, width: float, both: bool = True) -> None:
    """A horn, tusk or claw along a line, to a point."""
    share = np.linspace(0.0, 1.0, len(line))
    sizes = width * (1.0 - share) ** 0.7 + 0.04 * width
    way = line[-1] - line[0]
    u = np.cross(way, Y if abs(way[1]) < 0.9 * np.linalg.norm(way) else X)
    u /= np.linalg.norm(u)
    v = np.cross(way / np.linalg.norm(way), u)
    pieces.loft(part, bone, line, u, v, sizes, sizes, 2.0, 12, both=both)


def devil_horns(figure: Figure) -> Pieces:
    """Two short horns on the brow that bend up."""
    pieces = Pieces()
    line = curve([(0.026, -0.030, 0.976), (0.036, -0.046, 0.998), (0.042, -0.050, 1.022), (0.038, -0.040, 1.046)], 10)
    spike(pieces, "horn", "head", line, 0.0105)
    return pieces


def ram_horns(figure: Figure) -> Pieces:
    """Two great horns that sweep out, back and up, ringed."""
    pieces = Pieces()
    line = curve([(0.034, -0.010, 0.984), (0.072, -0.006, 1.002), (0.100, 0.004, 1.030), (0.104, 0.006, 1.070),
                   (0.090, -0.004, 1.104)], 16)  # fmt: skip
    spike(pieces, "horn", "head", line, 0.0170)
    for k in range(1, 11, 2):
        way = line[k + 1] - line[k - 1]
        way = way / np.linalg.norm(way)
        u = np.cross(way, Y)
        u /= np.linalg.norm(u)
        size = 0.0170 * (1.0 - k / 15) ** 0.7 + 0.0004
        pieces.ring("horn", "head", line[k], u, np.cross(way, u), (size, size), 0.0024, 0.0018, both=True)
    return pieces


def _ear(pieces: Pieces, tip: tuple[float, float, float], wide: float, bend: float) -> None:
    """A pointed ear from the side of the head out to its tip, hollow in front."""
    root, end = np.array([0.0470, 0.006, 0.9330]), np.array(tip)
    t = np.linspace(0.0, 1.0, 9)
    way = end - root
    spine = root + t[:, None] * way + bend * np.sin(np.pi * t)[:, None] * Z
    across = np.cross(way, Y)
    across /= np.linalg.norm(across)
    flat = np.cross(across, way / np.linalg.norm(way))
    sizes = wide * np.array([0.62, 0.88, 1.0, 0.96, 0.84, 0.66, 0.46, 0.24, 0.04])
    pieces.loft("flesh", "head", spine, across, flat, sizes, 0.34 * sizes + 0.0012, 2.0, 14, both=True)
    front = flat if flat @ -Y > 0 else -flat
    inner = spine[1:8] + (0.26 * sizes[1:8, None]) * front
    pieces.loft("flesh_dark", "head", inner, across, flat, 0.62 * sizes[1:8], 0.16 * sizes[1:8] + 0.0006, 2.0, 12,
                both=True)  # fmt: skip


def elf_ears(figure: Figure) -> Pieces:
    """Pointed and raised."""
    pieces = Pieces()
    _ear(pieces, (0.094, 0.030, 0.986), 0.0165, 0.002)
    return pieces


def goblin_ears(figure: Figure) -> Pieces:
    """As long as the head is wide, held out to the sides."""
    pieces = Pieces()
    _ear(pieces, (0.152, 0.024, 0.962), 0.0300, 0.012)
    return pieces


def ogre_ears(figure: Figure) -> Pieces:
    """Two small trumpets on the top of the head."""
    pieces = Pieces()
    t = np.array([0.0, 0.35, 0.7, 0.92, 1.0])
    spine = np.array([0.036, 0.006, 0.976]) + np.outer(t, [0.046, 0.0, 0.034])
    side = np.array([0.59, 0.0, -0.80])
    pieces.loft("flesh", "head", spine, side, Y, [0.0085, 0.0080, 0.0125, 0.0165, 0.0150],
        [0.0085, 0.0080, 0.0125, 0.0165,
                0.0150], 2.0, 16, both=True)  # fmt: skip
    at = np.array([0.036, 0.006, 0.976]) + 1.0 * np.array([0.046, 0.0, 0.034])
    out = np.array([0.80, 0.0, 0.59])
    pieces.ball("flesh_dark", "head", at, out, side, Y, (0.004, 0.0120, 0.0120), both=True)
    return pieces


def long_nose(figure: Figure) -> Pieces:
    """A hooked nose with a wart."""
    pieces = Pieces()
    line = curve([(0.0, -0.046, 0.934), (0.0, -0.074, 0.924), (0.0, -0.098, 0.908), (0.0, -0.104, 0.892)], 10)
    share = np.linspace(0.0, 1.0, 10)
    sizes = 0.0125 * (1.0 - 0.72 * share) * (1.0 - share**6) + 0.0006
    pieces.loft("flesh", "head", line, X, (Z - 0.5 * Y) / 1.118, sizes, sizes, 2.0, 14)
    pieces.ball("flesh", "head", np.array([0.0095, -0.060, 0.9130]), X, Y, Z, (0.0080, 0.0095, 0.0070), both=True)
    pieces.ball("flesh_dark", "head", np.array([0.0085, -0.0820, 0.9225]), Z, X, Y, (0.0038, 0.0038, 0.0038))
    return pieces


def bulb_nose(figure: Figure) -> Pieces:
    """As large and round as a potato."""
    pieces = Pieces()
    pieces.ball("flesh", "head", np.array([0.0, -0.070, 0.9160]), -Y, X, Z, (0.0225, 0.0210, 0.0175))
    pieces.ball("flesh", "head", np.array([0.0150, -0.0640, 0.9120]), -Y, X, Z, (0.0130, 0.0100, 0.0095), both=True)
    return pieces


def tusks(figure: Figure) -> Pieces:
    """Two teeth of the lower jaw that stand over the upper lip, on a heavy jaw."""
    pieces = Pieces()
    line = curve([(0.0165, -0.0560, 0.8860), (0.0185, -0.0640, 0.8960), (0.0190, -0.0640, 0.9120)], 8)
    spike(pieces, "tooth", "head", line, 0.0056)
    pieces.ball("flesh", "head", np.array([0.0, -0.0440, 0.8800]), Z, X, Y, (0.0115, 0.0270, 0.0165), exponent=2.3)
    return pieces


def vampire_gear(figure: Figure) -> Pieces:
    """A high collar behind the head, two fangs and a jewel at the throat."""
    pieces = Pieces()
    spike(pieces, "tooth", "head", curve([(0.0072, -0.0588, 0.8955), (0.0072, -0.0604, 0.8890), (0.0070, -0.0594,
                                            0.8825)], 6), 0.0024)  # fmt: skip
    turn = np.linspace(-2.25, 2.25, 37)
    out = np.stack([np.sin(turn), np.cos(turn), np.zeros(37)], axis=1)
    rise = np.clip(np.cos(0.62 * turn), 0.0, 1.0)
    for part, shift in (("collar", 0.0030), ("collar_lining", 0.0)):
        low = np.array([0.0, 0.006, 0.838]) + np.array([0.070, 0.058, 0.0]) * out
        lean = 0.42 * out + Z
        high = low + (0.058 + 0.040 * rise)[:, None] * lean
        middle = 0.5 * (low + high) + shift * out
        band(pieces, part, "upper_chest", middle, 0.5 * (high - low), out)
    pieces.ball("stone", "upper_chest", np.array([0.0, -0.050, 0.836]), -Y, X, Z, (0.006, 0.009, 0.011))
    pieces.ring("band", "upper_chest", np.array([0.0, -0.0505, 0.836]), X, Z, (0.0098, 0.0118), 0.0020, 0.0020)
    return pieces


def band(pieces: Pieces, part: str, bone: str, middle: Points, half: Points, out: Points) -> None:
    """A stiff upright band: `half` (N, 3) from its middle to its upper edge."""
    rings = []
    turn = 2 * np.pi * np.arange(12) / 12
    for at, up, away in zip(middle, half, out, strict=True):
        rings.append(at + np.sign(np.cos(turn))[:, None] * (np.abs(np.cos(turn)) ** 0.6)[:, None] * up
                     + 0.0016 * np.sin(turn)[:, None] * away)  # fmt: skip
    pieces.rings(part, bone, np.array(rings), 0.03)


def devil_tail(figure: Figure) -> Pieces:
    """A thin tail in an S, with a spade at its end."""
    pieces = Pieces()
    line = curve([(0.0, 0.058, 0.520), (0.0, 0.120, 0.440), (0.010, 0.190, 0.380), (0.030, 0.255, 0.400),
                   (0.045, 0.285, 0.470), (0.040, 0.270, 0.545)], 24)  # fmt: skip
    pieces.loft("flesh", "hips", line, X, Z + 0.2 * Y, np.linspace(0.0145, 0.0058, 24), np.linspace(0.0145, 0.0058, 24),
                2.0, 12)  # fmt: skip
    t = np.linspace(0.0, 1.0, 8)
    spade = line[-1] + np.outer(t, [-0.006, -0.016, 0.070])
    wide = np.array([0.006, 0.030, 0.034, 0.030, 0.022, 0.014, 0.007, 0.001])
    pieces.loft("flesh", "hips", spade, X + 0.2 * Y, Y, wide, 0.22 * wide + 0.0012, 2.0, 12)
    return pieces


def wolf_tail(figure: Figure) -> Pieces:
    """A bushy tail that hangs behind."""
    pieces = Pieces()
    line = curve([(0.0, 0.052, 0.530), (0.0, 0.105, 0.500), (0.0, 0.150, 0.420), (0.0, 0.165, 0.330), (0.0, 0.190,
                   0.260)], 14)  # fmt: skip
    wide = 0.030 * np.sin(np.pi * (0.16 + 0.80 * np.linspace(0.0, 1.0, 14))) + 0.001
    pieces.loft("fur", "hips", line, X, Z + Y, wide, 0.75 * wide, 2.0, 16)
    for k in range(2, 13):
        for angle in (0.4, 2.2, 4.0, 5.6):
            out = np.cos(angle + k) * X + np.sin(angle + k) * np.array([0.0, 0.9, 0.4])
            root = line[k] + 0.7 * wide[k] * out
            tuft = np.array([root, root + 0.014 * out - 0.022 * Z, root + 0.018 * out - 0.048 * Z])
            pieces.loft("fur", "hips", tuft, X, Y, [0.010, 0.0080, 0.0010], [0.0085, 0.0070, 0.0010], 2.0, 8)
    return pieces


def claws(figure: Figure) -> Pieces:
    """A hooked claw on every finger and three on each foot."""
    pieces = Pieces()
    skeleton = humanoid_skeleton(1.0)
    heads = dict(zip(skeleton.joint_names, rest_pose(skeleton)[0], strict=True))
    for finger in ("index", "middle", "ring", "pinky", "thumb"):
        last, before = heads[f"{finger}_3.L"], heads[f"{finger}_2.L"]
        way = (last - before) / np.linalg.norm(last - before)
        palm = np.array([-0.707, 0.0, -0.707])
        line = curve([tuple(last + 0.006 * way - 0.002 * palm), tuple(last + 0.020 * way),
                       tuple(last + 0.031 * way + 0.010 * palm)], 8)  # fmt: skip
        spike(pieces, "claw", f"{finger}_3.L", line, 0.0050)
    for x in (0.043, 0.055, 0.067):
        line = curve([(x, -0.096, 0.012), (x + 0.001, -0.116, 0.012), (x + 0.002, -0.130, 0.002)], 7)
        spike(pieces, "claw", "toe.L", line, 0.0072)
    return pieces


def fish_tail(figure: Figure) -> Pieces:
    """A mermaid's: hips that run into one tail with scallops at the waist, and a broad fluke."""
    pieces = Pieces()
    z = np.array([0.575, 0.560, 0.530, 0.490, 0.440, 0.380, 0.310, 0.240, 0.170, 0.110, 0.075, 0.055])
    wide = np.array([0.084, 0.090, 0.099, 0.1045, 0.1040, 0.0985, 0.090, 0.078, 0.062, 0.045, 0.036, 0.034])
    deep = np.array([0.068, 0.072, 0.077, 0.078, 0.074, 0.067, 0.058, 0.057, 0.047, 0.034, 0.025, 0.020])
    y = np.array([0.002, 0.003, 0.006, 0.008, 0.006, 0.003, 0.001, 0.002, 0.006, 0.010, 0.014, 0.014])
    shins = "shin.L+shin.R"
    both = "thigh.L+thigh.R"
    bones = ["hips", "hips", "hips", f"hips+{both}", both, both, f"{both}+{shins}", shins, shins, shins,
             f"{shins}+foot.L+foot.R", "foot.L+foot.R"]  # fmt: skip
    pieces.loft("scales", bones, np.stack([np.zeros(12), y, z], 1), X, Y, wide, deep, 2.1, 32)
    turn = np.linspace(0.0, 2 * np.pi, 65)
    out = np.stack([np.cos(turn), np.sin(turn), np.zeros(65)], 1)
    line = np.array([0.0, 0.002, 0.572]) + np.array([0.086, 0.070,
        0.0]) * out + np.outer(0.006 * np.abs(np.sin(6 * turn)),
                                                                                           Z)  # fmt: skip
    pieces.tube("fin", "hips", line, out, 0.0100, 0.0030)
    for lean, length, half in ((0.86, 0.165, 0.034), (0.45, 0.120, 0.030), (0.0, 0.070, 0.028)):
        way = np.array([np.sin(lean), -0.86 * np.cos(lean), -0.12])
        way /= np.linalg.norm(way)
        t = np.linspace(0.0, 1.0, 9)
        root = np.array([0.0, 0.006, 0.040])
        spine = root + length * t[:, None] * way - 0.020 * np.outer(np.sin(0.5 * np.pi * t), Z)
        across = np.cross(way, Z)
        across /= np.linalg.norm(across)
        sizes = half * np.array([0.45, 0.65, 0.85, 1.0, 1.05, 1.0, 0.82, 0.50, 0.06])
        pieces.loft("fin", "foot.L+foot.R", spine, across, Z, sizes, np.linspace(0.012, 0.002, 9), 2.0, 12,
            both=lean > 0)
    return pieces


def shells(figure: Figure) -> Pieces:
    """Two scallop shells on a cord."""
    pieces = Pieces()
    for k in range(7):
        angle = np.radians(-60.0 + 20.0 * k)
        way = np.array([np.sin(angle), 0.0, np.cos(angle)])
        root = np.array([0.042, -0.082, 0.712])
        spine = root + np.outer(np.linspace(0.0, 1.0, 6), 0.046 * way) - np.outer(
            0.016 * np.sin(np.pi * np.linspace(0.0,
                    1.0, 6)), Y)  # fmt: skip
        sizes = np.array([0.002, 0.0050, 0.0075, 0.0090, 0.0090, 0.004])
        pieces.loft("shell", "chest", spine, np.cross(way, Y), Y, sizes, 0.9 * sizes, 2.0, 8, both=True)
    pieces.ball("shell", "chest", np.array([0.042, -0.074, 0.738]), Y, X, Z, (0.030, 0.040, 0.034), both=True)
    return pieces


CREATURE_PARTS: dict[str, Callable[[Figure], Pieces]] = {
    "devil_horns": devil_horns, "ram_horns": ram_horns, "elf_ears": elf_ears, "goblin_ears": goblin_ears,
    "ogre_ears": ogre_ears, "long_nose": long_nose, "bulb_nose": bulb_nose, "tusks": tusks,
    "vampire_gear": vampire_gear,
    "devil_tail": devil_tail, "wolf_tail": wolf_tail, "claws": claws, "fish_tail": fish_tail, "shells": shells,
}  # fmt: skip
