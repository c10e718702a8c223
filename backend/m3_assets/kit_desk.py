"""Desks with drawers, and kitchen counters."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Values
from .cupboard_geometry import drawer, panel_door
from .geometry import cylinder, leg, merge, rounded_box
from .kit_table import NATURAL_WOODS, STYLES
from .making import look, main_look, make, size_of
from .materials import STUFF
from .sampler import Value, sampler


def _build_desk(values: Values) -> Build:
    """A writing desk: top, a pedestal of drawers on its right, legs on its left, a back panel."""
    width, depth, height = size_of(values)
    body, metal = main_look("Wood", values), look("Handle", "steel")
    thickness = 0.028
    under = height - thickness
    box_width = min(0.42, 0.34 * width)
    x = -width / 2 + 0.03 + box_width / 2
    parts = [
        Part(name="top", surface=rounded_box((width, depth, thickness), (0, 0, height - thickness / 2), 0.006),
             material="Wood"),
        Part(name="back_panel", material="Wood",
             surface=rounded_box((width - 0.14, 0.018, 0.45 * under), (0.0, depth / 2 - 0.05, under - 0.225 * under))),
    ]  # fmt: skip
    collisions = [shapes.collision_box((width, depth, thickness), (0, 0, height - thickness / 2))]
    joints = {}
    bottom = 0.12 if values["style"] != "rustic" else 0.03
    board = 0.018
    carcass = merge(
        [
            rounded_box(
                (board, depth - 0.06, under - bottom), (x - box_width / 2 + board / 2, 0, (under + bottom) / 2), 0.003
            ),
            rounded_box(
                (board, depth - 0.06, under - bottom), (x + box_width / 2 - board / 2, 0, (under + bottom) / 2), 0.003
            ),
            rounded_box((box_width - 2 * board, depth - 0.06, board), (x, 0, bottom + board / 2), 0.003),
            rounded_box(
                (box_width - 2 * board, board, under - bottom - board),
                (x, depth / 2 - 0.04, (under + bottom + board) / 2),
                0.003,
            ),
        ]
    )
    parts.append(Part(name="pedestal", surface=carcass, material="Wood"))
    collisions.append(shapes.collision_box((box_width, depth - 0.06, under - bottom), (x, 0, (under + bottom) / 2)))
    count = int(values["drawer_count"])
    inner = under - bottom - board - 0.004
    for k in range(count):
        face = inner / count
        z = bottom + board + 0.002 + face * (count - 1 - k) + face / 2
        name = f"drawer_{k + 1}"
        front, handle = drawer(x, -depth / 2 + 0.03, z, box_width - 2 * board - 0.006, depth - 0.1, face - 0.006)
        parts.append(Part(name=name, surface=front, material="Wood", moves_with=name))
        parts.append(Part(name=f"{name}_handle", surface=handle, material="Handle", moves_with=name))
        joints[name] = shapes.joint("slide", (x, -depth / 2 + 0.03, z), (0, -1, 0), (0.0, 0.7 * depth))
    leg_size = 0.05
    spots = [(width / 2 - 0.05, -depth / 2 + 0.05), (width / 2 - 0.05, depth / 2 - 0.05)]
    if bottom > 0.05:
        spots += [
            (x - box_width / 2 + 0.03, -depth / 2 + 0.06),
            (x + box_width / 2 - 0.03, -depth / 2 + 0.06),
            (x - box_width / 2 + 0.03, depth / 2 - 0.06),
            (x + box_width / 2 - 0.03, depth / 2 - 0.06),
        ]
    for k, spot in enumerate(spots):
        top_z = under if k < 2 else bottom
        parts.append(
            Part(name=f"leg_{k + 1}", material="Wood",
                 surface=leg((*spot, top_z), (*spot, 0.0), (leg_size, leg_size), (0.6 * leg_size, 0.6 * leg_size)))
        )  # fmt: skip
        collisions.append(shapes.collision_box((leg_size, leg_size, top_z), (*spot, top_z / 2)))
    if bottom <= 0.05:
        parts.append(
            Part(
                name="plinth",
                material="Wood",
                surface=rounded_box((box_width - 0.03, depth - 0.1, bottom), (x, 0.01, bottom / 2), 0.003),
            )
        )
    return make(
        parts,
        [body, metal],
        collisions,
        (
            shapes.surface_top("top", (0, 0, height), 0.95 * width, 0.9 * depth),
            *shapes.push_places(width, depth, height, height - 0.03),
        ),
        joints,
    )


def _is_masonry(values: Values) -> bool:
    return STUFF[str(values["material"])].kind in ("stone", "marble", "brick", "concrete")


def _top_of_the_same(values: dict[str, Value], _entity: Entity, _rng: np.random.Generator) -> None:
    """A counter of stone has a top of stone too."""
    if values["material"] in _TOPS:
        values["top_material"] = values["material"]


def _build_counter(values: Values) -> Build:
    """A kitchen counter: stone top with overhang, cupboard fronts with handles, a kick board; one of stone, brick or
    concrete is a block of slabs, without cupboards."""
    masonry = _is_masonry(values)
    width, depth, height = size_of(values)
    body, top = main_look("Front", values), look("Worktop", str(values["top_material"]))
    dark, metal = look("Kick board", "plastic", "charcoal"), look("Handle", "steel")
    thickness, kick = 0.04, 0.1
    under = height - thickness
    inner = under - kick
    parts = [
        Part(name="worktop", material="Worktop",
             surface=rounded_box((width, depth, thickness), (0, 0, height - thickness / 2), 0.006)),
        Part(name="carcass", material="Front",
             surface=rounded_box((width - 0.03, depth - 0.07, inner), (0, 0.025, kick + inner / 2), 0.003)),
        Part(name="kick_board", material="Kick board",
             surface=rounded_box((width - 0.05, depth - 0.14, kick), (0, 0.05, kick / 2), 0.003)),
    ]  # fmt: skip
    count = max(1, round(width / 0.6))
    unit = (width - 0.03) / count
    front_y = -depth / 2 + 0.02
    drawers, doors, handles = [], [], []
    drawer_height = 0.2 * inner
    for k in range(count):
        x = -(width - 0.03) / 2 + unit * (k + 0.5)
        if masonry:
            doors.append(rounded_box((unit - 0.004, 0.02, inner), (x, front_y + 0.01, kick + inner / 2), 0.003))
            continue
        z = kick + inner - drawer_height / 2
        drawers.append(rounded_box((unit - 0.006, 0.02, drawer_height - 0.006), (x, front_y + 0.01, z), 0.003))
        handles.append(rounded_box((0.35 * unit, 0.012, 0.012), (x, front_y - 0.024, z), 0.004))
        door_height = inner - drawer_height
        doors.append(panel_door(x, front_y, kick + door_height / 2, unit - 0.006, door_height - 0.006))
        edge = x + (0.5 * unit - 0.06) * (1 if k % 2 == 0 else -1)
        handles.append(rounded_box((0.012, 0.012, 0.16), (edge, front_y - 0.024, kick + door_height - 0.14), 0.004))
        for hx, hz in (
            (x - 0.14 * unit, z),
            (x + 0.14 * unit, z),
            (edge, kick + door_height - 0.08),
            (edge, kick + door_height - 0.2),
        ):
            handles.append(cylinder(0.004, 0.026, (hx, front_y - 0.012, hz), axis=1, segments=8, edge=0.001))
    if masonry:
        parts += [Part(name="slabs", surface=merge(doors), material="Front")]
    else:
        parts += [
            Part(name="drawer_fronts", surface=merge(drawers), material="Front"),
            Part(name="doors", surface=merge(doors), material="Front"),
            Part(name="handles", surface=merge(handles), material="Handle"),
        ]
    return make(
        parts,
        [body, top, dark] if masonry else [body, top, dark, metal],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (
            shapes.surface_top("worktop", (0, 0, height), 0.96 * width, 0.9 * depth),
            shapes.affordance("front", "lean_at", (0, -depth / 2, 0), (width, 0, height)),
        ),
        mass_kg=45.0 * width / 0.6,
        static=True,
    )


DESK = (
    *shapes.sizes((1.35, 0.8, 3.0), (0.65, 0.45, 1.4), (0.75, 0.6, 1.2)),
    shapes.choice("style", "classic", STYLES),
    *shapes.finish("oak"),
    shapes.number("drawer_count", 3, 1, 5),
)


_TOPS = ("granite", "marble", "oak", "concrete", "steel", "stone")

COUNTER = (
    *shapes.sizes((1.8, 0.5, 6.0), (0.65, 0.4, 1.5), (0.91, 0.7, 1.3)),
    *shapes.finish("painted wood"),
    shapes.choice("top_material", "granite", _TOPS),
)


CATEGORIES = (
    Category(
        name="desk",
        family="legged",
        synonyms=("writing desk", "school desk", "office desk", "computer desk"),
        parameters=DESK,
        build=_build_desk,
        sample=sampler("desk", DESK, stuffs=NATURAL_WOODS, ergonomic=True),
    ),
    Category(
        name="counter",
        family="boxy",
        synonyms=("kitchen counter", "countertop", "bar counter", "kitchen island"),
        parameters=COUNTER,
        build=_build_counter,
        sample=sampler("counter", COUNTER, colors=("white", "beige", "gray", "navy"), ergonomic=True, use_prior=False,
                       finish=_top_of_the_same),
        static=True,
    ),
)  # fmt: skip
