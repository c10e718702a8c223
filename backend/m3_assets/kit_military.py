"""What armies roll: the tank, with a turret that turns and a gun that rises, and the catapult of older ones."""

from __future__ import annotations

import numpy as np

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Values
from .geometry import cylinder, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .geometry_loft import extrude
from .kit_earthmover import crawler
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line


def _tank(values: Values) -> Sketch:
    """Two crawlers under skirted guards, a hull with a sloped nose, a cast turret with hatches, a long gun."""
    paint, dark = main_look("Armour", values), look("Dark", "iron", "#1c1d1e")
    belt_of, metal = look("Belt", "iron", "#2c2b29"), look("Metal", "iron", "#4c4d4b")
    lamp = look("Lamp", "ceramic", "#efe9d6")
    belts, frames = [], []
    for s in (-1, 1):
        belt, frame = crawler(s * 1.32, 0.56, 5.7, 0.44, 62)
        belts.append(belt)
        frames += frame
    profile = fillet([(-3.05, 0.82), (-2.65, 0.42), (2.60, 0.42), (2.90, 0.80), (2.78, 1.28), (-1.70, 1.28)],
                     0.04, 2, closed=True)  # fmt: skip
    hull = extrude(profile, 2.06, plane="yz", edge=0.03, caps="fan")
    guards = [rounded_box((0.66, 5.75, 0.05), (s * 1.33, 0.05, 1.08), 0.02) for s in (-1, 1)]
    guards += [rotated(rounded_box((0.66, 0.55, 0.045), (s * 1.33, -3.02, 1.00), 0.02), 0.35, (1, 0, 0),
                       (0, -2.80, 1.06)) for s in (-1, 1)]  # fmt: skip
    skirts = [rounded_box((0.04, 1.30, 0.42), (s * 1.655, -2.05 + 1.37 * k, 0.86), 0.015) for s in (-1, 1)
              for k in range(4)]  # fmt: skip
    boxes = [rounded_box((0.50, 0.95, 0.22), (s * 1.36, y, 1.20), 0.03) for s, y in ((-1, 1.6), (1, 1.2), (-1, 0.3))]
    grille = [rounded_box((1.5, 0.05, 0.05), (0, 1.65 + 0.15 * k, 1.30), 0.015) for k in range(7)]
    pipes = [cylinder(0.10, 0.42, (s * 0.70, 2.90, 1.05), axis=1, segments=18, edge=0.02) for s in (-1, 1)]
    tow = [tube(smooth_line(np.array([(s * 0.7, -2.95, 0.72), (s * 0.7, -3.10, 0.70), (s * 0.7, -3.02, 0.60)]), 3),
                0.035, 8) for s in (-1, 1)]  # fmt: skip
    lamps = [cylinder(0.09, 0.10, (s * 0.86, -2.36, 1.18), axis=1, segments=18, edge=0.02) for s in (-1, 1)]
    glasses = [superellipsoid((0.15, 0.05, 0.15), (s * 0.86, -2.42, 1.18), 2.0, 3) for s in (-1, 1)]
    plate = rounded_box((1.2, 0.10, 0.16), (0, -2.02, 1.22), 0.03)
    bed = lathe(fillet([(0.0, 1.25), (1.0, 1.25), (1.0, 1.36), (0.0, 1.36)], [0, 0.02, 0.02, 0], 2), 40)
    outline = [(0.0, -1.25), (0.62, -1.18), (1.06, -0.45), (1.12, 0.45), (0.86, 1.30), (0.0, 1.42), (-0.86, 1.30),
               (-1.12, 0.45), (-1.06, -0.45), (-0.62, -1.18)]  # fmt: skip
    loop = fillet(outline, 0.20, 3, closed=True)
    rows = [np.column_stack([loop * k, np.full(len(loop), z)])
            for k, z in ((0.93, 1.36), (1.0, 1.46), (0.99, 1.62), (0.90, 1.86), (0.84, 1.96), (0.76, 2.00))]
    turret = outward(loft(np.array(rows)))
    mantlet = superellipsoid((0.80, 0.50, 0.46), (0, -1.18, 1.66), 3.0, 6)
    gun = [translated(rotated(lathe(fillet([(0.0, 0.0), (0.13, 0.0), (0.115, 1.2), (0.10, 1.25), (0.075, 3.0),
                                            (0.10, 3.02), (0.10, 3.26), (0.055, 3.26), (0.055, 3.0), (0.0, 3.0)],
                                           [0, 0.01, 0.02, 0.02, 0.01, 0.01, 0.02, 0.005, 0, 0], 2), 24), 0.5 * np.pi,
                              (1, 0, 0)), (0, -1.30, 1.66)),
           cylinder(0.135, 0.50, (0, -2.75, 1.66), axis=1, segments=24, edge=0.02)]  # fmt: skip
    hatches = [lathe(fillet([(0.0, 1.98), (0.30, 1.98), (0.30, 2.06), (0.0, 2.10)], [0, 0.01, 0.03, 0], 2), 28),
               lathe(fillet([(0.0, 1.95), (0.36, 1.95), (0.36, 2.14), (0.30, 2.22), (0.0, 2.24)],
                            [0, 0.01, 0.03, 0.02, 0], 2), 28)]  # fmt: skip
    hatches = [translated(hatches[0], (-0.42, 0.20, 0)), translated(hatches[1], (0.40, 0.32, 0))]
    blocks = [rounded_box((0.09, 0.05, 0.06), (0.40 + 0.33 * np.sin(a), 0.32 + 0.33 * np.cos(a), 2.17), 0.012)
              for a in np.linspace(0, 2 * np.pi, 7)[:-1]]  # fmt: skip
    rack = [tube(smooth_line(np.array([(-0.80, 1.20, z), (-0.78, 1.75, z), (0.78, 1.75, z), (0.80, 1.20, z)]), 5),
                 0.022, 8) for z in (1.50, 1.72)]  # fmt: skip
    rack += [tube([(x, 1.745, 1.50), (x, 1.745, 1.72)], 0.016, 6) for x in (-0.6, -0.2, 0.2, 0.6)]
    antenna = tube([(-0.62, 0.85, 1.96), (-0.64, 0.95, 3.05)], [0.014, 0.006], 8)
    small_gun = [cylinder(0.030, 0.85, (0.40, -0.35, 2.40), axis=1, segments=12, edge=0.006),
                 rounded_box((0.12, 0.42, 0.14), (0.40, 0.20, 2.39), 0.02),
                 tube([(0.40, 0.15, 2.20), (0.40, 0.15, 2.36)],
                                                                                 0.03, 8)]
    parts = [
        part("hull", "Armour", hull, plate), part("guards", "Armour", *guards, *skirts),
        part("boxes", "Armour", *boxes),
        part("belts", "Belt", *belts), part("rollers", "Metal", *frames), part("grille", "Dark", *grille),
        part("exhausts", "Dark", *pipes), part("hooks", "Dark", *tow), part("lamps", "Dark", *lamps),
        part("lamp_glass", "Lamp", *glasses), part("turret_ring", "Dark", bed),
        part("turret", "Armour", turret, moves_with="turret"), part("hatches", "Armour", *hatches, moves_with="turret"),
        part("vision_blocks", "Dark", *blocks, moves_with="turret"), part("rack", "Metal", *rack, moves_with="turret"),
        part("antenna", "Dark", antenna, moves_with="turret"),
        part("machine_gun", "Dark", *small_gun, moves_with="turret"),
        part("mantlet", "Armour", mantlet, moves_with="gun"), part("gun", "Armour", *gun, moves_with="gun"),
    ]  # fmt: skip
    joints = {"turret": shapes.joint("hinge", (0, 0, 1.36), (0, 0, 1), (-np.pi, np.pi)),
              "gun": shapes.joint("hinge", (0, -1.10, 1.66), (-1, 0, 0), (-0.12, 0.35), "turret")}  # fmt: skip
    return Sketch(parts=parts, looks=[paint, dark, belt_of, metal, lamp], joints=joints, grip=False,
                  solids=(solid("belts"), solid("hull"), solid("turret", kind="hull")),
                  places=(shapes.surface_top("deck", (0, -1.2, 1.29), 1.8, 0.8),
                          shapes.affordance("driver", "sit_at", (0.40, 0.30, 2.15), (0.5, 0.5, 0))))  # fmt: skip


