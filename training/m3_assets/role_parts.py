"""What tells a samurai, a superhero, a cyborg or a nurse at first sight, over other clothes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .creature_parts import curve
from .figure import Figure
from .implicit import cast, torso
from .outfit_parts import Pieces, X, Y, Z, at_arm, box


def kabuto(figure: Figure) -> Pieces:
    """A samurai's helmet: a ribbed bowl, a flared neck guard in lames, a crest of two blades, a mask's cord."""
    pieces = Pieces()
    pieces.ball("plate", "head", np.array([0.0, 0.004, 0.958]), Z, X, Y, (0.058, 0.0620, 0.0720), low=-0.05)
    for k in range(12):
        angle = 2 * np.pi * (k + 0.5) / 12
        rise = np.linspace(0.12, 1.42, 9)
        line = np.stack([0.0625 * np.cos(rise) * np.sin(angle), 0.004 - 0.0725 * np.cos(rise) * np.cos(angle), 0.957 +
                         0.0585 * np.sin(rise)], 1)  # fmt: skip
        out = line - np.array([0.0, 0.004, 0.957])
        pieces.tube("plate", "head", line, out / np.linalg.norm(out, axis=1, keepdims=True), 0.0022, 0.0020)
    pieces.ball("band", "head", np.array([0.0, 0.004, 1.016]), Z, X, Y, (0.006, 0.010, 0.010))
    turn = np.linspace(-2.15, 2.15, 41)
    out = np.stack([np.sin(turn), np.cos(turn), np.zeros(41)], 1)
    for row in range(4):
        grow = 0.0055 * row
        line = np.array([0.0, 0.004, 0.944 - 0.0165 * row]) + np.array([0.0660 + grow, 0.0765 + grow, 0.0]) * out
        pieces.tube("plate", "head", line, out + 0.38 * Z, 0.0095, 0.0022)
        pieces.tube("lacing", "head", line + 0.0030 * out - 0.0080 * Z, out, 0.0018, 0.0018)
    visor = np.linspace(-0.95, 0.95, 17)
    brim = np.stack([0.062 * np.sin(visor), 0.004 - 0.0820 * np.cos(visor), 0.963 - 0.004 * np.cos(visor)], 1)
    pieces.tube("plate", "head", brim, np.tile(Z, (17, 1)), 0.0150, 0.0022)
    horn = curve([(0.006, -0.076, 0.974), (0.030, -0.082, 1.000), (0.052, -0.080, 1.050), (0.056, -0.072, 1.096)], 14)
    wide = 0.0120 * np.sin(np.pi * (0.22 + 0.76 * np.linspace(0, 1, 14))) + 0.0008
    pieces.loft("band", "head", horn, X, Y, wide, np.full(14, 0.0018), 2.0, 10, both=True)
    pieces.ball("band", "head", np.array([0.0, -0.0800, 0.974]), -Y, X, Z, (0.0045, 0.0120, 0.0120))
    return pieces


def samurai_plates(figure: Figure) -> Pieces:
    """Square shoulder guards in lames, hip lames, a sash and two swords in it."""
    pieces = Pieces()
    for row in range(5):
        at = at_arm(0.010 + 0.024 * row, 0.046 - 0.002 * row)
        along = at_arm(1.0) - at_arm(0.0)
        up = at_arm(0.0, 1.0) - at_arm(0.0)
        spine = at + np.outer([-0.0125, -0.0110, 0.0110, 0.0125], along)
        pieces.loft("plate", "upper_arm.L", spine, Y, up, [0.042, 0.045, 0.045, 0.042],
            [0.0030, 0.0044, 0.0044, 0.0030],
                    5.0, 20, both=True)  # fmt: skip
        pieces.tube("lacing", "upper_arm.L", at + 0.0125 * along + 0.003 * up + np.outer(np.linspace(-0.042, 0.042, 7),
            Y),
                    np.tile(up, (7, 1)), 0.0026, 0.0030, both=True)  # fmt: skip
    hips = 0.112 * (0.4 + 0.6 * figure.hips)
    for row in range(4):
        for turn in np.linspace(-2.7, 2.7, 7):
            angles = turn + np.linspace(-0.33, 0.33, 7)
            out = np.stack([np.sin(angles), -np.cos(angles), np.zeros(7)], 1)
            grow = 0.006 * row
            line = np.array([0.0, 0.006, 0.496 - 0.027 * row]) + np.array([hips + 0.006 + grow, 0.092 + grow,
                0.0]) * out
            pieces.tube("plate", "hips", line, out + 0.25 * Z, 0.0135, 0.0034)
            pieces.tube("lacing", "hips", line + 0.0042 * out - 0.0105 * Z, out, 0.0022, 0.0020)
    pieces.ring("sash", "hips", np.array([0, 0.006, 0.556]), X, Y, (hips - 0.006, 0.080), 0.020, 0.006)
    for shift, length in ((0.0, 0.52), (0.022, 0.34)):
        line = np.array([0.112 + 0.3 * shift, -0.085, 0.585 + shift]) + np.outer(np.linspace(0.0, length, 12), np.array(
            [0.10, 0.93, -0.34])) + np.outer(0.014 * np.sin(np.linspace(0, np.pi, 12)), Z)  # fmt: skip
        pieces.loft("dark", "hips", line[2:], X, Z, np.full(10, 0.0062), np.full(10, 0.0092), 2.4, 10)
        hilt = np.array([0.112 + 0.3 * shift, -0.080, 0.583 + shift]) - np.outer(np.linspace(0.0, 0.115, 6), np.array(
            [0.10, 0.93, -0.34]))  # fmt: skip
        pieces.loft("lacing", "hips", hilt, X, Z, np.full(6, 0.0060), np.full(6, 0.0082), 2.4, 10)
        pieces.ball("band", "hips", hilt[0], np.array([0.10, 0.93, -0.34]), X, Z, (0.003, 0.015, 0.016))
    return pieces


def hero_emblem(figure: Figure) -> Pieces:
    """A shield with a star on the chest, trunks' belt and a mask round the eyes."""
    pieces = Pieces()
    half = np.array([0.004, 0.022, 0.036, 0.042, 0.036])
    z = np.array([0.700, 0.724, 0.748, 0.768, 0.782])
    front = np.stack([np.zeros(5), np.zeros(5), z], 1)
    depth = cast(front, np.tile(-Y, (5, 1)), lambda p: torso(p, figure), 0.2)[:, 1].min() - 0.0220 + 0 * z
    for part, grow, out in (("gold_cloth", 1.0, 0.0), ("hero_mark", 0.74, 0.0030)):
        middle_z = 0.748 + grow * (z - 0.748)
        spine = np.stack([np.zeros(5), np.interp(middle_z, z, depth) - out, middle_z], 1)
        pieces.loft(part, "upper_chest", spine, X, Y, grow * half, np.full(5, 0.0090), 3.0, 16)
    pieces.ring("gold_cloth", "hips", np.array([0, 0.005, 0.566]), X, Y, (0.0905, 0.0710), 0.0100, 0.0030)
    pieces.ball("gold_cloth", "hips", np.array([0.0, -0.0670, 0.566]), -Y, X, Z, (0.004, 0.0140, 0.0120), exponent=2.5)
    return pieces


