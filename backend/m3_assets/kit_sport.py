"""Things to play with: boards, bats, rackets, a hoop, a trampoline, a kite."""

from __future__ import annotations

import numpy as np

from ..common.kites import LINE_M, LINE_PLACE, line_direction
from . import shapes
from .contract import Surface, Values
from .geometry import circle, cylinder, deformed, fillet, lathe, merge, rotated, rounded_box, sweep, translated, tube
from .geometry_loft import extrude
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .unfolding import unfolding
from .vessel_geometry import smooth_line


def board_outline(length: float, width: float, nose: float, tail: float, count: int = 40) -> np.ndarray:
    """(count, 2) counter-clockwise outline along y; `nose` and `tail` are powers: 2 is round, lower is pointed."""
    turn = 2 * np.pi * np.arange(count) / count + np.pi / 2
    cosine, sine = np.cos(turn), np.sin(turn)
    power = np.where(sine < 0, nose, tail)
    x = 0.5 * width * np.sign(cosine) * np.abs(cosine) ** (2.0 / power)
    y = 0.5 * length * np.sign(sine) * np.abs(sine) ** (2.0 / power)
    return np.column_stack([x, y])


def _slab(outline: np.ndarray, thick: float, z: float, edge: float) -> Surface:
    return extrude(outline, thick, plane="xy", center=z, edge=edge, caps="ladder")


def _skateboard(values: Values) -> Sketch:
    """A deck that turns up at both ends, grip on top, two trucks with four turning wheels."""
    wood, grip = main_look("Deck", values), look("Grip", "rubber", "#1a1a1b")
    metal, wheel = look("Truck", "aluminium"), look("Wheel", "plastic", "#e9e2c8")
    length, width, top = 0.80, 0.205, 0.105

    def kicked(points: np.ndarray) -> np.ndarray:
        over = np.maximum(np.abs(points[:, 1]) - 0.27, 0.0)
        moved = points.copy()
        moved[:, 2] += 0.55 * over - 0.15 * over**2 + 0.12 * points[:, 0] ** 2 / width
        return moved

    outline = board_outline(length, width, 3.4, 3.4, 48)
    parts = [
        part("deck", "Deck", deformed(_slab(outline, 0.012, top, 0.004), kicked)),
        part("grip_tape", "Grip", deformed(_slab(outline * [0.965, 1.0], 0.002, top + 0.0066, 0.0006), kicked)),
    ]
    joints, trucks = {}, []
    for end, y in (("front", -0.21), ("back", 0.21)):
        trucks += [
            rounded_box((0.055, 0.085, 0.008), (0, y, top - 0.009), 0.003),
            rotated(cylinder(0.018, 0.045, (0, y, 0.075), top_radius=0.014), 0.35 * np.sign(-y), (1, 0, 0),
                    (0, y, 0.09)),
            rounded_box((0.135, 0.022, 0.022), (0, y, 0.045), 0.008),
            cylinder(0.004, 0.20, (0, y, 0.027), axis=0, segments=10),
            rounded_box((0.03, 0.024, 0.03), (0, y, 0.036), 0.008),
        ]
        for side, s in (("L", 1.0), ("R", -1.0)):
            name = f"wheel_{end}.{side}"
            tread = fillet([(0, -0.016), (0.021, -0.016), (0.027, -0.009), (0.027, 0.009), (0.021, 0.016), (0, 0.016)],
                           0.004, 2)  # fmt: skip
            turned = translated(rotated(lathe(tread, 24), np.pi / 2, (0, 1, 0)), (0.083 * s, y, 0.027))
            nut = cylinder(0.006, 0.006, (0.101 * s, y, 0.027), axis=0, segments=6, edge=0.001)
            parts += [part(name, "Wheel", turned, moves_with=name), part(f"{name}_nut", "Truck", nut, moves_with=name)]
            joints[name] = shapes.joint("wheel", (0.083 * s, y, 0.027), (1, 0, 0), (-1e4, 1e4))
    parts.append(part("trucks", "Truck", *trucks))
    return Sketch(
        parts=parts, looks=[wood, grip, metal, wheel], joints=joints, grip=True,
        solids=(solid("deck"), *(solid(name, kind="cylinder", axis=0) for name in joints)),
        places=(shapes.affordance("stand", "stand_at", (0, 0, top + 0.007), (0.2, 0.5, 0)),),
    )  # fmt: skip


