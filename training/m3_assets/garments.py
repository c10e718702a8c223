"""Clothes as own meshes: the loft of the body on an eased figure, offset by the cloth, with hems and own silhouette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .body import (
    ARM_ROWS,
    LEG_ROWS,
    PUMP_RINGS,
    RING_ANGLES,
    TORSO_ROWS,
    add_arm,
    add_foot,
    add_leg,
    add_torso,
    fill_torso,
    leg_field,
    torso_angles,
    torso_field,
)
from .cage import Cage, Indices, QuadMesh, mirrored
from .figure import Figure
from .implicit import Field, Points, arm, cast, ellipsoid, leg, rounded_cone, smooth_union
from .shape import relaxed, symmetric
from .trimmings import trimmed

# level rows below the chest; the skin's own rows follow the leg crease
LEVEL_ROWS = np.array(
    [(z, z + 0.10 * max(z - 0.56, 0.0), z) for z in (0.500, 0.512, 0.536, 0.562, 0.590, 0.618, 0.646)]
)
# rows round the neck: front y and z, side x and z, back y and z
NECK_ROWS = np.array(
    [
        (-0.0370, 0.817, 0.072, 0.848, 0.057, 0.844),
        (-0.0320, 0.826, 0.057, 0.856, 0.054, 0.856),
        (-0.0275, 0.834, 0.0445, 0.863, 0.050, 0.866),
        (-0.0265, 0.845, 0.0415, 0.876, 0.047, 0.878),
    ]
)
WAIST_ROWS = 6
HANG_M = 0.532
"""below this height cloth hangs from the hips instead of following the body"""


def offset(field: Field, distance_m: float) -> Field:
    return lambda p: field(p) - distance_m


def union(a: Field, b: Field, blend_m: float) -> Field:
    return lambda p: smooth_union(a(p), b(p), blend_m)


def hang(cage: Cage, rows: Indices, flare: float, folds: float) -> None:
    """Let the rows below HANG_M fall straight from the widest row above, `flare` wider per 0.3 m, with soft folds."""
    at = np.array(cage.points)
    centre = np.array([0.0, 0.008, 0.0])
    widest = np.zeros(rows.shape[1])
    directions = np.zeros((rows.shape[1], 3))
    angles = torso_angles()
    for row in rows[::-1]:
        out = (at[row] - centre) * np.array([1.0, 1.0, 0.0])
        radius = np.linalg.norm(out, axis=1)
        height = at[row, 2].mean()
        if height > HANG_M + 0.03:
            continue
        if height > HANG_M:
            widest = np.maximum(widest, radius)
            continue
        drop = (HANG_M - height) / 0.30
        wave = folds * np.clip(drop, 0.0, 1.0) * np.cos(7 * angles) * np.sin(angles) ** 0.5
        widest = np.maximum(radius, widest) if height > 0.49 else widest
        # below the crotch the rays may start between the legs, where there is no surface to tell their direction
        directions = out / radius[:, None] if height > 0.49 else directions
        for vertex, direction, reach in zip(row, directions, widest * (1.0 + flare * drop + wave), strict=True):
            cage.points[vertex] = centre + reach * direction + np.array([0.0, 0.0, cage.points[vertex][2]])
            z = cage.points[vertex][2]
            cage.softness[vertex] = 0.0
            cage.parts[vertex] = "skirt" if z < 0.48 else "torso"


def neck_row(cage: Cage, solid: Field, row: Points, angles: Points) -> Indices:
    """17 vertices round the neck, cast from inside the chest through an oval."""
    front_y, front_z, side_x, side_z, back_y, back_z = row
    sine, cosine = np.sin(angles), np.cos(angles)
    ahead = np.clip(cosine, 0.0, 1.0)
    middle = 0.014
    y = middle + np.where(cosine > 0, (front_y - middle) * cosine, (middle - back_y) * cosine)
    z = np.where(cosine > 0, front_z, back_z) * cosine**2 + side_z * sine**2
    target = np.stack([side_x * sine, y, z], axis=1)
    target[[0, -1], 0] = np.where(np.abs(sine[[0, -1]]) < 1e-9, 0.0, target[[0, -1], 0])
    origin = np.tile(np.array([0.0, 0.012, 0.785]), (len(angles), 1))
    origin[:, 1] -= 0.010 * ahead
    return cage.add(cast(origin, target - origin, solid, 0.14), "neck", 0.3)


def top(
    figure: Figure, *, ease: float, thickness: float, sleeve: int, hem: float = 0.495, sleeve_ease: float = 1.1,
    flare: float = 0.0,
    folds: float = 0.0, collar: bool = False, open_front: bool = False,
) -> tuple[Cage, Field]:  # fmt: skip
    """A garment of the upper body: `sleeve` is the number of arm rings it covers, `hem` the height it hangs to."""
    cloth = replace(
        figure, waist=figure.waist * (1.0 + 1.2 * ease), hips=figure.hips * (1.0 + 0.4 * ease),
        pectoral=figure.pectoral * 0.9 + 0.08,
        glute=figure.glute * (1.0 + 0.3 * ease), upper_arm=figure.upper_arm * sleeve_ease,
        forearm=figure.forearm * sleeve_ease,
        chest=figure.chest * (1.0 + 0.4 * ease), trapezius=figure.trapezius * 1.02,
    )  # fmt: skip
    below = offset(trousers_field(figure, ease=0.05, thickness=0.0034), 0.6 * thickness)
    trunk = union(offset(torso_field(cloth), thickness), below, 0.012)
    sleeves = offset(lambda p: arm(p, cloth), thickness)
    whole = union(trunk, sleeves, 0.028)
    cage = Cage()
    long = np.arange(hem, 0.495, 0.026)[:, None] * np.ones(3)
    level = np.concatenate([long, LEVEL_ROWS]) if len(long) else LEVEL_ROWS
    heights = np.concatenate([level, TORSO_ROWS[8:17]])
    hole = len(level) + 2
    turned = np.tile(torso_angles(), (len(heights), 1))
    first = 1 if open_front else 0
    if open_front:
        v_neck = np.clip((heights[:, 0] - 0.70) / 0.12, 0.0, 1.0)
        for j in (1, 2, 3):
            turned[:, j] = (
                np.radians(5.0 + 9.0 * (j - 1)) + (np.radians(36.0) - np.radians(5.0 + 9.0 * (j - 1))) * 0.45 * v_neck
            )
    rows = add_torso(cage, trunk, heights, hole, turned)
    rows = np.concatenate([rows, [neck_row(cage, trunk, row, turned[-1]) for row in NECK_ROWS[: 4 if collar else 3]]])
    for number, row in enumerate(rows):
        for vertex in row:
            cage.softness[vertex] = 0.6 if 5 < number - len(long) < len(rows) - len(long) - 2 else 0.0
    for column in range(first and 4):
        for vertex in rows[:, column]:
            cage.softness[vertex] = 0.0
    hang(cage, rows, flare, folds)
    fill_torso(cage, rows, hole, first)
    cage.rim(rows[0, first:], rows[1, first:], "torso", whole, closed=False)
    cage.rim(rows[-1, first:], rows[-2, first:], "neck", whole, closed=False)
    rings = add_arm(cage, rows, sleeves, ARM_ROWS[:sleeve], hole)
    cage.loops |= {"neck": rows[-1, first:], "sleeve": rings[-1], "sleeve_before": rings[-2]}
    cage.rim(rings[-1], rings[-2], "arm", whole, closed=True)
    return cage, whole


def trousers_field(figure: Figure, *, ease: float, thickness: float, straight: float = 1.0) -> Field:
    cloth = replace(
        figure,
        thigh=figure.thigh * (1.0 + ease),
        calf=figure.calf * (1.0 + ease),
        glute=figure.glute * (1.0 + 0.2 * ease),
    )
    knee, ankle = np.array([0.0525, 0.000, 0.330]), np.array([0.0525, 0.014, 0.040])

    def solid(p: Points) -> Points:
        tube = rounded_cone(p, knee, ankle, 0.0335 * cloth.calf * straight, 0.0255 * cloth.calf * straight)
        return smooth_union(smooth_union(leg(p, cloth), tube, 0.012), torso_field(cloth)(p), 0.030)

    return offset(solid, thickness)


def trousers(
    figure: Figure, *, ease: float, thickness: float, leg_rows: int, straight: float = 1.0
) -> tuple[Cage, Field]:
    """From the waist down both legs for `leg_rows` rings; `straight` is how wide they fall from knee to ankle."""
    solid = trousers_field(figure, ease=ease, thickness=thickness, straight=straight)
    cage = Cage()
    rows = add_torso(cage, solid, TORSO_ROWS[:WAIST_ROWS], None)
    fill_torso(cage, rows, None)
    below = np.concatenate([LEG_ROWS, [(0.062, 0.0), (0.047, 0.0), (0.034, 0.0)]])[:leg_rows]
    one_leg = offset(
        lambda p: smooth_union(
            leg(p, replace(figure, thigh=figure.thigh * (1.0 + ease), calf=figure.calf * (1.0 + ease))),
            rounded_cone(
                p, np.array([0.0525, 0.000, 0.330]), np.array([0.0525, 0.014, 0.040]),
                0.0335 * figure.calf * (1.0 + ease) * straight, 0.0255 * figure.calf * (1.0 + ease) * straight,
            ), 0.012,
        ), thickness,
    )  # fmt: skip
    rings = add_leg(cage, rows, one_leg, below)
    for ring in rings[5:]:
        for vertex in ring:
            cage.softness[vertex] = 0.0
    cage.rim(rings[-1], rings[-2], "leg", solid, closed=True)
    cage.loops |= {"leg": rings[-1], "leg_before": rings[-2]}
    for vertex in rows[-1]:
        cage.softness[vertex] = 0.0
    cage.rim(rows[-1], rows[-2], "torso", solid, closed=False)
    return cage, solid


def shoes(figure: Figure, *, shaft: tuple[float, ...], thickness: float, heel: float = 0.0) -> tuple[Cage, Field]:
    """A shoe per foot on a sole; `shaft` are the heights of the rings above the ankle, highest first."""
    big = replace(figure, foot=figure.foot * 1.02)

    def outside(p: Points) -> Points:
        # a round toe box, and never thinner than the sole is high
        toe = ellipsoid(p, (0.0575, -0.0900 * big.foot, 0.0130), (0.0245, 0.0270, 0.0165))
        return smooth_union(leg_field(big)(p), toe, 0.008) - thickness

    cage = Cage()
    rings = []
    for z in shaft:
        origins = np.tile(np.array([0.0525, 0.0125, z]), (20, 1))
        directions = np.stack([np.sin(RING_ANGLES), -np.cos(RING_ANGLES), np.zeros(20)], axis=1)
        rings.append(cage.add(cast(origins, directions, outside, 0.06), "leg"))
    cage.ring_strip(rings, "foot")
    cage.rim(rings[0], rings[1], "leg", outside, closed=True, thickness_m=0.0025)
    cage.loops |= {"shaft": rings[0], "shaft_before": rings[1]}
    add_foot(cage, rings[-1], outside)
    for i, point in enumerate(cage.points):
        if cage.parts[i] == "foot" and point[2] < 0.0075:
            point[2] = 0.0050  # inside the sole
    add_sole(cage, outside, big.foot, heel)
    cage.softness = [0.0] * len(cage.points)
    return cage, outside


def add_sole(cage: Cage, upper: Field, length: float, heel: float, height: float = 0.0105) -> None:
    """A slab under the shoe that stands out as a welt; `heel` raises its back edge by so much more."""
    stations = np.linspace(0.0440, -0.1060, 11) * length
    x = 0.0525 + np.clip(-stations, 0.0, 0.112) * 0.045
    origins = np.stack([x, stations, np.full(11, 0.0115)], axis=1)
    outer = cast(origins, np.tile(np.array([1.0, 0.0, 0.0]), (11, 1)), upper, 0.05)
    inner = cast(origins, np.tile(np.array([-1.0, 0.0, 0.0]), (11, 1)), upper, 0.05)
    ends = cast(origins[[0, -1]], np.array([[0.0, 1.0, 0.0], [0.0, -1.0, 0.0]]), upper, 0.05)
    outline = np.concatenate([inner[:1], ends[:1], outer, ends[1:], inner[::-1][:-1]])
    middle = outline.mean(axis=0) * np.array([1.0, 0.0, 0.0])
    away = outline - np.stack([np.full(24, middle[0]), np.clip(outline[:, 1], -0.085, 0.030), outline[:, 2]], axis=1)
    away /= np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-9)
    top = height + heel * np.clip((outline[:, 1] - 0.0) / 0.03, 0.0, 1.0)
    rings = []
    for out, share in ((0.0002, 0.0), (0.0020, 0.10), (0.0026, 0.30), (0.0026, 0.82), (0.0020, 1.0), (-0.0035, 1.04)):
        ring = outline + out * away
        ring[:, 2] = share * top
        rings.append(cage.add(ring, "sole"))
    cage.ring_strip(rings, "sole")
    cage.cap(rings[0], 2, 10, "sole")


def skirt(
    figure: Figure, *, thickness: float, waist: float, hem: float, flare: float, folds: float
) -> tuple[Cage, Field]:
    """Level rows from the hem to the waist."""
    body = offset(torso_field(figure), thickness)
    cage = Cage()
    level = np.concatenate([np.linspace(hem, 0.48, max(3, round((0.50 - hem) / 0.028))), np.linspace(0.505, waist, 6)])
    rows = add_torso(cage, body, level[:, None] * np.ones(3), None)
    cage.softness = [0.0] * len(cage.points)
    hang(cage, rows, flare, folds)
    fill_torso(cage, rows, None)
    cage.rim(rows[0], rows[1], "skirt", body, closed=False)
    cage.rim(rows[-1], rows[-2], "torso", body, closed=False)
    return cage, body


def pumps(figure: Figure, *, thickness: float, sole: bool) -> tuple[Cage, Field]:
    """A low shoe that leaves the instep free; without a sole, a dancer's slipper."""

    def outside(p: Points) -> Points:
        # a round toe: the foot's own ends in the points of its toes
        toe = ellipsoid(p, (0.0573, -0.0915 * figure.foot, 0.0095), (0.0215, 0.0235, 0.0100))
        return smooth_union(leg_field(figure)(p), toe, 0.008) - thickness

    cage = Cage()
    add_foot(cage, None, outside, PUMP_RINGS)
    rings = cage.charts[0]
    cage.rim(rings[0], rings[1], "foot", outside, closed=True, thickness_m=0.0020)
    if sole:
        for i, point in enumerate(cage.points):
            if point[2] < 0.0045:
                cage.points[i][2] = 0.0035
        add_sole(cage, outside, figure.foot, 0.0, 0.0065)
    cage.softness = [0.0] * len(cage.points)
    return cage, outside


