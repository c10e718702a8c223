"""Games played at a table: who plays chess sits at one, with the board on it."""

from __future__ import annotations

from dataclasses import replace

from ..protocol.scene import Attribute, Entity, Relation, SceneDescription
from .seating import TABLES, sit_first

_GAMES = frozenset({"chess set"})


def with_game_tables(description: SceneDescription) -> SceneDescription:
    """The description with a table under the board, where none is named, at which the players sit before they play."""
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
