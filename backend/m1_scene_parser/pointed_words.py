"""What a pointed graph says in words: names, values, predicates, as the rules would write them."""

from __future__ import annotations

from collections.abc import Sequence

from .lexicon import Lexicon
from .pointed_graph import PointedRelation, PointedThing, Span
from .tokens import guess_verb_lemma, singular, verb_forms
from .word_features import NONE, Word

_VERBAL = ("VERB", "VBG", "VBN")
_AS_WRITTEN = {"wood": "wooden"}


def name_of(thing: PointedThing, words: Sequence[Word], lexicon: Lexicon) -> str:
    """The lemma: the words that name it in the order said, the last in the singular."""
    said = [words[index].text for index in sorted(thing.words)]
    if words[thing.words[0]].tag == "PRON" and len(said) == 1:
        return _PEOPLE.get(said[0], said[0])
    return " ".join([*said[:-1], singular(said[-1], lexicon)])


_PEOPLE = {"they": "people", "them": "people", "he": "man", "him": "man", "she": "woman", "everyone": "people"}


def value_of(attribute: Span, words: Sequence[Word]) -> str:
    """An attribute's value."""
    said = [words[index].text for index in attribute]
    return " ".join(_AS_WRITTEN.get(word, word) for word in said)


def predicate_of(relation: PointedRelation, words: Sequence[Word], lexicon: Lexicon) -> tuple[str, str]:
    """Verb lemma (or empty) and the words that follow it; together they are the predicate."""
    verb = ""
    rest: list[str] = []
    for part in relation.predicate:
        word, tag = (part, "") if isinstance(part, str) else (words[part].text, words[part].tag)
        lemma = _verb_lemma(word, tag, lexicon) if not verb and not rest else ""
        if lemma:
            verb = lemma
        else:
            rest.append(word)
    said = " ".join(rest)
    return verb, str(lexicon.maps["prep_lemma"].get(said, said))


def _verb_lemma(word: str, tag: str, lexicon: Lexicon) -> str:
    """The lemma of a word that is a verb here, also inside `made of`; empty where it is none."""
    if word in lexicon.spatial:
        return ""
    lemma, form = verb_forms(word, lexicon)
    if tag == "":  # implied: a lemma already
        return word if word in lexicon.verbs else ""
    if lemma and (tag in _VERBAL or form in ("ing", "ed") or (tag == NONE and form == "s")):
        return lemma
    return guess_verb_lemma(word) if tag in _VERBAL or word.endswith("ing") else ""


def alike(one: str, other: str) -> bool:
    """The same predicate but for what only spelling tells apart."""
    wear = {"in": "wear", "with": "have"}
    return one == other or wear.get(one, one) == other


def without(value: str, name: str) -> str:
    return " ".join(word for word in value.split() if word not in name.split())