def _catapult(values: Values) -> Sketch:
    """A timber frame on four wheels, two uprights braced under a padded crossbeam, a throwing arm with a bowl and a
    stone, a twisted skein at its foot, a windlass."""
    wood, iron = main_look("Timber", values), look("Iron", "iron")
    rope, stone = look("Rope", "linen", "#b79a63"), look("Stone", "stone")
    hide = look("Hide", "leather")
    rails = [rounded_box((0.16, 3.0, 0.20), (s * 0.56, 0, 0.52), 0.02) for s in (-1, 1)]
    rails += [rounded_box((1.30, 0.16, 0.16), (0, y, 0.52), 0.02) for y in (-1.35, -0.15, 1.35)]
    posts = [rounded_box((0.15, 0.18, 1.35), (s * 0.56, -0.55, 1.25), 0.02) for s in (-1, 1)]
    beam = rounded_box((1.42, 0.20, 0.20), (0, -0.55, 1.90), 0.03)
    pad = cylinder(0.17, 0.62, (0, -0.47, 1.90), axis=0, segments=20, edge=0.05)
    braces = [shaped_bar([(s * 0.56, -1.30, 0.60), (s * 0.56, -0.62, 1.65)], [0.11, 0.11], [0.12, 0.12], roundness=6.0,
                         steps=3) for s in (-1, 1)]  # fmt: skip
    braces += [shaped_bar([(s * 0.56, 0.55, 0.60), (s * 0.56, -0.48, 1.65)], [0.11, 0.11], [0.12, 0.12], roundness=6.0,
                          steps=3) for s in (-1, 1)]  # fmt: skip
    skein = [cylinder(0.11, 1.24, (0, -0.32, 0.62), axis=0, segments=18, edge=0.03),
             *(cylinder(0.125, 0.05, (x, -0.32, 0.62), axis=0, segments=16, edge=0.02)
               for x in np.linspace(-0.42, 0.42, 10))]  # fmt: skip
    foot = np.array([0.0, -0.32, 0.62])
    tip = np.array([0.0, 1.42, 1.12])
    arm = shaped_bar([foot - 0.05 * (tip - foot), foot + 0.5 * (tip - foot), tip], [0.15, 0.14, 0.11],
                     [0.17, 0.15, 0.11], roundness=4.5)  # fmt: skip
    bowl = lathe(fillet([(0.0, 0.0), (0.14, 0.01), (0.24, 0.11), (0.245, 0.13), (0.21, 0.12), (0.12, 0.05),
                         (0.0, 0.04)], [0, 0.03, 0.05, 0.006, 0.02, 0.04, 0], 3), 28)  # fmt: skip
    bowl = translated(rotated(bowl, 0.28, (1, 0, 0)), tip + np.array([0, 0.10, 0.02]))
    ball = superellipsoid((0.27, 0.27, 0.25), tuple(tip + np.array([0, 0.08, 0.18])), 2.0, 5)
    bands = [rounded_box((0.16, 0.05, 0.18), tuple(foot + k * (tip - foot)), 0.02) for k in (0.25, 0.5, 0.8)]
    bands = [rotated(one, 0.28, (1, 0, 0), tuple(one.vertices.mean(axis=0))) for one in bands]
    windlass = cylinder(0.085, 1.30, (0, 1.05, 0.70), axis=0, segments=18, edge=0.02)
    bars = [tube([(s * 0.72, 1.05 - 0.30 * np.cos(a), 0.70 - 0.30 * np.sin(a)),
                  (s * 0.72, 1.05 + 0.30 * np.cos(a), 0.70 + 0.30 * np.sin(a))], 0.024, 8)
            for s in (-1, 1) for a in (0.5, 0.5 + 0.5 * np.pi)]  # fmt: skip
    cheeks = [rounded_box((0.10, 0.24, 0.34), (s * 0.56, 1.05, 0.70), 0.03) for s in (-1, 1)]
    coil = [cylinder(0.10, 0.03, (x, 1.05, 0.70), axis=0, segments=16, edge=0.012) for x in np.linspace(-0.14, 0.14, 8)]
    line = tube([(0, 1.05, 0.79), (0, 1.18, 1.05)], 0.016, 8)
    parts = [part("frame", "Timber", *rails, *cheeks), part("uprights", "Timber", *posts, *braces, beam),
             part("pad", "Hide", pad), part("skein", "Rope", *skein), part("windlass", "Timber", windlass, *bars),
             part("rope", "Rope", *coil, line), part("arm", "Timber", arm, moves_with="arm"),
             part("bands", "Iron", *bands, moves_with="arm"), part("bowl", "Timber", bowl, moves_with="arm"),
             part("stone", "Stone", ball, moves_with="arm")]  # fmt: skip
    joints = {"arm": shapes.joint("hinge", foot, (1, 0, 0), (0.0, 1.25))}
    for axle, y in (("front", -1.05), ("back", 1.05)):
        for side, s in (("L", 1), ("R", -1)):
            name, at = f"wheel_{axle}.{side}", (s * 0.76, y, 0.36)
            planks = [cylinder(0.34, 0.11, at, axis=0, segments=28, edge=0.015),
                      cylinder(0.11, 0.20, at, axis=0, segments=18, edge=0.02)]  # fmt: skip
            cross = [rotated(rounded_box((0.13, 0.10, 0.60), at, 0.015), a, (1, 0, 0), at) for a in (0.0, 0.5 * np.pi)]
            rim = translated(ring(0.345, 0.022, 32, 8), at)
            parts += [part(f"wheel_{axle}.{side}", "Timber", *planks, *cross, moves_with=name),
                      part(f"tyre_{axle}.{side}", "Iron", rim, moves_with=name)]
            joints[name] = shapes.joint("wheel", at, (1, 0, 0), (-1e4, 1e4))
    axles = [cylinder(0.06, 1.60, (0, y, 0.36), axis=0, segments=14, edge=0.01) for y in (-1.05, 1.05)]
    parts.append(part("axles", "Timber", *axles))
    return Sketch(parts=parts, looks=[wood, iron, rope, stone, hide], joints=joints, grip=False,
                  solids=(solid("frame"), solid("uprights"),
                          *(solid(f"tyre_{a}.{s}", kind="cylinder", axis=0) for a in ("front", "back") for s in "LR")))


CATEGORIES = (
    thing("army tank", "vehicle", (3.35, 7.67, 3.0504), _tank, material="painted metal", color="#4d5537", span=2.5,
          mass_kg=40000, colors=("#4d5537", "#8a7a4e", "#54584d"), synonyms=("battle tank", "panzer", "war tank")),
    thing("catapult", "vehicle", (1.72, 3.2199, 2.077), _catapult, material="weathered wood", span=2.5, mass_kg=700,
          synonyms=("trebuchet", "mangonel", "onager", "siege engine")),
)  # fmt: skip
