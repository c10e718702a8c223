"""Cloth in the wind: a wave that runs from where it is fastened to its free edge, as two shape keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from ..protocol.conventions import WIND_KEYS
from ..protocol.scene import ShapeKey

if TYPE_CHECKING:
    from .contract import Part

_HIGHEST = 2.0
"""of the keys' values"""


@dataclass(frozen=True, kw_only=True)
class Flutter:
    """How a part that hangs in the plane across Y goes with the wind."""

    axis: int
    """along which the waves run: 0 or 2"""
    pinned: Literal["low", "high"]
    """the end of that axis at which it is fastened"""
    amplitude_m: float
    """at the free edge"""
    waves: float
    """from the fastened to the free edge"""
    across_rad_m: float
    """how much later a wave is with each metre along the other axis"""
    grows: float
    """power of the way from the fastened edge with which the amplitude grows"""


def wind_keys(parts: Sequence[Part]) -> tuple[ShapeKey, ...]:
    """The sine and the cosine of the waves of all parts that flutter; none where nothing does.

    With values cos(p) - 1 and -sin(p) a wave that is built as the sine runs by the phase p.
    """
    if all(part.flutter is None for part in parts):
        return ()
    far = max(float(p.surface.vertices[:, 2 - p.flutter.axis].max()) for p in parts if p.flutter is not None)
    found = [_waves(part.flutter, part.surface.vertices, far) for part in parts]
    offsets = np.concatenate(found, axis=1).astype(np.float32)
    return tuple(ShapeKey(name=name, offsets=own, range=(-_HIGHEST, _HIGHEST))
                 for name, own in zip(WIND_KEYS, offsets, strict=True))  # fmt: skip


def _waves(flutter: Flutter | None, points: NDArray[np.float64], far: float) -> NDArray[np.float64]:
    """(2, V, 3) m by which points (V, 3) are displaced; `far`: the end of the other axis from which waves are later."""
    offsets = np.zeros((2, *points.shape))
    if flutter is None:
        return offsets
    along, across = points[:, flutter.axis], points[:, 2 - flutter.axis]
    share = (along - along.min()) / max(float(np.ptp(along)), 1e-9)
    share = share if flutter.pinned == "low" else 1.0 - share
    phase = 2.0 * np.pi * flutter.waves * share + flutter.across_rad_m * (far - across)
    size = flutter.amplitude_m * share**flutter.grows
    offsets[0, :, 1], offsets[1, :, 1] = size * np.sin(phase), size * np.cos(phase)
    return offsets
