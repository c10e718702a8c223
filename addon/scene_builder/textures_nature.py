"""Recipes of what grows, lies and flows outdoors, at two scales: patches to see from afar, grain to stand before."""

from __future__ import annotations

from .node_graph import NodeGraph, Value
from .texture_basis import Recipe, Sockets, Surface, stretched, tone


def asphalt(graph: NodeGraph, s: Sockets) -> Surface:
    chips = graph.voronoi(s.plain_uv, 110.0)
    patches = graph.noise(s.plain_uv, 0.45, 5.0, 0.6)
    tyres = graph.noise(stretched(graph, s.plain_uv, 0.08, 1.1), 1.0, 3.0, 0.5)
    brightness = graph.separate(chips.outputs["Color"])[0]
    color = tone(graph, tone(graph, tone(graph, s.base, patches, 0.3), tyres, 0.16), brightness, 0.28)
    # a few long cracks, where the ground has settled, sealed dark
    bent = graph.vector("ADD", s.plain_uv, graph.vector("SCALE", (1.0, 0.7, 0.0), graph.noise(s.plain_uv, 1.3, 5.0)))
    cell = graph.voronoi(bent, 0.16, "DISTANCE_TO_EDGE").outputs["Distance"]
    crack = graph.math("MULTIPLY", graph.remap(cell, 0.004, 0.0), graph.remap(patches, 0.48, 0.56))
    relief = graph.math("SUBTRACT", graph.math("SUBTRACT", 1.0, chips.outputs["Distance"]), crack)
    return Surface(graph.mix(crack, color, graph.vector("SCALE", s.second, 0.3)), relief, 0.02, brightness)


def grass(graph: NodeGraph, s: Sockets) -> Surface:
    meadow = graph.noise(s.plain_uv, 0.085, 4.0, 0.55, 0.3)
    patches = graph.noise(s.plain_uv, 0.55, 5.0, 0.6, 0.4)
    tufts = graph.noise(s.plain_uv, 5.0, 5.0, 0.68)
    blades = graph.noise(stretched(graph, s.plain_uv, 190.0, 55.0), 1.0, 3.0, 0.7, 1.5)
    color = graph.mix(graph.remap(patches, 0.36, 0.62, 0.0, 1.0), s.base, s.second)
    # dry where the ground is poor: yellower and lighter
    poor = graph.math("MULTIPLY_ADD", meadow, 0.62, graph.math("MULTIPLY", patches, 0.38))
    dry = graph.vector("MULTIPLY", s.base, (2.05, 1.32, 1.5))
    color = graph.mix(graph.remap(poor, 0.47, 0.62, 0.0, 0.72), color, dry)
    color = tone(graph, tone(graph, tone(graph, color, meadow, 0.3), tufts, 0.36), blades, 0.45)
    return Surface(color, graph.math("MULTIPLY_ADD", blades, 0.5, graph.math("MULTIPLY", tufts, 0.5)), 0.2, blades)


def soil(graph: NodeGraph, s: Sockets) -> Surface:
    damp = graph.noise(s.plain_uv, 1.2, 5.0, 0.6)
    crumbs = graph.noise(s.plain_uv, 45.0, 5.0, 0.7)
    stones = graph.voronoi(s.plain_uv, 14.0)
    pebble = graph.math("LESS_THAN", stones.outputs["Distance"],
                        graph.remap(graph.separate(stones.outputs["Color"])[0], 0.72, 1.0, 0.0, 0.32))  # fmt: skip
    color = tone(graph, graph.mix(graph.remap(damp, 0.35, 0.65), s.base, s.second), crumbs, 0.3)
    color = graph.mix(graph.math("MULTIPLY", pebble, 0.6), color, (0.2, 0.18, 0.155))
    return Surface(color, graph.math("MULTIPLY_ADD", pebble, 0.3, crumbs), 0.08, crumbs)


