"""What people do to things, and what things do by themselves, through the stage."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from backend.common import quat
from backend.common.curves import bake
from backend.common.skeleton import forward_kinematics
from backend.protocol.scene import Action, Asset, AssetSet, Entity, MotionEvent, PoseTrack, Simulation
from tests.m5_physics.scenes import (
    FPS,
    SKELETON,
    ball_shape,
    box_shape,
    clip,
    cylinder_shape,
    layout_of,
    person,
    pose,
    ramp_shape,
    simulate,
    standing,
    thing,
)

ENGINES = ["pybullet", "mujoco"]
on_both_engines = pytest.mark.parametrize("engine", ENGINES)
TABLE = thing(
    "table_1",
    [box_shape((1.0, 0.6, 0.05), (0, 0, 0.725)),
     *(box_shape((0.06, 0.06, 0.7), (x, y, 0.35)) for x in (-0.45, 0.45) for y in (-0.25, 0.25))],
    20.0,
)  # fmt: skip
TABLE_TOP = 0.75


def action(verb: str, actor: str, target: str | None = None, **more: Any) -> Action:
    return Action(id=more.pop("id", verb), actor_id=actor, verb=verb, text=verb, target_id=target, **more)


def moving(simulation: Simulation) -> set[str]:
    return {name for name, track in simulation.object_tracks.items() if len(track.translations) > 1}


def tilt_deg(track: PoseTrack) -> float:
    up = quat.mul_vec(track.rotations[-1], [0.0, 0.0, 1.0])[2]
    return float(np.degrees(np.arccos(np.clip(up, -1.0, 1.0))))


def centres(track: PoseTrack, height: float) -> np.ndarray:
    """Track of a point above the origin."""
    middle: np.ndarray = track.translations + quat.mul_vec(track.rotations, [0.0, 0.0, height])
    return middle


def reaching(num_frames: int, target: np.ndarray, from_frame: int, to_frame: int) -> tuple[Any, Any]:
    """Somebody whose right hand is at `target` between the frames: the whole body is shifted there."""
    root, rotations = standing(num_frames)
    positions, _ = forward_kinematics(SKELETON, root, rotations)
    shift = target - positions[0, SKELETON.joint_names.index("hand.R")]
    weight = np.interp(np.arange(num_frames), [from_frame - 6, from_frame, to_frame, to_frame + 6], [0, 1, 1, 0])
    return root + weight[:, None] * shift, rotations


def grasp(frame: int, target: str = "ball_1", joint: str = "hand.R") -> MotionEvent:
    return MotionEvent(kind="grasp", frame=frame, actor_id="man_1", joint=joint, target_id=target)


def release(frame: int, velocity: Any = None, target: str = "ball_1") -> MotionEvent:
    return MotionEvent(
        kind="release", frame=frame, actor_id="man_1", joint="hand.R", target_id=target,
        velocity=None if velocity is None else np.array(velocity, dtype=np.float32),
    )  # fmt: skip


def ball(name: str = "ball_1", diameter: float = 0.2, restitution: float = 0.5) -> Asset:
    return thing(name, [ball_shape(diameter)], 0.4, restitution=restitution)


# --- people and things ------------------------------------------------------------------------------------------------


@on_both_engines
def test_nobody_touches_anything(engine: str) -> None:
    """Everything keeps its place to the bit, floating and overlapping things too."""
    places = {"table_1": pose((1, 2, 0)), "ball_1": pose((1, 2, TABLE_TOP + 0.01)), "ball_2": pose((1.1, 2, 0.75))}
    simulation = simulate([TABLE, ball(), ball("ball_2")], places, engine=engine)
    for name, place in places.items():
        assert np.array_equal(simulation.object_tracks[name].translations, place.translation[None])
        assert np.array_equal(simulation.object_tracks[name].rotations, place.rotation[None])
    assert simulation.contacts == ()
    assert simulation.missed == ()


@on_both_engines
def test_held_things_follow_the_joint_exactly(engine: str) -> None:
    frames = 48
    root, rotations = reaching(frames, np.array([0.0, 0.0, TABLE_TOP + 0.15]), 12, 13)
    places = {"table_1": pose((0, 0, 0)), "ball_1": pose((0, 0, TABLE_TOP))}
    simulation = simulate(
        [TABLE, ball(), person()], places | {"man_1": pose((0, 0, 0))}, num_frames=frames,
        clips=[clip("man_1", root, rotations)], events=[grasp(12)], engine=engine,
    )  # fmt: skip
    (held,) = simulation.attachments
    assert (held.object_id, held.joint, held.frame_start, held.frame_end) == ("ball_1", "hand.R", 12, None)
    positions, turns = forward_kinematics(SKELETON, root.astype(np.float32), rotations)
    hand = SKELETON.joint_names.index("hand.R")
    expected = positions[12:, hand] + quat.mul_vec(turns[12:, hand], held.offset.translation)
    track = simulation.object_tracks["ball_1"]
    assert np.abs(track.translations[12:] - expected).max() < 1e-5
    assert np.array_equal(track.translations[:12], np.tile(places["ball_1"].translation, (12, 1)))
    assert moving(simulation) == {"ball_1"}
    assert simulation.missed == ()


@on_both_engines
def test_throw(engine: str) -> None:
    """The flight starts where the hand lets go, with the planned velocity."""
    frames = 48
    root, rotations = reaching(frames, np.array([0.0, 0.0, 1.2]), 6, 40)
    velocity = np.array([0.5, -4.0, 3.0])
    simulation = simulate(
        [ball(), person()], {"ball_1": pose((0, 0, 1.1)), "man_1": pose((0, 0, 0))}, num_frames=frames,
        clips=[clip("man_1", root, rotations)], events=[grasp(8), release(20, velocity)], engine=engine,
    )  # fmt: skip
    assert simulation.attachments[0].frame_end == 20
    centre = centres(simulation.object_tracks["ball_1"], 0.1)
    time = np.arange(10)[:, None] / FPS
    flight = centre[20] + time * velocity - 0.5 * 9.81 * time**2 * [0, 0, 1]
    assert np.abs(centre[20:30] - flight).max() < 0.02
    assert moving(simulation) == {"ball_1"}


@on_both_engines
def test_put_down_upright_on_what_is_below(engine: str) -> None:
    frames = 60
    bottle = thing("bottle_1", [cylinder_shape(0.08, 0.3)], 0.6)
    root, rotations = standing(frames)
    positions, _ = forward_kinematics(SKELETON, root, rotations)
    hand = positions[0, SKELETON.joint_names.index("hand.R")]
    steps = np.arange(frames)
    root = root + np.array([0, 0, TABLE_TOP + 0.17]) - hand
    root[:, 0] += np.interp(steps, [0, 12, 30, frames], [0, 0, 0.5, 0.5])
    root[:, 2] += np.interp(steps, [0, 12, 20, 30, frames], [0, 0, 0.2, 0.02, 0.02])
    second = thing("table_2", [box_shape((0.6, 0.6, TABLE_TOP))], 20.0)
    simulation = simulate(
        [TABLE, second, bottle, person()],
        {"table_1": pose((-0.5, 0, 0)), "table_2": pose((0.5, 0, 0)), "bottle_1": pose((-0.1, 0, TABLE_TOP)),
         "man_1": pose((0, 0, 0))},
        num_frames=frames, clips=[clip("man_1", root, rotations)],
        events=[grasp(12, "bottle_1"), release(32, None, "bottle_1")], engine=engine,
    )  # fmt: skip
    track = simulation.object_tracks["bottle_1"]
    assert track.translations[-1] == pytest.approx([0.4, 0.0, TABLE_TOP], abs=0.002)
    assert tilt_deg(track) < 0.5
    assert np.array_equal(track.translations[-1], track.translations[-8])
    assert moving(simulation) == {"bottle_1"}


@on_both_engines
def test_kick_with_a_planned_velocity(engine: str) -> None:
    places = {"ball_1": pose((-0.1, -0.35, 0)), "man_1": pose((0, 0, 0))}
    event = MotionEvent(
        kind="kick", frame=12, actor_id="man_1", joint="toe.R", target_id="ball_1",
        velocity=np.array([0.0, -8.0, 2.0], dtype=np.float32),
    )  # fmt: skip
    simulation = simulate(
        [ball(), person()], places, num_frames=30, clips=[clip("man_1", *standing(30))], events=[event], engine=engine
    )
    track = centres(simulation.object_tracks["ball_1"], 0.1)
    assert np.array_equal(track[12], track[0])
    assert (track[15, 1] - track[12, 1]) * FPS / 3 == pytest.approx(-8.0, rel=0.05)
    assert [(c.frame, c.object_a, c.object_b) for c in simulation.contacts[:1]] == [(12, "man_1", "ball_1")]
    assert simulation.missed == ()


@on_both_engines
def test_a_foot_drives_the_ball(engine: str) -> None:
    """Without a planned velocity the swinging foot gives the ball about its own speed, or more."""
    frames = 36
    root, rotations = standing(frames)
    thigh = SKELETON.joint_names.index("thigh.R")
    swing = np.interp(np.arange(frames), [0, 6, 12, 18, frames], [0, -0.5, -0.5, 0.7, 0.0])
    rotations[:, thigh] = quat.from_angle_axis(swing, [1.0, 0.0, 0.0])
    positions, _ = forward_kinematics(SKELETON, root, rotations)
    toe = SKELETON.joint_names.index("toe.R")
    speed = np.linalg.norm(np.diff(positions[:, toe], axis=0), axis=1).max() * FPS
    event = MotionEvent(kind="kick", frame=15, actor_id="man_1", joint="toe.R", target_id="ball_1")
    simulation = simulate(
        [ball(), person()], {"ball_1": pose((-0.09, -0.34, 0)), "man_1": pose((0, 0, 0))}, num_frames=frames,
        clips=[clip("man_1", root, rotations)], events=[event], engine=engine,
    )  # fmt: skip
    track = centres(simulation.object_tracks["ball_1"], 0.1)
    flown = np.linalg.norm(np.diff(track[15:24], axis=0), axis=1).max() * FPS
    assert 0.7 * speed < flown < 2.5 * speed
    assert track[-1, 1] < track[0, 1] - 0.5
    assert simulation.missed == ()


def test_flights_need_few_keys() -> None:
    """A flight without spin costs no key between the kick and the ground, and the curve stays within 1 mm."""
    event = MotionEvent(
        kind="kick", frame=6, actor_id="man_1", joint="toe.R", target_id="box_1",
        velocity=np.array([0.0, -4.0, 6.0], dtype=np.float32),
    )  # fmt: skip
    box = thing("box_1", [box_shape((0.2, 0.2, 0.2))])
    places = {"box_1": pose((-0.1, -0.35, 0)), "man_1": pose((0, 0, 0))}
    simulation = simulate(
        [box, person()], places, num_frames=34, clips=[clip("man_1", *standing(34))], events=[event],
    )  # fmt: skip
    assets = AssetSet(assets={"box_1": box, "man_1": person()})
    curve = bake(assets, layout_of([box, person()], places), simulation).objects["box_1"].translation
    assert curve is not None
    assert len(curve.frames) <= 0.25 * 34
    assert 6 in curve.frames


def test_a_miss_is_reported_and_the_ball_goes_all_the_same() -> None:
    event = MotionEvent(
        kind="kick", frame=12, actor_id="man_1", joint="toe.R", target_id="ball_1",
        velocity=np.array([0.0, -5.0, 0.0], dtype=np.float32),
    )  # fmt: skip
    simulation = simulate(
        [ball(), person()], {"ball_1": pose((-0.1, -1.5, 0)), "man_1": pose((0, 0, 0))}, num_frames=30,
        clips=[clip("man_1", *standing(30))], events=[event],
    )  # fmt: skip
    assert len(simulation.missed) == 1
    assert simulation.missed[0].startswith("The man hits the ball from 1.")
    assert simulation.object_tracks["ball_1"].translations[-1, 1] < -3.0


@on_both_engines
def test_push(engine: str) -> None:
    """The crate goes as far as the hands while they push, and what stands in its way is pushed along."""
    frames = 60
    crate = thing("crate_1", [box_shape((0.6, 0.6, 1.0))], 25.0)
    small = thing("box_1", [box_shape((0.3, 0.3, 0.3))], 3.0)
    root, rotations = standing(frames)
    positions, _ = forward_kinematics(SKELETON, root, rotations)
    hand = positions[0, SKELETON.joint_names.index("hand.R")]
    root[:, 1] -= np.interp(np.arange(frames), [0, 12, 48, frames], [0.0, 0.0, 1.2, 1.2])
    at = (hand[0], hand[1] - 0.38, 0)
    event = MotionEvent(kind="push", frame=12, actor_id="man_1", joint="hand.R", target_id="crate_1", frame_end=48)
    simulation = simulate(
        [crate, small, person()],
        {"crate_1": pose(at), "box_1": pose((at[0], at[1] - 0.9, 0)), "man_1": pose((0, 0, 0))},
        num_frames=frames, clips=[clip("man_1", root, rotations)], events=[event], engine=engine,
    )  # fmt: skip
    track = simulation.object_tracks["crate_1"].translations
    assert track[48, 1] - at[1] == pytest.approx(-1.2, abs=0.01)
    assert np.abs(track[:, 2]).max() < 0.005
    other = simulation.object_tracks["box_1"].translations
    assert other[-1, 1] < at[1] - 1.2 - 0.4
    assert simulation.missed == ()


# --- things by themselves ---------------------------------------------------------------------------------------------


@on_both_engines
def test_dominoes_on_a_desk(engine: str) -> None:
    turn = quat.from_angle_axis(np.array(np.pi / 2), [0.0, 0.0, 1.0])
    row = [thing(f"domino_1.{i}", [box_shape((0.024, 0.007, 0.048))], 0.008, friction=0.4) for i in range(1, 11)]
    places = {"table_1": pose((0, 0, 0))}
    places |= {asset.object_id: pose((0.025 * i - 0.15, 0, TABLE_TOP), turn) for i, asset in enumerate(row)}
    simulation = simulate(
        [TABLE, *row], places, num_frames=72, actions=[action("tip over", "domino_1")],
        entities=[Entity(id="domino_1", lemma="domino", category="domino", count=10)], engine=engine,
    )  # fmt: skip
    assert moving(simulation) == {asset.object_id for asset in row}
    assert min(tilt_deg(simulation.object_tracks[asset.object_id]) for asset in row) > 45.0
    starts = [
        int(np.argmax(np.abs(np.diff(simulation.object_tracks[a.object_id].rotations, axis=0)).max(axis=1) > 1e-3))
        for a in row
    ]
    assert starts == sorted(starts)


@on_both_engines
def test_ball_rolls_down_a_ramp_and_knocks_over_bottles(engine: str) -> None:
    ramp = thing("ramp_1", [ramp_shape(1.2, 0.6, 0.4)], 15.0, static=True)
    steel = thing("ball_1", [ball_shape(0.12)], 5.0)
    bottles = [thing(f"bottle_1.{i}", [cylinder_shape(0.07, 0.28)], 0.5) for i in (1, 2, 3)]
    places = {"ramp_1": pose((0, 0, 0)), "ball_1": pose((0, 0.45, 0.37))}
    places |= {asset.object_id: pose((0.12 * i - 0.12, -1.2, 0)) for i, asset in enumerate(bottles)}
    simulation = simulate(
        [ramp, steel, *bottles], places, num_frames=96,
        actions=[
            action("roll down", "ball_1", "ramp_1", id="a1"),
            action("knock over", "ball_1", "bottle_1", after="a1"),
        ],
        entities=[Entity(id="bottle_1", lemma="bottle", category="bottle", count=3)], engine=engine,
    )  # fmt: skip
    assert tilt_deg(simulation.object_tracks["bottle_1.2"]) > 45.0
    assert len(simulation.object_tracks["ramp_1"].translations) == 1
    assert any({c.object_a, c.object_b} == {"ball_1", "bottle_1.2"} for c in simulation.contacts)


@on_both_engines
def test_ball_bounces_down_the_stairs(engine: str) -> None:
    steps = [box_shape((1, 0.28, 0.18 * (i + 1)), (0, 0.28 * i - 0.7, 0.09 * (i + 1))) for i in range(6)]
    stairs = thing("stairs_1", steps, 500.0, static=True)
    simulation = simulate(
        [stairs, ball(restitution=0.7)], {"stairs_1": pose((0, 0, 0)), "ball_1": pose((0, 0.7, 1.6))}, num_frames=96,
        actions=[action("drop", "ball_1", "stairs_1"), action("bounce", "ball_1", "stairs_1", after="drop")],
        engine=engine,
    )  # fmt: skip
    track = simulation.object_tracks["ball_1"]
    height = centres(track, 0.1)[:, 2]
    turns = np.flatnonzero((np.diff(height)[:-1] < 0) & (np.diff(height)[1:] > 0)) + 1
    rises = [height[a : a + 10].max() - height[a] for a in turns]
    assert sum(rise > 0.03 for rise in rises) >= 3
    assert height[0] - height[-1] > 1.0


@on_both_engines
def test_crate_falls_off_a_table(engine: str) -> None:
    crate = thing("crate_1", [box_shape((0.3, 0.3, 0.3))], 4.0)
    cup = thing("cup_1", [box_shape((0.08, 0.08, 0.1))], 0.3)
    simulation = simulate(
        [TABLE, crate, cup],
        {"table_1": pose((0, 0, 0)), "crate_1": pose((0.15, 0, TABLE_TOP)), "cup_1": pose((-0.3, 0, TABLE_TOP))},
        num_frames=72, actions=[action("fall", "crate_1", "table_1")], supports={"crate_1": "table_1"}, engine=engine,
    )  # fmt: skip
    track = simulation.object_tracks["crate_1"]
    assert centres(track, 0.15)[-1, 2] == pytest.approx(0.15, abs=0.01)
    assert moving(simulation) == {"crate_1"}


@on_both_engines
def test_things_swing_from_their_hook(engine: str) -> None:
    lamp = thing("lamp_1", [box_shape((0.2, 0.2, 0.2)), box_shape((0.02, 0.02, 0.8), (0, 0, 0.6))], 2.0)
    simulation = simulate(
        [lamp], {"lamp_1": pose((0, 0, 1.5))}, num_frames=72, actions=[action("swing", "lamp_1")], engine=engine
    )
    track = simulation.object_tracks["lamp_1"]
    hook = centres(track, 1.0)
    assert np.abs(hook - hook[0]).max() < 1e-3
    assert 15.0 < np.degrees(2 * np.arccos(np.abs(track.rotations[:, 0])).max()) < 35.0


def test_what_stands_fixed_is_named() -> None:
    house = thing("house_1", [box_shape((3, 3, 3))], 1e4, static=True, role="environment")
    simulation = simulate([house], {"house_1": pose((0, 0, 0))}, actions=[action("fall", "house_1")])
    assert simulation.missed == ("The house is fixed in its place and does not fall.",)
