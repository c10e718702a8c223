"""Small things one rides upright or astride: kick scooter, motor scooter, unicycle, tricycle, jet ski."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import PartJoint
from . import shapes
from .bar_geometry import shaped_bar
from .contract import Part, Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, sweep, translated, tube
from .kit_cycle import spoked_wheel
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line

Array = NDArray[np.float64]


def _small_wheel(name: str, radius: float, width: float, at: tuple[float, float, float]) -> list[Part]:
    """A solid tyre on a disc hub about the X axis."""
    profile = fillet([(0.62 * radius, -0.5 * width), (radius, -0.5 * width), (radius, 0.5 * width),
                      (0.62 * radius, 0.5 * width)], [0, 0.42 * width, 0.42 * width, 0], 3)  # fmt: skip
    tread = rotated(lathe(profile, 32, closed_profile=True), 0.5 * np.pi, (0, 1, 0))
    hub = [cylinder(0.66 * radius, 0.62 * width, (0, 0, 0), axis=0, segments=24, edge=0.1 * width),
           cylinder(0.20 * radius, 1.15 * width, (0, 0, 0), axis=0, segments=14, edge=0.1 * width)]  # fmt: skip
    return [part(f"{name}_tyre", "Tyre", translated(tread, at), moves_with=name),
            part(f"{name}_rim", "Metal", translated(merge(hub), at), moves_with=name)]


def _wheel_joints(wheels: Mapping[str, tuple[float, float, float]]) -> dict[str, PartJoint]:
    return {name: shapes.joint("wheel", at, (1, 0, 0), (-1e4, 1e4)) for name, at in wheels.items()}


def _mudguard(hub: tuple[float, float, float], radius: float, width: float, start: float, stop: float) -> Surface:
    angle = np.linspace(start, stop, 11)
    arc = np.column_stack([0 * angle, hub[1] + radius * np.cos(angle), hub[2] + radius * np.sin(angle)])
    half = 0.5 * width
    band = fillet([(-half, -0.003), (half, -0.003), (half, 0.003), (-half, 0.003)], 0.002, 1, closed=True)
    return sweep(arc, band, up=(0, np.cos(start), np.sin(start)), caps="ladder")


def _kick_scooter(values: Values) -> Sketch:
    """A low deck with a grip sheet, a brake over the back wheel, a folding stem with a T-bar and grips, two wheels."""
    frame, metal = main_look("Frame", values), look("Metal", "aluminium", fill=0.5)
    tyre, dark = look("Tyre", "plastic", "#26282c"), look("Dark", "rubber", "#1a1b1d")
    r = 0.098
    wheels = {"wheel_front": (0.0, -0.40, r), "wheel_back": (0.0, 0.40, r)}
    deck = shaped_bar([(0, -0.245, 0.105), (0, -0.20, 0.085), (0, 0.0, 0.082), (0, 0.22, 0.082), (0, 0.30, 0.092)],
                      [0.06, 0.125, 0.135, 0.130, 0.07], [0.040, 0.030, 0.028, 0.028, 0.030], roundness=4.5)
    sheet = rounded_box((0.115, 0.40, 0.004), (0, 0.01, 0.0975), 0.0015)
    fork_back = [rounded_box((0.012, 0.17, 0.022), (s * 0.036, 0.345, 0.097), 0.005) for s in (-1, 1)]
    neck = tube(smooth_line(np.array([(0, -0.215, 0.10), (0, -0.285, 0.155), (0, -0.335, 0.235)]), 4), 0.022, 12)
    head = np.array([0.0, -0.345, 0.24])
    lean = np.array([0.0, 0.22, 0.975])
    top = head + lean * 0.72
    stem = [tube([head - lean * 0.045, head + lean * 0.46], 0.0205, 14), tube([head + lean * 0.44, top], 0.0155, 12)]
    clamp = [cylinder(0.026, 0.035, tuple(head + lean * 0.45), segments=16, edge=0.004),
             rounded_box((0.03, 0.02, 0.024), tuple(head + lean * 0.45 + [0.028, 0, 0]), 0.005)]  # fmt: skip
    forks = [tube(np.array([head - lean * 0.03 + [0.026 * s, 0, 0], (0.030 * s, -0.40, r)]), 0.0095, 10)
             for s in (-1, 1)]  # fmt: skip
    bridge = rounded_box((0.075, 0.030, 0.024), tuple(head - lean * 0.04), 0.008, 4)
    bar = tube([top - np.array([0.235, 0, 0]), top + np.array([0.235, 0, 0])], 0.0115, 12)
    grips = [cylinder(0.0165, 0.115, tuple(top + np.array([0.195 * s, 0, 0])), axis=0, segments=16,
                      edge=0.005) for s in (-1, 1)]
    parts = [
        part("deck", "Frame", deck), part("grip_sheet", "Dark", sheet), part("fork_back", "Frame", *fork_back),
        part("brake", "Metal", _mudguard(wheels["wheel_back"], r + 0.012, 0.045, 0.35, 2.5)),
        part("neck", "Frame", neck), part("stem", "Metal", *stem, *clamp, moves_with="steering"),
        part("fork", "Frame", *forks, bridge, moves_with="steering"),
        part("handlebar", "Metal", bar, moves_with="steering"), part("grips", "Dark", *grips, moves_with="steering"),
    ]  # fmt: skip
    for name, at in wheels.items():
        parts += _small_wheel(name, r, 0.030, at)
    joints = _wheel_joints(wheels) | {"steering": shapes.joint("hinge", head, lean, (-0.7, 0.7))}
    return Sketch(
        parts=parts, looks=[frame, metal, tyre, dark], joints=joints, grip=False, push=False,
        solids=(solid("wheel_front_tyre", kind="cylinder", axis=0), solid("wheel_back_tyre", kind="cylinder", axis=0),
                solid("deck"), solid("stem")),
        places=(shapes.affordance("deck", "stand_at", (0, 0.02, 0.0995), (0.11, 0.40, 0)),),
    )  # fmt: skip


def _motor_scooter(values: Values) -> Sketch:
    """A rounded shield with a lamp and horn cover, a low floor, a body with bulging cheeks, a long seat, two wheels."""
    paint, metal = main_look("Paint", values), look("Metal", "chrome", fill=0.35)
    tyre, dark = look("Tyre", "rubber"), look("Dark", "rubber", "#1b1b1d")
    leather, lamp = look("Leather", "leather", "#3a2018"), look("Lamp", "ceramic", "#f4f1e4")
    red = look("Tail Lamp", "ceramic", "#a80f14")
    r = 0.215
    wheels = {"wheel_front": (0.0, -0.62, r), "wheel_back": (0.0, 0.60, r)}
    shield = shaped_bar([(0, -0.33, 0.25), (0, -0.42, 0.34), (0, -0.455, 0.55), (0, -0.42, 0.78), (0, -0.395, 0.86)],
                        [0.34, 0.42, 0.46, 0.40, 0.20], [0.035, 0.045, 0.06, 0.06, 0.05], up=(0, 1, 0.5), roundness=3.0,
                        segments=20)  # fmt: skip
    tunnel = shaped_bar([(0, -0.46, 0.62), (0, -0.50, 0.48), (0, -0.50, 0.34)], [0.12, 0.14, 0.08], [0.06, 0.08, 0.06],
                        up=(0, 1, 0))  # fmt: skip
    floor = shaped_bar([(0, -0.36, 0.26), (0, -0.25, 0.235), (0, 0.0, 0.235), (0, 0.16, 0.26)],
                       [0.36, 0.40, 0.40, 0.36],
                       [0.05, 0.055, 0.055, 0.07], roundness=4.0)  # fmt: skip
    strips = [rounded_box((0.018, 0.34, 0.008), (x, -0.12, 0.265), 0.003) for x in (-0.13, -0.07, 0.0, 0.07, 0.13)]
    body = shaped_bar([(0, 0.10, 0.42), (0, 0.18, 0.50), (0, 0.40, 0.55), (0, 0.70, 0.56), (0, 0.88, 0.52),
                       (0, 0.93, 0.50)], [0.20, 0.30, 0.32, 0.28, 0.18, 0.08], [0.34, 0.44, 0.36, 0.30, 0.22, 0.12],
                      roundness=2.6, segments=20)  # fmt: skip
    cheeks = [superellipsoid((0.17, 0.58, 0.33), (s * 0.165, 0.56, 0.46), 2.4, 7) for s in (-1, 1)]
    seat = shaped_bar([(0, 0.12, 0.760), (0, 0.24, 0.758), (0, 0.44, 0.775), (0, 0.66, 0.79), (0, 0.76, 0.785)],
                      [0.14, 0.22, 0.27, 0.26, 0.14], [0.06, 0.095, 0.10, 0.10, 0.06], roundness=3.0)  # fmt: skip
    steer_at, axis = np.array([0.0, -0.40, 0.84]), np.array([0.0, 0.26, 0.966])
    head = superellipsoid((0.22, 0.22, 0.15), (0, -0.40, 0.945), 2.6, 6)
    bar = tube(smooth_line(np.array([(-0.33, -0.28, 0.985), (-0.18, -0.36, 0.975), (0.18, -0.36, 0.975),
                                     (0.33, -0.28, 0.985)]), 4), 0.0155, 10)  # fmt: skip
    grips = [tube([(s * 0.24, -0.333, 0.982), (s * 0.345, -0.272, 0.986)], 0.021, 12) for s in (-1, 1)]
    fork = tube([(0.0, -0.44, 0.70), (0.0, -0.55, 0.42)], 0.028, 12)
    fork_arm = [tube([(0.0, -0.55, 0.42), (0.075, -0.60, 0.30), (0.078, -0.62, r)], 0.020, 10)]
    guard = shaped_bar([(0, -0.86, 0.30), (0, -0.80, 0.41), (0, -0.64, 0.475), (0, -0.48, 0.43), (0, -0.40, 0.34)],
                       [0.05, 0.14, 0.18, 0.17, 0.10], [0.03, 0.07, 0.09, 0.07, 0.03], roundness=2.4)  # fmt: skip
    mirrors = [tube([(s * 0.20, -0.36, 0.98), (s * 0.27, -0.36, 1.12)], 0.006, 6) for s in (-1, 1)]
    mirrors += [superellipsoid((0.10, 0.02, 0.10), (s * 0.275, -0.36, 1.15), 2.0, 4) for s in (-1, 1)]
    parts = [
        part("shield", "Paint", shield), part("horn_cover", "Paint", tunnel), part("floor", "Paint", floor),
        part("strips", "Dark", *strips), part("body", "Paint", body), part("cheeks", "Paint", *cheeks),
        part("seat", "Leather", seat),
        part("trim", "Metal", *(tube(smooth_line(np.array([(s * 0.19, -0.35, 0.27), (s * 0.235, -0.455, 0.55),
             (s * 0.20, -0.425, 0.77)]), 5), 0.008, 8) for s in (-1, 1)),
             tube(smooth_line(np.array([(-0.09, 0.84, 0.70), (-0.10, 0.98, 0.72), (0.10, 0.98, 0.72),
                                        (0.09, 0.84, 0.70)]), 4), 0.010, 8)),
        part("tail_light", "Tail Lamp", superellipsoid((0.11, 0.06, 0.08), (0, 0.93, 0.56), 3.0, 3)),
        part("exhaust", "Metal", tube([(-0.10, 0.42, 0.20), (-0.14, 0.60, 0.17), (-0.14, 0.84, 0.19)],
                                      [0.024, 0.042, 0.042], 14)),
        part("stand", "Dark", tube([(-0.08, 0.18, 0.22), (-0.13, 0.22, 0.03)], 0.012, 8)),
        part("headstock", "Paint", head, moves_with="steering"), part("handlebar", "Metal", bar, moves_with="steering"),
        part("grips", "Dark", *grips, moves_with="steering"), part("mirrors", "Metal", *mirrors, moves_with="steering"),
        part("headlight", "Lamp", superellipsoid((0.15, 0.06, 0.13), (0, -0.50, 0.945), 2.2, 4), moves_with="steering"),
        part("fork", "Metal", fork, *fork_arm, moves_with="steering"),
        part("mudguard", "Paint", guard, moves_with="steering"),
    ]  # fmt: skip
    for name, at in wheels.items():
        side = translated(ring(r - 0.048, 0.048, 36, 12), at)
        hub = [cylinder(0.13, 0.07, at, axis=0, segments=24, edge=0.02), cylinder(0.05, 0.11, at, axis=0, segments=16)]
        parts += [part(f"{name}_tyre", "Tyre", side, moves_with=name), part(f"{name}_rim", "Metal", *hub,
                                                                            moves_with=name)]
    joints = _wheel_joints(wheels) | {"steering": shapes.joint("hinge", steer_at, axis, (-0.7, 0.7))}
    return Sketch(
        parts=parts, looks=[paint, metal, tyre, dark, leather, lamp, red], joints=joints, grip=False, push=False,
        solids=(solid("wheel_front_tyre", kind="cylinder", axis=0), solid("wheel_back_tyre", kind="cylinder", axis=0),
                solid("shield", "floor"), solid("body", "seat", "cheeks")),
        places=(shapes.affordance("seat", "sit_at", (0, 0.30, 0.805), (0.24, 0.4, 0)),
                shapes.affordance("pillion", "sit_at", (0, 0.60, 0.83), (0.24, 0.3, 0)),
                shapes.affordance("foot_rest", "foot_at", (0.13, -0.17, 0.268), (0.12, 0.28, 0)),
                shapes.affordance("push", "push_at", (0, 0.95, 0.8), (0.3, 0, 0.8), np.pi)),
    )  # fmt: skip


def _unicycle(values: Values) -> Sketch:
    """One spoked wheel in a fork, a crank with pedals, a post and a curved saddle."""
    frame, metal = main_look("Frame", values), look("Metal", "chrome", fill=0.4)
    tyre, leather = look("Tyre", "rubber"), look("Leather", "leather", "#1b1410")
    r = 0.30
    arms = [tube(smooth_line(np.array([(s * 0.056, 0, r), (s * 0.056, 0, r + 0.26), (s * 0.040, 0, r + 0.325),
                                       (0.0, 0, r + 0.345)]), 4), 0.0125, 12) for s in (-1, 1)]  # fmt: skip
    post = cylinder(0.0135, 0.24, (0, 0, r + 0.45), segments=16, edge=0.003)
    collar = [cylinder(0.020, 0.035, (0, 0, r + 0.365), segments=18, edge=0.004),
              rounded_box((0.03, 0.014, 0.03), (0.02, 0, r + 0.365), 0.004)]  # fmt: skip
    saddle = shaped_bar([(0, -0.15, 0.925), (0, -0.11, 0.915), (0, 0.0, 0.885), (0, 0.10, 0.915), (0, 0.145, 0.935)],
                        [0.06, 0.10, 0.085, 0.16, 0.09], [0.03, 0.05, 0.055, 0.055, 0.035], roundness=2.4)
    bumpers = [superellipsoid((0.085, 0.045, 0.05), (0, -0.148, 0.925), 2.4, 3),
               superellipsoid((0.12, 0.045, 0.05), (0, 0.145, 0.937), 2.4, 3)]  # fmt: skip
    at = (0.0, 0.0, r)
    crank, pedals = [cylinder(0.016, 0.15, at, axis=0, segments=14)], []
    for s in (-1, 1):
        tip = np.array([0.082 * s, -0.105 * s, r - 0.055 * s])
        crank.append(tube([(0.078 * s, 0, r), tuple(tip)], 0.010, 8))
        pedals.append(rounded_box((0.095, 0.075, 0.022), tuple(tip + np.array([0.056 * s, 0, 0])), 0.006))
    wheel = spoked_wheel("wheel", r, 0.024, 24, 0.0)
    parts = [part("fork", "Frame", *arms), part("post", "Metal", post), part("collar", "Frame", *collar),
             part("saddle", "Leather", saddle), part("bumpers", "Leather", *bumpers), *wheel,
             part("crank", "Metal", *crank, moves_with="crank"), part("pedals", "Leather", *pedals, moves_with="crank")]
    return Sketch(parts=parts, looks=[frame, metal, tyre, leather], grip=False, push=False,
                  joints=_wheel_joints({"wheel": at, "crank": at}),
                  solids=(solid("wheel_tyre", kind="cylinder", axis=0), solid("saddle", "post")),
                  places=(shapes.affordance("saddle", "sit_at", (0, 0.03, 0.94), (0.16, 0.28, 0)),))  # fmt: skip


def _tricycle(values: Values) -> Sketch:
    """A child's: a big front wheel with pedals, a bent tube, a seat, a step between two small back wheels."""
    frame, metal = main_look("Frame", values), look("Metal", "chrome", fill=0.4)
    tyre, seat_of = look("Tyre", "rubber"), look("Seat", "plastic", "#1d1e21")
    ribbon = look("Streamers", "plastic", "#f2c21c")
    r, small = 0.165, 0.115
    wheels = {"wheel_front": (0.0, -0.30, r), "wheel_back.L": (0.21, 0.27, small), "wheel_back.R": (-0.21, 0.27, small)}
    spine = tube(smooth_line(np.array([(0, -0.225, 0.385), (0, -0.12, 0.27), (0, 0.05, 0.20), (0, 0.27, 0.155)]), 5),
                 0.020, 12)  # fmt: skip
    axle = cylinder(0.011, 0.42, (0, 0.27, small), axis=0, segments=12)
    step = rounded_box((0.30, 0.11, 0.016), (0, 0.27, 0.165), 0.006)
    saddle = superellipsoid((0.20, 0.21, 0.055), (0, 0.07, 0.325), 2.6, 6)
    saddle.vertices[:, 0] *= np.interp(saddle.vertices[:, 1], [-0.04, 0.04, 0.12], [0.45, 0.8, 1.0])
    post = cylinder(0.014, 0.12, (0, 0.075, 0.25), segments=12)
    back = tube(smooth_line(np.array([(-0.075, 0.15, 0.325), (-0.075, 0.175, 0.42), (0.075, 0.175, 0.42),
                                      (0.075, 0.15, 0.325)]), 4), 0.010, 10)  # fmt: skip
    head, lean = np.array([0.0, -0.235, 0.37]), np.array([0.0, 0.30, 0.954])
    fork = [tube(smooth_line(np.array([(s * 0.012, -0.235, 0.37), (s * 0.050, -0.26, 0.33), (s * 0.050, -0.30, r)]), 4),
                 0.011, 10) for s in (-1, 1)]  # fmt: skip
    stem = tube([tuple(head - lean * 0.03), tuple(head + lean * 0.15)], 0.014, 12)
    bar = tube(smooth_line(np.array([(-0.20, -0.105, 0.545), (-0.12, -0.17, 0.525), (0, -0.19, 0.51),
                                     (0.12, -0.17, 0.525), (0.20, -0.105, 0.545)]), 4), 0.0105, 10)  # fmt: skip
    grips = [tube([(s * 0.145, -0.152, 0.532), (s * 0.21, -0.098, 0.547)], 0.0165, 12) for s in (-1, 1)]
    ends = [tube(smooth_line(np.array([(s * 0.21, -0.098, 0.547), (s * (0.235 + 0.012 * k), -0.085 + 0.01 * k, 0.51),
                                       (s * (0.232 + 0.016 * k), -0.08 + 0.012 * k, 0.45)]), 3), 0.0035, 6)
            for s in (-1, 1) for k in (-1, 0, 1)]  # fmt: skip
    crank, pedals = [cylinder(0.012, 0.13, (0, -0.30, r), axis=0, segments=12)], []
    for s in (-1, 1):
        tip = np.array([0.066 * s, -0.30 - 0.060 * s, r - 0.040 * s])
        crank.append(tube([(0.063 * s, -0.30, r), tuple(tip)], 0.008, 8))
        pedals.append(rounded_box((0.075, 0.055, 0.022), tuple(tip + np.array([0.044 * s, 0, 0])), 0.007))
    parts = [part("frame", "Frame", spine, post), part("axle", "Metal", axle), part("step", "Frame", step),
             part("saddle", "Seat", saddle), part("back_rest", "Metal", back),
             part("fork", "Frame", *fork, stem, moves_with="steering"),
             part("mudguard", "Frame", _mudguard(wheels["wheel_front"], r + 0.02, 0.06, 0.6, 2.4),
                  moves_with="steering"),
             part("handlebar", "Metal", bar, moves_with="steering"), part("grips", "Seat", *grips,
                                                                          moves_with="steering"),
             part("streamers", "Streamers", *ends, moves_with="steering"),
             part("crank", "Metal", *crank, moves_with="crank"),
             part("pedals", "Seat", *pedals, moves_with="crank")]  # fmt: skip
    parts += spoked_wheel("wheel_front", r, 0.017, 16, -0.30)
    for name in ("wheel_back.L", "wheel_back.R"):
        parts += _small_wheel(name, small, 0.036, wheels[name])
    joints = _wheel_joints(wheels | {"crank": wheels["wheel_front"]})
    joints["steering"] = shapes.joint("hinge", head, lean, (-0.7, 0.7))
    return Sketch(parts=parts, looks=[frame, metal, tyre, seat_of, ribbon], joints=joints, grip=False, push=False,
                  solids=(solid("wheel_front_tyre", kind="cylinder", axis=0), solid("wheel_back.L_tyre",
                          kind="cylinder", axis=0), solid("wheel_back.R_tyre", kind="cylinder", axis=0),
                          solid("frame", "saddle")),
                  places=(shapes.affordance("saddle", "sit_at", (0, 0.08, 0.355), (0.2, 0.2, 0)),))  # fmt: skip


