"""Who plays on a playground, from the words to the finished tracks: hands and seats stay where they belong."""

from __future__ import annotations

import numpy as np
import pytest

from backend.common import quat
from backend.common.skeleton import forward_kinematics
from backend.m2_layout_planner.framing import on_frame
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import SceneBundle

SWING = "A girl swings in the playground"
PUSH = "A father pushes his daughter on a swing"
SEESAW = "Two kids play on a seesaw"
SLIDE = "A boy goes down the slide"


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load()


def made(prompt: str, stages: Stages) -> SceneBundle:
    bundle = generate(GenerateRequest(prompt=prompt, seed=1), stages)
    assert bundle.warnings == ()
    return bundle


def joints_of(bundle: SceneBundle, actor_id: str) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Names, places (T, J, 3) and turns (T, J, 4) of somebody's joints."""
    skeleton, clip = bundle.assets.assets[actor_id].skeleton, bundle.simulation.clips[actor_id]
    assert skeleton is not None
    return skeleton.joint_names, *forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)


def palm(bundle: SceneBundle, actor_id: str, side: str) -> np.ndarray:
    """(T, 3) half a hand beyond the wrist."""
    names, places, turns = joints_of(bundle, actor_id)
    joint, skeleton = names.index(f"hand.{side}"), bundle.assets.assets[actor_id].skeleton
    assert skeleton is not None
    along = np.array([0.0, 0.6 * float(skeleton.bone_lengths[joint]), 0.0])
    return np.asarray(places[:, joint] + quat.mul_vec(turns[:, joint], along))


def in_part(bundle: SceneBundle, object_id: str, part_name: str, points: np.ndarray) -> np.ndarray:
    """World points (T, 3) in asset space as if the moving part were at rest."""
    mesh = next(m for m in bundle.assets.assets[object_id].meshes if m.name == part_name)
    track = next(t for t in bundle.simulation.part_tracks if (t.object_id, t.part) == (object_id, part_name))
    assert mesh.joint is not None
    placed = bundle.layout.placements[object_id].transform
    local = quat.mul_vec(quat.inv(placed.rotation.astype(float)), points - placed.translation) / placed.scale
    back = quat.from_angle_axis(-track.values[:, 0].astype(float), mesh.joint.axis.astype(float))
    return np.asarray(mesh.joint.origin + quat.mul_vec(back, local - mesh.joint.origin))


def turned_by(bundle: SceneBundle, part_name: str) -> np.ndarray:
    """(T,) rad of a moving part."""
    return next(t for t in bundle.simulation.part_tracks if t.part == part_name).values[:, 0].astype(float)


def off_part(
    bundle: SceneBundle, object_id: str, part_name: str, piece: str, local: np.ndarray,
    across: tuple[int, ...] = (0, 1, 2),
) -> np.ndarray:  # fmt: skip
    """(T,) m from points of the part at rest to the nearest vertex of a piece of it, along some axes only."""
    mesh = next(m for m in bundle.assets.assets[object_id].meshes if m.name == part_name)
    assert mesh.joint is not None
    own = np.repeat(mesh.mesh.part_index, mesh.mesh.face_sizes) == mesh.part_names.index(piece)
    vertices = mesh.mesh.vertices[np.unique(mesh.mesh.face_vertices[own])] + mesh.joint.origin
    return np.linalg.norm((local[:, None] - vertices[None])[..., list(across)], axis=-1).min(axis=1)


def test_a_girl_swings_as_a_pendulum_with_both_hands_on_the_chains(stages: Stages) -> None:
    bundle = made(SWING, stages)
    part = next(t.part for t in bundle.simulation.part_tracks if t.object_id == "swing_1")
    angle = turned_by(bundle, part)
    assert np.degrees(np.ptp(angle)) > 55.0
    crossings = np.flatnonzero(np.diff(np.sign(angle)))
    half_s = np.diff(crossings).mean() / bundle.timeline.fps
    assert half_s == pytest.approx(np.pi * np.sqrt(1.59 / 9.81), rel=0.08)
    for side in "LR":
        chain = in_part(bundle, "swing_1", part, palm(bundle, "girl_1", side))
        assert off_part(bundle, "swing_1", part, f"chains_{part[-1]}", chain).max() < 0.035
    names, places, _ = joints_of(bundle, "girl_1")
    seat = in_part(bundle, "swing_1", part, places[:, names.index("hips")])
    assert np.ptp(seat, axis=0).max() < 0.01
    knees = in_part(bundle, "swing_1", part, places[:, names.index("foot.L")])
    assert np.ptp(knees[:, 2]) > 0.2  # she pumps


