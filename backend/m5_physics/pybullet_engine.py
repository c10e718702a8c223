"""Rigid bodies in PyBullet, without a server or a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pybullet

from ..common import quat
from .engine import Touch
from .world import Array, Body, Shape

MAX_SHAPES = 16  # of one compound: PyBullet drops the rest without a word


class PyBulletEngine:
    """One client per run. Loose bodies are multibodies without links: those take driven velocities into account."""

    def __init__(self, bodies: Sequence[Body], gravity_m_s2: float) -> None:
        self._client = pybullet.connect(pybullet.DIRECT)
        self._on = {"physicsClientId": self._client}
        pybullet.setGravity(0.0, 0.0, -gravity_m_s2, **self._on)
        pybullet.setPhysicsEngineParameter(
            deterministicOverlappingPairs=1, enableConeFriction=1, restitutionVelocityThreshold=0.1, **self._on
        )
        self._bodies = bodies
        self._settings = (0.0, 0, False)
        self._unique: list[int] = []
        self._index: dict[int, int] = {}
        for index, body in enumerate(bodies):
            self._add(index, body)

    def _add(self, index: int, body: Body) -> None:
        """Fixed bodies may have any number of colliders of any kind; each group of them is a body of its own."""
        singles = [shape for shape in body.shapes if shape.kind in ("hull", "plane", "concave")]
        solids = [shape for shape in body.shapes if shape.kind not in ("hull", "plane", "concave")]
        groups = [[shape] for shape in singles]
        groups += [solids[i : i + MAX_SHAPES] for i in range(0, len(solids), MAX_SHAPES)]
        if body.mass_kg > 0.0 and len(groups) != 1:
            raise ValueError(f"{body.id} has {len(body.shapes)} colliders that no single loose body can have.")
        for number, group in enumerate(groups or [[]]):
            unique = self._create(body, group)
            if number == 0:
                self._unique.append(unique)
            self._index[unique] = index

    def _create(self, body: Body, shapes: Sequence[Shape]) -> int:
        collider = collider_of(shapes, self._on)
        position, orientation = body.translation.tolist(), quaternion_xyzw(body.rotation)
        if body.hinge is None:
            unique = pybullet.createMultiBody(body.mass_kg, collider, -1, position, orientation, **self._on)
            link = -1
        else:
            # A fixed base at the pivot with the body's axes; the body hangs on it as a link.
            arm = quat.mul_vec(quat.inv(body.rotation), body.translation - body.hinge.pivot)
            axis = quat.mul_vec(quat.inv(body.rotation), body.hinge.axis)
            unique = pybullet.createMultiBody(
                0.0, -1, -1, body.hinge.pivot.tolist(), orientation,
                linkMasses=[body.mass_kg], linkCollisionShapeIndices=[collider], linkVisualShapeIndices=[-1],
                linkPositions=[[0.0, 0.0, 0.0]], linkOrientations=[[0.0, 0.0, 0.0, 1.0]],
                linkInertialFramePositions=[arm.tolist()], linkInertialFrameOrientations=[[0.0, 0.0, 0.0, 1.0]],
                linkParentIndices=[0], linkJointTypes=[pybullet.JOINT_REVOLUTE], linkJointAxis=[axis.tolist()],
                **self._on,
            )  # fmt: skip
            link = 0
            pybullet.setJointMotorControl2(unique, 0, pybullet.VELOCITY_CONTROL, force=0.0, **self._on)
            if body.hinge.limits_rad is not None:
                low, high = body.hinge.limits_rad
                pybullet.changeDynamics(unique, 0, jointLowerLimit=low, jointUpperLimit=high, **self._on)
        # Bullet multiplies the friction and the restitution of a pair: roots make the geometric mean, and what
        # stands still leaves the bounce to what hits it.
        radius = 0.5 * body.thickness_m
        fixed = body.mass_kg == 0.0
        pybullet.changeDynamics(
            unique, link,
            lateralFriction=float(np.sqrt(body.friction)), restitution=_rebound(body),
            rollingFriction=0.0 if fixed else body.rolling_friction * radius,
            spinningFriction=0.0 if fixed else 0.3 * body.rolling_friction * radius,
            linearDamping=0.0, angularDamping=0.0, jointDamping=0.0,
            activationState=pybullet.ACTIVATION_STATE_DISABLE_SLEEPING, **self._on,
        )  # fmt: skip
        if not fixed:
            assert body.inertia_kg_m2 is not None
            pybullet.changeDynamics(unique, link, localInertiaDiagonal=body.inertia_kg_m2.tolist(), **self._on)
        group, mask = (4, 2) if body.bone else (1, 2) if fixed else (2, 7)
        pybullet.setCollisionFilterGroupMask(unique, link, group, mask, **self._on)
        return int(unique)

    def freeze(self, index: int) -> None:
        if self._bodies[index].hinge is not None:
            self._hold_hinge(index, 1e6)
            return
        pybullet.resetBaseVelocity(self._unique[index], _ZERO, _ZERO, **self._on)
        pybullet.changeDynamics(self._unique[index], -1, mass=0.0, **self._on)

    def free(self, index: int) -> None:
        body = self._bodies[index]
        if body.hinge is not None:
            self._hold_hinge(index, 0.0)
            return
        assert body.inertia_kg_m2 is not None
        pybullet.changeDynamics(
            self._unique[index], -1, mass=body.mass_kg, localInertiaDiagonal=body.inertia_kg_m2.tolist(), **self._on
        )

    def _hold_hinge(self, index: int, torque_n_m: float) -> None:
        """The motor of a hinge stops it with up to this torque; 0 lets it swing."""
        pybullet.setJointMotorControl2(
            self._unique[index], 0, pybullet.VELOCITY_CONTROL, targetVelocity=0.0, force=torque_n_m, **self._on
        )

    def place(self, index: int, translation: Array, rotation: Array, linear: Array, angular: Array) -> None:
        unique = self._unique[index]
        pybullet.resetBasePositionAndOrientation(unique, translation.tolist(), quaternion_xyzw(rotation), **self._on)
        pybullet.resetBaseVelocity(unique, linear.tolist(), angular.tolist(), **self._on)

    def set_velocity(self, index: int, linear: Array, angular: Array) -> None:
        hinge = self._bodies[index].hinge
        if hinge is None:
            pybullet.resetBaseVelocity(self._unique[index], linear.tolist(), angular.tolist(), **self._on)
        else:
            angle, *_ = pybullet.getJointState(self._unique[index], 0, **self._on)
            pybullet.resetJointState(self._unique[index], 0, angle, float(angular @ hinge.axis), **self._on)

    def push(self, index: int, force_n: Array) -> None:
        at, _ = self.pose(index)
        link = -1 if self._bodies[index].hinge is None else 0
        pybullet.applyExternalForce(
            self._unique[index], link, force_n.tolist(), at.tolist(), pybullet.WORLD_FRAME, **self._on
        )

    def step(self, dt_s: float, iterations: int, bouncing: bool) -> None:
        if (dt_s, iterations, bouncing) != self._settings:
            # Correcting an overlap adds speed to a bounce (up to a tenth with the stiff setting that stacks need).
            erp = 0.03 if bouncing else 0.2
            pybullet.setPhysicsEngineParameter(
                fixedTimeStep=dt_s, numSolverIterations=iterations, erp=erp, contactERP=erp, **self._on
            )
            self._settings = (dt_s, iterations, bouncing)
        pybullet.stepSimulation(**self._on)

    def pose(self, index: int) -> tuple[Array, Array]:
        if self._bodies[index].hinge is None:
            position, orientation = pybullet.getBasePositionAndOrientation(self._unique[index], **self._on)
        else:
            position, orientation, *_ = pybullet.getLinkState(
                self._unique[index], 0, computeForwardKinematics=1, **self._on
            )
        x, y, z, w = orientation
        return np.array(position), np.array([w, x, y, z])

    def velocity(self, index: int) -> tuple[Array, Array]:
        if self._bodies[index].hinge is None:
            linear, angular = pybullet.getBaseVelocity(self._unique[index], **self._on)
        else:
            *_, linear, angular = pybullet.getLinkState(
                self._unique[index], 0, computeLinkVelocity=1, computeForwardKinematics=1, **self._on
            )
        return np.array(linear), np.array(angular)

    def touches(self) -> list[Touch]:
        found = []
        for point in pybullet.getContactPoints(**self._on):
            a, b = self._index[point[1]], self._index[point[2]]
            if a != b:
                found.append(Touch(min(a, b), max(a, b), point[5], point[9] * self._settings[0], max(0.0, -point[8])))
        found.sort(key=lambda touch: (touch.a, touch.b, touch.point))
        return found

    def close(self) -> None:
        pybullet.disconnect(**self._on)


_ZERO = [0.0, 0.0, 0.0]


def collider_of(shapes: Sequence[Shape], on: dict[str, int]) -> int:
    """A collision shape in the client of `on`; several become one compound."""
    if not shapes:
        return -1
    if len(shapes) == 1:
        shape = shapes[0]
        place = {
            "collisionFramePosition": shape.translation.tolist(),
            "collisionFrameOrientation": quaternion_xyzw(shape.rotation),
        }
        return int(pybullet.createCollisionShape(**_geometry(shape), **place, **on))
    geometry = [_geometry(shape) for shape in shapes]
    return int(
        pybullet.createCollisionShapeArray(
            shapeTypes=[g["shapeType"] for g in geometry],
            radii=[g.get("radius", 0.0) for g in geometry],
            lengths=[g.get("height", 0.0) for g in geometry],
            halfExtents=[g.get("halfExtents", [0.0, 0.0, 0.0]) for g in geometry],
            collisionFramePositions=[shape.translation.tolist() for shape in shapes],
            collisionFrameOrientations=[quaternion_xyzw(shape.rotation) for shape in shapes],
            **on,
        )
    )


def quaternion_xyzw(rotation: Array) -> list[float]:
    """In the order that PyBullet uses."""
    w, x, y, z = rotation.tolist()
    return [x, y, z, w]


def _geometry(shape: Shape) -> dict[str, Any]:
    x, y, z = shape.dimensions.tolist()
    if shape.kind == "box":
        return {"shapeType": pybullet.GEOM_BOX, "halfExtents": [0.5 * x, 0.5 * y, 0.5 * z]}
    if shape.kind == "sphere":
        return {"shapeType": pybullet.GEOM_SPHERE, "radius": 0.5 * x}
    if shape.kind == "cylinder":
        return {"shapeType": pybullet.GEOM_CYLINDER, "radius": 0.5 * x, "height": z}
    if shape.kind == "capsule":
        return {"shapeType": pybullet.GEOM_CAPSULE, "radius": 0.5 * x, "height": max(z - x, 0.0)}
    if shape.kind == "plane":
        return {"shapeType": pybullet.GEOM_PLANE, "planeNormal": [0.0, 0.0, 1.0]}
    assert shape.points is not None
    if shape.kind == "hull":
        return {"shapeType": pybullet.GEOM_MESH, "vertices": shape.points.tolist()}
    assert shape.triangles is not None
    return {
        "shapeType": pybullet.GEOM_MESH,
        "vertices": shape.points.tolist(),
        "indices": shape.triangles.ravel().tolist(),
        "flags": pybullet.GEOM_FORCE_CONCAVE_TRIMESH,
    }


def _rebound(body: Body) -> float:
    """Bullet's factor: what stands still leaves the bounce to what hits it, a net takes it away."""
    if body.mass_kg == 0.0:
        return 0.0 if body.yielding else 1.0
    return min(body.restitution, 0.95)
