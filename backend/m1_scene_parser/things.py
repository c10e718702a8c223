"""What the noun phrases and pronouns of a prompt stand for."""

from __future__ import annotations

from collections.abc import Container, Set
from dataclasses import dataclass, field, replace
from itertools import count

from ..protocol.scene import Entity, SceneDescription
from .graph import Mention


@dataclass(slots=True, eq=False)
class Thing:
    """What one or more mentions stand for."""

    lemma: str
    count: int
    number: int
    attributes: list[tuple[str, str]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True)
class References:
    """Things, and what each mention refers to (`both` refers to two)."""

    things: list[Thing] = field(default_factory=list)
    of: dict[int, list[Thing]] = field(default_factory=dict)
    excluded: list[str] = field(default_factory=list)
    splits: dict[int, Thing] = field(default_factory=dict)


def free_id(base: str, taken: Container[str]) -> str:
    """`pot_1`, or the next number that no entity has."""
    return next(f"{base}_{number}" for number in count(1) if f"{base}_{number}" not in taken)


def people_in(description: SceneDescription) -> dict[str, Entity]:
    """The people of a description, by id."""
    return {entity.id: entity for entity in description.entities if entity.category == "person"}


def without(description: SceneDescription, gone: Set[str]) -> SceneDescription:
    """The description without entities that are no part of the scene; who did something to one does it all the same."""
    if not gone:
        return description
    return replace(
        description, entities=tuple(e for e in description.entities if e.id not in gone),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & gone),
        actions=tuple(replace(a, target_id=None) if a.target_id in gone else a for a in description.actions
                      if a.actor_id not in gone),
    )  # fmt: skip
