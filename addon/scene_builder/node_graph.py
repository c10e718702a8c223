"""Short words for building node trees: values and sockets mix freely, and the nodes end up in readable columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import bpy

Value = Any
"""a socket to link, or a constant: float, 3 or 4 floats"""

_COLUMN_WIDTH = 220
_ROW_HEIGHT = 190


class NodeGraph:
    """A node tree being built."""

    def __init__(self, tree: bpy.types.NodeTree) -> None:
        self.tree = tree
        tree.nodes.clear()

    def add(
        self, kind: str, inputs: dict[str | int, Value] | None = None, *, label: str = "", **properties: Any
    ) -> Any:
        """A node of a bl_idname with inputs by name or index; properties are set first, as they change sockets."""
        node = self.tree.nodes.new(kind)
        node.label = label
        for name, value in properties.items():
            setattr(node, name, value)
        for key, value in (inputs or {}).items():
            self.set(node.inputs[key], value)
        return node

    def set(self, socket: bpy.types.NodeSocket, value: Value) -> None:
        """Link a socket, or set a constant; colours may have three components."""
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif isinstance(value, (int, float)):
            kind = socket.type
            socket.default_value = (
                value if kind in ("VALUE", "INT", "BOOLEAN") else [value] * (4 if kind == "RGBA" else 3)
            )
        else:
            numbers = [float(number) for number in value]
            socket.default_value = [*numbers, 1.0] if socket.type == "RGBA" and len(numbers) == 3 else numbers

    def math(self, operation: str, *operands: Value, clamp: bool = False) -> bpy.types.NodeSocket:
        """A scalar operation."""
        node = self.add("ShaderNodeMath", dict(enumerate(operands)), operation=operation, use_clamp=clamp)
        return node.outputs[0]

    def seconds(self) -> bpy.types.NodeSocket:
        """The time, which runs with the frames: an expression simple enough to need no scripts."""
        value = self.add("ShaderNodeValue", label="Seconds").outputs[0]
        driver = value.driver_add("default_value").driver
        driver.type, driver.expression = "SCRIPTED", "frame / 24"
        return value

    def vector(self, operation: str, *operands: Value) -> bpy.types.NodeSocket:
        """A vector operation; the `Scale` input of SCALE is its second operand."""
        if operation == "SCALE":
            node = self.add("ShaderNodeVectorMath", {0: operands[0], "Scale": operands[1]}, operation=operation)
        else:
            node = self.add("ShaderNodeVectorMath", dict(enumerate(operands)), operation=operation)
        return node.outputs["Value" if operation in ("LENGTH", "DOT_PRODUCT", "DISTANCE") else "Vector"]

    def mix(self, factor: Value, a: Value, b: Value, blend: str = "MIX") -> bpy.types.NodeSocket:
        """A colour between a and b."""
        node = self.add("ShaderNodeMix", {0: factor, 6: a, 7: b}, data_type="RGBA", blend_type=blend)
        return node.outputs[2]

    def blend(self, factor: Value, a: Value, b: Value) -> bpy.types.NodeSocket:
        """A number between a and b."""
        return self.add("ShaderNodeMix", {0: factor, 2: a, 3: b}, data_type="FLOAT").outputs[0]

    def remap(
        self, value: Value, low: float, high: float, to_low: Value = 0.0, to_high: Value = 1.0
    ) -> bpy.types.NodeSocket:
        """low…high to to_low…to_high, clamped and eased."""
        inputs = {0: value, 1: low, 2: high, 3: to_low, 4: to_high}
        return self.add("ShaderNodeMapRange", inputs, interpolation_type="SMOOTHSTEP").outputs[0]

    def separate(self, vector: Value) -> tuple[bpy.types.NodeSocket, ...]:
        """x, y, z of a vector."""
        return tuple(self.add("ShaderNodeSeparateXYZ", {0: vector}).outputs)

    def combine(self, x: Value, y: Value, z: Value = 0.0) -> bpy.types.NodeSocket:
        """A vector of three numbers."""
        return self.add("ShaderNodeCombineXYZ", {0: x, 1: y, 2: z}).outputs[0]

    def noise(
        self, vector: Value, scale: Value, detail: float = 2.0, roughness: float = 0.5, distortion: float = 0.0
    ) -> bpy.types.NodeSocket:
        """Fractal noise around 0.5."""
        inputs = {"Vector": vector, "Scale": scale, "Detail": detail, "Roughness": roughness, "Distortion": distortion}
        return self.add("ShaderNodeTexNoise", inputs).outputs[0]

    def voronoi(self, vector: Value, scale: Value, feature: str = "F1", randomness: float = 1.0) -> Any:
        """A Voronoi node; `Distance` and `Color` are its outputs."""
        return self.add(
            "ShaderNodeTexVoronoi", {"Vector": vector, "Scale": scale, "Randomness": randomness}, feature=feature
        )

    def ramp(self, factor: Value, stops: Sequence[tuple[float, Sequence[float]]]) -> bpy.types.NodeSocket:
        """A colour ramp of (position, rgb) stops, at least one."""
        node = self.add("ShaderNodeValToRGB", {0: factor})
        elements = node.color_ramp.elements
        while len(elements) > 1:
            elements.remove(elements[-1])
        for index, (position, color) in enumerate(stops):
            element = elements[0] if index == 0 else elements.new(position)
            element.position = position
            element.color = (*color, 1.0)
        return node.outputs[0]

    def bump(self, height: Value, strength: Value, distance_m: Value) -> bpy.types.NodeSocket:
        """A normal from a height 0…1 of `distance_m` metres."""
        return self.add("ShaderNodeBump", {"Strength": strength, "Distance": distance_m, "Height": height}).outputs[0]

    def arrange(self) -> None:
        """Columns by distance from the outputs, which stand at the right."""
        links = [(link.from_node.name, link.to_node.name) for link in self.tree.links]
        depth = dict.fromkeys((node.name for node in self.tree.nodes), 0)
        changed = True
        while changed:
            changed = False
            for source, target in links:
                if depth[source] <= depth[target]:
                    depth[source] = depth[target] + 1
                    changed = True
        rows: dict[int, int] = {}
        for node in self.tree.nodes:
            column = depth[node.name]
            node.location = (-_COLUMN_WIDTH * column, -_ROW_HEIGHT * rows.get(column, 0))
            rows[column] = rows.get(column, 0) + 1


def new_group(
    name: str, inputs: Sequence[tuple[str, str, Value]], outputs: Sequence[tuple[str, str]]
) -> tuple[NodeGraph, bpy.types.Node]:
    """A shader node group as (its graph, its input node); input sockets are (name, kind, default)."""
    tree = bpy.data.node_groups.new(name, "ShaderNodeTree")
    for socket_name, kind, default in inputs:
        tree.interface.new_socket(socket_name, in_out="INPUT", socket_type=kind).default_value = default
    for socket_name, kind in outputs:
        tree.interface.new_socket(socket_name, in_out="OUTPUT", socket_type=kind)
    graph = NodeGraph(tree)
    return graph, graph.add("NodeGroupInput")
