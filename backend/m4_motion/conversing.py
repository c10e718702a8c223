"""Conversations: who talks with whom, in turns; who listens looks at the speaker and nods."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .acts import Act
from .gesture_layers import lay, room
from .verbs import program_for

_TURN_S = 2.3
_NOD_S = 0.75


def talking_with(act: Act) -> list[str]:
    """All (object ids) who talk with this one at the same time, this one included, in a fixed order."""
    own = act.action
    together = [own]
    for other in act.scene.description.actions:
        mutual = other.target_id == own.actor_id or own.target_id == other.actor_id
        at_once = other.during == own.id or own.during == other.id or other.during == own.during is not None
        if other is not own and program_for(other)[0] == "talk" and (mutual or at_once):
            together.append(other)
    people = {name for action in together for name in act.scene.objects_of(action.actor_id)}
    if len(people) == 1 and own.target_id is not None:  # who is talked to answers
        people |= {name for name in act.scene.objects_of(own.target_id) if name in act.performers}
    return sorted(name for name in people if name in act.performers)


def converse(
    act: Act, group: list[str], start: int, frames: int | None, speak: Callable[[Act, int, int], None]
) -> None:
    """Turn after turn: this one speaks in its own, and looks at the speaker, nodding, in those of the others."""
    turn = max(8, round(_TURN_S * act.fps / act.style.tempo))
    count = room(act, start, frames, 2.0 * len(group) * _TURN_S / act.style.tempo)
    own = group.index(act.performer.actor_id)
    frame = start
    while frame < start + count:
        number = frame // turn
        last = min((number + 1) * turn, start + count)
        speaker = number % len(group)
        length = last - frame
        if speaker == own and length > 8:
            speak(act, frame, length)
            other = group[(own + 1 + number // len(group) % (len(group) - 1)) % len(group)]
            act.performer.gazes.append((frame, last, other if other != act.performer.actor_id else group[own - 1], 0.8))
        elif speaker != own:
            act.performer.gazes.append((frame, last, group[speaker], 0.95))
            if length > round(1.2 * act.fps):
                nods = [{"head.pitch": value} for value in (0.0, 0.13, 0.0, 0.09, 0.0)]
                times = (0.45 * length / act.fps + _NOD_S * np.array([0.0, 0.25, 0.5, 0.75, 1.0])).tolist()
                lay(act, frame, length, nods, times, 0.2, 0.2, additive=True)
        frame = last
