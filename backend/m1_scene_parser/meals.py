"""Meals: who eats or drinks at a table sits at it, each before a plate or cup of their own."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, SceneDescription

_DINING = frozenset({"eat", "dine", "drink", "sip", "feast"})
_TABLES = frozenset({"table", "desk", "dining table", "coffee table", "picnic table", "counter"})
_POSTURES = frozenset({"sit", "stand", "kneel", "lie"})


def with_diners(description: SceneDescription) -> SceneDescription:
    """The description in which who eats at a table sits there first; several who eat one thing have one each."""
    entities = {entity.id: entity for entity in description.entities}
    counts: dict[str, int] = {}
    sits: dict[str, Action] = {}
    for action in description.actions:
        actor = entities.get(action.actor_id)
        if action.verb.split()[0] not in _DINING or actor is None or actor.category != "person":
            continue
        if action.target_id is not None:
            counts[action.target_id] = counts.get(action.target_id, 0) + actor.count
        table = _table_of(description, action, entities)
        settled = any(a.actor_id == actor.id and a.verb.split()[0] in _POSTURES for a in description.actions)
        if table is not None and not settled and actor.id not in sits:
            sits[actor.id] = Action(id=f"sits_{actor.id}", actor_id=actor.id, verb="sit", text="sits at the table",
                                    target_id=table.id)  # fmt: skip
    if not sits:
        return description
    first = {
        action.id: replace(action, after=sits[action.actor_id].id, during=None)
        for action in description.actions
        if action.actor_id in sits and action.after is None
    }
    return replace(
        description,
        entities=tuple(_served(entity, counts.get(entity.id, 0)) for entity in description.entities),
        actions=(*sits.values(), *(first.get(action.id, action) for action in description.actions)),
    )


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
        if theirs and other is not None and {other.category, other.lemma} & _TABLES:
            return other
    return None
