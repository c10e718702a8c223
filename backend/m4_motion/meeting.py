"""Two people who touch: hug, shake hands, high five. Both do their part at the same time, hands on each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ..common.two_bone import unit
from ..protocol.scene import Action
from . import channels
from .acts import Act
from .channels import INDEX, SIDES, SIGN, Array, changed
from .facing import face
from .idle import idle
from .moving import get_to
from .performer import Performer, Segment, flat_direction, keyed, turned
from .reach import Grip, hand_rotation, reaching_pose, side_grip, with_hand
from .rising import get_up
from .solve import place

_HUG_M, _SHAKE_M, _FIVE_M = 0.185, 0.42, 0.40
"""from one to the other, in mean statures"""
_BACK = 0.066
"""from the spine to the skin of the back, statures"""
_FLANK = {"R": 0.014, "L": 0.0}
"""how far it lies behind that where the wrists are: at the height of the shoulder blades, and below them"""
_ROUND = 0.36
"""how much of its way across a back a hand goes outward as well"""
_PALM = {"thumb": 0.2, "index": 0.1, "middle": 0.1, "ring": 0.12, "pinky": 0.14, "spread": 0.05}
_CLASP = {"thumb": 0.35, "index": 0.55, "middle": 0.6, "ring": 0.65, "pinky": 0.65, "spread": 0.0}


@dataclass(frozen=True)
class Pair:
    """Two people face to face: `own` and `other` stand still from the same frame on."""

    own: Act
    other: Act

    @property
    def middle(self) -> Array:
        """(2,)"""
        return 0.5 * (self.own.performer.point + self.other.performer.point)


def meet(act: Act, apart: float) -> Pair | None:
    """Both rise if they sit; one steps up, the other turns round; None where that is no person who can answer."""
    other = act.performers.get(act.target_id or _mate(act) or "")
    if other is None:
        return None
    for sitter in (act, replace(act, performer=other, target_id=None)):
        if sitter.performer.posture == "sit":
            get_up(sitter)
    if other.posture != "stand" or act.performer.posture != "stand":
        return None
    own = act.performer
    distance = apart * 0.5 * (own.body.stature + other.body.stature)
    away = other.point - own.point
    length = max(float(np.linalg.norm(away)), 1e-6)
    heading = float(np.arctan2(away[0], -away[1]))
    theirs = replace(act, performer=other, target_id=own.actor_id)
    _wait(other, own.length)
    if abs(length - distance) > 0.04:
        spot = other.point - away / length * distance
        turn = (heading - own.heading + np.pi) % (2 * np.pi) - np.pi
        get_to(act, spot, own.heading + turn, abs(length - distance))
    face(theirs, np.array([*own.point, 0.0]), "", 0.08)
    face(act, np.array([*other.point, 0.0]), "", 0.08)
    frame = max(own.length, other.length)
    _wait(own, frame)
    _wait(other, frame)
    for one, of in ((own, other), (other, own)):
        one.gazes.append((frame - round(0.6 * one.fps), frame + round(2.0 * one.fps), of.actor_id, 0.9))
    return Pair(act, theirs)


def _mate(act: Act) -> str | None:
    """`two people shake hands`: who comes after this person in the same group."""
    entity = act.scene.description.entity_of(act.performer.actor_id)
    names = list(entity.object_ids) if entity is not None and act.target_id is None else []
    later = names[names.index(act.performer.actor_id) + 1 :] if act.performer.actor_id in names else []
    twin = _twin(act)
    return next(iter(later), None if twin is None else next(iter(act.scene.objects_of(twin.actor_id)), None))


def _twin(act: Act) -> Action | None:
    """The other one's part of what two do together: `then they shake hands`."""
    for action in act.scene.description.actions:
        same = action.verb == act.action.verb and action.text == act.action.text and action.target_id is None
        if same and act.action.target_id is None and action.actor_id != act.action.actor_id:
            return action
    return None


def together(program: Callable[[Act], None]) -> Callable[[Act], None]:
    """The program of two, which is done once: whose part comes second has done it already."""

    def perform(act: Act) -> None:
        twin, actions = _twin(act), act.scene.description.actions
        if twin is None or actions.index(act.action) < actions.index(twin):
            program(act)

    return perform


def _wait(performer: Performer, frame: int) -> None:
    missing = frame - performer.length
    if missing > 0:
        motion = idle(
            performer.body, performer.pose, missing, performer.fps, performer.idle_phase, performer.posture != "stand"
        )
        performer.play(Segment(motion=motion), "idle")


def _do(act: Act, times: list[float], poses: list[Array]) -> None:
    """Key poses from the present one and back to it, under the act's name."""
    motion, keys = keyed(act.body, act.fps, times, poses, sigma_s=0.03, lag_s=0.0)
    act.performer.play(Segment(motion=motion, keys=keys), act.action.id)


