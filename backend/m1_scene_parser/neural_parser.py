"""The neural scene parser: a small T5 in CTranslate2 (int8, one thread) that reads each sentence on the rules' reading.

Weights and what they were measured on: blender_assets/weights/m1_scene_parser/README.md. One sentence is decoded at a
time, so that a sentence's graph does not depend on its neighbours, with a limit in tokens instead of seconds, so that
equal prompts give equal graphs on slow and fast machines.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..common.resources import resource_path
from ..common.word_pieces import PADDING, UNKNOWN, WordPieces
from ..protocol.errors import ResourceError, WeightsNotFoundError
from .graph import Graph
from .pointed_graph import PointedGraph, read
from .tokens import Token
from .word_features import Word, plain_words, read_words

MAX_TOKENS = 160
"""of one sentence's graph"""
MAX_SENTENCES = 60
MAX_SENTENCE_WORDS = 40
"""a longer one is cut at a comma"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as the neural parser understood it."""

    tokens: tuple[Token, ...]
    words: tuple[Word, ...]
    graph: PointedGraph
    sure: float
    """probability of the whole graph"""


class NeuralParser:
    """Sentences to pointed graphs."""

    def __init__(self, translator: Any, pieces: WordPieces) -> None:
        self._translator, self._pieces = translator, pieces

    @classmethod
    def load(cls, folder: Path | None = None) -> NeuralParser:
        """From a folder of weights; raises WeightsNotFoundError where a file is missing or is another one."""
        folder = folder or weights_folder()
        check_weights(folder)
        from ctranslate2 import Translator  # 60 ms that only a prompt needs

        vocabulary = json.loads((folder / "int8" / "source_1_vocabulary.json").read_text(encoding="utf-8"))
        translator = Translator(str(folder / "int8"), compute_type="int8", inter_threads=1, intra_threads=1)
        return cls(translator, WordPieces(vocabulary))

    def read(self, tokens: Sequence[Token], graph: Graph) -> list[Reading]:
        """Every sentence of a prompt; `graph` is the rules' reading of the same tokens."""
        readings = []
        for sentence in list(sentences(tokens))[:MAX_SENTENCES]:
            words = read_words(sentence, graph)
            readings.append(Reading(tuple(sentence), tuple(words), *self.decode(words)))
        return readings

    def read_alone(self, words: Sequence[str]) -> PointedGraph:
        """One sentence without the rules' reading."""
        return self.decode(plain_words(words))[0]

    def decode(self, words: Sequence[Word]) -> tuple[PointedGraph, float]:
        """The graph of a sentence, and the probability of the whole."""
        source = self.source(words)
        if not source:
            return PointedGraph(), 0.0
        options = {"beam_size": 1, "max_decoding_length": MAX_TOKENS, "max_input_length": 0}
        target = self._translator.translate_batch([source], **options)[0].hypotheses[0]
        scored = self._translator.score_batch([source], [target], max_input_length=0)[0]
        graph = read(target, len(words), scored.log_probs)
        return graph, min(1.0, _product(scored.log_probs))

    def source(self, words: Sequence[Word]) -> list[str]:
        """Each piece with its word's features, as CTranslate2 wants them."""
        source = []
        for word in words:
            features = "￨".join(word.features())
            for piece in self._pieces.split(word.text):
                known = piece if piece in self._pieces.index and piece != PADDING else UNKNOWN
                source.append(f"{known}￨{features}")
        return source


def sentences(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Sentences with their stops; one of more than MAX_SENTENCE_WORDS is cut after its last comma before that."""
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.word[0] in ".!?;":
            yield sentence
            sentence = []
        elif len(sentence) == MAX_SENTENCE_WORDS:
            commas = [index for index, word in enumerate(sentence) if word.word in (",", "and")]
            cut = commas[-1] + 1 if commas and commas[-1] > 0 else len(sentence)
            yield sentence[:cut]
            sentence = sentence[cut:]
    if sentence:
        yield sentence


def weights_folder() -> Path:
    """Where the weights are shipped."""
    return resource_path("weights", "m1_scene_parser")


def weights_are_shipped() -> bool:
    """Whether this copy of the program has a neural parser at all."""
    try:
        return weights_folder().is_dir()
    except ResourceError:
        return False


def weights_digest(folder: Path) -> str:
    """SHA-256 of the model that runs, as its list of checksums says."""
    return str(json.loads((folder / "checksums.json").read_text(encoding="utf-8")).get("int8/model.bin", ""))


def check_weights(folder: Path) -> None:
    """Raises WeightsNotFoundError that names the file which is missing or differs from its checksum."""
    listing = folder / "checksums.json"
    if not listing.is_file():
        raise WeightsNotFoundError(
            f"The neural parser's weights are missing: {listing.name} is not in {folder}.",
            hint="Install the add-on again, or train them as training/README.md says.",
        )
    for name, digest in json.loads(listing.read_text(encoding="utf-8")).items():
        file = folder / name
        if file.suffix == ".safetensors":
            continue  # to go on training from; not in the add-on
        if not file.is_file():
            raise WeightsNotFoundError(f"The neural parser's file {name} is missing from {folder}.",
                                       hint="Install the add-on again.")  # fmt: skip
        if _digest(file, file.stat().st_size, file.stat().st_mtime_ns) != digest:
            raise WeightsNotFoundError(f"The neural parser's file {name} in {folder} is not the one that was shipped.",
                                       hint="Install the add-on again.")  # fmt: skip


@lru_cache(maxsize=32)
def _digest(file: Path, size: int, changed_ns: int) -> str:
    del size, changed_ns  # they make a changed file a new key
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _product(log_probs: Sequence[float]) -> float:
    from math import exp

    return exp(sum(log_probs))
