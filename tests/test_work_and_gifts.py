"""Who gives, feeds, plants, writes and cooks, from the words to the finished scene."""

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


def near_side(bundle: SceneBundle, object_id: str, points: np.ndarray) -> np.ndarray:
    """(T,) how far points are before a thing's front, m."""
    placed, asset = bundle.layout.placements[object_id].transform, bundle.assets.assets[object_id]
    local = quat.mul_vec(quat.inv(placed.rotation.astype(float)), points - placed.translation.astype(float))
    return np.asarray(asset.bounds[0][1] - local[:, 1], dtype=float)


@pytest.mark.parametrize(
    ("prompt", "giver", "taker", "thing"),
    [
        ("The tall woman gives the short man a gift", "woman_1", "man_1", "gift_1"),
        ("A boy hands a book to a girl", "boy_1", "girl_1", "book_1"),
    ],
)
def test_what_is_given_goes_from_hand_to_hand(
    prompt: str, giver: str, taker: str, thing: str, stages: Stages
) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    given, taken = (a for a in bundle.simulation.attachments if a.object_id == thing)
    assert (given.actor_id, taken.actor_id) == (giver, taker)
    assert given.frame_start == 0
    assert given.frame_end == taken.frame_start
    frame = taken.frame_start
    hands = [joint(bundle, who, f"hand.{side}")[frame] for who in (giver, taker) for side in "LR"]
    apart = min(np.linalg.norm(one - other) for one in hands[:2] for other in hands[2:])
    assert apart < 0.25
    track = bundle.simulation.object_tracks[thing].translations.astype(float)
    assert np.linalg.norm(np.diff(track, axis=0), axis=1).max() < 0.2  # it never leaps


def test_over_a_counter_each_stays_on_their_side(stages: Stages) -> None:
    bundle = made("A woman hands a bottle to a man over the counter", stages)
    sides = [near_side(bundle, "counter_1", joint(bundle, who, "hips")) for who in ("man_1", "woman_1")]
    assert sides[0].min() > 0.0
    assert sides[1].max() < 0.0
    assert [a.actor_id for a in bundle.simulation.attachments if a.object_id == "bottle_1"] == ["woman_1", "man_1"]


def test_a_horse_is_fed_from_before_its_head(stages: Stages) -> None:
    bundle = made("An old man feeds a horse", stages)
    assert bundle.warnings == ()
    assert near_side(bundle, "horse_1", joint(bundle, "man_1", "hips")).min() > 0.1
    hand = np.minimum(*(near_side(bundle, "horse_1", joint(bundle, "man_1", f"hand.{side}")) for side in "LR"))
    assert 0.0 < hand.min() < 0.22


def test_a_flag_is_planted_with_both_hands(stages: Stages) -> None:
    bundle = made("An astronaut plants a flag on the moon", stages)
    assert bundle.warnings == ()
    track = bundle.simulation.object_tracks["flag_1"]
    (grip,) = bundle.assets.assets["flag_1"].affordances_of("grip_at")
    pole = (track.translations + quat.mul_vec(track.rotations, grip.frame.translation))[:, :2]
    away = [np.linalg.norm(joint(bundle, "astronaut_1", f"hand.{side}")[:, :2] - pole, axis=1).min() for side in "LR"]
    assert max(away) < 0.2


def test_a_teacher_writes_on_the_board_and_is_listened_to_from_afar(stages: Stages) -> None:
    bundle = made("A teacher writes on the blackboard, four students listen", stages)
    assert bundle.warnings == ()
    hand = joint(bundle, "teacher_1", "hand.R")
    before = near_side(bundle, "blackboard_1", hand)
    writing = (before < 0.2) & (hand[:, 2] > 1.1)
    assert writing.sum() > 24
    assert np.ptp(hand[writing][:, :2], axis=0).max() > 0.2
    teacher = bundle.layout.placements["teacher_1"].transform.translation[:2]
    students = [bundle.layout.placements[f"student_1.{n}"].transform.translation[:2] for n in (1, 2, 3, 4)]
    assert all(1.4 < np.linalg.norm(student - teacher) < 3.5 for student in students)


def test_who_cooks_has_a_stove_and_a_kitchen_is_furnished(stages: Stages) -> None:
    bundle = made("A chef cooks soup in a big kitchen", stages)
    assert bundle.warnings == ()
    assert bundle.layout.placements["pot_1"].support_id == "stove_1"
    assert {"counter", "refrigerator"} <= {asset.category for asset in bundle.assets.assets.values()}
    assert near_side(bundle, "stove_1", joint(bundle, "chef_1", "hips")).min() > 0.0


