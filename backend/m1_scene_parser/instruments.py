"""Instruments that one sits at: who plays the piano sits on a stool before it, who plays drums has sticks."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Entity, Relation, SceneDescription
from .seating import sit_first

_SAT_AT = frozenset({"piano", "drum kit"})


def with_instruments(description: SceneDescription) -> SceneDescription:
    """The description in which players of pianos and drums sit at them before they play."""
    description = _with_bows(_with_kits(description))
    entities = {entity.id: entity for entity in description.entities}
    for instrument in [e for e in description.entities if e.category in _SAT_AT]:
        plays = [a for a in description.actions if a.verb.split()[0] == "play" and a.target_id == instrument.id]
        player = next((entities[a.actor_id] for a in plays if entities[a.actor_id].category == "person"), None)
        if player is None:
            continue
        number = 1 + sum(e.lemma == "stool" for e in description.entities)
        seats = [e for e in description.entities if {e.lemma, e.category} & {"stool", "chair", "bench"}]
        added: list[Entity] = []
        if seats:
            seat = seats[0]
        else:
            seat = Entity(id=f"stool_{number}", lemma="stool", category="chair")
            added.append(seat)
        relations = [Relation(subject_id=seat.id, predicate="at", spatial="at", object_id=instrument.id)]
        if added:  # on a stage, the stool is there as well
            relations += [replace(r, subject_id=seat.id) for r in description.relations
                          if r.subject_id == instrument.id and r.spatial == "on"]  # fmt: skip
        if instrument.category == "drum kit" and all(e.category != "drumstick" for e in description.entities):
            sticks = Entity(id="drumstick_1", lemma="drumstick", category="drumstick", count=2)
            added.append(sticks)
            relations.append(
                Relation(subject_id=player.id, predicate="play with", spatial=None, object_id=sticks.id)
            )
        description = replace(
            description, entities=(*description.entities, *added), relations=(*description.relations, *relations)
        )
        description = sit_first(description, {player.id: seat})
    return description


def _with_bows(description: SceneDescription) -> SceneDescription:
    """Who plays the violin has a bow in the hand."""
    entities = {entity.id: entity for entity in description.entities}
    played = {a.target_id: entities[a.actor_id] for a in description.actions if a.verb.split()[0] == "play"}
    players = [who for target, who in played.items() if target in entities and entities[target].category == "violin"]
    if not players or any(e.category == "violin bow" for e in description.entities):
        return description
    bows = Entity(id="violin_bow_1", lemma="violin bow", category="violin bow", count=sum(p.count for p in players))
    with_it = tuple(Relation(subject_id=p.id, predicate="play with", spatial=None, object_id=bows.id) for p in players)
    return replace(
        description, entities=(*description.entities, bows), relations=(*description.relations, *with_it)
    )


def _with_kits(description: SceneDescription) -> SceneDescription:
    """`plays the drums`: one kit, not some drums."""
    played = {a.target_id for a in description.actions if a.verb.split()[0] == "play"}
    return replace(
        description,
        entities=tuple(
            replace(e, lemma="drum kit", category="drum kit", count=1)
            if e.category == "drum" and e.id in played and "drums" in description.prompt.lower() else e
            for e in description.entities
        ),
    )  # fmt: skip