def _surfboard(values: Values) -> Sketch:
    """A long board with a pointed nose, rocker, a stringer, a stripe and three fins; it lies on its fins."""
    foam, stripe = main_look("Foam", values), look("Stripe", "plastic", str(values["second_color"]) or "#1f6f8b")
    fin = look("Fin", "plastic", "#15181b")
    length, width = 2.0, 0.54

    def rocker(points: np.ndarray) -> np.ndarray:
        share = points[:, 1] / (0.5 * length)
        moved = points.copy()
        moved[:, 2] += np.where(share < 0, 0.13 * np.abs(share) ** 2.6, 0.05 * np.abs(share) ** 2.2)
        moved[:, 2] -= 0.25 * points[:, 0] ** 2 * np.sign(points[:, 2] - 0.13 + 1e-9)
        return moved

    outline = board_outline(length, width, 1.75, 2.3, 56)
    fins = []
    for x, y, lean in ((0.0, 0.82, 0.0), (0.14, 0.66, 0.14), (-0.14, 0.66, -0.14)):
        blade = fillet([(-0.06, 0.0), (0.06, 0.0), (0.085, -0.10), (0.05, -0.095)], 0.012, 3, closed=True)[::-1]
        fins.append(translated(rotated(extrude(blade, 0.008, plane="yz", edge=0.003, caps="fan"), lean, (0, 1, 0)),
                               (x, y, 0.108)))  # fmt: skip
    parts = [
        part("board", "Foam", deformed(_slab(outline, 0.055, 0.13, 0.022), rocker)),
        part("stringer", "Fin", deformed(rounded_box((0.008, 0.97 * length, 0.003), (0, 0, 0.1575), 0.001, 2,
                                                     (1, 24, 1)), rocker)),
        part("stripes", "Stripe", deformed(_slab(outline * [0.2, 0.86], 0.002, 0.1573, 0.0006), rocker)),
        part("fins", "Fin", *fins),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[foam, stripe, fin], solids=(solid("board"),),
                  places=(shapes.affordance("stand", "stand_at", (0, 0.15, 0.158), (0.4, 1.0, 0)),
                          shapes.grip((0.24, 0, 0.13), 0.05, 0.0)), grip=False)  # fmt: skip


