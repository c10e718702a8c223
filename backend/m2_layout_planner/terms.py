"""A plane's wishes, collisions and habits as the terms of one energy."""

from __future__ import annotations

import numpy as np

from . import energy
from .energy import Energy, Index, Term, index
from .plane import Plane
from .separation import Array
from .things import FENCES, HEAD_HEIGHT_M, Thing
from .wishes import Wish

# side of a rectangle (right, left, back, front) behind the back of something that faces heading n * 90 degrees
SIDE_BEHIND = (2, 1, 3, 0)
PERSONAL_SPACE_M = 0.45
CORRIDOR_M = 0.6
WALL_HUGGERS = frozenset({
    "bed", "couch", "sofa", "bookshelf", "shelf", "cabinet", "refrigerator", "fridge", "oven", "stove", "sink",
    "counter", "wardrobe", "dresser", "fireplace", "piano", "tv", "television", "desk", "toilet", "bathtub", "closet",
    "blackboard", "pot", "plant", "potted plant",
})  # fmt: skip


FURNISHING = frozenset({"punching bag", "barbell", "ball", "exercise ball", "crate", "barrel", "ladder", "trampoline"})
"""what stands along the walls where the prompt names only the room: nobody uses it"""


def clearances(plane: Plane, first: Index, second: Index) -> Array:
    """(K,) the distances that pairs of unrelated items like to keep, m."""
    traits = plane.traits
    (reach_a, reach_b), (over_a, over_b) = ((x[first], x[second]) for x in (traits.reach, traits.overhang))
    if not plane.is_floor:
        return np.minimum(0.05, 0.5 * np.minimum(reach_a, reach_b))
    usual = 0.3 * np.minimum(1.0, (reach_a + reach_b) / 0.6)
    if plane.has_walkers:
        usual = np.where(np.minimum(reach_a, reach_b) > 0.2, np.maximum(usual, CORRIDOR_M), usual)
    usual = np.where(traits.is_backdrop[first] | traits.is_backdrop[second], 1.2, usual)
    lowest = np.minimum(traits.height[first], traits.height[second])
    crowns = (over_a + over_b > 0.0) & (lowest > HEAD_HEIGHT_M)
    usual = np.where(crowns, 0.8 * (over_a + over_b), usual)  # crowns just touch each other, and no roof
    return np.where(traits.is_person[first] & traits.is_person[second], PERSONAL_SPACE_M, usual)


def build_energy(plane: Plane, poses: Array, tight: bool = False) -> Energy:
    """All terms near `poses` (P, 3); `tight` drops the habits and enlarges the penalty of overlaps."""
    terms: list[Term] = []
    terms += _gap_terms(plane, poses, tight)
    terms += _wish_terms(plane)
    terms += _limit_terms(plane, tight)
    terms += _habit_terms(plane) if not tight else _steady_terms(plane, poses)
    return Energy(free=plane.free, terms=terms)


def _gap_terms(plane: Plane, poses: Array, tight: bool) -> list[Term]:
    """One hinge per pair: collisions, and the distances that relations ask for."""
    asked: dict[tuple[int, int], tuple[float, float]] = {}
    rows: list[tuple[int, int, float, float, float]] = []
    for wish in plane.wishes:
        if wish.kind in ("gap", "side"):
            key = (min(wish.first, wish.others[0]), max(wish.first, wish.others[0]))
            lower, upper = asked.get(key, (0.0, np.inf))
            asked[key] = (max(lower, wish.goal[0]), max(min(upper, wish.goal[1]), wish.goal[0]))
            if wish.kind == "side":  # near that side is a habit, something else may stand between
                asked[key] = (max(lower, wish.goal[0]), upper)
                rows.append((*key, -np.inf, wish.goal[1], 0.05 if tight else 0.4))
        elif wish.kind == "anchor":
            key = (min(wish.first, wish.others[0]), max(wish.first, wish.others[0]))
            asked.setdefault(key, (0.003, np.inf))
    ring_mates = {w.first for w in plane.wishes if w.kind == "anchor"}
    reach = plane.traits.reach
    near = np.linalg.norm(poses[:, None, :2] - poses[None, :, :2], axis=-1) < reach[:, None] + reach[None] + 1.5
    first, second = np.nonzero(np.triu(near & plane.bumps, 1))
    wanted = clearances(plane, first, second)
    for i, j, distance in zip(first.tolist(), second.tolist(), wanted.tolist(), strict=True):
        if (i, j) in asked:
            continue
        least = 0.01 if i in ring_mates and j in ring_mates else distance
        rows.append((i, j, 0.02 * min(1.0, plane.scale_m) if tight else least, np.inf, 30.0 if tight else 4.0))
    for (i, j), (lower, upper) in asked.items():
        if plane.free[i] or plane.free[j]:
            rows.append((i, j, lower, upper, 20.0 if tight else 6.0))
    if not rows:
        return []
    table = np.array(rows, dtype=np.float64)
    return [
        energy.Gaps(
            footprints=plane.footprints, first=table[:, 0].astype(np.intp), second=table[:, 1].astype(np.intp),
            lower=table[:, 2], upper=table[:, 3], weight=table[:, 4], softness_m=0.006 * plane.scale_m,
        )
    ]  # fmt: skip


