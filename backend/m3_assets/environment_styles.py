"""What kinds of rooms look like: finishes, proportions, fittings, and the words that mean them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RoomStyle:
    """Finishes and proportions of a kind of room."""

    floor: str
    """material name of the floor"""
    pattern: str | None = "planks"
    floor_color: str = ""
    wall: str = "plaster"
    """material name of the walls"""
    wall_color: str
    wall_pattern: str = ""
    height_m: float = 2.7
    pattern_scale_m: float = 0.14
    curtains: bool = False
    accent_color: str = ""
    """of the back wall; empty = as the others"""
    rug_color: str = ""
    """of the rug on the floor; empty = none"""
    panel_color: str = ""
    """of a panelling as high as a table along the walls; empty = none"""
    ceiling: str = "plaster"
    ceiling_color: str = "#e2dfd8"
    windowless: bool = False
    doorless: bool = False
    width_m: float = 0.0
    """the least inner width"""
    depth_m: float = 0.0
    """the least inner depth: a room that is deep runs back behind those who are in it"""
    widest_m: float = 16.0
    fittings: tuple[str, ...] = ()
    """what is built in: names of `environment_fittings.FITTINGS`, some with `:` and what they are of"""


STYLES: dict[str, RoomStyle] = {
    "living room": RoomStyle(floor="oak", wall_color="#d9d0c0", curtains=True, accent_color="#b7b09a",
                             rug_color="#a4553c"),
    "bedroom": RoomStyle(floor="birch", wall_color="#d5d3cc", curtains=True, accent_color="#8fa0a3",
                         rug_color="#c9c0ae"),
    "kitchen": RoomStyle(floor="tile", pattern="tiles", floor_color="#c9c2b4", wall_color="#dcd8cd",
                         pattern_scale_m=0.4),
    "bathroom": RoomStyle(floor="tile", pattern="tiles", floor_color="#b9c2c2", wall_color="#dfe4e2",
                          pattern_scale_m=0.25),
    "office": RoomStyle(floor="wool", pattern=None, floor_color="#5c6468", wall_color="#d4d6d4", height_m=2.9),
    "conference room": RoomStyle(floor="wool", pattern=None, floor_color="#4d565c", wall_color="#d4d6d4",
                                 accent_color="#5b6f7a", height_m=2.9, width_m=6.4, depth_m=6.5,
                                 fittings=("meeting", "lights")),
    "classroom": RoomStyle(floor="oak", wall_color="#d8d9c9", height_m=3.1, width_m=7.0, depth_m=7.5,
                           fittings=("desks", "lights")),
    "kindergarten": RoomStyle(floor="birch", wall_color="#f0d9a0", accent_color="#8fbfc6", height_m=2.9, width_m=6.5,
                              depth_m=5.5, rug_color="#d0553f", panel_color="#e9b44c"),
    "hall": RoomStyle(floor="oak", wall_color="#cfcabf", height_m=4.5),
    "ballroom": RoomStyle(floor="oak", wall_color="#ded2b8", height_m=5.6, width_m=11.0, depth_m=11.0,
                          pattern_scale_m=0.2, panel_color="#b99a63", doorless=True,
                          fittings=("columns:marble", "tall windows", "chandeliers")),
    "throne room": RoomStyle(floor="marble", pattern="tiles", floor_color="#8d8577", wall="stone",
                             wall_color="#8d8272", height_m=6.2, width_m=8.6, depth_m=11.0, pattern_scale_m=0.9,
                             ceiling="stone", ceiling_color="#6f665a", doorless=True, windowless=True,
                             fittings=("columns:stone", "runner:#7d1f24", "banners", "tall windows", "torches")),
    "great hall": RoomStyle(floor="stone", pattern="tiles", floor_color="#6d665c", wall="stone", wall_color="#857a6b",
                            height_m=5.6, width_m=8.0, depth_m=10.5, pattern_scale_m=0.7, ceiling="walnut",
                            ceiling_color="", doorless=True, windowless=True,
                            fittings=("beams", "banners", "tall windows", "torches", "tables")),
    "corridor": RoomStyle(floor="oak", wall_color="#d2cbbb", height_m=2.7, width_m=2.8, widest_m=2.8, depth_m=15.0,
                          panel_color="#8e7c64", windowless=True, doorless=True,
                          fittings=("doors", "runner:#7a3036", "lights")),
    "hospital corridor": RoomStyle(floor="tile", pattern=None, floor_color="#a9b8b8", wall_color="#dfe6e2",
                                   height_m=2.7, width_m=3.2, widest_m=3.2, depth_m=15.0, panel_color="#8fb3ae",
                                   windowless=True, doorless=True, fittings=("doors", "lights")),
    "ward": RoomStyle(floor="tile", pattern=None, floor_color="#a9b8b8", wall_color="#dfe6e2", height_m=2.9,
                      width_m=7.6, depth_m=6.5, panel_color="#9fc0ba", fittings=("lights",)),
    "operating room": RoomStyle(floor="tile", pattern=None, floor_color="#93a8a6", wall="tile", wall_pattern="tiles",
                                wall_color="#a9cbc4", height_m=3.0, width_m=6.6, depth_m=6.0, windowless=True,
                                fittings=("theatre lamp", "lights", "bench:instruments")),
    "laboratory": RoomStyle(floor="tile", pattern="tiles", floor_color="#b9bfc0", wall_color="#dfe3e2", height_m=2.9,
                            pattern_scale_m=0.5, width_m=7.0, depth_m=5.6, fittings=("bench:flasks", "lights")),
    "cell": RoomStyle(floor="concrete", pattern=None, wall="brick", wall_pattern="brick", wall_color="#77736b",
                      height_m=2.8, width_m=3.6, depth_m=5.2, widest_m=4.4, windowless=True, doorless=True,
                      ceiling="concrete", ceiling_color="", pattern_scale_m=0.2, fittings=("bars",)),
    "courtroom": RoomStyle(floor="oak", wall_color="#d3c8b2", height_m=4.2, width_m=8.0, depth_m=8.0,
                           panel_color="#6b4527", fittings=("judge's bench", "lights")),
    "theatre": RoomStyle(floor="wool", pattern=None, floor_color="#5b2226", wall_color="#7d3a36", height_m=6.0,
                         width_m=9.5, depth_m=11.0, windowless=True, doorless=True, ceiling_color="#6d5a4a",
                         fittings=("seats:#7d1f24", "proscenium", "sconces")),
    "theatre stage": RoomStyle(floor="oak", wall_color="#3d2326", height_m=6.0, width_m=10.0, depth_m=7.5,
                               pattern_scale_m=0.2, windowless=True, doorless=True, ceiling_color="#4a3630",
                               fittings=("proscenium:floor",)),
    "cinema": RoomStyle(floor="wool", pattern=None, floor_color="#3b2a30", wall_color="#4b3440", height_m=5.0,
                        width_m=9.0, depth_m=10.0, windowless=True, doorless=True, ceiling_color="#3b3238",
                        fittings=("seats:#8c2a2a", "screen", "sconces")),
    "supermarket": RoomStyle(floor="tile", pattern="tiles", floor_color="#c6c5bf", wall_color="#d8dad6", height_m=3.6,
                             pattern_scale_m=0.6, width_m=8.0, depth_m=9.0, windowless=True,
                             fittings=("aisles:groceries", "lights")),
    "pharmacy": RoomStyle(floor="tile", pattern="tiles", floor_color="#c9cfcc", wall_color="#e1e8e3", height_m=3.0,
                          pattern_scale_m=0.5, width_m=6.2, depth_m=5.4, accent_color="#4f9d7a",
                          fittings=("shelves:medicine", "lights")),
    "bakery": RoomStyle(floor="tile", pattern="tiles", floor_color="#b98d66", wall_color="#ead9b8", height_m=3.0,
                        pattern_scale_m=0.3, width_m=6.0, depth_m=5.2, accent_color="#b5683c",
                        fittings=("shelves:bread",)),
    "butcher shop": RoomStyle(floor="tile", pattern="tiles", floor_color="#b9b4aa", wall="tile", wall_pattern="tiles",
                              wall_color="#e4e6e2", height_m=3.0, pattern_scale_m=0.25, width_m=6.0, depth_m=5.0,
                              fittings=("hams", "lights")),
    "salon": RoomStyle(floor="tile", pattern="tiles", floor_color="#3d3b3a", wall_color="#d9cfc0", height_m=3.0,
                       pattern_scale_m=0.5, width_m=6.6, depth_m=5.2, accent_color="#7a2f35", fittings=("mirrors",)),
    "shop": RoomStyle(floor="walnut", wall_color="#cdbfa8", height_m=3.2, accent_color="#6c7a68"),
    "cafe": RoomStyle(floor="oak", wall_color="#d9cdb8", height_m=3.2, accent_color="#5f7466", width_m=8.8,
                      depth_m=6.8, panel_color="#7c5a3c", fittings=("pendants", "shelves:bottles")),
    "restaurant": RoomStyle(floor="walnut", wall_color="#d8c9b2", height_m=3.2, accent_color="#7a3b35", width_m=8.0,
                            depth_m=7.0, panel_color="#5c3b28", fittings=("pendants",)),
    "bar": RoomStyle(floor="oak", wall_color="#bfa283", height_m=3.2, accent_color="#6f8069", width_m=7.0,
                     depth_m=5.8, panel_color="#7a5338", ceiling_color="#b9a68f",
                     fittings=("pendants", "shelves:bottles")),
    "tavern": RoomStyle(floor="weathered wood", wall_color="#b49a78", height_m=3.0, width_m=7.0, depth_m=6.4,
                        ceiling="walnut", ceiling_color="", fittings=("beams", "shelves:bottles")),
    "nightclub": RoomStyle(floor="lacquer", pattern="tiles", floor_color="#26242e", wall_color="#2f2b3d", height_m=4.0,
                           pattern_scale_m=0.8, width_m=8.5, depth_m=7.5, windowless=True, ceiling_color="#232029",
                           fittings=("neon", "light floor")),
    "library": RoomStyle(floor="walnut", wall_color="#cbbfa6", height_m=4.0, width_m=7.6, depth_m=8.0,
                         panel_color="#5c3b28", rug_color="#5e2b2b", fittings=("bookcases",)),
    "museum": RoomStyle(floor="marble", pattern="tiles", floor_color="#a9a294", wall_color="#d8d3c8", height_m=4.4,
                        pattern_scale_m=0.9, width_m=8.5, depth_m=8.5, accent_color="#6f4a45", windowless=True,
                        fittings=("lights",)),
    "gallery": RoomStyle(floor="birch", wall_color="#e6e4df", height_m=4.0, width_m=8.0, depth_m=7.5, windowless=True,
                         doorless=True, fittings=("lights",)),
    "studio": RoomStyle(floor="pine", wall_color="#dedbd2", height_m=3.6, width_m=6.8, depth_m=6.0,
                        fittings=("canvases",)),
    "attic": RoomStyle(floor="pine", wall="pine", wall_pattern="", wall_color="", height_m=3.5, width_m=6.0,
                       depth_m=7.0, windowless=True, doorless=True, ceiling="pine", ceiling_color="",
                       fittings=("rafters",)),
    "wine cellar": RoomStyle(floor="stone", pattern="tiles", floor_color="#6b6256", wall="brick", wall_pattern="brick",
                             wall_color="", height_m=3.4, width_m=6.0, depth_m=8.0, pattern_scale_m=0.3,
                             windowless=True, doorless=True, ceiling="brick", ceiling_color="",
                             fittings=("ribs:brick", "barrels", "sconces")),
    "workshop": RoomStyle(floor="concrete", pattern=None, wall="brick", wall_pattern="brick", wall_color="",
                          height_m=3.6, width_m=6.8, depth_m=5.8, pattern_scale_m=0.22, ceiling="pine",
                          ceiling_color="", fittings=("beams",)),
    "forge": RoomStyle(floor="stone", pattern="tiles", floor_color="#4e4a45", wall="stone", wall_color="#6f675d",
                       height_m=3.6, width_m=6.2, depth_m=5.6, pattern_scale_m=0.5, ceiling="walnut",
                       ceiling_color="", windowless=True, fittings=("beams",)),
    "barn interior": RoomStyle(floor="straw", pattern=None, floor_color="", wall="weathered wood",
                               wall_color="", height_m=4.6, width_m=8.0, depth_m=9.0, ceiling="pine",
                               ceiling_color="", windowless=True, doorless=True, fittings=("rafters", "stalls")),
    "greenhouse": RoomStyle(floor="stone", pattern="tiles", floor_color="#9b917f", wall="glass", wall_color="",
                            height_m=3.6, width_m=6.0, depth_m=9.0, pattern_scale_m=0.5, windowless=True,
                            doorless=True, ceiling="glass", ceiling_color="", fittings=("glazing bars", "plants")),
    "church": RoomStyle(floor="stone", pattern="tiles", floor_color="#9a9182", wall_color="#cdc3af", height_m=7.0,
                        width_m=8.6, depth_m=13.0, pattern_scale_m=0.7, windowless=True, doorless=True,
                        fittings=("columns:stone", "ribs:stone", "pews", "tall windows", "altar")),
    "temple": RoomStyle(floor="stone", pattern="tiles", floor_color="#8a8175", wall_color="#a65a45", height_m=5.4,
                        width_m=8.4, depth_m=9.5, pattern_scale_m=0.8, windowless=True, doorless=True,
                        ceiling="walnut", ceiling_color="",
                        fittings=("columns:#8f2a20", "beams", "lanterns", "altar")),
    "mosque": RoomStyle(floor="wool", pattern=None, floor_color="#7a2f33", wall_color="#e2d9c6", height_m=6.0,
                        width_m=9.0, depth_m=10.0, windowless=True, doorless=True, panel_color="#2f6f86",
                        fittings=("columns:marble", "ribs:#e2d9c6", "niche", "chandeliers")),
    "gym": RoomStyle(floor="birch", wall_color="#cdd2d3", height_m=5.5),
    "dojo": RoomStyle(floor="straw", pattern="tiles", floor_color="#b9a86f", wall_color="#e3dccb", height_m=3.4,
                      pattern_scale_m=1.8, width_m=7.2, depth_m=7.0, panel_color="#5c3b28", doorless=True,
                      fittings=("paper walls",)),
    "pool hall": RoomStyle(floor="tile", pattern="tiles", floor_color="#c3cccb", wall="tile", wall_pattern="tiles",
                           wall_color="#cfe0e2", height_m=5.0, pattern_scale_m=0.3, width_m=10.0, depth_m=13.0,
                           doorless=True, fittings=("pool", "tall windows")),
    "locker room": RoomStyle(floor="tile", pattern="tiles", floor_color="#8e979a", wall_color="#cfd6d5", height_m=2.8,
                             pattern_scale_m=0.3, width_m=5.4, depth_m=6.0, windowless=True,
                             fittings=("lockers", "lights")),
    "laundry room": RoomStyle(floor="tile", pattern="tiles", floor_color="#b9c2c2", wall_color="#cfdcde", height_m=2.7,
                              pattern_scale_m=0.35, width_m=5.4, depth_m=4.4, fittings=("lights",)),
    "lobby": RoomStyle(floor="marble", pattern="tiles", floor_color="#a99c86", wall_color="#d6c8ae", height_m=4.2,
                       pattern_scale_m=0.9, width_m=8.5, depth_m=8.0, accent_color="#6b4a34", doorless=True,
                       fittings=("columns:marble", "pendants")),
    "elevator": RoomStyle(floor="granite", pattern=None, floor_color="", wall="steel", wall_color="#9a9c9e",
                          height_m=2.4, width_m=2.4, depth_m=2.6, widest_m=2.4, windowless=True, doorless=True,
                          ceiling="painted metal", ceiling_color="#d8d8d4", fittings=("lift", "lights")),
    "station": RoomStyle(floor="concrete", pattern="tiles", floor_color="#8f8d88", wall="tile", wall_pattern="tiles",
                         wall_color="#d9d6c8", height_m=4.2, pattern_scale_m=0.3, width_m=13.0, depth_m=8.4,
                         windowless=True, doorless=True, fittings=("platform", "lights")),
    "carriage": RoomStyle(floor="rubber", pattern=None, floor_color="#4b4f53", wall="painted metal",
                          wall_color="#cdd0cc", height_m=2.4, width_m=2.9, widest_m=2.9, depth_m=12.0, windowless=True,
                          doorless=True, ceiling="painted metal", ceiling_color="#dcdcd8",
                          fittings=("cabin windows", "cabin seats:#2f5d8a", "lights")),
    "cabin": RoomStyle(floor="wool", pattern=None, floor_color="#3b4757", wall="plastic", wall_color="#dddcd6",
                       height_m=2.3, width_m=3.5, widest_m=3.5, depth_m=13.0, windowless=True, doorless=True,
                       ceiling="plastic", ceiling_color="#e2e1dc",
                       fittings=("cabin windows", "cabin seats:#33506e", "bins", "lights")),
    "control room": RoomStyle(floor="painted metal", pattern="tiles", floor_color="#4a5058", wall="painted metal",
                              wall_pattern="tiles", wall_color="#6b7480", height_m=3.2, pattern_scale_m=1.0,
                              width_m=7.0, depth_m=6.4, windowless=True, doorless=True, ceiling="painted metal",
                              ceiling_color="#5a626c", fittings=("consoles", "space window", "lights")),
    "submarine interior": RoomStyle(floor="painted metal", pattern="tiles", floor_color="#46504e",
                                    wall="painted metal", wall_color="#77847c", height_m=2.6, pattern_scale_m=0.5,
                                    width_m=4.0, widest_m=4.0, depth_m=9.0, windowless=True, doorless=True,
                                    ceiling="painted metal", ceiling_color="#6b776f",
                                    fittings=("ribs:#59655e", "pipes", "consoles")),
    "warehouse": RoomStyle(floor="concrete", pattern=None, wall_color="#a9a9a3", height_m=5.5),
    "garage": RoomStyle(floor="concrete", pattern=None, wall_color="#b9b8b2", height_m=2.9),
    "cave": RoomStyle(floor="stone", pattern=None, floor_color="#7a7267", wall_color="#8a8074", height_m=3.4),
    "ice cave": RoomStyle(floor="marble", pattern=None, floor_color="#b4d3e2", wall_color="#9cc9e4", height_m=3.4),
    "dungeon": RoomStyle(floor="stone", pattern="tiles", floor_color="#67625b", wall="stone", wall_color="#7c766d",
                         height_m=3.2, pattern_scale_m=0.6, windowless=True, ceiling="stone",
                         ceiling_color="#5d5851", fittings=("torches",)),
    "crypt": RoomStyle(floor="stone", pattern="tiles", floor_color="#67625b", wall="stone", wall_color="#7c766d",
                       height_m=3.4, pattern_scale_m=0.6, width_m=6.0, depth_m=8.0, windowless=True, ceiling="stone",
                       ceiling_color="#6a645b", fittings=("ribs:stone", "torches")),
    "room": RoomStyle(floor="oak", wall_color="#d8d2c6"),
}  # fmt: skip

_WORDS = {
    "living room": "lounge, living, apartment, sitting room, nook, reading nook, dining room, den",
    "bedroom": "hotel room, nursery, dorm, dorm room",
    "bathroom": "restroom, toilet",
    "office": "study",
    "conference room": "meeting room, boardroom",
    "classroom": "school, lecture hall",
    "kindergarten": "playroom, daycare",
    "ballroom": "dance hall, palace",
    "great hall": "castle hall, banquet hall, castle interior",
    "corridor": "hallway, passage",
    "ward": "hospital, hospital ward, hospital room, emergency room, clinic, waiting room",
    "operating room": "operating theatre, operating theater, surgery",
    "laboratory": "lab",
    "cell": "prison, prison cell, jail, jail cell",
    "theatre": "theater, opera, opera house, auditorium, concert hall",
    "cinema": "movie theater, movie theatre",
    "supermarket": "grocery, grocery store, convenience store",
    "pharmacy": "drugstore, chemist",
    "salon": "barbershop, barber shop, hair salon, beauty salon",
    "butcher shop": "butcher, butchery",
    "shop": "store, gift shop, flower shop",
    "cafe": "café, coffee shop, coffee house, diner",
    "bar": "pub, cocktail bar",
    "tavern": "inn, saloon",
    "nightclub": "disco, club, dance club",
    "library": "bookshop, bookstore",
    "museum": "museum hall",
    "gallery": "art gallery",
    "studio": "art studio",
    "forge": "smithy, blacksmith shop",
    "barn interior": "stable, barn, horse stable",
    "church": "cathedral, chapel, abbey",
    "temple": "shrine, monastery",
    "gym": "gymnasium, sports hall",
    "dojo": "dance studio",
    "pool hall": "swimming pool hall, indoor pool, indoor swimming pool",
    "laundry room": "laundromat, laundrette",
    "lobby": "hotel lobby, reception, foyer",
    "elevator": "lift",
    "station": "subway station, metro station, underground station, train station, railway station, station platform",
    "carriage": "train car, train carriage, train compartment, subway car",
    "cabin": "airplane cabin, plane cabin, aircraft cabin",
    "control room": "spaceship, spaceship interior, spaceship control room, engine room, cockpit",
    "submarine interior": "submarine",
    "warehouse": "factory, hangar",
    "garage": "basement",
    "cave": "cavern, grotto, mine",
    "dungeon": "cellar",
    "crypt": "tomb, catacomb, catacombs",
    "wine cellar": "vault",
}
"""kind of room -> other words for it"""
KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split(", ")}


def kind_of(place: str | None) -> str:
    """The kind of room that a place word means: by all of its words, or by its last ones (`school corridor`)."""
    words = (place or "room").lower().split()
    for first in range(len(words)):
        tail = " ".join(words[first:])
        if tail in KINDS or tail in STYLES:
            return KINDS.get(tail, tail)
    return "room"
