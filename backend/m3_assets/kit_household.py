"""What stands about the house and the workshop: iron, ironing board, typewriter, sewing machine, toolbox, aquarium."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import lump, outward, thick_sheet
from .kit_optics import knurled
from .making import Look, look, main_look
from .materials import material
from .nature_materials import nature
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _sole(scale: float, long: float = 0.0) -> np.ndarray:
    """The outline of an iron's sole (N, 2), its tip at the front."""
    half = [(0.0, -0.135 - long), (0.022, -0.112), (0.040, -0.07), (0.052, -0.015), (0.056, 0.05), (0.052, 0.105),
            (0.032, 0.118), (0.0, 0.12)]  # fmt: skip
    line = smooth_line(np.array(half), 3)
    return scale * np.concatenate([line, line[-2:0:-1] * [-1, 1]])


def _iron(values: Values) -> Sketch:
    """A pointed sole of steel, a body that rises to the back, an open handle with its grip, a dial, steam buttons, a
    water window and the cord's sleeve."""
    shell, steel = main_look("Shell", values), look("Sole", "chrome", fill=0.6)
    white, grey = look("White", "plastic", "#ece9e3"), look("Grip", "rubber", "#2b2d31")
    window = Look(material("Window", "glass", "#8fc4de", roughness=0.05), "glass")
    plate = outward(loft(np.array([np.column_stack([_sole(s), np.full(len(_sole(1.0)), z)]) for s, z in
                                   ((0.975, 0.0), (1.0, 0.003), (1.0, 0.009), (0.985, 0.011))])))  # fmt: skip
    rows = []
    for s, z, back in ((0.95, 0.011, 0.0), (0.96, 0.02, 0.0), (0.93, 0.038, 0.004), (0.82, 0.055, 0.012),
                       (0.62, 0.068, 0.022), (0.40, 0.074, 0.03)):  # fmt: skip
        ring = _sole(s)
        ring[:, 1] += back
        rows.append(np.column_stack([ring, z + 0.02 * np.clip((ring[:, 1] + 0.02) / 0.12, 0, 1) * (z > 0.03)]))
    body = outward(loft(np.array(rows)))
    line = smooth_line([(0, 0.098, 0.075), (0, 0.108, 0.112), (0, 0.088, 0.145), (0, 0.03, 0.152), (0, -0.03, 0.142),
                        (0, -0.066, 0.118), (0, -0.072, 0.085), (0, -0.066, 0.06)], 5)  # fmt: skip
    handle = tube(line, np.interp(np.linspace(0, 1, len(line)), [0, 0.3, 0.6, 1], [0.017, 0.0165, 0.0155, 0.018]), 16)
    handle.vertices[:, 0] *= 1.25
    grip = tube([(0, 0.078, 0.1495), (0, 0.03, 0.1545), (0, -0.025, 0.1455)], [0.0165, 0.0172, 0.0165], 14)
    grip.vertices[:, 0] *= 1.22
    dial = [knurled(0.023, 0.012, (0, 0.03, 0.097), axis=2, teeth=18)]
    buttons = [superellipsoid((0.014, 0.016, 0.010), (x, -0.055, 0.141), 3.0, 4) for x in (-0.010, 0.010)]
    nose = [superellipsoid((0.018, 0.010, 0.012), (0, -0.0865, 0.062), 2.4, 4)]
    pane = [superellipsoid((0.086, 0.10, 0.024), (0, 0.03, 0.058), 3.0, 5)]
    cord = tube(smooth_line([(0, 0.100, 0.120), (0, 0.150, 0.128), (0.01, 0.20, 0.08), (0.04, 0.24, 0.012),
                             (0.12, 0.26, 0.004), (0.18, 0.20, 0.004)], 5), 0.0036, 8)  # fmt: skip
    sleeve = tube([(0, 0.095, 0.118), (0, 0.146, 0.128)], [0.0085, 0.0055], 12)
    return Sketch(
        parts=[part("sole", "Sole", plate), part("body", "Shell", body), part("handle", "White", handle),
               part("grip", "Grip", grip), part("dial", "Grip", *dial), part("buttons", "Grip", *buttons),
               part("nozzle", "White", *nose), part("window", "Window", *pane), part("cord", "Grip", cord, sleeve)],
        looks=[shell, steel, white, grey, window], push=False, grip=False,
        solids=(solid("sole", "body", kind="hull"),), places=[shapes.grip((0, 0.03, 0.152), 0.035, 0.10)],
    )  # fmt: skip


