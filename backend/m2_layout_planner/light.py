"""Light, sky and air for a place, a time of day and a weather; the numbers are those of the default look."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..common import quat
from ..common.afloat import UNDERWATER
from ..protocol.scene import Light, Lighting, Transform, World
from .separation import Array

NIGHT = frozenset({"night", "midnight"})
LOW_SUN = frozenset({"sunset", "sunrise", "dawn", "dusk", "evening", "golden hour"})
_LOW_SUN_DEG = 66.0
"""of a low sun off the camera: it models from the side and still reaches what the camera sees"""
_LOW_SUN_SEEN, _SEEN_ELSE = 0.6, {"dusk": 1.0, "dawn": 0.75}
"""of the light of its sky, so much is seen: all of it at dusk, whose sky is deep enough"""
_BACKDROP_M = 6.5
"""from the subject to the studio's wall"""
HAZE_PER_M = 0.0011
"""of clear air: far hills turn into sky, near things keep their colours"""
CLOSE_M = 7.0
"""radius of a subject that is still filmed from so near that weather's air does not hide it"""
NEAR_ROOM_M, LIT_WIDTH_M, LAMP_HEIGHT_M, NARROW_M = 7.0, 9.0, 4.5, 4.0
"""of a deep, wide or high room, so much is lit as a room of that size is: people are in the front of it"""
WATER_PER_M = 0.042
"""of clear sea water"""
THICK = frozenset({"fog", "mist"})
GREY = frozenset({"cloudy", "overcast", "fog", "rain", "snow", "storm", "mist"})


@dataclass(frozen=True, kw_only=True)
class Stage:
    """What the light has to light."""

    centre: Array
    """(3,) m middle of the subject"""
    radius: float
    """m"""
    camera_azimuth: float
    """rad from -Y toward +X"""
    room: Array | None
    place: str
    """the setting that the surroundings were made for; empty without any"""
    practical: Array | None = None
    """(3,) m of a lamp that the scene has; it carries the warm light at night and indoors"""
    wall_y: float = np.inf
    """m, where the studio's paper goes up: no lamp stands behind it"""
    side: float = -1.0
    """the main light comes from the camera's left (-1) or right (+1)"""
    fills_from_camera: bool = False
    """what the main light leaves dark is lit from where the camera stands, not from the side"""


def plan_light(lighting: Lighting, stage: Stage) -> tuple[tuple[Light, ...], World]:
    """Lamps and world."""
    time, weather = lighting.time_of_day or "", lighting.weather or ""
    if stage.room is not None:
        return _interior(time, weather, stage)
    if stage.place in ("moon", "space"):
        return _moon_day(stage), World(kind="gradient", colors=_rows((0.002, 0.002, 0.003), (0.001, 0.001, 0.002)),
                                       stops=_stops(0.0, 1.0), strength=1.0, stars=True, exposure=0.5)  # fmt: skip
    if stage.place == UNDERWATER:
        return _underwater_day(stage), _underwater_world(time)
    if stage.place in ("", "studio") and not time and not weather:
        return _studio(stage), World(kind="color", colors=_rows((0.5, 0.55, 0.62)), stops=_stops(0.0), strength=0.35)
    if time in NIGHT:
        return _night(stage), _with_air(_night_world(), weather, stage)
    if time in LOW_SUN:
        suns = _low_sun(time, weather, stage)
        return suns, _with_air(_low_sun_world(time, weather, stage), weather, stage)
    world = _mars_world() if stage.place == "mars" and weather not in GREY else _day_world(time, weather)
    return _day(time, weather, stage), _with_air(world, weather, stage)


