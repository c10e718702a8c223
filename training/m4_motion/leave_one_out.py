"""How like real people the walking and running programs go, each captured trial judged by a fit that never saw it.

    .venv/bin/python -m training.m4_motion.leave_one_out [--data ../shared/data/motion]

For every trial the gait is fitted to all others, a person of the program walks as fast as the captured one, and both
are measured by the same functions on the same 21 points at 20 fps: joint angles over the cycle (degrees, root mean
square, to the nearest cycle of the held-out trial), feet that skate, and jerk. `other people` is the same comparison
between the held-out trial and the real trial next to it in speed.

Angles: hip, knee, ankle, shoulder and elbow of both sides and the trunk, in the plane of travel, and the turns of hips
and chest. An ankle's zero depends on how a figure's foot is drawn, so it is compared about its mean. The zeros of the
other joints depend on where a figure's joints lie as well (one retargeted figure never straightens its knees and
elbows); `own zeros` is the same comparison with them, which are learnt from the other trials of that figure alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.m4_motion.body import default_body
from backend.m4_motion.gait import Gait, gait_of
from backend.m4_motion.learned.joints import NAMES, from_character
from backend.m4_motion.locomotion import Path as Way
from backend.m4_motion.locomotion import Style, travel
from backend.m4_motion.solve import solve
from backend.protocol.conventions import GRAVITY_M_S2

from .fit_gait import RATE, fit_gait, measure_clip, read_gaits

Array = NDArray[np.float64]
Points = dict[str, Array]

_PHASES = np.linspace(0.0, 1.0, 32, endpoint=False)
_CYCLES = 7.0
"""strides that the program goes; those of the start and the stop are not measured"""
_LOW, _FAST_M_S = 0.05, 0.2
_ANGLE_DEG, _JERK = 10.0, (0.8, 1.25)


def angles_of(points: Points) -> Array:
    """(T, 13) rad: hip, knee, ankle, shoulder, elbow of the left and the right, trunk pitch, yaw of hips and chest."""
    hips = 0.5 * (points["LH"] + points["RH"])
    way = (hips[-1] - hips[0])[:2]
    forward = np.array([*(way / np.linalg.norm(way)), 0.0])
    left = np.array([-forward[1], forward[0], 0.0])

    def pitch(a: str, b: str) -> Array:
        """Of the bone from a down to b, + ahead."""
        bone = points[b] - points[a]
        return np.arctan2(bone @ forward, -bone[:, 2])

    def yaw(a: str, b: str) -> Array:
        across = points[a] - points[b]
        return np.arctan2(-(across @ forward), across @ left)

    trunk = points["BLN"] - hips
    columns = []
    for side in "LR":
        thigh, shin = pitch(f"{side}H", f"{side}K"), pitch(f"{side}K", f"{side}A")
        foot = points[f"{side}Mrot"] - points[f"{side}A"]
        slope = np.arctan2(foot[:, 2], foot @ forward)
        ankle = slope - shin
        columns += [thigh, thigh - shin, ankle - ankle.mean()]
        upper, fore = pitch(f"{side}S", f"{side}E"), pitch(f"{side}E", f"{side}W")
        columns += [upper, fore - upper]
    turn = yaw("LH", "RH")
    columns += [np.arctan2(trunk @ forward, trunk[:, 2]), turn, yaw("LS", "RS") - turn]
    return np.stack(columns, axis=-1)


def cycles_of(clip: dict, points: Points) -> list[Array]:
    """Every whole cycle (32, 13) of a measured clip, and each one in the mirror half a cycle later."""
    angles = angles_of(points)[clip["index"]]
    phase = clip["phase"]
    mirrored = np.concatenate([angles[:, 5:10], angles[:, :5], angles[:, 10:11], -angles[:, 11:]], axis=1)
    found = []
    for values, shift in ((angles, 0.0), (mirrored, 0.5)):
        p = phase - shift
        for start in np.arange(np.ceil(p[0]), np.floor(p[-1]) + 0.01):
            if start + 1.0 <= p[-1] + 0.04:
                found.append(np.stack([np.interp(start + _PHASES, p, column) for column in values.T], axis=-1))
    return found


def apart(cycle: Array, others: list[Array]) -> float:
    """Degrees, root mean square, to the nearest of them."""
    return min(float(np.degrees(np.sqrt(np.mean((cycle - other) ** 2)))) for other in others)


def skate(points: Points, frames: NDArray[np.int64], leg: float) -> float:
    """Share of low toes that move; the floor is where the toes are lowest."""
    moving = low = 0
    for side in "LR":
        toe = points[f"{side}Mrot"][frames[0] : frames[-1] + 1]
        height = toe[:, 2] - np.percentile(toe[:, 2], 2)
        speed = np.linalg.norm(np.diff(toe[:, :2], axis=0), axis=-1) * RATE
        near = (height[1:] < _LOW) & (height[:-1] < _LOW)
        low += len(near)
        moving += int((near & (speed > _FAST_M_S)).sum())
    return moving / max(low, 1)


def jerk(points: Points, frames: NDArray[np.int64], leg: float) -> float:
    """Mean over joints and frames, leg lengths / s³."""
    every = np.stack([points[name] for name in NAMES], axis=1)[frames[0] : frames[-1] + 1] / leg
    return float(np.linalg.norm(np.diff(every, 3, axis=0), axis=-1).mean() * RATE**3)


def programmed(gait: Gait, froude: float) -> tuple[dict, Points]:
    """The program's person going straight at a speed, measured as the captures are; without start and stop."""
    body = default_body()
    speed = froude * float(np.sqrt(GRAVITY_M_S2 * body.leg))
    length = (_CYCLES + 2.0) * 2.0 * gait.step_length(speed, body.leg)
    way = Way(np.array([[0.0, 0.0], [0.0, -length]]), 0.0, 0.0)
    motion, _ = travel(body, body.standing(), way, gait, speed, Style(), RATE)
    posed = solve(body, motion, RATE)
    every = from_character(body, posed.root, posed.joint_rotations, RATE).points
    cut = round(len(every) / (_CYCLES + 2.0) * 1.2)
    points = {name: every[cut:-cut, i] for i, name in enumerate(NAMES)}
    clip = measure_clip(points)
    assert clip is not None
    return clip, points


