"""From the relations of a prompt to the wishes of one plane, and the exact check of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..common.naming import capitalized
from ..protocol.scene import Relation, SceneDescription
from .descents import beyond_the_foot, descents
from .habits import add_habits, seat_at, turn_animals, turn_to_be_seen
from .plane import Plane
from .rows import add_named_row, add_roadside
from .separation import Array
from .supports import ON, SupportTree, instance_pairs
from .things import INSTRUMENTS, PLANTS, ROADS, SEATS, TABLES, Thing, is_mountain, lines_roads
from .verbs import need_of, path_shape, receiver_of
from .wishes import GAPS, SIDE_GAP, SIDES, STILL_FINE_M, Wish, ring_offsets

UNDER = frozenset({"under", "below", "underneath", "beneath"})
FACING_DEGREES = 30.0
WALL_FURNITURE = SEATS | {"bookshelf", "shelf", "cabinet", "wardrobe", "dresser", "piano", "desk", "table", "counter"}
WALL_TURN_RAD = 0.9  # what stands against a wall is seen together with what is opposite
KEEPER_M = 0.5  # from the goal's mouth to its keeper
BESIDE = frozenset({"next_to", "beside", "near", "at"})
HEARTHS = frozenset({"fireplace", "campfire", "hearth", "stove"})
HEARTH_M = 0.45  # from a fire to who warms up at it
HEARTH_TURN_RAD = 0.95
HOOP_TURN_RAD = 1.05
SLOPE_TURN_RAD = 0.95  # what rolls down comes across the picture and toward the camera


def add_wishes(plane: Plane, description: SceneDescription, things: dict[str, Thing], tree: SupportTree) -> None:
    """Reads all relations that concern the plane's free items into `plane.wishes` and `plane.apart`."""
    items = {thing.object_id: i for i, thing in enumerate(plane.things)}

    def item_of(object_id: str) -> int | None:
        return items.get(object_id, items.get(tree.root_of(object_id)))

    between: dict[int, list[int]] = {}
    rings: dict[tuple[int, str], list[int]] = {}
    for relation in description.relations:
        spatial = relation.spatial
        if spatial is None:
            continue
        if spatial == "in_row":
            add_named_row(plane, description, relation, items)
            continue
        pairs = list(instance_pairs(description, relation, things))
        if spatial in ("between", "among"):
            pairs = _all_pairs(description, relation, things)
        for subject, target in pairs:
            i, j = items.get(subject), item_of(target)
            if i is None or j is None or i == j or not (plane.free[i] or plane.free[j]):
                continue
            if spatial == "between" or spatial == "among":
                if j not in between.setdefault(i, []):
                    between[i].append(j)
            elif spatial in ("around", "surrounding"):
                ring = rings.setdefault((j, relation.subject_id), [])
                if i not in ring and not any(i in others for others in rings.values()):
                    ring.append(i)
            else:
                _add_pair(plane, relation, i, j)
    _keep_before_walls(plane)
    _widen_shared_sides(plane)
    _add_flights(plane, description, items)
    _turn_roads(plane, description)
    _add_below_slopes(plane, description, things, items)
    for i, others in between.items():
        _add_between(plane, i, others)
    for (centre, _), members in rings.items():
        if members:
            _add_ring(plane, centre, members)
    turn_to_be_seen(plane, tree)
    turn_animals(plane, description)
    add_habits(plane)


def _all_pairs(description: SceneDescription, relation: Relation, things: dict[str, Thing]) -> list[tuple[str, str]]:
    entities = {entity.id: entity for entity in description.entities}
    if relation.subject_id not in entities or relation.object_id not in entities:
        return []
    subjects = [i for i in entities[relation.subject_id].object_ids if i in things]
    return [(s, o) for s in subjects for o in entities[relation.object_id].object_ids if o in things and o != s]


