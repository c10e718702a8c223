"""Footfalls by speed: how long a stride is, how long feet stand, in which order they fall.

Stride length and duty factor follow the Froude number v²/(g h), h the height of the hip: Alexander & Jayes (1983), "A
dynamic similarity hypothesis for the gaits of quadrupedal mammals", J. Zool. 201; the orders of footfalls follow
Hildebrand (1976), "Analysis of tetrapod gaits".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...protocol.conventions import GRAVITY_M_S2
from ..channels import Array

# Share of the stride at which each foot comes down, front.L, front.R, back.L, back.R, written so that neighbouring
# gaits lie near each other.
WALK = np.array([0.25, 0.75, 0.0, 0.5])
TROT = np.array([0.5, 1.0, 0.0, 0.5])
TRANSVERSE_GALLOP = np.array([0.42, 0.56, 0.0, 0.12])
ROTARY_GALLOP = np.array([0.56, 0.42, 0.0, 0.12])
HOP = np.array([0.56, 0.63, 0.0, 0.0])
WALK_TO_TROT = 0.50
"""Froude number"""
TROT_TO_GALLOP = 2.2
FROUDE = {"walk": 0.24, "trot": 0.8, "run": 3.6, "sneak": 0.10}
_LONGEST_STANCE = 0.84
"""way a foot stands still under the moving body, of the hip's height"""


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a species goes."""

    fastest: str = "gallop"
    """walk: it only walks, faster when it runs (elephants); trot; gallop"""
    rotary: bool = False
    spine_flex: float = 0.10
    """rad of arching in a gallop"""
    bounce: float = 1.0
    crouch: float = 0.0
    """of the hip's height, in a walk"""
    head_nod: float = 0.06
    lift: float = 1.0
    """how high the feet are carried"""
    wags: bool = False
    sits: bool = False
    curls: bool = False
    """up when it sleeps"""
    hops: bool = False
    """at any speed: off both hind feet, onto one forefoot after the other"""
    stride: float = 1.0
    """length of its strides, of the usual one"""
    reach: float = 1.0
    """how far from its place at rest a foot can stand, of the usual way"""
    longest_stance: float = 1.0
    """share of a stride that a foot stands, at most"""
    upright: float = 0.0
    """rad by which a hopper's trunk rises from its stand, its forefeet tucked before the chest"""
    rock: float = 1.0
    """how far the trunk pitches in a gallop or hop, of the usual angle"""


MANNERS = {
    "dog": Manner(rotary=True, spine_flex=0.30, wags=True, sits=True, curls=True),
    "cat": Manner(rotary=True, spine_flex=0.36, crouch=0.04, head_nod=0.015, bounce=0.7, sits=True, curls=True),
    "fox": Manner(rotary=True, spine_flex=0.32, crouch=0.02, head_nod=0.02, bounce=0.8, sits=True, curls=True),
    "wolf": Manner(rotary=True, spine_flex=0.28, head_nod=0.03, sits=True, curls=True),
    "lion": Manner(rotary=True, spine_flex=0.28, crouch=0.03, head_nod=0.03, bounce=0.7, sits=True),
    "tiger": Manner(rotary=True, spine_flex=0.30, crouch=0.05, head_nod=0.03, bounce=0.7, sits=True),
    "leopard": Manner(rotary=True, spine_flex=0.32, crouch=0.05, head_nod=0.02, bounce=0.7, sits=True),
    "cheetah": Manner(rotary=True, spine_flex=0.40, crouch=0.03, head_nod=0.02, bounce=0.7, sits=True),
    "deer": Manner(spine_flex=0.14, bounce=1.25, head_nod=0.05, lift=1.15),
    "goat": Manner(spine_flex=0.14, bounce=1.1),
    "pig": Manner(spine_flex=0.06, lift=0.8, head_nod=0.04, sits=True),
    "camel": Manner(spine_flex=0.05, head_nod=0.09, lift=0.8),
    "bear": Manner(spine_flex=0.16, crouch=0.03, sits=True),
    "elephant": Manner(fastest="walk", spine_flex=0.0, head_nod=0.05, lift=0.55, bounce=0.6),
    "giraffe": Manner(spine_flex=0.05, head_nod=0.10, lift=0.6),
    "cow": Manner(spine_flex=0.06, lift=0.8),
    "sheep": Manner(spine_flex=0.14),
    "rabbit": Manner(
        hops=True, stride=1.7, reach=1.8, longest_stance=0.40, rotary=True, spine_flex=0.30, bounce=3.0, rock=2.4,
        head_nod=0.02, sits=True,
    ),
    "monkey": Manner(rotary=True, spine_flex=0.26, head_nod=0.03, bounce=1.1, sits=True),
    "gorilla": Manner(spine_flex=0.16, head_nod=0.03, lift=0.9, sits=True),
    "rhinoceros": Manner(fastest="trot", spine_flex=0.03, head_nod=0.06, lift=0.7, bounce=0.8),
    "hippopotamus": Manner(fastest="trot", spine_flex=0.03, head_nod=0.04, lift=0.6, bounce=0.7),
    "crocodile": Manner(fastest="trot", spine_flex=0.05, head_nod=0.01, lift=0.5, bounce=0.4),
    "dragon": Manner(rotary=True, spine_flex=0.14, head_nod=0.03, lift=0.8, bounce=0.8, crouch=0.03, sits=True),
    "kangaroo": Manner(
        hops=True, stride=1.4, reach=1.3, longest_stance=0.40, rotary=True, spine_flex=0.06, bounce=2.6, rock=0.7,
        head_nod=0.02, upright=0.62,
    ),
}