def rows(clips: list[dict], name: str) -> Iterator[dict]:
    """A row of figures per trial."""
    for trial in sorted({clip["trial"] for clip in clips}):
        held_out = [clip for clip in clips if clip["trial"] == trial]
        others = [clip for clip in clips if clip["trial"] != trial]
        gait = gait_of(name, fit_gait(others))
        speed = float(np.mean([clip["speed"] for clip in held_out]))
        real = [cycle for clip in held_out for cycle in cycles_of(clip, clip["points"])]
        if not real:
            continue
        made, points = programmed(gait, speed)
        mean_cycle = np.mean(cycles_of(made, points), axis=0)
        leg = float(np.mean([clip["leg"] for clip in held_out]))
        neighbour = min(others, key=lambda clip: abs(clip["speed"] - speed))
        near = cycles_of(neighbour, neighbour["points"])
        yield {
            "trial": trial, "speed m/s": speed * float(np.sqrt(GRAVITY_M_S2 * leg)), "cycles": len(real),
            "figure": held_out[0]["figure"], "angle": apart(mean_cycle, real), "made": mean_cycle, "real": real,
            "other people": apart(np.mean(near, axis=0), real) if near else float("nan"),
            "skate": skate(points, made["index"], made["leg"]),
            "real skate": float(np.mean([skate(c["points"], c["index"], c["leg"]) for c in held_out])),
            "jerk ratio": jerk(points, made["index"], made["leg"])
            / float(np.mean([jerk(c["points"], c["index"], c["leg"]) for c in held_out])),
            "by joint": np.degrees(np.sqrt(np.mean((mean_cycle - np.mean(real, axis=0)) ** 2, axis=0))),
        }  # fmt: skip


def with_own_zeros(found: list[dict]) -> Array:
    """Degrees per row, to the nearest real cycle, with the zeros of that figure's joints in its other trials."""
    offsets = np.array([np.mean(row["real"], axis=(0, 1)) - row["made"].mean(axis=0) for row in found])
    angles = []
    for i, row in enumerate(found):
        others = [k for k, other in enumerate(found) if k != i and other["figure"] == row["figure"]]
        zeros = offsets[others].mean(axis=0) if others else 0.0
        angles.append(apart(row["made"] + zeros, row["real"]))
    return np.array(angles)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/motion"))
    arguments = parser.parse_args()
    if not (arguments.data / "skeletons.json").exists():
        parser.error(f"No motion data in {arguments.data}: give the folder that holds skeletons.json with --data.")
    for name, clips in read_gaits(arguments.data).items():
        found = list(rows(clips, name))
        print(f"{name}: {len(clips)} clips of {len(found)} trials")
        zeroed = with_own_zeros(found)
        print("trial     m/s  cycles  angle deg  own zeros  other people  skate   real  jerk ratio")
        for row, angle in zip(found, zeroed, strict=True):
            print(f"{row['trial']:8} {row['speed m/s']:5.2f} {row['cycles']:6}  {row['angle']:9.1f} {angle:10.1f} "
                  f"{row['other people']:13.1f} {row['skate']:6.3f} {row['real skate']:6.3f} "
                  f"{row['jerk ratio']:11.2f}")  # fmt: skip

        def column(key: str, found: list[dict] = found) -> Array:
            return np.array([row[key] for row in found])

        over = int((column("angle") > _ANGLE_DEG).sum())
        low, high = _JERK
        ratio = column("jerk ratio")
        print(f"   angle: mean {column('angle').mean():.1f}, worst {column('angle').max():.1f}, over 10: {over}; "
              f"real people among each other: mean {np.nanmean(column('other people')):.1f}")  # fmt: skip
        print(f"   with own zeros: mean {zeroed.mean():.1f}, worst {zeroed.max():.1f}, "
              f"over 10: {int((zeroed > _ANGLE_DEG).sum())}")  # fmt: skip
        print(f"   skate: mean {column('skate').mean():.3f}, real {column('real skate').mean():.3f}")
        print(f"   jerk ratio: median {np.median(ratio):.2f}, outside {low} to {high}: "
              f"{int(((ratio < low) | (ratio > high)).sum())}")  # fmt: skip
        names = ("hip", "knee", "ankle", "shoulder", "elbow")
        joints = np.mean([row["by joint"] for row in found], axis=0)
        each = [f"{n} {0.5 * (joints[i] + joints[i + 5]):.1f}" for i, n in enumerate(names)]
        each += [f"{n} {joints[10 + i]:.1f}" for i, n in enumerate(("trunk", "hips yaw", "chest yaw"))]
        print("   by joint, to the trial's mean cycle: " + ", ".join(each), flush=True)


if __name__ == "__main__":
    main()
