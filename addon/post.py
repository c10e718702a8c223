"""Render, then finish: frames with their passes go to the backend, a video or a picture comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bpy

from ._vendor.backend.protocol.enhancement import Enhancement
from ._vendor.backend.protocol.errors import InvalidRequestError
from ._vendor.backend.protocol.messages import EnhanceRequest, PostprocessRequest
from .asking import Steps, ask, part_of
from .backend_process import Backend
from .interruption import unfinished
from .passes import render_frames

_RENDERING, _RENDERING_BEFORE_ENHANCER = 0.8, 0.4
"""share of the work"""


def render_through_look(
    scene: bpy.types.Scene,
    path: str,
    backend: Backend,
    *,
    look: str,
    frames: range | None,
    engine: str | None = None,
    size_px: tuple[int, int] | None = None,
    keep_in: str | None = None,
    keep_existing: bool = False,
    strength: float = 1.0,
    seed: int = 0,
    prompt: str = "",
    render_key: str = "",
    enhancement: Enhancement | None = None,
    compare: bool = False,
    wait_s: float = 0.0,
) -> Steps:
    """Render `frames` (None: the current one) and write `path` as the look makes it; returns the backend's reply.

    look: a name, a .json file, or JSON. keep_in: folder for the frames and their passes; otherwise they go again.
    keep_existing, render_key: which of the frames there are not rendered again, as `render_frames` has it.
    enhancement: the frames are repainted on the way; where that cannot be here, the look alone is written and the
    reply says why. compare: the reply shows the first frame before and after that.
    """
    _check_reachable(backend)
    is_still = frames is None
    wanted = range(scene.frame_current, scene.frame_current + 1) if frames is None else frames
    with _folder_for_frames(path, keep_in) as folder:
        rendering = render_frames(
            scene,
            folder,
            wanted,
            engine=engine,
            size_px=size_px,
            is_still=is_still,
            keep_existing=keep_existing,
            prompt=prompt,
            render_key=render_key,
        )
        share = _RENDERING if enhancement is None else _RENDERING_BEFORE_ENHANCER
        yield from part_of(rendering, 0.0, share)
        request = PostprocessRequest(folder=str(folder), look=look, strength=strength, out=path, seed=seed)
        if enhancement is not None:
            request = EnhanceRequest(
                folder=str(folder),
                enhancement=enhancement,
                look=look,
                look_strength=strength,
                out=path,
                compare_frame=_compared(scene, wanted) if compare else None,
                or_look_alone=True,
            )
        reply = yield from part_of(ask(backend, request, share=1.0, wait_s=wait_s), share, 1.0)
    return reply


def _compared(scene: bpy.types.Scene, frames: range) -> int:
    """The frame that the artist looks at, where it is one of them."""
    return scene.frame_current if scene.frame_current in frames else frames[0]


def _check_reachable(backend: Backend) -> None:
    """Raises InvalidRequestError for a backend on another machine: the session has one of this machine beside it."""
    if backend.is_shared:
        raise InvalidRequestError(
            "A shared backend does not see the frames on this machine.",
            hint="Clear the shared backend in the preferences to post-process.",
        )


@contextmanager
def _folder_for_frames(path: str, keep_in: str | None) -> Iterator[Path]:
    if keep_in is not None:
        yield Path(keep_in)
        return
    folder = Path(path).with_name(f".{Path(path).stem}.frames")
    shutil.rmtree(folder, ignore_errors=True)
    with unfinished(folder):
        yield folder
