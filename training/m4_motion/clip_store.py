"""Clips as training keeps them: motions of the 21 joints with their captions, in one folder.

`clips.jsonl` has a line per clip (id, group, kind, captions, verb, start, frames), `clips.npz` the arrays of all clips
one after another: `root` (F, 3) float32 m, `turns` (F, 21, 4) int16, divided by 32767. 20 fps, scene axes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from backend.common import quat
from backend.m4_motion.learned.joints import JointMotion
from backend.protocol.errors import InvalidRequestError

FPS = 20.0
Kind = Literal["captured", "keyframed", "program"]


@dataclass(frozen=True, kw_only=True)
class Clip:
    """One motion with what is said of it."""

    id: str
    group: str
    """clips of a group stay on one side of every split: a trial with its partner, a program's verb and phrase"""
    kind: Kind
    captions: tuple[str, ...]
    verb: str
    """the cluster it is balanced in"""
    motion: JointMotion


def write_clips(folder: Path, clips: Iterable[Clip]) -> None:
    """Both files, each under a temporary name first."""
    folder.mkdir(parents=True, exist_ok=True)
    roots, turns, lines, start = [], [], [], 0
    for clip in clips:
        frames = len(clip.motion.root)
        roots.append(clip.motion.root.astype(np.float32))
        turns.append(np.round(clip.motion.turns * 32767.0).astype(np.int16))
        lines.append(json.dumps({"id": clip.id, "group": clip.group, "kind": clip.kind, "verb": clip.verb,
                                 "captions": clip.captions, "start": start, "frames": frames}))  # fmt: skip
        start += frames
    unfinished = folder / f".clips.{os.getpid()}.npz"
    np.savez(unfinished, root=np.concatenate(roots), turns=np.concatenate(turns))
    unfinished.replace(folder / "clips.npz")
    (folder / ".clips.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / ".clips.jsonl").replace(folder / "clips.jsonl")


def read_clips(folder: Path) -> list[Clip]:
    """All clips of a folder that `write_clips` wrote; InvalidRequestError names what is missing."""
    for name in ("clips.npz", "clips.jsonl"):
        if not (folder / name).is_file():
            raise InvalidRequestError(
                f"{folder / name} is missing.", hint="Run training.m4_motion.build_dataset first."
            )
    arrays = np.load(folder / "clips.npz")
    root, turns = arrays["root"], arrays["turns"]
    clips = []
    for line in (folder / "clips.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        rows = slice(entry["start"], entry["start"] + entry["frames"])
        motion = JointMotion(
            fps=FPS, root=root[rows].astype(np.float64), turns=quat.normalize(turns[rows].astype(np.float64))
        )
        clips.append(Clip(id=entry["id"], group=entry["group"], kind=entry["kind"], verb=entry["verb"],
                          captions=tuple(entry["captions"]), motion=motion))  # fmt: skip
    return clips


_SIDES = {"left": "right", "right": "left", "clockwise": "counterclockwise", "counterclockwise": "clockwise",
          "leftwards": "rightwards", "rightwards": "leftwards", "lefthand": "righthand",
          "anticlockwise": "clockwise"}  # fmt: skip


def mirrored(clip: Clip) -> Clip:
    """The clip in a mirror, left and right exchanged in its captions too; it stays in the group."""
    return replace(
        clip, id=f"M{clip.id}", motion=clip.motion.mirrored(), captions=tuple(swapped(text) for text in clip.captions)
    )


def swapped(text: str) -> str:
    """A caption with left and right exchanged."""
    words = []
    for word in text.split(" "):
        bare = word.lower().strip(".,;:!?'\"")
        words.append(word.lower().replace(bare, _SIDES[bare]) if bare in _SIDES else word)
    return " ".join(words)
