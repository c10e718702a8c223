"""Procedural textures as shared node groups: colours, roughness and relief in metres along the UV map.

Every group takes Base Color, Second Color, Scale (m), Roughness and Bump and gives Color, Roughness and Normal, so one
can be exchanged for another. Grain runs along U. `recipe(graph, sockets)` returns (colour, relief 0…1, relief in
metres at Bump 1, spread of the roughness).
"""

from __future__ import annotations

from collections.abc import Callable

import bpy

from .node_graph import NodeGraph, Value, new_group
from .texture_basis import Recipe, Sockets, Surface, stretched, tone
from .textures_nature import NATURE

_INPUTS = (
    ("Base Color", "NodeSocketColor", (0.5, 0.5, 0.5, 1.0)),
    ("Second Color", "NodeSocketColor", (0.3, 0.3, 0.3, 1.0)),
    ("Scale", "NodeSocketFloat", 0.1),
    ("Roughness", "NodeSocketFloat", 0.5),
    ("Bump", "NodeSocketFloat", 0.1),
)
_OUTPUTS = (("Color", "NodeSocketColor"), ("Roughness", "NodeSocketFloat"), ("Normal", "NodeSocketVector"))


def texture_group(kind: str) -> bpy.types.NodeTree:
    """The group of a kind of surface, shared by all materials of the file."""
    recipe = RECIPES.get(kind, _plain)
    name = f"Sceneloom {recipe.__name__.strip('_').replace('_', ' ').title()}"
    existing = bpy.data.node_groups.get(name)
    if existing is not None:
        return existing
    graph, group_input = new_group(name, _INPUTS, _OUTPUTS)
    inputs = group_input.outputs
    uv = graph.add("ShaderNodeUVMap").outputs[0]
    island = graph.add("ShaderNodeNewGeometry").outputs["Random Per Island"]
    shifted = graph.vector("ADD", uv, graph.vector("SCALE", (13.7, 7.3, 0.0), island))
    surface = recipe(graph, Sockets(inputs["Base Color"], inputs["Second Color"], inputs["Scale"], shifted, uv))

    # equal things differ a little: value ± 5 % and a breath of hue per object
    random = graph.add("ShaderNodeObjectInfo").outputs["Random"]
    varied = graph.add(
        "ShaderNodeHueSaturation",
        {
            "Hue": graph.remap(random, 0.0, 1.0, 0.494, 0.506),
            "Value": graph.remap(graph.math("FRACT", graph.math("MULTIPLY", random, 7.31)), 0.0, 1.0, 0.95, 1.05),
            "Color": surface.color,
        },
    ).outputs[0]
    shift = graph.math("MULTIPLY_ADD", surface.roughness_noise, 0.2, -0.1)
    roughness = graph.math("ADD", inputs["Roughness"], shift, clamp=True)
    distance = graph.math("MULTIPLY", inputs["Bump"], surface.relief_m)
    outputs = {"Color": varied, "Roughness": roughness, "Normal": graph.bump(surface.relief, 1.0, distance)}
    graph.add("NodeGroupOutput", outputs)
    graph.arrange()
    return graph.tree


def _plain(graph: NodeGraph, s: Sockets) -> Surface:
    broad = graph.noise(s.uv, 4.0, 3.0)
    return Surface(
        tone(graph, s.base, broad, 0.02), graph.noise(s.uv, 160.0, 2.0), 0.0008, graph.noise(s.uv, 11.0, 4.0)
    )


def _wood_grain(graph: NodeGraph, s: Sockets) -> tuple[Value, Value]:
    """Colour and fibre relief of a board whose grain runs along U."""
    wander = graph.noise(stretched(graph, s.uv, 1.3, 9.0), 1.0, 3.0, 0.55, 0.6)
    rings = graph.math("SINE", graph.math("MULTIPLY", wander, 46.0))
    fibre = graph.noise(stretched(graph, s.uv, 9.0, 260.0), 1.0, 3.0, 0.6)
    amount = graph.math("MULTIPLY_ADD", rings, 0.28, graph.remap(wander, 0.3, 0.75, 0.05, 0.75), clamp=True)
    grain = graph.mix(amount, s.base, s.second)
    return tone(graph, grain, fibre, 0.14), fibre


def _wood(graph: NodeGraph, s: Sockets) -> Surface:
    color, fibre = _wood_grain(graph, s)
    return Surface(color, fibre, 0.0025, fibre)


