"""What is served: sushi, taco, burrito, french fries, steak, roast chicken, spaghetti."""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, loft, rotated, rounded_box, superellipsoid, tapered, translated, tube
from .geometry_grid import cube_sphere, outward, thick_sheet
from .geometry_loft import extrude
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _plate(radius: float) -> Surface:
    """A shallow dish with a rim."""
    r = radius
    profile = [(0.0, 0.0), (0.55 * r, 0.0), (0.62 * r, 0.004), (r, 0.020), (r, 0.0235), (0.62 * r, 0.0085),
               (0.0, 0.0065)]  # fmt: skip
    return lathe(fillet(profile, [0, 0.003, 0.01, 0.0015, 0.0015, 0.01, 0], 3), 40)


def _sushi(values: Values) -> Sketch:
    """A wooden stand with slices of fish on rice, rolls in seaweed, wasabi, ginger and chopsticks across."""
    wood, rice = main_look("Board", values), fine(look("Rice", "cotton", "#f6f2e6"), 0.08)
    salmon, tuna = look("Salmon", "plastic", "#f0763a"), look("Tuna", "plastic", "#b3202c")
    seaweed, green = look("Seaweed", "leather", "#12241a"), look("Wasabi", "clay", "#8fb34a")
    pink, lacquer = look("Ginger", "plastic", "#f3b9a0"), look("Chopsticks", "lacquer", "#5a1712")
    board = [rounded_box((0.27, 0.155, 0.016), (0, 0, 0.030), 0.004),
             *(rounded_box((0.022, 0.14, 0.024), (x, 0, 0.012), 0.003) for x in (-0.09, 0.09))]  # fmt: skip
    balls = []
    slices: dict[str, list[Surface]] = {"Salmon": [], "Tuna": []}
    for k in range(4):
        x = -0.10 + 0.047 * k
        turn = 0.10 * np.sin(3.0 * k)
        balls.append(rotated(superellipsoid((0.026, 0.056, 0.024), (x, 0.032, 0.049), 2.6, 4), turn, (0, 0, 1),
                             (x, 0.032, 0.05)))
        leaf = shaped_bar([(x, -0.006, 0.0505), (x, 0.012, 0.062), (x, 0.034, 0.0655), (x, 0.058, 0.060),
                           (x, 0.070, 0.049)], [0.022, 0.031, 0.033, 0.031, 0.022], [0.006, 0.009, 0.009, 0.008, 0.005],
                          roundness=3.0)  # fmt: skip
        slices["Salmon" if k % 2 == 0 else "Tuna"].append(rotated(leaf, turn, (0, 0, 1), (x, 0.032, 0.05)))
    rolls, fill = [], []
    hearts: dict[str, list[Surface]] = {"Salmon": [], "Tuna": []}
    for k in range(4):
        x, y = -0.105 + 0.043 * k, -0.042
        ring = [(0.0165, 0.0), (0.0185, 0.0), (0.0185, 0.031), (0.0165, 0.031)]
        rolls.append(translated(lathe(fillet(ring, 0.0008, 1, closed=True), 26, True), (x, y, 0.038)))
        fill.append(cylinder(0.0166, 0.029, (x, y, 0.0535), segments=22, edge=0.002))
        hearts["Salmon" if k % 2 else "Tuna"].append(cylinder(0.0065, 0.004, (x, y, 0.0685), segments=12, edge=0.0012))
    cone = lathe([(0.0, 0.038), (0.014, 0.038), (0.011, 0.046), (0.003, 0.057), (0.0, 0.058)], 14)
    petals = [rotated(superellipsoid((0.026, 0.013, 0.008), (0.010, 0, 0.043 + 0.003 * k), 2.0, 3), 1.3 * k, (0, 0, 1))
              for k in range(5)]  # fmt: skip
    sticks = [tube([(0.122, -0.115 + 0.012 * k, 0.0425), (0.098 + 0.010 * k, 0.105, 0.0430)], [0.0028, 0.0040], 8)
              for k in range(2)]  # fmt: skip
    parts = [part("board", "Board", *board), part("rice", "Rice", *balls, *fill), part("seaweed", "Seaweed", *rolls),
             part("salmon", "Salmon", *slices["Salmon"], *hearts["Salmon"]),
             part("tuna", "Tuna", *slices["Tuna"], *hearts["Tuna"]),
             part("wasabi", "Wasabi", translated(cone, (0.078, -0.052, 0))),
             part("ginger", "Ginger", *(translated(one, (0.085, 0.030, 0)) for one in petals)),
             part("chopsticks", "Chopsticks", *sticks)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, rice, salmon, tuna, seaweed, green, pink, lacquer], grip=True, push=False,
                  solids=(solid("board", "rice"),))  # fmt: skip


