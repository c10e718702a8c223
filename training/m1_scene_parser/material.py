"""Captions with their true sets, by set: what the parsers are chosen on and measured on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from backend.m1_scene_parser.lexicon import Lexicon
from backend.m1_scene_parser.pointed_graph import PointedGraph

from .build_dataset import made_up
from .compose import join
from .dataset import OTHER_SETS, is_validation, read_factual, read_other
from .pointing import point
from .reading import rules_reading
from .sets import Sets, empty, of_pointed, of_row


@dataclass(frozen=True, slots=True)
class Caption:
    """Text and what is in it."""

    text: str
    truth: Sets
    is_prompt: bool = False
    """light, camera and durations are said in it too"""


def validation(lexicon: Lexicon) -> dict[str, list[Caption]]:
    """What settings may be chosen on: captions of the validation images, joins of them, made-up prompts."""
    rows = [row for row in read_factual(held_out=False) if is_validation(row["image_id"])]
    found = {"FACTUAL": [Caption(row["text"], of_row(row)) for row in rows]}
    found["joined"] = list(_joined(rows, lexicon, 300, seed=1))
    found["made up"] = list(_made_up(lexicon, 300, seed=1))
    found["counts and colours"] = list(_counts_and_colours(lexicon, 150, seed=1))
    for name in OTHER_SETS:
        others = list(read_other(name, held_out=False))
        others = others[:: max(1, len(others) // 300)]
        found[others[0]["source"]] = [Caption(row["text"], of_row(row)) for row in others]
    return found


def held_out(lexicon: Lexicon) -> dict[str, Callable[[], list[Caption]]]:
    """What the parsers are measured on, read when asked for."""

    def factual() -> list[Caption]:
        return [Caption(row["text"], of_row(row)) for row in read_factual(held_out=True)]

    def other(name: str) -> list[Caption]:
        return [Caption(row["text"], of_row(row)) for row in read_other(name, held_out=True)]

    return {
        "FACTUAL hold-out": factual,
        "VSR": lambda: other("vsr_spatial_train"),
        "NSR-1K": lambda: other("nsr1k_spatial_train"),
        "T2I-CompBench": lambda: other("t2icompbench_train_parsed"),
        "counts and colours": lambda: list(_counts_and_colours(lexicon, 500, seed=2)),
        "made up": lambda: list(_made_up(lexicon, 1000, seed=2)),
        "joined hold-out": lambda: list(_joined(list(read_factual(held_out=True)), lexicon, 500, seed=2)),
    }


def _made_up(lexicon: Lexicon, number: int, *, seed: int) -> Iterator[Caption]:
    for words, graph in made_up(number, np.random.default_rng([7, seed])):
        yield _caption(words, graph, lexicon)


_COLOURS = ("red", "green", "blue", "yellow", "black", "white", "orange", "purple", "brown", "pink", "grey", "golden")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "12", "a dozen", "a pair of")
_SEVERAL = {"a dozen": "12", "a pair of": "2"}


def _counts_and_colours(lexicon: Lexicon, number: int, *, seed: int) -> Iterator[Caption]:
    """`three red balls and a blue cup on a white table`: nouns of the knowledge base."""
    rng = np.random.default_rng([9, seed])
    nouns = sorted(
        name for name, prior in lexicon.priors.items()
        if name == prior.name and name.isalpha() and prior.role == "prop" and not name.endswith("s")
    )  # fmt: skip
    for _ in range(number):
        truth, parts = empty(), []
        for noun in map(str, rng.choice(nouns, size=int(rng.integers(1, 4)), replace=False)):
            colour = str(rng.choice(_COLOURS))
            truth["entity"].add((noun,))
            truth["attribute"].add((noun, colour))
            if rng.random() < 0.6:
                said = str(rng.choice(_NUMBERS))
                truth["count"].add((noun, str(lexicon.maps["number"].get(said, _SEVERAL.get(said, said)))))
                parts.append(f"{said} {colour} {plural(noun)}")
            else:
                parts.append(f"{'an' if colour[0] in 'aeiou' else 'a'} {colour} {noun}")
        yield Caption(" and ".join(", ".join(parts).rsplit(", ", 1)), truth)


def plural(noun: str) -> str:
    """By spelling."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _joined(rows: list[dict[str, object]], lexicon: Lexicon, number: int, *, seed: int) -> Iterator[Caption]:
    rng = np.random.default_rng([8, seed])
    pointed = [found for row in rows if (found := point(row, lexicon)) is not None]
    for _ in range(number):
        chosen = rng.integers(len(pointed), size=int(rng.integers(2, 6)))
        joined = join([pointed[index] for index in chosen], rng)
        if joined is not None:
            yield _caption(*joined, lexicon)


def _caption(words: list[str], graph: PointedGraph, lexicon: Lexicon) -> Caption:
    return Caption(" ".join(words), of_pointed(graph, rules_reading(words, lexicon), lexicon), is_prompt=True)
