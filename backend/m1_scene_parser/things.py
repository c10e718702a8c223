"""What the noun phrases and pronouns of a prompt stand for."""

from __future__ import annotations

from dataclasses import dataclass, field

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
