"""What both trainings of motion share: a resumable run with moving averages, a budget, and curves."""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from backend.protocol.errors import InvalidRequestError, WeightsNotFoundError

EMA_DECAY = 0.999


def common_options(description: str, *, epochs: int, data_dir: Path | None = None) -> argparse.ArgumentParser:
    """The options that both commands have, with the defaults for users with a GPU."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--lr", type=float, default=5e-5)
    parser.add_argument("--data-dir", type=Path, nargs="+", default=[data_dir] if data_dir else None,
                        help="folders of clips: KIT-ML, HumanML3D, BVH with captions, or built data sets")  # fmt: skip
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps")
    parser.add_argument("--preset", choices=["cpu"], help="sizes and rates that two cores can train")
    parser.add_argument(
        "--init", type=Path, metavar="FOLDER", help="weights to go on from, where there is no state yet"
    )
    parser.add_argument("--max-minutes", type=float, default=1e9)
    parser.add_argument("--save-minutes", type=float, default=4.0)
    parser.add_argument("--output-dir", type=Path)
    parser.add_argument("--fold", type=int, default=-1, help="0…4: leave this fifth of the trial groups out")
    parser.add_argument(
        "--overfit", type=int, default=0, help="train and judge on so many clips: the check of the code"
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser


class Run:
    """Weights, their moving average, optimiser, progress and history; under `accelerate launch` on several GPUs."""

    def __init__(self, model: nn.Module, options: argparse.Namespace, steps: int) -> None:
        from accelerate import Accelerator

        mixed = "bf16" if options.device != "cpu" and torch.cuda.is_available() else "no"
        self.accelerator = Accelerator(cpu=options.device == "cpu", mixed_precision=mixed)
        self.device = self.accelerator.device
        trained = [p for p in model.parameters() if p.requires_grad]
        decayed = [p for p in trained if p.ndim >= 2]
        others = [p for p in trained if p.ndim < 2]
        optimizer = torch.optim.AdamW(
            [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=options.lr,
            betas=(0.9, 0.98),
        )  # fmt: skip
        self.bare, self.options, self.steps = model, options, steps
        self.model, self.optimizer = self.accelerator.prepare(model, optimizer)
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.step, self.history, self.losses = 0, [], {}  # type: ignore[var-annotated]
        self.spent_s = 0.0
        state = options.output_dir / "state.pt"
        if state.exists():
            self._resume(torch.load(state, map_location=self.device, weights_only=True), state)
        elif options.init:
            self._init(options.init)
        self._started_s = self._saved_s = time.monotonic()

    def _resume(self, state: dict[str, Any], path: Path) -> None:
        try:
            self.bare.load_state_dict(state["model"])
        except RuntimeError as error:
            raise InvalidRequestError(
                f"{path} is of another network: {str(error).splitlines()[1].strip()}",
                hint="Choose another --output-dir, or the options it was trained with.",
            ) from error
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.step, self.history = state["average"], state["step"], state["history"]
        self.losses, self.spent_s = state["losses"], state["spent_s"]

    def _init(self, folder: Path) -> None:
        weights = load_weights(folder)
        missing, unknown = self.bare.load_state_dict(weights, strict=False)
        if missing or unknown:
            raise InvalidRequestError(f"{folder} holds another network: {[*missing, *unknown][:3]}.")
        self.average = {name: value.detach().clone() for name, value in self.bare.state_dict().items()}

    def batches(self) -> Iterator[int]:
        """Step numbers until the last step or the budget."""
        first = self.step
        while self.step < self.steps:
            yield self.step
            spent = time.monotonic() - self._started_s
            if self.step % 50 == 0 and self.accelerator.is_main_process:
                left = (self.steps - self.step) * spent / max(self.step - first, 1)
                parts = "  ".join(f"{name} {value:.4f}" for name, value in self.losses.items())
                print(
                    f"step {self.step:6d}/{self.steps}  {parts}  {spent / 60:5.1f} min, {left / 60:4.0f} left",
                    flush=True,
                )
            if spent / 60 > self.options.max_minutes:
                return

    def rng(self, step: int) -> np.random.Generator:
        """The same at every start, another one on every device."""
        return np.random.default_rng([self.options.seed, step, self.accelerator.process_index])

    def optimise(self, loss: Tensor, parts: dict[str, float]) -> None:
        """One optimiser step; warm-up, then a cosine down to a fiftieth at the last step or the end of the budget."""
        spent = (time.monotonic() - self._started_s) / 60 / self.options.max_minutes
        progress = min(max(self.step / max(self.steps, 1), spent), 1.0)
        warm = min((self.step + 1) / min(200, max(1, self.steps // 20)), 1.0)
        rate = self.options.lr * warm * (0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * progress)))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.zero_grad(set_to_none=True)
        self.accelerator.backward(loss)
        self.accelerator.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        for name, value in parts.items():
            self.losses[name] = value if name not in self.losses else 0.98 * self.losses[name] + 0.02 * value
        decay = min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.bare.state_dict().items():
                self.average[name].lerp_(value, 1.0 - decay)

    def due(self) -> bool:
        """Whether it is time to judge and save."""
        return time.monotonic() - self._saved_s > 60 * self.options.save_minutes

    def judge_and_save(self, judge: Callable[[], dict[str, float]], describe: Callable[[Path], None]) -> None:
        """Measure the averaged weights, write state, weights and curves, each under a temporary name first."""
        if not self.accelerator.is_main_process:
            return
        folder = self.options.output_dir
        folder.mkdir(parents=True, exist_ok=True)
        own = {name: value.detach().clone() for name, value in self.bare.state_dict().items()}
        self.bare.load_state_dict(self.average)
        self.bare.eval()
        with torch.no_grad():
            record = {"step": float(self.step), **self.losses, **judge()}
        self.bare.train()
        self.bare.load_state_dict(own)
        self.history.append(record)
        print("valid  " + "  ".join(f"{key} {value:.4f}" for key, value in record.items()), flush=True)
        spent_s = self.spent_s + time.monotonic() - self._started_s
        state = {"model": own, "optimizer": self.optimizer.state_dict(), "average": self.average, "step": self.step,
                 "history": self.history, "losses": self.losses, "spent_s": spent_s}  # fmt: skip
        torch.save(state, folder / "state.pt.tmp")
        (folder / "state.pt.tmp").replace(folder / "state.pt")
        save_weights(self.average, folder)
        describe(folder)
        (folder / "history.json").write_text(
            json.dumps({"minutes": spent_s / 60, "records": self.history}, indent=1) + "\n", encoding="utf-8"
        )
        plot(self.history, folder / "curves.png")
        self._saved_s = time.monotonic()


def save_weights(weights: dict[str, Tensor], folder: Path) -> None:
    """model.safetensors, float16, under a temporary name first."""
    halves = {name: value.detach().to("cpu", torch.float16).contiguous() for name, value in weights.items()}
    save_file(halves, folder / "model.safetensors.tmp")
    (folder / "model.safetensors.tmp").replace(folder / "model.safetensors")


def load_weights(folder: Path) -> dict[str, Tensor]:
    """The weights of a folder as float32; WeightsNotFoundError names the file that is missing."""
    path = folder / "model.safetensors"
    if not path.is_file():
        raise WeightsNotFoundError(
            f"The weights {path} are missing.", hint="Train them, or name the folder that has them."
        )
    return {name: value.float() for name, value in load_file(path).items()}


def plot(history: list[dict[str, float]], path: Path) -> None:
    """Losses on the left, validation on the right, over steps."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    for axis, held_out in zip(axes, (False, True), strict=True):
        names = [name for name in history[-1] if name != "step" and name.startswith("valid") == held_out]
        for name in names:
            records = [record for record in history if name in record]
            axis.plot([r["step"] for r in records], [r[name] for r in records], label=name.removeprefix("valid "))
        axis.set(xlabel="step", title="held out" if held_out else "training", yscale="log")
        if names:
            axis.legend()
    figure.savefig(path, dpi=100, bbox_inches="tight")
    pyplot.close(figure)
