"""For a quiet hour and a birthday: chess set, gift."""

from __future__ import annotations

import numpy as np

from ..protocol.scene import Parameter
from . import shapes
from .contract import Surface, Values
from .geometry import lathe, merge, rotated, rounded_box, superellipsoid, translated
from .geometry_grid import thick_sheet
from .geometry_loft import extrude
from .making import fine, look, main_look
from .sketch import Sketch, part, solid, thing

_SQUARE_M = 0.05
_TOP_M = 0.034
_FOOT = [(0.0, 0.0), (0.0165, 0.0), (0.0165, 0.004), (0.0130, 0.007), (0.0130, 0.010)]
"""profile [radius, height] that all pieces stand on"""


def _turned(*body: tuple[float, float]) -> Surface:
    return lathe([*_FOOT, *body], 12)


def _head_of_a_horse() -> Surface:
    """The knight's outline seen from its left, looking along -Y."""
    outline = np.array([
        (0.012, 0.0), (0.013, 0.018), (0.009, 0.032), (0.001, 0.041), (-0.002, 0.046), (-0.006, 0.040), (-0.016, 0.030),
        (-0.019, 0.024), (-0.015, 0.021), (-0.006, 0.023), (-0.004, 0.019), (-0.010, 0.009), (-0.011, 0.0),
    ])  # fmt: skip
    outline[:, 1] += 0.010
    body = extrude(outline, 0.013, plane="yz", edge=0.003, caps="fan")
    return merge([_turned((0.0095, 0.014), (0.0, 0.014)), body])


def _men() -> dict[str, Surface]:
    """One of each kind, standing on the floor at the origin."""
    ball = superellipsoid((0.019, 0.019, 0.019), (0, 0, 0.040), 3, 2)
    pawn = merge([_turned((0.0070, 0.024), (0.0095, 0.029), (0.0095, 0.031), (0.0, 0.031)), ball])
    merlons = [translated(rotated(rounded_box((0.008, 0.005, 0.008), (0, -0.0095, 0), 0.001), a, (0, 0, 1)),
                          (0, 0, 0.044)) for a in 2 * np.pi * np.arange(5) / 5]
    rook = merge([_turned((0.0090, 0.028), (0.0125, 0.034), (0.0125, 0.041), (0.0, 0.041)), *merlons])
    bishop = merge([
        _turned((0.0065, 0.034), (0.0105, 0.039), (0.0070, 0.042), (0.0105, 0.050), (0.0, 0.064)),
        superellipsoid((0.006, 0.006, 0.006), (0, 0, 0.066), 2, 2),
    ])  # fmt: skip
    points = [superellipsoid((0.006, 0.006, 0.009), (0.0105 * np.cos(a), 0.0105 * np.sin(a), 0.072), 2, 2)
              for a in 2 * np.pi * np.arange(8) / 8]
    queen = merge([
        _turned((0.0075, 0.044), (0.0120, 0.050), (0.0080, 0.053), (0.0135, 0.070), (0.0, 0.072)), *points,
        superellipsoid((0.009, 0.009, 0.009), (0, 0, 0.076), 2, 2),
    ])  # fmt: skip
    king = merge([
        _turned((0.0080, 0.048), (0.0125, 0.055), (0.0085, 0.058), (0.0135, 0.075), (0.0090, 0.080), (0.0, 0.080)),
        rounded_box((0.0045, 0.0045, 0.018), (0, 0, 0.088), 0.0012), rounded_box((0.014, 0.0045, 0.0045), (0, 0, 0.089),
                                                                                 0.0012),
    ])  # fmt: skip
    return {"pawn": pawn, "rook": rook, "knight": _head_of_a_horse(), "bishop": bishop, "queen": queen, "king": king}


_RANK = ("rook", "knight", "bishop", "queen", "king", "bishop", "knight", "rook")


