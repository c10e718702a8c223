"""Fields of something: `a field of sunflowers`, `a cornfield`, `tulip fields` are where it happens, no things in it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..common.crops import CROP_WORDS
from ..protocol.scene import SceneDescription
from .things import without

_NAMES = "|".join(sorted((re.escape(word) for word in CROP_WORDS), key=len, reverse=True))
_PLURAL = r"(?:s|es|ies)?"
_CROP = rf"(?P<crop>{_NAMES}|daisies|poppies){_PLURAL}"
_OF = re.compile(
    rf"\b(?:fields?|meadows?|rows|sea|seas|carpet)\s+(?:of|full of|filled with|covered (?:in|with)|with)\s+"
    rf"(?:\w+\s+){{0,2}}?{_CROP}\b", re.IGNORECASE)  # fmt: skip
_FIELD = re.compile(rf"\b{_CROP}[ -]?(?:fields?|meadows?|padd(?:y|ies))\b", re.IGNORECASE)
_OPEN = frozenset({"field", "meadow", "farm", "countryside", "country", "hill", "park", "garden", "outside"})
_ROADS = frozenset({"road", "country road", "path", "dirt road", "highway"})
_FIELDS = frozenset({"field", "meadow", "paddy", "row", "sea", "carpet", "cornfield", "wheatfield"})
_HANDLING = frozenset({"pick", "cut", "smell", "hold", "carry", "water", "plant", "harvest", "gather",
                       "collect", "touch", "sniff", "paint", "photograph", "draw", "pluck", "give"})  # fmt: skip
"""done to single plants, which stay things"""


def with_crops(description: SceneDescription) -> SceneDescription:
    """The description in a field of the crop; plants that somebody picks stay things."""
    said = _OF.search(description.prompt) or _FIELD.search(description.prompt)
    place = description.setting.place
    if said is None or description.setting.indoor:
        return description
    on_road = place in _ROADS
    if not (place is None or on_road or place in _OPEN or place.split()[-1] in _FIELDS):
        return description
    crop = {"daisies": "daisy", "poppies": "poppy"}.get(said["crop"].lower(), said["crop"].lower())
    wanted = {action.target_id for action in description.actions if action.verb.split()[0] in _HANDLING}
    last = {e.id: e.lemma.split()[-1] for e in description.entities}
    gone = {i for i, word in last.items() if word in _FIELDS or (word == crop.split()[-1] and i not in wanted)}
    field = f"{crop} {'meadow' if 'meadow' in said.group().lower() else 'field'}"
    place = f"road by a {field}" if on_road else field
    return without(replace(description, setting=replace(description.setting, place=place, indoor=False)), gone)
