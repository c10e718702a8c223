"""Animals that fight and guard: snap, strike with the fore feet, lash with the tail, breathe fire; stand watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.scene import Action, SceneDescription
from ..channels import Array, interpolate
from .acting import rear
from .breathing import breathe_out
from .pose import INDEX
from .resting import stand_up

if TYPE_CHECKING:
    from .performer import Animal
    from .programs import Deed

FIGHTING = frozenset({"fight", "attack", "battle", "duel", "confront", "slay", "strike", "stab", "challenge", "face"})
"""verbs whose object defends itself"""
_NEAREST_M = 0.35
"""between the nose and what it snaps at"""
_WATCH_S, _FIGHT_S = 4.0, 4.5


def fight(deed: Deed) -> None:
    """Turn by turn as long as it lasts: snap, rear and strike, lash the tail, and fire where it has any."""
    animal = deed.animal
    if animal.posture not in ("stand", "fly"):
        stand_up(deed)
    if deed.target_id is not None:
        deed.face(deed.scene.centre(deed.target_id)[:2], 0.25)
    if animal.posture == "fly":
        breathe_out(deed)
        return
    end = animal.length + round(max(deed.duration_s or 0.0, _FIGHT_S) * animal.fps)
    if deed.target_id is not None:
        away = deed.scene.centre(deed.target_id)[:2] - animal.point
        gap = float(np.hypot(*away)) - animal.body.nose - deed.scene.radius(deed.target_id) - _NEAREST_M
        if gap > 0.8 * animal.body.leg:
            deed.advance(gap - 0.3 * animal.body.leg)
    blows = [snap, lash, rear, snap] if animal.body.winged else [snap, snap, rear]
    blows = [*blows[:2], breathe_out, *blows[2:]] if animal.body.breath == "fire" else blows
    number = 0
    while animal.length < end:
        blows[number % len(blows)](deed.for_seconds(None))
        number += 1


def snap(deed: Deed) -> None:
    """The neck draws back and shoots out, the jaws close at the end of it; the trunk goes along over its feet."""
    animal, body = deed.animal, deed.animal.body
    reach, yaw, pitch = 0.30 * body.leg, 0.0, -0.1
    if deed.target_id is not None:
        point = deed.scene.centre(deed.target_id)
        away = point[:2] - animal.point
        gap = float(np.hypot(*away)) - body.nose - deed.scene.radius(deed.target_id) - _NEAREST_M
        reach = float(np.clip(gap, -0.15 * body.leg, 0.34 * body.leg))
        bearing = float(np.arctan2(away[0], -away[1]))
        yaw = float(np.clip((bearing - animal.heading + np.pi) % (2.0 * np.pi) - np.pi, -0.9, 0.9))
        far = max(float(np.hypot(*away)) - 0.5 * body.nose, 0.5)
        pitch = float(np.clip(np.arctan2(point[2] - float(body.at("head")[2]), far), -0.7, 0.5))
    forward = np.array([np.sin(animal.heading), -np.cos(animal.heading)])
    rest = animal.body.standing(float(animal.point[0]), float(animal.point[1]), animal.heading)

    def at(ahead: float, **values: float) -> Array:
        row = rest.copy()
        row[[INDEX["x"], INDEX["y"]]] += ahead * forward
        for name, value in values.items():
            row[INDEX[name.replace("_", ".")]] += value
        return row

    drawn = at(-0.10 * body.leg, neck_pitch=0.38, head_pitch=-0.30, jaw=0.30, z=-0.10 * body.leg, wing_spread=0.45,
               wing_lift=0.35, neck_yaw=0.5 * yaw, ears=0.4)  # fmt: skip
    out = at(reach, neck_pitch=-0.50 + 0.6 * pitch, head_pitch=0.42 + 0.4 * pitch, jaw=0.66, pitch=-0.06,
             z=-0.12 * body.leg, neck_yaw=0.6 * yaw, head_yaw=0.4 * yaw, wing_spread=0.30, ears=0.5)  # fmt: skip
    shut = out.copy()
    shut[INDEX["jaw"]], shut[INDEX["head.roll"]] = 0.04, 0.18
    _through(deed, [drawn, out, shut, shut, rest], [0.50, 0.20, 0.10, 0.20, 0.55])


def lash(deed: Deed) -> None:
    """The tail winds up to one side and whips round to the other, the rump behind it."""
    animal, body = deed.animal, deed.animal.body
    rest = animal.body.standing(float(animal.point[0]), float(animal.point[1]), animal.heading)

    def at(side: float, **values: float) -> Array:
        row = rest.copy()
        for name, value in {"tail.yaw": 1.9 * side, "spine.yaw": -0.30 * side, "neck.yaw": 0.35 * side,
                            "neck.pitch": -0.15, "jaw": 0.25, **values}.items():  # fmt: skip
            row[INDEX[name]] += value
        row[INDEX["z"]] -= 0.08 * body.leg
        return row

    wound, struck = at(1.0, **{"tail.pitch": 0.25}), at(-1.0, **{"tail.pitch": -0.05, "wing.spread": 0.4})
    _through(deed, [wound, struck, struck, rest], [0.6, 0.35, 0.25, 0.7])


def guard(deed: Deed) -> None:
    """Low and broad before what it guards, wings half out, the head going slowly from side to side."""
    animal, body = deed.animal, deed.animal.body
    if animal.posture != "stand":
        stand_up(deed)
    rest = body.standing(float(animal.point[0]), float(animal.point[1]), animal.heading)
    rows, seconds = [], []
    for k in range(max(2, round((deed.duration_s or _WATCH_S) / 1.3))):
        side = (-1.0) ** k
        row = rest.copy()
        for name, value in {"neck.pitch": -0.30, "head.pitch": 0.22, "neck.yaw": 0.5 * side, "head.yaw": 0.3 * side,
                            "jaw": 0.06, "wing.spread": 0.30, "wing.lift": 0.10, "tail.yaw": -0.5 * side,
                            "z": -0.06 * body.leg, "spine.yaw": 0.08 * side}.items():  # fmt: skip
            row[INDEX[name]] += value
        rows.append(row)
        seconds.append(1.3)
    _through(deed, [*rows, rest], [*seconds, 0.9])


def _through(deed: Deed, rows: list[Array], seconds: list[float]) -> None:
    """Through poses over feet that stay where they are."""
    animal = deed.animal
    times = np.r_[0.0, np.cumsum(seconds)] * np.sqrt(max(animal.body.leg / 0.42, 0.5)) ** 0.5
    count = max(2, round(float(times[-1]) * animal.fps))
    motion = interpolate(times.tolist(), np.stack([animal.pose, *rows]), np.arange(1, count + 1) / animal.fps)
    animal.play(motion, deed.action.id, [min(count - 1, round(float(x) * animal.fps)) for x in times[1:]])


def fought(
    description: SceneDescription, animals: Mapping[str, Animal], spans: Mapping[tuple[str, str], tuple[int, int]]
) -> Iterable[tuple[str, str, Action, int, int]]:
    """Animals that somebody fights and that are said to do nothing themselves: animal, foe, deed, frames."""
    acting = {action.actor_id for action in description.actions}
    for (action_id, actor_id), (first, last) in spans.items():
        action = next((a for a in description.actions if a.id == action_id), None)
        if action is None or action.verb.split()[0] not in FIGHTING or actor_id in animals:
            continue
        entity = next((e for e in description.entities if e.id == action.target_id), None)
        for name in entity.object_ids if entity is not None and entity.id not in acting else ():
            if name in animals:
                yield name, actor_id, action, first, last
