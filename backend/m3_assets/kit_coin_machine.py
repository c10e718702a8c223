"""Machines for coins and wares: vending machine, arcade machine, gas pump, cash register, hot dog stand."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look, main_look
from .materials import glowing, material
from .sketch import Sketch, part, solid, thing
from .transit_geometry import ring
from .vessel_geometry import smooth_line

_WARES = ("#c3262c", "#2b6fb4", "#e8b422", "#3f9a46", "#e07a1f", "#7a3fa0")


def _vending_machine(values: Values) -> Sketch:
    """A tall case with a lit window on five shelves of cans and packets, a panel with keys, a coin slot and a screen, a
    flap below to take things from."""
    case, dark = main_look("Case", values), look("Dark", "plastic", "#16171a")
    steel = look("Steel", "chrome", fill=0.3)
    glass = Look(material("Glass", "glass", "", roughness=0.02), "glass")
    light = Look(glowing("Light", "#f4f6ff", 12.0), "plastic")
    screen, white = Look(glowing("Display", "#59d0ff", 6.0), "plastic"), look("Shelves", "painted metal", "#dfe2e4")
    wide, deep, high = 1.0, 0.82, 1.86
    left, right, low, top = -0.43, 0.20, 0.52, 1.70
    front = -0.5 * deep
    frame = [rounded_box((wide, deep - 0.40, high - 0.06), (0, 0.20, 0.5 * high + 0.03), 0.012),
             rounded_box((wide, 0.44, high - top), (0, front + 0.22, 0.5 * (high + top)), 0.02),
             rounded_box((wide, 0.44, low - 0.06), (0, front + 0.22, 0.5 * low + 0.03), 0.02),
             rounded_box((0.07, 0.44, top - low + 0.02), (-0.465, front + 0.22, 0.5 * (low + top)), 0.012),
             rounded_box((0.30, 0.44, top - low + 0.02), (0.35, front + 0.22, 0.5 * (low + top)), 0.012)]
    back = [rounded_box((right - left, 0.02, top - low), (0.5 * (left + right), front + 0.42, 0.5 * (low + top)),
                        0.002)]
    cans: dict[str, list[Surface]] = {color: [] for color in _WARES}
    shelves, rims = [], []
    can = lathe(fillet([(0, 0), (0.030, 0), (0.033, 0.010), (0.033, 0.108), (0.026, 0.118), (0, 0.118)], 0.004, 2), 14)
    lid = lathe([(0, 0.1175), (0.0265, 0.1175), (0.0265, 0.121), (0, 0.121)], 14)
    bag = superellipsoid((0.088, 0.05, 0.135), (0, 0, 0.068), 3.4, 3)
    for row in range(5):
        z = low + 0.025 + 0.232 * row
        shelves.append(rounded_box((right - left, 0.36, 0.018), (0.5 * (left + right), front + 0.22, z), 0.004))
        shelves.append(rounded_box((right - left, 0.008, 0.035), (0.5 * (left + right), front + 0.045, z), 0.002))
        for k in range(6):
            x, color = left + 0.055 + 0.104 * k, _WARES[(k + 2 * row) % 6 if row < 3 else (k // 2 + row) % 6]
            cans[color].append(translated(bag if row >= 3 else can, (x, front + 0.10, z + 0.009)))
            if row < 3:
                rims.append(translated(lid, (x, front + 0.10, z + 0.009)))
    pane = [rounded_box((right - left + 0.02, 0.012, top - low + 0.02), (0.5 * (left + right), front + 0.018,
                                                                         0.5 * (low + top)), 0.003)]  # fmt: skip
    strip = [rounded_box((0.02, 0.02, top - low - 0.04), (x, front + 0.05, 0.5 * (low + top)), 0.004)
             for x in (left + 0.012, right - 0.012)]  # fmt: skip
    sign = [rounded_box((0.86, 0.012, 0.10), (0, front - 0.002, 1.78), 0.004)]
    keys = [rounded_box((0.032, 0.012, 0.026), (0.30 + 0.045 * i, front - 0.004, 1.16 + 0.04 * j), 0.005)
            for i in range(3) for j in range(4)]  # fmt: skip
    display = [rounded_box((0.17, 0.010, 0.07), (0.345, front - 0.002, 1.42), 0.004)]
    panel = [rounded_box((0.21, 0.010, 0.52), (0.345, front - 0.001, 1.24), 0.008)]
    coin = [rounded_box((0.05, 0.012, 0.06), (0.29, front - 0.004, 1.05), 0.006),
            rounded_box((0.006, 0.014, 0.035), (0.29, front - 0.006, 1.05), 0.001),
            rounded_box((0.11, 0.014, 0.02), (0.375, front - 0.004, 1.05), 0.004),
            superellipsoid((0.09, 0.03, 0.07), (0.345, front - 0.002, 0.86), 4.0, 4)]  # fmt: skip
    flap = [rounded_box((0.56, 0.016, 0.19), (-0.10, front - 0.004, 0.31), 0.008)]
    edge = [rounded_box((0.62, 0.012, 0.25), (-0.10, front, 0.31), 0.01)]
    feet = [cylinder(0.03, 0.06, (sx * 0.42, sy * 0.33, 0.03), segments=14) for sx in (-1, 1) for sy in (-1, 1)]
    return Sketch(
        parts=[part("case", "Case", *frame), part("inside", "Shelves", *back, *shelves), part("window", "Glass", *pane),
               part("lights", "Light", *strip), part("sign", "Light", *sign), part("panel", "Dark", *panel),
               part("display", "Display", *display), part("keys", "Steel", *keys), part("coin_slot", "Steel", *coin),
               part("flap", "Dark", *flap), part("flap_frame", "Steel", *edge), part("feet", "Dark", *feet),
               part("can_lids", "Steel", *rims),
               *(part(f"wares_{k + 1}", f"Ware {k + 1}", *cans[color]) for k, color in enumerate(_WARES))],
        looks=[case, dark, steel, glass, light, screen, white,
               *(look(f"Ware {k + 1}", "plastic", color) for k, color in enumerate(_WARES))],
        grip=False, solids=(solid("case", "feet"),),
        places=[shapes.affordance("keys", "reach_at", (0.345, front, 1.22), (0.2, 0.0, 0.3))],
    )  # fmt: skip


def _arcade_machine(values: Values) -> Sketch:
    """The stepped side walls with their edge, a lit marquee, a tilted screen with a game on it, a panel with a stick
    with a ball and buttons, a door with two coin slots."""
    case, trim = main_look("Case", values), look("Edge", "plastic", str(values["second_color"]) or "#e8c22a")
    dark, steel = look("Dark", "plastic", "#141519"), look("Steel", "chrome", fill=0.3)
    outline = [(0.40, 0.0), (0.40, 1.72), (0.34, 1.80), (-0.20, 1.80), (-0.26, 1.74), (-0.26, 1.54), (-0.10, 1.48),
               (0.02, 1.14), (-0.34, 1.00), (-0.36, 0.90), (-0.24, 0.84), (-0.26, 0.0)]  # fmt: skip
    shape = fillet(outline, [0.01, 0.03, 0.04, 0.04, 0.03, 0.03, 0.05, 0.06, 0.03, 0.03, 0.03, 0.01], 3, closed=True)
    walls = [extrude(shape, 0.025, plane="yz", center=s * 0.335, edge=0.004, caps="fan") for s in (-1, 1)]
    line = np.column_stack([0 * shape[:, 0], shape])
    edges = [translated(tube(line, 0.0135, 6, closed_path=True), (s * 0.335, 0, 0)) for s in (-1, 1)]

    def board(a: tuple[float, float], b: tuple[float, float], thick: float = 0.02, wide: float = 0.65,
              off: float = 0.0) -> Surface:  # fmt: skip
        """A board across the case from one place (y, z) to another, its front moved out by `off`."""
        start, end = np.array(a), np.array(b)
        way = end - start
        length, lean = float(np.linalg.norm(way)), float(np.arctan2(-way[0], way[1]))
        box = rounded_box((wide, thick, length), (0, 0.5 * thick - off, 0.5 * length), min(0.004, 0.3 * thick))
        return translated(rotated(box, lean, (1, 0, 0)), (0, *a))

    body = [board((-0.245, 0.03), (-0.225, 0.84)), board((0.37, 0.03), (0.37, 1.72)),
            rounded_box((0.65, 0.52, 0.02), (0, 0.08, 1.775), 0.004), board((-0.09, 1.49), (-0.235, 1.545), 0.02),
            rounded_box((0.65, 0.60, 0.03), (0, 0.07, 0.03), 0.004)]
    panel = [board((-0.335, 0.985), (0.0, 1.12), 0.03), board((-0.235, 0.85), (-0.335, 0.965), 0.02)]
    bezel = [board((0.03, 1.135), (-0.075, 1.475), 0.03)]
    screen = [board((0.020, 1.165), (-0.067, 1.448), 0.008, 0.48, 0.006)]
    lean = float(np.arctan2(0.105, 0.34))

    def on_screen(x: float, u: float, wide: float, high: float) -> Surface:
        box = rounded_box((wide, 0.006, high), (x, -0.006, u), 0.001)
        return translated(rotated(box, lean, (1, 0, 0)), (0, 0.022, 1.16))

    alien = ((0, 1, 1, 0), (1, 1, 1, 1), (1, 0, 0, 1))
    pixels = [on_screen(-0.17 + 0.085 * c + 0.014 * i, 0.25 - 0.055 * r - 0.012 * j, 0.012, 0.010)
              for r in range(2) for c in range(5) for j, bits in enumerate(alien) for i, bit in enumerate(bits) if bit]
    ship = [on_screen(0.03, 0.045, 0.05, 0.012), on_screen(0.03, 0.058, 0.014, 0.014),
            on_screen(0.03, 0.10, 0.004, 0.03),
            *(on_screen(x, 0.082, 0.05, 0.014) for x in (-0.15, -0.05, 0.13))]  # fmt: skip
    marquee = [board((-0.255, 1.56), (-0.255, 1.735), 0.02, 0.64)]
    letters = [rounded_box((0.05, 0.010, 0.085), (-0.21 + 0.084 * k, -0.262, 1.648), 0.012) for k in range(6)]
    tilt = float(np.arctan2(0.135, 0.335))

    def on_panel(piece: Surface, x: float, y: float) -> Surface:
        return translated(rotated(piece, tilt, (1, 0, 0)), (x, -0.17 + y * np.cos(tilt), 1.054 + y * np.sin(tilt)))

    cap = lathe(fillet([(0, 0), (0.020, 0), (0.020, 0.010), (0.014, 0.010), (0.013, 0.020), (0, 0.021)], 0.002, 2), 18)
    buttons = {"Red": [on_panel(cap, x, y) for x, y in ((0.06, 0.02), (0.13, 0.05), (0.20, 0.05))],
               "Blue": [on_panel(cap, x, y) for x, y in ((0.06, -0.05), (0.13, -0.02), (0.20, -0.02))],
               "White": [on_panel(cap, x, 0.105) for x in (-0.05, 0.05)]}  # fmt: skip
    stick = [on_panel(cylinder(0.006, 0.08, (0, 0, 0.04), segments=12), -0.16, 0.0),
             on_panel(lathe([(0, 0), (0.034, 0), (0.030, 0.008), (0.008, 0.012), (0, 0.012)], 20), -0.16, 0.0)]
    knob = [on_panel(superellipsoid((0.042, 0.042, 0.042), (0, 0, 0.092), 2.0, 6), -0.16, 0.0)]
    door = [rounded_box((0.30, 0.018, 0.34), (0, -0.252, 0.48), 0.006)]
    slots = [rounded_box((0.075, 0.016, 0.11), (s * 0.07, -0.264, 0.54), 0.006) for s in (-1, 1)]
    lights = [rounded_box((0.035, 0.012, 0.05), (s * 0.07, -0.272, 0.55), 0.004) for s in (-1, 1)]
    return Sketch(
        parts=[part("sides", "Case", *walls), part("edges", "Edge", *edges), part("body", "Dark", *body, *bezel),
               part("panel", "Dark", *panel), part("screen", "Screen", *screen), part("aliens", "Pixels", *pixels),
               part("ship", "Ship", *ship), part("marquee", "Marquee", *marquee),
               part("marquee_letters", "Red", *letters),
               *(part(f"buttons_{name.lower()}", name, *pieces) for name, pieces in buttons.items()),
               part("stick", "Steel", *stick), part("stick_ball", "Red", *knob), part("coin_door", "Steel", *door),
               part("coin_slots", "Dark", *slots), part("coin_lights", "Ship", *lights)],
        looks=[case, trim, dark, steel, Look(glowing("Screen", "#0b1446", 1.5), "glass"),
               Look(glowing("Pixels", "#6dff6a", 8.0), "plastic"), Look(glowing("Ship", "#ffb23d", 8.0), "plastic"),
               Look(glowing("Marquee", "#ffe9b0", 8.0), "plastic"), look("Red", "plastic", "#c3161c"),
               look("Blue", "plastic", "#1f4fb4"), look("White", "plastic", "#ece9e2")],
        grip=False, solids=(solid("sides", "body"),),
        places=[shapes.affordance("stick", "reach_at", (-0.16, -0.17, 1.13), (0.1, 0.1, 0.1)),
                shapes.affordance("buttons", "reach_at", (0.13, -0.17, 1.08), (0.2, 0.1, 0.0))],
    )  # fmt: skip


def _gas_pump(values: Values) -> Sketch:
    """A case on its plinth with a lit head, a display with figures, buttons for the grades, two nozzles in their boots
    with hoses that hang in a bow."""
    case, white = main_look("Case", values), look("White", "painted metal", "#ece9e2")
    dark, steel = look("Dark", "rubber", "#17181a"), look("Steel", "chrome", fill=0.3)
    glow, shine = Look(glowing("Display", "#bfe3d0", 4.0), "plastic"), Look(glowing("Head", "#fff6e0", 6.0), "plastic")
    stone, red = look("Plinth", "concrete"), look("Grips", "plastic", "#1f8a4a")
    plinth = [rounded_box((0.95, 0.62, 0.12), (0, 0, 0.06), 0.02)]
    body = [rounded_box((0.78, 0.44, 0.86), (0, 0, 0.55), 0.03, 4)]
    upper = [rounded_box((0.78, 0.40, 0.52), (0, 0, 1.24), 0.03, 4)]
    posts = [rounded_box((0.06, 0.34, 0.20), (s * 0.33, 0, 1.58), 0.01) for s in (-1, 1)]
    head = [rounded_box((0.92, 0.46, 0.26), (0, 0, 1.80), 0.05, 4)]
    sign = [rounded_box((0.78, 0.47, 0.16), (0, 0, 1.80), 0.02)]
    front = -0.20
    panel = [rounded_box((0.56, 0.014, 0.40), (0, front - 0.004, 1.26), 0.01)]
    display = [rounded_box((0.42, 0.012, 0.075), (0, front - 0.011, z), 0.004) for z in (1.38, 1.28)]
    digits = [rounded_box((0.030, 0.006, 0.046), (-0.14 + 0.056 * k, front - 0.017, z), 0.002)
              for z in (1.38, 1.28) for k in range(6)]  # fmt: skip
    grades = [rounded_box((0.11, 0.018, 0.05), (-0.15 + 0.15 * k, front - 0.008, 1.13), 0.008) for k in range(3)]
    keys = [rounded_box((0.045, 0.010, 0.032), (-0.06 + 0.06 * i, -0.224, 0.78 + 0.045 * j), 0.004)
            for i in range(3) for j in range(4)]  # fmt: skip
    stripe = [rounded_box((0.79, 0.45, 0.07), (0, 0, 0.62), 0.02)]
    boots, nozzles, spouts, hoses = [], [], [], []
    for s in (-1, 1):
        x = s * 0.42
        boots.append(rounded_box((0.09, 0.16, 0.30), (x, -0.04, 1.05), 0.02, 4))
        nozzles.append(rounded_box((0.05, 0.09, 0.15), (s * 0.485, -0.06, 1.16), 0.018, 4))
        nozzles.append(tube(smooth_line([(s * 0.485, -0.03, 1.09), (s * 0.485, 0.02, 1.02), (s * 0.485, -0.06, 0.98),
                                         (s * 0.485, -0.10, 1.08)], 4), 0.010, 8))  # fmt: skip
        spouts.append(tube(smooth_line([(s * 0.48, -0.06, 1.22), (s * 0.48, -0.05, 1.30), (s * 0.45, -0.04, 1.345)], 4),
                           0.013, 10))  # fmt: skip
        hoses.append(tube(smooth_line([(s * 0.485, -0.06, 1.09), (s * 0.50, -0.10, 0.80), (s * 0.52, -0.07, 0.42),
                                       (s * 0.54, 0.02, 0.28), (s * 0.54, 0.11, 0.50), (s * 0.47, 0.12, 1.0),
                                       (s * 0.38, 0.10, 1.40)], 5), 0.017, 10))  # fmt: skip
    return Sketch(
        parts=[part("plinth", "Plinth", *plinth), part("body", "Case", *body), part("upper", "White", *upper),
               part("posts", "Steel", *posts), part("head", "Case", *head), part("sign", "Head", *sign),
               part("panel", "Dark", *panel), part("display", "Display", *display), part("digits", "Dark", *digits),
               part("grades", "Grips", *grades), part("keys", "Steel", *keys), part("stripe", "White", *stripe),
               part("boots", "Dark", *boots), part("nozzles", "Grips", *nozzles), part("spouts", "Steel", *spouts),
               part("hoses", "Dark", *hoses)],
        looks=[case, white, dark, steel, glow, shine, stone, red], grip=False,
        solids=(solid("plinth"), solid("body", "upper"), solid("head")),
        places=[shapes.affordance("nozzle", "reach_at", (0.485, -0.06, 1.16), (0.05, 0.09, 0.15))],
    )  # fmt: skip


def _cash_register(values: Values) -> Sketch:
    """A sloping field of keys, a display for the clerk and one for the customer, a printer with its slip, a drawer with
    a lock that slides out on coins and notes."""
    case, dark = main_look("Case", values), look("Dark", "plastic", "#1a1b1e")
    steel, paper = look("Steel", "chrome", fill=0.3), look("Slip", "paper", "#f5f3ec")
    glow = Look(glowing("Display", "#7dffb0", 5.0), "plastic")
    cream, red, green = look("Keys", "plastic", "#efece3"), look("Red Keys", "plastic", "#c3262c"), look("Green Keys",
                                                                                      "plastic", "#3f9a46")  # fmt: skip
    base = [rounded_box((0.42, 0.44, 0.008), (0, 0, 0.006), 0.003),
            rounded_box((0.42, 0.44, 0.010), (0, 0, 0.105), 0.004),
            *(rounded_box((0.008, 0.44, 0.10), (s * 0.206, 0, 0.055), 0.003) for s in (-1, 1)),
            rounded_box((0.41, 0.008, 0.10), (0, 0.214, 0.055), 0.003)]  # fmt: skip
    box = [rounded_box((0.39, 0.38, 0.006), (0, -0.01, 0.02), 0.002),
           *(rounded_box((0.006, 0.38, 0.055), (x, -0.01, 0.045),
           0.002) for x in (-0.192, -0.10, 0.0, 0.10, 0.192)),
           rounded_box((0.39, 0.006, 0.055), (0, 0.05, 0.045), 0.002)]
    face = [rounded_box((0.40, 0.018, 0.084), (0, -0.215, 0.056), 0.006)]
    lock = [cylinder(0.012, 0.010, (0, -0.227, 0.07), axis=1, segments=16), rounded_box((0.10, 0.012, 0.012),
                                                                                        (0, -0.228, 0.045), 0.004)]
    notes = [rounded_box((0.075, 0.13, 0.012), (x, 0.12, 0.032), 0.002) for x in (-0.145, -0.05, 0.05, 0.145)]
    coin = cylinder(0.012, 0.004, (0, 0, 0), segments=12, edge=0.001)
    coins = [translated(coin, (x + 0.02 * i, -0.06 - 0.03 * j, 0.026 + 0.004 * ((i + j) % 2)))
             for x in (-0.155, -0.06, 0.04, 0.135) for i in (0, 1) for j in (0, 1, 2)]  # fmt: skip
    side = [(-0.19, 0.11), (0.20, 0.11), (0.20, 0.27), (0.08, 0.27), (0.05, 0.235), (-0.19, 0.145)]
    body = extrude(fillet(side, [0.004, 0.004, 0.02, 0.02, 0.03, 0.012], 3, closed=True), 0.40, plane="yz", edge=0.010,
                   caps="fan")  # fmt: skip
    lean = float(np.arctan2(0.09, 0.24))
    lots: dict[str, list[Surface]] = {"Keys": [], "Red Keys": [], "Green Keys": []}
    for i in range(9):
        for j in range(5):
            kind = "Red Keys" if i == 8 else "Green Keys" if i == 7 and j < 2 else "Keys"
            if i == 6:
                continue
            key = rounded_box((0.026, 0.026, 0.016), (0, 0, 0.008), 0.005)
            lots[kind].append(translated(rotated(key, lean, (1, 0, 0)),
                              (-0.165 + 0.036 * i, -0.155 + 0.036 * j * np.cos(lean),
                               0.155 + 0.036 * j * np.sin(lean))))
    hood = [rounded_box((0.23, 0.05, 0.085), (-0.06, 0.10, 0.305), 0.016, 4)]
    show = [rounded_box((0.19, 0.006, 0.045), (-0.06, 0.0735, 0.308), 0.002)]
    mast = [cylinder(0.011, 0.14, (0.12, 0.14, 0.33), segments=14),
            rounded_box((0.13, 0.035, 0.06), (0.12, 0.14, 0.415),
                                                                                0.012, 4)]  # fmt: skip
    show += [rounded_box((0.105, 0.005, 0.034), (0.12, 0.1215, 0.417), 0.002),
             rounded_box((0.105, 0.005, 0.034), (0.12, 0.1585, 0.417), 0.002)]  # fmt: skip
    slip = [rounded_box((0.06, 0.0015, 0.09), (0.14, 0.075, 0.305), 0.0004)]
    slip[0].vertices[:, 1] -= 6.0 * np.clip(slip[0].vertices[:, 2] - 0.27, 0, None) ** 2
    slot = [rounded_box((0.075, 0.014, 0.008), (0.14, 0.078, 0.272), 0.003)]
    slide = shapes.joint("slide", (0, -0.2, 0.05), (0, -1, 0), (0.0, 0.28))
    return Sketch(
        parts=[part("base", "Case", *base), part("body", "Case", body), part("display_hood", "Dark", *hood),
               part("displays", "Display", *show), part("mast", "Dark", *mast), part("slip", "Slip", *slip),
               part("printer", "Dark", *slot),
               *(part(name.lower().replace(" ", "_"), name, *k) for name, k in lots.items()),
               part("drawer", "Dark", *box, moves_with="drawer"),
               part("drawer_front", "Case", *face, moves_with="drawer"),
               part("lock", "Steel", *lock, moves_with="drawer"),
               part("notes", "Green Keys", *notes, moves_with="drawer"),
               part("coins", "Steel", *coins, moves_with="drawer")],
        looks=[case, dark, steel, paper, glow, cream, red, green], joints={"drawer": slide}, grip=False, push=False,
        solids=(solid("base", "drawer_front"), solid("body", kind="hull")),
        places=[shapes.affordance("keys", "reach_at", (0, -0.07, 0.2), (0.3, 0.2, 0.0)),
                shapes.affordance("drawer", "reach_at", (0, -0.23, 0.045), (0.1, 0.02, 0.02))],
    )  # fmt: skip


def _hot_dog_stand(values: Values) -> Sketch:
    """A cart of steel on two spoked wheels with a push bar, a counter with bins under a glass, hot dogs and bottles of
    mustard and ketchup on it, a parasol in stripes, a sign with a sausage in its bun."""
    paint, steel = main_look("Cart", values), look("Steel", "steel", fill=0.2)
    white, dark = look("White", "cotton", "#efe9dc"), look("Tyres", "rubber")
    bun, sausage = look("Buns", "clay", "#c98a45"), look("Sausages", "plastic", "#9c3d22")
    mustard, ketchup = look("Mustard", "plastic", "#e8b422"), look("Ketchup", "plastic", "#b3171d")
    glass = Look(material("Glass", "glass", "", roughness=0.02), "glass")
    body = [rounded_box((1.5, 0.72, 0.62), (0, 0, 0.62), 0.03, 4)]
    panels = [rounded_box((0.62, 0.02, 0.44), (x, -0.362, 0.62), 0.012) for x in (-0.36, 0.36)]
    top = [rounded_box((1.62, 0.84, 0.04), (0, 0, 0.95), 0.012)]
    bins = [rounded_box((0.30, 0.34, 0.03), (-0.46 + 0.36 * k, 0.06, 0.98), 0.01) for k in range(3)]
    screen = [rounded_box((1.40, 0.012, 0.26), (0, -0.30, 1.10), 0.004), *(rounded_box((0.012, 0.36, 0.26),
              (s * 0.694, -0.12, 1.10), 0.004) for s in (-1, 1))]  # fmt: skip
    loaf = superellipsoid((0.20, 0.055, 0.045), (0, 0, 0), 2.6, 4)
    link = tube([(-0.115, 0, 0.022), (-0.05, 0, 0.018), (0.05, 0, 0.018), (0.115, 0, 0.022)], 0.018, 10, edge=0.8)
    spots = [(-0.46 + 0.36 * k, -0.03 + 0.085 * j) for k in range(3) for j in range(3)]
    buns = [translated(loaf, (x, y + dy, 1.018)) for x, y in spots for dy in (-0.018, 0.018)]
    links = [translated(link, (x, y, 1.022)) for x, y in spots]
    sauce = lathe([(0, 0.97), (0.03, 0.97), (0.031, 1.09), (0.016, 1.12), (0.011, 1.135), (0.004, 1.17), (0, 1.17)], 16)
    bottles = [translated(sauce, (x, 0.30, 0)) for x in (0.56, 0.64)]
    wheels, hubs, spokes = [], [], []
    for s in (-1, 1):
        at = (s * 0.72, 0.0, 0.32)
        wheels.append(translated(ring(0.30, 0.022, 36, 8), at))
        hubs.append(cylinder(0.045, 0.07, at, axis=0, segments=16))
        spokes += [rotated(tube([(at[0], 0, 0.34), (at[0], 0, 0.61)], 0.010, 6), 2 * np.pi * k / 8, (1, 0, 0), at)
                   for k in range(8)]  # fmt: skip
    legs = [rounded_box((0.05, 0.05, 0.32), (s * 0.45, 0.30, 0.16), 0.008) for s in (-1, 1)]
    legs += [rounded_box((0.05, 0.05, 0.32), (s * 0.45, -0.30, 0.16), 0.008) for s in (-1, 1)]
    bar = [tube(smooth_line([(0.72, -0.26, 0.86), (0.92, -0.26, 0.90), (0.94, 0.0, 0.90), (0.92, 0.26, 0.90),
                             (0.72, 0.26, 0.86)], 4), 0.018, 10)]  # fmt: skip
    pole = [cylinder(0.02, 1.45, (0, 0.28, 1.65), segments=14),
            superellipsoid((0.05, 0.05, 0.08), (0, 0.28, 2.42), 2, 4)]
    lots: tuple[list[Surface], list[Surface]] = ([], [])
    count = 12
    for k in range(count):
        a = 2 * np.pi * (k + np.linspace(0.0, 1.0, 5)) / count
        rows = []
        for u in np.linspace(0.03, 1.0, 6):
            r = 1.15 * u * (1.0 - 0.03 * np.cos(count * (a - a[0])))
            rows.append(np.column_stack([r * np.cos(a), 0.28 + r * np.sin(a), 2.38 - 0.42 * u**1.6 + 0 * a]))
        rows.append(rows[-1] - [0.0, 0.0, 0.11])
        lots[k % 2].append(_cloth(np.array(rows)))
    ribs = [tube([(0, 0.28, 2.36), (0.6 * np.cos(a), 0.28 + 0.6 * np.sin(a), 2.17), (1.12 * np.cos(a),
            0.28 + 1.12 * np.sin(a), 1.945)], 0.008, 6) for a in 2 * np.pi * np.arange(6) / 6]  # fmt: skip
    board = [rounded_box((0.62, 0.03, 0.30), (0, -0.385, 0.62), 0.012)]
    mark = [superellipsoid((0.44, 0.03, 0.10), (0, -0.405, 0.62 + dz), 2.6, 4) for dz in (-0.035, 0.035)]
    dog = [tube([(-0.25, -0.418, 0.635), (-0.1, -0.42, 0.622), (0.1, -0.42, 0.622), (0.25, -0.418, 0.635)], 0.032, 10,
                edge=0.8)]  # fmt: skip
    zig = [tube([(-0.2 + 0.04 * k, -0.452, 0.622 + 0.016 * (-1) ** k) for k in range(11)], 0.007, 6)]
    return Sketch(
        parts=[part("cart", "Cart", *body), part("panels", "Steel", *panels), part("counter", "Steel", *top, *bins),
               part("glass", "Glass", *screen), part("buns", "Buns", *buns, *mark),
               part("sausages", "Sausages", *links, *dog), part("mustard", "Mustard", bottles[0], *zig),
               part("ketchup", "Ketchup", bottles[1]), part("tyres", "Tyres", *wheels), part("hubs", "Steel", *hubs),
               part("spokes", "Cart", *spokes), part("legs", "Steel", *legs), part("push_bar", "Steel", *bar),
               part("pole", "Steel", *pole, *ribs), part("parasol", "Cart", *lots[0]),
               part("parasol_stripes", "White", *lots[1]), part("sign", "White", *board)],
        looks=[paint, steel, white, dark, bun, sausage, mustard, ketchup, glass], grip=False,
        solids=(solid("cart", "counter"), solid("legs", "tyres", kind="box")),
        places=[shapes.surface_top("counter", (-0.1, -0.36, 0.97), 1.4, 0.08)],
    )  # fmt: skip


def _cloth(rows: np.ndarray) -> Surface:
    """Cloth over a grid of points (R, C, 3), its outside up."""

    return thick_sheet(rows[::-1], 0.006)


_EDGE = Parameter(name="second_color", value="", description="of the edges")
CATEGORIES = (
    thing("vending machine", "appliance", (1, 0.837, 1.86), _vending_machine, material="painted metal",
          color="#b3202a", span=1.8, mass_kg=280, synonyms=("snack machine", "soda machine", "drink machine"),
          colors=("#b3202a", "#1f4f9a", "#22252a")),
    thing("arcade machine", "electronics", (0.697, 0.7787, 1.823), _arcade_machine, material="painted wood",
          color="#2b3f9a", span=1.8, mass_kg=110, extra=(_EDGE,), colors=("#2b3f9a", "#7a1f7a", "#17181c"),
          synonyms=("arcade cabinet", "arcade game", "arcade", "video game machine", "pinball machine")),
    thing("gas pump", "street", (1.125, 0.62, 1.93), _gas_pump, material="painted metal", color="#b3202a", span=1.8,
          mass_kg=220, synonyms=("petrol pump", "fuel pump", "gasoline pump", "fuel dispenser"),
          colors=("#b3202a", "#1f6f4a", "#2456a8"), static=True),
    thing("cash register", "electronics", (0.42, 0.454, 0.443), _cash_register, material="plastic", color="#8e9296",
          span=2.0, mass_kg=9, synonyms=("till", "register", "cash desk"), colors=("#8e9296", "#2d3035", "#b9b09a")),
    thing("hot dog stand", "furniture", (2.3, 2.3, 2.46), _hot_dog_stand, material="painted metal", color="#b3202a",
          span=1.6, mass_kg=140,
          synonyms=("hot dog cart", "hotdog stand", "food cart", "snack cart", "ice cream stand"),
          colors=("#b3202a", "#1f5fa0", "#2f7a46")),
)  # fmt: skip
