"""Down a slide: from sitting at its top, faster and faster along the chute, out on its level end, and up."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import PchipInterpolator

from ..common import quat
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed, minimum_jerk, smooth
from .limb_targets import with_ankle, with_wrist
from .performer import Segment, flat_direction
from .postures import seat_of
from .reach import hand_rotation
from .rising import get_up

_WAITS_S, _FRICTION, _PUSH_M_S = 0.55, 0.30, 0.35
_MIDDLE_M = 0.10
"""half the width of the chute's floor that one sits on"""
_END_M = 0.02
"""from the end of the chute to where the hips come to rest"""
_GRAVITY_M_S2 = 9.81


def slide_down(act: Act) -> None:
    """Legs ahead in the chute, leaning back on the steep part, hands by the hips; then one stands up."""
    performer, body, fps = act.performer, act.body, act.fps
    found = seat_of(act)
    line = _chute(act, found[2]) if found is not None else None
    if found is None or line is None or performer.length > 0:
        act.notes.append(f"There is no free slide for “{act.action.text}”; {act.actor} stays as before.")
        return
    act.scene.taken_seats.add((found[2], found[1]))
    facing = found[0].axis(0.0, -1.0, 0.0)
    heading = float(np.arctan2(facing[0], -facing[1]))
    origin = np.array([*found[0].translation[:2], 0.0])
    t, way = _run(line, fps)
    motion = _sliding(body, body.standing(*performer.xy, heading), line, way, origin, heading, fps)
    performer.pose = motion[0].copy()
    keys = tuple(int(np.searchsorted(way, share * way[-1])) for share in (0.02, 0.3, 0.6, 0.85))
    performer.play(Segment(motion=motion, keys=keys, seam_s=0.0), act.action.id)
    performer.gazes.append((0, len(t), origin + 7.0 * flat_direction(heading) + np.array([0.0, 0.0, 0.6]), 0.6))
    performer.posture = "sit"
    get_up(act)


def _chute(act: Act, owner: str) -> Array | None:
    """(N, 2) m how far ahead of the seat and how high the chute's floor is, from the seat to its end."""
    points = act.scene.part_points(owner, "chute")
    found = seat_of(act)
    if len(points) == 0 or found is None:
        return None
    seat = found[0]
    ahead, left = seat.axis(0.0, -1.0, 0.0), seat.axis(1.0, 0.0, 0.0)
    near = np.abs((points - seat.translation) @ left) < _MIDDLE_M * 1.3
    far = ((points - seat.translation) @ ahead)[near]
    order = np.argsort(far)
    far, high = far[order], points[near][order][:, 2]
    edges = np.arange(far[0], far[-1] + 0.04, 0.04)
    bins = np.digitize(far, edges)
    rows = [(0.0, float(seat.translation[2]))]
    rows += [(float(far[bins == b].mean()), float(high[bins == b].max())) for b in np.unique(bins)
             if far[bins == b].mean() > 0.05]  # fmt: skip
    return np.array(rows)


def _run(line: Array, fps: float) -> tuple[Array, Array]:
    """Times (T,) and ways along the chute (T,): a wait, a push, then weight against friction."""
    steps = np.linalg.norm(np.diff(line, axis=0), axis=1)
    along = np.append(0.0, np.cumsum(steps))
    slope = -np.gradient(line[:, 1], along)
    ways, speed, s, dt = [], 0.0, 0.0, 1.0 / fps
    end = along[-1] - _END_M
    ways += [0.0] * round(_WAITS_S * fps)
    while s < end - 1e-3 and len(ways) < 12.0 * fps:
        steep = float(np.interp(s, along, slope))
        pull = _GRAVITY_M_S2 * (steep - _FRICTION * np.sqrt(max(1.0 - steep**2, 0.0)))
        speed = max(speed + pull * dt, _PUSH_M_S)
        left_m = end - s
        speed = min(speed, float(np.sqrt(2.0 * 2.6 * left_m)) + 0.05)  # the feet take the rest of it
        s = min(s + speed * dt, end)
        ways.append(s)
    way = smooth(np.array(ways + [end] * 4)[:, None], 0.06 * fps)[:, 0]
    return np.arange(len(way)) / fps, way


