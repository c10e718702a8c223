"""The words the rule parser knows: hand-written, counted, colours, and the knowledge base's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..common.object_priors import ObjectPrior, object_priors, person_of_trade
from ..common.resources import resource_path

_WORN = frozenset({"hat", "jacket", "pants", "dress", "suit", "boot", "shoe", "tie", "necklace", "glasses", "helmet"})
ATTRIBUTE_TYPES = ("color", "material", "size", "shape", "pattern", "age", "style", "state")

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
"""First word -> [(all words, canonical phrase)], longest first."""


@dataclass(frozen=True)
class Lexicon:
    """Word lists as sets and maps; everything lower case."""

    attribute_types: dict[str, str]
    """adjective -> color, material, …"""
    sets: dict[str, frozenset[str]]
    """determiner, pronoun, adverb, phrasal, motion, posture, stative, … as named in words.json"""
    maps: dict[str, dict[str, Any]]
    """number, irregular_noun, light_verb, … as named in words.json"""
    spatial: dict[str, str]
    """preposition as said -> canonical spatial relation"""
    prepositions: Phrases
    adverbs: Phrases
    quantifiers: Phrases
    """count phrases and `a piece of`"""
    compounds: Phrases
    """noun phrases of several words, singular"""
    boilerplate: Phrases
    nouns: dict[str, int]
    """singular noun -> how often it was seen (100 for the knowledge base's)"""
    verbs: dict[str, int]
    adjectives: dict[str, int]
    """counted adjectives that no list names"""
    colors: frozenset[str]
    """every colour name, of several words too"""
    priors: dict[str, ObjectPrior]
    given_names: dict[str, str]
    """anna -> woman"""
    listed: frozenset[str]
    """every word of the lists, alone or in a phrase"""

    def color_type(self, word: str) -> str:
        """The attribute type of an adjective that no list names."""
        return "color" if word in self.colors else "other"

    def is_person(self, lemma: str) -> bool:
        """Whether a noun names a person, or several at once (a family)."""
        if lemma in self.sets["company"]:
            return True
        last = lemma.split()[-1]
        prior = self.priors.get(lemma) or self.priors.get(last) or person_of_trade(last, self.priors)
        return (prior is not None and prior.category == "person") or (last.endswith("person") and len(last) > 6)

    def is_animal(self, lemma: str) -> bool:
        """Whether a noun names an animal."""
        prior = self.priors.get(lemma) or self.priors.get(lemma.split()[-1])
        return prior is not None and prior.group == "animals"

    def is_body_part(self, lemma: str) -> bool:
        """Whether a noun names a part of a body."""
        prior = self.priors.get(lemma) or self.priors.get(lemma.split()[-1])
        return prior is not None and prior.group == "body"

    def is_of_body(self, lemma: str) -> bool:
        """Whether a noun names a part of a body, or what is felt of one: an arm, a pulse."""
        return self.is_body_part(lemma) or lemma in self.sets["own_body"]

    def is_color(self, lemma: str) -> bool:
        """Whether a noun names a colour and no thing: black, not salmon."""
        return lemma in self.sets["color"] and lemma not in self.priors

    def is_worn(self, lemma: str) -> bool:
        """Whether a noun names something to wear; a colour is worn too: `a man in black`."""
        if self.is_color(lemma):
            return True
        prior = self.priors.get(lemma) or self.priors.get(lemma.split()[-1])
        worn = ("hat", "cap", "helmet", "crown", "glasses", "headphones", "backpack", "watch")
        return prior is not None and (prior.group == "clothing" or prior.name in worn or prior.category in _WORN)


def load_lexicon() -> Lexicon:
    """The lexicon with the knowledge base as it is now."""
    return _assemble(_FrozenPriors(object_priors()))


class _FrozenPriors:
    """Makes the (cached, never changed) priors a key: equal when they are the same object."""

    def __init__(self, priors: dict[str, ObjectPrior]) -> None:
        self.priors = priors

    def __hash__(self) -> int:
        return id(self.priors)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _FrozenPriors) and self.priors is other.priors


