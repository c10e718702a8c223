"""A picture's subject, cut out, centred on middle grey: what image-to-mesh models were trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from ...protocol.errors import InvalidRequestError

SIZE_PX = 512
SHARE = 0.85
"""of the picture's side that the subject takes"""
_GREY = 0.5
_BORDER_DISTANCE = 0.09
"""how far (0…1 a channel) a pixel must be from the border's colour to belong to the subject"""
_LEAST_PX = 64


def read_picture(path: Path) -> Any:
    """A PIL image of a file. Raises InvalidRequestError where there is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as opened:
            opened.thumbnail((2048, 2048))
            return opened.convert("RGBA")
    except FileNotFoundError as error:
        raise InvalidRequestError(f"There is no picture {path}.", hint="Check its name.", stage="assets") from error
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InvalidRequestError(f"{path.name} is no picture.", hint="Use .png or .jpg.", stage="assets") from error


def on_grey(image: Any, name: str, hint: str = "Use a picture of one thing before a plain ground.") -> Any:
    """A PIL image (SIZE_PX square, RGB) of another's subject. Raises InvalidRequestError, with the picture's name and
    the hint, where none stands out."""
    from PIL import Image

    picture = np.asarray(image.convert("RGBA"), np.float64) / 255.0
    alpha = picture[..., 3] if picture[..., 3].min() < 0.5 else cut_out(picture[..., :3])
    rows, columns = np.flatnonzero((alpha > 0.5).any(axis=1)), np.flatnonzero((alpha > 0.5).any(axis=0))
    if (alpha > 0.5).sum() < _LEAST_PX:
        raise InvalidRequestError(f"No subject stands out in {name}.", hint=hint, stage="assets")
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    mask = alpha[box][..., None]
    subject = picture[box][..., :3] * mask + _GREY * (1.0 - mask)
    side = round(max(subject.shape[:2]) / SHARE)
    square = np.full((side, side, 3), _GREY)
    top, left = (side - subject.shape[0]) // 2, (side - subject.shape[1]) // 2
    square[top : top + subject.shape[0], left : left + subject.shape[1]] = subject
    shown = Image.fromarray(np.round(255.0 * square).astype(np.uint8))
    return shown.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS)


def cut_out(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """(H, W) 0 or 1: the largest region that is unlike the border, holes filled; for subjects before a plain ground."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    unlike = np.abs(picture - np.median(border, axis=0)).max(axis=2) > _BORDER_DISTANCE
    labels, count = ndimage.label(ndimage.binary_opening(unlike, iterations=1))
    if not count:
        return np.zeros(picture.shape[:2])
    sizes = np.bincount(labels.reshape(-1))[1:]
    return np.asarray(ndimage.binary_fill_holes(labels == int(np.argmax(sizes)) + 1), np.float64)
