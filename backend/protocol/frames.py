"""`sequence.json`: what a folder of rendered frames holds, for whoever works on them next."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from .codec_json import to_json
from .errors import InvalidRequestError
from .scene import FrameCamera, FrameSequence, Timeline, ViewSettings

SEQUENCE_FILE = "sequence.json"
PASSES = ("combined", "depth", "normal", "vector", "index", "pose")
_OPTIONAL = ("color_space", "engine", "sound", "fps_base", "prompt", "num_planned", "render_key")


def frame_path(folder: Path, sequence: FrameSequence, name: str, frame: int) -> Path:
    """The file that holds a pass of a frame."""
    return folder / sequence.passes[name].replace("{frame}", f"{frame:04d}")


def frame_numbers(sequence: FrameSequence) -> range:
    """Blender's numbers of the frames."""
    first = sequence.timeline.frame_start
    return range(first, first + sequence.timeline.frame_count)


def frame_rate(sequence: FrameSequence) -> Fraction:
    """Frames per second, exactly: 30000/1001 for 29.97."""
    return sequence.timeline.fps / Fraction(sequence.fps_base).limit_denominator(1001)


def ended_early(sequence: FrameSequence) -> tuple[str, ...]:
    """A sentence where the render was ended before its last frame; nothing where it is whole."""
    there = sequence.timeline.frame_count
    if there >= sequence.num_planned:
        return ()
    return (f"The render was ended early: {there} of {sequence.num_planned} frames are there. Render again to go on.",)


def write_sequence(folder: Path, sequence: FrameSequence) -> None:
    """Write `sequence.json`, whole or not at all."""
    unfinished = folder / f".{SEQUENCE_FILE}"
    unfinished.write_text(json.dumps(to_json(sequence), indent=1, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(folder / SEQUENCE_FILE)


def read_sequence(folder: Path) -> FrameSequence:
    """What the folder's `sequence.json` says. Raises InvalidRequestError that names what is wrong."""
    path = folder / SEQUENCE_FILE
    hint = "Render one with the Sceneloom panel, or with sceneloom generate … --frames DIR."
    if not path.is_file():
        raise InvalidRequestError(f"{folder} holds no rendered frames: {SEQUENCE_FILE} is missing.", hint=hint)
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        known = {name: plain[name] for name in _OPTIONAL if name in plain}
        sequence = FrameSequence(
            timeline=Timeline(**plain["timeline"]),
            resolution_px=_pair(plain["resolution_px"]),
            passes={name: _inside(file) for name, file in _named(plain["passes"]).items()},
            cameras=tuple(_camera(camera) for camera in plain["cameras"]),
            view=ViewSettings(**plain["view"]),
            **known,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidRequestError(f"{path} cannot be read: {error}.", hint=hint) from error
    if sequence.timeline.frame_count < 1 or len(sequence.cameras) != sequence.timeline.frame_count:
        raise InvalidRequestError(f"{path} is inconsistent: it needs a camera for each frame.", hint=hint)
    return sequence


def _camera(plain: dict[str, Any]) -> FrameCamera:
    rotation = tuple(float(value) for value in plain.get("rotation", ()))
    if len(rotation) not in (0, 4):
        raise ValueError("a camera's rotation has four numbers")
    return FrameCamera(**{**plain, "rotation": rotation})


def _pair(values: Any) -> tuple[int, int]:
    width, height = (int(value) for value in values)
    return width, height


def _named(passes: dict[str, str]) -> dict[str, str]:
    unknown = sorted(set(passes) - set(PASSES))
    if unknown or "combined" not in passes:
        raise ValueError(f"there is no pass {unknown[0]!r}" if unknown else "there is no combined pass")
    return passes


def _inside(name: str) -> str:
    """A file name, not a way out of the folder."""
    if Path(name).name != name:
        raise ValueError(f"{name!r} is no file name")
    return name
