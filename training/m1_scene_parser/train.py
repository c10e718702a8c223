"""Train the neural scene parser: a T5 that reads a sentence and points at its things, attributes and relations.

    python -m training.m1_scene_parser.train --epochs 15 --batch-size 4 --lr 5e-5 --data-dir data/m1_training \
        --output-dir m1_checkpoints/m1_scene_extractor_v6 --base google/flan-t5-small
    python -m training.m1_scene_parser.train --preset cpu --max-minutes 90          # from scratch, on two cores

Without `--base` a small T5 with its own tokenizer is trained from scratch (`--init FOLDER` goes on from weights).
The run's state is kept in the output folder every few minutes, with a moving average of the weights: the same command
goes on where it stopped. Data comes from `build_dataset`. The same on CPU and GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer, T5Config, T5ForConditionalGeneration

from backend.m1_scene_parser.pointed_graph import read

from .tokenizer import add_marks, train_tokenizer

EMA_DECAY = 0.999
PRESETS = {"cpu": {"epochs": 40, "batch_size": 64, "lr": 1.5e-3}}
"""From scratch the steps are larger than the defaults, which suit a pretrained base."""


@dataclass(slots=True)
class Sample:
    """Token ids of one source and target, and where it comes from."""

    source: list[int]
    target: list[int]
    num_words: int


def main() -> None:
    options = _options()
    device = torch.device(
        ("cuda" if torch.cuda.is_available() else "cpu") if options.device == "auto" else options.device
    )
    options.output_dir.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)

    # 1. Data and model
    records = {name: _read(options.data_dir / f"{name}.jsonl") for name in ("train", "valid")}
    tokenizer, model = _load(options, records["train"])
    model.to(device)
    samples = {name: _tokenized(found, tokenizer) for name, found in records.items()}
    if options.overfit:
        samples["train"] = samples["valid"] = samples["train"][: options.overfit]
    run = Run(model, options, device)
    num_weights = sum(weight.numel() for weight in model.parameters())
    print(
        f"{num_weights / 1e6:.1f} M weights, {len(samples['train'])} samples, {device}, from epoch {run.epoch:.2f}",
        flush=True,
    )

    # 2. Steps until the epochs or the minutes are over
    start_s = last_save_s = time.monotonic()
    per_epoch = math.ceil(len(samples["train"]) / options.batch_size)
    while run.epoch < options.epochs:
        for batch in _batches(samples["train"], options.batch_size, seed=options.seed + int(run.epoch)):
            run.step_on(batch, per_epoch)
            minutes = (time.monotonic() - start_s) / 60
            if run.step % 100 == 0:
                left = (options.epochs - run.epoch) * minutes / max(run.epoch - run.first_epoch, 1e-9)
                print(f"epoch {run.epoch:6.2f}  loss {run.loss:.4f}  {minutes:5.1f} min, {left:5.0f} left", flush=True)
            if time.monotonic() - last_save_s > 60 * options.save_minutes or minutes > options.max_minutes:
                _evaluate(run, samples["valid"], tokenizer, options)
                run.save(options.output_dir, tokenizer)
                last_save_s = time.monotonic()
            if minutes > options.max_minutes:
                return
    _evaluate(run, samples["valid"], tokenizer, options)
    run.save(options.output_dir, tokenizer)


class Run:
    """Weights, their moving average, the optimiser and the record of one training."""

    def __init__(self, model: T5ForConditionalGeneration, options: argparse.Namespace, device: torch.device) -> None:
        self.model, self.device, self.options = model, device, options
        self.average = {name: value.detach().clone() for name, value in model.state_dict().items()}
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=options.lr, weight_decay=0.01, betas=(0.9, 0.98))
        self.step, self.epoch, self.loss = 0, 0.0, 0.0
        self.history: list[dict[str, float]] = []
        state_path = options.output_dir / "state.pt"
        if state_path.exists():
            state = torch.load(state_path, map_location=device, weights_only=True)
            model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average = state["average"]
            self.step, self.epoch, self.history = state["step"], state["epoch"], state["history"]
        self.first_epoch = self.epoch

    def step_on(self, batch: list[Sample], per_epoch: int) -> None:
        """One optimiser step; warm-up, then a cosine down to a twentieth at the last epoch."""
        progress = min(self.epoch / self.options.epochs, 1.0)
        warm = min((self.step + 1) / self.options.warmup_steps, 1.0)
        rate = self.options.lr * warm * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * progress)))
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        source, mask, target = _padded(batch, self.device)
        self.model.train()
        output = self.model(input_ids=source, attention_mask=mask, labels=target)
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

    def save(self, folder: Path, tokenizer: Any) -> None:
        """The whole state to go on from, and the averaged weights to use, each under a temporary name first."""
        state = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(), "average": self.average,
            "step": self.step, "epoch": self.epoch, "history": self.history,
        }  # fmt: skip
        torch.save(state, folder / "state.pt.tmp")
        (folder / "state.pt.tmp").replace(folder / "state.pt")
        with self.averaged():
            self.model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        (folder / "history.json").write_text(json.dumps(self.history, indent=1), encoding="utf-8")
        _plot(self.history, folder / "curves.png")

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
    parser.add_argument("--width", type=int, default=128, help="d_model of the model from scratch")
    parser.add_argument("--layers", type=int, default=4, help="encoder layers, and as many in the decoder")
    parser.add_argument("--dropout", type=float, default=0.1)
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


def _load(options: argparse.Namespace, records: list[dict[str, str]]) -> tuple[Any, Any]:
    if options.init:
        return AutoTokenizer.from_pretrained(options.init), T5ForConditionalGeneration.from_pretrained(options.init)
    if options.base:
        tokenizer = AutoTokenizer.from_pretrained(options.base)
        add_marks(tokenizer)
        model = AutoModelForSeq2SeqLM.from_pretrained(options.base)
        model.resize_token_embeddings(len(tokenizer))
        return tokenizer, model
    if (options.output_dir / "tokenizer.json").exists():
        tokenizer = AutoTokenizer.from_pretrained(options.output_dir)
    else:
        tokenizer = train_tokenizer(record["source"] for record in records)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=options.width, d_kv=32, d_ff=4 * options.width, num_layers=options.layers,
        num_heads=options.width // 32, dropout_rate=options.dropout, pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id, decoder_start_token_id=tokenizer.pad_token_id,
    )  # fmt: skip
    return tokenizer, T5ForConditionalGeneration(config)


def _read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        raise SystemExit(f"{path} is missing; `python -m training.m1_scene_parser.build_dataset` writes it.")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _tokenized(records: list[dict[str, str]], tokenizer: Any) -> list[Sample]:
    sources = tokenizer([record["source"] for record in records])["input_ids"]
    targets = tokenizer([record["target"] for record in records])["input_ids"]
    return [
        Sample(source, target, len(record["source"].split()) // 2)
        for source, target, record in zip(sources, targets, records, strict=True)
    ]


def _batches(samples: list[Sample], size: int, *, seed: int) -> Iterator[list[Sample]]:
    """Shuffled, then sorted by length within pools of fifty batches, so that little is padding."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(samples))
    pools = [
        sorted(order[i : i + 50 * size], key=lambda k: len(samples[k].source)) for i in range(0, len(order), 50 * size)
    ]
    batches = [pool[i : i + size] for pool in pools for i in range(0, len(pool), size)]
    for index in rng.permutation(len(batches)):
        yield [samples[k] for k in batches[index]]


