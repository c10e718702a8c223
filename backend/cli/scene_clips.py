"""`sceneloom bench scenes`: twenty acted scenes as strips from two sides and as clips (MP4), to be looked at."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ..pipeline import Stages, generate
from ..protocol.job import GenerateJob, checked_request
from ..protocol.messages import GenerateRequest
from .blender import run_in_blender
from .motion_sheet import read_picture, strip

Picture = NDArray[np.integer[Any]]

PROMPTS = {
    "door": "A woman walks round a table to a door, opens it and waves",
    "stairs": "A woman climbs the stairs, turns around and waves",
    "carry": "A man picks up a crate, carries it to a table and puts it down, then stretches",
    "handover": "A woman picks up a red cup and gives it to a man who drinks from it",
    "throw": "A boy throws a ball to a girl. The girl catches it and throws it back",
    "sofa": "A man, a woman and a boy sit on a sofa, the woman reads a book and the man talks on the phone",
    "bedroom": "A woman opens a drawer, then lies down on the bed and sleeps",
    "goal": "A girl kicks a ball into the goal and cheers",
    "push": "A man pushes a crate, then wipes his brow",
    "bat": "A boy swings a bat three times while a girl claps",
    "kitchen": "A man opens the fridge, takes out a bottle and pours milk into a glass on the table",
    "street": "A man drives a car while a boy rides a bicycle",
    "ride": "A girl rides a horse past a barn and waves three times",
    "ladder": "A firefighter climbs a ladder",
    "desk": "A woman sits at a desk and types on a laptop, then drinks from a mug",
    "band": "A man plays the guitar, a woman plays the drums and a boy plays the piano",
    "reunion": "A woman runs to a man and hugs him, then they dance",
    "fight": "A man punches another man who blocks, then they high five",
    "chase": "A policeman chases a thief around a car",
    "talk": "Two people talk on a bench, then shake hands",
}
MOMENTS, MOMENT_PX = 12, (320, 180)


def run(out: Path, film: Callable[[Path, Path], None], only: tuple[str, ...] = ()) -> None:
    """Prints what each scene could not do, and writes `strip_<name>.png`, `<name>.mp4` and `moments_<name>.png`.

    `film` renders every second frame of a .blend into a folder. A clip that is there is kept, unless its scene is
    named: an interrupted run goes on where it was.
    """
    stages = Stages.load()
    for name, prompt in PROMPTS.items():
        clip = out / f"{name}.mp4"
        if (only and name not in only) or (not only and clip.exists()):
            continue
        bundle = generate(GenerateRequest(prompt=prompt, seed=7), stages)
        print(f"{name}: {prompt}\n   {'; '.join(bundle.warnings) or 'all of it'}", flush=True)
        actors = [i for i, clip in bundle.simulation.clips.items() if len(clip.root_translations) > 1]
        acting = [i for i in actors if len(bundle.simulation.clips[i].segments) > 1] or actors
        if acting:
            apart = [bundle.simulation.clips[i].root_translations[0, :2] for i in actors]
            span_m = float(np.clip(2.1 + np.linalg.norm(np.ptp(apart, axis=0)), 2.1, 4.5))
            cv2.imwrite(str(out / f"strip_{name}.png"), strip(bundle, acting[0], prompt, span_m))
        with tempfile.TemporaryDirectory() as folder:
            blend = Path(folder) / "scene.blend"
            job = GenerateJob(request=checked_request(prompt, seed=7), out=str(blend))
            run_in_blender("generate", dataclasses.asdict(job), None, lambda fraction, text="": None)
            film(blend, Path(folder))
            frames: list[Picture] = [read_picture(path) for path in sorted(Path(folder).glob("*.jpg"))]
        _write_clip(clip, frames, 0.5 * bundle.timeline.fps)
        cv2.imwrite(str(out / f"moments_{name}.png"), moments(frames))
    print(f"strips and clips: {out}")


def _write_clip(path: Path, frames: list[Picture], fps: float) -> None:
    """An MP4 of BGR pictures; under another name until it is whole."""
    unfinished = path.with_name(f".{path.name}")
    height, width = frames[0].shape[:2]
    video = cv2.VideoWriter(str(unfinished), cv2.VideoWriter.fourcc(*"mp4v"), fps, (width, height))
    for frame in frames:
        video.write(frame)
    video.release()
    unfinished.replace(path)


def moments(frames: list[Picture]) -> Picture:
    """Some of the pictures (BGR) at equal distances in time, four in a row."""
    chosen = [frames[i] for i in np.linspace(0, len(frames) - 1, MOMENTS).round().astype(int)]
    chosen = [cv2.resize(frame, MOMENT_PX, interpolation=cv2.INTER_AREA) for frame in chosen]
    return np.vstack([np.hstack(chosen[row : row + 4]) for row in range(0, MOMENTS, 4)])
