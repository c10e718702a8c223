"""What time leaves on a surface: edges rubbed bare, scratches, fading, grime; one node group for all materials."""

from __future__ import annotations

import bpy

from .node_graph import NodeGraph, Value, new_group

DIRT_COLOR = (0.062, 0.043, 0.026)
_BARE_COLOR = (0.46, 0.42, 0.36)
"""what shows where paint, stain or glaze is gone"""
_NAME = "Sceneloom Age"


def age_group() -> bpy.types.NodeTree:
    """Color, Roughness, Metallic, Wear 0…1 and Dirt 0…1 to Color, Roughness, Metallic; shared by all materials."""
    existing = bpy.data.node_groups.get(_NAME)
    if existing is not None:
        return existing
    graph, group_input = new_group(
        _NAME,
        (
            ("Color", "NodeSocketColor", (0.5, 0.5, 0.5, 1.0)), ("Roughness", "NodeSocketFloat", 0.5),
            ("Metallic", "NodeSocketFloat", 0.0), ("Wear", "NodeSocketFloat", 0.5), ("Dirt", "NodeSocketFloat", 0.5),
        ),
        (("Color", "NodeSocketColor"), ("Roughness", "NodeSocketFloat"), ("Metallic", "NodeSocketFloat")),
    )  # fmt: skip
    inputs = group_input.outputs
    place = graph.add("ShaderNodeTexCoord").outputs["Generated"]

    # 1. Fade: less colour, in broad patches
    patches = graph.remap(graph.noise(place, 2.7, 4.0, 0.6), 0.35, 0.7)
    faded = graph.add(
        "ShaderNodeHueSaturation",
        {"Saturation": graph.math("MULTIPLY_ADD", inputs["Wear"], -0.45, 1.0),
         "Value": graph.blend(patches, graph.math("MULTIPLY_ADD", inputs["Wear"], -0.3, 1.0), 1.05),
         "Color": inputs["Color"]},
    ).outputs[0]  # fmt: skip

    # 2. Bare edges, blotches and scratches
    edge = graph.add("ShaderNodeNewGeometry").outputs["Pointiness"]
    ragged = graph.noise(place, 9.0, 6.0, 0.7)
    edges = graph.remap(graph.math("MULTIPLY_ADD", ragged, 0.16, edge), 0.59, 0.66)
    blotches = graph.remap(ragged, 0.585, 0.63)
    scratch = graph.noise(graph.vector("MULTIPLY", place, (3.0, 70.0, 41.0)), 1.0, 2.0, 0.4, 0.4)
    scratches = graph.math("MULTIPLY", graph.remap(scratch, 0.64, 0.68), 0.7)
    bare = graph.math("MAXIMUM", graph.math("MAXIMUM", edges, blotches), scratches)
    bare = graph.math("MULTIPLY", bare, inputs["Wear"], clamp=True)
    worn = graph.mix(bare, faded, _BARE_COLOR)

    # 3. Grime over it
    covered = grime(graph, inputs["Dirt"])
    rough = graph.math("MAXIMUM", graph.math("MULTIPLY", inputs["Wear"], 0.65), graph.math("MULTIPLY", covered, 0.95))
    graph.add(
        "NodeGroupOutput",
        {"Color": graph.mix(covered, worn, DIRT_COLOR),
         "Roughness": graph.math("MAXIMUM", inputs["Roughness"], rough),
         "Metallic": graph.math("MULTIPLY", inputs["Metallic"], graph.math("SUBTRACT", 1.0, covered))},
    )  # fmt: skip
    graph.arrange()
    return graph.tree


def grime(graph: NodeGraph, amount: Value) -> Value:
    """0…1 how much dirt covers a place: blotches, and a tide that rises from the ground."""
    place = graph.add("ShaderNodeTexCoord").outputs["Generated"]
    cloudy = graph.noise(place, 3.4, 7.0, 0.68)
    height = graph.separate(place)[2]
    tide = graph.remap(graph.math("MULTIPLY_ADD", cloudy, -0.9, height), 0.12, -0.42)
    blotches = graph.remap(cloudy, 0.44, 0.62, 0.0, 0.85)
    return graph.math("MULTIPLY", graph.math("MAXIMUM", tide, blotches), amount, clamp=True)
