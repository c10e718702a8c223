"""Fire out of a mouth and water out of a trunk: the sliders that let it out, and a dragon that does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.scene import Curve
from ..channels import Array, interpolate
from .pose import INDEX

if TYPE_CHECKING:
    from .programs import Deed

_FLICKERS_PER_S = 8.0
_LEAST = 0.02
_BREATH_S = 2.2


def breath_curves(slider: str, breath: Array, fps: float) -> dict[str, Curve]:
    """Keys of the slider that lets it out, and of the one that makes it flicker, from (T,) how far it is out."""
    if not slider or breath.max() < _LEAST:
        return {}
    out = np.flatnonzero(breath > _LEAST)
    around = np.unique(np.clip(np.concatenate([out - 1, out, out + 1]), 0, len(breath) - 1))
    moves = np.abs(np.diff(breath[around])) > 1e-3
    frames = np.unique(np.r_[0, around[np.r_[moves, True] | np.r_[True, moves]], len(breath) - 1])
    step = max(2, round(fps / _FLICKERS_PER_S))
    licks = np.arange(int(out[0]), int(out[-1]) + step, step)
    licks = licks[licks < len(breath)]
    flicker = np.random.default_rng(len(breath)).random(len(licks))
    return {slider: _keys(frames, breath[frames]), "flicker": _keys(licks, flicker)}


def _keys(frames: NDArray[np.integer], values: Array) -> Curve:
    return Curve(frames=frames.astype(np.int32), values=np.clip(values, 0.0, 1.0)[:, None].astype(np.float32),
                 slopes=np.zeros((len(frames), 2, 1), dtype=np.float32))  # fmt: skip


def aim_at(deed: Deed, point: Array) -> tuple[float, float]:
    """Yaw and pitch of neck and head together that bring the nose to look at a point (3,)."""
    animal, body = deed.animal, deed.animal.body
    away = point[:2] - animal.point
    bearing = float(np.arctan2(away[0], -away[1]))
    yaw = (bearing - animal.heading + np.pi) % (2.0 * np.pi) - np.pi
    high = float(body.at("head")[2]) + float(animal.pose[INDEX["z"]]) + animal.base
    far = max(float(np.hypot(*away)) - body.nose, 0.5)
    return float(np.clip(yaw, -1.2, 1.2)), float(np.clip(np.arctan2(point[2] - high, far), -0.9, 0.7))


def breathe_out(deed: Deed) -> None:
    """The head goes back for a breath and comes forward, jaws open; the jet sweeps over what it is aimed at."""
    animal, body = deed.animal, deed.animal.body
    if not body.breath:
        deed.notes.append(f"A {body.species} has nothing to breathe out; it calls instead.")
        deed.call()
        return
    yaw, pitch = 0.0, -0.12
    if deed.target_id is not None and deed.scene.asset(deed.target_id) is not None:
        deed.face(deed.scene.centre(deed.target_id)[:2], 1.0)
        yaw, pitch = aim_at(deed, deed.scene.centre(deed.target_id))
    out_s = deed.duration_s or _BREATH_S
    times = [0.0, 0.65, 0.95, 1.15, 1.15 + 0.5 * out_s, 1.15 + out_s, 1.45 + out_s, 2.2 + out_s]
    rows = np.zeros((len(times), len(INDEX)))

    def put(row: int, **values: float) -> None:
        for name, value in values.items():
            rows[row, INDEX[name.replace("_", ".")]] = value

    put(1, neck_pitch=0.42, head_pitch=-0.30 + 0.5 * pitch, jaw=0.10, spine_pitch=-0.05, neck_yaw=0.4 * yaw,
        wing_spread=0.30, wing_lift=0.15)  # fmt: skip
    for row, side in ((2, 0.0), (3, 0.16), (4, -0.16), (5, 0.10)):
        put(row, neck_pitch=-0.48, head_pitch=0.48 + pitch, jaw=0.62, neck_yaw=0.6 * yaw + side,
            head_yaw=0.4 * yaw + 0.6 * side, wing_spread=0.55, wing_lift=0.25, breath=float(row > 2))  # fmt: skip
    put(6, neck_pitch=-0.30, head_pitch=0.25, jaw=0.25, neck_yaw=0.6 * yaw, wing_spread=0.4)
    count = round(times[-1] * animal.fps)
    added = interpolate(times, rows, np.arange(1, count + 1) / animal.fps)
    t = np.arange(1, count + 1) / animal.fps
    added[:, INDEX["breath"]] = np.interp(t, [0.98, 1.25, 1.10 + out_s, 1.30 + out_s], [0.0, 1.0, 1.0, 0.0])
    motion, keys = deed.going_on(count)
    if animal.posture == "fly":
        added[:, [INDEX["wing.spread"], INDEX["wing.lift"]]] = 0.0
        added[:, INDEX["head.pitch"]] += 0.20 * (added[:, INDEX["breath"]])
    animal.play(motion + added, deed.action.id, sorted({*keys, *(round(x * animal.fps) for x in times[1:-1])}))
