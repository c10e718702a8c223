"""Whether a prompt is English: a foreign sentence becomes one clear error, not a list of odd things."""

from __future__ import annotations

from ..protocol.errors import InvalidRequestError
from .lexicon import Lexicon
from .tokens import Token, singular, verb_forms

_MOST = 0.5


def check_english(tokens: list[Token], lexicon: Lexicon) -> None:
    """Raises InvalidRequestError where most words are foreign; single rare words are no reason."""
    words = [token.word for token in tokens if token.word and token.word[0].isalpha()]
    letters = [letter for word in words for letter in word if letter.isalpha()]
    other = sum(letter > "\u024f" for letter in letters)  # beyond Latin
    unknown = [word for word in words if not _is_known(word, lexicon)]
    named = {token.word for token in tokens if token.text[:1].isupper()}
    foreign = sum(word in lexicon.sets["foreign"] for word in words) + sum(
        not word.isascii() and word not in named for word in unknown
    )
    alien = len(letters) >= 4 and other > _MOST * len(letters)
    if alien or (len(words) >= 3 and foreign >= 2 and len(unknown) >= _MOST * len(words)):
        raise InvalidRequestError(
            "Sceneloom reads English, and most words of this prompt are not.",
            hint="Say it in English, for example “a woman walks to a wooden table”.",
        )


def _is_known(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.sets["foreign"]:
        return False
    plain = singular(word, lexicon)
    return (
        plain in lexicon.nouns or word in lexicon.attribute_types or word in lexicon.adjectives
        or word in lexicon.spatial or word in lexicon.colors or bool(verb_forms(word, lexicon)[0])
        or any(word in lexicon.sets[name] for name in _CLOSED) or word in lexicon.maps["number"]
    )  # fmt: skip


_CLOSED = (
    "determiner", "pronoun", "auxiliary", "modal", "negation", "conjunction", "sequence", "simultaneous", "relative",
    "adverb", "filler", "other_preposition", "aspect",
)  # fmt: skip
