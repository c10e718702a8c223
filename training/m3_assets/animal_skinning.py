"""Skin weights and surface coordinates from the sweeps: who owns a vertex, and how far along its bones it lies."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backend.m3_assets.animal.sweep import Array, Sweep

from .animal_skin import Ints

_SOFT = 0.018
"""distance (of the height) over which one sweep's bones give way to another's"""


def ownership(sweeps: tuple[Sweep, ...], vertices: Array) -> Array:
    """(V, S) shares of the sweeps at each vertex, sums to 1."""
    mirrored = np.column_stack([np.abs(vertices[:, 0]), vertices[:, 1:]])
    distance = np.stack([sweep.distance(mirrored) for sweep in sweeps], axis=1)
    share = np.exp(-(distance - distance.min(axis=1, keepdims=True)) / _SOFT)
    return np.asarray(share / share.sum(axis=1, keepdims=True))


def weights_of(
    sweeps: tuple[Sweep, ...], vertices: Array, quads: Ints, owner: Array, bones: dict[str, tuple[Array, Array]]
) -> Array:
    """(V, J) weights; `bones`: head and tail in the sagittal plane (forward, up), `.L` and `.R` given by the side."""
    names = list(bones)
    weights = np.zeros((len(vertices), len(names)))
    left = vertices[:, 0] >= 0.0
    for s, sweep in enumerate(sweeps):
        rows = np.flatnonzero(owner[:, s] > 1e-3)
        along = sweep.along(vertices[rows, 1:])
        for name, share in _chain_shares(sweep, along, bones):
            for suffix, own in (("", np.ones(len(rows), dtype=bool)), (".L", left[rows]), (".R", ~left[rows])):
                if name + suffix in bones:
                    at = rows[own]
                    weights[at, names.index(name + suffix)] += owner[at, s] * share[own]
    edges = np.concatenate([quads[:, [i, (i + 1) % 4]] for i in range(4)])
    degree = np.bincount(edges.ravel(), minlength=len(vertices))[:, None]
    for _ in range(6):  # even out, so that no crease stands where owners meet
        total = np.zeros_like(weights)
        for j in np.flatnonzero(weights.any(axis=0)):
            total[:, j] = np.bincount(edges[:, 0], weights[edges[:, 1], j], len(vertices))
            total[:, j] += np.bincount(edges[:, 1], weights[edges[:, 0], j], len(vertices))
        weights = 0.5 * weights + 0.5 * total / degree
    for leg in ("front", "back"):  # a sole is the foot's alone: it turns about the toe without sinking in
        for side in (".L", ".R"):
            cannon, foot = names.index(f"leg_{leg}_cannon{side}"), names.index(f"leg_{leg}_foot{side}")
            ball = bones[names[foot]][0][1]
            share = np.clip((ball - vertices[:, 2]) / (0.4 * ball), 0.0, 1.0) * weights[:, cannon]
            weights[:, foot] += share
            weights[:, cannon] -= share
    return weights


def _chain_shares(sweep: Sweep, along: Array, bones: dict[str, tuple[Array, Array]]) -> list[tuple[str, Array]]:
    """Share of each bone of the sweep's chain by the length along it; neighbours overlap at their joint."""
    joints = []
    for name in sweep.bones:
        head, _ = bones[name] if name in bones else bones[f"{name}.L"]
        joints.append(float(sweep.along(head[None])[0]))
    shares: list[tuple[str, Array]] = []
    left = np.ones(len(along))
    for k, name in enumerate(sweep.bones):
        if k + 1 < len(sweep.bones):
            after = joints[k + 2] if k + 2 < len(joints) else sweep.length
            width = 0.38 * min(joints[k + 1] - joints[k] + 1e-3, after - joints[k + 1] + 1e-3, 0.30)
            u = np.clip((along - joints[k + 1]) / max(2.0 * width, 1e-4) + 0.5, 0.0, 1.0)
            beyond = u * u * (3.0 - 2.0 * u)
        else:
            beyond = np.zeros(len(along))
        shares.append((name, left * (1.0 - beyond)))
        left = left * beyond
    return shares


def four_strongest(weights: Array) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """(V, 4) joints and weights that sum to 1."""
    joints = np.argsort(-weights, axis=1, kind="stable")[:, :4]
    kept = np.take_along_axis(weights, joints, axis=1)
    kept = np.where(kept < 0.01 * kept[:, :1], 0.0, kept)
    kept /= kept.sum(axis=1, keepdims=True)
    return joints.astype(np.int32), kept.astype(np.float32)


def surface_coordinates(sweeps: tuple[Sweep, ...], vertices: Array, owner: Array) -> Array:
    """(V, 2) along and round the body, continuous where one sweep passes into another."""
    mirrored = np.column_stack([np.abs(vertices[:, 0]), vertices[:, 1:]])
    u, v = np.zeros(len(vertices)), np.zeros(len(vertices))
    for s, sweep in enumerate(sweeps):
        ratio, side, width, scale, along, across = sweep.section(mirrored[:, 1:])
        start = 0.0
        if s > 0:  # carries on from the trunk where it begins
            start = float(sweeps[0].along(sweep.rows[:1, :2])[0])
            sign = -1.0 if sweep.rows[0, 0] < 0.0 and sweep.rows[0, 2] != 0.0 else 1.0
            along = sign * along
        del ratio
        angle = (
            np.arctan2(mirrored[:, 0] - side, across)
            if sweep.rows[0, 2] == 0.0
            else np.arctan2(np.abs(mirrored[:, 0] - side) / width, across / width)
        )
        u += owner[:, s] * (start + along)
        v += owner[:, s] * angle * float(np.mean(scale) + 0.02)
    return np.column_stack([u, v])
