"""Train the neural scene parser: a T5 that reads a sentence and points at its things, attributes and relations.

    python -m training.m1_scene_parser.train --epochs 15 --batch-size 4 --lr 5e-5 --data-dir data/m1_training \
        --output-dir m1_checkpoints/m1_scene_extractor_v6 --base google/flan-t5-small
    python -m training.m1_scene_parser.train --preset cpu --max-minutes 90          # from scratch, on one core

Without `--base` a small T5 is trained from scratch whose words start from MiniLM's embeddings (`--init FOLDER` goes on
from weights). The run's state is kept in the output folder every few minutes, with a moving average of the weights: the
same command goes on where it stopped. Data comes from `build_dataset`. The same on CPU and GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from backend.common.word_pieces import WordPieces
from backend.m1_scene_parser.pointed_graph import read

from .batches import Sample, batches, padded, read_samples
from .curves import plot
from .model import TARGET_TOKENS, PointingT5, Words, from_base, minilm_words, small_config

EMA_DECAY = 0.998
PRESETS = {"cpu": {"epochs": 26, "batch_size": 100, "lr": 1.2e-3}}
"""From scratch the steps are larger than the defaults, which suit a pretrained base."""
TOKENS_PER_SAMPLE = 24
"""A batch of N samples holds N times so many tokens of sources and targets."""


def main() -> None:
    options = _options()
    device = torch.device(
        ("cuda" if torch.cuda.is_available() else "cpu") if options.device == "auto" else options.device
    )
    options.output_dir.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)

    # 1. Data and model
    vocabulary, known = minilm_words()
    pieces = WordPieces(vocabulary)
    samples = {"train": read_samples(options.data_dir / "train.jsonl", pieces, options.overfit or 10**9)}
    samples["valid"] = samples["train"] if options.overfit else read_samples(options.data_dir / "valid.jsonl", pieces)
    model = _load(options, vocabulary, known, samples["train"]).to(device)
    run = Run(model, options, device)
    layers = sum(weight.numel() for name, weight in model.named_parameters() if "block" in name)
    print(f"{layers / 1e6:.2f} M weights without embeddings, {len(samples['train'])} samples, {device}, "
          f"from epoch {run.epoch:.2f}", flush=True)  # fmt: skip

    # 2. Steps until the epochs or the minutes are over
    start_s = last_save_s = time.monotonic()
    while run.epoch < options.epochs - 1e-9:
        rng = np.random.default_rng([options.seed, int(run.epoch + 1e-6)])
        epoch = list(batches(samples["train"], TOKENS_PER_SAMPLE * options.batch_size, rng, alone=options.alone))
        done = round((run.epoch - int(run.epoch + 1e-6)) * len(epoch))
        for batch in epoch[max(done, 0) :]:
            run.step_on(batch, len(epoch))
            minutes = (time.monotonic() - start_s) / 60
            if run.step % 100 == 0:
                left = (options.epochs - run.epoch) * minutes / max(run.epoch - run.first_epoch, 1e-9)
                print(f"epoch {run.epoch:6.2f}  loss {run.loss:.4f}  {minutes:5.1f} min, {left:5.0f} left", flush=True)
            if time.monotonic() - last_save_s > 60 * options.save_minutes or minutes > options.max_minutes:
                _evaluate(run, samples["valid"])
                run.save(options.output_dir, vocabulary)
                last_save_s = time.monotonic()
            if minutes > options.max_minutes:
                return
        run.epoch = float(round(run.epoch))
    _evaluate(run, samples["valid"])
    run.save(options.output_dir, vocabulary)


class Run:
    """Weights, their moving average, the optimiser and the record of one training."""

    def __init__(self, model: PointingT5, options: argparse.Namespace, device: torch.device) -> None:
        self.model, self.device, self.options = model, device, options
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(_groups(model), lr=options.lr, betas=(0.9, 0.98))
        self.step, self.epoch, self.loss = 0, 0.0, 0.0
        self.history: list[dict[str, float]] = []
        state_path = options.output_dir / "state.pt"
        if state_path.exists():
            state = torch.load(state_path, map_location=device, weights_only=True)
            model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average = state["average"]
            self.step, self.epoch, self.history = state["step"], state["epoch"], state["history"]
            self.loss = state["loss"]
            torch.set_rng_state(state["random"].cpu())  # dropout goes on where it was
        self.first_epoch = self.epoch

    def step_on(self, batch: list[Sample], per_epoch: int) -> None:
        """One optimiser step; warm-up, then a cosine down to a fiftieth at the last epoch."""
        progress = min(self.epoch / self.options.epochs, 1.0)
        warm = min((self.step + 1) / self.options.warmup_steps, 1.0)
        rate = self.options.lr * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        pieces, features, labels = padded(batch, self.device)
        self.model.train()
        output = self.model(pieces, features, attention_mask=(pieces != 0).long(), labels=labels, use_cache=False)
        self.optimizer.zero_grad(set_to_none=True)
        output.loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        self.epoch += 1 / per_epoch
        loss = output.loss.item()
        self.loss = loss if self.loss == 0.0 else 0.98 * self.loss + 0.02 * loss
        decay = min(EMA_DECAY, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)

    def save(self, folder: Path, vocabulary: list[str]) -> None:
        """The whole state to go on from, and the averaged weights to use, each under a temporary name first."""
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average,
            "step": self.step, "epoch": self.epoch, "history": self.history, "loss": self.loss,
            "random": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, folder / "state.pt.tmp")
        (folder / "state.pt.tmp").replace(folder / "state.pt")
        with self.averaged():
            _finished(self.model).save_pretrained(folder)
        (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
        (folder / "history.json").write_text(json.dumps(self.history, indent=1), encoding="utf-8")
        plot(self.history, folder / "curves.png")

    def averaged(self) -> _Averaged:
        """The model with its averaged weights, for as long as the block lasts."""
        return _Averaged(self)


class _Averaged:
    def __init__(self, run: Run) -> None:
        self.run = run

    def __enter__(self) -> None:
        self.own = {name: value.detach().clone() for name, value in self.run.model.state_dict().items()}
        self.run.model.load_state_dict(self.run.average)

    def __exit__(self, *_: object) -> None:
        self.run.model.load_state_dict(self.own)


def _groups(model: PointingT5) -> list[dict[str, Any]]:
    """Embeddings, norms and biases are not decayed, but what the data says of single pieces is: MiniLM's word holds."""
    groups: dict[float, list[nn.Parameter]] = {0.01: [], 0.0: [], 0.05: []}
    for name, weight in model.named_parameters():
        decay = 0.05 if name.endswith("pieces.own.weight") else 0.01 if "block" in name and weight.ndim == 2 else 0.0
        groups[decay].append(weight)
    return [{"params": weights, "weight_decay": decay} for decay, weights in groups.items() if weights]


