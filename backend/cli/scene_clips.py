"""`sceneloom bench scenes`: twenty acted scenes as strips from two sides and as clips (MP4), to be looked at."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import cv2
import numpy as np

from ..pipeline import Stages, generate
from ..protocol.job import GenerateJob, checked_request
from ..protocol.messages import GenerateRequest
from .blender import run_in_blender
from .motion_sheet import strip

PROMPTS = {
    "sad_walk": "A tired old man walks sadly to a bench, sits down and shakes his head",
    "sneak_apple": "A boy sneaks to a table, takes the apple and runs away",
    "drunk_lamp": "A drunk man staggers to a lamp post and leans against it",
    "proud_knight": "A knight walks proudly to a throne, turns around and raises his sword",
    "goal": "A girl kicks a ball into the goal and cheers",
    "reunion": "A woman runs to a man and hugs him",
    "handover": "A woman picks up a red cup and gives it to a man who drinks from it",
    "carry_boxes": "A man carries a crate to a table and puts it down, then stretches",
    "stairs": "A woman climbs the stairs, turns around and waves",
    "ladder": "A firefighter climbs a ladder",
    "piano": "A woman plays the piano while a man listens and claps",
    "drums": "A boy plays the drums angrily",
    "garden": "A farmer digs a hole while a woman rakes the leaves",
    "kitchen": "A man opens the fridge, takes out a bottle and pours milk into a glass on the table",
    "housework": "A woman sweeps the floor while a man hammers a nail into a table",
    "saw": "A carpenter saws a log, then wipes his brow",
    "chase": "A policeman chases a thief around a car",
    "talk": "Two people talk on a bench, then shake hands",
    "eagle": "An eagle flies over a forest",
    "ride": "A girl rides a horse past a barn and waves three times",
}


def run(out: Path, only: tuple[str, ...] = (), clips: bool = True) -> None:
    """Prints what each scene could not do, and writes `strip_<name>.png` and `<name>.mp4`."""
    stages = Stages.load()
    for name, prompt in PROMPTS.items():
        if only and name not in only:
            continue
        bundle = generate(GenerateRequest(prompt=prompt, seed=7), stages)
        print(f"{name}: {prompt}\n   {'; '.join(bundle.warnings) or 'all of it'}", flush=True)
        actors = [i for i, clip in bundle.simulation.clips.items() if len(clip.root_translations) > 1]
        acting = [i for i in actors if len(bundle.simulation.clips[i].segments) > 1] or actors
        if acting:
            apart = [bundle.simulation.clips[i].root_translations[0, :2] for i in actors]
            span_m = float(np.clip(2.1 + np.linalg.norm(np.ptp(apart, axis=0)), 2.1, 4.5))
            cv2.imwrite(str(out / f"strip_{name}.png"), strip(bundle, acting[0], prompt, span_m))
        if clips:
            job = GenerateJob(request=checked_request(prompt, seed=7), renders=(str(out / f"{name}.mp4"),))
            run_in_blender("generate", dataclasses.asdict(job), None, lambda fraction, text="": None)
    print(f"strips and clips: {out}")
