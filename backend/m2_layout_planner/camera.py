"""Chooses the camera: shot size, angle, movement, and a view on which nothing stands before the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..protocol.scene import Camera, CameraKey, Shot, WalkPath
from .framing import (
    ASPECT,
    SENSOR_MM,
    View,
    box_corners,
    fit,
    hidden_people,
    hidden_share,
    main_subject,
    must_show,
    person_points,
)
from .placing import Scene
from .separation import Array
from .stand import to_world
from .things import Thing

AZIMUTHS_DEG = (20.0, -20.0, 8.0, -8.0, 34.0, -34.0, 48.0, -48.0)
SIZE_WORDS = {
    "close-up": "close-up", "close up": "close-up", "closeup": "close-up", "extreme close-up": "close-up",
    "medium": "medium", "medium shot": "medium", "full": "full", "long": "wide", "wide": "wide", "wide shot": "wide",
    "establishing": "wide",
}  # fmt: skip
SWING_RAD = 0.6
EYE_HEIGHT_M = 1.55
LENS_MM = 50.0


@dataclass(frozen=True, kw_only=True)
class Framing:
    """A camera choice and how good it is."""

    view: View
    position: Array
    target: Array
    lens_mm: float
    cost: float


def plan_camera(scene: Scene, shot: Shot, paths: Sequence[WalkPath]) -> Camera:
    """The scene's camera."""
    main_id = main_subject(scene, shot.subject_id)
    main = scene.things[main_id] if main_id is not None else None
    size = SIZE_WORDS.get(shot.size or "", "")
    hard, soft = must_show(scene, paths, main_id)
    subject = _subject_points(scene, main_id, main, paths) if main_id is not None and main is not None else hard
    azimuths = (0.0, 6.0, -6.0, *AZIMUTHS_DEG) if shot.angle == "front" else AZIMUTHS_DEG
    best: Framing | None = None
    for lens in _lenses(scene, size, bool(len(soft))):
        for rank, azimuth in enumerate(azimuths):
            limit = 25.0 if scene.room is not None else 60.0
            for pitch in _pitches(shot, main, size, hard, soft):
                view = View(azimuth=float(np.radians(np.clip(azimuth, -limit, limit))), pitch=float(np.radians(pitch)))
                framing = _frame(scene, view, size, lens, hard, soft, subject, main)
                if framing.position[2] <= (EYE_HEIGHT_M if scene.is_outdoors else EYE_HEIGHT_M + 0.35):
                    break  # as steep as a person's eye height allows
            hidden = hidden_share(scene, framing.position, _looked_at(subject), _no_occluders(scene, main_id))
            hidden += 0.2 * hidden_people(scene, framing.position)
            cost = 4.0 * hidden + 0.04 * rank - 0.25 * _facing(scene, main_id, paths, view)
            cost += 2.0 * _beyond_the_room(scene, framing) + 0.02 * (LENS_MM - min(lens, LENS_MM))
            if best is None or cost < best.cost:
                best = replace(framing, cost=cost)
    assert best is not None
    lens = best.lens_mm
    stop = {"close-up": 2.8, "wide": None}.get(size, 4.0)
    near = float(np.linalg.norm(best.position - best.target))
    if stop is not None and near > 9.0:
        stop = None  # nothing is out of focus at that distance
    return Camera(
        name="Camera", keys=_movement(scene, shot, best, main_id, paths), lens_mm=lens, sensor_width_mm=36.0,
        aperture_fstop=stop, focus_object_id=main_id,
    )  # fmt: skip


def _lenses(scene: Scene, size: str, far: bool) -> tuple[float, ...]:
    """Focal lengths to try; shorter ones indoors keep the camera in the room."""
    if size == "close-up":
        return (85.0,)
    if scene.room is not None:
        return (35.0, 28.0, 24.0, 20.0)
    return (35.0,) if far else (LENS_MM,)


def _beyond_the_room(scene: Scene, framing: Framing) -> float:
    """Metres by which the frame's corner rays pass beside the room's open side: 0 where only the room is seen."""
    if scene.room is None or framing.position[1] >= scene.room[0, 1]:
        return 0.0
    right, up, forward = framing.view.axes()
    slope = SENSOR_MM / (2.0 * framing.lens_mm)
    worst = 0.0
    for x in (-1.0, 1.0):
        for y in (-1.0, 1.0):
            ray = forward + slope * (x * right + y / ASPECT * up)
            if ray[1] <= 1e-6:
                return 10.0
            point = framing.position + ray * (scene.room[0, 1] - framing.position[1]) / ray[1]
            for axis in (0, 2):
                worst = max(worst, float(scene.room[0, axis] - point[axis]), float(point[axis] - scene.room[1, axis]))
    return worst