def _goal(plane: Plane, table: tuple[tuple[float, float], tuple[float, float]], i: int, j: int) -> tuple[float, float]:
    """The distance to aim at: tabulated for furniture and table-top things, wider beside buildings."""
    lower, upper = table[0] if plane.is_floor else table[1]
    biggest = max(plane.things[i].reach, plane.things[j].reach)
    return (lower, upper) if biggest < 3.0 or upper < 0.05 else (lower, max(upper, min(0.45, upper)))


def _add_pair(plane: Plane, relation: Relation, i: int, j: int) -> None:
    spatial = relation.spatial or ""
    text = plane.sentence(i, spatial, j)
    first, second = plane.things[i], plane.things[j]
    if spatial == "in_front_of" and is_mountain(second) and not is_mountain(first):
        return  # so it is in any case, and need not be before its middle
    if spatial == "in_front_of" and first.is_person and "goal" in second.words:  # the keeper, on the line
        before = float(second.extents[1]) + KEEPER_M
        plane.wishes.append(
            Wish(kind="anchor", spatial=spatial, first=i, others=(j,), text=text, offset=(0.0, -before), heading=0.0)
        )
        return
    if spatial in BESIDE and second.words & HEARTHS and (first.is_person or first.words & SEATS):
        _draw_up(plane, i, j, text)
        return
    if spatial in SIDES:
        # what is far away lies where the viewer says: no house turns its back for the mountains behind it
        own = relation.frame == "object" and first.kind != "backdrop"
        axis = SIDES[spatial][1 if own else 0]
        plane.wishes.append(
            Wish(kind="side", spatial=spatial, first=i, others=(j,), text=text, axis=axis, turns=own,
                 goal=_goal(plane, SIDE_GAP, i, j), upper=np.inf)
        )  # fmt: skip
    elif spatial in UNDER and second.words & PLANTS and second.overhang > 0.0:  # before the trunk, below the crown
        plane.wishes.append(
            Wish(kind="gap", spatial="under", first=i, others=(j,), text=text, lower=0.0, goal=(0.12, 0.4),
                 upper=max(0.6, 0.6 * second.overhang))
        )  # fmt: skip
        plane.wishes.append(
            Wish(kind="side", spatial="under", first=i, others=(j,), text=text, axis=(0.0, -1.0), goal=(0.12, 0.4))
        )
    elif spatial in UNDER:
        plane.apart.add((min(i, j), max(i, j)))
        plane.wishes.append(Wish(kind="within", spatial="under", first=i, others=(j,), text=text))
    elif spatial in ("along", "on_both_sides_of") and second.words & ROADS and lines_roads(first):
        add_roadside(plane, i, j, first.entity.count if first.entity else 1, text)
    elif spatial in ("against", "leaning") and second.words & {"wall", "fence"} and first.words & WALL_FURNITURE:
        others = [w for w in plane.wishes if w.kind == "anchor" and w.others == (j,)]
        aside = sum(2.0 * float(plane.things[w.first].extents[0]) + 0.3 for w in others) * (-1.0) ** len(others)
        back = float(first.extents[1] + second.extents[1]) + 0.02
        plane.wishes.append(
            Wish(kind="anchor", spatial=spatial, first=i, others=(j,), offset=(aside, -back), heading=0.0, text=text)
        )
        plane.turned.setdefault(j, WALL_TURN_RAD)
    elif second.kind == "ground" and spatial in ON | {"in", "inside", "across", "along", "at", "over"}:
        plane.apart.add((min(i, j), max(i, j)))
        plane.wishes.append(Wish(kind="within", spatial=spatial, first=i, others=(j,), text=text))
    elif spatial == "in_corner_of":
        plane.wishes.append(Wish(kind="corner", spatial=spatial, first=i, others=(j,), text=text))
    elif spatial in GAPS:
        if spatial == "at" and first.words & SEATS and second.words & (TABLES | INSTRUMENTS):
            plane.wishes.append(seat_at(plane, i, j, text))
            return
        goal = _goal(plane, GAPS[spatial], i, j)
        fine = STILL_FINE_M.get(spatial, goal[1]) if plane.is_floor else np.inf
        if spatial in ("next_to", "beside", "near") and max(first.reach, second.reach) > 3.0:
            fine = max(fine, 5.0)  # a house beside a lake
        least = 2.5 if spatial == "far_from" and plane.is_floor else -0.005
        plane.wishes.append(
            Wish(kind="gap", spatial=spatial, first=i, others=(j,), text=text, lower=least, upper=fine, goal=goal)
        )
        if spatial in ("facing", "opposite", "at") and plane.is_floor:
            plane.wishes.append(
                Wish(kind="face", spatial="facing", first=i, others=(j,), text=plane.sentence(i, "facing", j))
            )
        if spatial == "opposite" and plane.is_floor:
            plane.wishes.append(
                Wish(kind="face", spatial="facing", first=j, others=(i,), text=plane.sentence(j, "facing", i))
            )


