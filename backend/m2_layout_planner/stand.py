"""Where a thing stands, and its transform from asset space to the world."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..common import quat
from ..protocol.conventions import heading_quaternion
from ..protocol.scene import Transform
from .separation import Array, turn
from .surfaces import Surface, height_at
from .things import Thing

SEAT_CLEARANCE_M = 0.12  # from the seat's front edge to the middle of the feet


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A pose on a plane: footprint centre, heading, height, and a lean about the thing's own x axis."""

    pose: Array
    """(3,) x, y of the footprint's centre in m, heading in rad"""
    base: float
    """m height of the asset's origin"""
    pitch_rad: float = 0.0


def to_world(thing: Thing, stand: Stand, point: Array) -> Array:
    """A point (3,) of asset space in the world, for a thing that does not lean."""
    x, y = stand.pose[:2] + turn(stand.pose[2], point[:2] - thing.centre)
    return np.array([x, y, stand.base + point[2]])


def to_transform(thing: Thing, stand: Stand) -> Transform:
    """Asset space to world; a leaning thing turns about its back bottom edge."""
    rotation = heading_quaternion(stand.pose[2]).astype(np.float64)
    origin = np.array([*(stand.pose[:2] - turn(stand.pose[2], thing.centre)), stand.base])
    if stand.pitch_rad:
        lean = quat.from_angle_axis(np.array(stand.pitch_rad), np.array([1.0, 0.0, 0.0]))
        pivot = np.array([thing.centre[0], thing.centre[1] - thing.extents[1], thing.bottom])  # the front bottom edge
        offset = pivot - quat.mul_vec(lean, pivot)
        origin = origin + quat.mul_vec(rotation, offset)
        rotation = quat.mul(rotation, lean)
    return Transform(translation=origin.astype(np.float32), rotation=quat.normalize(rotation).astype(np.float32))


def from_transform(thing: Thing, transform: Transform) -> Stand:
    """The stand of a thing that somebody placed by hand (a lean is kept out of the plane)."""
    forward = quat.mul_vec(transform.rotation, np.array([0.0, -1.0, 0.0]))
    heading = float(np.arctan2(forward[0], -forward[1]))
    translation = transform.translation.astype(np.float64)
    centre = translation[:2] + turn(heading, thing.centre)
    return Stand(pose=np.array([*centre, heading]), base=float(translation[2]))


def surface_height(holder: Thing, stand: Stand, surface: Surface, item: Thing, pose: Array) -> float:
    """World height of the surface under an item."""
    if not surface.uneven:
        return stand.base + float(surface.centre[2])
    reach = 0.6 * item.extents
    samples = np.array([[0, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]]) * reach
    points = []
    for sample in samples:
        world = pose[:2] + turn(pose[2], sample)
        points.append(turn(-stand.pose[2], world - stand.pose[:2]) + holder.centre)
    heights = height_at(holder.asset, np.array(points))
    heights = heights[np.isfinite(heights)]
    return stand.base + (float(heights.max()) if len(heights) else holder.top)


def seat_stand(holder: Thing, stand: Stand, surface: Surface) -> Stand:
    """Standing right before a seat's front edge, back to it: where sitting down begins and standing up ends."""
    # the edge of the seat's owner in the direction the sitter faces
    local = turn(surface.heading, np.array([0.0, -1.0]))
    seat = surface.centre[:2] - holder.centre
    reach = _front_distance(holder, seat, local, float(surface.half[1]))
    foot = surface.centre[:2] + local * (reach + SEAT_CLEARANCE_M)
    world = to_world(holder, stand, np.array([*foot, 0.0]))
    return Stand(pose=np.array([world[0], world[1], stand.pose[2] + surface.heading]), base=stand.base)


def _front_distance(holder: Thing, seat: Array, direction: Array, seat_half_depth: float) -> float:
    """From the seat's centre to its front edge: half its depth, never past the owner's footprint."""
    extents = holder.extents
    ahead = np.abs(direction) > 0.5
    edge = float(np.min(np.where(ahead, extents - np.sign(direction) * seat, np.inf)))
    return float(np.clip(edge, 0.0, seat_half_depth + 0.1))
