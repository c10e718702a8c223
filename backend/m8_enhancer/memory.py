"""What fits: size of the picture, frames at once, and which models leave the device while others work.

The figures are those of the real architectures: every tensor of one denoising step and of the autoencoder at its widest
moment, counted without running them (`training/m8_enhancer/measure_memory.py` prints them).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ..protocol.errors import DeviceOutOfMemoryError
from .models import FAMILIES, Family

_SHARE_OF_FREE = 0.9
_CONTEXT_MB = 600.0
"""of the device's own libraries"""
_LAYER_SHARE = 0.05
"""of the largest model, on the device at once when its layers come and go one by one"""
_AREA_STEPS, _SMALL_AREA_STEPS = (1.0, 0.8, 0.64), (0.5, 0.4, 0.3, 0.25)
_LEAST_WINDOW = 8
_MULTIPLE_PX = 8

# Measured bytes for each pixel of the picture in half precision: of one frame in one denoising step with guidance and
# ControlNets, and of one frame that is decoded.
_STEP_BYTES = {"sd15": 767.0, "sdxl": 535.0}
_AUTOENCODER_BYTES = 1536.0
_SLACK = 1.15
"""what allocators waste"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How the work is done."""

    size_px: tuple[int, int]
    """of the pictures that the model paints"""
    window: int
    """frames at once; 1 for stills"""
    overlap: int
    num_controls: int
    """ControlNets that fit, of those that are there"""
    offload: str
    """none: all models stay on the device; model: they take turns; layers: so do their layers, which is slow"""
    need_mb: float
    budget_mb: float
    shrunk_from: str = ""
    """the way that was wished and did not fit, in words; empty where it does"""

    def __str__(self) -> str:
        how = f"{self.size_px[0]} × {self.size_px[1]} px"
        if self.window > 1:
            how += f" in windows of {self.window} frames"
        how += f", {self.num_controls} ControlNet{'s' if self.num_controls > 1 else ''}"
        how += {"none": "", "model": ", models taking turns", "layers": ", layers taking turns (slow)"}[self.offload]
        return f"{how}, {self.need_mb / 1000:.1f} GB of {self.budget_mb / 1000:.1f} GB"


def make_plan(
    model: str,
    render_px: tuple[int, int],
    num_frames: int,
    num_controls: int,
    *,
    budget_mb: float,
    value_bytes: int,
    can_offload: bool = True,
    family: Family | None = None,
) -> Plan:
    """The best way that fits. Raises DeviceOutOfMemoryError when none does.

    budget_mb: what may be used; value_bytes: 2 for half precision, 4 for single.
    """
    family = family or FAMILIES[model]
    wish = ""
    smallest = math.inf
    for size_px, window, offload, used in _ways(family, render_px, num_frames, num_controls, can_offload):
        need_mb = needed_mb(model, family, size_px, window, used, value_bytes, offload)
        overlap = min(family.overlap, max(window // 4, 1)) if window > 1 else 0
        plan = Plan(
            size_px=size_px,
            window=window,
            overlap=overlap,
            num_controls=used,
            offload=offload,
            need_mb=need_mb,
            budget_mb=budget_mb,
            shrunk_from=wish,
        )
        if need_mb <= budget_mb:
            return plan
        wish = wish or str(plan)
        smallest = min(smallest, need_mb)
    raise DeviceOutOfMemoryError(
        f"The enhancer needs at least {smallest / 1000:.1f} GB and {budget_mb / 1000:.1f} GB are free.",
        hint="Close other programs, or enhance on another machine.",
    )


def budget_of(free_mb: float, asked_mb: int) -> float:
    """What may be used: what was asked for, else most of what is free."""
    return float(asked_mb) if asked_mb > 0 else _SHARE_OF_FREE * free_mb


def needed_mb(
    model: str,
    family: Family,
    size_px: tuple[int, int],
    window: int,
    num_controls: int,
    value_bytes: int,
    offload: str,
) -> float:
    """Peak memory on the device in MB."""
    part = {name: millions * value_bytes for name, millions in family.parameters_m.items()}
    painters = part["unet"] + num_controls * part["control"] + (part["motion"] if window > 1 else 0.0)
    weights = {
        "none": painters + part["text"] + part["vae"],
        "model": max(painters, part["text"], part["vae"]),
        "layers": _LAYER_SHARE * part["unet"],
    }[offload]
    megapixels = size_px[0] * size_px[1] / 1e6
    step = window * _STEP_BYTES[model] * megapixels * value_bytes / 2.0
    autoencoder = _AUTOENCODER_BYTES * megapixels * value_bytes / 2.0
    return weights + _SLACK * max(step, autoencoder) + _CONTEXT_MB


def working_size(render_px: tuple[int, int], area_px: float) -> tuple[int, int]:
    """The render's shape with about that many pixels, in multiples of eight."""
    scale = math.sqrt(area_px / (render_px[0] * render_px[1]))
    width, height = (max(round(side * scale / _MULTIPLE_PX), 1) * _MULTIPLE_PX for side in render_px)
    return width, height


def _ways(
    family: Family, render_px: tuple[int, int], num_frames: int, num_controls: int, can_offload: bool
) -> Iterator[tuple[tuple[int, int], int, str, int]]:
    """From the best to the smallest: size, frames at once, offload, ControlNets.

    First models take turns, then fewer frames are painted at once, then fewer pixels, with fewer ControlNets before it
    gets really small; last, layers take turns.
    """
    wanted_area = min(max(render_px[0] * render_px[1], family.area_px[0]), family.area_px[1])
    windows = [1]
    if num_frames > 1:
        least = min(_LEAST_WINDOW, num_frames)
        windows = list(range(min(family.window, num_frames), least - 1, -4)) or [least]
    offloads = ("none", "model") if can_offload else ("none",)
    shares = [(used, share) for used in range(num_controls, 0, -1) for share in _AREA_STEPS]
    for used, share in (*shares, *((1, share) for share in _SMALL_AREA_STEPS)):
        for window in windows:
            for offload in offloads:
                yield working_size(render_px, wanted_area * share), window, offload, used
    if can_offload:
        for share in (*_AREA_STEPS, *_SMALL_AREA_STEPS):
            yield working_size(render_px, wanted_area * share), windows[-1], "layers", num_controls
