"""Machines one knows by their outline: coffee machine, treadmill, phone booth, gramophone, spinning wheel, dryer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line, vessel


def _coffee_machine(values: Values) -> Sketch:
    """An espresso machine: boiler case with a cup rail, group head with its handle, steam pipe, gauge, tray, cup."""
    case, chrome = main_look("Case", values), look("Chrome", "chrome", fill=0.3)
    dark, white = look("Dark", "plastic", "#1a1b1d"), look("Cup", "ceramic", "#f4f1ea")
    wood, red = look("Wood", "walnut"), Look(glowing("Lamp", "#ff6a3a", 6.0), "glass")
    back = rounded_box((0.30, 0.15, 0.34), (0, 0.10, 0.19), 0.018, 4)
    head = rounded_box((0.30, 0.30, 0.11), (0, 0.03, 0.315), 0.018, 4)
    base = rounded_box((0.30, 0.34, 0.055), (0, 0.0, 0.0375), 0.012, 4)
    feet = [cylinder(0.018, 0.02, (sx * 0.12, sy * 0.14, 0.01), segments=14) for sx in (-1, 1) for sy in (-1, 1)]
    grate = [rounded_box((0.25, 0.006, 0.006), (0, -0.14 + 0.018 * k, 0.068), 0.002) for k in range(9)]
    grate.append(rounded_box((0.26, 0.17, 0.010), (0, -0.07, 0.0605), 0.003))
    rail = [tube(smooth_line(np.array([(-0.13, 0.15, 0.40), (-0.13, -0.10, 0.40), (0.13, -0.10, 0.40),
                                       (0.13, 0.15, 0.40)]), 5), 0.0045, 8)]  # fmt: skip
    rail += [cylinder(0.0042, 0.035, (sx * 0.128, y, 0.385), segments=8) for sx in (-1, 1) for y in (0.12, -0.06)]
    group = [cylinder(0.034, 0.05, (0, -0.065, 0.245), segments=26, edge=0.006),
             cylinder(0.040, 0.026, (0, -0.065, 0.212), segments=26, edge=0.005)]  # fmt: skip
    handle = [tube([(0, -0.10, 0.212), (0, -0.155, 0.206)], 0.0075, 10)]
    grip = [tube([(0, -0.145, 0.207), (0, -0.225, 0.198)], [0.013, 0.0165], 14)]
    spouts = [tube(smooth_line(np.array([(0, -0.065, 0.200), (s * 0.016, -0.067, 0.186), (s * 0.018, -0.067, 0.168)]),
                               4),
                   0.0055, 8) for s in (-1, 1)]  # fmt: skip
    steam = tube(smooth_line(np.array([(0.115, -0.11, 0.27), (0.125, -0.135, 0.22), (0.128, -0.145, 0.12)]), 5),
                 0.0045, 8)
    gauge = [cylinder(0.027, 0.014, (-0.075, -0.123, 0.318), axis=1, segments=24, edge=0.003)]
    face = [cylinder(0.022, 0.004, (-0.075, -0.131, 0.318), axis=1, segments=24, edge=0.001)]
    knobs = [cylinder(0.019, 0.022, (x, -0.130, 0.318), axis=1, segments=20, edge=0.004) for x in (0.02, 0.075)]
    cups = [vessel(np.array([(0.016, 0.0), (0.020, 0.004), (0.026, 0.03), (0.0285, 0.05)]), 0.0022, segments=22)]
    cup = [translated(cups[0], (0, -0.070, 0.071)), translated(cups[0], (-0.07, 0.03, 0.3705)),
           translated(cups[0], (0.01, 0.06, 0.3705))]  # fmt: skip
    lamp = [cylinder(0.006, 0.006, (-0.02, -0.122, 0.338), axis=1, segments=12)]
    parts = [part("back", "Case", back), part("head", "Case", head), part("base", "Dark", base, *feet),
             part("grate", "Chrome", *grate), part("rail", "Chrome", *rail), part("group", "Chrome", *group, *spouts),
             part("handle", "Chrome", *handle), part("grip", "Wood", *grip), part("steam_pipe", "Chrome", steam),
             part("gauge", "Chrome", *gauge), part("dial", "Cup", *face), part("knobs", "Wood", *knobs),
             part("cups", "Cup", *cup), part("lamp", "Lamp", *lamp)]  # fmt: skip
    return Sketch(parts=parts, looks=[case, chrome, dark, white, wood, red], grip=False,
                  solids=(solid("back", "head", "base"),),
                  places=[shapes.surface_top("cup_rail", (0.03, 0.03, 0.371), 0.24, 0.22)])  # fmt: skip


def _treadmill(values: Values) -> Sketch:
    """A belt between side rails on a deck, a motor hood, two leaning posts with handrails, a console with a screen."""
    frame, rubber = main_look("Frame", values), look("Belt", "rubber", "#18191b")
    metal, screen = look("Metal", "steel", fill=0.3), Look(glowing("Screen", "#4fb6ff", 5.0), "screen")
    accent = look("Accent", "plastic", str(values["second_color"]) or "#c8232b")
    deck = rounded_box((0.60, 1.62, 0.12), (0, 0.06, 0.13), 0.025, 4)
    belt = rounded_box((0.50, 1.50, 0.022), (0, 0.10, 0.190), 0.008)
    stripes = [rounded_box((0.46, 0.018, 0.004), (0, -0.55 + 0.32 * k, 0.2015), 0.001) for k in range(5)]
    rails = [rounded_box((0.085, 1.62, 0.05), (s * 0.30, 0.06, 0.195), 0.018, 4) for s in (-1, 1)]
    hood = shaped_bar([(0, -0.90, 0.13), (0, -0.82, 0.17), (0, -0.66, 0.20), (0, -0.60, 0.18)],
                      [0.54, 0.68, 0.70, 0.66],
                      [0.14, 0.22, 0.22, 0.16], roundness=4.0)  # fmt: skip
    rollers = [cylinder(0.045, 0.62, (0, 0.86, 0.13), axis=0, segments=18, edge=0.01)]
    feet = [cylinder(0.035, 0.07, (s * 0.26, y, 0.035), segments=16, edge=0.006) for s in (-1, 1) for y in (-0.72,
                                                                                                            0.78)]
    posts = [shaped_bar([(s * 0.335, -0.66, 0.10), (s * 0.335, -0.60, 0.55), (s * 0.330, -0.50, 1.12)],
                        [0.055, 0.05, 0.05],
                        [0.11, 0.085, 0.075], up=(0, 1, 0), roundness=4.0) for s in (-1, 1)]  # fmt: skip
    arms = [tube(smooth_line(np.array([(s * 0.33, -0.52, 1.04), (s * 0.335, -0.30, 1.02), (s * 0.335, 0.04, 0.97)]), 4),
                 0.022, 12) for s in (-1, 1)]  # fmt: skip
    grips = [tube([(s * 0.335, -0.25, 1.013), (s * 0.335, 0.05, 0.969)], 0.027, 12) for s in (-1, 1)]
    console = rotated(rounded_box((0.78, 0.09, 0.30), (0, -0.53, 1.22), 0.04, 4), -0.45, (1, 0, 0), (0, -0.53, 1.22))
    panel = rotated(rounded_box((0.40, 0.012, 0.19), (0, -0.480, 1.22), 0.006), -0.45, (1, 0, 0), (0, -0.53, 1.22))
    keys = [rotated(rounded_box((0.05, 0.014, 0.03), (x, -0.480, z), 0.005), -0.45, (1, 0, 0), (0, -0.53, 1.22))
            for x in (-0.29, 0.29) for z in (1.17, 1.22, 1.27)]  # fmt: skip
    bar = tube([(-0.32, -0.42, 1.06), (0.32, -0.42, 1.06)], 0.018, 10)
    parts = [part("deck", "Frame", deck), part("belt", "Belt", belt), part("belt_marks", "Accent", *stripes),
             part("rails", "Frame", *rails), part("hood", "Frame", hood), part("roller", "Metal", *rollers),
             part("feet", "Belt", *feet), part("posts", "Metal", *posts), part("handrails", "Metal", *arms, bar),
             part("grips", "Belt", *grips), part("console", "Frame", console), part("screen", "Screen", panel),
             part("keys", "Accent", *keys)]  # fmt: skip
    return Sketch(parts=parts, looks=[frame, rubber, metal, screen, accent], grip=False,
                  solids=(solid("deck", "rails"), solid("posts"), solid("console")),
                  places=[shapes.affordance("belt", "stand_at", (0, 0.02, 0.2015), (0.45, 1.2, 0))])  # fmt: skip


def _phone_booth(values: Values) -> Sketch:
    """A red kiosk: a moulded base, panes in a grid on three sides, a panelled back, a domed roof with lit signs over
    each side, a door that opens, a telephone within."""
    red, glass = main_look("Paint", values), look("Glass", "glass", "#dfe9ea")
    sign = Look(glowing("Sign", "#f6ecd0", 4.0), "glass")
    black, metal, gold = look("Black", "plastic", "#161719"), look("Metal", "chrome"), look("Crown", "gold")
    w, low, high = 0.92, 0.16, 2.16
    half = 0.5 * w
    base = [rounded_box((w + 0.08, w + 0.08, 0.12), (0, 0, 0.06), 0.02), rounded_box((w + 0.03, w + 0.03, 0.06),
                                                                                     (0, 0, 0.14),
                                                                                     0.015)]
    posts = [rounded_box((0.09, 0.09, high - low + 0.1), (sx * (half - 0.045), sy * (half - 0.045),
                                                          0.5 * (low + high)), 0.012)
             for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    frieze = [rounded_box((w, w, 0.24), (0, 0, high + 0.12), 0.02),
              rounded_box((w + 0.06, w + 0.06, 0.05), (0, 0, high + 0.255), 0.015),
              rounded_box((w + 0.04, w + 0.04, 0.04), (0, 0, high + 0.005), 0.012)]  # fmt: skip
    dome = superellipsoid((w * 1.0, w * 1.0, 0.44), (0, 0, high + 0.25), 3.0, 9)
    dome.vertices[:, 2] = np.maximum(dome.vertices[:, 2], high + 0.24)
    boards, crowns = [], []
    for k in range(4):
        board = rounded_box((0.66, 0.02, 0.13), (0, -half - 0.006, high + 0.12), 0.006)
        mark = superellipsoid((0.07, 0.02, 0.06), (0, -half - 0.012, high + 0.315), 2.2, 3)
        boards.append(rotated(board, k * np.pi / 2, (0, 0, 1)))
        crowns.append(rotated(mark, k * np.pi / 2, (0, 0, 1)))
    inner = w - 0.18

    def side() -> tuple[list[Surface], Surface]:
        """Bars and pane of one glazed side, at -Y."""
        y = -half + 0.045
        bars = [rounded_box((inner + 0.02, 0.045, 0.30), (0, y, low + 0.13), 0.012),
                rounded_box((inner + 0.02, 0.045, 0.09), (0, y, high - 0.05), 0.012)]  # fmt: skip
        bars += [rounded_box((inner, 0.030, 0.022), (0, y, z), 0.006) for z in np.linspace(low + 0.50, high - 0.32, 7)]
        bars += [rounded_box((0.022, 0.032, high - low - 0.30), (x, y, 0.5 * (low + high) + 0.10), 0.006)
                 for x in (-0.235, 0.235)]  # fmt: skip
        bars += [rounded_box((0.05, 0.045, high - low), (x, y, 0.5 * (low + high)), 0.012)
                 for x in (-0.5 * inner + 0.02, 0.5 * inner - 0.02)]  # fmt: skip
        return bars, rounded_box((inner - 0.02, 0.010, high - low - 0.3), (0, y, 0.5 * (low + high) + 0.10), 0.003)

    bars, glazing = side()
    fixed_bars = [rotated(one, k * np.pi / 2, (0, 0, 1)) for k in (1, 3) for one in bars]
    fixed_panes = [rotated(glazing, k * np.pi / 2, (0, 0, 1)) for k in (1, 3)]
    back = rounded_box((inner + 0.04, 0.04, high - low), (0, half - 0.045, 0.5 * (low + high)), 0.01)
    phone = [rounded_box((0.30, 0.10, 0.42), (0.02, half - 0.12, 1.40), 0.03, 4),
             rounded_box((0.44, 0.22, 0.03), (0.0, half - 0.18, 1.06), 0.01)]  # fmt: skip
    dial = [cylinder(0.065, 0.014, (0.07, half - 0.178, 1.42), axis=1, segments=24, edge=0.003),
            rounded_box((0.07, 0.012, 0.02), (0.07, half - 0.176, 1.56), 0.003)]  # fmt: skip
    ear = [tube(smooth_line(np.array([(-0.085, half - 0.19, 1.30), (-0.085, half - 0.215, 1.36),
                                      (-0.085, half - 0.215, 1.46),
                                      (-0.085, half - 0.19, 1.52)]), 4), 0.016, 10)]  # fmt: skip
    ear += [superellipsoid((0.055, 0.045, 0.05), (-0.085, half - 0.185, z), 2.4, 4) for z in (1.295, 1.525)]
    handle = tube(smooth_line(np.array([(-0.30, -half, 1.02), (-0.30, -half - 0.05, 1.04), (-0.30, -half - 0.05, 1.18),
                                        (-0.30, -half, 1.20)]), 4), 0.011, 8)  # fmt: skip
    parts = [part("base", "Paint", *base), part("posts", "Paint", *posts), part("frieze", "Paint", *frieze),
             part("dome", "Paint", dome), part("signs", "Sign", *boards), part("crowns", "Crown", *crowns),
             part("bars", "Paint", *fixed_bars), part("panes", "Glass", *fixed_panes), part("back", "Paint", back),
             part("phone", "Black", *phone, *ear), part("dial", "Metal", *dial),
             part("door", "Paint", *bars, moves_with="door"), part("door_pane", "Glass", glazing, moves_with="door"),
             part("door_handle", "Metal", handle, moves_with="door")]  # fmt: skip
    joints = {"door": shapes.joint("hinge", (0.5 * inner, -half + 0.045, 0.5 * (low + high)), (0, 0, 1), (0.0, 1.7))}
    places = [shapes.affordance("inside", "inside", (0, 0, 0.18), (0.7, 0.7, 1.9)),
              shapes.affordance("door", "door_swing", (-0.30, -half - 0.05, 1.11), (0.7, 0.7, 0.0))]  # fmt: skip
    return Sketch(parts=parts, looks=[red, glass, sign, black, metal, gold], joints=joints, places=places, grip=False,
                  push=False, solids=(solid("base"), solid("back"), solid("posts"),
                                      solid("dome", "frieze")))  # fmt: skip


def _gramophone(values: Values) -> Sketch:
    """A carved box with a turntable and record, a crank, a tone arm, and a great flower of a brass horn."""
    wood, brass = main_look("Wood", values), look("Brass", "brass", fill=0.2)
    black, red = look("Record", "lacquer", "#121214"), look("Label", "paper", "#b3261f")
    felt = look("Felt", "velvet", "#1f4a2f")
    box = [rounded_box((0.36, 0.36, 0.13), (0, 0, 0.10), 0.01, 4), rounded_box((0.40, 0.40, 0.03), (0, 0, 0.025), 0.01,
                                                                               4),
           rounded_box((0.39, 0.39, 0.022), (0, 0, 0.172), 0.008, 4)]  # fmt: skip
    feet = [superellipsoid((0.05, 0.05, 0.03), (sx * 0.17, sy * 0.17, 0.014), 2.4, 4) for sx in (-1, 1) for sy in (-1,
                                                                                                                   1)]
    carve = [rounded_box((0.20, 0.008, 0.06), (0, -0.181, 0.10), 0.01, 4), rounded_box((0.008, 0.20, 0.06),
                                                                                       (0.181, 0, 0.10),
                                                                                       0.003)]
    table = [cylinder(0.145, 0.012, (0, -0.01, 0.195), segments=40, edge=0.003)]
    disc = [lathe(fillet([(0.0, 0.2015), (0.138, 0.2015), (0.138, 0.2045), (0.0, 0.2045)], [0, 0.001, 0.001, 0], 1),
                  44)]
    disc = [translated(one, (0, -0.01, 0)) for one in disc]
    grooves = [translated(lathe([(r, 0.2040), (r + 0.004, 0.2040), (r + 0.002, 0.2052)], 40, True), (0, -0.01, 0))
               for r in (0.065, 0.085, 0.105, 0.122)]  # fmt: skip
    label = [cylinder(0.042, 0.003, (0, -0.01, 0.2055), segments=28, edge=0.001),
             cylinder(0.004, 0.016, (0, -0.01, 0.212), segments=10)]  # fmt: skip
    crank = [tube([(0.18, 0.05, 0.10), (0.225, 0.05, 0.10)], 0.007, 10),
             tube([(0.222, 0.05, 0.10), (0.222, 0.10, 0.06)], 0.006, 10)]  # fmt: skip
    knob = tube([(0.218, 0.10, 0.06), (0.268, 0.10, 0.06)], [0.010, 0.014], 12)
    arm = tube(smooth_line(np.array([(0.02, 0.215, 0.30), (0.075, 0.17, 0.255), (0.11, 0.08, 0.225),
                                     (0.105, 0.0, 0.215)]), 5),
               np.linspace(0.015, 0.008, 16), 10)  # fmt: skip
    sound_box = cylinder(0.026, 0.018, (0.103, -0.01, 0.222), axis=0, segments=22, edge=0.004)
    bracket = [tube(smooth_line(np.array([(0, 0.17, 0.14), (0, 0.235, 0.17), (0, 0.235, 0.27), (0.0, 0.215, 0.305)]),
                                4), 0.013,
                    10), superellipsoid((0.05, 0.05, 0.05), (0.0, 0.215, 0.305), 2.0, 4)]  # fmt: skip
    path = smooth_line(np.array([(0.0, 0.215, 0.31), (0, 0.25, 0.40), (0, 0.20, 0.50), (0, 0.08, 0.56),
                                 (0, -0.06, 0.585),
                                 (0, -0.16, 0.595), (0, -0.225, 0.60)]), 4)  # fmt: skip
    u = np.linspace(0, 1, len(path))
    radius = 0.015 + 0.055 * u**1.5 + 0.135 * u**6
    turn = 2 * np.pi * np.arange(48) / 48
    tangent = np.gradient(path, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    outer: list[NDArray[np.float64]] = []
    inner: list[NDArray[np.float64]] = []
    for k in range(len(path)):
        first = np.array([-1.0, 0.0, 0.0])
        second = np.cross(tangent[k], first)
        wave = 1.0 + 0.075 * u[k] ** 2 * np.abs(np.sin(4 * turn))
        for rows, r in ((outer, radius[k]), (inner, max(radius[k] - 0.004, 0.3 * radius[k]))):
            rows.append(path[k] + r * wave[:, None] * (np.cos(turn)[:, None] * first + np.sin(turn)[:, None] * second))
    horn = outward(loft(np.array(outer + inner[::-1])))
    parts = [part("box", "Wood", *box, *feet), part("carving", "Brass", *carve), part("turntable", "Felt", *table),
             part("record", "Record", *disc, *grooves), part("label", "Label", *label), part("crank", "Brass", *crank),
             part("knob", "Wood", knob), part("tone_arm", "Brass", arm, sound_box), part("bracket", "Brass", *bracket),
             part("horn", "Brass", horn)]  # fmt: skip
    return Sketch(parts=parts, looks=[wood, brass, black, red, felt], grip=False,
                  solids=(solid("box"), solid("horn", kind="hull")))  # fmt: skip


def _spinning_wheel(values: Values) -> Sketch:
    """A great turned wheel on a sloping bench with three legs, uprights, treadle, flyer, bobbin, distaff of flax."""
    wood, flax = main_look("Wood", values), look("Flax", "wool", "#e3cf9c")
    cord, iron = look("Cord", "linen", "#d8c9a3"), look("Iron", "iron")
    bench = shaped_bar([(0, -0.46, 0.34), (0, 0.0, 0.40), (0, 0.44, 0.46)], [0.17] * 3, [0.05] * 3, roundness=6.0)
    legs = [tube([(x, y, z), (1.9 * x, y * 1.12, 0.0)], [0.023, 0.016], 12)
            for x, y, z in ((0.0, -0.40, 0.34), (0.075, 0.36, 0.44), (-0.075, 0.36, 0.44))]  # fmt: skip
    beads = [superellipsoid((0.060, 0.060, 0.045), (1.45 * x, y * 1.06, 0.48 * z), 2.0, 4)
             for x, y, z in ((0.0, -0.40, 0.34), (0.075, 0.36, 0.44), (-0.075, 0.36, 0.44))]  # fmt: skip
    hub = np.array([0.0, 0.20, 0.84])
    posts = [tube([(s * 0.065, 0.20, 0.42), (s * 0.065, 0.20, 0.87)], [0.020, 0.015], 12) for s in (-1, 1)]
    posts += [superellipsoid((0.05, 0.05, 0.06), (s * 0.065, 0.20, 0.60), 2.0, 4) for s in (-1, 1)]
    r = 0.36
    rim = [translated(ring(r, 0.024, 44, 10), tuple(hub)), translated(ring(r - 0.052, 0.010, 40, 8), tuple(hub))]
    spoke = lathe(fillet([(0.0, 0.04), (0.011, 0.04), (0.009, 0.12), (0.019, 0.18), (0.009, 0.23), (0.010, 0.35),
                          (0.0, 0.35)],
                         [0, 0, 0.02, 0.02, 0.02, 0, 0], 3), 10)  # fmt: skip
    spokes = [translated(rotated(spoke, 2 * np.pi * k / 12, (1, 0, 0)), hub) for k in range(12)]
    nave = [cylinder(0.055, 0.075, tuple(hub), axis=0, segments=24, edge=0.012), cylinder(0.010, 0.18, tuple(hub),
                                                                                          axis=0,
                                                                                          segments=10)]
    crank = [tube([tuple(hub + np.array([0.088, 0, 0])), tuple(hub + np.array([0.088, -0.045, -0.03]))], 0.007, 8)]
    rod = tube([(0.095, 0.155, 0.81), (0.085, 0.02, 0.10)], 0.007, 8)
    treadle = [rounded_box((0.20, 0.30, 0.022), (0.06, -0.06, 0.075), 0.006),
               tube([(-0.14, 0.08, 0.07), (0.20, 0.08, 0.07)],
                                                                                   0.012, 8)]
    mother = [tube([(s * 0.085, -0.30, 0.36), (s * 0.085, -0.30, 0.66)], [0.019, 0.014], 12) for s in (-1, 1)]
    mother += [superellipsoid((0.045, 0.045, 0.05), (s * 0.085, -0.30, z), 2.0, 4) for s in (-1, 1) for z in (0.50,
                                                                                                              0.68)]
    bar = tube([(-0.11, -0.30, 0.40), (0.11, -0.30, 0.40)], 0.016, 10)
    flyer = [tube(smooth_line(np.array([(-0.075, -0.30 + s * 0.015, 0.62), (-0.02, -0.30 + s * 0.055, 0.62),
                                        (0.085, -0.30 + s * 0.055, 0.62)]), 4), 0.0075, 8) for s in (-1,
                                                                                                     1)]  # fmt: skip
    bobbin = [cylinder(0.030, 0.075, (0.015, -0.30, 0.62), axis=0, segments=20, edge=0.010)]
    whorls = [cylinder(0.040, 0.012, (x, -0.30, 0.62), axis=0, segments=22, edge=0.003) for x in (-0.032, 0.062)]
    spindle = cylinder(0.006, 0.21, (0, -0.30, 0.62), axis=0, segments=10)
    bands = [tube([(-0.030, -0.30, 0.66), tuple(hub + np.array([-0.010, -0.06, r + 0.016]))], 0.0026, 6),
             tube([(-0.030, -0.30, 0.58), tuple(hub + np.array([-0.010, -0.20, -r + 0.058]))], 0.0026, 6)]  # fmt: skip
    staff = tube([(-0.07, -0.42, 0.34), (-0.09, -0.44, 1.02)], [0.014, 0.009], 10)
    tow = shaped_bar([(-0.081, -0.432, 0.74), (-0.084, -0.436, 0.80), (-0.087, -0.438, 0.92), (-0.090, -0.44, 1.02)],
                     [0.03, 0.11, 0.09, 0.02], [0.03, 0.11, 0.09, 0.02], roundness=2.0)  # fmt: skip
    tie = translated(lathe([(0.048, -0.006), (0.054, 0.0), (0.048, 0.006), (0.044, 0.0)], 20, True),
                     (-0.086, -0.437, 0.90))
    parts = [part("bench", "Wood", bench), part("legs", "Wood", *legs, *beads), part("posts", "Wood", *posts),
             part("treadle", "Wood", *treadle, rod), part("flyer_posts", "Wood", *mother, bar),
             part("flyer", "Wood", *flyer, *whorls), part("bobbin", "Flax", *bobbin), part("spindle", "Iron", spindle),
             part("drive_band", "Cord", *bands, tie), part("distaff", "Wood", staff), part("flax", "Flax", tow),
             part("wheel", "Wood", *rim, *spokes, *nave, moves_with="wheel"),
             part("crank", "Iron", *crank, moves_with="wheel")]  # fmt: skip
    joints = {"wheel": shapes.joint("hinge", tuple(hub), (1, 0, 0), (-1e4, 1e4))}
    return Sketch(parts=parts, looks=[wood, flax, cord, iron], joints=joints, grip=False,
                  solids=(solid("bench"), solid("legs"), solid("posts", "flyer")))  # fmt: skip


def _hair_dryer(values: Values) -> Sketch:
    """A round barrel with a nozzle to -Y, a ribbed intake behind, a handle with switches, a cord; it lies on its side
    of the nozzle's flat, upright on its handle."""
    body_of, dark = main_look("Body", values), look("Dark", "plastic", "#1d1e21")
    metal = look("Metal", "chrome")
    barrel = shaped_bar([(0, -0.075, 0.185), (0, -0.05, 0.185), (0, 0.02, 0.187), (0, 0.07, 0.187), (0, 0.085, 0.187)],
                        [0.056, 0.068, 0.086, 0.088, 0.078], [0.056, 0.068, 0.086, 0.088, 0.078], roundness=2.0,
                        segments=28)
    nozzle = shaped_bar([(0, -0.068, 0.185), (0, -0.09, 0.185), (0, -0.13, 0.185)], [0.060, 0.062, 0.074],
                        [0.060, 0.052, 0.020], roundness=2.8, segments=24)  # fmt: skip
    mouth = rounded_box((0.060, 0.004, 0.010), (0, -0.1305, 0.185), 0.0015)
    rings = [translated(rotated(lathe([(r, 0.0), (r + 0.004, 0.0), (r + 0.004, 0.004), (r, 0.004)], 26, True),
                                -0.5 * np.pi,
                                (1, 0, 0)), (0, 0.0845, 0.187)) for r in (0.008, 0.017, 0.026, 0.034)]  # fmt: skip
    grille = cylinder(0.037, 0.004, (0, 0.0845, 0.187), axis=1, segments=26, edge=0.001)
    band = translated(rotated(lathe([(0.036, -0.006), (0.0395, -0.006), (0.0395, 0.006), (0.036, 0.006)], 32, True),
                              0.5 * np.pi,
                              (1, 0, 0)), (0, -0.028, 0.186))  # fmt: skip
    handle = shaped_bar([(0, 0.035, 0.165), (0, 0.036, 0.12), (0, 0.046, 0.05), (0, 0.052, 0.008), (0, 0.0525, 0.0)],
                        [0.036, 0.033, 0.034, 0.032, 0.026], [0.044, 0.040, 0.040, 0.036, 0.030], up=(0, 1, 0),
                        roundness=2.6)
    switch = [rounded_box((0.014, 0.008, 0.020), (0, 0.0155, z), 0.003) for z in (0.125, 0.098)]
    cord = tube(smooth_line(np.array([(0, 0.052, 0.006), (0, 0.075, 0.0035), (0.03, 0.12, 0.0035),
                                      (-0.02, 0.15, 0.0035),
                                      (-0.05, 0.10, 0.0035)]), 6), 0.0032, 8)  # fmt: skip
    return Sketch(parts=[part("barrel", "Body", barrel), part("nozzle", "Dark", nozzle), part("mouth", "Metal", mouth),
                         part("grille", "Dark", grille), part("grille_rings", "Metal", *rings),
                         part("band", "Metal", band),
                         part("handle", "Body", handle), part("switches", "Dark", *switch), part("cord", "Dark", cord)],
                  looks=[body_of, dark, metal], push=False, grip=False,
                  places=[shapes.grip((0, 0.044, 0.065), 0.036, 0.09)], solids=(solid("barrel", "nozzle"),
                                                                                solid("handle")))


