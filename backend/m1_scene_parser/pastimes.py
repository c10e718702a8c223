"""What everyday deeds are done with: who sunbathes lies on a mat, who paints a portrait has it on an easel, who plays
pool has a table and a cue, who has their hair cut sits, who is photographed stands close and looks at the camera."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ..common.afloat import ROWED
from ..common.implements import PHOTOGRAPHING
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .lexicon import load_lexicon
from .things import free_id, people_in, without

_LAIN_ON = frozenset({"rug", "towel", "sun lounger", "lounger", "deck chair", "bed", "chair", "hammock"})
_PAINTED_ON = frozenset({"easel", "canvas", "paper", "wall", "board", "whiteboard", "blackboard", "fence"})
_PAINTED = frozenset({"portrait", "landscape", "painting", "picture", "still life", "self-portrait"})
_POOL = frozenset({"pool", "billiards", "billiard", "snooker"})
_BARBERS = frozenset({"barber", "hairdresser", "hairstylist", "stylist"})
_STYLING = frozenset({"cut", "trim", "shave", "style", "wash", "dry", "braid", "comb", "brush"})
_SCREENS = frozenset({"tv", "computer", "laptop", "monitor"})
_TYPING = frozenset({"type", "work", "code", "program", "write"})
_KEYED = frozenset({"laptop", "computer", "keyboard", "typewriter", "monitor"})
_HAND_WORK = frozenset({"iron", "fold", "cut", "slice", "chop", "peel", "decorate", "repair", "fix", "write", "draw",
                        "wrap", "sew", "knead", "frost", "carve"})  # fmt: skip
_AT_TABLES = frozenset({"write", "draw"})
_WORKED_ON = frozenset({"shirt", "pants", "dress", "towel", "bread", "cake", "vegetable", "carrot", "apple", "onion",
                        "cheese", "tomato", "pizza", "clock", "watch", "letter", "paper", "gift", "dough", "radio",
                        "toy", "book", "lemon", "potato", "pumpkin", "watermelon", "jacket"})  # fmt: skip
_GOING = frozenset({"walk", "run", "rush", "hurry", "dash", "sprint", "jog", "stroll", "march", "go", "come", "race",
                    "stand", "wait", "sneak", "arrive", "leave"})  # fmt: skip
_POSING, _POSING_S = frozenset({"pose", "smile", "stand"}), 5.0
_MANICURES = frozenset({"paint", "polish", "file", "trim", "cut", "do", "varnish", "clip"})
_NAILS = frozenset({"nail", "fingernail", "toenail"})
_RECEIVING = frozenset({"to", "at", "into", "in", "through"})


def with_pastimes(description: SceneDescription) -> SceneDescription:
    """The description with such things, and with people where such a deed puts them."""
    for step in (_sunbathing, _at_easels, _at_pool_tables, _before_screens, _brushing_teeth,
                 _at_desks, _afloat, _named_once, _hairdressing, _manicured, _photographed, _late_for, _with_luggage,
                 _delivering):  # fmt: skip
        description = step(description)
    return description


def _added(description: SceneDescription, lemma: str, category: str, count: int = 1) -> tuple[SceneDescription, str]:
    """The description with one more thing, and its id."""
    name = free_id(lemma.replace(" ", "_"), {e.id for e in description.entities})
    entity = Entity(id=name, lemma=lemma, category=category, count=count)
    return replace(description, entities=(*description.entities, entity)), name


def _related(description: SceneDescription, *relations: Relation) -> SceneDescription:
    return replace(description, relations=(*description.relations, *relations))


def _changed(description: SceneDescription, action: Action, **fields: object) -> SceneDescription:
    return replace(
        description,
        actions=tuple(replace(a, **fields) if a.id == action.id else a for a in description.actions),  # type: ignore[arg-type]
    )


def _sunbathing(description: SceneDescription) -> SceneDescription:
    """`sunbathes`: lies on a mat, or on what the prompt names."""
    for action in description.actions:
        if action.verb not in ("sunbathe", "sunbath") or action.actor_id not in people_in(description):
            continue
        named = next((e.id for e in description.entities if {e.category, e.lemma} & _LAIN_ON), None)
        if named is None:
            number = people_in(description)[action.actor_id].count
            description, named = _added(description, "beach mat", "rug", number)
        description = _changed(description, action, verb="lie", target_id=named)
    return description


def _at_easels(description: SceneDescription) -> SceneDescription:
    """`paints a portrait`, `paints by the lake`: the picture that is being painted is a canvas on an easel."""
    people = people_in(description)
    surfaces = [e for e in description.entities if {e.category, e.lemma.split()[-1]} & _PAINTED_ON]
    for action in description.actions:
        picture = next((e for e in description.entities if e.id == action.target_id), None)
        if action.verb != "paint" or action.actor_id not in people:
            continue
        if picture is None and not surfaces and "easel" not in description.excluded:
            description, named = _added(description, "easel", "easel", people[action.actor_id].count)
            description = _changed(description, action, target_id=named)
        if picture is None:
            continue
        if picture.lemma.split()[-1] in _PAINTED and not any(
            r.subject_id == picture.id and r.spatial for r in description.relations
        ):
            easel = replace(picture, lemma="easel", category="easel", count=1, attributes=())
            description = replace(
                description, entities=tuple(easel if e is picture else e for e in description.entities)
            )
    return description


def _at_pool_tables(description: SceneDescription) -> SceneDescription:
    """`plays pool`: no pool of water but a table, and each has a cue."""
    for action in description.actions:
        game = next((e for e in description.entities if e.id == action.target_id), None)
        player = people_in(description).get(action.actor_id)
        said = re.search(r"\bplay\w*\s+(pool|billiards?|snooker)\b", description.prompt, re.IGNORECASE)
        if action.verb != "play" or player is None or not said:
            continue
        gone = {game.id} if game is not None and game.lemma in _POOL else set()
        description = without(description, gone)
        table = next((e.id for e in description.entities if "table" in e.lemma), None)
        if table is None:
            description, table = _added(description, "pool table", "pool table")
        description = replace(
            description,
            entities=tuple(replace(e, lemma="pool table", category="pool table") if e.id == table else e
                           for e in description.entities),
        )  # fmt: skip
        if not any(e.lemma in ("pool cue", "cue", "cue stick") for e in description.entities):
            description, cue = _added(description, "pool cue", "pool cue", player.count)
            description = _related(
                description,
                Relation(subject_id=player.id, predicate="with", spatial=None, object_id=cue),
            )
        description = _related(
            description,
            Relation(subject_id=player.id, predicate="at", spatial="next_to", object_id=table),
        )
        description = _changed(description, action, verb="look", target_id=table, text="plays pool")
    return description


def _before_screens(description: SceneDescription) -> SceneDescription:
    """`plays video games`: sits on a couch before a screen."""
    people = people_in(description)
    said = re.search(r"\b(video|computer|console|arcade) games?\b", description.prompt, re.IGNORECASE)
    for action in description.actions:
        player = people.get(action.actor_id)
        if action.verb != "play" or player is None or action.target_id is not None or not said:
            continue
        screen, stand = next((e.id for e in description.entities if e.category in _SCREENS), None), ""
        if screen is None:
            description, screen = _added(description, "tv", "tv")
            description, stand = _added(description, "tv stand", "cabinet")
            description = _related(
                description, Relation(subject_id=screen, predicate="on", spatial="on", object_id=stand)
            )
        if all(e.category not in ("couch", "chair", "bed", "armchair") for e in description.entities):
            description, couch = _added(description, "couch", "couch")
            description = _related(
                description, Relation(subject_id=couch, predicate="facing", spatial="facing", object_id=stand or screen)
            )
            sits = Action(id=f"sits_{player.id}", actor_id=player.id, verb="sit", target_id=couch, text="sits down")
            description = replace(description, actions=(sits, *description.actions))
            description = _changed(description, action, after=action.after or sits.id)
        return _changed(description, action, verb="watch", target_id=screen)
    return description


def _at_desks(description: SceneDescription) -> SceneDescription:
    """`types on her laptop`, `irons a shirt`: what hands work on is on a desk or a table, where it is nowhere else; who
    types sits at it."""
    people = people_in(description)
    placed = {r.subject_id for r in description.relations if r.spatial}
    for action in description.actions:
        thing = next((e for e in description.entities if e.id == action.target_id), None)
        worker = people.get(action.actor_id)
        if thing is None or worker is None or worker.count > 1 or thing.id in placed:
            continue
        work = action.verb.split()[0]
        types = work in _TYPING and thing.category in _KEYED
        if not types and not (work in _HAND_WORK and thing.category in _WORKED_ON):
            continue
        if any(e.category in ("table", "desk", "counter", "couch", "bed") for e in description.entities) or any(
            r.subject_id == worker.id and r.spatial and r.object_id != thing.id for r in description.relations
        ):
            continue
        table = "desk" if types else "table"
        description, support = _added(description, table, table)
        description = replace(
            description,
            relations=tuple(r for r in description.relations if (r.subject_id, r.object_id) != (worker.id, thing.id)),
        )
        busy = any(a.actor_id == worker.id and a is not action for a in description.actions)
        if busy or not types:
            on = Relation(subject_id=thing.id, predicate="on", spatial="on", object_id=support)
            description = _related(description, on)
        if busy or not (types or work in _AT_TABLES):
            continue
        description, chair = _added(description, "chair", "chair")
        sit = Action(id=f"sits_{worker.id}", actor_id=worker.id, verb="sit", target_id=chair, text="sits at the desk")
        description = replace(description, actions=(sit, *description.actions))
        description = _related(
            description, Relation(subject_id=worker.id, predicate="sit at", spatial=None, object_id=support),
            Relation(subject_id=chair, predicate="at", spatial="at", object_id=support),
        )  # fmt: skip
        description = _changed(description, action, after=action.after or sit.id)
    return description


def _afloat(description: SceneDescription) -> SceneDescription:
    """`two fishermen in a boat`: the boat is on a lake, and who does nothing else sits in it."""
    people = people_in(description)
    boats = {e.id for e in description.entities if e.category in ROWED}
    aboard = [r for r in description.relations if r.subject_id in people and r.object_id in boats and r.spatial == "in"]
    if not aboard or description.setting.place or any(e.category == "water" for e in description.entities):
        return description
    description, lake = _added(description, "lake", "water")
    description = replace(
        description,
        entities=tuple(replace(e, role="structure") if e.id == lake else e for e in description.entities),
    )
    idle = {r.subject_id: r.object_id for r in aboard} | {a.actor_id: "" for a in description.actions}
    sits = tuple(Action(id=f"sits_{who}", actor_id=who, verb="sit", target_id=boat, text="sits in the boat")
                 for who, boat in idle.items() if boat)  # fmt: skip
    description = replace(description, actions=(*sits, *description.actions))
    on = (Relation(subject_id=boat, predicate="on", spatial="on", object_id=lake)
          for boat in dict.fromkeys(r.object_id for r in aboard))  # fmt: skip
    return _related(description, *on)


def _named_once(description: SceneDescription) -> SceneDescription:
    """`a ball of yarn` is one thing: no ball lies beside it."""
    prompt = description.prompt.lower()
    whole = {e.lemma.split(" of ")[0] for e in description.entities if " of " in e.lemma}
    gone = {e.id for e in description.entities if e.lemma in whole and not e.attributes
            and len(re.findall(rf"\b{re.escape(e.lemma)}s?\b", prompt)) == 1}  # fmt: skip
    used = {i for a in description.actions for i in (a.actor_id, a.target_id)}
    return without(description, gone - used)


def _brushing_teeth(description: SceneDescription) -> SceneDescription:
    """`brushes his teeth`: with a toothbrush."""
    if not re.search(r"\b(teeth|tooth)\b", description.prompt, re.IGNORECASE):
        return description
    for action in description.actions:
        person = people_in(description).get(action.actor_id)
        if action.verb.split()[0] not in ("brush", "clean") or person is None:
            continue
        if any(e.lemma == "toothbrush" for e in description.entities):
            continue
        description, brush = _added(description, "toothbrush", "toothbrush", person.count)
        description = _related(
            description,
            Relation(subject_id=person.id, predicate="brush with", spatial=None, object_id=brush),
        )
        description = _changed(description, action, verb="brush", text="brushes the teeth")
    return description


def _hairdressing(description: SceneDescription) -> SceneDescription:
    """`a barber cuts a man's hair`: the man sits, the barber stands behind with scissors."""
    people = people_in(description)
    for action in description.actions:
        barber, client = people.get(action.actor_id), people.get(action.target_id or "")
        hair = re.search(r"\b(hair|beard|haircut)\b", description.prompt, re.IGNORECASE)
        if barber is None or client is None or client is barber or action.verb.split()[0] not in _STYLING:
            continue
        if not hair and barber.lemma.split()[-1] not in _BARBERS:
            continue
        sits = [a for a in description.actions if a.actor_id == client.id and a.verb == "sit"]
        if not sits:
            description, chair = _added(description, "chair", "chair")
            sit = Action(id=f"sits_{client.id}", actor_id=client.id, verb="sit", target_id=chair, text="sits")
            description = replace(description, actions=(sit, *description.actions))
            description = _changed(description, action, after=action.after or sit.id)
            description = _related(
                description,
                Relation(subject_id=barber.id, predicate="behind", spatial="behind", object_id=chair, frame="object"),
            )
        if action.verb in ("cut", "trim") and all(e.category != "scissors" for e in description.entities):
            description, scissors = _added(description, "scissors", "scissors")
            description = _related(
                description,
                Relation(subject_id=barber.id, predicate="with", spatial=None, object_id=scissors),
            )
    return description


def _manicured(description: SceneDescription) -> SceneDescription:
    """`paints her nails`: they are on her hand, which the other one works on; she sits."""
    people = people_in(description)
    nails = {e.id for e in description.entities if e.lemma.split()[-1] in _NAILS}
    for action in description.actions:
        if action.verb.split()[0] not in _MANICURES or action.target_id not in nails or action.actor_id not in people:
            continue
        description = _changed(without(description, nails), action, verb="write", target_id=None,
                               text="paints the nails")  # fmt: skip
        if all(a.verb != "sit" for a in description.actions if a.actor_id == action.actor_id):
            description, chair = _added(description, "chair", "chair", people[action.actor_id].count)
            sit = Action(id=f"sits_{action.actor_id}", actor_id=action.actor_id, verb="sit", target_id=chair,
                         text="sits there")  # fmt: skip
            description = replace(description, actions=(sit, *description.actions))
            description = _changed(description, action, after=action.after or sit.id)
        return description
    return description


def _photographed(description: SceneDescription) -> SceneDescription:
    """`takes pictures of a bride and groom`: they stand side by side and look at who photographs."""
    people = people_in(description)
    busy = {a.actor_id for a in description.actions}
    placed = {r.subject_id for r in description.relations if r.spatial}
    for action in description.actions:
        if action.verb not in PHOTOGRAPHING or action.actor_id not in people:
            continue
        shot = [r.object_id for r in description.relations if r.subject_id == action.actor_id
                and r.predicate == action.verb and r.object_id in people and r.object_id not in busy]  # fmt: skip
        shot = list(dict.fromkeys(shot))
        poses = {a.id: a.actor_id for a in description.actions if a.verb.split()[0] in _POSING and a.actor_id in {
            r.object_id for r in description.relations
            if r.subject_id == action.actor_id and r.predicate == action.verb
        }}  # fmt: skip
        if shot or poses:  # the camera stays at the eye while they pose
            shot = list(dict.fromkeys([*poses.values(), *shot]))
            description = replace(
                description,
                actions=tuple(replace(a, duration_s=a.duration_s or _POSING_S, after=None) if a.id == action.id else a
                              for a in description.actions if a.id not in poses),
            )  # fmt: skip
        looks = tuple(Action(id=f"poses_{who}", actor_id=who, verb="look", target_id=action.actor_id,
                             manner=("happily",), text="looks into the camera", during=action.id)
                      for who in shot)  # fmt: skip
        description = replace(description, actions=(*description.actions, *looks))
        if len(shot) > 1 and not placed & {action.actor_id, *shot}:
            before = Relation(subject_id=action.actor_id, predicate="right of", spatial="right_of", object_id=shot[0])
            beside = (Relation(subject_id=other, predicate="behind", spatial="behind", object_id=one)
                      for one, other in pairwise(shot))
            description = _related(description, before, *beside)
    return description


def _late_for(description: SceneDescription) -> SceneDescription:
    """`late for the train`: it is not there."""
    late = re.findall(r"\blate for (?:(?:the|a|an|his|her|their|its) )?(\w+)", description.prompt, re.IGNORECASE)
    used = {i for a in description.actions for i in (a.actor_id, a.target_id)}
    gone = {e.id for e in description.entities if e.lemma.split()[-1] in late and e.id not in used}
    return without(description, gone) if gone else description


def _with_luggage(description: SceneDescription) -> SceneDescription:
    """`runs down the street with a briefcase`: what nothing else is said of is in the hand of who goes."""
    related = {i for r in description.relations for i in (r.subject_id, r.object_id)}
    related |= {a.target_id or "" for a in description.actions}
    goers = [a.actor_id for a in description.actions if a.verb.split()[0] in _GOING
             and a.actor_id in people_in(description)]  # fmt: skip
    handheld = load_lexicon().sets["handheld"]
    prompt = description.prompt.lower()
    for entity in description.entities:
        said = re.search(rf"\bwith (?:an?|his|her|their) (?:\w+ )?{re.escape(entity.lemma)}\b", prompt)
        if said and goers and entity.id not in related and {entity.lemma, entity.category} & handheld:
            description = _related(
                description, Relation(subject_id=goers[0], predicate="with", spatial=None, object_id=entity.id)
            )
    return description


def _delivering(description: SceneDescription) -> SceneDescription:
    """`delivers a letter`, and to nobody who is there: goes with it in the hand."""
    people = people_in(description)
    for action in description.actions:
        if action.verb != "deliver" or action.actor_id not in people or action.target_id is None:
            continue
        own = {action.actor_id, action.target_id}
        if any(own & {r.subject_id} and r.object_id not in own and r.predicate.split()[-1] in _RECEIVING
               for r in description.relations):  # fmt: skip
            continue
        brought = Relation(subject_id=action.actor_id, predicate="with", spatial=None, object_id=action.target_id)
        description = replace(
            description,
            relations=tuple(r for r in description.relations if {r.subject_id, r.object_id} != own),
        )
        description = _changed(_related(description, brought), action, verb="walk", target_id=None)
    return description
