"""Places everything that is no actor on the move: plane by plane, what carries before what is carried."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from ..common.afloat import draught_m, hovers
from ..common.naming import capitalized
from ..common.openings import opening_of
from ..common.progress import Progress
from ..common.rivers import Watercourse
from ..protocol.scene import SceneDescription
from .airborne import in_flight
from .banks import off_the_water, place_at_water
from .descents import DROPPED, descents, falling, stand_on_top
from .dressing import dress, dressing_of
from .hands import hold_out
from .plane import Plane, Region
from .relations import add_wishes
from .rows import lay_lane
from .separation import Array, turn
from .solver import Arrangement, arrange, clear_of
from .stand import Stand, seat_stand, surface_height, to_world
from .supports import Support, SupportTree
from .surfaces import Surface
from .table_setting import set_before_sitters
from .things import BENDY, PLANTS, WATER, Thing, is_mountain
from .walls import hang_on_walls, what_is_before

FALL_M = 1.4
"""height from which something drops that falls by itself: seen in the picture, and lively"""
SKY_HEIGHTS_M = {"cloud": 7.0, "sun": 16.0, "moon": 14.0, "kite": 4.5, "bird": 3.6, "butterfly": 1.6, "airplane": 9.0}
RAINBOW_M = 42.0
"""from the middle of the scene"""


@dataclass(kw_only=True)
class Scene:
    """The state of a layout while it is made."""

    description: SceneDescription
    things: dict[str, Thing]
    tree: SupportTree
    room: Array | None
    """(2, 3) m inner bounds"""
    front_heading: float
    """the heading that shows a thing as the shot asks: 0 = from the front"""
    reachable: frozenset[str] = frozenset()
    """objects that someone takes: near an edge"""
    sat_on: frozenset[str] = frozenset()
    """objects that someone sits down on"""
    actors: frozenset[str] = frozenset()
    """people whose first place the choreography finds"""
    held: frozenset[str] = frozenset()
    """objects that somebody placed by hand"""
    is_outdoors: bool = False
    """there is a horizon to be seen"""
    is_along_fronts: bool = False
    """houses stand wall to wall behind it: along them one sees a street, straight on a wall"""
    is_afloat: bool = False
    """the ground is open water"""
    bed_m: float | None = None
    """m, of the bed of a sea below its surface, where those who swim are at 0; None on land and on the water"""
    water: Watercourse | None = None
    """the river that runs through the scene"""
    surroundings: list[Thing] = field(default_factory=list)
    """solid things that belong to no one and stand where they are"""
    flights: list[Array] = field(default_factory=list)
    """points (3,) that kicked and pushed things come past"""
    stands: dict[str, Stand] = field(default_factory=dict)
    unsatisfied: list[str] = field(default_factory=list)

    @property
    def supports(self) -> dict[str, Support]:
        return self.tree.supports


def place_all(scene: Scene, rng: np.random.Generator, progress: Progress, fixed: frozenset[str] = frozenset()) -> None:
    """Fills `scene.stands` for all objects but the actors; those in `fixed` have theirs already and stay."""
    for object_id, thing in scene.things.items():
        if scene.supports[object_id].kind == "environment":
            scene.stands[object_id] = Stand(pose=np.array([*thing.centre, 0.0]), base=0.0)
            if thing.kind != "environment" and scene.room is not None:  # a wall that the room has already: behind it
                behind = float(scene.room[1, 1]) + 0.3 + thing.extents[1]
                scene.stands[object_id] = Stand(pose=np.array([0.0, behind, 0.0]), base=0.0)
    progress(0.05, "placing things on the ground")
    at_water = place_at_water(scene, fixed)
    _place_floor(scene, rng, fixed | at_water)
    if scene.room is not None:
        dress(scene.things, scene.supports, scene.stands, scene.surroundings, scene.room)
    _place_on_slopes(scene, fixed)
    hold_out(scene, fixed)
    groups = _surface_groups(scene)
    on_walls = {key for key in groups if scene.supports[scene.tree.root_of(key[0])].kind == "wall"}
    for number, (key, members) in enumerate(groups.items()):
        progress(0.3 + 0.2 * number / len(groups), f"placing things on {scene.things[key[0]].name}")
        if key not in on_walls:
            _place_surface(scene, key[0], members, rng, fixed)
    lay_lane(scene.things, scene.stands, fixed)
    _place_seated(scene, fixed)
    in_front = what_is_before(scene.description, scene.things)
    hang_on_walls(scene.things, scene.supports, scene.stands, scene.room, scene.unsatisfied, fixed, in_front)
    for key in (key for key in groups if key in on_walls):  # pots on a windowsill
        _place_surface(scene, key[0], groups[key], rng, fixed)
    _place_in_the_air(scene, rng, fixed)
    _raise_what_falls(scene, fixed)


def _place_floor(scene: Scene, rng: np.random.Generator, fixed: frozenset[str]) -> None:
    members = [i for i, s in scene.supports.items() if s.kind == "floor" and i not in scene.actors]
    dressing = dressing_of(scene.things, scene.supports) if scene.room is not None else []
    members = [i for i in members if i in fixed or i not in dressing]
    members.sort(key=lambda i: i in fixed)
    if not members:
        return
    things = [_with_legroom(scene, i) for i in members]
    free = np.array([i not in fixed for i in members])
    poses = np.array([_legroom_pose(scene, i, scene.stands[i].pose) if i in fixed else np.zeros(3) for i in members])
    region = None
    if scene.room is not None:
        middle, half = 0.5 * scene.room.sum(axis=0)[:2], 0.5 * np.ptp(scene.room, axis=0)[:2] - 0.02
        region = Region.rectangle(middle, 0.0, half)
    plane = Plane(
        things=things, free=free, poses=poses, bases=np.zeros(len(things)), region=region, is_floor=True,
        has_walkers=bool(scene.actors), front_heading=scene.front_heading,
        is_straight=scene.description.shot.angle == "top",
    )  # fmt: skip
    add_wishes(plane, scene.description, scene.things, scene.tree)
    found = arrange(plane, rng)
    if scene.room is None and not fixed:
        found.poses[:, :2] -= _middle(plane, found.poses)
    if scene.surroundings:
        found = clear_of(plane, found, scene.surroundings)
    _report(scene, plane, found)
    for i, object_id in enumerate(members):
        if free[i]:
            pose = off_the_water(scene.water, things[i], found.poses[i])
            pose[:2] += turn(pose[2], scene.things[object_id].centre - things[i].centre)
            scene.stands[object_id] = Stand(pose=pose, base=_ground_height(scene, object_id))


LEGROOM_M = 0.45


def _with_legroom(scene: Scene, object_id: str) -> Thing:
    """A seat that someone will sit down on keeps the floor before it free."""
    thing = scene.things[object_id]
    if object_id not in scene.sat_on or thing.half.max() == 0.0:
        return thing
    room = np.array([0.0, 0.5 * LEGROOM_M])
    return replace(thing, half=thing.half + room, centre=thing.centre - room)


def _legroom_pose(scene: Scene, object_id: str, pose: Array) -> Array:
    thing, grown = scene.things[object_id], _with_legroom(scene, object_id)
    return np.array([*(pose[:2] + turn(pose[2], grown.centre - thing.centre)), pose[2]])


def _middle(plane: Plane, poses: Array) -> Array:
    """What shall be at the origin: the middle of the near things, drawn toward people."""
    near = [i for i, t in enumerate(plane.things) if t.kind == "floor" and t.height < 2.4 and t.reach < 4.0]
    near = [i for i in near if plane.things[i].is_person] or near
    if near:
        return np.asarray(0.5 * (poses[near, :2].min(axis=0) + poses[near, :2].max(axis=0)))
    big = [i for i, t in enumerate(plane.things) if t.kind == "backdrop" and t.reach < 30.0]
    if big:  # people come and go before the house
        front = min(float(poses[i, 1]) - plane.things[i].reach for i in big)
        return np.array([float(np.mean(poses[big, 0])), front - 1.0])
    rest = [i for i, t in enumerate(plane.things) if not is_mountain(t)]  # a road, a lake
    if not rest:
        return np.zeros(2)
    return np.asarray(0.5 * (poses[rest, :2].min(axis=0) + poses[rest, :2].max(axis=0)))


def _ground_height(scene: Scene, object_id: str) -> float:
    """Things on a road or rug stand on its top; boats lie in the water."""
    support = scene.supports[object_id]
    if support.kind != "floor":
        return 0.0
    under = scene.things[support.parent_id] if support.parent_id else None
    entity = scene.things[object_id].entity
    if scene.bed_m is not None and (entity is None or not hovers(scene.description, entity)):
        return scene.bed_m
    in_water = scene.is_afloat or scene.bed_m is not None
    deep = draught_m(scene.things[object_id].asset) if (under and under.words & WATER) or in_water else 0.0
    return (max(0.0, under.top) if under else 0.0) - deep


def _surface_groups(scene: Scene) -> dict[tuple[str, str], list[str]]:
    """Objects on one surface of one parent, parents first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for object_id, support in scene.supports.items():
        if support.kind == "surface" and support.parent_id and support.surface and object_id not in scene.actors:
            groups.setdefault((support.parent_id, support.surface.name), []).append(object_id)
    return groups


