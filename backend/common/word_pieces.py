"""Words to pieces: the longest known beginning, then the longest known continuations.

Source: WordPiece, Schuster & Nakajima 2012; greedy as in BERT.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

PADDING, UNKNOWN = "[PAD]", "[UNK]"
_RUNS = re.compile(r"[^\W_]+|[^\w\s]|_")
_MAX_RUN = 40


class WordPieces:
    """A vocabulary; PADDING is its first piece and UNKNOWN its second."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.vocabulary = tuple(vocabulary)
        self.index = {piece: index for index, piece in enumerate(self.vocabulary)}

    def split(self, word: str) -> list[str]:
        """The pieces of one word, at least one; accents are taken off."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        return [piece for run in _RUNS.findall(plain) for piece in self._run(run)] or [UNKNOWN]

    def _run(self, run: str) -> list[str]:
        pieces: list[str] = []
        start = 0
        while start < len(run):
            prefix = "##" if start else ""
            ends = range(min(len(run), start + _MAX_RUN), start, -1)
            end = next((end for end in ends if prefix + run[start:end] in self.index), 0)
            if not end:
                return [UNKNOWN]
            pieces.append(prefix + run[start:end])
            start = end
        return pieces
