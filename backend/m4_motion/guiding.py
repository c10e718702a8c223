"""What goes with a body all the time: things led on ways of their own, from the first frame on and without end."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from ..common import quat
from ..protocol.scene import PoseTrack
from .acts import Act
from .channels import Array
from .holding import placed_scale
from .performer import Happening, Segment
from .swinging import LONGEST_S

Rows = Callable[[Array], Array]
"""(T, C) poses at times (T,)"""
Way = tuple[Array, Array]
"""translations (T, 3) and rotations (T, 4) of a thing's origin"""


def guided(
    act: Act, rows: Rows, ways: Callable[[Array], Mapping[str, Way]], seconds: float, beat_s: float
) -> bool:
    """Plays `rows` with things on their `ways`, and goes on so; False where the body has done something before.

    beat_s: the time from one key pose to the next.
    """
    performer, fps = act.performer, act.fps
    if performer.length > 0:
        act.notes.append(f"“{act.action.text}” is shown from the beginning only; {act.actor} goes without.")
        return False
    t = np.arange(max(2, round(seconds * fps))) / fps
    performer.pose = rows(t[:1])[0]
    performer.play(Segment(motion=rows(t), keys=beats(t, beat_s, fps), seam_s=0.0), act.action.id)
    performer.goes_on = lambda count: rows((performer.length + np.arange(count)) / fps)
    for name, (places, turns) in ways(np.arange(round(LONGEST_S * fps)) / fps).items():
        performer.happenings.append(Happening(kind="guide", frame=0, joint="hand.R", target_id=name,
                                              way=track(places, turns)))  # fmt: skip
        act.scene.taken_things.add(name)
    return True


def beats(t: Array, beat_s: float, fps: float) -> tuple[int, ...]:
    """Frames of the key poses."""
    return tuple(sorted({k for n in range(int(t[-1] / beat_s) + 1) if (k := round(n * beat_s * fps)) < len(t)}))


def track(places: Array, turns: Array) -> PoseTrack:
    """A way as it crosses to the next stage."""
    return PoseTrack(translations=places.astype(np.float32),
                     rotations=quat.unroll(quat.normalize(turns)).astype(np.float32))  # fmt: skip


def about_point(place: Array, turn: Array, local: Array) -> Way:
    """The way of an origin whose point `local` (3,), scaled, is led to places (T, 3) with turns (T, 4)."""
    return place - quat.mul_vec(turn, local), turn


def middle_of(act: Act, thing: str) -> Array:
    """(3,) of asset space, scaled: the middle of a thing."""
    asset = act.scene.asset(thing)
    assert asset is not None
    return np.asarray(asset.bounds.mean(axis=0) * placed_scale(act.scene, thing), dtype=np.float64)
