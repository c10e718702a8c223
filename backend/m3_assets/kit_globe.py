"""Spheres on stands: the globe of a study, the crystal ball of a fortune teller."""

from __future__ import annotations

import numpy as np

from . import shapes
from .contract import Surface, Values
from .geometry import cylinder, fillet, lathe, merge, rotated, superellipsoid, translated, tube
from .geometry_grid import thick_sheet
from .making import Look, fine, look
from .materials import glowing
from .sketch import Sketch, part, solid, thing

_TILT_RAD = np.radians(23.4)
"""of the earth's axis"""
_BAND_DEG = 4.0
"""height of the bands that land is drawn in"""

# Coasts as (longitude, latitude) in degrees, as coarse as a hand-high globe shows them; drawn from memory.
_LAND: dict[str, tuple[tuple[float, float], ...]] = {
    "north america": (
        (-166, 66), (-156, 71), (-128, 70), (-110, 68), (-95, 69), (-82, 68), (-94, 60), (-92, 57), (-82, 55),
        (-79, 52), (-77, 57), (-77, 62), (-68, 59), (-64, 60), (-56, 52), (-60, 50), (-66, 50), (-60, 46), (-70, 43),
        (-75, 38), (-76, 35), (-81, 31), (-80, 26), (-82, 29), (-89, 30), (-97, 27), (-97, 20), (-91, 18), (-87, 21),
        (-88, 16), (-83, 14), (-82, 9), (-78, 8), (-84, 10), (-93, 15), (-105, 20), (-109, 26), (-114, 31), (-111, 25),
        (-117, 32), (-124, 40), (-124, 48), (-132, 55), (-142, 60), (-152, 59), (-163, 55), (-158, 59)),
    "greenland": ((-72, 78), (-60, 82), (-32, 83), (-18, 80), (-20, 73), (-33, 67), (-44, 60), (-53, 66), (-56, 74)),
    "south america": (
        (-77, 8), (-72, 12), (-62, 10), (-51, 4), (-48, -1), (-35, -6), (-39, -15), (-41, -22), (-48, -26), (-57, -36),
        (-62, -39), (-65, -43), (-68, -50), (-68, -55), (-74, -51), (-73, -40), (-70, -20), (-76, -14), (-81, -5),
        (-80, 1)),
    "africa": (
        (-6, 35), (10, 37), (11, 33), (20, 31), (32, 31), (37, 21), (43, 12), (51, 12), (47, 4), (40, -3), (40, -15),
        (35, -20), (33, -27), (26, -34), (18, -34), (12, -17), (13, -8), (9, 0), (9, 4), (-4, 5), (-8, 4), (-16, 12),
        (-17, 21), (-10, 30)),
    "madagascar": ((44, -17), (50, -15), (47, -25), (44, -24)),
    "eurasia": (
        (-9, 38), (-9, 43), (-1, 44), (-4, 48), (4, 52), (9, 54), (9, 57), (13, 55), (20, 55), (24, 59), (30, 60),
        (22, 61), (25, 65), (21, 65), (17, 61), (17, 57), (11, 59), (5, 60), (12, 66), (20, 70), (30, 71), (41, 67),
        (34, 66), (44, 66), (54, 69), (68, 69), (72, 73), (90, 76), (104, 78), (114, 74), (130, 72), (150, 72),
        (170, 70), (179, 69), (179, 65), (170, 60), (163, 58), (157, 51), (156, 58), (162, 62), (150, 59), (138, 54),
        (140, 49), (131, 43), (127, 39), (129, 35), (126, 35), (122, 40), (118, 39), (122, 37), (122, 30), (116, 23),
        (108, 21), (109, 12), (105, 9), (100, 13), (103, 2), (98, 9), (98, 16), (92, 22), (87, 21), (80, 15), (77, 8),
        (73, 18), (67, 25), (57, 26), (50, 30), (52, 25), (57, 24), (59, 21), (52, 16), (44, 13), (39, 21), (34, 29),
        (36, 36), (28, 36), (27, 40), (37, 41), (40, 43), (31, 46), (28, 42), (23, 40), (23, 37), (19, 41), (13, 45),
        (18, 40), (16, 38), (10, 44), (3, 43), (-2, 37)),
    "britain": ((-5, 50), (1, 51), (0, 54), (-3, 58), (-6, 57), (-3, 54)),
    "japan": ((131, 31), (136, 34), (141, 36), (141, 44), (138, 37)),
    "sumatra": ((95, 5), (104, -3), (105, -6), (99, 0)),
    "borneo": ((109, 1), (117, 7), (118, 1), (115, -4), (110, -2)),
    "new guinea": ((131, -1), (141, -3), (150, -9), (143, -9), (136, -5)),
    "australia": (
        (114, -22), (122, -17), (131, -12), (136, -12), (136, -16), (141, -17), (142, -11), (146, -19), (153, -27),
        (150, -37), (141, -38), (135, -34), (129, -32), (118, -35), (115, -33)),
    "new zealand": ((173, -35), (178, -38), (173, -42), (167, -46), (172, -41)),
    "antarctica": (
        (-180, -76), (-150, -76), (-100, -72), (-62, -65), (-60, -75), (-20, -73), (30, -69), (90, -67), (150, -68),
        (180, -73), (180, -84), (-180, -84)),
}  # fmt: skip


