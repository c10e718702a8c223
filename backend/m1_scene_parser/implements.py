"""Tools that go without saying: who digs has a shovel, who sweeps a broom."""

from __future__ import annotations

from dataclasses import replace

from ..common.implements import IMPLEMENTS
from ..protocol.scene import Entity, Relation, SceneDescription


def with_implements(description: SceneDescription) -> SceneDescription:
    """The description with a tool for each person who does what needs one, where the prompt names none."""
    entities = {entity.id: entity for entity in description.entities}
    tools: list[Entity] = []
    relations: list[Relation] = []
    for action in description.actions:
        implement, actor = IMPLEMENTS.get(action.verb), entities.get(action.actor_id)
        if implement is None or actor is None or actor.category != "person":
            continue
        words = {word for e in (*entities.values(), *tools) for word in (e.lemma.split()[-1], e.category)}
        if words & implement.instead or implement.lemma in description.excluded:
            continue
        names = {*entities, *(tool.id for tool in tools)}
        number = next(n for n in range(1, len(names) + 2) if f"{implement.lemma.replace(' ', '_')}_{n}" not in names)
        tool = Entity(
            id=f"{implement.lemma.replace(' ', '_')}_{number}", lemma=implement.lemma, category=implement.lemma,
            count=actor.count,
        )  # fmt: skip
        tools.append(tool)
        relations.append(
            Relation(subject_id=actor.id, predicate=f"{action.verb} with", spatial=None, object_id=tool.id)
        )
    return replace(
        description, entities=(*description.entities, *tools), relations=(*description.relations, *relations)
    )
