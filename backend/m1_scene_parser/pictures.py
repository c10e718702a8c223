"""Pictures that people take and hang: the camera is the photographer's, and what is hung is on its wall."""

from __future__ import annotations

from dataclasses import replace

from ..common.implements import IMPLEMENTS, PHOTOGRAPHING
from ..protocol.scene import Action, Relation, SceneDescription

_HANG = frozenset({"hang", "mount", "pin"})
_ON = frozenset({"on", "onto", "to", "above", "over"})


def with_pictures(description: SceneDescription) -> SceneDescription:
    """The description in which a camera that is said with who is photographed is held by who photographs, and in
    which what somebody hangs on a wall is there: the hands put it straight."""
    relations = list(description.relations)
    for action in description.actions:
        if action.verb in PHOTOGRAPHING:
            relations = [_held(relation, action, description) for relation in relations]
        elif action.verb in _HANG and action.target_id is not None:
            relations = [_hung(relation, action) for relation in relations]
    return replace(description, relations=tuple(relations))


def _held(relation: Relation, action: Action, description: SceneDescription) -> Relation:
    things = {entity.id: entity for entity in description.entities}
    tool = things.get(relation.object_id)
    is_camera = tool is not None and bool({tool.lemma, tool.category} & IMPLEMENTS["photograph"].instead)
    if is_camera and relation.predicate == "with" and relation.subject_id == action.target_id:
        return replace(relation, subject_id=action.actor_id, predicate=f"{action.verb} with", spatial=None)
    return relation


def _hung(relation: Relation, action: Action) -> Relation:
    words = relation.predicate.split()
    if relation.subject_id != action.actor_id or words[0] != action.verb or words[-1] not in _ON:
        return relation
    spatial = "above" if words[-1] in ("above", "over") else "on"
    return replace(relation, subject_id=str(action.target_id), predicate=words[-1], spatial=spatial)
