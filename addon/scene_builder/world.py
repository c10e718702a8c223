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
    if world.clouds > 0.0:
        color = _clouds(graph, direction, height, color, world)
    strength: Value = world.strength
    if world.stars:
        color, strength = _stars(graph, direction, height, color, world.strength)
    background = graph.add("ShaderNodeBackground", {"Color": color, "Strength": strength}, label="Sky")
    graph.add("ShaderNodeOutputWorld", {"Surface": background.outputs[0]})
    graph.arrange()
    return result


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


def _clouds(graph: NodeGraph, direction: Value, height: Value, color: Value, world: World) -> Value:
    """A flat layer of cloud seen in perspective, thinning toward the horizon."""
    x, y, _ = graph.separate(direction)
    above = graph.math("ADD", graph.math("MAXIMUM", height, 0.0), 0.12)
    plane = graph.combine(graph.math("DIVIDE", x, above), graph.math("DIVIDE", y, above), 0.0)
    shape = graph.noise(plane, 0.9, 7.0, 0.58, 0.4)
    edge = 0.68 - 0.4 * world.clouds
    cover = graph.remap(shape, edge, edge + 0.16)
    fade = graph.remap(height, 0.01, 0.22)
    brightest = float(np.max(world.colors)) if world.kind != "sky" else 7.0
    white = np.full(3, 1.1 * brightest)
    return graph.mix(graph.math("MULTIPLY", cover, graph.math("MULTIPLY", fade, 0.9)), color, white)


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
