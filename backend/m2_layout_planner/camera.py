"""Chooses the camera: shot size, angle, movement, and the side from which faces and what they act on are seen best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..protocol.scene import Camera, Shot
from .framing import ASPECT, SENSOR_MM, Fill, View, fit, height_share, on_frame, place
from .indoors import WHOLE, allowed, beyond_the_room
from .moves import Shooting, aimed, follow, moved, orbit, outside, still
from .placing import Scene
from .separation import Array, turn
from .sight import Blocks, blocks_of, moving_blocks
from .subjects import Subjects, cloud, face_cost, find_subjects, matters, present
from .supports import instance_pairs
from .take import Take, looked_at
from .things import ROADS

AZIMUTHS_DEG = (20.0, -20.0, 8.0, -8.0, 34.0, -34.0, 48.0, -48.0, 62.0, -62.0)
SIZE_WORDS = {
    "close-up": "close-up", "close up": "close-up", "closeup": "close-up", "extreme close-up": "close-up",
    "medium": "medium", "medium shot": "medium", "full": "full",
    "long": "wide", "wide": "wide", "wide shot": "wide", "establishing": "wide",
}  # fmt: skip
FOLLOWS = frozenset({"follow", "tracking", "track"})
THREE_QUARTERS_DEG, STREET_DEG = 20.0, 44.0
"""the usual side that one films from, and that along the houses of a street"""
EYE_HEIGHT_M = 1.55
LENS_MM = 50.0
STREET_EYE_M, STREET_BACK_M, ROW_DEG = 2.0, 9.0, 28.0
FOLLOW_FROM = 1.22
"""the camera goes along where one picture of everything would need it so many times as far away"""
SUBJECT_FLOOR, WHOLE_FLOOR = 0.5, 0.44
"""share of the frame's height that the subject keeps when other things and the background are taken in, and where that
takes in all of them: nothing that the prompt names is cut by the frame's edge"""
IN_A_PLACE: Fill = (0.84, 0.66)
"""share of the frame that people fill in the open where the prompt names the place: it is seen too"""
ASIDE = 0.6
"""half the frame's width to where the subject is at most, when other things are taken in"""
STILL_LIFE_M, LYING_M, TABLETOP_M = 0.28, 0.5, 0.1
"""the least height of a picture of what is on a table, which an apple alone does not fill, and of an animal on
something; how far below these things their table belongs to it"""
STAGE_DEG = 14.0
SQUARE = 0.55
"""cosine from which on a window that somebody looks out of is seen well"""


@dataclass(frozen=True, kw_only=True)
class Script:
    """What a shot has to show."""

    subjects: Subjects
    size: str
    moments: Array
    """(S, K, 3) points at each of S moments"""
    everything: Array
    """(N, 3) points that a camera which does not move has to show"""
    near: Array
    far: Array
    """(M, 3) points to take in where that is fair"""
    fill: Fill

    @property
    def is_tight(self) -> bool:
        return self.size in ("close-up", "medium", "full")

    @cached_property
    def wanders(self) -> bool:
        """Whether what has to be shown is elsewhere at some moments."""
        return bool(np.ptp(self.moments.mean(axis=1), axis=0).max() > 0.25)


def plan_camera(scene: Scene, shot: Shot, take: Take, before: Camera | None = None) -> Camera:
    """The scene's camera; `before` is where it was planned, whose side is kept where that is fair."""
    subjects = find_subjects(scene, take, shot.subject_id)
    script = _script(scene, take, subjects, SIZE_WORDS.get(shot.size or "", ""))
    moving = [i for i in subjects.props if take.travels(i)]
    blocks = blocks_of(scene, moving)
    best = _down_the_road(scene, script) if not shot.angle and not shot.movement else None
    for lens in _lenses(scene, script) if best is None else ():
        for azimuth in _azimuths(scene, shot, script, take):
            view = _view(scene, shot, script, azimuth, lens)
            found = _shoot(scene, shot, take, script, view, lens)
            cost = _cost(scene, shot, take, script, found, blocks, moving)
            cost += 0.02 * (LENS_MM - min(lens, LENS_MM)) + _moved_side(before, azimuth)
            if best is None or cost < best.cost:
                best = replace(found, cost=cost)
    assert best is not None
    final = moved(best, shot.movement or "")
    stop = {"close-up": 2.8, "wide": None}.get(script.size, 4.0)
    if stop is not None and float(np.linalg.norm(best.positions[0] - best.targets[0])) > 9.0:
        stop = None  # nothing is out of focus at that distance
    return Camera(
        name="Camera", keys=final.keys(), lens_mm=best.lens_mm, sensor_width_mm=SENSOR_MM, aperture_fstop=stop,
        focus_object_id=subjects.main_id,
    )  # fmt: skip


