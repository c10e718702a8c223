"""A boat that dives: the submarine."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Values
from .geometry import cylinder, extrude, fillet, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward, thick_sheet
from .kit_optics import turned_y
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, ring

_AXIS_M = 2.6
"""height of the middle of the hull"""


def _sail(rows: list[tuple[float, float, float, float]]) -> np.ndarray:
    """Rings (K, N, 3) of a tower with a round front and a sharp back from [z, y front, y back, half width]."""
    rings = []
    for z, front, back, half in rows:
        t = np.linspace(0.0, 1.0, 13)
        along = front + (back - front) * t**1.6
        wide = half * np.sqrt(np.clip(4 * 1.02 * t * (1.0 - t) ** 0.75, 0.0, 1.0)) * (1.0 - 0.25 * t) + 0.02
        ring_ = np.concatenate([np.column_stack([wide, along]), np.column_stack([-wide, along])[::-1]])
        rings.append(np.column_stack([ring_, np.full(len(ring_), z)]))
    return np.array(rings)


def _submarine(values: Values) -> Sketch:
    """A long round hull that tapers to a cross of rudders and a many-bladed screw; a tower with windows, diving
    planes, periscope and masts; a flat deck with hatches, rails and draining holes; torpedo doors in the bow."""
    hull, low = main_look("Hull", values), look("Bottom", "painted metal", str(values["bottom_color"]), fill=0.2)
    dark, brass = look("Fittings", "painted metal", "#22252a", fill=0.3), look("Screw", "bronze", fill=0.6)
    glass, white = look("Windows", "lacquer", "#0d1318"), look("Marks", "lacquer", "#eeece4")
    profile = [(0.0, 15.6), (0.55, 15.55), (1.15, 15.2), (1.75, 14.4), (2.20, 13.0), (2.45, 11.0), (2.5, 8.0),
               (2.5, 0.0), (2.45, -4.0), (2.25, -7.5), (1.85, -10.5), (1.25, -13.2), (0.62, -15.2), (0.34, -15.9),
               (0.0, -15.95)]  # fmt: skip
    shell = turned_y(profile[::-1], (0, 0, _AXIS_M), 40)
    seams = [turned_y([(r - 0.05, y - 0.03), (r + 0.018, y - 0.02), (r + 0.018, y + 0.02), (r - 0.05, y + 0.03)],
                      (0, 0, _AXIS_M), 40) for r, y in ((2.31, 12.2), (2.5, 6.5), (2.49, -2.5), (2.2, -8.0))]
    turn = np.linspace(np.pi + 0.36, 2 * np.pi - 0.36, 15)
    belly = []
    for y in np.linspace(13.6, -11.5, 22):
        r = float(np.interp(y, [p[1] for p in profile[::-1]], [p[0] for p in profile[::-1]])) + 0.02
        belly.append(np.column_stack([r * np.cos(turn), np.full(15, -y), _AXIS_M + r * np.sin(turn)]))
    belly_ = thick_sheet(np.array(belly), 0.03)
    top = _AXIS_M + 2.5
    rows = []
    for y, half, up in ((-12.8, 0.10, -0.42), (-11.6, 0.55, -0.06), (-9.0, 0.85, 0.16), (5.5, 0.85, 0.18),
                        (9.5, 0.5, -0.16), (11.4, 0.10, -0.72)):  # fmt: skip
        section = fillet([(-1.25 * half, -0.55), (1.25 * half, -0.55), (half, 0.0), (-half, 0.0)], [0, 0, 0.12, 0.12],
                         3, closed=True)  # fmt: skip
        rows.append(np.column_stack([section[:, 0], np.full(len(section), y), section[:, 1] + top + up]))
    deck = outward(loft(np.array(rows)))
    holes = [rounded_box((0.05, 0.34, 0.12), (0.94, y, top - 0.06), 0.04)
             for y in np.linspace(-8.3, 5.0, 20) if not -5.6 < y < -0.4]  # fmt: skip
    hatches = [cylinder(0.38, 0.14, (0, y, top + 0.22), segments=24, edge=0.04) for y in (-7.6, 3.2)]
    hatches += [translated(rotated(ring(0.2, 0.03, 20, 8), 0.5 * np.pi, (0, 1, 0)), (0, y, top + 0.33)) for y in
                (-7.6, 3.2)]  # fmt: skip
    tower = outward(loft(_sail([(top - 0.1, -5.5, 0.2, 1.0), (top + 0.6, -5.25, -0.1, 0.92),
                                (top + 2.3, -5.1, -0.35, 0.86), (top + 2.55, -5.0, -0.45, 0.78),
                                (top + 2.62, -4.9, -0.55, 0.66)])))  # fmt: skip
    panes = [rounded_box((0.10, 0.46, 0.34), (0.70, -4.28, top + 2.02), 0.06),
             rounded_box((0.10, 0.46, 0.34), (0.80, -3.62, top + 2.02), 0.06)]  # fmt: skip
    front = [rotated(rounded_box((0.42, 0.1, 0.34), (s * 0.27, -5.0, top + 2.02), 0.05), 0.5 * s, (0, 0, 1),
                     (s * 0.27, -5.0, 0)) for s in (-1, 1)]  # fmt: skip
    rail = [tube(_sail([(top + 2.98, -4.75, -0.8, 0.6)])[0], 0.032, 6, closed_path=True)]
    rail += [tube([(x, y, top + 2.5), (x, y, top + 2.98)], 0.025, 6)
             for x, y in ((0.58, -3.5), (-0.58, -3.5), (0.40, -1.9), (-0.40, -1.9), (0.36, -4.6), (-0.36, -4.6))]
    wing = fillet([(0, -0.75), (2.2, -0.42), (2.3, 0.42), (0, 0.75)], [0, 0.25, 0.3, 0], 3, closed=True)
    planes = [translated(extrude(wing, 0.16, plane="xy", edge=0.05), (0.78, -3.4, top + 1.05))]
    masts = [cylinder(0.085, 2.2, (0, -3.3, top + 3.6), segments=14), cylinder(0.055, 1.7, (0, -2.3, top + 3.4),
             segments=12), cylinder(0.04, 1.3, (0.0, -1.5, top + 3.1), segments=10)]  # fmt: skip
    scope = [rounded_box((0.24, 0.30, 0.34), (0, -3.34, top + 4.75), 0.08, 4), superellipsoid((0.2, 0.2, 0.3),
                                                                                              (0, -2.3, top + 4.3))]
    eye = cylinder(0.085, 0.06, (0, -3.5, top + 4.78), axis=1, segments=16)
    fin = fillet([(0.3, 11.0), (2.7, 12.7), (2.7, 14.1), (0.3, 14.1)], [0, 0.4, 0.12, 0], 4, closed=True)
    tail = extrude(fin, 0.2, plane="xy", edge=0.06)
    flap = extrude(fillet([(0.35, 14.14), (2.65, 14.14), (2.6, 15.1), (0.5, 15.1)], 0.08, 2, closed=True), 0.13,
                   plane="xy", edge=0.04)  # fmt: skip
    rudders, flaps = [], []
    for k in range(4):
        rudders.append(translated(rotated(tail, k * np.pi / 2, (0, 1, 0)), (0, 0, _AXIS_M)))
        flaps.append(translated(rotated(flap, k * np.pi / 2, (0, 1, 0)), (0, 0, _AXIS_M)))
    blades = []
    for k in range(7):
        line = [[(0.28 + 1.15 * u) * np.array([np.sin(0.55 * u + v), 0.0, np.cos(0.55 * u + v)])
                 + [0, 0.55 * v * (1.0 - 0.4 * u), 0] for v in np.linspace(-0.30, 0.30, 5) * (1.0 - 0.55 * u**3)]
                for u in np.linspace(0.0, 1.0, 7)]  # fmt: skip
        blades.append(translated(rotated(thick_sheet(np.array(line), 0.05), 2 * np.pi * k / 7, (0, 1, 0)),
                                 (0, 16.0, _AXIS_M)))  # fmt: skip
    cone = turned_y([(0, -16.75), (0.12, -16.65), (0.3, -16.2), (0.34, -15.85), (0, -15.85)], (0, 0, _AXIS_M), 20)
    doors = []
    for x, z in ((0.62, 0.55), (0.82, -0.15), (0.62, -0.85)):
        y = float(np.interp(np.hypot(x, z), [p[0] for p in profile[:6]], [p[1] for p in profile[:6]]))
        door = rotated(cylinder(0.27, 0.12, axis=1, segments=22, edge=0.03), 0.5 * x, (0, 0, 1))
        doors.append(translated(door, (x, -y, _AXIS_M + z)))
    marks = [rounded_box((0.03, 0.16, 0.42), (0.895, -2.6 + 0.36 * k, top + 1.5), 0.02) for k in range(3)]
    bitts = [cylinder(0.09, 0.34, (0.45, y, top + 0.28), segments=12) for y in (-9.2, -8.9, 4.4, 4.7)]
    wire = tube([(0, -0.9, top + 2.9), (0, 6.0, top + 0.6), (0, 13.2, _AXIS_M + 2.68)], 0.025, 4, edge=0.0)
    parts = [part("hull", "Hull", shell), part("seams", "Fittings", *seams), part("bottom", "Bottom", belly_),
             part("deck", "Hull", deck), part("draining_holes", "Fittings", both_sides(*holes)),
             part("hatches", "Fittings", *hatches), part("tower", "Hull", tower),
             part("windows", "Windows", both_sides(*panes), *front, eye), part("rails", "Fittings", *rail),
             part("diving_planes", "Hull", both_sides(*planes)), part("masts", "Fittings", *masts),
             part("periscope", "Fittings", *scope), part("fins", "Hull", *rudders),
             part("rudders", "Bottom", *flaps), part("screw", "Screw", *blades, cone, moves_with="screw"),
             part("torpedo_doors", "Fittings", both_sides(*doors)), part("marks", "Marks", both_sides(*marks)),
             part("bitts", "Fittings", both_sides(*bitts)), part("aerial", "Fittings", wire)]  # fmt: skip
    joints = {"screw": shapes.joint("wheel", (0, 16.0, _AXIS_M), (0, 1, 0), (-1e4, 1e4))}
    return Sketch(parts=parts, looks=[hull, low, dark, brass, glass, white], joints=joints, grip=False, push=False,
                  solids=(solid("hull"), solid("tower")))  # fmt: skip


CATEGORIES = (
    thing("submarine", "boat", (6.2, 32.4, 10.1), _submarine, material="painted metal", color="#4a5157", span=4,
          mass_kg=450_000, synonyms=("sub", "u-boat"), colors=("#4a5157", "#2f363d", "#e0ab12"),
          extra=(Parameter(name="bottom_color", value="#7a1f1a", description="of the underwater body"),)),
)  # fmt: skip