def _studio(stage: Stage) -> tuple[Light, ...]:
    power = 160.0 * stage.radius**2
    rows = (
        ("Key", (-2.2, -2.6, 2.2), 1.6, 1.0, (1.0, 0.93, 0.84)),
        ("Fill", (0.4, -3.6, 1.3) if stage.fills_from_camera else (3.2, -2.2, 0.9), 3.0,
         0.5 if stage.fills_from_camera else 0.3, (0.82, 0.9, 1.0)),
        ("Rim", (1.6, 2.8, 2.2), 1.2, 0.8, (0.9, 0.95, 1.0)),
    )
    lights = []
    for name, (x, y, z), size, share, color in rows:
        offset = stage.radius * _round((-stage.side * x, y, z), 0.5 * stage.camera_azimuth)
        room = (stage.wall_y - 0.5 - stage.centre[1]) / max(float(offset[1]), 1e-6)
        nearer = min(1.0, max(room, 0.3))  # along the same ray, as large and as bright as seen from the subject
        place, dimmed = stage.centre + nearer * offset, power * share * nearer**2
        lights.append(_aimed(name, "area", place, stage.centre, dimmed, color, size * stage.radius * nearer))
    # the sweep's wall is as far from a cup as from a group: what lights the subject does not reach it
    foot = stage.centre * [1.0, 1.0, 0.0]
    place = foot + np.array([0.0, _BACKDROP_M - 1.5, 6.5])
    aim = foot + np.array([0.0, _BACKDROP_M + 1.5, 0.5])
    lights.append(_aimed("Backdrop", "area", place, aim, 345.0, (0.93, 0.96, 1.0), 3.5))
    return tuple(lights)


def _day(time: str, weather: str, stage: Stage) -> tuple[Light, ...]:
    elevation = {"noon": 62.0, "morning": 28.0, "afternoon": 36.0}.get(time, 40.0)
    if weather in GREY:
        power = 0.6 if weather == "storm" else 0.9
        power = 2.2 if weather in THICK else power  # what is in the air takes more than half of it on the way
        return (_sun("Sun", elevation, 55.0 * stage.side, power, (0.95, 0.97, 1.0), 20.0, stage),)
    color = (1.0, 0.9, 0.76) if time == "morning" else (1.0, 0.96, 0.9)
    return (_sun("Sun", elevation, 55.0 * stage.side, 4.4 if time == "noon" else 5.2, color, 1.0, stage),)


def _day_world(time: str, weather: str) -> World:
    if weather in GREY:
        grey = ((0.62, 0.66, 0.7), (0.5, 0.55, 0.6), (0.4, 0.45, 0.52))
        if weather == "storm":  # light under the edge of the clouds, dark above
            grey = ((0.40, 0.43, 0.45), (0.17, 0.19, 0.22), (0.09, 0.105, 0.13))
        return World(kind="gradient", colors=_rows(*grey), stops=_stops(0.0, 0.3, 1.0), strength=0.85)
    # A clear sky gives a fifth of the light of the whole day; a brighter one turns white and flattens the sun.
    # A camera near the ground sees its lowest tenth: it has to be blue there already.
    colors = ((0.62, 0.78, 0.98), (0.36, 0.56, 0.92), (0.16, 0.34, 0.76), (0.08, 0.20, 0.56))
    return World(kind="gradient", colors=_rows(*colors), stops=_stops(0.0, 0.08, 0.35, 1.0), strength=0.77,
                 exposure=0.8)  # fmt: skip


def _moon_day(stage: Stage) -> tuple[Light, ...]:
    """A small, hard sun in a black sky; what lies in the dust's own light is not quite black."""
    centre = stage.centre + 2.5 * stage.radius * _round((1.2 * stage.side, -1.0, -0.1), stage.camera_azimuth)
    dust = _aimed("Light off the Dust", "area", centre * [1.0, 1.0, 0.0] + [0.0, 0.0, 0.3], stage.centre,
                  22.0 * stage.radius**2, (1.0, 0.97, 0.92), 2.0 * stage.radius)  # fmt: skip
    return (_sun("Sun", 26.0, 58.0 * stage.side, 5.4, (1.0, 0.98, 0.95), 0.53, stage), dust)


