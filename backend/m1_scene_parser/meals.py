"""Meals: who eats or drinks at a table sits at it, each before a plate or cup of their own."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .seating import TABLES, sit_first
from .things import free_id

_MEALS = frozenset({"breakfast", "lunch", "dinner", "supper", "brunch", "meal", "tea party", "feast"})
_ON_FEET = frozenset({"pour", "serve", "cook", "walk", "stand", "bring", "carry"})
_DINING = frozenset({"eat", "dine", "drink", "sip", "feast"})


def with_diners(description: SceneDescription) -> SceneDescription:
    """The description in which who eats at a table sits there first; several who eat one thing have one each."""
    description = _at_meals(description)
    entities = {entity.id: entity for entity in description.entities}
    counts: dict[str, int] = {}
    tables: dict[str, Entity] = {}
    for action in description.actions:
        actor = entities.get(action.actor_id)
        cake = entities.get(action.target_id or "")
        blows = action.verb.split()[0] == "blow" and cake is not None and cake.category == "cake"
        if not (blows or action.verb.split()[0] in _DINING) or actor is None or actor.category != "person":
            continue
        if action.target_id is not None and not blows:
            counts[action.target_id] = counts.get(action.target_id, 0) + actor.count
        where = _table_under if blows else _table_of
        table = where(description, action, entities)
        if table is not None:
            tables.setdefault(actor.id, table)
    if not tables:
        return description
    served = tuple(_served(entity, counts.get(entity.id, 0)) for entity in description.entities)
    return sit_first(replace(description, entities=served), tables)


def _at_meals(description: SceneDescription) -> SceneDescription:
    """`has dinner`, `reads at breakfast`: a meal stands on a table, at which who has it sits."""
    entities = {entity.id: entity for entity in description.entities}
    people = {e.id for e in description.entities if e.category == "person"}
    meals = [e for e in description.entities if e.lemma in _MEALS]
    if not meals or not people:
        return description
    meal = meals[0]
    having = [r.subject_id for r in description.relations if r.object_id == meal.id and r.subject_id in people
              and r.predicate.split()[0] in ("have", "enjoy", "share", "eat")]  # fmt: skip
    there = [r.subject_id for r in description.relations if r.object_id == meal.id and r.subject_id in people
             and r.predicate.split()[-1] in ("at", "during", "over", "for")]  # fmt: skip
    if not having and not there:
        return description
    actions = list(description.actions)
    for number, who in enumerate(having):
        if not any(a.actor_id == who for a in actions):
            first = f"{meal.id}_eats_0"
            actions.append(Action(id=f"{meal.id}_eats_{number}", actor_id=who, verb="eat", target_id=meal.id,
                                  text="eats", during=first if number else None))  # fmt: skip
    table = next((e for e in description.entities if {e.category, e.lemma} & TABLES), None)
    placed = any(r.subject_id == meal.id and r.spatial for r in description.relations)
    relations = [r for r in description.relations if not (r.object_id == meal.id and r.subject_id in there)]
    added: list[Entity] = []
    if table is None and not placed and "table" not in description.excluded:
        table = Entity(id=free_id("table", entities), lemma="table", category="table")
        added.append(table)
    if table is not None:
        if not placed:
            relations.append(Relation(subject_id=meal.id, predicate="on", spatial="on", object_id=table.id))
        relations += [Relation(subject_id=who, predicate="at", spatial="at", object_id=table.id)
                      for who in dict.fromkeys([*having, *there])
                      if not any(r.subject_id == who and r.object_id == table.id for r in relations)]  # fmt: skip
    number = sum(entities[who].count for who in dict.fromkeys([*having, *there]))
    described = tuple(replace(e, count=max(number, e.count)) if e is meal else e for e in description.entities)
    description = replace(
        description, entities=(*described, *added), relations=tuple(relations), actions=tuple(actions)
    )
    sits = {who: table for who in there if table is not None and not any(a.actor_id == who and a.verb in _ON_FEET
                                                                        for a in actions)}  # fmt: skip
    return sit_first(description, sits) if sits else description


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


def _table_under(description: SceneDescription, action: Action, entities: dict[str, Entity]) -> Entity | None:
    """The table that the target of an action is on."""
    under = (entities[r.object_id] for r in description.relations
             if r.subject_id == action.target_id and r.spatial == "on")  # fmt: skip
    return next((e for e in under if {e.category, e.lemma} & TABLES), None)
