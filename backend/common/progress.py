"""How a stage reports that it goes on, and how it is stopped."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by stages a few times a second at least; raises JobCancelled to stop them."""

    def __call__(self, fraction: float, message: str = "", /) -> None: ...


def silent(fraction: float, message: str = "") -> None:
    """A progress that nobody listens to."""
