"""Small electronics: phone, watch, camera, keyboard, desktop computer, headphones, radio, loudspeaker, microphone."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, sweep, translated, tube
from .geometry_loft import extrude
from .making import Look, fine, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing


def _lit(name: str, color: str, watts_m2: float = 2.0) -> Look:
    return Look(glowing(name, color, watts_m2), "glass")


def _phone(values: Values) -> Sketch:
    """A slab with a lit screen of icons, a speaker slit, side keys and lenses at the back; old ones have a receiver."""
    if values["style"] == "old":
        return _telephone(values)
    shell, glass = main_look("Shell", values), look("Glass", "lacquer", "#08090b")
    screen, metal = _lit("Screen", "#24517a"), look("Metal", "aluminium", "#8c8f93")
    width, thick, tall = 0.074, 0.0085, 0.152
    icons: dict[str, list[Surface]] = {"#e8574a": [], "#f2b134": [], "#54b86a": [], "#e9edf2": []}
    for row in range(5):
        for column in range(4):
            if row == 3:
                continue
            z = 0.118 - 0.021 * row if row < 4 else 0.019
            box = rounded_box((0.0105, 0.0004, 0.0105), (-0.0245 + 0.0163 * column, -0.00525, z), 0.00018)
            icons[list(icons)[(column + 3 * row) % 4]].append(box)
    dial = rounded_box((0.036, 0.0004, 0.007), (0, -0.00525, 0.136), 0.00018)
    icons["#e9edf2"].append(dial)
    parts = [
        part("case", "Shell", rounded_box((width, thick, tall), (0, 0, tall / 2), 0.0038, 6)),
        part("front", "Glass", rounded_box((width - 0.003, 0.0012, tall - 0.003), (0, -thick / 2, tall / 2), 0.0005)),
        part("screen", "Screen", rounded_box((width - 0.007, 0.0006, tall - 0.008), (0, -0.00495, tall / 2), 0.00025)),
        *(part(f"icons_{k + 1}", f"Icon {k + 1}", *found) for k, found in enumerate(icons.values())),
        part("keys", "Metal", rounded_box((0.0016, 0.003, 0.012), (width / 2, 0, 0.105), 0.0006),
             rounded_box((0.0016, 0.003, 0.02), (-width / 2, 0, 0.108), 0.0006)),
        part("camera_bump", "Metal", rounded_box((0.03, 0.002, 0.03), (0.018, 0.0046, 0.132), 0.0009)),
        part("lenses", "Glass", *(cylinder(0.0055, 0.0016, (0.018 + x, 0.006, 0.132 + z), axis=1, segments=16,
                                           edge=0.0005) for x, z in ((-0.007, 0.007), (-0.007, -0.007), (0.007, 0)))),
    ]  # fmt: skip
    looks = [shell, glass, screen, metal, *(_lit(f"Icon {k + 1}", c) for k, c in enumerate(icons))]
    return Sketch(parts=parts, looks=looks, grip=True)


def _telephone(values: Values) -> Sketch:
    """A sloping case with a dial of ten holes, a cradle, a receiver and its curled cord."""
    shell, metal = main_look("Shell", values), look("Dial", "chrome", fill=0.3)
    face, dark = look("Face", "paper", "white"), look("Dark", "plastic", "#151515")
    side_line = [(-0.085, 0.0), (0.075, 0.0), (0.07, 0.075), (0.02, 0.088), (-0.025, 0.07), (-0.09, 0.022)]
    body = extrude(fillet(side_line, 0.014, 3, closed=True), 0.15, plane="yz", edge=0.012, caps="fan")
    slope = np.arctan2(0.048, 0.065)
    hub = np.array([0.0, -0.059, 0.05])

    def on_slope(piece: Surface) -> Surface:
        return translated(rotated(piece, slope, (1, 0, 0)), hub)

    holes = [cylinder(0.0075, 0.004, (0.031 * np.cos(a), 0.031 * np.sin(a), 0.0085), segments=12, edge=0.001)
             for a in np.linspace(-0.5, 4.6, 10)]  # fmt: skip
    bend = np.linspace(-1.0, 1.0, 9)
    grip_path = np.column_stack([0.1 * bend, 0.045 + 0 * bend, 0.128 - 0.012 * bend**4 * 0.8])
    receiver = [tube(grip_path, 0.0125, 14)]
    for s in (-1, 1):
        cup = lathe(fillet([(0, 0), (0.027, 0), (0.03, 0.012), (0.018, 0.035), (0, 0.038)], 0.004, 2), 20)
        receiver.append(translated(cup, (0.1 * s, 0.045, 0.094)))
    turns = np.linspace(0, 9 * 2 * np.pi, 110)
    run = np.linspace(0, 1, 110)
    cord = np.column_stack([
        -0.1 + 0.022 * np.sin(np.pi * run) * -1.0 + 0.006 * np.cos(turns), 0.045 - 0.01 * run + 0.006 * np.sin(turns),
        0.09 - 0.07 * run,
    ])  # fmt: skip
    posts = [rounded_box((0.016, 0.04, 0.03), (0.05 * s, 0.045, 0.095), 0.006) for s in (-1, 1)]
    parts = [
        part("case", "Shell", body),
        part("cradle", "Dial", *posts),
        part("dial_plate", "Face", on_slope(cylinder(0.047, 0.006, (0, 0, 0.003), segments=32, edge=0.002))),
        part("dial", "Dial", on_slope(cylinder(0.043, 0.004, (0, 0, 0.0075), segments=32, edge=0.001))),
        part("dial_holes", "Dark", on_slope(merge([*holes, cylinder(0.014, 0.004, (0, 0, 0.0095))]))),
        part("receiver", "Shell", *receiver),
        part("cord", "Dark", tube(cord, 0.0022, 6)),
    ]
    return Sketch(parts=parts, looks=[shell, metal, face, dark], grip=True)


def _watch(values: Values) -> Sketch:
    """A round case with marks, hands and a crown, on a strap with a buckle closed to a ring that lies on its side."""
    metal, strap = look("Case", "steel", fill=0.6), fine(main_look("Strap", values))
    face, dark = look("Face", "paper", "#f3f2ec"), look("Hands", "plastic", "black")
    turn = np.linspace(0.62, 2 * np.pi - 0.62, 36)
    ring = np.column_stack([0 * turn, -0.026 * np.cos(turn), 0.034 + 0.034 * np.sin(turn) * 1.0])
    section = fillet([(-0.010, -0.0013), (0.010, -0.0013), (0.010, 0.0013), (-0.010, 0.0013)], 0.0011, 2, closed=True)
    band = sweep(ring, section, up=(0, -1, 0), caps="ladder")
    y, z = -0.027, 0.034
    marks = [rotated(rounded_box((0.0012, 0.0005, 0.0032 if k % 3 else 0.0046), (0, y - 0.0046, z + 0.0125), 0.0002),
                     k * np.pi / 6, (0, 1, 0), (0, 0, z)) for k in range(12)]  # fmt: skip
    hands = [
        rotated(rounded_box((wide, 0.0005, long), (0, y - 0.0052, z + 0.42 * long), 0.0002), angle, (0, 1, 0),
                (0, 0, z))
        for angle, long, wide in ((5.3, 0.0085, 0.0015), (1.05, 0.0125, 0.0011))
    ]
    holes = [cylinder(0.0009, 0.0034, (0, 0.0255, z - 0.004 - 0.006 * k), axis=1, segments=8) for k in range(3)]
    lugs = [rounded_box((0.004, 0.005, 0.012), (0.0095 * sx, y + 0.002, z + 0.0185 * sz), 0.0018)
            for sx in (-1, 1) for sz in (-1, 1)]  # fmt: skip
    buckle = [rounded_box((0.026, 0.003, 0.003), (0, 0.028, z + d), 0.001) for d in (0.004, 0.016)]
    buckle += [rounded_box((0.003, 0.003, 0.015), (0.0115 * s, 0.028, z + 0.01), 0.001) for s in (-1, 1)]
    case = lathe(fillet([(0, -0.0045), (0.0185, -0.0045), (0.0195, 0.001), (0.0185, 0.0045), (0.0165, 0.0045),
                         (0.016, 0.003), (0, 0.003)], 0.001, 2), 36)  # fmt: skip
    parts = [
        part("strap", "Strap", band),
        part("case", "Case", translated(rotated(case, np.pi / 2, (1, 0, 0)), (0, y, z))),
        part("lugs", "Case", *lugs, cylinder(0.0028, 0.005, (0.0215, y, z), axis=0, segments=14)),
        part("face", "Face", cylinder(0.0158, 0.001, (0, y - 0.0037, z), axis=1, segments=32, edge=0.0003)),
        part("marks", "Hands", *marks),
        part("hands", "Hands", *hands, cylinder(0.0012, 0.001, (0, y - 0.0055, z), axis=1, segments=10)),
        part("buckle", "Case", *buckle),
        part("holes", "Hands", *holes),
    ]
    return Sketch(parts=parts, looks=[strap, metal, face, dark])


def _camera(values: Values) -> Sketch:
    """A body with a hand grip, a lens in steps with glass in front, a viewfinder hump, a dial, a shutter, a strap."""
    body, metal = main_look("Body", values), look("Metal", "aluminium", "#7d8084")
    glass, leather = look("Lens", "lacquer", "#10182a"), fine(look("Grip", "leather", "#161616"))
    rings = lathe(fillet([(0, 0.0), (0.034, 0.0), (0.034, 0.012), (0.031, 0.014), (0.031, 0.034), (0.033, 0.036),
                          (0.033, 0.058), (0.029, 0.060), (0.027, 0.052), (0, 0.050)], 0.0012, 2), 36)  # fmt: skip
    ribs = lathe([(0.0305, 0.018), (0.0325, 0.018), (0.0325, 0.031), (0.0305, 0.031)], 36, closed_profile=True)
    dome = superellipsoid((0.05, 0.012, 0.05), (0.012, -0.08, 0.044), 2.0, 6)

    def ahead(piece: Surface) -> Surface:
        return translated(rotated(piece, np.pi / 2, (1, 0, 0)), (0.012, -0.025, 0.044))

    hump = extrude(fillet([(-0.026, 0.08), (0.026, 0.08), (0.018, 0.102), (-0.018, 0.102)], 0.006, 3, closed=True),
                   0.052, plane="xz", center=-0.006, edge=0.005, caps="fan")  # fmt: skip
    hump = translated(hump, (0.012, 0, 0))
    strap = [(-0.071, 0.0, 0.07), (-0.085, 0.02, 0.06), (-0.08, 0.06, 0.012), (-0.03, 0.088, 0.004),
             (0.04, 0.088, 0.004), (0.082, 0.06, 0.012), (0.085, 0.02, 0.06), (0.071, 0.0, 0.07)]  # fmt: skip
    section = fillet([(-0.008, -0.0009), (0.008, -0.0009), (0.008, 0.0009), (-0.008, 0.0009)], 0.0007, 1, closed=True)
    smooth = np.array([np.interp(np.linspace(0, 7, 43), np.arange(8), np.array(strap)[:, k]) for k in range(3)]).T
    for _ in range(3):
        smooth[1:-1] = (smooth[:-2] + 2 * smooth[1:-1] + smooth[2:]) / 4
    parts = [
        part("body", "Body", rounded_box((0.138, 0.052, 0.084), (0, 0, 0.042), 0.012, 6)),
        part("grip", "Grip", rounded_box((0.034, 0.034, 0.078), (-0.054, -0.026, 0.041), 0.014, 6)),
        part("viewfinder", "Body", hump),
        part("lens_barrel", "Body", ahead(rings)),
        part("focus_ring", "Grip", ahead(ribs)),
        part("lens", "Lens", dome),
        part("dials", "Metal", cylinder(0.012, 0.01, (0.052, 0.002, 0.089), segments=20, edge=0.002),
             cylinder(0.007, 0.008, (-0.054, -0.028, 0.083), segments=16, edge=0.002),
             cylinder(0.009, 0.008, (-0.05, 0.006, 0.087), segments=16, edge=0.002)),
        part("flash_shoe", "Metal", rounded_box((0.02, 0.018, 0.004), (0.012, 0.0, 0.104), 0.0015)),
        part("display", "Lens", rounded_box((0.078, 0.003, 0.054), (0.0, 0.0265, 0.04), 0.001)),
        part("strap", "Grip", sweep(smooth, section, up=(0, 0, 1), caps="ladder")),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[body, metal, glass, leather], solids=(solid("body", "viewfinder", "grip"),
                  solid("lens_barrel", kind="cylinder", axis=1)), grip=True)  # fmt: skip


def keyboard_keys(width: float, depth: float, top: float, tilt: float, rows: int = 5) -> Surface:
    """Rows of caps on a plate that lies at the origin and rises by `tilt` rad to the back."""
    layouts = ((1.0,) * 15, (1.0,) * 13 + (2.0,), (1.5,) + (1.0,) * 12 + (1.5,), (1.75,) + (1.0,) * 11 + (2.25,),
               (1.25, 1.25, 1.25, 6.25, 1.25, 1.25, 1.25, 1.25))  # fmt: skip
    caps, unit_y = [], depth / rows
    for row, sizes in enumerate(layouts[:rows]):
        scale, x = width / sum(sizes), -width / 2
        y = depth / 2 - unit_y * (row + 0.5)
        for size in sizes:
            caps.append(rounded_box((size * scale - 0.003, unit_y - 0.003, 0.008), (x + size * scale / 2, y, top),
                                    0.0022))
            x += size * scale
    return rotated(merge(caps), tilt, (1, 0, 0), (0, 0, top))


def _keyboard(values: Values) -> Sketch:
    """A wedge with five rows of keys and a block of numbers."""
    case, keys = main_look("Case", values), look("Keys", "plastic", "#e4e4e2")
    tilt = 0.07
    plate = rotated(rounded_box((0.44, 0.145, 0.016), (0, 0, 0.014), 0.006, 4), tilt, (1, 0, 0), (0, 0, 0.014))
    main = translated(keyboard_keys(0.325, 0.105, 0.026, tilt), (-0.048, 0, 0))
    pad = [rounded_box((0.018, 0.018, 0.008), (0.147 + 0.0215 * c, 0.04 - 0.021 * r, 0.026), 0.0022)
           for c in range(4) for r in range(5)]  # fmt: skip
    pad_piece = rotated(merge(pad), tilt, (1, 0, 0), (0, 0, 0.026))
    feet = [rounded_box((0.03, 0.012, 0.014), (0.18 * s, 0.06, 0.007), 0.003) for s in (-1, 1)]
    parts = [part("case", "Case", plate), part("keys", "Keys", main, pad_piece), part("feet", "Case", *feet)]
    return Sketch(parts=parts, looks=[case, keys])


def _computer(values: Values) -> Sketch:
    """A monitor with a lit desktop, a tower with a drive and a button, keyboard and mouse."""
    case, dark = main_look("Case", values), look("Dark", "plastic", "#17181a")
    keys, screen = look("Keys", "plastic", "#d9d9d6"), _lit("Screen", "#2c6aa0", 3.0)
    window, light = _lit("Window", "#e6ecf2", 4.0), _lit("Power", "#57d977", 6.0)
    z = 0.31
    monitor = [rounded_box((0.54, 0.03, 0.33), (-0.08, 0.10, z), 0.008, 4),
               rounded_box((0.05, 0.02, 0.24), (-0.08, 0.125, 0.16), 0.006),
               rounded_box((0.22, 0.17, 0.014), (-0.08, 0.11, 0.007), 0.006)]  # fmt: skip
    panes = [rounded_box((0.20, 0.002, 0.14), (-0.16, 0.0835, z + 0.04), 0.0008),
             rounded_box((0.22, 0.002, 0.13), (0.02, 0.0825, z - 0.05), 0.0008)]  # fmt: skip
    slots = [rounded_box((0.14, 0.006, 0.03), (0.33, -0.112, 0.36 - 0.045 * k), 0.003) for k in range(2)]
    grille = [rounded_box((0.12, 0.006, 0.006), (0.33, -0.111, 0.06 + 0.018 * k), 0.002) for k in range(6)]
    board = translated(rotated(merge([rounded_box((0.42, 0.13, 0.014), (0, 0, 0.012), 0.005)]), 0.05, (1, 0, 0)),
                       (-0.1, -0.17, 0.003))  # fmt: skip
    caps = translated(keyboard_keys(0.4, 0.105, 0.023, 0.05), (-0.1, -0.17, 0.003))
    mouse = superellipsoid((0.06, 0.105, 0.04), (0.17, -0.17, 0.012), 2.4, 6)
    mouse_flat = type(mouse)(
        vertices=np.column_stack([mouse.vertices[:, :2], np.maximum(mouse.vertices[:, 2], 0.0015)]),
        face_sizes=mouse.face_sizes, face_vertices=mouse.face_vertices, uv=mouse.uv,
    )  # fmt: skip
    parts = [
        part("monitor", "Dark", *monitor),
        part("screen", "Screen", rounded_box((0.52, 0.004, 0.305), (-0.08, 0.0855, z + 0.004), 0.0015)),
        part("windows", "Window", *panes),
        part("tower", "Case", rounded_box((0.18, 0.40, 0.42), (0.33, 0.09, 0.215), 0.012, 4)),
        part("drives", "Dark", *slots, *grille),
        part("button", "Power", cylinder(0.012, 0.008, (0.33, -0.112, 0.24), axis=1, segments=16)),
        part("keyboard", "Case", board),
        part("keys", "Keys", caps),
        part("mouse", "Case", _lowered(mouse_flat)),
    ]
    return Sketch(parts=parts, looks=[case, dark, keys, screen, window, light], push=False,
                  solids=(solid("monitor", "screen"), solid("tower"), solid("keyboard")))  # fmt: skip


def _lowered(piece: Surface) -> Surface:
    """Its underside spread a little, so that no two corners fall together."""
    points = piece.vertices.copy()
    flat = points[:, 2] < 0.002
    points[flat, 2] -= 0.0012 * (1.0 - np.hypot(*(points[flat, :2] - points[flat, :2].mean(axis=0)).T) / 0.08)
    return type(piece)(vertices=points, face_sizes=piece.face_sizes, face_vertices=piece.face_vertices, uv=piece.uv)


def _headphones(values: Values) -> Sketch:
    """A padded bow between two cups that stand on the floor."""
    shell, pad = main_look("Shell", values), fine(look("Pad", "leather", "#1b1b1c"))
    bend = np.linspace(np.pi * 0.02, np.pi * 0.98, 21)
    bow = np.column_stack([0.078 * np.cos(bend), 0 * bend, 0.085 + 0.105 * np.sin(bend)])
    section = fillet([(-0.016, -0.004), (0.016, -0.004), (0.016, 0.004), (-0.016, 0.004)], 0.003, 2, closed=True)
    cushion_path = bow[5:16] - np.array([0, 0, 0.007])
    cups, pads = [], []
    for s in (-1, 1):
        cups.append(superellipsoid((0.036, 0.085, 0.095), (0.085 * s, 0, 0.0475), 3.0, 6))
        ring = lathe(fillet([(0.018, 0), (0.04, 0), (0.04, 0.018), (0.018, 0.018)], 0.007, 3, closed=True), 28, True)
        pads.append(translated(rotated(ring, -s * np.pi / 2, (0, 1, 0)), (0.07 * s, 0, 0.0475)))
    parts = [
        part("bow", "Shell", sweep(bow, section, up=(0, 1, 0), caps="ladder")),
        part("bow_pad", "Pad", sweep(cushion_path, 1.3 * section, up=(0, 1, 0), caps="ladder")),
        part("cups", "Shell", *cups), part("pads", "Pad", *pads),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, pad], grip=True)


def _speaker(values: Values) -> Sketch:
    """A wooden box with a large and a small cone behind rings."""
    case, cone = main_look("Case", values), look("Cone", "rubber", "#1d1e20")
    metal = look("Ring", "aluminium", "#8f9296")
    rings: list[Surface] = []
    cones: list[Surface] = []
    for radius, z in ((0.095, 0.15), (0.045, 0.34)):
        ring = lathe(fillet([(0.86 * radius, 0), (radius, 0), (radius, 0.008), (0.9 * radius, 0.01)], 0.002, 2,
                            closed=True), 32, True)  # fmt: skip
        dish = lathe([(0, 0.0), (0.87 * radius, 0.0), (0.87 * radius, 0.006), (0.75 * radius, 0.008),
                      (0.36 * radius, 0.002), (0.2 * radius, 0.008), (0, 0.011)], 28)  # fmt: skip
        for piece, group in ((ring, rings), (dish, cones)):
            group.append(translated(rotated(piece, np.pi / 2, (1, 0, 0)), (0, -0.14, z)))
    parts = [part("case", "Case", rounded_box((0.26, 0.28, 0.44), (0, 0, 0.22), 0.008)),
             part("rings", "Ring", *rings), part("cones", "Cone", *cones)]  # fmt: skip
    return Sketch(parts=parts, looks=[case, cone, metal], places=(shapes.surface_top("top", (0, 0, 0.44), 0.24, 0.26),))


def _radio(values: Values) -> Sketch:
    """A case with a carrying bow, two grilles, a scale with a pointer, knobs and an aerial."""
    case, metal = main_look("Case", values), look("Metal", "chrome", fill=0.3)
    dark, scale = look("Grille", "plastic", "#1d1e20"), look("Scale", "paper", "#efe6cf")
    grilles = [rounded_box((0.11, 0.006, 0.0045), (-0.07, -0.046, 0.03 + 0.01 * k), 0.0015) for k in range(12)]
    knobs = [cylinder(0.016, 0.02, (x, -0.054, 0.042), axis=1, segments=20, edge=0.003) for x in (0.035, 0.085)]
    bow = tube([(-0.11, 0, 0.16), (-0.11, 0, 0.205), (-0.09, 0, 0.215), (0.09, 0, 0.215), (0.11, 0, 0.205),
                (0.11, 0, 0.16)], 0.007, 10)  # fmt: skip
    aerial = rotated(cylinder(0.0025, 0.24, (0.12, 0.035, 0.285), segments=8), 0.45, (0, 1, 0), (0.12, 0.035, 0.165))
    parts = [
        part("case", "Case", rounded_box((0.28, 0.09, 0.17), (0, 0, 0.085), 0.018, 6)),
        part("grille", "Grille", *grilles),
        part("scale", "Scale", rounded_box((0.12, 0.006, 0.05), (0.06, -0.0445, 0.115), 0.002)),
        part("pointer", "Grille", rounded_box((0.0025, 0.004, 0.04), (0.045, -0.0478, 0.115), 0.0008),
             *(rounded_box((0.1, 0.003, 0.0015), (0.06, -0.0475, z), 0.0005) for z in (0.105, 0.125))),
        part("knobs", "Metal", *knobs), part("handle", "Metal", bow), part("aerial", "Metal", aerial),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[case, metal, dark, scale], solids=(solid("case"),),
                  places=(shapes.grip((0, 0, 0.215), 0.02, 0.16),), grip=False)  # fmt: skip


def _wires(across: float, tall: float, z: float) -> list[Surface]:
    """The round wire mesh of a microphone's head: slanting wires both ways, and hoops."""
    found = []
    turn = np.linspace(0.10, np.pi - 0.10, 9)
    for lean in (-0.55, 0.55):
        swing = lean * np.cos(turn)
        line = np.column_stack([across * np.sin(turn) * np.cos(swing), across * np.sin(turn) * np.sin(swing),
                                z + tall * np.cos(turn)])  # fmt: skip
        wire = tube(line, 0.0007, 4, edge=0.0)
        found += [rotated(wire, 2 * np.pi * k / 22, (0, 0, 1)) for k in range(22)]
    return found


