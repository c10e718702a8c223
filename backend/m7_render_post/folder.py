"""The frames in a folder: Sceneloom's own, or somebody's multilayer EXR files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..protocol.errors import InvalidRequestError, PostprocessError
from ..protocol.frames import SEQUENCE_FILE, frame_path, read_sequence
from ..protocol.look import Look
from ..protocol.scene import FrameCamera, FrameSequence, Timeline, ViewSettings
from .passes import Image, passes_of, read_passes, size_of
from .stage import Frame, passes_for

_UNREADABLE_PX = (0, 0)
_AGAIN, _ONE_SIZE = "Render this frame again.", "Render all frames in one size."
_NUMBERED = re.compile(r"(.*?)(\d+)\.exr", re.IGNORECASE)


def open_folder(folder: Path, fps: int = 24) -> FrameSequence:
    """What the folder holds. Raises InvalidRequestError where that is nothing to work on.

    Without a `sequence.json`, its numbered EXR files are the frames: there is no lens, so no depth of field, and light
    is shown as sRGB.
    """
    if not folder.is_dir():
        raise InvalidRequestError(f"There is no folder {folder}.", hint="Name a folder with rendered frames.")
    if (folder / SEQUENCE_FILE).is_file():
        return read_sequence(folder)
    files = sorted(
        file for file in folder.iterdir() if _NUMBERED.fullmatch(file.name) and not file.name.startswith(".")
    )
    if not files:
        return read_sequence(folder)  # which says what is missing
    found = [match for file in files if (match := _NUMBERED.fullmatch(file.name))]
    numbers = [int(match[2]) for match in found]
    stems, widths = {match[1] for match in found}, {len(match[2]) for match in found}
    if len(stems) > 1 or len(widths) > 1:
        raise InvalidRequestError(
            f"The EXR files in {folder} are no one sequence: there are {files[0].name} and {files[-1].name}.",
            hint="Keep frames of one name in a folder of their own.",
        )
    gaps = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
    if gaps:
        more = f" and {len(gaps) - 1} more" if len(gaps) > 1 else ""
        raise InvalidRequestError(
            f"Frame {gaps[0]}{more} between {numbers[0]} and {numbers[-1]} is not in {folder}.",
            hint="Render what is missing, or move the other frames into a folder of their own.",
        )
    width = widths.pop()
    if width != 4:
        raise InvalidRequestError(
            f"The frames in {folder} are numbered with {width} digits.", hint="Number them with four: frame_0001.exr."
        )
    names = passes_of(files[0])
    if "combined" not in names:
        raise InvalidRequestError(f"{files[0]} holds no picture.", hint="Render OpenEXR MultiLayer files.")
    pattern = files[0].name.replace(found[0][2] + ".", "{frame}.")
    lens = FrameCamera(lens_mm=50.0, f_stop=2.8, focus_m=0.0, pixels_per_mm=1.0)
    return FrameSequence(
        timeline=Timeline(fps=fps, frame_count=len(files), frame_start=numbers[0]),
        resolution_px=size_of(files[0]),
        passes=dict.fromkeys(names, pattern),
        cameras=(lens,) * len(files),
        view=ViewSettings(config=""),
    )


def check_files(folder: Path, sequence: FrameSequence, numbers: Iterable[int], look: Look) -> None:
    """Whether the files that a look needs are there and of one size, without reading their pixels.

    Raises PostprocessError that names the first that is not.
    """
    names = [name for name in passes_for(look) if name in sequence.passes]
    for number in numbers:
        for path in {frame_path(folder, sequence, name, number) for name in names}:
            size_px = size_of(path) if path.is_file() else None
            if size_px is None:
                raise PostprocessError(f"{path} is missing.", hint=_AGAIN)
            if size_px not in (sequence.resolution_px, _UNREADABLE_PX):  # what cannot be read says more when it is read
                raise PostprocessError(_other_size(path, size_px, sequence.resolution_px), hint=_ONE_SIZE)


def read_frame(folder: Path, sequence: FrameSequence, number: int, look: Look) -> Frame:
    """One frame with the passes that the look needs.

    Raises PostprocessError when a file cannot be read, holds no picture, or is of another size than the sequence.
    """
    by_file: dict[Path, list[str]] = {}
    for name in passes_for(look):
        if name in sequence.passes:
            by_file.setdefault(frame_path(folder, sequence, name, number), []).append(name)
    passes: dict[str, Image] = {}
    for path, names in by_file.items():
        found = read_passes(path, names)
        if "combined" in names and "combined" not in found:
            raise PostprocessError(f"{path} holds no picture.", hint=_AGAIN)
        _check_size(path, found, sequence.resolution_px)
        passes |= found
    return Frame(
        number=number,
        combined=passes.pop("combined"),
        passes=passes,
        camera=sequence.cameras[number - sequence.timeline.frame_start],
        color_space=sequence.color_space,
    )


def _check_size(path: Path, passes: dict[str, Image], size_px: tuple[int, int]) -> None:
    for pixels in passes.values():
        height, width = pixels.shape[:2]
        if (width, height) != size_px:
            raise PostprocessError(_other_size(path, (width, height), size_px), hint=_ONE_SIZE)


def _other_size(path: Path, size_px: tuple[int, int], wanted_px: tuple[int, int]) -> str:
    return f"{path} is {size_px[0]} × {size_px[1]} px, the sequence {wanted_px[0]} × {wanted_px[1]} px."


def sources_of(folder: Path, sequence: FrameSequence, number: int) -> list[Path]:
    """The files that a frame is read from."""
    names = [name for name in sequence.passes if name != "pose"]
    return sorted({frame_path(folder, sequence, name, number) for name in names})
