"""Peak memory of the real architectures, without weights or a GPU: `python -m training.m8_enhancer.measure_memory`.

Models of the real size are built of fake tensors, which have shapes and no content. One denoising step (with guidance)
and one decoding run through them while every tensor that is alive is counted. Prints bytes for each pixel of the
picture in half precision, weights left out, and millions of weights by part: the figures of
`backend/m8_enhancer/memory.py`.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from typing import Any

import diffusers
import torch
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

SIZES = ((512, 512), (768, 512))
WINDOW = 16
_XL: dict[str, Any] = {
    "block_out_channels": (320, 640, 1280),
    "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    "cross_attention_dim": 2048,
    "transformer_layers_per_block": (1, 2, 10),
    "attention_head_dim": (5, 10, 20),
    "use_linear_projection": True,
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
}


class PeakMeter(TorchDispatchMode):
    """Counts the bytes of storages that are alive, those of the models left out."""

    def __init__(self, models: Iterable[torch.nn.Module]) -> None:
        super().__init__()
        self.alive = self.peak = 0
        weights = [tensor for model in models for tensor in (*model.parameters(), *model.buffers())]
        self._known = {tensor.untyped_storage()._cdata for tensor in weights}

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        result = func(*args, **(kwargs or {}))
        for leaf in tree_leaves(result):
            if isinstance(leaf, torch.Tensor):
                self._count(leaf.untyped_storage())
        return result

    def _count(self, storage: torch.UntypedStorage) -> None:
        key, size = storage._cdata, storage.nbytes()
        if key in self._known:
            return
        self._known.add(key)
        self.alive += size
        self.peak = max(self.peak, self.alive)
        weakref.finalize(storage, self._forget, key, size)

    def _forget(self, key: int, size: int) -> None:
        self._known.discard(key)
        self.alive -= size


def peak_bytes(run: Callable[[], object], models: Iterable[torch.nn.Module]) -> int:
    with PeakMeter(models) as meter, torch.no_grad():
        run()
    return meter.peak


def millions(model: torch.nn.Module) -> float:
    return sum(p.numel() for p in model.parameters()) / 1e6


def half(*shape: int) -> torch.Tensor:
    return torch.zeros(shape, dtype=torch.float16)


def step_of(unet: Any, control: Any, frames: int, size_px: tuple[int, int], words: int, more: Any) -> Callable[[], Any]:
    """One call of ControlNet and UNet with guidance; frames > 1: a UNetMotionModel."""
    width, height = (side // 8 for side in size_px)
    time = torch.zeros((), dtype=torch.int64)
    flat, text = half(2 * frames, 4, height, width), half(2 * frames, 77, words)
    picture = half(2 * frames, 3, 8 * height, 8 * width)

    def run() -> object:
        down, middle = control(flat, time, text, picture, return_dict=False, added_cond_kwargs=more)
        # of several ControlNets, the sums stay
        second = control(flat, time, text, picture, return_dict=False, added_cond_kwargs=more)
        down = [a + b for a, b in zip(down, second[0], strict=True)]
        sample = half(2, 4, frames, height, width) if frames > 1 else flat
        return unet(sample, time, text, added_cond_kwargs=more, down_block_additional_residuals=down,
                    mid_block_additional_residual=middle)  # fmt: skip

    return run


def main() -> None:
    torch.set_default_dtype(torch.float16)
    with FakeTensorMode():
        vae = diffusers.AutoencoderKL(
            block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=4,
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        )  # fmt: skip
        plain = diffusers.UNet2DConditionModel(cross_attention_dim=768)
        adapter = diffusers.MotionAdapter(use_motion_mid_block=False)
        unet = diffusers.UNetMotionModel(cross_attention_dim=768, use_motion_mid_block=False, num_attention_heads=8)
        control = diffusers.ControlNetModel.from_unet(plain, load_weights_from_unet=False)
        large = diffusers.UNet2DConditionModel(**_XL, up_block_types=(
            "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"))  # fmt: skip
        large_control = diffusers.ControlNetModel.from_unet(large, load_weights_from_unet=False)
        parts = {"vae": vae, "sd15 unet": plain, "sd15 motion": adapter, "sd15 control": control, "sdxl unet": large,
                 "sdxl control": large_control}  # fmt: skip
        for name, model in parts.items():
            print(f"{name}: {millions(model):.0f} million weights")
        extra = {"text_embeds": half(2, 1280), "time_ids": half(2, 6)}
        for size_px in SIZES:
            pixels = size_px[0] * size_px[1]
            for name, frames, run in (
                ("sd15 still", 1, step_of(plain, control, 1, size_px, 768, {})),
                ("sd15 clip", WINDOW, step_of(unet, control, WINDOW, size_px, 768, {})),
                ("sdxl still", 1, step_of(large, large_control, 1, size_px, 2048, extra)),
                ("decoding", 1, lambda s=size_px: vae.decode(half(1, 4, s[1] // 8, s[0] // 8))),
                ("encoding", 1, lambda s=size_px: vae.encode(half(1, 3, s[1], s[0]))),
            ):
                peak = peak_bytes(run, [*parts.values(), unet])
                share = peak / pixels / frames
                print(f"{size_px[0]}x{size_px[1]} {name}: {peak / 1e6:.0f} MB, {share:.0f} bytes a pixel")


if __name__ == "__main__":
    main()
