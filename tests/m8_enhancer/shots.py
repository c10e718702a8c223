"""A small shot with true passes: a textured square moves over a textured ground."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.m8_enhancer.warping import Motion
from backend.protocol.frames import write_sequence
from backend.protocol.scene import FrameSequence
from tests.m7_render_post.frames import make_folder, write_frame

Image = NDArray[np.float32]
WIDTH, HEIGHT, SPEED_PX = 96, 64, 3.0
CAMERA = (0.5**0.5, 0.5**0.5, 0.0, 0.0)
"""looks along +Y, up is Z"""


def texture(seed: int, height: int = HEIGHT, width: int = WIDTH) -> Image:
    """(H, W, 3) smooth enough to be moved by parts of pixels."""
    noise = np.random.default_rng(seed).random((height, width, 3)).astype(np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), 1.5)
    return np.clip(0.5 + 3.0 * (soft - 0.5), 0.0, 1.0).astype(np.float32)


def panned(count: int, speed_px: float = SPEED_PX) -> tuple[list[Image], list[Motion]]:
    """A texture that moves to the right as a whole."""
    wide = texture(1, HEIGHT, WIDTH + int(speed_px * count) + 8)
    pictures = []
    for number in range(count):
        x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))
        places = x + speed_px * (count - 1 - number)
        pictures.append(cv2.remap(wide, places, y, cv2.INTER_LANCZOS4))
    vector = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    vector[..., 0] = vector[..., 2] = -speed_px  # was to the left, will be to the right
    index = np.ones((HEIGHT, WIDTH), np.float32)
    return pictures, [Motion(vector=vector, index=index)] * count


def passes_of_square(number: int) -> dict[str, Image]:
    """As a renderer writes them: channels last."""
    combined = np.dstack([texture(1), np.ones((HEIGHT, WIDTH), np.float32)]).astype(np.float32)
    depth = np.full((HEIGHT, WIDTH, 1), 8.0, np.float32)
    vector = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    normal = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    normal[..., 1] = -1.0  # towards the camera
    index = np.ones((HEIGHT, WIDTH, 1), np.float32)
    left = 8 + int(SPEED_PX) * number
    square = (slice(20, 44), slice(left, left + 24))
    combined[square][..., :3] = 0.25 + 0.5 * texture(2, 24, 24)
    depth[square], index[square] = 3.0, 2.0
    vector[square] = (-SPEED_PX, 0.0, -SPEED_PX, 0.0)
    return {"combined": combined, "depth": depth, "normal": normal, "vector": vector, "index": index}


def make_shot_folder(folder: Path, count: int) -> FrameSequence:
    """Frames with all passes and a person's joints."""
    sequence = make_folder(folder, count)
    for number in range(1, count + 1):
        write_frame(folder / f"frame_{number:04d}.exr", passes_of_square(number), in_parts=False)
        people = {"frame": number, "size_px": [WIDTH, HEIGHT], "people": [person()]}
        (folder / f"pose_{number:04d}.json").write_text(json.dumps(people))
    sequence = replace(
        sequence,
        resolution_px=(WIDTH, HEIGHT),
        passes={**sequence.passes, "pose": "pose_{frame}.json"},
        cameras=tuple(replace(camera, rotation=CAMERA) for camera in sequence.cameras),
        prompt="a red cube on the lawn",
    )
    write_sequence(folder, sequence)
    return sequence


def person() -> dict[str, object]:
    """Facing the camera, 3 m away: its right side is on the left of the picture."""
    joints = {}
    for side, sign in ((".R", -1.0), (".L", 1.0)):
        for part, x, y in (("upper_arm", 8, 20), ("forearm", 14, 28), ("hand", 18, 36),
                           ("thigh", 5, 38), ("shin", 6, 48), ("foot", 6, 58)):  # fmt: skip
            place = [48.0 + sign * x, float(y), 3.0]
            joints[part + side] = {"head": place, "tail": place}
    face = {"nose": [48.0, 12.0, 3.0]}
    for side, sign in ((".R", -1.0), (".L", 1.0)):
        face |= {f"eye{side}": [48.0 + sign * 2, 10.0, 3.0], f"ear{side}": [48.0 + sign * 5, 11.0, 3.0]}
    return {"name": "woman_1", "joints": joints, "face": face}
