"""How like real people the walking and running programs go, each captured trial judged by a fit that never saw it.

    .venv/bin/python -m training.m4_motion.leave_one_out [--data ../shared/data/motion]

For every trial the gait is fitted to all others, a person of the program goes as fast as the captured one (Froude), and
both are measured by the same functions on the same 21 points at 20 fps: joint angles over the cycle (degrees, root mean
square, of the program's mean cycle to the nearest real one), feet that skate, and jerk.

Angles: hip, knee, ankle, shoulder and elbow of both sides and the trunk, in the plane of travel, and the turns of hips
and chest. An ankle's zero depends on how a figure's foot is drawn, so it is compared about its mean. `drawn` takes the
lines between the joints as they are; `joints` counts each joint from the figure's rest pose, where it is straight
(`captured_gaits.Zeros`): one retargeted figure, of 22 of the walks and all runs, never straightens its lines.
`any` is the nearest cycle of all trials of about that speed, as drawn.

Each trial is walked by another seed, whose strides differ as those of the other trials do. `below` is the jerk below
6 Hz, where the power of a walk is (Winter, Sidwall & Hobson 1974): above it most of what one stride has and the next
has not is white, as marker noise of a millimetre is, and nothing that ships should shake like that. `seen` is the jerk
of the program's person with markers that shake as the calmest of the trial's own do (`marker_noise`): what the studio
would have measured of it.

The rows below put real trials in the program's place: what one person is to another at the same speed, and what the
mean cycle of a person, over all other trials of that speed, is to the one that is held out. That mean cycle is the best
that anything periodic can be: what a trial jerks more than it are steps that differ, and markers that shake.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.signal import butter, sosfiltfilt

from backend.common import quat
from backend.m4_motion.body import default_body
from backend.m4_motion.gait import Gait, gait_of
from backend.m4_motion.learned.joints import NAMES, from_character
from backend.m4_motion.locomotion import Style, travel
from backend.m4_motion.solve import solve
from backend.m4_motion.ways import Path as Way
from backend.protocol.conventions import GRAVITY_M_S2

from .captured_gaits import RATE, Array, Points, Zeros, measure_clip, read_gaits, travelling, zeros_of
from .fit_gait import HARMONICS, fit_gait
from .phase_series import basis

_PHASES = np.linspace(0.0, 1.0, 32, endpoint=False)
_CYCLES, _ENDS = 10.0, 2.5
"""strides that the program goes, and those of its start and of its stop, which are not measured"""
_JOINTS = ("hip", "knee", "ankle", "shoulder", "elbow")
_LOW, _FAST_M_S = 0.05, 0.2
_ANGLE_DEG, _JERK = 10.0, (0.8, 1.25)
_WHITE_HZ = 8.0
"""from which on the spectrum of what hardly moves, as a trunk, is flat"""
_BELOW = butter(2, 6.0, fs=RATE, output="sos")
"""of the fourth order when it runs both ways"""
_SAME_SPEED = 0.10
"""by which speeds may differ that count as the same"""


def angles_of(points: Points, zeros: Zeros) -> Array:
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
        columns += [thigh - zeros.thigh, thigh - shin - zeros.knee, ankle - ankle.mean()]
        upper, fore = pitch(f"{side}S", f"{side}E"), pitch(f"{side}E", f"{side}W")
        columns += [upper, fore - upper - zeros.elbow]
    turn = yaw("LH", "RH")
    columns += [np.arctan2(trunk @ forward, trunk[:, 2]) - zeros.trunk, turn, yaw("LS", "RS") - turn]
    return np.stack(columns, axis=-1)


def cycles_of(clip: dict, zeros: Zeros) -> list[Array]:
    """Every whole cycle (32, 13) of a measured clip, and each one in the mirror half a cycle later."""
    angles = angles_of(clip["points"], zeros)[clip["index"]]
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


def skate(clip: dict) -> float:
    """Share of low toes that move; the floor is where the toes are lowest."""
    frames = clip["index"]
    moving = low = 0
    for side in "LR":
        toe = clip["points"][f"{side}Mrot"][frames[0] : frames[-1] + 1]
        height = toe[:, 2] - np.percentile(toe[:, 2], 2)
        speed = np.linalg.norm(np.diff(toe[:, :2], axis=0), axis=-1) * RATE
        near = (height[1:] < _LOW) & (height[:-1] < _LOW)
        low += len(near)
        moving += int((near & (speed > _FAST_M_S)).sum())
    return moving / max(low, 1)


def jerk(clip: dict) -> tuple[float, float]:
    """Mean over joints and frames, leg lengths / s³: as it is, and of what is below 6 Hz."""
    frames = clip["index"]
    every = np.stack([clip["points"][name] for name in NAMES], axis=1) / clip["leg"]
    calm = sosfiltfilt(_BELOW, every, axis=0)
    whole, below = (_jerk(points[frames[0] : frames[-1] + 1]) for points in (every, calm))
    return whole, below


def _jerk(points: Array) -> float:
    """Mean of the third derivative of points (T, J, 3)."""
    return float(np.linalg.norm(np.diff(points, 3, axis=0), axis=-1).mean() * RATE**3)


def marker_noise(clip: dict) -> float:
    """Standard deviation of the white noise along each axis of the calmest of a clip's points, leg lengths.

    From the power of third differences where no walk has any, over what white noise of one unit has there.
    """
    frames = clip["index"]
    every = np.stack([clip["points"][name] for name in NAMES], axis=1)[frames[0] : frames[-1] + 1] / clip["leg"]
    third = np.diff(every, 3, axis=0)
    window = np.hanning(len(third))[:, None, None]
    power = np.abs(np.fft.rfft(third * window, axis=0)) ** 2 / np.sum(window**2)
    hertz = np.fft.rfftfreq(len(third), 1.0 / RATE)
    high = hertz >= _WHITE_HZ
    of_unit = (2.0 * np.sin(np.pi * hertz[high] / RATE)) ** 6
    return float(np.sqrt((power[high] / of_unit[:, None, None]).mean(axis=(0, 2)).min()))


def seen(clip: dict, noise: float, seed: int) -> float:
    """Jerk of a measured clip whose points shake by so many leg lengths."""
    rng = np.random.default_rng(seed)
    shaken = {name: at + rng.normal(0.0, noise * clip["leg"], at.shape) for name, at in clip["points"].items()}
    return jerk(clip | {"points": shaken})[0]


def programmed(gait: Gait, froude: float, seed: int | None = None) -> dict:
    """The program's person going straight at a speed, measured as the captures are; without start and stop.

    seed: of how the strides differ; None: one is like the other.
    """
    body = default_body()
    speed = froude * float(np.sqrt(GRAVITY_M_S2 * body.leg))
    length = (_CYCLES + 2.0 * _ENDS) * 2.0 * gait.step_length(speed, body.leg)
    way = Way(np.array([[0.0, 0.0], [0.0, -length]]), 0.0, 0.0)
    strides = None if seed is None else gait.variation.strides(seed, 0)
    motion, _ = travel(body, body.standing(), way, gait, speed, Style(), RATE, strides)
    posed = solve(body, motion, RATE)
    every = from_character(body, posed.root, posed.joint_rotations, RATE).points
    cut = round(len(every) * _ENDS / (_CYCLES + 2.0 * _ENDS))
    points = {name: every[cut:-cut, i] for i, name in enumerate(NAMES)}
    zeros = zeros_of(_rest_of_default_body())
    clip = measure_clip(points, zeros)
    assert clip is not None
    return clip | {"points": points, "zeros": zeros}


def _rest_of_default_body() -> Points:
    """Points (3,) of our own figure in its rest pose."""
    body = default_body()
    still = np.tile(quat.IDENTITY, (2, len(body.offsets), 1))
    points = from_character(body, np.zeros((2, 3)), still, RATE).points[0]
    return {name: points[i] for i, name in enumerate(NAMES)}


@dataclass(frozen=True)
class Measured:
    """One trial: its cycles (32, 13) as drawn and counted from the rest pose, and its figures."""

    name: str
    froude: float
    drawn: list[Array]
    joints: list[Array]
    skate: float
    jerk: float
    below: float
    """jerk below 6 Hz"""

    @property
    def person(self) -> str:
        """Number of who walks."""
        return self.name.split("_")[0]


def measured(name: str, clips: list[dict]) -> Measured:
    """A trial, or a program's person, from its measured clips."""
    whole, below = np.mean([jerk(clip) for clip in clips], axis=0)
    return Measured(
        name=name,
        froude=float(np.mean([clip["speed"] for clip in clips])),
        drawn=[cycle for clip in clips for cycle in cycles_of(clip, Zeros())],
        joints=[cycle for clip in clips for cycle in cycles_of(clip, clip["zeros"])],
        skate=float(np.mean([skate(clip) for clip in clips])),
        jerk=float(whole),
        below=float(below),
    )


