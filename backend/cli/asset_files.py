"""`sceneloom bench asset-files` and `asset-colors`: exported files under the Khronos validator; colours as asked."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from ..common.colors import linear_color
from ..m3_assets.assemble import complete_values
from ..m3_assets.catalogue import categories
from ..protocol.errors import ResourceError
from ..protocol.scene import Attribute, Entity
from .blender import run_in_blender
from .progress_line import ProgressLine

_VALIDATE = """
const validator = require('gltf-validator'), fs = require('fs');
(async () => {
  for (const file of process.argv.slice(1)) {
    const report = await validator.validateBytes(new Uint8Array(fs.readFileSync(file)));
    const worst = report.issues.messages.filter(m => m.severity < 2).map(m => m.code);
    console.log(JSON.stringify({file, errors: report.issues.numErrors, warnings: report.issues.numWarnings, worst}));
  }
})();
"""
HUES = ("red", "orange", "green", "blue", "purple", "yellow")
HUE_TOLERANCE_DEG = 20.0
_PICTURE_PX, _SATURATED, _DIFFERENT = 112, 0.35, 24
_TEXTURE_PX = 64
"""of what is validated: a file is valid whatever its pictures show, and baking them takes the time"""


def check_files(out: Path, only: Sequence[str]) -> None:
    """Export categories as .glb and print what the Khronos validator says.

    Raises ResourceError where Node.js or its package gltf-validator is missing.
    """
    node = shutil.which("node")
    probe = ["-e", "require('gltf-validator')"]
    if node is None or subprocess.run([node, *probe], cwd=out, capture_output=True, check=False).returncode:
        raise ResourceError(
            "The Khronos glTF validator is not here.", hint=f"In {out} run: npm install gltf-validator"
        )
    names = list(only) or list(categories())
    folder = out / "glb"
    folder.mkdir(exist_ok=True)
    jobs = [
        {"category": name, "object_id": f"{name}_1", "seed": 0, "values": {},
         "out": str(folder / f"{name.replace(' ', '_')}.glb")}
        for name in names
    ]  # fmt: skip
    line = ProgressLine()
    run_in_blender("assets", {"assets": jobs, "texture_px": _TEXTURE_PX}, None, line)
    line.end()
    files = [str(job["out"]) for job in jobs]
    done = subprocess.run([node, "-e", _VALIDATE, *files], cwd=out, capture_output=True, text=True, check=True)
    reports = [json.loads(text) for text in done.stdout.splitlines()]
    faulty = {Path(report["file"]).stem: report["worst"] for report in reports if report["errors"]}
    warned = {Path(report["file"]).stem: report["worst"] for report in reports if report["warnings"]}
    print(f"{len(reports) - len(faulty)} of {len(reports)} .glb files are valid; warnings in {len(warned)}")
    for name, codes in {**warned, **faulty}.items():
        print(f"  {name}: {', '.join(dict.fromkeys(codes))}")


def check_colors(out: Path, only: Sequence[str]) -> None:
    """Render every category that has a colour in one that is asked for by word, and compare the hues.

    The pictures stay in `out`, so that an interrupted run goes on where it was and only what changed is rendered again.
    """
    folder, kept = out / "colors", out / "colors" / "kept"
    kept.mkdir(exist_ok=True, parents=True)
    shots, asked = [], []
    for number, (name, category) in enumerate(categories().items()):
        if not any(p.name == "color" for p in category.parameters) or (only and name not in only):
            continue
        word = HUES[number % len(HUES)]
        entity = Entity(id=name, lemma=name, category=name, attributes=(Attribute(type="color", value=word),))
        values = dict(complete_values(category, category.sample(entity, np.random.default_rng(number))))
        path = folder / f"{name.replace(' ', '_')}.png"
        shots.append({"category": name, "object_id": f"{name}_1", "seed": 0, "values": values, "path": str(path)})
        asked.append((name, word, path, values))
    line = ProgressLine()
    run_in_blender("gallery", {"shots": shots, "size_px": _PICTURE_PX, "kept": str(kept)}, None, line)
    line.end()
    # of what has several colours, only what the word changes counts: the same thing once more without it
    doubtful = [k for k, (_, word, path, _) in enumerate(asked) if hue_error_deg(path, word) > HUE_TOLERANCE_DEG]
    plain = []
    for k in doubtful:
        _, _, path, values = asked[k]
        plain.append(shots[k] | {"values": values | {"color": ""}, "path": f"{path.with_suffix('')} plain.png"})
    run_in_blender("gallery", {"shots": plain, "size_px": _PICTURE_PX, "kept": str(kept)}, None, line)
    line.end()
    missed = []
    for k, shot in zip(doubtful, plain, strict=True):
        name, word, path, _ = asked[k]
        error = hue_error_deg(path, word, Path(str(shot["path"])))
        if error > HUE_TOLERANCE_DEG:
            missed.append(f"{name} {word} ({error:.0f}°)")
    print(f"{len(asked) - len(missed)} of {len(asked)} show the colour asked for within {HUE_TOLERANCE_DEG:.0f}°")
    print(f"  missed: {', '.join(missed) or '-'}")


def hue_error_deg(picture: Path, word: str, without: Path | None = None) -> float:
    """How far the mean hue of what is coloured in a picture lies from that of a colour word; 180 where nothing is.

    Only the third of the hue circle about the most frequent hue counts: leaves and lamps keep their own colour.
    `without` shows the same thing without the word: then only what differs counts.
    """
    color = linear_color(word)
    assert color is not None
    swatch = (255 * np.clip(color, 0.0, 1.0) ** (1 / 2.2)).astype(np.uint8).reshape(1, 1, 3)
    wanted = 2.0 * float(cv2.cvtColor(swatch, cv2.COLOR_RGB2HSV)[0, 0, 0])
    image = cv2.imread(str(picture))
    assert image is not None, picture
    planes = cv2.cvtColor(image, cv2.COLOR_BGR2HSV).reshape(-1, 3).astype(float)
    hue, saturation, value = planes.T
    colored = (saturation > 255 * _SATURATED) & (value > 40)
    if without is not None:
        other = cv2.imread(str(without))
        assert other is not None, without
        colored &= cv2.absdiff(image, other).max(axis=2).reshape(-1) > _DIFFERENT
    if colored.sum() < 40:
        return 180.0
    angle = np.radians(2.0 * hue[colored])
    counts, edges = np.histogram(np.degrees(angle), bins=36, range=(0, 360), weights=saturation[colored])
    peak = np.radians(edges[int(np.argmax(counts))] + 5.0)
    near = np.cos(angle - peak) > 0.5
    mean = np.degrees(np.angle(np.sum(saturation[colored][near] * np.exp(1j * angle[near]))))
    return float(abs((mean - wanted + 180.0) % 360.0 - 180.0))
