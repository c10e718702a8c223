"""What animals do, by verb: go, turn, sit, lie, get up, look, graze, call, jump, play; what they cannot is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...common import quat
from ...common.naming import said_name
from ...protocol.scene import Action
from ..acts import parameter_name
from ..channels import Array, interpolate
from ..locomotion import Style
from ..scene_query import SceneQuery
from ..verbs import program_of
from .acting import beg, dig, raise_trunk, rear, roll_over, shake, stretch
from .breathing import breathe_out
from .catching import catch_in_the_air
from .fetching import fetch
from .fighting import fight, guard
from .flying import fly, land, onward, take_off
from .gait import FROUDE, speed_at
from .going import travel, turn
from .jumping import jump, leap_down, leap_over, leap_up
from .performer import Animal
from .pose import INDEX, solve
from .resting import begin_so, begins_so, lie, sit, stand_up

_OWN_WORDS = {
    "call": "bark howl meow moo neigh roar growl purr bleat whinny snarl hiss oink yelp squeak snort whine",
    "graze": "graze eat drink sniff feed nibble chew lick smell forage peck sip",
    "run": "gallop canter bolt charge chase pursue hunt sprint race dash rush flee escape",
    "trot": "trot jog herd drive",
    "sneak": "prowl stalk creep sneak crawl",
    "wag": "wag play greet",
    "fetch": "fetch retrieve bring",
    "catch": "catch snatch intercept",
    "stretch": "stretch arch yawn hatch",
    "shake": "shake",
    "beg": "beg plead",
    "rear": "rear buck",
    "roll over": "roll wallow",
    "dig": "dig burrow paw scratch scrape bury",
    "raise the trunk": "spray squirt trumpet shower",
    "fly": "fly soar glide hover swoop flap flutter circle",
    "land": "land alight perch settle",
    "take off": "launch",
    "breathe": "breathe spit blow exhale burn torch scorch spew belch",
    "fight": "fight attack battle bite snap maul strike claw swipe lash duel confront",
    "guard": "guard protect defend watch",
    "lie": "rest nap sleep doze snooze curl fall collapse die",
}
_PROGRAM_OF = {word: program for program, words in _OWN_WORDS.items() for word in words.split()}
_IN_THE_AIR = ("fly", "land", "breathe", "fight", "call")
GOING = ("walk", "trot", "run", "sneak")
KNOWN = (*GOING, "turn", "stand", "sit", "lie", "stand up", "jump", "look", "graze", "call", "wag",
         "stretch", "shake", "beg", "rear", "roll over", "dig", "raise the trunk", "fetch", "catch",
         "fly", "land", "take off", "breathe", "fight", "guard")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One action of one animal, understood."""

    action: Action
    program: str
    animal: Animal
    scene: SceneQuery
    style: Style
    target_id: str | None
    duration_s: float | None
    direction: str | None
    count: int | None
    pace_m_s: float | None
    """of what goes with somebody else: the speed that both keep"""
    notes: list[str]

    def said(self, object_id: str) -> str:
        """What a sentence calls a thing."""
        return said_name(self.scene.description, object_id)

    def for_seconds(self, duration_s: float | None) -> Deed:
        """The same, for so long."""
        return replace(self, duration_s=duration_s)

    def call(self) -> None:
        """Its voice instead."""
        call(self)

    def face(self, point: Array, tolerance_rad: float) -> None:
        """Turn on the spot to a point (2,), where it stands on its feet."""
        if self.animal.posture == "stand":
            away = point - self.animal.point
            _turn_to(self, float(np.arctan2(away[0], -away[1])), tolerance_rad)

    def advance(self, way_m: float) -> None:
        """Walk so far straight ahead."""
        animal = self.animal
        ahead = np.array([np.sin(animal.heading), -np.cos(animal.heading)])
        go(replace(self, program="walk"), np.stack([animal.point, animal.point + way_m * ahead]), animal.heading)

    def going_on(self, count: int) -> tuple[Array, list[int]]:
        """(T, C) what it does meanwhile, and its keys: it stays, or flies on."""
        if self.animal.posture == "fly":
            return onward(self.animal, count)
        return np.repeat(self.animal.pose[None], count, axis=0), []


