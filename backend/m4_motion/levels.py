"""People who stand on a stage, a table or a crate: they move in a world whose floor is the top of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..protocol.scene import SceneDescription, SceneLayout
from .channels import INDEX, Array
from .scene_query import SceneQuery

_LOWEST_M = 0.02
_RESTING = frozenset({"sit", "lie", "sleep", "rest", "nap", "ride", "drive", "climb", "lean", "kneel", "crouch"})
"""verbs of who is on a thing with more than the feet: its height is theirs to deal with"""
_HEIGHTS = [INDEX[name] for name in ("hips.z", "foot.level.L", "foot.level.R", "hand.z.L", "hand.z.R")]


def raised(motion: Array, rise_m: float) -> Array:
    """A pose (C,) or motion (T, C) on another level."""
    moved = motion.copy()
    moved[..., _HEIGHTS] += rise_m
    return moved


def level_of(description: SceneDescription, layout: SceneLayout, actor_id: str) -> float:
    """Height of what somebody stands on from first to last, m, below 0 in water; of what their seat stands on, for who
    sits; else 0."""
    placed = layout.placements[actor_id]
    heights = [float(z) for path in layout.paths if path.actor_id == actor_id for z in path.points[:, 2]]
    depth_m = max(heights, default=float(placed.transform.translation[2]))
    if depth_m < -_LOWEST_M:  # on the bed of a river, from first to last
        return depth_m
    support = layout.placements.get(placed.support_id or "")
    goes = any(path.actor_id == actor_id and len(path.points) > 1 for path in layout.paths)
    if support is None or goes:
        return 0.0
    entity, below = description.entity_of(actor_id), description.entity_of(support.object_id)
    own = [a for a in description.actions if entity is not None and a.actor_id == entity.id]
    rests = any(a.verb.split()[0] in _RESTING and below is not None and a.target_id == below.id for a in own)
    level_m = float((support if rests else placed).transform.translation[2])
    return level_m if level_m > _LOWEST_M else 0.0


def on_level(scene: SceneQuery, level_m: float) -> SceneQuery:
    """The scene as it is for who stands so high: everything that much lower. What is taken is taken for all."""
    if level_m == 0.0:
        return scene
    down = np.array([0.0, 0.0, level_m], dtype=np.float32)
    placements = {
        name: replace(placed, transform=replace(placed.transform, translation=placed.transform.translation - down))
        for name, placed in scene.layout.placements.items()
    }
    lower = SceneQuery(scene.description, scene.assets, replace(scene.layout, placements=placements))
    lower.opened, lower.taken_things, lower.taken_seats = scene.opened, scene.taken_things, scene.taken_seats
    return lower