def _jet_ski(values: Values) -> Sketch:
    """A pointed hull with foot wells, a hood with a screen, handlebars, a long stepped seat, a jet at the stern."""
    paint, white = main_look("Paint", values), look("Hull", "lacquer", "#f2f2ef")
    dark, seat_of = look("Dark", "rubber", "#17181a"), look("Seat", "leather", "#1d1e22")
    screen = look("Screen", "lacquer", "#1a2228")
    hull = shaped_bar([(0, -1.52, 0.46), (0, -1.35, 0.40), (0, -0.8, 0.32), (0, 0.0, 0.27), (0, 0.9, 0.27),
                       (0, 1.30, 0.29), (0, 1.36, 0.29)], [0.05, 0.42, 0.86, 1.04, 1.04, 0.96, 0.80],
                      [0.04, 0.26, 0.44, 0.48, 0.46, 0.40, 0.30], roundness=3.0, segments=24)  # fmt: skip
    deck = shaped_bar([(0, -1.50, 0.50), (0, -1.2, 0.53), (0, -0.75, 0.62), (0, -0.45, 0.70), (0, -0.18, 0.66),
                       (0, 0.0, 0.52)], [0.06, 0.46, 0.70, 0.66, 0.46, 0.30], [0.06, 0.26, 0.42, 0.46, 0.36, 0.20],
                      roundness=2.6, segments=20)  # fmt: skip
    seat = shaped_bar([(0, -0.20, 0.70), (0, 0.05, 0.72), (0, 0.42, 0.745), (0, 0.52, 0.80), (0, 0.98, 0.80),
                       (0, 1.08, 0.76)], [0.22, 0.30, 0.36, 0.36, 0.38, 0.24], [0.16, 0.22, 0.26, 0.24, 0.24, 0.14],
                      roundness=2.8)  # fmt: skip
    base = shaped_bar([(0, -0.25, 0.55), (0, 0.3, 0.56), (0, 1.05, 0.58), (0, 1.15, 0.56)], [0.36, 0.44, 0.48, 0.36],
                      [0.24, 0.30, 0.30, 0.22], roundness=3.4)  # fmt: skip
    rails = [tube(smooth_line(np.array([(s * 0.06, -1.50, 0.47), (s * 0.34, -1.1, 0.43), (s * 0.50, -0.3, 0.40),
                                        (s * 0.525, 0.6, 0.40), (s * 0.49, 1.33, 0.42)]), 5), 0.028, 8) for s in (-1,
                                                                                                                  1)]
    mats = [rounded_box((0.22, 1.35, 0.02), (s * 0.36, 0.45, 0.485), 0.008) for s in (-1, 1)]
    wind = rotated(superellipsoid((0.42, 0.05, 0.26), (0, -0.60, 0.96), 2.6, 5), -0.75, (1, 0, 0), (0, -0.60, 0.96))
    bar = tube(smooth_line(np.array([(-0.36, -0.20, 1.00), (-0.20, -0.28, 0.98), (0, -0.33, 0.95), (0.20, -0.28, 0.98),
                                     (0.36, -0.20, 1.00)]), 4), 0.016, 10)  # fmt: skip
    grips = [tube([(s * 0.25, -0.258, 0.988), (s * 0.375, -0.19, 1.002)], 0.022, 12) for s in (-1, 1)]
    stripe = [shaped_bar([(s * 0.235, -1.18, 0.56), (s * 0.345, -0.75, 0.67), (s * 0.325, -0.45, 0.76)],
                         [0.02, 0.03, 0.02], [0.03, 0.07, 0.03]) for s in (-1, 1)]  # fmt: skip
    parts = [part("hull", "Hull", hull), part("deck", "Paint", deck), part("base", "Paint", base),
             part("seat", "Seat", seat), part("rails", "Dark", *rails), part("mats", "Dark", *mats),
             part("screen", "Screen", wind), part("stripes", "Hull", *stripe),
             part("jet", "Dark", cylinder(0.11, 0.16, (0, 1.38, 0.24), axis=1, segments=20, edge=0.02)),
             part("post", "Dark", tube([(0, -0.40, 0.80), (0, -0.33, 0.95)], [0.06, 0.035], 12), moves_with="steering"),
             part("handlebar", "Dark", bar, moves_with="steering"), part("grips", "Seat", *grips,
                                                                         moves_with="steering")]
    joints = {"steering": shapes.joint("hinge", (0, -0.40, 0.80), (0, 0.42, 0.907), (-0.6, 0.6))}
    return Sketch(parts=parts, looks=[paint, white, dark, seat_of, screen], joints=joints, grip=False, push=False,
                  solids=(solid("hull", kind="hull"), solid("seat", "base")),
                  places=(shapes.affordance("driver", "sit_at", (0, 0.16, 0.84), (0.34, 0.4, 0)),
                          shapes.affordance("foot_rest", "foot_at", (0.36, 0.0, 0.497), (0.2, 0.3, 0)),
                          shapes.affordance("pillion", "sit_at", (0, 0.75, 0.92), (0.34, 0.4, 0))))  # fmt: skip


