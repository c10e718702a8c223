"""Single frames as files: PNG with 8 or 16 bits, scene-linear EXR. Whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from ..protocol.errors import PostprocessError, ResourceError

Image = NDArray[np.float32]
Pixels = NDArray[np.unsignedinteger[Any]]
"""(H, W, channels) of 8 or 16 bits"""
DISK_HINT = "Check the disk's free space and the folder's rights."


def write_png(path: Path, image: Image, bits: int, rng: np.random.Generator) -> None:
    """(H, W, 4) display-referred with associated alpha; the file has alpha only where it is not one."""
    pixels = quantised(image, bits, rng)
    order = cv2.COLOR_RGBA2BGR if float(image[..., 3].min()) >= 1.0 else cv2.COLOR_RGBA2BGRA
    # Little compression: these files are written once and mostly read once.
    done, encoded = cv2.imencode(".png", cv2.cvtColor(pixels, order), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    assert done
    _write(path, encoded.tobytes())


def quantised(image: Image, bits: int, rng: np.random.Generator) -> Pixels:
    """Colours 0…1 to whole numbers of 8 or 16 bits, alpha taken out of the colours.

    Eight bits are dithered by up to half a level, so that a clear sky shows no bands; what is a whole level stays so.
    """
    most = 2**bits - 1
    alpha = image[..., 3:]
    if float(alpha.min()) < 1.0:
        image = np.concatenate([image[..., :3] / np.maximum(alpha, 1e-6), alpha], axis=2)
    scaled = np.clip(image, 0.0, 1.0)
    scaled *= most
    if bits == 8:
        scaled[..., :3] += rng.random(image.shape[:2], np.float32)[..., None] - np.float32(0.5)
        np.clip(scaled, 0.0, most, out=scaled)
    np.rint(scaled, out=scaled)
    return scaled.astype(np.uint8 if bits == 8 else np.uint16)


def read_png(path: Path) -> Pixels:
    """(H, W, 3) as it was written, alpha laid over black."""
    pixels: Any = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise PostprocessError(f"{path} cannot be read.", hint="Remove it, and it is made anew.")
    if pixels.shape[2] == 4:
        alpha = pixels[..., 3:].astype(np.float32) / np.iinfo(pixels.dtype).max
        pixels = np.rint(pixels[..., :3] * alpha).astype(pixels.dtype)
    colors: Pixels = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)
    return colors


def write_exr(path: Path, image: Image, color_space: str) -> None:
    """(H, W, 4) scene-linear, float32."""
    specification = oiio.ImageSpec(image.shape[1], image.shape[0], 4, oiio.FLOAT)
    specification.attribute("compression", "zip")
    specification.attribute("oiio:ColorSpace", color_space)
    unfinished = _unfinished(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = oiio.ImageOutput.create(str(unfinished))
        assert file is not None, "this build of OpenImageIO writes OpenEXR"
        written = file.open(str(unfinished), specification) and file.write_image(np.ascontiguousarray(image))
        if not (file.close() and written):
            raise ResourceError(f"{path} could not be written: {file.geterror()}.", hint=DISK_HINT)
        unfinished.replace(path)
    except OSError as error:
        raise ResourceError(f"{path} could not be written: {error.strerror}.", hint=DISK_HINT) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    unfinished = _unfinished(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise ResourceError(f"{path} could not be written: {error.strerror}.", hint=DISK_HINT) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished{path.suffix}")
