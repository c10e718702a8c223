"""Leaning: the back against a wall with folded arms, or both palms on the edge of a table."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..common.naming import capitalized
from ..protocol.scene import Asset
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .gesture_layers import hand_at, lay
from .idle import idle
from .moving import get_to
from .performer import Segment, keyed, turned
from .reach import PALM_THICKNESS, Grip, hand_rotation, reaching_pose, with_hand

_TALL = 0.72
"""of the stature: what is at least so high is leant against with the back"""
_BACK_HEIGHTS = (0.52, 0.66, 0.80)
"""of hips, back and shoulders, statures"""
_BACK, _FEET_OUT, _EDGE = 0.078, 0.205, 0.30
"""from the wall to the hips and to the feet, from the edge of a table to the feet (statures)"""


def lean(act: Act) -> None:
    """Step up to it, let the weight go onto it, and stay so."""
    performer, body, thing = act.performer, act.body, act.target_id
    asset = act.scene.asset(thing) if thing is not None else None
    if thing is None or asset is None:
        act.notes.append(f"There is nothing to lean against for “{act.action.text}”.")
        return
    tall = act.scene.top(thing) >= _TALL * body.stature
    spot, normal = _nearest_face(act, thing, tall)
    if tall:
        heading = float(np.arctan2(normal[0], -normal[1]))
        _stand(act, spot + _FEET_OUT * body.stature * normal, heading)
        goal = _against(act, spot, normal)
    else:
        heading = float(np.arctan2(-normal[0], normal[1]))
        _stand(act, spot + _EDGE * body.stature * normal, heading)
        goal = _on_edge(act, thing, spot, normal)
    tempo = act.style.tempo
    hold = act.value("seconds", act.duration_s or 3.6, 0.5, 60.0, "s", "how long it goes on")
    again = any(a.after == act.action.id and a.actor_id == act.action.actor_id for a in act.scene.description.actions)
    start = performer.pose
    for side in SIDES:  # the palms come down from above
        columns = channels.hand_columns(side)
        if goal[INDEX[f"hand.w.{side}"]] > 0.0:
            start = start.copy()
            start[columns] = goal[columns]
            start[INDEX[f"hand.w.{side}"]] = 0.0
            start[INDEX[f"hand.z.{side}"]] += 0.08
    motion, keys = keyed(body, act.fps, [0.0, 0.9 / tempo], [start, goal], sigma_s=0.05, lag_s=0.0)
    first = performer.length
    performer.play(Segment(motion=motion, keys=keys), act.action.id)
    still = idle(body, performer.pose, max(2, round(hold * act.fps)), act.fps, performer.idle_phase, True)
    performer.play(Segment(motion=still), act.action.id)
    if tall and performer.held is None:
        _fold_arms(act, first, performer.length - first + (0 if again else 10 * round(act.fps)))
    if again:
        off, keys = keyed(body, act.fps, [0.0, 0.8 / tempo], [performer.pose, start], sigma_s=0.05, lag_s=0.0)
        performer.play(Segment(motion=off, keys=keys), act.action.id)
    else:
        performer.posture = "lean"


def _stand(act: Act, spot: Array, heading: float) -> None:
    """At a spot with a heading; from the first frame on where nothing has happened yet."""
    performer = act.performer
    if performer.length == 0:
        performer.pose = act.body.standing(float(spot[0]), float(spot[1]), heading)
        return
    turn = (heading - performer.heading + np.pi) % (2 * np.pi) - np.pi
    get_to(act, spot, performer.heading + turn, float(np.linalg.norm(spot - performer.point)))


def _nearest_face(act: Act, thing: str, tall: bool) -> tuple[Array, Array]:
    """The point (2,) of a thing's upright faces that is nearest to the body, and the way (2,) out of that face."""
    asset, placed = act.scene.asset(thing), act.scene.transform(thing)
    assert asset is not None
    assert placed is not None
    turn = np.asarray(placed.rotation, dtype=np.float64)
    scale = np.asarray(placed.scale, dtype=np.float64)
    low, high = asset.bounds[0] * scale, asset.bounds[1] * scale
    if tall:
        low, high = _leant_on(asset, scale, act.body.stature)
    here = np.array([*act.performer.point, 0.0]) - np.asarray(placed.translation, dtype=np.float64)
    local = quat.mul_vec(quat.inv(turn), here)
    middle, half = 0.5 * (low + high)[:2], 0.5 * (high - low)[:2]
    away = (local[:2] - middle) / np.maximum(half, 1e-6)
    out = np.abs(local[:2] - middle) - half
    axis = int(np.argmax(out))
    sign = 1.0 if away[axis] >= 0.0 else -1.0
    room = np.maximum(half - 0.25, 0.0)
    face = middle + np.clip(local[:2] - middle, -room, room)
    face[axis] = middle[axis] + sign * half[axis]
    way = np.zeros(3)
    way[axis] = sign
    world = np.asarray(placed.translation, dtype=np.float64) + quat.mul_vec(turn, np.array([*face, 0.0]))
    return world[:2], quat.mul_vec(turn, way)[:2]