def _ironing_board(values: Values) -> Sketch:
    """A long padded top with a rounded nose under its cover, crossed legs of tube with feet and caps, a rest for the
    iron at its end."""
    cover, steel = main_look("Cover", values, 0.06), look("Legs", "painted metal", "#d6d8da", fill=0.2)
    cap, pad = look("Caps", "rubber", "#2a2b2e"), look("Felt", "cotton", "#d8d3c6")
    top = 0.88
    half = [(-0.62, 0.0), (-0.58, 0.055), (-0.50, 0.105), (-0.36, 0.15), (-0.1, 0.18), (0.3, 0.19), (0.52, 0.19),
            (0.58, 0.175), (0.602, 0.11), (0.615, 0.0)]  # fmt: skip
    line = smooth_line(np.array(half), 2)
    outline = np.concatenate([line, line[-2:0:-1] * [1, -1]])

    def layer(rows: list[tuple[float, float]]) -> Surface:
        return outward(loft(np.array([np.column_stack([outline * [1 - inset, 1 - 3 * inset], np.full(len(outline), z)])
                                      for inset, z in rows]), caps="ladder"))  # fmt: skip

    board = layer([(0.02, top - 0.012), (0.004, top - 0.010), (0.0, top + 0.004), (0.004, top + 0.014),
                   (0.02, top + 0.019)])  # fmt: skip
    mesh = layer([(0.03, top - 0.034), (0.022, top - 0.032), (0.022, top - 0.012), (0.03, top - 0.010)])
    legs, caps = [], []
    for x0, x1, y in ((-0.42, 0.40, 0.09), (0.42, -0.34, 0.065)):
        for s in (-1, 1):
            legs.append(tube([(x0, s * y, 0.025), (x1, s * y, top - 0.04)], 0.0115, 10))
        wide = 0.21 if y > 0.08 else 0.16
        legs.append(tube([(x0, -wide, 0.016), (x0, wide, 0.016)], 0.0125, 10))
        legs.append(tube([(x1, -y - 0.02, top - 0.045), (x1, y + 0.02, top - 0.045)], 0.009, 10))
        caps += [cylinder(0.016, 0.045, (x0, s * wide, 0.016), axis=1, segments=14, edge=0.004) for s in (-1, 1)]
    axle = cylinder(0.008, 0.22, (0.02, 0, 0.5 * top + 0.01), axis=1, segments=12)
    rest = [tube(smooth_line([(0.585, s * 0.10, top - 0.01), (0.72, s * 0.10, top - 0.02), (0.84, s * 0.08, top + 0.01),
                              (0.86, 0.0, top + 0.03)], 4), 0.006, 8) for s in (-1, 1)]  # fmt: skip
    rest += [tube([(x, -0.095, top - 0.018), (x, 0.095, top - 0.018)], 0.0045, 8) for x in (0.66, 0.72, 0.78)]
    return Sketch(
        parts=[part("cover", "Cover", board), part("board", "Felt", mesh), part("legs", "Legs", *legs, axle),
               part("feet", "Caps", *caps), part("iron_rest", "Legs", *rest)],
        looks=[cover, steel, cap, pad], grip=False,
        solids=(solid("cover", "board"), solid("legs", "feet", kind="hull")),
        places=[shapes.surface_top("top", (0.05, 0, top + 0.019), 1.0, 0.34)],
    )  # fmt: skip


