"""Ctrl-C ends a command for certain.

The exception that it raises may fall into a weak reference's callback, a destructor or a library's bare `except` while
something is imported, and is lost there. So it is raised again until somebody says that it was heard.
"""

from __future__ import annotations

import signal

_AGAIN_S = 0.5


def end_when_interrupted() -> None:
    """Let ctrl-C raise KeyboardInterrupt, again and again until `heard`. To be called before anything is imported."""
    signal.signal(signal.SIGINT, _raise)
    if hasattr(signal, "SIGALRM"):  # not on Windows, where once must do
        signal.signal(signal.SIGALRM, _raise)


def _raise(number: int, frame: object) -> None:
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, _AGAIN_S)
    raise KeyboardInterrupt


def heard() -> None:
    """Whoever catches the exception says so before it cleans up, which another one would interrupt."""
    if hasattr(signal, "SIGALRM"):
        signal.setitimer(signal.ITIMER_REAL, 0.0)
