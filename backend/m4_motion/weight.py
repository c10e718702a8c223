"""Where somebody's weight is on the way: over a foot that lands or stays, off the feet to gain or lose speed, and in a
curve."""

from __future__ import annotations

import numpy as np

from ..protocol.conventions import GRAVITY_M_S2
from .body import Body
from .channels import INDEX, Array, minimum_jerk, smooth
from .solve import ankle_of, stretched

_LANDS = 0.9945
"""of its length that a leg which lands is stretched to at most"""
_REACH_SOFT = 0.012
"""leg lengths, how softly it comes to the end of its reach"""
_ONTO_S = 0.10
"""how long the weight still goes over the foot that stays once the other has left the floor"""
_DRIVEN, _BRAKED = 0.35, 0.65
"""of the way that the middle of the body is off the feet to be driven on and to brake, that the hips are; a lean of the
trunk is the rest"""
_BANK_MOST, _BANK_SOFT_S = 0.35, 0.22
"""rad that one leans into a curve at most, and how softly"""


def over_heel(body: Body, motion: Array, side: str, captured: Array) -> Array:
    """How much higher (T,) the hips go over a foot on the edge of its heel: as its ankle is higher than those captured.

    A shoe's heel sticks out further than a bare one is round; hips that went no higher with it would land on a bent
    knee, which then could not give. Where the step is long for the leg, they sink onto it instead, before it would be
    pulled straight at once.
    """
    ankle = ankle_of(body, motion, side)[0][:, 2] - motion[:, INDEX[f"foot.level.{side}"]] - body.ankle_height
    on_heel = motion[:, INDEX[f"foot.pitch.{side}"]] < 0.0
    higher, room = np.maximum(ankle - captured, 0.0), -stretched(body, motion, side, _LANDS)
    least = 0.5 * (higher + room - np.hypot(higher - room, _REACH_SOFT * body.leg))
    return np.asarray(np.where(on_heel, least, 0.0))


def shifted_onto(t: Array, lift_s: float, land_s: float) -> Array:
    """How much (T,) the weight is over the foot that stays: all of it when the other lifts, none when that lands."""
    onto = minimum_jerk(t / (lift_s + _ONTO_S))
    return np.asarray(onto * (1.0 - minimum_jerk((t - lift_s) / (land_s - lift_s))))


def off_the_feet(body: Body, gained: Array) -> Array:
    """How far (T,) the hips are ahead of where they would be over the feet, for a speed that grows by (T,) m/s².

    The force goes from the feet through the middle of the body: behind it to be driven on, before it to brake.
    """
    return np.asarray(body.hip_height / GRAVITY_M_S2 * np.where(gained > 0.0, _DRIVEN, _BRAKED) * gained)


def leaning_in(heading: Array, way: Array, fps: float) -> Array:
    """How far (T,) rad one leans to the left, along a way (T,) m with a heading: as the curve and the speed ask for."""
    bank = np.gradient(heading) * np.gradient(way) * fps * fps / GRAVITY_M_S2
    return np.asarray(np.clip(smooth(bank, _BANK_SOFT_S * fps), -_BANK_MOST, _BANK_MOST))
