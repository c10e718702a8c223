"""`A lamp shines on his helmet`: whose the things are that are said with his, her or its, where no deed tells it."""

from __future__ import annotations

from ..protocol.scene import Action, Relation
from .graph import Mention
from .lexicon import Lexicon
from .things import References, Thing

_OF_BUILDINGS = frozenset({"roof", "chimney", "door", "window", "gate", "tower", "porch", "balcony", "mast", "sail",
                           "deck", "wheel", "engine", "cabin", "hood", "trunk"})  # fmt: skip
_BUILT = ("buildings", "vehicles", "shelters", "furniture")
_HIS = {"his": "male", "her": "female"}


def owned(
    references: References, ids: dict[int, str], relations: tuple[Relation, ...], actions: tuple[Action, ...],
    lexicon: Lexicon,
) -> tuple[Relation, ...]:  # fmt: skip
    """`have` relations between such things and whom they belong to: what is worn, carried or built onto it."""
    placed = {r.subject_id for r in relations if r.spatial} | {action.actor_id for action in actions}
    joined = {frozenset((r.subject_id, r.object_id)) for r in relations}
    joined |= {frozenset((a.actor_id, a.target_id)) for a in actions if a.target_id}
    found: list[Relation] = []
    for thing in references.things:
        said = thing.mentions[0] if thing.mentions else None
        if said is None or thing.number not in ids or ids[thing.number] in placed or not _belongs(thing, said, lexicon):
            continue
        owner = _owner(said, references, ids, lexicon)
        if owner is None or frozenset((ids[owner.number], ids[thing.number])) in joined:
            continue
        found.append(
            Relation(subject_id=ids[owner.number], predicate="have", spatial=None, object_id=ids[thing.number])
        )
    return tuple(found)


def _belongs(thing: Thing, said: Mention, lexicon: Lexicon) -> bool:
    word = thing.lemma.split()[-1]
    if said.determiner in _HIS:
        return lexicon.is_worn(thing.lemma) or word in lexicon.sets["own_held"]
    return said.determiner == "its" and word in _OF_BUILDINGS


def _owner(said: Mention, references: References, ids: dict[int, str], lexicon: Lexicon) -> Thing | None:
    """The last person, or building for its parts, that was said before."""
    before = [
        (mention.number, thing) for thing in references.things if thing.number in ids and thing.count == 1
        and _may_own(thing, said.determiner, lexicon)
        for mention in thing.mentions if mention.number < said.number
    ]  # fmt: skip
    return max(before, key=lambda pair: pair[0])[1] if before else None


def _may_own(thing: Thing, determiner: str, lexicon: Lexicon) -> bool:
    if determiner == "its":
        prior = lexicon.priors.get(thing.lemma) or lexicon.priors.get(thing.lemma.split()[-1])
        return prior is not None and prior.group in _BUILT
    other = "female" if _HIS[determiner] == "male" else "male"
    return lexicon.is_person(thing.lemma) and thing.lemma.split()[-1] not in lexicon.sets[other]
