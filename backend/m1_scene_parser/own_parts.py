"""What a thing is built with is part of it: `the drawer of a desk`, `the fridge door`, `a house with a chimney`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..protocol.scene import Action, Entity, SceneDescription
from .things import free_id

_OWNERS = {
    "door": frozenset({"refrigerator", "oven", "microwave", "washing machine", "cabinet", "barn", "mailbox"}),
    "drawer": frozenset({"desk", "cabinet", "oven", "washing machine"}),
    "lid": frozenset({"chest", "laptop", "piano", "trash can", "kettle", "briefcase", "toilet"}),
    "screen": frozenset({"laptop"}),
    "pendulum": frozenset({"grandfather clock", "clock"}),
    **dict.fromkeys(("blade", "sail", "vane"), frozenset({"windmill", "fan", "wind turbine"})),
    **dict.fromkeys(
        ("window", "chimney", "roof"), frozenset({"house", "building", "castle", "church", "barn", "tower"})
    ),
}
"""part -> categories that are built with one that moves"""
_NEVER_ALONE = ("drawer", "lid")
"""is that of whatever in the scene has one"""
_HAVING = ("have", "with", "of", "from")
_MEANT = {"lift": "open", "raise": "open", "lower": "close", "pull": "open"}
"""what doing that to such a part does to the whole"""


def with_own_parts(description: SceneDescription, category_of: Callable[[str], tuple[str, object]]) -> SceneDescription:
    """The description in which such a part is no thing by itself: what is done to it is done to its owner."""
    by_id = {entity.id: entity for entity in description.entities}
    placed = {relation.subject_id for relation in description.relations if relation.spatial is not None}
    used = {a.target_id for a in description.actions} | {r.object_id for r in description.relations if r.spatial}
    # who is at a window is seen from within, who is on a roof sits on one that is built by itself
    placed |= {e.id for e in description.entities if e.lemma.split()[-1] in ("window", "roof") and e.id in used}
    owner_of: dict[str, Entity] = {}
    for relation in description.relations:
        owner, part = by_id.get(relation.subject_id), by_id.get(relation.object_id)
        if owner and part and relation.predicate in _HAVING and part.id not in placed and _is_part(part, owner):
            owner_of[part.id] = owner
    for part in description.entities:
        words = part.lemma.split()
        if part.lemma in _NEVER_ALONE and part.id not in owner_of.keys() | placed:
            owner = next((e for e in description.entities if e is not part and _is_part(part, e)), None)
            owner_of |= {part.id: owner} if owner else {}
        if part.id in owner_of or len(words) < 2 or words[-1] not in _OWNERS:
            continue
        name = " ".join(words[:-1])
        category = category_of(name)[0]
        if category not in _OWNERS[words[-1]]:
            continue
        there = next((e for e in description.entities if e is not part and e.category == category), None)
        owner_of[part.id] = there or replace(part, id=free_id(name, by_id), lemma=name, category=category)
    return _folded(description, owner_of) if owner_of else description


def _is_part(part: Entity, owner: Entity) -> bool:
    """Whether an owner has such a part; a drawer has no drawers, though one alone is built as a chest of them."""
    return owner.category in _OWNERS.get(part.lemma.split()[-1], ()) and owner.lemma not in _NEVER_ALONE


def _folded(description: SceneDescription, owner_of: dict[str, Entity]) -> SceneDescription:
    """The owner stands where its part stood in the sentence; a relation of the two goes."""
    known = {entity.id for entity in description.entities}
    entities, new = [], {}
    for entity in description.entities:
        owner = owner_of.get(entity.id)
        if owner is None:
            entities.append(entity)
        elif owner.id not in known and owner.id not in new:
            new[owner.id] = owner
            entities.append(owner)
    same = {part: owner.id for part, owner in owner_of.items()}
    moved = (replace(r, subject_id=same.get(r.subject_id, r.subject_id), object_id=same.get(r.object_id, r.object_id))
             for r in description.relations)  # fmt: skip
    return replace(
        description, entities=tuple(entities), relations=tuple(r for r in moved if r.subject_id != r.object_id),
        actions=tuple(_on_owner(action, same) for action in description.actions),
    )  # fmt: skip


def _on_owner(action: Action, same: dict[str, str]) -> Action:
    action = replace(action, actor_id=same.get(action.actor_id, action.actor_id))  # its sails turn: it turns
    if action.target_id not in same:
        return action
    first, *rest = action.verb.split()
    return replace(action, target_id=same[action.target_id], verb=" ".join([_MEANT.get(first, first), *rest]))
