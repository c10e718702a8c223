"""When a thing's action starts, and which things act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..protocol.scene import Action, MotionSet, SceneDescription

_OPENING_S = 0.5
_USUAL_S = 1.0
_PATIENCE_S = 1.2
_CAUSES = ("kick", "hit", "push", "release")


@dataclass(frozen=True)
class Cue:
    """An action of things, and its moment."""

    action: Action
    object_ids: tuple[str, ...]
    frame: int
    caused: bool
    """somebody or something else is to set it off: it acts by itself only if it still rests at `frame`"""


def find_cues(description: SceneDescription, motion: MotionSet) -> list[Cue]:
    """The actions of all things, in the order said."""
    fps, last = motion.timeline.fps, motion.timeline.frame_count - 1
    entities = {entity.id: entity for entity in description.entities}
    spans = _spans_of_people(motion)
    hit_at = {event.target_id: event.frame for event in reversed(motion.events) if event.kind in _CAUSES}
    cues: list[Cue] = []
    for action in description.actions:
        entity = entities.get(action.actor_id)
        if entity is None or entity.role == "character" or any(name in motion.clips for name in entity.object_ids):
            continue
        frame, caused = round(_OPENING_S * fps), False
        if action.during in spans:
            frame = spans[action.during][0]
        elif action.after in spans:
            frame = spans[action.after][1]
        blows = [hit_at[name] for name in (entity.id, *entity.object_ids) if name in hit_at]
        targeted = any(other.target_id == entity.id and other.actor_id != entity.id for other in description.actions)
        again = any(cue.action.actor_id == entity.id for cue in cues)
        if blows or targeted or again:
            frame, caused = max([frame, *blows]) + round(_PATIENCE_S * fps), True
        frame = min(frame, max(0, last - fps // 2))
        spans[action.id] = (frame, frame + round((action.duration_s or _USUAL_S) * fps))
        cues.append(Cue(action, entity.object_ids, frame, caused))
    return cues


def _spans_of_people(motion: MotionSet) -> dict[str | None, tuple[int, int]]:
    """Action id to first and last frame, over all actors."""
    spans: dict[str | None, tuple[int, int]] = {}
    for clip in motion.clips.values():
        for name, first, last in clip.segments:
            known = spans.get(name, (first, last))
            spans[name] = (min(known[0], first), max(known[1], last))
    return spans


def words_of(action: Action) -> tuple[str, frozenset[str]]:
    """The verb's first word, and all other words that say how."""
    first, *rest = action.verb.lower().split()
    return first, frozenset((*rest, *(word.lower() for word in action.manner), *action.text.lower().split()))


def loosened(cues: list[Cue]) -> Mapping[str, str]:
    """Things that must be able to move even where their kind stands fixed (a falling tree), with the verb's word."""
    return {object_id: words_of(cue.action)[0] for cue in reversed(cues) for object_id in cue.object_ids}
