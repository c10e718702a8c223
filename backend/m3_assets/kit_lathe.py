"""Turned vessels to drink from: cup, glass, bottle."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from .contract import Build, Part, Surface, Values
from .drinks import LIQUIDS, liquid_in, liquid_material, vessel_of
from .geometry import fillet, lathe, translated
from .materials import material
from .sampler import Value
from .shapes import choice, flag, grip, length
from .vessel_geometry import handle, line_through, liquid, rounded_foot, smooth_line, vessel
from .vessel_making import inside_of, paint, round_build, same_depth, shell_mass_kg, vessel_category

# --- cup ------------------------------------------------------------------------------------------


def _poured(inner_m: float, height: float, floor_m: float, *, foam: bool) -> dict[str, Surface]:
    """What one sees through a mug of glass: the whole drink, and beer's head of foam."""
    low, top, level = 0.945 * inner_m, 0.98 * inner_m, (0.76 if foam else 0.84) * height
    found = {"drink": lathe([(0, floor_m), (0.86 * low, floor_m), (low, floor_m + 0.1 * height), (top, level),
                             (0, level)], 32)}  # fmt: skip
    if foam:
        line = [(0, level + 1e-4), (top, level + 1e-4), (top, level + 0.15 * height),
                (0.6 * top, level + 0.17 * height), (0, level + 0.175 * height)]  # fmt: skip
        found["foam"] = lathe(fillet(line, 0.004, 2), 32)
    return found


def build_cup(values: Values) -> Build:
    """A mug with a fat handle and drink in it, or a tea cup on its saucer."""
    height, diameter = float(values["height_m"]), float(values["depth_m"])
    reach = max(0.0, float(values["width_m"]) - diameter) if values["handle"] else 0.0
    has_handle = reach > 0.1 * diameter
    if values["style"] == "tea":
        return _tea_cup(values, height, diameter)
    radius, x = 0.5 * diameter, -0.5 * reach if has_handle else 0.0
    wall = float(values["wall_m"])
    if values["style"] == "paper":
        return _paper_cup(values, height, diameter)
    outside = np.concatenate(
        [
            [[0.70 * radius, 0.0022]],
            [[0.76 * radius, 0.0]],
            rounded_foot(0.955 * radius, min(0.10 * height, 0.3 * radius))[1:],
            line_through(
                [(0.975, 0.28), (0.985, 0.5), (0.99, 0.75), (1.0, 1.0 - 0.5 * wall / height)], radius, height, 2
            ),
        ]
    )
    parts = [Part(name="bowl", surface=translated(vessel(outside, wall, 1.3 * wall), (x, 0, 0)), material="glaze")]
    materials = [paint(values, "glaze")]
    if has_handle:
        inner = radius - 0.6 * wall
        line = [
            (inner * 0.985, 0.80 * height), (radius + 0.40 * reach, 0.835 * height),
            (radius + 0.88 * reach, 0.70 * height),
            (radius + 0.93 * reach, 0.50 * height), (radius + 0.68 * reach, 0.29 * height),
            (inner * 0.97, 0.19 * height),
        ]  # fmt: skip
        grip_part = handle(line, 0.17 * height, min(0.14 * reach * 2, 0.011), steps=4)
        parts.append(Part(name="handle", surface=translated(grip_part, (x, 0, 0)), material="glaze"))
    if values["filled"]:
        seen_through = values["material"] == "glass"
        poured = {"drink": liquid(0.985 * radius - wall, 0.84 * height)}
        if seen_through:
            poured = _poured(radius - wall, height, 1.4 * wall, foam=values["drink"] == "beer")
        parts += [Part(name=name, surface=translated(piece, (x, 0, 0)), material=name)
                  for name, piece in poured.items()]  # fmt: skip
        materials += [liquid_material(str(values["drink"])), material("foam", "plastic", "#f1e6cc")][: len(poured)]
    mass = shell_mass_kg(diameter, height, wall, str(values["material"])) * 1.15
    hold = (
        grip((x + radius + 0.75 * reach, 0.0, 0.5 * height), 0.012, 0.5 * height)
        if reach
        else (grip((x, 0.0, 0.5 * height), diameter, 0.0))
    )
    return round_build(parts, materials, values, mass, (hold, inside_of(radius, 1.3 * wall, height)), diameter, x)