def _typewriter(values: Values) -> Sketch:
    """Four steps of round keys and a space bar before a housing with its basket of type bars, two ribbon spools, a
    carriage with the roller, knobs, return lever and a sheet of paper."""
    paint, black = main_look("Housing", values), look("Black", "plastic", "#17181b")
    steel, rubber = look("Steel", "chrome", fill=0.3), look("Roller", "rubber")
    ivory, paper = look("Letters", "ceramic", "#efe9da"), look("Paper", "paper", "#f3f0e6")
    side = [(-0.16, 0.012), (0.15, 0.012), (0.15, 0.12), (0.11, 0.135), (0.02, 0.13), (-0.035, 0.085), (-0.16, 0.035)]
    body = extrude(fillet(side, 0.012, 2, closed=True), 0.30, plane="yz", edge=0.012, caps="fan")
    feet = [cylinder(0.014, 0.016, (sx * 0.12, sy * 0.12, 0.008), segments=14) for sx in (-1, 1) for sy in (-1, 1)]
    cap = lathe(fillet([(0, 0), (0.0078, 0), (0.0082, 0.005), (0, 0.005)], [0, 0.001, 0.0015, 0], 2), 14)
    disc = lathe([(0, 0.0045), (0.006, 0.0045), (0.0055, 0.0062), (0, 0.0064)], 12)
    stem = cylinder(0.0018, 0.05, (0, 0, -0.022), segments=6)
    caps, letters, stems = [], [], []
    for row in range(4):
        for k in range(11 if row else 10):
            place = (-0.105 + 0.0205 * k + 0.0055 * row, -0.138 + 0.025 * row, 0.052 + 0.0145 * row)
            caps.append(translated(cap, place))
            letters.append(translated(disc, place))
            stems.append(translated(stem, place))
    space = [rounded_box((0.15, 0.014, 0.008), (0, -0.163, 0.041), 0.0035)]
    bars = [tube([(0.062 * np.sin(a), 0.045 - 0.062 * np.cos(a), 0.112), (0.012 * np.sin(a), 0.060, 0.140)], 0.0014, 6)
            for a in np.linspace(-1.25, 1.25, 25)]  # fmt: skip
    well = [superellipsoid((0.15, 0.09, 0.03), (0, 0.020, 0.116), 2.4, 5)]
    spool = lathe(fillet([(0, 0.13), (0.030, 0.13), (0.030, 0.136), (0.024, 0.138), (0.024, 0.147), (0.030, 0.149),
                          (0.030, 0.154), (0.006, 0.156), (0, 0.156)], 0.001, 2), 24)  # fmt: skip
    spools = [translated(spool, (sx * 0.105, 0.035, 0.0)) for sx in (-1, 1)]
    carriage = [rounded_box((0.36, 0.055, 0.022), (0, 0.105, 0.148), 0.006), *(rounded_box((0.010, 0.075, 0.065),
                (sx * 0.17, 0.105, 0.172), 0.004) for sx in (-1, 1))]  # fmt: skip
    roller = cylinder(0.019, 0.33, (0, 0.098, 0.182), axis=0, segments=24)
    knobs = [knurled(0.0175, 0.020, (sx * 0.190, 0.098, 0.182)) for sx in (-1, 1)]
    bail = [tube([(-0.15, 0.076, 0.196), (0.15, 0.076, 0.196)], 0.003, 8),
            *(cylinder(0.006, 0.014, (x, 0.076, 0.196), axis=0, segments=12) for x in (-0.07, 0.07))]  # fmt: skip
    lever = [tube(smooth_line([(-0.178, 0.08, 0.175), (-0.200, 0.03, 0.185), (-0.208, -0.02, 0.20)], 4),
                  [*np.linspace(0.0035, 0.006, 9)], 8)]  # fmt: skip
    u, v = np.meshgrid(np.linspace(-0.105, 0.105, 5), np.linspace(0, 1, 9), indexing="xy")
    sheet = thick_sheet(np.stack([u, 0.118 + 0.045 * v**1.5, 0.165 + 0.15 * v], -1)[::-1], 0.0012)
    badge = [rounded_box((0.09, 0.003, 0.012), (0, 0, 0), 0.001)]
    badge = [translated(rotated(badge[0], -0.75, (1, 0, 0)), (0, -0.004, 0.112))]
    return Sketch(
        parts=[part("housing", "Housing", body), part("feet", "Roller", *feet), part("key_caps", "Steel", *caps),
               part("letters", "Letters", *letters), part("key_stems", "Black", *stems),
               part("space_bar", "Black", *space), part("basket", "Black", *well), part("type_bars", "Steel", *bars),
               part("ribbon_spools", "Black", *spools), part("carriage", "Housing", *carriage),
               part("roller", "Roller", roller), part("roller_knobs", "Black", *knobs),
               part("paper_bail", "Steel", *bail), part("return_lever", "Steel", *lever),
               part("paper", "Paper", sheet), part("badge", "Steel", *badge)],
        looks=[paint, black, steel, rubber, ivory, paper], push=False, grip=False,
        solids=(solid("housing", "feet", kind="hull"), solid("carriage")),
        places=[shapes.affordance("keys", "reach_at", (0, -0.10, 0.085), (0.22, 0.10, 0.0))],
    )  # fmt: skip


