"""Where it happens: a noun that is the place of the scene, and no thing that stands in one."""

from __future__ import annotations

from .graph import Graph
from .lexicon import Lexicon
from .things import References

_INSIDE = frozenset({"in", "inside", "into", "within", "through"})
_BEFORE_IT = frozenset({"in_front_of", "behind", "next_to", "near", "outside", "opposite", "left_of", "right_of",
                        "out_of", "past", "away_from"})  # fmt: skip
_OUTSIDES = frozenset({"roof", "rooftop", "chimney", "facade", "porch", "tower", "spire", "steeple", "gate",
                       "entrance", "ledge", "dome", "front"})  # fmt: skip
"""parts of a building that are seen from outside"""


def find_place(graph: Graph, references: References, lexicon: Lexicon) -> tuple[str | None, set[int]]:
    """The place, and the numbers of the things that are nothing but it."""
    indoor, outdoor = lexicon.sets["place_indoor"], lexicon.sets["place_outdoor"]
    place: str | None = None
    dropped: set[int] = set()
    targets = {deed.target.number for deed in graph.deeds if deed.target is not None}
    actors = {actor.number for deed in graph.deeds for actor in deed.actors}
    for thing in references.things:
        lemma = thing.lemma if thing.lemma in indoor | outdoor else thing.lemma.split()[-1]
        if lemma not in indoor and lemma not in outdoor:
            continue
        numbers = {mention.number for mention in thing.mentions}
        far = lemma in ("moon", "mars", "space")
        if far and not any(fact.preposition in ("on", "in") for fact in graph.facts if fact.object.number in numbers):
            continue  # on the moon is a place, at the moon is none
        as_object = [
            fact for fact in graph.facts if fact.object.number in numbers and not fact.subject.possessor
        ]  # a wizard's study is a place
        as_subject = [fact for fact in graph.facts if fact.subject.number in numbers]
        if any(fact.predicate == "have" and fact.object.lemma.split()[-1] in _OUTSIDES for fact in as_subject):
            continue  # on the roof of a barn one sees the barn
        if as_object and all(lexicon.spatial.get(fact.preposition) in _BEFORE_IT for fact in as_object):
            continue  # a car in front of the garage is not in it
        if lemma in lexicon.sets["place_within"] and not all(fact.preposition in _INSIDE for fact in as_object):
            continue  # a barn that somebody passes is a thing; inside, it is a place
        located = all(fact.preposition in lexicon.sets["place_preposition"] for fact in as_object)
        holds = all(fact.preposition in ("with", "") or fact.preposition in lexicon.spatial for fact in as_subject)
        if place is None and lemma in indoor and lemma in lexicon.sets["place_scenic"] and not numbers & actors:
            place = thing.lemma
        if not located or not holds or thing.count > 1 or numbers & actors:
            continue
        if (
            not as_object
            and as_subject
            and not all(fact.preposition == "with" or fact.predicate == "have" for fact in as_subject)
        ):
            continue
        own_shape = lemma in lexicon.priors and lexicon.priors[lemma].group in (
            "terrain",
            "buildings",
            "furniture",
            "street",
        )
        scenic = lemma in lexicon.sets["place_scenic"]
        if numbers & targets and own_shape and not scenic:
            continue
        if place is None:
            place = thing.lemma
        if scenic or not own_shape:
            dropped.add(thing.number)
    return place, dropped
