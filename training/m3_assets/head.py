"""Neck and head: rows round the skull, with loops of 16 round eyes and mouth, ears, and a pole-free crown."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from .body import torso_angles
from .cage import Cage, Indices, Points
from .figure import EYE, EYE_RADIUS, Figure
from .implicit import cast, head, neck, skull, smooth_union

# angle of each column from the front, degrees
ANGLES = np.array(
    [0.0, 3.6, 11.0, 20.5, 31.0, 42.5, 52.0, 62.0, 72.0, 82.0, 93.0, 105.0, 119.0, 134.0, 149.0, 164.5, 180.0]
)
# z at the front, the side and the back
NECK_ROWS = np.array([(0.848, 0.861, 0.876), (0.858, 0.869, 0.886)])
HEAD_ROWS = np.array(
    [
        (0.8655, 0.8765, 0.8950), (0.8685, 0.8830, 0.9020), (0.8735, 0.8880, 0.9075), (0.8795, 0.8925, 0.9120),
        (0.8865, 0.8970, 0.9160), (0.8950, 0.9020, 0.9200), (0.9035, 0.9070, 0.9240), (0.9075, 0.9115, 0.9275),
        (0.9105, 0.9155, 0.9310), (0.9145, 0.9190, 0.9345), (0.9185, 0.9225, 0.9385), (0.9220, 0.9265, 0.9425),
        (0.9290, 0.9320, 0.9465), (0.9365, 0.9385, 0.9510), (0.9445, 0.9450, 0.9555), (0.9525, 0.9520, 0.9605),
        (0.9585, 0.9590, 0.9660), (0.9670, 0.9680, 0.9725), (0.9770, 0.9775, 0.9795), (0.9855, 0.9860, 0.9865),
    ]
)  # fmt: skip
MOUTH_ROWS, EYE_ROWS, EAR_ROWS = (4, 6), (11, 15), (9, 14)
EYE_COLUMNS, EAR_COLUMNS = (1, 5), (9, 11)
MOUTH_Z = 0.8950


def _heights(rows: Points, angles: Points) -> Points:
    return np.stack([PchipInterpolator([0.0, 0.5 * np.pi, np.pi], row)(angles) for row in rows])


def _front_cast(x: Points, z: Points, figure: Figure, field=None) -> Points:
    """The face at (x, z), seen from the front."""
    origins = np.stack([x, np.full_like(x, -0.020), z], axis=-1)
    return cast(origins, np.tile(np.array([0.0, -1.0, 0.0]), (len(x), 1)), field or (lambda p: head(p, figure)), 0.08)


def add_head(cage: Cage, rows: Indices, figure: Figure) -> None:
    """From the highest torso row to the crown."""
    angles = np.radians(ANGLES)

    def throat(p: Points) -> Points:
        return smooth_union(neck(p, figure), skull(p, figure), 0.016)

    grid = [rows[-1]]
    for number, z in enumerate(_heights(NECK_ROWS, angles)):
        blend = (number + 1) / 3
        turned = (1 - blend) * torso_angles() + blend * angles
        directions = np.stack([np.sin(turned), -np.cos(turned), np.zeros(17)], axis=1)
        directions[[0, -1], 0] = 0.0
        origins = np.stack([np.zeros(17), np.full(17, 0.008), z], axis=1)
        grid.append(cage.add(cast(origins, directions, throat, 0.1), "neck", 0.5))
    for number, z in enumerate(_heights(HEAD_ROWS, angles)):
        # rows under the chin are cast downward from inside the head, the rest horizontally
        lift = np.interp(number, [0, 1, 2, 3], [0.022, 0.016, 0.004, 0.0]) * np.clip(np.cos(angles) + 0.3, 0.0, 1.0)
        reach = 0.052
        directions = np.stack([reach * np.sin(angles), -reach * np.cos(angles), -lift], axis=1)
        directions[[0, -1], 0] = 0.0
        origins = np.stack([np.zeros(17), np.full(17, -0.004), z + lift], axis=1)
        field = (
            (lambda p: head(p, figure))
            if number > 3
            else (lambda p: smooth_union(head(p, figure), neck(p, figure), 0.016))
        )
        grid.append(cage.add(cast(origins, directions, field, 0.1), "head", 0.0))
    indices = np.stack(grid)
    shift = len(NECK_ROWS) + 1
    skip = np.zeros((len(indices) - 1, 16), dtype=bool)
    blocks = ((MOUTH_ROWS, (0, 3)), (EYE_ROWS, EYE_COLUMNS), (EAR_ROWS, EAR_COLUMNS))
    for (low, high), (left, right) in blocks:
        skip[low + shift : high + shift, left:right] = True
    cage.grid(indices, "head", skip=skip)
    faces = indices[shift:]
    _crown(cage, faces[-1], figure)
    _mouth(cage, faces, figure)
    _eye(cage, faces, figure)
    _ear(cage, faces, figure)


def _crown(cage: Cage, ring: Indices, figure: Figure) -> None:
    """8 x 8 quads over the last row, of which this is the left half: columns from the middle outward."""
    at = np.array(cage.points)
    rows = np.zeros((9, 5), dtype=int)
    rows[0, :] = ring[:5]
    rows[:, 4] = ring[4:13]
    rows[8, :] = ring[12:][::-1]
    for r in range(1, 8):
        t = r / 8
        for c in range(4):
            s = c / 4
            edge = at[ring[4 + r]]
            front, back = at[ring[c]], at[ring[16 - c]]
            # straight between the front and back edge, narrowed toward the side's own depth
            flat = (1 - t) * front + t * back
            point = np.array([s * edge[0], (1 - s**3) * flat[1] + s**3 * edge[1], 0.0])
            origin = np.array([[0.35 * point[0], 0.35 * point[1], 0.965]])
            outward = np.array([[point[0] - origin[0, 0], point[1] - origin[0, 1], 0.032]])
            hit = cast(origin, outward, lambda p: head(p, figure), 0.08)[0]
            if c == 0:
                hit[0] = 0.0
            rows[r, c] = cage.add(hit, "head")[0]
    cage.grid(rows, "head")


def _mouth(cage: Cage, faces: Indices, figure: Figure) -> None:
    """Rings of 9 half vertices from the face over the lips into the mouth."""
    low, middle, high = faces[4], faces[5], faces[6]
    block = np.array([*high[:4], middle[3], *low[:4][::-1]])
    half_width = 0.0158 * figure.mouth_width * (1.0 + 0.18 * figure.smile - 0.06 * figure.frown)
    across = np.array([0.0, 0.34, 0.68, 0.90, 1.0, 0.90, 0.68, 0.34, 0.0])
    side = np.array([1, 1, 1, 1, 0, -1, -1, -1, -1])
    drop = 0.0095 * figure.mouth_open
    corner_lift = 0.0022 + 0.0042 * figure.smile - 0.0058 * figure.frown - 0.3 * drop
    opened = np.where(side < 0, -drop * (1 - across**2) - 0.15 * drop, 0.0)

    def line(width: float, above: float, below: float) -> tuple[Points, Points]:
        x = across * width
        shape = np.sqrt(np.clip(1.0 - across**2, 0.0, 1.0))
        bow = np.where(side > 0, 1.0 - 0.10 * np.exp(-((across / 0.16) ** 2)), 1.0)
        height = np.where(side > 0, above, below) * shape * bow * (side != 0)
        return x, MOUTH_Z + height * np.where(side == 0, 0, side) + corner_lift * across**2 + opened

    rings = [block]
    full = figure.lips
    outlines = (
        (1.14, 0.0062, 0.0068),
        (1.0, 0.0038 * full, 0.0046 * full),
        (0.97, 0.0017 * full, 0.0024 * full),
        (0.95, -0.0004, -0.0006),
    )
    parts = ("head", "head", "lips", "lips")
    for number, (width, above, below) in enumerate(outlines):
        x, z = line(half_width * width, above, below)
        rest_z = z - opened - corner_lift * across**2
        points = _front_cast(x, rest_z, figure)
        points[:, 2] = z
        points[:, 1] += 0.0020 * figure.smile * across**2
        if number == 3:
            points[:, 1] += 0.0016
        points[[0, -1], 0] = 0.0
        rings.append(cage.add(points, parts[number]))
    inner = np.array(cage.points)[rings[-1]]
    for depth, grow in ((0.006, 1.2), (0.016, 4.0)):
        points = inner + np.array([0.0, depth, 0.0])
        points[:, 2] += (0.0012 * (grow - 1.2)) * side * (1 - 0.5 * across)
        rings.append(cage.add(points, "mouth"))
    for number, part in enumerate(("head", "head", "lips", "lips", "mouth", "mouth")):
        cage.ring_strip([rings[number], rings[number + 1]], part, closed=False)
    last = rings[-1]
    # half of a 6 x 2 cap: 3 columns, 2 rows
    centre = np.array(cage.points)[last[[0, 1, 2, 3]]] * 0.5 + np.array(cage.points)[last[[8, 7, 6, 5]]] * 0.5
    inside = cage.add(centre[:3], "mouth")
    cage.grid(np.array([last[:4], [*inside, last[4]], last[5:][::-1]]), "mouth")


def eye_outline(figure: Figure, angles: Points, scale: float = 1.0) -> tuple[Points, Points]:
    """x and z of the lid edge: a wide almond, the outer corner raised a little.

    At rest the upper lid lies over the top of the iris and the lower one touches it: white above an iris is fright.
    """
    half_width = 0.0121 * scale
    upper, lower = 0.0070 * figure.eye_height * scale, 0.0072 * figure.eye_height * scale
    x = EYE[0] + 0.0004 + half_width * np.cos(angles)
    smile, frown, raised = max(figure.smile, 0.0), max(figure.brow_tilt, 0.0), max(figure.brow_raise, 0.0)
    shut = -0.0042 * figure.blink
    height = np.where(
        np.sin(angles) > 0,
        upper * (1 - figure.blink) * (1 - 0.22 * frown) * (1 + 0.42 * raised) + shut,
        lower * (1 - 0.30 * smile) * (1 - 0.45 * figure.blink) - 0.0004 * figure.blink,
    )
    # flatter than an ellipse above, so that the arc is round and not pointed
    sine = np.sign(np.sin(angles)) * np.abs(np.sin(angles)) ** 0.86
    z = EYE[2] - 0.0008 + height * sine + 0.0012 * np.cos(angles) * scale
    z = z - figure.sag * 0.0026 * np.clip(np.cos(angles), 0.0, 1.0) ** 2 * (np.sin(angles) > -0.2)
    return x, z


def _eye(cage: Cage, faces: Indices, figure: Figure) -> None:
    """Loops of 16 round the eye: socket, crease, lid, edge, and the lid's thickness inside."""
    (low, high), (left, right) = EYE_ROWS, EYE_COLUMNS
    block = [faces[high, c] for c in range(left, right + 1)] + [faces[r, right] for r in range(high - 1, low - 1, -1)]
    block += [faces[low, c] for c in range(right - 1, left - 1, -1)] + [faces[r, left] for r in range(low + 1, high)]
    ring = np.array(block)
    at = np.array(cage.points)[ring]
    angles = np.arctan2((at[:, 2] - EYE[2]) / 0.0155, (at[:, 0] - EYE[0]) / 0.0165)
    even = np.radians(135.0) - 2 * np.pi * np.arange(16) / 16
    calm = Figure(eye_height=figure.eye_height)
    rings = [ring]
    # scale of the outline, how far its vertices keep the block's directions, how deep the crease above the lid lies
    for scale, toward_block, crease in ((1.30, 0.30, 0.0), (1.19, 0.18, 0.0011), (1.09, 0.06, 0.0), (1.0, 0.0, 0.0)):
        angle = even + toward_block * np.angle(np.exp(1j * (angles - even)))
        x, z = eye_outline(figure if scale < 1.15 else calm, angle, scale)
        points = _front_cast(x, z, figure)
        if scale < 1.15:
            points[:, 1] = _lid_y(points, EYE_RADIUS + (0.0016 if scale > 1.0 else 0.0010), points[:, 1])
        points[:, 1] += crease * np.clip(np.sin(angle), 0.0, 1.0)
        rings.append(cage.add(points, "head" if scale > 1.15 else "lid"))
    cage.loops["eye"] = rings[-1]
    edge = np.array(cage.points)[rings[-1]]
    for radius, shrink in ((EYE_RADIUS - 0.0002, 1.0), (EYE_RADIUS - 0.0035, 1.04)):
        points = edge.copy()
        points[:, 0] = EYE[0] + (edge[:, 0] - EYE[0]) * shrink
        points[:, 2] = EYE[2] + (edge[:, 2] - EYE[2]) * shrink
        points[:, 1] = _lid_y(points, radius, np.full(16, -np.inf)) if radius > EYE_RADIUS - 0.001 else EYE[1] - 0.001
        rings.append(cage.add(points, "lid"))
    cage.ring_strip(rings, "head")
    cage.cap(rings[-1], 4, 4, "lid", np.array([0.0, 0.004, 0.0]))


