"""First guesses of a plane's arrangement: each item next to what it relates to, the rest in pleasing places."""

from __future__ import annotations

import numpy as np

from .plane import Plane
from .separation import Array, turn
from .terms import SIDE_BEHIND, WALL_HUGGERS, clearances, hugs_wall, reach_in
from .things import FENCES, SCREENS, SEATS, VEHICLES, Thing, is_mountain
from .wishes import Wish

CANDIDATES = 24


GATHERED = 3.2
"""how far from the middle of a table the things on it stand that are related to nothing, in their joint radius"""


def set_homes(plane: Plane, rng: np.random.Generator) -> None:
    """Default headings and, for backdrops and wall furniture, default places of the free items (in `plane.poses`)."""
    depth = _depth_of_scene(plane)
    backdrops = [i for i in np.flatnonzero(plane.free).tolist() if plane.things[i].kind == "backdrop"]
    mountains = [i for i in backdrops if is_mountain(plane.things[i])]  # a row of their own, far behind
    houses = [i for i in backdrops if i not in mountains]
    width = sum(2.0 * plane.things[i].reach + 1.5 for i in houses)
    walls = 0
    for i in np.flatnonzero(plane.free).tolist():
        thing = plane.things[i]
        turn = rng.uniform(-0.3, 0.3) if thing.kind == "floor" and plane.is_floor else 0.0
        turn = turn if thing.is_person or thing.reach < 2.5 else 0.3 * turn
        turn = 0.0 if plane.is_straight else turn
        plane.poses[i, 2] = turn + (plane.front_heading if thing.kind == "floor" and plane.is_floor else 0.0)
        if not plane.is_floor and (thing.words & SCREENS or _is_wide(plane, thing)):
            plane.turned.setdefault(i, 0.0)  # as what it stands on
        if hugs_wall(plane, i):
            quarter = _wall_for(plane, thing, walls)
            plane.poses[i, 2] = quarter * 0.5 * np.pi
            walls += 1
        if "domino" in thing.words and plane.is_floor:
            plane.poses[i, 2] = plane.front_heading + 0.5 * np.pi - 0.5  # the row runs across the picture
        is_long = thing.extents[0] < 0.7 * thing.extents[1] and thing.extents[1] > 3.0
        if thing.kind == "ground" and is_long and "bowling lane" not in thing.words:
            plane.poses[i, 2] = 0.5 * np.pi - 0.15  # a road runs across the picture
        if i in plane.turned:
            plane.poses[i, 2] = plane.front_heading + plane.turned[i]
    for wish in plane.wishes:  # cars along their road
        road = plane.things[wish.others[0]]
        if wish.kind == "within" and road.kind == "ground" and plane.things[wish.first].words & VEHICLES:
            across = road.extents[0] > road.extents[1]
            plane.poses[wish.first, 2] = plane.poses[wish.others[0], 2] + (0.5 * np.pi if across else 0.0)
    for row in (houses, mountains):
        left = -sum(plane.things[i].reach + 0.75 for i in row)
        for i in row:
            thing = plane.things[i]
            left += thing.reach + 0.75
            plane.far.add(i)
            plane.poses[i, :2] = left, depth + 3.0 + 1.1 * thing.extents[1] + 0.5 * thing.height
            left += thing.reach + 0.75
    related = {w.first for w in plane.wishes} | {j for w in plane.wishes for j in w.others}
    trees = [
        int(i) for i in np.flatnonzero(plane.free) if plane.things[i].height > 2.2 and plane.things[i].overhang > 0.0
    ]
    for number, i in enumerate(t for t in trees if t not in related):
        crown, side = plane.things[i].overhang + plane.things[i].radius, 1.0 if number % 2 else -1.0
        plane.far.add(i)
        out = 0.5 * max(width, depth) + (0.8 + 2.0 * (number // 2)) * crown
        plane.poses[i, :2] = side * out + rng.uniform(-0.4, 0.4), depth + 1.5 + crown + rng.uniform(0.0, 1.5)


def _is_wide(plane: Plane, thing: Thing) -> bool:
    """Whether a thing takes up most of the surface that it stands on."""
    if plane.region is None:
        return False
    room = float(np.min(plane.region.limits - plane.region.normals @ plane.region.centre))
    return bool(thing.extents.max() > 0.8 * room)


def _wall_for(plane: Plane, thing: Thing, number: int) -> int:
    """Quarter turn of wall furniture: back wall, left, right in turn; a couch faces the television across the room."""
    screens = frozenset({"tv", "television"})
    couches = frozenset({"couch", "sofa"})
    if any(t.words & screens for t in plane.things) and any(t.words & couches for t in plane.things):
        if thing.words & screens | thing.words & couches:
            return 3 if thing.words & screens else 1
        return (0, 0, 0, 3, 1)[number % 5]
    return (0, 1, 3)[number % 3]


def _depth_of_scene(plane: Plane) -> float:
    area = sum(4.0 * float(np.prod(t.extents)) for t in plane.things if t.kind == "floor" and t.reach < 4.0)
    return float(0.8 * np.sqrt(area) + 1.0)


def propose(plane: Plane, rng: np.random.Generator) -> Array:
    """One start (P, 3)."""
    poses = plane.poses.copy()
    placed = ~plane.free.copy()
    for i in _order(plane):
        options = _options(plane, i, poses, placed, rng)
        cost = _crowding(plane, i, options, poses, placed)
        poses[i] = options[int(np.argmin(cost))]
        placed[i] = True
    return poses


def _order(plane: Plane) -> list[int]:
    """Free items so that each follows something it relates to; ground and big things first."""
    free = [int(i) for i in np.flatnonzero(plane.free)]
    links: dict[int, set[int]] = {i: set() for i in range(len(plane.things))}
    for wish in plane.wishes:
        for other in wish.others:
            links[wish.first].add(other)
            links[other].add(wish.first)
    targets = {j for w in plane.wishes for j in w.others}
    rank = {i: (plane.things[i].kind != "ground", plane.things[i].kind != "backdrop", i not in targets,
                -plane.things[i].reach, i) for i in free}  # fmt: skip
    bases: dict[int, set[int]] = {i: set() for i in range(len(plane.things))}
    for wish in plane.wishes:
        if wish.kind in ("anchor", "between", "within"):
            bases[wish.first].update(j for j in wish.others if plane.free[j])
    reached = {j for i in np.flatnonzero(~plane.free).tolist() for j in links[i]}
    order: list[int] = []
    ordered: set[int] = set()
    waiting = sorted(free, key=lambda i: rank[i])
    while waiting:
        chosen = next((i for i in waiting if i in reached and bases[i] <= ordered), waiting[0])
        order.append(chosen)
        ordered.add(chosen)
        reached |= links[chosen]
        waiting.remove(chosen)
    return order


def _options(plane: Plane, i: int, poses: Array, placed: np.ndarray, rng: np.random.Generator) -> Array:
    """Candidate poses (C, 3) of one item."""
    thing = plane.things[i]
    mine = [w for w in plane.wishes if w.first == i and all(placed[j] for j in w.others)]
    mine.sort(key=lambda w: ("anchor", "between", "within", "side", "gap", "corner", "face").index(w.kind))
    options = np.tile(poses[i], (CANDIDATES, 1))
    reverse = [w for w in plane.wishes if i in w.others and placed[w.first] and w.kind in ("side", "gap")]
    if mine and mine[0].kind == "anchor":
        options[:, :2] = _by_wish(plane, mine[0], poses, rng)
        base = poses[mine[0].others[0], 2]
        options[:, 2] = base + mine[0].heading if mine[0].heading is not None else poses[i, 2]
    elif leading := ([w for w in mine if w.kind != "face"] + reverse)[:3]:
        for n, wish in enumerate(leading):  # candidates from each in turn
            drawn = _by_wish(plane, wish, poses, rng) if wish.first == i else _by_reverse(plane, wish, i, poses, rng)
            options[n :: len(leading), :2] = drawn[n :: len(leading)]
    else:
        options = _unrelated(plane, i, poses, placed, rng)
    for wish in mine:
        if wish.kind == "face":
            delta = poses[wish.others[0], :2] - options[:, :2]
            options[:, 2] = np.arctan2(delta[:, 0], -delta[:, 1])
    if not plane.is_floor and not mine and thing.kind == "floor" and i not in plane.turned:
        options[:, 2] = poses[i, 2] + rng.uniform(-0.35, 0.35, CANDIDATES)
    return options


def _toward(half: Array, radius: Array | float, heading: Array | float, direction: Array) -> Array:
    """Half size (…) of footprints, half (…, 2) m and radius (…) m, along directions (…, 2)."""
    cos, sin = np.cos(heading), np.sin(heading)
    along = np.abs(direction[..., 0] * cos + direction[..., 1] * sin)
    across = np.abs(direction[..., 1] * cos - direction[..., 0] * sin)
    return np.asarray(half[..., 0] * along + half[..., 1] * across + radius)


def _by_wish(plane: Plane, wish: Wish, poses: Array, rng: np.random.Generator) -> Array:
    base = poses[wish.others[0]]
    own, other = plane.things[wish.first], plane.things[wish.others[0]]
    cos, sin = np.cos(base[2]), np.sin(base[2])
    if wish.kind == "anchor":
        x, y = wish.offset
        return np.tile(base[:2] + turn(float(base[2]), np.array([x, y])), (CANDIDATES, 1))
    if wish.kind == "between":
        middle = poses[list(wish.others), :2].mean(axis=0)
        return np.asarray(middle + rng.normal(0.0, 0.1 * own.reach, (CANDIDATES, 2)))
    if wish.kind == "within":
        free = np.maximum(other.extents - own.reach, 0.0)
        # several need room beside one another: from one common middle, the solver could not tell them apart
        siblings = sum(w.kind == "within" and w.others == wish.others for w in plane.wishes)
        free = np.minimum(free, 2.5 if siblings == 1 else 1.2 * own.reach * siblings)
        local = rng.uniform(-1.0, 1.0, (CANDIDATES, 2)) * free
        if siblings == 1:
            local[0] = 0.0
        return np.asarray(base[:2] + local @ np.array([[cos, sin], [-sin, cos]]))
    if wish.kind == "corner" and plane.region is not None:
        far = np.max(np.abs(plane.region.limits))
        sign = 1.0 if wish.first % 2 else -1.0
        return np.tile(plane.region.centre + np.array([sign * far, far]), (CANDIDATES, 1)) * 0.8
    if wish.kind == "side":
        angle = np.arctan2(wish.axis[1], wish.axis[0]) + (base[2] if wish.turns else 0.0)
        angle = angle + 0.75 * rng.uniform(-wish.slack, wish.slack, CANDIDATES)
    elif wish.spatial in ("next_to", "beside") and plane.is_floor:
        fronted = bool(other.words & (WALL_HUGGERS | SEATS | VEHICLES))
        spread = 0.12 if fronted else 0.35
        angle = (base[2] if fronted else 0.0) + rng.uniform(-spread, spread, CANDIDATES)
        angle = angle + np.pi * (np.arange(CANDIDATES) % 2)
    else:
        angle = rng.uniform(-np.pi, np.pi, CANDIDATES)
    direction = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    lower, upper = wish.goal
    gap = rng.uniform(lower, min(upper, lower + 1.0), CANDIDATES) if upper > lower else np.full(CANDIDATES, lower)
    distance = gap + _toward(other.half, other.radius, base[2], direction)
    distance = distance + _toward(own.half, own.radius, poses[wish.first, 2], direction)
    return np.asarray(base[:2] + distance[:, None] * direction)


def _by_reverse(plane: Plane, wish: Wish, i: int, poses: Array, rng: np.random.Generator) -> Array:
    turned = Wish(kind=wish.kind, spatial=wish.spatial, first=i, others=(wish.first,), text="", goal=wish.goal,
                  axis=(-wish.axis[0], -wish.axis[1]))  # fmt: skip
    return _by_wish(plane, turned, poses, rng)


def _unrelated(plane: Plane, i: int, poses: Array, placed: np.ndarray, rng: np.random.Generator) -> Array:
    thing = plane.things[i]
    options = np.tile(poses[i], (CANDIDATES, 1))
    if i in plane.far:
        options[:, 0] += rng.normal(0.0, 0.3, CANDIDATES)
        return options
    if thing.kind == "ground":
        options[:, :2] = 0.0
        return options
    if not plane.is_floor and plane.region is not None:
        radius = float(np.min(plane.region.limits - plane.region.normals @ plane.region.centre))
        spread = 0.25 if plane.free.sum() == 1 else 1.0
        along = plane.region.normals[0]
        inside = plane.region.limits - plane.region.normals @ plane.region.centre
        half = inside[[0, 2]] if len(inside) == 4 else np.full(2, radius)
        reaches = np.array([t.reach for t in plane.things])[plane.free]
        gathered = GATHERED * float(np.linalg.norm(reaches))
        near = np.minimum(np.maximum(half - thing.reach, 0.0), gathered)
        local = rng.uniform(-spread, spread, (CANDIDATES, 2)) * near
        if i in plane.edges:
            normal, limit = plane.region.sides()[plane.edges[i]]
            foot = max(limit - float(normal @ plane.region.centre) - reach_in(thing), 0.0)
            options[:, :2] = plane.region.centre + normal * foot
            return options
        if any(w.spatial == "in_row" and i in w.others for w in plane.wishes):  # the middle of a row
            local *= 0.1
        options[:, :2] = plane.region.centre + local @ np.array([[along[0], along[1]], [-along[1], along[0]]])
        return options
    if hugs_wall(plane, i):
        assert plane.region is not None
        normal, limit = plane.region.sides()[SIDE_BEHIND[round(float(poses[i, 2]) / (0.5 * np.pi)) % 4]]
        along = np.array([-normal[1], normal[0]])
        width = float(np.max(plane.region.limits - plane.region.normals @ plane.region.centre))
        backward = -0.15 if abs(along[1]) > 0.5 else -0.8  # along a side wall rather at its far end
        slide = np.sign(along[1] + 1e-9) * rng.uniform(backward, 0.8, CANDIDATES) * max(width - thing.reach, 0.0)
        foot = plane.region.centre + normal * (limit - normal @ plane.region.centre - thing.extents[1] - 0.01)
        options[:, :2] = foot + slide[:, None] * along
        return options
    others = np.flatnonzero(placed & plane.traits.stands)
    if not len(others):
        return options
    away = poses[others, :2]
    grown = float((np.sqrt(np.vecdot(away, away)) + plane.traits.reach[others]).max())
    angle = rng.uniform(-np.pi, np.pi, CANDIDATES)
    if thing.height > 2.2:  # trees and the like: at the back and at the sides
        angle = rng.uniform(0.1 * np.pi, 0.9 * np.pi, CANDIDATES)
    distance = rng.uniform(0.3, 1.0, CANDIDATES) * (grown + 2.0 * thing.reach) + 0.3
    options[:, :2] = distance[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return options


def _crowding(plane: Plane, i: int, options: Array, poses: Array, placed: np.ndarray) -> Array:
    """How bad each candidate looks: overlaps, borders, other wishes, distance from the middle."""
    thing = plane.things[i]
    cost = 0.02 * np.linalg.norm(options[:, :2], axis=-1) if plane.is_floor else np.zeros(len(options))
    met = np.flatnonzero(placed & plane.bumps[i])
    delta = options[:, :2] - poses[met, None, :2]  # (J, C, 2)
    length = np.linalg.norm(delta, axis=-1) + 1e-9
    direction = delta / length[..., None]
    footprints, traits = plane.footprints, plane.traits
    reach = _toward(footprints.half[met, None], footprints.radius[met, None], poses[met, None, 2], direction)
    reach = reach + _toward(thing.half, thing.radius, options[:, 2], direction)
    short = reach + 0.5 * clearances(plane, np.full(len(met), i), met)[:, None] - length
    crowded = 10.0 * np.maximum(short, 0.0) / (thing.reach + 1e-3)
    hides = (thing.height > 1.35 * traits.height[met] + 0.1) & ~(thing.is_person & traits.is_fence[met])
    hides |= traits.is_person[met] & bool(thing.words & FENCES)
    hides &= plane.is_floor and thing.kind == "floor"
    before = np.where(hides[:, None], 0.5 * np.maximum(poses[met, None, 1] - options[:, 1], 0.0), 0.0)
    pairs = np.stack([crowded, before], axis=1).reshape(-1, len(options))
    cost = np.concatenate([cost[None], pairs]).sum(axis=0)
    if plane.is_floor and thing.kind == "floor" and thing.height > 0.5:
        for j in {j for w in plane.wishes if w.first == i and w.kind == "gap" for j in w.others if placed[j]}:
            # not between the camera and what it belongs to
            delta = options[:, :2] - poses[j, :2]
            cost = cost + 1.5 * np.maximum(-delta[:, 1] - 1.2 * np.abs(delta[:, 0]), 0.0)
    for wish in plane.wishes:
        if (
            wish.kind != "side"
            or i not in (wish.first, wish.others[0])
            or not placed[wish.others[0] if wish.first == i else wish.first]
        ):
            continue
        angle = poses[wish.others[0], 2] if wish.turns else 0.0
        axis = turn(angle, np.array(wish.axis))
        delta = (
            options[:, :2] - poses[wish.others[0], :2] if wish.first == i else poses[wish.first, :2] - options[:, :2]
        )
        along, across = delta @ axis, np.abs(delta @ np.array([-axis[1], axis[0]]))
        cost = cost + 4.0 * np.maximum(across - 0.6 * along, 0.0) / (thing.reach + 1e-3)
    if plane.region is not None:
        weight = 10.0 if plane.region.hard else 0.5
        cost = cost + weight * np.maximum(plane.region.excess(options[:, :2], 0.7 * thing.reach), 0.0)
    return np.asarray(cost)
