"""Which of several things a pronoun means: the one that the talk is about."""

from __future__ import annotations

from .graph import Graph, Mention
from .things import Thing


def most_salient(word: str, fitting: list[Thing], mention: Mention, graph: Graph) -> Thing:
    """The most salient thing of the latest sentence (Grosz, Joshi & Weinstein 1995): who acts and what is acted on
    before what only tells a place; `it` goes on doing what it did, and is done something to again."""
    if word in ("he", "him", "she", "her"):
        return fitting[0]
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


def _not_beside(mention: Mention, fitting: list[Thing], graph: Graph) -> list[Thing]:
    """Without what the clause's own subject is described by: `a girl with a magnifying glass watches it`."""
    beside = {
        fact.object.number for fact in graph.facts
        if fact.deed is None and fact.subject.sentence == mention.sentence and fact.object.number < mention.number
        and any(fact.subject in deed.actors and mention is deed.target for deed in graph.deeds)
    }  # fmt: skip
    return [thing for thing in fitting if not all(m.number in beside for m in thing.mentions)]


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