def _down_the_road(scene: Scene, script: Script) -> Shooting | None:
    """Houses along a road are seen from the road; None where the picture is about something else."""
    lined = {r.object_id for r in scene.description.relations if r.spatial in ("along", "on_both_sides_of")}
    roads = [i for i, t in scene.things.items() if t.words & ROADS and t.entity is not None and t.entity.id in lined]
    main_id = script.subjects.main_id
    if not roads or main_id is None or scene.things[main_id].kind != "backdrop" or script.is_tight:
        return None
    road, stand = scene.things[roads[0]], scene.stands[roads[0]]
    long = int(road.extents[1] >= road.extents[0])
    along = turn(float(stand.pose[2]), np.eye(2)[long])
    along = along if along[1] > 0.0 else -along
    houses = [i for i, t in scene.things.items() if t.kind == "backdrop"]
    ahead = np.array([(scene.stands[i].pose[:2] - stand.pose[:2]) @ along - scene.things[i].reach for i in houses])
    right = np.array([along[1], -along[0]])
    start = stand.pose[:2] + (ahead.min() - STREET_BACK_M) * along + 0.3 * float(road.extents[1 - long]) * right
    position, target = np.append(start, STREET_EYE_M), np.append(start + 30.0 * along - 2.0 * right, STREET_EYE_M + 0.6)
    view = View(azimuth=float(np.arctan2(-along[0], along[1])), pitch=0.0)
    return still(view, 28.0, position, target)


def _script(scene: Scene, take: Take, subjects: Subjects, size: str) -> Script:
    main_id = subjects.main_id
    people = bool(subjects.people)
    fill: Fill = (0.84, 0.74) if people else (0.87, 0.78)
    if people and scene.is_outdoors and scene.description.setting.place is not None:
        fill = IN_A_PLACE
    near, far = (cloud(take, ids) if ids else np.zeros((0, 3)) for ids in (subjects.near, subjects.far))
    if main_id is not None and size in ("close-up", "medium", "full"):
        outline, fill = take.outlines[main_id], {"close-up": (0.85, 0.8), "medium": (0.8, 0.86)}.get(size, (0.82, 0.74))
        inside = [i for i, s in scene.supports.items() if s.surface is not None and s.surface.kind == "inside"]
        held = [i for i in inside if scene.supports[i].parent_id == main_id and i in take.outlines]
        outline = np.concatenate([outline, *(take.outlines[i] for i in held)], axis=1)
        if main_id in take.faces and size != "full":
            outline = _upper_part(outline, scene.things[main_id].top, size)
        return Script(subjects=subjects, size=size, moments=outline, everything=outline.reshape(-1, 3),
                      near=np.zeros((0, 3)), far=np.zeros((0, 3)), fill=fill)  # fmt: skip
    if not subjects.all:
        everything = cloud(take, ())
        moments = np.tile(everything, (take.count, 1, 1))
    else:
        moments = _points(take, matters(scene, take, subjects))
        everything = np.unique(_points(take, present(take, subjects)).reshape(-1, 3), axis=0)
    sleeper = main_id in subjects.people and scene.things[main_id].asset.category != "person"
    if len(near) and (sleeper or not people):  # what lies on a table, or a cat on a sofa
        across, _, high = np.ptp(everything, axis=0)
        least = LYING_M if sleeper else STILL_LIFE_M
        share = min(float(max(across / (ASPECT * fill[0]), high / fill[1])) / least, 1.0)
        fill = (fill[0] * share, fill[1] * share)
        near = near[near[:, 2] > everything[:, 2].min() - TABLETOP_M]  # not the legs below
    if size == "wide":
        fill = (0.84, 0.45) if people else (0.6, 0.5)
    return Script(subjects=subjects, size=size, moments=moments, everything=everything, near=near, far=far, fill=fill)


def _points(take: Take, when: dict[str, NDArray[np.bool_]]) -> Array:
    """Outline points (S, K, 3) of objects at the moments that count; where one does not, those of one that does."""
    outlines = np.concatenate([take.outlines[i] for i in when], axis=1)
    counts = np.concatenate([np.repeat(w[:, None], take.outlines[i].shape[1], axis=1) for i, w in when.items()], axis=1)
    counts[~counts.any(axis=1)] = True
    one = np.take_along_axis(outlines, np.argmax(counts, axis=1)[:, None, None], axis=1)
    return np.asarray(np.where(counts[..., None], outlines, one))


