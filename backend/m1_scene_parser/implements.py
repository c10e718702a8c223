"""Tools that go without saying: who digs has a shovel, who sweeps a broom."""

from __future__ import annotations

from dataclasses import replace

from ..common.implements import DOUSING, IMPLEMENTS
from ..protocol.scene import Entity, Relation, SceneDescription

_FIGHTS = frozenset({"fight", "battle", "slay", "attack", "duel", "fence", "confront"})
_SWORDSMEN = frozenset({"knight", "samurai", "warrior", "gladiator", "viking", "swordsman", "musketeer"})
_FIRES = frozenset({"fire", "flame", "flames", "blaze", "wildfire", "bonfire"})


def with_implements(description: SceneDescription) -> SceneDescription:
    """The description with a tool for each person who does what needs one, where the prompt names none."""
    description = _without_nails(description)
    entities = {entity.id: entity for entity in description.entities}
    dousing = {a.id for a in description.actions if _burns(entities.get(a.target_id or "")) and a.verb in DOUSING}
    fencing = {a.id for a in description.actions if a.actor_id in entities and a.verb in _FIGHTS
               and entities[a.actor_id].lemma.split()[-1] in _SWORDSMEN}  # fmt: skip
    beasts = [(a.target_id, a.actor_id) for a in description.actions if a.id in fencing and a.target_id in entities
              and entities[a.target_id].category != "person"
              and not any(r.spatial and r.subject_id == a.target_id for r in description.relations)]  # fmt: skip
    tools: list[Entity] = []
    relations: list[Relation] = []
    for action in description.actions:
        upon = entities[action.target_id].category if action.target_id in entities else ""
        done = "chop wood" if upon == "chopping block" else action.verb
        done = "douse fire" if action.id in dousing else "fence" if action.id in fencing else done
        implement = IMPLEMENTS.get(f"{done} {upon}", IMPLEMENTS.get(done))
        actor = entities.get(action.actor_id)
        if implement is None or actor is None or actor.category != "person":
            continue
        words = {word for e in (*entities.values(), *tools) for word in (e.lemma.split()[-1], e.category)}
        if words & implement.instead or implement.lemma in description.excluded:
            continue
        names = {*entities, *(tool.id for tool in tools)}
        number = next(n for n in range(1, len(names) + 2) if f"{implement.lemma.replace(' ', '_')}_{n}" not in names)
        tool = Entity(
            id=f"{implement.lemma.replace(' ', '_')}_{number}", lemma=implement.lemma,
            category=implement.category or implement.lemma, count=actor.count,
        )  # fmt: skip
        tools.append(tool)
        relations.append(
            Relation(subject_id=actor.id, predicate="with" if action.id in fencing else f"{action.verb} with",
                     spatial=None, object_id=tool.id)
        )
    facing = [Relation(subject_id=beast, predicate="face", spatial="facing", object_id=foe) for beast, foe in beasts
              if beast is not None]  # fmt: skip
    blades = {e.id for e in (*description.entities, *tools) if e.category == "sword"}
    swords = {r.subject_id for r in (*description.relations, *relations) if r.object_id in blades}
    armed = {a.id for a in description.actions if a.id in fencing and a.actor_id in swords}
    return replace(
        description, entities=(*description.entities, *tools), relations=(*description.relations, *relations, *facing),
        actions=tuple(replace(a, verb="spray") if a.id in dousing else
                      replace(a, text=f"{a.text} with a sword") if a.id in armed else a for a in description.actions),
    )


def _burns(entity: Entity | None) -> bool:
    return entity is not None and (entity.lemma.split()[-1] in _FIRES or "burning" in entity.values("state"))


def _without_nails(description: SceneDescription) -> SceneDescription:
    """A nail that is hammered is too small to be seen: the blows fall on what it goes into, else on a log."""
    for action in description.actions:
        nail = next((e for e in description.entities if e.id == action.target_id and e.lemma == "nail"), None)
        if action.verb not in ("hammer", "nail", "pound") or nail is None:
            continue
        into = [r.object_id for r in description.relations if r.subject_id == action.actor_id
                and r.predicate.split()[-1] in ("into", "in") and r.object_id != nail.id]  # fmt: skip
        log = Entity(id="stump_1", lemma="stump", category="stump")
        kept = tuple(e for e in description.entities if e is not nail)
        return replace(
            description, entities=kept if into else (*kept, log),
            relations=tuple(r for r in description.relations if nail.id not in (r.subject_id, r.object_id)),
            actions=tuple(replace(a, target_id=into[0] if into else log.id) if a is action else a
                          for a in description.actions),
        )  # fmt: skip
    return description