def animal_program(verb: str, hops: bool = False) -> tuple[str, bool]:
    """The program for a verb, and whether an animal can do it; what `hops` goes by hopping."""
    words = verb.lower().replace("_", " ").split()
    if words[:2] == ["take", "off"]:
        return "take off", True
    if hops and words[:1] in (["hop"], ["bounce"], ["skip"]):
        return "walk", True
    for word in words[:1]:
        if word in _PROGRAM_OF:
            return _PROGRAM_OF[word], True
    program, known = program_of(verb)
    program = {"jog": "trot", "crouch": "lie", "kneel": "lie"}.get(program, program)
    return (program, True) if known and program in KNOWN else ("look", False)


def phrase_of(action: Action) -> str:
    """The verb, with the `off` that makes another one of it: `takes off`."""
    return f"{action.verb} off" if action.text.lower().split()[1:2] == ["off"] else action.verb


def perform(deed: Deed) -> None:
    """Play one action: first the way there, then what is done there."""
    animal, program = deed.animal, deed.program
    if program in ("fly", "land", "take off") and not animal.body.winged:
        deed.notes.append(f"A {animal.body.species} has no wings to {program} with; it looks up instead.")
        look(deed)
        return
    if animal.posture == "fly" and program not in _IN_THE_AIR:
        land(replace(deed, target_id=None))
    if begins_so(deed):
        begin_so(deed)
        return
    if program == "fetch":
        fetch(deed, _turn_to)
        return
    if program == "catch" and catch_in_the_air(deed, _turn_to):
        return
    path = deed.scene.path(animal.actor_id, deed.action.id)
    if path is not None and program not in ("stand up", *_IN_THE_AIR[:2], "take off"):
        points = np.asarray(path.points[:, :2], dtype=np.float64)
        if len(points) > 1 and np.linalg.norm(points[0] - animal.point) < 0.6:
            points = points[1:]
        go(deed, np.concatenate([animal.point[None], points]), path.end_heading_rad)
    elif program in GOING:
        seconds = deed.duration_s or 3.0
        bearing = {"left": np.pi / 2, "right": -np.pi / 2, "back": np.pi}.get(deed.direction or "", 0.0)
        heading = animal.heading + bearing
        ahead = np.array([np.sin(heading), -np.cos(heading)]) * min(_speed(deed) * seconds, 12.0)
        go(deed, np.stack([animal.point, animal.point + ahead]), heading)
    if program == "jump" and leap_over(deed, _turn_to):
        return
    if program in ("sit", "lie", "stand", "jump") and leap_up(deed, _turn_to) and program == "jump":
        return
    if program not in GOING:
        _ON_THE_SPOT[program](deed)


def go(deed: Deed, points: Array, end_heading: float) -> None:
    """Get up, turn to the way where it starts far to the side, travel, turn to the end heading."""
    animal = deed.animal
    if animal.posture != "stand":
        stand_up(deed)
    if animal.base > animal.base_m + 0.02:
        leap_down(deed, points[-1])
        points = np.concatenate([animal.point[None], points[1:]])
    length = float(np.sum(np.linalg.norm(np.diff(points, axis=0), axis=1)))
    if length < 0.15 * animal.body.leg:
        _turn_to(deed, end_heading, 0.15)
        return
    way = next(p - points[0] for p in points[1:] if np.linalg.norm(p - points[0]) > 0.05)
    _turn_to(deed, float(np.arctan2(way[0], -way[1])), 0.9)
    name = parameter_name(deed.program, deed.action, "speed_m_s")
    speed = animal.choices.value(name, _speed(deed), 0.1, 15.0, "m/s", "speed on the way")
    motion, keys = travel(animal.body, animal.pose, points, end_heading, speed, animal.manner, animal.fps)
    animal.play(motion, deed.action.id, keys)
    _turn_to(deed, end_heading, 0.06)
    if animal.manner.wags and deed.scene.is_character(deed.target_id) and deed.pace_m_s is None:
        animal.joy.append((animal.length, 10**6))


