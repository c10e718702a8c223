"""Evaluate learned motion on held-out trial groups: one table, JSON, contact sheets.

    python -m training.m4_motion.evaluate [--fold 0] [--motion FOLDER] [--regression FOLDER] [--physics FOLDER]
        [--out out/m4_evaluation] [--write]

The protocol is that of the design page: windows of three seconds, pools of 16 distinct captions, 20 repeats, two seeds
of a judge that is trained here on the training side alone, 95 % intervals by a bootstrap over trial groups. The
networks must have been trained with the same `--fold`; rows whose weights are not there are left out and named.
`--write` puts the figures beside the weights and says how far the router may trust the generator.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.learned.features import from_motion, to_motion
from backend.m4_motion.learned.generator import finished
from backend.m4_motion.learned.joints import JointMotion
from backend.m4_motion.learned.projection import project
from backend.m4_motion.learned.prompts import PROMPTS
from backend.m4_motion.model import TextToMotionSSM
from backend.protocol.errors import WeightsNotFoundError

from . import train_motion_ssm, train_physics_ssm
from .ablation import ablation
from .build_dataset import SHARED, clips_of
from .caches import checkpoint_folder, dataset_folder
from .contact_sheet import write_sheets
from .evaluator import embedded_motions, embedded_texts, train_judge
from .folds import split
from .metrics import bodily, diversity, fid, interval, kid, text_match
from .report import decide, write_report
from .rows import Query, TorchCalibrator, TorchGenerator, programmed, queries, retrieved
from .train_physics_ssm import Scale
from .windows import Texts, Windows, vocabulary_of

COPY_M = 0.04
"""mean joint distance below which a window counts as a copy of a training window"""


def main() -> None:
    options = _options()
    torch.set_num_threads(1)
    start_s, rng = time.monotonic(), np.random.default_rng(0)

    # 1. Clips, judges, networks
    clips = [clip for folder in options.data_dir for clip in clips_of(folder)]
    train, held_out = split(clips, options.fold)
    asked = queries(held_out, rng)
    known = (MiniLM.folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    windows = Windows(train)
    pieces = WordPieces(vocabulary_of(windows.captions, known))
    judges = [train_judge(windows, pieces, seed, options.judge_steps) for seed in (1, 2)]
    _say(start_s, f"{len(asked)} windows of {len(held_out)} clips in {len({q.clip.group for q in asked})} groups")
    missing: list[str] = []
    generator = _generator(options.motion, asked, missing)
    calibrator = _calibrator(options.physics, missing)

    # 2. Rows
    rows: dict[str, list[JointMotion]] = {"real": [query.motion for query in asked]}
    rows["retrieval"] = retrieved(asked, train, rng)
    rows["program"] = programmed(asked)
    mean = windows.normalisation.mean
    rows["mean pose"] = [to_motion(np.repeat(mean[None], query.frames, axis=0)) for query in asked]
    regression = _generator(options.regression, asked, missing, regression=True)
    if regression is not None:
        rows["regression"] = [to_motion(f) for f in regression.features(asked, rng)]
    if generator is not None:
        blank = TextToMotionSSM(generator.model.config)
        untrained = TorchGenerator(blank, generator.texts, generator.scale)
        rows["untrained"] = [to_motion(f) for f in untrained.features(asked, rng)]
        sampled = generator.features(asked, rng)
        rows["denoiser alone"] = [to_motion(f) for f in sampled]
        made = [finished(f) for f in sampled]
        rows["without PhysicsSSM"] = [project(motion, standing=standing) for motion, standing in made]
        if calibrator is not None:
            rows["full"] = [calibrator.calibrated(motion, standing) for motion, standing in made]
            rows["retrieval, calibrated"] = [calibrator.calibrated(motion) for motion in rows["retrieval"]]
    _say(start_s, f"rows: {', '.join(rows)}")

    # 3. Figures
    figures = judged(rows, asked, windows, judges, pieces, train, rng)
    result = {"fold": options.fold, "windows": len(asked), "clips": len(held_out), "missing": missing, "rows": figures}
    if calibrator is not None:
        result["ablation"] = ablation(calibrator, [clip for clip in held_out if len(clip.motion.root) > 24], rng)
    result["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(start_s, "figures")

    # 4. To be looked at
    if generator is not None:
        prompts = [Query(clip=asked[0].clip, caption=f"a person {text}.", first=0, frames=60) for text in PROMPTS]
        generator.texts.learn([query.caption for query in prompts], MiniLM.load())
        drawn = [finished(f) for f in generator.features(prompts, np.random.default_rng(7))]
        shown = [calibrator.calibrated(*one) if calibrator is not None else project(one[0], standing=one[1])
                 for one in drawn]  # fmt: skip
        write_sheets(list(zip(PROMPTS, shown, strict=True)), options.out, "generated")
    write_sheets([(q.caption, m) for q, m in list(zip(asked, rows["real"], strict=True))[:10]], options.out, "real")
    result["reliability"] = decide(figures)
    evaluated = [folder for folder in (options.motion, options.physics) if folder.is_dir()]
    write_report(result, options.out, evaluated if options.write else [])
    _say(start_s, f"written to {options.out}")


def judged(
    rows: dict[str, list[JointMotion]], asked: Sequence[Query], windows: Windows, judges: list, pieces: WordPieces,
    train: Sequence, rng: np.random.Generator,
) -> dict[str, dict]:  # fmt: skip
    """Every figure of every row, with intervals, and each row against `full`."""
    groups = [query.clip.group for query in asked]
    captions = [query.caption for query in asked]
    scale = windows.normalisation
    features = {name: [scale.normalised(from_motion(m)) for m in motions] for name, motions in rows.items()}
    texts = [embedded_texts(judge, pieces, captions) for judge in judges]
    embedded = {name: [embedded_motions(judge, own) for judge in judges] for name, own in features.items()}
    real_bodily = [bodily(motion) for motion in rows["real"]]
    real_jerk = float(np.mean([b["jerk"] for b in real_bodily]))
    places = _training_places(train, rng)
    hits: dict[str, dict[str, np.ndarray]] = {}
    figures: dict[str, dict] = {}
    shuffled = ["shuffled captions", *rows]
    for name in shuffled:
        motions = embedded["real" if name == "shuffled captions" else name]
        own_texts = [np.roll(t, len(t) // 2, axis=0) for t in texts] if name == "shuffled captions" else texts
        matches = [
            text_match(t, m, captions, np.random.default_rng(3)) for t, m in zip(own_texts, motions, strict=True)
        ]
        hits[name] = {key: np.mean([match[key] for match in matches], axis=0) for key in matches[0]}
        entry: dict = {key: interval(values, groups, rng) for key, values in hits[name].items()}
        real = embedded["real"]
        entry["KID"] = float(np.mean([kid(m, r) for m, r in zip(motions, real, strict=True)]))
        entry["FID"] = float(np.mean([fid(m, r) for m, r in zip(motions, real, strict=True)]))
        entry["diversity"] = float(np.mean([diversity(m, rng) for m in motions]))
        if name in rows:
            physical = [bodily(motion) for motion in rows[name]]
            for key in ("skate", "penetration mm", "float mm"):
                entry[key] = interval(np.array([p[key] for p in physical]), groups, rng)
            entry["jerk ratio"] = float(np.mean([p["jerk"] for p in physical])) / real_jerk
            entry["copies"] = _copies(features[name], windows, places)
        figures[name] = entry
    halves = [rng.permutation(len(asked)) for _ in range(10)]
    middle = len(asked) // 2
    for name, distance in (("KID floor", kid), ("FID floor", fid)):
        floors = [distance(r[h[:middle]], r[h[middle:]]) for r in embedded["real"] for h in halves]
        figures["real"][name] = float(np.mean(floors))
    if "full" in rows:
        for name in shuffled:
            if name not in ("full", "real"):
                lead = np.mean([hits["full"][k] - hits[name][k] for k in ("R@1", "R@2", "R@3")], axis=0)
                figures[name]["full leads by"] = interval(lead, groups, rng)
                figures[name]["full nearer by"] = _kid_lead(embedded, name, groups, rng)
    return figures


def _kid_lead(embedded: dict, name: str, groups: Sequence[str], rng: np.random.Generator) -> tuple[float, float, float]:
    """KID of a row less that of `full`, with its interval over trial groups."""
    other = embedded["real" if name == "shuffled captions" else name]
    names = sorted(set(groups))
    members = {group: [i for i, g in enumerate(groups) if g == group] for group in names}
    values = []
    for draw in range(201):
        chosen = names if draw == 0 else [names[i] for i in rng.integers(len(names), size=len(names))]
        rows = np.array([i for group in chosen for i in members[group]])
        # the real side stays whole: a resampled one would hold windows twice
        seeds = zip(other, embedded["full"], embedded["real"], strict=True)
        values.append(np.mean([kid(o[rows], r) - kid(f[rows], r) for o, f, r in seeds]))
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return float(values[0]), float(low), float(high)


def _training_places(train: Sequence, rng: np.random.Generator) -> np.ndarray:
    """Joint places of training windows, every half second (N, 16 * 60)."""
    rows = []
    for clip in train:
        if clip.kind == "program":
            continue
        values = from_motion(clip.motion)
        for start in range(0, len(values) - 59, 10):
            rows.append(values[start : start + 60 : 4, 4:64].reshape(-1))
    return np.array(rows, dtype=np.float32)


def _copies(features: list[np.ndarray], windows: Windows, places: np.ndarray) -> float:
    """Share of windows whose joints are, on the mean, as near to a training window as a copy is."""
    scale, near = windows.normalisation, 0
    whole = [own for own in features if len(own) >= 59]
    for own in whole:
        values = (own * scale.std + scale.mean)[:60:4, 4:64]
        known = places.reshape(len(places), -1, 60)[:, : len(values)]
        apart = np.sqrt(((known - values[None]) ** 2).mean(axis=(1, 2)) * 3.0)
        near += bool(apart.min() < COPY_M)
    return near / max(len(whole), 1)


def _generator(
    folder: Path, asked: Sequence[Query], missing: list[str], regression: bool = False
) -> TorchGenerator | None:
    try:
        model = train_motion_ssm.load_model(folder)
    except WeightsNotFoundError as error:
        missing.append(error.message)
        return None
    texts = Texts(WordPieces(train_motion_ssm.read_vocabulary(folder)))
    texts.learn([query.caption for query in asked], MiniLM.load())
    return TorchGenerator(model, texts, train_motion_ssm.read_normalisation(folder), regression)


def _calibrator(folder: Path, missing: list[str]) -> TorchCalibrator | None:
    try:
        return TorchCalibrator(train_physics_ssm.load_model(folder), Scale.read(folder))
    except WeightsNotFoundError as error:
        missing.append(error.message)
        return None


def _say(start_s: float, text: str) -> None:
    print(f"{(time.monotonic() - start_s) / 60:5.1f} min  {text}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--data-dir", type=Path, nargs="+", default=[SHARED, dataset_folder("programs")])
    parser.add_argument("--motion", type=Path, help="default: the denoiser of this fold in the cache")
    parser.add_argument("--regression", type=Path)
    parser.add_argument("--physics", type=Path)
    parser.add_argument("--judge-steps", type=int, default=1200)
    parser.add_argument("--out", type=Path, default=Path("out/m4_evaluation"))
    parser.add_argument("--write", action="store_true", help="put the figures beside the shipped weights")
    options = parser.parse_args()
    fold = f"_fold{options.fold}"
    options.motion = options.motion or checkpoint_folder("motion_ssm_denoiser" + fold)
    options.regression = options.regression or checkpoint_folder("motion_ssm_regression" + fold)
    options.physics = options.physics or checkpoint_folder("physics_ssm" + fold)
    return options


if __name__ == "__main__":
    sys.exit(main())
