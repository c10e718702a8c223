"""Classes before their blackboard, picnics on their blanket, patients on a bed: from the words to where they are."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.m2_layout_planner.separation import corners, polygon_separation
from backend.m3_assets.christmas_tree import BAUBLES
from backend.pipeline import Stages
from backend.protocol.scene import SceneBundle
from tests.scenes import joint, made, setting

FRONT = np.array([0.0, -1.0, 0.0])


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def place(bundle: SceneBundle, object_id: str) -> np.ndarray:
    """(3,) m"""
    return np.asarray(bundle.layout.placements[object_id].transform.translation, dtype=float)


def ids(bundle: SceneBundle, category: str) -> list[str]:
    return [i for i, asset in bundle.assets.assets.items() if asset.category == category]


def test_a_class_looks_at_its_blackboard(stages: Stages) -> None:
    bundle = made("A teacher writes on the blackboard while three children sit at their desks", stages)
    assert setting(bundle) == "room"
    (board,) = ids(bundle, "blackboard")
    desks, chairs = ids(bundle, "desk"), ids(bundle, "chair")
    assert len(desks) == len(chairs) == 3
    for desk, chair in zip(sorted(desks), sorted(chairs), strict=True):
        facing = quat.mul_vec(np.asarray(bundle.layout.placements[chair].transform.rotation), FRONT)
        to_board = place(bundle, board) - place(bundle, chair)
        assert facing[:2] @ to_board[:2] / np.linalg.norm(to_board[:2]) > 0.7
        assert np.linalg.norm((place(bundle, desk) - place(bundle, chair))[:2]) < 1.0


def test_a_picnic_is_had_on_its_blanket(stages: Stages) -> None:
    bundle = made("Four friends have a picnic under a tree", stages)
    (rug,) = ids(bundle, "rug")
    half = 0.5 * np.asarray(bundle.assets.assets[rug].dimensions, dtype=float)[:2]
    for person in ids(bundle, "person"):
        hips = joint(bundle, person, "hips")[-1]
        assert np.all(np.abs(hips[:2] - place(bundle, rug)[:2]) < half + 0.1), person
        assert hips[2] < 0.45, "who has a picnic sits"
    assert len(ids(bundle, "sandwich")) == 4


@pytest.mark.parametrize(
    ("prompt", "who", "low_m", "high_m"),
    [
        ("A doctor examines a patient in a hospital room", "patient_1", 0.45, 0.9),
        ("A mother reads a story to her child in bed", "child_1", 0.4, 0.8),
        ("A little girl blows out the candles on her birthday cake", "girl_1", 0.4, 0.8),
    ],
)
def test_patients_children_and_who_has_a_cake_are_seated(
    stages: Stages, prompt: str, who: str, low_m: float, high_m: float
) -> None:
    bundle = made(prompt, stages)
    assert setting(bundle) == "room"
    assert low_m < joint(bundle, who, "hips")[-1, 2] < high_m


def test_a_christmas_tree_fits_into_a_room_and_is_decorated(stages: Stages) -> None:
    bundle = made("Santa Claus puts presents under the Christmas tree", stages)
    (tree,) = ids(bundle, "tree")
    asset = bundle.assets.assets[tree]
    assert 1.6 < asset.dimensions[2] < 2.5
    assert set(BAUBLES) | {"Star", "Lights", "Pot"} <= {m.name for m in asset.materials}


def test_what_finds_no_room_beside_a_fireplace_is_left_out(stages: Stages) -> None:
    bundle = made("A grandmother knits in a rocking chair by the fireplace", stages)
    (hearth,) = ids(bundle, "fireplace")

    def outline(object_id: str) -> np.ndarray:
        half = 0.5 * np.asarray(bundle.assets.assets[object_id].dimensions, dtype=float)[:2]
        rotation = np.asarray(bundle.layout.placements[object_id].transform.rotation, dtype=float)
        return corners(np.array([*place(bundle, object_id)[:2], 2.0 * np.arctan2(rotation[3], rotation[0])]), half)

    standing = [a for i, a in bundle.assets.assets.items() if bundle.layout.placements.get(i) is not None
                and bundle.layout.placements[i].support_id is None and a.role in ("prop", "structure")]  # fmt: skip
    others = [a.object_id for a in standing if a.category not in ("fireplace", "picture")]
    assert others
    for other in others:
        assert polygon_separation(outline(hearth), outline(other)) > -0.02, other


@pytest.mark.parametrize("last", ["puts it down", "puts it down next to the plate"])
def test_what_is_taken_from_a_counter_is_put_where_its_bearer_went(stages: Stages, last: str) -> None:
    bundle = made(f"A woman picks up a bottle from the counter, walks to the table and {last}", stages)
    bottle = bundle.simulation.object_tracks["bottle_1"].translations[-1]
    table = place(bundle, "table_1")
    half = 0.5 * np.asarray(bundle.assets.assets["table_1"].dimensions, dtype=float)
    assert abs(bottle[0] - table[0]) < half[0]
    assert abs(bottle[1] - table[1]) < half[1]
    assert abs(bottle[2] - 2.0 * half[2]) < 0.03