def _crossings(outline: np.ndarray, latitude: float) -> np.ndarray:
    """Longitudes where an outline crosses a latitude, from west to east."""
    following = np.roll(outline, -1, axis=0)
    low, high = outline[:, 1], following[:, 1]
    hit = (low > latitude) != (high > latitude)
    share = (latitude - low[hit]) / (high[hit] - low[hit])
    return np.sort(outline[hit, 0] + share * (following[hit, 0] - outline[hit, 0]))


def _on_sphere(longitude: np.ndarray, latitude: np.ndarray, radius: float) -> np.ndarray:
    turn, rise = np.radians(longitude), np.radians(latitude)
    flat = radius * np.cos(rise)
    return np.stack([flat * np.sin(turn), -flat * np.cos(turn), radius * np.sin(rise)], -1)


def _land(radius: float) -> Surface:
    """All coasts as thin plates on a sphere, band by band of latitude."""
    plates = []
    for outline in map(np.array, _LAND.values()):
        edges = np.arange(np.floor(outline[:, 1].min() / _BAND_DEG), np.ceil(outline[:, 1].max() / _BAND_DEG) + 1)
        for low, high in zip(edges[:-1] * _BAND_DEG, edges[1:] * _BAND_DEG, strict=True):
            below, above = _crossings(outline, low + 0.01), _crossings(outline, high - 0.01)
            if len(below) != len(above):  # a coast begins or ends within the band
                below = above = _crossings(outline, 0.5 * (low + high))
            for pair in range(0, len(below) - 1, 2):
                west, east = (np.array([below[k], above[k]]) for k in (pair, pair + 1))
                if (east - west).min() < 0.5:
                    continue
                share = np.linspace(0.0, 1.0, max(2, int((east - west).max() / 7.0) + 1))
                longitude = west[:, None] + (east - west)[:, None] * share
                latitude = np.broadcast_to(np.array([[low], [high]]), longitude.shape)
                plates.append(thick_sheet(_on_sphere(longitude, latitude, radius), 0.0024))
    return merge(plates)


