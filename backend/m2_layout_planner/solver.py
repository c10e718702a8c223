"""Seeded multi-start search of one plane: propose, refine with L-BFGS-B, check exactly, repair, or try again."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from .plane import Plane
from .proposals import propose, set_homes
from .relations import holds
from .separation import Array
from .terms import build_energy
from .things import Thing
from .wishes import Wish

PROPOSALS = 6
RESEATINGS = 6
SHIFT_STEP_M, MAX_SHIFT_M = 0.25, 10.0


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """The best arrangement found."""

    poses: Array
    """(P, 3)"""
    collisions: tuple[tuple[int, int], ...]
    outside: tuple[int, ...]
    failed: tuple[Wish, ...]
    energy: float
    blocked: tuple[int, ...] = ()
    """items that overlap what was there already"""

    @property
    def faults(self) -> tuple[int, int, float]:
        return (len(self.collisions) + len(self.outside), len(self.failed), self.energy)


def arrange(plane: Plane, rng: np.random.Generator) -> Arrangement:
    """Places the free items of a plane; fixed items stay."""
    set_homes(plane, rng)
    if not plane.free.any():
        return _checked(plane, plane.poses, 0.0)
    best: Arrangement | None = None
    count = int(plane.free.sum())
    attempts = 5 if count <= 12 else 3 if count <= 40 else 1
    for _ in range(attempts):
        starts = np.stack([propose(plane, rng) for _ in range(PROPOSALS if count <= 40 else 2)])
        scores, _ = build_energy(plane, starts[0]).evaluate(starts)
        found = _refined(plane, starts[int(np.argmin(scores))])
        if found.collisions or found.outside or found.failed:
            repaired = _refined(plane, found.poses, tight=True)
            found = min(found, repaired, key=lambda a: a.faults)
        if best is None or found.faults < best.faults:
            best = found
        if best.faults[:2] == (0, 0):
            break
    assert best is not None
    return _reseated(plane, best, rng)


def _reseated(plane: Plane, found: Arrangement, rng: np.random.Generator) -> Arrangement:
    """What still overlaps or reaches out is placed anew, the rest staying where it is; at last even away from what it
    shall be near, because a wish that fails is named, and an overlap is seen."""
    for number in range(RESEATINGS):
        if not found.collisions and not found.outside:
            break
        reach = [t.reach for t in plane.things]
        movable = {i for pair in found.collisions for i in pair if plane.free[i]}
        for i, j in found.collisions:  # of two that overlap, the smaller one gives way
            if {i, j} <= movable:
                movable.discard(i if reach[i] > reach[j] else j)
        free = np.zeros(len(plane.things), dtype=bool)
        free[[*movable, *found.outside]] = True
        wishes = plane.wishes
        if number >= RESEATINGS // 2:
            wishes = [w for w in wishes if not free[w.first] and not any(free[j] for j in w.others)]
        few = replace(plane, free=free, poses=found.poses, wishes=wishes)
        trials = [_refined(few, propose(few, rng), tight=tight) for tight in (False, True)]
        trials += [_refined(few, trials[0].poses, tight=True)]
        for trial in trials:
            whole = _checked(plane, trial.poses, found.energy)
            if whole.faults[:2] < found.faults[:2]:
                found = whole
    return found


def clear_of(plane: Plane, found: Arrangement, obstacles: list[Thing]) -> Arrangement:
    """The arrangement moved out of fixed obstacles, where it touches any: a little, else as a whole to free ground."""
    count = len(plane.things)
    wider = replace(
        plane, things=plane.things + obstacles, free=np.append(plane.free, np.zeros(len(obstacles), dtype=bool)),
        poses=np.vstack([plane.poses, [[*t.centre, 0.0] for t in obstacles]]),
        bases=np.append(plane.bases, np.zeros(len(obstacles))),
    )  # fmt: skip
    start = np.vstack([found.poses, wider.poses[count:]])
    if not any(j >= count for _, j in wider.collisions(start)):
        return found
    moved = _refined(wider, start, tight=True)
    if plane.free.all() and (moved.collisions or len(moved.failed) > len(found.failed)):
        shift = _free_ground(plane, found.poses, obstacles)
        if shift is not None:
            start[:count] += shift
            moved = _refined(wider, start, tight=True)
    return replace(
        moved, poses=moved.poses[:count], collisions=tuple((i, j) for i, j in moved.collisions if j < count),
        blocked=tuple(sorted({i for i, j in moved.collisions if j >= count})),
    )  # fmt: skip


def _free_ground(plane: Plane, poses: Array, obstacles: list[Thing]) -> Array | None:
    """The shortest way (3,) to shift all items together, unturned, so that no box around one meets an obstacle."""
    outlines = [plane.outline(i, poses) for i in range(len(plane.things))]
    low, high = (np.array([end(o, axis=0) for o in outlines]) for end in (np.min, np.max))  # (P, 2)
    centre, half = np.array([t.centre for t in obstacles]), np.array([t.extents for t in obstacles])  # (O, 2)
    solid = np.array([t.kind != "ground" for t in plane.things])
    tops = np.array([t.top for t in plane.things])
    meets = solid[:, None] & (tops[:, None] > np.array([t.bottom for t in obstacles]))  # (P, O)
    angles = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    for distance in np.arange(SHIFT_STEP_M, MAX_SHIFT_M, SHIFT_STEP_M):
        for angle in angles:
            shift = distance * np.array([np.sin(angle), -np.cos(angle)])
            apart = (low[:, None] + shift > centre + half) | (high[:, None] + shift < centre - half)  # (P, O, 2)
            if not np.any(meets & ~apart.any(axis=2)):
                return np.append(shift, 0.0)
    return None


def _refined(plane: Plane, start: Array, tight: bool = False) -> Arrangement:
    """L-BFGS-B over the free x, y (in units of a typical item) and headings; neighbours are found anew each round."""
    poses = start.copy()
    free = np.flatnonzero(plane.free)
    unit = np.array([plane.scale_m, plane.scale_m, 1.0])
    moves = np.stack([np.ones(len(free)), np.ones(len(free)), _may_turn(plane)[free]], axis=-1)
    value = 0.0
    for _ in range(2 if len(free) <= 40 else 4):
        energy = build_energy(plane, poses, tight)

        def cost(flat: Array) -> tuple[float, Array]:
            trial = poses.copy()
            trial[free] = flat.reshape(-1, 3) * unit
            value, grad = energy.evaluate(trial[None])  # noqa: B023
            return float(value[0]) / unit[0] ** 2, (moves * grad[0, free] * unit).ravel() / unit[0] ** 2

        result = minimize(
            cost, (poses[free] / unit).ravel(), jac=True, method="L-BFGS-B",
            options={"maxiter": 60, "maxcor": 12, "ftol": 1e-9, "gtol": 1e-5},
        )  # fmt: skip
        moved = result.x.reshape(-1, 3) * unit
        shift = float(np.abs(moved - poses[free])[:, :2].max(initial=0.0))
        poses[free] = moved
        value = float(result.fun)
        if result.success and shift < 0.7:
            break
    return _checked(plane, poses, value)


def _may_turn(plane: Plane) -> NDArray[np.bool_]:
    """(P,) all but houses and mountains that need not face anything: they show their front, and rather move aside."""
    directed = {w.first for w in plane.wishes if w.kind in ("face", "anchor")}
    return np.array([thing.kind != "backdrop" or i in directed for i, thing in enumerate(plane.things)])


def _checked(plane: Plane, poses: Array, energy: float) -> Arrangement:
    return Arrangement(
        poses=poses,
        collisions=tuple(plane.collisions(poses)),
        outside=tuple(plane.outside(poses)),
        failed=tuple(w for w in plane.wishes if not holds(plane, w, poses)),
        energy=energy,
    )
