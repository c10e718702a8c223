"""A second reading of the rules where nobody does what they took for a deed: `snow on the roof`, `painting hanging
above the fireplace`, `two women looking at smart phones`.

A word that opens a caption may be an order (`paint the wall`) or a thing. Where the rules read a deed of somebody who
is not said, or of whom a verb in that number cannot speak, and the neural parser, which learned from captions, is
sure of a thing, the rules read once more with the word as a noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from .agreement import agrees
from .clauses import parse_graph
from .graph import Graph
from .lexicon import Lexicon
from .neural_parser import NeuralParser, Reading
from .tagger import tag_tokens
from .tokens import Token, singular, verb_forms

SURE = 0.8
"""probability of the thing, chosen on validation captions and the artists' prompts"""


def read_both(
    as_said: Sequence[Token], graph: Graph, neural: NeuralParser, lexicon: Lexicon
) -> tuple[Graph, list[Reading]]:
    """The rules' graph, read again where that is due, and what the neural parser makes of it.

    `as_said` are the words before they were tagged, `graph` is what the rules read of them first.
    """
    readings = neural.read(as_said, graph)
    named = {start for reading in readings for start in _misread(graph, reading, lexicon)}
    if not named:
        return graph, readings
    tokens = [copy(token) for token in as_said]
    for token in tokens:
        if token.start in named:
            token.tag, token.lemma = "NOUN", singular(token.word, lexicon)
            token.plural = token.lemma != token.word
    again = parse_graph(tag_tokens(tokens, lexicon), lexicon)
    return again, neural.read(as_said, again)


def _misread(graph: Graph, reading: Reading, lexicon: Lexicon) -> list[int]:
    """Where words start that were read as deeds of nobody and are things."""
    word_at = {token.start: token.word for token in graph.tokens if token.tag == "VERB"}
    imagined = {
        deed.start for deed in graph.deeds
        if deed.actors and (
            not any(actor.tokens for actor in deed.actors)
            or not agrees(word_at.get(deed.start, ""), deed.actors, lexicon)
        )
    }  # fmt: skip
    found = []
    for thing in reading.graph.things:
        place = thing.words[0]
        sure = len(thing.words) == 1 and thing.sure >= SURE and not thing.negated
        if sure and reading.tokens[place].start in imagined and _may_be_thing(reading.tokens, place, lexicon):
            found.append(reading.tokens[place].start)
    return found


def _may_be_thing(tokens: Sequence[Token], place: int, lexicon: Lexicon) -> bool:
    """Whether a word is a known noun that is no order: oftener a noun than a verb, or one in -ing (`painting`), and
    without an object as in `water the plants`."""
    word = tokens[place].word
    following = tokens[place + 1].word if place + 1 < len(tokens) else ""
    as_noun = lexicon.nouns.get(singular(word, lexicon), 0)
    as_verb = 0 if word.endswith("ing") else lexicon.verbs.get(verb_forms(word, lexicon)[0], 0)
    return as_noun > as_verb and following not in lexicon.sets["article"] | lexicon.sets["possessive"]
