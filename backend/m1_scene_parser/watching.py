"""Who watches a film watches a screen: `watches a movie in bed`, `watches cartoons on the sofa`."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Entity, SceneDescription
from .things import free_id

_SHOWN = frozenset({"movie", "film", "show", "tv show", "series", "cartoon", "news", "documentary", "video",
                    "soap opera", "anime", "football match", "soccer match", "match", "sitcom"})  # fmt: skip
_SCREENS = frozenset({"tv", "computer", "laptop", "phone", "tablet", "projector"})
_SEATS = frozenset({"bed", "couch", "armchair", "chair", "bean bag"})
_AT_HOME = frozenset({"living room", "bedroom", "home", "apartment", "lounge", "basement"})


def _is_abroad(shown: dict[str, Entity]) -> bool:
    """Whether what is watched is rather watched where it happens."""
    return any("match" in entity.lemma or entity.lemma == "show" for entity in shown.values())


def with_screens(description: SceneDescription) -> SceneDescription:
    """The description with a television for what is shown on one, where people are at home."""
    shown = {
        e.id: e for e in description.entities
        if e.lemma in _SHOWN and any(a.target_id == e.id and a.verb.split()[0] == "watch" for a in description.actions)
    }  # fmt: skip
    categories = {e.category for e in description.entities if e.id not in shown}
    place = description.setting.place
    at_home = place in _AT_HOME or bool(categories & (_SEATS | _SCREENS)) or (place is None and not _is_abroad(shown))
    if not shown or not at_home:
        return description
    screen = next((e.id for e in description.entities if e.category in _SCREENS), None)
    first = next(iter(shown))
    if screen is None:
        screen = free_id("tv", {e.id for e in description.entities})
        television = replace(shown[first], id=screen, lemma="tv", category="tv", count=1, attributes=(), role="prop")
        entities = tuple(television if e.id == first else e for e in description.entities)
    else:
        entities = description.entities
    names = dict.fromkeys(shown, screen)
    return replace(
        description,
        entities=tuple(e for e in entities if e.id not in shown),
        relations=tuple(
            replace(r, object_id=names.get(r.object_id, r.object_id)) for r in description.relations
            if r.subject_id not in shown
        ),
        actions=tuple(
            replace(a, target_id=names.get(a.target_id, a.target_id)) if a.target_id else a for a in description.actions
        ),
    )  # fmt: skip
