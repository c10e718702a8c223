"""Surroundings that are water: a sea or a lake all round, a pier over it, a river with what spans it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common.colors import linear_color
from ..common.rivers import RiverScene
from ..protocol.scene import Asset, Entity, Parameter, SceneDescription
from . import environment_terrain as terrain
from .environment_bridge import bridge_build
from .environment_greenery import WOODS
from .environment_made import environment_asset
from .environment_pier import WATER_M, pier_build
from .environment_pond import Pond, pond_water
from .environment_river import River, water_build, water_level
from .environment_sea import sea_sheet


def over_water(entity: Entity, color: str, rng: np.random.Generator) -> dict[str, Asset]:
    """A pier over open water, the wooded hills of a lake far off."""
    water = terrain.scenery((("water", terrain.water_sheet(-400.0, WATER_M), "water", False),))
    land = terrain.hills("grass", rng, height_m=15.0, near_m=90.0, layers=2, woods=WOODS)
    return {
        entity.id: environment_asset(pier_build(color, rng), entity.id, "floor", entity.lemma.capitalize(), "lake"),
        "backdrop_water": environment_asset(water, "backdrop_water", "water", "Backdrop water"),
        "backdrop_hills": environment_asset(land, "backdrop_hills", "hills", "Backdrop hills"),
    }


def afloat(
    place: str, entity: Entity, color: str, rng: np.random.Generator, waves_m: float
) -> dict[str, Asset]:
    """Nothing but water, with the land far off: wooded hills round a lake, a low coast behind a sea."""
    look = "sea" if place == "open sea" else "water"
    sheet = terrain.water_sheet(-400.0, 0.0) if waves_m == 0.0 else sea_sheet()
    water = terrain.ground_build(sheet, look, color, friction=0.3, restitution=0.0)
    swell = (Parameter(name="waves_m", value=waves_m, unit="m", description="how high the waves are"),)
    far, height_m, woods = (260.0, 14.0, 0) if place == "open sea" else (105.0, 15.0, WOODS)
    land = terrain.hills("leaf shade" if place == "open sea" else "grass", rng, height_m=height_m, near_m=far,
                         layers=2, open_y=place == "open sea", woods=woods)  # fmt: skip
    label, moved = entity.lemma.capitalize(), swell if waves_m else ()
    return {
        entity.id: environment_asset(water, entity.id, "water", label, place, moved),
        "backdrop_hills": environment_asset(land, "backdrop_hills", "hills", "Backdrop hills"),
    }


def river_assets(
    said: RiverScene, river: River, description: SceneDescription, assets: Mapping[str, Asset]
) -> dict[str, Asset]:
    """The water, and what spans it."""
    result: dict[str, Asset] = {}
    gap_m = 0.0
    for entity in (e for e in description.entities if e.id in said.over):
        bridge, gap_m = bridge_build(entity, river, assets)
        result[entity.id] = environment_asset(bridge, entity.id, "bridge", entity.lemma.capitalize())
        break  # one is seen whole
    color = next((c for c in said.river.values("color") if linear_color(c) is not None), "")
    water = pond_water(river, color) if isinstance(river, Pond) else water_build(river, color, gap_m)
    result[said.river.id] = environment_asset(
        water, said.river.id, "water", said.river.lemma.capitalize(), parameters=(water_level(river),)
    )
    return result
