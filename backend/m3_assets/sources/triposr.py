"""TripoSR (Tochilkin et al. 2024): a picture to a mesh, through its published package `tsr` where it is installed.

Words alone become a picture first, where Stable Diffusion is here. Used of the package:
`TSR.from_pretrained(folder, config_name, weight_name)`, `model([image], device)` and
`model.extract_mesh(codes, has_vertex_color, resolution)`; older versions always colour. Its surface extraction asks for
the compiled `torchmcubes`; where that is missing those of scikit-image take their place. Its weights were saved with
transformers 4, which called the parts of its picture encoder otherwise than transformers 5 does. Its meshes are Z up
and face +X.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from ...common.models import store
from ...common.models.catalogue import MODELS, Model
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import ResourceError, StageError
from ..repair.triangles import ColorSamples, TriangleMesh
from .foreground import on_grey, read_picture
from .generator import Made, Way, choose_way, give_back, has_package, out_of_memory, require_ready, state_of
from .picture import PictureMaker

MODEL, ENCODER = MODELS["triposr"], MODELS["dino-vitb16"]
CHUNK = 8192
"""points that are looked at together: what its own program takes"""
WAYS = (
    Way(device="cuda", half=False, memory_mb=6_000, grid=256),
    Way(device="cuda", half=False, memory_mb=3_000, grid=128),
    Way(device="mps", half=False, memory_mb=6_000, grid=256),
    Way(device="cpu", half=False, memory_mb=6_000, grid=256),
    Way(device="cpu", half=False, memory_mb=4_000, grid=128),
)
_RENAMED = (
    (".encoder.layer.", ".layers."), (".attention.attention.query.", ".attention.q_proj."),
    (".attention.attention.key.", ".attention.k_proj."), (".attention.attention.value.", ".attention.v_proj."),
    (".attention.output.dense.", ".attention.o_proj."), (".intermediate.dense.", ".mlp.fc1."),
    (".output.dense.", ".mlp.fc2."),
)  # fmt: skip
PACKAGES = ("torch", "transformers", "tsr", "omegaconf", "einops", "imageio")
UNUSED = "rembg"
"""imported by its code for cut-outs, which are not asked of it; it may take seconds, or end the process"""
_INSTALL = (
    "In a checkout run: make torch. Then install TripoSR's code (github.com/VAST-AI-Research/TripoSR: its folder tsr, "
    f"and omegaconf, einops, imageio) into {sys.executable}."
)


class TripoSR:
    """Loaded at the first mesh, kept until `unload`."""

    name = "triposr"

    def __init__(self, pictures: PictureMaker | None = None) -> None:
        self._pictures = pictures or PictureMaker()
        self._model: Any = None
        self._way: Way | None = None

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
        model, way = self._loaded(torch)
        with torch.no_grad(), _between_chunks(model, progress, (way.grid or 0) ** 3 / CHUNK):
            try:
                progress(0.6, f"TripoSR on {way.words}")
                codes = model([picture], device=way.device)
                colored = {"has_vertex_color": True}
                options = colored if "has_vertex_color" in inspect.signature(model.extract_mesh).parameters else {}
                found = model.extract_mesh(codes, resolution=way.grid, **options)[0]
            except RuntimeError as error:
                if (memory := out_of_memory("TripoSR", error)) is not None:
                    raise memory from error
                raise
        progress(1.0, "")
        triangles = np.asarray(found.faces, np.int64)
        if not len(triangles):
            raise StageError(
                f"TripoSR found no shape in {shown}.", hint="Use a picture of one thing.", stage="assets"
            )
        vertices = np.asarray(found.vertices, np.float64)
        srgb = np.asarray(found.visual.vertex_colors, np.float64)[:, :3] / 255.0
        linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
        origin = f"TripoSR ({MODEL.repository}, weights {_weights(MODEL.name)}), {way.words}, of {shown}"
        colors = ColorSamples(points=vertices, colors=linear)
        mesh = TriangleMesh(vertices=vertices, triangles=triangles, colors=colors, turn_rad=-0.5 * np.pi)
        return Made(mesh=mesh, origin=origin, licence=licence)

    def unload(self) -> None:
        self._pictures.unload()
        if self._model is not None:
            import torch

            self._model = self._way = None
            give_back(torch)

    def _loaded(self, torch: Any) -> tuple[Any, Way]:
        if self._model is None or self._way is None:
            way = choose_way("TripoSR", WAYS, torch)
            provide_marching_cubes(torch)
            try:
                with in_name_only(UNUSED):
                    from tsr.models.tokenizers import image as encoder
                    from tsr.system import TSR
            except ImportError as error:
                raise ResourceError(
                    f"TripoSR's code cannot be used: {error}.", hint=_INSTALL, stage="assets"
                ) from error

            class Renaming(TSR):  # type: ignore[misc]
                def load_state_dict(self, weights: dict[str, Any], *arguments: Any, **options: Any) -> Any:
                    own = self.state_dict()
                    named = {key if key in own else new_name(key): value for key, value in weights.items()}
                    return super().load_state_dict(named, *arguments, **options)

            # The only file that its code fetches by itself lies in our store.
            encoder.hf_hub_download = lambda *_, **__: str(store.require(ENCODER) / "config.json")
            model = Renaming.from_pretrained(
                str(store.require(MODEL)), config_name="config.yaml", weight_name="model.ckpt"
            )
            model.renderer.set_chunk_size(CHUNK)
            self._model, self._way = model.to(way.device).eval(), way
        return self._model, self._way


@contextmanager
def _between_chunks(model: Any, progress: Progress, num_chunks: float) -> Iterator[None]:
    """Reports, and may be cancelled, between the chunks in which the model looks for its surface."""
    chunks = 0

    def chunk(*_: Any) -> None:
        nonlocal chunks
        chunks += 1
        progress(0.7 + 0.3 * min(chunks / max(num_chunks, 1.0), 1.0), "TripoSR surface")

    hook = model.decoder.register_forward_pre_hook(chunk)
    try:
        yield
    finally:
        hook.remove()


@contextmanager
def in_name_only(package: str) -> Iterator[None]:
    """Who imports the package meanwhile gets an empty one."""
    if package in sys.modules:
        yield
        return
    sys.modules[package] = module_from_spec(ModuleSpec(package, None))
    try:
        yield
    finally:
        del sys.modules[package]


def new_name(key: str) -> str:
    """A weight of the picture encoder as transformers 5 calls it."""
    for old, new in _RENAMED:
        key = key.replace(old, new)
    return key


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

    values = field.detach().float().cpu().numpy()
    if not values.min() < level < values.max():  # torchmcubes gives nothing, scikit-image raises
        return torch.zeros((0, 3), device=field.device), torch.zeros((0, 3), dtype=torch.int64, device=field.device)
    vertices, triangles, _, _ = scikit_marching_cubes(values, level)
    last_first = torch.from_numpy(np.ascontiguousarray(vertices[:, ::-1], dtype=np.float32))
    return last_first.to(field.device), torch.from_numpy(triangles.astype(np.int64)).to(field.device)
