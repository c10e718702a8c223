"""A room: floor, walls that are objects of their own, window and door openings, skirting, ceiling, curtains."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Affordance, CollisionShape, Material, PhysicsProperties
from .contract import Build, Part, Surface
from .environment_styles import RoomStyle
from .environment_terrain import plane
from .geometry import cylinder, merge, rotated, rounded_box, translated
from .geometry_grid import grid_corners, quads, thick_sheet
from .materials import material
from .shapes import affordance, collision_box, surface_top

Array = NDArray[np.float64]

WALL_M = 0.14
_APRON_M = 3.0
"""how far the floor runs on beyond the walls: where one is hidden for the camera, no edge shows, as on a set"""


def _rug(bounds: Array) -> tuple[Surface, Surface]:
    """A thin rug in the middle of the room, and its border: furniture and feet stand on it without a step."""
    width, depth = np.clip(0.56 * (bounds[1] - bounds[0])[:2], (1.4, 1.1), (3.2, 2.3))
    inner = rounded_box((width - 0.24, depth - 0.24, 0.009), (0.0, 0.0, 0.0045), 0.002)
    edges = [rounded_box((width, 0.12, 0.008), (0.0, s * (0.5 * depth - 0.06), 0.004), 0.002) for s in (-1, 1)] + [
        rounded_box((0.12, depth - 0.24, 0.008), (s * (0.5 * width - 0.06), 0.0, 0.004), 0.002) for s in (-1, 1)
    ]
    return inner, merge(edges)


def floor_build(bounds: Array, style: RoomStyle, color: str = "", stuff: str = "", rug: bool = False) -> Build:
    """The floor with the plane under it; it runs on beyond the walls. A `rug` lies on it where the style has one."""
    low, high = bounds[0] - WALL_M - _APRON_M, bounds[1] + WALL_M + _APRON_M
    high[1] -= _APRON_M  # the back wall is never hidden, and its windows look out on no floor
    x, y = np.meshgrid(np.linspace(low[0], high[0], 5), np.linspace(low[1], high[1], 5), indexing="xy")
    vertices = np.stack([x, y, np.zeros_like(x)], -1).reshape(-1, 3)
    corners = grid_corners(5, 5)
    paint = material("floor", stuff or style.floor, color or style.floor_color, roughness=None)
    pattern = style.pattern if not stuff else ("planks" if paint.kind == "wood" else None)
    paint = Material(
        name="floor",
        kind=paint.kind,
        base_color=paint.base_color,
        second_color=paint.second_color,
        roughness=paint.roughness,
        pattern=pattern,
        pattern_scale_m=style.pattern_scale_m,
        bump=paint.bump,
    )
    parts = [
        Part(name="floor", surface=quads(vertices, corners, vertices[corners][..., :2]), material="floor", closed=False)
    ]
    materials = [paint]
    if rug and style.rug_color:
        inner, border = _rug(bounds)
        parts += [Part(name="rug", surface=inner, material="rug"), Part(name="rug_border", surface=border,
                                                                      material="rug border")]  # fmt: skip
        materials += [material("rug", "wool", style.rug_color), material("rug border", "wool", "#e3d8c2")]
    return Build(
        parts=tuple(parts),
        materials=tuple(materials),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.6, restitution=0.35, static=True),
        collision_shapes=(plane(),),
        affordances=(surface_top("floor", (0.0, 0.0, 0.0), *(float(v) for v in (bounds[1] - bounds[0])[:2])),),
    )  # fmt: skip


def _box(low: tuple[float, float, float], high: tuple[float, float, float], radius: float = 0.0015) -> Surface:
    size, centre = np.subtract(high, low), 0.5 * np.add(low, high)
    return rounded_box(size, centre, radius)


@dataclass(frozen=True)
class Opening:
    """A hole in a wall: along it (from its middle), and up."""

    left: float
    right: float
    bottom: float
    top: float


def _wall(width: float, height: float, opening: Opening | None) -> Surface:
    """A wall along X whose inner face is y = 0, its body behind (+Y); boxes round an opening."""
    half, t = 0.5 * width, WALL_M
    if opening is None:
        return _box((-half, 0.0, 0.0), (half, t, height))
    pieces = [
        _box((-half, 0.0, 0.0), (opening.left, t, height)),
        _box((opening.right, 0.0, 0.0), (half, t, height)),
        _box((opening.left, 0.0, opening.top), (opening.right, t, height)),
    ]
    if opening.bottom > 0.02:
        pieces.append(_box((opening.left, 0.0, 0.0), (opening.right, t, opening.bottom)))
    return merge(pieces)


def _skirting(width: float, opening: Opening | None) -> Surface:
    half, high, t = 0.5 * width, 0.09, 0.016
    runs = [(-half, half)]
    if opening is not None and opening.bottom < 0.05:
        runs = [(-half, opening.left - 0.07), (opening.right + 0.07, half)]
    return merge([rounded_box((b - a, t, high), (0.5 * (a + b), -0.5 * t, 0.5 * high), 0.004) for a, b in runs])


PANELS_M = 0.95


def _panelling(width: float, opening: Opening | None) -> Surface:
    """Boards along the foot of a wall with a rail on top, as high as a table; below a window they end at its sill."""
    half = 0.5 * width
    runs = [(-half, half, PANELS_M)]
    if opening is not None:
        left, right = opening.left - 0.08, opening.right + 0.08
        runs = [(-half, left, PANELS_M), (right, half, PANELS_M)]
        runs += [(left, right, opening.bottom - 0.05)] if opening.bottom > 0.2 else []
    pieces = []
    for start, end, top in runs:
        pieces.append(_box((start, -0.014, 0.0), (end, 0.0, top), 0.003))
        pieces.append(_box((start, -0.035, top - 0.05), (end, 0.0, top), 0.006))
        for x in np.arange(start + 0.3, end, 0.6):
            pieces.append(_box((x - 0.02, -0.022, 0.1), (x + 0.02, 0.0, top - 0.05), 0.003))
    return merge(pieces)


def _window(opening: Opening) -> tuple[Surface, Surface]:
    """Frame with a cross bar, casing and sill; and the panes."""
    left, right, bottom, top = opening.left, opening.right, opening.bottom, opening.top
    middle_x, y, f = 0.5 * (left + right), 0.07, 0.05
    width, height = right - left, top - bottom
    z = 0.5 * (bottom + top)
    pieces = [
        rounded_box((f, 0.06, height), (left + f / 2, y, z), 0.004),
        rounded_box((f, 0.06, height), (right - f / 2, y, z), 0.004),
        rounded_box((width, 0.06, f), (middle_x, y, top - f / 2), 0.004),
        rounded_box((width, 0.06, f), (middle_x, y, bottom + f / 2), 0.004),
        rounded_box((0.045, 0.05, height), (middle_x, y, z), 0.004),
        rounded_box((width, 0.03, 0.028), (middle_x, y, bottom + 0.66 * height), 0.003),
        rounded_box((width + 0.16, 0.19, 0.03), (middle_x, -0.03, bottom - 0.015), 0.006),
    ]  # fmt: skip
    c = 0.07
    for x in (left - c / 2, right + c / 2):
        pieces.append(rounded_box((c, 0.02, height + c), (x, -0.01, z + c / 2), 0.004))
    pieces.append(rounded_box((width + 2 * c + 0.03, 0.024, c), (middle_x, -0.012, top + c / 2), 0.004))
    panes = rounded_box((width - 2 * f, 0.006, height - 2 * f), (middle_x, y, z), 0.0005)
    return merge(pieces), panes


def _door(opening: Opening) -> tuple[Surface, Surface, Surface]:
    """Frame, a panelled leaf, and its handle."""
    left, right, top = opening.left, opening.right, opening.top
    middle, width, c = 0.5 * (left + right), right - left, 0.07
    frame = [
        rounded_box((c, WALL_M + 0.03, top + c), (x, 0.5 * WALL_M - 0.005, 0.5 * (top + c)), 0.004)
        for x in (left - 0.35 * c, right + 0.35 * c)
    ]
    frame.append(
        rounded_box((width + 1.7 * c, WALL_M + 0.03, c), (middle, 0.5 * WALL_M - 0.005, top + 0.35 * c), 0.004)
    )
    leaf_w = width - 0.07
    leaf = [rounded_box((leaf_w, 0.045, top - 0.03), (middle, 0.05, 0.5 * top - 0.005), 0.004)]
    for low, high in ((0.10, 0.42), (0.47, 0.95)):
        for side in (-1, 1):
            x = middle + side * 0.225 * leaf_w
            z = 0.5 * (low + high) * top
            leaf.append(rounded_box((0.34 * leaf_w, 0.012, (high - low) * top), (x, 0.0245, z), 0.005))
    knob = merge(
        [
            cylinder(0.024, 0.012, (left + 0.10, 0.022, 1.0), axis=1, segments=16),
            cylinder(0.009, 0.05, (left + 0.10, -0.002, 1.0), axis=1, segments=12),
            rounded_box((0.12, 0.016, 0.02), (left + 0.145, -0.03, 1.0), 0.006),
        ]
    )
    return merge(frame), merge(leaf), knob


def _curtain(width: float, height: float, phase: float) -> Surface:
    """A hanging cloth with soft folds, from its top middle at the origin down."""
    s = np.linspace(-0.5, 0.5, 41)
    z = -height * np.array([0.0, 0.03, 0.2, 0.5, 0.8, 1.0])
    gather = np.array([1.0, 0.98, 0.94, 0.92, 0.95, 1.0])
    folds = 0.035 * np.sin(2 * np.pi * 6.5 * s + phase)
    depth = np.array([0.6, 0.8, 1.0, 1.1, 1.15, 1.2])
    grid = np.stack([gather[:, None] * width * s, depth[:, None] * folds, np.repeat(z[:, None], len(s), 1)], -1)
    return thick_sheet(grid[::-1], 0.004)


def room_build(
    bounds: Array, style: RoomStyle, *, window: bool = True, door: bool = True, wall_color: str = ""
) -> Build:
    """The ceiling, and `wall_back`, `wall_left`, `wall_right`, `wall_front` as objects, all where they belong."""
    (x0, y0, _), (x1, y1, height) = bounds
    width, depth = x1 - x0, y1 - y0
    colors = {
        "wall": wall_color or style.wall_color,
        "wall accent": wall_color or style.accent_color or style.wall_color,
    }
    materials = [
        material(name, style.wall, color, pattern=style.wall_pattern, pattern_scale_m=style.pattern_scale_m)
        for name, color in colors.items()
    ]
    materials += [
        material("trim", "painted wood", style.panel_color or "#e4e0d6"),
        material("ceiling", style.ceiling, style.ceiling_color),
        material("metal", "brass"),
    ]
    glass_half = min(0.85, 0.24 * depth)
    shift = 0.10 * depth
    window, door = window and not style.windowless, door and not style.doorless
    hole = Opening(shift - glass_half, shift + glass_half, 0.85, min(2.25, height - 0.3)) if window else None
    gate = Opening(-0.45 - 0.18 * depth, 0.45 - 0.18 * depth, 0.0, min(2.05, height - 0.2)) if door else None
    sides = {  # name: length, foot of the inner face, turn about Z, opening, material
        "wall_back": (width + 2 * WALL_M, (0.5 * (x0 + x1), y1), 0.0, None, "wall accent"),
        "wall_left": (depth, (x0, 0.5 * (y0 + y1)), 0.5 * np.pi, hole, "wall"),
        "wall_right": (depth, (x1, 0.5 * (y0 + y1)), -0.5 * np.pi, gate, "wall"),
        "wall_front": (width + 2 * WALL_M, (0.5 * (x0 + x1), y0), np.pi, None, "wall"),
    }
    parts = [
        Part(name="ceiling", material="ceiling",
             surface=_box((x0 - WALL_M, y0 - WALL_M, height), (x1 + WALL_M, y1 + WALL_M, height + 0.12)))
    ]  # fmt: skip
    shapes: list[CollisionShape] = []
    places: list[Affordance] = []
    for name, (length, foot, turn, opening, paint) in sides.items():

        def put(piece: Surface, turn: float = turn, foot: tuple[float, float] = foot) -> Surface:
            return translated(rotated(piece, turn, (0.0, 0.0, 1.0)), (*foot, 0.0))

        inner = width if name in ("wall_back", "wall_front") else depth
        parts.append(Part(name=name, surface=put(_wall(length, height, opening)), material=paint, moves_with=name))
        parts.append(
            Part(name=f"{name}_skirting", surface=put(_skirting(inner, opening)), material="trim", moves_with=name)
        )
        if style.panel_color:
            panels = put(_panelling(inner, opening))
            parts.append(Part(name=f"{name}_panels", surface=panels, material="trim", moves_with=name))
        cornice = rounded_box((inner, 0.05, 0.06), (0.0, -0.025, height - 0.03), 0.012)
        parts.append(Part(name=f"{name}_cornice", surface=put(cornice), material="trim", moves_with=name))
        if name == "wall_left" and opening is not None:
            frame, panes = _window(opening)
            parts.append(Part(name="window_frame", surface=put(frame), material="trim", moves_with=name))
            parts.append(Part(name="window_panes", surface=put(panes), material="pane", moves_with=name))
            materials.append(material("pane", "glass", "#eef6f8"))
            if style.curtains:
                parts += _curtains(opening, put, name)
                materials.append(material("curtain", "linen"))
            centre = np.array([x0, 0.5 * (y0 + y1) - 0.5 * (opening.left + opening.right) * -1.0, 0.0])
            centre[2] = 0.5 * (opening.bottom + opening.top)
            places.append(
                affordance(
                    "window",
                    "lean_at",
                    centre,
                    (opening.right - opening.left, 0.0, opening.top - opening.bottom),
                    0.5 * np.pi,
                )
            )
        if name == "wall_right" and opening is not None:
            frame, leaf, knob = _door(opening)
            for piece, part, look in (
                (frame, "door_frame", "trim"),
                (leaf, "door_leaf", "trim"),
                (knob, "door_handle", "metal"),
            ):
                parts.append(Part(name=part, surface=put(piece), material=look, moves_with=name))
            along = -0.5 * (opening.left + opening.right)
            places.append(
                affordance(
                    "door",
                    "doorway",
                    (x1, 0.5 * (y0 + y1) + along, 0.0),
                    (opening.right - opening.left, 0.0, opening.top),
                    -0.5 * np.pi,
                )
            )
        middle = np.array([foot[0], foot[1], 0.5 * height])
        outward = {"wall_back": (0, 1), "wall_left": (-1, 0), "wall_right": (1, 0), "wall_front": (0, -1)}[name]
        middle[:2] += 0.5 * WALL_M * np.array(outward)
        flat = (length, WALL_M, height) if outward[0] == 0 else (WALL_M, length, height)
        shapes.append(collision_box(flat, middle))
        places.append(affordance(name, "lean_at", (*foot, 0.0), (inner, 0.0, height), turn))
    return Build(
        parts=tuple(parts), materials=tuple(m for m in materials if m.name in {p.material for p in parts}),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.6, restitution=0.3, static=True),
        collision_shapes=tuple(shapes), affordances=tuple(places),
    )  # fmt: skip


def _curtains(opening: Opening, put: Callable[[Surface], Surface], name: str) -> list[Part]:
    top = opening.top + 0.16
    width = 0.48
    rod_length = opening.right - opening.left + 2 * width + 0.1
    middle = 0.5 * (opening.left + opening.right)
    rod = merge(
        [
            cylinder(0.012, rod_length, (middle, -0.09, top + 0.02), axis=0, segments=12),
            *[
                cylinder(0.024, 0.05, (middle + s * 0.5 * rod_length, -0.09, top + 0.02), axis=0, segments=12)
                for s in (-1, 1)
            ],
        ]
    )
    cloth = merge(
        [
            translated(_curtain(width, top - 0.03, phase), (x, -0.09, top))
            for x, phase in ((opening.left - 0.5 * width + 0.06, 0.3), (opening.right + 0.5 * width - 0.06, 1.9))
        ]
    )
    return [
        Part(name="curtain_rod", surface=put(rod), material="metal", moves_with=name),
        Part(name="curtains", surface=put(cloth), material="curtain", moves_with=name),
    ]
