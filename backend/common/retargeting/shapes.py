"""Parts of a body by the shape of a skeleton at rest, for names that tell nothing.

Legs are the two branches that reach down to the floor, arms the two that reach farthest to the sides above them, the
head is what reaches highest in the middle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .bodies import ancestors, between, common_ancestor

Array = NDArray[np.float64]

_MIDDLE = 0.04
"""of the height: nearer to the middle than this is on neither side"""


def parts_by_shape(heads: Array, tails: Array, parents: list[int]) -> dict[str, int]:
    """Roles of the limbs, `upper_arm.L` …, and `head`; what cannot be told is left out. heads, tails (J, 3) in m."""
    heads, tails = _squared(heads, tails)
    parents_of = set(parents)
    leaves = [joint for joint in range(len(parents)) if joint not in parents_of]
    height = float(tails[:, 2].max() - heads[:, 2].min())
    middle = float(np.median(heads[:, 0]))
    side = tails[:, 0] - middle
    low = float(min(heads[:, 2].min(), tails[:, 2].min()))
    ends: dict[str, int] = {}
    for suffix, sign in ((".L", 1.0), (".R", -1.0)):
        own = [joint for joint in leaves if sign * side[joint] > _MIDDLE * height]
        feet = [joint for joint in own if heads[joint, 2] - low < 0.15 * height]
        raised = [joint for joint in own if heads[joint, 2] - low > 0.30 * height]
        if feet and raised:
            ends["leg" + suffix] = min(feet, key=lambda joint: (tails[joint, 1], joint))
            ends["arm" + suffix] = max(raised, key=lambda joint: (sign * side[joint], -joint))
    central = [joint for joint in leaves if abs(side[joint]) < _MIDDLE * height]
    if len(ends) < 4 or not central:
        return {}
    ends["head"] = max(central, key=lambda joint: (tails[joint, 2], -joint))
    hips = common_ancestor(parents, ends["leg.L"], ends["leg.R"], ends["arm.L"])
    chest = common_ancestor(parents, ends["arm.L"], ends["arm.R"], ends["head"])
    if hips is None or chest is None:
        return {}
    found: dict[str, int] = {}
    for suffix in (".L", ".R"):
        found |= {
            role + suffix: j for role, j in _leg(between(parents, hips, ends["leg" + suffix]), heads, tails).items()
        }
        found |= {
            role + suffix: j for role, j in _arm(between(parents, chest, ends["arm" + suffix]), heads, parents).items()
        }
    head = head_above(chest, ends["head"], heads, tails, parents)
    # a figure that looks toward +Y has its left on the other side
    toes = [found[name] for name in ("toe.L", "toe.R") if name in found]
    ankles = [found[name] for name in ("foot.L", "foot.R") if name in found]
    if toes and float(np.mean(heads[toes, 1]) - np.mean(heads[ankles, 1])) > 0.0:
        found = {name[:-2] + (".R" if name.endswith(".L") else ".L"): joint for name, joint in found.items()}
    return found if head is None else found | {"head": head}


def _squared(heads: Array, tails: Array) -> tuple[Array, Array]:
    """Turned about the vertical so that what spreads widest, the arms, lies along X."""
    flat = np.concatenate([heads, tails])[:, :2]
    _, axes = np.linalg.eigh(np.cov(flat.T))
    x, y = axes[:, 1]
    turn = np.array([[x, y, 0.0], [-y, x, 0.0], [0.0, 0.0, 1.0]])
    return heads @ turn.T, tails @ turn.T


def head_above(chest: int, top: int, heads: Array, tails: Array, parents: list[int]) -> int | None:
    """Of the joints from the chest up to the top of the head, the lowest one that lies nearly half way up."""
    path = between(parents, chest, top)
    reach = tails[top, 2] - heads[chest, 2]
    return next(
        (joint for joint in path if heads[joint, 2] - heads[chest, 2] > 0.45 * reach), path[-1] if path else None
    )


def top_of(chest: int, heads: Array, tails: Array, parents: list[int]) -> int:
    """The joint that reaches highest above the chest, near the middle."""
    above = [joint for joint in range(len(parents)) if chest in ancestors(parents, joint)[1:]]
    near = [j for j in above if abs(tails[j, 0] - heads[chest, 0]) < 0.1 * abs(tails[:, 2].max())] or above or [chest]
    return max(near, key=lambda joint: (tails[joint, 2], -joint))


def _leg(path: list[int], heads: Array, tails: Array) -> dict[str, int]:
    """The ankle is where the way turns forward, the knee is half way to it."""
    points = np.concatenate([heads[path], tails[path[-1:]]]) if path else np.zeros((0, 3))
    steps = np.diff(points, axis=0)
    flat = np.abs(steps[:, 2]) < np.linalg.norm(steps[:, :2], axis=1)
    drop = heads[path[0], 2] - points[:, 2] if path else np.zeros(0)
    ankle = next((k for k in range(2, len(path)) if flat[k] and drop[k] > 0.6 * drop.max()), None)
    if ankle is None:
        return {}
    # a link that only leads from the middle to the hip joint is passed over
    thigh = 1 if ankle > 2 and flat[0] else 0
    half = 0.5 * (points[thigh, 2] + points[ankle, 2])
    knee = min(range(thigh + 1, ankle), key=lambda k: abs(points[k, 2] - half), default=None)
    if knee is None:
        return {}
    found = {"thigh": path[thigh], "shin": path[knee], "foot": path[ankle]}
    return found | {"toe": path[ankle + 1]} if ankle + 1 < len(path) else found


def _arm(path: list[int], heads: Array, parents: list[int]) -> dict[str, int]:
    """The hand is where fingers branch off, or the last joint; the elbow is half way from shoulder to hand."""
    branching = [k for k, joint in enumerate(path) if sum(parent == joint for parent in parents) >= 3]
    hand = branching[-1] if branching else len(path) - 1
    if hand < 2:
        return {}
    # a collar bone starts near the middle of the body
    outward = np.abs(heads[path, 0] - heads[parents[path[0]], 0])
    upper = 1 if hand > 2 and outward[0] < 0.5 * outward[1] else 0
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(heads[path], axis=0), axis=1))])
    half = 0.5 * (along[upper] + along[hand])
    elbow = min(range(upper + 1, hand), key=lambda k: abs(along[k] - half), default=None)
    if elbow is None:
        return {}
    found = {"upper_arm": path[upper], "forearm": path[elbow], "hand": path[hand]}
    return {"shoulder": path[0]} | found if upper else found
