"""What captions say of a clip in single words: verb, object, side, style, direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ..styles import style_word
from ..verbs import program_of

_SIDES = ("left", "right", "both")
_DIRECTIONS = ("forward", "forwards", "backward", "backwards", "sideways", "around", "up", "down")
_FILLERS = frozenset(("a", "an", "the", "his", "her", "their", "its", "with", "on", "in", "of", "to", "and", "then"))
_THINGS = frozenset(
    ("ball", "box", "chair", "table", "stairs", "ladder", "sword", "bat", "cup", "glass", "door", "floor", "wall",
     "rope", "violin", "guitar", "phone", "broom", "stool", "bag", "hand", "leg", "arm", "foot")
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tags:
    """Words that a choice may ask for; empty where the captions do not say."""

    verb: str = ""
    thing: str = ""
    side: str = ""
    style: str = ""
    direction: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def conflicts(asked: Tags, said: Tags) -> int:
    """In how many of side and direction a clip does something else than what was asked for."""
    pairs = ((asked.side, said.side), (asked.direction.rstrip("s"), said.direction.rstrip("s")))
    return sum(bool(wanted) and bool(done) and wanted != done for wanted, done in pairs)


def tags_of(captions: Sequence[str]) -> Tags:
    """From all captions of a clip, the first that says something of each."""
    words = [word.strip(".,;:!?'\"") for caption in captions for word in caption.lower().split()]
    words = [word for word in words if word and word not in _FILLERS]
    verb = next(
        (program for word in words for stem in _stems(word) for program, known in (program_of(stem),) if known), ""
    )
    return Tags(
        verb=verb,
        thing=next((word for word in words if word in _THINGS), ""),
        side=next((word for word in words if word in _SIDES), ""),
        style=next((style for word in words if (style := style_word(word))), ""),
        direction=next((word for word in words if word in _DIRECTIONS), ""),
    )


def _stems(word: str) -> list[str]:
    """`walks`, `walking`, `danced` as the verb tables know them."""
    stems = [word]
    for ending, instead in (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending) + instead
            stems += [stem, stem[:-1]] if len(stem) > 3 and stem[-1] == stem[-2:-1] else [stem]
    return stems