def _taco(values: Values) -> Sketch:
    """A folded shell of maize that stands on its bend, full of meat, lettuce, tomato and cheese."""
    shell_of, meat = fine(main_look("Shell", values), 0.05), look("Meat", "clay", "#6b3a1f")
    green, red, yellow = look("Lettuce", "plastic", "#6fae3a"), look("Tomato", "plastic", "#cf2b1f"), look(
        "Cheese", "plastic", "#f2b632")  # fmt: skip
    v = np.linspace(-1.0, 1.0, 15)
    u = np.linspace(-1.0, 1.0, 19)
    rows = []
    for a in u:
        half = 0.078 * float(np.sqrt(max(1.0 - a**2, 0.03)))
        open_m = 0.019 * (1.0 - 0.25 * a**2)
        rows.append([(0.078 * a, open_m * np.sin(0.5 * np.pi * np.clip(w * 1.7, -1, 1)) * (1 + 0.15 * abs(w)),
                      0.003 + half * np.abs(w) ** 1.7 + 0.006 * a**2) for w in v])  # fmt: skip
    shell = thick_sheet(np.array(rows), 0.0028)
    rng = np.random.default_rng(4)

    def heap(count: int, size: tuple[float, float, float], low: float, high: float, wide: float) -> list[Surface]:
        found = []
        for _ in range(count):
            x = 0.062 * (2 * rng.random() - 1)
            rim = 0.078 * float(np.sqrt(1 - (x / 0.078) ** 2))
            piece = rounded_box(size, (0, 0, 0), 0.25 * min(size))
            piece = rotated(piece, 6.3 * rng.random(), (0, 0, 1))
            piece = rotated(piece, 0.9 * (rng.random() - 0.5), (1, 0, 0))
            found.append(translated(piece, (x, wide * (2 * rng.random() - 1),
                                            rim * (low + (high - low) * rng.random()))))
        return found

    core = superellipsoid((0.120, 0.026, 0.044), (0, 0, 0.036), 2.4, 5)
    leaves = []
    for k in range(7):
        x = -0.057 + 0.019 * k
        t = np.linspace(-1, 1, 5)
        rows2 = [[(x + 0.015 * a, 0.004 * np.sin(3 * a + 9 * b) + (0.010 if k % 2 else -0.010),
                   0.052 + 0.014 * b + 0.006 *
                   np.sin(7 * a) - 3.5 * x * x) for a in t] for b in t]  # fmt: skip
        leaves.append(thick_sheet(np.array(rows2), 0.0012))
    parts = [part("shell", "Shell", shell), part("meat", "Meat", core, *heap(16, (0.012, 0.010, 0.009), 0.62, 0.86,
                                                                             0.012)),
             part("lettuce", "Lettuce", *leaves), part("tomato", "Tomato", *heap(9, (0.010, 0.010, 0.008), 0.82, 0.98,
                                                                                 0.010)),
             part("cheese", "Cheese", *heap(16, (0.024, 0.0034, 0.0034), 0.85, 1.02, 0.011))]  # fmt: skip
    return Sketch(parts=parts, looks=[shell_of, meat, green, red, yellow], grip=True, push=False,
                  solids=(solid("shell"),))  # fmt: skip


