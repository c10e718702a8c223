"""Plans a scene and answers questions about the result from its placements alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from scenes import scene

from backend.common.progress import silent
from backend.common.seeding import stage_rng
from backend.m2_layout_planner.benchmark import colliding_objects, supported_objects
from backend.m2_layout_planner.plane import ROUND_SIDES
from backend.m2_layout_planner.separation import corners, polygon_distance, polygon_separation
from backend.m2_layout_planner.stage import LayoutPlanner
from backend.m2_layout_planner.stand import Stand, from_transform
from backend.m2_layout_planner.things import Thing, gather_things
from backend.protocol.scene import AssetSet, SceneDescription, SceneLayout


@dataclass(frozen=True)
class Planned:
    """A layout with its inputs."""

    description: SceneDescription
    assets: AssetSet
    layout: SceneLayout

    @cached_property
    def things(self) -> dict[str, Thing]:
        return gather_things(self.description, self.assets)

    @cached_property
    def stands(self) -> dict[str, Stand]:
        return {i: from_transform(self.things[i], p.transform) for i, p in self.layout.placements.items()}

    def at(self, object_id: str) -> np.ndarray:
        """Footprint centre (2,)."""
        return self.stands[object_id].pose[:2]

    def outline(self, object_id: str) -> np.ndarray:
        thing, pose = self.things[object_id], self.stands[object_id].pose
        if thing.radius > 0.0:
            angle = np.linspace(0.0, 2.0 * np.pi, ROUND_SIDES, endpoint=False)
            return pose[:2] + thing.radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        return corners(pose, thing.half)

    def gap(self, a: str, b: str) -> float:
        """Distance of two footprints in m, negative where they overlap."""
        separation = polygon_separation(self.outline(a), self.outline(b))
        return separation if separation < 0.0 else polygon_distance(self.outline(a), self.outline(b))

    def facing_error_deg(self, a: str, b: str) -> float:
        """How far a's front is turned away from b."""
        delta = self.at(b) - self.at(a)
        error = self.stands[a].pose[2] - np.arctan2(delta[0], -delta[1])
        return float(np.degrees(np.abs(np.arctan2(np.sin(error), np.cos(error)))))

    @property
    def colliding(self) -> set[str]:
        return colliding_objects(self.things, self.stands)

    @property
    def floating(self) -> set[str]:
        return set(self.things) - supported_objects(self.layout, self.things, self.stands)

    def path(self, actor_id: str, number: int = 0) -> Any:
        return [p for p in self.layout.paths if p.actor_id == actor_id][number]


def plan(*texts: str, seed: int = 1, **options: Any) -> Planned:
    description, assets = scene(*texts, **options)
    layout = LayoutPlanner.load().run(description, assets, rng=stage_rng(seed, "layout"), progress=silent)
    return Planned(description, assets, layout)
