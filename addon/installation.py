"""Set Up Backend: an environment of its own, made by a child process that this polls."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import bpy

from ._vendor.backend.protocol.errors import BackendStartError
from .backend_process import VENDORED

_LOCK = VENDORED / "requirements" / "backend.lock"
_SCRIPT = Path(__file__).resolve().parent / "set_up_environment.py"


@dataclass
class Installation:
    """A running set-up; its log's last line tells how far it is."""

    process: subprocess.Popen[bytes]
    log_path: Path
    fraction: float = 0.0
    text: str = "starting"

    def poll(self) -> bool:
        """Whether it is done. Raises BackendStartError with the reason when it failed."""
        lines = self.log_path.read_text("utf-8", "replace").splitlines() if self.log_path.exists() else []
        for line in reversed(lines):
            if line.startswith("progress "):
                share, _, self.text = line.removeprefix("progress ").partition(" ")
                self.fraction = float(share)
                break
        if self.process.poll() is None:
            return False
        if self.process.returncode != 0:
            reasons = [line for line in lines if line.lower().startswith("error")] or lines[-1:] or ["no output"]
            raise BackendStartError(
                f"The backend could not be set up: {reasons[-1][:200]}.", hint=f"The whole log: {self.log_path}."
            )
        return True

    def cancel(self) -> None:
        self.process.kill()
        self.process.wait()


RUNNING: Installation | None = None


def environment_folder() -> Path:
    """The environment of this version's requirements; goes away with the add-on."""
    base = Path(bpy.utils.extension_path_user(__package__, path="", create=False)) if _installed() else VENDORED.parent
    return base / f"backend-{hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:12]}"


def _installed() -> bool:
    return __package__.startswith("bl_ext.")


def start() -> Installation:
    """Begin the set-up with Blender's own Python."""
    folder = environment_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    log_path = folder.with_suffix(".log")
    with open(log_path, "wb") as log:
        process = subprocess.Popen(
            [_blender_python(), "-I", str(_SCRIPT), str(folder), str(_LOCK)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
    return Installation(process, log_path)


def _blender_python() -> str:
    """The interpreter that ships with Blender, or runs it; on some systems `sys.executable` is Blender itself."""
    if "python" in Path(sys.executable).name.lower():
        return sys.executable
    found = shutil.which("python3.11") or shutil.which("python3")
    if not found:
        raise BackendStartError("There is no Python here to set the backend up with.", hint="Install Python 3.11.")
    return found
