"""Where a person stands to do something to a thing: candidates around it, and which of them is best."""

from __future__ import annotations

import numpy as np

from ..common import quat
from .banks import shore_points
from .paths import BODY_RADIUS_M, FloorPlan
from .placing import Scene, opens_in_front
from .plane import ROUND_SIDES
from .separation import Array, corners, turn
from .stand import Stand, seat_stand, to_world
from .surfaces import surfaces_of
from .things import TABLES, WATER, Thing
from .verbs import Need

# metres from the thing's surface to the middle of the body
DISTANCE_M: dict[Need, float] = {"walk": 0.42, "take": 0.30, "put": 0.32, "touch": 0.38, "push": 0.38, "kick": 0.30,
                                 "throw": 0.30, "meet": 0.55, "face": 2.0, "sit": 0.3}  # fmt: skip
EDGE_M = 0.27  # from the edge of furniture to the middle of the body of someone who reaches over it
_GROWN_M = 1.65  # who is smaller has shorter arms and a flatter body, and stands nearer to what the hands go to
CANDIDATES = 48
SHORE_M = 0.4
STRUCK_FROM_M = {"chopping block": 0.56, "punching bag": 0.36}
"""the same of what is struck with an axe's or an arm's length"""
_GIANT_M = 6.0
_USED_FROM_THE_FRONT = frozenset({"oven", "sink", "punching bag"})


def stand_points(scene: Scene, actor: str, target_id: str, stand: Stand, need: Need, aim: Array | None) -> Array:
    """Candidate poses (C, 3) of a person for doing `need` to the target at `stand`; `aim` (2,) is where it shall go."""
    target = scene.things[target_id]
    if scene.water is not None and target_id == scene.water.river_id:
        return shore_points(scene.water, np.zeros(2))
    if scene.water is not None and float(scene.water.distance(stand.pose[None, :2])[0]) < 0.0:
        return shore_points(scene.water, stand.pose[:2])
    near = _nearness(scene.things[actor], need)
    if need == "sit" and (seats := surfaces_of(target, "sit_at", "lie_at")):
        on_it = [i for i, s in scene.supports.items() if s.parent_id == target_id and s.kind == "surface"]
        items = [scene.stands[i].pose[:2] for i in on_it if i in scene.stands]
        places = [to_world(target, stand, seat.centre)[:2] for seat in seats]
        empty = [n for n, p in enumerate(places) if all(np.linalg.norm(p - i) > 0.3 for i in items)]
        return np.array([seat_stand(target, stand, seats[n]).pose for n in empty or range(len(seats))])
    if need in ("push", "kick", "throw") and aim is not None:
        direction = (aim - stand.pose[:2]) / max(float(np.linalg.norm(aim - stand.pose[:2])), 1e-6)
        distance = outline_distance(target, stand.pose[2], -direction) + DISTANCE_M[need]
        foot = stand.pose[:2] - direction * distance
        return np.array([[*foot, np.arctan2(direction[0], -direction[1])]])
    holder_id = scene.tree.root_of(target_id)
    held_up = holder_id != target_id and scene.supports[target_id].kind in ("surface", "above", "hang")
    if held_up and holder_id in scene.stands:  # not over somebody who has no place yet
        holder = scene.things[holder_id]
        feet, normals = _contour(holder, scene.stands[holder_id].pose, near * EDGE_M)
        nearest = 14
        opens = opens_in_front(scene, target_id)
        if opens or holder.asset.category in _USED_FROM_THE_FRONT:
            nearest = 2 if opens else nearest  # straight before it: lid and door leave no choice
            front = turn(float(scene.stands[holder_id].pose[2]), np.array([0.0, -1.0]))
            feet = feet[normals @ front > 0.9]
        if scene.supports[target_id].kind == "hang":  # on the side of the wall on which it hangs
            feet = feet[normals @ turn(float(stand.pose[2]), np.array([0.0, -1.0])) > 0.9]
        reach = np.linalg.norm(feet - stand.pose[:2], axis=1)
        feet = feet[np.argsort(reach, kind="stable")[:nearest]]
        toward = stand.pose[:2] - feet
        return np.column_stack([feet, np.arctan2(toward[:, 0], -toward[:, 1])])
    if (pond := _pond_of(scene, target_id, stand)) is not None:  # from the shore
        feet, _ = _contour(scene.things[pond], scene.stands[pond].pose, SHORE_M)
        feet = feet[np.argsort(np.linalg.norm(feet - stand.pose[:2], axis=1), kind="stable")[:14]]
        toward = stand.pose[:2] - feet
        return np.column_stack([feet, np.arctan2(toward[:, 0], -toward[:, 1])])
    struck_from = STRUCK_FROM_M.get(target.asset.category) if need == "touch" else None
    feet, normals = _contour(target, stand.pose, near * DISTANCE_M[need] if struck_from is None else struck_from)
    if target.asset.category in _USED_FROM_THE_FRONT and struck_from is not None:
        ahead = normals @ turn(float(stand.pose[2]), np.array([0.0, -1.0])) > 0.9
        feet, normals = feet[ahead], normals[ahead]
    if target.is_person and need in ("meet", "walk"):
        feet, normals = _contour(target, stand.pose, 0.45 if need == "meet" else 0.7)
    if need == "meet" and target.is_person and target.asset.category != "person":  # an animal, from before its head
        ahead = normals @ turn(float(stand.pose[2]), np.array([0.0, -1.0])) > 0.9
        feet, normals = feet[ahead], normals[ahead]
    toward = stand.pose[:2] - feet
    if max(target.extents) > 0.7:  # before a long thing one faces its near face, not its middle
        toward = -normals
    return np.column_stack([feet, np.arctan2(toward[:, 0], -toward[:, 1])])


