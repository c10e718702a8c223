"""What an animal has besides its skin, one closed surface at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..contract import Surface
from .sweep import Array


@dataclass(frozen=True)
class Piece:
    """A closed surface in asset space (m), its look, and its bones."""

    part: str
    look: str
    surface: Surface
    bones: tuple[str, ...]
    """one, or a chain along which the weights pass"""
    share: Array | None = None
    """(V,) 0…1 along the chain"""
    weights: Array | None = None
    """(V, number of bones) where they are moved by several together"""
    soft: bool = True
    """smoothed by subdivision, as the skin is"""
    inner: str = ""
    """look of the faces that `inner_faces` tells"""
    inner_faces: NDArray[np.bool_] | None = None
    """(F,) bool"""
