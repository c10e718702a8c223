"""Machines of kitchen and laundry whose doors, drawers and levers move: refrigerator, oven, microwave, toaster, …"""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def hollow_case(width: float, depth: float, low: float, high: float, wall: float) -> Surface:
    """Five walls about a cavity that is open to the front."""
    middle, tall = 0.5 * (low + high), high - low
    sides = [rounded_box((wall, depth, tall), (s * (width - wall) / 2, 0, middle), 0.006, grain=2) for s in (-1, 1)]
    ends = [
        rounded_box((width - 2 * wall + 0.004, depth, wall), (0, 0, z), 0.006)
        for z in (low + wall / 2, high - wall / 2)
    ]
    back = rounded_box((width - 2 * wall + 0.004, wall, tall - 2 * wall + 0.004), (0, (depth - wall) / 2, middle),
                       0.004)
    return merge([*sides, *ends, back])


def _bar_handle(x: float, y: float, low: float, high: float) -> Surface:
    """An upright bar on two posts."""
    posts = [cylinder(0.007, 0.045, (x, y - 0.022, z), axis=1, segments=10) for z in (low + 0.04, high - 0.04)]
    return merge([cylinder(0.011, high - low, (x, y - 0.045, 0.5 * (low + high)), segments=14, edge=0.005), *posts])


def _refrigerator(values: Values) -> Sketch:
    """A white case with shelves and drawers inside, a small freezer door over a tall one, bars to pull."""
    shell, metal = main_look("Shell", values), look("Handle", "aluminium", fill=0.3)
    glass, seal = look("Shelf", "glass"), look("Seal", "rubber", "#5a5c5e")
    width, depth, height, wall = 0.70, 0.60, 1.75, 0.045
    split, front = 1.22, -0.30
    parts = [
        part("case", "Shell", hollow_case(width, depth, 0.05, height, wall)),
        part("divider", "Shell", rounded_box((width - 2 * wall, depth - 0.05, 0.05), (0, 0.02, split), 0.006)),
        part("shelves", "Shelf", *(rounded_box((width - 2 * wall, depth - 0.10, 0.008), (0, 0.0, z), 0.002)
                                   for z in (0.46, 0.80, 1.46))),
        part("crisper", "Seal", rounded_box((width - 2.4 * wall, depth - 0.14, 0.2), (0, -0.02, 0.22), 0.02)),
        part("base", "Seal", rounded_box((width - 0.06, depth - 0.06, 0.05), (0, 0, 0.025), 0.008)),
    ]  # fmt: skip
    joints = {}
    for name, low, high in (("door", 0.055, split - 0.004), ("freezer_door", split + 0.004, height)):
        tall, middle = high - low, 0.5 * (low + high)
        parts += [
            part(name, "Shell", rounded_box((width, 0.055, tall), (0, front - 0.035, middle), 0.014, 4),
                 moves_with=name),
            part(f"{name}_seal", "Seal", rounded_box((width - 0.05, 0.012, tall - 0.05), (0, front - 0.004, middle),
                                                     0.004), moves_with=name),
            part(f"{name}_handle", "Handle", _bar_handle(0.29, front - 0.062, low + 0.62 * tall if tall > 0.6 else
                 low + 0.08, high - 0.06 if tall > 0.6 else low + 0.42), moves_with=name),
        ]  # fmt: skip
        if name == "door":
            racks = [
                rounded_box((0.5, 0.09, 0.05), (0, front + 0.045, z), 0.01) for z in (0.30, 0.62, 0.92)
            ]
            parts.append(part("door_racks", "Shelf", *racks, moves_with=name))
        joints[name] = shapes.joint("hinge", (-width / 2, front, middle), (0, 0, 1), (-2.0, 0.0))
    return Sketch(
        parts=parts, looks=[shell, metal, glass, seal], joints=joints,
        solids=(solid("case", "base", "door", "freezer"),),
        places=(shapes.surface_top("top", (0, 0, height), 0.9 * width, 0.9 * depth),
                shapes.affordance("inside", "inside", (0, 0.02, 0.805), (width - 2 * wall, depth - 0.2, 0.38))),
    )  # fmt: skip


