"""Annotated rows to pointed graphs: where in the caption every name, attribute and predicate is said."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from backend.m1_scene_parser.lexicon import Lexicon
from backend.m1_scene_parser.pointed_graph import IMPLIED, MAX_WORDS, PointedGraph, PointedRelation, PointedThing, Span
from backend.m1_scene_parser.tokens import guess_verb_lemma, singular, tokenize, verb_forms


class Caption:
    """The words of a caption with every form that an annotator may have written for them."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.words = [token.word for token in tokenize(text)]
        self._forms = [_forms(word, lexicon) for word in self.words]
        self._lexicon = lexicon

    def find(self, name: str, taken: frozenset[int] | set[int] = frozenset(), near: int | None = None) -> Span:
        """Positions of a name's words: together where they are, else one by one; () where a word is not there."""
        wanted = [_forms(part.word, self._lexicon) for part in tokenize(name)]
        if not wanted:
            return ()
        starts = [
            start for start in range(len(self.words) - len(wanted) + 1)
            if all(form & self._forms[start + offset] for offset, form in enumerate(wanted))
        ]  # fmt: skip
        free = [start for start in starts if not taken & set(range(start, start + len(wanted)))] or starts
        if free:
            start = free[0] if near is None else min(free, key=lambda place: abs(place - near))
            return tuple(range(start, start + len(wanted)))
        found: list[int] = []
        for form in wanted:
            places = [index for index in range(len(self.words)) if form & self._forms[index] and index not in found]
            places = places or [index for index in self._alike(form) if index not in found and index not in taken]
            if not places:
                return ()
            found.append(places[0] if near is None else min(places, key=lambda place: abs(place - near)))
        return tuple(found)

    def _alike(self, form: set[str]) -> list[int]:
        """Words that an annotator wrote otherwise: misspelt ones, `they` as people, `wood` as wooden."""
        said = {other for word in form for other in _WRITTEN.get(word, ())}
        found = [index for index, word in enumerate(self.words) if word in said]
        if found:
            return found
        alike = [
            (max(SequenceMatcher(None, word, wanted).ratio() for wanted in form), index)
            for index, word in enumerate(self.words) if len(word) > 3 and max(map(len, form)) > 3
        ]  # fmt: skip
        return [index for ratio, index in sorted(alike, reverse=True) if ratio > 0.8]


_WRITTEN = {
    "wooden": ("wood",), "people": ("they", "everyone", "persons"), "person": ("they", "he", "she", "guy", "someone"),
    "woman": ("she", "lady", "her"), "man": ("he", "guy", "him"), "photo": ("picture", "photograph"),
    "many": ("several",), "television": ("tv",), "tv": ("television",), "under": ("beneath", "below", "underneath"),
    "above": ("over",), "beside": ("by",),
}  # fmt: skip


def _forms(word: str, lexicon: Lexicon) -> set[str]:
    return {word, singular(word, lexicon), verb_forms(word, lexicon)[0] or word, guess_verb_lemma(word)}


def point(row: dict[str, Any], lexicon: Lexicon) -> tuple[list[str], PointedGraph] | None:
    """The words of a row and its graph; None where the annotation says something that the words do not."""
    caption = Caption(row["text"], lexicon)
    if not 0 < len(caption.words) <= MAX_WORDS:
        return None
    graph = PointedGraph()
    index: dict[str, int] = {}
    taken: set[int] = set()
    for entity in row["entities"]:
        span = caption.find(entity["name"], taken) or caption.find(entity["lemma"], taken)
        if not span or any(thing.words[0] == span[0] for thing in graph.things):
            return None
        taken |= set(span)
        index[entity["id"]] = len(graph.things)
        thing = PointedThing(span)
        for attribute in entity["attributes"]:
            said = caption.find(attribute["value"], taken, near=span[0])
            if not said:
                return None
            thing.attributes.append(said)
        if entity["count"] is not None and (
            number := caption.find(_number_word(entity["count"], caption), near=span[0])
        ):
            thing.number = number
        graph.things.append(thing)
    for relation in row["relations"]:
        subject, target = index[relation["subject"]], index[relation["object"]]
        if subject == target:
            continue
        predicate = _predicate(relation["predicate"], caption, graph.things[subject], graph.things[target])
        if predicate is None:
            return None
        graph.relations.append(PointedRelation(subject, predicate, target))
    return caption.words, graph


def _predicate(
    text: str, caption: Caption, subject: PointedThing, target: PointedThing
) -> tuple[int | str, ...] | None:
    """Each word's position nearest to the two things, or the word itself where it is implied."""
    middle = (subject.words[-1] + target.words[0]) // 2
    parts: list[int | str] = []
    for word in text.split():
        said = caption.find(word, near=middle)
        if said and said[0] not in subject.words and said[0] not in target.words:
            parts.append(said[0])
        elif word in IMPLIED:
            parts.append(word)
        else:
            return None
    return tuple(parts)


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _number_word(count: int, caption: Caption) -> str:
    """As the caption says it: a digit, a word, or the article."""
    options = [str(count), _NUMBERS[count] if count < len(_NUMBERS) else str(count), "pair" if count == 2 else "one"]
    return next((option for option in options if option in caption.words), "")
