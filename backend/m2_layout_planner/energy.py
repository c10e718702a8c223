"""What a plane's arrangement costs: a sum of hinge terms over x, y and heading, with analytic gradients.

Every term takes poses (S, P, 3) of S starts and P items, adds to a gradient of the same shape, and returns (S,).
Distances in metres; a cost of 1 is a violation of one metre.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .separation import Array, Footprints, smooth_separation

Index = NDArray[np.intp]


class Term(Protocol):
    """One kind of wish over many items."""

    def add(self, poses: Array, grad: Array) -> Array:
        """Costs (S,); the gradient is added to `grad` (S, P, 3)."""
        ...


def _scatter(grad: Array, index: Index, values: Array) -> None:
    np.add.at(grad, (slice(None), index), values)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Gaps:
    """Surface distance of pairs within [lower, upper]; `upper` may be infinite."""

    footprints: Footprints
    first: Index
    second: Index
    lower: Array
    upper: Array
    weight: Array
    softness_m: float = 0.01

    def add(self, poses: Array, grad: Array) -> Array:
        gap, grad_first, grad_second = smooth_separation(
            poses, self.footprints, self.first, self.second, self.softness_m
        )
        error = np.minimum(gap - self.lower, 0.0) + np.maximum(gap - self.upper, 0.0)
        slope = (2.0 * self.weight * error)[..., None]
        _scatter(grad, self.first, slope * grad_first)
        _scatter(grad, self.second, slope * grad_second)
        return np.asarray((self.weight * error**2).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Sides:
    """`first` lies on a side of `second`: at least `margin` along an axis, and not further off it than along it.

    The axis (K, 2) is fixed in the world, or turns with `second` where `turns` is true.
    """

    first: Index
    second: Index
    axis: Array
    turns: NDArray[np.bool_]
    margin: Array
    slack: Array
    """(K,) sideways offset per metre along the axis that is still fine; infinite = none asked"""
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        delta = poses[:, self.first, :2] - poses[:, self.second, :2]
        angle = np.where(self.turns, poses[:, self.second, 2], 0.0)
        cos, sin = np.cos(angle), np.sin(angle)
        x = cos * self.axis[:, 0] - sin * self.axis[:, 1]
        y = sin * self.axis[:, 0] + cos * self.axis[:, 1]
        along = delta[..., 0] * x + delta[..., 1] * y
        across = delta[..., 1] * x - delta[..., 0] * y
        short = np.minimum(along - self.margin, 0.0)
        slack = np.where(np.isfinite(self.slack), self.slack, 0.0)
        off = np.where(
            np.isfinite(self.slack), np.maximum(np.abs(across) - slack * np.maximum(along, self.margin), 0.0), 0.0
        )
        by_along = 2.0 * self.weight * (short - off * slack * (along > self.margin))
        by_across = 2.0 * self.weight * off * np.sign(across)
        by_delta = np.stack([by_along * x - by_across * y, by_along * y + by_across * x], axis=-1)
        _scatter(grad[..., :2], self.first, by_delta)
        _scatter(grad[..., :2], self.second, -by_delta)
        _scatter(grad[..., 2], self.second, self.turns * (by_along * across - by_across * along))
        return np.asarray((self.weight * (short**2 + off**2)).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Facings:
    """`first` looks at `second` (offset by an angle): 1 - cos of the error."""

    first: Index
    second: Index
    offset: Array
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        delta = poses[:, self.second, :2] - poses[:, self.first, :2]
        squared = (delta**2).sum(-1) + 1e-12
        wanted = np.arctan2(delta[..., 0], -delta[..., 1])
        error = poses[:, self.first, 2] - wanted - self.offset
        slope = self.weight * np.sin(error)
        _scatter(grad[..., 2], self.first, slope)
        # d wanted / d delta = (-y, x) / |delta|^2 for the angle measured from -Y toward +X
        by_delta = -slope[..., None] * np.stack([-delta[..., 1], delta[..., 0]], axis=-1) / squared[..., None]
        _scatter(grad[..., :2], self.second, by_delta)
        _scatter(grad[..., :2], self.first, -by_delta)
        return np.asarray((self.weight * (1.0 - np.cos(error))).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """`first` at an offset (K, 2) in the frame of `second`, with a heading relative to it (weight_heading 0: free)."""

    first: Index
    second: Index
    offset: Array
    heading: Array
    weight: Array
    weight_heading: Array

    def add(self, poses: Array, grad: Array) -> Array:
        base, own = poses[:, self.second], poses[:, self.first]
        cos, sin = np.cos(base[..., 2]), np.sin(base[..., 2])
        arm_x = cos * self.offset[:, 0] - sin * self.offset[:, 1]
        arm_y = sin * self.offset[:, 0] + cos * self.offset[:, 1]
        error = np.stack([own[..., 0] - base[..., 0] - arm_x, own[..., 1] - base[..., 1] - arm_y], axis=-1)
        turn = own[..., 2] - base[..., 2] - self.heading
        slope = 2.0 * self.weight[:, None] * error
        slope_turn = self.weight_heading * np.sin(turn)
        _scatter(grad, self.first, np.concatenate([slope, slope_turn[..., None]], axis=-1))
        swing = slope[..., 0] * arm_y - slope[..., 1] * arm_x
        _scatter(grad, self.second, np.concatenate([-slope, (swing - slope_turn)[..., None]], axis=-1))
        cost = self.weight * (error**2).sum(-1) + self.weight_heading * (1.0 - np.cos(turn))
        return np.asarray(cost.sum(-1))


@dataclass(frozen=True, kw_only=True)
class Centres:
    """`first` at the weighted centre of several items: `members` (K, M), `shares` (K, M) sum to 1."""

    first: Index
    members: Index
    shares: Array
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        centre = (poses[:, self.members, :2] * self.shares[..., None]).sum(-2)
        error = poses[:, self.first, :2] - centre
        slope = 2.0 * self.weight[:, None] * error
        _scatter(grad[..., :2], self.first, slope)
        _scatter(grad[..., :2], self.members, -slope[:, :, None] * self.shares[..., None])
        return np.asarray((self.weight * (error**2).sum(-1)).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Pulls:
    """Items drawn to fixed points (K, 2), free within `slack` metres; beyond `bend` metres the pull grows no more."""

    first: Index
    point: Array
    slack: Array
    weight: Array
    bend_m: float = 1.0

    def add(self, poses: Array, grad: Array) -> Array:
        error = poses[:, self.first, :2] - self.point
        length = np.sqrt((error**2).sum(-1) + 1e-12)
        over = np.maximum(length - self.slack, 0.0)
        root = np.sqrt(1.0 + (over / self.bend_m) ** 2)  # pseudo-Huber
        _scatter(grad[..., :2], self.first, (2.0 * self.weight * over / (root * length))[..., None] * error)
        return np.asarray((2.0 * self.weight * self.bend_m**2 * (root - 1.0)).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Headings:
    """Items turned to fixed headings."""

    first: Index
    heading: Array
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        error = poses[:, self.first, 2] - self.heading
        _scatter(grad[..., 2], self.first, self.weight * np.sin(error))
        return np.asarray((self.weight * (1.0 - np.cos(error))).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Items stay on one side of a line: normal . centre + reach <= limit, `equal` = touch it.

    The reach is the footprint's half width along the normal.
    """

    footprints: Footprints
    first: Index
    normal: Array
    limit: Array
    equal: NDArray[np.bool_]
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        pose = poses[:, self.first]
        half, radius = self.footprints.half[self.first], self.footprints.radius[self.first]
        cos, sin = np.cos(pose[..., 2]), np.sin(pose[..., 2])
        along = self.normal[:, 0] * cos + self.normal[:, 1] * sin
        across = self.normal[:, 1] * cos - self.normal[:, 0] * sin
        reach = half[:, 0] * np.abs(along) + half[:, 1] * np.abs(across) + radius
        over = (pose[..., :2] * self.normal).sum(-1) + reach - self.limit
        over = np.where(self.equal, over, np.maximum(over, 0.0))
        slope = 2.0 * self.weight * over
        by_turn = half[:, 0] * np.sign(along) * across - half[:, 1] * np.sign(across) * along
        parts = [slope * self.normal[:, 0], slope * self.normal[:, 1], slope * by_turn]
        _scatter(grad, self.first, np.stack(parts, axis=-1))
        return np.asarray((self.weight * over**2).sum(-1))


