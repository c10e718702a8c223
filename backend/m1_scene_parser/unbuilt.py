"""Words that name no thing one could build: smoke, a story, a spell, yoga, the sun that a child draws, waves."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, SceneDescription
from .lexicon import Lexicon

_TOLD = frozenset({"story", "tale", "joke", "secret", "spell", "song", "tune", "melody", "lullaby", "poem", "lie",
                   "truth", "news", "word", "wish", "way", "time", "turn", "breath", "fun"})  # fmt: skip
"""what is told, sung, cast or taken, and stands nowhere"""
_TELLING = frozenset({
    "tell", "cast", "conjure", "sing", "whisper", "share", "hum", "play", "recite", "make", "take", "say", "have",
    "enjoy", "hear",
})  # fmt: skip
_AIRY = frozenset({"music", "traffic", "bubble", "smoke", "steam", "fume", "vapor", "vapour", "dust", "sparks",
                   "spark", "glow",
                   "wind", "breeze", "air", "gust", "shadow", "echo", "fog", "mist", "haze", "lightning",
                   "footstep", "sunbeam", "moonlight"})  # fmt: skip
_DRAWING = frozenset({"draw", "paint", "sketch", "scribble"})
_SPRAYING = frozenset({"spray", "squirt", "splash", "hose", "sprinkle"})
_BREATHING = frozenset({"breathe", "spit", "blow", "exhale", "spew", "belch"})
"""verbs by which fire comes out of a mouth: it is the breath, and burns nowhere by itself"""
_PICTURES = frozenset({"landscape", "portrait", "painting", "mural", "picture"})
_SURFACES = frozenset({"canvas", "easel", "paper", "wall", "whiteboard", "blackboard"})
_DRAWN_ON = frozenset({
    "canvas", "easel", "paper", "picture", "wall", "fence", "door", "egg", "vase", "house", "blackboard", "whiteboard",
    "face", "nail", "fingernail", "car", "boat", "furniture", "chair", "table", "board", "room", "ceiling", "portrait",
    "landscape", "painting", "mural",
})  # fmt: skip
"""what somebody paints that is there before it is painted, or is the picture itself"""


_MADE_OF_YARN = frozenset({"knit", "crochet"})
"""what is being made so is not there yet: the hands are seen"""
_SHINING = frozenset({"shine", "glow", "beat", "burn", "blaze", "shimmer", "stream", "peek"})
_PARTS = frozenset({"eye", "hand", "arm", "body", "tail", "head"})
"""categories of what every animal has of its own, and a chair its legs"""
_FIGURES = frozenset({"snowman", "scarecrow"})
"""what is built with its nose, hat and scarf"""
_HAVING = frozenset({"with", "have", "flap", "wag", "spread", "fold", "beat", "flick", "lick", "show", "bare", "stand",
                     "rear"})  # fmt: skip
_CHORES = {"dish": "wash", "laundry": "wash", "homework": "write", "housework": "sweep", "cooking": "cook"}
"""what is done -> doing it"""
_GAMES = {"hopscotch": "hop", "leapfrog": "jump", "hide and seek": "run", "tag": "run"}
_PULLED = {"sword": "raise", "knife": "raise", "gun": "raise", "wand": "raise", "curtain": "close"}
"""category of what is drawn and is no drawing -> what that is to do"""
_SPELLS = frozenset({"spell", "magic", "enchantment", "curse", "charm", "magic spell"})
_DANCES = frozenset({"ballet", "hip hop", "breakdance", "salsa", "tango", "waltz", "foxtrot", "polka", "flamenco"})


def without_unbuilt(description: SceneDescription, lexicon: Lexicon) -> SceneDescription:
    """The description without such words; what is done to them is done all the same, the moon makes it night, and the
    sun that shines a clear day."""
    entities = {entity.id: entity for entity in description.entities}
    description = _as_meant(description, entities)
    found = _Unbuilt(description, lexicon)
    wholes = {e.id: whole for e in description.entities for whole in (found.whole_of(e),) if whole is not None}
    description = _on_wholes(description, wholes)
    gone = {entity.id for entity in description.entities if entity.id in wholes or found.includes(entity)}
    words = {entity.lemma.split()[-1] for entity in description.entities}
    light = description.lighting
    if "moon" in words and light.time_of_day is None:
        light = replace(light, time_of_day="night")
    if any(entities[i].lemma == "sun" for i in gone) and light.weather is None:
        light = replace(light, weather="clear")
    setting = description.setting
    if any(entities[i].lemma.split()[-1] == "wave" for i in gone) and setting.place is None:
        setting = replace(setting, place="coast")
    on = {r.subject_id: r.object_id for r in description.relations
          if r.predicate.split()[-1] in ("on", "over", "at") and r.object_id not in gone}  # fmt: skip
    surfaces = [surface for surface in found.surfaces if surface not in gone]
    ended = {a.id: a.after for a in description.actions if a.actor_id in gone}
    actions = tuple(
        replace(a, target_id=_instead(a, on, surfaces) if a.target_id in gone else a.target_id,
                after=ended.get(a.after or "", a.after), during=None if a.during in ended else a.during)
        for a in description.actions if a.actor_id not in gone
    )  # fmt: skip
    return replace(
        description, setting=setting, lighting=light, actions=actions,
        entities=tuple(e for e in description.entities if e.id not in gone),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & gone),
    )  # fmt: skip


class _Unbuilt:
    """Tells which things of a description are none."""

    def __init__(self, description: SceneDescription, lexicon: Lexicon) -> None:
        self._lexicon, self._relations = lexicon, description.relations
        self._entities = {entity.id: entity for entity in description.entities}
        self._done_to = {a.target_id: a.verb.split()[0] for a in description.actions if a.target_id}
        self._shining = {a.actor_id for a in description.actions if a.verb.split()[0] in _SHINING}
        self._placed = {r.subject_id for r in description.relations if r.spatial is not None}
        self._categories = {entity.category for entity in description.entities}
        self.surfaces = [e.id for e in description.entities if {e.lemma.split()[-1], e.category} & _SURFACES]

    def includes(self, entity: Entity) -> bool:
        word, verb = entity.lemma.split()[-1], self._done_to.get(entity.id, "")
        told = word in _TOLD and verb in _TELLING and (entity.id not in self._placed or verb == "conjure")
        subject = word not in _DRAWN_ON or (word in _PICTURES and bool(self.surfaces))
        drawn = verb in _DRAWING and "person" in self._categories and subject
        water = (verb in _SPRAYING or word == "wave") and entity.category == "water"
        breath = verb in _BREATHING and word in ("fire", "flame", "flames")
        doing = self._lexicon.sets["doing"] | set(_GAMES.values()) | {"dance"}
        activity = (entity.lemma in self._lexicon.sets["activity"] and verb in doing) or entity.lemma in _DANCES
        trunk = word == "trunk" and "elephant" in self._categories
        corner = entity.lemma == "corner" and entity.category == "building"
        sun = word == "sun" and entity.id in self._shining
        made = verb in _MADE_OF_YARN and self._lexicon.is_worn(entity.lemma)
        return (
            (word in _AIRY and entity.category != "soap bubble") or made or told or drawn or water or breath
            or activity
            or trunk or corner or sun or self._covers(entity)
        )  # fmt: skip

    def _covers(self, entity: Entity) -> bool:
        """`snow covers the roofs`: the place is a snowy one."""
        return entity.lemma == "snow" and any(
            r.subject_id == entity.id and r.predicate == "cover" for r in self._relations
        )

    def whole_of(self, part: Entity) -> str | None:
        """What it is built as a part of: a bird has its wings, a snowman its nose and scarf."""
        for relation in self._relations:
            whole = self._entities.get(relation.subject_id)
            if relation.object_id != part.id or whole is None or relation.predicate.split()[0] not in _HAVING:
                continue
            worn = whole.category in _FIGURES and self._lexicon.is_worn(part.lemma)
            grown = part.category in _PARTS and whole.category != "person"
            if worn or grown:
                return whole.id
        return None


def _on_wholes(description: SceneDescription, wholes: dict[str, str]) -> SceneDescription:
    """What is said of a part, and done to it, is so of the whole: the puppy licks the cat, not its ear."""
    return replace(
        description,
        actions=tuple(replace(a, target_id=wholes[a.target_id]) if a.target_id in wholes
                      and wholes[a.target_id] != a.actor_id else a for a in description.actions),
        relations=tuple(replace(r, object_id=wholes[r.object_id]) if r.object_id in wholes
                        and wholes[r.object_id] != r.subject_id else r for r in description.relations),
    )  # fmt: skip


def _as_meant(description: SceneDescription, entities: dict[str, Entity]) -> SceneDescription:
    """With the verbs that are meant: a waltz is danced, dishes are washed, a sword is raised."""
    meant = {a.id: _meant(a.verb, entities.get(a.target_id or "")) for a in description.actions}
    other = {(a.actor_id, a.verb): meant[a.id] for a in description.actions if meant[a.id] != a.verb}
    relations = []
    for relation in description.relations:
        first, *rest = relation.predicate.split()
        verb = other.get((relation.subject_id, first), first)
        relations.append(relation if verb == first else replace(relation, predicate=" ".join([verb, *rest])))
    return replace(
        description, relations=tuple(relations),
        actions=tuple(replace(a, verb=meant[a.id]) if meant[a.id] != a.verb else a for a in description.actions),
    )  # fmt: skip


def _meant(verb: str, what: Entity | None) -> str:
    lemma = what.lemma if what is not None else ""
    if verb == "do" and lemma in _CHORES:
        return _CHORES[lemma]
    if lemma in _DANCES:
        return "dance"
    if lemma in _SPELLS and verb in ("cast", "perform", "do", "use", "work"):
        return "conjure"
    if verb == "play" and lemma in _GAMES:
        return _GAMES[lemma]
    return _PULLED.get(what.category, verb) if verb == "draw" and what is not None else verb


def _instead(action: Action, on: dict[str, str], surfaces: list[str]) -> str | None:
    """What a deed is done to where its object is none: what that was to be on."""
    if action.verb.split()[0] not in _DRAWING | _SPRAYING | {"conjure"}:
        return None
    said = on.get(action.target_id or "") or on.get(action.actor_id)
    return said or (surfaces[0] if surfaces and action.verb.split()[0] in _DRAWING else None)
