"""A sentence's graph as a sequence that points at its words: the language that the neural parser writes.

Of `a red ball on a table`: `<thing> <2> <is> <1> <thing> <5> <relation> <2> <3> <object> <5>`. Names, attributes and
predicates are word positions, so the parser can only say what was said (copied, as in pointer networks: Vinyals et al.
2015); a predicate whose word is not there (`tail of a cow`: cow have tail) is one of `IMPLIED`. `read` drops what makes
no sense, so that every sequence of tokens is some valid graph.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

MAX_WORDS = 64
THING, IS, NUMBER, NOT, RELATION, OBJECT = "<thing>", "<is>", "<number>", "<not>", "<relation>", "<object>"
IMPLIED = (
    "have", "wear", "on", "in", "with", "of", "by", "at", "for", "near", "next", "to", "behind", "under", "above",
    "over", "be", "hold", "sit", "stand", "part", "around", "along", "from", "inside", "front", "top", "beside",
    "between", "look", "walk", "cover", "attach", "hang", "lay",
)  # fmt: skip
"""Words of predicates that a caption may leave out."""
POSITIONS = tuple(f"<{index}>" for index in range(MAX_WORDS))
MARKS = (*POSITIONS, THING, IS, NUMBER, NOT, RELATION, OBJECT, *(f"<={word}>" for word in IMPLIED))
"""Every token of a target; all are tokens of their own in the vocabulary."""

_POSITION_OF = {mark: index for index, mark in enumerate(POSITIONS)}
_IMPLIED_OF = {f"<={word}>": word for word in IMPLIED}

Span = tuple[int, ...]
"""Word positions, in the order that they are said as a name."""


@dataclass(slots=True)
class PointedThing:
    """A thing by the words that name it."""

    words: Span
    attributes: list[Span] = field(default_factory=list)
    number: Span = ()
    negated: bool = False
    sure: float = field(default=1.0, compare=False)
    """probability of the words that name it"""
    sure_of: dict[Span, float] = field(default_factory=dict, compare=False)
    """probability of each attribute"""
    sure_of_number: float = field(default=1.0, compare=False)


@dataclass(slots=True)
class PointedRelation:
    """Subject and object are indices into the things; the predicate mixes positions and implied words."""

    subject: int
    predicate: tuple[int | str, ...]
    object: int
    sure: float = field(default=1.0, compare=False)


@dataclass(slots=True)
class PointedGraph:
    """Things in the order of their words, relations between them."""

    things: list[PointedThing] = field(default_factory=list)
    relations: list[PointedRelation] = field(default_factory=list)


def write(graph: PointedGraph) -> list[str]:
    """The target of a graph: things by their first word, then relations by subject and object."""
    target: list[str] = []
    for thing in sorted(graph.things, key=lambda thing: thing.words[0]):
        target += [THING, *_marks(thing.words)]
        if thing.negated:
            target.append(NOT)
        if thing.number:
            target += [NUMBER, *_marks(thing.number)]
        for attribute in sorted(thing.attributes):
            target += [IS, *_marks(attribute)]
    named = [
        (graph.things[relation.subject].words[0], graph.things[relation.object].words[0], relation.predicate)
        for relation in graph.relations
    ]
    for subject, target_word, predicate in sorted(named, key=lambda item: (item[0], item[1], str(item[2]))):
        marks = [POSITIONS[part] if isinstance(part, int) else f"<={part}>" for part in predicate]
        target += [RELATION, POSITIONS[subject], *marks, OBJECT, POSITIONS[target_word]]
    return target


def read(target: Sequence[str], num_words: int, log_probs: Sequence[float] = ()) -> PointedGraph:
    """The graph of any sequence of tokens; what points past the words, twice or at nothing is left out.

    `log_probs` of the tokens, where given, say how sure each part is: the product over its tokens.
    """
    graph = PointedGraph()
    groups = _groups(target, log_probs)
    first: dict[int, int] = {}
    for mark, parts, sure in groups:
        span = tuple(part for part in parts if isinstance(part, int) and part < num_words)
        if mark == THING and span and span[0] not in first:
            first[span[0]] = len(graph.things)
            graph.things.append(PointedThing(tuple(dict.fromkeys(span)), sure=sure))
        elif mark == IS and span and graph.things and span not in graph.things[-1].attributes:
            graph.things[-1].attributes.append(span)
            graph.things[-1].sure_of[span] = sure
        elif mark == NUMBER and span and graph.things:
            graph.things[-1].number, graph.things[-1].sure_of_number = span, sure
        elif mark == NOT and graph.things:
            graph.things[-1].negated = True
    subject: int | None = None
    predicate: tuple[int | str, ...] = ()
    said = 1.0
    for mark, parts, sure in groups:
        valid = [part for part in parts if isinstance(part, str) or part < num_words]
        if mark == RELATION:
            subject = first.get(valid[0]) if valid and isinstance(valid[0], int) else None
            predicate, said = tuple(valid[1:]), sure
        elif mark == OBJECT:
            target_thing = first.get(valid[0]) if valid and isinstance(valid[0], int) else None
            if subject is not None and target_thing is not None and subject != target_thing and predicate:
                relation = PointedRelation(subject, predicate, target_thing, said * sure)
                if relation not in graph.relations:
                    graph.relations.append(relation)
            subject = None
    return graph


def _marks(span: Span) -> list[str]:
    return [POSITIONS[index] for index in span]


def _groups(target: Sequence[str], log_probs: Sequence[float]) -> list[tuple[str, list[int | str], float]]:
    """Every structure mark with the positions and implied words up to the next one, and how sure they are together."""
    groups: list[tuple[str, list[int | str], float]] = []
    for index, token in enumerate(target):
        sure = math.exp(log_probs[index]) if index < len(log_probs) else 1.0
        if token in (THING, IS, NUMBER, NOT, RELATION, OBJECT):
            groups.append((token, [], sure))
        elif groups and (token in _POSITION_OF or token in _IMPLIED_OF):
            mark, parts, before = groups[-1]
            parts.append(_POSITION_OF[token] if token in _POSITION_OF else _IMPLIED_OF[token])
            groups[-1] = (mark, parts, before * sure)
    return groups
