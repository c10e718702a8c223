"""What is left of the dead: the skull."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import extrude, fillet, rotated, rounded_box, superellipsoid, sweep, translated, tube
from .geometry_grid import cube_sphere, lump
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

_EYE, _NOSE, _TEMPLE, _CHEEK = (0.37, -0.89, -0.26), (0.0, -0.92, -0.50), (0.93, -0.45, -0.05), (0.56, -0.72, -0.50)
"""directions from the middle of the brain case in which the bone is dented or swells"""


def _bump(points: np.ndarray, way: tuple[float, float, float], sharp: float) -> np.ndarray:
    """(V,) 0…1, largest in the direction `way` and its mirror image."""
    toward = np.array(way) / np.linalg.norm(way)
    both = [np.exp(-sharp * (1.0 - points @ (toward * [s, 1, 1]))) for s in (1, -1)]
    return np.asarray(np.maximum(*both))


def _case(points: np.ndarray) -> np.ndarray:
    """Radius in m: a long egg, fuller behind, the brow a ridge, orbits and nose deeply dented, the temples hollow."""
    x, y, z = points.T
    egg = 1.0 / np.sqrt((x / 0.0700) ** 2 + (y / np.where(y > 0, 0.098, 0.088)) ** 2 + (z / np.where(z > 0, 0.078,
                                                                                                   0.066)) ** 2)
    face = 0.022 * _bump(points, (0.0, -0.80, -0.62), 8.0)
    brow = 0.004 * _bump(points, (0.36, -0.92, 0.05), 60.0) + 0.004 * _bump(points, (0.0, -1.0, -0.02), 60.0)
    cheek = 0.016 * _bump(points, _CHEEK, 40.0)
    temple = 0.005 * _bump(points, _TEMPLE, 16.0)
    whole = egg + face + brow + cheek - temple
    away = 1.0 - np.maximum(*(points @ (np.array(_EYE) / np.linalg.norm(_EYE) * [s, 1, 1]) for s in (1, -1)))
    whole = whole + 0.004 * np.exp(-(((away - 0.050) / 0.018) ** 2))
    orbit = 1.0 / (1.0 + np.exp((away - 0.027) / 0.0050))
    nose = np.clip(1.25 * _bump(points, _NOSE, 130.0), 0.0, 1.0) ** 1.5
    whole = whole + orbit * (0.076 - whole)
    return np.asarray(whole + nose * (0.092 - whole))


def _teeth(radius: float, y: float, z: float, tall: float) -> list[Surface]:
    """Half a row of teeth, from the middle to the back, along an arch: incisors, a canine, molars."""
    found = []
    for k, (wide, long) in enumerate(((0.0078, 1.0), (0.0066, 0.94), (0.0074, 1.1), (0.0072, 0.92), (0.0074, 0.86),
                                      (0.0094, 0.8), (0.0094, 0.76))):  # fmt: skip
        a = (0.16, 0.46, 0.76, 1.04, 1.30, 1.58, 1.86)[k]
        at = (radius * np.sin(min(a, 1.5)) * 1.0, y - radius * 1.15 * np.cos(a), z)
        tooth = rounded_box((wide, 0.0062, long * tall), (0, 0, 0), 0.0022)
        found.append(translated(rotated(tooth, min(a, 1.45), (0, 0, 1)), at))
    return found


def _skull(values: Values) -> Sketch:
    """A domed brain case with brow ridges; deep dark eye sockets, a pear-shaped nose hole with its spine, cheek bones
    that reach back as arches, an upper jaw and a jaw bone with an angle, both with teeth."""
    bone, dark = main_look("Bone", values), look("Hollows", "plaster", "#17110c")
    teeth = look("Teeth", "ceramic", "#e6dcc2")
    middle = np.array([0.0, 0.020, 0.118])
    case = translated(lump(_case, 30), middle)
    hollows = []
    for s in (-1, 1):
        way = np.array(_EYE) * [s, 1, 1] / np.linalg.norm(_EYE)
        hollows.append(translated(superellipsoid((0.041, 0.034, 0.036), (0, 0, 0), 2.4, 5), middle + 0.0720 * way))
    pear = cube_sphere((0.0115, 0.008, 0.0155), 6)
    pear.vertices[:, 0] *= np.interp(pear.vertices[:, 2], [-0.0155, 0.0, 0.0155], [1.15, 0.95, 0.45])
    nose = middle + 0.0945 * np.array(_NOSE) / np.linalg.norm(_NOSE)
    hollows.append(translated(rotated(pear, -0.5, (1, 0, 0)), nose))
    arch = [tube(smooth_line([(0.042, -0.040, 0.078), (0.060, -0.032, 0.0785), (0.0655, -0.004, 0.081),
                              (0.062, 0.028, 0.089)], 4), 0.0046, 10)]  # fmt: skip
    maxilla = superellipsoid((0.058, 0.058, 0.030), (0, -0.046, 0.051), 2.4, 8)
    line = smooth_line([(-0.050, 0.004, 0.0210), (-0.043, -0.022, 0.0185), (-0.031, -0.054, 0.0170),
                        (-0.016, -0.0755, 0.0160), (0.0, -0.0800, 0.0155), (0.016, -0.0755, 0.0160),
                        (0.031, -0.054, 0.0170), (0.043, -0.022, 0.0185), (0.050, 0.004, 0.0210)], 4)  # fmt: skip
    section = fillet([(-0.0052, -0.0135), (0.0052, -0.0135), (0.0052, 0.0135), (-0.0052, 0.0135)], 0.0045, 3,
                     closed=True)  # fmt: skip
    outline = [(-0.010, 0.008), (0.012, 0.011), (0.022, 0.024), (0.033, 0.074), (0.028, 0.083), (0.021, 0.080),
               (0.015, 0.068), (0.006, 0.082), (-0.001, 0.080), (-0.001, 0.046), (-0.012, 0.033)]  # fmt: skip
    ramus = extrude(np.array(outline), 0.0080, plane="yz", center=0.0515, edge=0.003, caps="fan")
    jaw = sweep(line, section, up=(0, 0, 1), caps="fan")
    chin = superellipsoid((0.034, 0.016, 0.024), (0, -0.0800, 0.0130), 2.4, 6)
    upper, lower = _teeth(0.0285, -0.0430, 0.0405, 0.0125), _teeth(0.0268, -0.0425, 0.0290, 0.0115)
    back = superellipsoid((0.048, 0.05, 0.03), (0, 0.045, 0.062), 2.4, 5)
    parts = [part("brain_case", "Bone", case, back), part("upper_jaw", "Bone", maxilla),
             part("cheek_bones", "Bone", both_sides(*arch)),
             part("eye_sockets", "Hollows", *hollows[:2]), part("nose_hole", "Hollows", hollows[2]),
             part("jaw_bone", "Bone", jaw, both_sides(ramus), chin),
             part("teeth", "Teeth", both_sides(*upper, *lower))]  # fmt: skip
    return Sketch(parts=parts, looks=[fine(bone, 0.08), dark, teeth], grip=True, solids=(solid("brain_case"),
                                                                                          solid("jaw_bone")))


CATEGORIES = (
    thing("skull", "relic", (0.141, 0.207, 0.19), _skull, material="plaster", color="#cfc3a3", span=4, mass_kg=0.9,
          synonyms=("human skull", "death's head")),
)  # fmt: skip