def _tea_cup(values: Values, height: float, diameter: float) -> Build:
    saucer_r, saucer_h = 0.5 * diameter, 0.20 * height
    radius, wall, base = 0.62 * saucer_r, 0.0025, 0.10 * height
    saucer = vessel(
        np.concatenate(
            [
                [[0.40 * saucer_r, 0.002], [0.44 * saucer_r, 0.0]],
                smooth_line(
                    [
                        (0.50 * saucer_r, 0.0),
                        (0.62 * saucer_r, 0.10 * saucer_h),
                        (0.84 * saucer_r, 0.48 * saucer_h),
                        (saucer_r, 0.96 * saucer_h),
                    ],
                    4,
                ),
            ]
        ),
        0.003,
        0.004,
    )
    body = line_through(
        [(0.50, 0.0), (0.52, 0.045), (0.56, 0.06), (0.80, 0.25), (0.90, 0.5), (0.94, 0.75), (1.0, 0.985)],
        radius,
        height - base,
        3,
    )
    cup = translated(vessel(body, wall, 0.08 * height), (0.0, 0.0, base))
    z = height - base
    ring = handle(
        [
            (0.88 * radius, base + 0.74 * z),
            (1.22 * radius, base + 0.82 * z),
            (1.44 * radius, base + 0.60 * z),
            (1.22 * radius, base + 0.34 * z),
            (0.82 * radius, base + 0.30 * z),
        ],
        0.007,
        0.005,
        4,
    )
    tea = liquid(0.9 * radius, base + 0.72 * z)
    materials = (paint(values, "glaze"), liquid_material(str(values["drink"])))
    parts = [
        Part(name=name, surface=piece, material=paint)
        for name, piece, paint in (
            ("saucer", saucer, "glaze"),
            ("bowl", cup, "glaze"),
            ("handle", ring, "glaze"),
            ("drink", tea, "drink"),
        )
    ]
    hold = grip((1.3 * radius, 0.0, base + 0.55 * z), 0.006, 0.02)
    return round_build(
        parts, materials, values, 0.28, (hold, inside_of(radius, base + 0.08 * height, height)), diameter
    )


def _paper_cup(values: Values, height: float, diameter: float) -> Build:
    radius = 0.5 * diameter
    body = np.array([(0.66, 0.0), (0.67, 0.004), (0.92, 0.90), (0.93, 0.905)]) * (radius, height)
    lid = [
        (0.0, 0.885),
        (0.97, 0.885),
        (1.0, 0.89),
        (1.0, 0.92),
        (0.95, 0.93),
        (0.92, 0.99),
        (0.88, 1.0),
        (0.84, 0.97),
        (0.0, 0.965),
    ]
    sleeve = np.array([(0.745, 0.28), (0.765, 0.275), (0.885, 0.70), (0.865, 0.705)]) * (radius, height)
    parts = [
        Part(name="cup", surface=vessel(body, 0.001, 0.004), material="glaze"),
        Part(name="lid", surface=lathe(np.array(lid) * (radius, height), 32), material="lid"),
        Part(name="sleeve", surface=lathe(sleeve, 32, closed_profile=True), material="sleeve"),
    ]
    materials = (
        material("glaze", "paper", str(values["color"])),
        material("lid", "plastic", "#26201c"),
        material("sleeve", "cardboard"),
    )
    hold = grip((0.0, 0.0, 0.5 * height), 0.8 * diameter)
    return round_build(parts, materials, values, 0.03, (hold,), diameter, stuff="paper")


# --- glass, bottle --------------------------------------------------------------------------------


