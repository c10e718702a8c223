"""Small folders of rendered frames, in both layouts of Blender's multilayer files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import OpenImageIO as oiio

from backend.m7_render_post.passes import Image
from backend.m7_render_post.process import Output, Processed, process_folder
from backend.protocol.frames import read_sequence, write_sequence
from backend.protocol.look import Look, look_from_json
from backend.protocol.scene import FrameCamera, FrameSequence, Timeline, ViewSettings

WIDTH, HEIGHT = 48, 27
BLURRED = look_from_json(
    {"depth_of_field": {"strength": 1.0}, "motion_blur": {"shutter": 0.5}, "grain": {"strength": 0.02}}
)


def pixels_of(number: int, width: int = WIDTH, height: int = HEIGHT) -> dict[str, Image]:
    """A gradient with a square that moves right by 3 px a frame."""
    colors = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :, None].repeat(height, axis=0)
    combined = np.dstack([colors, colors * 0.5, 0.2 + 0.0 * colors, np.ones_like(colors)]).astype(np.float32)
    depth = np.full((height, width, 1), 8.0, np.float32)
    vector = np.zeros((height, width, 4), np.float32)
    left = 4 + 3 * (number % 10)
    square = (slice(height // 3, 2 * height // 3), slice(left, left + 8))
    combined[square] = (0.9, 0.1, 0.05, 1.0)
    depth[square] = 3.0
    vector[square] = (-3.0, 0.0, -3.0, 0.0)
    normal = np.zeros((height, width, 3), np.float32)
    normal[..., 1] = -1.0
    index = np.ones((height, width, 1), np.float32)
    index[square] = 2.0
    return {"combined": combined, "depth": depth, "normal": normal, "vector": vector, "index": index}


_OLD = {"combined": ("Combined", "RGBA"), "depth": ("Depth", "Z"), "normal": ("Normal", "XYZ"),
        "vector": ("Vector", "XYZW"), "index": ("IndexOB", "X")}  # fmt: skip
_NEW = _OLD | {"index": ("Object Index", "X")}


def write_frame(path: Path, passes: dict[str, Image], *, in_parts: bool) -> None:
    """As Blender does: one part up to 4.x with channels by name, many parts from 5.0 on."""
    height, width = passes["combined"].shape[:2]
    names = _NEW if in_parts else _OLD
    file = oiio.ImageOutput.create(str(path))

    def specification(wanted: list[str]) -> oiio.ImageSpec:
        channels = [f"ViewLayer.{names[name][0]}.{letter}" for name in wanted for letter in names[name][1]]
        made = oiio.ImageSpec(width, height, len(channels), oiio.FLOAT)
        made.channelnames = tuple(channels)
        made.attribute("oiio:subimagename", f"ViewLayer.{names[wanted[0]][0]}")
        return made

    if in_parts:
        specifications = [specification([name]) for name in passes]
        assert file.open(str(path), tuple(specifications))
        for number, (name, made) in enumerate(zip(passes, specifications, strict=True)):
            if number:
                assert file.open(str(path), made, "AppendSubimage")
            assert file.write_image(passes[name])
    else:
        assert file.open(str(path), specification(list(passes)))
        assert file.write_image(np.dstack(list(passes.values())))
    assert file.close()


def make_folder(folder: Path, count: int, *, in_parts: bool = False, sound: str = "", first: int = 1) -> FrameSequence:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        write_frame(folder / f"frame_{number:04d}.exr", pixels_of(number), in_parts=in_parts)
    lens = FrameCamera(lens_mm=50.0, f_stop=2.0, focus_m=3.0, pixels_per_mm=WIDTH / 36.0)
    sequence = FrameSequence(
        timeline=Timeline(fps=24, frame_count=count, frame_start=first),
        resolution_px=(WIDTH, HEIGHT),
        passes=dict.fromkeys(("combined", "depth", "normal", "vector", "index"), "frame_{frame}.exr"),
        cameras=(lens,) * count,
        view=ViewSettings(config=""),
        sound=sound,
    )
    write_sequence(folder, sequence)
    return sequence


def run(folder: Path, out: Path, look: Look = BLURRED, **settings: object) -> Processed:
    """The folder's frames through a look, into a file."""
    progress = settings.pop("progress", lambda fraction, text="": None)
    output = Output(path=out, **settings)
    return process_folder(folder, read_sequence(folder), look, output, seed=3, progress=progress)
