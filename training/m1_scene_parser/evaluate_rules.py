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
from collections import Counter
from typing import Any

from backend.m1_scene_parser.clauses import parse_graph
from backend.m1_scene_parser.lexicon import Lexicon, load_lexicon
from backend.m1_scene_parser.references import resolve
from backend.m1_scene_parser.tagger import tag_tokens
from backend.m1_scene_parser.tokens import tokenize

from .dataset import read_factual

Sets = dict[str, set[tuple[str, ...]]]


def predict(text: str, lexicon: Lexicon) -> Sets:
    """What the rules find in a caption."""
    graph = parse_graph(tag_tokens(tokenize(text), lexicon), lexicon)
    references = resolve(graph, lexicon)
    found = _empty()
    for thing in references.things:
        if not any(mention.tokens for mention in thing.mentions):
            continue  # an actor that the caption leaves out
        found["entity"].add((_plain(thing.lemma),))
        found["attribute"] |= {(_plain(thing.lemma), value) for _, value in thing.attributes}
        if any(mention.counted and not mention.vague for mention in thing.mentions):
            found["count"].add((_plain(thing.lemma), str(thing.count)))
    for fact in graph.facts:
        for subject in references.of.get(fact.subject.number, []):
            for target in references.of.get(fact.object.number, []):
                predicate = fact.predicate
                if predicate in ("in", "with") and lexicon.is_person(subject.lemma) and lexicon.is_worn(target.lemma):
                    predicate = "wear"
                words = ["lay" if word == "lie" else word for word in predicate.split()]
                if words[:2] in (["lay", "down"], ["sit", "down"]):
                    del words[1]
                triple = (_plain(subject.lemma), " ".join(words), _plain(target.lemma))
                found["relation"].add(triple)
                canonical = lexicon.spatial.get(fact.preposition)
                if canonical:
                    found["spatial"].add((triple[0], canonical, triple[2]))
    return found


def gold(row: dict[str, Any], lexicon: Lexicon) -> Sets:
    """The annotation as the same sets."""
    found = _empty()
    lemmas = {entity["id"]: _plain(entity["lemma"]) for entity in row["entities"]}
    for entity in row["entities"]:
        found["entity"].add((_plain(entity["lemma"]),))
        found["attribute"] |= {(_plain(entity["lemma"]), attribute["value"]) for attribute in entity["attributes"]}
        if entity["count"]:
            found["count"].add((_plain(entity["lemma"]), str(entity["count"])))
    for relation in row["relations"]:
        subject, target = lemmas[relation["subject"]], lemmas[relation["object"]]
        found["relation"].add((subject, relation["predicate"], target))
        if relation.get("spatial"):
            found["spatial"].add((subject, relation["spatial"], target))
    return found


def _plain(lemma: str) -> str:
    """`cell phone` and `cellphone` are one word."""
    return lemma.replace(" ", "").replace("-", "")


def _empty() -> Sets:
    return {key: set() for key in ("entity", "attribute", "count", "relation", "spatial")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", choices=[*_empty()], help="print what was missed and what was made up")
    parser.add_argument("--limit", type=int, default=10**9)
    parser.add_argument("--tuning", action="store_true", help="the training side of the split, for looking at errors")
    arguments = parser.parse_args()
    lexicon = load_lexicon()
    hits, wanted, made = Counter[str](), Counter[str](), Counter[str]()
    seconds: list[float] = []
    for number, row in enumerate(read_factual(held_out=not arguments.tuning)):
        if number >= arguments.limit:
            break
        start = time.perf_counter()
        predicted = predict(row["text"], lexicon)
        seconds.append(time.perf_counter() - start)
        truth = gold(row, lexicon)
        for key in truth:
            hits[key] += len(truth[key] & predicted[key])
            wanted[key] += len(truth[key])
            made[key] += len(predicted[key])
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
    for key in hits:
        precision, recall = hits[key] / max(made[key], 1), hits[key] / max(wanted[key], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(
            f"{key:10} F1 {100 * f1:5.1f}   precision {100 * precision:5.1f}   recall {100 * recall:5.1f}"
            f"   n {wanted[key]}"
        )


if __name__ == "__main__":
    main()
