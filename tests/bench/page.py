"""A page of HTML with figures and pictures, as the judges write it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
_PAGE = """<!doctype html><meta charset="utf-8"><title>{title}</title>
<style>body{{font:15px sans-serif;margin:2em;max-width:90em}}img{{width:100%}}
td,th{{padding:.2em 1em;text-align:left;vertical-align:top}}</style>
<h1>{title}</h1>
{body}
"""


def write_page(path: Path, title: str, sections: Iterable[str]) -> None:
    path.write_text(_PAGE.format(title=title, body="\n".join(sections)), encoding="utf-8")
    print(path, flush=True)


def section(title: str, *parts: str) -> str:
    return "\n".join((f"<h2>{title}</h2>", *parts))


def table(rows: Iterable[Iterable[str]]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def pictured(path: Path, rows: Iterable[Iterable[Image]]) -> str:
    """Writes pictures (H, W, 3) in 0…1, side by side in each row, as one file; returns its tag."""
    sheet = np.vstack([np.hstack(list(row)) for row in rows])
    cv2.imwrite(str(path), np.rint(np.clip(sheet, 0.0, 1.0)[..., ::-1] * 255.0).astype(np.uint8))
    return f'<img src="{path.name}">'
