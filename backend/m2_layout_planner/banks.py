"""Where things are at a river, lake or pond: afloat, in it, along its banks; and where its water bars the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..common.afloat import draught_m
from ..common.rivers import RiverScene, Watercourse, river_scene
from ..protocol.conventions import direction_heading
from ..protocol.scene import AssetSet
from .separation import Array
from .stand import Stand
from .things import VEHICLES, Piece, Thing

if TYPE_CHECKING:
    from .placing import Scene

_FEET_M, _THINGS_M, _HOUSES_M = 0.75, 0.9, 1.8
"""from the water to who is on its bank, to what stands there, and to houses"""
_AT_WATER_M = 0.62
"""the same for who fishes or drinks"""
_APART_M = 0.9
_SMALL_M, _AT_HAND_M = 0.6, 0.7
"""what is so small is on the water within reach of who is at its bank: so far from the edge"""
_BARRED_M, _OVER_M = 1.0, 0.3
"""what the boxes that stand for the water reach below and above the ground"""
_ACROSS_RAD = 0.35
"""how far who is merely beside the water is turned to it"""


def barred_by(water: Watercourse, assets: AssetSet) -> list[Thing]:
    """The water as discs that nobody walks through, one beside the other; boxes of its width where it is exact."""
    asset = assets.assets[water.river_id]
    found = []
    for centre, along, half, wide in zip(
        water.centres, water.along, water.half_lengths, water.half_widths_m, strict=True
    ):
        radius = float(wide)
        count = max(1, int(np.ceil(half / (0.45 * radius))))
        ends = half / count * along
        left = wide * np.array([-along[1], along[0]])
        polygon = np.array([-ends - left, ends - left, ends + left, left - ends])
        for step in (np.arange(count) - 0.5 * (count - 1)) * 2.0 * half / count:
            spot = centre + step * along
            piece = Piece(polygon=polygon + spot, bottom=-_BARRED_M, top=_OVER_M)
            found.append(
                Thing(object_id=asset.object_id, asset=asset, entity=None, kind="ground", centre=spot,
                      half=np.zeros(2), radius=radius, bottom=-_BARRED_M, top=_OVER_M, pieces=(piece,))
            )  # fmt: skip
    return found


def place_at_water(scene: Scene, fixed: frozenset[str]) -> frozenset[str]:
    """Gives a stand to everything that the prompt puts on the river, in it or on its banks; returns what these are."""
    said = river_scene(scene.description)
    if scene.water is None or said is None:
        return frozenset()
    kept = fixed | scene.actors
    afloat = [i for i in _objects(scene, said.within) if i not in kept]
    for object_id, stand in zip(afloat, _on_the_water(scene, scene.water, said, afloat), strict=True):
        scene.stands[object_id] = stand
    ashore = [i for i in _roots(scene, said.facing | said.beside) if i not in kept | set(afloat)]
    people = [i for i in ashore if scene.things[i].is_person or scene.things[i].reach < 1.2]
    reach_m = 0.0
    for number, object_id in enumerate([*people, *(i for i in ashore if i not in people)]):
        thing, entity = scene.things[object_id], scene.things[object_id].entity
        faces = entity is not None and entity.id in said.facing
        reach_m += 0.0 if number == 0 else max(_APART_M, thing.reach + 0.4)
        side = 0.0 if number == 0 else reach_m * (-1.0) ** number * (0.5 if len(people) > 2 else 1.0)
        scene.stands[object_id] = on_the_bank(scene, scene.water, said, thing, side, faces)
    for object_id in _on_bridges(scene, kept):
        middle, span, _ = next(iter(scene.water.bridges.values()))
        scene.stands[object_id] = Stand(pose=np.array([*middle, direction_heading(_toward_viewer(span))]), base=0.0)
        afloat.append(object_id)
    return frozenset((*afloat, *ashore))


def off_the_water(water: Watercourse | None, thing: Thing, pose: Array) -> Array:
    """The pose (3,) of what found too little room beside the water, moved straight out onto the nearer bank."""
    room_m = max(0.5 * thing.reach, 0.3)
    if water is None or thing.kind == "ground" or float(water.distance(pose[None, :2])[0]) > room_m:
        return pose.copy()
    place, _ = water.bank(pose[:2], thing.reach + 0.3)
    return np.array([*place, pose[2]])


def _objects(scene: Scene, entity_ids: frozenset[str]) -> list[str]:
    """Objects of entities that stand on no other thing."""
    return [i for i, t in scene.things.items() if t.entity is not None and t.entity.id in entity_ids
            and scene.supports[i].kind in ("floor", "sky") and t.kind != "environment"]  # fmt: skip


def _roots(scene: Scene, entity_ids: frozenset[str]) -> list[str]:
    """What entities stand or sit on that is on the floor, or they themselves."""
    named = [i for i, t in scene.things.items() if t.entity is not None and t.entity.id in entity_ids]
    roots = dict.fromkeys(scene.tree.root_of(i) for i in named)
    return [i for i in roots if scene.supports[i].kind == "floor" and scene.things[i].kind in ("floor", "backdrop")]


def _on_bridges(scene: Scene, kept: frozenset[str]) -> list[str]:
    """Who and what is on a bridge from the start, and what drives over it: that is under way."""
    bridges = set(scene.water.bridges) if scene.water is not None else set()
    entities = {e.id: e for e in scene.description.entities}
    found: list[str] = []
    for relation in scene.description.relations:
        subject = entities.get(relation.subject_id)
        drives = subject is not None and {subject.category, subject.lemma} & VEHICLES and relation.spatial != "under"
        if (relation.spatial in ("on", "on_top_of", "at") or drives) and relation.object_id in bridges:
            found += [i for i in (subject.object_ids if subject else ()) if i in scene.things and i not in kept
                      and scene.supports[i].kind in ("floor", "surface", "above") and i not in found]  # fmt: skip
    return found


def _on_the_water(scene: Scene, water: Watercourse, said: RiverScene, afloat: list[str]) -> list[Stand]:
    """One behind the other along the middle of the water; before a bridge where there is one."""
    stands = []
    gap = 0.0
    if said.over:
        gap = 2.6
    _, along = water.nearest(np.zeros(2))
    ahead = along if along[0] >= 0.0 else -along
    toward = -1.0 if (along[1] > 0.0) == bool(said.over) else 1.0
    reach_m = gap
    for number, object_id in enumerate(afloat):
        thing = scene.things[object_id]
        reach_m += thing.reach if number or said.over else 0.0
        shift = toward * reach_m if said.over else reach_m * (-1.0) ** number
        across = 0.0 if thing.reach > 0.4 * water.half_width_m else 0.25 * water.half_width_m * (-1.0) ** number
        if said.facing and thing.reach < _SMALL_M and not thing.is_person:
            left = 1.0 if along[0] >= 0.0 else -1.0  # who is at the water is beyond it
            across = left * max(water.half_width_m - _AT_HAND_M - thing.reach - 0.5 * (number % 2), 0.0)
        spot = water.line(np.array([shift]), across, np.zeros(2))[0]
        _, flow = water.nearest(spot)
        heading = direction_heading(flow if flow @ ahead > 0.0 else -flow)
        stands.append(Stand(pose=np.array([*spot, heading]), base=water.level_m - _depth_m(thing)))
        reach_m += thing.reach + 0.3
    return stands


def _depth_m(thing: Thing) -> float:
    """How deep a thing lies in the water: boats and birds as they float, who stands in it up to the knees."""
    if thing.is_person:
        return 0.25 * thing.height
    return draught_m(thing.asset) or 0.6 * thing.height


def on_the_bank(
    scene: Scene, water: Watercourse, said: RiverScene, thing: Thing, side_m: float, faces: bool
) -> Stand:
    """So far along the bank from the middle of the scene, on its side or, where things are on the water, beyond."""
    far = said.side in ("through", "bridged")
    spot = water.line(np.array([side_m]), 0.0, np.zeros(2))[0]
    if not far:
        spot = spot - 1e-3 * (spot / max(float(np.linalg.norm(spot)), 1e-6))
        spot = spot + 1e-2 * (np.zeros(2) - water.nearest(np.zeros(2))[0])  # on the middle's side of the water
    off = _AT_WATER_M if faces and thing.is_person else _FEET_M if thing.is_person else _THINGS_M
    off = _HOUSES_M if thing.kind == "backdrop" else off
    off += 0.0 if thing.is_person and thing.half.max() == 0.0 else float(thing.extents[1])
    place, to_water = water.bank(spot, off, far)
    heading = scene.front_heading
    if faces or (thing.is_person and far):
        heading = direction_heading(to_water)
    elif thing.is_person:
        heading += _ACROSS_RAD * float(np.sign(to_water[0]) or 1.0)
    return Stand(pose=np.array([*place, heading]), base=0.0)


def side_along(water: Watercourse, place: Array) -> float:
    """How far along the water a place (2,) is from the middle of the scene, m."""
    start, along = water.nearest(np.zeros(2))
    return float((water.nearest(place)[0] - start) @ along)


def shore_points(water: Watercourse, near: Array) -> Array:
    """Candidate poses (C, 3) at the water's edge, turned to the water, near a place (2,)."""
    poses = []
    for left in (False, True):
        for point in water.shoreline(np.linspace(-5.0, 5.0, 21), _AT_WATER_M, left, near):
            toward = water.nearest(point)[0] - point
            poses.append([*point, direction_heading(toward)])
    return np.array(poses)


def _toward_viewer(direction: Array) -> Array:
    return direction if direction[1] <= 0.0 else -direction
