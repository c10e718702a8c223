"""Graph and references become a SceneDescription: entities, relations, setting, what nothing used."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..protocol.scene import Action, Attribute, Entity, Lighting, Relation, Role, SceneDescription, Setting, Shot
from .actions import order_actions
from .changes import DEED
from .games import with_catch_played
from .graph import Fact, Graph
from .implied import with_implied, with_open_boxes
from .lexicon import Lexicon
from .owning import owned
from .places import find_place
from .scene_words import SceneWords
from .things import References, Thing
from .where import bears_limbs, drapes, dresses, hangs_from, vantage
from .whereabouts import is_indoor

_VERB_SPATIAL = {
    "surround": "around", "cover": "on", "face": "facing", "contain": "contains", "touch": "touching",
    "hang from": "hanging_from", "attach to": "attached_to", "support": "under", "fill with": "contains",
    "cross": "across", "border": "at_edge_of", "overlook": "facing", "tie to": "attached_to", "load with": "contains",
    "chain to": "attached_to", "fasten to": "attached_to", "nail to": "attached_to", "pack with": "contains",
    "stack with": "contains", "line": "against", "flank": "next_to", "suspend from": "hanging_from",
    "dangle from": "hanging_from", "strap to": "attached_to", "pin to": "attached_to",
}  # fmt: skip
_STATIC = ("on", "in", "at", "under", "next_to", "near", "behind", "in_front_of", "between", "around", "left_of",
           "right_of", "opposite")  # fmt: skip
_DASHES = ("-", "–", "—", "/")
_GRIPS = ("mouth", "beak", "tooth", "jaw", "snout", "trunk", "claw", "paw")
_MATERIALS = ("wooden", "wood", "cardboard", "wicker", "brick", "concrete", "stone", "glass", "metal", "plastic",
              "leather", "steel", "marble")  # fmt: skip
_SIDES = ("back", "left", "right", "side", "far")
_LANDING = ("on", "onto", "on top of", "into", "in", "to")
_TOWARD = (
    "look", "stare", "glance", "smile", "wave", "point", "bow", "turn", "face", "walk", "run", "jog", "march", "come",
    "gallop", "sprint", "charge", "trot", "swim", "rush", "hurry", "skip", "limp", "stagger", "creep", "race",
    "move", "step", "dance", "jump", "crawl", "sneak", "ride", "drive", "roll", "fly",
)
"""verbs that can be done toward the camera"""
_CONTENT = ("NOUN", "VERB", "VBG", "VBN", "ADJ", "ADV", "NUM", "X")


def describe(
    prompt: str, graph: Graph, references: References, scene_words: SceneWords, lexicon: Lexicon,
    category_of: Callable[[str], tuple[str, Role]],
) -> SceneDescription:  # fmt: skip
    """The description; `category_of` maps a lemma to catalogue name and role."""
    return describe_with_ids(prompt, graph, references, scene_words, lexicon, category_of)[0]


def describe_with_ids(
    prompt: str, graph: Graph, references: References, scene_words: SceneWords, lexicon: Lexicon,
    category_of: Callable[[str], tuple[str, Role]],
) -> tuple[SceneDescription, dict[int, str]]:  # fmt: skip
    """The description, and the entity id of each thing's number."""
    # 1. Things that only say where it happens
    place, place_things = find_place(graph, references, lexicon)
    place_things |= _pour_in(graph, references, lexicon)
    abstract = {t.number for t in references.things if t.lemma.split()[-1] in lexicon.sets["abstract"]}
    place_things |= abstract | _only_own(graph, references, lexicon)
    things = [
        thing for thing in references.things
        if thing.mentions and thing.number not in place_things and not _is_own_body(thing, lexicon)
    ]  # fmt: skip

    # 2. Entities
    entities: list[Entity] = []
    ids: dict[int, str] = {}
    numbers: dict[str, int] = {}
    for thing in things:
        lemma, attributes = _head_of_compound(thing, lexicon)
        base = re.sub(r"[^\w]+", "_", lemma).strip("_") or "thing"
        numbers[base] = numbers.get(base, 0) + 1
        ids[thing.number] = f"{base}_{numbers[base]}"
        category, role = category_of(lemma)
        entities.append(
            Entity(
                id=ids[thing.number], lemma=lemma, category=category, count=thing.count, role=role,
                attributes=tuple(Attribute(type=kind, value=value) for kind, value in attributes if kind != DEED),
            )
        )  # fmt: skip

    # 3. Actions in time, relations
    actions = order_actions(graph, references, ids, lexicon, prompt)
    relations = _relations(graph, references, ids, lexicon, actions)
    relations += owned(references, ids, relations, actions, lexicon)
    relations = with_implied(entities, relations, actions, lexicon)
    entities = with_open_boxes(entities, relations)
    entities, relations, actions = with_catch_played(entities, relations, actions, prompt, category_of)
    entities, relations, actions = _without_own_camera(entities, relations, actions)

    # 4. Setting, light, camera
    indoor = scene_words.indoor if scene_words.indoor is not None else is_indoor(place or "", lexicon)
    if place is None and scene_words.snow_ground:
        place = "snow"
    elif place is not None and place.split()[-1] in _OPEN_COUNTRY:
        snowy = scene_words.snowy or scene_words.season == "winter"
        place = f"snowy {place}" if snowy else f"autumn {place}" if scene_words.season == "autumn" else place
    elif place is None and not indoor and scene_words.season == "winter":
        place = "snow"
    subject_id = _camera_subject(scene_words, references, ids)

    # 5. What was ruled out, and what nothing used
    present = {thing.lemma for thing in things}
    unparsed = [
        token.text for token in graph.tokens
        if not token.used and token.tag in _CONTENT and token.word not in lexicon.sets["filler"]
        and token.text not in _DASHES
    ]  # fmt: skip
    unparsed += [
        " ".join(token.text for token in mention.tokens)
        for thing in references.things if thing.number in abstract
        for mention in thing.mentions if mention.tokens
    ]  # fmt: skip
    unparsed += [f"no {lemma}" for lemma in references.excluded if lemma in present]
    description = SceneDescription(
        prompt=prompt,
        setting=Setting(place=place, indoor=indoor),
        lighting=Lighting(time_of_day=scene_words.time_of_day, weather=scene_words.weather, mood=scene_words.mood),
        shot=Shot(
            size=scene_words.shot_size, movement=scene_words.movement, subject_id=subject_id, angle=scene_words.angle
        ),
        entities=tuple(entities),
        relations=relations,
        actions=actions,
        duration_s=scene_words.duration_s or _total_duration(actions),
        excluded=tuple(lemma for lemma in references.excluded if lemma not in present),
        unparsed=tuple(dict.fromkeys(unparsed)),
    )
    return description, ids


