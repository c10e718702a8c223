"""Clear plain shapes at the right size for words that no category covers.

A four-legged figure, a bird, folded cloth, or a soft block.
"""

from __future__ import annotations

import numpy as np

from ..common.object_priors import object_prior
from ..protocol.scene import Entity, Parameter
from . import described_parts, shapes
from .contract import Build, Category, Part, Values
from .geometry import bounds_of, cushion, merge, rotated, rounded_box, superellipsoid, tube
from .materials import material, physics, stuff_name
from .sampler import SIZE_WORDS, Value, clipped, words_of

BIRDS = (
    "bird", "chicken", "rooster", "hen", "duck", "goose", "swan", "penguin", "owl", "parrot", "eagle", "pigeon",
    "seagull", "crow", "ostrich", "turkey", "flamingo", "peacock", "pelican", "hawk",
)  # fmt: skip
NATURAL_COLORS = {
    "apple": "crimson", "orange": "orange", "lemon": "yellow", "peach": "peach", "tomato": "red",
    "melon": "light green", "watermelon": "dark green", "pumpkin": "orange", "snowball": "white",
    "snowman": "white", "coconut": "brown", "onion": "tan", "cabbage": "light green", "banana": "yellow",
    "pear": "lime", "carrot": "orange", "strawberry": "red", "cucumber": "green", "cheese": "mustard",
    "bread": "tan", "cookie": "brown", "cake": "cream", "donut": "pink", "pizza": "mustard", "milk": "white",
    "chocolate": "brown", "toilet": "white", "sink": "white", "bathtub": "white", "refrigerator": "white",
    "washing machine": "white", "dishwasher": "silver", "oven": "silver", "microwave": "silver",
    "fire hydrant": "red", "fire extinguisher": "red", "traffic cone": "orange", "mailbox": "blue",
    "brick": "maroon", "piano": "black", "guitar": "tan", "violin": "auburn", "teddy bear": "tan",
    "elephant": "gray", "sheep": "cream", "cow": "white", "penguin": "black", "swan": "white",
    "duck": "yellow", "polar bear": "white", "flamingo": "pink", "crow": "black", "frog": "green",
    "crocodile": "olive", "turtle": "olive", "dragon": "dark green", "dinosaur": "olive", "rabbit": "light gray",
}  # fmt: skip
"""what a thing is coloured like when nobody says"""
FOLDED_SIZE_M = (0.32, 0.26, 0.06)
PARAMETERS = (
    *shapes.sizes((0.4, 0.005, 500.0), (0.4, 0.005, 500.0), (0.4, 0.005, 500.0)),
    shapes.choice("form", "block", ("block", "four-legged", "bird", "folded")),
    *shapes.finish("plastic", "gray"),
    Parameter(name="mass_kg", value=1.0, minimum=0.001, maximum=1e6, unit="kg"),
    *described_parts.PARAMETERS,
)


def build(values: Values) -> Build:
    """The form that `form` names; figures face -Y."""
    width, depth, height = (float(values[key]) for key in ("width_m", "depth_m", "height_m"))
    if described_parts.count_of(values):
        return _put_together(values)
    if values["form"] == "four-legged":
        parts = _figure(width, depth, height)
    elif values["form"] == "bird":
        parts = _bird(width, depth, height)
    elif values["form"] == "folded":
        parts = _folded(width, depth, height)
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


def _put_together(values: Values) -> Build:
    """A body with a collar and a lid, and the parts that the prompt describes."""
    described = described_parts.build(values)
    (width, depth, height), base = described.body, described.base_m
    edge = 0.10 * min(described.body)
    body = rounded_box(described.body, (0, 0, base + height / 2), edge, 4)
    collars = [rounded_box((1.03 * width, 1.03 * depth, 0.05 * height), (0, 0, base + share * height), 0.01 * height)
               for share in (0.22, 0.90)]  # fmt: skip
    look = material("Surface", str(values["material"]), str(values["color"]), pattern=str(values["pattern"]),
                    second_color=str(values["second_color"]))  # fmt: skip
    parts = (Part(name="body", surface=body, material="Surface"),
             Part(name="collars", surface=merge(collars), material="Joints"), *described.parts)  # fmt: skip
    used = {part.material for part in parts}
    looks = [one.material for one in described.looks if one.material.name in used]
    low, high = bounds_of([part.surface for part in parts])
    return Build(
        parts=parts, materials=(look, *looks),
        physics=physics(str(values["material"]), float(values["mass_kg"])),
        collision_shapes=(shapes.collision_box((max(width, 0.8 * float(high[0] - low[0])), depth, base + height),
                                               (0, 0, 0.5 * (base + height))),),
        affordances=(shapes.surface_top("top", (0, 0, base + height), 0.8 * width, 0.8 * depth),
                     *shapes.push_places(width, depth, base + height)),
        joints=described.joints,
    )  # fmt: skip


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


