"""How exactly people do what they do, over random scenes, measured on the finished scene in world space.

Palms are the skin of the hand, seats and treads the things' meshes, balls' speeds those of the simulated tracks.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..common import quat
from ..common.ballistics import BALL_PER_FOOT
from ..common.progress import Progress, silent
from ..m4_motion.arrival import off_goal
from ..m4_motion.parameters import Values
from ..m4_motion.stage import MotionPlanner
from ..pipeline import Stages, generate
from ..protocol.messages import GenerateRequest
from ..protocol.scene import AssetSet, Attachment, MotionSet, SceneDescription, SceneLayout
from .posed import Performance, in_thing, performances, surface_of

Array = NDArray[np.float64]

_WHO = ("man", "woman", "boy", "girl", "old man", "knight", "tall woman")
_CLUTTER = ("", ", two chairs stand near it", ", a crate and a lamp are there", ", a couch and a barrel are there")
_SMALL, _SEATS = ("cup", "ball", "book", "apple", "bottle"), ("chair", "bench", "couch", "stool")
_CUPS = ("cup", "glass", "bowl", "mug")
_SLOW_M_S, _OUTSIDE_M = 0.25, 0.02
_EVERY = 5
"""frames from one that is looked at to the next, where that takes long"""
_BARS = {
    "goal m": 0.05, "goal deg": 5.0, "grasp m": 0.02, "held m": 0.02, "hand in thing mm": 5.0, "seat m": 0.03,
    "step m": 0.01, "kick deg": 10.0, "kick speed share": 0.3, "foot to ball m": 0.02, "in things mm": 5.0,
    "hand in body mm": 10.0, "off balance share": 0.02, "spout m": 0.05, "rider m": 0.03, "motion ms per 5 s": 100.0,
}  # fmt: skip
"""the most that each figure may be"""


@dataclass
class Figures:
    """All figures by name."""

    values: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    worst: dict[str, str] = field(default_factory=dict)
    """figure to the scene of its largest value"""
    scene: str = ""
    """what is looked at now"""
    told: list[str] = field(default_factory=list)
    """what the scenes said they could not do"""

    def add(self, name: str, value: float) -> None:
        if value > max(self.values[name], default=-np.inf):
            self.worst[name] = self.scene
        self.values[name].append(float(value))


class _Timed:
    """A motion planner whose CPU seconds are counted."""

    def __init__(self, planner: MotionPlanner) -> None:
        self._planner, self.seconds = planner, 0.0

    def run(
        self, description: SceneDescription, assets: AssetSet, layout: SceneLayout, *, fps: int,
        duration_s: float | None, chosen: Mapping[str, Values] = MappingProxyType({}), rng: np.random.Generator,
        progress: Progress = silent,
    ) -> MotionSet:  # fmt: skip
        start_s = time.process_time()
        motion = self._planner.run(
            description, assets, layout, fps=fps, duration_s=duration_s, chosen=chosen, rng=rng, progress=progress
        )
        self.seconds = time.process_time() - start_s
        return motion


def run(layouts: int = 12, only: tuple[str, ...] = ()) -> None:
    """Prints a line per figure: median, 95th percentile, worst, bar and how many are over it."""
    found = Figures()
    stages = Stages.load()
    timed = _Timed(stages.motion)
    stages = replace(stages, motion=timed)  # type: ignore[arg-type]
    for kind, (prompt_of, look) in _TASKS.items():
        if only and kind not in only:
            continue
        for seed in range(layouts):
            rng = np.random.default_rng([seed, *kind.encode()])
            prompt = prompt_of(rng)
            bundle = generate(GenerateRequest(prompt=prompt, seed=seed), stages)
            found.scene = f"{prompt} (seed {seed})"
            found.told += [f"{prompt}: {text}" for text in bundle.warnings]
            seconds = bundle.timeline.frame_count / bundle.timeline.fps
            share = max(seconds, 5.0) * max(1, len(bundle.simulation.clips))  # a body is measured once, however short
            found.add("motion ms per 5 s", 5000.0 * timed.seconds / share)
            for person in performances(bundle):
                look(person, found)
                _soundness(person, found)
        print(f"   {kind}: {layouts} scenes", flush=True)
    print(f"{'figure':20} {'n':>4} {'median':>8} {'p95':>8} {'worst':>8} {'bar':>6} over")
    for name, values in found.values.items():
        bar = _BARS.get(name)
        over = "" if bar is None else f"{sum(value > bar for value in values)}"
        low, high, worst = (float(np.percentile(values, share)) for share in (50, 95, 100))
        limit = "-" if bar is None else f"{bar}"
        figures = f"{low:8.4f} {high:8.4f} {worst:8.4f} {limit:>6} {over:>4}"
        print(f"{name:20} {len(values):4} {figures}  {found.worst[name]}")
    for text in dict.fromkeys(found.told):
        print("told:", text)


# --- one task each ----------------------------------------------------------------------------------------------


def _pick(rng: np.random.Generator, words: tuple[str, ...]) -> str:
    return str(words[rng.integers(len(words))])


def _goal(person: Performance, found: Figures) -> None:
    paths = [p for p in person.bundle.layout.paths if p.actor_id == person.actor_id and len(p.points) > 1]
    span = person.segment(paths[0].action_id) if paths else None
    if span is None:
        return
    end = min(span[1], len(person.positions) - 1)
    metres, degrees = off_goal(person.body, person.positions[end], paths[0])
    found.add("goal m", metres)
    found.add("goal deg", degrees)


def look_at_grasps(person: Performance, found: Figures) -> None:
    for held in person.bundle.simulation.attachments:
        if held.actor_id == person.actor_id and held.joint.startswith("hand") and held.frame_start > 0:
            gaps, depth = _gaps(person, held)
            found.add("grasp m", gaps[0])
            found.add("held m", float(gaps.max()))
            found.add("hand in thing mm", 1000.0 * depth)


def _gaps(person: Performance, held: Attachment) -> tuple[Array, float]:
    """(F,) m between the palm's skin and the thing's surface over the frames in which it is held, and how deep any
    skin of either hand is in it, m."""
    bundle, side = person.bundle, held.joint[-1]
    surface = surface_of(bundle, held.object_id)
    last = held.frame_end if held.frame_end is not None else len(person.positions) - 1
    frames = range(held.frame_start, max(last, held.frame_start) + 1, _EVERY)
    gaps, deepest = [], 0.0
    for frame in frames:
        palm = in_thing(bundle, held.object_id, person.palm_skin(side, frame), frame)
        hands = np.concatenate([person.hand_skin(each, frame) for each in "LR"])
        hand = in_thing(bundle, held.object_id, hands, frame)
        gaps.append(max(0.0, float(surface.outside(palm).min())))
        deepest = max(deepest, -float(surface.outside(hand).min()))
    return np.array(gaps), deepest


def look_at_seats(person: Performance, found: Figures) -> None:
    """The lowest of the sitting body against the seat's mesh right under it; beside it, the hips miss the seat."""
    bundle = person.bundle
    for event in bundle.motion.events:
        if event.kind != "sit" or event.actor_id != person.actor_id or event.target_id is None:
            continue
        last = len(person.positions) - 1
        lowest = in_thing(bundle, event.target_id, person.seat(last)[None], last)[0]
        surface = surface_of(bundle, event.target_id)
        height = surface.height_under(float(lowest[0]), float(lowest[1]), float(lowest[2]) + 0.12)
        found.add("seat m", 1.0 if height is None else abs(float(lowest[2]) - height))


