"""Build the neural parser's training set: captions with human graphs, sets of relations, joins, made-up prompts.

    python -m training.m1_scene_parser.build_dataset [--data-dir data/m1_training] [--joins 10000] [--sentences 10000]
        [--vg-dir data/M1_VisualGenome]

Writes train.jsonl and valid.jsonl ({words, features, target, from}; features are the rules' reading of each word) and
README.md with counts and examples. The rules read a caption with a lexicon that has not counted its words (folds.py).
Images of the hold-out tenth are left out, as are the held-out fifths of the other sets; the validation twentieth of the
rest is by image too.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from backend.m1_scene_parser.lexicon import Lexicon, load_lexicon
from backend.m1_scene_parser.pointed_graph import PointedGraph, write

from .compose import join, sentence
from .dataset import OTHER_SETS, SCENE_DATA, is_validation, read_factual, read_other
from .folds import FOLDS, fold_of, lexicon_without_validation, lexicons_of_other_folds
from .pointing import point
from .reading import rules_reading
from .visual_genome import read_visual_genome

Sample = tuple[list[str], PointedGraph]
Read = tuple[str, Sample, Lexicon]
"""where it comes from, what it says, and whose reading of it is learned from"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data-dir", type=Path, default=Path("data/m1_training"))
    parser.add_argument("--joins", type=int, default=10_000, help="prompts of two or three joined captions")
    parser.add_argument("--sentences", type=int, default=10_000, help="made-up prompts")
    parser.add_argument("--vg-dir", type=Path, help="your copy of Visual Genome, such as data/M1_VisualGenome")
    parser.add_argument("--vg-captions", type=int, default=500_000, help="at most so many of its captions")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    lexicon = load_lexicon()

    # 1. Real captions
    unseen = lexicons_of_other_folds()
    captions: list[list[Sample]] = [[] for _ in range(FOLDS)]
    validation: list[Sample] = []
    for row in read_factual(held_out=False):
        pointed = point(row, lexicon)
        if pointed is not None:
            (validation if is_validation(row["image_id"]) else captions[fold_of(row["image_id"])]).append(pointed)
    samples: list[Read] = [
        ("FACTUAL", sample, unseen[fold]) for fold in range(FOLDS) for sample in captions[fold]
    ]  # fmt: skip

    # 2. Spatial relations, counts and attributes from templates of others
    for name in OTHER_SETS:
        for row in read_other(name, held_out=False):
            pointed = point(row, lexicon)
            if pointed is not None:
                samples.append((row["source"], pointed, lexicon))

    if arguments.vg_dir:
        pointed_rows = (point(row, lexicon) for row in read_visual_genome(arguments.vg_dir, lexicon) if row["entities"])
        found = (sample for sample in pointed_rows if sample is not None)
        samples += [("Visual Genome", sample, lexicon) for sample in islice(found, arguments.vg_captions)]

    # 3. Longer prompts
    for _ in range(arguments.joins):
        fold = int(rng.integers(FOLDS))
        chosen = rng.integers(len(captions[fold]), size=int(rng.integers(2, 4)))
        joined = join([captions[fold][index] for index in chosen], rng)
        if joined is not None:
            samples.append(("joined", joined, unseen[fold]))
    samples += [("made up", sample, lexicon) for sample in made_up(arguments.sentences, rng)]

    arguments.data_dir.mkdir(parents=True, exist_ok=True)
    _write(arguments.data_dir / "train.jsonl", samples)
    own = lexicon_without_validation()
    _write(arguments.data_dir / "valid.jsonl", [("FACTUAL", sample, own) for sample in validation])
    _describe(arguments.data_dir / "README.md", samples, len(validation))
    print(f"{len(samples)} samples to train on, {len(validation)} to validate, in {arguments.data_dir}")


def made_up(number: int, rng: np.random.Generator) -> Iterator[Sample]:
    """Prompts put together from word lists, with their graphs."""
    nouns, colors, materials = _words()
    for _ in range(number):
        yield sentence(nouns, colors, materials, rng)


def _words() -> tuple[list[str], list[str], list[str]]:
    """Nouns with a size, colour names of one or two words, materials."""
    with (SCENE_DATA / "vocab_objects.csv").open(encoding="utf-8") as file:
        nouns = [row["lemma"] for row in csv.DictReader(file) if row["has_size_prior"] in ("1", "true", "True")]
    with (SCENE_DATA / "colors.csv").open(encoding="utf-8") as file:
        colors = [row["name"].lower() for row in csv.DictReader(file) if len(row["name"].split()) <= 2]
    common = "red blue green yellow black white brown orange purple pink grey gray silver gold golden beige"
    materials = "wooden metal glass plastic leather stone brick marble paper ceramic fabric steel iron concrete"
    return nouns, common.split() * 20 + [c for c in colors if c.replace(" ", "").isalpha()], materials.split()


def _write(path: Path, samples: list[Read]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for origin, (words, graph), lexicon in samples:
            reading = rules_reading(words, lexicon)
            features = [" ".join(values) for values in zip(*(word.features() for word in reading), strict=True)]
            target = " ".join(write(graph))
            record = {"words": " ".join(words), "features": features, "target": target, "from": origin}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _describe(path: Path, samples: list[Read], num_valid: int) -> None:
    counts = Counter(origin for origin, *_ in samples)
    examples = {origin: sample for origin, sample, _ in reversed(samples)}
    lines = ["# Training set of the neural scene parser", "", "| from | samples | example |", "| --- | --- | --- |"]
    for origin, count in counts.most_common():
        words, graph = examples[origin]
        lines.append(f"| {origin} | {count} | `{' '.join(words)}` → `{' '.join(write(graph))}` |")
    lines += ["", f"Validation: {num_valid} FACTUAL captions of images that are in no other part."]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
