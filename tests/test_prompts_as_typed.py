"""Prompts as artists type them, from the words to the finished scene: what each of them got wrong once."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.naming import said_name
from backend.m1_scene_parser.stage import SceneParser
from backend.m2_layout_planner.framing import height_share
from backend.pipeline import Stages
from backend.protocol.scene import (
    Attribute,
    Entity,
    Lighting,
    SceneBundle,
    SceneDescription,
    Setting,
    Shot,
)
from tests.scenes import joint, made, setting


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


@pytest.fixture(scope="module")
def parser() -> SceneParser:
    return SceneParser.load()


def words(description: SceneDescription) -> set[str]:
    return {entity.category for entity in description.entities}


def corners(bundle: SceneBundle, object_id: str) -> np.ndarray:
    """(8, 3) of a thing's box where it stands."""
    placed, bounds = bundle.layout.placements[object_id].transform, bundle.assets.assets[object_id].bounds
    local = np.array([[bounds[i][0], bounds[j][1], bounds[k][2]] for i in (0, 1) for j in (0, 1) for k in (0, 1)])
    return np.asarray(placed.translation + quat.mul_vec(placed.rotation.astype(float), local.astype(float)))


def share(bundle: SceneBundle, object_id: str) -> float:
    """Of the picture's height that a thing takes up."""
    camera = bundle.layout.cameras[0]
    key = camera.keys[0]
    return height_share(
        corners(bundle, object_id), key.translation.astype(float), key.target.astype(float), camera.lens_mm
    )


def test_what_lies_on_a_table_is_looked_at_closely(stages: Stages) -> None:
    assert share(made("a red apple and a candle on a wooden table", stages), "candle_1") > 0.25
    assert share(made("an apple on a table", stages), "apple_1") > 0.15


def test_a_cat_sleeps_on_a_windowsill_on_the_wall(stages: Stages) -> None:
    bundle = made("a cat sleeps on a windowsill", stages)
    assert bundle.warnings == ()
    root = bundle.simulation.clips["cat_1"].root_translations[0]
    sill = bundle.layout.placements["windowsill_1"].transform.translation
    assert np.linalg.norm(root[:2] - sill[:2]) < 0.5
    assert root[2] > 0.55


def test_who_looks_out_of_a_window_stands_at_it_and_both_are_seen(stages: Stages) -> None:
    bundle = made("a woman looks out of the window", stages)
    window = bundle.layout.placements["window_1"].transform
    assert np.linalg.norm(joint(bundle, "woman_1", "hips")[0, :2] - window.translation[:2]) < 1.2
    eye = bundle.layout.cameras[0].keys[0].translation
    front = quat.mul_vec(window.rotation.astype(float), np.array([0.0, -1.0, 0.0]))
    away = (eye - window.translation)[:2].astype(float)
    assert float(away @ front[:2]) / np.linalg.norm(away) > 0.4


@pytest.mark.parametrize(
    ("prompt", "there", "gone"),
    [
        ("candles on a birthday cake on a table", {"cake", "table"}, {"candle"}),
        ("a girl looks at her birthday cake", {"person", "cake", "table"}, set()),
        ("a bouquet of red roses in a vase", {"bouquet", "vase"}, {"flower"}),
        ("a man chops wood", {"chopping block", "axe"}, {"ramp"}),
        ("a striker shoots, the keeper saves the ball", {"goal", "soccer ball"}, set()),
        ("a girl plays the violin", {"violin", "violin bow"}, set()),
        ("a band plays on a stage", {"drum kit", "guitar", "stage"}, set()),
    ],
)
def test_what_is_in_the_scene(prompt: str, there: set[str], gone: set[str], parser: SceneParser) -> None:
    description = parser.run(prompt)
    assert there <= words(description)
    assert not gone & words(description)


def test_her_cake_invents_no_woman(parser: SceneParser) -> None:
    assert [e.lemma for e in parser.run("a girl looks at her birthday cake").entities if e.role == "character"] == [
        "girl"
    ]


def test_candles_go_out_when_they_are_blown_at(stages: Stages) -> None:
    bundle = made("a boy blows out the candles on his birthday cake", stages)
    assert bundle.warnings == ()
    flames = next(t for t in bundle.simulation.part_tracks if t.part == "flames")
    assert flames.values[0, 0] == 0.0
    assert flames.values[-1, 0] > 0.01


def test_the_keeper_has_what_the_striker_shot(stages: Stages) -> None:
    bundle = made("a striker shoots, the keeper saves the ball", stages)
    assert bundle.warnings == ()
    kick = next(event for event in bundle.motion.events if event.kind == "kick")
    held = next(a for a in bundle.simulation.attachments if a.actor_id == "keeper_1")
    assert kick.frame < held.frame_start
    keeper, goal = (bundle.layout.placements[i].transform.translation for i in ("keeper_1", "goal_1"))
    assert np.linalg.norm(keeper[:2] - goal[:2]) < 2.0


