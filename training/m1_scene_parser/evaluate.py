"""Score the rules, the neural parser and both together on what none of them was made with.

    python -m training.m1_scene_parser.evaluate [--weights blender_assets/weights/m1_scene_parser] [--limit N] [--write]

Four columns: the rules; the T5 by itself; the T5 on the rules' reading; the combination that ships. Sets are described
in material.py. F1 in percent by part, and by the length of the prompt. `--write` puts the tables into the model card.
"""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import time
from pathlib import Path

from backend.m1_scene_parser.combining import combine
from backend.m1_scene_parser.lexicon import Lexicon, load_lexicon
from backend.m1_scene_parser.neural_parser import NeuralParser
from backend.m1_scene_parser.second_reading import read_both
from backend.m1_scene_parser.trust import Rule

from .material import Caption, held_out
from .model_card import write_card
from .reading import read_alone
from .sets import PARTS, Score, Sets, of_all, of_graph, rules_graph
from .shipped import WEIGHTS

PARSERS = ("rules", "T5 alone", "T5 on rules", "combined")
LENGTHS = {"to 8 words": (0, 8), "9 to 25": (9, 25), "over 25": (26, 10**6)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--limit", type=int, default=10**9, help="captions of each set")
    parser.add_argument("--write", action="store_true", help="write the model card")
    arguments = parser.parse_args()
    lexicon, neural = load_lexicon(), NeuralParser.load(arguments.weights)
    rule = Rule.load(arguments.weights)
    by_length = {length: _scores() for length in LENGTHS}
    figures: dict[str, dict[str, dict[str, float]]] = {}
    seconds: list[float] = []
    below: list[str] = []
    for name, captions in held_out(lexicon).items():
        scores = _scores()
        for caption in captions()[: arguments.limit]:
            found, took_s = _parse(caption, neural, rule, lexicon)
            seconds.append(took_s)
            num_words = len(caption.text.split())
            length = next(key for key, (low, high) in LENGTHS.items() if low <= num_words <= high)
            for which in PARSERS:
                scores[which].add(caption.truth, found[which])
                by_length[length][which].add(caption.truth, found[which])
        figures[name] = _figures(scores)
        below += _below(name, scores)
        _show(name, scores)
    for length, scores in by_length.items():
        figures[length] = _figures(scores)
        _show(length, scores)
    quick = sorted(seconds)
    median_ms, p95_ms = 1e3 * statistics.median(quick), 1e3 * quick[-len(quick) // 20]
    figures["seconds"] = {"neural": {"median ms": median_ms, "p95 ms": p95_ms}}
    print(f"neural parser: median {median_ms:.1f} ms CPU a caption, 95 % within {p95_ms:.1f} ms")
    print("combined below a parser alone:", "\n  ".join(["", *below]) if below else "nowhere")
    if arguments.write:
        write_card(arguments.weights, figures, below)
    print(json.dumps(figures["FACTUAL hold-out"]["combined"]))


def _parse(caption: Caption, neural: NeuralParser, rule: Rule, lexicon: Lexicon) -> tuple[dict[str, Sets], float]:
    tokens, graph = rules_graph(caption.text, lexicon, is_prompt=caption.is_prompt)
    before = pickle.dumps(graph)
    start = time.process_time()
    read_again, readings = read_both(tokens, graph, neural, lexicon)
    took_s = time.process_time() - start
    alone = read_alone(tokens, neural)
    combine(read_again, readings, rule, lexicon)
    return {
        "rules": of_graph(pickle.loads(before), lexicon),
        "T5 alone": of_all(alone, lexicon),
        "T5 on rules": of_all(((r.graph, r.words) for r in readings), lexicon),
        "combined": of_graph(read_again, lexicon),
    }, took_s


def _scores() -> dict[str, Score]:
    return {which: Score() for which in PARSERS}


def _figures(scores: dict[str, Score]) -> dict[str, dict[str, float]]:
    return {
        which: {part: round(score.f1(part), 1) for part in PARTS if score.wanted[part]}
        for which, score in scores.items()
    }


def _below(name: str, scores: dict[str, Score]) -> list[str]:
    """Every part in which the combination is below one of its parsers, and whether chance may say so."""
    found = []
    combined = scores["combined"]
    for which in PARSERS[:3]:
        for part in PARTS:
            if scores[which].f1(part) > combined.f1(part):
                difference, low, high = combined.above(scores[which], part)
                noise = "" if high < 0 else ", within chance"
                found.append(f"{name} {part}, {which}: {difference:+.2f} [{low:+.2f}, {high:+.2f}]{noise}")
    return found


def _show(name: str, scores: dict[str, Score]) -> None:
    print(f"\n{name}")
    print(" " * 12 + "".join(f"{part:>16}" for part in PARTS))
    for which, score in scores.items():
        cells = (f"{score.f1(part):.1f} ({score.wanted[part]})" if score.wanted[part] else "–" for part in PARTS)
        print(f"{which:12}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