def _draw_up(plane: Plane, i: int, j: int, text: str) -> None:
    """Who sits by a fire sits before it, on its right or its left, turned half to it and half to who looks."""
    others = [w for w in plane.wishes if w.kind == "anchor" and w.others == (j,)]
    side = 1.0 if len(others) % 2 == 0 else -1.0
    across = side * (0.62 * float(plane.things[j].extents[0]) + 0.4 * (len(others) // 2))
    before = float(plane.things[j].extents[1] + plane.things[i].extents[1]) + HEARTH_M
    plane.wishes.append(
        Wish(kind="anchor", spatial="next_to", first=i, others=(j,), offset=(across, -before),
             heading=-HEARTH_TURN_RAD * side, text=text)
    )  # fmt: skip


def _keep_before_walls(plane: Plane) -> None:
    """What faces a thing that stands against a wall is before it, not beyond the wall."""
    backed = {w.first for w in plane.wishes if w.kind == "anchor" and w.spatial in ("against", "leaning")}
    for wish in [w for w in plane.wishes if w.kind == "face" and w.others[0] in backed]:
        plane.wishes.append(
            Wish(kind="side", spatial="in_front_of", first=wish.first, others=wish.others, text=wish.text,
                 axis=(0.0, -1.0), turns=True, goal=(1.2, 2.4))
        )  # fmt: skip


def _add_flights(plane: Plane, description: SceneDescription, items: dict[str, int]) -> None:
    """A ball that is kicked or thrown at something has a way to go, and a goal faces it."""
    entities = {entity.id: entity for entity in description.entities}
    for action in description.actions:
        if need_of(action) not in ("kick", "throw") or action.target_id not in entities:
            continue
        receiver = receiver_of(description, action)
        if receiver is None:
            continue
        far = (4.2, 5.8) if need_of(action) == "kick" else (2.2, 3.5)
        for subject in entities[action.target_id].object_ids:
            i, j = items.get(subject), items.get(entities[receiver].object_ids[0])
            if i is None or j is None or i == j:
                continue
            plane.wishes.append(
                Wish(kind="gap", spatial="far_from", first=i, others=(j,), goal=far, lower=0.6 * far[0],
                     text=capitalized(f"{plane.things[i].name} has too little way to {plane.things[j].name}."))
            )  # fmt: skip
            if not any(w.kind == "side" and {w.first, *w.others} == {i, j} for w in plane.wishes):
                # across the picture: from the side one sees the face, the ball and where it goes
                plane.wishes.append(
                    Wish(kind="side", spatial="right_of", first=j, others=(i,), axis=(1.0, 0.0), slack=0.4, goal=far,
                         text=capitalized(f"{plane.things[j].name} is not beside {plane.things[i].name}."))
                )  # fmt: skip
            if not plane.things[j].is_person:
                plane.wishes.append(
                    Wish(kind="face", spatial="facing", first=j, others=(i,), text=plane.sentence(j, "facing", i))
                )


def _turn_roads(plane: Plane, description: SceneDescription) -> None:
    """A road leads to the camera where someone comes or goes that way; who jumps through a hoop is seen from aside."""
    for j, thing in enumerate(plane.things):
        if "jumping hoop" in thing.words:
            plane.turned[j] = HOOP_TURN_RAD
    if not any(need_of(a) == "walk" and path_shape(a) in ("toward", "away", "ahead") for a in description.actions):
        return
    for j, thing in enumerate(plane.things):
        if thing.kind == "ground" and thing.words & ROADS:
            plane.turned[j] = 0.06 + (0.5 * np.pi if thing.extents[0] > thing.extents[1] else 0.0)


def _add_below_slopes(
    plane: Plane, description: SceneDescription, things: dict[str, Thing], items: dict[str, int]
) -> None:
    """What something that comes down a slope runs into stands before the slope's foot."""
    entities = {entity.id: entity for entity in description.entities}
    done: set[str] = set()
    for object_id, slope_id, _ in descents(description, things):
        entity = things[object_id].entity
        slope = items.get(slope_id)
        if entity is None or slope is None:
            continue
        plane.turned[slope] = SLOPE_TURN_RAD
        named = [a.target_id for a in description.actions if a.actor_id == entity.id]
        named += [r.object_id for r in description.relations if r.subject_id == entity.id and r.spatial is None]
        wished = {w.first for w in plane.wishes}
        for target_id in dict.fromkeys(n for n in named if n in entities and n not in done):
            done.add(target_id)
            hit = [items[i] for i in entities[target_id].object_ids if i in items and items[i] not in wished | {slope}]
            if not hit or plane.things[hit[0]].kind != "floor":
                continue
            places = beyond_the_foot(things[object_id], things[slope_id], [plane.things[i] for i in hit])
            for i, (x, y, heading) in zip(hit, places, strict=False):
                plane.wishes.append(
                    Wish(kind="anchor", spatial="in_front_of", first=i, others=(slope,), offset=(float(x), float(y)),
                         heading=float(heading), text=capitalized(f"{plane.things[i].name} is not below the slope."))
                )  # fmt: skip


def _widen_shared_sides(plane: Plane) -> None:
    """Several things on the same side of one thing need more of that side."""
    shared: dict[tuple[str, tuple[int, ...]], int] = {}
    for wish in plane.wishes:
        if wish.kind == "side":
            shared[wish.spatial, wish.others] = shared.get((wish.spatial, wish.others), 0) + 1
    for n, wish in enumerate(plane.wishes):
        if wish.kind == "side" and shared[wish.spatial, wish.others] > 1:
            plane.wishes[n] = replace(wish, slack=0.85, goal=(wish.goal[0], 2.0 * wish.goal[1]))



def _add_between(plane: Plane, i: int, others: list[int]) -> None:
    if plane.things[i].kind == "ground":
        return  # roads and lakes lie under the scene; what is on both sides of them is for the others to say
    near = [j for j in others if plane.things[j].reach < 30.0]
    others = near if len(near) >= 2 else others
    if len(others) == 1:
        plane.wishes.append(Wish(kind="gap", spatial="near", first=i, others=(others[0],), upper=1.5,
                                 goal=(0.1, 0.8), text=plane.sentence(i, "near", others[0])))  # fmt: skip
        return
    names = " and ".join(plane.things[j].name for j in others)
    text = capitalized(f"{plane.things[i].name} is not between {names}.")
    plane.wishes.append(Wish(kind="between", spatial="between", first=i, others=tuple(others), text=text))


def _add_ring(plane: Plane, centre: int, members: list[int]) -> None:
    """Even places around a centre, each facing it; a phase that leaves the camera's side open."""
    middle = plane.things[centre]
    gap = 0.12 if plane.is_floor else 0.02
    if any(plane.things[i].is_person for i in members):
        gap = 0.45
    if plane.is_floor and plane.things[members[0]].reach > 1.0:
        gap = 0.6
    count = len(members)
    # one place at the back, none straight in front of the camera for odd counts
    phase = 0.5 * np.pi if count != 2 else (0.0 if middle.extents[1] >= middle.extents[0] else 0.5 * np.pi)
    phase = 0.0 if count == 2 and middle.radius > 0.0 else phase
    own = np.array([max(plane.things[i].extents[k] for i in members) for k in range(2)])
    for i, (x, y, heading) in zip(
        members, ring_offsets(count, own, middle.half, middle.radius, gap, phase), strict=True
    ):
        plane.wishes.append(
            Wish(kind="anchor", spatial="around", first=i, others=(centre,), offset=(x, y), heading=heading,
                 text=plane.sentence(i, "around", centre))
        )  # fmt: skip


def holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    """Whether a wish is exactly fulfilled."""
    return _CHECKS[wish.kind](plane, wish, poses)


def _gap_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    gap = plane.gap(wish.first, wish.others[0], poses)
    return wish.lower - 1e-3 <= gap <= wish.upper + 1e-3


def _side_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    other = wish.others[0]
    angle = poses[other, 2] if wish.turns else 0.0
    cos, sin = np.cos(angle), np.sin(angle)
    axis = np.array([cos * wish.axis[0] - sin * wish.axis[1], sin * wish.axis[0] + cos * wish.axis[1]])
    delta = poses[wish.first, :2] - poses[other, :2]
    along, across = float(axis @ delta), abs(float(axis[0] * delta[1] - axis[1] * delta[0]))
    return along > 0.0 and across <= along + 1e-6


def _face_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    delta = poses[wish.others[0], :2] - poses[wish.first, :2]
    error = poses[wish.first, 2] - np.arctan2(delta[0], -delta[1])
    return bool(np.cos(error) >= np.cos(np.radians(FACING_DEGREES)))


def _anchor_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    base = poses[wish.others[0]]
    cos, sin = np.cos(base[2]), np.sin(base[2])
    x, y = wish.offset
    error = poses[wish.first, :2] - base[:2] - np.array([cos * x - sin * y, sin * x + cos * y])
    turn = 1.0 if wish.heading is None else np.cos(poses[wish.first, 2] - base[2] - wish.heading)
    size = max(plane.things[wish.first].reach, 0.02)
    return bool(np.linalg.norm(error) <= 0.35 * size + 0.02 and turn >= np.cos(np.radians(FACING_DEGREES)))


def _between_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    others = poses[list(wish.others), :2]
    own = poses[wish.first, :2]
    if len(others) == 2:
        span = others[1] - others[0]
        offset, length = own - others[0], max(float(np.linalg.norm(span)), 1e-9)
        share = float(offset @ span) / length**2
        off = abs(float(span[0] * offset[1] - span[1] * offset[0])) / length
        return 0.15 < share < 0.85 and off <= 0.35 * length
    return bool(np.linalg.norm(own - others.mean(axis=0)) <= np.ptp(others, axis=0).max() + 0.5)


def _within_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    base = poses[wish.others[0]]
    delta = poses[wish.first, :2] - base[:2]
    cos, sin = np.cos(base[2]), np.sin(base[2])
    local = np.array([cos * delta[0] + sin * delta[1], cos * delta[1] - sin * delta[0]])
    return bool(np.all(np.abs(local) <= plane.things[wish.others[0]].extents + 1e-3))


def _corner_holds(plane: Plane, wish: Wish, poses: Array) -> bool:
    if plane.region is None:
        return False
    outline = plane.outline(wish.first, poses)
    near = [limit - float((outline @ normal).max()) for normal, limit in plane.region.sides()]
    return sum(gap < 0.6 for gap in near) >= 2


_CHECKS: dict[str, Callable[[Plane, Wish, Array], bool]] = {
    "gap": _gap_holds, "side": _side_holds, "face": _face_holds, "anchor": _anchor_holds,
    "between": _between_holds, "within": _within_holds, "corner": _corner_holds,
}  # fmt: skip
