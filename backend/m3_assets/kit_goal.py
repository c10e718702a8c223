"""Soccer goals with a net."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import fillet, merge, sweep, tube
from .geometry_core import Floats
from .making import look, main_look, make, size_of
from .sampler import sampler


def _strand(a: Floats, b: Floats, radius: float) -> Surface:
    """A straight net cord of four sides."""
    return tube([a, b], radius, 4, edge=0.0)


def _net(corners: Floats, mesh_m: float, radius: float) -> list[Surface]:
    """Crossing cords over a quadrilateral (4, 3), corner to corner around."""
    a, b, c, d = (np.asarray(corner, dtype=np.float64) for corner in corners)
    wide = max(float(np.linalg.norm(b - a)), float(np.linalg.norm(c - d)))
    tall = max(float(np.linalg.norm(d - a)), float(np.linalg.norm(c - b)))
    cords = []
    for k in range(1, max(2, round(wide / mesh_m))):
        share = k / max(2, round(wide / mesh_m))
        cords.append(_strand(a + (b - a) * share, d + (c - d) * share, radius))
    for k in range(1, max(2, round(tall / mesh_m))):
        share = k / max(2, round(tall / mesh_m))
        cords.append(_strand(a + (d - a) * share, b + (c - b) * share, radius))
    return cords


def _build_goal(values: Values) -> Build:
    """Posts and crossbar at the front (-Y), a ground frame, back stays, and a net over back, top and sides."""
    width, depth, height = size_of(values)
    paint, cord = main_look("Posts", values), look("Net", "fabric", str(values["net_color"]))
    r = min(0.06, 0.03 * height)
    front, back = -depth / 2 + r, depth / 2 - 0.6 * r
    x, top = width / 2 - r, height - r
    bend = 0.05
    line = fillet([(-x, 0.0), (-x, top), (x, top), (x, 0.0)], [0, bend, bend, 0], 4)
    posts = sweep(
        np.column_stack([line[:, 0], np.full(len(line), front), line[:, 1]]),
        np.column_stack([np.cos(a := np.arange(18) * 2 * np.pi / 18), np.sin(a)]) * r,
        up=(0, -1, 0),
    )
    low = 0.6 * r
    ground = tube([(-x, front, low), (-x, back, low), (x, back, low), (x, front, low)], 0.6 * r, 10)
    shelf = min(0.4 * depth, 0.6)
    stays = [
        tube([(s * x, front, top), (s * x, front + shelf, top - 0.02), (s * x, back, low)], 0.42 * r, 8)
        for s in (-1, 1)
    ]
    y1 = front + shelf
    mesh, thin = float(values["mesh_m"]), 0.0026 + 0.001 * height
    t = top - 0.02
    cords = [
        *_net(np.array([(-x, y1, t), (x, y1, t), (x, back, low), (-x, back, low)]), mesh, thin),
        *_net(np.array([(-x, front, top), (x, front, top), (x, y1, t), (-x, y1, t)]), mesh, thin),
    ]
    for s in (-1, 1):
        cords += _net(
            np.array([(s * x, front, low), (s * x, front, top), (s * x, y1, t), (s * x, back, low)]), mesh, thin
        )
    cords.append(_strand(np.array([-x, y1, t]), np.array([x, y1, t]), 1.5 * thin))
    parts = [
        Part(name="posts", surface=posts, material="Posts"),
        Part(name="ground_frame", surface=ground, material="Posts"),
        Part(name="stays", surface=merge(stays), material="Posts"),
        Part(name="net", surface=merge(cords), material="Net"),
    ]
    lean = float(np.arctan2(back - y1, t - low))
    turn = np.array([np.cos(lean / 2), np.sin(lean / 2), 0, 0], dtype=np.float32)
    collisions = [
        *(shapes.collision_cylinder(2 * r, height, (s * x, front, height / 2)) for s in (-1, 1)),
        shapes.collision_cylinder(2 * r, width, (0, front, top), axis=0),
        shapes.collision_box(
            (width, 0.03, float(np.hypot(back - y1, t - low))), (0, (y1 + back) / 2, (t + low) / 2), turn
        ),
        shapes.collision_box((width, shelf, 0.03), (0, (front + y1) / 2, top)),
        *(shapes.collision_box((0.03, depth - r, 0.9 * height), (s * x, 0, 0.45 * height)) for s in (-1, 1)),
    ]
    return make(parts, [paint, cord], collisions,
                (shapes.affordance("mouth", "doorway", (0, front, 0), (2 * x - 2 * r, 0, top - r)),
                 shapes.affordance("inside", "inside", (0, 0, 0), (2 * x, depth - 2 * r, 0.8 * height))),
                mass_kg=18.0 * width, static=True)  # fmt: skip


GOAL = (
    *shapes.sizes((3.0, 0.8, 7.6), (1.2, 0.4, 2.6), (2.0, 0.6, 2.6)),
    *shapes.finish("painted metal", "white", patterned=False),
    Parameter(name="net_color", value="white"),
    shapes.length("mesh_m", 0.14, 0.06, 0.4, "width of the net's meshes"),
)


CATEGORIES = (
    Category(
        name="goal",
        family="sweep",
        synonyms=("soccer goal", "football goal", "goalpost", "net"),
        parameters=GOAL,
        build=_build_goal,
        sample=sampler("goal", GOAL, use_prior=False),
        static=True,
    ),
)  # fmt: skip
