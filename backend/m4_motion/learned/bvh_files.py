"""Reads BVH files of any figure as points of the 21 joints.

The figure's axes are taken from its rest pose: what is up is where the head is over the feet, left is where the left
thigh is. Its unit is told by its size.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from ...common import quat
from ...common.retargeting import map_body
from ...protocol.errors import InvalidRequestError
from ...protocol.scene import Skeleton
from .joints import Array, JointMotion, from_points

_AXES = {"X": (1.0, 0.0, 0.0), "Y": (0.0, 1.0, 0.0), "Z": (0.0, 0.0, 1.0)}
_STATURE_M = 1.70
_FITS_M = (1.0, 2.3)
"""statures that are taken as metres; others are brought to `_STATURE_M`"""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a BVH file holds."""

    names: tuple[str, ...]
    parents: tuple[int, ...]
    offsets: Array
    """(J, 3) in the file's axes and unit"""
    fps: float
    translations: Array
    """(T, J, 3) local, offsets included"""
    rotations: Array
    """(T, J, 4) local"""

    def frames(self) -> tuple[Array, Array]:
        """World places (T, J, 3) and rotations (T, J, 4), in the file's axes and unit."""
        places, world = np.empty_like(self.translations), np.empty_like(self.rotations)
        for joint, parent in enumerate(self.parents):
            if parent < 0:
                places[:, joint], world[:, joint] = self.translations[:, joint], self.rotations[:, joint]
            else:
                places[:, joint] = places[:, parent] + quat.mul_vec(world[:, parent], self.translations[:, joint])
                world[:, joint] = quat.mul(world[:, parent], self.rotations[:, joint])
        return places, world


def parse_bvh(text: str, name: str = "this file") -> Figure:
    """Hierarchy and frames; InvalidRequestError says what does not fit."""
    try:
        head, _, body = text.partition("MOTION")
        names, parents, offsets, channels = _hierarchy(head.split())
        lines = body.split("\n")
        values = [line for line in lines if line.strip()]
        count = int(values[0].split(":")[1])
        seconds = float(values[1].split(":")[1])
        rows = np.array([line.split() for line in values[2 : 2 + count]], dtype=np.float64)
        if rows.shape != (count, sum(len(own) for own in channels)) or seconds <= 0.0 or not np.isfinite(rows).all():
            raise ValueError("frames do not fit the channels")
    except (ValueError, IndexError, StopIteration) as error:
        raise InvalidRequestError(f"{name} is no BVH file that can be read: {error}.") from error
    translations = np.repeat(offsets[None], count, axis=0)
    rotations = np.tile(quat.IDENTITY, (count, len(names), 1))
    column = 0
    for joint, own in enumerate(channels):
        moved = np.zeros((count, 3))
        for channel in own:
            axis, kind = channel[0], channel[1:]
            if kind == "position":
                moved[:, "XYZ".index(axis)] = rows[:, column]
            else:
                turn = quat.from_angle_axis(np.radians(rows[:, column]), np.array(_AXES[axis]))
                rotations[:, joint] = quat.mul(rotations[:, joint], turn)
            column += 1
        if any(channel.endswith("position") for channel in own):
            translations[:, joint] = moved
    return Figure(names=tuple(names), parents=tuple(parents), offsets=offsets, fps=1.0 / seconds,
                  translations=translations, rotations=rotations)  # fmt: skip


def _hierarchy(words: list[str]) -> tuple[list[str], list[int], Array, list[list[str]]]:
    names: list[str] = []
    parents: list[int] = []
    offsets: list[list[float]] = []
    channels: list[list[str]] = []
    above: list[int] = []
    stream = iter(words)
    for word in stream:
        if word in ("ROOT", "JOINT", "End"):
            own = next(stream)
            names.append(f"{names[above[-1]]}_end" if word == "End" else own)
            parents.append(above[-1] if above else -1)
            offsets.append([0.0, 0.0, 0.0])
            channels.append([])
        elif word == "{":
            above.append(len(names) - 1)
        elif word == "}":
            above.pop()
        elif word == "OFFSET":
            offsets[-1] = [float(next(stream)) for _ in range(3)]
        elif word == "CHANNELS":
            channels[-1] = [next(stream) for _ in range(int(next(stream)))]
    if not names:
        raise ValueError("it has no joints")
    return names, parents, np.array(offsets), channels


def read_bvh(path: Path) -> JointMotion:
    """The motion of a file on our body, at the file's rate; its lowest foot stands on z = 0."""
    figure = parse_bvh(path.read_text(encoding="utf-8", errors="replace"), path.name)
    return figure_to_motion(figure)


