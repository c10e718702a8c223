"""One asset as a file: .blend, .glb or .obj."""

from __future__ import annotations

from pathlib import Path

import bpy
import numpy as np

from ._vendor.backend.protocol.messages import AssetReply, AssetRequest
from ._vendor.backend.protocol.scene import Asset
from .backend_process import Backend
from .job import Steps, ask, finished_file, save_blend
from .scene_builder.assets import build_single_asset


def export_asset(request: AssetRequest, out: str, backend: Backend, *, wait_s: float) -> Steps:
    """Ask for the asset, build it in a scene of its own and write it."""
    reply = yield from ask(backend, request, share=0.5, wait_s=wait_s)
    assert isinstance(reply, AssetReply)
    scene = bpy.context.scene
    build_single_asset(reply.asset, scene)
    yield 0.8, "write"
    suffix = Path(out).suffix.lower()
    if suffix != ".blend":
        flatten_materials(scene, reply.asset)
    with finished_file(out) as unfinished:
        if suffix == ".blend":
            save_blend(unfinished, scene)
        elif suffix == ".glb":
            bpy.ops.export_scene.gltf(filepath=unfinished, export_format="GLB", export_apply=True)
        else:
            bpy.ops.wm.obj_export(filepath=unfinished, forward_axis="NEGATIVE_Z", up_axis="Y", apply_modifiers=True)
            # The material library was named after the temporary file.
            _rename_material_library(Path(unfinished), Path(out))
    yield 1.0, "done"


def flatten_materials(scene: bpy.types.Scene, asset: Asset) -> None:
    """Put plain values in the place of procedural nodes, which other programs would read as white."""
    for mesh_object in (o for o in scene.objects if o.type == "MESH"):
        for slot, material in zip(mesh_object.material_slots, asset.materials, strict=False):
            tree = slot.material.node_tree
            shader = next((n for n in tree.nodes if n.type == "BSDF_PRINCIPLED"), None)
            if shader is None:
                continue
            for link in [link for socket in shader.inputs for link in socket.links]:
                tree.links.remove(link)
            color = np.asarray(material.base_color, dtype=float)
            if material.second_color is not None and material.pattern is not None:
                color = 0.5 * (color + np.asarray(material.second_color, dtype=float))
            shader.inputs["Base Color"].default_value = (*color.tolist(), 1.0)
            shader.inputs["Roughness"].default_value = material.roughness
            output = next(n for n in tree.nodes if n.type == "OUTPUT_MATERIAL")
            tree.links.new(shader.outputs[0], output.inputs["Surface"])


def _rename_material_library(unfinished: Path, out: Path) -> None:
    library = unfinished.with_suffix(".mtl")
    if library.exists():
        library.replace(out.with_suffix(".mtl"))
        text = unfinished.read_text(encoding="utf-8")
        unfinished.write_text(text.replace(f"mtllib {library.name}", f"mtllib {out.stem}.mtl"), encoding="utf-8")
