"""Whether the rules have said already where a thing is, so that no second place is added."""

from __future__ import annotations

from .graph import Graph, Mention
from .lexicon import Lexicon

_ONE_PLACE = ("above", "next_to", "near", "behind", "in_front_of", "under")


def is_taken(graph: Graph, actor: Mention, preposition: str, place: Mention) -> bool:
    """`picks up the cup on the table`: the cup is on it already, who picks it up is not as well; `knocks a vase off the
    shelf`: the deed says it."""
    there = [fact for fact in graph.facts if fact.object is place and fact.preposition == preposition]
    if any(fact.deed and fact.deed.target is actor for fact in there):
        return True
    subjects = [fact.subject for fact in there]
    return any(actor in deed.actors and deed.target in subjects for deed in graph.deeds)


def has_place(graph: Graph, subject: Mention, preposition: str, place: Mention, lexicon: Lexicon) -> bool:
    """`four chairs around a table, a lamp above`: it is above the table already; `a vase with tulips next to a lamp`:
    what is in the vase is not next to the lamp by itself."""
    spatial = lexicon.spatial.get(preposition)
    if spatial not in _ONE_PLACE:
        return False
    said = [fact for fact in graph.facts if lexicon.spatial.get(fact.preposition) == spatial]
    holders = {id(fact.object) for fact in graph.facts if fact.subject is subject and fact.preposition == "in"}
    holders |= {id(fact.subject) for fact in graph.facts if fact.object is subject and "with" in fact.preposition}
    return any(fact.subject is subject or (fact.object is place and id(fact.subject) in holders) for fact in said)
