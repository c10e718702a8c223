"""Doors, drawers and lids open and close, and a hand goes with the handle."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from backend.common import quat
from backend.common.openings import opening_of
from backend.common.skeleton import forward_kinematics
from backend.pipeline import Stages, generate
from backend.protocol.messages import GenerateRequest
from backend.protocol.scene import Action, PartTrack, SceneBundle
from tests.m5_physics.scenes import FPS, box_shape, pose, simulate, thing


@cache
def scene(prompt: str) -> SceneBundle:
    return generate(GenerateRequest(prompt=prompt, seed=1), Stages.load())


def part_track(bundle: SceneBundle) -> PartTrack:
    (track,) = bundle.simulation.part_tracks
    return track


def test_a_door_opens_by_itself_within_its_limits() -> None:
    bundle = scene("The door opens")
    track = part_track(bundle)
    joint = next(m.joint for m in bundle.assets.assets[track.object_id].meshes if m.name == track.part)
    assert joint is not None
    angle = track.values[:, 0]
    assert angle[0] == 0.0
    assert 1.0 < abs(angle[-1]) <= max(map(abs, joint.limits))
    assert np.abs(np.diff(angle)).max() < np.radians(10.0), "no jump"
    (curve,) = bundle.animation.parts
    assert len(curve.curve.frames) <= 0.25 * len(angle)


def test_closing_starts_open_and_a_laptop_closes_onto_its_keys() -> None:
    track = part_track(scene("the laptop closes"))
    assert track.values[0, 0] == 0.0, "it is built open"
    assert track.values[-1, 0] > 1.2
    track = part_track(scene("a woman closes the drawer"))
    assert track.values[0, 0] > 0.15
    assert abs(track.values[-1, 0]) < 1e-6


@pytest.mark.parametrize(
    "prompt",
    ["A man opens the door", "A girl opens the cabinet", "a woman closes the drawer"],
)
def test_the_hand_goes_with_the_handle(prompt: str) -> None:
    bundle = scene(prompt)
    track = part_track(bundle)
    asset, transform = bundle.assets.assets[track.object_id], bundle.layout.placements[track.object_id].transform
    opening = opening_of(asset, bundle.description.entity_of(track.object_id).lemma)  # type: ignore[union-attr]
    (event,) = (e for e in bundle.motion.events if e.kind in ("open", "close"))
    clip = bundle.simulation.clips[event.actor_id]
    skeleton = bundle.assets.assets[event.actor_id].skeleton
    assert opening is not None
    assert skeleton is not None
    heads, turns = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)
    hand = skeleton.joint_names.index(event.joint)
    palm = heads[:, hand] + quat.mul_vec(turns[:, hand], np.array([0.0, 0.6 * float(skeleton.bone_lengths[hand]), 0.0]))
    handle = np.array([
        transform.translation + quat.mul_vec(transform.rotation.astype(float), opening.handle_at(float(value)))
        for value in track.values[:, 0]
    ])  # fmt: skip
    off = np.linalg.norm(palm - handle, axis=1)
    held = slice(event.frame, event.frame + 6)
    assert off[held].max() < 0.10, "the palm is on the handle, which is thinner than a hand"
    assert np.linalg.norm(handle[event.frame + 5] - handle[event.frame]) > 0.02, "it moves under the hand"


def test_what_has_no_door_is_named() -> None:
    box = thing("stone_1", [box_shape((0.2, 0.2, 0.2))])
    action = Action(id="a1", actor_id="stone_1", verb="open", text="opens")
    simulation = simulate([box], {"stone_1": pose((0, 0, 0))}, num_frames=FPS, actions=[action])
    assert simulation.missed == ("The stone has nothing that could open.",)
