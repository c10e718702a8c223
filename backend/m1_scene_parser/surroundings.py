"""Places told by more than a noun for one: below the surface of a sea, in space, on Mars, in a ruined city."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from ..common.afloat import UNDERWATER, is_sea
from ..protocol.scene import Attribute, Entity, Relation, SceneDescription
from .things import free_id, without

_BELOW = re.compile(
    r"\bunder[ -]?water\b|\b(under|beneath|below|underneath) the (sea|ocean|waves)\b"
    r"|\b(bottom|depths?|floor|bed) of the (deep )?(blue )?(sea|ocean)\b"
    r"|\bdeep (in|under|below|beneath) the (sea|ocean)\b"
    r"|\bdeep sea\b|\b(coral )?reefs?\b|\b(sea|ocean)[ -]?(bed|floor)\b|\bkelp forest\b|\bscuba[ -]?div",
    re.IGNORECASE,
)
_FRESH = frozenset({"pool", "aquarium", "lake", "river", "pond", "bathtub", "tub", "tank", "bowl", "bath"})
"""waters that have no such bed"""
_BEDS = frozenset({"underwater", "seabed", "seafloor", "reef", "floor", "bed", "bottom", "depth", "wave", "scene",
                   "water"})  # fmt: skip
"""last words for what is there, below a sea: no things of their own"""
_SWIMS = frozenset({"swim", "dive", "snorkel", "drift", "float", "glide"})
_PLANETS = frozenset({"mars", "moon"})
_ACROSS = frozenset({"across", "over", "along", "on", "around", "through", "onto", "over the surface of"})
_TOWNS = frozenset({"village", "town", "city", "hamlet", "airport"})
_HEAVENS = frozenset({"space", "outer space", "planet", "star", "galaxy", "nebula", "earth", "asteroid", "cosmos",
                      "universe", "milky way"})  # fmt: skip
"""what is seen in space, far off"""
_CROWDS = frozenset({"person", "people", "fan", "spectator", "crowd", "audience", "supporter"})
_QUALIFIED: tuple[tuple[str, str, str], ...] = (
    (r"(destroyed|ruined|bombed|bombed-out|devastated|war-torn|post-?apocalyptic|collapsed|burn(t|ed)[- ]out"
     r"|crumbling|shattered) (cit(y|ies)|town|street|downtown)|ruins of (a|the) (city|town)|(city|town) in ruins",
     "city town street", "ruined city"),
    (r"(ice|icy|frozen|glacier|glacial) (cave|cavern|grotto)", "cave cavern grotto", "ice cave"),
    (r"(neon|neon-lit|cyberpunk) (street|city|alley)", "street city", "neon street"),
)  # fmt: skip
"""(what says it, places that it tells more of, the place)"""


def with_surroundings(description: SceneDescription) -> SceneDescription:
    """The description with the place that its words tell, and without what is nothing but that place."""
    for step in (_below_the_sea, _on_planets, _in_space, _in_dunes, _in_towns, _in_crowds, _moated, _qualified):
        description = step(description)
    return description


def _below_the_sea(description: SceneDescription) -> SceneDescription:
    """Below its surface a sea has a bed, and who swims is in it; what the words have for its bed is no thing."""
    words = {word for e in description.entities for word in e.lemma.split()}
    if description.setting.indoor or words & _FRESH or not _BELOW.search(description.prompt):
        return description
    gone = {e.id for e in description.entities if e.role != "character"
            and (is_sea(e) or e.lemma.split()[-1] in _BEDS)}  # fmt: skip
    if _sails(description, gone):
        return description
    kept = without(description, gone)
    sea = Entity(id=free_id("sea", {e.id for e in kept.entities}), lemma="sea", category="water", role="structure")
    swims = dict.fromkeys(a.actor_id for a in kept.actions if a.verb.split()[0] in _SWIMS)
    within = tuple(Relation(subject_id=who, predicate="swim in", spatial="in", object_id=sea.id) for who in swims)
    return replace(kept, setting=replace(kept.setting, place=UNDERWATER), entities=(*kept.entities, sea),
                   relations=(*kept.relations, *within))  # fmt: skip


def _sails(description: SceneDescription, gone: Set[str]) -> bool:
    """Whether a boat is on its way there: above the surface, whatever lies below."""
    boats = {e.id for e in description.entities if e.category in ("boat", "ship", "sailboat", "sailing ship")} - gone
    return any(a.actor_id in boats or (a.target_id in boats and a.verb in ("row", "sail", "steer"))
               for a in description.actions)  # fmt: skip


def _on_planets(description: SceneDescription) -> SceneDescription:
    """`drives across Mars`: there, not past a ball of that name."""
    for planet in (e for e in description.entities if e.lemma.split()[-1] in _PLANETS):
        own = [r for r in description.relations if r.object_id == planet.id]
        if own and description.setting.place is None and all(r.predicate.split()[-1] in _ACROSS for r in own):
            there = replace(description.setting, place=planet.lemma.split()[-1])
            return replace(without(description, {planet.id}), setting=there)
    return description


def _in_space(description: SceneDescription) -> SceneDescription:
    """Space has no ground, and what shines in it is far off."""
    spaces = {e.id for e in description.entities if e.lemma in ("space", "outer space")}
    if not spaces and description.setting.place not in ("space", "outer space"):
        return description
    far = spaces | {e.id for e in description.entities
                    if e.lemma.split()[-1] in _HEAVENS and e.category != "person"}  # fmt: skip
    there = replace(description.setting, place="space", indoor=False)
    return replace(without(description, far), setting=there)


def _in_dunes(description: SceneDescription) -> SceneDescription:
    """Dunes are the ground of a desert, not hills that stand in it."""
    dunes = {e.id for e in description.entities if e.lemma.split()[-1] == "dune"}
    if not dunes or description.setting.place not in (None, "desert"):
        return description
    return replace(without(description, dunes), setting=replace(description.setting, place="desert"))


def _in_towns(description: SceneDescription) -> SceneDescription:
    """A village behind which a mountain stands is where the scene is; nobody can build it as one thing."""
    acting = {a.actor_id for a in description.actions}
    town = next((e for e in description.entities if e.lemma in _TOWNS and e.id not in acting), None)
    if town is None or description.setting.place is not None or description.setting.indoor:
        return description
    return replace(without(description, {town.id}), setting=replace(description.setting, place=town.lemma))


def _in_crowds(description: SceneDescription) -> SceneDescription:
    """Of what a stadium is full sits on its stands; who does something there is in the scene."""
    place = description.setting.place or ""
    acting = {i for a in description.actions for i in (a.actor_id, a.target_id)}
    full = re.search(r"\b(full of|filled with|packed with|crowded with)\b", description.prompt, re.IGNORECASE)
    if not full or place.split()[-1:] not in (["stadium"], ["arena"]):
        return description
    return without(description, {e.id for e in description.entities if e.lemma in _CROWDS and e.id not in acting})


def _moated(description: SceneDescription) -> SceneDescription:
    """A castle's moat runs round it: it is built with the castle, and is no pond beside it."""
    castle = next((e for e in description.entities if e.category == "castle"), None)
    moats = {e.id for e in description.entities if e.lemma.split()[-1] == "moat"}
    if castle is None or not moats:
        return description
    kept = without(description, moats)
    moat = Attribute(type="other", value="moat")
    return replace(kept, entities=tuple(replace(e, attributes=(*e.attributes, moat)) if e.id == castle.id else e
                                        for e in kept.entities))  # fmt: skip


def _qualified(description: SceneDescription) -> SceneDescription:
    """A destroyed city is no city of glass, a cave of ice none of stone."""
    place = description.setting.place
    if place is None:
        return description
    for said, told, name in _QUALIFIED:
        if place.split()[-1] not in told.split():
            continue
        if not re.search(rf"\b({said})\b", description.prompt, re.IGNORECASE):
            continue
        acting = {a.actor_id for a in description.actions}
        last = {"ruins", "ruin"} if name == "ruined city" else set()
        gone = {e.id for e in description.entities if e.lemma.split()[-1] in last and e.id not in acting}
        return replace(without(description, gone), setting=replace(description.setting, place=name))
    return description
