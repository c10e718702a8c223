"""On a playground: who plays on a swing swings, who is pushed there swings as well, two on a seesaw go up and down."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.swinging import PUSH_SWING, SEATED, SEESAW, SLIDE, SWING
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id

_DEED_ON = {thing: verb for verb, thing in SEATED.items()}
_PLAYING = frozenset({"play", "ride", "go", "swing", "slide", "rock", "bounce", "be", "have", "enjoy", "use", "sit",
                      "laugh", "giggle", "smile", "seesaw", "come", "glide", "fly", "sway", "shoot"})  # fmt: skip
_CHILDREN = frozenset({"boy", "girl", "child", "kid", "toddler", "son", "daughter", "grandson", "granddaughter",
                       "schoolgirl", "schoolboy"})  # fmt: skip
_MEANWHILE = frozenset({"wave", "laugh", "smile", "look", "cheer", "shout", "sing", "talk", "point", "nod", "giggle"})
"""what one does while one swings"""
_GETTING_THERE = frozenset({"walk", "run", "go", "come", "climb", "sit", "get", "jump", "hop", "hurry", "rush", "skip"})
_WITH_SWINGS = frozenset({"playground", "park", "garden", "backyard", "yard", "schoolyard"})
_PLAYERS = {"children": "child", "kids": "kid", "boys": "boy", "girls": "girl", "friends": "friend", "people": "person",
            "toddlers": "toddler", "brothers": "brother", "sisters": "sister", "twins": "twin", "men": "man",
            "women": "woman"}  # fmt: skip
"""of whom a plural before `seesaw` says that they do so"""
_DANCED_TO = frozenset({"music", "beat", "rhythm", "song", "jazz", "hips", "arms", "legs", "feet", "around", "dance"})
_ON_A_SWING = re.compile(r"\bon (?:the|a|an|her|his|their) swings?\b")
_SEESAWS = re.compile(r"\b(\w+) (?:seesaw|see-saw|teeter-totter)\b")
_SEATS = {SWING: 2, SEESAW: 2, SLIDE: 1}


def with_play(description: SceneDescription) -> SceneDescription:
    """The description in which such deeds are said by their own verbs of what they are done on."""
    description = _on_unsaid_seesaws(_pushed_on_unsaid_swings(_on_unsaid_swings(description)))
    people = {e.id: e for e in description.entities if e.category == "person"}
    things = {e.id: e for e in description.entities if e.category in _DEED_ON}
    if not things or not people:
        return description
    on: dict[str, Entity] = {}
    for relation in description.relations:
        if relation.subject_id in people and relation.object_id in things:
            on.setdefault(relation.subject_id, things[relation.object_id])
    actions: list[Action] = []
    played: dict[str, str] = {}
    acting: set[str] = set()
    for action in description.actions:
        if action.actor_id not in people:
            actions.append(action)
            continue
        verb, thing = action.verb.split()[0], things.get(action.target_id or "") or on.get(action.actor_id)
        acting.add(action.actor_id)
        if verb == "push":
            thing = thing or on.get(action.target_id or "")
        if verb == "push" and thing is not None and thing.category == "swing" and action.target_id in people:
            swings = _plays(f"{action.id}_swings", action.target_id, thing)
            actions += [swings, replace(action, verb=PUSH_SWING, during=swings.id)]
            played[action.target_id] = thing.id
            played.setdefault(action.actor_id, thing.id)
            acting.add(action.target_id)
        elif verb == "sit" and any(a.verb == "swing" and a.actor_id == action.actor_id for a in description.actions):
            actions.append(action)
        elif verb in _PLAYING and thing is not None and action.actor_id not in played:
            quiet = ("gently",) if verb == "sit" and thing.category == "swing" else ()
            actions.append(replace(action, verb=_DEED_ON[thing.category], target_id=thing.id,
                                   manner=(*action.manner, *quiet)))  # fmt: skip
            played[action.actor_id] = thing.id
        else:
            actions.append(action)
    for who, thing in on.items():
        there = any(r.subject_id == who and r.object_id == thing.id and r.predicate in ("on", "in")
                    for r in description.relations)  # fmt: skip
        own = [a for a in actions if a.actor_id == who]
        if who in played or not there or not all(a.verb.split()[0] in _MEANWHILE for a in own):
            continue
        plays = _plays(f"plays_{who}", who, thing)
        actions = [plays, *(replace(a, during=plays.id) if a in own and a.after is a.during is None else a
                            for a in actions)]  # fmt: skip
        played[who] = thing.id
    return _with_seats_enough(replace(
        description, actions=tuple(_on_it_at_once(actions)),
        relations=tuple(r for r in description.relations if played.get(r.subject_id) != r.object_id),
    ))  # fmt: skip


def _on_it_at_once(actions: list[Action]) -> list[Action]:
    """`walks to the swing and swings`: what is seen is the swinging, and the way there is left out."""
    begins = {a.actor_id: number for number, a in reversed(list(enumerate(actions))) if a.verb in SEATED}
    gone = {a.id for number, a in enumerate(actions)
            if number < begins.get(a.actor_id, 0) and a.verb.split()[0] in _GETTING_THERE}  # fmt: skip
    return [replace(a, after=None if a.after in gone else a.after, during=None if a.during in gone else a.during)
            for a in actions if a.id not in gone]  # fmt: skip


def _plays(name: str, who: str, thing: Entity) -> Action:
    return Action(id=name, actor_id=who, verb=_DEED_ON[thing.category], target_id=thing.id,
                  text=f"plays on the {thing.lemma}")  # fmt: skip


def _on_unsaid_swings(description: SceneDescription) -> SceneDescription:
    """A child that swings, or who swings in a park, is on a swing."""
    people = {e.id: e for e in description.entities if e.category == "person"}
    if any(e.category == "swing" for e in description.entities) or "swing" in description.excluded:
        return description
    swinging = [
        a for a in description.actions
        if a.verb == "swing" and a.target_id is None and a.actor_id in people
        and not any(r.subject_id == a.actor_id and r.predicate.split()[0] == "swing" for r in description.relations)
        and not _DANCED_TO & set(a.text.lower().split())
        and (people[a.actor_id].lemma.split()[-1] in _CHILDREN or description.setting.place in _WITH_SWINGS)
    ]  # fmt: skip
    if not swinging:
        return description
    swing = Entity(id=free_id("swing", {e.id for e in description.entities}), lemma="swing", category="swing")
    return replace(
        description, entities=(*description.entities, swing),
        actions=tuple(replace(a, target_id=swing.id) if a in swinging else a for a in description.actions),
    )  # fmt: skip


def _pushed_on_unsaid_swings(description: SceneDescription) -> SceneDescription:
    """`pushes her daughter on the swing`: there is a swing."""
    people = {e.id for e in description.entities if e.category == "person"}
    pushed = [a for a in description.actions if a.verb == "push" and a.target_id in people
              and _ON_A_SWING.search(a.text.lower())]  # fmt: skip
    if not pushed or any(e.category == "swing" for e in description.entities):
        return description
    swing = Entity(id=free_id("swing", {e.id for e in description.entities}), lemma="swing", category="swing")
    sits = Relation(subject_id=str(pushed[0].target_id), predicate="on", spatial="on", object_id=swing.id)
    return replace(description, entities=(*description.entities, swing), relations=(*description.relations, sits))


def _on_unsaid_seesaws(description: SceneDescription) -> SceneDescription:
    """`two children seesaw`, `two girls are seesawing`: two on a seesaw."""
    people = [e for e in description.entities if e.category == "person"]
    things = [e for e in description.entities if e.category == "seesaw"]
    rocking = [a for a in description.actions if a.verb == "seesaw" and a.target_id is None]
    said = _SEESAWS.search(description.prompt.lower())
    if rocking and not things:
        seesaw = Entity(id=free_id("seesaw", {e.id for e in description.entities}), lemma="seesaw", category="seesaw")
        return replace(
            description, entities=(*description.entities, seesaw),
            actions=tuple(replace(a, target_id=seesaw.id) if a in rocking else a for a in description.actions),
        )  # fmt: skip
    who = _PLAYERS.get(said.group(1)) if said is not None else None
    if people or not things or who is None or description.actions:
        return description
    child = Entity(id=f"{who}_1", lemma=who, category="person", count=max(things[0].count, 2), role="character",
                   attributes=things[0].attributes)  # fmt: skip
    board = replace(things[0], count=1, attributes=())
    return replace(
        description, actions=(_plays("seesaws", child.id, board),),
        entities=(child, *(board if e is things[0] else e for e in description.entities)),
    )  # fmt: skip


def _with_seats_enough(description: SceneDescription) -> SceneDescription:
    """As many swings and seesaws as their players need: two sit on each, on a slide one."""
    counts = {e.id: e.count for e in description.entities}
    on: dict[str, int] = {}
    for action in description.actions:
        if action.verb in SEATED and action.target_id is not None:
            on[action.target_id] = on.get(action.target_id, 0) + counts.get(action.actor_id, 1)
    return replace(
        description,
        entities=tuple(replace(e, count=max(1, -(-on[e.id] // _SEATS[_DEED_ON[e.category]]))) if e.id in on else e
                       for e in description.entities),
    )  # fmt: skip
