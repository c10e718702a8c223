"""A trained PointingT5 as a CTranslate2 model: one source vocabulary per feature, embeddings added, weights as int8."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ctranslate2.specs as ct2
import numpy as np
from ctranslate2.converters.utils import fuse_linear
from torch import nn

from backend.m1_scene_parser.word_features import FEATURES

from .model import END, PAD, TARGET_TOKENS, PointingT5

_ACTIVATIONS = {"relu": ct2.common_spec.Activation.RELU, "gelu_new": ct2.common_spec.Activation.GELUTanh}


def convert(model: PointingT5, vocabulary: list[str], folder: Path, quantization: str = "int8") -> None:
    """Write the model to a folder that `ctranslate2.Translator` opens."""
    config = model.config
    shape = {
        "pre_norm": True, "activation": _ACTIVATIONS[config.dense_act_fn], "relative_attention_bias": True,
        "rms_norm": True, "ffn_glu": config.is_gated_act,
    }  # fmt: skip
    heads = config.num_heads
    encoder = ct2.TransformerEncoderSpec(
        config.num_layers, heads, num_source_embeddings=1 + len(FEATURES),
        embeddings_merge=ct2.common_spec.EmbeddingsMerge.ADD, **shape,
    )  # fmt: skip
    spec = ct2.TransformerSpec(encoder, ct2.TransformerDecoderSpec(config.num_decoder_layers, heads, **shape))
    for table, ours in zip(spec.encoder.embeddings, [model.pieces, *model.features], strict=True):
        table.weight = _numbers(ours.weight)
    spec.decoder.embeddings.weight = _numbers(model.shared.weight)
    _stack(spec.encoder, model.encoder)
    _stack(spec.decoder, model.decoder)
    _linear(spec.decoder.projection, model.lm_head)
    if config.tie_word_embeddings:
        spec.decoder.scale_outputs = config.d_model**-0.5
    for values in (vocabulary, *FEATURES.values()):
        spec.register_source_vocabulary(list(values))
    spec.register_target_vocabulary(list(TARGET_TOKENS))
    spec.config.bos_token = spec.config.decoder_start_token = TARGET_TOKENS[PAD]
    spec.config.eos_token, spec.config.unk_token = TARGET_TOKENS[END], "<unk>"
    spec.config.add_source_bos = spec.config.add_source_eos = False
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _numbers(weight: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    numbers: np.ndarray[Any, np.dtype[np.float32]] = weight.detach().cpu().float().numpy().copy()  # changed in place
    return numbers


def _linear(spec: Any, layer: Any) -> None:
    spec.weight = _numbers(layer.weight)


def _stack(spec: Any, stack: Any) -> None:
    spec.scale_embeddings = False
    spec.layer_norm.gamma = _numbers(stack.final_layer_norm.weight)
    first = stack.block[0].layer[0].SelfAttention
    for layer, block in zip(spec.layer, stack.block, strict=True):
        _attention(layer.self_attention, block.layer[0].SelfAttention, block.layer[0].layer_norm, own=True)
        layer.self_attention.relative_attention_bias = _numbers(first.relative_attention_bias.weight)
        layer.self_attention.relative_attention_max_distance = np.int32(first.relative_attention_max_distance)
        if len(block.layer) == 3:
            _attention(layer.attention, block.layer[1].EncDecAttention, block.layer[1].layer_norm, own=False)
        dense = block.layer[-1].DenseReluDense
        if hasattr(dense, "wi_1"):
            _linear(layer.ffn.linear_0, dense.wi_0)
            _linear(layer.ffn.linear_0_noact, dense.wi_1)
        else:
            _linear(layer.ffn.linear_0, dense.wi)
        _linear(layer.ffn.linear_1, dense.wo)
        layer.ffn.layer_norm.gamma = _numbers(block.layer[-1].layer_norm.weight)


def _attention(spec: Any, attention: Any, norm: nn.Module, *, own: bool) -> None:
    spec.queries_scale = 1.0
    parts = [ct2.common_spec.LinearSpec() for _ in range(3)]
    for part, layer in zip(parts, (attention.q, attention.k, attention.v), strict=True):
        _linear(part, layer)
    if own:
        fuse_linear(spec.linear[0], parts)
    else:
        fuse_linear(spec.linear[0], parts[:1])
        fuse_linear(spec.linear[1], parts[1:])
    _linear(spec.linear[-1], attention.o)
    spec.layer_norm.gamma = _numbers(norm.weight)
