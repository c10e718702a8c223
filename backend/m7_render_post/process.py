"""Rendered frames through a look, into a video or pictures: in parallel, within a memory budget, resumable."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..common.progress import Progress
from ..common.seeding import stage_rng
from ..protocol.codec_json import to_json
from ..protocol.errors import InvalidRequestError, ResourceError
from ..protocol.frames import frame_numbers, frame_rate
from ..protocol.job import CLIP_SUFFIXES
from ..protocol.look import Look, look_to_json
from ..protocol.scene import FrameSequence
from .folder import check_files, read_frame, sources_of
from .pictures import DISK_HINT, read_png, write_exr, write_png
from .stage import develop, expose, finish, passes_for
from .video import bits_of, check_size, check_sound, codec_for, write_video

Image = NDArray[np.float32]
PICTURE_SUFFIXES = (".png", ".exr")
OUTPUT_SUFFIXES = (*CLIP_SUFFIXES, *PICTURE_SUFFIXES)
MEMORY_BUDGET_MB = 1600
"""for frames that are worked on at once; the process itself takes some 250 MB besides"""
_BYTES_OF_PIXEL, _BYTES_OF_PIXEL_WITH_PASSES = 64, 128


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where processed frames go."""

    path: Path
    """a video; or a picture, whose name gets the frame's number where there is more than one"""
    codec: str = ""
    """of a video; empty: by its suffix"""
    sound: Path | None = None

    @property
    def is_video(self) -> bool:
        return self.path.suffix.lower() in CLIP_SUFFIXES


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Frames that come after the view transform from elsewhere: repainted ones."""

    key: str
    """equal for equal frames"""
    picture: Callable[[int], Image]
    """(H, W, 4) of a frame number, 0…1, colours not multiplied by alpha"""


@dataclass(frozen=True, kw_only=True)
class Processed:
    """What came out."""

    files: tuple[Path, ...]
    num_frames: int
    num_resumed: int
    """of those, how many were there already"""


def process_folder(
    folder: Path,
    sequence: FrameSequence,
    look: Look,
    output: Output,
    *,
    seed: int,
    progress: Progress,
    memory_mb: int = MEMORY_BUDGET_MB,
    shown: Shown | None = None,
) -> Processed:
    """All frames of a folder through a look; where `shown` has them, only through its last half.

    Frames that an interrupted run with the same look has finished are taken as they are. Raises SceneBackendError;
    `progress` may cancel: what is finished then stays for the next run, no output is half-written.
    """
    numbers = list(frame_numbers(sequence))
    # 1. What is wrong with the wish is said before hours of work
    codec = codec_for(output.path, output.codec) if output.is_video else ""
    check_size(codec, sequence.resolution_px)
    if codec and output.sound is not None:
        check_sound(output.sound)
    # 2. Frames, each into a file of its own
    suffix = ".png" if codec else output.path.suffix.lower()
    bits = bits_of(codec) if codec else 16
    if output.is_video or len(numbers) > 1:
        key = fingerprint(sequence, look, suffix, bits, seed, *([shown.key] if shown else []))
        store = folder / f"post-{key}"
        targets = {number: store / f"{number:04d}{suffix}" for number in numbers}
    else:
        store, targets = None, {numbers[0]: output.path}
    missing = [n for n in numbers if store is None or not _is_fresh(targets[n], sources_of(folder, sequence, n))]
    check_files(folder, sequence, missing, look)

    def work(number: int) -> None:
        rng = frame_rng(seed, number)
        if shown is not None:
            image = finish(shown.picture(number), look, rng)
        else:
            image = read_and_expose(folder, sequence, number, look)
            if suffix == ".exr":
                write_exr(targets[number], image, sequence.color_space)
                return
            image = develop(image, look, sequence.view, sequence.color_space, rng)
        write_png(targets[number], image, bits, stage_rng(0, f"dither {number}"))

    _run_all(work, missing, _workers(sequence, look, memory_mb), len(numbers), progress)
    # 3. Together
    if output.is_video:
        progress(0.95, "encode")
        pictures = (read_png(targets[number]) for number in numbers)
        write_video(output.path, pictures, frame_rate(sequence), sequence.resolution_px, codec, output.sound)
        files: tuple[Path, ...] = (output.path,)
    elif store is not None:
        files = tuple(_numbered(output.path, number) for number in numbers)
        try:
            output.path.parent.mkdir(parents=True, exist_ok=True)
            for number, file in zip(numbers, files, strict=True):
                _move(targets[number], file)
        except OSError as error:
            raise ResourceError(f"{output.path} could not be written: {error.strerror}.", hint=DISK_HINT) from error
    else:
        files = (output.path,)
    if store is not None:
        shutil.rmtree(store, ignore_errors=True)
    return Processed(files=files, num_frames=len(numbers), num_resumed=len(numbers) - len(missing))


def _move(source: Path, target: Path) -> None:
    """Whole or not at all, to another disk as well."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        shutil.move(source, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def read_and_expose(folder: Path, sequence: FrameSequence, number: int, look: Look) -> Image:
    """The scene-linear half for one frame of a folder."""
    return expose(read_frame(folder, sequence, number, look), look)


