"""Runs in the backend's environment: what rendered frames hold, and how they compare, as JSON on standard output.

Each line of standard input is a question, a list of words as JSON:
`values FOLDER FRAME X Y …`   every pass at pixels
`psnr FOLDER FRAME LOOK.json REFERENCE.exr`   before and after the look, against a reference
"""

from __future__ import annotations

import json
import math
import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["SCENELOOM_CHECKOUT"])

import numpy as np

from backend.m7_render_post.folder import read_frame
from backend.m7_render_post.passes import Image, read_passes
from backend.m7_render_post.stage import expose
from backend.m7_render_post.view import viewed
from backend.protocol.frames import frame_path, read_sequence
from backend.protocol.look import look_from_json
from backend.protocol.scene import ViewSettings


def values(folder: Path, frame: int, places: list[int]) -> dict[str, list[list[float]]]:
    sequence = read_sequence(folder)
    found: dict[str, list[list[float]]] = {}
    for name in sequence.passes:
        if name != "pose":
            pixels = read_passes(frame_path(folder, sequence, name, frame), [name])[name]
            at = zip(places[::2], places[1::2], strict=True)
            found[name] = [np.atleast_1d(pixels[y, x]).astype(float).tolist() for x, y in at]
    return found


def psnr(folder: Path, frame: int, look: Path, reference: Path) -> dict[str, float]:
    sequence = read_sequence(folder)
    chosen = look_from_json(json.loads(look.read_text()))
    taken = read_frame(folder, sequence, frame, chosen)
    wanted = _shown(read_passes(reference, ["combined"])["combined"])
    named = {"before": taken.combined, "after": expose(taken, chosen)}
    return {name: _decibels(_shown(image), wanted) for name, image in named.items()}


def _shown(image: Image) -> Image:
    return viewed(image, ViewSettings(config=""), "")[..., :3]


def _decibels(image: Image, wanted: Image) -> float:
    error = float(np.mean((image.astype(float) - wanted) ** 2))
    return 10.0 * math.log10(1.0 / max(error, 1e-12))


if __name__ == "__main__":
    for line in sys.stdin:
        what, folder, frame, *rest = json.loads(line)
        if what == "values":
            print(json.dumps(values(Path(folder), int(frame), [int(word) for word in rest])), flush=True)
        else:
            print(json.dumps(psnr(Path(folder), int(frame), Path(rest[0]), Path(rest[1]))), flush=True)