def _upright_uv(graph: NodeGraph) -> Value:
    """Metres along and up a wall, whichever way its faces were unwrapped: courses are level everywhere."""
    coordinates = graph.add("ShaderNodeTexCoord").outputs
    x, y, z = graph.separate(coordinates["Object"])
    across, along, up = (graph.math("ABSOLUTE", side) for side in graph.separate(coordinates["Normal"]))
    lies = graph.math("GREATER_THAN", up, 0.7)
    sideways = graph.math("MULTIPLY", graph.math("GREATER_THAN", across, along), graph.math("SUBTRACT", 1.0, lies))
    return graph.combine(graph.blend(sideways, x, y), graph.blend(lies, z, y))


def _brick_layout(
    graph: NodeGraph, s: Sockets, length: float, height: float, mortar: float, offset: float
) -> tuple[Value, Value]:
    """(shade of each piece 0…1, joints 1 / pieces 0) of courses whose sizes are multiples of Scale."""
    node = graph.add(
        "ShaderNodeTexBrick",
        {
            "Vector": graph.vector("DIVIDE", s.plain_uv, graph.combine(s.scale, s.scale, 1.0)),
            "Color1": (0.0, 0.0, 0.0),
            "Color2": (1.0, 1.0, 1.0),
            "Mortar": (0.5, 0.5, 0.5),
            "Scale": 1.0,
            "Mortar Size": mortar,
            "Mortar Smooth": 0.3,
            "Bias": 0.0,
            "Brick Width": length,
            "Row Height": height,
        },
        offset=offset,
        squash=1.0,
    )
    return node.outputs["Color"], node.outputs["Fac" if "Fac" in node.outputs else "Factor"]


def _brick(graph: NodeGraph, s: Sockets) -> Surface:
    s = s._replace(plain_uv=_upright_uv(graph))
    shade, joint = _brick_layout(graph, s, 2.2, 0.75, 0.07, 0.5)
    rough = graph.noise(s.plain_uv, 90.0, 4.0)
    piece = tone(graph, graph.vector("SCALE", s.base, graph.remap(shade, 0.0, 1.0, 0.72, 1.18)), rough, 0.15)
    relief = graph.math("MULTIPLY_ADD", rough, 0.25, graph.math("MULTIPLY", graph.math("SUBTRACT", 1.0, joint), 0.75))
    return Surface(graph.mix(joint, piece, s.second), relief, 0.05, rough)


def _tiles(graph: NodeGraph, s: Sockets) -> Surface:
    shade, joint = _brick_layout(graph, s, 1.0, 1.0, 0.012, 0.0)
    cloudy = graph.noise(s.plain_uv, 6.0, 4.0)
    piece = tone(graph, graph.vector("SCALE", s.base, graph.remap(shade, 0.0, 1.0, 0.93, 1.06)), cloudy, 0.05)
    return Surface(graph.mix(joint, piece, s.second), graph.math("SUBTRACT", 1.0, joint), 0.015, cloudy)


def _planks(graph: NodeGraph, s: Sockets) -> Surface:
    shade, joint = _brick_layout(graph, s, 11.0, 1.0, 0.012, 0.37)
    apart = s._replace(uv=graph.vector("ADD", s.uv, graph.vector("SCALE", (31.0, 17.0, 0.0), shade)))
    color, fibre = _wood_grain(graph, apart)
    board = graph.vector("SCALE", color, graph.remap(shade, 0.0, 1.0, 0.8, 1.15))
    relief = graph.math("MULTIPLY_ADD", fibre, 0.15, graph.math("MULTIPLY", graph.math("SUBTRACT", 1.0, joint), 0.85))
    return Surface(graph.vector("SCALE", board, graph.remap(joint, 0.0, 1.0, 1.0, 0.25)), relief, 0.015, fibre)


def _metal(graph: NodeGraph, s: Sockets) -> Surface:
    brushed = graph.noise(stretched(graph, s.uv, 5.0, 240.0), 1.0, 2.0)
    worn = graph.noise(s.uv, 7.0, 4.0)
    return Surface(tone(graph, s.base, worn, 0.05), brushed, 0.0005, graph.blend(0.5, brushed, worn))


def _weave(graph: NodeGraph, s: Sockets, thread_m: float) -> bpy.types.NodeSocket:
    """Threads that cross, −1…1."""
    u, v, _ = graph.separate(s.plain_uv)
    thread = 2.0 * 3.14159 / thread_m
    return graph.math(
        "MULTIPLY",
        graph.math("SINE", graph.math("MULTIPLY", u, thread)),
        graph.math("SINE", graph.math("MULTIPLY", v, thread)),
    )


