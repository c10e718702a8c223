"""Chases, tools, flights, rides, pouring and leaning, from the words to the finished tracks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from backend.cli.posed import Performance, performances
from backend.cli.task_figures import Figures, look_at_pouring, look_at_riding
from backend.common import quat
from backend.common.kites import LINE_PLACE
from backend.common.progress import silent
from backend.common.skeleton import forward_kinematics
from backend.m1_scene_parser.stage import SceneParser
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


@pytest.fixture(scope="module")
def parser(stages: Stages) -> SceneParser:
    return stages.parser


def made(prompt: str, stages: Stages) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=5), stages)


def people(bundle: SceneBundle) -> Iterator[Performance]:
    return performances(bundle)


def world_points(bundle: SceneBundle, object_id: str, local: np.ndarray) -> np.ndarray:
    """(T, 3) of a point in a thing's space."""
    track = bundle.simulation.object_tracks[object_id]
    return np.asarray(track.translations + quat.mul_vec(track.rotations.astype(float), local))


# --- what goes without saying ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "chase", "flight"),
    [("A dog chases a cat around a tree", "chase", "run"), ("a policeman pursues a thief", "pursue", "run"),
     ("a boy runs after a girl", "chase", "run"), ("a dog follows a man", "follow", "walk"),
     ("a cat runs away from a dog", "chase", "flee"),
     ("a man walks to the door and a dog follows him", "follow", "walk")],
)  # fmt: skip
def test_who_is_chased_moves_at_the_same_time(prompt: str, chase: str, flight: str, parser: SceneParser) -> None:
    actions = parser.run(prompt).actions
    after, ahead = (next(a for a in actions if a.verb == verb) for verb in (chase, flight))
    assert after.target_id == ahead.actor_id
    assert after.during == ahead.id or ahead.during == after.id


def test_what_is_over_is_not_played(parser: SceneParser) -> None:
    said = parser.run("The dog that chased the cat is now sleeping under the porch where the cat sits.")
    assert [a.verb for a in said.actions if a.actor_id == "cat_1"] == ["sit"]


@pytest.mark.parametrize(
    ("prompt", "tool"),
    [("a man digs a hole", "shovel"), ("a woman sweeps the floor", "broom"), ("a girl waters the flowers",
     "watering can"), ("a man hammers a nail into a table", "hammer"), ("a waiter pours wine into a glass", "table")],
)  # fmt: skip
def test_a_tool_goes_without_saying(prompt: str, tool: str, parser: SceneParser) -> None:
    assert tool in [entity.lemma for entity in parser.run(prompt).entities]
    assert all(entity.lemma != "nail" for entity in parser.run(prompt).entities)


def test_until_she_reaches_something_is_where_she_goes(parser: SceneParser) -> None:
    (action,) = parser.run("a woman walks until she reaches the door").actions
    assert (action.verb, action.target_id) == ("walk", "door_1")


def test_what_somebody_else_does_first_is_waited_for(parser: SceneParser) -> None:
    waits = parser.run("a woman waits until the man reaches the door, then waves").actions
    assert [(a.actor_id, a.verb) for a in waits] == [("woman_1", "wait"), ("man_1", "reach"), ("woman_1", "wave")]
    assert waits[2].after == waits[1].id
    first, then = parser.run("After the woman sits down, the man bows").actions
    assert (first.actor_id, then.actor_id, then.after) == ("woman_1", "man_1", first.id)


def test_who_talks_on_a_bench_sits_there(parser: SceneParser) -> None:
    said = parser.run("Two people talk on a bench, then shake hands").actions
    assert [(a.verb, a.target_id) for a in said] == [("sit", "bench_1"), ("talk", None), ("shake hands", None)]


def test_who_is_chased_round_a_table_does_not_sit_at_it(parser: SceneParser) -> None:
    said = parser.run("A woman chases a girl around a table")
    assert [(a.actor_id, a.verb) for a in said.actions] == [("woman_1", "chase"), ("girl_1", "run")]
    assert "chair" not in {entity.category for entity in said.entities}


