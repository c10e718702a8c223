"""Where training keeps what it makes on the way: the per-user cache of the checkout's environments."""

from __future__ import annotations

from pathlib import Path

from backend.common.user_cache import cache_root


def dataset_folder(name: str) -> Path:
    """Of a data set that was built."""
    return cache_root() / "m4_training" / name


def checkpoint_folder(name: str) -> Path:
    """Of a training's state."""
    return cache_root() / "m4_checkpoints" / name