def _fabric(graph: NodeGraph, s: Sockets) -> Surface:
    weave = _weave(graph, s, 0.005)
    fuzz = graph.noise(s.plain_uv, 260.0, 2.0)
    folds = graph.noise(s.plain_uv, 5.0, 3.0)
    relief = graph.math("MULTIPLY_ADD", weave, 0.25, graph.math("MULTIPLY_ADD", fuzz, 0.5, 0.25))
    return Surface(tone(graph, tone(graph, s.base, folds, 0.07), fuzz, 0.06), relief, 0.004, fuzz)


def _cloth(graph: NodeGraph, s: Sockets) -> Surface:
    """A fabric that hangs: the weave, and folds. They have a crest and soft flanks, run across each other, lie thick in
    some places and leave others smooth, and light and shade tell them even where no light grazes them."""
    weave = _weave(graph, s, 0.004)
    fuzz = graph.noise(s.plain_uv, 240.0, 2.0)
    folds = [_folds(graph, stretched(graph, s.plain_uv, *stretch)) for stretch in ((3.2, 7.5), (8.5, 4.5))]
    gathered = graph.remap(graph.noise(s.plain_uv, 2.4, 1.0), 0.38, 0.62, 0.25, 1.0)
    creases = graph.math("MULTIPLY", graph.math("MULTIPLY_ADD", folds[1], 0.4, folds[0]), gathered)
    fine = graph.math("MULTIPLY_ADD", weave, 0.012, graph.math("MULTIPLY", fuzz, 0.020))
    relief = graph.math("MULTIPLY_ADD", creases, 0.75, fine)
    shade = graph.remap(creases, 0.0, 1.1, 0.84, 1.10)
    color = tone(graph, graph.vector("SCALE", s.base, shade), fuzz, 0.05)
    return Surface(color, relief, 0.11, fuzz)


def _folds(graph: NodeGraph, place: Value) -> Value:
    """Crests 1 and hollows 0: where a smooth field crosses its middle, a fold runs."""
    field = graph.noise(place, 1.0, 1.5, 0.4, 0.9)
    off = graph.math("ABSOLUTE", graph.math("SUBTRACT", field, 0.5))
    return graph.math("POWER", graph.math("SUBTRACT", 1.0, graph.math("MULTIPLY", off, 4.0), clamp=True), 1.6)


def _leather(graph: NodeGraph, s: Sockets) -> Surface:
    pebbles = graph.voronoi(s.plain_uv, 220.0).outputs["Distance"]
    worn = graph.noise(s.plain_uv, 9.0, 4.0)
    return Surface(tone(graph, s.base, worn, 0.14), graph.math("SUBTRACT", 1.0, pebbles), 0.004, worn)


def _stone(graph: NodeGraph, s: Sockets) -> Surface:
    broad = graph.noise(s.plain_uv, 2.3, 6.0, 0.6, 0.4)
    grains = graph.noise(s.plain_uv, 60.0, 3.0, 0.7)
    color = tone(graph, graph.mix(graph.remap(broad, 0.35, 0.65), s.base, s.second), grains, 0.16)
    return Surface(color, graph.math("MULTIPLY_ADD", grains, 0.35, graph.math("MULTIPLY", broad, 0.65)), 0.06, grains)


def _concrete(graph: NodeGraph, s: Sockets) -> Surface:
    stains = graph.noise(s.plain_uv, 1.1, 5.0, 0.6)
    pores = graph.noise(s.plain_uv, 130.0, 3.0, 0.7)
    return Surface(tone(graph, tone(graph, s.base, stains, 0.1), pores, 0.06), pores, 0.006, stains)


def _plaster(graph: NodeGraph, s: Sockets) -> Surface:
    """Painted walls: nearly even, with the strokes of a trowel in grazing light."""
    broad = graph.noise(s.plain_uv, 0.7, 3.0, 0.5)
    strokes = graph.noise(stretched(graph, s.plain_uv, 5.0, 11.0), 1.0, 4.0, 0.55, 0.8)
    grit = graph.noise(s.plain_uv, 190.0, 2.0)
    relief = graph.math("MULTIPLY_ADD", grit, 0.25, graph.math("MULTIPLY", strokes, 0.75))
    return Surface(tone(graph, tone(graph, s.base, broad, 0.035), strokes, 0.025), relief, 0.02, strokes)