def _sewing_machine(values: Values) -> Sketch:
    """A bed with its needle plate, a pillar, an arm with a head, a needle with presser foot, thread spool and take-up
    lever, a handwheel at the side, dials; a piece of cloth under the needle."""
    shell, steel = main_look("Shell", values), look("Steel", "chrome", fill=0.4)
    dark, thread = (
        look("Dark", "plastic", "#2b2d31"),
        look("Thread", "cotton", str(values["second_color"]) or "#c3262c")
    )
    cloth = look("Cloth", "cotton", "#7f9dc4")
    bed = [rounded_box((0.40, 0.17, 0.07), (0, 0, 0.037), 0.016, 4)]
    pillar = [rounded_box((0.095, 0.12, 0.24), (0.145, 0, 0.17), 0.028, 4)]
    arm = [rounded_box((0.36, 0.11, 0.085), (0.005, 0, 0.255), 0.030, 4)]
    head = [rounded_box((0.085, 0.105, 0.135), (-0.140, 0, 0.228), 0.028, 4)]
    wheel = [knurled(0.048, 0.026, (0.213, 0, 0.255), teeth=24), cylinder(0.026, 0.034, (0.213, 0, 0.255), axis=0)]
    plate = [rounded_box((0.13, 0.11, 0.004), (-0.13, 0, 0.0725), 0.0015), rounded_box((0.03, 0.06, 0.004),
             (-0.14, 0, 0.0745), 0.001)]  # fmt: skip
    needle = [cylinder(0.0055, 0.045, (-0.14, 0, 0.142), segments=12), cylinder(0.0012, 0.05, (-0.14, 0, 0.10),
              segments=8), cylinder(0.0045, 0.06, (-0.155, 0.012, 0.125), segments=12),
              cylinder(0.008, 0.012, (-0.14, 0, 0.124), segments=14)]  # fmt: skip
    foot = [rounded_box((0.024, 0.035, 0.004), (-0.145, -0.006, 0.079), 0.0015),
            rounded_box((0.012, 0.012, 0.022), (-0.150, 0.010, 0.090), 0.003)]  # fmt: skip
    spool = [lathe([(0, 0.298), (0.016, 0.298), (0.016, 0.302), (0.012, 0.305), (0.012, 0.335), (0.016, 0.338),
                    (0.016, 0.342), (0, 0.342)], 20)]  # fmt: skip
    spool = [translated(spool[0], (0.07, 0.01, 0))]
    pin = [cylinder(0.003, 0.06, (0.07, 0.01, 0.325), segments=10)]
    line = tube([(0.058, 0.01, 0.325), (-0.10, -0.02, 0.306), (-0.125, -0.052, 0.285), (-0.135, -0.055, 0.20),
                 (-0.14, -0.012, 0.15), (-0.14, -0.002, 0.085)], 0.0008, 6)  # fmt: skip
    lever = [rounded_box((0.006, 0.022, 0.012), (-0.125, -0.058, 0.272), 0.002)]
    slot = [rounded_box((0.008, 0.004, 0.075), (-0.125, -0.0515, 0.25), 0.0015)]
    dials = [knurled(0.017, 0.012, (0.145, -0.064, z), axis=1, teeth=16) for z in (0.19, 0.255)]
    dials += [knurled(0.013, 0.012, (-0.155, -0.056, 0.205), axis=1, teeth=14)]
    band = [rounded_box((0.20, 0.003, 0.018), (0.0, -0.0555, 0.258), 0.001)]
    u, v = np.meshgrid(np.linspace(-0.22, -0.06, 13), np.linspace(-0.17, 0.14, 15), indexing="xy")
    ripple = 0.0758 + 0.004 * np.sin(30 * v) * np.clip((np.abs(v) - 0.05) * 10, 0, 1)
    drop = np.where(v < -0.09, -0.9 * (-0.09 - v), 0.0)
    fabric = thick_sheet(np.stack([u, v, ripple + drop], -1), 0.002)
    return Sketch(
        parts=[part("bed", "Shell", *bed), part("pillar", "Shell", *pillar), part("arm", "Shell", *arm),
               part("head", "Shell", *head), part("handwheel", "Dark", *wheel), part("needle_plate", "Steel", *plate),
               part("needle", "Steel", *needle), part("presser_foot", "Steel", *foot), part("spool", "Thread", *spool),
               part("thread", "Thread", line), part("spool_pin", "Steel", *pin), part("take_up_lever", "Steel", *lever),
               part("slot", "Dark", *slot), part("dials", "Dark", *dials), part("band", "Steel", *band),
               part("cloth", "Cloth", fabric)],
        looks=[shell, steel, dark, thread, cloth], push=False, grip=False,
        solids=(solid("bed"), solid("pillar"), solid("arm", "head")),
        places=[shapes.affordance("plate", "reach_at", (-0.13, -0.05, 0.08), (0.1, 0.1, 0.0))],
    )  # fmt: skip


