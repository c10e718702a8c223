"""Lengths said in the prompt become sizes."""

import numpy as np
import pytest

from backend.m3_assets.sampler import sampler
from backend.protocol.scene import Attribute, Entity, Parameter


def sizes(category: str, usual: tuple[float, float, float], *said: str, ergonomic: bool = False) -> list[float]:
    names = ("width_m", "depth_m", "height_m")
    parameters = [Parameter(name=n, value=v, minimum=0.01, maximum=50.0) for n, v in zip(names, usual, strict=True)]
    entity = Entity(
        id="x_1", lemma=category, category=category, attributes=tuple(Attribute(type="size", value=s) for s in said)
    )
    values = sampler(category, parameters, ergonomic=ergonomic)(entity, np.random.default_rng(0))
    return [float(values[name]) for name in names]


def test_named_axes_are_exact() -> None:
    width, depth, height = sizes("bookshelf", (0.9, 0.32, 1.8), "2 m tall", "0.8 m wide")
    assert (width, height) == (0.8, 2.0)
    assert 0.28 < depth < 0.38


def test_a_length_without_a_direction_is_the_longest() -> None:
    width, depth, height = sizes("pole", (0.08, 0.08, 3.0), "10 m")
    assert height == 10.0
    assert width == pytest.approx(depth, rel=0.2)
    assert 0.1 < width < 0.25


def test_balls_stay_round_and_tables_keep_their_height() -> None:
    width, depth, height = sizes("ball", (0.23, 0.23, 0.23), "0.5 m wide")
    assert width == depth == 0.5
    assert height == pytest.approx(0.5, rel=0.2)
    assert sizes("table", (1.6, 0.9, 0.74), "3 m long", ergonomic=True)[0] == 3.0
    assert sizes("table", (1.6, 0.9, 0.74), "3 m long", ergonomic=True)[2] == pytest.approx(0.74, rel=0.05)
