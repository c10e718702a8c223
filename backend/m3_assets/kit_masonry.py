"""What walls are made of and what covers them: a brick by itself, a roof on its posts."""

from __future__ import annotations

import numpy as np

from .contract import Part, Surface, Values
from .geometry import cylinder, deformed, extrude, lathe, rotated, rounded_box, translated, tube
from .geometry_grid import thick_sheet
from .making import look, main_look
from .shapes import choice
from .sketch import Sketch, part, solid, thing


def _brick(values: Values) -> Sketch:
    """A fired brick with chipped edges and the maker's frog: a shallow trough in its upper face."""
    wide, deep, high, rim = 0.215, 0.1025, 0.065, 0.030
    low = rounded_box((wide - 0.006, deep - 0.006, high - 0.005), (0, 0, 0.5 * (high - 0.005)), 0.003)
    sides = [rounded_box((wide, rim, high), (0, s * 0.5 * (deep - rim), 0.5 * high), 0.004, 4, (9, 2, 4))
             for s in (-1, 1)]  # fmt: skip
    ends = [rounded_box((rim + 0.012, deep - 0.012, high - 0.0015),
                        (s * 0.5 * (wide - rim - 0.014), 0, 0.5 * (high - 0.0015)), 0.004, 4, (2, 5, 4))
            for s in (-1, 1)]  # fmt: skip
    rng = np.random.default_rng(3)

    def fired_unevenly(points: np.ndarray) -> np.ndarray:
        moved = points + rng.normal(0.0, 0.0007, points.shape)
        return np.column_stack([moved[:, :2], np.clip(moved[:, 2], 0.0, None)])

    rims = [deformed(one, fired_unevenly) for one in (*sides, *ends)]
    stuff = str(values["material"])
    fired = look("Clay", "clay" if stuff == "brick" else stuff,
                 str(values["color"]) or ("#9c4630" if stuff == "brick" else ""))  # fmt: skip
    return Sketch(parts=[part("brick", "Clay", low), part("rim", "Clay", *rims)], looks=[fired],
                  solids=(solid("brick", "rim"),))  # fmt: skip


def _course(length: float, tile: float, rise: float) -> Surface:
    """One course of roof tiles from y = 0 upwards: a wave of half pipes along x."""
    count = round(length / tile)
    x = np.linspace(-0.5 * length, 0.5 * length, 4 * count + 1)
    wave = rise * np.abs(np.sin(np.pi * count * (x / length + 0.5)))
    rows = [np.column_stack([x, np.full(len(x), y), wave]) for y in (0.0, 0.36)]
    return thick_sheet(np.array(rows), 0.014)


def _roof(values: Values) -> Sketch:
    """A tiled gable roof: courses that overlap, a ridge of caps,
     rafters; on the walls of an attic with its chimney and a
    round window, or as a carport on four posts."""
    open_below = values["style"] == "carport"
    tiles, wood = look("Tiles", "clay", str(values["color"]) or "#9a4a32"), main_look("Wood", {**values, "color": ""})
    half, length, eaves, pitch = 2.1, 4.4, 2.25 if open_below else 0.42, 0.62
    slope = half / np.cos(pitch)
    rows = 8
    step = slope / rows
    courses: list[Surface] = []
    one = _course(length, 0.22, 0.04)
    for row in range(rows):
        courses.append(translated(rotated(one, -0.05, (1, 0, 0)), (0.0, row * step - 0.06, 0.02)))
    front = [translated(rotated(piece, pitch, (1, 0, 0)), (0.0, -half, eaves)) for piece in courses]
    back = [rotated(piece, np.pi, (0, 0, 1)) for piece in front]
    ridge_z = eaves + half * np.tan(pitch) + 0.06
    caps = [tube([(x - 0.19, 0.0, ridge_z + 0.012), (x + 0.19, 0.0, ridge_z - 0.004)], [0.105, 0.09], 12)
            for x in np.linspace(-0.5 * length + 0.16, 0.5 * length - 0.16, 13)]  # fmt: skip
    boards, beams = [], []
    for s in (-1, 1):
        board = rounded_box((length - 0.06, slope, 0.03), (0.0, 0.5 * slope, -0.02), 0.006)
        boards.append(rotated(translated(rotated(board, pitch, (1, 0, 0)), (0.0, -half, eaves)),
                              0.0 if s < 0 else np.pi, (0, 0, 1)))  # fmt: skip
        for x in np.linspace(-0.5 * length + 0.06, 0.5 * length - 0.06, 6):
            rafter = rounded_box((0.09, slope + 0.12, 0.14), (x, 0.5 * slope - 0.04, -0.105), 0.008)
            beams.append(rotated(translated(rotated(rafter, pitch, (1, 0, 0)), (0.0, -half, eaves)),
                                 0.0 if s < 0 else np.pi, (0, 0, 1)))  # fmt: skip
    parts = [part("tiles", "Tiles", *front, *back), part("ridge", "Tiles", *caps), part("boarding", "Wood", *boards),
             part("rafters", "Wood", *beams)]  # fmt: skip
    looks = [wood, tiles]
    if open_below:
        parts += _posts_below(eaves - 0.22, length)
    else:
        parts += _attic_below(eaves, pitch, ridge_z)
        looks += [look("Wall", "plaster"), look("Brick", "brick"), look("Pane", "lacquer", "#1d2a38")]
    return Sketch(
        parts=parts, looks=looks, grip=False, push=False,
        solids=(solid("tiles", "boarding", kind="hull"), solid("posts" if open_below else "wall")),
    )  # fmt: skip


