"""What bakers and confectioners make: croissant, pretzel, pie, waffle, lollipop, chocolate bar, candy cane, popcorn."""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, tapered, translated, tube
from .geometry_grid import cube_sphere, thick_sheet
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line

GOLDEN_BROWN = "#b96a22"


def _croissant(values: Values) -> Sketch:
    """A crescent of overlapping turns, thick in the middle, its tips bent in."""
    crust = fine(main_look("Crust", values), 0.05)
    turns = 7
    parts: list[Surface] = []
    for k in range(turns):
        middle = (k - 0.5 * (turns - 1)) / (0.5 * (turns - 1))
        fat = 0.030 - 0.017 * abs(middle) ** 1.6
        a0, a1 = ((k - 0.5 * turns - 0.30) / turns * 3.5, (k - 0.5 * turns + 1.30) / turns * 3.5)
        angle = np.linspace(a0, a1, 5)
        line = np.column_stack([0.062 * np.sin(angle), 0.048 * (1 - np.cos(angle)) - 0.02, 0 * angle + 0.92 * fat])
        toward = 1.0 if middle > 0 else -1.0
        swell = np.array([0.72, 0.96, 1.0, 0.94, 0.66]) if toward > 0 else np.array([0.66, 0.94, 1.0, 0.96, 0.72])
        if abs(middle) > 0.99:
            swell = np.array([0.9, 1.0, 0.8, 0.5, 0.2])[:: int(toward)]
        parts.append(shaped_bar(line, 2 * fat * swell, 1.84 * fat * swell, roundness=2.1, segments=18, steps=3))
    return Sketch(parts=[part("crust", "Crust", *parts)], looks=[crust], grip=True, push=False,
                  solids=(solid("crust", kind="hull"),))  # fmt: skip


def _pretzel(values: Values) -> Sketch:
    """One strand crossed twice, fat at the belly and thin at the ends, with coarse salt."""
    crust, salt = fine(main_look("Crust", values), 0.03), look("Salt", "ceramic", "#f7f4ec")
    line = np.array([(-0.030, 0.048, 0.011), (-0.014, 0.028, 0.013), (0.004, 0.006, 0.017), (0.020, -0.020, 0.019),
                     (0.050, -0.044, 0.0125), (0.074, -0.020, 0.0115), (0.062, 0.024, 0.012), (0.0, 0.054, 0.014),
                     (-0.062, 0.024, 0.012), (-0.074, -0.020, 0.0115), (-0.050, -0.044, 0.0125),
                     (-0.020, -0.020, 0.0235), (-0.004, 0.006, 0.030), (0.014, 0.028, 0.031), (0.030, 0.048, 0.028)])
    flipped = line * np.array([1.0, -1.0, 1.0])
    path = smooth_line(flipped, 5)
    fat = np.interp(np.linspace(0, 1, len(path)), [0, 0.12, 0.3, 0.5, 0.7, 0.88, 1], [0.006, 0.0085, 0.0105, 0.0145,
                                                                                     0.0105, 0.0085, 0.006])
    grains = []
    for k in range(34):
        i = int((k + 0.5) / 34 * len(path))
        lean = 0.7 * np.sin(5.1 * k)
        up = np.array([0.35 * np.cos(2.7 * k), 0.35 * np.sin(1.9 * k), 1.0])
        up /= np.linalg.norm(up)
        grain = rotated(rounded_box((0.0034, 0.0026, 0.0026), (0, 0, 0), 0.0006), lean, (0, 0, 1))
        grains.append(translated(grain, path[i] + up * fat[i]))
    return Sketch(parts=[part("crust", "Crust", tube(path, fat, 14)), part("salt", "Salt", *grains)],
                  looks=[crust, salt], grip=True, push=False, solids=(solid("crust"),))  # fmt: skip


