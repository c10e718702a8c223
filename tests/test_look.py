"""Pictures of finished scenes pass the gate of the default look: they are rendered here, small."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from build_addon import ROOT
from setup_environments import python_of

RENDER = """
import sys, bpy
bpy.ops.wm.open_mainfile(filepath=sys.argv[1])
render = bpy.context.scene.render
render.resolution_x, render.resolution_y, render.resolution_percentage = 192, 108, 100
render.image_settings.file_format, render.filepath = "PNG", sys.argv[2]
bpy.ops.render.render(write_still=True)
"""


@pytest.mark.parametrize("prompt", ["a white mug", "a black piano", "a top-down view of a dark desk"])
def test_a_studio_picture_is_exposed_for_what_is_on_it(prompt: str, tmp_path: Path) -> None:
    blend, still = tmp_path / "scene.blend", tmp_path / "still.png"
    command = [sys.executable, str(ROOT / "sceneloom"), "generate", prompt, "--seed", "3", "--out", str(blend)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    rendering = [str(python_of(ROOT / ".venv-blender")), "-c", RENDER, str(blend), str(still)]
    subprocess.run(rendering, check=True, capture_output=True, timeout=300)
    picture = cv2.imread(str(still)).astype(np.float32) / 255.0
    luminance = picture @ np.array([0.0722, 0.7152, 0.2126], np.float32)
    assert 0.30 <= luminance.mean() <= 0.65
    assert 0.70 <= np.percentile(luminance, 95) <= 0.90
    assert (picture.max(axis=2) >= 254.5 / 255.0).mean() < 0.005
