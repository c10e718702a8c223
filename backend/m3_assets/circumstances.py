"""What the rest of the prompt makes of a thing: lights are on behind windows after dark, flowers stand in water."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from ..common.toys import CHILD_M, GROWN_M, HOOP, JUGGLE, SKIP, TURN_ROPE, YO_YO
from ..protocol.scene import Attribute, Entity, SceneDescription
from . import catalogue
from .character.words import is_child
from .drinks import liquid_named, vessel_of
from .kit_boat import OARS_OUT
from .kit_circus import HOOP as JUMPED_THROUGH
from .kit_circus import HOOP_M
from .kit_outdoor import CAST_M
from .kit_speech import LONG_M, TURNED_M
from .kit_toys import HULA_HOOP_M, PLAYED_M
from .sampler import Value

AFTER_DARK = frozenset({"night", "midnight", "dusk", "evening"})
_LINE_M = 180.0
"""of a railway that a train runs on: from one end of the picture to the other"""
_BIG_JUMPERS = frozenset({"lion", "tiger", "horse", "leopard", "bear", "zebra", "fish"})
_HOT = frozenset({"stove", "cooker", "oven", "campfire", "fire", "fireplace"})
_PLANTED_M = (1.07, 0.17, 2.37)
"""of a flag that one drives into the ground"""
_REPAIRING = frozenset({"repair", "fix", "mend", "service", "tune", "examine", "inspect"})
_COOKING = frozenset({"cook", "stir", "boil", "simmer", "taste"})
_DRINKING = frozenset({"drink", "sip", "taste"})
_ROWING = frozenset({"row", "paddle"})
_HOARD_M = (5.2, 4.6, 1.5)
"""of a heap of treasure that a dragon lies on"""
_SEEING = frozenset({"look", "gaze", "stare", "see", "watch", "admire", "check", "examine", "pose", "stand"})
"""what is done before a mirror"""
_VESSELS = frozenset({"cup", "glass", "bowl"})
_OLD_TIMES = ("pirate", "buccaneer", "musketeer", "corsair", "captain", "admiral", "duellist", "highwayman")
_WILD_WEST = ("cowboy", "cowgirl", "sheriff", "gunslinger", "outlaw", "bandit", "marshal", "detective")
_AT_WAR = ("soldier", "marine", "commando", "sergeant", "guerrilla")
_ARMS_OF: Mapping[tuple[str, str], str] = {
    **{(who, "gun"): "flintlock" for who in _OLD_TIMES}, **{(who, "rifle"): "musket" for who in _OLD_TIMES},
    **{(who, "gun"): "revolver" for who in _WILD_WEST}, **{(who, "rifle"): "assault rifle" for who in _AT_WAR},
}  # fmt: skip
"""by bearer and category: the arm that a gun is which nobody names more closely"""
_FLOWERS = frozenset({"flower", "bouquet", "rose", "tulip", "sunflower", "daisy", "lily"})


def as_meant(description: SceneDescription, entity: Entity) -> Entity:
    """The entity under the word that is meant: a pot on a stove, or that is stirred, is one to cook in; what someone
    drinks is in a cup or a glass."""
    if _is_served(description, entity):
        served = vessel_of(liquid_named([entity.lemma]) or "")
        drink = Attribute(type="other", value=entity.lemma)
        vessel = catalogue.canonical(served) or served
        return replace(entity, lemma=served, category=vessel, attributes=(*entity.attributes, drink))
    holder, _, content = entity.lemma.partition(" of ")
    if content and catalogue.canonical(f"{content} {holder}") == entity.category:
        return replace(entity, lemma=f"{content} {holder}")  # a bottle of wine is a wine bottle
    if entity.lemma in ("gun", "pistol", "handgun", "rifle"):
        borne = {r.subject_id for r in description.relations if r.object_id == entity.id}
        borne |= {a.actor_id for a in description.actions if a.target_id == entity.id}
        bearers = (e.lemma.split()[-1] for e in description.entities if e.id in borne)
        arms = [_ARMS_OF.get((who, entity.category)) for who in bearers]
        return replace(entity, lemma=next((arm for arm in arms if arm is not None), entity.lemma))
    if entity.lemma != "pot":
        return entity
    hot = {e.id for e in description.entities if {e.category, e.lemma} & _HOT}
    heated = any(r.subject_id == entity.id and r.object_id in hot for r in description.relations)
    cooked = any(a.target_id == entity.id and a.verb.split()[0] in _COOKING for a in description.actions)
    return replace(entity, lemma="cooking pot") if heated or cooked else entity


def circumstances_of(description: SceneDescription, entity: Entity) -> Mapping[str, Value]:
    """Parameter values by name; those that a category does not have are not for it."""
    flowers = {e.id for e in description.entities if {e.category, e.lemma} & _FLOWERS}
    dragons = {e.id for e in description.entities if e.category == "dragon"}
    if entity.category == "treasure pile" and any(
        r.subject_id in dragons and r.object_id == entity.id and r.spatial == "on" for r in description.relations
    ):
        return dict(zip(("width_m", "depth_m", "height_m"), _HOARD_M, strict=True))
    holds = {r.object_id for r in description.relations if r.predicate == "in" and r.subject_id in flowers}
    found: dict[str, Value] = {"filled": True} if _is_served(description, entity) else {}
    if description.lighting.time_of_day in AFTER_DARK and entity.category in ("house", "building"):
        found["lit"] = True
    if entity.category == "pot" and any(a.target_id == entity.id and a.verb.split()[0] in _COOKING
                                        for a in description.actions):  # fmt: skip
        found["style"] = "open"
    if entity.category == "car" and any(a.target_id == entity.id and a.verb.split()[0] in _REPAIRING
                                        for a in description.actions):  # fmt: skip
        found["bonnet_open"] = True
    if entity.category == "flag" and any(a.target_id == entity.id and a.verb == "plant" for a in description.actions):
        found |= {"foot": False} | dict(zip(("width_m", "depth_m", "height_m"), _PLANTED_M, strict=True))
    if entity.id in holds and not entity.values("state") and entity.category == "vase":
        found["filled"] = True
    if entity.category == "violin" and any(e.category == "violin bow" for e in description.entities):
        found["bow"] = False  # it is in somebody's hand
    if entity.category == "boat" and any(a.target_id == entity.id and a.verb.split()[0] in _ROWING
                                         for a in description.actions):  # fmt: skip
        found |= {"oars": "out", "style": "row"} | dict(zip(("width_m", "depth_m", "height_m"), OARS_OUT, strict=True))
    if entity.category == "fishing rod" and any(a.verb.split()[0] in ("fish", "angle") for a in description.actions):
        found |= {"style": "cast"} | dict(zip(("width_m", "depth_m", "height_m"), CAST_M, strict=True))
    found |= _of_a_size(description, entity)
    if entity.category == "train" and any(e.category == "train track" for e in description.entities):
        found["rails"] = False  # it stands on those
    if entity.category == "train track" and any(e.category == "train" for e in description.entities):
        found["depth_m"] = _LINE_M
    if entity.category == "road" and entity.lemma.split()[-1] in ("runway", "airstrip", "tarmac"):
        found |= {"width_m": 30.0, "depth_m": 320.0, "lanes": 2}
    if entity.lemma == JUMPED_THROUGH and any(e.category in _BIG_JUMPERS for e in description.entities):
        found |= {name: 1.5 * size for name, size in zip(("width_m", "depth_m", "height_m"), HOOP_M, strict=True)}
    if entity.category == "mirror" and not entity.values("style") and _is_looked_into(description, entity):
        tall = {"tall", "large", "big", "huge", "full-length"} & {a.value for a in entity.attributes}
        # somebody sees their face in it
        found |= {"style": "standing", "depth_m": 0.42, "height_m": 2.05 if tall else 1.6}
    read = any(a.target_id == entity.id and a.verb.split()[0] == "read" for a in description.actions)
    if entity.category == "newspaper" and read:  # open at its full size
        found |= {"width_m": 0.60, "depth_m": 0.42}
    if entity.category == "cake":
        counts = [value.split()[0] for value in entity.values("other") if value.endswith(" candles")]
        found |= {"candles": int(counts[0])} if counts else {}
    if entity.category == "rug" and (sitters := _sitters_on(description, entity)):
        rows = 1 if sitters < 3 else 2
        found |= {"width_m": max(1.3, 0.5 + 0.8 * math.ceil(sitters / rows)), "depth_m": 0.5 + 0.9 * rows}
    if entity.category == "pancakes" and _lies_on_a_plate(description, entity):
        found["plate"] = False
    return found


def _sitters_on(description: SceneDescription, entity: Entity) -> int:
    """How many people sit on it."""
    there = {r.subject_id for r in description.relations if r.object_id == entity.id and r.spatial == "on"}
    sitting = {a.actor_id for a in description.actions if a.verb.split()[0] == "sit" and a.actor_id in there}
    return sum(e.count for e in description.entities if e.id in sitting)


def _of_a_size(description: SceneDescription, entity: Entity) -> dict[str, Value]:
    """Of ropes, hoops and what is juggled: made for who plays with them, children or others."""
    deeds = [a for a in description.actions if a.target_id == entity.id]
    verbs = {a.verb for a in deeds}
    players = [e for a in deeds for e in description.entities if e.id == a.actor_id]
    small = any(is_child(e) for e in players)
    share = 1.0 if small else GROWN_M / CHILD_M
    names = ("width_m", "depth_m", "height_m")
    if entity.category == "jump rope" and verbs & {SKIP, TURN_ROPE}:
        style, size = ("long", LONG_M) if TURN_ROPE in verbs else ("turned", TURNED_M)
        return {"style": style} | {name: share * each for name, each in zip(names, size, strict=True)}
    if JUGGLE in verbs and entity.category == "ball":
        return dict.fromkeys(names, 0.072)
    if HOOP in verbs and entity.category == "hula hoop":
        return {name: share**0.5 * each for name, each in zip(names, HULA_HOOP_M, strict=True)}
    if YO_YO in verbs and entity.category == "yo-yo":
        less = 0.8 if small else 1.0
        return {"style": "played"} | {name: less * each for name, each in zip(names, PLAYED_M, strict=True)}
    return {}


def _is_served(description: SceneDescription, entity: Entity) -> bool:
    """Whether a liquid comes in a cup, glass or bowl and not by the bottle: served, or somebody drinks it."""
    if liquid_named([entity.lemma]) is None or catalogue.canonical(entity.lemma) in _VESSELS:
        return False
    drunk = any(a.target_id == entity.id and a.verb.split()[0] in _DRINKING for a in description.actions)
    return drunk or entity.category in _VESSELS


def _is_looked_into(description: SceneDescription, entity: Entity) -> bool:
    people = {e.id for e in description.entities if e.role == "character"}
    theirs = [r for r in description.relations if r.subject_id in people and r.object_id == entity.id]
    said = {r.predicate.split()[0] for r in theirs} | {
        a.verb.split()[0] for a in description.actions if a.target_id == entity.id
    }
    hangs = any(r.subject_id == entity.id and r.object_id not in people for r in description.relations)
    return (bool(said & _SEEING) or any(r.spatial == "in_front_of" for r in theirs)) and not hangs


def _lies_on_a_plate(description: SceneDescription, entity: Entity) -> bool:
    plates = {e.id for e in description.entities if e.category in ("plate", "tray")}
    return any(r.subject_id == entity.id and r.object_id in plates and r.spatial for r in description.relations)
