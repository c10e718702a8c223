"""Parts of speech: phrases of the lexicon merged first, then each word by what stands around it.

Tags: NOUN ADJ NUM DET PRON GEN (the possessive 's) VERB (finite) VBG (-ing) VBN (participle) BE MODAL TO NEG PREP ADV
AND THEN (sequence) WHILE (simultaneous) REL PIECE (`a slice of`) COMMA STOP DUR (a duration) X (nothing we know).
"""

from __future__ import annotations

import re

from .closed_words import OPENS_NOUN_PHRASE, closed_class, stands_alone, starts_noun_phrase
from .described import is_doer, mend_looks
from .lexicon import Lexicon
from .merging import merge_companies, merge_phrases
from .numbers import merge_numbers
from .tokens import Token, are_several, guess_verb_lemma, singular, verb_forms

_ADJECTIVE_ENDING = re.compile(
    r".{3,}(?:ful|ous|ish|less|able|ible|like|shaped|colored|coloured|sized|legged|haired|-lit)$"
)


def tag_tokens(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Tagged tokens, phrases merged into one token each. The input tokens are changed."""
    merged = merge_numbers(merge_companies(merge_phrases(tokens, lexicon), lexicon), lexicon)
    for index, token in enumerate(merged):
        if not token.tag:
            _tag_word(merged, index, lexicon)
    _retag_participles(merged, lexicon)
    mend_looks(merged, lexicon)
    _end_titles(merged, lexicon)
    return merged


def _end_titles(tokens: list[Token], lexicon: Lexicon) -> None:
    """`Sunny backyard: a father …`, `Park: two men …`: the place before the colon is a title and does nothing."""
    places = lexicon.sets["place_outdoor"] | lexicon.sets["place_indoor"] | lexicon.sets["place_scenic"]
    start = 0
    for index, token in enumerate(tokens):
        title = tokens[start:index]
        if token.word == ":" and title and singular(title[-1].word, lexicon) in places and (
            len(title) == 1 or all(t.tag in ("DET", "ADJ", "NOUN") for t in title)
        ):
            title[-1].tag, title[-1].lemma = "NOUN", singular(title[-1].word, lexicon)
            token.tag = "STOP"
        if token.tag == "STOP":
            start = index + 1


def _tag_word(tokens: list[Token], index: int, lexicon: Lexicon) -> None:
    token, word = tokens[index], tokens[index].word
    previous = tokens[index - 1] if index else None
    before = previous.tag if previous else ""
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    sets, numbers = lexicon.sets, lexicon.maps["number"]
    token.lemma = word
    simple = closed_class(word, before, following, lexicon)
    if word == "more" and before == "NUM" and starts_noun_phrase(following, lexicon, noun_only=True):
        token.tag = "DET"  # two more chairs
    elif simple == "MODAL" and word in ("do", "does", "did") and before and _names_deed(following, lexicon):
        token.tag, token.lemma = "VERB", "do"  # does push-ups, does the dishes
    elif simple:
        token.tag = simple
    elif re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        token.tag, token.number = "NUM", float(re.sub(r",(?=\d{3}$)", "", word).replace(",", "."))
    elif word in lexicon.given_names and token.text[0].isupper():
        token.tag, token.lemma, token.value = "NOUN", lexicon.given_names[word], "name"
    elif "-" in word and all(part in numbers for part in word.split("-")):  # twenty-one
        token.tag, token.number = "NUM", float(sum(numbers[part] for part in word.split("-")))
    elif word in numbers and not (word == "one" and stands_alone(following, lexicon)):
        token.tag, token.number = "NUM", float(numbers[word])
    elif re.fullmatch(r"[.!?;]+", word):
        token.tag = "STOP"
    elif word in (",", ":", "(", ")", "–", "—"):
        token.tag = "COMMA"
    elif not word[0].isalpha():
        token.tag = "X"
    elif word in sets["adverb"] and not _adjective_fits(tokens, index, lexicon):
        token.tag = "ADV"
        if word in lexicon.spatial and starts_noun_phrase(following, lexicon):
            token.tag, token.value = "PREP", word
    elif (word in lexicon.spatial or word in sets["other_preposition"]) and not _adjective_fits(tokens, index, lexicon):
        token.tag, token.value = "PREP", word
    elif word.endswith("ly") and len(word) > 4 and word not in lexicon.nouns and word not in lexicon.attribute_types:
        token.tag = "ADV"
    else:
        _tag_open_class(tokens, index, lexicon)


def _names_deed(following: str, lexicon: Lexicon) -> bool:
    """Whether what is done follows `do`: an activity, or a noun phrase that is no subject of a question."""
    subject = following in ("he", "she", "it", "they", "we", "you", "i")
    return not subject and (
        singular(following, lexicon) in lexicon.sets["activity"] or starts_noun_phrase(following, lexicon)
    )


def _adjective_fits(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether an adverb-like word (`left`, `high`, `fast`) is an adjective here: a determiner before, a noun after."""
    before = tokens[index - 1].tag if index else ""
    if tokens[index].word not in lexicon.attribute_types:
        return False
    if before == "BE" and tokens[index].word in ("round", "high", "low", "straight", "open", "fast"):
        return index + 1 >= len(tokens) or not starts_noun_phrase(tokens[index + 1].word, lexicon)
    if index + 1 >= len(tokens):
        return False
    if before not in (*OPENS_NOUN_PHRASE, "PREP", "", "AND", "VERB", "VBG", "TO", "COMMA", "STOP"):
        return False
    return _noun_may_follow(tokens, index, lexicon)


def _tag_open_class(tokens: list[Token], index: int, lexicon: Lexicon) -> None:
    token, word = tokens[index], tokens[index].word
    before = _tag_before(tokens, index)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    lemma, form = verb_forms(word, lexicon)
    noun = singular(word, lexicon)
    noun_count, verb_count = lexicon.nouns.get(noun, 0), lexicon.verbs.get(lemma, 0) if lemma else 0
    kind = lexicon.attribute_types.get(word)
    heaped = index > 0 and tokens[index - 1].word.endswith(" of")
    direct = tokens[index - 1].tag if index else ""
    doing = index > 0 and (before in OPENS_NOUN_PHRASE or tokens[index - 1].lemma in lexicon.sets["doing"])
    given = direct == "DET" and noun in lexicon.sets["deed_noun"] and not _noun_may_follow(tokens, index, lexicon)
    if (doing and noun in lexicon.sets["activity"]) or given:
        token.tag, token.lemma, token.plural = "NOUN", noun, noun != word  # does a handstand, practices squats
    elif heaped and kind and not _noun_may_follow(tokens, index, lexicon):
        token.tag, token.lemma = "NOUN", word  # a pile of gold
    elif not (form == "s" and direct == "NOUN") and _is_adjective(tokens, index, lexicon, noun_count):
        token.tag, token.value = "ADJ", kind or lexicon.color_type(word)
    elif lemma and form == "ing" and noun_count < max(3, verb_count) and not (
        noun_count and before in ("DET", "NUM", "ADJ", "GEN") and _ends_noun_phrase(following, lexicon, before == "DET")
    ):  # a painting hangs, puts a painting into a bag
        token.tag, token.lemma = "VBG", lemma
    elif lemma and _is_verb(tokens, index, form, noun_count, verb_count, before, lexicon):
        token.tag, token.lemma = ("VBN" if form == "ed" else "VERB"), lemma
    elif noun_count:
        token.tag, token.lemma = "NOUN", noun
        token.plural = noun != word or word in ("people", "stairs", "scissors") or are_several(tokens, index, lexicon)
    elif kind:
        token.tag, token.value = "ADJ", kind
    elif lemma and form == "base" and direct == "NUM" and word in lexicon.adjectives:
        token.tag, token.value = "ADJ", "other"  # in three separate pens
    elif lemma and not (form == "s" and direct == "PREP") and not (form in ("s", "base") and direct == "GEN"):
        token.tag, token.lemma = {"ing": "VBG", "ed": "VBN"}.get(form, "VERB"), lemma
    else:
        _tag_unknown(token, noun, before, following, lexicon)


def _ends_noun_phrase(following: Token | None, lexicon: Lexicon, at_preposition: bool) -> bool:
    """Whether no noun phrase goes on here: the end, a verb, a preposition where it may end there."""
    if following is None or not following.word[0].isalpha():
        return True
    form = verb_forms(following.word, lexicon)[1]
    ends = form in ("s", "ed") or following.word in lexicon.sets["auxiliary"]
    return ends or (at_preposition and following.word in lexicon.spatial)


def _tag_unknown(token: Token, noun: str, before: str, following: Token | None, lexicon: Lexicon) -> None:
    word = token.word
    goes_on = following is not None and (
        following.tag == "NOUN" or singular(following.word, lexicon) in lexicon.nouns
        or following.word in lexicon.attribute_types
    )  # fmt: skip
    attributive = goes_on and ("-" in word or word.startswith("un") or word.endswith(("y", "ic", "al", "ive", "ed")))
    if attributive or _ADJECTIVE_ENDING.match(word) or (word in lexicon.adjectives and before == "BE"):
        token.tag, token.value = "ADJ", "other"
    elif word.endswith("ing") and len(word) > 5 and before not in ("DET", "ADJ"):
        token.tag, token.lemma = "VBG", guess_verb_lemma(word)
    elif word.endswith("ed") and len(word) > 4 and before in ("NOUN", "BE", "PRON"):
        token.tag, token.lemma = "VBN", guess_verb_lemma(word)
    elif before in ("NOUN", "PRON") and word.endswith("s") and following is not None and (
        starts_noun_phrase(following.word, lexicon) or following.word in lexicon.spatial
        or following.word in lexicon.sets["adverb"] or following.word == "to"
    ):  # fmt: skip
        token.tag, token.lemma = "VERB", guess_verb_lemma(word)
    else:
        token.tag, token.lemma, token.plural = "NOUN", noun, noun != word


def _tag_before(tokens: list[Token], index: int) -> str:
    """The tag before, adverbs skipped."""
    index -= 1
    while index >= 0 and tokens[index].tag == "ADV":
        index -= 1
    return tokens[index].tag if index >= 0 else ""


def _is_adjective(tokens: list[Token], index: int, lexicon: Lexicon, noun_count: int) -> bool:
    word, before = tokens[index].word, _tag_before(tokens, index)
    listed, rare_color = word in lexicon.attribute_types, word in lexicon.colors
    if not listed and not rare_color and lexicon.adjectives.get(word, 0) < 3:
        return False
    noun_next = _noun_may_follow(tokens, index, lexicon)
    following = tokens[index + 1].word if index + 1 < len(tokens) else ""
    if listed and following == "enough":
        return True
    if before in ("BE", "NOUN", "PRON") and word.endswith("ing") and word != "glowing" and verb_forms(word, lexicon)[0]:
        return False
    if word in lexicon.nouns or rare_color:
        # a glass / a glass vase, an orange / an orange ball, the wood / a wood table
        if noun_next:
            return listed or (rare_color and tokens[index + 1].word[0].isalpha())  # desert, lone cactus
        colored = rare_color or lexicon.attribute_types.get(word) == "color"
        return colored and (before == "BE" or _is_result(tokens, index, lexicon))
    verb = verb_forms(word, lexicon)[0]
    if verb and not noun_next and before in ("NOUN", "PRON", "TO", "MODAL"):
        return False
    if verb in lexicon.sets["personal_state"] and before in ("BE", "NOUN", "ADJ") and following == "by":
        return False  # a shirt being worn by a man
    return listed or noun_next or before == "BE"


def _is_result(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a colour is what comes of it: `paints the door blue`, `the light turns green`."""
    if index + 1 < len(tokens) and tokens[index + 1].word.isalpha() and tokens[index + 1].word not in ("and", "while"):
        return False
    verbs = [token for token in tokens[:index] if token.tag in ("VERB", "VBG", "VBN", "STOP")]
    return bool(verbs) and verbs[-1].lemma in lexicon.sets["result_verb"] and tokens[index - 1].tag != "DET"


def _noun_may_follow(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a noun stands after this word with only adjectives (and `and`, commas) between."""
    index += 1
    while index < len(tokens):
        token = tokens[index]
        word = token.word
        if token.tag == "NOUN":
            return True
        noun = singular(word, lexicon) in lexicon.nouns
        if word in lexicon.attribute_types or token.tag == "ADJ":
            if noun and not _noun_may_follow(tokens, index, lexicon):
                return True
        elif word in (",", "and", "&"):
            adjective = index + 1 < len(tokens) and tokens[index + 1].word in lexicon.attribute_types
            if not adjective:
                return False
        elif index + 1 < len(tokens) and ("-" in word or (word.endswith("ed") and not noun)):
            pass  # a white short-sleeved shirt
        elif noun:
            lemma, form = verb_forms(word, lexicon)
            if lemma and form == "s" and token.word != singular(word, lexicon) and _is_single(tokens, index):
                return False  # a marble rolls
            return not (
                lemma and form == "s" and lexicon.verbs.get(lemma, 0) > 3 * lexicon.nouns[singular(word, lexicon)]
            )
        else:
            return (
                word.isalpha() and word not in lexicon.sets["adverb"] and not verb_forms(word, lexicon)[0]
                and word not in lexicon.spatial and word not in lexicon.sets["other_preposition"]
                and not closed_class(word, "", "", lexicon)
            )  # fmt: skip
        index += 1
    return False


def _is_single(tokens: list[Token], index: int) -> bool:
    """Whether `a`, `an` or `one` opens the words before, so that no plural noun can follow."""
    index -= 1
    while index > 0 and tokens[index].word.isalpha() and tokens[index].tag not in ("DET", "NUM", "PREP", "NOUN"):
        index -= 1
    return index >= 0 and tokens[index].word in ("a", "an", "one")


def _is_verb(
    tokens: list[Token], index: int, form: str, noun_count: int, verb_count: int, before: str, lexicon: Lexicon
) -> bool:
    """Whether a word that may be a verb is one here; its noun reading has `noun_count` sightings."""
    direct = tokens[index - 1].tag if index else ""
    has_object = index + 1 < len(tokens) and starts_noun_phrase(tokens[index + 1].word, lexicon)
    if form == "base" and direct == "NOUN" and _is_caused(tokens, index, lexicon):
        return True
    if direct in ("TO", "MODAL", "NEG") or (before in ("MODAL", "TO", "PRON", "REL") and direct == "ADV"):
        return True
    if before in ("PRON", "REL"):
        return tokens[index - 1].word != "whose"
    if before == "ADJ" and index > 1 and tokens[index - 2].tag == "BE" and form == "s":
        return _looks_like_predicate(tokens, index, lexicon)  # whose shirt is red throws a ball
    if before in OPENS_NOUN_PHRASE:
        return form == "ed" and noun_count == 0
    if before == "BE":
        return form == "ed"
    if before == "PREP":
        return False
    if form == "s" and tokens[index].word == "drums" and _is_played(tokens, index):
        return False
    if form == "ed":
        return noun_count < 3 or before in ("NOUN", "BE")
    if before == "NOUN":
        plural = _subject_is_plural(tokens, index)
        if form == "s":
            return not plural or verb_count > noun_count or _looks_like_predicate(tokens, index, lexicon)
        who = tokens[index - 1].lemma
        following = tokens[index + 1].word if index + 1 < len(tokens) else ""
        has_object |= bool(following) and singular(following, lexicon) != following  # two kids watch cartoons
        acts = direct == "NOUN" and has_object and (lexicon.is_person(who) or lexicon.is_animal(who))  # men drink tea
        both = (
            direct == "NOUN" and index > 1 and not tokens[index - 1].plural and lexicon.is_person(who)
            and following in ("with", "to", "at")
        )  # a man and a woman toast with champagne
        return plural and (noun_count < 3 or acts or both or _looks_like_predicate(tokens, index, lexicon))
    if before in ("VERB", "VBG"):
        return noun_count == 0
    if before in ("AND", "THEN", "COMMA", "WHILE", "DUR"):
        if noun_count == 0:
            return True
        if direct == "COMMA" and form == "s" and index > 2 and tokens[index - 2].word == "one":
            return True  # another chair, a blue one, stands
        if direct == "COMMA" and form == "base" and tokens[index - 1].word == "," and _ends_list(tokens, index - 1):
            deeds = lexicon.sets["posture"] | lexicon.sets["motion"]
            if tokens[index].word in deeds and _looks_like_predicate(tokens, index, lexicon):
                return True  # a boy and a girl, stand on the grass
        if form == "base" and 5 * verb_count > noun_count > verb_count > 10 and has_object:
            return _verb_came_before(tokens, index)  # sit at a table and drink coffee
        return _looks_like_predicate(tokens, index, lexicon) and _verb_came_before(tokens, index)
    if before in ("", "STOP"):
        if direct == "ADV" and form == "s" and has_object:
            return True  # on the left stands a robot
        return noun_count == 0 or (form == "base" and _looks_like_predicate(tokens, index, lexicon) and verb_count > 2)
    return noun_count == 0


def _is_played(tokens: list[Token], index: int) -> bool:
    """Whether a word is in a list of what is played: `plays guitar, drums and violin`."""
    verbs = [token.lemma for token in tokens[:index] if token.tag in ("VERB", "VBG", "STOP")]
    return bool(verbs) and verbs[-1] == "play" and tokens[index - 1].tag in ("COMMA", "AND")


def _is_caused(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether somebody is helped, let, made or seen to do it: `watches her son play`."""
    word, sets, who = tokens[index].word, lexicon.sets, tokens[index - 1].lemma
    if not (lexicon.is_person(who) or lexicon.is_animal(who)) or not _looks_like_predicate(tokens, index, lexicon):
        return False
    deeds = sets["motion"] | sets["posture"] | sets["caused_motion"] | sets["partner"] | sets["tool_verb"]
    if word not in deeds and lexicon.nouns.get(word, 0) > lexicon.verbs.get(word, 0):
        return False
    index -= 1
    while index > 0 and tokens[index].tag in ("NOUN", "ADJ", "DET", "NUM", "GEN"):
        index -= 1
    return tokens[index].lemma in sets["causing"] and tokens[index].tag in ("VERB", "VBG", "VBN")


def _ends_list(tokens: list[Token], index: int) -> bool:
    """Whether `and NOUN` stands before the comma at `index`."""
    index -= 1
    if index < 0 or tokens[index].tag != "NOUN":
        return False
    while index >= 0 and tokens[index].tag in ("NOUN", "DET", "ADJ", "NUM"):
        index -= 1
    return index >= 0 and tokens[index].tag == "AND"


def _subject_is_plural(tokens: list[Token], index: int) -> bool:
    index -= 1
    while index >= 0 and tokens[index].tag == "ADV":
        index -= 1
    if index >= 2 and tokens[index - 1].tag in ("DET", "ADJ", "NUM", "NOUN") and not tokens[index].plural:
        back = index - 1
        while back >= 0 and tokens[back].tag in ("DET", "ADJ", "NUM", "NOUN"):  # her robot friend
            back -= 1
        if back >= 1 and tokens[back].tag == "AND" and tokens[back - 1].tag == "NOUN":
            return True
    return tokens[index].plural


def _looks_like_predicate(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """What follows a verb: the end, an object, a preposition, an adverb."""
    if index + 1 >= len(tokens):
        return True
    following = tokens[index + 1]
    word, sets = following.word, lexicon.sets
    if tokens[index].word.endswith("s") and starts_noun_phrase(word, lexicon):
        return True  # drinks coffee: a plural noun hardly stands before a noun
    if following.tag in ("ADV", "DUR", "PREP", "PRON") or not word[0].isalnum() or word.endswith("ly"):
        return True
    return word in sets["predicate_start"] | sets["article"] | sets["adverb"] or (
        word in lexicon.spatial or word in lexicon.maps["number"]
    )


def _verb_came_before(tokens: list[Token], index: int) -> bool:
    for token in reversed(tokens[:index]):
        if token.tag == "STOP":
            return False
        if token.tag in ("VERB", "VBG", "VBN", "BE"):
            return True
    return False


def _retag_participles(tokens: list[Token], lexicon: Lexicon) -> None:
    """Participles between a determiner and a noun are adjectives: `a smiling man`, `the broken cup`."""
    for index, token in enumerate(tokens[:-1]):
        before = tokens[index - 1].tag if index else ""
        if token.tag in ("VBG", "VBN") and tokens[index + 1].tag in ("NOUN", "ADJ"):
            opens = before in ("DET", "ADJ", "NUM", "GEN") or (before in ("", "STOP") and token.tag == "VBN")
            opens = opens or (before in ("", "STOP") and is_doer(token, tokens[index + 1], lexicon))
            wearing = index > 0 and tokens[index - 1].word in ("in", "with", "of", "on", "under", "near", "behind")
            if opens or (before == "PREP" and tokens[index + 1].tag == "NOUN" and (token.tag == "VBN" or wearing)):
                token.tag, token.value = "ADJ", lexicon.attribute_types.get(token.word, "state")
                token.lemma = token.word
