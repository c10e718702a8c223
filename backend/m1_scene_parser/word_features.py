"""What the neural parser reads: the words of a sentence, each with what the rules think of it.

A word stands with its position, its part of speech, its role in the rules' graph, and the positions of the word it
belongs to, of the thing it stands by, and of what stands by it. The neural parser therefore starts from the rules'
reading and learns where to trust it (stacking: Nivre & McDonald 2008); with the features left out it reads by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .graph import Graph, Mention
from .pointed_graph import MAX_WORDS
from .tokens import Token

NONE = "-"
TAGS = (
    NONE, "NOUN", "ADJ", "NUM", "DET", "PRON", "GEN", "VERB", "VBG", "VBN", "BE", "MODAL", "TO", "NEG", "PREP", "ADV",
    "AND", "THEN", "WHILE", "REL", "PIECE", "COMMA", "STOP", "DUR", "X",
)  # fmt: skip
ROLES = (NONE, "head", "attribute", "number", "pronoun", "part", "negated", "deed")
PLACES = (NONE, *(str(index) for index in range(MAX_WORDS)))
FEATURES: dict[str, tuple[str, ...]] = {
    "position": PLACES, "tag": TAGS, "role": ROLES, "owner": PLACES, "subject": PLACES, "object": PLACES,
}  # fmt: skip
"""Every feature with its values; the first value says that there is nothing to say."""


@dataclass(slots=True)
class Word:
    """One word as the neural parser reads it; the values are those of FEATURES."""

    text: str
    position: str
    tag: str = NONE
    role: str = NONE
    owner: str = NONE
    """where the head stands that this word describes, counts or is part of"""
    subject: str = NONE
    """for a head: where the thing stands that the rules relate to it"""
    object: str = NONE
    """for a head: where the first thing stands that it is related to"""

    def features(self) -> tuple[str, ...]:
        """In the order of FEATURES."""
        return (self.position, self.tag, self.role, self.owner, self.subject, self.object)


def plain_words(words: Sequence[str]) -> list[Word]:
    """Words without what the rules think; at most MAX_WORDS."""
    return [Word(word, str(index)) for index, word in enumerate(words[:MAX_WORDS])]


def read_words(words: Sequence[Token], graph: Graph) -> list[Word]:
    """Words as split, with the rules' reading of them; at most MAX_WORDS. Offsets tell which merged token has which."""
    read = plain_words([word.word for word in words])
    starts = [word.start for word in words]

    def places(token: Token) -> list[int]:
        return [index for index, start in enumerate(starts[: len(read)]) if token.start <= start < token.end]

    # 1. Parts of speech
    for token in graph.tokens:
        for index in places(token):
            read[index].tag = token.tag if token.tag in TAGS else "X"

    # 2. Mentions
    heads = head_places(words[: len(read)], graph)
    for mention in graph.mentions:
        if mention.number in heads:
            for token in mention.tokens:
                for index in places(token):
                    read[index].role = _role(token, index == heads[mention.number], mention)
                    read[index].owner = str(heads[mention.number])
    # 3. Attributes said elsewhere (`the wall is white`)
    for mention in graph.mentions:
        if mention.number not in heads:
            continue
        for _, value in mention.attributes:
            said = [index for index, word in enumerate(read) if word.text == value]
            if len(said) == 1 and read[said[0]].owner == NONE:
                read[said[0]].role, read[said[0]].owner = "attribute", str(heads[mention.number])

    # 4. Facts and deeds
    for fact in graph.facts:
        subject, target = heads.get(fact.subject.number), heads.get(fact.object.number)
        if subject is None or target is None:
            continue
        if read[target].subject == NONE:
            read[target].subject = str(subject)
        if read[subject].object == NONE:
            read[subject].object = str(target)
    for deed in graph.deeds:
        actors = [heads[actor.number] for actor in deed.actors if actor.number in heads]
        for index, start in enumerate(starts[: len(read)]):
            if deed.start <= start < deed.end and read[index].role == NONE:
                read[index].role = "deed"
                read[index].owner = str(actors[0]) if actors else NONE
    return read


def head_places(words: Sequence[Token], graph: Graph) -> dict[int, int]:
    """Mention number to the place of its head, the last word of its last noun; those said elsewhere are left out."""
    heads: dict[int, int] = {}
    for mention in graph.mentions:
        nouns = [token for token in mention.tokens if token.tag == "NOUN"]
        for token in nouns[-1:] or mention.tokens[-1:]:
            said = [index for index, word in enumerate(words) if token.start <= word.start < token.end]
            if said:
                heads[mention.number] = said[-1]
    return heads


def _role(token: Token, is_head: bool, mention: Mention) -> str:
    if is_head:
        return "pronoun" if mention.pronoun else "negated" if mention.negated else "head"
    if token.tag == "NUM":
        return "number"
    return "attribute" if token.tag in ("ADJ", "VBN", "VBG") else "part"
