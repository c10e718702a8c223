"""Riders on animals: seated from the first frame on, carried by what they sit on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..common.mounts import RIDING, is_ridden
from ..protocol.scene import Action, Asset
from .acts import Act
from .animals.performer import Animal
from .animals.pose import INDEX as ANIMAL_INDEX
from .animals.pose import solve as solve_animal
from .body import SADDLE_FLESH, Body
from .channels import INDEX, SIDES, SIGN, Array, changed, smooth
from .performer import Segment
from .reach import finger_curl, hand_rotation, with_hand
from .riding import placed_rows
from .scene_query import SceneQuery
from .solve import ankle_of

_BEHIND_WITHERS = 0.36
"""of the way from the shoulder to the hip where the rider sits"""
_KEY_S = 0.2
_FAST, _BRISK = frozenset({"gallop", "race", "canter", "fast"}), frozenset({"trot", "quickly", "away", "ride"})
_ALOFT = frozenset({"sky", "air", "clouds", "fly", "flies", "flying", "soar", "soars", "over", "above"})
_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Saddle:
    """Where one sits on an animal at rest, asset space."""

    joint: int
    seat: Array
    """(3,) m on the back"""
    half_width_m: float
    """of the barrel below it"""


def is_mounted(action: Action, scene: SceneQuery, target: str) -> bool:
    """Whether an action is done on the back of an animal."""
    asset = scene.asset(target)
    return asset is not None and action.verb.split()[0] in RIDING and is_ridden(asset)


def gait_of(action: Action, winged: bool) -> str:
    """The animal's gait under a rider."""
    words = {*action.verb.split(), *" ".join(action.manner).split()}
    if winged and (_ALOFT & {*words, *action.text.lower().split()}):
        return "fly"
    return "run" if words & _FAST else "trot" if words & _BRISK else "walk"


def saddle_of(animal: Animal, asset: Asset) -> Saddle:
    """On the back behind the withers."""
    body = animal.body
    shoulder, hip = body.at("shoulder.L"), body.at("leg_back_upper.L")
    y = float(shoulder[1] + _BEHIND_WITHERS * (hip[1] - shoulder[1]))
    points = asset.meshes[0].mesh.vertices.astype(np.float64)
    near = points[np.abs(points[:, 1] - y) < 0.08 * body.withers]
    top = float(near[np.abs(near[:, 0]) < 0.12 * body.withers, 2].max())
    half = float(np.abs(near[:, 0][near[:, 2] > 0.5 * body.withers]).max())
    spine = [body.index[name] for name in ("spine_1", "spine_2", "chest") if name in body.index]
    joint = min(spine, key=lambda j: abs(float(body.positions[j, 1]) - y))
    return Saddle(joint=joint, seat=np.array([0.0, y, top]), half_width_m=half)


def ride_animal(act: Act, animal: Animal, first: int) -> None:
    """Astride on an animal that has played its way from frame `first` on; hands hold the reins before the body."""
    performer, body, fps = act.performer, act.body, act.fps
    asset = act.scene.asset(animal.actor_id)
    rows = np.concatenate(animal.pieces)[first:]
    if asset is None or performer.length > first or len(rows) < 2:
        act.notes.append(f"“{act.action.text}” cannot be shown after something else; {act.actor} stands.")
        return
    saddle = saddle_of(animal, asset)
    posed = solve_animal(animal.body, rows)
    turn = posed.turns[:, saddle.joint]
    seat = posed.positions[:, saddle.joint] + quat.mul_vec(turn, saddle.seat - animal.body.positions[saddle.joint])
    back = quat.mul_vec(turn, np.array([0.0, 1.0, 0.0]))
    pitch = smooth(np.arctan2(back[:, 2], np.hypot(back[:, 0], back[:, 1])), 0.05 * fps)
    headings = np.unwrap(rows[:, ANIMAL_INDEX["heading"]])
    hips = smooth(seat, 0.03 * fps) + SADDLE_FLESH * body.stature * _UP
    pose = changed(body.standing(), {"hips.pitch": 0.04, "spine.pitch": 0.02, "knee": 0.30, "toe": 0.0})
    motion = np.repeat(pose[None], len(rows), axis=0)
    motion[:, INDEX["heading"]] = headings
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = hips
    rise = np.gradient(smooth(hips[:, 2], 0.05 * fps)) * fps
    give = np.clip(0.10 * rise, -0.12, 0.12)  # the small of the back gives, the head stays calm
    motion[:, INDEX["hips.pitch"]] += 0.5 * pitch - 0.5 * give
    motion[:, INDEX["spine.pitch"]] += -0.4 * pitch + give
    motion[:, INDEX["head.pitch"]] += -0.1 * pitch - 0.4 * give
    wide = saddle.half_width_m + 0.035 * body.stature
    out = wide - abs(float(body.position("thigh.L")[0]))
    down = float(np.sqrt(max((0.91 * body.leg) ** 2 - out * out, (0.5 * body.leg) ** 2)))
    for side in SIDES:
        foot = np.array([SIGN[side] * wide, -0.03 * body.stature, -down])
        motion = foot_at(body, motion, side, hips, headings, foot, pitch=-0.16, toes_out=0.25)
        rein = np.array([SIGN[side] * 0.045, -0.215, 0.115]) * body.stature
        fingers, palm = np.array([-0.35 * SIGN[side], -0.9, 0.1]), np.array([-SIGN[side], -0.1, -0.35])
        motion = hand_at(body, motion, side, hips, headings, rein, fingers, palm, 0.025)
    keys = tuple(range(0, len(motion), max(2, round(_KEY_S * fps))))
    ahead = hips + placed_rows(headings, np.array([0.0, -6.0, 0.0]))
    performer.gazes.append((0, len(motion), ahead[-1], 0.25))
    performer.pose = motion[0].copy()
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0), act.action.id)
    performer.posture = "ride"


def foot_at(
    body: Body, motion: Array, side: str, hips: Array, headings: Array, foot: Array, pitch: float, toes_out: float
) -> Array:
    """One foot with the sole under its middle at a place (3,) from the hips."""
    motion = motion.copy()
    motion[:, INDEX[f"foot.pitch.{side}"]] = pitch
    motion[:, INDEX[f"foot.yaw.{side}"]] = headings + SIGN[side] * toes_out
    place = hips + placed_rows(headings, foot)
    motion[:, [INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "z")]] = place
    ankle, _ = ankle_of(body, motion, side)
    motion[:, [INDEX[f"foot.{name}.{side}"] for name in ("x", "y", "z")]] += place - ankle
    return motion


def hand_at(
    body: Body, motion: Array, side: str, hips: Array, headings: Array, place: Array, fingers: Array, palm: Array,
    thickness_m: float,
) -> Array:  # fmt: skip
    """One hand round something thin at a place, (3,) or (T, 3) from the hips."""
    fingers = fingers / np.linalg.norm(fingers)
    local = hand_rotation(side, fingers, palm / np.linalg.norm(palm))
    motion = with_hand(motion, side, np.zeros(3), local)
    wrist = hips + placed_rows(headings, np.asarray(place) - 0.95 * body.palm * fingers)
    turned = quat.unroll(quat.mul(quat.from_angle_axis(headings, [0.0, 0.0, 1.0]), local))
    motion[:, [INDEX[f"hand.{axis}.{side}"] for axis in "xyz"]] = wrist
    motion[:, [INDEX[f"hand.q{axis}.{side}"] for axis in "wxyz"]] = turned
    curl = finger_curl(body, thickness_m)
    return changed(motion, {f"{name}.{side}": value for name, value in curl.items()})
