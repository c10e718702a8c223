"""A skeleton of bones in place of a body: skull, ribs, spine, pelvis and long bones, each rigid to one joint."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from backend.common.skeleton import humanoid_skeleton, rest_pose

from .cage import Points
from .figure import Figure
from .outfit_parts import Pieces, X, Y, Z, at_arm

_SPINE = np.array(
    [(0.545, 0.040), (0.575, 0.030), (0.610, 0.024), (0.650, 0.026), (0.700, 0.034), (0.750, 0.038), (0.800, 0.032),
     (0.822, 0.020), (0.850, 0.008), (0.876, 0.004)]
)  # fmt: skip
"""z and y of the column's middle: hollow at the loins and the neck, vaulted at the chest"""
# height of a rib at the spine, its half width, how far forward and how far down its end is
_RIBS = ((0.806, 0.046, 0.040, 0.018), (0.786, 0.066, 0.050, 0.026), (0.764, 0.078, 0.056, 0.032),
         (0.742, 0.085, 0.059, 0.038), (0.720, 0.088, 0.058, 0.040), (0.698, 0.087, 0.054, 0.038),
         (0.677, 0.083, 0.040, 0.034), (0.657, 0.076, 0.016, 0.028))  # fmt: skip


def _rod(pieces: Pieces, bone: str, start: Points, end: Points, thin: float, knobs: tuple[float, float]) -> None:
    """A long bone of both sides: a waisted shaft between two knobs."""
    way = end - start
    length = float(np.linalg.norm(way))
    way = way / length
    u = np.cross(way, Y if abs(way @ Y) < 0.9 else X)
    u /= np.linalg.norm(u)
    first, last = (knob / length for knob in knobs)
    at = np.array([0.0, 0.35 * first, first, 1.9 * first, 0.5, 1 - 1.9 * last, 1 - last, 1 - 0.35 * last, 1.0])
    at = np.maximum.accumulate(np.clip(at, 0.0, 1.0) + 1e-4 * np.arange(9))
    a, b = knobs
    sizes = np.array([0.45 * a, 0.9 * a, a, 1.15 * thin, thin, 1.15 * thin, b, 0.9 * b, 0.45 * b])
    pieces.loft("bone", bone, start + np.outer(at * length, way), u, np.cross(way, u), sizes, sizes, 2.0,
        8 if thin > 0.005 else 6,
                both=True)  # fmt: skip


def skull(pieces: Pieces) -> None:
    """Cranium, cheekbones, a jaw with gaps behind it, deep sockets, a nose hole and two rows of teeth."""
    pieces.ball("bone", "head", np.array([0.0, 0.006, 0.955]), Z, X, Y, (0.046, 0.0485, 0.0585), exponent=2.15)
    z = np.array([0.943, 0.930, 0.918, 0.908, 0.902])
    middle = np.stack([np.zeros(5), np.array([-0.026, -0.028, -0.032, -0.034, -0.034]), z], 1)
    pieces.loft("bone", "head", middle, X, Y, [0.036, 0.033, 0.027, 0.024, 0.020], [0.028, 0.027, 0.025, 0.023, 0.018],
                2.4, 20)  # fmt: skip
    pieces.ball("slit", "head", np.array([0.0195, -0.0500, 0.9370]), -Y, X, Z, (0.0085, 0.0128, 0.0128), both=True)
    pieces.ring("bone", "head", np.array([0.0195, -0.0510, 0.9370]), X, Z, (0.0142, 0.0142), 0.0034, 0.0042, both=True)
    pieces.ball("slit", "head", np.array([0.0038, -0.0568, 0.9185]), -Y, X, Z, (0.004, 0.0034, 0.0068), both=True)
    t = np.linspace(0.0, 1.0, 9)[:, None]
    cheek = (1 - t) * np.array([0.031, -0.046, 0.925]) + t * np.array([0.047, 0.004, 0.929]) + 0.007 * np.sin(
        np.pi * t) * X  # fmt: skip
    pieces.loft("bone", "head", cheek, Z, X, np.linspace(0.0062, 0.0042, 9), np.full(9, 0.0042), both=True)
    jaw = np.array([(0.043, 0.004, 0.920), (0.041, -0.002, 0.897), (0.034, -0.022, 0.880), (0.020, -0.046, 0.873),
                    (0.0, -0.054, 0.872)])
    t = np.linspace(0.0, 4.0, 13)
    spine = np.stack([np.interp(t, np.arange(5.0), jaw[:, k]) for k in range(3)], 1)
    spine = np.concatenate([spine, (spine * np.array([-1.0, 1.0, 1.0]))[::-1][1:]])
    pieces.loft("bone", "head", spine, Z, Y, np.full(25, 0.0082), np.full(25, 0.0062), 2.0, 12)
    pieces.ball("slit", "head", np.array([0.0, -0.034, 0.892]), Z, X, Y, (0.014, 0.021, 0.016))
    for k in range(5):
        for height, size in ((0.8975, 0.0058), (0.8845, 0.0054)):
            angle = 0.145 + 0.27 * k
            out = np.array([np.sin(angle), -np.cos(angle), 0.0])
            at = np.array([0.0225 * np.sin(angle), -0.034 - 0.0225 * np.cos(angle), height])
            pieces.ball("bone", "head", at, Z, np.cross(Z, out), out, (size, 0.0030, 0.0026), exponent=3.0, both=True,
                        sections=8)  # fmt: skip


