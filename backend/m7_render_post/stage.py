"""The chain: what a camera, its lens and its film do to a rendered frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..protocol.errors import PostprocessError
from ..protocol.look import Look
from ..protocol.scene import FrameCamera, ViewSettings
from .depth_of_field import confusion_radius_px, depth_blurred
from .exposure import exposed
from .film import grained, vignetted
from .grade import graded
from .motion_blur import motion_blurred
from .optics import through_lens
from .view import viewed

Image = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One rendered frame."""

    number: int
    combined: Image
    """(H, W, 4) scene-linear, associated alpha"""
    passes: dict[str, Image] = field(default_factory=dict)
    """depth (H, W) m, vector (H, W, 4) pixels"""
    camera: FrameCamera | None = None
    color_space: str = "Linear Rec.709"


def passes_for(look: Look) -> tuple[str, ...]:
    """The passes that a look needs."""
    wanted = ["combined"]
    if look.depth_of_field.strength > 0.0 or look.motion_blur.shutter > 0.0:
        wanted.append("depth")
    if look.motion_blur.shutter > 0.0:
        wanted.append("vector")
    return tuple(wanted)


def expose(frame: Frame, look: Look) -> Image:
    """The scene-linear half of the chain, (H, W, 4): depth of field, motion blur, lens, exposure and white balance.

    Returns the frame's own array where the look changes nothing. Raises PostprocessError for a pass that is missing.
    """
    for name in passes_for(look):
        if name != "combined" and name not in frame.passes:
            raise PostprocessError(
                f"Frame {frame.number} has no {name} pass, which the look needs.",
                hint="Render it with Sceneloom's passes, or set depth_of_field.strength and motion_blur.shutter to 0.",
            )
    image = frame.combined
    camera, focus = frame.camera, look.depth_of_field
    # 1. Depth of field, where the camera has a focus
    if focus.strength > 0.0 and camera is not None and camera.focus_m > 0.0:
        radius_px = confusion_radius_px(frame.passes["depth"], camera, focus.f_stop or camera.f_stop, focus.strength)
        image = depth_blurred(image, radius_px, focus.blades)
        del radius_px
    # 2. Motion blur
    if look.motion_blur.shutter > 0.0:
        image = motion_blurred(image, frame.passes["vector"], frame.passes["depth"], look.motion_blur.shutter)
    # 3. The lens
    image = through_lens(image, look.optics)
    # 4. Exposure and white balance
    return exposed(image, look.exposure)


def left_out_of_light(look: Look) -> tuple[str, ...]:
    """Parts of a look that come after the view transform, so that scene-linear files do not have them."""
    neutral = Look()
    return tuple(part for part in ("grade", "vignette", "grain") if getattr(look, part) != getattr(neutral, part))


def develop(image: Image, look: Look, view: ViewSettings, color_space: str, rng: np.random.Generator) -> Image:
    """The display-referred half, (H, W, 4) in 0…1 with associated alpha: view transform, grade, vignette, grain."""
    return finish(show(image, view, color_space), look, rng)


def show(image: Image, view: ViewSettings, color_space: str) -> Image:
    """The view transform, (H, W, 4) in 0…1; colours of transparent pixels are as if they were opaque."""
    if float(image[..., 3].min()) < 1.0:
        alpha = image[..., 3:]
        image = np.where(alpha > 1e-6, image / np.maximum(alpha, 1e-6), 0.0).astype(np.float32)
        image[..., 3:] = alpha
    # 5. View transform
    return viewed(image, view, color_space)


def finish(image: Image, look: Look, rng: np.random.Generator) -> Image:
    """What comes after the view transform (and the enhancer, where there is one); alpha is associated again."""
    # 6. Grade and table
    image = graded(image, look.grade)
    # 7. Vignette
    image = vignetted(image, look.vignette)
    # 8. Grain
    image = grained(image, look.grain, rng)
    if float(image[..., 3].min()) < 1.0:
        image = image * np.dstack([image[..., 3:]] * 3 + [np.ones_like(image[..., 3])])
    return image
