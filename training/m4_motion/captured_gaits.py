"""Straight captured walks and runs, measured: what the gait is fitted to and judged by.

The CMU set (README of the data folder) is measured by the directions between joints, so that it does not matter whose
skeleton was captured. Two things of the figures and the studio are taken out first, each from what is known of it:

- `Zeros`: a figure's joints are straight where its rest pose is. One retargeted figure stands with knees bent by 8 and
  elbows by 17 degrees, others with the neck 4 to 7 degrees behind the hips; without this its people never straighten.
- `levelled`: the floor of three subjects rises by 2 % of the way, which reads as hips that rise with every step.

Phase 0 is the left foot furthest in front of the hips, 0.5 the right one. Speed is v / sqrt(g * leg length) (Froude),
lengths are in leg lengths (hip to ankle), angles in rad with the signs of `backend/m4_motion/channels.py`.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.protocol.conventions import GRAVITY_M_S2

Array = NDArray[np.float64]
Points = dict[str, Array]

EXCLUDED = (
    "uneven",
    "exaggerated",
    "navigate",
    "start walk stop",
    "step",
    "stair",
    "strafe",
    "backward",
    "jumping jacks",
)
RATE = 20.0
_RETARGETED = "cmu_daz"
"""one figure for many performers: its hips are highest a tenth of a cycle earlier than those of people on own bones"""
_STANDS = (0.15, 0.27)
"""phases in which a foot is flat on the floor, of walkers and runners"""


@dataclass(frozen=True)
class Zeros:
    """What the joints of a figure read in its rest pose, rad."""

    thigh: float = 0.0
    """pitch of the thigh against the line from hip to ankle, + ahead"""
    knee: float = 0.0
    elbow: float = 0.0
    trunk: float = 0.0
    """pitch, + ahead"""


def zeros_of(rest: Points) -> Zeros:
    """Zeros of a figure from its points (3,) in the rest pose, Z up, facing -Y."""

    def between(a: Array, b: Array) -> float:
        return float(np.arctan2(np.linalg.norm(np.cross(a, b)), a @ b))

    def pitch(bone: Array) -> float:
        return float(np.arctan2(-bone[1], np.linalg.norm(bone[[0, 2]])))

    thigh, shin = rest["LK"] - rest["LH"], rest["LA"] - rest["LK"]
    trunk = rest["BLN"] - 0.5 * (rest["LH"] + rest["RH"])
    return Zeros(
        thigh=pitch(thigh) - pitch(thigh + shin),
        knee=between(thigh, shin),
        elbow=between(rest["LE"] - rest["LS"], rest["LW"] - rest["LE"]),
        trunk=pitch(trunk),
    )


def rest_points(name: str, skeleton: dict) -> Points:
    """Points (3,) of a figure in its rest pose."""
    turns = np.zeros((1, len(skeleton["parents"]), 4))
    turns[..., 0] = 1.0
    still = {"skeleton": name, "start": 0, "frames": 1}
    points = joint_points(still, skeleton, {f"{name}__quat": turns, f"{name}__root": np.zeros((1, 3))})
    return {key: value[0] for key, value in points.items()}


def joint_points(entry: dict, skeleton: dict, arrays: dict) -> dict[str, Array]:
    """The 21 KIT points (T, 3) of a clip, Z up, by name."""
    rows = slice(entry["start"], entry["start"] + entry["frames"])
    q = quat.normalize(arrays[entry["skeleton"] + "__quat"][rows].astype(np.float64))
    positions = np.zeros((len(q), len(skeleton["parents"]), 3))
    turns = np.zeros_like(q)
    for j, parent in enumerate(skeleton["parents"]):
        if parent < 0:
            positions[:, j], turns[:, j] = arrays[entry["skeleton"] + "__root"][rows], q[:, j]
        else:
            positions[:, j] = positions[:, parent] + quat.mul_vec(turns[:, parent], np.array(skeleton["offsets"][j]))
            turns[:, j] = quat.mul(turns[:, parent], q[:, j])
    positions = positions[..., [0, 2, 1]] * np.array([1.0, -1.0, 1.0])
    names = skeleton["joints"]
    points = {}
    for name, where in skeleton["kit"].items():
        if isinstance(where, str):
            points[name] = positions[:, names.index(where)]
        else:
            a, b = positions[:, names.index(where[0])], positions[:, names.index(where[1])]
            points[name] = a + (b - a) * where[2]
    return points


def peaks(values: Array) -> Array:
    """Sub-frame times of the local maxima above the median."""
    i = np.arange(1, len(values) - 1)
    i = i[(values[i] >= values[i - 1]) & (values[i] > values[i + 1]) & (values[i] > np.median(values))]
    a, b, c = values[i - 1], values[i], values[i + 1]
    return i + 0.5 * (a - c) / np.minimum(a - 2 * b + c, -1e-9)


def phase_of(left: Array, right: Array, frames: int) -> tuple[NDArray[np.int64], Array] | None:
    """Phase in cycles at the frames between the first and last footfall, from the footfall times of both feet."""
    falls = sorted([(t, 0.0) for t in left] + [(t, 0.5) for t in right])
    if len(falls) < 3 or any(a[1] == b[1] for a, b in itertools.pairwise(falls)):
        return None
    times = np.array([t for t, _ in falls])
    if np.any(np.diff(times) < 3.0):
        return None
    # The clip goes on a little before the first and after the last footfall, at the mean rate.
    gap = float(np.mean(np.diff(times)))
    times = np.r_[times[0] - gap, times, times[-1] + gap]
    phases = falls[0][1] + 0.5 * np.arange(-1, len(falls) + 1)
    index = np.arange(max(0, int(np.ceil(times[0]))), min(frames - 1, int(np.floor(times[-1]))) + 1)
    return index, np.interp(index, times, phases)


def travelling(points: Points) -> tuple[Array, Points, Array]:
    """Rows of the travelling frame (left, back, up), the points in it and the middle of the hips (T, 3) in it."""
    hips = 0.5 * (points["LH"] + points["RH"])
    travel = (hips[-1] - hips[0])[:2]
    forward = travel / np.linalg.norm(travel)
    frame = np.array([[-forward[1], forward[0], 0.0], [*(-forward), 0.0], [0.0, 0.0, 1.0]])
    return frame, {name: p @ frame.T for name, p in points.items()}, hips @ frame.T


def _phase(local: Points, hips: Array) -> tuple[NDArray[np.int64], Array] | None:
    ahead = {side: peaks(-(local[f"{side}A"] - hips)[:, 1]) for side in "LR"}
    return phase_of(ahead["L"], ahead["R"], len(hips))


def standing(phase: Array, side: str) -> NDArray[np.bool_]:
    """Where a foot carries, flat on the floor."""
    late = (phase if side == "L" else phase + 0.5) % 1.0
    return np.asarray((late > _STANDS[0]) & (late < _STANDS[1]))


def levelled(points: Points) -> Points:
    """The same clip (T, 3) on a level floor: ankles that carry are equally high all along the way.

    A clip in which no foot stands twice shows no slope, only how a foot rolls: it stays as it is.
    """
    frame, local, hips = travelling(points)
    found = _phase(local, hips)
    if found is None:
        return points
    index, phase = found
    rows, heights = [], []
    stands = 0
    for side in "LR":
        at = index[standing(phase, side)]
        stands = max(stands, len(np.flatnonzero(np.diff(at) > 1)) + 1)
        rows.append(np.stack([-hips[at, 1], np.full(len(at), side == "L"), np.full(len(at), side == "R")], axis=-1))
        heights.append(local[f"{side}A"][at, 2])
    if stands < 2:
        return points
    slope = np.linalg.lstsq(np.concatenate(rows), np.concatenate(heights), rcond=None)[0][0]
    turn = quat.from_angle_axis(np.arctan(slope), [1.0, 0.0, 0.0])
    return {name: quat.mul_vec(turn, p) @ frame for name, p in local.items()}


def measure_clip(points: Points, zeros: Zeros) -> dict | None:
    """Channels of one straight clip by phase, or None where it is not straight or has no clear footfalls."""
    _, local, hips = travelling(points)
    leg = float(
        np.mean(
            [
                np.median(np.linalg.norm(points[s + "H"] - points[s + "K"], axis=-1))
                + np.median(np.linalg.norm(points[s + "K"] - points[s + "A"], axis=-1))
                for s in "LR"
            ]
        )
    )
    t = np.arange(len(hips))
    lateral = np.polyfit(t, hips[:, 0], 1)
    if np.std(hips[:, 0] - np.polyval(lateral, t)) > 0.05 * leg:
        return None
    found = _phase(local, hips)
    if found is None:
        return None
    index, phase = found
    progress = -hips[:, 1]
    speed = (progress[index[-1]] - progress[index[0]]) / (index[-1] - index[0]) * RATE
    stride = (progress[index[-1]] - progress[index[0]]) / (phase[-1] - phase[0])
    floor = np.mean([np.median(local[s + "A"][index[standing(phase, s)], 2]) for s in "LR"])

    def line(a: str, b: str) -> tuple[Array, Array]:
        v = local[a] - local[b]
        return np.arctan2(v[:, 1], v[:, 0]), np.arctan2(-v[:, 2], np.linalg.norm(v[:, :2], axis=-1))

    hips_yaw, hips_roll = line("LH", "RH")
    chest_yaw, chest_roll = line("LS", "RS")
    trunk = local["BLN"] - hips
    trend = np.polyfit(index - index[0], progress[index], 3)  # some gain or lose speed along a clip
    body = {
        "hips.side": (hips[:, 0] - np.polyval(lateral, t)) / leg,
        "hips.ahead": (progress - np.polyval(trend, t - index[0])) / leg,
        "hips.z": (hips[:, 2] - floor) / leg - 1.0,
        "hips.yaw": hips_yaw,
        "hips.roll": hips_roll,
        "spine.yaw": chest_yaw - hips_yaw,
        "spine.roll": chest_roll - hips_roll,
        "spine.pitch": np.arctan2(-trunk[:, 1], trunk[:, 2]) - zeros.trunk,
    }
    limbs = {}
    geometry = default_body()
    scale = leg / geometry.leg
    for s, sign in (("L", 1.0), ("R", -1.0)):
        turn = quat.from_angle_axis(-chest_yaw, [0.0, 0.0, 1.0])
        upper = quat.mul_vec(turn, local[s + "E"] - local[s + "S"])
        fore = quat.mul_vec(turn, local[s + "W"] - local[s + "E"])
        upper /= np.linalg.norm(upper, axis=-1, keepdims=True)
        fore /= np.linalg.norm(fore, axis=-1, keepdims=True)
        foot = local[s + "Mrot"] - local[s + "A"]
        slope = np.arctan2(-foot[:, 2], -foot[:, 1])  # a runner's toes point back and up behind the body
        stands = index[standing(phase, s)]
        pitch = slope - np.median(slope[stands])
        stands_at = np.median(local[s + "A"][stands, 2])
        # Where the footprint is, of a foot of our proportions
        heel, ball = geometry.heel[1] * scale, geometry.ball[1] * scale
        height = geometry.ankle_height * scale
        pivot = np.where(pitch > 0.0, ball, heel)
        back = pivot + np.cos(pitch) * (0.0 - pivot) - np.sin(pitch) * height
        limbs[s] = {
            "arm.flex": np.arctan2(-upper[:, 1], -upper[:, 2]),
            "arm.abduct": np.arcsin(np.clip(sign * upper[:, 0], -1, 1)),
            "elbow": np.arccos(np.clip(np.sum(upper * fore, axis=-1), -1, 1)) - zeros.elbow,
            "foot.pitch": pitch,
            "print": (-(local[s + "A"][:, 1] - back)) / leg,
            "ankle.z": (local[s + "A"][:, 2] - stands_at) / leg,
            "foot.side": sign * (local[s + "A"][:, 0] - np.polyval(lateral, t)) / leg,
        }
    return {
        "index": index,
        "phase": phase,
        "speed": speed / np.sqrt(GRAVITY_M_S2 * leg),
        "stride": stride / leg,
        "body": body,
        "progress": progress / leg,
        "limbs": limbs,
        "leg": leg,
    }


def person_of(clip: dict) -> str:
    """Number of who walks."""
    return str(clip["trial"]).split("_")[0]


def read_gaits(folder: Path) -> dict[str, list[dict]]:
    """The straight captured walks and runs of a data folder, measured; each with its trial and its points."""
    skeletons = json.loads((folder / "skeletons.json").read_text())
    zeros = {name: zeros_of(rest_points(name, skeleton)) for name, skeleton in skeletons.items()}
    gaits: dict[str, list[dict]] = {"walk": [], "run": []}
    for split in ("train", "val"):
        arrays = dict(np.load(folder / f"clips_{split}.npz"))
        for row in (folder / f"clips_{split}.jsonl").read_text().splitlines():
            entry = json.loads(row)
            text = " ".join(t["text"].lower() for t in entry["texts"])
            kind = next(
                (k for k, words in (("run", ("run", "jog")), ("walk", ("walk",))) if any(w in text for w in words)), ""
            )
            if not entry["skeleton"].startswith("cmu") or not kind or any(word in text for word in EXCLUDED):
                continue
            points = joint_points(entry, skeletons[entry["skeleton"]], arrays)
            points = levelled(points)
            clip = measure_clip(points, zeros[entry["skeleton"]])
            if clip is None:
                continue
            gait = gaits["run" if clip["speed"] > 0.7 else "walk"]
            figure = entry["skeleton"]
            names = {"id": entry["id"], "trial": entry["trial"], "figure": figure, "own_bones": figure != _RETARGETED}
            gait.append(clip | names | {"points": points, "zeros": zeros[figure]})
    return gaits