def _speed(deed: Deed) -> float:
    if deed.pace_m_s is not None:
        return deed.pace_m_s
    program = deed.program if deed.program in FROUDE else "walk"
    froude = FROUDE[program]
    if program in ("run", "trot") and deed.animal.manner.fastest == "walk":
        froude = 0.55
    return speed_at(froude, deed.animal.body.leg) * deed.style.tempo * deed.style.stride


def _turn_to(deed: Deed, heading: float, tolerance_rad: float) -> None:
    animal = deed.animal
    angle = (heading - animal.heading + np.pi) % (2.0 * np.pi) - np.pi
    if abs(angle) > tolerance_rad:
        motion, keys = turn(animal.body, animal.pose, float(angle), animal.manner, animal.fps, deed.style.tempo)
        animal.play(motion, deed.action.id, keys)


def stay(deed: Deed) -> None:
    deed.animal.rest(int((deed.duration_s or 1.5) * deed.animal.fps))


def turn_round(deed: Deed) -> None:
    """Toward a thing, left, right, or round."""
    angle = {"left": np.pi / 2, "right": -np.pi / 2}.get(deed.direction or "", np.pi)
    goal = deed.animal.heading + angle * (deed.count or 1)
    if deed.target_id is not None:
        away = deed.scene.centre(deed.target_id)[:2] - deed.animal.point
        goal = float(np.arctan2(away[0], -away[1]))
    if deed.animal.posture != "stand":
        stand_up(deed)
    _turn_to(deed, goal, 0.05)


def look(deed: Deed) -> None:
    """Neck and head toward a thing; the body turns where that is not enough."""
    animal, body = deed.animal, deed.animal.body
    yaw, pitch = 0.0, 0.12
    if deed.target_id is not None:
        point = deed.scene.centre(deed.target_id)
        point[2] = 0.85 * deed.scene.top(deed.target_id)
        away = point[:2] - animal.point
        bearing = float(np.arctan2(away[0], -away[1]))
        if abs((bearing - animal.heading + np.pi) % (2 * np.pi) - np.pi) > 1.2 and animal.posture == "stand":
            _turn_to(deed, bearing, 0.4)
        yaw = float(np.clip((bearing - animal.heading + np.pi) % (2 * np.pi) - np.pi, -1.3, 1.3))
        eye = float(body.at("head")[2])
        pitch = float(np.clip(np.arctan2(point[2] - eye, max(float(np.linalg.norm(away)) - body.nose, 0.3)), -0.6, 0.8))
    seconds = deed.duration_s or 1.6
    there = animal.pose.copy()
    for name, share, value in (("neck.yaw", 0.55, yaw), ("head.yaw", 0.45, yaw), ("neck.pitch", 0.4, pitch),
                               ("head.pitch", 0.6, pitch)):  # fmt: skip
        there[INDEX[name]] += share * value
    _gesture(deed, [there, there], [0.35, seconds])