def _globe(values: Values) -> Sketch:
    """The earth on its tilted axis, a meridian of brass half round it, a turned foot and column of wood."""
    sea = fine(look("Sea", "lacquer", str(values["color"]) or "#2f6f9a", roughness=0.25), 0.0)
    land, ice = fine(look("Land", "lacquer", "#b59a52", roughness=0.35), 0.02), look("Parallels", "lacquer", "#d9e4e8")
    brass, wood = look("Meridian", "brass"), look("Foot", str(values["material"]))
    radius, middle = 0.15, np.array([0.0, 0.0, 0.245])

    def tilted(piece: Surface) -> Surface:
        return translated(rotated(piece, _TILT_RAD, (0, 1, 0)), middle)

    ball = superellipsoid((2 * radius, 2 * radius, 2 * radius), (0, 0, 0), 2.0, 14)
    circles = [tube(_on_sphere(np.linspace(0, 360, 64, endpoint=False), np.full(64, latitude), radius + 0.0002),
                    0.0009, 4, closed_path=True) for latitude in (-23.4, 0.0, 23.4)]  # fmt: skip
    turn = np.linspace(-np.pi / 2, np.pi / 2, 33)
    ring = radius + 0.017
    arc = np.column_stack([ring * np.cos(turn), np.zeros(33), ring * np.sin(turn)])
    band = [tube(arc, 0.0052, 8), cylinder(0.0045, 0.026, (0, 0, radius + 0.008)), cylinder(
        0.0045, 0.026, (0, 0, -radius - 0.008))]  # fmt: skip
    knobs = [superellipsoid((0.017, 0.017, 0.017), (0, 0, s * (ring + 0.008)), 2.0, 4) for s in (-1, 1)]
    # the column stands under the middle and meets the meridian where that is lowest
    foot = lathe(fillet([(0, 0), (0.098, 0), (0.10, 0.012), (0.082, 0.020), (0.03, 0.030), (0.017, 0.042),
                         (0.022, 0.052), (0.0125, 0.062), (0.011, 0.078), (0, 0.080)], 0.003, 2), 40)  # fmt: skip
    parts = [part("sea", "Sea", tilted(rotated(ball, 0.35, (0, 0, 1)))),
             part("land", "Land", tilted(rotated(_land(radius + 0.0004), -0.35, (0, 0, 1)))),
             part("parallels", "Parallels", *(tilted(c) for c in circles)),
             part("meridian", "Meridian", *(tilted(piece) for piece in (*band, *knobs))),
             part("foot", "Foot", foot)]  # fmt: skip
    return Sketch(parts=parts, looks=[sea, land, ice, brass, wood], push=False, grip=False,
                  solids=(solid("sea", kind="sphere"), solid("foot", kind="cylinder")),
                  places=(shapes.grip((0, 0, 0.05), 0.03, 0.05),))  # fmt: skip


def _crystal_ball(values: Values) -> Sketch:
    """A ball of clear glass with light in it, on three brass feet under a ring."""
    glass = look("Glass", "glass", str(values["color"]))
    mist, brass = Look(glowing("Mist", "#a58bd6", 1.2), "glass"), look("Stand", "brass")
    radius, middle = 0.075, 0.115
    turn = 2.0 * np.pi * np.arange(3) / 3.0 - np.pi / 2
    rim = np.linspace(0.0, 2.0 * np.pi, 40, endpoint=False)
    ring = tube(np.column_stack([0.056 * np.cos(rim), 0.056 * np.sin(rim), np.full(40, middle - 0.052)]), 0.006, 8,
                closed_path=True)  # fmt: skip
    low = tube(np.column_stack([0.045 * np.cos(rim), 0.045 * np.sin(rim), np.full(40, 0.02)]), 0.004, 8,
               closed_path=True)  # fmt: skip
    feet = []
    for a in turn:
        way = np.array([np.cos(a), np.sin(a)])
        line = [(*(r * way), z) for r, z in ((0.056, 0.063), (0.067, 0.045), (0.047, 0.022), (0.062, 0.007))]
        feet += [tube(np.array(line), 0.0055, 8), superellipsoid((0.018, 0.018, 0.014), (*(0.066 * way), 0.007), 2, 4)]
    parts = [part("ball", "Glass", superellipsoid((2 * radius,) * 3, (0, 0, middle), 2.0, 12)),
             part("mist", "Mist", superellipsoid((0.06, 0.05, 0.04), (0.004, 0, middle - 0.012), 2.0, 5)),
             part("stand", "Stand", ring, low, *feet)]  # fmt: skip
    return Sketch(parts=parts, looks=[glass, mist, brass], solids=(solid("ball", kind="sphere"), solid("stand")))


CATEGORIES = (
    thing("globe", "globe", (0.345, 0.30, 0.41), _globe, material="walnut", color="", span=3.0, mass_kg=1.6,
          synonyms=("world globe", "terrestrial globe", "earth globe"), stuffs=("walnut", "mahogany")),
    thing("crystal ball", "globe", (0.15, 0.15, 0.19), _crystal_ball, material="glass", color="", span=3.0, mass_kg=2.0,
          equal_sides=True, synonyms=("scrying ball", "fortune ball")),
)  # fmt: skip