def _upper_part(outline: Array, height_m: float, size: str) -> Array:
    """Head, or everything from the hips up: (S, K, 3)."""
    scale = height_m / 1.7
    crown, hips = outline[:, 0], outline[:, 1]
    low = crown - np.array([0.0, 0.0, 0.34 * scale]) if size == "close-up" else hips
    half = 0.13 if size == "close-up" else 0.3
    ends = [p + scale * np.array([x, y, 0.0]) for p in (crown, low) for x in (-half, half) for y in (-half, half)]
    return np.stack([*ends, crown + np.array([0.0, 0.0, 0.03])], axis=1)


def _lenses(scene: Scene, script: Script) -> tuple[float, ...]:
    """Focal lengths to try; shorter ones indoors keep the camera in the room."""
    if script.size == "close-up":
        return (85.0,)
    if scene.room is not None:
        return (35.0, 28.0, 24.0, 20.0)
    wide = any(scene.things[i].kind in ("backdrop", "sky") for i in script.subjects.far)
    wide = wide or (bool(script.subjects.far) and not script.subjects.people)
    return (35.0,) if wide else (LENS_MM,)


def _azimuths(scene: Scene, shot: Shot, script: Script, take: Take) -> tuple[float, ...]:
    """Directions to film from, rad from -Y toward +X."""
    chosen: tuple[float, ...] = AZIMUTHS_DEG if script.subjects.people else AZIMUTHS_DEG[:8]
    if shot.angle == "front":
        chosen = (0.0, 6.0, -6.0, *AZIMUTHS_DEG[:8])
    elif shot.angle == "top":
        chosen = (0.0,)
    main_id = script.subjects.main_id or ""
    if script.is_tight and (entity := scene.description.entity_of(main_id)) is not None and entity.count > 2:
        row = take.outlines[main_id][0].mean(axis=0) - take.outlines[entity.object_ids[-1]][0].mean(axis=0)
        end = float(np.degrees(np.arctan2(row[0], -row[1])))  # from the near end, so that the others are seen behind it
        chosen = tuple(a for a in (end - ROW_DEG, end + ROW_DEG) if abs(a) < 75.0) or chosen
    limit = 65.0 if scene.is_outdoors else 50.0
    stages = {i for i, thing in scene.things.items() if "stage" in thing.words}
    if any(scene.supports[i].parent_id in stages for i in script.subjects.all):
        limit = STAGE_DEG  # the wings of its curtain hide what is seen from farther aside
    if scene.room is not None:
        limit = 48.0 if any(scene.things[i].kind == "wall" for i in script.subjects.props) else 25.0
    return tuple(dict.fromkeys(float(np.radians(np.clip(a, -limit, limit))) for a in chosen))


def _pitches(scene: Scene, shot: Shot, script: Script) -> tuple[float, ...]:
    """Degrees that the camera looks down, in the order to try."""
    if shot.angle in ("high", "top", "low", "eye"):
        return ({"high": 35.0, "top": 84.0, "low": -9.0, "eye": 3.0}[shot.angle],)
    if script.size == "close-up" and script.subjects.main_id in script.subjects.people:
        return (3.0,)
    low, tall = float(script.everything[:, 2].min()), float(np.ptp(script.everything[:, 2]))
    if scene.description.setting.place == "space":
        return 4.5, 3.0  # the limb of the planet below is seen
    if not script.subjects.people and low > EYE_HEIGHT_M:
        return (-7.0,)  # what flies is seen against the sky
    if not script.subjects.people and len(script.far) and float(script.far[:, 2].max()) > 3.0:
        return (3.0, 2.0)  # level, so that the sky and what stands far off are seen
    if tall < 0.7:
        return (8.0,) if scene.is_outdoors and script.subjects.people else (20.0,)
    if scene.is_outdoors or tall >= 2.2:  # level enough that a third of the picture is sky and what stands far off
        return 4.5, 3.5, 2.5
    return 11.0, 9.0, 7.0, 5.5, 4.0, 2.5


def _view(scene: Scene, shot: Shot, script: Script, azimuth: float, lens_mm: float) -> View:
    """As steep a view from one side as a person's eye height allows, above what those it shows stand on."""
    ground_m = max(float(script.everything[:, 2].min()), 0.0)
    eye_m = ground_m + (EYE_HEIGHT_M if scene.is_outdoors else EYE_HEIGHT_M + 0.35)
    for pitch in _pitches(scene, shot, script):
        view = View(azimuth=azimuth, pitch=float(np.radians(pitch)))
        position, _ = fit(script.everything, view, lens_mm, script.fill)
        if position[2] <= eye_m:
            break
    return view


