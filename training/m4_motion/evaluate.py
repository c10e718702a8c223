"""Evaluate learned motion on held-out trial groups: one table, JSON, contact sheets.

    python -m training.m4_motion.evaluate --fold 0 [--motion FOLDER] [--regression FOLDER] [--physics FOLDER]
    python -m training.m4_motion.evaluate --pool [--write FOLDER …]          # all folds that were evaluated, together

The protocol is that of the design page: windows of three seconds, pools of 16 distinct captions, 20 repeats, two seeds
of a judge that is trained here on the training side alone, 95 % intervals by a bootstrap over trial groups. The
networks must have been trained with the same `--fold`; rows whose weights are not there are left out and named.
`--write` puts the figures of all folds beside weights, and says how far the router may trust the generator.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.learned.features import from_motion, to_motion
from backend.m4_motion.learned.generator import CANDIDATES, finished
from backend.m4_motion.learned.joints import JointMotion
from backend.m4_motion.learned.projection import project
from backend.m4_motion.learned.prompts import PROMPTS
from backend.m4_motion.model import TextToMotionSSM
from backend.protocol.errors import WeightsNotFoundError

from . import train_physics_ssm
from .ablation import ablation
from .build_dataset import SHARED, clips_of
from .caches import checkpoint_folder, dataset_folder
from .contact_sheet import write_sheets
from .denoised import denoised_windows, load_generator
from .evaluator import Judge, embedded_motions, embedded_texts, train_judge
from .folds import FOLDS, split
from .judging import FoldFigures, per_window, pooled, pooled_ablation, training_places
from .metrics import text_match
from .report import decide, write_report
from .rows import Query, programmed, queries, retrieved
from .sampling import TorchCalibrator, TorchGenerator
from .tasks import goal_figures
from .train_physics_ssm import Scale
from .windows import Normalisation, Windows, vocabulary_of

_MULTIMODAL = 24
"""captions that are sampled five times"""


def main() -> None:
    options = _options()
    torch.set_num_threads(1)
    if options.pool:
        pool(options.out, options.write)
    else:
        evaluate_fold(options)


def evaluate_fold(options: argparse.Namespace) -> None:
    """Every row on one fold; what was measured goes into `fold_K.npz`."""
    start_s, rng = time.monotonic(), np.random.default_rng(options.fold)

    # 1. Clips, judges, networks
    clips = [clip for folder in options.data_dir for clip in clips_of(folder)]
    train, held_out = split(clips, options.fold)
    asked = queries(held_out, rng)
    captions, frames = [query.caption for query in asked], [query.frames for query in asked]
    known = (MiniLM.folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    windows = Windows(train)
    pieces = WordPieces(vocabulary_of(windows.captions, known))
    judges = [train_judge(windows, pieces, seed, options.judge_steps) for seed in (1, 2)]
    _say(start_s, f"{len(asked)} windows of {len(held_out)} clips in {len({q.clip.group for q in asked})} groups")
    missing: list[str] = []
    generator, regression = (_generator(folder, captions, missing) for folder in (options.motion, options.regression))
    calibrator, blind = (_calibrator(folder, missing) for folder in (options.physics, options.blind))

    # 2. Rows
    rows: dict[str, list[JointMotion]] = {"real": [query.motion for query in asked]}
    rows["retrieval"] = retrieved(asked, train, rng)
    rows["program"] = programmed(asked)
    mean = windows.normalisation.mean
    rows["mean pose"] = [to_motion(np.repeat(mean[None], count, axis=0)) for count in frames]
    if regression is not None:
        regression.regression = True
        rows["regression"] = [to_motion(f) for f in regression.features(captions, frames, rng)]
    multimodality: dict[str, float] = {}
    if generator is not None:
        blank = TorchGenerator(TextToMotionSSM(generator.model.config), generator.texts, generator.scale)
        rows["untrained"] = [to_motion(f) for f in blank.features(captions, frames, rng)]
        rows["denoiser alone"] = [to_motion(f) for f in generator.features(captions, frames, rng)]
        chosen = generator.best_of(captions, frames, rng, CANDIDATES)
        rows["best of several"] = [to_motion(f) for f in chosen]
        made = [finished(f) for f in chosen]
        rows["without PhysicsSSM"] = [project(motion, standing=standing, steps=True) for motion, standing in made]
        if calibrator is not None:
            rows["full"] = [calibrator.calibrated(motion, standing) for motion, standing in made]
            rows["retrieval, calibrated"] = [calibrator.calibrated(motion) for motion in rows["retrieval"]]
            multimodality["full"] = _multimodality(generator, calibrator, judges, windows.normalisation, asked, rng)
    _say(start_s, f"rows: {', '.join(rows)}")

    # 3. What each is worth
    figures = _judged(rows, asked, windows.normalisation, judges, pieces, training_places(train))
    errors: dict[str, np.ndarray] = {}
    error_groups: list[str] = []
    if calibrator is not None:
        spoiled = [] if generator is None else denoised_windows(options.motion, held_out, 64, 60, rng)
        errors, error_groups = ablation(
            calibrator, blind, [clip for clip in held_out if len(clip.motion.root) > 24], spoiled, rng
        )
    tasks = goal_figures(generator, calibrator) if generator is not None and calibrator is not None else {}
    fold = FoldFigures(
        fold=options.fold, clips=len(held_out), groups=[query.clip.group for query in asked], windows=figures[0],
        embedded=figures[1], multimodality=multimodality, ablation=errors, ablation_groups=error_groups,
        tasks=tasks, missing=missing,
    )  # fmt: skip
    fold.write(options.out / f"fold_{options.fold}.npz")
    _say(start_s, "figures")

    # 4. To be looked at
    if generator is not None and calibrator is not None:
        _draw(generator, calibrator, options.out)
    write_sheets([(q.caption, m) for q, m in list(zip(asked, rows["real"], strict=True))[:10]], options.out, "real")
    rng = np.random.default_rng(0)
    write_report([fold], pooled([fold], rng), pooled_ablation([fold], rng), options.out / f"fold_{options.fold}")
    _say(start_s, f"written to {options.out}")


def pool(out: Path, checkpoints: Sequence[Path]) -> None:
    """The figures of all folds that lie in `out`."""
    paths = [out / f"fold_{k}.npz" for k in range(FOLDS)]
    folds = [FoldFigures.read(path) for path in paths if path.is_file()]
    if not folds:
        raise SystemExit(f"{paths[0]} is missing: run this command with --fold 0 to --fold {FOLDS - 1} first.")
    rng = np.random.default_rng(0)
    figures = pooled(folds, rng)
    result = write_report(folds, figures, pooled_ablation(folds, rng), out)
    print(f"The router may trust the generator by {decide(figures):.2f}.")
    for checkpoint in checkpoints:
        (checkpoint / "evaluation.json").write_text(result, encoding="utf-8")


def _judged(
    rows: dict[str, list[JointMotion]], asked: Sequence[Query], scale: Normalisation, judges: Sequence[Judge],
    pieces: WordPieces, places: np.ndarray,
) -> tuple[dict[str, dict[str, np.ndarray]], dict[str, np.ndarray]]:  # fmt: skip
    """Every row's figures per window, and its motions in the judges' spaces."""
    captions = [query.caption for query in asked]
    texts = [embedded_texts(judge, pieces, captions) for judge in judges]
    embedded = {name: _embedded(motions, scale, judges) for name, motions in rows.items()}
    windows: dict[str, dict[str, np.ndarray]] = {}
    for name in ("shuffled captions", *rows):
        shuffled = name == "shuffled captions"
        own_texts = [np.roll(t, len(t) // 2, axis=0) for t in texts] if shuffled else texts
        seen = embedded["real" if shuffled else name]
        matches = [text_match(t, m, captions, np.random.default_rng(3)) for t, m in zip(own_texts, seen, strict=True)]
        windows[name] = {key: np.mean([match[key] for match in matches], axis=0) for key in matches[0]}
        if not shuffled:
            windows[name] |= per_window(rows[name], places)
    return windows, embedded


def _embedded(motions: Sequence[JointMotion], scale: Normalisation, judges: Sequence[Judge]) -> np.ndarray:
    features = [scale.normalised(from_motion(motion)) for motion in motions]
    return np.stack([embedded_motions(judge, features) for judge in judges])


def _multimodality(
    generator: TorchGenerator, calibrator: TorchCalibrator, judges: Sequence[Judge], scale: Normalisation,
    asked: Sequence[Query], rng: np.random.Generator, times: int = 5,
) -> float:  # fmt: skip
    """Mean distance, in the judges' spaces, of motions made for the same caption (Guo et al., CVPR 2022)."""
    chosen = [asked[i] for i in rng.permutation(len(asked))[:_MULTIMODAL]]
    captions, frames = [query.caption for query in chosen], [query.frames for query in chosen]
    drawn = []
    for _ in range(times):
        made = [finished(f) for f in generator.features(captions, frames, rng)]
        drawn.append(_embedded([calibrator.calibrated(*one) for one in made], scale, judges))
    apart = [np.linalg.norm(drawn[i] - drawn[j], axis=-1).mean() for i in range(times) for j in range(i)]
    return float(np.mean(apart))


