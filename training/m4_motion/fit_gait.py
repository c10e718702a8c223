"""Fit the gait model to motion capture: Fourier series in phase per channel, linear in speed.

    .venv/bin/python -m training.m4_motion.fit_gait [--data ../shared/data/motion] [--out FILE.json]

Reads straight walks and runs of the CMU set (README of the data folder), measures them by the directions between
joints, so that it does not matter whose skeleton was captured, and writes a few hundred coefficients. Phase 0 is the
left foot furthest in front of the hips, 0.5 the right one. Speed is v / sqrt(g * leg length) (Froude), lengths are in
leg lengths (hip to ankle), angles in rad with the signs of `backend/m4_motion/channels.py`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from backend.m4_motion.body import default_body
from backend.m4_motion.locomotion import roll_foot
from backend.m4_motion.solve import ankle_of

from .captured_gaits import person_of, read_gaits
from .phase_series import basis, fit
from .stride_variation import fit_variation

HARMONICS = {"walk": 8, "run": 5}
"""as many as tell more about the third derivative of a clip that was held out, over the channels; of the runs there are
few, of a cycle each"""
_MOVES = 0.08
"""share of the walker's speed at which a footprint counts as moving: twice what those of standing feet seem to move"""


def _of_sides(clips: list[dict], name: str) -> list[tuple[np.ndarray, np.ndarray, dict]]:
    """Samples of a limb's channel, the right one half a cycle later."""
    return [
        (clip["phase"] - shift, clip["limbs"][side][name][clip["index"]], clip)
        for clip in clips
        for side, shift in (("L", 0.0), ("R", 0.5))
    ]


def swings(clips: list[dict], centre: float, spread: float, harmonics: int, speeds: list[float]) -> list[dict]:
    """At each speed contact phases, and over the swing (0…1) progress of the footprint and clearance of the sole, 33
    values each.

    From series like those of the channels: the footprint, and pitch and ankle of the foot.
    """

    def series(samples: list[tuple[np.ndarray, np.ndarray, dict]]) -> np.ndarray:
        return np.array(fit(samples, centre, spread, harmonics))

    # Against the steady way a footprint goes back and forth; where each clip begins is found on the way
    prints = [(phase, value / clip["stride"] - phase, clip) for phase, value, clip in _of_sides(clips, "print")]
    for _ in range(4):
        base, slope = series(prints)
        prints = [
            (p, v - np.mean(v - basis(p, harmonics) @ (base + slope * (clip["speed"] - centre))), clip)
            for p, v, clip in prints
        ]
    fitted = [series(samples) for samples in (prints, _of_sides(clips, "ankle.z"), _of_sides(clips, "foot.pitch"))]
    return [
        {"speed": speed, **_swing(*(base + slope * (speed - centre) for base, slope in fitted))} for speed in speeds
    ]


def _swing(footprint: np.ndarray, ankle: np.ndarray, pitch: np.ndarray) -> dict:
    """Of one speed, from the coefficients of its series.

    The sole is as high as brings our own foot's ankle to the height of theirs.
    """
    harmonics = len(footprint) // 2
    fine = np.linspace(-0.74, 0.24, 393)
    moving = np.maximum(1.0 + np.gradient(basis(fine, harmonics) @ footprint, fine) - _MOVES, 0.0)
    middle = int(np.argmax(moving))
    still = np.flatnonzero(moving == 0.0)
    start, end = still[still < middle].max(), still[still > middle].min()
    at = np.linspace(fine[start], fine[end], 33)
    progress = np.interp(at, fine, np.cumsum(moving) - 0.5 * moving)
    over = basis(at, harmonics)
    sole = over @ ankle - _ankle_of_grounded(over @ pitch)
    sole = np.maximum(0.0, sole - np.linspace(sole[0], sole[-1], len(at)))
    return {
        "start": round(float(fine[start]), 4),
        "end": round(float(fine[end]), 4),
        "progress": [round(float(v), 4) for v in (progress - progress[0]) / (progress[-1] - progress[0])],
        "clearance": [round(float(v), 4) for v in sole],
    }


def _ankle_of_grounded(pitch: np.ndarray) -> np.ndarray:
    """How far (N,) above a flat foot's our ankle is, leg lengths, in a swing whose sole never leaves the floor."""
    body = default_body()
    motion = np.repeat(body.standing()[None], len(pitch), axis=0)
    roll_foot(motion, "L", np.linspace(0.0, 1.0, len(pitch)), pitch)
    return (ankle_of(body, motion, "L")[0][:, 2] - body.ankle_height) / body.leg


def stride_law(clips: list[dict]) -> list[float]:
    """a, b of stride = exp(a) * speed ** b."""
    speeds, strides = (np.log([clip[name] for clip in clips]) for name in ("speed", "stride"))
    law = np.polyfit(speeds, strides, 1, w=np.sqrt([clip["weight"] for clip in clips]))
    return [round(float(v), 4) for v in law[::-1]]


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


def fit_gait(clips: list[dict], harmonics: int) -> dict:
    """All coefficients of one gait.

    People differ more than the walks of one of them do, so that each person counts once, however many trials there are.
    """
    people = Counter(person_of(clip) for clip in clips)
    clips = [clip | {"weight": len(clips) / len(people) / people[person_of(clip)]} for clip in clips]
    # Where joints are, other than how they bend, depends on whose bones they are
    placed = [clip for clip in clips if clip["own_bones"]] or clips
    speeds = np.array([c["speed"] for c in clips])
    centre, spread = float(np.median(speeds)), float(np.std(speeds))
    low, high = (round(float(v), 4) for v in np.percentile(speeds, [3, 97]))
    result: dict = {
        "clips": len(clips),
        "speed_range": [low, high],
        "speed_centre": round(centre, 4),
        "stride": stride_law(placed),
        "print_side": round(
            float(np.median([np.median(c["limbs"][s]["foot.side"][c["index"]]) for c in clips for s in "LR"])), 4
        ),
        "pass_phase": round(pass_phase(placed), 4),
        "swings": swings(placed, centre, spread, harmonics, [low, round(centre, 4), high]),
        "channels": {},
    }
    for name in clips[0]["body"]:
        # Left and right are the same person in a mirror: odd channels flip when the phase moves by half a cycle.
        odd = name.endswith(("side", "yaw", "roll"))
        samples = []
        for c in placed if name in ("hips.side", "hips.ahead", "hips.z") else clips:
            value = c["body"][name][c["index"]]
            samples += [(c["phase"], value, c), (c["phase"] + 0.5, -value if odd else value, c)]
        result["channels"][name] = fit(samples, centre, spread, harmonics)
    for name in ("arm.flex", "arm.abduct", "elbow", "foot.pitch", "ankle.z"):
        result["channels"][name] = fit(_of_sides(clips, name), centre, spread, harmonics)
    result["variation"] = fit_variation(clips, harmonics)
    return result


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
        **{name: fit_gait(clips, HARMONICS[name]) for name, clips in gaits.items()},
    }
    # Two runners cannot tell how people differ: they differ as walkers do
    result["run"]["variation"]["stride_of_people"] = result["walk"]["variation"]["stride_of_people"]
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(result, indent=1) + "\n")
    for name, clips in gaits.items():
        fitted = result[name]
        print(f"{name}: {len(clips)} clips, speed {fitted['speed_range']}, stride {fitted['stride']}")
        print(f"  hips pass at {fitted['pass_phase']}")
        for swing in fitted["swings"]:
            print(f"  at {swing['speed']} a foot swings from {swing['start']} to {swing['end']}")


if __name__ == "__main__":
    main()
