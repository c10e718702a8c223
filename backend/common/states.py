"""Who sits, lies or sleeps in the first frame already: `a man sits at a desk and types`, but not `sits down` and not
`walks to a chair and sits`."""

from __future__ import annotations

from collections.abc import Mapping

from ..protocol.scene import Action, Asset, SceneDescription
from .swinging import is_seated_play

_GETS_UP = frozenset({
    "stand", "get", "rise", "jump", "leap", "leave", "walk", "run", "go", "come", "approach", "dance"
})  # fmt: skip
_IS = {
    "sits", "sitting", "seated", "sleeps", "sleeping", "asleep", "lies", "lying", "rests", "resting", "naps", "napping",
    "dozes", "dozing",
}  # fmt: skip
_ARE = {"sit", "sleep", "lie", "rest", "nap", "doze"}
_THERE = {
    "on", "in", "at", "under", "beside", "by", "near", "next", "around", "together", "inside", "between", "behind",
}  # fmt: skip
_BECOMES = {"down", "up", "back", "falls", "fall"}


def is_state(action: Action) -> bool:
    """Whether the words say how somebody is (`sleeps on a sofa`), rather than what they come to do (`sits down`)."""
    words = [word.strip(".,;!") for word in action.text.lower().split()]
    are = len(words) > 1 and words[0] in _ARE and words[1] in _THERE
    return (are or bool(_IS & set(words[:3]))) and not _BECOMES & set(words[:4])


def sits_from_start(description: SceneDescription, action: Action) -> bool:
    """Whether an action says that its actor sits somewhere, who did and does nothing before; also on a swing."""
    seat = next((entity for entity in description.entities if entity.id == action.target_id), None)
    if seat is None or not (is_seated_play(action, seat) or (action.verb == "sit" and is_state(action))):
        return False
    others = [a for a in description.actions if a.actor_id == action.actor_id]
    return others[0] is action and action.after is None


def seats_from_start(description: SceneDescription, assets: Mapping[str, Asset]) -> dict[str, str]:
    """Sitter -> what they sit on, both object ids: each their own seat where there are as many, else in turn."""
    entities = {entity.id: entity for entity in description.entities}
    found: dict[str, str] = {}
    taken: dict[str, int] = {}
    for action in description.actions:
        person, seat = entities.get(action.actor_id), entities.get(action.target_id or "")
        if person is None or seat is None or not sits_from_start(description, action):
            continue
        seats = [i for i in seat.object_ids if i in assets and assets[i].affordances_of("sit_at")]
        for sitter in person.object_ids if seats else ():
            if sitter in assets and assets[sitter].category == "person":
                number = taken.get(seat.id, 0)
                taken[seat.id] = number + 1
                found[sitter] = seats[number % len(seats)]
    return found


def stays_seated(description: SceneDescription, actor_id: str) -> bool:
    """Whether a sitter does nothing for which they get up."""
    own = [action.verb.split()[0] for action in description.actions if action.actor_id == actor_id]
    return not _GETS_UP & set(own)