_OPEN_COUNTRY = (
    "forest", "woods", "park", "field", "meadow", "garden", "yard", "backyard", "hill", "countryside", "farm",
    "village",
)  # fmt: skip
"""where the season shows: snow lies on the ground and on the trees, leaves turn"""


def _head_of_compound(thing: Thing, lexicon: Lexicon) -> tuple[str, list[tuple[str, str]]]:
    """`cardboard box` is a box of cardboard, `back wall` a wall at the back; other compounds stay one word."""
    first, _, head = thing.lemma.partition(" ")
    if head in lexicon.priors and (first in _MATERIALS or (first in _SIDES and thing.lemma not in lexicon.priors)):
        kind = "material" if first in _MATERIALS else "state"
        value = "wooden" if first == "wood" else first
        return head, [(kind, value), *(pair for pair in thing.attributes if pair[1] != value)]
    return thing.lemma, thing.attributes


def _without_own_camera(
    entities: list[Entity], relations: tuple[Relation, ...], actions: tuple[Action, ...]
) -> tuple[list[Entity], tuple[Relation, ...], tuple[Action, ...]]:
    """“Runs towards the camera”: the camera that films is no thing in the scene, but a direction."""
    held = {r.subject_id for r in relations} | {r.object_id for r in relations if r.spatial is not None}
    held |= {action.actor_id for action in actions}
    own = {
        e.id for e in entities
        if e.lemma == "camera" and not e.attributes and e.count == 1 and e.id not in held
        and all(a.verb.split()[0] in _TOWARD for a in actions if a.target_id == e.id)
        and any(a.target_id == e.id for a in actions)
    }  # fmt: skip
    if not own:
        return entities, relations, actions
    return (
        [entity for entity in entities if entity.id not in own],
        tuple(relation for relation in relations if relation.object_id not in own),
        tuple(
            replace(action, target_id=None, manner=(*action.manner, "toward camera"))
            if action.target_id in own
            else action
            for action in actions
        ),
    )


def _pour_in(graph: Graph, references: References, lexicon: Lexicon) -> set[int]:
    """`a glass of water` is one thing: the water becomes an attribute of the glass."""
    poured: set[int] = set()
    handled = {t.number for deed in graph.deeds if deed.target for t in references.of.get(deed.target.number, [])}
    for fact in graph.facts:
        if fact.predicate != "have" or fact.object.lemma.split()[-1] not in lexicon.sets["liquid"]:
            continue
        contents = [t for t in references.of.get(fact.object.number, []) if len(t.mentions) == 1 or
                    t.number not in handled]  # pours the milk out of the carton
        for vessel in references.of.get(fact.subject.number, []):
            if vessel.lemma.split()[-1] in lexicon.sets["vessel"] and len(contents) == 1:
                said = [value for _, value in contents[0].attributes]  # a cup of hot coffee, a glass of white wine
                vessel.attributes.append(("other", " ".join([*said, fact.object.lemma])))
                poured.add(contents[0].number)
                for again in contents[0].mentions:
                    references.of[again.number] = [vessel]  # dips it into the milk: into the glass
    return poured


