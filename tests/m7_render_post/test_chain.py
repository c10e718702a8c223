"""The chain as a whole: nothing changes where nothing is asked, and bad input is named."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.m7_render_post.looks import load_look
from backend.m7_render_post.passes import Image
from backend.m7_render_post.stage import Frame, develop, expose
from backend.protocol.errors import InvalidRequestError, PostprocessError
from backend.protocol.look import BUILT_IN_LOOKS, GROUPS, Look, changed, look_from_json, look_to_json
from backend.protocol.scene import FrameCamera, ViewSettings

LENS = FrameCamera(lens_mm=50.0, f_stop=1.4, focus_m=3.0, pixels_per_mm=4.0)


def frame_of(image: Image) -> Frame:
    height, width = image.shape[:2]
    rng = np.random.default_rng(1)
    depth = rng.uniform(1.0, 20.0, (height, width)).astype(np.float32)
    vector = rng.normal(0.0, 8.0, (height, width, 4)).astype(np.float32)
    return Frame(number=1, combined=image, passes={"depth": depth, "vector": vector}, camera=LENS)


def opaque(colors: Image) -> Image:
    return np.dstack([colors, np.ones(colors.shape[:2], np.float32)])


def noise(height: int = 90, width: int = 161) -> Image:
    return opaque(np.random.default_rng(0).gamma(1.0, 1.0, (height, width, 3)).astype(np.float32))


@pytest.mark.parametrize("name", BUILT_IN_LOOKS)
def test_every_look_at_strength_zero_gives_the_frame_bit_exact(name: str) -> None:
    image = noise()
    look = load_look(name, strength=0.0)
    given_bytes = image.tobytes()
    linear = expose(frame_of(image), look)
    assert linear.tobytes() == given_bytes
    shown = develop(linear, look, ViewSettings(config=""), "Linear Rec.709", np.random.default_rng(0))
    neutral = develop(image, Look(), ViewSettings(config=""), "Linear Rec.709", np.random.default_rng(9))
    assert shown.tobytes() == neutral.tobytes()
    assert image.tobytes() == given_bytes


@pytest.mark.parametrize("level", [0.0, 0.18, 4.0])
def test_an_even_picture_stays_even(level: float) -> None:
    """Whatever blurs or bends it: depth of field, motion blur, distortion, aberration, bloom."""
    image = opaque(np.full((80, 120, 3), level, np.float32))
    look = look_from_json(
        {
            "depth_of_field": {"strength": 1.0, "blades": 6},
            "motion_blur": {"shutter": 0.7},
            "optics": {"distortion": 0.1, "chromatic_aberration": 0.01, "bloom": 0.4},
        }
    )
    np.testing.assert_allclose(expose(frame_of(image), look), image, rtol=2e-6, atol=1e-9)


def test_a_transparent_frame_keeps_its_alpha() -> None:
    image = noise(40, 60)
    image[:, :20] = 0.0
    image[:, 20:25] *= 0.5
    shown = develop(image, load_look("noir"), ViewSettings(config=""), "", np.random.default_rng(0))
    np.testing.assert_array_equal(shown[..., 3], image[..., 3])
    assert np.all(shown[:, :20, :3] == 0.0)
    assert np.all(shown[..., :3] <= shown[..., 3:] + 1e-6)


def test_a_look_needs_its_passes() -> None:
    bare = dataclasses.replace(frame_of(noise(8, 8)), passes={})
    with pytest.raises(PostprocessError, match="Frame 1 has no depth pass"):
        expose(bare, load_look("cinematic"))
    expose(bare, load_look("clean"))


def test_without_a_focus_there_is_no_depth_of_field() -> None:
    image = noise(20, 30)
    unfocused = dataclasses.replace(frame_of(image), camera=dataclasses.replace(LENS, focus_m=0.0))
    assert expose(unfocused, look_from_json({"depth_of_field": {"strength": 1.0}})) is image


@given(st.sampled_from(sorted(BUILT_IN_LOOKS)), st.floats(0.0, 1.0))
def test_a_look_survives_its_json_form(name: str, strength: float) -> None:
    look = load_look(name, strength)
    assert look_from_json(look_to_json(look)) == look


def test_half_a_look_lies_between() -> None:
    whole, half = load_look("noir"), load_look("noir", 0.5)
    assert half.grade.saturation == pytest.approx(0.5)
    assert half.exposure.exposure_ev == pytest.approx(0.5 * whole.exposure.exposure_ev)
    assert half.grain.size == whole.grain.size


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([], "no JSON object"),
        ({"bloom": 1}, "no part 'bloom'"),
        ({"grain": {"amount": 0.1}}, "no value 'amount'"),
        ({"grain": {"strength": 7}}, "grain.strength cannot be 7"),
        ({"grain": {"strength": "much"}}, "grain.strength cannot be 'much'"),
        ({"grade": {"slope": [1, 2]}}, "one number or three"),
        ({"grade": {"curve": [[0, 0], [0, 1]]}}, "from left to right"),
        ({"grade": {"curve": [1, 2]}}, "no list of pairs"),
        ({"grade": {"lut_interpolation": "cubic"}}, "cannot be 'cubic'"),
        ({"motion_blur": {"shutter": True}}, "cannot be True"),
    ],
)
def test_a_wrong_look_is_named(values: object, says: str) -> None:
    with pytest.raises(InvalidRequestError, match=says):
        look_from_json(values)


def test_single_values_can_be_set() -> None:
    look = changed(changed(load_look("clean"), "grain.strength", "0.05"), "grade.slope", "1,1.1,0.9")
    assert look.grain.strength == 0.05
    assert look.grade.slope == (1.0, 1.1, 0.9)
    with pytest.raises(InvalidRequestError, match=r"grain\.size") as raised:
        changed(look, "grain.amount", "1")
    assert all(group in raised.value.hint for group in GROUPS)
