"""Games that are deeds: who plays catch throws a ball to and fro."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..protocol.scene import Action, Entity, Relation, Role
from .things import free_id

_PLAYED = re.compile(r"\bplay\w*\s+catch\b", re.IGNORECASE)
TO_AND_FRO = "back and forth"


def with_catch_played(
    entities: list[Entity], relations: tuple[Relation, ...], actions: tuple[Action, ...],
    prompt: str, category_of: Callable[[str], tuple[str, Role]],
) -> tuple[list[Entity], tuple[Relation, ...], tuple[Action, ...]]:  # fmt: skip
    """`plays catch (with somebody) (with a baseball)` as throws to each other, with a ball where none is named."""
    kinds = {entity.id: entity for entity in entities}
    people = {None, *(entity.id for entity in entities if entity.role == "character")}
    catches = {a.actor_id: a for a in actions if a.verb == "catch" and a.target_id in people}
    plays = [a for a in actions if a.verb == "play" and a.target_id is None and a.actor_id in catches]
    if not plays or not _PLAYED.search(prompt):
        return entities, relations, actions
    players = list(dict.fromkeys(action.actor_id for action in plays))
    said = [r for r in relations if r.subject_id in players and r.predicate in ("catch with", "play with")]
    partners = [r.object_id for r in said if kinds[r.object_id].role == "character"]
    balls = [r.object_id for r in said if kinds[r.object_id].role == "prop"]
    if not balls:
        category, role = category_of("ball")
        ball = Entity(id=free_id("ball", kinds), lemma="ball", category=category, count=1, role=role, attributes=())
        entities, balls = [*entities, ball], [ball.id]
    gone = {catches[name].id: next(a.id for a in plays if a.actor_id == name) for name in players}
    first = plays[0]
    played: list[Action] = []
    for action in actions:
        if action.id in gone:
            continue
        after, during = (gone.get(name or "", name) for name in (action.after, action.during))
        action = replace(action, after=after, during=during if during != action.id else None)
        is_play = any(action.id == play.id for play in plays)
        played.append(_throw(action, balls[0]) if is_play else action)
    place = next(n for n, action in enumerate(played) if action.id == first.id) + 1
    for partner in dict.fromkeys(p for p in partners if p not in players):
        other = replace(first, id=f"a{len(actions) + place}", actor_id=partner, during=first.id, after=None)
        played.insert(place, _throw(other, balls[0]))
        players.append(partner)
        place += 1
    kept = tuple(r for r in relations if r not in said)
    throws = tuple(
        Relation(subject_id=player, predicate="throw", spatial=None, object_id=balls[0]) for player in players
    )
    return entities, (*kept, *throws), tuple(played)


def _throw(action: Action, ball: str) -> Action:
    manner = tuple(dict.fromkeys((*action.manner, TO_AND_FRO)))
    return replace(action, verb="throw", text="play catch", target_id=ball, manner=manner)