def cyborg_parts(figure: Figure) -> Pieces:
    """Half a face of steel with a red lens, a steel arm with pistons, a lit port on the chest."""
    pieces = Pieces()
    eye = np.array([0.0192, -0.0500, 0.9365])
    pieces.ball("steel", "head", np.array([0.0265, -0.030, 0.9450]), np.array([0.55, -0.83, 0.1]), np.cross(Z, np.array(
        [0.55, -0.83, 0.1])), Z, (0.0300, 0.0290, 0.0460), exponent=2.4)  # fmt: skip
    for radius, depth, part in ((0.0150, 0.004, "joint"), (0.0112, 0.0080, "red_glow"), (0.0045, 0.0105, "slit")):
        pieces.loft(part, "head", eye + np.outer([0.010, -0.4 * depth, -depth, -depth - 0.001], Y), X, Z,
                    radius * np.array([1, 1, 0.9, 0.6]), radius * np.array([1, 1, 0.9, 0.6]), 2.0, 16)  # fmt: skip
    pieces.ball("steel", "upper_arm.L", at_arm(0.008, 0.003), at_arm(1.0) - at_arm(0.0), Z, Y, (0.036, 0.041, 0.041))
    pieces.ball("joint", "forearm.L", at_arm(0.172, 0.0, -0.004), Y, X, Z, (0.030, 0.027, 0.027), exponent=3.0)
    for first, last, bone in ((0.045, 0.150, "upper_arm.L"), (0.195, 0.305, "forearm.L")):
        share = np.linspace(first, last, 7)
        size = np.interp(share, [0.04, 0.15, 0.19, 0.305], [0.0345, 0.0270, 0.0285, 0.0205])
        pieces.loft("steel", bone, np.array([at_arm(s) for s in share]), at_arm(0, 1) - at_arm(0), Y, size,
            size + 0.002,
                    2.6, 18)  # fmt: skip
        for s in (0.3, 0.7):
            at = at_arm(first + s * (last - first))
            pieces.ring("joint", bone, at, at_arm(0, 1) - at_arm(0), Y, (0.030, 0.032) if bone[0] == "u" else (0.026,
                        0.028), 0.0028, 0.0022)  # fmt: skip
    box(pieces, "joint", "upper_chest", (-0.024, -0.0860, 0.735), (0.024, -0.060, 0.783), 0.008)
    pieces.ball("red_glow", "upper_chest", np.array([0.0, -0.0860, 0.759]), -Y, X, Z, (0.004, 0.0140, 0.0140))
    return pieces


def nurse_cap(figure: Figure) -> Pieces:
    """A folded white cap with a red cross."""
    pieces = Pieces()
    turn = np.linspace(-1.25, 1.25, 21)
    out = np.stack([np.sin(turn), -np.cos(turn), np.zeros(21)], 1)
    line = np.array([0.0, 0.008, 0.996]) + np.array([0.052, 0.058, 0.0]) * out
    pieces.tube("cloth", "head", line, out - 0.25 * Z, 0.0190 * 1.0, 0.0026)
    for half in ((0.0105, 0.0035), (0.0035, 0.0105)):
        pieces.ball("red", "head", np.array([0.0, -0.0545, 0.9965]), -Y, X, Z, (0.0030, *half), exponent=6.0)
    return pieces


ROLE_PARTS: dict[str, Callable[[Figure], Pieces]] = {
    "kabuto": kabuto, "samurai_plates": samurai_plates, "hero_emblem": hero_emblem, "cyborg_parts": cyborg_parts,
    "nurse_cap": nurse_cap,
}  # fmt: skip
