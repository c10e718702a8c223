"""The only conversions between the bundle's numpy arrays (quaternions w, x, y, z) and Blender's mathutils."""

from __future__ import annotations

import numpy as np
from mathutils import Matrix, Quaternion, Vector

from .._vendor.backend.protocol.conventions import FloatArray
from .._vendor.backend.protocol.scene import Asset, Curve, Skeleton, Transform


def to_vector(values: FloatArray) -> Vector:
    """(3,) to a Vector."""
    return Vector(values.tolist())


def to_quaternion(values: FloatArray) -> Quaternion:
    """(4,) to a unit Quaternion."""
    return Quaternion(values.tolist()).normalized()


def to_matrix(transform: Transform) -> Matrix:
    """A pose with scale to a 4 x 4 matrix."""
    return Matrix.LocRotScale(
        to_vector(transform.translation), to_quaternion(transform.rotation), to_vector(transform.scale)
    )


def to_transform(matrix: Matrix) -> Transform:
    """A 4 x 4 matrix without shear to a pose with scale."""
    translation, rotation, scale = (np.array(part, dtype=np.float32) for part in matrix.decompose())
    return Transform(translation=translation, rotation=rotation, scale=scale)


def pose_matrix(translation: FloatArray, rotation: FloatArray) -> Matrix:
    """(3,), (4,) to a rigid 4 x 4 matrix."""
    return Matrix.LocRotScale(to_vector(translation), to_quaternion(rotation), None)


def about_pivot(pose: Matrix, asset: Asset) -> Matrix:
    """The matrix of the Blender object whose asset's origin is at `pose`: its own origin is the asset's pivot."""
    return pose @ Matrix.Translation(to_vector(asset.pivot))


def axis_rotation(axis: FloatArray) -> Quaternion:
    """The shortest rotation that turns local +Z onto a unit axis (3,)."""
    return Vector((0.0, 0.0, 1.0)).rotation_difference(to_vector(axis))


def rest_matrices(skeleton: Skeleton) -> list[Matrix]:
    """J rest frames in armature space: what Blender calls `bone.matrix_local`."""
    matrices: list[Matrix] = []
    for joint, parent in enumerate(skeleton.parents.tolist()):
        local = pose_matrix(skeleton.rest_translations[joint], skeleton.rest_rotations[joint])
        matrices.append(matrices[parent] @ local if parent >= 0 else local)
    return matrices


def map_translation(curve: Curve, matrix: Matrix) -> Curve:
    """A position curve seen through a 4 x 4 matrix; slopes follow, since Bezier curves keep their shape under it."""
    linear = np.array(matrix.to_3x3(), dtype=np.float64)
    offset = np.array(matrix.translation, dtype=np.float64)
    return Curve(
        frames=curve.frames,
        values=curve.values @ linear.T + offset,
        slopes=curve.slopes @ linear.T,
        interpolation=curve.interpolation,
    )


def map_rotation(curve: Curve, left: Quaternion, right: Quaternion) -> Curve:
    """A quaternion curve q as left * q * right, which is linear in q, so slopes follow."""
    product = _left_product(left) @ _right_product(right)
    return Curve(
        frames=curve.frames,
        values=curve.values @ product.T,
        slopes=curve.slopes @ product.T,
        interpolation=curve.interpolation,
    )


def _left_product(q: Quaternion) -> np.ndarray:
    """(4, 4) matrix of p -> q * p."""
    w, x, y, z = q
    return np.array([[w, -x, -y, -z], [x, w, -z, y], [y, z, w, -x], [z, -y, x, w]], dtype=np.float64)


def _right_product(q: Quaternion) -> np.ndarray:
    """(4, 4) matrix of p -> p * q."""
    w, x, y, z = q
    return np.array([[w, -x, -y, -z], [x, w, z, -y], [y, -z, w, x], [z, y, -x, w]], dtype=np.float64)
