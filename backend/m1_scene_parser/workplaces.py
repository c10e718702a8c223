"""Where work is done: who cooks has a stove, who writes on a board stands before it, a guitarist has a guitar."""

from __future__ import annotations

from dataclasses import replace

from ..common.belongings import GIVING
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id, without

_COOKING = frozenset({"cook", "fry", "boil", "simmer", "stir", "roast"})
_HEAT = frozenset({"stove", "oven", "cooker", "campfire", "fire", "fireplace", "grill", "barbecue", "cauldron"})
_VESSELS = frozenset({"pot", "pan", "kettle", "bowl", "cauldron", "wok"})
_WRITING = frozenset({"write", "draw", "paint", "scribble", "sketch"})
_BOARDS = frozenset({"blackboard", "whiteboard", "chalkboard", "board", "easel", "wall", "canvas"})
_INSTRUMENT_OF = {"guitarist": "guitar", "pianist": "piano", "drummer": "drum kit", "violinist": "violin",
                  "trumpeter": "trumpet", "saxophonist": "saxophone"}  # fmt: skip
_STANDING = frozenset({"piano", "drum kit"})
"""instruments that are where their players are, not in their hands"""
_CHOPPED = frozenset({"wood", "firewood", "log", "timber", "lumber", "logs"})
_DOING = frozenset({"give", "make", "hold", "deliver", "take"})
_DEEDS = {"speech": "talk", "lecture": "talk", "talk": "talk", "presentation": "talk", "sermon": "talk", "hug": "hug",
          "kiss": "kiss", "high five": "high five", "wave": "wave", "bow": "bow", "nod": "nod"}  # fmt: skip
_HEARD = frozenset({"talk", "speak", "write", "explain", "teach", "play", "sing", "tell", "read", "preach"})


def at_work(description: SceneDescription) -> SceneDescription:
    """The description with what everybody's work needs."""
    description = _not_upon_it(_at_the_block(_as_deeds(description)))
    return _in_the_light(_with_listeners(_before_boards(_with_instruments(_across_counters(_with_stove(description))))))


def _as_deeds(description: SceneDescription) -> SceneDescription:
    """`gives a speech`, `gives her a hug`: what is given is no thing but a deed."""
    entities = {entity.id: entity for entity in description.entities}
    actions: list[Action] = []
    gone: set[str] = set()
    for action in description.actions:
        given = entities.get(action.target_id or "")
        verb = _DEEDS.get(given.lemma) if given is not None and action.verb in _DOING else None
        if given is not None and verb is not None:
            to = [r.object_id for r in description.relations
                  if r.subject_id == action.actor_id and r.predicate == f"{action.verb} to"]  # fmt: skip
            action = replace(action, verb=verb, target_id=to[0] if to and verb != "talk" else None)
            gone.add(given.id)
        actions.append(action)
    return without(replace(description, actions=tuple(actions)), gone)


def _at_the_block(description: SceneDescription) -> SceneDescription:
    """`chops wood`: it stands on a block, before the axe."""
    chopped = {a.target_id for a in description.actions if a.verb.split()[0] in ("chop", "split")}
    return replace(
        description,
        entities=tuple(
            replace(e, lemma="chopping block", category="chopping block", count=1, role="prop")
            if e.id in chopped and e.lemma.split()[-1] in _CHOPPED else e for e in description.entities
        ),
    )  # fmt: skip


def _not_upon_it(description: SceneDescription) -> SceneDescription:
    """`blows out a candle on the table`, `reaches for a cup on it`: candle and cup are on it, not who does it."""
    people = {e.id for e in description.entities if e.category == "person"}
    on = {(r.subject_id, r.object_id) for r in description.relations if r.spatial == "on"}
    over = {(a.actor_id, other) for a in description.actions for subject, other in on if subject == a.target_id}
    after = {(r.subject_id, r.object_id) for r in description.relations if r.predicate.split()[-1] == "for"}
    over |= {(person, other) for person, thing in after for subject, other in on if subject == thing}
    kept = tuple(r for r in description.relations if not (r.subject_id in people and r.predicate == "on"
                 and (r.subject_id, r.object_id) in over))  # fmt: skip
    return replace(description, relations=kept)


def _with_stove(description: SceneDescription) -> SceneDescription:
    """The description with a stove for who cooks without one, and a pot on it instead of a dish that has no pot."""
    entities = {entity.id: entity for entity in description.entities}
    words = {word for entity in entities.values() for word in (entity.category, entity.lemma.split()[-1])}
    for action in description.actions:
        actor, dish = entities.get(action.actor_id), entities.get(action.target_id or "")
        dish = None if dish is not None and any(a.actor_id == dish.id for a in description.actions) else dish
        cooks = action.verb.split()[0] in _COOKING and actor is not None and actor.category == "person"
        stirred = action.verb.split()[0] == "stir" and (dish is None or dish.lemma.split()[-1] in _VESSELS)
        if not cooks or stirred or words & _HEAT or "stove" in description.excluded:
            continue
        named = [e for e in description.entities if e.lemma.split()[-1] in _VESSELS]
        pot = named[0] if named else Entity(id=free_id("pot", entities), lemma="pot", category="pot")
        stove = Entity(id=free_id("stove", entities), lemma="stove", category="oven")
        kept = tuple(e for e in description.entities if e is pot or (e is not dish and e.id != pot.id))
        kept = kept if named else (*kept, pot)
        about = tuple(r for r in description.relations if dish is None or dish.id not in (r.subject_id, r.object_id))
        on = Relation(subject_id=pot.id, predicate="on", spatial="on", object_id=stove.id)
        return replace(
            description, entities=(*kept, stove), relations=(*about, on),
            actions=tuple(replace(a, target_id=pot.id) if a is action or (dish and a.target_id == dish.id) else a
                          for a in description.actions),
        )  # fmt: skip
    return description


