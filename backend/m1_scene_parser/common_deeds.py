"""What everyday deeds mean besides their words: who puts a child to bed lays it down, who has a snowball fight throws
snowballs, what is knocked off a shelf stood on it, who mixes drinks behind a bar stands behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.people_carried import ACROSS, FRONT, ON_BACK, ON_SHOULDERS, carried_predicate
from ..protocol.scene import Action, Attribute, Entity, Relation, SceneDescription
from .lexicon import load_lexicon
from .things import free_id

_TO_BED = frozenset({"put", "lay", "tuck", "rock", "sing", "carry", "take"})
_BEDS = frozenset({"bed", "crib", "cradle"})
_CARRYING = frozenset({"carry", "cradle", "piggyback"})
_HOLDING = frozenset({"hold", "rock", "lift", "bring", "lull", "soothe", "comfort"})
_INFANTS = frozenset({"baby", "newborn", "infant"})
_CHILDREN = frozenset({"toddler", "child", "kid"})
_BOYS_AND_GIRLS = frozenset({"boy", "girl", "child", "kid", "toddler", "baby"})
_PEERS = frozenset({"sister", "brother", "friend", "cousin", "twin", "sibling", "classmate"})
_GOALS = frozenset({"to", "into", "toward", "towards", "onto"})
_LYING = frozenset({"sleep", "lie", "sit", "rest", "nap", "stand", "fall"})
_FIGHTING = frozenset({"fight", "have"})
_SERVING = frozenset({"make", "prepare", "mix", "serve", "pour", "brew", "sell", "shake", "stir", "cook", "cut",
                      "slice", "wrap", "offer", "clean", "wipe", "dry", "polish", "weigh", "count"})  # fmt: skip
_COUNTERS = frozenset({"counter", "bar", "stall", "cash register", "market stall"})
_MADE_TOGETHER = frozenset({"build", "bake", "make", "fly", "decorate", "fix", "repair", "paint", "wash", "carry",
                            "plant", "cook", "prepare", "read", "watch", "eat", "drink", "dig", "sing"})  # fmt: skip
_DANCING = frozenset({"dance", "waltz", "tango"})
_OFF = frozenset({"knock", "push", "sweep", "bump", "swat", "kick", "hit", "nudge", "tip"})


def with_common_deeds(description: SceneDescription) -> SceneDescription:
    """The description with what such deeds need, and without what they only sound like."""
    for step in (_of_whom_it_is, _among_children, _asleep, _in_snowball_fights, _tried_on, _carried, _off_things,
                 _behind_counters, _together, _on_fire, _with_mowers):  # fmt: skip
        description = step(description)
    return description


def _of_whom_it_is(description: SceneDescription) -> SceneDescription:
    """`checks the boy's pulse`: what is felt is the boy; who is on his dad's shoulders is on his dad."""
    people = {e.id for e in description.entities if e.category == "person"}
    lexicon = load_lexicon()
    parts = {e.id for e in description.entities if lexicon.is_of_body(e.lemma) and not e.attributes}
    owner = {r.object_id: r.subject_id for r in description.relations
             if r.predicate == "have" and r.object_id in parts and r.subject_id in people}  # fmt: skip
    lemma_of = {e.id: e.lemma for e in description.entities}
    done = {a.target_id for a in description.actions if not (lemma_of.get(str(a.target_id)) == "hand"
            and a.verb in ("hold", "take", "shake", "kiss"))}  # fmt: skip
    done |= {r.object_id for r in description.relations if r.spatial == "on"}
    owner = {part: who for part, who in owner.items() if part in done}
    return replace(
        description, entities=tuple(e for e in description.entities if e.id not in owner),
        relations=tuple(replace(r, object_id=owner[r.object_id]) if r.object_id in owner else r
                        for r in description.relations if r.subject_id not in owner
                        and not (r.object_id in owner and (not r.spatial or owner[r.object_id] == r.subject_id))),
        actions=tuple(replace(a, target_id=owner[a.target_id]) if a.target_id in owner else a
                      for a in description.actions),
    ) if owner else description  # fmt: skip


