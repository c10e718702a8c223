"""Renders frames with their passes into a folder, as multilayer EXR files that say what is where and how it moves.

Cycles gives every pass. EEVEE gives all but the object index, and Cryptomatte in its place, which is used everywhere.
Workbench gives a picture only: Cycles renders its passes, with one sample and no light, from the same geometry, so that
motion vectors hold for bones, shape keys and instances alike.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path

import bpy

from ._vendor.backend.protocol.errors import InvalidRequestError, ResourceError
from ._vendor.backend.protocol.frames import write_sequence
from ._vendor.backend.protocol.scene import FrameSequence, Timeline, ViewSettings
from .interruption import ended_at_once, unfinished
from .kept_settings import kept_settings
from .projection import camera_of, picture_size, pose_points
from .render import leave_out_unseen_subdivision, set_up_engine, walls_left_out

_PICTURE, _PASSES, _POSE = "frame_{frame}.exr", "passes_{frame}.exr", "pose_{frame}.json"
_PASS_NAMES = ("depth", "normal", "vector", "index")
_SOUND = "sound.wav"


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
) -> Generator[tuple[float, str], None, FrameSequence]:
    """Render the frames; yields (fraction, text) before each one and returns what the folder then holds.

    engine, size_px: None leaves them as the scene has them. keep_existing: frames that are there are not rendered
    again. All settings of the scene are as before when it ends, however that is.
    """
    if scene.camera is None:
        raise InvalidRequestError("The scene has no camera.", hint="Add one, or make one active with Ctrl Numpad 0.")
    folder.mkdir(parents=True, exist_ok=True)
    with kept_settings(scene):
        if engine is not None:
            set_up_engine(scene, engine, clip=not is_still)
        if size_px is not None:
            scene.render.resolution_x, scene.render.resolution_y = size_px
            scene.render.resolution_percentage = 100
        focused = {o for o in scene.objects if o.type == "CAMERA" and o.data.dof.use_dof}
        _set_up_passes(scene)
        if not is_still:
            leave_out_unseen_subdivision(scene)
        picture_engine = scene.render.engine
        has_own_passes = picture_engine != "BLENDER_WORKBENCH"
        files = {"combined": _PICTURE, **dict.fromkeys(_PASS_NAMES, _PICTURE if has_own_passes else _PASSES)}
        cameras = []

        def missing(pattern: str, frame: int) -> Path | None:
            path = folder / pattern.replace("{frame}", f"{frame:04d}")
            return None if keep_existing and path.exists() else path

        # All pictures before all companions: an engine keeps its scene from one frame to the next.
        share = 1.0 if has_own_passes else 0.5
        for index, frame in enumerate(frames):
            yield share * index / len(frames), f"frame: {index + 1} of {len(frames)}"
            scene.frame_set(frame)
            cameras.append(camera_of(scene, is_focused=scene.camera in focused))
            _write_json(folder / _POSE.replace("{frame}", f"{frame:04d}"), pose_points(scene))
            if (path := missing(_PICTURE, frame)) is not None:
                _render(scene, path)
        view = _view(scene)
        if not has_own_passes:
            _set_up_companion(scene)
            for index, frame in enumerate(frames):
                yield 0.5 + 0.5 * index / len(frames), f"passes: {index + 1} of {len(frames)}"
                if (path := missing(_PASSES, frame)) is not None:
                    scene.frame_set(frame)
                    _render(scene, path)
        sequence = FrameSequence(
            timeline=Timeline(fps=scene.render.fps, frame_count=len(frames), frame_start=frames[0]),
            resolution_px=picture_size(scene.render),
            passes={**files, "pose": _POSE},
            cameras=tuple(cameras),
            view=view,
            color_space=_color_space(),
            engine=picture_engine,
            sound=_write_sound(scene, folder) if len(frames) > 1 else "",
            fps_base=scene.render.fps_base,
            prompt=prompt,
        )
        write_sequence(folder, sequence)
    return sequence


def _set_up_passes(scene: bpy.types.Scene) -> None:
    """All passes, and nothing that spoils them: motion blur turns vectors off, depth of field makes depth noisy."""
    render = scene.render
    render.use_motion_blur = False
    render.use_sequencer = render.use_border = False
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
        with walls_left_out(scene), ended_at_once():
            bpy.ops.render.render(write_still=True, scene=scene.name)
        if not partial.exists():
            raise ResourceError(
                f"{path} could not be written.", hint="Check the disk's free space and the folder's rights."
            )
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
