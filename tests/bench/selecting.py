"""Which things of a recording a check speaks of."""

from __future__ import annotations

from typing import Any

from .colors import color_share
from .recording import Recording, Thing

# A hyponym's builder counts for the wider word, not the reverse.
_HYPONYMS = {
    "ball": {"soccer ball", "basketball", "tennis ball", "football"},
    "table": {"coffee table", "dining table", "side table"},
    "shelf": {"bookshelf"},
    "box": {"crate"},
}
_SURROUNDINGS = {"grass", "ground", "floor", "room", "road", "water", "wall", "beach"}
_CHILD_M, _ADULT_M = (0.8, 1.5), (1.45, 2.1)


class Selection:
    """Selects things; remembers the instances that passed under a name."""

    def __init__(self, recording: Recording, families: dict[str, Any]) -> None:
        self.recording = recording
        self.families = families
        self.named: dict[str, Thing] = {}

    def find(self, selector: dict[str, Any]) -> list[Thing]:
        """All things that match a selector, hidden ones left out."""
        wanted = selector["category"]
        names = {wanted} if isinstance(wanted, str) else set(wanted)
        names = {name.replace("_", " ") for name in names}
        names |= {hyponym for name in names for hyponym in _HYPONYMS.get(name, ())}
        found = []
        around = self.recording.surroundings if names & _SURROUNDINGS else []
        for thing in [*self.recording.things, *around]:
            if "said" in selector:
                fits = selector["said"].replace("_", " ") in thing.name.lower()
            else:
                fits = thing.category.replace("_", " ") in names
                fits = fits or (thing in around and "ground" in names and thing.category in _SURROUNDINGS - {"wall"})
            if not fits or thing.root.hide_render:
                continue
            if "who" in selector and not _is_who(thing, selector["who"]):
                continue
            if "color" in selector and color_share(self.recording, thing, self.families[selector["color"]]) < 0.35:
                continue
            if "is_not" in selector and thing is self.named.get(selector["is_not"]):
                continue
            found.append(thing)
        return found

    def remember(self, selector: dict[str, Any], thing: Thing) -> None:
        if "as" in selector:
            self.named[selector["as"]] = thing


def _is_who(thing: Thing, who: str) -> bool:
    if not thing.is_person:
        return False
    low, high = _CHILD_M if who in ("child", "boy", "girl") else _ADULT_M
    if not low <= thing.standing_height <= high:
        return False
    sex = str(thing.parameters.get("sex", ""))
    if who in ("boy", "man"):
        return sex in ("male", "man")
    return sex in ("female", "woman") if who in ("girl", "woman") else True
