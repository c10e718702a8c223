"""What a sentence calls the objects of a scene: as the artist did, never by their ids."""

from __future__ import annotations

from ..protocol.scene import Entity, SceneDescription

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TELLING = ("color", "size", "age", "material", "shape", "pattern", "style")
"""types of attributes that tell things of one name apart"""


def said_name(description: SceneDescription, object_id: str | None) -> str:
    """`the man`; where several have that name `the red ball` or `the second chair`.

    An object that the prompt does not name is called by the words of its id: `the soccer ball` for `soccer_ball_1`.
    """
    entity = description.entity_of(object_id) if object_id else None
    if entity is None:
        words = [word for word in (object_id or "thing").replace(".", "_").split("_") if not word.isdigit()]
        return f"the {' '.join(words)}"
    alike = [other for other in description.entities if other.lemma == entity.lemma]
    own = _telling_words(entity)
    taken = [word for other in alike if other is not entity for word in _telling_words(other)]
    apart = next((word for word in own if word not in taken), None)
    said = f"the {apart} {entity.lemma}" if len(alike) > 1 and apart is not None else f"the {entity.lemma}"
    instances = [i for other in alike if apart is None or other is entity for i in other.object_ids]
    if len(instances) == 1:
        return said
    number = instances.index(object_id or "")
    nth = _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"
    return said.replace("the ", f"the {nth} ", 1)


def said_start(description: SceneDescription, object_id: str | None) -> str:
    """The same at the start of a sentence."""
    return capitalized(said_name(description, object_id))


def capitalized(sentence: str) -> str:
    """With a capital letter; what else is written large stays so."""
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _telling_words(entity: Entity) -> list[str]:
    return [attribute.value for attribute in entity.attributes if attribute.type in _TELLING]
