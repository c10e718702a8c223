"""Found outdoors: hay bale, sled, fishing rod, cactus, mushroom."""

from __future__ import annotations

import numpy as np

from ..common.fishing import LINE_M, RAISED_RAD
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, fine, look, main_look
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _hay_bale(values: Values) -> Sketch:
    """A pressed block of straw, bulging between two strings, with stalks that stand out of it."""
    straw, cord = look("Straw", "straw", str(values["color"])), look("Strings", "linen", "#b3542a")
    wide, deep, high = 1.0, 0.48, 0.42
    block = rounded_box((wide, deep, high), (0, 0, high / 2), 0.045, 2, (16, 8, 7), grain=0)
    x, y, z = block.vertices.T
    cut = np.exp(-((np.abs(x) - 0.24) / 0.035) ** 2)  # where the strings draw it in
    rough = 0.011 * np.sin(37 * x + 11 * z) * np.cos(29 * y + 17 * z) + 0.006 * np.sin(71 * x + 53 * y)
    grow = 1.0 - 0.035 * cut[:, None] + rough[:, None]
    block.vertices[:, 1:] = (block.vertices[:, 1:] - [0, high / 2]) * grow + [0, high / 2]
    block.vertices[:, 0] *= 1.0 + rough
    rng = np.random.default_rng(4)
    stalks = []
    for _ in range(150):
        side, u, v = rng.integers(4), rng.uniform(-0.48, 0.48), rng.uniform(-1.0, 1.0)
        half_y, half_z = 0.5 * deep - 0.004, 0.5 * high - 0.004
        spot = {0: (u, -half_y, half_z * (1 + 0.85 * v)), 1: (u, half_y, half_z * (1 + 0.85 * v)),
                2: (u, 0.85 * v * half_y, high - 0.006), 3: (np.sign(u) * 0.498, 0.85 * v * half_y,
                                                             high / 2 + rng.uniform(-0.17, 0.17))}[int(side)]
        stalk = rounded_box((rng.uniform(0.06, 0.16), 0.0035, 0.0035), (0, 0, 0), 0.001)
        stalk = rotated(rotated(stalk, rng.normal(0, 0.22), (0, 1, 0)), rng.normal(0, 0.3) + (side == 3) * 1.4,
                        (0, 0, 1))  # fmt: skip
        stalks.append(translated(stalk, spot))
    strings = []
    for s in (-1, 1):
        h, d = 0.5 * high * 0.985, 0.5 * deep * 0.985
        loop = [(0.24 * s, a * d, h + b * h) for a, b in
                ((-1, -0.8), (-1, 0.8), (-0.85, 1), (0.85, 1), (1, 0.8), (1, -0.8), (0.85, -1), (-0.85, -1))]
        strings.append(tube(np.array(loop), 0.006, 6, closed_path=True))
    parts = [part("bale", "Straw", block), part("stalks", "Straw", *stalks), part("strings", "Strings", *strings)]
    return Sketch(parts=parts, looks=[straw, cord], grip=False, solids=(solid("bale"),),
                  places=(shapes.surface_top("top", (0, 0, high), 0.9 * wide, 0.85 * deep),
                          shapes.affordance("seat", "sit_at", (0, 0, high), (0.8, 0.4, 0.0))))  # fmt: skip


def _sled(values: Values) -> Sketch:
    """Two runners that curl up in front, four cross pieces, slats to sit on, a rope to pull by."""
    wood, iron = main_look("Wood", values), look("Runners", "steel")
    cord = look("Rope", "cotton", "#b3302a")
    runners, shoes, struts = [], [], []
    for s in (-1, 1):
        line = smooth_line([(0.19 * s, 0.50, 0.02), (0.19 * s, 0.1, 0.018), (0.19 * s, -0.32, 0.02),
                            (0.19 * s, -0.50, 0.055), (0.19 * s, -0.60, 0.15), (0.19 * s, -0.58, 0.245),
                            (0.19 * s, -0.50, 0.28)], 5)  # fmt: skip
        runners.append(tube(line, 0.016, 8))
        shoes.append(tube(line[:18] - [0, 0, 0.012], 0.008, 6))
        struts += [rounded_box((0.026, 0.035, 0.19), (0.185 * s, y, 0.115), 0.006) for y in (0.36, -0.02, -0.34)]
    cross = [rounded_box((0.44, 0.04, 0.025), (0, y, 0.205), 0.007) for y in (0.36, -0.02, -0.34)]
    slats = [rounded_box((0.072, 0.98, 0.018), (0.0865 * k, 0.0, 0.227), 0.006, grain=1) for k in (-2, -1, 0, 1, 2)]
    bar = cylinder(0.015, 0.40, (0, -0.50, 0.28), axis=0, segments=12)
    rope = tube(smooth_line([(-0.16, -0.515, 0.28), (-0.12, -0.62, 0.16), (0.0, -0.70, 0.07), (0.12, -0.62, 0.16),
                             (0.16, -0.515, 0.28)], 6), 0.006, 6)  # fmt: skip
    parts = [part("runners", "Wood", *runners, *struts, *cross, bar), part("slats", "Wood", *slats),
             part("shoes", "Runners", *shoes), part("rope", "Rope", rope)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, iron, cord], grip=False, solids=(solid("slats"), solid("runners")),
                  places=(shapes.affordance("seat", "sit_at", (0, 0.1, 0.236), (0.4, 0.6, 0.0)),
                          shapes.surface_top("slats", (0, 0.05, 0.236), 0.4, 0.85)))  # fmt: skip


