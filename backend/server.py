"""The request loop: decode, run the pipeline, encode.

Catches everything, as only `addon/batch.py` does besides: each tells the process at the other end what broke here.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .common.memory import memory_mb, peak_memory_mb, release_memory
from .common.progress import Progress, silent
from .common.retargeting.clips import retarget_motion
from .pipeline import Stages, enhance, enhancer_state, generate, make_asset, postprocess, vocabulary
from .protocol.errors import InternalError, JobCancelled, SceneBackendError
from .protocol.messages import (
    PROTOCOL_VERSION,
    AssetReply,
    AssetRequest,
    Cancel,
    EnhanceRequest,
    EnhancerStateRequest,
    Failure,
    GenerateReply,
    GenerateRequest,
    Hello,
    JobFinished,
    Message,
    ParseReply,
    ParseRequest,
    PostprocessRequest,
    ProgressReport,
    RetargetRequest,
    Shutdown,
    Unload,
    VocabularyReply,
    VocabularyRequest,
)
from .protocol.transport import Channel, ChannelClosed, accept_channel, check_hello, listen, remove_address

if TYPE_CHECKING:
    from .m8_enhancer.stage import Enhancer

log = logging.getLogger("sceneloom")

_PROGRESS_INTERVAL_S = 0.05
IDLE_S = 300.0

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


class _Client:
    """One connected client, and the job it is waiting for."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._waiting: list[Message] = []
        self._last_report_s = 0.0
        self.stage_seconds: dict[str, float] = {}
        self._stage = ""
        self._stage_start_s = 0.0

    def next_message(self, timeout_s: float) -> Message | None:
        """What came while a job ran, then what comes."""
        if self._waiting:
            return self._waiting.pop(0)
        return self._channel.receive(timeout_s)

    def send(self, message: Message) -> None:
        self._channel.send(message)

    def start_job(self) -> None:
        self.stage_seconds, self._stage = {}, ""

    def progress(self, fraction: float, text: str = "") -> None:
        """Report, rarely; look for a cancellation, always."""
        now_s = time.perf_counter()
        stage = text.split(":", 1)[0]
        if stage != self._stage:
            self.end_stage()
            self._stage, self._stage_start_s = stage, now_s
        while (message := self._channel.receive(0)) is not None:
            if isinstance(message, Cancel):
                raise JobCancelled
            if not isinstance(message, ProgressReport):
                self._waiting.append(message)
        if now_s - self._last_report_s >= _PROGRESS_INTERVAL_S:
            self._last_report_s = now_s
            self._channel.send(ProgressReport(fraction=fraction, text=text))

    def end_stage(self) -> None:
        if self._stage:
            elapsed_s = time.perf_counter() - self._stage_start_s
            self.stage_seconds[self._stage] = self.stage_seconds.get(self._stage, 0.0) + elapsed_s


class _Models:
    """The stages with their models: loaded when first wanted, given back while nobody asks for anything."""

    def __init__(self, stages: Stages | None) -> None:
        self._stages = stages
        self._enhancer: Enhancer | None = None
        self.are_resting = False

    @property
    def are_loaded(self) -> bool:
        return self._stages is not None

    @property
    def use_memory(self) -> bool:
        return self.are_loaded or (self._enhancer is not None and self._enhancer.is_loaded)

    @property
    def enhancer(self) -> Enhancer:
        if self._enhancer is None:
            from .m8_enhancer.stage import Enhancer  # with what works on pictures: only when frames are repainted

            self._enhancer = Enhancer.load()
        return self._enhancer

    def load(self) -> Stages:
        self._stages = self._stages or Stages.load()
        self.are_resting = False
        return self._stages

    def unload(self) -> None:
        before_mb = memory_mb()
        if self._stages is not None:
            self._stages.unload()
        self._stages, self.are_resting = None, True
        if self._enhancer is not None:
            self._enhancer.unload()
        release_memory()
        log.info("models unloaded: %.0f MB, %.0f MB before", memory_mb(), before_mb)


def serve_client(
    channel: Channel,
    log_path: str,
    stages: Stages | None = None,
    on_progress: Progress = silent,
    idle_s: float = IDLE_S,
) -> JobFinished | None:
    """Answer one client until it leaves; returns its JobFinished, when it sent one.

    `on_progress` hears what the client says of the whole job, building and rendering included. Models are unloaded
    when nothing was asked for `idle_s`, and when the client says so.
    """
    channel.send(Hello(protocol_version=PROTOCOL_VERSION, backend_version=__version__))
    check_hello(channel.receive(timeout_s=30.0), __version__)
    client = _Client(channel)
    models = _Models(stages)
    del stages  # so that unloading frees them
    finished: JobFinished | None = None
    try:
        while True:
            is_new = not models.are_loaded and not models.are_resting
            message = client.next_message(timeout_s=0.0 if is_new else idle_s)
            if message is None:
                if is_new:  # nothing is asked yet: get ready while Blender still starts
                    models.load()
                elif models.use_memory:
                    models.unload()
                continue
            if isinstance(message, Shutdown):
                return finished
            if isinstance(message, Unload):
                models.unload()
            if isinstance(message, JobFinished):
                finished = message
            elif isinstance(message, ProgressReport):
                on_progress(message.fraction, message.text)
            elif isinstance(message, Request):
                try:
                    client.send(_answer(message, models, client))
                except SceneBackendError as error:
                    log.info("job ended: %s", error)
                    client.send(_failure(error))
                except ChannelClosed:
                    raise
                except Exception as error:
                    log.exception("unforeseen error")
                    hint = f"The details are in {log_path}." if log_path else ""
                    client.send(_failure(InternalError(f"Something unforeseen went wrong: {error}.", hint=hint)))
    except ChannelClosed:
        return finished


def _answer(request: Request, models: _Models, client: _Client) -> Message:
    client.start_job()
    if isinstance(request, PostprocessRequest):  # frames need no stage that makes scenes
        return postprocess(request, client.progress)
    if isinstance(request, EnhanceRequest):
        return enhance(request, models.enhancer, client.progress)
    if isinstance(request, EnhancerStateRequest):
        return enhancer_state(request, models.enhancer)
    stages = models.load()
    if isinstance(request, AssetRequest):
        return AssetReply(asset=make_asset(request, stages, client.progress))
    if isinstance(request, ParseRequest):
        description, evidence = stages.parser.explain(request.prompt, progress=client.progress)
        return ParseReply(description=description, evidence=evidence)
    if isinstance(request, VocabularyRequest):
        return VocabularyReply(words=vocabulary())
    if isinstance(request, RetargetRequest):
        return retarget_motion(request)
    bundle = generate(request, stages, client.progress)
    client.end_stage()
    return GenerateReply(bundle=bundle, stage_seconds=client.stage_seconds, memory_mb=peak_memory_mb())


def _failure(error: SceneBackendError) -> Failure:
    return Failure(code=error.code, message=error.message, hint=error.hint, stage=error.stage)


def serve(address: str, key: bytes, log_path: str) -> int:
    """Serve one client at `address`."""
    with listen(address, key) as listener:
        channel = accept_channel(listener)
    log.info("serving, version %s", __version__)
    serve_client(channel, log_path)
    remove_address(address)
    return 0


def start_logging(log_path: str | None) -> None:
    """Log to a file (kept under 2 MB), or to standard error."""
    if log_path:
        path = Path(log_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 2_000_000:
            path.replace(path.with_suffix(".old.log"))
    logging.basicConfig(
        filename=log_path or None,
        level=logging.INFO,
        format="%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s",
    )
