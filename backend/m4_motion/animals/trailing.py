"""A tail stays over the floor, whatever the trunk in front of it does."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import maximum_filter1d

from ...common import quat
from ..channels import Array, smooth
from .pose import INDEX, Body, solve

_STEP, _TRIES, _MOST_RAD = 3, 9, 1.6
"""frames between those that are looked at; how often; how far it is lifted"""
_CLEAR = 0.01
"""of the hip's height"""


def keep_tail_up(body: Body, motion: Array) -> None:
    """Raise the tail in a motion (T, C) where it would go into what is under the animal."""
    names = [name for name in body.skeleton.joint_names if name.startswith("tail_")]
    points, joints, weights = body.flesh
    strongest = np.take_along_axis(joints, weights.argmax(axis=1)[:, None], axis=1)[:, 0]
    own = np.flatnonzero(np.isin(strongest, [body.index[name] for name in names]))
    if not len(own):
        return
    points, bones = points[own], strongest[own]
    root = body.at("tail_1")
    reach = max(float(np.linalg.norm(points - root, axis=1).max()), 1e-3)
    at = np.unique(np.r_[np.arange(0, len(motion), _STEP), len(motion) - 1])
    rows, lift = motion[at].copy(), np.zeros(len(at))
    for _ in range(_TRIES):
        posed = solve(body, rows)
        away = quat.mul_vec(posed.turns[:, bones], points - body.positions[bones])
        moved = posed.positions[:, bones, 2] + away[..., 2]
        short = np.clip(_CLEAR * body.leg - moved.min(axis=1), 0.0, None)
        if short.max() < 2e-3 * body.leg:
            break
        more = np.minimum(1.4 * short / reach, 0.5) * (lift < _MOST_RAD)
        lift += more
        rows[:, INDEX["tail.pitch"]] += more
    if lift.any():
        held = maximum_filter1d(np.interp(np.arange(len(motion)), at, lift), 4 * _STEP + 1)
        motion[:, INDEX["tail.pitch"]] += smooth(held, 1.5 * _STEP)
