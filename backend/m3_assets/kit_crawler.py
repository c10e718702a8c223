"""Small animals that stand still: octopus, crab, spider, frog, snail, bee."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from .contract import Surface, Values
from .creature_geometry import blob, skin
from .geometry import extrude, merge, rotated, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, fine, look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

Point = tuple[float, float, float]


def jointed(points: Sequence[Point], radii: Sequence[float], sides: int = 10) -> Surface:
    """A leg in straight pieces with a knob at every joint."""
    pieces = [tube([a, b], [ra, rb], sides, edge=0.4)
              for a, b, ra, rb in zip(points, points[1:], radii, radii[1:], strict=False)]  # fmt: skip
    knobs = [superellipsoid((2.3 * r, 2.3 * r, 2.3 * r), p, 2.0, 3)
             for p, r in zip(points[1:-1], radii[1:-1], strict=True)]  # fmt: skip
    return merge([*pieces, *knobs])


def soft(points: Sequence[Point], radii: Sequence[float], sides: int = 12, steps: int = 5) -> Surface:
    """A limb along a smooth line, with a radius for each point."""
    line = smooth_line(np.array(points), steps)
    grown = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(radii)), radii)
    return tube(line, grown, sides, edge=0.5)


def eye(place: Point, size: float, looks_to: Point, pupil: float = 0.55) -> tuple[Surface, Surface]:
    """A white ball and its dark pupil, which looks along a direction."""
    way = np.array(looks_to) / np.linalg.norm(looks_to)
    white = superellipsoid((size, size, size), place, 2.0, 5)
    dark = superellipsoid((pupil * size,) * 3, np.array(place) + 0.32 * size * way, 2.0, 4)
    return white, dark


def _dark() -> Look:
    return look("Pupils", "plastic", "#0d0c0c")


def _octopus(values: Values) -> Sketch:
    """A bulging mantle behind big eyes, a siphon, eight arms that curl outwards with suckers below."""
    hide, pale = skin(values), fine(look("Suckers", "plastic", "#f0d8c8"), 0.03)
    white = look("Eyes", "plastic", "#efe6cf")
    mantle = [blob(0, 0.10, 0.27, 0.24, 0.30, 0.30, 8), blob(0, -0.02, 0.17, 0.20, 0.20, 0.18, 7)]
    arms, suckers = [], []
    for k in range(8):
        a = 2.0 * np.pi * (k + 0.5) / 8
        way, side = np.array([np.sin(a), -np.cos(a), 0.0]), np.array([np.cos(a), np.sin(a), 0.0])
        bend = (1.0, -0.7, 0.8, -1.0)[k % 4] * 0.09
        rows = [(0.05, 0.0, 0.13), (0.14, 0.0, 0.10), (0.24, 0.2, 0.035), (0.34, 0.7, 0.024), (0.43, 1.0, 0.02),
                (0.49, 0.6, 0.035), (0.49, -0.1, 0.075), (0.45, -0.35, 0.085)]  # fmt: skip
        line = smooth_line(np.array([out * way + b * bend * side + [0, 0, z] for out, b, z in rows]), 5)
        radii = np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.6, 1.0], [0.055, 0.036, 0.021, 0.007])
        arms.append(tube(line, radii, 12, edge=0.5))
        for j in range(13, len(line) - 6, 6):
            for s in (-0.35, 0.35):
                spot = line[j] + s * radii[j] * side + [0, 0, 0.72 * radii[j]]
                suckers.append(superellipsoid((0.85 * radii[j],) * 2 + (0.5 * radii[j],), spot, 2.0, 2))
    white_eye, _ = eye((0.085, -0.075, 0.245), 0.072, (0.6, -1.0, 0.1), 0.5)
    slit = superellipsoid((0.04, 0.02, 0.014), (0.104, -0.106, 0.246), 2.0, 3)
    lids = [blob(0.082, -0.066, 0.262, 0.088, 0.078, 0.062, 5)]
    siphon = soft([(0.06, -0.02, 0.14), (0.11, -0.07, 0.13), (0.13, -0.12, 0.125)], [0.03, 0.024, 0.02], 10)
    parts = [part("mantle", "Skin", *mantle), part("arms", "Skin", *arms), part("suckers", "Suckers", *suckers),
             part("lids", "Skin", both_sides(*lids)), part("eyes", "Eyes", both_sides(white_eye)),
             part("pupils", "Pupils", both_sides(slit)), part("siphon", "Skin", siphon)]  # fmt: skip
    return Sketch(parts=parts, looks=[hide, pale, white, _dark()], push=False,
                  solids=(solid("arms", kind="cylinder"), solid("mantle")))  # fmt: skip


def _crab(values: Values) -> Sketch:
    """A broad shell with bumps and a toothed front, eyes on stalks, eight jointed legs, two claws, one larger."""
    shell, pale = skin(values), fine(look("Belly", "plastic", "#f1d9b8"), 0.03)
    body = superellipsoid((0.17, 0.12, 0.062), (0, 0, 0.062), 2.5, 8)
    body.vertices[:, 0] *= 1.0 - 1.3 * (body.vertices[:, 1] - 0.0)
    belly = superellipsoid((0.145, 0.10, 0.045), (0, 0.0, 0.045), 2.4, 6)
    bumps = [blob(x, y, 0.062 + z, 0.03, 0.03, 0.012, 3)
             for x, y, z in ((0.03, 0.01, 0.027), (-0.03, 0.01, 0.027), (0, 0.035, 0.024), (0.05, -0.02, 0.022),
                             (-0.05, -0.02, 0.022), (0, -0.02, 0.028))]  # fmt: skip
    teeth = [blob(x, -0.061 + 0.9 * abs(x) ** 1.5, 0.064, 0.012, 0.014, 0.012, 3) for x in np.linspace(-0.06, 0.06, 9)]
    legs = []
    for y, fan, reach in ((-0.02, -0.35, 1.0), (0.005, -0.05, 1.08), (0.028, 0.28, 1.0), (0.045, 0.62, 0.86)):
        ends = [(0.07, 0.0), (0.125, 0.045), (0.178, 0.015), (0.205, -0.058)]
        points = [(0.07 + (x - 0.07) * reach * np.cos(fan), y + (x - 0.07) * reach * np.sin(fan), 0.058 + z * reach)
                  for x, z in ends]  # fmt: skip
        points[-1] = (points[-1][0], points[-1][1], 0.002)
        legs.append(jointed(points, [0.012, 0.0105, 0.008, 0.0025], 10))

    def claw(side: float, size: float) -> tuple[list[Surface], list[Surface]]:
        arm = jointed([(side * 0.07, -0.04, 0.058), (side * 0.125, -0.075, 0.068), (side * 0.105, -0.125, 0.07)],
                      [0.014, 0.015 * size, 0.015 * size], 10)  # fmt: skip
        x, y, z = side * 0.098, -0.155, 0.072
        palm = blob(x, y, z, 0.052 * size, 0.07 * size, 0.042 * size, 5)
        fingers = [soft([(x + s * 0.014 * size, y - 0.025 * size, z), (x + s * 0.026 * size, y - 0.055 * size, z),
                         (x + s * 0.004 * size, y - 0.085 * size, z - 0.004)], [0.012 * size, 0.01 * size, 0.002], 10)
                   for s in (-1, 1)]  # fmt: skip
        tips = [blob(x + s * 0.004 * size, y - 0.083 * size, z - 0.004, 0.008, 0.014, 0.008, 3) for s in (-1, 1)]
        return [arm, palm, *fingers], tips

    big, small = claw(1.0, 1.3), claw(-1.0, 1.0)
    stalks = [soft([(0.022, -0.05, 0.075), (0.026, -0.064, 0.093)], [0.005, 0.0045], 8)]
    balls = [blob(0.0265, -0.066, 0.098, 0.015, 0.015, 0.016, 4)]
    feelers = [soft([(0.008, -0.056, 0.07), (0.014, -0.08, 0.083), (0.02, -0.09, 0.1)], [0.002, 0.0015, 0.0008], 6)]
    parts = [part("shell", "Skin", body, *bumps, *teeth), part("belly", "Belly", belly),
             part("legs", "Skin", both_sides(*legs)), part("claw.L", "Skin", *big[0]), part("claw.R", "Skin",
                                                                                            *small[0]),
             part("tips", "Belly", *big[1], *small[1]), part("stalks", "Skin", both_sides(*stalks, *feelers)),
             part("eyes", "Pupils", both_sides(*balls))]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, pale, _dark()], push=False,
                  solids=(solid("shell", "belly"), solid("legs")))  # fmt: skip


def _spider(values: Values) -> Sketch:
    """A round abdomen with a pattern, a smaller head with eight eyes and fangs, eight arched jointed legs."""
    hide, mark = skin(values), fine(look("Mark", "wool", str(values["second_color"]) or "#b06a24"), 0.1)
    fang = look("Fangs", "plastic", "#2a1210")
    abdomen = superellipsoid((0.075, 0.095, 0.07), (0, 0.062, 0.055), 2.1, 7)
    head = superellipsoid((0.05, 0.056, 0.036), (0, -0.02, 0.048), 2.2, 6)
    marks = [blob(s * 0.014, y, z, 0.018, 0.02, 0.006, 3) for s in (-1, 1)
             for y, z in ((0.045, 0.0875), (0.067, 0.0885), (0.088, 0.081))]  # fmt: skip
    marks.append(blob(0, 0.066, 0.0895, 0.009, 0.075, 0.006, 4))
    legs, bands = [], []
    for y, fan, size in ((-0.032, -0.95, 1.05), (-0.022, -0.36, 0.92), (-0.012, 0.28, 0.92), (0.0, 0.85, 1.1)):
        rows = [(0.018, 0.048), (0.05, 0.082), (0.095, 0.112), (0.135, 0.05), (0.158, 0.001)]
        points = [(x * size * np.cos(fan), y + x * size * np.sin(fan), z) for x, z in rows]
        legs.append(jointed(points, [0.0065, 0.0062, 0.0052, 0.0036, 0.0012], 8))
        for a, b in pairwise(points[1:]):
            spot = 0.55 * np.array(a) + 0.45 * np.array(b)
            way = (np.array(b) - a) / np.linalg.norm(np.array(b) - a)
            bands.append(tube([spot - 0.005 * way, spot + 0.005 * way], 0.0064, 8))
    feelers = [jointed([(0.012, -0.042, 0.046), (0.022, -0.06, 0.056), (0.02, -0.075, 0.04)], [0.004, 0.0036, 0.003],
               8)]
    fangs = [soft([(0.008, -0.044, 0.042), (0.010, -0.054, 0.034), (0.006, -0.056, 0.02)], [0.008, 0.0065, 0.0012], 8)]
    eyes = [superellipsoid((d,) * 3, (x, y, z), 2.0, 3) for x, y, z, d in (
        (0.0065, -0.0475, 0.054, 0.011), (0.0175, -0.042, 0.057, 0.008), (0.016, -0.034, 0.0625, 0.007),
        (0.0075, -0.041, 0.062, 0.007))]  # fmt: skip
    parts = [part("abdomen", "Skin", abdomen), part("head", "Skin", head), part("marks", "Mark", *marks),
             part("legs", "Skin", both_sides(*legs)), part("bands", "Mark", both_sides(*bands)),
             part("feelers", "Skin", both_sides(*feelers)), part("fangs", "Fangs", both_sides(*fangs)),
             part("eyes", "Pupils", both_sides(*eyes))]  # fmt: skip
    return Sketch(parts=parts, looks=[hide, mark, fang, _dark()], push=False,
                  solids=(solid("legs", kind="hull"), solid("abdomen", "head")))  # fmt: skip


def _frog(values: Values) -> Sketch:
    """Sitting: a flat wide head with bulging eyes and a long mouth, folded hind legs, fingers with pads, pale belly."""
    hide, pale = skin(values), fine(look("Belly", "plastic", "#e6e2b0"), 0.03)
    iris, mouth_dark = look("Iris", "gold"), look("Mouth", "plastic", "#3a3a18")
    body = [soft([(0, 0.055, 0.028), (0, 0.02, 0.045), (0, -0.025, 0.062), (0, -0.05, 0.068)],
                 [0.026, 0.04, 0.042, 0.034], 18), superellipsoid((0.078, 0.07, 0.042), (0, -0.058, 0.07), 2.3, 7)]
    belly = [superellipsoid((0.072, 0.088, 0.05), (0, -0.012, 0.038), 2.1, 6),
             superellipsoid((0.062, 0.055, 0.03), (0, -0.055, 0.058), 2.2, 5)]  # fmt: skip
    ridges = [blob(0.023, -0.056, 0.091, 0.029, 0.032, 0.026, 5)]
    white, pupil = eye((0.0275, -0.0625, 0.095), 0.022, (0.7, -0.7, 0.12), 0.6)
    mouth = tube(smooth_line([(-0.037, -0.055, 0.068), (-0.026, -0.083, 0.065), (0, -0.0925, 0.064),
                              (0.026, -0.083, 0.065), (0.037, -0.055, 0.068)], 4), 0.0014, 6)  # fmt: skip
    thigh = soft([(0.03, 0.05, 0.028), (0.06, 0.025, 0.042), (0.068, -0.012, 0.036)], [0.017, 0.021, 0.013], 12)
    shin = soft([(0.068, -0.012, 0.034), (0.064, 0.03, 0.02), (0.052, 0.062, 0.010)], [0.013, 0.012, 0.008], 10)
    foot = soft([(0.052, 0.062, 0.009), (0.064, 0.03, 0.0075), (0.076, 0.0, 0.006)], [0.008, 0.007, 0.006], 10)
    arm = [soft([(0.036, -0.035, 0.055), (0.055, -0.03, 0.034), (0.048, -0.05, 0.008)], [0.012, 0.011, 0.008], 10)]
    toes, pads = [], []
    for turn in (-0.75, -0.3, 0.15, 0.6):
        end = (0.048 + 0.022 * np.sin(turn) + 0.006, -0.05 - 0.022 * np.cos(turn), 0.004)
        toes.append(soft([(0.048, -0.05, 0.007), end], [0.005, 0.0025], 8, 2))
        pads.append(blob(*end, 0.008, 0.008, 0.006, 3))
    for turn in (-0.2, 0.25, 0.7, 1.15):
        end = (0.076 + 0.034 * np.sin(turn), -0.034 * np.cos(turn), 0.004)
        toes.append(soft([(0.076, 0.0, 0.0055), end], [0.005, 0.0025], 8, 2))
        pads.append(blob(*end, 0.009, 0.009, 0.006, 3))
    holes = [blob(0.008, -0.0905, 0.078, 0.004, 0.003, 0.003, 3)]
    spots = [blob(x, y, z, 0.016, 0.018, 0.006, 3) for x, y, z in
             ((0.013, -0.008, 0.0935), (-0.016, 0.004, 0.0865), (0.004, 0.026, 0.0765), (-0.011, 0.034, 0.068))]
    parts = [part("body", "Skin", *body), part("belly", "Belly", *belly), part("brows", "Skin", both_sides(*ridges)),
             part("eyes", "Iris", both_sides(white)), part("pupils", "Pupils", both_sides(pupil, *holes)),
             part("mouth", "Mouth", mouth), part("spots", "Mouth", *spots),
             part("legs", "Skin", both_sides(thigh, shin, foot)), part("arms", "Skin", both_sides(*arm)),
             part("toes", "Skin", both_sides(*toes, *pads))]  # fmt: skip
    return Sketch(parts=parts, looks=[hide, pale, iris, mouth_dark, _dark()], push=False)


def _snail(values: Values) -> Sketch:
    """A spiral shell with its whorls and lip on a long foot, four feelers, two with eyes."""
    shell = skin(values)
    flesh = fine(look("Foot", "leather", "#a8926a"), 0.15)
    turns = np.linspace(0.0, 3.1 * 2.0 * np.pi, 66)
    out = 0.0375 * np.exp(-0.155 * turns)
    line = np.column_stack([0.014 * (1.0 - np.exp(-0.13 * turns)), 0.018 + out * np.cos(turns - 2.2),
                            0.058 + out * np.sin(turns - 2.2)])  # fmt: skip
    whorl = tube(line, 0.0245 * np.exp(-0.150 * turns), 14, edge=0.3)
    other = tube(line * [-1, 1, 1], 0.0235 * np.exp(-0.150 * turns), 14, edge=0.3)
    lip = superellipsoid((0.05, 0.034, 0.046), line[0] + [0, -0.004, -0.002], 2.2, 5)
    sole = soft([(0, 0.085, 0.003), (0, 0.05, 0.008), (0, 0.0, 0.012), (0, -0.045, 0.014), (0, -0.068, 0.02),
                 (0, -0.078, 0.026)], [0.002, 0.010, 0.0165, 0.0155, 0.013, 0.010], 14)  # fmt: skip
    sole.vertices[:, 2] = np.maximum(sole.vertices[:, 2], 0.001 * np.cos(20 * sole.vertices[:, 1]) + 0.001)
    feelers = [soft([(0.006, -0.077, 0.031), (0.010, -0.086, 0.047), (0.014, -0.091, 0.058)], [0.003, 0.002, 0.0016],
               8),
               soft([(0.006, -0.083, 0.024), (0.009, -0.094, 0.022)], [0.002, 0.0015], 8, 2)]  # fmt: skip
    eyes = [blob(0.0142, -0.0912, 0.0592, 0.0055, 0.0055, 0.0055, 3)]
    parts = [part("shell", "Skin", whorl, other), part("lip", "Skin", lip), part("foot", "Foot", sole),
             part("feelers", "Foot", both_sides(*feelers)), part("eyes", "Pupils", both_sides(*eyes))]
    return Sketch(parts=parts, looks=[shell, flesh, _dark()], push=False,
                  solids=(solid("foot"), solid("shell", kind="cylinder", axis=0)))  # fmt: skip


def _bee(values: Values) -> Sketch:
    """A striped furry abdomen with a sting, a thorax with two pairs of wings, big eyes, feelers, six legs."""
    fur, black = skin(values), fine(look("Stripes", "wool", "#17120c"), 0.2)
    wing = look("Wings", "glass", "#dfe9ee")
    line = smooth_line(np.array([(0, 0.004, 0.0165), (0, 0.012, 0.0165), (0, 0.022, 0.0145), (0, 0.0315, 0.011)]), 6)
    radii = np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.7, 1], [0.006, 0.0095, 0.0078, 0.002])
    abdomen = tube(line, radii, 16, edge=0.6)
    stripes = [tube(line[k:k + 3], radii[k:k + 3] * 1.04, 16, edge=0.0) for k in (4, 8, 12, 16)]
    thorax = superellipsoid((0.0165, 0.0155, 0.0155), (0, -0.005, 0.0175), 2.0, 6)
    head = superellipsoid((0.0125, 0.0085, 0.0115), (0, -0.0155, 0.0155), 2.1, 5)
    eyes = [superellipsoid((0.0045, 0.0065, 0.009), (0.0052, -0.0165, 0.0165), 2.0, 4)]
    feelers = [jointed([(0.002, -0.019, 0.019), (0.004, -0.023, 0.0225), (0.006, -0.029, 0.021)],
                       [0.0006, 0.0005, 0.0005], 6)]  # fmt: skip

    def blade(length: float, width: float) -> Surface:
        u = np.linspace(0.0, 1.0, 8)[:, None]
        v = np.linspace(-1.0, 1.0, 5)[None]
        wide = width * np.sin(np.pi * np.clip(u, 0.04, 0.985)) ** 0.6
        grid = np.stack([u * length + 0 * v, v * wide * (0.55 + 0.45 * u), 0.0012 * np.cos(2.0 * v) + 0 * u], axis=-1)
        return thick_sheet(grid, 0.00025)

    wings = [translated(rotated(rotated(blade(0.03, 0.0062), -0.35, (0, 1, 0)), 0.35, (0, 0, 1)), (0.004, -0.004,
             0.0235)),
             translated(rotated(rotated(blade(0.021, 0.005), -0.28, (0, 1, 0)), 0.72, (0, 0, 1)), (0.004, 0.0, 0.0225))]
    legs = [jointed([(0.005, y, 0.0125), (0.0115, y + 0.4 * f, 0.0135), (0.014, y + 0.8 * f, 0.0055),
                     (0.0165, y + f, 0.0004)], [0.0011, 0.0011, 0.0009, 0.0004], 6)
            for y, f in ((-0.009, -0.006), (-0.005, 0.001), (-0.001, 0.008))]  # fmt: skip
    sting = soft([(0, 0.031, 0.0112), (0, 0.036, 0.0095)], [0.0012, 0.0002], 8, 2)
    plates = extrude([(-0.003, -0.0105), (0.003, -0.0105), (0.004, -0.0145), (-0.004, -0.0145)], 0.002, plane="xy",
                     center=0.0125, edge=0.0005)  # fmt: skip
    parts = [part("abdomen", "Skin", abdomen), part("stripes", "Stripes", *stripes), part("thorax", "Skin", thorax),
             part("head", "Stripes", head, plates), part("eyes", "Pupils", both_sides(*eyes)),
             part("feelers", "Stripes", both_sides(*feelers)), part("legs", "Stripes", both_sides(*legs)),
             part("sting", "Stripes", sting), part("wings", "Wings", both_sides(*wings))]  # fmt: skip
    return Sketch(parts=parts, looks=[fur, black, wing, _dark()], push=False,
                  solids=(solid("legs", kind="hull"), solid("abdomen", "thorax")))  # fmt: skip


CATEGORIES = (
    thing("octopus", "animal", (0.94, 0.94, 0.43), _octopus, material="leather", color="#b4502f", patterned=True,
          span=6,
          mass_kg=5, colors=("#b4502f", "#8a3f6a", "#c9743a")),
    thing("crab", "animal", (0.38, 0.336, 0.102), _crab, material="plastic", color="#c2411f", patterned=True, span=8,
          mass_kg=0.8, colors=("#c2411f", "#d9682a", "#7a3a52")),
    thing("spider", "animal", (0.14, 0.145, 0.06), _spider, material="wool", color="#2a211c", patterned=True, span=10,
          mass_kg=0.02, synonyms=("tarantula",), colors=("#2a211c", "#3b2a1c", "#1c1c20")),
    thing("frog", "animal", (0.141, 0.1, 0.067), _frog, material="plastic", color="#4e8a2c", patterned=True, span=6,
          mass_kg=0.1, synonyms=("toad", "tree frog"), colors=("#4e8a2c", "#6a9a34", "#7a6a36")),
    thing("snail", "animal", (0.038, 0.138, 0.071), _snail, material="ceramic", color="#9a6a38", patterned=True,
          span=10,
          mass_kg=0.03, colors=("#9a6a38", "#b98a4c", "#6e4a2a")),
    thing("bee", "animal", (0.031, 0.0325, 0.0173), _bee, material="wool", color="#d99a14", patterned=True, span=12,
          mass_kg=0.001, synonyms=("bumblebee",)),
)  # fmt: skip