CAST_M = (0.075, 2.32, 2.12)
"""size of a rod whose line is out"""


def _fishing_rod(values: Values) -> Sketch:
    """A tapering blank with a cork grip, a reel under it, rings, and a line with a float and a hook; it lies."""
    blank, cork = main_look("Blank", values), look("Grip", "cardboard", "#b98a52")
    metal, line_look = look("Reel", "steel"), look("Line", "plastic", "#e8eef0")
    red, white = look("Float", "lacquer", "#c4231f"), look("Float Foot", "lacquer", "#efece4")
    # the rod rises towards its tip, from the butt at +Y
    line = np.column_stack([np.zeros(13), np.linspace(1.15, -1.15, 13), 0.055 + 0.16 * np.linspace(0, 1, 13) ** 2.2])
    rod = tube(line, np.linspace(0.0085, 0.0016, 13), 8)
    grip = [tube([(0, 1.16, 0.055), (0, 0.97, 0.056)], 0.0145, 12), tube([(0, 0.80, 0.058), (0, 0.58, 0.064)],
                                                                         np.array([0.0145, 0.0115]), 12)]  # fmt: skip
    spool = [cylinder(0.024, 0.03, (0, 0.885, 0.028), axis=1, segments=20),
             cylinder(0.028, 0.006, (0, 0.868, 0.028), axis=1, segments=20),
             cylinder(0.028, 0.006, (0, 0.902, 0.028), axis=1, segments=20),
             rounded_box((0.012, 0.018, 0.03), (0, 0.885, 0.045), 0.004),
             tube(smooth_line([(0.012, 0.90, 0.026), (0.045, 0.90, 0.026), (0.048, 0.90, 0.045)], 3), 0.004, 8),
             superellipsoid((0.016, 0.016, 0.022), (0.048, 0.90, 0.053), 2, 4)]  # fmt: skip
    turn = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    rings, eyes = [], []
    for y, size in ((0.35, 0.012), (-0.05, 0.010), (-0.42, 0.008), (-0.76, 0.006), (-1.02, 0.005), (-1.15, 0.004)):
        z = float(np.interp(y, line[::-1, 1], line[::-1, 2])) - size - 0.003
        rings.append(tube(np.column_stack([size * np.cos(turn), np.full(12, y), z + size * np.sin(turn)]), 0.0014, 6,
                          closed_path=True))  # fmt: skip
        eyes.append((0.0, y, z))
    # the line hangs plumb from the tip: while it is out, from that of a rod that is held raised
    tip = np.array([0.0, -1.158, 0.15])
    end = np.array([0.0, -1.162, 0.10])
    cast = values["style"] == "cast"
    if cast:
        end = tip + LINE_M * np.array([0.0, np.sin(RAISED_RAD), -np.cos(RAISED_RAD)])
    string = tube(np.array([(0, 0.868, 0.045), *eyes, tip, end]), 0.0022 if cast else 0.0010, 6)
    float_body = lathe(np.array([(0, 0.060), (0.013, 0.076), (0.0135, 0.080), (0.0, 0.080)]), 16)
    float_top = lathe(np.array([(0, 0.080), (0.0135, 0.080), (0.010, 0.092), (0.003, 0.098), (0.0, 0.108)]), 16)
    hook = tube(smooth_line([(0, -1.162, 0.062), (0, -1.162, 0.020), (0, -1.168, 0.010), (0, -1.176, 0.014),
                             (0, -1.177, 0.024)], 4), 0.0012, 6)  # fmt: skip
    off = end - [0.0, 0.0, 0.10]
    bobs = [translated(rotated(one, -RAISED_RAD, (1, 0, 0), (0, 0, 0.1)) if cast else one, off)
            for one in (float_top, float_body)]  # fmt: skip
    hook = translated(hook, off + np.array([0.0, 1.162, 0.0]))
    parts = [part("blank", "Blank", rod), part("grip", "Grip", *grip), part("reel", "Reel", *spool, *rings, hook),
             part("line", "Line", string), part("float", "Float", bobs[0]),
             part("float_foot", "Float Foot", bobs[1])]  # fmt: skip
    return Sketch(parts=parts, looks=[blank, cork, metal, line_look, red, white], grip=False,
                  solids=(solid("blank"), solid("reel")),
                  places=(shapes.affordance("grip", "grip_at", (0, 1.06, 0.056), (0.028, 0.16, 0.0)),))  # fmt: skip


