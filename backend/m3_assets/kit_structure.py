"""Stairs, ladders, ramps, fences and walls."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import CollisionShape, Entity
from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import circle, extrude, leg, merge, rotated, rounded_box, sweep, translated, tube
from .making import look, main_look, make, side, size_of
from .materials import WOODS
from .sampler import Value, sampler


def _hull(points: np.ndarray) -> CollisionShape:
    """A convex body around points (N, 3)."""
    low, high = points.min(axis=0), points.max(axis=0)
    return CollisionShape(
        kind="hull",
        transform=shapes.at((0.0, 0.0, 0.0)),
        dimensions=(high - low).astype(np.float32),
        points=points.astype(np.float32),
    )


def _build_stairs(values: Values) -> Build:
    """Treads over risers between stringers, rising to +Y, with handrails on balusters."""
    width, depth, height = size_of(values)
    tread_look, body = main_look("Treads", values), look("Body", str(values["body_material"]))
    stone = tread_look.stuff in ("concrete", "stone", "marble", "granite", "brick")
    rail_look = look("Rail", "steel" if stone else tread_look.stuff, fill=0.3 if stone else 1.0)
    rail_h = 0.9 if values["handrail"] else 0.0
    rise_total = max(height - rail_h, 0.3 * height)
    count = int(values["step_count"])
    rise, run = rise_total / count, depth / count
    t = min(0.035, 0.25 * rise)
    treads, risers, stands, collisions = [], [], [], []
    edge = 0.045
    inner = width - 2 * edge
    for k in range(count):
        z, y = rise * (k + 1), -depth / 2 + run * (k + 0.5)
        nose = 0.02 if k else 0.0
        treads.append(
            rounded_box((inner if not stone else width, run + nose, t), (0, y - nose / 2, z - t / 2), 0.005, grain=0)
        )
        if stone:
            risers.append(
                rounded_box(
                    (width - 0.01, depth / 2 - (y - run / 2) - 0.002 * k, rise - t),
                    (0, (depth / 2 + y - run / 2) / 2, z - t - (rise - t) / 2),
                    0.003,
                    grain=0,
                )
            )
        else:
            risers.append(
                rounded_box((inner, 0.018, rise - t), (0, y - run / 2 + 0.012, z - t - (rise - t) / 2), 0.003, grain=0)
            )
        stands.append(shapes.affordance(f"step_{k + 1}", "stand_at", (0, y, z), (inner, run, 0)))
        collisions.append(
            shapes.collision_box(
                (width, depth / 2 - (y - run / 2), rise), (0, (depth / 2 + y - run / 2) / 2, z - rise / 2)
            )
        )
    parts = [
        Part(name="treads", surface=merge(treads), material="Treads"),
        Part(name="risers", surface=merge(risers), material="Body"),
    ]
    if not stone:
        front, back = -depth / 2, depth / 2
        outline = np.array(
            [
                (front, 0.0),
                (front + 1.6 * run, 0.0),
                (back, rise_total - 1.7 * rise),
                (back, rise_total + 0.02),
                (back - 0.6 * run, rise_total + 0.02),
                (front, rise + 0.02),
            ]
        )
        for s in (1.0, -1.0):
            parts.append(
                Part(
                    name=f"stringer.{side(s)}",
                    material="Body",
                    surface=extrude(outline, edge, plane="yz", center=s * (width - edge) / 2, edge=0.004),
                )
            )
    if rail_h > 0.3:
        for s in (1.0, -1.0):
            x = s * (width / 2 - edge / 2 - (0.04 if stone else 0.0))
            bars = []
            for k in range(count):
                y, z = -depth / 2 + run * (k + 0.5), rise * (k + 1)
                tall = rail_h - (0.02 if k else 0.0)
                bars.append(rounded_box((0.022, 0.022, tall), (x, y, z + tall / 2 - 0.01), 0.004))
            section = circle(0.026, 12)
            path = [
                (x, -depth / 2 + 0.2 * run, rise * 0.7 + rail_h - 0.01),
                (x, -depth / 2 + 0.5 * run, rise + rail_h - 0.025),
                (x, depth / 2 - 0.5 * run, rise_total + rail_h - 0.025),
                (x, depth / 2, rise_total + rail_h - 0.026),
            ]
            bars.append(sweep(path, section))
            post = rounded_box((0.06, 0.06, rail_h + rise), (x, -depth / 2 + 0.03, (rail_h + rise) / 2), 0.008)
            parts.append(Part(name=f"railing.{side(s)}", surface=merge([*bars, post]), material="Rail"))
    return make(
        parts, [tread_look, body, rail_look], collisions, stands, mass_kg=90.0 * width * count / 10, static=True
    )


def _build_ladder(values: Values) -> Build:
    """Two rails and round rungs, leaning back a little."""
    width, depth, height = size_of(values)
    wood = main_look("Wood", values)
    lean = max(0.0, depth - 0.05)
    count = max(2, round(height / 0.3))
    rails = [
        leg(
            (s * (width / 2 - 0.03) * 0.86, depth / 2 - 0.025, height),
            (s * (width / 2 - 0.03), depth / 2 - 0.025 - lean, 0),
            (0.04, 0.05),
            (0.055, 0.05),
            0.006,
        )
        for s in (-1, 1)
    ]
    rungs, stands = [], []
    for k in range(count):
        share = (k + 0.6) / (count + 0.2)
        y, z = depth / 2 - 0.025 - lean * (1 - share), share * height
        half = (width / 2 - 0.03) * (1 - 0.14 * share)
        rungs.append(tube([(-half, y, z), (half, y, z)], 0.016, 10))
        stands.append(shapes.affordance(f"rung_{k + 1}", "stand_at", (0, y, z + 0.016), (2 * half, 0.03, 0)))
    parts = [
        Part(name="rails", surface=merge(rails), material="Wood"),
        Part(name="rungs", surface=merge(rungs), material="Wood"),
    ]
    return make(parts, [wood], [shapes.collision_box((width, depth, height), (0, 0, height / 2))], stands)


def _build_ramp(values: Values) -> Build:
    """A wedge that rises to +Y: deck boards on side cheeks, or one smooth block."""
    width, depth, height = size_of(values)
    deck_look = main_look("Deck", values)
    wooden = deck_look.stuff in (*WOODS, "painted wood")
    under = look("Side", "pine" if deck_look.stuff != "pine" else "oak") if wooden else deck_look
    name = under.material.name
    t = min(0.025, 0.12 * height)
    lip = 0.4 * t + 0.002
    slope = float(np.arctan2(height - lip - t, depth))
    drop = t / np.cos(slope)
    wedge = np.array([(-depth / 2, 0.0), (depth / 2, 0.0), (depth / 2, height - drop), (-depth / 2, lip)])
    side_w = 0.045 * width if wooden else width
    parts = []
    if wooden:
        cheeks = [extrude(wedge, side_w, plane="yz", center=s * (width - side_w) / 2, edge=0.003) for s in (-1, 1)]
        cheeks.append(
            rounded_box(
                (width - 2 * side_w, side_w, height - drop - 0.004),
                (0, depth / 2 - side_w / 2, (height - drop) / 2),
                0.003,
            )
        )
        parts.append(Part(name="sides", surface=merge(cheeks), material=name))
        along = float(np.hypot(depth, height - drop - lip))
        count = max(4, round(along / 0.14))
        unit = along / count
        boards = []
        actual = float(np.arctan2(height - drop - lip, depth))
        direction = np.array([0, np.cos(actual), np.sin(actual)])
        normal = np.array([0, -np.sin(actual), np.cos(actual)])
        start = np.array([0, -depth / 2, lip])
        for k in range(count):
            board = rotated(rounded_box((width, unit - 0.004, t), (0, 0, 0), 0.003, grain=0), actual, (1, 0, 0))
            centre = start + direction * unit * (k + 0.5) + normal * t / 2
            boards.append(translated(board, centre))
        parts.append(Part(name="deck", surface=merge(boards), material="Deck"))
    else:
        wedge = np.array([(-depth / 2, 0.0), (depth / 2, 0.0), (depth / 2, height), (-depth / 2, lip)])
        parts.append(Part(name="ramp", surface=extrude(wedge, width, plane="yz", edge=0.006), material="Deck"))
    corners = np.array(
        [
            (sx * width / 2, y, z)
            for sx in (-1, 1)
            for y, z in ((-depth / 2, 0), (depth / 2, 0), (depth / 2, height), (-depth / 2, lip + t))
        ]
    )
    middle = shapes.affordance("slope", "stand_at", (0, 0, height / 2), (width, depth, 0))
    return make(parts, [deck_look] if under is deck_look else [deck_look, under], [_hull(corners)],
                (middle, *shapes.push_places(width, depth, height)), mass_kg=60.0 * width * depth)  # fmt: skip


def _build_fence(values: Values) -> Build:
    """Posts with caps, two rails, and pickets with pointed tops; or board on board, or bars."""
    width, depth, height = size_of(values)
    wood = main_look("Wood", values)
    post = min(0.09, 0.8 * depth)
    spans = max(1, round(width / 1.8))
    span = (width - post) / spans
    posts = []
    for k in range(spans + 1):
        x = -(width - post) / 2 + span * k
        posts.append(rounded_box((post, post, height - 0.03), (x, 0, (height - 0.03) / 2), 0.006))
        cap = leg((x, 0, height), (x, 0, height - 0.045), (0.35 * post, 0.35 * post), (1.25 * post, 1.25 * post), 0.004)
        posts.append(cap)
    rails = [rounded_box((width - post, 0.035, 0.07), (0, 0.005, share * height), 0.004) for share in (0.24, 0.74)]
    t = 0.018
    pickets = []
    if values["style"] == "bars":
        count = max(2, round(span / 0.13))
        for k in range(spans):
            for i in range(1, count):
                x = -(width - post) / 2 + span * (k + i / count)
                pickets.append(tube([(x, 0.005, 0.06), (x, 0.005, 0.86 * height)], 0.009, 8))
                tip = np.array([(x, 0.005, 0.86 * height), (x, 0.005, 0.89 * height), (x, 0.005, 0.95 * height)])
                pickets.append(tube(tip, [0.006, 0.016, 0.003], 8))
    else:
        wide, gap = (0.085, 0.055) if values["style"] == "picket" else (0.14, 0.006)
        free = span - post
        count = max(2, int((free + gap) / (wide + gap)))
        pitch = free / count
        wide = pitch - gap
        top = 0.94 * height
        point = 0.045 if values["style"] == "picket" else 0.0
        for k in range(spans):
            for i in range(count):
                x = -(width - post) / 2 + span * k + post / 2 + pitch * (i + 0.5)
                outline = np.array(
                    [
                        (x - wide / 2, 0.05),
                        (x, 0.05),
                        (x + wide / 2, 0.05),
                        (x + wide / 2, top - point),
                        (x, top),
                        (x - wide / 2, top - point),
                    ]
                )
                pickets.append(extrude(outline, t, plane="xz", center=-0.022, edge=0.003))
    parts = [
        Part(name="posts", surface=merge(posts), material="Wood"),
        Part(name="rails", surface=merge(rails), material="Wood"),
        Part(name="pickets", surface=merge(pickets), material="Wood"),
    ]
    return make(
        parts,
        [wood],
        [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
        (shapes.affordance("front", "lean_at", (0, -depth / 2, 0), (width, 0, height)),),
        static=True,
    )


def _build_wall(values: Values) -> Build:
    """A wall with a plinth and a coping that stand out; bricks come from its material."""
    width, depth, height = size_of(values)
    face = main_look("Wall", values)
    trim = look("Coping", "concrete" if face.stuff in ("brick", "stone", "concrete") else "painted wood")
    coping, plinth = min(0.08, 0.06 * height), min(0.12, 0.08 * height)
    out = min(0.03, 0.12 * depth)
    parts = [
        Part(
            name="wall",
            surface=rounded_box(
                (width - 2 * out, depth - 2 * out, height - coping), (0, 0, (height - coping) / 2), 0.004, grain=0
            ),
            material="Wall",
        ),
        Part(
            name="coping",
            surface=rounded_box((width, depth, coping), (0, 0, height - coping / 2), 0.012, grain=0),
            material="Coping",
        ),
        Part(
            name="plinth",
            surface=rounded_box((width - 0.8 * out, depth - 0.8 * out, plinth), (0, 0, plinth / 2), 0.006, grain=0),
            material="Coping",
        ),
    ]
    if face.stuff == "brick" and values["piers"] and width > 1.5:
        piers = [
            rounded_box(
                (0.36, depth - 0.2 * out, height - coping - 0.001),
                (s * (width / 2 - 0.18 - 0.3 * out), 0, (height - coping) / 2),
                0.004,
                grain=0,
            )
            for s in (-1, 1)
        ]
        parts.append(Part(name="piers", surface=merge(piers), material="Wall"))
    return make(parts, [face, trim], [shapes.collision_box((width, depth, height), (0, 0, height / 2))],
                (shapes.affordance("front", "lean_at", (0, -depth / 2, 0), (width, 0, height)),
                 shapes.affordance("back", "lean_at", (0, depth / 2, 0), (width, 0, height), np.pi),
                 shapes.surface_top("coping", (0, 0, height), 0.95 * width, 0.8 * depth)), static=True)  # fmt: skip


STAIRS = (
    *shapes.sizes((1.1, 0.4, 6.0), (2.6, 0.5, 10.0), (2.7, 0.3, 8.0)),
    *shapes.finish("oak", patterned=False),
    shapes.choice("body_material", "painted wood", ("painted wood", "oak", "walnut", "concrete", "stone", "steel")),
    shapes.number("step_count", 10, 2, 30),
    shapes.flag("handrail", True),
)
LADDER = (*shapes.sizes((0.45, 0.25, 1.0), (0.3, 0.06, 2.0), (2.4, 0.8, 8.0)), *shapes.finish("pine", patterned=False))
RAMP = (*shapes.sizes((1.2, 0.2, 6.0), (2.2, 0.3, 10.0), (0.6, 0.05, 3.0)), *shapes.finish("oak", patterned=False))
FENCE = (
    *shapes.sizes((3.7, 0.6, 20.0), (0.12, 0.06, 0.4), (1.1, 0.3, 3.0)),
    shapes.choice("style", "picket", ("picket", "boards", "bars")),
    *shapes.finish("painted wood", patterned=False),
)
WALL = (
    *shapes.sizes((4.0, 0.3, 40.0), (0.25, 0.06, 2.0), (2.2, 0.2, 10.0)),
    *shapes.finish("brick"),
    shapes.flag("piers", True),
)


def _finish_stairs(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng, entity
    if values["material"] in ("concrete", "stone", "marble", "granite", "brick"):
        values["body_material"] = "concrete" if values["material"] == "concrete" else "stone"
    rise = float(values["height_m"]) - (0.9 if values["handrail"] else 0.0)
    values["step_count"] = max(2, round(rise / 0.18))
    values["depth_m"] = int(values["step_count"]) * 0.26


def _finish_fence(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng, entity
    if values["material"] in ("iron", "metal", "steel"):
        values["style"] = "bars"


def _finish_wall(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    if entity.values("color") and not entity.values("material"):
        values["material"] = "plaster"


CATEGORIES = (
    Category(
        name="stairs",
        family="structure",
        synonyms=("stair", "staircase", "stairway", "steps", "step"),
        parameters=STAIRS,
        build=_build_stairs,
        sample=sampler("stairs", STAIRS, stuffs=("oak", "walnut", "concrete"), use_prior=False, finish=_finish_stairs),
        static=True,
    ),
    Category(
        name="ladder",
        family="structure",
        synonyms=("stepladder",),
        parameters=LADDER,
        build=_build_ladder,
        sample=sampler("ladder", LADDER, use_prior=False),
    ),
    Category(
        name="ramp",
        family="structure",
        synonyms=("slope", "incline", "wedge"),
        parameters=RAMP,
        build=_build_ramp,
        sample=sampler("ramp", RAMP, stuffs=("oak", "pine"), use_prior=False),
        static=True,
    ),
    Category(
        name="fence",
        family="structure",
        synonyms=("picket fence", "barrier", "garden fence"),
        parameters=FENCE,
        build=_build_fence,
        sample=sampler("fence", FENCE, use_prior=False, finish=_finish_fence),
        static=True,
    ),
    Category(
        name="wall",
        family="structure",
        synonyms=("brick wall", "stone wall", "garden wall"),
        parameters=WALL,
        build=_build_wall,
        sample=sampler("wall", WALL, use_prior=False, finish=_finish_wall),
        static=True,
    ),
)
