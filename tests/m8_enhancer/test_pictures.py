"""What M8 does without a model: control pictures, windows, memory plans, warping, deflicker, measures."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from backend.common import quat
from backend.common.models.catalogue import MODELS
from backend.m8_enhancer.controls import depth_picture, depth_range, normal_picture, outline_picture
from backend.m8_enhancer.deflicker import Repainted, deflickered
from backend.m8_enhancer.measures import color_drift, depth_adherence, flicker, sharpness, warping_error
from backend.m8_enhancer.memory import make_plan, working_size
from backend.m8_enhancer.models import FAMILIES
from backend.m8_enhancer.openpose import COLORS, LIMBS, POINTS, drawn, key_points, visible
from backend.m8_enhancer.warping import Motion, carried, scaled
from backend.m8_enhancer.windows import schedule, window_weights
from backend.protocol.errors import DeviceOutOfMemoryError
from tests.m8_enhancer.shots import CAMERA, HEIGHT, WIDTH, panned, passes_of_square, person, texture

Image = NDArray[np.float32]

# --- control pictures -----------------------------------------------------------------------------


def test_depth_is_inverse_and_near_is_white() -> None:
    depth = np.array([[1.0, 2.0, 4.0, 1e10]], np.float32)
    picture = depth_picture(depth, (0.0, 1.0), (4, 1))
    assert picture.shape == (1, 4, 3)
    assert picture[0, :, 0].tolist() == [255, 128, 64, 0]
    assert (picture == picture[..., :1]).all()


def test_depth_is_normalised_over_the_whole_shot() -> None:
    near, far = np.full((10, 10), 2.0, np.float32), np.full((10, 10), 4.0, np.float32)
    limits = depth_range([near, far])
    assert limits == pytest.approx((0.25, 0.5))
    assert depth_picture(far, limits, (10, 10)).max() == 0
    assert depth_picture(near, limits, (10, 10)).min() == 255
    near[0, 0] = 0.01  # one leaf before the lens
    assert depth_range([np.pad(near, 40, constant_values=2.0)])[1] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("towards", "color"),
    [
        ((0.0, -1.0, 0.0), (128, 128, 255)),  # to the camera: blue
        ((-1.0, 0.0, 0.0), (255, 128, 128)),  # to its left: red
        ((0.0, 0.0, 1.0), (128, 255, 128)),  # up: green
        ((1.0, 0.0, 0.0), (0, 128, 128)),
        ((0.0, 0.0, 0.0), (128, 128, 255)),  # nothing there
    ],
)
def test_normals_have_controlnets_colors(towards: tuple[float, ...], color: tuple[int, ...]) -> None:
    normal = np.tile(np.array(towards, np.float32), (2, 3, 1))
    picture = normal_picture(normal, CAMERA, (3, 2))
    assert np.abs(picture[0, 0].astype(int) - color).max() <= 1


def test_normals_of_a_sphere_are_those_of_the_formula_from_any_side() -> None:
    rotation = quat.from_rotation_vector(np.array([0.4, -0.7, 1.1]))
    x, y = np.meshgrid(np.linspace(-1, 1, 33), np.linspace(1, -1, 33))
    inside = x**2 + y**2 < 0.98
    view = np.dstack([x, y, np.sqrt(np.maximum(1.0 - x**2 - y**2, 0.0))]).astype(np.float32)
    world = quat.mul_vec(rotation, view.reshape(-1, 3)).reshape(view.shape).astype(np.float32)
    picture = normal_picture(np.where(inside[..., None], world, 0.0).astype(np.float32), rotation, (33, 33))
    expected = np.round(255 * (view * (-1, 1, 1) + 1) / 2)
    assert np.abs(picture[inside].astype(float) - expected[inside]).max() <= 1


def test_outlines_are_one_pixel_at_objects_and_sharp_bends() -> None:
    index = np.ones((6, 8), np.float32)
    index[:, 4:] = 2.0
    lines = outline_picture(index, None, (8, 6))
    assert (lines[:, 3] == 255).all()
    assert lines.sum() == 6 * 3 * 255
    normal = np.zeros((6, 8, 3), np.float32)
    normal[..., 2] = 1.0
    angle = np.radians([[10.0, 60.0]])
    normal[:3] = (0.0, np.sin(angle[0, 1]), np.cos(angle[0, 1]))
    bent = outline_picture(None, normal, (8, 6))
    assert (bent[2] == 255).all()
    assert bent.sum() == 8 * 3 * 255
    normal[:3] = (0.0, np.sin(angle[0, 0]), np.cos(angle[0, 0]))
    assert not outline_picture(None, normal, (8, 6)).any()


def test_people_are_drawn_as_openpose_does() -> None:
    assert len(POINTS) == len(COLORS) == 18
    assert len(LIMBS) == 17
    points = key_points(person())
    assert np.isfinite(points).all()
    named = dict(zip(POINTS, points, strict=True))
    np.testing.assert_allclose(named["neck"], (48.0, 20.0, 3.0))
    picture = drawn([points], (WIDTH, HEIGHT), (WIDTH * 8, HEIGHT * 8))
    # points in their full colour: the nose is red, the right hand yellow, the left ear pink
    for number, (x, y, _) in enumerate(points):
        assert tuple(picture[int(y * 8), int(x * 8)]) == COLORS[number], POINTS[number]
    # limbs at 60 %, halfway: the right upper arm (shoulder to elbow) is the third, yellow-orange
    for limb, (first, second) in ((2, (2, 3)), (4, (5, 6)), (8, (9, 10)), (12, (1, 0))):
        assert LIMBS[limb] == (first, second)
        x, y = (points[first, :2] + points[second, :2]) * 4
        assert tuple(picture[int(y), int(x)]) == tuple(int(0.6 * c) for c in COLORS[limb])
    assert not picture[:8].any()


def test_lines_are_as_thick_as_the_control_net_saw_them() -> None:
    """4 px in a picture 512 high for ControlNet 1.1; 12 px at 1024 for the one of SDXL (its card's own drawing)."""
    points = key_points(person())
    for family, side, wide_px in (("sd15", 512, 4), ("sdxl", 1024, 12)):
        line = FAMILIES[family].controls["openpose"].line
        picture = drawn([points], (WIDTH, HEIGHT), (side * WIDTH // HEIGHT, side), line)
        x = int(points[POINTS.index("hand.R"), 0] * side / HEIGHT)
        point = (picture[:, x] == COLORS[POINTS.index("hand.R")]).all(axis=1)
        assert abs(int(point.sum()) - (2 * wide_px + 1)) <= 1


def test_every_model_of_the_enhancer_can_be_downloaded() -> None:
    for family in FAMILIES.values():
        controls = [control.model for control in family.controls.values()]
        for name in filter(None, (family.base, family.motion, family.few_steps, *controls)):
            model = MODELS[name]
            assert model.licence
            assert model.about_mb > 100
            # the hub lists the sha256 of large files, and its own checksum of small ones: nothing comes unchecked
            assert any(model.needs(path, frozenset([path])) for path in _WEIGHTS), name


_WEIGHTS = ("diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.safetensors",
            "pytorch_lora_weights.safetensors")  # fmt: skip


def test_hidden_and_outside_joints_are_left_out() -> None:
    points = key_points(person())
    depth = np.full((HEIGHT // 2, WIDTH // 2), 2.9, np.float32)
    assert np.isfinite(visible(points, depth, (WIDTH, HEIGHT))[2:14]).all(), "under the skin"
    assert np.isnan(visible(points, depth, (WIDTH, HEIGHT))[0]).all(), "the nose lies on it: this one looks away"
    depth[:, WIDTH // 4 :] = 1.0  # a wall before its left side
    kept = visible(points, depth, (WIDTH, HEIGHT))
    assert np.isnan(kept[POINTS.index("hand.L")]).all()
    assert np.isfinite(kept[POINTS.index("hand.R")]).all()
    points[4] = (-3.0, 10.0, 3.0)
    assert np.isnan(visible(points, np.full_like(depth, 3.0), (WIDTH, HEIGHT))[4]).all()
    picture = drawn([np.full_like(points, np.nan)], (WIDTH, HEIGHT), (WIDTH, HEIGHT))
    assert not picture.any()


def test_a_dog_is_no_person() -> None:
    joints = {name: {"head": [1, 1, 1], "tail": [1, 1, 1]} for name in ("hips", "leg_front_upper.L", "head", "tail_1")}
    assert np.isnan(key_points({"name": "dog_1", "joints": joints})).all()


# --- windows --------------------------------------------------------------------------------------


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 500), st.integers(2, 32), st.integers(0, 12))
def test_windows_cover_every_frame_and_weights_sum_to_one(count: int, length: int, overlap: int) -> None:
    windows = schedule(count, length, overlap)
    assert {i for window in windows for i in window} == set(range(count))
    assert all(len(window) == min(length, count) for window in windows)
    assert all(later.start > earlier.start for earlier, later in pairwise(windows))
    weights = window_weights(windows, count)
    np.testing.assert_allclose(weights.sum(axis=0), 1.0, atol=1e-12)
    assert (weights >= 0.0).all()
    for row, window in zip(weights, windows, strict=True):
        assert (row[window.start : window.stop] > 0.0).all()
        assert row.sum() == pytest.approx(row[window.start : window.stop].sum())


def test_windows_overlap_and_fade_into_one_another() -> None:
    windows = schedule(40, 16, 4)
    assert windows == [range(16), range(12, 28), range(24, 40)]
    weights = window_weights(windows, 40)
    np.testing.assert_allclose(weights[0, 11:17], [1.0, 0.8, 0.6, 0.4, 0.2, 0.0])


# --- memory ---------------------------------------------------------------------------------------

SIZES = st.tuples(st.integers(64, 4096), st.integers(64, 4096)).filter(lambda s: 0.25 < s[0] / s[1] < 4.0)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(FAMILIES)), SIZES, st.integers(1, 300), st.integers(1, 4), st.floats(100, 40000),
       st.booleans())  # fmt: skip
def test_a_plan_never_exceeds_its_budget(
    model: str, size: tuple[int, int], frames: int, controls: int, budget_mb: float, half: bool
) -> None:
    frames = frames if FAMILIES[model].motion else 1
    try:
        plan = make_plan(model, size, frames, controls, budget_mb=budget_mb, value_bytes=2 if half else 4)
    except DeviceOutOfMemoryError:
        return
    assert plan.need_mb <= budget_mb
    assert plan.size_px[0] % 8 == plan.size_px[1] % 8 == 0
    area = plan.size_px[0] * plan.size_px[1]
    assert area <= 1.15 * FAMILIES[model].area_px[1]
    assert plan.size_px[0] / plan.size_px[1] == pytest.approx(size[0] / size[1], rel=0.06)
    assert 1 <= plan.window <= max(frames, 1)
    assert plan.overlap < max(plan.window, 2)
    assert 1 <= plan.num_controls <= controls


def test_less_memory_gives_a_smaller_way_and_says_so() -> None:
    ways = [
        (plan.size_px, plan.window, plan.offload, plan.num_controls)
        for mb in (40000, 12300, 9200, 7200, 3000)
        if (plan := make_plan("sd15", (1280, 720), 120, 4, budget_mb=mb, value_bytes=2))
    ]
    assert ways[0] == ((872, 488), 16, "none", 4)
    assert ways[1] == ((872, 488), 16, "model", 4), "first the models take turns"
    assert ways[2] == ((872, 488), 8, "model", 4), "then fewer frames at once"
    assert ways[3] == ((776, 440), 8, "model", 2), "then fewer pixels, held by fewer ControlNets"
    assert ways[4][2] == "layers"
    plan = make_plan("sd15", (1280, 720), 120, 4, budget_mb=7000, value_bytes=2)
    assert plan.shrunk_from.startswith("872 × 488 px in windows of 16 frames")
    with pytest.raises(DeviceOutOfMemoryError, match="are free"):
        make_plan("sd15", (1280, 720), 120, 4, budget_mb=300, value_bytes=2)


def test_sizes_keep_the_shape() -> None:
    assert working_size((1280, 720), 512 * 512) == (680, 384)
    assert working_size((720, 1280), 512 * 512) == (384, 680)
    assert working_size((333, 333), 512 * 512) == (512, 512)


# --- warping --------------------------------------------------------------------------------------


def test_a_translating_texture_is_carried_onto_itself() -> None:
    pictures, motions = panned(4)
    moved, seen = carried(pictures[1], motions[2], motions[1])
    assert not seen[:, 0].any(), "what enters was not there before"
    assert seen[:, 4:].all()
    assert np.abs(moved - pictures[2])[:, 4:].max() < 1e-5
    assert warping_error(pictures, motions) < 1e-5
    still = [Motion(vector=np.zeros_like(m.vector), index=m.index) for m in motions]
    assert warping_error(pictures, still) > 0.1, "without the vectors they differ"


def test_parts_of_pixels_are_carried_well() -> None:
    pictures, motions = panned(4, speed_px=1.37)
    assert warping_error(pictures, motions) < 0.01


def test_what_was_hidden_is_not_carried() -> None:
    passes = [passes_of_square(number) for number in (1, 2)]
    motions = [Motion(vector=p["vector"], index=p["index"][..., 0]) for p in passes]
    moved, seen = carried(passes[0]["combined"][..., :3], motions[1], motions[0])
    assert not seen[20:44, 11:14].any(), "the ground that the square has left"
    assert seen[22:42, 16:36].all(), "the square"
    assert seen[50:].all(), "the ground away from it"
    assert np.abs(moved - passes[1]["combined"][..., :3])[seen].max() < 0.02


def test_vectors_shrink_with_the_picture() -> None:
    _, motions = panned(2)
    small = scaled(motions[0], (WIDTH // 2, HEIGHT // 2))
    assert small.vector.shape == (HEIGHT // 2, WIDTH // 2, 4)
    np.testing.assert_allclose(small.to_previous[0, 0], (-1.5, 0.0))
    np.testing.assert_allclose(small.to_next[0, 0], (1.5, 0.0))


# --- deflicker ------------------------------------------------------------------------------------


def _flickering(count: int = 9) -> tuple[list[Image], list[Image], list[Motion]]:
    """A panned render, and a repainted one: other colours, pumping exposure, a little boiling texture."""
    rendered, motions = panned(count)
    rng = np.random.default_rng(4)
    style = [np.clip(0.15 + 0.7 * picture[..., ::-1], 0.0, 1.0) for picture in rendered]
    pumping = rng.normal(0.0, 0.05, (count, 1, 1, 3)).astype(np.float32)
    boiling = [cv2.GaussianBlur(rng.normal(0.0, 0.05, s.shape).astype(np.float32), (0, 0), 1.0) for s in style]
    enhanced = [np.clip(s + p + b, 0.0, 1.0) for s, p, b in zip(style, pumping, boiling, strict=True)]
    return rendered, enhanced, motions


def test_flicker_goes_and_sharpness_stays() -> None:
    rendered, enhanced, motions = _flickering()
    frames = [Repainted(rendered=r, enhanced=e, motion=m) for r, e, m in zip(rendered, enhanced, motions, strict=True)]
    steadied = [deflickered(frames, i) for i in range(len(frames))]
    before, after = flicker(enhanced, motions), flicker(steadied, motions)
    print(f"flicker {before:.4f} -> {after:.4f}, warping error {warping_error(enhanced, motions):.4f} -> "
          f"{warping_error(steadied, motions):.4f}, sharpness {sharpness(enhanced[4]):.4f} -> "
          f"{sharpness(steadied[4]):.4f}")  # fmt: skip
    assert after < 0.5 * before
    style = np.clip(0.15 + 0.7 * rendered[4][..., ::-1], 0.0, 1.0)
    assert sharpness(steadied[4]) > 0.97 * sharpness(style), "what does not flicker is as sharp as it was"


def test_a_steady_repaint_stays_as_it_is() -> None:
    rendered, motions = panned(5)
    enhanced = [np.clip(0.15 + 0.7 * picture[..., ::-1], 0.0, 1.0) for picture in rendered]
    frames = [Repainted(rendered=r, enhanced=e, motion=m) for r, e, m in zip(rendered, enhanced, motions, strict=True)]
    assert np.abs(deflickered(frames, 2) - enhanced[2]).max() < 0.01


def test_a_light_that_the_render_switches_on_stays() -> None:
    rendered, motions = panned(5)
    lit = [picture * (0.4 if i < 2 else 0.8) for i, picture in enumerate(rendered)]
    frames = [Repainted(rendered=r, enhanced=r, motion=m) for r, m in zip(lit, motions, strict=True)]
    for i in range(5):
        np.testing.assert_allclose(deflickered(frames, i), lit[i], atol=1e-6)


# --- measures -------------------------------------------------------------------------------------


def test_depth_adherence_tells_a_picture_that_fits_from_one_that_does_not() -> None:
    passes = passes_of_square(4)
    depth = passes["depth"][..., 0]
    fits = np.where(depth[..., None] < 5.0, np.float32(0.9), np.float32(0.1)) + 0.02 * texture(5)
    assert depth_adherence(fits, depth) > 0.99
    assert depth_adherence(np.roll(fits, 20, axis=0), depth) < 0.7
    assert depth_adherence(texture(6), depth) == pytest.approx(0.5, abs=0.15)


def test_drift_is_what_changes_over_the_shot() -> None:
    rendered, _ = panned(3)
    assert color_drift(rendered, [r + 0.1 for r in rendered]) == pytest.approx(0.0, abs=1e-6)
    assert color_drift(rendered, [r + 0.1 * i for i, r in enumerate(rendered)]) == pytest.approx(0.2, abs=1e-6)
