"""Toilets, washbasins and bathtubs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, loft, merge, rounded_box, sweep, translated, tube
from .geometry_grid import outward
from .making import look, main_look
from .sketch import Sketch, part, solid, thing

Array = NDArray[np.float64]
Row = tuple[float, float, float, float]
"""half width, reach to the front, reach to the back, height"""


def ovals(rows: Sequence[Row], y: float = 0.0, power: float = 2.0, count: int = 40) -> Array:
    """(K, count, 3) egg-shaped rings about (0, y), counter-clockwise from above; a higher power is squarer."""
    turn = 2.0 * np.pi * np.arange(count) / count
    cosine = np.sign(np.cos(turn)) * np.abs(np.cos(turn)) ** (2.0 / power)
    sine = np.sign(np.sin(turn)) * np.abs(np.sin(turn)) ** (2.0 / power)
    rings = []
    for half, front, back, z in rows:
        reach = np.where(sine < 0.0, front, back)
        rings.append(np.column_stack([half * cosine, y + reach * sine, np.full(count, z)]))
    return np.array(rings)


def _toilet(values: Values) -> Sketch:
    """A bowl on a foot, a seat and a lid on hinges, a cistern with its button."""
    china, plastic = main_look("China", values), look("Seat", "plastic", "#efeeea")
    metal, water = look("Metal", "chrome", fill=0.3), look("Water", "glass", "#a9c4cf")
    bowl = loft(ovals([
        (0.10, 0.16, 0.30, 0.0), (0.105, 0.165, 0.30, 0.03), (0.095, 0.15, 0.29, 0.08), (0.10, 0.17, 0.28, 0.17),
        (0.15, 0.26, 0.28, 0.28), (0.18, 0.315, 0.28, 0.35), (0.187, 0.325, 0.28, 0.385), (0.182, 0.32, 0.275, 0.398),
        (0.14, 0.26, 0.14, 0.398), (0.13, 0.24, 0.125, 0.385), (0.115, 0.2, 0.1, 0.30), (0.07, 0.1, 0.07, 0.22),
    ], -0.05))  # fmt: skip
    seat = outward(loft(ovals([
        (0.187, 0.325, 0.20, 0.402), (0.19, 0.33, 0.205, 0.412), (0.18, 0.32, 0.2, 0.422), (0.13, 0.25, 0.12, 0.422),
        (0.118, 0.235, 0.105, 0.412), (0.12, 0.235, 0.105, 0.402),
    ], -0.05), closed_path=True))  # fmt: skip
    lid = loft(ovals([(0.183, 0.32, 0.2, 0.424), (0.188, 0.327, 0.205, 0.432), (0.176, 0.31, 0.195, 0.442),
                      (0.10, 0.19, 0.12, 0.446)], -0.05))  # fmt: skip
    hinge = (0.0, 0.15, 0.425)
    knuckles = [cylinder(0.012, 0.05, (s * 0.075, 0.155, 0.418), axis=0, segments=12) for s in (-1, 1)]
    parts = [
        part("bowl", "China", bowl),
        part("cistern", "China", rounded_box((0.40, 0.17, 0.34), (0, 0.265, 0.55), 0.03, 4)),
        part("cistern_lid", "China", rounded_box((0.42, 0.19, 0.035), (0, 0.265, 0.735), 0.014, 4)),
        part("button", "Metal", cylinder(0.024, 0.014, (0, 0.265, 0.756), segments=20, edge=0.004)),
        part("water", "Water", lathe([(0, 0.24), (0.078, 0.24), (0.078, 0.246), (0, 0.246)], 24)),
        part("hinges", "Metal", *knuckles),
        part("lid", "Seat", lid, moves_with="lid"),
        part("seat", "Seat", seat, moves_with="seat"),
    ]
    joints = {
        "lid": shapes.joint("hinge", hinge, (1, 0, 0), (-1.75, 0.0)),
        "seat": shapes.joint("hinge", (0.0, 0.15, 0.412), (1, 0, 0), (-1.7, 0.0)),
    }
    return Sketch(
        parts=parts, looks=[china, plastic, metal, water], joints=joints,
        solids=(solid("bowl"), solid("cistern")), push=False, grip=False,
        places=(shapes.affordance("seat", "sit_at", (0, -0.09, 0.44), (0.36, 0.4, 0)),
                shapes.surface_top("cistern", (0, 0.265, 0.753), 0.36, 0.15)),
    )  # fmt: skip


def faucet(x: float, y: float, z: float, height: float = 0.17, reach: float = 0.14) -> Surface:
    """A swan's neck towards -Y with a lever on top of its base."""
    base = lathe(fillet([(0, 0), (0.028, 0), (0.026, 0.012), (0.016, 0.03), (0.015, 0.06), (0, 0.06)], 0.003, 2), 18)
    neck = [(0, 0, 0.05), (0, 0, 0.7 * height), (0, -0.25 * reach, 0.97 * height), (0, -0.7 * reach, height),
            (0, -reach, 0.82 * height), (0, -1.02 * reach, 0.7 * height)]  # fmt: skip
    lever = rounded_box((0.014, 0.075, 0.008), (0, 0.035, 0.075), 0.0035)
    return translated(merge([base, tube(neck, 0.0105, 12), lever, cylinder(0.017, 0.02, (0, 0.004, 0.066))]), (x, y, z))