def _shoot(scene: Scene, shot: Shot, take: Take, script: Script, view: View, lens_mm: float) -> Shooting:
    """The best camera of one direction: one picture of everything, or along with the action where that is too far."""
    if shot.movement == "orbit":
        return allowed(scene, orbit(script.moments, view, lens_mm, script.fill), script.everything)
    look = _look(take, script.subjects.main_id, view)
    position, distance = fit(script.everything, view, lens_mm, script.fill, float(look[take.telling]))
    found = aimed(view, lens_mm, position, script.everything)
    goes_along = shot.movement in FOLLOWS or (shot.movement in (None, "") and script.size != "wide")
    if goes_along and script.wanders:
        along, along_m = follow(script.moments, look, view, lens_mm, script.fill)
        travels = float(np.linalg.norm(np.ptp(along.positions, axis=0))) > 0.3
        if travels and (distance > FOLLOW_FROM * along_m or shot.movement in FOLLOWS):
            return allowed(scene, along, script.moments.reshape(-1, 3))
    for extra in (script.near, np.concatenate([script.near, script.far])):
        if len(extra):
            farthest = 1.15 if len(script.near) and shot.angle != "top" else 1.7
            found = _widened(take, script, found, extra, distance, farthest)
    return allowed(scene, found, script.everything)


def _look(take: Take, main_id: str | None, view: View) -> Array:
    """(S,) how far the main subject looks to the right of the picture, -1…1."""
    if main_id is None or main_id not in take.faces:
        return np.zeros(take.count)
    side = take.faces[main_id] @ view.axes()[0]
    return np.asarray(np.where(np.abs(side) > 0.3, side, 0.0))


def _widened(
    take: Take, script: Script, found: Shooting, extra: Array, distance: float, farthest: float
) -> Shooting:
    """As much of `extra` as leaves the subject big: a person SUBJECT_FLOOR of the frame's height, a thing seen from
    `farthest` times the distance at most (of three metres, unless it is a still life)."""
    least = 0.0 if len(script.near) else 3.0
    points, main_id = script.everything, script.subjects.main_id
    middle = points.mean(axis=0)
    forward = found.view.axes()[2]
    look = float(_look(take, main_id, found.view)[take.telling])
    person = take.outlines[main_id][take.telling] if main_id in script.subjects.people else None
    low, high, best = 0.0, 1.0, found
    for step in range(7):
        share = 1.0 if step == 0 else 0.5 * (low + high)
        cloud_now = np.concatenate([points, middle + share * (extra - middle)])
        position, own_distance = fit(cloud_now, found.view, found.lens_mm, WHOLE, look)
        nearer = distance - float((middle - position) @ forward)
        if nearer > 0.0:  # it fits from where the camera is already, perhaps not as it is set aside
            position = place(cloud_now, found.view, found.lens_mm, WHOLE, own_distance + nearer, look)
        trial = aimed(found.view, found.lens_mm, position, points)
        if person is not None:
            floor = SUBJECT_FLOOR if share < 1.0 else WHOLE_FLOOR
            fair = height_share(person, position, trial.targets[0], found.lens_mm) >= floor
            across = on_frame(person, position, trial.targets[0], found.lens_mm)[:, 0]
            fair &= share == 0.0 or abs(0.5 * float(across.min() + across.max())) < ASIDE
        else:
            fair = distance - nearer <= farthest * max(distance, least)
        if fair:
            low, best = share, trial
        else:
            high = share
        if low == 1.0:
            break
    return best


