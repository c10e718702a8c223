"""Clear plain shapes at the right size for words that no category covers: a four-legged figure, or a soft block."""

from __future__ import annotations

import numpy as np

from ..common.object_priors import object_prior
from ..protocol.scene import Entity, Parameter
from . import shapes
from .contract import Build, Category, Part, Values
from .geometry import merge, rounded_box, superellipsoid, tube
from .materials import material, physics, stuff_name
from .sampler import SIZE_WORDS, Value, clipped, words_of

PARAMETERS = (
    *shapes.sizes((0.4, 0.005, 500.0), (0.4, 0.005, 500.0), (0.4, 0.005, 500.0)),
    shapes.choice("form", "block", ("block", "four-legged")),
    *shapes.finish("plastic", "gray"),
    Parameter(name="mass_kg", value=1.0, minimum=0.001, maximum=1e6, unit="kg"),
)


def build(values: Values) -> Build:
    """A block with soft edges, or a simple figure on four legs that faces -Y."""
    width, depth, height = (float(values[key]) for key in ("width_m", "depth_m", "height_m"))
    if values["form"] == "four-legged":
        parts = _figure(width, depth, height)
    else:
        edge = 0.12 * min(width, depth, height)
        parts = (Part(name="block", surface=rounded_box((width, depth, height), (0, 0, height / 2), edge, 4),
                      material="Surface"),)  # fmt: skip
    look = material("Surface", str(values["material"]), str(values["color"]), pattern=str(values["pattern"]),
                    second_color=str(values["second_color"]))  # fmt: skip
    return Build(
        parts=parts,
        materials=(look,),
        physics=physics(str(values["material"]), float(values["mass_kg"])),
        collision_shapes=(shapes.collision_box((width, depth, height), (0, 0, height / 2)),),
        affordances=(
            shapes.surface_top("top", (0, 0, height), 0.8 * width, 0.8 * depth),
            *((shapes.grip((0, 0, height / 2), min(width, depth), 0.0),) if max(width, depth) < 0.4 else ()),
            *shapes.push_places(width, depth, height),
        ),
    )


def _figure(width: float, depth: float, height: float) -> tuple[Part, ...]:
    """Body, neck, head, ears, legs and tail in the proportions of a dog, scaled to the box."""
    leg_height = 0.48 * height
    body = superellipsoid((width, 0.66 * depth, 0.36 * height), (0, 0.06 * depth, leg_height + 0.12 * height), 2.6)
    head = superellipsoid((0.62 * width, 0.2 * depth, 0.24 * height), (0, -0.36 * depth, 0.84 * height), 2.4)
    snout = superellipsoid((0.36 * width, 0.16 * depth, 0.11 * height), (0, -0.42 * depth, 0.79 * height), 2.4)
    neck = tube([(0, -0.2 * depth, 0.64 * height), (0, -0.3 * depth, 0.74 * height), (0, -0.35 * depth, 0.82 * height)],
                [0.24 * width, 0.2 * width, 0.18 * width], 12)  # fmt: skip
    tail = tube([(0, 0.36 * depth, 0.66 * height), (0, 0.44 * depth, 0.68 * height), (0, 0.5 * depth, 0.8 * height)],
                [0.09 * width, 0.07 * width, 0.045 * width], 8)  # fmt: skip
    legs, ears = [], []
    for side in (-1.0, 1.0):
        for y in (-0.18, 0.28):
            x = side * 0.27 * width
            legs.append(
                tube(
                    [(x, y * depth, leg_height + 0.1 * height), (x, y * depth, 0.25 * height), (x, y * depth, 0.0)],
                    [0.17 * width, 0.12 * width, 0.11 * width],
                    10,
                )
            )
        ears.append(
            superellipsoid(
                (0.14 * width, 0.07 * depth, 0.16 * height), (side * 0.2 * width, -0.31 * depth, 0.92 * height)
            )
        )
    pieces = {"body": body, "head": merge([head, snout]), "neck": neck, "tail": tail, "legs": merge(legs),
              "ears": merge(ears)}  # fmt: skip
    return tuple(Part(name=name, surface=piece, material="Surface") for name, piece in pieces.items())


def _no_sample(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
    return dict(stand_in_values(entity, rng))


def stand_in_values(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
    """Size, mass and looks of a word from the knowledge base; half a metre where it knows nothing."""
    prior = object_prior(entity.lemma)
    size = np.full(3, 0.5) if prior is None else np.array([prior.width_m, prior.depth_m, prior.height_m])
    for word in words_of(entity):
        size = size * np.array(SIZE_WORDS.get(word, (1.0, 1.0, 1.0)))
    size = size * (1.0 + 0.04 * (2.0 * rng.random(3) - 1.0))
    said = next((stuff for value in entity.values("material") if (stuff := stuff_name(value))), None)
    animal = prior is not None and prior.group == "animals"
    stuff = (
        said or ("wool" if animal else stuff_name(prior.material) if prior and prior.material else None) or "plastic"
    )
    colors = entity.values("color")
    mass = prior.mass_kg if prior is not None and prior.mass_kg else 200.0 * float(np.prod(size))
    values: dict[str, Value] = {
        "width_m": float(size[0]), "depth_m": float(size[1]), "height_m": float(size[2]),
        "form": "four-legged" if animal else "block",
        "material": stuff,
        "color": colors[0] if colors else ("brown" if animal else "" if said else "gray"),
        "pattern": "", "second_color": colors[1] if len(colors) > 1 else "", "mass_kg": mass,
    }  # fmt: skip
    return clipped(values, {parameter.name: parameter for parameter in PARAMETERS})


STAND_IN = Category(
    name="stand-in", family="generic", synonyms=(), parameters=PARAMETERS, build=build, sample=_no_sample
)
