"""Which setting a description asks for: what it names, or what its things belong to."""

from __future__ import annotations

from collections.abc import Mapping

from ..common.afloat import UNDERWATER, inhabited_island, is_sea, is_underwater, open_water
from ..common.rivers import is_harbour, is_pond, river_scene
from ..common.whereabouts import open_air_of, room_of
from ..protocol.scene import Asset, Entity, SceneDescription
from .environment_grounds import GROUNDS, grounds_of
from .environment_styles import KINDS, STYLES

OUTDOOR_WORDS = {
    "street": "street", "road": "street", "sidewalk": "street", "corner": "street", "parking": "street",
    "alley": "street", "crossing": "street", "highway": "street", "town": "street", "village": "park",
    "city": "city", "downtown": "city", "square": "city", "plaza": "city", "park": "park", "garden": "park",
    "backyard": "park", "yard": "park", "lawn": "park", "playground": "park", "campus": "park", "picnic": "park",
    "field": "field", "meadow": "field", "grassland": "field", "prairie": "field", "farm": "field", "hill": "field",
    "countryside": "field", "forest": "forest", "wood": "forest", "woods": "forest", "jungle": "forest",
    "beach": "beach", "shore": "beach", "seaside": "beach", "coast": "beach", "sea": "beach", "ocean": "beach",
    "island": "beach", "desert": "desert", "dune": "desert", "snow": "snow", "snowy": "snow", "arctic": "snow",
    "ski": "snow", "winter": "snow", "glacier": "snow", "rink": "snow",
    "stadium": "pitch", "pitch": "pitch", "lake": "lake",
    "river": "lake", "pond": "lake", "mountain": "mountains", "mountains": "mountains", "valley": "mountains",
    "moon": "moon", "lunar": "moon", "asteroid": "moon", "mars": "mars", "martian": "mars", "planet": "mars",
    "intersection": "street", "crossroads": "street",
    **dict.fromkeys(("paris", "london", "new york", "tokyo", "rome", "berlin", "venice", "barcelona", "manhattan"),
                    "city"),
    "outside": "park", "outdoors": "park", "pasture": "field", "orchard": "field", "hillside": "field",
    "wilderness": "forest", "campsite": "forest", "clearing": "forest", "patio": "park", "courtyard": "square",
    "bus station": "street", "suburb": "street", "neighborhood": "street", "neighbourhood": "street",
    "racetrack": "street", "race track": "street", "junkyard": "field", "grass": "park", "pier": "lake",
    "crater": "moon", "outer space": "space", "space": "space",
}  # fmt: skip
GROUND_WORDS = {
    "sand": "beach", "beach": "beach", "snow": "snow", "ice": "snow", "desert": "desert", "dune": "desert",
    "lawn": "park", "grass": "park", "field": "field", "meadow": "field", "pasture": "field", "soccer": "pitch",
    "football": "pitch", "turf": "pitch", "hill": "field", "dirt": "field", "mud": "field", "soil": "field",
}  # fmt: skip
_OPEN_AIR = frozenset({"park", "garden", "desert", "beach", "forest", "street", "city", "mountain", "lake", "river",
                       "jungle", "farm", "village", "playground"})  # fmt: skip
"""words before a noun that say where it is: a park bench, a desert road"""
_DECKS = {"pier": "lake", "dock": "lake", "jetty": "lake", "boardwalk": "beach", "rooftop": "city", "balcony": "city",
          "terrace": "park", "patio": "park", "porch": "park"}  # fmt: skip
"""floors in the open, and where they are"""
_STILL_LIFE_TIMES = frozenset({"morning", "noon", "day", "evening", "night"})
_OUT_OF_DOORS = frozenset({
    "ball", "soccer ball", "cart", "bicycle", "motorcycle", "umbrella", "ramp", "statue", "flower", "bird", "kite",
    "sign", "pole", "bench", "flag", "stump", "log", "well", "fire", "torch", "lantern", "pumpkin", "barrel", "crate",
})  # fmt: skip
"""categories that may as well stand in the open"""


_SUMMITS = frozenset({"mountain", "volcano", "peak", "summit", "mountaintop", "mountain top"})


def summit(description: SceneDescription) -> Entity | None:
    """The mountain on whose top somebody is: it is the ground of the scene, not a thing in it."""
    people = {e.id for e in description.entities if e.role == "character"}
    on = {r.object_id for r in description.relations if r.subject_id in people and r.spatial in ("on", "on_top_of")}
    return next((e for e in description.entities if e.id in on and e.lemma in _SUMMITS and e.count == 1), None)


def is_deck(entity: Entity, *words: str) -> bool:
    """Whether a floor in the open is one of those: a balcony, a rooftop."""
    return entity.category == "floor" and entity.lemma.split()[-1] in words


def is_pier(entity: Entity) -> bool:
    """Whether a floor stands on posts over the water."""
    return entity.lemma.split()[-1] in ("pier", "dock", "jetty")


