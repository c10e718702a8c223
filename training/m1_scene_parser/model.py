"""The T5 that reads words with features and writes marks.

The encoder's input is the sum of a word piece's embedding and those of its word's features (FEATURES); the decoder
knows the marks of `pointed_graph` only, so its softmax is over about a hundred tokens. Everything else is T5 (Raffel et
al. 2020) as in `transformers`.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor, nn
from transformers import AutoTokenizer, T5Config, T5ForConditionalGeneration

from backend.common.word_pieces import PADDING, UNKNOWN
from backend.m1_scene_parser.minilm import MiniLM
from backend.m1_scene_parser.pointed_graph import MARKS
from backend.m1_scene_parser.word_features import FEATURES

TARGET_TOKENS = ("<pad>", "</s>", "<unk>", *MARKS)
PAD, END = 0, 1


class PointingT5(T5ForConditionalGeneration):
    """`pieces` (B, S), `features` (B, S, len(FEATURES)), both 0 where there is nothing; labels over TARGET_TOKENS."""

    def __init__(self, config: T5Config) -> None:
        super().__init__(config)
        self.pieces = nn.Embedding(config.num_pieces, config.d_model, padding_idx=0)
        self.features = nn.ModuleList(
            nn.Embedding(len(values), config.d_model, padding_idx=0) for values in FEATURES.values()
        )
        self.post_init()

    def embedded(self, pieces: Tensor, features: Tensor) -> Tensor:
        """(B, S, d_model): what the encoder reads."""
        total: Tensor = self.pieces(pieces)
        for index, table in enumerate(self.features):
            total = total + table(features[:, :, index])
        return total

    def forward(self, pieces: Tensor | None = None, features: Tensor | None = None, **others: Any) -> Any:
        """As T5's, from pieces and features instead of `input_ids`."""
        if pieces is not None and features is not None:
            others["inputs_embeds"] = self.embedded(pieces, features)
        return super().forward(**others)

    @torch.no_grad()
    def write(self, pieces: Tensor, features: Tensor, max_tokens: int) -> Tensor:
        """(B, T) greedy tokens."""
        return self.generate(  # type: ignore[no-any-return,misc]
            inputs_embeds=self.embedded(pieces, features), attention_mask=(pieces != 0).long(),
            max_new_tokens=max_tokens, num_beams=1, do_sample=False,
        )  # fmt: skip


class Words(nn.Module):
    """Piece embeddings while training from scratch: a projection of MiniLM's, and what the data says of common pieces.

    MiniLM knows which words are alike (its embeddings stay as they are); rare and unseen pieces are read through the
    same projection as common ones. `table` is what the finished model keeps.
    """

    def __init__(self, known: np.ndarray[Any, np.dtype[np.float32]], counts: np.ndarray[Any, Any], width: int) -> None:
        super().__init__()
        centred = known - known.mean(axis=0)
        centred[0] = 0.0
        values, axes = np.linalg.eigh(np.cov(centred.T))
        principal = axes[:, ::-1][:, :width] / np.sqrt(values.sum() / width)
        self.register_buffer("known", torch.tensor(centred, dtype=torch.float32), persistent=False)
        self.projection = nn.Linear(centred.shape[1], width, bias=False)
        self.projection.weight.data = torch.tensor(principal.T.copy(), dtype=torch.float32)
        row_of = np.zeros(len(known), dtype=np.int64)
        common = np.flatnonzero(counts >= 5)
        row_of[common] = np.arange(1, len(common) + 1)
        self.register_buffer("row_of", torch.tensor(row_of), persistent=False)
        self.own = nn.Embedding(len(common) + 1, width, padding_idx=0)
        nn.init.zeros_(self.own.weight)

    @classmethod
    def from_table(cls, known: np.ndarray[Any, np.dtype[np.float32]], counts: np.ndarray[Any, Any],
                   table: Tensor) -> Words:  # fmt: skip
        """From what a finished model keeps: rare pieces are the projection alone, which gives it by least squares."""
        words = cls(known, counts, table.shape[1])
        rare = (words.row_of == 0).nonzero()[:, 0][1:]  # type: ignore[operator]
        with torch.no_grad():
            solution = torch.linalg.lstsq(words.known[rare].double(), table[rare].double(), driver="gelsd").solution
            words.projection.weight.copy_(solution.T)
            common = (words.row_of > 0).nonzero()[:, 0]  # type: ignore[operator]
            words.own.weight[words.row_of[common]] = table[common] - words.projection(words.known[common])
        return words

    def forward(self, pieces: Tensor) -> Tensor:
        """(…, width)."""
        return self.projection(self.known[pieces]) + self.own(self.row_of[pieces])  # type: ignore[no-any-return,operator,index]

    @torch.no_grad()
    def table(self) -> Tensor:
        """(pieces, width)."""
        return self.forward(torch.arange(len(self.known), device=self.projection.weight.device))  # type: ignore[arg-type]