@lru_cache(maxsize=2)
def _assemble(frozen: _FrozenPriors) -> Lexicon:
    counted = json.loads(resource_path("lexicon", "counted.json").read_text(encoding="utf-8"))
    return assemble_lexicon(frozen.priors, counted)


def assemble_lexicon(priors: dict[str, ObjectPrior], counted: dict[str, Any]) -> Lexicon:
    """The lexicon of given objects and counts (nouns, compounds, verbs, adjectives as in counted.json)."""
    words = json.loads(resource_path("lexicon", "words.json").read_text(encoding="utf-8"))
    colors = json.loads(resource_path("lexicon", "colors.json").read_text(encoding="utf-8"))["colors"]
    sets = {
        key: frozenset(part.strip() for part in value.split(","))
        for key, value in words.items()
        if isinstance(value, str)
    }
    maps = {key: value for key, value in words.items() if isinstance(value, dict)}

    attribute_types: dict[str, str] = {}
    for kind in reversed(ATTRIBUTE_TYPES):
        attribute_types.update(dict.fromkeys(sets[kind], kind))

    nouns: dict[str, int] = dict(counted["nouns"])
    places = sets["place_indoor"] | sets["place_outdoor"]
    named = places | sets["activity"]
    compounds = [*counted["compounds"], *sorted(sets["compound"]), *sorted(name for name in named if " " in name)]
    for name in priors:
        if " " in name:
            if name.split()[0] not in attribute_types:
                compounds.append(name)
        else:
            nouns[name] = max(nouns.get(name, 0), 100)
    verbs: dict[str, int] = dict(counted["verbs"])
    for verb in sets["verb"]:
        if " " not in verb:
            verbs.setdefault(verb, 3)

    spatial = {
        phrase.strip(): canonical for canonical, phrases in maps["spatial"].items() for phrase in phrases.split(",")
    }
    return Lexicon(
        attribute_types=attribute_types,
        sets=sets,
        maps=maps,
        spatial=spatial,
        prepositions=_phrases([*spatial, *sets["other_preposition"]]),
        adverbs=_phrases([word for word in sets["adverb"] | sets["sequence"] if " " in word]),
        quantifiers=_phrases([*maps["number"], *sets["piece"]]),
        compounds=_phrases(compounds),
        boilerplate=_phrases(sets["boilerplate"]),
        nouns=nouns,
        verbs=verbs,
        adjectives=dict(counted["adjectives"]),
        colors=frozenset(colors),
        priors=priors,
        given_names={
            name.strip(): kind for kind, names in maps["given_name"].items() for name in names.split(",")
        },
        listed=frozenset(
            word for phrases in (*sets.values(), compounds, priors) for phrase in phrases for word in phrase.split()
        ),
    )


def _phrases(texts: Any) -> Phrases:
    """Index phrases by their first word, longest first."""
    index: Phrases = {}
    for text in sorted(set(texts)):
        words = tuple(text.split())
        index.setdefault(words[0], []).append((words, text))
    for found in index.values():
        found.sort(key=lambda item: (-len(item[0]), item[0]))
    return index


def match_phrase(phrases: Phrases, words: list[str], start: int) -> tuple[int, str]:
    """Length and canonical text of the longest phrase that stands at `start`; (0, "") where none does."""
    for candidate, text in phrases.get(words[start], ()):
        if tuple(words[start : start + len(candidate)]) == candidate:
            return len(candidate), text
    return 0, ""


@lru_cache(maxsize=1)
def color_values() -> dict[str, str]:
    """Every colour name to its `#rrggbb` (sRGB)."""
    loaded: dict[str, str] = json.loads(resource_path("lexicon", "colors.json").read_text(encoding="utf-8"))["colors"]
    return loaded
