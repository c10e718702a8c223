"""Quaternion algebra against matrices, for any input."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from backend.common import quat

VECTORS = hnp.arrays(np.float64, (4, 3), elements=st.floats(-3, 3, allow_nan=False))


@given(VECTORS, VECTORS, VECTORS)
def test_products_match_matrices(a: np.ndarray, b: np.ndarray, v: np.ndarray) -> None:
    p, q = quat.from_rotation_vector(a), quat.from_rotation_vector(b)
    turned = quat.to_matrix(p) @ quat.to_matrix(q) @ v[..., None]
    np.testing.assert_allclose(quat.mul_vec(quat.mul(p, q), v), turned[..., 0], atol=1e-9)
    np.testing.assert_allclose(quat.mul(p, quat.inv(p)), np.tile(quat.IDENTITY, (4, 1)), atol=1e-12)


@given(VECTORS)
def test_matrix_and_rotation_vector_round_trips(a: np.ndarray) -> None:
    q = quat.from_rotation_vector(a)
    same = np.abs(np.sum(q * quat.from_matrix(quat.to_matrix(q)), axis=-1))
    np.testing.assert_allclose(same, 1.0, atol=1e-9)
    back = quat.from_rotation_vector(quat.to_rotation_vector(q))
    np.testing.assert_allclose(np.abs(np.sum(q * back, axis=-1)), 1.0, atol=1e-9)


@given(VECTORS, VECTORS)
def test_between_turns_one_onto_the_other(a: np.ndarray, b: np.ndarray) -> None:
    keep = (np.linalg.norm(a, axis=-1) > 1e-3) & (np.linalg.norm(b, axis=-1) > 1e-3)
    for u, w in zip(a[keep], b[keep], strict=True):
        for target in (w, -u):
            turned = quat.mul_vec(quat.between(u, target), u / np.linalg.norm(u))
            np.testing.assert_allclose(turned, target / np.linalg.norm(target), atol=1e-5)


def test_unroll_keeps_neighbours_together_and_slerp_meets_the_ends() -> None:
    rng = np.random.default_rng(3)
    q = quat.from_rotation_vector(np.cumsum(rng.normal(size=(60, 2, 3)) * 0.2, axis=0))
    flipped = q * rng.choice([-1.0, 1.0], size=(60, 2, 1))
    assert (np.sum(quat.unroll(flipped)[1:] * quat.unroll(flipped)[:-1], axis=-1) > 0).all()
    np.testing.assert_allclose(np.abs(np.sum(quat.slerp(q[0], q[1], [0.0, 0.0]) * q[0], -1)), 1.0)
    np.testing.assert_allclose(np.abs(np.sum(quat.slerp(q[0], q[1], [1.0, 1.0]) * q[1], -1)), 1.0)