def apron(figure: Figure) -> tuple[Cage, Field]:
    """A bib before the chest and a lap before the thighs, over shirt and trousers."""
    eased = replace(figure, waist=figure.waist * 1.07, hips=figure.hips * 1.03, chest=figure.chest * 1.03)
    trousered = trousers_field(figure, ease=0.05, thickness=0.0034)
    body = union(offset(torso_field(eased), 0.0080), offset(trousered, 0.0060), 0.012)
    cage = Cage()
    level = np.concatenate([np.linspace(0.33, 0.48, 6), np.linspace(0.505, 0.775, 12)])
    side = np.radians(np.interp(level, [0.585, 0.655, 0.775], [92.0, 48.0, 30.0]))  # as far round as it reaches
    spread = np.concatenate([np.linspace(0.0, 1.0, 9), 1.0 + np.linspace(0.0, 1.0, 9)[1:]])
    turned = np.where(spread <= 1.0, spread * side[:, None], side[:, None] + (spread - 1.0) * (np.pi - side[:, None]))
    rows = add_torso(cage, body, level[:, None] * np.ones(3), None, turned)
    cage.softness = [0.0] * len(cage.points)
    hang(cage, rows, 0.06, 0.0)
    cage.grid(rows[:, :9], "torso")
    return cage, body