def _across_counters(description: SceneDescription) -> SceneDescription:
    """`hands him a coffee over the counter`: one stands behind it, the other before it."""
    people = {e.id for e in description.entities if e.category == "person"}
    relations: list[Relation] = list(description.relations)
    for action in description.actions:
        verb = action.verb.split()[0]
        mine = [r for r in relations if r.subject_id == action.actor_id and r.predicate.split()[0] == verb]
        over = [r for r in mine if r.predicate.split()[-1] in ("over", "across") and r.object_id not in people]
        takers = [r.object_id for r in mine if r.predicate.split()[-1] == "to" and r.object_id in people]
        if verb not in GIVING or not over or not takers:
            continue
        counter = over[0].object_id
        relations = [r for r in relations if r is not over[0] and (r.subject_id, r.object_id) != (takers[0], counter)]
        relations += [
            Relation(subject_id=who, predicate=word.replace("_", " "), spatial=word, object_id=counter)
            for who, word in ((action.actor_id, "behind"), (takers[0], "in_front_of"))
        ]
    return replace(description, relations=tuple(relations))


def _before_boards(description: SceneDescription) -> SceneDescription:
    """`writes on the blackboard`: the writing is on it, not the writer."""
    boards = {e.id for e in description.entities if {e.category, e.lemma.split()[-1]} & _BOARDS}
    writers = {a.actor_id for a in description.actions if a.verb.split()[0] in _WRITING}
    kept = tuple(r for r in description.relations
                 if not (r.subject_id in writers and r.object_id in boards and r.spatial == "on"))  # fmt: skip
    return replace(description, relations=kept)


def _with_instruments(description: SceneDescription) -> SceneDescription:
    """A violinist who plays, plays the violin, be it on a stage, and a singer sings."""
    entities = {entity.id: entity for entity in description.entities}
    actions: list[Action] = []
    relations = list(description.relations)
    for action in description.actions:
        actor, target = entities.get(action.actor_id), entities.get(action.target_id or "")
        trade = actor.lemma.split()[-1] if actor is not None else ""
        name = _INSTRUMENT_OF.get(trade)
        played = target is not None and target.category in _INSTRUMENT_OF.values()
        if actor is None or played or action.verb.split()[0] not in ("play", "perform"):
            pass
        elif trade == "singer":
            action = replace(action, verb="sing", text="sings", target_id=None)
        elif name is not None:
            instrument = next((e for e in entities.values() if name in (e.category, e.lemma.split()[-1])), None)
            if instrument is None:
                instrument = Entity(id=free_id(name, entities), lemma=name, category=name, count=actor.count)
                stages = [r for r in relations if r.subject_id == actor.id and r.spatial == "on"]
                relations += [replace(r, subject_id=instrument.id) for r in stages if name in _STANDING]
            entities[instrument.id] = instrument
            action = replace(action, verb="play", text=f"plays the {name}", target_id=instrument.id)
        actions.append(action)
    return replace(
        description, entities=tuple(entities.values()), actions=tuple(actions), relations=tuple(relations)
    )


def _in_the_light(description: SceneDescription) -> SceneDescription:
    """`plays on a stage under a spotlight`: the lamp stands near who is lit, and not over the stage."""
    lamps = {e.id for e in description.entities if e.category == "spotlight"}
    lit = [r for r in description.relations if r.object_id in lamps and r.spatial == "under"]
    people = {e.id for e in description.entities if e.role == "character"}
    near = [Relation(subject_id=r.object_id, predicate="near", spatial="near", object_id=r.subject_id)
            for r in lit if r.subject_id in people]  # fmt: skip
    if not near:
        return description
    return replace(description, relations=(*(r for r in description.relations if r not in lit), *near))


def _with_listeners(description: SceneDescription) -> SceneDescription:
    """Who listens, listens to somebody: whoever else is to be heard, or is there."""
    people = [e.id for e in description.entities if e.category == "person"]
    heard = [a.actor_id for a in description.actions if a.verb.split()[0] in _HEARD]
    actions = []
    for action in description.actions:
        if action.verb.split()[0] == "listen" and action.target_id is None:
            others = [each for each in (*heard, *people) if each != action.actor_id and each in people]
            action = replace(action, target_id=others[0]) if others else action
        actions.append(action)
    return replace(description, actions=tuple(actions))