def _pie(values: Values) -> Sketch:
    """A tin with a crimped rim of pastry, a filling, a lattice of strips; cut, a slice is missing."""
    crust, tin = fine(main_look("Crust", values), 0.04), look("Tin", "aluminium", fill=0.1)
    filling = look("Filling", "ceramic", str(values["second_color"]) or "#8a1420")
    dish = lathe(fillet([(0.0, 0.0), (0.092, 0.0), (0.122, 0.036), (0.128, 0.036), (0.128, 0.039), (0.120, 0.039),
                         (0.090, 0.003), (0.0, 0.003)], [0, 0.004, 0.001, 0.001, 0.001, 0.001, 0.004, 0], 2), 40)
    inside = lathe(fillet([(0.0, 0.004), (0.089, 0.004), (0.113, 0.034), (0.090, 0.041), (0.0, 0.044)],
                          [0, 0.003, 0.004, 0.012, 0], 3), 40)  # fmt: skip
    turn = 2 * np.pi * np.arange(56) / 56
    wave = 0.0022 * np.cos(28 * turn)
    rim = tube(np.column_stack([(0.118 + wave) * np.cos(turn), (0.118 + wave) * np.sin(turn), 0.0430 + 0.4 * wave]),
               0.0098, 10, closed_path=True)  # fmt: skip
    strips = []
    for way in (0, 1):
        for k in range(5):
            across = 0.040 * (k - 2)
            half = float(np.sqrt(max(0.114**2 - across**2, 0.0)))
            t = np.linspace(-half, half, 17)
            lift = 0.0026 * np.cos(np.pi * (t / 0.040 + k + way))
            line = np.column_stack([t, 0 * t + across, 0.0465 - 0.035 * (t / 0.118) ** 4 * 0.2 + lift])
            strip = shaped_bar(line, np.full(17, 0.020), np.full(17, 0.0044), roundness=3.5, segments=10, steps=1)
            strips.append(rotated(strip, 0.5 * np.pi * way, (0, 0, 1)))
    return Sketch(parts=[part("tin", "Tin", dish), part("filling", "Filling", inside), part("rim", "Crust", rim),
                         part("lattice", "Crust", *strips)], looks=[crust, tin, filling], grip=True, push=False,
                  solids=(solid("tin", "rim", kind="cylinder"),))  # fmt: skip


def _waffle(values: Values) -> Sketch:
    """A square of ribs and pockets with butter and syrup on it."""
    crust = fine(main_look("Crust", values), 0.03)
    butter, syrup = look("Butter", "plastic", "#f2d878"), look("Syrup", "ceramic", "#6e2f0c")
    base = rounded_box((0.128, 0.128, 0.014), (0, 0, 0.009), 0.005, 4)
    ribs = [rounded_box((0.126, 0.0065, 0.018), (0, 0.0296 * k / 1.0, 0.011), 0.0026) for k in (-2, -1, 0, 1, 2)]
    ribs += [rotated(one, 0.5 * np.pi, (0, 0, 1)) for one in ribs]
    pool = superellipsoid((0.062, 0.054, 0.006), (0.004, -0.004, 0.0198), 2.0, 6)
    run = [shaped_bar([(x0, y0, 0.019), (x1, y1, 0.0185), (x2, y2, z)], [0.014, 0.011, 0.010], [0.006, 0.005, 0.004])
           for x0, y0, x1, y1, x2, y2, z in ((0.02, -0.02, 0.04, -0.045, 0.045, -0.0655, 0.010),
                                             (-0.015, 0.01, -0.045, 0.02, -0.0655, 0.024, 0.008))]  # fmt: skip
    pat = rotated(rounded_box((0.030, 0.028, 0.011), (0, 0, 0.0265), 0.004, 4), 0.4, (0, 0, 1))
    return Sketch(parts=[part("base", "Crust", base), part("ribs", "Crust", *ribs), part("syrup", "Syrup", pool, *run),
                         part("butter", "Butter", pat)], looks=[crust, butter, syrup], grip=True, push=False,
                  solids=(solid("base"),))  # fmt: skip


