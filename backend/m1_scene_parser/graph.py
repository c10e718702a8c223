"""What the grammar finds in a prompt, before references are resolved: mentions, facts and deeds."""

from __future__ import annotations

from dataclasses import dataclass, field

from .tokens import Token


@dataclass(slots=True, eq=False)
class Mention:
    """One noun phrase or pronoun."""

    number: int
    lemma: str
    tokens: list[Token]
    determiner: str = ""
    """a, the, another, other, each, no, his, …; empty where there is none"""
    count: int = 1
    counted: bool = False
    """a number was said"""
    vague: bool = False
    """a few, several, a row of, …"""
    plural: bool = False
    pronoun: bool = False
    sentence: int = 0
    attributes: list[tuple[str, str]] = field(default_factory=list)
    of: Mention | None = None
    """the group that `one of the boys` says it belongs to"""
    possessor: bool = False
    """said only to tell whose: `a man's hat`"""
    sided: bool = False
    """one on each side was said, and counted"""
    name: str = ""
    """a given name, lower case: Anna"""
    side: str = ""
    """left, right, front or back: where in the picture it is said to be"""
    each: bool = False
    """what is said of it holds for every one: `three tables, each with a lamp`"""

    @property
    def negated(self) -> bool:
        return self.determiner == "no"

    @property
    def definite(self) -> bool:
        return self.determiner in ("the", "this", "that", "these", "those", "both", "all", "all the", "each", "every")


@dataclass(slots=True, eq=False)
class Fact:
    """Subject predicate object."""

    subject: Mention
    predicate: str
    preposition: str
    """as said; empty for a plain verb"""
    object: Mention
    verb: str = ""
    deed: Deed | None = None
    """the action that says it"""


@dataclass(slots=True, eq=False)
class Deed:
    """A verb with its actors: becomes actions."""

    number: int
    actors: list[Mention]
    verb: str
    start: int
    """character span of the words"""
    end: int
    sentence: int = 0
    target: Mention | None = None
    manner: list[str] = field(default_factory=list)
    duration_s: float | None = None
    link: str = ""
    """how it joins what came before: then, while, before, or empty"""
    during: Deed | None = None
    """set where the grammar knows the partner"""
    negated: bool = False
    stative: bool = False
    """participle or state that goes along with the main deed"""


@dataclass(slots=True)
class Graph:
    """Everything of one prompt, in the order said."""

    mentions: list[Mention] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    @property
    def next_number(self) -> int:
        """The number of the next mention; mentions that were taken back leave theirs free."""
        return self.mentions[-1].number + 1 if self.mentions else 0


ARRANGED = {
    "in a row": "row", "in a line": "row", "in line": "row", "in a circle": "circle", "in a stack": "stack",
    "in a pile": "pile", "on top of each other": "stack", "on top of one another": "stack",
    "one on top of the other": "stack", "one on top of another": "stack", "on each other": "stack",
}  # fmt: skip
"""How the things of a group stand to each other: words as said to the attribute."""


def arrange(mentions: list[Mention], words: str) -> bool:
    """Say how a group stands, where the words tell it."""
    if words not in ARRANGED:
        return False
    describe_as([mention for mention in mentions if ("other", ARRANGED[words]) not in mention.attributes],
                "other", ARRANGED[words])  # fmt: skip
    return True


def describe_as(mentions: list[Mention], kind: str, value: str) -> None:
    """Say one attribute of all of them."""
    for mention in mentions:
        mention.attributes.append((kind, value))
