"""Gaits and programs of four-legged animals, measured on the solved skeleton."""

from __future__ import annotations

import zlib
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from backend.m3_assets.animal.build import build_animal
from backend.m4_motion.animals.gait import FROUDE, MANNERS, Manner, duty_factor, speed_at, stride_length
from backend.m4_motion.animals.going import travel, turn
from backend.m4_motion.animals.performer import Animal
from backend.m4_motion.animals.pose import INDEX, LEGS, Body, lowest_flesh, measure, misses, solve
from backend.m4_motion.animals.programs import animal_program
from backend.m4_motion.animals.resting import lying_pose, sleeping_pose
from backend.m4_motion.channels import Array
from backend.protocol.scene import Entity

from .scenes import at, does, place, play, thing, way

FPS = 48.0
NAMES = ("dog", "cat", "horse", "elephant", "giraffe", "sheep")


@cache
def body_of(name: str) -> Body:
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    return measure(build_animal(Entity(id=name, lemma=name, category=name), rng))


def manner_of(name: str) -> Manner:
    return MANNERS.get(name, Manner())


@cache
def straight(name: str, froude: float) -> Array:
    """Five strides and more, straight on."""
    body = body_of(name)
    speed = speed_at(froude, body.leg)
    length = 6.0 * float(stride_length(speed, body.leg)) + 6.0 * body.leg
    start = body.standing(0.0, 0.0, 0.0)
    return travel(body, start, np.array([[0.0, 0.0], [0.0, -length]]), 0.0, speed, manner_of(name), FPS)[0]


def stands(motion: Array, leg: str) -> np.ndarray:
    """(T,) bool: the foot is on the floor and does not move."""
    at = motion[:, [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]]
    moved = np.linalg.norm(np.diff(at, axis=0, append=at[-1:]), axis=1)
    return np.asarray((at[:, 2] < 1e-4) & (moved < 1e-4))


def middle(motion: Array) -> slice:
    """The part at full speed."""
    y = motion[:, INDEX["y"]]
    return slice(*np.searchsorted(-y, [0.35 * -y[-1], 0.65 * -y[-1]]))


@pytest.mark.parametrize("name", NAMES)
def test_the_rest_pose_solves_to_itself(name: str) -> None:
    body = body_of(name)
    posed = solve(body, body.standing(0.0, 0.0, 0.0)[None])
    assert np.abs(posed.positions[0] - body.positions).max() < 0.012 * body.withers


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("gait", ["walk", "trot", "run"])
def test_planted_feet_do_not_slide(name: str, gait: str) -> None:
    if MANNERS.get(name, Manner()).fastest == "walk" and gait != "walk":
        pytest.skip("it only walks")
    body, motion = body_of(name), straight(name, FROUDE[gait])
    off = misses(body, solve(body, motion), motion)
    for number, leg in enumerate(LEGS):
        planted = stands(motion, leg)
        assert off[planted, number].max() < max(0.010, 0.02 * body.leg), leg
        assert np.median(off[planted, number]) < 0.001, leg
        assert planted.any()
        assert not planted.all()


@pytest.mark.parametrize("name", ["dog", "horse"])
def test_a_walk_has_four_beats_in_lateral_order(name: str) -> None:
    motion = straight(name, FROUDE["walk"])
    span = middle(motion)
    falls = []
    for leg in LEGS:
        planted = stands(motion, leg)[span].astype(int)
        falls += [(frame, leg) for frame in np.flatnonzero(np.diff(planted) > 0)]
    order = [leg for _, leg in sorted(falls)]
    start = order.index("back.L")
    assert order[start : start + 4] == ["back.L", "front.L", "back.R", "front.R"]


def test_a_trot_moves_diagonal_legs_together() -> None:
    motion = straight("horse", FROUDE["trot"])
    span = middle(motion)
    together = stands(motion, "front.L")[span] == stands(motion, "back.R")[span]
    assert together.mean() > 0.95


@pytest.mark.parametrize("name", ["dog", "horse", "cat"])
def test_a_gallop_leaves_the_floor(name: str) -> None:
    motion = straight(name, FROUDE["run"])
    planted = np.stack([stands(motion, leg)[middle(motion)] for leg in LEGS])
    assert 0.05 < np.mean(~planted.any(axis=0)) < 0.6


