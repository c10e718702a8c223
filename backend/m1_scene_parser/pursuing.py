"""Chases that go without saying: who is chased runs, who is followed walks, and who runs away is chased."""

from __future__ import annotations

from dataclasses import replace

from ..common.pursuits import CHASING, FLEEING, FOLLOWING, GOING
from ..protocol.scene import Action, SceneDescription

_AT_REST = frozenset({"sit", "lie", "sleep", "stand", "rest", "wait", "hide"})
"""`the dog that chased the cat`: it is over where the cat sits"""
_BOUNDING = frozenset({"hop", "scurry", "scamper", "bound", "leap", "bolt", "slither"})
"""how small animals get away from somebody"""
_QUICK = frozenset({"run", "race", "rush", "sprint", "dash", "hurry", "gallop", "flee", "escape"})


def with_pursuits(description: SceneDescription) -> SceneDescription:
    """The description with what the other one does in `a dog chases a cat`, `a boy runs away from a bear`."""
    characters = {entity.id for entity in description.entities if entity.role == "character"}
    actions = [
        _as_said(action, description) if action.target_id in characters else action for action in description.actions
    ]
    for action in list(actions):
        if action.actor_id not in characters or action.target_id not in characters:
            continue
        other = action.target_id
        if _goes_with(action, other, description):
            goal = _goal_of(action, other, description)
            actions = [replace(a, target_id=goal) if a is action else a for a in actions]
            if not any(a.actor_id == other for a in actions):
                actions.append(_also(action, other, action.verb, goal, len(actions)))
            continue
        own = [a for a in actions if a.actor_id == other]
        if action.verb in CHASING | FOLLOWING:
            ahead = next((a for a in own if _goes_meanwhile(a, action)), None)
            if ahead is not None:  # `a man walks to the door and a dog follows him`
                place = next(n for n, a in enumerate(actions) if a.id == action.id)
                actions[place] = replace(action, after=None, during=ahead.id)
            elif not any(action.id in (a.during, a.id) or a.id == action.during or a.verb in _AT_REST for a in own):
                verb = "run" if action.verb in CHASING else "walk"
                actions.append(_also(action, other, verb, None, len(actions)))
        elif action.verb in FLEEING and not own:
            actions.append(_also(action, other, "chase", action.actor_id, len(actions)))
    return replace(description, actions=tuple(actions))


def _goes_with(action: Action, other: str, description: SceneDescription) -> bool:
    """`jogs with her dog`, `walks the dog`: the other comes along and is not where one goes."""
    verb = action.verb.split()[0]
    said = [r.predicate for r in description.relations if (r.subject_id, r.object_id) == (action.actor_id, other)]
    animal = any(e.id == other and e.category != "person" for e in description.entities)
    return verb in GOING and (f"{action.verb} with" in said or (verb == "walk" and animal and said == [action.verb]))


def _goal_of(action: Action, other: str, description: SceneDescription) -> str | None:
    """Where those who go together go."""
    ways = [r for r in description.relations if r.subject_id == action.actor_id and r.object_id != other
            and r.predicate.split()[0] == action.verb.split()[0]]  # fmt: skip
    return ways[0].object_id if ways else None


def _as_said(action: Action, description: SceneDescription) -> Action:
    """`runs after`, `walks behind` and `runs away from` as the deeds that they are."""
    if action.verb.split()[0] not in GOING | _BOUNDING:
        return action
    for relation in description.relations:
        words = relation.predicate.split()
        mine = (relation.subject_id, relation.object_id) == (action.actor_id, action.target_id)
        if mine and words[0] == action.verb.split()[0] and len(words) > 1:
            if words[-1] in ("after", "behind"):
                return replace(action, verb="chase" if words[0] in _QUICK else "follow")
            if words[-1] == "from" and words[0] in _QUICK | _BOUNDING:
                return replace(action, verb="flee")
    return action


def _goes_meanwhile(other: Action, chase: Action) -> bool:
    """Whether somebody's own way is said beside the chase: in turn or at once, it is the same time."""
    same = other.after == chase.after or chase.after == other.id or chase.during == other.id or other.during == chase.id
    return same and other.verb.split()[0] in GOING


def _also(action: Action, actor_id: str, verb: str, target_id: str | None, count: int) -> Action:
    """What somebody else does during an action."""
    return Action(
        id=f"a{count + 1}", actor_id=actor_id, verb=verb, text=action.text, target_id=target_id, manner=action.manner,
        duration_s=action.duration_s, during=action.id,
    )  # fmt: skip
