"""On a playground: swing, slide, seesaw."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, rotated, rounded_box, sweep, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _chain(top: tuple[float, float, float], bottom: tuple[float, float, float], links: int) -> list[Surface]:
    """Links that stand across one another in turn."""
    start, end = np.array(top), np.array(bottom)
    long = float(np.linalg.norm(end - start)) / links
    turn = np.linspace(0.0, 2.0 * np.pi, 10, endpoint=False)
    found = []
    for k in range(links):
        flat = np.column_stack([0.011 * np.cos(turn), 0 * turn, 0.64 * long * np.sin(turn)])
        if k % 2:
            flat = flat[:, [1, 0, 2]]
        found.append(tube(start + (end - start) * (k + 0.5) / links + flat, 0.0035, 4, closed_path=True))
    return found


def _swing(values: Values) -> Sketch:
    """Two leaning trestles carry a beam; two seats hang from it on chains, each free to swing."""
    frame, seat = main_look("Frame", values), look("Seats", "rubber", "#1d1f24")
    chain, metal = look("Chains", "steel"), look("Brackets", "iron")
    high, half = 2.12, 1.15
    legs = [tube([(sx * (half - 0.12), 0.0, high), (sx * half, sy * 0.82, 0.02)], 0.045, 12)
            for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    legs += [tube([(sx * (half - 0.05), -0.46, 0.93), (sx * (half - 0.05), 0.46, 0.93)], 0.034, 10) for sx in (-1, 1)]
    beam = cylinder(0.055, 2 * half, (0, 0, high), axis=0, segments=16)
    clamps, places, hanging, joints = [], [], [], {}
    for number, x in enumerate((-0.5, 0.5), start=1):
        name, chains = f"seat_{number}", []
        sag = np.linspace(-0.24, 0.24, 13)
        line = np.column_stack([x + sag, 0 * sag, 0.44 + 0.9 * sag**2])
        section = fillet([(-0.075, -0.008), (0.075, -0.008), (0.075, 0.008), (-0.075, 0.008)], 0.006, 2, closed=True)
        sling = sweep(line, section, caps="ladder")
        for s in (-1, 1):
            chains += _chain((x + 0.25 * s, 0, high - 0.075), (x + 0.232 * s, 0, 0.485), 22)
            clamps.append(rounded_box((0.045, 0.13, 0.13), (x + 0.25 * s, 0, high), 0.012))
        hanging += [part(f"sling_{number}", "Seats", sling, moves_with=name),
                    part(f"chains_{number}", "Chains", *chains, moves_with=name)]  # fmt: skip
        joints[name] = shapes.joint("hinge", (x, 0, high - 0.075), (1, 0, 0), (-1.3, 1.3))
        places.append(shapes.affordance(name, "sit_at", (x, 0, 0.455), (0.4, 0.15, 0.0)))
    parts = [part("frame", "Frame", *legs, beam), part("brackets", "Brackets", *clamps), *hanging]
    return Sketch(parts=parts, looks=[frame, seat, chain, metal], grip=False, push=False, joints=joints,
                  solids=(solid("frame", kind="hull"),), places=places)  # fmt: skip


def _slide(values: Values) -> Sketch:
    """A ladder up to a platform with rails, and a chute with raised sides that runs out level above the ground."""
    chute, frame = main_look("Chute", values), look("Frame", "painted metal", "#c8cdd2")
    high = 1.50
    line = smooth_line([(0, 0.62, high), (0, 0.50, high - 0.015), (0, -0.20, 1.05), (0, -0.85, 0.52), (0, -1.25, 0.29),
                        (0, -1.50, 0.235), (0, -1.62, 0.23)], 5)  # fmt: skip
    trough = [(-0.29, 0.15), (-0.25, 0.15), (-0.235, 0.02), (-0.12, 0.0), (0.12, 0.0), (0.235, 0.02), (0.25, 0.15),
              (0.29, 0.15), (0.27, 0.0), (0.14, -0.03), (-0.14, -0.03), (-0.27, 0.0)]  # fmt: skip
    # counter-clockwise, the hollow above: from the right rim down the outside and back along the inside
    run = sweep(line, np.array(trough)[::-1], up=(0, 0, 1), caps="ladder")
    rails = [tube(smooth_line([(0.29 * s, 0.46, high + 0.12), (0.29 * s, 0.50, high + 0.42),
                               (0.29 * s, 0.75, high + 0.55), (0.29 * s, 1.05, high + 0.42),
                               (0.29 * s, 1.12, high - 0.05), (0.29 * s, 1.46, 0.02)], 4), 0.019, 10)
             for s in (-1, 1)]  # fmt: skip
    legs = [tube([(0.27 * s, 0.52, high - 0.04), (0.31 * s, 0.50, 0.02)], 0.022, 10) for s in (-1, 1)]
    legs += [tube([(0.2 * s, -1.35, 0.24), (0.22 * s, -1.37, 0.02)], 0.020, 10) for s in (-1, 1)]
    legs.append(cylinder(0.018, 0.58, (0, 0.51, 0.75), axis=0, segments=10))
    steps = []
    for z in np.linspace(0.22, high - 0.26, 5):
        y = float(np.interp(z, [0.02, high - 0.05], [1.46, 1.12]))
        steps.append(rounded_box((0.57, 0.11, 0.03), (0, y, z), 0.008))
    deck = rounded_box((0.58, 0.58, 0.035), (0, 0.86, high - 0.02), 0.01)
    pads = [rounded_box((0.09, 0.09, 0.03), (x * s, y, 0.015), 0.01)
            for x, y in ((0.29, 1.46), (0.31, 0.50), (0.22, -1.37)) for s in (-1, 1)]  # fmt: skip
    parts = [part("chute", "Chute", run), part("deck", "Chute", deck), part("frame", "Frame", *rails, *legs),
             part("steps", "Frame", *steps), part("feet", "Feet", *pads)]  # fmt: skip
    return Sketch(parts=parts, looks=[chute, frame, look("Feet", "rubber")], grip=False, push=False,
                  solids=(solid("chute", kind="hull"), solid("deck"), solid("steps", kind="hull"), solid("feet")),
                  places=[shapes.affordance("top", "sit_at", (0, 0.72, high - 0.002), (0.46, 0.3, 0.0))])  # fmt: skip


def _seesaw(values: Values) -> Sketch:
    """A plank that rests on one end and turns on a trestle; at each end a seat and a handle before it."""
    plank, metal = main_look("Plank", values), look("Trestle", "painted metal", "#33383f", fill=0.25)
    seat = look("Seats", "rubber", "#22242a")
    pivot, lean = 0.46, 0.235
    board = rounded_box((2.9, 0.22, 0.05), (0, 0, 0), 0.012, 2, (6, 1, 1), grain=0)
    pads = [rounded_box((0.34, 0.26, 0.045), (1.24 * s, 0, 0.045), 0.02, 4) for s in (-1, 1)]
    bars = [tube(smooth_line([(0.96 * s, 0, 0.02), (0.96 * s, 0, 0.26), (0.95 * s, 0, 0.27)], 3), 0.015, 8) for s in
            (-1, 1)]  # fmt: skip
    bars += [cylinder(0.016, 0.32, (0.95 * s, 0, 0.275), axis=1, segments=12) for s in (-1, 1)]

    def tilted(piece: Surface) -> Surface:
        return translated(rotated(piece, lean, (0, 1, 0)), (0, 0, pivot + 0.045))

    trestle = [tube([(sx * 0.04, sy * 0.15, pivot), (sx * 0.26, sy * 0.24, 0.02)], 0.024, 10)
               for sx in (-1, 1) for sy in (-1, 1)]  # fmt: skip
    trestle += [cylinder(0.028, 0.40, (0, 0, pivot), axis=1, segments=14)]
    trestle += [tube([(-0.26, s * 0.24, 0.025), (0.26, s * 0.24, 0.025)], 0.020, 8) for s in (-1, 1)]
    way = np.array([np.cos(lean), 0.0, -np.sin(lean)])
    seats = [np.array([0, 0, pivot + 0.115]) + 1.24 * s * way for s in (-1, 1)]
    parts = [part("plank", "Plank", tilted(board), moves_with="beam"),
             part("seats", "Seats", *(tilted(p) for p in pads), moves_with="beam"),
             part("handles", "Trestle", *(tilted(b) for b in bars), moves_with="beam"),
             part("trestle", "Trestle", *trestle)]  # fmt: skip
    return Sketch(parts=parts, looks=[plank, metal, seat], grip=False, push=False,
                  joints={"beam": shapes.joint("hinge", (0, 0, pivot), (0, 1, 0), (-2.0 * lean, 0.0))},
                  solids=(solid("trestle", kind="hull"),),
                  places=[shapes.affordance(f"seat_{k + 1}", "sit_at", spot, (0.3, 0.24, 0.0),
                                            (-0.5 if k else 0.5) * np.pi) for k, spot in enumerate(seats)])  # fmt: skip


CATEGORIES = (
    thing("swing", "playground", (2.39, 1.72, 2.18), _swing, material="painted metal", color="#b3302a", span=2.0,
          mass_kg=45.0, synonyms=("swing set", "swings", "playground swing", "playground"), static=True,
          colors=("#b3302a", "#2c5f9a", "#2f7a46")),
    thing("slide", "playground", (0.63, 3.1, 2.06), _slide, material="plastic", color="#d4321f", span=2.0, mass_kg=50.0,
          synonyms=("playground slide",), static=True, colors=("#d4321f", "#e0a416", "#2c74b8")),
    thing("seesaw", "playground", (2.8263, 0.5236, 1.0044), _seesaw, material="painted wood", color="#c4392b", span=2.0,
          mass_kg=35.0, synonyms=("see-saw", "teeter-totter"), static=True, colors=("#c4392b", "#2c74b8", "#d9a41f")),
)  # fmt: skip