def figure_to_motion(figure: Figure) -> JointMotion:
    """A figure's motion on our body: by the directions between its joints."""
    places, _ = figure.frames()
    # 1. The rest pose in our axes, so that names and shapes can be told
    rest = np.zeros((len(figure.names), 3))
    for joint, parent in enumerate(figure.parents):
        rest[joint] = figure.offsets[joint] + (rest[parent] if parent >= 0 else 0.0)
    turn = _to_scene(rest, figure)
    rest, places = rest @ turn.T, places @ turn.T
    height = float(np.ptp(rest[:, 2]))
    if height <= 1e-6:
        raise InvalidRequestError("The BVH file's rest pose is flat: it shows no standing figure.")
    scale = 1.0 if _FITS_M[0] < height < _FITS_M[1] else _STATURE_M / height
    rest, places = rest * scale, places * scale

    # 2. The 21 joints
    offsets = rest.copy()
    for joint, parent in enumerate(figure.parents):
        if parent >= 0:
            offsets[joint] = rest[joint] - rest[parent]
    skeleton = Skeleton(
        joint_names=figure.names, parents=np.array(figure.parents, dtype=np.int32),
        rest_translations=offsets.astype(np.float32),
        rest_rotations=np.tile(quat.IDENTITY, (len(rest), 1)).astype(np.float32),
        bone_lengths=np.full(len(rest), 0.05, dtype=np.float32),
    )  # fmt: skip
    joints = map_body(skeleton).joints
    points = _points(joints, figure, places)
    motion = from_points(points, figure.fps)
    low = float(np.percentile(motion.points[:, (14, 15, 19, 20), 2].min(axis=1), 2)) - 0.02
    return motion.moved(np.array([0.0, 0.0, -low]))


def _to_scene(rest: Array, figure: Figure) -> Array:
    """(3, 3) turn from the file's axes to Z up, facing -Y: BVH is Y up unless the figure is taller in Z."""
    spread = np.ptp(rest, axis=0)
    up = np.array([0.0, 0.0, 1.0]) if spread[2] > 1.2 * spread[1] else np.array([0.0, 1.0, 0.0])
    lower = [name.lower() for name in figure.names]

    def side(letter: str) -> Array:
        words = ("left", "l_", "_l", ".l") if letter == "l" else ("right", "r_", "_r", ".r")
        own = [i for i, name in enumerate(lower)
               if any(w in name for w in words) or (name[0] == letter and figure.names[i][1:2].isupper())]  # fmt: skip
        return rest[own].mean(axis=0) if own else np.zeros(3)

    left = side("l") - side("r")
    left = left - up * float(left @ up)
    if np.linalg.norm(left) < 1e-6:
        left = np.array([1.0, 0.0, 0.0])
    left = left / np.linalg.norm(left)
    return np.stack([left, np.cross(up, left), up])


def _points(joints: dict[str, int], figure: Figure, places: Array) -> Array:
    """(T, 21, 3) by role; what a figure does not have is put between what it has."""

    def at(role: str) -> Array:
        return np.asarray(places[:, joints[role]])

    spine = [at(f"spine_{n}") for n in range(1, 9) if f"spine_{n}" in joints]
    root = at("hips")
    shoulders = 0.5 * (at("upper_arm.L") + at("upper_arm.R"))
    neck = at("neck_1") if "neck_1" in joints else shoulders
    head = at("head") if "head" in joints else neck + 0.6 * (neck - shoulders)
    trunk = [root, *spine, neck]
    lengths = np.array([0.0, *np.cumsum([np.median(np.linalg.norm(b - a, axis=-1))
                                         for a, b in pairwise(trunk)])])  # fmt: skip

    def along(share: float) -> Array:
        goal = share * lengths[-1]
        k = int(np.clip(np.searchsorted(lengths, goal, side="right") - 1, 0, len(trunk) - 2))
        t = (goal - lengths[k]) / max(lengths[k + 1] - lengths[k], 1e-9)
        return np.asarray(trunk[k] + t * (trunk[k + 1] - trunk[k]))

    points = [root, along(0.19), along(0.44), neck, head]
    points += [at(f"{role}.{side}") for side in "LR" for role in ("upper_arm", "forearm", "hand")]
    for side in "LR":
        ankle = at(f"foot.{side}")
        knee = at(f"shin.{side}")
        child = next((j for j, parent in enumerate(figure.parents) if parent == joints[f"foot.{side}"]), None)
        toe = at(f"toe.{side}") if f"toe.{side}" in joints else places[:, child] if child is not None else None
        if toe is None:  # no foot at all: straight ahead of the shin
            ahead = np.cross(at("thigh.L") - at("thigh.R"), ankle - knee)
            toe = ankle + 0.15 * ahead / np.maximum(np.linalg.norm(ahead, axis=-1, keepdims=True), 1e-9)
        points += [at(f"thigh.{side}"), knee, ankle, toe, toe + 0.4 * (toe - ankle)]
    order = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
    return np.stack([points[i] for i in order], axis=1)