def _trunk(pieces: Pieces) -> None:
    for number, z in enumerate(np.arange(0.560, 0.878, 0.0195)):
        bone = next(b for top, b in ((0.592, "hips"), (0.662, "spine"), (0.737, "chest"), (0.824, "upper_chest"),
                                     (1.0, "neck")) if z < top)  # fmt: skip
        at = np.array([0.0, np.interp(z, *_SPINE.T), z])
        size = float(np.interp(z, [0.55, 0.82, 0.88], [1.25, 0.95, 0.75]))
        pieces.ball("bone", bone, at, Z, X, Y, (0.0085, 0.0125 * size, 0.0115 * size), exponent=3.0,
                    sections=8)  # fmt: skip
        if number < 14:
            pieces.ball("bone", bone, at + np.array([0, 0.017 * size, -0.004]), Y, X, Z, (0.010, 0.0042, 0.0055),
                        sections=6)  # fmt: skip
            pieces.ball("bone", bone, at + np.array([0.014 * size, 0.006, 0]), X, Y, Z, (0.010, 0.0045, 0.0045),
                        both=True, sections=6)  # fmt: skip
    for z, wide, ahead, drop in _RIBS:
        bone = "upper_chest" if z > 0.75 else "chest"
        turn = np.linspace(0.12, 2.75 if ahead > 0.03 else 2.1, 14)
        back = float(np.interp(z, *_SPINE.T))
        middle = 0.5 * (back + 0.010 - ahead)
        spine = np.stack([wide * np.sin(turn) ** 0.8, middle + (0.5 * (back + 0.018 + ahead)) * np.cos(turn),
                          z - drop * (1.0 - np.cos(turn)) * 0.5], 1)  # fmt: skip
        pieces.tube("bone", bone, spine, _across(spine), 0.0058, 0.0036, both=True)
    chest = np.stack([np.zeros(5), np.array([-0.034, -0.043, -0.050, -0.054, -0.050]), np.array([0.800, 0.780, 0.750,
                      0.715, 0.690])], 1)  # fmt: skip
    pieces.loft("bone", "upper_chest", chest, X, Y, [0.010, 0.017, 0.012, 0.012, 0.004], np.full(5, 0.005), 2.4, 12)
    t = np.linspace(0.0, 1.0, 11)[:, None]
    clavicle = (1 - t) * np.array([0.012, -0.036, 0.806]) + t * np.array([0.098, 0.008, 0.826])
    clavicle = clavicle + 0.008 * np.sin(2 * np.pi * t) * -Y
    pieces.loft("bone", "shoulder.L", clavicle, Z, Y, np.full(11, 0.0056), np.full(11, 0.0056), 2.0, 10, both=True)
    blade = np.array([(0.098, 0.020, 0.826), (0.080, 0.048, 0.815), (0.066, 0.060, 0.785), (0.056, 0.062, 0.745)])
    pieces.loft("bone", "shoulder.L", blade, X, Y, [0.010, 0.026, 0.024, 0.006], [0.008, 0.006, 0.005, 0.004], 2.0, 12,
                both=True)  # fmt: skip
    # the pelvis: two flared blades, the sacrum between them, rings below
    wing = np.array([0.047, 0.022, 0.553])
    out = np.array([0.55, -0.70, 0.45]) / np.linalg.norm([0.55, -0.70, 0.45])
    up = Z - (Z @ out) * out
    up /= np.linalg.norm(up)
    pieces.ball("bone", "hips", wing, out, up, np.cross(out, up), (0.009, 0.036, 0.034), both=True)
    pieces.ball("bone", "hips", np.array([0, 0.040, 0.540]), Z, X, Y, (0.036, 0.026, 0.012))
    pieces.ball("bone", "hips", np.array([0.054, 0.008, 0.528]), X, Y, Z, (0.018, 0.019, 0.019), both=True)
    pieces.ring("bone", "hips", np.array([0.030, 0.000, 0.502]), X, np.array([0, 0.5, 0.866]), (0.021, 0.022), 0.0065,
                0.0065, both=True)  # fmt: skip
    pieces.ball("bone", "hips", np.array([0.0, -0.014, 0.512]), X, Y, Z, (0.016, 0.008, 0.011))