def _cost(
    scene: Scene, shot: Shot, take: Take, script: Script, found: Shooting, blocks: Blocks, moving: list[str]
) -> float:
    """How bad a camera is: what it hides, how it sees faces, how small the subject is, what it asks of the eye."""
    subjects = script.subjects
    eyes, targets = found.at(np.linspace(0.0, 1.0, take.count))
    azimuth = np.degrees(found.view.azimuth)
    usual = STREET_DEG if scene.is_along_fronts else THREE_QUARTERS_DEG
    cost = 0.1 * abs(abs(azimuth) - usual) / 40.0 + (0.02 if azimuth < 0.0 else 0.0)
    cost += 3.0 * _hidden(scene, take, subjects, eyes, blocks, moving) + 2.0 * beyond_the_room(scene, found)
    if shot.angle not in ("side", "behind", "top"):
        cost += 0.9 * face_cost(take, subjects, eyes)
    if subjects.main_id in subjects.people and not script.is_tight:
        k = take.telling
        share = height_share(take.outlines[subjects.main_id or ""][k], eyes[k], targets[k], found.lens_mm)
        cost += 1.4 * max(0.0, 0.62 - share) + 0.02 * float(np.linalg.norm(np.ptp(found.positions, axis=0)))
    if len(script.far):
        middles = np.array([take.outlines[i][0].mean(axis=0) for i in subjects.far])
        across = on_frame(middles, eyes[take.telling], targets[take.telling], found.lens_mm)[:, 0]
        cost += 0.4 * float(np.clip(np.abs(across) - 0.8, 0.0, 1.0).mean())
    cost += 0.5 * max(0.0, outside(found, script.moments) - 1.0)
    for stand in (scene.stands[i] for i in subjects.props if scene.things[i].kind == "wall"):
        away = eyes[take.telling][:2] - stand.pose[:2]
        facing = float(away @ turn(float(stand.pose[2]), np.array([0.0, -1.0]))) / float(np.linalg.norm(away))
        cost += 3.0 * max(0.0, SQUARE - facing)
    return float(cost) + 2.0 * _broken_sides(scene, found.view)


def _hidden(scene: Scene, take: Take, subjects: Subjects, eyes: Array, blocks: Blocks, moving: list[str]) -> float:
    """Share of what ought to be seen that something stands before, weighted by how much it matters."""
    ids = [i for i in subjects.all if i in take.outlines]
    if not ids:
        return 0.0
    leave_out = _no_occluders(scene, ids)
    when = sorted({take.telling, 0, take.count // 3, 2 * take.count // 3, take.count - 1})
    total = weight = 0.0
    before: tuple[Array, ...] = ()
    for k in when:
        bodies = moving_blocks(scene, take, k, moving)
        points = np.stack([looked_at(take, object_id, k) for object_id in ids])  # (I, 3, 3)
        now = eyes[k], points, bodies.poses, bodies.low, bodies.high
        if not before or not all(map(np.array_equal, now, before)):  # most scenes keep still for most of the time
            hidden = blocks.hide_each(eyes[k], points, leave_out) | bodies.hide_each(eyes[k], points, leave_out)
        before = now
        for object_id, is_hidden in zip(ids, hidden, strict=True):
            share = (4.0 if object_id == subjects.main_id else 1.0) * (3.0 if k == take.telling else 1.0)
            total, weight = total + share * float(is_hidden.mean()), weight + share
    return total / weight


def _no_occluders(scene: Scene, ids: list[str]) -> list[tuple[str, ...]]:
    """For each object: itself, what carries it, and what it carries."""
    carried: dict[str | None, list[str]] = {}
    for object_id, support in scene.supports.items():
        carried.setdefault(support.parent_id, []).append(object_id)
    found = []
    for object_id in ids:
        chain, current = [object_id], scene.supports[object_id].parent_id
        while current is not None and current not in chain:
            chain.append(current)
            current = scene.supports[current].parent_id
        found.append((*chain, *carried.get(object_id, ())))
    return found


def _broken_sides(scene: Scene, view: View) -> int:
    """How many things would no longer be left, right, before or behind another as the viewer sees it."""
    right, forward = view.axes()[0][:2], np.array([-np.sin(view.azimuth), np.cos(view.azimuth)])
    axes = {"left_of": -right, "right_of": right, "in_front_of": -forward, "behind": forward}
    broken = 0
    for relation in scene.description.relations:
        if relation.spatial not in axes or relation.frame != "viewer":
            continue
        for subject, target in instance_pairs(scene.description, relation, scene.things):
            if subject in scene.stands and target in scene.stands:
                offset = scene.stands[subject].pose[:2] - scene.stands[target].pose[:2]
                broken += bool(offset @ axes[relation.spatial] < 0.55 * np.linalg.norm(offset))
    return broken


def _moved_side(before: Camera | None, azimuth: float) -> float:
    """Cost of leaving the side that directions in the scene were planned for."""
    if before is None:
        return 0.0
    offset = (before.keys[0].translation - before.keys[0].target).astype(np.float64)
    change = azimuth - float(np.arctan2(offset[0], -offset[1]))
    return 0.4 * max(0.0, abs(float(np.arctan2(np.sin(change), np.cos(change)))) - 0.6)
