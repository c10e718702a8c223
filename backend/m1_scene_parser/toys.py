"""What is played with rope, hoop, balls and string: who skips has a skipping rope, who juggles has three balls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..common.toys import (
    AT_HAND,
    BLOW_BUBBLES,
    HOOP,
    JUGGLE,
    JUMP_IN,
    RING,
    SHOOT_ARROW,
    SHOOT_BASKET,
    SKIP,
    TOLL,
    TURN_ROPE,
    YO_YO,
)
from ..protocol.scene import Action, Attribute, Entity, Relation, SceneDescription
from .aiming import with_guns
from .things import free_id, people_in

_SKIPS = frozenset({"skip", "jump", "play", "exercise", "train", "use", "hop"})
_TURNS_ROPE = frozenset({"turn", "swing", "spin", "twirl", "rotate", "hold"})
_JUMPS = frozenset({"jump", "skip", "hop", "leap"})
_ROPES = frozenset({"rope", "jump rope"})
_SPINS = frozenset({"play", "spin", "twirl", "swing", "use", "turn", "rotate", "do", "dance", "exercise", "hoop",
                    "have", "whirl", "practice"})  # fmt: skip
_SHOOTS = frozenset({"shoot", "throw", "toss", "score", "make"})
_ARCHERS = frozenset({"archer", "bowman", "bowwoman"})
_AIMS = frozenset({"shoot", "fire", "aim", "practice", "practise", "loose", "draw", "do", "hit"})
_THROWS = frozenset({"throw", "toss", "hurl", "fling"})
_FETCHES = frozenset({"fetch", "retrieve", "bring", "return"})
_GOES_AFTER = frozenset({"chase", "run", "catch", "pursue"})
_STICKS = frozenset({"stick", "branch", "twig"})
_PLAYS = frozenset({"play", "spin", "use", "throw", "swing", "twirl", "do", "practice", "have", "bounce"})
_RINGS = frozenset({"ring", "shake", "swing", "sound", "toll", "pull"})
_BIG_BELLS = frozenset({"church bell", "tower bell", "temple bell", "doorbell", "school bell tower"})
_FLIES = frozenset({"fly", "launch", "throw", "toss", "play"})
_BLOWS = frozenset({"blow", "make", "play"})
_BUBBLES = 15
_BUTT = "archery target"
_HULA = re.compile(r"\bhula[- ]?hoop")


def with_toys(description: SceneDescription) -> SceneDescription:
    """The description in which such deeds are said by their own verbs, of things that are there."""
    for step in (_with_hoops, _skipping, _with_long_ropes, _juggling, _at_the_hoop, _with_bows, with_guns,
                 _fetching, _with_small_toys):
        description = step(description)
    return _in_hands(description)


def _things_of(description: SceneDescription, action: Action) -> list[str]:
    """What an action is about: its target, and what else is said with its verb."""
    verb = action.verb.split()[0]
    said = [r.object_id for r in description.relations
            if r.subject_id == action.actor_id and r.predicate.split()[0] == verb]  # fmt: skip
    return [i for i in (action.target_id, *said) if i is not None]


def _said_so(
    description: SceneDescription, verbs: frozenset[str], fits: Callable[[Entity], bool], deed: str
) -> SceneDescription:
    """Actions with such verbs about such a thing as a deed."""
    people, entities = people_in(description), {e.id: e for e in description.entities}
    actions = []
    for action in description.actions:
        about = next((i for i in _things_of(description, action) if i in entities and fits(entities[i])), None)
        if action.actor_id in people and action.verb.split()[0] in verbs and about is not None:
            action = replace(action, verb=deed, target_id=about)
        actions.append(action)
    return replace(description, actions=tuple(actions))


def _named(description: SceneDescription, found: set[str], lemma: str) -> SceneDescription:
    """The description in which the entities found are things of that name."""
    return replace(
        description,
        entities=tuple(replace(e, lemma=lemma, category=lemma) if e.id in found else e for e in description.entities),
    )


def _with_hoops(description: SceneDescription) -> SceneDescription:
    """`plays with a hula hoop`, `a girl hula hoops`: it goes round the waist, and is no basketball hoop."""
    if _HULA.search(description.prompt.lower()) is None:
        return description
    hoops = {e.id for e in description.entities if "hoop" in e.lemma or "hoop" in e.category}
    description = _said_so(_named(description, hoops, "hula hoop"), _SPINS, lambda e: e.category == "hula hoop", HOOP)
    people = people_in(description)
    hooping = [a for a in description.actions if a.verb == HOOP]
    if hoops and not hooping and people:
        who = next(e for e in people.values() if all(a.actor_id != e.id for a in description.actions))
        action = Action(id=f"hoops_{who.id}", actor_id=who.id, verb=HOOP, text="spins a hula hoop",
                        target_id=sorted(hoops)[0])  # fmt: skip
        description = replace(description, actions=(*description.actions, action))
        hooping = [action]
    counts = {a.target_id: people[a.actor_id].count for a in hooping}
    return replace(
        description,
        entities=tuple(replace(e, count=counts[e.id]) if e.id in counts else e for e in description.entities),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & hoops),
    )


def _skipping(description: SceneDescription) -> SceneDescription:
    """`skips rope`, `jumps rope`, `plays with a jump rope`."""
    over = {r.object_id for r in description.relations if r.predicate.split()[-1] in ("over", "through")}
    taken = {a.target_id for a in description.actions if a.verb.split()[0] in _TURNS_ROPE}

    def fits(entity: Entity) -> bool:
        return entity.category in _ROPES and entity.id not in over | taken

    description = _said_so(description, _SKIPS, fits, SKIP)
    ropes = {a.target_id or "" for a in description.actions if a.verb == SKIP}
    people = people_in(description)
    skips = {a.target_id: people[a.actor_id].count for a in description.actions if a.verb == SKIP}
    description = _named(description, ropes, "jump rope")
    return replace(
        description,
        entities=tuple(replace(e, count=max(e.count, skips[e.id])) if e.id in skips else e
                       for e in description.entities),
    )  # fmt: skip


def _with_long_ropes(description: SceneDescription) -> SceneDescription:
    """`two girls turn a long rope and a boy jumps`: it turns between them, and the boy jumps in its middle."""
    people = people_in(description)
    ropes = {e.id for e in description.entities if e.category in _ROPES}
    turns = [a for a in description.actions if a.verb.split()[0] in _TURNS_ROPE and a.target_id in ropes
             and a.actor_id in people]  # fmt: skip
    if sum(people[actor].count for actor in {a.actor_id for a in turns}) != 2:
        return description
    rope = turns[0].target_id
    turners = {a.actor_id for a in turns}
    actions = []
    for action in description.actions:
        if action in turns:
            action = replace(action, verb=TURN_ROPE, after=None)
        elif action.actor_id in people and action.actor_id not in turners and action.verb.split()[0] in _JUMPS:
            action = replace(action, verb=JUMP_IN, target_id=rope, during=turns[0].id, after=None)
        actions.append(action)
    description = _named(replace(description, actions=tuple(actions)), {str(rope)}, "jump rope")
    long = Attribute(type="size", value="long")
    return replace(
        description,
        entities=tuple(replace(e, attributes=(*(a for a in e.attributes if a.value != "long"), long)) if e.id == rope
                       else e for e in description.entities),
        relations=tuple(r for r in description.relations if rope not in (r.subject_id, r.object_id)),
    )  # fmt: skip


def _juggling(description: SceneDescription) -> SceneDescription:
    """Who juggles nothing that is named has three balls; what is juggled is as small as a hand holds."""
    people = people_in(description)
    entities, actions = list(description.entities), []
    for action in description.actions:
        if action.actor_id in people and action.verb.split()[0] == "juggle":
            target = action.target_id
            if target is None:
                name = free_id("ball", {e.id for e in entities})
                entities.append(Entity(id=name, lemma="juggling ball", category="ball", count=3))
                target = name
            action = replace(action, verb=JUGGLE, target_id=target)
            entities = [replace(e, lemma="juggling ball", count=max(e.count, 3)) if e.id == target
                        and e.category == "ball" else e for e in entities]  # fmt: skip
        actions.append(action)
    return replace(description, entities=tuple(entities), actions=tuple(actions))


def _at_the_hoop(description: SceneDescription) -> SceneDescription:
    """`shoots a basketball into the hoop`, `shoots hoops`: a ball, a hoop, and a throw from before it."""
    people, entities = people_in(description), {e.id: e for e in description.entities}
    sporty = "basketball" in description.prompt.lower() or "hoops" in description.prompt.lower()
    for shot in description.actions:
        if shot.actor_id not in people or shot.verb.split()[0] not in _SHOOTS:
            continue
        about = [entities[i] for i in _things_of(description, shot) if i in entities]
        hoop = next((e for e in about if e.category == "basketball hoop" or (sporty and e.lemma == "basket")), None)
        ball = next((e for e in about if e.category in ("basketball", "ball")), None)
        basketball = ball is not None and (ball.category == "basketball" or "basketball" in ball.lemma)
        if hoop is None and not (shot.verb == "shoot" and basketball):
            continue
        taken = set(entities)
        own = ball or Entity(id=free_id("basketball", taken), lemma="basketball", category="basketball")
        own = replace(own, lemma="basketball", category="basketball")
        ring = hoop or Entity(id=free_id("hoop", taken), lemma="basketball hoop", category="basketball hoop")
        ring = replace(ring, lemma="basketball hoop", category="basketball hoop", count=1, role="structure")
        into = Relation(subject_id=shot.actor_id, predicate="shoot into", spatial=None, object_id=ring.id)
        others = tuple(e for e in description.entities if e not in (ball, hoop))
        return replace(
            description, entities=(*others, own, ring),
            actions=tuple(replace(a, verb=SHOOT_BASKET, target_id=own.id) if a is shot else a
                          for a in description.actions),
            relations=(*(r for r in description.relations if not {r.subject_id, r.object_id} & {own.id, ring.id}),
                       into),
        )  # fmt: skip
    return description


def _with_bows(description: SceneDescription) -> SceneDescription:
    """`an archer shoots at a target`: bow and arrow for each, and a target where none is said."""
    people = people_in(description)
    bowmen = {e.id for e in people.values() if e.lemma.split()[-1] in _ARCHERS}
    arms = {e.id: e for e in description.entities if e.category in ("bow", "arrow")}
    said = bool(arms) or "archery" in description.prompt.lower()
    shots = [a for a in description.actions if a.verb.split()[0] in _AIMS and a.actor_id in people
             and (said or a.actor_id in bowmen)]  # fmt: skip
    if not shots:
        return description
    shot = shots[0]
    said_at = [r.object_id for r in description.relations if r.subject_id == shot.actor_id
               and r.predicate.split()[0] == shot.verb.split()[0]
               and r.predicate.split()[-1] in ("at", "toward", "into")]  # fmt: skip
    aims = [i for i in (*said_at, shot.target_id) if i is not None and i not in arms and i not in people]
    entities = {e.id: e for e in description.entities}
    count = people[shot.actor_id].count
    added: list[Entity] = []
    target = entities.get(aims[0]) if aims else next((e for e in entities.values() if e.category == _BUTT), None)
    if target is None:
        target = Entity(id=free_id("target", entities), lemma="target", category=_BUTT, role="structure")
        added.append(target)
    for kind in ("bow", "arrow"):
        if all(e.category != kind for e in entities.values()):
            added.append(Entity(id=free_id(kind, entities), lemma=kind, category=kind, count=count))
    gone = {shot.actor_id, *arms, target.id}
    return replace(
        description,
        entities=(*(replace(e, lemma=e.category, count=count) if e.id in arms else e for e in description.entities),
                  *added),
        actions=tuple(replace(a, verb=SHOOT_ARROW, target_id=target.id) if a is shot else a
                      for a in description.actions),
        relations=tuple(r for r in description.relations
                        if not (r.subject_id in gone and r.object_id in gone)),
    )  # fmt: skip


def _fetching(description: SceneDescription) -> SceneDescription:
    """`throws a stick for his dog`, `plays fetch with a dog`: it runs after it and brings it back; a stick is short."""
    people = people_in(description)
    dogs = {e.id for e in description.entities if e.role == "character" and e.id not in people}
    prompt = description.prompt.lower()
    if "plays fetch" in prompt or "play fetch" in prompt or "playing fetch" in prompt:
        description = _plays_fetch(description, people, dogs)
    throws = [a for a in description.actions if a.verb.split()[0] in _THROWS and a.actor_id in people]
    fetches = [a for a in description.actions if a.actor_id in dogs and a.verb.split()[0] in _FETCHES]
    for throw in throws if not fetches else ():
        for_whom = [r.object_id for r in description.relations if r.subject_id == throw.actor_id
                    and r.predicate.split()[-1] in ("for", "to") and r.object_id in dogs]  # fmt: skip
        if for_whom and throw.target_id is not None:
            fetches = [Action(id=f"{throw.id}_fetch", actor_id=for_whom[0], verb="fetch", text="fetches it",
                              target_id=throw.target_id)]  # fmt: skip
            description = replace(
                description, actions=(*description.actions, *fetches),
                relations=tuple(r for r in description.relations if r.object_id != for_whom[0]),
            )  # fmt: skip
    fetched = {a.target_id for a in fetches}
    after = {a.target_id: a.id for a in throws}
    chases = {a.id for a in description.actions if a.actor_id in dogs and a.verb.split()[0] in _GOES_AFTER
              and a.target_id in after and a not in fetches}  # fmt: skip
    return replace(
        description,
        entities=tuple(replace(e, category="stick") if e.id in fetched and e.lemma.split()[-1] in _STICKS else e
                       for e in description.entities),
        actions=tuple(replace(a, verb="fetch", during=after.get(a.target_id), after=None) if a in fetches else a
                      for a in description.actions if a.id not in chases or not fetches),
    )  # fmt: skip


def _plays_fetch(description: SceneDescription, people: dict[str, Entity], dogs: set[str]) -> SceneDescription:
    if not people or not dogs:
        return description
    who, dog = next(iter(people)), sorted(dogs)[0]
    things = [e for e in description.entities if e.category in ("ball", "stick", "frisbee")]
    thing = things[0] if things else Entity(id=free_id("stick", {e.id for e in description.entities}), lemma="stick",
                                            category="stick")  # fmt: skip
    throw = Action(id="throws", actor_id=who, verb="throw", text="throws it", target_id=thing.id)
    back = Action(id="fetches", actor_id=dog, verb="fetch", text="fetches it", target_id=thing.id)
    kept = tuple(a for a in description.actions if a.verb.split()[0] not in ("play", "fetch"))
    return replace(
        description, entities=description.entities if things else (*description.entities, thing),
        actions=(throw, back, *kept),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} <= {who, dog, thing.id}),
    )  # fmt: skip


def _with_small_toys(description: SceneDescription) -> SceneDescription:
    """Yo-yos that are played with, hand bells that are rung, paper planes that are flown."""
    prompt = description.prompt.lower()
    yo_yos = {e.id for e in description.entities if e.lemma.replace(" ", "-") in ("yo-yo", "yoyo")}
    description = _said_so(_named(description, yo_yos, "yo-yo"), _PLAYS, lambda e: e.category == "yo-yo", YO_YO)
    big = re.search(r"\b(church|tower|big|huge|large|giant|great|temple|alarm|door)", prompt) is not None
    bells = {e.id for e in description.entities if e.category in ("bell", "hand bell")
             and not (big or e.lemma in _BIG_BELLS)}  # fmt: skip
    rung = {i for a in description.actions if a.verb.split()[0] in _RINGS for i in _things_of(description, a)}
    description = _said_so(_named(description, bells & rung, "hand bell"), _RINGS, lambda e: e.category == "hand bell",
                           RING)  # fmt: skip
    hung = {e.id for e in description.entities if e.category in ("bell", "church bell") and e.id not in bells}
    description = _said_so(_named(description, hung & rung, "church bell"), _RINGS,
                           lambda e: e.category == "church bell", TOLL)  # fmt: skip
    return _said_so(description, _FLIES, lambda e: e.category == "paper plane", "throw")


def with_bubbles(description: SceneDescription) -> SceneDescription:
    """`blows soap bubbles`: from a wand, and so many of them as are seen at a time."""
    people = people_in(description)
    if re.search(r"\bbubbles?\b", description.prompt.lower()) is None:
        return description
    blown = [a for a in description.actions if a.verb.split()[0] in _BLOWS and a.actor_id in people]
    bubbles = [e for e in description.entities if e.lemma.split()[-1] == "bubble"]
    gum = any(word in description.prompt.lower() for word in ("gum", "bath", "underwater"))
    if not blown or not bubbles or gum:
        return description
    taken = {e.id for e in description.entities}
    count = people[blown[0].actor_id].count
    wand = Entity(id=free_id("bubble_wand", taken), lemma="bubble wand", category="bubble wand", count=count)
    soap = replace(bubbles[0], lemma="soap bubble", category="soap bubble", count=_BUBBLES * count)
    return replace(
        description, entities=(*(e for e in description.entities if e not in bubbles), soap, wand),
        actions=tuple(replace(a, verb=BLOW_BUBBLES, target_id=soap.id) if a is blown[0] else a
                      for a in description.actions),
        relations=tuple(r for r in description.relations
                        if not {r.subject_id, r.object_id} & {e.id for e in bubbles}),
    )  # fmt: skip


def _in_hands(description: SceneDescription) -> SceneDescription:
    """What is played with stands nowhere: no word says where it is."""
    used = {a.target_id for a in description.actions if a.verb in AT_HAND or a.verb in (TURN_ROPE, SHOOT_BASKET)}
    pairs = {(a.actor_id, a.target_id) for a in description.actions if a.target_id in used}
    return replace(
        description,
        relations=tuple(r for r in description.relations if (r.subject_id, r.object_id) not in pairs
                        and not (r.subject_id in used and r.spatial is not None)),
    )  # fmt: skip
