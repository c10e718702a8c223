"""What is on what where a deed's words say another place than they seem to: a vet examines a puppy that is on the
table, a surgeon operates on nobody's back, a horse looks over its fence."""

from __future__ import annotations

import re
from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .lexicon import load_lexicon
from .things import free_id

_TENDING = frozenset({"examine", "inspect", "treat", "bandage", "wash", "groom", "massage", "check", "operate",
                      "measure", "tattoo", "shave", "scan", "dress", "weigh"})  # fmt: skip
_VISITING = frozenset({"visit", "feed", "help", "comfort", "inject", "question", "cure", "heal", "diagnose"})
_HANDS_ON = frozenset({"bandage", "massage", "shave", "inject", "vaccinate", "tattoo", "diagnose"})
_MEDICS = frozenset({"doctor", "nurse", "dentist", "surgeon", "medic", "paramedic", "physician", "vet", "veterinarian",
                     "pediatrician", "cardiologist", "midwife", "therapist"})  # fmt: skip
_SUPPORTS = frozenset({"table", "bed", "desk", "counter", "couch", "bench", "crib"})
_AFFECTING = frozenset({"spill", "pour", "spray", "wait", "call", "rely", "check", "operate", "spit", "sneeze", "drop"})
"""what is done `on` somebody is not done on top of them"""
_LIFTING = frozenset({"lift", "hold", "raise", "carry", "press", "swing", "wave", "hoist", "pick"})
_CUTTING = frozenset({"cut", "chop", "slice", "peel", "carve", "dice", "mince", "knead", "grate", "butter", "roll",
                      "saw"})  # fmt: skip
_SAWN = frozenset({"plank", "board", "beam"})
_KNEELING = frozenset({"kneel", "bow", "curtsy", "pray", "beg", "plead"})
_OVER = frozenset({"over", "across"})
_BETWEEN = frozenset({"fence", "wall", "counter", "gate", "railing", "table"})


def with_what_is_upon(description: SceneDescription) -> SceneDescription:
    """The description in which things are where such deeds leave them."""
    description = _operated_on(_across_fences(_tended(_over_heads(_not_on_people(description)))))
    return _hands_on(_in_beds(_patients_sit(_on_worktops(_knelt_before(description)))))


def _hands_on(description: SceneDescription) -> SceneDescription:
    """`examines a patient`: with the hands at the chest, a dentist's at the mouth; who only looks does not."""
    people = {e.id: e for e in description.entities if e.category == "person"}
    mouth = re.search(r"\b(teeth|tooth|mouth|throat|beard)\b", description.prompt, re.IGNORECASE)
    actions = []
    for action in description.actions:
        actor, other = people.get(action.actor_id), people.get(action.target_id or "")
        medic = actor is not None and actor.lemma.split()[-1] in _MEDICS
        if other is not None and actor is not other and action.verb.split()[0] in (
            _HANDS_ON | {"examine", "inspect", "check", "treat", "scan"} if medic else _HANDS_ON
        ):
            face = mouth or (actor is not None and actor.lemma == "dentist") or action.verb == "shave"
            action = replace(action, verb="tend", manner=(*action.manner, "mouth" if face else "chest"))
        actions.append(action)
    return replace(description, actions=tuple(actions))


def _not_on_people(description: SceneDescription) -> SceneDescription:
    people = {e.id for e in description.entities if e.category == "person"}
    doing = {a.actor_id: a.verb.split()[0] for a in description.actions}
    targets = {a.target_id: a.verb.split()[0] for a in description.actions}
    return replace(
        description,
        relations=tuple(
            replace(r, spatial=None) if r.spatial == "on" and r.object_id in people
            and {doing.get(r.subject_id), targets.get(r.subject_id)} & _AFFECTING else r
            for r in description.relations
        ),
    )  # fmt: skip