def test_who_pushes_a_swing_has_both_palms_on_the_back_only_where_it_turns(stages: Stages) -> None:
    bundle = made(PUSH, stages)
    part = next(t.part for t in bundle.simulation.part_tracks if t.object_id == "swing_1")
    ahead = -turned_by(bundle, part)
    names, places, _ = joints_of(bundle, "daughter_1")
    chest = places[:, names.index("chest")]
    palms = 0.5 * (palm(bundle, "father_1", "L") + palm(bundle, "father_1", "R"))
    far = np.linalg.norm(palms - chest, axis=1)
    rear = ahead < ahead.min() + 0.05
    assert far[rear].max() < 0.22
    assert far[ahead > 0.0].min() > 0.5
    feet = bundle.simulation.clips["father_1"].foot_contacts
    assert feet[:, 0].mean() > 0.9


def test_two_kids_go_up_and_down_against_each_other_with_their_hands_on_the_bars(stages: Stages) -> None:
    bundle = made(SEESAW, stages)
    heights = []
    for kid in ("kid_1.1", "kid_1.2"):
        names, places, _ = joints_of(bundle, kid)
        heights.append(places[:, names.index("hips"), 2])
        assert places[:, [names.index(f"foot.{side}") for side in "LR"], 2].min() > 0.02
        for side in "LR":
            bar = in_part(bundle, "seesaw_1", "beam", palm(bundle, kid, side))
            assert np.ptp(bar, axis=0).max() < 0.02
            assert off_part(bundle, "seesaw_1", "beam", "handles", bar, across=(0, 2)).max() < 0.04
    assert np.corrcoef(*heights)[0, 1] < -0.95
    assert min(np.ptp(height) for height in heights) > 0.45


def test_a_boy_slides_down_and_stands_at_the_end(stages: Stages) -> None:
    bundle = made(SLIDE, stages)
    names, places, _ = joints_of(bundle, "boy_1")
    hips = places[:, names.index("hips")]
    assert hips[0, 2] > 1.4
    speed = np.linalg.norm(np.diff(hips, axis=0), axis=1) * bundle.timeline.fps
    assert 1.5 < speed.max() < 5.0
    ankles = places[-1, [names.index(f"foot.{side}") for side in "LR"], 2]
    assert ankles.max() < 0.12
    assert hips[-1, 2] > 0.4


@pytest.mark.parametrize(("prompt", "actor"), [(SWING, "girl_1"), (SLIDE, "boy_1")])
def test_who_plays_is_seen_whole_and_large_whatever_is_cropped_of_the_frame(
    prompt: str, actor: str, stages: Stages
) -> None:
    bundle = made(prompt, stages)
    _, places, _ = joints_of(bundle, actor)
    camera = bundle.layout.cameras[0]
    for key in camera.keys:
        frame = round(key.fraction * (len(places) - 1))
        shown = places if len(camera.keys) == 1 else places[frame : frame + 1]
        seen = on_frame(
            shown.reshape(-1, 3).astype(float), key.translation.astype(float), key.target.astype(float), camera.lens_mm
        )
        assert np.abs(seen).max() < 1.0
        assert np.ptp(on_frame(places[frame].astype(float), key.translation.astype(float), key.target.astype(float),
                               camera.lens_mm)[:, 1]) > 0.35


def test_who_waves_on_a_swing_goes_on_swinging_with_the_other_hand_on_its_chain(stages: Stages) -> None:
    bundle = made("A woman on a swing waves", stages)
    part = next(t.part for t in bundle.simulation.part_tracks if t.object_id == "swing_1")
    assert np.degrees(np.ptp(turned_by(bundle, part))) > 55.0
    left, right = (in_part(bundle, "swing_1", part, palm(bundle, "woman_1", side)) for side in "LR")
    assert off_part(bundle, "swing_1", part, f"chains_{part[-1]}", left).max() < 0.035
    assert off_part(bundle, "swing_1", part, f"chains_{part[-1]}", right).max() > 0.10


@pytest.mark.parametrize(("prompt", "deeds"), [
    ("Two children seesaw", [("child_1", "seesaw", "seesaw_1")]),
    ("Two girls are seesawing", [("girl_1", "seesaw", "seesaw_1")]),
    ("A mother pushes her daughter on the swing",
     [("daughter_1", "swing on", "swing_1"), ("mother_1", "push swing", "daughter_1")]),
])  # fmt: skip
def test_play_is_understood_however_it_is_said(
    prompt: str, deeds: list[tuple[str, str, str]], stages: Stages
) -> None:
    found = [(a.actor_id, a.verb, a.target_id) for a in stages.parser.run(prompt).actions]
    assert found == deeds
