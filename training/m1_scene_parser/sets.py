"""What a parser says of a caption, and what an annotator said, as sets of facts that can be counted.

Lemmatised; spaces and hyphens in names do not count, and a count is a number above one: annotators do not write `one`.
FACTUAL writes clothes as `wear` and lying as `lay`; a wall made of brick as two things and `make of` between them,
where a scene has a brick wall; what a picture is of as a thing; and so the background that something is in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any

import numpy as np

from backend.m1_scene_parser.clauses import parse_graph
from backend.m1_scene_parser.graph import Graph, Mention
from backend.m1_scene_parser.lexicon import Lexicon
from backend.m1_scene_parser.pointed_graph import PointedGraph
from backend.m1_scene_parser.pointed_words import name_of, predicate_of, value_of
from backend.m1_scene_parser.references import resolve
from backend.m1_scene_parser.scene_words import SceneWords, take_scene_words
from backend.m1_scene_parser.tagger import tag_tokens
from backend.m1_scene_parser.tokens import Token, tokenize
from backend.m1_scene_parser.word_features import Word

Sets = dict[str, set[tuple[str, ...]]]
PARTS = ("entity", "attribute", "count", "relation", "spatial")


_LEMMATISED = {"contains": "contain", "consists of": "consist of"}
"""VSR writes these verbs as said"""


def empty() -> Sets:
    """Nothing said."""
    return {key: set() for key in PARTS}


def rules_graph(text: str, lexicon: Lexicon, *, is_prompt: bool = False) -> tuple[list[Token], Graph]:
    """The words as split, and the grammar's graph; light, camera and durations of a prompt are taken out first."""
    if is_prompt:
        return read_prompt(text, lexicon)[:2]
    words = tokenize(text)
    return words, parse_graph(tag_tokens([copy(word) for word in words], lexicon), lexicon)


def read_prompt(text: str, lexicon: Lexicon) -> tuple[list[Token], Graph, SceneWords]:
    """The words that say what is there, the grammar's graph of them, and what the other words say."""
    scene_words = take_scene_words(text, tokenize(text), lexicon)
    words = [copy(word) for word in scene_words.tokens]
    return words, parse_graph(tag_tokens(scene_words.tokens, lexicon), lexicon), scene_words


def of_graph(graph: Graph, lexicon: Lexicon) -> Sets:
    """What a graph of the grammar's kind says."""
    references = resolve(graph, lexicon)
    found = empty()
    stuffs, shown = _nouns_after(graph, _MADE_OF), _nouns_after(graph, ("of",))
    for thing in references.things:
        if not any(mention.tokens for mention in thing.mentions):
            continue  # an actor that the caption leaves out
        found["entity"].add((plain(thing.lemma),))
        stands = lexicon.maps[
            "arrangement"
        ].values()  # `a row of`: the rules note how a group stands, annotators do not
        own = {token.word for mention in thing.mentions for token in mention.tokens}
        for kind, value in thing.attributes:
            noun = _NOUNS.get(value, value)
            if kind == "material" and noun in stuffs:
                found["entity"].add((plain(noun),))
                found["relation"].add((plain(thing.lemma), "make of", plain(noun)))
                found["attribute"] |= {(plain(noun), word) for word in stuffs[noun]}
            elif value == "single" or (value not in own and any(value in words for words in stuffs.values())):
                pass  # one; the bricks are red
            elif kind == "other" and value in shown and thing.lemma in lexicon.sets["picture_of"]:
                found["entity"].add((plain(value),))
            elif value not in stands:
                found["attribute"].add((plain(thing.lemma), value))
        for ground in {_GROUNDS[mention.side] for mention in thing.mentions if mention.side in _GROUNDS}:
            found["entity"].add((ground,))
            _relate(found, thing.lemma, "in", "in", ground, lexicon)
        if thing.count > 1 and any(mention.counted and not mention.vague for mention in thing.mentions):
            found["count"].add((plain(thing.lemma), str(thing.count)))
    for fact in graph.facts:
        for subject in references.of.get(fact.subject.number, []):
            for target in references.of.get(fact.object.number, []):
                predicate = fact.predicate
                if predicate in ("in", "with") and lexicon.is_person(subject.lemma) and lexicon.is_worn(target.lemma):
                    predicate = "wear"
                _relate(found, subject.lemma, predicate, fact.preposition, target.lemma, lexicon)
    for mention, predicate, place in _in_the_air(graph):
        found["entity"].add((plain(place),))
        for thing in references.of.get(mention.number, []):
            _relate(found, thing.lemma, predicate, "in", place, lexicon)
    return found


_MADE_OF = ("made of", "made from", "made out of")
_NOUNS = {"wooden": "wood"}
_GROUNDS = {"back": "background", "front": "foreground"}
"""of the picture"""


_AIR = {"in the air": "air", "in mid air": "mid air", "in midair": "midair"}


def _in_the_air(graph: Graph) -> Iterator[tuple[Mention, str, str]]:
    """Who is or does what in the air, which annotators name as a thing."""
    for before, token in zip(graph.tokens, graph.tokens[1:], strict=False):
        if token.tag == "ADV" and token.word in _AIR:
            doing = [deed for deed in graph.deeds if deed.start <= before.start < deed.end]
            named = [mention for mention in graph.mentions if mention.tokens and mention.tokens[-1].start < token.start]
            who = doing[0].actors if doing else named[-1:]
            yield from ((mention, f"{doing[0].verb} in" if doing else "in", _AIR[token.word]) for mention in who)