def _sink(values: Values) -> Sketch:
    """A washbasin with a broad rim on a foot, or let into a cupboard with two doors; a tap and a drain."""
    china, metal = main_look("China", values), look("Metal", "chrome", fill=0.3)
    wood, dark = look("Wood", "oak"), look("Drain", "steel", "#3c3e40")
    rim = 0.85
    basin = loft(ovals([
        (0.12, 0.10, 0.12, 0.66), (0.20, 0.16, 0.18, 0.70), (0.27, 0.215, 0.215, 0.79), (0.29, 0.235, 0.225, 0.83),
        (0.295, 0.24, 0.23, rim), (0.288, 0.233, 0.224, rim + 0.008), (0.25, 0.2, 0.11, rim + 0.004),
        (0.24, 0.19, 0.10, rim - 0.02), (0.19, 0.15, 0.08, 0.74), (0.10, 0.09, 0.05, 0.71),
    ], 0.0, 2.8))  # fmt: skip
    parts = [
        part("basin", "China", basin),
        part("faucet", "Metal", faucet(0.0, 0.17, rim + 0.005)),
        part("drain", "Drain", cylinder(0.022, 0.008, (0, -0.02, 0.714), segments=16)),
    ]
    joints = {}
    if values["style"] == "cupboard":
        parts += [
            part("cupboard", "Wood", rounded_box((0.52, 0.40, 0.62), (0, 0.01, 0.41), 0.006)),
            part("plinth", "Drain", rounded_box((0.48, 0.36, 0.1), (0, 0.01, 0.05), 0.004)),
        ]
        for name, x in (("door.L", 0.13), ("door.R", -0.13)):
            hinge = 0.26 if x > 0 else -0.26
            parts += [
                part(name, "Wood", rounded_box((0.252, 0.02, 0.60), (x, -0.2, 0.41), 0.004), moves_with=name),
                part(f"{name}_knob", "Metal", cylinder(0.012, 0.025, (0.18 * x, -0.222, 0.55), axis=1),
                     moves_with=name),
            ]
            limits = (0.0, 1.9) if x > 0 else (-1.9, 0.0)
            joints[name] = shapes.joint("hinge", (hinge, -0.19, 0.41), (0, 0, 1), limits)
    else:
        foot = loft(ovals([(0.115, 0.10, 0.11, 0.0), (0.12, 0.105, 0.115, 0.025), (0.085, 0.075, 0.09, 0.09),
                           (0.075, 0.07, 0.085, 0.35), (0.09, 0.08, 0.10, 0.6), (0.13, 0.11, 0.13, 0.69)], 0.02))
        parts.append(part("foot", "China", foot))
    return Sketch(parts=parts, looks=[china, metal, wood, dark], joints=joints, push=False, grip=False,
                  solids=(solid("basin", kind="hull"), solid("foot", "cupboard", "plinth")),
                  places=(shapes.affordance("inside", "inside", (0, -0.03, 0.73), (0.34, 0.24, 0.1)),))  # fmt: skip


def _bathtub(values: Values) -> Sketch:
    """A tub with a rolled rim on four feet, a tap at its end and water in it where asked for."""
    china, metal = main_look("China", values), look("Metal", "brass", fill=0.3)
    dark, water = look("Drain", "steel", "#3c3e40"), look("Water", "glass", "#9cc6d6")
    tub = loft(ovals([
        (0.20, 0.52, 0.52, 0.10), (0.26, 0.60, 0.60, 0.12), (0.31, 0.70, 0.70, 0.26), (0.34, 0.78, 0.78, 0.46),
        (0.355, 0.81, 0.81, 0.545), (0.375, 0.835, 0.835, 0.56), (0.38, 0.84, 0.84, 0.575), (0.37, 0.83, 0.83, 0.59),
        (0.345, 0.80, 0.80, 0.588), (0.33, 0.775, 0.775, 0.565), (0.31, 0.74, 0.74, 0.45), (0.27, 0.64, 0.64, 0.20),
        (0.20, 0.52, 0.52, 0.145),
    ], 0.0, 2.6, 48))  # fmt: skip
    feet = [
        tube([(sx * 0.22, sy * 0.5, 0.15), (sx * 0.27, sy * 0.54, 0.09), (sx * 0.255, sy * 0.53, 0.04),
              (sx * 0.29, sy * 0.56, 0.012)], [0.035, 0.028, 0.02, 0.03], 12)
        for sx in (-1, 1) for sy in (-1, 1)
    ]  # fmt: skip
    low = min(float(foot.vertices[:, 2].min()) for foot in feet)
    parts = [
        part("tub", "China", tub),
        part("feet", "Metal", translated(merge(feet), (0, 0, -low))),
        part("faucet", "Metal", faucet(0.0, 0.82, 0.585, 0.2, 0.17)),
        part("drain", "Drain", cylinder(0.025, 0.008, (0, 0.35, 0.148), segments=16)),
    ]
    if values["water"]:
        parts.append(part("water", "Water", loft(ovals([(0.26, 0.62, 0.62, 0.2), (0.304, 0.725, 0.725, 0.42),
                                                        (0.304, 0.725, 0.725, 0.43)], 0.0, 2.6, 48))))  # fmt: skip
    turned = [
        type(one)(name=one.name, surface=_quarter(one.surface), material=one.material) for one in parts
    ]  # seen from the side
    return Sketch(parts=turned, looks=[china, metal, dark, water], push=True, grip=False,
                  solids=(solid("tub", "feet"),),
                  places=(shapes.affordance("inside", "inside", (0, 0, 0.15), (1.2, 0.5, 0.4)),))  # fmt: skip


