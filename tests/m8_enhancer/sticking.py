"""A shot whose every pixel is known by the point of a surface that it shows, so that paint can stick and be checked.

A ball turns and rolls over a ground that the camera pans along, behind a post that passes the other way. The render
is plain, as animated pictures often are: the turning is in the vectors only.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from backend.m8_enhancer.warping import Motion, grid

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]
WIDTH, HEIGHT = 160, 96
GROUND, BALL, POST = 1, 2, 3
_RADIUS_PX, _POST_PX = 30.0, 12.0
_TURN, _ROLL_PX, _PAN_PX, _POST_SPEED_PX = 0.07, 1.3, -1.7, 3.6
"""radians and pixels a frame"""
_WAVES = 6


def _ball_at(frame: int) -> float:
    return 52.0 + _ROLL_PX * frame


def _post_at(frame: int) -> float:
    return 105.0 - _POST_SPEED_PX * frame


def surface_at(places: Image, frame: int) -> tuple[NDArray[np.int32], Image]:
    """The surface (H, W) and the point of it (H, W, 2) that the picture shows at places (H, W, 2) in pixels."""
    x, y = places[..., 0], places[..., 1]
    surface = np.full(x.shape, GROUND, np.int32)
    point = np.stack([x - _PAN_PX * frame, y], axis=-1)
    across, down = x - _ball_at(frame), y - 0.5 * HEIGHT
    towards = _RADIUS_PX**2 - across**2 - down**2
    is_ball = towards > 0.0
    latitude = np.arcsin(np.clip(down / _RADIUS_PX, -1.0, 1.0))
    longitude = np.arctan2(across, np.sqrt(np.maximum(towards, 0.0))) - _TURN * frame
    surface[is_ball] = BALL
    point[is_ball] = _RADIUS_PX * np.stack([longitude, latitude], axis=-1)[is_ball]
    is_post = np.abs(x - _post_at(frame)) < _POST_PX
    surface[is_post] = POST
    point[is_post] = np.stack([x - _post_at(frame), y], axis=-1)[is_post]
    return surface, point.astype(np.float32)


def place_of(surface: NDArray[np.int32], point: Image, frame: int) -> tuple[Image, Mask]:
    """Where a frame has these points, (H, W, 2), and whether they are on the side that is seen."""
    places = point + np.array([_PAN_PX * frame, 0.0], np.float32)
    longitude, latitude = point[..., 0] / _RADIUS_PX + _TURN * frame, point[..., 1] / _RADIUS_PX
    on_ball = np.stack(
        [_ball_at(frame) + _RADIUS_PX * np.cos(latitude) * np.sin(longitude),
         0.5 * HEIGHT + _RADIUS_PX * np.sin(latitude)], axis=-1
    )  # fmt: skip
    places = np.where((surface == BALL)[..., None], on_ball, places)
    on_post = point + np.array([_post_at(frame), 0.0], np.float32)
    places = np.where((surface == POST)[..., None], on_post, places).astype(np.float32)
    return places, (surface != BALL) | (np.cos(longitude) > 0.0)


@cache
def motion_at(frame: int) -> Motion:
    """The vectors as Blender writes them."""
    here = grid(HEIGHT, WIDTH)
    surface, point = surface_at(here, frame)
    before, after = (place_of(surface, point, other)[0] for other in (frame - 1, frame + 1))
    up = np.array([1.0, -1.0], np.float32)
    vector = np.concatenate([(before - here) * up, (here - after) * up], axis=-1).astype(np.float32)
    return Motion(vector=vector, index=surface.astype(np.float32))


def was_seen(frame: int) -> Mask:
    """Whether what a pixel shows was in the frame before: not hidden, not turned away, not outside. (H, W)"""
    surface, point = surface_at(grid(HEIGHT, WIDTH), frame)
    places, faces_us = place_of(surface, point, frame - 1)
    inside = ((places >= 0.0) & (places <= np.array([WIDTH - 1, HEIGHT - 1]))).all(axis=-1)
    seen: Mask = inside & faces_us & (surface_at(places, frame - 1)[0] == surface)
    return seen


def seen_squarely(frame: int) -> Mask:
    """Whether strokes are wider than a pixel there: all but the ball's rim. (H, W)"""
    here = grid(HEIGHT, WIDTH)
    from_middle = (here - np.array([_ball_at(frame), 0.5 * HEIGHT], np.float32)) / _RADIUS_PX
    squarely: Mask = (surface_at(here, frame)[0] != BALL) | ((from_middle**2).sum(axis=-1) < 0.8)
    return squarely


@cache
def rendered(frame: int) -> Image:
    """(H, W, 3) without texture: each surface has a colour, the ball is shaded from the left."""
    surface, _ = surface_at(grid(HEIGHT, WIDTH), frame)
    colors = np.array([[0.0] * 3, [0.35, 0.45, 0.35], [0.6, 0.4, 0.35], [0.4, 0.4, 0.55]], np.float32)
    across = (grid(HEIGHT, WIDTH)[..., 0] - _ball_at(frame)) / _RADIUS_PX
    shade = np.where(surface == BALL, 1.0 - 0.25 * across, 1.0)
    picture: Image = (colors[surface] * shade[..., None]).astype(np.float32)
    return cv2.GaussianBlur(picture, (0, 0), 0.5)


@cache
def painted(frame: int) -> Image:
    """(H, W, 3) with brush strokes that stick to the surfaces."""
    surface, point = surface_at(grid(HEIGHT, WIDTH), frame)
    rng = np.random.default_rng(0)
    strokes = np.zeros((HEIGHT, WIDTH, 3), np.float32)
    for _ in range(_WAVES):
        angle, length_px = rng.uniform(0.0, np.pi), rng.uniform(7.0, 14.0)
        along = point @ np.array([np.cos(angle), np.sin(angle)], np.float32)
        phase = rng.uniform(0.0, 2.0 * np.pi, (4, 3))[surface]
        strokes += np.sin(2.0 * np.pi * along[..., None] / length_px + phase).astype(np.float32)
    picture: Image = np.clip(rendered(frame) + (0.3 / _WAVES**0.5) * strokes, 0.0, 1.0).astype(np.float32)
    return picture
