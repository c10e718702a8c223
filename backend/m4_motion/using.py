"""What people do with a thing in the hand: drink, eat, telephone, read, brush their hair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..common import quat
from ..common.two_bone import unit
from .acts import Act
from .channels import SIGN, Array
from .gesture_layers import OTHER, hand_at, lay, room
from .gestures import look
from .holding import BRUSH, CUP, FLAT, SLAB, Hold, bring, ear_of, grip_point, mouth_of, put_back, rim_of, take
from .performer import Held, flat_direction, turned
from .reading import is_spread, read_sheet
from .solve import place

_CURL = dict.fromkeys(("index", "middle", "ring", "pinky"), 0.62) | {"thumb": 0.35, "spread": 0.02}

_PINCH = {"index": 0.75, "middle": 0.85, "ring": 0.95, "pinky": 0.95, "thumb": 0.7, "spread": 0.0}
_DISHES = frozenset({"plate", "bowl", "pancakes", "pizza", "cake", "tray", "pot"})
"""what is eaten from and stays on the table"""
_REACH, _BACK, _MOST_LEAN, _BEFORE = 0.92, 0.3, 0.45, 2.2
"""arm lengths that an arm reaches at ease; the back from hips to shoulders, statures; rad; arm lengths within which a
dish stands before somebody"""


def _tipped(angle: float) -> Array:
    """(4,) that tips the top of a thing toward the face."""
    return quat.from_angle_axis(np.array(-angle), [1.0, 0.0, 0.0])


def drink(act: Act, start: int, frames: int | None) -> None:
    """Lift it to the lips, tip it with the head going back, swallow, lower it; what was taken goes back."""
    support = _have(act, frames)
    start = act.performer.length if frames is None else start
    sips = act.count or (1 if frames is None else max(1, int(frames / act.fps / 3.2)))
    each = 2.6 / act.style.tempo
    count = room(act, start, frames, 0.6 + sips * each)
    each = (count / act.fps - 0.5) / sips
    held, body = act.performer.held, act.body
    if held is not None and not held.two_hands:
        mouth, rim = mouth_of(body) - np.array([0.0, 0.012 * body.stature, 0.0]), rim_of(act, held)

        def at_lips(angle: float, away: float = 0.0) -> dict[str, float]:
            turn = _tipped(angle)
            ahead = np.array([SIGN[held.side] * 0.3, -1.0, -0.6]) * away
            return bring(body, held, mouth + ahead - quat.mul_vec(turn, rim), turn, (0.75, -0.15, -0.6))

        low, near, tip, end = at_lips(0.0, 0.20), at_lips(0.25), at_lips(0.95), at_lips(1.25)
    else:
        side = act.side
        low = hand_at(body, side, (-0.08, -0.55, -0.25), (-0.55, -0.8, 0.1), (-0.75, 0.5, 0.0), (0.6, 0.2, -0.8), _CURL)
        near = tip = end = hand_at(
            body, side, (-0.16, -0.36, 0.16), (-0.75, -0.15, 0.45), (-0.4, 0.9, 0.1), (0.7, -0.1, -0.6), _CURL
        )
    times, poses, heads = [0.25], [low], [0.0]
    for sip in range(sips):
        begin = 0.25 + sip * each
        times += [begin + share * each for share in (0.26, 0.40, 0.62, 0.76, 0.98)]
        poses += [near, tip, end, near, low]
        heads += [-0.02, -0.20, -0.32, -0.06, 0.0]
    lay(act, start, count, poses, times, 0.35, 0.45)
    tips = [{"head.pitch": head, "spine.pitch": 0.2 * head} for head in heads]
    lay(act, start, count, tips, times, 0.1, 0.2, additive=True)
    put_back(act, support if frames is None else None)


def eat(act: Act, start: int, frames: int | None) -> None:
    """Bite after bite: to the mouth, down again, chewing in between; from a plate that stands before one, the hand."""
    plate = _plate(act)
    support = None if plate is not None else _have(act, frames)
    start = act.performer.length if frames is None else start
    bites = act.count or (3 if frames is None else max(1, int(frames / act.fps / 1.7)))
    each = 1.6 / act.style.tempo
    count = room(act, start, frames, 0.5 + bites * each)
    each = (count / act.fps - 0.5) / bites
    held, body = act.performer.held, act.body
    mouth = mouth_of(body)
    if held is not None and not held.two_hands:
        thick = np.array([0.0, -0.5 * min(held.thickness, 0.12) - 0.004, 0.0])
        bite = bring(body, held, mouth + thick, _tipped(0.3), (0.75, -0.1, -0.65))
        away = np.array([SIGN[held.side] * 0.06, -0.16, -0.20]) * body.stature / 1.7
        low = bring(body, held, mouth + thick + away, _tipped(0.1), (0.7, 0.1, -0.7))
    else:
        side = act.side
        low = hand_at(body, side, (-0.08, -0.50, -0.10), (-0.55, -0.7, 0.3), (-0.75, 0.5, 0.0), (0.6, 0.2, -0.8), _CURL)
        if plate is not None:
            wrist = plate[0].tolist()
            low = hand_at(body, side, wrist, (-0.25, -0.85, -0.45), (-0.55, 0.1, -0.8), (0.6, 0.3, -0.7), _PINCH)
        bite = hand_at(
            body, side, (-0.16, -0.34, 0.16), (-0.75, 0.05, 0.45), (-0.4, 0.9, 0.1), (0.7, -0.1, -0.6), _CURL
        )
    lean = 0.0 if plate is None else plate[1]
    times: list[float] = [0.2]
    poses: list[Mapping[str, float]] = [low]
    heads: list[Mapping[str, float]] = [{"head.pitch": 0.02, "spine.pitch": lean}]
    for number in range(bites):
        begin = 0.2 + number * each
        times += [begin + share * each for share in (0.28, 0.42, 0.72, 0.98)]
        poses += [bite, bite, low, low]
        heads += [{"head.pitch": pitch, "spine.pitch": share * lean}
                  for pitch, share in ((0.10, 0.25), (0.04, 0.25), (0.06, 1.0), (0.0, 1.0))]  # fmt: skip
    lay(act, start, count, poses, times, 0.35, 0.45)
    lay(act, start, count, heads, times, 0.1, 0.2, additive=True)
    put_back(act, support if frames is None else None)


def _plate(act: Act) -> tuple[Array, float] | None:
    """Where the hand goes to a dish that one sits or stands before, from the shoulder in arm lengths, x outward; and
    how far (rad) the back leans for it. None: there is no such dish in reach."""
    asset, body, performer = act.scene.asset(act.target_id or ""), act.body, act.performer
    if asset is None or asset.category not in _DISHES or performer.held is not None:
        return None
    shoulder = place(body, performer.pose[None]).positions[0, body.index[f"upper_arm.{act.side}"]]
    top = np.array([*act.scene.centre(str(act.target_id))[:2], act.scene.top(str(act.target_id)) + 0.05])
    local = turned(-performer.heading, top - shoulder) / body.arm * [SIGN[act.side], 1.0, 1.0]
    wrist = local + np.array([0.0, 0.8, 0.35]) * body.palm / body.arm
    far = float(np.linalg.norm(wrist))
    lean = max(0.0, far - _REACH) * body.arm / (_BACK * body.stature)
    return (wrist * min(1.0, _REACH / far), min(lean, _MOST_LEAN)) if far < _BEFORE else None


def phone(act: Act, start: int, frames: int | None) -> None:
    """The phone at the ear, the head a little toward it, the other hand talking now and then."""
    support = _have(act, frames, SLAB)
    start = act.performer.length if frames is None else start
    count = room(act, start, frames, 4.2 / act.style.tempo)
    held, body = act.performer.held, act.body
    side = held.side if held is not None else act.side
    ear = ear_of(body, side)
    if held is not None and not held.two_hands:
        inward = -SIGN[side]
        # its screen (-Y) to the head, its top up and a little back
        turn = quat.mul(
            quat.from_angle_axis(np.array(0.28), [-1.0, 0.0, 0.0]),
            quat.from_angle_axis(np.array(inward * np.pi / 2), [0.0, 0.0, 1.0]),
        )
        at = ear + np.array([SIGN[side] * 0.012, -0.022, -0.026]) * body.stature / 1.7
        pose = bring(body, held, at, turn, (0.75, -0.15, -0.7))
    else:
        pose = hand_at(
            body, side, (0.10, -0.18, 0.20), (0.05, 0.15, 1.0), (-1.0, 0.1, 0.0), (0.75, -0.2, -0.6),
            {**_CURL, "thumb": 0.1, "pinky": 0.1},
        )  # fmt: skip
    lay(act, start, count, [pose], [0.0], 0.7, 0.6)
    tilt = {"head.roll": 0.09 * SIGN[side], "head.yaw": -0.06 * SIGN[side]}
    lay(act, start, count, [tilt], [0.0], 0.6, 0.5, additive=True)
    seconds = count / act.fps
    beats = max(2, int(seconds / 0.7))
    times = np.linspace(0.5, seconds - 0.3, beats).tolist()
    rng = act.rng
    loose = {**_CURL, "index": 0.2, "middle": 0.3}
    free = []
    for _ in range(beats):
        out, ahead, up = rng.uniform(-0.1, 0.12), rng.uniform(-0.1, 0.08), rng.uniform(0.0, 0.2)
        wrist = (0.05 + out, -0.45 + ahead, -0.50 + up)
        free.append(hand_at(body, OTHER[side], wrist, (-0.25, -0.9, 0.2), (-0.6, 0.15, 0.5), (0.5, 0.4, -0.8), loose))
    if held is None or not held.two_hands:
        lay(act, start, count, free, times, 0.8, 0.7)
    nods = [{"head.pitch": float(rng.uniform(-0.04, 0.10))} for _ in range(beats)]
    lay(act, start, count, nods, times, 0.3, 0.4, additive=True)
    away = np.array([*act.performer.point, body.position("eye.L")[2]])
    gaze = away + 3.0 * flat_direction(act.performer.heading + 0.35 * SIGN[side]) + [0.0, 0.0, -0.2]
    act.performer.gazes.append((start, start + count, gaze, 0.35))
    put_back(act, support if frames is None else None)


def read(act: Act, start: int, frames: int | None) -> None:
    """A book or a paper before the chest, the head bent to it, a page turned now and then; a sign is only looked at."""
    support = _have(act, frames, FLAT)
    held, body = act.performer.held, act.body
    if held is None:
        look(act, act.performer.length if frames is None else start, frames)
        return
    start = act.performer.length if frames is None else start
    if is_spread(act):
        read_sheet(act, start, frames)
        return
    count = room(act, start, frames, 5.0 / act.style.tempo)
    side = held.side
    chest = body.position(f"upper_arm.{side}") * [0.0, 1.0, 1.0]
    spot = chest + np.array([SIGN[side] * 0.02, -0.24, -0.13]) * body.stature / 1.7
    near = bring(body, held, spot, _tipped(0.85), (0.7, 0.25, -0.7))
    lay(act, start, count, [near], [0.0], 0.6, 0.6)
    other = OTHER[side]
    pages = _pages(act, other, count)
    lay(act, start, count, [pose for _, pose in pages], [time for time, _ in pages], 0.7, 0.6)
    lay(act, start, count, [{"head.pitch": 0.34, "spine.pitch": 0.05}], [0.0], 0.6, 0.5, additive=True)
    lines = [{"head.yaw": 0.05 * (-1.0) ** k} for k in range(max(2, int(count / act.fps / 1.1)))]
    lay(act, start, count, lines, np.linspace(0.3, count / act.fps - 0.2, len(lines)).tolist(), additive=True)
    put_back(act, support if frames is None else None)


def _pages(act: Act, side: str, count: int) -> Sequence[tuple[float, dict[str, float]]]:
    """The free hand holds the edge and turns a page every few seconds."""
    flat = {**_CURL, "index": 0.15, "middle": 0.2}
    hold = hand_at(act.body, side, (-0.02, -0.42, -0.22), (-0.35, -0.75, 0.5), (-0.8, 0.4, 0.3), (0.6, 0.4, -0.7), flat)
    over = hand_at(act.body, side, (-0.30, -0.46, -0.12), (-0.6, -0.7, 0.3), (-0.3, 0.7, 0.5), (0.6, 0.2, -0.7), flat)
    found = [(0.0, hold)]
    for second in np.arange(1.6, count / act.fps - 0.9, 2.8):
        found += [(float(second), hold), (float(second) + 0.45, over), (float(second) + 0.95, hold)]
    return found


def _have(act: Act, frames: int | None, hold: Hold = CUP) -> str | None:
    """Take what this act is done with; nothing is fetched for what goes along with something else."""
    return take(act, hold) if frames is None else None


# Where a brush goes in one stroke: directions from the middle of the head (outward, ahead, up), and how near.
_HAIR = ((0.50, -0.45, 0.75, 1.15), (0.50, -0.45, 0.75, 1.0), (0.80, -0.05, 0.55, 1.0), (0.95, 0.25, 0.05, 1.0),
         (0.80, 0.35, -0.55, 1.05), (0.95, 0.10, -0.75, 1.55))  # fmt: skip
_HAIR_TIMES = (0.0, 0.20, 0.42, 0.60, 0.76, 0.90)


def brush_hair(act: Act, start: int, frames: int | None) -> None:
    """Stroke after stroke from the brow over the ear down to the neck, the head tilted away a little."""
    support = _have(act, frames, BRUSH)
    start = act.performer.length if frames is None else start
    strokes = act.count or (3 if frames is None else max(1, int(frames / act.fps / 1.5)))
    count = room(act, start, frames, 0.7 + strokes * 1.45 / act.style.tempo)
    each = (count / act.fps - 0.7) / strokes
    held, body = act.performer.held, act.body
    side = held.side if held is not None else act.side
    out, size = SIGN[side], body.stature
    eyes = 0.5 * (body.position("eye.L") + body.position("eye.R"))
    middle = eyes + np.array([0.0, 0.048, 0.012]) * size
    times, poses = [], []
    for number in range(strokes):
        for share, (x, y, z, apart) in zip(_HAIR_TIMES, _HAIR, strict=True):
            normal = unit(np.array([out * x, y, z]))
            spot = middle + normal * np.array([0.052, 0.062, 0.072]) * size * apart
            if held is not None and not held.two_hands:
                upward = np.array([0.0, 0.35, 0.9])
                along = unit(upward - float(upward @ normal) * normal)
                turn = quat.from_matrix(np.stack([along, normal, np.cross(along, normal)], axis=-1))
                pose = bring(body, held, spot - quat.mul_vec(turn, bristles_of(act, held)), turn, (0.8, -0.35, -0.45))
            else:
                shoulder = body.position(f"upper_arm.{side}")
                wrist = (spot + 0.5 * body.palm * normal - shoulder) / body.arm * [out, 1.0, 1.0]
                pose = hand_at(body, side, wrist.tolist(), (-0.2, 0.3, 0.9), (-x, -y, -z), (0.8, -0.35, -0.4), _CURL)
            times.append(0.35 + number * each + share * each)
            poses.append(pose)
    lay(act, start, count, poses, times, 0.5, 0.5)
    tilt = {"head.roll": -0.10 * out, "head.yaw": -0.14 * out, "head.pitch": 0.05}
    lay(act, start, count, [tilt], [0.0], 0.6, 0.5, additive=True)
    put_back(act, support if frames is None else None)


def bristles_of(act: Act, held: Held) -> Array:
    """(3,) from the grip to the middle of the bristles of a brush, in its own space."""
    points = act.scene.part_points(held.object_id, "bristles")
    transform, (grip, _) = act.scene.transform(held.object_id), grip_point(act.scene, held.object_id)
    if len(points) == 0 or transform is None:
        return np.array([0.10, -0.02, 0.0])
    own = quat.mul_vec(quat.inv(np.asarray(transform.rotation, np.float64)), points - transform.translation)
    return np.asarray(np.array([own[:, 0].mean(), own[:, 1].min() + 0.006, own[:, 2].mean()]) - grip)


def fly_kite(act: Act, start: int, frames: int | None) -> None:
    """Both hands up before the face on the line, now giving way, now drawing in; eyes on the kite."""
    body = act.body
    start = act.performer.length if frames is None else start
    count = room(act, start, frames, 6.0)
    grip = {**_CURL, "index": 1.1, "middle": 1.15, "ring": 1.15, "pinky": 1.15, "thumb": 0.6}
    times = np.arange(0.4, count / act.fps, 0.85).tolist() or [0.0]
    for side, up in ((act.side, 0.10), (OTHER[act.side], -0.14)):
        poses = []
        for number in range(len(times)):
            pull = (0.10 if number % 2 else -0.06) * act.style.amplitude
            wrist = (-0.20, -0.62 + pull, up - 0.4 * pull)
            poses.append(hand_at(body, side, wrist, (-0.25, -0.75, 0.6), (-0.75, 0.3, -0.1), (0.6, 0.1, -0.8), grip))
        lay(act, start, count, poses, times, 0.3, 0.4)
    sway = [{"spine.pitch": -0.10 - 0.04 * (k % 2), "hips.pitch": -0.03, "head.pitch": -0.18}
            for k, _ in enumerate(times)]  # fmt: skip
    lay(act, start, count, sway, times, 0.3, 0.4, additive=True)
    if act.target_id is not None:
        act.performer.gazes.append((start, start + count, act.scene.centre(act.target_id), 0.9))
