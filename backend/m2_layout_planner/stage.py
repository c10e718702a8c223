"""M2's stage: positions, headings, supports, ways to walk, camera and light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..common.pouring import poured_into
from ..common.progress import Progress
from ..common.rivers import Watercourse
from ..common.states import seats_from_start, stays_seated
from ..common.weightless import walked
from ..protocol.errors import LayoutInfeasibleError
from ..protocol.scene import (
    AssetSet,
    Camera,
    Light,
    ObjectPlacement,
    Provenance,
    SceneDescription,
    SceneLayout,
    Simulation,
    Transform,
    WalkPath,
    World,
)
from .banks import barred_by
from .camera import plan_camera
from .casting import first_actors, objects_of_actions
from .choreography import Choreography
from .descents import falls_off
from .hands import put_in_hands
from .light import Stage, plan_light
from .placing import Scene, place_all
from .separation import Array
from .sight import blocks_of, moving_blocks
from .stand import from_transform, to_transform
from .studio import paper_wall_y, set_on_paper
from .subjects import cloud, find_subjects, main_subject
from .supports import plan_supports
from .take import Take, rehearse, take_of
from .things import gather_surroundings, gather_things

_FACE_M = 0.12
"""of the face below the crown of the head, and before it"""


class LayoutPlanner:
    """M2: places every object of a scene, in metres."""

    provenance = Provenance(stage="layout", method="solver", version="1")

    @classmethod
    def load(cls) -> LayoutPlanner:
        return cls()

    def run(
        self, description: SceneDescription, assets: AssetSet, *, rng: np.random.Generator, progress: Progress
    ) -> SceneLayout:
        """The layout of a scene; what does not hold is named in `unsatisfied`."""
        scene = _prepare(walked(description), assets)
        return _solve(scene, assets, rng, progress, frozenset())

    def film(
        self, description: SceneDescription, assets: AssetSet, layout: SceneLayout, simulation: Simulation, *,
        telling_frame: int,
    ) -> tuple[AssetSet, SceneLayout]:  # fmt: skip
        """The layout with camera and light for what really happens, once motion and physics are known, and the assets
        on a studio paper of the tone that sets the subject off.

        The camera of `run` knows only the ways to walk; here it sees every body and ball at its moment.
        `telling_frame`: 0-based, the frame that shows what the scene is about.
        """
        scene = _prepare(walked(description), assets)
        for object_id, placement in layout.placements.items():
            scene.stands[object_id] = from_transform(scene.things[object_id], placement.transform)
        take = take_of(scene, simulation, telling_frame)
        camera = plan_camera(scene, description.shot, take, layout.cameras[0])
        lights, world = _lights(scene, assets, take, camera)
        layout = replace(layout, cameras=(camera,), lights=lights, world=world)
        return set_on_paper(assets, layout, simulation, telling_frame)

    def solve_again(
        self, layout: SceneLayout, assets: AssetSet, description: SceneDescription, fixed: Mapping[str, Transform], *,
        rng: np.random.Generator, progress: Progress,
    ) -> SceneLayout:  # fmt: skip
        """The layout after objects were moved by hand: those in `fixed` stay where they are now.

        Only what depends on them moves: what stands on them, and what a relation ties to them. The rest stays too.
        """
        unknown = [object_id for object_id in fixed if object_id not in assets.assets]
        if unknown:
            raise LayoutInfeasibleError(
                f"There is no object {unknown[0]} in this layout.",
                hint="Choose an object of the scene.",
                stage="layout",
            )
        scene = _prepare(description, assets)
        moved = _dependants(scene, frozenset(fixed))
        for object_id, placement in layout.placements.items():
            if object_id in scene.things and object_id not in moved:
                transform = fixed.get(object_id, placement.transform)
                scene.stands[object_id] = from_transform(scene.things[object_id], transform)
        held = frozenset(scene.stands)
        scene.held = frozenset(fixed)
        scene.actors = frozenset(a for a in scene.actors if a not in fixed)
        again = _solve(scene, assets, rng, progress, held)
        kept = dict(again.placements.items())
        for object_id, transform in fixed.items():  # to the bit, leans and scales included
            kept[object_id] = _placement(scene, object_id, transform)
        return SceneLayout(
            bounds=again.bounds, placements=kept, cameras=layout.cameras, lights=layout.lights, world=layout.world,
            paths=again.paths, unsatisfied=again.unsatisfied,
        )  # fmt: skip


def found_room(assets: AssetSet, layout: SceneLayout) -> AssetSet:
    """The assets without what came with the place and found no room in it."""
    kept = {i: a for i, a in assets.assets.items() if a.role == "environment" or i in layout.placements}
    return replace(assets, assets=kept)


def _prepare(description: SceneDescription, assets: AssetSet) -> Scene:
    """Things, supports, and who is placed by what they do."""
    things = gather_things(description, assets)
    tree = plan_supports(description, things, indoor=assets.room_bounds is not None)
    turned = {"side": 0.5 * np.pi, "behind": np.pi}.get(description.shot.angle or "", 0.0)
    room = None if assets.room_bounds is None else assets.room_bounds.astype(np.float64)
    water = Watercourse.of(assets.assets)
    scene = Scene(
        description=description, things=things, tree=tree, room=room, front_heading=float(turned),
        surroundings=gather_surroundings(assets) + ([] if water is None else barred_by(water, assets)),
        is_outdoors=_place_made(assets) not in ("", "studio", "room"),
        is_along_fronts=_place_made(assets) in ("street", "city"),
        is_afloat=_place_made(assets).startswith("open "), bed_m=_bed_m(assets), water=water,
    )  # fmt: skip
    scene.unsatisfied += tree.unsatisfied
    scene.actors = first_actors(description, scene)
    scene.reachable = objects_of_actions(description, scene, "take", "touch", "throw")
    scene.reachable |= {object_id for object_id, _ in falls_off(description, things)}  # near an edge
    pours = {poured_into(description, action) for action in description.actions}
    scene.reachable |= {i for e in description.entities if e.id in pours for i in e.object_ids if i in things}
    scene.sat_on = objects_of_actions(description, scene, "sit") - _drawn_up(scene)
    return scene


def _drawn_up(scene: Scene) -> frozenset[str]:
    """Chairs close to their table: who sits there does so from the start and does not get up."""
    seats = seats_from_start(scene.description, {i: thing.asset for i, thing in scene.things.items()})
    entities = {i: thing.entity for i, thing in scene.things.items()}
    return frozenset(
        seat for sitter, seat in seats.items()
        if scene.things[seat].words & {"chair", "stool"}
        and (entity := entities[sitter]) is not None and stays_seated(scene.description, entity.id)
    )  # fmt: skip


def _solve(
    scene: Scene, assets: AssetSet, rng: np.random.Generator, progress: Progress, fixed: frozenset[str]
) -> SceneLayout:
    # 1. Place things: what carries before what is carried
    place_all(scene, rng, progress, fixed)

    # 2. People: where they are for what they do, and the ways between
    progress(0.6, "planning ways to walk")
    choreography = Choreography(scene=scene, rng=rng, angle=scene.description.shot.angle)
    paths = choreography.run()
    scene.flights = choreography.flights
    put_in_hands(scene, fixed)

    # 3. Camera: all subjects over all of the action
    progress(0.8, "choosing the camera")
    take = rehearse(scene, paths)
    camera = plan_camera(scene, scene.description.shot, take)

    # 4. Light and sky
    progress(0.9, "setting the light")
    lights, world = _lights(scene, assets, take, camera)

    # 5. Hand it over, everything by name
    placements = {i: _placement(scene, i, to_transform(scene.things[i], scene.stands[i])) for i in scene.things}
    progress(1.0)
    return SceneLayout(
        bounds=_bounds(scene, paths), placements=placements, cameras=(camera,), lights=lights, world=world,
        paths=paths, unsatisfied=tuple(dict.fromkeys(scene.unsatisfied)),
    )  # fmt: skip


def _placement(scene: Scene, object_id: str, transform: Transform) -> ObjectPlacement:
    asset, support = scene.things[object_id].asset, scene.supports[object_id]
    held = support.kind in ("surface", "slope", "seat", "wall", "hang", "floor", "hands")
    return ObjectPlacement(
        object_id=object_id, category=asset.category, transform=transform,
        dimensions=(asset.dimensions * transform.scale).astype(np.float32),
        support_id=support.parent_id if held else None,
    )  # fmt: skip


def _lights(
    scene: Scene, assets: AssetSet, take: Take, camera: Camera
) -> tuple[tuple[Light, ...], World]:
    lit = cloud(take, find_subjects(scene, take, scene.description.shot.subject_id).all)
    low, high = lit.min(axis=0), lit.max(axis=0)
    key = camera.keys[len(camera.keys) // 2]
    offset = (key.translation - key.target).astype(np.float64)
    stage = Stage(
        centre=0.5 * (low + high), radius=float(0.5 * np.linalg.norm(high - low)),
        camera_azimuth=float(np.arctan2(offset[0], -offset[1])), room=scene.room,
        place=_place_made(assets),
        wall_y=paper_wall_y(assets), practical=_lamp_place(scene),
        side=_lit_side(scene, take, float(np.arctan2(offset[0], -offset[1]))),
    )  # fmt: skip
    planned = plan_light(scene.description.lighting, stage)
    # the face looks away from a mirrored key, and what shades it may shade the fill: that comes from the camera then
    mirrored = plan_light(scene.description.lighting, replace(stage, side=-stage.side, fills_from_camera=True))
    shades, shades_too = _shaded_face(scene, take, [lights[0] for lights, _ in (planned, mirrored)])
    return mirrored if shades and not shades_too else planned


def _place_made(assets: AssetSet) -> str:
    """The setting that the surroundings were made for: `studio`, `room`, `field`, …; empty without surroundings."""
    grounds = [a for a in assets.assets.values() if a.role == "environment"]
    return next((str(p.value) for a in grounds for p in a.parameters if p.name == "place"), "")


def _bed_m(assets: AssetSet) -> float | None:
    """Height of the bed of the sea below whose surface the scene is; None where it is not."""
    return next((float(p.value) for a in assets.assets.values() for p in a.parameters if p.name == "bed_m"), None)


_LAMPS = {
    "lamp", "street light", "lantern", "candle", "campfire", "fireplace", "spotlight", "floor lamp", "streetlight",
}  # fmt: skip


def _lamp_place(scene: Scene) -> Array | None:
    """Just above the first lamp of the scene."""
    for object_id, thing in scene.things.items():
        if thing.words & _LAMPS:
            stand = scene.stands[object_id]
            if thing.top > 1.9:  # below the head of a street light, before its pole
                front = 0.6 * np.array([np.sin(stand.pose[2]), -np.cos(stand.pose[2])])
                return np.array([*(stand.pose[:2] + front), stand.base + 0.8 * thing.top])
            return np.array([*stand.pose[:2], stand.base + thing.top + 0.06])
    return None


def _lit_side(scene: Scene, take: Take, camera_azimuth: float) -> float:
    """+1 when the main light comes from the right: from where the subject's face looks."""
    main_id = main_subject(scene, scene.description.shot.subject_id)
    if main_id not in take.faces:
        return -1.0
    x, y, _ = take.faces[main_id][take.telling]
    return 1.0 if np.sin(np.arctan2(x, -y) - camera_azimuth) > 0.15 else -1.0


