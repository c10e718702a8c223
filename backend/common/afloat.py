"""What floats, how deep it lies in the water, and whether the scene's ground is open water."""

from __future__ import annotations

from ..protocol.scene import Asset, Entity, ObjectPlacement, SceneDescription

_DRAUGHT = {
    "whale": 0.55, "seal": 0.5, "fish": 0.6, "surfboard": 0.3, "boat": 0.26, "sailboat": 0.115, "ship": 0.135,
    "sailing ship": 0.075, "island": 0.3, "submarine": 0.43, "canoe": 0.2, "kayak": 0.27, "gondola": 0.115,
    "raft": 0.06,
    "jet ski": 0.27,
}  # fmt: skip
"""by category: share of the height that is below the waterline"""
ROWED = frozenset({"boat", "canoe", "kayak", "gondola", "raft"})
"""boats that people sit in and row or paddle"""
SWIMMING = frozenset({"swim", "wade", "bathe", "float", "dive", "splash", "snorkel", "drown", "dip", "paddle"})
"""verbs of who is in the water"""
BATHES = frozenset({"swim", "dive", "bathe", "snorkel"})
"""those of who is dressed for it"""
ISLANDS = frozenset({"island", "isle", "islet"})
_OF_THE_SEA = frozenset({"dolphin", "whale", "shark", "seal", "orca", "porpoise"})
_WATERFOWL = frozenset({"duck", "duckling", "goose", "swan"})
_FISH = frozenset({"fish", "dolphin", "shark", "whale", "seal"})
_DRIFTERS = frozenset({"jellyfish", "squid", "submarine", "seahorse", "ray", "manta ray", "stingray"})
_DRIFTS = frozenset({"drift", "glide", "hover"})
_WADES = 0.36
"""the same of a bird that swims, its legs under water"""
_SEAS = frozenset({"sea", "ocean"})
_ON_IT = frozenset({
    "out", "out_of", "under", "into", "through",
    "on", "in", "on_top_of", "across", "over", "at", "along", "inside",
})  # fmt: skip


def draught_m(asset: Asset) -> float:
    """How deep a thing lies in the water; 0 for what does not float."""
    share = _DRAUGHT.get(asset.category, 0.0)
    if asset.category == "bird" and any(str(p.value) in _WATERFOWL for p in asset.parameters):
        share = _WADES
    return share * float(asset.dimensions[2])


def floats(entity: Entity) -> bool:
    """Whether an entity is at home in the water: boats, waterfowl, fish."""
    names = {entity.category, *entity.lemma.split()}
    return entity.category in _DRAUGHT or (bool(names & (_WATERFOWL | _FISH)) and entity.category != "person")


_LEAPING = frozenset({"leap", "jump", "breach", "spring", "hop"})


def leaps(description: SceneDescription, entity: Entity) -> bool:
    """Whether something that is at home in the water leaps out of it."""
    return floats(entity) and any(
        a.actor_id == entity.id and a.verb.split()[0] in _LEAPING for a in description.actions
    )


def is_afloat(asset: Asset, placement: ObjectPlacement) -> bool:
    """Whether a thing lies in the water where it is, and does not rest on what is below."""
    return draught_m(asset) > 0.0 and float(placement.transform.translation[2]) < -0.5 * draught_m(asset)


UNDERWATER = "underwater"
"""the place of who is below the surface of a sea"""
_ABOVE_BED_M = 2.3
"""how far above the bed of a sea those are who swim below its surface"""


def is_underwater(description: SceneDescription) -> bool:
    """Whether a scene is below the surface, down to the bed."""
    return description.setting.place == UNDERWATER


def hovers(description: SceneDescription, entity: Entity) -> bool:
    """Whether somebody or something below the surface is in the water, not on the bed."""
    names = {entity.category, *entity.lemma.split()}
    swims = any(a.actor_id == entity.id and a.verb.split()[0] in SWIMMING | _DRIFTS for a in description.actions)
    return swims or bool(names & (_FISH | _DRIFTERS))


def bed_m(description: SceneDescription) -> float:
    """Height of a sea's bed below those who swim in it; 0, where people stand, if nobody does."""
    swim = any(hovers(description, entity) for entity in description.entities)
    return -_ABOVE_BED_M if swim else 0.0


def is_sea(entity: Entity) -> bool:
    """Whether an entity is a sea: no thing in the scene but its surroundings."""
    return entity.category == "water" and entity.lemma.split()[-1] in _SEAS


def inhabited_island(description: SceneDescription) -> Entity | None:
    """The island that somebody is on while nobody is in the water round it: it is the ground of the scene."""
    island = next((e for e in description.entities if e.lemma.split()[-1] in ISLANDS and e.count == 1), None)
    if island is None or island.category == "counter" or any(floats(e) for e in description.entities if e != island):
        return None
    alive = {e.id for e in description.entities if e.role == "character"}
    if any(a.actor_id in alive and a.verb.split()[0] in SWIMMING for a in description.actions):
        return None
    on = any(r.object_id == island.id and r.spatial in ("on", "on_top_of") for r in description.relations)
    return island if alive and on else None


def open_water(description: SceneDescription) -> Entity | None:
    """The lake or sea that a boat or somebody who swims is on or in; None where the scene is on land."""
    if is_underwater(description) or inhabited_island(description) is not None:
        return None
    boats = {entity.id for entity in description.entities if floats(entity)}
    boats |= {entity.id for entity in description.entities if entity.lemma.split()[-1] in ISLANDS}
    boats |= {a.actor_id for a in description.actions if a.verb.split()[0] in SWIMMING}
    for relation in description.relations:
        water = next((e for e in description.entities if e.id == relation.object_id and e.category == "water"), None)
        subject = next((e for e in description.entities if e.id == relation.subject_id), None)
        at_sea = subject is not None and water is not None and water.lemma in ("water", "waves") and (
            bool({subject.category, *subject.lemma.split()} & _OF_THE_SEA))  # fmt: skip
        if water is None or not (is_sea(water) or at_sea or water.lemma.split()[-1] == "lake"):
            continue
        rowed = any(a.actor_id == relation.subject_id and a.target_id in boats for a in description.actions)
        goes = bool(set(relation.predicate.split()) & _ON_IT) or relation.spatial in _ON_IT
        if goes and (relation.subject_id in boats or rowed):
            return water
    return None
