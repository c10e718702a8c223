"""What was understood of a prompt, as properties that the artist corrects and the .blend keeps.

Things and actions have names of their own within the list (`Table`, `Chair 2`), by which relations and actions refer to
them; ids and what the artist does not see stay with each item, so that an untouched list gives back the description.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import bpy
from bpy.props import (
    BoolProperty,
    CollectionProperty,
    EnumProperty,
    FloatProperty,
    IntProperty,
    StringProperty,
)

from . import asset_sources
from .session import SESSION

ANY = "ANY"
ATTRIBUTE_TYPES = ("color", "material", "size", "shape", "pattern", "age", "style", "state", "other")
_TIMES = ("dawn", "morning", "day", "noon", "evening", "sunset", "dusk", "night")
_WEATHER = ("clear", "cloudy", "fog", "rain", "snow", "storm")
_SHOT_SIZES = ("close-up", "medium", "full", "wide")
_MOVEMENTS = ("static", "orbit", "dolly_in", "dolly_out", "pan_left", "pan_right", "follow")
_ANGLES = ("eye", "low", "high", "top", "side", "front", "behind")


def _items(values: Iterable[str], any_tip: str = "") -> tuple[tuple[str, str, str], ...]:
    """Items of an enum whose identifiers are the description's own words."""
    named = tuple((value, value.replace("_", " ").title(), "") for value in values)
    return ((ANY, "Not Said", any_tip), *named) if any_tip else named


def _words(kind: str) -> Callable[..., list[str]]:
    """The backend's words of a kind, for a text field that suggests."""

    def search(self: object, context: bpy.types.Context, text: str) -> list[str]:
        return [word for word in SESSION.vocabulary.get(kind, ()) if text.lower() in word]

    return search


def _words_of_attribute(self: SceneloomAttribute, context: bpy.types.Context, text: str) -> list[str]:
    return _words(self.type)(self, context, text)


class SceneloomAttribute(bpy.types.PropertyGroup):
    type: EnumProperty(name="Kind", description="What the word tells of the thing", items=_items(ATTRIBUTE_TYPES))
    value: StringProperty(
        name="Word",
        description="For example red, #c0ffee, wooden, small or striped",
        search=_words_of_attribute,
        search_options={"SUGGESTION"},
    )


class _Line:
    """Who read a line of the list, from which words, and how sure."""

    said: StringProperty(options={"HIDDEN"})
    """the words of the prompt; empty where it goes without saying"""
    reader: StringProperty(options={"HIDDEN"})
    """rules, neural or both; artist where the line was written or rewritten here; empty where nobody knows any more"""
    sure: FloatProperty(options={"HIDDEN"}, default=1.0)
    """the neural parser's probability"""

    @property
    def reader_words(self) -> str:
        """`Rules`, `Both 97 %`"""
        percent = f" {100.0 * self.sure:.0f} %" if self.reader in ("neural", "both") else ""
        return f"{_READERS[self.reader]}{percent}" if self.reader else ""


_READERS = {"rules": "Rules", "neural": "Neural", "both": "Both", "artist": "Yours"}


def _corrected(self: _Line, context: bpy.types.Context) -> None:
    self.reader, self.said = "artist", ""


def _thing_renamed(self: SceneloomThing, context: bpy.types.Context) -> None:
    owner = self.id_data.sceneloom.understood
    before, self.name = self.name, free_name(self.lemma, [t.name for t in owner.things if t != self])
    _corrected(self, context)
    for item, key in [*((r, k) for r in owner.relations for k in ("subject", "object")),
                      *((a, k) for a in owner.actions for k in ("actor", "target"))]:  # fmt: skip
        if before and getattr(item, key) == before:
            setattr(item, key, self.name)


class SceneloomThing(_Line, bpy.types.PropertyGroup):
    lemma: StringProperty(
        name="Thing",
        description="What it is, in one or a few words",
        update=_thing_renamed,
        search=_words("thing"),
        search_options={"SUGGESTION"},
    )
    category: StringProperty(
        name="Built As",
        description="What is built for it; empty finds the nearest there is",
        search=_words("thing"),
        search_options={"SUGGESTION"},
    )
    count: IntProperty(name="Count", description="How many of it", default=1, min=1, soft_max=20, max=200)
    attributes: CollectionProperty(type=SceneloomAttribute)
    source: EnumProperty(
        name="From",
        description="Where this one comes from; what its source does not have is built",
        items=asset_sources.ITEMS_OF_THING,
    )
    image: StringProperty(
        name="Picture", description="What the mesh is made of; empty paints one of the words", subtype="FILE_PATH"
    )
    nearness: FloatProperty(options={"HIDDEN"}, default=1.0)
    """how near the word is to what is built for it; 1 for a word that is known"""
    stand_in: BoolProperty(description="There is no such thing in the catalogue; something of its size stands in")
    entity_id: StringProperty(options={"HIDDEN"})
    role: StringProperty(options={"HIDDEN"})
    found_lemma: StringProperty(options={"HIDDEN"})
    found_category: StringProperty(options={"HIDDEN"})

    @property
    def words(self) -> str:
        """`2 × small red ball`"""
        said = " ".join([*(a.value for a in self.attributes if a.value), self.lemma or "?"])
        return f"{self.count} × {said}" if self.count > 1 else said


