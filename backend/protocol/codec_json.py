"""Dataclasses between stages as plain JSON values, in the field order of scene.py."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from .scene import Action, Attribute, Entity, Lighting, Relation, SceneDescription, Setting, Shot


def to_json(value: Any) -> Any:
    """Dicts, lists, strings, numbers and None; arrays become nested lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise TypeError(f"{type(value).__name__} has no JSON form")


_ORDER = (
    "prompt", "duration_s", "setting", "lighting", "shot", "entities", "relations", "actions", "excluded", "unparsed"
)  # fmt: skip


def description_to_json(description: SceneDescription) -> dict[str, Any]:
    """What `sceneloom parse` prints: the shape that scripts rely on. `shot.angle` is left out where none was asked."""
    plain = to_json(description)
    if plain["shot"]["angle"] is None:
        del plain["shot"]["angle"]
    return {key: plain[key] for key in _ORDER}


def description_from_json(plain: dict[str, Any]) -> SceneDescription:
    """The inverse of `description_to_json`; fields that this version does not know are left out."""

    def made(kind: Any, values: dict[str, Any], **replaced: Any) -> Any:
        known = {field.name for field in fields(kind)}
        lists = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items() if name in known}
        return kind(**{**lists, **replaced})

    entities = tuple(
        made(Entity, entity, attributes=tuple(made(Attribute, a) for a in entity.get("attributes", ())))
        for entity in plain["entities"]
    )
    description: SceneDescription = made(
        SceneDescription,
        plain,
        setting=made(Setting, plain["setting"]),
        lighting=made(Lighting, plain["lighting"]),
        shot=made(Shot, plain["shot"]),
        entities=entities,
        relations=tuple(made(Relation, relation) for relation in plain["relations"]),
        actions=tuple(made(Action, action) for action in plain["actions"]),
    )
    return description
