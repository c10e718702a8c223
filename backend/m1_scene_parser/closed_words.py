"""Words of the closed classes (pronouns, determiners, conjunctions, …), told by themselves and their neighbours."""

from __future__ import annotations

from .lexicon import Lexicon
from .tokens import singular, verb_forms

OPENS_NOUN_PHRASE = ("DET", "ADJ", "NUM", "GEN", "PIECE")
"""tags after which a noun is expected"""


def closed_class(word: str, before: str, following: str, lexicon: Lexicon) -> str:
    """The tag of such a word between the tag before and the word after it; empty for any other word."""
    sets = lexicon.sets
    if word == "'s":
        return "GEN" if before == "NOUN" else "BE"
    if word == "other":
        return "ADJ"
    if word in ("who", "which", "whom", "whose", "where"):
        return "REL"
    if word == "that":
        return "DET" if before in ("", "PREP", "COMMA", "STOP", "AND") else "REL"
    if word in ("it", "he", "she", "they", "them", "him", "itself", "himself", "herself", "themselves", "i", "you",
                "we", "us", "me", "everyone", "everybody", "nobody", "nothing", "something"):  # fmt: skip
        return "PRON"
    if word in ("one", "ones", "both", "others", "none") and stands_alone(following, lexicon):
        return "PRON"
    if word == "her":  # next to her stands a crib
        lemma, form = verb_forms(following, lexicon)
        stands = before in ("PREP", "TO") and form == "s" and lemma in sets["posture"]
        if stands or not starts_noun_phrase(following, lexicon, noun_only=True):
            return "PRON"
    if word == "there":
        return "ADV"
    if word in sets["auxiliary"]:
        return "BE"
    if word in sets["modal"] and before not in OPENS_NOUN_PHRASE:  # kicks a can
        return "MODAL"
    if word in sets["negation"]:
        return "NEG"
    if word == "to":
        return "TO"
    if word in ("and", "or", "but", "&", "plus"):
        return "AND"
    if word == "next" and before in OPENS_NOUN_PHRASE:
        return "ADJ"
    if word in ("while", "whilst", "meanwhile", "simultaneously", "when", "because", "although", "though"):
        return "WHILE"
    if word == "as":
        return "WHILE" if starts_noun_phrase(following, lexicon) or following.endswith("ing") else "ADV"
    if word in ("until", "till") and following in ("he", "she", "it", "they", "the", "a", "an", "his", "her", "its"):
        return "THEN"
    if word == "before" and following in ("him", "her", "them", "me", "us"):
        return ""  # a place: a hat lies on the ground before him
    if word == "first" and before in ("", "STOP") and following in sets["article"]:
        return "THEN"  # first a girl comes in
    if word in sets["sequence"]:
        return "THEN"
    if word in lexicon.sets["article"] or word in ("any", "all", "either", "neither", "such"):
        return "DET"
    return ""


def stands_alone(following: str, lexicon: Lexicon) -> bool:
    """Whether `one`, `both`, … is a pronoun: no noun phrase goes on after it."""
    if not following or not following[0].isalpha():
        return True
    if following in lexicon.attribute_types or singular(following, lexicon) in lexicon.nouns:
        return verb_forms(following, lexicon)[1] in ("s", "ed") and following not in lexicon.attribute_types
    return following in lexicon.sets["auxiliary"] or bool(verb_forms(following, lexicon)[0]) or (
        following in lexicon.spatial or following in ("and", "to", "of", "with", "then", "while")
    )  # fmt: skip


def starts_noun_phrase(following: str, lexicon: Lexicon, noun_only: bool = False) -> bool:
    """Whether a noun phrase begins with this word; `noun_only`: with a noun or what stands right before one."""
    if not following.strip():
        return False
    if " " in following and singular(following.split()[-1], lexicon) in lexicon.nouns:  # a compound: birthday cake
        return True
    if following in lexicon.attribute_types or singular(following, lexicon) in lexicon.nouns:
        return True
    if noun_only:
        return following not in lexicon.sets["adverb"] and following.isalpha() and not (
            following in lexicon.spatial
            or following in ("and", "then", "while", "to", "with", "as", "from", "for", "is", "are", "a", "the", "an",
                          "another", "some", "his")
        )  # fmt: skip
    return (
        following in lexicon.sets["article"]
        or following in lexicon.maps["number"]
        or following.isdigit()
        or following in lexicon.sets["possessive"]
        or following in ("it", "him", "them", "he", "she", "they", "some", "all")
    )