def _limb(path: np.ndarray, radius: float) -> Surface:
    """An arm of a cactus: eleven ribs along it, rounded at its end."""
    line = smooth_line(path, 5)
    share = np.linspace(0.0, 1.0, len(line))
    radii = radius * (1.0 - np.clip((share - 0.86) / 0.14, 0, 1) ** 2.4 * 0.86) * (0.93 + 0.07 * np.sin(3.0 * share))
    arm = tube(line, radii, 44, edge=0.0)
    nearest = np.argmin(np.linalg.norm(arm.vertices[:, None] - line[None], axis=-1), axis=1)
    out = arm.vertices - line[nearest]
    ring = np.arange(len(arm.vertices)) % 44
    rib = 1.0 - 0.13 * (0.5 - 0.5 * np.cos(2.0 * np.pi * 11.0 * ring / 44.0))
    arm.vertices[:] = line[nearest] + out * rib[:, None]
    return arm


def _cactus(values: Values) -> Sketch:
    """A ribbed column with two arms that turn up, spines along it and a flower on top."""
    skin = Look(nature("Skin", "needle", str(values["color"]) or "#4f7a3c"), "plaster")
    thorn, bloom = look("Spines", "linen", "#e2d7b4"), look("Flower", "plastic", "#d9417a")
    trunk = np.array([(0, 0, 0.0), (0, 0, 0.35), (0.005, 0, 0.75), (0, 0, 1.1), (0, 0, 1.45)])
    left = np.array([(0.03, 0, 0.52), (0.17, 0, 0.53), (0.26, 0, 0.60), (0.28, 0, 0.75), (0.28, 0, 1.02)])
    right = np.array([(-0.03, 0, 0.70), (-0.15, 0, 0.72), (-0.22, 0, 0.79), (-0.235, 0, 0.92), (-0.235, 0, 1.08)])
    rng = np.random.default_rng(9)
    spines = []
    for path, radius, count in ((trunk, 0.12, 110), (left, 0.075, 50), (right, 0.068, 40)):
        line = smooth_line(path, 5)
        for _ in range(count):
            k = int(rng.integers(1, len(line) - 2))
            along = line[k + 1] - line[k]
            along /= np.linalg.norm(along)
            way = rng.normal(size=3)
            way -= along * (way @ along)
            way /= np.linalg.norm(way)
            start = line[k] + 0.9 * radius * way
            spines.append(tube([start, start + 0.035 * (way + 0.4 * rng.normal(size=3))], np.array([0.0018, 0.0006]), 4,
                               edge=0.0))  # fmt: skip
    petals = [rotated(superellipsoid((0.075, 0.03, 0.012), (0.034, 0, 0), 2, 4), k * 1.047, (0, 0, 1)) for k in
              range(6)]  # fmt: skip
    parts = [part("stem", "Skin", _limb(trunk, 0.12), _limb(left, 0.075), _limb(right, 0.068)),
             part("spines", "Spines", *spines),
             part("flower", "Flower", *(translated(p, (0, 0, 1.452)) for p in petals),
                  superellipsoid((0.03, 0.03, 0.03), (0, 0, 1.46), 2, 4))]  # fmt: skip
    return Sketch(parts=parts, looks=[skin, thorn, bloom], grip=False, push=False,
                  solids=(solid("stem", kind="hull"),))  # fmt: skip