def hug(act: Act) -> None:
    """Both arms around the other, one over a shoulder and one under an arm; who is hugged hugs back."""
    pair = meet(act, _HUG_M)
    if pair is None:
        _hold_close(act)
        return
    seconds = act.value("seconds", 2.4 / act.style.tempo, 0.8, 12.0, "s", "how long they hold each other")
    both = ((pair.own, pair.other), (pair.other, pair.own))
    leaning = {one.performer.actor_id: one.performer.pose for one, _ in both}
    wide: dict[str, Array] = {}
    for _ in range(2):  # each leans to where the other's back is, which leans as well
        made = {one.performer.actor_id: _embrace(one, o.performer, leaning[o.performer.actor_id]) for one, o in both}
        wide, leaning = ({name: poses[i] for name, poses in made.items()} for i in range(2))
    for number, (one, _) in enumerate(both):
        name = one.performer.actor_id
        _hold(one, wide[name], leaning[name], seconds, late_s=0.22 * number)


def _embrace(act: Act, other: Performer, leaning: Array) -> tuple[Array, Array]:
    """The poses with the arms wide and around another person, who is in the pose `leaning`."""
    body, performer = act.body, act.performer
    ahead = unit(np.array([*(other.point - performer.point), 0.0]))
    left = turned(float(np.arctan2(ahead[0], -ahead[1])), np.array([1.0, 0.0, 0.0]))
    size = other.body.stature
    spine = place(other.body, leaning[None]).positions[0]
    grips: dict[str, Grip] = {}
    open_grips: dict[str, Grip] = {}
    for side, vertebra, height in (("R", "upper_chest", 0.80), ("L", "chest", 0.66)):
        # a back is round: the hand comes up it from the flank
        fingers = unit(-SIGN[side] * left + np.array([0.0, 0.0, 0.12 if side == "R" else -0.1]) + _ROUND * ahead)
        palm = unit(-ahead + float(ahead @ fingers) * fingers)
        rotation = hand_rotation(side, fingers, palm)
        bone = spine[other.body.index[vertebra]]
        back = np.array([bone[0], bone[1], bone[2] + 0.05 * size]) + ahead * (_BACK - _FLANK[side]) * size
        wrist = back + SIGN[side] * left * 0.065 * size - fingers * 0.4 * body.palm
        grips[side] = Grip(wrist=wrist, rotation=rotation, normal=palm)
        wide = np.array([*performer.point, height * size]) + ahead * 0.30 * body.stature
        wide = wide + SIGN[side] * left * 0.20 * body.stature
        open_rotation = hand_rotation(side, unit(ahead - 0.2 * SIGN[side] * left), -SIGN[side] * left)
        open_grips[side] = Grip(wrist=wide, rotation=open_rotation, normal=-left)
    start = performer.pose
    closed, missing = reaching_pose(body, start, grips)
    if missing > 0.06:
        act.notes.append(f"The arms of {act.actor} do not reach round {act.said(other.actor_id)}.")
    opened = start + 0.4 * (closed - start)
    flat = {f"{name}.{side}": 1.6 * value for side in SIDES for name, value in _PALM.items()}
    poles = {"hand.pole": 0.75}
    for side in SIDES:
        opened = with_hand(opened, side, open_grips[side].wrist, open_grips[side].rotation)
    beside = {"head.yaw": 0.35, "head.roll": -0.10, "head.pitch": 0.10}  # cheek to cheek
    return changed(opened, flat | poles), changed(closed, flat | poles | beside)


def _hold(act: Act, opened: Array, closed: Array, seconds: float, late_s: float) -> None:
    start = act.performer.pose
    for side in SIDES:
        columns = channels.hand_columns(side)
        start[columns] = opened[columns]
        start[INDEX[f"hand.w.{side}"]] = 0.0
    pressed = changed(closed, {"spine.pitch": closed[INDEX["spine.pitch"]] + 0.04})
    tempo = act.style.tempo
    reach, wrap = late_s + 0.55 / tempo, late_s + 1.05 / tempo
    end = max(wrap, 1.27 / tempo) + seconds
    _do(
        act,
        [0.0, late_s + 0.02, reach, wrap, 0.5 * (wrap + end), end, end + 0.45 / tempo, end + 0.95 / tempo],
        [start, start, opened, closed, pressed, closed, opened, start],
    )


