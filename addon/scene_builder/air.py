"""Clear air: what is far off takes on the colour of the horizon (aerial perspective), without a volume."""

from __future__ import annotations

import bpy
import numpy as np

from .._vendor.backend.protocol.scene import World
from .node_graph import NodeGraph

MAX_HAZE_PER_M = 0.005
"""thicker air is fog, a volume that people stand in too"""


def has_haze(world: World) -> bool:
    """Whether far things fade into this sky."""
    return 0.0 < world.fog_density <= MAX_HAZE_PER_M


def air_group(world: World, name: str) -> bpy.types.NodeTree:
    """A shader group, Surface in and out, that mixes in the horizon's light with the distance from the camera."""
    tree = bpy.data.node_groups.new(name, "ShaderNodeTree")
    tree.interface.new_socket("Surface", in_out="INPUT", socket_type="NodeSocketShader")
    tree.interface.new_socket("Surface", in_out="OUTPUT", socket_type="NodeSocketShader")
    graph = NodeGraph(tree)
    surface = graph.add("NodeGroupInput").outputs[0]
    horizon = graph.add("ShaderNodeRGB", label="Horizon")
    # a hill stands before the sky a little above the horizon; a low sun's glow is about the sun, and what lies aside
    # of it has the air of the cooler sky above
    first = 1 if world.has_low_sun else 0
    color = np.mean(np.asarray(world.colors[first : first + 2], dtype=float), axis=0)
    horizon.outputs[0].default_value = (*color.tolist(), 1.0)
    density = graph.add("ShaderNodeValue", label="Haze per Metre")
    density.outputs[0].default_value = world.fog_density
    distance = graph.add("ShaderNodeCameraData").outputs["View Distance"]
    clear = graph.math("EXPONENT", graph.math("MULTIPLY", graph.math("MULTIPLY", distance, density.outputs[0]), -1.0))
    # only what the camera sees: light that falls on other things has not come so far
    seen = graph.add("ShaderNodeLightPath").outputs["Is Camera Ray"]
    amount = graph.math("MULTIPLY", graph.math("SUBTRACT", 1.0, clear), seen)
    strength = world.seen_strength or world.strength
    light = graph.add("ShaderNodeEmission", {"Color": horizon.outputs[0], "Strength": strength})
    mixed = graph.add("ShaderNodeMixShader", {0: amount, 1: surface, 2: light.outputs[0]})
    graph.add("NodeGroupOutput", {0: mixed.outputs[0]})
    graph.arrange()
    return tree
