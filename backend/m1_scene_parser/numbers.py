"""Numbers of several words, and numbers that count nothing: `a two storey house`, `the clock reads 3:17`, `in 1990`."""

from __future__ import annotations

from .closed_words import starts_noun_phrase
from .lexicon import Lexicon
from .tokens import Token, guess_verb_lemma, singular, verb_forms

_HAD = ("legged", "wheeled", "headed", "eyed", "armed", "winged", "sided", "horned", "handed", "storied", "tiered",
        "layered", "bladed", "masted", "fingered", "pronged")  # fmt: skip
"""what something has so many of: four legged"""
_SHOWING = ("read", "say", "show", "mark", "display", "number")
"""what clocks, signs and meters do with a number"""
_SIGNS = (":", "/", "-")
_BEFORE_YEAR = ("in", "on", "from", "since", "of", "circa", "until", "by", "late", "early")


def merge_numbers(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """`thirty five` becomes one number, `four legged` and `C-17` one adjective, and what a clock shows no count."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        length, value = _compound(tokens, index, lexicon)
        if length > 1:
            out.append(_merged(tokens[index : index + length], " ", "NUM", value))
        elif (length := _had(tokens, index, lexicon)) > 0:
            out.append(_merged(tokens[index : index + length], "-", "ADJ", None))
        elif (length := _code(tokens, index, lexicon)) > 1:
            named = starts_noun_phrase(_word(tokens, index + length), lexicon, noun_only=True)
            out.append(_merged(tokens[index : index + length], "", "ADJ" if named else "X", None))
        elif _is_shown(tokens, index, lexicon):
            length = 1
            tokens[index].tag, tokens[index].lemma = "X", tokens[index].word
            out.append(tokens[index])
        else:
            length = 1
            out.append(tokens[index])
        index += length
    return out


def _merged(group: list[Token], between: str, tag: str, number: float | None) -> Token:
    word = between.join(token.word for token in group)
    return Token(
        text=between.join(token.text for token in group), word=word, tag=tag, lemma=word,
        value="other" if tag == "ADJ" else "", number=number, start=group[0].start, end=group[-1].end,
        parts=[token.word for token in group],
    )  # fmt: skip


def _word(tokens: list[Token], index: int) -> str:
    return tokens[index].word if 0 <= index < len(tokens) else ""


def _value(tokens: list[Token], index: int, lexicon: Lexicon) -> int:
    """The number that stands here as a word or in digits; 0 where none does."""
    if not 0 <= index < len(tokens) or tokens[index].tag:
        return 0
    word = tokens[index].word
    return int(word) if word.isdecimal() else int(lexicon.maps["number"].get(word, 0)) if word.isalpha() else 0


def _compound(tokens: list[Token], index: int, lexicon: Lexicon) -> tuple[int, float]:
    """Tokens and value of `thirty five`, `two hundred and twenty`; (0, 0) where only one number stands."""
    first, second = (_value(tokens, index + step, lexicon) for step in (0, 1))
    if _word(tokens, index).isdecimal() and second != 100:
        return 0, 0.0
    if first in range(20, 100, 10) and second in range(1, 10) and not _word(tokens, index + 1).isdecimal():
        return 2, float(first + second)
    length, total = (2, 100 * first) if second == 100 and 0 < first < 20 else (1, first)
    if total % 100 or not total:
        return 0, 0.0
    length += _word(tokens, index + length) == "and"
    more, rest = _compound(tokens, index + length, lexicon)
    if not more:
        more, rest = 1, float(_value(tokens, index + length, lexicon))
    return (length + more, total + rest) if 0 < rest < 100 else (2, float(total)) if second == 100 else (0, 0.0)


def _had(tokens: list[Token], index: int, lexicon: Lexicon) -> int:
    """2 where `four legged` describes what follows: after a number or article, or before a thing in the singular."""
    if _value(tokens, index, lexicon) < 1 or _word(tokens, index + 1) not in _HAD:
        return 0
    if _word(tokens, index + 1) == "legged" or _word(tokens, index - 1) in ("a", "an", "another", "the"):
        return 2
    nouns = [t.word for t in tokens[index + 2 :] if singular(t.word, lexicon) in lexicon.nouns
             and t.word not in lexicon.attribute_types]  # fmt: skip
    single = bool(nouns) and singular(nouns[0], lexicon) == nouns[0]
    return 2 if single or _value(tokens, index - 1, lexicon) else 0


def _code(tokens: list[Token], index: int, lexicon: Lexicon) -> int:
    """How many tokens `3:17`, `C-17`, `4k` or `3/4` has: digits written in one with letters or signs."""
    end = index
    while end < len(tokens) and not tokens[end].tag and (tokens[end].word.isalnum() or tokens[end].word in _SIGNS):
        end += 1
        if end < len(tokens) and tokens[end].start != tokens[end - 1].end:
            break
    words = [token.word for token in tokens[index:end]]
    while words and not words[-1].isalnum():
        words.pop()
    signs = {word for word in words if not word.isdecimal()}
    if not words or not words[0].isalnum() or not any(word.isdecimal() for word in words) or not signs - {"-"}:
        return 0
    known = singular(words[0], lexicon) in lexicon.nouns and len(words[0]) > 2
    return 0 if known else len(words)


def _is_shown(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a number stands for itself: `the sign says 100`, `points to 12`, `with a 3 on it`, `built in 1990`."""
    if tokens[index].tag == "X" or not _value(tokens, index, lexicon):
        return False
    after = index + 1
    while _value(tokens, after, lexicon):
        after += 1
    following = _word(tokens, after)
    before, earlier = _word(tokens, index - 1), _word(tokens, index - 2)
    year = tokens[index].word.isdecimal() and 1000 <= int(tokens[index].word) < 3000
    if following == "of" or (following != "'s" and starts_noun_phrase(following, lexicon, noun_only=True)):
        return False
    return (
        (verb_forms(before, lexicon)[0] or guess_verb_lemma(before)) in _SHOWING
        or (before == "to" and verb_forms(earlier, lexicon)[0] == "point")
        or (before == "a" and tokens[index].word.isdecimal())
        or (year and before in _BEFORE_YEAR)
        or (index > 0 and tokens[index - 1].tag == "X" and _value(tokens, index, lexicon) < 100 and before.isalpha())
    )


def is_label(token: Token, taken: list[Token], lexicon: Lexicon) -> bool:
    """Whether a number in a noun phrase only tells which one it is (`bus 51`, `the number 30`), or what one thing has
    so many of (`a two storey house`)."""
    index = taken.index(token)
    if index > 0 and taken[index - 1].tag == "NOUN" and (token.word.isdigit() or taken[index - 1].word == "number"):
        return True
    head = taken[-1]
    alike = lexicon.maps["irregular_noun"].get(head.lemma) == head.lemma  # a dozen sheep
    single = any(t.tag == "DET" and t.word in ("a", "an", "another") for t in taken[:index])
    return single and head.tag == "NOUN" and not head.plural and not alike and (token.number or 0) > 1


def labelled(before: Token | None, taken: list[Token], lexicon: Lexicon) -> str:
    """`two-` of `a two storey house`."""
    return f"{before.word}-" if before is not None and before.tag == "NUM" and is_label(before, taken, lexicon) else ""
