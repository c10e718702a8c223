"""Sceneloom's out-of-process backend: a prompt becomes an animated scene, stage by stage.

Read `pipeline.py` first. Importing this package imports nothing heavy.
"""

__version__ = "0.1.0"