def _wish_terms(plane: Plane) -> list[Term]:
    terms: list[Term] = []
    chosen = [w for w in plane.wishes if w.kind == "side"]
    if chosen:
        margin = [_least_aside(plane, w) for w in chosen]
        terms.append(
            energy.Sides(
                first=index([w.first for w in chosen]), second=index([w.others[0] for w in chosen]),
                axis=np.array([w.axis for w in chosen]), turns=np.array([w.turns for w in chosen]),
                margin=np.array(margin), slack=np.array([w.slack for w in chosen]),
                weight=np.array([4.0 * w.strength for w in chosen]),
            )
        )  # fmt: skip
    chosen = [w for w in plane.wishes if w.kind == "face"]
    if chosen:
        terms.append(
            energy.Facings(
                first=index([w.first for w in chosen]), second=index([w.others[0] for w in chosen]),
                offset=np.zeros(len(chosen)), weight=plane.scale_m**2 * np.array([3.0 * w.strength for w in chosen]),
            )
        )  # fmt: skip
    chosen = [w for w in plane.wishes if w.kind == "anchor"]
    if chosen:
        terms.append(
            energy.Anchors(
                first=index([w.first for w in chosen]), second=index([w.others[0] for w in chosen]),
                offset=np.array([w.offset for w in chosen]), heading=np.array([w.heading or 0.0 for w in chosen]),
                weight=np.full(len(chosen), 10.0),
                weight_heading=plane.scale_m**2 * np.array([0.0 if w.heading is None else 6.0 for w in chosen]),
            )
        )  # fmt: skip
    for wish in plane.wishes:
        if wish.kind == "between":
            shares = np.full((1, len(wish.others)), 1.0 / len(wish.others))
            terms.append(energy.Centres(first=index([wish.first]), members=index(wish.others).reshape(1, -1),
                                        shares=shares, weight=np.array([6.0])))  # fmt: skip
            terms += _room_between(plane, wish.first, wish.others)
        elif wish.kind == "within":
            own, holder = plane.things[wish.first], plane.things[wish.others[0]]
            inset = np.minimum(own.reach * 0.8, holder.extents)[None]
            terms.append(
                energy.Within(
                    footprints=plane.footprints,
                    first=index([wish.first]),
                    second=index([wish.others[0]]),
                    inset=inset,
                    weight=np.array([8.0]),
                )
            )
    return terms


def _least_aside(plane: Plane, wish: Wish) -> float:
    """From middle to middle along the axis of a side, m: beside a house wholly beside it, else clearly off."""
    own, other = plane.things[wish.first], plane.things[wish.others[0]]
    if other.kind == "backdrop" and own.kind != "ground" and not wish.turns:
        return float(0.2 + own.reach + own.overhang + np.abs(wish.axis) @ other.extents)
    return 0.3 * min(own.reach, other.reach)


