"""One of several: which part of a group a phrase means, and what is left of the group then."""

from __future__ import annotations

from .graph import Graph, Mention
from .lexicon import Lexicon
from .things import References, Thing


class GroupReader:
    """Knows the things said so far."""

    def __init__(self, graph: Graph, lexicon: Lexicon, references: References) -> None:
        self.graph, self.lexicon, self.references = graph, lexicon, references
        self.related: dict[int, set[int]] = {}
        """mentions that stand in one fact, so they are two things"""
        for fact in graph.facts:
            self.related.setdefault(fact.subject.number, set()).add(fact.object.number)
            self.related.setdefault(fact.object.number, set()).add(fact.subject.number)

    def partners(self, mention: Mention, thing: Thing) -> bool:
        """Whether a fact already joins them: a thing is not on itself."""
        related = self.related.get(mention.number, set())
        return any(other.number in related for other in thing.mentions)

    def part_said(self, mention: Mention) -> Thing | None:
        """`one knight`, `the left door`, `the older brother` of several; `the other horse`, which is left of them; and
        `a second robot` is one more."""
        words = [token.word for token in mention.tokens]
        again = [thing for thing in reversed(self.references.things) if self.is_named(mention.lemma, thing)]
        again = [thing for thing in again if not self.partners(mention, thing)]
        if mention.plural or not again:
            return None
        if mention.determiner in ("a", "an", "another"):
            ordinal = self.lexicon.sets["ordinal"]
            mention.attributes = [pair for pair in mention.attributes if pair[1] not in ordinal]
        if "the" in words and "other" in words:
            return next((rest for rest in reversed(self.references.splits.values()) if rest in again), None)
        picked = [pair for pair in mention.attributes if self.picks(pair[1])]
        groups = [thing for thing in again if thing.count > 1]
        if words[:1] == ["one"] and not mention.attributes and groups:
            return self.split(groups[0])
        if not (mention.determiner == "the" and picked):
            return None
        left_over = [rest for rest in self.references.splits.values() if rest in again and rest.count == 1]
        part = self.split(groups[0]) if groups else next(iter(left_over), None)
        if part is not None and not any(self.picks(value) for _, value in part.attributes):
            part.attributes += [pair for pair in mention.attributes if pair not in part.attributes]
            return part
        return None

    def picks(self, value: str) -> bool:
        """Whether an adjective tells one of several: `left`, `younger`, `smallest`."""
        ends = value.endswith(("er", "est")) and value.removesuffix("er").removesuffix("est") != value
        stem = value.removesuffix("er").removesuffix("est")
        known = self.lexicon.attribute_types
        compared = ends and (stem in known or f"{stem}e" in known or stem[:-1] in known)
        return compared or value in ("left", "right", "middle")

    def is_named(self, lemma: str, thing: Thing) -> bool:
        """`the board` is the surfboard, `the player` the football player."""
        if thing.lemma == lemma or thing.lemma.endswith(f" {lemma}"):
            return True
        first = thing.lemma.removesuffix(lemma)
        return len(first) > 2 and first != thing.lemma and (first in self.lexicon.nouns or first in self.lexicon.verbs)

    def part(self, group: Thing, mention: Mention) -> Thing:
        """One of a group: a thing of its own where it is one of two, stands elsewhere, or is somebody; `the first
        domino` of a row stays in the row, its fall is the fall of all."""
        placed = any(fact.subject is mention and fact.deed is None and fact.preposition for fact in self.graph.facts)
        living = self.lexicon.is_person(group.lemma) or self.lexicon.is_animal(group.lemma)
        return self.split(group) if group.count == 2 or placed or living else group

    def split(self, thing: Thing) -> Thing:
        """Part one off: what was said of all holds for both parts."""
        rest = Thing(lemma=thing.lemma, count=thing.count - 1, number=len(self.references.things))
        rest.attributes = list(thing.attributes)
        rest.mentions = list(thing.mentions)
        thing.count = 1
        self.references.things.append(rest)
        self.references.splits[thing.number] = rest
        for found in self.references.of.values():
            if thing in found:
                found.append(rest)
        return thing

    def is_lain_on(self, thing: Thing) -> bool:
        """Whether one sits or lies on it: no water, but a board."""
        prior = self.lexicon.priors.get(thing.lemma) or self.lexicon.priors.get(thing.lemma.split()[-1])
        flat = thing.lemma.split()[-1] in ("board", "surfboard", "blanket", "towel", "mat", "rug", "raft", "mattress")
        return flat or (self._group(thing) in ("furniture", "terrain", "animals") and prior is not None
                        and prior.category != "water")  # fmt: skip

    def _group(self, thing: Thing) -> str:
        prior = self.lexicon.priors.get(thing.lemma) or self.lexicon.priors.get(thing.lemma.split()[-1])
        return "" if prior is None else prior.group

    def is_movable(self, thing: Thing) -> bool:
        """Whether a person can pick it up."""
        prior = self.lexicon.priors.get(thing.lemma) or self.lexicon.priors.get(thing.lemma.split()[-1])
        if prior is None:
            return True
        heavy = prior.mass_kg is not None and prior.mass_kg > 30.0
        return not heavy and prior.group not in ("furniture", "buildings", "terrain", "street", "vehicles")
