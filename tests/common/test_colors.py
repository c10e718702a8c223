"""Colour words become the colours they name."""

import numpy as np
import pytest

from backend.common.colors import is_color, linear_color


@pytest.mark.parametrize(
    ("word", "channel"), [("red", 0), ("dark red", 0), ("Green", 1), ("sky blue", 2), ("#1020f0", 2)]
)
def test_hue(word: str, channel: int) -> None:
    color = linear_color(word)
    assert color is not None
    assert color.dtype == np.float32
    assert int(np.argmax(color)) == channel


def test_tones_are_ordered() -> None:
    levels = [float(linear_color(word).sum()) for word in ("dark blue", "blue", "light blue")]  # type: ignore[union-attr]
    assert levels == sorted(levels)


def test_spellings_and_joined_words() -> None:
    np.testing.assert_array_equal(linear_color("grey"), linear_color("gray"))
    np.testing.assert_array_equal(linear_color("light-blue"), linear_color("light blue"))
    np.testing.assert_array_equal(linear_color("red-colored"), linear_color("red"))


@pytest.mark.parametrize("word", ["", "table", "#12345g", "very", "wooden"])
def test_other_words_are_no_colours(word: str) -> None:
    assert linear_color(word) is None
    assert not is_color(word)