def _only_own(graph: Graph, references: References, lexicon: Lexicon) -> set[int]:
    """`my grandmother's chair`: the grandmother is not there. Whose body or clothes are shown is,
    unless somebody else wears them: a mouse in a chef's hat."""
    absent: set[int] = set()
    for thing in references.things:
        numbers = {mention.number for mention in thing.mentions}
        facts = [f for f in graph.facts if f.subject.number in numbers or f.object.number in numbers]
        owned = [f.object for f in facts if f.subject.possessor and f.subject.number in numbers]
        acts = any(actor.number in numbers for deed in graph.deeds for actor in deed.actors)
        lent = {f.object.number for f in graph.facts if f.subject.number not in numbers
                and (f.preposition == "in" or f.verb == "wear")}  # fmt: skip
        lent |= {f.subject.number for f in graph.facts if f.preposition in lexicon.spatial}  # lies on the floor
        worn = any(lexicon.is_of_body(m.lemma) or (lexicon.is_worn(m.lemma) and m.number not in lent) for m in owned)
        if owned and len(owned) == len(facts) and not acts and not worn and lexicon.is_person(thing.lemma):
            absent.add(thing.number)
    return absent


def _is_own_body(thing: Thing, lexicon: Lexicon) -> bool:
    """`his forehead`, `its tail`, `on one toe`: no thing of its own, and nothing said of it."""
    own = all(
        mention.determiner in (*lexicon.sets["possessive"], "both")
        or (mention.tokens and mention.tokens[0].word in ("one", "both"))
        for mention in thing.mentions
    )
    return own and not thing.attributes and lexicon.is_of_body(thing.lemma)


def _owner(part: Thing, references: References, lexicon: Lexicon) -> Thing | None:
    """`a cup in her hand`, `a saddle on its back`: the last person named before, or what is none."""
    said = part.mentions[0]
    before = [
        (bears_limbs(thing.lemma, lexicon), mention.number, thing)
        for thing in references.things
        if lexicon.is_person(thing.lemma) == (said.determiner != "its") and not lexicon.is_body_part(thing.lemma)
        for mention in thing.mentions if mention.number < said.number
    ]  # fmt: skip
    return max(before, key=lambda found: found[:2])[2] if before else None


def _relations(
    graph: Graph, references: References, ids: dict[int, str], lexicon: Lexicon, actions: tuple[Action, ...]
) -> tuple[Relation, ...]:
    relations: list[Relation] = []
    seen: set[tuple[str, str, str]] = set()
    first_deed: dict[int, int] = {}
    for deed in graph.deeds:
        for actor in deed.actors:
            for thing in references.of.get(actor.number, []):
                first_deed.setdefault(thing.number, deed.number)
    placed = {
        (subject.number, target.number)
        for fact in graph.facts
        if fact.preposition in lexicon.spatial
        for subject in references.of.get(fact.subject.number, [])
        for target in references.of.get(fact.object.number, [])
    }
    for fact in graph.facts:
        if fact.deed is not None and fact.deed.negated:
            continue
        subjects = references.of.get(fact.subject.number, [])
        objects = references.of.get(fact.object.number, [])
        if fact.object.lemma == "each other":
            partners = [other.subject for other in graph.facts if other.object is fact.object]
            objects = [thing for mention in partners for thing in references.of.get(mention.number, [])]
        if fact.preposition in lexicon.spatial:  # a scarf around its neck, a cup in her hand
            whose = fact.object.determiner in (*lexicon.sets["possessive"], "both")
            held = whose and fact.object.lemma in _GRIPS  # a stick in its mouth: the dog with a stick says it
            objects = [(_owner(t, references, lexicon) or t) if whose and _is_own_body(t, lexicon) else t
                       for t in objects if not held]  # fmt: skip
        for subject in subjects:
            for target in objects:
                if subject.number not in ids or target.number not in ids or subject is target:
                    continue
                key = (ids[subject.number], fact.predicate, ids[target.number])
                # `a table with three chairs around it` says with only to say around
                said_better = fact.predicate in ("with", "have") and (target.number, subject.number) in placed
                if key in seen or said_better:
                    continue
                seen.add(key)
                starts = fact.deed is None or first_deed.get(subject.number) == fact.deed.number
                relations.append(
                    Relation(
                        subject_id=key[0], predicate=fact.predicate, object_id=key[2],
                        spatial=_spatial(fact, subject, target, starts, graph, lexicon),
                    )
                )  # fmt: skip
    return tuple(relations)


