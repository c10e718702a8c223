"""What an animator looks for, as figures: straight legs at a table, protecting hands, leading eyes, a lively stand."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.m3_assets.assemble import assemble
from backend.m3_assets.catalogue import category
from backend.m4_motion.body import default_body
from backend.m4_motion.channels import INDEX
from backend.m4_motion.gait import load_gaits
from backend.m4_motion.locomotion import Style, travel
from backend.m4_motion.solve import place
from backend.m4_motion.ways import Path
from backend.protocol.scene import Relation

from .scenes import Figure, at, ball, chair, crate, does, person, play, table, thing, way


def _trunk_pitch(figure: Figure) -> np.ndarray:
    """(T,) degrees that the line from the hips to the neck leans forward."""
    trunk = figure.of("neck") - figure.of("hips")
    return np.degrees(np.arctan2(np.linalg.norm(trunk[:, :2], axis=-1), trunk[:, 2]))


@pytest.mark.parametrize("diameter", [0.07, 0.26])
def test_things_on_a_table_are_taken_with_the_trunk_not_the_knees(diameter: float) -> None:
    motion = play(
        [person("m"), table("t"), ball("b", diameter)], {"m": at(0, 0.62), "t": at(0, 0), "b": at(0.0, 0.15, 0.75)},
        [does("a", "m", "pick up", "b")],
    )  # fmt: skip
    (grasp,) = motion.events
    figure = Figure(motion, "m")
    assert np.degrees(figure.knee_flexion("L")[grasp.frame]) < 35.0
    assert 12.0 < _trunk_pitch(figure)[grasp.frame] < 75.0
    assert _trunk_pitch(figure)[-1] < 8.0
    # the hands come over the edge of the table, whose front is at y = 0.35
    for side in "LR":
        wrist = figure.of(f"hand.{side}")[: grasp.frame]
        over = (wrist[:, 1] < 0.35) & (wrist[:, 1] > -0.35)
        assert not len(wrist[over]) or wrist[over][:, 2].min() > 0.75
    # held before the belly, upper arms hanging
    assert 0.85 < figure.of(grasp.joint)[-1, 2] < 1.25


def test_a_child_holds_what_it_took_above_the_edge_of_a_table_as_high_as_its_chest() -> None:
    book = thing("b", "book", (0.16, 0.24, 0.03))
    motion = play(
        [person("m", 1.25), table("t"), book], {"m": at(0, 0.58), "t": at(0, 0), "b": at(0.0, 0.15, 0.75)},
        [does("a", "m", "pick up", "b")],
    )  # fmt: skip
    (grasp,) = motion.events
    wrist = Figure(motion, "m", 1.25).of(grasp.joint)[grasp.frame :]
    # the book reaches so far from the wrist that has it
    at_table = wrist[:, 1] < 0.35 + 0.20
    assert at_table[-1]
    assert wrist[at_table, 2].min() > 0.75


@pytest.mark.parametrize("stature", [1.10, 1.75])
def test_one_hand_takes_a_thing_from_the_floor_out_of_a_lunge(stature: float) -> None:
    motion = play(
        [person("m", stature), ball("b", 0.08)], {"m": at(0, 0.42), "b": at(0.05, 0)}, [does("a", "m", "pick up", "b")]
    )
    (grasp,) = motion.events
    figure = Figure(motion, "m", stature)
    feet = np.array([figure.of("foot.L")[:, :2], figure.of("foot.R")[:, :2]])
    ahead = np.abs(feet[0, :, 1] - feet[1, :, 1])
    assert ahead[grasp.frame] > 0.10 * stature
    assert figure.of("hips")[grasp.frame, 2] > 0.30 * stature
    assert min(figure.knee_flexion(side)[grasp.frame] for side in "LR") < np.radians(110)
    # both feet are back where they stood
    assert np.linalg.norm(feet[:, -1] - feet[:, 0], axis=-1).max() < 0.01
    # weight between the back toes and the front ones
    mass = figure.body.centre_of_mass(figure.positions)[grasp.frame, 1]
    toes = [figure.of(f"toe.{side}")[grasp.frame, 1] for side in "LR"]
    assert min(toes) - 0.04 < mass < max(toes) + 0.03


def test_a_drink_brings_what_is_held_to_the_mouth_and_a_look_before_the_eyes() -> None:
    hands = {}
    for verb in ("drink", "look"):
        motion = play(
            [person("m"), table("t"), ball("b", 0.07)], {"m": at(0, 0.62), "t": at(0, 0), "b": at(0.0, 0.2, 0.75)},
            [does("a", "m", "pick up", "b"), does("c", "m", verb, "b", after="a")],
        )  # fmt: skip
        figure = Figure(motion, "m")
        hands[verb] = figure.of("hand.R")
        first = next(start for name, start, _ in figure.clip.segments if name == "c")
        assert hands[verb][first:, 2].max() > hands[verb][-1, 2] + 0.12
    mouth = figure.of("head")[-1] + np.array([0.0, -0.08, 0.05])
    assert np.linalg.norm(hands["drink"] - mouth, axis=-1).min() < 0.24


def test_a_half_turn_takes_four_steps_and_the_head_leads() -> None:
    motion = play([person("m")], {"m": at(0, 0)}, [does("a", "m", "turn", manner=("around",))])
    figure = Figure(motion, "m")
    heading = np.unwrap(figure.heading())
    assert abs(abs(heading[-1] - heading[0]) - np.pi) < 0.1
    moving = np.flatnonzero(np.abs(np.gradient(heading)) > 0.01)
    assert len(moving) / 24 < 2.2

    forward = [np.unwrap(np.arctan2(f[:, 0], -f[:, 1])) for f in
               (_forward(figure, joint) for joint in ("head", "upper_chest", "hips"))]  # fmt: skip
    half = [int(np.argmax(np.abs(f - f[0]) > 0.5 * np.pi)) for f in forward]
    assert 2 <= half[2] - half[0] <= 8
    assert half[0] <= half[1] <= half[2]


@pytest.mark.parametrize("verb", ["walk", "run"])
def test_the_weight_goes_over_the_foot_that_stays_before_the_first_step(verb: str) -> None:
    figure = Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", verb)], duration_s=4.0), "m")
    mass = figure.body.centre_of_mass(figure.positions)[:, 0]
    lifts = {side: int(np.argmax(figure.sole(side) > 0.01)) for side in "LR"}
    first = min(lifts, key=lambda side: lifts[side])
    toward = mass[: lifts[first] + 1] * (1.0 if first == "R" else -1.0)
    assert toward[-1] > 0.008
    assert toward.min() > -0.004


def test_one_lands_on_a_nearly_straight_leg_that_then_gives() -> None:
    body, gait, fps = default_body(), load_gaits()["walk"], 48
    way = Path(np.array([[0.0, 0.0], [0.0, -6.0]]), 0.0, 0.0)
    motion, _ = travel(body, body.standing(), way, gait, 1.28, Style(), fps)
    placed = place(body, motion, fps)
    hip, knee, ankle = (placed.positions[:, body.index[name]] for name in ("thigh.L", "shin.L", "foot.L"))
    thigh, shin = (bone / np.linalg.norm(bone, axis=-1, keepdims=True) for bone in (knee - hip, ankle - knee))
    bend = np.degrees(np.arccos(np.clip(np.sum(thigh * shin, axis=-1), -1.0, 1.0)))
    sole = motion[:, INDEX["foot.z.L"]]
    lands = np.flatnonzero((sole[1:] <= 0.0) & (sole[:-1] > 0.0)) + 1
    steady = [frame for frame in lands if 1.5 * fps < frame < len(motion) - 1.5 * fps]
    assert len(steady) >= 2
    for frame in steady:
        contact = bend[frame - 4 : frame + 4].min()
        assert contact < 19.0  # 4 of them are the rest pose's
        assert 10.0 < bend[frame : frame + fps // 4].max() - contact < 25.0


def test_arms_come_to_rest_after_the_body_has_stopped() -> None:
    motion = play([person("m")], {"m": at(0, 0)}, [does("a", "m", "walk")], [way("m", "a", [(0, 0), (0, -3)], 0, 0)])
    figure = Figure(motion, "m")

    def rests(points: np.ndarray) -> int:
        fast = np.linalg.norm(np.gradient(points, axis=0), axis=-1) * figure.fps > 0.15
        return int(np.flatnonzero(fast).max())

    hips = figure.of("hips")
    assert max(rests(figure.of(f"hand.{side}") - hips) for side in "LR") > rests(hips[:, :2])


def _forward(figure: Figure, joint: str) -> np.ndarray:
    turn = figure.turn(joint)
    w, x, y, z = turn.T
    return np.stack([2 * (w * z - x * y), -(1 - 2 * (x * x + z * z))], axis=-1)


def _beside_the_standing_foot(figure: Figure) -> np.ndarray:
    """(N,) m by which the centre of mass is off the sole in each frame with one foot in the air."""
    mass, off = figure.body.centre_of_mass(figure.positions), []
    for side, other in ("LR", "RL"):
        alone = (figure.sole(other) > 0.012) & (figure.sole(side) < 0.012)
        way = mass - figure.of(f"foot.{side}")
        way = np.abs(quat.mul_vec(quat.inv(figure.turn(f"foot.{side}")), way) - [0.0, figure.body.ball[1] / 2, 0.0])
        off.append(np.maximum(way[:, 0] - 0.045, way[:, 1] - 0.13)[alone])
    return np.concatenate(off)


@pytest.mark.parametrize("verb", ["run", "turn", "sit"])
def test_fingers_stay_out_of_trunk_and_thighs(verb: str) -> None:
    assets, where = [person("m")], {"m": at(0, 0)}
    if verb == "sit":
        assets, where = [*assets, chair("c")], {"m": at(0, -1), "c": at(0, 0)}
    actions = [does("a", "m", verb, "c" if verb == "sit" else None), does("b", "m", "stand up", after="a")]
    figure = Figure(play(assets, where, actions), "m")
    for side in "LR":
        for start, end, radius in (("hips", "chest", 0.10), (f"thigh.{side}", f"shin.{side}", 0.06)):
            a, b = figure.of(start), figure.of(end)
            for joint in ("hand", "middle_2", "index_3"):
                apart = figure.of(f"{joint}.{side}") - a
                along = np.clip(np.sum(apart * (b - a), -1) / np.sum((b - a) ** 2, -1), 0.0, 1.0)
                depth = radius - np.linalg.norm(apart - along[:, None] * (b - a), axis=-1)
                assert np.sort(depth)[-3] < 0.01, (joint, start)  # a frame or two of a fast rise may graze


@pytest.mark.parametrize("manner", [(), ("around",)])
def test_who_turns_has_the_weight_over_the_foot_that_stands(manner: tuple[str, ...]) -> None:
    off = _beside_the_standing_foot(
        Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", "turn", manner=manner)]), "m")
    )
    assert len(off) > 10
    assert off.max() < 0.025


def test_the_hands_are_on_the_floor_before_the_chest_in_a_fall() -> None:
    figure = Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", "fall")]), "m")
    chest = figure.of("upper_chest")[:, 2]
    landed = int(np.argmax(chest < chest[-1] + 0.04))
    for side in "LR":
        hand = figure.of(f"hand.{side}")
        assert hand[landed - 3, 2] < 0.08
        assert np.ptp(hand[landed:, :2], axis=0).max() < 0.02  # they stay where they landed


def test_one_stands_on_one_leg_and_then_on_the_other_without_frozen_or_drunken_moments() -> None:
    figure = Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", "stand", duration_s=12.0)]), "m")
    hips = figure.of("hips")
    assert 0.035 < np.ptp(hips[:, 0]) < 0.09
    assert np.ptp(hips[:, 1]) < 0.03
    head = np.linalg.norm(np.diff(figure.of("head"), axis=0), axis=-1) * 24
    assert head.max() < 0.15
    feet = np.ptp(figure.of("foot.L"), axis=0)
    assert feet.max() < 1e-3
    assert abs(figure.of("foot.L")[0, 1] - figure.of("foot.R")[0, 1]) > 0.02  # no soldier


def test_a_push_is_one_line_from_feet_to_hands() -> None:
    motion = play(
        [person("m"), crate("c")], {"m": at(0, 2.5), "c": at(0, 0, heading=np.pi)},
        [does("a", "m", "push", "c")], [way("m", "a", [(0, 2.5), (0, 0.83)], 0, 0)],
    )  # fmt: skip
    (push,) = motion.events
    assert push.frame_end is not None
    figure = Figure(motion, "m")
    middle = (push.frame + push.frame_end) // 2
    assert 15.0 < _trunk_pitch(figure)[middle] < 70.0
    stance = min(np.degrees(figure.knee_flexion(side)[push.frame : push.frame_end]).min() for side in "LR")
    assert stance < 50.0  # a leg stretches in every step


def test_a_bow_hinges_at_the_hips() -> None:
    figure = Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", "bow")]), "m")
    deepest = int(np.argmax(_trunk_pitch(figure)))
    assert _trunk_pitch(figure)[deepest] > 40.0
    pelvis, chest = (np.degrees(_pitch(figure, joint)[deepest]) for joint in ("hips", "upper_chest"))
    assert chest - pelvis < 0.35 * chest  # little of it is in the back


def _pitch(figure: Figure, joint: str) -> np.ndarray:
    w, x, y, z = figure.turn(joint).T
    return np.arcsin(np.clip(2 * (w * x + y * z), -1, 1))


def test_hands_push_on_the_thighs_and_do_not_sink_into_them() -> None:
    motion = play(
        [person("m"), chair("c")], {"m": at(0, -1), "c": at(0, 0)},
        [does("a", "m", "sit", "c"), does("b", "m", "stand up", "c", after="a")],
    )  # fmt: skip
    figure = Figure(motion, "m")
    rising = next(first for name, first, _ in figure.clip.segments if name == "b")
    for side in "LR":
        hip, knee, wrist = (figure.of(f"{name}.{side}") for name in ("thigh", "shin", "hand"))
        axis = knee - hip
        along = np.clip(np.sum((wrist - hip) * axis, -1) / np.sum(axis * axis, -1), 0, 1)
        away = np.linalg.norm(wrist - hip - along[:, None] * axis, axis=-1)
        assert away[rising + 8] < 0.14
        assert away.min() > 0.05


def test_every_dance_is_another_and_moves_hips_arms_and_feet() -> None:
    dances = [
        Figure(play([person("m")], {"m": at(0, 0)}, [does("a", "m", "dance")], seed=seed), "m") for seed in (1, 2)
    ]
    for figure in dances:
        for joint, least in (("hips", 0.10), ("hand.L", 0.7), ("hand.R", 0.7), ("foot.L", 0.15), ("foot.R", 0.15)):
            assert np.ptp(figure.of(joint), axis=0).max() > least, joint
    one, other = (figure.of("hand.R")[:180] for figure in dances)
    assert np.linalg.norm(one - other, axis=-1).mean() > 0.15


def test_a_catcher_turns_to_the_thrower_in_time() -> None:
    motion = play(
        [person("m"), person("w", 1.62), ball("b", 0.25)],
        {"m": at(0, 2), "w": at(0, -2, heading=0.3), "b": at(0.1, 1.55)},
        [does("a", "m", "throw", "b"), does("c", "w", "catch", "b", after="a")],
        relations=[Relation(subject_id="m", predicate="throw to", spatial=None, object_id="w")],
    )
    _, release, catch = motion.events
    thrower, catcher = Figure(motion, "m"), Figure(motion, "w", 1.62)
    assert abs(abs(catcher.heading()[catch.frame]) - np.pi) < 0.3
    middle = 0.5 * (catcher.of("hand.L") + catcher.of("hand.R"))[catch.frame]
    assert release.velocity is not None
    seconds = (catch.frame - release.frame) / 24
    start = 0.5 * (thrower.of("hand.L") + thrower.of("hand.R"))[release.frame]
    arrival = start + release.velocity * seconds - [0, 0, 0.5 * 9.81 * seconds**2]
    assert np.linalg.norm(arrival - middle) < 0.35


def test_what_is_said_to_go_on_a_table_goes_there() -> None:
    motion = play(
        [person("m"), ball("b"), table("t")], {"m": at(0, 2), "b": at(0.1, 1.6), "t": at(2.5, 0)},
        [does("a", "m", "pick up", "b"), does("c", "m", "put", "b", after="a")],
        [way("m", "c", [(0, 2), (1.2, 1.2), (2.5, 0.62)], 0, 0)],
        [Relation(subject_id="m", predicate="put on", spatial=None, object_id="t")],
    )  # fmt: skip
    release = motion.events[-1]
    hand = Figure(motion, "m").of(release.joint)[release.frame]
    assert hand[2] > 0.75
    assert abs(hand[0] - 2.5) < 0.6


def test_what_is_put_beside_a_thing_goes_on_what_carries_that_with_nearly_straight_legs() -> None:
    motion = play(
        [person("m"), ball("b", 0.08), table("t"), ball("p", 0.24)],
        {"m": at(0, 2), "b": at(0.1, 1.6), "t": at(2.5, 0), "p": at(2.5, 0.1, 0.75)},
        [does("a", "m", "pick up", "b"), does("w", "m", "walk", "t", after="a"),
         does("c", "m", "put down", "b", after="w")],
        [way("m", "w", [(0, 2), (1.2, 1.6), (2.5, 0.95)], 0, 0)],
        [Relation(subject_id="m", predicate="put down next to", spatial=None, object_id="p")],
    )  # fmt: skip
    release = motion.events[-1]
    figure = Figure(motion, "m")
    palm = figure.of(f"middle_1.{release.joint[-1]}")[release.frame]
    assert 0.75 < palm[2] < 0.95
    assert 0.14 < np.linalg.norm(palm[:2] - [2.5, 0.1]) < 0.34
    bent = max(np.degrees(figure.knee_flexion(side)[release.frame]) for side in "LR")
    assert bent < 35.0, bent


def test_who_sits_down_without_saying_where_takes_the_chair_at_hand() -> None:
    motion = play([person("m"), chair("c")], {"m": at(0, -0.7), "c": at(0, 0)}, [does("a", "m", "sit")])
    (sit,) = motion.events
    assert sit.target_id == "c"
    assert np.linalg.norm(Figure(motion, "m").of("hips")[-1, :2]) < 0.03


def test_what_is_in_the_hand_is_not_walked_to() -> None:
    motion = play(
        [person("m"), table("t"), ball("b", 0.07)], {"m": at(0, 0.62), "t": at(0, 0), "b": at(0.0, 0.2, 0.75)},
        [does("a", "m", "pick up", "b"), does("c", "m", "eat", "b", after="a")],
        [way("m", "c", [(0, 0.62), (1.2, 0.0)], 0, 1.5)],
    )  # fmt: skip
    assert np.linalg.norm(Figure(motion, "m").of("hips")[-1, :2] - [0.0, 0.62]) < 0.1


@pytest.mark.parametrize("verb", ["bow", "crouch", "kneel", "punch", "stretch", "cheer", "throw"])
def test_the_weight_stays_over_the_feet(verb: str) -> None:
    motion = play([person("m"), ball("b")], {"m": at(0, 0), "b": at(0.15, -0.45)}, [does("a", "m", verb, "b")])
    assert Figure(motion, "m").off_balance().mean() <= 0.02


def test_a_cyclist_keeps_feet_on_the_pedals_and_hands_on_the_bars() -> None:
    kind = category("bicycle")
    built = assemble(kind, {parameter.name: parameter.value for parameter in kind.parameters}, "b", "bicycle")
    motion = play([person("m"), built], {"m": at(0, 4), "b": at(0, 0)}, [does("a", "m", "ride", "b")],
                  [way("m", "a", [(0, 4), (0, 1)], 0, 0)])  # fmt: skip
    assert motion.unmet == ()
    (grasp,) = motion.events
    assert (grasp.frame, grasp.joint) == (0, "hips")
    figure = Figure(motion, "m")
    last = next(b for name, _, b in figure.clip.segments if name == "a")
    hips = figure.of("hips")[:last]
    assert hips[0, 1] - hips[-1, 1] > 5.0
    assert np.ptp(hips[:, 2]) < 0.005
    # the bicycle stands upright on the floor all the way, and the balls of the feet go round its crank
    assert grasp.offset is not None
    root = figure.rotations[:last, 0]
    origin = hips + quat.mul_vec(root, np.asarray(grasp.offset.translation, float))
    assert np.abs(origin[:, 2]).max() < 0.006
    crank = next(part for part in built.meshes if part.name == "crank").joint.origin
    for side in "LR":
        ball = figure.of(f"toe.{side}")[:last] - origin - [0.0, crank[1], crank[2]]
        radius = np.hypot(ball[:, 1], ball[:, 2])
        assert np.ptp(ball[:, 2]) > 0.25
        assert radius.max() < 0.30
        hand = figure.of(f"hand.{side}")[:last] - origin
        assert np.ptp(hand, axis=0).max() < 0.01


@pytest.mark.parametrize(("name", "seated"), [("scooter", True), ("motorcycle", True), ("kick scooter", False)])
def test_who_rides_what_has_bars_holds_them_and_keeps_the_feet_where_they_rest(name: str, seated: bool) -> None:
    kind = category(name)
    built = assemble(kind, {parameter.name: parameter.value for parameter in kind.parameters}, "b", name)
    motion = play([person("m"), built], {"m": at(0, 4), "b": at(0, 0)}, [does("a", "m", "ride", "b")],
                  [way("m", "a", [(0, 4), (0, 1)], 0, 0)])  # fmt: skip
    assert motion.unmet == ()
    (grasp,) = motion.events
    assert grasp.offset is not None
    figure = Figure(motion, "m")
    last = next(b for name, _, b in figure.clip.segments if name == "a")
    hips, root = figure.of("hips")[:last], figure.rotations[:last, 0]
    assert hips[0, 1] - hips[-1, 1] > 5.0
    origin = hips + quat.mul_vec(root, np.asarray(grasp.offset.translation, float))
    assert np.abs(origin[:, 2]).max() < 0.006
    kinds = ("sit_at", "foot_at") if seated else ("stand_at", "stand_at")
    seat, rest = (np.asarray(built.affordances_of(one)[0].frame.translation, float) for one in kinds)
    rise = float(hips[0, 2] - seat[2])
    assert rise < 0.25 if seated else rise > 0.7
    for side in "LR":
        toe, hand = (figure.of(f"{joint}.{side}")[:last] - origin for joint in ("toe", "hand"))
        assert abs(float(toe[0, 2] - rest[2])) < 0.06
        for path in (toe, hand):
            assert np.ptp(path, axis=0).max() < 0.02
