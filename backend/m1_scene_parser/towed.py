"""What is pulled by a rope: a sled or a wagon comes behind who walks ahead with it; animals are led on a leash."""

from __future__ import annotations

from dataclasses import replace

from ..common.sports import LEADING, LED, TOW
from ..protocol.scene import Action, Entity, Relation, SceneDescription
from .things import free_id, people_in

_PULLS = frozenset({"pull", "drag", "tow", "haul"})
_TOWED = frozenset({"sled", "cart", "wheelbarrow"})
_ROPES = frozenset({"rope", "string", "cord", "leash", "lead", "halter", "rein", "bridle"})
_WALKS = frozenset({"walk", "run", "jog", "stroll"})
_BY = frozenset({"by", "with", "on"})


def with_towed(description: SceneDescription) -> SceneDescription:
    """The description in which such things are towed and such animals led, by a rope that is there anyway or comes with
    them."""
    return _led(_towed(description))


def _led(description: SceneDescription) -> SceneDescription:
    """`walks a dog on a leash`, `leads a horse along a path`: both go side by side, a leash from neck to hand."""
    kinds, people = {e.id: e for e in description.entities}, people_in(description)
    animals = {e.id for e in description.entities if e.role == "character" and e.id not in people
               and e.lemma.split()[-1] not in _ROPES}  # fmt: skip
    named = [e for e in description.entities if e.lemma.split()[-1] in _ROPES]
    for action in description.actions:
        walked = [a.actor_id for a in description.actions if a.actor_id in animals and a.during == action.id]
        led = [i for i in (action.target_id, *walked) if i in animals]
        leads = action.verb.split()[0] == "lead" or (action.verb.split()[0] in _WALKS and bool(named))
        if action.actor_id not in people or not led or not leads or kinds[led[0]].count > 1:
            continue
        gone = {e.id for e in named}
        taken = {e.id for e in description.entities} - gone
        leash = Entity(id=free_id("leash", taken), lemma="leash", category="tow rope")
        own = {action.actor_id, led[0]}
        relations = [r for r in description.relations if not {r.subject_id, r.object_id} & gone
                     and not (r.subject_id in own and r.object_id in own)
                     and not (r.subject_id == action.actor_id and r.predicate.split()[0] == "lead")]  # fmt: skip
        relations += [Relation(subject_id=action.actor_id, predicate=LEADING, spatial=None, object_id=leash.id),
                      Relation(subject_id=leash.id, predicate=LED, spatial=None, object_id=led[0])]  # fmt: skip
        goes = replace(action, verb="walk" if action.verb.split()[0] == "lead" else action.verb, target_id=None)
        follows = () if walked else (Action(id=f"{action.id}_led", actor_id=led[0], verb="walk", during=action.id,
                                            text=f"walks with the {kinds[action.actor_id].lemma}"),)  # fmt: skip
        return replace(
            description, entities=(*(e for e in description.entities if e.id not in gone), leash),
            relations=tuple(relations),
            actions=tuple(one for a in description.actions
                          for one in ((goes, *follows) if a is action else (a,)) if a.actor_id not in gone),
        )  # fmt: skip
    return description


def _towed(description: SceneDescription) -> SceneDescription:
    """`pulls a sled by a rope`."""
    kinds = {e.id: e for e in description.entities}
    for action in description.actions:
        thing = kinds.get(action.target_id or "")
        if action.verb.split()[0] not in _PULLS or action.actor_id not in people_in(description) or thing is None:
            continue
        ropes = [r.object_id for r in description.relations if r.subject_id in (action.actor_id, thing.id)
                 and r.predicate.split()[-1] in _BY and kinds[r.object_id].lemma.split()[-1] in _ROPES]  # fmt: skip
        first = next(a for a in description.actions if a.actor_id == action.actor_id) is action
        if thing.count > 1 or not first or not (thing.category in _TOWED or (ropes and thing.role == "prop")):
            continue
        name = free_id("tow_rope", kinds)
        rope = Entity(id=name, lemma="tow rope", category="tow rope")
        return replace(
            description, entities=(*(e for e in description.entities if e.id not in ropes), rope),
            relations=(*(r for r in description.relations if not {r.subject_id, r.object_id} & {*ropes}
                         and (r.subject_id, r.object_id) != (action.actor_id, thing.id)),
                       Relation(subject_id=action.actor_id, predicate=f"{TOW} with", spatial=None, object_id=name)),
            actions=tuple(replace(a, verb=TOW) if a is action else a for a in description.actions),
        )  # fmt: skip
    return description
