"""What a run has recorded, in the terms of the scene: pose tracks and contacts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..common import quat
from ..protocol.scene import Contact, PoseTrack, Transform
from .runner import Recording, Runner
from .world import Array

_STATIC_M, _STATIC_RAD = 0.002, np.radians(0.5)
_LEAST_SPEED_CHANGE_M_S = 0.15


def object_track(start: Transform, translations: Array, rotations: Array) -> PoseTrack:
    """A track of (T, 3) and (T, 4); one pose, exactly the placement's, where it stays within 2 mm and 0.5 degrees."""
    placed = quat.normalize(np.asarray(start.rotation, dtype=float))
    moved = np.linalg.norm(translations - np.asarray(start.translation, dtype=float), axis=1).max()
    turned = 2.0 * np.arccos(np.clip(np.abs(rotations @ placed), 0.0, 1.0)).max()
    if moved < _STATIC_M and turned < _STATIC_RAD:
        return PoseTrack(
            translations=np.asarray(start.translation, dtype=np.float32)[None].copy(),
            rotations=placed.astype(np.float32)[None],
        )
    return PoseTrack(
        translations=translations.astype(np.float32),
        rotations=quat.unroll(quat.normalize(rotations)).astype(np.float32),
    )


def contacts_of(recording: Recording, runner: Runner, tracks: Mapping[str, PoseTrack]) -> tuple[Contact, ...]:
    """The blows: contacts that change the speed of a thing that moves by 0.15 m/s or more within a step.

    Resting and rolling contacts carry an impulse in every step as well; those are left out. Kicks with a planned
    velocity and the starts of things that act by themselves are blows too.
    """
    found: list[Contact] = []
    for frame, touch in recording.touches:
        a, b = runner.bodies[touch.a], runner.bodies[touch.b]
        light = min(body.mass_kg for body in (a, b) if body.mass_kg > 0.0)
        if touch.impulse_n_s < _LEAST_SPEED_CHANGE_M_S * light:
            continue
        names = [body.id.split("/")[0] for body in (a, b)]
        if any(name in tracks and len(tracks[name].translations) > 1 for name in names):
            found.append(
                Contact(
                    frame=frame,
                    object_a=names[0],
                    object_b=names[1],
                    point=np.array(touch.point, dtype=np.float32),
                    impulse_n_s=float(touch.impulse_n_s),
                )
            )
    for frame, index, by, impulse in runner.blows:
        body = runner.bodies[index]
        found.append(
            Contact(
                frame=frame,
                object_a=by,
                object_b=body.id,
                point=recording.translations[frame, index].astype(np.float32),
                impulse_n_s=impulse,
            )
        )
    return tuple(sorted(found, key=lambda c: (c.frame, c.object_a, c.object_b)))
