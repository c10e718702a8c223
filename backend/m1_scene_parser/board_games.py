"""Games played at a table: who plays chess sits at one, with the board on it."""

from __future__ import annotations

import re
from dataclasses import replace

from ..protocol.scene import Attribute, Entity, Relation, SceneDescription
from .seating import TABLES, sit_first
from .things import free_id, people_in

_GAMES = frozenset({"chess set"})
_CARDS = re.compile(r"\b(play|deal)\w*\s+(a game of\s+)?(cards|poker|blackjack|bridge|rummy|go fish)\b", re.IGNORECASE)


def with_game_tables(description: SceneDescription) -> SceneDescription:
    """The description with a table under the board, where none is named, at which the players sit before they play."""
    description = _at_cards(description)
    entities = {entity.id: entity for entity in description.entities}
    for game in description.entities:
        plays = [a for a in description.actions if a.verb.split()[0] == "play" and a.target_id == game.id]
        if game.category not in _GAMES or not plays or "table" in description.excluded:
            continue
        players = list(dict.fromkeys(action.actor_id for action in plays))
        for relation in description.relations:  # `plays chess with a boy`
            other = entities.get(relation.object_id)
            with_one = relation.predicate == "play with" and relation.subject_id in players
            if with_one and other is not None and other.category == "person" and other.id not in players:
                players.append(other.id)
        tables = [entity for entity in description.entities if {entity.category, entity.lemma} & TABLES]
        taken = {r.object_id for r in description.relations if r.subject_id in (*players, game.id)}
        table = next((e for e in tables if e.id in taken), next(iter(tables), None))  # `play at a small round table`
        added: tuple[Entity, ...] = ()
        if table is None:
            said = (Attribute(type="size", value="small"), Attribute(type="shape", value="square"))
            table = Entity(id="table_1", lemma="table", category="table", attributes=said)
            added = (table,)
        on = Relation(subject_id=game.id, predicate="on", spatial="on", object_id=table.id)
        laid = any(r.subject_id == game.id and r.spatial == "on" for r in description.relations)
        description = replace(
            description,
            entities=(*description.entities, *added),
            relations=description.relations if laid else (*description.relations, on),
        )
        description = sit_first(description, dict.fromkeys(players, table))
    return description


def _at_cards(description: SceneDescription) -> SceneDescription:
    """`three men play cards`: they sit at a table, each with a hand of cards that is looked at."""
    people = people_in(description)
    plays = [a for a in description.actions if a.verb.split()[0] in ("play", "deal") and a.actor_id in people]
    if not plays or _CARDS.search(description.prompt) is None or "table" in description.excluded:
        return description
    cards = {e.id for e in description.entities if e.lemma.split()[-1] in ("card", "poker", "cards", "bridge")}
    tables = [e for e in description.entities if {e.category, e.lemma} & TABLES]
    table = tables[0] if tables else Entity(id=free_id("table", {e.id for e in description.entities}), lemma="table",
                                            category="table",
                                            attributes=(Attribute(type="shape", value="round"),))  # fmt: skip
    players = list(dict.fromkeys(a.actor_id for a in plays))
    added = [] if tables else [table]
    taken = {e.id for e in description.entities}
    looks: dict[str, str] = {}
    for who in players:
        name = free_id("hand_of_cards", taken)
        taken.add(name)
        looks[who] = name
        added.append(Entity(id=name, lemma="hand of cards", category="hand of cards", count=people[who].count))
    held = tuple(Relation(subject_id=name, predicate="in", spatial="in", object_id=who) for who, name in looks.items())
    description = replace(
        description, entities=(*(e for e in description.entities if e.id not in cards), *added),
        relations=(*(r for r in description.relations if not {r.subject_id, r.object_id} & cards
                     and not (r.subject_id in players and r.object_id == table.id)), *held),
        actions=tuple(replace(a, verb="read", target_id=looks[a.actor_id], duration_s=a.duration_s or 6.0)
                      if a in plays else a for a in description.actions if a.target_id not in cards or a in plays),
    )  # fmt: skip
    return sit_first(description, dict.fromkeys(players, table))
