"""Who is taught, sung or read to: pupils sit at desks before the board, anybody else listens."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id, people_in

_PUPILS = frozenset({"pupil", "student", "schoolchild", "schoolboy", "schoolgirl"})
_TEACHERS = frozenset({"teacher", "professor", "schoolteacher", "tutor"})
_BOARDS = frozenset({"blackboard", "whiteboard", "chalkboard", "board"})
_TO_OTHERS = frozenset({"teach", "sing", "read", "tell", "speak", "preach", "lecture", "explain", "perform", "play",
                        "talk"})  # fmt: skip
_TO = frozenset({"to", "for", "before"})


def with_audiences(description: SceneDescription) -> SceneDescription:
    """The description in which those whom somebody teaches, sings or reads to listen, if they do nothing else."""
    return _who_listens(_at_desks(description))


def _at_desks(description: SceneDescription) -> SceneDescription:
    """Several pupils before a teacher or a board, who are not said to do anything, sit at a desk each; desks stand in
    rows before the board, whatever it is said to be before."""
    busy = {a.actor_id for a in description.actions}
    pupils = [e for e in people_in(description).values() if e.lemma in _PUPILS and e.count > 2 and e.id not in busy]
    furnished = any({e.lemma, e.category} & {"desk", "table", "chair", "bench"} for e in description.entities)
    boards = {e.id for e in description.entities if {e.lemma, e.category} & _BOARDS}
    taught_there = boards or any(e.lemma in _TEACHERS for e in description.entities)
    if description.setting.place not in (None, "classroom") or not taught_there or not pupils or furnished:
        return description
    names = {e.id for e in description.entities}
    desk = Entity(id=free_id("desk", names), lemma="desk", category="desk", count=sum(e.count for e in pupils))
    added: list[Entity] = [desk]
    if not boards:
        added.append(Entity(id=free_id("blackboard", names), lemma="blackboard", category="blackboard"))
    taught = {e.id for e in pupils}
    sits = [Action(id=f"sits_{e.id}", actor_id=e.id, verb="sit", text="sits at a desk", target_id=desk.id)
            for e in pupils]  # fmt: skip
    at = [Relation(subject_id=e.id, predicate="sit at", spatial="at", object_id=desk.id) for e in pupils]
    kept = [r for r in description.relations if not (r.subject_id in boards and r.object_id in taught)]
    return replace(
        description, entities=(*description.entities, *added), relations=(*kept, *at),
        actions=(*description.actions, *sits),
    )  # fmt: skip


def _who_listens(description: SceneDescription) -> SceneDescription:
    people = people_in(description)
    busy = {a.actor_id for a in description.actions}
    listens: dict[str, Action] = {}
    for action in description.actions:
        verb = action.verb.split()[0]
        if verb not in _TO_OTHERS or action.actor_id not in people:
            continue
        heard = [action.target_id, *(r.object_id for r in description.relations if r.subject_id == action.actor_id
                                     and r.predicate.split()[0] == verb and _TO & set(r.predicate.split()[1:]))]
        for who in heard:
            if who in people and who not in busy and who is not None and who != action.actor_id:
                listens[who] = Action(id=f"listens_{who}", actor_id=who, verb="listen", text="listens",
                                      target_id=action.actor_id, during=action.id)  # fmt: skip
    return replace(description, actions=(*description.actions, *listens.values()))
