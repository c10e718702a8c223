"""TripoSR (Tochilkin et al. 2024): a picture to a mesh, through its published package `tsr` where it is installed.

Used of it: `TSR.from_pretrained(folder, config_name, weight_name)`, `model([image], device)` and
`model.extract_mesh(codes, has_vertex_color, resolution)`. Its surface extraction asks for the compiled `torchmcubes`;
where that is missing those of scikit-image take their place. Its meshes are Z up and face +X.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ...common.models import store
from ...common.models.catalogue import MODELS
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import InvalidRequestError, StageError
from ..repair.triangles import ColorSamples, TriangleMesh
from .foreground import on_grey
from .generator import Way, choose_way, give_back, has_package, require_ready, state_of

MODEL, ENCODER = MODELS["triposr"], MODELS["dino-vitb16"]
RESOLUTION, CHUNK = 256, 8192
WAYS = (
    Way(device="cuda", half=False, memory_mb=6_000),
    Way(device="mps", half=False, memory_mb=6_000),
    Way(device="cpu", half=False, memory_mb=6_000),
)
_INSTALL = "Install TripoSR's repository into the backend's Python (its folder `tsr` must be importable)."


class TripoSR:
    """Loaded at the first mesh, kept until `unload`."""

    name = "triposr"
    licence = MODEL.licence

    def __init__(self, resolution: int = RESOLUTION) -> None:
        self._resolution = resolution
        self._model: Any = None
        self._device = ""

    def state(self) -> SourceState:
        surface = "torchmcubes" if has_package("torchmcubes") else "skimage"
        return state_of(self.name, ("torch", "transformers", "tsr", surface), _INSTALL, (MODEL, ENCODER))

    def generate(
        self, text: str, image: Path | None, rng: np.random.Generator, progress: Progress
    ) -> tuple[TriangleMesh, str]:
        if image is None:
            raise InvalidRequestError(
                "TripoSR makes a mesh of a picture, and there is none.", hint="Name one with --image FILE.",
                stage="assets",
            )  # fmt: skip
        require_ready(self.state())
        picture = on_grey(image)
        import torch

        progress(0.0, "load TripoSR")
        model = self._loaded(torch)
        with torch.no_grad():
            progress(0.4, "TripoSR looks")
            codes = model([picture], device=self._device)
            progress(0.6, "TripoSR surface")
            found = model.extract_mesh(codes, True, resolution=self._resolution)[0]
        progress(1.0, "")
        triangles = np.asarray(found.faces, np.int64)
        if not len(triangles):
            raise StageError(
                f"TripoSR found no shape in {image.name}.", hint="Use a picture of one thing.", stage="assets"
            )
        vertices = np.asarray(found.vertices, np.float64)
        srgb = np.asarray(found.visual.vertex_colors, np.float64)[:, :3] / 255.0
        linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
        weights = store.manifest_of(MODEL)
        origin = f"TripoSR ({MODEL.repository}, weights {weights.sha256[:16] if weights else '?'}) of {image.name}"
        colors = ColorSamples(points=vertices, colors=linear)
        mesh = TriangleMesh(vertices=vertices, triangles=triangles, colors=colors, turn_rad=-0.5 * np.pi)
        return mesh, origin

    def unload(self) -> None:
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
