"""One seed in the request, one independent generator per stage and purpose."""

from __future__ import annotations

import zlib

import numpy as np


def stage_rng(seed: int, *names: str) -> np.random.Generator:
    """A generator for the named stage (and object, action, …): adding one shifts no other."""
    keys = [zlib.crc32(name.encode()) for name in names]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed & 0xFFFFFFFF, *keys])))