def _oven(values: Values) -> Sketch:
    """A cooker: four burners with grates, a row of knobs, a door with a window that folds down, a drawer below."""
    shell, black = main_look("Shell", values), look("Black", "lacquer", "#151517")
    metal, glass = look("Metal", "steel", fill=0.3), look("Window", "lacquer", "#0b0c0e")
    width, depth, front = 0.60, 0.60, -0.30
    parts = [
        part("case", "Shell", hollow_case(width, depth, 0.06, 0.88, 0.04)),
        part("oven_rack", "Metal", *(rounded_box((0.5, 0.006, 0.006), (0, y, 0.45), 0.002)
                                     for y in np.linspace(-0.2, 0.2, 7))),
        part("cooktop", "Black", rounded_box((width, depth, 0.03), (0, 0, 0.895), 0.008)),
        part("panel", "Shell", rounded_box((width, 0.04, 0.11), (0, front - 0.012, 0.825), 0.01)),
        part("splash_back", "Shell", rounded_box((width, 0.05, 0.16), (0, 0.275, 0.98), 0.012)),
        part("clock", "Window", rounded_box((0.16, 0.01, 0.05), (0, 0.249, 1.0), 0.004)),
        part("plinth", "Black", rounded_box((width - 0.04, depth - 0.06, 0.06), (0, 0.01, 0.03), 0.006)),
    ]  # fmt: skip
    grates, burners, knobs = [], [], []
    for x in (-0.15, 0.15):
        for y in (-0.14, 0.12):
            burners += [cylinder(0.05, 0.02, (x, y, 0.915), segments=20), cylinder(0.03, 0.014, (x, y, 0.93))]
            for turn in (0.0, np.pi / 2):
                bar = rounded_box((0.22, 0.012, 0.014), (x, y, 0.95), 0.004)
                grates.append(rotated(bar, turn, (0, 0, 1), (x, y, 0.0)))
            grates += [rounded_box((0.012, 0.012, 0.045), (x + 0.1 * sx, y + 0.1 * sy, 0.93), 0.004)
                       for sx, sy in ((1, 0), (-1, 0), (0, 1), (0, -1))]  # fmt: skip
    for x in np.linspace(-0.22, 0.22, 5):
        dial = cylinder(0.022, 0.03, (x, front - 0.045, 0.825), axis=1, segments=18, edge=0.005)
        knobs.append(merge([dial, rounded_box((0.006, 0.012, 0.04), (x, front - 0.062, 0.825), 0.002)]))
    parts += [part("burners", "Metal", *burners), part("grates", "Black", *grates), part("knobs", "Metal", *knobs)]
    parts += [
        part("door", "Shell", rounded_box((width - 0.01, 0.045, 0.48), (0, front - 0.022, 0.52), 0.012, 4),
             moves_with="door"),
        part("door_window", "Window", rounded_box((0.42, 0.012, 0.26), (0, front - 0.043, 0.49), 0.02),
             moves_with="door"),
        part("door_handle", "Metal", cylinder(0.011, 0.5, (0, front - 0.085, 0.715), axis=0, segments=14),
             *(cylinder(0.008, 0.045, (x, front - 0.062, 0.715), axis=1, segments=10) for x in (-0.21, 0.21)),
             moves_with="door"),
        part("drawer", "Shell", rounded_box((width - 0.01, 0.045, 0.19), (0, front - 0.022, 0.175), 0.012, 4),
             rounded_box((width - 0.1, 0.45, 0.12), (0, -0.08, 0.17), 0.01), moves_with="drawer"),
        part("drawer_handle", "Metal", cylinder(0.009, 0.3, (0, front - 0.07, 0.22), axis=0, segments=12),
             *(cylinder(0.006, 0.035, (x, front - 0.05, 0.22), axis=1, segments=8) for x in (-0.12, 0.12)),
             moves_with="drawer"),
    ]  # fmt: skip
    joints = {
        "door": shapes.joint("hinge", (0, front, 0.285), (1, 0, 0), (0.0, 1.5)),
        "drawer": shapes.joint("slide", (0, front, 0.175), (0, -1, 0), (0.0, 0.35)),
    }
    return Sketch(
        parts=parts, looks=[shell, black, metal, glass], joints=joints,
        solids=(solid("case", "cooktop", "plinth", "panel"), solid("splash_back")),
        places=(shapes.surface_top("hob", (0, 0, 0.957), 0.5, 0.44),
                shapes.affordance("inside", "inside", (0, -0.02, 0.456), (0.5, 0.45, 0.3))),
    )  # fmt: skip


