"""Train PhysicsSSM: restore distorted real clips, gated between the network and the projection onto constraints.

    python -m training.m4_motion.train_physics_ssm --epochs 100 --batch-size 16 --lr 5e-5 --lambda-physics 0.1 \
        --device cuda
    python -m training.m4_motion.train_physics_ssm --preset cpu --max-minutes 60 \
        --denoiser blender_assets/weights/m4_motion/motion_ssm

    L_total = L_reconstruction + λ · L_physics + gate,   L_physics = foot sliding + ground penetration + jerk

The gate's supervision is which joint groups were distorted. `--denoiser` puts what a trained TextToMotionSSM makes of
the clips among the distortions; `--without-state` trains the row of the ablation that is blind to physics. State,
resuming and `--init` are as in `train_motion_ssm`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from backend.m4_motion.learned.features import CONTACTS, from_motion
from backend.m4_motion.learned.joint_groups import GROUP_NAMES
from backend.m4_motion.model import PHYSICS_WIDTH, PhysicsSSM

from .build_dataset import SHARED, clips_of
from .caches import checkpoint_folder
from .clip_store import Clip, mirrored
from .denoised import Denoised, denoised_windows
from .distortions import Example, example
from .folds import split
from .losses import FEET, joints_by_positions, masked_mean, reconstruction
from .runs import Run, common_options, load_weights
from .windows import Normalisation

PRESETS: dict[str, dict[str, Any]] = {
    "cpu": {"batch_size": 24, "lr": 1e-3, "inner": 96, "layers": 3, "frames": 60, "steps": 5000, "pool": 2400},
}  # fmt: skip
PLACEMENT = 2.0
DENOISED_SHARE = 0.25
"""of the windows, where there is a denoiser"""
_TOE_M = 0.018
"""height of the toe joints of a foot that stands"""


def main() -> None:
    options = _options()
    torch.manual_seed(options.seed)
    clips = [clip for folder in options.data_dir for clip in clips_of(folder) if clip.kind != "program"]
    train, held_out = split(clips, options.fold)
    if options.overfit:
        train = held_out = train[: options.overfit]
    train = train + [mirrored(clip) for clip in train]
    scale = Scale.of(train, options)
    model = PhysicsSSM(inner=options.inner, layers=options.layers)
    steps = options.steps or options.epochs * max(1, len(train) // options.batch_size)
    run = Run(model, options, steps)
    trainer = Trainer(run, scale, options)
    made = []
    if options.denoiser:
        made = denoised_windows(options.denoiser, train, options.pool // 4, options.frames, run.rng(run.step))
    pool = Pool(train, options.frames, options.pool, run.rng(run.step), made)
    judged = Pool(held_out or train[:40], options.frames, 192, np.random.default_rng(9)).examples
    count = sum(value.numel() for value in model.parameters())
    print(f"{count / 1e6:.2f} M weights, {len(train)} clips, {len(held_out)} held out, {run.device}, "
          f"from step {run.step}", flush=True)  # fmt: skip

    def describe(folder: Path) -> None:
        description = {"model": model.sizes, "fps": 20, "frames": options.frames, "fold": options.fold,
                       "lambda_physics": options.lambda_physics, "groups": GROUP_NAMES}  # fmt: skip
        (folder / "config.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
        scale.write(folder)

    for step in run.batches():
        rng = run.rng(step)
        loss, parts = trainer.loss(pool.draw(options.batch_size, rng))
        run.optimise(loss, parts)
        pool.refresh(2, rng)
        if run.due():
            run.judge_and_save(lambda: trainer.judged(judged), describe)
    run.judge_and_save(lambda: trainer.judged(judged), describe)


class Pool:
    """Distorted windows in memory: making one takes longer than training on it, so each is used several times."""

    def __init__(self, clips: list[Clip], frames: int, size: int, rng: np.random.Generator,
                 denoised: Sequence[Denoised] = ()) -> None:  # fmt: skip
        self.clips = [clip for clip in clips if len(clip.motion.root) >= 24]
        self.frames, self.denoised = frames, denoised
        weights = np.sqrt([len(clip.motion.root) for clip in self.clips])
        self.weights = weights / weights.sum()
        self.examples = [self.make(rng) for _ in range(size)]

    def make(self, rng: np.random.Generator) -> Example:
        if self.denoised and rng.uniform() < DENOISED_SHARE:
            pair = self.denoised[int(rng.integers(len(self.denoised)))]
            return example(pair.right, pair.right, rng, made=pair.wrong)
        first, second = (self.clips[i] for i in rng.choice(len(self.clips), size=2, p=self.weights))
        windows = []
        for clip in (first, second):
            length = min(self.frames + 1, len(clip.motion.root))
            start = int(rng.integers(len(clip.motion.root) - length + 1))
            windows.append(clip.motion.cut(start, start + length))
        return example(windows[0], windows[1], rng)

    def draw(self, count: int, rng: np.random.Generator) -> list[Example]:
        return [self.examples[i] for i in rng.integers(len(self.examples), size=count)]

    def refresh(self, count: int, rng: np.random.Generator) -> None:
        for index in rng.integers(len(self.examples), size=count):
            self.examples[index] = self.make(rng)


class Scale:
    """Normalisation of motion and of the physics state, over the data set."""

    def __init__(self, motion: Normalisation, state: Normalisation) -> None:
        self.motion, self.state = motion, state

    @classmethod
    def of(cls, clips: list[Clip], options: argparse.Namespace) -> Scale:
        source = options.output_dir if (options.output_dir / "normalisation.json").is_file() else options.init
        if source and (source / "normalisation.json").is_file():
            return cls.read(source)
        from backend.m4_motion.learned.physics_state import physics_state

        rows = np.concatenate([physics_state(clip.motion) for clip in clips[::2] if len(clip.motion.root) > 3])
        low, high = np.percentile(rows, [1, 99], axis=0)
        spread = np.maximum(np.clip(rows, low, high).std(axis=0), 1e-2)
        state = Normalisation(mean=rows.mean(axis=0).astype(np.float32), std=spread.astype(np.float32))
        motion = Normalisation.of([from_motion(clip.motion) for clip in clips])
        return cls(motion, state)

    @classmethod
    def read(cls, folder: Path) -> Scale:
        rows = json.loads((folder / "normalisation.json").read_text(encoding="utf-8"))
        parts = [Normalisation(mean=np.array(rows[f"{p}mean"], np.float32), std=np.array(rows[f"{p}std"], np.float32))
                 for p in ("", "state_")]  # fmt: skip
        return cls(*parts)

    def write(self, folder: Path) -> None:
        parts = {"": self.motion, "state_": self.state}
        rows = {f"{prefix}{name}": getattr(part, name).tolist()
                for prefix, part in parts.items() for name in ("mean", "std")}  # fmt: skip
        (folder / "normalisation.json").write_text(json.dumps(rows) + "\n", encoding="utf-8")


class Trainer:
    """Batches of examples to losses."""

    def __init__(self, run: Run, scale: Scale, options: argparse.Namespace) -> None:
        self.run, self.scale, self.options = run, scale, options
        self.with_state = not options.without_state
        self.mean = torch.tensor(scale.motion.mean, device=run.device)
        self.std = torch.tensor(scale.motion.std, device=run.device)

    def tensors(self, examples: list[Example]) -> dict[str, Tensor]:
        """Padded and normalised, (B, T, …), with `mask` (B, T)."""
        count, frames = len(examples), max(len(item.motion) for item in examples)
        widths = {"motion": 251, "projected": 251, "target": 251, "state": PHYSICS_WIDTH, "touched": len(GROUP_NAMES)}
        arrays = {name: np.zeros((count, frames, width), np.float32) for name, width in widths.items()}
        mask = np.zeros((count, frames), np.float32)
        for row, item in enumerate(examples):
            length = len(item.motion)
            mask[row, :length] = 1.0
            for name in ("motion", "projected", "target"):
                arrays[name][row, :length] = self.scale.motion.normalised(getattr(item, name))
            if self.with_state:
                arrays["state"][row, :length] = np.clip(self.scale.state.normalised(item.state), -6.0, 6.0)
            arrays["touched"][row, :length] = item.touched
        return {name: torch.tensor(value, device=self.run.device) for name, value in (arrays | {"mask": mask}).items()}

    def loss(self, examples: list[Example]) -> tuple[Tensor, dict[str, float]]:
        batch = self.tensors(examples)
        output, logits = self.run.model(batch["motion"], batch["projected"], batch["state"], batch["mask"])
        rebuilt = reconstruction(output, batch["target"], batch["mask"])
        true = batch["target"] * self.std + self.mean
        physics = physics_loss(output.float() * self.std + self.mean, true, batch["mask"])
        bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, batch["touched"], reduction="none")
        gate = masked_mean(bce, batch["mask"])
        placed = placement_loss(output.float() * self.std + self.mean, true, batch["mask"])
        loss = rebuilt + PLACEMENT * placed + self.options.lambda_physics * physics + 0.05 * gate
        parts = {"reconstruction": rebuilt, "placement": placed, "physics": physics, "gate": gate}
        return loss, {name: value.item() for name, value in parts.items()}

    def judged(self, examples: list[Example]) -> dict[str, float]:
        """Losses on held-out windows, beside those of doing nothing and of the projection alone."""
        total: dict[str, float] = {}
        for start in range(0, len(examples), 32):
            part = examples[start : start + 32]
            share = len(part) / len(examples)
            values = self.loss(part)[1]
            batch = self.tensors(part)
            for name in ("motion", "projected"):
                values[name] = reconstruction(batch[name], batch["target"], batch["mask"]).item()
            for name, value in values.items():
                total[f"valid {name}"] = total.get(f"valid {name}", 0.0) + share * value
        return total


def physics_loss(made: Tensor, true: Tensor, mask: Tensor) -> Tensor:
    """Feet that slide while the true ones stand (m/s), toes below the floor (m), jerk beyond the true one's.

    made, true (B, T, 251), not normalised
    """
    points, real = world_points(made), world_points(true)
    pairs = mask[:, 1:] * mask[:, :-1]
    standing = (true[:, :-1, CONTACTS] * true[:, 1:, CONTACTS]).clamp(0.0, 1.0)
    speed = (points[:, 1:, FEET] - points[:, :-1, FEET])[..., [0, 2]].square().sum(-1).add(1e-8).sqrt() * 20.0
    sliding = masked_mean(speed * standing, pairs)
    below = masked_mean(torch.relu(_TOE_M - points[:, :, FEET, 1]), mask)
    rough, usual = (value.diff(dim=1).diff(dim=1).diff(dim=1).abs() for value in (points, real))
    jerk = masked_mean(torch.relu(rough - usual), mask[:, 3:])
    return sliding + 10.0 * below + 20.0 * jerk


def placement_loss(made: Tensor, true: Tensor, mask: Tensor) -> Tensor:
    """m between the joints in the world: small errors of the root's way add up, and features alone do not show it."""
    return masked_mean((world_points(made) - world_points(true)).square().sum(-1).add(1e-8).sqrt(), mask)


