"""Instruments that one sits at: who plays the piano sits on a stool before it, who plays drums has sticks."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Entity, Relation, SceneDescription
from .seating import sit_first
from .things import free_id

_SAT_AT = frozenset({"piano", "drum kit"})


def with_instruments(description: SceneDescription) -> SceneDescription:
    """The description in which players of pianos and drums sit at them before they play."""
    description = _with_bows(_with_kits(_shared_out(description)))
    entities = {entity.id: entity for entity in description.entities}
    taken = set[str]()
    for instrument in [e for e in description.entities if e.category in _SAT_AT]:
        plays = [a for a in description.actions if a.verb.split()[0] == "play" and a.target_id == instrument.id]
        player = next((entities[a.actor_id] for a in plays if entities[a.actor_id].category == "person"), None)
        if player is None:
            continue
        seats = [e for e in description.entities if {e.lemma, e.category} & {"stool", "chair", "bench"}
                 and e.id not in taken]  # fmt: skip
        added: list[Entity] = []
        if seats:
            seat = seats[0]
        else:
            seat = Entity(id=free_id("stool", {e.id for e in description.entities}), lemma="stool", category="chair")
            added.append(seat)
        taken.add(seat.id)
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


def _shared_out(description: SceneDescription) -> SceneDescription:
    """`three musicians play guitar, drums and violin`: one instrument each."""
    entities = {entity.id: entity for entity in description.entities}
    for action in description.actions:
        players = entities.get(action.actor_id)
        if action.verb != "play" or players is None or action.target_id not in entities or players.count < 2:
            continue
        played = [r.object_id for r in description.relations if r.subject_id == players.id and r.predicate == "play"]
        played = list(dict.fromkeys(each for each in played if entities[each].count == 1 or "drum" in each))
        if len(played) != players.count:
            continue
        people = [players.id]
        named = set(entities)
        while len(people) < len(played):
            people.append(free_id(players.lemma.replace(" ", "_"), named))
            named.add(people[-1])
        each_one = {who: replace(players, id=who, count=1) for who in people}
        apart = [
            replace(action, id=action.id if n == 0 else f"{action.id}.{n + 1}", actor_id=who, target_id=what,
                    text=f"plays the {entities[what].lemma}", during=action.during if n == 0 else action.id,
                    after=action.after if n == 0 else None)
            for n, (who, what) in enumerate(zip(people, played, strict=True))
        ]  # fmt: skip
        relations = [r for r in description.relations if r.subject_id != players.id or r.object_id not in played]
        relations += [replace(r, subject_id=who) for r in relations if r.subject_id == players.id
                      for who in people[1:]]  # fmt: skip
        relations += [Relation(subject_id=who, predicate="play", spatial=None, object_id=what)
                      for who, what in zip(people, played, strict=True)]  # fmt: skip
        return replace(
            description, relations=tuple(relations),
            entities=tuple(one for e in description.entities
                           for one in (each_one.values() if e is players else (e,))),
            actions=tuple(one for a in description.actions for one in (apart if a is action else (a,))),
        )  # fmt: skip
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
