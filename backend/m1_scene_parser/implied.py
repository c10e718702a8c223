"""Relations that a prompt implies: what a vessel holds, what furniture carries, where a goal stands."""

from __future__ import annotations

from dataclasses import replace

from ..common.object_priors import ObjectPrior
from ..protocol.scene import Action, Attribute, Entity, Relation
from .lexicon import Lexicon

_CARRIERS = ("table", "desk", "counter", "shelf", "cabinet", "bookshelf")
_CARRIED_GROUPS = ("containers", "electronics", "lights", "decoration", "food", "objects", "sports", "plants")
_FLAT = ("plate", "tray")
_HOLDING = ("have", "with", "of", "fill with", "load with", "pack with", "stack with", "contain")
_PUT = ("put", "set", "place", "lay", "drop", "leave")
_BESIDE = ("next to", "beside", "near", "by", "in front of", "behind", "at the left of", "on the right side of")


def with_implied(
    entities: list[Entity], relations: tuple[Relation, ...], actions: tuple[Action, ...], lexicon: Lexicon
) -> tuple[Relation, ...]:
    """The relations, `a bowl of apples` turned into apples in a bowl, with what follows from them added."""
    lemmas = {entity.id: entity.lemma for entity in entities}
    turned = tuple(_turned(relation, lemmas, lexicon) for relation in relations)
    return (*turned, *_side_by_side(turned, lemmas, lexicon), *_goals_on_supports(turned, actions, lemmas, lexicon))


def with_open_boxes(entities: list[Entity], relations: tuple[Relation, ...]) -> list[Entity]:
    """A box that something is taken out of is open."""
    emptied = {r.object_id for r in relations if r.predicate.split()[-1] in ("of", "from") and "take" in r.predicate}
    return [
        replace(e, attributes=(*e.attributes, Attribute(type="state", value="open")))
        if e.id in emptied and e.lemma.split()[-1] == "box" and all(a.type != "state" for a in e.attributes)
        else e
        for e in entities
    ]  # fmt: skip


def _prior(lemma: str, lexicon: Lexicon) -> ObjectPrior | None:
    return lexicon.priors.get(lemma) or lexicon.priors.get(lemma.split()[-1])


def _turned(relation: Relation, lemmas: dict[str, str], lexicon: Lexicon) -> Relation:
    """`a basket filled with eggs`, `a desk with a laptop`: the eggs are in it, the laptop is on it."""
    if relation.predicate not in _HOLDING or relation.spatial not in (None, "contains"):
        return relation
    owner, thing = lemmas[relation.subject_id], lemmas[relation.object_id]
    holder, held = _prior(owner, lexicon), _prior(thing, lexicon)
    word = ""
    if held is None and owner.split()[-1] in lexicon.sets["vessel"] and relation.predicate == "have":
        held = holder  # a bucket of paint: stuff that no entry knows
    if held is None or held.group in ("body", "clothing", "people", "buildings", "furniture", "terrain"):
        return relation
    if owner.split()[-1] in lexicon.sets["vessel"] and (relation.spatial == "contains" or held.category != "pole"):
        word = "on" if owner.split()[-1] in _FLAT else "in"
    elif relation.predicate == "with" and holder is not None and holder.category in _CARRIERS:
        small = held.height_m < 0.8 and held.width_m < holder.width_m
        word = "on" if small and held.group in _CARRIED_GROUPS else ""
    elif relation.spatial == "contains":
        word = "in"
    if not word:
        return relation
    return Relation(
        subject_id=relation.object_id, predicate=word, spatial=word, object_id=relation.subject_id,
        frame=relation.frame,
    )  # fmt: skip


def _side_by_side(relations: tuple[Relation, ...], lemmas: dict[str, str], lexicon: Lexicon) -> list[Relation]:
    """`books with a candle and a skull on a desk`: all of them are on the desk."""
    placed = {relation.subject_id for relation in relations if relation.spatial}
    on = {r.subject_id: r.object_id for r in relations if r.spatial == "on" and _carries(lemmas[r.object_id], lexicon)}
    implied: list[Relation] = []
    for owner in dict.fromkeys(r.subject_id for r in relations if r.predicate == "with"):
        beside = [r.object_id for r in relations if r.subject_id == owner and r.predicate == "with"]
        supports = [on[thing] for thing in beside if thing in on]
        for thing in [owner, *beside] if supports else ():
            prior = _prior(lemmas[thing], lexicon)
            if thing not in placed and thing != supports[0] and prior is not None and prior.group in _CARRIED_GROUPS:
                placed.add(thing)
                implied.append(Relation(subject_id=thing, predicate="on", spatial="on", object_id=supports[0]))
    return implied


def _goals_on_supports(
    relations: tuple[Relation, ...], actions: tuple[Action, ...], lemmas: dict[str, str], lexicon: Lexicon
) -> list[Relation]:
    """`walks to the table and puts it down next to the plate`: the plate is on the table."""
    placed = {relation.subject_id for relation in relations if relation.spatial}
    implied: list[Relation] = []
    for number, action in enumerate(actions):
        if action.verb.split()[0] not in _PUT or action.target_id is None:
            continue
        before = [a for a in actions[:number] if a.actor_id == action.actor_id and a.target_id in lemmas]
        supports = [a.target_id for a in before if _carries(lemmas[a.target_id or ""], lexicon)]
        for relation in relations:
            goal = relation.predicate.removeprefix(action.verb).strip()
            said = relation.subject_id == action.actor_id and relation.predicate.startswith(action.verb)
            if not said or goal not in _BESIDE or relation.object_id in placed or not supports:
                continue
            held = _prior(lemmas[relation.object_id], lexicon)
            if held is not None and held.group in _CARRIED_GROUPS and held.height_m < 0.8:
                placed.add(relation.object_id)
                implied.append(
                    Relation(
                        subject_id=relation.object_id, predicate="on", spatial="on", object_id=str(supports[-1])
                    )
                )  # fmt: skip
    return implied


def _carries(lemma: str, lexicon: Lexicon) -> bool:
    prior = _prior(lemma, lexicon)
    return prior is not None and prior.category in _CARRIERS
