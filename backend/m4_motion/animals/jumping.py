"""Animals in the air: jumps on the spot and ahead, up onto a couch or a bed, and down again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ...common.naming import capitalized
from ...protocol.conventions import GRAVITY_M_S2
from ..channels import Array, interpolate, minimum_jerk
from ..scene_query import Place
from .going import lowered
from .pose import INDEX, LEGS

if TYPE_CHECKING:
    from .programs import Deed

_CROUCH_S, _LAND_S = 0.34, 0.42
_HIGHEST, _HEAVIEST = 4.5, 0.75
"""how high one leaps, in heights of the hip, and up to which height at the withers (m) it is let onto furniture"""
_TRUNK = 0.72
"""height of the middle of the trunk over the feet, in heights at the withers"""
_CLEAR_M = 0.07
"""above the edge of what it leaps onto"""


def jump(deed: Deed) -> None:
    """Crouch, push off behind, fly in a parabola with folded legs, land in front and catch up."""
    leg = deed.animal.body.leg
    for _ in range(deed.count or 1):
        height = 0.55 * leg * deed.style.amplitude
        leap(deed, 1.7 * leg, 0.0, height)


def leap_up(deed: Deed, turn_to: Callable[[Deed, float, float], None]) -> bool:
    """Onto the seat, bed or top of the target where the animal is small enough for it; True where it got up there."""
    animal = deed.animal
    place = place_on(deed)
    if place is None or abs(animal.base - float(place.translation[2])) < 0.05:
        return False
    if animal.length == 0:
        _stand_off(deed, place)
    away = place.translation[:2] - animal.point
    distance = float(np.linalg.norm(away))
    turn_to(deed, float(np.arctan2(away[0], -away[1])), 0.12)
    rise = float(place.translation[2]) - animal.base
    # as long in the air as clears the edge, a little before the middle of the way
    air = 0.5 * GRAVITY_M_S2
    square = max((0.4 * rise + _CLEAR_M) / 0.24 / air, 0.03)
    leap(deed, distance, rise, 0.25 * air * square)
    front = place.axis(0.0, -1.0, 0.0)
    turn_to(deed, float(np.arctan2(front[0], -front[1])), 0.5)
    return True


def leap_over(deed: Deed, turn_to: Callable[[Deed, float, float], None]) -> bool:
    """Clear of what is said to be jumped over, to its other side; False where nothing is in the way."""
    animal, thing = deed.animal, deed.target_id
    if thing is None or deed.scene.is_character(thing):
        return False
    if _leap_through(deed, thing, turn_to):
        return True
    if "over" not in deed.action.text.lower().split():
        return False
    asset, transform = deed.scene.asset(thing), deed.scene.transform(thing)
    if asset is None or transform is None:
        return False
    top = deed.scene.top(thing) - animal.base
    if top > _HIGHEST * animal.body.leg:
        deed.notes.append(capitalized(f"{deed.said(thing)} is too high for a {animal.body.species} to jump over."))
        return False
    centre = deed.scene.centre(thing)[:2]
    half = 0.5 * np.asarray(asset.dimensions)[:2] * np.asarray(transform.scale)[:2]
    across = int(np.argmin(half))
    if animal.length == 0:  # it begins where the thing is narrow, on its own side
        turn = 2.0 * float(np.arctan2(transform.rotation[3], transform.rotation[0]))
        axis = np.array([np.cos(turn), np.sin(turn)] if across == 0 else [-np.sin(turn), np.cos(turn)])
        axis = axis if (animal.point - centre) @ axis >= 0.0 else -axis
        begin = centre + axis * (float(half[across]) + 0.9 * animal.body.length + 0.25)
        animal.pose = animal.body.standing(float(begin[0]), float(begin[1]), float(np.arctan2(-axis[0], axis[1])))
    away = centre - animal.point
    distance = 2.0 * float(np.linalg.norm(away))
    turn_to(deed, float(np.arctan2(away[0], -away[1])), 0.12)
    edge = min(2.0 * float(half[across]) / max(distance, 1e-3), 0.8)
    leap(deed, distance, 0.0, max(0.55 * animal.body.leg, (top + _CLEAR_M) / (1.0 - edge**2)))
    return True


def _leap_through(deed: Deed, thing: str, turn_to: Callable[[Deed, float, float], None]) -> bool:
    """Through the middle of a ring that stands, to its other side; False where it is none."""
    animal, ring = deed.animal, deed.scene.part_points(thing, "ring")
    if not len(ring):
        return False
    low, high = ring.min(axis=0), ring.max(axis=0)
    middle = 0.5 * (low + high)
    away = middle[:2] - animal.point
    turn_to(deed, float(np.arctan2(away[0], -away[1])), 0.1)
    # the trunk's middle comes through the ring's: what is below it are folded legs
    rise = float(middle[2]) - _TRUNK * animal.body.withers - animal.base
    leap(deed, 2.0 * float(np.linalg.norm(away)), 0.0, max(0.35 * animal.body.leg, rise))
    return True


def _stand_off(deed: Deed, place: Place) -> None:
    """Begin as far from the furniture as it takes to leap onto it, looking at it."""
    animal, thing = deed.animal, str(deed.target_id)
    away = animal.point - place.translation[:2]
    away = away / max(float(np.linalg.norm(away)), 1e-6)
    asset, transform = deed.scene.asset(thing), deed.scene.transform(thing)
    assert asset is not None
    assert transform is not None
    turn = 2.0 * float(np.arctan2(transform.rotation[3], transform.rotation[0]))
    c, s = np.cos(turn), np.sin(turn)
    across = np.array([c * away[0] + s * away[1], c * away[1] - s * away[0]])
    half = 0.5 * np.asarray(asset.dimensions)[:2] * np.asarray(transform.scale)[:2]
    edge = float(np.min(half / np.maximum(np.abs(across), 1e-6)))
    from_middle = deed.scene.centre(thing)[:2] + away * (edge + 0.9 * animal.body.length + 0.25)
    heading = float(np.arctan2(-away[0], away[1]))
    animal.pose = animal.body.standing(float(from_middle[0]), float(from_middle[1]), heading)


def leap_down(deed: Deed, toward: Array) -> None:
    """To the floor, toward where it goes next."""
    animal = deed.animal
    away = toward - animal.point
    distance = max(float(np.linalg.norm(away)), 1e-6)
    animal.pose = animal.pose.copy()
    heading = float(np.arctan2(away[0], -away[1]))
    turn = (heading - animal.heading + np.pi) % (2.0 * np.pi) - np.pi
    ahead = min(max(1.6 * animal.body.leg, 0.55), max(distance, 0.3))
    leap(deed, ahead, animal.base_m - animal.base, 0.35 * animal.body.leg, turn)


def place_on(deed: Deed) -> Place | None:
    """Where on the target an animal sits or lies."""
    animal = deed.animal
    thing = deed.target_id
    if thing is None or deed.scene.is_character(thing):
        return None
    asset = deed.scene.asset(thing)
    broad = [a.dimensions[:2].min() > 0.9 * animal.body.length for a in asset.affordances] if asset is not None else []
    if animal.body.withers > _HEAVIEST and not any(broad):
        return None  # no furniture bears it, but a heap or a rock does
    for kind in ("sit_at", "lie_at", "surface_top"):
        place = deed.scene.nearest_place(thing, kind, np.array([*animal.point, 0.0]))
        if place is not None and place.translation[2] > 0.08:
            return place if place.translation[2] < _HIGHEST * animal.body.leg else None
    return None


def leap(deed: Deed, ahead: float, rise: float, height: float, turn: float = 0.0) -> None:
    """One jump: `ahead` over the floor, `rise` to another level, `height` of the arc above the straight way."""
    animal, body = deed.animal, deed.animal.body
    flight_s = 2.0 * float(np.sqrt(2.0 * height / GRAVITY_M_S2))
    heading = animal.heading + turn
    forward = np.array([np.sin(heading), -np.cos(heading)])
    count = round((_CROUCH_S + flight_s + _LAND_S) * animal.fps)
    t = np.arange(1, count + 1) / animal.fps
    there = animal.point + ahead * forward
    end = body.standing(float(there[0]), float(there[1]), heading)
    rows = np.stack([animal.pose, animal.pose, animal.pose, end, end, end])
    low, off = rows[1], rows[2]
    low[INDEX["z"]], low[INDEX["pitch"]], low[INDEX["neck.pitch"]] = -0.22 * body.leg, -0.05, -0.15
    slope = float(np.clip(rise / max(ahead, 0.2), -0.6, 0.9))
    off[INDEX["z"]], off[INDEX["pitch"]] = 0.04 * body.leg, 0.28 + 0.5 * slope
    off[[INDEX["x"], INDEX["y"]]] += 0.18 * ahead * forward
    rows[3, [INDEX["x"], INDEX["y"]]] -= 0.18 * ahead * forward
    rows[3, INDEX["pitch"]] = -0.20 + 0.3 * slope
    rows[4, INDEX["z"]] = -0.16 * body.leg
    land_s = _CROUCH_S + flight_s
    times = [0.0, 0.7 * _CROUCH_S, _CROUCH_S, land_s, land_s + 0.35 * _LAND_S, land_s + _LAND_S]
    motion = interpolate(times, rows, t)
    fly = np.clip((t - _CROUCH_S) / flight_s, 0.0, 1.0)
    motion[:, INDEX["z"]] += height * 4.0 * fly * (1.0 - fly)
    for leg in LEGS:
        shift = (-0.06 if leg.startswith("front") else 0.06) * flight_s
        u = np.clip((t - _CROUCH_S - shift) / flight_s, 0.0, 1.0)
        columns = [INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]
        motion[:, columns] = animal.pose[columns] + minimum_jerk(u)[:, None] * (end - animal.pose)[columns]
        tuck = np.sin(np.pi * u)
        # in the air the level under the body goes over to the next one; a foot is on its own
        level = rise * ((u > 0.0) * u - fly)
        motion[:, INDEX[f"foot.z.{leg}"]] = (height + 0.16 * body.leg) * tuck + level
        motion[:, INDEX[f"foot.pitch.{leg}"]] = 0.9 * tuck
        motion[:, INDEX[f"foot.fold.{leg}"]] = (0.9 if leg.startswith("front") else 0.25) * tuck
    if rise == 0.0:
        motion = lowered(body, motion, animal.fps)
    levels = animal.base + rise * fly
    animal.play(motion, deed.action.id, [round(_CROUCH_S * animal.fps), round(land_s * animal.fps)], levels)