def sand(graph: NodeGraph, s: Sockets) -> Surface:
    _, v, _ = graph.separate(s.plain_uv)
    dunes = graph.noise(s.plain_uv, 0.12, 3.0)
    drift = graph.noise(s.plain_uv, 0.8, 4.0)
    # wind ripples 13 cm apart that wander, fork and fade out in places
    phase = graph.math("MULTIPLY_ADD", v, 48.0, graph.math("MULTIPLY", drift, 24.0))
    ripples = graph.math("MULTIPLY", graph.math("SINE", phase), graph.remap(dunes, 0.36, 0.56, 0.15, 1.0))
    grains = graph.noise(s.plain_uv, 420.0, 2.0, 0.7)
    damp = graph.mix(graph.remap(dunes, 0.4, 0.62, 0.0, 0.75), s.base, s.second)
    color = tone(graph, tone(graph, tone(graph, damp, drift, 0.16), grains, 0.13), ripples, 0.04)
    relief = graph.math(
        "MULTIPLY_ADD", ripples, 0.16, graph.math("MULTIPLY_ADD", grains, 0.08, graph.math("MULTIPLY", drift, 0.6))
    )
    return Surface(color, relief, 0.14, grains)


def snow(graph: NodeGraph, s: Sockets) -> Surface:
    mounds = graph.noise(s.plain_uv, 0.5, 4.0, 0.5)
    crust = graph.noise(stretched(graph, s.plain_uv, 3.0, 7.0), 1.0, 3.0, 0.5)
    crystals = graph.noise(s.plain_uv, 160.0, 3.0, 0.7)
    relief = graph.math(
        "MULTIPLY_ADD", crystals, 0.05, graph.math("MULTIPLY_ADD", crust, 0.14, graph.math("MULTIPLY", mounds, 0.8))
    )
    hollow = graph.mix(graph.remap(mounds, 0.36, 0.6), s.second, s.base)
    return Surface(tone(graph, hollow, crust, 0.03), relief, 0.45, crystals)


def water(graph: NodeGraph, s: Sockets) -> Surface:
    seconds = graph.seconds()  # swell and ripples drift across each other
    rolling = graph.vector("ADD", s.plain_uv, graph.vector("SCALE", (0.32, 0.14, 0.0), seconds))
    running = graph.vector("ADD", s.plain_uv, graph.vector("SCALE", (-0.10, 0.17, 0.0), seconds))
    swell = graph.noise(stretched(graph, rolling, 0.7, 1.6), 1.0, 3.0, 0.5, 0.8)
    ripples = graph.noise(stretched(graph, running, 5.0, 9.0), 1.0, 3.0, 0.5, 0.6)
    relief = graph.math("MULTIPLY_ADD", ripples, 0.2, graph.math("MULTIPLY", swell, 0.8))
    # far off, ripples are smaller than pixels and would only glitter
    distance = graph.add("ShaderNodeCameraData").outputs["View Distance"]
    relief = graph.math("MULTIPLY", relief, graph.remap(distance, 8.0, 60.0, 1.0, 0.03))
    return Surface(graph.mix(swell, s.base, s.second), relief, 0.6, 0.5)


def bark(graph: NodeGraph, s: Sockets) -> Surface:
    ridges = graph.noise(stretched(graph, s.plain_uv, 5.0, 42.0), 1.0, 5.0, 0.65, 0.8)
    flakes = graph.noise(s.plain_uv, 70.0, 3.0)
    color = graph.mix(graph.remap(ridges, 0.36, 0.6), s.second, s.base)
    return Surface(tone(graph, color, flakes, 0.16), ridges, 0.12, flakes)


def foliage(graph: NodeGraph, s: Sockets) -> Surface:
    island = graph.add("ShaderNodeNewGeometry").outputs["Random Per Island"]
    place = graph.add("ShaderNodeTexCoord").outputs["Object"]
    boughs = graph.noise(place, 1.1, 2.0)
    own = graph.add("ShaderNodeObjectInfo").outputs["Random"]
    mottled = graph.noise(s.uv, 24.0, 4.0, 0.65)
    color = graph.mix(graph.math("MULTIPLY", island, 0.85), s.base, s.second)
    # whole boughs, and whole plants, are fresher or riper than others
    ripe = graph.vector("MULTIPLY", color, (1.32, 1.04, 0.8))
    color = graph.mix(graph.math("MULTIPLY_ADD", own, 0.5, graph.remap(boughs, 0.4, 0.62, 0.0, 0.5)), color, ripe)
    color = tone(graph, tone(graph, color, boughs, 0.24), mottled, 0.2)
    return Surface(color, mottled, 0.02, mottled)


