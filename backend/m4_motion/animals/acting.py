"""What animals do where they are: stretch, shake themselves, beg, rear, roll over, dig, raise the trunk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...common import quat
from ..channels import Array, interpolate, minimum_jerk
from .performer import Animal
from .pose import INDEX, LEGS, TRUNK, lowest_flesh, solve
from .resting import lay_tail, lie, lying_pose, sit, stand_up, standing, to_pose

if TYPE_CHECKING:
    from .programs import Deed

_SHAKES_PER_S = 3.0
"""slower than the 4 to 5 of a wet dog (Dickerson, Mills & Hu 2012): a key pose is set every sixth of a second"""
_HELD_S = 2.4
_SPRAYING = frozenset({"spray", "squirt", "shower", "splash", "blow"})
_FORE = ("front.L", "front.R")


def stretch(deed: Deed) -> None:
    """The fore feet reach ahead, the chest sinks between them, the rump stays up; a cat then arches its back."""
    animal, body = deed.animal, deed.animal.body
    _on_its_feet(deed)
    reach = float(np.linalg.norm((body.at("shoulder.L") - body.at("leg_back_upper.L"))[1:]))
    pitch = float(np.arcsin(np.clip(0.46 * body.withers / reach, 0.15, 0.62)))
    bow = standing(animal)
    bow[INDEX["pitch"]] = -pitch
    bow[INDEX["z"]] = -0.5 * reach * np.sin(pitch)  # hips keep their height
    bow[INDEX["spine.pitch"]], bow[INDEX["neck.pitch"]], bow[INDEX["head.pitch"]] = -0.18, 0.35, 0.25
    bow[INDEX["tail.pitch"]] = 0.7
    back = 0.16 * body.leg
    _move(bow, animal, -back)
    for leg in LEGS:
        ahead = 0.34 if leg in _FORE else 0.0
        columns = [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y")]
        bow[columns] += (ahead * body.leg) * _forward(animal)
    yawn = bow.copy()
    yawn[INDEX["jaw"]], yawn[INDEX["lids"]], yawn[INDEX["ears"]] = 0.40, 1.0, 0.3
    poses, seconds = [bow, yawn, bow], [0.9, 0.7, deed.duration_s or 1.0]
    if animal.manner.curls:
        hump = standing(animal)
        hump[INDEX["spine.pitch"]], hump[INDEX["z"]] = 1.25, 0.05 * body.leg
        hump[INDEX["neck.pitch"]], hump[INDEX["head.pitch"]], hump[INDEX["tail.pitch"]] = -0.35, -0.2, 0.9
        poses += [hump, hump]
        seconds += [0.9, 0.6]
    to_pose(deed, [*poses, standing(animal)], [*seconds, 0.8])


def shake(deed: Deed) -> None:
    """A wave of rolling from the head along the trunk to the tail, over feet that stand apart."""
    animal = deed.animal
    _on_its_feet(deed)
    ready = standing(animal)
    ready[INDEX["z"]], ready[INDEX["neck.pitch"]] = -0.05 * animal.body.leg, -0.30
    to_pose(deed, [ready], [0.35])
    count = round((deed.duration_s or 1.6) * animal.fps)
    t = np.arange(1, count + 1) / animal.fps
    strength = np.sin(np.pi * np.clip(t / t[-1], 0.0, 1.0)) ** 0.6
    phase = 2.0 * np.pi * _SHAKES_PER_S * t
    motion = np.repeat(animal.pose[None], count, axis=0)
    for name, angle, lag in (("head.roll", 0.75, 0.0), ("neck.yaw", 0.16, 0.4), ("roll", 0.20, 1.2),
                             ("tail.yaw", 0.8, 2.6)):  # fmt: skip
        motion[:, INDEX[name]] += angle * strength * np.sin(phase - lag)
    motion[:, INDEX["lids"]] = 1.0 * strength
    motion[:, INDEX["ears"]] += 0.4 * strength * np.sin(phase - 0.7)
    half = animal.fps / (2.0 * _SHAKES_PER_S)
    keys = [round(half * (k + 0.5)) for k in range(int(count / half)) if half * (k + 0.5) < count]
    animal.play(motion, deed.action.id, keys)
    to_pose(deed, [standing(animal)], [0.4])


def beg(deed: Deed) -> None:
    """Upright on the haunches, the fore paws hanging before the chest."""
    animal = deed.animal
    if not animal.manner.sits:
        rear(deed)
        return
    if animal.posture != "sit":
        sit(deed)
    up = _upright(animal, animal.pose, 0.95, hang=(0.26, 0.24))
    lay_tail(animal.body, up)
    up[INDEX["head.pitch"]] += 0.15
    seated = animal.pose.copy()
    poses, seconds = [up], [0.7]
    for k in range(max(2, int((deed.duration_s or _HELD_S) / 0.4))):
        pawing = up.copy()
        for leg in _FORE:
            pawing[INDEX[f"foot.z.{leg}"]] += (0.10 if k % 2 == 0 else -0.02) * animal.body.leg
        poses.append(pawing)
        seconds.append(0.4)
    to_pose(deed, [*poses, seated], [*seconds, 0.7])


def rear(deed: Deed) -> None:
    """Up on the hind legs, the fore legs beating the air, and down again."""
    animal, body = deed.animal, deed.animal.body
    _on_its_feet(deed)
    ground = standing(animal)
    crouch = ground.copy()
    crouch[INDEX["pitch"]], crouch[INDEX["z"]], crouch[INDEX["neck.pitch"]] = 0.08, -0.08 * body.leg, -0.25
    up = _upright(animal, ground, 0.80, hang=(0.42, 0.42))
    poses, seconds = [crouch, up], [0.45, 0.55]
    for k in range(4):
        beat = up.copy()
        for side, leg in enumerate(_FORE):
            beat[INDEX[f"foot.z.{leg}"]] += (0.16 if (k + side) % 2 else -0.10) * body.leg
        poses.append(beat)
        seconds.append(0.28)
    to_pose(deed, [*poses, crouch, ground], [*seconds, 0.5, 0.4])


def dig(deed: Deed) -> None:
    """Head low, one fore paw after the other reaches ahead and rakes the ground back under the belly."""
    animal, body = deed.animal, deed.animal.body
    _on_its_feet(deed)
    low = standing(animal)
    low[INDEX["pitch"]], low[INDEX["z"]] = -0.16, -0.10 * body.leg
    low[INDEX["neck.pitch"]], low[INDEX["head.pitch"]], low[INDEX["tail.pitch"]] = -0.75, 0.15, 0.6
    rows, seconds = [low], [0.6]
    strokes = int(2 * max(2.0, deed.duration_s or 3.0) / 0.36)
    for k in range(strokes):
        row = low.copy()
        for side, leg in enumerate(_FORE):
            columns = [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y")]
            reaching = (k + side) % 2 == 0
            row[columns] += (0.28 if reaching else -0.16) * body.leg * _forward(animal)
            row[INDEX[f"foot.z.{leg}"]] = (0.16 if reaching else 0.0) * body.leg
            row[INDEX[f"foot.pitch.{leg}"]] = 0.5 if reaching else 0.0
        row[INDEX["head.yaw"]] = 0.10 * (-1) ** (k // 3)
        rows.append(row)
        seconds.append(0.18)
    _through(deed, [*rows, low, standing(animal)], [*seconds, 0.3, 0.6])


def roll_over(deed: Deed) -> None:
    """Down, over onto the back with the legs in the air, a wriggle there, and on round to the other side."""
    animal, body = deed.animal, deed.animal.body
    if animal.posture != "lie":
        lie(deed)
    first = lying_pose(animal)
    sideways = np.array([np.cos(animal.heading), np.sin(animal.heading)])
    # 1. angles: over, a wriggle on the back, on round; the way of a body that rolls on its flank
    on_back_s = deed.duration_s or 1.2
    over = round(0.9 * animal.fps)
    u = minimum_jerk(np.arange(1, over + 1) / over)
    wriggle = np.arange(1, round(on_back_s * animal.fps) + 1) / animal.fps
    sway = 0.28 * np.sin(2.0 * np.pi * wriggle / on_back_s * max(1, round(on_back_s / 0.7)))
    angle = np.concatenate([np.pi * u, np.pi + sway, np.pi * (1.0 + u)])
    upside = 0.5 * (1.0 - np.cos(angle))  # how far the legs are in the air
    tucked = minimum_jerk(np.minimum(angle, 2.0 * np.pi - angle) / 0.9)[:, None]
    radius = 0.75 * (body.withers - body.belly)
    way = radius * angle
    # 2. the trunk turns about its length; the head keeps off the floor
    motion = first + np.zeros((len(angle), 1))
    motion[:, INDEX["roll"]] = angle
    motion[:, INDEX["spine.yaw"]] = -0.6 * upside * (angle - np.pi) * (np.abs(angle - np.pi) < 0.4)
    motion[:, INDEX["neck.pitch"]] += -_chin_in(animal, first) * upside
    motion[:, INDEX["ears"]] = 0.8 * upside
    motion[:, INDEX["tail.pitch"]] += (-0.6 - first[INDEX["tail.pitch"]]) * upside
    motion[:, [INDEX["x"], INDEX["y"]]] += way[:, None] * sideways
    _rest_on_floor(animal, motion, angle)
    # 3. the feet go round with it, drawn up
    turned = quat.from_angle_axis(angle, np.array([0.0, 1.0, 0.0]))
    facing = quat.from_angle_axis(np.array(animal.heading), np.array([0.0, 0.0, 1.0]))
    ends = [f"{name}.{side}" for name in ("leg_back_upper", "shoulder") for side in "LR"]
    centre = solve(body, motion).positions[:, [body.index[name] for name in ends]].mean(axis=1)
    rest = np.mean([body.at(name) for name in ends], axis=0)
    for leg in LEGS:
        drawn = body.toes[leg] - rest + np.array([0.0, -0.06, 0.36]) * body.leg
        there = centre + quat.mul_vec(facing, quat.mul_vec(turned, drawn))
        there[:, 2] = np.maximum(there[:, 2], 0.20 * body.leg * upside)  # the legs below lie on the floor
        lying = np.array([first[INDEX[f"foot.{axis}.{leg}"]] for axis in ("x", "y", "z")]) + np.zeros((len(angle), 3))
        lying[:, :2] += np.where(angle > np.pi, 2.0 * np.pi * radius, 0.0)[:, None] * sideways
        place = lying + tucked * (there - lying)
        motion[:, [INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]] = place
        once_round = 2.0 * np.pi - (2.0 * np.pi - angle) * tucked[:, 0]
        motion[:, INDEX[f"foot.roll.{leg}"]] = np.where(angle > np.pi, once_round, angle * tucked[:, 0])
        motion[:, INDEX[f"foot.flat.{leg}"]] *= 1.0 - tucked[:, 0]
    keys = list(range(4, len(angle), 4))
    animal.play(motion, deed.action.id, keys)
    for name in ("roll", *(f"foot.roll.{leg}" for leg in LEGS)):
        animal.pose[INDEX[name]] -= 2.0 * np.pi  # once round is where it was
    stand_up(deed)


def raise_trunk(deed: Deed) -> None:
    """An elephant's trunk goes up and curls back over its head, or out toward somebody, sways there, and comes down;
    water comes out of it where it sprays."""
    animal = deed.animal
    if "trunk_1" not in animal.body.index:
        deed.notes.append(f"A {animal.body.species} has no trunk to spray with.")
        return
    down = animal.pose.copy()
    up = down.copy()
    sprays = animal.body.breath == "water" and deed.action.verb.split()[0] in _SPRAYING
    aimed = sprays and deed.target_id is not None and deed.target_id != animal.actor_id
    if aimed:
        deed.face(deed.scene.centre(str(deed.target_id))[:2], 0.2)
        down = animal.pose.copy()
        up = down.copy()
    up[INDEX["trunk.pitch"]], up[INDEX["trunk.curl"]] = (1.25, 0.75) if aimed else (2.9, 2.2)
    up[INDEX["neck.pitch"]] += 0.12
    up[INDEX["head.pitch"]] += 0.22
    up[INDEX["jaw"]], up[INDEX["ears"]] = 0.22, -0.3
    poses, seconds = [up], [1.1]
    for k in range(max(2, int((deed.duration_s or _HELD_S) / 0.6))):
        sway = up.copy()
        sway[INDEX["trunk.pitch"]] += 0.14 * (-1) ** k
        sway[INDEX["head.yaw"]] += 0.10 * (-1) ** (k // 2)
        sway[INDEX["breath"]] = float(sprays)
        poses.append(sway)
        seconds.append(0.6)
    _through(deed, [*poses, down], [*seconds, 1.2])


def _forward(animal: Animal) -> Array:
    return np.array([np.sin(animal.heading), -np.cos(animal.heading)])


def _move(pose: Array, animal: Animal, ahead: float) -> None:
    """The trunk by that far forward; the feet stay."""
    pose[[INDEX["x"], INDEX["y"]]] += ahead * _forward(animal)


def _on_its_feet(deed: Deed) -> None:
    if deed.animal.posture != "stand":
        stand_up(deed)


def _upright(animal: Animal, base: Array, pitch: float, hang: tuple[float, float]) -> Array:
    """The trunk at that pitch about the hips of a pose, which stay; the fore feet `hang` hip heights ahead of and
    below the shoulders (C,)."""
    body = animal.body
    hips = [body.index["leg_back_upper.L"], body.index["leg_back_upper.R"]]
    up = base.copy()
    up[INDEX["pitch"]] = max(pitch, float(base[INDEX["pitch"]]) + 0.25)
    up[INDEX["neck.pitch"]], up[INDEX["head.pitch"]] = -0.30 * pitch, -0.42 * pitch
    before, after = (solve(body, pose[None]).positions[0, hips].mean(axis=0) for pose in (base, up))
    up[[INDEX["x"], INDEX["y"], INDEX["z"]]] += before - after
    up[INDEX["z"]] -= min(0.0, lowest_flesh(body, up, (*TRUNK, "leg_back")))  # the rump sits on the floor, not in it
    posed = solve(body, up[None]).positions[0]
    for leg in _FORE:
        shoulder = posed[body.index[f"leg_front_upper.{leg[-1]}"]]
        place = shoulder[:2] + hang[0] * body.leg * _forward(animal)
        up[[INDEX[f"foot.{axis}.{leg}"] for axis in ("x", "y", "z")]] = *place, shoulder[2] - hang[1] * body.leg
        up[INDEX[f"foot.pitch.{leg}"]] = 1.1
        up[INDEX[f"foot.fold.{leg}"]] = 0.5
    return up


def _chin_in(animal: Animal, lying: Array) -> float:
    """How far the neck bends on the back until head and ears are no lower than the trunk."""
    back = lying.copy()
    back[INDEX["roll"]], back[INDEX["ears"]] = np.pi, 0.8
    for bend in np.linspace(0.85, 2.2, 10):
        row = back.copy()
        row[INDEX["neck.pitch"]] -= bend
        if lowest_flesh(animal.body, row, ("head", "ear")) > lowest_flesh(animal.body, row, (*TRUNK, "neck")):
            return float(bend)
    return 2.2


def _rest_on_floor(animal: Animal, motion: Array, angle: Array) -> None:
    """Raise or lower every frame of a roll until the trunk and the neck touch the floor and nothing is below it."""
    steps = np.linspace(float(angle[0]), float(angle[-1]), 25)
    order = np.argsort(angle)
    heights = []
    for step in steps:
        row = motion[order[min(int(np.searchsorted(angle[order], step)), len(order) - 1)]].copy()
        row[INDEX["z"]] = 0.0
        heights.append(-lowest_flesh(animal.body, row, ("hips", "spine", "chest", "neck", "head", "ear")))
    motion[:, INDEX["z"]] = np.interp(angle, steps, heights)


def _through(deed: Deed, rows: list[Array], seconds: list[float]) -> None:
    """Through poses, feet as they say."""
    animal = deed.animal
    times = np.r_[0.0, np.cumsum(seconds)]
    count = max(2, round(float(times[-1]) * animal.fps))
    motion = interpolate(times.tolist(), np.stack([animal.pose, *rows]), np.arange(1, count + 1) / animal.fps)
    animal.play(motion, deed.action.id, [min(count - 1, round(float(x) * animal.fps)) for x in times[1:]])
