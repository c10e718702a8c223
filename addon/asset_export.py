"""One asset as a file: .blend, .glb or .obj."""

from __future__ import annotations

from pathlib import Path

import bpy

from ._vendor.backend.protocol.messages import AssetReply, AssetRequest
from .asset_library import keep_made
from .backend_process import Backend
from .job import Steps, ask, save_blend
from .scene_builder.assets import build_single_asset
from .texture_bake import SIZE_PX, bake_textures
from .whole_files import finished_file


def export_asset(
    request: AssetRequest, out: str, backend: Backend, *, wait_s: float, texture_px: int = SIZE_PX
) -> Steps:
    """Ask for the asset, build it in a scene of its own and write it; what is no .blend gets baked textures.

    Returns the asset, and why it is not kept in the library, in words.
    """
    reply = yield from ask(backend, request, share=0.5, wait_s=wait_s)
    assert isinstance(reply, AssetReply)
    scene = bpy.context.scene
    made = build_single_asset(reply.asset, scene)
    unkept = keep_made([(reply.asset, made)], request.sources.kept_in)
    yield 0.8, "write"
    suffix = Path(out).suffix.lower()
    if suffix != ".blend":
        shown = [o for o in scene.objects if o.type == "MESH" and o.visible_get(view_layer=scene.view_layers[0])]
        bake_textures(scene, shown, Path(out).parent if suffix == ".obj" else None, Path(out).stem, texture_px)
    with finished_file(out) as unfinished:
        if suffix == ".blend":
            save_blend(unfinished, scene)
        elif suffix == ".glb":
            bpy.ops.export_scene.gltf(filepath=unfinished, export_format="GLB", export_apply=True)
        else:
            bpy.ops.wm.obj_export(
                filepath=unfinished,
                forward_axis="NEGATIVE_Z",
                up_axis="Y",
                apply_modifiers=True,
                path_mode="STRIP",
                export_pbr_extensions=True,
            )
            # The material library was named after the temporary file.
            _rename_material_library(Path(unfinished), Path(out))
    yield 1.0, "done"
    return reply.asset, unkept


def _rename_material_library(unfinished: Path, out: Path) -> None:
    library = unfinished.with_suffix(".mtl")
    if library.exists():
        library.replace(out.with_suffix(".mtl"))
        text = unfinished.read_text(encoding="utf-8")
        unfinished.write_text(text.replace(f"mtllib {library.name}", f"mtllib {out.stem}.mtl"), encoding="utf-8")