def test_guests_of_a_table_and_readers_on_a_bench_sit(stages: Stages) -> None:
    for prompt, who in (
        ("A waiter carries a pizza to a table with two guests", "guest_1.1"),
        ("A man reads a book on a park bench", "man_1"),
    ):
        bundle = made(prompt, stages)
        assert bundle.warnings == ()
        assert joint(bundle, who, "hips")[0, 2] < 0.75


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("A man reads a book on a park bench", "park"),
        ("A red car on a desert road", "desert"),
        ("A stone castle", "field"),
        ("A bowl and a cup on a wooden table, morning light", "room"),
        ("A woman and a bowl on a wooden table, at sunset", "field"),
    ],
)
def test_words_and_things_say_where_a_scene_is(prompt: str, expected: str, stages: Stages) -> None:
    assert setting(made(prompt, stages)) == expected


def test_hand_in_hand_the_inner_hands_stay_together(stages: Stages) -> None:
    for prompt, first, second in (
        ("A couple walks hand in hand along the beach", "man_1", "woman_1"),
        ("A mother and her child hold hands and walk down the street", "mother_1", "child_1"),
    ):
        bundle = made(prompt, stages)
        assert bundle.warnings == ()
        frames = slice(30, 60)
        hands = [[joint(bundle, who, f"hand.{side}")[frames] for side in "LR"] for who in (first, second)]
        apart = min(np.linalg.norm(one - other, axis=1).max() for one in hands[0] for other in hands[1])
        assert apart < 0.15


def test_who_has_to_do_with_what_is_on_a_pond_stays_ashore(stages: Stages) -> None:
    bundle = made("A girl feeds ducks at a pond", stages)
    assert bundle.warnings == ()
    pond, size = bundle.layout.placements["pond_1"].transform, bundle.assets.assets["pond_1"].bounds
    away = quat.mul_vec(quat.inv(pond.rotation.astype(float)), joint(bundle, "girl_1", "hips") - pond.translation)
    assert (np.abs(away[:, :2]) > size[1][:2]).any(axis=1).all()


def test_a_pier_is_outdoors_and_sat_on(stages: Stages) -> None:
    bundle = made("An old fisherman sits on a pier", stages)
    assert bundle.warnings == ()
    assert setting(bundle) == "lake"
    assert np.linalg.norm(joint(bundle, "fisherman_1", "hips")[:, :2], axis=1).max() < 2.0


@pytest.mark.parametrize(
    ("prompt", "who", "below"),
    [
        ("A ballerina dances on a stage", "ballerina_1", "stage_1"),
        ("A man stands on a crate and gives a speech", "man_1", "crate_1"),
        ("A pianist plays on a stage", "pianist_1", "stage_1"),
    ],
)
def test_who_is_on_something_has_the_feet_on_it(prompt: str, who: str, below: str, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    floors = [a.frame.translation[2] for a in bundle.assets.assets[below].affordances_of("surface_top")]
    feet = np.minimum(joint(bundle, who, "foot.L")[:, 2], joint(bundle, who, "foot.R")[:, 2])
    assert min(abs(feet.min() - 0.075 - floor) for floor in floors) < 0.03


def test_who_photographs_somebody_has_a_camera_and_stands_back(stages: Stages) -> None:
    bundle = made("A woman takes a photo of a man", stages)
    assert "camera_1" in bundle.assets.assets
    assert {(a.object_id, a.actor_id) for a in bundle.simulation.attachments} == {("camera_1", "woman_1")}
    woman, man = (bundle.layout.placements[name].transform.translation for name in ("woman_1", "man_1"))
    assert 1.5 < np.linalg.norm((woman - man)[:2]) < 3.0
    eye, camera = joint(bundle, "woman_1", "eye.R"), bundle.simulation.object_tracks["camera_1"].translations
    middle = len(eye) // 2
    assert np.linalg.norm(eye[middle] - camera[middle]) < 0.22, "it is before the eye"


def test_what_is_hung_on_a_wall_is_there_and_its_hanger_before_it(stages: Stages) -> None:
    bundle = made("A woman hangs a picture on the wall", stages)
    picture, wall, woman = (bundle.layout.placements[name].transform for name in ("picture_1", "wall_1", "woman_1"))
    ahead = quat.mul_vec(picture.rotation.astype(float), np.array([0.0, -1.0, 0.0]))
    assert (picture.translation - wall.translation)[2] > 1.0
    assert 0.2 < float((woman.translation - picture.translation).astype(float)[:2] @ ahead[:2]) < 0.9


def test_a_stack_that_is_kicked_falls_and_nothing_is_trodden_into_the_floor(stages: Stages) -> None:
    bundle = made("Four cardboard boxes stacked on top of each other. A boy kicks the stack and it falls over.", stages)
    tracks = [track.translations for name, track in bundle.simulation.object_tracks.items() if name.startswith("box")]
    assert len(tracks) == 4
    assert sum(track[0, 2] - track[-1, 2] > 0.15 for track in tracks) >= 2
    assert min(track[:, 2].min() for track in tracks) > -0.02
