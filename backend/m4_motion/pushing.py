"""Pushing: the palms meet the thing, the body leans into it, small strong steps while it moves; pulling, in reverse.

What has a bar to push it by rolls: one walks upright behind it with both hands on the bar, all along the way.
"""

from __future__ import annotations

import numpy as np

from . import channels
from .acts import Act
from .body import Body
from .channels import INDEX, SIDES, SIGN, Array, changed
from .facing import face
from .locomotion import travel
from .moving import get_to
from .performer import Happening, Segment, keyed, turned
from .reach import PALM_THICKNESS, hand_rotation, with_hand
from .solve import place
from .ways import Path

# Legs and trunk push in one line: hips ahead of the feet, in leg lengths per rad of lean.
_DIAGONAL = 0.13
_LEANS = {False: (0.3, 1.5), True: (0.2, 1.2)}
_ROLLING_LEANS = (0.02, 0.5)
_PUSH_M_S, _ROLL_M_S, _PUSH_S, _ROLL_S = 0.62, 1.05, 2.0, 6.0
"""how fast and for how long one pushes what slides, and walks behind what rolls"""
_FLAT_M = 0.06
"""what is no higher lies under what rolls over it"""
_ROOM_M = 0.35
"""that what rolls keeps from what stands at its way"""
_HANGS = 0.17
"""hips behind the feet of who pulls, leg lengths"""


def push(act: Act) -> None:
    """Palms on the thing, body leaning into it or away from it, small strong steps while it moves."""
    performer, body, fps, thing = act.performer, act.body, act.fps, act.target_id
    pulls = act.verb == "pull"
    if thing is None or act.scene.asset(thing) is None:
        act.notes.append(f"There is nothing to {act.verb} for “{act.action.text}”.")
        return
    face(act, act.scene.centre(thing), act.name_of(thing), 0.3)
    spot, direction, width = _palm_place(act, thing)
    rolls = not pulls and has_bar(act, thing)
    leaning, distance, ahead = _leaning_reach(act, float(spot[2]), _half_width(body, width), pulls, rolls)
    stand = spot[:2] - direction[:2] * distance
    turn = (float(np.arctan2(direction[0], -direction[1])) - performer.heading + np.pi) % (2 * np.pi) - np.pi
    away = float(np.linalg.norm(stand - performer.point))
    if away > 0.05 or abs(turn) > 0.08:
        get_to(act, stand, performer.heading + turn, away)
    heading = performer.heading
    speed = (_ROLL_M_S if rolls else _PUSH_M_S) * act.style.tempo
    wanted_m = speed * (act.duration_s or (_ROLL_S if rolls else _PUSH_S))
    if rolls:
        wanted_m = _free_way(act, thing, direction, wanted_m)
    seconds = act.value("distance_m", wanted_m, 0.2, 12.0, "m", "how far it goes") / speed
    far = direction[:2] * speed * seconds
    line = (performer.point - far, performer.point) if pulls else (performer.point, performer.point + far)
    way = Path(np.stack(line), heading, heading)
    start = performer.pose
    # 1. Hands on, lean in
    left = turned(heading, np.array([1.0, 0.0, 0.0]))
    palms: dict[str, tuple[Array, Array]] = {}
    for side in SIDES:
        half = _half_width(body, width)
        fingers = np.array([0.0, 0.0, 1.0]) + 0.12 * -SIGN[side] * left + 0.1 * direction
        rotation = hand_rotation(side, fingers, direction)
        fingers = fingers / np.linalg.norm(fingers)
        wrist = (
            spot
            + SIGN[side] * half * left
            - direction * PALM_THICKNESS * body.stature / 1.7
            - fingers * 0.7 * body.palm
        )
        palms[side] = (wrist, rotation)
    leaning["hips.z"] += float(start[INDEX["hips.z"]])
    over = {"x": float(start[INDEX["x"]] + ahead * direction[0]), "y": float(start[INDEX["y"]] + ahead * direction[1])}
    ready = _with_palms(changed(start, leaning | over), palms, 1.0)
    on, keys = keyed(body, fps, [0.0, 0.7 / act.style.tempo], [_with_palms(start, palms, 0.0), ready])
    performer.play(Segment(motion=on, keys=keys), act.action.id)
    # 2. Walk against it: the palms go as the hips go
    begins = body.standing(float(line[0][0]), float(line[0][1]), heading) if pulls else start
    steps, more = travel(body, begins, way, act.gaits["walk"], max(speed, 0.5), act.style, fps)
    steps[:, INDEX["x"]] += ahead * direction[0]
    steps[:, INDEX["y"]] += ahead * direction[1]
    if pulls:
        steps, more = steps[::-1].copy(), [len(steps) - 1 - key for key in reversed(more)]
    moved = -direction if pulls else direction
    forward = steps[:, [INDEX["x"], INDEX["y"]]] - performer.pose[[INDEX["x"], INDEX["y"]]]
    progress = np.maximum.accumulate(channels.smooth((forward @ moved[:2])[:, None], 0.10 * fps)[:, 0])
    progress = np.maximum(progress - progress[0], 0.0)
    for name, value in leaning.items():
        if name in INDEX:
            base = steps[:, INDEX[name]]
            steps[:, INDEX[name]] = value + (0.5 * (base - base.mean()) if name != "hips.z" else base - base.mean())
        else:
            for side in SIDES:
                steps[:, INDEX[f"{name}.{side}"]] = value
    for side, (wrist, rotation) in palms.items():
        steps[:, INDEX[f"hand.w.{side}"]] = 1.0
        for i, axis in enumerate("xyz"):
            steps[:, INDEX[f"hand.{axis}.{side}"]] = wrist[i] + progress * moved[i]
        for i, axis in enumerate("wxyz"):
            steps[:, INDEX[f"hand.q{axis}.{side}"]] = rotation[i]
    moving = np.flatnonzero(progress > 0.004)
    begin = int(moving[0]) - 1 if len(moving) else 0
    stop = int(np.argmax(progress > progress[-1] - 0.01))
    velocity = moved * float(progress[-1]) / max((stop - begin) / fps, 0.1)
    performer.gazes.append((performer.length, performer.length + len(steps), spot + 1.5 * direction, 0.6))
    performer.play(
        Segment(
            motion=steps, keys=tuple(more), seam_s=0.2,
            happenings=(Happening(kind="push", frame=max(0, begin), joint="hand.R", target_id=thing, velocity=velocity,
                                  frame_end=max(stop, begin + 2)),),
        ),
        act.action.id,
    )  # fmt: skip
    if rolls and act.scene.description.actions[-1].id == act.action.id:  # the hands stay on the bar
        held = performer.pose
        performer.goes_on = lambda count: np.repeat(held[None], count, axis=0)
        return
    # 3. Let go and straighten
    last = performer.pose
    x, y = performer.point
    rest = body.standing(x, y, heading)
    for column in channels.FEET:
        rest[column] = last[column]
    for side in SIDES:
        rest[channels.hand_columns(side)] = last[channels.hand_columns(side)]
        rest[INDEX[f"hand.w.{side}"]] = 0.0
    off, keys = keyed(body, fps, [0.0, 0.12, 0.85 / act.style.tempo], [last, last, rest])
    performer.play(Segment(motion=off, keys=keys, seam_s=0.15), act.action.id)


