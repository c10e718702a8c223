"""Clips to train on, from folders of captures: converted once, kept in the per-user cache.

    python -m training.m4_motion.build_dataset [--data-dir ../shared/data/motion] [--out FOLDER]

A folder may be this project's own set (`skeletons.json`, `clips_*.npz`), KIT-ML or HumanML3D (`new_joint_vecs`,
`texts`), or BVH files with captions. All become motions of the 21 joints on the default body at 20 fps; what a figure's
proportions are is left behind. Groups of trials stay together, so that a split can be cut by them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from backend.common import quat
from backend.m4_motion.learned.joints import NAMES, JointMotion, from_points
from backend.m4_motion.learned.library_files import library_files
from backend.m4_motion.learned.projection import floor_of, sole_points
from backend.protocol.errors import InvalidRequestError

from .caches import dataset_folder
from .captured_gaits import joint_points
from .clip_store import FPS, Clip, read_clips, write_clips
from .verb_clusters import verb_of

SHARED = Path("../shared/data/motion")
_PARTNERS = {"19": "18", "21": "20", "23": "22", "34": "33", "61": "60"}
_HEAD_OF = {"cmu_daz": "head", "cmu_asf": "head", "cmu_mb": "head", "cmu_fmb": "head"}
"""captures whose rest pose is the standing one: their head's turn is taken along"""
_SHORTEST = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    out = options.out or _cached(options.data_dir)
    clips = list(converted(options.data_dir))
    write_clips(out, clips)
    minutes = sum(len(clip.motion.root) for clip in clips) / FPS / 60
    print(f"{len(clips)} clips, {minutes:.1f} minutes, {len({clip.group for clip in clips})} groups in {out}")


def clips_of(folder: Path) -> list[Clip]:
    """The clips of any data folder: one that was built as it is, others through the cache."""
    if (folder / "clips.jsonl").is_file():
        return read_clips(folder)
    cached = _cached(folder)
    if not (cached / "clips.jsonl").is_file():
        write_clips(cached, converted(folder))
    return read_clips(cached)


def _cached(folder: Path) -> Path:
    """Where a folder's clips are kept: another place when it lies elsewhere or its files have changed."""
    if not folder.is_dir():
        raise InvalidRequestError(f"The data folder {folder} is not there.", hint="Name one with --data-dir.")
    states = sorted((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*"))
    digest = hashlib.sha256(repr((str(folder.resolve()), states)).encode()).hexdigest()[:10]
    return dataset_folder(f"{folder.resolve().name}-{digest}")


def converted(folder: Path) -> Iterator[Clip]:
    """Every clip of a folder on our body."""
    if (folder / "skeletons.json").is_file():
        yield from _own_set(folder)
        return
    for file in library_files(folder):
        motion = on_floor(file.motion().resampled(FPS))
        if len(motion.root) < _SHORTEST:
            continue
        group = file.path.stem.lstrip("M") if file.path.suffix == ".npy" else file.path.stem
        yield Clip(id=file.id, group=group, kind="captured", captions=file.captions, verb=verb_of(file.captions),
                   motion=motion)  # fmt: skip


def _own_set(folder: Path) -> Iterator[Clip]:
    skeletons = json.loads((folder / "skeletons.json").read_text(encoding="utf-8"))
    for split in ("train", "val"):
        if not (folder / f"clips_{split}.npz").is_file():
            raise InvalidRequestError(f"{folder / f'clips_{split}.npz'} is missing.")
        arrays = dict(np.load(folder / f"clips_{split}.npz"))
        for line in (folder / f"clips_{split}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            motion = _own_motion(entry, skeletons[entry["skeleton"]], arrays)
            captions = tuple(dict.fromkeys(text["text"].strip() for text in entry["texts"]))
            captured = entry["source"] == "CMU"
            for first, end in _spans_without(entry.get("suspect", []), len(motion.root)):
                part = f"_{first}" if first else ""
                yield Clip(
                    id=entry["id"] + part, group=_group(entry), kind="captured" if captured else "keyframed",
                    captions=captions, verb=verb_of(captions), motion=on_floor(motion.cut(first, end)),
                )  # fmt: skip


def _own_motion(entry: dict, skeleton: dict, arrays: dict) -> JointMotion:  # type: ignore[type-arg]
    points = joint_points(entry, skeleton, arrays)
    stacked = np.stack([points[name] for name in NAMES], axis=1)
    known = {}
    head = next((name for prefix, name in _HEAD_OF.items() if entry["skeleton"].startswith(prefix)), None)
    if head in skeleton["joints"]:
        rows = slice(entry["start"], entry["start"] + entry["frames"])
        q = quat.normalize(arrays[entry["skeleton"] + "__quat"][rows].astype(np.float64))
        joint, turn = skeleton["joints"].index(head), None
        while joint >= 0:
            turn = q[:, joint] if turn is None else quat.mul(q[:, joint], turn)
            joint = skeleton["parents"][joint]
        assert turn is not None
        known[4] = np.stack([turn[:, 0], turn[:, 1], -turn[:, 3], turn[:, 2]], axis=-1)  # Y up to Z up
    return from_points(stacked, FPS, known)


def on_floor(motion: JointMotion) -> JointMotion:
    """Lifted so that the soles stand on z = 0; a tenth of the frames may be lower."""
    return motion.moved(np.array([0.0, 0.0, -floor_of(sole_points(motion))]))


def _spans_without(frames: list[int], count: int) -> list[tuple[int, int]]:
    """Spans of a clip between frames that jump."""
    borders = [0, *sorted(frame + 1 for frame in frames), count]
    return [(a, b) for a, b in pairwise(borders) if b - a >= _SHORTEST]


def _group(entry: dict) -> str:  # type: ignore[type-arg]
    """As the data's README cuts its split: trials with their partners' recordings, a pack's name without its ending."""
    if entry["source"] == "CMU":
        subject, trial = entry["trial"].split("_")
        return f"cmu:{int(_PARTNERS.get(subject, subject))}_{int(trial)}"
    stem = entry["name"].rstrip("0123456789").replace("_Loop", "").rstrip("_")
    return f"{entry['source']}:{stem}"


if __name__ == "__main__":
    main()
