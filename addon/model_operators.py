"""Weights of pretrained models: fetched by the backend's own command in a child process, after a person has agreed."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import bpy
from bpy.props import EnumProperty

from ._vendor.backend.protocol.errors import BackendNotInstalledError, ResourceError, SceneBackendError
from .backend_process import VENDORED, clean_environment
from .preferences import backend_python, backend_settings
from .reporting import report

# name, what the dialog says: the exact size is shown by `sceneloom models download`
MODELS = (
    ("shap-e", "Shap-E", "Words to a mesh: about 2,600 MB, licence MIT"),
    ("triposr", "TripoSR", "A picture to a mesh: about 1,680 MB, licence MIT; its code is installed by hand"),
    ("dino-vitb16", "DINO Layout", "One small file that TripoSR asks for, licence Apache-2.0"),
    ("stable-diffusion-v1-5", "Stable Diffusion 1.5",
     "Words to a picture for TripoSR: about 4,200 MB, licence CreativeML Open RAIL-M"),
    ("enhancer", "Enhancer",
     "Stable Diffusion 1.5, its ControlNets and AnimateDiff, for stills and clips: about 11,820 MB, licences "
     "CreativeML Open RAIL-M and Apache-2.0"),
    ("enhancer-few-steps", "Enhancer, Few Steps", "LCM: about 135 MB, licence CreativeML Open RAIL++-M"),
    ("enhancer-xl", "Enhancer XL",
     "Stable Diffusion XL and its ControlNets, for stills: about 26,400 MB, licences CreativeML Open RAIL++-M and "
     "Apache-2.0"),
    ("enhancer-xl-few-steps", "Enhancer XL, Few Steps", "LCM: about 400 MB, licence CreativeML Open RAIL++-M"),
)
PARTS = {
    "enhancer": (
        "stable-diffusion-v1-5", "control_v11f1p_sd15_depth", "control_v11p_sd15_openpose", "control_v11p_sd15_canny",
        "control_v11p_sd15_normalbae", "animatediff-motion-adapter-v1-5-3",
    ),
    "enhancer-few-steps": ("lcm-lora-sdv1-5",),
    "enhancer-xl": (
        "stable-diffusion-xl-base-1.0", "controlnet-depth-sdxl-1.0", "controlnet-openpose-sdxl-1.0",
        "controlnet-canny-sdxl-1.0",
    ),
    "enhancer-xl-few-steps": ("lcm-lora-sdxl",),
}  # fmt: skip
"""what is fetched together; the others are one model each"""
_DIALOG_PX, _LINE_CHARACTERS = 460, 66


class SCENELOOM_OT_download_model(bpy.types.Operator):
    """Fetch the weights of a pretrained model into your data folder; an interrupted download goes on where it was"""

    bl_idname = "sceneloom.download_model"
    bl_label = "Download Model"

    model: EnumProperty(name="Model", items=MODELS)
    _process: subprocess.Popen[bytes] | None = None
    _timer: bpy.types.Timer | None = None

    @classmethod
    def poll(cls, context: bpy.types.Context) -> bool:
        if not bpy.app.online_access:
            cls.poll_message_set("Allow Online Access in Preferences > System first")
            return False
        return True

    def invoke(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        return context.window_manager.invoke_props_dialog(self, width=_DIALOG_PX)

    def draw(self, context: bpy.types.Context) -> None:
        self.layout.prop(self, "model")
        for line in textwrap.wrap(next(text for name, _, text in MODELS if name == self.model), _LINE_CHARACTERS):
            self.layout.label(text=line)
        self.layout.label(text="It lies outside the add-on and stays when that is removed")

    def execute(self, context: bpy.types.Context) -> set[str]:
        try:
            self._process = start_download(self.model)
            if context.window is None or bpy.app.background:
                finish_download(self.model, self._process)
                return {"FINISHED"}
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        self._timer = context.window_manager.event_timer_add(0.5, window=context.window)
        context.window_manager.modal_handler_add(self)
        self.report({"INFO"}, f"Downloading {_title(self.model)}; Esc stops, and it goes on from there next time")
        return {"RUNNING_MODAL"}

    def modal(self, context: bpy.types.Context, event: bpy.types.Event) -> set[str]:
        assert self._process is not None
        if event.type == "ESC":
            self._process.kill()
            self._process.communicate()
            context.window_manager.event_timer_remove(self._timer)
            return {"CANCELLED"}
        if event.type != "TIMER" or self._process.poll() is None:
            return {"PASS_THROUGH"}
        context.window_manager.event_timer_remove(self._timer)
        try:
            finish_download(self.model, self._process)
        except SceneBackendError as error:
            report(self, error)
            return {"CANCELLED"}
        self.report({"INFO"}, f"{_title(self.model)} is here")
        return {"FINISHED"}


def fetched_with(told: str) -> str:
    """The download that has a model which a message names; empty where it names none."""
    return next((name for name, parts in PARTS.items() if any(part in told for part in parts)), "")


def _title(model: str) -> str:
    return next(title for name, title, _ in MODELS if name == model)


def start_download(model: str) -> subprocess.Popen[bytes]:
    """Raises BackendNotInstalledError. Standard error holds little: it is no terminal, so progress is a line a file."""
    python = backend_python()
    if not python:
        raise BackendNotInstalledError("The backend is not set up.", hint="Press Set Up Backend first.")
    return subprocess.Popen(
        [python, "-m", "backend", "models", "download", *PARTS.get(model, (model,)), "--yes"],
        cwd=VENDORED, env=clean_environment() | backend_settings(),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
    )  # fmt: skip


def finish_download(model: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for its end. Raises ResourceError with the sentence that the command said."""
    _, said = process.communicate()
    if process.returncode:
        lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.startswith("sceneloom: ")]
        text = lines[-1].removeprefix("sceneloom: ") if lines else f"The download of {_title(model)} ended by itself."
        raise ResourceError(text)


CLASSES = (SCENELOOM_OT_download_model,)
