"""Who acts: whose first place follows from the actions, what is acted on, and in which order."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Action, Relation, SceneDescription
from .placing import Scene
from .verbs import Need, need_of

GOING: frozenset[Need] = frozenset({"walk", "take", "put", "sit", "kick", "push", "touch", "meet", "throw"})
STUMBLING = frozenset({"trip", "stumble", "bump", "crash"})


def first_actors(description: SceneDescription, scene: Scene) -> frozenset[str]:
    """People whose first place follows from what they do, because the prompt puts them nowhere."""
    placed = {r.subject_id for r in description.relations if _puts_somewhere(description, scene, r)}
    found = []
    for action in description.actions:
        entity = next((e for e in description.entities if e.id == action.actor_id), None)
        if entity is None or entity.id in placed:
            continue
        seeing = looks_through(scene, action) or looks_into(scene, action)
        if need_of(action) not in GOING and seeing is None:
            continue
        for object_id in entity.object_ids:
            thing = scene.things.get(object_id)
            if thing is not None and thing.is_person and scene.supports[object_id].kind == "floor":
                found.append(object_id)
    return frozenset(found)


def looks_through(scene: Scene, action: Action) -> str | None:
    """The window (object id) that somebody looks out of, for which one stands at it."""
    words = set(f"{action.verb} {action.text}".lower().split())
    entity = next((e for e in scene.description.entities if e.id == action.target_id), None)
    windows = [i for i in (entity.object_ids if entity else ()) if i in scene.things and scene.things[i].kind == "wall"]
    looks = need_of(action) == "face" and bool(words & {"out", "through"})
    return next((i for i in windows if looks and scene.things[i].words & {"window"}), None)


def looks_into(scene: Scene, action: Action) -> str | None:
    """The standing mirror (object id) that somebody looks at themselves in."""
    entity = next((e for e in scene.description.entities if e.id == action.target_id), None)
    found = [i for i in (entity.object_ids if entity else ()) if i in scene.things]
    return next((i for i in found if need_of(action) == "face" and scene.things[i].asset.category == "mirror"), None)


def _puts_somewhere(description: SceneDescription, scene: Scene, relation: Relation) -> bool:
    """Whether a relation tells where its subject is at the start: beside a thing, not just in a room."""
    if relation.spatial is None:
        return False
    if any(a.actor_id == relation.subject_id and a.target_id == relation.object_id for a in description.actions):
        return False
    ids = next((e.object_ids for e in description.entities if e.id == relation.object_id), ())
    things = [scene.things[i] for i in ids if i in scene.things]
    return any(t.kind not in ("environment", "ground") or "rug" in t.words for t in things)


def objects_of_actions(description: SceneDescription, scene: Scene, *needs: Need) -> frozenset[str]:
    """Objects that someone takes, sits on, … by the kind of place the action needs."""
    found: set[str] = set()
    for action in description.actions:
        target_id = action.target_id
        if "sit" in needs and action.verb.split()[0] == "sit" and target_id is None:  # on what was walked to
            target_id = next((a.target_id for a in description.actions if a.id == action.after), None)
        if target_id and (need_of(action) in needs or target_id != action.target_id):
            entity = next((e for e in description.entities if e.id == target_id), None)
            if entity is not None:
                found.update(i for i in entity.object_ids if i in scene.things)
    return frozenset(found)


def in_time(actions: tuple[Action, ...]) -> list[Action]:
    """Actions so that each follows the one it comes after."""
    order: list[Action] = []
    waiting = list(actions)
    while waiting:
        known = {a.id for a in order}
        ready = next(
            (a for a in waiting if not a.after or a.after in known or all(a.after != w.id for w in waiting)), waiting[0]
        )
        order.append(ready)
        waiting.remove(ready)
    return order


def obstacle_of(scene: Scene, action: Action, later: list[Action]) -> str | None:
    """What a walk ends at because the walker then trips on it or bumps into it."""
    follow = next((a for a in later if a.actor_id == action.actor_id), None)
    if follow is None or follow.verb.split()[0] not in STUMBLING:
        return None
    named = [follow.target_id] if follow.target_id else []
    named += [
        r.object_id for r in scene.description.relations
        if r.subject_id == action.actor_id and r.predicate.split()[0] == follow.verb.split()[0]
    ]  # fmt: skip
    entities = {e.id: e for e in scene.description.entities}
    ids = [i for n in named if n in entities and n != action.actor_id for i in entities[n].object_ids]
    return next((i for i in ids if i in scene.stands and scene.things[i].kind == "floor"), None)


def target_of(scene: Scene, action: Action, actor: str, sitters: dict[str, str]) -> str | None:
    """The instance that an action is about: the one of the same number, to sit down one that nobody has yet.

    `sitters`: of several seats, who has which; kept here.
    """
    entity = next((e for e in scene.description.entities if e.id == action.target_id), None)
    present = [i for i in entity.object_ids if i in scene.things and i != actor] if entity else []
    if not present:
        return None
    number = int(actor.rpartition(".")[2]) if "." in actor else 1
    own = present[(number - 1) % len(present)]
    if action.verb.split()[0] != "sit" or len(present) == 1:
        return own
    seat = next((i for i in (own, *present) if sitters.get(i, actor) == actor), own)
    sitters[seat] = actor
    return seat


AT_HAND_M = 1.1
"""from where a sitter's feet are to what they reach on the table before them, at most"""


def at_hand(scene: Scene, actor: str, need: Need, target: str) -> bool:
    """Whether somebody who sits from the start does it from the seat: sit there, use what is on the table."""
    support, stand = scene.supports[actor], scene.stands.get(target)
    if support.kind != "seat" or stand is None:
        return False
    near = float(np.linalg.norm(stand.pose[:2] - scene.stands[actor].pose[:2])) < AT_HAND_M
    return support.parent_id == target if need == "sit" else near and need in ("touch", "take", "put")
