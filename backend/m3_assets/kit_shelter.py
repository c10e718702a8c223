"""Shelters of frames and panes: a bus stop with its bench and sign, a greenhouse that one can be in."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, lathe, rotated, rounded_box, translated, tube
from .geometry_grid import cube_sphere, thick_sheet
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing

Point = tuple[float, float, float]


def _bar(size: Point, place: Point, edge: float = 0.006) -> Surface:
    return rounded_box(size, place, edge)


def _pane(name: str, color: str = "#cfe3e6") -> Look:
    return Look(material(name, "glass", color, roughness=0.04), "glass")


def _bus_stop(values: Values) -> Sketch:
    """A shelter open to the street: posts, a vaulted roof, panes at the back and one side, a bench, a poster, and the
    stop's sign on its own post before it with a timetable."""
    frame, glass = main_look("Frame", values), _pane("Panes")
    wood, white = look("Bench", "oak"), look("Poster", "plastic", "#f2efe6")
    sign, dark = look("Sign", "painted metal", str(values["second_color"]) or "#1f5fae"), look("Dark", "plastic",
        "#23262b")
    wide, high = 3.0, 2.35
    posts = [_bar((0.07, 0.07, high), (x, y, 0.5 * high)) for x in (-1.46, 1.46) for y in (-0.52, 0.58)]
    rails = [_bar((2.9, 0.05, 0.05), (0, 0.58, z)) for z in (0.28, high - 0.06)]
    rails += [_bar((0.05, 1.06, 0.05), (-1.46, 0.03, z)) for z in (0.28, high - 0.06)]
    rails += [_bar((0.04, 0.04, high - 0.34), (x, 0.58, 0.5 * high + 0.1), 0.004) for x in (-0.49, 0.49)]
    rails += [_bar((2.9, 0.06, 0.06), (0, -0.52, high - 0.03))]
    arch = []
    for x in np.linspace(-0.5 * wide - 0.08, 0.5 * wide + 0.08, 7):
        arch.append([(x, y, high + 0.02 + 0.16 * (1 - (y / 0.78) ** 2)) for y in np.linspace(-0.72, 0.74, 9)])
    roof = thick_sheet(np.array(arch), 0.045)
    panes = [rounded_box((0.93, 0.012, high - 0.44), (x, 0.58, 0.5 * high + 0.11), 0.003) for x in (-0.97, 0.0, 0.97)]
    panes += [rounded_box((0.012, 1.0, high - 0.44), (-1.46, 0.03, 0.5 * high + 0.11), 0.003)]
    case = [rounded_box((0.10, 1.02, 1.7), (1.46, 0.03, 1.25), 0.02)]
    poster = [rounded_box((0.012, 0.88, 1.5), (x, 0.03, 1.25), 0.004) for x in (1.403, 1.517)]
    print_ = [rounded_box((0.008, 0.62, 0.42), (x, 0.03, 1.60), 0.003) for x in (1.397, 1.523)]
    print_ += [rounded_box((0.008, w, 0.05), (x, 0.03, z), 0.003) for x in (1.397, 1.523) for w, z in ((0.6, 1.2), (0.5,
               1.08), (0.56, 0.96))]  # fmt: skip
    slats = [rounded_box((1.9, 0.085, 0.035), (-0.25, y, 0.46), 0.01) for y in (0.16, 0.27, 0.38)]
    slats += [rounded_box((1.9, 0.03, 0.09), (-0.25, 0.47, z), 0.01) for z in (0.62, 0.76)]
    legs = [_bar((0.06, 0.3, 0.045), (x, 0.28, 0.42)) for x in (-1.0, 0.5)]
    legs += [_bar((0.05, 0.05, 0.42), (x, 0.30, 0.21)) for x in (-1.0, 0.5)]
    legs += [_bar((0.04, 0.035, 0.4), (x, 0.49, 0.62)) for x in (-1.0, 0.5)]
    pole = [cylinder(0.035, 2.75, (1.85, -0.62, 1.375), segments=20),
        cylinder(0.12, 0.03, (1.85, -0.62, 0.015), segments=24)]
    plate = [rotated(lathe([(0, -0.016), (0.225, -0.016), (0.24, -0.010), (0.24, 0.010), (0.225, 0.016), (0, 0.016)],
        40),
                     0.5 * np.pi, (1, 0, 0))]  # fmt: skip
    plate = [translated(one, (1.85, -0.66, 2.52)) for one in plate]
    # a small bus from the front and from behind, on the round plate
    mark: list[Surface] = []
    for y in (-0.680, -0.640):
        mark += [rounded_box((0.22, 0.008, 0.17), (1.85, y, 2.535), 0.003),
                 *(cylinder(0.024, 0.008, (1.85 + x, y, 2.44), axis=1, segments=14) for x in (-0.06, 0.06))]
    windows = [rounded_box((0.16, 0.008, 0.07), (1.85, y, 2.565), 0.002) for y in (-0.685, -0.635)]
    board = [rounded_box((0.34, 0.03, 0.46), (1.85, -0.66, 1.55), 0.01)]
    lines = [rounded_box((0.26, 0.008, 0.02), (1.85, -0.678, z), 0.003) for z in np.linspace(1.40, 1.70, 7)]
    return Sketch(
        parts=[part("posts", "Frame", *posts), part("rails", "Frame", *rails), part("roof", "Frame", roof),
               part("panes", "Panes", *panes), part("poster_case", "Dark", *case), part("poster", "Poster", *poster),
               part("print", "Sign", *print_), part("bench", "Bench", *slats), part("bench_legs", "Dark", *legs),
               part("sign_post", "Frame", *pole), part("sign", "Sign", *plate), part("bus_mark", "Poster", *mark),
               part("bus_windows", "Sign", *windows), part("timetable", "Poster", *board),
               part("timetable_lines", "Dark", *lines)],
        looks=[frame, glass, wood, white, sign, dark], grip=False, push=False,
        solids=(solid("panes"), solid("bench"), solid("poster_case"), solid("sign_post", kind="cylinder"),
        solid("roof")),
        places=[shapes.affordance(f"seat_{k}", "sit_at", (x, 0.22, 0.478), (0.45, 0.35, 0.0)) for k, x in
                enumerate((-0.75, -0.15, 0.42))],
    )  # fmt: skip