def _shaded_face(scene: Scene, take: Take, lamps: list[Light]) -> list[bool]:
    """Whether something stands between each lamp and the face of the subject when it matters."""
    main_id = main_subject(scene, scene.description.shot.subject_id)
    if main_id not in take.faces:
        return [False] * len(lamps)
    crown, looks = take.outlines[main_id][take.telling][0], take.faces[main_id][take.telling]
    face = crown + _FACE_M * (looks - [0.0, 0.0, 1.0])
    moving = [i for i in take.outlines if i not in take.faces and take.travels(i)]
    everything = blocks_of(scene, moving), moving_blocks(scene, take, take.telling, moving)
    places = [lamp.transform.translation.astype(np.float64) for lamp in lamps]
    return [any(bool(blocks.hide(lamp, face[None], (main_id,)).any()) for blocks in everything) for lamp in places]


def _bounds(scene: Scene, paths: tuple[WalkPath, ...]) -> np.ndarray:
    """(2, 3) around everything but the surroundings."""
    points = [p.points for p in paths]
    for object_id, thing in scene.things.items():
        if thing.kind != "environment" or len(scene.things) == 1:
            stand = scene.stands[object_id]
            reach = np.array([thing.reach, thing.reach, 0.0])
            low = np.array([*stand.pose[:2], stand.base + thing.bottom]) - reach
            high = np.array([*stand.pose[:2], stand.base + thing.top]) + reach
            points.append(np.stack([low, high]).astype(np.float32))
    cloud = np.concatenate(points) if points else np.zeros((1, 3))
    return np.stack([cloud.min(axis=0), cloud.max(axis=0)]).astype(np.float32)


def _dependants(scene: Scene, fixed: frozenset[str]) -> frozenset[str]:
    """What stands on the fixed objects, and the subjects of relations to them; not the fixed themselves."""
    moved: set[str] = set()
    entities = {e.id: e for e in scene.description.entities}
    changed = True
    while changed:
        base = moved | fixed
        found = {i for i, s in scene.supports.items() if s.parent_id in base}
        for relation in scene.description.relations:
            subject, target = entities.get(relation.subject_id), entities.get(relation.object_id)
            if relation.spatial and subject and target and set(target.object_ids) & base:
                found |= set(subject.object_ids) & set(scene.things)
        found |= set(scene.actors)
        found -= fixed
        changed = not found <= moved
        moved |= found
    return frozenset(moved)
