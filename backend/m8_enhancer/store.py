"""Painted frames on the disk, window by window: what an interrupted run has finished, the next one takes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..protocol.enhancement import Enhancement
from ..protocol.errors import ResourceError
from .models import FAMILIES, controls_there
from .windows import window_weights

Image = NDArray[np.float32]
Pixels = NDArray[np.uint8]
_FILE = re.compile(r"painted_(\d+)_(\d+)\.npy")


@dataclass(frozen=True, kw_only=True)
class Store:
    """Windows of frames in a folder, all of one size."""

    folder: Path
    size_px: tuple[int, int]

    @classmethod
    def open(cls, folder: Path, size_px: tuple[int, int]) -> Store:
        """The store below `folder` for pictures of that size, or of the largest smaller one that was begun before."""
        begun = [Store._named(path) for path in folder.glob("*x*")] if folder.is_dir() else []
        fitting = [store for store in begun if store.windows() and store.size_px <= size_px]
        if fitting:
            return max(fitting, key=lambda store: store.size_px)
        return cls(folder=folder / f"{size_px[0]}x{size_px[1]}", size_px=size_px)

    @classmethod
    def _named(cls, path: Path) -> Store:
        width, height = (int(side) for side in path.name.split("x"))
        return cls(folder=path, size_px=(width, height))

    @property
    def key(self) -> str:
        """Equal for equal paintings."""
        return f"{self.folder.parent.name} {self.folder.name}"

    def windows(self) -> list[range]:
        """Frame numbers of the windows that are there, in order."""
        if not self.folder.is_dir():
            return []
        found = [match for file in self.folder.iterdir() if (match := _FILE.fullmatch(file.name))]
        return sorted((range(int(m[1]), int(m[1]) + int(m[2])) for m in found), key=lambda window: window.start)

    def num_done(self, numbers: range) -> int:
        """How many of the frames, from the first on, are there."""
        done = 0
        for window in self.windows():
            if window.start <= numbers.start + done:
                done = max(done, min(window.stop, numbers.stop) - numbers.start)
        return done

    def add(self, window: range, painted: Pixels) -> None:
        """Keep a window (T, H, W, 3), whole or not at all. Raises ResourceError."""
        target = self._file(window)
        unfinished = target.with_name(f".{target.name}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                np.save(file, painted, allow_pickle=False)
            unfinished.replace(target)
        except OSError as error:
            raise ResourceError(
                f"{target} could not be written: {error.strerror}.", hint="Check the disk's free space."
            ) from error
        finally:
            unfinished.unlink(missing_ok=True)

    def newest(self, number: int) -> Pixels:
        """A frame (H, W, 3) as the last window that has it shows it."""
        window = [window for window in self.windows() if number in window][-1]
        frame: Pixels = self._read(window)[number - window.start]
        return frame

    def blended(self, number: int) -> Image:
        """A frame (H, W, 3) in 0…1, mixed of all windows that have it."""
        windows = self.windows()
        weights, first = _weights_of(tuple(windows))
        total = np.zeros((self.size_px[1], self.size_px[0], 3), np.float32)
        for window, weight in zip(windows, weights[:, number - first], strict=True):
            if weight > 0.0:
                total += np.float32(weight) * self._read(window)[number - window.start]
        return total / np.float32(255.0)

    def remove(self) -> None:
        """All that is painted; also what was painted in other sizes."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def _file(self, window: range) -> Path:
        return self.folder / f"painted_{window.start:05d}_{len(window):03d}.npy"

    def _read(self, window: range) -> Pixels:
        pixels: Pixels = np.load(self._file(window), mmap_mode="r", allow_pickle=False)
        return pixels


def painted_folder(folder: Path, shot_key: str, enhancement: Enhancement) -> Path:
    """Where the paintings of a shot lie: equal wishes for equal frames find what an earlier run has made."""
    said: dict[str, object] = {**vars(enhancement), "memory_mb": 0, "models_folder": ""}
    said["controls"] = controls_there(FAMILIES[enhancement.model], enhancement.models_folder)
    if enhancement.lora:
        state = Path(enhancement.lora).stat()
        said["lora"] = f"{enhancement.lora} {state.st_size} {state.st_mtime_ns}"
    digest = hashlib.sha256(json.dumps([shot_key, said, __version__]).encode()).hexdigest()[:12]
    return folder / f"enhanced-{digest}"


@lru_cache(maxsize=2)
def _weights_of(windows: tuple[range, ...]) -> tuple[NDArray[np.float64], int]:
    first, last = windows[0].start, max(window.stop for window in windows)
    from_zero = [range(window.start - first, window.stop - first) for window in windows]
    return window_weights(from_zero, last - first), first
