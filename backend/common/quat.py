"""Quaternion functions that broadcast over leading axes: (..., 4) [w, x, y, z], (..., 3) vectors.

Everything is computed and returned in float64. Names after orangeduck's motion vocabulary: mul, inv, mul_vec, between,
unroll, slerp.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

IDENTITY = np.array([1.0, 0.0, 0.0, 0.0])


def _floats(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64)


def _columns(*parts: Array) -> Array:
    """Arrays side by side along a last axis, of the last one's shape (...): np.stack, at a third of its cost."""
    out = np.empty((*np.shape(parts[-1]), len(parts)))
    for i, part in enumerate(parts):
        out[..., i] = part
    return out


def mul(first: ArrayLike, second: ArrayLike) -> Array:
    """Hamilton product: as rotations, `second` is applied before `first`."""
    a, b = _floats(first), _floats(second)
    aw, ax, ay, az = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bw, bx, by, bz = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    return _columns(
        aw * bw - ax * bx - ay * by - az * bz,
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
    )


def inv(q: ArrayLike) -> Array:
    """Inverse of a unit quaternion."""
    conjugate: Array = _floats(q) * np.array([1.0, -1.0, -1.0, -1.0])
    return conjugate


def normalize(quaternion: ArrayLike) -> Array:
    """Unit length; a zero quaternion becomes the identity."""
    q = _floats(quaternion)
    norm = np.linalg.norm(q, axis=-1, keepdims=True)
    return np.where(norm > 1e-12, q / np.maximum(norm, 1e-12), IDENTITY)


def mul_vec(quaternion: ArrayLike, vector: ArrayLike) -> Array:
    """Rotate vectors."""
    q, v = _floats(quaternion), _floats(vector)
    w, x, y, z = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    vx, vy, vz = v[..., 0], v[..., 1], v[..., 2]
    # v + w t + u × t with t = 2 u × v; written out, because np.cross costs several times as much
    tx, ty, tz = 2.0 * (y * vz - z * vy), 2.0 * (z * vx - x * vz), 2.0 * (x * vy - y * vx)
    return _columns(
        vx + w * tx + y * tz - z * ty,
        vy + w * ty + z * tx - x * tz,
        vz + w * tz + x * ty - y * tx,
    )


def from_angle_axis(angle_rad: ArrayLike, axis: ArrayLike) -> Array:
    """Rotation by `angle_rad` (...) about a unit axis (..., 3)."""
    half, along = 0.5 * _floats(angle_rad), _floats(axis)
    sine = np.sin(half)
    x, y, z = sine * along[..., 0], sine * along[..., 1], sine * along[..., 2]
    return _columns(np.cos(half), x, y, z)


def to_rotation_vector(quaternion: ArrayLike) -> Array:
    """Angle times axis (..., 3), the short way round."""
    q = _floats(quaternion)
    q = np.where(q[..., :1] < 0.0, -q, q)
    sine = np.linalg.norm(q[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, q[..., :1])
    return np.where(sine > 1e-8, q[..., 1:] / np.maximum(sine, 1e-12) * angle, 2.0 * q[..., 1:])


def from_rotation_vector(vector: ArrayLike) -> Array:
    """Inverse of `to_rotation_vector`."""
    v = _floats(vector)
    angle = np.linalg.norm(v, axis=-1, keepdims=True)
    scale = np.where(angle > 1e-8, np.sin(0.5 * angle) / np.maximum(angle, 1e-12), 0.5)
    return np.concatenate([np.cos(0.5 * angle), v * scale], axis=-1)


def from_matrix(matrix: ArrayLike) -> Array:
    """From rotation matrices (..., 3, 3) whose columns are the axes.

    Of the four ways to extract it, the one with the largest divisor is taken (Shepperd 1978).
    """
    m = _floats(matrix)
    m00, m11, m22 = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    yz, zx, xy = m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]
    s_yz, s_zx, s_xy = m[..., 2, 1] + m[..., 1, 2], m[..., 0, 2] + m[..., 2, 0], m[..., 1, 0] + m[..., 0, 1]
    candidates = np.empty((*m.shape[:-2], 4, 4))  # symmetric
    candidates[..., 0, 0], candidates[..., 1, 1] = 1 + m00 + m11 + m22, 1 + m00 - m11 - m22
    candidates[..., 2, 2], candidates[..., 3, 3] = 1 - m00 + m11 - m22, 1 - m00 - m11 + m22
    for row, column, value in ((0, 1, yz), (0, 2, zx), (0, 3, xy), (1, 2, s_xy), (1, 3, s_zx), (2, 3, s_yz)):
        candidates[..., row, column] = candidates[..., column, row] = value
    best = np.argmax(_columns(m00 + m11 + m22, m00 - m11 - m22, m11 - m00 - m22, m22 - m00 - m11), axis=-1)
    return normalize(np.take_along_axis(candidates, best[..., None, None], axis=-2)[..., 0, :])


def to_matrix(q: ArrayLike) -> Array:
    """Rotation matrices (..., 3, 3)."""
    return np.stack([mul_vec(q, axis) for axis in np.eye(3)], axis=-1)


def between(first: ArrayLike, second: ArrayLike) -> Array:
    """Shortest rotation that turns the first direction onto the second; opposite ones turn about any normal."""
    a, b = _floats(first), _floats(second)
    a = a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-12)
    b = b / np.maximum(np.linalg.norm(b, axis=-1, keepdims=True), 1e-12)
    dot = np.sum(a * b, axis=-1, keepdims=True)
    helper = np.where(np.abs(a[..., :1]) < 0.9, np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    normal = np.broadcast_to(np.cross(a, helper), (*dot.shape[:-1], 3))
    opposite = np.concatenate([np.zeros_like(dot), normal], axis=-1)
    usual = np.concatenate([1.0 + dot, np.cross(a, b)], axis=-1)
    return normalize(np.where(dot < -1.0 + 1e-12, opposite, usual))


def unroll(quaternions: ArrayLike) -> Array:
    """Flip signs along the first axis so that neighbours are on the same side."""
    q = np.array(quaternions, dtype=np.float64)
    flips = np.sum(q[1:] * q[:-1], axis=-1) < 0.0
    q[1:] *= np.where(np.cumsum(flips, axis=0) % 2 == 1, -1.0, 1.0)[..., None]
    return q


def slerp(a: ArrayLike, b: ArrayLike, t: ArrayLike) -> Array:
    """Spherical interpolation the short way round; t (...) in 0…1."""
    return mul(a, from_rotation_vector(to_rotation_vector(mul(inv(a), b)) * _floats(t)[..., None]))