def _microwave(values: Values) -> Sketch:
    """A box with a door whose window is wide, keys and a display beside it, feet."""
    shell, dark = main_look("Shell", values), look("Dark", "lacquer", "#121316")
    keys, light = look("Keys", "plastic", "#b9bcc0"), look("Display", "screen")
    width, depth, front = 0.50, 0.36, -0.18
    grid = [
        rounded_box((0.026, 0.006, 0.018), (0.165 + 0.032 * c, front - 0.032, 0.16 - 0.028 * r), 0.003)
        for r in range(4) for c in range(3)
    ]  # fmt: skip
    parts = [
        part("case", "Shell", hollow_case(width, depth, 0.012, 0.30, 0.02)),
        part("control_panel", "Dark", rounded_box((0.13, 0.032, 0.27), (0.182, front - 0.014, 0.156), 0.006)),
        part("keys", "Keys", *grid, rounded_box((0.09, 0.008, 0.022), (0.197 - 0.012, front - 0.032, 0.045), 0.004)),
        part("display", "Display", rounded_box((0.095, 0.006, 0.036), (0.185, front - 0.03, 0.235), 0.004)),
        part("turntable", "Keys", cylinder(0.14, 0.008, (-0.04, 0, 0.04), segments=28)),
        part("feet", "Dark", *(cylinder(0.014, 0.014, (x, y, 0.007), segments=10)
                               for x in (-0.2, 0.2) for y in (-0.13, 0.13))),
        part("door", "Shell", rounded_box((0.362, 0.034, 0.276), (-0.067, front - 0.016, 0.156), 0.008),
             moves_with="door"),
        part("door_window", "Dark", rounded_box((0.28, 0.008, 0.19), (-0.085, front - 0.033, 0.158), 0.012),
             moves_with="door"),
        part("door_handle", "Keys", cylinder(0.008, 0.22, (0.094, front - 0.062, 0.156), segments=12),
             *(cylinder(0.006, 0.03, (0.094, front - 0.047, z), axis=1, segments=8) for z in (0.07, 0.24)),
             moves_with="door"),
    ]  # fmt: skip
    joints = {"door": shapes.joint("hinge", (-0.247, front, 0.156), (0, 0, 1), (-1.8, 0.0))}
    return Sketch(
        parts=parts, looks=[shell, dark, keys, light], joints=joints, solids=(solid("case", "feet", "control"),),
        places=(shapes.surface_top("top", (0, 0, 0.30), 0.46, 0.32),),
    )  # fmt: skip


def _washing_machine(values: Values) -> Sketch:
    """A white case with a round glass door, a dial, a drawer for powder."""
    shell, metal = main_look("Shell", values), look("Ring", "steel", fill=0.3)
    dark, glass = look("Dark", "lacquer", "#17191c"), look("Glass", "glass", "#9fb4c0")
    width, front = 0.60, -0.30
    ring = lathe(fillet([(0.155, 0.0), (0.205, 0.0), (0.195, 0.035), (0.155, 0.04)], 0.008, 2, closed=True), 40, True)
    ring = translated(rotated(ring, np.pi / 2, (1, 0, 0)), (0, front, 0.42))
    bowl = superellipsoid((0.31, 0.10, 0.31), (0, front - 0.02, 0.42), 2.2, 8)
    parts = [
        part("case", "Shell", rounded_box((width, 0.60, 0.82), (0, 0, 0.44), 0.014, 4)),
        part("control_panel", "Shell", rounded_box((width - 0.02, 0.03, 0.11), (0, front - 0.008, 0.775), 0.01)),
        part("dial", "Ring", cylinder(0.035, 0.035, (0.02, front - 0.035, 0.775), axis=1, segments=24, edge=0.006)),
        part("display", "Dark", rounded_box((0.15, 0.008, 0.05), (0.18, front - 0.023, 0.775), 0.006)),
        part("drum", "Dark", cylinder(0.16, 0.02, (0, front - 0.002, 0.42), axis=1, segments=32)),
        part("feet", "Dark", *(cylinder(0.025, 0.035, (x, y, 0.0175), segments=10)
                               for x in (-0.24, 0.24) for y in (-0.24, 0.24))),
        part("drawer", "Shell", rounded_box((0.19, 0.02, 0.08), (-0.18, front - 0.022, 0.775), 0.008),
             rounded_box((0.17, 0.24, 0.06), (-0.18, front + 0.1, 0.775), 0.008), moves_with="drawer"),
        part("door", "Ring", ring, moves_with="door"),
        part("door_glass", "Glass", bowl, moves_with="door"),
        part("door_handle", "Dark", rounded_box((0.022, 0.03, 0.09), (0.178, front - 0.045, 0.42), 0.008),
             moves_with="door"),
    ]  # fmt: skip
    joints = {
        "door": shapes.joint("hinge", (-0.205, front, 0.42), (0, 0, 1), (-2.4, 0.0)),
        "drawer": shapes.joint("slide", (-0.18, front, 0.775), (0, -1, 0), (0.0, 0.18)),
    }
    return Sketch(
        parts=parts, looks=[shell, metal, dark, glass], joints=joints, solids=(solid("case", "feet"),),
        places=(shapes.surface_top("top", (0, 0, 0.85), 0.54, 0.54),),
    )  # fmt: skip


