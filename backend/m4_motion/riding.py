"""Riding what has bars: on the saddle or the deck from the first frame, along the way and beyond it, the feet on the
turning pedals or where they rest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.ballistics import PEDAL_WAY_M
from ..protocol.scene import Affordance, Asset, Mesh, Transform
from .acts import Act
from .body import SADDLE_FLESH, Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk
from .holding import placed_scale
from .limbs import euler
from .performer import Happening, Segment, flat_direction
from .reach import finger_curl, hand_rotation, with_hand
from .solve import ankle_of, place
from .ways import Path

_SPEED_M_S, _MOTOR_M_S, _BEYOND_M, _SHORTEST_M = 3.2, 6.0, 3.0, 6.0
_PITCH, _LEANS = 0.34, np.linspace(0.0, 0.75, 16)
_UPRIGHT, _STEP_M, _BEHIND_BARS_M = 0.06, 0.13, 0.06
"""how the hips lean where the feet rest; half the stride of who stands on a deck, and how far before its middle"""
_UNDER_BALL = 0.5
"""where on the foot the pedal is, from the ankle to the ball"""


@dataclass(frozen=True)
class Cycle:
    """The places of a bicycle, a motor scooter or a kick scooter, in its own space (it faces -Y), scaled, m."""

    saddle: Array
    """(3,) where one sits; of a deck, where one stands"""
    bars: Array | None
    """(3,) of the left grip; None: it has no bars"""
    crank: Array
    """(3,) the middle of the pedals, or of the places where the feet rest"""
    pedal: Array
    """(3,) of the left pedal from there"""
    pedalled: bool = True
    stood_on: bool = False


def cycle_of(act: Act) -> Cycle | None:
    """The bicycle that an act is about; None where it is none."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    if asset is None or act.target_id is None:
        return None
    scale = placed_scale(act.scene, act.target_id)
    seats, decks = asset.affordances_of("sit_at"), asset.affordances_of("stand_at")
    rests = asset.affordances_of("foot_at")
    crank = next((part for part in asset.meshes if part.name == "crank" and part.joint is not None), None)
    bars = _bars_of(asset)
    if seats and crank is not None and crank.joint is not None:
        points = crank.mesh.vertices.astype(np.float64)
        left = points[points[:, 0] > 0.8 * points[:, 0].max()].mean(axis=0)
        return Cycle(
            saddle=_place_of(seats[0], scale), bars=None if bars is None else bars * scale,
            crank=crank.joint.origin.astype(np.float64) * scale, pedal=left * scale,
        )  # fmt: skip
    if seats and rests and bars is not None:
        foot = _place_of(rests[0], scale)
        return Cycle(saddle=_place_of(seats[0], scale), bars=bars * scale, crank=foot * [0.0, 1.0, 1.0],
                     pedal=foot * [1.0, 0.0, 0.0], pedalled=False)  # fmt: skip
    if decks and bars is not None:
        deck = _place_of(decks[0], scale)
        wide = 0.2 * float(decks[0].dimensions[0] * scale[0])
        return Cycle(saddle=deck - [0.0, _BEHIND_BARS_M * scale[1], 0.0], bars=bars * scale, crank=deck,
                     pedal=np.array([wide, -_STEP_M * scale[1], 0.0]), pedalled=False, stood_on=True)  # fmt: skip
    return None


def _place_of(place: Affordance, scale: Array) -> Array:
    return np.asarray(place.frame.translation, dtype=np.float64) * scale


def _bars_of(asset: Asset) -> Array | None:
    """(3,) the middle of the left grip; None where there are no grips."""
    steered = next((part for part in asset.meshes if "grips" in part.part_names and part.joint is not None), None)
    if steered is None or steered.joint is None:
        return None
    corners = np.unique(_corners(steered.mesh, steered.part_names.index("grips")))
    own = steered.mesh.vertices[corners].astype(np.float64)
    return np.asarray(own[own[:, 0] > 0.0].mean(axis=0) + steered.joint.origin)


def _corners(mesh: Mesh, part: int) -> NDArray[np.int32]:
    """Vertices of the faces of one part."""
    corner_parts = np.repeat(mesh.part_index, mesh.face_sizes)
    return np.asarray(mesh.face_vertices[corner_parts == part])


