"""Between a scene description and the list that shows it: fill the list, add to it, and read the correction off it."""

from __future__ import annotations

from collections.abc import Iterable

from ._vendor.backend.protocol.scene import (
    Action,
    Attribute,
    Entity,
    Evidence,
    Lighting,
    Relation,
    SceneDescription,
    Setting,
    Shot,
)
from .asset_sources import AS_SCENE
from .understood import ANY, ATTRIBUTE_TYPES, SceneloomAction, SceneloomRelation, SceneloomThing, SceneloomUnderstood

# --- From a description ---------------------------------------------------------------------------------------------


def show(
    understood: SceneloomUnderstood,
    description: SceneDescription,
    evidence: tuple[Evidence, ...] = (),
    before: SceneloomUnderstood | None = None,
) -> None:
    """Fill the list anew; without evidence the lines that were there before (in another scene's list too) keep
    theirs."""
    before = before or understood
    known = _known_lines(before) if before.prompt == description.prompt and not evidence else {}
    sources = {thing.lemma: (thing.source, thing.image) for thing in before.things}
    understood.prompt = description.prompt
    for items in (understood.things, understood.relations, understood.actions):
        items.clear()
    understood.thing_index = understood.relation_index = understood.action_index = 0
    names = {entity.id: _add_thing(understood, entity).name for entity in description.entities}
    action_ids = _add_actions(understood, description, names)
    for relation in description.relations:
        _add_relation(understood, relation, names, description.actions, action_ids)
    setting, lighting, shot = description.setting, description.lighting, description.shot
    understood.place, understood.indoor = setting.place or "", setting.indoor
    understood.time_of_day, understood.weather = lighting.time_of_day or ANY, lighting.weather or ANY
    understood.mood = lighting.mood or ""
    understood.shot_size, understood.movement = shot.size or ANY, shot.movement or ANY
    understood.angle, understood.subject = shot.angle or ANY, names.get(shot.subject_id or "", "")
    understood.excluded, understood.unused = ", ".join(description.excluded), "\n".join(description.unparsed)
    understood.duration_s = description.duration_s or 0.0
    _say_who_read(_lines(understood), description.prompt, evidence)
    for thing in understood.things:  # chosen for the thing, however its prompt is read
        thing.source, thing.image = sources.get(thing.lemma, (AS_SCENE, ""))
    for line in _lines(understood):
        line.said, line.reader, line.sure = known.get(_key(line), (line.said, line.reader, line.sure))


_Line = SceneloomThing | SceneloomRelation | SceneloomAction


def _lines(understood: SceneloomUnderstood) -> list[_Line]:
    """Things, relations, actions: the order in which evidence comes."""
    return [*understood.things, *understood.relations, *understood.actions]


def _key(line: _Line) -> tuple[str, ...]:
    if isinstance(line, SceneloomThing):
        return line.entity_id, line.lemma
    if isinstance(line, SceneloomRelation):
        return line.subject, line.word, line.object
    return line.action_id, line.verb


def _known_lines(understood: SceneloomUnderstood) -> dict[tuple[str, ...], tuple[str, str, float]]:
    return {_key(line): (line.said, line.reader, line.sure) for line in _lines(understood)}


def _say_who_read(lines: list[_Line], prompt: str, evidence: tuple[Evidence, ...]) -> None:
    """Note the words that each line came from; nobody knows where there is no evidence."""
    for line in lines:
        line.said = line.reader = ""
    for line, found in zip(lines, evidence, strict=False):
        line.said = " … ".join(prompt[start:end] for start, end in found.spans)
        line.reader, line.sure = found.parser, found.read
        if isinstance(line, SceneloomThing):
            line.nearness = found.confidence


def _add_thing(understood: SceneloomUnderstood, entity: Entity) -> SceneloomThing:
    """One more thing; its name is made unique, and its id too."""
    item = understood.things.add()
    item.lemma = item.found_lemma = entity.lemma
    item.category = item.found_category = entity.category
    item.count, item.role = entity.count, entity.role
    item.entity_id = _free_id(entity.id, {t.entity_id for t in understood.things[:-1]})
    for attribute in entity.attributes:
        word = item.attributes.add()
        word.type = attribute.type if attribute.type in ATTRIBUTE_TYPES else "other"
        word.value = attribute.value
    return item


