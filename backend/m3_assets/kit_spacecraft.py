"""What flies between stars and drives on them: spaceship, space shuttle, planetary rover; and planets."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .bar_geometry import shaped_bar
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import cube_sphere, lump
from .kit_aircraft import upright, wing
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides, turning_wheels, wheel_solids


def _nozzle(at: tuple[float, float, float], radius: float, length: float) -> Surface:
    """A bell that opens to +Y."""
    profile = fillet([(0.0, 0.0), (0.55 * radius, 0.0), (0.62 * radius, 0.35 * length), (radius, length),
                      (0.90 * radius, length), (0.50 * radius, 0.45 * length), (0.0, 0.40 * length)],
                     [0, 0.05 * radius, 0.1 * radius, 0.02 * radius, 0.02 * radius, 0.1 * radius, 0], 2)  # fmt: skip
    return translated(rotated(lathe(profile, 24), -0.5 * np.pi, (1, 0, 0)), at)


def _spaceship(values: Values) -> Sketch:
    """A long nose with a canopy, a broad hull with panels, swept wings with guns, engines that glow, three legs."""
    paint, second = main_look("Hull", values), look("Second", "painted metal", str(values["second_color"]) or "#b3261f",
                                                    fill=0.1)  # fmt: skip
    dark, metal, glass = look("Dark", "iron", "#24262b"), look("Metal", "steel", fill=0.2), look("Glass", "lacquer",
                                                                                                 "#12202c")
    glow = Look(glowing("Glow", "#6fc7ff", 60.0), "glass")
    hull = shaped_bar([(0, -4.6, 1.50), (0, -4.3, 1.52), (0, -3.0, 1.62), (0, -1.4, 1.74), (0, 0.6, 1.80),
                       (0, 2.4, 1.80), (0, 3.3, 1.78)], [0.10, 0.55, 1.15, 1.80, 2.45, 2.50, 2.0],
                      [0.08, 0.36, 0.74, 1.10, 1.30, 1.24, 1.0], roundness=3.0, segments=28)  # fmt: skip
    keel = shaped_bar([(0, -2.6, 1.32), (0, 0.0, 1.20), (0, 2.7, 1.26)], [0.5, 1.2, 1.0], [0.3, 0.5, 0.4],
                      roundness=4.0)  # fmt: skip
    canopy = shaped_bar([(0, -2.95, 1.86), (0, -2.5, 2.02), (0, -1.8, 2.22), (0, -1.0, 2.34), (0, -0.35, 2.30)],
                        [0.20, 0.62, 0.86, 0.90, 0.60], [0.12, 0.34, 0.50, 0.50, 0.30], roundness=2.3)  # fmt: skip
    hump = shaped_bar([(0, -0.8, 2.28), (0, 0.2, 2.42), (0, 1.8, 2.36), (0, 3.1, 2.10)], [0.5, 0.95, 0.90, 0.5],
                      [0.34, 0.50, 0.46, 0.3], roundness=2.8)  # fmt: skip
    left = wing([(1.0, -0.9, 3.6, 1.78, 0.55), (2.4, 0.5, 2.5, 1.66, 0.34), (4.3, 1.9, 1.5, 1.42, 0.16)])
    tip = shaped_bar([(4.3, 0.7, 1.42), (4.3, 1.3, 1.42), (4.3, 3.2, 1.42), (4.3, 3.5, 1.42)], [0.06, 0.24, 0.26, 0.12],
                     [0.06, 0.24, 0.26, 0.12], roundness=2.0)  # fmt: skip
    guns = [cylinder(0.05, 1.5, (4.3, 0.1, 1.42), axis=1, segments=12, edge=0.01),
            cylinder(0.075, 0.25, (4.3, -0.55, 1.42), axis=1, segments=12, edge=0.02)]  # fmt: skip
    fin = rotated(translated(upright(wing([(0.0, 1.7, 1.5, 0.0, 0.22), (1.15, 2.6, 0.9, 0.0, 0.12)])), (0.95, 0, 2.05)),
                  0.35, (0, 1, 0), (0.95, 0, 2.05))  # fmt: skip
    stripe = [shaped_bar([(1.9, 0.15, 1.77), (3.0, 1.0, 1.66), (4.0, 1.72, 1.51)], [0.36, 0.30, 0.22],
                         [0.30, 0.20, 0.11], roundness=3.0)]  # fmt: skip
    panels = [rounded_box((0.75, 0.55, 0.10), (0.62, 0.0 + 0.75 * k, 2.33), 0.03) for k in range(4)]
    intakes = [shaped_bar([(1.18, -1.15, 1.72), (1.25, -0.7, 1.74), (1.3, 0.4, 1.78)], [0.30, 0.42, 0.3],
                          [0.5, 0.62, 0.5], roundness=3.4)]  # fmt: skip
    mouths = [rounded_box((0.22, 0.06, 0.36), (1.18, -1.17, 1.72), 0.03)]
    engines = [shaped_bar([(0.72, 2.0, 1.80), (0.72, 2.6, 1.80), (0.72, 3.5, 1.80)], [0.7, 1.0, 0.9], [0.7, 1.0, 0.9],
                          roundness=2.0, segments=24)]  # fmt: skip
    bells = [_nozzle((0.72, 3.40, 1.80), 0.44, 0.55)]
    light = [cylinder(0.28, 0.05, (0.72, 3.72, 1.80), axis=1, segments=24, edge=0.01)]
    legs, feet = [], []
    for x, y, z in ((0.0, -2.7, 1.4), (1.15, 1.6, 1.3), (-1.15, 1.6, 1.3)):
        low = (1.28 * x, y + (0.12 if x else -0.12), 0.10)
        legs += [tube([(x, y, z), (0.5 * (x + low[0]), 0.5 * (y + low[1]), 0.62)], 0.11, 12),
                 tube([(0.5 * (x + low[0]), 0.5 * (y + low[1]), 0.68), low], 0.07, 12),
                 tube([(x, y + 0.45, z), (low[0], low[1], 0.45)], 0.04, 8)]  # fmt: skip
        feet.append(translated(lathe(fillet([(0.0, 0.0), (0.34, 0.0), (0.30, 0.09), (0.12, 0.17), (0.0, 0.17)],
                                            [0, 0.02, 0.03, 0.03, 0], 2), 24), (low[0], low[1], 0.0)))  # fmt: skip
    parts = [part("hull", "Hull", hull), part("keel", "Dark", keel), part("canopy", "Glass", canopy),
             part("spine", "Hull", hump), part("wings", "Hull", both_sides(left)),
             part("wing_stripes", "Second", both_sides(*stripe)), part("wing_tips", "Second", both_sides(tip)),
             part("guns", "Dark", both_sides(*guns)), part("fins", "Second", both_sides(fin)),
             part("panels", "Second", both_sides(*panels)), part("intakes", "Hull", both_sides(*intakes)),
             part("intake_mouths", "Dark", both_sides(*mouths)), part("engines", "Hull", both_sides(*engines)),
             part("nozzles", "Metal", both_sides(*bells)), part("engine_glow", "Glow", both_sides(*light)),
             part("legs", "Metal", *legs), part("feet", "Dark", *feet)]  # fmt: skip
    return Sketch(parts=parts, looks=[paint, second, dark, metal, glass, glow], grip=False, push=False,
                  solids=(solid("hull", "engines", kind="hull"), solid("wings", kind="hull"), solid("legs", "feet")),
                  places=(shapes.affordance("driver", "sit_at", (0, -1.4, 1.95), (0.5, 0.5, 0)),))  # fmt: skip


def _shuttle(values: Values) -> Sketch:
    """A white orbiter with a black belly and nose, delta wings, a tail, three engines and two pods, on its wheels."""
    white, black = main_look("Tiles", values), look("Belly", "painted metal", "#17181b", fill=0.1)
    glass, metal = look("Glass", "lacquer", "#0e141a"), look("Metal", "steel", fill=0.2)
    red = look("Flag", "painted metal", "#b0222a", fill=0.1)
    body = shaped_bar([(0, -17.2, 3.6), (0, -16.4, 3.75), (0, -14.4, 4.35), (0, -11.5, 5.0), (0, -8.5, 5.2),
                       (0, 10.0, 5.2), (0, 15.0, 5.25)], [0.4, 1.8, 3.7, 5.0, 5.3, 5.3, 5.2],
                      [0.4, 1.5, 3.2, 4.7, 5.1, 5.1, 5.2], roundness=2.7, segments=32)  # fmt: skip
    belly = shaped_bar([(0, -17.3, 3.5), (0, -16.0, 3.3), (0, -13.0, 3.1), (0, -8.0, 2.85), (0, 10.0, 2.8),
                        (0, 15.2, 2.9)], [0.6, 2.4, 4.4, 5.5, 5.6, 5.4], [0.7, 1.2, 1.3, 0.9, 0.8, 0.9], roundness=3.4,
                       segments=28)  # fmt: skip
    nose = superellipsoid((1.9, 2.0, 1.7), (0, -16.7, 3.72), 2.2, 6)
    half = wing([(2.4, -6.5, 21.5, 3.1, 1.5), (4.6, 2.0, 12.6, 3.0, 1.1), (11.9, 9.8, 4.4, 3.1, 0.5)])
    under = translated(wing([(2.4, -6.6, 21.6, 2.8, 1.0), (4.6, 1.9, 12.7, 2.75, 0.8), (11.95, 9.7, 4.5, 2.95, 0.4)]),
                       (0, 0, -0.1))  # fmt: skip
    tail = translated(upright(wing([(0.0, 7.6, 7.2, 0.0, 1.0), (7.6, 13.2, 3.6, 0.0, 0.5)])), (0, 0, 7.4))
    edge = translated(upright(wing([(0.0, 7.4, 1.6, 0.0, 1.05), (7.65, 13.0, 0.9, 0.0, 0.55)])), (0, 0, 7.4))
    pods = [shaped_bar([(1.75, 9.0, 7.3), (1.75, 10.5, 7.5), (1.75, 14.8, 7.6), (1.75, 15.6, 7.5)],
                       [0.8, 1.9, 2.1, 1.5], [0.7, 1.7, 1.9, 1.4], roundness=2.3)]  # fmt: skip
    doors = [tube([(s * 0.35, -8.0, 7.75), (s * 0.35, 8.4, 7.75)], 0.05, 6) for s in (-1, 1)]
    windows = [rotated(rounded_box((0.72, 0.14, 0.55), (x, -13.05 + 0.16 * abs(x), 6.10), 0.1, 4), -0.75, (1, 0, 0),
                       (x, -13.05 + 0.16 * abs(x), 6.10)) for x in (-1.25, -0.42, 0.42, 1.25)]  # fmt: skip
    bells = [_nozzle((0.0, 15.0, 7.0), 1.1, 2.0), _nozzle((-1.35, 15.0, 4.6), 1.1, 2.0),
             _nozzle((1.35, 15.0, 4.6), 1.1, 2.0), _nozzle((-1.75, 15.3, 7.55), 0.55, 1.0),
             _nozzle((1.75, 15.3, 7.55), 0.55, 1.0)]  # fmt: skip
    flag = [rounded_box((0.05, 1.9, 0.16), (2.66, -4.0, 5.6 + 0.36 * k), 0.02) for k in range(3)]
    legs, wheels = [], []
    for x, y in ((0.0, -11.5), (3.2, 5.0), (-3.2, 5.0)):
        legs.append(tube([(x, y, 3.0), (x, y, 0.6)], 0.22, 12))
        wheels += [cylinder(0.58, 0.36, (x + s * 0.34, y, 0.58), axis=0, segments=24, edge=0.10) for s in (-1, 1)]
    parts = [part("body", "Tiles", body), part("belly", "Belly", belly), part("nose", "Belly", nose),
             part("wings", "Tiles", both_sides(half)), part("wing_bellies", "Belly", both_sides(under)),
             part("tail", "Tiles", tail), part("tail_edge", "Belly", edge), part("pods", "Tiles", both_sides(*pods)),
             part("bay_doors", "Belly", *doors), part("windows", "Glass", *windows), part("nozzles", "Metal", *bells),
             part("flags", "Flag", both_sides(*flag)), part("legs", "Metal", *legs), part("wheels", "Belly", *wheels)]
    return Sketch(parts=parts, looks=[white, black, glass, metal, red], grip=False, push=False,
                  solids=(solid("body", kind="hull"), solid("wings", kind="hull"), solid("legs", "wheels")))


def _rover(values: Values) -> Sketch:
    """A gold box on six wheels with bogies, solar panel, dish, a mast with two cameras, an arm."""
    gold, white = main_look("Body", values), look("White", "painted metal", "#e8e6df", fill=0.1)
    dark, cells = look("Dark", "iron", "#24262a"), look("Cells", "lacquer", "#142347")
    glass = look("Glass", "lacquer", "#0c1014")
    axles = (("front", -0.95), ("middle", 0.0), ("back", 0.95))
    wheels, joints = turning_wheels(axles, 1.08, 0.26, 0.22)
    box = rounded_box((1.15, 1.55, 0.42), (0, 0.05, 0.86), 0.05, 4)
    lid = rounded_box((1.25, 1.65, 0.06), (0, 0.05, 1.09), 0.02)
    bogies = []
    for s in (-1, 1):
        x = s * 0.80
        bogies += [tube([(s * 0.56, 0.25, 0.84), (x, 0.25, 0.84), (x, 0.95, 0.44), (x, 0.95, 0.26)], 0.042, 10),
                   tube([(x, 0.25, 0.84), (x, -0.45, 0.58), (x, -0.95, 0.50), (x, -0.95, 0.26)], 0.042, 10),
                   tube([(x, -0.45, 0.58), (x, 0.0, 0.46), (x, 0.0, 0.26)], 0.042, 10)]  # fmt: skip
        bogies += [tube([(x, y, 0.26), (s * 0.92, y, 0.26)], 0.05, 10) for _, y in axles]
    panel = [rounded_box((0.58, 1.15, 0.035), (s * 0.36, 0.32, 1.17), 0.01) for s in (-1, 1)]
    mast = [cylinder(0.045, 0.95, (0.30, -0.62, 1.55), segments=16, edge=0.01),
            rounded_box((0.46, 0.16, 0.20), (0.30, -0.64, 2.08), 0.04, 4)]  # fmt: skip
    eyes = [cylinder(0.062, 0.06, (0.30 + s * 0.13, -0.735, 2.08), axis=1, segments=20, edge=0.01) for s in (-1, 1)]
    dish = translated(rotated(lathe(fillet([(0.0, 0.0), (0.20, 0.05), (0.30, 0.13), (0.30, 0.145), (0.19, 0.07),
                                            (0.0, 0.02)], [0, 0.06, 0.005, 0.005, 0.06, 0], 3), 28), 0.7, (1, 0, 0)),
                      (-0.34, 0.42, 1.42))  # fmt: skip
    dish_foot = [tube([(-0.34, 0.45, 1.1), (-0.34, 0.42, 1.44)], 0.025, 8),
                 tube([(-0.34, 0.42, 1.44), (-0.34, 0.30, 1.62)], 0.012, 6)]  # fmt: skip
    arm = [tube([(-0.35, -0.70, 0.90), (-0.40, -1.10, 1.15)], 0.04, 10),
           tube([(-0.40, -1.10, 1.15), (-0.30, -1.40, 0.80)], 0.035, 10),
           cylinder(0.09, 0.16, (-0.30, -1.42, 0.76), segments=18, edge=0.02)]  # fmt: skip
    whip = tube([(0.45, 0.75, 1.1), (0.47, 0.80, 1.85)], [0.012, 0.005], 6)
    parts = [part("body", "Body", box), part("lid", "White", lid), part("bogies", "Dark", *bogies),
             part("solar_panels", "Cells", *panel), part("mast", "White", *mast), part("cameras", "Glass", *eyes),
             part("dish", "White", dish), part("dish_foot", "Dark", *dish_foot, whip), part("arm", "White", *arm)]
    looks = [gold, white, dark, cells, glass, look("Tyre", "iron", "#3a3b3e"), look("Rim", "aluminium"),
             look("Trim", "iron", "#1d1e20")]  # fmt: skip
    return Sketch(parts=[*parts, *wheels], looks=looks, joints=joints, grip=False,
                  solids=(solid("body", "lid"), *wheel_solids(axles)))  # fmt: skip


def _planet(values: Values) -> Sketch:
    """A globe: banded with rings, or grey and cratered as a moon."""
    main = main_look("Surface", values)
    if values["style"] == "cratered":
        rng = np.random.default_rng(7)
        spots = rng.normal(size=(46, 3))
        spots /= np.linalg.norm(spots, axis=1, keepdims=True)
        sizes = 0.08 + 0.20 * rng.random(46) ** 2

        def radius(ways: np.ndarray) -> np.ndarray:
            away = np.arccos(np.clip(ways @ spots.T, -1.0, 1.0)) / sizes
            bowl = np.where(away < 1.0, -0.10 * (1.0 - away**2), 0.0) * sizes
            wall = 0.045 * np.exp(-(((away - 1.05) / 0.16) ** 2)) * sizes
            return np.asarray(1.0 + (bowl + wall).sum(axis=1))

        return Sketch(parts=[part("globe", "Surface", lump(radius, 34))], looks=[main], push=False, grip=False,
                      solids=(solid("globe", kind="sphere"),))  # fmt: skip
    second = look("Bands", "ceramic", str(values["second_color"]) or "#e3c79a")
    rings = look("Rings", "ceramic", "#cdb58a")
    bands = []
    for low, high in ((-0.72, -0.52), (-0.30, -0.12), (0.10, 0.34), (0.55, 0.66), (0.84, 0.90)):
        z = np.linspace(low, high, 5)
        r = np.sqrt(1.0 - z**2) + 0.004
        outer, inner = np.column_stack([r, z]), np.column_stack([r - 0.03, z])[::-1]
        bands.append(lathe(np.vstack([outer, inner]), 56, True))
    discs = [lathe([(a, -0.006), (b, -0.006), (b, 0.006), (a, 0.006)], 72, True)
             for a, b in ((1.28, 1.52), (1.56, 1.86), (1.92, 2.02))]  # fmt: skip
    tilt = 0.36
    parts = [part("globe", "Surface", cube_sphere(1.0, 14)), part("bands", "Bands", *bands),
             part("rings", "Rings", *discs)]  # fmt: skip
    parts = [type(p)(name=p.name, surface=rotated(p.surface, tilt, (0, 1, 0)), material=p.material) for p in parts]
    return Sketch(parts=parts, looks=[main, second, rings], push=False, grip=False,
                  solids=(solid("globe", kind="sphere"),))  # fmt: skip


_SECOND = (Parameter(name="second_color", value=""),)
CATEGORIES = (
    thing("spaceship", "aircraft", (8.86, 8.5524, 3.1426), _spaceship, material="painted metal", color="#b9bec4",
          span=3.0,
          mass_kg=9000, extra=_SECOND, colors=("#b9bec4", "#8d949c", "#d8d5cc"),
          synonyms=("spacecraft", "starship", "space ship", "starfighter", "space fighter")),
    thing("space shuttle", "aircraft", (23.9, 34.7, 15.05), _shuttle, material="painted metal", color="#eeeeec",
          span=3.0,
          mass_kg=78000, synonyms=("shuttle", "orbiter")),
    thing("rover", "vehicle", (2.16, 2.7186, 2.18), _rover, material="gold", span=2.0, mass_kg=900,
          synonyms=("moon rover", "mars rover", "lunar rover")),
    thing("planet", "ball", (3.785, 4.04, 2.0), _planet, material="ceramic", color="#c98f5a", span=30.0, mass_kg=1500,
          extra=(*_SECOND, shapes.choice("style", "ringed", ("ringed", "cratered"), "of a giant, or of a moon")),
          sized={"cratered": (2.0, 2.0, 2.0)}, colors=("#c98f5a", "#5a86b9", "#b35f3c", "#7a5fa8")),
)  # fmt: skip
