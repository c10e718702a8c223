"""Words that name no thing one could build: smoke, a story, a spell, the sun that a child draws, waves, the moon."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, SceneDescription

_TOLD = frozenset({"story", "tale", "joke", "secret", "spell", "song", "tune", "melody", "lullaby", "poem", "lie",
                   "truth", "news", "word", "wish", "way", "time", "turn", "breath", "fun"})  # fmt: skip
"""what is told, sung, cast or taken, and stands nowhere"""
_TELLING = frozenset({
    "tell", "cast", "sing", "whisper", "share", "hum", "play", "recite", "make", "take", "say", "have", "enjoy", "hear",
})  # fmt: skip
_AIRY = frozenset({"smoke", "steam", "fume", "vapor", "vapour", "dust", "sparks", "spark", "glow", "shadow", "echo",
                   "footprint", "footstep", "sunbeam", "moonlight"})  # fmt: skip
_DRAWING = frozenset({"draw", "paint", "sketch", "scribble"})
_SPRAYING = frozenset({"spray", "squirt", "splash", "hose", "sprinkle"})
_PICTURES = frozenset({"landscape", "portrait", "painting", "mural", "picture"})
_SURFACES = frozenset({"canvas", "easel", "paper", "wall", "whiteboard", "blackboard"})
_DRAWN_ON = frozenset({
    "canvas", "easel", "paper", "picture", "wall", "fence", "door", "egg", "vase", "house", "blackboard", "whiteboard",
    "face", "nail", "fingernail", "car", "boat", "furniture", "chair", "table", "board", "room", "ceiling", "portrait",
    "landscape", "painting", "mural",
})  # fmt: skip
"""what somebody paints that is there before it is painted, or is the picture itself"""


def without_unbuilt(description: SceneDescription) -> SceneDescription:
    """The description without such words; what is done to them is done all the same, and the moon makes it night."""
    entities = {entity.id: entity for entity in description.entities}
    done_to = {a.target_id: a.verb.split()[0] for a in description.actions if a.target_id}
    elephants = any(e.category == "elephant" for e in description.entities)
    people = any(e.category == "person" for e in description.entities)
    placed = {r.subject_id for r in description.relations if r.spatial is not None}
    surfaces = [e.id for e in description.entities if {e.lemma.split()[-1], e.category} & _SURFACES]
    gone: set[str] = set()
    for entity in description.entities:
        word, verb = entity.lemma.split()[-1], done_to.get(entity.id, "")
        unseen = word in _AIRY or (word in _TOLD and verb in _TELLING and entity.id not in placed)
        subject = word not in _DRAWN_ON or (word in _PICTURES and surfaces)
        drawn = verb in _DRAWING and people and subject
        spray = verb in _SPRAYING and entity.category == "water"
        own = word == "trunk" and elephants
        surf = word == "wave" and entity.category == "water"
        turning = entity.lemma == "corner" and entity.category == "building"
        if unseen or drawn or spray or own or surf or turning:
            gone.add(entity.id)
    moon = any(e.lemma.split()[-1] == "moon" for e in description.entities)
    if moon and description.lighting.time_of_day is None:
        description = replace(description, lighting=replace(description.lighting, time_of_day="night"))
    if not gone:
        return description
    surfing = any(entities[i].lemma.split()[-1] == "wave" for i in gone)
    if surfing and description.setting.place is None:
        description = replace(description, setting=replace(description.setting, place="coast"))
    on = {r.subject_id: r.object_id for r in description.relations if r.predicate.split()[-1] in ("on", "over", "at")}
    ended = {a.id: a.after for a in description.actions if a.actor_id in gone}
    actions = tuple(
        replace(a, target_id=_instead(a, on, surfaces) if a.target_id in gone else a.target_id,
                after=ended.get(a.after or "", a.after), during=None if a.during in ended else a.during)
        for a in description.actions if a.actor_id not in gone
    )  # fmt: skip
    return replace(
        description, actions=actions, entities=tuple(e for e in description.entities if e.id not in gone),
        relations=tuple(r for r in description.relations if not {r.subject_id, r.object_id} & gone),
    )  # fmt: skip


def _instead(action: Action, on: dict[str, str], surfaces: list[str]) -> str | None:
    """What a deed is done to where its object is none: what that was to be on."""
    if action.verb.split()[0] not in _DRAWING | _SPRAYING:
        return None
    said = on.get(action.target_id or "") or on.get(action.actor_id)
    return said or (surfaces[0] if surfaces and action.verb.split()[0] in _DRAWING else None)