def _posts_below(sill: float, length: float) -> list[Part]:
    """Four posts with braces, plates, ties and king posts."""
    plates = [rounded_box((length - 0.3, 0.16, 0.18), (0.0, s * 1.62, sill + 0.28), 0.012) for s in (-1, 1)]
    ties = [rounded_box((0.14, 3.6, 0.16), (x, 0.0, sill + 0.12), 0.012) for x in (-1.85, 0.0, 1.85)]
    kings = [rounded_box((0.13, 0.13, 1.30), (x, 0.0, sill + 0.80), 0.012) for x in (-1.85, 0.0, 1.85)]
    posts = [rounded_box((0.18, 0.18, sill + 0.2), (x, s * 1.62, 0.5 * (sill + 0.2)), 0.015)
             for x in (-1.85, 1.85) for s in (-1, 1)]  # fmt: skip
    braces = [tube([(x, s * 1.60, sill - 0.55), (x, s * 1.05, sill + 0.10)], 0.055, 8)
              for x in (-1.85, 1.85) for s in (-1, 1)]  # fmt: skip
    return [part("beams", "Wood", *plates, *ties, *kings, *braces), part("posts", "Wood", *posts)]


def _attic_below(eaves: float, pitch: float, ridge_z: float) -> list[Part]:
    """The top of a house: its walls up to the gables, barge boards, gutters, a round window, a chimney with pots."""
    deep, run = 1.72, float(np.tan(pitch))
    low = eaves + (2.1 - deep) * run - 0.14
    outline = [(-deep, 0.0), (deep, 0.0), (deep, low), (0.0, low + deep * run), (-deep, low)]
    wall = extrude(outline, 3.9, plane="yz", edge=0.02, caps="fan")
    x, window_z = 1.97, low + 0.52
    frame = translated(rotated(lathe([(0.24, -0.03), (0.32, -0.03), (0.32, 0.03), (0.24, 0.03)], 28,
                       closed_profile=True),
                               0.5 * np.pi, (0, 1, 0)), (x, 0.0, window_z))  # fmt: skip
    bars = [rounded_box((0.03, 0.03, 0.5), (x + 0.012, 0.0, window_z), 0.006),
            rounded_box((0.03, 0.5, 0.03), (x + 0.012, 0.0, window_z), 0.006)]  # fmt: skip
    pane = cylinder(0.25, 0.03, (x - 0.012, 0.0, window_z), axis=0, segments=28)
    gutters = [tube([(-2.2, s * 2.14, eaves - 0.02), (2.2, s * 2.14, eaves - 0.02)], 0.065, 12) for s in (-1, 1)]
    top = ridge_z + 0.55
    chimney = [rounded_box((0.62, 0.5, top - eaves - 0.5), (-1.05, 0.5, 0.5 * (top + eaves + 0.5)), 0.012)]
    cap = [rounded_box((0.74, 0.62, 0.09), (-1.05, 0.5, top), 0.015), rounded_box((0.68, 0.56, 0.06),
                                                                                 (-1.05, 0.5, top + 0.07),
                                                                                  0.015)]  # fmt: skip
    pots = [translated(lathe([(0.085, 0.0), (0.095, 0.02), (0.08, 0.24), (0.095, 0.26), (0.095, 0.29), (0.07, 0.29),
                              (0.065, 0.02)], 16, closed_profile=True), (-1.05 + d, 0.5, top + 0.09))
            for d in (-0.15, 0.15)]  # fmt: skip
    return [part("wall", "Wall", wall), part("window_frame", "Wood", frame, *bars), part("pane", "Pane", pane),
            part("gutters", "Wood", *gutters), part("chimney", "Brick", *chimney), part("chimney_cap", "Wall", *cap),
            part("pots", "Tiles", *pots)]  # fmt: skip


CATEGORIES = (
    thing("brick", "boxy", (0.215, 0.1025, 0.065), _brick, material="brick", span=4, mass_kg=2.7,
          synonyms=("clay brick", "red brick", "cinder block")),
    thing("roof", "structure", (4.5, 4.5, 2.9), _roof, material="pine", span=3, mass_kg=2500, static=True,
          synonyms=("tiled roof", "gable roof", "carport", "rooftop"), sized={"carport": (4.5, 4.5, 3.9)},
          extra=(choice("style", "attic", ("attic", "carport"), "what it rests on"),)),
)  # fmt: skip
