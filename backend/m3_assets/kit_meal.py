"""More to eat: sandwich, hamburger, hot dog, bread, ice cream; pumpkin, carrot, and fruit that is turned."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Category, Surface, Values
from .geometry import cylinder, deformed, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .geometry_loft import extrude, inset
from .making import Look, fine, look
from .materials import glowing
from .nature_materials import nature
from .plant_geometry import petal
from .sketch import Sketch, part, solid, thing
from .vessel_geometry import smooth_line


def _flesh(name: str, color: str, roughness: float = 0.5) -> Look:
    return fine(look(name, "plastic", color, roughness=roughness), 0.05)


def _crust(name: str, color: str) -> Look:
    return fine(look(name, "clay", color, roughness=0.75), 0.15)


def wavy(radius: float, z: float, waves: int, swing: float, thick: float, phase: float = 0.0) -> Surface:
    """A leaf of lettuce: a disc with a ruffled rim."""
    rows = []
    for r in np.linspace(0.15, 1.0, 6):
        turn = np.linspace(0, 2 * np.pi, 61)
        ring = [(radius * r * np.cos(a), radius * r * np.sin(a), z + swing * r**3 * np.sin(waves * a + phase))
                for a in turn]
        rows.append(ring)
    grid = np.array(rows)[:, ::-1]
    grid[:, -1] += [0.0, 0.0, 1e-5]
    return thick_sheet(grid, thick)


def _wedge(points: np.ndarray, thick: float, z: float, edge: float) -> Surface:
    return extrude(points, thick, plane="xy", center=z, edge=edge, caps="fan")


def _sandwich(values: Values) -> Sketch:
    """Two triangles of bread with crust, between them cheese, tomato, ham and lettuce that looks out."""
    color = str(values["color"])
    bread, crust = _crust("Bread", color or "#e3c18a"), _crust("Crust", color or "#a0662c")
    cheese, ham = _flesh("Cheese", "#e9a820", 0.4), _flesh("Ham", "#d98078")
    tomato, leaf = _flesh("Tomato", "#b81f18", 0.25), Look(nature("Lettuce", "leaf"), "plastic")
    tri = fillet([(-0.075, -0.045), (0.075, -0.045), (0.0, 0.07)], 0.009, 3, closed=True)
    layers = [("bread_low", "Bread", 1.0, 0.013, 0.0068), ("ham", "Ham", 1.05, 0.0035, 0.0155),
              ("cheese", "Cheese", 1.03, 0.003, 0.0255), ("bread_top", "Bread", 1.0, 0.013, 0.0375)]
    parts = [part(name, stuff, _wedge(k * tri, t, z, 0.3 * t)) for name, stuff, k, t, z in layers]
    rims = [tube(np.column_stack([1.01 * tri[:, 0], 1.01 * tri[:, 1], np.full(len(tri), z)]), 0.0066, 8,
                 closed_path=True)
            for z in (0.0068, 0.0375)]
    slices = [cylinder(0.022, 0.005, (x, y, 0.0205), segments=20, edge=0.0015)
              for x, y in ((-0.045, -0.032), (0.0, -0.036), (0.045, -0.032), (0.0, 0.028))]
    green = []
    for k in range(3):
        a, b = tri[int(k * len(tri) / 3)], tri[int((k + 1) * len(tri) / 3) % len(tri)]
        t = np.linspace(0, 1, 25)
        edge = a + (b - a) * t[:, None]
        out = np.array([b[1] - a[1], a[0] - b[0]]) / np.linalg.norm(b - a)
        rows = [np.column_stack([edge + out * reach, 0.029 + lift * np.sin(24 * t + k)]) for reach, lift in
                ((-0.02, 0.0), (0.0, 0.001), (0.008, 0.0035), (0.014, 0.005))]
        green.append(thick_sheet(np.array(rows)[::-1], 0.001))
    parts += [part("crusts", "Crust", *rims), part("tomato", "Tomato", *slices), part("lettuce", "Lettuce", *green)]
    return Sketch(parts=parts, looks=[bread, crust, cheese, ham, tomato, leaf])


def _hamburger(values: Values) -> Sketch:
    """Two halves of a bun with sesame, a patty, cheese whose corners hang, lettuce, slices of tomato."""
    bun, meat = _crust("Bun", str(values["color"]) or "#b9742c"), _flesh("Patty", "#4a2a18", 0.85)
    cheese, tomato = _flesh("Cheese", "#eda51c", 0.4), _flesh("Tomato", "#b81f18", 0.25)
    leaf, seed = Look(nature("Lettuce", "leaf"), "plastic"), _flesh("Sesame", "#efdcae")
    low = lathe(fillet([(0, 0), (0.048, 0), (0.055, 0.008), (0.053, 0.019), (0, 0.019)], 0.006, 3), 36)
    top = lathe(np.vstack([[0, 0.056], smooth_line(np.array([(0.05, 0.056), (0.057, 0.061), (0.052, 0.078),
                                                             (0.034, 0.093), (0.012, 0.0985)]), 4),
                           [0, 0.099]]), 36)
    patty = lathe(fillet([(0, 0.024), (0.052, 0.024), (0.057, 0.031), (0.053, 0.04), (0, 0.04)], 0.005, 3), 36)
    patty.vertices[:, :2] *= (1 + 0.02 * np.sin(11 * np.arctan2(patty.vertices[:, 1], patty.vertices[:, 0])))[:, None]
    slab = rounded_box((0.104, 0.104, 0.0028), (0, 0, 0.0425), 0.001, 2, (8, 8, 1))

    def hang(points: np.ndarray) -> np.ndarray:
        moved = points.copy()
        over = np.maximum(np.hypot(points[:, 0], points[:, 1]) - 0.053, 0.0)
        moved[:, 2] -= 1.25 * over
        moved[:, :2] *= (1 - 0.35 * over / 0.03)[:, None]
        return moved

    slices = [cylinder(0.03, 0.006, (0.024 * np.cos(a), 0.024 * np.sin(a), 0.0485), segments=20, edge=0.002)
              for a in (0.3, 2.4, 4.5)]
    rng = np.random.default_rng(4)
    seeds = []
    for _ in range(34):
        a, r = rng.uniform(0, 2 * np.pi), 0.042 * np.sqrt(rng.uniform(0.01, 1))
        z = float(np.interp(r, [0, 0.012, 0.034, 0.052], [0.099, 0.0985, 0.093, 0.078]))
        grain = rotated(rounded_box((0.0052, 0.0030, 0.0018), (0, 0, 0), 0.0008), rng.uniform(0, 3), (0, 0, 1))
        seeds.append(translated(rotated(grain, 0.9 * r / 0.05, (-np.sin(a), np.cos(a), 0)),
                                (r * np.cos(a), r * np.sin(a), z + 0.0004)))
    parts = [part("bun_low", "Bun", low), part("bun_top", "Bun", top), part("patty", "Patty", patty),
             part("cheese", "Cheese", deformed(slab, hang)),
             part("tomato", "Tomato", *slices), part("lettuce", "Lettuce", wavy(0.06, 0.0545, 13, 0.005, 0.0012),
                                                     closed=True),
             part("lettuce_low", "Lettuce", wavy(0.059, 0.0215, 11, 0.004, 0.0012, 1.0)),
             part("sesame", "Sesame", *seeds)]
    return Sketch(parts=parts, looks=[bun, meat, cheese, tomato, leaf, seed],
                  solids=(solid("bun", "patty", kind="cylinder"),))


def _hot_dog(values: Values) -> Sketch:
    """A split roll with a sausage that looks out at both ends, and a wavy line of mustard."""
    bun, sausage = _crust("Bun", str(values["color"]) or "#c58a45"), _flesh("Sausage", "#8c3418", 0.3)
    mustard = _flesh("Mustard", "#e9b91c", 0.3)
    halves = [superellipsoid((0.17, 0.036, 0.05), (0, 0.021 * s, 0.025), 2.6, 8) for s in (-1, 1)]
    base = superellipsoid((0.165, 0.06, 0.03), (0, 0, 0.016), 2.6, 6)
    line = smooth_line([(-0.105, 0, 0.048), (-0.07, 0, 0.042), (0, 0, 0.041), (0.07, 0, 0.042), (0.105, 0, 0.048)], 5)
    radius = 0.0165 * np.clip(np.sin(np.pi * np.linspace(0.04, 0.96, len(line))), 0, 0.5) ** 0.4 * 1.3
    wave = np.linspace(-0.085, 0.085, 60)
    sauce = tube(np.column_stack([wave, 0.008 * np.sin(wave * 190),
                                  0.0615 - 0.0008 * np.cos(wave * 380) + 0.25 * wave**2]), 0.0034, 8)
    return Sketch(parts=[part("bun", "Bun", *halves, base), part("sausage", "Sausage",
                                                                 tube(line, radius, 16, edge=0.9)),
                         part("mustard", "Mustard", sauce)], looks=[bun, sausage, mustard])


def _bread(values: Values) -> Sketch:
    """A loaf with a domed crust and cuts across it, two slices lying before it; a baguette is long with
    slanting cuts."""
    crust, crumb = _crust("Crust", str(values["color"]) or "#a8682c"), _crust("Crumb", "#e9d3a4")
    if values["style"] == "baguette":
        line = np.column_stack([np.linspace(-0.3, 0.3, 25), 0 * np.linspace(0, 1, 25), np.full(25, 0.034)])
        radius = 0.037 * np.clip(np.sin(np.pi * np.linspace(0.03, 0.97, 25)), 0, 1) ** 0.35
        stick = tube(line, radius, 20, edge=0.7)
        stick.vertices[:, 2] = 0.034 + 0.85 * (stick.vertices[:, 2] - 0.034)
        cuts = [translated(rotated(superellipsoid((0.095, 0.02, 0.012), (0, 0, 0), 2, 4), 0.45, (0, 0, 1)),
                           (x, 0, 0.064))
                for x in np.linspace(-0.21, 0.21, 5)]
        return Sketch(parts=[part("loaf", "Crust", stick), part("cuts", "Crumb", *cuts)], looks=[crust, crumb])
    outline = fillet([(-0.055, 0.0), (0.055, 0.0), (0.056, 0.07), (0.066, 0.085), (0.06, 0.112), (0.03, 0.125),
                      (-0.03, 0.125),
                      (-0.06, 0.112), (-0.066, 0.085), (-0.056, 0.07)], 0.012, 3, closed=True)
    loaf = rotated(extrude(outline, 0.2, plane="xz", edge=0.012, caps="fan"), np.pi / 2, (0, 0, 1))
    face = rotated(extrude(inset(outline, 0.005), 0.004, plane="xz", edge=0.001, caps="fan"), np.pi / 2, (0, 0, 1))
    slices: list[Surface] = []
    faces: list[Surface] = []
    for k, lean in enumerate((0.32, 0.62)):
        whole = rotated(extrude(outline, 0.013, plane="xz", edge=0.003, caps="fan"), np.pi / 2, (0, 0, 1))
        inner = rotated(extrude(inset(outline, 0.005), 0.0145, plane="xz", edge=0.002, caps="fan"), np.pi / 2,
                        (0, 0, 1))
        for piece, group in ((whole, slices), (inner, faces)):
            group.append(translated(rotated(piece, lean, (0, 1, 0)), (0.118 + 0.03 * k, 0, -0.0)))
    lift = [translated(s, (0, 0, -float(w.vertices[:, 2].min()))) for s, w in zip([*slices, *faces], [*slices, *slices],
                                                                                  strict=True)]
    parts = [part("loaf", "Crust", loaf), part("cut_face", "Crumb", translated(face, (0.1, 0, 0))),
             part("slices", "Crust", *lift[:2]), part("slice_faces", "Crumb", *lift[2:])]
    return Sketch(parts=parts, looks=[crust, crumb])


def _ice_cream(values: Values) -> Sketch:
    """A waffle cone with two scoops and a cherry; the cone stands in a little ring."""
    cone, scoop = _crust("Cone", "#c58a3f"), _flesh("Scoop", str(values["color"]) or "#e58aa5", 0.6)
    second, cherry = _flesh("Second Scoop", "#f0e2c4", 0.6), _flesh("Cherry", "#a80f1c", 0.15)
    body = lathe(fillet([(0, 0), (0.006, 0.0), (0.03, 0.115), (0.026, 0.118), (0, 0.1)], 0.002, 2), 32)
    rim = lathe(fillet([(0.026, 0.106), (0.033, 0.106), (0.034, 0.12), (0.026, 0.12)], 0.003, 2, closed=True), 32, True)
    rows = []
    for way in (-1, 1):
        for k in range(9):
            t = np.linspace(0.08, 0.92, 12)
            angle = 2 * np.pi * k / 9 + way * 1.4 * t
            r = 0.0064 + 0.0242 * t
            rows.append(tube(np.column_stack([r * np.cos(angle), r * np.sin(angle), 0.115 * t]), 0.0011, 4, edge=0.0))
    balls = []
    for z, wide in ((0.138, 0.0335), (0.182, 0.030)):
        lump = superellipsoid((2 * wide, 2 * wide, 1.9 * wide), (0, 0, z), 2, 8)
        a = np.arctan2(lump.vertices[:, 1], lump.vertices[:, 0])
        skirt = np.clip((z - 0.3 * wide - lump.vertices[:, 2]) / wide, 0, 1)
        lump.vertices[:, :2] *= (1 + skirt * (0.12 + 0.08 * np.sin(9 * a)))[:, None]
        balls.append(lump)
    stem = tube(smooth_line([(0, 0, 0.222), (0.004, 0, 0.234), (0.012, 0, 0.244)], 3), 0.0011, 6)
    foot = lathe(fillet([(0.006, 0), (0.024, 0), (0.02, 0.004), (0.007, 0.006)], 0.001, 2, closed=True), 28, True)
    parts = [part("cone", "Cone", body, rim), part("waffle", "Cone", *rows), part("scoop", "Scoop", balls[0]),
             part("scoop_2", "Second Scoop", balls[1]),
             part("cherry", "Cherry", superellipsoid((0.02, 0.02, 0.02), (0, 0, 0.217), 2, 4)),
             part("stem", "Cone", stem), part("foot", "Second Scoop", foot)]
    return Sketch(parts=parts, looks=[scoop, cone, second, cherry], grip=True)


def _pumpkin(values: Values) -> Sketch:
    """Ribs, a sunken top, a twisted stem; a lantern has eyes, a nose and a grin that glow."""
    skin, stem = _flesh("Skin", str(values["color"]) or "#d9691a", 0.45), Look(nature("Stem", "bark", "#6b6a2a"),
                                                                               "pine")
    line = smooth_line(np.array([(0.03, 0.012), (0.10, 0.0), (0.16, 0.03), (0.185, 0.11), (0.165, 0.195), (0.10, 0.235),
                                 (0.03, 0.222)]), 3)
    body = lathe(np.vstack([[0, 0.018], line, [0, 0.212]]), 60)
    angle = np.arctan2(body.vertices[:, 1], body.vertices[:, 0])
    rib = np.abs(np.sin(5 * angle)) ** 0.6
    body.vertices[:, :2] *= (0.9 + 0.1 * rib)[:, None]
    twist = smooth_line([(0, 0, 0.205), (0.004, 0, 0.245), (0.02, -0.004, 0.272), (0.042, -0.006, 0.284)], 4)
    parts = [part("body", "Skin", body), part("stem", "Stem", tube(twist, np.linspace(0.026, 0.014, len(twist)), 8))]
    looks = [skin, stem]
    if values["lantern"]:
        looks.append(Look(glowing("Glow", "#ffb52e", 14.0), "paper"))

        def on_face(points: np.ndarray) -> np.ndarray:
            moved = points.copy()
            moved[:, 1] += (
                0.182 * (1 - np.sqrt(np.clip(1 - (points[:, 0] / 0.19) ** 2, 0, 1)))
                + 0.35 * (points[:, 2] - 0.115) ** 2 / 0.2
            )
            return moved

        eye = np.array([(-0.032, 0.0), (0.032, 0.0), (0.012, 0.042), (-0.004, 0.05)])
        pieces = [translated(extrude(eye, 0.012, plane="xz", edge=0.002, caps="fan"), (x, -0.176, 0.138))
                  for x in (-0.06, 0.06)]
        pieces.append(translated(extrude(np.array([(-0.016, 0), (0.016, 0), (0.004, 0.026), (-0.004, 0.026)]), 0.012,
                                         plane="xz", edge=0.002, caps="fan"), (0, -0.178, 0.1)))
        for k in range(7):
            x = -0.09 + 0.03 * k
            z = 0.066 + 2.4 * x * x + (0.008 if k % 2 else 0.0)
            pieces.append(rounded_box((0.031, 0.012, 0.02), (x, -0.177, z), 0.002, 2, (2, 1, 1)))
        parts.append(part("face", "Glow", *(deformed(p, on_face) for p in pieces)))
    return Sketch(parts=parts, looks=looks, solids=(solid("body", kind="cylinder"),))


def _cleft(points: np.ndarray) -> np.ndarray:
    """The seam of a stone fruit, from the stem down its front."""
    angle = np.arctan2(points[:, 0] - 0.35 * -points[:, 1], -points[:, 1])
    groove = 1.0 - 0.11 * np.exp(-((angle / 0.16) ** 2))
    return np.column_stack([points[:, :2] * groove[:, None], points[:, 2]])


def _turned_fruit(values: Values) -> Sketch:
    """Pear, lemon, tomato, peach, watermelon, egg by one turned line each."""
    kind = str(values["kind"])
    color, line, rough = _FRUIT[kind]
    skin = _flesh("Skin", str(values["color"]) or color, rough)
    leaf, stem = Look(nature("Leaf", "leaf"), "plastic"), Look(nature("Stem", "bark"), "pine")
    curve = smooth_line(np.array(line), 4)
    low, high = float(curve[0, 1]) - 1e-4, float(curve[-1, 1]) + 1e-4
    body = lathe(np.vstack([[0, low], curve, [0, high]]), 32)
    if kind == "peach":
        body = deformed(body, _cleft)
    parts = [part("fruit", "Skin", body)]
    if kind in ("lemon", "egg", "watermelon"):
        parts = [part("fruit", "Skin", rotated(body, np.pi / 2, (0, 1, 0)))]
    if kind in ("pear", "peach"):
        parts.append(part("stem", "Stem", tube(smooth_line([(0, 0, high - 0.004), (0.002, 0, high + 0.01),
                                                            (0.008, 0, high + 0.022)], 3), 0.0019, 8)))
        sheet = rotated(thick_sheet(petal(0.035, 0.018, -0.5, 6, 0.7), 0.0008), 0.5, (1, 0, 0))
        parts.append(part("leaf", "Leaf", translated(sheet, (0.002, 0, high + 0.006))))
    if kind == "tomato":
        star = [translated(rotated(rotated(thick_sheet(petal(0.026, 0.009, -0.5, 5, 0.8), 0.0009), -0.12, (1, 0, 0)),
                                   2 * np.pi * k / 5, (0, 0, 1)), (0, 0, high + 0.0065))
                for k in range(5)]
        parts += [part("sepals", "Leaf", *star), part("stem", "Stem",
                                                      tube([(0, 0, high - 0.004), (0.001, 0, high + 0.012)], 0.002, 8))]
    if kind == "watermelon":
        stripes = []
        t = np.linspace(0.02, 0.98, 44)
        r, z = (np.interp(t, np.linspace(0, 1, len(curve)), curve[:, axis]) for axis in (0, 1))
        for k in range(9):
            rows = []
            for across in np.linspace(-1.0, 1.0, 5):  # jagged on either side
                jag = 0.20 * np.sin(31 * t + 2.1 * k + 2.0 * across) + 0.16 * np.sin(57 * t - k - across)
                turn = 2 * np.pi * k / 9 + 0.07 * np.sin(9 * t + k) + across * 0.17 * (1.0 + jag)
                rows.append(np.column_stack([z, (r + 0.0006) * np.sin(turn), (r + 0.0006) * np.cos(turn)]))
            stripes.append(thick_sheet(np.array(rows), 0.0010))
        end = smooth_line([(high - 0.002, 0, 0), (high + 0.012, 0.002, 0.004), (high + 0.024, 0.009, 0.016)], 3)
        parts.append(part("stem", "Stem", tube(end, [0.006, *[0.0042] * (len(end) - 1)], 8)))
        parts.append(part("stripes", "Dark", *stripes))
    return Sketch(parts=parts, looks=[skin, leaf, stem, _flesh("Dark", "#1c4a24", 0.4)],
                  solids=(solid("fruit", kind="sphere"),))


_FRUIT: dict[str, tuple[str, list[tuple[float, float]], float]] = {
    "pear": ("#b8b02e", [(0.006, 0.0), (0.026, 0.004), (0.038, 0.028), (0.03, 0.056), (0.017, 0.08), (0.012, 0.096),
                         (0.004, 0.102)], 0.4),
    "lemon": ("#e9cf1f", [(0.002, -0.044), (0.008, -0.038), (0.025, -0.022), (0.029, 0.0), (0.025, 0.022),
                          (0.008, 0.037), (0.002, 0.042)], 0.4),
    "tomato": ("#c4241a", [(0.008, 0.0), (0.028, 0.004), (0.038, 0.026), (0.032, 0.048), (0.014, 0.056),
                           (0.003, 0.051)], 0.2),
    "peach": ("#e89a5c", [(0.006, 0.0), (0.026, 0.005), (0.037, 0.03), (0.03, 0.056), (0.012, 0.066), (0.003, 0.061)],
              0.7),
    "watermelon": ("#6fa345", [(0.01, -0.15), (0.06, -0.14), (0.112, -0.07), (0.122, 0.0), (0.112, 0.07), (0.06, 0.14),
                               (0.01, 0.15)], 0.35),
    "egg": ("#ead2b0", [(0.003, -0.029), (0.014, -0.024), (0.022, -0.006), (0.02, 0.012), (0.011, 0.025),
                        (0.003, 0.0285)], 0.55),
}  # fmt: skip
_FRUIT_KG = {"pear": 0.17, "lemon": 0.1, "tomato": 0.12, "peach": 0.15, "watermelon": 6.0, "egg": 0.06}


def _carrot(values: Values) -> Sketch:
    """A tapering root with rings, lying down, and a plume of leaves."""
    skin, leaf = _flesh("Skin", str(values["color"]) or "#e0701c", 0.5), Look(nature("Leaf", "leaf"), "plastic")
    root = lathe(np.vstack([[0, -0.09], smooth_line(np.array([(0.002, -0.09), (0.008, -0.05), (0.015, 0.03),
                                                              (0.018, 0.07), (0.012, 0.081)]), 5), [0, 0.082]]), 24)
    ridges = 1 + 0.03 * np.sin(root.vertices[:, 2] * 900) * (np.abs(root.vertices[:, 2]) < 0.07)
    root.vertices[:, :2] *= ridges[:, None]
    plumes = []
    rng = np.random.default_rng(2)
    for _ in range(9):
        a, lean = rng.uniform(0, 2 * np.pi), rng.uniform(0.05, 0.4)
        tip = np.array([np.sin(lean) * np.cos(a), np.sin(lean) * np.sin(a), np.cos(lean)])
        plumes.append(
            tube(
                [
                    np.array([0.004 * np.cos(a), 0.004 * np.sin(a), 0.078]),
                    np.array([0, 0, 0.08]) + 0.05 * tip,
                    np.array([0, 0, 0.08]) + 0.085 * tip,
                ],
                [0.0016, 0.0011, 0.0006],
                6,
            )
        )
        for k in range(3):
            at = np.array([0, 0, 0.08]) + (0.045 + 0.018 * k) * tip
            sheet = rotated(rotated(thick_sheet(petal(0.02, 0.011, -0.3, 4, 0.7), 0.0007), 0.8, (1, 0, 0)),
                            rng.uniform(0, 6.28), (0, 0, 1))
            plumes.append(translated(sheet, tuple(at)))
    laid = [rotated(piece, np.pi / 2, (0, 1, 0)) for piece in (root, merge(plumes))]
    return Sketch(parts=[part("root", "Skin", laid[0]), part("leaves", "Leaf", laid[1])], looks=[skin, leaf],
                  solids=(solid("root", kind="hull"),))


_FRUIT_SIZE = {"lemon": (0.086, 0.058, 0.058), "tomato": (0.077, 0.077, 0.069), "peach": (0.075, 0.075, 0.09),
               "watermelon": (0.30, 0.245, 0.245),
               "egg": (0.058, 0.044, 0.044)}  # fmt: skip


def _fruit_category(kind: str, size: tuple[float, float, float], synonyms: tuple[str, ...]) -> Category:
    return thing(kind, "food", size, lambda values: _turned_fruit({**values, "kind": kind}), color="", span=5,
                 synonyms=synonyms,
                 mass_kg=_FRUIT_KG[kind])


CATEGORIES = (
    thing("sandwich", "food", (0.176, 0.14, 0.046), _sandwich, span=5, mass_kg=0.2, synonyms=("toast sandwich",)),
    thing("hamburger", "food", (0.12, 0.12, 0.1), _hamburger, span=5, mass_kg=0.25,
          synonyms=("burger", "cheeseburger")),
    thing("hot dog", "food", (0.21, 0.078, 0.065), _hot_dog, span=5, mass_kg=0.18, synonyms=("hotdog", "sausage")),
    thing("bread", "food", (0.31, 0.132, 0.128), _bread, span=4, mass_kg=0.5, synonyms=("loaf", "loaf of bread",
                                                                                        "baguette", "toast"),
          extra=(shapes.choice("style", "loaf", ("loaf", "baguette")),), sized={"baguette": (0.6, 0.074, 0.07)}),
    thing("ice cream", "food", (0.07, 0.07, 0.246), _ice_cream, span=5, mass_kg=0.15, synonyms=("ice cream cone",
                                                                                                "icecream"),
          colors=("#e58aa5", "#6b3f24", "#9cc98a")),
    thing("pumpkin", "food", (0.37, 0.37, 0.29), _pumpkin, span=4, mass_kg=5, synonyms=("jack-o-lantern",
                                                                                        "jack o lantern", "squash"),
          extra=(shapes.flag("lantern", False, "with a lit face cut into it"),),
          presets={w: {"lantern": True} for w in ("jack-o-lantern", "jack o lantern")}),
    thing("carrot", "food", (0.25, 0.075, 0.07), _carrot, span=5, mass_kg=0.1),
    *(_fruit_category(kind, size, synonyms) for kind, size, synonyms in (
        ("pear", (0.077, 0.077, 0.124), ()), ("lemon", _FRUIT_SIZE["lemon"], ("lime",)),
        ("tomato", _FRUIT_SIZE["tomato"], ()),
        ("peach", _FRUIT_SIZE["peach"], ("plum", "apricot")), ("watermelon", _FRUIT_SIZE["watermelon"], ("melon",)),
        ("egg", _FRUIT_SIZE["egg"], ()))),
)  # fmt: skip