def look_at_steps(person: Performance, found: Figures) -> None:
    """The sole of every foot that stands, against the mesh under it."""
    bundle = person.bundle
    contacts = bundle.simulation.clips[person.actor_id].foot_contacts
    stairs = [i for e in bundle.description.entities if e.category in ("stairs", "ladder") for i in e.object_ids]
    surfaces = {i: surface_of(bundle, i) for i in stairs}
    for column, side in enumerate("LR"):
        stands = contacts[:, column]
        starts = np.flatnonzero(stands & ~np.r_[False, stands[:-1]])
        for start in starts:
            end = start + int(np.argmin(np.r_[stands[start:], False]))
            frame = int((start + end - 1) // 2)
            gaps = []
            for point in person.sole(side, frame)[:: 1 + len(person.sole(side, frame)) // 24]:
                under = [0.0]
                for object_id, surface in surfaces.items():
                    local = in_thing(bundle, object_id, point[None], frame)[0]
                    height = surface.height_under(float(local[0]), float(local[1]), float(local[2]) + 0.06)
                    under.append(-9.0 if height is None else height + float(point[2] - local[2]))
                gaps.append(float(point[2]) - max(under))
            found.add("step m", abs(min(gaps)))


def look_at_kicks(person: Performance, found: Figures) -> None:
    """The ball's flight against where it was meant to go and how fast the foot came."""
    bundle = person.bundle
    fps = bundle.timeline.fps
    for event in bundle.motion.events:
        if event.kind != "kick" or event.velocity is None or event.target_id not in bundle.simulation.object_tracks:
            continue
        track = bundle.simulation.object_tracks[event.target_id].translations.astype(np.float64)
        last = min(event.frame + 3, len(track) - 1)
        if last <= event.frame:
            continue
        went = (track[last] - track[event.frame]) * fps / (last - event.frame)
        goals = [i for e in bundle.description.entities if e.lemma == "goal" for i in e.object_ids]
        to = bundle.layout.placements[goals[0]].transform.translation if goals else track[event.frame] + event.velocity
        aim = (to - track[event.frame])[:2]
        angle = np.arctan2(went[1], went[0]) - np.arctan2(aim[1], aim[0])
        found.add("kick deg", abs(np.degrees((angle + np.pi) % (2 * np.pi) - np.pi)))
        toe = person.joint(event.joint.replace("foot", "toe"))
        came = np.linalg.norm(np.diff(toe[max(0, event.frame - 3) : event.frame + 1], axis=0), axis=1).max() * fps
        found.add("kick speed share", abs(float(np.linalg.norm(went)) / (BALL_PER_FOOT * float(came)) - 1.0))
        joints = (event.joint, event.joint.replace("foot", "toe"))
        surface = surface_of(bundle, event.target_id)
        gaps = []
        for frame in (event.frame - 1, event.frame):
            worn = [person.skin(part, person.belonging(part, joints), frame) for part in person.asset.meshes]
            foot = in_thing(bundle, event.target_id, np.concatenate(worn), frame)
            gaps.append(float(surface.outside(foot).min()))
        found.add("foot to ball m", max(0.0, min(gaps)))


def _chase(person: Performance, found: Figures) -> None:
    clips = person.bundle.simulation.clips
    if next(iter(clips)) == person.actor_id and len(clips) > 1:
        first, second = (clip.root_translations[:, :2].astype(np.float64) for clip in list(clips.values())[:2])
        lead = np.linalg.norm(first - second, axis=1)
        found.add("lead nearest m", float(lead.min()))
        found.add("lead farthest m", float(lead.max()))


def look_at_pouring(person: Performance, found: Figures) -> None:
    bundle = person.bundle
    for held in bundle.simulation.attachments:
        asset = bundle.assets.assets[held.object_id]
        spouts = [m for m in asset.meshes if "spout" in m.part_names]
        cups = [i for e in bundle.description.entities if e.lemma in _CUPS for i in e.object_ids]
        if not spouts or not cups:
            continue
        mesh = spouts[0].mesh
        own = mesh.face_vertices[np.repeat(mesh.part_index, mesh.face_sizes) == spouts[0].part_names.index("spout")]
        points = mesh.vertices[np.unique(own)].astype(np.float64)
        tip = points[points[:, 0] > points[:, 0].max() - 0.15 * np.ptp(points[:, 0])].mean(axis=0)
        track = bundle.simulation.object_tracks[held.object_id]
        world = track.translations + quat.mul_vec(track.rotations.astype(np.float64), tip)
        cup, placed = bundle.assets.assets[cups[0]], bundle.layout.placements[cups[0]].transform.translation
        rim = placed + np.array([0.0, 0.0, float(cup.bounds[1, 2])])
        tipped = quat.mul_vec(track.rotations.astype(np.float64), np.array([0.0, 0.0, 1.0]))[:, 2] < np.cos(0.6)
        if tipped.any():
            found.add("spout m", float(np.linalg.norm((world - rim)[tipped][:, :2], axis=1).mean()))
            found.add("spout over rim m", float((world - rim)[tipped][:, 2].min()))


def look_at_riding(person: Performance, found: Figures) -> None:
    clips = person.bundle.simulation.clips
    for name, clip in clips.items():
        if name != person.actor_id and len(clip.root_translations) > 1:
            apart = person.joint("hips") - clip.root_translations.astype(np.float64)
            found.add("rider m", float(np.abs(np.linalg.norm(apart, axis=1) - np.linalg.norm(apart[0])).max()))


# --- for everybody ----------------------------------------------------------------------------------------------


def _soundness(person: Performance, found: Figures) -> None:
    found.add("hand in body mm", 1000.0 * _hands_in_body(person))
    found.add("off balance share", _off_balance(person))
    found.add("in things mm", 1000.0 * _in_things(person))


def _hands_in_body(person: Performance) -> float:
    """m that the skin of a hand is behind the skin of trunk, head or thighs at most."""
    deep = 0.0
    for frame in range(0, len(person.positions), 2 * _EVERY):
        trunk = person.trunk(frame)
        for side in "LR":
            deep = max(deep, -float(trunk.outside(person.hand_skin(side, frame)).min()))
    return deep


def _off_balance(person: Performance) -> float:
    """Share of the slow frames on the feet in which the centre of mass is outside both soles and the way between."""
    clip = person.bundle.simulation.clips[person.actor_id]
    mass = person.body.centre_of_mass(person.positions)[:, :2]
    speed = np.linalg.norm(np.gradient(mass, axis=0), axis=1) * person.bundle.timeline.fps
    stands = clip.foot_contacts[:, : clip.foot_contacts.shape[1]].all(axis=1) & (speed < _SLOW_M_S)
    low = person.joint("hips")[:, 2] > 0.8 * person.body.hip_height
    picked = np.flatnonzero(stands & low & ~_on_a_seat(person))
    if len(picked) < 5:
        return 0.0
    outside = 0
    for frame in picked:
        points = []
        for side in "LR":
            ankle, toe = person.joint(f"foot.{side}")[frame, :2], person.joint(f"toe.{side}")[frame, :2]
            along = (toe - ankle) / max(float(np.linalg.norm(toe - ankle)), 1e-6)
            points += [ankle - 0.03 * person.body.stature * along, toe + 0.035 * person.body.stature * along]
        line = np.array(points)
        weights = np.linspace(0.0, 1.0, 9)[:, None]
        hull = np.concatenate([a + weights * (b - a) for a in line for b in line])
        outside += bool(np.linalg.norm(hull - mass[frame], axis=1).min() > _OUTSIDE_M + 0.02 * person.body.stature)
    return outside / len(picked)


def _on_a_seat(person: Performance) -> NDArray[np.bool_]:
    """(T,) when a seat carries the person, from the touch until the hips leave it: a child sits nearly as high as it
    stands."""
    hips = person.joint("hips")[:, 2]
    carried = np.zeros(len(hips), dtype=bool)
    for event in person.bundle.motion.events:
        if event.kind == "sit" and event.actor_id == person.actor_id:
            risen = hips[event.frame :] > hips[event.frame] + 0.03 * person.body.stature
            carried[event.frame : event.frame + (int(np.argmax(risen)) if risen.any() else len(risen))] = True
    return carried


def _in_things(person: Performance) -> float:
    """m that a joint is inside a standing thing's solid box; not seats, mounts and what is held."""
    bundle, deep = person.bundle, 0.0
    busy = {event.target_id for event in bundle.motion.events} | {a.target_id for a in bundle.description.actions}
    names = [person.body.index[n] for n in ("hips", "chest", "head", "shin.L", "shin.R", "hand.L", "hand.R")]
    for object_id, placed in bundle.layout.placements.items():
        asset = bundle.assets.assets[object_id]
        if asset.role in ("environment", "character") or object_id in busy:
            continue
        for shape in asset.collision_shapes:
            if shape.kind != "box":
                continue
            turn = placed.transform.rotation.astype(np.float64)
            local = quat.mul_vec(quat.inv(turn), person.positions[:, names] - placed.transform.translation)
            own = quat.inv(shape.transform.rotation.astype(np.float64))
            local = quat.mul_vec(own, local - shape.transform.translation)
            inside = (0.5 * shape.dimensions - np.abs(local)).min(axis=-1)
            deep = max(deep, float(inside.max()))
    return max(deep, 0.0)


_TASKS: dict[str, tuple[Callable[[np.random.Generator], str], Callable[[Performance, Figures], None]]] = {
    "goal": (lambda r: f"A {_pick(r, _WHO)} walks to a {_pick(r, ('table', 'lamp', 'crate', 'door'))}"
             f"{_pick(r, _CLUTTER)}", _goal),
    "grasp": (lambda r: f"A {_pick(r, _WHO)} picks up the {_pick(r, _SMALL)} on the table{_pick(r, _CLUTTER)}",
              look_at_grasps),
    "seat": (lambda r: f"A {_pick(r, _WHO)} sits down on a {_pick(r, _SEATS)}", look_at_seats),
    "step": (lambda r: f"A {_pick(r, _WHO)} {_pick(r, ('climbs', 'walks up'))} the stairs", look_at_steps),
    "kick": (lambda r: f"A {_pick(r, _WHO)} kicks a ball into the goal", look_at_kicks),
    "chase": (lambda r: f"A {_pick(r, _WHO)} chases a {_pick(r, ('dog', 'cat', 'boy', 'girl'))}"
              f"{_pick(r, ('', ' around a tree', ' around a table'))}", _chase),
    "pour": (lambda r: f"A {_pick(r, _WHO)} pours tea into a {_pick(r, _CUPS)}", look_at_pouring),
    "ride": (lambda r: f"A {_pick(r, _WHO)} rides a horse", look_at_riding),
}  # fmt: skip
