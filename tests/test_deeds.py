"""Carrying, throwing to one another and taking out of things, from the words to the finished tracks."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.openings import opening_of
from backend.common.skeleton import forward_kinematics
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle

WAITRESS = "A waitress carries a tray with two glasses to a table"
KIDS = "Two kids throw a yellow ball to each other in the park"
KNIGHT = "A knight walks to a wooden chest, opens it, takes out a golden cup and raises it"
GIRL = "A girl opens the fridge and takes out a bottle of milk"


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def made(prompt: str, stages: Stages) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=1), stages)


def origins(bundle: SceneBundle, object_id: str) -> np.ndarray:
    return bundle.simulation.object_tracks[object_id].translations.astype(float)


def centre(bundle: SceneBundle, object_id: str) -> np.ndarray:
    track, asset = bundle.simulation.object_tracks[object_id], bundle.assets.assets[object_id]
    middle = asset.bounds.mean(axis=0).astype(float)
    return np.asarray(track.translations + quat.mul_vec(track.rotations.astype(float), middle))


def palms(bundle: SceneBundle, actor_id: str, frame: int) -> list[np.ndarray]:
    """Where the middles of both palms are: half a hand beyond the wrist."""
    skeleton, clip = bundle.assets.assets[actor_id].skeleton, bundle.simulation.clips[actor_id]
    assert skeleton is not None
    row = slice(frame, frame + 1)
    places, turns = forward_kinematics(skeleton, clip.root_translations[row], clip.joint_rotations[row])
    found = []
    for side in "LR":
        joint = skeleton.joint_names.index(f"hand.{side}")
        along = np.array([0.0, 0.6 * float(skeleton.bone_lengths[joint]), 0.0])
        found.append(places[0, joint] + quat.mul_vec(turns[0, joint], along))
    return found


# --- in the hands from the first frame on ---------------------------------------------------------------------------


def test_a_tray_is_carried_level_from_the_first_frame_and_the_glasses_ride_along(stages: Stages) -> None:
    bundle = made(WAITRESS, stages)
    assert bundle.warnings == ()
    held = {a.object_id: a for a in bundle.simulation.attachments}
    assert set(held) == {"tray_1", "glass_1.1", "glass_1.2"}
    assert all((a.frame_start, a.frame_end, a.joint) == (0, None, "hand.R") for a in held.values())
    assert bundle.layout.placements["tray_1"].support_id == "waitress_1"
    tray = origins(bundle, "tray_1")
    assert np.linalg.norm(tray[0] - bundle.layout.placements["tray_1"].transform.translation) < 0.15
    turns = bundle.simulation.object_tracks["tray_1"].rotations.astype(float)
    up = quat.mul_vec(turns, np.array([0.0, 0.0, 1.0]))
    assert up[:, 2].min() > np.cos(np.radians(1.0))
    assert np.linalg.norm(tray[-1] - tray[0]) > 1.5  # to the table
    for glass in ("glass_1.1", "glass_1.2"):
        on_tray = quat.mul_vec(quat.inv(turns), origins(bundle, glass) - tray)
        assert np.ptp(on_tray, axis=0).max() < 0.002
        assert 0.0 <= on_tray[0, 2] < 0.05


@pytest.mark.parametrize(
    "prompt",
    ["A man holding an umbrella", "a woman with a cup in her hand walks to the window",
     "A woman walks to the window with a cup in her hands", "A man sits on a chair and holds a cup"],
)  # fmt: skip
def test_who_has_a_thing_at_the_start_never_takes_it_up(prompt: str, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    (held,) = bundle.simulation.attachments
    assert (held.frame_start, held.frame_end) == (0, None)
    track = origins(bundle, held.object_id)
    assert track[:, 2].min() > 0.4
    assert np.linalg.norm(np.diff(track, axis=0), axis=1).max() < 0.15


def test_a_box_is_carried_to_the_door_and_put_down_there(stages: Stages) -> None:
    bundle = made("a boy carries a box to the door and puts it down", stages)
    assert bundle.warnings == ()
    (held,) = bundle.simulation.attachments
    assert held.frame_start == 0
    assert held.frame_end is not None
    box, door = origins(bundle, "box_1"), bundle.layout.placements["door_1"].transform.translation
    assert box[0, 2] > 0.3
    assert abs(box[-1, 2]) < 0.01
    assert np.linalg.norm((box[-1] - door)[:2]) < 1.5 < np.linalg.norm((box[0] - door)[:2])


def test_what_stands_somewhere_or_was_taken_up_before_is_fetched(stages: Stages) -> None:
    for prompt in ("A woman walks to a table and holds the cup on it", "A man picks up a box and carries it to a door"):
        bundle = made(prompt, stages)
        assert all(a.frame_start > 10 for a in bundle.simulation.attachments), prompt


def test_both_hands_full_is_said(stages: Stages) -> None:
    assert any("hands are full" in text for text in made("A waiter brings two glasses to a table", stages).warnings)


# --- thrown to somebody ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "catches"),
    [(KIDS, 2), ("A father throws a ball to his son, who catches it", 1),
     ("A girl throws a small ball to a boy and he throws it back", 2), ("A boy plays catch with his father", 2)],
)  # fmt: skip
def test_a_throw_meets_the_hands_that_catch_it(prompt: str, catches: int, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    events = [e for e in bundle.motion.events if e.kind in ("grasp", "release")]
    assert [e.kind for e in events] == ["grasp", *["release", "grasp"] * catches]
    assert events[0].frame == 0
    people = list(bundle.simulation.clips)
    first, second = (bundle.layout.placements[i].transform.translation[:2] for i in people[:2])
    assert 2.4 < np.linalg.norm(first - second) < 5.1
    ball = centre(bundle, "ball_1")
    radius = 0.5 * float(bundle.assets.assets["ball_1"].dimensions.max())
    for throw, catch in zip(events[1::2], events[2::2], strict=True):
        assert throw.actor_id != catch.actor_id
        for palm in palms(bundle, str(catch.actor_id), catch.frame):
            assert np.linalg.norm(palm - ball[catch.frame]) < radius + 0.02 + 0.015  # the palm is 13 mm thick


# --- taken out of something -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prompt", "thing", "holder"), [(KNIGHT, "cup_1", "chest_1"), (GIRL, "bottle_1", "fridge_1")])
def test_what_is_taken_out_is_inside_until_it_is_open(prompt: str, thing: str, holder: str, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    assert bundle.layout.placements[thing].support_id == holder
    asset, placed = bundle.assets.assets[holder], bundle.layout.placements[holder].transform
    low, high = bundle.assets.assets[thing].bounds.astype(float)
    spot = bundle.layout.placements[thing].transform
    corners = np.array([[x, y, z] for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])])
    world = spot.translation + quat.mul_vec(spot.rotation.astype(float), corners)
    local = quat.mul_vec(quat.inv(placed.rotation.astype(float)), world - placed.translation)
    assert np.all(local > asset.bounds[0] + 0.005)  # closed around it
    assert np.all(local < asset.bounds[1] - 0.005)
    (opened,) = [e for e in bundle.motion.events if e.kind == "open"]
    (grasp,) = [e for e in bundle.motion.events if e.kind == "grasp"]
    assert opened.frame_end is not None
    assert grasp.frame > opened.frame_end
    assert opening_of(asset, "") is not None
    track = origins(bundle, thing)
    assert len(track) > grasp.frame
    assert np.ptp(track[: grasp.frame], axis=0).max() < 1e-4


def test_the_cup_out_of_the_chest_is_raised_overhead(stages: Stages) -> None:
    bundle = made(KNIGHT, stages)
    cup = origins(bundle, "cup_1")
    stature = float(bundle.assets.assets["knight_1"].bounds[1][2])
    raised = [s for s in bundle.motion.clips["knight_1"].segments if s[0] == "a4"]
    assert raised
    first, last = raised[0][1:]
    assert cup[first : last + 1, 2].max() > 0.85 * stature


def test_what_opens_is_opened_first_though_it_is_not_said(stages: Stages) -> None:
    bundle = made("A girl takes a bottle out of the fridge", stages)
    kinds = [e.kind for e in bundle.motion.events]
    assert kinds.index("open") < kinds.index("grasp")
    assert bundle.warnings == ()


def test_a_box_that_something_is_taken_out_of_is_open(stages: Stages) -> None:
    bundle = made("A girl takes a toy out of a box", stages)
    assert bundle.warnings == ()
    assert bundle.layout.placements["toy_1"].support_id == "box_1"
    assert bundle.layout.placements["toy_1"].transform.translation[2] < 0.03


def test_a_box_is_lifted_overhead_by_both_hands(stages: Stages) -> None:
    bundle = made("A man lifts a box overhead", stages)
    assert bundle.warnings == ()
    middle = centre(bundle, "box_1")
    assert middle[:, 2].max() > 0.88 * float(bundle.assets.assets["man_1"].bounds[1][2])
    up = quat.mul_vec(bundle.simulation.object_tracks["box_1"].rotations.astype(float), np.array([0.0, 0.0, 1.0]))
    assert up[:, 2].min() > np.cos(np.radians(30.0))


def test_what_does_not_fit_in_is_named(stages: Stages) -> None:
    warnings = made("A pirate opens a chest and takes a sword out", stages).warnings
    assert any("too big" in text for text in warnings)


def test_a_book_goes_from_hand_to_hand(stages: Stages) -> None:
    bundle = made("A man gives a book to a boy", stages)
    assert bundle.warnings == ()
    given, taken = sorted(bundle.simulation.attachments, key=lambda a: a.frame_start)
    assert (given.actor_id, taken.actor_id, taken.frame_end) == ("man_1", "boy_1", None)
    assert given.frame_end is not None
    assert 0 <= taken.frame_start - given.frame_end <= 1
    book = centre(bundle, "book_1")
    for actor in ("man_1", "boy_1"):
        assert min(np.linalg.norm(palm - book[given.frame_end]) for palm in palms(bundle, actor, given.frame_end)) < 0.2
    assert np.linalg.norm(np.diff(book, axis=0), axis=1).max() < 0.09  # it never jumps