def speed_at(froude: float, leg: float) -> float:
    """m/s of a Froude number."""
    return float(np.sqrt(froude * GRAVITY_M_S2 * leg))


def froude_at(speed: Array | float, leg: float) -> Array:
    return np.asarray(np.asarray(speed) ** 2 / (GRAVITY_M_S2 * leg))


def stride_length(speed: Array | float, leg: float) -> Array:
    """m, from one footfall to the next of the same foot: 2.4 h F^0.34."""
    return np.asarray(2.4 * leg * np.maximum(froude_at(speed, leg), 1e-4) ** 0.34)


def duty_factor(speed: Array | float, leg: float) -> Array:
    """Share of the stride that a foot stands: 0.52 F^-0.14, less where the leg would not reach."""
    froude = froude_at(speed, leg)
    law = 0.52 * np.maximum(froude, 1e-4) ** -0.14
    longest = _LONGEST_STANCE - 0.14 * np.clip(froude / TROT_TO_GALLOP - 0.5, 0.0, 1.0)  # quick feet leave early
    return np.clip(np.minimum(law, longest * leg / stride_length(speed, leg)), 0.14, 0.76)


def gait_mix(speed: Array, leg: float, manner: Manner) -> tuple[Array, Array]:
    """0…1 how much it is a trot rather than a walk, and a gallop rather than a trot, per sample."""
    froude = froude_at(speed, leg)
    if manner.hops:
        return np.ones_like(froude), np.ones_like(froude)

    def rise(low: float, high: float) -> Array:
        u = np.clip((froude - low) / (high - low), 0.0, 1.0)
        return np.asarray(u * u * (3.0 - 2.0 * u))

    trot = rise(0.8 * WALK_TO_TROT, 1.3 * WALK_TO_TROT) if manner.fastest != "walk" else np.zeros_like(froude)
    gallop = rise(0.8 * TROT_TO_GALLOP, 1.2 * TROT_TO_GALLOP) if manner.fastest == "gallop" else np.zeros_like(froude)
    return trot, gallop


def offsets(trot: Array, gallop: Array, manner: Manner) -> Array:
    """(N, 4) shares of the stride at which the feet come down."""
    fast = HOP if manner.hops else ROTARY_GALLOP if manner.rotary else TRANSVERSE_GALLOP
    slow = WALK + trot[:, None] * (TROT - WALK)
    return np.asarray(slow + gallop[:, None] * (fast - slow))