def _nearness(actor: Thing, need: Need) -> float:
    """Share of a grown person's distance from what the hands work on: arms grow with the height.

    Who takes something up stands off as others do: the hand comes back with it past the edge.
    """
    return float(np.clip(actor.height / _GROWN_M, 0.75, 1.0) ** 1.5) if actor.is_person and need == "touch" else 1.0


def _pond_of(scene: Scene, target_id: str, stand: Stand) -> str | None:
    """The pond that a thing is on."""
    for object_id, thing in scene.things.items():
        if object_id == target_id or thing.kind != "ground" or not thing.words & WATER or object_id not in scene.stands:
            continue
        pose = scene.stands[object_id].pose
        local = np.abs(turn(-float(pose[2]), stand.pose[:2] - pose[:2]))
        if bool((local < thing.half + thing.radius).all()):
            return object_id
    return None


def outline_distance(thing: Thing, heading: float, direction: Array) -> float:
    """From the footprint's centre to its border along a direction, m."""
    local = np.abs(turn(-heading, direction))
    with np.errstate(divide="ignore"):
        inside = float(np.min(np.where(local > 1e-9, thing.half / np.maximum(local, 1e-9), np.inf)))
    return (inside if thing.half.max() > 0.0 else 0.0) + thing.radius


def pushed_way(thing: Thing, stand: Stand, need: Need) -> Array | None:
    """Direction (2,) in which a thing is pushed that has one place for hands, as a wheelchair; None for others."""
    places = thing.asset.affordances_of("push_at") if need == "push" else ()
    if len(places) != 1:
        return None
    inward = quat.mul_vec(places[0].frame.rotation.astype(np.float64), np.array([0.0, 1.0, 0.0]))[:2]
    return turn(float(stand.pose[2]), inward)


def open_way(plan: FloorPlan, start: Array, length_m: float, run_up_m: float, here: Array | None) -> Array:
    """Direction (2,) in which a kicked or pushed thing has a free way, rather across the picture, and its kicker room.

    `here`: pose (3,) of the kicker, who then need not go round the thing.
    """
    angle = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)
    directions = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    points = start + np.linspace(0.3, length_m, 12)[None, :, None] * directions[:, None]
    room = np.clip(plan.clearance(points.reshape(-1, 2)).reshape(32, 12) - 0.3, -0.3, 0.0).sum(axis=1)
    behind = plan.clearance(start - run_up_m * directions)
    score = room + 0.8 * np.abs(directions[:, 0]) - 0.3 * directions[:, 1] + np.clip(behind - 0.3, -0.5, 0.0) * 4.0
    if here is not None:
        toward = start - here[:2]
        score = score + 0.8 * directions @ (toward / max(float(np.linalg.norm(toward)), 1e-6))
    return np.asarray(directions[int(np.argmax(score))])