_SECOND = shapes.finish("", "", True)[3:]
CATEGORIES = (
    thing("coffee machine", "appliance", (0.3064, 0.4064, 0.4216), _coffee_machine, material="painted metal",
          color="#9c1f24",
          span=2.5, mass_kg=11, colors=("#9c1f24", "#1f2226", "#d9d4c8"),
          synonyms=("coffee maker", "espresso machine")),
    thing("treadmill", "sports", (0.78, 1.8394, 1.3612), _treadmill, material="plastic", color="#2b2e33", span=2.0,
          mass_kg=85,
          extra=_SECOND, synonyms=("running machine",)),
    thing("phone booth", "street", (1, 1.0272, 2.6299), _phone_booth, material="painted metal", color="#b3161f",
          span=2.0,
          mass_kg=600, synonyms=("telephone booth", "telephone box", "phone box", "call box")),
    thing("gramophone", "electronics", (0.4789, 0.5092, 0.8113), _gramophone, material="mahogany", span=2.5, mass_kg=7,
          synonyms=("phonograph", "record player")),
    thing("spinning wheel", "furniture", (0.3578, 1.075, 1.2263), _spinning_wheel, material="walnut", span=2.0,
          mass_kg=8),
    thing("hair dryer", "appliance", (0.0966, 0.2856, 0.231), _hair_dryer, material="plastic", color="#c8417f",
          span=2.5,
          mass_kg=0.6, colors=("#c8417f", "#26282c", "#3f8fb8"), synonyms=("hairdryer", "blow dryer", "blow-dryer")),
)  # fmt: skip
