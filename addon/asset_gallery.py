"""Pictures of assets: each by itself in a small studio, from three quarters."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import bpy

from ._vendor.backend.protocol.codec import encode
from ._vendor.backend.protocol.messages import AssetReply, AssetRequest
from ._vendor.backend.protocol.scene import Asset
from .asset_studio import SAMPLES, corners_of, prepare_picture, set_stage
from .backend_process import Backend
from .job import Steps, ask
from .scene_builder.assets import build_single_asset
from .whole_files import finished_file


def picture_assets(
    shots: list[dict[str, Any]], size_px: int, kept: str | None, backend: Backend, *, wait_s: float
) -> Steps:
    """Writes one PNG per shot: {category, object_id, seed, values, path}.

    In the folder `kept` every picture stays under a digest of what it shows; one that is there is not rendered again.
    """
    scene = bpy.context.scene
    floor = prepare_picture(scene, size_px)
    for number, shot in enumerate(shots):
        yield number / len(shots), shot["category"]
        request = AssetRequest(**{key: value for key, value in shot.items() if key != "path"})
        reply = yield from ask(backend, request, share=0.0, wait_s=wait_s)
        assert isinstance(reply, AssetReply)
        digest = hashlib.blake2b(encode(reply) + f"{size_px} {SAMPLES}".encode(), digest_size=16).hexdigest()
        picture = Path(kept or Path(shot["path"]).parent) / f"{digest}.png"
        if not picture.exists():
            _render(scene, reply.asset, floor, picture)
        (shutil.copyfile if kept else os.replace)(picture, shot["path"])
    yield 1.0, "done"


def _render(scene: bpy.types.Scene, asset: Asset, floor: bpy.types.Material, picture: Path) -> None:
    """The asset alone in the studio."""
    build_single_asset(asset, scene)
    scene.view_layers[0].update()
    set_stage(scene, corners_of(scene.collection.all_objects), floor)
    with finished_file(str(picture)) as unfinished:
        scene.render.filepath = unfinished
        bpy.ops.render.render(write_still=True, scene=scene.name)
    bpy.data.orphans_purge(do_recursive=True)
