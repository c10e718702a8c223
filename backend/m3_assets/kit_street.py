"""Street lights, traffic lights and poles."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Entity
from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, rounded_box, superellipsoid, translated, tube
from .making import Look, look, main_look, make, size_of
from .materials import glowing
from .sampler import Value, sampler

WARM = "#ffd9a0"


def _build_street_light(values: Values) -> Build:
    """A tapered mast on a base, a bent arm and a head with a lit panel; or a traffic light with three lenses."""
    width, depth, height = size_of(values)
    mast = main_look("Mast", values)
    light = Look(glowing("Light", WARM, 120.0), "glass")
    base_r = min(0.12, 0.02 * height + 0.02)
    if values["style"] == "traffic":
        return _traffic_light(width, depth, height, mast)
    reach = depth - base_r
    y0 = depth / 2 - base_r
    foot = lathe(
        fillet(
            [
                (0, 0),
                (base_r, 0),
                (base_r, 0.03),
                (0.8 * base_r, 0.05),
                (0.78 * base_r, 0.11 * height),
                (0.55 * base_r, 0.125 * height),
                (0, 0.125 * height),
            ],
            0.012,
            3,
        ),
        20,
    )
    bend = min(0.14 * height, 0.6 * reach)
    line = fillet(
        [(y0, 0.12 * height), (y0, height - 0.05), (-depth / 2 + 0.3 * reach, height - 0.03)], [0, bend, 0], 8
    )
    path = np.column_stack([np.zeros(len(line)), line])
    radii = np.interp(np.linspace(0, 1, len(line)), [0, 1], [0.55 * base_r, 0.3 * base_r])
    head_l, head_w = 0.34 * reach, min(width, 0.5 * 0.34 * reach + 0.1)
    head_y, head_z = -depth / 2 + head_l / 2, height - 0.05
    parts = [
        Part(name="base", surface=translated(foot, (0, y0, 0)), material="Mast"),
        Part(name="mast", surface=tube(path, radii, 16), material="Mast"),
        Part(name="head", surface=superellipsoid((head_w, head_l, 0.1), (0, head_y, head_z), 4.0, 6), material="Mast"),
        Part(
            name="light",
            surface=rounded_box((0.7 * head_w, 0.7 * head_l, 0.02), (0, head_y, head_z - 0.048), 0.006),
            material="Light",
        ),
    ]
    return make(
        parts,
        [mast, light],
        [shapes.collision_cylinder(2 * base_r, height, (0, y0, height / 2))],
        (shapes.affordance("light", "hang_at", (0, head_y, head_z - 0.06), (0, 0, 0)),),
        mass_kg=18.0 * height,
        static=True,
    )


def _traffic_light(width: float, depth: float, height: float, mast: Look) -> Build:
    box_h = min(0.95, 0.32 * height)
    box_w = min(width, 0.36 * box_h)
    r = 0.05 * box_h + 0.03
    dark = look("Housing", "plastic", "charcoal")
    colors = (("Red light", "#ff2010"), ("Amber light", "#3a2600"), ("Green light", "#003312"))
    looks = [mast, dark]
    y = depth / 2 - r
    front = y - r - 0.11 * box_h
    z = height - box_h / 2
    parts = [
        Part(
            name="mast",
            surface=cylinder(r, height - 0.1 * box_h, (0, y, (height - 0.1 * box_h) / 2), segments=18, edge=0.01),
            material="Mast",
        ),
        Part(
            name="base", surface=cylinder(1.0 * r + 0.001, 0.3, (0, y, 0.15), segments=18, edge=0.02), material="Mast"
        ),
        Part(
            name="housing",
            surface=rounded_box((box_w, 0.22 * box_h, box_h), (0, front + 0.02, z), 0.03, 4),
            material="Housing",
        ),
    ]
    hoods = []
    for k, (name, color) in enumerate(colors):
        cz = z + (1 - k) * 0.31 * box_h
        lens_r = 0.115 * box_h
        looks.append(Look(glowing(name, color, 80.0 if k == 0 else 2.0), "glass"))
        parts.append(
            Part(
                name=name.lower().replace(" ", "_"),
                material=name,
                surface=superellipsoid((2 * lens_r, 0.05, 2 * lens_r), (0, front + 0.02 - 0.11 * box_h, cz)),
            )
        )
        hood = lathe(
            fillet(
                [(lens_r, 0), (1.12 * lens_r, 0), (1.12 * lens_r, 1.0 * lens_r), (lens_r, 1.0 * lens_r)],
                0.002,
                2,
                closed=True,
            ),
            24,
            closed_profile=True,
        )
        hood = rotated(hood, np.pi / 2, (1, 0, 0))
        vertices = hood.vertices.copy()  # the visor is cut slanting: long above, short below
        vertices[:, 1] *= 0.55 + 0.45 * np.clip(vertices[:, 2] / lens_r, -1, 1)
        hoods.append(
            translated(
                type(hood)(vertices=vertices, face_sizes=hood.face_sizes, face_vertices=hood.face_vertices, uv=hood.uv),
                (0, front + 0.02 - 0.1 * box_h, cz),
            )
        )
    parts.append(Part(name="visors", surface=merge(hoods), material="Housing"))
    low_y = min(float(p.surface.vertices[:, 1].min()) for p in parts)
    high_y = max(float(p.surface.vertices[:, 1].max()) for p in parts)
    shift = (0, -(low_y + high_y) / 2, 0)
    parts = [Part(name=p.name, surface=translated(p.surface, shift), material=p.material) for p in parts]
    return make(
        parts,
        looks,
        [
            shapes.collision_cylinder(2 * r, height, (0, y + shift[1], height / 2)),
            shapes.collision_box((box_w, 0.22 * box_h, box_h), (0, front + 0.02 + shift[1], z)),
        ],
        (),
        mass_kg=60.0,
        static=True,
    )


def _build_pole(values: Values) -> Build:
    """A tapered pole on a flange with a ball on top; a telephone pole has cross-arms with insulators."""
    width, depth, height = size_of(values)
    look_of = main_look("Pole", values)
    r = 0.5 * min(width, depth)
    if values["style"] == "telephone":
        r = min(0.16, 0.016 * height)
        white = look("Insulators", "ceramic")
        arms, cups = [], []
        for z in (0.93 * height, 0.85 * height):
            arms.append(rounded_box((width, 0.1, 0.12), (0, -r, z), 0.012))
            cups += [
                cylinder(0.045, 0.12, (x * width / 2, -r, z + 0.12), top_radius=0.03, segments=12, edge=0.012)
                for x in (-0.9, -0.5, 0.5, 0.9)
            ]
        parts = [
            Part(
                name="pole",
                surface=cylinder(r, height, (0, 0.05, height / 2), top_radius=0.7 * r, segments=18, edge=0.02),
                material="Pole",
            ),
            Part(name="cross_arms", surface=merge(arms), material="Pole"),
            Part(name="insulators", surface=merge(cups), material="Insulators"),
        ]
        low = min(float(p.surface.vertices[:, 1].min()) for p in parts)
        high = max(float(p.surface.vertices[:, 1].max()) for p in parts)
        parts = [
            Part(name=p.name, surface=translated(p.surface, (0, -(low + high) / 2, 0)), material=p.material)
            for p in parts
        ]
        return make(
            parts,
            [look_of, white],
            [shapes.collision_cylinder(2 * r, height, (0, 0, height / 2))],
            mass_kg=400.0,
            static=True,
        )
    shaft = 0.55 * r
    ball = 1.5 * shaft
    parts = [
        Part(
            name="pole",
            surface=cylinder(
                shaft, height - 1.4 * ball, (0, 0, (height - 1.4 * ball) / 2), top_radius=0.75 * shaft, segments=20
            ),
            material="Pole",
        ),
        Part(
            name="flange",
            surface=lathe(
                fillet(
                    [(0, 0), (r, 0), (r, 0.3 * r), (0.75 * shaft + 0.2 * r, 0.6 * r), (shaft, 0.9 * r), (0, 0.9 * r)],
                    0.06 * r,
                    3,
                ),
                24,
            ),
            material="Pole",
        ),
        Part(
            name="cap",
            surface=superellipsoid((2 * ball * 0.8, 2 * ball * 0.8, 2 * ball * 0.8), (0, 0, height - 0.8 * ball)),
            material="Pole",
        ),
    ]
    return make(
        parts,
        [look_of],
        [shapes.collision_cylinder(2 * shaft, height, (0, 0, height / 2))],
        (shapes.grip((0, 0, min(1.1, 0.5 * height)), 2 * shaft, 0.0),),
        mass_kg=10.0 * height,
        static=True,
    )


STREET_LIGHT = (
    *shapes.sizes((0.34, 0.15, 1.5), (1.8, 0.2, 5.0), (6.0, 1.0, 14.0)),
    shapes.choice("style", "street", ("street", "traffic")),
    *shapes.finish("painted metal", "charcoal", patterned=False),
)


POLE = (*shapes.sizes((0.18, 0.02, 4.0), (0.18, 0.02, 1.0), (3.5, 0.3, 20.0)),
        shapes.choice("style", "plain", ("plain", "telephone")), *shapes.finish("steel", patterned=False))  # fmt: skip


def _finish_street_light(values: dict[str, Value], entity: Entity, rng: np.random.Generator) -> None:
    del entity, rng
    if values["style"] == "traffic":
        values["depth_m"] = min(float(values["depth_m"]), 0.6)


CATEGORIES = (
    Category(
        name="street light",
        family="sweep",
        synonyms=("streetlight", "street lamp", "lamp post", "lamppost", "streetlamp", "traffic light", "stoplight"),
        parameters=STREET_LIGHT,
        build=_build_street_light,
        sample=sampler(
            "street light",
            STREET_LIGHT,
            use_prior=False,
            finish=_finish_street_light,
            presets={
                n: {"style": "traffic", "width_m": 0.36, "depth_m": 0.5, "height_m": 3.2}
                for n in ("traffic light", "stoplight")
            },
        ),
        static=True,
    ),
    Category(
        name="pole",
        family="sweep",
        synonyms=("post", "pillar", "flagpole", "telephone pole", "utility pole", "rod"),
        parameters=POLE,
        build=_build_pole,
        sample=sampler(
            "pole",
            POLE,
            use_prior=False,
            presets={
                n: {"style": "telephone", "material": "weathered wood", "width_m": 2.0, "depth_m": 0.5, "height_m": 8.0}
                for n in ("telephone pole", "utility pole")
            },
        ),
        static=True,
    ),
)  # fmt: skip
