"""The hand: a palm of 20 columns that opens into four fingers and a thumb of 8 columns each."""

from __future__ import annotations

import numpy as np

from .cage import Cage, Indices, Points
from .figure import ARM_ALONG, ARM_FORWARD, ARM_UP, SHOULDER

WRIST = 0.318
# boundaries and centres of the fingers across the palm, little finger to index
COLUMNS = np.array([-0.0252, -0.0190, -0.0126, -0.0060, 0.0010, 0.0080, 0.0160, 0.0240, 0.0306])
FINGERS = (
    ("pinky", -0.0190, 0.366, (0.0195, 0.0110, 0.0100), 0.0056),
    ("ring", -0.0060, 0.371, (0.0250, 0.0150, 0.0115), 0.0063),
    ("middle", 0.0080, 0.374, (0.0270, 0.0160, 0.0115), 0.0066),
    ("index", 0.0240, 0.372, (0.0245, 0.0140, 0.0110), 0.0066),
)
THUMB = np.array([(0.325, 0.0145, -0.005), (0.346, 0.035, -0.0125), (0.363, 0.045, -0.0165), (0.3785, 0.0480, -0.0205)])
# along, half width front, half width back, up, down
PALM = np.array(
    [
        (0.318, 0.0172, 0.0168, 0.0128, 0.0130),
        (0.327, 0.0195, 0.0182, 0.0122, 0.0145),
        (0.341, 0.0268, 0.0216, 0.0115, 0.0160),
        (0.356, 0.0305, 0.0243, 0.0107, 0.0140),
        (0.364, 0.0306, 0.0249, 0.0103, 0.0122),
        (0.371, 0.0308, 0.0253, 0.0098, 0.0110),
    ]
)
"""between the ball of the thumb and the index finger, the row at 0.356 is the web"""
KNUCKLES = 0.365
"""from here on the back of the hand rises over each finger and sinks between"""
BALL_OF_THUMB = (0.340, 0.0185, 6.5, 1.6, 0.0050)
"""where the palm swells under the thumb: middle and half length along, middle and half width in columns, height"""
NAIL = (0.0062, 0.0056, 0.0020)
"""from the end of a finger: the fold of skin that a nail grows from, its root and its free edge"""
NAIL_OF_FINGER, NAIL_OF_THUMB = (1, 2, 3), (2, 3, 4)
"""the columns that a nail spans"""


def place(along: float, forward: float, up: float) -> Points:
    return SHOULDER + along * ARM_ALONG + forward * ARM_FORWARD + up * ARM_UP


def _palm_ring(row: Points) -> Points:
    along, front, back, above, below = row
    blend = np.clip((along - WRIST) / 0.045, 0.0, 1.0) ** 1.2
    points = []
    for k in range(20):
        angle = 2 * np.pi * k / 20
        forward_round = -np.sin(angle) * (back if k < 10 else front)
        up_round = np.cos(angle) * (above if np.cos(angle) > 0 else below)
        column, side = _column(k)
        forward_box = COLUMNS[column] / (COLUMNS[-1] if COLUMNS[column] > 0 else -COLUMNS[0])
        forward_box *= front if COLUMNS[column] > 0 else back
        bulge = (1.0 - abs((column - 4) / 4.0) ** 4.0 * 0.55) * (0 if side == 0 else 1)
        up_box = side * bulge * (above if side > 0 else below)
        if side > 0 and along > KNUCKLES:
            up_box += 0.0012 if column % 2 else -0.0008
        if side < 0:
            middle, half, centre, wide, height = BALL_OF_THUMB
            away = ((along - middle) / half) ** 2 + ((column - centre) / wide) ** 2
            up_box -= height * max(1.0 - away, 0.0) ** 0.5
        points.append(
            place(along, (1 - blend) * forward_round + blend * forward_box, (1 - blend) * up_round + blend * up_box)
        )
    return np.array(points)


def _column(k: int) -> tuple[int, int]:
    """Column across the palm (0 little finger … 8 index) and side (1 back, 0 edge, -1 palm) of ring vertex k."""
    k = k % 20
    if k in (5, 15):
        return (0, 0) if k == 5 else (8, 0)
    if k <= 4 or k >= 16:
        return (4 - k if k <= 4 else 24 - k), 1
    return k - 6, -1


