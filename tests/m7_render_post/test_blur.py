"""Motion blur and depth of field against what they must be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.m7_render_post.depth_of_field import confusion_radius_px, depth_blurred
from backend.m7_render_post.motion_blur import motion_blurred
from backend.m7_render_post.passes import Image
from backend.protocol.scene import FrameCamera

SIZE = 121
MIDDLE = SIZE // 2


def impulse() -> Image:
    image = np.zeros((SIZE, SIZE, 4), np.float32)
    image[..., 3] = 1.0
    image[MIDDLE, MIDDLE, :3] = 1.0
    return image


def moving(right_px: float, up_px: float) -> Image:
    """Blender's Vector pass of an even motion by so much a frame."""
    vector = np.empty((SIZE, SIZE, 4), np.float32)
    vector[:] = (-right_px, -up_px, -right_px, -up_px)
    return vector


def flat(depth_m: float = 5.0) -> Image:
    return np.full((SIZE, SIZE), depth_m, np.float32)


@settings(max_examples=25, deadline=None)
@given(st.floats(2.0, 26.0), st.floats(0.0, 2.0 * math.pi), st.sampled_from([0.25, 0.5, 1.0]))
def test_an_impulse_becomes_a_line_along_its_motion(speed_px: float, angle: float, shutter: float) -> None:
    right, up = math.cos(angle), math.sin(angle)
    blurred = motion_blurred(impulse(), moving(speed_px * right, speed_px * up), flat(), shutter)[..., 0]
    assert blurred.sum() == pytest.approx(1.0, rel=1e-4)
    y, x = np.nonzero(blurred)
    weight = blurred[y, x]
    places = np.stack([x - MIDDLE, MIDDLE - y])
    direction = np.array([right, up])
    axis = int(np.abs(direction).argmax())  # pixel by pixel along it, nearest pixels across
    length_px = speed_px * shutter * abs(direction[axis])
    if length_px < 2.0:  # hardly more than the pixel itself
        assert np.abs(places).max() <= 2
        return
    # an even line of L pixels has the variance (L² − 1) / 12
    assert math.sqrt(12.0 * float(weight @ places[axis] ** 2) + 1.0) == pytest.approx(length_px, abs=0.7)
    assert float(weight @ places[axis]) == pytest.approx(0.0, abs=1e-3)
    slope = direction[1 - axis] / direction[axis]
    assert np.abs(places[1 - axis] - slope * places[axis]).max() <= 0.5 + 1e-3


@pytest.mark.parametrize(("right_px", "up_px"), [(16.0, 0.0), (0.0, -24.0), (9.0, 0.0)])
def test_along_an_axis_the_line_is_even_and_its_sum_exact(right_px: float, up_px: float) -> None:
    blurred = motion_blurred(impulse(), moving(right_px, up_px), flat(), 0.5)[..., 0]
    length = 0.5 * (abs(right_px) + abs(up_px))
    assert blurred.sum() == pytest.approx(1.0, rel=1e-5)
    line = blurred[MIDDLE] if right_px else blurred[:, MIDDLE]
    inner = line[MIDDLE - int(length / 2) + 1 : MIDDLE + int(length / 2)]
    np.testing.assert_allclose(inner, 1.0 / length, rtol=1e-5)


def test_a_static_background_beside_a_mover_stays_as_it_is() -> None:
    rng = np.random.default_rng(0)
    image = np.dstack([rng.random((SIZE, SIZE, 3)), np.ones((SIZE, SIZE))]).astype(np.float32)
    is_mover = np.zeros((SIZE, SIZE), np.bool_)
    is_mover[40:80, 40:80] = True
    depth = np.where(is_mover, 2.0, 9.0).astype(np.float32)
    vector = moving(24.0, 0.0) * is_mover[..., None]
    blurred = motion_blurred(image, vector, depth, 0.5)
    is_swept = np.zeros_like(is_mover)
    is_swept[40:80, 40 - 7 : 80 + 7] = True
    untouched = (blurred == image).all(axis=-1)
    assert untouched[~is_swept].mean() > 0.99
    assert not untouched[is_mover].any()
    # what the mover passes over shows it for a share of the exposure
    assert not untouched[45:75, 81:84].any()


def test_a_mover_passes_behind_what_stands_before_it() -> None:
    rng = np.random.default_rng(0)
    image = np.dstack([rng.random((SIZE, SIZE, 3)), np.ones((SIZE, SIZE))]).astype(np.float32)
    is_front = np.zeros((SIZE, SIZE), np.bool_)
    is_front[:, :60] = True
    depth = np.where(is_front, 2.0, 9.0).astype(np.float32)
    blurred = motion_blurred(image, moving(20.0, 0.0) * ~is_front[..., None], depth, 0.5)
    np.testing.assert_array_equal(blurred[is_front], image[is_front])


def test_without_motion_nothing_is_done() -> None:
    image = impulse()
    assert motion_blurred(image, moving(0.0, 0.0), flat(), 0.5) is image
    bad = moving(0.0, 0.0)
    bad[3, 4] = np.nan
    assert motion_blurred(image, bad, flat(), 0.5) is image