def _finished(model: PointingT5) -> PointingT5:
    """The model with a plain table of pieces."""
    if not isinstance(model.pieces, Words):
        return model
    finished = PointingT5(model.config)
    weights = {name: value for name, value in model.state_dict().items() if not name.startswith("pieces.")}
    finished.load_state_dict(weights | {"pieces.weight": model.pieces.table()})
    return finished


def _load(options: argparse.Namespace, vocabulary: list[str], known: Any, samples: list[Sample]) -> PointingT5:
    if options.base:
        return from_base(options.base, vocabulary, options.dropout)
    counts = np.zeros(len(vocabulary), dtype=np.int64)
    for sample in samples:
        np.add.at(counts, sample.pieces, 1)
    if options.init:
        model = PointingT5.from_pretrained(options.init, dtype=torch.float32)  # shipped as float16
        if len(vocabulary) == model.config.num_pieces:
            model.pieces = Words.from_table(known, counts, model.pieces.weight.detach())  # type: ignore[assignment]
        return model
    model = PointingT5(small_config(
        len(vocabulary), width=options.width, encoder_layers=options.layers, decoder_layers=options.decoder_layers,
        dropout=options.dropout,
    ))  # fmt: skip
    model.pieces = Words(known, counts, options.width)  # type: ignore[assignment]
    return model