def has_bar(act: Act, thing: str) -> bool:
    """Whether a thing on wheels is pushed by its bar and from nowhere else: a wheelchair, a stroller, a cart."""
    asset = act.scene.asset(thing)
    if asset is None or len(asset.affordances_of("push_at")) != 1:
        return False
    return any(mesh.joint is not None and mesh.joint.kind == "wheel" for mesh in asset.meshes)


def _free_way(act: Act, thing: str, direction: Array, wanted_m: float) -> float:
    """How far (m) a thing may go on before it comes to something that stands there, or to the wall."""
    scene, here = act.scene, act.scene.centre(thing)[:2]
    ahead, own = direction[:2], scene.radius(thing)
    free_m = wanted_m
    for name in scene.layout.placements:
        asset = scene.asset(name)
        if asset is None or name in (thing, act.performer.actor_id) or asset.role == "environment":
            continue
        away, reach = scene.centre(name)[:2] - here, scene.radius(name)
        along, aside = float(away @ ahead), abs(float(away[0] * ahead[1] - away[1] * ahead[0]))
        flat = scene.top(name) - scene.bottom(name) < _FLAT_M
        if along > 0.5 and aside < min(own, 0.5) + reach and not flat and scene.bottom(name) < 1.0:
            free_m = min(free_m, along - own - reach - _ROOM_M)
    room = scene.assets.room_bounds
    if room is not None:
        for axis in range(2):
            if abs(ahead[axis]) > 1e-3:
                wall = float(room[1 if ahead[axis] > 0.0 else 0][axis])
                free_m = min(free_m, (wall - here[axis]) / float(ahead[axis]) - own - _ROOM_M)
    return max(free_m, 0.4)


def push_stand(act: Act) -> tuple[Array, float] | None:
    """Where one stands (2,) and faces to begin to push."""
    if act.target_id is None or act.scene.asset(act.target_id) is None:
        return None
    spot, direction, width = _palm_place(act, act.target_id)
    pulls = act.verb == "pull"
    rolls = not pulls and has_bar(act, act.target_id)
    _, distance, _ = _leaning_reach(act, float(spot[2]), _half_width(act.body, width), pulls, rolls)
    return spot[:2] - direction[:2] * distance, float(np.arctan2(direction[0], -direction[1]))