def _marble(graph: NodeGraph, s: Sockets) -> Surface:
    """Thin veins that wander and branch through pale cloudy stone."""
    bent = graph.vector("ADD", s.uv, graph.vector("SCALE", (0.5, 0.36, 0.0), graph.noise(s.uv, 2.2, 5.0, 0.6)))
    cloud = graph.noise(bent, 1.6, 5.0, 0.55)
    ridge = graph.math("ABSOLUTE", graph.math("SUBTRACT", graph.noise(bent, 2.6, 4.0, 0.5), 0.5))
    vein = graph.math("MULTIPLY", graph.remap(ridge, 0.035, 0.0), graph.remap(cloud, 0.36, 0.6))
    amount = graph.math("MULTIPLY_ADD", vein, 0.75, graph.remap(cloud, 0.42, 0.7, 0.0, 0.22), clamp=True)
    return Surface(graph.mix(amount, s.base, s.second), cloud, 0.0004, cloud)


def _skin(graph: NodeGraph, s: Sockets) -> Surface:
    blood = graph.noise(s.plain_uv, 16.0, 3.0)
    pores = graph.noise(s.plain_uv, 420.0, 2.0)
    flushed = graph.vector("MULTIPLY", s.base, (1.06, 0.9, 0.88))
    return Surface(graph.mix(graph.remap(blood, 0.4, 0.7, 0.0, 0.55), s.base, flushed), pores, 0.001, pores)


def _hair(graph: NodeGraph, s: Sockets) -> Surface:
    strands = graph.noise(stretched(graph, s.plain_uv, 6.0, 420.0), 1.0, 3.0, 0.6)
    locks = graph.noise(stretched(graph, s.plain_uv, 3.0, 70.0), 1.0, 2.0)
    color = tone(graph, tone(graph, s.base, strands, 0.35), locks, 0.2)
    return Surface(color, strands, 0.008, strands)


def _fur(graph: NodeGraph, s: Sockets) -> Surface:
    strands = graph.noise(stretched(graph, s.plain_uv, 45.0, 420.0), 1.0, 2.0, 0.6, 0.5)
    tufts = graph.noise(stretched(graph, s.plain_uv, 9.0, 34.0), 1.0, 3.0, 0.6, 0.6)
    marked = graph.add("ShaderNodeAttribute", attribute_name="markings").outputs["Fac"]
    ragged = graph.math("MULTIPLY_ADD", graph.math("SUBTRACT", tufts, 0.5), 0.9, marked)
    color = graph.mix(graph.remap(ragged, 0.35, 0.65), s.base, s.second)
    color = tone(graph, tone(graph, color, strands, 0.16), tufts, 0.12)
    return Surface(color, graph.math("MULTIPLY_ADD", strands, 0.5, graph.math("MULTIPLY", tufts, 0.5)), 0.03, strands)


RECIPES: dict[str, Recipe] = {
    "wood": _wood, "metal": _metal, "fabric": _fabric, "cloth": _cloth, "leather": _leather, "paper": _plain,
    "stone": _stone, "marble": _marble, "brick": _brick, "concrete": _concrete, "plaster": _plaster, "tile": _tiles,
    "tiles": _tiles, "planks": _planks,
    **NATURE, "skin": _skin, "hair": _hair, "fur": _fur,
}  # fmt: skip
"""kind of material, or pattern that is a relief, to recipe; anything else is plain"""


# --- Patterns that are colour only ----------------------------------------------------------------------------------


def pattern_group(pattern: str) -> bpy.types.NodeTree:
    """Base Color and Second Color in a pattern of Scale metres, as a shared group with one output, Color."""
    name = f"Sceneloom {pattern.title()}"
    existing = bpy.data.node_groups.get(name)
    if existing is not None:
        return existing
    graph, group_input = new_group(name, _INPUTS[:3], _OUTPUTS[:1])
    inputs = group_input.outputs
    uv = graph.add("ShaderNodeUVMap").outputs[0]
    cells = graph.vector("DIVIDE", uv, graph.combine(inputs["Scale"], inputs["Scale"], 1.0))
    color = graph.mix(PATTERNS[pattern](graph, cells), inputs["Base Color"], inputs["Second Color"])
    graph.add("NodeGroupOutput", {0: color})
    graph.arrange()
    return graph.tree


def _striped(graph: NodeGraph, cells: Value) -> Value:
    return graph.math("GREATER_THAN", graph.math("FRACT", graph.separate(cells)[1]), 0.5)