def add_hand(cage: Cage, wrist: Indices) -> None:
    """Palm, fingers and thumb from the wrist ring (20,), which starts on top and runs backward."""
    rings = [wrist]
    for row in PALM[1:]:
        rings.append(cage.add(_palm_ring(row), "hand", 0.5))
    # the row where the fingers part
    last = []
    starts = np.interp(COLUMNS, [f[1] for f in FINGERS], [f[2] for f in FINGERS])
    for k in range(20):
        column, side = _column(k)
        web = 0.0085 if column % 2 else 0.0070
        thick = 0.0088 - 0.0016 * abs(column - 5) / 4
        up = side * thick * (0.72 if column % 2 == 0 else 1.0)
        last.append(place(starts[column] + web, COLUMNS[column], up))
    rings.append(cage.add(np.array(last), "hand", 0.5))
    skip = np.zeros((len(rings) - 1, 20), dtype=bool)
    skip[1:3, 14:16] = True
    cage.grid(np.stack(rings), "hand", closed=True, skip=skip)

    edge = rings[-1]
    middle = {0: int(edge[5]), 8: int(edge[15])}
    for column in (2, 4, 6):
        middle[column] = int(cage.add(place(starts[column] + 0.0065, COLUMNS[column], 0.0), "hand", 0.5)[0])
    top = {c: int(edge[(4 - c) % 20]) for c in range(9)}
    bottom = {c: int(edge[6 + c]) for c in range(9)}
    for number, (name, forward, start, lengths, radius) in enumerate(FINGERS):
        c = 2 * number
        base = [middle[c + 2], top[c + 2], top[c + 1], top[c], middle[c], bottom[c], bottom[c + 1], bottom[c + 2]]
        joints = np.array([place(start + t, forward, 0.0) for t in (0.0, lengths[0], sum(lengths[:2]), sum(lengths))])
        _finger(cage, np.array(base), joints, radius, ARM_UP, name, 0.0145)
    base = [
        rings[3][15],
        rings[3][16],
        rings[2][16],
        rings[1][16],
        rings[1][15],
        rings[1][14],
        rings[2][14],
        rings[3][14],
    ]
    joints = np.array([place(*THUMB[i]) for i in range(4)])
    _finger(cage, np.array(base), joints, 0.0080, ARM_UP, "thumb", 0.0215)


def _finger(cage: Cage, base: Indices, joints: Points, radius: float, up: Points, name: str, first: float) -> None:
    lengths = np.linalg.norm(np.diff(joints, axis=0), axis=1)
    one, two = lengths[0], lengths[0] + lengths[1]
    end = lengths.sum()
    fold, root, edge = (end - back for back in NAIL)
    loops = [first, one - 0.0042, one, one + 0.0038, 0.5 * (one + two), two - 0.0034, two, two + 0.0022, fold, root]
    loops += [edge, end - 0.0010]
    girth = [1.0, 0.96, 1.01, 0.95, 0.89, 0.89, 0.93, 0.89, 0.87, 0.86, 0.72, 0.48]
    flat = [0.94] * 8 + [0.92, 0.88, 0.82, 0.80]
    """height over width: the pad of a finger is broader than it is high"""
    if name == "thumb":
        girth = [1.40, 1.24, 1.14, 1.04, 0.92, 0.94, 1.03, 1.04, 1.08, 1.06, 0.90, 0.56]
        flat = [0.94, 0.94, 0.94, 0.94, 0.94, 0.94, 0.92, 0.88, 0.80, 0.78, 0.74, 0.72]
    # a thumb's back looks up and forward
    nail = NAIL_OF_THUMB if name == "thumb" else NAIL_OF_FINGER
    relief = {fold: 1.05, root: 0.93, edge: 1.06}
    knots = np.concatenate([[0.0], np.cumsum(lengths)])
    rings = [base]
    for at, factor, height in zip(loops, girth, flat, strict=True):
        if at <= first and at != first:
            continue
        centre = np.array([np.interp(at, knots, joints[:, axis]) for axis in range(3)])
        ahead = np.array([np.interp(min(at + 0.004, end), knots, joints[:, axis]) for axis in range(3)])
        behind = np.array([np.interp(max(at - 0.004, 0.0), knots, joints[:, axis]) for axis in range(3)])
        along = (ahead - behind) / np.linalg.norm(ahead - behind)
        side = np.cross(up, along)
        side /= np.linalg.norm(side)
        if name != "thumb" and side @ ARM_FORWARD < 0:
            side = -side
        if name == "thumb" and side @ ARM_ALONG < 0:
            side = -side
        normal = up - (up @ along) * along
        normal /= np.linalg.norm(normal)
        angles = np.arange(8) * np.pi / 4
        r = radius * factor
        around = np.full(8, r)
        around[list(nail)] *= relief.get(at, 1.0)
        points = centre + around[:, None] * (np.cos(angles)[:, None] * side + height * np.sin(angles)[:, None] * normal)
        rings.append(cage.add(points, name, 1.0 if name == "thumb" and at == first else 0.0))
    before = len(cage.quads)
    cage.ring_strip(rings, name)
    row = before + 8 * (len(rings) - 3)  # from root to edge
    for column in nail[:-1]:
        cage.quad_parts[row + column] = "nail"
    tip = rings[-1]
    centre = joints[-1] + (joints[-1] - joints[-2]) / lengths[-1] * 0.0006
    middle = cage.add(centre, name)[0]
    # corners of the 2 x 2 cap are the diagonal vertices of the ring
    rows = np.array([[tip[3], tip[2], tip[1]], [tip[4], middle, tip[0]], [tip[5], tip[6], tip[7]]])
    cage.grid(rows, name)
