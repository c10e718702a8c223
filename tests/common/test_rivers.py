"""What a prompt says of its river, and where its water is."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common.progress import silent
from backend.common.rivers import RiverScene, Watercourse, river_scene
from backend.m1_scene_parser.stage import SceneParser


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def read(parser: SceneParser, prompt: str) -> RiverScene:
    found = river_scene(parser.run(prompt, progress=silent))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("prompt", "side", "who", "where"),
    [("a woman swims in the river", "through", "woman_1", "within"),
     ("a sailboat sails down the river", "through", "sailboat_1", "within"),
     ("a boy fishing in the river", "faced", "boy_1", "facing"),
     ("a deer drinks from the brook in the forest", "faced", "deer_1", "facing"),
     ("a man stands next to the stream", "behind", "man_1", "beside"),
     ("a painter paints at an easel by the lake", "behind", "painter_1", "beside"),
     ("a man sits on the shore of a lake", "faced", "man_1", "facing"),
     ("a duck on a pond", "through", "duck_1", "within"),
     ("ducks swim on a pond while a girl feeds them", "through", "girl_1", "facing"),
     ("a girl crosses the bridge over the creek", "bridged", "bridge_1", "over")],
)  # fmt: skip
def test_who_is_where_at_a_river(parser: SceneParser, prompt: str, side: str, who: str, where: str) -> None:
    found = read(parser, prompt)
    assert found.side == side
    assert who in getattr(found, where)
    others = {"within", "facing", "beside", "over"} - {where}
    assert not any(who in getattr(found, other) for other in others)


def test_a_river_before_somebody_is_before_them(parser: SceneParser) -> None:
    assert read(parser, "a man stands behind the river").side == "before"
    assert read(parser, "a man stands in front of the river").side == "behind"


def test_who_is_out_on_a_lake_sees_no_bank_and_rooms_have_no_river(parser: SceneParser) -> None:
    for prompt in ("a woman swims in the lake", "a boat on the lake", "a picture of a cat in the living room"):
        assert river_scene(parser.run(prompt, progress=silent)) is None


def bent() -> Watercourse:
    """Two lengths of ten metres: along +X to the origin, then to the left."""
    return Watercourse(
        river_id="river_1", centres=np.array([[-5.0, 0.0], [0.0, 5.0]]), headings=np.array([0.0, 0.5 * np.pi]),
        half_lengths=np.array([5.0, 5.0]), half_widths_m=np.full(2, 2.0), level_m=-0.2,
    )  # fmt: skip


def test_the_distance_to_the_water_is_negative_in_it_and_exact_beside_it() -> None:
    water = bent()
    points = np.array([[-5.0, 0.0], [-5.0, 3.5], [-5.0, -2.0], [6.0, 5.0], [-12.0, 0.0]])
    assert water.distance(points) == pytest.approx([-2.0, 1.5, 0.0, 4.0, 2.0])


def test_a_bank_is_found_on_ones_own_side_or_on_the_far_one() -> None:
    water = bent()
    near, to_water = water.bank(np.array([-5.0, -4.0]), 0.5)
    assert near == pytest.approx([-5.0, -2.5])
    assert to_water == pytest.approx([0.0, 1.0])
    far, to_water = water.bank(np.array([-5.0, -4.0]), 0.5, far=True)
    assert far == pytest.approx([-5.0, 2.5])
    assert to_water == pytest.approx([0.0, -1.0])


def test_a_line_along_the_water_keeps_its_distance_from_the_middle() -> None:
    radius, step = 40.0, 2.0
    angles = np.arange(-15, 16) * step / radius
    water = Watercourse(
        river_id="river_1", centres=radius * np.stack([np.sin(angles), 1.0 - np.cos(angles)], axis=-1), headings=angles,
        half_lengths=np.full(len(angles), 0.5 * step), half_widths_m=np.full(len(angles), 2.0), level_m=-0.2,
    )  # fmt: skip
    line = water.line(np.linspace(-8.0, 8.0, 33), -2.6, np.zeros(2))  # outside of the bend
    assert np.linalg.norm(line - [0.0, radius], axis=1) == pytest.approx(radius + 2.6, abs=0.03)
    assert np.linalg.norm(np.diff(line, axis=0), axis=1) == pytest.approx(0.5 * (radius + 2.6) / radius, abs=0.02)
    assert water.distance(line) == pytest.approx(0.6, abs=0.05)


def test_the_bank_of_a_pond_follows_its_width() -> None:
    along = np.arange(-3.5, 4.0, 1.0)
    half = 3.0 * np.sqrt(1.0 - (along / 4.5) ** 2)
    water = Watercourse(
        river_id="pond_1", centres=np.column_stack([along, np.zeros(8)]), headings=np.zeros(8),
        half_lengths=np.full(8, 0.5), half_widths_m=half, level_m=-0.2,
    )  # fmt: skip
    for x in along:
        place, to_water = water.bank(np.array([x, -5.0]), 0.6)
        assert water.distance(place[None])[0] == pytest.approx(0.6, abs=0.3)
        assert to_water == pytest.approx([0.0, 1.0])
    shore = water.shoreline(along, 0.6, True, np.zeros(2))
    assert (water.distance(shore) > 0.1).all()
    assert np.ptp(shore[:, 1]) > 1.0
