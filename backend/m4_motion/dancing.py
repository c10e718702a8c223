"""Dancing: side steps on the beat, bouncing knees, hips and shoulders against each other, arms in turn."""

from __future__ import annotations

import numpy as np

from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, minimum_jerk
from .footsteps import Step, place_feet, standing_print
from .performer import Segment, turned

_BEAT_S = 0.52


def dance(act: Act) -> None:
    """Step-touch left and right for the asked time; every phrase of eight beats uses the arms differently."""
    performer, body, fps = act.performer, act.body, act.fps
    beat = _BEAT_S / act.style.tempo
    beats = max(8, 2 * round((act.duration_s or 12 * _BEAT_S) / beat / 2))
    count = round(((beats + 1) * beat + 0.3) * fps)
    t = np.arange(1, count + 1) / fps
    x, y = performer.point
    heading = performer.heading
    motion = np.repeat(performer.pose[None], count, axis=0)
    wide = 0.22 * body.leg * act.style.amplitude
    steps: list[Step] = []
    place = {"L": 0.0, "R": 0.0}

    def step(side: str, offset: float, land: float) -> None:
        place[side] = offset
        shift = turned(heading, np.array([offset, 0.0, 0.0]))
        px, py, yaw = standing_print(body, side, x + float(shift[0]), y + float(shift[1]), heading)
        steps.append(Step(side, land - 0.62 * beat, land, px, py, yaw))

    for number in range(beats):
        land = (number + 1) * beat
        bar = number // 2
        leading = "L" if bar % 2 == 0 else "R"
        goal = wide if leading == "L" else -wide
        if number >= beats - 2:
            goal = 0.0
        if number % 2 == 0:
            step(leading, goal, land)
        else:
            step("R" if leading == "L" else "L", goal, land)
    swings = place_feet(motion, t, steps, None, None, 0.05)
    grow = minimum_jerk(t / beat) * minimum_jerk((t[-1] - t) / beat)
    phase = t / beat
    # Where the weight is: it arrives with the leading foot's landing
    knots_t = [0.0, *(step.land_s for step in steps)]
    sides = [0.0]
    for number in range(beats):
        sides.append((wide if (number // 2) % 2 == 0 else -wide) if number < beats - 2 else 0.0)
    track = np.interp(t, knots_t, sides)
    kernel = max(1, round(0.22 * fps))
    padded = np.pad(track, kernel, mode="edge")
    track = np.convolve(padded, np.hanning(2 * kernel + 3)[1:-1] / np.hanning(2 * kernel + 3).sum(), mode="valid")
    sway = 0.035 * body.leg * np.sin(np.pi * phase) * grow
    shift = turned(heading, np.array([1.0, 0.0, 0.0]))
    motion[:, INDEX["x"]] += (track + sway) * shift[0]
    motion[:, INDEX["y"]] += (track + sway) * shift[1]
    bounce = 0.5 - 0.5 * np.cos(2 * np.pi * phase)
    size = act.style.amplitude * grow
    motion[:, INDEX["hips.z"]] -= (0.025 + 0.045 * (1 - bounce)) * body.leg * size
    motion[:, INDEX["hips.roll"]] += 0.11 * np.sin(np.pi * phase) * size
    motion[:, INDEX["hips.yaw"]] += 0.13 * np.sin(np.pi * phase + 0.6) * size
    motion[:, INDEX["spine.roll"]] -= 0.15 * np.sin(np.pi * phase - 0.25) * size
    motion[:, INDEX["spine.yaw"]] -= 0.24 * np.sin(np.pi * phase + 0.3) * size
    motion[:, INDEX["spine.pitch"]] += (0.05 + 0.05 * np.cos(2 * np.pi * phase - 0.5)) * size
    motion[:, INDEX["head.pitch"]] += 0.07 * np.cos(2 * np.pi * phase - 1.0) * size
    motion[:, INDEX["head.roll"]] += 0.07 * np.sin(np.pi * phase - 0.5) * size
    motion[:, INDEX["knee.L"]] += 0.10 * size
    motion[:, INDEX["knee.R"]] += 0.10 * size
    for side in SIDES:
        _arm(motion, side, phase, size, beats)
        rise = np.where(swings[side] >= 0.0, np.sin(np.pi * np.clip(swings[side], 0.0, 1.0)), 0.0)
        motion[:, INDEX[f"foot.pitch.{side}"]] = 0.35 * rise**2
    keys = tuple(min(count - 1, round(k * 0.5 * beat * fps)) for k in range(1, 2 * beats + 1))
    performer.play(
        Segment(
            motion=motion,
            keys=keys,
            parameters=(act.parameter("beats_per_minute", 60.0 / beat, 60.0, 180.0, "1/min", "tempo of the dance"),),
        ),
        act.action.id,
    )


def _arm(motion: Array, side: str, phase: Array, size: Array, beats: int) -> None:
    """Bent arms that swing low for a phrase, then rise, one beat apart."""
    own = phase + (0.0 if side == "R" else 1.0)
    high = minimum_jerk((np.sin(2 * np.pi * phase / 8.0 - 0.8) + 0.45) / 0.9)
    high = high * (0.85 if side == "R" else 0.6)
    swing = np.sin(np.pi * own - 0.35)
    goals = {
        "arm.flex": 0.35 + 0.42 * swing + 1.55 * high, "arm.abduct": 0.30 + 0.12 * np.cos(np.pi * own) + 0.35 * high,
        "arm.twist": 0.25 - 0.2 * swing, "elbow": 1.45 + 0.35 * np.sin(np.pi * own - 0.9) - 0.25 * high,
        "pronate": 0.5 + 0.3 * swing, "wrist.flex": 0.30 * np.sin(np.pi * own - 1.5),
        "shoulder.lift": 0.06 + 0.07 * np.sin(2 * np.pi * phase + SIGN[side]) + 0.15 * high, "index": 0.35 + 0 * phase,
    }  # fmt: skip
    for name, goal in goals.items():
        column = INDEX[f"{name}.{side}"]
        motion[:, column] += size.clip(0.0, 1.0) * (goal - motion[:, column])
