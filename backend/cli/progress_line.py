"""Progress of a command on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")
_KNOWN_AFTER_S = 8.0
"""how long something runs before what is left of it can be told"""
_LOG_EVERY_S = 5.0
"""of what takes long, a log gets a line that often"""


class ProgressLine:
    """Progress on standard error: one line that moves on a terminal, a line for each step in a log.

    What takes long also says how long it still takes.
    """

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._text = ""
        self._begun_s = self._said_s = time.monotonic()

    def __call__(self, fraction: float, text: str = "") -> None:
        now_s = time.monotonic()
        told = f"{100 * fraction:3.0f} %  {text}{self._left(fraction, now_s - self._begun_s)}"
        if self._terminal:
            print(f"\r\033[K{told}", end="", file=sys.stderr, flush=True)
            return
        soon = now_s - self._begun_s > _KNOWN_AFTER_S and now_s - self._said_s < _LOG_EVERY_S
        if text.split(":")[0] != self._text and not soon:
            self._text, self._said_s = text.split(":")[0], now_s
            print(told, file=sys.stderr, flush=True)

    def through(self, items: Mapping[str, Value], what: str) -> Iterator[tuple[str, Value]]:
        """The items one after the other, with the number and the name of each told before it."""
        self._begun_s, self._text = time.monotonic(), ""
        for number, (name, item) in enumerate(items.items()):
            self(number / len(items), f"{what} {number + 1} of {len(items)}, {name}")
            yield name, item

    def end(self) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    @staticmethod
    def _left(fraction: float, passed_s: float) -> str:
        if passed_s < _KNOWN_AFTER_S or not 0.0 < fraction < 1.0:
            return ""
        left_s = passed_s * (1.0 - fraction) / fraction
        return f" (about {left_s / 60:.0f} min left)" if left_s > 90.0 else f" (about {left_s:.0f} s left)"
