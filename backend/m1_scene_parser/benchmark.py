"""How quick the parser is on this machine, and that no text breaks it (`sceneloom bench parse`, `… parse-strings`)."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import numpy as np

from ..common.memory import peak_memory_mb
from ..common.seeding import stage_rng
from ..protocol.conventions import MAX_PROMPT_WORDS
from ..protocol.errors import InvalidRequestError
from .lexicon import load_lexicon
from .stage import SceneParser
from .validity import problem_of

PROMPTS = (
    "A man and a woman stand near a wooden table, the man waves. A red cup, a blue bowl and a green bottle are on the "
    "table, two chairs stand next to it, a lamp, a bookshelf, a couch, a crate and a ball are in the room. 5 seconds",
    "a small brown dog on a wooden bench",
    "An old man in a green jacket walks slowly to a round table with three chairs around it, then waves. At sunset.",
    "A girl throws a ball to a boy while two people dance. He catches it and runs to the fence behind the red house.",
    "a zither and a theremin on a credenza",
)
_COLD = """
import sys
from backend.common.memory import peak_memory_mb
from backend.m1_scene_parser.stage import SceneParser
SceneParser.load().run(sys.argv[1])
print(peak_memory_mb())
"""
_ODD = "\u0000\u200b\u202e\ufeff\u00e9\u4e2d\U0001f600\t\n.,;:!?'\"()[]{}<>|\\/&%$#@^~`*_-+=0123456789"
_SMALL_WORDS = ("a", "the", "it", "she", "they", "and", "of", "two", "who", "is", "to", ",", ".", "'s")


def speed(write: Callable[[str], object] = print) -> bool:
    """Print cold start, warm median and memory; returns whether the bars hold."""
    # 1. A process of its own, from its start to the first description
    start_s = time.perf_counter()
    cold = subprocess.run([sys.executable, "-c", _COLD, PROMPTS[0]], check=True, capture_output=True, text=True)
    cold_s, memory_mb = time.perf_counter() - start_s, float(cold.stdout)

    # 2. Again and again in this one
    parser = SceneParser.load()
    milliseconds: dict[str, list[float]] = {prompt: [] for prompt in PROMPTS}
    for _ in range(20):
        for prompt in PROMPTS:
            start_s = time.perf_counter()
            parser.run(prompt)
            milliseconds[prompt].append(1e3 * (time.perf_counter() - start_s))
    medians = [statistics.median(times) for times in milliseconds.values()]
    for prompt, median_ms in zip(PROMPTS, medians, strict=True):
        write(f"{median_ms:6.1f} ms  {prompt[:60]}{'…' if len(prompt) > 60 else ''}")
    rows = (
        ("cold, process and models", f"{cold_s:.2f} s", "≤ 2.5 s", cold_s <= 2.5),
        ("memory of that process", f"{memory_mb:.0f} MB", "≤ 300 MB", memory_mb <= 300.0),
        ("warm, slowest median", f"{max(medians):.1f} ms", "≤ 150 ms", max(medians) <= 150.0),
    )
    for case, result, bar, holds in rows:
        write(f"{case:<42}{result:>14}  {bar}{'' if holds else '  MISSED'}")
    return all(row[-1] for row in rows)


def strings(number: int, write: Callable[[str], object] = print) -> bool:
    """Print how many random and hostile strings give a valid description or one clear refusal; returns if all do."""
    parser, outcomes = SceneParser.load(), Counter[str]()
    start_s = time.process_time()
    for index in range(number):
        text = random_string(index)
        try:
            problem = problem_of(parser.run(text))
        except InvalidRequestError:
            outcomes["refused"] += 1
            continue
        except Exception as error:  # whatever a text may break is what is looked for
            problem = f"{type(error).__name__}: {error}"
        outcomes["broken" if problem else "valid"] += 1
        if problem:
            write(f"string {index}: {problem}: {text!r}")
    milliseconds = 1e3 * (time.process_time() - start_s) / max(number, 1)
    write(
        f"{number} strings: {outcomes['valid']} valid, {outcomes['refused']} refused in a sentence, "
        f"{outcomes['broken']} broken; {milliseconds:.1f} ms CPU each, {peak_memory_mb():.0f} MB"
    )
    return not outcomes["broken"]


def random_string(index: int) -> str:
    """Words in any order, letters, odd characters, any Unicode, a prompt with characters changed, or a very long one;
    the same for the same number."""
    rng = stage_rng(index, "benchmark", "strings")
    kind = index % 5
    if index % 100 == 99:
        return _words(rng, int(rng.integers(200, MAX_PROMPT_WORDS + 100)))
    if kind == 0:
        return _words(rng, int(rng.integers(1, 30)))
    if kind == 1:
        letters = rng.integers(0, 31, size=int(rng.integers(1, 60)))
        return "".join(chr(97 + int(code)) if code < 26 else " " for code in letters)
    if kind == 2:
        return "".join(rng.choice(list(_ODD + "abc the dog "), size=int(rng.integers(1, 40))))
    if kind == 3:
        points = rng.integers(0, 0x11000, size=int(rng.integers(1, 40)))
        return "".join(chr(int(point)) for point in points if not 0xD800 <= point < 0xE000) + " a dog"
    text = list(PROMPTS[int(rng.integers(len(PROMPTS)))])
    for _ in range(int(rng.integers(1, 8))):
        place = int(rng.integers(len(text)))
        text[place] = str(rng.choice(list(_ODD))) if rng.random() < 0.5 else text[int(rng.integers(len(text)))]
    return "".join(text)


def _words(rng: np.random.Generator, number: int) -> str:
    lexicon = load_lexicon()
    known = (sorted(lexicon.nouns), sorted(lexicon.verbs), sorted(lexicon.spatial), sorted(lexicon.attribute_types),
             _SMALL_WORDS)  # fmt: skip
    return " ".join(str(rng.choice(known[int(kind)])) for kind in rng.integers(len(known), size=number))
