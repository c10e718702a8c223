"""The neural parser's own vocabulary: word pieces learned from the training set, marks as tokens of their own."""

from __future__ import annotations

from collections.abc import Iterable

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerBase, PreTrainedTokenizerFast

from backend.m1_scene_parser.pointed_graph import MARKS

NUM_PIECES = 8000


def train_tokenizer(texts: Iterable[str]) -> PreTrainedTokenizerFast:
    """Byte-free unigram pieces (Kudo 2018) of lower-cased words, with T5's `<pad>`, `</s>` and `<unk>`."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    special: list[str | AddedToken] = ["<pad>", "</s>", "<unk>", *_marks()]
    trainer = trainers.UnigramTrainer(
        vocab_size=NUM_PIECES, special_tokens=special, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>",
        additional_special_tokens=_marks(),
    )  # fmt: skip


def add_marks(tokenizer: PreTrainedTokenizerBase) -> int:
    """Teach a pretrained model's tokenizer the marks; returns how many are new."""
    return int(tokenizer.add_special_tokens({"additional_special_tokens": _marks()}))


def _marks() -> list[AddedToken]:
    """Marks take the space before them, so that no piece is spent on it."""
    return [AddedToken(mark, lstrip=True, special=True, normalized=False) for mark in MARKS]