def _underwater_day(stage: Stage) -> tuple[Light, ...]:
    """The sun from high above, green by then; what the water scatters from all sides fills the shade."""
    centre = stage.centre + 2.2 * stage.radius * _round((-0.6 * stage.side, -1.4, 0.5), stage.camera_azimuth)
    fill = _aimed("Light in the Water", "area", centre, stage.centre, 26.0 * stage.radius**2, (0.62, 0.92, 1.0),
                  2.4 * stage.radius)  # fmt: skip
    return (_sun("Sun", 62.0, 40.0 * stage.side, 6.0, (0.72, 1.0, 0.94), 3.0, stage), fill)


def _underwater_world(time: str) -> World:
    """Blue-green all round, deep blue below and bright toward the surface; far things drown in it."""
    colors = ((0.020, 0.155, 0.215), (0.035, 0.235, 0.300), (0.090, 0.420, 0.470), (0.34, 0.78, 0.78))
    if time in NIGHT:
        colors = ((0.006, 0.030, 0.055), (0.009, 0.045, 0.080), (0.016, 0.080, 0.130), (0.05, 0.16, 0.22))
    return World(kind="gradient", colors=_rows(*colors), stops=_stops(0.0, 0.1, 0.4, 1.0), strength=0.9, exposure=0.7,
                 fog_density=WATER_PER_M)  # fmt: skip


def _mars_world() -> World:
    """Dust in the air: butterscotch overhead, paler toward the horizon."""
    colors = ((0.72, 0.50, 0.33), (0.60, 0.39, 0.24), (0.44, 0.29, 0.19), (0.30, 0.21, 0.15))
    return World(kind="gradient", colors=_rows(*colors), stops=_stops(0.0, 0.08, 0.35, 1.0), strength=0.77,
                 exposure=0.7)  # fmt: skip


def _low_sun(time: str, weather: str, stage: Stage) -> tuple[Light, ...]:
    if weather in GREY:
        return (_sun("Sun", 14.0, 62.0 * stage.side, 0.7, (1.0, 0.8, 0.65), 20.0, stage),)
    if time == "dusk":  # the sun is down: the sky above it glows, softly and from low, on what is upright
        return (_sun("Sun", 7.0, 45.0 * stage.side, 2.6, (1.0, 0.52, 0.36), 25.0, stage),)
    power, color, elevation = {
        "dawn": (2.4, (1.0, 0.66, 0.44), 9.0),
        "evening": (7.3, (1.0, 0.68, 0.38), 16.0),
    }.get(time, (7.8, (1.0, 0.56, 0.25), 12.0))  # fmt: skip
    return (_sun("Sun", elevation, _LOW_SUN_DEG * stage.side, power, color, 1.5, stage),)


def _low_sun_world(time: str, weather: str, stage: Stage) -> World:
    """A warm horizon that glows about the sun under a sky that still gives as much light as the sun does; seen, it is
    darker than it lights: as bright, it would be shown too pale for its colours."""
    colors = ((1.00, 0.42, 0.15), (0.80, 0.44, 0.30), (0.37, 0.33, 0.47), (0.16, 0.23, 0.46))
    strength, exposure = 0.95, 1.2
    if time == "dusk":
        colors = ((0.62, 0.33, 0.26), (0.42, 0.30, 0.36), (0.17, 0.20, 0.38), (0.07, 0.12, 0.30))
        strength, exposure = 0.8, 1.05
    elif time == "dawn":
        colors = ((0.95, 0.60, 0.42), (0.72, 0.58, 0.56), (0.36, 0.42, 0.60), (0.18, 0.27, 0.50))
        exposure = 0.8
    if weather in GREY:
        exposure = min(exposure, 0.8)
        colors = tuple((0.35 * r + 0.3, 0.35 * g + 0.29, 0.35 * b + 0.3) for r, g, b in colors)  # type: ignore[assignment]
    return World(
        kind="gradient", colors=_rows(*colors), stops=_stops(0.0, 0.1, 0.34, 0.9), strength=strength,
        seen_strength=strength * (1.0 if weather in GREY else _SEEN_ELSE.get(time, _LOW_SUN_SEEN)),
        exposure=exposure, sun_elevation_rad=0.7 if weather in GREY else 0.12,
        sun_rotation_rad=stage.camera_azimuth + float(np.radians(_LOW_SUN_DEG * stage.side)),
    )  # fmt: skip


