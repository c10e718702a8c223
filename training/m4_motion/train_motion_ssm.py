"""Train TextToMotionSSM: a Mamba denoiser from text to 251-value motion.

    python -m training.m4_motion.train_motion_ssm --epochs 250 --batch-size 16 --lr 5e-5 --data-dir data/KIT-ML \
        --device cuda
    python -m training.m4_motion.train_motion_ssm --preset cpu --max-minutes 90      # from scratch or on, on one core
    accelerate launch -m training.m4_motion.train_motion_ssm …                  # several GPUs, nothing else changes

Without `--data-dir`, the captures of ../shared/data/motion and the sampled motion programs are used (`build_dataset`,
`sample_programs`). The state lies in the output folder (by default in the per-user cache); the same command goes on
where it stopped, with the same data and options. `--form regression` trains the first design's plain regression, the
baseline. `--overfit 16` is the check that the code learns at all.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from diffusers import DDPMScheduler
from torch import Tensor

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.minilm import MiniLM
from backend.m4_motion.model import ModelConfig, TextToMotionSSM

from .build_dataset import SHARED, clips_of
from .caches import checkpoint_folder, dataset_folder
from .folds import split
from .losses import kinematic, reconstruction
from .runs import Run, common_options, load_weights
from .windows import Batch, Normalisation, Texts, Windows, vocabulary_of

PRESETS: dict[str, dict[str, Any]] = {
    "cpu": {"batch_size": 32, "lr": 1e-3, "d_model": 128, "frames": 64, "steps": 8000},
}  # fmt: skip
NO_TEXT = 0.1
NOISE_STEPS = 1000


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)

    # 1. Data
    clips = [clip for folder in options.data_dir for clip in clips_of(folder)]
    train, held_out = split(clips, options.fold)
    if options.overfit:
        train = [clip for clip in train if clip.kind == "captured"][: options.overfit]
        held_out = train
    known = (MiniLM.folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
    source = options.init or options.output_dir
    normalisation = vocabulary = None
    if (source / "config.json").is_file():  # what was learned speaks these words, on this scale
        normalisation, vocabulary = read_normalisation(source), read_vocabulary(source)
    windows = Windows(train, normalisation, augment=not options.overfit)
    vocabulary = vocabulary or vocabulary_of(windows.captions, known)
    texts = Texts(WordPieces(vocabulary))
    judged = Windows(held_out or train[:40], windows.normalisation, augment=False)
    texts.learn([*windows.captions, *judged.captions], MiniLM.load())

    # 2. Network and run
    config = ModelConfig(vocabulary=len(vocabulary), d_model=options.d_model, layers=options.layers)
    model = TextToMotionSSM(config)
    steps = options.steps or options.epochs * max(1, len(windows.samples) // options.batch_size)
    run = Run(model, options, steps)
    trainer = Trainer(run, windows, texts, options)
    count = sum(value.numel() for value in model.parameters())
    print(
        f"{count / 1e6:.2f} M weights, {len(train)} clips as {len(windows.samples)} samples of "
        f"{windows.num_frames / 20 / 3600:.2f} h, {len(held_out)} held out, {run.device}, from step {run.step}",
        flush=True,
    )

    # 3. Steps until the last one or the budget
    def describe(folder: Path) -> None:
        write_description(folder, config, windows.normalisation, vocabulary, options)

    for step in run.batches():
        loss, parts = trainer.loss(run.rng(step))
        run.optimise(loss, parts)
        if run.due():
            run.judge_and_save(lambda: trainer.judged(judged), describe)
    run.judge_and_save(lambda: trainer.judged(judged), describe)


class Trainer:
    """Batches to losses."""

    def __init__(self, run: Run, windows: Windows, texts: Texts, options: argparse.Namespace) -> None:
        self.run, self.windows, self.texts, self.options = run, windows, texts, options
        self.regression = options.form == "regression"
        self.scheduler = DDPMScheduler(
            num_train_timesteps=NOISE_STEPS,
            beta_schedule="squaredcos_cap_v2",
            prediction_type="sample",
            clip_sample=False,
        )
        self.mean = torch.tensor(windows.normalisation.mean, device=run.device)
        self.std = torch.tensor(windows.normalisation.std, device=run.device)

    def loss(self, rng: np.random.Generator) -> tuple[Tensor, dict[str, float]]:
        """One batch."""
        batch = self.windows.draw(self.options.batch_size, self.options.frames, rng)
        return self._loss(batch, rng, 0.0 if self.regression else NO_TEXT)

    def _loss(self, batch: Batch, rng: np.random.Generator, no_text: float) -> tuple[Tensor, dict[str, float]]:
        run, count = self.run, len(batch.captions)
        target = torch.tensor(batch.values, device=run.device)
        valid = torch.tensor(batch.mask, device=run.device)
        ids = torch.tensor(self.texts.ids(batch.captions), device=run.device)
        sentence = torch.tensor(self.texts.sentences(batch.captions), device=run.device)
        silent = torch.tensor(rng.uniform(size=count) < no_text, device=run.device)
        ids = torch.where(silent[:, None], torch.zeros_like(ids), ids)
        time = torch.tensor(rng.integers(0, NOISE_STEPS, count), device=run.device)
        if self.regression:
            time, noisy = torch.full_like(time, NOISE_STEPS - 1), torch.zeros_like(target)
        else:
            noise = torch.tensor(rng.standard_normal(batch.values.shape), dtype=torch.float32, device=run.device)
            noisy = self.scheduler.add_noise(target, noise, time)
        predicted, vector, summary, log_seconds = run.model(noisy, time, ids, sentence, valid, target)

        # 1. The motion itself
        rebuilt = reconstruction(predicted, target, valid)
        bodily = kinematic(predicted.float() * self.std + self.mean, target * self.std + self.mean, valid)
        # 2. The text: near its motion among all of the batch, and how long such a motion takes
        said = ~silent
        alike = contrastive(vector[said], summary[said], batch.captions, said)
        seconds = torch.tensor(batch.seconds, device=run.device).log()
        lasting = ((log_seconds - seconds)[said] ** 2).mean()
        loss = rebuilt + 0.5 * bodily + 0.05 * alike + 0.02 * lasting
        parts = {"reconstruction": rebuilt.item(), "kinematic": bodily.item(), "contrastive": alike.item()}
        return loss, parts

    def judged(self, held_out: Windows) -> dict[str, float]:
        """The same losses on held-out windows, always with the same noise."""
        total: dict[str, float] = {}
        for part in range(4):
            rng = np.random.default_rng([9, part])
            for name, value in self._loss(held_out.draw(32, self.options.frames, rng), rng, 0.0)[1].items():
                total[f"valid {name}"] = total.get(f"valid {name}", 0.0) + value / 4
        return total


def contrastive(texts: Tensor, motions: Tensor, captions: list[str], kept: Tensor) -> Tensor:
    """InfoNCE both ways (Radford et al. 2021); rows with the same caption are no negatives of one another."""
    said = [caption for caption, keep in zip(captions, kept.tolist(), strict=True) if keep]
    same = torch.tensor([[a == b for b in said] for a in said], device=texts.device)
    same = same & ~torch.eye(len(said), dtype=torch.bool, device=texts.device)
    scores = torch.nn.functional.normalize(texts, dim=-1) @ torch.nn.functional.normalize(motions, dim=-1).T / 0.1
    scores = scores.masked_fill(same, -1e4)
    goal = torch.arange(len(said), device=texts.device)
    return 0.5 * (torch.nn.functional.cross_entropy(scores, goal) + torch.nn.functional.cross_entropy(scores.T, goal))


def write_description(folder: Path, config: ModelConfig, normalisation: Normalisation, vocabulary: list[str],
                      options: argparse.Namespace) -> None:  # fmt: skip
    """What is needed to use the weights: sizes, words, scale."""
    description = {"model": config.as_json(), "form": options.form, "frames": options.frames, "fps": 20,
                   "noise_steps": NOISE_STEPS, "fold": options.fold,
                   "data": [path.name for path in options.data_dir]}  # fmt: skip
    (folder / "config.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    rows = {"mean": normalisation.mean.tolist(), "std": normalisation.std.tolist()}
    (folder / "normalisation.json").write_text(json.dumps(rows) + "\n", encoding="utf-8")


def read_normalisation(folder: Path) -> Normalisation:
    rows = json.loads((folder / "normalisation.json").read_text(encoding="utf-8"))
    return Normalisation(mean=np.array(rows["mean"], np.float32), std=np.array(rows["std"], np.float32))


def read_vocabulary(folder: Path) -> list[str]:
    return (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def load_model(folder: Path) -> TextToMotionSSM:
    """A trained network with its averaged weights."""
    weights = load_weights(folder)
    sizes = json.loads((folder / "config.json").read_text(encoding="utf-8"))["model"]
    model = TextToMotionSSM(ModelConfig(**sizes))
    model.load_state_dict(weights)
    return model.eval()


def _options() -> argparse.Namespace:
    parser = common_options(__doc__ or "", epochs=250)
    parser.add_argument("--d-model", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--frames", type=int, default=196, help="of a window")
    parser.add_argument("--steps", type=int, default=0, help="instead of epochs")
    parser.add_argument("--form", choices=["denoiser", "regression"], default="denoiser")
    known, _ = parser.parse_known_args()
    if known.preset:
        parser.set_defaults(**PRESETS[known.preset])
    options = parser.parse_args()
    options.data_dir = options.data_dir or [SHARED, dataset_folder("programs")]
    name = f"motion_ssm_{options.form}" + (f"_fold{options.fold}" if options.fold >= 0 else "")
    options.output_dir = options.output_dir or checkpoint_folder(
        name + (f"_overfit{options.overfit}" if options.overfit else "")
    )
    return options


if __name__ == "__main__":
    main()