def build_glass(values: Values) -> Build:
    """A tumbler with a heavy foot, or a wine glass on its stem."""
    height, radius, wall = float(values["height_m"]), 0.5 * float(values["width_m"]), float(values["wall_m"])
    clear = paint(values, "glass")
    if values["style"] == "wine":
        outside = np.concatenate(
            [
                [[0.0, 0.0]],
                smooth_line(
                    np.array(
                        [
                            (0.93, 0.0),
                            (0.97, 0.006),
                            (0.94, 0.013),
                            (0.5, 0.028),
                            (0.13, 0.07),
                            (0.085, 0.16),
                            (0.08, 0.30),
                            (0.11, 0.385),
                            (0.45, 0.435),
                            (0.86, 0.53),
                            (1.0, 0.66),
                            (0.96, 0.82),
                            (0.84, 0.995),
                        ]
                    )
                    * (radius, height),
                    3,
                ),
            ]
        )
        bowl_floor = 0.425 * height
        inside = smooth_line(
            np.array([(0.84, 0.995), (0.96, 0.82), (1.0, 0.66), (0.86, 0.53), (0.45, 0.445)]) * (radius, height)
            - np.array([wall, 0.0]),
            3,
        )
        profile = np.concatenate([outside, [[0.84 * radius - 0.5 * wall, height]], inside, [[0.0, bowl_floor]]])
        parts = [Part(name="glass", surface=lathe(profile, 32), material="glass")]
        level, fill_radius = 0.62 * height, 0.95 * radius - wall
        hold = grip((0.0, 0.0, 0.25 * height), 0.012, 0.0)
    else:
        outside = np.concatenate([
            rounded_foot(0.82 * radius, 0.06 * height),
            line_through([(0.85, 0.2), (0.93, 0.6), (1.0, 0.985)], radius, height, 3),
        ])  # fmt: skip
        parts = [Part(name="glass", surface=vessel(outside, wall, 0.09 * height), material="glass")]
        level, fill_radius = 0.66 * height, 0.93 * radius - wall
        hold = grip((0.0, 0.0, 0.5 * height), 1.8 * radius)
    materials = [clear]
    if values["filled"]:
        low = 0.45 * height if values["style"] == "wine" else 0.10 * height
        drink = [(0.0, low), (0.45 * radius, low), (fill_radius - 0.0006, level), (0.0, level)]
        if values["style"] == "wine":
            drink = [
                (0.0, low),
                (0.38 * radius, low + 0.008),
                (0.78 * radius, 0.545 * height),
                (fill_radius, level),
                (0.0, level),
            ]
        else:
            drink[1] = (0.83 * radius - wall - 0.0006, low)
        parts.append(Part(name="drink", surface=lathe(drink, 32), material="drink"))
        materials.append(liquid_material(str(values["drink"])))
    mass = shell_mass_kg(2 * radius, height, wall, str(values["material"]))
    return round_build(parts, materials, values, mass, (hold, inside_of(radius, 0.1 * height, height)), 2 * radius)


BOTTLES: dict[str, tuple[tuple[float, float], ...]] = {
    # radius and height shares of the outside, foot to lip
    "wine": ((0.97, 0.05), (1.0, 0.12), (1.0, 0.40), (1.0, 0.56), (0.93, 0.635), (0.62, 0.705), (0.43, 0.765),
             (0.38, 0.85), (0.37, 0.935), (0.42, 0.94), (0.43, 0.965), (0.40, 0.97), (0.385, 0.985)),
    "beer": ((0.97, 0.04), (1.0, 0.10), (1.0, 0.32), (1.0, 0.48), (0.95, 0.545), (0.74, 0.64), (0.53, 0.74),
             (0.44, 0.84), (0.41, 0.92), (0.46, 0.93), (0.47, 0.955), (0.42, 0.965), (0.40, 0.985)),
    "water": ((0.95, 0.035), (1.0, 0.08), (0.96, 0.14), (1.0, 0.20), (0.96, 0.26), (1.0, 0.32), (0.93, 0.45),
              (1.0, 0.58), (1.0, 0.66), (0.88, 0.76), (0.60, 0.84), (0.42, 0.875), (0.40, 0.985)),
}  # fmt: skip


def build_bottle(values: Values) -> Build:
    """A bottle with a punt, shoulders, neck ring, label and its cork or cap."""
    height, radius = float(values["height_m"]), 0.5 * float(values["width_m"])
    style = str(values["style"])
    body_top = 0.97 * height
    shares = np.array(BOTTLES[style])
    line = smooth_line(shares * (radius, body_top), 3)
    outside = np.concatenate([rounded_foot(0.965 * radius, 0.03 * height)[:-1], line])
    wall = 0.0012 if style == "water" else 0.0032
    parts = [Part(name="body", surface=vessel(outside, wall, 0.02 * height), material="glass")]
    water = style == "water"
    neck = float(shares[-1, 0]) * radius
    cap_radius = neck * (1.16 if water else 1.12 if style == "beer" else 0.86)
    low, high = (0.90, 1.0) if water else (0.955, 1.0) if style == "beer" else (0.93, 1.0)
    cap = lathe(
        [
            (0.0, low * height),
            (0.96 * cap_radius, low * height),
            (cap_radius, (low + 0.008) * height),
            (cap_radius, (high - 0.012) * height),
            (0.9 * cap_radius, high * height),
            (0.0, high * height),
        ],
        24,
    )
    parts.append(Part(name="cap", surface=cap, material="cap"))
    span = (0.36, 0.56) if water else (0.16, 0.44) if style == "beer" else (0.20, 0.46)
    label_r = radius * 1.004 + 0.0002 if not water else radius * 0.985
    label = lathe(
        [(label_r - 0.0012, span[0] * height), (label_r, span[0] * height + 0.0005),
         (label_r, span[1] * height - 0.0005), (label_r - 0.0012, span[1] * height)], 32, closed_profile=True,
    )  # fmt: skip
    parts.append(Part(name="label", surface=label, material="label"))
    default = {"wine": "#2c4a22", "beer": "#5a2f12", "water": ""}[style]
    glass = paint(values, "glass", default if values["material"] == "glass" else "")
    materials = [glass, material("label", "paper", "#e6dcc0" if style != "water" else "#3a78c2")]
    materials.append(
        material("cap", {"wine": "cardboard", "beer": "brass", "water": "plastic"}[style], "#3a78c2" if water else "")
    )
    mass = shell_mass_kg(2 * radius, height, wall, str(values["material"])) + 0.4 * 1000 * np.pi * radius**2 * height
    hold = grip((0.0, 0.0, 0.42 * height), 2 * radius)
    return round_build(parts, materials, values, float(mass), (hold,), 2 * radius)