def _toaster(values: Values) -> Sketch:
    """A rounded case with two slots and slices of bread in them, a lever, a dial, feet."""
    shell, dark = main_look("Shell", values), look("Dark", "plastic", "#161618")
    bread = look("Bread", "cardboard", "#b9813f")
    slices = [rounded_box((0.12, 0.016, 0.09), (0, y, 0.155), 0.012, 4) for y in (-0.032, 0.032)]
    parts = [
        part("case", "Shell", rounded_box((0.28, 0.17, 0.165), (0, 0, 0.0975), 0.045, 6)),
        part("slots", "Dark", *(rounded_box((0.17, 0.028, 0.006), (0, y, 0.18), 0.002) for y in (-0.032, 0.032))),
        part("bread", "Bread", *slices),
        part("base", "Dark", rounded_box((0.285, 0.175, 0.03), (0, 0, 0.022), 0.012, 4)),
        part("feet", "Dark", *(cylinder(0.012, 0.012, (x, y, 0.006), segments=10)
                               for x in (-0.11, 0.11) for y in (-0.06, 0.06))),
        part("dial", "Dark", cylinder(0.016, 0.02, (0.09, -0.09, 0.06), axis=1, segments=16)),
        part("lever_slot", "Dark", rounded_box((0.004, 0.008, 0.10), (0.14, 0, 0.105), 0.0015)),
        part("lever_knob", "Dark", rounded_box((0.035, 0.036, 0.018), (0.155, 0, 0.135), 0.006), moves_with="lever"),
    ]  # fmt: skip
    joints = {"lever": shapes.joint("slide", (0.155, 0, 0.135), (0, 0, -1), (0.0, 0.075))}
    return Sketch(parts=parts, looks=[shell, dark, bread], joints=joints)


def _kettle(values: Values) -> Sketch:
    """A belly with a spout, a lid with a knob and a bow to carry it by."""
    shell, dark = main_look("Shell", values), look("Handle", "plastic", "#1a1a1c")
    line = [(0, 0), (0.085, 0), (0.095, 0.015), (0.10, 0.06), (0.085, 0.115), (0.055, 0.145), (0, 0.15)]
    line_of_spout = smooth_line([(0.085, 0, 0.07), (0.12, 0, 0.085), (0.14, 0, 0.12), (0.165, 0, 0.15)], 4)
    spout = tube(line_of_spout, np.linspace(0.026, 0.012, 13), 14)
    bow = tube(smooth_line([(-0.075, 0, 0.13), (-0.088, 0, 0.19), (-0.05, 0, 0.24), (0.05, 0, 0.24), (0.088, 0, 0.19),
                            (0.072, 0, 0.13)], 5), 0.0085, 10)  # fmt: skip
    lid = lathe(fillet([(0, 0.144), (0.056, 0.144), (0.05, 0.157), (0, 0.168)], 0.004, 2), 24)
    parts = [
        part("body", "Shell", lathe(fillet(line, [0, 0.008, 0.02, 0.04, 0.04, 0.02, 0], 3), 32)),
        part("spout", "Shell", spout),
        part("handle", "Handle", bow),
        part("lid", "Shell", lid, moves_with="lid"),
        part("lid_knob", "Handle", cylinder(0.012, 0.02, (0, 0, 0.177), segments=14, edge=0.005), moves_with="lid"),
    ]
    joints = {"lid": shapes.joint("hinge", (-0.055, 0, 0.15), (0, 1, 0), (-1.4, 0.0))}
    return Sketch(parts=parts, looks=[shell, dark], joints=joints, solids=(solid("body", kind="cylinder"),),
                  places=(shapes.grip((0, 0, 0.245), 0.02, 0.08),), grip=False)  # fmt: skip


