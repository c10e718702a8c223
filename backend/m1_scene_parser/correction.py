"""A description that an artist has corrected: what was left blank is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..protocol.errors import InvalidRequestError
from ..protocol.scene import Entity, Relation, Role, SceneDescription
from .lexicon import Lexicon


def fill_in(
    description: SceneDescription, lexicon: Lexicon, category_of: Callable[[str], tuple[str, Role]]
) -> SceneDescription:
    """Entities without a category and relations with an empty `spatial` get theirs.

    Raises InvalidRequestError where a name points at nothing.
    """
    ids = [entity.id for entity in description.entities]
    if len(set(ids)) < len(ids):
        raise InvalidRequestError("Two things of the list have the same name.", hint="Rename one of them.")
    if not all(entity.lemma.strip() for entity in description.entities):
        raise InvalidRequestError("A thing of the list has no name.", hint="Say what it is, or remove it.")
    for who in (
        *((r.subject_id, r.object_id) for r in description.relations),
        *((a.actor_id, a.target_id or a.actor_id) for a in description.actions),
    ):
        for entity_id in who:
            if entity_id not in ids:
                raise InvalidRequestError(
                    f"“{entity_id or 'nothing'}” is not among the things of the list.",
                    hint="Choose who does it, and to what, among the things.",
                )

    def entity_with_category(entity: Entity) -> Entity:
        if entity.category:
            return entity
        category, role = category_of(entity.lemma)
        return replace(entity, category=category, role=role)

    def relation_with_spatial(relation: Relation) -> Relation:
        if relation.spatial != "":
            return relation
        return replace(relation, spatial=lexicon.spatial.get(relation.predicate, _underscored(relation, lexicon)))

    return replace(
        description,
        entities=tuple(entity_with_category(entity) for entity in description.entities),
        relations=tuple(relation_with_spatial(relation) for relation in description.relations),
    )


def _underscored(relation: Relation, lexicon: Lexicon) -> str | None:
    """`in corner of` is canonical by itself."""
    word = relation.predicate.replace(" ", "_")
    return word if word in lexicon.spatial.values() else None
