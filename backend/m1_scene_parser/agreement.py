"""Whether a verb and its subjects are of one number: `the cups and the door is open` speaks of the door."""

from __future__ import annotations

from collections.abc import Sequence

from .graph import Mention
from .lexicon import Lexicon
from .tokens import verb_forms

_OF_ONE = frozenset({"is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"})
_OF_SEVERAL = frozenset({"are", "were", "have", "do", "aren't", "weren't", "haven't", "don't"})
_PAST_TOO = frozenset({"put", "cut", "set", "hit", "let", "shut", "read", "spread", "hurt", "split", "quit"})
_AS_SEVERAL = frozenset({"i", "you", "we", "they", "both", "some", "others"})


def agrees(verb: str, subjects: Sequence[Mention], lexicon: Lexicon) -> bool:
    """A verb as said; forms that do not tell (`sat`, `can`), and groups (`a family`, `a crowd`), agree with all."""
    form = "" if verb in _PAST_TOO else verb_forms(verb, lexicon)[1]
    of_one, of_several = verb in _OF_ONE or form == "s", verb in _OF_SEVERAL or form == "base"
    if of_one == of_several or any(subject.lemma in lexicon.sets["company"] for subject in subjects):
        return True
    several = len(subjects) > 1 or any(s.plural or s.count > 1 or s.lemma in _AS_SEVERAL for s in subjects)
    return several == of_several
