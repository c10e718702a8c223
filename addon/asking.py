"""A request to the backend, step by step."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Generator
from typing import Any

from ._vendor.backend.protocol.errors import SceneBackendError, error_from_code
from ._vendor.backend.protocol.messages import (
    AssetReply,
    AssetRequest,
    Cancel,
    EnhanceReply,
    EnhanceRequest,
    EnhancerStateReply,
    EnhancerStateRequest,
    Failure,
    GenerateReply,
    GenerateRequest,
    ParseReply,
    ParseRequest,
    PostprocessReply,
    PostprocessRequest,
    ProgressReport,
    RetargetReply,
    RetargetRequest,
    VocabularyReply,
    VocabularyRequest,
)
from .backend_process import Backend

Steps = Generator[tuple[float, str], None, Any]
Request = (
    GenerateRequest
    | ParseRequest
    | VocabularyRequest
    | AssetRequest
    | RetargetRequest
    | PostprocessRequest
    | EnhanceRequest
    | EnhancerStateRequest
)
Reply = (
    GenerateReply
    | ParseReply
    | VocabularyReply
    | AssetReply
    | RetargetReply
    | PostprocessReply
    | EnhanceReply
    | EnhancerStateReply
)


def ask(backend: Backend, request: Request, *, share: float, wait_s: float) -> Steps:
    """Send a request and yield progress up to `share` until the reply is there, which is returned."""
    while not backend.ready():
        if wait_s:
            time.sleep(0.005)
        yield 0.0, "backend starts"
    backend.send(request)
    fraction, text = 0.0, "sent"
    try:
        while True:
            message = backend.receive(wait_s)
            if isinstance(message, ProgressReport):
                fraction, text = message.fraction, message.text
            elif isinstance(message, Failure):
                request = None  # answered: nothing left to cancel
                raise error_from_code(message.code, message.message, message.hint, message.stage)
            elif isinstance(message, Reply):
                return message
            yield share * fraction, text
    except GeneratorExit:
        with contextlib.suppress(SceneBackendError):  # one that has ended by itself has nothing left to cancel
            backend.send(Cancel())
            # The answer to a cancelled request must not be taken for that of the next one.
            while not isinstance(backend.receive(5.0), Failure | Reply | None):
                pass
        raise


def part_of(steps: Steps, start: float, end: float) -> Steps:
    """The steps with their progress moved into `start`…`end`."""
    try:
        while True:
            fraction, text = next(steps)
            yield start + (end - start) * fraction, text
    except StopIteration as stop:
        return stop.value
    finally:
        steps.close()