@pytest.mark.parametrize("gait", ["walk", "run"])
def test_a_kangaroo_hops_on_two_legs_and_its_forefeet_stay_off_the_floor(gait: str) -> None:
    body, motion = body_of("kangaroo"), straight("kangaroo", FROUDE[gait])
    span = middle(motion)
    fore = motion[span][:, [INDEX[f"foot.z.front.{side}"] for side in "LR"]]
    assert fore.min() > 0.3 * body.leg
    assert motion[span, INDEX["pitch"]].min() > 0.4, "the trunk is not upright"
    hind = motion[span][:, [INDEX[f"foot.z.back.{side}"] for side in "LR"]]
    assert hind.min() < 1e-4 < 0.05 * body.leg < hind.max(), "the hind feet carry it and leave the floor"
    assert lowest_flesh(body, motion[len(motion) // 2], ("leg_back_cannon",)) > -0.008 * body.leg
    assert motion[-1, INDEX["foot.z.front.L"]] < 1e-3, "at the end it stands on all four"


@pytest.mark.parametrize("gait", ["walk", "run"])
def test_a_rabbit_hops_off_both_hind_feet_and_keeps_its_heels_out_of_the_floor(gait: str) -> None:
    body, motion = body_of("rabbit"), straight("rabbit", FROUDE[gait])
    span = middle(motion)
    planted = {leg: stands(motion, leg)[span] for leg in LEGS}
    assert np.array_equal(planted["back.L"], planted["back.R"])
    assert not np.array_equal(planted["front.L"], planted["front.R"])
    in_the_air = ~np.any(list(planted.values()), axis=0)
    assert 0.05 < in_the_air.mean() < 0.6
    heights = solve(body, motion).positions[span, body.index["chest"], 2]
    assert heights[in_the_air].mean() > heights[~in_the_air].mean()
    hocks = solve(body, motion).positions[:, [body.index[f"leg_back_cannon.{side}"] for side in "LR"], 2]
    assert hocks.min() > 0.2 * body.at("leg_back_cannon.L")[2]
    assert animal_program("hop", manner_of("rabbit").hops) == ("walk", True)
    assert animal_program("hop", manner_of("dog").hops) == ("jump", True)


@pytest.mark.parametrize("gait", ["walk", "trot"])
def test_feet_stand_as_long_as_the_law_says(gait: str) -> None:
    body, motion = body_of("horse"), straight("horse", FROUDE[gait])
    law = float(duty_factor(speed_at(FROUDE[gait], body.leg), body.leg))
    shares = [stands(motion, leg)[middle(motion)].mean() for leg in LEGS]
    assert np.mean(shares) == pytest.approx(law, abs=0.08)


@pytest.mark.parametrize("name", ["dog", "elephant"])
def test_a_curved_way_ends_on_its_goal(name: str) -> None:
    body = body_of(name)
    size = body.withers
    points = np.array([[0.0, 0.0], [2.0 * size, -4.0 * size], [5.0 * size, -6.0 * size]])
    start = body.standing(0.0, 0.0, 0.3)
    motion, keys = travel(body, start, points, 1.1, speed_at(0.24, body.leg), manner_of(name), FPS)
    assert np.linalg.norm(motion[-1, :2] - points[-1]) < 0.05
    assert abs(motion[-1, INDEX["heading"]] - 1.1) < np.radians(5.0)
    for leg in LEGS:
        wished = body.print_at(leg, *(float(v) for v in motion[-1, :3]))
        assert np.allclose(motion[-1, [INDEX[f"foot.{n}.{leg}"] for n in ("x", "y", "yaw")]], wished, atol=1e-3)
    assert keys == sorted(keys)


def test_turning_on_the_spot_steps_round() -> None:
    body = body_of("dog")
    motion, _ = turn(body, body.standing(1.0, 2.0, 0.0), 2.0, manner_of("dog"), FPS)
    assert motion[-1, INDEX["heading"]] == pytest.approx(2.0, abs=1e-6)
    assert np.allclose(motion[-1, :2], [1.0, 2.0])
    off = misses(body, solve(body, motion), motion)
    for number, leg in enumerate(LEGS):
        assert off[stands(motion, leg), number].max() < 0.010


@pytest.mark.parametrize(
    ("verb", "program", "can"),
    [("run", "run", True), ("gallop", "run", True), ("graze", "graze", True), ("bark at", "call", True),
     ("sit down", "sit", True), ("wave", "look", False), ("throw", "look", False)],
)  # fmt: skip
def test_verbs(verb: str, program: str, can: bool) -> None:
    assert animal_program(verb) == (program, can)


@pytest.mark.parametrize(("name", "verb"), [("cat", "jump"), ("cat", "sit"), ("dog", "lie")])
def test_small_animals_get_onto_furniture_and_down_again(name: str, verb: str) -> None:
    asset = build_animal(Entity(id="m", lemma=name, category=name), np.random.default_rng(2))
    couch = thing("c", "couch", (1.8, 0.8, 0.8), place("sit_at", 0.3, 0.0, 0.45, (0.5, 0.5, 0)))
    actions = [does("a", "m", verb, "c"), does("b", "m", "walk", after="a")]
    motion = play([asset, couch], {"m": at(0.3, -1.2, heading=np.pi), "c": at(0, 0)}, actions,
                  [way("m", "b", [(0.3, -1.0), (0.3, -3.5)], 0.0, 0.0)])  # fmt: skip
    clip = motion.clips["m"]
    body = measure(asset)
    rest = body.at("hips")[2]
    end = next(last for action, _, last in clip.segments if action == "a")
    hips = clip.root_translations
    assert np.linalg.norm(hips[end, :2] - [0.3, 0.0]) < 0.35
    assert 0.45 + 0.2 * rest < hips[end, 2] < 0.45 + 1.15 * rest
    assert hips[-1, 2] == pytest.approx(rest, abs=0.1 * rest)
    assert np.linalg.norm(hips[-1, :2] - [0.3, -3.5]) < 0.4
    assert np.abs(np.diff(hips[:, 2])).max() * motion.timeline.fps < 6.0
    paws = np.stack([clip.control_tracks[f"leg_front_cannon.{side}"].translations[:, 2] for side in "LR"])
    assert paws.min() > -0.01
    assert motion.unmet == ()


@pytest.mark.parametrize(
    ("name", "verb", "text", "lids"),
    [("cat", "sleep", "sleeps on a couch", True), ("fox", "sleep", "is sleeping", True), ("cow", "lie", "lies", False),
     ("horse", "sleep", "sleeps", True), ("dog", "sit", "sits", False)],
)  # fmt: skip
def test_what_is_said_first_as_a_state_is_so_from_the_first_frame(name: str, verb: str, text: str, lids: bool) -> None:
    asset = build_animal(Entity(id="m", lemma=name, category=name), np.random.default_rng(2))
    body = measure(asset)
    couch = thing("c", "couch", (1.8, 0.8, 0.8), place("sit_at", 0.3, 0.0, 0.45, (0.5, 0.5, 0)))
    action = replace(does("a", "m", verb, "c" if "couch" in text else None), text=text)
    motion = play([asset, couch], {"m": at(0.3, -1.2, heading=np.pi), "c": at(0, 0)}, [action])
    clip = motion.clips["m"]
    level = 0.45 if "couch" in text else 0.0
    hips = clip.root_translations[:, 2] - level
    assert hips.max() < (0.85 if verb == "sit" else 0.62) * body.at("hips")[2]
    assert np.ptp(hips) > (0.004 * body.leg if lids else 0.0), "no breath is seen"
    assert np.ptp(hips) < 0.06 * body.leg
    index = asset.skeleton.joint_names.index("lid.L") if asset.skeleton else -1
    turned = 2.0 * np.arccos(np.clip(np.abs(clip.joint_rotations[:, index, 0]), 0.0, 1.0))
    assert turned.min() > 1.2 if lids else turned.max() < 0.01


def test_lying_bodies_rest_on_the_floor() -> None:
    for name in ("fox", "lion", "cow", "horse"):
        body = body_of(name)
        animal = Animal(actor_id="m", body=body, fps=FPS, pose=body.standing(0.0, 0.0, 0.0), idle_phase=0.0)
        for pose in (lying_pose(animal), sleeping_pose(animal)):
            assert abs(lowest_flesh(body, pose)) < 0.01 * body.leg, name
            assert lowest_flesh(body, pose, ("tail",)) > -0.05 * body.leg, name


def test_a_fox_jumps_over_a_log_to_its_other_side() -> None:
    asset = build_animal(Entity(id="m", lemma="fox", category="fox"), np.random.default_rng(2))
    log = thing("c", "log", (1.7, 0.5, 0.46), place("sit_at", 0.3, 0.0, 0.46, (0.5, 0.4, 0)))
    action = replace(does("a", "m", "jump", "c"), text="jumps over a log")
    motion = play([asset, log], {"m": at(0.3, -1.2, heading=np.pi), "c": at(0, 0)}, [action])
    clip = motion.clips["m"]
    way = clip.root_translations[:, 1]
    assert way[0] < -0.5
    assert way[-1] > 0.5
    for leg in ("front", "back"):
        toes = clip.control_tracks[f"leg_{leg}_cannon.L"].translations
        over = np.abs(toes[:, 1]) < 0.25
        assert over.any()
        assert toes[over, 2].min() > 0.46, "a foot goes through the log"
