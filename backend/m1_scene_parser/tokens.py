"""Text to tokens, and English word forms to lemmas."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from .lexicon import Lexicon

_PATTERN = re.compile(
    r"\d+(?:[.,]\d+)?(?:st|nd|rd|th)?|(?<!\w)['’](?:s|re|ll|m|d|ve)\b|[^\W\d_]+(?:[-’'][^\W\d_]+)*|\d+|[.!?;]+|[,:()\[\]\"“”–—-]|\S",
    re.UNICODE,
)
_CLITICS = ("n't", "'s", "'re", "'ll", "'ve", "'m", "'d")


@dataclass(slots=True)
class Token:
    """One word or phrase on its way through the parser."""

    text: str
    """as written"""
    word: str
    """lower case"""
    tag: str = ""
    """part of speech, see tagger.py"""
    lemma: str = ""
    value: str = ""
    """attribute type of an ADJ, canonical phrase of a PREP"""
    number: float | None = None
    plural: bool = False
    used: bool = False
    start: int = 0
    """character offsets in the prompt"""
    end: int = 0
    parts: list[str] = field(default_factory=list)
    """the words of a merged phrase"""


def tokenize(text: str) -> list[Token]:
    """Words, numbers, punctuation marks and symbols, in order."""
    tokens: list[Token] = []
    for match in _PATTERN.finditer(text):
        for piece, start in _split_clitics(match.group(), match.start()):
            plain = unicodedata.normalize("NFKD", piece) if piece.isalpha() else unicodedata.normalize("NFKC", piece)
            word = "".join(c for c in plain if not unicodedata.combining(c)).strip() or piece  # a café, ¨ alone
            word = word.replace("’", "'").lower()
            if start > match.start():
                word = _MARKED.get(word, word)
            tokens.append(Token(text=piece, word=word, start=start, end=start + len(piece)))
    return tokens


_UNMARKED = {"thats": 4, "theres": 5, "whats": 4, "dont": 2, "doesnt": 4, "isnt": 2, "arent": 3, "cant": 2, "wont": 2,
             "hasnt": 3, "havent": 4, "didnt": 3, "wasnt": 3}  # fmt: skip
"""contractions typed without their apostrophe, and where it is missing"""
_MARKED = {"s": "'s", "nt": "n't"}


def _split_clitics(piece: str, start: int) -> list[tuple[str, int]]:
    lower = piece.lower().replace("’", "'")
    if lower in _UNMARKED:
        return [(piece[: _UNMARKED[lower]], start), (piece[_UNMARKED[lower] :], start + _UNMARKED[lower])]
    for clitic in _CLITICS:
        if lower.endswith(clitic) and len(lower) > len(clitic):
            cut = len(piece) - len(clitic)
            return [(piece[:cut], start), (piece[cut:], start + cut)]
    return [(piece, start)]


def singular(word: str, lexicon: Lexicon) -> str:
    """The singular of a noun form; the word itself where it is no plural."""
    irregular = lexicon.maps["irregular_noun"]
    if word in irregular:
        return str(irregular[word])
    if word.endswith("people") and len(word) > 6:
        return word[:-6] + "person"  # businesspeople, townspeople
    known = lexicon.nouns
    if word in lexicon.sets["place_outdoor"]:
        return word  # woods, mars
    if word.endswith("is") and word not in known and word[:-1] in known:
        return word[:-1]  # sushis, bikinis
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    candidates = [word[:-1]]
    if word.endswith("ies"):
        candidates = [word[:-3] + "y", word[:-1]]
    elif word.endswith("ves"):
        candidates = [word[:-1], word[:-3] + "f", word[:-3] + "fe"]
    elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        candidates = [word[:-2], word[:-1]]
    best = max(candidates, key=lambda candidate: known.get(candidate, 0))
    if known.get(best, 0) == 0:
        # `bus stops` and `pants` are known words; an unknown one follows the spelling rule
        return word if known.get(word, 0) > 0 else candidates[0]
    # `clothes`, `shorts`: seen far more often with the s than without
    return word if known.get(word, 0) > 3 * known[best] else best


def are_several(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """`two deer`, `a flock of sheep`: a noun that has no form of its own for many."""
    if lexicon.maps["irregular_noun"].get(tokens[index].word) not in ("deer", "sheep", "fish", "moose", "aircraft"):
        return False
    index -= 1
    while index > 0 and tokens[index].tag == "ADJ":
        index -= 1
    return index >= 0 and (tokens[index].number or 0) > 1


def verb_forms(word: str, lexicon: Lexicon) -> tuple[str, str]:
    """Lemma and form (base, s, ing, ed) of a possible verb; ("", "") where the word is none we know."""
    verbs = lexicon.verbs
    irregular = lexicon.maps["irregular_verb"]
    if word in irregular:
        form = "ing" if word.endswith("ing") and irregular[word] + "ing" != word[:-3] else "ed"
        if word.endswith("s") and irregular[word] not in (word,) and not word.endswith("ss"):
            form = "s"
        return str(irregular[word]), "base" if irregular[word] == word else form
    if word in verbs:
        return word, "base"
    for ending, form in (("ing", "ing"), ("ed", "ed"), ("es", "s"), ("s", "s"), ("d", "ed")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            options = [stem, stem + "e"]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                options.append(stem[:-1])
            if stem.endswith("i"):
                options.append(stem[:-1] + "y")
            if ending == "s":
                options = [stem]
            known = [option for option in options if option in verbs]
            if known:
                return max(known, key=lambda option: verbs[option]), form
    return "", ""


def guess_verb_lemma(word: str) -> str:
    """Lemma of an unknown -ing, -ed or -s form by spelling."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            if ending in ("ing", "ed") and re.search(r"[aeiou](?:[cgsvz]|at|iz)$", stem):
                return stem + "e"
            return stem + "e" if ending == "es" and not stem.endswith(("s", "x", "z", "ch", "sh", "o")) else stem
    return word
