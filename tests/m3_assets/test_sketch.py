"""Things drawn at their usual size: what turns stays round, joints and places follow, words choose; the gallery."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.cli.asset_figures import settled
from backend.cli.asset_files import hue_error_deg
from backend.cli.gallery import page, range_of, sheet
from backend.common.colors import linear_color
from backend.common.openings import opening_of
from backend.m3_assets import catalogue, shapes
from backend.m3_assets.assemble import assemble
from backend.m3_assets.geometry import extrude
from backend.m3_assets.geometry_check import problems
from backend.m3_assets.making import look
from backend.m3_assets.sketch import Sketch, hull_points, part, sketched, solid
from backend.m3_assets.transit_geometry import ring
from backend.protocol.scene import Asset, Attribute, Entity, Parameter

SIZES = st.tuples(*[st.floats(0.3, 3.0)] * 3)


def unicycle() -> Sketch:
    """A wheel of 0.5 m radius on the floor under a bar."""
    wheel = ring(0.45, 0.05)
    wheel = replace(wheel, vertices=wheel.vertices + np.array([0.0, 0.2, 0.5]))
    bar = replace(ring(0.1, 0.05), vertices=ring(0.1, 0.05).vertices + np.array([0.0, 0.0, 1.35]))
    return Sketch(
        parts=[part("bar", "Stuff", bar), part("tyre", "Stuff", wheel, moves_with="wheel")],
        looks=[look("Stuff", "steel")],
        joints={"wheel": shapes.joint("wheel", (0.0, 0.2, 0.5), (1, 0, 0), (-1e4, 1e4))},
        solids=(solid("tyre", kind="cylinder", axis=0),),
    )


@settings(max_examples=40, deadline=None)
@given(size=SIZES)
def test_what_turns_stays_round_and_on_the_floor(size: tuple[float, float, float]) -> None:
    build = sketched(unicycle(), dict(zip(("width_m", "depth_m", "height_m"), size, strict=True)))
    tyre = next(p.surface.vertices for p in build.parts if p.name == "tyre")
    hub = build.joints["wheel"].origin
    radius = np.hypot(*(tyre[:, 1:] - hub[1:]).T)
    spans = np.ptp(tyre, axis=0)
    assert spans[1] == pytest.approx(spans[2], rel=1e-6)
    assert radius.max() == pytest.approx(0.5 * spans[2], rel=1e-3)
    assert tyre[:, 2].min() == pytest.approx(0.0, abs=1e-6)
    assert abs(hub[2] - 0.5 * spans[2]) < 1e-4
    everything = np.concatenate([p.surface.vertices for p in build.parts])
    assert np.abs(everything.min(axis=0) + everything.max(axis=0))[:2].max() < 1e-6
    shape = build.collision_shapes[0]
    assert shape.dimensions[0] == pytest.approx(spans[2], rel=1e-4)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(3, 12), spread=st.floats(0.2, 0.9), backwards=st.booleans(), seed=st.integers(0, 2**16),
)  # fmt: skip
def test_any_outline_makes_a_sound_slab(count: int, spread: float, backwards: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    angle = 2 * np.pi * (np.arange(count) + rng.uniform(-0.2, 0.2, count)) / count
    outline = (1.0 - 0.4 * spread * rng.uniform(0, 1, count))[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    for plane in ("xy", "xz", "yz"):
        slab = extrude(outline[::-1] if backwards else outline, 0.1, plane=plane, edge=0.004, caps="fan")  # type: ignore[arg-type]
        assert problems(slab) == []


@given(st.integers(4, 300), st.integers(0, 2**16))
def test_a_light_hull_is_made_of_points_of_the_thing(count: int, seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(count, 3)).astype(np.float32)
    hull = hull_points(points)
    assert len(hull) <= 64
    assert {tuple(p) for p in hull} <= {tuple(p) for p in points}


def drawn(lemma: str, *words: str) -> dict[str, float | int | bool | str]:
    category = catalogue.category(lemma)
    said = tuple(Attribute(type="other", value=word) for word in words)
    entity = Entity(id="x", lemma=lemma, category=category.name, attributes=said)
    return category.sample(entity, np.random.default_rng(3))


def test_words_choose_kinds_of_their_own_size() -> None:
    assert drawn("telephone")["style"] == "old"
    assert float(drawn("telephone")["width_m"]) > 2 * float(drawn("phone")["width_m"])
    assert float(drawn("school bus")["depth_m"]) > 9.0
    assert drawn("school bus")["color"] == "#f0a800"
    assert float(drawn("sailboat")["height_m"]) > 6.0
    assert drawn("penguin")["species"] == "penguin"
    assert float(drawn("penguin")["height_m"]) > 4 * float(drawn("bird")["height_m"])
    assert float(drawn("towel", "hung")["height_m"]) > 4 * float(drawn("towel")["height_m"])


@pytest.mark.parametrize(
    ("name", "part_name"),
    [("refrigerator", "door"), ("oven", "door"), ("microwave", "door"), ("toilet", "lid"), ("chest", "lid"),
     ("briefcase", "lid"), ("barn", "door.L"), ("mailbox", "door"), ("washing machine", "door"), ("piano", "lid")],
)  # fmt: skip
def test_doors_and_lids_open_by_hand(name: str, part_name: str) -> None:
    asset = assemble(catalogue.category(name), {}, f"{name}_1", name)
    opening = opening_of(asset, name)
    assert opening is not None
    assert opening.part == part_name
    shut, wide = opening.handle_at(opening.closed), opening.handle_at(opening.opened)
    assert np.linalg.norm(wide - shut) > 0.15 * float(asset.dimensions.min())
    assert wide[2] > 0.0


def balanced(offset_m: float) -> Asset:
    """A chair whose only solid is a tall box that stands on a small foot, `offset_m` from its middle."""
    chair = assemble(catalogue.category("chair"), {}, "chair_1", "Chair")
    foot = shapes.collision_box((0.2, 0.2, 0.1), (0.0, 0.0, 0.05))
    tower = shapes.collision_box((0.2, 0.2, 0.8), (offset_m, 0.0, 0.5))
    return replace(chair, collision_shapes=(foot, tower))


def test_what_leans_falls() -> None:
    assert settled(balanced(0.0))[0] < 0.02
    assert settled(balanced(0.25))[0] > 0.5


def test_hues_are_measured(tmp_path: Path) -> None:
    def painted(word: str) -> Path:
        color = linear_color(word)
        assert color is not None
        picture = np.full((60, 60, 3), 128, dtype=np.uint8)
        picture[10:40, 10:40] = 255 * np.clip(color, 0, 1)[::-1] ** (1 / 2.2)
        picture[45:50, 5:50] = (30, 160, 30)
        path = tmp_path / f"{word}.png"
        cv2.imwrite(str(path), picture)
        return path

    assert hue_error_deg(painted("red"), "red") < 3.0
    assert hue_error_deg(painted("blue"), "red") > 60.0
    assert hue_error_deg(painted("gray"), "red") > 60.0


def test_a_gallery_shows_names_pictures_and_ranges(tmp_path: Path) -> None:
    path = tmp_path / "tile.png"
    cv2.imwrite(str(path), np.full((224, 224, 3), 90, dtype=np.uint8))
    pictures = {"bicycle": [path, path], "toilet": [path, path]}
    text = page(pictures)
    assert text.count("data:image/jpeg") == 4
    assert "0.282…1.36 m" in text
    assert "toilet" in text
    assert sheet(pictures, captions=True).shape == (224, 2 * (448 + 300), 3)
    assert sheet({"bicycle": [path]}, captions=False).shape == (224, 224, 3)


def test_ranges_are_spoken_plainly() -> None:
    assert range_of(Parameter(name="a", value=True)) == "yes | no"
    assert range_of(Parameter(name="a", value="", choices=("", "striped"))) == "none | striped"
    assert range_of(Parameter(name="a", value=1.0, minimum=0.5, maximum=2.0, unit="m")) == "0.5…2 m"
    assert range_of(Parameter(name="a", value="")) == "a word"
