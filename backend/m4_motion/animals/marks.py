"""Where an animal is when the scene begins."""

from __future__ import annotations

import numpy as np

from ...common.seeding import stage_rng
from ...common.wings import flight_of
from ..parameters import Choices
from ..scene_query import SceneQuery
from .performer import Animal
from .pose import INDEX, Body


def on_its_mark(object_id: str, body: Body, scene: SceneQuery, fps: float, seed: int, choices: Choices) -> Animal:
    """Standing where the layout has put it, or in the air where it flies from the start."""
    transform = scene.layout.placements[object_id].transform
    heading = 2.0 * float(np.arctan2(transform.rotation[3], transform.rotation[0]))
    pose = body.standing(float(transform.translation[0]), float(transform.translation[1]), heading)
    phase = float(stage_rng(seed, object_id).uniform(0.0, 6.28))
    goes = any(path.actor_id == object_id and len(path.points) > 1 for path in scene.layout.paths)
    flies = body.winged and flight_of(scene.description, object_id) is not None
    base = 0.0 if goes and not flies else float(transform.translation[2])
    aloft = flies and base > body.leg
    pose[INDEX["z"]] = base if aloft else 0.0  # in the air heights are over the ground, else over what it stands on
    return Animal(
        actor_id=object_id, body=body, fps=fps, pose=pose, idle_phase=phase, base_m=base, choices=choices,
        posture="fly" if aloft else "stand",
    )