def cape(figure: Figure) -> tuple[Cage, Field]:
    """From the shoulders down the back to the calves, little drawn along by the legs."""
    body = offset(torso_field(replace(figure, waist=figure.waist * 1.10)), 0.0150)
    cage = Cage()
    level = np.concatenate([np.linspace(0.16, 0.48, 10), np.linspace(0.505, 0.815, 10)])
    rows = add_torso(cage, body, level[:, None] * np.ones(3), None)
    cage.softness = [0.0] * len(cage.points)
    hang(cage, rows, 0.14, 0.05)
    at = np.array(cage.points)
    for row in rows:
        # it falls from the shoulder blades instead of following the small of the back
        back = max(0.075, float(at[row[-1], 1])) if at[row[0], 2] < 0.74 else float(at[row[-1], 1])
        for vertex in row[9:]:
            if at[vertex, 1] > 0.02:
                cage.points[vertex][1] += (back - at[row[-1], 1]) * np.clip((at[vertex, 1] - 0.02) / 0.05, 0.0, 1.0)
    cage.parts = ["cape" if part == "skirt" else part for part in cage.parts]
    cage.grid(rows[:, 8:], "torso")
    return cage, body


GARMENTS: dict[str, Callable[[Figure], tuple[Cage, Field]]] = {
    "tights": lambda f: trousers(f, ease=0.0, thickness=0.0024, leg_rows=23, straight=0.0),
    "pumps": lambda f: pumps(f, thickness=0.0024, sole=True),
    "slippers": lambda f: pumps(f, thickness=0.0018, sole=False),
    "apron": apron,
    "cape": cape,
    "dress_shirt": lambda f: top(f, ease=0.0, thickness=0.0030, sleeve=1, sleeve_ease=1.0, hem=0.520, collar=True),
    "t_shirt": lambda f: top(f, ease=0.05, thickness=0.0050, sleeve=7, sleeve_ease=1.16),
    "undershirt": lambda f: top(f, ease=0.0, thickness=0.0030, sleeve=1, sleeve_ease=1.0, hem=0.520),
    "shirt": lambda f: top(f, ease=0.05, thickness=0.0048, sleeve=18, sleeve_ease=1.08, collar=True),
    "jacket": lambda f: top(
        f, ease=0.08, thickness=0.0088, sleeve=18, sleeve_ease=1.15, hem=0.474, collar=True, open_front=True
    ),
    "coat": lambda f: top(
        f, ease=0.08, thickness=0.0088, sleeve=18, sleeve_ease=1.16, hem=0.30, flare=0.10, folds=0.03, collar=True
    ),
    "dress": lambda f: top(
        f, ease=0.01, thickness=0.0056, sleeve=6, sleeve_ease=1.16, hem=0.30, flare=0.24, folds=0.06
    ),
    "gown": lambda f: top(
        f, ease=0.02, thickness=0.0052, sleeve=18, sleeve_ease=1.16, hem=0.045, flare=0.22, folds=0.07
    ),
    "breastplate": lambda f: top(f, ease=0.05, thickness=0.0120, sleeve=1, sleeve_ease=1.0, hem=0.512),
    "space_suit": lambda f: top(f, ease=0.16, thickness=0.0135, sleeve=18, sleeve_ease=1.30, collar=True),
    "space_trousers": lambda f: trousers(f, ease=0.20, thickness=0.0090, leg_rows=23),
    "trousers": lambda f: trousers(f, ease=0.05, thickness=0.0034, leg_rows=23),
    "shorts": lambda f: trousers(f, ease=0.10, thickness=0.0036, leg_rows=8),
    "shoes": lambda f: shoes(f, shaft=(0.068, 0.0655), thickness=0.0030),
    "boots": lambda f: shoes(f, shaft=(0.150, 0.147, 0.125, 0.102, 0.085, 0.072), thickness=0.0034, heel=0.006),
    "skirt": lambda f: skirt(f, thickness=0.0046, waist=0.612, hem=0.30, flare=0.26, folds=0.07),
}


