"""Quaternion functions that broadcast over leading axes: (..., 4) [w, x, y, z], (..., 3) vectors.

Names after orangeduck's motion vocabulary: mul, inv, mul_vec, between, unroll, slerp.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0])


def mul(a: ArrayLike, b: ArrayLike) -> Array:
    """Hamilton product: first b, then a."""
    a, b = np.asarray(a), np.asarray(b)
    aw, ax, ay, az = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bw, bx, by, bz = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    return np.stack(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ],
        axis=-1,
    )


def inv(q: ArrayLike) -> Array:
    """Inverse of a unit quaternion."""
    return np.asarray(q) * np.array([1.0, -1.0, -1.0, -1.0])


def normalize(q: ArrayLike) -> Array:
    """Unit length; a zero quaternion becomes the identity."""
    q = np.asarray(q)
    norm = np.linalg.norm(q, axis=-1, keepdims=True)
    return np.where(norm > 1e-12, q / np.maximum(norm, 1e-12), IDENTITY)


def mul_vec(q: ArrayLike, v: ArrayLike) -> Array:
    """Rotate vectors."""
    q, v = np.asarray(q), np.asarray(v)
    t = 2.0 * np.cross(q[..., 1:], v)
    return v + q[..., :1] * t + np.cross(q[..., 1:], t)


def from_angle_axis(angle_rad: ArrayLike, axis: ArrayLike) -> Array:
    """Rotation by `angle_rad` (...) about a unit axis (..., 3)."""
    half = 0.5 * np.asarray(angle_rad)[..., None]
    axis = np.broadcast_to(np.asarray(axis, dtype=float), (*half.shape[:-1], 3))
    return np.concatenate([np.cos(half), np.sin(half) * axis], axis=-1)


def to_rotation_vector(q: ArrayLike) -> Array:
    """Angle times axis (..., 3), the short way round."""
    q = np.asarray(q)
    q = np.where(q[..., :1] < 0.0, -q, q)
    sine = np.linalg.norm(q[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, q[..., :1])
    return np.where(sine > 1e-8, q[..., 1:] / np.maximum(sine, 1e-12) * angle, 2.0 * q[..., 1:])


def from_rotation_vector(v: ArrayLike) -> Array:
    """Inverse of `to_rotation_vector`."""
    v = np.asarray(v)
    angle = np.linalg.norm(v, axis=-1, keepdims=True)
    scale = np.where(angle > 1e-8, np.sin(0.5 * angle) / np.maximum(angle, 1e-12), 0.5)
    return np.concatenate([np.cos(0.5 * angle), v * scale], axis=-1)


def from_matrix(m: ArrayLike) -> Array:
    """From rotation matrices (..., 3, 3) whose columns are the axes."""
    m = np.asarray(m)
    m00, m11, m22 = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    candidates = np.stack(
        [
            np.stack(
                [
                    1 + m00 + m11 + m22,
                    m[..., 2, 1] - m[..., 1, 2],
                    m[..., 0, 2] - m[..., 2, 0],
                    m[..., 1, 0] - m[..., 0, 1],
                ],
                -1,
            ),
            np.stack(
                [
                    m[..., 2, 1] - m[..., 1, 2],
                    1 + m00 - m11 - m22,
                    m[..., 1, 0] + m[..., 0, 1],
                    m[..., 0, 2] + m[..., 2, 0],
                ],
                -1,
            ),
            np.stack(
                [
                    m[..., 0, 2] - m[..., 2, 0],
                    m[..., 1, 0] + m[..., 0, 1],
                    1 - m00 + m11 - m22,
                    m[..., 2, 1] + m[..., 1, 2],
                ],
                -1,
            ),
            np.stack(
                [
                    m[..., 1, 0] - m[..., 0, 1],
                    m[..., 0, 2] + m[..., 2, 0],
                    m[..., 2, 1] + m[..., 1, 2],
                    1 - m00 - m11 + m22,
                ],
                -1,
            ),
        ],
        axis=-2,
    )
    best = np.argmax(np.stack([m00 + m11 + m22, m00 - m11 - m22, m11 - m00 - m22, m22 - m00 - m11], -1), axis=-1)
    return normalize(np.take_along_axis(candidates, best[..., None, None], axis=-2)[..., 0, :])


def to_matrix(q: ArrayLike) -> Array:
    """Rotation matrices (..., 3, 3)."""
    q = np.asarray(q)
    return np.stack([mul_vec(q, axis) for axis in np.eye(3)], axis=-1)


def between(a: ArrayLike, b: ArrayLike) -> Array:
    """Shortest rotation that turns direction a onto direction b; opposite ones turn about any normal."""
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    a = a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-12)
    b = b / np.maximum(np.linalg.norm(b, axis=-1, keepdims=True), 1e-12)
    dot = np.sum(a * b, axis=-1, keepdims=True)
    helper = np.where(np.abs(a[..., :1]) < 0.9, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    opposite = np.concatenate([np.zeros_like(dot), np.cross(a, helper)], axis=-1)
    usual = np.concatenate([1.0 + dot, np.cross(a, b)], axis=-1)
    return normalize(np.where(dot < -0.999999, opposite, usual))


def unroll(q: ArrayLike) -> Array:
    """Flip signs along the first axis so that neighbours are on the same side."""
    q = np.array(q)
    flips = np.sum(q[1:] * q[:-1], axis=-1) < 0.0
    q[1:] *= np.where(np.cumsum(flips, axis=0) % 2 == 1, -1.0, 1.0)[..., None]
    return q


def slerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Array:
    """Spherical interpolation the short way round; t (...) in 0…1."""
    return mul(a, from_rotation_vector(to_rotation_vector(mul(inv(a), b)) * np.asarray(t)[..., None]))
