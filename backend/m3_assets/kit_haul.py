"""What lifts and hauls: forklift, snowmobile."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Part, Values
from .geometry import cylinder, extrude, fillet, loft, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import outward, thick_sheet
from .kit_optics import knurled
from .making import Look, look, main_look
from .materials import glowing, material
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, ring, turning_wheels, wheel_solids
from .vessel_geometry import smooth_line


def _forklift(values: Values) -> Sketch:
    """A short body with its counterweight, a guard of four posts over a seat and a wheel, a mast of two channels with
    chains and a ram, a carriage with a backrest and two forks that rise, lamps, a beacon, small wheels behind."""
    paint, dark = main_look("Body", values), look("Mast", "painted metal", "#2b2d31", fill=0.3)
    steel, black = look("Forks", "steel", fill=0.5), look("Seat", "leather", "#1b1c1e")
    stripe = look("Stripes", "plastic", "#191a1c")
    glow, amber = Look(glowing("Lamps", "#fff1d0", 6.0), "glass"), Look(glowing("Beacon", "#ff9a1f", 5.0), "glass")
    side = [(-0.62, 0.30), (0.05, 0.30), (0.35, 0.30), (0.98, 0.30), (1.02, 0.55), (0.98, 0.98), (0.78, 1.06),
            (0.22, 1.04),
            (0.12, 0.86), (-0.30, 0.80), (-0.42, 0.62), (-0.62, 0.58)]  # fmt: skip
    body = extrude(fillet(side, [0.03, 0, 0, 0.08, 0.12, 0.14, 0.08, 0.06, 0.04, 0.04, 0.06, 0.03], 3, closed=True),
                   1.02,
                   plane="yz", edge=0.045, caps="fan")  # fmt: skip
    weight = [rounded_box((1.00, 0.20, 0.46), (0, 1.00, 0.56), 0.07, 4)]
    dash = [rounded_box((0.72, 0.16, 0.34), (0, -0.40, 0.94), 0.05, 4)]
    step = [rounded_box((0.16, 0.30, 0.03), (s * 0.56, -0.16, 0.42), 0.008) for s in (-1, 1)]
    posts = [tube(smooth_line([(s * 0.45, -0.46, 0.82), (s * 0.44, -0.30, 1.60), (s * 0.43, -0.16, 2.02),
                               (s * 0.43, 0.0, 2.09), (s * 0.43, 0.62, 2.09), (s * 0.44, 0.76, 2.02),
                               (s * 0.46, 0.90, 1.02)], 4), 0.034, 8) for s in (-1, 1)]  # fmt: skip
    roof = [rounded_box((0.90, 0.05, 0.035), (0, y, 2.10), 0.01) for y in np.linspace(-0.06, 0.68, 8)]
    seat = [rounded_box((0.46, 0.46, 0.12), (0, 0.40, 1.13), 0.05, 4),
            rotated(rounded_box((0.44, 0.12, 0.46), (0, 0.62, 1.38), 0.05, 4), -0.15, (1, 0, 0), (0, 0.62, 1.15))]
    column = [tube([(0, -0.38, 1.05), (0, -0.10, 1.30)], 0.025, 10)]
    wheel = rotated(translated(rotated(ring(0.16, 0.016, 28, 8), 0.5 * np.pi, (0, 1, 0)), (0, -0.09, 1.31)), 0.62,
                    (1, 0, 0),
                    (0, -0.09, 1.31))  # fmt: skip
    spokes = [rotated(rounded_box((0.30, 0.03, 0.012), (0, -0.09, 1.31), 0.004), 0.62, (1, 0, 0), (0, -0.09, 1.31))]
    levers = [tube([(0.20 + 0.06 * k, -0.34, 1.08), (0.20 + 0.06 * k, -0.24, 1.30)], 0.008, 8) for k in range(3)]
    balls = [superellipsoid((0.036, 0.036, 0.036), (0.20 + 0.06 * k, -0.235, 1.315), 2, 3) for k in range(3)]
    front = -0.74
    mast = [rounded_box((0.09, 0.14, 2.10), (s * 0.32, front, 1.12), 0.012) for s in (-1, 1)]
    mast += [rounded_box((0.055, 0.10, 2.02), (s * 0.25, front, 1.12), 0.01) for s in (-1, 1)]
    mast += [rounded_box((0.70, 0.10, 0.09), (0, front, z), 0.012) for z in (0.16, 2.13)]
    mast += [rounded_box((0.62, 0.05, 0.08), (0, front + 0.05, 1.25), 0.01)]
    ram = [cylinder(0.045, 1.2, (0, front, 0.75), segments=16), cylinder(0.028, 0.8, (0, front, 1.70), segments=14)]
    chains = [rounded_box((0.03, 0.014, 1.45), (s * 0.10, front - 0.03, 1.38), 0.004) for s in (-1, 1)]
    tilt = [tube([(s * 0.36, front + 0.06, 0.75), (s * 0.36, -0.40, 0.62)], 0.028, 10) for s in (-1, 1)]
    lift = "forks"
    carriage = [rounded_box((0.92, 0.05, 0.09), (0, front - 0.11, z), 0.01) for z in (0.20, 0.56)]
    carriage += [rounded_box((0.08, 0.10, 0.50), (s * 0.25, front - 0.07, 0.38), 0.01) for s in (-1, 1)]
    rest = [rounded_box((0.035, 0.035, 0.62), (x, front - 0.12, 0.90), 0.008) for x in (-0.44, -0.22, 0.0, 0.22, 0.44)]
    rest += [rounded_box((0.92, 0.04, 0.045), (0, front - 0.12, 1.20), 0.008)]
    blade = extrude(fillet([(0.0, 0.66), (0.0, 0.055), (-1.06, 0.055), (-1.10, 0.070), (-1.06, 0.078), (-0.045, 0.105),
                            (-0.045, 0.66)], [0.01, 0.05, 0.006, 0.006, 0.006, 0.03, 0.01], 3, closed=True), 0.12,
                            plane="yz",
                    edge=0.006, caps="fan")  # fmt: skip
    forks = [translated(blade, (s * 0.27, front - 0.135, 0.0)) for s in (-1, 1)]
    lamps = [cylinder(0.055, 0.05, (s * 0.45, -0.36, 1.90), axis=1, segments=16) for s in (-1, 1)]
    cups = [cylinder(0.066, 0.06, (s * 0.45, -0.325, 1.90), axis=1, segments=16) for s in (-1, 1)]
    beacon = [cylinder(0.05, 0.09, (0, 0.50, 2.17), segments=16, edge=0.02)]
    bands = [rotated(rounded_box((0.09, 0.010, 0.34), (x, 1.102, 0.56), 0.003), 0.6, (0, 1, 0), (x, 1.102, 0.56))
             for x in (-0.34, -0.12, 0.10, 0.32)]  # fmt: skip
    vents = [rounded_box((0.012, 0.30, 0.02), (s * 0.512, 0.60, 0.62 + 0.05 * k), 0.004) for s in (-1, 1)
             for k in range(5)]
    wheels, joints = turning_wheels((("front", -0.36),), 0.56, 0.31, 0.20)
    more, others = turning_wheels((("back", 0.72),), 0.52, 0.24, 0.17)
    joints = {**joints, **others, lift: shapes.joint("slide", (0, front - 0.1, 0.4), (0, 0, 1), (0.0, 1.5))}
    return Sketch(
        parts=[part("body", "Body", body), part("counterweight", "Body", *weight), part("dashboard", "Mast", *dash),
               part("steps", "Mast", *step), part("guard", "Mast", *posts, *roof), part("seat", "Seat", *seat),
               part("steering_wheel", "Seat", wheel, *spokes, *column), part("levers", "Mast", *levers),
               part("lever_knobs", "Seat", *balls), part("mast", "Mast", *mast), part("ram", "Forks", *ram),
               part("chains", "Forks", *chains), part("tilt_rams", "Forks", *tilt), part("lamps", "Lamps", *lamps),
               part("lamp_cups", "Mast", *cups), part("beacon", "Beacon", *beacon), part("stripes", "Stripes", *bands),
               part("vents", "Stripes", *vents), part("carriage", "Mast", *carriage, moves_with=lift),
               part("backrest", "Mast", *rest, moves_with=lift), part("forks", "Forks", *forks, moves_with=lift),
               *wheels, *more],
        looks=[paint, dark, steel, black, stripe, glow, amber, look("Tyre", "rubber"),
               look("Rim", "painted metal", "#e6e2d8"),
               look("Trim", "painted metal", "#3a3d42")],
        joints=joints, grip=False, push=False,
        solids=(solid("body", "counterweight"), solid("mast"), solid("guard"), solid("forks"),
                *wheel_solids((("front", -0.36), ("back", 0.72)))),
        places=[shapes.affordance("driver", "sit_at", (0, 0.38, 1.18), (0.44, 0.44, 0.0)),
                shapes.surface_top("forks", (0, front - 0.65, 0.09), 0.66, 0.95)],
    )  # fmt: skip


def _on_ski(s: float, x: float, y: float, z: float) -> np.ndarray:
    """A place (3,) counted from where the left (1) or right (-1) ski of a snowmobile lies."""
    return np.array([0.46 * s + x, y - 0.42, z])


def _snowmobile(values: Values) -> Sketch:
    """A pointed hood with headlamps and a windscreen, a long padded seat, handlebars, two skis with loops on struts, a
    ribbed track round its wheels, running boards, a tail lamp and a bar to lift it by."""
    paint, black = main_look("Hood", values), look("Seat", "leather", "#17181b")
    dark, rubber = look("Tunnel", "painted metal", "#2a2c31", fill=0.3), look("Track", "rubber")
    steel, accent = (
        look("Steel", "steel", fill=0.4),
        look("Stripe", "plastic", str(values["second_color"]) or "#f0ece2")
    )
    clear = Look(material("Windscreen", "glass", "#5b6770", roughness=0.04), "glass")
    glow, red = Look(glowing("Headlamps", "#fff4dc", 6.0), "glass"), Look(glowing("Tail Lamp", "#e02020", 3.0), "glass")
    rings = []
    for y, half, low, high in ((-1.34, 0.12, 0.40, 0.50), (-1.22, 0.26, 0.33, 0.60), (-0.95, 0.39, 0.28, 0.76),
                               (-0.60, 0.44, 0.28, 0.90), (-0.28, 0.40, 0.32, 0.97), (-0.10, 0.30, 0.40, 0.93),
                               (0.02, 0.22, 0.46, 0.86)):  # fmt: skip
        section = fillet([(-0.75 * half, low), (0.75 * half, low), (half, low + 0.35 * (high - low)),
                          (0.55 * half, high),
                          (-0.55 * half, high), (-half, low + 0.35 * (high - low))], 0.3 * half, 3, closed=True)
        rings.append(np.column_stack([section[:, 0], np.full(len(section), y), section[:, 1]]))
    hood = outward(loft(np.array(rings), caps="fan"))
    scoop = [superellipsoid((0.30, 0.34, 0.10), (0, -0.62, 0.90), 2.8, 5)]
    grille = [rounded_box((0.16, 0.02, 0.018), (s * 0.14, -1.175 + 0.05 * k, 0.52 + 0.045 * k), 0.005)
              for s in (-1, 1) for k in range(2)]  # fmt: skip
    lamps = [rotated(superellipsoid((0.17, 0.08, 0.07), (s * 0.155, -1.10, 0.635), 2.6, 5), 0.25 * s, (0, 0, 1),
                     (s * 0.155, -1.10, 0.635)) for s in (-1, 1)]  # fmt: skip
    u, v = np.meshgrid(np.linspace(-1, 1, 11), np.linspace(0, 1, 7), indexing="xy")
    screen = thick_sheet(np.stack([0.27 * u * (1 - 0.35 * v), -0.47 + 0.15 * u**2 + 0.24 * v,
                                   0.92 + 0.34 * v - 0.06 * u**2],
                                  -1), 0.008)  # fmt: skip
    tunnel = [rounded_box((0.42, 1.45, 0.14), (0, 0.62, 0.45), 0.02)]
    seat = extrude(fillet([(-0.06, 0.52), (1.18, 0.52), (1.22, 0.68), (1.10, 0.80), (0.78, 0.74), (0.30, 0.72),
                           (-0.02, 0.86),
                           (-0.10, 0.80)], [0.02, 0.03, 0.05, 0.06, 0.12, 0.12, 0.05, 0.04], 3, closed=True), 0.34,
                           plane="yz",
                   edge=0.05, caps="fan")  # fmt: skip
    boards = [rounded_box((0.15, 1.30, 0.03), (s * 0.285, 0.62, 0.385), 0.008) for s in (-1, 1)]
    column = [tube([(0, -0.20, 0.90), (0, -0.02, 1.10)], 0.026, 10)]
    bars = [tube(smooth_line([(s * 0.05, -0.03, 1.09), (s * 0.18, -0.02, 1.13), (s * 0.36, 0.08, 1.10)], 4), 0.014, 10)
            for s in (-1, 1)]  # fmt: skip
    grips = [tube([(s * 0.26, 0.022, 1.122), (s * 0.375, 0.09, 1.098)], 0.019, 12) for s in (-1, 1)]
    pod = [superellipsoid((0.17, 0.12, 0.09), (0, -0.05, 1.105), 3.0, 4)]
    ski = smooth_line([(0, 0.05, 0.035), (0, -0.20, 0.022), (0, -0.62, 0.022), (0, -0.86, 0.035), (0, -1.00, 0.10),
                       (0, -1.06, 0.20)], 5)  # fmt: skip
    skis, loops, legs, springs = [], [], [], []
    for s in (-1, 1):
        rows = np.array([[(w, y, z + 0.02 * (abs(w) > 0.05)) for w in (-0.075, -0.04, 0.04, 0.075)] for _, y, z in ski])
        skis.append(translated(thick_sheet(rows, 0.016), _on_ski(s, 0, 0, 0)))
        loops.append(tube(smooth_line([_on_ski(s, 0, -1.05, 0.20), _on_ski(s, 0, -0.95, 0.26),
                                       _on_ski(s, 0, -0.78, 0.17), _on_ski(s, 0, -0.66, 0.04)], 4), 0.012, 8))
        legs.append(tube([_on_ski(s, 0, -0.42, 0.04), _on_ski(s, -0.02 * s, -0.40, 0.34)], 0.026, 10))
        legs += [tube(np.array([_on_ski(s, -0.01 * s, -0.42, z), (s * 0.20, -0.70 + dy, z + 0.10)]), 0.016, 8)
                 for z, dy in ((0.13, -0.12), (0.13, 0.12), (0.28, 0.0))]  # fmt: skip
        t = np.linspace(0, 1, 41)
        foot, head = _on_ski(s, -0.03 * s, -0.40, 0.16), np.array([s * 0.24, -0.78, 0.62])
        side, up = np.array([0.0, 1.0, 0.0]), np.cross((head - foot) / np.linalg.norm(head - foot), [0.0, 1.0, 0.0])
        springs.append(tube(foot + np.outer(t, head - foot) + 0.034 * (np.outer(np.cos(14 * np.pi * t), side)
                                                                    + np.outer(np.sin(14 * np.pi * t), up)), 0.008, 6))
        springs.append(tube(np.array([foot, head]), 0.014, 8))
    outline = [(-0.30, 0.40), (1.20, 0.36), (1.34, 0.22), (1.22, 0.035), (0.10, 0.03), (-0.22, 0.20)]
    belt = fillet(outline, [0.10, 0.12, 0.13, 0.12, 0.2, 0.10], 5, closed=True)[::-1]
    line = np.column_stack([0 * belt[:, 0], belt])
    side = np.array([0.19, 0.0, 0.0])
    inner = np.array([(0, *(np.array([0.5, 0.21]) + (point - [0.5, 0.21]) * [0.975, 0.86])) for point in belt])
    track = [np.array([a - side, a + side, b + side, b - side])
             for a, b in zip(line, inner, strict=True)]  # fmt: skip
    loop = outward(loft(np.array(track), closed_path=True))
    away = np.cumsum(np.r_[0, np.linalg.norm(np.diff(np.vstack([line, line[:1]]), axis=0), axis=1)])
    closed = np.vstack([line, line[:1]])
    lugs = []
    for s in np.arange(0.0, away[-1] - 0.03, 0.085):
        spot = np.array([np.interp(s, away, closed[:, k]) for k in range(3)])
        ahead = np.array([np.interp(s + 0.01, away, closed[:, k]) for k in range(3)]) - spot
        lean = float(np.arctan2(ahead[2], ahead[1]))
        lugs.append(translated(rotated(rounded_box((0.36, 0.016, 0.05), (0, 0, 0), 0.005), lean, (1, 0, 0)), spot))
    wheels = [cylinder(r, 0.06, (s * 0.11, y, z), axis=0, segments=20) for s in (-1, 1)
              for r, y, z in ((0.12, 1.20, 0.20), (0.085, 0.15, 0.15), (0.07, 0.65, 0.12), (0.10, -0.14, 0.28))]
    rails = [rounded_box((0.03, 1.1, 0.05), (s * 0.08, 0.62, 0.09), 0.01) for s in (-1, 1)]
    flap = [rounded_box((0.40, 0.012, 0.26), (0, 1.42, 0.34), 0.004)]
    lift = [tube(smooth_line([(-0.17, 1.28, 0.50), (-0.17, 1.42, 0.58), (0.0, 1.45, 0.60), (0.17, 1.42, 0.58),
                              (0.17, 1.28, 0.50)], 4), 0.016, 10)]  # fmt: skip
    tail = [rounded_box((0.22, 0.03, 0.05), (0, 1.225, 0.70), 0.012)]
    bumper = [tube(smooth_line([(-0.24, -1.20, 0.38), (-0.16, -1.40, 0.36), (0.16, -1.40, 0.36), (0.24, -1.20, 0.38)],
                               4),
                   0.018, 10)]  # fmt: skip
    slash = [rounded_box((0.012, 0.52, 0.05), (0.408, -0.62, 0.62), 0.005)]
    slash = [rotated(slash[0], 0.22, (1, 0, 0), (0.41, -0.62, 0.62))]
    cap = [knurled(0.04, 0.03, (0, 0.12, 0.83), axis=2, teeth=14)]
    parts: list[Part] = [
        part("hood", "Hood", hood, *scoop), part("stripe", "Stripe", both_sides(*slash)),
        part("grille", "Tunnel", *grille),
        part("headlamps", "Headlamps", *lamps), part("windscreen", "Windscreen", screen),
        part("tunnel", "Tunnel", *tunnel),
        part("seat", "Seat", seat), part("running_boards", "Tunnel", *boards), part("column", "Tunnel", *column, *pod),
        part("handlebars", "Steel", *bars), part("grips", "Seat", *grips), part("skis", "Hood", *skis),
        part("ski_loops", "Seat", *loops), part("ski_legs", "Steel", *legs), part("springs", "Stripe", *springs),
        part("track", "Track", loop), part("lugs", "Track", *lugs), part("track_wheels", "Tunnel", *wheels),
        part("rails", "Steel", *rails), part("flap", "Track", *flap), part("lift_bar", "Steel", *lift),
        part("tail_lamp", "Tail Lamp", *tail), part("bumper", "Steel", *bumper), part("fuel_cap", "Tunnel", *cap),
    ]  # fmt: skip
    return Sketch(
        parts=parts, looks=[paint, black, dark, rubber, steel, accent, clear, glow, red], grip=False, push=False,
        solids=(solid("hood", kind="hull"), solid("seat", "tunnel"), solid("track"), solid("skis")),
        places=[shapes.affordance("seat", "sit_at", (0, 0.42, 0.73), (0.34, 0.5, 0.0)),
                shapes.affordance("push", "push_at", (0, 1.45, 0.6), (0.3, 0, 0.6), np.pi)],
    )  # fmt: skip


_STRIPE = Parameter(name="second_color", value="", description="of the stripe and the springs")
CATEGORIES = (
    thing("forklift", "vehicle", (1.28, 3.067, 2.215), _forklift, material="painted metal", color="#e8a81c", span=1.8,
          mass_kg=3200, synonyms=("fork lift", "forklift truck", "fork truck", "lift truck"),
          colors=("#e8a81c", "#d8641c", "#b3202a")),
    thing("snowmobile", "vehicle", (1.078, 2.953, 1.257), _snowmobile, material="painted metal", color="#b3202a",
          span=1.8,
          mass_kg=230, synonyms=("snow mobile", "ski-doo", "snow scooter"), extra=(_STRIPE,),
          colors=("#b3202a", "#1f5fa8", "#3f8a2c")),
)  # fmt: skip
