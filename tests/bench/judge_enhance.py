"""The enhancer (M8) on a rendered shot: `sceneloom bench enhance`. Writes `enhance.html` with pictures and figures.

Where the weights of Stable Diffusion 1.5 are on this machine they paint; otherwise models of the same classes with
random weights do, which shows that everything runs, and nothing of how good a picture looks. The page says which.
The deflicker is measured besides on a repaint that is made up: other colours, pumping, boiling texture.
"""

from __future__ import annotations

import argparse
import dataclasses
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cv2
import judge_sticking
import numpy as np
from look_sheet import render_frames
from numpy.typing import NDArray
from page import pictured, section, table, write_page

from backend.m7_render_post.folder import open_folder
from backend.m7_render_post.shot import RenderedShot
from backend.m8_enhancer.controls import (
    CONTROLS,
    depth_picture,
    depth_range,
    normal_picture,
    outline_picture,
)
from backend.m8_enhancer.deflicker import Repainted, deflickered
from backend.m8_enhancer.finish import Finisher
from backend.m8_enhancer.measures import color_drift, depth_adherence, flicker, sharpness, warping_error
from backend.m8_enhancer.memory import make_plan
from backend.m8_enhancer.models import FAMILIES, check_code, missing_reason
from backend.m8_enhancer.openpose import drawn, key_points, visible
from backend.m8_enhancer.stage import Enhancer, motion_of, small_picture
from backend.protocol.enhancement import Enhancement
from backend.protocol.errors import DeviceOutOfMemoryError, ResourceError
from backend.protocol.frames import ended_early, read_sequence
from backend.protocol.look import Look

ROOT = Path(__file__).resolve().parents[2]
Image = NDArray[np.float32]
PROMPT = "A woman walks past a wooden table with a red ball on it, a man stands behind it and waves"
CARDS_GB = (4, 6, 8, 12, 16, 24)
_TINY_PX = (160 * 88, 160 * 96)
MOST_WARPING = 1.5
"""of the painted and steadied frames, relative to the render"""
LEAST_CALMED = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/enhance")
    parser.add_argument("--frames", default="", help="a folder of rendered frames (default: one is rendered)")
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    told, is_good = judged(out, Path(options.frames).absolute() if options.frames else None)
    write_page(out / "enhance.html", "Enhancer", [told])
    return 0 if is_good else 1


def judged(out: Path, frames: Path | None = None) -> tuple[str, bool]:
    """Sections of a page, and whether what can be shown with the weights here holds."""
    folder = frames or _rendered(out)
    shot = RenderedShot(folder, open_folder(folder), Look())
    plans = _plans()  # of the real families, before tiny ones take their place
    with tempfile.TemporaryDirectory() as temporary:
        painted, is_painted_well = _paint(shot, Path(temporary), out)
    steadied, share = _steady(shot, out)
    sticking, sticks = ("", True)
    if judge_sticking.has_surface_points(folder, shot):
        sticking, sticks = judge_sticking.judged(shot, folder, out)
    said = "Render, depth, normals, people, outlines, all from the renderer's passes."
    sections = (
        section("Enhancer: what holds the picture", f"<p>{said}</p>", _picture_controls(shot, out)),
        painted,
        sticking,
        steadied,
        section("Enhancer: what fits", f"<p>{_PLANS}</p>", table(plans)),
    )
    return "\n".join(sections), share <= LEAST_CALMED and is_painted_well and sticks


def _rendered(out: Path) -> Path:
    """A second of the scene, 12 frames."""
    folder, blend = out / "frames", out / "scene.blend"
    if not (folder / "sequence.json").is_file() or ended_early(read_sequence(folder)):
        if not blend.is_file():
            command = [ROOT / "sceneloom", "generate", PROMPT, "--duration", "1", "--fps", "12", "--out", blend]
            subprocess.run(command, check=True, capture_output=True)
        render_frames(blend, folder, "workbench", (640, 360), "all")
    return folder


