"""Where an actor's joints are when its curves are played, and which curves are to blame where they are off.

Legs are played as the rig plays them: upper and lower bone by inverse kinematics between the hip (or shoulder) and the
control, bent toward the pole, the end with the control's rotation. A leg that is nearly straight moves its knee by many
times what its ends come nearer, so what is a small error elsewhere is a large one there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import MotionClip, Skeleton
from . import quat
from .fitting import distance
from .skeleton import forward_kinematics
from .two_bone import two_bone, unit

Values = NDArray[np.float64]
Key = tuple[str, str]
"""`("root", "translation")`, `("root", "rotation")`, `("joint", name)`, `("control foot.L", "translation")`, …"""

# end joint: upper bone, lower bone, pole, joint at whose head the control is
_LEGS = {
    "foot": ("thigh", "shin", "knee", "foot"),
    "leg_front_cannon": ("leg_front_upper", "leg_front_lower", "leg_front", "leg_front_foot"),
    "leg_back_cannon": ("leg_back_upper", "leg_back_lower", "leg_back", "leg_back_foot"),
}


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A leg that its control leads; joints by number."""

    upper: int
    lower: int
    end: int
    stand: int
    """the joint at whose head the control is"""
    control: str
    pole: str


def legs_of(skeleton: Skeleton) -> list[Leg]:
    """The legs of people and of four-legged animals."""
    index = {name: joint for joint, name in enumerate(skeleton.joint_names)}
    return [
        Leg(
            upper=index[f"{upper}.{side}"],
            lower=index[f"{lower}.{side}"],
            end=index[f"{end}.{side}"],
            stand=index[f"{stand}.{side}"],
            control=f"{end}.{side}",
            pole=f"{pole}.{side}",
        )
        for end, (upper, lower, pole, stand) in _LEGS.items()
        for side in "LR"
        if f"{end}.{side}" in index
    ]


@dataclass(frozen=True)
class _Case:
    """Joints that are off: N of them, at one frame each."""

    frames: NDArray[np.intp]
    joints: NDArray[np.intp]
    anchor: NDArray[np.intp]
    """the joint that carries them: of a knee, the hip or shoulder"""
    axis: Values
    """(N, 3) the way in which they are off; of a knee, from the hip to the end of the leg"""
    gain: Values
    """how much further a knee goes than an end of its leg along the axis"""
    aside: Values
    """and across it"""
    out: Values
    """m that a knee stands out of the axis"""
    knee: NDArray[np.intp]
    """number of the leg whose knee it is, or -1"""
    tip: NDArray[np.intp]
    """number of the leg whose control leads it, or -1"""

    def effect(self, shift: Values) -> Values:
        """(..., N) m by which a joint goes where what it hangs on goes by `shift` (..., N, 3)."""
        moved: Values = np.hypot(
            self.gain * np.sum(shift * self.axis, axis=-1), self.aside * np.linalg.norm(shift, axis=-1)
        )
        return moved


