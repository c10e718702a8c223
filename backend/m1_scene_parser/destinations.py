"""Who goes to a place is there: a beach, a park or an office is where it happens, not a thing that is walked to."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Entity, SceneDescription
from .lexicon import Lexicon
from .things import without
from .whereabouts import is_indoor

_TOWARD = frozenset({"to", "toward", "towards", "into", "through", "across", "in", "onto", "of", "from", "around"})
_STANDING = frozenset({"building", "house", "castle", "church", "mountain", "road", "barn", "tower", "water", "ship",
                       "train track", "floor", "ground", "tent"})  # fmt: skip
"""categories of what is seen from outside, or lies before whoever goes there"""
_ALOFT = frozenset({"fly", "blast", "soar", "launch"})
_AFLOAT = frozenset({"swim", "sail", "row", "dive", "jump", "fall", "surf", "paddle", "float", "wade", "drive"})
_SEAS = frozenset({"sea", "ocean", "shore", "coast", "seaside"})
"""to run there is to be on a beach"""


def with_destinations(description: SceneDescription, lexicon: Lexicon) -> SceneDescription:
    """`walks to the beach` and `runs out of the forest` happen there; who `goes to school` is before it, outside; what
    is no place of the picture, since it has another already, is a house there (`rides through the desert to a
    village`)."""
    setting, gone, houses = description.setting, set[str](), set[str]()
    for entity in description.entities:
        if not _is_gone_to(description, entity, lexicon):
            continue
        if entity.lemma in _SEAS and setting.place is None and not _is_afloat(description, entity):
            setting = replace(setting, place="beach")
            gone.add(entity.id)
        elif entity.category in _STANDING:
            if setting.place == entity.lemma and setting.indoor:
                setting = replace(setting, place=None, indoor=False)
        elif setting.place in (None, entity.lemma):
            setting = replace(setting, place=entity.lemma, indoor=is_indoor(entity.lemma, lexicon))
            gone.add(entity.id)
        elif entity.category == "person" or not _is_known(entity, lexicon):
            houses.add(entity.id)
    entities = tuple(
        replace(e, category="house", role="structure") if e.id in houses else e for e in description.entities
    )
    return without(replace(description, setting=setting, entities=entities), gone)


def _is_afloat(description: SceneDescription, entity: Entity) -> bool:
    return any(r.object_id == entity.id and r.predicate.split()[0] in _AFLOAT for r in description.relations)


def _is_known(entity: Entity, lexicon: Lexicon) -> bool:
    """Whether the words know a thing of this name, with its size."""
    return entity.lemma in lexicon.priors


def _is_gone_to(description: SceneDescription, entity: Entity, lexicon: Lexicon) -> bool:
    """Whether all that is said of a place is that somebody goes there."""
    sets = lexicon.sets
    place = entity.lemma in sets["place_outdoor"] or is_indoor(entity.lemma, lexicon)
    if not place or entity.count > 1 or entity.values("color") or entity.values("material"):
        return False
    said = [r.predicate.split() for r in description.relations if r.object_id == entity.id]
    acts = any(action.actor_id == entity.id for action in description.actions)
    return bool(said) and not acts and all(
        words[0] in sets["motion"] and words[0] not in _ALOFT and _TOWARD & set(words[1:]) for words in said
    )  # fmt: skip