def ride(act: Act) -> None:
    """Along the layout's way and beyond it, at an even speed; what is no bicycle is told and walked to."""
    performer, body, fps = act.performer, act.body, act.fps
    cycle = cycle_of(act)
    if cycle is None or performer.length > 0 or act.target_id in act.scene.taken_things:
        act.notes.append(f"“{act.action.text}” cannot be shown yet; {act.actor} stays beside it.")
        return
    # 1. The way
    path = act.scene.path(performer.actor_id, act.action.id)
    here = performer.point
    points = np.asarray(path.points[:, :2], dtype=np.float64) if path is not None else here[None]
    ahead = flat_direction(performer.heading)[:2]
    if len(points) > 1:
        ahead = (points[-1] - points[-2]) / max(float(np.linalg.norm(points[-1] - points[-2])), 1e-6)
    length = float(np.sum(np.linalg.norm(np.diff(points, axis=0), axis=1))) if len(points) > 1 else 0.0
    end = points[-1] + ahead * max(_BEYOND_M, _SHORTEST_M - length)
    line = np.concatenate([here[None], points[1:] if len(points) > 1 else points[:0], end[None]])
    first = line[1] - line[0]
    heading = float(np.arctan2(first[0], -first[1]))
    way = Path(line, heading, float(np.arctan2(ahead[0], -ahead[1])))
    usual_m_s = _SPEED_M_S if cycle.pedalled or cycle.stood_on else _MOTOR_M_S
    speed = act.value("speed_m_s", usual_m_s * act.style.tempo, 0.8, 12.0, "m/s", "speed on the way")
    seconds = act.duration_s or way.length / speed
    count = max(2, round(seconds * fps))
    t = np.arange(1, count + 1) / fps
    s = way.length * (0.88 * t / t[-1] + 0.12 * minimum_jerk(t / t[-1]))
    xy, headings = way.at(s)
    headings = headings + performer.heading - way.start_heading + _nearest(way.start_heading - performer.heading)

    # 2. One posture, and the feet round with the crank
    seated = _posture(body, cycle)
    motion = np.repeat(seated[None], count, axis=0)
    motion[:, INDEX["heading"]] = headings
    saddle = _flat(headings, np.array([cycle.saddle[0], cycle.saddle[1]]))
    motion[:, INDEX["x"]], motion[:, INDEX["y"]] = (xy + saddle).T
    turns = 2.0 * np.pi * s / PEDAL_WAY_M * cycle.pedalled
    for side in SIDES:
        motion = _on_pedal(body, motion, cycle, side, turns, headings, xy)
        if cycle.bars is not None:
            motion = _on_bar(body, motion, cycle.bars, side, headings, xy)
    lean = np.gradient(np.unwrap(headings), 1.0 / fps) * speed / 9.81
    motion[:, INDEX["spine.roll"]] += np.clip(0.4 * lean, -0.2, 0.2) + 0.02 * np.sin(turns)
    motion[:, INDEX["head.yaw"]] += np.clip(0.3 * np.gradient(np.unwrap(headings), 1.0 / fps), -0.5, 0.5)
    performer.pose = motion[0].copy()
    half = PEDAL_WAY_M / 2.0 / speed
    keys = tuple(sorted({min(count - 1, int(moment * fps)) for moment in np.arange(0.0, seconds, half)}))
    offset = attached_to_hips(body, motion[0], np.array([*xy[0], 0.0]), float(headings[0]))
    performer.happenings.append(
        Happening(kind="grasp", frame=0, joint="hips", target_id=str(act.target_id), offset=offset)
    )
    act.scene.taken_things.add(str(act.target_id))
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0), act.action.id)
    performer.posture = "ride"


def _nearest(angle: float) -> float:
    return float((angle + np.pi) % (2.0 * np.pi) - np.pi)


def _flat(headings: Array, local: Array) -> Array:
    """(T, 2) a vector of the bicycle's space in the world."""
    c, sine = np.cos(headings), np.sin(headings)
    return np.stack([c * local[0] - sine * local[1], sine * local[0] + c * local[1]], axis=-1)


def _posture(body: Body, cycle: Cycle) -> Array:
    """On the saddle or deck, leaning as far as the hands need to reach the bars; at the origin, facing -Y."""
    standing = body.standing()
    pitch = _PITCH if cycle.pedalled and cycle.bars is not None else _UPRIGHT
    over = standing[INDEX["hips.z"]] - 0.05 * body.leg if cycle.stood_on else SADDLE_FLESH * body.stature
    pose = changed(standing, {
        "x": 0.0, "y": 0.0, "hips.z": float(cycle.saddle[2] + over), "hips.pitch": pitch, "knee": 0.05,
    })  # fmt: skip
    if cycle.bars is None:  # the arms keep the balance
        return changed(pose, {"arm.abduct": 1.05, "elbow": 0.35, "arm.flex": 0.2})
    bar = cycle.bars - np.array([0.0, cycle.saddle[1], 0.0])
    rows = np.stack([changed(pose, {"spine.pitch": float(lean), "head.pitch": -0.55 * (float(lean) + pitch)})
                     for lean in _LEANS])  # fmt: skip
    shoulders = place(body, rows).positions[:, body.index["upper_arm.L"]]
    far = np.linalg.norm(shoulders - bar, axis=-1)
    reaches = np.flatnonzero(far < 0.90 * body.arm + body.palm)
    return np.asarray(rows[int(reaches[0]) if len(reaches) else int(np.argmin(far))])