def _burrito(values: Values) -> Sketch:
    """A rolled tortilla with toasted spots, cut to show its filling, the other half in crumpled foil."""
    dough, foil = fine(main_look("Tortilla", values), 0.04), look("Foil", "silver")
    spot, meat = look("Toast", "clay", "#a5692c"), look("Filling", "clay", "#7a4322")
    green, white = look("Lettuce", "plastic", "#6fae3a"), look("Rice", "cotton", "#efe6cf")
    roll = shaped_bar([(-0.085, 0, 0.031), (-0.06, 0, 0.031), (0.0, 0, 0.031), (0.07, 0, 0.031)],
                      [0.054, 0.060, 0.062, 0.056], [0.054, 0.060, 0.062, 0.056], roundness=2.1,
                      segments=24)  # fmt: skip
    seam = tube(smooth_line(np.array([(-0.084, 0.012, 0.0575), (-0.04, 0.010, 0.0615), (0.0, 0.013, 0.0605)]), 4),
                0.0022, 6)
    spots = [superellipsoid((0.014 + 0.004 * np.sin(k), 0.011, 0.004),
                            (-0.072 + 0.013 * k, 0.010 * np.sin(2.4 * k), 0.0595), 2.0, 3) for k in range(6)]
    end = [translated(cube_sphere(0.0075, 2), (-0.086, 0.016 * np.cos(2.4 * k) * np.sqrt(k / 16),
                                               0.031 + 0.016 * np.sin(2.4 * k) * np.sqrt(k / 16))) for k in range(17)]
    wrap = shaped_bar([(0.008, 0, 0.0335), (0.014, 0, 0.0335), (0.06, 0, 0.0335), (0.086, 0, 0.0335),
                       (0.092, 0, 0.0335)],
                      [0.066, 0.066, 0.065, 0.060, 0.035], [0.066, 0.066, 0.065, 0.060, 0.035], roundness=2.0,
                      segments=28, steps=6)  # fmt: skip
    p = wrap.vertices
    p[:, 1:] = (p[:, 1:] - [0, 0.0335]) * (1 + 0.018 * np.sin(9 * np.arctan2(p[:, 2] - 0.0335, p[:, 1]) + 160 * p[:, 0]
                                                              ))[:, None] + [0, 0.0335]  # fmt: skip
    p[:, 2] = np.maximum(p[:, 2], 0.0)
    parts = [part("tortilla", "Tortilla", roll, seam), part("toast", "Toast", *spots),
             part("filling", "Filling", *end[::3]), part("rice", "Rice", *end[1::3]),
             part("lettuce", "Lettuce", *end[2::3]),
             part("foil", "Foil", wrap)]  # fmt: skip
    return Sketch(parts=parts, looks=[dough, foil, spot, meat, green, white], grip=True, push=False)


def _fries(values: Values) -> Sketch:
    """Golden sticks out of a paper pocket with a curved front."""
    paper, gold = main_look("Pocket", values), fine(look("Fries", "clay", "#e8b23c"), 0.04)
    mark = look("Mark", "paper", str(values["second_color"]) or "#f2c21c")
    rows = []
    for t in np.linspace(0, 1, 7):
        a = np.linspace(0, 2 * np.pi, 29)[:-1]
        wide, deep = 0.036 + 0.020 * t, 0.016 + 0.012 * t
        top = 0.082 + 0.020 * np.sin(a) + 0.006 * np.cos(2 * a)
        rows.append(np.column_stack([wide * np.cos(a), deep * np.sin(a), t * top]))
    outer = np.array(rows)
    inner = outer[::-1] * [0.94, 0.90, 1.0] + [0, 0, 0.003]
    rings = np.concatenate([outer, inner])
    pocket = outward(loft(rings))
    rng = np.random.default_rng(9)
    sticks = []
    for _ in range(34):
        x, y = 0.046 * (2 * rng.random() - 1), 0.019 * (2 * rng.random() - 1)
        long = 0.085 + 0.035 * rng.random()
        stick = rounded_box((0.0085, 0.0085, long), (0, 0, 0.5 * long), 0.0014)
        stick = rotated(stick, 1.5 * rng.random(), (0, 0, 1))
        stick = rotated(rotated(stick, 6.0 * x, (0, 1, 0)), -6.0 * y + 0.1 * (rng.random() - 0.5), (1, 0, 0))
        sticks.append(translated(stick, (0.62 * x, 0.7 * y, 0.022 + 0.012 * rng.random())))
    disc = superellipsoid((0.030, 0.010, 0.030), (0, -0.0215, 0.040), 2.0, 4)
    disc = rotated(disc, -0.12, (1, 0, 0), (0, -0.0215, 0.04))
    return Sketch(parts=[part("pocket", "Pocket", pocket), part("fries", "Fries", *sticks), part("mark", "Mark", disc)],
                  looks=[paper, gold, mark], push=False, grip=False,
                  places=[shapes.grip((0, 0, 0.045), 0.055, 0.06)], solids=(solid("pocket"),))  # fmt: skip


