"""Models of the real classes with random weights, small enough for a processor, saved so that loading is real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backend.m8_enhancer.models import FAMILIES

_WORDS = ("a", "red", "cube", "on", "the", "lawn", "woman", "walks")


def save_tiny_models(root: Path, model: str = "sd15") -> None:
    """Every folder that the family names, each with safetensors."""
    import torch

    torch.manual_seed(7)
    family = FAMILIES[model]
    unet = _unet(model)
    save_base(root / family.base, model, unet)
    _controls(root, model, unet)
    if family.motion:
        _motion().save_pretrained(root / family.motion)


def _unet(model: str) -> Any:
    from diffusers import UNet2DConditionModel

    more: dict[str, Any] = {}
    if model == "sdxl":
        more = {
            "addition_embed_type": "text_time",
            "addition_time_embed_dim": 8,
            "projection_class_embeddings_input_dim": 6 * 8 + 32,
            "cross_attention_dim": 64,
        }
    return UNet2DConditionModel(
        **({
            "block_out_channels": (16, 32),
            "layers_per_block": 1,
            "sample_size": 8,
            "in_channels": 4,
            "out_channels": 4,
            "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
            "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
            "cross_attention_dim": 32,
            "attention_head_dim": 4,
            "norm_num_groups": 4,
        } | more)
    )  # fmt: skip


def _motion() -> Any:
    from diffusers import MotionAdapter

    return MotionAdapter(
        block_out_channels=(16, 32),
        motion_layers_per_block=1,
        motion_num_attention_heads=2,
        motion_norm_num_groups=4,
        motion_max_seq_length=32,
        use_motion_mid_block=False,
    )


def _controls(root: Path, model: str, unet: Any) -> None:
    import torch
    from diffusers import ControlNetModel

    for number, control in enumerate(FAMILIES[model].controls.values()):
        net = ControlNetModel.from_unet(unet, conditioning_channels=3, load_weights_from_unet=False)
        generator = torch.Generator().manual_seed(number)
        with torch.no_grad():
            # A ControlNet that was never trained ends in zeros and holds nothing
            for weights in [*net.controlnet_down_blocks.parameters(), *net.controlnet_mid_block.parameters(),
                            *net.controlnet_cond_embedding.conv_out.parameters()]:  # fmt: skip
                weights.copy_(0.2 * torch.randn(weights.shape, generator=generator))
        net.save_pretrained(root / control.model)


def save_base(folder: Path, model: str = "sd15", unet: Any = None) -> None:
    """The base model alone."""
    from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, StableDiffusionXLPipeline

    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        in_channels=3,
        out_channels=3,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=64,
    )
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, steps_offset=1
    )
    unet = unet or _unet(model)
    tokenizer = _tokenizer(folder.parent / ".words")
    text = _text_model(with_projection=False)
    if model == "sdxl":
        pipeline = StableDiffusionXLPipeline(
            vae=vae,
            text_encoder=text,
            text_encoder_2=_text_model(with_projection=True),
            tokenizer=tokenizer,
            tokenizer_2=tokenizer,
            unet=unet,
            scheduler=scheduler,
            add_watermarker=False,
        )
    else:
        pipeline = StableDiffusionPipeline(
            vae=vae,
            text_encoder=text,
            tokenizer=tokenizer,
            unet=unet,
            scheduler=scheduler,
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
        )
    pipeline.save_pretrained(folder)


def _text_model(*, with_projection: bool) -> Any:
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

    settings = CLIPTextConfig(
        vocab_size=600,
        hidden_size=32,
        intermediate_size=37,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=77,
        projection_dim=32,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=1,
    )
    return (CLIPTextModelWithProjection if with_projection else CLIPTextModel)(settings).eval()


def _tokenizer(folder: Path) -> Any:
    """Letters, and a few words of them."""
    from transformers import CLIPTokenizer

    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    vocabulary = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    merges = []
    for word in dict.fromkeys(_WORDS):
        pieces = [*word[:-1], f"{word[-1]}</w>"]
        while len(pieces) > 1:
            merges.append(f"{pieces[0]} {pieces[1]}")
            pieces[:2] = [pieces[0] + pieces[1]]
            vocabulary.append(pieces[0])
    vocabulary = list(dict.fromkeys(vocabulary))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(vocabulary)}))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "\n".join(dict.fromkeys(merges)) + "\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), model_max_length=77)
