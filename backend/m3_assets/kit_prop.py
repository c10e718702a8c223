"""Soccer goals, hats and umbrellas."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Surface, Values
from .geometry import cylinder, deformed, fillet, lathe, merge, sweep, tube
from .geometry_core import Floats
from .making import look, main_look, make, size_of
from .sampler import Value, sampler


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
    posts = sweep(np.column_stack([line[:, 0], np.full(len(line), front), line[:, 1]]), np.column_stack([np.cos(a := np.arange(18) * 2 * np.pi / 18), np.sin(a)]) * r, up=(0, -1, 0))
    low = 0.6 * r
    ground = tube([(-x, front, low), (-x, back, low), (x, back, low), (x, front, low)], 0.6 * r, 10)
    shelf = min(0.4 * depth, 0.6)
    stays = [tube([(s * x, front, top), (s * x, front + shelf, top - 0.02), (s * x, back, low)], 0.42 * r, 8) for s in (-1, 1)]
    y1 = front + shelf
    mesh, thin = float(values["mesh_m"]), 0.0022 + 0.0008 * height
    t = top - 0.02
    cords = [
        *_net(np.array([(-x, y1, t), (x, y1, t), (x, back, low), (-x, back, low)]), mesh, thin),
        *_net(np.array([(-x, front, top), (x, front, top), (x, y1, t), (-x, y1, t)]), mesh, thin),
    ]
    for s in (-1, 1):
        cords += _net(np.array([(s * x, front, low), (s * x, front, top), (s * x, y1, t), (s * x, back, low)]), mesh, thin)
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
        shapes.collision_box((width, 0.03, float(np.hypot(back - y1, t - low))), (0, (y1 + back) / 2, (t + low) / 2), turn),
        shapes.collision_box((width, shelf, 0.03), (0, (front + y1) / 2, top)),
        *(shapes.collision_box((0.03, depth - r, 0.9 * height), (s * x, 0, 0.45 * height)) for s in (-1, 1)),
    ]
    return make(parts, [paint, cord], collisions,
                (shapes.affordance("mouth", "doorway", (0, front, 0), (2 * x - 2 * r, 0, top - r)),
                 shapes.affordance("inside", "inside", (0, 0, 0), (2 * x, depth - 2 * r, 0.8 * height))),
                mass_kg=18.0 * width, static=True)  # fmt: skip


def _build_hat(values: Values) -> Build:
    """A crown with a pinch, a brim that rolls up at the sides, a band; or a cap with a visor, or a top hat."""
    width, depth, height = size_of(values)
    felt, band = main_look("Felt", values), look("Band", "fabric", str(values["band_color"]))
    style = str(values["style"])
    t = 0.0025
    if style == "cap":
        return _cap(width, depth, height)(values)
    tall = {"top": 1.0, "sun": 0.55}.get(style, 0.86)
    crown_r = {"top": 0.33, "sun": 0.24}.get(style, 0.29)
    crown_top = {"top": 0.36, "sun": 0.21}.get(style, 0.235)
    h = height * (1.0 if style == "top" else 0.92)
    brim_z = height - h * tall if style == "top" else 0.1 * height
    out = [(0.5, brim_z), (crown_r + 0.02, brim_z + 0.004), (crown_r, brim_z + 0.012), (crown_top, height - 0.1 * h), (crown_top - 0.04, height), (0.0, height - (0.0 if style != "fedora" else 0.02))]
    outer = [(r * min(width, depth), z) for r, z in out]
    inner = [(max(r - t, 0.0) if r > 0 else 0.0, z - t) for r, z in outer]
    inner[0] = (outer[0][0] - 0.0006, outer[0][1] - t)
    profile = fillet([*reversed(inner), *outer], [0, *[0.012 if style != "top" else 0.006] * 3, 0.006, 0.0009, 0.0009, 0.006, *[0.014 if style != "top" else 0.008] * 3, 0], 4)
    shell = _resampled_lathe(profile, 40)
    small = min(width, depth)

    def shape(points: Floats) -> Floats:
        x, y, z = points.T
        radius = np.hypot(x, y) / small
        moved = points * np.array([width / small, depth / small, 1.0])
        brim = np.clip((radius - crown_r - 0.02) / (0.5 - crown_r), 0.0, 1.0) ** 2
        if style in ("fedora", "cowboy"):
            curl = {"fedora": 0.1, "cowboy": 0.34}[style] * height
            turn = (x / np.maximum(np.hypot(x, y), 1e-9)) ** 2
            moved[:, 2] += brim * (curl * turn - 0.25 * curl * (1 - turn))
            upper = np.clip((z - 0.45 * height) / (0.55 * height), 0.0, 1.0)
            pinch = np.exp(-((x / (0.11 * small)) ** 2))
            moved[:, 2] -= 0.2 * height * upper**2 * pinch * np.clip(1.2 - radius / 0.25, 0.0, 1.0)
            moved[:, 0] *= 1.0 - 0.16 * upper * np.clip(-y / (0.2 * small), 0.0, 1.0)
        elif style == "sun":
            moved[:, 2] += brim * 0.05 * height * np.sin(3 * np.arctan2(y, x)) - 0.08 * height * brim
        return moved

    body = deformed(shell, shape)
    low = float(body.vertices[:, 2].min())
    body = deformed(body, lambda p: p - np.array([0, 0, low]))
    r0 = crown_r * small
    ring = [(r0 - 0.003, brim_z + 0.008), (r0 + 0.003, brim_z + 0.008), (r0 - 0.0 + 0.001, brim_z + 0.03 * (height / 0.13)), (r0 - 0.005, brim_z + 0.03 * (height / 0.13))]
    strip = deformed(lathe(fillet(ring, 0.001, 2, closed=True), 40, closed_profile=True), shape)
    strip = deformed(strip, lambda p: p - np.array([0, 0, low]))
    return make([Part(name="hat", surface=body, material="Felt"), Part(name="band", surface=strip, material="Band")], [felt, band],
                [shapes.collision_cylinder(small, 0.15 * height, (0, 0, 0.075 * height)), shapes.collision_cylinder(0.6 * small, height, (0, 0, height / 2))],
                (shapes.grip((0, -0.45 * depth, 0.1 * height), 0.005, 0.3 * width),), mass_kg=0.12)  # fmt: skip


def _resampled_lathe(profile: Floats, segments: int) -> Surface:
    """A lathe whose long straight runs are cut, so that it can be bent."""
    points = [profile[0]]
    for a, b in zip(profile[:-1], profile[1:], strict=True):
        cuts = max(1, int(np.hypot(*(b - a)) / 0.014))
        points += [a + (b - a) * k / cuts for k in range(1, cuts + 1)]
    return lathe(np.array(points), segments)


def _cap(width: float, depth: float, height: float):  # type: ignore[no-untyped-def]
    """A baseball cap of that size."""

    def build(values: Values) -> Build:
        cloth, visor_look = main_look("Felt", values), look("Visor", "fabric", str(values["band_color"]))
        r, reach = width / 2, depth - width
        t = 0.003
        angles = np.linspace(0.0, np.pi / 2, 10)
        outer = np.column_stack([np.cos(angles), np.sin(angles)])
        outer[:, 0] = outer[:, 0] ** 0.85
        outside = outer * (r, height - 0.008)
        inside = outer * (r - t, height - 0.008 - t)
        dome = lathe([(0.0, inside[-1, 1]), *(tuple(p) for p in inside[-2:0:-1]), (r - t, 0.0), (r, 0.0), *(tuple(p) for p in outside[1:-1]), (0.0, outside[-1, 1])], 36)
        centre = depth / 2 - r
        dome = deformed(dome, lambda p: p + np.array([0, centre, 0]))
        button = deformed(lathe([(0, 0), (0.011, 0), (0.009, 0.006), (0, 0.008)], 14), lambda p: p + np.array([0, centre, height - 0.008]))
        seams = []
        for k in range(6):
            angle = np.pi / 6 + k * np.pi / 3
            path = [((r * c**0.85 + 0.0004) * np.cos(angle), centre + (r * c**0.85 + 0.0004) * np.sin(angle), (height - 0.008) * s)
                    for c, s in zip(np.cos(angles[:-1]), np.sin(angles[:-1]), strict=True)]  # fmt: skip
            seams.append(tube(path, 0.0012, 6))
        from .geometry import rounded_box

        visor = rounded_box((1.0, 1.0, 0.004), (0, 0, 0), 0.0018, divisions=(14, 8, 1))

        def bend(points: Floats) -> Floats:
            u, v = np.clip(points[:, 0] * 2, -1, 1), points[:, 1] + 0.5  # across, and 0 at the tip … 1 at the dome
            half = 0.94 * r
            x = u * half * (0.93 + 0.07 * v)
            root = centre - np.sqrt(np.maximum((0.985 * r) ** 2 - x**2, 0.0)) * 0.97
            tip = -depth / 2 + (1 - np.sqrt(np.maximum(1 - 0.96 * u**2, 0.0))) * (reach + 0.55 * r)
            y = tip + (root - tip) * v
            z = 0.016 + points[:, 2] - 0.22 * r * u**2 * (1 - v) * 0.5 - 0.018 * (1 - v) + 0.014 * (1 - u**2)
            return np.column_stack([x, np.minimum(y, root), z])

        piece = deformed(visor, bend)
        low = min(0.0, float(piece.vertices[:, 2].min()))
        parts = [Part(name="crown", surface=dome, material="Felt"), Part(name="seams", surface=merge([*seams, button]), material="Felt"),
                 Part(name="visor", surface=piece, material="Visor")]  # fmt: skip
        parts = [Part(name=p.name, surface=deformed(p.surface, lambda q: q - np.array([0, 0, low])), material=p.material) for p in parts]
        return make(parts, [cloth, visor_look], [shapes.collision_cylinder(width, height, (0, centre, height / 2))],
                    (shapes.grip((0, -0.4 * depth, 0.01), 0.004, 0.1),), mass_kg=0.09)  # fmt: skip

    return build


def _build_umbrella(values: Values) -> Build:
    """An open canopy of eight panels over ribs and a shaft, with a crook; beach umbrellas have a plain pole."""
    width, depth, height = size_of(values)
    cloth, steel, wood = main_look("Canopy", values, 0.16), look("Shaft", "steel", fill=0.5), look("Handle", "walnut")
    radius = 0.5 * min(width, depth)
    dome = min(0.34 * radius + 0.05, 0.4 * height)
    tip = 0.05 * height
    rim = height - tip - dome
    t = 0.0025
    count, ribs = 8, []
    share = np.linspace(1.0, 0.0, 9)
    outside = [(radius * s, rim + dome * (1 - s**2)) for s in share]
    inside = [(max(r - 0.3 * t, 0.0), z - t) for r, z in outside]
    canopy = lathe([*reversed(inside), *outside], 48)

    def stretch(points: Floats) -> Floats:
        x, y, z = points.T
        r = np.hypot(x, y)
        angle = np.arctan2(y, x)
        between = np.abs(np.sin(0.5 * count * angle)) ** 1.3  # 0 on a rib, 1 halfway to the next
        out = (r / radius) ** 2
        factor = 1.0 - 0.085 * between * out
        return np.column_stack([x * factor, y * factor, z - 0.05 * radius * between * (r / radius) * (1 - 0.4 * out) + 0.02 * radius * between * out])

    for k in range(count):
        angle = 2 * np.pi * k / count
        path = [(0.985 * r * np.cos(angle), 0.985 * r * np.sin(angle), z - 2.4 * t) for r, z in outside[:-1]]
        ribs.append(tube(path, 0.0028, 6))
        mid = outside[4]
        slide = rim - 0.05 * height
        ribs.append(tube([(0.012 * np.cos(angle), 0.012 * np.sin(angle), slide), (0.98 * mid[0] * np.cos(angle), 0.98 * mid[0] * np.sin(angle), mid[1] - 3 * t)], 0.0024, 6))
    beach = values["style"] == "beach"
    r = 0.02 if beach else 0.0065
    crook = 0.0 if beach else 0.055 * min(height, 1.0)
    shaft = cylinder(r, height - 0.06 * height, (0, 0, height / 2), segments=12) if not beach else cylinder(r, height - 0.02, (0, 0, height / 2 - 0.01), segments=14)
    top = cylinder(1.3 * r, tip + 0.01, (0, 0, height - tip / 2 - 0.005), top_radius=0.6 * r, segments=12)
    ribs.append(cylinder(1.9 * r, 0.04 * height, (0, 0, rim - 0.05 * height), segments=12))
    parts = [Part(name="canopy", surface=deformed(canopy, stretch), material="Canopy"), Part(name="ribs", surface=merge(ribs), material="Shaft"),
             Part(name="shaft", surface=merge([shaft, top]), material="Shaft" if not beach else "Handle")]  # fmt: skip
    if not beach:
        angle = np.linspace(0.0, np.pi, 9)
        hook = np.column_stack([np.zeros(9), crook * (np.cos(angle) - 1.0), crook + 0.012 - crook * np.sin(angle)])
        path = np.concatenate([[(0, 0, 0.24 * height)], hook, [(0, -2 * crook, crook + 0.035)]])
        handle = tube(path, 0.012, 12)
        low = float(handle.vertices[:, 2].min())
        parts.append(Part(name="handle", surface=deformed(handle, lambda p: p - np.array([0, 0, low])), material="Handle"))
    return make(parts, [cloth, steel, wood],
                [shapes.collision_cylinder(2 * radius, dome, (0, 0, rim + dome / 2)), shapes.collision_cylinder(max(2 * r, 0.02), rim, (0, 0, rim / 2))],
                (shapes.grip((0, 0, 0.16 * height), 0.024 if not beach else 2 * r),), mass_kg=0.5 if not beach else 4.0, static=beach)  # fmt: skip


GOAL = (*shapes.sizes((3.0, 0.8, 7.6), (1.2, 0.4, 2.6), (2.0, 0.6, 2.6)), *shapes.finish("painted metal", "white", patterned=False),
        shapes.Parameter(name="net_color", value="white"), shapes.length("mesh_m", 0.14, 0.06, 0.4, "width of the net's meshes"))  # fmt: skip
HAT = (*shapes.sizes((0.31, 0.15, 1.0), (0.34, 0.15, 1.0), (0.135, 0.06, 0.5)),
       shapes.choice("style", "fedora", ("fedora", "cowboy", "sun", "top", "cap")), *shapes.finish("wool"),
       shapes.Parameter(name="band_color", value="charcoal", description="colour of the band or the visor"))  # fmt: skip
UMBRELLA = (*shapes.sizes((1.0, 0.4, 4.0), (1.0, 0.4, 4.0), (0.9, 0.4, 3.5)), shapes.choice("style", "hand", ("hand", "beach")),
            *shapes.finish("fabric"))  # fmt: skip


def _finish_hat(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del rng
    colors = entity.values("color")
    if len(colors) > 1:
        values["band_color"] = colors[1]
    elif colors and colors[0] in ("black", "charcoal"):
        values["band_color"] = "burgundy"
    elif values["style"] == "cap" and colors:
        values["band_color"] = colors[0]


def _finish_umbrella(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del entity, rng
    values["depth_m"] = values["width_m"]


CATEGORIES = (
    Category(name="goal", family="sweep", synonyms=("soccer goal", "football goal", "goalpost", "net"), parameters=GOAL, build=_build_goal,
             sample=sampler("goal", GOAL, use_prior=False), static=True),
    Category(name="hat", family="lathe", synonyms=("fedora", "cowboy hat", "sun hat", "straw hat", "top hat", "cap", "baseball cap"),
             parameters=HAT, build=_build_hat,
             sample=sampler("hat", HAT, use_prior=False, colors=("tan", "charcoal", "brown"), finish=_finish_hat, presets={
                 "cowboy hat": {"style": "cowboy", "material": "leather", "color": "", "width_m": 0.36, "depth_m": 0.4, "height_m": 0.16},
                 "sun hat": {"style": "sun", "material": "straw", "color": "", "width_m": 0.42, "depth_m": 0.42, "height_m": 0.12},
                 "straw hat": {"style": "sun", "material": "straw", "color": "", "width_m": 0.42, "depth_m": 0.42, "height_m": 0.12},
                 "top hat": {"style": "top", "color": "black", "band_color": "burgundy", "height_m": 0.17},
                 **{n: {"style": "cap", "material": "cotton", "color": "navy", "band_color": "navy", "width_m": 0.18, "depth_m": 0.27,
                        "height_m": 0.12} for n in ("cap", "baseball cap")}})),
    Category(name="umbrella", family="sweep", synonyms=("parasol", "beach umbrella"), parameters=UMBRELLA, build=_build_umbrella,
             sample=sampler("umbrella", UMBRELLA, colors=("crimson", "navy", "mustard", "teal"), use_prior=False, finish=_finish_umbrella,
                            presets={n: {"style": "beach", "width_m": 2.0, "height_m": 2.2, "pattern": "striped"}
                                     for n in ("beach umbrella", "parasol")})),
)  # fmt: skip
