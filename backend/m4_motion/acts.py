"""What a program gets to know, and what all programs share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common.naming import said_name
from ..protocol.scene import Action
from .body import Body
from .channels import Array
from .gait import Gait
from .locomotion import Style
from .performer import Performer
from .scene_query import SceneQuery


@dataclass(frozen=True, kw_only=True)
class Act:
    """One action of one performer, understood."""

    action: Action
    verb: str
    """the program's name"""
    performer: Performer
    scene: SceneQuery
    style: Style
    gaits: dict[str, Gait]
    rng: np.random.Generator
    target_id: str | None
    side: str
    """the acting hand or foot"""
    count: int | None
    """three times -> 3"""
    duration_s: float | None
    direction: str | None
    """left, right, up, down, forward, back, around"""
    performers: dict[str, Performer]
    pace_m_s: float | None
    """of who goes with somebody else: the speed that both keep"""
    notes: list[str]
    """gathers what could not be met, in words"""

    @property
    def body(self) -> Body:
        return self.performer.body

    @property
    def fps(self) -> float:
        return self.performer.fps

    @property
    def pose(self) -> Array:
        return self.performer.pose

    def name_of(self, object_id: str | None) -> str:
        """What the artist calls a thing."""
        entity = self.scene.description.entity_of(object_id) if object_id else None
        return entity.lemma if entity else (object_id or "thing")

    def said(self, object_id: str | None) -> str:
        """The same in a sentence: `the second box`."""
        return said_name(self.scene.description, object_id)

    @property
    def actor(self) -> str:
        """Who does it, in a sentence: `the man`."""
        return self.said(self.performer.actor_id)

    def value(self, name: str, default: float, minimum: float, maximum: float, unit: str, description: str) -> float:
        """A named value of this action's program: the artist's, else the program's own."""
        named = parameter_name(self.verb, self.action, name)
        return self.performer.choices.value(named, default, minimum, maximum, unit, description)


def parameter_name(verb: str, action: Action, name: str) -> str:
    """`walk_a1.speed_m_s`"""
    return f"{verb.replace(' ', '_')}_{action.id}.{name}"