def against(made: Measured, real: Measured) -> dict[str, float]:
    """Somebody in the place of a real trial: angles in degrees, as drawn and of the joints, and the ratios of jerk."""
    return {
        "drawn": apart(np.mean(made.drawn, axis=0), real.drawn),
        "joints": apart(np.mean(made.joints, axis=0), real.joints),
        "jerk": made.jerk / real.jerk,
        "below": made.below / real.below,
    }


def people(trial: Measured, others: list[Measured]) -> dict[str, dict[str, float]]:
    """Real trials in the place of a program: the next in speed, that of somebody else, and the nearest and the mean of
    all of somebody else at the same speed; those that there are."""
    strangers = [other for other in others if other.person != trial.person]
    rows = {}
    for label, them in (("next in speed", others), ("next in speed, somebody else", strangers)):
        if them:
            rows[label] = against(min(them, key=lambda other: abs(other.froude - trial.froude)), trial)
    same = [against(other, trial) for other in strangers if same_speed(other, trial)]
    if same:
        rows["nearest of everybody else at that speed"] = min(same, key=lambda row: row["joints"])
        rows["mean of everybody else at that speed"] = {
            "drawn": float(np.mean([row["drawn"] for row in same])),
            "joints": float(np.mean([row["joints"] for row in same])),
            "jerk": float(np.median([row["jerk"] for row in same])),
            "below": float(np.median([row["below"] for row in same])),
        }
    return rows