def _padded(batch: list[Sample], device: torch.device) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """(B, S) ids, (B, S) mask, (B, T) labels with −100 where there is nothing to learn."""

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [value] * (width - len(row)) for row in rows], device=device)

    source, target = pad([s.source for s in batch], 0), pad([s.target for s in batch], -100)
    return source, (source != 0).long(), target


@torch.no_grad()
def _evaluate(run: Run, samples: list[Sample], tokenizer: Any, options: argparse.Namespace) -> None:
    """Exact graphs, and F1 of things, attributes and relations by position, on greedy decodes of up to 600 samples."""
    hits, said, wanted, exact = np.zeros(3), np.zeros(3), np.zeros(3), 0
    chosen = samples[:600]
    with run.averaged():
        run.model.eval()
        for start in range(0, len(chosen), 100):
            batch = chosen[start : start + 100]
            source, mask, _ = _padded(batch, run.device)
            limit = 2 + max(len(sample.target) for sample in batch)
            output = run.model.generate(
                input_ids=source, attention_mask=mask, max_new_tokens=limit, num_beams=1, do_sample=False
            )
            for sample, ids in zip(batch, output.tolist(), strict=True):
                made = _facts(tokenizer.convert_ids_to_tokens(ids), sample.num_words)
                true = _facts(tokenizer.convert_ids_to_tokens(sample.target), sample.num_words)
                hits += [len(a & b) for a, b in zip(made, true, strict=True)]
                said += [len(a) for a in made]
                wanted += [len(b) for b in true]
                exact += made == true
    f1 = 2 * hits / np.maximum(said + wanted, 1)
    record = {
        "epoch": run.epoch,
        "loss": run.loss,
        "exact": exact / len(chosen),
        "thing": f1[0],
        "attribute": f1[1],
        "relation": f1[2],
    }
    run.history.append({key: float(value) for key, value in record.items()})
    print("valid  " + "  ".join(f"{key} {value:.4f}" for key, value in run.history[-1].items()), flush=True)


def _facts(tokens: list[str], num_words: int) -> list[set[Any]]:
    graph = read(tokens, num_words)
    return [
        {thing.words for thing in graph.things},
        {(thing.words, attribute) for thing in graph.things for attribute in thing.attributes},
        {(graph.things[r.subject].words, r.predicate, graph.things[r.object].words) for r in graph.relations},
    ]


def _plot(history: list[dict[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(10, 4))
    epochs = [record["epoch"] for record in history]
    left.plot(epochs, [record["loss"] for record in history])
    left.set(xlabel="epoch", ylabel="training loss", yscale="log")
    for key in ("exact", "thing", "attribute", "relation"):
        right.plot(epochs, [record[key] for record in history], label=key)
    right.set(xlabel="epoch", ylabel="validation")
    right.legend()
    figure.savefig(path, dpi=100, bbox_inches="tight")
    pyplot.close(figure)


if __name__ == "__main__":
    main()
