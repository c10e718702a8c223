"""Animals that stand still: fish, butterfly, turtle, snake; those that walk are skinned ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Surface, Values
from .creature_geometry import blob, flowing, skin
from .geometry import lathe, merge, rotated, translated, tube
from .geometry_grid import thick_sheet
from .making import fine, look
from .sampler import Value
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line
from .wings import on_wings, wing_joints

Array = NDArray[np.float64]


def fin(points: list[tuple[float, float]], thick: float, ribs: float = 0.0) -> Surface:
    """A thin sheet in the plane of symmetry between a root line and an edge: [y, z] pairs, the first half is
    the root."""
    half = len(points) // 2
    root, edge = (smooth_line(np.array(p), 5) for p in (points[:half], points[half:]))
    rows = []
    for u in np.linspace(0, 1, 6):
        line = root + (edge - root) * u
        wave = ribs * u * np.cos(np.arange(len(line)) * np.pi)
        rows.append(np.column_stack([wave, line]))
    return thick_sheet(np.array(rows), thick)


def _rays(points: list[tuple[float, float]], count: int) -> list[Surface]:
    """The rays of a fin of the same points: fine rods that fan out from its root."""
    half = len(points) // 2
    root, edge = (smooth_line(np.array(p), 5) for p in (points[:half], points[half:]))
    at = np.linspace(0, len(root) - 1, count).round().astype(int)
    return [tube([(0.0, *root[k]), (0.0, *(0.5 * (root[k] + edge[k]))), (0.0, *edge[k])], [0.0065, 0.0055, 0.0025], 6)
            for k in at]  # fmt: skip


def _fish(values: Values) -> Sketch:
    """A spindle of a body with a tail, fins above, below and at the sides, gills, eyes, a mouth. Sharks and
    dolphins have
    their own fins."""
    kind = str(values["kind"])
    big = kind != "fish"
    body_skin, belly = skin(values), fine(look("Belly", "plastic", "#e9e4d8" if kind != "fish" else
                                               str(values["second_color"]) or "#f3d9a8"), 0.05)  # fmt: skip
    dark, white = look("Eyes", "plastic", "#0e0d0c"), look("White", "plastic", "#efece4" if big else "#d9b45a")
    gill_skin = replace(body_skin, material=replace(
        body_skin.material, name="Gills", pattern=None,
        base_color=(0.72 * body_skin.material.base_color).astype(np.float32)))  # fmt: skip
    fin_skin = replace(body_skin, material=replace(
        body_skin.material, name="Fins", pattern=None,
        base_color=(0.62 * body_skin.material.base_color + 0.25 * np.array([0.75, 0.62, 0.42])).astype(np.float32)))
    stand = look("Stand", "glass", "#8fc1d8")
    sizes = {
        "fish": [(0.034, 0.046), (0.084, 0.118), (0.112, 0.178), (0.112, 0.198), (0.082, 0.15), (0.036, 0.065),
                 (0.018, 0.058)],
        "shark": [(0.02, 0.015), (0.075, 0.06), (0.105, 0.10), (0.10, 0.105), (0.06, 0.06), (0.025, 0.03),
                  (0.015, 0.03)],
        "dolphin": [(0.02, 0.012), (0.045, 0.03), (0.10, 0.105), (0.105, 0.12), (0.07, 0.075), (0.028, 0.035),
                    (0.012, 0.02)],
    }[kind]  # fmt: skip
    ys = np.linspace(-0.5, 0.38, len(sizes))
    body = flowing([(0.0, float(y), 0.0) for y in ys], sizes)
    parts = [part("body", "Skin", body)]
    if kind == "fish":
        upright = [[(-0.17, 0.14), (0.0, 0.15), (0.24, 0.045), (-0.10, 0.25), (0.07, 0.285), (0.31, 0.155)],
                   [(0.03, -0.13), (0.12, -0.11), (0.24, -0.045), (0.10, -0.25), (0.19, -0.235), (0.30, -0.13)],
                   [(0.33, -0.05), (0.34, 0.0), (0.33, 0.05), (0.56, -0.20), (0.47, 0.0), (0.56, 0.20)]]
        side_fin = [(-0.12, -0.035), (-0.11, 0.0), (-0.12, 0.035), (0.05, -0.10), (0.08, -0.02), (0.04, 0.05)]
        fins = [fin(points, 0.006, 0.004) for points in upright]
        rays = [one for points, count in zip(upright, (15, 11, 13), strict=True) for one in _rays(points, count)]
        for found, pieces in ((fins, [fin(side_fin, 0.006, 0.003)]), (rays, _rays(side_fin, 7))):
            found.append(both_sides(translated(rotated(merge(pieces), 0.6, (0, 0, 1)), (0.145, 0.03, -0.05))))
        gill = tube(smooth_line([(0.075, -0.255, 0.115), (0.112, -0.215, 0.0), (0.075, -0.255, -0.115)], 4), 0.005, 6)
        round_mouth = np.linspace(0.0, 2 * np.pi, 16, endpoint=False)
        lips = tube(np.column_stack([0.024 * np.cos(round_mouth), -0.508 + 0.012 * np.cos(round_mouth) ** 2,
                                     -0.012 + 0.012 * np.sin(round_mouth)]), 0.008, 8, closed_path=True)
        parts += [part("fins", "Fins", *fins), part("fin_rays", "Gills", *rays),
                  part("gills", "Gills", both_sides(gill)),
                  part("belly", "Belly", blob(0, -0.03, -0.07, 0.205, 0.5, 0.26, 6)), part("lips", "Skin", lips),
                  part("mouth", "Eyes", blob(0, -0.502, -0.012, 0.046, 0.016, 0.02, 4))]
    else:
        back_z = sizes[3][1]
        dorsal = fin([(-0.12, back_z * 0.8), (-0.04, back_z * 0.85), (0.06, back_z * 0.75), (0.03, back_z + 0.13),
                      (0.05, back_z + 0.13),
                      (0.08, back_z + 0.1)], 0.018)  # fmt: skip
        fins = [dorsal]
        paddle = fin([(-0.16, 0.0), (-0.1, 0.0), (-0.04, 0.0), (0.06, 0.2), (0.08, 0.2), (0.1, 0.18)], 0.016)
        paddle = rotated(paddle, 2.05, (0, 1, 0))
        fins.append(both_sides(translated(paddle, (sizes[2][0] * 0.75, -0.06, -0.4 * sizes[2][1]))))
        if kind == "shark":
            fins.append(fin([(0.33, -0.03), (0.35, 0.0), (0.33, 0.03), (0.50, -0.13), (0.43, 0.0), (0.56, 0.2)], 0.016))
        else:
            fluke = fin([(0.32, 0.0), (0.36, 0.0), (0.40, 0.0), (0.42, 0.19), (0.45, 0.2), (0.48, 0.17)], 0.014)
            fins.append(both_sides(rotated(fluke, np.pi / 2, (0, 1, 0))))
        gills = [tube([(sizes[2][0] * 0.985, -0.2 + 0.025 * k, 0.02), (sizes[2][0] * 0.9, -0.195 + 0.025 * k, -0.045)],
                      0.0035, 6) for k in range(4)]
        parts += [part("fins", "Skin", *fins),
                  part("belly", "Belly", blob(0, -0.08, -0.36 * sizes[2][1], 1.84 * sizes[2][0], 0.72,
                                              1.4 * sizes[2][1], 6))]
        if kind == "shark":
            teeth = [rotated(translated(lathe([(0, 0), (0.007, 0.001), (0.001, 0.02), (0, 0.0205)], 6), (0, 0, 0)),
                             np.pi, (1, 0, 0)) for _ in range(9)]
            teeth = [translated(t, (0.05 * np.sin(a), -0.36 - 0.055 * np.cos(a), -0.048)) for t,
                     a in zip(teeth, np.linspace(-1.3, 1.3, 9), strict=True)]
            parts += [part("gills", "Eyes", both_sides(*gills)), part("teeth", "White", *teeth),
                      part("mouth", "Eyes", blob(0, -0.37, -0.045, 0.10, 0.1, 0.02, 4))]
    eye_x = sizes[1][0]
    eye_size = 0.052 if kind == "fish" else 0.022
    eye = blob(0.90 * eye_x, -0.36, 0.3 * sizes[1][1], 0.5 * eye_size, eye_size, eye_size, 4)
    pupil = blob(0.90 * eye_x + 0.1 * eye_size, -0.362, 0.3 * sizes[1][1], 0.4 * eye_size, 0.66 * eye_size,
                 0.66 * eye_size, 4)
    parts += [part("eyes", "White" if not big else "Eyes", both_sides(eye)), part("pupils", "Eyes", both_sides(pupil))]
    if values["stand"]:
        low = min(float(p.surface.vertices[:, 2].min()) for p in parts)
        foot = [(0, low - 0.10), (0.13, low - 0.10), (0.12, low - 0.085), (0.014, low - 0.075), (0.012, -0.05),
                (0, -0.04)]
        parts.append(part("stand", "Stand", lathe(foot, 24)))
    return Sketch(parts=parts, looks=[body_skin, belly, dark, white, stand, gill_skin, fin_skin], push=False,
                  solids=(solid("body", "belly", "stand", kind="hull"),))  # fmt: skip


def _butterfly(values: Values) -> Sketch:
    """Four wings with dark rims, veins and spots, a striped body, two antennae with knobs; wings half open."""
    paint, dark = skin(values, "Wings", 0.02), look("Rims", "plastic", "#15110f")
    spot = look("Spots", "plastic", str(values["second_color"]) or "#f4ead2")
    upper = np.array([(0.02, -0.05), (0.2, -0.3), (0.48, -0.42), (0.62, -0.36), (0.6, -0.18), (0.42, 0.02), (0.2, 0.06),
                      (0.03, 0.03)])
    lower = np.array([(0.02, 0.0), (0.2, 0.02), (0.38, 0.08), (0.44, 0.24), (0.36, 0.4), (0.2, 0.42), (0.1, 0.28),
                      (0.03, 0.1)])

    def wing(outline: Array, grow: float, lift: float, thick: float) -> Surface:
        closed = smooth_line(np.vstack([outline, outline[:1]]), 5)[:-1]
        middle = outline.mean(axis=0)
        rows = []
        for r in (0.04, 0.35, 0.7, 1.0):
            ring = middle + r * grow * (closed - middle)
            rows.append(np.column_stack([ring, np.full(len(ring), lift) + 0.02 * np.sin(4 * ring[:, 0])]))
        grid = np.array(rows)
        return thick_sheet(np.concatenate([grid, grid[:, :1] + [0, 0, 1e-5]], axis=1), thick)

    lifted: dict[str, list[Surface]] = {"Rims": [], "Wings": [], "Spots": []}
    for outline, z in ((upper, 0.004), (lower, 0.0)):
        lifted["Rims"].append(wing(outline, 1.0, z, 0.010))
        lifted["Wings"] += [wing(outline, 0.8, z + dz, 0.006) for dz in (0.004, -0.004)]
        for a in np.linspace(0.15, 0.85, 7):
            edge = smooth_line(outline, 5)
            at = outline.mean(axis=0) + 0.9 * (edge[int(a * len(edge))] - outline.mean(axis=0))
            lifted["Spots"].append(blob(at[0], at[1], z + 0.02 * np.sin(4 * at[0]), 0.045, 0.04, 0.024, 3))
    tilt = 0.42
    parts = [one for name, pieces in lifted.items()
             for one in on_wings(name.lower(), name, rotated(merge(pieces), -tilt, (0, 1, 0)))]  # fmt: skip
    body = flowing([(0, -0.26, 0.02), (0, -0.18, 0.02), (0, -0.05, 0.015), (0, 0.1, 0.0), (0, 0.3, -0.02)],
                   [(0.03, 0.03), (0.045, 0.045), (0.055, 0.055), (0.035, 0.035), (0.012, 0.012)], 14)
    antennae = tube(smooth_line([(0.012, -0.26, 0.04), (0.07, -0.36, 0.1), (0.13, -0.44, 0.13)], 4), 0.006, 6)
    parts += [part("body", "Rims", body, blob(0, -0.27, 0.03, 0.07, 0.07, 0.07, 4)),
              part("antennae", "Rims", both_sides(antennae, blob(0.135, -0.445, 0.132, 0.024, 0.024, 0.024, 3)))]
    return Sketch(parts=parts, looks=[paint, dark, spot], push=False, joints=wing_joints((0.01, -0.02, 0.02)))


def _turtle(values: Values) -> Sketch:
    """A domed shell of plates with a rim, a flat underside, four legs, a head on a wrinkled neck, a little tail."""
    hide, shell = skin(values), look("Shell", "leather", str(values["second_color"]) or "#5a4526")
    plate, dark = look("Plates", "leather", "#7a6136"), look("Eyes", "plastic", "#0e0d0c")
    dome = lathe(np.vstack([[0, 0.06],
        smooth_line(np.array([(0.20, 0.06), (0.225, 0.075), (0.205, 0.115), (0.14, 0.175), (0.05, 0.205)]), 4),
        [0, 0.208]]), 36)
    dome.vertices[:, 1] *= 1.22

    def on_dome(x: float, y: float) -> tuple[float, float, float]:
        r = float(np.hypot(x, y / 1.22))
        return x, y, float(np.interp(r, [0, 0.05, 0.14, 0.205], [0.208, 0.205, 0.175, 0.115]))

    plates = []
    for x, y, size in ((0, -0.15, 0.085), (0, 0.0, 0.1), (0, 0.15, 0.085), (0.105, -0.08, 0.085), (0.105, 0.08, 0.085),
                       (-0.105, -0.08, 0.085), (-0.105, 0.08, 0.085)):
        px, py, pz = on_dome(x, y)
        slab = lathe([(0, -0.012), (size * 0.62, -0.012), (size * 0.5, 0.007), (0, 0.01)], 6)
        lean = np.array([-y / 1.22, x, 0.0])
        amount = 3.4 * float(np.hypot(x, y / 1.4))
        plates.append(translated(rotated(slab, amount, lean / np.linalg.norm(lean)) if amount > 0.02 else slab,
                                 (px, py, pz)))
    rim = tube(np.column_stack([0.222 * np.cos(a := 2 * np.pi * np.arange(36) / 36), 0.271 * np.sin(a), 0 * a + 0.075]),
               0.016, 8, closed_path=True)
    legs = [tube(smooth_line([(0.12, y, 0.09), (0.2, y + 0.02 * s, 0.07), (0.235, y + 0.045 * s, 0.025)], 3),
                 [0.045, 0.044, 0.043, 0.042, 0.041, 0.04, 0.038], 10) for y, s in ((-0.17, -1), (0.17, 1))]
    claws = [blob(0.25 + 0.012 * k * 0.3, y + s * (0.055 + 0.0 * k) + 0.018 * (k - 1), 0.012, 0.02, 0.014, 0.02, 2)
             for y, s in ((-0.17, -1), (0.17, 1)) for k in range(3)]
    neck = flowing([(0, -0.2, 0.09), (0, -0.28, 0.1), (0, -0.33, 0.13), (0, -0.37, 0.145)],
                   [(0.05, 0.045), (0.042, 0.04), (0.045, 0.042), (0.04, 0.036)], 16)
    parts = [
        part("shell", "Shell", dome), part("plates", "Plates", *plates), part("rim", "Plates", rim),
        part("legs", "Skin", both_sides(*legs)), part("claws", "Plates", both_sides(*claws)),
        part("neck", "Skin", neck), part("head", "Skin", blob(0, -0.39, 0.15, 0.09, 0.12, 0.08, 6)),
        part("tail", "Skin", tube([(0, 0.25, 0.07), (0, 0.31, 0.05), (0, 0.35, 0.03)], [0.025, 0.016, 0.005], 8)),
        part("eyes", "Eyes", both_sides(blob(0.037, -0.41, 0.165, 0.018, 0.02, 0.02, 3))),
        part("belly", "Plates", blob(0, 0, 0.06, 0.38, 0.46, 0.06, 6)),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[hide, shell, plate, dark], push=False,
                  solids=(solid("shell", "belly", kind="hull"), solid("legs")))


def _snake(values: Values) -> Sketch:
    """Two coils that rise to a raised head, bands along the back, eyes, a forked tongue."""
    hide, band = skin(values), look("Bands", "leather", str(values["second_color"]) or "#2f3a1c")
    dark, red = look("Eyes", "plastic", "#0e0d0c"), look("Tongue", "plastic", "#c3201f")
    t = np.linspace(0, 1, 90)
    angle = 2 * np.pi * 2.2 * t
    r = 0.26 - 0.10 * t
    coil = np.column_stack([r * np.cos(angle), r * np.sin(angle), 0.036 + 0.10 * t])
    last = coil[-1]
    neck = smooth_line(np.array([coil[-5], last, last + np.array([-0.05, 0.05, 0.05]), [0.0, 0.02, 0.27], [0.0,
        -0.03, 0.36],
                                 [0, -0.1, 0.375]]), 6)
    line = np.vstack([coil, neck[8:]])
    share = np.linspace(0, 1, len(line))
    radius = np.interp(share, [0, 0.12, 0.5, 0.8, 1.0], [0.006, 0.024, 0.036, 0.03, 0.022])
    bands = []
    for k in range(10, len(line) - 8, 7):
        bands.append(tube(line[k:k + 3], radius[k:k + 3] * 1.025, 16, edge=0.0))
    head = blob(0, -0.125, 0.377, 0.075, 0.1, 0.048, 6)
    tongue = [tube([(0, -0.165, 0.37), (0, -0.2, 0.366), (0.012 * s, -0.225, 0.366)], [0.003, 0.0025, 0.0015], 6)
              for s in (-1, 1)]
    parts = [part("body", "Skin", tube(line, radius, 16)), part("bands", "Bands", *bands), part("head", "Skin", head),
             part("eyes", "Eyes", both_sides(blob(0.028, -0.14, 0.392, 0.014, 0.016, 0.016, 3))),
             part("tongue", "Tongue", *tongue)]
    return Sketch(parts=parts, looks=[hide, band, dark, red], push=False, solids=(solid("body", kind="cylinder"),))


_SWIMMERS: dict[str, dict[str, Value]] = {
    "shark": {"kind": "shark", "color": "#6b7680", "width_m": 1.0, "depth_m": 3.4, "height_m": 1.3},
    "dolphin": {"kind": "dolphin", "color": "#5f7484", "width_m": 0.9, "depth_m": 2.2, "height_m": 0.9},
    "goldfish": {"color": "#ef7d1a", "width_m": 0.04, "depth_m": 0.11, "height_m": 0.08},
    "salmon": {"color": "#c98a7a", "width_m": 0.15, "depth_m": 0.7, "height_m": 0.45},
}  # fmt: skip
CATEGORIES = (
    thing("fish", "animal", (0.09, 0.30, 0.17), _fish, material="plastic", color="#e8841c", patterned=True, span=60,
          mass_kg=0.8,
          synonyms=tuple(_SWIMMERS), presets=_SWIMMERS, colors=("#e8841c", "#2f7fb8", "#e0b82a"),
          extra=(shapes.choice("kind", "fish", ("fish", "shark", "dolphin")),
                 shapes.flag("stand", False, "on a foot, as an ornament"))),
    thing("butterfly", "animal", (0.11, 0.085, 0.036), _butterfly, material="plastic", color="#e2761b", patterned=True,
          span=8, mass_kg=0.001,
          synonyms=("moth",), colors=("#e2761b", "#2f6fc9", "#e0c52a")),
    thing("turtle", "animal", (0.53, 0.79, 0.21), _turtle, material="leather", color="#6b7a3a", patterned=True, span=5,
          mass_kg=6, synonyms=("tortoise",)),
    thing("snake", "animal", (0.58, 0.56, 0.40), _snake, material="leather", color="#7a8a3a", patterned=True, span=5,
          mass_kg=3, synonyms=("cobra", "python", "viper")),
)  # fmt: skip