def _on_pedal(body: Body, motion: Array, cycle: Cycle, side: str, turns: Array, headings: Array, xy: Array) -> Array:
    """One foot on its pedal (the right one is half a turn behind), the heel lower at the top than at the bottom."""
    angle = turns if side == "L" else turns + np.pi
    y, z = cycle.pedal[1], cycle.pedal[2]
    pedal = np.stack([
        np.full(len(angle), SIGN[side] * abs(cycle.pedal[0])), y * np.cos(angle) - z * np.sin(angle),
        y * np.sin(angle) + z * np.cos(angle),
    ], axis=-1) + cycle.crank  # fmt: skip
    low = np.clip((cycle.crank[2] - pedal[:, 2]) / max(float(np.hypot(y, z)), 1e-6), -1.0, 1.0)
    motion = motion.copy()
    motion[:, INDEX[f"foot.pitch.{side}"]] = 0.22 + 0.26 * low
    motion[:, INDEX[f"toe.{side}"]] = 0.1
    motion[:, INDEX[f"foot.yaw.{side}"]] = headings
    motion[:, INDEX[f"foot.z.{side}"]] = 1.0
    at = xy + _flat_rows(headings, pedal[:, :2])
    motion[:, INDEX[f"foot.x.{side}"]], motion[:, INDEX[f"foot.y.{side}"]] = at.T
    ankle, turn = ankle_of(body, motion, side)
    sole = body.ball * np.array([SIGN[side], _UNDER_BALL / 0.5, 0.0]) - np.array([0.0, 0.0, body.ankle_height])
    under = ankle + quat.mul_vec(turn, sole)
    miss = np.column_stack([at, pedal[:, 2] + 0.012]) - under
    for i, name in enumerate(("foot.x", "foot.y", "foot.z")):
        motion[:, INDEX[f"{name}.{side}"]] += miss[:, i]
    return motion


def _flat_rows(headings: Array, local: Array) -> Array:
    c, sine = np.cos(headings), np.sin(headings)
    return np.stack([c * local[:, 0] - sine * local[:, 1], sine * local[:, 0] + c * local[:, 1]], axis=-1)


def _on_bar(body: Body, motion: Array, bars: Array, side: str, headings: Array, xy: Array) -> Array:
    """One hand round its grip."""
    mirror = np.array([SIGN[side], 1.0, 1.0])
    bar = bars * mirror
    fingers, palm = np.array([0.0, -0.85, -0.5]), np.array([0.0, -0.45, -0.9])
    wrist = bar - fingers / np.linalg.norm(fingers) * 0.95 * body.palm + np.array([0.0, 0.0, 0.03])
    local = hand_rotation(side, fingers / np.linalg.norm(fingers), palm / np.linalg.norm(palm))
    motion = with_hand(motion, side, np.zeros(3), local)
    turned_hand = quat.mul(quat.from_angle_axis(headings, [0.0, 0.0, 1.0]), local)
    at = xy + _flat(headings, wrist[:2])
    for name, value in (("x", at[:, 0]), ("y", at[:, 1]), ("z", np.full(len(at), wrist[2]))):
        motion[:, INDEX[f"hand.{name}.{side}"]] = value
    for i, name in enumerate("wxyz"):
        motion[:, INDEX[f"hand.q{name}.{side}"]] = turned_hand[:, i]
    return changed(motion, {f"{name}.{side}": value for name, value in finger_curl(body, 0.035).items()})


def placed_rows(headings: Array, local: Array) -> Array:
    """(T, 3) of points, (3,) or (T, 3), of a frame that turns with headings (T,)."""
    local = np.broadcast_to(local, (len(headings), 3))
    return np.column_stack([_flat_rows(headings, local[:, :2]), local[:, 2]])


def attached_to_hips(body: Body, pose: Array, origin: Array, heading: float) -> Transform:
    """What one sits in or stands on, its origin at (3,) and its front at a heading, in the frame of the hips: it goes
    with them."""
    hips = euler(np.array(pose[INDEX["hips.pitch"]]), np.array(0.0), np.array(pose[INDEX["heading"]]))
    joint = quat.mul(hips, body.rest_rotations[0])
    root = pose[[INDEX["x"], INDEX["y"], INDEX["hips.z"]]]
    back = quat.inv(joint)
    return Transform(
        translation=quat.mul_vec(back, origin - root).astype(np.float32),
        rotation=quat.mul(back, quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])).astype(np.float32),
    )
