"""Slips of the fingers: a word that nobody knows and that is one slip from a common one is read as that."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from .closed_words import closed_class
from .lexicon import Lexicon
from .minilm import MiniLM
from .tokens import Token, singular, verb_forms

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COMMON = 12
"""sightings from which on a word is common enough to be meant"""
_FUNCTION_WORDS = {"teh": "the", "hte": "the", "adn": "and", "nad": "and", "wiht": "with", "whit": "with",
                   "wih": "with", "thier": "their", "behing": "behind", "untill": "until"}  # fmt: skip


def mend_slips(tokens: list[Token], lexicon: Lexicon) -> None:
    """Put the meant word into `word`; `text` stays as typed."""
    for before, after in pairwise(list(tokens)):
        if before.word == "w" and after.word == "/":  # a desk w/ a lamp
            before.word = "with"
            tokens.remove(after)
            break
    for token in tokens:
        if token.word in _FUNCTION_WORDS:
            token.word = _FUNCTION_WORDS[token.word]
        elif len(token.word) >= 4 and token.word.isascii() and token.word.isalpha() and not _is_known(
            token.word, lexicon
        ):
            token.word = _meant(token.word, lexicon)


def _is_known(word: str, lexicon: Lexicon) -> bool:
    noun, (verb, _) = singular(word, lexicon), verb_forms(word, lexicon)
    listed = word in lexicon.attribute_types or word in lexicon.colors or word in lexicon.adjectives
    return bool(
        noun in lexicon.nouns or verb or listed or word in lexicon.spatial or closed_class(word, "", "", lexicon)
        or word in lexicon.maps["number"] or word in lexicon.listed
    )  # fmt: skip


def _meant(word: str, lexicon: Lexicon) -> str:
    """The one common word that sounds the same, or has two letters swapped, or in longer words one letter else; the
    word itself where none or several do."""
    parts = ((word[:i], word[i:]) for i in range(3, len(word) - 2))
    if any(a in lexicon.nouns and b in lexicon.nouns for a, b in parts):
        return word  # a doorman is no doormat
    swapped = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)}
    for candidates in (_same_sound(word, lexicon), swapped, _one_letter_off(word) if len(word) >= 7 else set()):
        found = {candidate for candidate in candidates - {word} if _is_common(candidate, lexicon)}
        if len(found) == 1:
            return word if {word, singular(word, lexicon)} & _english() else found.pop()
        if found:
            return word
    return word


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """Common words, many of which no list of ours has: an angle is no angel."""
    return MiniLM.vocabulary()


def _same_sound(word: str, lexicon: Lexicon) -> set[str]:
    """`elefant`, `wizzard`, `bycicle`, `girafes`: common words that only letters of one sound tell from it."""
    index = _by_sound(_Words(lexicon))
    found = set(index.get(_sound(word), ()))
    if word.endswith("s"):
        found |= {f"{noun}s" for noun in index.get(_sound(word[:-1]), ())}
    return found


class _Words:
    """A lexicon as a key: equal when it is the same object."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Words) and self.lexicon is other.lexicon


@lru_cache(maxsize=2)
def _by_sound(words: _Words) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    counted = (*words.lexicon.nouns.items(), *words.lexicon.verbs.items())
    for word in dict.fromkeys(word for word, count in counted if count >= _COMMON and len(word) >= 4):
        index.setdefault(_sound(word), []).append(word)
    return index


def _sound(word: str) -> str:
    word = word.replace("ph", "f").replace("ck", "k").replace("y", "i")
    return "".join(letter for index, letter in enumerate(word) if index == 0 or letter != word[index - 1])


def _one_letter_off(word: str) -> set[str]:
    cut = {word[:i] + word[i + 1 :] for i in range(1, len(word))}
    put = {word[:i] + letter + word[i:] for i in range(1, len(word)) for letter in _LETTERS}
    changed = {word[:i] + letter + word[i + 1 :] for i in range(1, len(word)) for letter in _LETTERS}
    # an ending makes another word of the same stem, which is no slip
    return {w for w in cut | put | changed if not w.startswith(word) and not word.startswith(w)}


def _is_common(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.attribute_types:
        return True
    noun, (verb, _) = singular(word, lexicon), verb_forms(word, lexicon)
    return lexicon.nouns.get(noun, 0) >= _COMMON or (bool(verb) and lexicon.verbs.get(verb, 0) >= _COMMON)
