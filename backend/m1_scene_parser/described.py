"""`dancing skeletons`, `a running man`: a deed said as what somebody is like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..protocol.scene import Action, SceneDescription
from .lexicon import Lexicon
from .tokens import Token, verb_forms

_WITHOUT_OBJECT = frozenset({"sing", "smile", "laugh", "sleep", "dance", "burn", "cry", "pray", "meditate", "wave"})

_SHOWN = frozenset({"smile", "laugh", "sleep", "cry", "burn"})
"""what a face or a state shows without a deed"""


def is_doer(participle: Token, noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun after a participle that opens a sentence does it: `dancing skeletons`, not `riding horses`."""
    goes = participle.lemma in (lexicon.sets["motion"] - lexicon.sets["caused_motion"]) | _WITHOUT_OBJECT
    return goes and noun.tag == "NOUN" and (lexicon.is_person(noun.lemma) or lexicon.is_animal(noun.lemma))


def is_for(owner: Sequence[Token], thing: Token, lexicon: Lexicon) -> bool:
    """Whether `men's` tells what kind of clothes it is, nobody's in the scene: `dark brown men's shoes`, `a women's
    hat`."""
    who, before = owner[-1], [token.word for token in owner if token.tag == "DET"]
    kind = who.tag == "NOUN" and who.plural and lexicon.is_person(who.lemma) and before in ([], ["a"], ["an"])
    return kind and lexicon.is_worn(thing.lemma)


def mend_looks(tokens: Sequence[Token], lexicon: Lexicon) -> None:
    """`going both horizontal and vertical` counts nothing, `is gray and green colored` names no thing."""
    tags = [token.tag for token in tokens]
    for index, token in enumerate(tokens[:-1]):
        following, ends = tokens[index + 1], tags[index + 2 : index + 3] not in (["NOUN"], ["ADJ"])
        if token.word == "both" and tags[index + 1 : index + 4] == ["ADJ", "AND", "ADJ"]:
            token.tag = "ADV" if tags[index + 4 : index + 5] not in (["NOUN"], ["ADJ"]) else token.tag
        elif following.word in ("colored", "coloured") and lexicon.attribute_types.get(token.word) == "color" and ends:
            token.tag, token.value, following.tag = "ADJ", "color", "ADV"


def with_described_deeds(description: SceneDescription, lexicon: Lexicon) -> SceneDescription:
    """The description in which they do it who do nothing else."""
    busy = {action.actor_id for action in description.actions}
    deeds = lexicon.sets["motion"] | _WITHOUT_OBJECT - _SHOWN
    actions = list(description.actions)
    for entity in description.entities:
        if entity.role != "character" or entity.id in busy:
            continue
        said = next((value for value in (a.value for a in entity.attributes) if value.endswith("ing")
                     and verb_forms(value, lexicon)[0] in deeds), None)  # fmt: skip
        if said is not None:
            verb = verb_forms(said, lexicon)[0]
            actions.append(Action(id=f"{verb}s_{entity.id}", actor_id=entity.id, verb=verb, text=said))
    return replace(description, actions=tuple(actions))
