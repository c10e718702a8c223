"""Who sits on a blanket or a rug is on it and sits down; a picnic is a blanket with a basket and something to eat."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id

_HAVING = frozenset({"have", "enjoy", "share", "eat", "hold"})


def with_blankets(description: SceneDescription) -> SceneDescription:
    """The description in which who sits on something flat is there before, and picnics are made of what they need."""
    description = _picnic(description)
    flat = {e.id for e in description.entities if e.category == "rug"}
    sits = {(a.actor_id, a.target_id) for a in description.actions
            if a.verb.split()[0] in ("sit", "kneel", "lie") and a.target_id in flat}  # fmt: skip
    there = {(r.subject_id, r.object_id) for r in description.relations if r.spatial == "on"}
    return replace(
        description,
        actions=tuple(replace(a, target_id=None) if (a.actor_id, a.target_id) in sits else a
                      for a in description.actions),
        relations=(*description.relations, *(
            Relation(subject_id=who, predicate="on", spatial="on", object_id=str(rug))
            for who, rug in sorted(sits - there)
        )),
    )  # fmt: skip


def _picnic(description: SceneDescription) -> SceneDescription:
    """`has a picnic`: the picnic is a blanket, and who has it sits there and eats."""
    entities = {entity.id: entity for entity in description.entities}
    picnic = next((e for e in entities.values() if e.lemma == "picnic"), None)
    if picnic is None:
        return description
    people = [r.subject_id for r in description.relations if r.object_id == picnic.id
              and r.predicate.split()[0] in _HAVING and entities[r.subject_id].category == "person"]  # fmt: skip
    people += [a.actor_id for a in description.actions if a.target_id == picnic.id and a.actor_id not in people
               and entities[a.actor_id].category == "person"]  # fmt: skip
    people = list(dict.fromkeys(people))
    blanket = replace(picnic, lemma="picnic blanket", category="rug", role="prop")
    others = {e.category for e in entities.values()}
    added = [] if "basket" in others else [Entity(id=free_id("picnic basket", entities), lemma="picnic basket",
                                                  category="basket")]  # fmt: skip
    number = sum(entities[who].count for who in people)
    eaten = Entity(id=free_id("sandwich", entities), lemma="sandwich", category="sandwich", count=max(number, 1))
    busy = {a.actor_id for a in description.actions if a.target_id != picnic.id}
    eaters = [who for who in people if who not in busy]
    added += [eaten] if eaters else []
    sits = [Action(id=f"sits_{who}", actor_id=who, verb="sit", target_id=picnic.id, text="sits on the blanket")
            for who in people]  # fmt: skip
    eats = [Action(id=f"eats_{who}", actor_id=who, verb="eat", target_id=eaten.id, text="eats", after=f"sits_{who}")
            for who in eaters]  # fmt: skip
    then = (replace(a, after=f"sits_{a.actor_id}") if a.actor_id in people and a.after is None else a
            for a in description.actions if a.target_id != picnic.id)  # fmt: skip
    kept = (r for r in description.relations if not (r.subject_id in people and r.object_id == picnic.id))
    on = (Relation(subject_id=e.id, predicate="on", spatial="on", object_id=picnic.id)
          for e in added if e is not eaten)  # fmt: skip
    return replace(
        description, entities=(*(blanket if e is picnic else e for e in entities.values()), *added),
        relations=(*kept, *on), actions=(*sits, *eats, *then),
    )  # fmt: skip
