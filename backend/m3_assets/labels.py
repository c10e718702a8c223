"""What a thing is called."""

from __future__ import annotations

from ..protocol.scene import Entity


def spoken(entity: Entity) -> str:
    """The noun phrase: `old wooden table`."""
    return " ".join([*dict.fromkeys(attribute.value for attribute in entity.attributes), entity.lemma])


def label_of(entity: Entity) -> str:
    """What the artist reads: `Old wooden table`."""
    text = spoken(entity)
    return text[:1].upper() + text[1:]
