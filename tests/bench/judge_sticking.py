"""Paint on a rendered shot that sticks to its surfaces: along true vectors, along optical flow, and without either.

Cycles' UV pass says which point of a surface a pixel shows, so strokes can be painted that belong to the surfaces,
whatever moves how. Moved from the first frame to the last, they must be where they are painted there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
import OpenImageIO as oiio
from page import Image, pictured, section, table

from backend.m7_render_post.shot import RenderedShot
from backend.m8_enhancer.deflicker import Repainted, deflickered
from backend.m8_enhancer.measures import flicker, warping_error
from backend.m8_enhancer.stage import motion_of, small_picture
from backend.m8_enhancer.warping import Motion

_STROKE_PX, _LEAST_STROKE_PX = 9.0, 4.0
_WAVES = 5
_UNKNOWN = np.array([0.85, 0.1, 0.75], np.float32)
_WRONG, _MOVES_PX = 0.1, 0.3
_STEPS = (1, 4)
"""frames after the first, besides the last"""


def judged(shot: RenderedShot, folder: Path, out: Path) -> tuple[str, bool]:
    """A section of a page, and whether the true vectors hold the paint at least twice as well as what else there is."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.m8_enhancer.moving_on import moved_on, optical_flow

    size_px, numbers = shot.size_px, shot.numbers
    rendered = [small_picture(shot, number, size_px) for number in numbers]
    motions = [motion_of(shot, number, size_px) for number in numbers]
    points = [surface_points(folder / f"passes_{number:04d}.exr") for number in numbers]
    painted = painted_frames(rendered, motions, points)
    ways = {
        "true vectors": motions,
        "optical flow of the painted frames": optical_flow(painted),
        "optical flow of the render": optical_flow(rendered),
        "none": [Motion(vector=np.zeros_like(motion.vector)) for motion in motions],
    }
    steps = [*_STEPS, len(numbers) - 1]
    rows = [["strokes of the first frame, moved along", *(f"after {step}" for step in steps), "error after the last"]]
    pictures = [[rendered[0], painted[0], painted[-1]]]
    seen_always = [known for _, known in moved_on(painted, motions)]
    held: dict[str, float] = {}
    for name, way in ways.items():
        moved = moved_on(painted, way)
        shares = []
        for step in steps:
            picture, known = moved[step]
            difference = np.abs(picture - painted[step]).mean(axis=2)
            asked = seen_always[step] & (np.linalg.norm(motions[step].to_previous, axis=2) > _MOVES_PX)
            shares.append(float((known & (difference < _WRONG))[asked].mean()))
        error = float(np.sqrt((difference[known & asked] ** 2).mean()))
        held[name] = shares[-1]
        rows.append([name, *(f"{share:.1%}" for share in shares), f"{error:.4f}"])
        shown = np.where(known[..., None], picture, _UNKNOWN)
        pictures.append([shown, np.repeat(4.0 * (difference * known)[..., None], 3, axis=2), painted[-1]])
    print("\n".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows))
    tag = pictured(out / "sticking.png", pictures)
    said = (
        "Above: the render, strokes in the first and in the last frame. Below, for each way: strokes moved from the "
        "first frame on to the last (magenta: hidden, or said to be, at some time between), four times the error, "
        "the strokes as they must be. The table: of what moves and has been seen all the time, how much still shows "
        f"its strokes (off by less than {_WRONG:g})."
    )
    best = max(share for name, share in held.items() if name != "true vectors")
    told = section(
        "Enhancer: paint that sticks", tag, f"<p>{said}</p>", table(rows), _steadied(rendered, painted, ways)
    )
    return told, held["true vectors"] >= 2.0 * best