def world_region(holder: Thing, stand: Stand, surface: Surface) -> Region:
    """A surface's free area in the world."""
    centre = to_world(holder, stand, surface.centre)[:2]
    if holder.radius > 0.0 and surface.half.min() > 0.85 * holder.radius:
        return Region.disc(centre, float(surface.half.min()) * 0.98)
    return Region.rectangle(centre, stand.pose[2] + surface.heading, surface.half * 0.98)


def _place_surface(
    scene: Scene, parent_id: str, members: list[str], rng: np.random.Generator, fixed: frozenset[str]
) -> None:
    holder, stand = scene.things[parent_id], scene.stands[parent_id]
    surface = scene.supports[members[0]].surface
    assert surface is not None
    region = world_region(holder, stand, surface)
    set_before_sitters(scene, parent_id, members, surface, region)
    members = sorted(members, key=lambda i: i in fixed)
    members += _context(scene, members)
    things = [scene.things[i] for i in members]
    free = np.array([i not in scene.stands for i in members])
    if not free.any():
        return
    if parent_id in scene.sat_on and surface.half[0] > 0.35:  # leave the middle to the sitter
        shift = np.array([0.62 * surface.half[0], 0.0, 0.0])
        surface = replace(surface, centre=surface.centre + shift, half=surface.half * [0.36, 1.0])
        region = world_region(holder, stand, surface)
    if surface.kind == "inside" and any(t.words & BENDY for t in things):
        region = replace(region, hard=False)  # flowers reach over the rim of their vase
    level = stand.base + float(surface.centre[2])
    plane = Plane(
        things=things, free=free, is_floor=False, region=region,
        poses=np.array([scene.stands[i].pose if i in scene.stands else [0.0, 0.0, stand.pose[2]] for i in members]),
        bases=np.array([scene.stands[i].base if i in scene.stands else level for i in members]),
        front_heading=stand.pose[2],
    )  # fmt: skip
    add_wishes(plane, scene.description, scene.things, scene.tree)
    plane.edges = _edges(scene, plane, members)
    found = arrange(plane, rng)
    _report(scene, plane, found)
    for i, object_id in enumerate(members):
        if free[i]:
            base = surface_height(holder, stand, surface, things[i], found.poses[i]) - min(things[i].bottom, 0.0)
            scene.stands[object_id] = Stand(pose=found.poses[i], base=base)


