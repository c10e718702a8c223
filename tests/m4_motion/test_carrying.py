"""What is in the hands from the first frame on, and what people do with it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.common import quat
from backend.protocol.scene import Action, Asset, Entity, MotionSet, Relation

from .scenes import Figure, at, ball, does, person, place, play, table, thing, way, who


def carried(motion: MotionSet, actor_id: str, stature: float) -> tuple[np.ndarray, np.ndarray]:
    """Origin (T, 3) and rotation (T, 4) of what is in the hand from frame 0 on."""
    grasp = motion.events[0]
    assert (grasp.kind, grasp.frame, grasp.joint) == ("grasp", 0, "hand.R")
    assert grasp.offset is not None
    figure = Figure(motion, actor_id, stature)
    index = figure.body.index[grasp.joint]
    turns = figure.rotations[:, index]
    origins = figure.positions[:, index] + quat.mul_vec(turns, grasp.offset.translation.astype(float))
    return origins, quat.mul(turns, grasp.offset.rotation.astype(float))


def tilt_degrees(rotations: np.ndarray) -> np.ndarray:
    up = quat.mul_vec(rotations, np.array([0.0, 0.0, 1.0]))
    return np.asarray(np.degrees(np.arccos(np.clip(up[:, 2], -1.0, 1.0))))


def walks_with(asset: Asset, stature: float, heading: float) -> MotionSet:
    ahead = np.array([np.sin(heading), -np.cos(heading)])
    points = [(0.0, 0.0), (float(ahead[0] * 2.5), float(ahead[1] * 2.5))]
    return play(
        [person("m", stature), asset], {"m": at(0, 0, heading=heading), asset.object_id: at(0, 0, 1.0)},
        [does("a", "m", "carry", asset.object_id)], [way("m", "a", points, heading, heading)],
        supports={asset.object_id: "m"},
    )  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(
    # not so wide that the smallest of these people turns it lengthwise
    width=st.floats(0.32, 0.54), depth=st.floats(0.25, 0.40), height=st.floats(0.02, 0.35),
    stature=st.floats(1.50, 1.95), heading=st.floats(-3.1, 3.1),
)  # fmt: skip
def test_both_hands_keep_a_wide_thing_level(
    width: float, depth: float, height: float, stature: float, heading: float
) -> None:
    tray = thing("b", "box", (width, depth, height), place("grip_at", 0, 0, height / 2, (min(width, depth), 0, 0)))
    motion = walks_with(tray, stature, heading)
    origins, rotations = carried(motion, "m", stature)
    assert tilt_degrees(rotations).max() < 1.0
    figure = Figure(motion, "m", stature)
    for side, sign in (("L", 1.0), ("R", -1.0)):  # a palm on each side, all the way
        wrist = quat.mul_vec(quat.inv(rotations), figure.of(f"hand.{side}") - origins)
        assert np.ptp(wrist, axis=0).max() < 0.01
        assert sign * wrist[0, 0] == pytest.approx(0.5 * width, abs=0.03)
    moved = figure.of("hips")[-1] - figure.of("hips")[0]
    assert np.linalg.norm(moved[:2]) == pytest.approx(2.5, abs=0.1)
    assert np.linalg.norm(origins[-1] - origins[0] - moved) < 0.08  # it comes along
    steps = np.linalg.norm(np.diff(origins, axis=0), axis=1)
    assert steps.max() < 0.12  # and never jumps


@pytest.mark.parametrize("stature", [1.2, 1.7])
def test_one_hand_keeps_a_cup_upright(stature: float) -> None:
    cup = thing("b", "cup", (0.09, 0.09, 0.10), place("grip_at", 0, 0, 0.05, (0.08, 0, 0)))
    origins, rotations = carried(walks_with(cup, stature, 0.4), "m", stature)
    assert tilt_degrees(rotations).max() < 12.0
    assert 0.5 * stature < origins[:, 2].min()
    assert origins[:, 2].max() < 0.8 * stature


def test_a_bag_hangs_beside_the_thigh() -> None:
    bag = thing("b", "handbag", (0.32, 0.12, 0.36), place("grip_at", 0, 0, 0.35, (0.02, 0.09, 0)))
    origins, rotations = carried(walks_with(bag, 1.7, 0.0), "m", 1.7)
    assert tilt_degrees(rotations).max() < 25.0
    assert origins[:, 2].min() > 0.05
    assert origins[:, 2].max() + 0.35 < 0.55 * 1.7


def test_a_lying_sword_is_held_upright() -> None:
    sword = thing("b", "sword", (0.95, 0.2, 0.03), place("grip_at", -0.37, 0, 0.015, (0.03, 0.13, 0)))
    _, rotations = carried(walks_with(sword, 1.7, 0.0), "m", 1.7)
    blade = quat.mul_vec(rotations, np.array([1.0, 0.0, 0.0]))
    assert blade[:, 2].min() > 0.9


def test_what_stands_elsewhere_is_picked_up_first() -> None:
    """The layout, not the words alone, says what is in the hands."""
    motion = play(
        [person("m"), ball("b")], {"m": at(0, 0), "b": at(0.1, -0.45)}, [does("a", "m", "carry", "b")]
    )  # fmt: skip
    assert motion.events[0].kind == "grasp"
    assert motion.events[0].frame > 10
    assert motion.events[0].offset is None


@pytest.mark.parametrize("with_top", [False, True])
def test_what_was_carried_to_a_table_is_put_on_it(with_top: bool) -> None:
    top = (place("surface_top", 0, 0, 0.2, (0.4, 0.3, 0)),) if with_top else ()
    box = thing("b", "box", (0.40, 0.30, 0.20), place("grip_at", 0, 0, 0.1, (0.30, 0, 0)), *top)
    motion = play(
        [person("m"), box, table("t")], {"m": at(0, 2.5), "b": at(0, 2.2, 1.0), "t": at(0, 0)},
        [does("a", "m", "carry", "b"), does("p", "m", "put down", "b", after="a")],
        [way("m", "a", [(0, 2.5), (0, 0.78)], 0, 0)],
        [Relation(subject_id="m", predicate="carry to", spatial=None, object_id="t")], supports={"b": "m"},
    )  # fmt: skip
    assert motion.unmet == ()
    release = motion.events[-1]
    assert release.kind == "release"
    figure = Figure(motion, "m")
    hands = 0.5 * (figure.of("hand.L") + figure.of("hand.R"))[release.frame]
    assert abs(hands[0]) < 0.6
    assert abs(hands[1]) < 0.45
    assert 0.75 < hands[2] < 1.0


def test_a_cup_in_the_hand_is_raised_over_the_head() -> None:
    cup = thing("b", "cup", (0.09, 0.09, 0.10), place("grip_at", 0, 0, 0.05, (0.08, 0, 0)))
    motion = play(
        [person("m"), cup], {"m": at(0, 0), "b": at(0, -0.3, 1.0)}, [does("a", "m", "raise", "b")], supports={"b": "m"}
    )  # fmt: skip
    assert motion.unmet == ()
    origins, rotations = carried(motion, "m", 1.7)
    top = int(origins[:, 2].argmax())
    assert origins[top, 2] > 0.95 * 1.7
    assert tilt_degrees(rotations)[top] < 20.0
    assert origins[-1, 2] < 0.8 * 1.7  # and lowered again


def test_what_is_thrown_to_each_other_is_caught_and_comes_back() -> None:
    people = [person("k.1", 1.25), person("k.2", 1.25), ball("b")]
    action = Action(id="a", actor_id="k", verb="throw", text="throw a ball to each other", target_id="b")
    motion = play(
        people, {"k.1": at(-1.4, 0, heading=np.pi / 2), "k.2": at(1.4, 0, heading=-np.pi / 2), "b": at(-1.2, 0, 0.7)},
        [action], entities=(
            Entity(id="k", lemma="kid", category="person", count=2, role="character"),
            Entity(id="b", lemma="ball", category="ball"),
        ), supports={"b": "k.1"},
    )  # fmt: skip
    assert motion.unmet == ()
    told = [(e.kind, e.actor_id) for e in motion.events]
    assert told == [("grasp", "k.1"), ("release", "k.1"), ("grasp", "k.2"), ("release", "k.2"), ("grasp", "k.1")]
    figures = {i: Figure(motion, i, 1.25) for i in ("k.1", "k.2")}
    for release, catch in ((motion.events[1], motion.events[2]), (motion.events[3], motion.events[4])):
        seconds = (catch.frame - release.frame) / 24
        assert 0.3 < seconds < 1.2
        sender, catcher = figures[release.actor_id], figures[catch.actor_id]
        start = sender.of(release.joint)[release.frame]
        assert release.velocity is not None
        landing = start + release.velocity * seconds - [0, 0, 0.5 * 9.81 * seconds**2]
        hands = [catcher.of(f"hand.{side}")[catch.frame] for side in "LR"]
        assert np.linalg.norm(landing - 0.5 * (hands[0] + hands[1])) < 0.20  # from wrist to wrist: no palms counted


@pytest.mark.parametrize("picked_up", [False, True])
def test_a_box_is_lifted_over_the_head_upright_on_nearly_straight_arms(picked_up: bool) -> None:
    stature = 1.7
    box = thing("b", "box", (0.44, 0.36, 0.32))
    motion = play(
        [person("m", stature), box], {"m": at(0, 0), "b": at(0, -0.55 if picked_up else -0.3, 0.0)},
        [does("a", "m", "raise", "b")], supports={} if picked_up else {"b": "m"},
    )  # fmt: skip
    assert motion.unmet == ()
    figure = Figure(motion, "m", stature)
    grasp = motion.events[0]
    right, left = (figure.of(f"hand.{side}") for side in "RL")
    top = int(right[:, 2].argmax())
    hand = figure.body.index["hand.R"]
    turns = quat.mul(figure.rotations[top, hand], quat.inv(figure.rotations[grasp.frame, hand]))
    if picked_up:  # as it stood when it was grasped, but for where its holder faces
        assert tilt_degrees(turns[None])[0] < 3.0
        low = 0.5 * (right + left)[grasp.frame, 2]
    else:
        origins, rotations = carried(motion, "m", stature)
        assert tilt_degrees(rotations).max() < 3.0
        assert origins[top, 2] > stature  # its underside
        assert abs(origins[top, 1] - figure.of("head")[top, 1]) < 0.5 * 0.36  # over the head, not before it
        low = 0.0
    assert 0.5 * (right + left)[top, 2] - low > stature
    for side in "RL":
        upper, fore = (figure.of(b)[top] - figure.of(a)[top] for a, b in (
            (f"upper_arm.{side}", f"forearm.{side}"), (f"forearm.{side}", f"hand.{side}")))
        bend = np.degrees(np.arccos(upper @ fore / np.linalg.norm(upper) / np.linalg.norm(fore)))
        assert bend < 45.0
    apart = np.linalg.norm(right - left, axis=1)[grasp.frame + 3 : -15]
    assert np.ptp(apart) < 0.02  # neither palm slides


def test_two_buckets_hang_from_both_hands() -> None:
    handle = place("grip_at", 0, 0, 0.35, (0.02, 0, 0))
    buckets = [thing(name, "bucket", (0.3, 0.3, 0.36), handle) for name in ("b.1", "b.2")]
    motion = play(
        [person("m"), *buckets], {"m": at(0, 0), "b.1": at(0, -0.3, 0.9), "b.2": at(0, -0.3, 0.9)},
        [does("a", "m", "carry", "b")], [way("m", "a", [(0.0, 0.0), (0.0, -2.5)], 0.0, 0.0)],
        entities=(who("m"), who("b", "bucket", 2)), supports={"b.1": "m", "b.2": "m"},
    )  # fmt: skip
    assert motion.unmet == ()
    assert {(e.kind, e.frame, e.joint, e.target_id) for e in motion.events} == {
        ("grasp", 0, "hand.R", "b.1"), ("grasp", 0, "hand.L", "b.2")}  # fmt: skip
    figure = Figure(motion, "m")
    for event in motion.events:
        assert event.offset is not None
        hand = figure.body.index[event.joint]
        turns = figure.rotations[:, hand]
        low = figure.positions[:, hand] + quat.mul_vec(turns, event.offset.translation.astype(float))
        assert low[:, 2].min() > 0.08  # clear of the floor, beside the thigh
        assert low[:, 2].max() < 0.5
        assert tilt_degrees(quat.mul(turns, event.offset.rotation.astype(float))).max() < 20.0


@pytest.mark.parametrize("wide", [0, 1])
def test_a_ladder_is_carried_on_edge_along_the_way(wide: int) -> None:
    motion = walks_with(thing("b", "ladder", (0.42, 0.08, 2.3) if wide == 0 else (0.08, 0.42, 2.3)), 1.7, 0.0)
    assert motion.unmet == ()
    origins, rotations = carried(motion, "m", 1.7)
    along, up = (quat.mul_vec(rotations, np.eye(3)[axis]) for axis in (2, wide))
    middle = origins + 1.15 * along
    assert np.abs(along[:, 1]).min() > 0.95  # its holder walks to -Y
    assert up[:, 2].min() > 0.9
    figure = Figure(motion, "m")
    assert (middle[:, 2] - 0.21).min() > 0.1
    assert np.abs(middle[:, 1] - figure.of("hand.R")[:, 1]).max() < 0.3  # balanced