def canopy(graph: NodeGraph, s: Sockets) -> Surface:
    """The crown of a far tree as one body: tufts of leaves that catch the light, dark between them."""
    place = graph.add("ShaderNodeTexCoord").outputs["Object"]
    own = graph.add("ShaderNodeObjectInfo").outputs["Random"]
    tufts = graph.remap(graph.voronoi(place, 8.0).outputs["Distance"], 0.12, 0.6, 1.0, 0.0)
    leaves = graph.noise(place, 34.0, 3.0, 0.7)
    color = graph.mix(tufts, graph.vector("SCALE", s.second, 0.6), s.base)
    ripe = graph.vector("MULTIPLY", color, (1.3, 1.04, 0.8))
    color = tone(graph, graph.mix(graph.math("MULTIPLY", own, 0.6), color, ripe), leaves, 0.4)
    return Surface(color, graph.math("MULTIPLY_ADD", tufts, 0.7, graph.math("MULTIPLY", leaves, 0.3)), 0.9, leaves)


_ZONES = {"grass": (0.085, 0.125, 0.038), "rock": (0.2, 0.19, 0.185), "snow": (0.76, 0.79, 0.82)}
"""of a mountain from its foot to its top, as `nature_materials` has them"""


def _mountain(graph: NodeGraph, s: Sockets, zone: str) -> Surface:
    """Grass, rock and snow by height, with borders that wander; snow lies on what is level and slides off cliffs.

    Each zone of the mesh has a material of its own for Solid view; all of them paint the same mountain, so that no
    border follows the faces.
    """
    zones: dict[str, Value] = {**_ZONES, zone: s.base}
    coordinates = graph.add("ShaderNodeTexCoord").outputs
    height = graph.separate(coordinates["Generated"])[2]
    level = graph.separate(graph.add("ShaderNodeNewGeometry").outputs["Normal"])[2]
    broad = graph.noise(s.plain_uv, 0.06, 5.0, 0.6, 0.4)
    crags = graph.noise(s.plain_uv, 0.35, 6.0, 0.7, 0.6)
    strata = graph.noise(graph.vector("MULTIPLY", coordinates["Object"], (0.02, 0.02, 0.4)), 1.0, 5.0, 0.6, 0.8)
    wander = graph.math("MULTIPLY_ADD", crags, 0.16, graph.math("MULTIPLY_ADD", broad, 0.22, -0.19))
    snowed = graph.math("ADD", graph.math("ADD", height, wander), graph.math("MULTIPLY_ADD", level, 0.3, -0.21))
    grown = graph.math("ADD", graph.math("MULTIPLY", wander, 0.7), graph.math("MULTIPLY_ADD", level, -0.14, height))
    rock = tone(graph, tone(graph, tone(graph, zones["rock"], strata, 0.3), crags, 0.35), broad, 0.2)
    grass = tone(graph, tone(graph, zones["grass"], crags, 0.3), broad, 0.3)
    color = graph.mix(graph.remap(grown, 0.02, 0.12), grass, rock)
    color = graph.mix(graph.remap(snowed, 0.53, 0.58), color, zones["snow"])
    return Surface(color, graph.math("MULTIPLY_ADD", crags, 0.6, graph.math("MULTIPLY", strata, 0.4)), 2.0, crags)


def mountain_grass(graph: NodeGraph, s: Sockets) -> Surface:
    return _mountain(graph, s, "grass")


def mountain_rock(graph: NodeGraph, s: Sockets) -> Surface:
    return _mountain(graph, s, "rock")


def mountain_snow(graph: NodeGraph, s: Sockets) -> Surface:
    return _mountain(graph, s, "snow")


NATURE: dict[str, Recipe] = {
    "asphalt": asphalt, "grass": grass, "soil": soil, "sand": sand, "snow": snow, "water": water, "bark": bark,
    "foliage": foliage, "canopy": canopy, "mountain_grass": mountain_grass, "mountain_rock": mountain_rock,
    "mountain_snow": mountain_snow,
}  # fmt: skip
