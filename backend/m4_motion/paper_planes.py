"""A paper plane: thrown as a dart, it glides in waves, sinks, and slides out on the floor."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..common import quat
from .acts import Act
from .channels import Array
from .flights import throw
from .guiding import middle_of, track
from .idle import stay
from .performer import Happening

_SPEED_M_S, _SINKS_M_S, _WAVE_M, _WAVE_S = 2.7, 0.42, 0.10, 1.25
_BEND, _TIGHTER = 0.14, 0.085
"""rad per m by which it turns aside, to the front, and how much more with each m: it comes round in a bow"""
_SLIDE_S = 0.5
PLANE = "paper plane"


def throw_anything(act: Act) -> None:
    """A throw; what is made to glide does so."""
    asset = act.scene.asset(act.target_id) if act.target_id is not None else None
    throw(act)
    thing = act.target_id
    flight = act.scene.flights.get(thing) if thing is not None and asset is not None else None
    if asset is None or thing is None or flight is None or asset.category != PLANE:
        return
    performer = act.performer
    way = (flight.landing - flight.start) * [1.0, 1.0, 0.0]
    heading = float(np.arctan2(way[0], -way[1]))
    places, turns = _glide(flight.start, heading, performer.fps)
    middle = middle_of(act, thing)
    performer.happenings.append(Happening(kind="guide", frame=flight.frame + 1, joint="hand.R", target_id=thing,
                                          way=track(places - quat.mul_vec(turns, middle), turns)))  # fmt: skip
    end = places[-1]
    for share in (0.15, 0.45, 0.8):
        at = flight.frame + int(share * len(places))
        performer.gazes.append((at, at + int(0.4 * len(places)), places[int(share * len(places))], 1.0))
    performer.gazes.append((flight.frame + len(places), flight.frame + len(places) + 60, end, 0.8))
    watched_s = (flight.frame + len(places) - performer.length) / performer.fps
    if watched_s > 0.1:
        stay(replace(act, duration_s=watched_s))


def _glide(start: Array, heading: float, fps: float) -> tuple[Array, Array]:
    """Middles (T, 3) and rotations (T, 4) of a plane that faces -Y: waves that get smaller, a bend, a slide."""
    seconds = max((start[2] - 0.03) / _SINKS_M_S, 1.0)
    t = np.arange(1, round(seconds * fps) + 1) / fps
    wave = _WAVE_M * np.exp(-t / 2.2) * np.sin(2.0 * np.pi * t / _WAVE_S)
    high = np.maximum(start[2] + wave - _SINKS_M_S * t, 0.025)
    along = _SPEED_M_S * (t - 0.04 * t * t)
    slide = np.arange(1, round(_SLIDE_S * fps) + 1) / fps
    last = _SPEED_M_S * (1.0 - 0.08 * t[-1])
    along = np.r_[along, along[-1] + last * (slide - 0.5 * slide**2 / _SLIDE_S)]
    high = np.r_[high, np.full(len(slide), 0.025)]
    aside = -1.0 if np.sin(heading) > 0.0 else 1.0
    bearing = heading + aside * (_BEND * along + _TIGHTER * along**2)
    step = np.diff(along, prepend=0.0)
    flat = np.cumsum(np.stack([np.sin(bearing), -np.cos(bearing)], axis=-1) * step[:, None], axis=0)
    places = np.column_stack([start[0] + flat[:, 0], start[1] + flat[:, 1], high])
    climb = np.gradient(high) / np.maximum(step, 1e-3)
    nose = np.arctan(np.clip(climb, -0.8, 0.8)) * (high > 0.03) + 0.06
    bank = aside * np.clip(0.10 * along, 0.0, 0.5) * np.clip((high - 0.03) / 0.3, 0.0, 1.0)
    turn = quat.mul(quat.from_angle_axis(bearing, [0.0, 0.0, 1.0]),
                    quat.mul(quat.from_angle_axis(-nose, [1.0, 0.0, 0.0]),
                             quat.from_angle_axis(bank, [0.0, 1.0, 0.0])))  # fmt: skip
    return places, turn
