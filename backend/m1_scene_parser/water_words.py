"""What words mean beside water and on wheels: the bank of a river, an island in its sea, the rails of a train; and the
ring that an animal jumps through, the roof that is on its house."""

from __future__ import annotations

from dataclasses import replace

from ..common.afloat import ISLANDS, ROWED
from ..common.rivers import is_river
from ..protocol.scene import Attribute, Entity, Relation, SceneDescription
from .things import free_id, without

_BANKS = frozenset({"bank", "riverbank", "shore", "riverside", "embankment", "towpath", "water", "waterside"})
_COASTS = frozenset({"sea", "ocean", "beach", "coast", "shore", "seaside", "bay", "lagoon", "reef"})
_JUMPING = frozenset({"jump", "leap", "dive", "hop", "spring", "bound", "fly"})
_RIDES = frozenset({
    "drive", "race", "speed", "pass", "rush", "chug", "steam", "go", "come", "arrive", "leave", "roll", "cross",
    "travel",
    "thunder", "roar", "move", "depart", "rumble", "pull",
})  # fmt: skip
_TRACKS = frozenset({"train track", "train_track", "bridge", "tunnel"})
_BANKS_OF = {"lakeside": "lake", "lake shore": "lake", "lakeshore": "lake", "riverbank": "river", "river bank": "river",
             "riverside": "river", "harbor": "harbor", "harbour": "harbour", "marina": "marina"}  # fmt: skip
_SWAMPS, _MURKY = frozenset({"swamp", "marsh", "bog"}), "#3b4630"
HOOP = "jumping hoop"
_BURNING = frozenset({"flaming", "burning", "fiery", "blazing"})
_RINGS = frozenset({"hoop", "ring"})


def with_waters(description: SceneDescription) -> SceneDescription:
    """The description with such things where the words put them."""
    for step in (_at_waters, _at_edges, _casting, _in_water, _in_boats, _in_alleys, _on_riverbanks,
                 _on_islands, _on_rails, _through_hoops, _on_roofs):  # fmt: skip
        description = step(description)
    return description


def _at_waters(description: SceneDescription) -> SceneDescription:
    """`at the lakeside`, `in the harbor`: a place that is a water's bank has that water."""
    place = description.setting.place or ""
    lemma = place if place in _SWAMPS else _BANKS_OF.get(place)
    if lemma is None or any(e.category == "water" for e in description.entities):
        return description
    entities = description.entities
    murky = (Attribute(type="color", value=_MURKY),) if place in _SWAMPS else ()
    water = Entity(id=free_id(lemma, {e.id for e in entities}), lemma=lemma, category="water", role="structure",
                   attributes=murky)  # fmt: skip
    # who sits there looks out over it
    sits = tuple(Relation(subject_id=a.actor_id, predicate=f"{a.verb} at", spatial="next_to", object_id=water.id)
                 for a in description.actions if a.verb in ("sit", "fish") and a.target_id is None)  # fmt: skip
    sits += tuple(Relation(subject_id=a.actor_id, predicate=f"{a.verb} in", spatial="in", object_id=water.id)
                  for a in description.actions if a.verb in ("wade", "swim") and a.target_id is None)  # fmt: skip
    kept = place if place in _SWAMPS else None
    return replace(description, setting=replace(description.setting, place=kept), entities=(*entities, water),
                   relations=(*description.relations, *sits))  # fmt: skip


def _at_edges(description: SceneDescription) -> SceneDescription:
    """`at the water's edge` is beside that water, on a beach at its shore."""
    waters = {e.id for e in description.entities if e.category == "water"}
    edges = {r.object_id: r.subject_id for r in description.relations
             if r.predicate == "have" and r.subject_id in waters and r.object_id.startswith("edge")}  # fmt: skip
    if not edges:
        return description
    on_coast = bool(set((description.setting.place or "").split()) & _COASTS)
    gone = {*edges, *(edges.values() if on_coast else ())}
    setting = replace(description.setting, place="shore") if on_coast else description.setting
    return replace(
        description, setting=setting, entities=tuple(e for e in description.entities if e.id not in gone),
        relations=tuple(replace(r, object_id=edges[r.object_id], spatial="next_to") if r.object_id in edges else r
                        for r in description.relations
                        if r.subject_id not in edges and edges.get(r.object_id) != r.subject_id
                        and not ({r.object_id, edges.get(r.object_id)} & gone and on_coast)),
        actions=tuple(replace(a, target_id=None if on_coast else edges[a.target_id]) if a.target_id in edges else a
                      for a in description.actions),
    )  # fmt: skip


def _in_alleys(description: SceneDescription) -> SceneDescription:
    """An alley is where a scene is, between its houses, and no road that lies there."""
    roads = [e for e in description.entities if e.category == "road"]
    alleys = {e.id for e in roads if e.lemma.split()[-1] in ("alley", "alleyway")}
    if not alleys or description.setting.place is not None:
        return description
    return without(replace(description, setting=replace(description.setting, place="alley")), alleys)