def _draw(generator: TorchGenerator, calibrator: TorchCalibrator, out: Path) -> None:
    """The forty prompts as sheets."""
    captions = [f"a person {text}." for text in PROMPTS]
    generator.texts.learn(captions, MiniLM.load())
    made = generator.best_of(captions, [60] * len(captions), np.random.default_rng(7), CANDIDATES)
    shown = [calibrator.calibrated(*finished(features)) for features in made]
    write_sheets(list(zip(PROMPTS, shown, strict=True)), out, "generated")


def _generator(folder: Path, captions: Sequence[str], missing: list[str]) -> TorchGenerator | None:
    try:
        return load_generator(folder, captions)
    except WeightsNotFoundError:
        missing.append(folder.name)
        return None


def _calibrator(folder: Path, missing: list[str]) -> TorchCalibrator | None:
    try:
        model = train_physics_ssm.load_model(folder)
    except WeightsNotFoundError:
        missing.append(folder.name)
        return None
    scale = Scale.read(folder)
    return TorchCalibrator(model, scale.motion, scale.state)


def _say(start_s: float, text: str) -> None:
    print(f"{(time.monotonic() - start_s) / 60:5.1f} min  {text}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--pool", action="store_true", help="the folds that were evaluated, together")
    parser.add_argument("--data-dir", type=Path, nargs="+", default=[SHARED, dataset_folder("programs")])
    parser.add_argument("--motion", type=Path, help="default: the denoiser of this fold in the cache")
    parser.add_argument("--regression", type=Path)
    parser.add_argument("--physics", type=Path)
    parser.add_argument("--blind", type=Path, help="PhysicsSSM trained without its state")
    parser.add_argument("--judge-steps", type=int, default=1200)
    parser.add_argument("--out", type=Path, default=Path("out/m4_evaluation"))
    parser.add_argument("--write", type=Path, nargs="*", default=[], metavar="FOLDER",
                        help="with --pool: weights to put the figures beside")  # fmt: skip
    options = parser.parse_args()
    fold = f"_fold{options.fold}"
    options.motion = options.motion or checkpoint_folder("motion_ssm_denoiser" + fold)
    options.regression = options.regression or checkpoint_folder("motion_ssm_regression" + fold)
    options.physics = options.physics or checkpoint_folder("physics_ssm" + fold)
    options.blind = options.blind or checkpoint_folder("physics_ssm_without_state" + fold)
    return options


if __name__ == "__main__":
    main()