def _chess_set(values: Values) -> Sketch:
    """A framed board of 64 squares, dark at the left of either player, and 32 men on their own squares."""
    frame = main_look("Frame", values)
    light, dark = look("LightSquares", "birch"), look("DarkSquares", "walnut")
    white, black = fine(look("WhiteMen", "lacquer", "#eadfc6")), fine(look("BlackMen", "lacquer", "#1d1512"))
    men = _men()
    tile = rounded_box((_SQUARE_M - 0.0006, _SQUARE_M - 0.0006, 0.006), (0, 0, _TOP_M - 0.003), 0.0008)
    tiles: dict[bool, list[Surface]] = {False: [], True: []}
    pieces: dict[bool, list[Surface]] = {False: [], True: []}

    def square(column: int, row: int) -> tuple[float, float]:
        """Row 0 is next to the player at the front; columns count from that player's left."""
        return (column - 3.5) * _SQUARE_M, (row - 3.5) * _SQUARE_M

    for column in range(8):
        for row in range(8):
            x, y = square(column, row)
            tiles[(column + row) % 2 == 0].append(translated(tile, (x, y, 0)))
    for column, kind in enumerate(_RANK):
        for is_black, home, pawns in ((False, 0, 1), (True, 7, 6)):
            for name, row in ((kind, home), ("pawn", pawns)):
                x, y = square(column, row)
                man = men[name] if is_black else rotated(men[name], np.pi, (0, 0, 1))
                pieces[is_black].append(translated(man, (x, y, _TOP_M)))
    side = 8 * _SQUARE_M
    rim = 0.03
    border = [rounded_box((side + 2 * rim, rim, _TOP_M), (0, s * 0.5 * (side + rim), 0.5 * _TOP_M), 0.004)
              for s in (-1, 1)]
    border += [rounded_box((rim, side, _TOP_M), (s * 0.5 * (side + rim), 0, 0.5 * _TOP_M), 0.004) for s in (-1, 1)]
    base = rounded_box((side, side, _TOP_M - 0.007), (0, 0, 0.5 * (_TOP_M - 0.007)), 0.002)
    return Sketch(
        parts=[part("board", "Frame", base, *border), part("light_squares", "LightSquares", *tiles[False]),
               part("dark_squares", "DarkSquares", *tiles[True]), part("white_men", "WhiteMen", *pieces[False]),
               part("black_men", "BlackMen", *pieces[True])],
        looks=[frame, light, dark, white, black], solids=(solid("board", "light", "dark"),),
        places=[shapes.grip((0.0, -0.5 * (side + rim), 0.5 * _TOP_M), _TOP_M)],
    )  # fmt: skip


def _gift(values: Values) -> Sketch:
    """A box with a lid that overlaps it, a ribbon both ways round and a bow of loops with tails."""
    paper = main_look("Paper", values)
    silk = look("Ribbon", "velvet", str(values["ribbon"]) or "gold")
    w, h, band = 0.32, 0.30, 0.045
    box = rounded_box((w, w, h - 0.05), (0, 0, 0.5 * (h - 0.05)), 0.005)
    lid = rounded_box((w + 0.016, w + 0.016, 0.075), (0, 0, h - 0.0375), 0.006)
    out = 0.5 * (w + 0.016)
    ribbons = []
    for turn in (0.0, np.pi / 2):
        strips = [rounded_box((band, 2 * out + 0.006, 0.004), (0, 0, h + 0.001), 0.0015)]
        for s in (-1, 1):
            strips += [rounded_box((band, 0.004, 0.078), (0, s * (out + 0.001), h - 0.0375), 0.0015),
                       rounded_box((band, 0.004, h - 0.075), (0, s * (0.5 * w + 0.001), 0.5 * (h - 0.075)), 0.0015)]
        ribbons += [rotated(strip, turn, (0, 0, 1)) for strip in strips]
    loops = []
    t = np.linspace(0.0, 1.0, 17)
    for k in range(4):  # a leaf of ribbon that goes out, over and back to the knot
        round_ = 2 * np.pi * t
        out_x, up = 0.065 * (1 - np.cos(round_)), 0.045 * np.sin(round_) * (0.6 + 0.4 * t) + 0.024
        wide = 0.5 * band * (0.35 + 0.65 * np.sin(np.pi * t))
        sheet = np.stack([np.column_stack([out_x, s * wide, up]) for s in (-1.0, -0.33, 0.33, 1.0)])
        loops.append(translated(rotated(thick_sheet(sheet, 0.003), 0.4 + k * np.pi / 2, (0, 0, 1)), (0, 0, h + 0.004)))
    tails = []
    for k in range(2):
        out_x, up = 0.13 * t, 0.018 - 0.012 * t + 0.006 * np.sin(9 * t)
        sheet = np.stack([np.column_stack([out_x, s * 0.5 * band * np.ones(17), up]) for s in (-0.8, -0.27, 0.27, 0.8)])
        tails.append(translated(rotated(thick_sheet(sheet, 0.003), -0.35 + k * 2.5, (0, 0, 1)), (0, 0, h + 0.004)))
    knot = superellipsoid((0.042, 0.042, 0.034), (0, 0, h + 0.022), 6, 2)
    return Sketch(
        parts=[part("box", "Paper", box), part("lid", "Paper", lid), part("ribbon", "Ribbon", *ribbons),
               part("bow", "Ribbon", *loops, *tails, knot, closed=False)],
        looks=[paper, silk], solids=(solid("box", "lid"),),
    )  # fmt: skip


CATEGORIES = (
    thing("chess set", "toy", (0.46, 0.46, 0.131), _chess_set, material="mahogany", span=3, mass_kg=2.4,
          synonyms=("chess", "chessboard", "chess board", "chess game", "game of chess")),
    thing("gift", "boxy", (0.336, 0.336, 0.372), _gift, material="paper", color="#a8202c", patterned=True, span=5,
          mass_kg=0.8, equal_sides=True, colors=("#a8202c", "#1f5a8c", "#2f7a4a", "#6b3f8c", "#d8873a"),
          synonyms=("present", "gift box", "birthday present", "christmas present", "birthday gift", "christmas gift"),
          extra=(Parameter(name="ribbon", value="", description="colour of ribbon and bow"),)),
)  # fmt: skip