class Replay:
    """An actor's true motion, to which the played one is compared."""

    def __init__(self, clip: MotionClip, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.clip = clip
        self.legs = [leg for leg in legs_of(skeleton) if {leg.control, leg.pole} <= clip.control_tracks.keys()]
        self.heads, self.turns = forward_kinematics(skeleton, clip.root_translations, clip.joint_rotations)
        above = np.where(skeleton.parents[:, None] >= 0, self.turns[:, skeleton.parents], quat.IDENTITY)
        self._bases = quat.mul(above, skeleton.rest_rotations)
        self._index = {name: joint for joint, name in enumerate(skeleton.joint_names)}
        self._above = _ancestors(skeleton)

    def heads_off(self, played: Mapping[Key, Values]) -> Values:
        """(T, J, 3) m from the true joint heads to those of the curves' values (T, C)."""
        rotations = self.clip.joint_rotations.astype(np.float64)
        for (kind, name), values in played.items():
            if kind == "joint":
                rotations[:, self._index[name]] = quat.normalize(values)
        rotations[:, 0] = quat.normalize(played["root", "rotation"])
        skeleton = self.skeleton
        local = quat.mul(skeleton.rest_rotations, rotations)
        heads, turns = np.empty_like(self.heads), np.empty_like(self.turns)
        heads[:, 0], turns[:, 0] = played["root", "translation"], local[:, 0]
        upper = {leg.upper: leg for leg in self.legs}
        done = {joint for leg in self.legs for joint in (leg.lower, leg.end)}
        for joint, parent in enumerate(skeleton.parents):
            if parent >= 0 and joint not in done:
                heads[:, joint] = heads[:, parent] + quat.mul_vec(turns[:, parent], skeleton.rest_translations[joint])
                turns[:, joint] = quat.mul(turns[:, parent], local[:, joint])
            if joint in upper:
                leg = upper[joint]
                turns[:, leg.end] = quat.normalize(played[f"control {leg.control}", "rotation"])
                goal = played[f"control {leg.control}", "translation"]
                if leg.stand != leg.end:
                    goal = goal - quat.mul_vec(turns[:, leg.end], skeleton.rest_translations[leg.stand])
                first, second = np.linalg.norm(skeleton.rest_translations[[leg.lower, leg.end]], axis=1).tolist()
                toward = played[f"control {leg.pole}", "translation"] - heads[:, joint]
                heads[:, leg.lower], heads[:, leg.end], _ = two_bone(heads[:, joint], goal, first, second, toward)
        return heads - self.heads

    def blame(self, played: Mapping[Key, Values], off: Values, limit_m: float) -> dict[Key, Values]:
        """By which factor (T,) the errors of single curves must shrink so that no joint is off by more than the limit.

        To first order in the errors, by the lever of each: of what moves a joint, all that move it at least half as
        far as the worst. Only curves with a factor below 1 are named.
        """
        size = np.linalg.norm(off, axis=-1)
        frames, joints = np.nonzero(size > limit_m)
        if not len(frames):
            return {}
        case = self._case(frames, joints, unit(off[frames, joints]))
        share = self._moved(case, played)
        worst = np.max(list(share.values()), axis=0)
        factor = 0.8 * limit_m / size[frames, joints]
        blamed = {}
        for key, mine in share.items():
            guilty = (mine >= 0.5 * worst) & (mine > 0.0)
            if guilty.any():
                blamed[key] = np.ones(len(off))
                np.minimum.at(blamed[key], frames[guilty], factor[guilty])
        return blamed

    def true_values(self, key: Key) -> Values:
        """(T, C) that a curve should have."""
        kind, name = key
        if kind == "root":
            values = self.clip.root_translations if name == "translation" else self.clip.joint_rotations[:, 0]
        elif kind == "joint":
            values = self.clip.joint_rotations[:, self._index[name]]
        else:
            track = self.clip.control_tracks[kind.removeprefix("control ")]
            values = track.translations if name == "translation" else track.rotations
        return values.astype(np.float64)

    def errors(self, key: Key, values: Values) -> Values:
        """(T,) m, or rad, that a curve is off."""
        return distance(values, self.true_values(key), np.array(key[1] != "translation"))

    def _case(self, frames: NDArray[np.intp], joints: NDArray[np.intp], way: Values) -> _Case:
        """What must be known of joints (N,) that are off at frames (N,) in a direction (N, 3)."""
        anchor, axis = joints.copy(), way.copy()
        gain, aside, out = np.ones(len(frames)), np.zeros(len(frames)), np.zeros(len(frames))
        knee, tip = np.full(len(frames), -1), np.full(len(frames), -1)
        for number, leg in enumerate(self.legs):
            mine = joints == leg.lower
            at = frames[mine]
            line = self.heads[at, leg.end] - self.heads[at, leg.upper]
            length = np.linalg.norm(line, axis=-1)
            axis[mine] = unit(line)
            bend = self.heads[at, leg.lower] - self.heads[at, leg.upper]
            along = np.sum(bend * axis[mine], axis=-1)
            out[mine] = np.maximum(np.linalg.norm(bend - along[:, None] * axis[mine], axis=-1), 1e-3)
            gain[mine] = along / out[mine] * np.abs(1.0 - along / length)
            aside[mine], anchor[mine], knee[mine] = 0.5, leg.upper, number
            tip[self._above[leg.end, joints] | (joints == leg.end)] = number
        return _Case(frames, joints, anchor, axis, gain, aside, out, knee, tip)

    def _moved(self, case: _Case, played: Mapping[Key, Values]) -> dict[Key, Values]:
        """(N,) m by which the error of each curve moves the joints that are off."""
        at = case.frames
        moved: dict[Key, Values] = {}
        turned = [key for key in played if key[0] == "joint" or key == ("root", "rotation")]
        own = np.array([0 if kind == "root" else self._index[name] for kind, name in turned])
        below = self._above[own][:, case.anchor]
        for number, leg in enumerate(self.legs):  # what a leg's control leads hangs on the control alone
            below &= ~((case.tip == number) & ~self._above[leg.end, own][:, None])
        lever = self.heads[at, case.anchor] - self.heads[at][:, own].transpose(1, 0, 2)
        values = np.stack([played[key][at] for key in turned], axis=1)
        error = _rotation(values, self.clip.joint_rotations[at][:, own])
        error = quat.mul_vec(self._bases[at][:, own], error).transpose(1, 0, 2)
        turn = case.effect(np.cross(error, lever))
        moved |= dict(zip(turned, np.where(below, turn, 0.0), strict=True))
        whole = ("root", "translation")
        moved[whole] = np.where(case.tip < 0, case.effect(played[whole][at] - self.true_values(whole)[at]), 0.0)
        for number, leg in enumerate(self.legs):
            knee = case.knee == number
            led = knee | (case.tip == number)
            control = self.clip.control_tracks[leg.control]
            place, turning, pole = ((f"control {leg.control}", "translation"), (f"control {leg.control}", "rotation"),
                                    (f"control {leg.pole}", "translation"))  # fmt: skip
            shift = played[place][at] - control.translations[at]
            moved[place] = np.where(led, case.effect(shift), 0.0)
            point = np.where(knee[:, None], self.heads[at, leg.end], self.heads[at, case.joints])
            shift = np.cross(_rotation(played[turning][at], control.rotations[at]), point - self.heads[at, leg.stand])
            moved[turning] = np.where(led, case.effect(shift), 0.0)
            true = self.clip.control_tracks[leg.pole].translations[at]
            away = np.linalg.norm(true - self.heads[at, leg.upper], axis=-1)
            moved[pole] = np.where(knee, np.linalg.norm(played[pole][at] - true, axis=-1) * case.out / away, 0.0)
        return moved


def _rotation(values: Values, true: NDArray[np.floating]) -> Values:
    """(..., 3) rotation vectors from true rotations to those given, (..., 4)."""
    return quat.to_rotation_vector(quat.mul(quat.normalize(values), quat.inv(quat.normalize(true))))


def _ancestors(skeleton: Skeleton) -> NDArray[np.bool_]:
    """(J, J) whether the first joint is above the second."""
    count = len(skeleton.parents)
    above = np.zeros((count, count), dtype=bool)
    for joint, parent in enumerate(skeleton.parents):
        if parent >= 0:
            above[:, joint] = above[:, parent]
            above[parent, joint] = True
    return above
