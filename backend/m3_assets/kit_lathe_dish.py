"""Turned tableware without a lid: plate, bowl, vase."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity, Material
from .contract import Build, Part, Surface, Values
from .drinks import LIQUIDS, liquid_in, liquid_material
from .geometry import lathe, merge, rotated, superellipsoid, translated
from .materials import density, material
from .sampler import Value
from .shapes import affordance, choice, flag, grip, length, surface_top
from .vessel_geometry import Array, line_through, liquid, smooth_line, vessel
from .vessel_making import inside_of, paint, round_build, same_depth, shell_mass_kg, vessel_category


def build_plate(values: Values) -> Build:
    """A dinner plate: foot ring, well and a broad rim."""
    height, radius = float(values["height_m"]), 0.5 * float(values["width_m"])
    thick = min(0.005, 0.22 * height)
    outside = np.concatenate(
        [
            [
                [0.50 * radius, 0.12 * height],
                [0.545 * radius, 0.10 * height],
                [0.56 * radius, 0.0],
                [0.60 * radius, 0.0],
            ],
            smooth_line(
                np.array([(0.615, 0.10), (0.66, 0.22), (0.735, 0.55), (0.80, 0.70), (0.92, 0.86), (1.0, 0.93)])
                * (radius, height),
                3,
            ),
        ]
    )
    dish = vessel(outside, thick, 0.12 * height + thick, 40)
    dish.vertices[:, 2] *= height / dish.vertices[:, 2].max()
    band = lathe(
        smooth_line(np.array([(0.93, 0.885), (0.965, 0.905)]) * (radius, height), 1)[[0, 1, 1, 0]]
        + np.array([[0, thick * 0.8], [0, thick * 0.8], [0, thick + 0.0006], [0, thick + 0.0006]]),
        40,
        closed_profile=True,
    )
    parts = [Part(name="dish", surface=dish, material="glaze"), Part(name="band", surface=band, material="band")]
    glaze = paint(values, "glaze")
    dark = Material(
        name="band", kind=glaze.kind, base_color=(0.42 * glaze.base_color).astype(np.float32), roughness=0.2, bump=0.0
    )
    meal, colors = _meal(str(values["meal"]), radius, 0.12 * height + thick)
    mass = np.pi * radius**2 * thick * density(str(values["material"])) * 1.1
    top = surface_top("well", (0.0, 0.0, 0.12 * height + thick), 1.0 * radius, 1.0 * radius)
    hold = affordance("grip", "grip_at", (0.0, -0.96 * radius, 0.9 * height), (thick, 0.05, 0.0))
    return round_build([*parts, *meal], (glaze, dark, *colors), values, float(mass), (top, hold), 2 * radius)


def _meal(name: str, radius: float, well: float) -> tuple[list[Part], list[Material]]:
    """What lies in the well of a plate, at its height: a cutlet with mash and peas; fried eggs, bacon and tomatoes."""
    def lump(across: float, along: float, tall: float, x: float, y: float, turn: float = 0.0) -> Surface:
        size = (2.0 * across * radius, 2.0 * along * radius, tall)
        return translated(rotated(superellipsoid(size, (0, 0, 0), 2.4, 6), turn, (0, 0, 1)),
                          (x * radius, y * radius, well + 0.35 * tall))  # fmt: skip

    golden = np.arange(22) * 2.39996
    if name == "dinner":
        peas = [lump(0.042, 0.042, 0.009, 0.28 + 0.19 * np.sqrt(k / 22) * np.cos(a), 0.22 + 0.19 * np.sqrt(k / 22)
                     * np.sin(a)) for k, a in enumerate(golden)]  # fmt: skip
        heap = [lump(0.19, 0.17, 0.024, -0.20, 0.24), lump(0.11, 0.10, 0.034, -0.18, 0.24)]
        shapes = {"cutlet": lump(0.36, 0.21, 0.018, 0.02, -0.20, 0.25), "mash": merge(heap), "peas": merge(peas)}
        paints = {"cutlet": "#7a4321", "mash": "#e9d592", "peas": "#5d9634"}
    elif name == "breakfast":
        whites = [lump(0.22, 0.19, 0.006, -0.18, 0.12, 0.4), lump(0.21, 0.20, 0.006, 0.17, 0.20, 1.1)]
        yolks = [lump(0.075, 0.075, 0.018, -0.18, 0.12), lump(0.075, 0.075, 0.018, 0.17, 0.20)]
        strips = [lump(0.36, 0.055, 0.008, 0.0, y, 0.12) for y in (-0.17, -0.30)]
        halves = [lump(0.085, 0.085, 0.020, 0.42, -0.06), lump(0.085, 0.085, 0.020, -0.43, -0.12)]
        shapes = {"egg white": merge(whites), "yolk": merge(yolks), "bacon": merge(strips), "tomato": merge(halves)}
        paints = {"egg white": "#f4efe4", "yolk": "#f0a81c", "bacon": "#9c3b2b", "tomato": "#c8321f"}
    else:
        return [], []
    parts = [Part(name=each.replace(" ", "_"), surface=surface, material=each) for each, surface in shapes.items()]
    return parts, [material(each, "plastic", color, roughness=0.45) for each, color in paints.items()]


def build_bowl(values: Values) -> Build:
    """A deep bowl on a foot ring, and what is eaten from it."""
    height, radius, wall = float(values["height_m"]), 0.5 * float(values["width_m"]), float(values["wall_m"])
    outside = np.concatenate(
        [
            [
                [0.36 * radius, 0.035 * height],
                [0.40 * radius, 0.03 * height],
                [0.41 * radius, 0.0],
                [0.455 * radius, 0.0],
            ],
            smooth_line(
                np.array([(0.46, 0.05), (0.52, 0.08), (0.72, 0.24), (0.87, 0.47), (0.955, 0.72), (1.0, 0.98)])
                * (radius, height),
                3,
            ),
        ]
    )
    body = vessel(outside, wall, 0.05 * height + wall, 40)
    parts = [Part(name="bowl", surface=body, material="glaze")]
    materials = [paint(values, "glaze")]
    if values["filled"]:
        level = 0.72 * height
        across = float(np.interp(level, outside[:, 1], outside[:, 0])) - wall
        parts.append(Part(name="food", surface=liquid(across - 0.0004, level), material="drink"))
        materials.append(liquid_material(str(values["food"])))
        herbs = [superellipsoid((0.09 * radius, 0.035 * radius, 0.0016), (0, 0, 0), 2.0, 3) for _ in range(11)]
        spread = 0.72 * across * np.sqrt((np.arange(11) + 0.5) / 11)
        turn = np.arange(11) * 2.39996  # the golden angle spreads them evenly
        leaves = [
            translated(rotated(herb, float(2.0 * a), (0, 0, 1)), (r * np.cos(a), r * np.sin(a), level + 0.0004))
            for herb, r, a in zip(herbs, spread, turn, strict=True)
        ]
        parts.append(Part(name="herbs", surface=merge(leaves), material="herbs"))
        materials.append(material("herbs", "plastic", "#3f7a2c"))
    mass = shell_mass_kg(1.6 * radius, height, wall, str(values["material"]))
    hold = affordance("grip", "grip_at", (0.0, -radius, 0.85 * height), (wall, 0.06, 0.0))
    return round_build(
        parts,
        materials,
        values,
        mass,
        (inside_of(0.8 * radius, 0.05 * height + wall, height), hold),
        2 * radius,
    )


VASES: dict[str, tuple[tuple[float, float], ...]] = {
    "classic": ((0.50, 0.0), (0.54, 0.02), (0.72, 0.16), (0.96, 0.38), (1.0, 0.50), (0.90, 0.65), (0.58, 0.80),
                (0.44, 0.88), (0.50, 0.95), (0.64, 0.985)),
    "bottle": ((0.70, 0.0), (0.80, 0.04), (1.0, 0.22), (0.94, 0.38), (0.55, 0.54), (0.32, 0.68), (0.28, 0.82),
               (0.33, 0.94), (0.42, 0.985)),
    "flared": ((0.44, 0.0), (0.48, 0.03), (0.46, 0.18), (0.50, 0.40), (0.62, 0.65), (0.82, 0.88), (1.0, 0.985)),
    "round": ((0.46, 0.0), (0.56, 0.04), (0.86, 0.22), (1.0, 0.46), (0.90, 0.70), (0.60, 0.87), (0.52, 0.93),
              (0.58, 0.985)),
}  # fmt: skip


def build_vase(values: Values) -> Build:
    """A vase of one of four lines."""
    height, radius, wall = float(values["height_m"]), 0.5 * float(values["width_m"]), float(values["wall_m"])
    outside = line_through(VASES[str(values["style"])], radius, height, 3)
    parts = [Part(name="vase", surface=vessel(outside, wall, 0.03 * height, 36), material="glaze")]
    materials = [paint(values, "glaze")]
    if values["filled"]:
        parts.append(Part(name="water", surface=_water_in(outside, wall, height), material="water"))
        clear = np.array([0.75, 0.86, 0.9], dtype=np.float32)
        materials.append(
            Material(name="water", kind="glass", base_color=clear, roughness=0.0, transmission=1.0, bump=0.0)
        )
    neck = float(outside[:, 0].min())
    mass = shell_mass_kg(1.5 * radius, height, wall, str(values["material"]))
    inside = affordance("inside", "inside", (0.0, 0.0, 0.03 * height), (1.6 * neck, 1.6 * neck, 0.97 * height))
    return round_build(
        parts,
        materials,
        values,
        mass,
        (inside, grip((0.0, 0.0, 0.5 * height), 2 * radius)),
        2 * radius,
    )


def _water_in(outside: Array, wall_m: float, height_m: float) -> Surface:
    """Water up to the widest part of a vase, a hair's breadth off its wall."""
    low, level = 0.03 * height_m + 0.001, max(0.55 * height_m, float(outside[outside[:, 0].argmax(), 1]))
    z = np.linspace(low, min(level, 0.75 * height_m), 12)
    radii = np.interp(z, outside[:, 1], outside[:, 0]) - wall_m - 0.0006
    return lathe(np.concatenate([[[0.0, z[0]]], np.column_stack([radii, z]), [[0.0, z[-1]]]]), 36)


