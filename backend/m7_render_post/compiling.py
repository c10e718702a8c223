"""Loops over pixels that OpenCV has no call for are compiled; the result is cached beside the source, or per user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile on the first call; runs without Python's lock, so that frames run beside one another in threads."""
    options: Any = {"cache": True, "nogil": True, "error_model": "numpy", "fastmath": {"contract", "reassoc", "nsz"}}
    made: Any = numba.njit(**options)(function)
    return cast(Function, made)