def _lollipop(values: Values) -> Sketch:
    """A disc of candy wound of two colours on a paper stick, upright."""
    candy = look("Candy", "lacquer", str(values["color"]) or "#d8262c")
    swirl = look("Swirl", "lacquer", str(values["second_color"]) or "#f7f3ec")
    paper = look("Stick", "paper", "#f4f1ea")
    t = np.linspace(0.0, 1.0, 110)
    turns, middle = 3.4, 0.150
    spirals: list[Surface] = []
    for start in (0.0, np.pi):
        a = start + 2 * np.pi * turns * t**0.62
        radius = 0.0025 + 0.0335 * t**0.62
        line = np.column_stack([radius * np.cos(a), 0 * a, middle + radius * np.sin(a)])
        spirals.append(tube(line, np.interp(t, [0, 0.05, 1], [0.0026, 0.0050, 0.0056]), 10))
    stick = cylinder(0.0028, 0.125, (0, 0, 0.0625), segments=12, edge=0.001)
    return Sketch(parts=[part("candy", "Candy", spirals[0]), part("swirl", "Swirl", spirals[1]),
                         part("stick", "Stick", stick)], looks=[candy, swirl, paper], push=False, grip=False,
                  places=[shapes.grip((0, 0, 0.045), 0.008, 0.05)],
                  solids=(solid("candy", "swirl"), solid("stick")))  # fmt: skip


def _chocolate(values: Values) -> Sketch:
    """Two rows of bevelled pieces out of torn foil and a paper sleeve."""
    dark = look("Chocolate", "plastic", str(values["color"]) or "#3b1c0e")
    sleeve, foil = look("Sleeve", "paper", str(values["second_color"]) or "#7a1f2b"), look("Foil", "silver")
    label = look("Label", "paper", "#e9d9a8")
    base = rounded_box((0.150, 0.066, 0.006), (0, 0, 0.0045), 0.0015)
    pieces = []
    for i in range(6):
        for j in range(3):
            x, y = -0.0625 + 0.025 * i, -0.022 + 0.022 * j
            lump = rounded_box((0.0236, 0.0206, 0.0062), (0, 0, 0.0086), 0.0008)
            pieces.append(translated(tapered(lump, 2, 1.0, 0.74), (x, y, 0)))
    wrap = rounded_box((0.088, 0.072, 0.0150), (0.036, 0, 0.0082), 0.003, 4)
    silver = rounded_box((0.012, 0.0705, 0.0142), (-0.012, 0, 0.0080), 0.002)
    tears = [rotated(rounded_box((0.010, 0.012, 0.0008), (-0.019, y, 0.0148), 0.0003), 0.35 + 0.2 * (k % 2), (0, 1, 0),
                     (-0.015, y, 0.0148)) for k, y in enumerate((-0.026, -0.010, 0.008, 0.025))]  # fmt: skip
    band = rounded_box((0.060, 0.040, 0.0006), (0.038, 0, 0.0159), 0.0002)
    return Sketch(parts=[part("base", "Chocolate", base), part("pieces", "Chocolate", *pieces),
                         part("sleeve", "Sleeve", wrap), part("foil", "Foil", silver, *tears),
                         part("label", "Label", band)], looks=[dark, sleeve, foil, label], grip=True, push=False)


def _candy_cane(values: Values) -> Sketch:
    """A striped stick with a crook, upright."""
    white = look("White", "lacquer", str(values["second_color"]) or "#f7f4ee")
    stripe = look("Stripe", "lacquer", str(values["color"]) or "#c41f2a")
    bend = np.linspace(np.pi, -0.1, 14)
    line = np.vstack([np.column_stack([np.full(14, -0.022), np.zeros(14), np.linspace(0.004, 0.125, 14)]),
                      np.column_stack([0.022 * np.cos(bend[1:]), 0 * bend[1:], 0.127 + 0.022 * np.sin(bend[1:])])])
    path = smooth_line(line, 3)
    body = tube(path, 0.0068, 14)
    tangent = np.gradient(path, axis=0)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    side = np.array([0.0, 1.0, 0.0])
    other = np.cross(tangent, side)
    winds = []
    for start in (0.0, np.pi):
        a = start + length * 120.0
        winds.append(tube(path + 0.0052 * (np.cos(a)[:, None] * side + np.sin(a)[:, None] * other), 0.0030, 8))
    return Sketch(parts=[part("cane", "White", body), part("stripes", "Stripe", *winds)], looks=[white, stripe],
                  push=False, grip=False, places=[shapes.grip((-0.022, 0, 0.05), 0.014, 0.06)],
                  solids=(solid("cane"),))  # fmt: skip


