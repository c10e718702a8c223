"""Cakes: the candles on one are part of it, and with people about it stands on a table."""

from __future__ import annotations

from dataclasses import replace

from ..common.belongings import HOLDING
from ..protocol.scene import Attribute, Entity, Relation, SceneDescription
from .things import free_id

_CARRIERS = frozenset({"table", "desk", "counter", "shelf", "tray", "plate", "bench", "stand", "cart"})
_IN_HAND = HOLDING | {"give", "hand", "throw", "toss", "serve", "eat", "bake", "offer", "present"}
_A_FEW = 7
"""candles where nobody has counted them"""


def with_cakes(description: SceneDescription) -> SceneDescription:
    """The description with the candles of a cake as a word about it, and a table below it where somebody is there."""
    return _on_tables(_with_candles(description))


def _with_candles(description: SceneDescription) -> SceneDescription:
    entities = {entity.id: entity for entity in description.entities}
    cakes = [e for e in description.entities if e.category == "cake"]
    candles = [e for e in description.entities if e.lemma.split()[-1] == "candle"]
    for candle in candles if cakes else ():
        related = {(r.subject_id, r.object_id) for r in description.relations if r.spatial or r.predicate == "with"}
        own = [c for c in cakes if (candle.id, c.id) in related or (c.id, candle.id) in related]
        if not own:
            continue
        cake, said = own[0], description.prompt.lower().split()
        two = {"two", "2", "pair", "couple"} & set(said)
        number = candle.count if candle.count != 2 or two else _A_FEW
        word = Attribute(type="other", value=f"{number} candles")
        entities[cake.id] = replace(cake, attributes=(*cake.attributes, word))
        del entities[candle.id]
        description = replace(
            description, entities=tuple(entities.values()),
            relations=tuple(r for r in description.relations if candle.id not in (r.subject_id, r.object_id)),
            actions=tuple(replace(a, target_id=cake.id) if a.target_id == candle.id else a
                          for a in description.actions),
        )  # fmt: skip
    return description


def _on_tables(description: SceneDescription) -> SceneDescription:
    people = any(e.category == "person" for e in description.entities)
    tables = any({e.category, e.lemma.split()[-1]} & _CARRIERS for e in description.entities)
    placed = {r.subject_id for r in description.relations if r.spatial is not None}
    carried = {a.target_id for a in description.actions if a.verb.split()[0] in _IN_HAND}
    bare = [e for e in description.entities if e.category == "cake" and e.id not in placed | carried]
    if not people or tables or not bare or "table" in description.excluded:
        return description
    names = {e.id for e in description.entities}
    table = Entity(id=free_id("table", names), lemma="table", category="table")
    on = tuple(Relation(subject_id=e.id, predicate="on", spatial="on", object_id=table.id) for e in bare)
    return replace(
        description, entities=(*description.entities, table), relations=(*description.relations, *on)
    )