def _checked(graph: NodeGraph, cells: Value) -> Value:
    return graph.add("ShaderNodeTexChecker", {"Vector": cells, "Scale": 1.0}).outputs[1]


def _dotted(graph: NodeGraph, cells: Value) -> Value:
    centred = graph.vector("SUBTRACT", graph.vector("FRACTION", cells), (0.5, 0.5, 0.0))
    flat = graph.vector("MULTIPLY", centred, (1.0, 1.0, 0.0))
    return graph.math("LESS_THAN", graph.vector("LENGTH", flat), 0.27)


def _zebra(graph: NodeGraph, cells: Value) -> Value:
    """Rings round body and legs, here and there forked."""
    wander = graph.noise(stretched(graph, cells, 0.45, 0.7), 1.0, 2.0, 0.5)
    phase = graph.math("MULTIPLY_ADD", wander, 1.7, graph.separate(cells)[0])
    wave = graph.math("SINE", graph.math("MULTIPLY", phase, 2.0 * 3.14159))
    return graph.remap(wave, -0.16, -0.04)


def _tabby(graph: NodeGraph, cells: Value) -> Value:
    """Narrow dark rings that break up."""
    wander = graph.noise(stretched(graph, cells, 0.5, 0.9), 1.0, 3.0, 0.6)
    phase = graph.math("MULTIPLY_ADD", wander, 2.2, graph.separate(cells)[0])
    wave = graph.math("SINE", graph.math("MULTIPLY", phase, 2.0 * 3.14159))
    broken = graph.remap(graph.noise(cells, 0.9, 2.0), 0.35, 0.6)
    return graph.math("MULTIPLY", graph.remap(wave, 0.1, 0.6), broken)


def _tiger(graph: NodeGraph, cells: Value) -> Value:
    """Dark rings with wide gaps, pointed where they end."""
    wander = graph.noise(stretched(graph, cells, 0.45, 0.8), 1.0, 2.0, 0.5)
    phase = graph.math("MULTIPLY_ADD", wander, 1.5, graph.separate(cells)[0])
    wave = graph.math("SINE", graph.math("MULTIPLY", phase, 2.0 * 3.14159))
    ends = graph.noise(stretched(graph, cells, 1.1, 0.55), 1.0, 2.0)
    return graph.remap(graph.math("SUBTRACT", wave, graph.remap(ends, 0.35, 0.65, 0.9, -0.2)), 0.0, 0.10)


def _rosettes(graph: NodeGraph, cells: Value) -> Value:
    """Broken rings, strewn."""
    ragged = graph.vector("ADD", cells, graph.vector("SCALE", (0.35, 0.35, 0.0), graph.noise(cells, 3.0, 2.0)))
    away = graph.voronoi(ragged, 1.0, randomness=0.8).outputs["Distance"]
    ring = graph.math("LESS_THAN", graph.math("ABSOLUTE", graph.math("SUBTRACT", away, 0.30)), 0.085)
    return graph.math("MULTIPLY", ring, graph.remap(graph.noise(cells, 1.9, 1.0), 0.40, 0.44))


def _patches(graph: NodeGraph, cells: Value) -> Value:
    """A few large blots with a sharp edge."""
    return graph.remap(graph.noise(cells, 1.0, 3.0, 0.45, 0.4), 0.515, 0.535)


def _giraffe(graph: NodeGraph, cells: Value) -> Value:
    """Patches that nearly touch: 1 on the lines between them."""
    ragged = graph.vector("ADD", cells, graph.vector("SCALE", (0.3, 0.3, 0.0), graph.noise(cells, 5.0, 2.0)))
    return graph.remap(graph.voronoi(ragged, 1.0, "DISTANCE_TO_EDGE", 0.85).outputs["Distance"], 0.10, 0.05)


def _dots(graph: NodeGraph, cells: Value) -> Value:
    """Round spots of many sizes, strewn."""
    spots = graph.voronoi(cells, 1.0)
    size = graph.remap(graph.separate(spots.outputs["Color"])[0], 0.2, 1.0, 0.05, 0.42)
    return graph.math("LESS_THAN", spots.outputs["Distance"], size)


PATTERNS: dict[str, Callable[[NodeGraph, Value], Value]] = {
    "zebra": _zebra,
    "tabby": _tabby,
    "tiger": _tiger,
    "rosettes": _rosettes,
    "patches": _patches,
    "giraffe": _giraffe,
    "dots": _dots,
    "striped": _striped,
    "checked": _checked,
    "dotted": _dotted,
}