# rows of the legs that are lined under what hangs open, and under shorts, up which one looks at who lies
DRAWERS = {"skirt": 5, "dress": 5, "gown": 12, "shorts": 3}


def build_garment(name: str, figure: Figure, trims: bool = True, lined: bool = True) -> QuadMesh:
    """One garment on one figure, with its trimmings and lining unless only the cloth is wanted.

    The topology is the same for every figure.
    """
    cage, field = GARMENTS[name](figure)
    mesh = finished(cage, field)
    if lined and name in DRAWERS:
        mesh = joined(mesh, drawers(figure, DRAWERS[name]))
    return trimmed(name, mesh, field) if trims else mesh


def finished(cage: Cage, field: Field) -> QuadMesh:
    """Both sides of a cage, its soft vertices at ease on the field."""
    mesh = mirrored(cage, closed=False)
    points = relaxed(mesh, field, free=np.zeros(len(mesh.points), dtype=bool))
    return replace(mesh, points=symmetric(points, mesh.mirror))


def drawers(figure: Figure, leg_rows: int) -> QuadMesh:
    """Close-lying legs under a skirt or shorts, which move as the skin does: whoever looks under a hem sees cloth."""
    mesh = finished(*trousers(figure, ease=0.0, thickness=0.0022, leg_rows=leg_rows))
    sides = tuple("." + part.split(".")[1] if "." in part else "" for part in mesh.parts)
    parts = tuple("lining" + side for side in sides)
    return replace(mesh, parts=parts, quad_parts=("lining",) * len(mesh.quads), loops={})


def joined(mesh: QuadMesh, other: QuadMesh) -> QuadMesh:
    """Two meshes as one, the UVs of the second outside those of the first."""
    count = len(mesh.points)
    away = np.where(other.uv[..., :1].mean(axis=1, keepdims=True) < 0.0, -1.0, 1.0)
    shift = (float(np.abs(mesh.uv[..., 0]).max()) + 0.01) * away * np.array([1.0, 0.0])
    return replace(
        mesh,
        points=np.concatenate([mesh.points, other.points]),
        quads=np.concatenate([mesh.quads, other.quads + count]),
        parts=mesh.parts + other.parts,
        quad_parts=mesh.quad_parts + other.quad_parts,
        quad_rows=np.concatenate([mesh.quad_rows, other.quad_rows]),
        loops=mesh.loops | other.loops,
        uv=np.concatenate([mesh.uv, other.uv + shift]),
        mirror=np.concatenate([mesh.mirror, other.mirror + count]),
        softness=np.concatenate([mesh.softness, other.softness]),
    )
