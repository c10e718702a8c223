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

import cv2
import numpy as np

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
_PAGE = """<!doctype html><meta charset="utf-8"><title>Blur</title>
<style>body{{font:15px sans-serif;margin:2em;max-width:90em}}img{{width:100%}}
td,th{{padding:.2em 1em;text-align:right}}</style>
<h1>Post-processing against Cycles' own blur</h1>
<p>Left to right: without blur, Cycles ({samples} samples), post-processing, four times the difference.</p>
<table><tr><th>scene</th><th>blur</th><th>PSNR without</th><th>PSNR with</th><th>Cycles</th><th>post</th></tr>
{rows}</table>{pictures}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="out/bench/blur")
    parser.add_argument("--samples", type=int, default=64)
    options = parser.parse_args()
    out = Path(options.out).absolute()
    out.mkdir(parents=True, exist_ok=True)
    script = Path(__file__).with_name("render_blur.py")
    with (out / "blender.log").open("w") as log:
        places = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "blender")])
        command = [bpy_python(), script, out, str(options.samples)]
        subprocess.run(command, stdout=log, stderr=log, env=os.environ | {"PYTHONPATH": places}, check=True)
    cycles_s = json.loads((out / "seconds.json").read_text())
    rows, pictures, worst_db = [], [], math.inf
    for name in sorted({key.partition("_")[0] for key in cycles_s}):
        for kind, look in LOOKS.items():
            if kind == "motion_blur" and name == "row":
                continue  # nothing moves there
            before_db, after_db, post_s = compare(out, name, kind, look)
            worst_db = min(worst_db, after_db)
            print(
                f"{name:<10}{kind:<16}{before_db:5.1f} dB without, {after_db:5.1f} dB with (bar {LEAST_DB:g})",
                flush=True,
            )
            rows.append(
                f"<tr><td>{name}</td><td>{kind}</td><td>{before_db:.1f} dB</td><td>{after_db:.1f} dB</td>"
                f"<td>{cycles_s[f'{name}_{kind}']:.1f} s</td><td>{post_s:.2f} s</td></tr>"
            )
            pictures.append(f'<p>{name}, {kind.replace("_", " ")}<br><img src="{name}_{kind}.png"></p>')
    page = _PAGE.format(samples=options.samples, rows="\n".join(rows), pictures="\n".join(pictures))
    (out / "blur.html").write_text(page, encoding="utf-8")
    print(out / "blur.html")
    return 0 if worst_db >= LEAST_DB else 1


def compare(folder: Path, name: str, kind: str, look: Look) -> tuple[float, float, float]:
    """PSNR without and with the look, seconds of the second of two runs; writes the picture."""
    frame = read_frame(folder / name, read_sequence(folder / name), _FRAME, look)
    wanted = _shown(read_passes(folder / f"{name}_{kind}.exr", ["combined"])["combined"])
    expose(frame, look)
    start_s = time.perf_counter()
    made = expose(frame, look)
    post_s = time.perf_counter() - start_s
    plain, ours = _shown(frame.combined), _shown(made)
    sheet = np.hstack([plain, wanted, ours, np.clip(4.0 * np.abs(ours - wanted), 0.0, 1.0)])
    cv2.imwrite(str(folder / f"{name}_{kind}.png"), np.rint(sheet[..., ::-1] * 255.0).astype(np.uint8))
    return _decibels(plain, wanted), _decibels(ours, wanted), post_s


def _shown(image: Image) -> Image:
    return viewed(image, ViewSettings(config=""), "")[..., :3]


def _decibels(image: Image, wanted: Image) -> float:
    return 10.0 * math.log10(1.0 / max(float(np.mean((image.astype(float) - wanted) ** 2)), 1e-12))


if __name__ == "__main__":
    sys.exit(main())