@dataclass(frozen=True, kw_only=True)
class Within:
    """`first` inside the rectangle of `second`, shrunk by `inset` (K, 2)."""

    footprints: Footprints
    first: Index
    second: Index
    inset: Array
    weight: Array

    def add(self, poses: Array, grad: Array) -> Array:
        delta = poses[:, self.first, :2] - poses[:, self.second, :2]
        angle = poses[:, self.second, 2]
        cos, sin = np.cos(angle), np.sin(angle)
        local = np.stack([delta[..., 0] * cos + delta[..., 1] * sin, delta[..., 1] * cos - delta[..., 0] * sin], -1)
        free = np.maximum(
            self.footprints.half[self.second] + self.footprints.radius[self.second, None] - self.inset, 0.0
        )
        over = np.maximum(np.abs(local) - free, 0.0)
        slope = 2.0 * self.weight[:, None] * over * np.sign(local)
        by_delta = np.stack(
            [slope[..., 0] * cos - slope[..., 1] * sin, slope[..., 0] * sin + slope[..., 1] * cos], axis=-1
        )
        _scatter(grad[..., :2], self.first, by_delta)
        _scatter(grad[..., :2], self.second, -by_delta)
        _scatter(grad[..., 2], self.second, slope[..., 0] * local[..., 1] - slope[..., 1] * local[..., 0])
        return np.asarray((self.weight * (over**2).sum(-1)).sum(-1))


@dataclass(kw_only=True)
class Energy:
    """The sum of terms; fixed items get no gradient."""

    free: NDArray[np.bool_]
    """(P,) bool"""
    terms: list[Term] = field(default_factory=list)

    def evaluate(self, poses: Array) -> tuple[Array, Array]:
        """poses (S, P, 3) -> costs (S,), gradient (S, P, 3)."""
        grad = np.zeros_like(poses)
        cost = np.zeros(len(poses))
        for term in self.terms:
            cost = cost + term.add(poses, grad)
        grad[:, ~self.free] = 0.0
        return cost, grad


def index(values: Sequence[int]) -> Index:
    """(K,) integer index array."""
    return np.asarray(values, dtype=np.intp)
