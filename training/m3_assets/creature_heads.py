"""Heads that replace a person's: an alien's, a werewolf's, a monster's; and a ghost's sheet over all of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .figure import ARM_FORWARD, ARM_UP, Figure
from .outfit_parts import Pieces, X, Y, Z, at_arm


def _look(pieces: Pieces, at: tuple[float, float, float], size: float, iris: float, pupil: float) -> None:
    """A pair of round eyes that look ahead: white, iris, pupil, glint."""
    middle = np.array(at)
    out = np.array([0.22, -0.97, 0.0])
    out /= np.linalg.norm(out)
    u = np.cross(Z, out)
    pieces.ball("eye_white", "head", middle, Z, X, Y, (size, size, size), both=True)
    for part, radius, reach in (("eye_color", iris, 0.80), ("slit", pupil, 0.955)):
        pieces.ball(part, "head", middle + reach * size * out, out, u, Z, (0.22 * size, radius * size, radius * size),
                    both=True)  # fmt: skip
    glint = middle + size * (1.05 * out + np.array([-0.22, 0.0, 0.30]))
    pieces.ball("eye_white", "head", glint, out, u, Z, (0.12 * size, 0.14 * size, 0.14 * size), both=True)


def _tuft(pieces: Pieces, part: str, at: np.ndarray, way: np.ndarray, length: float, width: float, both: bool = True
          ) -> None:  # fmt: skip
    """A lock of fur that bends down towards its tip."""
    way = way / np.linalg.norm(way)
    t = np.linspace(0.0, 1.0, 6)
    spine = at + length * (t[:, None] * way - 0.30 * t[:, None] ** 2 * Z)
    u = np.cross(way, Z + 0.3 * Y)
    u /= np.linalg.norm(u)
    wide = width * np.array([0.8, 1.0, 0.9, 0.65, 0.34, 0.05])
    pieces.loft(part, "head", spine, u, np.cross(way, u), wide, 0.6 * wide, 2.0, 8, both=both)


def alien_head(figure: Figure) -> Pieces:
    """A bulb of a skull on a small chin, slanted black eyes, two nostrils and a slit of a mouth."""
    pieces = Pieces()
    z = np.array([0.866, 0.869, 0.876, 0.890, 0.908, 0.928, 0.950, 0.972, 0.994, 1.012, 1.024, 1.029])
    wide = np.array([0.008, 0.016, 0.024, 0.034, 0.0445, 0.055, 0.0635, 0.0680, 0.0650, 0.0530, 0.034, 0.014])
    deep = np.array([0.010, 0.018, 0.027, 0.037, 0.0470, 0.056, 0.0640, 0.0695, 0.0680, 0.0560, 0.037, 0.015])
    y = np.array([-0.034, -0.034, -0.032, -0.027, -0.019, -0.010, -0.002, 0.004, 0.008, 0.010, 0.011, 0.011])
    pieces.loft("flesh", "head", np.stack([np.zeros(12), y, z], 1), X, Y, wide, deep, 2.1, 32)
    out = np.array([0.52, -0.84, 0.10])
    out /= np.linalg.norm(out)
    slant = np.cross(out, Z) * -1.0
    slant = slant - (slant @ out) * out + 0.62 * Z
    slant -= (slant @ out) * out
    slant /= np.linalg.norm(slant)
    eye = np.array([0.0315, -0.0510, 0.9380])
    pieces.ball("dark", "head", eye, out, slant, np.cross(out, slant), (0.0120, 0.0285, 0.0170), both=True)
    for size, shift in ((0.0046, 0.010), (0.0022, -0.010)):
        spot = eye + 0.0108 * out + shift * slant + 0.004 * Z
        pieces.ball("eye_white", "head", spot, out, slant, np.cross(out, slant), (0.0016, size, size), both=True)
    pieces.ball("slit", "head", np.array([0.0042, -0.0662, 0.908]), -Y, X, Z, (0.003, 0.0016, 0.0028), both=True)
    turn = np.linspace(-0.55, 0.55, 11)
    mouth = np.stack([0.030 * np.sin(turn), -0.031 - 0.0335 * np.cos(turn), 0.8885 + 0.003 * turn**2], 1)
    pieces.tube("slit", "head", mouth, np.tile(-Y, (11, 1)), 0.0012, 0.0018)
    return pieces


def wolf_head(figure: Figure) -> Pieces:
    """A skull with a long snout, bared teeth, pricked ears, yellow eyes under a frown, and ruffs of fur."""
    pieces = Pieces()
    pieces.ball("fur", "head", np.array([0.0, 0.006, 0.946]), Z, X, Y, (0.056, 0.0545, 0.0625), exponent=2.1)
    reach = np.array([0.000, -0.040, -0.066, -0.090, -0.108, -0.118, -0.122])
    upper = np.stack([np.zeros(7), reach, np.array([0.934, 0.929, 0.922, 0.9175, 0.915, 0.914, 0.914])], 1)
    pieces.loft("fur", "head", upper, X, Z, [0.042, 0.040, 0.033, 0.027, 0.024, 0.018, 0.008],
                [0.030, 0.027, 0.020, 0.0165, 0.0150, 0.012, 0.006], 2.3, 20)  # fmt: skip
    lower = np.stack([np.zeros(6), reach[:6] + 0.008, np.array([0.902, 0.894, 0.885, 0.878, 0.875, 0.875])], 1)
    pieces.loft("fur", "head", lower, X, Z, [0.036, 0.032, 0.027, 0.022, 0.018, 0.008],
                [0.014, 0.012, 0.0095, 0.0080, 0.0070, 0.004], 2.2, 16)  # fmt: skip
    mouth = np.stack([np.zeros(4), np.array([-0.020, -0.050, -0.085, -0.104]), np.array([0.911, 0.905, 0.897, 0.893])],
        1)
    pieces.loft("mouth_red", "head", mouth, X, Z, [0.028, 0.029, 0.022, 0.012], [0.010, 0.010, 0.008, 0.005], 2.2, 12)
    pieces.ball("slit", "head", np.array([0.0, -0.122, 0.9225]), -Y, X, Z, (0.009, 0.0130, 0.0095), exponent=2.3)
    for y, size, high, x in ((-0.108, 0.013, 0.905, 0.0150), (-0.092, 0.008, 0.906, 0.0205), (-0.078, 0.008, 0.908,
                             0.0235), (-0.064, 0.007, 0.910, 0.0265)):  # fmt: skip
        spine = np.array([x, y, high]) - np.outer([0.0, 0.5 * size, size], Z)
        pieces.loft("tooth", "head", spine, X, Y, [0.0034, 0.0026, 0.0004], [0.0036, 0.0026, 0.0004], 2.0, 8, both=True)
    for y, size, x in ((-0.098, 0.012, 0.0125), (-0.084, 0.007, 0.0175)):
        spine = np.array([x, y, 0.884]) + np.outer([0.0, 0.5 * size, size], Z)
        pieces.loft("tooth", "head", spine, X, Y, [0.0032, 0.0024, 0.0004], [0.0032, 0.0024, 0.0004], 2.0, 8, both=True)
    t = np.linspace(0.0, 1.0, 7)
    wide = 0.0205 * np.array([0.90, 1.0, 0.93, 0.75, 0.52, 0.28, 0.05])
    ear = np.stack([0.034 + 0.020 * t, np.full(7, 0.012), 0.978 + 0.066 * t], 1)
    side = np.array([0.90, -0.36, -0.25])
    pieces.loft("fur", "head", ear, side, np.cross(side, Z), wide, 0.42 * wide, 2.0, 12, both=True)
    pieces.loft("mouth_red", "head", ear[:6] - 0.0058 * Y + 0.003 * Z, side, np.cross(side, Z), 0.62 * wide[:6],
                0.28 * wide[:6], 2.0, 10, both=True)  # fmt: skip
    _look(pieces, (0.0235, -0.0475, 0.9525), 0.0112, 0.72, 0.36)
    brow = np.stack([np.linspace(0.009, 0.040, 6), np.linspace(-0.064, -0.046, 6), np.linspace(0.9575, 0.970, 6)], 1)
    pieces.loft("fur", "head", brow, Z, Y, [0.004, 0.0075, 0.0085, 0.0080, 0.006, 0.002], np.full(6, 0.0075), 2.0, 10,
                both=True)  # fmt: skip
    for angle, z in ((1.2, 0.925), (1.5, 0.910), (1.8, 0.925), (1.4, 0.942), (1.75, 0.945), (2.2, 0.920), (2.5, 0.935)):
        out = np.array([np.sin(angle), -np.cos(angle), -0.25])
        _tuft(pieces, "fur", np.array([0.044 * np.sin(angle), 0.004 - 0.050 * np.cos(angle), z]), out, 0.040, 0.0145)
    for x, y, length in ((0.0, -0.030, 0.034), (0.016, -0.012, 0.034), (0.006, 0.016, 0.036), (0.022, 0.036, 0.038)):
        _tuft(pieces, "fur", np.array([x, y, 0.990]), np.array([0.3 * x / 0.02, 0.75, 0.75]), length, 0.0125, x > 0)
    for angle in (0.25, 0.8, 1.4, 2.0, 2.7):
        out = np.array([np.sin(angle), -np.cos(angle), -0.55])
        _tuft(pieces, "fur", np.array([0.030 * np.sin(angle), 0.010 - 0.028 * np.cos(angle), 0.880]), out, 0.042, 0.016)
    return pieces


def monster_head(figure: Figure) -> Pieces:
    """A round shaggy head: big eyes, a wide grin with fangs, curved horns."""
    pieces = Pieces()
    pieces.ball("fur", "head", np.array([0.0, 0.006, 0.942]), Z, X, Y, (0.074, 0.076, 0.070), exponent=2.2)
    pieces.ball("fur", "head", np.array([0.0, -0.040, 0.912]), Z, X, Y, (0.040, 0.060, 0.040), exponent=2.3)
    grin = np.linspace(-0.95, 0.95, 15)
    rows = [np.stack([0.052 * np.sin(grin), -0.038 - 0.0455 * np.cos(grin), 0.8985 + 0.017 * np.sin(grin) ** 2], 1)]
    half = 0.0125 * np.cos(0.95 * grin / 0.95) ** 0.5 + 0.001
    pieces.loft("mouth_red", "head", rows[0], Z, Y, half, np.full(15, 0.0048), 2.0, 10)
    for k in (2, 4, 6, 8, 10, 12):
        at = rows[0][k] + np.array([0.0, -0.0042, 0.85 * half[k]])
        size = 0.011
        pieces.loft("tooth", "head", at - np.outer([0.0, 0.5 * size, size], Z), X, Y, [0.0046, 0.0034, 0.0005],
                    [0.0028, 0.0022, 0.0004], 2.0, 8)  # fmt: skip
    for k in (3, 11):
        at = rows[0][k] + np.array([0.0, -0.0060, -0.9 * half[k]])
        pieces.loft("tooth", "head", at + np.outer([0.0, 0.010, 0.019, 0.025], Z), X, Y,
            [0.0066, 0.0058, 0.0034, 0.0005],
                    [0.0050, 0.0042, 0.0026, 0.0004], 2.0, 10)  # fmt: skip
    pieces.ball("nose_dark", "head", np.array([0.0, -0.0840, 0.9300]), -Y, X, Z, (0.011, 0.0150, 0.0105))
    _look(pieces, (0.0270, -0.0560, 0.9610), 0.0225, 0.56, 0.28)
    brow = np.stack([np.linspace(0.010, 0.052, 6), np.linspace(-0.074, -0.056, 6), 0.980 + 0.008 * np.sin(np.linspace(
        0.2, 3.0, 6))], 1)  # fmt: skip
    pieces.loft("fur", "head", brow, Z, Y, [0.004, 0.0085, 0.0100, 0.0095, 0.007, 0.002], np.full(6, 0.010), 2.0, 10,
                both=True)  # fmt: skip
    t = np.linspace(0.0, 1.0, 12)
    horn = np.stack([0.052 + 0.052 * np.sin(2.2 * t), 0.004 - 0.010 * t, 0.985 + 0.080 * t**1.3], 1)
    wide = 0.0170 * (1.0 - t) ** 0.75 + 0.0012
    pieces.loft("horn", "head", horn, X, Y, wide, wide, 2.0, 14, both=True)
    for k in range(0, 9, 2):
        across = np.array([0.9, 0.0, -0.45])
        pieces.ring("horn", "head", horn[k], across, Y, (wide[k], wide[k]), 0.0026, 0.0022, both=True)
    rng = np.random.default_rng(7)
    for number in range(34):
        angle = 0.95 + 2.1 * ((number * 0.618) % 1.0)
        z = 0.885 + 0.115 * ((number + 0.5) / 34)
        reach = np.sqrt(max(0.05, 1.0 - ((z - 0.942) / 0.082) ** 2))
        at = np.array([0.066 * reach * np.sin(angle), 0.006 - 0.060 * reach * np.cos(angle), z])
        out = np.array([np.sin(angle), -np.cos(angle), rng.uniform(-0.5, 0.1)])
        _tuft(pieces, "fur", at, out, 0.034 + 0.012 * rng.random(), 0.0150)
    for k in range(7):
        x = -0.030 + 0.010 * k
        _tuft(pieces, "fur", np.array([x, -0.012 + 0.008 * (k % 3), 1.004]),
            np.array([6 * x, 0.25 - 0.5 * (k % 2), 1.0]),
              0.040, 0.0130, False)  # fmt: skip
    for angle in (0.0, 0.4, 0.8):
        at = np.array([0.046 * np.sin(angle), -0.030 - 0.040 * np.cos(angle), 0.880])
        _tuft(pieces, "fur", at, np.array([np.sin(angle), -np.cos(angle), -1.2]), 0.036, 0.0140, angle > 0)
    return pieces


def ghost_sheet(figure: Figure) -> Pieces:
    """A sheet over head, arms and all, in folds down to a wavy hem; two dark eyes and a mouth that says boo."""
    pieces = Pieces()
    sections = 64
    z = np.array([1.030, 1.024, 1.008, 0.980, 0.945, 0.905, 0.875, 0.845, 0.800, 0.730, 0.640, 0.540, 0.430, 0.320,
        0.220,
                  0.140, 0.090, 0.096, 0.150])  # fmt: skip
    wide = np.array([0.010, 0.030, 0.051, 0.066, 0.072, 0.073, 0.077, 0.098, 0.118, 0.124, 0.126, 0.132, 0.140, 0.149,
                     0.158, 0.166, 0.174, 0.168, 0.100])  # fmt: skip
    deep = np.array([0.010, 0.032, 0.056, 0.074, 0.081, 0.080, 0.080, 0.084, 0.090, 0.096, 0.100, 0.108, 0.118, 0.128,
                     0.138, 0.148, 0.158, 0.152, 0.090])  # fmt: skip
    fold = np.array([0, 0, 0, 0, 0, 0, 0.001, 0.002, 0.003, 0.004, 0.006, 0.009, 0.013, 0.017, 0.021, 0.025, 0.028,
        0.028,
                     0.015])  # fmt: skip
    bones = ["head"] * 6 + ["head+neck", "neck+upper_chest", "upper_chest", "chest", "spine"] + ["hips"] * 8
    turn = 2 * np.pi * np.arange(sections) / sections
    wave = np.cos(8 * turn) + 0.35 * np.cos(13 * turn + 1.0)
    rings = []
    for level, (height, a, b, depth) in enumerate(zip(z, wide, deep, fold, strict=True)):
        radius = 1.0 + depth * wave / a
        drop = 0.016 * np.cos(5 * turn + 0.6) * (level >= 14) * min(1.0, (level - 13) / 3)
        rings.append(np.stack([a * radius * np.cos(turn), 0.006 + b * radius * np.sin(turn), height + drop], 1))
    pieces.rings("sheet", bones, np.array(rings), 0.16)
    along = np.array([-0.010, 0.030, 0.080, 0.130, 0.172, 0.220, 0.270, 0.315, 0.350, 0.372, 0.380])
    spine = np.array([at_arm(s, -0.010 * np.sin(np.pi * min(1.0, max(0.0, s / 0.38)))) for s in along])
    size = np.array([0.036, 0.046, 0.047, 0.045, 0.044, 0.043, 0.041, 0.038, 0.030, 0.017, 0.004])
    arm = ["shoulder.L+upper_arm.L", "upper_arm.L", "upper_arm.L", "upper_arm.L", "upper_arm.L+forearm.L", "forearm.L",
           "forearm.L", "forearm.L+hand.L", "hand.L", "hand.L", "hand.L"]  # fmt: skip
    droop = np.stack([ARM_UP] * 11)
    pieces.loft("sheet", arm, spine - 0.004 * droop, ARM_UP, ARM_FORWARD, 1.15 * size, 0.9 * size, 2.0, 20, both=True)
    pieces.ball("slit", "head", np.array([0.0250, -0.0720, 0.9480]), -Y + 0.34 * X, X + 0.34 * Y, Z,
                (0.0075, 0.0118, 0.0190), both=True)  # fmt: skip
    pieces.ball("slit", "head", np.array([0.0, -0.0750, 0.9050]), -Y, X, Z, (0.0070, 0.0100, 0.0150))
    return pieces


CREATURE_HEADS: dict[str, Callable[[Figure], Pieces]] = {
    "alien_head": alien_head, "wolf_head": wolf_head, "monster_head": monster_head, "ghost_sheet": ghost_sheet,
}  # fmt: skip
