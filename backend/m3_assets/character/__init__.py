"""The embedded character: a skinned body with sliders, dressed by words."""

from .build import build_character

__all__ = ["build_character"]
