"""What a prompt leaves unsaid of tables, hands and places, from the words to the finished scene."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.pipeline import Stages
from backend.protocol.scene import SceneBundle
from tests.scenes import joint, made, setting


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def place(bundle: SceneBundle, object_id: str) -> np.ndarray:
    return bundle.layout.placements[object_id].transform.translation.astype(float)


def top(bundle: SceneBundle, object_id: str) -> float:
    return float(place(bundle, object_id)[2] + bundle.assets.assets[object_id].bounds[1][2])


def hip_height(bundle: SceneBundle, actor_id: str, frame: int) -> float:
    return float(joint(bundle, actor_id, "hips")[frame, 2])


# --- at the table ---------------------------------------------------------------------------------------------------


def test_who_sits_at_a_desk_does_so_from_the_start_before_what_they_type_on(stages: Stages) -> None:
    bundle = made("A man sits at a desk and types on a laptop, a cup of coffee next to it, morning light", stages)
    assert bundle.warnings == ()
    assert hip_height(bundle, "man_1", 0) < 0.75
    assert setting(bundle) == "room"
    chair = bundle.layout.placements["chair_1"].transform
    ahead = quat.mul_vec(chair.rotation.astype(float), np.array([0.0, -1.0, 0.0]))
    away = place(bundle, "laptop_1") - place(bundle, "chair_1")
    assert 0.3 < float(away @ ahead) < 0.9
    assert np.linalg.norm(away[:2] - (away @ ahead) * ahead[:2]) < 0.08  # straight before the sitter
    for thing in ("laptop_1", "cup_1"):
        assert place(bundle, thing)[2] == pytest.approx(top(bundle, "desk_1"), abs=0.02)


def test_each_of_several_has_their_own(stages: Stages) -> None:
    bundle = made("Three students sit at their desks and write in notebooks", stages)
    books = [place(bundle, f"notebook_1.{n}") for n in (1, 2, 3)]
    desks = [place(bundle, f"desk_1.{n}") for n in (1, 2, 3)]
    assert bundle.warnings == ()
    assert all(np.linalg.norm(book[:2] - desk[:2]) < 0.6 for book, desk in zip(books, desks, strict=True))


def test_a_family_eats_seated_each_with_a_plate(stages: Stages) -> None:
    bundle = made("A family of four eats soup at the table", stages)
    assert sum(entity.count for entity in bundle.description.entities if entity.lemma == "soup") == 4
    people = [i for i, asset in bundle.assets.assets.items() if asset.category == "person"]
    assert len(people) == 4
    assert all(hip_height(bundle, person, 0) < 0.75 for person in people)
    furniture = [i for i, asset in bundle.assets.assets.items() if asset.category in ("chair", "table")]
    assert len(furniture) == 5
    for name in furniture:
        track = bundle.simulation.object_tracks.get(name)
        assert track is None or np.ptp(track.translations, axis=0).max() < 1e-6, f"{name} is shoved about"


def test_a_table_is_set_before_everybody_with_glasses_to_the_right(stages: Stages) -> None:
    bundle = made("Four friends sit at a table with four plates and four glasses", stages)
    for number in range(1, 5):
        chair = bundle.layout.placements[f"chair_1.{number}"].transform
        turned = chair.rotation.astype(float)
        ahead, right = (quat.mul_vec(turned, np.array(way)) for way in ([0.0, -1.0, 0.0], [-1.0, 0.0, 0.0]))
        plate, glass = (place(bundle, f"{name}_1.{number}") - place(bundle, f"chair_1.{number}")
                        for name in ("plate", "glass"))  # fmt: skip
        assert abs(float(plate @ right)) < 0.03
        assert 0.3 < float(plate @ ahead) < 0.9
        assert 0.1 < float((glass - plate) @ right) < 0.4
        assert abs(float((glass - plate) @ ahead)) < 0.25


@pytest.mark.parametrize(
    ("prompt", "who", "on"),
    [("A butterfly sits on a flower", "butterfly_1", "flower_1"), ("A bird lands on a fence", "bird_1", "fence_1")],
)  # fmt: skip
def test_what_has_no_limbs_to_get_there_is_where_it_sits(prompt: str, who: str, on: str, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.layout.placements[who].support_id == on
    assert place(bundle, who)[2] > 0.3 * top(bundle, on)


def test_a_dragon_sleeps_on_its_hoard(stages: Stages) -> None:
    bundle = made("A dragon sleeps on a pile of gold", stages)
    hoard, way = bundle.layout.placements["gold_1"], bundle.simulation.clips["dragon_1"].root_translations
    off = (way[0] - hoard.transform.translation)[:2]
    assert np.all(np.abs(off) < 0.5 * hoard.dimensions[:2])
    assert way[0, 2] > 0.4 * top(bundle, "gold_1")
    assert min(hoard.dimensions[:2]) > 4.0, "a dragon's heap is no handful"


def test_women_drink_coffee_from_full_cups(stages: Stages) -> None:
    bundle = made("Two women drink coffee", stages)
    assert {a.verb for a in bundle.description.actions} == {"drink"}
    cups = [asset for asset in bundle.assets.assets.values() if asset.category == "cup"]
    assert len(cups) == 2
    assert all(p.value is True for cup in cups for p in cup.parameters if p.name == "filled")
    held = {placement.support_id for i, placement in bundle.layout.placements.items() if i.startswith("coffee")}
    assert held == {"woman_1.1", "woman_1.2"}


def test_what_follows_the_contents_of_a_bowl_stands_beside_it(stages: Stages) -> None:
    prompt = "A still life with a bowl of apples, a bottle of wine and a candle on a wooden table"
    description = stages.parser.run(prompt)
    where = {(r.subject_id, r.spatial): r.object_id for r in description.relations}
    assert where["apple_1", "in"] == "bowl_1"
    assert {where[thing, "on"] for thing in ("bowl_1", "bottle_of_wine_1", "candle_1")} == {"table_1"}


def test_an_umbrella_is_in_the_hand_of_who_is_with_it(stages: Stages) -> None:
    bundle = made("A woman with a red umbrella walks in the rain", stages)
    assert bundle.layout.placements["umbrella_1"].support_id == "woman_1"


def test_two_who_walk_go_side_by_side(stages: Stages) -> None:
    bundle = made("A fat man and a thin woman walk in the park", stages)
    man, woman = (bundle.simulation.clips[i].root_translations[:90, :2] for i in ("man_1", "woman_1"))
    apart = np.linalg.norm(man - woman, axis=1)
    assert apart.max() < 1.2
    assert apart.min() > 0.5


# --- places ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("An astronaut waves on the moon", "moon"), ("An astronaut walks on mars", "mars"),
        ("A ship sails on the ocean", "open sea"), ("A boat on a lake", "open lake"),
        ("A lighthouse by the sea", "beach"),
        ("A bear walks in a snowy forest", "snow"), ("Children build a snowman in the garden", "snow"),
    ],
)  # fmt: skip
def test_a_place_is_what_the_words_say(prompt: str, expected: str, stages: Stages) -> None:
    assert setting(made(prompt, stages)) == expected


def test_a_boat_lies_in_the_water_up_to_its_waterline_and_stays(stages: Stages) -> None:
    bundle = made("A sailboat on a lake", stages)
    boat = next(i for i in bundle.layout.placements if i.startswith("sailboat"))
    height = float(bundle.assets.assets[boat].dimensions[2])
    assert -0.2 * height < place(bundle, boat)[2] < -0.05 * height
    moved = np.ptp(bundle.simulation.object_tracks[boat].translations, axis=0)
    assert moved[:2].max() < 1e-3
    assert 0.005 < moved[2] < 0.03 * height  # the water lifts it a little, and it does not sink
