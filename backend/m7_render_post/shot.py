"""A folder of rendered frames as the enhancer sees it: pictures as they are shown, passes, people, cameras."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..protocol.errors import PostprocessError
from ..protocol.frames import frame_numbers, frame_path
from ..protocol.look import Look
from ..protocol.scene import FrameSequence
from .folder import sources_of
from .passes import passes_of, read_passes
from .process import fingerprint, read_and_expose
from .stage import show

Image = NDArray[np.float32]
_NEUTRAL = Look()


class RenderedShot:
    """Frames through the first half of a look: lens, exposure, view transform."""

    def __init__(self, folder: Path, sequence: FrameSequence, look: Look) -> None:
        self._folder, self._sequence, self._look = folder, sequence, look
        self.numbers = frame_numbers(sequence)
        self.size_px = sequence.resolution_px
        files = {frame_path(folder, sequence, name, self.numbers[0]) for name in sequence.passes if name != "pose"}
        there = {name for file in files if file.is_file() for name in passes_of(file)}
        poses = {"pose"} if "pose" in sequence.passes else set()
        self.pass_names = frozenset((there & sequence.passes.keys()) | poses) - {"combined"}

    @property
    def key(self) -> str:
        """Equal for shots with equal pictures and passes."""
        first_half = replace(_NEUTRAL, **{name: getattr(self._look, name) for name in _BEFORE_VIEW})
        files = [file for number in self.numbers for file in sources_of(self._folder, self._sequence, number)]
        states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
        return fingerprint(self._sequence, first_half, states)

    def picture(self, number: int) -> Image:
        """(H, W, 4) as it is shown, 0…1, colours not multiplied by alpha."""
        image = read_and_expose(self._folder, self._sequence, number, self._look)
        return show(image, self._sequence.view, self._sequence.color_space)

    def passes(self, number: int, names: Sequence[str]) -> dict[str, Image]:
        """Raises PostprocessError for one that the frame does not have."""
        by_file: dict[Path, list[str]] = {}
        for name in names:
            by_file.setdefault(frame_path(self._folder, self._sequence, name, number), []).append(name)
        found: dict[str, Image] = {}
        for path, wanted in by_file.items():
            found |= read_passes(path, wanted)
        missing = [name for name in names if name not in found]
        if missing:
            raise PostprocessError(f"Frame {number} has no {missing[0]} pass.", hint="Render this frame again.")
        return found

    def people(self, number: int) -> list[dict[str, Any]]:
        """Joints as `pose.json` has them. Raises PostprocessError when the file cannot be read."""
        path = frame_path(self._folder, self._sequence, "pose", number)
        try:
            people: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["people"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise PostprocessError(f"{path} cannot be read: {error}.", hint="Render this frame again.") from error
        return people

    def camera_rotation(self, number: int) -> tuple[float, ...]:
        """(w, x, y, z) from the camera's space to the world's; empty where the folder does not say."""
        return self._sequence.cameras[number - self.numbers[0]].rotation


_BEFORE_VIEW = ("depth_of_field", "motion_blur", "optics", "exposure")
