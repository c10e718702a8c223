"""Whether a description holds together, whatever the prompt was."""

from __future__ import annotations

import json

from ..protocol.codec_json import description_to_json
from ..protocol.scene import Action, SceneDescription


def problem_of(description: SceneDescription) -> str:
    """What is wrong with it in a few words; empty where every id refers to something, counts and roles are legal, and
    the order of actions has no circle."""
    ids = [entity.id for entity in description.entities]
    if len(set(ids)) < len(ids):
        return "two entities have one id"
    for entity in description.entities:
        if entity.count < 1 or entity.role not in ("character", "prop", "structure"):
            return f"{entity.id} has count {entity.count} and role {entity.role}"
        if not entity.lemma or not entity.category:
            return f"{entity.id} has no name or no category"
    for relation in description.relations:
        if not {relation.subject_id, relation.object_id} <= set(ids) or not relation.predicate:
            return f"{relation.subject_id} {relation.predicate} {relation.object_id} relates what is not there"
    for action in description.actions:
        if action.actor_id not in ids or action.target_id not in (None, *ids) or not action.verb:
            return f"{action.id} has nobody who does it, or no target"
    if description.shot.subject_id not in (None, *ids):
        return "the camera looks at what is not there"
    if description.duration_s is not None and description.duration_s <= 0:
        return f"it takes {description.duration_s} s"
    json.dumps(description_to_json(description))
    return _circle(description.actions)


def _circle(actions: tuple[Action, ...]) -> str:
    waiting = {action.id: {other for other in (action.after, action.during) if other} for action in actions}
    if len(waiting) < len(actions):
        return "two actions have one id"
    while waiting:
        free = {name for name, others in waiting.items() if not others & waiting.keys()}
        if not free:
            return f"actions wait for each other: {', '.join(waiting)}"
        waiting = {name: others for name, others in waiting.items() if name not in free}
    return ""