def _among_children(description: SceneDescription) -> SceneDescription:
    """`a boy and his sister`, `a girl with her friends`: they are children as well."""
    words = {e.id: e.lemma.split()[-1] for e in description.entities if e.category == "person"}
    if not set(words.values()) & _BOYS_AND_GIRLS or set(words.values()) - _BOYS_AND_GIRLS - _PEERS:
        return description
    young = Attribute(type="age", value="young")
    return replace(
        description,
        entities=tuple(replace(e, attributes=(*e.attributes, young)) if words.get(e.id) in _PEERS
                       and all(a.type != "age" and a.value not in ("big", "older") for a in e.attributes) else e
                       for e in description.entities),
    )  # fmt: skip


def _asleep(description: SceneDescription) -> SceneDescription:
    """`puts her baby to sleep in a crib`, `puts his son to bed`: the child lies there, who puts it there is beside."""
    people = {e.id for e in description.entities if e.category == "person"}
    beds = [e for e in description.entities if e.category in _BEDS]
    for action in description.actions:
        child = action.target_id
        if action.verb not in _TO_BED or child not in people or child == action.actor_id:
            continue
        sleeps = next((a for a in description.actions if a.verb in ("sleep", "bed") and a.after == action.id
                       and a.actor_id == action.actor_id), None)  # fmt: skip
        into = [r.object_id for r in description.relations if r.subject_id in (action.actor_id, child)
                and r.predicate.split()[-1] in ("to", "into", "in", "on") and r.object_id in {b.id for b in beds}]
        if sleeps is None and not into:
            continue
        bed = into[0] if into else beds[0].id if beds else ""
        entities = list(description.entities)
        if not bed:
            entities.append(Entity(id=free_id("bed", {e.id for e in entities}), lemma="bed", category="bed"))
            bed = entities[-1].id
        pair = {action.actor_id, str(child)}
        kept = tuple(r for r in description.relations if not (r.subject_id in pair and r.object_id in {*pair, bed}))
        by = Relation(subject_id=action.actor_id, predicate="next to", spatial="next_to", object_id=bed)
        lying = Action(id=f"{action.id}_lies", actor_id=str(child), verb="sleep", target_id=bed, text="sleeps")
        watching = replace(action, verb="look", text="looks at the child", manner=())
        return replace(
            description, entities=tuple(entities), relations=(*kept, by),
            actions=tuple(watching if a is action else a for a in (lying, *description.actions) if a is not sleeps),
        )  # fmt: skip
    return description


def _in_snowball_fights(description: SceneDescription) -> SceneDescription:
    """`has a snowball fight`: each throws snowballs at the others."""
    balls = {e.id for e in description.entities if e.lemma in ("snowball", "snowball fight", "water balloon")}
    had = {a.actor_id for a in description.actions if a.verb in _FIGHTING and a.target_id in balls}
    had |= {r.subject_id for r in description.relations if r.predicate == "have" and r.object_id in balls}
    fights = [a for a in description.actions if a.actor_id in had and a.verb in _FIGHTING]
    if not fights:
        return description
    ball = sorted(balls)[0]
    number = sum(e.count for e in description.entities if e.id in had)
    return replace(
        description,
        entities=tuple(replace(e, lemma="snowball", count=max(number, e.count)) if e.id == ball else e
                       for e in description.entities),
        actions=tuple(replace(a, verb="throw", target_id=ball, text="throw snowballs at each other") if a in fights
                      else a for a in description.actions),
        relations=tuple(replace(r, predicate=r.predicate.replace("fight", "throw")) for r in description.relations
                        if not (r.subject_id in had and r.object_id == ball)),
    )  # fmt: skip


def _tried_on(description: SceneDescription) -> SceneDescription:
    """`tries on a red dress in front of a mirror`: she wears it, and looks at herself."""
    trying = {(r.subject_id, r.object_id) for r in description.relations if r.predicate in ("try on", "model")}
    if not trying:
        return description
    worn = {thing: who for who, thing in trying}
    mirrors = [e.id for e in description.entities if e.category == "mirror"]
    relations = [replace(r, predicate="wear", spatial=None) if (r.subject_id, r.object_id) in trying
                 else replace(r, subject_id=worn[r.subject_id]) if r.subject_id in worn and r.spatial else r
                 for r in description.relations]  # fmt: skip
    return replace(
        description, relations=tuple(relations),
        actions=tuple(replace(a, verb="look", target_id=mirrors[0] if mirrors else None) if a.verb.split()[0] == "try"
                      and a.actor_id in worn.values() else a for a in description.actions),
    )  # fmt: skip


