"""Things of field and yard, of signals and of archers: scarecrow, birdhouse, hourglass, megaphone, bow, arrow."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look, main_look
from .materials import material
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def _straws(at: tuple[float, float, float], way: tuple[float, float, float], count: int, length: float,
        spread: float) -> list[Surface]:
    """A bunch of straw that sticks out of a sleeve or a collar."""
    rng, made = np.random.default_rng(count), []
    for _ in range(count):
        aim = np.array(way) + spread * rng.normal(0, 1, 3)
        aim /= np.linalg.norm(aim)
        start = np.array(at) + 0.018 * rng.normal(0, 1, 3)
        made.append(tube([start, start + length * rng.uniform(0.7, 1.1) * aim - (0, 0, 0.02)], [0.0045, 0.003], 4))
    return made


def _scarecrow(values: Values) -> Sketch:
    """A cross of poles in a patched coat and trousers stuffed with straw, a sack for a head with button eyes and a
    stitched smile, a straw hat, a scarf, a crow on one arm."""
    coat, jeans = main_look("Coat", values), look("Trousers", "cotton", "#33415e")
    sack, straw = look("Sack", "linen", "#c9a873"), look("Straw", "straw")
    wood, dark, patch = look("Pole", "weathered wood"), look("Buttons", "plastic", "#17140f"), look("Patches",
        "cotton", "#b0782a")
    scarf, hat = look("Scarf", "wool", "#a8261c"), look("Hat", "straw", "#a9802f")
    pole = [cylinder(0.028, 1.30, (0, 0.02, 0.65), segments=12),
        cylinder(0.022, 1.66, (0, 0.02, 1.38), axis=0, segments=12)]
    body = tube(smooth_line(np.array([(0, 0, 0.86), (0, 0, 0.96), (0, 0, 1.18), (0, 0, 1.38), (0, 0, 1.47)]), 4),
        np.interp(np.linspace(
        0, 1, 17), [0, 0.2, 0.6, 0.85, 1], [0.20, 0.19, 0.165, 0.155, 0.07]), 20)  # fmt: skip
    sleeve = tube(smooth_line(np.array([(0.08, 0, 1.40), (0.25, 0, 1.39), (0.50, 0.01, 1.365), (0.70, 0.01, 1.35)]),
        4), np.interp(
        np.linspace(0, 1, 13), [0, 0.3, 1], [0.095, 0.085, 0.082]), 16)  # fmt: skip
    leg = tube(smooth_line(np.array([(0.075, 0, 0.95), (0.095, 0, 0.70), (0.115, 0.01, 0.40), (0.12, 0.0, 0.28)]), 4),
        np.interp(
        np.linspace(0, 1, 13), [0, 0.4, 1], [0.115, 0.092, 0.090]), 16)  # fmt: skip
    head = superellipsoid((0.27, 0.26, 0.30), (0, -0.005, 1.64), 2.2, 7)
    neck = [lathe([(0, 1.44), (0.10, 1.45), (0.062, 1.50), (0.075, 1.54), (0, 1.54)], 20)]
    wrap = [translated(lathe(fillet([(0.075, -0.03), (0.115, -0.03), (0.115, 0.03), (0.075, 0.03)], 0.02, 3, True), 24,
        True), (0, 0,
            1.48)), rounded_box((0.075, 0.02, 0.30), (0.07, -0.175, 1.32), 0.008)]  # fmt: skip
    brim = lathe(fillet([(0, 1.745), (0.27, 1.725), (0.272, 1.735), (0.135, 1.765), (0.115, 1.90), (0.06, 1.925),
        (0, 1.915)], [0, 0.003, 0.003,
                         0.02, 0.03, 0.02, 0], 3), 32)  # fmt: skip
    ribbon = lathe(fillet([(0.12, 1.765), (0.1365, 1.765), (0.132, 1.80), (0.115, 1.80)], 0.003, 2, True), 32, True)
    eyes = [translated(rotated(cylinder(0.022, 0.012, (0, 0, 0), axis=1, segments=16), 0.0, (0, 0, 1)),
        (s * 0.052, -0.127, 1.675)) for s in
            (-1, 1)]  # fmt: skip
    smile = [tube(np.array([(0.075 * np.sin(a), -0.055 - 0.078 * np.cos(0.7 * a), 1.60 - 0.035 * np.cos(a))
        for a in np.linspace(-1.1, 1.1,
             9)]), 0.0045, 6)]  # fmt: skip
    smile += [tube([(0.075 * np.sin(a), -0.062 - 0.078 * np.cos(0.7 * a), 1.60 - 0.035 * np.cos(a) + s * 0.018)
        for s in (-1, 1)], 0.0035, 6)
              for a in np.linspace(-0.8, 0.8, 5)]  # fmt: skip
    nose = [extrude(np.array([(-0.018, 0.0), (0.018, 0.0), (0.0, 0.034)]), 0.012, plane="xz", center=0.132, edge=0.003,
        caps="fan")]
    nose = [translated(one, (0, -0.264, 1.625)) for one in nose]
    patches = [rounded_box((0.10, 0.012, 0.10), (-0.07, -0.172, 1.10), 0.004),
        rounded_box((0.08, 0.014, 0.09), (0.10, -0.088, 0.56), 0.004)]
    buttons = [cylinder(0.016, 0.012, (0, -0.176, z), axis=1, segments=14) for z in (1.02, 1.14, 1.26)]
    tufts = [*both_list(_straws((0.70, 0.01, 1.35), (1, 0, -0.2), 18, 0.16, 0.25)),
        *both_list(_straws((0.12, 0, 0.29), (0, 0, -1), 16, 0.16,
             0.28)), *_straws((0, -0.03, 1.50), (0, -0.4, 0.1), 18, 0.12, 0.7),
             *_straws((0, -0.02, 1.76), (0, -0.5, -0.4), 22, 0.15, 0.6)]
    crow = [superellipsoid((0.085, 0.20, 0.095), (-0.48, 0.02, 1.49), 2.0, 5),
        superellipsoid((0.07, 0.075, 0.07), (-0.48, -0.085, 1.55), 2.0, 5),
            tube([(-0.48, 0.09, 1.475), (-0.48, 0.22, 1.43)], [0.035, 0.02], 8),
            tube([(-0.48, -0.115, 1.548), (-0.48, -0.165, 1.535)], [0.016,
            0.003], 8), *(tube([(-0.48 + s * 0.02, 0.0, 1.46), (-0.48 + s * 0.02, 0.0, 1.425)], 0.006, 6) for s in (-1,
            1))]  # fmt: skip
    return Sketch(
        parts=[part("pole", "Pole", *pole), part("coat", "Coat", body, both_sides(sleeve)),
        part("trousers", "Trousers", both_sides(leg)),
               part("head", "Sack", head, *neck), part("face", "Buttons", *eyes, *smile, *nose, *buttons),
               part("scarf", "Scarf", *wrap),
               part("hat", "Hat", brim), part("ribbon", "Scarf", ribbon), part("patches", "Patches", *patches),
               part("straw", "Straw",
               *tufts), part("crow", "Buttons", *crow)],
        looks=[coat, jeans, sack, straw, wood, dark, patch, scarf, hat], grip=False, push=False,
        solids=(solid("coat", kind="hull"), solid("pole", kind="hull")),
    )  # fmt: skip


def both_list(pieces: list[Surface]) -> list[Surface]:
    """The pieces and their mirror images, as one."""
    return [both_sides(*pieces)]


def _birdhouse(values: Values) -> Sketch:
    """A little house of boards on a post: a round hole, a perch, a gabled roof that overhangs."""
    wall, roof = main_look("Walls", values), look("Roof", "painted wood", str(values["second_color"]) or "#8c2f22")
    wood, dark = look("Post", "weathered wood"), look("Hole", "plastic", "#120f0c")
    gable = [(-0.11, 0.0), (0.11, 0.0), (0.11, 0.17), (0.0, 0.27), (-0.11, 0.17)]
    body = [translated(extrude(np.array(gable), 0.19, plane="xz", center=0.0, edge=0.004, caps="fan"), (0, 0, 1.42))]
    pitch = np.arctan2(0.10, 0.11)
    boards = [translated(rotated(rounded_box((0.205, 0.28, 0.016), (0, 0, 0), 0.003), s * pitch, (0, 1, 0)),
        (s * 0.072, 0, 1.635)) for s in
              (-1, 1)]  # fmt: skip
    ridge = [rounded_box((0.035, 0.284, 0.018), (0, 0, 1.700), 0.006)]
    floor = [rounded_box((0.26, 0.24, 0.016), (0, 0, 1.414), 0.004)]
    hole = [cylinder(0.030, 0.004, (0, -0.0955, 1.555), axis=1, segments=24)]
    rim = [translated(rotated(lathe(fillet([(0.029, -0.004), (0.037, -0.004), (0.037, 0.004), (0.029, 0.004)], 0.0015,
        2, True), 24, True), 0.5 *
           np.pi, (1, 0, 0)), (0, -0.097, 1.555))]  # fmt: skip
    perch = [cylinder(0.006, 0.065, (0, -0.125, 1.495), axis=1, segments=10)]
    post = [rounded_box((0.07, 0.07, 1.41), (0, 0, 0.705), 0.006)]
    return Sketch(parts=[part("post", "Post", *post), part("walls", "Walls", *body, *floor),
        part("roof", "Roof", *boards, *ridge), part("hole",
                         "Hole", *hole), part("perch", "Post", *rim, *perch)], looks=[wall, roof, wood, dark],
                         grip=False, push=False,
                  solids=(solid("post"), solid("walls", "roof", kind="hull")))  # fmt: skip


def _hourglass(values: Values) -> Sketch:
    """Two bulbs of glass with sand in both and a thread that falls, between turned discs and three columns."""
    wood, glass = main_look("Frame", values), Look(material("Bulbs", "glass", "#e6eef0", roughness=0.02), "glass")
    sand = look("Sand", "clay", str(values["second_color"]) or "#e0b56a")
    discs = [lathe(fillet([(0, z), (0.072, z), (0.076, z + 0.009), (0.068, z + 0.018), (0, z + 0.018)],
        [0, 0.004, 0.004, 0.004, 0], 2), 32) for z in
             (0.0, 0.222)]  # fmt: skip
    column = lathe([(0, 0.016), (0.008, 0.016), (0.006, 0.04), (0.009, 0.07), (0.0055, 0.12), (0.009, 0.17),
        (0.006, 0.20), (0.008, 0.224), (0,
                    0.224)], 12)  # fmt: skip
    columns = [translated(column, (0.058 * np.cos(a), 0.058 * np.sin(a), 0)) for a in (0.5, 2.6, 4.7)]
    bulb = lathe([(0, 0.019), (0.038, 0.020), (0.046, 0.045), (0.041, 0.078), (0.020, 0.108), (0.0058, 0.120),
        (0.020, 0.132), (0.041, 0.162), (
                   0.046, 0.195), (0.038, 0.220), (0, 0.221)], 28)  # fmt: skip
    heap = lathe([(0, 0.0205), (0.0365, 0.0215), (0.043, 0.044), (0.030, 0.058), (0, 0.074)], 24)
    rest = lathe([(0, 0.122), (0.004, 0.123), (0.018, 0.134), (0.037, 0.160), (0.012, 0.164), (0, 0.156)], 24)
    thread = [cylinder(0.0012, 0.05, (0, 0, 0.098), segments=8)]
    return Sketch(parts=[part("frame", "Frame", *discs, *columns), part("bulbs", "Bulbs", bulb),
        part("sand", "Sand", heap, rest, *thread)],
                  looks=[wood, glass, sand], push=False, grip=True,
                  solids=(solid("frame", kind="cylinder"),))  # fmt: skip


def _megaphone(values: Values) -> Sketch:
    """A flared horn with a rim, a body behind it, a pistol grip with a trigger, a mouthpiece."""
    shell, white = main_look("Horn", values), look("Body", "plastic", "#ecebe6")
    dark = look("Black", "plastic", "#1a1b1e")

    def along(profile: list[tuple[float, float]], closed: bool = False) -> Surface:
        return translated(rotated(lathe(profile, 32, closed), 0.5 * np.pi, (1, 0, 0)), (0, 0, 0.124))

    horn = along(fillet([(0.036, -0.02), (0.048, 0.06), (0.075, 0.13), (0.115, 0.185), (0.118, 0.186), (0.120, 0.182),
        (0.079, 0.127), (0.052, 0.055),
                         (0.040, -0.02)][::-1], 0.001, 2, True).tolist(), True)  # fmt: skip
    ring = along(fillet([(0.113, 0.180), (0.124, 0.180), (0.124, 0.192), (0.113, 0.192)], 0.004, 2, True).tolist(),
        True)
    body = along([(0, -0.15), (0.030, -0.15), (0.046, -0.13), (0.046, -0.03), (0.038, -0.015), (0, -0.015)])
    cone = along([(0, -0.02), (0.022, -0.02), (0.012, 0.08), (0, 0.085)])
    mouth = along(fillet([(0.018, -0.185), (0.034, -0.185), (0.028, -0.145), (0.018, -0.145)], 0.002, 2,
        True).tolist(), True)
    grip = [rounded_box((0.030, 0.046, 0.085), (0, 0.085, 0.0425), 0.012, 4),  # as long as the rim is low: it stands
        rounded_box((0.014, 0.016, 0.04), (0, 0.058, 0.060), 0.005)]
    return Sketch(parts=[part("horn", "Horn", horn), part("rim", "Black", ring), part("body", "Body", body),
        part("cone", "Body", cone), part(
                         "mouthpiece", "Black", mouth), part("handle", "Black", *grip)], looks=[shell, white, dark],
                         push=False, grip=False,
                  solids=(solid("horn", "body", kind="hull"), solid("handle")),
                  places=[shapes.grip((0, 0.085, 0.038), 0.04, 0.075)])  # fmt: skip


def _bow(values: Values) -> Sketch:
    """A longbow strung: recurved tips, a wrapped grip, a string; the limbs bend about the ends of the riser, and each
    half of the string hangs on its limb."""
    wood, hide, line = main_look("Limbs", values), look("Grip", "leather"), look("String", "cotton", "#e4ddc8")
    way = smooth_line(np.array([(0, 0.16, 0.0), (0, 0.185, 0.05), (0, 0.135, 0.18), (0, 0.03, 0.45), (0, 0.0, 0.75),
        (0, 0.03, 1.05), (0, 0.135, 1.32), (
                                0, 0.185, 1.45), (0, 0.16, 1.50)]), 6)  # fmt: skip
    share = np.linspace(-1, 1, len(way))
    thick = 0.0155 - 0.0085 * np.abs(share)
    low, high = int(np.argmin(np.abs(way[:, 2] - 0.66))), int(np.argmin(np.abs(way[:, 2] - 0.84)))
    pieces = []
    for inside in (slice(0, low + 1), slice(low - 1, high + 2), slice(high, len(way))):  # the riser covers both bends
        pieces.append(tube(way[inside], thick[inside], 12))
        pieces[-1].vertices[:, 0] *= 1.35
    lower, riser, upper = pieces
    grip = [tube(way[(way[:, 2] > 0.67) & (way[:, 2] < 0.83)], 0.0185, 14)]
    parts, joints = [part("riser", "Limbs", riser), part("grip", "Grip", *grip)], {}
    nock = np.array([0.0, float(way[3, 1]), 0.75])
    for name, limb, tip, bend in (("upper", upper, way[-4], way[high]), ("lower", lower, way[3], way[low])):
        joints[f"limb_{name}"] = shapes.joint("hinge", bend, (1, 0, 0), (-0.7, 0.7))
        joints[f"string_{name}"] = shapes.joint("hinge", tip, (1, 0, 0), (-1.2, 1.2), f"limb_{name}")
        parts += [part(f"limb_{name}", "Limbs", limb, moves_with=f"limb_{name}"),
                  part(f"nock_{name}", "Grip", superellipsoid((0.024, 0.024, 0.03), tuple(tip), 2.0, 4),
                       moves_with=f"limb_{name}"),
                  part(f"string_{name}", "String", tube([tip, nock], 0.0028, 6), moves_with=f"string_{name}")]
    return Sketch(parts=parts, looks=[wood, hide, line], joints=joints, push=False, grip=False,
                  solids=(solid("riser", "limb", kind="hull"),),
                  places=[shapes.grip((0, 0.0, 0.75), 0.036, 0.12),
                          shapes.affordance("nock", "hang_at", nock, (0.0, 0.0, 0.0))])  # fmt: skip


def _arrow(values: Values) -> Sketch:
    """A shaft with a broadhead, three feathers and a nock, lying."""
    wood, steel, plume = main_look("Shaft", values), look("Head", "steel"), look("Feathers", "paper",
        str(values["second_color"]) or "#c8321f")
    z = 0.020
    shaft = tube([(0, -0.34, z), (0, 0.37, z)], 0.0042, 10)
    head = tube(smooth_line(np.array([(0, -0.33, z), (0, -0.345, z), (0, -0.37, z), (0, -0.405, z)]), 3),
        [0.0045, 0.012, 0.0155, 0.0135, 0.012, 0.010,
                0.007, 0.004, 0.0012, 0.0008][:10], 8)  # fmt: skip
    head.vertices[:, 2] = z + 0.35 * (head.vertices[:, 2] - z)
    vanes = []
    for a in (np.pi / 2, np.pi / 2 + 2.094, np.pi / 2 + 4.189):
        up = np.array([np.cos(a), 0.0, np.sin(a)])
        rows = [[np.array([0, y, z]) + h * up for h in np.linspace(0.003, 0.003 + high, 4)] for y,
            high in ((0.22, 0.001), (0.26, 0.011), (0.31, 0.016),
                (0.345, 0.015))]  # fmt: skip
        vanes.append(thick_sheet(np.array(rows), 0.0012))
    nock = [tube([(0, 0.365, z), (0, 0.385, z)], 0.0052, 10)]
    return Sketch(parts=[part("shaft", "Shaft", shaft), part("head", "Head", head),
        part("feathers", "Feathers", *vanes, closed=False), part("nock",
                         "Feathers", *nock)], looks=[wood, steel, plume], push=False, grip=True)  # fmt: skip


_SECOND = Parameter(name="second_color", value="", description="of the other part")
CATEGORIES = (
    thing("scarecrow", "garden", (1.77, 0.50, 1.92), _scarecrow, material="linen", color="#7a4a2a", span=2.0,
    mass_kg=12.0,
          colors=("#7a4a2a", "#3f5a3a", "#5a4a6a")),
    thing("birdhouse", "garden", (0.27, 0.30, 1.71), _birdhouse, material="pine", span=3.0, mass_kg=6.0,
    extra=(_SECOND,),
          synonyms=("bird house", "nest box", "nesting box")),
    thing("hourglass", "decoration", (0.152, 0.152, 0.24), _hourglass, material="walnut", span=4.0, mass_kg=0.6,
    extra=(_SECOND,),
          equal_sides=True, synonyms=("sand timer", "sandglass", "egg timer")),
    thing("megaphone", "tool", (0.248, 0.377, 0.248), _megaphone, material="plastic", color="#c8321f", span=2.5,
    mass_kg=0.9,
          synonyms=("bullhorn", "loudhailer"), colors=("#c8321f", "#2f79b8", "#e0a81c")),
    thing("bow", "tool", (0.0419, 0.2121, 1.5063), _bow, material="oak", span=2.0, mass_kg=0.9,
    synonyms=("longbow", "archery bow")),
    thing("arrow", "tool", (0.032, 0.79, 0.042), _arrow, material="birch", span=2.5, mass_kg=0.04, extra=(_SECOND,)),
)  # fmt: skip
