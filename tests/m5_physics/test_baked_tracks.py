"""Tracks of things as keys: few of them, and as exact as they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from backend.common import quat
from backend.common.curves import bake
from backend.common.fitting import evaluate
from backend.protocol.scene import Action, Asset, AssetSet, PoseTrack, Simulation, Timeline, Transform, TransformCurves
from tests.m5_physics.scenes import ball_shape, box_shape, layout_of, pose, ramp_shape, simulate, thing


def ball(diameter: float, restitution: float = 0.3) -> Asset:
    asset = thing("ball_1", [ball_shape(diameter)], 0.5, restitution=restitution)
    return replace(asset, pivot=np.array([0.0, 0.0, 0.5 * diameter], dtype=np.float32))


def keyed(
    assets: Sequence[Asset], places: dict[str, Transform], simulation: Simulation
) -> tuple[TransformCurves, float, float]:
    """Curves of the ball, and how far they are off the track at worst: m at the centre, and rad."""
    by_id = {asset.object_id: asset for asset in assets}
    curves = bake(AssetSet(assets=by_id), layout_of(assets, places), simulation).objects["ball_1"]
    track = simulation.object_tracks["ball_1"]
    count = len(track.translations)
    rotations = track.rotations.astype(float)
    centre = track.translations + quat.mul_vec(rotations, by_id["ball_1"].pivot.astype(float))
    assert curves.translation is not None
    off = np.linalg.norm(evaluate(curves.translation, count) - centre, axis=1).max()
    turned = 0.0
    if curves.rotation is not None:
        fitted = quat.normalize(evaluate(curves.rotation, count))
        turned = np.linalg.norm(quat.to_rotation_vector(quat.mul(quat.inv(fitted), rotations)), axis=1).max()
    return curves, float(off), float(turned)


def test_a_ball_that_rolls_down_a_ramp_and_over_the_floor_keys_a_quarter_of_the_frames() -> None:
    ramp = thing("ramp_1", [ramp_shape(3.0, 0.6, 0.8)], static=True)
    roll = Action(id="a1", actor_id="ball_1", verb="roll", text="rolls down the ramp")
    assets = [ball(0.3), ramp]
    places = {"ball_1": pose((0.0, 1.25, 0.75)), "ramp_1": pose((0.0, 0.0, 0.0))}
    simulation = simulate(assets, places, num_frames=72, actions=[roll])
    assert simulation.object_tracks["ball_1"].translations[-1, 1] < -2.0
    curves, off, turned = keyed(assets, places, simulation)
    assert curves.rotation is not None
    assert max(len(curves.translation.frames), len(curves.rotation.frames)) <= 0.25 * 72
    spin = 1.0  # rad per frame at the end
    assert off < 0.001
    assert turned < max(np.radians(0.5), 0.03 * spin)


def test_a_bounce_takes_two_keys_and_a_flight_none_between() -> None:
    bounce = Action(id="a1", actor_id="ball_1", verb="drop", text="drops")
    assets, places = [ball(0.2, restitution=0.75)], {"ball_1": pose((0.0, 0.0, 1.5))}
    simulation = simulate(assets, places, num_frames=48, actions=[bounce])
    curves, off, _ = keyed(assets, places, simulation)
    bounces = sum(c.impulse_n_s > 0.5 for c in simulation.contacts)
    assert bounces >= 1
    assert off < 0.001
    assert len(curves.translation.frames) <= 3 + 2 * bounces


@pytest.mark.parametrize("frame", [12, 13])
def test_a_blow_at_a_frame_is_one_sharp_key(frame: int) -> None:
    time = np.arange(48.0) - frame
    track = PoseTrack(
        translations=np.stack([np.where(time > 0, 0.1 * time, 0.0), *[np.zeros(48)] * 2], axis=1).astype(np.float32),
        rotations=np.tile(quat.IDENTITY, (48, 1)).astype(np.float32),
    )
    simulation = Simulation(timeline=Timeline(fps=24, frame_count=48), object_tracks={"ball_1": track}, clips={})
    curves, off, _ = keyed([ball(0.2)], {"ball_1": pose((0.0, 0.0, 0.0))}, simulation)
    assert curves.translation.frames.tolist() == [0, frame, 47]
    assert off < 1e-5


def test_what_stays_gets_no_curve() -> None:
    assets = [ball(0.2), thing("box_1", [box_shape((0.2, 0.2, 0.2))])]
    places = {"ball_1": pose((0.0, 0.0, 1.5)), "box_1": pose((2.0, 0.0, 0.0))}
    drop = Action(id="a1", actor_id="ball_1", verb="drop", text="drops")
    simulation = simulate(assets, places, actions=[drop])
    curves = bake(AssetSet(assets={asset.object_id: asset for asset in assets}), layout_of(assets, places), simulation)
    assert set(curves.objects) == {"ball_1"}
