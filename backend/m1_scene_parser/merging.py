"""Phrases that are one word to the grammar."""

from __future__ import annotations

from .closed_words import starts_noun_phrase
from .lexicon import Lexicon, match_phrase
from .sides import match_hands, match_side, side_name
from .tokens import Token, singular, verb_forms

_PARTS = ("top", "bottom", "side", "edge", "corner", "middle", "center", "centre", "end", "front", "back", "foot",
          "head", "rim", "base", "surface", "tip", "feet")  # fmt: skip
_BEFORE_PART_NAME = ("the", "a", "an", "its", "very", "far", "near", "left", "right", "top", "bottom", "upper", "lower",
                     "back", "front", "other", "opposite")  # fmt: skip
_BEFORE_PART = ("on", "onto", "to", "from", "at", "in", "into", "near", "off", "toward", "towards", "down", "up",
                "over", "by", "against", "under", "along", "around")  # fmt: skip
_REACHING = ("reach", "reaches", "reached", "reaching", "climb", "climbs", "touch", "touches")


_SHARES = ("most", "some", "many", "half", "several")


def _merge(tokens: list[Token], start: int, length: int, tag: str, value: str) -> Token:
    group = tokens[start : start + length]
    return Token(
        text=" ".join(token.text for token in group), word=" ".join(token.word for token in group),
        tag=tag, lemma=value, value=value, start=group[0].start, end=group[-1].end, parts=[t.word for t in group],
    )  # fmt: skip