def _hold_close(act: Act) -> None:
    """Arms around a thing, an animal or somebody who sits: the hands come together on its sides."""
    body, performer, thing = act.body, act.performer, act.target_id
    start = performer.pose
    if thing is None:
        centre, width = np.array([*performer.point, 0.66 * body.stature]), 0.24 * body.stature
        centre = centre + flat_direction(performer.heading) * 0.26 * body.stature
    else:
        face(act, act.scene.centre(thing), act.name_of(thing))
        start = performer.pose
        centre = act.scene.centre(thing)
        width = float(np.clip(1.4 * act.scene.radius(thing), 0.08, 0.42 * body.stature))
        height = float(np.clip(0.75 * act.scene.top(thing), 0.1, 0.74 * body.stature))
        away = centre[:2] - performer.point
        reach = max(float(np.linalg.norm(away)), 1e-6)
        near = 0.5 * width + 0.12 * body.stature
        if reach > near + 0.05 and performer.posture == "stand":
            get_to(act, performer.point + away / reach * (reach - near), performer.heading, reach - near)
            start = performer.pose
        centre = np.array([centre[0], centre[1], height])
    grips = {side: side_grip(body, side, centre, width, performer.heading) for side in SIDES}
    closed, _ = reaching_pose(body, start, grips, performer.posture == "sit")
    closed = changed(closed, {"hand.pole": 0.5} | {f"{n}.{s}": v for s in SIDES for n, v in _PALM.items()})
    for side, grip in grips.items():
        start = with_hand(start, side, grip.wrist, grip.rotation, 0.0)
    tempo = act.style.tempo
    hold = act.value("seconds", 1.8 / tempo, 0.5, 12.0, "s", "how long it is held")
    _do(act, [0.0, 0.9 / tempo, 0.9 / tempo + hold, 1.8 / tempo + hold], [start, closed, closed, start])


def shake_hands(act: Act) -> None:
    """Right hands meet half way, clasp, go up and down, let go."""
    pair = meet(act, _SHAKE_M)
    if pair is None:
        act.notes.append(f"There is nobody who can shake hands for “{act.action.text}”.")
        return
    shakes = act.count or 3
    heights = [one.body.stature for one in (pair.own, pair.other)]
    spot = np.array([*pair.middle, 0.28 * sum(heights)])
    for one in (pair.own, pair.other):
        body, performer = one.body, one.performer
        ahead = flat_direction(performer.heading)
        left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
        fingers = unit(ahead + np.array([0.0, 0.0, -0.12]))
        rotation = hand_rotation("R", fingers, left)
        wrist = spot - left * 0.016 * body.stature / 1.7 - fingers * 0.75 * body.palm
        start = with_hand(performer.pose, "R", wrist, rotation, 0.0)
        reached, _ = reaching_pose(body, start, {"R": Grip(wrist=wrist, rotation=rotation, normal=left)})
        reached = changed(reached, {f"{name}.R": 0.35 * value for name, value in _CLASP.items()})
        clasped = changed(reached, {f"{name}.R": value for name, value in _CLASP.items()})
        tempo = one.style.tempo
        beat = 0.34 / tempo
        times, poses = [0.0, 0.65 / tempo, 0.82 / tempo], [start, reached, clasped]
        for number in range(2 * shakes):
            up = (0.035 if number % 2 == 0 else -0.03) * one.style.amplitude
            moved = with_hand(clasped, "R", wrist + np.array([0.0, 0.0, up]), rotation)
            times.append(times[-1] + 0.5 * beat)
            poses.append(moved)
        times += [times[-1] + 0.5 * beat, times[-1] + 0.5 * beat + 0.14, times[-1] + 0.5 * beat + 0.75 / tempo]
        poses += [clasped, reached, start]
        _do(one, times, poses)


def high_five(act: Act) -> None:
    """Right palms meet above the shorter one's head."""
    pair = meet(act, _FIVE_M)
    if pair is None:
        act.notes.append(f"There is nobody to give a high five to for “{act.action.text}”.")
        return
    lower = min(pair.own.body.stature, pair.other.body.stature)
    taller = max(pair.own.body.stature, pair.other.body.stature)
    spot = np.array([*pair.middle, 0.72 * lower + 0.28 * taller + 0.03 * lower])
    for one in (pair.own, pair.other):
        body, performer = one.body, one.performer
        ahead = flat_direction(performer.heading)
        left = turned(performer.heading, np.array([1.0, 0.0, 0.0]))
        fingers = unit(np.array([0.0, 0.0, 1.0]) + 0.25 * ahead)
        rotation = hand_rotation("R", fingers, ahead)
        wrist = spot - ahead * 0.014 * body.stature / 1.7 - fingers * 0.85 * body.palm
        grip = Grip(wrist=wrist, rotation=rotation, normal=ahead)
        start = with_hand(performer.pose, "R", wrist, rotation, 0.0)
        hit, _ = reaching_pose(body, start, {"R": grip})
        back = wrist - ahead * 0.20 * body.stature / 1.7 - left * 0.03 + np.array([0.0, 0.0, -0.02])
        raised = with_hand(start + 0.5 * (hit - start), "R", back, rotation)
        flat = {f"{name}.R": value for name, value in _PALM.items()}
        raised, hit = changed(raised, flat), changed(hit, flat)
        tempo = one.style.tempo
        away = with_hand(hit, "R", wrist - ahead * 0.10 + np.array([0.0, 0.0, -0.05]), rotation)
        times = [0.0, 0.55 / tempo, 0.70 / tempo, 0.86 / tempo, 1.02 / tempo, 1.75 / tempo]
        _do(one, times, [start, raised, raised, hit, away, start])
