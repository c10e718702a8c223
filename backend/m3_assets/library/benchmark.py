"""`sceneloom bench library`: how long a library of 2,000 assets takes to index, to open again and to answer."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np

from ...protocol.asset_sources import AssetSources
from ...protocol.scene import Entity
from .index import Embed
from .source import LibrarySource

FILES, ASSETS_A_FILE = 100, 20
ASKED = ("armchair", "lamp", "crate", "gnome", "fern", "sofa", "sign", "kettle", "spaceship", "table")


def run(maker: list[str], folder: Path, load_encoder: Callable[[], Embed]) -> None:
    """Print the figures. maker: the command that makes a library; it takes a folder, files and assets a file."""
    if not folder.exists():
        subprocess.run([*maker, str(folder), str(FILES), str(ASSETS_A_FILE)], check=True, stdout=subprocess.DEVNULL)
    sources = AssetSources(default="library", libraries=(str(folder),))
    with tempfile.TemporaryDirectory() as cache, patch.dict(os.environ, {"XDG_CACHE_HOME": cache}):
        embed = load_encoder()
        started_s, worked_s = time.perf_counter(), sum(os.times()[:4])
        (index,) = LibrarySource(embed).indexes(sources)
        print(f"{len(index.assets):,} assets of {FILES} files indexed in {time.perf_counter() - started_s:.1f} s "
              f"({sum(os.times()[:4]) - worked_s:.1f} s of work, Blender's included)", flush=True)  # fmt: skip
        started_s = time.perf_counter()
        source = LibrarySource(embed)
        source.indexes(sources)
        print(f"opened again in {1000 * (time.perf_counter() - started_s):.0f} ms")
        seconds, worked, found = [], [], []
        for word in ASKED:
            entity = Entity(id=f"{word}_1", lemma=word, category=word)
            started_s, worked_s = time.perf_counter(), time.process_time()
            best = source.find(entity, sources)
            seconds.append(time.perf_counter() - started_s)
            worked.append(time.process_time() - worked_s)
            found.append(f"{word}: {best.name if best else 'none'}")
        print(f"answers in {1000 * float(np.median(seconds)):.1f} ms (median), {1000 * max(seconds):.1f} ms at most; "
              f"{1000 * float(np.median(worked)):.1f} ms of work")  # fmt: skip
        print("  " + ", ".join(found))
