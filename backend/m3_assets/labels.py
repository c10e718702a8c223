"""What a thing is called."""

from __future__ import annotations

from ..protocol.scene import Entity


def spoken(entity: Entity) -> str:
    """The noun phrase: `old wooden table`."""
    return " ".join([*dict.fromkeys(attribute.value for attribute in entity.attributes), entity.lemma])


def without_article(phrase: str) -> str:
    """What somebody typed for one thing, as a noun phrase."""
    words = phrase.strip().split()
    return " ".join(words[1:] if words and words[0].lower() in ("a", "an", "the") else words)


def label_of(entity: Entity, phrase: str = "") -> str:
    """What the artist reads: `Old wooden table`; the phrase where there is one."""
    text = without_article(phrase) or spoken(entity)
    return text[:1].upper() + text[1:]