def _snowboard(values: Values) -> Sketch:
    """A waisted board with turned-up ends and two bindings."""
    deck, dark = main_look("Deck", values), look("Binding", "plastic", "#17181a")
    metal = look("Buckle", "aluminium")
    outline = board_outline(1.5, 0.29, 3.0, 3.0, 48)
    outline[:, 0] *= 0.86 + 0.14 * (outline[:, 1] / 0.75) ** 2

    def kicked(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        moved[:, 2] += 2.2 * np.maximum(np.abs(points[:, 1]) - 0.55, 0.0) ** 2
        return moved

    parts = [part("deck", "Deck", deformed(_slab(outline, 0.012, 0.006, 0.004), kicked))]
    bases, straps = [], []
    for y, turn in ((-0.25, 0.25), (0.25, -0.15)):
        base = rounded_box((0.25, 0.12, 0.018), (0, 0, 0.021), 0.006)
        back = rounded_box((0.02, 0.11, 0.16), (0.115, 0, 0.11), 0.008, 2, (1, 3, 1))
        bases.append(translated(rotated(merge([base, rotated(back, 0.25, (0, 1, 0), (0.115, 0, 0.03))]), turn,
                                        (0, 0, 1)), (0, y, 0)))  # fmt: skip
        for x in (-0.06, 0.05):
            bow = tube(smooth_line([(x, -0.058, 0.03), (x, -0.05, 0.085), (x, 0, 0.11), (x, 0.05, 0.085),
                                    (x, 0.058, 0.03)], 4), 0.011, 8)  # fmt: skip
            straps.append(translated(rotated(bow, turn, (0, 0, 1)), (0, y, 0)))
    parts += [part("bindings", "Binding", *bases), part("straps", "Buckle", *straps)]
    return Sketch(parts=parts, looks=[deck, dark, metal], solids=(solid("deck"), solid("bindings")), grip=False,
                  places=(shapes.affordance("stand", "stand_at", (0, 0, 0.03), (0.25, 0.6, 0)),))  # fmt: skip


def _skis(values: Values) -> Sketch:
    """A pair of skis with shovels and bindings, and two poles with baskets beside them."""
    deck, dark = main_look("Deck", values), look("Binding", "plastic", "#17181a")
    metal = look("Pole", "aluminium")
    ski = board_outline(1.7, 0.1, 2.2, 4.0, 40)

    def shovel(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        moved[:, 2] += 2.8 * np.maximum(-points[:, 1] - 0.62, 0.0) ** 2 + 0.01 * (1 - (points[:, 1] / 0.85) ** 2)
        return moved

    parts, bindings, poles, grips = [], [], [], []
    for side, x in (("L", 0.09), ("R", -0.09)):
        parts.append(part(f"ski.{side}", "Deck", translated(deformed(_slab(ski, 0.014, 0.007, 0.004), shovel),
                                                            (x, 0, 0))))
        bindings += [rounded_box((0.07, 0.10, 0.05), (x, -0.12, 0.045), 0.014),
                     rounded_box((0.07, 0.13, 0.07), (x, 0.2, 0.055), 0.018),
                     rounded_box((0.06, 0.28, 0.012), (x, 0.04, 0.028), 0.004)]  # fmt: skip
        px = 0.24 if x > 0 else -0.24
        poles += [cylinder(0.007, 1.1, (px, 0, 0.05), axis=1, segments=10, top_radius=0.009),
                  cylinder(0.05, 0.008, (px, 0.48, 0.05), axis=1, segments=20)]  # fmt: skip
        grips.append(cylinder(0.017, 0.13, (px, -0.55, 0.05), axis=1, segments=14, edge=0.006))
    parts += [part("bindings", "Binding", *bindings), part("poles", "Pole", *poles), part("grips", "Binding", *grips)]
    return Sketch(parts=parts, looks=[deck, dark, metal], grip=False)


def _frisbee(values: Values) -> Sketch:
    """A thin dish with a deep rolled rim and rings, lying upside up."""
    shell, ring = main_look("Shell", values), look("Print", "plastic", str(values["second_color"]) or "white")
    line = smooth_line([(0.0, 0.026), (0.07, 0.0258), (0.105, 0.0235), (0.128, 0.016), (0.135, 0.006), (0.133, 0.0)], 3)
    inner = [(0.129, 0.0015), (0.127, 0.010), (0.115, 0.0185), (0.08, 0.022), (0.0, 0.0225)]
    dish = lathe(np.concatenate([line, inner])[::-1], 48)
    bands = [lathe([(r, z - 0.001), (r + 0.006, z - 0.0014), (r + 0.006, z + 0.0004), (r, z + 0.0008)], 40, True)
             for r, z in ((0.045, 0.0257), (0.062, 0.0255), (0.09, 0.0248))]  # fmt: skip
    return Sketch(parts=[part("disc", "Shell", dish), part("rings", "Print", *bands)], looks=[shell, ring],
                  solids=(solid("disc", kind="cylinder"),))  # fmt: skip


def _bat(values: Values) -> Sketch:
    """A turned bat with a knob, a taped handle and a thick end, lying on its side."""
    wood, tape = main_look("Wood", values), look("Tape", "leather", "#1d1712")
    line = [(0, 0), (0.0255, 0.0), (0.027, 0.01), (0.0135, 0.022), (0.0125, 0.2), (0.016, 0.34), (0.027, 0.55),
            (0.0335, 0.68), (0.0335, 0.80), (0.029, 0.845), (0.0, 0.853)]  # fmt: skip
    profile = np.vstack([[0, 0], smooth_line(np.array(line[1:-1]), 3), [0, 0.853]])
    grip = lathe([(0.0128, 0.035), (0.0142, 0.036), (0.0146, 0.25), (0.0128, 0.252)], 20, closed_profile=True)
    laid = [rotated(piece, -np.pi / 2, (0, 1, 0)) for piece in (lathe(profile, 24), grip)]
    return Sketch(parts=[part("bat", "Wood", laid[0]), part("grip", "Tape", laid[1])], looks=[wood, tape],
                  places=(shapes.grip((-0.14, 0, 0.0), 0.03, 0.2),), solids=(solid("bat", kind="hull"),))


def _racket(values: Values) -> Sketch:
    """An oval frame with strings both ways, a throat, a wrapped handle; it lies flat."""
    frame, strings = main_look("Frame", values), look("Strings", "plastic", "#eeeade")
    wrap = look("Grip", "leather", "#18181a")
    a, b, z = 0.128, 0.165, 0.014
    turn = 2 * np.pi * np.arange(48) / 48
    hoop = sweep(np.column_stack([a * np.cos(turn), b * np.sin(turn), 0 * turn + z]), 0.011 * circle(1.0, 10),
                 closed_path=True)  # fmt: skip
    lines = []
    for k in np.linspace(-0.9, 0.9, 14):
        half = b * float(np.sqrt(1 - k * k))
        lines.append(rounded_box((0.0022, 2 * half, 0.0022), (a * k, 0, z + 0.0006), 0.0008))
    for k in np.linspace(-0.92, 0.92, 18):
        half = a * float(np.sqrt(1 - k * k))
        lines.append(rounded_box((2 * half, 0.0022, 0.0022), (0, b * k, z - 0.0006), 0.0008))
    throat = [tube(smooth_line([(0.088 * s, -0.118, z), (0.05 * s, -0.21, z), (0.016 * s, -0.30, z)], 4), 0.010, 10)
              for s in (-1, 1)]  # fmt: skip
    handle = extrude(fillet([(-0.016, -0.0135), (0.016, -0.0135), (0.016, 0.0135), (-0.016, 0.0135)], 0.007, 1,
                            closed=True), 0.2, plane="xz", center=-0.42, edge=0.003, caps="fan")  # fmt: skip
    butt = rounded_box((0.038, 0.014, 0.033), (0, -0.515, z), 0.006)
    rings = [rounded_box((0.0325, 0.006, 0.0275), (0, y, z), 0.003) for y in np.linspace(-0.5, -0.34, 9)]
    parts = [
        part("head", "Frame", hoop), part("throat", "Frame", *throat, cylinder(0.012, 0.06, (0, -0.31, z), axis=1)),
        part("strings", "Strings", *lines),
        part("handle", "Grip", translated(handle, (0, 0, z)), butt, *rings),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[frame, strings, wrap], places=(shapes.grip((0, -0.42, z), 0.03, 0.2),),
                  solids=(solid("head"), solid("handle", "throat")))  # fmt: skip


def _hoop(values: Values) -> Sketch:
    """A backboard with its square, an orange ring with a net, a padded pole on a base."""
    board, metal = look("Board", "painted metal", "white"), main_look("Pole", values)
    ring, net = look("Ring", "painted metal", "#d8500f"), look("Net", "cotton", "white")
    line, pad = look("Lines", "plastic", "#b3161c"), look("Base", "plastic", str(values["color"]) or "#1d2126")
    z, front = 3.05, -0.62
    frame = [rounded_box((0.59, 0.006, 0.05), (0, front - 0.014, z + d), 0.002) for d in (0.15, 0.6)]
    frame += [rounded_box((0.05, 0.006, 0.5), (0.27 * s, front - 0.014, z + 0.375), 0.002) for s in (-1, 1)]
    frame += [rounded_box((1.80, 0.006, 0.05), (0, front - 0.014, z - 0.125 + d), 0.002) for d in (0.0, 1.0)]
    frame += [rounded_box((0.05, 0.006, 1.05), (0.875 * s, front - 0.014, z + 0.375), 0.002) for s in (-1, 1)]
    turn = 2 * np.pi * np.arange(36) / 36
    centre = front - 0.38
    hoop = sweep(np.column_stack([0.228 * np.cos(turn), centre + 0.228 * np.sin(turn), 0 * turn + z]),
                 0.010 * circle(1.0, 8), closed_path=True)  # fmt: skip
    knots = 12
    cords = []
    for k in range(knots):
        for way in (-1, 1):
            a0 = 2 * np.pi * k / knots
            steps = np.arange(5)
            radius = np.array([0.228, 0.205, 0.175, 0.15, 0.14])
            angle = a0 + way * steps * np.pi / knots
            height = z - np.array([0.0, 0.10, 0.21, 0.32, 0.42])
            cords.append(tube(np.column_stack([radius * np.cos(angle), centre + radius * np.sin(angle), height]), 0.005,
                              4, edge=0.0))  # fmt: skip
    pole = tube(smooth_line([(0, 0.55, 0.1), (0, 0.55, 1.6), (0, 0.5, 2.6), (0, 0.1, 3.15), (0, front + 0.05, 3.25)],
                            5),
                0.07, 14)  # fmt: skip
    stay = tube([(0, 0.5, 2.5), (0, front + 0.05, 3.0)], 0.035, 10)
    parts = [
        part("backboard", "Board", rounded_box((1.82, 0.03, 1.07), (0, front, z + 0.375), 0.01)),
        part("lines", "Lines", *frame),
        part("ring", "Ring", hoop, rounded_box((0.2, 0.16, 0.03), (0, front - 0.08, z - 0.005), 0.006)),
        part("net", "Net", *cords),
        part("pole", "Pole", pole, stay, rounded_box((0.6, 0.06, 0.5), (0, front + 0.05, z + 0.2), 0.01)),
        part("pole_pad", "Base", cylinder(0.13, 1.6, (0, 0.55, 0.95), segments=20, edge=0.03)),
        part("base", "Base", rounded_box((0.9, 1.2, 0.2), (0, 0.6, 0.1), 0.06, 4)),
    ]
    return Sketch(parts=parts, looks=[metal, board, ring, net, line, pad], grip=False,
                  solids=(solid("backboard"), solid("pole_pad", "base")),
                  places=(shapes.affordance("ring", "hang_at", (0, centre, z), (0.0, 0.0, 0.0)),))  # fmt: skip


def _trampoline(values: Values) -> Sketch:
    """A round frame on bent legs, springs, a dark sheet, a padded rim."""
    metal, sheet = look("Frame", "steel", fill=0.2), look("Sheet", "fabric", "#17181a")
    pad = main_look("Pad", values)
    radius, z = 1.5, 0.75
    turn = 2 * np.pi * np.arange(48) / 48
    frame = sweep(np.column_stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn + z]), 0.025 * circle(1, 8),
                  closed_path=True)  # fmt: skip
    legs = []
    for k in range(4):
        a = np.pi / 4 + k * np.pi / 2
        ends = [a - 0.28, a + 0.28]
        points = [(radius * np.cos(e), radius * np.sin(e)) for e in ends]
        (x0, y0), (x1, y1) = points
        legs.append(tube(smooth_line([(x0, y0, z), (x0, y0, 0.12), (0.93 * x0 + 0.07 * x1, 0.93 * y0 + 0.07 * y1,
                                                                    0.026),
                                      (0.5 * (x0 + x1), 0.5 * (y0 + y1), 0.024),
                                      (0.93 * x1 + 0.07 * x0, 0.93 * y1 + 0.07 * y0, 0.026), (x1, y1, 0.12),
                                      (x1, y1, z)],
                                     4), 0.024, 8))  # fmt: skip
    springs = [rotated(cylinder(0.011, 0.2, (1.37, 0, z), axis=0, segments=6), a, (0, 0, 1))
               for a in 2 * np.pi * np.arange(48) / 48]  # fmt: skip
    cover = lathe(fillet([(1.30, z + 0.03), (1.54, z + 0.03), (1.56, z + 0.045), (1.54, z + 0.06), (1.30, z + 0.055)],
                         0.008, 2, closed=True), 48, closed_profile=True)  # fmt: skip
    bed = lathe([(0, z - 0.006), (1.28, z - 0.004), (1.29, z), (1.28, z + 0.004), (0, z + 0.002)], 48)
    parts = [part("frame", "Frame", frame), part("legs", "Frame", *legs), part("springs", "Frame", *springs),
             part("sheet", "Sheet", bed), part("pad", "Pad", cover)]  # fmt: skip
    return Sketch(parts=parts, looks=[pad, metal, sheet], grip=False,
                  solids=(solid("sheet", "pad", kind="cylinder"), solid("legs", kind="cylinder")),
                  places=(shapes.surface_top("sheet", (0, 0, z), 1.8, 1.8),
                          shapes.affordance("stand", "stand_at", (0, 0, z), (1.6, 1.6, 0))))  # fmt: skip


