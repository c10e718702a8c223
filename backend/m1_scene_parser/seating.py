"""Chairs that go without saying: who sits at a table sits on something."""

from __future__ import annotations

from dataclasses import replace

from ..common.pursuits import CHASING, FOLLOWING
from ..protocol.scene import Action, Entity, Relation, SceneDescription

TABLES = frozenset({"table", "desk", "dining table", "coffee table"})
_SEATS = frozenset({
    "wheelchair", "chair", "bench", "couch", "armchair", "stool", "office chair", "rocking chair", "throne", "bed",
})  # fmt: skip
_AT = ("at", "around", "by", "to", "")


_QUIET = frozenset({
    "read", "eat", "drink", "knit", "write", "talk", "chat", "wait", "rest", "phone", "smoke", "feed", "watch",
    "listen", "play", "type", "draw", "sew", "speak", "discuss", "argue", "gossip", "whisper", "relax", "sing",
    "think", "crochet", "embroider"
})  # fmt: skip
"""what is done sitting where there is a seat"""
_DESK_WORK = frozenset({"write", "draw", "study", "work", "type", "read", "learn", "think"})
_BESIDE = frozenset({"next_to", "near", "in_front_of", "behind", "opposite", "left_of", "right_of"})
"""where somebody sits is where their seat stands"""
_POSTURES = frozenset({"sit", "stand", "kneel", "lie"})


def sit_first(description: SceneDescription, tables: dict[str, Entity]) -> SceneDescription:
    """The description in which everybody of `tables` (by entity id, with the table or seat that they do something at)
    sits there before they begin, unless the words say how they are."""
    busy = {action.actor_id for action in description.actions if action.verb.split()[0] in _POSTURES}
    sits = {
        actor_id: Action(id=f"sits_{actor_id}", actor_id=actor_id, verb="sit", text=f"sits at the {table.lemma}",
                         target_id=table.id)
        for actor_id, table in tables.items() if actor_id not in busy
    }  # fmt: skip
    then = (
        replace(action, after=sits[action.actor_id].id, during=None)
        if action.actor_id in sits and action.after is None else action
        for action in description.actions
    )  # fmt: skip
    return replace(description, actions=(*sits.values(), *then))


def _where_they_sit(description: SceneDescription) -> SceneDescription:
    """A seat stands where its sitter is said to be: `sits in an armchair by the fireplace`; who `sits by the river`
    sits down there, not on it."""
    seats = {e.id for e in description.entities if e.category in _SEATS}
    seat_of = {a.actor_id: a.target_id for a in description.actions if a.verb.split()[0] == "sit"
               and a.target_id in seats}  # fmt: skip
    placed = {r.subject_id for r in description.relations if r.spatial is not None}
    beside = tuple(
        replace(r, subject_id=str(seat_of[r.subject_id]), predicate=r.predicate.split()[-1])
        for r in description.relations if r.spatial in _BESIDE and r.subject_id in seat_of
        and seat_of[r.subject_id] not in (*placed, r.object_id)
    )  # fmt: skip
    by = {(r.subject_id, r.object_id) for r in description.relations if r.spatial in _BESIDE}
    actions = tuple(replace(a, target_id=None) if a.verb.split()[0] == "sit" and a.target_id not in seats
                    and (a.actor_id, a.target_id) in by else a for a in description.actions)  # fmt: skip
    return replace(description, actions=actions, relations=(*description.relations, *beside))


