"""Where one fights and bowls: a ring with boxers in it is a boxing ring, a lane with pins a bowling lane."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id

RING, LANE, PIN = "boxing ring", "bowling lane", "bowling pin"
_FIGHTERS = frozenset({"boxer", "wrestler", "fighter", "kickboxer", "referee", "opponent", "competitor"})
_FIGHTS = frozenset({"fight", "box", "wrestle", "spar", "punch", "kick", "shadowbox", "knock"})
_KNOCKS = frozenset({"knock down", "knock out", "knock over"})
_KINDS = frozenset({"boxing", "wrestling", "fight", "fighting", "mma"})
_ROLLS = frozenset({"roll", "go", "run", "speed"})
_WITHIN = frozenset({"in", "inside", "into", "on", "onto", "around"})


def in_arenas(description: SceneDescription) -> SceneDescription:
    """The description with its rings and lanes, and who fights in a ring on its canvas."""
    return _on_lanes(_in_rings(_knocked_down(description)))


def _knocked_down(description: SceneDescription) -> SceneDescription:
    """Who knocks somebody down punches them, and they fall; who fights with them already need not go there."""
    fights = {a.actor_id for a in description.actions if a.verb in ("fight", "box", "wrestle", "spar")}
    people = {e.id for e in description.entities if e.category == "person"}
    actions: list[Action] = []
    for action in description.actions:
        if action.verb in _KNOCKS and action.target_id in people and action.actor_id in people:
            near = {action.actor_id, action.target_id} <= fights
            falls = Action(id=f"{action.id}_falls", actor_id=str(action.target_id), verb="fall", after=action.id,
                           text=action.text)  # fmt: skip
            actions += [replace(action, verb="punch", target_id=None if near else action.target_id), falls]
        else:
            actions.append(action)
    return replace(description, actions=tuple(actions))


def _in_rings(description: SceneDescription) -> SceneDescription:
    named = description.setting.place in (RING, "wrestling ring")
    entities = {e.id: e for e in description.entities}
    fights = {a.actor_id for a in description.actions if a.verb.split()[0] in _FIGHTS}
    fights |= {e.id for e in entities.values() if e.lemma.split()[-1] in _FIGHTERS}
    within = {(r.subject_id, r.object_id) for r in description.relations if r.predicate.split()[-1] in _WITHIN}
    rings = {e.id for e in entities.values() if e.lemma.split()[-1] == "ring"
             and (e.lemma.split()[0] in _KINDS or any((who, e.id) in within for who in fights))}  # fmt: skip
    if not rings and not named:
        return description
    for each in rings:
        entities[each] = replace(entities[each], lemma=RING, category=RING, role="prop")
    setting, people = description.setting, [e.id for e in entities.values() if e.category == "person"]
    kept = list(description.relations)
    if not rings:
        ring = Entity(id=free_id(RING, entities), lemma=RING, category=RING)
        entities[ring.id] = ring
        kept += [Relation(subject_id=who, predicate="in", spatial="in", object_id=ring.id) for who in people]
        rings = {ring.id}
    if named:
        setting = replace(setting, place=None)
    return replace(
        description, setting=setting, entities=tuple(entities.values()),
        relations=tuple(replace(r, spatial="on") if r.object_id in rings and r.subject_id in people
                        and r.predicate.split()[-1] in _WITHIN else r for r in kept),
    )  # fmt: skip


def _on_lanes(description: SceneDescription) -> SceneDescription:
    """`rolls down the lane and knocks over ten pins`: a lane of boards, no road, and one deed: it rolls at the pins."""
    said = {e.lemma for e in description.entities} | {e.category for e in description.entities}
    if not {PIN, "bowling ball", LANE} & said:
        return description
    pins = {e.id for e in description.entities if e.category == PIN}
    bowled = {a.actor_id for a in description.actions if a.target_id in pins}
    ways = {a.id: a.after for a in description.actions if a.actor_id in bowled and a.verb.split()[0] in _ROLLS}
    return replace(
        description,
        entities=tuple(replace(e, lemma=LANE, category=LANE, role="structure")
                       if e.lemma.split()[-1] in ("lane", "alley") else e for e in description.entities),
        actions=tuple(replace(a, after=ways.get(a.after or "", a.after))
                      for a in description.actions if a.id not in ways),
    )  # fmt: skip
