"""A body of linked limbs in PyBullet: one multibody with ball joints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pybullet

from ..common import quat
from ..protocol.conventions import GRAVITY_M_S2
from .pybullet_engine import collider_of, quaternion_xyzw
from .world import Array, Body

if TYPE_CHECKING:
    from .humanoid import Limb

_POSITION_GAIN, _VELOCITY_GAIN = 0.25, 1.0
_LIMP_TORQUE = 0.5
# What is left of the damping in a limp joint; a body that lies is slack and soft, which ends its rocking.
_TONE, _LYING_TONE = 0.06, 0.4
_LYING_M_S = 1.0
_LEAST_GYRATION_M = 0.06
_ROOT_GAIN_PER_S = 12.0


class Puppet:
    """The body and what it can fall on, for one run."""

    def __init__(self, limbs: Sequence[Limb], surroundings: Sequence[Body], dt_s: float) -> None:
        self._client = pybullet.connect(pybullet.DIRECT)
        self._on = {"physicsClientId": self._client}
        self._limbs, self._dt_s = limbs, dt_s
        self._quiet_s = 0.0
        self._mass_kg = sum(limb.mass_kg for limb in limbs)
        pybullet.setGravity(0.0, 0.0, -GRAVITY_M_S2, **self._on)
        pybullet.setPhysicsEngineParameter(
            fixedTimeStep=dt_s, numSolverIterations=30, deterministicOverlappingPairs=1, **self._on
        )
        ground = pybullet.createCollisionShape(pybullet.GEOM_PLANE, **self._on)
        pybullet.changeDynamics(
            pybullet.createMultiBody(0.0, ground, **self._on), -1, lateralFriction=0.9, restitution=0.0, **self._on
        )
        for body in surroundings:
            for shape in body.shapes:
                at, turn = body.translation.tolist(), quaternion_xyzw(body.rotation)
                unique = pybullet.createMultiBody(0.0, collider_of([shape], self._on), -1, at, turn, **self._on)
                pybullet.changeDynamics(unique, -1, lateralFriction=0.8, restitution=0.0, **self._on)
        self._body = self._create(limbs)

    def _create(self, limbs: Sequence[Limb]) -> int:
        links = limbs[1:]
        upright = [0.0, 0.0, 0.0, 1.0]
        body = pybullet.createMultiBody(
            limbs[0].mass_kg, collider_of(limbs[0].shapes, self._on), -1, [0.0, 0.0, 0.0], upright,
            linkMasses=[limb.mass_kg for limb in links],
            linkCollisionShapeIndices=[collider_of(limb.shapes, self._on) for limb in links],
            linkVisualShapeIndices=[-1] * len(links),
            linkPositions=[limb.translation.tolist() for limb in links],
            linkOrientations=[quaternion_xyzw(limb.rotation) for limb in links],
            linkInertialFramePositions=[limb.centre.tolist() for limb in links],
            linkInertialFrameOrientations=[upright] * len(links),
            # A link's parent counts from the base as 0.
            linkParentIndices=[limb.parent for limb in links],
            linkJointTypes=[pybullet.JOINT_SPHERICAL] * len(links),
            linkJointAxis=[[1.0, 0.0, 0.0]] * len(links),
            flags=pybullet.URDF_USE_SELF_COLLISION_EXCLUDE_PARENT,
            **self._on,
        )  # fmt: skip
        for link, limb in enumerate(limbs, start=-1):
            # Limbs without a collider would have no inertia at all, and slim ones spin up about their length.
            least = limb.mass_kg * _LEAST_GYRATION_M**2
            known = pybullet.getDynamicsInfo(body, link, **self._on)[2]
            inertia = [max(least, float(moment)) for moment in known]
            pybullet.changeDynamics(body, link, localInertiaDiagonal=inertia, **self._on)
            pybullet.changeDynamics(
                body, link, lateralFriction=0.9, restitution=0.0, rollingFriction=0.002, linearDamping=0.02,
                angularDamping=0.05, jointDamping=0.3, **self._on,
            )  # fmt: skip
        self._separate_neighbours(int(body))
        return int(body)

    def _separate_neighbours(self, body: int) -> None:
        """Limbs touch each other, but not those near them in the tree, whose colliders overlap at the joint."""
        for a in range(len(self._limbs)):
            for b in range(a):
                if self._steps_apart(a, b) <= 3:
                    pybullet.setCollisionFilterPair(body, body, a - 1, b - 1, 0, **self._on)

    def _steps_apart(self, a: int, b: int) -> int:
        lines = []
        for limb in (a, b):
            line = [limb]
            while self._limbs[line[-1]].parent >= 0:
                line.append(self._limbs[line[-1]].parent)
            lines.append(line)
        shared = next(limb for limb in lines[0] if limb in lines[1])
        return lines[0].index(shared) + lines[1].index(shared)

    def start(self, root: Array, rotations: Array, velocity: Array, rates: Array) -> None:
        """Put the body into a pose: joint rotations (L, 4) in rest frames, rates (L, 3) of their rotation vectors."""
        turn = quat.mul(self._limbs[0].rotation, rotations[0])
        pybullet.resetBasePositionAndOrientation(self._body, root.tolist(), quaternion_xyzw(turn), **self._on)
        spin = quat.mul_vec(turn, rates[0])
        pybullet.resetBaseVelocity(self._body, velocity.tolist(), spin.tolist(), **self._on)
        for link in range(len(self._limbs) - 1):
            pybullet.resetJointStateMultiDof(
                self._body, link, quaternion_xyzw(rotations[link + 1]), rates[link + 1].tolist(), **self._on
            )

    def joint_rotations(self) -> Array:
        """(L, 4) in rest frames."""
        _, orientation = pybullet.getBasePositionAndOrientation(self._body, **self._on)
        states = pybullet.getJointStatesMultiDof(self._body, range(len(self._limbs) - 1), **self._on)
        found = np.array([orientation, *(state[0] for state in states)])[:, [3, 0, 1, 2]]
        found[0] = quat.mul(quat.inv(self._limbs[0].rotation), found[0])
        return found

    def root_and_rotations(self) -> tuple[Array, Array]:
        """Position of the root (3,) and joint rotations (L, 4)."""
        position, _ = pybullet.getBasePositionAndOrientation(self._body, **self._on)
        return np.array(position), self.joint_rotations()

    def drive(self, rotations: Array, strength: float) -> None:
        """PD control of all joints towards (L, 4); a limp body keeps a little of it for its joint limits."""
        links = range(len(self._limbs) - 1)
        linear, _ = pybullet.getBaseVelocity(self._body, **self._on)
        self._quiet_s = self._quiet_s + 2 * self._dt_s if np.linalg.norm(linear) < _LYING_M_S else 0.0
        tone = _LYING_TONE if self._quiet_s > 0.3 else _TONE
        share = _LIMP_TORQUE + (1.0 - _LIMP_TORQUE) * strength
        pybullet.setJointMotorControlMultiDofArray(
            self._body, list(links), pybullet.POSITION_CONTROL,
            targetPositions=[quaternion_xyzw(rotations[link + 1]) for link in links],
            targetVelocities=[[0.0, 0.0, 0.0]] * len(links),
            positionGains=[_POSITION_GAIN] * len(links),
            velocityGains=[max(strength, tone) * _VELOCITY_GAIN] * len(links),
            forces=[[share * self._limbs[link + 1].torque_n_m] * 3 for link in links],
            **self._on,
        )  # fmt: skip

    def help_root(self, goal: Array, rotation: Array, velocity: Array, spin: Array, share: float) -> float:
        """Move the root's velocity a share of the way to where it should be; returns the force that takes, N."""
        position, orientation = pybullet.getBasePositionAndOrientation(self._body, **self._on)
        linear, angular = (np.array(v) for v in pybullet.getBaseVelocity(self._body, **self._on))
        wanted = velocity + _ROOT_GAIN_PER_S * (goal - np.array(position))
        x, y, z, w = orientation
        turn = quat.mul(quat.mul(self._limbs[0].rotation, rotation), quat.inv(np.array([w, x, y, z])))
        turning = spin + _ROOT_GAIN_PER_S * quat.to_rotation_vector(turn)
        change = share * (wanted - linear)
        new_spin = angular + share * (turning - angular)
        pybullet.resetBaseVelocity(self._body, (linear + change).tolist(), new_spin.tolist(), **self._on)
        return float(np.linalg.norm(change)) * self._mass_kg / self._dt_s

    def step(self) -> None:
        pybullet.stepSimulation(**self._on)

    def close(self) -> None:
        pybullet.disconnect(**self._on)