def _nouns_after(graph: Graph, phrases: tuple[str, ...]) -> dict[str, list[str]]:
    """Lemmas of the nouns that a phrase leads to, with what they are like: `of a man and two old dogs`."""
    found: dict[str, list[str]] = {}
    follows, like = False, list[str]()
    for before, token in zip([None, *graph.tokens], graph.tokens, strict=False):
        made = token.word == "of" and before is not None and before.lemma == "make"  # is made of
        if token.word in phrases or (made and phrases == _MADE_OF):
            follows, like = True, []
        elif token.tag not in ("NOUN", "ADJ", "NUM", "DET", "AND", "COMMA"):
            follows = False
        elif follows and token.tag == "ADJ":
            like.append(token.word)
        elif follows and token.tag == "NOUN":
            found[token.lemma], like = like, []
    return found


def of_pointed(graph: PointedGraph, words: Sequence[Word], lexicon: Lexicon) -> Sets:
    """What the neural parser says by itself."""
    found = empty()
    names = [name_of(thing, words, lexicon) for thing in graph.things]
    for name, thing in zip(names, graph.things, strict=True):
        if thing.negated:
            continue
        found["entity"].add((plain(name),))
        found["attribute"] |= {(plain(name), value_of(span, words)) for span in thing.attributes}
        if thing.number:
            said = " ".join(words[place].text for place in thing.number)
            number = lexicon.maps["number"].get(said, said)
            if str(number) != "1":
                found["count"].add((plain(name), str(number)))
    for relation in graph.relations:
        verb, rest = predicate_of(relation, words, lexicon)
        predicate = f"{verb} {rest}".strip()
        _relate(found, names[relation.subject], predicate, rest, names[relation.object], lexicon)
    return found


def of_all(parts: Iterable[tuple[PointedGraph, Sequence[Word]]], lexicon: Lexicon) -> Sets:
    """What the neural parser says by itself of several sentences."""
    found = empty()
    for graph, words in parts:
        for part, facts in of_pointed(graph, words, lexicon).items():
            found[part] |= facts
    return found


def of_row(row: dict[str, Any]) -> Sets:
    """What the annotator said."""
    found = empty()
    lemmas = {entity["id"]: plain(entity["lemma"]) for entity in row["entities"]}
    for entity in row["entities"]:
        found["entity"].add((plain(entity["lemma"]),))
        found["attribute"] |= {(plain(entity["lemma"]), attribute["value"]) for attribute in entity["attributes"]}
        if entity["count"] and entity["count"] > 1:
            found["count"].add((plain(entity["lemma"]), str(entity["count"])))
    for relation in row["relations"]:
        subject, target = lemmas[relation["subject"]], lemmas[relation["object"]]
        if row["source"] != "NSR-1K":  # which labels relations by code words
            found["relation"].add((subject, _LEMMATISED.get(relation["predicate"], relation["predicate"]), target))
        if relation.get("spatial"):
            found["spatial"].add((subject, relation["spatial"], target))
    return found


def plain(lemma: str) -> str:
    """`cell phone` and `cellphone` are one word."""
    return lemma.replace(" ", "").replace("-", "")


def _relate(found: Sets, subject: str, predicate: str, preposition: str, target: str, lexicon: Lexicon) -> None:
    words = ["lay" if word == "lie" else word for word in predicate.split()]
    if words[:2] in (["lay", "down"], ["sit", "down"]):
        del words[1]
    found["relation"].add((plain(subject), " ".join(words), plain(target)))
    canonical = lexicon.spatial.get(preposition)
    if canonical:
        found["spatial"].add((plain(subject), canonical, plain(target)))


class Score:
    """Hits, wanted and found, summed over captions."""

    def __init__(self) -> None:
        self.hits, self.wanted, self.found = Counter[str](), Counter[str](), Counter[str]()
        self.captions: dict[str, list[tuple[int, int]]] = {part: [] for part in PARTS}
        """hits, and wanted and found together, of each caption"""

    def add(self, truth: Sets, found: Sets) -> None:
        """Count one caption."""
        for part in PARTS:
            hits = len(truth[part] & found[part])
            self.captions[part].append((hits, len(truth[part]) + len(found[part])))
            self.hits[part] += hits
            self.wanted[part] += len(truth[part])
            self.found[part] += len(found[part])

    def f1(self, part: str) -> float:
        """Percent."""
        return 200.0 * self.hits[part] / max(self.wanted[part] + self.found[part], 1)

    def above(self, other: Score, part: str, *, resamples: int = 1000) -> tuple[float, float, float]:
        """How much higher the F1 is than another parser's on the same captions, and the interval that 95 % of
        bootstrap resamples of the captions lie in (Efron 1979)."""
        rng = np.random.default_rng(0)
        own, others = (np.asarray(score.captions[part], float) for score in (self, other))
        times = rng.multinomial(len(own), np.full(len(own), 1.0 / len(own)), size=resamples).astype(float)
        sums, other_sums = times @ own, times @ others  # (resamples, 2)
        f1, other_f1 = (200.0 * s[:, 0] / np.maximum(s[:, 1], 1.0) for s in (sums, other_sums))
        low, high = np.percentile(f1 - other_f1, (2.5, 97.5))
        return self.f1(part) - other.f1(part), float(low), float(high)
