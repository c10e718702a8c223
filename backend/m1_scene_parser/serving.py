"""What is poured comes out of something, into something that stands on a table."""

from __future__ import annotations

from dataclasses import replace

from ..common.pouring import poured_into
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .lexicon import Lexicon
from .things import free_id

_POTS = {"tea": "teapot", "coffee": "coffee pot"}
_DISHES = frozenset({"pancakes"})
_SOURCES = frozenset({"from", "of"})
_TABLES = frozenset({"table", "counter", "desk", "stove", "oven", "shelf", "cabinet", "tray", "bench", "bar"})


def with_vessels(description: SceneDescription, lexicon: Lexicon) -> SceneDescription:
    """The description with a pot or a bottle instead of the liquid that somebody pours, and a table where none is."""
    for action in description.actions:
        entities = {entity.id: entity for entity in description.entities}
        poured, receiver = entities.get(action.target_id or ""), entities.get(poured_into(description, action) or "")
        if action.verb.split()[0] != "pour" or poured is None or entities[action.actor_id].category != "person":
            continue
        if poured.lemma.split()[-1] in lexicon.sets["liquid"]:
            description = _out_of(description, action, poured, entities)
        if receiver is not None and not _has_a_place(description, receiver, entities):
            table = Entity(id=free_id("table", entities), lemma="table", category="table")
            on = Relation(subject_id=receiver.id, predicate="on", spatial="on", object_id=table.id)
            description = replace(
                description, entities=(*description.entities, table), relations=(*description.relations, on)
            )
    return description


def with_dishes(description: SceneDescription) -> SceneDescription:
    """A stack of pancakes is one thing to put down and to eat, however many lie in it."""
    return replace(
        description,
        entities=tuple(replace(e, count=1) if e.category in _DISHES else e for e in description.entities),
    )


def _out_of(
    description: SceneDescription, action: Action, liquid: Entity, entities: dict[str, Entity]
) -> SceneDescription:
    """`pours milk from a jug`: the jug is what the deed is about; else the liquid is in the vessel that is usual."""
    for relation in description.relations:
        said = relation.predicate.split()
        mine = relation.subject_id in (action.actor_id, liquid.id) and said[-1] in _SOURCES
        if mine and relation.object_id not in (liquid.id, action.actor_id):
            actions = tuple(
                replace(a, target_id=relation.object_id) if a.target_id == liquid.id else a for a in description.actions
            )
            relations = tuple(r for r in description.relations if liquid.id not in (r.subject_id, r.object_id))
            kept = tuple(e for e in description.entities if e.id != liquid.id)
            return replace(description, entities=kept, relations=relations, actions=actions)
    pot = _POTS.get(liquid.lemma.split()[-1])
    vessel = replace(liquid, lemma=pot or liquid.lemma, category="kettle" if pot else "bottle", count=1)
    into = poured_into(description, action)  # the liquid will be in it, the pot never
    return replace(
        description, entities=tuple(vessel if e is liquid else e for e in description.entities),
        relations=tuple(r for r in description.relations if (r.subject_id, r.object_id) != (liquid.id, into)),
    )  # fmt: skip


def _has_a_place(description: SceneDescription, receiver: Entity, entities: dict[str, Entity]) -> bool:
    if any({e.lemma.split()[-1], e.category} & _TABLES for e in entities.values()):
        return True
    return receiver.role == "character" or any(
        r.subject_id == receiver.id and r.spatial is not None for r in description.relations
    )
