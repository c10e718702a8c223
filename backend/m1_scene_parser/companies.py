"""Words for several people at once: `a couple`, `a family of four`, `a crowd` become the people that they are."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.pursuits import HAND_IN_HAND
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .lexicon import Lexicon

_ALIKE = {
    "crowd": ("person", 8), "audience": ("person", 8), "choir": ("singer", 6), "band": ("musician", 4),
    "orchestra": ("violinist", 5),
    "class": ("pupil", 6), "team": ("player", 5), "squad": ("player", 5), "gang": ("person", 4), "crew": ("worker", 4),
}  # fmt: skip
"""who they are, and how many where nothing is said"""
_PLAYERS = frozenset({"singer", "guitarist", "drummer", "pianist", "violinist", "bassist", "trumpeter", "saxophonist"})
_NEVER_ONE = frozenset({"audience", "choir", "class", "orchestra", "crowd"})
"""companies, also where the words have them for one person"""
_PLAYING = frozenset({"band", "choir", "team", "squad", "crew"})
"""companies whose members are named beside them"""
_BAND = (("singer", 1), ("guitarist", 2), ("drummer", 1))
_CHILDREN = ("boy", "girl", "girl", "boy")
_HAVING = ("hold", "take", "clasp", "join")
_MUTUAL = ("dance", "hug", "kiss", "embrace", "waltz")
"""what a couple does with each other"""


def with_members(
    description: SceneDescription, lexicon: Lexicon
) -> tuple[SceneDescription, dict[str, tuple[str, ...]]]:
    """The description with the people instead of the word for all of them, each of whom does what all do; and the ids
    of the people by the id of their company."""
    people_of: dict[str, tuple[str, ...]] = {}
    for company in description.entities:
        listed = [e for e in description.entities if e.lemma in _PLAYERS] if company.lemma in _PLAYING else []
        members = () if listed else _members(company, description.prompt, lexicon)
        if members or listed:  # `a band: a singer and a drummer`
            people = listed or _people(description, company, members)
            people_of[company.id] = tuple(person.id for person in people)
            description = _replaced(description, company, people)
    return description, people_of


def hand_in_hand(description: SceneDescription) -> SceneDescription:
    """`hold hands` as a manner of what they do besides, or of standing there: the hands are no things of their own."""
    hands = {e.id for e in description.entities if e.lemma == "hand" and e.role != "character"}
    people = {e.id for e in description.entities if e.category == "person"}
    held = [a for a in description.actions if a.target_id in hands and a.actor_id in people and a.verb in _HAVING]
    if not held or {a.target_id for a in description.actions if a not in held} & hands:
        return description
    who = {a.actor_id for a in held}
    kept = [a for a in description.actions if a not in held]
    busy = {a.actor_id for a in kept}
    gone = {a.id for a in held}
    first = next((a.id for a in kept if a.actor_id in who), None)
    actions = []
    for action in kept:  # what both do, they do together
        during = None if action.during in gone else action.during
        if action.actor_id in who:
            during = first if action.id != first and action.verb == kept[0].verb else during
            action = replace(action, manner=(*action.manner, HAND_IN_HAND))
        after = None if action.after in gone or during else action.after
        actions.append(replace(action, during=during, after=after))
    actions += [replace(a, verb="stand", target_id=None, manner=(HAND_IN_HAND,)) for a in held
                if a.actor_id not in busy]  # fmt: skip
    return replace(
        description, actions=tuple(actions), entities=tuple(e for e in description.entities if e.id not in hands),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & hands),
    )


def _members(company: Entity, prompt: str, lexicon: Lexicon) -> tuple[tuple[str, int], ...]:
    """Words and numbers of the people; empty for anything else."""
    if company.lemma == "couple":
        return (("man", company.count), ("woman", company.count))
    said = re.search(rf"\b{re.escape(company.lemma)} of (\w+)", prompt.lower())
    number = lexicon.maps["number"].get(said[1], said[1]) if said else None
    size = int(number) if number is not None and str(number).isdigit() else None
    if company.lemma == "family":
        size = size or 4
        parents = ("woman",) if size == 2 else ("man", "woman")
        words = [*parents, *(_CHILDREN[k % 4] for k in range(size - len(parents)))]
        return tuple((word, words.count(word) * company.count) for word in dict.fromkeys(words))
    if company.lemma == "band" and size is None and company.category != "person":
        return tuple((word, count * company.count) for word, count in _BAND)
    if company.lemma in _ALIKE and (company.category != "person" or company.lemma in _NEVER_ONE):
        word, usual = _ALIKE[company.lemma]
        return ((word, (size or usual) * company.count),)
    return ()


def _people(description: SceneDescription, company: Entity, members: tuple[tuple[str, int], ...]) -> list[Entity]:
    taken = {entity.id for entity in description.entities}
    people: list[Entity] = []
    for word, count in members:
        number = next(n for n in range(1, len(taken) + 2) if f"{word}_{n}" not in taken)
        taken.add(f"{word}_{number}")
        people.append(Entity(id=f"{word}_{number}", lemma=word, category="person", role="character", count=count,
                             attributes=company.attributes))  # fmt: skip
    return people


def _replaced(description: SceneDescription, company: Entity, people: list[Entity]) -> SceneDescription:
    ids = [person.id for person in people]
    others = [entity for entity in description.entities if entity not in people]
    entities = [people if entity is company else [entity] for entity in others]
    return replace(
        description,
        entities=tuple(one for several in entities for one in several),
        relations=tuple(each for relation in description.relations for each in _relations(relation, company.id, ids)
                        if each.subject_id != each.object_id and not {each.subject_id, each.object_id} <= set(ids)),
        actions=tuple(each for action in description.actions for each in _actions(action, company, ids)),
    )


def _relations(relation: Relation, company_id: str, ids: list[str]) -> list[Relation]:
    if company_id == relation.subject_id:
        return [replace(relation, subject_id=each) for each in ids]
    if company_id == relation.object_id:
        return [replace(relation, object_id=each) for each in ids]
    return [relation]


def _actions(action: Action, company: Entity, ids: list[str]) -> list[Action]:
    """The first of them keeps the action's id, which others may wait for; the rest go along."""
    if action.target_id == company.id:
        action = replace(action, target_id=ids[0])
    if action.actor_id != company.id:
        return [action]
    first = replace(action, actor_id=ids[0])
    if company.lemma == "couple" and action.verb in _MUTUAL and action.target_id is None:
        return [replace(first, target_id=ids[1])]
    along = [replace(action, id=f"{action.id}.{n}", actor_id=each, during=action.id, after=None)
             for n, each in enumerate(ids[1:], start=2)]  # fmt: skip
    return [first, *along]
