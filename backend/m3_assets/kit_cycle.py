"""Bicycles and motorcycles: wheels that turn, bars that steer, a crank."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from . import shapes
from .contract import Part, Values
from .geometry import (
    cylinder,
    fillet,
    lathe,
    merge,
    rotated,
    rounded_box,
    superellipsoid,
    sweep,
    translated,
    tube,
)
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line

Array = NDArray[np.float64]


def _by(x: float, y: float, z: float) -> Array:
    return np.array([x, y, z])


def spoked_wheel(name: str, radius: float, tyre: float, spokes: int, hub_y: float) -> list[Part]:
    """Tyre, rim, hub and crossing spokes about the X axis; parts of the object `name`."""
    rim = radius - 2 * tyre
    wires = []
    patterns = [
        tube([(x, 0.018 * np.sin(lean), 0.018 * np.cos(lean)), (0.0, 0.0, rim)], 0.0014, 4, edge=0.0)
        for x, lean in ((0.028, -0.35), (0.028, 0.35), (-0.028, -0.35), (-0.028, 0.35))
    ]
    for k in range(spokes):
        wires.append(rotated(patterns[k % 4], 2 * np.pi * k / spokes, (1, 0, 0)))
    pieces = (
        (f"{name}_tyre", "Tyre", ring(radius - tyre, tyre)),
        (f"{name}_rim", "Metal", ring(rim + 0.3 * tyre, 0.55 * tyre, 40, 8)),
        (f"{name}_spokes", "Metal", merge(wires)),
        (f"{name}_hub", "Metal", merge([cylinder(0.022, 0.06, axis=0, segments=14), cylinder(0.007, 0.11, axis=0)])),
    )
    return [part(n, m, translated(piece, (0, hub_y, radius)), moves_with=name) for n, m, piece in pieces]


def _bicycle(values: Values) -> Sketch:
    """Diamond frame, fork, two spoked wheels, saddle, bars with grips, chain, crank with pedals, bell and lamp."""
    frame, metal = main_look("Frame", values), look("Metal", "chrome", fill=0.4)
    tyre, leather = look("Tyre", "rubber"), look("Leather", "leather", "#2a1a12")
    lamp = look("Lamp", "ceramic", "#f4f1e4")
    r, front, back = 0.34, -0.52, 0.50
    low, head, head_low, seat = (np.array(p) for p in (
        (0, 0.09, 0.29), (0, -0.33, 0.86), (0, -0.365, 0.74), (0, 0.245, 0.80)))  # fmt: skip
    axle_f, axle_b = np.array([0, front, r]), np.array([0, back, r])
    tubes = [tube([low, seat + _by(0, 0.01, 0.03)], 0.017, 12), tube([head_low, low], 0.019, 12),
             tube([head - [0, 0, 0.02], seat], 0.016, 12), tube([head_low, head + _by(0, 0.006, 0.02)], 0.022, 14),
             cylinder(0.026, 0.075, tuple(low), axis=0, segments=16)]  # fmt: skip
    for s in (-1, 1):
        side = np.array([0.05 * s, 0, 0])
        near = np.array([0.018 * s, 0, 0])
        tubes += [tube([low + near + _by(0, 0.02, 0), axle_b + side], 0.010, 10),
                  tube([seat + near, axle_b + side], 0.008, 10)]  # fmt: skip
    steer = []
    for s in (-1, 1):
        side = np.array([0.048 * s, 0, 0])
        steer.append(tube(smooth_line([head_low + _by(0.03 * s, -0.004, -0.02), head_low + side + _by(0, -0.03, -0.12),
                                       axle_f + side + _by(0, 0.02, 0.06), axle_f + side], 4), 0.0105, 10))  # fmt: skip
    stem = head + np.array([0, -0.02, 0.10])
    steer += [rounded_box((0.09, 0.03, 0.03), tuple(head_low + _by(0, -0.004, -0.02)), 0.01),
              tube([head + _by(0, 0.004, 0.01), stem], 0.013, 10)]  # fmt: skip
    bar_line = smooth_line([(-0.30, -0.20, 1.0), (-0.22, -0.24, 1.0), (-0.10, -0.35, 0.985), tuple(stem),
                            (0.10, -0.35, 0.985), (0.22, -0.24, 1.0), (0.30, -0.20, 1.0)], 5)  # fmt: skip
    grips = [tube([(0.21 * s, -0.248, 1.0), (0.305 * s, -0.197, 1.0)], 0.017, 12) for s in (-1, 1)]
    levers = [tube([(0.17 * s, -0.29, 0.985), (0.25 * s, -0.27, 0.965)], 0.005, 6) for s in (-1, 1)]
    saddle = superellipsoid((0.17, 0.27, 0.07), (0, 0.285, 0.93), 2.6, 8)
    points = saddle.vertices
    slim = np.interp(points[:, 1], [0.15, 0.22, 0.34, 0.42], [0.30, 0.34, 1.0, 1.0])
    points[:, 0] *= slim
    points[:, 2] += 0.25 * np.maximum(points[:, 1] - 0.32, 0)
    chain_ring = lathe([(0.075, -0.003), (0.095, -0.003), (0.095, 0.003), (0.075, 0.003)], 32, closed_profile=True)
    chain_ring = translated(rotated(chain_ring, np.pi / 2, (0, 1, 0)), tuple(low + _by(-0.05, 0, 0)))
    crank, pedals = [chain_ring], []
    for k in range(5):
        a = 2 * np.pi * k / 5
        crank.append(tube([low + _by(-0.05, 0, 0), low + _by(-0.05, 0.08 * np.cos(a), 0.08 * np.sin(a))], 0.006, 6))
    for s in (-1, 1):
        away = np.array([0.0, -0.147, -0.085]) * s
        arm = low + _by(0.066 * s, 0, 0)
        crank.append(tube([arm, arm + away], 0.010, 8))
        pedals.append(rounded_box((0.09, 0.065, 0.02), tuple(arm + away + [0.05 * s, 0, 0]), 0.006))
    crank.append(cylinder(0.012, 0.14, tuple(low), axis=0))
    upper, lower = 0.088, 0.034
    chain = [tube([low + _by(-0.05, 0, upper), axle_b + _by(-0.05, 0, lower)], 0.005, 6),
             tube([low + _by(-0.05, 0, -upper), axle_b + _by(-0.05, 0, -lower)], 0.005, 6),
             cylinder(0.034, 0.008, tuple(axle_b + _by(-0.05, 0, 0)), axis=0, segments=20)]  # fmt: skip
    guards = []
    for hub, start, stop in ((axle_f, 0.45, 2.0), (axle_b, 0.2, 2.5)):
        angle = np.linspace(start, stop, 15)
        arc = np.column_stack([0 * angle, hub[1] + (r + 0.022) * np.cos(angle), r + (r + 0.022) * np.sin(angle)])
        section = fillet([(-0.027, -0.002), (0.027, -0.002), (0.027, 0.002), (-0.027, 0.002)], 0.0015, 1, closed=True)
        guards.append(sweep(arc, section, up=(0, np.cos(start), np.sin(start)), caps="ladder"))
    parts = [
        part("frame", "Frame", *tubes), part("chain", "Metal", *chain), part("mudguard_back", "Frame", guards[1]),
        part("saddle", "Leather", saddle),
        part("seat_post", "Metal", tube([seat + _by(0, 0.008, 0.02), np.array((0, 0.285, 0.91))], 0.012, 10)),
        part("fork", "Frame", *steer, guards[0], moves_with="steering"),
        part("handlebar", "Metal", tube(bar_line, 0.0115, 10), *levers,
             cylinder(0.024, 0.02, (0.06, -0.345, 1.01), segments=16, edge=0.008), moves_with="steering"),
        part("grips", "Leather", *grips, moves_with="steering"),
        part("lamp", "Metal", translated(rotated(lathe(fillet([(0, 0), (0.03, 0), (0.042, 0.06), (0, 0.06)], 0.006, 2),
             20), np.pi / 2, (1, 0, 0)), (0, -0.39, 0.90)), moves_with="steering"),
        part("lamp_glass", "Lamp", cylinder(0.036, 0.008, (0, -0.452, 0.90), axis=1, segments=20),
             moves_with="steering"),
        *spoked_wheel("wheel_front", r, 0.019, 28, front), *spoked_wheel("wheel_back", r, 0.019, 28, back),
        part("crank", "Metal", *crank, moves_with="crank"), part("pedals", "Leather", *pedals, moves_with="crank"),
    ]  # fmt: skip
    axis = head - head_low
    joints = {
        "wheel_front": shapes.joint("wheel", axle_f, (1, 0, 0), (-1e4, 1e4)),
        "wheel_back": shapes.joint("wheel", axle_b, (1, 0, 0), (-1e4, 1e4)),
        "crank": shapes.joint("wheel", low, (1, 0, 0), (-1e4, 1e4)),
        "steering": shapes.joint("hinge", head_low, axis / np.linalg.norm(axis), (-0.8, 0.8)),
    }
    return Sketch(
        parts=parts, looks=[frame, metal, tyre, leather, lamp], joints=joints, grip=False, push=False,
        solids=(solid("wheel_front_tyre", kind="cylinder", axis=0), solid("wheel_back_tyre", kind="cylinder", axis=0),
                solid("frame", "saddle"), solid("handlebar", "pedals")),
        places=(shapes.affordance("saddle", "sit_at", (0, 0.3, 0.965), (0.17, 0.26, 0)),
                shapes.affordance("push", "push_at", (0, 0.3, 0.95), (0.3, 0, 0.95), np.pi)),
    )  # fmt: skip


def _motorcycle(values: Values) -> Sketch:
    """Tank, seat, ribbed engine, exhaust, fork with lamp and mirrors, mudguards, two thick wheels."""
    paint, metal = main_look("Paint", values), look("Metal", "chrome", fill=0.35)
    dark, tyre = look("Dark", "painted metal", "#19191b", fill=0.4), look("Tyre", "rubber")
    leather, lamp = look("Leather", "leather", "#17120f"), look("Lamp", "ceramic", "#f4f1e4")
    red = look("Tail Lamp", "ceramic", "#a80f14")
    r, front, back = 0.32, -0.72, 0.70
    axle_f, axle_b = np.array([0, front, r]), np.array([0, back, r])
    tank = superellipsoid((0.30, 0.58, 0.26), (0, -0.17, 0.83), 2.5, 8)
    tank.vertices[:, 0] *= np.interp(tank.vertices[:, 1], [-0.46, -0.2, 0.12], [0.85, 1.0, 0.55])
    tank.vertices[:, 2] -= 0.12 * np.maximum(tank.vertices[:, 1] + 0.1, 0)
    seat_line = smooth_line([(0, 0.10, 0.80), (0, 0.26, 0.765), (0, 0.45, 0.79), (0, 0.62, 0.845), (0, 0.76, 0.86)], 4)
    section = fillet([(-0.12, -0.035), (0.12, -0.035), (0.12, 0.035), (-0.12, 0.035)], 0.03, 3, closed=True)
    seat = sweep(seat_line, section, scales=np.linspace(0.8, 0.95, len(seat_line)), caps="fan")
    engine = [rounded_box((0.26, 0.36, 0.24), (0, 0.06, 0.40), 0.05, 4), cylinder(0.10, 0.32, (0, 0.08, 0.36), axis=0)]
    fins = []
    for lean, y in ((-0.35, -0.07), (0.35, 0.17)):
        for k in range(7):
            fin = rounded_box((0.20, 0.17, 0.008), (0, y, 0.52 + 0.022 * k), 0.003)
            fins.append(rotated(fin, -lean, (1, 0, 0), (0, y, 0.48)))
        core = rounded_box((0.15, 0.12, 0.18), (0, y, 0.58), 0.02)
        fins.append(rotated(core, -lean, (1, 0, 0), (0, y, 0.48)))
    frame = []
    for s in (-1, 1):
        x = 0.11 * s
        frame += [tube(smooth_line([(0.02 * s, -0.47, 0.82), (x, -0.34, 0.5), (x, -0.25, 0.24), (x, 0.3, 0.24),
                                    (x, 0.36, 0.5), (x, 0.42, 0.75)], 3), 0.017, 8),
                  tube([(x, 0.32, 0.34), (0.10 * s, back, r)], 0.022, 8),
                  tube([(0.13 * s, 0.5, 0.76), (0.12 * s, back - 0.02, r + 0.04)], 0.026, 10)]  # fmt: skip
    frame.append(tube([(0, -0.47, 0.82), (0, 0.0, 0.76), (0, 0.72, 0.80)], 0.025, 8))
    pipe = smooth_line([(-0.09, -0.12, 0.55), (-0.13, -0.27, 0.45), (-0.15, -0.22, 0.27), (-0.17, 0.1, 0.22),
                        (-0.18, 0.4, 0.25), (-0.19, 0.95, 0.34)], 5)  # fmt: skip
    radii = np.interp(np.linspace(0, 1, len(pipe)), [0, 0.72, 0.78, 1.0], [0.022, 0.024, 0.045, 0.05])
    steer = []
    for s in (-1, 1):
        x = 0.085 * s
        steer += [tube([(x, -0.42, 0.93), (x, front + 0.015, r)], 0.022, 10)]
    steer += [rounded_box((0.23, 0.06, 0.03), (0, -0.43, 0.92), 0.01), rounded_box((0.23, 0.06, 0.03), (0, -0.49, 0.78),
                                                                                   0.01)]
    bar = smooth_line([(-0.38, -0.18, 0.99), (-0.25, -0.27, 1.04), (-0.10, -0.41, 0.99), (0.10, -0.41, 0.99),
                       (0.25, -0.27, 1.04), (0.38, -0.18, 0.99)], 5)  # fmt: skip
    grips = [tube([(0.27 * s, -0.255, 1.035), (0.395 * s, -0.17, 0.987)], 0.020, 12) for s in (-1, 1)]
    mirrors = []
    for s in (-1, 1):
        mirrors += [tube([(0.25 * s, -0.28, 1.04), (0.33 * s, -0.28, 1.19)], 0.006, 6),
                    superellipsoid((0.13, 0.025, 0.085), (0.35 * s, -0.28, 1.21), 2.6, 3)]  # fmt: skip
    bowl = lathe(fillet([(0, 0.0), (0.05, 0.0), (0.095, 0.09), (0.095, 0.13), (0, 0.13)], 0.02, 3), 28)
    guards = []
    for hub, start, stop in ((axle_f, 0.5, 2.5), (axle_b, 0.1, 2.2)):
        angle = np.linspace(start, stop, 15)
        arc = np.column_stack([0 * angle, hub[1] + (r + 0.03) * np.cos(angle), r + (r + 0.03) * np.sin(angle)])
        fender = fillet([(-0.07, -0.014), (0.07, -0.014), (0.055, 0.010), (-0.055, 0.010)], 0.008, 2, closed=True)
        guards.append(sweep(arc, fender, up=(0, np.cos(start), np.sin(start)), caps="ladder"))
    parts = [
        part("tank", "Paint", tank), part("seat", "Leather", seat), part("engine", "Dark", *engine),
        part("cylinders", "Metal", *fins), part("frame", "Dark", *frame),
        part("foot_rests", "Dark", cylinder(0.013, 0.52, (0, 0.05, 0.305), axis=0, segments=12)),
        part("exhaust", "Metal", tube(pipe, radii, 14)), part("mudguard_back", "Paint", guards[1]),
        part("tail_light", "Tail Lamp", superellipsoid((0.12, 0.06, 0.07), (0, 0.93, 0.78), 3.0, 3)),
        part("tank_cap", "Metal", cylinder(0.035, 0.02, (0, -0.22, 0.962), segments=18)),
        part("fork", "Metal", *steer, moves_with="steering"),
        part("mudguard_front", "Paint", guards[0], moves_with="steering"),
        part("handlebar", "Metal", tube(bar, 0.0125, 10), moves_with="steering"),
        part("grips", "Leather", *grips, moves_with="steering"),
        part("mirrors", "Metal", *mirrors, moves_with="steering"),
        part("headlight", "Metal", translated(rotated(bowl, np.pi / 2, (1, 0, 0)), (0, -0.50, 0.86)),
             cylinder(0.05, 0.03, (0, -0.45, 1.03), segments=20), moves_with="steering"),
        part("headlight_glass", "Lamp", superellipsoid((0.17, 0.05, 0.17), (0, -0.63, 0.86), 2.2, 4),
             moves_with="steering"),
    ]  # fmt: skip
    joints = {"steering": shapes.joint("hinge", (0, -0.49, 0.78), (0, 0.34, 0.94), (-0.7, 0.7))}
    for name, hub in (("wheel_front", axle_f), ("wheel_back", axle_b)):
        disc = lathe([(0.05, -0.003), (0.13, -0.003), (0.13, 0.003), (0.05, 0.003)], 28, closed_profile=True)
        spokes = [rotated(rounded_box((0.035, 0.03, 0.20), (0, 0, 0.13), 0.01), 2 * np.pi * k / 5, (1, 0, 0))
                  for k in range(5)]  # fmt: skip
        for label, stuff, piece in (("tyre", "Tyre", ring(r - 0.06, 0.06, 40, 12)),
                                    ("rim", "Metal", merge([ring(r - 0.105, 0.028, 40, 8), *spokes,
                                                            cylinder(0.05, 0.12, axis=0, segments=16)])),
                                    ("disc", "Metal", translated(rotated(disc, np.pi / 2, (0, 1, 0)), (0.06, 0, 0)))):
            parts.append(part(f"{name}_{label}", stuff, translated(piece, tuple(hub)), moves_with=name))
        joints[name] = shapes.joint("wheel", hub, (1, 0, 0), (-1e4, 1e4))
    return Sketch(
        parts=parts, looks=[paint, metal, dark, tyre, leather, lamp, red], joints=joints, grip=False, push=False,
        solids=(solid("wheel_front_tyre", kind="cylinder", axis=0), solid("wheel_back_tyre", kind="cylinder", axis=0),
                solid("tank", "seat", "engine"), solid("handlebar")),
        places=(shapes.affordance("seat", "sit_at", (0, 0.3, 0.80), (0.24, 0.4, 0)),
                shapes.affordance("foot_rest", "foot_at", (0.225, 0.05, 0.318), (0.1, 0.1, 0)),
                shapes.affordance("push", "push_at", (0, 0.9, 0.85), (0.3, 0, 0.85), np.pi)),
    )  # fmt: skip


CATEGORIES = (
    thing("bicycle", "vehicle", (0.62, 1.72, 1.03), _bicycle, material="painted metal", color="#b01e23", span=2.2,
          synonyms=("bike", "push bike", "mountain bike"), mass_kg=14, colors=("#b01e23", "#1d4f91", "#1f6b4a",
                                                                               "black")),
    thing("motorcycle", "vehicle", (0.79, 2.10, 1.25), _motorcycle, material="painted metal", color="#8c1418", span=2,
          synonyms=("motorbike", "motor bike", "chopper"), mass_kg=190, colors=("#8c1418", "#16181c", "#1d3f78")),
)  # fmt: skip