def test_the_edge_of_the_axe_meets_the_wood_which_splits(stages: Stages) -> None:
    bundle = made("a man chops wood with an axe", stages)
    assert bundle.warnings == ()
    block = bundle.layout.placements["wood_1"].transform.translation
    track, axe = bundle.simulation.object_tracks["axe_1"], bundle.assets.assets["axe_1"]
    tip = np.array([axe.bounds[1][0] - 0.06, axe.bounds[0][1], 0.0])
    edge = track.translations + quat.mul_vec(track.rotations.astype(float), tip.astype(float))
    top = block + np.array([0.0, 0.0, bundle.assets.assets["wood_1"].bounds[1][2]])
    assert np.linalg.norm(edge - top, axis=1).min() < 0.12
    half = next(t for t in bundle.simulation.part_tracks if t.part == "half")
    assert half.values[-1, 0] > 1.0


def test_a_bag_swings_from_blows_that_reach_it(stages: Stages) -> None:
    bundle = made("a man hits a punching bag", stages)
    assert bundle.warnings == ()
    assert max(np.abs(t.values).max() for t in bundle.simulation.part_tracks if t.part == "bag") > 0.1
    blows = [event for event in bundle.motion.events if event.kind == "strike"]
    bag = bundle.layout.placements["punching_bag_1"].transform.translation
    for event in blows:
        fist = joint(bundle, "man_1", event.joint)[event.frame]
        assert np.linalg.norm(fist[:2] - bag[:2]) < 0.85


def test_a_newspaper_is_upright_between_both_hands(stages: Stages) -> None:
    bundle = made("a man reads a newspaper", stages)
    frame = bundle.timeline.frame_count // 2
    hands = [joint(bundle, "man_1", f"hand.{side}")[frame] for side in "LR"]
    assert 0.35 < np.linalg.norm(hands[0] - hands[1]) < 0.8
    turn = bundle.simulation.object_tracks["newspaper_1"].rotations[frame].astype(float)
    assert abs(quat.mul_vec(turn, np.array([0.0, 0.0, 1.0]))[2]) < 0.6


def test_the_bow_goes_to_and_fro_over_the_strings(stages: Stages) -> None:
    bundle = made("a woman plays the violin", stages)
    assert bundle.warnings == ()
    tracks, assets = bundle.simulation.object_tracks, bundle.assets.assets
    violin, bow = tracks["violin_1"], tracks["violin_bow_1"]
    middle = 0.5 * (assets["violin_1"].bounds[0] + assets["violin_1"].bounds[1]).astype(float)
    centre = violin.translations + quat.mul_vec(violin.rotations.astype(float), middle)
    apart = np.linalg.norm(bow.translations - centre, axis=1)
    assert np.ptp(apart[20:]) > 0.1
    held = {a.object_id: a.joint for a in bundle.simulation.attachments}
    assert held["violin_bow_1"] == "hand.R"


def test_hands_stay_on_the_oars(stages: Stages) -> None:
    bundle = made("a man rows a boat on a lake", stages)
    assert bundle.warnings == ()
    oars = {t.part: t.values[:, 0] for t in bundle.simulation.part_tracks}
    assert np.ptp(oars["oar.L"]) > 0.8
    assert joint(bundle, "man_1", "hips")[0, 2] < 0.8
    hands = joint(bundle, "man_1", "hand.L") - joint(bundle, "man_1", "hips")
    assert np.ptp(hands[:, :2], axis=0).max() > 0.25


def test_a_pier_stands_in_the_water(stages: Stages) -> None:
    bundle = made("a couple walks along a pier", stages)
    assert setting(bundle) == "lake"
    water = bundle.assets.assets["backdrop_water"].bounds
    pier = bundle.assets.assets["pier_1"].bounds
    assert pier[0][2] < water[0][2] < -0.5


def test_sentences_name_things_as_the_artist_did() -> None:
    red = Attribute(type="color", value="red")
    description = SceneDescription(
        prompt="", setting=Setting(), lighting=Lighting(), shot=Shot(), relations=(), actions=(),
        entities=(
            Entity(id="man_1", lemma="man", category="person"), Entity(id="box_1", lemma="box", category="box"),
            Entity(id="box_2", lemma="box", category="box", attributes=(red,)),
            Entity(id="chair_1", lemma="chair", category="chair", count=2),
        ),
    )  # fmt: skip
    said = [said_name(description, i) for i in ("man_1", "box_1", "box_2", "chair_1.2", "wall_back_1")]
    assert said == ["the man", "the first box", "the red box", "the second chair", "the wall back"]