def _steadied(rendered: list[Image], painted: list[Image], ways: dict[str, list[Motion]]) -> str:
    """A table: the same strokes with pumping and boiling, and what the deflicker leaves of that with each motion."""
    rng, motions = np.random.default_rng(3), ways["true vectors"]
    flickering = []
    for picture in painted:
        pumping = rng.normal(0.0, 0.04, 3).astype(np.float32)
        boiling = cv2.GaussianBlur(rng.normal(0.0, 0.06, picture.shape).astype(np.float32), (0, 0), 1.0)
        flickering.append(np.clip(picture + pumping + boiling, 0.0, 1.0))
    made = {"strokes that stick": painted, "with flicker": flickering}
    for name, way in ways.items():
        if name != "optical flow of the render":
            frames = [Repainted(rendered=r, enhanced=e, motion=m)
                      for r, e, m in zip(rendered, flickering, way, strict=True)]  # fmt: skip
            made[f"steadied along {name}"] = [deflickered(frames, i) for i in range(len(frames))]
    rows = [["", "flicker along the true vectors", "warping error along them"]]
    for name, pictures in made.items():
        rows.append([name, f"{flicker(pictures, motions):.4f}", f"{warping_error(pictures, motions):.4f}"])
    print("\n".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows[1:]))
    return table(rows)


def painted_frames(rendered: list[Image], motions: list[Motion], points: list[Image]) -> list[Image]:
    """Strokes on every surface, some nine pixels wide where it is first seen, in the light of the render."""
    widths: dict[int, float] = {}
    frames = []
    for picture, motion, point in zip(rendered, motions, points, strict=True):
        assert motion.index is not None
        objects = np.ascontiguousarray(motion.index).view(np.int32)
        footprint = _footprint(point)
        strokes = np.zeros_like(picture)
        for number in np.unique(objects).tolist():
            here = objects == number
            if not point[here].any():
                continue  # the backdrop has no points
            width = widths.setdefault(number, _STROKE_PX * float(np.median(footprint[here])) + 1e-6)
            rng = np.random.default_rng(number & 0xFFFFFFFF)
            for _ in range(_WAVES):
                angle, stretch = rng.uniform(0.0, np.pi), rng.uniform(0.8, 1.6)
                along = point[here] @ np.array([np.cos(angle), np.sin(angle)], np.float32)
                phase = rng.uniform(0.0, 2.0 * np.pi, 3)
                wave = np.sin(2.0 * np.pi * along[:, None] / (width * stretch) + phase)
                # strokes that would be finer than pixels are left out
                pixels = width * stretch / np.maximum(footprint[here], 1e-9)
                share = np.clip((pixels - _LEAST_STROKE_PX) / _LEAST_STROKE_PX, 0.0, 1.0)
                strokes[here] += (0.22 / _WAVES**0.5) * share[:, None] * wave
        frames.append(np.clip(picture + strokes, 0.0, 1.0).astype(np.float32))
    return frames


def _footprint(point: Image) -> Image:
    """How far the points of neighbouring pixels are apart, (H, W); of both sides the nearer: not over seams."""
    apart = np.full((2, *point.shape[:2]), np.inf, np.float32)
    for axis in (0, 1):
        step = np.linalg.norm(np.diff(point, axis=axis), axis=2)
        before, after = (np.pad(step, [(k if a == axis else 0, 1 - k if a == axis else 0) for a in (0, 1)],
                                constant_values=np.inf) for k in (1, 0))  # fmt: skip
        apart[axis] = np.minimum(before, after)
    return apart.max(axis=0)


def has_surface_points(folder: Path, shot: RenderedShot) -> bool:
    """Whether the passes of these frames were rendered with Cycles' UV pass."""
    return _points_in(folder / f"passes_{shot.numbers[0]:04d}.exr") is not None


def surface_points(path: Path) -> Image:
    """Cycles' UV pass, (H, W, 2); 0 where there is no surface."""
    points = _points_in(path)
    assert points is not None, f"{path} has no UV pass"
    return points


def _points_in(path: Path) -> Image | None:
    file = oiio.ImageInput.open(str(path)) if path.is_file() else None
    if file is None:
        return None
    part, points = 0, None
    while points is None and file.seek_subimage(part, 0):
        names = list(file.spec().channelnames)
        places = {name[-1]: i for i, name in enumerate(names) if name.endswith((".UV.U", ".UV.V"))}
        if places:
            planes = [file.read_image(part, 0, i, i + 1, oiio.FLOAT) for _, i in sorted(places.items())]
            points = np.dstack(planes).astype(np.float32)
        part += 1
    file.close()
    return points