def _spatial(
    fact: Fact, subject: Thing, target: Thing, starts: bool, graph: Graph, lexicon: Lexicon
) -> str | None:
    """The canonical relation that holds when the scene begins; None for what an action leads to."""
    canonical = lexicon.spatial.get(fact.preposition)
    if fact.predicate in _VERB_SPATIAL and not (fact.preposition and fact.deed is not None and fact.deed.target):
        return _VERB_SPATIAL[fact.predicate]
    if canonical == "in" and lexicon.is_worn(target.lemma) and (
        lexicon.is_person(subject.lemma) or (lexicon.is_animal(subject.lemma) and dresses(target.lemma))
    ):
        return None
    sunk = canonical == "under" and "bottom" in fact.preposition
    if sunk and (prior := lexicon.priors.get(target.lemma)) is not None and prior.category == "water":
        return "in"  # at the bottom of the sea
    if canonical == "above" and drapes(fact, subject, lexicon):
        return "on"
    if hangs_from(fact.verb, fact.preposition, fact.object):
        return "hanging_from"
    inmost = canonical == "in" and ("middle" in fact.preposition or "cent" in fact.preposition)
    if inmost and target.lemma in lexicon.priors and lexicon.priors[target.lemma].group == "furniture":
        return "on"
    if canonical is None or not fact.verb:
        return canonical
    first = fact.verb.split()[0]
    if starts and (place := vantage(first, fact.preposition, fact.object, lexicon)):
        return place
    falls = first in lexicon.sets["gravity"]
    prior = lexicon.priors.get(target.lemma)
    aloft = target.lemma.split()[-1] in ("sky", "air", "cloud", "ceiling") or (
        prior is not None and prior.group in ("plants", "buildings")
    )
    if falls and starts and canonical in ("down", "off", "from") and not aloft:
        return "on"  # what rolls off the table lay on it
    drops = starts and fact.deed is not None and first in ("drop", "fall") and not lexicon.is_person(subject.lemma)
    if drops and fact.preposition in _LANDING and not _falls_from(fact, graph):
        return "above"
    aims_elsewhere = fact.deed is not None and fact.deed.target not in (None, fact.object)
    if fact.preposition == "at" and aims_elsewhere and first in lexicon.sets["stationary"]:
        return canonical if starts else None  # plays chess at a table
    if fact.preposition == "at" and fact.deed is None and first in lexicon.sets["posture"]:
        return canonical  # a bus stands at the lights
    if fact.preposition in lexicon.sets["goal"] or not starts:
        return None
    if fact.preposition in lexicon.sets["start"] and fact.deed is not None and fact.deed.target is not fact.object:
        return None
    if (
        fact.preposition in lexicon.sets["start"]
        or fact.verb in lexicon.sets["posture"]
        or first in lexicon.sets["posture"]
    ):
        return canonical
    if fact.deed is None:
        return canonical
    if fact.deed.target is not None and (first in lexicon.sets["caused_motion"] or first in lexicon.sets["motion"]):
        along = canonical in ("behind", "next_to", "in_front_of") and lexicon.is_person(target.lemma)
        still = first in lexicon.sets["stationary"] and canonical in _STATIC
        return canonical if still or (along and fact.deed.target is not fact.object) else None
    return canonical


def _falls_from(fact: Fact, graph: Graph) -> bool:
    """Whether the same deed says where the fall starts."""
    return any(
        other.deed is fact.deed and other.preposition in ("from", "off", "off of", "out of", "down")
        for other in graph.facts
    )


def _camera_subject(scene_words: SceneWords, references: References, ids: dict[int, str]) -> str | None:
    """The first entity named after the camera's phrase."""
    for start in scene_words.subject_at:
        named = [
            (mention.tokens[0].start, ids[thing.number])
            for thing in references.things
            for mention in thing.mentions
            if mention.tokens and mention.tokens[0].start >= start and thing.number in ids
        ]
        if named:
            return min(named)[1]
    return None


def _total_duration(actions: tuple[Action, ...]) -> float | None:
    """The length of a chain of actions that all have one."""
    if not actions or any(action.duration_s is None for action in actions):
        return None
    ends: dict[str, float] = {}
    for action in actions:
        begin = ends.get(action.after or "", 0.0)
        ends[action.id] = begin + (action.duration_s or 0.0)
    return max(ends.values())
