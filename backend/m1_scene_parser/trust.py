"""How far the neural parser is trusted: the probability from which on each kind of its changes is made."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from .neural_parser import Reading

MAX_CLAUSE_WORDS = 12
NEVER = 2.0
"""a threshold that no probability reaches"""


@dataclass(frozen=True, slots=True)
class Trust:
    """From which probability on a change of the neural parser is made."""

    add_thing: float = NEVER
    drop_thing: float = NEVER
    rename: float = NEVER
    count: float = NEVER
    add_attribute: float = NEVER
    drop_attribute: float = NEVER
    add_relation: float = NEVER
    drop_relation: float = NEVER
    drop_place: float = NEVER
    """a relation that says where a thing is"""
    change_relation: float = NEVER

    def as_text(self) -> str:
        """What may be changed, for the provenance."""
        return ", ".join(f"{key} {value:g}" for key, value in asdict(self).items() if value <= 1.0) or "nothing"


@dataclass(frozen=True, slots=True)
class Rule:
    """How the parsers are combined: one trust for captions, another for sentences that tell what is done: with a
    pronoun, or with a deed in a finite verb that is not all the prompt says.

    The neural parser learned from captions (`man riding a wave`), where annotators' habits are regular; commands and
    stories (`he picks it up`) are nearer to what the rules were written for.
    """

    caption: Trust = Trust()
    sentence: Trust = Trust()

    @classmethod
    def load(cls, folder: Path) -> Rule:
        """From the combination.json of a folder of weights."""
        chosen = json.loads((folder / "combination.json").read_text(encoding="utf-8"))
        return cls(Trust(**chosen["caption"]), Trust(**chosen["sentence"]))

    def trust_in(self, reading: Reading, *, is_all: bool) -> Trust:
        """The trust for one sentence of a prompt, or the only one: `two boats lie in the water` and one short clause
        tell no more than a caption does."""
        deeds = sum(word.tag == "VERB" and word.role == "deed" for word in reading.words)
        one_clause = is_all and deeds <= 1 and len(reading.words) <= MAX_CLAUSE_WORDS
        told = any(word.tag == "PRON" for word in reading.words) or (deeds > 0 and not one_clause)
        return self.sentence if told else self.caption

    def as_text(self) -> str:
        """One line for the provenance."""
        return f"in captions {self.caption.as_text()}; in sentences {self.sentence.as_text()}"


KINDS = tuple(each.name for each in fields(Trust))
