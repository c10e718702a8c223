"""What keeps a home cool and clean: electric fan, vacuum cleaner."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import circle, cylinder, extrude, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .kit_optics import turned_y
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _cage(radius: float, y: float, depth: float, wires: int) -> list[Surface]:
    """Half a guard: rings, and wires that bend from the hub out to the rim; it bulges toward `depth`."""
    found = []
    for share in (0.30, 0.55, 0.80):
        ring = circle(share * radius, 36)
        found.append(tube(np.column_stack([ring[:, 0], np.full(36, y + depth * (1 - share**3)), ring[:, 1]]),
                          0.0016, 4, closed_path=True))  # fmt: skip
    t = np.array([0.16, 0.45, 0.75, 0.93, 1.0])
    line = np.column_stack([radius * t, y + depth * (1 - t**3), 0 * t])
    wire = tube(line, 0.0013, 4, edge=0.0)
    found += [rotated(wire, 2 * np.pi * k / wires, (0, 1, 0)) for k in range(wires)]
    return found


def _blade(radius: float, y: float) -> Surface:
    """A broad twisted blade, narrow at the hub."""
    rows = []
    for r, half, pitch in ((0.12, 0.22, 0.75), (0.35, 0.34, 0.62), (0.65, 0.46, 0.48), (0.88, 0.46, 0.38),
                           (0.97, 0.34, 0.34)):  # fmt: skip
        turn = np.linspace(-half, half, 7) + 0.25 * r
        rise = radius * r * np.tan(pitch) * 0.5 * (turn - 0.25 * r)
        rows.append(np.column_stack([radius * r * np.sin(turn), y + rise, radius * r * np.cos(turn)]))
    return thick_sheet(np.array(rows), 0.0025)


def _fan(values: Values) -> Sketch:
    """Broad twisted blades in a guard of wires with a badge, a motor behind with its knob, a neck that tilts, a
    column, a round foot with buttons. A pedestal fan has a telescopic column."""
    shell, wire = main_look("Shell", values), look("Guard", "chrome", fill=0.6)
    blade, dark = look("Blades", "plastic", str(values["blade_color"])), look("Dark", "plastic", "#2b2e33")
    tall = values["style"] == "pedestal"
    radius, height = 0.205, 1.10 if tall else 0.36
    at = np.array([0.0, 0.0, height])
    rim = lathe([(radius - 0.005, -0.011), (radius + 0.004, -0.011), (radius + 0.006, 0.0), (radius + 0.004, 0.011),
                 (radius - 0.005, 0.011)], 40, closed_profile=True)  # fmt: skip
    rim = rotated(rim, 0.5 * np.pi, (1, 0, 0))
    front, back = _cage(radius, -0.09, -0.035, 36), _cage(radius, -0.09, 0.075, 36)
    badge = turned_y([(0, 0.112), (0.036, 0.112), (0.038, 0.120), (0.033, 0.127), (0, 0.129)])
    hub = turned_y([(0, 0.055), (0.040, 0.055), (0.042, 0.095), (0.030, 0.108), (0, 0.110)])
    blades = [rotated(_blade(0.188, -0.085), 2 * np.pi * k / int(values["blade_count"]), (0, 1, 0))
              for k in range(int(values["blade_count"]))]  # fmt: skip
    motor = turned_y([(0, -0.115), (0.030, -0.113), (0.056, -0.085), (0.066, -0.03), (0.064, 0.025), (0.045, 0.04),
                      (0, 0.04)])  # fmt: skip
    knob = cylinder(0.013, 0.03, (0, 0.045, 0.075), segments=14, edge=0.005)
    neck = [cylinder(0.026, 0.075, (0, 0.03, -0.075), axis=0, segments=18), rounded_box((0.05, 0.06, 0.1),
                                                                                       (0, 0.03, -0.09), 0.02, 4)]
    top = height - 0.10
    foot_r = 0.20 if tall else 0.15
    foot = lathe(fillet([(0, 0), (foot_r, 0.0), (foot_r, 0.022), (0.6 * foot_r, 0.036), (0.036, 0.050), (0.0, 0.050)],
                        [0, 0.004, 0.012, 0.03, 0.01, 0], 3), 36)  # fmt: skip
    column = [cylinder(0.026, 0.55 * top, (0, 0.03, 0.275 * top + 0.03), segments=18),
              cylinder(0.017 if tall else 0.022, 0.55 * top, (0, 0.03, 0.74 * top), segments=16)]  # fmt: skip
    collar = [cylinder(0.033, 0.05, (0, 0.03, 0.56 * top), segments=18, edge=0.008)]
    buttons = [rounded_box((0.024, 0.02, 0.014), (0.032 * (k - 1.5), -0.62 * foot_r, 0.038), 0.004) for k in range(4)]
    foot = translated(foot, (0, 0.03, 0))

    def up(*pieces: Surface) -> list[Surface]:
        return [translated(one, at) for one in pieces]

    parts = [part("guard", "Guard", *up(*front, *back), moves_with="head"),
             part("rim", "Guard", *up(translated(rim, (0, -0.09, 0))), moves_with="head"),
             part("badge", "Shell", *up(badge), moves_with="head"),
             part("blades", "Blades", *up(*blades), moves_with="blades"),
             part("hub", "Dark", *up(hub), moves_with="blades"),
             part("motor", "Shell", *up(motor), moves_with="head"), part("knob", "Dark", *up(knob), moves_with="head"),
             part("neck", "Dark", *up(*neck)), part("column", "Guard" if tall else "Shell", *column),
             part("collar", "Dark", *collar), part("foot", "Shell", foot), part("buttons", "Dark", *buttons)]
    joints = {"head": shapes.joint("hinge", at + np.array((0, 0.03, -0.075)), (0, 0, 1), (-0.8, 0.8)),
              "blades": shapes.joint("wheel", at + np.array((0, -0.085, 0)), (0, 1, 0), (-1e4, 1e4), carrier="head")}
    return Sketch(parts=parts, looks=[shell, wire, blade, dark], joints=joints, grip=False,
                  solids=(solid("foot"), solid("guard", "motor"), solid("column")))  # fmt: skip


def _vacuum(values: Values) -> Sketch:
    """A canister on two big wheels and a castor with a handle and buttons, a ribbed hose that rises in a bow to a
    bent grip, a bright telescopic wand, a floor head with bristles."""
    shell, dark = main_look("Shell", values), look("Dark", "plastic", "#222428")
    steel, rubber = look("Wand", "chrome", fill=0.15), look("Wheels", "rubber")
    clear = look("Bin", "glass", "#8d969c", roughness=0.08, fill=0.1)
    lower = superellipsoid((0.28, 0.44, 0.20), (0, 0.30, 0.135), 3.2, 8)
    dome = superellipsoid((0.25, 0.36, 0.16), (0, 0.33, 0.215), 2.8, 8)
    bin_ = superellipsoid((0.17, 0.16, 0.16), (0, 0.155, 0.205), 2.8, 8)
    belt = rounded_box((0.285, 0.425, 0.016), (0, 0.30, 0.145), 0.008)
    handle = tube(smooth_line([(0, 0.20, 0.27), (0, 0.21, 0.325), (0, 0.30, 0.345), (0, 0.40, 0.33), (0, 0.44, 0.27)],
                              5), 0.014, 10)  # fmt: skip
    buttons = [cylinder(0.024, 0.02, (s * 0.06, 0.415, 0.268), segments=18, edge=0.006) for s in (-1, 1)]
    vents = [rounded_box((0.13, 0.01, 0.008), (0, 0.512, z), 0.003) for z in (0.15, 0.17, 0.19)]
    joints, wheels = {}, []
    for side, s in (("L", 1.0), ("R", -1.0)):
        name, at = f"wheel.{side}", (s * 0.135, 0.40, 0.085)
        joints[name] = shapes.joint("wheel", at, (1, 0, 0), (-1e4, 1e4))
        wheels += [part(f"tyre.{side}", "Wheels", cylinder(0.085, 0.04, at, axis=0, segments=28, edge=0.012),
                        moves_with=name),
                   part(f"hub.{side}", "Shell", cylinder(0.05, 0.048, at, axis=0, segments=20, edge=0.008),
                        moves_with=name)]  # fmt: skip
    castor = [cylinder(0.028, 0.03, (0, 0.13, 0.028), axis=0, segments=16), rounded_box((0.05, 0.05, 0.04),
                                                                                        (0, 0.13, 0.055), 0.012)]
    neck = turned_y([(0, -0.085), (0.036, -0.085), (0.032, -0.045), (0.026, -0.03), (0, -0.03)], (0, 0.0, 0.215), 18)
    line = smooth_line([(0, 0.045, 0.215), (0, -0.03, 0.20), (0.05, -0.06, 0.28), (0.13, 0.05, 0.53),
                        (0.15, 0.19, 0.76), (0.115, 0.26, 0.895), (0.05, 0.235, 0.955), (0.0, 0.155, 0.935)], 20)
    ribs = 0.0235 + 0.0025 * np.cos(np.pi * np.arange(len(line)))
    hose = tube(line, ribs, 10)
    grip = tube(smooth_line([(0, 0.155, 0.935), (0, 0.09, 0.90), (0, 0.01, 0.825), (0, -0.03, 0.765)], 5), 0.024, 12)
    trigger = rounded_box((0.02, 0.05, 0.016), (0, 0.065, 0.86), 0.006)
    top, foot = np.array([0.0, -0.03, 0.765]), np.array([0.0, -0.40, 0.10])
    middle = top + 0.45 * (foot - top)
    wand = [tube([top, middle], 0.0205, 14), tube([middle, foot], 0.0175, 14)]
    clamp = tube([middle - 0.035 * (foot - top), middle + 0.035 * (foot - top)], 0.027, 14)
    elbow = [tube(smooth_line([foot, foot + np.array((0, -0.045, -0.045)), (0, -0.50, 0.035)], 4), 0.021, 12),
             cylinder(0.026, 0.09, (0, -0.495, 0.036), axis=0, segments=16)]  # fmt: skip
    plate = fillet([(-0.14, -0.60), (0.14, -0.60), (0.135, -0.53), (0.05, -0.47), (-0.05, -0.47), (-0.135, -0.53)],
                   0.02, 3, closed=True)  # fmt: skip
    head = extrude(plate, 0.036, plane="xy", center=0.026, edge=0.010, caps="fan")
    brush = [rounded_box((0.26, 0.012, 0.014), (0, y, 0.007), 0.003) for y in (-0.585, -0.545)]
    parts = [part("body", "Shell", dome), part("base", "Dark", lower), part("dust_bin", "Bin", bin_),
             part("bumper", "Wheels", belt), part("handle", "Dark", handle), part("buttons", "Dark", *buttons),
             part("vents", "Wheels", *vents), part("castor", "Wheels", *castor), part("hose_socket", "Dark", neck),
             part("hose", "Dark", hose), part("grip", "Dark", grip, trigger), part("wand", "Wand", *wand),
             part("clamp", "Dark", clamp), part("elbow", "Dark", *elbow), part("floor_head", "Shell", head),
             part("bristles", "Wheels", *brush), *wheels]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, dark, steel, rubber, clear], joints=joints, grip=False, push=False,
                  solids=(solid("base", "castor", "tyre"), solid("floor_head"), solid("grip")),
                  places=(shapes.grip((0, 0.05, 0.87), 0.048, 0.12),))  # fmt: skip


def _robot_vacuum(values: Values) -> Sketch:
    """A low disc on two wheels: a bumper round its front, a turret with its eye, buttons, a lamp, a side brush."""
    shell, dark = main_look("Shell", values), look("Dark", "plastic", "#25272b")
    rubber, lamp = look("Wheels", "rubber"), look("Lamp", "lacquer", "#59c2ff")
    body = lathe(fillet([(0, 0.012), (0.150, 0.012), (0.165, 0.022), (0.168, 0.070), (0.156, 0.082), (0, 0.084)],
                        [0, 0.004, 0.006, 0.008, 0.006, 0], 3), 56)  # fmt: skip
    turn = np.linspace(np.pi + 0.25, 2.0 * np.pi - 0.25, 25)
    bumper = tube(np.column_stack([0.169 * np.cos(turn), 0.169 * np.sin(turn), 0 * turn + 0.045]), 0.012, 10)
    seam = lathe([(0.118, 0.083), (0.121, 0.083), (0.121, 0.0855), (0.118, 0.0855)], 48, closed_profile=True)
    turret = [cylinder(0.040, 0.024, (0, 0.045, 0.094), segments=32, edge=0.005)]
    eye = cylinder(0.041, 0.007, (0, 0.045, 0.095), segments=32)
    buttons = [cylinder(0.010, 0.006, (x, -0.060, 0.085), segments=18, edge=0.002) for x in (-0.030, 0.0, 0.030)]
    light = rounded_box((0.045, 0.007, 0.004), (0, -0.090, 0.0845), 0.0015)
    hub = cylinder(0.014, 0.010, (0.128, -0.100, 0.009), segments=16)
    bristles = [rotated(rounded_box((0.075, 0.006, 0.003), (0.040, 0, 0), 0.001), a, (0, 0, 1))
                for a in (0.4, 0.4 + 2.1, 0.4 + 4.2)]  # fmt: skip
    joints, wheels = {}, []
    for side, s in (("L", 1.0), ("R", -1.0)):
        name, at = f"wheel.{side}", (s * 0.115, 0.0, 0.032)
        joints[name] = shapes.joint("wheel", at, (1, 0, 0), (-1e4, 1e4))
        wheels.append(part(f"tyre.{side}", "Wheels", cylinder(0.032, 0.020, at, axis=0, segments=24, edge=0.005),
                           moves_with=name))  # fmt: skip
    parts = [part("body", "Shell", body), part("bumper", "Dark", bumper), part("seam", "Dark", seam),
             part("turret", "Shell", *turret), part("eye", "Dark", eye), part("buttons", "Dark", *buttons),
             part("light", "Lamp", light), part("brush", "Dark", hub, *(translated(b, (0.128, -0.100, 0.006))
                                                                        for b in bristles)), *wheels]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, dark, rubber, lamp], joints=joints, grip=False, push=False,
                  solids=(solid("body", kind="cylinder"),))  # fmt: skip


CATEGORIES = (
    thing("fan", "appliance", (0.42, 0.31, 0.57), _fan, material="plastic", color="#e9ebe8", span=2.5, mass_kg=3.2,
          synonyms=("electric fan", "desk fan", "table fan", "pedestal fan", "standing fan"),
          extra=(shapes.choice("style", "desk", ("desk", "pedestal")), shapes.number("blade_count", 4, 3, 6),
                 Parameter(name="blade_color", value="#7fb3c8")),
          presets={w: {"style": "pedestal"} for w in ("pedestal fan", "standing fan")},
          sized={"pedestal": (0.42, 0.42, 1.31)}, colors=("#e9ebe8", "#2b2e33", "#8fb0a0")),
    thing("vacuum cleaner", "appliance", (0.32, 1.12, 0.98), _vacuum, material="plastic", color="#b3161c", span=2,
          mass_kg=6.5, synonyms=("vacuum", "hoover"), colors=("#b3161c", "#1d4f8a", "#3f7d3a", "#d9691a")),
    thing("robot vacuum", "appliance", (0.375, 0.349, 0.106), _robot_vacuum, material="plastic", color="#e9ebe8",
          span=2, mass_kg=3.4, synonyms=("roomba", "vacuum robot", "robot vacuum cleaner", "robotic vacuum"),
          colors=("#e9ebe8", "#2b2e33")),
)  # fmt: skip
