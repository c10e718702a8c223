"""Which of several things a pronoun means: the one that the talk is about."""

from __future__ import annotations

from .graph import Deed, Graph, Mention
from .things import Thing


def most_salient(word: str, fitting: list[Thing], mention: Mention, graph: Graph) -> Thing:
    """The most salient thing of the latest sentence (Grosz, Joshi & Weinstein 1995): who acts and what is acted on
    before what only tells a place; `it` goes on doing what it did, and is done something to again."""
    if word in ("he", "him", "she", "her"):
        return _who_acted(fitting, mention, graph)
    said_last = max(fitting[0].mentions, key=lambda m: m.number)
    if said_last.lemma == word and said_last.sentence == mention.sentence:
        return fitting[0]  # picks it up and looks at it
    before = _not_beside(mention, fitting, graph) or fitting
    said = [m.sentence for thing in before for m in thing.mentions if m.number < mention.number]
    latest = max(said, default=mention.sentence)
    near = [thing for thing in before if any(m.sentence == latest for m in thing.mentions)]
    acts = any(mention in deed.actors for deed in graph.deeds)
    aimed_at = any(mention is deed.target for deed in graph.deeds)
    if latest == mention.sentence and not acts and not aimed_at:  # stands on a book, a lamp next to it
        targets = [deed.target for deed in graph.deeds]
        reached = [thing for thing in near if any(m in targets for m in thing.mentions)]
        near = reached or near
    return max(near, key=lambda thing: _salience(thing, latest, acts, graph))


def _who_acted(fitting: list[Thing], mention: Mention, graph: Graph) -> Thing:
    """`a mother holds a baby, next to her …`: of a sentence before, who does something before to whom it is done."""
    latest = max(m.sentence for m in fitting[0].mentions)
    if latest == mention.sentence:
        return fitting[0]
    same = ("she", "her") if mention.lemma in ("she", "her") else ("he", "him")
    called = [t for t in fitting if max(t.mentions, key=lambda m: m.number).lemma in same]
    if called:
        return called[0]  # she takes off her shoes, a doctor gives her tea, she …
    near = [thing for thing in fitting if any(m.sentence == latest for m in thing.mentions)]
    whose = ("his", "her")  # a magician …, his assistant …, he: the magician
    if len(fitting) > 1 and all(max(t.mentions, key=lambda m: m.number).determiner in whose for t in near):
        return next((thing for thing in fitting if thing not in near), fitting[0])
    acting = {m.number for deed in graph.deeds for m in deed.actors}
    return next((thing for thing in near if any(m.number in acting and m.sentence == latest for m in thing.mentions)),
                fitting[0])  # fmt: skip


def _not_beside(mention: Mention, fitting: list[Thing], graph: Graph) -> list[Thing]:
    """Without what the clause's own subject is described by: `a girl with a magnifying glass watches it`."""
    beside = {
        fact.object.number for fact in graph.facts
        if fact.deed is None and fact.subject.sentence == mention.sentence and fact.object.number < mention.number
        and any(fact.subject in deed.actors and (mention is deed.target or _is_near(deed, mention, graph))
                for deed in graph.deeds)
    }  # fmt: skip
    return [thing for thing in fitting if not all(m.number in beside for m in thing.mentions)]


def _is_near(deed: Deed, mention: Mention, graph: Graph) -> bool:
    """Whether the deed is done beside it: `a cyclist in a vest stops next to it`."""
    return any(fact.object is mention and fact.deed is deed for fact in graph.facts)


def _salience(thing: Thing, sentence: int, acts: bool, graph: Graph) -> int:
    said = [m for m in thing.mentions if m.sentence == sentence]
    facts = [fact for fact in graph.facts if fact.object in said]
    actor = any(m in deed.actors for deed in graph.deeds for m in said)
    stands = not facts and any(fact.subject in said for fact in graph.facts)
    acted_on = any(fact.verb and not fact.preposition for fact in facts)
    place = bool(facts) and all(fact.preposition for fact in facts)
    if actor:
        return 4 if acts else 2
    if acted_on:
        return 3
    return 0 if place else 2 if stands else 1
