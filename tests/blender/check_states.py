"""What the panel says while it works and when something is wrong."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import time
import unittest
from pathlib import Path
from types import ModuleType

import bpy

PACKAGE = "bl_ext.user_default.sceneloom"


def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


def check_progress_is_in_the_artists_words(folder: Path) -> None:
    spoken = module("reporting").spoken
    assert spoken("assets: chair") == "Making Things: chair"
    assert spoken("layout") == "Placing Things"
    assert spoken("Wooden Table") == "Building Wooden Table"
    assert spoken("Woman: rig") == "Building Woman: rig"
    # every step of a real job
    job, session = module("job"), module("session").SESSION
    request = module("_vendor.backend.protocol.job").checked_request("a man waves beside a chair")
    order = module("_vendor.backend.protocol.job").GenerateJob(request=request)
    backend = session.backend()
    steps = job.generate(order, backend, module("scene_builder.build").BuildOptions(), wait_s=0.002)
    said = {spoken(text).split(":")[0] for _, text in steps}
    assert "Building Man" in said
    stages = {text for text in said if not text.startswith("Building ")}
    assert stages <= set(module("reporting")._SPOKEN.values()), stages


def check_errors_have_a_button_that_repairs_them(folder: Path) -> None:
    reporting, errors = module("reporting"), module("_vendor.backend.protocol.errors")
    buttons = {
        errors.BackendNotInstalledError: "set_up_backend",
        errors.VersionMismatchError: "set_up_backend",
        errors.BackendDiedError: "restart_backend",
        errors.BackendStartError: "restart_backend",
        errors.InvalidRequestError: None,
        errors.LayoutInfeasibleError: None,
    }
    for kind, button in buttons.items():
        error = kind("It broke.")
        repair = reporting.repairing_operator(error)
        assert (repair[0] if repair else None) == (f"sceneloom.{button}" if button else None), kind
        assert button is None or button in dir(bpy.ops.sceneloom)
    assert reporting.has_log(errors.BackendDiedError("It ended."))
    assert not reporting.has_log(errors.InvalidRequestError("Empty."))
    assert "userpref_allow_online" in dir(bpy.ops.extensions)


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