class SceneloomRelation(_Line, bpy.types.PropertyGroup):
    subject: StringProperty(name="Thing", description="What is placed")
    word: StringProperty(
        name="Relation",
        description="How the two belong together, for example on, left of, next to",
        update=_corrected,
        search=_words("relation"),
        search_options={"SUGGESTION"},
    )
    object: StringProperty(name="To", description="What it is placed by")
    found_word: StringProperty(options={"HIDDEN"})
    predicate: StringProperty(options={"HIDDEN"})
    spatial: StringProperty(options={"HIDDEN"})
    """empty: none"""
    frame: StringProperty(options={"HIDDEN"}, default="viewer")
    action: StringProperty(options={"HIDDEN"})
    """id of the action that this only says again; it is not shown, and follows the action"""


def _action_renamed(self: SceneloomAction, context: bpy.types.Context) -> None:
    owner = self.id_data.sceneloom.understood
    before, self.name = self.name, free_name(self.verb, [a.name for a in owner.actions if a != self])
    _corrected(self, context)
    for action in owner.actions:
        for key in ("after", "during"):
            if before and getattr(action, key) == before:
                setattr(action, key, self.name)


class SceneloomAction(_Line, bpy.types.PropertyGroup):
    actor: StringProperty(name="Who", description="The thing that does it")
    verb: StringProperty(
        name="Does",
        description="What is done, for example walk, pick up or wave",
        update=_action_renamed,
        search=_words("verb"),
        search_options={"SUGGESTION"},
    )
    target: StringProperty(name="To", description="The thing that it is done to, if any")
    manner: StringProperty(name="How", description="Words such as slowly, twice, left; separate them by commas")
    duration_s: FloatProperty(
        name="Duration", description="0 means as long as it takes", min=0.0, max=120.0, unit="TIME_ABSOLUTE"
    )
    after: StringProperty(name="After", description="The action that ends before this one starts")
    during: StringProperty(name="While", description="The action that this one goes along with")
    action_id: StringProperty(options={"HIDDEN"})
    text: StringProperty(options={"HIDDEN"})
    found_verb: StringProperty(options={"HIDDEN"})


class SceneloomUnderstood(bpy.types.PropertyGroup):
    prompt: StringProperty(options={"HIDDEN"})
    things: CollectionProperty(type=SceneloomThing)
    thing_index: IntProperty(name="Thing")
    relations: CollectionProperty(type=SceneloomRelation)
    relation_index: IntProperty(name="Relation")
    actions: CollectionProperty(type=SceneloomAction)
    action_index: IntProperty(name="Action")
    place: StringProperty(
        name="Place",
        description="Where it happens, for example park, kitchen or beach",
        search=_words("place"),
        search_options={"SUGGESTION"},
    )
    indoor: BoolProperty(name="Indoors", description="Build a room around it")
    time_of_day: EnumProperty(name="Time", items=_items(_TIMES, "By day"), description="When it happens")
    weather: EnumProperty(name="Weather", items=_items(_WEATHER, "Clear"), description="In what air it happens")
    mood: StringProperty(name="Mood", description="For example dramatic, cosy or spooky")
    shot_size: EnumProperty(name="Shot", items=_items(_SHOT_SIZES, "What shows all"), description="How much is seen")
    movement: EnumProperty(name="Camera", items=_items(_MOVEMENTS, "As it fits"), description="How the camera moves")
    angle: EnumProperty(name="Angle", items=_items(_ANGLES, "Eye level"), description="From where it is seen")
    subject: StringProperty(name="Subject", description="The thing that the camera looks at")
    excluded: StringProperty(name="Left Out", description="Things that must not be there, separated by commas")
    duration_s: FloatProperty(options={"HIDDEN"})
    unused: StringProperty(options={"HIDDEN"})
    """words that nothing used, one per line"""


def free_name(words: str, taken: list[str]) -> str:
    """In title case, and with a number where it is taken."""
    name = " ".join(word[:1].upper() + word[1:] for word in words.split()) or "Thing"
    return next(n for i in range(1, len(taken) + 2) if (n := name if i == 1 else f"{name} {i}") not in taken)


CLASSES = (SceneloomAttribute, SceneloomThing, SceneloomRelation, SceneloomAction, SceneloomUnderstood)