# --- chases ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "turns"), [("A dog chases a cat around a tree", 1.0), ("A boy chases a girl in the park", 0.0)]
)
def test_both_run_one_way_with_a_lead_and_to_the_end(prompt: str, turns: float, stages: Stages) -> None:
    bundle = made(prompt, stages)
    assert bundle.warnings == ()
    chaser, fled = (clip.root_translations[:, :2].astype(float) for clip in bundle.simulation.clips.values())
    lead = np.linalg.norm(fled - chaser, axis=1)
    assert lead.min() > 1.4
    assert lead.max() < 3.2
    fps = bundle.timeline.fps
    for way in (chaser, fled):
        speed = np.linalg.norm(np.diff(way, axis=0), axis=1) * fps
        assert speed[-3:].min() > 1.5  # the picture ends on the run
        assert speed.max() > 2.5
    if turns:
        centre = bundle.layout.placements["tree_1"].transform.translation[:2]
        angle = np.unwrap(np.arctan2(*(fled - centre).T[::-1]))
        assert abs(angle[-1] - angle[0]) > 0.8 * turns * np.pi
        assert np.linalg.norm(fled - centre, axis=1).min() > 1.0


# --- tools ----------------------------------------------------------------------------------------------------------


def test_the_shovel_is_driven_in_and_earth_thrown_while_both_hands_keep_the_shaft(stages: Stages) -> None:
    bundle = made("a farmer digs with a shovel", stages)
    assert bundle.warnings == ()
    asset = bundle.assets.assets["shovel_1"]
    low, high = asset.bounds.astype(float)
    tip = world_points(bundle, "shovel_1", np.array([high[0], 0.0, low[2]]))
    assert tip[:, 2].min() < -0.10
    assert tip[int(np.argmin(tip[:, 2])) :, 2].max() > 0.40
    (held,) = bundle.simulation.attachments
    assert held.frame_start == 0
    (person,) = people(bundle)
    track = bundle.simulation.object_tracks["shovel_1"]
    axis_z = float(asset.affordances_of("grip_at")[0].frame.translation[2])
    for side in "LR":
        local = quat.mul_vec(quat.inv(track.rotations.astype(float)), person.palm(side) - track.translations)
        apart = np.hypot(local[:, 1], local[:, 2] - axis_z)[24:-40]  # between taking up the work and the end
        assert np.percentile(apart, 90) < 0.06, side


def test_the_spout_is_over_the_rim_while_it_is_tipped(stages: Stages) -> None:
    bundle = made("a woman pours tea into a cup", stages)
    (person,) = people(bundle)
    found = Figures()
    look_at_pouring(person, found)
    assert max(found.values["spout m"]) < 0.06
    assert min(found.values["spout over rim m"]) > 0.0
    table = bundle.simulation.object_tracks["table_1"].translations
    assert np.ptp(table, axis=0).max() < 0.01


def test_the_pot_stands_upright_over_the_table_before_and_after(stages: Stages) -> None:
    """A boy's arm hangs beside the table's edge, and in it: the pot would be inside the table."""
    bundle = made("a boy pours tea into a mug", stages)
    pot, mug = "tea_1", "mug_1"
    track, mouth = bundle.simulation.object_tracks[pot], bundle.layout.placements[mug]
    up = quat.mul_vec(track.rotations.astype(float), np.array([0.0, 0.0, 1.0]))[:, 2]
    assert min(up[0], up[-1]) > 0.98
    assert up.min() < 0.8, "it is tipped meanwhile"
    assert mouth.support_id is not None
    lowest = track.translations[[0, -1], 2] + bundle.assets.assets[pot].bounds[0, 2]
    assert lowest.min() > mouth.transform.translation[2], "the table is below it"
    boy = next(i for i, a in bundle.assets.assets.items() if a.category == "person")
    place = bundle.layout.placements[boy].transform.translation[:2]
    assert np.linalg.norm(place - mouth.transform.translation[:2]) < 0.45, "he stands at the edge that is nearest"



# --- in the air -----------------------------------------------------------------------------------------------------


def test_a_dragon_beats_its_wings_above_the_castle(stages: Stages) -> None:
    bundle = made("a dragon flies over the castle", stages)
    castle = bundle.layout.placements["castle_1"]
    clip, skeleton = bundle.simulation.clips["dragon_1"], bundle.assets.assets["dragon_1"].skeleton
    assert skeleton is not None
    way = clip.root_translations
    assert way[:, 2].min() > castle.transform.translation[2] + castle.dimensions[2]
    assert np.linalg.norm(way[-1] - way[0]) > 15.0
    places, _ = forward_kinematics(skeleton, way, clip.joint_rotations)
    names = skeleton.joint_names
    for side in "LR":  # from above the shoulder to below it, and back
        lift = places[:, names.index(f"wing_finger_1.{side}"), 2] - places[:, names.index(f"wing_upper.{side}"), 2]
        assert np.ptp(lift) > 1.0
        assert (np.diff(np.sign(lift - lift.mean())) != 0).sum() >= 6


