"""Fit the gait model to motion capture: Fourier series in phase per channel, linear in speed.

    .venv/bin/python -m training.m4_motion.fit_gait [--data ../shared/data/motion] [--out FILE.json]

Reads straight walks and runs of the CMU set (README of the data folder), measures them by the directions between
joints, so that it does not matter whose skeleton was captured, and writes a few hundred coefficients. Phase 0 is the
left foot furthest in front of the hips, 0.5 the right one. Speed is v / sqrt(g * leg length) (Froude), lengths are in
leg lengths (hip to ankle), angles in rad with the signs of `backend/m4_motion/channels.py`.
"""

from __future__ import annotations

import argparse
import itertools
import json
from pathlib import Path

import numpy as np

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.protocol.conventions import GRAVITY_M_S2

HARMONICS = 5
FOOT_HARMONICS = 8
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


def joint_points(entry: dict, skeleton: dict, arrays: dict) -> dict[str, np.ndarray]:
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


def peaks(values: np.ndarray) -> np.ndarray:
    """Sub-frame times of the local maxima above the median."""
    i = np.arange(1, len(values) - 1)
    i = i[(values[i] >= values[i - 1]) & (values[i] > values[i + 1]) & (values[i] > np.median(values))]
    a, b, c = values[i - 1], values[i], values[i + 1]
    return i + 0.5 * (a - c) / np.minimum(a - 2 * b + c, -1e-9)


def phase_of(left: np.ndarray, right: np.ndarray, frames: int) -> tuple[np.ndarray, np.ndarray] | None:
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