def frame_rng(seed: int, number: int) -> np.random.Generator:
    """The grain of a frame: unlike that of any other frame, the same whenever it is made."""
    return stage_rng(seed, f"grain {number}")


def before_and_after(
    folder: Path, sequence: FrameSequence, look: Look, number: int, shown: Shown | None, *, seed: int
) -> tuple[Image, Image]:
    """One frame through the look, without and with what `shown` has in its place, both (H, W, 4) display-referred."""
    image = read_and_expose(folder, sequence, number, look)
    before = develop(image, look, sequence.view, sequence.color_space, frame_rng(seed, number))
    after = before if shown is None else finish(shown.picture(number), look, frame_rng(seed, number))
    return before, after


def preview(folder: Path, sequence: FrameSequence, look: Look, number: int, *, seed: int) -> tuple[Image, Image]:
    """One frame before (view transform only) and after the look, both (H, W, 4) display-referred."""
    frame = read_frame(folder, sequence, number, look)
    before = develop(frame.combined, Look(), sequence.view, sequence.color_space, frame_rng(seed, number))
    after = develop(expose(frame, look), look, sequence.view, sequence.color_space, frame_rng(seed, number))
    return before, after


def only_frame(sequence: FrameSequence, number: int) -> FrameSequence:
    """The sequence cut down to one of its frames. Raises InvalidRequestError where it has no such frame."""
    numbers = frame_numbers(sequence)
    if number not in numbers:
        raise InvalidRequestError(
            f"There is no frame {number}.", hint=f"Choose one from {numbers[0]} to {numbers[-1]}."
        )
    camera = sequence.cameras[number - numbers[0]]
    timeline = replace(sequence.timeline, frame_start=number, frame_count=1)
    return replace(sequence, timeline=timeline, cameras=(camera,))


def _workers(sequence: FrameSequence, look: Look, memory_mb: int) -> int:
    width, height = sequence.resolution_px
    per_pixel = _BYTES_OF_PIXEL_WITH_PASSES if len(passes_for(look)) > 1 else _BYTES_OF_PIXEL
    fitting = int(memory_mb * 1e6 / max(width * height * per_pixel, 1))
    return max(1, min(os.cpu_count() or 1, fitting))


def _run_all(work: Callable[[int], None], numbers: list[int], workers: int, total: int, progress: Progress) -> None:
    """Frames beside one another, in order; on an error or a cancellation those that have begun are finished."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(max(1, (os.cpu_count() or 1) // workers))
    pool = ThreadPoolExecutor(workers)
    waiting: set[Future[None]] = set()
    try:
        progress(0.9 * (total - len(numbers)) / total, "post")
        left = iter(numbers)
        done = total - len(numbers)
        waiting = {pool.submit(work, number) for number in islice(left, workers)}
        while waiting:
            finished, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in finished:
                future.result()
                done += 1
                waiting |= {pool.submit(work, number) for number in islice(left, 1)}
            progress(0.95 * done / total, f"post: frame {done} of {total}")
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        cv2.setNumThreads(before)


def _is_fresh(target: Path, sources: list[Path]) -> bool:
    """Whether a frame is there and not older than what it was made from."""
    if not target.is_file():
        return False
    made = target.stat().st_mtime_ns
    return all(source.is_file() and source.stat().st_mtime_ns <= made for source in sources)


def fingerprint(sequence: FrameSequence, look: Look, *settings: object) -> str:
    """Equal for runs that give equal frames."""
    said = [look_to_json(look), to_json(sequence.view), to_json(sequence.cameras), sequence.color_space, *settings]
    if look.grade.lut:
        said.append(hashlib.sha256(Path(look.grade.lut).expanduser().read_bytes()).hexdigest())
    return hashlib.sha256(json.dumps([*said, __version__]).encode()).hexdigest()[:12]


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.stem}_{number:04d}{path.suffix}")
