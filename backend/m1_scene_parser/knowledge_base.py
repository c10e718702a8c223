"""Which catalogue category a noun belongs to: by word, and by meaning where no entry knows the word."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..common.object_priors import ObjectPrior, object_prior, object_priors
from ..protocol.scene import Role
from .minilm import MiniLM

NEAR_ENOUGH = 0.42
"""cosine below which a noun has no nearest category"""


class KnowledgeBase:
    """Entries by word, and an index of their embeddings that is made when a word is unknown."""

    def __init__(self) -> None:
        self._encoder: MiniLM | None = None
        self._words: tuple[str, ...] = ()
        self._index: object | None = None
        self._nearest: dict[str, ObjectPrior | None] = {}

    def lookup(self, lemma: str) -> ObjectPrior | None:
        """The entry of a word (or of the last word of a compound), else the nearest in meaning, else None."""
        known = object_prior(lemma)
        return known if known is not None else self.nearest(lemma)

    def category_of(self, lemma: str) -> tuple[str, Role]:
        """Catalogue name and role; the lemma itself where nothing is near."""
        prior = self.lookup(lemma)
        if prior is None:
            return lemma, "prop"
        role: Role = "character" if prior.category == "person" else "structure" if prior.role == "structure" else "prop"
        return prior.category, role

    def nearest(self, lemma: str) -> ObjectPrior | None:
        """The entry whose words mean most nearly the same; None below NEAR_ENOUGH."""
        if not any(letter.isascii() and letter.isalpha() for letter in lemma):
            return None
        priors = object_priors()
        words = tuple(sorted(priors))
        if words != self._words:
            self._build(words)
        if lemma not in self._nearest:
            scores, found = self.search(lemma, 1)
            self._nearest[lemma] = priors[found[0]] if scores[0] >= NEAR_ENOUGH else None
        return self._nearest[lemma]

    def search(self, text: str, count: int) -> tuple[list[float], list[str]]:
        """The `count` nearest words of the knowledge base with their cosines, best first."""
        if self._index is None:
            self._build(tuple(sorted(object_priors())))
        query = self._model().encode([text])
        scores, rows = self._index.search(query, count)  # type: ignore[union-attr, attr-defined]
        return [float(score) for score in scores[0]], [self._words[row] for row in rows[0]]

    def _model(self) -> MiniLM:
        if self._encoder is None:
            self._encoder = MiniLM.load()
        return self._encoder

    def _build(self, words: tuple[str, ...]) -> None:
        import faiss  # 0.1 s, and only unknown words need it

        faiss.omp_set_num_threads(1)
        embeddings = self._embeddings(words)
        index = faiss.IndexFlatIP(embeddings.shape[1])
        index.add(embeddings)
        self._words, self._index, self._nearest = words, index, {}

    def _embeddings(self, words: tuple[str, ...]) -> NDArray[np.float32]:
        """(words, 384), from the per-user cache where the same words were embedded before."""
        key = hashlib.sha256("\n".join(("all-MiniLM-L6-v2", *words)).encode()).hexdigest()[:20]
        path = cache_folder() / f"knowledge_{key}.npy"
        try:
            stored = np.load(path)
            if stored.shape == (len(words), 384):
                return np.ascontiguousarray(stored, dtype=np.float32)
        except (OSError, ValueError):
            pass  # not there, or half written by something that was killed: made anew
        embeddings = self._model().encode(list(words))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(f".{os.getpid()}.tmp.npy")
            np.save(temporary, embeddings)
            temporary.replace(path)
        except OSError:
            pass  # a full or read-only home costs a second next time, nothing more
        return embeddings


def cache_folder() -> Path:
    """The per-user cache."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "sceneloom"
