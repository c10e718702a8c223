"""The rules' reading of given words, as the neural parser sees it, and its own without them."""

from __future__ import annotations

from collections.abc import Sequence

from backend.m1_scene_parser.clauses import parse_graph
from backend.m1_scene_parser.lexicon import Lexicon
from backend.m1_scene_parser.neural_parser import NeuralParser, sentences
from backend.m1_scene_parser.pointed_graph import PointedGraph
from backend.m1_scene_parser.tagger import tag_tokens
from backend.m1_scene_parser.tokens import Token
from backend.m1_scene_parser.word_features import Word, plain_words, read_words


def rules_reading(words: Sequence[str], lexicon: Lexicon) -> list[Word]:
    """Words with the rules' features; the words are taken as split, one space apart."""

    def tokens() -> list[Token]:  # tagging changes them
        start, found = 0, []
        for word in words:
            found.append(Token(text=word, word=word, start=start, end=start + len(word)))
            start += len(word) + 1
        return found

    return read_words(tokens(), parse_graph(tag_tokens(tokens(), lexicon), lexicon))


def read_alone(tokens: Sequence[Token], neural: NeuralParser) -> list[tuple[PointedGraph, list[Word]]]:
    """Each sentence as the neural parser reads it without the rules."""
    found = []
    for sentence in sentences(tokens):
        words = [token.word for token in sentence]
        found.append((neural.read_alone(words), plain_words(words)))
    return found