CATEGORIES = (
    thing("kick scooter", "vehicle", (0.505, 1.004, 0.9585), _kick_scooter, material="aluminium", color="#1f6fb8",
          span=2.0, mass_kg=4.5, colors=("#1f6fb8", "#c8303a", "#e8a21c", "#2b2d31"),
          synonyms=("push scooter", "electric scooter", "razor scooter", "e-scooter", "motorized scooter")),
    thing("scooter", "vehicle", (0.7069, 1.8811, 1.2), _motor_scooter, material="painted metal", color="#8fc1b5",
          span=2.0,
          mass_kg=105, colors=("#8fc1b5", "#b3261f", "#efe6d0", "#5f7f9c"),
          synonyms=("vespa", "moped", "motor scooter")),
    thing("unicycle", "vehicle", (0.371, 0.6, 0.9615), _unicycle, material="painted metal", color="#c8303a", span=2.0,
          mass_kg=5.5, colors=("#c8303a", "#1d1f22", "#2f6fb8"), synonyms=("monocycle",)),
    thing("tricycle", "vehicle", (0.507, 0.85, 0.5627), _tricycle, material="painted metal", color="#c8232b", span=2.0,
          mass_kg=5.0, colors=("#c8232b", "#2f6fb8", "#e05a9c"), synonyms=("trike", "child's tricycle")),
    thing("jet ski", "boat", (1.108, 2.9879, 1.0299), _jet_ski, material="lacquer", color="#1f6fd0", span=2.0,
          mass_kg=220,
          colors=("#1f6fd0", "#c8232b", "#e0a81c"), synonyms=("jetski", "water scooter", "personal watercraft")),
)  # fmt: skip