def _behind_wheelchairs(description: SceneDescription, entities: dict[str, Entity]) -> SceneDescription:
    """Who pushes somebody in a wheelchair pushes the chair, from behind it; it takes its sitter along."""
    chair_of = {r.subject_id: r.object_id for r in description.relations
                if entities[r.object_id].category == "wheelchair" and r.spatial in ("in", "on")}  # fmt: skip
    said = {a.target_id: r for a in description.actions for r in description.relations
            if a.verb in ("push", "wheel") and r.subject_id == a.actor_id and r.predicate.split()[-1] == "in"
            and a.target_id in entities and entities[r.object_id].category == "wheelchair"}  # fmt: skip
    for who, relation in said.items():  # `pushes a man in a wheelchair through the park`: he is in it
        if who is not None and who not in chair_of and who != relation.object_id:
            chair_of[who] = relation.object_id
            inside = Relation(subject_id=who, predicate="in", spatial="in", object_id=relation.object_id)
            kept = tuple(r for r in description.relations if r is not relation)
            description = replace(description, relations=(*kept, inside))
    pushed = {a.id: chair_of[a.target_id] for a in description.actions
              if a.verb in ("push", "wheel") and a.target_id in chair_of}  # fmt: skip
    if not pushed:
        return description
    pushers = {a.actor_id: pushed[a.id] for a in description.actions if a.id in pushed}
    behind = tuple(Relation(subject_id=who, predicate="behind", spatial="behind", object_id=chair)
                   for who, chair in pushers.items())  # fmt: skip
    kept = tuple(r for r in description.relations if not (r.subject_id in pushers
                 and r.object_id == pushers[r.subject_id]))  # fmt: skip
    return replace(
        description, relations=(*kept, *behind),
        actions=tuple(replace(a, verb="push", target_id=pushed[a.id]) if a.id in pushed else a
                      for a in description.actions),
    )  # fmt: skip


def with_sitters(description: SceneDescription) -> SceneDescription:
    """The description in which who does something quiet on a seat sits on it first: `reads on a bench`; and who is only
    said to be on one (`the king on the throne`)."""
    entities = {entity.id: entity for entity in description.entities}
    description = _behind_wheelchairs(description, entities)
    acting = {action.actor_id for action in description.actions}
    on: dict[str, Entity] = {
        r.subject_id: entities[r.object_id] for r in description.relations
        if r.predicate in ("on", "in") and entities[r.object_id].category in _SEATS - {"bed"}
        and entities[r.subject_id].category == "person" and r.subject_id not in acting
    }  # fmt: skip
    for action in description.actions:
        for relation in description.relations:
            seat = entities[relation.object_id]
            there = relation.subject_id == action.actor_id and relation.spatial in ("on", "in")
            sits = there and {seat.category} & _SEATS
            actor = entities.get(action.actor_id)
            if sits and actor is not None and actor.category == "person" and action.verb.split()[0] in _QUIET:
                on.setdefault(actor.id, seat)
    return _where_they_sit(sit_first(description, on) if on else description)


def with_guests(description: SceneDescription) -> SceneDescription:
    """The description in which who is only said to be at a table sits there: `a table with two guests`; so does who
    writes at a desk. Not who is chased round it."""
    busy = {action.actor_id for action in description.actions if action.verb not in _DESK_WORK}
    chases = [action for action in description.actions if action.verb.split()[0] in CHASING | FOLLOWING]
    busy |= {action.target_id for action in chases if action.target_id is not None}
    writing = {action.actor_id for action in description.actions if action.verb in _DESK_WORK}
    people = {e.id: e for e in description.entities if e.category == "person" and e.id not in busy}
    tables = {e.id: e for e in description.entities if {e.category, e.lemma} & TABLES}
    at: dict[str, Entity] = {}
    relations = []
    for relation in description.relations:
        who, where = relation.subject_id, relation.object_id
        if who in tables and where in people and relation.predicate == "with":
            relation = Relation(subject_id=where, predicate="at", spatial="at", object_id=who)
            who, where = where, who
        there = relation.predicate.split()[-1] in ("at", "around") and where in tables
        if who in people and there and (who not in writing or tables[where].category == "desk"):
            at.setdefault(who, tables[where])
        relations.append(relation)
    if not at:
        return description
    return sit_first(replace(description, relations=tuple(_with_work_before(description, relations, at))), at)


