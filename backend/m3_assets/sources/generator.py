"""What every pretrained generator of meshes offers; `shap_e.py` and `triposr.py` are the two that there are."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ...common.memory import available_memory_mb
from ...common.models import store
from ...common.models.catalogue import Model
from ...common.progress import Progress
from ...protocol.asset_sources import SourceState
from ...protocol.errors import DeviceOutOfMemoryError, ResourceError
from ..repair.triangles import TriangleMesh

INSTALL = "Run: make torch (in a checkout), or install them into the Python named in the add-on's preferences."


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to run a model, and what it needs."""

    device: str
    """cuda, mps or cpu"""
    half: bool
    """weights in half precision (on a CPU: bfloat16)"""
    memory_mb: int
    grid: int | None = None
    """points along each side in which the surface is looked for; None = the generator's own"""

    @property
    def words(self) -> str:
        grid = "" if self.grid is None else f", grid of {self.grid}"
        return f"{self.device}, {'half' if self.half else 'full'} precision{grid}"


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a generator made, as it came out."""

    mesh: TriangleMesh
    origin: str
    """where it comes from in words: model, weights, seed"""
    licence: str


class MeshGenerator(Protocol):
    """Words or a picture to a mesh. Nothing is imported or loaded before `generate`."""

    name: str

    def state(self, has_picture: bool = True) -> SourceState:
        """Whether code and weights are here, for words alone too where no picture is named; quick, imports nothing."""

    def models(self, has_picture: bool) -> tuple[Model, ...]:
        """Whose weights decide what comes out."""

    def generate(self, text: str, image: Path | None, rng: np.random.Generator, progress: Progress) -> Made:
        """A mesh. `progress` may cancel between steps.

        Raises InvalidRequestError, ResourceError, WeightsNotFoundError, DeviceOutOfMemoryError.
        """

    def unload(self) -> None:
        """Give memory back, a GPU's too."""


def state_of(name: str, packages: Sequence[str], install: str, models: Sequence[Model]) -> SourceState:
    """Whether packages can be imported and weights are here."""
    missing = [package for package in packages if not has_package(package)]
    if missing:
        return SourceState(name=name, ready=False, message=f"{name} needs {', '.join(missing)}.", hint=install)
    lacking = [model for model in models if not store.is_complete(model)]
    if lacking:
        began = any(store.manifest_of(model) is not None for model in lacking)
        return SourceState(
            name=name, ready=False, message=f"The weights of {name} are {'incomplete' if began else 'not here'}.",
            hint=store.how_to_get(*lacking),
        )  # fmt: skip
    return SourceState(name=name, ready=True, message=f"{name} is ready.")


def has_package(name: str) -> bool:
    """Whether a package can be imported, without importing it."""
    try:
        return name in sys.modules or importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def require_ready(state: SourceState) -> None:
    """Raises ResourceError with the state's sentence and the way out."""
    if not state.ready:
        raise ResourceError(state.message, hint=state.hint, stage="assets")


def choose_way(name: str, ways: Sequence[Way], torch: Any) -> Way:
    """The first way whose device is here and has the memory. Raises DeviceOutOfMemoryError naming what is missing."""
    tried = []
    for way in ways:
        free_mb = _free_mb(way.device, torch)
        if free_mb is None:
            continue
        if way.memory_mb <= free_mb:
            return way
        tried.append(f"{way.memory_mb:,} MB ({way.words}) with {free_mb:,.0f} MB free")
    raise DeviceOutOfMemoryError(
        f"{name} does not fit into memory: it needs {', or '.join(tried)}.",
        hint="Close other programs, or use --source parametric.", stage="assets",
    )  # fmt: skip


def _free_mb(device: str, torch: Any) -> float | None:
    """None where there is no such device."""
    if device == "cuda":
        return float(torch.cuda.mem_get_info()[0]) / 1e6 if torch.cuda.is_available() else None
    if device == "mps" and not torch.backends.mps.is_available():
        return None
    return available_memory_mb()


def out_of_memory(name: str, error: Exception) -> DeviceOutOfMemoryError | None:
    """What to raise for torch's error where it means that; else None."""
    if "out of memory" not in str(error).lower():
        return None
    return DeviceOutOfMemoryError(
        f"{name} ran out of memory.", hint="Close other programs, or use --source parametric.", stage="assets"
    )


def give_back(torch: Any) -> None:
    """Let a GPU have the memory that torch keeps for later."""
    if torch is not None and torch.cuda.is_available():
        torch.cuda.empty_cache()
