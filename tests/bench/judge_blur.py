"""Motion blur and depth of field of post-processing against Cycles' own: `sceneloom bench blur`.

Writes `blur.html` with the pictures: without blur, Cycles' own, ours, and four times their difference.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from page import pictured, section, table, write_page

from backend.common.blender_command import bpy_python
from backend.m7_render_post.folder import read_frame
from backend.m7_render_post.passes import Image, read_passes
from backend.m7_render_post.stage import expose
from backend.m7_render_post.view import viewed
from backend.protocol.frames import read_sequence
from backend.protocol.look import Look, look_from_json
from backend.protocol.scene import ViewSettings

ROOT = Path(__file__).resolve().parents[2]

LOOKS = {
    "motion_blur": look_from_json({"motion_blur": {"shutter": 0.5}}),
    "depth_of_field": look_from_json({"depth_of_field": {"strength": 1.0}}),
}
LEAST_DB = 32.0
_FRAME = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/blur")
    parser.add_argument("--samples", type=int, default=64)
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    told, is_good = judged(out, options.samples)
    write_page(out / "blur.html", "Blur", [told])
    return 0 if is_good else 1


def judged(out: Path, samples: int) -> tuple[str, bool]:
    """A section of a page, and whether every blur is close enough to Cycles' own."""
    script = Path(__file__).with_name("render_blur.py")
    finished = out / f"seconds_{samples}_samples.json"
    if not finished.is_file():
        with (out / "blender.log").open("w") as log:
            places = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "blender")])
            command = [bpy_python(), script, out, str(samples)]
            subprocess.run(command, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": places}, check=True)
    cycles_s = json.loads(finished.read_text())
    rows, pictures, worst_db = (
        [["scene", "blur", "PSNR without", f"with (bar {LEAST_DB:g} dB)", "Cycles", "post"]],
        [],
        math.inf,
    )
    for name in sorted({key.partition("_")[0] for key in cycles_s}):
        for kind, look in LOOKS.items():
            if kind == "motion_blur" and name == "row":
                continue  # nothing moves there
            before_db, after_db, post_s, shown = compare(out, name, kind, look)
            worst_db = min(worst_db, after_db)
            print(
                f"{name:<10}{kind:<16}{before_db:5.1f} dB without, {after_db:5.1f} dB with (bar {LEAST_DB:g})",
                flush=True,
            )
            seconds = f"{cycles_s[f'{name}_{kind}']:.1f} s", f"{post_s:.2f} s"
            rows.append([name, kind.replace("_", " "), f"{before_db:.1f} dB", f"{after_db:.1f} dB", *seconds])
            pictures.append(f"<p>{name}, {kind.replace('_', ' ')}<br>{shown}</p>")
    said = (
        f"<p>Left to right: without blur, Cycles ({samples} samples), post-processing, four times the difference.</p>"
    )
    return section(
        "Motion blur and depth of field against Cycles' own", table(rows), said, *pictures
    ), worst_db >= LEAST_DB


def compare(folder: Path, name: str, kind: str, look: Look) -> tuple[float, float, float, str]:
    """PSNR without and with the look, seconds of the second of two runs, and the picture's tag."""
    frame = read_frame(folder / name, read_sequence(folder / name), _FRAME, look)
    wanted = _shown(read_passes(folder / f"{name}_{kind}.exr", ["combined"])["combined"])
    expose(frame, look)
    start_s = time.perf_counter()
    made = expose(frame, look)
    post_s = time.perf_counter() - start_s
    plain, ours = _shown(frame.combined), _shown(made)
    tag = pictured(folder / f"{name}_{kind}.png", [[plain, wanted, ours, 4.0 * np.abs(ours - wanted)]])
    return _decibels(plain, wanted), _decibels(ours, wanted), post_s, tag


def _shown(image: Image) -> Image:
    return viewed(image, ViewSettings(config=""), "")[..., :3]


def _decibels(image: Image, wanted: Image) -> float:
    return 10.0 * math.log10(1.0 / max(float(np.mean((image.astype(float) - wanted) ** 2)), 1e-12))


if __name__ == "__main__":
    sys.exit(main())