def _context(scene: Scene, members: list[str]) -> list[str]:
    """Placed things that relations of the members name."""
    found: list[str] = []
    entities = {e.id: e for e in scene.description.entities}
    owners = {e.id for i in members if (e := scene.things[i].entity)}
    for relation in scene.description.relations:
        if relation.subject_id in owners and relation.object_id in entities:
            for object_id in entities[relation.object_id].object_ids:
                holder = scene.supports[members[0]].parent_id
                if object_id in scene.stands and object_id not in [*members, *found, holder]:
                    found.append(object_id)
    return found


def _edges(scene: Scene, plane: Plane, members: list[str]) -> dict[int, int]:
    """For each thing that someone takes: the side of the region with the freest floor before it, seen from a side."""
    if plane.region is None:
        return {}
    chosen = {}
    obstacles = [(scene.things[i], s) for i, s in scene.stands.items() if _blocks(scene, i)]
    for i, object_id in enumerate(members):
        if object_id not in scene.reachable or not plane.free[i]:
            continue
        scores = []
        support = scene.supports[object_id]
        front = turn(scene.stands[str(support.parent_id)].pose[2], np.array([0.0, -1.0]))
        for normal, limit in plane.region.sides():
            foot = plane.region.centre + normal * (limit - normal @ plane.region.centre + 0.35)
            free = min((float(np.linalg.norm(foot - s.pose[:2])) - t.reach for t, s in obstacles
                        if s.base < 1.5 and not _is_owner(scene, members[0], t)), default=2.0)  # fmt: skip
            scores.append(min(free, 0.5) + 0.25 * abs(normal[0]) + 0.1 * normal[1])
            if opens_in_front(scene, object_id):
                scores[-1] = float(normal @ front)
        chosen[i] = int(np.argmax(scores))
    return chosen


