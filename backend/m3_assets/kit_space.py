"""What is sent up: a satellite."""

from __future__ import annotations

import numpy as np

from .contract import Surface, Values
from .geometry import cylinder, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .making import look, main_look
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides

PANELS = 3
"""of each wing"""


def _satellite(values: Values) -> Sketch:
    """A body wrapped in crinkled foil, two wings of framed solar panels on yokes, a dish with its feed on struts, a
    second antenna, cameras, thrusters and radiators."""
    foil, frame = main_look("Foil", values), look("Frame", "aluminium", fill=0.2)
    cells, white = look("Cells", "lacquer", "#14224f"), look("Dish", "painted metal", "#e9e8e3")
    dark = look("Black", "plastic", "#131417")
    body = rounded_box((0.9, 0.9, 1.25), (0, 0, 0.95), 0.03, 2, (7, 7, 9))
    wrinkle = np.sin(23.0 * body.vertices @ [1.0, 0.4, 0.7]) + np.sin(31.0 * body.vertices @ [-0.5, 1.0, 0.6] + 1.0)
    flat = np.abs(body.vertices - [0, 0, 0.95]) - [0.45, 0.45, 0.625]
    out = np.sign(body.vertices - [0, 0, 0.95]) * (flat > -1e-6)
    body.vertices[:] += 0.006 * wrinkle[:, None] * out
    panels: list[Surface] = []
    edges: list[Surface] = []
    lines: list[Surface] = []
    for k in range(PANELS):
        x = 0.86 + 0.62 * k
        panels.append(rounded_box((0.56, 0.014, 1.10), (x + 0.30, 0, 0.95), 0.004))
        for z in (-0.56, 0.56):
            edges.append(rounded_box((0.60, 0.034, 0.024), (x + 0.30, 0, 0.95 + z), 0.006))
        for s in (-0.30, 0.30):
            edges.append(rounded_box((0.022, 0.034, 1.14), (x + 0.30 + s, 0, 0.95), 0.006))
        lines += [rounded_box((0.55, 0.018, 0.008), (x + 0.30, 0, 0.95 + z), 0.002)
                  for z in np.linspace(-0.44, 0.44, 5)]  # fmt: skip
        lines += [rounded_box((0.008, 0.018, 1.08), (x + 0.30 + s, 0, 0.95), 0.002) for s in (-0.14, 0.0, 0.14)]
    yoke = [tube([(0.44, 0, 0.95), (0.62, 0, 0.95)], 0.035, 12), tube([(0.60, 0, 0.95), (0.87, 0, 1.38)], 0.018, 8),
            tube([(0.60, 0, 0.95), (0.87, 0, 0.52)], 0.018, 8)]  # fmt: skip
    bowl = lathe([(0, 0.0), (0.16, 0.018), (0.31, 0.068), (0.43, 0.135), (0.435, 0.148), (0.42, 0.146), (0.30, 0.085),
                  (0.15, 0.034), (0, 0.018)], 36)  # fmt: skip
    feed = [lathe([(0, 0.36), (0.035, 0.36), (0.05, 0.40), (0.03, 0.43), (0, 0.43)], 16)]
    struts = [tube([(0.36 * np.cos(a), 0.36 * np.sin(a), 0.11), (0.03 * np.cos(a), 0.03 * np.sin(a), 0.40)], 0.008, 8)
              for a in np.arange(3) * 2.0 * np.pi / 3.0]  # fmt: skip
    tilt = 0.95

    def aimed(*pieces: Surface) -> list[Surface]:
        return [translated(rotated(one, tilt, (1, 0, 0)), (0.0, -0.34, 1.72)) for one in pieces]

    neck = [tube([(0, -0.05, 1.56), (0, -0.30, 1.72)], 0.035, 12), cylinder(0.10, 0.06, (0, -0.05, 1.59), segments=20)]
    boom = [tube([(0.25, 0.2, 1.57), (0.25, 0.2, 2.02)], 0.012, 8), superellipsoid((0.05,) * 3, (0.25, 0.2, 2.03)),
            *(tube([(0.25 - w, 0.2, z), (0.25 + w, 0.2, z)], 0.008, 8) for w, z in ((0.13, 1.92), (0.1, 1.99)))]
    eyes = [cylinder(0.11, 0.16, (-0.22, -0.50, 0.80), axis=1, segments=24),
            cylinder(0.07, 0.12, (0.20, -0.49, 0.70), axis=1, segments=20)]  # fmt: skip
    glass = [cylinder(0.085, 0.01, (-0.22, -0.582, 0.80), axis=1, segments=20),
             cylinder(0.052, 0.01, (0.20, -0.552, 0.70), axis=1, segments=18)]  # fmt: skip
    radiators = [rounded_box((0.014, 0.62, 0.8), (0.462, 0.0, 1.0), 0.004)]
    plates = [rounded_box((0.34, 0.02, 0.34), (0.18, -0.46, 1.18), 0.006)]
    nozzle = lathe([(0.024, 0.0), (0.036, -0.03), (0.075, -0.14), (0.085, -0.14), (0.045, -0.03), (0.03, 0.0)], 18,
                   closed_profile=True)  # fmt: skip
    thrusters = [translated(nozzle, (x, y, 0.34)) for x in (-0.27, 0.27) for y in (-0.27, 0.27)]
    main = translated(lathe([(0.06, 0.06), (0.08, 0.0), (0.185, -0.28), (0.2, -0.28), (0.09, 0.0), (0.07, 0.06)], 28,
                            closed_profile=True), (0, 0, 0.28))  # fmt: skip
    parts = [
        part("body", "Foil", body), part("solar_panels", "Cells", both_sides(*panels)),
        part("panel_frames", "Frame", both_sides(*edges)), part("cell_lines", "Frame", both_sides(*lines)),
        part("yokes", "Frame", both_sides(*yoke)), part("dish", "Dish", *aimed(bowl)),
        part("feed", "Black", *aimed(*feed)), part("struts", "Frame", *aimed(*struts)), part("neck", "Frame", *neck),
        part("antenna", "Frame", *boom), part("cameras", "Black", *eyes), part("camera_lenses", "Cells", *glass),
        part("radiators", "Dish", both_sides(*radiators), *plates), part("thrusters", "Frame", *thrusters),
        part("nozzle", "Black", main),
    ]  # fmt: skip
    return Sketch(parts=parts, looks=[foil, frame, cells, white, dark], grip=False,
                  solids=(solid("body", "nozzle"), solid("solar", "panel_frames"), solid("dish")))  # fmt: skip


CATEGORIES = (
    thing("satellite", "aircraft", (5.42, 1.18, 2.16), _satellite, material="gold", span=4, mass_kg=1500,
          synonyms=("sputnik", "space probe", "probe"), stuffs=("gold", "gold", "silver")),
)  # fmt: skip