def minilm_words() -> tuple[list[str], np.ndarray[Any, np.dtype[np.float32]]]:
    """Vocabulary and (N, 384) embeddings of MiniLM's pieces of Latin letters, digits and marks."""
    folder = MiniLM.folder()
    weights = load_file(str(folder / "model.safetensors"))["embeddings.word_embeddings.weight"]
    lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [i for i, piece in enumerate(lines) if re.fullmatch(r"(##)?[a-z0-9]+|[!-/:-@\[-`{-~]", piece)]
    unknown = lines.index(UNKNOWN)
    table = np.concatenate([np.zeros((1, weights.shape[1]), np.float32), weights[[unknown]], weights[kept]])
    return [PADDING, UNKNOWN, *(lines[i] for i in kept)], table.astype(np.float32)


def small_config(num_pieces: int, *, width: int, encoder_layers: int, decoder_layers: int, dropout: float) -> T5Config:
    """The model from scratch."""
    return T5Config(
        vocab_size=len(TARGET_TOKENS), num_pieces=num_pieces, d_model=width, d_kv=32, d_ff=width * 8 // 3,
        num_layers=encoder_layers, num_decoder_layers=decoder_layers, num_heads=width // 32, dropout_rate=dropout,
        pad_token_id=PAD, eos_token_id=END, decoder_start_token_id=PAD, relative_attention_num_buckets=32,
        relative_attention_max_distance=64,
    )  # fmt: skip


def from_base(base: str, vocabulary: list[str], dropout: float) -> PointingT5:
    """A pretrained T5's layers, its words averaged over our pieces; marks are new to it and start as its words do."""
    tokenizer = AutoTokenizer.from_pretrained(base)
    pretrained = T5ForConditionalGeneration.from_pretrained(base)
    config = pretrained.config
    config.vocab_size, config.num_pieces, config.dropout_rate = len(TARGET_TOKENS), len(vocabulary), dropout
    config.pad_token_id, config.eos_token_id, config.decoder_start_token_id = PAD, END, PAD
    config.tie_word_embeddings = True
    model = PointingT5(config)
    known = pretrained.get_input_embeddings().weight.detach()
    layers = {name: value for name, value in pretrained.state_dict().items() if "block" in name or "norm" in name}
    unknown = model.load_state_dict(layers, strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"{base} is no T5: it has {unknown[0]}")
    with torch.no_grad():
        for index, piece in enumerate(vocabulary[1:], start=1):
            ids = tokenizer(piece.removeprefix("##"), add_special_tokens=False)["input_ids"]
            model.pieces.weight[index] = known[ids].mean(dim=0) if ids else known.mean(dim=0)
        scale = float(known.std())
        for table in model.features:
            table.weight[1:].normal_(std=0.3 * scale)  # type: ignore[operator,index]
        model.get_input_embeddings().weight.normal_(std=scale)
    return model