def _bird(width: float, depth: float, height: float) -> tuple[Part, ...]:
    """Body, head, beak, folded wings, tail and two legs."""
    z = 0.52 * height
    body = superellipsoid((0.8 * width, 0.6 * depth, 0.46 * height), (0, -0.02 * depth, z), 2.2)
    body = rotated(body, -0.25, (1, 0, 0), (0, 0, z))
    head = superellipsoid((0.44 * width, 0.26 * depth, 0.28 * height), (0, -0.29 * depth, 0.84 * height))
    beak = tube(
        [(0, -0.38 * depth, 0.84 * height), (0, -0.44 * depth, 0.825 * height), (0, -0.5 * depth, 0.81 * height)],
        [0.08 * width, 0.05 * width, 0.012 * width],
        8,
    )
    tail = superellipsoid((0.34 * width, 0.36 * depth, 0.07 * height), (0, 0.32 * depth, 0.47 * height), 3.0)
    wings, legs = [], []
    for side in (-1.0, 1.0):
        wing = superellipsoid((0.14 * width, 0.5 * depth, 0.34 * height), (side * 0.41 * width, 0.05 * depth, z), 2.6)
        wings.append(rotated(wing, -0.35, (1, 0, 0), (0, 0, z)))
        x = side * 0.16 * width
        legs.append(tube([(x, 0.0, 0.4 * height), (x, 0.0, 0.03 * height)], 0.035 * width, 8))
        legs.append(
            rounded_box(
                (0.16 * width, 0.16 * depth, 0.035 * height), (x, -0.04 * depth, 0.0175 * height), 0.01 * height
            )
        )
    pieces = {"body": merge([body, head]), "wings": merge(wings), "tail": tail, "beak": beak, "legs": merge(legs)}
    return tuple(Part(name=name, surface=piece, material="Surface") for name, piece in pieces.items())


def _folded(width: float, depth: float, height: float) -> tuple[Part, ...]:
    """Cloth folded twice: soft layers, each a little smaller, a collar's roll on top."""
    layer = height / 3.4
    layers = [
        cushion(
            (width * (1 - 0.03 * k), depth * (1 - 0.04 * k), 1.08 * layer),
            (0.004 * k, -0.006 * k, layer * (k + 0.52)),
            0.5 * layer,
            0.1 * layer,
        )
        for k in range(3)
    ]
    roll = tube(
        [
            (-0.2 * width, 0.3 * depth, 3 * layer),
            (0, 0.36 * depth, 3.02 * layer),
            (0.2 * width, 0.3 * depth, 3 * layer),
        ],
        0.4 * layer,
        10,
    )
    return (Part(name="cloth", surface=merge([*layers, roll]), material="Surface"),)


def stand_in_values(entity: Entity, rng: np.random.Generator) -> dict[str, Value]:
    """Size, mass and looks of a word from the knowledge base; half a metre where it knows nothing."""
    prior = object_prior(entity.lemma)
    size = np.full(3, 0.5) if prior is None else np.array([prior.width_m, prior.depth_m, prior.height_m])
    cloth = prior is not None and prior.group == "clothing"
    if cloth:
        size = np.array(FOLDED_SIZE_M)
    for word in words_of(entity):
        size = size * np.array(SIZE_WORDS.get(word, (1.0, 1.0, 1.0)))
    size = size * (1.0 + 0.04 * (2.0 * rng.random(3) - 1.0))
    said = next((stuff for value in entity.values("material") if (stuff := stuff_name(value))), None)
    animal = prior is not None and prior.group == "animals"
    usual = stuff_name(prior.material) if prior is not None and prior.material else None
    stuff = said or ("wool" if animal or cloth else usual) or "plastic"
    bird = entity.lemma.split()[-1] in BIRDS
    form = ("bird" if bird else "four-legged") if animal else "folded" if cloth else "block"
    colors = entity.values("color")
    natural = NATURAL_COLORS.get(entity.lemma, "brown" if animal else "" if said else "gray")
    mass = prior.mass_kg if prior is not None and prior.mass_kg else 200.0 * float(np.prod(size))
    values: dict[str, Value] = {
        "width_m": float(size[0]), "depth_m": float(size[1]), "height_m": float(size[2]),
        "form": form,
        "material": stuff,
        "color": colors[0] if colors else natural,
        "pattern": "", "second_color": colors[1] if len(colors) > 1 else "", "mass_kg": mass,
        **{parameter.name: parameter.value for parameter in described_parts.PARAMETERS},
    }  # fmt: skip
    return clipped(values, {parameter.name: parameter for parameter in PARAMETERS})


STAND_IN = Category(
    name="stand-in", family="generic", synonyms=(), parameters=PARAMETERS, build=build, sample=stand_in_values
)