@settings(max_examples=25, deadline=None)
@given(
    st.floats(0.4, 40.0),
    st.floats(0.5, 15.0),
    st.floats(18.0, 100.0),
    st.floats(1.2, 8.0),
    st.sampled_from([0, 5, 6, 9]),
)
def test_the_circle_of_confusion_is_that_of_the_lens(
    depth_m: float, focus_m: float, lens_mm: float, f_stop: float, blades: int
) -> None:
    """A·f·|z − zf| / (z·(zf − f)), and a point of light is spread over just that."""
    pixels_per_mm = 2000.0 / 36.0
    camera = FrameCamera(lens_mm=lens_mm, f_stop=f_stop, focus_m=focus_m, pixels_per_mm=pixels_per_mm)
    radius = confusion_radius_px(flat(depth_m), camera, f_stop)
    focal_m = lens_mm / 1000.0
    diameter_m = focal_m / f_stop * focal_m * abs(depth_m - focus_m) / (depth_m * (focus_m - focal_m))
    expected_px = diameter_m * 1000.0 * pixels_per_mm
    assert 2.0 * abs(float(radius[0, 0])) == pytest.approx(expected_px, rel=1e-3, abs=1e-3)
    if abs(depth_m - focus_m) > 1e-3:  # depth is single precision
        assert np.sign(radius[0, 0]) == np.sign(depth_m - focus_m)
    largest_px = 2.0 * 0.05 * SIZE
    if not 2.0 < expected_px < largest_px:
        return
    spread = depth_blurred(impulse(), radius, blades)[..., 0]
    y, x = np.nonzero(spread > 0.02 * spread.max())
    assert 2.0 * np.hypot(x - MIDDLE, y - MIDDLE).max() == pytest.approx(expected_px, abs=2.0)
    assert spread.sum() == pytest.approx(1.0, rel=1e-3)
    if blades == 0:
        assert x.max() - x.min() + 1 == pytest.approx(expected_px, abs=2.0)
        np.testing.assert_allclose(spread, spread[::-1], atol=1e-6)
        np.testing.assert_allclose(spread, spread[:, ::-1], atol=1e-6)


def test_nothing_sharp_bleeds_into_a_blurred_background() -> None:
    image = np.zeros((SIZE, SIZE, 4), np.float32)
    image[..., 3] = 1.0
    image[:, :60, 0] = 1.0  # red, in focus, before blue
    image[:, 60:, 2] = 1.0
    radius = np.where(np.arange(SIZE) < 60, 0.0, 5.0).astype(np.float32)[None].repeat(SIZE, axis=0)
    blurred = depth_blurred(image, radius)
    np.testing.assert_array_equal(blurred[:, :60], image[:, :60])
    assert blurred[:, 60:, 0].max() < 1e-4
    assert blurred[:, 60:, 2].min() > 0.999


def test_an_outline_in_focus_stays_smooth_on_what_is_blurred() -> None:
    """Its pixels show both surfaces; over an even background a disc must stay as it was drawn."""
    x, y = np.meshgrid(*[(np.arange(8 * SIZE) + 0.5) / 8.0 - 0.5 - MIDDLE] * 2)
    fine = (np.hypot(x, y) < 30.3).astype(np.float32)
    covered = fine.reshape(SIZE, 8, SIZE, 8).mean(axis=(1, 3))
    front, back = np.array([0.1, 0.2, 0.1], np.float32), np.array([0.9, 0.7, 0.8], np.float32)
    image = np.dstack([covered[..., None] * front + (1.0 - covered[..., None]) * back, np.ones_like(covered)])
    radius = np.where(covered > 0.5, 0.0, 5.0).astype(np.float32)
    error = np.abs(depth_blurred(image.astype(np.float32), radius) - image)[..., 0]
    mixed = (covered > 0.0) & (covered < 1.0)
    assert error[mixed].mean() < 0.02
    assert error[mixed].max() < 0.15, "no step"
    assert error[~mixed].max() < 0.01, "no dark rim around it"


def test_nothing_far_shines_through_between_two_near_things() -> None:
    """A dark, slightly blurred thing before a dark one in focus, before a bright background that is much blurred."""
    image = np.ones((SIZE, SIZE, 4), np.float32)
    radius = np.full((SIZE, SIZE), 5.0, np.float32)
    image[:, :90, :3], radius[:, :90] = 0.05, 0.0
    x, y = np.meshgrid(np.arange(SIZE), np.arange(SIZE))
    is_front = np.hypot(x - MIDDLE, y - MIDDLE) < 24.0
    image[is_front, :3], radius[is_front] = 0.02, -0.8
    assert depth_blurred(image, radius)[:, :86, :3].max() < 0.06


def test_a_blurred_foreground_bleeds_over_a_sharp_background() -> None:
    image = np.zeros((SIZE, SIZE, 4), np.float32)
    image[..., 3] = 1.0
    image[:, :60, 0] = 1.0  # red, near and blurred, before blue in focus
    image[:, 60:, 2] = 1.0
    radius = np.where(np.arange(SIZE) < 60, -5.0, 0.0).astype(np.float32)[None].repeat(SIZE, axis=0)
    row = depth_blurred(image, radius)[MIDDLE]
    assert np.all(np.diff(row[50:70, 0]) <= 1e-5)  # fades steadily, inside the edge and outside
    assert row[59, 0] == pytest.approx(0.5, abs=0.1)
    np.testing.assert_allclose(row[:, 0] + row[:, 2], 1.0, atol=1e-4)
    np.testing.assert_allclose(row[66:], image[MIDDLE, 66:], atol=1e-5)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_an_even_slope_shows_no_seam_where_its_blur_changes(sign: float) -> None:
    """A dark band runs over ground that gets ever more blurred; far from its edges it is dark all over."""
    image = np.ones((SIZE, SIZE, 4), np.float32)
    image[30:100, :, :3] = 0.1
    radius = (sign * np.linspace(8.0, 0.0, SIZE, dtype=np.float32))[:, None].repeat(SIZE, axis=1)
    blurred = depth_blurred(image, radius)
    np.testing.assert_allclose(blurred[40:96, :, :3], 0.1, atol=2e-3)


def test_in_focus_nothing_is_done() -> None:
    image = impulse()
    assert depth_blurred(image, np.zeros((SIZE, SIZE), np.float32)) is image
