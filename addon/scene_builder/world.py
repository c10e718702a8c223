"""The sky as a node world."""

from __future__ import annotations

import bpy
import numpy as np

from .._vendor.backend.protocol.scene import World
from .node_graph import NodeGraph, Value

_SKY_MODELS = ("NISHITA", "SINGLE_SCATTERING", "MULTIPLE_SCATTERING", "HOSEK_WILKIE")
"""the same physical sky under its name up to 4.5 and from 5.0 on, then what comes nearest"""


def build_world(world: World, name: str) -> bpy.types.World:
    """Background colour, gradient from horizon to zenith, or physical sky; stars and clouds where asked for."""
    result = bpy.data.worlds.new(name)
    if result.node_tree is None:
        result.use_nodes = True
    result.color = _backdrop(world)
    graph = NodeGraph(result.node_tree)
    direction = graph.add("ShaderNodeTexCoord").outputs["Generated"]
    height = graph.separate(direction)[2]
    if world.kind == "sky":
        color: Value = _sky(graph, world)
    elif world.kind == "gradient" and len(world.colors) > 1:
        color = graph.ramp(height, list(zip(world.stops.tolist(), world.colors.tolist(), strict=True)))
    else:
        color = world.colors[0]
    if world.has_low_sun:
        color = _glow(graph, direction, color, world)
    if world.clouds > 0.0:
        color = _clouds(graph, direction, height, color, world)
    strength: Value = world.strength
    if world.stars:
        color, strength = _stars(graph, direction, height, color, world.strength)
    if world.seen_strength:
        strength = _strength_by_ray(graph, world)
    background = graph.add("ShaderNodeBackground", {"Color": color, "Strength": strength}, label="Sky")
    graph.add("ShaderNodeOutputWorld", {"Surface": background.outputs[0]})
    graph.arrange()
    return result


def _strength_by_ray(graph: NodeGraph, world: World) -> Value:
    """What the camera sees, directly or through glass, at the brightness of outdoors; the room is lit by its lamps."""
    ray = graph.add("ShaderNodeLightPath").outputs
    seen = graph.math("MAXIMUM", ray["Is Camera Ray"], ray["Is Transmission Ray"])
    return graph.math("ADD", world.strength, graph.math("MULTIPLY", seen, world.seen_strength - world.strength))


def _backdrop(world: World) -> list[float]:
    """What Solid view shows as the sky: between the horizon and what is above it, at most 1."""
    color = np.mean(np.asarray(world.colors[:2], dtype=np.float64), axis=0)
    return (np.clip(color, 0.0, None) / max(1.0, float(color.max()))).tolist()


def _sky(graph: NodeGraph, world: World) -> Value:
    node = graph.add("ShaderNodeTexSky")
    known = {item.identifier for item in node.bl_rna.properties["sky_type"].enum_items}
    node.sky_type = next(model for model in _SKY_MODELS if model in known)
    node.sun_disc = False  # the sun is a lamp
    node.sun_elevation = world.sun_elevation_rad
    node.sun_rotation = world.sun_rotation_rad
    return node.outputs[0]


def _glow(graph: NodeGraph, direction: Value, color: Value, world: World) -> Value:
    """The sky about a low sun, brighter and warmer."""
    toward = graph.vector("DOT_PRODUCT", direction, _sun_direction(world))
    near = graph.math("POWER", graph.math("MAXIMUM", toward, 0.0), 7.0)
    warm = np.asarray(world.colors[0], dtype=np.float64) * np.array([1.25, 1.0, 0.7])
    return graph.vector("ADD", color, graph.vector("SCALE", warm, near))


def _sun_direction(world: World) -> tuple[float, float, float]:
    azimuth, elevation = world.sun_rotation_rad, world.sun_elevation_rad
    flat = float(np.cos(elevation))
    return (float(np.sin(azimuth)) * flat, -float(np.cos(azimuth)) * flat, float(np.sin(elevation)))


def _clouds(graph: NodeGraph, direction: Value, height: Value, color: Value, world: World) -> Value:
    """Heaps of cloud in a band over the horizon, lit from above; a covered sky is a sheet of them."""
    # Heaps seen from the side: as wide as high near the horizon, flatter toward the zenith.
    x, y, _ = graph.separate(direction)
    lift = graph.math("MULTIPLY", height, graph.remap(height, 0.0, 0.6, 3.4, 1.6))
    place = graph.vector("MULTIPLY", graph.combine(x, y, lift), (2.6, 2.6, 2.6))
    shape = graph.noise(place, 1.0, 8.0, 0.56)
    # the same heaps a little higher: where they are thinner, this is a lit top, else a shaded base
    above = graph.noise(graph.vector("ADD", place, (0.0, 0.0, 0.16)), 1.0, 3.0, 0.5)
    edge = 0.66 - 0.36 * world.clouds
    cover = graph.remap(shape, edge, edge + 0.075)
    fade = graph.remap(height, 0.015, 0.09)
    top = graph.remap(graph.math("SUBTRACT", shape, above), -0.06, 0.10)
    peak = float(np.max(world.colors)) if world.kind != "sky" else 7.0
    horizon = np.asarray(world.colors[0], dtype=np.float64)
    white = 0.12 if world.has_low_sun else 0.45  # a low sun gilds the tops, and leaves the undersides to the sky
    lit = (1.0 - white) * horizon * (1.15 * peak / max(horizon.max(), 1e-6)) + white * 1.25 * peak
    base = 0.5 * lit + 0.25 * np.asarray(world.colors[-1], dtype=np.float64)
    shade = graph.mix(top, base, lit)
    return graph.mix(graph.math("MULTIPLY", cover, graph.math("MULTIPLY", fade, 0.92)), color, shade)


def _stars(graph: NodeGraph, direction: Value, height: Value, color: Value, strength: float) -> tuple[Value, Value]:
    """Small points of unequal brightness; the sky keeps its own strength."""
    cells = graph.voronoi(direction, 150.0)
    bright = graph.math("POWER", graph.separate(cells.outputs["Color"])[0], 6.0)
    point = graph.math("LESS_THAN", cells.outputs["Distance"], 0.09)
    light = graph.math("MULTIPLY", graph.math("MULTIPLY", point, bright), graph.remap(height, 0.02, 0.3))
    sky = graph.vector("SCALE", color, strength)
    return graph.vector(
        "ADD", sky, graph.combine(*[graph.math("MULTIPLY", light, tint) for tint in (0.9, 0.95, 1.1)])
    ), 1.0
