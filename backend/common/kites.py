"""Kites on their lines: who flies which, and how line and kite hang together."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import SceneDescription

LINE_M, KITE_WIDTH_M = 4.2, 0.87
"""of a kite of the usual size"""
ATTACK_RAD = 0.45
"""between the line and the kite's own axis"""
RISE_RAD = 0.86
"""of the line over the horizon"""
LINE_PLACE = "line"
"""name of the place at the line's end"""


def kites_flown(description: SceneDescription) -> dict[str, str]:
    """Kites (object ids) with those who fly them (object ids)."""
    entities = {entity.id: entity for entity in description.entities}
    found: dict[str, str] = {}
    for action in description.actions:
        kite, flyer = entities.get(action.target_id or ""), entities.get(action.actor_id)
        if action.verb.split()[0] != "fly" or kite is None or flyer is None or flyer.role != "character":
            continue
        if "kite" in (kite.category, kite.lemma):
            found |= dict(zip(kite.object_ids, flyer.object_ids, strict=False))
    return found


def line_direction(attack_rad: float = ATTACK_RAD) -> np.ndarray:
    """(3,) from the kite down its line, in the kite's own space."""
    return np.array([0.0, -np.cos(attack_rad), -np.sin(attack_rad)])