def _leaf(length: float) -> Surface:
    """Along +X from the stem, drooping."""
    way = [(0.0, 0, 0), (0.35 * length, 0, 0.02), (0.75 * length, 0, 0.01), (length, 0, -0.03)]
    blade = tube(way, [0.010, 0.040, 0.034, 0.006], 6)
    blade.vertices[:, 2] *= 0.35
    return rotated(blade, 0.35, (0, 1, 0))


def _greenhouse(values: Values) -> Sketch:
    """A low wall, a frame with glazing bars, a pitched glass roof with open vents, an open door, beds with plants."""
    frame, glass = main_look("Frame", values), _pane("Panes", "#d6e8e4")
    brick, soil = look("Wall", "brick"), look("Soil", "clay", "#3a281b")
    leaf, fruit = look("Leaves", "plastic", "#3f7a35"), look("Tomatoes", "plastic", "#b8261c")
    wood = look("Beds", "pine")
    wide, deep, eave, ridge, base = 3.2, 4.2, 1.9, 2.85, 0.42
    half, long = 0.5 * wide, 0.5 * deep
    walls = [rounded_box((0.12, deep, base), (x, 0, 0.5 * base), 0.01) for x in (-half + 0.06, half - 0.06)]
    walls += [rounded_box((wide - 0.24, 0.12, base), (0, long - 0.06, 0.5 * base), 0.01)]
    walls += [rounded_box((0.95, 0.12, base), (x, -long + 0.06, 0.5 * base), 0.01) for x in (-1.005, 1.005)]
    bars: list[Surface] = []
    stations = np.linspace(-long + 0.05, long - 0.05, 7)
    for y in stations:
        for side in (-1, 1):
            bars.append(_bar((0.05, 0.05, eave - base), (side * (half - 0.06), y, 0.5 * (eave + base))))
            bars.append(tube([(side * (half - 0.06), y, eave - 0.01), (0.0, y, ridge - 0.03)], 0.026, 6))
    for x, z in ((-half + 0.06, eave), (half - 0.06, eave), (0.0, ridge - 0.02), (-half + 0.06, base + 0.02),
                 (half - 0.06, base + 0.02)):  # fmt: skip
        bars.append(_bar((0.06, deep - 0.04, 0.055), (x, 0, z)))
    for x in (-half + 0.06, half - 0.06):
        bars.append(_bar((0.035, deep - 0.1, 0.035), (x, 0, 1.2), 0.004))
    for share in (0.36, 0.68):
        for side in (-1, 1):
            x, z = side * (half - 0.06) * (1 - share), eave + (ridge - eave) * share
            bars.append(_bar((0.03, deep - 0.1, 0.03), (x, 0, z), 0.004))
    for y in (-long + 0.05, long - 0.05):
        bars.append(_bar((wide - 0.12, 0.05, 0.055), (0, y, eave)))
        for x in (-0.52, 0.52):
            top = ridge - 0.08 - abs(x) * (ridge - eave) / half
            bars.append(_bar((0.045, 0.045, top - base), (x, y, 0.5 * (top + base))))
    panes = []
    for side in (-1, 1):
        panes.append(rounded_box((0.008, deep - 0.12, eave - base - 0.04),
            (side * (half - 0.06), 0, 0.5 * (eave + base)),
                                 0.002))
        pitch = np.arctan2(ridge - eave, half - 0.06)
        slope = float(np.hypot(ridge - eave, half - 0.06))
        sheet = rotated(rounded_box((slope - 0.05, deep - 0.08, 0.008), (0, 0, 0), 0.002), side * pitch, (0, 1, 0))
        panes.append(translated(sheet, (side * 0.5 * (half - 0.06), 0, 0.5 * (ridge + eave))))
    panes.append(rounded_box((wide - 0.16, 0.008, eave - base - 0.04), (0, long - 0.05, 0.5 * (eave + base)), 0.002))
    panes += [rounded_box((0.96, 0.008, eave - base - 0.04), (x, -long + 0.05, 0.5 * (eave + base)), 0.002) for x in
              (-1.01, 1.01)]  # fmt: skip
    # the open door, hinged at its left post and turned outward
    turned = [rounded_box(size, place, 0.006) for size, place in (
        ((0.05, 0.04, 1.84), (0.03, 0, 0.96)), ((0.05, 0.04, 1.84), (0.95, 0, 0.96)),
        ((0.9, 0.04, 0.06), (0.49, 0, 1.86)),
        ((0.9, 0.04, 0.06), (0.49, 0, 0.08)), ((0.9, 0.04, 0.05), (0.49, 0, 0.75)))]  # fmt: skip
    door = [translated(rotated(one, -1.9, (0, 0, 1)), (-0.5, -long + 0.02, 0.0)) for one in turned]
    door_pane = [translated(rotated(rounded_box((0.88, 0.008, 1.74), (0.49, 0, 0.97), 0.002), -1.9, (0, 0, 1)),
                            (-0.5, -long + 0.02, 0.0))]  # fmt: skip
    beds, earth, leaves, fruits = [], [], [], []
    rng = np.random.default_rng(4)
    blades, tomato = [_leaf(0.20 - 0.012 * k) for k in range(7)], cube_sphere(0.032, 2)
    for side in (-1, 1):
        x = side * 1.02
        beds += [rounded_box((0.03, 3.6, 0.28), (x + s * 0.36, 0.1, 0.14), 0.006) for s in (-1, 1)]
        beds += [rounded_box((0.74, 0.03, 0.28), (x, y, 0.14), 0.006) for y in (-1.7, 1.9)]
        earth.append(rounded_box((0.68, 3.55, 0.22), (x, 0.1, 0.13), 0.02))
        for y in np.linspace(-1.35, 1.55, 6):
            tall = rng.uniform(0.75, 1.25)
            leaves.append(tube([(x, y, 0.2), (x + 0.02, y, 0.24 + tall)], [0.014, 0.008], 6))
            for k in range(7):
                a, z = 2.4 * k + rng.uniform(0, 1), 0.36 + (tall - 0.1) * k / 6
                leaves.append(translated(rotated(blades[k], a, (0, 0, 1)), (x, y, z)))
            for k in range(3):
                a = rng.uniform(0, 6.28)
                fruits.append(translated(tomato, (x + 0.09 * np.cos(a), y + 0.09 * np.sin(a),
                    0.45 + 0.22 * k)))  # fmt: skip
    return Sketch(
        parts=[part("walls", "Wall", *walls), part("frame", "Frame", *bars), part("panes", "Panes", *panes),
               part("door_frame", "Frame", *door), part("door_pane", "Panes", *door_pane), part("beds", "Beds", *beds),
               part("soil", "Soil", *earth), part("plants", "Leaves", *leaves), part("tomatoes", "Tomatoes", *fruits)],
        looks=[frame, glass, brick, soil, leaf, fruit, wood], grip=False, push=False,
        solids=(solid("walls", kind="hull"),),
        places=[shapes.affordance("inside", "inside", (0.0, 0.0, 0.0), (1.2, deep - 0.6, eave))],
    )  # fmt: skip


CATEGORIES = (
    thing("bus stop", "street", (3.7, 1.46, 2.78), _bus_stop, material="painted metal", color="#4a5058", span=2.0,
          mass_kg=420.0, synonyms=("bus shelter", "tram stop", "bus stop shelter"),
          colors=("#4a5058", "#2f3a34", "#5c6068"),
          extra=(Parameter(name="second_color", value="", description="of the sign"),)),
    thing("greenhouse", "building", (3.2, 5.0, 2.88), _greenhouse, material="painted metal", color="#eef0ec", span=3.0,
          mass_kg=900.0, synonyms=("glasshouse", "conservatory", "hothouse", "orangery"),
          colors=("#eef0ec", "#3d5a48", "#6b5138"), static=True),
)  # fmt: skip
