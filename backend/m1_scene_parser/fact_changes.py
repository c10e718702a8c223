"""The relations of a graph, changed where the neural parser is surer than a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from .changes import Change, Combination
from .graph import Fact, Graph, Mention
from .lexicon import Lexicon
from .neural_parser import Reading
from .placed import has_place, is_taken
from .pointed_words import alike, name_of, predicate_of
from .tokens import Token
from .trust import Trust


class FactChanges:
    """What is related in one sentence; `mention_of` are the mentions of the network's things by index, `heads` the
    places of the heads by mention number."""

    def __init__(self, graph: Graph, reading: Reading, trust: Trust, lexicon: Lexicon, result: Combination,
                 mention_of: Mapping[int, Mention], heads: Mapping[int, int]) -> None:  # fmt: skip
        self.graph, self.reading, self.trust, self.lexicon = graph, reading, trust, lexicon
        self.result, self.mention_of, self.heads, self.words = result, mention_of, heads, reading.words

    def note(self, kind: str, what: str, sure: float, subject: Mention, about: Fact | None = None) -> None:
        token = self.reading.tokens[self.heads[subject.number]]
        self.result.changes.append(Change(kind, what, sure, token.start, about))

    def run(self) -> None:
        """Change the graph's facts in place."""
        facts = [f for f in self.graph.facts if f.subject.number in self.heads and f.object.number in self.heads]
        kept: list[Fact] = []
        for relation in self.reading.graph.relations:
            subject, target = self.mention_of.get(relation.subject), self.mention_of.get(relation.object)
            if subject is None or target is None or subject is target or subject.negated or target.negated:
                continue
            verb, rest = predicate_of(relation, self.words, self.lexicon)
            predicate = f"{verb} {rest}".strip()
            pair = [f for f in facts if f.subject is subject and f.object is target and f not in kept]
            same = [f for f in pair if alike(f.predicate, predicate)]
            turned = [f for f in facts if f.subject is target and f.object is subject and f not in kept]
            what = f"{subject.lemma} {predicate} {target.lemma}"
            if same:
                kept.append(same[0])
                self.result.sure_of_fact[id(same[0])] = relation.sure
            elif (pair or turned) and (
                relation.sure < self.trust.change_relation or _loses_verb((pair or turned)[0], verb)
            ):
                kept.append((pair or turned)[0])
            elif pair or turned:
                fact = (pair or turned)[0]
                fact.subject, fact.object, fact.predicate = subject, target, predicate
                fact.verb = verb
                if not pair or fact.preposition not in self.lexicon.spatial:
                    fact.preposition = rest  # where the rules know the place, it stays
                kept.append(fact)
                self.note("change_relation", what, relation.sure, subject, fact)
                self.result.sure_of_fact[id(fact)] = relation.sure
            elif relation.sure >= self.trust.add_relation and not (
                self._is_setting(subject) or self._related(subject, target)
                or is_taken(self.graph, subject, rest, target)
                or has_place(self.graph, subject, rest, target, self.lexicon)
            ):
                fact = Fact(subject=subject, predicate=predicate, preposition=rest, object=target, verb=verb)
                self.graph.facts.append(fact)
                self.note("add_relation", what, relation.sure, subject, fact)
                self.result.sure_of_fact[id(fact)] = relation.sure
        known = {mention.number for mention in self.mention_of.values()}
        for fact in facts:
            is_place = fact.preposition in self.lexicon.spatial
            if fact in kept or not {fact.subject.number, fact.object.number} <= known:
                continue
            if fact.deed is not None and not _is_said_besides(fact, kept, self.graph.tokens):
                continue  # who is done what to is the rules'
            if any(f.object is fact.object and f.preposition == fact.preposition for f in kept):
                continue  # a cup and a magazine on the table: the list shares its place
            if is_place and self.heads[fact.object.number] < self.heads[fact.subject.number]:
                continue  # on the table are two cups: no caption says it in this order
            if self._is_said_of_stuff(fact):
                continue  # a wall made of bricks next to a chair
            sure = self._sure_without(fact)
            if sure >= (self.trust.drop_place if is_place else self.trust.drop_relation):
                self.graph.facts.remove(fact)
                what = f"{fact.subject.lemma} {fact.predicate} {fact.object.lemma}"
                self.note("drop_relation", what, sure, fact.subject)

    def _related(self, subject: Mention, target: Mention) -> bool:
        """Whether the rules have the place of a group's middle, a pair's sides, … between them already."""
        return any({id(f.subject), id(f.object)} == {id(subject), id(target)} for f in self.graph.facts)

    def _is_setting(self, mention: Mention) -> bool:
        """The room that it happens in, the camera that films: related to nothing more than the rules say."""
        sets = self.lexicon.sets
        return mention.lemma == "camera" or mention.lemma in sets["place_indoor"] | sets["place_outdoor"]

    def _is_said_of_stuff(self, fact: Fact) -> bool:
        """Whether the network relates what the subject is made of, which is no thing here, to the same object."""
        graph = self.reading.graph
        return any(
            self.mention_of.get(relation.object) is fact.object and relation.subject not in self.mention_of
            and ("material", name_of(graph.things[relation.subject], self.words, self.lexicon))
            in fact.subject.attributes for relation in graph.relations
        )  # fmt: skip

    def _sure_without(self, fact: Fact) -> float:
        """How sure the network is of the two things and of all that it does relate them to: the whole sentence may be
        long, and much of it about others."""
        graph = self.reading.graph
        ends = [index for index, mention in self.mention_of.items() if mention in (fact.subject, fact.object)]
        near = [r.sure for r in graph.relations if r.subject in ends or r.object in ends]
        return prod([*(graph.things[index].sure for index in ends), *near])


def _is_said_besides(fact: Fact, kept: list[Fact], tokens: Sequence[Token]) -> bool:
    """Whether a deed has another object, which both parsers see: of `a dog sitting on grass and a boy on a bench` the
    rules may take the boy into the list of what the dog sits on. `waters the roses and the tulips` without a comma is
    one list."""
    deed, start = fact.deed, fact.object.tokens[0].start if fact.object.tokens else 0
    before = [token.tag for token in tokens if token.start < start][-2:]
    same = (deed, fact.subject, fact.predicate)
    besides = any((other.deed, other.subject, other.predicate) == same for other in kept)
    apart = bool(fact.preposition) or "COMMA" in before
    return besides and apart and deed is not None and deed.target is not fact.object


def _loses_verb(fact: Fact, verb: str) -> bool:
    """Whether another verb, or none, would stand where the rules read one: deeds are theirs."""
    return bool(fact.verb) and fact.verb.split()[0] != verb
