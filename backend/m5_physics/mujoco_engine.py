"""The same rigid bodies in MuJoCo, for platforms without PyBullet.

MuJoCo has no coefficient of restitution: contacts are springs with a damping ratio that gives the wanted rebound.
Frozen and driven bodies keep their places because they are put there before every step, with so much added inertia
that nothing moves them in between.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

import mujoco
import numpy as np

from ..common import quat
from .engine import Touch
from .world import Array, Body, Shape

# The contact spring, rad/s: a resting body sinks in by g / rate² = 0.2 mm, one with a speed by speed / rate.
_CONTACT_RATE = 240.0
_DEEPEST_M = 0.012
_STEPS_PER_RADIAN, _BOUNCING_STEPS_PER_RADIAN = 4.0, 12.0
_HARD_BLOW_M_S = 1.0
_BLOW_S = 0.05
_IMMOVABLE_KG = 1e7
_BONE, _LOOSE, _FIXED = (4, 0), (2, 7), (1, 0)
"""kinds of bodies, as bits: what one is, and what it meets"""
_NEAR_M = 0.04
"""pairs this near are known before they touch: the way of 10 m/s in a step"""


class MujocoEngine:
    """One model per run, compiled from the bodies."""

    def __init__(self, bodies: Sequence[Body], gravity_m_s2: float) -> None:
        self._bodies = bodies
        # Left alone MuJoCo writes a log into the working folder and starts over when a state is not finite; here the
        # runner sees the state and names the thing.
        mujoco.set_mju_user_warning(lambda message: None)
        self._model = mujoco.MjModel.from_xml_string(_model_xml(bodies, gravity_m_s2))
        self._data = mujoco.MjData(self._model)
        self._body = [
            mujoco.mj_name2id(self._model, mujoco.mjtObj.mjOBJ_BODY, _body_name(i)) for i in range(len(bodies))
        ]
        joint = self._model.body_jntadr[self._body]
        self._position = [int(self._model.jnt_qposadr[j]) if j >= 0 else -1 for j in joint]
        self._speed = [int(self._model.jnt_dofadr[j]) if j >= 0 else -1 for j in joint]
        self._held: set[int] = set()
        self._loose = [i for i, body in enumerate(bodies) if self._speed[i] >= 0 and body.hinge is None]
        self._loose_v = np.array([self._speed[i] for i in self._loose], dtype=np.intp)[:, None] + np.arange(3)
        self._rate, self._calm_s = _CONTACT_RATE, 0.0
        index_of_body = np.full(self._model.nbody, -1)
        index_of_body[self._body] = np.arange(len(bodies))
        self._index_of_geom = index_of_body[self._model.geom_bodyid]
        self._noted: list[Array] = []
        self._keep_places()
        for index, body in enumerate(bodies):
            if body.bone:
                self._load(index, _IMMOVABLE_KG)
        mujoco.mj_forward(self._model, self._data)

    def _load(self, index: int, armature: float) -> None:
        dofs = 6 if self._bodies[index].hinge is None else 1
        self._model.dof_armature[self._speed[index] : self._speed[index] + dofs] = armature

    def _meet(self, index: int, kinds: tuple[int, int]) -> None:
        """Which kinds a body is of and meets, for it as a whole and for each of its shapes."""
        model, body = self._model, self._body[index]
        shapes = slice(model.body_geomadr[body], model.body_geomadr[body] + model.body_geomnum[body])
        model.body_contype[body] = model.geom_contype[shapes] = kinds[0]
        model.body_conaffinity[body] = model.geom_conaffinity[shapes] = kinds[1]

    def freeze(self, index: int) -> None:
        self._still(index)
        self._held.add(index)
        self._keep_places()
        self._load(index, _IMMOVABLE_KG)
        self._meet(index, _FIXED)  # what rests on what rests need not be solved

    def free(self, index: int) -> None:
        self._held.discard(index)
        self._keep_places()
        self._load(index, 0.0)
        self._meet(index, _LOOSE)

    def place(self, index: int, translation: Array, rotation: Array, linear: Array, angular: Array) -> None:
        at = self._position[index]
        self._data.qpos[at : at + 3], self._data.qpos[at + 3 : at + 7] = translation, rotation
        self.set_velocity(index, linear, angular)

    def set_velocity(self, index: int, linear: Array, angular: Array) -> None:
        hinge, at = self._bodies[index].hinge, self._speed[index]
        if hinge is not None:
            self._data.qvel[at] = float(angular @ hinge.axis)
            return
        start = self._position[index] + 3
        self._data.qvel[at : at + 3] = linear
        self._data.qvel[at + 3 : at + 6] = quat.mul_vec(quat.inv(self._data.qpos[start : start + 4]), angular)

    def _still(self, index: int) -> None:
        at, dofs = self._speed[index], 6 if self._bodies[index].hinge is None else 1
        self._data.qvel[at : at + dofs] = 0.0

    def push(self, index: int, force_n: Array) -> None:
        self._data.xfrc_applied[self._body[index], :3] = force_n

    def step(self, dt_s: float, iterations: int, bouncing: bool) -> None:
        speed = self._meeting_speed(dt_s)
        self._stiffen(speed, dt_s)
        fine = bouncing and speed > _HARD_BLOW_M_S  # a rebound is as exact as the blow is sampled
        per_radian = _BOUNCING_STEPS_PER_RADIAN if fine else _STEPS_PER_RADIAN
        count = max(1, math.ceil(dt_s * self._rate * per_radian - 1e-9))
        self._model.opt.timestep = dt_s / count
        self._model.opt.iterations = iterations
        self._noted.clear()
        places = self._data.qpos[self._held_q]
        for _ in range(count):
            mujoco.mj_step(self._model, self._data)
            self._data.qpos[self._held_q], self._data.qvel[self._held_v] = places, 0.0
            self._note_touches(dt_s / count)
        self._data.xfrc_applied[:] = 0.0

    def _stiffen(self, speed: float, dt_s: float) -> None:
        """Springs stiff enough for those that meet fastest, in powers of two; never softened during a blow."""
        rate = _CONTACT_RATE * 2.0 ** min(4, max(0, math.ceil(math.log2(speed / _DEEPEST_M / _CONTACT_RATE + 1e-9))))
        self._calm_s = self._calm_s + dt_s if rate < self._rate else 0.0
        if rate > self._rate or self._calm_s > _BLOW_S:
            self._model.geom_solref[:, 0] *= self._rate / rate
            self._rate, self._calm_s = rate, 0.0

    def _meeting_speed(self, dt_s: float) -> float:
        """How fast two bodies that touch, or will within the step, move along their normal at most, m/s."""
        contact = self._data.contact
        if len(contact.dist) == 0:
            return 0.0
        linear = np.zeros((len(self._bodies) + 1, 3))
        linear[self._loose] = self._data.qvel[self._loose_v]
        a, b = self._index_of_geom[contact.geom].T
        closing = np.sum((linear[a] - linear[b]) * contact.frame.reshape(-1, 9)[:, :3], axis=1)
        speed = np.where(contact.dist < 0.0, np.abs(closing), closing)
        return float(speed[contact.dist < 1.5 * dt_s * np.maximum(closing, 0.0)].max(initial=0.0))

    def _keep_places(self) -> None:
        """Look up once, when what is held changes, where its places and speeds are in the state."""
        held = sorted(i for i in self._held if self._bodies[i].hinge is None)
        self._held_q = np.array([self._position[i] + k for i in held for k in range(7)], dtype=np.intp)
        self._held_v = np.array([self._speed[i] + k for i in held for k in range(6)], dtype=np.intp)

    def _note_touches(self, dt_s: float) -> None:
        """Bodies, point, impulse and depth of every contact of this sub-step, (N, 7); the normal force comes first."""
        contact = self._data.contact
        acting = np.flatnonzero(contact.efc_address >= 0)
        if len(acting):
            bodies = np.sort(self._index_of_geom[contact.geom[acting]], axis=1)
            impulse = self._data.efc_force[contact.efc_address[acting]] * dt_s
            depth = np.maximum(0.0, -contact.dist[acting])
            self._noted.append(np.column_stack([bodies, contact.pos[acting], impulse, depth]))

    def pose(self, index: int) -> tuple[Array, Array]:
        at = self._position[index]
        if at < 0 or self._bodies[index].hinge is not None:
            mujoco.mj_kinematics(self._model, self._data)
            body = self._body[index]
            return self._data.xpos[body].copy(), self._data.xquat[body].copy()
        return self._data.qpos[at : at + 3].copy(), self._data.qpos[at + 3 : at + 7].copy()

    def velocity(self, index: int) -> tuple[Array, Array]:
        hinge, at = self._bodies[index].hinge, self._speed[index]
        if hinge is not None:
            angular = hinge.axis * float(self._data.qvel[at])
            return np.cross(angular, self.pose(index)[0] - hinge.pivot), angular
        turn = self._data.qpos[self._position[index] + 3 : self._position[index] + 7]
        return self._data.qvel[at : at + 3].copy(), quat.mul_vec(turn, self._data.qvel[at + 3 : at + 6])

    def touches(self) -> list[Touch]:
        """One touch per pair: the sum of all impulses at the last point."""
        if not self._noted:
            return []
        noted = np.concatenate(self._noted)
        noted = noted[noted[:, 0] != noted[:, 1]]
        pairs, place = np.unique(noted[:, :2].astype(np.intp), axis=0, return_inverse=True)
        impulse, depth, point = np.zeros(len(pairs)), np.zeros(len(pairs)), np.zeros((len(pairs), 3))
        np.add.at(impulse, place, noted[:, 5])
        np.maximum.at(depth, place, noted[:, 6])
        point[place] = noted[:, 2:5]
        return [
            Touch(int(a), int(b), (float(x), float(y), float(z)), float(i), float(d))
            for (a, b), (x, y, z), i, d in zip(pairs, point, impulse, depth, strict=True)
        ]

    def close(self) -> None:
        del self._data, self._model


def _body_name(index: int) -> str:
    return f"body {index}"


def _numbers(values: Array | Sequence[float]) -> str:
    return quoteattr(" ".join(repr(float(v)) for v in values))


def _model_xml(bodies: Sequence[Body], gravity_m_s2: float) -> str:
    """The whole world as MJCF."""
    meshes: list[str] = []
    parts = [_body_xml(index, body, meshes) for index, body in enumerate(bodies)]
    return (
        "<mujoco><compiler angle='radian' boundmass='1e-6' boundinertia='1e-12'/>"
        f"<option gravity='0 0 {-gravity_m_s2!r}' cone='elliptic' impratio='10' noslip_iterations='4'"
        " integrator='implicitfast'><flag autoreset='disable'/></option>"
        f"<default><geom gap='{_NEAR_M}'/></default>"
        f"<asset>{''.join(meshes)}</asset><worldbody>{''.join(parts)}</worldbody></mujoco>"
    )


def _body_xml(index: int, body: Body, meshes: list[str]) -> str:
    joint = ""
    if body.hinge is not None:
        back = quat.inv(body.rotation)
        pivot = quat.mul_vec(back, body.hinge.pivot - body.translation)
        limits = "" if body.hinge.limits_rad is None else f" limited='true' range={_numbers(body.hinge.limits_rad)}"
        axis = _numbers(quat.mul_vec(back, body.hinge.axis))
        joint = f"<joint type='hinge' pos={_numbers(pivot)} axis={axis}{limits} solreflimit='0.005 1'/>"
    elif body.mass_kg > 0.0 or body.bone:
        joint = "<freejoint/>"
    inertia = ""
    if joint:
        mass = body.mass_kg or 1.0
        moments = np.ones(3) if body.inertia_kg_m2 is None else body.inertia_kg_m2
        inertia = f"<inertial pos='0 0 0' mass='{mass!r}' diaginertia={_numbers(moments)}/>"
    geoms = "".join(_geom_xml(body, shape, meshes) for shape in body.shapes)
    return (
        f"<body name='{_body_name(index)}' pos={_numbers(body.translation)} quat={_numbers(body.rotation)}>"
        f"{joint}{inertia}{geoms}</body>"
    )


def _geom_xml(body: Body, shape: Shape, meshes: list[str]) -> str:
    x, y, z = shape.dimensions.tolist()
    where = f" pos={_numbers(shape.translation)} quat={_numbers(shape.rotation)}"
    if shape.kind == "concave" and shape.points is not None and shape.triangles is not None:
        # Meshes collide as their hulls: each triangle becomes a slab of 2 cm.
        slabs = []
        for corners in shape.points[shape.triangles]:
            normal = np.cross(corners[1] - corners[0], corners[2] - corners[0])
            below = corners - 0.02 * normal / max(float(np.linalg.norm(normal)), 1e-12)
            slabs.append(_mesh_geom(np.concatenate([corners, below]), meshes))
        return "".join(f"<geom {slab}{where}{_surface(body)}/>" for slab in slabs)
    if shape.kind == "hull" and shape.points is not None:
        geometry = _mesh_geom(shape.points, meshes)
    elif shape.kind == "plane":
        geometry = "type='plane' size='0 0 1'"
    elif shape.kind == "box":
        geometry = f"type='box' size={_numbers([x / 2, y / 2, z / 2])}"
    elif shape.kind == "sphere":
        geometry = f"type='sphere' size={_numbers([x / 2])}"
    elif shape.kind == "cylinder":
        geometry = f"type='cylinder' size={_numbers([x / 2, z / 2])}"
    else:
        geometry = f"type='capsule' size={_numbers([x / 2, max(z - x, 1e-4) / 2])}"
    return f"<geom {geometry}{where}{_surface(body)}/>"


def _mesh_geom(points: Array, meshes: list[str]) -> str:
    """A mesh geometry; MuJoCo moves meshes to their centre of mass, and back where the geometry is placed."""
    name = f"mesh {len(meshes)}"
    meshes.append(f"<mesh name='{name}' vertex={_numbers(points.ravel())}/>")
    return f"type='mesh' mesh='{name}'"


def damping_ratio(restitution: float) -> float:
    """Damping of a spring that pushes and never pulls, for a rebound (Schwager and Pöschel 2007, eq. 17 to 19)."""
    low, high = 0.0, 1.0
    for _ in range(40):
        ratio = 0.5 * (low + high)
        damped = math.sqrt(1.0 - ratio**2)
        phase = math.atan2(2.0 * ratio * damped, damped**2 - ratio**2)
        low, high = (ratio, high) if math.exp(-ratio / damped * (math.pi - phase)) > restitution else (low, ratio)
    return 0.5 * (low + high)


def _surface(body: Body) -> str:
    """Friction, rebound and who touches whom; a loose body's surface counts against what stands still."""
    loose = body.mass_kg > 0.0
    kinds = _BONE if body.bone else _LOOSE if loose else _FIXED
    resistance = body.rolling_friction * 0.5 * body.thickness_m if loose else 0.0
    rolls = loose and all(shape.kind in ("sphere", "cylinder", "capsule") for shape in body.shapes)
    ratio = damping_ratio(min(body.restitution, 0.95))
    time_constant = 1.0 / (_CONTACT_RATE * ratio)
    return (
        f" contype='{kinds[0]}' conaffinity='{kinds[1]}' condim='{6 if rolls else 3}' priority='{int(loose)}'"
        f" friction={_numbers([body.friction, 0.3 * resistance, resistance])}"
        f" solref={_numbers([time_constant, ratio])} solimp='0.98 0.98 0.001'"
    )