def _night(stage: Stage) -> tuple[Light, ...]:
    moon = _sun("Moon", 42.0, 50.0 * stage.side, 0.55, (0.56, 0.70, 1.0), 0.6, stage)
    place = stage.centre + _round((1.5 * stage.side * stage.radius, -1.0 * stage.radius, 0.0), stage.camera_azimuth)
    place[2] = max(2.4, stage.centre[2] + 0.9 * stage.radius)
    if stage.practical is not None:
        place = stage.practical
    power = 18.0 * max(1.0, float(np.linalg.norm(place - stage.centre))) ** 2
    return (moon, _aimed("Warm Lamp", "point", place, stage.centre, power, (1.0, 0.62, 0.3), 0.12))


def _night_world() -> World:
    """A moonlit sky: dark, yet blue, and paler toward the horizon, so that roofs and trees stand out against it."""
    return World(
        kind="gradient", colors=_rows((0.040, 0.060, 0.125), (0.018, 0.030, 0.075), (0.008, 0.014, 0.042)),
        stops=_stops(0.0, 0.2, 1.0), strength=1.0, stars=True, exposure=1.1,
    )  # fmt: skip


def _interior(time: str, weather: str, stage: Stage) -> tuple[tuple[Light, ...], World]:
    """A window-size area light through the left wall's side, soft light from above, a warm practical.

    At night the lamp leads: a warm pool, the ceiling all but off, the moon's blue at the window.
    """
    assert stage.room is not None
    low, high = stage.room.astype(np.float64).copy()
    far, low[0] = float(high[1]), max(low[0], -0.5 * LIT_WIDTH_M)
    high = np.minimum(high, [0.5 * LIT_WIDTH_M, -low[1], low[2] + LAMP_HEIGHT_M])  # people are about the origin
    width, depth, height = high - low
    area = float(width * max(depth, min(far - low[1], NEAR_ROOM_M))) * min(1.0, width / NARROW_M)  # near both walls
    night = time in NIGHT
    window = np.array([low[0] + 0.12, low[1] + 0.45 * depth, low[2] + 0.62 * height])
    aim = np.array([0.5 * (low[0] + high[0]) + 0.1 * width, 0.5 * (low[1] + high[1]), low[2] + 0.8])
    daylight = {"sunset": (1.0, 0.6, 0.34), "evening": (1.0, 0.68, 0.42), "dusk": (0.7, 0.7, 0.95)}
    color = (0.36, 0.52, 1.0) if night else daylight.get(time, (0.92, 0.96, 1.0))
    lights = [_aimed("Window Light", "area", window, aim, (0.9 if night else 7.0) * area, color, 1.5)]
    top = np.array([0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]) - 0.1 * depth, high[2] - 0.06])
    lights.append(_aimed("Ceiling Light", "area", top, top - [0.0, 0.0, 1.0], (0.5 if night else 1.8) * area,
                         (1.0, 0.82, 0.62), 0.35 * float(min(width, depth))))  # fmt: skip
    corner = np.array([high[0] - 0.5, high[1] - 0.5, low[2] + 1.5])
    corner = corner if stage.practical is None else stage.practical
    lights.append(_aimed("Warm Lamp", "point", corner, corner - [0.0, 0.0, 1.0], (2.6 if night else 1.2) * area,
                         (1.0, 0.66, 0.36), 0.15))  # fmt: skip
    if far - high[1] > 1.0:  # what runs on behind has its own light, or people stand before the dark
        behind = np.array([top[0], 0.5 * (high[1] + far), top[2]])
        lights.append(_aimed("Light Behind", "area", behind, behind - [0.0, 0.0, 1.0], (0.4 if night else 2.2) * width
                             * (far - high[1]), (1.0, 0.86, 0.7), 0.35 * float(min(width, far - high[1]))))  # fmt: skip
    if night:
        return tuple(lights), World(kind="gradient", colors=_rows((0.05, 0.07, 0.13), (0.02, 0.03, 0.07)),
                                    stops=_stops(0.0, 0.5), strength=0.3, seen_strength=0.5, stars=True)  # fmt: skip
    sky = {"sunset": ((1.0, 0.62, 0.36), (0.72, 0.55, 0.52)), "evening": ((1.0, 0.74, 0.5), (0.7, 0.66, 0.68)),
           "dusk": ((0.75, 0.55, 0.5), (0.36, 0.40, 0.6)), "dawn": ((1.0, 0.74, 0.58), (0.62, 0.66, 0.8))}  # fmt: skip
    grey = ((0.8, 0.82, 0.84), (0.66, 0.69, 0.72))
    colors = grey if weather in GREY else sky.get(time, ((0.88, 0.93, 1.0), (0.58, 0.76, 1.0)))
    return tuple(lights), World(kind="gradient", colors=_rows(*colors), stops=_stops(0.0, 0.35), strength=0.5,
                                seen_strength=2.6 if weather not in GREY else 1.6, exposure=-0.4)  # fmt: skip