def _watering_can(values: Values) -> Sketch:
    """A tall can with a long spout that ends in a rose, a brace to it, and a bow over its top to carry it by."""
    shell, dark = main_look("Shell", values), look("Rose", "brass")
    body = lathe(fillet([(0, 0), (0.095, 0), (0.095, 0.20), (0.080, 0.215), (0.070, 0.215), (0.070, 0.205), (0, 0.205)],
                        [0, 0.006, 0.01, 0.004, 0.002, 0.002, 0], 2), 32)  # fmt: skip
    line = smooth_line([(0.085, 0, 0.045), (0.15, 0, 0.085), (0.24, 0, 0.185), (0.31, 0, 0.265)], 4)
    spout = tube(line, np.linspace(0.024, 0.012, len(line)), 14)
    rose = rotated(lathe([(0, -0.02), (0.012, -0.02), (0.036, 0.012), (0.034, 0.018), (0, 0.022)], 20), 0.86, (0, 1, 0))
    rose = translated(rose, (0.325, 0, 0.282))
    brace = tube([(0.085, 0, 0.195), (0.215, 0, 0.165)], 0.006, 8)
    bow = tube(smooth_line([(-0.085, 0, 0.195), (-0.10, 0, 0.28), (-0.04, 0, 0.335), (0.05, 0, 0.325),
                            (0.078, 0, 0.205)], 5), 0.009, 10)  # fmt: skip
    parts = [part("body", "Shell", body), part("spout", "Shell", spout), part("rose", "Rose", rose),
             part("brace", "Shell", brace), part("handle", "Shell", bow)]  # fmt: skip
    return Sketch(parts=parts, looks=[shell, dark], solids=(solid("body", kind="cylinder"),),
                  places=(shapes.grip((0, 0, 0.334), 0.02, 0.08),), grip=False)  # fmt: skip


CATEGORIES = (
    thing("refrigerator", "appliance", (0.70, 0.70, 1.75), _refrigerator, material="painted metal", color="white",
          synonyms=("fridge", "freezer", "icebox"), colors=("white", "white", "#a8abaf"), span=2.5, mass_kg=70),
    thing("oven", "appliance", (0.60, 0.69, 1.06), _oven, material="painted metal", color="white", span=2.5, mass_kg=55,
          synonyms=("stove", "cooker", "kitchen range"), colors=("white", "#8f9296", "#1c1d1f")),
    thing("microwave", "appliance", (0.50, 0.43, 0.30), _microwave, material="painted metal", color="white", span=3,
          synonyms=("microwave oven",), colors=("white", "#9da0a4", "#1d1e20"), mass_kg=13),
    thing("washing machine", "appliance", (0.60, 0.66, 0.85), _washing_machine, material="painted metal",
          color="white", synonyms=("washer", "clothes dryer", "dryer"), span=2.5, mass_kg=65),
    thing("toaster", "appliance", (0.31, 0.18, 0.20), _toaster, material="steel", span=3, mass_kg=1.6,
          colors=("", "", "red", "white")),
    thing("watering can", "appliance", (0.46, 0.19, 0.345), _watering_can, material="painted metal", color="#3f7a52",
          span=3, mass_kg=0.9, colors=("#3f7a52", "#7d8a92", "#c98a2b")),
    thing("kettle", "appliance", (0.26, 0.20, 0.25), _kettle, material="steel", span=3, mass_kg=1.0,
          synonyms=("teapot", "tea pot", "coffee pot", "tea kettle"),
          presets={"teapot": {"material": "ceramic"}, "tea pot": {"material": "ceramic"}}),
)  # fmt: skip
