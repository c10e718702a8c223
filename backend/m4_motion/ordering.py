"""In which order actions are played, and which of two that go together is laid over the other."""

from __future__ import annotations

from collections.abc import Sequence

from ..protocol.scene import Action
from .programs import OVERLAYS
from .verbs import program_for


def in_order(actions: Sequence[Action]) -> list[Action]:
    """After comes after; of two that go together the one for the legs comes first."""
    known = {a.id: a for a in actions}
    done: dict[str, Action] = {}
    waiting = list(actions)
    while waiting:
        ready = [a for a in waiting if all(i not in known or i in done for i in _needs(a, known))]
        # A circle of "after"s cannot be kept: the first said goes first.
        action = ready[0] if ready else waiting[0]
        done[action.id] = action
        waiting.remove(action)
    return list(done.values())


def partner_of(action: Action, actions: Sequence[Action]) -> Action | None:
    """The action this gesture is laid over: the one it goes along with, either way round."""
    if program_for(action)[0] not in OVERLAYS:
        return None
    for other in actions:
        together = other.id == action.during or other.during == action.id
        if together and other.actor_id == action.actor_id and program_for(other)[0] not in OVERLAYS:
            return other
    return None


def _needs(action: Action, known: dict[str, Action]) -> list[str]:
    needs = [action.after] if action.after else []
    for other in known.values():  # what is thrown or kicked must have left before others look at it
        if other.id == action.id:
            break
        sent = program_for(other)[0] in ("throw", "kick") and other.target_id == action.target_id
        if sent and other.actor_id != action.actor_id and action.target_id is not None:
            needs.append(other.id)
    if action.during and not _leads(action, known.get(action.during)):
        needs.append(action.during)
    for other in known.values():
        if other.during == action.id and _leads(other, action):
            needs.append(other.id)
    return [need for need in needs if need != action.id]


def _leads(action: Action, other: Action | None) -> bool:
    """Whether `action` moves the legs while `other`, said to go along, is a gesture."""
    return other is not None and program_for(action)[0] not in OVERLAYS and program_for(other)[0] in OVERLAYS
