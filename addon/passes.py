"""Renders frames with their passes into a folder, as multilayer EXR files that say what is where and how it moves.

Cycles gives every pass. EEVEE gives all but the object index, and Cryptomatte in its place, which is used everywhere.
Workbench gives a picture only: Cycles renders its passes, with one sample and no light, from the same geometry, so that
motion vectors hold for bones, shape keys and instances alike.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import bpy

from ._vendor.backend.protocol.errors import InvalidRequestError, ResourceError
from ._vendor.backend.protocol.frames import SEQUENCE_FILE, read_sequence, write_sequence
from ._vendor.backend.protocol.scene import FrameCamera, FrameSequence, Timeline, ViewSettings
from .interruption import ended_at_once, unfinished
from .kept_settings import kept_settings
from .projection import camera_of, picture_size, pose_points
from .render import leave_out_unseen_subdivision, set_up_engine, walls_left_out

_PICTURE, _PASSES, _POSE = "frame_{frame}.exr", "passes_{frame}.exr", "pose_{frame}.json"
_PASS_NAMES = ("depth", "normal", "vector", "index")
_SOUND = "sound.wav"
_DISK_HINT = "Check the disk's free space and the folder's rights."


def render_frames(
    scene: bpy.types.Scene,
    folder: Path,
    frames: range,
    *,
    engine: str | None = None,
    size_px: tuple[int, int] | None = None,
    is_still: bool = False,
    keep_existing: bool = False,
    prompt: str = "",
    render_key: str = "",
) -> Generator[tuple[float, str], None, FrameSequence]:
    """Render the frames; yields (fraction, text) before each one and returns what the folder then holds.

    engine, size_px: None leaves them as the scene has them. keep_existing: frames that are there are not rendered
    again, and neither are those of an earlier render with the same `render_key`; else the folder's frames go first.
    All settings of the scene are as before when it ends, however that is; what is rendered by then is in the folder's
    `sequence.json`. Raises ResourceError where the folder cannot be written.
    """
    if scene.camera is None:
        raise InvalidRequestError("The scene has no camera.", hint="Add one, or make one active with Ctrl Numpad 0.")
    with kept_settings(scene), _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        keep_existing = keep_existing or (bool(render_key) and _key_of(folder) == render_key)
        _remove_frames(folder, frames, unfinished_only=keep_existing)
        if engine is not None:
            set_up_engine(scene, engine, clip=not is_still)
        if size_px is not None:
            scene.render.resolution_x, scene.render.resolution_y = size_px
            scene.render.resolution_percentage = 100
        focused = {o for o in scene.objects if o.type == "CAMERA" and o.data.dof.use_dof}
        _set_up_passes(scene)
        if not is_still:
            leave_out_unseen_subdivision(scene)
        has_own_passes = scene.render.engine != "BLENDER_WORKBENCH"
        pictures = {"combined": _PICTURE, "pose": _POSE}
        everything = {**pictures, **dict.fromkeys(_PASS_NAMES, _PICTURE if has_own_passes else _PASSES)}
        shot = _shot(scene, folder, frames, prompt, render_key)
        cameras: list[FrameCamera] = []

        def written(num_frames: int, passes: dict[str, str]) -> FrameSequence:
            """The folder says what is whole so far: a render that is ended leaves frames to use and to go on from."""
            timeline = replace(shot.timeline, frame_count=num_frames)
            sequence = replace(shot, timeline=timeline, passes=passes, cameras=tuple(cameras[:num_frames]))
            write_sequence(folder, sequence)
            return sequence

        def missing(pattern: str, frame: int) -> Path | None:
            path = _file(folder, pattern, frame)
            return None if path.exists() else path

        # All pictures before all companions: an engine keeps its scene from one frame to the next.
        share = 1.0 if has_own_passes else 0.5
        for index, frame in enumerate(frames):
            yield share * index / len(frames), f"frame: {index + 1} of {len(frames)}"
            scene.frame_set(frame)
            cameras.append(camera_of(scene, is_focused=scene.camera in focused))
            _write_json(_file(folder, _POSE, frame), pose_points(scene))
            if (path := missing(_PICTURE, frame)) is not None:
                _render(scene, path)
            sequence = written(index + 1, everything if has_own_passes else pictures)
        if not has_own_passes:
            _set_up_companion(scene)
            for index, frame in enumerate(frames):
                yield 0.5 + 0.5 * index / len(frames), f"passes: {index + 1} of {len(frames)}"
                if (path := missing(_PASSES, frame)) is not None:
                    scene.frame_set(frame)
                    _render(scene, path)
                sequence = written(index + 1, everything)
    return sequence


def _shot(scene: bpy.types.Scene, folder: Path, frames: range, prompt: str, render_key: str) -> FrameSequence:
    """What is the same for all frames, before the first of them is there."""
    return FrameSequence(
        timeline=Timeline(fps=scene.render.fps, frame_count=0, frame_start=frames[0]),
        resolution_px=picture_size(scene.render),
        passes={},
        cameras=(),
        view=_view(scene),
        color_space=_color_space(),
        engine=scene.render.engine,
        sound=_write_sound(scene, folder) if len(frames) > 1 else "",
        fps_base=scene.render.fps_base,
        prompt=prompt,
        num_planned=len(frames),
        render_key=render_key,
    )


def _key_of(folder: Path) -> str:
    """The key of the render that the folder holds frames of; empty where there is none that can be read."""
    try:
        return read_sequence(folder).render_key
    except InvalidRequestError:
        return ""


def _remove_frames(folder: Path, frames: range, *, unfinished_only: bool) -> None:
    """Files that a killed render was writing; and the frames of an earlier one: no folder mixes two renders."""
    for pattern in (_PICTURE, _PASSES):
        for path in folder.glob(f".{pattern.replace('{frame}', '*')}"):
            path.unlink()
    if unfinished_only:
        return
    (folder / SEQUENCE_FILE).unlink(missing_ok=True)
    for frame in frames:
        for pattern in (_PICTURE, _PASSES, _POSE):
            _file(folder, pattern, frame).unlink(missing_ok=True)


def _file(folder: Path, pattern: str, frame: int) -> Path:
    return folder / pattern.replace("{frame}", f"{frame:04d}")


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ResourceError(f"{folder} could not be written: {error.strerror}.", hint=_DISK_HINT) from error


def _set_up_passes(scene: bpy.types.Scene) -> None:
    """All passes, and nothing that spoils them: motion blur turns vectors off, depth of field makes depth noisy."""
    render = scene.render
    render.use_motion_blur = False
    render.use_sequencer = render.use_border = render.use_multiview = False
    render.use_file_extension = False
    if hasattr(render.image_settings, "media_type"):  # 5.0 wants to know it before the format
        render.image_settings.media_type = "MULTI_LAYER_IMAGE"
    render.image_settings.file_format = "OPEN_EXR_MULTILAYER"
    render.image_settings.color_mode = "RGBA"
    render.image_settings.color_depth = "32"
    render.image_settings.exr_codec = "ZIP"
    for camera in {o.data for o in scene.objects if o.type == "CAMERA"}:
        camera.dof.use_dof = False
    for layer in scene.view_layers:
        layer.use_pass_combined = layer.use_pass_z = layer.use_pass_normal = layer.use_pass_vector = True
        layer.use_pass_cryptomatte_object = True
        layer.pass_cryptomatte_depth = 2  # one pair: the object that covers most of a pixel


def _set_up_companion(scene: bpy.types.Scene) -> None:
    scene.render.engine = "CYCLES"
    scene.render.use_persistent_data = True
    cycles = scene.cycles
    cycles.device = "CPU"
    cycles.samples = 1
    cycles.use_denoising = cycles.use_adaptive_sampling = False
    cycles.max_bounces = 0
    cycles.transparent_max_bounces = 8  # leaves are cut out by their alpha
    cycles.pixel_filter_type = "BLACKMAN_HARRIS"
    cycles.filter_width = 0.01  # through the middle of each pixel


def _render(scene: bpy.types.Scene, path: Path) -> None:
    """Render the current frame to exactly `path`, whole or not at all."""
    partial = path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")
    scene.render.filepath = str(partial)
    with unfinished(partial):
        try:
            with walls_left_out(scene), ended_at_once():
                bpy.ops.render.render(write_still=True, scene=scene.name)
        except RuntimeError as error:
            said = " ".join(str(error).removeprefix("Error: ").split())
            raise ResourceError(f"{path} could not be rendered: {said}", hint=_DISK_HINT) from error
        if not partial.exists():
            raise ResourceError(f"{path} could not be written.", hint=_DISK_HINT)
        partial.replace(path)


def _write_json(path: Path, content: object) -> None:
    partial = path.with_name(f".{path.name}")
    partial.write_text(json.dumps(content), encoding="utf-8")
    partial.replace(path)


def _view(scene: bpy.types.Scene) -> ViewSettings:
    view = scene.view_settings
    look = "" if view.look == "None" else view.look
    config = Path(bpy.utils.system_resource("DATAFILES", path="colormanagement")) / "config.ocio"
    return ViewSettings(
        config=os.environ.get("OCIO") or str(config),
        display=scene.display_settings.display_device,
        view=view.view_transform,
        look=look,
        exposure_ev=view.exposure,
        gamma=view.gamma,
    )


def _color_space() -> str:
    """The space of scene-linear light: Rec.709, or what the file's working space is from 5.0 on."""
    return getattr(getattr(bpy.data, "colorspace", None), "working_space", "Linear Rec.709")


def _write_sound(scene: bpy.types.Scene, folder: Path) -> str:
    """Mix what is heard in the scene; its file name, or nothing where it is silent."""
    editor = scene.sequence_editor
    strips = () if editor is None else editor.strips_all if hasattr(editor, "strips_all") else editor.sequences_all
    is_heard = any(strip.type == "SOUND" and not strip.mute for strip in strips) or any(
        o.type == "SPEAKER" and o.data.sound is not None and not o.data.muted for o in scene.objects
    )
    if not (is_heard and bpy.app.build_options.audaspace):
        return ""
    with bpy.context.temp_override(scene=scene):
        bpy.ops.sound.mixdown(
            filepath=str(folder / _SOUND), container="WAV", codec="PCM", format="S16", check_existing=False
        )
    return _SOUND