def _pitches(shot: Shot, main: Thing | None, size: str, hard: Array, soft: Array) -> tuple[float, ...]:
    """Degrees that the camera looks down, in the order to try."""
    if shot.angle in ("high", "top", "low", "eye"):
        return ({"high": 35.0, "top": 84.0, "low": -9.0, "eye": 3.0}[shot.angle],)
    if size == "close-up" and main is not None and main.is_person:
        return (3.0,)
    tall = float(np.ptp(hard[:, 2]))
    if len(soft) and float(soft[:, 2].max()) > 3.0:
        return (3.0, 2.0)  # level, so that the sky and what stands far off are seen
    if tall < 0.7:
        return (20.0,)
    return (11.0, 9.0, 7.0, 5.5, 4.0) if tall < 2.2 else (6.0, 4.0)


def _subject_points(scene: Scene, main_id: str, main: Thing, paths: Sequence[WalkPath]) -> Array:
    """Corners of the main subject over its way."""
    own = [p for p in paths if p.actor_id == main_id]
    if own:
        return person_points(main, own)
    stand = scene.stands[main_id]
    low, high = main.asset.bounds.astype(np.float64)
    if main.is_person:
        low, high = np.array([-0.26, -0.2, 0.0]), np.array([0.26, 0.2, main.top])
    signs = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
    corners = np.array([to_world(main, stand, low + s * (high - low)) for s in signs])
    held = [i for i, s in scene.supports.items() if s.parent_id == main_id and s.surface and s.surface.kind == "inside"]
    return np.concatenate([corners, *(box_corners(scene.things[i], scene, i) for i in held)])


def _looked_at(subject: Array) -> Array:
    """Points inside the subject's outline that ought to be seen."""
    low, high = subject.min(axis=0), subject.max(axis=0)
    middle = 0.5 * (low + high)
    shares = np.array([[0.5, 0.5, 0.9], [0.5, 0.5, 0.65], [0.5, 0.5, 0.45], [0.15, 0.5, 0.75], [0.85, 0.5, 0.75]])
    return np.concatenate([low + shares * (high - low), middle[None]])


def _no_occluders(scene: Scene, main_id: str | None) -> tuple[str, ...]:
    """The subject itself, what carries it, and what it carries."""
    if main_id is None:
        return ()
    carried = [i for i, s in scene.supports.items() if s.parent_id == main_id]
    chain, current = [main_id], scene.supports[main_id].parent_id
    while current is not None and current not in chain:
        chain.append(current)
        current = scene.supports[current].parent_id
    return (*chain, *carried)


def _facing(scene: Scene, main_id: str | None, paths: Sequence[WalkPath], view: View) -> float:
    """How much the subject faces the camera, at the last place that it goes to."""
    if main_id is None or not scene.things[main_id].is_person:
        return 0.0
    own = [p for p in paths if p.actor_id == main_id]
    heading = own[-1].end_heading_rad if own else float(scene.stands[main_id].pose[2])
    return float(np.cos(heading - view.azimuth))


def _frame(
    scene: Scene, view: View, size: str, lens: float, hard: Array, soft: Array, subject: Array, main: Thing | None
) -> Framing:
    """Position and target for one view direction."""
    points, fill = hard, (0.87, 0.78)
    if size == "close-up":
        points, fill = _close_up(subject, main), (0.85, 0.8)
    elif size == "medium":
        points, fill = _medium(subject, main), (0.8, 0.86)
    elif size == "full":
        points, fill = subject, (0.82, 0.72)
    elif size == "wide":
        fill = (0.6, 0.5)
    position, distance = fit(points, view, lens, fill)
    if len(soft) and size in ("", "wide"):
        position, distance = _widened(points, soft, view, lens, fill, distance)
    position = _allowed(scene, position)
    _, _, forward = view.axes()
    reach = float((points.mean(axis=0) - position) @ forward)
    target = position + max(reach, 0.05) * forward
    if not np.allclose(position, fit(points, view, lens, fill)[0], atol=0.3) and scene.room is not None:
        target = points.mean(axis=0)
    return Framing(view=view, position=position, target=target, lens_mm=lens, cost=distance)


