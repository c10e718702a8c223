"""What the neural parser changed in the rules' graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from .graph import Fact, Mention

DEED = "deed"
"""attribute type of what a deed says already (`a man running`): annotators write it, a scene has the action"""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the neural parser changed."""

    kind: str
    what: str
    sure: float
    start: int
    """character of the prompt"""
    about: Mention | Fact | None = None


@dataclass(slots=True)
class Combination:
    """What the neural parser changed, and how sure it is of what is in the graph now."""

    changes: list[Change] = field(default_factory=list)
    sure_of_mention: dict[int, float] = field(default_factory=dict)
    """by id(); those that it does not see are not in here"""
    sure_of_fact: dict[int, float] = field(default_factory=dict)

    def made(self, thing: Mention | Fact) -> bool:
        """Whether it is in the graph only because of the neural parser."""
        kinds = ("add_thing", "add_relation", "change_relation")
        return any(change.about is thing and change.kind in kinds for change in self.changes)