def _casting(description: SceneDescription) -> SceneDescription:
    """`casts his line into the river` fishes there, with a rod."""
    entities = {e.id: e for e in description.entities}
    casts = [a for a in description.actions if a.verb.split()[0] in ("cast", "throw") and a.target_id in entities
             and entities[a.target_id].lemma.split()[-1] == "line"
             and any(e.category == "water" for e in entities.values())]  # fmt: skip
    if not casts:
        return description
    lines = {a.target_id for a in casts}
    rod = any(e.category == "fishing rod" for e in entities.values())
    kept = [e for e in description.entities if not (rod and e.id in lines)]
    kept = [Entity(id=e.id, lemma="fishing rod", category="fishing rod") if e.id in lines else e for e in kept]
    water = next(e for e in kept if e.category == "water")
    relations = [r for r in description.relations if not {r.subject_id, r.object_id} & lines
                 and (r.subject_id, r.predicate.split()[0]) not in {(a.actor_id, a.verb.split()[0]) for a in casts}]
    relations += [Relation(subject_id=a.actor_id, predicate="fish in", spatial="in", object_id=water.id) for a in casts]
    actions = tuple(replace(a, verb="fish", target_id=None) if a in casts else a for a in description.actions)
    return replace(description, entities=tuple(kept), relations=tuple(relations), actions=actions)


def _in_water(description: SceneDescription) -> SceneDescription:
    """Who swims does so in water, where none is named: at the sea in it, else in a lake."""
    place = description.setting.place or ""
    swims = [a.actor_id for a in description.actions if a.verb in ("swim", "snorkel") and a.target_id is None]
    has_water = any(e.category in ("water", "aquarium") for e in description.entities)
    if not swims or description.setting.indoor or has_water:
        return description
    lemma = "sea" if set(place.split()) & _COASTS else "lake"
    water = Entity(id=free_id(lemma, {e.id for e in description.entities}), lemma=lemma, category="water",
                   role="structure")  # fmt: skip
    within = tuple(Relation(subject_id=who, predicate="swim in", spatial="in", object_id=water.id)
                   for who in dict.fromkeys(swims))  # fmt: skip
    return replace(
        description, entities=(*description.entities, water), relations=(*description.relations, *within)
    )


def _in_boats(description: SceneDescription) -> SceneDescription:
    """A kayaker, or who rows and paddles on water, has a boat to do it in."""
    entities = list(description.entities)
    water = next((e for e in entities if e.category == "water"), None)
    boats = {"ship", "sailboat", "surfboard", *ROWED}
    if water is None or any(boats & {e.category, e.lemma} for e in entities):
        return description
    actions, relations = list(description.actions), list(description.relations)
    for k, action in enumerate(actions):
        actor = next((e for e in entities if e.id == action.actor_id), None)
        rows = action.verb in ("row", "paddle", "kayak", "canoe") and action.target_id in (None, water.id)
        if actor is None or actor.category != "person" or actor.count > 1 or not rows:
            continue
        boat = Entity(id=free_id("boat", {e.id for e in entities}), lemma="boat", category="boat")
        entities.append(boat)
        actions[k] = replace(action, verb="row", target_id=boat.id)
        relations = [r for r in relations if (r.subject_id, r.object_id) != (actor.id, water.id)]
        relations.append(Relation(subject_id=boat.id, predicate="on", spatial="on", object_id=water.id))
    return replace(description, entities=tuple(entities), actions=tuple(actions), relations=tuple(relations))


def _on_riverbanks(description: SceneDescription) -> SceneDescription:
    """`from the bank`, `along the bank` of a river that is named: at the river, no house of money."""
    river = next((e for e in description.entities if is_river(e)), None)
    acting = {a.actor_id for a in description.actions}
    banks = {e.id for e in description.entities
             if e.lemma.split()[-1] in _BANKS and e.role != "character" and not is_river(e)} - acting  # fmt: skip
    if river is None or not banks:
        return description
    relations = []
    for relation in description.relations:
        if relation.subject_id in banks:
            continue
        if relation.object_id in banks:
            spatial = "along" if relation.spatial == "along" else "next_to"
            relation = replace(relation, object_id=river.id, spatial=spatial)
        relations.append(relation)
    return replace(
        description, entities=tuple(e for e in description.entities if e.id not in banks), relations=tuple(relations),
        actions=tuple(replace(a, target_id=river.id) if a.target_id in banks else a for a in description.actions),
    )  # fmt: skip