def _microphone(values: Values) -> Sketch:
    """A ball of wire mesh with a band on a tapering shaft; on a stand it sits in a clip on a pole with a round foot."""
    metal, dark = look("Stand", "chrome", fill=0.25), main_look("Shaft", values)
    head = look("Mesh", "steel", "#6f7276")
    lean, top = -0.75, np.array([0.0, 0.0, 1.42])
    shaft = lathe(fillet([(0, -0.1), (0.012, -0.1), (0.019, 0.06), (0, 0.06)], 0.002, 2), 18)
    ball = merge([superellipsoid((0.053, 0.053, 0.059), (0, 0, 0.082), 2.0, 6), *_wires(0.028, 0.031, 0.082)])
    band = lathe([(0.0265, 0.072), (0.029, 0.074), (0.029, 0.086), (0.0265, 0.088)], 28, closed_profile=True)

    def held(piece: Surface) -> Surface:
        return translated(rotated(piece, lean, (1, 0, 0)), top)

    if values["style"] == "hand":
        switch = rounded_box((0.008, 0.004, 0.02), (0, -0.0165, 0.02), 0.0015)
        laid = [rotated(piece, 1.75, (1, 0, 0)) for piece in (shaft, ball, band, switch)]
        parts = [part(n, m, piece) for n, m, piece in zip(
            ("shaft", "head", "band", "switch"), ("Shaft", "Mesh", "Stand", "Stand"), laid, strict=True)]  # fmt: skip
        return Sketch(parts=parts, looks=[dark, metal, head], grip=True, solids=(solid("", kind="hull"),))
    clip = rounded_box((0.04, 0.05, 0.045), (0, 0.01, 1.4), 0.012)
    foot = lathe(fillet([(0, 0), (0.14, 0), (0.14, 0.012), (0.05, 0.03), (0, 0.035)], 0.005, 2), 32)
    parts = [part("shaft", "Shaft", held(shaft)), part("head", "Mesh", held(ball)), part("band", "Stand", held(band)),
             part("clip", "Shaft", clip), part("foot", "Shaft", foot),
             part("pole", "Stand", cylinder(0.011, 0.8, (0, 0, 0.43), segments=14),
                  cylinder(0.007, 0.6, (0, 0, 1.1), segments=12), cylinder(0.017, 0.06, (0, 0, 0.82), segments=14))]
    return Sketch(parts=parts, looks=[dark, metal, head], solids=(solid("foot"), solid("pole"), solid("head", "shaft")),
                  grip=False)  # fmt: skip


