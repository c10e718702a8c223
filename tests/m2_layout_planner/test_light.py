"""The numbers of the default look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from planned import plan

from backend.common import quat
from backend.m2_layout_planner.light import Stage, plan_light
from backend.protocol.scene import Lighting

STAGE = Stage(centre=np.array([0.0, 0.0, 0.8]), radius=1.5, camera_azimuth=0.0, room=None, place="studio")


def test_studio_lights_scale_with_the_subject() -> None:
    lights, world = plan_light(Lighting(), STAGE)
    key, fill, rim, backdrop = lights
    assert key.power_w == pytest.approx(160.0 * 1.5**2)
    assert fill.power_w == pytest.approx(0.3 * key.power_w)
    assert rim.power_w == pytest.approx(0.8 * key.power_w)
    assert np.linalg.norm(key.transform.translation - STAGE.centre) == pytest.approx(
        1.5 * np.linalg.norm([2.2, 2.6, 2.2]), rel=1e-4
    )
    smaller, _ = plan_light(Lighting(), replace(STAGE, radius=0.2))
    assert smaller[3].power_w == backdrop.power_w  # the wall is no nearer to a cup
    for light in (key, fill, rim):
        aim = quat.mul_vec(light.transform.rotation, np.array([0.0, 0.0, -1.0]))
        wanted = STAGE.centre - light.transform.translation
        np.testing.assert_allclose(aim, wanted / np.linalg.norm(wanted), atol=1e-5)
    assert world.strength == pytest.approx(0.35)


@pytest.mark.parametrize(
    ("time", "elevation", "power"), [("day", 40.0, 5.2), ("sunset", 12.0, 7.8), ("night", 42.0, 0.55)]
)
def test_suns(time: str, elevation: float, power: float) -> None:
    lights, world = plan_light(Lighting(time_of_day=time), STAGE)
    sun = lights[0]
    down = quat.mul_vec(sun.transform.rotation, np.array([0.0, 0.0, -1.0]))
    assert sun.kind == "sun"
    assert sun.power_w == pytest.approx(power)
    assert np.degrees(np.arcsin(-down[2])) == pytest.approx(elevation, abs=0.1)
    assert world.stars == (time == "night")


def test_sunset_is_a_warm_gradient() -> None:
    _, world = plan_light(Lighting(time_of_day="sunset"), STAGE)
    assert world.kind == "gradient"
    assert world.has_low_sun  # it glows about the sun
    assert world.colors[0, 0] > 2.0 * world.colors[0, 2]
    assert 0.0 < world.seen_strength < world.strength  # as bright as it lights, its colours would be shown too pale


def test_a_clear_sky_gives_less_light_than_the_sun() -> None:
    """Measured skies give 10 to 35 % of the light on level ground; brighter ones look white and flatten the sun."""
    lights, world = plan_light(Lighting(time_of_day="day"), STAGE)
    height = np.linspace(0.0, 1.0, 200)  # equal steps of height are equal solid angles
    ramp = np.stack([np.interp(height, world.stops, world.colors[:, k]) for k in range(3)], -1)
    luminance = ramp @ [0.2126, 0.7152, 0.0722] * world.strength
    sky = 2.0 * np.pi * float(np.mean(luminance * height))
    down = quat.mul_vec(lights[0].transform.rotation, np.array([0.0, 0.0, -1.0]))
    assert 0.1 < sky / (sky + lights[0].power_w * -down[2]) < 0.35


def test_clear_air_is_haze_and_fog_is_not() -> None:
    assert plan_light(Lighting(time_of_day="day"), STAGE)[1].fog_density < 0.005
    assert plan_light(Lighting(weather="fog"), STAGE)[1].fog_density > 0.005


def test_fog_rain_and_snow() -> None:
    for weather, expected in (("fog", None), ("rain", "rain"), ("snow", "snow")):
        _, world = plan_light(Lighting(time_of_day="day", weather=weather), STAGE)
        assert world.fog_density > 0.0
        assert world.weather == expected


def test_indoor_lights_are_in_the_room() -> None:
    found = plan("couch, man", "", room=(4.0, 3.5, 2.6))
    for light in found.layout.lights:
        x, y, z = light.transform.translation
        assert abs(x) < 2.0
        assert abs(y) < 1.75
        assert 0.0 < z < 2.6