def _room_between(plane: Plane, i: int, others: tuple[int, ...]) -> list[Term]:
    """Two things with something between them stay far enough apart, and side by side as the viewer sees them."""
    if len(others) != 2:
        return []
    own, (a, b) = plane.things[i], others
    usual = float(clearances(plane, index([a]), index([b]))[0])
    least = max(2.0 * own.reach + (0.6 if plane.is_floor else 0.04), usual)
    return [
        energy.Gaps(footprints=plane.footprints, first=index([a]), second=index([b]), lower=np.array([least]),
                    upper=np.array([least + (2.0 if plane.is_floor else 0.1)]), weight=np.array([4.0]),
                    softness_m=0.006 * plane.scale_m)
    ]  # fmt: skip


def _limit_terms(plane: Plane, tight: bool) -> list[Term]:
    """The region's border for all, and the walls and corners that some items touch: one term."""
    region = plane.region
    if region is None:
        return []
    free = np.flatnonzero(plane.free)
    first, side = np.repeat(free, len(region.limits)), np.tile(np.arange(len(region.limits)), len(free))
    equal = np.zeros(len(first), dtype=bool)
    weight = np.full(len(first), (30.0 if tight else 10.0) if region.hard else 0.3)
    for wish in plane.wishes:
        if wish.kind == "corner":
            equal |= (first == wish.first) & ((side == wish.first % 2) | (side == 2))
    if not tight and plane.is_floor:
        for i in free:
            if hugs_wall(plane, int(i)):
                quarter = round(float(plane.poses[i, 2]) / (0.5 * np.pi)) % 4
                equal |= (first == i) & (side == SIDE_BEHIND[quarter])
    limit = region.limits[side] - 0.01 * plane.scale_m * equal
    weight = np.where(equal, 2.0, weight)
    return [
        energy.Limits(footprints=plane.footprints, first=first, normal=region.normals[side], limit=limit, equal=equal,
                      weight=weight)
    ]  # fmt: skip


def hugs_wall(plane: Plane, i: int) -> bool:
    """Indoors, furniture that stands with its back to a wall unless the prompt wants it elsewhere."""
    thing = plane.things[i]
    usual = thing.words & WALL_HUGGERS or (thing.entity is None and thing.words & FURNISHING)
    if plane.region is None or not (plane.is_floor and plane.region.hard and usual):
        return False
    return not any(w.kind in ("anchor", "between", "corner") and w.first == i for w in plane.wishes)


def _habit_terms(plane: Plane) -> list[Term]:
    terms: list[Term] = []
    free = [int(i) for i in np.flatnonzero(plane.free)]
    if not free:
        return terms
    if not plane.is_floor:
        return _edge_terms(plane)
    directed = {w.first for w in plane.wishes if w.kind in ("face", "anchor")}
    huggers = [i for i in free if hugs_wall(plane, i)]
    rest = [i for i in free if i not in huggers and i not in plane.far]
    # compact, so that the camera may come near
    area = sum(float(4.0 * np.prod(plane.things[i].extents)) for i in rest if plane.things[i].kind != "ground")
    slack = 0.6 * np.sqrt(area) + 0.3
    if huggers and plane.region is not None:  # along the side walls rather at their far end, in sight of the camera
        front = float(plane.region.limits[3])
        depth = front + float(plane.region.limits[2])
        terms.append(energy.Limits(footprints=plane.footprints, first=index(huggers),
                                   normal=np.tile([0.0, -1.0], (len(huggers), 1)),
                                   limit=np.full(len(huggers), front - 0.3 * depth),
                                   equal=np.zeros(len(huggers), dtype=bool),
                                   weight=np.full(len(huggers), 0.5)))  # fmt: skip
        beside = {w.first for w in plane.wishes if w.others[0] in huggers}
        rest = [i for i in rest if i not in beside]
    if rest:
        weights = [0.3 if plane.things[i].kind == "ground" else 0.05 for i in rest]
        slacks = [0.0 if plane.things[i].kind == "ground" else slack for i in rest]
        terms.append(energy.Pulls(first=index(rest), point=np.zeros((len(rest), 2)), slack=np.array(slacks),
                                  weight=np.array(weights)))  # fmt: skip
    far = [i for i in free if i in plane.far]
    if far:
        terms.append(energy.Pulls(first=index(far), point=plane.poses[far, :2], slack=np.full(len(far), 0.5),
                                  weight=np.full(len(far), 0.3)))  # fmt: skip
    turned = [i for i in free if i not in directed]
    if turned:
        weights = [2.0 if i in huggers else _steadiness(plane.things[i]) for i in turned]
        terms.append(energy.Headings(first=index(turned), heading=plane.poses[turned, 2], weight=np.array(weights)))
    terms += _depth_terms(plane, rest)
    terms += _aside_terms(plane)
    return terms