def _widened(
    points: Array, soft: Array, view: View, lens: float, fill: tuple[float, float], distance: float
) -> tuple[Array, float]:
    """As much of what stands far off as a camera at most 1.7 times as far away can show."""
    middle = points.mean(axis=0)
    low, high = 0.0, 1.0
    best = fit(points, view, lens, fill)
    for _ in range(7):
        share = 0.5 * (low + high) if high - low < 1.0 else 1.0
        trial = fit(np.concatenate([points, middle + share * (soft - middle)]), view, lens, (0.95, 0.92))
        if float((middle - trial[0]) @ view.axes()[2]) <= 1.7 * max(distance, 3.0):
            low, best = share, trial
            if share == 1.0:
                break
        else:
            high = share if share < 1.0 else 0.999
    return best


def _close_up(subject: Array, main: Thing | None) -> Array:
    """A head, or the whole of a thing."""
    if main is None or not main.is_person:
        return subject
    top = main.top
    last = subject[-1]
    return np.array([[last[0] + x, last[1], z] for x in (-0.22, 0.0) for z in (top - 0.34, top + 0.02)])


def _medium(subject: Array, main: Thing | None) -> Array:
    """From the waist up."""
    if main is None or not main.is_person:
        return subject
    raised = subject.copy()
    raised[:, 2] = np.where(subject[:, 2] < 0.5 * main.top, 0.5 * main.top, subject[:, 2] + 0.04)
    return raised


def _allowed(scene: Scene, position: Array) -> Array:
    """Above the ground; indoors below the ceiling and between the side walls."""
    found = position.copy()
    found[2] = max(found[2], 0.22)
    if scene.room is not None:
        low, high = scene.room.astype(np.float64)
        found[2] = min(found[2], high[2] - 0.25)
        found[0] = np.clip(found[0], low[0] + 0.3, high[0] - 0.3)
    return found


def _movement(
    scene: Scene, shot: Shot, best: Framing, main_id: str | None, paths: Sequence[WalkPath]
) -> tuple[CameraKey, ...]:
    """Keys of the asked camera movement."""
    position, target = best.position, best.target
    movement = shot.movement or "static"
    offset = position - target
    if movement == "orbit":
        return tuple(
            _key(share, target + _turned(offset, SWING_RAD * (2.0 * share - 1.0)), target)
            for share in (0.0, 0.25, 0.5, 0.75, 1.0)
        )
    if movement in ("dolly_in", "zoom_in", "push_in"):
        return (_key(0.0, target + 1.45 * offset, target), _key(1.0, target + 0.9 * offset, target))
    if movement in ("dolly_out", "zoom_out", "pull_out"):
        return (_key(0.0, target + 0.85 * offset, target), _key(1.0, target + 1.5 * offset, target))
    if movement in ("pan_left", "pan_right", "pan"):
        right, _, _ = best.view.axes()
        swing = 0.22 * float(np.linalg.norm(offset)) * right * (1.0 if movement == "pan_left" else -1.0)
        return (_key(0.0, position, target + swing), _key(1.0, position, target - swing))
    own = [p for p in paths if p.actor_id == main_id and len(p.points) > 1]
    if movement in ("follow", "tracking", "track") and own:
        way = np.concatenate([p.points for p in own]).astype(np.float64)
        share = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(way, axis=0), axis=1))])
        share /= max(share[-1], 1e-6)
        middle = way[int(np.argmin(np.abs(share - 0.5)))]
        picked = [int(np.argmin(np.abs(share - s))) for s in (0.0, 0.25, 0.5, 0.75, 1.0)]
        moves = [0.9 * (way[k] - middle) * np.array([1.0, 1.0, 0.0]) for k in picked]
        return tuple(_key(0.25 * n, position + m, target + m) for n, m in enumerate(moves))
    return (_key(0.0, position, target),)


def _turned(offset: Array, angle: float) -> Array:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([cos * offset[0] - sin * offset[1], sin * offset[0] + cos * offset[1], offset[2]])


def _key(fraction: float, position: Array, target: Array) -> CameraKey:
    lifted = position.copy()
    lifted[2] = max(lifted[2], 0.15)
    return CameraKey(fraction=fraction, translation=lifted.astype(np.float32), target=target.astype(np.float32))