def _steak(values: Values) -> Sketch:
    """A thick cut with a T-bone, a rim of fat, grill marks across it, herbs and butter, on a plate."""
    meat, fat = main_look("Meat", values), look("Fat", "plastic", "#e8cf9c")
    bone, char = look("Bone", "ceramic", "#efe6d0"), look("Marks", "clay", "#1f110b")
    dish, butter, herb = look("Plate", "ceramic", "#f1efe9"), look("Butter", "plastic", "#f2d878"), look(
        "Herbs", "plastic", "#3f7a2a")  # fmt: skip
    outline = smooth_line(np.array([(-0.085, 0.0), (-0.075, -0.042), (-0.03, -0.058), (0.03, -0.050), (0.075, -0.035),
                                    (0.092, 0.005), (0.070, 0.045), (0.020, 0.058), (-0.035, 0.050), (-0.075, 0.035)]),
                          3)
    slab = extrude(outline, 0.026, plane="xy", center=0.0225, edge=0.009, caps="fan")
    rim = extrude(outline * 1.045, 0.018, plane="xy", center=0.0215, edge=0.007, caps="fan")
    joint = [shaped_bar([(-0.083, 0.006, 0.0345), (-0.02, 0.004, 0.0355), (0.045, 0.0, 0.0350)], [0.014, 0.010, 0.009],
                        [0.008, 0.006, 0.005]),
             shaped_bar([(-0.074, -0.030, 0.0335), (-0.072, 0.005, 0.0350), (-0.066, 0.034, 0.0335)],
                        [0.010, 0.013, 0.009],
                        [0.006, 0.007, 0.005])]  # fmt: skip
    marks = [rotated(rounded_box((0.10 - 0.24 * abs(y), 0.0052, 0.0024), (0.006, y, 0.0354), 0.001), 0.55, (0, 0, 1),
                     (0.0, 0.0, 0.0)) for y in (-0.036, -0.018, 0.0, 0.018, 0.036)]  # fmt: skip
    pat = rotated(rounded_box((0.024, 0.022, 0.009), (0.03, 0.01, 0.0395), 0.003, 4), 0.4, (0, 0, 1),
                  (0.03, 0.01, 0.04))
    leaves = []
    stem = smooth_line(np.array([(-0.02, 0.02, 0.037), (0.0, 0.03, 0.040), (0.03, 0.034, 0.040)]), 4)
    leaves.append(tube(stem, 0.0012, 6))
    for k in range(8):
        at = stem[min(k, len(stem) - 1)]
        leaves.append(rotated(superellipsoid((0.013, 0.0026, 0.0018),
                                             tuple(at + np.array([0, 0.005 * (-1) ** k, 0.001])), 2.0,
                                             2),
                              0.9 * (-1) ** k, (0, 0, 1), tuple(at)))
    return Sketch(parts=[part("plate", "Plate", _plate(0.135)), part("meat", "Meat", slab), part("fat", "Fat", rim),
                         part("bone", "Bone", *joint), part("marks", "Marks", *marks), part("butter", "Butter", pat),
                         part("herbs", "Herbs", *leaves)], looks=[meat, fat, bone, char, dish, butter, herb],
                  grip=True, push=False, solids=(solid("plate", kind="cylinder"), solid("meat")))  # fmt: skip


