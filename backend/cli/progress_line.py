"""Progress of a command on standard error."""

from __future__ import annotations

import sys


class ProgressLine:
    """Progress on standard error: one line that moves on a terminal, a line for each step in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._text = ""

    def __call__(self, fraction: float, text: str = "") -> None:
        if self._terminal:
            print(f"\r\033[K{100 * fraction:3.0f} %  {text}", end="", file=sys.stderr, flush=True)
        elif text.split(":")[0] != self._text:
            self._text = text.split(":")[0]
            print(f"{100 * fraction:3.0f} %  {text}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