def _contour(thing: Thing, pose: Array, distance_m: float) -> tuple[Array, Array]:
    """Points around a footprint at a distance (C, 2), and the outward normals there."""
    if thing.half.max() == 0.0:
        angle = np.linspace(0.0, 2.0 * np.pi, ROUND_SIDES, endpoint=False)
        normals = np.stack([np.sin(angle), -np.cos(angle)], axis=-1)
        return pose[:2] + (thing.radius + distance_m) * normals, normals
    outline = corners(pose, thing.half)
    feet: list[Array] = []
    edges: list[Array] = []
    for start, end in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        edge = end - start
        normal = np.array([edge[1], -edge[0]]) / max(float(np.linalg.norm(edge)), 1e-9)
        for share in np.linspace(0.0, 1.0, CANDIDATES // 4 + 2)[1:-1]:
            feet.append(start + share * edge + normal * (distance_m + thing.radius))
            edges.append(normal)
    return np.array(feet), np.array(edges)

_INNER, _INNER_M = 1.5, 0.3
"""how much it matters to be near what is worked on inside a thing, m^-1, and how far in that begins"""


def _inner_place(target: Thing, stand: Stand) -> Array | None:
    """(2,) of what is worked on inside a thing, that its sides are as good for as its front: an engine."""
    for place in surfaces_of(target, "reach_at"):
        low = target.centre - target.half - target.radius
        if place.centre[1] - low[1] > _INNER_M:
            return to_world(target, stand, place.centre)[:2]
    return None


def choose_stand_point(
    scene: Scene,
    plan: FloorPlan,
    options: Array,
    actor: str,
    target_id: str,
    stand: Stand,
    need: Need,
    current: Array | None,
    next_to: Array | None,
) -> tuple[Array, bool]:
    """The best candidate (3,), and whether it is free.

    Best: free floor, seen from the side rather than from behind, near the middle of the target's edge, near where
    the person is (`current`) and where the next thing waits (`next_to`).
    """
    clear = plan.clearance(options[:, :2])
    facing = np.stack([np.sin(options[:, 2]), -np.cos(options[:, 2])], axis=-1)
    # facing away from the camera hides the face; facing it from behind the target hides the body
    cost = 0.9 * np.maximum(facing[:, 1], 0.0) + 0.35 * np.maximum(-facing[:, 1], 0.0)
    target = scene.things[target_id]
    inner = _inner_place(target, stand) if need == "touch" else None
    middle = stand.pose[:2] if inner is None else inner
    cost += (0.6 if inner is None else _INNER) * np.linalg.norm(options[:, :2] - middle, axis=1)
    cost += 4.0 * np.maximum(0.45 - clear, 0.0) if need not in ("sit", "take", "put") else 0.0
    near = _nearness(scene.things[actor], need)
    needed = np.minimum(BODY_RADIUS_M, 0.9 * near * _own_clearance(need))
    cost += np.where(clear < needed, 50.0 + 20.0 * (needed - clear), 0.0)
    has_front = target.half.max() > 0.0 and not target.words & TABLES and target_id not in scene.reachable
    # at the front of a shelf, not of a cup at a table's edge
    beast = need == "meet" and not target.is_person  # one meets it face to face
    if (need in ("put", "touch") and has_front and inner is None) or beast:
        outward = options[:, :2] - stand.pose[:2]
        front = turn(float(stand.pose[2]), np.array([0.0, -1.0]))
        cost += 1.6 * (1.0 - outward @ front / np.maximum(np.linalg.norm(outward, axis=1), 1e-6))
    if target.kind == "backdrop" or target.reach > _GIANT_M:  # before a house or an airliner, not at its side
        cost += 0.3 * (options[:, 1] - options[:, 1].min())
    if current is not None:
        cost += 0.15 * np.linalg.norm(options[:, :2] - current[:2], axis=1)
    if next_to is not None:
        cost += 0.5 * np.linalg.norm(options[:, :2] - next_to[:2], axis=1)
    best = int(np.argmin(cost))
    return options[best], bool(clear[best] >= needed - 0.02)


def _own_clearance(need: Need) -> float:
    """How near the target's own surface the stand-off point is."""
    return {"sit": 0.08, "take": 0.2, "put": 0.2, "kick": 0.2, "push": 0.25, "touch": 0.25}.get(need, 0.3)
