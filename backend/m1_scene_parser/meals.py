"""Meals: who eats or drinks at a table sits at it, each before a plate or cup of their own."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, SceneDescription
from .seating import TABLES, sit_first

_DINING = frozenset({"eat", "dine", "drink", "sip", "feast"})


def with_diners(description: SceneDescription) -> SceneDescription:
    """The description in which who eats at a table sits there first; several who eat one thing have one each."""
    entities = {entity.id: entity for entity in description.entities}
    counts: dict[str, int] = {}
    tables: dict[str, Entity] = {}
    for action in description.actions:
        actor = entities.get(action.actor_id)
        if action.verb.split()[0] not in _DINING or actor is None or actor.category != "person":
            continue
        if action.target_id is not None:
            counts[action.target_id] = counts.get(action.target_id, 0) + actor.count
        table = _table_of(description, action, entities)
        if table is not None:
            tables.setdefault(actor.id, table)
    if not tables:
        return description
    served = tuple(_served(entity, counts.get(entity.id, 0)) for entity in description.entities)
    return sit_first(replace(description, entities=served), tables)


def _served(entity: Entity, eaters: int) -> Entity:
    """One each of what several eat, where it is one thing that nobody has counted."""
    return replace(entity, count=eaters) if entity.count == 1 and eaters > 1 else entity


def _table_of(description: SceneDescription, action: Action, entities: dict[str, Entity]) -> Entity | None:
    """The table that somebody eats at, as the words say."""
    for relation in description.relations:
        other = entities.get(relation.object_id)
        said = relation.predicate.split()
        there = said[-1] in ("at", "around") or relation.spatial in ("at", "around")
        theirs = relation.subject_id == action.actor_id and there
        if theirs and other is not None and {other.category, other.lemma} & TABLES:
            return other
    return None