def _finish_bowl(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    same_depth(values, entity, rng)
    food = liquid_in(entity)
    if food is not None:  # a bowl of soup
        values["filled"], values["food"] = True, food


def _finish_vase(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    same_depth(values, entity, rng)
    if not any(word in VASES for attribute in entity.attributes for word in attribute.value.split()):
        values["style"] = list(VASES)[int(rng.integers(len(VASES)))]


_BREAKFAST: dict[str, Value] = {"meal": "breakfast"}
_DINNER: dict[str, Value] = {"meal": "dinner"}
CATEGORIES = (
    vessel_category("plate", (0.25, 0.024), build_plate, ("dish", "saucer", "platter"), "ceramic",
              (choice("meal", "none", ("none", "breakfast", "dinner"), "what lies on it"),), same_depth,
              {"saucer": {"width_m": 0.15, "height_m": 0.018}, "breakfast": _BREAKFAST, "brunch": _BREAKFAST,
               "dinner": _DINNER, "lunch": _DINNER, "supper": _DINNER, "meal": _DINNER, "food": _DINNER}),
    vessel_category("bowl", (0.19, 0.085), build_bowl, ("soup bowl", "salad bowl", "fruit bowl"), "ceramic",
              (length("wall_m", 0.0045, 0.001, 0.03), flag("filled", False), choice("food", "soup", LIQUIDS)),
              _finish_bowl, colors=("", "#3f6a72", "#b8562f", "#cdbf9f")),
    vessel_category("vase", (0.16, 0.28), build_vase, ("urn", "flower vase", "amphora"), "ceramic",
              (length("wall_m", 0.0055, 0.002, 0.03), choice("style", "classic", tuple(VASES)),
               flag("filled", False, "with water for flowers")), _finish_vase,
              colors=("#2f5d78", "#9c4a2f", "#d8d0bf", "#5c6b45", "#b98a3a")),
)  # fmt: skip
