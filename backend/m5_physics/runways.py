"""Aircraft that take off and land: along the ground to or from the place where the wheels leave it, nose up, away."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..protocol.scene import Asset
from .world import Array

_STANDS_UPRIGHT = frozenset({"helicopter", "rocket", "ufo", "drone", "hot air balloon", "balloon", "spaceship",
                             "space shuttle"})
_ROLL_LENGTHS, _CLIMB_RAD, _NOSE_RAD = 0.9, 0.21, 0.16
"""how far an aircraft rolls, in its own lengths; how steep it climbs, and how far its nose is up"""
_HOVER_RAD = 0.09


def is_runway_verb(verb: str, words: frozenset[str]) -> str:
    """`off`, `down`, or empty for anything else: takes off, lifts off, lands, touches down."""
    if (verb in ("take", "lift", "blast") and "off" in words) or verb in ("launch", "ascend"):
        return "off"
    return "down" if verb in ("land", "descend") or (verb == "touch" and "down" in words) else ""


def runway_way(asset: Asset, start: Array, ahead: Array, way: str, t: Array) -> tuple[Array, Array]:
    """Poses (T, 3), (T, 4) of an aircraft whose wheels leave or meet the ground at `start` (3,), along `ahead` (3,)."""
    length = float(asset.dimensions[:2].max())
    share = t / max(float(t[-1]), 1e-6)
    if way == "down":
        share = 1.0 - share
    if asset.category in _STANDS_UPRIGHT:
        rise = 1.6 * max(length, float(asset.dimensions[2])) * _eased(np.clip((share - 0.12) / 0.88, 0.0, 1.0))
        drift = 0.9 * length * np.clip((share - 0.4) / 0.6, 0.0, 1.0) ** 2
        sign = 1.0 if way == "off" else -1.0
        if asset.category == "rocket":
            drift = 0.0 * drift
            rise = 4.0 * float(asset.dimensions[2]) * np.clip((share - 0.1) / 0.9, 0.0, 1.0) ** 2
        places = start + sign * drift[:, None] * ahead + np.column_stack([np.zeros((len(t), 2)), rise])
        pitch = -_HOVER_RAD * sign * np.clip((share - 0.3) / 0.3, 0.0, 1.0) * (asset.category != "rocket")
    else:
        # the wheels leave the ground at 45 % of the time; the speed grows up to there, and a little beyond
        along = _ROLL_LENGTHS * length * (share / 0.45) ** 2
        late = np.clip(share - 0.45, 0.0, None)
        beyond = 1.0 + 2.0 * late / 0.45 + 0.35 * (late / 0.45) ** 2
        along = np.where(share > 0.45, _ROLL_LENGTHS * length * beyond, along)
        since = along - _ROLL_LENGTHS * length
        soft = 0.8 * length
        rise = np.where(since > 0.0, np.tan(_CLIMB_RAD) * (np.sqrt(since**2 + soft**2) - soft), 0.0)
        sign = 1.0 if way == "off" else -1.0
        places = start + sign * since[:, None] * ahead + np.column_stack([np.zeros((len(t), 2)), rise])
        nose = np.clip((share - 0.36) / 0.12, 0.0, 1.0)
        pitch = _NOSE_RAD * nose * nose * (3.0 - 2.0 * nose)
        pitch = pitch if way == "off" else 0.45 * pitch  # it comes down flat and flares
    heading = float(np.arctan2(ahead[0], -ahead[1]))
    turned = quat.from_angle_axis(np.full(len(t), heading), np.array([0.0, 0.0, 1.0]))
    return places, quat.mul(turned, quat.from_angle_axis(-pitch, np.array([1.0, 0.0, 0.0])))


def _eased(u: Array) -> Array:
    return np.asarray(u * u * (2.0 - u))
