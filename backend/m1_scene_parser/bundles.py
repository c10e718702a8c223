"""Bouquets: the flowers of one are what it is made of, no things beside it."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Attribute, SceneDescription


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
