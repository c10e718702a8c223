"""Vehicles keep to their way, and their wheels roll on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backend.common import quat
from backend.protocol.scene import Action, Asset, AssetMesh, Mesh, PartJoint, PoseTrack, Simulation
from tests.m5_physics.scenes import box_shape, pose, simulate, thing

RADIUS_M = 0.3
AXLES_M = {"front": -1.3, "back": 1.2}


def wheel(name: str, x: float, y: float) -> AssetMesh:
    angles = np.arange(24) * np.pi / 12
    ring = np.stack([np.zeros(24), RADIUS_M * np.cos(angles), RADIUS_M * np.sin(angles)], axis=1).astype(np.float32)
    mesh = Mesh(
        vertices=ring, face_sizes=np.array([24], dtype=np.int32), face_vertices=np.arange(24, dtype=np.int32),
        uv=np.zeros((24, 2), dtype=np.float32), material_index=np.zeros(1, dtype=np.int32),
        part_index=np.zeros(1, dtype=np.int32),
    )  # fmt: skip
    joint = PartJoint(
        kind="wheel", origin=np.array([x, y, RADIUS_M], dtype=np.float32), axis=np.array([1, 0, 0], dtype=np.float32),
        limits=(-1e4, 1e4),
    )  # fmt: skip
    return AssetMesh(name=name, mesh=mesh, part_names=("tyre",), joint=joint)


def car() -> Asset:
    body = thing("car_1", [box_shape((1.7, 4.2, 1.2), (0.0, 0.0, 0.8))], 1200.0)
    wheels = tuple(
        wheel(f"wheel_{axle}.{side}", x, y) for axle, y in AXLES_M.items() for side, x in (("L", 0.75), ("R", -0.75))
    )
    bounds = np.array([[-0.85, -2.1, 0.0], [0.85, 2.1, 1.4]], dtype=np.float32)
    return replace(body, meshes=wheels, bounds=bounds)


def drive(text: str, *others: Asset, target: str | None = None, **more: object) -> Simulation:
    verb = next(word.rstrip("s") if word != "passes" else "pass" for word in text.split() if word.endswith("s"))
    action = Action(id="a1", actor_id="car_1", verb=verb, text=text, target_id=target)
    places = {"car_1": pose((0.0, 0.0, 0.0), quat.from_angle_axis(np.array(0.4), [0.0, 0.0, 1.0]))}
    places |= {other.object_id: pose((12.0, 1.0, 0.0)) for other in others}
    return simulate([car(), *others], places, num_frames=72, actions=[action])


def hub_path(track: PoseTrack, origin: np.ndarray) -> np.ndarray:
    return track.translations + quat.mul_vec(track.rotations.astype(float), origin.astype(float))


@pytest.mark.parametrize("text", ["drives along", "turns left", "turns right"])
def test_wheels_turn_as_far_as_they_roll(text: str) -> None:
    simulation = drive(text)
    track = simulation.object_tracks["car_1"]
    parts = {part.part: part.values for part in simulation.part_tracks}
    assert len(parts) == 4
    for mesh in car().meshes:
        way = np.linalg.norm(np.diff(hub_path(track, mesh.joint.origin), axis=0), axis=1).sum()  # type: ignore[union-attr]
        assert abs(parts[mesh.name][-1, 0] * RADIUS_M - way) < 0.01 * way, mesh.name


def test_a_bend_steers_the_front_wheels_and_the_back_ones_do_not_skid() -> None:
    simulation = drive("turns left")
    track = simulation.object_tracks["car_1"]
    rotations = track.rotations.astype(float)
    ahead = quat.mul_vec(rotations, np.array([0.0, -1.0, 0.0]))
    turned = np.arctan2(np.cross(ahead[0], ahead[-1])[2], ahead[0] @ ahead[-1])
    assert np.radians(60.0) < turned < np.radians(100.0), "to its own left"
    back = hub_path(track, np.array([0.0, AXLES_M["back"], 0.0]))
    step = np.diff(back, axis=0)
    middle = ahead[:-1] + ahead[1:]
    skid = np.abs(np.cross(step, middle / np.linalg.norm(middle, axis=1, keepdims=True))[:, 2])
    assert skid.max() < 0.02 * np.linalg.norm(step, axis=1).max()
    steer = {part.part: part.values[:, 1].max() for part in simulation.part_tracks if part.values.shape[1] == 2}
    assert set(steer) == {"wheel_front.L", "wheel_front.R"}
    assert 0.1 < steer["wheel_front.R"] < steer["wheel_front.L"], "the inner wheel turns further"


def test_it_drives_through_its_place_when_nothing_else_is_said() -> None:
    track = drive("drives along").object_tracks["car_1"]
    way = np.diff(track.translations, axis=0)
    speed = np.linalg.norm(way, axis=1) * 24
    assert np.allclose(speed, speed[0], rtol=0.02), "it is under way from the first frame to the last"
    assert np.linalg.norm(track.translations.mean(axis=0)) < 0.3


def test_it_stops_before_what_it_drives_to() -> None:
    house = thing("house_1", [box_shape((4.0, 4.0, 3.0))], 1e4, static=True)
    track = drive("drives to the house", house, target="house_1").object_tracks["car_1"]
    speed = np.linalg.norm(np.diff(track.translations, axis=0), axis=1) * 24
    assert speed[0] > 2.0
    assert speed[-1] < 0.1
    gap = 12.0 - 2.0 - 2.1 - track.translations[-1, 0]
    assert 0.3 < gap < 1.5
