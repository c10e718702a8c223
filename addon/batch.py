"""Jobs without a window: for the command line's process, for `blender --command sceneloom`, for scripts."""

from __future__ import annotations

import dataclasses
import os
import sys
import traceback
from typing import Any

import bpy

from . import job as jobs
from ._vendor.backend.protocol.asset_sources import sources_from_json
from ._vendor.backend.protocol.errors import (
    InternalError,
    InvalidRequestError,
    JobCancelled,
    SceneBackendError,
)
from ._vendor.backend.protocol.job import GenerateJob, generate_parser, job_from_arguments
from ._vendor.backend.protocol.messages import AssetRequest, GenerateRequest, JobFinished, ProgressReport
from .asset_export import export_asset
from .asset_figures import repair_lines
from .asset_gallery import picture_assets
from .backend_process import Backend
from .interruption import end_when_told
from .scene_builder.build import BuildOptions

_WAIT_S = 0.05


def run(order: dict[str, Any]) -> None:
    """Do what the starting process ordered and tell it how it went."""
    backend = Backend.attach(order["address"], bytes.fromhex(order["key"]))
    while not backend.ready():
        pass

    def report(fraction: float, text: str) -> None:
        backend.send(ProgressReport(fraction=fraction, text=text))

    finished = JobFinished()
    try:
        fields = dict(order["job"])
        for _ in range(fields.pop("times", 1)):  # more than once to measure a warm run
            bpy.ops.wm.read_factory_settings(use_empty=True)
            outcome = jobs.run_to_end(_steps(order["kind"], dict(fields), backend), report)
        if order["kind"] == "generate":
            finished = JobFinished(message=summary(outcome.report))
        elif order["kind"] == "asset":
            asset, unkept = outcome
            finished = JobFinished(message="\n".join([*repair_lines(asset), *unkept]))
    except SceneBackendError as error:
        finished = JobFinished(code=error.code, message=error.message, hint=error.hint)
    except KeyboardInterrupt:
        finished = JobFinished(code=JobCancelled.code, message="Cancelled.")
    except Exception as error:
        traceback.print_exc()
        finished = JobFinished(code=InternalError.code, message=f"Building in Blender failed: {error}.")
    backend.send(finished)
    backend.stop()


def summary(report: dict[str, Any]) -> str:
    """What was understood and what was not, in a few lines."""
    understood = report["understood"]
    lines = [
        f"{name}: {', '.join(understood[name])}" for name in ("things", "relations", "actions") if understood[name]
    ]
    return "\n".join([*lines, *(f"not as asked: {warning}" for warning in report["warnings"])])


def _steps(kind: str, fields: dict[str, Any], backend: Backend) -> jobs.Steps:
    if kind == "generate":
        asked = fields.pop("request")
        request = GenerateRequest(**{**asked, "sources": sources_from_json(asked["sources"])})
        job = GenerateJob(request=request, **(fields | {"renders": tuple(fields["renders"])}))
        return jobs.generate(job, backend, BuildOptions(replace_startup=True), wait_s=_WAIT_S)
    if kind == "gallery":
        return picture_assets(fields["shots"], fields["size_px"], fields.get("kept"), backend, wait_s=_WAIT_S)
    if kind == "assets":
        return _export_all(fields["assets"], fields["texture_px"], backend)
    out = fields.pop("out")
    if "sources" in fields:
        fields["sources"] = sources_from_json(fields["sources"])
    return export_asset(AssetRequest(**fields), out, backend, wait_s=_WAIT_S)


def _export_all(assets: list[dict[str, Any]], texture_px: int, backend: Backend) -> jobs.Steps:
    """One file after the other, each from an empty scene."""
    for number, fields in enumerate(assets):
        bpy.ops.wm.read_factory_settings(use_empty=True)
        request = AssetRequest(**{key: value for key, value in fields.items() if key != "out"})
        for _ in export_asset(request, fields["out"], backend, wait_s=_WAIT_S, texture_px=texture_px):
            yield number / len(assets), fields["category"]


def command(arguments: list[str]) -> int:
    """`blender --command sceneloom generate …`; returns the exit code."""
    from .preferences import open_backend

    end_when_told()
    try:
        if arguments[:1] != ["generate"]:
            raise InvalidRequestError("Only generate is available here.", hint="Use: sceneloom generate PROMPT --out …")
        job = job_from_arguments(generate_parser().parse_args(arguments[1:]))
        if bpy.app.binary_path and not job.request.sources.blender:  # this Blender reads the libraries' files
            sources = dataclasses.replace(job.request.sources, blender=bpy.app.binary_path)
            job = dataclasses.replace(job, request=dataclasses.replace(job.request, sources=sources))
        backend = open_backend()
        try:
            steps = jobs.generate(job, backend, BuildOptions(replace_startup=True), wait_s=_WAIT_S)
            jobs.run_to_end(steps, _print_progress)
        finally:
            backend.stop()
    except SceneBackendError as error:
        print(f"sceneloom: {error}", file=sys.stderr)
        if isinstance(error, InvalidRequestError):
            return 2
        return 130 if isinstance(error, JobCancelled) else 1
    except KeyboardInterrupt:
        print("sceneloom: Cancelled.", file=sys.stderr)
        return 130
    for path in (job.out, *job.renders, job.report):
        if path:
            print(path)
    return 0


def _print_progress(fraction: float, text: str) -> None:
    if os.environ.get("SCENELOOM_QUIET") is None:
        print(f"{100 * fraction:3.0f} %  {text}", file=sys.stderr, flush=True)