def _toolbox(values: Values) -> Sketch:
    """A steel box with pressed ribs, its lid on a hinge with a bail handle, two latches, corners, a tray of tools
    within."""
    paint, steel = main_look("Box", values), look("Steel", "chrome", fill=0.3)
    black, tray = look("Handle", "rubber", "#1a1b1d"), look("Tray", "painted metal", "#3a3d42", fill=0.3)
    wide, deep, high, wall = 0.46, 0.22, 0.17, 0.006
    box = [rounded_box((wide, deep, wall), (0, 0, 0.5 * wall), 0.003)]
    box += [rounded_box((wide, wall, high), (0, s * 0.5 * (deep - wall), 0.5 * high), 0.003) for s in (-1, 1)]
    box += [rounded_box((wall, deep - wall, high), (s * 0.5 * (wide - wall), 0, 0.5 * high), 0.003) for s in (-1, 1)]
    ribs = [rounded_box((wide - 0.06, 0.006, 0.010), (0, s * 0.5 * deep, z), 0.003)
            for s in (-1, 1) for z in (0.05, 0.10)]  # fmt: skip
    section = [(-0.5 * deep - 0.004, high), (0.5 * deep + 0.004, high), (0.5 * deep + 0.004, high + 0.022),
               (0.25 * deep, high + 0.062), (-0.25 * deep, high + 0.062), (-0.5 * deep - 0.004, high + 0.022)]
    lid = extrude(fillet(section, [0.002, 0.002, 0.012, 0.012, 0.012, 0.012], 3, closed=True), wide + 0.008, plane="yz",
                  edge=0.004, caps="fan")  # fmt: skip
    line = fillet([(-0.105, high + 0.055), (-0.105, high + 0.098), (0.105, high + 0.098), (0.105, high + 0.055)],
                  0.02, 4)
    bail = tube(np.column_stack([line[:, 0], 0 * line[:, 0], line[:, 1]]), 0.0055, 10)
    grip = cylinder(0.0125, 0.13, (0, 0, high + 0.098), axis=0, segments=18, edge=0.005)
    lugs = [rounded_box((0.022, 0.03, 0.016), (s * 0.105, 0, high + 0.064), 0.004) for s in (-1, 1)]
    latches = [rounded_box((0.042, 0.010, 0.062), (s * 0.14, -0.5 * deep - 0.007, high - 0.004), 0.003)
               for s in (-1, 1)]
    latches += [rounded_box((0.030, 0.014, 0.014), (s * 0.14, -0.5 * deep - 0.011, high - 0.028), 0.004)
                for s in (-1, 1)]
    hinge = [cylinder(0.006, 0.06, (s * 0.14, 0.5 * deep + 0.006, high), axis=0, segments=12) for s in (-1, 1)]
    corners = [superellipsoid((0.032, 0.032, 0.032), (sx * (0.5 * wide - 0.012), sy * (0.5 * deep - 0.012), 0.0155),
                              5.0, 3)
               for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    shelf = [rounded_box((wide - 0.03, deep - 0.03, 0.006), (0, 0, 0.10), 0.002)]
    tools = [cylinder(0.011, 0.10, (-0.11, 0.02, 0.116), axis=0, segments=14), cylinder(0.004, 0.11, (0.0, 0.02, 0.116),
             axis=0, segments=10), rounded_box((0.20, 0.024, 0.010), (0.0, -0.04, 0.109), 0.004)]  # fmt: skip
    joint = shapes.joint("hinge", (0, 0.5 * deep + 0.006, high), (1, 0, 0), (-1.9, 0.0))
    lid_parts = [part("lid", "Box", lid, moves_with="lid"), part("bail", "Steel", bail, *lugs, moves_with="lid"),
                 part("handle", "Handle", grip, moves_with="lid")]  # fmt: skip
    return Sketch(
        parts=[part("box", "Box", *box), part("ribs", "Box", *ribs), *lid_parts, part("latches", "Steel", *latches),
               part("hinges", "Steel", *hinge), part("corners", "Steel", *corners), part("tray", "Tray", *shelf),
               part("tools", "Handle", *tools)],
        looks=[paint, steel, black, tray], joints={"lid": joint}, push=False, grip=False,
        solids=(solid("box", "lid"),),
        places=[shapes.grip((0, 0, high + 0.098), 0.025, 0.12),
                shapes.affordance("inside", "inside", (0, 0, 0.11), (wide - 0.04, deep - 0.04, high - 0.11))],
    )  # fmt: skip


def _aquarium(values: Values) -> Sketch:
    """A tank of thick glass with dark seams and a lit hood, water to below its rim, gravel, stones, weeds, three fish
    and rising bubbles."""
    frame = main_look("Frame", values)
    glass = Look(material("Glass", "glass", "", roughness=0.02), "glass")
    water = Look(material("Water", "glass", "#a9d4e6", roughness=0.02), "glass", 0.4)
    gravel, stone = (
        Look(nature("Gravel", "sand", "#b59a74"), "stone", 0.5),
        Look(nature("Stones", "rock"), "stone", 0.5)
    )
    weed, orange = look("Weeds", "plastic", "#3f8a3a"), look("Fish", "plastic", "#e8741c")
    white, dark = look("Stripes", "plastic", "#f2ede0"), look("Eyes", "plastic", "#101012")
    wide, deep, high, t = 0.80, 0.36, 0.45, 0.010
    panes = [rounded_box((wide, t, high), (0, s * 0.5 * (deep - t), 0.5 * high + 0.02), 0.002) for s in (-1, 1)]
    panes += [rounded_box((t, deep - 2 * t, high), (s * 0.5 * (wide - t), 0, 0.5 * high + 0.02), 0.002)
              for s in (-1, 1)]
    foot = [rounded_box((wide + 0.02, deep + 0.02, 0.03), (0, 0, 0.015), 0.006)]
    hood = [rounded_box((wide + 0.02, deep + 0.02, 0.055), (0, 0, high + 0.038), 0.014, 4)]
    light = Look(material("Light", "plastic", "#fff4d8", emission_w_m2=14.0), "plastic")
    lamp = [rounded_box((wide - 0.1, 0.08, 0.008), (0, 0, high + 0.008), 0.003)]
    rng = np.random.default_rng(5)
    u, v = np.meshgrid(np.linspace(-1, 1, 17), np.linspace(-1, 1, 9), indexing="xy")
    top = 0.075 + 0.012 * np.sin(2.4 * u + 0.6) * np.cos(1.7 * v) + 0.02 * (v > 0.3) * v
    bed = thick_sheet(np.stack([u * (0.5 * wide - t - 0.004), v * (0.5 * deep - t - 0.004), top], -1), 0.03)
    bed = Surface(vertices=np.column_stack([bed.vertices[:, :2], np.where(bed.vertices[:, 2] < np.tile(top.ravel(), 2),
                  0.031, bed.vertices[:, 2])]), face_sizes=bed.face_sizes, face_vertices=bed.face_vertices,
                  uv=bed.uv)  # fmt: skip
    body = [rounded_box((wide - 2 * t - 0.002, deep - 2 * t - 0.002, high - 0.105), (0, 0, 0.5 * high + 0.028), 0.004)]
    pebble = lump(lambda way: 0.5 * (1.0 + 0.12 * np.sin(5 * way[:, 0] + 2) * np.cos(4 * way[:, 1])), 6)
    stones = [translated(rotated(Surface(vertices=pebble.vertices * [w, 0.8 * w, 0.62 * w],
                                         face_sizes=pebble.face_sizes,
              face_vertices=pebble.face_vertices, uv=pebble.uv * w), turn, (0, 0, 1)), (x, y, 0.08 + 0.18 * w))
              for w, x, y, turn in ((0.15, 0.20, 0.04, 0.4), (0.10, 0.10, -0.02, 1.1), (0.08, 0.29, -0.05, 2.0))]
    leaves = []
    for x, y, count, tall in ((-0.28, 0.06, 6, 0.27), (-0.19, 0.10, 5, 0.20), (0.32, 0.10, 6, 0.24)):
        for k in range(count):
            way, lean = 2 * np.pi * k / count + rng.uniform(0, 0.6), rng.uniform(0.03, 0.07)
            s = np.linspace(0, 1, 9)[:, None]
            half = 0.011 * np.sin(np.pi * np.clip(0.12 + 0.86 * s, 0, 1)) ** 0.7
            mid = np.concatenate([x + lean * s**1.5 * np.cos(way) + 0.012 * np.sin(7 * s + k),
                                  y + lean * s**1.5 * np.sin(way), 0.075 + tall * rng.uniform(0.75, 1.0) * s], 1)
            edge = np.array([-np.sin(way), np.cos(way), 0.0])
            leaves.append(thick_sheet(np.stack([mid - half * edge, mid, mid + half * edge], 1), 0.0016))
    fish, marks, eyes = [], [], []
    for x, y, z, turn, size in ((-0.08, -0.03, 0.27, 0.3, 0.085), (0.12, 0.02, 0.34, 2.9, 0.075),
                                (0.02, -0.08, 0.19, -0.3,
                                                                                                    0.065)):
        def put(piece: Surface, turn: float = turn, size: float = size, at: tuple[float, ...] = (x, y, z)) -> Surface:
            scaled = Surface(vertices=piece.vertices * size, face_sizes=piece.face_sizes,
                             face_vertices=piece.face_vertices, uv=piece.uv * size)  # fmt: skip
            return translated(rotated(scaled, turn, (0, 0, 1)), at)

        tail = np.array([[(0.45 + 0.28 * a, 0.006 * b, b * (0.08 + 0.26 * a)) for b in (-1, -0.4, 0.4, 1)]
                         for a in (0, 0.5, 1)])  # fmt: skip
        crest = np.array([[(-0.2 + 0.5 * b, 0.0, 0.20 + a * (0.16 - 0.1 * b)) for b in (0, 0.33, 0.66, 1)]
                          for a in (0, 0.5, 1)])  # fmt: skip
        fish += [put(superellipsoid((1.0, 0.30, 0.52), (0, 0, 0), 2.0, 6)), put(thick_sheet(tail, 0.03)),
                 put(thick_sheet(crest, 0.03))]  # fmt: skip
        marks += [put(superellipsoid((0.10, 0.304, 0.50), (-0.18, 0, 0), 2.6, 4)),
                  put(superellipsoid((0.07, 0.22, 0.38),
                  (0.22, 0, 0), 2.6, 4))]  # fmt: skip
        eyes += [put(superellipsoid((0.07, 0.05, 0.07), (-0.34, s * 0.10, 0.06), 2.0, 3)) for s in (-1, 1)]
    bubbles = [superellipsoid((r, r, r), (0.30 + 0.008 * np.sin(3 * k), -0.10, 0.12 + 0.034 * k), 2.0, 3)
               for k, r in enumerate(rng.uniform(0.006, 0.013, 8))]  # fmt: skip
    return Sketch(
        parts=[part("tank", "Glass", *panes), part("frame", "Frame", *foot), part("hood", "Frame", *hood),
               part("lamp", "Light", *lamp), part("water", "Water", *body), part("gravel", "Gravel", bed),
               part("stones", "Stones", *stones), part("weeds", "Weeds", *leaves), part("fish", "Fish", *fish),
               part("fish_stripes", "Stripes", *marks), part("fish_eyes", "Eyes", *eyes),
               part("bubbles", "Glass", *bubbles)],
        looks=[frame, glass, water, gravel, stone, weed, orange, white, dark, light], push=False, grip=False,
        places=[shapes.surface_top("top", (0, 0, high + 0.065), wide, deep)],
    )  # fmt: skip


_THREAD = Parameter(name="second_color", value="", description="of the thread")
CATEGORIES = (
    thing("iron", "appliance", (0.2382, 0.4, 0.1714), _iron, material="plastic", color="#2f66a8", span=2.5, mass_kg=1.3,
          synonyms=("flat iron", "clothes iron", "steam iron", "flatiron"), colors=("#2f66a8", "#7a3fa0", "#1f8a86")),
    thing("ironing board", "furniture", (1.485, 0.465, 0.9153), _ironing_board, material="cotton", color="#4f86b8",
          patterned=True, span=1.6, mass_kg=6, colors=("#4f86b8", "#b85f6a", "#7a9a5a")),
    thing("typewriter", "electronics", (0.4138, 0.3336, 0.3152), _typewriter, material="painted metal", color="#2f5d57",
          span=2.5, mass_kg=6, colors=("#2f5d57", "#1c1d20", "#8a2b2b", "#c9b98f")),
    thing("sewing machine", "appliance", (0.45, 0.3108, 0.353), _sewing_machine, material="plastic", color="#e9e6de",
          span=2.5, mass_kg=8, extra=(_THREAD,), colors=("#e9e6de", "#bcd3d6", "#1b1c1f")),
    thing("toolbox", "boxy", (0.468, 0.25, 0.2808), _toolbox, material="painted metal", color="#b3202a", span=2.5,
          mass_kg=5, synonyms=("tool box", "tool chest", "toolkit", "tool kit", "toolcase")),
    thing("aquarium", "decoration", (0.82, 0.38, 0.5155), _aquarium, material="plastic", color="#1b1c1f", span=3.0,
          mass_kg=120, synonyms=("fish tank", "fishtank", "terrarium")),
)  # fmt: skip
