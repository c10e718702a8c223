"""`On the left a vase, on the right a pot`: sides of the picture, which say where things are to each other."""

from __future__ import annotations

from .graph import Fact, Graph, Mention
from .lexicon import Lexicon
from .tokens import singular, verb_forms

_SIDES = {
    "on the left": "left", "at the left": "left", "on the right": "right", "at the right": "right",
    "in the foreground": "front", "in the background": "back",
}  # fmt: skip
"""said of the picture -> side"""
_OPPOSITE = {"left": "right", "right": "left", "front": "back", "back": "front"}
_TO_THE_OTHER = {"left": "to the left of", "right": "to the right of", "front": "in front of", "back": "behind"}
_PREDICATE = {"left": "at the left of", "right": "on the right side of", "front": "in front of", "back": "behind"}


def match_side(words: list[str], start: int, lexicon: Lexicon) -> int:
    """Length of `on the left`, `on the right side`, `on the far left`, where no noun follows that it describes; else
    0."""
    if words[start] not in ("on", "at") or start + 2 >= len(words) or words[start + 1] != "the":
        return 0
    end = start + (3 if words[start + 2] in ("far", "very") else 2)
    if end >= len(words) or words[end] not in ("left", "right"):
        return 0
    end += 1
    for rest in (["-", "hand", "side"], ["hand", "side"], ["side"]):
        if words[end : end + len(rest)] == rest:
            end += len(rest)
            break
    following = words[end] if end < len(words) else ""
    if following == "of":
        return 0
    if not following[:1].isalpha() or following in lexicon.sets["article"] | lexicon.sets["auxiliary"]:
        return end - start
    lemma, form = verb_forms(following, lexicon)
    deeds = lexicon.sets["motion"] | lexicon.sets["posture"] | lexicon.sets["caused_motion"]
    acts = form == "s" and (lexicon.verbs.get(lemma, 0) >= 3 or lemma in deeds)
    noun = singular(following, lexicon) in lexicon.nouns or following in lexicon.attribute_types
    return 0 if noun and not acts else end - start


_HANDS = (["one", "hand"], ["each", "hand"], ["the", "other", "hand"], ["his", "left", "hand"],
          ["his", "right", "hand"], ["her", "left", "hand"], ["her", "right", "hand"])  # fmt: skip


def match_hands(words: list[str], start: int, lexicon: Lexicon) -> int:
    """Length of `in one hand`, `in the other` after it: nothing but how something is held, and no place."""
    if words[start] != "in":
        return 0
    found = next((hand for hand in _HANDS if words[start + 1 : start + 1 + len(hand)] == hand), None)
    if found is not None:
        return 1 + len(found)
    after = words[start + 3] if start + 3 < len(words) else ""
    ends = not after[:1].isalpha() or after == "and" or verb_forms(after, lexicon)[1] == "s"
    return 3 if words[start + 1 : start + 3] == ["the", "other"] and "hand" in words[:start] and ends else 0


def side_name(words: list[str]) -> str:
    """`on the left` for all ways to say it."""
    return "on the left" if "left" in words else "on the right"


def put_at_side(mentions: list[Mention], words: str) -> bool:
    """Note the side of the picture that things are at, where the words name one."""
    side = _SIDES.get(words)
    for mention in mentions if side else ():
        mention.side = str(side)
    return side is not None


def relate_sides(graph: Graph) -> None:
    """Facts between each thing at a side and the nearest one said before it at the other side."""
    placed = [mention for mention in graph.mentions if mention.side]
    for index, mention in enumerate(placed):
        other = next((m for m in reversed(placed[:index]) if m.side == _OPPOSITE[mention.side]), None)
        if other is not None and not (mention.pronoun and other.pronoun):
            graph.facts.append(Fact(subject=mention, predicate=_PREDICATE[mention.side],
                                    preposition=_TO_THE_OTHER[mention.side], object=other))  # fmt: skip
