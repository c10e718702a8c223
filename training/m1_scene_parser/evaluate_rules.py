"""Score the rule parser on FACTUAL captions of held-out images.

    python -m training.m1_scene_parser.evaluate_rules [--errors entity|attribute|relation] [--limit N]

The held-out tenth of the images is counted in no word list. What is scored is the grammar's graph, before places and
light move to the setting. Micro F1 over sets per caption, lemmatised: entity (lemma), attribute (entity, value), count
(entity, number), relation (subject, predicate, object), action relations and canonical spatial relations apart.
FACTUAL writes clothes as `wear` and lying as `lay`; both are mapped here.
"""

from __future__ import annotations

import argparse
import statistics
import time

from backend.m1_scene_parser.lexicon import load_lexicon

from .dataset import read_factual
from .sets import PARTS, Score, of_graph, of_row, rules_graph


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", choices=PARTS, help="print what was missed and what was made up")
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--tuning", action="store_true", help="the training side of the split, for looking at errors")
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    score = Score()
    seconds: list[float] = []
    for number, row in enumerate(read_factual(held_out=not arguments.tuning)):
        if number >= arguments.limit:
            break
        start = time.perf_counter()
        predicted = of_graph(rules_graph(row["text"], lexicon)[1], lexicon)
        seconds.append(time.perf_counter() - start)
        truth = of_row(row)
        score.add(truth, predicted)
        if arguments.errors and truth[arguments.errors] != predicted[arguments.errors]:
            key = arguments.errors
            print(
                row["text"],
                "| missed",
                sorted(truth[key] - predicted[key]),
                "| extra",
                sorted(predicted[key] - truth[key]),
            )
    print(f"{len(seconds)} captions, median {1e3 * statistics.median(seconds):.2f} ms")
    for key in PARTS:
        precision = score.hits[key] / max(score.found[key], 1)
        recall = score.hits[key] / max(score.wanted[key], 1)
        print(
            f"{key:10} F1 {score.f1(key):5.1f}   precision {100 * precision:5.1f}   recall {100 * recall:5.1f}"
            f"   n {score.wanted[key]}"
        )


if __name__ == "__main__":
    main()
