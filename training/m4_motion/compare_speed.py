"""Time and memory of the running generator beside transformers, in the same run, all in ONNX Runtime on one thread.

    python -m training.m4_motion.compare_speed [--checkpoint FOLDER]

Rows: this network as it is sampled (four motions of which the best is taken, 10 steps with guidance) at 5 to 60 s; a
transformer of MDM's size (Tevet et al. 2022: 8 layers, width 512, inner 1024, frames as tokens) in 50 steps with
guidance, random weights, one motion; a transformer with as many weights as ours, sampled as ours, frames as tokens, and
patches of four as ours. CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import warnings
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from backend.m4_motion.learned.features import WIDTH
from backend.m4_motion.learned.generator import CANDIDATES, GUIDANCE, STEPS
from backend.m4_motion.learned.sampler import sample
from backend.m4_motion.learned.weights import open_session
from backend.m4_motion.model import PATCH, TextLayer, TextToMotionSSM

from .caches import checkpoint_folder
from .export import export_motion
from .train_motion_ssm import load_model

SECONDS = (5, 10, 20, 40, 60)


class Transformer(nn.Module):
    """A denoiser of attention layers: frames or patches as tokens, the text as one more."""

    def __init__(self, width: int, layers: int, inner: int, patch: int) -> None:
        super().__init__()
        self.patch = patch
        self.enter, self.leave = nn.Linear(patch * WIDTH, width), nn.Linear(width, patch * WIDTH)
        self.layers = nn.ModuleList(TextLayer(width, 0.0) for _ in range(layers))
        for layer in self.layers:
            layer.inner = nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Linear(inner, width))

    def forward(self, noisy: Tensor, condition: Tensor) -> Tensor:
        x = self.enter(noisy.reshape(len(noisy), -1, self.patch * WIDTH))
        x = torch.cat([condition[:, None], x], dim=1)
        for layer in self.layers:
            x = layer(x, torch.ones_like(x[..., 0]))
        return self.leave(x[:, 1:]).reshape(noisy.shape)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, default=checkpoint_folder("motion_ssm_denoiser_fold0"))
    options = parser.parse_args()
    model = load_model(options.checkpoint)
    with tempfile.TemporaryDirectory() as place:
        _compare(model, Path(place))


def _compare(model: TextToMotionSSM, place: Path) -> None:
    export_motion(model, place)
    own = sum(p.numel() for name, p in model.named_parameters() if not name.startswith(("text", "summary")))
    width = model.config.d_model
    others = {
        "MDM's size, 50 steps": (Transformer(512, 8, 1024, 1), 512, 50, 1),
        "equal size, frames": (_of_size(own, width, 1), width, STEPS, CANDIDATES),
        "equal size, patches": (_of_size(own, width, PATCH), width, STEPS, CANDIDATES),
    }
    print(f"ours: {own / 1e6:.2f} M weights, {STEPS} steps, best of {CANDIDATES}")
    session, rows = open_session(place / "denoiser.onnx"), 2 * CANDIDATES
    text = {"vector": np.zeros((rows, width), np.float32), "words": np.zeros((rows, 9, width), np.float32),
            "word_mask": np.ones((rows, 9), np.float32)}  # fmt: skip

    def ours(noisy: np.ndarray, time: int) -> np.ndarray:
        return np.asarray(session.run(None, {"noisy": noisy, "time": np.full(rows, time), **text})[0])

    for seconds in SECONDS:
        spent = _seconds(ours, seconds, STEPS, CANDIDATES)
        print(f"{'ours':<22} {seconds:3d} s clip  {spent:7.3f} s", flush=True)
    print(f"peak memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (torch included)")
    for name, (network, own_width, steps, candidates) in others.items():
        path = place / "other.onnx"
        _write(network, own_width, 2 * candidates, path)
        run = partial(_run_other, open_session(path), np.zeros((2 * candidates, own_width), np.float32))
        for seconds in SECONDS[:2]:
            spent = _seconds(run, seconds, steps, candidates)
            print(f"{name:<22} {seconds:3d} s clip  {spent:7.3f} s", flush=True)


def _run_other(session: Any, condition: np.ndarray, noisy: np.ndarray, time: int) -> np.ndarray:
    del time  # a transformer takes as long at any time
    return np.asarray(session.run(None, {"noisy": noisy, "condition": condition})[0])


def _seconds(run, seconds: int, steps: int, candidates: int) -> float:  # type: ignore[no-untyped-def]
    """CPU seconds of one clip that is the best of so many, the better of two."""
    noise = np.random.default_rng(0).standard_normal((candidates, 20 * seconds, WIDTH)).astype(np.float32)

    def denoise(x: np.ndarray, t: int) -> np.ndarray:
        said, unsaid = np.split(run(np.concatenate([x, x]), t), 2)
        return np.asarray(unsaid + GUIDANCE * (said - unsaid))

    found = []
    for _ in range(2):
        start = time.process_time()
        sample(denoise, noise, steps)
        found.append(time.process_time() - start)
    return min(found)


def _of_size(weights: int, width: int, patch: int) -> Transformer:
    """As many layers as have that many weights."""
    ends = 2 * patch * WIDTH * width
    return Transformer(width, max(1, round((weights - ends) / (8 * width * width))), 2 * width, patch)


def _write(network: Transformer, width: int, rows: int, path: Path) -> None:
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        inputs = torch.zeros(rows, 100, WIDTH), torch.zeros(rows, width)
        torch.onnx.export(network.eval(), inputs, str(path), dynamo=False, opset_version=18, output_names=["clean"],
                          input_names=["noisy", "condition"], dynamic_axes={"noisy": {1: "frames"}})  # fmt: skip


if __name__ == "__main__":
    main()