# --- what the catalogue sees ----------------------------------------------------------------------


def _finish_cup(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    # a cup is empty unless the words fill it: people turn and tilt it, and its colour is what was asked for
    said = {*entity.lemma.split(), *(attribute.value for attribute in entity.attributes)}
    drink = liquid_in(entity) or ("beer" if said & {"beer", "tankard"} else None)
    full = bool(said & {"coffee", "tea", "full", "hot", "steaming"})
    values["filled"] = bool(values["filled"]) or drink is not None or full
    values["drink"] = drink or ("tea" if values["style"] == "tea" else "coffee")
    handled = values["handle"] and values["style"] == "mug"
    values["depth_m"] = float(values["width_m"]) * (0.72 if handled else 1.0)


def _finish_glass(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    same_depth(values, entity, rng)
    if "wine" in entity.lemma and not values["filled"]:
        values["filled"] = bool(rng.random() < 0.6)
    drink = liquid_in(entity)
    if drink is not None:  # a glass of milk
        values["filled"] = True
    if drink is not None and vessel_of(drink) == "wine glass" and values["style"] != "wine":  # a glass of wine
        for name, share in (("width_m", 0.082 / 0.078), ("depth_m", 0.082 / 0.078), ("height_m", 0.205 / 0.13)):
            values[name] = float(values[name]) * share
        values["style"] = "wine"
    values["drink"] = drink or ("wine" if values["style"] == "wine" else "water")


CATEGORIES = (
    vessel_category(
        "cup", (0.122, 0.096), build_cup, ("mug", "coffee cup", "teacup", "tea cup", "coffee mug", "paper cup",
                                                  "beer mug", "tankard", "beer stein"),
        "ceramic",
        (length("wall_m", 0.0042, 0.001, 0.02), flag("handle", True), flag("filled", False),
         choice("style", "mug", ("mug", "tea", "paper")), choice("drink", "coffee", LIQUIDS)), _finish_cup,
        {"teacup": {"style": "tea", "width_m": 0.15, "height_m": 0.078},
         "tea cup": {"style": "tea", "width_m": 0.15, "height_m": 0.078},
         "paper cup": {"style": "paper", "width_m": 0.088, "height_m": 0.14, "handle": False},
         **{word: {"material": "glass", "width_m": 0.145, "height_m": 0.155, "wall_m": 0.006, "filled": True}
            for word in ("beer mug", "tankard", "beer stein")},
         "mug": {"width_m": 0.125, "height_m": 0.1}}, ("", "", "#2d4a63", "#8a3b2c", "#d9cfbb"), depth_share=0.72,
    ),
    vessel_category(
        "glass", (0.078, 0.13), build_glass, ("drinking glass", "wine glass", "tumbler", "wineglass", "goblet"),
        "glass",
        (length("wall_m", 0.0022, 0.001, 0.01), flag("filled", False), choice("style", "tumbler", ("tumbler", "wine")),
         choice("drink", "water", LIQUIDS)),
        _finish_glass,
        {"wine glass": {"style": "wine", "width_m": 0.082, "height_m": 0.205},
         "wineglass": {"style": "wine", "width_m": 0.082, "height_m": 0.205},
         "goblet": {"style": "wine", "width_m": 0.085, "height_m": 0.18}},
    ),
    vessel_category(
        "bottle", (0.075, 0.3), build_bottle, ("wine bottle", "beer bottle", "water bottle", "flask"), "glass",
        (choice("style", "wine", ("wine", "beer", "water")),), same_depth,
        {"beer bottle": {"style": "beer", "width_m": 0.062, "height_m": 0.235},
         "water bottle": {"style": "water", "width_m": 0.07, "height_m": 0.24, "material": "plastic",
                          "color": "#cfe6f2"}},
    ),
)  # fmt: skip