def _carried(description: SceneDescription) -> SceneDescription:
    """`carries her baby`, `gives him a piggyback ride`: who is carried goes along, however the carrier goes."""
    people = {e.id: e for e in description.entities if e.category == "person"}
    prompt = description.prompt.lower()
    relations, actions, gone = list(description.relations), list(description.actions), set()
    for action in description.actions:
        verb, child = action.verb.split()[0], people.get(action.target_id or "")
        small = child is not None and child.lemma.split()[-1] in _INFANTS | _CHILDREN
        if child is None or action.actor_id not in people or child.id == action.actor_id:
            continue
        if verb not in _CARRYING and not (verb in _HOLDING and small):
            continue
        manner = FRONT
        if "shoulder" in prompt:
            manner = ON_SHOULDERS
        elif re.search(r"piggy ?back|on (his|her|their|the) back", prompt):
            manner = ON_BACK
        elif child.lemma.split()[-1] in _INFANTS:
            manner = ACROSS
        ways = [r for r in relations if r.subject_id == action.actor_id and r.predicate.split()[0] == verb
                and r.object_id != child.id]  # fmt: skip
        goes = verb in _CARRYING and (bool(ways) or verb == "carry")
        relations = [r if r not in ways else replace(r, predicate=" ".join(["walk", *r.predicate.split()[1:]]))
                     for r in relations if {r.subject_id, r.object_id} != {action.actor_id, child.id}]  # fmt: skip
        relations.append(Relation(subject_id=child.id, predicate=carried_predicate(manner), spatial="next_to",
                                  object_id=action.actor_id))  # fmt: skip
        aims = [r.object_id for r in ways if r.predicate.split()[-1] in _GOALS]
        text = f"{'walks' if goes else 'stands'} with the {child.lemma}"
        actions = [replace(a, verb="walk" if goes else "stand", target_id=aims[0] if aims else None, text=text,
                           duration_s=a.duration_s or (None if goes else 4.0)) if a is action else a for a in actions]
        gone |= {a.id for a in actions if a.actor_id == child.id and a.verb.split()[0] in _LYING}
    kept = [replace(a, after=None if a.after in gone else a.after, during=None if a.during in gone else a.during)
            for a in actions if a.id not in gone]  # fmt: skip
    return replace(description, relations=tuple(relations), actions=tuple(kept))


def _off_things(description: SceneDescription) -> SceneDescription:
    """`a cat knocks a vase off the shelf`: the vase stands on it, and so does the cat."""
    people = {e.id for e in description.entities if e.category == "person"}
    animals = {e.id for e in description.entities if e.role == "character"} - people
    relations = list(description.relations)
    placed = {r.subject_id for r in relations if r.spatial}
    for action in description.actions:
        thing = action.target_id
        off = [r for r in relations if r.subject_id == action.actor_id and r.predicate.split()[-1] in ("off", "from")
               and r.predicate.split()[0] == action.verb.split()[0]]  # fmt: skip
        if action.verb.split()[0] not in _OFF or thing is None or not off or thing in placed:
            continue
        support = off[0].object_id
        relations = [r for r in relations if r is not off[0]]
        relations.append(Relation(subject_id=thing, predicate="on", spatial="on", object_id=support))
        if action.actor_id in animals and action.actor_id not in placed:
            relations.append(Relation(subject_id=action.actor_id, predicate="on", spatial="on", object_id=support))
    return replace(description, relations=tuple(relations))


def _behind_counters(description: SceneDescription) -> SceneDescription:
    """`mixes a cocktail behind the bar`: who mixes stands behind it, the cocktail on it; a bar is a counter."""
    people = {e.id for e in description.entities if e.category == "person"}
    serving = {a.target_id: a.actor_id for a in description.actions if a.verb.split()[0] in _SERVING
               and a.actor_id in people}  # fmt: skip
    servers = {a.actor_id for a in description.actions if a.verb.split()[0] in _SERVING and a.actor_id in people}
    counters: set[str] = set()
    relations: list[Relation] = []
    for r in description.relations:
        counter = next((e for e in description.entities if e.id == r.object_id
                        and {e.category, e.lemma} & _COUNTERS), None)  # fmt: skip
        behind = r.predicate.split()[-1] == "behind"
        who = serving.get(r.subject_id, r.subject_id if r.subject_id in servers else None)
        if counter is None or not behind or who is None:
            relations.append(r)
            continue
        counters.add(counter.id)
        things = [t for t, actor in serving.items() if actor == who and t is not None and t not in people]
        relations.append(Relation(subject_id=who, predicate="behind", spatial="behind", object_id=counter.id))
        relations += [Relation(subject_id=thing, predicate="on", spatial="on", object_id=counter.id)
                      for thing in things]  # fmt: skip
    return replace(
        description, relations=tuple(dict.fromkeys(relations)),
        entities=tuple(replace(e, category="counter") if e.id in counters and e.lemma == "bar" else e
                       for e in description.entities),
    )  # fmt: skip