def _over_heads(description: SceneDescription) -> SceneDescription:
    """`lifts a barbell over his head`: it is raised there, and does not hang there before."""
    people = {e.id for e in description.entities if e.category == "person"}
    lifted = {(a.target_id, a.actor_id) for a in description.actions if a.verb.split()[0] in _LIFTING}
    over = {(r.subject_id, r.object_id) for r in description.relations if r.spatial == "above"} & lifted
    shades = {e.id for e in description.entities if e.category == "umbrella"}
    over = {pair for pair in over if pair[1] in people}
    return replace(
        description,
        relations=tuple(r for r in description.relations if (r.subject_id, r.object_id) not in over),
        actions=tuple(replace(a, verb="raise") if (a.target_id, a.actor_id) in over and a.target_id not in shades
                      else a
                      for a in description.actions),
    )  # fmt: skip


def _tended(description: SceneDescription) -> SceneDescription:
    """`examines a puppy on a table`: the puppy is on it."""
    entities = {e.id: e for e in description.entities}
    tended = {a.actor_id: a.target_id for a in description.actions if a.verb.split()[0] in _TENDING
              and a.target_id in entities}  # fmt: skip
    relations = []
    for r in description.relations:
        held = tended.get(r.subject_id)
        on = r.spatial == "on" and entities[r.object_id].category in _SUPPORTS
        if held is not None and on and held != r.object_id and len(r.predicate.split()) > 1:
            r = replace(r, subject_id=held, predicate="on")
        relations.append(r)
    return replace(description, relations=tuple(relations))


def _across_fences(description: SceneDescription) -> SceneDescription:
    """`feeds a carrot to a horse over the fence`: the horse is behind it, not above it, and nor is who feeds it."""
    entities = {e.id: e for e in description.entities}
    met = {(a.actor_id, a.verb.split()[0]): entities[a.target_id] for a in description.actions
           if a.target_id in entities}  # fmt: skip
    relations = []
    for r in description.relations:
        walks = entities[r.subject_id].role == "character" and entities[r.subject_id].category not in ("bird", "bee")
        between = entities[r.object_id].category in _BETWEEN and r.predicate.split()[-1] in _OVER
        if r.spatial == "above" and walks and between:
            r = replace(r, predicate="behind", spatial="behind")
        relations.append(r)
        other = met.get((r.subject_id, r.predicate.split()[0]))
        if r.spatial is None and between and other is not None and other.role == "character":
            relations.append(Relation(subject_id=other.id, predicate="behind", spatial="behind", object_id=r.object_id))
    return replace(description, relations=tuple(relations))


def _on_worktops(description: SceneDescription) -> SceneDescription:
    """`chops vegetables`, `saws a plank`: on a table, which is there anyway or comes with them."""
    lexicon = load_lexicon()
    people = {e.id for e in description.entities if e.category == "person"}
    placed = {r.subject_id for r in description.relations if r.spatial}
    food = {e.id for e in description.entities for p in (lexicon.priors.get(e.lemma),)
            if p is not None and p.group == "food" and e.id not in placed}  # fmt: skip
    food |= {e.id for e in description.entities if e.lemma.split()[-1] in _SAWN and e.id not in placed}
    cut = [a for a in description.actions if a.verb.split()[0] in _CUTTING and a.target_id in food
           and a.actor_id in people]  # fmt: skip
    if not cut or "table" in description.excluded:
        return description
    entities = list(description.entities)
    table = next((e for e in entities if e.category in _SUPPORTS - {"bed", "couch", "bench", "crib"}), None)
    if table is None:
        table = Entity(id=free_id("table", {e.id for e in entities}), lemma="table", category="table")
        entities.append(table)
    things = [str(a.target_id) for a in cut]
    vessels = {e.id for e in entities if e.category in ("pot", "frying pan", "bowl") and e.id not in placed}
    relations = [r for r in description.relations if not (r.object_id == table.id and r.predicate.split()[-1] == "on"
                 and r.subject_id in {a.actor_id for a in cut})]  # fmt: skip
    relations += [Relation(subject_id=thing, predicate="on", spatial="on", object_id=table.id)
                  for thing in dict.fromkeys([*things, *sorted(vessels)])]  # fmt: skip
    return replace(description, entities=tuple(entities), relations=tuple(relations))


