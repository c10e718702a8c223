"""Animals at rest: they sit, lie, sleep and get up; who sleeps from the start is asleep in the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import quat
from ...common.states import is_state
from ..channels import Array, interpolate, minimum_jerk
from .going import lowered
from .jumping import place_on
from .performer import Animal
from .pose import INDEX, LEGS, LIDS_SHUT, TRUNK, Body, lowest_flesh, solve

if TYPE_CHECKING:
    from .programs import Deed

_SLEEPING = ("sleep", "nap", "doze", "snooze")
_SLEEPS_S = 3.0


def begins_so(deed: Deed) -> bool:
    """Whether the first thing said of it is how it is: `a cat sleeps on a sofa`."""
    if deed.animal.length or deed.program not in ("sit", "lie") or not is_state(deed.action):
        return False
    path = deed.scene.path(deed.animal.actor_id, deed.action.id)
    way = 0.0 if path is None else float(np.linalg.norm(path.points[-1, :2] - path.points[0, :2]))
    return way < 1.5 * deed.animal.body.length


def begin_so(deed: Deed) -> None:
    """Sitting, lying or asleep from the first frame: on what is named, or where it stands."""
    animal, level = deed.animal, deed.animal.base
    place = place_on(deed)
    if place is not None:
        front = place.axis(0.0, -1.0, 0.0)
        heading = float(np.arctan2(front[0], -front[1]))
        animal.pose = animal.body.standing(float(place.translation[0]), float(place.translation[1]), heading)
        level = float(place.translation[2])
    if deed.program == "sit" and animal.manner.sits:
        pose, animal.posture = sitting_pose(animal), "sit"
    else:
        pose, animal.posture = sleeping_pose(animal) if _sleeps(deed) else lying_pose(animal), "lie"
    frames = int((deed.duration_s or _SLEEPS_S) * animal.fps)
    animal.play(np.repeat(pose[None], frames, axis=0), deed.action.id, [], np.full(frames, level))


def _sleeps(deed: Deed) -> bool:
    return deed.action.verb.split()[0] in _SLEEPING or "asleep" in deed.action.text.split()


def to_pose(deed: Deed, poses: list[Array], seconds: list[float]) -> None:
    """From the present pose through others; feet that move are lifted a little on their way."""
    animal = deed.animal
    tempo = deed.style.tempo / np.sqrt(animal.body.leg / 0.42)
    times = [0.0, *(float(x) / tempo for x in np.cumsum(seconds))]
    rows = np.stack([animal.pose, *poses])
    count = max(2, round(times[-1] * animal.fps))
    t = np.arange(1, count + 1) / animal.fps
    motion = interpolate(times, rows, t)
    for number, leg in enumerate(LEGS):
        columns = [INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]
        height = INDEX[f"foot.z.{leg}"]
        for before, after, start, end in zip(rows, rows[1:], times, times[1:], strict=False):
            away = float(np.hypot(*(after - before)[columns[:2]]))
            if away < 0.005 * animal.body.leg:
                continue
            lag = 0.12 * (number % 2) * (end - start)  # one after the other
            u = np.clip((t - start - lag) / (0.8 * (end - start)), 0.0, 1.0)
            inside = (t > start) & (t <= end)
            motion[np.ix_(inside, columns)] = (before + minimum_jerk(u)[:, None] * (after - before))[inside][:, columns]
            motion[inside, height] += (np.sin(np.pi * u) * min(0.05 * animal.body.leg, 0.35 * away))[inside]
    motion = lowered(animal.body, motion, animal.fps) if animal.posture == "stand" else motion
    animal.play(motion, deed.action.id, [min(count - 1, round(x * animal.fps)) for x in times[1:]])


def standing(animal: Animal) -> Array:
    return animal.body.standing(float(animal.point[0]), float(animal.point[1]), animal.heading)


def sit(deed: Deed) -> None:
    """The rump goes down between the hind feet, the fore feet stay; what never sits so lies down."""
    animal = deed.animal
    if not animal.manner.sits:
        deed.notes.append(f"A {animal.body.species} does not sit; it lies down instead.")
        lie(deed)
        return
    if animal.posture == "stand":
        goal = sitting_pose(animal)
        middle = animal.pose + 0.55 * (goal - animal.pose)
        middle[INDEX["neck.pitch"]] -= 0.12
        to_pose(deed, [middle, goal], [0.45, 0.40])
        animal.posture = "sit"
    animal.rest(int((deed.duration_s or 0.8) * animal.fps))


def sitting_pose(animal: Animal) -> Array:
    """The rump down between the hind feet, hocks on the floor, the fore feet where they are (C,)."""
    body = animal.body
    # where hips come to rest: hocks on the floor, rump just above them
    low = 0.36 * body.leg
    shoulder = body.at("shoulder.L")
    hip = body.at("leg_back_upper.L")
    reach = float(np.hypot(shoulder[1] - hip[1], shoulder[2] - hip[2]))
    rest = float(np.arctan2(shoulder[2] - hip[2], hip[1] - shoulder[1]))
    drop = 0.06 * body.leg
    pitch = float(np.arcsin(np.clip((shoulder[2] - drop - low) / reach, -0.95, 0.95))) - rest
    ahead = reach * np.cos(rest) - reach * np.cos(rest + pitch)  # the rump comes forward under the shoulders
    goal = animal.pose.copy()
    forward = np.array([np.sin(animal.heading), -np.cos(animal.heading)])
    goal[[INDEX["x"], INDEX["y"]]] = animal.point + 0.5 * ahead * forward
    goal[INDEX["z"]] = 0.5 * (low - hip[2] - drop)
    goal[INDEX["pitch"]] = pitch
    goal[INDEX["spine.pitch"]] = 0.35
    goal[INDEX["neck.pitch"]] = -0.30 * pitch
    goal[INDEX["head.pitch"]] = -0.45 * pitch
    goal[INDEX["tail.pitch"]] = 0.25 + 1.1 * pitch
    cannon = float(np.linalg.norm(body.at("leg_back_foot.L") - body.at("leg_back_cannon.L")))
    for leg in LEGS:
        goal[INDEX[f"foot.pitch.{leg}"]] = 0.0
        if leg.startswith("back"):
            x, y, yaw = body.print_at(leg, float(animal.point[0]), float(animal.point[1]), animal.heading)
            shift = 0.62 * cannon + ahead - 0.10 * body.leg
            out = np.array([np.cos(animal.heading), np.sin(animal.heading)]) * (1 if leg.endswith("L") else -1)
            place = np.array([x, y]) + shift * forward + 0.05 * body.leg * out
            goal[[INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]] = *place, yaw
            goal[INDEX[f"foot.flat.{leg}"]] = 0.92
    _set_down(body, goal, (*TRUNK, "leg_back"))
    return goal


def _set_down(body: Body, goal: Array, of: tuple[str, ...] = TRUNK) -> None:
    """Raise or lower the trunk until its flesh rests on the floor; the tail lies on it or hangs above."""
    for _ in range(4):
        goal[INDEX["z"]] -= lowest_flesh(body, goal, of)
    lay_tail(body, goal)


def lay_tail(body: Body, goal: Array) -> None:
    """Raise the tail until it lies on the floor or hangs above."""
    for pitch in np.linspace(float(goal[INDEX["tail.pitch"]]), 1.6, 16) if "tail_1" in body.index else ():
        goal[INDEX["tail.pitch"]] = pitch
        if lowest_flesh(body, goal, ("tail",)) > -0.01 * body.leg:
            break


def lie(deed: Deed) -> None:
    """Fore legs first for cattle, all together for dogs and cats: down onto the chest, feet forward and under."""
    animal = deed.animal
    if animal.posture != "lie":
        goal = lying_pose(animal)
        middle = animal.pose + 0.5 * (goal - animal.pose)
        middle[INDEX["pitch"]] += -0.18 if not animal.manner.sits else 0.12
        animal.posture = "lie"
        to_pose(deed, [middle, goal], [0.55, 0.55])
    if _sleeps(deed) and animal.pose[INDEX["lids"]] < 0.5 * LIDS_SHUT:
        to_pose(deed, [sleeping_pose(animal)], [1.4])
    animal.rest(int((deed.duration_s or 1.0) * animal.fps))


def lying_pose(animal: Animal) -> Array:
    """On the chest, the feet forward and under (C,)."""
    body = animal.body
    goal = standing(animal)
    sink = body.belly + 0.01 * body.leg
    goal[INDEX["z"]] = -sink
    goal[INDEX["neck.pitch"]] = 0.18
    goal[INDEX["head.pitch"]] = -0.12
    goal[INDEX["tail.pitch"]] = -0.5
    goal[INDEX["trunk.pitch"]], goal[INDEX["trunk.curl"]] = 1.2, 1.2  # off the floor
    forward = np.array([np.sin(animal.heading), -np.cos(animal.heading)])
    side = np.array([np.cos(animal.heading), np.sin(animal.heading)])
    for leg in LEGS:
        front = leg.startswith("front")
        x, y, yaw = body.print_at(leg, float(animal.point[0]), float(animal.point[1]), animal.heading)
        out = (0.04 if front else 0.20) * body.leg * (1.0 if leg.endswith("L") else -1.0)
        place = np.array([x, y]) + (0.42 if front else 0.36) * body.leg * forward + out * side
        goal[[INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]] = *place, yaw
        goal[INDEX[f"foot.flat.{leg}"]] = 0.9
    _set_down(body, goal)
    return goal


def sleeping_pose(animal: Animal) -> Array:
    """Eyes shut: rolled up nose to tail, or on folded legs with the head on the floor (C,)."""
    body = animal.body
    goal = curled_pose(animal) if animal.manner.curls else lying_pose(animal)
    goal[INDEX["lids"]] = LIDS_SHUT
    goal[INDEX["ears"]] = 0.35
    goal[INDEX["wing.lift"]] = -0.40  # they hang
    # the chin comes to rest on the floor
    neck = np.linspace(-1.8 if animal.manner.curls or body.winged else -1.1, 0.3, 43)
    rows = np.repeat(goal[None], len(neck), axis=0)
    rows[:, INDEX["neck.pitch"]] = neck
    rows[:, INDEX["head.pitch"]] = np.clip(-0.75 * neck, -0.1, 0.9)
    height = _nose(body, rows)[:, 2]
    return np.asarray(rows[int(np.argmin(np.abs(height - 0.11 * body.leg) + 0.02 * body.leg * np.abs(neck)))])


def _nose(body: Body, rows: Array) -> Array:
    """(T, 3) the end of the head."""
    posed, head = solve(body, rows), body.index["head"]
    way = quat.mul_vec(body.rotations[head], np.array([0.0, float(body.skeleton.bone_lengths[head]), 0.0]))
    return np.asarray(posed.positions[:, head] + quat.mul_vec(posed.turns[:, head], way))


def curled_pose(animal: Animal) -> Array:
    """A ring: the trunk bent to the left, the nose at the hind feet, the tail round both (C,)."""
    body = animal.body
    goal = standing(animal)
    bend = 1.75
    goal[INDEX["z"]] = -body.belly
    goal[INDEX["roll"]] = -0.22
    goal[INDEX["spine.yaw"]], goal[INDEX["spine.pitch"]], goal[INDEX["pitch"]] = bend, -0.05, -0.05
    goal[INDEX["neck.yaw"]], goal[INDEX["head.yaw"]] = 1.30, 0.50
    goal[INDEX["neck.pitch"]] = -0.6
    goal[INDEX["tail.yaw"]], goal[INDEX["tail.pitch"]] = -2.9, -0.6
    for _ in range(2):  # feet lie under the shoulders and hips, which sink
        posed = solve(body, goal[None])
        for leg in LEGS:
            kind, side = leg.split(".")
            socket = posed.positions[0, body.index[f"leg_{kind}_upper.{side}"], :2]
            yaw = animal.heading + (0.8 if kind == "front" else -0.5) * bend
            forward = np.array([np.sin(yaw), -np.cos(yaw)])
            place = socket + (0.46 if kind == "front" else 0.38) * body.leg * forward
            goal[[INDEX[f"foot.{name}.{leg}"] for name in ("x", "y", "yaw")]] = *place, yaw
            goal[INDEX[f"foot.flat.{leg}"]] = 0.95
        _set_down(body, goal)
    return goal


def stand_up(deed: Deed) -> None:
    """Back onto four feet."""
    animal = deed.animal
    if animal.posture == "stand":
        return
    goal = standing(animal)
    middle = animal.pose + 0.6 * (goal - animal.pose)
    middle[INDEX["neck.pitch"]] -= 0.15
    animal.posture = "stand"
    to_pose(deed, [middle, goal], [0.45, 0.45])