def _popcorn(values: Values) -> Sketch:
    """A striped bucket that widens upwards, heaped with popped kernels."""
    red = look("Stripes", "paper", str(values["color"]) or "#c8232b")
    white, corn = look("Bucket", "paper", "#f6f2e8"), fine(look("Popcorn", "cotton", "#f3e3b0"), 0.1)
    tub = lathe(fillet([(0.0, 0.0), (0.062, 0.0), (0.088, 0.170), (0.091, 0.173), (0.088, 0.176), (0.083, 0.172),
                        (0.058, 0.004), (0.0, 0.004)], [0, 0.002, 0.002, 0.002, 0.002, 0.002, 0.002, 0], 2), 48)
    bands = []
    for k in range(12):
        a = 2 * np.pi * (k + np.linspace(0.06, 0.46, 4)) / 12
        rows = []
        for z in (0.002, 0.085, 0.168):
            r = 0.0625 + 0.0258 * z / 0.170
            rows.append(np.column_stack([r * np.cos(a), r * np.sin(a), 0 * a + z]))
        bands.append(thick_sheet(np.array(rows), 0.0012))
    heap = lathe(fillet([(0.0, 0.120), (0.079, 0.150), (0.081, 0.172), (0.045, 0.196), (0.0, 0.204)],
                        [0, 0.004, 0.01, 0.02, 0], 3), 28)  # fmt: skip
    puffs = []
    for k in range(70):
        t = (k + 0.5) / 70
        radius, turn = 0.084 * np.sqrt(t), 2.39996 * k
        z = 0.203 - 0.026 * t - 0.010 * t**3
        size = 0.0082 + 0.0016 * np.sin(3.7 * k)
        at = np.array([radius * np.cos(turn), radius * np.sin(turn), z])
        puffs.append(translated(cube_sphere((size, 0.85 * size, 0.9 * size), 2), at))
        off = 0.7 * size * np.array([np.cos(5.0 * k), np.sin(5.0 * k), 0.7])
        puffs.append(translated(cube_sphere(0.55 * size, 2), at + off))
    return Sketch(parts=[part("bucket", "Bucket", tub), part("stripes", "Stripes", *bands),
                         part("heap", "Popcorn", heap), part("kernels", "Popcorn", *puffs)],
                  looks=[white, red, corn], push=False, grip=False,
                  places=[shapes.grip((0, 0, 0.085), 0.15, 0.1)], solids=(solid("bucket", kind="cylinder"),))


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("croissant", "food", (0.1516, 0.0943, 0.0546), _croissant, material="clay", color=GOLDEN_BROWN, span=3,
          mass_kg=0.06, synonyms=("french croissant",)),
    thing("pretzel", "food", (0.1729, 0.1227, 0.0412), _pretzel, material="clay", color="#8a4413", span=3,
          mass_kg=0.08),
    thing("pie", "food", (0.26, 0.26, 0.0532), _pie, material="clay", color="#c98a45", span=3, mass_kg=0.9,
          equal_sides=True, extra=_SECOND, synonyms=("apple pie", "cherry pie", "tart"),
          presets={"apple pie": {"second_color": "#b9822f"}}),
    thing("waffle", "food", (0.1309, 0.1309, 0.03), _waffle, material="clay", color="#c98436", span=3, mass_kg=0.09,
          synonyms=("waffles", "belgian waffle")),
    thing("lollipop", "food", (0.075, 0.0107, 0.1901), _lollipop, color="#d8262c", span=3, mass_kg=0.04, extra=_SECOND,
          colors=("#d8262c", "#e0418c", "#2f8fd8", "#3aa655"), synonyms=("lolly", "sucker")),
    thing("chocolate bar", "food", (0.155, 0.072, 0.019), _chocolate, color="#3b1c0e", span=3, mass_kg=0.1,
          extra=_SECOND, synonyms=("chocolate", "candy bar", "bar of chocolate")),
    thing("candy cane", "food", (0.0598, 0.0164, 0.1531), _candy_cane, color="#c41f2a", span=4, mass_kg=0.02,
          extra=_SECOND),
    thing("popcorn", "food", (0.1815, 0.1803, 0.2121), _popcorn, material="paper", color="#c8232b", span=3,
          mass_kg=0.12,
          equal_sides=True, synonyms=("popcorn bucket", "bucket of popcorn")),
)  # fmt: skip
