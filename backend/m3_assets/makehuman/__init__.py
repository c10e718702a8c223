"""People built from MakeHuman's data, where an artist has it: base mesh, shapes, weights, clothes. None of it ships."""

from .build import build_makehuman_character
from .data import find_data

__all__ = ["build_makehuman_character", "find_data"]
