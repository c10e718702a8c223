"""Snowballs: nobody catches them; who is hit shrinks from them behind an arm, and throws when it is his turn."""

from __future__ import annotations

import numpy as np

from ..common import quat
from ..protocol.conventions import GRAVITY_M_S2
from .acts import Act
from .channels import INDEX, SIGN, Array, arm_columns, minimum_jerk
from .guiding import middle_of, track
from .performer import Happening, Layer, Performer
from .scene_query import Flight
from .swinging import LONGEST_S

_SEES_S, _STAYS_S, _RISES_S = 0.42, 0.22, 0.55
"""how long before the hit one begins to shrink, how long one stays so after it, and gets up"""
_TURN_S = 1.9
"""from one's throw to the next one's"""
_BACK_M_S = 0.35
"""at which it drops off"""
_PELTED = frozenset({"snowball", "water balloon", "pillow"})


def is_pelted(act: Act, thing: str) -> bool:
    """Whether a thing is thrown to hit, not to be caught."""
    entity = act.scene.description.entity_of(thing)
    return entity is not None and entity.lemma in _PELTED


def turn_s(act: Act) -> float:
    """How much later than the first of those who throw at one another it is this one's turn."""
    company = act.scene.description.entity_of(act.performer.actor_id)
    return 0.0 if company is None else _TURN_S * company.object_ids.index(act.performer.actor_id)


def hit(act: Act, thing: str, other: Performer, flight: Flight) -> None:
    """It bursts on who is hit: what is left drops to the floor before him."""
    fps = act.fps
    frame, middle = flight.frame + round(flight.seconds * fps), middle_of(act, thing)
    t = np.arange(round(LONGEST_S * fps)) / fps
    away = (flight.start - flight.landing) * [1.0, 1.0, 0.0]
    falls_s = np.sqrt(max(2.0 * (flight.landing[2] - middle[2]) / GRAVITY_M_S2, 0.0))
    falling = np.minimum(t, falls_s)
    places = flight.landing + np.outer(falling, _BACK_M_S * away / max(float(np.linalg.norm(away)), 1e-6))
    places[:, 2] -= 0.5 * GRAVITY_M_S2 * falling**2
    still = np.broadcast_to(quat.IDENTITY, (len(t), 4))
    act.performer.happenings.append(Happening(kind="guide", frame=frame, joint="hand.R", target_id=thing,
                                              way=track(places - middle, still)))  # fmt: skip
    wince(other, frame)


def wince(performer: Performer, hit: int) -> None:
    """Chin down and shoulders up, knees bent, turned aside behind the free arm; knocked back a little by the hit."""
    fps, body = performer.fps, performer.body
    start = hit - round(_SEES_S * fps)
    t = np.arange(round((_SEES_S + _STAYS_S + _RISES_S) * fps)) / fps
    shrinks = minimum_jerk(t / _SEES_S) * minimum_jerk((t[-1] - t) / _RISES_S)
    since = t - _SEES_S
    knocked = np.where(since > 0.0, np.exp(-since / 0.16) * np.sin(np.clip(since / 0.09, 0.0, np.pi)), 0.0)
    side = "L" if performer.held is None or performer.held.side == "R" else "R"
    out = SIGN[side]
    torso: dict[str, Array] = {
        "hips.z": -0.10 * body.leg * shrinks, "hips.pitch": 0.12 * shrinks,
        "spine.pitch": 0.26 * shrinks - 0.24 * knocked,
        "spine.yaw": -0.42 * out * shrinks, "head.pitch": 0.24 * shrinks - 0.18 * knocked,
        "head.yaw": -0.30 * out * shrinks, "head.roll": 0.10 * out * shrinks,
        **{f"shoulder.lift.{s}": 0.16 * shrinks for s in SIGN},
    }  # fmt: skip
    performer.layers.append(Layer(start=start, columns=tuple(INDEX[name] for name in torso),
                                  values=np.stack(list(torso.values()), axis=-1), weight=np.ones(len(t)),
                                  additive=True))  # fmt: skip
    shield = body.standing()
    for name, value in {"shoulder.lift": 0.2, "arm.flex": 1.30, "arm.abduct": 0.35, "arm.twist": 0.75, "elbow": 1.95,
                        "pronate": -0.5}.items():  # fmt: skip
        shield[INDEX[f"{name}.{side}"]] = value
    columns = arm_columns(side)
    performer.layers.append(Layer(start=start, columns=tuple(columns), weight=shrinks,
                                  values=np.repeat(shield[None, columns], len(t), axis=0)))  # fmt: skip