def _knelt_before(description: SceneDescription) -> SceneDescription:
    """`kneels before the queen`: toward her."""
    people = {e.id for e in description.entities if e.category == "person"}
    before = {r.subject_id: r.object_id for r in description.relations if r.spatial == "in_front_of"
              and r.object_id in people and r.subject_id in people}  # fmt: skip
    return replace(
        description,
        actions=tuple(replace(a, target_id=before[a.actor_id]) if a.verb.split()[0] in _KNEELING
                      and a.target_id is None and a.actor_id in before else a for a in description.actions),
    )  # fmt: skip


def _operated_on(description: SceneDescription) -> SceneDescription:
    """`operates on a patient`: the patient lies on a table, the surgeon's hands are at work."""
    people = {e.id for e in description.entities if e.category == "person"}
    for action in description.actions:
        on = [r for r in description.relations if r.subject_id == action.actor_id and r.object_id in people
              and r.predicate == "operate on"]  # fmt: skip
        if action.verb != "operate" or not on:
            continue
        patient = on[0].object_id
        table = next((e for e in description.entities if e.category in _SUPPORTS), None)
        added = table or Entity(id=free_id("bed", {e.id for e in description.entities}), lemma="hospital bed",
                                category="bed")  # fmt: skip
        lies = Action(id=f"{action.id}_lies", actor_id=patient, verb="sleep", target_id=added.id, text="lies there")
        beside = Relation(subject_id=action.actor_id, predicate="next to", spatial="next_to", object_id=added.id)
        return replace(
            description, entities=description.entities if table else (*description.entities, added),
            actions=tuple(one for a in description.actions
                          for one in ((lies, replace(a, verb="reach", target_id=patient)) if a is action else (a,))),
            relations=(*(r for r in description.relations if r not in on), beside),
        )  # fmt: skip
    return description


def _patients_sit(description: SceneDescription) -> SceneDescription:
    """`examines a patient`: the patient sits on a bed, who examines stands before it."""
    patients = {e.id for e in description.entities if e.category == "person" and e.lemma.split()[-1] == "patient"}
    busy = {a.actor_id for a in description.actions}
    placed = {r.subject_id for r in description.relations if r.spatial is not None}
    seen = [a for a in description.actions if a.verb.split()[0] in _TENDING | _VISITING
            and a.target_id in patients - busy - placed]  # fmt: skip
    if not seen or "bed" in description.excluded:
        return description
    patient = str(seen[0].target_id)
    bed = next((e for e in description.entities if e.category in ("bed", "stretcher", "chair")), None)
    dentists = {e.id for e in description.entities if e.lemma == "dentist"}
    lemma, category = ("armchair", "chair") if seen[0].actor_id in dentists else ("hospital bed", "bed")
    added = bed or Entity(id=free_id(category, {e.id for e in description.entities}), lemma=lemma, category=category)
    sits = Action(id=f"{seen[0].id}_sits", actor_id=patient, verb="sit", target_id=added.id, text="sits there")
    return replace(
        description, entities=description.entities if bed else (*description.entities, added),
        actions=(sits, *description.actions),
    )  # fmt: skip


def _in_beds(description: SceneDescription) -> SceneDescription:
    """`reads to her two children in bed`: who is only said to be in bed lies there, who reads to them is beside it."""
    entities = {e.id: e for e in description.entities}
    busy = {a.actor_id for a in description.actions}
    lying = {r.subject_id: r.object_id for r in description.relations
             if r.spatial == "in" and entities[r.object_id].category == "bed" and r.subject_id not in busy
             and entities[r.subject_id].category == "person"}  # fmt: skip
    if not lying:
        return description
    placed = {r.subject_id for r in description.relations if r.spatial is not None}
    bed = next(iter(lying.values()))
    beside = {a.actor_id for a in description.actions if entities[a.actor_id].category == "person"} - placed
    return replace(
        description,
        actions=(*(Action(id=f"lies_{who}", actor_id=who, verb="lie", target_id=where, text="lies in bed")
                   for who, where in lying.items()), *description.actions),
        relations=(*description.relations, *(
            Relation(subject_id=who, predicate="next to", spatial="next_to", object_id=bed) for who in sorted(beside)
        )),
    )  # fmt: skip
