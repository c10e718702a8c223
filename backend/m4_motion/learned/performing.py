"""A learned clip in somebody's performance: placed, led along the way, on the rig, with steps into it and out of it."""

from __future__ import annotations

import numpy as np

from ..acts import Act
from ..channels import INDEX, Array
from ..moving import approach, continued
from ..performer import Segment
from ..router import Choice, MotionRouter
from ..verbs import GOING
from .fitting import TRAVELS_M, along_way, bridge, fit_length, is_on_feet, placed, standing_after, travel_of
from .projection import project
from .rigging import to_channels

OFFERED = frozenset({*GOING, "dance", "jump", "turn", "balance", "wave", "bow", "clap", "cheer", "stretch", "punch",
                     "block", "talk", "salute", "look", "nod", "shake head"})  # fmt: skip
"""programs that touch nothing, where a library clip may take over"""
_KEY_S = 0.25


def perform_learned(act: Act, known: bool, router: MotionRouter) -> bool:
    """Perform an act by a learned source where one is surer than the motion program; False leaves it to the program.

    known: whether a program knows the verb. What touches a thing of the scene stays with the programs: they know when
    a hand closes and when a foot hits.
    """
    performer = act.performer
    if known and (act.verb not in OFFERED or router.library is None) and router.only is None:
        return False
    if performer.posture != "stand" or performer.held is not None:
        return False
    choice = router.choose(sentence_of(act.action.text), known, act.rng)
    if choice.source == "program":
        return False
    travels = act.verb in GOING and act.scene.path(performer.actor_id, act.action.id) is not None
    if not travels:
        approach(act)
    if not _play(act, router, choice, travels):
        act.notes.append(f"No clip of “{act.action.text}” begins and ends standing.")
        return False
    named = f" “{choice.match.caption}”" if choice.match is not None else ""
    performer.learned.append(f"{choice.source}{named} {choice.confidence:.2f}")
    return True


def _play(act: Act, router: MotionRouter, choice: Choice, travels: bool) -> bool:
    """False where the clip cannot be played from a stand to a stand; nothing is done then."""
    performer, body, fps = act.performer, act.body, act.fps

    # 1. The motion, where the person is, led along the way there is to go
    motion = placed(router.motion(choice, act.duration_s, act.rng, fit_length), performer.point, performer.heading)
    path = act.scene.path(performer.actor_id, act.action.id)
    if travels and path is not None and travel_of(motion) > TRAVELS_M:
        loop = choice.match.clip.loop if choice.match is not None else None
        motion = project(along_way(motion, continued(path, performer.point), path.end_heading_rad, loop))
    elif travels:
        return False

    # 2. On the rig, at the timeline's rate
    rows = to_channels(body, motion.resampled(fps))
    if not is_on_feet(body, rows[0]) or not is_on_feet(body, rows[-1]):
        return False

    # 3. Step into it, do it, come to stand
    keys = tuple(range(0, len(rows), max(1, round(_KEY_S * fps))))
    performer.play(Segment(motion=bridge(performer.pose, rows[0], fps)), act.action.id)
    performer.play(Segment(motion=rows, keys=keys), act.action.id)
    goal = standing_after(body, performer.pose)
    if travels and path is not None:
        goal = body.standing(float(path.points[-1][0]), float(path.points[-1][1]), _near(path.end_heading_rad, goal))
    performer.play(Segment(motion=bridge(performer.pose, goal, fps)), act.action.id)
    return True


def _near(heading: float, pose: Array) -> float:
    """The same direction, within half a turn of where a pose (C,) faces."""
    own = float(pose[INDEX["heading"]])
    return own + (heading - own + np.pi) % (2.0 * np.pi) - np.pi


def sentence_of(text: str) -> str:
    """An action's words as the sentence that captions are compared with."""
    return f"a person {text.strip().rstrip('.')}."