def _across(spine: Points) -> Points:
    """(N, 3) level unit vectors across a rib."""
    along = np.gradient(spine, axis=0) * np.array([1.0, 1.0, 0.0])
    across = np.stack([-along[:, 1], along[:, 0], np.zeros(len(spine))], 1)
    return np.asarray(across / np.linalg.norm(across, axis=1, keepdims=True))


def _limbs(pieces: Pieces) -> None:
    skeleton = humanoid_skeleton(1.0)
    heads = dict(zip(skeleton.joint_names, rest_pose(skeleton)[0], strict=True))
    lengths = dict(zip(skeleton.joint_names, skeleton.bone_lengths, strict=True))
    _rod(pieces, "upper_arm.L", at_arm(0.004), at_arm(0.168), 0.0078, (0.0165, 0.0150))
    _rod(pieces, "forearm.L", at_arm(0.172, 0.0, -0.008), at_arm(0.314, 0.0, -0.009), 0.0056, (0.0105, 0.0085))
    _rod(pieces, "forearm.L", at_arm(0.180, 0.0, 0.010), at_arm(0.314, 0.0, 0.010), 0.0060, (0.0080, 0.0100))
    _rod(pieces, "thigh.L", heads["thigh.L"], heads["shin.L"] + 0.010 * Z, 0.0100, (0.0175, 0.0205))
    _rod(pieces, "shin.L", heads["shin.L"] + np.array([-0.003, 0.0, -0.008]), heads["foot.L"] + 0.006 * Z, 0.0090,
         (0.0195, 0.0135))  # fmt: skip
    _rod(pieces, "shin.L", heads["shin.L"] + np.array([0.018, 0.006, -0.022]), heads["foot.L"] + np.array([0.013, 0.004,
         0.010]), 0.0046, (0.0070, 0.0075))  # fmt: skip
    pieces.ball("bone", "shin.L", heads["shin.L"] + np.array([0, -0.022, 0.004]), Z, X, Y, (0.013, 0.0115, 0.007),
                both=True)  # fmt: skip
    pieces.ball("bone", "foot.L", np.array([0.0525, 0.030, 0.020]), Y, X, Z, (0.026, 0.0145, 0.0200), both=True)
    pieces.ball("bone", "foot.L", np.array([0.0530, -0.004, 0.036]), Y, X, Z, (0.030, 0.0165, 0.0150), both=True)
    for k, x in enumerate((0.040, 0.0475, 0.055, 0.0625, 0.0695)):
        tip = -0.112 + 0.004 * k**1.5
        ball = np.array([x + 0.001, -0.072 + 0.004 * k, 0.0085])
        _rod(pieces, "foot.L", np.array([0.5 * (x + 0.053), -0.020, 0.030]), ball, 0.0042, (0.0058, 0.0062))
        _rod(pieces, "toe.L", ball - np.array([0, 0.004, 0.001]), np.array([x + 0.002, tip, 0.0062]), 0.0044,
             (0.0060, 0.0060))  # fmt: skip
    for forward, along in ((0.010, 0.324), (-0.006, 0.324), (0.011, 0.335), (-0.007, 0.335), (0.002, 0.330)):
        pieces.ball("bone", "hand.L", at_arm(along, 0.0, forward), at_arm(1.0) - at_arm(0.0), Y, at_arm(0, 1) -
                    at_arm(0), (0.0085, 0.0095, 0.0075), both=True, sections=8)  # fmt: skip
    for finger in ("index", "middle", "ring", "pinky", "thumb"):
        knuckle = heads[f"{finger}_1.L"]
        root = at_arm(0.338, 0.0, 0.6 * float((knuckle - at_arm(0.34)) @ -Y))
        if finger != "thumb":
            _rod(pieces, "hand.L", root, knuckle, 0.0038, (0.0052, 0.0058))
        for number in (1, 2, 3):
            name = f"{finger}_{number}.L"
            start = heads[name]
            if number < 3:
                end = heads[f"{finger}_{number + 1}.L"]
            else:
                way = start - heads[f"{finger}_2.L"]
                end = start + lengths[name] * way / np.linalg.norm(way)
            _rod(pieces, name, start, end, 0.0036, (0.0050, 0.0046 if number < 3 else 0.0036))


def bones(figure: Figure) -> Pieces:
    """The whole of it."""
    pieces = Pieces()
    skull(pieces)
    _trunk(pieces)
    _limbs(pieces)
    return pieces


BONES: dict[str, Callable[[Figure], Pieces]] = {"bones": bones}