def opens_in_front(scene: Scene, object_id: str) -> bool:
    """Whether a thing is in something that is opened from its front: a fridge, a chest."""
    support = scene.supports[object_id]
    holder = scene.things.get(support.parent_id or "")
    inside = support.surface is not None and support.surface.kind == "inside"
    return inside and holder is not None and opening_of(holder.asset, "") is not None


def _is_owner(scene: Scene, object_id: str, thing: Thing) -> bool:
    return scene.tree.root_of(object_id) == thing.object_id


def _blocks(scene: Scene, object_id: str) -> bool:
    return scene.supports[object_id].kind == "floor" and scene.things[object_id].kind == "floor"


def _place_on_slopes(scene: Scene, fixed: frozenset[str]) -> None:
    """What will come down a slope: at its upper end."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for object_id, slope_id, verb in descents(scene.description, scene.things):
        members = found.setdefault(slope_id, [])
        if scene.supports[object_id].parent_id == slope_id and object_id not in [i for i, _ in members]:
            members.append((object_id, verb in DROPPED))
    for slope_id, members in found.items():
        for number, (object_id, drops) in enumerate(members):
            if object_id not in fixed and object_id not in scene.stands:
                scene.stands[object_id] = stand_on_top(
                    scene.things[object_id], scene.things[slope_id], scene.stands[slope_id], number, len(members), drops
                )


def _place_seated(scene: Scene, fixed: frozenset[str]) -> None:
    for object_id, support in scene.supports.items():
        if support.kind == "seat" and support.parent_id and support.surface and object_id not in scene.actors | fixed:
            holder = scene.things[support.parent_id]
            scene.stands[object_id] = seat_stand(holder, scene.stands[support.parent_id], support.surface)


def _place_in_the_air(scene: Scene, rng: np.random.Generator, fixed: frozenset[str]) -> None:
    """What hangs, floats above something, or belongs to the sky."""
    sky = 0
    for object_id, support in scene.supports.items():
        if object_id in fixed | scene.actors or object_id in scene.stands:
            continue
        thing = scene.things[object_id]
        parent = scene.things.get(support.parent_id or "")
        below = scene.stands.get(support.parent_id or "")
        usual = next((h for word, h in SKY_HEIGHTS_M.items() if word in thing.words), 4.0)
        if thing.kind == "sky" and (airborne := in_flight(scene, object_id, sky, rng, usual)) is not None:
            stand = airborne
            sky += 1
        elif support.kind == "hang" or (
            support.kind == "above" and thing.words & {"lamp", "chandelier", "light"} and scene.room is not None
        ):
            middle = below.pose[:2] if below is not None else np.array([0.0, 0.0])
            ceiling = float(scene.room[1, 2]) if scene.room is not None else 2.5
            if parent is not None and below is not None and support.kind == "hang":
                hook = parent.asset.affordances_of("hang_at")
                point = to_world(parent, below, hook[0].frame.translation.astype(np.float64)) if hook else None
                ceiling = float(point[2]) if point is not None else below.base + 0.75 * parent.top
                side = turn(below.pose[2], np.array([0.3 * parent.extents[0], -0.3 * parent.extents[1]]))
                middle = point[:2] if point is not None else middle + side
            if parent is not None and below is not None and parent.words & PLANTS:  # under the crown, beside the trunk
                crown = parent.radius + parent.overhang
                middle, ceiling = below.pose[:2] + crown * np.array([0.3, -0.5]), below.base + 0.5 * parent.top
            stand = Stand(pose=np.array([*middle, 0.0]), base=max(0.0, ceiling - thing.top))
        elif support.kind == "above" and parent is not None and below is not None:
            gap = float(np.clip(0.8 * thing.height, 0.25, 1.5))
            stand = Stand(pose=np.array([*below.pose[:2], scene.front_heading]), base=below.base + parent.top + gap)
        else:
            stand = _sky_place(thing, sky, scene, rng)
            if (
                below is not None and parent is not None and thing.reach < 3.0
            ):  # flies over someone, still in the picture
                aside = np.array([0.8, 1.0]) + thing.reach * np.array([0.5, 0.5])
                stand = Stand(pose=np.array([*(below.pose[:2] + aside), 0.0]), base=below.base + parent.top + 1.2)
            sky += 1
        scene.stands[object_id] = stand


def _raise_what_falls(scene: Scene, fixed: frozenset[str]) -> None:
    """What falls by itself, and off nothing, starts in the air above its place."""
    for object_id in sorted(falling(scene.description, scene.things) - fixed):
        support = scene.supports[object_id]
        if support.kind == "floor":
            scene.stands[object_id] = replace(scene.stands[object_id], base=scene.stands[object_id].base + FALL_M)
            scene.tree.supports[object_id] = Support(kind="above")
        elif support.kind == "above" and support.parent_id in scene.stands:
            holder = scene.things[support.parent_id]
            top = holder.top if holder.kind not in ("environment", "ground") else 0.0  # hills are not what it falls on
            below = scene.stands[support.parent_id].base + top
            scene.stands[object_id] = replace(scene.stands[object_id], base=below + FALL_M)


def _sky_place(thing: Thing, number: int, scene: Scene, rng: np.random.Generator) -> Stand:
    height = next((h for word, h in SKY_HEIGHTS_M.items() if word in thing.words), 4.0) + 0.3 * thing.height
    if "rainbow" in thing.words:  # its feet behind everything
        return Stand(pose=np.array([0.0, RAINBOW_M, scene.front_heading]), base=-0.04 * thing.height)
    side = (-1.0) ** number * (0.5 + 0.9 * ((number + 1) // 2))
    back = 1.6 * height + thing.reach
    x = side * (0.4 * height + thing.reach) + rng.uniform(-0.1, 0.1) * height
    rise = rng.uniform(-0.1, 0.1) * height
    return Stand(pose=np.array([x, back, rng.uniform(-0.4, 0.4)]), base=height + rise)


def _report(scene: Scene, plane: Plane, found: Arrangement) -> None:
    for wish in found.failed:
        scene.unsatisfied.append(wish.text)
    for i, j in found.collisions:
        a, b = plane.things[i].name, plane.things[j].name
        scene.unsatisfied.append(capitalized(f"{a} overlaps {b}: there is too little room."))
    for i in found.blocked:
        name = capitalized(plane.things[i].name)
        scene.unsatisfied.append(f"{name} overlaps what was there already: there is too little room.")
    for i in found.outside:
        scene.unsatisfied.append(capitalized(f"{plane.things[i].name} does not fit: there is too little room."))