def _leant_on(asset: Asset, scale: Array, stature: float) -> tuple[Array, Array]:
    """Bounds, each (3,), of what of a thing is beside a back: not the broad foot of a lamp post, nor a tree's crown."""
    crossings = []
    for part in asset.meshes:
        mesh, points = part.mesh, part.mesh.vertices * scale
        following = np.arange(1, len(mesh.face_vertices) + 1)
        ends = np.cumsum(mesh.face_sizes)
        following[ends - 1] = ends - mesh.face_sizes
        start, end = points[mesh.face_vertices], points[mesh.face_vertices[following]]
        for height in _BACK_HEIGHTS:
            below = height * stature - start[:, 2]
            share = below / np.where(end[:, 2] == start[:, 2], np.inf, end[:, 2] - start[:, 2])
            met = (share > 0.0) & (share < 1.0)
            crossings.append(start[met] + share[met, None] * (end[met] - start[met]))
    found = np.concatenate([np.zeros((0, 3)), *crossings])
    if not len(found):  # a slab whose sides have no edge there, or a thing that is bounds alone
        return asset.bounds[0] * scale, asset.bounds[1] * scale
    return found.min(axis=0), found.max(axis=0)


def _against(act: Act, spot: Array, normal: Array) -> Array:
    """Hips and shoulders at the wall, the feet before them, knees a little bent."""
    body = act.body
    pose = act.performer.pose
    hips = spot + _BACK * body.stature * normal
    forward = (_FEET_OUT - _BACK) * body.stature
    low = float(pose[INDEX["hips.z"]]) - (body.leg - float(np.sqrt(body.leg**2 - forward**2))) - 0.02 * body.leg
    return changed(pose, {
        "x": float(hips[0]), "y": float(hips[1]), "hips.z": low, "hips.pitch": -0.02, "spine.pitch": 0.0,
        "head.pitch": 0.06, "spine.roll": 0.03, "knee": 0.10,
    })  # fmt: skip


def _on_edge(act: Act, thing: str, spot: Array, normal: Array) -> Array:
    """Both palms flat on the top, a hand's breadth behind its edge, the trunk over them."""
    body, heading = act.body, act.performer.heading
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    ahead = np.array([-normal[0], -normal[1], 0.0])
    top = act.scene.top(thing)
    tops = [place.translation[2] for _, place in act.scene.places(thing, "surface_top")]
    top = float(max(tops)) if tops else top
    grips = {}
    for side in SIDES:
        fingers = ahead + 0.25 * SIGN[side] * left
        fingers = fingers / np.linalg.norm(fingers)
        palm = np.array([0.0, 0.0, -1.0])
        centre = np.array([*spot, top]) + 0.045 * body.stature * ahead + SIGN[side] * 0.155 * body.stature * left
        wrist = centre + np.array([0.0, 0.0, PALM_THICKNESS * body.stature / 1.7 + 0.02]) - 0.6 * body.palm * fingers
        grips[side] = Grip(wrist=wrist, rotation=hand_rotation(side, fingers, palm), normal=palm)
    pose, missing = reaching_pose(body, act.performer.pose, grips)
    if missing > 0.03:
        act.notes.append(capitalized(f"{act.said(thing)} is {missing * 100:.0f} cm too far to lean on."))
    flat = {f"{finger}.{side}": 0.10 for side in SIDES for finger in ("index", "middle", "ring", "pinky")}
    for side, grip in grips.items():
        pose = with_hand(pose, side, grip.wrist, grip.rotation)
    return changed(pose, {**flat, "shoulder.lift": 0.10, "head.pitch": float(pose[INDEX["head.pitch"]]) - 0.10})


def _fold_arms(act: Act, start: int, count: int) -> None:
    """One forearm over the other before the chest."""
    curl = {"thumb": 0.2, "index": 0.35, "middle": 0.4, "ring": 0.45, "pinky": 0.5}
    near = hand_at(act.body, "R", (-0.34, -0.36, -0.40), (-0.95, -0.05, 0.20), (0.0, 0.9, 0.2), (0.7, -0.2, -0.7), curl)
    far = hand_at(act.body, "L", (-0.28, -0.43, -0.42), (-0.95, 0.10, 0.10), (0.1, 0.95, 0.1), (0.7, -0.2, -0.7), curl)
    lay(act, start, count, [near | far], [0.0], 0.8, 0.6)
