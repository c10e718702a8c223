"""Video files through FFmpeg's libraries (PyAV): H.264, ProRes, DNxHR, with the sound as it was."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace
from numpy.typing import NDArray

from ..protocol.errors import InvalidRequestError, PostprocessError
from .pictures import DISK_HINT

CODECS = {
    "h264": ("libx264", "yuv420p", {"crf": "17", "preset": "medium"}),
    "prores": ("prores_ks", "yuv422p10le", {"profile": "3", "vendor": "apl0"}),
    "dnxhr": ("dnxhd", "yuv422p", {"profile": "dnxhr_hq"}),
}
_OF_SUFFIX = {".mp4": "h264", ".mkv": "h264", ".mov": "prores"}
_LEAST_PX = {"dnxhr": (256, 120)}
_FITS = {".mp4": ("h264",), ".mkv": ("h264", "prores", "dnxhr"), ".mov": ("h264", "prores", "dnxhr")}
_SOUND_KEPT = {
    ".mp4": ("aac", "mp3", "ac3", "alac"),
    ".mov": ("aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le"),
    ".mkv": ("aac", "mp3", "ac3", "alac", "pcm_s16le", "pcm_s24le", "flac", "vorbis", "opus"),
}
"""sound that goes into the file packet by packet, untouched; other kinds become AAC"""
_BT709 = 1


def codec_for(path: Path, asked: str = "") -> str:
    """`h264`, `prores` or `dnxhr`, by name or as asked.

    Raises InvalidRequestError where they do not go together or this FFmpeg cannot write them.
    """
    suffix = path.suffix.lower()
    codec = asked or _OF_SUFFIX[suffix]
    if codec not in _FITS[suffix]:
        fitting = " or ".join(_FITS[suffix])
        raise InvalidRequestError(f"{suffix} does not hold {codec}.", hint=f"Use {fitting}, or name a .mov file.")
    library = CODECS[codec][0]
    if library not in av.codecs_available:
        raise InvalidRequestError(
            f"The FFmpeg of this Python has no {library}, which {codec} needs.",
            hint="Write .png pictures, or choose another codec.",
        )
    return codec


def check_size(codec: str, size_px: tuple[int, int]) -> None:
    """Raises InvalidRequestError for pictures that the codec is too coarse for."""
    least = _LEAST_PX.get(codec, (0, 0))
    if size_px[0] < least[0] or size_px[1] < least[1]:
        raise InvalidRequestError(
            f"{codec} needs pictures of {least[0]} × {least[1]} px or more, these are {size_px[0]} × {size_px[1]} px.",
            hint="Use prores or h264.",
        )


def check_sound(path: Path) -> None:
    """Raises InvalidRequestError where nothing can be heard in a file."""
    try:
        with av.open(str(path)) as container:
            is_heard = bool(container.streams.audio)
    except (av.FFmpegError, OSError) as error:
        raise InvalidRequestError(
            f"The sound {path} cannot be read: {error.strerror}.", hint="Name another with --sound."
        ) from error
    if not is_heard:
        raise InvalidRequestError(f"{path} holds no sound.", hint="Name another with --sound.")


def bits_of(codec: str) -> int:
    """Bits of the pictures that go into it."""
    return 16 if codec == "prores" else 8


def write_video(
    path: Path,
    pictures: Iterable[NDArray[Any]],
    rate: Fraction,
    size_px: tuple[int, int],
    codec: str,
    sound: Path | None,
) -> None:
    """Pictures (H, W, 3) with 8 or 16 bits, and a file's sound. Raises PostprocessError; writes all or nothing."""
    library, pixel_format, options = CODECS[codec]
    width, height = (size + size % 2 for size in size_px)  # chroma goes by pairs of pixels
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(unfinished), "w") as container:
            stream: Any = container.add_stream(library, rate=rate, options=options)
            stream.width, stream.height, stream.pix_fmt = width, height, pixel_format
            context = stream.codec_context
            context.color_primaries = context.color_trc = context.colorspace = _BT709
            context.color_range = ColorRange.MPEG
            heard = av.open(str(sound)) if sound is not None else None
            hearing = _Sound(container, heard, path.suffix.lower()) if heard is not None else None
            count = 0
            for picture in pictures:
                for packet in stream.encode(_frame(picture, width, height, pixel_format)):
                    container.mux(packet)
                count += 1
            for packet in stream.encode():
                container.mux(packet)
            if hearing is not None:
                hearing.go_in(float(count / rate))
            if heard is not None:
                heard.close()
        unfinished.replace(path)
    except (av.FFmpegError, OSError) as error:
        raise PostprocessError(f"{path} could not be written: {error.strerror}.", hint=DISK_HINT) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _frame(picture: NDArray[Any], width: int, height: int, pixel_format: str) -> av.VideoFrame:
    rest = ((0, height - picture.shape[0]), (0, width - picture.shape[1]), (0, 0))
    if any(end for _, end in rest):
        picture = np.pad(picture, rest, mode="edge")
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24" if picture.dtype == np.uint8 else "rgb48le")
    return frame.reformat(
        format=pixel_format,
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )


class _Sound:
    """A file's sound on its way into a video."""

    def __init__(self, container: Any, heard: Any, suffix: str) -> None:
        self._container, self._heard = container, heard
        self._source = heard.streams.audio[0]
        self._is_kept = self._source.codec_context.name in _SOUND_KEPT[suffix]
        if self._is_kept:
            self._stream = container.add_stream_from_template(self._source)
        else:
            self._stream = container.add_stream("aac", rate=self._source.rate)
            self._stream.bit_rate = 256_000

    def go_in(self, duration_s: float) -> None:
        """All that is heard before `duration_s`."""
        if self._is_kept:
            for packet in self._heard.demux(self._source):
                if packet.dts is not None and float(packet.pts * packet.time_base) < duration_s:
                    packet.stream = self._stream
                    self._container.mux(packet)
            return
        for frame in self._heard.decode(self._source):
            if frame.time is not None and frame.time >= duration_s:
                break
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
        for packet in self._stream.encode():
            self._container.mux(packet)
