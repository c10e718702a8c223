"""What grows on open ground and stands round it: grass, clumps, trees, rocks, and the ridges that break the horizon."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..common.crops import crop_of
from ..protocol.scene import SceneDescription
from . import environment_terrain as terrain
from .contract import Build
from .environment_crops import crop_build
from .environment_growth import Grows, bushes, clumps, lawn, tree_belt
from .environment_planet import PLANETS
from .environment_river import River

Array = NDArray[np.float64]

WOODS = 700
"""crowns of trees on the hills of green country"""


_BUSHES = {"park": 9, "field": 10, "roadside": 10, "lake": 8, "forest": 10, "mountains": 6}
"""groups of bushes on open ground, by place"""


def beside_the_road(places: Array) -> NDArray[np.bool_]:
    """Where a road that runs along Y leaves room."""
    return np.asarray(np.abs(places[:, 0]) >= 4.0)


def ground_cover(
    place: str, look: str, stage_m: float, rng: np.random.Generator, grows: Grows | None
) -> dict[str, Build]:
    """Grass and flowers where the ground is green, single clumps where it is sand or woodland."""
    builds: dict[str, Build] = {}
    if look in ("grass", "lawn"):
        height, flowers = {
            "park": (0.065, 130), "pitch": (0.03, 0), "forest": (0.12, 40), "roadside": (0.11, 150),
        }.get(place, (0.11, 260))  # fmt: skip
        builds["backdrop_grass"] = lawn(
            look, stage_m, rng, height_m=height, flowers=flowers, grows=grows
        )
    clump = {"beach": ("beach grass", 50, 0.55), "desert": ("desert shrub", 40, 0.45), "forest": ("fern", 120, 0.5)}
    if place in clump:
        kind, count, height = clump[place]
        builds["backdrop_clumps"] = clumps(kind, count, stage_m, rng, height, grows)
    return builds


def vegetation(
    place: str, stage_m: float, description: SceneDescription, rng: np.random.Generator, river: River | None,
    shore_y_m: float,
) -> dict[str, Build]:  # fmt: skip
    """Trees, crops and rocks beyond the stage; no trees behind the shore of a beach or a lake."""
    words = {word for entity in description.entities for word in entity.lemma.split()}
    tree_kinds: dict[str, tuple[tuple[str, ...], int, float, float]] = {
        "park": (("broadleaf",), 22, stage_m + 6.0, 42.0), "field": (("broadleaf",), 16, stage_m + 16.0, 80.0),
        "pitch": (("broadleaf",), 22, 36.0, 70.0), "lake": (("broadleaf", "pine"), 18, stage_m + 8.0, 60.0),
        "roadside": (("broadleaf",), 20, 12.0, 48.0),
        "forest": (("pine", "broadleaf", "pine"), 30, stage_m + 2.5, 32.0),
        "mountains": (("pine",), 24, stage_m + 9.0, 70.0), "snow": (("pine",), 22, stage_m + 6.0, 55.0),
        "beach": (("palm",), 16, stage_m + 3.0, 26.0), "street": (("broadleaf",), 0, 30.0, 60.0),
    }  # fmt: skip
    builds: dict[str, Build] = {}
    if "jungle" in (description.setting.place or "").split():
        tree_kinds["forest"] = (("palm", "broadleaf"), 44, stage_m + 1.8, 30.0)
    wooded = place == "snow" and {"forest", "woods"} & set((description.setting.place or "").split())
    if wooded:
        tree_kinds["snow"] = (("pine",), 40, stage_m + 2.5, 34.0)
    if place in tree_kinds and not words & set(description.excluded) and "tree" not in description.excluded:
        kinds, count, near, far = tree_kinds[place]
        places = terrain.ring_places(count, near, far, rng, spacing_m=2.6 if place == "forest" or wooded else 4.0)
        if place == "roadside":  # the road runs along Y
            places = places[np.abs(places[:, 0]) > 8.0]
        if river is not None:
            places = places[river.distance(places) > 1.6]
        if place == "lake":
            places = places[places[:, 1] < stage_m + 3.0]
        if place == "beach":  # in sight on both sides of the stage, on dry sand
            side = np.where(np.arange(6) % 2 == 0, -1.0, 1.0)
            across = side * rng.uniform(stage_m + 0.5, stage_m + 9.0, 6)
            places = np.column_stack([across, rng.uniform(-1.0, min(stage_m + 4.0, shore_y_m - 0.5), 6)])
        if len(places):
            color = "#c8d2d4" if place == "snow" else ""
            earth = {"snow": "snow", "beach": "sand"}.get(place, "soil")
            autumn = "autumn" in (description.setting.place or "").split()
            builds["backdrop_trees"] = tree_belt(kinds, places, rng, earth, color, autumn=autumn)
    if crop := crop_of(description.setting.place or ""):
        grows = beside_the_road if place == "roadside" else None
        builds["backdrop_crop"] = crop_build(crop, stage_m, rng, grows)
    groups = 0 if crop else _BUSHES.get(place, 0)
    if groups and not {"bush", "shrub", "plant"} & set(description.excluded):
        places = terrain.ring_places(groups, stage_m + 5.0, stage_m + 24.0, rng, spacing_m=3.5)
        places = places[beside_the_road(places)] if place == "roadside" else places
        places = places[river.distance(places) > 1.6] if river is not None else places
        places = places[places[:, 1] < stage_m + 3.0] if place == "lake" else places
        if len(places):
            builds["backdrop_bushes"] = bushes(places, rng)
    if place in ("desert", "mountains", "beach"):
        rocks = terrain.boulders(10, stage_m + 4.0, 40.0, rng)
        builds["backdrop_rocks"] = terrain.scenery((("rocks", rocks, "rock", True),))
    return builds


def horizon(place: str, look: str, named: set[str], rng: np.random.Generator) -> dict[str, Build]:
    """Ridges that break the horizon; none where the prompt's own mountains stand there."""
    if place in ("city", "square") or place in PLANETS:
        return {}
    if place == "mountains" and "mountain" not in named:
        foothills = terrain.hills("grass", rng, woods=WOODS)
        return {"backdrop_mountains": terrain.massifs(rng), "backdrop_hills": foothills}
    low = 0.5 if "mountain" in named else 1.0
    height, ridge, woods = {
        "desert": (14.0, "desert sand", 0), "snow": (30.0, "snow", 0), "beach": (12.0, "leaf shade", WOODS),
        "street": (9.0, "grass", 0), "plain": (6.0, "dry grass", 0),
    }.get(place, (10.0, "grass", WOODS))  # fmt: skip
    layers = 2 if place == "street" else 3  # houses hide most of them
    ridges = terrain.hills(ridge, rng, height_m=height * low, layers=layers, open_y=place == "beach", woods=woods)
    return {"backdrop_hills": ridges}
