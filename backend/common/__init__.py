"""Numpy-only helpers used by two or more stages."""
