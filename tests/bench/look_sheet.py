"""Two frames through every look, as a sheet to see and as figures: `look_sheet.py --out FOLDER`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
from page import Image, pictured, section, table, write_page

from backend.common.blender_command import bpy_python
from backend.m7_render_post.folder import open_folder, read_frame
from backend.m7_render_post.looks import load_look
from backend.m7_render_post.process import frame_rng
from backend.m7_render_post.shot import RenderedShot
from backend.m7_render_post.stage import develop, expose
from backend.m8_enhancer.controls import depth_picture, depth_range, normal_picture
from backend.protocol.look import BUILT_IN_LOOKS

ROOT = Path(__file__).resolve().parents[2]
SCENES = {
    "sunset": "A woman in a red dress waves beside a wooden table with a white vase on it, medium shot, at sunset",
    "cafe": "Two women drink coffee in a cafe",
}
_TILE_PX = (480, 270)
_COLUMNS = 4
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/looks")
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    write_page(out / "looks.html", "Looks", [judged(out)])
    return 0


def judged(out: Path) -> str:
    """A section of a page with a sheet and figures for each scene; renders those that are not there yet."""
    parts = []
    for name, prompt in SCENES.items():
        folder = out / f"frames_{name}"
        if not (folder / "sequence.json").is_file():
            _render(prompt, out / f"{name}.blend", folder)
        made = shown(folder)
        tiles = [_labelled(image, look.replace("_", " ")) for look, image in made.items()]
        tiles.append(_labelled(_passes(folder), "depth, normal, vector, index"))
        rows = [tiles[i : i + _COLUMNS] for i in range(0, len(tiles), _COLUMNS)]
        head = ["look", "darkest 1 %", "median", "lightest 1 %", "black", "white", "saturation"]
        figures = [head, *([look, *_figures(image)] for look, image in made.items())]
        parts += [f"<p>{prompt}</p>", pictured(out / f"looks_{name}.png", rows), table(figures)]
    return section("Looks", *parts)


def shown(folder: Path) -> dict[str, Image]:
    """The folder's first frame through every look, (H, W, 3) in 0…1."""
    sequence = open_folder(folder)
    number, made = sequence.timeline.frame_start, {}
    for name in BUILT_IN_LOOKS:
        look = load_look(name)
        image = expose(read_frame(folder, sequence, number, look), look)
        made[name] = develop(image, look, sequence.view, sequence.color_space, frame_rng(0, number))[..., :3]
    return made


def _passes(folder: Path) -> Image:
    """Four passes of the folder's first frame in one picture, as the looks and the enhancer use them."""
    shot = RenderedShot(folder, open_folder(folder), load_look("clean"))
    number = shot.numbers[0]
    passes = shot.passes(number, ("depth", "normal", "vector", "index"))
    size_px = (_TILE_PX[0] // 2, _TILE_PX[1] // 2)
    depth = depth_picture(passes["depth"], depth_range([passes["depth"]]), size_px)
    normal = normal_picture(passes["normal"], shot.camera_rotation(number), size_px)
    way = cv2.resize(passes["vector"][..., 2:], size_px, interpolation=cv2.INTER_NEAREST)
    length = np.linalg.norm(way, axis=2)
    turn = np.degrees(np.arctan2(way[..., 1], way[..., 0])) % 360.0
    vector = np.dstack(
        [turn, np.ones_like(turn), np.minimum(length / max(float(np.percentile(length, 99)), 1e-3), 1.0)]
    )
    index = cv2.resize(passes["index"], size_px, interpolation=cv2.INTER_NEAREST)
    numbers = np.unique(np.ascontiguousarray(index).view(np.int32), return_inverse=True)[1].reshape(index.shape)
    hues = np.dstack([numbers * 137.5 % 360.0, np.full(index.shape, 0.6), np.full(index.shape, 0.8)])
    colored = [cv2.cvtColor(picture.astype(np.float32), cv2.COLOR_HSV2RGB) for picture in (vector, hues)]
    white = np.float32(255.0)
    return np.vstack([np.hstack([depth / white, normal / white]), np.hstack(colored)]).astype(np.float32)


def _render(prompt: str, blend: Path, folder: Path) -> None:
    if not blend.is_file():
        command = [sys.executable, "-P", "-m", "backend", "generate", prompt, "--out", str(blend)]
        subprocess.run(command, check=True, capture_output=True)
    render_frames(blend, folder, "cycles", (960, 540), "middle")


def render_frames(blend: Path, folder: Path, engine: str, size_px: tuple[int, int], which: str) -> None:
    """Frames of a scene with their passes: the `middle` one, or `all`."""
    script = Path(__file__).with_name("render_frame.py")
    command = [bpy_python(), script, blend, folder, engine, *map(str, size_px), which]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)})


def _labelled(image: Image, text: str) -> Image:
    tile = cv2.resize(image, _TILE_PX, interpolation=cv2.INTER_AREA)
    for color, width in (((0.0, 0.0, 0.0), 4), ((1.0, 1.0, 1.0), 1)):
        cv2.putText(tile, text, (10, _TILE_PX[1] - 12), cv2.FONT_HERSHEY_SIMPLEX, 0.6, color, width, cv2.LINE_AA)
    return tile


def _figures(image: Image) -> list[str]:
    """Luma of the darkest and lightest hundredth and in the middle, shares of black and white, mean saturation."""
    luma = image @ _LUMA
    low, middle, high = np.percentile(luma, (1.0, 50.0, 99.0))
    black, white = (luma < 1.5 / 255.0).mean(), (image.min(axis=2) > 253.5 / 255.0).mean()
    saturation = float((image.max(axis=2) - image.min(axis=2)).mean())
    return [f"{low:.3f}", f"{middle:.3f}", f"{high:.3f}", f"{black:.1%}", f"{white:.1%}", f"{saturation:.3f}"]


if __name__ == "__main__":
    sys.exit(main())
