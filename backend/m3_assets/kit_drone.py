"""A flying camera: the drone."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Part, Surface, Values
from .geometry import cylinder, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .kit_optics import turned_y
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _propeller(radius: float, sense: float) -> list[Surface]:
    """Two twisted blades about Z, broad near the hub, and the nut that holds them."""
    rows = []
    for share, half, pitch in ((0.10, 0.10, 0.55), (0.28, 0.135, 0.42), (0.62, 0.105, 0.26), (0.92, 0.065, 0.17),
                               (1.0, 0.03, 0.14)):  # fmt: skip
        across = np.linspace(-half, half, 5) * radius
        rows.append(np.column_stack([np.full(5, share * radius), across + 0.03 * radius,
                                     sense * across * np.tan(pitch)]))  # fmt: skip
    blade = thick_sheet(np.array(rows), 0.0014)
    return [blade, rotated(blade, np.pi, (0, 0, 1)), cylinder(0.0075, 0.009, segments=14, edge=0.002)]


def _drone(values: Values) -> Sketch:
    """A shell with a lid and vents, four arms with motors at their ends, each with a two-bladed propeller; two skids;
    a camera on its gimbal under the nose; lamps, red in front and green behind."""
    shell, dark = main_look("Shell", values), look("Dark", "plastic", "#26282c")
    lens, metal = look("Lens", "lacquer", "#0b0d12"), look("Motors", "aluminium", "#8c9096")
    red, green = Look(glowing("Front Lamps", "#ff2a1a", 12.0), "plastic"), Look(glowing("Back Lamps", "#27ff5a", 12.0),
                                                                               "plastic")  # fmt: skip
    high = 0.115
    body = superellipsoid((0.115, 0.205, 0.062), (0, 0, high), 2.7, 10)
    lid = superellipsoid((0.088, 0.150, 0.028), (0, 0.012, high + 0.024), 2.6, 8)
    band = rounded_box((0.112, 0.18, 0.006), (0, 0, high - 0.004), 0.003)
    vents = [rounded_box((0.006, 0.030, 0.0045), (0.054, 0.02 + 0.0 * k, high + 0.006 + 0.009 * k), 0.002)
             for k in range(2)]  # fmt: skip
    button = cylinder(0.0085, 0.006, (0, 0.045, high + 0.038), segments=18, edge=0.002)
    arms, motors, rings = [], [], []
    lamps_front: list[Surface] = []
    lamps_back: list[Surface] = []
    parts: list[Part] = []
    joints = {}
    for y, end in ((-0.135, "front"), (0.135, "back")):
        tip = np.array([0.155, y, high + 0.004])
        root = np.array([0.035, 0.42 * y, high])
        arms.append(tube([root, 0.5 * (root + tip) + [0, 0, 0.008], tip], [0.017, 0.0125, 0.0115], 12))
        motors.append(cylinder(0.0175, 0.030, tip + np.array((0, 0, 0.008)), segments=22, edge=0.004))
        rings.append(cylinder(0.0185, 0.006, tip + np.array((0, 0, 0.014)), segments=22, edge=0.002))
        lamp = superellipsoid((0.016, 0.016, 0.009), tip - [0, 0, 0.010], 2.0, 3)
        (lamps_front if y < 0 else lamps_back).append(lamp)
        for side, s in (("L", 1.0), ("R", -1.0)):
            name, at = f"propeller_{end}.{side}", (s * tip[0], y, tip[2] + 0.029)
            turn = 0.5 + 0.9 * (s > 0) + 0.6 * (y > 0)
            blades = [translated(rotated(one, turn, (0, 0, 1)), at) for one in _propeller(0.115, s * np.sign(y))]
            parts.append(part(name, "Dark", *blades, moves_with=name))
            joints[name] = shapes.joint("wheel", at, (0, 0, 1), (-1e4, 1e4))
    skid = [tube(smooth_line([(0.04, -0.045, high - 0.02), (0.072, -0.055, 0.02), (0.075, -0.075, 0.007),
                              (0.075, 0.0, 0.0065), (0.075, 0.085, 0.007), (0.072, 0.06, 0.02),
                              (0.04, 0.05, high - 0.02)], 5), 0.0055, 8)]  # fmt: skip
    pads = [cylinder(0.0078, 0.03, (0.075, y, 0.0078), axis=1, segments=12, edge=0.003) for y in (-0.05, 0.06)]
    gimbal = [rounded_box((0.040, 0.034, 0.012), (0, -0.066, high - 0.030), 0.005),
              rounded_box((0.006, 0.018, 0.042), (0.026, -0.076, high - 0.048), 0.003),
              rounded_box((0.05, 0.016, 0.006), (0.002, -0.070, high - 0.036), 0.003)]  # fmt: skip
    eye = (0.0, -0.080, high - 0.060)
    camera = superellipsoid((0.042, 0.038, 0.036), eye, 3.4, 6)
    barrel = turned_y([(0, 0.012), (0.0125, 0.012), (0.0135, 0.026), (0.0115, 0.027), (0.0105, 0.023), (0, 0.023)], eye,
                      20)  # fmt: skip
    glass = turned_y([(0, 0.0225), (0.0104, 0.0225), (0.0085, 0.0250), (0, 0.0262)], eye, 18)
    sensors = [cylinder(0.0055, 0.01, (0.018, -0.099, high + 0.006), axis=1, segments=14, edge=0.002)]
    parts += [part("body", "Shell", body, lid), part("band", "Dark", band), part("vents", "Dark", both_sides(*vents)),
              part("button", "Dark", button), part("arms", "Shell", both_sides(*arms)),
              part("motors", "Motors", both_sides(*motors)), part("motor_rings", "Dark", both_sides(*rings)),
              part("lamps_front", "Front Lamps", both_sides(*lamps_front)),
              part("lamps_back", "Back Lamps", both_sides(*lamps_back)),
              part("skids", "Dark", both_sides(*skid, *pads)), part("gimbal", "Motors", *gimbal),
              part("camera", "Dark", camera, barrel), part("lens", "Lens", glass),
              part("sensors", "Lens", both_sides(*sensors))]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, dark, lens, metal, red, green], joints=joints, grip=False, push=False,
                  solids=(solid("body"), solid("skids"), solid("motors")),
                  places=(shapes.grip((0, 0, high), 0.06, 0.1),))  # fmt: skip


CATEGORIES = (
    thing("drone", "aircraft", (0.54, 0.50, 0.155), _drone, material="plastic", color="#d9dadb", span=4, mass_kg=0.9,
          synonyms=("quadcopter", "quadrocopter"), colors=("#d9dadb", "#2b2d31", "#b3161c", "#d9831a")),
)  # fmt: skip
