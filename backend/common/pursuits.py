"""Who goes after whom, or with whom: chases and walks behind somebody, as actions that happen together."""

from __future__ import annotations

from dataclasses import dataclass

from ..protocol.scene import Action, SceneDescription

HAND_IN_HAND = "hand in hand"
"""the manner of those who have each other's hand"""
CHASING = frozenset({"chase", "pursue", "hunt"})
FOLLOWING = frozenset({"follow", "trail", "tail", "shadow", "stalk"})
FLEEING = frozenset({"flee", "escape", "run away"})
GOING = frozenset({
    "walk", "run", "jog", "go", "come", "move", "march", "sneak", "stroll", "rush", "hurry", "wander", "head", "trot",
    "gallop", "race", "sprint", "dash", "flee", "escape", "pace", "hike", "return", "limp", "tiptoe", "creep",
})  # fmt: skip


@dataclass(frozen=True)
class Pursuit:
    """One action that goes after another one."""

    chase: Action
    flight: Action
    """of the one in front, at the same time"""

    @property
    def is_implied(self) -> bool:
        """Whether one of the two was not said: both then go one way, as fast as both can."""
        return self.flight.text == self.chase.text

    @property
    def is_slow(self) -> bool:
        """A walk behind somebody rather than a chase."""
        return self.chase.verb in FOLLOWING


def pursuits_of(description: SceneDescription) -> tuple[Pursuit, ...]:
    """Every action that goes after somebody who goes somewhere meanwhile."""
    found = []
    for action in description.actions:
        if action.verb not in CHASING | FOLLOWING:
            continue
        if any(words in action.text.lower() for words in ("each other", "one another")):
            found.append(Pursuit(action, action))
            continue
        ahead = next((a for a in description.actions if _together(a, action) and a.actor_id == action.target_id), None)
        if ahead is not None and ahead.verb.split()[0] in GOING:
            found.append(Pursuit(action, ahead))
    return tuple(found)


def _together(a: Action, b: Action) -> bool:
    return a.during == b.id or b.during == a.id