SEEN_FROM_OUTSIDE = frozenset({
    "church", "cathedral", "chapel", "barn", "stable", "temple", "shrine", "mosque", "palace", "submarine", "spaceship",
    "greenhouse",
})  # fmt: skip
"""what may as well be a building or a vehicle in the open: a room only where the prompt is inside it"""
_RIVER_LANDS = {
    "studio": "field", "room": "field", "lake": "field", "street": "field", "beach": "field", "pitch": "park",
    "moon": "desert", "mars": "desert",
}  # fmt: skip
"""the country that a river runs through where the setting has no room for one"""
_POND_LANDS = {**_RIVER_LANDS, **dict.fromkeys(("studio", "street", "city", "square", "lake"), "park")}
_AIRCRAFT = frozenset({"airplane", "helicopter"})
"""that do something: under the sky"""
_OF_SNOW = frozenset({"snowman", "igloo", "sled", "sledge", "snowboard", "ski", "snowball"})


def place_of(description: SceneDescription, assets: Mapping[str, Asset]) -> str:
    """`studio`, `room`, or one of the outdoor settings; `roadside` where the road is a thing of its own."""
    place = _named_place(description, assets)
    if (water := river_scene(description)) is not None:
        if is_harbour(water.river):
            return "plain"
        lands = _POND_LANDS if is_pond(water.river) else _RIVER_LANDS
        return lands.get(place, place)
    categories = {asset.category for asset in assets.values()}
    lemmas = {entity.lemma for entity in description.entities}
    if place in ("park", "field", "forest", "mountains", "studio") and (categories | lemmas) & _OF_SNOW:
        place = "snow"
    if place == "street" and any(e.lemma.split()[-1] in ("runway", "airstrip") for e in description.entities):
        return "field"
    return "roadside" if place == "street" and any(asset.category == "road" for asset in assets.values()) else place


def _named_place(description: SceneDescription, assets: Mapping[str, Asset]) -> str:
    if description.setting.indoor:
        return "room"
    if is_underwater(description):
        return UNDERWATER
    if inhabited_island(description) is not None:
        return "islet"
    if summit(description) is not None:
        return "summit"
    if (water := open_water(description)) is not None:
        return "open lake" if water.lemma.split()[-1] == "lake" else "open sea"
    place = (description.setting.place or "").lower()
    if place in _SUMMITS:
        return "summit"
    if place in ("balcony", "rooftop"):
        return place
    if name := grounds_of(place):
        return GROUNDS[name].setting
    if place and (place in STYLES or place in KINDS) and place not in SEEN_FROM_OUTSIDE:
        return "room"
    for entity in description.entities if place in ("", "road", "street") else ():
        words = [*entity.lemma.split()[:-1], *(attribute.value for attribute in entity.attributes)]
        before = [word for word in words if word in _OPEN_AIR]
        if before:
            return OUTDOOR_WORDS[before[0]]
    for word in (place, *place.split()):
        if word in OUTDOOR_WORDS:
            return OUTDOOR_WORDS[word]
    if place.endswith("room"):
        return "room"
    for entity in description.entities:
        if entity.category in ("ground", "grass"):
            for word in (entity.lemma, *entity.lemma.split()):
                if word in GROUND_WORDS:
                    return GROUND_WORDS[word]
            return "park"
        if entity.category in ("room", "floor"):
            return next((word for word in ("balcony", "rooftop") if is_deck(entity, word)),
                        _DECKS.get(entity.lemma.split()[-1], "room"))  # fmt: skip
    if any(is_sea(entity) for entity in description.entities):
        return "beach"
    categories = {asset.category for asset in assets.values()}
    if categories & {"house", "water"} and "mountain" in categories:
        return "park"
    if {"road", "mountain"} <= categories:
        return "street"
    if setting := open_air_of(categories):
        return setting
    if "window" in categories and "ladder" not in categories:  # of a house that is not there: from within
        return "room"
    if description.lighting.weather == "snow":
        return "snow"
    if any(e.category in _AIRCRAFT and a.actor_id == e.id for e in description.entities for a in description.actions):
        return "field"
    if description.lighting.time_of_day is not None or description.lighting.weather is not None:
        return "room" if room_of(categories) or _is_still_life(description, assets) else "field"
    return "studio"


def _is_still_life(description: SceneDescription, assets: Mapping[str, Asset]) -> bool:
    """Whether things of a household stand on a table by day: nobody carries one out for its light."""
    categories = {asset.category for asset in assets.values()}
    return (
        description.lighting.weather is None
        and description.lighting.time_of_day in _STILL_LIFE_TIMES
        and "table" in categories
        and not categories & _OUT_OF_DOORS
        and all(asset.role == "prop" and max(asset.dimensions) < 2.5 for asset in assets.values())
    )
