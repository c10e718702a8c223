"""Words to a picture of one thing, for what makes meshes of pictures: the Stable Diffusion that frames are repainted
with too (Rombach et al. 2022), from the same folder."""

from __future__ import annotations

from typing import Any

from ...common.models import store
from ...common.models.catalogue import MODELS
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import DeviceOutOfMemoryError
from .generator import INSTALL, Way, choose_way, give_back, has_package

MODEL = MODELS["stable-diffusion-v1-5"]
STEPS, GUIDANCE, SIZE_PX = 25, 7.5, 512
WORDS = "a photo of one {}, whole, centred, seen a little from above, on a plain white background, soft even light"
AVOIDED = "cropped, close-up, several, people, hands, text, frame, pattern, busy background, hard shadow, blur"
# What the weights take (1,067 million values) and one step with the autoencoder at 512 pixels
WAYS = (
    Way(device="cuda", half=True, memory_mb=3_200),
    Way(device="mps", half=True, memory_mb=3_200),
    Way(device="cpu", half=False, memory_mb=5_800),
    Way(device="cpu", half=True, memory_mb=3_200),
)


class PictureMaker:
    """Loaded at the first picture, kept until `unload`."""

    name = MODEL.name
    licence = MODEL.licence

    def __init__(self, num_steps: int = STEPS, size_px: int = SIZE_PX) -> None:
        self._num_steps, self._size_px = num_steps, size_px
        self._pipeline: Any = None

    def state(self) -> SourceState:
        """Whether code and weights are here; quick, imports nothing."""
        missing = [name for name in ("torch", "diffusers", "transformers") if not has_package(name)]
        if missing:
            return SourceState(name=self.name, ready=False, message=f"{self.name} needs {', '.join(missing)}.",
                               hint=INSTALL)  # fmt: skip
        if store.find_weights(self.name) is None:
            return SourceState(
                name=self.name, ready=False, message=f"The weights of {self.name} are not here.",
                hint=store.how_to_get(MODEL),
            )  # fmt: skip
        return SourceState(name=self.name, ready=True, message=f"{self.name} is ready.")

    def paint(self, text: str, seed: int, progress: Progress) -> Any:
        """A PIL image (RGB) of a thing on a plain ground; the same for the same words and seed.

        `progress` may cancel between steps. Raises DeviceOutOfMemoryError.
        """
        import torch

        progress(0.0, "load Stable Diffusion")
        pipeline = self._loaded(torch)
        generator = torch.Generator("cpu").manual_seed(seed)

        def after_step(_: Any, step: int, time: Any, values: dict[str, Any]) -> dict[str, Any]:
            count = int(pipeline.num_timesteps)
            progress(0.1 + 0.9 * (step + 1) / count, f"picture step {step + 1} of {count}")
            return values

        try:
            return pipeline(
                WORDS.format(text), negative_prompt=AVOIDED, height=self._size_px, width=self._size_px,
                num_inference_steps=self._num_steps, guidance_scale=GUIDANCE, generator=generator,
                callback_on_step_end=after_step,
            ).images[0].convert("RGB")  # fmt: skip
        except RuntimeError as error:
            if "out of memory" not in str(error).lower():
                raise
            raise DeviceOutOfMemoryError(
                "Stable Diffusion ran out of memory.", hint="Close other programs, or name a picture with --image FILE."
            ) from error

    def unload(self) -> None:
        if self._pipeline is not None:
            import torch

            self._pipeline = None
            give_back(torch)

    def _loaded(self, torch: Any) -> Any:
        if self._pipeline is None:
            from diffusers import StableDiffusionPipeline, UniPCMultistepScheduler

            way = choose_way("Stable Diffusion", WAYS, torch)
            dtype = torch.float32
            if way.half:
                dtype = torch.bfloat16 if way.device == "cpu" else torch.float16
            pipeline = StableDiffusionPipeline.from_pretrained(
                str(store.find_weights(self.name)), dtype=dtype, local_files_only=True, use_safetensors=True,
                safety_checker=None, requires_safety_checker=False,
            ).to(way.device)  # fmt: skip
            pipeline.scheduler = UniPCMultistepScheduler.from_config(pipeline.scheduler.config)
            pipeline.set_progress_bar_config(disable=True)
            self._pipeline = pipeline
        return self._pipeline