def _quarter(piece: Surface) -> Surface:
    x, y, z = piece.vertices.T
    return type(piece)(vertices=np.column_stack([y, -x, z]), face_sizes=piece.face_sizes,
                       face_vertices=piece.face_vertices, uv=piece.uv)  # fmt: skip


def _towel(values: Values) -> Sketch:
    """A folded towel with soft edges and a woven border; hung up it falls over a rail in two lengths."""
    cloth, band, metal = main_look("Cloth", values), look("Band", "cotton", "#f1efe8"), look("Rail", "chrome", fill=0.3)
    if values["style"] == "hung":
        path = [(0, -0.025, 0.02), (0, -0.027, 0.35), (0, -0.024, 0.62), (0, -0.014, 0.68), (0, 0.0, 0.695),
                (0, 0.014, 0.68), (0, 0.024, 0.62), (0, 0.028, 0.4), (0, 0.026, 0.14)]  # fmt: skip
        section = fillet([(-0.24, -0.005), (0.24, -0.005), (0.24, 0.005), (-0.24, 0.005)], 0.004, 2, closed=True)
        sheet = sweep(path, section, up=(0, 1, 0), caps="ladder")
        bands = [rounded_box((0.482, 0.013, 0.03), (0, -0.0255, z), 0.004) for z in (0.08, 0.13)]
        rail = [cylinder(0.008, 0.62, (0, 0, 0.68), axis=0, segments=14)]
        rail += [cylinder(0.007, 0.07, (s * 0.29, 0.035, 0.68), axis=1, segments=10) for s in (-1, 1)]
        rail += [cylinder(0.022, 0.01, (s * 0.29, 0.07, 0.68), axis=1, segments=18) for s in (-1, 1)]
        parts = [part("towel", "Cloth", sheet), part("bands", "Band", *bands), part("rail", "Rail", *rail)]
        return Sketch(parts=parts, looks=[cloth, band, metal], push=False,
                      places=(shapes.affordance("hook", "hang_at", (0, 0.07, 0.68), (0, 0, 0)),))  # fmt: skip
    folds = []
    for k in range(4):
        z = 0.0165 + 0.031 * k
        path = [(0, 0.12, z - 0.0078), (0, -0.1, z - 0.0078), (0, -0.113, z - 0.004), (0, -0.116, z),
                (0, -0.113, z + 0.004), (0, -0.1, z + 0.0078), (0, 0.12 - 0.006 * k, z + 0.0078)]  # fmt: skip
        width = 0.155 - 0.002 * k
        section = fillet([(-width, -0.0072), (width, -0.0072), (width, 0.0072), (-width, 0.0072)], 0.006, 2,
                         closed=True)  # fmt: skip
        folds.append(sweep(path, section, caps="ladder"))
    bands = [rounded_box((0.02, 0.22, 0.012), (x, 0.0, 0.1275), 0.004) for x in (0.105, 0.13)]
    return Sketch(parts=[part("towel", "Cloth", *folds), part("bands", "Band", *bands)], looks=[cloth, band])


CATEGORIES = (
    thing("toilet", "bathroom", (0.42, 0.74, 0.76), _toilet, material="ceramic", color="white", span=2.5, mass_kg=38,
          synonyms=("urinal", "lavatory")),
    thing("sink", "bathroom", (0.59, 0.47, 1.02), _sink, material="ceramic", color="white", span=2.5, mass_kg=28,
          synonyms=("washbasin", "basin", "wash basin", "bathroom sink", "kitchen sink"),
          extra=(shapes.choice("style", "pedestal", ("pedestal", "cupboard")),),
          presets={"kitchen sink": {"style": "cupboard"}, "bathroom sink": {"style": "cupboard"}}),
    thing("bathtub", "bathroom", (1.68, 0.76, 0.77), _bathtub, material="ceramic", color="white", span=2.5, mass_kg=90,
          synonyms=("tub", "bath", "bath tub"), extra=(shapes.flag("water", True, "filled"),)),
    thing("towel", "fabric", (0.31, 0.24, 0.13), _towel, material="cotton", color="", patterned=True, span=5,
          synonyms=("hand towel", "bath towel"), mass_kg=0.5, colors=("", "sky blue", "salmon", "teal"),
          extra=(shapes.choice("style", "folded", ("folded", "hung")),), sized={"hung": (0.62, 0.11, 0.72)}),
)  # fmt: skip