def _steady_terms(plane: Plane, poses: Array) -> list[Term]:
    """A repair moves things no further than it must, and turns none."""
    free = np.flatnonzero(plane.free)
    weights = np.array([_steadiness(plane.things[i]) for i in free])
    return [
        energy.Headings(first=free, heading=poses[free, 2], weight=weights),
        energy.Pulls(first=free, point=poses[free, :2], slack=np.zeros(len(free)), weight=np.full(len(free), 0.02)),
    ]


def _edge_terms(plane: Plane) -> list[Term]:
    """What someone takes stands a hand's breadth from the edge that they come to."""
    terms: list[Term] = []
    if plane.region is None:
        return terms
    sides = plane.region.sides()
    for i, side in plane.edges.items():
        normal, limit = sides[side]
        width = limit - float(normal @ plane.region.centre)
        point = plane.region.centre + normal * max(width - reach_in(plane.things[i]), 0.3 * width)
        terms.append(energy.Pulls(first=index([i]), point=point[None], slack=np.array([0.02]), weight=np.array([1.0])))
    return terms


def reach_in(thing: Thing) -> float:
    """How far from the edge the middle of a thing stands that someone takes, m."""
    return float(thing.reach + 0.06)


def _steadiness(thing: Thing) -> float:
    size = float(np.clip(thing.reach / 0.5, 0.3, 20.0)) ** 2
    return size * (1.0 if thing.kind in ("ground", "backdrop") else 0.2)


def _aside_terms(plane: Plane) -> list[Term]:
    """What is merely near something does not stand between it and the camera."""
    pairs = [
        (w.first, w.others[0]) for w in plane.wishes
        if w.kind == "gap" and w.spatial in ("near", "next_to", "beside") and plane.things[w.first].height > 0.5
        and plane.things[w.others[0]].kind == "floor" and plane.things[w.first].kind == "floor"
    ]  # fmt: skip
    if not pairs:
        return []
    i, j = zip(*pairs, strict=True)
    return [
        energy.Sides(first=index(i), second=index(j), axis=np.tile([0.0, 1.0], (len(pairs), 1)),
                     turns=np.zeros(len(pairs), dtype=bool), margin=np.full(len(pairs), -0.25),
                     slack=np.full(len(pairs), np.inf), weight=np.full(len(pairs), 0.3))
    ]  # fmt: skip


def _depth_terms(plane: Plane, items: list[int]) -> list[Term]:
    """Tall things stand behind low ones, so that nothing is hidden."""
    pairs = []
    wished = {(w.first, j) for w in plane.wishes for j in w.others}
    solid = [i for i in items if plane.things[i].kind == "floor"]
    for i in solid[:60]:
        for j in solid[:60]:
            a, b = plane.things[i], plane.things[j]
            if i == j or {(i, j), (j, i)} & wished or (a.is_person and b.words & FENCES):
                continue
            if a.height > 1.35 * b.height + 0.1 or (b.is_person and a.words & FENCES):
                pairs.append((i, j))
    if not pairs:
        return []
    high, low = zip(*pairs, strict=True)
    return [
        energy.Sides(first=index(high), second=index(low), axis=np.tile([0.0, 1.0], (len(pairs), 1)),
                     turns=np.zeros(len(pairs), dtype=bool), margin=np.full(len(pairs), 0.1),
                     slack=np.full(len(pairs), np.inf), weight=np.full(len(pairs), 0.04))
    ]  # fmt: skip