def _half_width(body: Body, width: float) -> float:
    """From the middle to each palm."""
    return min(0.17 * body.stature / 1.7, 0.4 * width)


def _leaning(lean: float, squat: float, leg: float) -> dict[str, float]:
    """The trunk against the thing in one line with the pushing legs, head up, fingers flat; hips.z from standing."""
    return {
        "hips.pitch": 0.62 * lean, "spine.pitch": 0.30 * lean, "head.pitch": -0.45 * lean,
        "hips.z": -(0.02 + 0.03 * lean + squat) * leg,
        "thumb": 0.2, "index": 0.08, "middle": 0.08, "ring": 0.1, "pinky": 0.12, "spread": 0.08, "elbow": 0.7,
    }  # fmt: skip


def _leaning_reach(
    act: Act, height: float, half: float, pulls: bool, rolls: bool
) -> tuple[dict[str, float], float, float]:
    """The posture of least lean and squat whose bent arms reach palms at a height.

    With it: how far from the palms it stands, and how far the hips are ahead of the feet that push (m).
    """
    body = act.body
    stand = body.standing()
    usual = _ROLLING_LEANS if rolls else _LEANS[pulls]
    leans, squats = (grid.ravel() for grid in np.meshgrid(np.linspace(*usual, 13), np.linspace(0.0, 0.3, 7)))
    postures = [_leaning(float(lean), float(squat), body.leg) for lean, squat in zip(leans, squats, strict=True)]
    rows = np.stack([
        changed(stand, posture | {"hips.z": stand[INDEX["hips.z"]] + posture["hips.z"]}) for posture in postures
    ])  # fmt: skip
    shoulders = place(body, rows).positions[:, body.index["upper_arm.L"]]
    across = np.abs(shoulders[:, 0]) - half
    wrist = height - 0.7 * body.palm
    left_over = (0.88 * body.arm) ** 2 - (shoulders[:, 2] - wrist) ** 2 - across**2
    ahead = np.sqrt(np.maximum(left_over, 0.0))
    missing = np.sqrt(np.maximum(-left_over, 0.0)) / body.arm
    # Arms that point well ahead push; arms that point down only lean on it
    hanging = np.maximum((0.8 if pulls else 0.35 if rolls else 0.5) - ahead / body.arm, 0.0)
    best = int(np.argmin(leans**2 + 40.0 * squats**2 + 12.0 * hanging + 100.0 * missing))
    hips_ahead = (-_HANGS if pulls else _DIAGONAL * float(leans[best])) * body.leg
    return postures[best], float(ahead[best] - shoulders[best, 1]) + hips_ahead, hips_ahead


def _with_palms(pose: Array, palms: dict[str, tuple[Array, Array]], weight: float) -> Array:
    for side, (wrist, rotation) in palms.items():
        pose = with_hand(pose, side, wrist, rotation, weight)
    return pose


def _palm_place(act: Act, thing: str) -> tuple[Array, Array, float]:
    """Where the palms go (3,), the direction of the push (3,), and how wide the face is."""
    stature = act.body.stature
    spot, direction, width = _pushed_face(act, thing)
    light = float(act.scene.centre(thing)[2]) < 0.3 * stature
    height = float(np.clip(spot[2], (0.42 if light else 0.55) * stature, 0.76 * stature))
    height = min(height, max(act.scene.top(thing) - 0.06, 0.25))
    return np.array([spot[0], spot[1], height]), direction, width


def _pushed_face(act: Act, thing: str) -> tuple[Array, Array, float]:
    """The middle of the face that is pushed (3,), the direction into it (3,), and how wide it is."""
    here = np.array([*act.performer.point, 0.0])
    place = act.scene.nearest_place(thing, "push_at", here)
    if place is not None:
        inward = -place.axis(0.0, -1.0, 0.0)
        inward[2] = 0.0
        return place.translation, inward / np.linalg.norm(inward), float(place.dimensions[0])
    centre = act.scene.centre(thing)
    asset, transform = act.scene.asset(thing), act.scene.transform(thing)
    away = centre - here
    away[2] = 0.0
    direction = away / max(float(np.linalg.norm(away)), 1e-6)
    size = np.asarray(asset.dimensions) * transform.scale if asset is not None and transform is not None else np.ones(3)
    face_at = centre - direction * 0.5 * float(min(size[0], size[1]))
    return np.array([face_at[0], face_at[1], 0.8 * size[2]]), direction, float(size[0])