def _lid_y(points: Points, radius: float, outer: Points) -> Points:
    """y on the front of a sphere round the eye, never behind `outer`."""
    flat = np.sum((points[:, [0, 2]] - EYE[[0, 2]]) ** 2, axis=1)
    sphere = EYE[1] - np.sqrt(np.maximum(radius**2 - flat, (0.25 * radius) ** 2))
    return sphere if np.isneginf(outer).all() else np.minimum(sphere, outer)


def _ear(cage: Cage, faces: Indices, figure: Figure) -> None:
    (low, high), (left, right) = EAR_ROWS, EAR_COLUMNS
    block = [faces[high, c] for c in range(left, right + 1)] + [faces[r, right] for r in range(high - 1, low - 1, -1)]
    block += [faces[low, c] for c in range(right - 1, left - 1, -1)] + [faces[r, left] for r in range(low + 1, high)]
    ring = np.array(block)
    at = np.array(cage.points)[ring]
    centre = at.mean(axis=0)
    angles = np.arctan2(at[:, 2] - centre[2], (at[:, 1] - centre[1]) * 1.5)
    rings = [ring]
    # size across and up, out from the head at the front and back, shift back and up
    shapes = (
        (0.0062, 0.0125, 0.0004, 0.0012, 0.0000, 0.000),
        (0.0078, 0.0150, 0.0018, 0.0062, 0.0022, 0.001),
        (0.0092, 0.0168, 0.0028, 0.0100, 0.0032, 0.001),
        (0.0080, 0.0150, 0.0036, 0.0108, 0.0030, 0.001),
        (0.0062, 0.0120, 0.0020, 0.0068, 0.0018, 0.000),
        (0.0040, 0.0080, 0.0004, 0.0030, 0.0006, -0.001),
    )
    for across, up, front, back, shift, rise in shapes:
        y, z = across * np.cos(angles), up * np.sin(angles)
        lobe = 1.0 - 0.30 * np.clip(-np.sin(angles), 0.0, 1.0)
        y = y * lobe - z * -0.18
        t = np.clip(0.5 + 0.5 * np.cos(angles), 0.0, 1.0)
        x = 0.0478 + figure.ears * (front + (back - front) * t)
        points = np.stack([x, centre[1] + 0.001 + shift + y, centre[2] + rise + z], axis=1)
        rings.append(cage.add(points, "ear"))
    cage.ring_strip(rings, "ear")
    cage.cap(rings[-1], 2, 5, "ear", np.array([-0.002, 0.0, 0.0]))