def world_points(features: Tensor) -> Tensor:
    """(B, T, 21, 3) m, Y up, from the origin: `features.decode` that a gradient passes through."""
    angle = 2.0 * torch.nn.functional.pad(torch.cumsum(features[:, :-1, 0], dim=1), (1, 0))
    sine, cosine = angle.sin(), angle.cos()

    def turned(x: Tensor, z: Tensor, s: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
        return c * x + s * z, c * z - s * x

    step_x, step_z = turned(features[:, :-1, 1], features[:, :-1, 2], sine[:, 1:], cosine[:, 1:])
    root_x, root_z = (torch.nn.functional.pad(torch.cumsum(step, dim=1), (1, 0)) for step in (step_x, step_z))
    local = joints_by_positions(features)
    x, z = turned(local[..., 0], local[..., 2], sine[..., None], cosine[..., None])
    return torch.stack([x + root_x[..., None], local[..., 1], z + root_z[..., None]], dim=-1)


def load_model(folder: Path) -> PhysicsSSM:
    """A trained network with its averaged weights."""
    weights = load_weights(folder)
    model = PhysicsSSM(**json.loads((folder / "config.json").read_text(encoding="utf-8"))["model"])
    model.load_state_dict(weights)
    return model.eval()


def _options() -> argparse.Namespace:
    parser = common_options(__doc__ or "", epochs=100)
    parser.add_argument("--lambda-physics", type=float, default=0.1)
    parser.add_argument("--inner", type=int, default=256, help="width of the scan")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--frames", type=int, default=100, help="of a window")
    parser.add_argument("--steps", type=int, default=0, help="instead of epochs")
    parser.add_argument("--denoiser", type=Path, metavar="FOLDER", help="a trained TextToMotionSSM")
    parser.add_argument("--without-state", action="store_true", help="the physics channels are zero")
    parser.add_argument("--pool", type=int, default=8000, help="distorted windows kept in memory")
    known, _ = parser.parse_known_args()
    if known.preset:
        parser.set_defaults(**PRESETS[known.preset])
    options = parser.parse_args()
    options.data_dir = options.data_dir or [SHARED]
    name = "physics_ssm" + ("_without_state" if options.without_state else "")
    name += f"_fold{options.fold}" if options.fold >= 0 else ""
    options.output_dir = options.output_dir or checkpoint_folder(
        name + (f"_overfit{options.overfit}" if options.overfit else "")
    )
    return options


if __name__ == "__main__":
    main()
