"""Drawers and panelled fronts, for everything with a carcass."""

from __future__ import annotations

from .contract import Surface
from .geometry import cylinder, merge, rounded_box


def drawer(x: float, front_y: float, z: float, width: float, depth: float, height: float) -> tuple[Surface, Surface]:
    """A drawer box with its front at `front_y`, and its bar handle."""
    front = rounded_box((width, 0.02, height), (x, front_y + 0.01, z), 0.003)
    t, inner = 0.012, 0.75 * height
    low = z - height / 2 + 0.01
    box = [
        rounded_box(
            (t, depth - 0.03, inner),
            (x - width / 2 + 0.012 + t / 2, front_y + 0.02 + (depth - 0.03) / 2, low + inner / 2),
            0.002,
        ),
        rounded_box(
            (t, depth - 0.03, inner),
            (x + width / 2 - 0.012 - t / 2, front_y + 0.02 + (depth - 0.03) / 2, low + inner / 2),
            0.002,
        ),
        rounded_box((width - 0.05, t, inner), (x, front_y + depth - 0.02, low + inner / 2), 0.002),
        rounded_box((width - 0.05, depth - 0.04, t), (x, front_y + 0.02 + (depth - 0.04) / 2, low + t / 2), 0.002),
    ]
    length = min(0.14, 0.4 * width)
    bar = rounded_box((length, 0.01, 0.012), (x, front_y - 0.026, z), 0.004)
    posts = [cylinder(0.004, 0.024, (x + s * 0.4 * length, front_y - 0.012, z), axis=1, segments=10, edge=0.001)
             for s in (-1, 1)]  # fmt: skip
    return merge([front, *box]), merge([bar, *posts])


def panel_door(x: float, front_y: float, z: float, width: float, height: float) -> Surface:
    """A cupboard front: a frame about a sunk panel, front face at `front_y`."""
    rail = min(0.07, 0.2 * min(width, height))
    return merge(
        [
            rounded_box((rail, 0.02, height), (x - width / 2 + rail / 2, front_y + 0.01, z), 0.003),
            rounded_box((rail, 0.02, height), (x + width / 2 - rail / 2, front_y + 0.01, z), 0.003),
            rounded_box((width - 2 * rail, 0.02, rail), (x, front_y + 0.01, z - height / 2 + rail / 2), 0.003),
            rounded_box((width - 2 * rail, 0.02, rail), (x, front_y + 0.01, z + height / 2 - rail / 2), 0.003),
            rounded_box((width - 2 * rail, 0.01, height - 2 * rail), (x, front_y + 0.014, z), 0.002),
        ]
    )


def carcass(width: float, depth: float, low: float, high: float, board: float) -> Surface:
    """Two sides, a bottom, a top that stands over them by a few millimetres and a thin back."""
    tall, side_top = high - low, high - board + 0.001
    return merge(
        [
            *(
                rounded_box(
                    (board, depth - 0.004, side_top - low),
                    (s * ((width - board) / 2 - 0.004), 0, (low + side_top) / 2),
                    0.003,
                )
                for s in (-1, 1)
            ),
            rounded_box((width - 2 * board, depth - 0.006, board), (0, 0, low + board / 2), 0.003),
            rounded_box((width, depth, board), (0, 0, high - board / 2), 0.004),
            rounded_box((width - 2 * board, 0.008, tall - 2 * board), (0, depth / 2 - 0.006, low + tall / 2), 0.002),
        ]
    )
