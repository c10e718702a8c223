"""The diffusion models themselves: the only file that imports torch and diffusers, inside functions.

Weights come from local folders, as safetensors only. Nothing is fetched.
"""

from __future__ import annotations

import gc
import math
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..common.memory import available_memory_mb
from ..common.seeding import stage_rng
from ..protocol.enhancement import Enhancement
from .memory import Plan
from .models import FAMILIES, folder_of, steps_and_guidance

Pixels = NDArray[np.uint8]
StepDone = Callable[[int, int], None]
"""called with the steps done and their number after each; may raise to stop"""


def device_and_free_mb() -> tuple[str, float]:
    """`cuda`, `mps` or `cpu`, and the memory that is free on it in MB."""
    import torch

    if torch.cuda.is_available():
        # what models of an earlier run hold is there for the next one
        return "cuda", (torch.cuda.mem_get_info()[0] + torch.cuda.memory_reserved()) / 1e6
    if torch.backends.mps.is_available():
        return "mps", torch.mps.recommended_max_memory() / 1e6
    return "cpu", available_memory_mb()


def value_bytes(device: str) -> int:
    """Half precision wherever it is quick."""
    return 4 if device == "cpu" else 2


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the device had too little memory."""
    import torch

    text = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or (
        isinstance(error, RuntimeError) and ("out of memory" in text or "allocate memory" in text)
    )


class Painter:
    """One loaded pipeline: a base model, its ControlNets and, for clips, its motion adapter."""

    def __init__(self, enhancement: Enhancement, controls: tuple[str, ...], plan: Plan, *, is_clip: bool) -> None:
        import diffusers
        import torch
        import transformers

        for library in (diffusers, transformers):
            library.utils.logging.set_verbosity_error()
            library.utils.logging.disable_progress_bar()
        self._torch, self._diffusers = torch, diffusers
        self.asked = enhancement
        """prompt, strength, seed and steps may change between two calls"""
        self._offload = plan.offload
        self._family = FAMILIES[enhancement.model]
        self._scales = [self._family.controls[name].scale for name in controls]
        self.device, _ = device_and_free_mb()
        if self.device == "cpu":
            torch.set_num_threads(os.cpu_count() or 1)
        self._pipeline = self._load(controls, is_clip)

    def _load(self, controls: tuple[str, ...], is_clip: bool) -> Any:
        diffusers, torch, asked = self._diffusers, self._torch, self.asked
        kind = torch.float16 if self.device != "cpu" else torch.float32

        def settings(folder: Path) -> dict[str, Any]:
            has_half = next(folder.rglob("*.fp16.safetensors"), None) is not None
            half = {"variant": "fp16"} if has_half and kind == torch.float16 else {}
            return {"dtype": kind, "local_files_only": True, "use_safetensors": True, **half}

        nets = []
        for name in controls:
            folder = folder_of(self._family.controls[name].model, asked.models_folder)
            nets.append(diffusers.ControlNetModel.from_pretrained(folder, **settings(folder)))
        base = Path(asked.base) if asked.base else folder_of(self._family.base, asked.models_folder)
        parts: dict[str, Any] = {"controlnet": nets}
        if is_clip:
            motion = folder_of(self._family.motion, asked.models_folder)
            parts["motion_adapter"] = diffusers.MotionAdapter.from_pretrained(motion, **settings(motion))
            chosen = diffusers.AnimateDiffVideoToVideoControlNetPipeline
        elif asked.model == "sdxl":
            chosen = diffusers.StableDiffusionXLControlNetImg2ImgPipeline
            parts["add_watermarker"] = False
        else:
            chosen = diffusers.StableDiffusionControlNetImg2ImgPipeline
            parts |= {"safety_checker": None, "requires_safety_checker": False}  # the picture is the artist's own
        pipeline = chosen.from_pretrained(base, **parts, **settings(base))
        pipeline.scheduler = self._scheduler(pipeline.scheduler.config, is_clip)
        if asked.few_steps:
            few = folder_of(self._family.few_steps, asked.models_folder)
            pipeline.load_lora_weights(str(few), adapter_name="few_steps")
        if asked.lora:
            file = Path(asked.lora)
            pipeline.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name="style")
        adapters = {"few_steps": 1.0} if asked.few_steps else {}
        if asked.lora:
            adapters["style"] = asked.lora_weight
        if adapters:
            pipeline.set_adapters(list(adapters), adapter_weights=list(adapters.values()))
        pipeline.set_progress_bar_config(disable=True)
        pipeline.vae.enable_slicing()
        if self.device == "cpu" or self._offload == "none":
            pipeline.to(self.device)
        elif self._offload == "model":
            pipeline.enable_model_cpu_offload(device=self.device)
        else:
            pipeline.enable_sequential_cpu_offload(device=self.device)
        return pipeline

    def _scheduler(self, config: Any, is_clip: bool) -> Any:
        as_trained = {"beta_schedule": "linear"} if is_clip else {}  # AnimateDiff
        if self.asked.few_steps:
            return self._diffusers.LCMScheduler.from_config(config, **as_trained)
        if is_clip:
            return self._diffusers.DDIMScheduler.from_config(
                config, clip_sample=False, timestep_spacing="linspace", steps_offset=1, **as_trained
            )
        return self._diffusers.UniPCMultistepScheduler.from_config(config)

    def num_prompt_tokens(self) -> tuple[int, int]:
        """Tokens of the prompt, and how many the model reads."""
        tokenizer = self._pipeline.tokenizer
        return len(tokenizer(self.asked.prompt).input_ids), int(tokenizer.model_max_length)

    def still(self, picture: Pixels, controls: Sequence[Pixels], number: int, done: StepDone) -> Pixels:
        """One frame (H, W, 3) repainted, held by its control pictures."""
        painted = self._pipeline(
            image=self._tensor(picture[None]),
            control_image=[self._tensor(control[None]) for control in controls],
            callback_on_step_end=self._after_step(done),
            **self._asked("frame", number),
        ).images[0]
        return _bytes(painted)

    def clip(self, start: Pixels, kept: Pixels, controls: Sequence[Pixels], first: int, done: StepDone) -> Pixels:
        """A window (T, H, W, 3) repainted from `start`; its first frames come out as `kept` (K, H, W, 3) has them.

        controls: each (T, H, W, 3). first: the clip's number of the first frame, which chooses the noise.
        """
        torch, pipeline, asked = self._torch, self._pipeline, self._asked("window", first)
        clean = self._encoded(np.concatenate([kept, start[len(kept) :]]))  # (1, C, T, h, w)
        noise = self._noise(first, clean)
        # The pipeline finds the same times again
        steps = asked["num_inference_steps"]
        pipeline.scheduler.set_timesteps(steps)
        times, _ = pipeline.get_timesteps(steps, pipeline.scheduler.timesteps, asked["strength"], "cpu")
        latents = pipeline.scheduler.add_noise(clean, noise, times[:1])

        def hold(step: int, values: dict[str, Any]) -> dict[str, Any]:
            """Frames that are there already go the way that leads back to them, and lead the others."""
            if not len(kept):
                return values
            known = clean[:, :, : len(kept)].to(values["latents"])
            if step + 1 < len(times):
                its_noise = noise[:, :, : len(kept)].to(known)
                known = pipeline.scheduler.add_noise(known, its_noise, times[step + 1 : step + 2])
            values["latents"] = torch.cat([known, values["latents"][:, :, len(kept) :]], dim=2)
            return values

        painted = pipeline(
            latents=latents,
            conditioning_frames=[list(control.astype(np.float32) / 255.0) for control in controls],
            height=start.shape[1],
            width=start.shape[2],
            callback_on_step_end=self._after_step(done, hold),
            decode_chunk_size=1,
            **asked,
        ).frames[0]
        return _bytes(painted)

    def unload(self) -> None:
        """Give the memory back."""
        del self._pipeline
        gc.collect()
        if self.device == "cuda":
            self._torch.cuda.empty_cache()
        elif self.device == "mps":
            self._torch.mps.empty_cache()

    def _asked(self, kind: str, number: int) -> dict[str, Any]:
        """What stills and clips ask of their pipelines alike; the frame's or window's number chooses the seed."""
        asked = self.asked
        steps, guidance = steps_and_guidance(self._family, asked.steps, asked.few_steps)
        return {
            "prompt": asked.prompt,
            "negative_prompt": asked.negative,
            "strength": asked.strength,
            "num_inference_steps": max(steps, math.ceil(1.0 / max(asked.strength, 1e-3))),  # at least one is walked
            "guidance_scale": guidance,
            "controlnet_conditioning_scale": self._scales,
            "generator": self._torch.Generator("cpu").manual_seed(_seed_of(asked.seed, kind, number)),
            "output_type": "np",
        }

    def _after_step(self, done: StepDone, change: Callable[[int, dict[str, Any]], dict[str, Any]] | None = None) -> Any:
        def callback(pipeline: Any, step: int, time: Any, values: dict[str, Any]) -> dict[str, Any]:
            done(step + 1, int(pipeline.num_timesteps))
            return change(step, values) if change else values

        return callback

    def _tensor(self, pictures: Pixels, low: float = 0.0) -> Any:
        """(T, H, W, 3) of 8 bits as (T, 3, H, W) in `low`…1."""
        values = self._torch.from_numpy(pictures.astype(np.float32) / np.float32(255.0)).permute(0, 3, 1, 2)
        return values * (1.0 - low) + low

    def _encoded(self, pictures: Pixels) -> Any:
        """(T, H, W, 3) in the autoencoder's space, (1, C, T, h, w): the middle of what it says, so without chance."""
        torch, vae = self._torch, self._pipeline.vae
        device = self._pipeline._execution_device
        found = []
        with torch.no_grad():
            for picture in pictures:
                values = self._tensor(picture[None], low=-1.0).to(device=device, dtype=vae.dtype)
                found.append(vae.encode(values).latent_dist.mode().cpu())
        return torch.cat(found).mul(vae.config.scaling_factor).permute(1, 0, 2, 3).unsqueeze(0)

    def _noise(self, first: int, like: Any) -> Any:
        """Noise of the window's frames, from a pool that every part of the clip takes in another order.

        Frames far apart share their noise (FreeNoise, Qiu et al. 2023), so that the picture does not drift, and a
        frame has the same noise in every window that it is in.
        """
        pool_size, frames = self._family.window, []
        for number in range(first, first + like.shape[2]):
            block, place = divmod(number, pool_size)
            order = stage_rng(self.asked.seed, f"noise order {block}").permutation(pool_size)
            rng = stage_rng(self.asked.seed, f"noise {order[place]}")
            frames.append(rng.standard_normal((like.shape[1], *like.shape[3:]), dtype=np.float32))
        return self._torch.from_numpy(np.stack(frames, axis=1)[None]).to(like)


def _seed_of(seed: int, *names: object) -> int:
    return int(stage_rng(seed, " ".join(map(str, names))).integers(2**31))


def _bytes(values: Any) -> Pixels:
    return np.clip(np.round(np.asarray(values, np.float32) * 255.0), 0.0, 255.0).astype(np.uint8)