def _sliding(body: Body, standing: Array, line: Array, way: Array, origin: Array, heading: float, fps: float) -> Array:
    """(T, C) with the seat at ways (T,) along the chute."""
    along = np.append(0.0, np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1)))
    curve = PchipInterpolator(along, line, extrapolate=False)
    flat = quat.from_angle_axis(np.array(heading), [0.0, 0.0, 1.0])

    def at(s: Array) -> Array:
        """(T, 3) of the chute's floor; beyond its end the ground."""
        inside = curve(np.clip(s, 0.0, along[-1]))
        out = np.maximum(s - along[-1], 0.0)
        ahead = inside[:, 0] + out
        high = inside[:, 1] - minimum_jerk(out / 0.45) * inside[:, 1]
        return np.asarray(origin + quat.mul_vec(flat, np.stack([0.0 * s, -ahead, high], axis=-1)))

    low, high = at(np.maximum(way - 0.15, 0.0)), at(way + 0.15)
    run = np.maximum(np.linalg.norm((high - low)[:, :2], axis=1), 1e-6)
    slope = smooth(np.arctan2(low[:, 2] - high[:, 2], run)[:, None], 0.05 * fps)[:, 0]
    seat = at(way)
    motion = np.repeat(standing[None], len(way), axis=0)
    up = quat.mul_vec(flat, np.stack([0.0 * slope, -np.sin(slope), np.cos(slope)], axis=-1))
    hips = seat + (body.seat_flesh - 0.004) * up
    motion[:, [INDEX["x"], INDEX["y"], INDEX["hips.z"]]] = hips
    motion[:, INDEX["heading"]] = heading
    motion[:, INDEX["hips.pitch"]] = -0.22 + 0.30 * slope
    motion[:, INDEX["spine.pitch"]] = 0.24 - 0.10 * slope
    motion[:, INDEX["head.pitch"]] = -0.04
    lean = quat.mul(flat, quat.from_angle_axis(motion[:, INDEX["hips.pitch"]], [1.0, 0.0, 0.0]))
    left = quat.mul_vec(flat, np.array([1.0, 0.0, 0.0]))
    for side in SIDES:
        hip = hips + quat.mul_vec(lean, body.offsets[body.index[f"thigh.{side}"]])
        beyond = way + 0.90 * body.leg
        floor = at(beyond)
        out = minimum_jerk((beyond - along[-1]) / 0.3)[:, None]
        ankle = floor + 0.045 * body.stature * up + left * SIGN[side] * 0.045 * body.stature
        ankle = ankle + out * np.array([0.0, 0.0, body.ankle_height - 0.045 * body.stature])
        far = ankle - hip
        ankle = hip + far * np.minimum(1.0, 0.985 * body.leg / np.linalg.norm(far, axis=-1, keepdims=True))
        pitch = (slope - 0.85) * (1.0 - out[:, 0])
        motion = with_ankle(body, motion, side, ankle, pitch, heading + 0.10 * SIGN[side])
        rim = seat + left * SIGN[side] * 0.27 + 0.165 * up + 0.02 * flat_direction(heading)
        fingers, palm = np.array([0.15 * SIGN[side], -0.75, -0.62]), np.array([0.0, -0.62, -0.78])
        hand = hand_rotation(side, fingers / np.linalg.norm(fingers), palm / np.linalg.norm(palm))
        grip = quat.mul(quat.mul(flat, quat.from_angle_axis(slope, [1.0, 0.0, 0.0])), hand)
        wrist = rim + 0.012 * up - quat.mul_vec(flat, fingers) * body.palm * 0.8
        motion = with_wrist(motion, side, wrist, grip, 0.95 * minimum_jerk((along[-1] - way) / 0.3))
    return changed(motion, {"knee": 0.03, "thumb": 0.2, "index": 0.25, "middle": 0.3, "ring": 0.3, "pinky": 0.3})
