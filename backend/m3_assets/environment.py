"""What surrounds the things of a scene: ground, room or backdrop, all placed at the world's origin as they are.

Every asset here has role `environment`: its vertices are where they belong, nobody moves it. Always there is exactly
one ground, flat at z = 0 where things stand, with the endless collision plane: `ground`, or the entity that is the
ground (`grass_1`, `floor_1`). Indoors there is `room` (ceiling, and `wall_back`, `wall_left`, `wall_right`,
`wall_front` as meshes of their own); outdoors `backdrop_*`. The ground's parameter `place` says which setting was made.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ..common.afloat import UNDERWATER, bed_m, inhabited_island, is_sea, open_water
from ..common.colors import linear_color
from ..common.rivers import is_harbour, is_pond, river_scene
from ..common.whereabouts import room_of
from ..protocol.conventions import FloatArray
from ..protocol.scene import Asset, Entity, Material, PhysicsProperties, SceneDescription
from . import environment_terrain as terrain
from .contract import Build, Part
from .environment_cave import cave_build
from .environment_fittings import STANDING, fitting_builds
from .environment_furnishing import HUNG, furnish
from .environment_greenery import beside_the_road, ground_cover, horizon, vegetation
from .environment_grounds import GROUNDS, grounds_builds, grounds_of
from .environment_high import balcony_build, city_below, rooftop_build, summit_builds
from .environment_islet import islet_builds
from .environment_made import backdrops, environment_asset
from .environment_places import is_pier, place_of, summit
from .environment_planet import PLANETS, planet_builds
from .environment_pond import Pond, pond_ground, pond_of
from .environment_quay import moorings, quay_builds
from .environment_river import (
    bed_of,
    growth,
    river_of,
    riverbed_ground,
    where_things_grow,
)
from .environment_room import floor_build, room_build
from .environment_sea import AT_SHORE_M, is_at_shore, waves_m
from .environment_seabed import bed_level, seabed_builds
from .environment_space import space_builds
from .environment_street import is_on_pavement, pavement_ground, street_builds, street_life, town_facades
from .environment_styles import STYLES, RoomStyle, kind_of
from .environment_waters import afloat, over_water, river_assets
from .geometry_grid import patch
from .shapes import collision_box, surface_top

Array = NDArray[np.float64]

ENVIRONMENT_CATEGORIES = frozenset({"ground", "grass", "floor", "room", "sky"})
"""Entities of these categories are the surroundings themselves and get no other asset; so are seas."""

_GROUND_LOOKS = {
    "field": "grass", "park": "lawn", "forest": "grass", "pitch": "lawn", "lake": "grass", "mountains": "grass",
    "beach": "sand", "desert": "desert sand", "snow": "snow", "street": "asphalt", "city": "asphalt",
    "square": "paving", "plain": "grass", "roadside": "grass", "moon": PLANETS["moon"].dust,
          "mars": PLANETS["mars"].dust,
}  # fmt: skip
_MOVING = ("walk", "run", "jog", "throw", "kick", "roll", "drive", "chase", "push", "dance", "ride", "march", "fly")


def build_environment(
    description: SceneDescription, assets: Mapping[str, Asset], rng: np.random.Generator
) -> tuple[dict[str, Asset], FloatArray | None]:
    """Ground, room and backdrop by object id, and the inner bounds (2, 3) of the room, None where there is none."""
    place = place_of(description, assets)
    stage_m = stage_radius_m(description, assets)
    entity = _ground_entity(description)
    if place == "room":
        return _indoors(description, assets, entity, rng)
    if place == "studio" and entity is None:
        return {"ground": environment_asset(_sweep(stage_m), "ground", "ground", "Studio sweep", place)}, None
    return _outdoors(description, assets, place, stage_m, entity, rng), None


def is_surroundings(description: SceneDescription, entity: Entity) -> bool:
    """Whether an entity is made by `build_environment`: a ground, a room, a sea, the lake that a boat is on, a summit,
    a river and the bridge over it."""
    ground = (open_water(description), inhabited_island(description), summit(description))
    if entity.category in ENVIRONMENT_CATEGORIES or is_sea(entity) or entity in ground:
        return True
    river = river_scene(description)
    return river is not None and (entity == river.river or entity.id in river.over)


def stage_radius_m(description: SceneDescription, assets: Mapping[str, Asset]) -> float:
    """Radius of the disc where things stand and people move."""
    sizes = [a.dimensions for a in assets.values() if max(a.dimensions) < 12.0]
    footprint = sum((float(d[0]) + 0.6) * (float(d[1]) + 0.6) for d in sizes)
    moves = sum(any(word in action.verb for word in _MOVING) for action in description.actions)
    return float(np.clip(1.5 + 0.75 * np.sqrt(footprint) + 1.5 * moves, 3.5, 15.0))


WINDOW_ROOM_M = 5.0, 5.4
"""the least width and depth of a room in which somebody is at a window: the camera looks at it from inside"""


def room_bounds_m(
    description: SceneDescription, assets: Mapping[str, Asset], style: RoomStyle, dressing: Mapping[str, Asset]
) -> Array:
    """(2, 3) inner bounds about the origin: room for the furniture, and to walk between it.

    `dressing` is what goes without saying of the place: it stands along the walls, for which a room runs back farther.
    """
    area, longest, height_m = 10.0, 2.5, style.height_m
    for asset in assets.values():
        width, depth, height = (float(v) for v in asset.dimensions)
        if asset.role == "character":
            area += 2.5
        elif max(width, depth) > 0.3:
            area += 1.6 * (width + 0.5) * (depth + 0.5)
            longest = max(longest, width, depth)
            height_m = max(height_m, height + 0.4)
    area += 1.5 * sum(any(word in action.verb for word in _MOVING) for action in description.actions)
    width_m = float(np.clip(np.sqrt(1.3 * area), max(4.4, longest + 1.2), 16.0))
    depth_m = float(np.clip(area / width_m, max(3.8, min(longest + 0.8, 6.0)), 14.0))
    windows = {i for i, asset in assets.items() if asset.category == "window"}
    if any({a.target_id} & windows for a in description.actions):  # seen from within, by its side wall's length
        width_m, depth_m = max(width_m, WINDOW_ROOM_M[0]), max(depth_m, WINDOW_ROOM_M[1])
    floor = [asset.dimensions for asset in dressing.values() if float(asset.dimensions[1]) > 0.12]
    if floor:
        along = sum(float(size[0]) + 0.3 for size in floor)
        deep = max(float(size[1]) for size in floor)
        width_m = max(width_m, min(4.4 + 0.22 * along, 7.0))
        height_m = max(height_m, *(float(size[2]) + 0.4 for size in floor))
    back_m = max(0.5 * depth_m + (min(deep, 1.5) + 0.2 if floor else 0.0), style.depth_m - 0.5 * depth_m)
    width_m = max(min(width_m, max(style.widest_m, longest + 1.0)), style.width_m)
    half = 0.5 * np.round([width_m, depth_m], 1)
    return np.array([[-half[0], -half[1], 0.0], [half[0], round(back_m, 1), height_m]])


def _ground_entity(description: SceneDescription) -> Entity | None:
    """The entity that is the ground itself, if the prompt names one."""
    named = [e for e in description.entities if e.category in ("ground", "grass", "floor")]
    return (open_water(description) or inhabited_island(description) or summit(description)
            or (named[0] if named else None))  # fmt: skip


# --- studio ---------------------------------------------------------------------------------------


def _sweep(stage_m: float) -> Build:
    """A seamless paper sweep: floor, a curve of 3 m radius, and a wall 4 m behind the stage."""
    wall_y, curve, height = stage_m + 4.0, 3.0, 14.0
    turn = np.linspace(0.0, 0.5 * np.pi, 17)
    floor_y = np.linspace(-60.0, wall_y - curve, 13)[:-1]
    y = np.concatenate([floor_y, wall_y - curve + curve * np.sin(turn), [wall_y, wall_y]])
    z = np.concatenate([np.zeros(len(floor_y)), curve * (1.0 - np.cos(turn)), [0.5 * (curve + height), height]])
    x = np.linspace(-45.0, 45.0, 9)
    rows = np.stack([np.broadcast_to(x, (len(y), len(x))), np.repeat(y[:, None], len(x), 1),
                     np.repeat(z[:, None], len(x), 1)], -1)  # fmt: skip
    paper = Material(name="sweep", kind="plain", base_color=np.full(3, 0.36, dtype=np.float32), roughness=0.6, bump=0.0)
    return Build(
        parts=(Part(name="sweep", surface=patch(rows), material="sweep", closed=False),), materials=(paper,),
        physics=PhysicsProperties(mass_kg=0.0, friction=0.6, restitution=0.35, static=True),
        collision_shapes=(terrain.plane(), collision_box((90.0, 1.0, height), (0.0, wall_y + 0.5, 0.5 * height))),
        affordances=(surface_top("floor", (0.0, 0.0, 0.0), 20.0, 20.0),),
    )  # fmt: skip


# --- indoors --------------------------------------------------------------------------------------


def _indoors(
    description: SceneDescription, assets: Mapping[str, Asset], entity: Entity | None, rng: np.random.Generator
) -> tuple[dict[str, Asset], FloatArray]:
    kind = kind_of(description.setting.place or room_of({asset.category for asset in assets.values()}))
    if kind == "theatre" and any(action.verb.split()[0] in _PERFORMING for action in description.actions):
        kind = "theatre stage"
    style = STYLES[kind]
    # a prompt that names the place but nothing that stands in it gets what belongs there, and so does one in which
    # somebody does something there; beside things that a prompt arranges there is only what hangs on the walls
    named = description.setting.place is not None
    bare = named and all(map(_is_no_furniture, assets.values()))
    place = (description.setting.place or "").lower()
    furnished = bare or (named and bool(description.actions)) or not (assets or description.actions)
    there = {i: asset.category for i, asset in assets.items()}
    furniture = furnish(place, kind, rng, frozenset(description.excluded), there,
                        only=frozenset() if furnished else HUNG)  # fmt: skip
    bounds = room_bounds_m(description, assets, style, furniture)
    categories = {asset.category for asset in (*assets.values(), *furniture.values())}
    wall = next((e for e in description.entities if e.category == "wall"), None)
    colors = wall.values("color") if wall is not None else ()
    said = [c for c in colors if linear_color(c) is not None]
    if kind in ("cave", "ice cave"):
        room = cave_build(bounds, rng, icy=kind == "ice cave")
    else:
        room = room_build(bounds, style, window="window" not in categories, door="door" not in categories,
                          wall_color=said[0] if said else "")  # fmt: skip
    floor_id = entity.id if entity is not None else "ground"
    color, stuff = "", ""
    if entity is not None:
        color = next((c for c in entity.values("color") if linear_color(c) is not None), "")
        stuff = next(iter(entity.values("material")), "")
    no_rug = categories | set(description.excluded)
    floor = floor_build(bounds, style, color, stuff, rug=entity is None and not no_rug & {"rug", "carpet"})
    result = {
        floor_id: environment_asset(floor, floor_id, "floor", "Floor", "room"),
        "room": environment_asset(room, "room", "room", "Room"),
        **{name: environment_asset(build, name, "fitting", name.removeprefix("room_").replace("_", " ").capitalize())
           for name, build in fitting_builds(_fittings(style, bare, description), bounds, rng).items()},
        **furniture,
    }  # fmt: skip
    return result, bounds.astype(np.float32)


def _fittings(style: RoomStyle, bare: bool, description: SceneDescription) -> list[str]:
    """What is built in, but what the prompt rules out; where it names furniture, the floor is left to that."""
    names = [each for each in style.fittings if each.partition(":")[0] not in description.excluded]
    return [each for each in names if bare or each.partition(":")[0] not in STANDING]


_PERFORMING = frozenset({"play", "sing", "dance", "perform", "act", "juggle", "conduct", "strum", "drum", "recite",
                         "bow"})
"""verbs of who is on the stage of a theatre"""
_HEARTHS = frozenset({"oven", "fireplace"})
"""what somebody cooks or sits at is no furnishing yet"""


_SLENDER_M, _FLAT_M = 0.5, 0.12
"""what is held in the hands, a violin or a broom, is thinner than this to two sides or to one; so is a picture"""


def _is_no_furniture(asset: Asset) -> bool:
    thin, middle, _ = sorted(asset.dimensions)
    slender = (middle < _SLENDER_M or thin < _FLAT_M) and not asset.affordances_of("sit_at")
    return asset.role == "character" or slender or asset.category in _HEARTHS


# --- outdoors -------------------------------------------------------------------------------------


def _outdoors(
    description: SceneDescription, assets: Mapping[str, Asset], place: str, stage_m: float, entity: Entity | None,
    rng: np.random.Generator,
) -> dict[str, Asset]:  # fmt: skip
    if place == "studio":
        place = "park"
    ground_id = entity.id if entity is not None else "ground"
    color = ""
    if entity is not None:
        color = next((c for c in entity.values("color") if linear_color(c) is not None), "")
    if place == UNDERWATER:
        sand, around = seabed_builds(description, stage_m, rng)
        sea = next((e.id for e in description.entities if is_sea(e)), ground_id)
        return {sea: environment_asset(sand, sea, "ground", "Sea bed", place, (bed_level(bed_m(description)),))
                } | backdrops(around)  # fmt: skip
    if place in ("space", "islet"):
        ground, around = space_builds(rng) if place == "space" else islet_builds(
            stage_m, set(description.excluded), rng)
        label = entity.lemma.capitalize() if entity is not None else place.capitalize()
        return {ground_id: environment_asset(ground, ground_id, "ground", label, place)} | backdrops(around)
    if place in ("open sea", "open lake") and entity is not None:
        return afloat(place, entity, color, rng, waves_m(description) if place == "open sea" else 0.0)
    if entity is not None and is_pier(entity):
        return over_water(entity, color, rng)
    night = description.lighting.time_of_day == "night"
    if place in ("summit", "balcony", "rooftop"):
        has_clouds = any(each.category == "cloud" for each in description.entities)
        return _high_up(place, entity, color, has_clouds, stage_m, night, rng)
    flows = river_scene(description)
    at_quay = flows is not None and is_harbour(flows.river)
    in_town = place in ("street", "city", "square")
    river = None
    if flows is not None:
        bed = bed_of(flows, assets, stage_m, in_town or at_quay, rng)
        river = pond_of(bed, rng) if is_pond(flows.river) else river_of(bed, flows, in_town or at_quay, rng)
    said = grounds_of((description.setting.place or "").lower())
    grounds = GROUNDS[said] if said and GROUNDS[said].setting == place else None
    name = said if grounds is not None else place
    look = grounds.look if grounds is not None and grounds.look else _GROUND_LOOKS[place]
    look = "paving" if at_quay or (river is not None and in_town) else look
    category = entity.category if entity is not None else {"lawn": "grass", "grass": "grass"}.get(look, "ground")
    label = (entity.lemma if entity is not None else name).capitalize()
    flat, shore = stage_m + 6.0, AT_SHORE_M if is_at_shore(description) else stage_m + 7.0
    named = {asset.category for asset in assets.values()}
    builds: dict[str, Build] = {}
    rise = {"desert": 5.0, "snow": 4.0, "field": 3.0, "mountains": 6.0, "street": 0.0, "city": 0.0, "pitch": 0.0}
    on_pavement = place == "street" and grounds is None and river is None and is_on_pavement(named)
    water = place in ("beach", "lake")
    roughness = 0.07 if place == "desert" else 0.045
    if on_pavement:
        ground = pavement_ground(stage_m, rng)
    elif river is None or flows is None:
        sheet = terrain.ground_sheet(
            flat, rise.get(place, 2.0), rng, roughness=roughness, shore_y_m=shore if water else None
        )
        ground = terrain.ground_build(sheet, look, color)
    else:
        country = look, color, flat, rise.get(place, 2.0), rng, roughness
        ground = pond_ground(river, *country) if isinstance(river, Pond) else riverbed_ground(river, *country)
        builds |= growth(river, look, stage_m, bool(flows.facing | flows.beside), rng)
    if water:
        builds["backdrop_water"] = terrain.scenery(
            (
                ("water", terrain.water_sheet(shore - 0.5, -0.16), "sea" if place == "beach" else "water", False),
                *((("foam", terrain.foam_line(shore + 1.6, -0.15, rng), "foam", False),) if place == "beach" else ()),
            )
        )
    if place == "pitch":
        builds["backdrop_lines"] = terrain.scenery((("lines", terrain.pitch_lines(), "marking", True),))
    land = None if river is None else where_things_grow(river)
    if grounds is not None:
        builds.update(grounds_builds(name, stage_m, named, set(description.excluded), rng, land))
    if in_town and river is not None:
        builds |= quay_builds(river.off_m + 0.5 * river.width_m, rng, lit=night)
    elif at_quay and river is not None:
        builds["backdrop_moorings"] = moorings(river, stage_m, named | set(description.excluded))
    elif on_pavement:
        builds["backdrop_facades"] = town_facades(stage_m + 0.8, rng, tall=False, lit=night)
    elif in_town and not (grounds is not None and grounds.encloses):
        builds.update(
            street_builds(
                stage_m,
                rng,
                tall=place == "city",
                facades=not named & {"house", "building"},
                road="road" not in named and place != "square",
                night=night,
            )
        )
        unwanted = named | set(description.excluded)
        if place == "street" and "house" not in named and grounds is None:
            builds["backdrop_street"] = street_life(stage_m, rng, unwanted)
    if place in PLANETS:
        builds.update(planet_builds(place, stage_m, rng))
    grows = land if land is not None else beside_the_road if place == "roadside" else None
    grows = (lambda places: places[:, 1] < shore) if place == "beach" else grows
    builds.update(ground_cover(place, look, stage_m, rng, grows))
    if grounds is None or not grounds.encloses:
        builds.update(vegetation(place, stage_m, description, rng, river, shore))
    builds.update(horizon(place, look, named, rng))
    result = {ground_id: environment_asset(ground, ground_id, category, label, name)}
    if river is not None and flows is not None:
        result |= river_assets(flows, river, description, assets)
    return result | backdrops(builds)


def _high_up(
    place: str, entity: Entity | None, color: str, has_clouds: bool, stage_m: float, night: bool,
    rng: np.random.Generator,
) -> dict[str, Asset]:
    """A summit over valleys, a balcony or a roof over a city: the ground ends where people are."""
    ground_id = entity.id if entity is not None else "ground"
    if place == "summit":
        ground, builds = summit_builds(entity is not None and entity.lemma == "volcano", has_clouds, stage_m, rng)
    else:
        ground = balcony_build(color) if place == "balcony" else rooftop_build(color)
        builds = city_below(rng, night)
    category = "floor" if place != "summit" else entity.category if entity is not None else "ground"
    label = (entity.lemma if entity is not None else place).capitalize()
    return {ground_id: environment_asset(ground, ground_id, category, label, place)} | backdrops(builds)
