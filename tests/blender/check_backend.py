"""The backend as Blender's child, killed, cancelled, restarted, shared: the same code in every Blender, so the oldest
does."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path
from types import ModuleType
from typing import Any

import bpy

VERSIONS = ("4.2",)
PACKAGE = "bl_ext.user_default.sceneloom"
CROWD = (
    "A man and two women walk to a wooden cabinet and wave. A red ball is on the cabinet. Three chairs, a tree"
)
"""takes long enough that a report of every stage comes through"""
STEPS = ("backend starts", "parse", "assets", "layout", "motion", "physics", "curves")


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def check_backend_killed_at_each_stage(folder: Path) -> None:
    """A clear error, the scene untouched, and the next request works."""
    job, errors = module("job"), module("_vendor.backend.protocol.errors")
    session = module("session").SESSION
    request = module("_vendor.backend.protocol.job").checked_request(CROWD)
    generate_job = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    options = module("scene_builder.build").BuildOptions()
    count = blocks()
    for stage in ("backend starts", "parse", "assets", "layout"):
        session.stop_backend()
        session._ends_s.clear()  # the restart limit is not what is tested here
        backend = session.backend()
        steps = job.generate(generate_job, backend, options, wait_s=0.002)
        error = error_after_kill(steps, backend, stage, errors.BackendProcessError)
        assert error is not None, f"nothing was noticed at {stage}"
        assert "ended" in error.message, error.message
        assert "again" in error.hint, error.hint
        assert blocks() == count, f"something stayed behind at {stage}"
    session._ends_s.clear()
    assert bpy.ops.sceneloom.generate(prompt="a chair") == {"FINISHED"}
    session.stop_backend()


def error_after_kill(steps: object, backend: object, stage: str, kind: type[Exception]) -> Exception | None:
    """What the job says when its backend is killed as soon as it is in that stage (or past it)."""
    killed = False
    try:
        for _, text in steps:
            if not killed and has_reached(text, stage):
                os.kill(pid_of(backend), signal.SIGKILL)
                killed = True
    except kind as error:
        return error
    return None


def check_a_cancelled_job_leaves_nothing(folder: Path) -> None:
    job, session = module("job"), module("session").SESSION
    request = module("_vendor.backend.protocol.job").checked_request(CROWD)
    generate_job = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    options = module("scene_builder.build").BuildOptions()
    count = blocks()
    for last in ("assets", "layout", "Red Ball", "Chair 3"):
        backend = session.backend()
        steps = job.generate(generate_job, backend, options, wait_s=0.002)
        for _, text in steps:
            if text.startswith(last) or (last in STEPS and has_reached(text, last)):
                break
        steps.close()
        assert blocks() == count, f"something stayed behind after {last}"
    session.stop_backend()


def has_reached(text: str, stage: str) -> bool:
    """Whether a progress text is of that stage or a later one; reports may be dropped, the latest wins."""
    name = text.split(":")[0]
    return name in STEPS and STEPS.index(name) >= STEPS.index(stage)


def pid_of(backend: object) -> int:
    """The interpreter itself: where a wrapper starts it, its last child."""
    pid = backend._process.pid
    while True:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if not children:
            return pid
        pid = int(children[-1])


def blocks() -> int:
    data = bpy.data
    kinds = (data.objects, data.meshes, data.materials, data.scenes, data.collections, data.actions, data.armatures)
    return sum(len(kind) for kind in kinds)


def check_restart_brings_a_dead_backend_back(folder: Path) -> None:
    session = module("session").SESSION
    backend = session.backend()
    backend._process.kill()
    backend._process.wait()
    session.error = module("_vendor.backend.protocol.errors").BackendDiedError("The backend ended unexpectedly.")
    assert bpy.ops.sceneloom.restart_backend() == {"FINISHED"}
    assert session.error is None
    assert session.backend_runs
    assert bpy.ops.sceneloom.generate(prompt="a chair") == {"FINISHED"}
    session._ends_s.clear()


def check_a_backend_that_keeps_ending_starts_later_and_then_not_at_all(folder: Path) -> None:
    session = module("session").SESSION
    session.stop_backend()
    session._ends_s.clear()
    waited = []
    for _ in range(4):
        backend = session.backend()
        asked_s = time.monotonic()
        while backend._process is None:
            backend.ready()
        waited.append(time.monotonic() - asked_s)
        backend._process.kill()
        backend._process.wait()
    assert max(waited[:2]) < 0.5, waited
    assert 0.9 < waited[2] < 2.9 < waited[3], waited
    assert "ended by itself 4 times within a minute" in message_of_a_failed_generation()
    session._ends_s.clear()
    assert bpy.ops.sceneloom.generate(prompt="a chair") == {"FINISHED"}
    session.stop_backend()


def frames_go_to_a_backend_beside_it(session: Any, preferences: Any) -> None:
    """A shared one sees no file of this machine."""
    scene = bpy.context.scene
    scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 1, False
    scene.render.resolution_x, scene.render.resolution_y = 64, 32
    scene.sceneloom.look.look = "clean"
    found, preferences.backend_python = preferences.backend_python, lambda: ""
    try:
        assert bpy.ops.sceneloom.preview_look() == {"CANCELLED"}
        session.backend_of_this_machine()
    except module("_vendor.backend.protocol.errors").InvalidRequestError as error:
        said = str(error)
    else:
        said = ""
    finally:
        preferences.backend_python = found
    assert "this machine has no backend of its own" in said, said
    assert bpy.ops.sceneloom.preview_look() == {"FINISHED"}
    assert session._beside._process is not None
    assert session._backend.is_shared, "scenes are made by the shared one still"


def check_a_shared_backend_is_spoken_to_over_tls(folder: Path) -> None:
    if shutil.which("openssl") is None:
        raise unittest.SkipTest("there is no openssl to make a certificate with")
    session, preferences = module("session").SESSION, module("preferences")
    session.stop_backend()
    certificate, private_key = str(folder / "certificate.pem"), str(folder / "private.pem")
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    make += ["-addext", "subjectAltName=DNS:localhost", "-keyout", private_key, "-out", certificate]
    subprocess.run(make, check=True, capture_output=True)
    serve = [preferences.backend_python(), "-m", "backend", "serve", "--listen", "localhost:0"]
    server = subprocess.Popen(
        [*serve, "--certificate", certificate, "--private-key", private_key],
        stdout=subprocess.PIPE,
        text=True,
        cwd=module("backend_process").VENDORED,
    )
    settings = bpy.context.preferences.addons[PACKAGE].preferences
    try:
        settings.shared_address = "localhost:" + server.stdout.readline().strip().rpartition(":")[2]
        settings.shared_token = server.stdout.readline().split()[1]
        settings.shared_certificate = certificate
        assert bpy.ops.sceneloom.generate(prompt="a red chair") == {"FINISHED"}
        assert session._backend._process is None, "it was not the shared one"
        frames_go_to_a_backend_beside_it(session, preferences)
        session.stop_backend()
        right, settings.shared_token = settings.shared_token, "guessed"
        assert message_of_a_failed_generation() == "The token is wrong."
        settings.shared_token = right
        assert bpy.ops.sceneloom.generate(prompt="a blue chair") == {"FINISHED"}
        server.kill()
        server.wait()
        said = message_of_a_failed_generation()
        assert said.startswith(f"The shared backend at {settings.shared_address} cannot be reached"), said
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
        settings.shared_address = settings.shared_token = settings.shared_certificate = ""
        session.stop_backend()
        session._ends_s.clear()


def message_of_a_failed_generation() -> str:
    """What the job says; the scene is as before."""
    job, errors = module("job"), module("_vendor.backend.protocol.errors")
    before = len(bpy.data.objects), len(bpy.data.scenes)
    request = module("_vendor.backend.protocol.job").checked_request("a chair")
    order = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    try:
        backend = module("session").SESSION.backend()
        for _ in job.generate(order, backend, module("scene_builder.build").BuildOptions(), wait_s=0.01):
            pass
    except errors.SceneBackendError as error:
        assert (len(bpy.data.objects), len(bpy.data.scenes)) == before
        return error.message
    raise AssertionError("nothing was wrong")