def merge_phrases(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Compounds, prepositions, counts, adverbs and colours of several words become one token each."""
    words = [token.word if not token.tag else "\0" for token in tokens]
    lemmas = [singular(word, lexicon) for word in words]
    numbers = lexicon.maps["number"]
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        if tokens[index].tag:
            out.append(tokens[index])
            index += 1
            continue
        length, text = match_phrase(lexicon.prepositions, words, index)
        quantity, phrase = match_phrase(lexicon.quantifiers, words, index)
        adverbs, adverb = match_phrase(lexicon.adverbs, words, index)
        compound, noun = _match_compound(words, lemmas, index, lexicon)
        built = phrase.endswith(("tower of", "pyramid of"))
        if built and not _several_follow(words, lemmas, index + quantity, lexicon):
            quantity = 0  # a tower of stone is a tower, a tower of blocks are blocks
        if quantity > 1 and quantity >= length:
            token = _merge(tokens, index, quantity, "NUM" if phrase in numbers else "PIECE", phrase)
            token.number = float(numbers[phrase]) if phrase in numbers else None
            out.append(token)
            index += quantity
        elif (
            length <= 1 and words[index] in (*_BEFORE_PART, *_REACHING) and (part := _match_part(words, index + 1)) > 0
        ):
            out.append(tokens[index])
            index += 1 + part  # onto the top of the stairs: onto the stairs
        elif (side := _match_own_side(tokens, words, index)) is not None:
            out += side
            index += 3
        elif (owner := _match_side_of(words, index, lexicon)) > 0:
            name = f"to the {words[index + owner + 1]} of"
            out.append(_merge(tokens, index, 1, "PREP", name))
            out[-1].word = name
            out += tokens[index + 1 : index + owner]
            index += owner + 3
        elif (hands := match_hands(words, index, lexicon)) > 0:
            if out:
                out[-1].end = tokens[index + hands - 1].end  # a deed's words still say it
            index += hands
        elif (length_of_side := match_side(words, index, lexicon)) > 0:
            name = side_name(words[index : index + length_of_side])
            out.append(_merge(tokens, index, length_of_side, "ADV", name))
            out[-1].word = name
            index += length_of_side
        elif words[index : index + 2] == ["high", "five"] and (tag := _tag_of_high_five(words, index, lexicon)):
            out.append(_merge(tokens, index, 2, tag, "high five"))
            index += 2
        elif (photo := _match_photo(words, index)) > 0:
            out.append(_merge(tokens, index, photo, "VBG" if words[index] == "taking" else "VERB", "photograph"))
            index += photo
        elif (times := _match_times(words, index, lexicon)) > 0:
            out.append(_merge(tokens, index, times, "ADV", " ".join(words[index : index + times])))
            index += times
        elif (share := _match_share(words, index)) > 0:
            index += share  # most of the pupils: the pupils
        elif words[index : index + 2] in (["each", "other"], ["one", "another"]):
            out.append(_merge(tokens, index, 2, "PRON", "each other"))
            index += 2
        elif (skates := _match_skating(tokens, words, index, lexicon)) is not None:
            out.append(skates)
            index += 2
        elif compound > max(1, length) and not _is_subject_and_verb(words, lemmas, index, compound):
            token = _merge(tokens, index, compound, "NOUN", noun)
            token.plural = words[index + compound - 1] != lemmas[index + compound - 1]
            out.append(token)
            index += compound
        elif (purpose := _match_purpose(words, lemmas, index, lexicon)) > 0:
            token = _merge(tokens, index, purpose, "NOUN", f"{words[index]} {lemmas[index + 1]}")
            token.plural = words[index + 1] != lemmas[index + 1]
            out.append(token)
            index += purpose
        elif adverbs > max(1, length) and not (adverb in ("a little", "a bit") and _noun_at(words, index + 2, lexicon)):
            out.append(_merge(tokens, index, adverbs, "THEN" if adverb in lexicon.sets["sequence"] else "ADV", adverb))
            index += adverbs
        elif length > 1:
            out.append(_merge(tokens, index, length, "PREP", text))
            index += length
            index += _match_part(words, index) if words[index - 1] in _BEFORE_PART else 0
        elif (made := _match_made_adjective(words, index, lexicon)) != "":
            token = _merge(tokens, index, 2, "ADJ", " ".join(words[index : index + 2]))
            token.value = made
            out.append(token)
            index += 2
        elif (color := _match_color(words, index, lexicon)) > 1:
            token = _merge(tokens, index, color, "ADJ", " ".join(words[index : index + color]).replace(" - ", "-"))
            token.value = "color"
            out.append(token)
            index += color
        else:
            out.append(tokens[index])
            index += 1
    return out


def _tag_of_high_five(words: list[str], index: int, lexicon: Lexicon) -> str:
    """`gives him a high five` is a deed, `they high five` what they do; else it is no phrase (a high five-storey)."""
    before = words[index - 1] if index else ""
    if before in ("a", "another"):
        return "NOUN"
    several = before not in lexicon.nouns and singular(before, lexicon) in lexicon.nouns
    return "VERB" if several or before in ("they", "we", "both") else ""


_SKATED = frozenset({"ice", "roller", "figure", "inline"})


def _match_skating(tokens: list[Token], words: list[str], start: int, lexicon: Lexicon) -> Token | None:
    """`two people ice skate`, `she is ice skating`: one deed; no ice that skates, and no pair of ice skates."""
    lemma, form = verb_forms(words[start + 1], lexicon) if start + 1 < len(words) else ("", "")
    if words[start] not in _SKATED or lemma != "skate" or start == 0:
        return None
    before = words[start - 1]
    someone = lexicon.is_person(singular(before, lexicon)) or before in ("he", "she", "they", "who", "and", "can")
    if not (form in ("ing", "ed") or someone) or before in lexicon.sets["article"]:
        return None
    skates = _merge(tokens, start, 2, {"ing": "VBG", "ed": "VBN"}.get(form, "VERB"), "ice skate")
    skates.lemma = "roller skate" if words[start] in ("roller", "inline") else "ice skate"
    return skates


_TAKES = frozenset({"take", "takes", "took", "taking", "snap", "snaps", "snapped"})
_PHOTOS = frozenset({
    "photo", "photos", "picture", "pictures", "photograph", "photographs", "selfie", "selfies", "snapshot", "snapshots",
})  # fmt: skip


def _match_photo(words: list[str], start: int) -> int:
    """Length of `takes a picture of` and `takes photos`, which is one deed; 0 for one taken from the wall."""
    if words[start] not in _TAKES:
        return 0
    end = start + 1
    while end < len(words) and words[end] in ("a", "an", "some", "the", "another", "many", "his", "her", "their"):
        end += 1
    if end >= len(words) or words[end] not in _PHOTOS:
        return 0
    following = words[end + 1] if end + 1 < len(words) else ""
    if following in ("from", "off", "down", "out", "to", "away"):
        return 0
    return end + (2 if following == "of" else 1) - start


_OF_WHOM = {"his": "him", "her": "her", "its": "it", "their": "them"}


def _match_own_side(tokens: list[Token], words: list[str], start: int) -> list[Token] | None:
    """`to her left` is to the left of her; None where `on her left hand` or anything else stands here."""
    if words[start] != "to" or start + 2 >= len(words):
        return None
    whose, side = _OF_WHOM.get(words[start + 1]), words[start + 2]
    goes_on = start + 3 < len(words) and words[start + 3].isalpha() and words[start + 3] not in ("and", "there", "then")
    if whose is None or side not in ("left", "right") or goes_on:
        return None
    preposition, owner = tokens[start], tokens[start + 1]
    preposition.word, preposition.tag, preposition.value = f"to the {side} of", "PREP", f"to the {side} of"
    owner.word, owner.lemma, owner.tag = whose, whose, "PRON"
    return [preposition, owner]


def _match_side_of(words: list[str], start: int, lexicon: Lexicon) -> int:
    """Where `'s` stands in `on the man's left side`, which is to the left of him; 0 where anything else stands here."""
    if words[start] not in ("on", "to", "at"):
        return 0
    length = next((step for step in (2, 3) if words[start + step : start + step + 1] == ["'s"]), 0)
    named = length > 0 and singular(words[start + length - 1], lexicon) in lexicon.nouns
    sided = words[start + length + 1 : start + length + 3] in (["left", "side"], ["right", "side"])
    return length if named and sided else 0


def _match_share(words: list[str], start: int) -> int:
    """Length of `most of`, `some of`, `half of` before a group that is named; 0 where none stands here."""
    group = words[start : start + 3]
    known = len(group) == 3 and group[0] in _SHARES and group[1] == "of"
    return 2 if known and group[2] in ("the", "these", "those", "his", "her", "its", "their", "my") else 0


def _match_part(words: list[str], start: int) -> int:
    """Length of `the top of`, `the very edge of`; 0 where no part of a thing is named."""
    for length in (2, 3, 4, 5):
        group = words[start : start + length]
        if len(group) == length and group[-1] == "of" and group[-2] in _PARTS:
            return length if all(word in _BEFORE_PART_NAME for word in group[:-2]) else 0
    return 0


def _several_follow(words: list[str], lemmas: list[str], start: int, lexicon: Lexicon) -> bool:
    """Whether a number or a plural noun stands within the next three words."""
    pairs = list(zip(words[start : start + 3], lemmas[start : start + 3], strict=True))
    return any(word in lexicon.maps["number"] or word.isdigit() or word != lemma for word, lemma in pairs)


def _match_compound(words: list[str], lemmas: list[str], start: int, lexicon: Lexicon) -> tuple[int, str]:
    for candidate, text in lexicon.compounds.get(words[start], ()):
        end = start + len(candidate)
        if end <= len(words) and (*words[start : end - 1], lemmas[end - 1]) == candidate:
            return len(candidate), str(lexicon.maps["irregular_noun"].get(text, text))  # a t shirt
    return 0, ""


def _is_subject_and_verb(words: list[str], lemmas: list[str], start: int, length: int) -> bool:
    """Whether `a robot vacuums the room` stands here and no robot vacuums: `a` opens no plural."""
    last = start + length - 1
    return start > 0 and words[start - 1] in ("a", "an") and words[last] != lemmas[last] and words[last].endswith("s")


def _match_purpose(words: list[str], lemmas: list[str], start: int, lexicon: Lexicon) -> int:
    """2 where `reading lamp`, `knitting basket` stands: what the thing is for, and no deed."""
    if start == 0 or start + 1 >= len(words) or words[start] not in lexicon.sets["purpose_gerund"]:
        return 0
    thing = lemmas[start + 1]
    prior = lexicon.priors.get(thing)
    lives = prior is not None and prior.group in ("people", "animals", "body", "food")
    opens = words[start - 1] in ("with", "of") or words[start - 1] in (
        lexicon.sets["article"] | set(lexicon.attribute_types) | set(lexicon.maps["number"])
    )
    return 2 if opens and thing in lexicon.nouns and not lives else 0


def _noun_at(words: list[str], index: int, lexicon: Lexicon) -> bool:
    """Whether a noun, or an adjective before one, stands here: `a little red house`."""
    if index >= len(words):
        return False
    return words[index] in lexicon.attribute_types or singular(words[index], lexicon) in lexicon.nouns


def _match_times(words: list[str], start: int, lexicon: Lexicon) -> int:
    """2 where `three times` stands, or `two steps` after a verb or `forward`."""
    if start + 1 >= len(words) or not (words[start] in lexicon.maps["number"] or words[start].isdigit()):
        return 0
    if words[start + 1] == "times":
        return 2
    moves = start > 0 and (
        words[start - 1] in lexicon.sets["adverb"] or verb_forms(words[start - 1], lexicon)[1] == "s"
    )
    return 2 if words[start + 1] in ("steps", "meters", "metres") and moves else 0


_PARTS_HAD = {"shaped": "shape", "sized": "size"} | dict.fromkeys(
    ("walled", "backed", "haired", "legged", "sleeved", "framed", "brimmed", "eyed", "roofed", "handled", "tipped",
     "trimmed", "faced", "headed", "rimmed", "topped", "bellied", "feathered", "furred", "bearded", "hooded",
     "lined"), "other",
)  # fmt: skip


def _match_made_adjective(words: list[str], start: int, lexicon: Lexicon) -> str:
    """The attribute type of `white walled`, `rooster shaped`, `multi colored` before a noun; empty for any other words.

    What it says holds for a part or a way of being, so the first word is not said of the whole.
    """
    if start + 2 >= len(words) or not words[start].isalpha() or not _noun_at(words, start + 2, lexicon):
        return ""
    first, second = words[start : start + 2]
    described = first in lexicon.attribute_types or first in lexicon.colors or singular(first, lexicon) in lexicon.nouns
    if second in _PARTS_HAD and described:
        return _PARTS_HAD[second]
    several = ("multi", "different", "differently", "lighter", "darker", "bright", "brightly", "lightly")
    return "color" if second in ("colored", "coloured") and first in several else ""


def _match_color(words: list[str], start: int, lexicon: Lexicon) -> int:
    """Length of `light blue`, `dark olive green`, `sea green`, …; 0 where none stands here."""
    modifiers = lexicon.sets["color_modifier"]
    if words[start] in lexicon.sets["no_shade"]:
        return 0  # a clear blue sky is clear and blue
    for length in (3, 2):
        group = words[start : start + length]
        if len(group) == length and lexicon.attribute_types.get(group[-1]) == "color":
            name = " ".join(group)
            if name in lexicon.colors or all(word in modifiers for word in group[:-1]):
                return length
        elif " ".join(group) in lexicon.colors and _noun_at(words, start + length, lexicon):
            return length  # a burnt sienna owl
    return 0


def merge_companies(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """`a couple` who does something is two people, not a number, and how many are in `a family of four` is no phrase of
    its own (companies.py reads it)."""
    kept = list(tokens)
    for token, after in zip(tokens, [*tokens[1:], None], strict=False):
        if token.word == "a couple" and _is_subject(after.word if after else "", lexicon):
            token.tag, token.word, token.lemma, token.number = "NOUN", "couple", "couple", None
    for index in range(len(tokens) - 3, -1, -1):
        word, of, number = (token.word for token in tokens[index : index + 3])
        if word in lexicon.sets["company"] and of == "of" and number in lexicon.maps["number"]:
            people = tokens[index + 3].word if index + 3 < len(tokens) else ""
            del kept[index + 1 : index + (4 if people in ("people", "persons") else 3)]
        elif of == "to" and number in lexicon.maps["number"] and verb_forms(word, lexicon)[0] == "count":
            del kept[index + 1 : index + 3]  # counts to ten
    return [token for token, after in zip(kept, [*kept[1:], None], strict=False)
            if not (token.word == "how" and after is not None and after.word == "to")]  # fmt: skip


def _is_subject(following: str, lexicon: Lexicon) -> bool:
    """Whether `a couple` is who does it: `a couple dances`, not `a couple friends`."""
    lemma, form = verb_forms(following, lexicon)
    known = lexicon.nouns.get(following if form == "ing" else lemma, 0)
    does = form in ("s", "ing") and lexicon.verbs.get(lemma, 0) > known
    return does or not starts_noun_phrase(following, lexicon, noun_only=True)