def _with_air(world: World, weather: str, stage: Stage) -> World:
    """The same sky with fog, clouds, rain or snow; thinner air before what is so big that it is seen from afar."""
    fog = {"fog": 0.024, "mist": 0.018, "storm": 0.005, "rain": 0.008, "snow": 0.012}.get(weather, 0.0)
    fog = max(fog * min(1.0, CLOSE_M / stage.radius), HAZE_PER_M)
    clouds = {"cloudy": 0.7, "overcast": 0.95, "rain": 0.9, "storm": 1.0, "snow": 0.9, "clear": 0.05}.get(weather, 0.25)
    falls = "rain" if weather in ("rain", "storm") else "snow" if weather == "snow" else None
    return replace(
        world, fog_density=fog, weather=falls, clouds=clouds, stars=world.stars and weather not in GREY  # type: ignore[arg-type]
    )


def _sun(
    name: str, elevation_deg: float, off_camera_deg: float, power: float, color: tuple[float, ...], angle_deg: float,
    stage: Stage,
) -> Light:  # fmt: skip
    """A sun at an elevation, and at an azimuth counted from the camera."""
    azimuth, elevation = stage.camera_azimuth + np.radians(off_camera_deg), np.radians(elevation_deg)
    away = np.array([np.sin(azimuth) * np.cos(elevation), -np.cos(azimuth) * np.cos(elevation), np.sin(elevation)])
    place = stage.centre + max(6.0, 3.0 * stage.radius) * away
    return _aimed(name, "sun", place, stage.centre, power, color, float(np.radians(angle_deg)))


def _aimed(
    name: str, kind: str, place: Array, aim: Array, power: float, color: tuple[float, ...], size: float
) -> Light:
    rotation = quat.between(np.array([0.0, 0.0, -1.0]), aim - place)
    return Light(
        name=name, kind=kind,  # type: ignore[arg-type]
        transform=Transform(translation=place.astype(np.float32), rotation=rotation.astype(np.float32)),
        power_w=float(power), color=np.array(color, dtype=np.float32), size_m=float(size),
    )  # fmt: skip


def _round(place: tuple[float, ...], azimuth: float) -> Array:
    cos, sin = np.cos(azimuth), np.sin(azimuth)
    return np.array([cos * place[0] - sin * place[1], sin * place[0] + cos * place[1], place[2]])


def _rows(*colors: tuple[float, ...]) -> np.ndarray:
    return np.array(colors, dtype=np.float32)


def _stops(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)