def _add_relation(
    understood: SceneloomUnderstood,
    relation: Relation,
    names: dict[str, str],
    actions: Iterable[Action],
    action_ids: dict[str, str],
) -> None:
    """One more relation between things, which `names` gives by entity id."""
    item = understood.relations.add()
    item.subject, item.object = names[relation.subject_id], names[relation.object_id]
    item.predicate, item.spatial, item.frame = relation.predicate, relation.spatial or "", relation.frame
    item.word = item.found_word = (relation.spatial or relation.predicate).replace("_", " ")
    if relation.spatial is None:
        item.action = next((action_ids[a.id] for a in actions if _says_again(relation, a)), "")


def _add_actions(
    understood: SceneloomUnderstood, description: SceneDescription, names: dict[str, str]
) -> dict[str, str]:
    """All actions of a description after those that are there; returns the unique id that each got."""
    before = len(understood.actions)
    last = understood.actions[-1].name if before else ""
    new_names = {}
    for action in description.actions:
        item = understood.actions.add()
        item.verb = item.found_verb = action.verb
        item.action_id = _free_id(action.id, {a.action_id for a in understood.actions[:-1]})
        item.text, item.manner = action.text, ", ".join(action.manner)
        item.actor, item.target = names[action.actor_id], names.get(action.target_id or "", "")
        item.duration_s = action.duration_s or 0.0
        new_names[action.id] = item.name
    for action, item in zip(description.actions, understood.actions[before:], strict=True):
        item.after, item.during = new_names.get(action.after or "", ""), new_names.get(action.during or "", "")
        if not item.after and not item.during and last and understood.actions[last].actor == item.actor:
            item.after = last  # what is added comes after what the same one does already
    return {a.id: item.action_id for a, item in zip(description.actions, understood.actions[before:], strict=True)}


def append(understood: SceneloomUnderstood, description: SceneDescription, words: str) -> int:
    """Add all of a description; “the table” is the table that is there. Returns how many lines were added."""
    said = f" {' '.join(words.lower().replace(',', ' ').replace('.', ' ').split())} "
    names, num_added = {}, 0
    for entity in description.entities:
        known = next((t for t in understood.things if t.lemma == entity.lemma), None)
        if known is not None and f" the {entity.lemma} " in said:
            names[entity.id] = known.name
        else:
            names[entity.id] = _add_thing(understood, entity).name
            understood.thing_index = len(understood.things) - 1
            num_added += 1
    action_ids = _add_actions(understood, description, names)
    num_added += len(action_ids)
    for relation in description.relations:
        _add_relation(understood, relation, names, description.actions, action_ids)
        num_added += relation.spatial is not None
    return num_added


def add_empty(understood: SceneloomUnderstood, kind: str) -> None:
    """One more line to fill in."""
    things = understood.things
    if kind == "things":
        _add_thing(understood, Entity(id="thing_1", lemma="", category=""))
    elif kind == "relations":
        item = understood.relations.add()
        item.subject, item.object = (things[i].name if i < len(things) else "" for i in (1, 0))
        item.word = "next to"
    else:
        item = understood.actions.add()
        item.action_id = _free_id("a1", {a.action_id for a in understood.actions[:-1]})
        item.verb = "wave"
        item.actor = next((t.name for t in things if t.role == "character"), "")


def remove(understood: SceneloomUnderstood, kind: str, index: int) -> None:
    """Take a line away, and what would point at nothing without it."""
    items = getattr(understood, kind)
    name = items[index].name
    items.remove(index)
    if kind == "things":
        for relations, keys in ((understood.relations, ("subject", "object")), (understood.actions, ("actor",))):
            for i in reversed([i for i, r in enumerate(relations) if name in (getattr(r, key) for key in keys)]):
                relations.remove(i)
        for action in understood.actions:
            action.target = "" if action.target == name else action.target
        understood.subject = "" if understood.subject == name else understood.subject
    names = [action.name for action in understood.actions]
    for action in understood.actions:
        for key in ("after", "during"):
            if getattr(action, key) not in names:
                setattr(action, key, "")