CATEGORIES = (
    thing("phone", "electronics", (0.074, 0.0105, 0.152), _phone, material="plastic", color="#1c1d20", span=4,
          synonyms=("cell phone", "cellphone", "smartphone", "mobile phone", "telephone", "iphone"), mass_kg=0.19,
          extra=(shapes.choice("style", "modern", ("modern", "old")),),
          presets={"telephone": {"style": "old"}}, sized={"old": (0.26, 0.17, 0.145)}),
    thing("watch", "electronics", (0.047, 0.061, 0.068), _watch, material="leather", span=4, mass_kg=0.07,
          synonyms=("wristwatch", "wrist watch"), colors=("", "#201a18", "navy")),
    thing("camera", "electronics", (0.17, 0.175, 0.106), _camera, material="plastic", color="#1d1e20", span=3,
          synonyms=("photo camera", "digital camera", "camcorder", "video camera"), mass_kg=0.7),
    thing("keyboard", "electronics", (0.44, 0.145, 0.04), _keyboard, material="plastic", color="#3d4046", span=3,
          synonyms=("computer keyboard",), mass_kg=0.6),
    thing("computer", "electronics", (0.77, 0.53, 0.475), _computer, material="plastic", color="#c9c9c4", span=2.5,
          synonyms=("desktop computer", "pc", "desktop"), mass_kg=12),
    thing("headphones", "electronics", (0.205, 0.085, 0.19), _headphones, material="plastic", color="#2a2b2e", span=3,
          synonyms=("headphone", "headset"), mass_kg=0.25),
    thing("speaker", "electronics", (0.26, 0.29, 0.44), _speaker, material="walnut", span=4, mass_kg=7,
          synonyms=("loudspeaker", "amplifier")),
    thing("radio", "electronics", (0.29, 0.12, 0.39), _radio, material="plastic", color="maroon", span=3, mass_kg=1.4,
          synonyms=("boombox", "transistor radio"), colors=("maroon", "teal", "cream")),
    thing("microphone", "electronics", (0.058, 0.22, 0.09), _microphone, material="plastic", color="#1b1c1e", span=2.5,
          synonyms=("mic", "microphone stand"), mass_kg=0.3, sized={"stand": (0.28, 0.28, 1.5)},
          extra=(shapes.choice("style", "hand", ("hand", "stand")),), presets={"microphone stand": {"style": "stand"}}),
)  # fmt: skip
