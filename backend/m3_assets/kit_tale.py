"""Out of tales: throne, potion, anvil, treasure map."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cushion, cylinder, extrude, fillet, lathe, loft, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, fine, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line, vessel


def _throne(values: Values) -> Sketch:
    """A high pointed back, armrests that end in balls, upholstery with studs, on a low step; gilt wood."""
    frame, cloth = look("Frame", str(values["material"])), look("Upholstery", "velvet", str(values["color"]))
    gilt, jewel = look("Gilding", "gold"), fine(look("Jewels", "lacquer", "#1c3f9a", roughness=0.05), 0.0)
    step = rounded_box((0.98, 0.92, 0.12), (0, 0.0, 0.06), 0.015)
    legs = [rounded_box((0.09, 0.09, 0.36), (sx * 0.34, sy * 0.27, 0.30), 0.012) for sx in (-1, 1) for sy in (-1, 1)]
    seat = rounded_box((0.78, 0.64, 0.10), (0, 0, 0.50), 0.015)
    outline = [(-0.37, 0.52), (0.37, 0.52), (0.37, 1.30), (0.24, 1.44), (0.12, 1.50), (0.0, 1.68), (-0.12, 1.50),
               (-0.24, 1.44), (-0.37, 1.30)]  # fmt: skip
    panel = [(-0.27, 0.60), (0.27, 0.60), (0.27, 1.24), (0.16, 1.35), (0.0, 1.44), (-0.16, 1.35), (-0.27, 1.24)]
    back = extrude(fillet(outline, 0.02, 2, closed=True), 0.09, plane="xz", center=0.28, edge=0.012, caps="fan")
    pad = extrude(fillet(panel, 0.04, 3, closed=True), 0.05, plane="xz", center=0.225, edge=0.02, caps="fan")
    posts = [cylinder(0.045, 1.34, (0.39 * s, 0.28, 0.79), segments=16) for s in (-1, 1)]
    arms, gold = [], []
    for s in (-1, 1):
        arms += [tube(smooth_line([(0.36 * s, 0.25, 0.78), (0.37 * s, 0.0, 0.79), (0.37 * s, -0.24, 0.77),
                                   (0.37 * s, -0.32, 0.74)], 4), 0.038, 10),
                 tube([(0.36 * s, -0.27, 0.52), (0.37 * s, -0.27, 0.76)], 0.030, 10)]  # fmt: skip
        gold += [superellipsoid((0.11, 0.11, 0.11), (0.37 * s, -0.33, 0.755), 2, 5),
                 superellipsoid((0.12, 0.12, 0.15), (0.39 * s, 0.28, 1.53), 2, 5),
                 lathe([(0, 1.58), (0.03, 1.60), (0.0, 1.70)], 12)]  # fmt: skip
        gold[-1] = translated(gold[-1], (0.39 * s, 0.28, 0))
        gold += [rounded_box((0.10, 0.10, 0.05), (0.34 * s, y, 0.145), 0.012) for y in (-0.27, 0.27)]
    edge = np.array(fillet(outline, 0.02, 2, closed=True))
    gold.append(tube(np.column_stack([0.985 * edge[:, 0], np.full(len(edge), 0.235), 0.995 * edge[:, 1]]), 0.014, 8,
                     closed_path=True))  # fmt: skip
    rim = np.array(fillet(panel, 0.04, 3, closed=True))
    studs = [superellipsoid((0.018, 0.014, 0.018), (1.03 * x, 0.232, 1.0 + 1.03 * (z - 1.0)), 2, 3)
             for x, z in rim[::2]]  # fmt: skip
    gold += [rounded_box((0.80, 0.02, 0.03), (0, -0.32, 0.50), 0.006), *studs]
    gems = [superellipsoid((0.055, 0.03, 0.075), (0, 0.22, 1.53), 2, 5)]
    gems += [superellipsoid((0.03, 0.03, 0.03), (x, 0.228, z), 2, 4) for x, z in ((-0.21, 1.385), (0.21, 1.385))]
    parts = [part("frame", "Frame", step, *legs, seat, back, *posts, *arms), part("gilding", "Gilding", *gold),
             part("upholstery", "Upholstery", pad, cushion((0.66, 0.56, 0.10), (0, -0.03, 0.595), 0.035, 0.02)),
             part("jewels", "Jewels", *gems)]  # fmt: skip
    return Sketch(parts=parts, looks=[frame, cloth, gilt, jewel], grip=False,
                  solids=(solid("frame", kind="hull"),),
                  places=(shapes.affordance("seat", "sit_at", (0, -0.04, 0.645), (0.62, 0.52, 0.0)),))  # fmt: skip


def _potion(values: Values) -> Sketch:
    """A round flask with a long neck and a cork; what is in it glows a little and bubbles; a tag on a string."""
    color = str(values["color"]) or "#3fae4c"
    glass, cork = look("Glass", "glass"), look("Cork", "cardboard")
    brew, cord = Look(glowing("Brew", color, 0.9), "glass"), look("Cord", "linen", "#8a6a3c")
    tag = look("Tag", "paper", "#cdb98a")
    shares = [(0.020, 0.0), (0.030, 0.003), (0.048, 0.022), (0.054, 0.052), (0.047, 0.082), (0.028, 0.103),
              (0.0165, 0.118), (0.0155, 0.150), (0.0165, 0.158), (0.021, 0.161), (0.021, 0.168)]  # fmt: skip
    line = smooth_line(shares, 4)
    body = vessel(line, 0.0022, 0.004, 36)
    z = np.linspace(0.007, 0.074, 12)
    fill = np.interp(z, line[:, 1], line[:, 0]) - 0.0030
    drink = lathe(np.vstack([[0, z[0]], np.column_stack([fill, z]), [0, z[-1]]]), 32)
    bubbles = [superellipsoid((d, d, d), (x, y, 0.0745), 2.0, 3) for x, y, d in
               ((0.02, -0.012, 0.010), (-0.014, -0.02, 0.007), (0.004, 0.018, 0.008), (-0.026, 0.006, 0.006))]
    ring = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)
    loop = tube(np.column_stack([0.0178 * np.cos(ring), 0.0178 * np.sin(ring), np.full(24, 0.126)]), 0.0014, 6,
                closed_path=True)  # fmt: skip
    hang = tube(smooth_line([(0.0, -0.018, 0.126), (0.006, -0.026, 0.112), (0.010, -0.042, 0.098)], 4), 0.0010, 6)
    label = rounded_box((0.030, 0.0012, 0.020), (0, 0, 0), 0.0004)
    label.vertices[:] = label.vertices @ np.array([[1, 0, 0], [0, 0.85, -0.5], [0, 0.5, 0.85]]) + [0.012, -0.0505, 0.09]
    stopper = lathe(fillet([(0, 0.148), (0.0128, 0.148), (0.0165, 0.186), (0, 0.188)], 0.002, 2), 20)
    parts = [part("flask", "Glass", body), part("brew", "Brew", drink, *bubbles), part("cork", "Cork", stopper),
             part("cord", "Cord", loop, hang), part("tag", "Tag", label)]  # fmt: skip
    return Sketch(parts=parts, looks=[glass, brew, cork, cord, tag], grip=True,
                  solids=(solid("flask", kind="cylinder"),))  # fmt: skip


def _anvil(values: Values) -> Sketch:
    """A waisted block of iron on four spread feet, a flat face, a step and a horn to one side."""
    iron, face = main_look("Iron", values), look("Face", "steel")
    rings = []
    for z, wide, deep in ((0.0, 0.30, 0.22), (0.035, 0.30, 0.22), (0.055, 0.25, 0.19), (0.11, 0.15, 0.11),
                          (0.16, 0.15, 0.11), (0.20, 0.27, 0.13), (0.215, 0.30, 0.13), (0.29, 0.30, 0.13)):  # fmt: skip
        w, d = 0.5 * wide, 0.5 * deep
        outline = fillet([(-w, -d), (w, -d), (w, d), (-w, d)], 0.014, 3, closed=True)
        rings.append(np.column_stack([outline, np.full(len(outline), z)]))
    body = loft(np.array(rings))
    turn = np.linspace(0.0, 2.0 * np.pi, 20, endpoint=False)
    horn = []
    for t in np.linspace(0.0, 1.0, 9):
        r = 0.062 * np.sqrt(max(1.0 - t, 0.004)) ** 1.15
        horn.append(np.column_stack([np.full(20, 0.135 + 0.24 * t), r * np.cos(turn), 0.222 + 0.055 * t**1.4
                                     + r * np.sin(turn)]))  # fmt: skip
    step = rounded_box((0.06, 0.12, 0.06), (0.165, 0, 0.245), 0.006)
    heel = rounded_box((0.12, 0.125, 0.05), (-0.17, 0, 0.262), 0.006)
    top = rounded_box((0.375, 0.132, 0.016), (-0.0425, 0, 0.292), 0.004)
    hole = rounded_box((0.022, 0.022, 0.003), (-0.19, 0.02, 0.3), 0.001)
    dark = look("Hardy Hole", "iron", "#0b0b0c")
    parts = [part("body", "Iron", body, step, heel), part("horn", "Iron", loft(np.array(horn))),
             part("face", "Face", top), part("hole", "Hardy Hole", hole)]  # fmt: skip
    return Sketch(parts=parts, looks=[iron, face, dark], grip=False,
                  places=(shapes.surface_top("face", (-0.04, 0, 0.30), 0.34, 0.12),),
                  solids=(solid("body", kind="hull"), solid("horn", kind="hull")))  # fmt: skip


def _treasure_map(values: Values) -> Sketch:
    """Old parchment whose ends still curl: an island, a dashed way, a red cross, a compass star, waves."""
    skin = look("Parchment", "paper", str(values["color"]) or "#c9a468")
    brown, land = look("Ink", "paper", "#4a2c14"), look("Island", "paper", "#a8793c")
    red = look("Cross", "paper", "#a81818")
    wide, deep = 0.44, 0.32
    rng = np.random.default_rng(6)

    def lie(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        end = np.clip((np.abs(x) - 0.15) / 0.07, 0.0, 1.0)
        return np.asarray(0.003 + 0.026 * end**2.0 + 0.0015 * np.sin(17 * x + 3) * np.cos(21 * y))

    columns, rows = np.linspace(-wide / 2, wide / 2, 37), np.linspace(-1.0, 1.0, 13)
    torn = 0.5 * deep + rng.uniform(-0.006, 0.004, (2, 37))
    y = np.where(rows[:, None] < 0, rows[:, None] * torn[0], rows[:, None] * torn[1])
    x = np.broadcast_to(columns, y.shape) * (1.0 + 0.012 * rng.uniform(-1, 1, 13)[:, None])
    sheet = thick_sheet(np.stack([x, y, lie(x, y)], -1), 0.0009)

    def blot(center: tuple[float, float], size: tuple[float, float], lift: float) -> Surface:
        wobble, phase = 0.10, 1.1
        band = []
        for v in np.linspace(-1.0, 1.0, 15):
            half = 0.5 * size[0] * np.sqrt(max(1 - v * v, 0.03))
            left = -half * (1 + wobble * np.sin(5 * v + phase))
            right = half * (1 + wobble * np.sin(7 * v + 2 * phase))
            px = center[0] + np.linspace(left, right, 9)
            py = np.full(9, center[1] + 0.5 * size[1] * v)
            band.append(np.stack([px, py, lie(px, py) + lift], -1))
        return thick_sheet(np.array(band), 0.0003)

    def stroke(a: tuple[float, float], b: tuple[float, float], width: float) -> Surface:
        start, end = np.array(a), np.array(b)
        across = np.array([start[1] - end[1], end[0] - start[0]])
        across *= 0.5 * width / np.linalg.norm(across)
        line = start + (end - start) * np.linspace(0, 1, 5)[:, None]
        p = np.stack([line - across, line + across])
        return thick_sheet(np.dstack([p, lie(p[..., 0], p[..., 1]) + 0.0012]), 0.0003)

    way = smooth_line([(-0.085, -0.06), (-0.05, -0.01), (-0.06, 0.035), (0.0, 0.05), (0.03, 0.01), (0.06, 0.02)], 6)
    dashes = [stroke(tuple(way[k]), tuple(way[k + 1]), 0.0035) for k in range(0, len(way) - 1, 2)]
    cx, cy = 0.068, 0.022
    cross = [stroke((cx - 0.014, cy - 0.014 * s), (cx + 0.014, cy + 0.014 * s), 0.006) for s in (-1, 1)]
    star = [stroke((-0.145 + r * np.cos(a), 0.09 + r * np.sin(a)), (-0.145 - r * np.cos(a), 0.09 - r * np.sin(a)), w)
            for a, r, w in ((0.0, 0.026, 0.004), (np.pi / 2, 0.034, 0.005), (0.785, 0.015, 0.003),
                            (2.356, 0.015, 0.003))]  # fmt: skip
    waves = []
    for px, py in ((0.125, -0.10), (0.10, -0.115), (-0.15, -0.09), (0.135, 0.09), (-0.13, -0.11), (0.11, 0.11)):
        waves += [stroke((px - 0.012, py - 0.003), (px, py + 0.003), 0.0022),
                  stroke((px, py + 0.003), (px + 0.012, py - 0.003), 0.0022)]  # fmt: skip
    hills = [stroke(a, b, 0.0028) for x0 in (-0.02, 0.0, -0.04) for a, b in
             (((x0 - 0.014, -0.055), (x0, -0.03)), ((x0, -0.03), (x0 + 0.014, -0.055)))]  # fmt: skip
    frame = [stroke((-0.19, s * 0.138), (0.19, s * 0.138), 0.002) for s in (-1, 1)]
    parts = [part("parchment", "Parchment", sheet),
             part("shore", "Ink", blot((-0.005, 0.0), (0.232, 0.172), 0.0006)),
             part("island", "Island", blot((-0.005, 0.0), (0.224, 0.164), 0.0009)),
             part("drawing", "Ink", *dashes, *star, *waves, *hills, *frame),
             part("cross", "Cross", *cross)]  # fmt: skip
    return Sketch(parts=parts, looks=[skin, brown, land, red], grip=False,
                  places=(shapes.grip((0, -0.4 * deep, 0.004), 0.003, 0.1),))  # fmt: skip


CATEGORIES = (
    thing("throne", "legged", (0.98, 0.92, 1.70), _throne, material="mahogany", color="#7a0f1c", span=2.0, mass_kg=55.0,
          synonyms=("royal throne", "royal chair"), colors=("#7a0f1c", "#2c1a5c", "#0f4a2c")),
    thing("potion", "lathe", (0.108, 0.12, 0.188), _potion, material="glass", color="", span=4.0, mass_kg=0.4,
          synonyms=("magic potion", "elixir", "vial", "alchemist's flask"),
          colors=("#3fae4c", "#8a3fc4", "#2f8fd0", "#d0432f")),
    thing("anvil", "tool", (0.605, 0.22, 0.30), _anvil, material="iron", color="", span=2.5, mass_kg=60.0),
    thing("treasure map", "paper", (0.44, 0.32, 0.03), _treasure_map, material="paper", color="", span=3.0,
          mass_kg=0.04, synonyms=("pirate map", "old map", "parchment")),
)  # fmt: skip