def _roast_chicken(values: Values) -> Sketch:
    """A plump bird with its breast up, wings and drumsticks tucked to it, on a platter with potatoes and greens."""
    skin, dish = fine(main_look("Skin", values), 0.06), look("Platter", "silver", fill=0.4)
    bone, potato = look("Bone", "ceramic", "#efe6d0"), look("Potatoes", "clay", "#d9b25f")
    green, red = look("Greens", "plastic", "#4f8a2f"), look("Tomatoes", "plastic", "#c8281c")
    platter = lathe(fillet([(0.0, 0.0), (0.13, 0.0), (0.215, 0.022), (0.218, 0.026), (0.13, 0.007), (0.0, 0.006)],
                           [0, 0.01, 0.002, 0.002, 0.02, 0], 3), 48)  # fmt: skip
    platter.vertices[:, 1] *= 0.78
    breast = shaped_bar([(-0.115, 0, 0.058), (-0.095, 0, 0.066), (-0.04, 0, 0.080), (0.03, 0, 0.084), (0.085, 0, 0.074),
                         (0.115, 0, 0.060)], [0.03, 0.085, 0.135, 0.150, 0.125, 0.05],
                        [0.03, 0.075, 0.118, 0.128, 0.108, 0.05], roundness=2.0, segments=24)  # fmt: skip
    lobes = [superellipsoid((0.145, 0.076, 0.070), (-0.010, s * 0.028, 0.120), 2.0, 6) for s in (-1, 1)]
    legs, tips = [], []
    for s in (-1, 1):
        legs.append(shaped_bar([(0.035, s * 0.070, 0.060), (0.075, s * 0.086, 0.078), (0.125, s * 0.066, 0.102),
                                (0.155, s * 0.046, 0.116)], [0.045, 0.066, 0.046, 0.022], [0.05, 0.072, 0.050, 0.022],
                               roundness=2.0))  # fmt: skip
        tips.append(tube([(0.148, s * 0.050, 0.113), (0.186, s * 0.026, 0.130)], [0.0075, 0.0085], 10))
        tips += [superellipsoid((0.017, 0.017, 0.017), (0.188, s * 0.026 + d * 0.006, 0.131), 2.0, 3) for d in (-1, 1)]
        legs.append(shaped_bar([(-0.085, s * 0.055, 0.085), (-0.045, s * 0.088, 0.070), (-0.005, s * 0.090, 0.052),
                                (-0.050, s * 0.100, 0.042)], [0.03, 0.040, 0.032, 0.018], [0.03, 0.036, 0.030, 0.016],
                               roundness=2.0))  # fmt: skip
    sides = [superellipsoid((0.050, 0.042, 0.038), (0.165 * np.cos(a), 0.118 * np.sin(a), 0.031), 2.1, 4)
             for a in (0.5, 1.3, 2.2, 3.5, 4.3, 5.2)]  # fmt: skip
    leaves = []
    for k in range(16):
        a = 2 * np.pi * k / 16 + 0.15
        curl = superellipsoid((0.058, 0.030, 0.006), (0.168 * np.cos(a), 0.126 * np.sin(a), 0.0215), 2.0, 3)
        leaves.append(rotated(curl, a + 0.4, (0, 0, 1), (0.168 * np.cos(a), 0.126 * np.sin(a), 0.02)))
    balls = [superellipsoid((0.030, 0.030, 0.028), (0.172 * np.cos(a), 0.122 * np.sin(a), 0.034), 2.0, 4)
             for a in (0.05, 0.95, 1.75, 2.75, 3.9, 4.75, 5.75)]  # fmt: skip
    return Sketch(parts=[part("platter", "Platter", platter), part("body", "Skin", breast, *lobes),
                         part("legs", "Skin", *legs), part("bones", "Bone", *tips), part("potatoes", "Potatoes",
                                                                                         *sides),
                         part("greens", "Greens", *leaves), part("tomatoes", "Tomatoes", *balls)],
                  looks=[skin, dish, bone, potato, green, red], grip=True, push=False,
                  solids=(solid("platter"), solid("body")))  # fmt: skip