def graze(deed: Deed) -> None:
    """The mouth goes down to the floor and works there."""
    animal, body = deed.animal, deed.animal.body
    # of many ways to hold neck and head, the one that brings the nose to the floor with least bending
    neck, tilt = (grid.ravel() for grid in np.meshgrid(np.linspace(-2.1, 0.0, 36), np.linspace(-0.7, 0.9, 17)))
    rows = np.repeat(animal.pose[None], len(neck), axis=0)
    rows[:, INDEX["neck.pitch"]] += neck
    rows[:, INDEX["head.pitch"]] += tilt
    if animal.posture == "stand":  # the fore end gives way a little
        rows[:, INDEX["pitch"]] += 0.08 * neck
        rows[:, INDEX["z"]] += 0.045 * body.leg * neck
    posed, head = solve(body, rows), body.index["head"]
    way = quat.mul_vec(body.rotations[head], np.array([0.0, float(body.skeleton.bone_lengths[head]), 0.0]))
    nose = posed.positions[:, head] + quat.mul_vec(posed.turns[:, head], way)
    forward = np.array([np.sin(animal.heading), -np.cos(animal.heading)])
    ahead = (nose[:, :2] - animal.point) @ forward
    off = np.abs(nose[:, 2] - 0.06 * body.leg) / body.leg
    low = rows[int(np.argmin(off + 0.02 * (neck**2 + tilt**2) - 0.05 * ahead / body.leg))]
    poses, seconds = [low], [0.8]
    for k in range(int(max(2, (deed.duration_s or 2.4) / 0.6))):
        bite = low.copy()
        bite[INDEX["jaw"]] = 0.16 * ((k + 1) % 2)
        bite[INDEX["neck.yaw"]] += 0.08 * (-1) ** (k // 2)
        poses.append(bite)
        seconds.append(0.3)
    _gesture(deed, poses, seconds)


def call(deed: Deed) -> None:
    """Bark, moo, neigh: the head goes up, the mouth opens."""
    animal = deed.animal
    if deed.target_id is not None and animal.posture == "stand":
        away = deed.scene.centre(deed.target_id)[:2] - animal.point
        _turn_to(deed, float(np.arctan2(away[0], -away[1])), 0.5)
    long = deed.action.verb.split()[0] not in ("bark", "yelp", "snarl", "growl")
    poses, seconds = [], []
    for _ in range(deed.count or (1 if long else 3)):
        out = animal.pose.copy()
        out[INDEX["neck.pitch"]] += 0.45 if long else 0.14
        out[INDEX["head.pitch"]] += 0.50 if long else 0.20
        out[INDEX["jaw"]] = 0.42
        out[INDEX["ears"]] = 0.25
        out[INDEX["pitch"]] += 0.0 if long else 0.03
        if animal.body.winged and animal.posture == "stand":
            out[INDEX["wing.spread"]], out[INDEX["wing.lift"]] = 0.75, 0.45
        back = animal.pose.copy()
        back[INDEX["jaw"]] = 0.03
        poses += [out, out, back]
        seconds += [0.35, 1.1, 0.5] if long else [0.09, 0.07, 0.22]
    _gesture(deed, poses, seconds)


def wag(deed: Deed) -> None:
    animal = deed.animal
    if not animal.manner.wags:  # it romps
        if animal.posture != "stand":
            stand_up(deed)
        jump(replace(deed, count=2))
        stretch(deed)
        return
    frames = int((deed.duration_s or 2.0) * animal.fps)
    animal.joy.append((animal.length, animal.length + frames))
    animal.rest(frames)


def _gesture(deed: Deed, poses: list[Array], seconds: list[float]) -> None:
    """Poses of head and neck over feet that stay, and back again."""
    animal = deed.animal
    times = np.r_[0.0, np.cumsum([*seconds, 0.6])]
    rows = np.stack([animal.pose, *poses, animal.pose])
    count = max(2, round(float(times[-1]) * animal.fps))
    motion = interpolate(times.tolist(), rows, np.arange(1, count + 1) / animal.fps)
    animal.play(motion, deed.action.id, [min(count - 1, round(float(x) * animal.fps)) for x in times[1:]])


_ON_THE_SPOT = {
    "turn": turn_round, "stand": stay, "sit": sit, "lie": lie, "stand up": stand_up, "jump": jump, "look": look,
    "graze": graze, "call": call, "wag": wag, "stretch": stretch, "shake": shake, "beg": beg, "rear": rear,
    "roll over": roll_over, "dig": dig, "raise the trunk": raise_trunk, "fly": fly, "land": land, "take off": take_off,
    "breathe": breathe_out, "fight": fight, "guard": guard,
}  # fmt: skip
