"""Animals of the sea, the wood and the plain without a rig: whale, seal, squirrel, ostrich."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Part, Surface, Values
from .creature_geometry import blob, flowing, skin
from .geometry import merge, rotated, superellipsoid, translated, tube
from .geometry_core import mirrored
from .geometry_grid import thick_sheet
from .kit_bird import feathers
from .making import Look, fine, look
from .sampler import Value
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line

Point = tuple[float, float, float]


def _furry(one: Look) -> Look:
    """Hair, where no pattern is asked for: cloth would show its threads."""
    return one if one.material.pattern else replace(one, material=replace(one.material, kind="fur"))


def paddle(front: list[Point], back: list[Point], thick: float) -> Surface:
    """A flipper between its leading and its trailing edge, thickest along its front third."""
    a, b = smooth_line(front, 4), smooth_line(back, 4)
    rows = np.array([a + (b - a) * v for v in np.linspace(0.0, 1.0, 7)]).swapaxes(0, 1)
    sheet = thick_sheet(rows, 1.0)
    count = rows.shape[0] * rows.shape[1]
    middle = 0.5 * (sheet.vertices[:count] + sheet.vertices[count:])
    normal = sheet.vertices[:count] - middle
    along = np.repeat(np.linspace(0.0, 1.0, rows.shape[0]), rows.shape[1])
    across = np.tile(np.linspace(0.0, 1.0, rows.shape[1]), rows.shape[0])
    depth = thick * (1.0 - 0.6 * along) * (0.12 + np.sin(np.pi * np.clip(0.08 + across, 0, 1)) ** 0.8)
    vertices = np.concatenate([middle + depth[:, None] * normal, middle - depth[:, None] * normal])
    return replace(sheet, vertices=vertices)


def _whale(values: Values) -> Sketch:
    """A humpback: a long head with its mouth line and knobs, two blowholes, eyes low at the sides, a pale grooved
    throat, long flippers, a small fin far back, a thin tail with two broad flukes and the notch between them."""
    hide, pale = (
        skin(values, "Skin", 0.06),
        fine(look("Throat", "leather", str(values["second_color"]) or "#c9ccca"), 0.05)
    )
    dark, groove = look("Dark", "plastic", "#0e1114", roughness=0.2), fine(look("Grooves", "leather", "#7b8588"), 0.05)
    spine: list[Point] = [(0, -7.0, 0.02), (0, -6.2, 0.10), (0, -4.6, 0.16), (0, -2.2, 0.10), (0, 0.4, 0.0),
                          (0, 2.6, -0.02), (0, 4.4, 0.06), (0, 5.6, 0.16), (0, 6.2, 0.2)]
    body = flowing(spine, [(0.34, 0.22), (0.80, 0.62), (1.20, 1.12), (1.48, 1.42), (1.36, 1.30), (0.92, 0.95),
                           (0.46, 0.55), (0.20, 0.30), (0.10, 0.14)], 32)  # fmt: skip
    belly = flowing([(0, -6.9, -0.14), (0, -5.8, -0.32), (0, -3.8, -0.50), (0, -1.4, -0.50), (0, 0.8, -0.42)],
                    [(0.30, 0.12), (0.78, 0.42), (1.18, 0.86), (1.26, 0.95), (0.72, 0.78)], 30)  # fmt: skip
    grooves = []
    for x in np.linspace(-0.92, 0.92, 15):
        line = []
        for y in np.linspace(-6.2 + 0.6 * abs(x), -0.6 - 0.9 * abs(x), 11):
            half, high, mid = (np.interp(y, [-6.9, -5.8, -3.8, -1.4, 0.8], row) for row in
                               ((0.30, 0.78, 1.18, 1.26, 0.72), (0.12, 0.42, 0.86, 0.95, 0.78),
                                (-0.14, -0.32, -0.50, -0.50, -0.42)))  # fmt: skip
            share = min(abs(x) / half, 0.97) if half > 0 else 0.0
            line.append((float(x), float(y), float(mid - high * np.sqrt(1.0 - share**2) - 0.005)))
        grooves.append(tube(line, 0.022, 6))
    mouth = tube(smooth_line([(0.24, -6.98, 0.0), (0.62, -6.5, -0.04), (0.93, -5.8, -0.02), (1.18, -4.9, 0.02),
                              (1.32, -4.3, -0.16)], 4), 0.032, 8)  # fmt: skip
    eye = [blob(1.31, -4.0, 0.06, 0.10, 0.18, 0.14, 4)]
    lids = [blob(1.27, -4.0, 0.09, 0.16, 0.30, 0.24, 4)]
    holes = [superellipsoid((0.09, 0.30, 0.07), (0.10, -4.45, 1.275), 2.0, 4)]
    rims = [superellipsoid((0.24, 0.46, 0.12), (0.11, -4.42, 1.245), 2.2, 4)]
    knobs = [blob(x, y, z, 0.16, 0.18, 0.14, 3) for x, y,
             z in ((0.16, -6.5, 0.62), (0.36, -6.1, 0.68), (0.20, -5.7, 0.86),
             (0.52, -5.5, 0.78), (0.30, -5.1, 1.02), (0.68, -6.0, 0.34), (0.88, -5.4, 0.44))]  # fmt: skip
    arm = paddle([(1.15, -3.3, -0.45), (2.2, -3.0, -0.95), (3.4, -2.0, -1.25), (4.1, -0.7, -1.35)],
                 [(1.10, -2.0, -0.45), (2.0, -1.6, -0.95), (3.2, -1.0, -1.25), (4.1, -0.55, -1.35)], 0.17)  # fmt: skip
    fin = paddle([(0, 1.7, 1.02), (0, 2.2, 1.26), (0, 2.75, 1.42)], [(0, 3.0, 0.78), (0, 3.0, 1.05), (0, 2.95, 1.40)],
                 0.14)
    fluke = paddle([(0.0, 5.7, 0.18), (0.8, 5.75, 0.22), (1.7, 6.35, 0.26), (2.25, 7.15, 0.30)],
                   [(0.0, 6.75, 0.20), (0.6, 7.05, 0.22), (1.5, 7.05, 0.26), (2.24, 7.25, 0.30)], 0.11)  # fmt: skip
    return Sketch(
        parts=[part("body", "Skin", body), part("throat", "Throat", belly), part("grooves", "Grooves", *grooves),
               part("mouth", "Dark", both_sides(mouth)), part("eyes", "Dark", both_sides(*eye)),
               part("eyelids", "Skin", both_sides(*lids)), part("blowholes", "Dark", both_sides(*holes)),
               part("blowhole_rims", "Skin", both_sides(*rims)), part("knobs", "Skin", both_sides(*knobs)),
               part("flippers", "Skin", both_sides(arm)), part("fin", "Skin", fin), part("flukes", "Skin",
                                                                                         both_sides(fluke),
                                                                                         moves_with="flukes")],
        looks=[hide, pale, dark, groove], push=False, grip=False,
        joints={"flukes": shapes.joint("hinge", (0.0, 5.75, 0.18), (1, 0, 0), (-0.7, 0.7))},
        solids=(solid("body", "throat", kind="hull"),),
    )  # fmt: skip


def _seal(values: Values) -> Sketch:
    """Lying on its belly, chest and head raised: a spindle of a body, a muzzle with nostrils and whiskers, large dark
    eyes, flippers at the sides with claws, hind flippers spread behind; spots. A walrus has tusks."""
    coat, pale = skin(values, "Coat", 0.05), fine(look("Muzzle", "leather", "#c9c3b8"), 0.05)
    dark, spot = look("Eyes", "plastic", "#0b0a09", roughness=0.08), fine(look("Spots", "leather", "#4d4f52"), 0.05)
    ivory = look("Tusks", "ceramic", "#efe6cf")
    body = flowing([(0, 0.80, 0.10), (0, 0.62, 0.13), (0, 0.32, 0.19), (0, -0.02, 0.235), (0, -0.30, 0.27),
                    (0, -0.48, 0.36), (0, -0.55, 0.47), (0, -0.575, 0.565)],
                   [(0.05, 0.04), (0.10, 0.085), (0.20, 0.165), (0.265, 0.225), (0.235, 0.205), (0.165, 0.15),
                    (0.125, 0.125), (0.11, 0.11)], 28)  # fmt: skip
    head = [superellipsoid((0.235, 0.27, 0.215), (0, -0.615, 0.585), 2.1, 8)]
    snout = [superellipsoid((0.082, 0.105, 0.085), (0.036, -0.735, 0.548), 2.0, 6)]
    chin = superellipsoid((0.085, 0.09, 0.06), (0, -0.72, 0.515), 2.0, 5)
    nose = superellipsoid((0.058, 0.030, 0.036), (0, -0.778, 0.585), 2.4, 5)
    holes = [blob(0.014, -0.793, 0.588, 0.012, 0.008, 0.018, 3)]
    eyes = [blob(0.073, -0.700, 0.622, 0.040, 0.040, 0.048, 6)]
    whiskers = [tube([(0.05, -0.755, 0.548 + 0.012 * k), (0.12, -0.78, 0.54 + 0.016 * k),
                      (0.175, -0.765, 0.525 + 0.02 * k)],
                     0.0022, 4, edge=0.0) for k in (-1, 0, 1)]  # fmt: skip
    arm = paddle([(0.17, -0.34, 0.20), (0.30, -0.40, 0.06), (0.40, -0.36, 0.015), (0.47, -0.24, 0.012)],
                 [(0.20, -0.16, 0.14), (0.29, -0.17, 0.05), (0.38, -0.18, 0.015), (0.46, -0.19, 0.012)],
                 0.028)  # fmt: skip
    claws = [tube([(0.43 + 0.008 * k, -0.305 + 0.028 * k, 0.02), (0.462 + 0.006 * k, -0.305 + 0.03 * k, 0.010)],
                  [0.006, 0.002], 6) for k in range(4)]  # fmt: skip
    hind = paddle([(0.02, 0.76, 0.10), (0.10, 0.92, 0.075), (0.19, 1.06, 0.05)],
                  [(0.0, 0.80, 0.08), (0.02, 0.98, 0.05), (0.06, 1.12, 0.03)], 0.028)  # fmt: skip
    rng = np.random.default_rng(9)
    spots = []
    for _ in range(26):
        y, a = float(rng.uniform(-0.28, 0.5)), float(rng.uniform(0.25, np.pi - 0.25))
        wide, high, mid = (float(np.interp(y, [-0.48, -0.30, -0.02, 0.32, 0.62], row)) for row in
                           ((0.165, 0.235, 0.265, 0.20, 0.10), (0.15, 0.205, 0.225, 0.165, 0.085),
                            (0.36, 0.27, 0.235, 0.19, 0.13)))  # fmt: skip
        size = float(rng.uniform(0.02, 0.05))
        spots.append(superellipsoid((size, 1.3 * size, 0.6 * size), (0.965 * wide * np.cos(a), y,
                                                                      mid + 0.965 * high * np.sin(a)), 2.0, 3))
    parts = [
        part("body", "Coat", body), part("head", "Coat", *head), part("muzzle", "Muzzle", both_sides(*snout), chin),
        part("nose", "Eyes", nose, both_sides(*holes)), part("eyes", "Eyes", both_sides(*eyes)),
        part("whiskers", "Muzzle", both_sides(*whiskers)), part("flippers", "Coat", both_sides(arm)),
        part("claws", "Spots", both_sides(*claws)), part("hind_flippers", "Coat", both_sides(hind)),
    ]  # fmt: skip
    if values["tusks"]:
        tusk = tube(smooth_line([(0.035, -0.745, 0.53), (0.042, -0.765, 0.42), (0.036, -0.745, 0.30)], 4),
                    np.linspace(0.017, 0.005, 9), 12)  # fmt: skip
        parts.append(part("tusks", "Tusks", both_sides(tusk)))
    else:
        parts.append(part("spots", "Spots", *spots))
    return Sketch(parts=parts, looks=[coat, pale, dark, spot, ivory], push=False, grip=False,
                  solids=(solid("body", "flippers", kind="hull"), solid("head")))  # fmt: skip


def _squirrel(values: Values) -> Sketch:
    """Sitting up: a bushy tail that curls over behind, tufted ears, bead eyes, a white front, forepaws with a nut
    before the chest, strong haunches on long hind feet."""
    fur, white = _furry(skin(values, "Fur", 0.2)), _furry(fine(look("Front", "wool", "#efe6d8"), 0.15))
    dark, nut = look("Eyes", "plastic", "#0d0a09", roughness=0.1), look("Nut", "walnut")
    body = flowing([(0, 0.050, 0.020), (0, 0.042, 0.055), (0, 0.012, 0.100), (0, -0.018, 0.140), (0, -0.030, 0.168)],
                   [(0.026, 0.022), (0.052, 0.050), (0.046, 0.045), (0.033, 0.033), (0.024, 0.024)], 26)  # fmt: skip
    front = flowing([(0, 0.020, 0.040), (0, -0.018, 0.078), (0, -0.036, 0.118), (0, -0.044, 0.148)],
                    [(0.030, 0.016), (0.032, 0.020), (0.025, 0.018), (0.014, 0.010)], 20)  # fmt: skip
    head = [superellipsoid((0.062, 0.070, 0.058), (0, -0.046, 0.186), 2.1, 8),
            superellipsoid((0.034, 0.046, 0.034), (0, -0.076, 0.178), 2.0, 6)]  # fmt: skip
    cheeks = [blob(0.018, -0.066, 0.176, 0.030, 0.036, 0.030, 5)]
    muzzle = [blob(0, -0.086, 0.170, 0.024, 0.024, 0.018, 5)]
    nose = [blob(0, -0.098, 0.178, 0.010, 0.008, 0.008, 4)]
    eyes = [blob(0.0265, -0.058, 0.194, 0.010, 0.015, 0.015, 6)]
    rings = [blob(0.0245, -0.058, 0.194, 0.008, 0.021, 0.021, 5)]
    ear = flowing([(0, 0, 0.0), (0, 0.004, 0.014), (0, 0.008, 0.030)],
                  [(0.010, 0.006), (0.011, 0.006), (0.003, 0.003)], 14)
    ear = translated(rotated(ear, 0.28, (0, 1, 0)), (0.019, -0.030, 0.206))
    tuft = [tube([(0.026, -0.022, 0.232), (0.030 + 0.003 * k, -0.018, 0.254)], [0.0035, 0.0006], 6) for k in (-1, 0, 1)]
    arm = tube(smooth_line([(0.030, -0.022, 0.138), (0.036, -0.040, 0.112), (0.022, -0.066, 0.112),
                            (0.012, -0.076, 0.122)],
                           4), np.linspace(0.014, 0.007, 13), 12)  # fmt: skip
    hand = [tube([(0.010 + 0.002 * k, -0.074, 0.118 + 0.004 * k), (0.004, -0.083, 0.121 + 0.006 * k)], [0.003, 0.002],
                 6)
            for k in (-1, 0, 1)]  # fmt: skip
    haunch = [blob(0.040, 0.026, 0.046, 0.044, 0.088, 0.078, 7)]
    foot = tube(smooth_line([(0.042, 0.040, 0.012), (0.046, -0.010, 0.009), (0.048, -0.056, 0.007)], 4),
                np.interp(np.linspace(0, 1, 9), [0, 0.6, 1], [0.011, 0.009, 0.007]), 10)  # fmt: skip
    toes = [tube([(0.048 + 0.006 * k, -0.052, 0.006), (0.049 + 0.009 * k, -0.070, 0.004)], [0.004, 0.002], 6)
            for k in (-1, 0, 1)]  # fmt: skip
    line = smooth_line([(0, 0.058, 0.030), (0, 0.098, 0.040), (0, 0.128, 0.088), (0, 0.122, 0.150), (0, 0.100, 0.200),
                        (0, 0.106, 0.240), (0, 0.138, 0.254), (0, 0.158, 0.238)], 6)  # fmt: skip
    s = np.linspace(0.0, 1.0, len(line))
    girth = np.interp(s, [0, 0.12, 0.4, 0.7, 0.9, 1.0], [0.012, 0.026, 0.040, 0.038, 0.026, 0.008])
    tail = tube(line, girth, 24, edge=0.6)
    wave = 1.0 + 0.05 * np.sin(9.0 * np.arctan2(tail.vertices[:, 0],
                                                tail.vertices[:, 1] - 0.11) + 160 * tail.vertices[:, 2])
    tail.vertices[:, 0] *= 1.18 * wave
    rim = tube(line + np.array([0, 0.014, 0.004]), 0.82 * girth, 18, edge=0.6)
    whiskers = [tube([(0.012, -0.086, 0.172), (0.040, -0.088, 0.170 + 0.008 * k), (0.056, -0.078, 0.168 + 0.013 * k)],
                     0.0006,
                     4, edge=0.0) for k in (-1, 0, 1)]  # fmt: skip
    kernel = [superellipsoid((0.020, 0.020, 0.024), (0, -0.086, 0.124), 2.0, 6)]
    return Sketch(
        parts=[part("body", "Fur", body), part("front", "Front", front),
               part("head", "Fur", *head, both_sides(*cheeks)),
               part("muzzle", "Front", *muzzle), part("eye_rings", "Front", both_sides(*rings)),
               part("eyes", "Eyes", both_sides(*eyes)), part("nose", "Eyes", *nose),
               part("ears", "Fur", both_sides(ear)),
               part("ear_tufts", "Fur", both_sides(*tuft)), part("arms", "Fur", both_sides(arm, *hand)),
               part("haunches", "Fur", both_sides(*haunch)), part("feet", "Fur", both_sides(foot, *toes)),
               part("tail", "Fur", tail), part("tail_rim", "Front", rim),
               part("whiskers", "Eyes", both_sides(*whiskers)),
               part("nut", "Nut", *kernel)],
        looks=[fur, white, dark, nut], push=False, grip=True,
        solids=(solid("body", "haunches", "feet", kind="hull"), solid("tail", kind="hull")),
    )  # fmt: skip


def _on_legs(name: str, material: str, *left: Surface) -> list[Part]:
    """A part of the left leg, which swings from the hip, and its mirror image."""
    piece = merge(left)
    return [part(f"{name}.L", material, piece, moves_with="leg.L"),
            part(f"{name}.R", material, mirrored(piece), moves_with="leg.R")]  # fmt: skip


def _ostrich(values: Values) -> Sketch:
    """An egg of dark plumes, white wing tips and tail, a long bare neck to a small flat head with large eyes and a
    broad beak, long strong legs with bare thighs and two toes."""
    plume = _furry(skin(values, "Plumes", 0.2))
    white, bare = (
        _furry(fine(look("White Plumes", "wool", "#ece8de"), 0.2)),
        fine(look("Bare Skin", "leather", "#c79a86"), 0.08)
    )
    dark, horn = look("Eyes", "plastic", "#120d0a", roughness=0.1), look("Horn", "plastic", "#8a7a66")
    body = flowing([(0, 0.52, 1.12), (0, 0.38, 1.16), (0, 0.08, 1.18), (0, -0.24, 1.16), (0, -0.44, 1.18),
                    (0, -0.54, 1.24)],
                   [(0.06, 0.07), (0.21, 0.22), (0.30, 0.30), (0.27, 0.28), (0.16, 0.17), (0.085, 0.09)],
                   30)  # fmt: skip
    neck = flowing([(0, -0.46, 1.20), (0, -0.60, 1.36), (0, -0.62, 1.58), (0, -0.57, 1.82), (0, -0.56, 2.00),
                    (0, -0.59, 2.09)], [(0.10, 0.10), (0.075, 0.08), (0.052, 0.056), (0.042, 0.045), (0.040, 0.042),
                                        (0.045, 0.045)], 20)  # fmt: skip
    collar = [superellipsoid((0.20, 0.20, 0.16), (0, -0.545, 1.28), 2.0, 6)]
    head = [superellipsoid((0.105, 0.19, 0.095), (0, -0.645, 2.105), 2.1, 7)]
    crown = [superellipsoid((0.085, 0.14, 0.05), (0, -0.615, 2.148), 2.0, 5)]
    beak = [superellipsoid((0.082, 0.17, 0.026), (0, -0.765, 2.098), 2.3, 6)]
    lower = [superellipsoid((0.074, 0.15, 0.020), (0, -0.755, 2.078), 2.3, 6)]
    holes = [blob(0.012, -0.79, 2.111, 0.010, 0.024, 0.008, 3)]
    eyes = [blob(0.047, -0.672, 2.125, 0.030, 0.046, 0.046, 6)]
    lashes = [tube([(0.056, -0.690 + 0.012 * k, 2.142), (0.075, -0.698 + 0.016 * k, 2.152)], [0.0025, 0.0006], 6)
              for k in range(4)]  # fmt: skip
    rng = np.random.default_rng(4)
    coat = []
    for k in range(46):  # loose plumes that hang over one another
        y, a = -0.34 + 0.72 * (k / 46), 0.35 + 1.75 * float(rng.uniform())
        wide, high = (float(np.interp(y, [-0.44, -0.24, 0.08, 0.38, 0.52], row)) for row in
                      ((0.16, 0.27, 0.30, 0.21, 0.06), (0.17, 0.28, 0.30, 0.22, 0.07)))  # fmt: skip
        one = feathers(0.24, 0.13, 1, 0.0, -0.25)[0]
        one = rotated(rotated(one, -0.35, (1, 0, 0)), a - 0.5 * np.pi, (0, 1, 0))
        coat.append(translated(one, (0.99 * wide * np.sin(a) * 1.0, y, 1.18 + 0.99 * high * np.cos(a))))
    def folded(blades: list[Surface]) -> list[Surface]:
        return [translated(rotated(rotated(one, 1.15, (0, 1, 0)), -0.12, (1, 0, 0)), (0.285, -0.20, 1.24))
                for one in blades]  # fmt: skip

    wing = folded(feathers(0.44, 0.17, 6, 0.75, -0.1))
    tips = folded([translated(one, (0, 0.16, -0.016)) for one in feathers(0.46, 0.13, 6, 0.85, -0.12)])
    tail = [translated(rotated(one, 0.35 - 0.16 * row, (1, 0, 0)), (0, 0.40, 1.16 + 0.05 * row))
            for row in range(2) for one in feathers(0.34, 0.15, 7, 1.7, -0.6)]  # fmt: skip
    thigh = tube(smooth_line([(0.11, 0.05, 1.12), (0.15, -0.02, 0.94), (0.155, -0.01, 0.78), (0.15, 0.06, 0.62)], 4),
                 np.interp(np.linspace(0, 1, 13), [0, 0.35, 1], [0.12, 0.115, 0.042]), 16)  # fmt: skip
    shank = tube(smooth_line([(0.15, 0.06, 0.64), (0.15, 0.065, 0.58), (0.15, 0.02, 0.30), (0.15, -0.01, 0.05)], 4),
                 np.interp(np.linspace(0, 1, 13), [0, 0.15, 0.3, 1], [0.040, 0.046, 0.032, 0.030]), 14)  # fmt: skip
    toes = [tube([(0.15, 0.0, 0.045), (0.148, -0.09, 0.034), (0.145, -0.18, 0.018)], [0.034, 0.032, 0.020], 10),
            tube([(0.155, 0.0, 0.04), (0.195, -0.06, 0.026), (0.215, -0.11, 0.015)], [0.026, 0.022, 0.014], 10)]
    claws = [tube([(0.145, -0.175, 0.020), (0.144, -0.215, 0.008)], [0.014, 0.005], 8)]
    return Sketch(
        parts=[part("body", "Plumes", body), part("plumes", "Plumes", both_sides(*coat)),
               part("neck", "Bare Skin", neck),
               part("collar", "Plumes", *collar), part("head", "Bare Skin", *head), part("crown", "Plumes", *crown),
               part("beak", "Horn", *beak, *lower), part("nostrils", "Eyes", both_sides(*holes)),
               part("eyes", "Eyes", both_sides(*eyes)), part("lashes", "Eyes", both_sides(*lashes)),
               part("wings", "Plumes", both_sides(*wing)), part("wing_tips", "White Plumes", both_sides(*tips)),
               part("tail", "White Plumes", *tail),
               *_on_legs("thigh", "Bare Skin", thigh), *_on_legs("shank", "Bare Skin", shank),
               *_on_legs("toes", "Bare Skin", *toes), *_on_legs("claws", "Horn", *claws)],
        looks=[plume, white, bare, dark, horn], push=False, grip=False,
        joints={f"leg.{side}": shapes.joint("hinge", (sign * 0.12, 0.04, 1.12), (1, 0, 0), (-1.1, 1.1))
                for side, sign in (("L", 1), ("R", -1))},
        solids=(solid("body", kind="hull"), solid("shank.L", "toes.L"), solid("shank.R", "toes.R"),
                solid("neck", "head")),
    )  # fmt: skip


_SEALS: dict[str, dict[str, Value]] = {
    "sea lion": {"color": "#4a372a", "width_m": 1.0, "depth_m": 2.0, "height_m": 0.75},
    "walrus": {"color": "#7a5a48", "tusks": True, "width_m": 1.7, "depth_m": 3.2, "height_m": 1.25},
}
_WHALES: dict[str, dict[str, Value]] = {
    "orca": {"color": "#15171a", "width_m": 4.2, "depth_m": 7.5, "height_m": 2.0},
    "killer whale": {"color": "#15171a", "width_m": 4.2, "depth_m": 7.5, "height_m": 2.0},
}
CATEGORIES = (
    thing("whale", "animal", (8.208, 14.27, 2.981), _whale, material="leather", color="#3b4a56", patterned=False,
          span=4,
          mass_kg=30_000, synonyms=("humpback", "humpback whale", "blue whale", "sperm whale", *_WHALES),
          presets=_WHALES,
          extra=(Parameter(name="second_color", value="", description="of the throat"),)),
    thing("seal", "animal", (0.9613, 1.917, 0.6893), _seal, material="leather", color="#7d8288", patterned=True, span=4,
          mass_kg=90, synonyms=tuple(_SEALS), presets=_SEALS, colors=("#7d8288", "#9a958c", "#5f6164"),
          extra=(shapes.flag("tusks", False, "of a walrus"),)),
    thing("squirrel", "animal", (0.1236, 0.278, 0.2834), _squirrel, material="wool", color="#a8532a", patterned=True,
          span=4,
          mass_kg=0.5, synonyms=("chipmunk", "red squirrel", "grey squirrel"),
          colors=("#a8532a", "#8a8580", "#6b4530")),
    thing("ostrich", "animal", (0.7182, 1.641, 2.173), _ostrich, material="wool", color="#1d1b1a", patterned=True,
          span=3,
          mass_kg=110, synonyms=("emu", "rhea"), colors=("#1d1b1a", "#4a4038")),
)  # fmt: skip