@torch.no_grad()
def _evaluate(run: Run, samples: list[Sample]) -> None:
    """Exact graphs, and F1 of things, attributes and relations by position, on greedy decodes of up to 600 samples."""
    chosen = sorted(samples[:600], key=lambda sample: len(sample.pieces))
    record = {"epoch": run.epoch, "loss": run.loss}
    with run.averaged():
        run.model.eval()
        for prefix, variant in (("", chosen), ("alone ", [sample.by_itself() for sample in chosen])):
            record |= {prefix + key: value for key, value in _scores(run, variant).items()}
    run.history.append({key: float(value) for key, value in record.items()})
    print("valid  " + "  ".join(f"{key} {value:.4f}" for key, value in run.history[-1].items()), flush=True)


def _scores(run: Run, samples: list[Sample]) -> dict[str, float]:
    hits, said, wanted, exact = np.zeros(3), np.zeros(3), np.zeros(3), 0
    for start in range(0, len(samples), 100):
        batch = samples[start : start + 100]
        pieces, features, _ = padded(batch, run.device)
        output = run.model.write(pieces, features, 4 + max(len(sample.target) for sample in batch))
        for sample, ids in zip(batch, output.tolist(), strict=True):
            made = _facts([TARGET_TOKENS[index] for index in ids], sample.num_words)
            true = _facts([TARGET_TOKENS[index] for index in sample.target], sample.num_words)
            hits += [len(a & b) for a, b in zip(made, true, strict=True)]
            said += [len(a) for a in made]
            wanted += [len(b) for b in true]
            exact += made == true
    f1 = 2 * hits / np.maximum(said + wanted, 1)
    return {"exact": exact / len(samples), "thing": f1[0], "attribute": f1[1], "relation": f1[2]}


def _facts(tokens: list[str], num_words: int) -> list[set[Any]]:
    graph = read(tokens, num_words)
    return [
        {thing.words for thing in graph.things},
        {(thing.words, attribute) for thing in graph.things for attribute in thing.attributes},
        {(graph.things[r.subject].words, r.predicate, graph.things[r.object].words) for r in graph.relations},
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data-dir", type=Path, default=Path("data/m1_training"))
    parser.add_argument("--output-dir", type=Path, default=Path("m1_checkpoints/m1_scene_extractor_v6"))
    parser.add_argument("--base", help="a pretrained T5 to start from, such as google/flan-t5-small")
    parser.add_argument("--init", type=Path, help="a folder of weights of this very model to start from")
    parser.add_argument("--preset", choices=PRESETS, help="settings for training from scratch on a small machine")
    parser.add_argument("--epochs", type=float, default=15)
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--lr", type=float, default=5e-5)
    parser.add_argument("--warmup-steps", type=int, default=400)
    parser.add_argument("--width", type=int, default=192, help="d_model of the model from scratch")
    parser.add_argument("--layers", type=int, default=4, help="encoder layers of the model from scratch")
    parser.add_argument("--decoder-layers", type=int, default=3)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--alone", type=float, default=0.15, help="share of samples without the rules' reading")
    parser.add_argument("--max-minutes", type=float, default=math.inf)
    parser.add_argument("--save-minutes", type=float, default=5)
    parser.add_argument(
        "--overfit", type=int, default=0, help="train and validate on the first N samples only, as a check"
    )
    parser.add_argument("--device", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    preset = parser.parse_known_args()[0].preset
    if preset:
        parser.set_defaults(**PRESETS[preset])
    return parser.parse_args()


if __name__ == "__main__":
    main()