def test_a_bird_spreads_its_wings_to_fly_and_keeps_its_size(stages: Stages) -> None:
    flying, perched = (
        stages.assets.run(stages.parser.run(prompt), rng=np.random.default_rng(1), progress=silent).assets["eagle_1"]
        for prompt in ("an eagle flies", "an eagle")
    )
    assert flying.dimensions[0] > 2.5 * perched.dimensions[0]
    assert {"wing.L", "wing.R"} <= {mesh.name for mesh in flying.meshes}


def test_the_kites_line_ends_in_the_hand(stages: Stages) -> None:
    bundle = made("a boy flies a kite", stages)
    (end,) = [place for place in bundle.assets.assets["kite_1"].affordances if place.name == LINE_PLACE]
    line = world_points(bundle, "kite_1", end.frame.translation.astype(float))
    (person,) = people(bundle)
    assert np.linalg.norm(line - person.palm("R"), axis=1).max() < 0.04
    kite = bundle.simulation.object_tracks["kite_1"].translations
    assert kite[:, 2].min() > person.joint("head")[:, 2].max()


# --- mounts ---------------------------------------------------------------------------------------------------------


def test_a_rider_sits_astride_and_goes_with_the_horse(stages: Stages) -> None:
    bundle = made("a girl rides a horse", stages)
    assert bundle.warnings == ()
    (person,) = people(bundle)
    found = Figures()
    look_at_riding(person, found)
    assert max(found.values["rider m"]) < 0.03
    hips = person.joint("hips")
    assert np.linalg.norm(hips[-1] - hips[0]) > 4.0
    left = person.joint("thigh.L") - person.joint("thigh.R")
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    for side, sign in (("L", 1.0), ("R", -1.0)):
        out = sign * np.sum((person.joint(f"foot.{side}") - hips) * left, axis=1)
        assert out.min() > 0.12, "astride"


def test_a_car_turns_its_wheels_as_far_as_it_goes_with_its_driver_in_it(stages: Stages) -> None:
    bundle = made("a man drives a car", stages)
    assert bundle.warnings == ()
    (person,) = people(bundle)
    track = bundle.simulation.object_tracks["car_1"]
    way = np.linalg.norm(np.diff(track.translations[:, :2], axis=0), axis=1).sum()
    car = bundle.assets.assets["car_1"]
    wheel = next(mesh for mesh in car.meshes if mesh.name == "wheel_back.L")
    radius = float(wheel.mesh.vertices[:, 2].max())
    turned = next(t for t in bundle.simulation.part_tracks if t.part == "wheel_back.L").values[:, 0]
    assert abs(abs(turned[-1] - turned[0]) * radius / way - 1.0) < 0.02
    local = quat.mul_vec(quat.inv(track.rotations.astype(float)), person.joint("head") - track.translations)
    assert np.all(local > car.bounds[0])
    assert np.all(local < car.bounds[1])


# --- leaning, talking -----------------------------------------------------------------------------------------------


def test_a_back_leans_against_the_wall_and_not_through_it(stages: Stages) -> None:
    bundle = made("a man leans against a wall", stages)
    (person,) = people(bundle)
    wall = bundle.layout.placements["wall_1"].transform
    low, high = bundle.assets.assets["wall_1"].bounds.astype(float)
    gaps = []
    for joint in ("hips", "upper_chest", "head"):
        local = quat.mul_vec(quat.inv(wall.rotation.astype(float)), person.joint(joint)[-1] - wall.translation)
        gaps.append(float(max(low[1] - local[1], local[1] - high[1])))
    assert 0.05 < gaps[0] < 0.20
    assert 0.03 < gaps[1] < 0.22


def test_who_talk_take_turns(stages: Stages) -> None:
    bundle = made("two women talk", stages)
    busy = []
    for person in people(bundle):
        hands = np.concatenate([person.joint("hand.L"), person.joint("hand.R")], axis=1)
        busy.append(np.linalg.norm(np.gradient(hands, axis=0), axis=1) * bundle.timeline.fps > 0.25)
    first, second = busy
    assert first.mean() > 0.15
    assert second.mean() > 0.15
    assert (first & second).mean() < 0.15
