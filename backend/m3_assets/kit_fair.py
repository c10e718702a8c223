"""What turns and floats at the fair: carousel, Ferris wheel, parachute."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Part, Surface, Values
from .creature_geometry import flowing
from .geometry import cylinder, extrude, fillet, lathe, rotated, rounded_box, scaled, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, look, main_look
from .materials import glowing
from .sketch import Sketch, part, solid, thing
from .transit_geometry import both_sides
from .vessel_geometry import smooth_line


def gores(count: int, rows: np.ndarray, thick: float, scallop: float = 0.0, cuts: int = 5) -> tuple[list[Surface],
                                                                                                    list[Surface]]:
    """Cloth of revolution from a profile [radius, z] (R, 2) in two lots, one gore after the other; its rim hangs in
    bows of `scallop` m; a gore has `cuts` strips."""
    lots: tuple[list[Surface], list[Surface]] = ([], [])
    u = np.linspace(0.0, 1.0, cuts + 1)
    for k in range(count):
        a = 2.0 * np.pi * (k + u) / count
        grid = [np.column_stack([r * np.cos(a), r * np.sin(a), np.full(len(a), z)]) for r, z in rows]
        grid[-1] = grid[-1] - np.outer(scallop * np.sin(np.pi * u), [0.0, 0.0, 1.0])
        lots[k % 2].append(thick_sheet(np.array(grid)[::-1], thick))
    return lots


def _horse() -> dict[str, list[Surface]]:
    """A galloping wooden horse, 1.3 m long, its pole at the origin, facing -Y: body, mane and tail, tack."""
    body = flowing([(0, 0.48, 0.02), (0, 0.34, 0.03), (0, 0.05, -0.02), (0, -0.25, 0.03), (0, -0.42, 0.16),
                    (0, -0.52, 0.34),
                    (0, -0.60, 0.45)], [(0.08, 0.09), (0.15, 0.17), (0.14, 0.15), (0.145, 0.17), (0.105, 0.13),
                                        (0.075, 0.095), (0.06, 0.075)], 10)  # fmt: skip
    head = flowing([(0, -0.54, 0.50), (0, -0.64, 0.46), (0, -0.76, 0.38), (0, -0.82, 0.33)],
                   [(0.055, 0.07), (0.066, 0.085), (0.045, 0.055), (0.030, 0.034)], 8)  # fmt: skip
    ear = tube([(0.035, -0.56, 0.54), (0.042, -0.56, 0.62)], [0.022, 0.004], 6)

    def limb(points: list[tuple[float, float, float]]) -> Surface:
        line = smooth_line(points, 2)
        return tube(line, np.interp(np.linspace(0, 1, len(line)), [0, 0.4, 1], [0.075, 0.042, 0.030]), 6)

    legs = [limb([(0.09, -0.30, -0.02), (0.10, -0.52, -0.18), (0.10, -0.50, -0.42)]),
            limb([(-0.09, -0.26, -0.02), (-0.10, -0.42, -0.24), (-0.10, -0.30, -0.42)]),
            limb([(0.09, 0.36, 0.0), (0.10, 0.48, -0.22), (0.10, 0.66, -0.42)]),
            limb([(-0.09, 0.34, 0.0), (-0.10, 0.36, -0.26), (-0.10, 0.56, -0.42)])]  # fmt: skip
    tail = [tube(smooth_line([(0, 0.47, 0.08), (0, 0.62, 0.08), (0, 0.72, -0.10), (0, 0.68, -0.28)], 3),
                 [0.035, 0.045, 0.055, 0.06, 0.06, 0.055, 0.045, 0.03, 0.015, 0.008], 6)]  # fmt: skip
    mane = [tube(smooth_line([(0, -0.36, 0.27), (0, -0.46, 0.46), (0, -0.55, 0.58)], 3),
                 [0.03, 0.045, 0.05, 0.05, 0.045,
                                                                                          0.04, 0.02], 6)]
    saddle = [superellipsoid((0.32, 0.34, 0.12), (0, 0.03, 0.12), 2.6, 1),
              superellipsoid((0.26, 0.09, 0.16), (0, 0.19, 0.18), 2.4, 1)]  # fmt: skip
    strap = lathe([(0.90, -0.02), (1.0, -0.02), (1.0, 0.02), (0.90, 0.02)], 10, True)
    girth = translated(scaled(rotated(strap, 0.5 * np.pi, (1, 0, 0)), (0.155, 1.0, 0.175)), (0, -0.02, -0.01))
    return {"horse": [body, head, both_sides(ear), *legs], "hair": [*tail, *mane], "tack": [*saddle, girth]}


def _carousel(values: Values) -> Sketch:
    """A round platform with a skirt, a middle with mirrors, a canopy in stripes with a crown of scallops, lamps and a
    flag on top; horses on twisted brass poles. It turns about its middle."""
    cloth, white = main_look("Canopy", values), look("White", "lacquer", str(values["second_color"]) or "#f1ebdd")
    boards, gold = look("Boards", "oak"), look("Gold", "gold", fill=0.2)
    mirror, hair = look("Mirrors", "chrome", fill=0.2), look("Manes", "lacquer", "#5a3a22")
    glow = Look(glowing("Lamps", "#ffe2a0", 9.0), "glass")
    tack = look("Tack", "lacquer", "#2456a8")
    radius, floor, eave, peak = 3.6, 0.42, 3.35, 4.75
    base = [cylinder(radius + 0.12, 0.26, (0, 0, 0.13), segments=40, edge=0.03)]
    deck = [cylinder(radius, 0.16, (0, 0, 0.34), segments=40, edge=0.02)]
    trim = [lathe([(radius - 0.01, z - 0.025), (radius + 0.03, z - 0.025), (radius + 0.03, z + 0.025),
                   (radius - 0.01, z + 0.025)],
                  40, True) for z in (0.30, 0.40)]  # fmt: skip
    middle = [cylinder(1.0, eave - floor, (0, 0, 0.5 * (eave + floor)), segments=16, edge=0.03)]
    panes = [rotated(rounded_box((0.46, 0.05, 1.5), (0, -0.99, 1.75), 0.02), 2 * np.pi * (k + 0.5) / 8, (0, 0, 1))
             for k in range(8)]  # fmt: skip
    frames = [lathe([(0.98, z - 0.06), (1.07, z - 0.06), (1.07, z + 0.06), (0.98, z + 0.06)], 32, True) for z in
              (floor + 0.12, 2.62, eave - 0.10)]  # fmt: skip
    share = np.linspace(0.0, 1.0, 6)
    profile = np.column_stack([0.10 + (radius + 0.15) * share, peak - (peak - eave - 0.15) * share**0.72])
    colored, pale = gores(16, profile, 0.03, cuts=2)
    rim = np.array([(radius + 0.25, eave + 0.16), (radius + 0.27, eave - 0.02), (radius + 0.26, eave - 0.18)])
    one, other = gores(16, rim, 0.03, 0.14, 4)
    lamp = superellipsoid((0.10, 0.10, 0.10), (0, 0, 0), 2.0, 1)
    lamps = [translated(lamp, ((radius + 0.33) * np.cos(a), (radius + 0.33) * np.sin(a), eave + 0.14))
             for a in 2 * np.pi * np.arange(16) / 16]  # fmt: skip
    top = [translated(lathe(fillet([(0, 0), (0.16, 0), (0.10, 0.10), (0.16, 0.22), (0.05, 0.36), (0, 0.40)],
                                   [0, 0.01, 0.03, 0.06, 0.02, 0], 3), 20), (0, 0, peak - 0.05)),
           cylinder(0.018, 0.6, (0, 0, peak + 0.6), segments=8)]  # fmt: skip
    flag = thick_sheet(np.array([[(0.02 + 0.45 * v, 0.04 * np.sin(7 * v),
                                   peak + 0.85 - 0.22 * w * (1 - 0.92 * v) - 0.11 * v)
                                  for v in np.linspace(0, 1, 8)] for w in np.linspace(1, 0, 4)]), 0.012)  # fmt: skip
    pole = cylinder(0.032, eave - floor, (0, 0, 0.5 * (eave + floor)), segments=10)
    horse = _horse()
    lots: dict[str, list[Surface]] = {"horse": [], "hair": [], "tack": []}
    poles = []
    spots = [(2.75, k, 8, 0.0) for k in range(8)]
    for reach, k, count, shift in spots:
        a = 2 * np.pi * (k + shift) / count
        at = np.array([reach * np.cos(a), reach * np.sin(a), 1.38 + 0.18 * (-1) ** k])
        for key, pieces in horse.items():
            lots[key] += [translated(rotated(piece, a + np.pi, (0, 0, 1)), at) for piece in pieces]
        poles.append(translated(pole, (at[0], at[1], 0)))
    turning = "platform"
    moving: list[Part] = [
        part("deck", "Boards", *deck, moves_with=turning), part("trim", "Gold", *trim, *frames, moves_with=turning),
        part("middle", "White", *middle, moves_with=turning), part("mirrors", "Mirrors", *panes, moves_with=turning),
        part("canopy", "Canopy", *colored, *other, moves_with=turning),
        part("canopy_stripes", "White", *pale, *one, moves_with=turning),
        part("lamps", "Lamps", *lamps, moves_with=turning), part("finial", "Gold", *top, moves_with=turning),
        part("flag", "Canopy", flag, moves_with=turning), part("poles", "Gold", *poles, moves_with=turning),
        part("horses", "White", *lots["horse"], moves_with=turning),
        part("manes", "Manes", *lots["hair"], moves_with=turning),
        part("saddles", "Tack", *lots["tack"], moves_with=turning),
    ]  # fmt: skip
    seats = [shapes.affordance(f"horse_{k + 1}", "sit_at",
                               (r * np.cos(2 * np.pi * k / n), r * np.sin(2 * np.pi * k / n),
                               1.56 + 0.18 * (-1) ** k), (0.3, 0.34, 0.0), 2 * np.pi * k / n + np.pi)
             for r, k, n, _ in spots]  # fmt: skip
    return Sketch(
        parts=[part("base", "Canopy", *base), *moving],
        looks=[cloth, white, boards, gold, mirror, hair, glow, tack],
        joints={turning: shapes.joint("hinge", (0, 0, 0.26), (0, 0, 1), (-1e4, 1e4))}, grip=False, push=False,
        solids=(solid("base", "deck", kind="cylinder"), solid("middle", kind="cylinder"), solid("canopy", kind="hull")),
        places=seats,
    )  # fmt: skip


_GONDOLAS = ("#c3262c", "#e8b422", "#2b6fb4", "#3f9a46")


def _ferris_wheel(values: Values) -> Sketch:
    """Two rims with lamps, spokes of cable and struts between them on a hub, twelve gondolas with roofs that hang
    upright, two leaning trestles, a platform with steps. The wheel turns, the gondolas swing."""
    steel, white = main_look("Frame", values), look("Rims", "painted metal", "#eceae4", fill=0.2)
    glow, deck = Look(glowing("Lamps", "#ffe2a0", 9.0), "glass"), look("Platform", "painted metal", "#585d66")
    hubs = look("Hub", "painted metal", "#c3262c", fill=0.3)
    radius, hub, half, count = 9.0, 11.2, 1.15, 12
    turn = np.linspace(0.0, 2 * np.pi, 49)[:-1]

    def hoop(r: float, y: float, thick: float) -> Surface:
        return tube(np.column_stack([r * np.cos(turn), 0 * turn + y, hub + r * np.sin(turn)]), thick, 6,
                    closed_path=True)

    rims = [hoop(r, s * half, t) for s in (-1, 1) for r, t in ((radius, 0.13), (radius - 0.9, 0.08))]
    spokes, struts, lamps = [], [], []
    spoke = tube([(0.5, 0, 0), (radius, 0, 0)], 0.045, 6, edge=0.0)
    bead = superellipsoid((0.26, 0.26, 0.26), (0, 0, 0), 2.0, 2)
    for k in range(2 * count):
        a = 2 * np.pi * k / (2 * count)
        way = np.array([np.cos(a), 0.0, np.sin(a)])
        for s in (-1, 1):
            spokes.append(translated(rotated(spoke, -a, (0, 1, 0)), (0, s * half, hub)))
            if k % 2:
                lamps.append(translated(bead, radius * way + [0, s * (half + 0.10), hub]))
        struts.append(tube([radius * way + [0, -half, hub], radius * way + [0, half, hub]], 0.05, 6, edge=0.0))
        if k % 2:
            b = 2 * np.pi * (k + 2) / (2 * count)
            struts.append(tube([(radius - 0.9) * way + [0, -half, hub],
                                (radius - 0.9) * np.array([np.cos(b), 0, np.sin(b)]) + [0, half, hub]], 0.035, 6,
                                edge=0.0))
    core = [cylinder(0.75, 2 * half + 0.3, (0, 0, hub), axis=1, segments=28, edge=0.06)]
    axle = [cylinder(0.28, 2 * half + 2.1, (0, 0, hub), axis=1, segments=18)]
    legs = []
    for s in (-1, 1):
        y = s * (half + 0.75)
        for x in (-4.6, 4.6):
            legs.append(tube([(x, y + 1.5 * s, 0.3), (0.25 * np.sign(x), y, hub)], 0.20, 8))
        legs.append(rounded_box((6.1, 0.16, 0.16), (0, y + 1.0 * s, 4.1), 0.03))
        legs.append(rounded_box((3.0, 0.14, 0.14), (0, y + 0.5 * s, 7.6), 0.03))
        legs.append(tube([(-3.05, y + 1.0 * s, 4.1), (1.5, y + 0.5 * s, 7.6)], 0.06, 6))
        legs.append(tube([(3.05, y + 1.0 * s, 4.1), (-1.5, y + 0.5 * s, 7.6)], 0.06, 6))
        legs.append(superellipsoid((1.0, 0.5, 1.0), (0, y, hub), 4.0, 3))
    feet = [rounded_box((1.2, 1.0, 0.4), (x, s * (half + 2.25), 0.2), 0.06) for x in (-4.6, 4.6) for s in (-1, 1)]
    stage = [rounded_box((4.4, 2.0, 0.5), (0, 0, 0.25), 0.05), rounded_box((1.6, 0.5, 0.34), (0, -1.2, 0.17), 0.03),
             rounded_box((1.6, 0.5, 0.17), (0, -1.6, 0.085), 0.03)]  # fmt: skip
    rails = [tube([(s * 2.15, -0.95, 1.4), (s * 2.15, 0.95, 1.4)], 0.04, 6) for s in (-1, 1)]
    rails += [tube([(s * 2.15, y, 0.5), (s * 2.15, y, 1.4)], 0.04, 6) for s in (-1, 1) for y in (-0.95, 0.95)]
    parts = [part("trestles", "Frame", *legs), part("feet", "Platform", *feet), part("platform", "Platform", *stage),
             part("railings", "Rims", *rails), part("axle", "Hub", *axle),
             part("rims", "Rims", *rims, moves_with="wheel"), part("spokes", "Frame", *spokes, moves_with="wheel"),
             part("struts", "Rims", *struts, moves_with="wheel"), part("hub", "Hub", *core, moves_with="wheel"),
             part("lamps", "Lamps", *lamps, moves_with="wheel")]  # fmt: skip
    joints = {"wheel": shapes.joint("hinge", (0, 0, hub), (0, 1, 0), (-1e4, 1e4))}
    tub = extrude(fillet([(-0.62, -1.75), (0.62, -1.75), (0.78, -1.0), (-0.78, -1.0)], [0.16, 0.16, 0.03, 0.03], 3,
                         closed=True),
                  1.30, plane="xz", edge=0.05, caps="fan")  # fmt: skip
    roof = lathe([(0, -0.36), (0.88, -0.36), (0.90, -0.31), (0.5, -0.10), (0, -0.02)], 12)
    bars = [tube([(sx * 0.62, sy * 0.5, -1.05), (sx * 0.55, sy * 0.5, -0.34)], 0.035, 6) for sx in (-1, 1)
            for sy in (-1, 1)]
    hook = [cylinder(0.09, 2 * half + 0.2, (0, 0, 0), axis=1, segments=10),
            rounded_box((0.12, 1.0, 0.2), (0, 0, -0.10), 0.03)]
    places = []
    for k in range(count):
        a = 2 * np.pi * (k + 0.25) / count
        at = (radius * np.cos(a), 0.0, hub + radius * np.sin(a))
        name = f"gondola_{k + 1}"
        color = f"Gondola {k % len(_GONDOLAS) + 1}"
        parts += [part(f"{name}_tub", color, translated(tub, at), translated(roof, at), moves_with=name),
                  part(f"{name}_bars", "Rims", *(translated(one, at) for one in (*bars, *hook)), moves_with=name)]
        joints[name] = shapes.joint("hinge", at, (0, 1, 0), (-1e4, 1e4), "wheel")
        places.append(shapes.affordance(name, "sit_at", (at[0], 0, at[2] - 1.45), (0.8, 0.5, 0.0)))
    return Sketch(
        parts=parts, looks=[steel, white, glow, deck, hubs, *(look(f"Gondola {k + 1}", "lacquer", c)
                                                              for k, c in enumerate(_GONDOLAS))],
        joints=joints, grip=False, push=False, places=places,
        solids=(solid("platform"), solid("trestles", kind="hull"), solid("feet")),
    )  # fmt: skip


def _parachute(values: Values) -> Sketch:
    """A round canopy of gores in two colours that bulge between their seams, a vent in its crown, a scalloped hem,
    lines that meet in four risers, a harness with a pack."""
    cloth, other = main_look("Canopy", values), look("Gores", "cotton", str(values["second_color"]) or "#f1ede2")
    cord, strap = look("Lines", "cotton", "#e4e0d4"), look("Harness", "leather", "#3a3f36")
    count, radius, low = 16, 2.9, 4.6
    s = np.linspace(0.08, 1.0, 11)
    angle = 0.5 * np.pi * s
    profile = np.column_stack([radius * np.sin(angle), low + 1.75 * np.cos(angle)])
    lots: tuple[list[Surface], list[Surface]] = ([], [])
    u = np.linspace(0.0, 1.0, 7)
    for k in range(count):
        a = 2 * np.pi * (k + u) / count
        bulge = 1.0 + 0.035 * np.sin(np.pi * u)
        rows = [np.column_stack([r * bulge * np.cos(a), r * bulge * np.sin(a),
                                 z + 0.10 * (z - low) / 1.75 * np.sin(np.pi * u)])
                for r, z in profile]
        rows.append(np.column_stack([0.985 * radius * np.cos(a), 0.985 * radius * np.sin(a),
                                     low - 0.16 + 0.13 * np.sin(np.pi * u)]))
        lots[k % 2].append(thick_sheet(np.array(rows)[::-1], 0.012))
    seams = [tube([(1.004 * r * np.cos(a), 1.004 * r * np.sin(a), z) for r, z in profile], 0.012, 6, edge=0.0)
             for a in 2 * np.pi * np.arange(count) / count]  # fmt: skip
    vent = [lathe([(0.34, low + 1.72), (0.39, low + 1.72), (0.39, low + 1.76), (0.34, low + 1.76)], 24, True)]
    lines, risers = [], []
    for way in 2 * np.pi * np.arange(count) / count:
        cos, sin = float(np.cos(way)), float(np.sin(way))
        end = (0.16 * np.sign(cos + 1e-6), 0.07 * np.sign(sin + 1e-6), 1.25)
        lines.append(tube([(0.985 * radius * cos, 0.985 * radius * sin, low - 0.15), end], 0.009, 6, edge=0.0))
    for sx in (-1, 1):
        for sy in (-1, 1):
            risers.append(tube([(sx * 0.16, sy * 0.07, 1.28), (sx * 0.16, sy * 0.05, 0.72)], 0.020, 8))
    pack = [rounded_box((0.34, 0.16, 0.46), (0, 0.13, 0.50), 0.05, 4),
            rounded_box((0.22, 0.05, 0.26), (0, 0.215, 0.50), 0.02, 4)]
    belts = [tube(smooth_line([(0.16, 0.06, 0.72), (0.17, -0.10, 0.60), (0.15, -0.10, 0.30), (0.12, 0.06, 0.14)], 4),
                  0.024, 8),
             tube(smooth_line([(0.13, 0.06, 0.15), (0.19, -0.03, 0.06), (0.13, -0.10, 0.03), (0.05, 0.0, 0.05),
                               (0.13, 0.06, 0.15)], 4), 0.022, 8)]  # fmt: skip
    chest = tube([(-0.17, -0.105, 0.52), (0.17, -0.105, 0.52)], 0.020, 8)
    return Sketch(
        parts=[part("canopy", "Canopy", *lots[0]), part("gores", "Gores", *lots[1]), part("seams", "Lines", *seams),
               part("vent", "Lines", *vent), part("lines", "Lines", *lines), part("risers", "Harness", *risers),
               part("harness", "Harness", both_sides(*belts), chest), part("pack", "Harness", *pack)],
        looks=[cloth, other, cord, strap], grip=False, push=False,
        solids=(solid("canopy", kind="hull"), solid("pack", "harness")),
    )  # fmt: skip


def _second(description: str) -> tuple[Parameter, ...]:
    return (Parameter(name="second_color", value="", description=description),)


CATEGORIES = (
    thing("carousel", "building", (7.956, 7.956, 5.65), _carousel, material="cotton", color="#b3202a", span=2,
          static=True,
          mass_kg=5000, synonyms=("merry-go-round", "merry go round", "roundabout ride"),
          extra=_second("of the stripes"),
          colors=("#b3202a", "#1f5fa0", "#2f7a5a")),
    thing("ferris wheel", "building", (19.65, 7.8, 20.33), _ferris_wheel, material="painted metal", color="#8fa6b8",
          span=2.5,
          static=True, mass_kg=90_000, synonyms=("big wheel", "observation wheel", "giant wheel")),
    thing("parachute", "fabric", (5.936, 5.936, 6.434), _parachute, material="cotton", color="#c3262c", span=3,
          mass_kg=14,
          synonyms=("chute", "canopy parachute"), extra=_second("of every other gore"),
          colors=("#c3262c", "#2b6fb4", "#d8741c")),
)  # fmt: skip