def measure_clip(points: dict[str, np.ndarray]) -> dict | None:
    """Channels of one straight clip by phase, or None where it is not straight or has no clear footfalls."""
    hips = 0.5 * (points["LH"] + points["RH"])
    leg = float(
        np.mean(
            [
                np.median(np.linalg.norm(points[s + "H"] - points[s + "K"], axis=-1))
                + np.median(np.linalg.norm(points[s + "K"] - points[s + "A"], axis=-1))
                for s in "LR"
            ]
        )
    )
    frames = len(hips)
    t = np.arange(frames)
    travel = (hips[-1] - hips[0])[:2]
    forward = travel / np.linalg.norm(travel)
    side = np.array([-forward[1], forward[0]])  # left of the direction of travel
    frame = np.array([[*side, 0.0], [*(-forward), 0.0], [0.0, 0.0, 1.0]])  # rows: model axes, left, back, up
    local = {name: p @ frame.T for name, p in points.items()}
    hips = hips @ frame.T
    lateral = np.polyfit(t, hips[:, 0], 1)
    if np.std(hips[:, 0] - np.polyval(lateral, t)) > 0.05 * leg:
        return None
    ahead = {s: -(local[s + "A"] - hips)[:, 1] for s in "LR"}
    found = phase_of(peaks(ahead["L"]), peaks(ahead["R"]), frames)
    if found is None:
        return None
    index, phase = found
    progress = -hips[:, 1]
    speed = (progress[index[-1]] - progress[index[0]]) / (index[-1] - index[0]) * RATE
    stride = (progress[index[-1]] - progress[index[0]]) / (phase[-1] - phase[0])
    floor = min(np.percentile(local[s + "A"][:, 2], 8) for s in "LR")

    def line(a: str, b: str) -> tuple[np.ndarray, np.ndarray]:
        v = local[a] - local[b]
        return np.arctan2(v[:, 1], v[:, 0]), np.arctan2(-v[:, 2], np.linalg.norm(v[:, :2], axis=-1))

    hips_yaw, hips_roll = line("LH", "RH")
    chest_yaw, chest_roll = line("LS", "RS")
    trunk = local["BLN"] - hips
    trend = np.polyfit(index, progress[index], 1)
    body = {
        "hips.side": (hips[:, 0] - np.polyval(lateral, t)) / leg,
        "hips.ahead": (progress - np.polyval(trend, t)) / leg,
        "hips.z": (hips[:, 2] - floor) / leg - 1.0,
        "hips.yaw": hips_yaw,
        "hips.roll": hips_roll,
        "spine.yaw": chest_yaw - hips_yaw,
        "spine.roll": chest_roll - hips_roll,
        "spine.pitch": np.arctan2(-trunk[:, 1], trunk[:, 2]),
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
        foot = local[s + "F"] - local[s + "A"]
        slope = np.arctan2(-foot[:, 2], -foot[:, 1])  # a runner's toes point back and up behind the body
        late = (phase if s == "L" else phase + 0.5) % 1.0
        flat = np.median(slope[index][(late > 0.15) & (late < 0.33)])
        pitch = slope - flat
        # Where the footprint is, and how high the sole, on a foot of our proportions
        heel, ball = geometry.heel[1] * scale, geometry.ball[1] * scale
        height = geometry.ankle_height * scale
        pivot = np.where(pitch > 0.0, ball, heel)
        back = pivot + np.cos(pitch) * (0.0 - pivot) - np.sin(pitch) * height
        lowest = np.minimum(0.0, np.minimum(np.sin(pitch) * heel, np.sin(pitch) * ball)) - np.cos(pitch) * height
        limbs[s] = {
            "arm.flex": np.arctan2(-upper[:, 1], -upper[:, 2]),
            "arm.abduct": np.arcsin(np.clip(sign * upper[:, 0], -1, 1)),
            "elbow": np.arccos(np.clip(np.sum(upper * fore, axis=-1), -1, 1)),
            "foot.pitch": pitch,
            "print": (-(local[s + "A"][:, 1] - back)) / leg,
            "clearance": (local[s + "A"][:, 2] - floor + height + lowest) / leg,
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


def basis(phase: np.ndarray, harmonics: int) -> np.ndarray:
    """(N, 1 + 2 H): 1, cos, sin of each harmonic."""
    k = 2.0 * np.pi * np.arange(1, harmonics + 1)[None] * phase[:, None]
    return np.concatenate([np.ones((len(phase), 1)), np.cos(k), np.sin(k)], axis=1)


def fit(
    samples: list[tuple[np.ndarray, np.ndarray, float]], centre: float, spread: float, harmonics: int
) -> list[list[float]]:
    """Least squares over clips (phase, values, speed) of equal weight -> coefficients [at centre, per unit speed]."""
    rows, values = [], []
    for phase, value, speed in samples:
        b = basis(phase, harmonics) / np.sqrt(len(phase))
        rows.append(np.concatenate([b, b * (speed - centre) / spread], axis=1))
        values.append(value / np.sqrt(len(phase)))
    a, y = np.concatenate(rows), np.concatenate(values)
    width = a.shape[1] // 2
    ridge = np.diag(np.r_[np.full(width, 1e-3), np.full(width, 0.05 * len(samples))])
    coefficients = np.linalg.solve(a.T @ a + ridge * 0.2, a.T @ y)
    return [
        [round(float(c), 5) for c in coefficients[:width]],
        [round(float(c) / spread, 5) for c in coefficients[width:]],
    ]


def swing_profile(clips: list[dict]) -> dict:
    """Contact phases, and over the swing (0…1): progress of the footprint and clearance of the sole, 21 values each."""
    grid = np.linspace(0.0, 1.0, 21)
    on, off, progress, clearance = [], [], [], []
    for clip in clips:
        index, phase = clip["index"], clip["phase"]
        for s, shift in (("L", 0.0), ("R", 0.5)):
            prints = clip["limbs"][s]["print"]
            lift = clip["limbs"][s]["clearance"]
            p = phase - shift
            for cycle in np.arange(np.ceil(p[0] + 0.62), np.floor(p[-1] - 0.08) + 1):
                # one swing ends near phase `cycle`: footprint before and after it
                before = prints[index][(p > cycle - 0.85) & (p < cycle - 0.60)]
                after = prints[index][(p > cycle + 0.05) & (p < cycle + 0.30)]
                if len(before) < 2 or len(after) < 2:
                    continue
                a, b = np.median(before), np.median(after)
                fine = np.linspace(cycle - 0.75, cycle + 0.2, 191)
                share = (np.interp(fine, p, prints[index]) - a) / (b - a)
                start = fine[np.argmax(share > 0.02)]
                end = fine[len(fine) - 1 - np.argmax(share[::-1] < 0.985)]
                if not 0.2 < end - start < 0.8:
                    continue
                on.append(end - cycle)
                off.append(start - cycle)
                at = start + grid * (end - start)
                progress.append(np.interp(at, fine, share))
                clearance.append(np.interp(at, p, lift[index]))
    height = np.median(clearance, axis=0)
    height = np.maximum(0.0, height - np.interp(grid, [0, 1], [height[0], height[-1]]))
    curve = np.median(progress, axis=0)
    curve = (curve - curve[0]) / (curve[-1] - curve[0])
    return {
        "swing_start": round(float(np.median(off)), 4),
        "swing_end": round(float(np.median(on)), 4),
        "swings": len(on),
        "progress": [round(float(v), 4) for v in np.maximum.accumulate(curve)],
        "clearance": [round(float(v), 4) for v in height],
    }


def pass_phase(clips: list[dict]) -> float:
    """Phase at which the hips pass over a standing foot, in cycles after its furthest forward point."""
    found = []
    for clip in clips:
        index, phase = clip["index"], clip["phase"]
        for s, shift in (("L", 0.0), ("R", 0.5)):
            p = phase - shift
            ahead = clip["limbs"][s]["print"][index] - clip["progress"][index]
            for cycle in np.arange(np.ceil(p[0]), np.floor(p[-1] - 0.4) + 1):
                inside = (p > cycle + 0.02) & (p < cycle + 0.42)
                if inside.sum() > 2 and ahead[inside][0] > 0.0 > ahead[inside][-1]:
                    found.append(np.interp(0.0, -ahead[inside], p[inside]) - cycle)
    return float(np.median(found))


def fit_gait(clips: list[dict]) -> dict:
    """All coefficients of one gait."""
    speeds = np.array([c["speed"] for c in clips])
    strides = np.array([c["stride"] for c in clips])
    centre, spread = float(np.median(speeds)), float(np.std(speeds))
    result: dict = {
        "clips": len(clips),
        "speed_range": [round(float(v), 4) for v in np.percentile(speeds, [3, 97])],
        "speed_centre": round(centre, 4),
        "stride": [round(float(v), 4) for v in np.polyfit(np.log(speeds), np.log(strides), 1)[::-1]],
        "print_side": round(
            float(np.median([np.median(c["limbs"][s]["foot.side"][c["index"]]) for c in clips for s in "LR"])), 4
        ),
        "pass_phase": round(pass_phase(clips), 4),
        "swing": swing_profile(clips),
        "channels": {},
    }
    for name in clips[0]["body"]:
        # Left and right are the same person in a mirror: odd channels flip when the phase moves by half a cycle.
        odd = name.endswith(("side", "yaw", "roll"))
        samples = []
        for c in clips:
            value = c["body"][name][c["index"]]
            samples += [(c["phase"], value, c["speed"]), (c["phase"] + 0.5, -value if odd else value, c["speed"])]
        result["channels"][name] = fit(samples, centre, spread, HARMONICS)
    for name in ("arm.flex", "arm.abduct", "elbow", "foot.pitch"):
        samples = [
            (c["phase"] - shift, c["limbs"][s][name][c["index"]], c["speed"])
            for c in clips
            for s, shift in (("L", 0.0), ("R", 0.5))
        ]
        result["channels"][name] = fit(samples, centre, spread, FOOT_HARMONICS if name == "foot.pitch" else HARMONICS)
    return result


def read_gaits(folder: Path) -> dict[str, list[dict]]:
    """The straight captured walks and runs of a data folder, measured; each with its trial and its points."""
    skeletons = json.loads((folder / "skeletons.json").read_text())
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
            clip = measure_clip(points)
            if clip is None:
                continue
            gait = gaits["run" if clip["speed"] > 0.7 else "walk"]
            names = {"id": entry["id"], "trial": entry["trial"], "figure": entry["skeleton"]}
            gait.append(clip | names | {"points": points})
    return gaits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/motion"))
    parser.add_argument("--out", type=Path, default=Path("blender_assets/motion/gait.json"))
    arguments = parser.parse_args()
    if not (arguments.data / "skeletons.json").exists():
        parser.error(f"No motion data in {arguments.data}: give the folder that holds skeletons.json with --data.")
    gaits = read_gaits(arguments.data)
    result = {
        "source": "CMU Graphics Lab Motion Capture Database, mocap.cs.cmu.edu; see training/m4_motion/fit_gait.py",
        **{name: fit_gait(clips) for name, clips in gaits.items()},
    }
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(result, indent=1) + "\n")
    for name, clips in gaits.items():
        fitted = result[name]
        swing = fitted["swing"]
        print(f"{name}: {len(clips)} clips, speed {fitted['speed_range']}, stride {fitted['stride']}")
        print(f"  hips pass at {fitted['pass_phase']}, swing {swing['swing_start']} to {swing['swing_end']}")


if __name__ == "__main__":
    main()