def _together(description: SceneDescription) -> SceneDescription:
    """`bakes a cake with her granddaughter`: both do."""
    people = [e for e in description.entities if e.category == "person"]
    acting = {a.actor_id for a in description.actions}
    prompt = description.prompt.lower()
    actions = list(description.actions)
    gone: list[Relation] = []
    for action in description.actions:
        if action.target_id is None or action.actor_id not in {e.id for e in people}:
            continue
        if action.verb in _DANCING and action.target_id in {e.id for e in people} - acting:
            acting.add(action.target_id)
            actions.append(replace(action, id=f"{action.id}_{action.target_id}", actor_id=action.target_id,
                                   target_id=action.actor_id, during=action.id, after=None))  # fmt: skip
        if action.verb.split()[0] not in _MADE_TOGETHER:
            continue
        for other in [e for e in people if e.id not in acting]:
            of_it = [r for r in description.relations if other.id in (r.subject_id, r.object_id)]
            said = [r for r in of_it if r.object_id == other.id and r.predicate.split()[-1] == "with"
                    and r.subject_id in (action.target_id, action.actor_id)]  # fmt: skip
            read_over = not of_it and re.search(rf"\bwith (?:\w+ ){{1,3}}{re.escape(other.lemma)}\b", prompt)
            if said or read_over:
                gone += said
                acting.add(other.id)
                along = replace(action, id=f"{action.id}_{other.id}", actor_id=other.id, during=action.id, after=None)
                actions.append(along)
    return replace(
        description, actions=tuple(actions), relations=tuple(r for r in description.relations if r not in gone)
    )


def _on_fire(description: SceneDescription) -> SceneDescription:
    """`a car is on fire`, `the house burns`: it is a burning one, and stands on nothing."""
    fires = {e.id for e in description.entities if e.lemma in ("fire", "flames", "flame")}
    things = {e.id for e in description.entities if e.role != "character"} - fires
    lit = {r.subject_id for r in description.relations if r.object_id in fires and r.subject_id in things
           and r.predicate.split()[-1] in ("on", "in")}  # fmt: skip
    lit |= {r.subject_id for r in description.relations if r.object_id in fires and r.predicate == "catch"}
    gone = {r.object_id for r in description.relations if r.subject_id in lit and r.object_id in fires}
    burns = [a for a in description.actions if a.verb in ("burn", "burn down", "catch") and a.actor_id in things
             and (a.verb != "catch" or a.target_id in fires)]  # fmt: skip
    lit |= {a.actor_id for a in burns}
    state = Attribute(type="state", value="burning")
    return replace(
        description,
        entities=tuple(replace(e, attributes=(*e.attributes, state)) if e.id in lit else e
                       for e in description.entities if e.id not in gone),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & gone),
        actions=tuple(replace(a, after=None if a.after in {b.id for b in burns} else a.after)
                      for a in description.actions if a not in burns and a.target_id not in gone),
    ) if lit else description  # fmt: skip


def _with_mowers(description: SceneDescription) -> SceneDescription:
    """`mows the lawn`: a mower is pushed over it."""
    mows = [a for a in description.actions if a.verb == "mow"]
    people = {e.id for e in description.entities if e.category == "person"}
    if not any(a.actor_id in people for a in mows):
        return description
    entities = list(description.entities)
    mower = next((e for e in entities if e.category == "lawn mower"), None)
    if mower is None:
        mower = Entity(id=free_id("lawn_mower", {e.id for e in entities}), lemma="lawn mower", category="lawn mower")
        entities.append(mower)
    return replace(
        description, entities=tuple(entities),
        actions=tuple(replace(a, verb="push", target_id=mower.id, duration_s=a.duration_s or 6.0) if a in mows else a
                      for a in description.actions),
        relations=tuple(r for r in description.relations if mower.id not in (r.subject_id, r.object_id)),
    )  # fmt: skip
