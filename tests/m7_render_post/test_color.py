"""Exposure, view, grade, tables, vignette and grain."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from backend.m7_render_post.exposure import exposed, exposure_matrix
from backend.m7_render_post.film import grained, shade_of, vignetted
from backend.m7_render_post.grade import graded
from backend.m7_render_post.lut import Lut, looked_up, read_cube
from backend.m7_render_post.optics import through_lens
from backend.m7_render_post.passes import Image
from backend.m7_render_post.pictures import quantised
from backend.m7_render_post.view import viewed
from backend.protocol.errors import InvalidRequestError, PostprocessError
from backend.protocol.look import Exposure, Grade, Grain, Optics, Vignette
from backend.protocol.scene import ViewSettings


def opaque(colors: Image) -> Image:
    return np.dstack([colors, np.ones(colors.shape[:2], np.float32)]).astype(np.float32)


def noise(height: int = 40, width: int = 60, seed: int = 0) -> Image:
    return opaque(np.random.default_rng(seed).random((height, width, 3), np.float32))


def cube(size: int, function: object = None, title: str = "") -> str:
    steps = np.linspace(0.0, 1.0, size)
    lines = [f'TITLE "{title}"', "# a comment", f"LUT_3D_SIZE {size}", ""]
    for blue in steps:
        for green in steps:
            for red in steps:
                color = (red, green, blue) if function is None else function(red, green, blue)
                lines.append(" ".join(f"{channel:.9f}" for channel in color))
    return "\n".join(lines)


def swapped(red: float, green: float, blue: float) -> tuple[float, float, float]:
    return green**2, 1.0 - blue, 0.5 * red


@pytest.mark.parametrize("interpolation", ["tetrahedral", "trilinear"])
@pytest.mark.parametrize("size", [2, 17, 33])
def test_an_identity_table_changes_nothing(interpolation: str, size: int, tmp_path: Path) -> None:
    (tmp_path / "identity.cube").write_text(cube(size))
    image = noise()
    np.testing.assert_allclose(looked_up(image, read_cube(tmp_path / "identity.cube"), interpolation), image, atol=3e-7)


@pytest.mark.parametrize("interpolation", ["tetrahedral", "trilinear"])
def test_a_table_is_exact_at_its_entries_and_red_runs_fastest(interpolation: str, tmp_path: Path) -> None:
    (tmp_path / "swap.cube").write_text(cube(9, swapped))
    steps = np.linspace(0.0, 1.0, 9, dtype=np.float32)
    red, green, blue = np.meshgrid(steps, steps, steps)
    image = opaque(np.stack([red, green, blue], axis=-1).reshape(27, 27, 3))
    result = looked_up(image, read_cube(tmp_path / "swap.cube"), interpolation)
    expected = np.stack(swapped(image[..., 0], image[..., 1], image[..., 2]), axis=-1)
    np.testing.assert_allclose(result[..., :3], expected, atol=1e-6)


@settings(max_examples=50)
@given(npst.arrays(np.float32, (2, 2, 2, 3), elements=st.floats(0.0, 1.0, width=32)), st.integers(0, 2**32 - 1))
def test_both_interpolations_stay_within_the_cell(values: Image, seed: int) -> None:
    table = Lut(values, np.zeros(3, np.float32), np.ones(3, np.float32))
    image = noise(4, 5, seed)
    for interpolation in ("tetrahedral", "trilinear"):
        result = looked_up(image, table, interpolation)[..., :3]
        assert np.all(result >= values.min(axis=(0, 1, 2)) - 1e-6)
        assert np.all(result <= values.max(axis=(0, 1, 2)) + 1e-6)
    # on the grey line both weigh the same two corners in tetrahedral form
    grey = opaque(np.repeat(image[..., :1], 3, axis=2))
    share = grey[..., :1]
    expected = values[0, 0, 0] + share * (values[1, 1, 1] - values[0, 0, 0])
    np.testing.assert_allclose(looked_up(grey, table)[..., :3], expected, atol=1e-6)


def test_a_domain_and_a_one_dimensional_table(tmp_path: Path) -> None:
    (tmp_path / "curve.cube").write_text(
        "LUT_1D_SIZE 3\nDOMAIN_MIN -1 -1 -1\nDOMAIN_MAX 1 1 1\n0 0 0\n.5 .2 .1\n1 1 1\n"
    )
    image = opaque(np.array([[[-1.0, 0.0, 0.0], [0.5, 5.0, -9.0]]], np.float32))
    result = looked_up(image, read_cube(tmp_path / "curve.cube"))[0, :, :3]
    np.testing.assert_allclose(result, [[0.0, 0.2, 0.1], [0.75, 1.0, 0.0]], atol=1e-6)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LUT_3D_SIZE 2\n0 0 0\n", "1 entries for a size of 2"),
        ("LUT_3D_SIZE x\n", "line 1"),
        ("LUT_3D_SIZE 2\n" + "0 0 zero\n" * 8, "line 2"),
        ("LUT_3D_SIZE 2\n" + "0 0 nan\n" * 8, "no numbers"),
        ("LUT_3D_SIZE 9999\n", "no whole table"),
        ("", "no whole table"),
        ("LUT_3D_SIZE 2\nDOMAIN_MIN 1 1 1\n" + "0 0 0\n" * 8, "no whole table"),
    ],
)
def test_a_broken_table_is_named(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "broken.cube").write_text(text)
    with pytest.raises(InvalidRequestError, match=says):
        read_cube(tmp_path / "broken.cube")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.cube"
    path.write_bytes(content)
    with pytest.raises(InvalidRequestError):
        read_cube(path)


def test_the_cdl_is_that_of_the_asc() -> None:
    image = noise()
    slope, offset, power, saturation = (1.2, 0.9, 1.0), (0.05, -0.1, 0.0), (1.1, 0.8, 1.0), 0.6
    result = graded(image, Grade(slope=slope, offset=offset, power=power, saturation=saturation))[..., :3]
    expected = np.clip(image[..., :3] * slope + offset, 0.0, 1.0) ** power
    luma = expected @ [0.2126, 0.7152, 0.0722]
    np.testing.assert_allclose(result, luma[..., None] + saturation * (expected - luma[..., None]), atol=2e-6)


def test_lift_moves_black_gain_white_and_gamma_the_middle() -> None:
    levels = opaque(np.array([[[0.0] * 3, [0.25] * 3, [1.0] * 3]], np.float32))
    black, _, white = graded(levels, Grade(lift=(0.1, 0.0, 0.0), gain=(1.0, 0.8, 1.0)))[0, :, :3]
    np.testing.assert_allclose(black, [0.1, 0.0, 0.0], atol=1e-6)
    np.testing.assert_allclose(white, [1.0, 0.8, 1.0], atol=1e-6)
    black, middle, white = graded(levels, Grade(gamma=(2.0, 1.0, 0.5)))[0, :, :3]
    np.testing.assert_allclose(middle, [0.5, 0.25, 0.0625], atol=1e-6)
    np.testing.assert_allclose((black, white), ((0, 0, 0), (1, 1, 1)), atol=1e-6)


def test_curves_pass_through_their_points_without_overshoot() -> None:
    points = ((0.0, 0.0), (0.25, 0.1), (0.5, 0.1), (1.0, 1.0))
    ramp = opaque(np.linspace(0, 1, 401, dtype=np.float32)[None, :, None].repeat(3, axis=2))
    result = graded(ramp, Grade(curve=points))[0, :, 0]
    for x, y in points:
        assert result[round(400 * x)] == pytest.approx(y, abs=1e-3)
    assert np.all(np.diff(result) >= -1e-6)
    own = graded(ramp, Grade(curve=points, red_curve=((0.0, 1.0), (1.0, 0.0))))[0]
    np.testing.assert_allclose(own[:, 0], 1.0 - result, atol=2e-3)
    np.testing.assert_allclose(own[:, 1], result, atol=1e-6)


def test_exposure_is_in_stops_and_white_balance_keeps_grey_as_bright() -> None:
    image = noise()
    np.testing.assert_allclose(exposed(image, Exposure(exposure_ev=1.0))[..., :3], 2.0 * image[..., :3], rtol=1e-6)
    assert exposed(image, Exposure()) is image
    warm, cold = (exposure_matrix(Exposure(temperature_k=t)) @ np.ones(3) for t in (9000.0, 4500.0))
    assert warm[0] > 1.0 > warm[2]
    assert cold[0] < 1.0 < cold[2]
    assert warm @ [0.2126, 0.7152, 0.0722] == pytest.approx(1.0, abs=1e-3)
    magenta = exposure_matrix(Exposure(tint=1.0)) @ np.ones(3)
    assert magenta[1] < min(magenta[0], magenta[2])


def test_without_a_configuration_light_is_encoded_as_srgb() -> None:
    levels = opaque(np.array([[[0.0, 0.001, 0.18], [1.0, 3.0, -1.0]]], np.float32))
    shown = viewed(levels, ViewSettings(config=""), "")[0, :, :3]
    np.testing.assert_allclose(shown, [[0.0, 0.01292, 0.46135], [1.0, 1.0, 0.0]], atol=1e-4)


def test_a_missing_configuration_is_named() -> None:
    with pytest.raises(PostprocessError, match=r"nowhere.config\.ocio"):
        viewed(noise(), ViewSettings(config="/nowhere/config.ocio", view="AgX"), "Linear Rec.709")


def test_a_vignette_is_radially_symmetric() -> None:
    shade = shade_of(101, 181, Vignette(strength=0.7, radius=0.2, softness=0.6))
    for mirrored in (shade[::-1], shade[:, ::-1], shade[::-1, ::-1]):
        np.testing.assert_array_equal(shade, mirrored)
    assert shade[50, 90] == 1.0
    assert shade[0, 0] == pytest.approx(0.3, abs=1e-6)
    # one radius, one factor: 30 px along any direction
    np.testing.assert_allclose([shade[50, 120], shade[80, 90], shade[50 - 18, 90 + 24]], shade[20, 90], atol=1e-6)
    image = noise(101, 181)
    np.testing.assert_allclose(vignetted(image, Vignette(strength=0.5))[50, 90], image[50, 90])


@pytest.mark.parametrize(("size", "color"), [(1.0, 0.0), (1.5, 0.3), (2.5, 1.0)])
def test_grain_has_the_asked_deviation_and_no_mean(size: float, color: float) -> None:
    grey = opaque(np.full((1080, 640, 3), 0.5, np.float32))
    grain = Grain(strength=0.04, size=size, color=color)
    first, second = (grained(grey, grain, np.random.default_rng(seed))[..., :3] - 0.5 for seed in (1, 2))
    assert np.abs(first.mean(axis=(0, 1))).max() < 5e-4
    np.testing.assert_allclose(first.std(axis=(0, 1)), 0.04, rtol=0.03)
    correlation = np.corrcoef(first[..., 1].ravel(), second[..., 1].ravel())[0, 1]
    assert abs(correlation) < 0.01
    between = np.corrcoef(first[..., 0].ravel(), first[..., 2].ravel())[0, 1]
    assert between == pytest.approx({0.0: 1.0, 0.3: 0.845, 1.0: 0.0}[color], abs=0.02)


def test_grain_leaves_black_and_white_alone() -> None:
    image = opaque(np.stack([np.zeros((30, 30)), np.zeros((30, 30)), np.zeros((30, 30))], axis=-1))
    image[:, 15:, :3] = 1.0
    grain = Grain(strength=0.1)
    np.testing.assert_array_equal(grained(image, grain, np.random.default_rng(0)), image)


def test_a_lens_bends_parts_and_scatters() -> None:
    rows = np.zeros((101, 101, 3), np.float32)
    rows[:, 80] = 1.0  # a line right of the middle
    bent = through_lens(opaque(rows), Optics(distortion=0.2))[..., 0]
    line = bent.argmax(axis=1)
    assert np.array_equal(line, line[::-1])
    assert line[0] < line[50]  # a barrel: its ends lean toward the middle
    parted = through_lens(opaque(rows), Optics(chromatic_aberration=0.02))[50]
    assert parted[:, 0].argmax() > parted[:, 1].argmax() > parted[:, 2].argmax()
    point = np.zeros((128, 128, 3), np.float32)
    point[64, 64] = 100.0
    glow = through_lens(opaque(point), Optics(bloom=0.3))[..., 0]
    assert glow.sum() == pytest.approx(100.0, rel=0.02)
    assert glow[64, 64] == pytest.approx(70.0, abs=8.0)
    assert glow[64, 70] > glow[64, 80] > 0.0


def test_eight_bits_show_no_bands_and_leave_whole_levels_alone() -> None:
    sky = opaque(
        np.linspace(100.0 / 255.0, 102.0 / 255.0, 400, dtype=np.float32)[:, None, None].repeat(300, 1).repeat(3, 2)
    )
    made = quantised(sky, 8, np.random.default_rng(0))[..., :3].astype(np.float64)
    np.testing.assert_allclose(made.mean(axis=(1, 2)), 255.0 * sky[:, 0, 0], atol=0.12)
    assert np.abs(made - 255.0 * sky[..., :3]).max() < 1.0
    levels = opaque(np.arange(256, dtype=np.float32)[:, None, None].repeat(50, 1).repeat(3, 2) / np.float32(255.0))
    exact = quantised(levels, 8, np.random.default_rng(1))[..., 0]
    assert (exact == np.arange(256)[:, None]).mean() > 0.999
    assert (quantised(levels, 16, np.random.default_rng(1))[..., 0] == 257 * np.arange(256)[:, None]).all()
