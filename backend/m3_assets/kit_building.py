"""Buildings: a gabled house, a block of storeys."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Entity, Material, Parameter, PhysicsProperties
from . import building_geometry as shapes_of
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, merge, rotated, rounded_box, translated
from .materials import glowing, material
from .sampler import Value, sampler, words_of
from .shapes import affordance, choice, collision_box, flag, number, sizes

Array = NDArray[np.float64]


def _hung(pieces: dict[str, Surface], turn: float, foot: tuple[float, float, float]) -> dict[str, Surface]:
    """Pieces made for a front wall, turned about Z and moved to their wall."""
    return {name: translated(rotated(piece, turn, (0.0, 0.0, 1.0)), foot) for name, piece in pieces.items()}


def build_house(values: Values) -> Build:
    """Walls on a plinth, pitched roof with overhang, door with steps, shuttered windows, chimney, gutters."""
    width, depth, height = float(values["width_m"]), float(values["depth_m"]), float(values["height_m"])
    overhang = min(0.45, 0.06 * depth)
    side_hang = overhang + 0.07
    body_w, body_d = width - 2 * side_hang, depth - 2 * overhang - 0.5
    shift = 0.25  # the steps stand out in front
    chimney_top = height
    ridge = height - 0.55 if values["chimney"] else height - 0.2
    plinth = 0.30
    eaves = ridge - min(0.36 * body_d, 0.42 * height)
    floors = 2 if eaves - plinth > 4.3 else 1
    gathered: dict[str, list[Surface]] = {}

    def add(pieces: dict[str, Surface]) -> None:
        for name, piece in pieces.items():
            gathered.setdefault(name, []).append(piece)

    body = translated(shapes_of.gabled_body(body_w, body_d, eaves, ridge, plinth - 0.02), (0.0, shift, 0.0))
    base = rounded_box((body_w + 0.12, body_d + 0.12, plinth), (0.0, shift, 0.5 * plinth), 0.02)
    roof, boards = shapes_of.roof_slabs(body_w, body_d, eaves, ridge, overhang)
    add({"roof": translated(roof, (0.0, shift, 0.0)), "trim": translated(boards, (0.0, shift, 0.0))})
    front, back = shift - 0.5 * body_d, shift + 0.5 * body_d
    storey = (eaves - plinth) / floors
    window_h = min(1.35, 0.50 * storey)
    window_w = min(1.05, 0.12 * body_w + 0.1)
    door_w, door_h = min(0.98, 0.16 * body_w), min(2.1, 0.82 * storey)
    entrance = _hung(shapes_of.door(door_w, door_h, steps=2), 0.0, (0.0, front, plinth))
    add(
        {
            "trim": entrance["frames"],
            "door": entrance["door"],
            "panes": entrance["panes"],
            "knob": entrance["knob"],
            "plinth": entrance["steps"],
        }
    )
    bays = max(1, int((body_w / 2 - 0.9) / 2.1))
    columns = [s * (0.9 + (body_w / 2 - 0.9) * (k + 0.5) / bays) for s in (-1, 1) for k in range(bays)]
    for floor in range(floors):
        z = plinth + floor * storey + 0.55 * storey
        spots = columns if floor == 0 else [*columns, 0.0]
        for x in spots:
            fitted = min(window_w, 0.8 * (body_w / 2 - 0.9) / bays)
            pieces = shapes_of.window(fitted, window_h, shutters=bool(values["shutters"]) and fitted > 0.6)
            add(_named(_hung(pieces, 0.0, (x, front, z))))
        for x in columns:
            add(_named(_hung(shapes_of.window(window_w * 0.9, window_h), np.pi, (x, back, z))))
        for side in (-1.0, 1.0):
            for y in (-0.22, 0.22) if body_d > 4.0 else (0.0,):
                pieces = shapes_of.window(window_w * 0.9, window_h)
                add(_named(_hung(pieces, side * 0.5 * np.pi, (side * 0.5 * body_w, shift + y * body_d, z))))
    if ridge - eaves > 1.6:
        for side in (-1.0, 1.0):
            attic = shapes_of.window(0.7, 0.8)
            add(_named(_hung(attic, side * 0.5 * np.pi, (side * 0.5 * body_w, shift, eaves + 0.35 * (ridge - eaves)))))
    add({"roof": translated(shapes_of.hipped_awning(door_w + 0.9, front, plinth + door_h + 0.38), (0, 0, 0))})
    for side in (-1.0, 1.0):
        gutter = cylinder(
            0.06,
            body_w + 2 * overhang,
            (
                0.0,
                shift + side * (0.5 * body_d + overhang + 0.02),
                eaves - overhang * (ridge - eaves) / (0.5 * body_d) + 0.02,
            ),
            axis=0,
            segments=10,
        )
        add({"gutter": gutter})
    for x in (-0.5 * body_w + 0.08, 0.5 * body_w - 0.08):
        add({"gutter": cylinder(0.04, eaves - 0.2, (x, front - 0.05, 0.5 * eaves), segments=8)})
    parts = [
        Part(name="walls", surface=body, material="walls"), Part(name="foundation", surface=base, material="plinth"),
    ]  # fmt: skip
    if values["chimney"]:
        stack_y, stack_x = shift + 0.16 * body_d, 0.27 * body_w
        foot = eaves + 0.2
        stack = merge(
            [
                rounded_box(
                    (0.62, 0.62, chimney_top - 0.12 - foot),
                    (stack_x, stack_y, 0.5 * (chimney_top - 0.12 + foot)),
                    0.015,
                ),
                rounded_box((0.76, 0.76, 0.12), (stack_x, stack_y, chimney_top - 0.18), 0.02),
            ]
        )
        pots = [cylinder(0.10, 0.18, (stack_x + s * 0.14, stack_y, chimney_top - 0.09), segments=14) for s in (-1, 1)]
        parts.append(Part(name="chimney", surface=stack, material="brick"))
        parts.append(Part(name="chimney_pots", surface=merge(pots), material="clay"))
    names = {"roof": "roof", "trim": "trim", "door": "door", "panes": "panes", "knob": "knob", "plinth": "plinth",
             "shutters": "shutters", "gutter": "gutter"}  # fmt: skip
    parts += [
        Part(name=n if n != "plinth" else "steps", surface=merge(gathered[n]), material=m)
        for n, m in names.items()
        if n in gathered
    ]
    color, door_color = str(values["color"]), str(values["door_color"])
    stuff = str(values["material"])
    walls = material("walls", stuff, color, pattern="brick" if stuff == "brick" else "", pattern_scale_m=0.22)
    materials = [
        walls, material("roof", "clay", str(values["roof_color"]), roughness=0.8),
        material("trim", "painted wood", "#e9e5da"),
        material("door", "painted wood", door_color), material("shutters", "painted wood", door_color),
        glowing("panes", "#ffb765", 3.0) if values["lit"] else window_glass("panes"),
        material("knob", "brass"), material("plinth", "concrete"), material("gutter", "iron"),
        material("brick", "brick", pattern="brick", pattern_scale_m=0.22), material("clay", "clay"),
    ]  # fmt: skip
    used = {part.material for part in parts}
    low_y = min(float(p.surface.vertices[:, 1].min()) for p in parts)
    high_y = max(float(p.surface.vertices[:, 1].max()) for p in parts)
    recentre = -0.5 * (low_y + high_y)
    parts = [Part(name=p.name, surface=translated(p.surface, (0, recentre, 0)), material=p.material) for p in parts]
    return Build(
        parts=tuple(parts), materials=tuple(m for m in materials if m.name in used),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=(
            collision_box((body_w, body_d, eaves), (0.0, shift + recentre, 0.5 * eaves)),
            collision_box((body_w, 0.5 * body_d, ridge - eaves), (0.0, shift + recentre, 0.5 * (ridge + eaves))),
        ),
        affordances=(
            affordance("door", "doorway", (0.0, front + recentre, plinth), (door_w, 0.0, door_h)),
            affordance("front", "lean_at", (0.28 * body_w, front + recentre, 0.0), (0.4 * body_w, 0.0, eaves)),
        ),
    )  # fmt: skip


def _named(pieces: dict[str, Surface]) -> dict[str, Surface]:
    return {"trim" if name == "frames" else name: piece for name, piece in pieces.items()}


def window_glass(name: str) -> Material:
    """Panes of a house nobody looks into: dark, with a clear reflection."""
    return Material(
        name=name, kind="plain", base_color=np.array([0.045, 0.06, 0.075], dtype=np.float32), roughness=0.04, bump=0.0
    )


def build_block(values: Values) -> Build:
    """A building of storeys: shop-high ground floor with an entrance, rows of windows, a parapet and roof plant."""
    width, depth, height = float(values["width_m"]), float(values["depth_m"]), float(values["height_m"])
    floors = int(values["floors"])
    ground = min(4.0, 1.25 * height / (floors + 0.25))
    parapet = 0.5
    top = height - 1.6 if height > 8.0 else height - parapet
    columns, side_columns = max(2, round(width / 3.0)), max(2, round(depth / 3.2))
    made = shapes_of.block(width, depth, top, columns, side_columns, floors, ground)
    door_w = min(3.2, 0.3 * width)
    lobby = [
        rounded_box((0.5 * (width - door_w), 0.5, ground - 0.05), (s * 0.25 * (width + door_w), -0.5 * depth + 0.26,
                    0.5 * ground), 0.03) for s in (-1, 1)
    ]  # fmt: skip
    bays = max(2, columns // 2)
    for s in (-1.0, 1.0):
        lobby.append(
            rounded_box((0.5, depth - 0.1, ground - 0.05), (s * (0.5 * width - 0.26), 0.0, 0.5 * ground), 0.03)
        )
    lobby.append(rounded_box((width - 0.1, 0.5, ground - 0.05), (0.0, 0.5 * depth - 0.26, 0.5 * ground), 0.03))
    shops = []
    span = 0.5 * (width - door_w)
    for s in (-1, 1):
        for k in range(bays):
            x = s * (0.5 * door_w + span * (k + 0.5) / bays)
            shops.append(
                rounded_box((0.74 * span / bays, 0.06, 0.62 * ground), (x, -0.5 * depth + 0.0, 0.44 * ground), 0.01)
            )
    canopy = rounded_box((door_w + 1.2, 1.0, 0.16), (0.0, -0.5 * depth - 0.30, 0.86 * ground), 0.03)
    frames = [
        rounded_box((0.09, 0.10, 0.80 * ground), (x, -0.5 * depth + 0.18, 0.40 * ground), 0.015)
        for x in np.linspace(-0.5 * door_w + 0.05, 0.5 * door_w - 0.05, 4)
    ]
    frames.append(rounded_box((door_w, 0.12, 0.12), (0.0, -0.5 * depth + 0.18, 0.66 * ground), 0.02))
    rim = [
        rounded_box((width + 0.1, 0.3, parapet), (0.0, s * (0.5 * depth - 0.1), top + 0.5 * parapet), 0.03)
        for s in (-1, 1)
    ]
    rim += [
        rounded_box((0.3, depth - 0.4, parapet), (s * (0.5 * width - 0.1), 0.0, top + 0.5 * parapet), 0.03)
        for s in (-1, 1)
    ]
    parts = [
        Part(name="core", surface=made.core, material="panes"),
        Part(name="bands", surface=made.bands, material="walls"),
        Part(name="piers", surface=made.piers, material="walls"),
        Part(name="mullions", surface=made.mullions, material="frames"),
        Part(name="ground_floor", surface=merge(lobby), material="base"),
        Part(name="shop_windows", surface=merge(shops), material="panes"),
        Part(name="entrance", surface=merge(frames), material="frames"),
        Part(name="canopy", surface=canopy, material="frames"),
        Part(name="parapet", surface=merge(rim), material="walls"),
    ]
    if height > 8.0:
        plant = merge(
            [
                rounded_box((0.24 * width, 0.26 * depth, 1.6), (0.16 * width, 0.1 * depth, top + 0.8), 0.04),
                rounded_box((1.6, 1.2, 0.9), (-0.22 * width, 0.15 * depth, top + 0.45), 0.04),
                cylinder(0.35, 0.7, (-0.22 * width, -0.12 * depth, top + 0.35), segments=16),
            ]
        )
        parts.append(Part(name="roof_plant", surface=plant, material="base"))
    stuff, color = str(values["material"]), str(values["color"])
    materials = [
        material("walls", stuff, color, pattern="brick" if stuff == "brick" else "", pattern_scale_m=0.22),
        window_glass("panes"), material("frames", "painted metal", "#2c2f33"), material("base", "concrete"),
    ]  # fmt: skip
    if values["lit"]:
        w, h = made.pane
        rng = np.random.default_rng(7)
        lit = [
            translated(rotated(rounded_box((0.96 * w, 0.02, h), (0, 0, 0), 0.003), cell[3], (0, 0, 1)), cell[:3])
            for cell in made.cells[rng.random(len(made.cells)) < 0.4]
        ]
        if lit:
            parts.append(Part(name="lit_windows", surface=merge(lit), material="lit"))
            materials.append(glowing("lit", "#ffc27a", 6.0))
    shift = np.array([0.0, 0.15, 0.0])
    low = min(float(p.surface.vertices[:, 1].min()) for p in parts)
    high = max(float(p.surface.vertices[:, 1].max()) for p in parts)
    shift[1] = -0.5 * (low + high)
    return Build(
        parts=tuple(Part(name=p.name, surface=translated(p.surface, shift), material=p.material) for p in parts),
        materials=tuple(materials), physics=PhysicsProperties(mass_kg=0.0, friction=0.7, static=True),
        collision_shapes=(collision_box((width, depth, top), (0.0, float(shift[1]), 0.5 * top)),),
        affordances=(
            affordance("door", "doorway", (0.0, -0.5 * depth + float(shift[1]), 0.0), (door_w, 0.0, 0.8 * ground)),
            affordance("front", "lean_at", (0.3 * width, -0.5 * depth + float(shift[1]), 0), (0.3 * width, 0, ground)),
        ),
    )  # fmt: skip


def _finish_house(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    words = set(words_of(entity))
    if words & {"cabin", "hut", "shed"}:
        for key in ("width_m", "depth_m", "height_m"):
            values[key] = float(values[key]) * 0.68
    if rng.random() < 0.3 and not entity.values("color") and not entity.values("material"):
        values["material"] = "brick"
    if {"red", "crimson", "scarlet", "brown", "maroon"} & set(entity.values("color")):  # tiles to go with warm walls
        values["roof_color"] = _RED_TILES


def _finish_block(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    words = set(words_of(entity))
    if words & {"skyscraper", "tower"}:
        values["height_m"] = float(values["height_m"]) * 2.6
    if words & set(_SHOPS):  # rooms above a shop
        values["width_m"], values["height_m"] = 0.65 * float(values["width_m"]), 0.5 * float(values["height_m"])
    values["floors"] = max(1, round((float(values["height_m"]) - 4.5) / 3.1))


_SHOPS = ("shop", "bakery", "cafe", "restaurant", "pharmacy", "bookshop", "flower shop", "diner", "pub", "supermarket")
_RED_TILES = "#8f3a2c"
_HOUSE = (
    *sizes((9.0, 2.5, 30.0), (7.5, 2.2, 24.0), (6.6, 2.4, 16.0)),
    Parameter(name="material", value="plaster", description="of the walls"),
    Parameter(name="color", value="", description="of the walls: a colour word or #rrggbb"),
    Parameter(name="roof_color", value="#4b4744", description="of the roof"),
    Parameter(name="door_color", value="#38566b", description="of the door and shutters"),
    flag("chimney", True), flag("shutters", True), flag("lit", False, "lights behind its windows"),
)  # fmt: skip
_BLOCK = (
    *sizes((14.0, 5.0, 60.0), (11.0, 5.0, 50.0), (16.0, 5.0, 150.0)),
    number("floors", 4, 1, 45),
    Parameter(name="material", value="concrete", description="of the walls"),
    Parameter(name="color", value="", description="of the walls: a colour word or #rrggbb"),
    flag("lit", False, "lights behind some windows"), choice("style", "block", ("block",)),
)  # fmt: skip

CATEGORIES = (
    Category(
        name="house", family="building", parameters=_HOUSE, build=build_house, static=True,
        synonyms=("cottage", "home", "cabin", "bungalow", "villa", "hut", "farmhouse"),
        sample=sampler("house", _HOUSE, finish=_finish_house, use_prior=False,
                       colors=("#e2d8c3", "#d9b48a", "#c9d0cc", "#b9c4a8", "#e6e2da")),
    ),
    Category(
        name="building", family="building", parameters=_BLOCK, build=build_block, static=True,
        synonyms=("skyscraper", "apartment building", "office building", "apartment block", "tower", "hotel", "store",
                  *_SHOPS, "school", "hospital", "library", "museum", "bank", "police station"),
        sample=sampler("building", _BLOCK, finish=_finish_block, use_prior=False,
                       stuffs=("concrete", "brick", "plaster")),
    ),
)  # fmt: skip