def _on_islands(description: SceneDescription) -> SceneDescription:
    """An island is land in a sea; what the prompt puts nowhere else, or in that sea, and is no boat, is on it. In a
    kitchen it is a counter."""
    place = description.setting.place or ""
    if description.setting.indoor or "kitchen" in place or any(e.lemma == "kitchen" for e in description.entities):
        return replace(
            description,
            entities=tuple(replace(e, lemma="kitchen island", category="counter", role="prop") if e.lemma == "island"
                           else e for e in description.entities),
        )  # fmt: skip
    island = next((e for e in description.entities if e.lemma.split()[-1] in ISLANDS), None)
    if island is None and place.split()[-1:] not in ([word] for word in ISLANDS):
        return description
    entities, relations = list(description.entities), list(description.relations)
    if island is None:
        island = Entity(id=free_id("island", {e.id for e in entities}), lemma="island", category="mountain",
                        role="structure")  # fmt: skip
        entities.append(island)
    sea = next((e for e in entities if e.category == "water"), None)
    if sea is None:
        sea = Entity(id=free_id("sea", {e.id for e in entities}), lemma="sea", category="water", role="structure")
        entities.append(sea)
    ids = {sea.id, island.id}
    relations = [r for r in relations if {r.subject_id, r.object_id} != ids]
    afloat = {"ship", "sailboat", "submarine", "jet ski", *ROWED, "bird", "whale", "fish", "cloud", "sun", "moon",
              "water"}
    placed = {r.subject_id for r in relations if r.spatial and r.object_id not in ids}
    for entity in entities:
        if entity.id in ids | placed or {entity.category, entity.lemma} & afloat:
            continue
        relations = [r for r in relations if {r.subject_id, r.object_id} != {entity.id, sea.id}
                     and not (r.subject_id == entity.id and r.object_id == island.id)]  # fmt: skip
        relations.append(Relation(subject_id=entity.id, predicate="on", spatial="on", object_id=island.id))
    relations.append(Relation(subject_id=island.id, predicate="in", spatial="in", object_id=sea.id))
    setting = replace(description.setting, place=None) if place.split()[-1:] == ["island"] else description.setting
    return replace(description, setting=setting, entities=tuple(entities), relations=tuple(relations))


def _on_rails(description: SceneDescription) -> SceneDescription:
    """A train that goes somewhere goes on rails."""
    goes = {a.actor_id for a in description.actions if a.verb.split()[0] in _RIDES}
    train = next((e for e in description.entities if e.category == "train" and e.id in goes), None)
    if train is None or "toy" in train.lemma or any({e.category, e.lemma} & _TRACKS for e in description.entities):
        return description
    track = Entity(id=free_id("train_track", {e.id for e in description.entities}), lemma="train track",
                   category="train track", role="structure")  # fmt: skip
    on = Relation(subject_id=train.id, predicate="on", spatial="on", object_id=track.id)
    return replace(description, entities=(*description.entities, track), relations=(*description.relations, on))


def _through_hoops(description: SceneDescription) -> SceneDescription:
    """A hoop that somebody jumps through stands, and is no basketball hoop."""
    through = {r.object_id for r in description.relations
               if r.predicate.split()[-1] == "through" and r.predicate.split()[0] in _JUMPING}  # fmt: skip
    found = [e for e in description.entities if e.id in through and e.lemma.split()[-1] in _RINGS
             and "basketball" not in e.lemma]  # fmt: skip
    if not found:
        return description
    entities = []
    for entity in description.entities:
        if entity in found:
            words = {*entity.lemma.split(), *(a.value for a in entity.attributes),
                     *(word for a in description.actions if a.target_id == entity.id for word in a.text.split())}
            said = (Attribute(type="state", value="flaming"),) if words & _BURNING else ()
            entity = replace(entity, lemma=HOOP, category="basketball hoop", attributes=(*entity.attributes, *said))
        entities.append(entity)
    return replace(description, entities=tuple(entities))


def _on_roofs(description: SceneDescription) -> SceneDescription:
    """The roof of a house that is named is no thing of its own: who is on it is on the house."""
    entities = {e.id: e for e in description.entities}
    roofs = {r.object_id: r.subject_id for r in description.relations
             if r.predicate in ("have", "with") and r.object_id in entities
             and entities[r.object_id].category == "roof" and entities[r.object_id].lemma.split()[-1] == "roof"
             and entities[r.subject_id].role == "structure"
             and r.object_id not in {a.actor_id for a in description.actions}}  # fmt: skip
    if not roofs:
        return description
    return replace(
        description,
        entities=tuple(e for e in description.entities if e.id not in roofs),
        relations=tuple(
            replace(r, object_id=roofs[r.object_id]) if r.object_id in roofs else r for r in description.relations
            if not (r.object_id in roofs and r.subject_id == roofs[r.object_id]) and r.subject_id not in roofs
        ),
        # they are up there from the start, and go nowhere for it
        actions=tuple(replace(a, target_id=None) if a.target_id in roofs else a for a in description.actions),
    )