def _paint(shot: RenderedShot, temporary: Path, out: Path) -> tuple[str, bool]:
    """A section, and whether the warping error holds its bar, which only trained weights are held to."""
    wish, title = Enhancement(prompt=PROMPT, seed=1), "Enhancer: painted"
    is_trained = missing_reason("sd15", is_clip=True) is None
    if is_trained:
        weights = "Painted with the weights of Stable Diffusion 1.5 on this machine."
    else:
        try:
            check_code()
        except ResourceError as error:
            return section(title, f"<p>Nothing was painted: {error}</p>"), True
        sys.path.insert(0, str(ROOT))
        from tests.m8_enhancer.tiny_models import save_tiny_models

        weights = (
            "Painted with random weights: tiny models of the same classes. This says that everything runs, and nothing "
            "of the look, of the warping error or of the edges that trained weights would have."
        )
        save_tiny_models(temporary / "models")
        light = dict.fromkeys(FAMILIES["sd15"].parameters_m, 1.0)
        FAMILIES["sd15"] = dataclasses.replace(
            FAMILIES["sd15"], area_px=_TINY_PX, window=8, overlap=2, parameters_m=light
        )
        wish = dataclasses.replace(wish, models_folder=str(temporary / "models"), steps=6)
    start_s, start_worked_s = time.perf_counter(), time.process_time()
    done = Enhancer.load().run(shot, wish, temporary / "store", progress=lambda fraction, text="": None)
    seconds = (time.perf_counter() - start_s) / len(shot.numbers)
    worked_s = time.process_time() - start_worked_s
    size_px = done.store.size_px
    finisher = Finisher(shot, done.store, wish.strength)
    rendered = [small_picture(shot, number, size_px) for number in shot.numbers]
    painted = [done.store.blended(number) for number in shot.numbers]
    steadied = [finisher.steadied(number) for number in shot.numbers]
    motions = [motion_of(shot, number, size_px) for number in shot.numbers]
    shown = [0, len(painted) // 2, len(painted) - 1]
    columns = (rendered, painted, steadied)
    tag = pictured(out / "painted.png", [[pictures[i] for i in shown] for pictures in columns])
    depths = [cv2.resize(shot.passes(n, ["depth"])["depth"], size_px, interpolation=cv2.INTER_NEAREST)
              for n in shot.numbers]  # fmt: skip
    errors = [warping_error(pictures, motions) for pictures in columns]
    fits = [np.mean([depth_adherence(p, d) for p, d in zip(pictures, depths, strict=True)])
            for pictures in columns]  # fmt: skip
    ratios = [error / errors[0] for error in errors[1:]]
    drifts = [color_drift(rendered, pictures) for pictures in columns[1:]]
    rows = [
        ["", "rendered", "painted", "steadied"],
        ["warping error along the true vectors", *(f"{error:.4f}" for error in errors)],
        [f"relative to the render (bar {MOST_WARPING:g})", "1", *(f"{ratio:.2f}" for ratio in ratios)],
        ["edges where surfaces end (0.5 is chance)", *(f"{fit:.3f}" for fit in fits)],
        ["drift of colour over the shot", "", *(f"{drift:.4f}" for drift in drifts)],
        ["seconds a frame; of work in all, loading included", "", f"{seconds:.2f}; {worked_s:.0f}", ""],
        ["how", "", str(done.plan), " ".join(done.notes)],
    ]
    print(f"{weights}\nwarping error {errors[0]:.4f} rendered, {errors[1]:.4f} painted, {errors[2]:.4f} steadied; "
          f"{seconds:.2f} s a frame")  # fmt: skip
    said = "Three frames of the shot: rendered, painted, steadied."
    told = section(title, f"<p><b>{weights}</b></p>", tag, f"<p>{said}</p>", table(rows))
    return told, not is_trained or ratios[-1] <= MOST_WARPING


def _steady(shot: RenderedShot, out: Path) -> tuple[str, float]:
    """A section on the deflicker, and the share of the flicker that stays."""
    size_px = (shot.size_px[0] // 2, shot.size_px[1] // 2)
    rng = np.random.default_rng(3)
    rendered = [small_picture(shot, number, size_px) for number in shot.numbers]
    motions = [motion_of(shot, number, size_px) for number in shot.numbers]
    style = [np.clip(0.1 + 0.8 * picture @ _TINT, 0.0, 1.0).astype(np.float32) for picture in rendered]
    flickering = []
    for picture in style:
        pumping = rng.normal(0.0, 0.04, (1, 1, 3)).astype(np.float32)
        boiling = cv2.GaussianBlur(rng.normal(0.0, 0.06, picture.shape).astype(np.float32), (0, 0), 1.0)
        flickering.append(np.clip(picture + pumping + boiling, 0.0, 1.0))
    frames = [
        Repainted(rendered=r, enhanced=e, motion=m) for r, e, m in zip(rendered, flickering, motions, strict=True)
    ]
    start_s = time.perf_counter()
    steadied = [deflickered(frames, i) for i in range(len(frames))]
    seconds = (time.perf_counter() - start_s) / len(frames)
    middle = len(frames) // 2
    shown = [[p[i] for i in (middle, middle + 1)] for p in (rendered, flickering, steadied)]
    tag = pictured(out / "steadied.png", shown)
    made = (style, flickering, steadied)
    amounts = [flicker(pictures, motions) for pictures in made]
    errors = [warping_error(pictures, motions) for pictures in (rendered, *made)]
    rows = [
        ["", "rendered", "repainted without flicker", "with", "steadied"],
        ["flicker along the true vectors", "", *(f"{amount:.4f}" for amount in amounts)],
        [f"warping error relative to the render (bar {MOST_WARPING:g})", *(f"{e / errors[0]:.2f}" for e in errors)],
        ["sharpness (mean gradient)", "", *(f"{sharpness(pictures[middle]):.4f}" for pictures in made)],
        ["seconds a frame", "", "", "", f"{seconds:.2f} at {size_px[0]} × {size_px[1]}"],
    ]
    share = (amounts[2] - amounts[0]) / (amounts[1] - amounts[0])
    print(
        f"deflicker: {amounts[1]:.4f} -> {amounts[2]:.4f} ({amounts[0]:.4f} without flicker), sharpness "
        f"{sharpness(style[middle]):.4f} -> {sharpness(steadied[middle]):.4f}, warping error "
        f"{errors[2] / errors[0]:.2f} -> {errors[3] / errors[0]:.2f} of the render's, {seconds:.2f} s a frame"
    )
    said = (
        "Other colours, exposure that pumps and texture that boils, all made up: frames rendered, repainted, steadied."
    )
    return section("Enhancer: flicker taken out", tag, f"<p>{said}</p>", table(rows)), share


_TINT = np.array([[0.9, 0.15, 0.0], [0.1, 0.7, 0.2], [0.0, 0.15, 0.8]], np.float32)


def _picture_controls(shot: RenderedShot, out: Path) -> str:
    """All control pictures of two frames, at the render's size, as a tag."""
    limits = depth_range(shot.passes(number, ["depth"])["depth"] for number in shot.numbers)
    rows = []
    for number in (shot.numbers[0], shot.numbers[-1]):
        passes = shot.passes(number, ["depth", "normal", "index"])
        people = [visible(key_points(p), passes["depth"], shot.size_px) for p in shot.people(number)]
        made = {
            "depth": depth_picture(passes["depth"], limits, shot.size_px),
            "normal": normal_picture(passes["normal"], shot.camera_rotation(number), shot.size_px),
            "openpose": drawn(people, shot.size_px, shot.size_px),
            "canny": outline_picture(passes["index"], passes["normal"], shot.size_px),
        }
        rows.append([shot.picture(number)[..., :3], *(made[name] / np.float32(255.0) for name in CONTROLS)])
    return pictured(out / "controls.png", rows)


_PLANS = """A clip of 1280 × 720, 120 frames, four ControlNets; a still with the same. Half precision, nine tenths of
the card's memory. Counted for the real architectures, never run on a card here."""


def _plans() -> list[list[str]]:
    rows = [["memory", "Stable Diffusion 1.5, clip", "Stable Diffusion 1.5, still", "Stable Diffusion XL, still"]]
    for gigabytes in CARDS_GB:
        cells = []
        for model, frames in (("sd15", 120), ("sd15", 1), ("sdxl", 1)):
            controls = len(FAMILIES[model].controls)
            try:
                cells.append(str(make_plan(model, (1280, 720), frames, controls, budget_mb=900.0 * gigabytes,
                                           value_bytes=2)))  # fmt: skip
            except DeviceOutOfMemoryError:
                cells.append("does not fit")
        rows.append([f"{gigabytes} GB", *cells])
    return rows


if __name__ == "__main__":
    sys.exit(main())
