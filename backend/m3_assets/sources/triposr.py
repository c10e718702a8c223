"""TripoSR (Tochilkin et al. 2024): a picture to a mesh, through its published package `tsr` where it is installed.

Words alone become a picture first, where Stable Diffusion is here. Used of the package:
`TSR.from_pretrained(folder, config_name, weight_name)`, `model([image], device)` and
`model.extract_mesh(codes, has_vertex_color, resolution)`; older versions always colour. Its surface extraction asks for
the compiled `torchmcubes`; where that is missing those of scikit-image take their place. Its meshes are Z up and
face +X.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ...common.models import store
from ...common.models.catalogue import MODELS, Model
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import StageError
from ..repair.triangles import ColorSamples, TriangleMesh
from .foreground import on_grey, read_picture
from .generator import Made, Way, choose_way, give_back, has_package, require_ready, state_of
from .picture import PictureMaker

MODEL, ENCODER = MODELS["triposr"], MODELS["dino-vitb16"]
RESOLUTION, CHUNK = 256, 8192
WAYS = (
    Way(device="cuda", half=False, memory_mb=6_000),
    Way(device="mps", half=False, memory_mb=6_000),
    Way(device="cpu", half=False, memory_mb=6_000),
)
PACKAGES = ("torch", "transformers", "tsr", "omegaconf", "einops", "imageio", "rembg")
"""what its code imports, whether it is used here or not"""
_INSTALL = (
    "In a checkout run: make torch. Then install TripoSR's code (github.com/VAST-AI-Research/TripoSR: its folder tsr, "
    f"and omegaconf, einops, imageio, rembg) into {sys.executable}."
)


class TripoSR:
    """Loaded at the first mesh, kept until `unload`."""

    name = "triposr"

    def __init__(self, resolution: int = RESOLUTION, pictures: PictureMaker | None = None) -> None:
        self._resolution = resolution
        self._pictures = pictures or PictureMaker()
        self._model: Any = None
        self._device = ""

    def state(self, has_picture: bool = True) -> SourceState:
        surface = "torchmcubes" if has_package("torchmcubes") else "skimage"
        state = state_of(self.name, (*PACKAGES, surface), _INSTALL, (MODEL, ENCODER))
        if not state.ready or has_picture:
            return state
        pictures = self._pictures.state()
        if pictures.ready:
            return replace(state, message=f"{self.name} is ready; words become a picture first.")
        return replace(
            state, ready=False, message=f"{self.name} makes a mesh of a picture, and there is none.",
            hint=f"Name one with --image FILE; or, so that words become one: {pictures.hint}",
        )  # fmt: skip

    def models(self, has_picture: bool) -> tuple[Model, ...]:
        return (MODEL,) if has_picture else (MODEL, MODELS[self._pictures.name])

    def generate(self, text: str, image: Path | None, rng: np.random.Generator, progress: Progress) -> Made:
        require_ready(self.state(has_picture=image is not None))
        licence, shown = MODEL.licence, f"the picture of “{text}”" if image is None else image.name
        if image is None:
            seed = int(rng.integers(2**31))
            painted = self._pictures.paint(text, seed, lambda f, m="": progress(0.5 * f, m))
            self._pictures.unload()  # the two seldom fit into memory together
            picture = on_grey(painted, shown, hint="Try another seed, or name a picture with --image FILE.")
            licence = f"{licence}; its picture: {self._pictures.licence}"
            shown = f"a picture by {self._pictures.name} (weights {_weights(self._pictures.name)}), seed {seed}"
        else:
            picture = on_grey(read_picture(image), shown)
        import torch

        progress(0.5, "load TripoSR")
        model = self._loaded(torch)
        with torch.no_grad():
            progress(0.6, "TripoSR looks")
            codes = model([picture], device=self._device)
            progress(0.8, "TripoSR surface")
            colored = {"has_vertex_color": True}
            options = colored if "has_vertex_color" in inspect.signature(model.extract_mesh).parameters else {}
            found = model.extract_mesh(codes, resolution=self._resolution, **options)[0]
        progress(1.0, "")
        triangles = np.asarray(found.faces, np.int64)
        if not len(triangles):
            raise StageError(
                f"TripoSR found no shape in {shown}.", hint="Use a picture of one thing.", stage="assets"
            )
        vertices = np.asarray(found.vertices, np.float64)
        srgb = np.asarray(found.visual.vertex_colors, np.float64)[:, :3] / 255.0
        linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
        origin = f"TripoSR ({MODEL.repository}, weights {_weights(MODEL.name)}) of {shown}"
        colors = ColorSamples(points=vertices, colors=linear)
        mesh = TriangleMesh(vertices=vertices, triangles=triangles, colors=colors, turn_rad=-0.5 * np.pi)
        return Made(mesh=mesh, origin=origin, licence=licence)

    def unload(self) -> None:
        self._pictures.unload()
        if self._model is not None:
            import torch

            self._model = None
            give_back(torch)

    def _loaded(self, torch: Any) -> Any:
        if self._model is None:
            way = choose_way("TripoSR", WAYS, torch)
            provide_marching_cubes(torch)
            from tsr.models.tokenizers import image as encoder
            from tsr.system import TSR

            # The only file that its code fetches by itself lies in our store.
            encoder.hf_hub_download = lambda *_, **__: str(store.require(ENCODER) / "config.json")
            model = TSR.from_pretrained(
                str(store.require(MODEL)), config_name="config.yaml", weight_name="model.ckpt"
            )
            model.renderer.set_chunk_size(CHUNK)
            self._device = way.device
            self._model = model.to(way.device)
        return self._model


def _weights(name: str) -> str:
    """The beginning of their checksum; a question mark for those that were put there by hand."""
    manifest = store.manifest_of(MODELS[name])
    return manifest.sha256[:16] if manifest else "?"


def provide_marching_cubes(torch: Any) -> None:
    """A `torchmcubes` made of scikit-image's marching cubes, where the compiled one is not installed."""
    try:
        import torchmcubes  # noqa: F401
    except ImportError:
        module = ModuleType("torchmcubes")
        module.marching_cubes = marching_cubes  # type: ignore[attr-defined]
        sys.modules["torchmcubes"] = module


def marching_cubes(field: Any, level: float) -> tuple[Any, Any]:
    """Vertices (V, 3) in grid steps, last axis first as torchmcubes has them, and triangles (F, 3), of a field
    (N, N, N) that is above the level inside."""
    import torch
    from skimage.measure import marching_cubes as scikit_marching_cubes

    vertices, triangles, _, _ = scikit_marching_cubes(field.detach().float().cpu().numpy(), level)
    last_first = torch.from_numpy(np.ascontiguousarray(vertices[:, ::-1], dtype=np.float32))
    return last_first.to(field.device), torch.from_numpy(triangles.astype(np.int64)).to(field.device)