def _with_work_before(
    description: SceneDescription, relations: list[Relation], at: dict[str, Entity]
) -> list[Relation]:
    """Relations, where what somebody at a table writes, reads or types on is on that table, unless it is said to be
    elsewhere; who types on it is not."""
    work = {action.target_id: at[action.actor_id] for action in description.actions if action.actor_id in at
            and action.verb.split()[0] in _DESK_WORK and action.target_id is not None}  # fmt: skip
    props = {e.id for e in description.entities if e.role == "prop"} - {table.id for table in at.values()}
    placed = {r.subject_id for r in relations if r.spatial}
    return [
        *(replace(r, spatial=None) if r.subject_id in at and r.spatial == "on" and r.object_id in work else r
          for r in relations),
        *(Relation(subject_id=thing, predicate="on", spatial="on", object_id=table.id)
          for thing, table in work.items() if thing in props - placed),
    ]  # fmt: skip


def with_seats(description: SceneDescription) -> SceneDescription:
    """The description with a chair for each who sits down at a table, where the prompt names nothing to sit on; who
    talks or reads on a bench sits there."""
    entities = {entity.id: entity for entity in description.entities}
    seats = {entity.id for entity in description.entities if {entity.category, entity.lemma} & _SEATS}
    if seats:
        return _drawn_up(description, entities, seats)
    if {"chair", "seat"} & set(description.excluded):
        return description
    chairs: list[Entity] = []
    relations: list[Relation] = []
    placed: list[Relation] = []
    actions: dict[str, Action] = {}
    for table in description.entities:
        sitting = [action for action in description.actions if _sits_at(action, table, description, entities)]
        if not sitting:
            continue
        count = sum(entities[actor_id].count for actor_id in {action.actor_id for action in sitting})
        chair = Entity(id=f"chair_{len(chairs) + 1}", lemma="chair", category="chair", count=count)
        chairs.append(chair)
        spatial = "at" if count == table.count else "around"
        relations.append(Relation(subject_id=chair.id, predicate=spatial, spatial=spatial, object_id=table.id))
        actions |= {action.id: replace(action, target_id=chair.id) for action in sitting}
        sitters = {action.actor_id for action in sitting}
        at_it = [relation for relation in description.relations if relation.spatial and relation.object_id == table.id]
        placed += [relation for relation in at_it if relation.subject_id in sitters]
    kept = [relation for relation in description.relations if relation not in placed]  # their chairs are there instead
    return replace(
        description, entities=(*description.entities, *chairs), relations=(*kept, *relations),
        actions=tuple(actions.get(action.id, action) for action in description.actions),
    )  # fmt: skip


def _drawn_up(description: SceneDescription, entities: dict[str, Entity], seats: set[str]) -> SceneDescription:
    """`sits on a chair at a table`: the chair is at the table."""
    seat_of = {action.actor_id: action.target_id for action in description.actions if action.target_id in seats}
    drawn: list[Relation] = []
    for relation in description.relations:
        table, seat = entities[relation.object_id], entities.get(seat_of.get(relation.subject_id) or "")
        drawn_up = seat is not None and not {seat.category, seat.lemma} & {"bed", "couch"}
        if seat is None or not drawn_up or not {table.category, table.lemma} & TABLES:
            continue
        placed = any(r.spatial and r.subject_id == seat.id for r in description.relations)
        if not placed and relation.predicate in ("sit at", "at", "by", "next to", "sit by"):
            spatial = "at" if seat.count == table.count else "around"
            drawn.append(Relation(subject_id=seat.id, predicate=spatial, spatial=spatial, object_id=table.id))
    return replace(description, relations=(*description.relations, *drawn)) if drawn else description


def _sits_at(action: Action, table: Entity, description: SceneDescription, entities: dict[str, Entity]) -> bool:
    """Whether a person sits at a table, not on it."""
    actor = entities.get(action.actor_id)
    if not {table.category, table.lemma} & TABLES or actor is None or actor.category != "person":
        return False
    said = [r for r in description.relations if (r.subject_id, r.object_id) == (actor.id, table.id)]
    where = [r.predicate.removeprefix(action.verb).strip() for r in said if r.predicate.startswith("sit")]
    there = action.target_id == table.id or (action.target_id is None and bool(where))
    return action.verb.split()[0] == "sit" and there and all(word in _AT for word in where)
