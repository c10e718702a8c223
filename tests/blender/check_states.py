"""What the panel says while it works and when something is wrong."""

from __future__ import annotations

import importlib
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
