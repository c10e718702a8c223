"""What belongs together: the flowers of a bouquet are what it is made of; who nibbles is at what it nibbles."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Attribute, Relation, SceneDescription

_NIBBLING = frozenset({"eat", "nibble", "drink", "sniff", "lick"})


def with_bouquets(description: SceneDescription) -> SceneDescription:
    """`a bouquet of red roses` as one thing with their word and colours."""
    for bouquet in [e for e in description.entities if e.category == "bouquet"]:
        flowers = {e.id: e for e in description.entities if e.category == "flower"}
        bound = [flowers[r.subject_id] for r in description.relations
                 if r.subject_id in flowers and r.object_id == bouquet.id and r.spatial in ("in", None)]  # fmt: skip
        bound += [flowers[r.object_id] for r in description.relations
                  if r.object_id in flowers and r.subject_id == bouquet.id]  # fmt: skip
        if not bound:
            continue
        gone = {flower.id for flower in bound}
        said = [a for flower in bound for a in flower.attributes]
        said += [Attribute(type="other", value=f.lemma) for f in bound if f.lemma not in ("flower", "blossom")]
        whole = replace(bouquet, attributes=tuple(dict.fromkeys([*bouquet.attributes, *said])))
        description = replace(
            description,
            entities=tuple(whole if e.id == bouquet.id else e for e in description.entities if e.id not in gone),
            relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & gone),
            actions=tuple(replace(a, target_id=bouquet.id) if a.target_id in gone else a for a in description.actions),
        )
    return description


def with_food(description: SceneDescription) -> SceneDescription:
    """Small animals that eat something are beside it."""
    animals = {e.id for e in description.entities if e.role != "character" and e.category in ("mouse", "rabbit")}
    placed = {r.subject_id for r in description.relations if r.spatial}
    beside = tuple(
        Relation(subject_id=a.actor_id, predicate="next to", spatial="touching", object_id=a.target_id)
        for a in description.actions
        if a.actor_id in animals - placed and a.target_id is not None and a.verb.split()[0] in _NIBBLING
    )
    return replace(description, relations=(*description.relations, *beside)) if beside else description