def _spaghetti(values: Values) -> Sketch:
    """A nest of noodles on a deep plate with sauce, meatballs, basil and a fork in it."""
    noodle, dish = fine(main_look("Noodles", values), 0.02), look("Plate", "ceramic", "#f1efe9")
    sauce, meat = look("Sauce", "ceramic", "#b3261a"), look("Meatballs", "clay", "#5f2f1a")
    green, steel = look("Basil", "plastic", "#3f8a2f"), look("Fork", "steel")
    strands = []
    for k in range(9):
        t = np.linspace(0, 2 * np.pi * 2.2, 46)
        radius = (0.030 + 0.0065 * k) * (1 + 0.10 * np.sin(2.3 * t + k))
        z = 0.046 - 0.0034 * k + 0.006 * np.sin(3.1 * t + 1.7 * k)
        strands.append(tube(np.column_stack([radius * np.cos(t + 0.7 * k), radius * np.sin(t + 0.7 * k), z]), 0.0030,
                            6))
    for k in range(7):
        a = 2 * np.pi * k / 7
        line = [(0.055 * np.cos(a), 0.055 * np.sin(a), 0.032), (0.02 * np.cos(a + 1), 0.02 * np.sin(a + 1), 0.055),
                (0.050 * np.cos(a + 2.2), 0.050 * np.sin(a + 2.2), 0.036)]  # fmt: skip
        strands.append(tube(smooth_line(np.array(line), 5), 0.0030, 6))
    core = superellipsoid((0.150, 0.150, 0.050), (0, 0, 0.032), 2.2, 5)
    pool = superellipsoid((0.086, 0.078, 0.026), (0.002, 0, 0.053), 2.0, 6)
    pool.vertices[:] *= 1.0 + 0.06 * np.sin(70 * pool.vertices[:, :1]) * np.cos(60 * pool.vertices[:, 1:2])
    balls = [superellipsoid((0.033, 0.033, 0.031), (0.027 * np.cos(a), 0.027 * np.sin(a), 0.071), 2.0, 5)
             for a in (0.4, 2.5, 4.6)]  # fmt: skip
    leaves = [rotated(superellipsoid((0.026, 0.014, 0.004), (0.012, 0, 0.088), 2.0, 3), a, (0, 0, 1)) for a in (0.3,
                                                                                                                2.2,
                                                                                                                4.1)]
    fork = [tube([(0.040, -0.02, 0.045), (0.100, -0.055, 0.120)], [0.0030, 0.0044], 8),
            tapered(rounded_box((0.018, 0.004, 0.05), (0.042, -0.024, 0.062), 0.0015), 2, 1.0, 0.5)]  # fmt: skip
    return Sketch(parts=[part("plate", "Plate", _plate(0.13)), part("noodles", "Noodles", core, *strands),
                         part("sauce", "Sauce", pool), part("meatballs", "Meatballs", *balls),
                         part("basil", "Basil", *leaves), part("fork", "Fork", *fork)],
                  looks=[noodle, dish, sauce, meat, green, steel], grip=True, push=False,
                  solids=(solid("plate", kind="cylinder"), solid("noodles", kind="cylinder")))  # fmt: skip


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("sushi", "food", (0.27, 0.2206, 0.0705), _sushi, material="pine", span=3, mass_kg=0.5,
          synonyms=("sushi roll", "sushi platter", "sashimi", "maki", "nigiri")),
    thing("taco", "food", (0.1568, 0.0465, 0.0794), _taco, material="clay", color="#e3b04b", span=3, mass_kg=0.15,
          synonyms=("tacos",)),
    thing("burrito", "food", (0.1855, 0.067, 0.0667), _burrito, material="clay", color="#e6cf9f", span=3, mass_kg=0.3,
          synonyms=("kebab", "wrap", "doner")),
    thing("fries", "food", (0.1245, 0.056, 0.1458), _fries, material="paper", color="#c8232b", span=3, mass_kg=0.15,
          extra=_SECOND, synonyms=("french fries", "chips", "french fry")),
    thing("steak", "food", (0.27, 0.27, 0.044), _steak, material="clay", color="#5a2a16", span=3, mass_kg=0.7,
          equal_sides=True, synonyms=("beefsteak", "t-bone steak")),
    thing("roast chicken", "food", (0.4335, 0.3381, 0.155), _roast_chicken, material="clay", color="#b5651d", span=3,
          mass_kg=2.2, synonyms=("roast turkey", "roasted chicken", "thanksgiving turkey", "roast duck")),
    thing("spaghetti", "food", (0.26, 0.26, 0.1224), _spaghetti, material="clay", color="#eac567", span=3, mass_kg=0.8,
          equal_sides=True, synonyms=("pasta", "noodles", "plate of pasta")),
)  # fmt: skip
