"""Which catalogue category a noun belongs to: by word, and by meaning where no entry knows the word."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common.object_priors import ObjectPrior, object_prior, object_priors
from ..common.resources import resource_path
from ..protocol.scene import Role
from .minilm import MiniLM

NEAR_ENOUGH = 0.42
"""cosine below which a noun has no nearest category"""
SURELY = 0.6
"""the same for people and what belongs to them: a wrong person is worse than a wrong thing"""
VOTE_SPREAD = 0.05
"""cosine by which a neighbour's vote falls to 1/e"""
_PARTS = ("people", "body", "clothing")


class KnowledgeBase:
    """Entries by word, and an index of their embeddings that is made when a word is unknown."""

    def __init__(self) -> None:
        self._encoder: MiniLM | None = None
        self._words: tuple[str, ...] = ()
        self._index: Any = None  # faiss.IndexFlatIP
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
        role: Role = prior.role if prior.role in ("character", "structure") else "prop"  # type: ignore[assignment]
        return prior.category, role

    def confidence(self, lemma: str) -> float:
        """1 where an entry knows the word, the cosine of the nearest entry where not, 0 where none is near."""
        if object_prior(lemma) is not None:
            return 1.0
        return self.search(f"a {lemma}", 1)[0][0] if self.nearest(lemma) is not None else 0.0

    def nearest(self, lemma: str) -> ObjectPrior | None:
        """The entry whose words mean most nearly the same; None below NEAR_ENOUGH."""
        if not lemma.isascii() or not any(letter.isalpha() for letter in lemma):
            return None
        priors = object_priors()
        words = tuple(sorted(priors))
        if words != self._words:
            self._build(words)
        if lemma not in self._nearest:
            found = [(score, priors[word]) for score, word in zip(*self.search(f"a {lemma}", 5), strict=True)]
            fits = [(s, prior) for s, prior in found if s >= (SURELY if prior.group in _PARTS else NEAR_ENOUGH)]
            # a single word's neighbours are partly chance (hydrangea: hydrant), so they vote for their category
            votes: dict[str, float] = {}
            for score, prior in fits:
                votes[prior.category] = votes.get(prior.category, 0.0) + float(np.exp(score / VOTE_SPREAD))
            best = max(votes, key=votes.__getitem__, default=None)
            self._nearest[lemma] = next((prior for _, prior in fits if prior.category == best), None)
        return self._nearest[lemma]

    def search(self, text: str, count: int) -> tuple[list[float], list[str]]:
        """The `count` nearest words of the knowledge base with their cosines, best first."""
        if self._index is None:
            self._build(tuple(sorted(object_priors())))
        query = self._model().encode([text])
        scores, rows = self._index.search(query, count)
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
        """(words, 384): shipped ones from `embeddings.npz`, a user's own words encoded here."""
        with np.load(resource_path("knowledge_base", "embeddings.npz"), allow_pickle=False) as stored:
            row_of = {str(word): row for row, word in enumerate(stored["words"])}
            vectors = stored["vectors"]  # (W, 384) float16
        result = np.empty((len(words), vectors.shape[1]), dtype=np.float32)
        new = [word for word in words if word not in row_of]
        if new:
            result[[words.index(word) for word in new]] = self._model().encode(new)
        known = [index for index, word in enumerate(words) if word in row_of]
        result[known] = vectors[[row_of[words[index]] for index in known]]
        return np.ascontiguousarray(result / np.linalg.norm(result, axis=1, keepdims=True))
