"""M4's stage: the description's actions become motion, one clip per person, on one clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from ..common.progress import Progress, silent
from ..common.seeding import stage_rng
from ..common.weightless import walked
from ..protocol.conventions import frame_count
from ..protocol.scene import (
    AssetSet,
    MotionClip,
    MotionEvent,
    MotionSet,
    Provenance,
    SceneDescription,
    SceneLayout,
    Timeline,
)
from .carrying_people import carry_people
from .director import Director
from .face import face_curves
from .finish import finish
from .gait import Gait, load_gaits
from .parameters import Values
from .router import MotionRouter, source_of

_SHORTEST_S, _THINGS_S = 3.0, 6.0
_FASTEST, _TRIES = 1.7, 5


class MotionPlanner:
    """M4: what everybody does at every frame."""

    provenance = Provenance(
        stage="motion", method="program", version="1", model="gait.json", licence="GPL-3.0-or-later"
    )

    def __init__(self, gaits: dict[str, Gait], router: MotionRouter | None = None) -> None:
        self._gaits, self._router = gaits, router

    @classmethod
    def load(cls, router: MotionRouter | None = None) -> MotionPlanner:
        """Reads the gait coefficients; `router`: also takes motion from libraries and networks."""
        return cls(load_gaits(), router)

    def run(
        self,
        description: SceneDescription,
        assets: AssetSet,
        layout: SceneLayout,
        *,
        fps: int,
        duration_s: float | None,
        chosen: Mapping[str, Values] = MappingProxyType({}),
        rng: np.random.Generator,
        progress: Progress = silent,
    ) -> MotionSet:
        """Motion of every character for the whole timeline; an asked duration is met to the frame.

        chosen: values of the programs' parameters by actor and name, where the artist has set them
        """
        seed = int(rng.integers(2**32))
        description = walked(description)

        # 1. Play the actions in their own time
        director = Director(description, assets, layout, self._gaits, float(fps), seed, 1.0, chosen, self._router)
        director.play(lambda share: progress(0.5 * share, "acting"))
        needed_s = director.end_frame / fps

        # 2. Where a shorter time was asked for, play again at a higher tempo
        if duration_s is not None and needed_s > duration_s:
            tempo = 1.0
            for _ in range(_TRIES):
                tempo = min(_FASTEST, 1.01 * tempo * needed_s / duration_s)
                director = Director(
                    description, assets, layout, self._gaits, float(fps), seed, tempo, chosen, self._router
                )
                director.play(lambda share: progress(0.5 + 0.1 * share, "acting faster"))
                needed_s = director.end_frame / fps
                if needed_s <= duration_s or tempo >= _FASTEST:
                    break
        frames = frame_count(
            duration_s if duration_s is not None else max(_shortest_s(description), needed_s + director.settle_s), fps
        )
        notes = list(director.notes)
        if director.end_frame > frames:
            notes.append(f"The actions need {needed_s:.1f} s; only the first {frames / fps:.1f} s of them fit.")

        # 3. Who is carried goes along
        carry_people(description, director.performers, frames)

        # 4. Breath, gaze, carrying arms; solve every frame
        clips: dict[str, MotionClip] = {}
        events: list[MotionEvent] = []
        performers = list(director.performers.values())
        for number, performer in enumerate(performers):
            progress(0.6 + 0.4 * number / len(performers), f"posing {performer.actor_id}")
            clip, own_events = finish(performer, director.performers, frames, source_of(performer.learned))
            entity = description.entity_of(performer.actor_id)
            face_rng = stage_rng(seed, "face", performer.actor_id)
            face = face_curves(entity, description.actions, clip.segments, frames, float(fps), face_rng)
            clips[performer.actor_id] = replace(clip, face=face)
            events += own_events
        for animal in director.animals.values():
            clips[animal.actor_id] = animal.clip(frames, "program")
            events += [event for event in animal.events if event.frame < frames]
        events.sort(key=lambda event: (event.frame, event.actor_id))
        progress(1.0, "done")
        return MotionSet(
            timeline=Timeline(fps=fps, frame_count=frames),
            clips=clips,
            events=tuple(events),
            unmet=tuple(dict.fromkeys(notes)),
        )


def motion_provenance(motion: MotionSet) -> Provenance:
    """How this motion was made: by programs, or also by learned sources, each named with its nearest caption."""
    learned = sorted({clip.source for clip in motion.clips.values() if clip.source != "program"})
    if not learned:
        return MotionPlanner.provenance
    return replace(MotionPlanner.provenance, method="program, " + "; ".join(learned))


def _shortest_s(description: SceneDescription) -> float:
    """Things that fall, roll or bounce by themselves get the time to come to rest."""
    people = {entity.id for entity in description.entities if entity.role == "character"}
    return _THINGS_S if any(action.actor_id not in people for action in description.actions) else _SHORTEST_S
