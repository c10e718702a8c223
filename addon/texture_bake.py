"""Procedural materials as image textures, for programs that do not know Blender's nodes.

All meshes of an asset share one atlas in a UV map of its own: base colour, and where the format can say them also
roughness and normals.
"""

from __future__ import annotations

from pathlib import Path

import bpy

SIZE_PX = 1024
UV_NAME = "Baked"
_MARGIN_PX = 4
_ISLAND_MARGIN_PX, _MOST_MARGIN = 12.0, 0.02


def bake_textures(
    scene: bpy.types.Scene, targets: list[bpy.types.Object], folder: Path | None, stem: str, size_px: int = SIZE_PX
) -> None:
    """Give the materials of mesh objects images of `size_px` square in the place of their nodes.

    The images are packed, or written as files that begin with `stem` into a folder.
    """
    _unwrap(scene, targets, min(_ISLAND_MARGIN_PX / size_px, _MOST_MARGIN))
    materials = list(dict.fromkeys(s.material for o in targets for s in o.material_slots if s.material is not None))
    shaded = {material: shader for material in materials if (shader := _principled(material)) is not None}
    scene.render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.device = 1, "CPU"
    images = {"base_color": _baked(scene, targets, shaded, size_px, "base_color", "Base Color")}
    if folder is None:
        images["roughness"] = _baked(scene, targets, shaded, size_px, "roughness", "Roughness")
        images["normal"] = _baked(scene, targets, shaded, size_px, "normal", None)
    else:  # .obj: its roughness map is read as a colour and its bump map as heights by many programs
        for shader in shaded.values():
            _flatten_roughness(shader)
    for name, image in images.items():
        if folder is None:
            image.pack()
        else:
            image.filepath_raw, image.file_format = str(folder / f"{stem}_{name}.png"), "PNG"
            image.save()
    for material, shader in shaded.items():
        _use_images(material.node_tree, shader, images)
    for target in targets:
        for layer in [layer.name for layer in target.data.uv_layers if layer.name != UV_NAME]:
            target.data.uv_layers.remove(target.data.uv_layers[layer])


def _unwrap(scene: bpy.types.Scene, targets: list[bpy.types.Object], island_margin: float) -> None:
    """A map without overlaps over all objects together."""
    layer = scene.view_layers[0]
    for other in layer.objects:
        other.select_set(other in targets)
    layer.objects.active = targets[0]
    for target in targets:
        target.data.uv_layers.active = target.data.uv_layers.new(name=UV_NAME)
        target.data.uv_layers[UV_NAME].active_render = True
    bpy.ops.object.mode_set(mode="EDIT")
    bpy.ops.mesh.reveal(select=False)
    bpy.ops.mesh.select_all(action="SELECT")
    bpy.ops.uv.smart_project(angle_limit=1.15, island_margin=island_margin, scale_to_bounds=False)
    bpy.ops.object.mode_set(mode="OBJECT")


def _principled(material: bpy.types.Material) -> bpy.types.Node | None:
    return next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)


def _baked(
    scene: bpy.types.Scene,
    targets: list[bpy.types.Object],
    shaded: dict[bpy.types.Material, bpy.types.Node],
    size_px: int,
    name: str,
    socket: str | None,
) -> bpy.types.Image:
    """One pass over all objects: what goes into a socket of the shader, or the normals (None)."""
    image = bpy.data.images.new(name, size_px, size_px)
    if name != "base_color":
        image.colorspace_settings.name = "Non-Color"
    added: list[tuple[bpy.types.NodeTree, bpy.types.Node]] = []
    outputs = []
    for material, shader in shaded.items():
        tree = material.node_tree
        node = tree.nodes.new("ShaderNodeTexImage")
        node.image = image
        tree.nodes.active = node
        added.append((tree, node))
        if socket is not None:
            surface = next(n for n in tree.nodes if n.type == "OUTPUT_MATERIAL").inputs["Surface"]
            outputs.append((tree, surface, surface.links[0].from_socket))
            added += [(tree, made) for made in _emit(tree, shader, socket)]
    kind = "NORMAL" if socket is None else "EMIT"
    bpy.ops.object.bake(type=kind, margin=_MARGIN_PX, use_clear=False, uv_layer=UV_NAME)
    for tree, surface, source in outputs:
        tree.links.new(source, surface)
    for tree, node in added:
        tree.nodes.remove(node)
    return image


def _emit(tree: bpy.types.NodeTree, shader: bpy.types.Node, socket_name: str) -> list[bpy.types.Node]:
    """Let the material shine with what goes into a socket."""
    socket = shader.inputs[socket_name]
    emission = tree.nodes.new("ShaderNodeEmission")
    if socket.is_linked:
        tree.links.new(socket.links[0].from_socket, emission.inputs["Color"])
    else:
        value = socket.default_value
        emission.inputs["Color"].default_value = (value, value, value, 1.0) if isinstance(value, float) else value
    output = next(node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
    tree.links.new(emission.outputs[0], output.inputs["Surface"])
    return [emission]


def _flatten_roughness(shader: bpy.types.Node) -> None:
    """The one value that the texture group was told to vary about."""
    socket = shader.inputs["Roughness"]
    if socket.is_linked:
        told = socket.links[0].from_node.inputs.get("Roughness")
        shader.id_data.links.remove(socket.links[0])
        socket.default_value = told.default_value if told is not None else 0.5


def _use_images(tree: bpy.types.NodeTree, shader: bpy.types.Node, images: dict[str, bpy.types.Image]) -> None:
    """Principled with textures; what else went into it is left at its plain value."""
    for link in [link for socket in shader.inputs for link in socket.links]:
        tree.links.remove(link)
    texture = {}
    for name, image in images.items():
        node = texture[name] = tree.nodes.new("ShaderNodeTexImage")
        node.image = image
    tree.links.new(texture["base_color"].outputs["Color"], shader.inputs["Base Color"])
    if "roughness" in texture:
        tree.links.new(texture["roughness"].outputs["Color"], shader.inputs["Roughness"])
    if "normal" in texture:
        bump = tree.nodes.new("ShaderNodeNormalMap")
        bump.uv_map = UV_NAME
        tree.links.new(texture["normal"].outputs["Color"], bump.inputs["Color"])
        tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])
    output = next(node for node in tree.nodes if node.type == "OUTPUT_MATERIAL")
    tree.links.new(shader.outputs[0], output.inputs["Surface"])
