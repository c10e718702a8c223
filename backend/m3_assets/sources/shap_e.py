"""Shap-E (Jun & Nichol 2023): words to a mesh, through `diffusers.ShapEPipeline`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ...common.models import store
from ...common.models.catalogue import MODELS, Model
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import StageError
from ..repair.triangles import ColorSamples, TriangleMesh
from .generator import INSTALL, Made, Way, choose_way, give_back, out_of_memory, require_ready, state_of

MODEL = MODELS["shap-e"]
STEPS, GUIDANCE, GRID = 64, 15.0, 128
_BATCH = 4096
"""points of the grid that are looked at together"""
WAYS = (
    Way(device="cuda", half=True, memory_mb=3_600),
    Way(device="cuda", half=False, memory_mb=6_200),
    Way(device="mps", half=False, memory_mb=6_500),
    Way(device="cpu", half=False, memory_mb=6_500),
    Way(device="cpu", half=True, memory_mb=4_200),
)


class ShapE:
    """Loaded at the first mesh, kept until `unload`."""

    name = "shap-e"

    def __init__(self, num_steps: int = STEPS, grid: int = GRID) -> None:
        self._num_steps, self._grid = num_steps, grid
        self._pipeline: Any = None
        self._way: Way | None = None

    def state(self, has_picture: bool = True) -> SourceState:
        return state_of(self.name, ("torch", "diffusers", "transformers"), INSTALL, (MODEL,))

    def models(self, has_picture: bool) -> tuple[Model, ...]:
        return (MODEL,)

    def generate(self, text: str, image: Path | None, rng: np.random.Generator, progress: Progress) -> Made:
        require_ready(self.state())
        import torch

        progress(0.0, "load Shap-E")
        pipeline, way = self._loaded(torch)
        progress(0.1, f"Shap-E on {way.words}")
        seed = int(rng.integers(2**31))
        generator = torch.Generator(device="cpu").manual_seed(seed)
        with torch.no_grad(), _between_steps(pipeline, progress, self._grid**3 / _BATCH):
            try:
                latents = pipeline(
                    text, num_inference_steps=self._num_steps, guidance_scale=GUIDANCE, generator=generator,
                    output_type="latent",
                ).images  # fmt: skip
                decoded = pipeline.shap_e_renderer.decode_to_mesh(
                    latents[0][None].float(), pipeline.device, grid_size=self._grid, query_batch_size=_BATCH
                )
            except (ValueError, ZeroDivisionError, RuntimeError, IndexError) as error:
                # diffusers' marching cubes stumbles over a field without a surface
                raise out_of_memory("Shap-E", error) or no_shape(text) from error
        listed = store.manifest_of(MODEL)
        weights = listed.sha256[:16] if listed else "?"
        origin = f"Shap-E ({MODEL.repository}, weights {weights}), {way.words}, seed {seed}"
        return Made(mesh=triangles_of(decoded, text), origin=origin, licence=MODEL.licence)

    def unload(self) -> None:
        if self._pipeline is not None:
            import torch

            self._pipeline = self._way = None
            give_back(torch)

    def _loaded(self, torch: Any) -> tuple[Any, Way]:
        if self._pipeline is None or self._way is None:
            from diffusers import ShapEPipeline

            self._way = choose_way("Shap-E", WAYS, torch)
            dtype = torch.float32
            if self._way.half:
                dtype = torch.float16 if self._way.device == "cuda" else torch.bfloat16
            pipeline = ShapEPipeline.from_pretrained(
                str(store.require(MODEL)), torch_dtype=dtype, local_files_only=True
            ).to(self._way.device)
            pipeline.shap_e_renderer = pipeline.shap_e_renderer.float()  # its marching cubes want full precision
            pipeline.set_progress_bar_config(disable=True)
            self._pipeline = pipeline
        return self._pipeline, self._way


@contextmanager
def _between_steps(pipeline: Any, progress: Progress, num_batches: float) -> Iterator[None]:
    """Reports, and may be cancelled, between denoising steps and between the batches of the surface: the pipeline has
    no callback of its own."""
    scheduler_step, done, batches = pipeline.scheduler.step, 0, 0

    def step(*arguments: Any, **options: Any) -> Any:
        nonlocal done
        count = len(pipeline.scheduler.timesteps)
        progress(0.1 + 0.7 * done / count, f"Shap-E step {done + 1} of {count}")
        done += 1
        return scheduler_step(*arguments, **options)

    def batch(*_: Any) -> None:
        nonlocal batches
        batches += 1
        progress(0.8 + 0.2 * min(batches / num_batches, 1.0), "Shap-E surface")

    pipeline.scheduler.step = step
    hook = pipeline.shap_e_renderer.mlp.register_forward_pre_hook(batch)
    try:
        yield
    finally:
        hook.remove()
        pipeline.scheduler.step = scheduler_step


def no_shape(text: str) -> StageError:
    return StageError(f"Shap-E found no shape for “{text}”.", hint="Try another seed or plainer words.", stage="assets")


def triangles_of(decoded: Any, text: str) -> TriangleMesh:
    """From diffusers' MeshDecoderOutput; Shap-E's meshes are Z up, in a cube of edge 2."""
    vertices = decoded.verts.detach().cpu().numpy().astype(np.float64)
    triangles = decoded.faces.detach().cpu().numpy().astype(np.int64)
    if not len(triangles):
        raise no_shape(text)
    channels = [decoded.vertex_channels[name].detach().cpu().numpy().astype(np.float64) for name in "RGB"]
    colors = np.clip(np.stack(channels, axis=-1), 0.0, 1.0)  # scene-linear already
    return TriangleMesh(vertices=vertices, triangles=triangles, colors=ColorSamples(points=vertices, colors=colors))