def _kite(values: Values) -> Sketch:
    """A diamond of cloth in four fields over two crossed sticks, a tail with bows, the bow of the line."""
    cloth, other = main_look("Cloth", values), look("Second", "fabric", str(values["second_color"]) or "#f2c230")
    wood, tail = look("Stick", "pine"), look("Tail", "fabric", "#2f6fb5")
    top, low, cross, half = 1.45, 0.45, 1.12, 0.42
    corners = {"top": (0, top), "left": (half, cross), "low": (0, low), "right": (-half, cross), "mid": (0, cross)}
    fields: dict[str, list[Surface]] = {"Cloth": [], "Second": []}
    for k, (a, b) in enumerate((("top", "left"), ("left", "low"), ("low", "right"), ("right", "top"))):
        shape = np.array([corners["mid"], corners[a], 0.5 * (np.array(corners[a]) + corners[b]), corners[b]])
        area = np.sum(shape[:, 0] * np.roll(shape[:, 1], -1) - np.roll(shape[:, 0], -1) * shape[:, 1])
        shape = shape if area > 0 else shape[::-1]
        sheet = extrude(shape, 0.004, plane="xz", edge=0.0012, caps="fan")
        fields["Cloth" if k % 2 else "Second"].append(sheet)

    def bowed(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        moved[:, 1] += 0.35 * points[:, 0] ** 2
        return moved

    sticks = [cylinder(0.006, top - low + 0.03, (0, 0.008, 0.5 * (top + low)), segments=8),
              deformed(rounded_box((2 * half + 0.03, 0.01, 0.01), (0, 0.008, cross), 0.003, 2, (8, 1, 1)), bowed)]
    t = np.linspace(0, 1, 25)
    line = np.column_stack([0.12 * np.sin(7.5 * t) * t, 0.03 * np.sin(5 * t), low - (low - 0.02) * t])
    bows = []
    for k in (6, 12, 18, 24):
        x, y, z = line[k]
        for s in (-1, 1):
            wing = extrude(fillet([(0, -0.006), (0.055, -0.03), (0.055, 0.03), (0, 0.006)], 0.004, 1, closed=True),
                           0.006,
                           plane="xz", edge=0.002, caps="fan")  # fmt: skip
            bows.append(translated(wing if s > 0 else rotated(wing, np.pi, (0, 1, 0)), (x, y, z)))
    bridle = tube([(0, -0.002, 1.3), (0, -0.16, 1.12), (0, -0.002, 0.75)], 0.003, 6)
    knot, down = np.array([0.0, -0.16, 1.12]), line_direction()
    sag = np.array([0.0, 0.0, -1.0]) + down[2] * down
    string = [knot + LINE_M * (u * down + 0.12 * u * (1.0 - u) * sag) for u in np.linspace(0.0, 1.0, 17)]
    flies = values["line"] == "flying"
    parts = [part("cloth", "Cloth", *fields["Cloth"]), part("cloth_2", "Second", *fields["Second"]),
             part("sticks", "Stick", *sticks), part("tail", "Tail", tube(line, 0.004, 6)), part("bows", "Tail", *bows),
             part("line", "Stick", bridle, *([tube(string, 0.004, 6)] if flies else []))]  # fmt: skip
    parts[0], parts[1] = (type(p)(name=p.name, surface=deformed(p.surface, bowed), material=p.material)
                          for p in parts[:2])  # fmt: skip
    place = shapes.affordance(LINE_PLACE, "grip_at", tuple(knot + LINE_M * down), (0.01, 0.0, 0.0))
    return Sketch(parts=parts, looks=[cloth, other, wood, tail], grip=not flies, push=False,
                  places=(place,) if flies else (), solids=(solid("cloth", "sticks"),))  # fmt: skip


CATEGORIES = (
    thing("skateboard", "sports", (0.205, 0.80, 0.146), _skateboard, material="birch", span=2.5, mass_kg=2.6,
          synonyms=("skate board", "longboard")),
    thing("surfboard", "sports", (0.54, 2.0, 0.27), _surfboard, material="plastic", color="#efe9dc", patterned=True,
          span=2, synonyms=("surf board", "boogie board"), mass_kg=3, colors=("#efe9dc", "#f0b429", "#e2604c")),
    thing("snowboard", "sports", (0.29, 1.5, 0.19), _snowboard, material="plastic", color="#1d5fa8", span=2, mass_kg=4,
          patterned=True, colors=("#1d5fa8", "#b3271e", "#2e8b57")),
    thing("skis", "sports", (0.58, 1.7, 0.155), _skis, material="plastic", color="#c3201f", span=2, mass_kg=6,
          synonyms=("ski", "pair of skis"), colors=("#c3201f", "#1d5fa8", "#e0a800")),
    thing("frisbee", "sports", (0.27, 0.27, 0.027), _frisbee, material="plastic", color="#e2402f", span=3,
          mass_kg=0.175,
          patterned=True, equal_sides=True, synonyms=("flying disc", "disc"), colors=("#e2402f", "#2f80d0", "#f2c230")),
    thing("bat", "sports", (0.853, 0.067, 0.067), _bat, material="birch", span=2.5, mass_kg=0.9,
          synonyms=("baseball bat", "cricket bat"), stuffs=("birch", "oak")),
    thing("tennis racket", "sports", (0.28, 0.70, 0.036), _racket, material="plastic", color="#b3161c", span=2.5,
          synonyms=("racket", "racquet", "tennis racquet", "badminton racket"), mass_kg=0.3,
          colors=("#b3161c", "#1f4e9c", "#1c1c1e")),
    thing("basketball hoop", "sports", (1.82, 2.43, 3.96), _hoop, material="painted metal", color="#22303f", span=2.5,
          synonyms=("hoop", "basketball goal", "basketball net", "basket hoop"), mass_kg=120),
    thing("trampoline", "sports", (3.12, 3.12, 0.81), _trampoline, material="fabric", color="#1f62b0", span=3,
          equal_sides=True, mass_kg=60, colors=("#1f62b0", "#2e8b57")),
    unfolding(
        thing("kite", "sports", (0.87, 0.27, 1.47), _kite, material="fabric", color="#d6322b", patterned=True, span=30,
              mass_kg=0.3, colors=("#d6322b", "#2f80d0", "#4aa564"),
              extra=(shapes.choice("line", "none", ("none", "flying"), "on its line, in the air"),)),
        _kite, "line", "none",
    ),
)  # fmt: skip
