"""Figures that do not live: teddy bear, doll, toy robot, snowman, statue."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import (
    cylinder,
    fillet,
    lathe,
    loft,
    rotated,
    rounded_box,
    superellipsoid,
    sweep,
    translated,
    tube,
)
from .geometry_grid import outward
from .making import Look, fine, look, main_look
from .materials import glowing
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def ball(x: float, y: float, z: float, width: float, depth: float, height: float, divisions: int = 6) -> Surface:
    """An ellipsoid."""
    return superellipsoid((width, depth, height), (x, y, z), 2.0, divisions)


def limb(path: list[tuple[float, float, float]], radii: list[float], sides: int = 14) -> Surface:
    """A soft limb along points, with a radius for each."""
    line = smooth_line(np.array(path), 4)
    grown = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(radii)), radii)
    return tube(line, grown, sides, edge=0.6)


def _teddy_bear(values: Values) -> Sketch:
    """Sitting: round ears, a muzzle with nose and mouth, button eyes, a pale belly, four stuffed limbs with
    soles, a bow."""
    plush, pale = fine(main_look("Plush", values), 0.5), fine(look("Pale Plush", "wool", "#d9bd92"), 0.4)
    dark, ribbon = look("Eyes", "plastic", "#120d0a"), look("Ribbon", "velvet", "#a3182a")
    head_z = 0.305
    ears = [ball(0.078, 0.0, head_z + 0.075, 0.07, 0.035, 0.07, 5)]
    inner = [ball(0.078, -0.012, head_z + 0.075, 0.045, 0.022, 0.045, 4)]
    arms = [limb([(0.085, -0.005, 0.215), (0.13, -0.035, 0.165), (0.15, -0.085, 0.13), (0.155, -0.11, 0.125)],
                 [0.034, 0.037, 0.038, 0.035])]
    legs = [limb([(0.06, -0.02, 0.06), (0.085, -0.10, 0.052), (0.10, -0.17, 0.05)], [0.05, 0.05, 0.046]),
            ball(0.102, -0.185, 0.062, 0.095, 0.07, 0.124)]
    soles = [ball(0.102, -0.208, 0.064, 0.068, 0.036, 0.09, 5), ball(0.158, -0.128, 0.122, 0.044, 0.04, 0.05, 4)]
    eyes = [ball(0.036, -0.093, head_z + 0.022, 0.019, 0.014, 0.02, 4)]
    mouth = tube(smooth_line([(-0.022, -0.128, head_z - 0.048), (-0.012, -0.134, head_z - 0.054),
                              (0, -0.137, head_z - 0.046),
                              (0.012, -0.134, head_z - 0.054), (0.022, -0.128, head_z - 0.048)], 3), 0.0026, 6)
    bows = [ball(0.034, -0.088, 0.232, 0.058, 0.024, 0.042, 4)]
    knot = ball(0.0, -0.094, 0.232, 0.024, 0.024, 0.026, 4)
    parts = [
        part("body", "Plush", ball(0, 0, 0.135, 0.20, 0.17, 0.25, 8)),
        part("belly", "Pale Plush", ball(0, -0.022, 0.125, 0.145, 0.145, 0.185, 6)),
        part("head", "Plush", superellipsoid((0.19, 0.165, 0.165), (0, -0.01, head_z), 2.15, 8)),
        part("muzzle", "Pale Plush", ball(0, -0.085, head_z - 0.026, 0.092, 0.09, 0.072)),
        part("nose", "Eyes", ball(0, -0.128, head_z - 0.012, 0.034, 0.02, 0.022, 4), mouth),
        part("ears", "Plush", both_sides(*ears)), part("inner_ears", "Pale Plush", both_sides(*inner)),
        part("eyes", "Eyes", both_sides(*eyes)), part("arms", "Plush", both_sides(*arms)),
        part("legs", "Plush", both_sides(*legs)), part("soles", "Pale Plush", both_sides(*soles)),
        part("bow", "Ribbon", both_sides(*bows), knot),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[plush, pale, dark, ribbon], grip=True, push=False,
                  solids=(solid("body", "legs", "soles"), solid("head", "ears", "muzzle")))  # fmt: skip


def _toy_robot(values: Values) -> Sketch:
    """A tin box of a body with a dial and lamps, a head with two eyes and an aerial, jointed tube arms with
    claws, feet."""
    tin, metal = main_look("Tin", values), look("Metal", "chrome", fill=0.4)
    red, dark = look("Red", "plastic", "#c3201f"), look("Dark", "plastic", "#1c1d20")
    light = Look(glowing("Eyes", "#ffd75a", 6.0), "glass")
    arms = [tube(smooth_line([(0.055, 0, 0.148), (0.083, 0, 0.145), (0.09, -0.005, 0.11), (0.088, -0.03, 0.088)], 4),
                 0.0105, 12)]
    rings = [translated(rotated(lathe([(0.0105, -0.003), (0.0128, 0.0), (0.0105, 0.003), (0.009, 0.0)], 14, True),
                                0.4 * k,
                                (1, 0, 0)), (0.0895, -0.002 - 0.006 * k, 0.128 - 0.012 * k)) for k in range(3)]
    claws = [tube(smooth_line([(0.088, -0.032, 0.085), (0.088 + 0.012 * s, -0.045, 0.082), (0.088 + 0.005 * s, -0.06,
                                                                                            0.078)], 3),
                  0.004, 8) for s in (-1, 1)]
    legs = [rounded_box((0.032, 0.036, 0.06), (0.026, 0, 0.045), 0.006), rounded_box((0.042, 0.068, 0.024),
                                                                                     (0.028, -0.008, 0.012), 0.009)]
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    parts = [
        part("body", "Tin", rounded_box((0.105, 0.068, 0.095), (0, 0, 0.122), 0.008, 4)),
        part("chest", "Dark", rounded_box((0.075, 0.004, 0.055), (0, -0.0345, 0.128), 0.0015)),
        part("dial", "Metal", cylinder(0.016, 0.006, (-0.014, -0.038, 0.13), axis=1, segments=24)),
        part("lamps", "Eyes", *(ball(0.02, -0.038, 0.144 - 0.016 * k, 0.01, 0.008, 0.01, 3) for k in range(3))),
        part("neck", "Metal", cylinder(0.018, 0.016, (0, 0, 0.175), segments=18)),
        part("head", "Tin", rounded_box((0.07, 0.058, 0.05), (0, 0, 0.206), 0.009, 4)),
        part("eyes", "Eyes", both_sides(ball(0.017, -0.03, 0.212, 0.018, 0.01, 0.018, 4))),
        part("mouth", "Dark", *(rounded_box((0.004, 0.004, 0.009), (x, -0.0295, 0.191), 0.001)
                                for x in np.linspace(-0.02, 0.02, 6))),
        part("ears", "Red", both_sides(cylinder(0.011, 0.01, (0.039, 0, 0.206), axis=0, segments=18))),
        part("aerial", "Metal", cylinder(0.0018, 0.03, (0, 0, 0.245), segments=8), ball(0, 0, 0.263, 0.012, 0.012,
                                                                                        0.012, 3)),
        part("arms", "Metal", both_sides(*arms, *rings)), part("claws", "Red", both_sides(*claws)),
        part("legs", "Tin", both_sides(*legs)),
        part("key", "Metal", cylinder(0.003, 0.03, (0, 0.045, 0.125), axis=1, segments=8),
             tube(np.column_stack([0.011 * np.cos(turn) + 0.011, 0 * turn + 0.06, 0.125 + 0.008 * np.sin(turn)]),
                  0.0025, 6, closed_path=True),
             tube(np.column_stack([0.011 * np.cos(turn) - 0.011, 0 * turn + 0.06, 0.125 + 0.008 * np.sin(turn)]),
                  0.0025, 6, closed_path=True)),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[tin, metal, red, dark, light], grip=True, push=False,
                  solids=(solid("body", "head", "legs"),))


def _snowman(values: Values) -> Sketch:
    """Three balls of snow, a carrot for a nose, coals for eyes and buttons, twigs for arms, a scarf, a hat."""
    snow = Look(nature("Snow", "snow", str(values["color"])), "plaster")
    carrot, coal = look("Carrot", "plastic", "#e0701c"), look("Coal", "iron")
    wood, cloth = look("Twigs", "weathered wood"), look("Scarf", "wool", "#b3161c")
    felt = look("Hat", "fabric", "#1a1a1c")
    arms = [limb([(0.22, 0, 0.92), (0.42, -0.04, 1.05), (0.62, -0.06, 1.22)], [0.018, 0.014, 0.009], 8),
            limb([(0.52, -0.05, 1.13), (0.62, -0.02, 1.15), (0.7, 0.0, 1.13)], [0.010, 0.008, 0.006], 8),
            limb([(0.55, -0.055, 1.16), (0.57, -0.09, 1.27), (0.56, -0.1, 1.33)], [0.010, 0.008, 0.006], 8)]
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    loop = tube(np.column_stack([0.165 * np.cos(turn), 0.165 * np.sin(turn), 1.14 + 0.012 * np.sin(2 * turn)]), 0.042,
                10, closed_path=True)
    tails = [sweep(smooth_line([(0.09, -0.16, 1.13), (0.12, -0.245, 1.0), (0.13, -0.27, 0.82), (0.125, -0.275, 0.7)],
                               4),
                   fillet([(-0.045, -0.012), (0.045, -0.012), (0.045, 0.012), (-0.045, 0.012)], 0.01, 2, closed=True),
                   up=(0, 1, 0))]
    hat = lathe(fillet([(0, 1.545), (0.25, 1.545), (0.25, 1.565), (0.155, 1.575), (0.15, 1.82), (0.14, 1.84),
                        (0, 1.84)], 0.008, 2), 32)
    band = lathe([(0.15, 1.58), (0.159, 1.58), (0.157, 1.63), (0.148, 1.63)], 32, closed_profile=True)
    buttons = [ball(0, -0.265 + 0.012 * k, 0.78 + 0.1 * k, 0.045, 0.03, 0.045, 4) for k in range(3)]
    smile = [ball(0.085 * np.sin(a), -0.195 * np.cos(0.5 * a), 1.345 - 0.055 * np.cos(a), 0.024, 0.02, 0.024, 3)
             for a in np.linspace(-0.9, 0.9, 5)]
    lumps = [ball(0, 0, 0.30, 0.76, 0.76, 0.62, 8), ball(0, 0, 0.86, 0.54, 0.54, 0.5, 8), ball(0, 0, 1.36, 0.4, 0.4,
                                                                                               0.4, 8)]
    lumps[0].vertices[:, 2] = np.maximum(lumps[0].vertices[:, 2], 0.02 * np.hypot(*lumps[0].vertices[:, :2].T))
    nose = lathe([(0, 0), (0.028, 0.0), (0.02, 0.09), (0.004, 0.19), (0, 0.192)], 14)
    parts = [
        part("balls", "Snow", *lumps), part("nose", "Carrot", translated(rotated(nose, 1.62, (1, 0, 0)),
                                                                         (0, -0.185, 1.37))),
        part("eyes", "Coal", both_sides(ball(0.068, -0.172, 1.43, 0.036, 0.03, 0.038, 4))),
        part("mouth", "Coal", *smile), part("buttons", "Coal", *buttons), part("arms", "Twigs", both_sides(*arms)),
        part("scarf", "Scarf", loop, *tails), part("hat", "Hat", hat), part("hat_band", "Scarf", band),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[snow, carrot, coal, wood, cloth, felt], grip=False,
                  solids=(solid("balls", kind="cylinder"),))


def _doll(values: Values) -> Sketch:
    """A rag doll that sits: round head with hair of wool, button eyes, cheeks, a dress, arms and legs of
    cloth, shoes."""
    dress, skin = fine(main_look("Dress", values), 0.1), fine(look("Skin", "cotton", "#e8bf9c"), 0.05)
    hair, dark = fine(look("Hair", "wool", "#7a3b12"), 0.4), look("Eyes", "plastic", "#141210")
    red, white = fine(look("Cheeks", "fabric", "#d98a80"), 0.02), fine(look("Apron", "cotton", "#f4f0e6"), 0.05)
    z = 0.32
    gown = lathe(np.vstack([[0, 0.02], smooth_line(np.array([(0.125, 0.02), (0.13, 0.035), (0.095, 0.1), (0.062, 0.17),
                                                             (0.052, 0.21),
                                                         (0.03, 0.235)]), 3), [0, 0.236]]), 36)
    angle = np.arctan2(gown.vertices[:, 1], gown.vertices[:, 0])
    share = np.clip((0.16 - gown.vertices[:, 2]) / 0.14, 0, 1)
    gown.vertices[:, :2] *= (1 + 0.07 * share * np.sin(9 * angle))[:, None]
    legs = [limb([(0.04, -0.02, 0.04), (0.06, -0.11, 0.038), (0.07, -0.18, 0.036)], [0.03, 0.027, 0.024]),
            ball(0.071, -0.19, 0.035, 0.03, 0.03, 0.03, 3)]
    shoes = [ball(0.073, -0.205, 0.047, 0.056, 0.05, 0.088, 5)]
    arms = [limb([(0.045, 0, 0.21), (0.085, -0.02, 0.165), (0.11, -0.055, 0.13)], [0.024, 0.022, 0.02])]
    strands = [limb([(0.0 + 0.03 * k, -0.02, z + 0.085), (0.075, 0.0, z + 0.06), (0.095, 0.01, z - 0.02 - 0.02 * k),
                     (0.1 + 0.01 * k, 0.0, z - 0.10)], [0.018, 0.019, 0.017, 0.012], 8) for k in range(3)]
    cap = ball(0, 0.016, z + 0.014, 0.158, 0.142, 0.158, 6)
    smile = tube(smooth_line([(-0.024, -0.066, z - 0.026), (0, -0.0705, z - 0.037), (0.024, -0.066, z - 0.026)], 4),
                 0.0025, 6)
    fringe = [ball(x, -0.05, z + 0.058, 0.034, 0.036, 0.04, 3) for x in (-0.045, -0.015, 0.015, 0.045)]
    parts = [
        part("dress", "Dress", gown), part("apron", "Apron", ball(0, -0.07, 0.1, 0.11, 0.075, 0.12, 5)),
        part("head", "Skin", superellipsoid((0.145, 0.135, 0.145), (0, 0, z), 2.1, 8)),
        part("hair", "Hair", cap, *fringe, both_sides(*strands)),
        part("eyes", "Eyes", both_sides(ball(0.027, -0.064, z + 0.008, 0.018, 0.012, 0.02, 4))),
        part("mouth", "Cheeks", smile, both_sides(ball(0.046, -0.053, z - 0.018, 0.024, 0.016, 0.02, 4))),
        part("arms", "Skin", both_sides(*arms)), part("sleeves", "Dress",
                                                      both_sides(ball(0.062, -0.006, 0.2, 0.062, 0.056, 0.056, 4))),
        part("legs", "Skin", both_sides(*legs)), part("shoes", "Eyes", both_sides(*shoes)),
        part("bow", "Dress", both_sides(ball(0.032, -0.02, z + 0.088, 0.05, 0.024, 0.036, 4)), ball(0, -0.02, z + 0.088,
                                                                                                    0.02, 0.02, 0.02,
                                                                                                    3)),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[dress, skin, hair, dark, red, white], grip=True, push=False,
                  solids=(solid("dress", "legs", "shoes"), solid("head")))


def _statue(values: Values) -> Sketch:
    """A draped figure that raises one arm, on a plinth with mouldings; all of one stone."""
    stone = main_look("Stone", values)
    base = [rounded_box((0.86, 0.86, 0.10), (0, 0, 0.05), 0.012), rounded_box((0.74, 0.74, 0.09), (0, 0, 0.14), 0.02),
            rounded_box((0.62, 0.62, 0.52), (0, 0, 0.42), 0.008), rounded_box((0.74, 0.74, 0.06), (0, 0, 0.69), 0.02),
            rounded_box((0.80, 0.80, 0.06), (0, 0, 0.74), 0.012), rounded_box((0.40, 0.02, 0.22), (0, -0.315, 0.42),
                                                                              0.006)]
    z = 0.77
    rows = smooth_line(np.array([(0.0, 0.27, 0.22), (0.03, 0.275, 0.225), (0.35, 0.22, 0.17), (0.75, 0.195, 0.15),
                                 (0.98, 0.165, 0.12),
                                 (1.12, 0.17, 0.125), (1.32, 0.215, 0.13), (1.42, 0.205, 0.11), (1.48, 0.12, 0.08),
                                 (1.51, 0.065, 0.065)]), 3)
    turn = 2 * np.pi * np.arange(56) / 56
    rings = []
    for h, a, b in rows:
        deep = 0.085 * np.clip((1.15 - h) / 0.9, 0.12, 1.0)
        folds = 1 + deep * (0.6 * np.sin(13 * turn + 1.1 * np.sin(3 * turn)) + 0.4 * np.sin(7 * turn + 2.0))
        lean = 0.04 * np.sin(np.pi * h / 1.5)
        rings.append(np.column_stack([lean + a * folds * np.cos(turn), b * folds * np.sin(turn), np.full(56, z + h)]))
    robe = outward(loft(np.array(rings)))
    sash = sweep(smooth_line([(-0.17, -0.05, z + 1.44), (-0.05, -0.16, z + 1.3), (0.13, -0.19, z + 1.08),
                              (0.24, -0.1, z + 0.9),
                              (0.2, 0.1, z + 0.84), (-0.05, 0.19, z + 1.0), (-0.19, 0.1, z + 1.3),
                              (-0.17, -0.05, z + 1.44)], 4),
                 fillet([(-0.07, -0.014), (0.07, -0.014), (0.07, 0.014), (-0.07, 0.014)], 0.013, 3, closed=True),
                 up=(0, -1, 0))
    head = superellipsoid((0.155, 0.195, 0.235), (0.0, -0.015, z + 1.68), 2.15, 8)
    face = [ball(0, -0.108, z + 1.665, 0.034, 0.05, 0.065, 4), ball(0, -0.09, z + 1.60, 0.075, 0.06, 0.035, 4),
            both_sides(ball(0.034, -0.102, z + 1.698, 0.045, 0.02, 0.02, 4)),
            both_sides(ball(0.078, 0.0, z + 1.68, 0.02, 0.05, 0.07, 4))]
    curls = [ball(0.078 * np.cos(a) * np.sin(b), 0.012 + 0.098 * np.sin(a) * np.sin(b), z + 1.69 + 0.115 * np.cos(b),
                  0.062, 0.062, 0.055, 3)
             for b, n in ((0.25, 4), (0.75, 8), (1.2, 9)) for a in np.linspace(-0.35 if b > 0.5 else 0,
                                                                               np.pi + 0.35 if b > 0.5 else 2 * np.pi,
                                                                               n)]
    raised = [limb([(-0.19, 0.0, z + 1.38), (-0.33, -0.04, z + 1.42), (-0.40, -0.12, z + 1.62),
                    (-0.40, -0.17, z + 1.82)],
                   [0.066, 0.056, 0.048, 0.036]), ball(-0.4, -0.18, z + 1.87, 0.075, 0.06, 0.11, 4)]
    held = [limb([(0.19, 0.0, z + 1.37), (0.27, 0.0, z + 1.15), (0.24, -0.14, z + 1.02), (0.12, -0.23, z + 1.03)],
                 [0.066, 0.06, 0.05, 0.038]), ball(0.1, -0.245, z + 1.03, 0.09, 0.07, 0.07, 4)]
    scroll = rotated(cylinder(0.032, 0.30, (0.1, -0.26, z + 1.06), segments=16, edge=0.008), 0.35, (0, 1, 0),
                     (0.1, -0.26, z + 1.06))
    feet = [ball(0.09 * s, -0.24, z + 0.03, 0.10, 0.2, 0.075, 4) for s in (-1, 1)]
    parts = [part("plinth", "Stone", *base), part("robe", "Stone", robe), part("sash", "Stone", sash),
             part("head", "Stone", head, cylinder(0.06, 0.16, (0, 0, z + 1.53), segments=16), *face),
             part("hair", "Stone", *curls),
             part("arm_raised", "Stone", *raised), part("arm_held", "Stone", *held), part("scroll", "Stone", scroll),
             part("feet", "Stone", *feet)]
    return Sketch(parts=parts, looks=[stone], grip=False, solids=(solid("plinth"), solid("robe", "head")))


CATEGORIES = (
    thing("teddy bear", "toy", (0.36, 0.33, 0.42), _teddy_bear, material="wool", color="#a5713b", span=4, mass_kg=0.5,
          synonyms=("teddy", "stuffed animal", "stuffed bear", "plush toy", "toy bear"), colors=("#a5713b", "#8a5a2e",
                                                                                                 "#c79a62")),
    thing("doll", "toy", (0.27, 0.34, 0.42), _doll, material="cotton", color="#c9506a", patterned=True, span=4,
          mass_kg=0.35,
          synonyms=("rag doll", "puppet"), colors=("#c9506a", "#4f7fb8", "#7a9a4a")),
    thing("toy robot", "toy", (0.21, 0.13, 0.27), _toy_robot, material="painted metal", color="#2f7fb8", span=4,
          mass_kg=0.4, synonyms=("tin robot", "wind-up robot"), colors=("#2f7fb8", "#4a9a5a", "#d08a1c")),
    thing("snowman", "toy", (1.4, 0.81, 1.84), _snowman, material="plaster", color="", span=3, mass_kg=180),
    thing("statue", "decoration", (0.86, 0.86, 2.75), _statue, material="marble", span=5, mass_kg=900,
          synonyms=("sculpture", "monument", "bust", "figurine", "idol"), stuffs=("marble", "stone", "bronze")),
)  # fmt: skip