def _says_again(relation: Relation, action: Action) -> bool:
    """`woman walk to table` beside the action of walking to the table."""
    same_verb = relation.predicate.split()[0] == action.verb.split()[0]
    return same_verb and (relation.subject_id, relation.object_id) == (action.actor_id, action.target_id)


def mark_stand_ins(understood: SceneloomUnderstood, object_ids: Iterable[str]) -> None:
    """Mark the things for which something else was built."""
    ids = {object_id.rsplit(".", 1)[0] for object_id in object_ids} | set(object_ids)
    for thing in understood.things:
        thing.stand_in = thing.entity_id in ids


# --- To a description -----------------------------------------------------------------------------------------------


def description_of(understood: SceneloomUnderstood) -> SceneDescription:
    """The description as corrected; categories and relations that the artist changed are left to the backend."""
    ids = {thing.name: thing.entity_id for thing in understood.things}
    action_ids = {action.name: action.action_id for action in understood.actions}
    return SceneDescription(
        prompt=understood.prompt,
        setting=Setting(place=understood.place.strip() or None, indoor=understood.indoor),
        lighting=Lighting(
            time_of_day=_said(understood.time_of_day),
            weather=_said(understood.weather),
            mood=understood.mood.strip() or None,
        ),
        shot=Shot(
            size=_said(understood.shot_size),
            movement=_said(understood.movement),
            subject_id=ids.get(understood.subject),
            angle=_said(understood.angle),
        ),
        entities=tuple(_entity(thing) for thing in understood.things),
        relations=tuple(
            relation for item in understood.relations if (relation := _relation(item, understood, ids)) is not None
        ),
        actions=tuple(_action(action, ids, action_ids) for action in understood.actions),
        duration_s=understood.duration_s or None,
        excluded=_listed(understood.excluded),
    )


def _entity(thing: SceneloomThing) -> Entity:
    lemma, category, role = thing.lemma.strip().lower(), thing.category.strip().lower(), thing.role
    if category and category != thing.found_category:
        lemma, category = category, ""  # to be built as that, whatever it was called
    elif lemma != thing.found_lemma:
        category = ""
    return Entity(
        id=thing.entity_id,
        lemma=lemma,
        category=category,
        count=thing.count,
        role=role or "prop",
        attributes=tuple(Attribute(type=a.type, value=a.value.strip()) for a in thing.attributes if a.value.strip()),
    )


def _relation(item: SceneloomRelation, understood: SceneloomUnderstood, ids: dict[str, str]) -> Relation | None:
    if item.action:
        action = next((a for a in understood.actions if a.action_id == item.action), None)
        if action is None or not action.target:
            return None
        words = item.predicate.split()[len(action.found_verb.split()) :]
        predicate = item.predicate if action.verb == action.found_verb else " ".join([action.verb, *words])
        actor_id, target_id = ids.get(action.actor, ""), ids.get(action.target, "")
        return Relation(subject_id=actor_id, predicate=predicate, spatial=None, object_id=target_id)
    same = item.word == item.found_word
    return Relation(
        subject_id=ids.get(item.subject, item.subject),
        predicate=item.predicate if same else item.word.strip().lower(),
        spatial=(item.spatial or None) if same else "",
        object_id=ids.get(item.object, item.object),
        frame=item.frame,
    )


def _action(action: SceneloomAction, ids: dict[str, str], action_ids: dict[str, str]) -> Action:
    same = action.verb == action.found_verb
    said = f"{action.verb} {action.target}".strip().lower()
    return Action(
        id=action.action_id,
        actor_id=ids.get(action.actor, action.actor),
        verb=action.verb.strip().lower(),
        text=action.text if same and action.text else said,
        target_id=ids.get(action.target, action.target) or None,
        manner=_listed(action.manner),
        duration_s=action.duration_s or None,
        after=action_ids.get(action.after),
        during=action_ids.get(action.during),
    )


def _said(choice: str) -> str | None:
    return None if choice == ANY else choice


def _listed(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split(",") if (word := part.strip()))


def _free_id(wanted: str, taken: set[str]) -> str:
    stem = wanted.rstrip("0123456789").rstrip("_") or "thing"
    return next(i for n in range(1 + len(taken) + 1) if (i := wanted if n == 0 else f"{stem}_{n}") not in taken)