def averaged(own: list[dict], harmonics: int) -> tuple[float, float]:
    """Jerk of the mean cycle of clips of one person as `jerk` gives it: all joints as series of the phase."""
    rows, values = [], []
    for clip in own:
        index, phase = clip["index"], clip["phase"]
        _, local, hips = travelling(clip["points"])
        steady = np.stack([np.ones(len(phase)), phase, phase**2], axis=-1)
        way = steady @ np.linalg.lstsq(steady, hips[index], rcond=None)[0] * np.array([1.0, 1.0, 0.0])
        rows.append(basis(phase, harmonics))
        values.append(np.concatenate([(local[name][index] - way) / clip["leg"] for name in NAMES], axis=-1))
    series = np.linalg.lstsq(np.concatenate(rows), np.concatenate(values), rcond=None)[0]
    cadence = float(np.mean([np.mean(np.diff(clip["phase"])) for clip in own]))
    cycle = (basis(np.arange(200) * cadence, harmonics) @ series).reshape(200, len(NAMES), 3)
    return _jerk(cycle), _jerk(sosfiltfilt(_BELOW, cycle, axis=0))


def themselves(
    trial: Measured, others: list[Measured], by_trial: dict[str, list[dict]], harmonics: int
) -> dict[str, float] | None:
    """The person's own mean cycle in the place of a trial; None with fewer than three others at that speed."""
    own = [other for other in others if other.person == trial.person and same_speed(other, trial)]
    if len(own) < 3:
        return None
    whole, below = averaged([clip for other in own for clip in by_trial[other.name]], harmonics)
    return {
        "drawn": apart(np.mean([cycle for other in own for cycle in other.drawn], axis=0), trial.drawn),
        "joints": apart(np.mean([cycle for other in own for cycle in other.joints], axis=0), trial.joints),
        "jerk": whole / trial.jerk,
        "below": below / trial.below,
    }


def same_speed(one: Measured, other: Measured) -> bool:
    """Whether two go about equally fast."""
    return abs(one.froude / other.froude - 1.0) < _SAME_SPEED


def summary(rows: list[dict[str, float]]) -> str:
    """Mean, worst and count over the bar of the angles, median and count outside the bar of the jerks."""
    text = ""
    for key in ("drawn", "joints"):
        angle = np.array([row[key] for row in rows])
        text += f"{angle.mean():7.1f} {angle.max():6.1f} {int((angle > _ANGLE_DEG).sum()):5}"
    for key in ("jerk", "below"):
        ratio = np.array([row[key] for row in rows])
        outside = int(((ratio < _JERK[0]) | (ratio > _JERK[1])).sum())
        text += f" {np.median(ratio):8.2f} {outside:7}"
    return f"{len(rows):7}{text}"


