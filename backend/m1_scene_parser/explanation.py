"""Which words of the prompt gave which entity, relation and action."""

from __future__ import annotations

from collections.abc import Sequence

from ..protocol.scene import Evidence, SceneDescription
from .changes import Combination
from .graph import Fact, Graph, Mention
from .things import References

Span = tuple[int, int]


def explain(
    description: SceneDescription, graph: Graph, references: References, ids: dict[int, tuple[str, ...]],
    confidences: dict[str, float], combination: Combination,
) -> tuple[Evidence, ...]:  # fmt: skip
    """Evidence for everything in the description; `ids` maps a thing's number to its entities, several for a company's
    people."""
    lines: list[Evidence] = []
    mentions = {entity_id: thing.mentions for thing in references.things for entity_id in ids.get(thing.number, ())}
    members = {entity_id for company in ids.values() if len(company) > 1 for entity_id in company}
    for entity in description.entities:
        words = " ".join(attribute.value for attribute in entity.attributes)
        what = f"{entity.id}: {entity.count} × {words} {entity.lemma} ({entity.category})".replace("×  ", "× ")
        by = mentions.get(entity.id, [])
        at = tuple(dict.fromkeys(_span(mention) for mention in by if mention.tokens))
        source = "said" if at and entity.id not in members else "implied"
        lines.append(_line("entity", (entity.id,), what, at, source, confidences[entity.lemma],
                           *_parser(by, combination, combination.sure_of_mention)))  # fmt: skip
    for relation in description.relations:
        pair = (relation.subject_id, relation.object_id)
        facts = [fact for fact in graph.facts if set(pair) <= {*_ids(fact.subject, references, ids),
                                                              *_ids(fact.object, references, ids)}]  # fmt: skip
        exact = [fact for fact in facts if fact.predicate == relation.predicate]
        ends = [_span(m) for fact in (exact or facts)[:1] for m in (fact.subject, fact.object) if m.tokens]
        spans: tuple[Span, ...] = ((min(start for start, _ in ends), max(end for _, end in ends)),) if ends else ()
        place = f" [{relation.spatial}]" if relation.spatial else ""
        what = f"{relation.subject_id} {relation.predicate} {relation.object_id}{place}"
        sure = min(confidences[entity.lemma] for entity in description.entities if entity.id in pair)
        lines.append(_line("relation", pair, what, spans, "said" if exact else "implied", sure,
                           *_parser(exact[:1], combination, combination.sure_of_fact)))  # fmt: skip
    for action in description.actions:
        spans = tuple(
            (deed.start, deed.end) for deed in graph.deeds
            if deed.verb == action.verb and description.prompt[deed.start : deed.end] == action.text
            and any(action.actor_id in _ids(actor, references, ids) for actor in deed.actors)
        )  # fmt: skip
        order = "".join(f", {word} {other}" for word in ("after", "during") if (other := getattr(action, word)))
        what = f"{action.id}: {action.actor_id} {action.verb} {action.target_id or ''}".rstrip() + order
        lines.append(_line("action", (action.id,), what, spans[:1], "said" if spans else "implied", 1.0))
    return tuple(lines)


def _line(
    kind: str, ids: tuple[str, ...], what: str, spans: tuple[Span, ...], source: str, confidence: float,
    parser: str = "rules", read: float = 1.0,
) -> Evidence:  # fmt: skip
    return Evidence(
        kind=kind, ids=ids, what=what, spans=spans, source=source, confidence=round(confidence, 2), parser=parser,
        read=round(read, 2),
    )  # fmt: skip


def _parser(found: Sequence[Mention | Fact], combination: Combination, sure_of: dict[int, float]) -> tuple[str, float]:
    """Who read it, and the neural parser's probability."""
    sure = [sure_of[id(each)] for each in found if id(each) in sure_of]
    if not sure:
        return "rules", 1.0
    return ("neural" if any(combination.made(each) for each in found) else "both"), max(sure)


def _span(mention: Mention) -> Span:
    return mention.tokens[0].start, mention.tokens[-1].end


def _ids(mention: Mention, references: References, ids: dict[int, tuple[str, ...]]) -> list[str]:
    return [entity_id for thing in references.of.get(mention.number, []) for entity_id in ids.get(thing.number, ())]


def as_table(prompt: str, lines: tuple[Evidence, ...]) -> str:
    """A table to read: kind, what was understood, the words, how near its category is, who read it and how sure."""
    rows = [("", "understood", "from the words", "at", "source", "category", "parser", "sure")]
    for line in lines:
        words = " … ".join(f"“{prompt[start:end]}”" for start, end in line.spans)
        at = " ".join(f"{start}-{end}" for start, end in line.spans)
        rows.append((line.kind, line.what, words, at, line.source, f"{line.confidence:.2f}", line.parser,
                     f"{line.read:.2f}"))  # fmt: skip
    widths = [min(60, max(len(row[column]) for row in rows)) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
