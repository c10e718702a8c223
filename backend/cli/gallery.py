"""`sceneloom asset --gallery sheet.html`: pictures of every category with its parameters and their ranges."""

from __future__ import annotations

import base64
import html
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from ..m3_assets import catalogue
from ..m3_assets.contract import Category
from ..protocol.errors import InvalidRequestError
from ..protocol.scene import Parameter
from .blender import run_in_blender
from .progress_line import ProgressLine

Image = NDArray[np.uint8]
SUFFIXES = (".html", ".png", ".jpg")
TILE_PX = 224
_COLUMNS, _TEXT_PX, _LINE_PX = 3, 300, 15
_INK, _PAPER = (40, 40, 40), 248


def make_gallery(out: str, words: Sequence[str], seeds: int, blender: str | None) -> None:
    """Render every category (or those of `words`: names and synonyms) with `seeds` seeds and write the sheet to `out`.

    Until it is whole the pictures lie in a folder beside it, so that an interrupted run goes on where it was.
    Raises InvalidRequestError for an unknown word.
    """
    chosen = list(words) or list(catalogue.categories())
    for word in chosen:
        if catalogue.canonical(word) is None:
            raise InvalidRequestError(
                f"There is no asset category {word!r}.", hint="sceneloom asset --list shows them all."
            )
    line = ProgressLine()
    kept = Path(f"{out}.unfinished")
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="sceneloom-gallery-") as folder:
        shots = picture_shots(chosen, seeds, Path(folder))
        run_in_blender("gallery", {"shots": shots, "size_px": TILE_PX, "kept": str(kept)}, blender, line)
        line.end()
        pictures = {
            word: [Path(str(shot["path"])) for shot in shots[k * seeds : (k + 1) * seeds]]
            for k, word in enumerate(chosen)
        }
        if out.endswith(".html"):
            Path(out).write_text(page(pictures), encoding="utf-8")
        else:
            cv2.imwrite(out, sheet(pictures, captions=seeds > 1))
    shutil.rmtree(kept)


def picture_shots(words: Sequence[str], seeds: int, folder: Path) -> list[dict[str, object]]:
    """What the Blender side pictures: word by word, seed by seed."""
    return [
        {"category": word, "object_id": f"{word}_{seed}", "seed": seed, "values": {},
         "path": str(folder / f"{word.replace(' ', '_')}_{seed}.png")}
        for word in words
        for seed in range(seeds)
    ]  # fmt: skip


def category_of(word: str) -> Category:
    """The category of a word that is known."""
    return catalogue.category(word)


def range_of(parameter: Parameter) -> str:
    """`0.3…4 m`, `old | modern`, `yes | no`, or `words`."""
    if parameter.choices:
        return " | ".join(choice or "none" for choice in parameter.choices)
    if isinstance(parameter.value, bool):
        return "yes | no"
    if parameter.minimum is not None and parameter.maximum is not None:
        return f"{parameter.minimum:.3g}…{parameter.maximum:.3g} {parameter.unit}".strip()
    return "a word"


def page(pictures: dict[str, list[Path]]) -> str:
    """One HTML file that holds everything."""
    rows = []
    for word, paths in pictures.items():
        category = category_of(word)
        shown = "".join(
            f'<img alt="{html.escape(word)}" width="{TILE_PX}" src="data:image/jpeg;base64,{_jpeg(path)}">'
            for path in paths
        )
        table = "".join(
            f"<tr><td>{p.name}<td>{html.escape(_shown(p))}<td>{html.escape(range_of(p))}"
            f"<td>{html.escape(p.description)}"
            for p in category.parameters
        )
        also = f"<p>also: {html.escape(', '.join(category.synonyms))}" if category.synonyms else ""
        rows.append(
            f'<section id="{html.escape(word)}"><h2>{html.escape(word)} <small>{category.family}</small></h2>{also}'
            f"<div>{shown}</div><table><tr><th>parameter<th>usually<th>range<th>{table}</table></section>"
        )
    style = (
        "body{font:14px sans-serif;margin:2em;color:#222}section{border-top:1px solid #ccc;padding:.5em 0}"
        "h2{margin:.2em 0}small{color:#888;font-weight:400}p{margin:.2em 0;color:#666}table{border-collapse:collapse}"
        "td,th{padding:.1em 1em .1em 0;text-align:left}img{margin:.3em .3em .3em 0}"
    )
    title = f"<title>Sceneloom assets</title><h1>{len(pictures)} things, each editable</h1>"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>{title}{"".join(rows)}\n'


def _shown(parameter: Parameter) -> str:
    value = parameter.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g} {parameter.unit}".strip() if isinstance(value, (int, float)) else value


def _jpeg(path: Path) -> str:
    picture = cv2.imread(str(path))
    assert picture is not None, path
    return base64.b64encode(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()).decode()


def sheet(pictures: dict[str, list[Path]], *, captions: bool) -> Image:
    """All pictures on one sheet, each with its name; with `captions` also the parameters beside them."""
    cells = [_cell(word, paths, captions) for word, paths in pictures.items()]
    columns = _COLUMNS if captions else max(1, round(np.sqrt(1.4 * len(cells))))
    columns = min(columns, len(cells))
    blank = np.full_like(cells[0], _PAPER)
    cells += [blank] * (-len(cells) % columns)
    return np.vstack([np.hstack(cells[k : k + columns]) for k in range(0, len(cells), columns)])


def _cell(word: str, paths: Sequence[Path], captions: bool) -> Image:
    tiles = []
    for path in paths:
        picture = cv2.imread(str(path))
        assert picture is not None, path
        tiles.append(picture)
    cell = np.hstack(tiles).astype(np.uint8)
    if not captions:
        cv2.putText(cell, word, (6, TILE_PX - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.45, _INK, 1, cv2.LINE_AA)
        return cell
    text = np.full((TILE_PX, _TEXT_PX, 3), _PAPER, dtype=np.uint8)
    cv2.putText(text, word, (8, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.55, (0, 0, 0), 1, cv2.LINE_AA)
    lines = [f"{p.name}: {range_of(p)}".replace("…", " to ") for p in category_of(word).parameters]
    room = (TILE_PX - 30) // _LINE_PX
    if len(lines) > room:
        lines = [*lines[: room - 1], f"and {len(lines) - room + 1} more"]
    for number, line in enumerate(lines):
        place = (8, 40 + _LINE_PX * number)
        cv2.putText(text, line[:52], place, cv2.FONT_HERSHEY_SIMPLEX, 0.33, _INK, 1, cv2.LINE_AA)
    return np.hstack([cell, text])