def _toadstool(height: float, wide: float) -> tuple[Surface, Surface, list[Surface]]:
    """Stalk with its ring, cap, and the flecks on the cap."""
    stalk = lathe(np.vstack([[0, 0], smooth_line([(0.15 * wide, 0.002), (0.17 * wide, 0.1 * height),
                                                  (0.11 * wide, 0.5 * height), (0.10 * wide, 0.82 * height)], 4),
                             [0, 0.82 * height]]), 20)  # fmt: skip
    dome = smooth_line([(0.30 * wide, 0.74 * height), (0.47 * wide, 0.715 * height), (0.50 * wide, 0.745 * height),
                        (0.44 * wide, 0.86 * height), (0.27 * wide, 0.965 * height), (0.09 * wide, 0.998 * height)], 5)
    cap = lathe(np.vstack([[0, 0.78 * height], dome, [0, height]]), 32)
    flecks = []
    for k in range(17):
        share = np.sqrt((k + 0.5) / 17.0)
        a, r = 2.39996 * k, 0.44 * wide * share
        z = float(np.interp(-r, -dome[10:, 0], dome[10:, 1]))
        size = wide * (0.10 - 0.02 * (k % 3))
        fleck = superellipsoid((size, size, 0.035 * wide), (0, 0, 0), 2.0, 3)
        fleck = rotated(fleck, 0.95 * share**1.6, (-np.sin(a), np.cos(a), 0.0))
        flecks.append(translated(fleck, (r * np.cos(a), r * np.sin(a), z)))
    return stalk, cap, flecks


def _mushroom(values: Values) -> Sketch:
    """A tall and a small toadstool with flecked caps in a tuft of grass."""
    cap = fine(look("Cap", "plastic", str(values["color"]), roughness=0.35), 0.02)
    pale, grass = look("Stalk", "plaster", "#e6dcc6"), Look(nature("Grass", "grass blade"), "paper")
    stalks: list[Surface] = []
    caps: list[Surface] = []
    flecks: list[Surface] = []
    for height, wide, lean, spot in ((0.13, 0.105, 0.04, (-0.012, 0.01, 0)), (0.078, 0.062, -0.12, (0.052, -0.025, 0))):
        stalk, top, dots = _toadstool(height, wide)
        for piece, group in ((stalk, stalks), (top, caps), *((d, flecks) for d in dots)):
            group.append(translated(rotated(piece, lean, (0, 1, 0)), spot))
    rng = np.random.default_rng(2)
    blades = []
    for _ in range(16):
        a, r, tall = rng.uniform(0, 6.3), rng.uniform(0.03, 0.062), rng.uniform(0.03, 0.06)
        foot = np.array([0.012 + r * np.cos(a), -0.006 + 0.8 * r * np.sin(a), 0.0])
        tip = foot + np.array([0.3 * np.cos(a), 0.3 * np.sin(a), 1.0]) * tall
        bend = 0.5 * (foot + tip) + np.array([0, 0, 0.12 * tall])
        blades.append(tube([foot, bend, tip], np.array([0.0022, 0.0018, 0.0005]), 4, edge=0.0))
    parts = [part("stalks", "Stalk", *stalks), part("caps", "Cap", *caps), part("flecks", "Stalk", *flecks),
             part("grass", "Grass", *blades)]  # fmt: skip
    return Sketch(parts=parts, looks=[cap, pale, grass], push=False, solids=(solid("caps", "stalks", kind="hull"),))


CATEGORIES = (
    thing("hay bale", "boxy", (1.0, 0.49, 0.43), _hay_bale, material="straw", color="", span=2.5, mass_kg=18.0,
          synonyms=("straw bale", "bale", "bale of hay", "haystack")),
    thing("sled", "vehicle", (0.44, 1.25, 0.30), _sled, material="oak", span=2.5, mass_kg=6.0,
          synonyms=("sledge", "toboggan"), stuffs=("oak", "pine", "walnut")),
    thing("fishing rod", "sweep", (0.075, 2.34, 0.225), _fishing_rod, material="plastic", color="#23303a", span=2.0,
          mass_kg=0.3, synonyms=("fishing pole", "angling rod"),
          extra=(shapes.choice("style", "laid", ("laid", "cast")),),
          sized={"cast": CAST_M}),
    thing("cactus", "plant", (0.70, 0.26, 1.49), _cactus, material="plaster", color="", span=4.0, mass_kg=40.0,
          synonyms=("cacti", "saguaro")),
    thing("mushroom", "plant", (0.15, 0.13, 0.13), _mushroom, material="plastic", color="#b81d1a", span=5.0,
          mass_kg=0.06, synonyms=("toadstool", "fly agaric"), colors=("#b81d1a", "#b5651f", "#a8845a")),
)  # fmt: skip
