"""Random and hostile strings through the whole parser: each gives a valid description or one clear refusal.

python -m tests.m1_scene_parser.hostile_strings [--number 10000]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

import numpy as np

from backend.m1_scene_parser.lexicon import load_lexicon
from backend.m1_scene_parser.stage import SceneParser
from backend.protocol.errors import InvalidRequestError
from training.m1_scene_parser.prompt_judge import read_gold

from .test_stage import check_valid

_ODD = "\u0000\u200b\u202e\ufeff\u00e9\u4e2d\U0001f600\t\n.,;:!?'\"()[]{}<>|\\/&%$#@^~`*_-+=0123456789"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    lexicon = load_lexicon()
    words = [
        *lexicon.nouns,
        *lexicon.verbs,
        *lexicon.spatial,
        *lexicon.attribute_types,
        "a",
        "the",
        "it",
        "and",
        ",",
        ".",
    ]
    prompts = [gold["prompt"] for gold in read_gold()]
    scene_parser = SceneParser.load()
    outcomes = Counter[str]()
    start = time.process_time()
    for number in range(arguments.number):
        text = _string(number % 4, rng, words, prompts)
        try:
            check_valid(scene_parser.run(text))
            outcomes["valid"] += 1
        except InvalidRequestError:
            outcomes["refused"] += 1
    seconds = time.process_time() - start
    print(f"{arguments.number} strings: {dict(outcomes)}, {1e3 * seconds / arguments.number:.1f} ms CPU each")


def _string(kind: int, rng: np.random.Generator, words: list[str], prompts: list[str]) -> str:
    """Words in any order, letters, odd characters, or a prompt with characters changed."""
    if kind == 0:
        return " ".join(rng.choice(words, size=int(rng.integers(1, 30))))
    if kind == 1:
        return "".join(
            chr(97 + int(code)) if code < 26 else " " for code in rng.integers(0, 31, size=int(rng.integers(1, 60)))
        )
    if kind == 2:
        return "".join(rng.choice(list(_ODD + "abc the dog "), size=int(rng.integers(1, 40))))
    text = list(prompts[int(rng.integers(len(prompts)))])
    for _ in range(int(rng.integers(1, 8))):
        place = int(rng.integers(len(text)))
        text[place] = str(rng.choice(list(_ODD))) if rng.random() < 0.5 else text[int(rng.integers(len(text)))]
    return "".join(text)


if __name__ == "__main__":
    main()
