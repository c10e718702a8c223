"""The looks that ship, judged as a colourist would with a grey ramp and patches of skin before them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from backend.m7_render_post.exposure import exposed
from backend.m7_render_post.looks import load_look
from backend.m7_render_post.stage import finish
from backend.m7_render_post.view import viewed
from backend.protocol.look import BUILT_IN_LOOKS, Grain, Look, Vignette
from backend.protocol.scene import ViewSettings

Image = NDArray[np.float32]
_SKIN = ((115, 82, 68), (194, 150, 130), (230, 190, 165), (140, 98, 75))
"""sRGB: both of the ColorChecker (dark, light), and two between and beyond"""
_LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)
_COLORED = [name for name in BUILT_IN_LOOKS if name != "noir"]


def through(name: str, srgb: Image) -> Image:
    """Colours (N, 3) in 0…1 as they are shown without a look, as the look's colours show them: no lens, no grain."""
    look: Look = replace(load_look(name), vignette=Vignette(), grain=Grain())
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    image = np.dstack([linear[None], np.ones((1, len(srgb)))]).astype(np.float32)
    shown = viewed(exposed(image, look.exposure), ViewSettings(config=""), "")
    return finish(shown, look, np.random.default_rng(0))[0, :, :3]


def ramp() -> Image:
    return np.linspace(0.0, 1.0, 256, dtype=np.float32)[:, None].repeat(3, axis=1)


def test_clean_changes_nothing() -> None:
    np.testing.assert_allclose(through("clean", ramp()), ramp(), atol=1e-5)


@pytest.mark.parametrize("name", BUILT_IN_LOOKS)
def test_a_ramp_stays_a_ramp_and_neither_end_is_lost(name: str) -> None:
    luma = through(name, ramp()) @ _LUMA
    steps = np.diff(luma)
    assert (steps > 0.0).mean() > 0.97, "every grey is lighter than the one before"
    assert steps.min() >= -1e-6
    assert luma[0] < 0.08, "black is dark"
    assert luma[26] - luma[0] > 2.0 / 255.0, "dark greys are told from black"
    assert luma[255] - luma[230] > 3.0 / 255.0, "light greys are told from white"
    if name != "clean":
        assert steps[-16:].mean() <= steps.max() * 0.95, "lights roll off"


@pytest.mark.parametrize("name", _COLORED)
def test_skin_keeps_its_color(name: str) -> None:
    shown = through(name, np.array(_SKIN, np.float32) / 255.0)
    lab = cv2.cvtColor(shown[None], cv2.COLOR_RGB2LAB)[0]
    chroma, hue = np.hypot(lab[:, 1], lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    if name == "cold_night":
        assert chroma.max() < 16.0, "pale, not blue"
        return
    assert (lab[:, 1] > 4.0).all(), "red in it, so not green"
    assert (hue > 25.0).all()
    assert (hue < 74.0).all(), hue
    assert (chroma < 40.0).all(), chroma


def test_noir_is_black_and_white_with_contrast() -> None:
    shown = through("noir", np.vstack([ramp(), np.array(_SKIN, np.float32) / 255.0]))
    assert np.ptp(shown, axis=1).max() < 1e-6
    dark, middle, light = (float(shown[int(255 * level), 0]) for level in (0.2, 0.5, 0.8))
    assert dark < 0.1
    assert light > 0.85
    assert 0.35 < middle < 0.5
    assert (light - dark) / 0.6 > 1.3, "steeper than the picture itself"


@pytest.mark.parametrize("name", BUILT_IN_LOOKS)
def test_grain_is_fine_and_the_vignette_gentle(name: str) -> None:
    look = load_look(name)
    assert look.grain.strength <= 0.02
    assert look.grain.size <= 1.6
    assert look.vignette.strength <= 0.4