def report(name: str, clips: list[dict]) -> None:
    """Print the table of one gait."""
    by_trial: dict[str, list[dict]] = {}
    for clip in clips:
        by_trial.setdefault(clip["trial"], []).append(clip)
    every = [measured(trial, own) for trial, own in sorted(by_trial.items())]
    every = [trial for trial in every if trial.drawn]
    print(f"{name}: {len(clips)} clips, {len(every)} trials with a whole cycle")
    print("trial    figure       m/s  drawn  joints   any  skate   real   jerk  below   seen")
    program: list[dict[str, float]] = []
    real: dict[str, list[dict[str, float]]] = {}
    by_joint, skates = [], []
    for seed, trial in enumerate(every):
        own = by_trial[trial.name]
        gait = gait_of(name, fit_gait([clip for clip in clips if clip["trial"] != trial.name], HARMONICS[name]))
        person = programmed(gait, trial.froude, seed)
        made = measured("program", [person])
        row = against(made, trial)
        row["seen"] = seen(person, float(np.mean([marker_noise(clip) for clip in own])), seed) / trial.jerk
        near = [cycle for other in every if same_speed(other, trial) for cycle in other.drawn]
        row["any"] = apart(np.mean(made.drawn, axis=0), near)
        speed = trial.froude * float(np.sqrt(GRAVITY_M_S2 * np.mean([clip["leg"] for clip in own])))
        print(f"{trial.name:8} {own[0]['figure']:11} {speed:5.2f} {row['drawn']:6.1f} {row['joints']:7.1f} "
              f"{row['any']:5.1f} {made.skate:6.3f} {trial.skate:6.3f} {row['jerk']:6.2f} "
              f"{row['below']:6.2f} {row['seen']:6.2f}", flush=True)  # fmt: skip
        program.append(row)
        skates.append((made.skate, trial.skate))
        difference = np.mean(made.joints, axis=0) - np.mean(trial.joints, axis=0)
        by_joint.append(np.degrees(np.sqrt(np.mean(difference**2, axis=0))))
        others = [other for other in every if other is not trial]
        for label, figures in people(trial, others).items():
            real.setdefault(label, []).append(figures)
        if (own_mean := themselves(trial, others, by_trial, HARMONICS[name])) is not None:
            real.setdefault("their own mean cycle", []).append(own_mean)

    print(f"{'':42} trials  drawn: mean worst > 10  joints: mean worst > 10  "
          "jerk: median outside  below: median outside")  # fmt: skip
    print(f"{'the program':42}{summary(program)}")
    for label, found in real.items():
        print(f"{label:42}{summary(found)}")
    nearest = np.array([row["any"] for row in program])
    print(f"   to the nearest of all real cycles at that speed: mean {nearest.mean():.1f}, worst {nearest.max():.1f}, "
          f"over 10: {int((nearest > _ANGLE_DEG).sum())}")  # fmt: skip
    made_skate, real_skate = np.array(skates).T
    print(f"   skate: mean {made_skate.mean():.3f}, real {real_skate.mean():.3f}, "
          f"over real + .01: {int((made_skate > real_skate + 0.01).sum())}")  # fmt: skip
    for key in ("jerk", "below", "seen"):
        ratio = np.array([row[key] for row in program])
        low, half, high = np.percentile(ratio, [25, 50, 75])
        outside = int(((ratio < _JERK[0]) | (ratio > _JERK[1])).sum())
        print(f"   {key}: median {half:.2f}, the middle half from {low:.2f} to {high:.2f}, {outside} outside")
    joints = np.mean(by_joint, axis=0)
    each = [f"{n} {0.5 * (joints[i] + joints[i + 5]):.1f}" for i, n in enumerate(_JOINTS)]
    each += [f"{n} {joints[10 + i]:.1f}" for i, n in enumerate(("trunk", "hips yaw", "chest yaw"))]
    print("   by joint, to the trial's mean cycle: " + ", ".join(each), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/motion"))
    arguments = parser.parse_args()
    if not (arguments.data / "skeletons.json").exists():
        parser.error(f"No motion data in {arguments.data}: give the folder that holds skeletons.json with --data.")
    for name, clips in read_gaits(arguments.data).items():
        report(name, clips)


if __name__ == "__main__":
    main()
